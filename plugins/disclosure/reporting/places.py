"""The address of a cell (C17) from the words over its column: the head of each file is read once, when it is asked for."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, field

from ..problems import Where
from ..reading import letter, plain_header, read_rows

_HEAD_ROWS = 30
_HEAD_BYTES = 65_536


def plain(label: str) -> str:
    """A header as it is compared: full width made narrow, no spaces, no unit behind it."""
    return re.sub(r"\([^()]*\)$", "", plain_header(label))


class Places(Struct):
    """Addresses of cells, with the heads of the files that were asked for."""

    _heads: dict[tuple[str, str | None], list[list[str]]] = field(default_factory=dict)
    _columns: dict[tuple[str, str | None, str], int | None] = field(default_factory=dict)

    def column(self, where: Where) -> int | None:
        """The number of a column, counted from 1; None where its header is not found once and only once."""
        if not where.column:
            return None
        key = (where.file, where.sheet, where.column)
        if key not in self._columns:
            self._columns[key] = self._column(where, where.column)
        return self._columns[key]

    def _column(self, where: Where, label: str) -> int | None:
        wanted = plain(label)
        for cells in self._head(where):
            columns = [at for at, cell in enumerate(cells, 1) if plain(cell) == wanted]
            if columns:
                return columns[0] if len(columns) == 1 else None
        return None

    def head(self, where: Where, is_head: Callable[[Sequence[str]], bool]) -> tuple[str, ...]:
        """The first row of a file that is a head, as it stands there; nothing where none is."""
        return next((tuple(cells) for cells in self._head(where) if is_head(cells)), ())

    def address(self, where: Where) -> str:
        """C17; nothing where row or column are not known."""
        column = self.column(where)
        if column is None or where.row is None:
            return ""
        return f"{letter(column)}{where.row}"

    def _head(self, where: Where) -> list[list[str]]:
        key = (where.file, where.sheet)
        if key not in self._heads:
            path = Path(where.file)
            try:
                self._heads[key] = _sheet_head(path, where.sheet) if where.sheet else _csv_head(path)
            except (OSError, KeyError, ValueError, zipfile.BadZipFile):
                self._heads[key] = []
        return self._heads[key]


def _csv_head(path: Path) -> list[list[str]]:
    if path.suffix.lower() != ".csv":
        return []
    with path.open("rb") as stream:
        start = stream.read(_HEAD_BYTES)
    if len(start) == _HEAD_BYTES:
        start = start[: start.rfind(b"\n") + 1]
    return [fields for _, fields in rows_of(start, path)[:_HEAD_ROWS]]


def rows_of(content: bytes, path: Path) -> list[tuple[int, list[str]]]:
    """(row number, cells) of a CSV file, whatever its encoding and its delimiter."""
    return read_rows(content, str(path), lambda cells: len(cells) > 1)[0]


def _sheet_head(path: Path, sheet: str) -> list[list[str]]:
    if path.suffix.lower() != ".xlsx":
        return []
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True)
    rows = workbook[sheet].iter_rows(max_row=_HEAD_ROWS, values_only=True)
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    workbook.close()
    return texts
