"""Ids that nobody should have to invent: numbers that go on, ids from the pinyin of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..model import Kind
from ..reading import AnyColumn, Code, DonationNumber, Slug, plain_day
from ..storage import shipped_table
from .naming import slug_of

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
_NUMBERED = re.compile(r"([A-Za-z]+)([0-9]+)")


@cache
def _prefixes() -> Mapping[str, tuple[str, int]]:
    return MappingProxyType(
        {
            kind: (str(prefix), int(digits))
            for kind, (prefix, digits) in shipped_table(Path(__file__).with_name("numbers.yaml")).items()
        }
    )


def code_after(kind_id: str, taken: Iterable[str]) -> str:
    """The number that goes on where the others of the kind *kind_id* end: G017 after G016; '' where they show no order."""
    numbers = [match for match in map(_NUMBERED.fullmatch, taken) if match]
    prefix, digits = _prefixes().get(kind_id, ("", 0))
    if numbers:
        prefix, last = max(
            ((match[1], match[2]) for match in numbers), key=lambda pair: (pair[0] == prefix, int(pair[1]))
        )
        digits = len(last)
        return f"{prefix}{int(last) + 1:0{digits}d}"
    return f"{prefix}{1:0{digits}d}" if prefix else ""


def number_gifts(days: Sequence[str], taken: Iterable[str], *, dayless: str = "") -> list[str]:
    """Numbers of gifts in the order of their *days*, after those that are *taken*: 2024-03-00001 …

    Those whose day is none are numbered in the month *dayless*, or not at all.
    """
    last: dict[str, int] = {}
    for number in taken:
        month, _, counted = number.rpartition("-")
        if counted.isdecimal() and counted.isascii():
            last[month] = max(last.get(month, 0), int(counted))
    by_cell = {cell: _numbered_by(cell) or dayless for cell in set(days)}
    plain = [by_cell[cell] for cell in days]
    numbers = [""] * len(days)
    for at in sorted(range(len(days)), key=plain.__getitem__):
        month = plain[at][: len("2024-03")]
        if month:
            last[month] = last.get(month, 0) + 1
            numbers[at] = f"{month}-{last[month]:05d}"
    return numbers


def _numbered_by(cell: str) -> str:
    """The day or the month by which a gift is numbered; empty where it is none, or too early for a number."""
    day = plain_day(cell)
    return (day or cell) if _MONTH.fullmatch(day[: len("2024-03")] or cell) else ""


def proposes(kind: Kind, column: AnyColumn) -> bool:
    """Whether new records of a kind can have an id made for them in this column: from their name, their day or the last id."""
    named = any(other.name in {"name", "title"} for other in kind.record.columns)
    return column.key and (isinstance(column.type, DonationNumber | Code) or (isinstance(column.type, Slug) and named))


def proposed_id(kind: Kind, column: AnyColumn, cells: Mapping[str, str], taken: Iterable[str]) -> str:
    """An id for a new record with *cells* (by column name), where one can be made from them; '' where none can."""
    if isinstance(column.type, DonationNumber):
        return number_gifts([cells.get("received_on", "")], taken)[0]
    if isinstance(column.type, Code):
        return code_after(kind.id, taken)
    name = cells.get("name") or cells.get("title") or ""
    return slug_of(name, taken) if isinstance(column.type, Slug) and name else ""
