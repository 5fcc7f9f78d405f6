"""`[[figure: G001]]`, `[[chart: …]]`, `[[table: …]]` in Markdown: placeholders while parsing, bound to data when rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from msgspec import Struct

from ..model import EMBED

TAG = "disclosure-embed"

_BLOCK = re.compile(rf"^\n? {{0,3}}{EMBED}\s*$")  # four spaces would be code
_PLACEHOLDER = re.compile(rf'<{TAG} kind="([^"]*)" ref="([^"]*)"></{TAG}>')


class Embed(Struct, frozen=True):
    """What a text asks for: a kind and an id."""

    kind: str
    ref: str


class _Inline(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element(TAG)
        element.set("kind", m[1])
        element.set("ref", m[2])
        element.text = ""
        return element, m.start(0), m.end(0)


class _EmbedBlock(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        match = _BLOCK.match(block)
        return bool(match) and match[1] != "figure"  # type: ignore[index]

    def run(self, parent: Element, blocks: list[str]) -> None:
        match = _BLOCK.match(blocks.pop(0))
        if match:
            element = SubElement(parent, TAG)
            element.set("kind", match[1])
            element.set("ref", match[2])
            element.text = ""


class EmbedExtension(Extension):
    """Markdown extension that turns embeds into placeholder elements; code spans and fences stay as written."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors: blocks before paragraphs, inline ones after code spans."""
        md.parser.blockprocessors.register(_EmbedBlock(md.parser), TAG, 95)
        md.inlinePatterns.register(_Inline(EMBED, md), TAG, 175)
        md.block_level_elements.append(TAG)


def embeds_in(html: str) -> Iterator[Embed]:
    """Every embed of a parsed text, in order."""
    for match in _PLACEHOLDER.finditer(html):
        yield Embed(unescape(match[1]), unescape(match[2]))


def pieces_of(html: str) -> Iterator[str | Embed]:
    """A parsed text in pieces: the HTML between its embeds, and the embeds."""
    end = 0
    for match in _PLACEHOLDER.finditer(html):
        yield html[end : match.start()]
        yield Embed(unescape(match[1]), unescape(match[2]))
        end = match.end()
    yield html[end:]


# Not <bdo>: it turns round what stands in it, so that readers see another number than is written; nor parts of pictures that
# lead somewhere, for their addresses are not kept.
TAGS = {*nh3.ALLOWED_TAGS - {"bdo", "map", "area"}, TAG, "figure", "figcaption", "section", "dl", "dt", "dd"}
# What no reader sees and no page of ours needs, where something private may hide.
_UNSEEN = {"cite", "datetime", "summary", "hreflang", "headers", "char", "charoff"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{tag: {*names, "id", "class"} - _UNSEEN for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag in TAGS},
    "*": {"id", "class", "lang", "title"},
    "li": {"value"},
    "ol": {"id", "class", "start", "reversed"},
    TAG: {"kind", "ref"},
}


def sanitise(html: str) -> str:
    """The HTML without anything active: no scripts, handlers, styles, frames or javascript: links."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_foreign_pictures,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )


def _without_foreign_pictures(tag: str, attribute: str, value: str) -> str | None:
    """Pictures come from this site only."""
    foreign = re.match(r"\s*(?:[a-z]+:|//)", value, re.IGNORECASE)
    return None if tag == "img" and attribute == "src" and foreign else value
