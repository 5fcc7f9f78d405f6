"""The ruled tables in the picture of a page, and the picture without their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ..pdf import RuledTable

if TYPE_CHECKING:
    import numpy as np

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_Cell: TypeAlias = tuple[float, float, float, float]  # pixels: left, top, right, bottom

# In parts of the width of the page.
_ACROSS, _DOWN = 30, 70  # a line is at least one of so many parts long
_LEAST = 12  # pixels that a cell is wide and high
_FEWEST = 2  # cells of a table
_NEAR = 0.4  # of the smallest cell, between edges that are one
_FILLED = 0.5  # of a table that is cells; the rest is no table, but words on a dark ground
_HOLES = 0.4  # of the places in a table: where more have no cell, it has another form
_SQUARE = 0.8  # of the box around a cell that is free
_RIM = 8  # of so many parts of a cell the first and the last, into which lines of a tilted page run
_GROUND, _WIDE_GROUND = 25, 51  # pixels around a line, or around a word, most of which are paper
_OFF, _EDGE = 12, 30  # of 255: what differs so much from the ground, and two grounds from each other
_THROUGH = 0.8  # of the height of a line of text: a border that runs through it
_AROUND = 3  # pixels around a line that belong to it
_LONGEST_PIECE = 6  # parts of the width of a page: no piece of a ring that runs down is longer
_BENT = 1.5  # times as wide as it is thick: what runs down and is not straight
_THICK = 175  # parts of the width of a page: what is thicker is no rule of a table, but the ring of a seal


class Grid(NamedTuple):
    """The ruled tables of a page, the picture without their lines, and where these and other strokes are.

    The strokes are those of a seal over a table: what stands under them can't be read surely.
    """

    tables: list[RuledTable]
    bare: Pixels
    ruled: Any  # 1 where a line of a table is
    strokes: list[_Cell]

    def parts(self, start: float, end: float, top: float, bottom: float) -> bool:
        """Whether a line of a table runs down between two places of one line of text."""
        between = self.ruled[int(top) : int(bottom) + 1, int(start) : int(end) + 1]
        return bool(between.size) and bool(between.mean(axis=0).max() > _THROUGH)

    def cells(self, scale: float) -> Iterator[tuple[int, int, int, int]]:
        """The inside of every cell (pixels)."""
        for table in self.tables:
            ends: dict[tuple[int, int], tuple[int, int]] = {}
            for (row, column), begin in table.cells.items():
                last = ends.get(begin, begin)
                ends[begin] = max(row, last[0]), max(column, last[1])
            for (row, column), (last_row, last_column) in ends.items():
                edges = (
                    table.columns[column],
                    table.lines[row],
                    table.columns[last_column + 1],
                    table.lines[last_row + 1],
                )
                left, top, right, bottom = (round(edge / scale) for edge in edges)
                yield left + _AROUND, top + _AROUND, right - _AROUND, bottom - _AROUND


def grid_of(pixels: Pixels, scale: float) -> Grid:
    """The tables of a page; *scale* is how many points a pixel is."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    ink = cv2.bitwise_and(ink, _off_the_ground(grey))
    width = pixels.shape[1]
    across = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, width // _ACROSS), 1))
    )
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, max(1, width // _DOWN))))
    strokes, stroked = _strokes(down, width)
    lines = cv2.dilate(
        cv2.bitwise_or(across, cv2.subtract(down, stroked)),
        cv2.getStructuringElement(cv2.MORPH_RECT, (_AROUND, _AROUND)),
    )
    bare, ruled = pixels.copy(), np.zeros(grey.shape, np.uint8)
    tables: list[RuledTable] = []
    boxes: list[_Cell] = []
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    for label in range(1, count):
        left, top, wide, high, _ = (int(value) for value in stats[label])
        if wide < width // _ACROSS or high < 2 * _LEAST:
            continue
        of_table = labels[top : top + high, left : left + wide] == label
        closed = list(_cells(of_table, left, top))
        evened = _evened([cell for cell, _ in closed])
        cells = [
            cell for cell, (_, is_whole) in zip(evened, closed, strict=True) if is_whole or not _is_joined(cell, evened)
        ]
        if sum((right - x) * (foot - y) for x, y, right, foot in cells) < _FILLED * wide * high:
            continue
        places = [(x * scale, y * scale, right * scale, foot * scale) for x, y, right, foot in cells]
        table = RuledTable.of(places, open_below=False) if len(cells) >= _FEWEST else None
        if table:
            _fill_holes(table)
            tables.append(table)
            boxes.append((left, top, left + wide, top + high))
            inside = bare[top : top + high, left : left + wide]
            inside[of_table] = cv2.medianBlur(inside, _GROUND)[of_table]
            ruled[top : top + high, left : left + wide][of_table] = 1
    over = [stroke for stroke in strokes if _is_over(stroke, boxes)]
    return Grid(sorted(tables, key=lambda table: table.size), bare, ruled, over)


def _fill_holes(table: RuledTable) -> None:
    """Give a table the few cells whose borders were not found, as where a seal covers them."""
    places = list(product(range(len(table.lines) - 1), range(len(table.columns) - 1)))
    if len(places) - len(table.cells) <= _HOLES * len(places):
        for place in places:
            table.cells.setdefault(place, place)


def _off_the_ground(grey: Any) -> Any:
    """Where a picture differs from the colour that its words stand on, and where two of these meet.

    White words on a dark ground make it look darker beside them: that is no line.
    """
    import cv2
    import numpy as np

    ground = cv2.medianBlur(grey, _WIDE_GROUND)
    edges = cv2.morphologyEx(ground, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > _EDGE
    return np.where((cv2.absdiff(grey, ground) > _OFF) | edges, 255, 0).astype(np.uint8)


def _strokes(down: Any, width: int) -> tuple[list[_Cell], Any]:
    """(the boxes around pieces of rings, a picture of just these) in a picture of lines that run down.

    They are too thick for a rule, longer than a letter is high, and not straight.
    """
    import cv2
    import numpy as np

    broad, least, most = max(4, round(width / _THICK)), width // _ACROSS, width // _LONGEST_PIECE
    thick = cv2.morphologyEx(down, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (broad, broad)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=8)
    pieces: dict[int, _Cell] = {}
    for label in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[label])
        if max(wide, least) < high < most and wide > _BENT * area / high:
            pieces[label] = left, top, left + wide, top + high
    return list(pieces.values()), np.where(np.isin(labels, list(pieces)), 255, 0).astype(np.uint8)


def _is_over(stroke: _Cell, boxes: Sequence[_Cell]) -> bool:
    return any(
        stroke[0] < right and stroke[2] > left and stroke[1] < foot and stroke[3] > top
        for left, top, right, foot in boxes
    )


def _is_joined(cell: _Cell, cells: Sequence[_Cell]) -> bool:
    """Whether a cell reaches over several rows or columns of others, as some do between which the line is covered."""
    left, top, right, bottom = cell
    return any(
        any(left < edge < right for edge in (other[0], other[2]))
        or any(top < edge < bottom for edge in (other[1], other[3]))
        for other in cells
    )


def _cells(lines: Any, left: int, top: int) -> Iterator[tuple[_Cell, bool]]:
    """(a place that lines close in, whether none ends within it); those outside of the table touch its border."""
    import cv2
    import numpy as np

    free = np.where(lines, 0, 1).astype(np.uint8)
    high, wide = free.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    for label in range(1, count):
        x, y, across, down, area = (int(value) for value in stats[label])
        outside = x == 0 or y == 0 or x + across == wide or y + down == high
        if not outside and across >= _LEAST and down >= _LEAST and area >= _SQUARE * across * down:
            inner = free[y + down // _RIM : y + down - down // _RIM, x + across // _RIM : x + across - across // _RIM]
            yield (left + x, top + y, left + x + across, top + y + down), bool(inner.all())


def _evened(cells: Sequence[_Cell]) -> list[_Cell]:
    """Cells whose edges meet in the lines between them, however these are drawn or tilted."""
    if not cells:
        return []
    across = _meeting([edge for cell in cells for edge in (cell[0], cell[2])], min(cell[2] - cell[0] for cell in cells))
    down = _meeting([edge for cell in cells for edge in (cell[1], cell[3])], min(cell[3] - cell[1] for cell in cells))
    return [(across[left], down[top], across[right], down[bottom]) for left, top, right, bottom in cells]


def _meeting(edges: Sequence[float], least: float) -> dict[float, float]:
    """Edge → where it meets those near it; *least* is how far two may be from each other that are none."""
    groups: list[list[float]] = []
    for edge in sorted(set(edges)):
        if groups and edge - groups[-1][-1] < _NEAR * least:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return {edge: (group[0] + group[-1]) / 2 for group in groups for edge in group}
