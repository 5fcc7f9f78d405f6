"""The reading cache of an incremental build: unchanged files and folders are not parsed again.

The cache key of a file is the digest of its bytes. The cache lives in memory and is never written to disk.
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

from ..model import IdentityCache, Watched
from ..problems import Problem, Report, Severity
from ..reading import Record, TypedTable

V = TypeVar("V")

# Tables of files with more rows are not cached: they would be in memory twice.
_MOST_ROWS = 50_000

# ns after a change in which a further one may leave size and mtime equal; the mtime of FAT has steps of 2 s.
UNSETTLED = 3_000_000_000

Stamp: TypeAlias = tuple[int, int, int, int]  # size, mtime and ctime (ns), inode


class FileReading(Struct, frozen=True):
    """The result of parsing one data file: (file, sheet, table), the problems, and whether a whole table was unreadable."""

    tables: tuple[tuple[str, str | None, TypedTable], ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: bool = False
    origin: FileReading | None = None  # the cached reading that it is a copy of

    def copied(self) -> FileReading:
        """A copy whose columns may be replaced without changing this one (copy on write); its `origin` is this one."""
        tables = tuple((file, sheet, table.copied()) for file, sheet, table in self.tables)
        return FileReading(tables, self.problems, self.unread, self)

    @property
    def rows(self) -> int:
        """The number of rows of all its tables."""
        return sum(len(table) for _, _, table in self.tables)


class Kept(Struct, Generic[V], frozen=True):
    """A cached value, its cache key, and the problems reported while it was computed."""

    key: Hashable
    value: V
    problems: tuple[Problem, ...]


class KindLookedAt(Struct, frozen=True):
    """The cached problems in the cells of a kind; the key is the readings of its files and what was *known* of the organisation."""

    readings: Sequence[FileReading | None]
    known: object
    problems: tuple[Problem, ...]


def unchanged(readings: Sequence[FileReading | None], before: Sequence[FileReading | None]) -> bool:
    """Whether the readings of a kind's files are the same objects as *before*."""
    return len(readings) == len(before) and None not in readings and all(map(is_, readings, before))


# An organisation with more problems from rules is not cached.
MOST_KEPT = 1_000


class Examination(Struct, frozen=True):
    """The cached problems that all rules found in an organisation; the key is *origin* (by identity) and *around*."""

    origin: object
    around: Hashable
    disclosure: Watched
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it has at most `MOST_KEPT` problems."""
        return len(self.problems) <= MOST_KEPT


class FileDigests(Struct):
    """Digests of files, cached by size, times and inode; a file changed within `UNSETTLED` is always read again."""

    _known: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict)

    def of(self, path: Path) -> bytes:
        """The BLAKE2b digest (16 bytes) of a file; OSError if it cannot be read."""
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
        """The digest (16 bytes) of all names and files below a folder; None if it is unreadable or has linked folders."""
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


class ReadingCache(Struct):
    """The caches for reading and checking: per organisation its files, folder, disclosure, and the problems found by rules."""

    digests: FileDigests = field(default_factory=FileDigests)
    files: dict[str, dict[Hashable, FileReading]] = field(default_factory=dict)
    folders: dict[str, Kept[Any]] = field(default_factory=dict)
    disclosures: dict[str, Kept[Any]] = field(default_factory=dict)
    examinations: dict[str, Examination] = field(default_factory=dict)
    looks: dict[str, dict[str, KindLookedAt]] = field(default_factory=dict)  # organisation → kind
    # by organisation
    figures: dict[str, IdentityCache[Any, Any]] = field(default_factory=lambda: defaultdict(IdentityCache))

    def key_of_file(self, path: Path, *others: Hashable) -> Hashable | None:
        """The cache key of a file with *others*, further inputs of its parsing; None if it is unreadable."""
        try:
            return (str(path), self.digests.of(path), *others)
        except OSError:
            return None

    def key_of_folder(self, folder: Path, settings: Path, *others: Hashable) -> Hashable | None:
        """The cache key of an organisation's folder; *settings* is the file of the site's settings. None if either is unreadable."""
        below = self.digests.below(folder)
        site = self.key_of_file(settings) if settings.is_file() else ""
        return (str(folder), below, site, *others) if below is not None and site is not None else None


def reuse_equal(fresh: dict[str, V], before: Mapping[str, V]) -> dict[str, V]:
    """The *fresh* values; each that equals the one of its name in *before* is replaced by the old object.

    Whatever is computed from them can then be cached by identity.
    """
    return {
        name: value if (known := before.get(name)) is value or known is None or known != value else known
        for name, value in fresh.items()
    }


def reuse_equal_rows(fresh: Sequence[Record], before: Sequence[Record]) -> list[Record]:
    """The *fresh* rows of a table; each equal to the row at its place in *before* is replaced by the old object."""
    known = {row.where: row for row in before}
    return [other if (other := known.get(row.where)) and _alike(other, row) else row for row in fresh]


def _alike(before: Record, row: Record) -> bool:
    """Whether two rows are equal, and so are the digits of their numbers: 1.50 differs from 1.5."""
    return (
        type(before) is type(row)
        and before.values == row.values
        and before.reasons == row.reasons
        and before.faulty == row.faulty
        and all(str(value) == str(before.values[name]) for name, value in row.values.items() if type(value) is Decimal)
    )


def worth_keeping(reading: FileReading) -> bool:
    """Whether a reading is small enough to be cached."""
    return reading.rows <= _MOST_ROWS


def problems_since(report: Report, position: int) -> tuple[Problem, ...] | None:
    """The problems reported since *position*, to be cached; None if one is an error, or the report has dropped some."""
    problems = report.since(position)
    if problems is None or any(fault.severity is Severity.ERROR for fault in problems):
        return None
    return problems
