"""Signs that nobody sees or that look like others, which make two equal words differ, and signs that stand where a character was lost."""

from __future__ import annotations

import re
import unicodedata

from ..expressions import expression
from ..identifiers import look_alikes

# Format and control signs, fillers and blanks that look like nothing; ordinary spaces and line breaks are none of them.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
# What a wrong encoding leaves of characters, what a picture leaves where text was copied, and characters that only the
# computer shows on which they were made. Question marks stand for Han where an encoding lacked them: ??有限公司, 河??镇.
_HAN = "[\u3400-\u9fff]"
_LOST = expression(
    rf"[\ufffc\ufffd\ue000-\uf8ff]|锟斤拷|^\?{{2,}}(?={_HAN})|(?<={_HAN})(?<![吗呢么嘛吧])\?{{2,}}(?={_HAN})"
)
_RADICAL = re.compile("[\u2e80-\u2fdf]")
SUSPECT = re.compile(f"[{_UNSEEN}\u2e80-\u2fdf\ufffc\ufffd\ue000-\uf8ff锟?]")  # whatever may be any of these
# Parts of emoji: a joiner between two pictures, and the sign that asks for colour.
_IN_PICTURES = re.compile(
    "(?<=[\u2190-\u3299\U0001f000-\U0001faff])\ufe0f\u20e3?|(?<=[0-9#*])\ufe0f(?=\u20e3)"
    "|(?<=[\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)

# Signs by which others are shown the other way round, and signs that hold letters and digits of their own (a flag of a region
# apart, and the selector of one form of a character).
_TURNING = re.compile("[\u202b\u202e\u2067]")
_HOLDING = re.compile(
    "(?:\U0001f3f4[\U000e0061-\U000e007a]{4,6}\U000e007f|[\u3400-\u9fff\U00020000-\U0003ffff][\U000e0100-\U000e01ef])"
    "|(?P<sign>[\U000e0000-\U000e0fff])"
)

_NAMES = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字符",
    "\u200d": "零宽连字符",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u202a": "从左到右嵌入",
    "\u202b": "从右到左嵌入",
    "\u202c": "方向结束符",
    "\u202d": "从左到右强制",
    "\u202e": "从右到左强制",
    "\u2060": "词连接符",
    "\u2800": "空白盲文",
    "\u3164": "韩文填充符",
    "\ufeff": "字节顺序标记",
}


def unseen(text: str) -> list[tuple[int, str]]:
    """(place from 1, sign) of every unseen sign of a text that is no part of an emoji."""
    if text.isascii() and text.isprintable():
        return []
    allowed = {match.start() for match in _IN_PICTURES.finditer(text)} if not text.isascii() else set()
    return [(match.start() + 1, match[0]) for match in UNSEEN.finditer(text) if match.start() not in allowed]


def holding(text: str) -> int:
    """Where the first sign of a text stands that holds a letter or digit which nobody sees; -1 where there is none."""
    return next((match.start() for match in _HOLDING.finditer(text) if match["sign"]), -1)


def conceals(text: str) -> bool:
    """Whether the unseen signs of a text are part of what it says, so that it says something else without them."""
    return _TURNING.search(text) is not None or holding(text) >= 0


def lost(text: str) -> str:
    """The first sign of a text that stands where a character was lost (�, 锟斤拷) or that others can not see; else nothing."""
    match = _LOST.search(text)
    return match[0] if match else ""


def alike(text: str) -> list[tuple[int, str, str]]:
    """(place from 1, sign, the character that it looks like) of every radical of a text, as words out of a PDF have them."""
    radicals = ((match.start() + 1, match[0], look_alikes().get(match[0], "")) for match in _RADICAL.finditer(text))
    return [(place, sign, character) for place, sign, character in radicals if character]


def alike_named(text: str) -> str:
    """What is said of the first radical of a text; nothing where there is none."""
    for place, sign, character in alike(text)[:1]:
        return f"第 {place} 个字符“{sign}”（U+{ord(sign):04X}）不是汉字“{character}”，只是长得一样"
    return ""


def with_characters(text: str) -> str:
    """The same text with the characters that `alike` names."""
    return _RADICAL.sub(lambda match: look_alikes().get(match[0], match[0]), text)


def named(sign: str) -> str:
    """零宽空格 U+200B."""
    name = _NAMES.get(sign) or ("变体选择符" if "\ufe00" <= sign <= "\ufe0f" else "")
    if not name:
        name = "控制字符" if unicodedata.category(sign) == "Cc" else "看不见的字符"
    return f"{name} U+{ord(sign):04X}"


def without(text: str) -> str:
    """The same text without the signs that `unseen` names."""
    places = {place for place, _ in unseen(text)}
    return "".join(sign for place, sign in enumerate(text, 1) if place not in places) if places else text
