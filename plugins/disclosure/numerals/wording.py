"""Numbers in the words of reports, as a column of a unit holds them: 62万余元, 增长一倍, 三成, -5万元."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from .measures import MEASURES, TIMES, in_measure, in_times, in_yuan
from .numbers import NumberWording, numbers_in
from .plain_wording import plain_wording
from .ranges import ranged
from .shares import in_percent, shares_in, with_half_tenths

_LONGEST, _MOST_NUMBERS = 2000, 60  # signs and numbers of a wording


@lru_cache(1 << 14)  # the wording of a figure is read for its value, its grain and its faults
def readings(text: str, unit: str) -> tuple[NumberWording, ...]:
    """The numbers of a wording, in order, as a column of *unit* holds them: 35角 is 3.5 元, 三成 is 30 %, 2吨 are 2000 千克.

    Without a unit each has the value that its digits say. What can be understood in two ways is no number, and a text that is
    no wording of a figure, so long or with so many numbers, has none that anybody could mean.
    """
    plain = plain_wording(text) if len(text) <= _LONGEST else ""
    if unit in TIMES:
        plain = plain.replace("翻番", "翻一番")
    numbers = list(ranged(plain, list(islice(numbers_in(plain), _MOST_NUMBERS))))
    if unit in TIMES:
        numbers = [times for number in numbers for times in in_times(number, unit)]
    if unit == "元":
        return tuple(in_yuan(numbers, plain))
    if unit == "%":
        shares = list(islice(shares_in(plain), _MOST_NUMBERS))
        within = [(share.start, share.start + len(share.digits)) for share in shares]
        apart = (number for number in numbers if not any(start <= number.start < end for start, end in within))
        every = (*shares, *with_half_tenths([in_percent(number, plain) for number in apart], plain))
        return tuple(sorted(every, key=lambda number: number.start))
    kind = next((kind for kind in MEASURES if unit in kind), None)
    return tuple(numbers) if kind is None else tuple(in_measure(number, unit, kind) for number in numbers)
