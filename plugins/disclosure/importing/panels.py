"""Several tables side by side under the same words → a sheet for each, with every cell where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase

from msgspec.structs import replace

from ..problems import Problem, Where, problem
from ..reading import Date, Lines, letter
from .layouts import OVER, Layout
from .panel_totals import Panel, PanelSums
from .records import NAMES
from .sources import SourceSheet
from .vocabulary import Sense, compact

_AMOUNT, _REMARKS = "amount", "occasion"
_BESIDE_WORD = re.compile(r"[(（].*|^\s*捐[款赠助]")  # 捐款金额（元） is 金额
_BESIDE = "{columns} 列都是“{word}”，像是几张表左右并排，列又不一样"
_APART = "请把右边的移到左边的下面，列对齐，只留一个表头，或者各放一张工作表，再导入一次。"
_LEAST = 2  # columns of a table, of ours too


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


def _said_over(panel: Panel, panels: Sequence[Panel], cells: Sequence[str]) -> list[str]:
    """What a line above the heads says of one table: its own cells where each has some, 单位：元 beside 单位：万元, else the whole line."""
    said = [other for other in panels if other.filled(cells)]
    return panel.cells(cells) if len(said) > 1 else list(cells)


def _panels(layout: Layout) -> list[Panel]:
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
                Panel(columns, shared, _place_of_amounts(layout, columns), _place_of_names(layout, columns))
                for at in range(first, end, width)
                if (columns := tuple(filled[at : at + width]))
            ]
            alike = all(_senses(layout, panel) == _senses(layout, panels[0]) for panel in panels)
            if alike and len(_ours(layout, panels[0].columns)) >= _LEAST:
                return panels
    return []


def side_by_side(layout: Layout, where: Where) -> list[Problem]:
    """The problem of tables side by side that have other columns each: all but one of them would be passed over.

    One table may have two columns of money, but not both under the same word, each behind a name of its own.
    """
    words: dict[str, list[str]] = {}
    named = False
    for place, known in enumerate(layout.meanings):
        named |= known is not None and known.name in NAMES
        if known and known.name == _AMOUNT and named and OVER not in layout.heads[place]:
            words.setdefault(compact(_BESIDE_WORD.sub("", layout.heads[place])), []).append(letter(place + 1))
            named = False
    return [
        problem("unreadable-file", where, reason=_BESIDE.format(columns="、".join(columns), word=word), mend=_APART)
        for word, columns in words.items()
        if len(columns) > 1 and not _panels(layout)
    ]


def _ours(layout: Layout, places: Sequence[int]) -> set[str]:
    meanings = (layout.meanings[place] for place in places)
    return {known.name for known in meanings if known and known.sense is Sense.COLUMN}


def _senses(layout: Layout, panel: Panel) -> list[tuple[Sense, str] | None]:
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


def _place_of_names(layout: Layout, places: Sequence[int]) -> int | None:
    return next((place for place in places if (known := layout.meanings[place]) and known.name in NAMES), None)


def _parted(body: Lines, panels: Sequence[Panel]) -> list[Lines]:
    """The rows below the head for each panel: its cells alone; a line of one cell, over all of them, in each."""
    parts: list[Lines] = [[] for _ in panels]
    sums = PanelSums.of(body, panels)
    leftmost = min(*panels[0].columns, *panels[0].shared)
    for (row, cells), label in zip(body, sums.labels, strict=True):
        if [place for place, cell in enumerate(cells) if cell.strip()] == [leftmost]:
            if not (label and sums.told_in(label)):
                for part in parts:
                    part.append((row, list(cells)))
            continue
        for at, panel in enumerate(panels):
            if not panel.filled(cells):
                continue
            line = panel.cells(cells)
            if not label or panel.holds_record(cells):
                sums.add(at, panel.amount_in(cells))
            else:
                line = sums.total_of(at, line, label)
            if line:
                parts[at].append((row, line))
        if label:
            sums.begin()
    return parts
