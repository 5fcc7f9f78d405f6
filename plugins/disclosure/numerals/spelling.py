"""One number as people spell it: digits with marks of thousands, Chinese numerals, or both mixed (1亿3000万)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..identifiers import simplified

# Thousands are parted all through or not at all.
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"

# Digits that stand beside a number and belong to a note: 100², 86万元①. Behind a letter they are part of a unit: m².
NOTE_MARKS = "²³¹⁰⁴-⁹₀-₉①-⒛⓪㉑-㉟㊱-㊿㈠-㈩㊀-㊉"  # as in a set of characters
_NOTE_MARKS = re.compile(rf"(?<![A-Za-zＡ-Ｚａ-ｚ])[{NOTE_MARKS}]+")


def in_one_width(text: str) -> str:
    """A text with full-width signs as those of ASCII (NFKC), marks of notes left as they are: 100² is not 1002."""
    if not _NOTE_MARKS.search(text):
        return unicodedata.normalize("NFKC", text)
    words, marks = _NOTE_MARKS.split(text), _NOTE_MARKS.findall(text)
    return "".join(unicodedata.normalize("NFKC", word) + mark for word, mark in zip(words, [*marks, ""], strict=True))


def has_note_mark(text: str) -> bool:
    """Whether a text has a digit that belongs to a note."""
    return bool(_NOTE_MARKS.search(text))


_PLAIN = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2, "兩": 2}
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)) | {"貳": 2, "參": 3, "参": 3, "叄": 3, "陸": 6}
_ZEROS = "〇零"
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SECTIONS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TENS = {"廿": "二十", "卅": "三十"}

PLAIN_DIGITS = "".join((*_PLAIN, *_ZEROS))
FORMAL_DIGITS = "".join((*_FORMAL, *_ZEROS))
SCALES = "".join((*_UNITS, *_SECTIONS, *_TENS))

_TOKEN = re.compile(rf"(?P<arabic>{ARABIC})|(?P<sign>.)")

# Money in numerals, or in several magnitudes: 人民币壹拾贰亿元整, 1亿2000万元; not digits and one magnitude, as 198.05万元.
_SPELLED_OUT = re.compile(
    rf"(?:人民币)?(?!(?:{ARABIC})[百千]?[万亿]?元?$)[{PLAIN_DIGITS}{FORMAL_DIGITS}{SCALES}0-9,.元圆块角分整正]+"
)

# Two digits side by side that mean “between them”: 三四百, 七八万.
_SPAN = re.compile("一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九")
_PLANS = frozenset({"十三五", "十四五"})  # five-year plans; in 十二五 no two digits stand so

_BEYOND = Decimal(10) ** 28  # from here on decimals are no longer exact: 亿亿亿亿 is a row of signs, and no number


def is_spelled_out(wording: str) -> bool:
    """Whether a wording of money is nothing but numerals, so that a reader would have to work out its digits: 壹仟万元整."""
    return bool(_SPELLED_OUT.fullmatch(simplified(in_one_width(wording)).replace(" ", "")))


class Spelled(Struct, frozen=True):
    """A number: its value, the place value of its last digit, its digits and the one magnitude behind them."""

    value: Decimal
    place: Decimal
    digits: str
    magnitude: str


class _NumeralToken(Struct, frozen=True):
    """A token: a number below its unit, a unit, or a zero that only keeps a place."""

    number: Decimal | None = None
    unit: int = 0
    arabic: str = ""


def spelled(text: str) -> Spelled | None:
    """The number that *text* spells as a whole; None where it spells none, or can be understood in two ways.

    万 behind which stands one lonely digit (三万五) may be 35,000 or 30,005: nobody can tell.
    """
    pieces = _pieces(text)
    if not pieces:
        return None
    simple = _simple(text, pieces)
    if simple:
        return simple
    if any(piece.number is not None and piece.number != int(piece.number) for piece in pieces):
        return None
    sequence = _sequence(pieces)
    if sequence is not None:
        return Spelled(sequence, Decimal(1), text, "")
    value = _whole(pieces)
    if value is None:
        return None
    return Spelled(value, _place(pieces), text, "")


def span(text: str) -> tuple[Spelled, ...]:
    """The two numbers between which 三四百 or 七八万 leaves the truth, none where two digits do not stand so."""
    match = _SPAN.search(text)
    if match is None or text in _PLANS:
        return ()
    low, high = (spelled(text[: match.start()] + digit + text[match.end() :]) for digit in match[0])
    return (replace(low, digits=text, magnitude=""), replace(high, digits=text, magnitude="")) if low and high else ()


def scale(text: str) -> Decimal | None:
    """What 百, 千万 or 十亿 alone amounts to; None where something else stands there."""
    if not text or any(sign not in _UNITS and sign not in _SECTIONS for sign in text):
        return None
    value = Decimal(1)
    for sign in text:
        value *= _UNITS.get(sign) or _SECTIONS[sign]
        if value >= _BEYOND:
            return None
    return value


def _pieces(text: str) -> list[_NumeralToken]:
    """The tokens of a number, or nothing where a sign is none of a number."""
    pieces: list[_NumeralToken] = []
    for sign, tens in _TENS.items():
        text = text.replace(sign, tens)
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if match["arabic"]:
            pieces.append(_NumeralToken(Decimal(sign.replace(",", "")), arabic=sign.replace(",", "")))
        elif sign in _ZEROS:
            pieces.append(_NumeralToken(Decimal(0)))
        elif sign in _PLAIN or sign in _FORMAL:
            pieces.append(_NumeralToken(Decimal(_PLAIN.get(sign) or _FORMAL[sign])))
        elif sign in _UNITS or sign in _SECTIONS:
            pieces.append(_NumeralToken(unit=_UNITS.get(sign) or _SECTIONS[sign]))
        else:
            return []
    return pieces


def _simple(text: str, pieces: Sequence[_NumeralToken]) -> Spelled | None:
    """One number and magnitudes behind it: 62万, 3.2百万, 二百, and 十, 二十, 十五 as numbers below a hundred."""
    head, tail = pieces[0], pieces[1:]
    digits = len(text)
    factor = Decimal(1)
    if head.number is None:
        return None
    for piece in tail:
        if not piece.unit:
            return None
        factor *= piece.unit
        if factor >= _BEYOND:
            return None
    if not head.arabic and tail and tail[0].unit == 10:  # noqa: PLR2004  (二十 is a number, 二百 a number and its magnitude)
        return None
    if any(piece.unit < 10_000 for piece in tail[1:]):  # noqa: PLR2004  (only 万 and 亿 follow another)
        return None
    digits -= len(tail)
    exponent = head.number.as_tuple().exponent
    place = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return Spelled(head.number * factor, place * factor, text[:digits], text[digits:])


def _sequence(pieces: Sequence[_NumeralToken]) -> Decimal | None:
    """Digits read one by one, as in years: 二〇二五; at least three of them."""
    if len(pieces) < 3 or any(piece.unit or piece.arabic for piece in pieces):  # noqa: PLR2004
        return None
    return Decimal("".join(str(piece.number) for piece in pieces))


def _whole(pieces: Sequence[_NumeralToken]) -> Decimal | None:
    """A number of any size: the part before 亿 or 万 counts that many times, what follows is added; neither stands twice."""
    for unit in (100_000_000, 10_000):
        places = [at for at, piece in enumerate(pieces) if piece.unit == unit]
        if len(places) > 1:
            return None
        if places:
            high, rest = _whole(pieces[: places[0]]), _rest(pieces[places[0] + 1 :], unit)
            return None if high is None or rest is None else high * unit + rest
    return _section(pieces)


def _rest(low: Sequence[_NumeralToken], unit: int) -> Decimal | None:
    """What stands behind 亿 or 万; nothing is zero, a lonely digit is unclear."""
    if not low:
        return Decimal(0)
    if len(low) == 1:
        full = len(str(unit)) - 1
        return low[0].number if len(low[0].arabic) == full else None
    value = _whole(low)
    return value if value is not None and value < unit else None


def _section(pieces: Sequence[_NumeralToken]) -> Decimal | None:
    """A number below ten thousand: digits before falling 千, 百, 十, with zeros between as they are spoken."""
    value = Decimal(0)
    digit: Decimal | None = None
    below = 10_000
    zero = False
    for at, piece in enumerate(pieces):
        if piece.unit:
            if digit is None and piece.unit != 10:  # noqa: PLR2004  (十五, but no 百五)
                return None
            if piece.unit >= below:
                return None
            value += (Decimal(1) if digit is None else digit) * piece.unit
            below, digit, zero = piece.unit, None, False
        elif piece.number == 0 and not piece.arabic:
            if digit is not None:
                return None
            zero = True
        else:
            if digit is not None or (len(piece.arabic) > 1 and at):
                return None
            digit = piece.number
    if digit is None:
        return value if pieces and not zero else None  # 一百零 was cut short
    # 三百五 may be 350 or 305
    return value + digit if not value or zero or below == 10 else None  # noqa: PLR2004


def _place(pieces: Sequence[_NumeralToken]) -> Decimal:
    """The place value of the last digit of a number: 一亿三千万 is known to ten million, 二十 and 二十五 to one."""
    factor = Decimal(1)
    for piece in reversed(pieces):
        if not piece.unit:
            break
        factor *= piece.unit if piece.unit > 10 else 1  # noqa: PLR2004
    return factor
