"""Numbers and units of money as people write them: read exactly, or not read at all."""

from __future__ import annotations

from .amounts import exact_amount
from .bounds import BEHIND, QUALIFIERS, VAGUE, Bound, bound_of
from .currencies import (
    CURRENCIES,
    CURRENCY_NOTE,
    UNIT_NOTE,
    VIRTUAL,
    UnitNote,
    foreign,
    is_currency,
    money_power,
    notes,
)
from .formats import scaled_format
from .minus import Sign
from .numbers import NumberWording
from .spelling import Spelled, has_note_mark, in_one_width, is_spelled_out, spelled
from .wording import readings

__all__ = [
    "BEHIND",
    "CURRENCIES",
    "CURRENCY_NOTE",
    "QUALIFIERS",
    "UNIT_NOTE",
    "VAGUE",
    "VIRTUAL",
    "Bound",
    "NumberWording",
    "Sign",
    "Spelled",
    "UnitNote",
    "bound_of",
    "exact_amount",
    "foreign",
    "has_note_mark",
    "in_one_width",
    "is_currency",
    "is_spelled_out",
    "money_power",
    "notes",
    "readings",
    "scaled_format",
    "spelled",
]
