"""Shares in words as per cent: 三成五, 一半, 三分之一, 千分之五."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from msgspec.structs import replace

from ..expressions import expression
from .numbers import NumberWording
from .spelling import PLAIN_DIGITS, spelled

_HALVES = expression(r"(?P<word>超过|将近|接近|不到|不足|大约|超|近|约|过)?(?:一半|半数)|(?P<over>过半|大半)")
_FRACTION = expression(
    rf"(?<![{PLAIN_DIGITS}十\d])([{PLAIN_DIGITS}十]+|\d+)分之([{PLAIN_DIGITS}十]+|\d+)(?![\d{PLAIN_DIGITS}十百千])"
)


def shares_in(plain: str) -> Iterator[NumberWording]:
    """Shares in words, as per cent: 一半 is 50, 三分之一 33.33 or 33.3, as far as two decimals go."""
    for match in _HALVES.finditer(plain):
        word = "超过" if match["over"] else {"过": "超过"}.get(match["word"] or "", match["word"])
        words = (word,) if word else ()
        yield NumberWording(Decimal(50), Decimal(1), match[0], "", "", words, start=match.start())
    for match in _FRACTION.finditer(plain):
        whole, part = spelled(match[1]), spelled(match[2])
        if whole is None or part is None or not 0 < part.value < whole.value:
            continue
        share = part.value * 100 / whole.value
        for rounded in dict.fromkeys(share.quantize(Decimal(1).scaleb(-places)) for places in (2, 1)):
            yield NumberWording(rounded, Decimal("0.01"), match[0], "", "", start=match.start())


_ENDS = ("、", ",", ";", "。", ":", ")")


def with_half_tenths(numbers: Sequence[NumberWording], plain: str) -> Iterator[NumberWording]:
    """三成五 and 三成半 as one number, 35 per cent; the others as they are."""
    taken = False
    for number, behind in zip_longest(numbers, numbers[1:]):
        if taken:
            taken = False
            continue
        end = number.start + len(number.digits)
        joined = plain[end : end + 1] == "成"
        taken = joined and behind is not None and behind.start == end + 1 and len(behind.digits) == 1
        taken = taken and (not behind.tail or behind.tail.startswith((*behind.words, *_ENDS)))
        if taken or (joined and plain[end + 1 : end + 2] == "半"):
            more = behind.value if taken else Decimal(5)
            words = tuple(dict.fromkeys((*number.words, *(behind.words if taken else ()))))
            value = number.value + (-more if number.value < 0 else more)
            yield replace(number, value=value, precision=Decimal(1), words=words)
        else:
            yield number


def in_percent(number: NumberWording, plain: str) -> NumberWording:
    """A number of a plain wording as per cent, where what stands around it says thousandths, ten thousandths or tenths."""
    factor = Decimal(1)
    before = plain[: number.start]
    if before.endswith("千分之") or number.tail.startswith("‰"):
        factor = Decimal("0.1")
    elif before.endswith("万分之") or number.tail.startswith("‱"):
        factor = Decimal("0.01")
    elif number.tail.startswith("成"):
        factor = Decimal(10)
    return replace(number, value=number.value * factor, precision=number.precision * factor)
