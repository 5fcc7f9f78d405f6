"""One spelling for all that is looked through: no invisible signs, every digit of every script as 0 to 9."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from ..expressions import expression

# Parts that do not belong together: cells of a table, paragraphs of a page. No number goes across it.
BREAK = "\x1c"
# A line that was wrapped while somebody typed: the next line may go on within a word or a number.
WRAP = "\x0b"

_HAN_DIGITS = {
    **dict.fromkeys("〇零○Ｏ", "0"), **dict.fromkeys("一壹弌幺", "1"), **dict.fromkeys("二贰貳弍两兩", "2"),
    **dict.fromkeys("三叁參叄弎", "3"), **dict.fromkeys("四肆", "4"), **dict.fromkeys("五伍", "5"), **dict.fromkeys("六陆陸", "6"),
    **dict.fromkeys("七柒", "7"), **dict.fromkeys("八捌", "8"), **dict.fromkeys("九玖", "9"),
}  # fmt: skip
_HAN = "".join(_HAN_DIGITS)
_TO_DIGITS = str.maketrans(_HAN_DIGITS)

# Everything but ASCII, the usual Chinese characters and the common Chinese signs.
_ODD = expression(r"[^\x00-\x7f\u4e00-\u9fa5\u3001\u3002\uff0c\uff1a\uff1b\u201c\u201d]")
# Chinese characters beyond those that our expressions know as one; names have them (李䶮). Not those that are another one to Unicode.
_RARE = expression(
    r"[\u2e80-\u2eff\u3400-\u4dbf\u9fa6-\u9fff\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29\U00020000-\U0002f7ff\U0002fa20-\U0003ffff]"
)
_STAND_INS = "鼪鼫鼭鼮鼰鼱鼲鼳鼵鼶鼷鼸鼺"  # characters of which no word and no name is made: several, so that two names hardly become one
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Digits of whatever script with hardly anything between them, a Chinese one among them.
_MIXED = expression(rf"[0-9{_HAN}](?:[^\w{BREAK}]{{0,3}}[0-9{_HAN}]){{6,}}")
_HAS_HAN = expression(rf"[{_HAN}]")
# Letters in the place of digits: 138OO138OOO, I38 OO13 8OOO.
_LETTERS = expression(
    r"(?<![A-Za-z0-9])(?:[0-9OoIl]{17}[xX]|[0-9OoIl]{11,18}|[0-9OoIl]{3}([ .-])[0-9OoIl]{4}\1[0-9OoIl]{4})(?![A-Za-z0-9])"
)
_FEWEST_DIGITS = 5
_BEGINS_AS_MOBILE = expression(r"1[3-9](?=[^0-9]*[0-9])")  # 138OOOOOOO1: no word is written so
_FROM_LETTERS = str.maketrans("OoIl", "0011")

# What a text must have to hold a number of a person at all: seven digits or Chinese digits close to each other, or an entity.
# Written for tables of millions of rows, in which most cells have none.
_ANY_DIGIT = (
    rf"[0-9\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289{_HAN}]"
)
DIGITS = (
    rf"(?:{_ANY_DIGIT}[^\u4e00-\u9fff0-9]{{0,8}}[点杠横转空]?){{6}}{_ANY_DIGIT}|&#|[OoIl]{{2}}[0-9]|[0-9][OoIl]{{2}}"
)


# Latin letters with accents, and the letters that are no letter and an accent to Unicode.
_ACCENTED = expression(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_STROKES = {"Đ": "D", "đ": "d", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "ı": "i"}


def _stand_in(sign: str) -> str:
    return _STAND_INS[ord(sign) % len(_STAND_INS)]


def with_usual_characters(text: str) -> str:
    """The text with a usual character in the place of every rare one, sign for sign: what tells a person does not hang on it."""
    return _RARE.sub(lambda match: _stand_in(match[0]), text)


def _without_accent(letter: str) -> str:
    return _STROKES.get(letter) or unicodedata.normalize("NFD", letter)[0]


def without_accents(text: str) -> str:
    """The text with plain Latin letters in the place of those with accents: Jose Garcia for José García."""
    return _ACCENTED.sub(lambda match: _without_accent(match[0]), text)


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign in _INVISIBLE:
        return ""
    if _RARE.match(sign):
        return _stand_in(sign)
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if _ACCENTED.match(sign):
        return _without_accent(sign)
    category = unicodedata.category(sign)
    # Format signs, accents, the frames of keycaps, and what belongs to no alphabet at all.
    return "" if category in {"Cf", "Mn", "Me", "Cn", "Co"} else sign


# What `traditional.txt` leaves as it is, or reads in another sense than the words that tell of persons.
_IN_OUR_SENSE = {"徵": "征", "帳": "账", "歳": "岁"}


@cache
def variants() -> MappingProxyType[str, str]:
    """Traditional character → the simplified one."""
    lines = Path(__file__).with_name("traditional.txt").read_text("utf-8").splitlines()
    return MappingProxyType({sign: line[0] for line in lines if not line.startswith("#") for sign in line[1:]})


# Radicals of the supplement that look like a whole character; Unicode itself knows what the others stand for, but for ⼾.
_RADICALS = dict(
    zip(
        "⼾⺎⺒⺓⺜⺝⺟⺠⺩⺪⺫⺻⺼⻁⻃⻄⻅⻆⻇⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "户兀巳幺日月母民王疋目聿月虎西西见角角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


@cache
def look_alikes() -> MappingProxyType[str, str]:
    """Radical of a dictionary (⻓, ⼤) → the character for which programs that print PDFs put it."""
    by_unicode = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return MappingProxyType({**by_unicode, **_RADICALS})


@cache
def _simpler() -> dict[int, str]:
    alike = {radical: variants().get(character, character) for radical, character in look_alikes().items()}
    return str.maketrans({**variants(), **alike, **_IN_OUR_SENSE})


# The end of a line of the source between two characters, which a page shows as nothing or as a blank.
_WRAPPED = expression(rf"(?<=[\u3400-\u9fff]){WRAP}(?=[\u3400-\u9fff])")


def unwrapped(text: str) -> tuple[str, ...]:
    """The text, and where a line of its source ends between two characters also the text without such ends."""
    return (text, _WRAPPED.sub("", text)) if WRAP in text and _WRAPPED.search(text) else (text,)


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return text.translate(_simpler())


def same_person(first: str, second: str) -> bool:
    """Whether two people are called alike, however the names are typed; a post behind one of them makes nobody else: 林会计（财务部）."""
    names = [simplified(spelled(name)).casefold() for name in (first, second)]
    bare = [_BRACKETED.sub("", name) or name for name in names]
    if not all(map(str.__ne__, names, bare)):  # two posts are two people: 会计（甲）、会计（乙）
        names = bare
    left, right = ("".join(filter(str.isalnum, name)) for name in names)
    return left == right


_BRACKETED = expression(r"\([^()]*\)|\[[^\[\]]*\]")


def _plain_letters(text: str) -> str:
    return _ODD.sub(lambda match: _plain_sign(match[0]), simplified(text))


# As long as a mobile number, or as a resident's or a card's.
_MOBILE_LONG, _CARD_LONG = expression(r"(?:0086|86)?1[3-9][0-9]{9}"), expression(r"[0-9]{15,19}")
_LIKE_A_DASH = expression(r"(?<=[0-9])一(?=[0-9])")
_AT_AN_END = expression(rf"^[{_HAN}]|[{_HAN}]$|[{_HAN}](?![0-9])|(?<![0-9])[{_HAN}]")


def _from_han(match: re.Match[str]) -> str:
    """Three Chinese digits or more are read as digits; fewer may count paragraphs (一、138…) or stand for a dash (138一1234一5679).

    One or two are digits where the number is only then as long as it must be: 138-1234-567九.
    """
    text = match[0]
    plain = text.translate(_TO_DIGITS)
    if len(_HAS_HAN.findall(text)) >= 3:  # noqa: PLR2004
        return plain
    if _MOBILE_LONG.fullmatch(re.sub(r"[^0-9]", "", text)):
        return _LIKE_A_DASH.sub("-", text)
    digits = re.sub(r"[^0-9]", "", plain)
    inside = _CARD_LONG.fullmatch(digits) and not _AT_AN_END.search(text)
    return plain if inside or _MOBILE_LONG.fullmatch(digits) else text


def _plain_digits(text: str) -> str:
    """Chinese digits and letters in the place of digits as digits, sign for sign."""
    if _HAS_HAN.search(text):
        text = _MIXED.sub(_from_han, text)
    return _LETTERS.sub(_from_letters, text)


def _from_letters(match: re.Match[str]) -> str:
    enough = sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS or _BEGINS_AS_MOBILE.match(match[0])
    return match[0].translate(_FROM_LETTERS) if enough else match[0]


_TAG = expression(r"</?[A-Za-z][^<>]{0,60}>")


def without_tags(text: str) -> str:
    """The text with a wrap for every tag of HTML, which people copy into cells: 138<br>1234<br>5679."""
    return _TAG.sub(WRAP, text) if "<" in text else text


# Signs in the spelling of web addresses: all those of an address and of what is asked behind its ?, elsewhere two or more side by
# side (5%20 may be a share).
_ESCAPED = expression(
    r"(?i)(?:https?://|www\.|tel:|sms:|mailto:|[?&][A-Za-z_]{1,20}=)[^\s\u3000-\u303f\uff00-\uffef<>\"']*|(?:%[0-9a-f]{2}){2,}"
)


def unquoted(address: str) -> str:
    """A web address with what it writes as %E6%AC%A7 (UTF-8 or GBK) as the signs that are meant."""
    for _ in range(_MOST_QUOTED):
        content = unquote_to_bytes(address) if "%" in address else b""
        plain = next((text for encoding in ("utf-8", "gb18030") if (text := _decoded(content, encoding))), address)
        if plain == address:
            break
        address = plain.replace(BREAK, " ")
    return address


_MOST_QUOTED = 3  # an address inside an address is quoted once more: %2531 for %31


def _decoded(content: bytes, encoding: str) -> str:
    """The text of bytes, or nothing where they are none."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def with_addresses_unquoted(text: str) -> str:
    """A text with the signs that are meant in the web addresses that stand in it."""
    return _ESCAPED.sub(lambda match: unquoted(match[0]), text) if "%" in text else text


def spelled(text: str) -> str:
    """The text in one spelling."""
    if "&" in text:
        text = unescape(text)
    text = with_addresses_unquoted(without_tags(text))
    if not text.isascii():
        text = _plain_letters(unicodedata.normalize("NFKC", _plain_letters(text)))
    return _plain_digits(text)


def spelled_with_places(text: str) -> tuple[str, list[int]]:
    """The text in one spelling, and for each of its signs the place in *text* that it comes from."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = _plain_letters(unicodedata.normalize("NFKC", _plain_letters(sign)))
        signs.append(plain)
        places.extend([place] * len(plain))
    return _plain_digits("".join(signs)), places
