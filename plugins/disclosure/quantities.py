"""Numbers as reports write them: 62万余元, 1681余人次, 250万元以上; exact, with their wording's precision."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Bound(StrEnum):
    """On which side of the printed digits the true value can lie."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


# How a bound is told in front of a number that the site computes.
BOUND_WORDS = {Bound.EXACT: "", Bound.AT_LEAST: "至少", Bound.AT_MOST: "至多", Bound.ABOUT: "约"}

_OPPOSITE = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}


def opposite(bound: Bound) -> Bound:
    """The bound of a number with its sign turned round."""
    return _OPPOSITE.get(bound, bound)


def together(first: Bound, second: Bound) -> Bound:
    """The bound of a sum: what is exact adds nothing, two different doubts leave only 约."""
    if Bound.EXACT in {first, second}:
        return second if first is Bound.EXACT else first
    return first if first is second else Bound.ABOUT


# The words that reports put around a number, and what they say of it.
QUALIFIERS: dict[str, Bound] = {
    "余": Bound.AT_LEAST,
    "多": Bound.AT_LEAST,
    "超": Bound.AT_LEAST,
    "超过": Bound.AT_LEAST,
    "突破": Bound.AT_LEAST,
    "以上": Bound.AT_LEAST,
    "至少": Bound.AT_LEAST,
    "至多": Bound.AT_MOST,
    "达": Bound.EXACT,
    "约": Bound.ABOUT,
    "近": Bound.AT_MOST,
    "不足": Bound.AT_MOST,
    "最高": Bound.EXACT,
}

# Units that figures may have; organisations can add their own in data/site.yaml.
UNITS: tuple[str, ...] = (
    *["元", "人", "人次", "户", "家", "家庭", "对", "名", "位"],
    *["个", "项", "类", "种", "场", "节", "次", "期", "届", "座", "间", "处", "栋", "辆", "台", "件", "套", "批"],
    *["份", "册", "本", "张", "篇", "条", "所", "单", "笔", "只", "吨", "千克", "箱", "盒", "支", "瓶"],
    *["年", "月", "天", "日", "小时", "分钟", "%", "倍"],
    *["元/人", "元/人次", "元/户", "元/份", "元/所", "元/册", "元/个", "元/场", "元/件"],
)

MAGNITUDES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}

_HAN_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

_WORDING = re.compile(
    r"(?P<prefix>至少|至多|超过|突破|不足|最高达?|达|超|约|近)?\s*"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])\s*"
    r"(?P<inner>余|多)?(?P<magnitude>[百千万]?亿|[百千]?万|千|百)?(?P<suffix>余|多)?"
    r"(?P<rest>[^\d一二两三四五六七八九十]*)"
)


@dataclass(frozen=True, slots=True)
class NumberWording:
    """A number read out of its wording: value in base units, and the place value of its last digit.

    `digits`, `magnitude` and `tail` are the pieces as printed; `value` is exact.
    """

    value: Decimal
    precision: Decimal
    digits: str
    magnitude: str
    tail: str


def _han_number(digits: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _HAN_DIGITS[digits]
    return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)


def read_wording(text: str) -> Iterator[NumberWording]:
    """Yield every number that *text* states, in order."""
    plain = unicodedata.normalize("NFKC", text)
    for match in _WORDING.finditer(plain):
        digits = match["digits"].replace(",", "")
        number = Decimal(digits) if digits[0].isdecimal() else Decimal(_han_number(digits))
        magnitude = match["magnitude"] or ""
        factor = Decimal(1)
        for character in magnitude:
            factor *= MAGNITUDES[character]
        exponent = number.as_tuple().exponent
        place = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
        yield NumberWording(number * factor, place * factor, match["digits"], magnitude, match["rest"])


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as Chinese bookkeeping does (四舍五入); *places* are decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Exact digits without exponent and without idle zeros: 42.064, 1610400."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def grouped(value: Decimal) -> str:
    """Exact digits with thousands commas: 1,610,400."""
    whole, _, fraction = plain(abs(value)).partition(".")
    sign = "−" if value < 0 else ""
    return sign + f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def money_text(value: Decimal) -> str:
    """Money for prose: 48.49万元, 2.62亿元, 9,000元; exact where two decimals suffice, else half up."""
    size = abs(value)
    for name, factor in (("亿元", MAGNITUDES["亿"]), ("万元", MAGNITUDES["万"])):
        if size >= factor:
            return grouped(Decimal(plain(round_half_up(value / factor, 4)))) + name
    return grouped(value) + "元"


def yuan_text(value: Decimal) -> str:
    """Money as books write it, to the 分: 1,234,567.80元."""
    whole, _, fraction = format(abs(round_half_up(value, 2)), "f").partition(".")
    return f"{'−' if value < 0 else ''}{int(whole):,}.{fraction}元"


def quantity_text(value: Decimal, unit: str) -> str:
    """A value with its unit for prose; per cent with one decimal."""
    if unit == "元":
        return money_text(value)
    if unit == "%":
        rounded = round_half_up(value, 1)
        return ("不足0.1" if value and not rounded else str(rounded).replace("-", "−")) + "%"
    if unit.startswith("元/"):
        return money_text(round_half_up(value, 2)) + unit[1:]
    return grouped(value) + unit
