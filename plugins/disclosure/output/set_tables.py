"""Tables as they are set: what each cell is, and how much room a column needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from ..model import Amount, Cell, Clock, Figure, FigureStatus, Link, Table, TableColumn, TableRow, Tag
from ..reading import Missing
from .number_pieces import MOST_WORDINGS, Pieces, amount_pieces, ledger_pieces
from .words import kind_of, missing_sign, plain_text

# The steps of css/42-ledger.css: a table whose box is narrower than its step, in em, turns its rows into blocks.
STEPS = (15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60, 99)
LEAST_STEP = {2: 30, 6: 51}  # with more columns, blocks are easier to read on a phone, on a tablet
LONGEST_UNBROKEN = 9  # characters: 112,743,864.95元
SMALL = 0.8334  # em of css --meta: heads of columns, statuses
SCROLL_ABOVE = 7  # a table with more columns may need to be moved sideways


def lengthy(text: str) -> bool:
    """Whether a wording is too wide to be kept on one line of a narrow screen; a digit is half a character wide."""
    return len(text) > LONGEST_UNBROKEN and ems(text, 0.56) > LONGEST_UNBROKEN


def ems(text: str, latin: float = 0.64) -> float:
    """How wide a text is, in em; *latin* is the width of a digit: no more than 0.64 in any usual font."""
    return sum(1.0 if character > "\u00ff" else latin for character in text)


class SetCell(NamedTuple):
    """A cell ready to be printed: its kind, its value and, in a column of numbers, its pieces and what follows them."""

    kind: str
    value: Cell
    pieces: Pieces = ()
    pad: str = ""  # invisible digits that bring the decimal point into line
    hangs: bool = False  # an approximation word already stands in the slot
    speaks: bool = False  # says itself what it is: on a phone the label of its column would say it twice

    @property
    def void(self) -> bool:
        """Whether there is nothing in it that a phone should show."""
        return self.kind == "empty" or self.value == "—"


class SetColumn(NamedTuple):
    """A column with the room that its numbers need: *slot* for 余 (characters), *unit* for units, *marks* for 出处标."""

    label: str
    numeric: bool
    priority: int
    lead: bool
    slot: int = 0
    unit: int = 0
    marks: bool = False


class SetRow(NamedTuple):
    """A row with its cells set."""

    row: TableRow
    cells: tuple[SetCell, ...]


class SetTable(Struct, frozen=True):
    """A table ready to be printed; *step* is the width, in em, below which its rows become blocks."""

    columns: tuple[SetColumn, ...]
    rows: tuple[SetRow, ...]
    step: int
    scrolls: bool
    inferred: bool
    signs: tuple[Missing, ...] = field(default=())


def set_table(table: Table) -> SetTable:
    """Measure a table once: which number needs how much room, so that every column lines up on its decimal point."""
    rows = tuple(table.rows)
    grid = [
        [_set_cell(cell, column, table.scale) for cell, column in zip(row.cells, table.columns, strict=True)]
        for row in rows
    ]
    numeric = [at for at, column in enumerate(table.columns) if at and column.numeric]
    named = (at for at, column in enumerate(table.columns) if at and column.lead)
    lead = next(named, numeric[0] if numeric else None)
    for at, column in enumerate(table.columns):
        if column.numeric:
            _line_up(grid, at)
    columns = [
        _set_column(column, [line[at] for line in grid], lead=at == lead) for at, column in enumerate(table.columns)
    ]
    used = {cell.value for line in grid for cell in line if isinstance(cell.value, Missing)}
    return SetTable(
        tuple(columns),
        tuple(SetRow(row, tuple(line)) for row, line in zip(rows, grid, strict=True)),
        step=_step(columns, grid),
        scrolls=len(table.columns) > SCROLL_ABOVE,
        inferred=any(
            isinstance(cell.value, Figure) and cell.value.status == FigureStatus.INFERRED
            for line in grid
            for cell in line
        ),
        signs=tuple(missing for missing in Missing if missing in used),
    )


def _line_up(grid: list[list[SetCell]], at: int) -> None:
    """Give the numbers of a column as many invisible digits as bring their decimal points into line."""
    decimals = max((_decimals(line[at]) for line in grid), default=0)
    for line in grid:
        cell = line[at]
        if cell.pieces and (pad := _pad(_decimals(cell), decimals)):
            line[at] = cell._replace(pad=pad)


def _set_column(column: TableColumn, cells: list[SetCell], *, lead: bool) -> SetColumn:
    if not column.numeric:
        return SetColumn(column.label, False, column.priority, lead)
    return SetColumn(
        column.label,
        True,
        column.priority,
        lead,
        slot=min(2, _longest(cells, "approx")),
        unit=min(4, _longest(cells, "unit")),
        marks=any(cell.kind == "figure" for cell in cells),
    )


def _set_cell(cell: Cell, column: TableColumn, scale: str) -> SetCell:
    kind = kind_of(cell)
    if not column.numeric:
        return SetCell(kind, cell, speaks=_speaks(cell, column.label))
    pieces: Pieces = ()
    if isinstance(cell, Figure):
        pieces = ledger_pieces(cell, scale)
    elif isinstance(cell, Amount):
        pieces = amount_pieces(cell, scale)
    return SetCell(kind, cell, pieces, hangs=any(piece.kind == "approx" for piece in pieces))


def _speaks(cell: Cell, label: str) -> bool:
    """Whether a cell needs no label: a status, or words that begin with the label or are the same."""
    if isinstance(cell, Tag) or (isinstance(cell, Clock) and bool(cell.tag)):
        return True
    words = cell.text if isinstance(cell, Link) else plain_text(cell)
    return bool(words) and (words.startswith(label) or label in {"", words})


def _decimals(cell: SetCell) -> int:
    digits = next((piece.text for piece in cell.pieces if piece.kind == "digits"), "")
    return len(digits.partition(".")[2]) if digits.replace(",", "").replace("−", "").replace(".", "").isdigit() else 0


def _pad(decimals: int, wanted: int) -> str:
    if decimals >= wanted:
        return ""
    return "0" * (wanted - decimals) if decimals else "." + "0" * wanted


def _longest(cells: Iterable[SetCell], kind: str) -> int:
    return max((sum(len(piece.text) for piece in cell.pieces if piece.kind == kind) for cell in cells), default=0)


def _step(columns: list[SetColumn], grid: list[list[SetCell]]) -> int:
    """The first step with room for every column; very many columns may be moved sideways instead."""
    least = max((step for more, step in LEAST_STEP.items() if len(columns) > more), default=0)
    if len(columns) > SCROLL_ABOVE:
        return least
    gaps = len(columns) - 1  # of 1 em, and room for a † behind the last number
    room = sum(_column_room(column, [line[at] for line in grid], at) for at, column in enumerate(columns)) + gaps + 0.9
    return next((step for step in STEPS if step >= max(room, least)), STEPS[-1])


def _column_room(column: SetColumn, cells: list[SetCell], at: int) -> float:
    """How much a column needs, in em, to be read with ease: its head in few lines, no number or status broken."""
    head = min(ems(column.label), 5) * SMALL + (1.6 if column.marks else 0)
    return max(head, 3.5 if at else 7, max((_cell_room(cell, column) for cell in cells), default=0))


def _cell_room(cell: SetCell, column: SetColumn) -> float:
    if not cell.pieces:
        return _words_room(cell.value)
    room = 1.6 if column.marks else 0.0
    for piece in cell.pieces:
        if piece.kind == "whole":
            room += min(8, ems(piece.text)) * SMALL
        elif piece.kind in {"digits", "before"}:
            room += ems(piece.text)
    return room + ems(cell.pad) + (column.slot + 0.1 if column.slot else 0) + (column.unit + 0.35 if column.unit else 0)


def _words_room(value: Cell) -> float:
    """Six characters of a text, and whatever in it does not break: a number, a date, a status."""
    if isinstance(value, Tag) or (isinstance(value, Clock) and value.tag):
        return (ems(value.text) + 2.5) * SMALL
    if isinstance(value, Figure):
        return ems(value.as_written) + 1.6
    if isinstance(value, Amount):
        return ems("".join(piece.text for piece in amount_pieces(value, "")))
    if isinstance(value, Missing):
        return ems(missing_sign(value))
    return _room_of(value.text if isinstance(value, Link | Clock) else plain_text(value))


@lru_cache(MOST_WORDINGS)
def _room_of(words: str) -> float:
    return max(min(ems(words), 6), max(map(ems, re.findall(r"[!-~]+", words)), default=0))
