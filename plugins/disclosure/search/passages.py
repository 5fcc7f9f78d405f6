"""What a finished page says, as passages: each a run of words that stand together, with the anchor above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from ..expressions import expression

_HEADING = expression(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_FINDING = expression(r'<p class="finding">(.*?)</p>', re.DOTALL)
_TAG = expression(r"<([^>]*)>")
# What says nothing of its own: pictures, ways to other pages, the citation, lists of sources that stand on every page,
# and words for screen readers only but units.
_ASIDE = frozenset({"svg", "nav", "form", "script"})
_ASIDE_STARTS = (
    'details class="cite"',
    'details class="used"',
    'details class="wrong"',
    'ul class="moved"',
    'div class="rests-on"',
    'p class="wrong"',
)
_FOR_SCREEN_READERS = ' class="vh"'
# The unit of a column, whole or in parts, which stands above it on the page but not beside a row that was found.
_UNIT, _UNITS = 'span class="vh"', frozenset({"元", "万元", "亿元", "万", "亿"})
# So does what comes before the digits of a number (达, 约): without it an approximate number would seem exact.
_IN_NUMBER = ('span class="num', 'a class="num')
_WAY_BACK = 'a class="plain-source"'
_SINGLE = ("a ", 'span class="num')  # of which there are most, and hardly two alike
# Signs: left out where nothing but text is in them, and no arrow, without which the old and the new are one number.
_ARROW = " → "
_HIDDEN, _SIGN = ' aria-hidden="true"', 'span class="src'
_MARK = expression(r"a class=\"src\" href=\"[./]*([^\"#]*)#([^\"]+)\"")
_ANCHORED = frozenset({"h2", "h3", "h4", "li", "tr", "section", "figure", "article", "dl", "table"})
_CELLS = frozenset({"/td", "/th", "br"})
_BLOCK = expression(
    r"p|li|tr|h[1-6]|dt|dd|div|caption|figcaption|summary|section|ul|ol|dl|table|thead|tbody|figure|details"
    r"|article|aside|blockquote|center|footer|header|hgroup|hr|pre"
)
_REGISTER, _REGISTER_ENDS = '<ol class="register">', "</ol>"
_ITEM, _NEXT_ITEM, _LAST_ITEM_ENDS = '\n<li id="', '\n</li>\n<li id="', "\n</li>\n"
_USED, _USED_ENDS = '<details class="used">', "</details>"
_NUMBER = expression(r'<span class="register-number">.*?data-figure="[^"]*">(.*?)</span>', re.DOTALL)
_WHAT = expression(r'<span class="register-what">(.*?)</span><span class="register-number">', re.DOTALL)
_HEAD = expression(r'<p class="register-head">.*?</p>', re.DOTALL)
_SOURCE = expression(r'#(source-[^"]+)">')
_NAME = expression(r'<p class="entry-title">(.*?)</p>', re.DOTALL)
_DOCUMENT = expression(r'<li id="(source-[^"]+)">\n(.*?)</li>\n(?=<li id="|</ul>)', re.DOTALL)
_SENTENCE = expression(r"(?<=[。；！？])")
_LONGEST = 240  # characters of a passage, as far as its sentences can be parted
_SHORTEST = 2


class PagePassage(NamedTuple):
    """A run of words; *anchor* is the last one above it, *mark* where the first figure in it is registered (page#id)."""

    text: str
    anchor: str = ""
    mark: str = ""


class RecordPassages(NamedTuple):
    """A record among many on a page (a figure, a document): its anchor, name, number and source, and what is said of it."""

    anchor: str
    name: str
    number: str
    source: str
    passages: tuple[PagePassage, ...]


# What a tag is to the words around it.
_NOTHING, _SPACE, _BREAK, _STARTS, _ASIDE_TAG, _SIGNED, _REFERENCE = range(7)
_MEANINGS: dict[str, tuple[int, str]] = {}  # of tags that are alike on many pages
_MOST_TAGS = 1 << 12
_LINK = (_NOTHING, "")


def _meaning(tag: str) -> tuple[int, str]:
    """The meaning of what stands between < and >, with the anchor, the mark, or the tag that ends it."""
    if tag.startswith(_SINGLE) and _FOR_SCREEN_READERS not in tag and not tag.startswith(_WAY_BACK):
        mark = _MARK.match(tag)
        return (_REFERENCE, f"{mark[1]}#{mark[2]}") if mark else _LINK
    meaning = _read_meaning(tag)
    if len(_MEANINGS) < _MOST_TAGS and meaning[0] != _STARTS:
        _MEANINGS[tag] = meaning
    return meaning


def _read_meaning(tag: str) -> tuple[int, str]:
    name = tag.partition(" ")[0]
    if tag[:1] == "/":
        meaning = _SPACE if tag in _CELLS else _BREAK if _BLOCK.fullmatch(tag[1:]) else _NOTHING
        return meaning, ""
    if name in _ASIDE or tag.startswith((*_ASIDE_STARTS, _WAY_BACK)) or _FOR_SCREEN_READERS in tag:
        return _ASIDE_TAG, "/details" if tag.startswith('div class="rests-on"') else f"/{name}"
    if tag.startswith(_SIGN) or _HIDDEN in tag:
        return _SIGNED, f"/{name}"
    if name in _ANCHORED and ' id="' in tag:
        return _STARTS, tag.partition(' id="')[2].partition('"')[0]
    return (_SPACE if tag in _CELLS else _BREAK if _BLOCK.fullmatch(name) else _NOTHING), ""


def main_part(page: bytes) -> str:
    """The markup of the main part of a written page; '' where it has none."""
    start, end = page.find(b"<main"), page.find(b"</main>")
    return page[start:end].decode() if 0 <= start < end else ""


def heading(html: str) -> str:
    """What a page is called in its own words."""
    match = _HEADING.search(html)
    return _words(match[1]) if match else ""


def passages(main: str) -> list[PagePassage]:
    """Everything that the main part of a page says of its own, in order."""
    before, _, after = main.partition("<h1")
    return _passages(before + after.partition("</h1>")[2] if after else before)


def finding(html: str) -> list[PagePassage]:
    """What a page says in its first sentence."""
    match = _FINDING.search(html)
    return _passages(match[1]) if match else []


def _passages(markup: str, shortest: int = _SHORTEST) -> list[PagePassage]:  # noqa: C901  (one loop, for speed)
    parts = _TAG.split(markup)  # text, tag, text, tag, …, text
    result: list[PagePassage] = []
    anchor, mark, held = "", "", [parts[0]]
    at, last, known = 1, len(parts), _MEANINGS.get
    while at < last:
        tag = parts[at]
        meaning, detail = known(tag) or _meaning(tag)
        if meaning:
            if meaning == _SPACE:
                held.append(" ")
            elif meaning <= _STARTS:
                if held:
                    _end(result, held, anchor, mark, shortest)
                    held, mark = [], ""
                if detail:
                    anchor = detail
            elif meaning == _ASIDE_TAG:
                if tag != _UNIT or not (parts[at + 1] in _UNITS or parts[at - 2].startswith(_IN_NUMBER)):
                    at = _after(parts, detail, at)
            elif meaning == _REFERENCE:
                if not mark and "facts/" in detail:
                    mark = detail
                at = _after(parts, "/a", at)
            elif parts[at + 2 : at + 3] == [detail] and parts[at + 1] != _ARROW:
                at += 2
        text = parts[at + 1]
        if text and (held or text != "\n"):
            held.append(text)
        at += 2
    _end(result, held, anchor, mark, shortest)
    return result


def _after(parts: list[str], end: str, at: int) -> int:
    """Where the tag *end* stands behind *at*; *at* itself where nothing ends it."""
    try:
        return parts.index(end, at + 1)
    except ValueError:
        return at


def _end(result: list[PagePassage], held: list[str], anchor: str, mark: str, shortest: int) -> None:
    """Add the passage of these texts, in several where it is long and its sentences can be parted."""
    words = " ".join("".join(held).split())
    if "&" in words:
        words = " ".join(unescape(words).split())
    if len(words) <= _LONGEST:
        if len(words) >= shortest:
            result.append(PagePassage(words, anchor, mark))
        return
    line = ""
    for sentence in _SENTENCE.split(words):
        if line and len(line) + len(sentence) > _LONGEST:
            result.append(PagePassage(line, anchor, mark))
            line = ""
        line += sentence
    if line.strip():
        result.append(PagePassage(line.strip(), anchor, mark))


def figures(html: str) -> Iterator[RecordPassages]:
    """The figures of a page of the register."""
    for part in html.split(_REGISTER)[1:]:
        register = part.partition(_REGISTER_ENDS)[0]
        for listed in register.removeprefix(_ITEM).removesuffix(_LAST_ITEM_ENDS).split(_NEXT_ITEM):
            anchor, _, item = listed.partition('">\n')
            if not item:
                continue
            before, _, used = item.partition(_USED)  # the longest part of most, and left aside by `_passages`, too
            item = before + used.partition(_USED_ENDS)[2]
            what, number, source = _WHAT.search(item), _NUMBER.search(item), _SOURCE.search(item)
            yield RecordPassages(
                anchor,
                _words(what[1]) if what else anchor,
                _words(number[1]) if number else "",
                source[1] if source else "",
                tuple(_passages(_HEAD.sub("", item))),
            )


def documents(html: str) -> Iterator[RecordPassages]:
    """The documents that a page lists as sources."""
    for anchor, item in _DOCUMENT.findall(html):
        name = _NAME.search(item)
        yield RecordPassages(
            anchor, _words(name[1]) if name else anchor, "", "", tuple(_passages(_NAME.sub("", item, count=1)))
        )


def without_documents(html: str) -> str:
    """A page without its list of documents."""
    return _DOCUMENT.sub("", html) if 'id="source-' in html else html


def _words(markup: str) -> str:
    if "<" not in markup:
        return " ".join(unescape(markup).split())
    return " ".join(passage.text for passage in _passages(markup, 1))
