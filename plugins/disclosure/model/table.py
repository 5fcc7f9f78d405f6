"""The description of a table for readers: columns, rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, overload

from msgspec import Struct

from ..problems import Where
from ..reading import Missing
from .figure import Clock, Figure, Link, PastFigure, RichText


class Tag(Struct, frozen=True):
    """A short status: ok, late, overdue, none or checking; the words carry the meaning."""

    kind: str
    text: str


class Amount(Struct, frozen=True):
    """A value that is no figure of its own: a cell of a record (*where* leads back to it), or a difference or sum.

    *unit* is its base unit.
    """

    value: Decimal
    unit: str
    approximate: bool = False
    where: Where | None = None  # the cell it was read from


Cell: TypeAlias = (
    "str | RichText | Figure | PastFigure | Missing | Link | Tag | Clock | Amount | tuple[Link, ...] | None"
)


class RowRole(StrEnum):
    """What a ledger row is; decides its rules (lines)."""

    PLAIN = "plain"
    HEAD = "head"  # a heading inside the table
    PART = "part"
    SUBTOTAL = "sub"
    GAP = "gap"
    TOTAL = "sum"  # reconciles: double rule
    TOTAL_OPEN = "open"  # does not reconcile: dashed rule


class TableColumn(Struct, frozen=True):
    """A column of a table; numeric ones are set to the right; low *priority* columns go first on small screens."""

    label: str
    numeric: bool = False
    priority: int = 1
    lead: bool = False  # stands beside the row's name on a phone; otherwise the first numeric column does


class TableRow(Struct, frozen=True):
    """One row: its cells (the first is its header), its role, and the anchor it has."""

    cells: tuple[Cell, ...]
    role: RowRole = RowRole.PLAIN
    id: str | None = None


class CellColumn(Struct, frozen=True):
    """A column of many rows: every different cell once, and for each row the place of its own among them."""

    places: Sequence[int]
    cells: Sequence[Cell]

    def __iter__(self) -> Iterator[Cell]:
        return (self.cells[place] for place in self.places)


class GiftColumns(Struct, frozen=True):
    """Gifts in the order of their numbers, as they stand on pages, by columns.

    *numbers* are their anchors and *cents* their money in 分; *lines* are rows of *files* (file and sheet), which *origins* tell
    for each gift. *answers* lead to what became of a gift.
    """

    numbers: Sequence[str]
    cents: Sequence[int]
    files: Sequence[tuple[str, str | None]]
    origins: Sequence[int]
    lines: Sequence[int]
    days: CellColumn
    names: CellColumn
    channels: CellColumn
    wishes: CellColumn
    receipts: CellColumn
    answers: CellColumn

    def rows(self, start: int, stop: int) -> Iterator[TableRow]:
        """The gifts from place *start* to before *stop* as rows of a table."""
        columns = (self.names, self.channels, self.wishes, self.receipts, self.answers)
        for at in range(start, min(stop, len(self.numbers))):
            where = Where(*self.files[self.origins[at]], self.lines[at])
            money = Amount(Decimal(self.cents[at]).scaleb(-2), "元", where=where)
            rest = (column.cells[column.places[at]] for column in columns)
            day = self.days.cells[self.days.places[at]]
            yield TableRow((self.numbers[at], day, money, *rest), id=self.numbers[at])


@dataclass(frozen=True, slots=True, repr=False)
class BulkRows(Sequence[TableRow]):
    """Rows *start* to before *stop* of columns that are made when they are asked for, and a last row with their *total*.

    Never all rows of a kind of millions are held at once; they show no figures.
    """

    columns: Callable[[], GiftColumns]
    start: int
    stop: int
    total: TableRow

    def __len__(self) -> int:
        return self.stop - self.start + 1

    def __iter__(self) -> Iterator[TableRow]:
        yield from self.columns().rows(self.start, self.stop)
        yield self.total

    @overload
    def __getitem__(self, index: int) -> TableRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, index: int | slice) -> TableRow | tuple[TableRow, ...]:
        return tuple(self)[index]

    def __repr__(self) -> str:
        return f"<{len(self)} bulk rows>"


def _is_missing(cell: object) -> bool:
    """Whether a cell, or a part of it, says why there is nothing."""
    if isinstance(cell, tuple):
        return any(map(_is_missing, cell))
    return isinstance(cell, Missing)


class Table(Struct, frozen=True):
    """A table for readers; `scale` is the unit of all money in it (元, 万元 or 亿元)."""

    id: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...] | BulkRows
    unit_note: str = ""
    scale: str = ""
    notes: tuple[RichText, ...] = ()
    # whether 未披露, 不适用 and the like are explained below it, where any of its cells is one
    missing_key: bool = False
    folded: bool = False  # long evidence behind an answer that stands above it: opened by whoever wants it
    totals: tuple[TableRow, ...] = ()  # of bulk rows: what they come to, which is told without walking them
    # the heads of columns name the unit of money, because other cells have units of their own
    units_in_columns: bool = False
    sources: frozenset[str] | None = None  # the ids of the documents that its rows name; None where nobody says

    @property
    def listed(self) -> int:
        """How many rows list something: headings inside the table, gaps and totals are none."""
        return sum(row.role in {RowRole.PLAIN, RowRole.PART} for row in self.rows)

    @property
    def bulk(self) -> bool:
        """Whether its rows are made when they are walked."""
        return isinstance(self.rows, BulkRows)

    @property
    def explains_missing(self) -> bool:
        """Whether the words for what is missing stand below it; rows of millions are not walked for them."""
        if not self.missing_key or isinstance(self.rows, BulkRows):
            return self.missing_key
        return any(_is_missing(cell) for row in self.rows for cell in row.cells)
