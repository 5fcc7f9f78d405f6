"""What a process that reads the same data again and again need not read anew: files and folders that did not change.

A file is known again by its bytes. The memory lives in one process and ends with it: nothing on a disk is believed.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import is_
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct, field

from ..model import KnownObjects, Watched
from ..problems import Problem, Report, Severity
from ..reading import Record, TypedTable

V = TypeVar("V")

# Rows of a file from which on its table is not kept beside the one that is worked with.
_MOST_ROWS = 50_000

# Until so long after a change another may leave size and time of a file as they are (ns); FAT counts in two seconds.
UNSETTLED = 3_000_000_000

Stamp: TypeAlias = tuple[int, int, int, int]  # size, times of change (ns), inode


class FileReading(Struct, frozen=True):
    """What one data file gave: (file, sheet, table), the problems, and whether a whole table of it could not be read."""

    tables: tuple[tuple[str, str | None, TypedTable], ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: bool = False
    origin: FileReading | None = None  # of which it is a copy, where that is kept

    def copied(self) -> FileReading:
        """The same in tables of its own, whose columns may be set without touching these; cells are shared until then."""
        tables = tuple((file, sheet, table.copied()) for file, sheet, table in self.tables)
        return FileReading(tables, self.problems, self.unread, self)

    @property
    def rows(self) -> int:
        """How many rows its tables have."""
        return sum(len(table) for _, _, table in self.tables)


class Kept(Struct, Generic[V], frozen=True):
    """A value, what it was made from, and the problems that were told meanwhile."""

    key: Hashable
    value: V
    problems: tuple[Problem, ...]


class KindLookedAt(Struct, frozen=True):
    """What was told of the cells of a kind: of these readings of its files, beside what was *known* of the organisation."""

    readings: Sequence[FileReading | None]
    known: object
    problems: tuple[Problem, ...]


def unchanged(readings: Sequence[FileReading | None], before: Sequence[FileReading | None]) -> bool:
    """Whether the files of a kind gave the very readings that they gave before."""
    return len(readings) == len(before) and None not in readings and all(map(is_, readings, before))


# Findings of one sort in one organisation that are kept for the next time.
MOST_KEPT = 1_000


class Examination(Struct, frozen=True):
    """What all rules found in the disclosure of an organisation, which was made of *origin*, beside these others."""

    origin: object
    around: Hashable
    disclosure: Watched
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it is no more than is kept for the next time."""
        return len(self.problems) <= MOST_KEPT


class FileDigests(Struct):
    """Digests of files by their bytes; a file that has lain there unchanged for a while is not read again."""

    _known: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict)

    def of(self, path: Path) -> bytes:
        """16 bytes for a file; OSError where it cannot be read."""
        now = time.time_ns()
        status = path.stat()
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        known = self._known.get(str(path))
        if known and known[0] == stamp:
            return known[1]
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
        if now - max(status.st_mtime_ns, status.st_ctime_ns) > UNSETTLED:
            self._known[str(path)] = stamp, digest
        return digest

    def below(self, folder: Path) -> bytes | None:
        """16 bytes for everything below a folder; None where it cannot be read, or leads elsewhere by links."""
        whole = hashlib.blake2b(digest_size=16)
        try:
            for path in _everything(folder):
                whole.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                if path.is_dir():
                    if path.is_symlink():
                        return None
                    whole.update(b"/")
                else:
                    whole.update(self.of(path))
        except OSError:
            return None
        return whole.digest()


def _everything(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        here = Path(root)
        yield from (here / name for name in sorted((*folders, *names)))


class ReadingMemory(Struct):
    """What is known of the data of every organisation as it was read last: its files, its folder, its disclosure, what is odd in it."""

    digests: FileDigests = field(default_factory=FileDigests)
    files: dict[str, dict[Hashable, FileReading]] = field(default_factory=dict)
    folders: dict[str, Kept[Any]] = field(default_factory=dict)
    disclosures: dict[str, Kept[Any]] = field(default_factory=dict)
    examinations: dict[str, Examination] = field(default_factory=dict)
    looks: dict[str, dict[str, KindLookedAt]] = field(default_factory=dict)  # organisation → kind
    # by organisation
    figures: dict[str, KnownObjects[Any, Any]] = field(default_factory=lambda: defaultdict(KnownObjects))

    def key_of_file(self, path: Path, *others: Hashable) -> Hashable | None:
        """What the reading of a file is made from; None where that can't be told."""
        try:
            return (str(path), self.digests.of(path), *others)
        except OSError:
            return None

    def key_of_folder(self, folder: Path, settings: Path, *others: Hashable) -> Hashable | None:
        """What the reading of an organisation's folder is made from; *settings* are those of the site."""
        below = self.digests.below(folder)
        site = self.key_of_file(settings) if settings.is_file() else ""
        return (str(folder), below, site, *others) if below is not None and site is not None else None


def same_again(fresh: dict[str, V], before: Mapping[str, V]) -> dict[str, V]:
    """The *fresh* values, each as the very object that stood *before* under its name where the two are equal.

    What is made of them is then seen at a glance to be as it was.
    """
    return {
        name: value if (known := before.get(name)) is value or known is None or known != value else known
        for name, value in fresh.items()
    }


def same_rows(fresh: Sequence[Record], before: Sequence[Record]) -> list[Record]:
    """The *fresh* rows of a table, each as the very object that stood *before* in its place where the two are alike."""
    known = {row.where: row for row in before}
    return [other if (other := known.get(row.where)) and _alike(other, row) else row for row in fresh]


def _alike(before: Record, row: Record) -> bool:
    """Whether two rows at one place say the same in the same digits: 1.50 is no longer 1.5."""
    return (
        type(before) is type(row)
        and before.values == row.values
        and before.reasons == row.reasons
        and before.faulty == row.faulty
        and all(str(value) == str(before.values[name]) for name, value in row.values.items() if type(value) is Decimal)
    )


def worth_keeping(reading: FileReading) -> bool:
    """Whether a reading is kept for the next time: millions of rows are not held twice."""
    return reading.rows <= _MOST_ROWS


def problems_since(report: Report, position: int) -> tuple[Problem, ...] | None:
    """What was told since *position* of a report; None where there is an error, or more than is kept one by one."""
    problems = report.since(position)
    if problems is None or any(fault.severity is Severity.ERROR for fault in problems):
        return None
    return problems
