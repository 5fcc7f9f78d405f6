"""What was read of one sheet, and what its organisation has already."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import Kind
from ..problems import Problem
from ..reading import RawTable
from .existing import ExistingTable
from .naming import NameTable
from .proposal import ColumnUse, FillRule, Overlap
from .recipes import Recipe
from .sources import SourceSheet


class SheetReading(Struct):
    """What was read of one sheet: raw tables of a kind, how its columns were used, and what belongs to it."""

    sheet: SourceSheet
    kind: Kind | None = None
    why: str = ""
    raws: list[RawTable] = field(default_factory=list)
    foreign: bool = False  # a sheet of somebody else's making: its rows are appended
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    rules: list[FillRule] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    recipe: Recipe | None = None  # by which it was read
    confirmed: Recipe | None = None  # as it would be kept
    overlap: Overlap = field(default_factory=Overlap)
    waiting: frozenset[str] = frozenset()  # labels of columns that can't be read before somebody has answered
    orders: list[tuple[str, str]] = field(default_factory=list)  # (id, hash of the order number) of the rows
    refunds: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # (row of the sheet, record of 捐赠退款)

    def forget(self) -> None:
        """Let go of all cells; what was proposed of them is written down by then."""
        self.sheet.lines = []
        self.raws = []
        self.orders, self.refunds = [], []
        if self.sheet.book is not None:
            self.sheet.book.forget()

    @property
    def positions(self) -> dict[str, str]:
        """The words by which messages name a cell: label of ours → letter and header of the file."""
        return {use.label: f"{use.letter} 列 {use.header}" for use in self.columns if use.label}

    def named_as_there(self, fault: Problem) -> Problem:
        """A problem of a cell with its column as the file names it."""
        column = self.positions.get(fault.where.column or "") if self.foreign else None
        return replace(fault, where=replace(fault.where, column=column)) if column else fault


class OrganisationTables(Struct):
    """What an organisation has already: names by kind, existing tables, hashes of order numbers, recipes."""

    org: str
    title: str
    names: dict[str, NameTable]
    existing: dict[str, ExistingTable]
    orders: dict[str, str]
    recipes: Sequence[Recipe]
    others: Sequence[str] = ()  # the names of the other organisations of the site
    prepared_on: str = ""  # the day up to which the data of the site was put together last
    source: str = ""  # the document of the rows at hand, also for the records that are made for their names
    numbers: list[str] = field(default_factory=list)  # numbers of gifts that this import gives
    added: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # new records by kind

    def rows(self, kind: Kind) -> ExistingTable:
        """The existing rows of a kind."""
        return self.existing[kind.id]
