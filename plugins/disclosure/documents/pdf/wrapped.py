"""Tables without rules some of whose cells have several lines: more white parts their rows than the lines of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .lines import QUANTITY, PageItem, RowOfTable, Segment, TextLine, set_on
from .tables import FEWEST_COLUMNS, NEAR, place_in

FEWEST_ROWS = 3
_MOST_LINES = 400
_MOST_BELOW = 3  # lines of words below the rows
LONGEST_CELL = 36
# In parts of the size of a letter.
MOST_GAP = 2.5  # between two rows
_JUMP = 0.3  # by so much more white parts two rows than two lines of a cell


class Rows(NamedTuple):
    """Rows, of how many lines they are, and where their columns begin."""

    rows: list[RowOfTable]
    lines: int
    columns: list[float]


def wrapped_rows(items: Sequence[PageItem], at: int) -> Rows | None:
    """The rows that begin at a place. None where it is not sure which line is of which row.

    Sure is what has a column of numbers, one of them in most rows, and words in the first column of each.
    """
    lines = list(_near(items[at : at + _MOST_LINES]))
    gaps = _gaps(sorted({(line.top, line.bottom) for line in lines}))
    white = _parting(gaps, min(line.size for line in lines)) if gaps else None
    if white is None:
        return None
    parted = _parted(lines, white)
    for end in range(len(parted), max(FEWEST_ROWS, len(parted) - _MOST_BELOW) - 1, -1):
        rows = parted[:end]
        many = sum(map(len, rows))
        columns = columns_of([segment for row in rows for line in row for segment in line.segments])
        cells = _cells(rows, columns)
        if cells and {id(line) for row in rows for line in row} == {id(line) for line in lines[:many]}:
            return Rows([RowOfTable(row, lines[0].page) for row in cells], many, columns)
    return None


def _cells(rows: Sequence[Sequence[TextLine]], columns: Sequence[float]) -> list[tuple[str, ...]]:
    """The cells of rows, the lines of each from the top down; none where these are no rows of a table."""
    table = []
    for row in rows:
        cells = [""] * len(columns)
        for line in row:
            under = cells_of(line, columns)
            if under is None:
                return []
            cells = [set_on(above, words) if words else above for above, words in zip(cells, under, strict=True)]
        table.append(tuple(cells))
    if any(not row[0] or sum(map(bool, row)) < FEWEST_COLUMNS for row in table) or all(len(row) == 1 for row in rows):
        return []
    numbers = [sum(QUANTITY.fullmatch(cell) is not None for cell in column[1:]) for column in zip(*table, strict=True)]
    return table if max(numbers, default=0) * 2 > len(rows) - 1 else []


def cells_of(line: TextLine, columns: Sequence[float]) -> tuple[str, ...] | None:
    """What a line has in each column; None where two of its stretches stand in one."""
    cells = {place_in(columns, segment.x0 + NEAR): segment.text for segment in line.segments}
    return tuple(cells.get(column, "") for column in range(len(columns))) if len(cells) == len(line.segments) else None


def _near(items: Sequence[PageItem]) -> Iterator[TextLine]:
    """Lines of one page, each near those before, of short words."""
    foot = 0.0
    page = 0
    for item in items:
        if not isinstance(item, TextLine) or any(len(segment.text) > LONGEST_CELL for segment in item.segments):
            return
        if page and (item.page != page or item.top - foot >= MOST_GAP * item.size):
            return
        page, foot = item.page, max(foot, item.bottom)
        yield item


def _gaps(levels: Sequence[tuple[float, float]]) -> list[float]:
    """The white between heights at which words stand; less than none where they reach into each other."""
    gaps = []
    foot = levels[0][1] if levels else 0.0
    for top, bottom in levels[1:]:
        gaps.append(top - foot)
        foot = max(foot, bottom)
    return gaps


def _parting(gaps: Sequence[float], size: float) -> float | None:
    """How much white parts two rows, where that is clearly more than what parts two lines of a cell."""
    jumps = [(high - low, (high + low) / 2) for low, high in pairwise(sorted(gaps)) if high > 0]
    by, white = max(jumps, default=(0.0, 0.0))
    return white if by > _JUMP * size else None


def _parted(lines: Sequence[TextLine], white: float) -> list[list[TextLine]]:
    """Lines by the rows that they are of."""
    rows: list[list[TextLine]] = []
    foot = 0.0
    for line in sorted(lines, key=lambda line: line.top):
        if not rows or line.top - foot > white:
            rows.append([])
        rows[-1].append(line)
        foot = max(foot, line.bottom)
    return rows


def columns_of(segments: Iterable[Segment]) -> list[float]:
    """Where columns begin: stretches parted by white from the first line to the last."""
    bands: list[list[float]] = []
    for start, end in sorted((segment.x0, segment.x1) for segment in segments):
        if bands and start <= bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], end)
        else:
            bands.append([start, end])
    return [start for start, _ in bands]
