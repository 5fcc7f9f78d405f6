"""Words of the trade lead to their explanation where a page says them first; nowhere else, and never inside a link."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>|<!--.*?-->", re.DOTALL)
# Where words may lead away; anything else that is open forbids it.
_PROSE = frozenset({"p", "dd", "li"})
_FORBIDDEN = frozenset(
    {
        "a",
        "button",
        "summary",
        "table",
        "svg",
        "script",
        "figure",
        "nav",
        "form",
        "label",
        "span",  # a number with its unit, a mark, or words that only a screen reader says
        "h1",
        "h2",
        "h3",
        "h4",
        "code",
    }
)
_LOOKED_AT = 30_000  # characters of a page from its main part on; what stands further below was said before


def explained(page: str, terms: Mapping[str, str]) -> str:
    """*page* with the first mention of every term (word → address of its explanation) in its prose as a link."""
    start = page.find("<main")
    if start < 0 or not terms:
        return page
    open_terms = dict(terms)
    pattern = re.compile("|".join(map(re.escape, sorted(open_terms, key=len, reverse=True))))
    pieces, at, prose, forbidden = [page[:start]], start, 0, 0
    for tag in _TAG.finditer(page, start, min(len(page), start + _LOOKED_AT)):
        text = page[at : tag.start()]
        if prose > 0 and not forbidden and open_terms and pattern.search(text):
            text = pattern.sub(lambda match: _led(match[0], open_terms), text)
        pieces += [text, tag[0]]
        at = tag.end()
        step = -1 if tag[1] else 1
        prose += step * (tag[2] in _PROSE)
        forbidden += step * (tag[2] in _FORBIDDEN)
        if tag[1] and tag[2] == "main":
            break
    return "".join((*pieces, page[at:]))


def _led(word: str, open_terms: dict[str, str]) -> str:
    address = open_terms.pop(word, "")
    return f'<a class="term" href="{address}">{word}</a>' if address else word
