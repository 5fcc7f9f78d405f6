"""The tables of a scan as a workbook, which somebody holds against the pictures beside them before it is imported."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..documents import UNKNOWN, Paragraph, RecognisedDocument
from ..quantities import grouped
from ..reading import letter, total_word
from .amounts import exact
from .document_tables import cells_of, stretches_of_tables
from .records import label_of_total

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NOTE = f"从图里认出来的，不一定都对：请逐格对着右边的原图看。黄色的格里有数字没有认清（{UNKNOWN}），请改好；看完保存，再导入。"
_WIDEST = 40  # signs of a column
_FEWEST_PARTS = 2  # numbers above a total
_A_PART = re.compile(r"其中|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.、．]")


def transcribed(recognised: RecognisedDocument) -> bytes:
    """A workbook (.xlsx) with a sheet for every table of a document, each cell as words; empty where there is none.

    Beside a table stand the pictures of its pages. Cells with a digit that was not surely recognised are yellow: where one is left
    so, the import refuses it. So are those of columns that do not add up.
    """
    import xlsxwriter

    tables = stretches_of_tables(recognised.document.paragraphs)
    if not tables:
        return b""
    pictures = {page.number: page.jpeg for page in recognised.scan.pages}
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        unsure = book.add_format({"bg_color": "#FFE08A"})
        for number, rows in enumerate(tables, 1):
            sheet = book.add_worksheet(f"第{number}张表")
            lines = [cells_of(paragraph) for paragraph in rows]
            unbalanced = list(_unbalanced(lines))
            sheet.write_string(0, 0, "".join((_NOTE, *(column.words for column in unbalanced))))
            doubted = {place for column in unbalanced for place in column.places}
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if cell:
                        is_unsure = UNKNOWN in cell or (row, column) in doubted
                        sheet.write_string(row + 1, column, cell, unsure if is_unsure else None)
            pages = dict.fromkeys(paragraph.page for paragraph in rows)
            _set_out(sheet, rows, [pictures[page] for page in pages if page in pictures])
    return stream.getvalue()


class _Unbalanced(NamedTuple):
    """Cells of a column that do not add up to what stands below them: one at least was read wrong, or printed so."""

    places: frozenset[tuple[int, int]]
    words: str


def _unbalanced(lines: Sequence[Sequence[str]]) -> Iterator[_Unbalanced]:
    """The columns of a table whose numbers are not what a row of totals says, be it of all rows or of those since the last such row.

    Nothing is known where some rows are parts of others.
    """
    head = next((row for row, line in enumerate(lines) if len(line) > 1), 0)
    totals = [row for row, line in enumerate(lines) if row > head and total_word([label_of_total(line)])]
    if any(_A_PART.match(line[0].strip()) for line in lines[head + 1 :]):
        return
    for begun, row in zip((head, *totals), totals, strict=False):
        for column in range(1, len(lines[row])):
            cells = {
                at: lines[at][column]
                for at in range(head + 1, row)
                if at not in totals and column < len(lines[at]) and lines[at][column].strip()
            }
            numbers = {at: exact(cell) for at, cell in cells.items()}
            near = {at: number for at, number in numbers.items() if at > begun}
            total = exact(lines[row][column])
            if total is None or None in numbers.values() or len(near) < _FEWEST_PARTS:
                continue
            together, of_all = (sum(filter(None, part.values()), Decimal(0)) for part in (near, numbers))
            if total not in {together, of_all}:
                yield _Unbalanced(
                    frozenset((at, column) for at in (*near, row)),
                    f"{letter(column + 1)} 列各行相加是 {grouped(together)}，第 {row + 2} 行写的是 {grouped(total)}："
                    "这一列里多半有数认错了，也标成黄色。",
                )


def _set_out(sheet: Worksheet, rows: Sequence[Paragraph], pictures: Sequence[bytes]) -> None:
    """Columns as wide as their words, and the pictures at the right, one below the other."""
    cells = [row for row in map(cells_of, rows) if len(row) > 1]
    columns = max(map(len, cells))
    for column in range(columns):
        longest = max((len(row[column]) for row in cells if column < len(row)), default=0)
        sheet.set_column(column, column, min(_WIDEST, 2 * longest + 2))
    below = 0
    for picture in pictures:
        options = {"image_data": io.BytesIO(picture), "x_scale": 0.5, "y_scale": 0.5, "y_offset": below}
        sheet.insert_image(1, columns + 1, "page.jpg", options)
        below += _height(picture) // 2


def _height(picture: bytes) -> int:
    """How high a picture is, in pixels."""
    from PIL import Image

    return Image.open(io.BytesIO(picture)).height
