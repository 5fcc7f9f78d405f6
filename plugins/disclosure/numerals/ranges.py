"""Ranges of numbers: 10—20万元, 三至五百万元; neither end is exact."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from ..expressions import expression
from .minus import Sign
from .numbers import MAGNITUDES, NumberWording
from .spelling import scale

_SECTION = expression(r"[万亿]+$")
_MINUS_SIGNS = "-−‐‑‒–"
_DASH = expression(rf"[{_MINUS_SIGNS}]$")
_TO = expression(
    r"(?P<unit>[^\d,，。;；、()（）\-—–~～至到降升增减加提高涨跌从由]{0,4}?)"
    rf"(?P<joint>[{_MINUS_SIGNS}—~～－]{{1,2}}|(?:至|到|或)(?:[{_MINUS_SIGNS}]|负数?)?)(?:人民币|¥)?"
)


def ranged(plain: str, numbers: list[NumberWording]) -> Iterator[NumberWording]:
    """The numbers, with both ends of 10—20万元 marked as such: neither is exact, and the first is in 万 too."""
    marked: list[NumberWording | None] = list(numbers)
    for at, (first, second) in enumerate(pairwise(numbers)):
        between = plain[first.start + len(first.digits) + len(first.magnitude) : second.start]
        match = _TO.fullmatch(between)
        if match is None or not _same_unit(match["unit"], between, second):
            continue
        low = marked[at]
        ends = _ends(low, second, match["joint"], apart=bool(match["unit"])) if low else None
        if ends is None:
            marked[at] = marked[at + 1] = None
            continue
        for place, end, word in zip((at, at + 1), ends, ("至少", "至多"), strict=True):
            marked[place] = replace(end, words=tuple(dict.fromkeys((*end.words, "约", word))))
    yield from filter(None, marked)


def _ends(
    low: NumberWording, high: NumberWording, joint: str, *, apart: bool
) -> tuple[NumberWording, NumberWording] | None:
    """Both ends of a range with the sign and the size that they share, *apart* where each names its own unit.

    None where they can be understood in two ways: -3-5万元 may end at 5万 or at -5万, -500至-1万元 begin at -500 or at -500万.
    """
    below, dashes = low.sign is Sign.MINUS, not joint.strip(_MINUS_SIGNS)
    if below and dashes and len(joint) == 1:
        return None
    if dashes and not below:  # the mark of the range, no sign of the second number
        high = replace(high, sign=Sign.PLAIN, value=abs(high.value))
    if low.value < 0 < high.value and not below:  # 亏损10—20万元
        high = replace(high, sign=low.sign, value=-high.value)
    if apart:
        return low, high
    alike = _like_its_end(low, high)
    unsure = low.value and alike.value == low.value and any(_sizes(low.digits + low.magnitude, high))
    return None if unsure and Sign.MINUS in {low.sign, high.sign} else (alike, high)


def _like_its_end(low: NumberWording, high: NumberWording) -> NumberWording:
    """The lower end of a range in the size and the unit that only the upper one names: 10-20万元, 三至五百万元, 10-20吨."""
    sizes = _sizes(low.digits + low.magnitude, high)
    factor = next((size for size in sizes if abs(low.value) * size < abs(high.value)), Decimal(1))
    return replace(low, value=low.value * factor, precision=low.precision * factor, tail=high.tail)


def _sizes(low: str, high: NumberWording) -> Iterator[Decimal]:
    """What the digits *low* of a lower end may count: 百万 or only 万 before 五百万, 万 before 一百五十万."""
    shared = scale(high.magnitude)
    if shared and not MAGNITUDES.search(low):
        yield shared
    section = _SECTION.search(high.digits + high.magnitude)
    if section and not _SECTION.search(low):
        yield scale(section[0]) or Decimal(1)


def _same_unit(unit: str, between: str, second: NumberWording) -> bool:
    """Whether a dash joins two numbers of one unit (1月-3月) rather than standing before one below zero (2023年-5万元)."""
    return not _DASH.search(between) or second.tail.startswith(unit) or unit.endswith("元")
