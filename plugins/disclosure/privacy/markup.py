"""HTML as a reader and a browser see it: the words of each block in one piece, tables as rows, and what attributes hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct, field

from ..identifiers import BREAK, WRAP, unquoted

# Parts of a line; between all others something ends.
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
     "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
# What an address begins with that calls, writes to or finds somebody.
_WAYS = {
    "tel": "电话",
    "sms": "短信",
    "mailto": "",
    "weixin": "weixin:",
    "mqq": "QQ ",
    "mqqwpa": "QQ ",
    "tencent": "QQ ",
    "callto": "电话",
}
_SCHEME = re.compile(r"(?i)^\s*([a-z][a-z0-9+.-]*):(?://)?")
# The host of a web address, and the parts in which somebody is called or found by a number: also a path that is nothing but
# one. Other long numbers may be those of pages. The words are bounded: `teltel…` would be read again from each of its letters.
_HOST = re.compile(r"(?i)^\s*https?://[^/?#]+")
_CALLS = re.compile(
    r"(?i)^\s*https?://[^/?#]+/\d[\d-]*/?$|wa\.me/[^/&?]*|/(?:u|users?|call|contact|add|me)/[^/&?#]*"
    r"|(?:tel|phone|mobile|sms|uin|qq|wechat|weixin|idcard|card)\w{0,40}[=/:][^/&]*"
)


class Content(Struct):
    """What an article says: lines of text, cells of tables, addresses (of its own files, of the web), and names of places in it."""

    lines: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # all other attributes; the names of headings repeat their words


class _MarkupReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.content = Content()
        self._line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._line.append("\n")
        elif tag not in _INLINE:
            self.end_line()
        if tag == "table":
            self.content.tables.append([])
        elif tag == "tr" and self.content.tables:
            self.content.tables[-1].append([])
        for name, value in attrs:
            if value and name in {"href", "src"}:
                self._address(value)
            elif value and name in {"alt", "title"}:
                self.content.lines.append(value)
            elif value:
                self.content.marks.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS and self.content.tables and self.content.tables[-1]:
            self.content.tables[-1][-1].append("".join(self._line).strip())
        if tag not in _INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        self._line.append(data)

    def end_line(self) -> None:
        text = "".join(self._line).strip()
        if text:
            self.content.lines.append(_unwrapped(text))
        self._line.clear()

    def _address(self, value: str) -> None:
        address = unquoted(value)
        scheme = _SCHEME.match(address)
        if scheme is None:
            self.content.files.append(address)
        elif scheme[1].lower() in {"http", "https"}:
            self.content.links.append(address)
            self.content.lines.extend(_calling(address))
        else:
            way = _WAYS.get(scheme[1].lower(), "")
            self.content.lines.append(way + address[scheme.end() :].replace("?", BREAK).replace("&", BREAK))


def _unwrapped(text: str) -> str:
    """A text whose lines were wrapped while it was typed, in one line."""
    return re.sub(r"[ \t]*\r?\n[ \t]*", WRAP, text)


def content_of(html: str) -> Content:
    """What *html* says."""
    reader = _MarkupReader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.content


def called_by(address: str) -> str:
    """The parts of a web address that call or find somebody."""
    return BREAK.join(_calling(unquoted(address)))


def _calling(address: str) -> Iterator[str]:
    for pattern in (_HOST, _CALLS):
        yield from (match[0] for match in pattern.finditer(address))
