"""How wide a text gets, and where it is broken: pictures can't ask a browser."""

from __future__ import annotations

import re

from ..expressions import expression


def measured(text: str, size: float) -> float:
    """How wide a text may get: a Han character is 1 em, and no Latin one is taken for narrower than it can be."""
    return size * sum(map(_EM.__getitem__, text))


class _Widths(dict[str, float]):
    """Sign → em, filled as signs are met."""

    def __missing__(self, sign: str) -> float:
        self[sign] = width = 1 if not sign.isascii() else 0.8 if sign.isupper() else 0.62
        return width


_EM = _Widths(
    {" ": 0.35, ".": 0.35, ",": 0.35, "%": 0.95, "m": 0.95, "w": 0.9, "M": 1.0, "W": 1.05, "@": 1.05, "−": 0.65}
)
_WORD = expression(r"[!-~]+(?:[余多]?[百千万亿]*[余多]?元?)|[“‘（《「『【]*.", re.DOTALL)
_NOT_FIRST = frozenset("，。；：、！？）》”’」』】…%％·~～†")


def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text into lines; numbers stay whole, closing marks do not begin a line, nothing is cut off."""
    lines = [""]
    for word in _WORD.findall(text):
        fits = measured(lines[-1] + word, size) <= width or (word in _NOT_FIRST and lines[-1])
        if fits or not lines[-1]:
            lines[-1] += word
        else:
            lines.append(word)
        while measured(lines[-1], size) > width + size and len(lines[-1]) > 1:
            keep = max(1, next((n for n in range(1, len(lines[-1])) if measured(lines[-1][:n], size) > width), 2) - 1)
            lines[-1:] = [lines[-1][:keep], lines[-1][keep:]]
    return tuple(lines)
