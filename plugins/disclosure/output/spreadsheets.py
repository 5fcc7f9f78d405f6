"""Rows into a workbook of one sheet, streamed: xlsxwriter makes the workbook around them, which is a hundredth of the work."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..quantities import plain

_SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
_DIMENSION = re.compile(rb'(<dimension ref="A1:[A-Z]+)1"')

# What can't stand as it is in the XML of a sheet; control characters and what looks like one are spelt _xHHHH_.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPELT = re.compile(r"(_x[0-9a-fA-F]{4}_)")

_DIGITS = 15  # what a double holds
_LONGEST = 32_767  # UTF-16 units that Excel shows of a cell
_BLOCK = 500  # rows that are packed at a time
_LARGE = 10_000_000  # cells from which a sheet may pass 2 GiB unpacked


def add_rows(frame: bytes, path: Path, rows: Iterable[Sequence[str | Decimal | int]], size: tuple[int, int]) -> None:
    """Write *frame*, a workbook whose first sheet has one row, to *path* with *rows* below that; *size* is rows and columns.

    Numbers are numbers while a double holds them exactly, and else words, as all text is. OSError where the system refuses.
    """
    count_of_rows, columns = size
    with ZipFile(io.BytesIO(frame)) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            entry = ZipInfo(part.filename, part.date_time)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, part.external_attr
            with target.open(entry, "w", force_zip64=count_of_rows * columns > _LARGE) as stream:
                if part.filename != _SHEET:
                    stream.write(content)
                    continue
                head, end, tail = content.partition(_END)
                stream.write(_DIMENSION.sub(rb'\g<1>%d"' % (count_of_rows + 1), head))
                lines = _lines(rows, [_letters(column) for column in range(columns)])
                while block := "".join(islice(lines, _BLOCK)):
                    stream.write(block.encode())
                stream.write(end + tail)


def _lines(rows: Iterable[Sequence[str | Decimal | int]], letters: Sequence[str]) -> Iterator[str]:
    """The XML of every row."""
    for row, number in zip(rows, count(2), strict=False):
        cells = [
            f'<c r="{letter}{number}"{_cell(cell)}' for letter, cell in zip(letters, row, strict=True) if cell != ""
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>' if cells else ""


def _cell(cell: str | Decimal | int) -> str:
    """A cell after its address."""
    if isinstance(cell, str):
        return _words(cell)
    digits = plain(cell) if isinstance(cell, Decimal) else str(cell)
    exact = len(cell.as_tuple().digits) <= _DIGITS if isinstance(cell, Decimal) else abs(cell) < 10**_DIGITS
    return f"><v>{digits}</v></c>" if exact else _words(digits)


@lru_cache(maxsize=10_000)
def _words(text: str) -> str:
    if len(text) > _LONGEST // 2:
        text = text.encode("utf-16-le", "surrogatepass")[: _LONGEST * 2].decode("utf-16-le", "ignore")
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    if _SPECIAL.search(text):
        text = _SPELT.sub(r"_x005F\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = _CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    return f' t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _letters(column: int) -> str:
    """The letters over a column, from 0: A … Z, AA …"""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
