"""Tables with ruled cells on the pages of a PDF."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from ...expressions import expression
from .lines import CLOSING, CUT, Letter, RowOfTable, lines_of, narrow, overprints, sets_on

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_MOST_EDGES = 8_000  # of a page; more are a drawing
FEWEST_COLUMNS, WIDEST = 2, 63  # the last as Word has it
NEAR = 1.5  # points between edges that are one
_OPEN_SIDE = 12.0  # points that lines reach over the outermost cells where a table has no border there
_NUMBER = expression(r"^[-+]?[0-9][0-9,.]*%?$")
_DIGIT = expression(r"[0-9]")


_Cell: TypeAlias = tuple[int, int]  # the row and the column at which it begins


@dataclass(slots=True)
class RuledTable:
    """A table with lines between its cells: where its columns and rows begin and end, and the cell at each of them."""

    columns: list[float]
    lines: list[float]
    cells: dict[tuple[int, int], _Cell]  # (row, column) → the cell there
    letters: list[Letter] = field(default_factory=list)

    @classmethod
    def of(cls, cells: Sequence[tuple[float, float, float, float]]) -> RuledTable | None:
        """The table of some cells (left, top, right, bottom); None where that is but a frame."""
        columns = _edges(edge for cell in cells for edge in (cell[0], cell[2]))
        lines = _edges(edge for cell in cells for edge in (cell[1], cell[3]))
        if not FEWEST_COLUMNS < len(columns) <= WIDEST + 1:
            return None
        owners: dict[tuple[int, int], _Cell] = {}
        for left, top, right, bottom in cells:
            begin = place_in(lines, top + NEAR), place_in(columns, left + NEAR)
            for row in range(begin[0], place_in(lines, bottom - NEAR) + 1):
                for column in range(begin[1], place_in(columns, right - NEAR) + 1):
                    owners[row, column] = begin
        return cls(columns, lines, owners)

    @property
    def size(self) -> float:
        """Its area."""
        return (self.columns[-1] - self.columns[0]) * (self.lines[-1] - self.lines[0])

    def _place(self, letter: Letter) -> tuple[int, int]:
        across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        return place_in(self.lines, down), place_in(self.columns, across)

    def holds(self, letter: Letter) -> bool:
        """Whether a letter stands in one of the cells."""
        return self._place(letter) in self.cells

    def rows(self, page: int) -> Iterator[RowOfTable]:
        """Its rows. Words of a cell over several columns or rows stand in each of them, a number in the first; see `_cell`."""
        texts = self._texts()
        for row in range(len(self.lines) - 1):
            places = [(row, column) for column in range(len(self.columns) - 1)]
            cells = tuple(self._cell(texts, self.cells.get(place), place) for place in places)
            filled = {self.cells[place] for place, cell in zip(places, cells, strict=True) if cell}
            if filled:
                yield RowOfTable(cells, page, len(filled))

    def _texts(self) -> dict[_Cell, str]:
        """What stands in each cell. What runs over its border stays with its beginning; where it runs into other words, it is cut."""
        inside: dict[_Cell, list[Letter]] = {}
        over: list[tuple[_Cell, _Cell, Letter]] = []  # (cell, the one that it runs into, the letter)
        last, cell = None, (0, 0)
        for letter in self.letters:
            place = self.cells[self._place(letter)]
            if last is None or not sets_on(last, letter):
                cell = place
            elif cell != place:
                over.append((cell, place, letter))
            inside.setdefault(cell, []).append(letter)
            last = letter
        cut = {
            cell for cell, place, letter in over if any(overprints(letter, other) for other in inside.get(place, ()))
        }
        return {cell: _text(letters) + (CUT if cell in cut else "") for cell, letters in inside.items()}

    @staticmethod
    def _cell(texts: dict[_Cell, str], begin: _Cell | None, place: tuple[int, int]) -> str:
        text = texts.get(begin, "") if begin else ""
        if begin is None or begin == place:
            return text
        # An amount of two rows is none of each, nor a day: `docx.paragraphs` reads them so.
        amount = _DIGIT if begin[0] != place[0] else _NUMBER
        return "" if amount.search(text) else text


def ruled_tables(page: Page) -> list[RuledTable]:
    """The tables of a page whose cells are ruled, the smallest first: one may stand in a cell of another."""
    if len(page.edges) > _MOST_EDGES:
        return []
    tables = (RuledTable.of(_closed(page, table)) for table in page.find_tables())
    return sorted((table for table in tables if table), key=lambda table: table.size)


def _closed(page: Page, table: Table) -> list[tuple[float, float, float, float]]:
    """The cells of a table, also those at its sides where its lines end without a border."""
    left, top, right, bottom = table.bbox
    across = [
        edge
        for edge in page.edges
        if edge["orientation"] == "h"
        and top - NEAR <= edge["top"] <= bottom + NEAR
        and edge["x0"] <= left + NEAR
        and edge["x1"] >= right - NEAR
    ]
    ends = (min((edge["x0"] for edge in across), default=left), max((edge["x1"] for edge in across), default=right))
    if left - ends[0] < _OPEN_SIDE and ends[1] - right < _OPEN_SIDE:
        return list(table.cells)
    around = page.crop((0, max(0, top - NEAR), page.width, min(page.height, bottom + NEAR)), strict=False)
    return [
        cell
        for wider in around.find_tables({"explicit_vertical_lines": list(ends)})
        for cell in wider.cells
        if len(wider.cells) > 1
    ] or list(table.cells)


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


_BROKEN_DAY = re.compile(r"(?:^|[^0-9])(?:19|20)[0-9]{2}[-/.](?:[0-9]{1,2}[-/.])?$|[0-9]{2}:$")


def place_in(edges: Sequence[float], value: float) -> int:
    """Between which of rising *edges* a value lies, counted from 0."""
    return bisect_right(edges, value) - 1


def _text(letters: Sequence[Letter]) -> str:
    """What stands in a cell; where a line ends, a blank parts words and numbers that might be two."""
    text = ""
    for line in lines_of(letters, 0):
        words = " ".join(segment.text for segment in line.segments)
        apart = text and narrow(text[-1]) and narrow(words) and words[0] not in CLOSING and not _within_day(text, words)
        text += f" {words}" if apart else words
    return text


def _within_day(text: str, words: str) -> bool:
    """Whether a line ends within a day or a time: 2025-03-/01."""
    return _BROKEN_DAY.search(text) is not None and words[:1].isdigit()
