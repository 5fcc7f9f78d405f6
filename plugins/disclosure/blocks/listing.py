"""Records as tables: every cell typed by its column, every number with the way back to the file and the row it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from ..dates import days_between
from ..model import (
    Amount,
    Cell,
    Disclosure,
    Kind,
    Link,
    RichText,
    Row,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    rich,
)
from ..reading import Column, Exact, Url
from .parts import resolve, spans

# A column of a table: the name of a column of the record, or a label and what stands under it.
Shown: TypeAlias = "str | tuple[str, Callable[[Row], Cell]]"


def cell(disclosure: Disclosure, kind: Kind, row: Row, name: str, unit: str = "元") -> Cell:
    """One cell for readers: money and counts as amounts (in *unit*), ids and addresses as links, or why there is none."""
    value = row[name]
    if value is None:
        return row.missing(name)
    column = kind.record.column(name)
    if isinstance(column.type, Exact):
        return Amount(Decimal(value), unit, where=replace(row.where, column=column.label))
    if isinstance(column.type, Url):
        return Link("打开", str(value))
    if column.refers_to:
        return _named(disclosure, column, value if isinstance(value, tuple) else (value,))
    if isinstance(value, tuple):
        return "、".join(value)
    return resolve(disclosure, rich(str(value)))


def _named(disclosure: Disclosure, column: Column, ids: Sequence[str]) -> tuple[Link, ...] | Link | str:
    target = str(column.refers_to)
    links = tuple(link for link in (disclosure.link(target, record_id) for record_id in ids) if link)
    return links[0] if len(links) == 1 else links


def facts(
    disclosure: Disclosure, kind: Kind, row: Row, names: Iterable[str], units: Mapping[str, str] | None = None
) -> tuple[tuple[str, Cell], ...]:
    """Label → cell of the columns of one record, also where there is nothing."""
    units = units or {}
    return tuple(
        (kind.record.column(name).label, cell(disclosure, kind, row, name, units.get(name, "元"))) for name in names
    )


def table(  # noqa: PLR0913  (a table has many sides, all named)
    disclosure: Disclosure,
    kind: Kind,
    rows: Sequence[Row],
    shown: Sequence[Shown],
    *,
    caption: str = "",
    units: Mapping[str, str] | None = None,
    notes: Sequence[RichText] = (),
    table_id: str = "",
    anchors: bool = True,
) -> TableBlock:
    """The *rows* of a kind as a table; below it stand the file, the rows and the documents that it was taken from.

    Each row can be linked to as `kind-id`; a second table of the same rows must go without (*anchors*).
    """
    units = units or {}
    columns, makers = [], []
    for one in shown:
        if isinstance(one, str):
            column = kind.record.column(one)
            columns.append(TableColumn(column.label, numeric=isinstance(column.type, Exact)))
            makers.append(_maker(disclosure, kind, one, units.get(one, "元")))
        else:
            columns.append(TableColumn(one[0]))
            makers.append(one[1])
    keyed = anchors and kind.record.key() is not None
    return TableBlock(
        Table(
            table_id or f"{kind.id}-table",
            caption or kind.label,
            tuple(columns),
            tuple(
                TableRow(tuple(make(row) for make in makers), id=f"{kind.id}-{row.id}" if keyed else None)
                for row in rows
            ),
            notes=(*notes, origin(disclosure, kind, rows)),
            missing_key=any(row[one] is None for row in rows for one in shown if isinstance(one, str)),
        )
    )


def _maker(disclosure: Disclosure, kind: Kind, name: str, unit: str) -> Callable[[Row], Cell]:
    return lambda row: cell(disclosure, kind, row, name, unit)


def origin(disclosure: Disclosure, kind: Kind, rows: Sequence[Row]) -> RichText:
    """From which rows of which file, and from which documents."""
    files: dict[str, list[int]] = {}
    for row in rows:
        files.setdefault(row.where.file.rpartition("/")[2], []).append(row.where.row or 0)
    told = "、".join(f"{file} 第{spans(numbers)}行" for file, numbers in files.items())
    ids = dict.fromkeys(row["source"] for row in rows if row["source"] is not None)
    documents = "".join(f"《{disclosure.sources[one].title}》" for one in ids if one in disclosure.sources)
    return (f"取自{told}（", Link("下载", f"data/{kind.id}.csv"), f"）；来源：{documents or '未写明'}。")


# --- time ----------------------------------------------------------------------------------------


def interval(first: str, then: str, allowed: int) -> tuple[str, Callable[[Row], Cell]]:
    """A column 间隔: the days between two dates of a record, and by how many they exceed what is allowed."""

    def tell(row: Row) -> Cell:
        days = days_between(row[first], row[then])
        if days is None:
            return row.missing(then)
        return Tag("late", f"{days}天，晚{days - allowed}天") if days > allowed else Tag("ok", f"{days}天")

    return ("间隔", tell)


def until(label: str, name: str) -> tuple[str, Callable[[Row], Cell]]:
    """A column of end dates: where there is none, the thing goes on, and that is no gap."""
    return (label, lambda row: "至今有效" if row[name] is None else str(row[name]))


def latest(rows: Iterable[Row], name: str) -> list[Row]:
    """Rows by the date in one column, newest first; those without a date come last, in their order."""
    kept = list(rows)
    dated = sorted((row for row in kept if row[name] is not None), key=lambda row: str(row[name]), reverse=True)
    return [*dated, *(row for row in kept if row[name] is None)]
