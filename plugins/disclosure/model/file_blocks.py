"""Blocks that stand for files to take away, or to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from ..reading import Record
from .block import Block, figures_among
from .figure import Figure, FigureRef, Link
from .table import Amount

PAPERS = ("A4", "A3")


class BoardSheet(Struct, Block, frozen=True):
    """What only a sheet for a notice board has: up to three large numbers, the page that it stands for, what it rests on.

    *name* is what its files are called, without the size of the paper. The other blocks of its page go on the paper, too.
    """

    numbers: tuple[tuple[str, Figure | Amount | str], ...]
    place: Link
    basis: tuple[str, ...]
    name: str
    phone: str = ""
    block = "sheet"

    def file(self, paper: str) -> str:
        """The PDF for a size of paper (`A4`, `A3`), below the organisation's address."""
        return f"board/{self.place.path}{self.name}-{paper}.pdf"

    @property
    def papers(self) -> tuple[str, ...]:
        """The sizes of paper."""
        return PAPERS

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return figures_among(value for _, value in self.numbers)


class Download(Struct, frozen=True):
    """A file to take away."""

    title: str
    path: str
    format: str
    rows: int | None = None
    note: str = ""


class Downloads(Struct, Block, frozen=True):
    """Files to take away."""

    title: str
    files: tuple[Download, ...]
    block = "downloads"


class OfferedTable(Struct, frozen=True):
    """A table to take away: where its rows can be read, how many they are, and a file a format (format, path)."""

    name: Link | str
    rows: int
    files: tuple[tuple[str, str], ...]
    note: str = ""


OPEN_TABLES = 20  # of those to take away; what follows is folded


class OfferedTables(Struct, Block, frozen=True):
    """Tables to take away; size and fingerprint of each file are known only once it is written."""

    title: str
    tables: tuple[OfferedTable, ...]
    as_of: str
    block = "files"

    @property
    def parts(self) -> tuple[tuple[OfferedTable, ...], tuple[OfferedTable, ...]]:
        """Those that readers see, and those that they open."""
        return self.tables[:OPEN_TABLES], self.tables[OPEN_TABLES:]


@dataclass(frozen=True, slots=True, repr=False)
class RowsFile(Block):
    """The rows that a page chose from a kind (or figures of the register), to take away: CSV, written beside the page.

    *path* is its address below that of the organisation.
    """

    kind: str  # id of the kind; `figures` for the register
    path: str
    rows: tuple[Record, ...] | tuple[Figure, ...] = field(compare=False)  # the page itself says only how many
    count: int = field(init=False)
    block = "rows"

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.rows))
