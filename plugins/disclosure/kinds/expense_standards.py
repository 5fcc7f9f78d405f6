"""经费标准: what may be spent on travel abroad, cars, hospitality and travel at home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import Shown, latest, table, until
from ..model import Block, Disclosure, Expectation, Kind, Row, out_of_order, repeated
from ..problems import Problem
from ..reading import Date, RichText, Sourced, Text, column
from .governance import KIND as GOVERNANCE

CATEGORIES = ("出国（境）", "车辆购置及运行", "招待", "差旅")


class ExpenseStandardRecord(Sourced):
    """One standard from one day on."""

    category: Text = column("类别", required=True, choices=CATEGORIES)
    standard: RichText = column("标准", required=True, description="照制度原文写")
    valid_from: Date = column("适用起")
    valid_to: Date = column("适用止")
    policy: Text = column("依据的制度", refers_to="policies")
    disclosed_on: Date = column("公开日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """One standard a category and day; none ends before it begins."""
    yield from out_of_order(rows, ExpenseStandardRecord, "valid_from", "valid_to")
    yield from repeated(rows, ExpenseStandardRecord, "category", "valid_from")


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, in the order of the law."""
    rows = sorted(latest(disclosure.records[kind.id], "valid_from"), key=lambda row: CATEGORIES.index(row["category"]))
    shown: list[Shown] = ["category", "standard", "valid_from"]
    if any(row["valid_to"] for row in rows):
        shown.append(until("适用止", "valid_to"))
    shown += [name for name in ("policy", "disclosed_on") if any(row[name] for row in rows)]
    yield table(disclosure, kind, rows, shown, caption="各类费用的标准")


def _has(category: str) -> Expectation:
    def published(disclosure: Disclosure, _: int) -> bool:
        return any(row["category"] == category for row in disclosure.records.get("expense_standards", ()))

    return Expectation(f"{category}费用的标准", published)


KIND = Kind(
    id="expense_standards",
    label="经费标准",
    record=ExpenseStandardRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=205,
    expects=tuple(_has(category) for category in CATEGORIES),
)
