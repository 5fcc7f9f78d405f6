"""Lines of a PDF whose words stand under each other without rules between them, as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeGuard

from .lines import QUANTITY, PageItem, RowOfTable, TextLine
from .tables import FEWEST_COLUMNS, NEAR, WIDEST, place_in

_FEWEST_ROWS = 3
_LONGEST_CELL = 36
_MOST_GAP = 2.5  # between two rows, in parts of the size of a letter
_PITCH = 0.9  # of the way from row to row; a line nearer than that belongs to a row


def aligned(items: Sequence[PageItem]) -> Iterator[PageItem]:
    """Lines of words that stand under each other, numbers among them, as rows of a table; all others as they are."""
    at = 0
    heights = Counter(map(_height, filter(_is_line, items)))
    while at < len(items):
        end = at
        while end < len(items) and _follows(items[end - 1] if end > at else None, items[end]):
            end += 1
        run = [line for line in items[at:end] if isinstance(line, TextLine)]
        beside = items[max(0, at - 1) : at], items[end : end + 1]
        sound = len(run) >= _FEWEST_ROWS and not _torn(run, *beside) and not _scattered(run, heights)
        columns = _columns(run) if sound else []
        if columns:
            for line in run:
                cells = {place_in(columns, segment.x0 + NEAR): segment.text for segment in line.segments}
                yield RowOfTable(tuple(cells.get(column, "") for column in range(len(columns))), line.page)
        else:
            yield from items[at : max(end, at + 1)]
        at = max(end, at + 1)


def _follows(last: PageItem | None, item: PageItem) -> bool:
    """Whether a line of several stretches goes on with the one before, if there is one."""
    if not isinstance(item, TextLine) or len(item.segments) < FEWEST_COLUMNS:
        return False
    return last is None or (
        isinstance(last, TextLine) and last.page == item.page and 0 < item.top - last.bottom < _MOST_GAP * item.size
    )


def _columns(run: Sequence[TextLine]) -> list[float]:
    """Where the columns of some lines begin: stretches parted by white from the first line to the last. Empty where there is no table.

    A stretch that reaches into two columns would join them, so that one line has two stretches in one: no table then.
    """
    bands: list[list[float]] = []
    for start, end in sorted((segment.x0, segment.x1) for line in run for segment in line.segments):
        if bands and start <= bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], end)
        else:
            bands.append([start, end])
    columns = [start for start, _ in bands]
    if len(columns) > max(len(line.segments) for line in run):
        return []
    cells = [[(place_in(columns, segment.x0 + NEAR), segment.text) for segment in line.segments] for line in run]
    if any(len({column for column, _ in line}) < len(line) for line in cells):
        return []
    if any(len(text) > _LONGEST_CELL for line in cells for _, text in line):
        return []
    numbers = Counter(column for line in cells[1:] for column, text in line if QUANTITY.fullmatch(text))
    return columns if max(numbers.values(), default=0) * 2 > len(run) - 1 and len(columns) <= WIDEST else []


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
