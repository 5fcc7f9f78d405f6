"""Numbers of a wording in the unit of a column: 35角 in 元, 2吨 in 千克, 翻一番 in %."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from ..expressions import expression
from .numbers import NumberWording

COINS = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01"), "厘": Decimal("0.001")}
_COINS = expression(r"(?P<base>角|毛|厘(?![米升克])|分(?![钟之店会公校支中布期类批享]))")
# Measures of one kind each, by how much of the first of them they are.
MEASURES: tuple[dict[str, Decimal], ...] = (
    {"千克": Decimal(1), "公斤": Decimal(1), "吨": Decimal(1000), "市斤": Decimal("0.5"), "斤": Decimal("0.5"), "克": Decimal("0.001")},
    {"升": Decimal(1), "毫升": Decimal("0.001")},
    {"公里": Decimal(1), "千米": Decimal(1), "米": Decimal("0.001")},
    {"亩": Decimal(1), "公顷": Decimal(15)},
    {"分钟": Decimal(1), "小时": Decimal(60), "个小时": Decimal(60)},
)  # fmt: skip
_MEASURE_BEHIND = {word: expression(rf"(?P<unit>{'|'.join(kind)})") for kind in MEASURES for word in kind}
TIMES = {"%": 100, "倍": 1}
_MOST_DOUBLINGS = 10


def in_times(number: NumberWording, unit: str) -> Iterator[NumberWording]:
    """Growth in 倍 or %: 增长一倍 is 100 %; 翻一番 is 倍 1 more or 2 in all, and nobody can tell which is meant; 翻1.5番 is no number."""
    whole_unit = TIMES[unit]
    if number.tail.startswith("番"):
        doublings = int(number.value)
        if doublings != number.value or not 0 < doublings <= _MOST_DOUBLINGS or number.tail.startswith("番半"):
            return
        whole = 2**doublings
        yield from (
            replace(number, value=Decimal(times * whole_unit), precision=Decimal(whole_unit))
            for times in (whole - 1, whole)
        )
    elif number.tail.startswith("倍"):
        yield replace(number, value=number.value * whole_unit, precision=number.precision * whole_unit)
    else:
        yield number


def in_measure(number: NumberWording, unit: str, kind: Mapping[str, Decimal]) -> NumberWording:
    """A number in the *unit* of a column where another one of its *kind* stands behind it: 2吨 are 2000 千克."""
    behind = _MEASURE_BEHIND[unit].match(number.tail)
    if behind is None:
        return number
    size, whole = kind[behind["unit"]], kind[unit]
    return replace(number, value=number.value * size / whole, precision=number.precision * size / whole)


def in_yuan(numbers: list[NumberWording], plain: str) -> list[NumberWording]:
    """Amounts in 元: coins are parts of it, 3元5角 is one amount, 3块5 and 1.5元5角, which tells the 角 twice, are none."""
    amounts: list[NumberWording] = []
    last_base = ""
    for number in numbers:
        coins = _COINS.match(number.tail)
        base = coins["base"] if coins else ""
        previous = amounts[-1] if amounts else None
        joined = previous is not None and plain[previous.start : number.start].endswith(("元", "圆", "块", "角", "毛"))
        if previous is not None and joined and base and previous.precision < COINS.get(last_base, Decimal(1)):
            amounts.pop()
        elif previous is not None and joined and base and base != last_base:
            amounts[-1] = replace(
                previous,
                value=previous.value + (-1 if previous.value < 0 else 1) * abs(number.value) * COINS[base],
                precision=number.precision * COINS[base],
                tail=number.tail,
                words=tuple(dict.fromkeys((*previous.words, *number.words))),
            )
        elif previous is not None and joined and previous.tail == "块":
            amounts.pop()
        else:
            factor = COINS.get(base, Decimal(1))
            amounts.append(replace(number, value=number.value * factor, precision=number.precision * factor))
        last_base = base
    return amounts
