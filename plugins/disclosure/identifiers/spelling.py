"""One spelling for all that is looked through: no invisible signs, every digit of every script as 0 to 9."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape

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

# Everything but ASCII, Chinese characters and the common Chinese signs.
_ODD = expression(r"[^\x00-\x7f\u4e00-\u9fff\u3001\u3002\uff0c\uff1a\uff1b\u201c\u201d]")
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Digits of whatever script with hardly anything between them, a Chinese one among them.
_MIXED = expression(rf"[0-9{_HAN}](?:[^\w{BREAK}]{{0,3}}[0-9{_HAN}]){{6,}}")
_HAS_HAN = expression(rf"[{_HAN}]")
# Letters in the place of digits: 138OO138OOO.
_LETTERS = expression(r"(?<![A-Za-z0-9])(?=(?:[OoIl]*[0-9]){5})[0-9OoIl]{11,18}(?![A-Za-z0-9])")
_FROM_LETTERS = str.maketrans("OoIl", "0011")

# What a text must have to hold a number of a person at all: seven digits or Chinese digits close to each other, or an entity.
# Written for tables of millions of rows, in which most cells have none.
_ANY_DIGIT = (
    rf"[0-9\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289{_HAN}]"
)
DIGITS = rf"(?:{_ANY_DIGIT}[^\u4e00-\u9fff0-9]{{0,8}}[点杠横]?){{6}}{_ANY_DIGIT}|&#|[OoIl]{{2}}[0-9]|[0-9][OoIl]{{2}}"


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign in _INVISIBLE:
        return ""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    # Format signs, accents, the frames of keycaps, and what belongs to no alphabet at all.
    return "" if category in {"Cf", "Mn", "Me", "Cn", "Co"} else sign


# Traditional characters of the words that tell of persons: 學生, 三年級, 8歲, 電話, 住院.
_SIMPLER = str.maketrans(
    "級學歲園兒號樓單電話護證車戶門個腫癥殘縣鎮鄉區東爺媽親離養監貧難醫術療斷診確徵綜紅領隊員機碼帳銀聯繫絡郵歐陽隱華張劉陳楊趙黃吳孫馬羅鄭謝許鄧馮蕭蘇盧蔣賈葉閻潘韓龍萬錢湯賴龔買",
    "级学岁园儿号楼单电话护证车户门个肿症残县镇乡区东爷妈亲离养监贫难医术疗断诊确征综红领队员机码账银联系络邮欧阳隐华张刘陈杨赵黄吴孙马罗郑谢许邓冯萧苏卢蒋贾叶阎潘韩龙万钱汤赖龚买",
)


def _plain_letters(text: str) -> str:
    return _ODD.sub(lambda match: _plain_sign(match[0]), text.translate(_SIMPLER))


def _from_han(match: re.Match[str]) -> str:
    """Three Chinese digits or more are read as digits; fewer may count paragraphs: 一、138…"""
    enough = len(_HAS_HAN.findall(match[0])) >= 3  # noqa: PLR2004
    return match[0].translate(_TO_DIGITS) if enough else match[0]


def _plain_digits(text: str) -> str:
    """Chinese digits and letters in the place of digits as digits, sign for sign."""
    if _HAS_HAN.search(text):
        text = _MIXED.sub(_from_han, text)
    return _LETTERS.sub(lambda match: match[0].translate(_FROM_LETTERS), text)


_TAG = expression(r"</?[A-Za-z][^<>]{0,60}>")


def without_tags(text: str) -> str:
    """The text with a wrap for every tag of HTML, which people copy into cells: 138<br>1234<br>5679."""
    return _TAG.sub(WRAP, text) if "<" in text else text


def spelled(text: str) -> str:
    """The text in one spelling."""
    if "&" in text:
        text = unescape(text)
    text = without_tags(text)
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
