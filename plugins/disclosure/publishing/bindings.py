"""The finished pages held against the register and the tables: whatever a template did, a marked number is that number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import unescape
from pathlib import Path

from msgspec import Struct

from ..accounts import told_place
from ..model import Dataset, Disclosure, Figure
from ..numerals import exact_amount
from ..problems import Where
from ..quantities import Bound, settled
from ..reading import Text
from ..storage import by_parts

_MARK = re.compile(r'<(\w+)\b[^<>]*?\sdata-(figure|cell)="([^"]*)"[^<>]*>')
_TAG = re.compile(r"<[^>]*>")
_REFERENCE = re.compile(r"(.+?\.(?:csv|xlsx))(?: 表“(.*)”)? 第 ([0-9]+) 行(?:“(.*)”)?")
_NUMBER = re.compile(r"([−-]?)([0-9][0-9,]*(?:\.[0-9]+)?)(千|万|百万|千万|亿)?")
_SCALES = {None: 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_DAYS = re.compile(r"[早晚][0-9]+天|期限当天")  # counted from the day in a cell, which is no number


def faults(root: Path, disclosures: Sequence[Disclosure]) -> Iterator[str]:
    """Every marked number of the pages below *root* that is not what the register or the cell says, one sentence each."""
    figures = {disclosure.org: disclosure.figures for disclosure in disclosures}
    cells = _Cells(disclosures)
    for path in sorted(root.rglob("*.html"), key=by_parts):
        name = path.relative_to(root).as_posix()
        if name.startswith(("releases/", "verify/")):
            continue
        page = path.read_text("utf-8")
        for mark in _MARK.finditer(page):
            shown = _inside(page, mark[1], mark.end())
            said = unescape(mark[3])
            fault = (
                _figure_fault(figures, name.split("/")[0], said, shown)
                if mark[2] == "figure"
                else cells.fault(said, shown)
            )
            if fault:
                yield f"{name} 里的“{shown}”{fault}"


def _inside(page: str, tag: str, start: int) -> str:
    """The text of an element whose start tag ends at *start*."""
    depth, end = 1, start
    for other in re.compile(rf"<(/?){tag}\b[^>]*>").finditer(page, start):
        depth += -1 if other[1] else 1
        end = other.start()
        if not depth:
            break
    return "".join(unescape(_TAG.sub("", page[start:end])).split())


def _figure_fault(figures: Mapping[str, Mapping[str, Figure]], folder: str, said: str, shown: str) -> str:
    org, _, key = said.rpartition("/")
    figure = figures.get(org or folder, {}).get(key)
    if figure is None:
        return f"注明是 {said}，台账里没有这个数"
    if shown in {"".join(text.split()) for text in (figure.text, figure.as_written)}:
        return ""
    values = {figure.value, figure.printed}
    if figure.formula:  # below zero it may stand without its sign, behind words that turned round
        values |= {abs(value) for value in values}
    return "" if states(shown, values, figure.bound) else f"注明是 {said}，台账登的是“{figure.text}”"


def states(shown: str, values: set[Decimal], bound: Bound = Bound.EXACT) -> bool:
    """Whether the only number in a text is one of *values*, rounded to the digits that are shown, never across *bound*."""
    numbers = _NUMBER.findall(shown)
    if len(numbers) != 1:
        return False
    sign, digits, scale = numbers[0]
    number = Decimal(f"{'-' if sign else ''}{digits.replace(',', '')}")
    place = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    return any(settled(value.scaleb(-_SCALES[scale or None]), place, bound) == number for value in values)


def _unit(shown: str) -> str:
    """What stands behind the number in a text."""
    return _NUMBER.sub("", shown)


class _Row(Struct, frozen=True):
    """The numbers of a row by the labels of their columns."""

    numbers: Mapping[str, Decimal]

    def values(self, column: str | None) -> set[Decimal]:
        """What a mark may show: any number of the row, that of its column, or what the formula in its place gives: 预算−已支."""
        if column is None:
            return set(self.numbers.values())
        if column in self.numbers:
            return {self.numbers[column]}
        plus, _, minus = column.partition("−")
        parts = [(label, 1) for label in plus.split("＋")] + [(label, -1) for label in minus.split("−") if label]
        if not all(label in self.numbers for label, _ in parts):
            return set()
        return {sum((self.numbers[label] * sign for label, sign in parts), Decimal(0))}


class _Cells:
    """The rows of every table, found by how pages name their place; a table is read when a page names it."""

    def __init__(self, disclosures: Sequence[Disclosure]) -> None:
        self._datasets: dict[str, list[Dataset]] = {}
        for disclosure in disclosures:
            for dataset in disclosure.datasets.values():
                for file in {told_place(Where(file)).file for file, _, _ in dataset.tables}:
                    self._datasets.setdefault(file, []).append(dataset)
        self._read: set[str] = set()
        self._rows: dict[Where, list[_Row]] = {}

    def fault(self, said: str, shown: str) -> str:
        """What is wrong with a mark that names a cell."""
        match = _REFERENCE.fullmatch(said)
        if match is None:
            return f"注明的“{said}”不是表格里的一行"
        place = Where(match[1], match[2], int(match[3]))
        rows = self._of(place)
        if not rows:
            return f"注明在 {said}，那里没有这一行"
        if _DAYS.fullmatch(shown) or any(states(shown, row.values(match[4])) for row in rows):
            return ""
        if match[4] and states(shown, self._worded(place, match[4], _unit(shown))):
            return ""
        return f"注明在 {said}，那一行不是这个数"

    def _worded(self, place: Where, label: str, unit: str) -> set[Decimal]:
        """The number that a cell of a column of words states and nothing else: what stands on another platform may be a number or a day."""
        rows = (row for dataset in self._datasets.get(place.file, ()) for row in dataset.rows())
        cells = (
            str(row.values.get(column.name) or "")
            for row in rows
            if told_place(row.where) == place
            for column in row.columns
            if column.label == label and isinstance(column.type, Text)
        )
        return {number for cell in cells if (number := exact_amount(cell, unit)) is not None}

    def _of(self, place: Where) -> list[_Row]:
        if place.file not in self._read:
            self._read.add(place.file)
            for dataset in self._datasets.get(place.file, ()):
                for where, numbers in dataset.numbers():
                    if (row_place := told_place(where)).file == place.file:
                        self._rows.setdefault(row_place, []).append(_Row(numbers))
        return self._rows.get(place, [])
