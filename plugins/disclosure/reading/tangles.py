"""HTML that would take too long, or too much memory, to take to pieces: seen by counting its tags, before any parser meets it."""

from __future__ import annotations

import re

# Formatting that reaches over what follows is repeated for every block there: a few open tags make a page of gigabytes.
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_MOST_OPEN_FORMATS = 30
_MOST_OPEN = 2_000
_MOST_TAGS = 50_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")


def too_tangled(html: str, most_tags: int = _MOST_TAGS, implied: frozenset[str] = frozenset()) -> str:
    """Why HTML is not taken to pieces at all: it would take too long, or too much memory; nothing where it may be.

    *implied* are the elements that the next of their kind ends, so that many may stand without an end.
    """
    depths: dict[str, int] = {}
    formats = opened = 0
    for count, match in enumerate(_TAG.finditer(html)):
        if count > most_tags:
            return f"HTML 标签超过 {most_tags} 个"
        closing, name = match[1], match[2].lower()
        if name in _VOID or name in implied:
            continue
        step = -1 if closing and depths.get(name, 0) else 0 if closing else 1
        depths[name] = depths.get(name, 0) + step
        opened += step
        formats += step if name in _FORMATTING else 0
        if formats > _MOST_OPEN_FORMATS or opened > _MOST_OPEN:
            return "HTML 标签套得太多层，或没有成对"
    return ""
