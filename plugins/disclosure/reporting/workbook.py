"""The same workbook given back: cells coloured, comments that say why, and a sheet with links to them; nothing else changed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.utils.exceptions import InvalidFileException

from ..problems import PARTS, Severity
from .findings import Review, Spot
from .places import rows_of

LIST = "问题清单"
_FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTICE: "DDEBF7"}
_AUTHOR = "检查"
_HEADER = ("序号", "部分", "文件", "位置", "问题", "改法", "建议填", "为什么", "代码")
_WIDTHS = (6, 9, 28, 24, 48, 40, 18, 40, 22)


def give_back(review: Review, folder: Path) -> list[Path]:
    """Write into *folder* a copy of every table with findings, and one list of all findings; returns the files."""
    by_file: dict[str, list[Spot]] = {}
    for spot in review.spots:
        by_file.setdefault(spot.problem.where.file, []).append(spot)
    written: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    for file, spots in sorted(by_file.items()):
        book = _copy(Path(file))
        if book is None:
            continue
        for spot in spots:
            _mark(book, spot)
        _list(book, spots, linked=True)
        name = PurePosixPath(file)
        below = name.relative_to(review.data) if name.is_relative_to(review.data) else PurePosixPath(name.name)
        path = folder / below.with_suffix(".xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        written.append(path)
    whole = Workbook()
    del whole[whole.sheetnames[0]]
    _list(whole, list(review.spots), linked=False)
    whole.save(folder / f"{LIST}.xlsx")
    return [*written, folder / f"{LIST}.xlsx"]


def _copy(path: Path) -> Any:
    """The workbook of a file, or one made from a CSV with every cell as text; None where it can't be read."""
    if path.suffix.lower() == ".xlsx":
        try:
            return load_workbook(path, rich_text=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError):
            return None
    if path.suffix.lower() != ".csv" or not path.is_file():
        return None
    lines = rows_of(path.read_bytes(), path)
    if not lines:
        return None
    book = Workbook()
    sheet: Any = book.active
    sheet.title = path.stem[:31]
    for number, fields in lines:
        for column, content in enumerate(fields, 1):
            if content:
                _write(sheet.cell(number, column), content)
    sheet.freeze_panes = "A2"
    return book


def _write(cell: Any, content: str) -> None:
    """Text stays text, also where it looks like a formula or a number."""
    cell.value = content
    cell.data_type = "s"
    cell.number_format = "@"


def _mark(book: Any, spot: Spot) -> None:
    """Colour the cell of a finding (the first of its row where its column is not known) and say why in a comment."""
    where, problem = spot.problem.where, spot.problem
    if where.row is None or (where.sheet and where.sheet not in book.sheetnames):
        return
    sheet = book[where.sheet] if where.sheet else book.worksheets[0]
    cell = sheet[spot.address or f"A{where.row}"]
    if type(cell).__name__ == "MergedCell":
        return
    heavier = cell.comment is not None and cell.comment.author == _AUTHOR  # the first finding is the heaviest
    if not heavier:
        cell.fill = PatternFill("solid", fgColor=_FILLS[problem.severity])
    said = f"{PARTS[problem.severity]}：{problem.message}{problem.fix}"
    if problem.suggestion:
        said += f"建议填：{problem.suggestion}"
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + said, _AUTHOR, height=160, width=320)


def _list(book: Any, spots: Sequence[Spot], *, linked: bool) -> None:
    """The sheet with every finding; *linked* lets its places lead to the cells."""
    sheet = book.create_sheet(_free(LIST, book.sheetnames))
    _row(sheet, 1, _HEADER)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, spot in enumerate(spots, 1):
        problem = spot.problem
        wording = problem.wording
        _row(
            sheet,
            number + 1,
            (
                str(number),
                PARTS[problem.severity],
                problem.where.file,
                spot.place or "整个文件",
                problem.message,
                problem.fix,
                problem.suggestion,
                wording.why,
                problem.code,
            ),
        )
        sheet.cell(number + 1, 2).fill = PatternFill("solid", fgColor=_FILLS[problem.severity])
        placed = problem.where.sheet in book.sheetnames if problem.where.sheet else problem.where.row is not None
        if linked and placed:
            name = quote_sheetname(problem.where.sheet or book.worksheets[0].title)
            target = sheet.cell(number + 1, 4)
            target.hyperlink = f"#{name}!{spot.address or f'A{problem.where.row or 1}'}"
            target.font = Font(color="0563C1", underline="single")
    for column, wide in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = wide
    sheet.freeze_panes = "A2"


def _row(sheet: Any, number: int, texts: Iterable[str]) -> None:
    for column, content in enumerate(texts, 1):
        cell = sheet.cell(number, column)
        if content:
            _write(cell, content)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _free(name: str, taken: Sequence[str]) -> str:
    return next(
        candidate for candidate in (name, *(f"{name}{number}" for number in range(2, 99))) if candidate not in taken
    )
