"""The ruled tables in the picture of a page, and the picture without their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

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
_SQUARE = 0.8  # of the box around a cell that is free
_AROUND = 3  # pixels around a line that belong to it
_LONGEST_PIECE = 6  # parts of the width of a page: no piece of a ring that runs down is longer
_BENT = 1.5  # times as wide as it is thick: what runs down and is not straight
_THICK = 175  # parts of the width of a page: what is thicker is no rule of a table, but the ring of a seal


def tables_of(pixels: Pixels, scale: float) -> tuple[list[RuledTable], Pixels, list[_Cell]]:
    """(the tables of a page, the picture without their lines, strokes that are none); *scale* is how many points a pixel is.

    The strokes are those of a seal over a table: what stands under them can't be read surely.
    """
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    width = pixels.shape[1]
    across = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, width // _ACROSS), 1))
    )
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, max(1, width // _DOWN))))
    strokes, stroked = _strokes(down, width)
    ruled = cv2.bitwise_or(across, cv2.subtract(down, stroked))
    lines = cv2.dilate(ruled, cv2.getStructuringElement(cv2.MORPH_RECT, (_AROUND, _AROUND)))
    bare = pixels.copy()
    tables: list[RuledTable] = []
    boxes: list[_Cell] = []
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    for label in range(1, count):
        left, top, wide, high, _ = (int(value) for value in stats[label])
        if wide < width // _ACROSS or high < 2 * _LEAST:
            continue
        ruled = labels[top : top + high, left : left + wide] == label
        cells = _evened(list(_cells(ruled, left, top)))
        if sum((right - x) * (foot - y) for x, y, right, foot in cells) < _FILLED * wide * high:
            continue
        places = [(x * scale, y * scale, right * scale, foot * scale) for x, y, right, foot in cells]
        table = RuledTable.of(places, open_below=False) if len(cells) >= _FEWEST else None
        if table:
            tables.append(table)
            boxes.append((left, top, left + wide, top + high))
            bare[top : top + high, left : left + wide][ruled] = 255
    return sorted(tables, key=lambda table: table.size), bare, [stroke for stroke in strokes if _is_over(stroke, boxes)]


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


def _cells(lines: Any, left: int, top: int) -> Iterator[_Cell]:
    """The places that lines close in; those outside of the table touch its border."""
    import cv2
    import numpy as np

    free = np.where(lines, 0, 1).astype(np.uint8)
    high, wide = free.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    for label in range(1, count):
        x, y, across, down, area = (int(value) for value in stats[label])
        outside = x == 0 or y == 0 or x + across == wide or y + down == high
        if not outside and across >= _LEAST and down >= _LEAST and area >= _SQUARE * across * down:
            yield left + x, top + y, left + x + across, top + y + down


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
