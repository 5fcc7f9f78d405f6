"""Cells that are missing or refused: what is wrong with them and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..arrays import np, npt, pd
from ..problems import MOST_ALIKE, Problem, Where, mechanical, nearest, problem
from . import amounts
from .cell_types import MISSING_WORDS, Exact, Missing
from .cell_values import read_present
from .cells import TextCells
from .columns import AnyColumn
from .invisible import alike, conceals, lost, named, unseen, with_characters, without


class CellFaults:
    """Missing and refused cells of one column, the first thousand of each told."""

    def __init__(
        self, column: AnyColumn, power: int, cells: TextCells | pd.DataFrame, where: Callable[[int, str], Where]
    ) -> None:
        self._column, self._power, self._cells, self._where = column, power, cells, where
        self.problems: list[Problem] = []
        self.missing: dict[tuple[int, str], Missing] = {}
        self.refused: set[tuple[int, str]] = set()

    def look_at(
        self, places: Sequence[int] | npt.NDArray[np.integer[Any]], words: Sequence[str], gone: set[int], bad: set[int]
    ) -> None:
        """Go through the cells: *places* lead to their *words*, of which some are *gone* and some *bad*."""
        column, index = self._column, self._cells.index
        more = 0
        heeded = {place for place in gone | bad if place in bad or words[place] or column.required}
        for at in _positions(places, heeded):
            place = int(places[at])
            if place in gone:
                if words[place]:
                    self.missing[index[at], column.name] = MISSING_WORDS[words[place]]
                if not column.required:
                    continue
            if len(self.problems) >= MOST_ALIKE:
                more += 1
                continue
            where = self._where(index[at], column.label)
            if place in gone:
                self.problems.append(missing_cell(column, where))
                continue
            unit = column.unit
            if not unit and "unit" in self._cells:
                units = self._cells["unit"] if isinstance(self._cells, TextCells) else self._cells["unit"].iloc
                unit = str(units[at]).strip()
            self.problems.append(refusal_of(column, where, words[place], unit, self._power))
            self.refused.add((index[at], column.name))
        if more:
            where = self._where(index[0], column.label)
            self.problems.append(problem("more-faults", where, count=f" {more} 处"))


def _positions(places: Sequence[int] | npt.NDArray[np.integer[Any]], heeded: set[int]) -> list[int]:
    """Where a place stands that is *heeded*."""
    if not heeded:
        return []
    if isinstance(places, list):
        return [at for at, place in enumerate(places) if place in heeded]
    return [int(at) for at in np.flatnonzero(np.isin(places, list(heeded)))]


def _hidden_sign(column: AnyColumn, where: Where, cell: str, power: int) -> Problem:
    """The problem of a cell with a sign that nobody sees; the rest is proposed if it can be read and is what was seen."""
    (place, sign), *others = unseen(cell)
    more = f"（一共 {len(others) + 1} 个）" if others else ""
    clean = without(cell).strip()
    sure = clean if clean and not conceals(cell) and not _refused(column, clean, power) else ""
    return problem("invisible-sign", where, suggestion=sure, cell=clean, place=place, sign=named(sign), more=more)


def _look_alike(column: AnyColumn, where: Where, cell: str, power: int) -> Problem:
    """The problem of a cell with a radical in the place of a character; the cell with that is proposed if it can be read."""
    (place, sign, character), *others = alike(cell)
    more = f"（这样的一共 {len(others) + 1} 个）" if others else ""
    clean = with_characters(cell)
    sure = "" if _refused(column, clean, power) else clean
    signs = {"sign": f"“{sign}”（U+{ord(sign):04X}）", "expected": character}
    return problem("look-alike-sign", where, suggestion=sure, cell=cell, place=place, more=more, **signs)


def _refused(column: AnyColumn, cell: str, power: int) -> bool:
    """Whether a column refuses this cell."""
    return read_present(column, [cell], power)[1][0]


_OF_SOMETHING = frozenset({"amount", "promised"})  # names of columns of what was given, promised, paid or went back


_RETURNED = re.compile(r"退款|退回|退还|退捐|冲红|红冲|返还")  # a sort of payment that has a table of its own


_OF_GOODS = "物资"  # gifts and payments are of money or of these; goods that went back have no such table


def missing_cell(column: AnyColumn, where: Where) -> Problem:
    """The problem of a cell of a required column that says nothing."""
    code = "missing-source" if column.refers_to == "sources" else "missing-value"
    return problem(code, where, expected=column.expected)


def refusal_of(column: AnyColumn, where: Where, cell: str, unit: str, power: int) -> Problem:
    """The problem of a cell that its column refuses, in *unit*, ten to the *power* of which the header names."""
    if unseen(cell):
        return _hidden_sign(column, where, cell, power)
    if sign := lost(cell):
        code = "" if sign[0] == "?" else f" U+{ord(sign[0]):04X}"
        return problem("lost-characters", where, cell=cell, sign=f"{sign}{code}")
    if alike(cell):
        return _look_alike(column, where, cell, power)
    if column.choices:
        sure = "" if column.many else mechanical(cell, column.choices)
        hint = nearest(cell, column.choices)
        if not hint and _OF_GOODS in column.choices and _RETURNED.search(cell):
            hint = "；这一行是退款、退回的钱的，请删去，另填“捐赠退款”或“拨付退回”表"
        return problem(
            "unknown-choice", where, suggestion=sure, cell=cell, choices="、".join(column.choices), hint=hint
        )
    if isinstance(column.type, Exact):
        asked = amounts.Cell(
            unit,
            bool(column.unit),
            column.type.decimals,
            required=column.required,
            above_zero=column.required and column.name in _OF_SOMETHING,
            abroad=column.abroad,
        )
        sure = amounts.proposal(cell, asked) if not power else ""
        mend = amounts.mend_under_unit(cell, asked, power) if power else amounts.mend(cell, asked)
    else:
        sure, mend = column.type.mechanical(cell), column.type.suggest(cell)
    if sure and _refused(column, sure, power):
        sure = ""  # what would be refused again is no proposal
    if sure:
        mend = f"请写成 {sure}。"
    return problem("bad-value", where, suggestion=sure, cell=cell, expected=column.type.name, mend=mend)
