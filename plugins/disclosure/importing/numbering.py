"""Ids that nobody should have to invent: numbers that go on, ids from the pinyin of a name, records named by their name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

from ..model import Kind
from ..reading import AnyColumn, Code, DonationNumber, Slug
from .naming import slug_of

_NUMBERED = re.compile(r"([A-Za-z]+)([0-9]+)")


@cache
def _prefixes() -> Mapping[str, tuple[str, int]]:
    text = resources.files(__package__).joinpath("numbers.yaml").read_text("utf-8")
    return MappingProxyType(
        {kind: (str(prefix), int(digits)) for kind, (prefix, digits) in yaml.safe_load(text).items()}
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


def donation_number(day: str, taken: Iterable[str]) -> str:
    """The next number of the month of *day* (2022-06-05 → 2022-06-00013); '' where that is no day."""
    month = day[:7]
    if not re.fullmatch(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", month):
        return ""
    return f"{month}-{max((int(number[8:]) for number in taken if number.startswith(f'{month}-')), default=0) + 1:05d}"


def proposed_id(kind: Kind, column: AnyColumn, cells: Mapping[str, str], taken: Iterable[str]) -> str:
    """An id for a new record with *cells* (by column name), where one can be made from them; '' where none can."""
    if isinstance(column.type, DonationNumber):
        return donation_number(cells.get("received_on", ""), taken)
    if isinstance(column.type, Code):
        return code_after(kind.id, taken)
    name = cells.get("name") or cells.get("title") or ""
    return slug_of(name, taken) if isinstance(column.type, Slug) and name else ""


def id_named(word: str, names: Mapping[str, str]) -> str:
    """The id of the one record of this name (id → name), as it stands but for spaces and widths; '' where there is none."""
    plain = _plain(word)
    ids = [key for key, name in names.items() if _plain(name) == plain]
    return ids[0] if len(ids) == 1 else ""


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
