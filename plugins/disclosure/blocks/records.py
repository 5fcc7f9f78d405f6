"""Records as facts, as entries of a list and as rows of a table, with the files and documents that they were taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ..model import (
    Cell,
    Disclosure,
    Entry,
    Figure,
    Kind,
    Link,
    RichText,
    Row,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    rich,
)
from ..reading import Exact
from .cells import Shown, cell, places, resolve
from .figures import leading

# Columns that every list shows elsewhere, or that only staff need.
_UNLISTED = {"id", "name", "source", "place", "note", "summary", "year", "category_basis"}


def facts(
    disclosure: Disclosure, kind: Kind, row: Row, names: Iterable[str], units: Mapping[str, str] | None = None
) -> tuple[tuple[str, Cell], ...]:
    """Label → cell of these columns of a record, also where there is nothing."""
    units = units or {}
    return tuple(
        (kind.record.column(name).label, cell(disclosure, kind, row, name, units.get(name, "元"))) for name in names
    )


def all_facts(disclosure: Disclosure, kind: Kind, row: Row, *, missing: bool) -> tuple[tuple[str, Cell], ...]:
    """Label → cell of every column of a record that its entry or page does not show elsewhere; *missing* ones, too."""
    return tuple(
        (column.label, cell(disclosure, kind, row, column.name, spelled=True))
        for column in kind.record.columns
        if column.name not in _UNLISTED and column.public and (missing or row[column.name] is not None)
    )


def entry(disclosure: Disclosure, kind: Kind, row: Row) -> Entry:
    """One record in a list: its name, words, figures and place in the source.

    A record with a page of its own leads there and shows only its leading figures; any other tells its facts here.
    """
    place = row.get("place")
    text = resolve(disclosure, rich(row.get("summary")))
    note = resolve(disclosure, rich(row.get("note")))
    figures: Sequence[Figure] = disclosure.of_record(kind.id, row.id)
    if kind.paged:
        figures = leading(figures)
    return Entry(
        title=row.name,
        link=Link(row.name, kind.place(row)) if kind.paged else None,
        text=(*text, *(("（", *note, "）") if note and text else note)),
        figures=tuple(figure for figure in figures if figure not in text),
        place=str(place) if place else "",
        id=row.id,
        source=row.get("source"),
        facts=() if kind.paged else all_facts(disclosure, kind, row, missing=False),
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
    for part in shown:
        if isinstance(part, str):
            column = kind.record.column(part)
            columns.append(TableColumn(column.label, numeric=isinstance(column.type, Exact)))
            makers.append(_maker(disclosure, kind, part, units.get(part, "元")))
        else:
            label, make = part
            columns.append(TableColumn(label))
            makers.append(make)
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
            missing_key=any(row[name] is None for row in rows for name in shown if isinstance(name, str)),
        )
    )


def _maker(disclosure: Disclosure, kind: Kind, name: str, unit: str) -> Callable[[Row], Cell]:
    return lambda row: cell(disclosure, kind, row, name, unit)


# --- where they come from ------------------------------------------------------------------------


def origin(disclosure: Disclosure, kind: Kind, rows: Sequence[Row]) -> RichText:
    """From which rows of which file of a kind, and from which documents."""
    taken = places(row.where for row in rows)
    documents = _documents(disclosure, rows) or "未写明"
    return (f"取自{taken}（", Link("下载", f"data/{kind.id}.csv"), f"）；来源：{documents}。")


def origin_of_numbers(disclosure: Disclosure, rows: Sequence[Row]) -> RichText:
    """From which rows of which tables, and from which documents, the numbers above were taken."""
    taken = places(row.where for row in rows)
    documents = _documents(disclosure, rows)
    return ("数字取自", Link("数据表", "data/"), f"{taken}" + (f"；来源：{documents}。" if documents else "。"))


def _documents(disclosure: Disclosure, rows: Iterable[Row]) -> str:
    ids = dict.fromkeys(row.get("source") for row in rows)
    return "".join(f"《{disclosure.sources[key].title}》" for key in ids if key in disclosure.sources)
