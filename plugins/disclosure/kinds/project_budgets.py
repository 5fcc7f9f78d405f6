"""项目预算: what each part of a project may cost, and what it has cost; lines over budget are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .. import charts
from ..blocks import difference_of, origin_of_numbers, sources_of, yuan
from ..dates import han_date
from ..model import (
    Amount,
    Block,
    Cell,
    Chart,
    ChartBlock,
    Disclosure,
    Kind,
    Mark,
    Role,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    repeated,
)
from ..problems import Problem
from ..quantities import money_text, quantity_text
from ..reading import Record
from .project import BudgetLine, BudgetRecord
from .projects import KIND as PROJECTS


def check(rows: Sequence[Record]) -> Iterator[Problem]:
    """Every line of a budget stands once."""
    yield from repeated(rows, BudgetRecord.project, BudgetRecord.item)


def on_project(disclosure: Disclosure, project: Record) -> Iterator[Block]:
    """CH-11: budget hollow, spent solid, line by line, and the same as a table with what is left or over."""
    lines = disclosure.about(BudgetLine, BudgetRecord.project, project.record_id)
    if not lines:
        return
    both = [(row, row.budget, row.spent) for row in lines if row.budget is not None and row.spent is not None]
    if both:
        yield ChartBlock(_chart(disclosure, project, both))
    yield TableBlock(_table(disclosure, project, lines))


def _chart(disclosure: Disclosure, project: Record, lines: Sequence[tuple[BudgetLine, Decimal, Decimal]]) -> Chart:
    marks: list[Mark] = []
    for row, budgeted, paid in lines:
        for label, value, role in (("预算", budgeted, Role.PLAN), ("已支", paid, Role.EXPENSE)):
            marks.append(Mark(label, value, money_text(value), role, category=row.item, where=row.where))
    over = [(row, paid - budgeted) for row, budgeted, paid in lines if paid > budgeted]
    budget = sum((budgeted for _, budgeted, _ in lines), Decimal(0))
    spent = sum((paid for _, _, paid in lines), Decimal(0))
    share = quantity_text(spent / budget * 100, "%") if budget else ""
    title = f"已支{money_text(spent)}，占预算{share}" if share else ""
    if over:
        title = f"{over[0][0].item}超预算{money_text(over[0][1])}"
        title += f"，共{len(over)}项超预算" if len(over) > 1 else ""
    caption = charts.Caption(
        f"budget-{project.record_id}",
        title=title,
        plain="预算和已支",
        subtitle=_until([row for row, _, _ in lines]),
        sources=sources_of(disclosure, [row for row, _, _ in lines]),
    )
    return charts.of_cells(caption, "bullet", marks)


def _until(lines: Sequence[BudgetLine]) -> str:
    days = sorted({str(row.as_of) for row in lines if row.as_of})
    return "空心条是预算，实心条是已支" + (f"；已支算到{'、'.join(map(han_date, days))}" if days else "")


def _table(disclosure: Disclosure, project: Record, lines: Sequence[BudgetLine]) -> Table:
    return Table(
        f"budgets-{project.record_id}",
        "预算花了多少",
        (
            TableColumn("科目"),
            TableColumn("预算", numeric=True),
            TableColumn("已支", numeric=True),
            TableColumn("还剩（负数是超预算）", numeric=True),
        ),
        tuple(
            TableRow((row.item, yuan(row, BudgetRecord.budget), yuan(row, BudgetRecord.spent), _left(row)))
            for row in lines
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, lines),),
        missing_key=True,
    )


def _left(row: BudgetLine) -> Cell:
    if row.budget is None or row.spent is None:
        return row.missing(BudgetRecord.budget if row.budget is None else BudgetRecord.spent)
    where = difference_of(row, (BudgetRecord.budget,), BudgetRecord.spent)
    return Amount(row.budget - row.spent, "元", where=where)


KIND = Kind(
    id="project_budgets",
    label="项目预算",
    record=BudgetRecord,
    order=62,
    size=BudgetRecord.budget,
    beside=(BudgetRecord.project, PROJECTS),
    checks=check,
    adds={"projects": on_project},
)
