"""The files that an import would write, and what writing each would change."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import Kind
from ..reading import SUFFIXES, decode
from .existing import TextRows, as_table, records_in, with_rows
from .places import RowPlaces
from .proposal import FileChange


class TargetFile(Struct, frozen=True):
    """One file that would be written: its content, and where each of its new rows comes from."""

    path: Path
    content: bytes
    kind: Kind | None = None  # none of what is no table of records: numbers of orders, recipes
    rows: int = 0
    replaces: bool = False  # whether it stands in the place of what was there
    first: int = 0  # the row of the file in which the first new record stands
    places: RowPlaces = field(default_factory=RowPlaces)  # of every new record

    @classmethod
    def of_rows(cls, path: Path, kind: Kind, rows: TextRows, places: RowPlaces | None = None) -> TargetFile:
        """A plain table of these rows, below one row of heads."""
        return cls(path, as_table(kind.record, rows), kind, len(rows), first=2, places=places or RowPlaces())

    @property
    def counts(self) -> tuple[int, int]:
        """(rows that the file gains, rows that it loses)."""
        if not self.replaces or not self.path.is_file():
            return self.rows, 0
        before, after = Counter(records_in(self.path.read_bytes())), Counter(records_in(self.content))
        return (after - before).total(), (before - after).total()

    @property
    def change(self) -> str:
        """What writing would change, in words."""
        if not self.path.is_file():
            return "新的表"
        added, removed = self.counts
        if not added and not removed:
            return "内容与现有的相同"
        if not self.replaces:
            return f"接在现有的后面：多出 {added} 行，少掉 0 行"
        return f"替换现有的表：多出 {added} 行，少掉 {removed} 行（改动的行两边都算）"

    def as_change(self, shown: str) -> FileChange:
        """The same for a proposal; *shown* is how messages name the file."""
        return FileChange(shown, self.rows, *self.counts, self.change, self._alters_without_rows)

    @property
    def _alters_without_rows(self) -> bool:
        """Whether a file becomes another though none of its rows may: one that is new, or a printed form, which has more than rows."""
        if not self.path.is_file():
            return True
        return bool(self.kind and self.kind.form) and self.path.read_bytes() != self.content


class TargetFiles(Struct):
    """All files that an import would write below the folder of an organisation."""

    folder: Path
    files: list[TargetFile] = field(default_factory=list)
    in_the_way: list[Path] = field(default_factory=list)  # files that keep others from being written

    def path_of(self, kind: Kind, period: str = "") -> Path:
        """The file of a kind; *period* is its year where the kind lies in several files."""
        return self.folder / kind.id / f"{period}.csv" if period else self.folder / f"{kind.id}.csv"

    def add(self, path: Path, content: bytes) -> None:
        """A whole file that is no table of records."""
        self.files.append(TargetFile(path, content))

    def put(self, target: TargetFile) -> None:
        """A whole table in the place of what is there."""
        self.in_the_way += _in_other_formats(target.path)
        self.files.append(replace(target, replaces=True))

    def append(self, kind: Kind, target: TargetFile, rows: TextRows) -> None:
        """The *rows*, which make up *target*, behind those that stand in its file."""
        path = target.path
        stands = path.is_file()
        if not stands and not _in_other_formats(path):
            self.files.append(target)
            return
        content = with_rows(path, kind, rows) if stands else None
        if content is not None:
            self.files.append(replace(target, content=content, first=_lines(content) - len(rows) + 1))
        elif kind.divided:  # a workbook, or a table with a title or another unit: the new rows get a file beside it
            self.files.append(replace(target, path=self._beside(kind)))
        else:
            self.in_the_way.append(path)

    def append_by_year(self, kind: Kind, rows: TextRows, places: RowPlaces) -> None:
        """Rows of a table that lies in several files go into the file of their year."""
        dated = next((name for name in ("received_on", "paid_on", "moved_on") if name in rows.names), "")
        years: dict[str, list[int]] = {}
        for at, day in enumerate(rows.column(dated)):
            years.setdefault(day[:4] or "unknown", []).append(at)
        for year, positions in years.items():
            some = rows.some(positions)
            target = TargetFile.of_rows(self.path_of(kind, year), kind, some, places.some(positions))
            self.append(kind, target, some)

    def _beside(self, kind: Kind) -> Path:
        number = 1
        while (path := self.path_of(kind, str(number))).exists():
            number += 1
        return path


def _in_other_formats(path: Path) -> list[Path]:
    """The same table as a workbook, and whatever else it may be read from."""
    return [other for other in map(path.with_suffix, SUFFIXES) if other.exists()]


def _lines(content: bytes) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(decode(content) or "", newline="")))
