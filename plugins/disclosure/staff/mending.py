"""One cell of a table, or one fact of a YAML file, written anew: everything else in the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from ..filing import caused_problems
from ..problems import Problem, Severity, Where
from ..reading import decode, read_rows, with_cell
from ..reporting import plain
from .workbook_cells import WorkbookCellError, cell_in, with_cell_in
from .yaml_facts import fact_at, with_fact


class MendingError(Exception):
    """The cell can't be written; the message says why and what to do instead, in Chinese."""


class Mend(Struct, frozen=True):
    """What writing one cell would leave: the file, what stood there, and what would be wrong that is not wrong now."""

    path: Path
    content: bytes
    before: str
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The new problems that must be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def file_of(data: Path, shown: str, file: str) -> Path | None:
    """The file below *data* that a message names as *file* (*shown*/…); None for a file that is not there or elsewhere."""
    inside = file.removeprefix(f"{shown}/")
    if inside == file:
        return None
    path = data / inside
    return path if path.is_file() and path.resolve().is_relative_to(data.resolve()) else None


def cell_now(data: Path, shown: str, where: Where) -> str | None:
    """What stands in the cell at *where* now; None where it can't be mended here."""
    path = file_of(data, shown, where.file)
    if path is None or where.row is None or not where.column:
        return None
    if path.suffix == ".yaml":
        fact = fact_at(decode(path.read_bytes()) or "", where.row, where.column)
        return fact.value if fact else None
    if path.suffix.lower() == ".xlsx":
        return cell_in(path, where)
    if path.suffix.lower() != ".csv":
        return None
    rows, at = _table(path, where.column)
    cells = rows.get(where.row)
    return cells[at] if cells is not None and at is not None and at < len(cells) else None


def mend(data: Path, shown: str, where: Where, cell: str, *, expected: str) -> Mend:
    """*cell* in the place of what stands at *where*, checked in a copy of *data*; nothing is written.

    *expected* is what the person saw there. MendingError where something else stands there by now, or the cell can't be
    written.
    """
    path = file_of(data, shown, where.file)
    before = cell_now(data, shown, where)
    if path is None or before is None:
        raise MendingError(f"{where} 不能在这里改，请用 Excel、WPS 或记事本打开这个文件改。")
    if before != expected:
        raise MendingError(f"{where} 刚才被改过，现在是“{before}”。请再看一遍。")
    if "\n" in cell or "\r" in cell:
        raise MendingError("一格里请写成一行。")
    content = _with(path, where, cell)
    if content is None:
        raise MendingError(f"{where.file} 的格式认不出来，请用记事本打开看看。")
    return Mend(path, content, before, tuple(caused_problems(data, shown, {path: content})))


def with_cells(data: Path, shown: str, cells: Mapping[Where, str]) -> dict[Path, bytes]:
    """The CSV files that several cells stand in, each written anew; MendingError for what is no CSV file or has no such cell."""
    files: dict[Path, bytes] = {}
    for where, cell in cells.items():
        path, label = file_of(data, shown, where.file), where.column or ""
        at = _table(path, label)[1] if path is not None and path.suffix.lower() == ".csv" else None
        if path is None or at is None or where.row is None:
            raise MendingError(f"{where} 不能在这里改，请用 Excel 或 WPS 打开这个文件，照改法一格一格填。")
        before = files.get(path) or path.read_bytes()
        content = with_cell(before, where.row, at, cell, partial(_has, label=label))
        if content is None:
            raise MendingError(f"{where.file} 的格式认不出来，请用记事本打开看看。")
        files[path] = content
    return files


def _with(path: Path, where: Where, cell: str) -> bytes | None:
    before = path.read_bytes()
    label = where.column or ""
    if path.suffix.lower() == ".xlsx":
        try:
            return with_cell_in(path, where, cell)
        except WorkbookCellError as error:
            raise MendingError(str(error)) from error
    if path.suffix == ".yaml":
        try:
            text = before.decode("utf-8")
        except UnicodeDecodeError:
            return None
        changed = with_fact(text, where.row or 0, label, cell)
        return changed.encode() if changed is not None else None
    _, at = _table(path, label)
    if at is None or where.row is None:
        return None
    return with_cell(before, where.row, at, cell, lambda cells: _has(cells, label))


def _has(cells: list[str], label: str) -> bool:
    return plain(label) in map(plain, cells)


def _table(path: Path, label: str) -> tuple[dict[int, list[str]], int | None]:
    """The rows of a CSV file by their numbers, and the column that is headed *label*, counted from 0."""
    rows = read_rows(path.read_bytes(), str(path), lambda cells: _has(cells, label))[0]
    for _, cells in rows:
        columns = [at for at, cell in enumerate(cells) if plain(cell) == plain(label)]
        if columns:
            return dict(rows), columns[0] if len(columns) == 1 else None
    return dict(rows), None
