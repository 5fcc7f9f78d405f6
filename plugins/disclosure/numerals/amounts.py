"""A cell that is to hold nothing but an amount: 人民币壹佰元整, 3万5千元, 35角."""

from __future__ import annotations

import re
from decimal import Decimal

from ..expressions import expression
from .currencies import foreign
from .measures import COINS
from .plain_wording import plain_wording
from .spelling import spelled

_FRAME = expression(
    r"(?P<sign>[-+]?)(?:人民币|RMB|CNY|¥)?[:：\s]*(?P<inner>-?)¥?\s*(?P<body>.*?)(?P<whole>[整正]?)(?:人民币|RMB|CNY)?",
    re.IGNORECASE,
)
_BODY = expression(
    r"(?:(?P<yuan>.+?)(?P<sep>元|圆|块钱?))?(?:零?(?P<jiao>[^元圆块]+?)[角毛])?(?:零?(?P<fen>[^元圆块]+?)分)?"
)


# ¥100.00（壹佰元整）
_TWICE = expression(r"(?P<first>[^()]+)\((?:[大小]写)?[:：\s]*(?P<again>[^()]+)\)")


def exact_amount(text: str, unit: str = "") -> Decimal | None:
    """The amount that a cell states and nothing else: 人民币壹佰元整, 3万5千元, 35角, or 8.4万只 where *unit* is 只.

    The same once more in brackets is no other: ¥100.00（壹佰元整）. None where anything else stands there, where it is only
    about so much, or where it can be understood in two ways.
    """
    plain = plain_wording(text)
    twice = _TWICE.fullmatch(plain) if unit == "元" else None
    if twice:
        amount = exact_amount(twice["first"], unit)
        return amount if amount is not None and amount == exact_amount(twice["again"], unit) else None
    if foreign(plain):
        return None
    if unit and unit != "元":
        return _spelled_cell(plain.removesuffix(unit).rstrip())
    frame = _FRAME.fullmatch(plain)
    if frame is None or (frame["sign"] and frame["inner"]):
        return None
    sign = -1 if "-" in (frame["sign"], frame["inner"]) else 1
    amount = _spelled_cell(frame["body"])
    if amount is not None:
        return sign * amount
    total = _in_coins(frame["body"]) if unit == "元" else None
    return None if total is None else sign * total


def _in_coins(text: str) -> Decimal | None:
    """An amount in 元, 角 and 分: 3元5角, 35角, 伍元零叁分."""
    body = _BODY.fullmatch(text)
    if body is None or not any(body.group("yuan", "jiao", "fen")):
        return None
    total = before = Decimal(0)
    for words, factor in ((body["yuan"], Decimal(1)), (body["jiao"], COINS["角"]), (body["fen"], COINS["分"])):
        number = _spelled_cell(words) if words else Decimal(0)
        # ten 角 are a 元, and 100.1元5角 says the 角 twice
        if number is None or (number and before % 1) or (total and number >= 10):  # noqa: PLR2004
            return None
        total, before = total + number * factor, before + number
    return total


def _spelled_cell(text: str) -> Decimal | None:
    number = spelled(text.strip())
    return number.value if number else None
