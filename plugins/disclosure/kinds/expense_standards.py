"""经费标准: what may be spent on travel abroad, cars, hospitality and travel at home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, Shown, latest, table, until
from ..model import Block, Disclosure, Expectation, Kind, out_of_order, repeated
from ..problems import Problem
from ..reading import Complete, Date, Record, RichText, Sourced, Text, column
from .governance import KIND as GOVERNANCE


class ExpenseCategory(StrEnum):
    """Expenses whose standard is to be public."""

    ABROAD = "出国（境）"
    CARS = "车辆购置及运行"
    HOSPITALITY = "招待"
    TRAVEL = "差旅"


class ExpenseStandardRecord(Sourced):
    """One standard from one day on."""

    category = column(ExpenseCategory, "类别", required=True)
    standard = column(RichText, "标准", required=True, description="照制度原文写")
    valid_from = column(Date, "适用起", ahead=True)
    valid_to = column(Date, "适用止", ahead=True)
    policy = column(Text, "依据的制度", refers_to="policies")
    disclosed_on = column(Date, "公开日期")


class ExpenseStandard(Complete, ExpenseStandardRecord):
    """One standard from one day on, with all that it must have."""


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """One standard a category and day; none ends before it begins."""
    yield from out_of_order(rows, ExpenseStandardRecord.valid_from, ExpenseStandardRecord.valid_to)
    yield from repeated(rows, ExpenseStandardRecord.category, ExpenseStandardRecord.valid_from)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, in the order of the law."""
    rows = sorted(
        latest(disclosure.rows(ExpenseStandard), ExpenseStandardRecord.valid_from),
        key=lambda row: list(ExpenseCategory).index(row.category),
    )
    shown: list[Shown] = [
        ExpenseStandardRecord.category,
        ExpenseStandardRecord.standard,
        ExpenseStandardRecord.valid_from,
    ]
    if any(row.valid_to for row in rows):
        shown.append(until("适用止", ExpenseStandardRecord.valid_to))
    shown += [
        name
        for name in (ExpenseStandardRecord.policy, ExpenseStandardRecord.disclosed_on)
        if any(row[name] for row in rows)
    ]
    yield table(disclosure, kind, rows, shown, caption="各类费用的标准")


def _has(category: str) -> Expectation:
    there = InTable(ExpenseStandardRecord, having=((ExpenseStandardRecord.category, category),))
    return Expectation(f"{category}费用的标准", there)


KIND = Kind(
    id="expense_standards",
    label="经费标准",
    record=ExpenseStandardRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=205,
    expects=tuple(_has(category) for category in ExpenseCategory),
)
