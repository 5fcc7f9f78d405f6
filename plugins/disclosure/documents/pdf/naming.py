"""Letters that a file does not name, or names wrongly: they are marked, so that nothing is read over them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...expressions import expression
from ..text import UNKNOWN
from .lines import Letter, narrow

_WITHOUT_CODE = re.compile(r"\(cid:[0-9]+\)")  # how a letter without a code comes
_OF_THE_FONT = expression("[\ue000-\uf8ff]")  # what it means is known to the font alone
# before the points of a list, in Wingdings
_POINTS = frozenset("\uf06c\uf06e\uf075\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc")
# Of the size of a letter.
_WIDE, _NARROW = 0.99, 0.8


def mark_unknown(letters: Sequence[Letter]) -> int:
    """Put a mark in the place of each letter of a page that has no name or a wrong one; how many had."""
    latin = any(letter["text"].isalnum() and narrow(letter["text"]) and _width(letter) < _NARROW for letter in letters)
    chinese = {letter["fontname"] for letter in letters if not narrow(letter["text"]) and _width(letter) >= _WIDE}
    unknown = 0
    for letter in letters:
        if letter["text"] in _POINTS:
            letter["text"] = "•"
            continue
        # Some programs name a Chinese letter Q: it stays as wide as one, while the page sets Latin letters narrow.
        misnamed = latin and letter["fontname"] in chinese and _is_latin(letter) and abs(1 - _width(letter)) < 1 - _WIDE
        if (
            misnamed
            or letter["text"] == UNKNOWN
            or _WITHOUT_CODE.fullmatch(letter["text"])
            or _OF_THE_FONT.search(letter["text"])
        ):
            letter["text"] = UNKNOWN
            unknown += 1
    return unknown


def _is_latin(letter: Letter) -> bool:
    text = letter["text"]
    return text.isalpha() and narrow(text) and text < "\u0250"


def _width(letter: Letter) -> float:
    return float((letter["x1"] - letter["x0"]) / letter["size"])
