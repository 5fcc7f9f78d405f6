"""Rows of gifts as HTML: by hundreds, one short row a gift, and no attribute but the anchor; a page holds hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from markupsafe import Markup, escape
from msgspec import Struct

from ..accounts import told_place
from ..model import BulkRows, GiftColumns, Link, Table
from ..problems import Where
from ..reading import Missing
from .words import missing_sign

HUNDRED = 100
_MONTH = len("2023-09-")


class Hundred(Struct, frozen=True):
    """Rows of gifts that are folded together: the first and the last number, how many rows, their money, and the rows as HTML."""

    first: str
    last: str
    count: int
    money: str
    rows: Markup
    places: str  # from which rows of which files they are
    missing: Missing | None  # why some cell of them holds nothing, for the key to its sign


# The gifts of a month, and (table, start, stop) of its pages.
GiftSheet: TypeAlias = tuple[GiftColumns, Sequence[tuple[str, int, int]]]


def fold(sheet: GiftSheet) -> dict[str, list[Hundred]]:
    """The rows of each page of a month as HTML, by table, parted where a hundred of their numbers ends.

    A function of these gifts alone, so that it does not matter where it is done.
    """
    columns, spans = sheet
    cells = _HtmlCells(columns)
    return {name: list(_hundreds(columns, cells, start, stop)) for name, start, stop in spans}


def span_of(table: Table) -> tuple[str, int, int]:
    """The table and which gifts of its month it shows."""
    assert isinstance(table.rows, BulkRows)  # noqa: S101  (no other table is shown so)
    return table.id, table.rows.start, table.rows.stop


def columns_of(table: Table) -> GiftColumns:
    """The gifts of the month of a table."""
    assert isinstance(table.rows, BulkRows)  # noqa: S101  (no other table is shown so)
    return table.rows.columns()


def _hundreds(columns: GiftColumns, cells: _HtmlCells, start: int, stop: int) -> Iterator[Hundred]:
    places = [(int(number[_MONTH:]) - 1) // HUNDRED for number in columns.numbers[start:stop]]
    for _, group in groupby(range(start, stop), key=lambda at: places[at - start]):
        part = list(group)
        yield _folded(columns, cells, part[0], part[-1] + 1)


def _folded(columns: GiftColumns, cells: _HtmlCells, start: int, stop: int) -> Hundred:
    cents = sum(columns.cents[start:stop])
    origins, rows = columns.origins[start:stop], columns.lines[start:stop]
    if rows == list(range(rows[0], rows[0] + len(rows))) and len(set(origins)) == 1:
        places = _run(Where(*columns.files[origins[0]], rows[0]), rows[-1])
    else:
        places = "，".join(_runs(Where(*columns.files[origin], row) for origin, row in zip(origins, rows, strict=True)))
    return Hundred(
        columns.numbers[start][_MONTH:],
        columns.numbers[stop - 1][_MONTH:],
        stop - start,
        _money(cents),
        Markup("\n".join(cells.lines(start, stop))),  # noqa: S704  (every word is escaped)
        places,
        _first_missing(columns, start, stop),
    )


def _first_missing(columns: GiftColumns, start: int, stop: int) -> Missing | None:
    """Why the first of the cells without a value has none."""
    for column in (columns.channels, columns.receipts):
        for place in dict.fromkeys(column.places[start:stop]):
            cell = column.cells[place]
            if isinstance(cell, Missing):
                return cell
    return None


def _runs(places: Iterable[Where | None]) -> Iterator[str]:
    """Rows of files in words, those that follow each other together: donations/2024-01.csv 第 2—101 行."""
    runs: list[tuple[Where, int]] = []
    for place in places:
        if place is None or place.row is None:
            continue
        if runs and (runs[-1][0].file, runs[-1][0].sheet, runs[-1][1] + 1) == (place.file, place.sheet, place.row):
            runs[-1] = runs[-1][0], place.row
        else:
            runs.append((place, place.row))
    return (_run(first, last) for first, last in runs)


def _run(first: Where, last: int) -> str:
    place = told_place(first)
    name = Where(place.file, place.sheet)
    return f"{name} 第 {first.row}—{last} 行" if last != first.row else f"{name} 第 {last} 行"


class _HtmlCells:
    """The different cells of columns as HTML."""

    def __init__(self, columns: GiftColumns) -> None:
        self._columns = columns
        self._days = [str(day)[8:] or "—" for day in columns.days.cells]
        self._names = [_escaped(str(name)) for name in columns.names.cells]
        self._channels = list(map(_word, columns.channels.cells))
        self._receipts = list(map(_word, columns.receipts.cells))
        self._wishes = _Wishes(columns)

    def lines(self, start: int, stop: int) -> Iterator[str]:
        """Gifts as lines: number, day, money, name, what it is for (which leads to what became of it), channel, receipt."""
        columns = self._columns
        days, names, channels, receipts, wishes = self._days, self._names, self._channels, self._receipts, self._wishes
        for number, day, cents, name, wish, answer, channel, receipt in zip(
            columns.numbers[start:stop],
            columns.days.places[start:stop],
            columns.cents[start:stop],
            columns.names.places[start:stop],
            columns.wishes.places[start:stop],
            columns.answers.places[start:stop],
            columns.channels.places[start:stop],
            columns.receipts.places[start:stop],
            strict=True,
        ):
            yield (
                f"<tr id={number}><th>{number[_MONTH:]}<td>{days[day]}<td>{_money(cents)}<td>{names[name]}"
                f"<td>{wishes[wish, answer]}<td>{channels[channel]}<td>{receipts[receipt]}"
            )


class _Wishes(dict[tuple[int, int], str]):
    """(place of a wish, place of an answer) → the cell of both, made when it is first asked for."""

    def __init__(self, columns: GiftColumns) -> None:
        self._wishes, self._answers = columns.wishes.cells, columns.answers.cells

    def __missing__(self, places: tuple[int, int]) -> str:
        meant, answer = self._wishes[places[0]], self._answers[places[1]]
        wish = _escaped(meant if isinstance(meant, str) else "、".join(link.text for link in meant))  # type: ignore[union-attr]
        led = isinstance(answer, Link)
        self[places] = f"<a href={_address(answer.path)}>{wish}</a>" if led else f"{wish}（{_escaped(str(answer))}）"  # type: ignore[union-attr]
        return self[places]


@lru_cache(maxsize=8192)
def _money(cents: int) -> str:
    return f"{Decimal(cents).scaleb(-2):,.2f}"


def _word(cell: object) -> str:
    if isinstance(cell, Missing):
        return missing_sign(cell)
    return _escaped(cell.text if isinstance(cell, Link) else str(cell))


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    return str(escape(text))


@lru_cache(maxsize=8192)
def _address(anchor: str) -> str:
    """An anchor on the same page, as an attribute without quotes: ids and days hold no sign that would end it."""
    return anchor if anchor.removeprefix("#").replace("-", "").isalnum() and anchor.isascii() else f'"{escape(anchor)}"'
