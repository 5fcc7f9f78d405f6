"""Records as facts, as entries of a list and as rows of a table, with the files and documents that they were taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from ..model import (
    Amount,
    Cell,
    Disclosure,
    Entry,
    Figure,
    FigureRef,
    Kind,
    Link,
    RichText,
    RowRole,
    Source,
    SourceLevel,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    teller,
)
from ..reading import AnyColumn, Column, Exact, Record, Sourced
from .cells import Shown, cell, phrase, places
from .figures import leading

# Columns that every list shows elsewhere, or that only staff need.
_UNLISTED = {"id", "name", "source", "place", "note", "summary", "year", "category_basis"}


def facts(disclosure: Disclosure, row: Record, columns: Iterable[AnyColumn]) -> tuple[tuple[str, Cell], ...]:
    """Label → cell of these columns of a record, also where there is nothing."""
    return tuple((column.label, cell(disclosure, row, column)) for column in columns)


def all_facts(
    disclosure: Disclosure, kind: Kind, row: Record, *, missing: bool, optional: Iterable[AnyColumn] = ()
) -> tuple[tuple[str, Cell], ...]:
    """Label → cell of every column of a record that its entry or page does not show elsewhere.

    *missing* ones, too, except *optional* ones: that not every record has these is no gap.
    """
    shown = [column for column in kind.record.columns if column.name not in _UNLISTED and column.public]
    free = {column.name for column in optional}
    return tuple(
        (column.label, cell(disclosure, row, column, spelled=True))
        for column in shown
        if row[column] is not None or (missing and (column.name not in free or column.name in row.reasons))
    )


def told_by(disclosure: Disclosure, rows: Iterable[Record]) -> str:
    """What a sentence names as having told these records: 报告, 报道, 填报资料, or 公开资料 where it is not one of them."""
    named = {row.values.get(Sourced.source.name) for row in rows}
    return teller(disclosure.sources[name].level for name in named if name in disclosure.sources)


def told_in(disclosure: Disclosure, year: int) -> str:
    """What a sentence names as having told the figures of a year."""
    return disclosure.worked_out("tellers", "of years", lambda: _tellers(disclosure)).get(year) or teller(())


def _tellers(disclosure: Disclosure) -> dict[int, str]:
    levels: dict[int, set[SourceLevel]] = {}
    for figure in disclosure.figures.values():
        levels.setdefault(figure.year, set()).add(figure.level)
    return {year: teller(of_year) for year, of_year in levels.items()}


def entry(disclosure: Disclosure, kind: Kind, row: Record) -> Entry:
    """One record in a list: its name, words, figures and place in the source.

    A record with a page of its own leads there and shows only its leading figures; any other tells its facts here.
    """
    text, note = phrase(disclosure, row, "summary"), phrase(disclosure, row, "note")
    figures: Sequence[Figure] = disclosure.of_record(kind.id, row.record_id)
    if kind.paged:
        figures = leading(figures)
    return Entry(
        title=row.record_name,
        link=Link(row.record_name, kind.place(row)) if kind.paged else None,
        text=(*text, *(("（", *note, "）") if note and text else note)),
        figures=tuple(figure for figure in figures if figure not in text),
        place=row[Sourced.place] or "",
        id=row.record_id,
        source=row[Sourced.source],
        facts=() if kind.paged else all_facts(disclosure, kind, row, missing=False),
    )


def table(  # noqa: PLR0913  (a table has many sides, all named)
    disclosure: Disclosure,
    kind: Kind,
    rows: Sequence[Record],
    shown: Sequence[Shown],
    *,
    caption: str = "",
    notes: Sequence[RichText] = (),
    table_id: str = "",
    anchors: bool = True,
) -> TableBlock:
    """The *rows* of a kind as a table; below it stand the file, the rows and the documents that it was taken from.

    Each row can be linked to as `kind-id`; a second table of the same rows must go without (*anchors*).
    """
    columns: list[TableColumn] = []
    makers: list[Callable[[Any], Cell]] = []
    for part in shown:
        if isinstance(part, Column):
            columns.append(TableColumn(part.label, numeric=isinstance(part.type, Exact)))
            makers.append(_maker(disclosure, part))
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
                TableRow(tuple(make(row) for make in makers), id=f"{kind.id}-{row.record_id}" if keyed else None)
                for row in rows
            ),
            notes=(*notes, origin(disclosure, kind, rows)),
            missing_key=any(row[part] is None for row in rows for part in shown if isinstance(part, Column)),
            sources=named_by(rows),
        )
    )


def itemised(  # noqa: PLR0913  (a table has many sides, all named)
    disclosure: Disclosure,
    records: Sequence[Record],
    amount: Column[Decimal],
    *,
    table_id: str,
    caption: str,
    columns: Sequence[TableColumn],
    lines: Iterable[Sequence[Cell]],
    notes: Sequence[RichText] = (),
    folded: bool = False,
) -> Table:
    """Sums of money one by one: *lines* of *records*, below them how many they are and their sum, in the column of numbers.

    How many they are stands in the first column: on a phone every other cell is led by the name of its column.
    """
    last: list[Cell] = [f"合计{len(records)}笔", *([""] * (len(columns) - 1))]
    last[[column.numeric for column in columns].index(True)] = Amount(sum_of(records, amount), "元")
    return Table(
        table_id,
        caption,
        tuple(columns),
        (*(TableRow(tuple(line)) for line in lines), TableRow(tuple(last), RowRole.TOTAL)),
        scale="元",
        notes=(origin_of_numbers(disclosure, records), *notes),
        missing_key=True,
        folded=folded,
        sources=named_by(records),
    )


def sums_by(
    label: str,
    lines: Sequence[tuple[Cell, Sequence[Record]]],
    amount: Column[Decimal],
    *,
    table_id: str,
    caption: str,
    notes: Sequence[RichText] = (),
) -> Table:
    """How many records each line has and what they come to, and the same of all of them."""

    def cells(name: Cell, records: Sequence[Record]) -> tuple[Cell, ...]:
        return name, Amount(Decimal(len(records)), "笔"), Amount(sum_of(records, amount), "元")

    every = [record for _, records in lines for record in records]
    return Table(
        table_id,
        caption,
        (TableColumn(label), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True)),
        (*(TableRow(cells(*line)) for line in lines), TableRow(cells("合计", every), RowRole.TOTAL)),
        scale="元",
        notes=tuple(notes),
        sources=named_by(every),
    )


def sum_of(records: Iterable[Record], amount: Column[Decimal]) -> Decimal:
    """The sum of a column of money, exact; a cell without a number adds nothing."""
    return sum((row[amount] or Decimal(0) for row in records), Decimal(0))


def sum_about(disclosure: Disclosure, kind: str, column: str, record_id: str) -> tuple[int, Decimal]:
    """How many rows of a kind name a record in a *column*, and their money: 0 and 0 where none does.

    Kinds that must not import each other name each other's tables and columns here, as with `Listed`.
    """
    sums = disclosure.worked_out(f"sums of {kind}", column, lambda: _sums_about(disclosure, kind, column))
    return sums.get(record_id, (0, Decimal(0)))


def _sums_about(disclosure: Disclosure, kind: str, column: str) -> dict[str, tuple[int, Decimal]]:
    """Record that is named in a column of a kind → rows that name it, a row of many gifts as so many; and their money."""
    dataset = disclosure.datasets.get(kind)
    if dataset is not None and disclosure.kinds[kind].bulk:
        of = dataset.record.column
        return {key[0]: total for key, total in dataset.sums((of(column),), of("amount"), of("counted")).items()}
    groups: dict[str, tuple[int, Decimal]] = {}
    for row in disclosure.records.get(kind, ()):
        count, money = groups.get(name := str(row.values.get(column) or ""), (0, Decimal(0)))
        amount = row.values.get("amount")
        groups[name] = (count + 1, money + (amount if isinstance(amount, Decimal) else 0))
    return groups


def rows_in_sum(record: type[Record], amount: Column[Decimal]) -> Callable[[Disclosure], str]:
    """How many rows a kind has and what they come to, in a few words: 14笔，80,002.00元."""

    def words(disclosure: Disclosure) -> str:
        rows = disclosure.rows(record)
        return f"{len(rows):,}笔，{sum_of(rows, amount):,.2f}元"

    return words


def _maker(disclosure: Disclosure, column: AnyColumn) -> Callable[[Record], Cell]:
    return lambda row: cell(disclosure, row, column)


# --- where they come from ------------------------------------------------------------------------


def origin(disclosure: Disclosure, kind: Kind, rows: Sequence[Record]) -> RichText:
    """From which rows of which file of a kind, and from which documents."""
    taken = places(row.where for row in rows)
    documents = _documents(disclosure, rows) or "未写明"
    return (f"取自{taken}（", Link("下载", f"data/{kind.id}.csv"), f"）；来源：{documents}。")


def origin_of_numbers(disclosure: Disclosure, rows: Sequence[Record]) -> RichText:
    """From which rows of which tables, and from which documents, the numbers above were taken."""
    taken = places(row.where for row in rows)
    documents = _documents(disclosure, rows)
    return ("数字取自", Link("数据表", "data/"), f"{taken}" + (f"；来源：{documents}。" if documents else "。"))


def named_by(rows: Iterable[Record]) -> frozenset[str]:
    """The ids of the documents that rows name as their sources."""
    return frozenset(str(name) for row in rows if (name := row.values.get("source")))


def sources_of(disclosure: Disclosure, rows: Iterable[Record]) -> tuple[Source, ...]:
    """The documents that rows name as their sources, in the order in which the organisation lists them."""
    named = named_by(rows)
    return tuple(source for source in disclosure.sources.values() if source.id in named)


def documents_about(
    disclosure: Disclosure, kind: Kind, rows: Sequence[Record], shown: Iterable[Figure | FigureRef] = ()
) -> tuple[Source, ...]:
    """The documents that a page about some records rests on: theirs, and those of all rows and figures about them, and of all that is *shown*."""
    known = disclosure.figures
    figures = [figure for row in rows for figure in disclosure.of_record(kind.id, row.record_id)]
    figures += [figure for name in shown if (figure := known.get(name.id))]
    figures += [known[name] for figure in figures if figure.formula for name in figure.formula.inputs if name in known]
    named = {figure.source for figure in figures} | named_by(rows)
    columns = disclosure.worked_out("columns about", kind.id, lambda: list(_columns_about(disclosure, kind.id)))
    named = named.union(*(_sources_about(disclosure, columns, row.record_id) for row in rows))
    return tuple(source for source in disclosure.sources.values() if source.id in named)


def _columns_about(disclosure: Disclosure, kind: str) -> Iterator[tuple[Kind, AnyColumn]]:
    """Every column of any table with rows that names one record of a kind."""
    filled = disclosure.filled()
    for guest in disclosure.kinds.values():
        for column in guest.record.columns if guest.id in filled else ():
            if column.refers_to == kind and (guest.bulk or not column.many):
                yield guest, column


def _sources_about(disclosure: Disclosure, columns: Iterable[tuple[Kind, AnyColumn]], record_id: str) -> Iterator[str]:
    """The ids of the documents that rows about a record name in one of *columns*, whichever table these stand in."""
    for guest, column in columns:
        if guest.bulk:
            yield from _sources_in_bulk(disclosure, guest, column).get(record_id, ())
        else:
            yield from named_by(disclosure.about(guest.record, column, record_id))


def _sources_in_bulk(disclosure: Disclosure, kind: Kind, column: AnyColumn) -> dict[str, set[str]]:
    """Record that is named in a column of a table of many rows → the ids of the documents that these rows name."""
    dataset = disclosure.datasets.get(kind.id)

    def collected() -> dict[str, set[str]]:
        named: dict[str, set[str]] = {}
        if dataset is not None:
            of = dataset.record.column
            for record, source in dataset.sums((column, of("source")), of("amount")):
                named.setdefault(record, set()).add(source)
        return named

    return disclosure.worked_out(f"sources of {kind.id}", column.name, collected)


def _documents(disclosure: Disclosure, rows: Iterable[Record]) -> str:
    named = dict.fromkeys(row.values.get("source") for row in rows)
    sources = (disclosure.sources.get(str(key)) for key in named)
    return "".join(f"《{source.title}》" for source in sources if source)
