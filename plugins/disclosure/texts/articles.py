"""Markdown to pages: articles of an organisation and the standing pages that every organisation has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape

from msgspec import Struct

from ..blocks import HOME, sentence
from ..dates import han_date
from ..kinds.contacts import ways
from ..model import (
    Block,
    Chart,
    ChartBlock,
    Disclosure,
    Entries,
    Entry,
    FigureRef,
    Heading,
    Html,
    Link,
    Page,
    Table,
    TableBlock,
    slipped_references,
)
from ..pages import PageCache, pages_of
from ..problems import Problem, Where, nearest, problem
from ..rules import unfit
from . import places
from .embeds import embeds_in, pieces_of
from .lines import Lines
from .losses import page_links
from .parsing import MarkdownText

CONTACT = "contact"
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_MARK_UP = re.compile(r"<[^>]*>")


class Drawn(Struct, frozen=True):
    """What Markdown can place: charts and tables by id."""

    charts: Mapping[str, Chart]
    tables: Mapping[str, Table]


def drawn(pages: Sequence[Page]) -> Drawn:
    """Every chart and table of these pages."""
    blocks = [block for page in pages for block in page.blocks]
    return Drawn(
        {block.chart.id: block.chart for block in blocks if isinstance(block, ChartBlock)},
        {block.table.id: block.table for block in blocks if isinstance(block, TableBlock)},
    )


def check(
    texts: Sequence[MarkdownText],
    disclosures: Mapping[str, Disclosure],
    available: Mapping[str, Drawn],
    unnumbered: Collection[str] = (),
) -> Iterator[Problem]:
    """Articles belong to an organisation; embeds name something that exists, and are written as such.

    *available* is by organisation; of charts and tables of others, whose pages could not be laid out, nothing is said, nor of
    figures of organisations in *unnumbered*.
    """
    every = frozenset(name for disclosure in disclosures.values() for name in disclosure.figures)
    for text in texts:
        if text.folder and text.folder not in disclosures:
            yield problem("orphan-article", Where(text.file), cell=text.folder)
            continue
        yield from _slips(text, disclosures[text.folder].figures if text.folder else every)
        for org in [text.folder] if text.folder else list(disclosures):
            if not (text.folder and disclosures[org].as_of):  # such articles were left out
                yield from _embed_problems(text, disclosures[org], available.get(org), numbered=org not in unnumbered)
                yield from _sign_problems(text, disclosures[org])


def dead_links(
    texts: Sequence[MarkdownText], org: str, paths: Collection[str], *, prose: bool = True, records: bool = True
) -> Iterator[Problem]:
    """Links of the texts of an organisation to pages that it does not have; *paths* are those it has.

    Not judged are links to other texts without *prose*, and to all other pages without *records*.
    """
    theirs = {path_of(text): text for text in texts if text.folder in {"", org}}
    for place, text in theirs.items():
        for address, path in page_links(text.html, place):
            reason = ""
            if path not in paths and (prose if path.startswith(places.PROSE) else records):
                reason = f"没有这一页（{org}/{path}）"
            elif path in theirs and not places.has(theirs[path].html, address):
                reason = "指的位置那一页里没有"
            if reason:
                where = Where(text.file, None, Lines(text.source).of(address))
                yield problem("dead-link", where, cell=address[:60], reason=reason)


def path_of(text: MarkdownText) -> str:
    """The page of a text, below its organisation."""
    return f"news/{text.slug}/" if text.folder else f"about/{text.slug}/"


def laid_out(disclosure: Disclosure, texts: Sequence[MarkdownText], cache: PageCache | None = None) -> list[Page]:
    """Every page of an organisation, laid out once, with its articles and the standing pages; *cache* as for `pages_of`.

    Where it is shown as it last was, its articles may speak of what came after: those are left out until that is mended.
    """

    def prose(pages: Sequence[Page]) -> list[Page]:
        published = texts
        if disclosure.as_of:
            available = drawn(pages)
            published = [text for text in texts if not list(_embed_problems(text, disclosure, available))]
        return [*article_pages(disclosure, published), *standing_pages(disclosure, texts)]

    return pages_of(disclosure, prose, cache)


def _embed_problems(
    text: MarkdownText, disclosure: Disclosure, available: Drawn | None, *, numbered: bool = True
) -> Iterator[Problem]:
    charts, tables = (available.charts, available.tables) if available else ({}, {})
    known = {
        "figure": ("数字", disclosure.figures.keys()),
        "chart": ("图", charts.keys()),
        "table": ("表", tables.keys()),
    }
    lines = Lines(text.source)
    for embed in embeds_in(text.html):
        target, ids = known.get(embed.kind, ("内容", known.keys()))
        unread = embed.kind == "figure" and (embed.ref in disclosure.unread or not numbered)
        unsure = unread or (embed.kind in {"chart", "table"} and not available)
        if (embed.kind not in known or embed.ref not in ids) and not unsure:
            hint = nearest(embed.ref if embed.kind in known else embed.kind, ids)
            yield problem(
                "unknown-embed",
                Where(text.file, None, lines.of(f"[[{embed.kind}: {embed.ref}", embed.ref)),
                cell=f"[[{embed.kind}: {embed.ref}]]",
                target=target,
                hint=hint,
            )


def _slips(text: MarkdownText, figures: Collection[str]) -> Iterator[Problem]:
    """References in a wrong form or place; what stands in code is meant to be seen as it is."""
    lines = Lines(text.source)
    for slip in slipped_references(f"{text.title}\n{text.summary or ''}", figures):
        where = Where(text.file, None, lines.of(slip.written))
        yield problem("reference-in-title", where, cell=slip.written)
    words = unescape(_MARK_UP.sub(" ", _CODE.sub(" ", text.html)))
    for slip in slipped_references(words, figures):
        where = Where(text.file, None, lines.of(slip.written))
        yield problem("slipped-reference", where, cell=slip.written, expected=f"[[{slip.kind}: {slip.id}]]")


def _sign_problems(text: MarkdownText, disclosure: Disclosure) -> Iterator[Problem]:
    """Words before a computed figure that has fallen below zero."""
    before = ""
    for piece in pieces_of(text.html):
        if isinstance(piece, str):
            before = piece
        elif piece.kind == "figure" and unfit(before, figure := disclosure.figures.get(piece.ref)) and figure:
            words = before.rpartition(">")[2][-12:]
            yield problem("words-against-sign", Where(text.file), cell=figure.id, left=figure.as_written, right=words)


_SECTION = re.compile(r'(?m)^<h2 id="([^"]+)">([^<]+)</h2>\n?')
_LONG = 1200  # characters of a standing page: beyond it what stands below its headings is folded


def _sections(text: MarkdownText) -> Iterator[Block]:
    """A standing page; a long one with the parts below its headings folded, so that these serve as its contents."""
    parts = _SECTION.split(text.html)
    if _length(text.html) < _LONG or len(parts) == 1:
        yield _html(text.html)
        return
    if parts[0].strip():
        yield _html(parts[0])
    for anchor, title, html in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        terms = html.count("<h3")
        count = f"{terms}个词" if terms else f"{_length(html)}字"
        yield Heading(unescape(title), anchor, count=count, folded=True)
        yield _html(html)


def _length(html: str) -> int:
    """How many characters readers see."""
    return len("".join(re.sub("<[^>]*>", "", html).split()))


def _html(html: str) -> Html:
    embeds = list(embeds_in(html))
    return Html(
        html,
        tuple(FigureRef(embed.ref) for embed in embeds if embed.kind == "figure"),
        tuple((embed.kind, embed.ref) for embed in embeds if embed.kind != "figure"),
    )


def article_pages(disclosure: Disclosure, texts: Sequence[MarkdownText]) -> list[Page]:
    """The articles of an organisation, newest first, and their list."""
    articles = [text for text in texts if text.folder == disclosure.org]
    articles.sort(key=lambda text: (text.date, text.slug), reverse=True)
    pages = [
        Page(
            path=path_of(text),
            title=text.title,
            finding=sentence(text.summary) if text.summary else (),
            blocks=(_html(text.html),),
            section="news",
            crumbs=(HOME, Link("文章", "news/")),
            template="article",
            status=han_date(text.date),
            description=text.summary or text.title,
        )
        for text in articles
    ]
    if pages:
        entries = tuple(
            Entry(page.title, Link(page.title, page.path), page.finding, meta=page.status) for page in pages
        )
        pages.append(
            Page(
                path="news/",
                title="文章",
                finding=sentence("文章帮助理解数字，不代替信息公开；文中的数字都取自台账。"),
                blocks=(Entries("", entries),),
                section="news",
                crumbs=(HOME,),
                description=f"{disclosure.organisation.name}的文章",
            )
        )
    return pages


def standing_pages(disclosure: Disclosure, texts: Sequence[MarkdownText]) -> list[Page]:
    """The standing pages, one set an organisation, under about/; how to reach it stands first on that for contacts."""
    return [
        Page(
            path=path_of(text),
            title=text.title,
            finding=sentence(text.summary) if text.summary else (),
            blocks=(*(ways(disclosure) if text.slug == CONTACT else ()), *_sections(text)),
            section="about",
            crumbs=(HOME,),
            template="standing",
            description=text.summary or text.title,
        )
        for text in texts
        if not text.folder
    ]
