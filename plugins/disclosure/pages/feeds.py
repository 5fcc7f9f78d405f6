"""What readers can follow: the progress of each project, and the bulletins of emergencies; the newest entry first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from ..blocks import spoken
from ..dates import day_of, han_date
from ..duties import Obligation, State, is_open
from ..kinds import corrections
from ..kinds.emergencies import KIND as EMERGENCIES
from ..kinds.emergencies import Emergency
from ..kinds.project import Closing, Progress, Project, closing_sums, progress_sums
from ..kinds.projects import KIND as PROJECTS
from ..law import EMERGENCY, catalogue
from ..model import Corrections, Disclosure, Feed, FeedEntry, Link, Page, rich
from .bulletins import bulletins, next_due
from .caching import PageCache

MOST = 50  # entries of a feed; who starts to follow later reads the pages
CALENDAR = "obligations/calendar.ics"


def feeds(disclosure: Disclosure) -> Iterator[Feed]:
    """Every feed of an organisation but that of corrections; none without entries."""
    for project in disclosure.rows(Project):
        entries = _newest(_progress(disclosure, project))
        if entries:
            page = PROJECTS.place(project)
            name = f"{disclosure.organisation.name}：{project.name}"
            yield Feed(disclosure.org, f"{page}feed.xml", page, name, disclosure.organisation.name, entries)
    entries = _newest(_bulletins(disclosure))
    if entries:
        page = EMERGENCIES.address
        name = f"{disclosure.organisation.name}：应急快报"
        yield Feed(disclosure.org, f"{page}feed.xml", page, name, disclosure.organisation.name, entries)


def offered(disclosure: Disclosure, pages: Sequence[Page], cache: PageCache) -> list[Page]:
    """The pages, each with the feeds that can be followed from it."""
    follow = {feed.page: Link(feed.title, feed.path) for feed in feeds(disclosure)}
    bulletin = follow.get(EMERGENCIES.address)
    corrected = any(isinstance(block, Corrections) and block.entries for page in pages for block in page.blocks)
    correction = Link(f"{disclosure.organisation.name}：更正与核实", corrections.FEED) if corrected else None

    def links(page: Page) -> Iterator[Link]:
        if page.path in follow:
            yield follow[page.path]
        elif bulletin and page.path.startswith(EMERGENCIES.address):
            yield bulletin
        if correction and page.path in {"", corrections.KIND.address}:
            yield correction

    return cache.outcomes("feeds", pages, _offering, lambda page: tuple(links(page)))


def _offering(page: Page, feeds: tuple[Link, ...]) -> Page:
    return replace(page, feeds=feeds) if feeds else page


def _newest(entries: Iterator[FeedEntry]) -> tuple[FeedEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.id), reverse=True)[:MOST])


def _progress(disclosure: Disclosure, project: Project) -> Iterator[FeedEntry]:
    page = PROJECTS.place(project)
    for row in disclosure.about(Progress, Progress.project, project.id):
        day = row.published_on or row.as_of
        text = _before(_plain(disclosure, row.progress), progress_sums(row))
        yield FeedEntry(f"{page}{row.as_of}", f"{project.name}：截至{han_date(row.as_of)}的进展", day, page, text)
    for closing in disclosure.about(Closing, Closing.project, project.id):
        day = closing.published_on or closing.closed_on
        text = _before(_plain(disclosure, closing.summary), closing_sums(closing))
        yield FeedEntry(f"{page}closing/{closing.closed_on}", f"{project.name}：结项", day, page, text)


def _bulletins(disclosure: Disclosure) -> Iterator[FeedEntry]:
    for emergency in disclosure.rows(Emergency):
        for part in bulletins(disclosure, emergency):
            day = part.report.published_on or part.report.as_of
            yield FeedEntry(
                f"{EMERGENCIES.place(emergency)}{part.report.as_of}", part.title, day, part.path, part.summary
            )


def _before(words: str, sums: str) -> str:
    """What was done, in a sentence of its own, before what it came to."""
    return f"{words.rstrip('。')}。{sums}" if words and sums else words or sums


def _plain(disclosure: Disclosure, text: str | None) -> str:
    """Words of a cell, figures by their wording."""
    return spoken(disclosure, rich(text or ""))


def coming(disclosure: Disclosure, obligations: tuple[Obligation, ...]) -> list[tuple[str, date, str, str, str]]:
    """What has to be published from the day of the data on: (key, last day, words, basis, page), the nearest first.

    Only what the law asks to be published; nothing that is overdue, and nobody's name.
    """
    today = day_of(disclosure.prepared_on)
    days = [
        (part.key, part.due, part.title, f"{part.term.basis}，{part.term.deadline.words}", part.page)
        for part in obligations
        if part.due is not None and part.duty.public and is_open(part) and part.state is State.DUE
    ]
    known = {(part.record, part.duty.id) for part in obligations if is_open(part)}
    duty = next(entry for entry in catalogue().duties if entry.id == EMERGENCY)
    for emergency in disclosure.rows(Emergency):
        series = bulletins(disclosure, emergency)
        due = next_due(series) if series else None
        listed = (f"{EMERGENCIES.id}/{emergency.id}", EMERGENCY) in known
        if due and today and due >= today and not listed:
            unsure = "" if emergency.rescue_until else "（还在应急处置与救援阶段的话）"
            words = f"{duty.name}，{emergency.name}{unsure}"
            basis = f"{duty.basis}，{duty.current.deadline.words}"
            days.append((f"{EMERGENCY}/{emergency.id}", due, words, basis, EMERGENCIES.place(emergency)))
    return sorted(days, key=lambda entry: (entry[1], entry[0]))
