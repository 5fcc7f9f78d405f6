"""Checks of articles, by themselves and against the data, as far as that could be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from ..accounts import Site
from ..dates import day_of
from ..kinds import all_kinds
from ..kinds.figures import ReportedFigure
from ..model import Disclosure
from ..pages import check_paths
from ..privacy import attachments, leaks
from ..problems import OF_THE_SITE, Problem, Where, problem, table_of
from ..rules import EARLIEST, in_articles
from ..texts import Lines, MarkdownText, articles, places
from .sections import SiteSection


def ill_dated(texts: Sequence[MarkdownText], site: Site) -> Iterator[Problem]:
    """Problems for articles dated after `prepared_on`, or before any plausible year (a typing error such as 0206)."""
    prepared_on = site.settings.prepared_on if site.settings else ""
    for text in texts:
        where = Where(text.file, None, Lines(text.source).of("date"))
        if day_of(prepared_on) is not None and text.date > prepared_on:
            yield problem("future-article", where, cell=text.date, other=prepared_on)
        elif text.date and text.date < EARLIEST:
            yield problem("date-too-early", where, column="Date", left=text.date)


def persons(texts: Sequence[MarkdownText], content: Path, site: Site) -> Iterator[Problem]:
    """Problems for personal data in Markdown and attachments, and for names that may not be published."""
    everybody = site.refused_anywhere
    for text in texts:
        refused = site.refused.get(text.folder, everybody)
        yield from leaks.prose(
            text.file, (text.title, text.summary, text.slug), text.html, site.public_details, refused, text.source
        )
        name = PurePosixPath(text.file)
        yield from leaks.path(
            PurePosixPath(name.parent.name, name.name), Where(text.file), site.public_details, refused
        )
    yield from attachments.check(content, site.public_details, everybody)


def faulty_tables(site: Site, faults: Iterable[Problem], shown_as: str) -> set[tuple[str, str]]:
    """(organisation, table) of every problem in *faults*."""
    orgs = {disclosure.org for disclosure in site.disclosures}
    return {table_of(fault.where.file, shown_as, orgs) for fault in faults}


def unnumbered(site: Site, faults: Iterable[Problem], shown_as: str) -> set[str]:
    """The organisations whose register has an invalid figure id, so that references to figures can't be checked."""
    orgs = {disclosure.org for disclosure in site.disclosures}
    registers = {kind.id for kind in all_kinds() if kind.register}
    at_numbers = [fault.where.file for fault in faults if fault.where.column == ReportedFigure.id.label]
    return {org for org, table in (table_of(file, shown_as, orgs) for file in at_numbers) if table in registers}


def ready_for_pages(site: Site, faulty: Collection[tuple[str, str]]) -> list[Disclosure]:
    """The organisations whose pages can be laid out while the tables *faulty* have faults.

    Not those to whom one belongs; beside them no bodies whose accounts are put together, as that was not done; and none where
    one is of the whole site.
    """
    joined = {
        org
        for organisation in (disclosure.organisation for disclosure in site.disclosures)
        for org in (organisation.id, organisation.part_of)
        if organisation.part_of
    }
    broken: set[str | None] = {org for org, _ in faulty if org}
    if broken:
        broken |= joined
    return [] if OF_THE_SITE in faulty else [body for body in site.disclosures if body.org not in broken]


def page_faults(
    site: Site,
    sections: Sequence[SiteSection],
    texts: Sequence[MarkdownText],
    *,
    all_read: bool,
    unnumbered: Collection[str] = (),
) -> Iterator[Problem]:
    """Addresses that are used twice, links to pages that are not there, and embeds that name nothing.

    Of organisations without a section, whose tables have faults, only what their pages have no part in; *all_read* says
    that every text could be read. Of those in *unnumbered* nobody knows which numbers of figures there are.
    """
    laid_out = {section.disclosure.org: section for section in sections if section.disclosure}
    for disclosure in site.disclosures:
        org, section = disclosure.org, laid_out.get(disclosure.org)
        pages = section.pages if section else ()
        yield from check_paths(pages, org)
        theirs = {articles.path_of(text) for text in texts if text.folder in {"", org}}
        paths = {page.path for page in pages} or {*places.PROSE, *theirs}
        yield from articles.dead_links(texts, org, paths, prose=all_read, records=section is not None)
    if site.disclosures:
        disclosures = {disclosure.org: disclosure for disclosure in site.disclosures}
        available = {org: section.drawn for org, section in laid_out.items()}
        yield from articles.check(texts, disclosures, available, unnumbered)


def stray_numbers(site: Site, texts: Sequence[MarkdownText], unread: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """Numbers of articles that no figure and no cell holds; not where a cell of *unread* tables may hold them."""
    known = {disclosure.org: disclosure for disclosure in site.disclosures}
    unsure = set(known) if OF_THE_SITE in unread else {org for org, _ in unread if org}
    pieces = [
        (text.file, text.folder, (text.title, text.summary, text.html))
        for text in texts
        if (text.folder in known and text.folder not in unsure if text.folder else not unsure)
    ]
    yield from in_articles(pieces, known)
