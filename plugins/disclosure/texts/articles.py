"""Markdown to pages: articles of an organisation and the standing pages that every organisation has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..blocks import HOME, sentence
from ..model import Chart, ChartBlock, Disclosure, Entries, Entry, FigureRef, Html, Link, Page, Table, TableBlock
from ..pages import pages_of
from ..problems import Problem, Where, nearest, problem
from .embeds import embeds_in


@dataclass(frozen=True, slots=True)
class Text:
    """One Markdown file, parsed: `folder` is the organisation of an article, or '' for a standing page."""

    file: str
    folder: str
    slug: str
    title: str
    html: str
    summary: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What Markdown can place: charts and tables by id."""

    charts: Mapping[str, Chart]
    tables: Mapping[str, Table]


def drawn(pages: Sequence[Page]) -> Drawn:
    """Every chart and table of these pages."""
    blocks = [block for page in pages for block in page.blocks]
    return Drawn(
        {one.chart.id: one.chart for one in blocks if isinstance(one, ChartBlock)},
        {one.table.id: one.table for one in blocks if isinstance(one, TableBlock)},
    )


def check(
    texts: Sequence[Text], disclosures: Mapping[str, Disclosure], available: Mapping[str, Drawn]
) -> Iterator[Problem]:
    """Articles belong to an organisation; embeds name something that exists."""
    for text in texts:
        if text.folder and text.folder not in disclosures:
            yield problem("orphan-article", Where(text.file), cell=text.folder)
            continue
        for org in [text.folder] if text.folder else list(disclosures):
            if not (text.folder and disclosures[org].as_of):  # such articles were left out
                yield from _embed_problems(text, disclosures[org], available[org])


def laid_out(disclosure: Disclosure, texts: Sequence[Text]) -> list[Page]:
    """Every page of an organisation.

    Where it is shown as it last was, its articles may speak of what came after: those are left out until that is mended.
    """
    standing = standing_pages(texts)
    if disclosure.as_of:
        known = drawn(pages_of(disclosure, standing))
        texts = [one for one in texts if not list(_embed_problems(one, disclosure, known))]
    return pages_of(disclosure, [*article_pages(disclosure, texts), *standing])


def _embed_problems(text: Text, disclosure: Disclosure, available: Drawn) -> Iterator[Problem]:
    known = {
        "figure": ("数字", disclosure.figures.keys()),
        "chart": ("图", available.charts.keys()),
        "table": ("表", available.tables.keys()),
    }
    for embed in embeds_in(text.html):
        target, ids = known.get(embed.kind, ("内容", known.keys()))
        if embed.kind not in known or embed.ref not in ids:
            hint = nearest(embed.ref if embed.kind in known else embed.kind, ids)
            yield problem(
                "unknown-embed", Where(text.file), cell=f"[[{embed.kind}: {embed.ref}]]", target=target, hint=hint
            )


def _html(text: Text) -> Html:
    embeds = list(embeds_in(text.html))
    return Html(
        text.html,
        tuple(FigureRef(one.ref) for one in embeds if one.kind == "figure"),
        tuple((one.kind, one.ref) for one in embeds if one.kind != "figure"),
    )


def article_pages(disclosure: Disclosure, texts: Sequence[Text]) -> list[Page]:
    """The articles of an organisation, newest first, and their list."""
    own = sorted(
        (one for one in texts if one.folder == disclosure.org), key=lambda one: (one.date, one.slug), reverse=True
    )
    pages = [
        Page(
            path=f"news/{one.slug}/",
            title=one.title,
            finding=sentence(one.summary) if one.summary else (),
            blocks=(_html(one),),
            section="news",
            crumbs=(HOME, Link("文章", "news/")),
            template="article",
            status=one.date,
            description=one.summary or one.title,
        )
        for one in own
    ]
    if pages:
        entries = tuple(Entry(one.title, Link(one.title, one.path), one.finding, meta=one.status) for one in pages)
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


def standing_pages(texts: Sequence[Text]) -> list[Page]:
    """The standing pages, one set an organisation, under about/."""
    return [
        Page(
            path=f"about/{one.slug}/",
            title=one.title,
            finding=sentence(one.summary) if one.summary else (),
            blocks=(_html(one),),
            section="about",
            crumbs=(HOME,),
            template="standing",
            description=one.summary or one.title,
        )
        for one in texts
        if not one.folder
    ]
