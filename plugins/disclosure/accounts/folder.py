"""The data of one organisation as read, and which tables were unreadable."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from ..kinds import all_kinds
from ..model import Dataset, Organisation
from ..privacy import Refusals, leaks
from ..reading import Record
from .caching import FileReading


class Anything(set[str]):
    """A set of ids that contains every id: used if a table of ids was unreadable, so that no reference is reported as missing."""

    def __contains__(self, _: object) -> bool:
        return True


class Folder(Struct):
    """One organisation's data as read: its facts, and a dataset for each kind that has a file."""

    organisation: Organisation
    datasets: dict[str, Dataset] = field(default_factory=dict)
    rows: dict[str, list[Record]] = field(default_factory=dict)
    # kind → the cached readings of its files, None for a file that is not cached
    readings: dict[str, list[FileReading | None]] = field(default_factory=dict)
    file: str = ""  # its organisation.yaml
    lines: dict[str, int] = field(default_factory=dict)  # fact → its line there
    public_details: leaks.Own = field(default_factory=leaks.Own)
    documents: Path | None = None  # folder of its documents
    pictures: Path | None = None  # folder of its pictures
    codes: Path | None = None  # folder of the encrypted entries of its gifts
    refused: Refusals = field(default_factory=Refusals)
    unread: set[str] = field(default_factory=set)  # kinds with an unreadable table

    @property
    def lacks_figures(self) -> bool:
        """Whether a table that defines figures or breakdowns was unreadable."""
        return any(kind.id in self.unread for kind in all_kinds() if kind.register or kind.numbered or kind.form)
