"""Tables without rules whose rows are shaded in turn: the white rows between the shaded ones have the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .lines import Letter, words_of
from .tables import FEWEST_COLUMNS, NEAR, RuledTable, place_in

if TYPE_CHECKING:
    from pdfplumber.page import Page

_FEWEST_EDGES = 2  # of a shaded row; a heading alone has no more
_THIN = 6.0  # points; what is thinner is a rule
# In parts of the size of a letter.
_PADDING = 1.6  # from the edge of a shaded row to the first line of the next
_LEADING = 0.75  # between two lines of a cell


def with_white_rows(page: Page, tables: Sequence[RuledTable], letters: Sequence[Letter]) -> list[RuledTable]:
    """Tables with the white rows between their shaded ones, and that below the last or above the first, which may be the head."""
    shades = [rect for rect in page.rects if rect["fill"] and min(rect["width"], rect["height"]) > _THIN]
    if not tables or not shades:
        return list(tables)
    loose = [letter for letter in letters if not any(table.holds(letter) for table in tables)]
    joined: list[RuledTable] = []
    for table in sorted(tables, key=lambda table: table.lines[0]):
        above = joined[-1] if joined else None
        if (
            above
            and _alike(above, table)
            and _is_shaded(above, len(above.lines) - 2, shades)
            and _is_shaded(table, 0, shades)
            and _in_columns(above, [letter for letter in loose if above.lines[-1] < _middle(letter) < table.lines[0]])
        ):
            joined[-1] = above.joined(table)
        else:
            joined.append(table)
    # On the first page what stands above the first may be a title: heads are over every column.
    on = page.page_number > 1
    joined = [
        _with_row(table, loose, below=False, fewest=FEWEST_COLUMNS if on else len(table.columns) - 1)
        if _is_shaded(table, 0, shades)
        else table
        for table in joined
    ]
    ended = [
        _with_row(table, loose, below=True, fewest=FEWEST_COLUMNS)
        if len(table.lines) > _FEWEST_EDGES and _is_shaded(table, len(table.lines) - 2, shades)
        else table
        for table in joined
    ]
    return sorted(ended, key=lambda table: table.size)


def _alike(table: RuledTable, other: RuledTable) -> bool:
    """Whether two tables have the same columns."""
    return len(table.columns) == len(other.columns) and all(
        abs(edge - another) <= NEAR for edge, another in zip(table.columns, other.columns, strict=True)
    )


def _is_shaded(table: RuledTable, row: int, shades: Sequence[dict[str, Any]]) -> bool:
    """Whether the cells of a row are shaded each by itself, or all together."""
    top, bottom = table.lines[row], table.lines[row + 1]
    here = [shade for shade in shades if abs(shade["top"] - top) <= NEAR and abs(shade["bottom"] - bottom) <= NEAR]
    return all(
        any(shade["x0"] <= left + NEAR and shade["x1"] >= right - NEAR for shade in here)
        for left, right in pairwise(table.columns)
    )


def _middle(letter: Letter) -> float:
    return float(letter["top"] + letter["bottom"]) / 2


_SIDES = (("x0", NEAR), ("x1", -NEAR))


def _in_columns(table: RuledTable, letters: Iterable[Letter], fewest: int = FEWEST_COLUMNS) -> bool:
    """Whether some words stand in the columns of a table, in *fewest* of them at least, none over the edge of one."""
    filled = set()
    for word in words_of(letters):
        places = {place_in(table.columns, letter[side] + shift) for letter in word for side, shift in _SIDES}
        if len(places) > 1 or not 0 <= min(places) < len(table.columns) - 1:
            return False
        filled |= places
    return len(filled) >= fewest


def _with_row(table: RuledTable, loose: Iterable[Letter], *, below: bool, fewest: int) -> RuledTable:
    """A table with the white row right below or above it, if one is there."""
    letters = list(loose)
    edge = table.lines[-1] if below else -table.lines[0]
    beyond = sorted(
        (letter["top"], letter["bottom"], number) if below else (-letter["bottom"], -letter["top"], number)
        for number, letter in enumerate(letters)
        if table.columns[0] <= letter["x0"] <= table.columns[-1]
    )
    taken: list[int] = []
    reach = edge
    for start, end, number in beyond:
        if start < edge - NEAR:
            continue
        if start - reach > (_LEADING if taken else _PADDING) * letters[number]["size"]:
            break
        taken.append(number)
        reach = max(reach, end)
    in_file = [letters[number] for number in sorted(taken)]
    return table.with_row(abs(reach + NEAR), below=below) if _in_columns(table, in_file, fewest) else table
