"""Tables on the pages of a PDF: those with ruled cells, and lines whose words stand under each other."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ...expressions import expression
from .lines import CLOSING, QUANTITY, Letter, PageItem, RowOfTable, TextLine, lines_of, narrow, overprints, sets_on

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_MOST_EDGES = 8_000  # of a page; more are a drawing
_FEWEST_COLUMNS, _WIDEST = 2, 63  # the last as Word has it
_NEAR = 1.5  # points between edges that are one
CUT = "…"  # behind words that are not whole
_OPEN_SIDE = 12.0  # points that lines reach over the outermost cells where a table has no border there
_NUMBER = expression(r"^[-+]?[0-9][0-9,.]*%?$")
_DIGIT = expression(r"[0-9]")
_WHOLE = expression(
    rf"{QUANTITY.pattern}|[0-9]{{4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?"
)  # that are no rest of anything
_FEWEST_OF_NAME = 5  # letters of the name of an organisation
_ENDS_OF_NAMES = tuple("司会店厂院校部局所行社团处心站队馆园村组办家金款物目）)")

# Lines that stand under each other without rules between them.
_FEWEST_ROWS = 3
_LONGEST_CELL = 36
_MOST_GAP = 2.5  # between two rows, in parts of the size of a letter
_PITCH = 0.9  # of the way from row to row; a line nearer than that belongs to a row


@dataclass(slots=True)
class RuledTable:
    """A table with lines between its cells: where its columns and rows begin and end, and the cell at each of them."""

    columns: list[float]
    lines: list[float]
    cells: dict[tuple[int, int], tuple[int, int]]  # (row, column) → those at which its cell begins
    letters: list[Letter] = field(default_factory=list)

    @classmethod
    def of(cls, cells: Sequence[tuple[float, float, float, float]]) -> RuledTable | None:
        """The table of some cells (left, top, right, bottom); None where that is but a frame."""
        columns = _edges(edge for cell in cells for edge in (cell[0], cell[2]))
        lines = _edges(edge for cell in cells for edge in (cell[1], cell[3]))
        if not _FEWEST_COLUMNS < len(columns) <= _WIDEST + 1:
            return None
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for left, top, right, bottom in cells:
            begin = _at(lines, top + _NEAR), _at(columns, left + _NEAR)
            for row in range(begin[0], _at(lines, bottom - _NEAR) + 1):
                for column in range(begin[1], _at(columns, right - _NEAR) + 1):
                    owners[row, column] = begin
        return cls(columns, lines, owners)

    @property
    def size(self) -> float:
        """Its area."""
        return (self.columns[-1] - self.columns[0]) * (self.lines[-1] - self.lines[0])

    def _place(self, letter: Letter) -> tuple[int, int]:
        across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        return _at(self.lines, down), _at(self.columns, across)

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

    def _texts(self) -> dict[tuple[int, int], str]:
        """What stands in each cell. What runs over its border stays with its beginning; where it runs into other words, it is cut."""
        inside: dict[tuple[int, int], list[Letter]] = {}
        over: list[
            tuple[tuple[int, int], tuple[int, int], Letter]
        ] = []  # (cell, the one that it runs into, the letter)
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
    def _cell(texts: dict[tuple[int, int], str], begin: tuple[int, int] | None, place: tuple[int, int]) -> str:
        text = texts.get(begin, "") if begin else ""
        if begin is None or begin == place:
            return text
        downwards = (
            begin[0] != place[0]
        )  # an amount of two rows is none of each, nor a day: docx.paragraphs reads them so
        return "" if (_DIGIT if downwards else _NUMBER).search(text) else text


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
        and top - _NEAR <= edge["top"] <= bottom + _NEAR
        and edge["x0"] <= left + _NEAR
        and edge["x1"] >= right - _NEAR
    ]
    ends = (min((edge["x0"] for edge in across), default=left), max((edge["x1"] for edge in across), default=right))
    if left - ends[0] < _OPEN_SIDE and ends[1] - right < _OPEN_SIDE:
        return list(table.cells)
    around = page.crop((0, max(0, top - _NEAR), page.width, min(page.height, bottom + _NEAR)), strict=False)
    return [
        cell
        for wider in around.find_tables({"explicit_vertical_lines": list(ends)})
        for cell in wider.cells
        if len(wider.cells) > 1
    ] or list(table.cells)


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value) - 1


def _text(letters: Sequence[Letter]) -> str:
    """What stands in a cell; where a line ends, a blank parts words and numbers that might be two."""
    text = ""
    for line in lines_of(letters, 0):
        words = " ".join(segment.text for segment in line.segments)
        text += f" {words}" if text and narrow(text[-1]) and narrow(words) and words[0] not in CLOSING else words
    return text


def whole(items: Iterable[PageItem]) -> list[PageItem]:
    """Rows that the end of a page has parted in one piece again: the rest has words below those of some columns, none in the first.

    The head of the table may stand between.
    """
    result: list[PageItem] = []
    first: dict[tuple[str, ...], int] = {}  # cells of a row → the page on which they came first
    for item in items:
        if not isinstance(item, RowOfTable):
            result.append(item)
            continue
        at = len(result) - 1
        while at >= 0 and _is_head_again(result[at], item.page, first):
            at -= 1
        last = result[at] if at >= 0 else None
        if isinstance(last, RowOfTable) and _goes_on(last, item):
            cells = tuple(f"{above}{below}" for above, below in zip(last.cells, item.cells, strict=True))
            result[at] = RowOfTable(cells, last.page, last.filled)
        elif isinstance(last, RowOfTable) and _may_go_on(last, item):
            result[at] = RowOfTable((last.cells[0] + CUT, *last.cells[1:]), last.page, last.filled)
            result.append(item)
        else:
            result.append(item)
        first.setdefault(item.cells, item.page)
    return result


def _is_head_again(item: PageItem, page: int, first: Mapping[tuple[str, ...], int]) -> bool:
    """Whether a row at the head of a page stood on one before: the head of the table."""
    return isinstance(item, RowOfTable) and item.page == page and first.get(item.cells, page) < page


def _goes_on(row: RowOfTable, rest: RowOfTable) -> bool:
    below = [(above, words) for above, words in zip(row.cells, rest.cells, strict=False) if words]
    return (
        rest.page == row.page + 1
        and len(row.cells) == len(rest.cells)
        and not rest.cells[0]
        and any(above and not words for above, words in zip(row.cells, rest.cells, strict=True))
        and all(above and not _WHOLE.fullmatch(words) and not _NUMBER.fullmatch(above) for above, words in below)
    )


def _may_go_on(row: RowOfTable, rest: RowOfTable) -> bool:
    """Whether words alone in the first column, at the head of a page, may be the end of a name that is not yet whole."""
    name = row.cells[0]
    return (
        rest.page == row.page + 1
        and len(row.cells) == len(rest.cells)
        and row.filled > 1
        and not any(rest.cells[1:])
        and len(name) >= _FEWEST_OF_NAME
        and not name.endswith(_ENDS_OF_NAMES)
        and not _DIGIT.search(name[-1])
    )


def aligned(items: Sequence[PageItem]) -> Iterator[PageItem]:
    """Lines of words that stand under each other, numbers among them, as rows of a table; all others as they are."""
    at = 0
    lines = [item for item in items if isinstance(item, TextLine)]
    while at < len(items):
        end = at
        while end < len(items) and _follows(items[at:end], items[end]):
            end += 1
        run = [line for line in items[at:end] if isinstance(line, TextLine)]
        columns = (
            _columns(run)
            if len(run) >= _FEWEST_ROWS
            and not _torn(run, items[at - 1 : at], items[end : end + 1])
            and not _scattered(run, lines)
            else []
        )
        if columns:
            for line in run:
                cells = {_at(columns, segment.x0 + _NEAR): segment.text for segment in line.segments}
                yield RowOfTable(tuple(cells.get(column, "") for column in range(len(columns))), line.page)
        else:
            yield from items[at : max(end, at + 1)]
        at = max(end, at + 1)


def _follows(run: Sequence[PageItem], item: PageItem) -> bool:
    """Whether a line of several stretches goes on with those of *run*."""
    if not isinstance(item, TextLine) or len(item.segments) < _FEWEST_COLUMNS:
        return False
    last = run[-1] if run else None
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
    cells = [[(_at(columns, segment.x0 + _NEAR), segment.text) for segment in line.segments] for line in run]
    if any(len({column for column, _ in line}) < len(line) for line in cells):
        return []
    if any(len(text) > _LONGEST_CELL for line in cells for _, text in line):
        return []
    numbers = Counter(column for line in cells[1:] for column, text in line if QUANTITY.fullmatch(text))
    return columns if max(numbers.values(), default=0) * 2 > len(run) - 1 and len(columns) <= _WIDEST else []


def _torn(run: Sequence[TextLine], before: Sequence[PageItem], after: Sequence[PageItem]) -> bool:
    """Whether a line beside the rows stands so near that it belongs into one of them: a name of two lines."""
    pitch = min(low.top - high.top for high, low in pairwise(run))
    return any(
        isinstance(line, TextLine) and line.page == run[0].page and 0 < abs(line.top - row.top) < _PITCH * pitch
        for line, row in ((*((line, run[0]) for line in before), *((line, run[-1]) for line in after)))
    )


def _scattered(run: Sequence[TextLine], lines: Sequence[TextLine]) -> bool:
    """Whether words elsewhere in the file stand at the height of rows: spreadsheets may write numbers first, then names."""
    rows = {(line.page, round(line.top)) for line in run}
    mine = set(map(id, run))
    return any(
        (line.page, round(line.top) + down) in rows for line in lines if id(line) not in mine for down in (-1, 0, 1)
    )
