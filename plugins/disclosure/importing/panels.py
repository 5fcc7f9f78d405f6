"""Several tables side by side under the same words → a sheet for each, with every cell where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from string import ascii_lowercase

from msgspec import Struct
from msgspec.structs import replace

from ..reading import Date, Lines, letter, total_word
from .amounts import exact
from .layouts import OVER, Layout
from .sources import SourceSheet
from .vocabulary import Sense, compact

_AMOUNT, _REMARKS = "amount", "occasion"
_LEAST = 2  # columns of a table, of ours too


class _Panel(Struct, frozen=True):
    """The places of the columns of one table, and of those that it shares with the others of its row."""

    columns: tuple[int, ...]
    shared: tuple[int, ...]
    amount: int | None  # where its amounts stand

    @property
    def words(self) -> str:
        """Which columns they are, for people: D—F 列."""
        return f"{letter(self.columns[0] + 1)}—{letter(self.columns[-1] + 1)} 列"

    def cells(self, row: Sequence[str]) -> list[str]:
        """The cells of a row that belong to it, each where it stands, and nothing in the others."""
        width = max(len(row), self.columns[-1] + 1)
        whole = [*row, *[""] * (width - len(row))]
        return [cell if place in self.columns or place in self.shared else "" for place, cell in enumerate(whole)]

    def filled(self, row: Sequence[str]) -> list[str]:
        """Its cells of a row that say something."""
        return [row[place] for place in self.columns if place < len(row) and row[place].strip()]


def sheets_of_panels(sheet: SourceSheet, layout: Layout) -> list[tuple[SourceSheet, Layout]]:
    """(a sheet with the cells of one table alone, its layout) for each table of a sheet; the sheet as it is where it holds one."""
    panels = _panels(layout)
    if not panels:
        return [(sheet, layout)]
    upper, body = sheet.lines[: layout.below], sheet.lines[layout.below :]
    sheets = []
    for part, panel, lines in zip(("", *ascii_lowercase[1:]), panels, _parted(body, panels), strict=False):
        above = [(row, _said_over(panel, panels, cells)) for row, cells in upper]
        alone = replace(
            sheet,
            lines=[*above, *lines],
            panel=panel.words,
            part=part and f".{part}",
            harmless_merges=set(sheet.harmless_merges),
        )
        places = {*panel.columns, *panel.shared}
        meanings = tuple(known if place in places else None for place, known in enumerate(layout.meanings))
        said = tuple((row, tuple(cells)) for row, cells in above[: len(layout.above)])
        heads = tuple(panel.cells(layout.heads))
        sheets.append((alone, replace(layout, heads=heads, meanings=meanings, above=said)))
    return sheets


def _said_over(panel: _Panel, panels: Sequence[_Panel], cells: Sequence[str]) -> list[str]:
    """What a line above the heads says of one table: its own cells where each has some, 单位：元 beside 单位：万元, else the whole line."""
    said = [other for other in panels if other.filled(cells)]
    return panel.cells(cells) if len(said) > 1 else list(cells)


def _panels(layout: Layout) -> list[_Panel]:
    """The tables that stand side by side under the same words; nothing of one table.

    Before all of them may stand what is said of the whole row, a day or the number of the row, and behind them remarks.
    """
    words = [compact(head.rpartition(OVER)[2]) for head in layout.heads]
    filled = [place for place, word in enumerate(words) if word]
    for width in range(len(filled) // 2, _LEAST - 1, -1):
        for first in range(len(filled) - 2 * width + 1):
            unit = [words[place] for place in filled[first : first + width]]
            end = first + width
            while [words[place] for place in filled[end : end + width]] == unit:
                end += width
            shared = (*filled[:first], *filled[end:])
            if end == first + width or not all(_of_the_row(layout, place) for place in shared):
                continue
            panels = [
                _Panel(columns, shared, _place_of_amounts(layout, columns))
                for at in range(first, end, width)
                if (columns := tuple(filled[at : at + width]))
            ]
            alike = all(_senses(layout, panel) == _senses(layout, panels[0]) for panel in panels)
            if alike and len(_ours(layout, panels[0].columns)) >= _LEAST:
                return panels
    return []


def _ours(layout: Layout, places: Sequence[int]) -> set[str]:
    meanings = (layout.meanings[place] for place in places)
    return {known.name for known in meanings if known and known.sense is Sense.COLUMN}


def _senses(layout: Layout, panel: _Panel) -> list[tuple[Sense, str] | None]:
    """What the columns of one table are: 金额 under 收入 is none under 支出."""
    meanings = (layout.meanings[place] for place in panel.columns)
    return [(known.sense, known.name) if known else None for known in meanings]


def _of_the_row(layout: Layout, place: int) -> bool:
    """Whether what stands in a column holds for all tables of the row: its number, its day, a remark."""
    known = layout.meanings[place]
    if known is None:
        return False
    if known.sense is Sense.COLUMN:
        return isinstance(layout.kind.record.column(known.name).type, Date)
    return known.numbers_rows or known.name == _REMARKS


def _place_of_amounts(layout: Layout, places: Sequence[int]) -> int | None:
    return next((place for place in places if (known := layout.meanings[place]) and known.name == _AMOUNT), None)


def _parted(body: Lines, panels: Sequence[_Panel]) -> list[Lines]:
    """The rows below the head for each panel: its cells alone; a line of one cell, over all of them, in each."""
    parts: list[Lines] = [[] for _ in panels]
    sums = [Decimal(0) for _ in panels]
    leftmost = min(*panels[0].columns, *panels[0].shared)
    for row, cells in body:
        label = next((cell for cell in cells if total_word([cell])), "")
        if not label and [place for place, cell in enumerate(cells) if cell.strip()] == [leftmost]:
            for part in parts:
                part.append((row, list(cells)))
            continue
        for at, panel in enumerate(panels):
            if not panel.filled(cells):
                continue
            line = panel.cells(cells)
            amount = exact(line[panel.amount]) if panel.amount is not None else None
            if label:
                line = _total_of(line, panel, label, whole=amount != sums[at] and amount == sum(sums))
            elif amount:
                sums[at] += amount
            if line:
                parts[at].append((row, line))
    return parts


def _total_of(line: list[str], panel: _Panel, label: str, *, whole: bool) -> list[str]:
    """The cells of one panel in a row of totals, with its word.

    Nothing where they are the total of the *whole* sheet, which agrees, or say no number.
    """
    if whole or not any(exact(cell) for cell in panel.filled(line)):
        return []
    if not any(total_word([cell]) for cell in line):
        blank = next((place for place in panel.columns if not line[place].strip()), None)
        if blank is not None:
            line[blank] = label
    return line
