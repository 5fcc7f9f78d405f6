"""下设机构: offices, branches, representative bodies, stations and special funds, since when, and whether they still exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, Shown, cell, table, until
from ..model import Block, Cell, Disclosure, Expectation, Kind, out_of_order
from ..problems import Problem, problem
from ..reading import Complete, Date, Missing, Promise, RichText, Slug, Sourced, Text, column
from .governance import KIND as GOVERNANCE


class UnitType(StrEnum):
    """What a body below the organisation is."""

    OFFICE = "办事机构"
    BRANCH = "分支机构"
    REPRESENTATIVE = "代表机构"
    STATION = "工作站"
    FUND = "专项基金"
    OTHER = "其他"


class UnitStatus(StrEnum):
    """Whether it still exists."""

    ACTIVE = "存续"
    CLOSED = "已终止"


class UnitRecord(Sourced):
    """One body below the organisation."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(UnitType, "类型", required=True)
    established_on = column(Date, "设立日期")
    status = column(UnitStatus, "存续情况", promise=Promise.LIVING, because="单位会注销")
    closed_on = column(Date, "终止日期")
    scope = column(RichText, "业务范围或主要职能")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    fund = column(Text, "基金", refers_to="funds", description="专项基金在基金表里的编号")


class Unit(Complete, UnitRecord):
    """One body below the organisation, with all that it must have."""


def checks(rows: Sequence[UnitRecord]) -> Iterator[Problem]:
    """closed_on >= established_on; a unit that was closed does not have the state 存续."""
    yield from out_of_order(rows, UnitRecord.established_on, UnitRecord.closed_on)
    for row in rows:
        if row.closed_on and row.status == UnitStatus.ACTIVE:
            where = row.at(UnitRecord.status)
            yield problem("closed-but-active", where, cell=row.name, right=row.closed_on)


def _fund(disclosure: Disclosure, row: Unit) -> Cell:
    """Which fund it is; other bodies are none."""
    empty = row.fund is None and row.type != UnitType.FUND
    return Missing.NOT_APPLICABLE if empty else cell(disclosure, row, UnitRecord.fund)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, in the order of types."""
    rows = sorted(disclosure.rows(Unit), key=lambda row: list(UnitType).index(row.type) if row.type else len(UnitType))
    shown: list[Shown] = [
        UnitRecord.name,
        UnitRecord.type,
        UnitRecord.established_on,
        UnitRecord.status,
        UnitRecord.scope,
    ]
    if any(row.closed_on for row in rows):
        shown.insert(4, until("终止日期", UnitRecord.closed_on))
    if any(row.fund for row in rows):
        shown.append((UnitRecord.fund.label, lambda row: _fund(disclosure, row)))
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
            "办事机构、分支（代表）机构、工作站的名称和设立日期",
            InTable(UnitRecord, (UnitRecord.established_on,)),
        ),
    ),
)
