"""The tables of a scan as a workbook, which somebody holds against the pictures beside them before it is imported."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..documents import UNKNOWN, Paragraph, RecognisedDocument
from .document_tables import cells_of, stretches_of_tables

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NOTE = f"从图里认出来的，不一定都对：请逐格对着右边的原图看。黄色的格里有数字没有认清（{UNKNOWN}），请改好；看完保存，再导入。"
_WIDEST = 40  # signs of a column


def transcribed(recognised: RecognisedDocument) -> bytes:
    """A workbook (.xlsx) with a sheet for every table of a document, each cell as words; empty where there is none.

    Beside a table stand the pictures of its pages, and cells with a digit that was not surely recognised are yellow: where one is left
    so, the import refuses it.
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
            sheet.write_string(0, 0, _NOTE)
            for row, paragraph in enumerate(rows, 1):
                for column, cell in enumerate(cells_of(paragraph)):
                    if cell:
                        sheet.write_string(row, column, cell, unsure if UNKNOWN in cell else None)
            pages = dict.fromkeys(paragraph.page for paragraph in rows)
            _set_out(sheet, rows, [pictures[page] for page in pages if page in pictures])
    return stream.getvalue()


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
