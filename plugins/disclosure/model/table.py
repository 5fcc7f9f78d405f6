"""The description of a table for readers: columns, rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, overload

from ..problems import Where
from ..reading import Missing
from .figure import Clock, Figure, Link, RichText


@dataclass(frozen=True, slots=True)
class Tag:
    """A short status: ok, late, overdue, none or checking; the words carry the meaning."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A value that is no figure of its own: a cell of a record (*where* leads back to it), or a difference or sum.

    *unit* is its base unit.
    """

    value: Decimal
    unit: str
    approximate: bool = False
    where: Where | None = None  # the cell it was read from


Cell: TypeAlias = "str | RichText | Figure | Missing | Link | Tag | Clock | Amount | tuple[Link, ...] | None"


class RowRole(StrEnum):
    """What a ledger row is; decides its rules (lines)."""

    PLAIN = "plain"
    HEAD = "head"  # a heading inside the table
    PART = "part"
    SUBTOTAL = "sub"
    GAP = "gap"
    TOTAL = "sum"  # reconciles: double rule
    TOTAL_OPEN = "open"  # does not reconcile: dashed rule


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; numeric ones are set to the right; low *priority* columns go first on small screens."""

    label: str
    numeric: bool = False
    priority: int = 1
    lead: bool = False  # stands beside the row's name on a phone; otherwise the first numeric column does


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells (the first is its header), its role, and the anchor it has."""

    cells: tuple[Cell, ...]
    role: RowRole = RowRole.PLAIN
    id: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class BulkRows(Sequence[TableRow]):
    """Rows of a kind of millions, made anew each time they are walked and never all held at once; they show no figures."""

    length: int
    make: Callable[[], Iterator[TableRow]]

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[TableRow]:
        return self.make()

    @overload
    def __getitem__(self, index: int) -> TableRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, index: int | slice) -> TableRow | tuple[TableRow, ...]:
        return tuple(self.make())[index]

    def __repr__(self) -> str:
        return f"<{self.length} bulk rows>"


@dataclass(frozen=True, slots=True)
class Table:
    """A table for readers; `scale` is the unit of all money in it (元, 万元 or 亿元)."""

    id: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...] | BulkRows
    unit_note: str = ""
    scale: str = ""
    notes: tuple[RichText, ...] = ()
    missing_key: bool = False
    folded: bool = False  # long evidence behind an answer that stands above it: opened by whoever wants it
    totals: tuple[TableRow, ...] = ()  # of bulk rows: what they come to, which is told without walking them

    @property
    def bulk(self) -> bool:
        """Whether its rows are made when they are walked."""
        return isinstance(self.rows, BulkRows)
