"""Amounts in the cells of other people's sheets, exactly."""

from __future__ import annotations

import re
from decimal import Decimal

from ..numerals import in_one_width
from ..reading import bare_number
from .vocabulary import compact

_OURS = frozenset({"", "人民币", "cny", "rmb", "人民币元", "元", "156", "01", "¥"})
# What programs write where there is no money.
BLANK = frozenset({"", "-", "--", "—", "——", "/"})
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def exact(cell: str, power: int = 0) -> Decimal | None:
    """The number of yuan in a cell, exactly: 1,000.00, +1,000.00, ¥20, 1000元, (5); None where it is no plain number."""
    text = bare_number(in_one_width(cell).strip().removesuffix("元").strip().removeprefix("+"))
    return Decimal(text).scaleb(power) if _NUMBER.fullmatch(text) else None


def in_yuan(currency: str) -> bool:
    """Whether the cell of a currency means ours, or says nothing."""
    return compact(currency) in _OURS
