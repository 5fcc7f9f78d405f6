"""One organisation's data as read: its facts, its datasets and rows, and what could not be read."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from ..kinds import all_kinds
from ..model import Dataset, Organisation
from ..privacy import Refusals, leaks
from ..reading import Record
from .remembering import FileReading


class Anything(set[str]):
    """Ids of which not all are known, because a table that tells them could not be read: nothing is said to be missing."""

    def __contains__(self, _: object) -> bool:
        return True


class Folder(Struct):
    """One organisation's data as read: its facts, and a dataset for each kind that has a file."""

    organisation: Organisation
    datasets: dict[str, Dataset] = field(default_factory=dict)
    rows: dict[str, list[Record]] = field(default_factory=dict)
    # kind → what its files gave, None for one that is not kept for the next time
    readings: dict[str, list[FileReading | None]] = field(default_factory=dict)
    file: str = ""  # its organisation.yaml
    lines: dict[str, int] = field(default_factory=dict)  # where each fact stands in it
    public_details: leaks.Own = field(default_factory=leaks.Own)
    documents: Path | None = None  # where its documents lie
    pictures: Path | None = None  # where its pictures lie
    codes: Path | None = None  # where the sealed entries of its gifts lie
    refused: Refusals = field(default_factory=Refusals)
    unread: set[str] = field(default_factory=set)  # kinds of which a whole table could not be read

    @property
    def lacks_figures(self) -> bool:
        """Whether a table that puts figures or breakdowns into the register could not be read."""
        return any(kind.id in self.unread for kind in all_kinds() if kind.register or kind.numbered or kind.form)
