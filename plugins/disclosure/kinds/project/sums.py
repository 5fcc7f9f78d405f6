"""What a project took in, spent and left, in a sentence; and the records that tell it where no report does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...blocks import AnyOf, AtHand, InRow, InTable, Listed, sorted_money
from ...dates import han_date
from ...model import Disclosure, Evidence, Expectation, Figure
from ...quantities import grouped, yuan_text
from ...reading import AnyColumn, Column, Record
from ..gift_refunds import RowsAbout, rows_about
from .records import (
    MONEY,
    BudgetRecord,
    Closing,
    ClosingRecord,
    Progress,
    ProgressRecord,
    Project,
    ProjectRecord,
    ProjectStatus,
)


def rows_about_project(disclosure: Disclosure, row: Project) -> Iterator[RowsAbout]:
    """The single gifts and payments that name a project."""
    return rows_about(disclosure, "project", row.id, "定向捐赠")


def progress_sums(report: Progress) -> str:
    """What a project took in and spent, in 元, and whom it helped, from its beginning to the day of a report; '' where nothing is told."""
    sums = [
        f"{label}{yuan_text(value)}"
        for label, value in (("收入", report.income), ("支出", report.expense))
        if value is not None
    ]
    if report.beneficiaries is not None:
        sums.append(f"受益{grouped(report.beneficiaries)}{report.unit or '人'}")
    return f"从开始到{han_date(report.as_of)}，{'，'.join(sums)}。" if sums else ""


def closing_sums(closing: Closing) -> str:
    """What a closed project spent and what was left or lacking, in 元; '' where nothing is told."""
    left = closing.surplus
    rest = ("支出比收入多", -left) if left is not None and left < 0 else ("剩余财产", left)
    sums = [f"{label}{yuan_text(value)}" for label, value in (("支出", closing.expense), rest) if value is not None]
    return f"{han_date(closing.closed_on)}结项，{'，'.join(sums)}。" if sums else ""


# What stands in for a figure that the report does not give: records, the project they name, and the column that says it.
_STRUCTURED: dict[str, tuple[tuple[type[Record], Column[str], AnyColumn], ...]] = {
    "预算": ((BudgetRecord, BudgetRecord.project, BudgetRecord.budget),),
    "筹集": (
        (ProgressRecord, ProgressRecord.project, ProgressRecord.income),
        (ClosingRecord, ClosingRecord.project, ClosingRecord.income_public),
        (ClosingRecord, ClosingRecord.project, ClosingRecord.income_other),
    ),
    "支出": (
        (ProgressRecord, ProgressRecord.project, ProgressRecord.expense),
        (ClosingRecord, ClosingRecord.project, ClosingRecord.expense),
        (BudgetRecord, BudgetRecord.project, BudgetRecord.spent),
    ),
    "结余": ((ClosingRecord, ClosingRecord.project, ClosingRecord.surplus),),
}


def is_accounted(disclosure: Disclosure, project: Record, label: str) -> bool:
    """Whether a budget, a progress or a closing tells this sum of a project."""
    return any(
        row[column] is not None
        for record, named, column in _STRUCTURED.get(label, ())
        for row in disclosure.about(record, named, project.record_id)
    )


# Tables of single rows that tell of a project's money.
_LISTED = {"筹集": "donations", "支出": "disbursements"}


def elsewhere(row: Project, named: Sequence[Figure], label: str) -> list[Evidence]:
    """What tells a sum beside the figures of the reports: accounts and single rows, all of them on the page of the project."""
    evidence: list[Evidence] = [AtHand(sorted_money(named, MONEY)[label])]
    evidence += [InTable(record, (column,), ((about, row.id),)) for record, about, column in _STRUCTURED.get(label, ())]
    return evidence + ([Listed(_LISTED[label], names=("project", row.id))] if label in _LISTED else [])


def expectations(row: Project, figures: Sequence[Figure], named: Sequence[Figure]) -> Iterator[Expectation]:
    """What readers look for: the money, told by a figure, an account or single rows; then what the project is."""
    planned = row.status == ProjectStatus.PLANNED
    for label, of_label in sorted_money(figures, MONEY).items():
        if not (planned and label in {"支出", "结余"}):  # nothing is spent before it begins
            yield Expectation(f"{label}金额", AnyOf((AtHand(of_label), *elsewhere(row, named, label))))
    for label, *columns in (
        ("开始和结束日期", ProjectRecord.start_on),
        ("实施地域", ProjectRecord.region),
        ("受益对象", ProjectRecord.beneficiaries),
        ("受益人的筛选标准和名单范围", ProjectRecord.standard),
    ):
        yield Expectation(label, InRow(row, tuple(columns)))
    if not planned and row.status != ProjectStatus.UNDER_WAY:
        yield Expectation(
            "结项评估报告", InTable(ClosingRecord, (ClosingRecord.evaluation,), ((ClosingRecord.project, row.id),))
        )
