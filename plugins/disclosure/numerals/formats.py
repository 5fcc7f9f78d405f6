"""Number formats of spreadsheets: what they show beside a number that the number itself does not hold."""

from __future__ import annotations

import re
import unicodedata

from ..expressions import expression
from .currencies import foreign, money_power
from .wording import readings

_FORMAT_TEXT = expression(
    r'"([^"]*)"|\\(.)|!(.)|\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]|\[[^\]]*\]|_.|\*.|([^\x00-\x7f]+|\$)'
)
_SCALING = expression(r"[0#?],+(?![0#?])")
_SHOWS = expression(r"(?i)[0#?@ymdhs]|General|通用")  # digits, text, a day, or whatever there is; ";;;" shows nothing
# What stands before the digits of a number above zero, beside colours, fillings and signs of money: -500.00, (500.00).
_FILLING = expression(r"\[[^\]]*\]|_.|\*.|[\s¥￥$]")
_SHOWS_LESS = expression(r'(?:-|\(|"[-−－(（]"|[\\!][-−－(（])[#0?]')
_MAGNITUDE = expression(r"[千万亿萬億]|百(?!分)|(?<![a-z])(?:k|m|mn|million|thousand)(?![a-z])")

_TOKEN = expression(rf"{_FORMAT_TEXT.pattern}|(?P<digits>[0#?][0#?.,/]*|General|通用格式?)|(?P<sign>.)")
_OF_DAYS = expression("[ymdhsYMDHS]")
_SAMPLE = "5"


def scaled_format(code: str) -> str:
    """What a number format shows beside a number that the number itself does not hold: a currency, 万元, 余, a minus, or nothing.

    Nothing for formats that only group, round, colour, or name 元.
    """
    words = []
    for match in _FORMAT_TEXT.finditer(code):
        words.append("".join(filter(None, (match[1], match[2], match[3], match[4], match[6]))))
        if "¥" in (match[4] or "") and (match[5] or "").lower().lstrip("0") in {"411", "10411"}:
            return "日元"
    text = unicodedata.normalize("NFKC", "".join(words))
    currency = foreign(text)
    if currency:
        return currency
    if (_MAGNITUDE.search(text.lower()) and "年" not in text) or (text.strip() and money_power(text)):
        return text.strip()
    return _changed(code)


def _changed(code: str) -> str:
    """What a format makes of the digits themselves: none, less than zero, a cut of thousands, or more than they say."""
    numeric = re.sub(r'"[^"]*"|\\.|!.|\[[^\]]*\]', "", code)
    first = numeric.split(";")[0]
    if code and not _SHOWS.search(first):
        return "不显示数字"
    if _SHOWS_LESS.match(_FILLING.sub("", code)):
        return "负号"
    if _SCALING.search(first):
        return "千位缩放（,）"
    return "" if _OF_DAYS.search(first) else _added(code)


def _added(code: str) -> str:
    """Words of a format that make another number of what they stand beside: digits, a point, what leaves it open (约5, 5余元, 5+)."""
    shown, words = "", ""
    for match in _TOKEN.finditer(code):
        if match["sign"] == ";":  # what numbers below zero look like
            break
        literal = "".join(filter(None, (match[1], match[2], match[3], match[4], match[6])))
        words += literal
        shown += _SAMPLE if match["digits"] else literal or match["sign"] or ""
    alone = shown.count(_SAMPLE) == 1  # 5-5-5 is a number in parts
    open_ended = alone and any(number.approximate for number in readings(shown, "元"))
    other = any(map(str.isdigit, words)) or re.search(r"[0-9]\.[0-9]", shown)
    return words.strip() if open_ended or other else ""
