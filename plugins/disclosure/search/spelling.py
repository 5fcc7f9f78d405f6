"""One spelling for texts and questions: full width, traditional characters, dates and amounts however they are written.

`theme/js/search.js` does the same to what readers type; tests/unit/test_search_spelling.py holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from operator import add

from ..expressions import expression
from ..identifiers import variants
from ..numerals import spelled

_DIGITS = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_SCALES = "十百千万亿拾佰仟廿卅"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"

# What is spelled anew, in this order at each place: days, amounts, ids (left alone), Chinese numbers.
_RUN = expression(
    r"(?P<day>((?:19|20)[0-9]{2})(?:年([0-9]{1,2})月(?:([0-9]{1,2})日)?|[./]([0-9]{1,2})[./]([0-9]{1,2})(?![0-9./])))"
    rf"|(?P<amount>({_ARABIC})(?![0-9a-z]|[-_/.,][0-9a-z])((?:[{_SCALES}][0-9.{_DIGITS}{_SCALES}]*)?))"
    r"|(?P<id>[0-9a-z]+(?:[-_/.][0-9a-z]+)*)"
    rf"|(?P<han>[{_DIGITS}{_SCALES}]{{2,}})"
)
# As much of a text as `_RUN` looks at from where it may begin, so that what such a piece becomes hangs on nothing around it.
_PIECE = expression(rf"([0-9a-z{_DIGITS}{_SCALES}][0-9a-z{_DIGITS}{_SCALES}年月日.,/_-]*)")
# Compatible signs that are on most pages: without them `normalize` sees that there is nothing to do.
_WIDE = tuple(zip("（）：；！？％＋＝", "():;!?%+=", strict=True))
_INVISIBLE = expression("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DASHES = expression("[\u2010-\u2015\u2212\ufe58]")
_SCALE_RUN = expression(f"[{_SCALES}]+")
_LARGEST = 9_000_000_000_000_000  # what a script can count exactly

# Each begins with one plain class, which `re` looks for many times faster than for a repeated one.
_TOKEN = expression(r"[0-9a-z][0-9a-z]*(?:[-_/.][0-9a-z]+)*")
_HAN = expression("[\u3400-\u9fff][\u3400-\u9fff]+")
# A short number or word with what stands beside it: 第1, 1号; alone it would stand everywhere, or, of one character, nowhere.
_BEHIND = expression("[\u3400-\u9fff][0-9a-z]{1,4}(?![0-9a-z]|[-_/.][0-9a-z])")
_BEFORE = expression("[0-9a-z](?<![0-9a-z][0-9a-z])(?<![0-9a-z][-_/.][0-9a-z])[0-9a-z]{0,3}[\u3400-\u9fff]")
_DAY = expression(r"(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?")
_DECIMAL = expression(r"[0-9]+\.[0-9]+")
_PARTS = expression(r"[-_/.]")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    return str.maketrans(dict(variants()))


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(variants())}]")


def canonical(text: str) -> str:
    """The text as it is compared: `620,000元`, `62万元` and `六十二万元` are all `620000元`, `2024年6月3日` is `2024-06-03`."""
    text = text.replace("，", "、")
    for wide, sign in _WIDE:
        text = text.replace(wide, sign)
    text = unicodedata.normalize("NFKC", text).lower()
    text = _DASHES.sub("-", _INVISIBLE.sub("", text))
    if _traditional().search(text):
        text = text.translate(_table())
    pieces = _PIECE.split(text)  # text, piece, text, piece, …, text
    pieces[1::2] = map(_spelled_piece, pieces[1::2])
    return "".join(pieces)


@lru_cache(maxsize=1 << 16)
def _spelled_piece(piece: str) -> str:
    if piece.isalnum() and piece.isascii():  # a bare number or an id, as most are
        return piece
    return _RUN.sub(_respelled, piece)


def _respelled(match: re.Match[str]) -> str:
    return match[0] if match["id"] else _spelled_run(match[0])


def _spelled_run(run: str) -> str:
    match = _RUN.fullmatch(run)
    if match is None:  # only possible where what follows decides
        return run
    if match["day"]:
        return _day(match)
    if match["han"]:
        return _whole(run) or run
    arabic, scales = match[8], match[9]
    if not scales:
        return _plain(arabic)
    whole = _whole(run)
    if whole:
        return whole
    head = _SCALE_RUN.match(scales)
    value = _whole(arabic + head[0]) if head else ""
    return f"{value}{scales[len(head[0]) :]}" if head and value else _plain(arabic) + scales


def _day(match: re.Match[str]) -> str:
    year, month, day = match[2], match[3] or match[5], match[4] or match[6]
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):  # noqa: PLR2004
        return match[0]
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _plain(arabic: str) -> str:
    """A number without marks of thousands and idle zeros; one that begins with 0 is no amount and stays."""
    digits = arabic.replace(",", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _whole(run: str) -> str:
    """The value of a number in digits and Chinese numerals, or nothing."""
    number = spelled(run)
    if number is None or number.value > _LARGEST:
        return ""
    return _plain(format(number.value, "f"))


def terms(text: str) -> set[str]:
    """What of a text in its one spelling is in the index: two characters side by side, whole numbers, ids and their parts."""
    pairs, tokens = map(_pairs, set(_HAN.findall(text))), map(_kept, set(_TOKEN.findall(text)))
    return set().union(_BEHIND.findall(text), _BEFORE.findall(text), *pairs, *tokens)


_DIGITS_AT_FIRST = expression(r"[0-9]+")
_LIKE_FROM = 4  # digits of a number that somebody remembers by its first ones


def like(number: str) -> tuple[str, ...]:
    """What the number of a figure is found by where only its first digits are remembered: 198.05万元 by ~19e7 and ~198e7.

    Its first two digits and its first three, and how many it has before the point.
    """
    match = _DIGITS_AT_FIRST.search(canonical(number))
    digits = match[0].lstrip("0") if match else ""
    return (f"~{digits[:2]}e{len(digits)}", f"~{digits[:3]}e{len(digits)}") if len(digits) >= _LIKE_FROM else ()


@lru_cache(maxsize=1 << 16)
def _pairs(run: str) -> tuple[str, ...]:
    return tuple(map(add, run, run[1:]))


@lru_cache(maxsize=1 << 16)
def _kept(token: str) -> tuple[str, ...]:
    return tuple(part for part in _parts(token) if len(part) > 1)


def _parts(token: str) -> Iterator[str]:
    yield token
    if _DAY.fullmatch(token):
        yield token[:7]
        yield token[:4]
    elif not _DECIMAL.fullmatch(token):
        yield from _PARTS.split(token)
