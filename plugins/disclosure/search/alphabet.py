"""Names in the order of their pinyin, by the letter that they begin with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from ..expressions import expression

_READ = expression("[〇㐀-\u9fff\U00020000-\U0003ffff]")  # Chinese characters; other signs have no reading
_SIGNS = re.compile(r"^[\W_]+")
OTHER = "0—9"  # names that begin with no letter

# GB 2312 has its 3,755 common characters in the order of their pinyin: here is where each letter begins.
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
    0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_END = 0xD7F9

# Its 3,008 others stand in the order of their radicals: their letters, a line for each row of the standard.
_OTHERS_FROM, _FIRST_COLUMN = 0xD8, 0xA1

T = TypeVar("T")


@cache
def _letters_of_others() -> list[str]:
    return Path(__file__).with_name("second_level.txt").read_text("ascii").split()


@lru_cache(maxsize=1 << 14)
def _place(sign: str) -> tuple[str, int]:
    """The letter of a character read alone, and its place among those of that letter."""
    if sign.isascii():
        return (sign.upper() if sign.isalpha() else " ", ord(sign))
    if not _READ.match(sign):
        return "~", _END + ord(sign)
    try:
        code = int.from_bytes(sign.encode("gb2312"))
    except UnicodeEncodeError:
        code = 0
    if _STARTS[0] <= code <= _END:
        return _LETTERS[bisect_right(_STARTS, code) - 1], code
    row, column = divmod(code, 256)
    if row >= _OTHERS_FROM:
        return _letters_of_others()[row - _OTHERS_FROM][column - _FIRST_COLUMN], _END + ord(sign)
    from pypinyin import Style, lazy_pinyin  # takes a quarter of a second to load, and hardly ever needed

    reading = lazy_pinyin(sign, style=Style.FIRST_LETTER)[0].upper()
    return (reading if "A" <= reading <= "Z" else "~", _END + ord(sign))


def _key(name: str) -> list[tuple[str, int]]:
    return [_place(sign) for sign in _SIGNS.sub("", name)]


def _letter(key: list[tuple[str, int]]) -> str:
    """The letter under which a name stands."""
    first = key[0][0] if key else " "
    return first if "A" <= first <= "Z" else OTHER


def by_letter(names: Iterable[tuple[str, T]]) -> dict[str, list[tuple[str, T]]]:
    """Letter → what begins with it, in the order of the pinyin; what begins with no letter stands last, under `OTHER`."""
    letters: dict[str, list[tuple[str, T]]] = {}
    keyed = [(_key(name), name, thing) for name, thing in names]
    for key, name, thing in sorted(keyed, key=itemgetter(0, 1)):
        letters.setdefault(_letter(key), []).append((name, thing))
    return dict(sorted(letters.items(), key=lambda pair: (pair[0] == OTHER, pair[0])))
