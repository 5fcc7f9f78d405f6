"""项目预算: what each part of a project may cost, and what it has cost; lines over budget are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import charts
from ..blocks import origin_of_numbers, yuan
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
    Row,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    grouped,
    repeated,
)
from ..problems import Problem
from ..quantities import money_text, quantity_text
from ..reading import Date, Exact, Sourced, Text, column
from .projects import KIND as PROJECTS


class BudgetRecord(Sourced):
    """One line of a project's budget."""

    project: Text = column("项目", required=True, refers_to="projects")
    item: Text = column("科目", required=True)
    budget: Exact = column("预算", unit="元")
    spent: Exact = column("已支", unit="元", description="从项目开始累计", living=True)
    as_of: Date = column("截止日期", description="已支算到哪一天", living=True)


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """Every line of a budget stands once."""
    yield from repeated(rows, BudgetRecord, "project", "item")


def on_project(disclosure: Disclosure, project: Row) -> Iterator[Block]:
    """CH-11: budget hollow, spent solid, line by line, and the same as a table with what is left or over."""
    lines = grouped(disclosure.records.get("project_budgets", ()), "project").get(project.id, [])
    if not lines:
        return
    both = [row for row in lines if row["budget"] is not None and row["spent"] is not None]
    if both:
        yield ChartBlock(_chart(disclosure, project, both))
    yield TableBlock(_table(disclosure, project, lines))


def _chart(disclosure: Disclosure, project: Row, lines: Sequence[Row]) -> Chart:
    marks: list[Mark] = []
    for row in lines:
        for name, label, role in (("budget", "预算", Role.PLAN), ("spent", "已支", Role.EXPENSE)):
            text = money_text(row[name])
            marks.append(Mark(label, row[name], text, role, category=row["item"], where=row.where))
    over = [row for row in lines if row["spent"] > row["budget"]]
    budget, spent = (sum(row[name] for row in lines) for name in ("budget", "spent"))
    share = quantity_text(spent / budget * 100, "%") if budget else ""
    title = f"已支{money_text(spent)}，占预算{share}" if share else ""
    if over:
        title = f"{over[0]['item']}超预算{money_text(over[0]['spent'] - over[0]['budget'])}"
        title += f"，共{len(over)}项超预算" if len(over) > 1 else ""
    used = {row["source"] for row in lines}
    caption = charts.Caption(
        f"budget-{project.id}",
        title=title,
        plain="预算和已支",
        subtitle=_until(lines),
        sources=tuple(source for source in disclosure.sources.values() if source.id in used),
    )
    return charts.of_cells(caption, "bullet", marks)


def _until(lines: Sequence[Row]) -> str:
    days = sorted({str(row["as_of"]) for row in lines if row["as_of"]})
    return "空心条是预算，实心条是已支" + (f"；已支算到{'、'.join(days)}" if days else "")


def _table(disclosure: Disclosure, project: Row, lines: Sequence[Row]) -> Table:
    return Table(
        f"budgets-{project.id}",
        "预算花了多少",
        (
            TableColumn("科目"),
            TableColumn("预算", numeric=True),
            TableColumn("已支", numeric=True),
            TableColumn("还剩（负数是超预算）", numeric=True),
        ),
        tuple(TableRow((row["item"], yuan(row, "budget"), yuan(row, "spent"), _left(row))) for row in lines),
        scale="元",
        notes=(origin_of_numbers(disclosure, lines),),
        missing_key=True,
    )


def _left(row: Row) -> Cell:
    for name in ("budget", "spent"):
        if row[name] is None:
            return row.missing(name)
    return Amount(row["budget"] - row["spent"], "元", where=row.where)


KIND = Kind(
    id="project_budgets",
    label="项目预算",
    record=BudgetRecord,
    order=62,
    size="budget",
    beside=("project", PROJECTS),
    checks=check,
    adds={"projects": on_project},
)
