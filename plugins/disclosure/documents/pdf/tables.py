"""Tables with ruled cells on the pages of a PDF."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median_high, median_low
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from ...expressions import expression
from .lines import CUT, Letter, RowOfTable, lines_of, overprints, set_on, words_of
from .order import Placed, in_order

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_MOST_EDGES = 8_000  # of a page, each counted once however often it is printed; more are a drawing
FEWEST_COLUMNS, WIDEST = 2, 63  # the last as Word has it
NEAR = 1.5  # points between edges that are one
# Points that lines reach over the outermost cells where a table has no border there.
_OPEN_SIDE = 12.0
_OPEN_ROW = 7.0
_NUMBER = expression(r"^[-+]?[0-9][0-9,.]*%?$")
_DIGIT = expression(r"[0-9]")


_Cell: TypeAlias = tuple[int, int]  # the row and the column at which it begins
_Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


class RuledTable(Struct):
    """A table with lines between its cells: where its columns and rows begin and end, and the cell at each of them."""

    columns: list[float]
    lines: list[float]
    cells: dict[tuple[int, int], _Cell]  # (row, column) → the cell there
    open: bool  # no border below its last row
    letters: list[Letter] = field(default_factory=list)

    @classmethod
    def of(cls, cells: Sequence[_Box], *, open_below: bool) -> RuledTable | None:
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
        return cls(columns, lines, owners, open_below)

    @property
    def box(self) -> _Box:
        """Where it stands."""
        return self.columns[0], self.columns[-1], self.lines[0], self.lines[-1]

    @property
    def size(self) -> float:
        """Its area."""
        return (self.columns[-1] - self.columns[0]) * (self.lines[-1] - self.lines[0])

    def joined(self, table: RuledTable) -> RuledTable:
        """This one, a row below it, and a table below that which has the same columns."""
        shift = len(self.lines)
        row = {(shift - 1, column): (shift - 1, column) for column in range(len(self.columns) - 1)}
        under = {(line + shift, column): (begin[0] + shift, begin[1]) for (line, column), begin in table.cells.items()}
        return RuledTable(self.columns, [*self.lines, *table.lines], self.cells | row | under, table.open)

    def with_row(self, edge: float, *, below: bool) -> RuledTable:
        """This one with a row more, as far as an edge."""
        if below:
            return self.joined(RuledTable(self.columns, [edge], {}, open=False))
        return RuledTable(self.columns, [edge], {}, open=False).joined(self)

    def _place(self, letter: Letter) -> tuple[int, int]:
        across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        return place_in(self.lines, down), place_in(self.columns, across)

    def holds(self, letter: Letter) -> bool:
        """Whether a letter stands in one of the cells."""
        return self._place(letter) in self.cells

    def parts(self, letter: Letter, other: Letter) -> bool:
        """Whether two letters stand in two cells, or just one of them in none."""
        return self.cells.get(self._place(letter)) != self.cells.get(self._place(other))

    def rows(self, page: int) -> Iterator[RowOfTable]:
        """Its rows. Words of a cell over several columns or rows stand in each of them, a number in the first; see `_cell`."""
        texts = self._texts()
        for row in range(len(self.lines) - 1):
            places = [(row, column) for column in range(len(self.columns) - 1)]
            cells = tuple(self._cell(texts, self.cells.get(place), place) for place in places)
            filled = {self.cells[place] for place, cell in zip(places, cells, strict=True) if cell}
            if filled:
                yield RowOfTable(cells, page, len(filled), self.open and row == len(self.lines) - 2)

    def _texts(self) -> dict[_Cell, str]:
        """What stands in each cell.

        Words that run over its border stay with their beginning, a number where most of it stands; where they run into other
        words, or it is not sure whose a number is, they are cut.
        """
        inside: dict[_Cell, list[Letter]] = {}
        over: list[tuple[_Cell, _Cell, Letter]] = []  # (cell, the one that it runs into, the letter)
        cut: set[_Cell] = set()
        for word in words_of(self.letters):
            places = [self.cells.get(self._place(letter)) for letter in word]
            begin = next(place for place in places if place)
            most = Counter(filter(None, places)).most_common(1)[0][0]
            text = "".join(letter["text"] for letter in word)
            beyond = "".join(
                letter["text"] for place, letter in zip(places, word, strict=True) if place not in {begin, None}
            )
            if most != begin and _NUMBER.match(text):
                begin = most
                cut.add(most)
            elif _DIGIT.search(beyond) and not _NUMBER.match(text):
                cut.add(begin)
            inside.setdefault(begin, []).extend(word)
            over += [
                (begin, place, letter) for place, letter in zip(places, word, strict=True) if place and place != begin
            ]
        cut |= {
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
    places = {tuple(round(edge[side]) for side in ("x0", "x1", "top", "bottom")) for edge in page.edges}
    if len(places) > _MOST_EDGES:
        return []
    tables = (_table(page, table) for table in page.find_tables())
    return sorted((table for table in tables if table), key=lambda table: table.size)


def _table(page: Page, table: Table) -> RuledTable | None:
    cells, open_below = _closed(page, table)
    return RuledTable.of(cells, open_below=open_below)


def _closed(page: Page, table: Table) -> tuple[list[_Box], bool]:
    """The cells of a table, also those at its sides where its lines end without a border; whether its last row has none below."""
    left, top, right, bottom = table.bbox
    sides = [_ends(page, "h", row.bbox[1], left, right) for row in table.rows]
    begin, end = median_low(side[0] for side in sides), median_high(side[1] for side in sides)
    over, under = _ends(page, "v", left, top, bottom), _ends(page, "v", right, top, bottom)
    above, below = max(over[0], under[0]), min(over[1], under[1])
    open_across = [edge for edge, by in ((begin, left - begin), (end, end - right)) if by >= _OPEN_SIDE]
    open_down = [edge for edge, by in ((above, top - above), (below, below - bottom)) if by >= _OPEN_ROW]
    if not open_across and not open_down:
        return list(table.cells), False
    around = page.crop(_within(page, (begin - NEAR, above - NEAR, end + NEAR, below + NEAR)))
    lines = {"explicit_vertical_lines": open_across, "explicit_horizontal_lines": open_down}
    wider = [closed.cells for closed in around.find_tables(lines) if len(closed.cells) > 1]
    return [cell for cells in wider for cell in cells] or list(table.cells), below in open_down


def _ends(page: Page, way: str, at: float, start: float, end: float) -> tuple[float, float]:
    """How far the lines of a page reach that run across ("h") or down ("v") at a place, from *start* to *end* and on without a gap."""
    side, first, last = ("top", "x0", "x1") if way == "h" else ("x0", "top", "bottom")
    runs = sorted((e[first], e[last]) for e in page.edges if e["orientation"] == way and abs(e[side] - at) <= 2 * NEAR)
    joined: list[list[float]] = []
    for run in runs:
        if joined and run[0] <= joined[-1][1] + 2 * NEAR:
            joined[-1][1] = max(joined[-1][1], run[1])
        else:
            joined.append(list(run))
    reach = [run for run in joined if run[0] < end and run[1] > start]
    return min((run[0] for run in reach), default=start), max((run[1] for run in reach), default=end)


def _within(page: Page, box: _Box) -> _Box:
    left, top, right, bottom = page.bbox
    return max(left, box[0]), max(top, box[1]), min(right, box[2]), min(bottom, box[3])


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def place_in(edges: Sequence[float], value: float) -> int:
    """Between which of rising *edges* a value lies, counted from 0."""
    return bisect_right(edges, value) - 1


def _text(letters: Sequence[Letter]) -> str:
    """What stands in a cell."""
    text = ""
    for placed in in_order(map(Placed.of, lines_of(letters, 0))):
        if placed.line:
            text = set_on(text, " ".join(segment.text for segment in placed.line.segments))
    return text
