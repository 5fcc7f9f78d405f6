"""Workbooks and files of cells to paragraphs: each row of each sheet, with the names of its cells (B7).

What a reader of the sheet would not see, or sees otherwise than it is stored, is refused with what is to be done about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..problems import Problem, Severity
from ..reading import MOST_ROWS, OWN_SHEETS, Lines, Workbook, letter, open_workbook, read_rows
from .text import CELL, Paragraph, UnreadableError

SUFFIXES = (".xlsx", ".csv")
_DIGIT = re.compile(r"[0-9]")
_IDLE_NAME = re.compile(r"(?i:sheet|工作表|表)\s*[0-9]*")  # what programs call a sheet that nobody named
_FEWEST_CELLS = 2  # of a line by which the way of writing of a text is known


class SheetError(UnreadableError):
    """A sheet that can't be relied on: the reason, and how to *mend* that, in Chinese."""

    def __init__(self, fault: Problem) -> None:
        where = fault.where
        at = "".join((f"工作表“{where.sheet}”" if where.sheet else "", f"第{where.row}行" if where.row else ""))
        reason = fault.details.get("reason") if fault.code == "unreadable-file" else fault.message
        super().__init__(f"{at}{'：' if at else ''}{(reason or fault.message).rstrip('。')}")
        self.mend = fault.fix.rstrip("。")


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """Every row of every sheet in sight; merged cells say in each of their columns, and in rows below, what they hold."""
    if path.suffix.lower() == ".csv":
        lines, faults = read_rows(path.read_bytes(), path.name, lambda cells: len(cells) >= _FEWEST_CELLS)
        _refuse(faults)
        yield from _rows(lines, "")
        return
    book, faults = open_workbook(path, path.name, MOST_ROWS)
    if book is None:
        raise SheetError(faults[0])
    _refuse(book.hidden_sheets())
    names = [name for name in book.shown if name.strip() not in OWN_SHEETS]
    filled = [name for name in names if _lines(book, name)]
    for name in filled:
        if len(filled) > 1 and not _IDLE_NAME.fullmatch(name.strip()):
            yield Paragraph(name)
        yield from _rows(_lines(book, name), f"工作表“{name}”" if len(filled) > 1 else "")


def _refuse(faults: Sequence[Problem]) -> None:
    stops = [fault for fault in faults if fault.severity is Severity.ERROR]
    if stops:
        raise SheetError(stops[0])


def _lines(book: Workbook, name: str) -> Lines:
    """The rows of a sheet, with what merged cells hold written into each of them."""
    lines, faults = book.lines(name)
    _refuse(faults)
    at = dict(lines)
    _refuse(book.faults(name, at, merged=()))
    for top, left, bottom, right in book.merges(name):
        over = at.get(top, [])
        held = over[left - 1] if left <= len(over) else ""
        for row in range(top, bottom + 1) if held.strip() else ():
            if row > top and _DIGIT.search(held):
                break  # a sum that stands for several rows is told once
            cells = at.get(row, [])
            cells[left - 1 : right] = [held] * len(cells[left - 1 : right])
    return lines


def _rows(lines: Lines, sheet: str) -> Iterator[Paragraph]:
    """A paragraph a row, its cells parted by tabs; a row that holds one thing is that alone."""
    for row, cells in lines:
        texts = [" ".join(cell.split()) for cell in cells]
        names = tuple(f"{sheet}{letter(column)}{row}" for column in range(1, len(texts) + 1))
        filled = [at for at, text in enumerate(texts) if text]
        if len({texts[at] for at in filled}) > 1:
            yield Paragraph(CELL.join(texts), cells=names)
        elif filled:
            yield Paragraph(texts[filled[0]], cells=(names[filled[0]],))
