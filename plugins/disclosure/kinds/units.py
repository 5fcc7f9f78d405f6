"""下设机构: offices, branches, representative bodies, stations and special funds, since when, and whether they still exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import Shown, filled, table, until
from ..model import Block, Disclosure, Expectation, Kind, Row, at, out_of_order
from ..problems import Problem, problem
from ..reading import Date, RichText, Slug, Sourced, Text, column
from .governance import KIND as GOVERNANCE

TYPES = ("办事机构", "分支机构", "代表机构", "工作站", "专项基金", "其他")


class UnitRecord(Sourced):
    """One body below the organisation."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    type: Text = column("类型", required=True, choices=TYPES)
    established_on: Date = column("设立日期")
    status: Text = column("存续情况", choices=("存续", "已终止"), living=True)
    closed_on: Date = column("终止日期")
    scope: RichText = column("业务范围或主要职能")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")
    fund: Text = column("基金", refers_to="funds", description="专项基金在基金表里的编号")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """closed_on >= established_on; a unit that was closed does not have the state 存续."""
    yield from out_of_order(rows, UnitRecord, "established_on", "closed_on")
    for row in rows:
        if row["closed_on"] and row["status"] == "存续":
            where = at(row, UnitRecord, "status")
            yield problem("closed-but-active", where, cell=row["name"], right=row["closed_on"])


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, in the order of types."""
    rows = sorted(disclosure.records[kind.id], key=lambda row: TYPES.index(row["type"]) if row["type"] else len(TYPES))
    shown: list[Shown] = ["name", "type", "established_on", "status", "scope"]
    if any(row["closed_on"] for row in rows):
        shown.insert(4, until("终止日期", "closed_on"))
    if any(row["fund"] for row in rows):
        shown.append("fund")
    yield table(disclosure, kind, rows, shown, caption="下设的机构")


KIND = Kind(
    id="units",
    label="办事机构、分支机构和工作站",
    record=UnitRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=201,
    expects=(
        Expectation(
            "办事机构、分支（代表）机构、工作站的名称和设立日期", lambda d, _: filled(d, "units", "established_on")
        ),
    ),
)
