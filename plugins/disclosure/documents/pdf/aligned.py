"""Lines of a PDF whose words stand under each other without rules between them, as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeGuard

from .lines import CUT, QUANTITY, PageItem, RowOfTable, TextLine, set_on
from .parted import WHOLE, may_be_cut
from .tables import FEWEST_COLUMNS, NEAR, WIDEST
from .wrapped import FEWEST_ROWS, LONGEST_CELL, MOST_GAP, Rows, cells_of, columns_of, wrapped_rows

_FIRST = 30  # lines that show the columns of a table
_HEAD = 4  # lines that a head may have
_MOST_TRIES = 100  # of a page
_NEAR_LINE = 1.0  # between two lines of a cell, in the same
_PITCH = 0.9  # of the way from row to row; a line nearer than that belongs to a row


def aligned(items: Sequence[PageItem]) -> Iterator[PageItem]:
    """Lines of words that stand under each other, numbers among them, as rows of a table; all others as they are."""
    at = 0
    heights = Counter(map(_height, filter(_is_line, items)))
    tries: Counter[int] = Counter()
    above: list[
        TextLine
    ] = []  # of the rows that end right above: the first, with their head, and those of the last page
    while at < len(items):
        table = None
        if _has_columns(items[at : at + _HEAD]) and tries[items[at].page] < _MOST_TRIES:
            tries[items[at].page] += 1
            table = wrapped_rows(items, at)
        end = at + table.lines if table else _end_of_run(items, at)
        if not table:
            run = [line for line in items[at:end] if isinstance(line, TextLine)]
            beside = items[max(0, at - 1) : at], items[end : end + 1]
            sound = len(run) >= FEWEST_ROWS and not _torn(run, *beside) and not _scattered(run, heights)
            columns = (_columns(run) or _columns_over_pages(above, run)) if sound else []
            table = Rows(_rows(run, columns), len(run), columns) if columns else None
        above = [*above[:_FIRST], *filter(_is_line, items[at:end])] if table else []
        if table:
            last = items[end - 1]
            while end < len(items) and _sets_on(table, last, items[end]):
                last, end = items[end], end + 1
            yield from table.rows
        else:
            yield from items[at : max(end, at + 1)]
        at = max(end, at + 1)


def _has_columns(items: Sequence[PageItem]) -> bool:
    """Whether words stand beside each other in one of some lines: the first may hold but one of the heads."""
    return isinstance(items[0], TextLine) and any(
        isinstance(item, TextLine) and len(item.segments) >= FEWEST_COLUMNS for item in items
    )


def _end_of_run(items: Sequence[PageItem], at: int) -> int:
    """Where lines of several stretches end that follow each other."""
    end = at
    while end < len(items) and _follows(items[end - 1] if end > at else None, items[end]):
        end += 1
    return end


def _rows(run: Sequence[TextLine], columns: Sequence[float]) -> list[RowOfTable]:
    """A row for each line, but for those that are the second of a row: without words in the first column, and without a number."""
    rows: list[RowOfTable] = []
    for line in run:
        cells = cells_of(line, columns) or ()
        if not rows or not _goes_on(rows, cells):
            rows.append(RowOfTable(cells, line.page))
    return rows


def _goes_on(rows: list[RowOfTable], cells: Sequence[str]) -> bool:
    """Whether words are the second line of some cells of the last row, which has a number: then they are put into it."""
    pairs = list(zip(rows[-1].cells, cells, strict=True))
    if (
        cells[0]
        or not any(QUANTITY.fullmatch(above) for above, words in pairs if not words)
        or not all(above and not WHOLE.fullmatch(words) for above, words in pairs if words)
    ):
        return False
    rows[-1] = rows[-1]._replace(cells=tuple(set_on(above, words) if words else above for above, words in pairs))
    return True


def _sets_on(table: Rows, last: PageItem, item: PageItem) -> bool:
    """Whether a line below rows, or at the head of the next page, is the rest of the last: it begins where cells do, and is near.

    What may be the rest of a name in the first column is no row and no rest: the name is marked as not whole.
    """
    if not isinstance(item, TextLine) or not isinstance(last, TextLine):
        return False
    below = item.page == last.page and 0 < item.top - last.bottom < _NEAR_LINE * item.size
    if not below and item.page != last.page + 1:
        return False
    if any(min(abs(segment.x0 - column) for column in table.columns) > NEAR for segment in item.segments):
        return False
    cells = cells_of(item, table.columns)
    if cells is None:
        return False
    if _goes_on(table.rows, cells):
        return True
    row = table.rows[-1]
    if cells[0] and not any(cells[1:]) and may_be_cut(row.cells[0]):
        table.rows[-1] = row._replace(cells=(row.cells[0] + CUT, *row.cells[1:]))
    return False


def _follows(last: PageItem | None, item: PageItem) -> bool:
    """Whether a line of several stretches goes on with the one before, if there is one."""
    if not isinstance(item, TextLine) or len(item.segments) < FEWEST_COLUMNS:
        return False
    return last is None or (
        isinstance(last, TextLine) and last.page == item.page and 0 < item.top - last.bottom < MOST_GAP * item.size
    )


def _columns(run: Sequence[TextLine]) -> list[float]:
    """Where the columns of some lines begin: stretches parted by white from the first line to the last. Empty where there is no table.

    A stretch that reaches into two columns would join them, so that one line has two stretches in one: no table then.
    """
    columns = columns_of(segment for line in run for segment in line.segments)
    if len(columns) > max(len(line.segments) for line in run):
        return []
    rows = [cells for line in run if (cells := cells_of(line, columns)) is not None]
    if len(rows) < len(run) or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return []
    numbers = Counter(column for row in rows[1:] for column, cell in enumerate(row) if QUANTITY.fullmatch(cell))
    return columns if max(numbers.values(), default=0) * 2 > len(run) - 1 and len(columns) <= WIDEST else []


def _columns_over_pages(above: Sequence[TextLine], run: Sequence[TextLine]) -> list[float]:
    """The columns of rows that go on from the page before, where the head stands that has words in every column."""
    if not above or above[-1].page + 1 != run[0].page:
        return []
    columns = _columns([*above, *run])
    return columns if columns and len(columns) == len(_columns(above)) else []


def _torn(run: Sequence[TextLine], before: Sequence[PageItem], after: Sequence[PageItem]) -> bool:
    """Whether a line beside the rows stands so near that it belongs into one of them: a name of two lines."""
    pitch = min(low.top - high.top for high, low in pairwise(run))
    return any(
        isinstance(line, TextLine) and line.page == run[0].page and 0 < abs(line.top - row.top) < _PITCH * pitch
        for line, row in ((*((line, run[0]) for line in before), *((line, run[-1]) for line in after)))
    )


def _scattered(run: Sequence[TextLine], heights: Mapping[tuple[int, int], int]) -> bool:
    """Whether words elsewhere in the file stand at the height of rows: spreadsheets may write numbers first, then names.

    *heights*: page and height → how many lines of the file stand there.
    """
    mine = Counter(map(_height, run))
    return any(heights[page, top + down] > mine[page, top + down] for page, top in mine for down in (-1, 0, 1))


def _is_line(item: PageItem) -> TypeGuard[TextLine]:
    return isinstance(item, TextLine)


def _height(line: TextLine) -> tuple[int, int]:
    return line.page, round(line.top)
