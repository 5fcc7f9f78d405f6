"""Wordings whose unit stands over the table: 215.6万元 is 215.6 in a row below 金额单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..expressions import expression
from .text import CELL, Document, Span, fold

_WITH_UNIT = expression(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)([百千万亿]*(?:元|人次?|户|名|笔|场|场次|个|件|小时|%))")
_ABOVE = 2  # lines over a table that may name the unit of all of it


def in_rows(document: Document, wording: str) -> Iterator[Span]:
    """Every row in which the number of *wording* is a cell, and its unit stands over that column, in the row or over the table."""
    match = _WITH_UNIT.fullmatch(fold(wording))
    if match is None:
        return
    number, unit = match.groups()
    for span in document.find(number):
        row = document.number_of(span.start)
        cells = _cells(document, row)
        columns = [column for column, cell in enumerate(cells) if cell == number]
        words = [*(cells[:1] if columns else ()), *_over(document, row, columns)]
        if columns and any(_names(text, unit) for text in words):
            yield span


def _names(text: str, unit: str) -> bool:
    """Whether a unit stands in a text by itself: 元 not in 万元, 人 not in 人次."""
    return re.search(rf"(?<![百千万亿]){re.escape(unit)}(?!次)", text) is not None


def counts_rows(document: Document, span: Span) -> bool:
    """Whether a number is the first cell of a row and nothing but its number."""
    row = document.number_of(span.start)
    cells = _cells(document, row)
    return bool(cells) and cells[0].isdecimal() and span.start == document.paragraph_span(row).start


def _cells(document: Document, row: int) -> Sequence[str]:
    """The cells of a row of a table; none where the paragraph is no row."""
    text = document.paragraphs[row].text
    return [fold(cell) for cell in text.split(CELL)] if CELL in text else ()


def _over(document: Document, row: int, columns: Sequence[int]) -> Iterator[str]:
    """What stands over *columns* of a row: the cells above without numbers of their own, and the lines over the table."""
    for above in range(row - 1, -1, -1):
        cells = _cells(document, above)
        if not cells:
            yield from (
                fold(paragraph.text) for paragraph in document.paragraphs[max(0, above + 1 - _ABOVE) : above + 1]
            )
            return
        yield from (cells[column] for column in columns if column < len(cells))
