"""应公开事项: the self-disclosure checklist of the annual report form, one state an item, now and for each year.

It is the organisation's own checklist and no index of anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..kinds import kind_of
from ..model import Disclosure
from ..reading import Missing, Record
from ..storage import shipped_table
from .finding import rows_of
from .obligations import Obligation, State


class Standing(StrEnum):
    """Where an item stands."""

    PUBLIC = "已公开"
    WITHHELD = "依法不公开"
    OVERDUE = "逾期"
    EXEMPT = "不适用"
    UNTOLD = "还没报来"


class ItemTable(Struct, frozen=True):
    """A table and the columns of it that hold an item."""

    kind: str
    columns: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]


class Item(Struct, frozen=True):
    """One item of the checklist."""

    number: int
    label: str
    duties: tuple[str, ...]
    held: tuple[ItemTable, ...]


class Completeness(Struct, frozen=True):
    """An item, where it stands now, and where it stood for what happened in each year that anything is known of."""

    item: Item
    now: Standing
    years: Mapping[int, Standing]


@cache
def items() -> tuple[Item, ...]:
    """The checklist of the data."""
    raw: list[dict[str, Any]] = shipped_table(Path(__file__).with_name("completeness.yaml"))
    return tuple(
        Item(
            number,
            entry["label"],
            tuple(entry["duties"]),
            tuple(
                ItemTable(
                    holding["kind"],
                    tuple(holding["columns"]),
                    {
                        name: tuple(value) if isinstance(value, list) else (value,)
                        for name, value in holding.get("only", {}).items()
                    },
                )
                for holding in entry["held"]
            ),
        )
        for number, entry in enumerate(raw, 1)
    )


def assess(disclosure: Disclosure, obligations: Iterable[Obligation]) -> tuple[Completeness, ...]:
    """Every item of the checklist."""
    by_duty: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        by_duty.setdefault(obligation.duty.id, []).append(obligation)
    return tuple(
        _assessed(disclosure, item, [obligation for duty in item.duties for obligation in by_duty.get(duty, ())])
        for item in items()
    )


def _assessed(disclosure: Disclosure, item: Item, concerned: Sequence[Obligation]) -> Completeness:
    years: dict[int, list[Obligation]] = {}
    for obligation in concerned:
        if obligation.since and obligation.state is not State.EXEMPT:
            years.setdefault(int(obligation.since[:4]), []).append(obligation)
    history = {year: standing for year, of_year in sorted(years.items()) if (standing := _of_year(of_year))}
    return Completeness(item, _now(disclosure, item, concerned), history)


def _now(disclosure: Disclosure, item: Item, concerned: Sequence[Obligation]) -> Standing:
    if any(obligation.state is State.OVERDUE for obligation in concerned):
        return Standing.OVERDUE
    cells = [
        (row.values[name], row.missing(row.declared.column(name)))
        for held in item.held
        for row in rows_of(disclosure.records, held.kind, held.only)
        for name in held.columns
    ]
    if any(value is not None for value, _ in cells):
        return Standing.PUBLIC
    if any(why is Missing.WITHHELD for value, why in cells if value is None):
        return Standing.WITHHELD
    if concerned and all(obligation.state is State.EXEMPT for obligation in concerned):
        return Standing.EXEMPT
    return Standing.UNTOLD


def _of_year(obligations: Sequence[Obligation]) -> Standing | None:
    states = {obligation.state for obligation in obligations}
    if State.OVERDUE in states:
        return Standing.OVERDUE
    if states & {State.ON_TIME, State.LATE, State.PUBLISHED} or any(obligation.published for obligation in obligations):
        return Standing.PUBLIC
    return Standing.UNTOLD if states & {State.UNTOLD, State.UNVERIFIED} else None


# --- 不公开清单 ----------------------------------------------------------------------------------


class Withheld(Struct, frozen=True):
    """What is kept back, on which ground, and in how many rows."""

    what: str
    ground: str
    count: int | None = None


# What this site never shows, whoever fills the tables (慈善法 art.63, 82; 个人信息保护法 art.25; 志愿服务条例 art.20).
STANDING = (
    Withheld("没有同意公开的捐赠人的姓名、名称", "《慈善法》第八十二条"),
    Withheld("捐赠人的电话、住址、证件号和账号", "《慈善法》第八十二条，《个人信息保护法》第二十五条"),
    Withheld(
        "受益人的姓名、照片、住址、病情和家庭情况", "《慈善法》第六十三条、第八十二条，《个人信息保护法》第二十八条"
    ),
    Withheld("没有同意公开的志愿者的姓名", "《志愿服务条例》第二十条"),
    Withheld("捐赠票据的号码和校验码", "不能与捐赠人姓名一起公开"),
)


def withheld(disclosure: Disclosure) -> tuple[Withheld, ...]:
    """What staff marked as 不公开, by table and column, then what is never shown."""
    counts: dict[tuple[str, str], int] = {}
    for kind_id, rows in disclosure.records.items():
        for row in rows:
            for name in _kept_back(row):
                counts[kind_id, name] = counts.get((kind_id, name), 0) + 1
    marked = []
    for (kind_id, name), count in sorted(counts.items()):
        kind = kind_of(kind_id)
        if kind is None:
            continue
        column = kind.record.column(name)
        ground = "个人信息，《慈善法》第八十二条" if column.personal else "填报为不公开，没有另写理由"
        marked.append(Withheld(f"{kind.label}的{column.label}", ground, count))
    return (*marked, *STANDING)


def _kept_back(row: Record) -> Iterable[str]:
    return (name for name, why in row.reasons.items() if why is Missing.WITHHELD)
