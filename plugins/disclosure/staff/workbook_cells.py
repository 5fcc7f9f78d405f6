"""One cell of a workbook written anew: formats, widths and drop-down lists stay; what openpyxl would lose is refused."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Where
from ..reading import open_workbook, plain_day
from ..reporting import plain

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


class WorkbookCellError(Exception):
    """The cell can't be written; the message says why and what to do instead, in Chinese."""


_BY_HAND = "请用 Excel 或 WPS 打开，改好、保存、关上，这一页会自己刷新。"
_MOST_BYTES = 8_000_000
# Parts of a workbook that openpyxl does not write again: pictures and charts, macros, pivot tables, threaded comments.
_LOST = re.compile(r"xl/(?:drawings|charts|media|pivot\w*|slicers|threadedComments|embeddings|ctrlProps|vbaProject)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_DIGITS = 15  # that a number of Excel keeps


def cell_in(path: Path, where: Where) -> str | None:
    """What stands in the cell of the workbook at *path* that *where* names; None where no such cell is found."""
    status = path.stat()
    if status.st_size > _MOST_BYTES or where.row is None:
        return None
    sheets = _sheets(path, status.st_mtime_ns, status.st_size)
    name = where.sheet if where.sheet is not None else next(iter(sheets)) if len(sheets) == 1 else None
    if name not in sheets:
        return None
    rows = sheets[name]
    at = _column(rows, where)
    cells = rows.get(where.row)
    return cells[at] if cells is not None and at is not None and at < len(cells) else None


@lru_cache(maxsize=4)
def _sheets(path: Path, changed: int, size: int) -> dict[str, dict[int, list[str]]]:  # noqa: ARG001  (what it looked like then)
    """The sheets that are shown: rows of text by their numbers, as the check reads them."""
    book, _ = open_workbook(path, path.name)
    return {name: dict(book.lines(name)[0]) for name in book.shown} if book else {}


def _column(rows: dict[int, list[str]], where: Where) -> int | None:
    """The column, counted from 0, over which the label of *where* stands above its row, once in its line."""
    label = plain(where.column or "")
    for row, cells in sorted(rows.items(), reverse=True):
        if where.row is not None and row >= where.row:
            continue
        columns = [at for at, cell in enumerate(cells) if plain(cell) == label]
        if columns:
            return columns[0] if len(columns) == 1 else None
    return None


def with_cell_in(path: Path, where: Where, text: str) -> bytes:
    """The workbook with *text* in that cell, a number or a day as such where the cell holds one; nothing is written.

    WorkbookCellError for formulas, merged and protected cells, and for workbooks of which something would be lost.
    """
    from openpyxl import load_workbook

    content = path.read_bytes()
    _refuse_what_would_be_lost(path, content)
    row = where.row or 0
    sheets = _sheets(path, path.stat().st_mtime_ns, path.stat().st_size)
    name = where.sheet if where.sheet is not None else next(iter(sheets), "")
    at = _column(sheets.get(name, {}), where)
    book = load_workbook(BytesIO(content))
    if at is None or name not in book.sheetnames:
        raise WorkbookCellError(f"找不到这一格。{_BY_HAND}")
    for sheet in book.worksheets:
        if any(cell.data_type == "f" for cells in sheet.iter_rows() for cell in cells):
            raise WorkbookCellError(f"工作表“{sheet.title}”里有公式，改了一格，公式的结果要由 Excel 重算。{_BY_HAND}")
    sheet = book[name]
    _refuse_held(sheet, row, at + 1)
    cell = sheet.cell(row, at + 1)
    cell.value = _typed(cell, text)
    stream = BytesIO()
    book.save(stream)
    _refuse_other_changes(path, stream.getvalue(), (name, row, at))
    return stream.getvalue()


def _refuse_what_would_be_lost(path: Path, content: bytes) -> None:
    for held in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if held.exists():
            raise WorkbookCellError(f"{path.name} 正被 Excel、WPS 打开着：请先保存、关上，再在这里改。")
    if not content.startswith(b"PK\x03\x04"):
        raise WorkbookCellError(f"这是旧格式或加了密码的工作簿。{_BY_HAND}")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if any(_LOST.match(name) for name in archive.namelist()):
            raise WorkbookCellError(f"工作簿里有图片、图表、宏或透视表，在这里改会丢。{_BY_HAND}")


def _refuse_held(sheet: Worksheet, row: int, column: int) -> None:
    """Refuse a cell that is merged with others, or protected."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            raise WorkbookCellError(f"这是合并单元格（{area.coord}），一格管几行，在这里改容易改错。{_BY_HAND}")
    if sheet.protection.sheet and sheet.cell(row, column).protection.locked:
        raise WorkbookCellError(f"工作表“{sheet.title}”加了保护。请用 Excel 或 WPS 撤销保护，改好、保存、关上。")


def _typed(cell: Cell | Any, text: str) -> Decimal | date | str | None:
    """*text* as the cell holds such things: a day where it holds a day, a number where it holds a number, else text."""
    word = text.strip()
    if not word:
        return None
    if word.startswith("="):
        raise WorkbookCellError("以等号开头的会变成公式，这里不能写。")
    day = plain_day(word)
    if day and (isinstance(cell.value, (date, datetime)) or cell.is_date):
        return date.fromisoformat(day) if len(day) == len("2024-01-01") else word
    numeric = cell.data_type == "n" and cell.value is not None
    if numeric and _NUMBER.fullmatch(word) and sum(sign.isdigit() for sign in word) <= _DIGITS:
        return Decimal(word)
    return word


def _refuse_other_changes(path: Path, content: bytes, changed: tuple[str, int, int]) -> None:
    """Read what would be written as the check would: every other cell must say what it said."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(content)
        after = _sheets(copy, 0, len(content))
    status = path.stat()
    before = _sheets(path, status.st_mtime_ns, status.st_size)
    sheet, row, at = changed

    def filled(sheets: dict[str, dict[int, list[str]]]) -> dict[tuple[str, int, int], str]:
        return {
            (name, number, place): text
            for name, rows in sheets.items()
            for number, cells in rows.items()
            for place, text in enumerate(cells)
            if text and (name, number, place) != (sheet, row, at)
        }

    if filled(before) != filled(after):
        raise WorkbookCellError(f"在这里改会动到别的格子。{_BY_HAND}")
