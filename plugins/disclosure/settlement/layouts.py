"""Which columns of a foreign list are which: the header wherever it stands, by the words of `layouts.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..importing import OVER, joined_heads, steering_words
from ..numerals import foreign, money_power
from ..reading import Lines, unit_alone
from ..storage import shipped_table
from .units import foreign_above, in_currency, title_cells, unit_above

# The header stands in the first rows, below titles, notes and lines about units.
WITHIN = 40

_NOISE = re.compile(r"[\s（）()\[\]【】:：_/\\\-—*`\"']+")
_UNIT = re.compile(r"[（(\[【]([^（()）\[\]【】]*)[）)\]】]")
# 交易日期[ Transaction Date ]
_TRANSLATED = re.compile(r"(?<=[\u4e00-\u9fff])\s*[\[(][ -~]*[A-Za-z]{3}[^\[\]()]*[\])]")
_PARTS_OF_DAYS = re.compile(r"\([年月日、]+\)")  # over columns that were joined to days
_DIGIT = re.compile(r"[0-9]")
_SIGNED = re.compile(r"[+＋－-]")


@cache
def vocabulary() -> Mapping[str, Any]:
    """The content of `layouts.yaml`."""
    read: dict[str, Any] = shipped_table(Path(__file__).with_name("layouts.yaml"))
    for sort, declared in read.items():
        if sort != "words":
            declared["columns"] = {name: _spelled_out(listed) for name, listed in declared["columns"].items()}
    return read


def _spelled_out(listed: Sequence[str]) -> list[str]:
    """Words with `=name` replaced by the words that the import has under that name, all as heads are compared."""
    words = [word for entry in listed for word in (steering_words(entry[1:]) if entry.startswith("=") else (entry,))]
    return list(dict.fromkeys(map(plain_head, words)))


def meaning_of(cell: str, sort: str) -> bool:
    """Whether the words of a type, a state or a direction are of this *sort*, one of `words` in `layouts.yaml`."""
    text = unicodedata.normalize("NFKC", cell).strip().upper()
    return any(word.upper() in text for word in vocabulary()["words"][sort])


def last_of(cell: str, sort: str) -> int:
    """Where the last of the words of this *sort* stands in a cell, -1 where none does."""
    text = unicodedata.normalize("NFKC", cell).strip().upper()
    return max((text.rfind(word.upper()) for word in vocabulary()["words"][sort]), default=-1)


class ListLayout(Struct, frozen=True):
    """The header of one sheet: what sort of list it is, its row, where the rows below begin, and its columns.

    *columns* leads from a meaning to the place of its column, *heads* to the words over it, *powers* to the power of ten of
    the unit that the header names (4 for 万元); *doubts* names what can not be told.
    """

    sort: str
    row: int
    below: int
    columns: Mapping[str, int]
    heads: Mapping[str, str]
    powers: Mapping[str, int]
    doubts: tuple[str, ...]


def plain_head(cell: str) -> str:
    """The words over a column without what does not tell columns apart: 捐款金额(元) → 捐款金额, 收入（+元） → 收入."""
    text = _PARTS_OF_DAYS.sub("", unicodedata.normalize("NFKC", cell))
    for group in _UNIT.findall(text):
        if money_power(_SIGNED.sub("", group)) is not None:
            text = text.replace(f"({group})", "").replace(f"[{group}]", "")
    if _TRANSLATED.search(text):
        text = _TRANSLATED.sub("", text)
    return _NOISE.sub("", text)


def find_list(lines: Lines, sorts: Sequence[str]) -> ListLayout | None:
    """The likeliest header among the first rows, as one of *sorts*; None where there is none."""
    best: ListLayout | None = None
    for at in range(min(len(lines), WITHIN)):
        for sort in sorts:
            layout = _layout_at(sort, lines, at)
            if layout and (best is None or len(layout.columns) > len(best.columns)):
                best = layout
    return _with_unit_above(best, lines) if best else None


def _with_unit_above(layout: ListLayout, lines: Lines) -> ListLayout:
    """The layout with the unit of the whole list, where a line above the header tells one: 单位：万元."""
    above = [title_cells(cells) for row, cells in lines if row < layout.row]
    power, doubts = unit_above(above)
    doubts += foreign_above(above, in_yuan=bool(layout.powers))
    powers = {meaning: layout.powers.get(meaning, power) for meaning in layout.columns} if power else layout.powers
    return replace(layout, powers=powers, doubts=(*layout.doubts, *doubts))


def _layout_at(sort: str, lines: Lines, at: int) -> ListLayout | None:
    """The header in a line, or in this and the next one where heads are merged over others (发生额 over 借方 and 贷方), or units below."""
    (row, cells), under = lines[at], _bracketed(lines[at + 1][1]) if at + 1 < len(lines) else []
    single = _layout(sort, row, at + 1, cells)
    joined = joined_heads(cells, under)
    double = _layout(sort, row, at + 2, joined) if joined else None
    if double and (single is None or len(double.columns) > len(single.columns) or unit_alone(under)):
        return double
    return single


def _bracketed(cells: Sequence[str]) -> Sequence[str]:
    """A row of units below heads with its units in brackets, and nothing else: 年月日, 万元 → （万元）."""
    bare = [cell.strip(" ()（）") for cell in cells]
    units = [f"({cell})" if money_power(cell) is not None else "" for cell in bare]
    return units if any(units) and not any(_DIGIT.search(cell) for cell in cells) else cells


def _names(head: str) -> set[str]:
    """What a head may be called: one in two rows by both in either order (发生额 over 贷方: 贷方发生额), or by the lower."""
    over, mark, under = head.partition(OVER)
    return {plain_head(over + under), plain_head(under + over), plain_head(under)} if mark else {plain_head(head)}


def _layout(sort: str, row: int, below: int, cells: Sequence[str]) -> ListLayout | None:
    declared = vocabulary()[sort]
    heads = [_names(cell) for cell in cells]
    columns: dict[str, int] = {}
    doubts: list[str] = []
    for meaning, words in declared["columns"].items():
        taken = set(columns.values())
        word = next(
            (word for word in words if any(word in names and at not in taken for at, names in enumerate(heads))), None
        )
        if word is None:
            continue
        free = [place for place, names in enumerate(heads) if word in names and place not in taken]
        if len(free) > 1:
            doubts.append(f"有 {len(free)} 列都叫“{word}”，不知道用哪一列。请只留一列，或改表头。")
        if free:
            columns[meaning] = free[0]
    if not all(any(name in columns for name in group) for group in declared["needs"]):
        return None
    if any(name in columns for name in declared.get("without", ())):
        return None
    powers, foreign_units = _units(columns, cells)
    doubts += foreign_units
    return ListLayout(
        sort,
        row,
        below,
        columns,
        {name: cells[place].replace(OVER, "").strip() for name, place in columns.items()},
        powers,
        tuple(doubts),
    )


_DAYS = ("day", "settled")
_SAMPLE = 20  # rows


def with_days(layout: ListLayout, lines: Lines, is_day: Callable[[str], bool]) -> ListLayout:
    """The layout with days where days are: not 交易时间 091011 where 交易日 stands beside it."""
    body = [cells for _, cells in lines[layout.below : layout.below + _SAMPLE]]
    row = next((cells for number, cells in lines if number == layout.row), [])
    heads = [plain_head(cell) for cell in row]
    for meaning in _DAYS:
        place = layout.columns.get(meaning)
        if place is None or _holds_days(body, place, is_day):
            continue
        taken = set(layout.columns.values())
        others = [
            at
            for word in vocabulary()[layout.sort]["columns"][meaning]
            for at, head in enumerate(heads)
            if head == word and at not in taken and _holds_days(body, at, is_day)
        ]
        if others:
            columns = {**layout.columns, meaning: others[0]}
            layout = replace(layout, columns=columns, heads={**layout.heads, meaning: row[others[0]].strip()})
    return layout


def _holds_days(body: Sequence[Sequence[str]], place: int, is_day: Callable[[str], bool]) -> bool:
    cells = [cells[place].strip() for cells in body if place < len(cells) and cells[place].strip()]
    return any(map(is_day, cells))


def _units(columns: Mapping[str, int], cells: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """(the powers of ten of the units that a header names, what it says of other currencies)."""
    powers: dict[str, int] = {}
    doubts = []
    for meaning, place in columns.items():
        for group in _UNIT.findall(unicodedata.normalize("NFKC", cells[place])):
            power = money_power(_SIGNED.sub("", group))
            if foreign(group):
                doubts.append(in_currency(cells[place].replace(OVER, "")))
            elif power is not None:
                powers[meaning] = power
    return powers, doubts
