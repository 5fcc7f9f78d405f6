"""What a finished page says, as passages: each a run of words that stand together, with the anchor above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
# What says nothing of its own: pictures, ways to other pages, the citation, lists of sources that stand on every page,
# and signs and words for screen readers only.
_ASIDE = re.compile(
    r"<svg\b.*?</svg>|<nav\b.*?</nav>|<form\b.*?</form>|<script\b.*?</script>"
    r"|<details class=\"(?:cite|used|wrong)\".*?</details>|<ul class=\"moved\".*?</ul>"
    r"|<div class=\"rests-on\">.*?</details>|<p class=\"wrong\">.*?</p>"
    r"|<([a-z0-9]+)\b[^>]*\bclass=\"vh\"[^>]*>.*?</\1>|<([a-z]+)\b[^>]*\baria-hidden=\"true\"[^>]*>[^<]*</\2>"
    r"|<span class=\"src[^\"]*\"[^>]*>[^<]*</span>",
    re.DOTALL,
)
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_MARK = re.compile(r'<a class="src" href="[./]*([^"#]*)#([^"]+)"[^>]*>[^<]*</a>')
_ANCHOR = re.compile(r'<(?:h[2-4]|li|tr|section|figure|article|dl|table)\b[^>]*?\sid="([^"]+)"')
_CELL = re.compile(r"</t[hd]>|<br>")
_BLOCK = re.compile(
    r"</?(?:p|li|tr|h[1-6]|dt|dd|div|caption|figcaption|summary|section|ul|ol|dl|table|thead|tbody|figure|details"
    r"|article|blockquote|header)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_ITEM = re.compile(r'<li id="([^"]+)">\n(.*?)\n</li>\n(?=<li id="|</ol>|</ul>)', re.DOTALL)
_REGISTER = re.compile(r'<ol class="register">(.*?)</ol>', re.DOTALL)
_NUMBER = re.compile(r'<span class="register-number">.*?data-figure="[^"]*">(.*?)</span>', re.DOTALL)
_WHAT = re.compile(r'<span class="register-what">(.*?)</span><span class="register-number">', re.DOTALL)
_HEAD = re.compile(r'<p class="register-head">.*?</p>', re.DOTALL)
_SOURCE = re.compile(r'#(source-[^"]+)">')
_NAME = re.compile(r'<p class="entry-title">(.*?)</p>', re.DOTALL)
_DOCUMENT = re.compile(r'<li id="(source-[^"]+)">\n(.*?)</li>\n(?=<li id="|</ul>)', re.DOTALL)
_SENTENCE = re.compile(r"(?<=[。；！？])")
_STARTS, _BREAK, _REF = "\x02", "\x01", "\x03"
_LONGEST = 240  # characters of a passage, as far as its sentences can be parted
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PagePassage:
    """A run of words; *anchor* is the last one above it, *mark* where the first figure in it is registered (page#id)."""

    text: str
    anchor: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RecordPassages:
    """A record among many on a page (a figure, a document): its anchor, name, number and source, and what is said of it."""

    anchor: str
    name: str
    number: str
    source: str
    passages: tuple[PagePassage, ...]


def heading(html: str) -> str:
    """What a page is called in its own words."""
    match = _HEADING.search(html)
    return _words(match[1]) if match else ""


def passages(html: str) -> Iterator[PagePassage]:
    """Everything that the main part of a page says of its own, in order."""
    match = _MAIN.search(html)
    return _passages(_HEADING.sub("", match[0], count=1)) if match else iter(())


def _passages(markup: str) -> Iterator[PagePassage]:
    markup = _ASIDE.sub("", markup).replace("\n", " ")
    markup = _MARK.sub(rf"{_REF}\1#\2{_REF}", markup)
    markup = _ANCHOR.sub(rf"{_STARTS}\1{_BREAK}\g<0>", markup)
    markup = _BLOCK.sub(_BREAK, _CELL.sub(" ", markup))
    text = unescape(_TAG.sub("", markup))
    anchor = ""
    for piece in text.split(_BREAK):
        before, starts, name = piece.partition(_STARTS)
        words = " ".join(before.split())
        if len(words) >= _SHORTEST:
            yield from _parted(words, anchor)
        if starts:
            anchor = name


def _parted(words: str, anchor: str) -> Iterator[PagePassage]:
    """The passage, in several where it is long and its sentences can be parted."""
    mark = ""
    if _REF in words:
        pieces = words.split(_REF)
        mark = next((ref for ref in pieces[1::2] if ref.partition("#")[0].count("facts/")), "")
        words = "".join(pieces[::2]).strip()
    if len(words) <= _LONGEST:
        if len(words) >= _SHORTEST:
            yield PagePassage(words, anchor, mark)
        return
    line = ""
    for sentence in _SENTENCE.split(words):
        if line and len(line) + len(sentence) > _LONGEST:
            yield PagePassage(line, anchor, mark)
            line = ""
        line += sentence
    if line.strip():
        yield PagePassage(line.strip(), anchor, mark)


def figures(html: str) -> Iterator[RecordPassages]:
    """The figures of a page of the register."""
    for register in _REGISTER.findall(html):
        for anchor, item in _ITEM.findall(f"{register}</ol>"):
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


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", _ASIDE.sub("", markup))).split())
