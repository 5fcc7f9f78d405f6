"""Data and Markdown to a site, in one pass: what check, preview, build and publish all start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..accounts import Site, read_site
from ..dates import day_of, latest_day, today
from ..duties import notices
from ..kinds import all_kinds
from ..kinds.platform_values import differences
from ..pages import check_paths, proofs
from ..privacy import attachments, leaks
from ..problems import Problem, Report, Severity, Where, problem, shown_path
from ..reading import foreign_names, release, strange_files
from ..releases import Checkpoint, History, Pending, ledger, name_of
from ..reporting import Review, as_text, questions, review, settle
from ..rules import in_articles, proofread
from ..storage import by_parts
from ..texts import MARKDOWN, Lines, MarkdownText, articles, read_texts
from .promising import promise_beside
from .remembering import SiteMemory
from .sections import SiteSection, organisation_section, root_section, with_history


class FaultsFound(SystemExit):
    """The site can't be made: its message is the report for a terminal, `review` the same in order."""

    def __init__(self, findings: Review) -> None:
        super().__init__(as_text(findings))
        self.review = findings


class QuestionsOpen(SystemExit):
    """The site can be made but not published: its message lists every open question and the rows that answer them."""

    def __init__(self, findings: Review) -> None:
        super().__init__(f"{questions(findings)}\n\n没有发布，网站还是原来的样子。{findings.verdict}")
        self.review = findings


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole site ready to be written, as release *release* shows it, or as the preview does where that is None."""

    site: Site
    history: History  # the releases before this one
    release: Pending | None
    sections: tuple[SiteSection, ...]  # the root first, then the organisations in the order of site.yaml
    checkpoint: Checkpoint | None = None  # of the release

    @property
    def points(self) -> dict[int, tuple[str, str]]:
        """Release → fingerprint and head of its checkpoint, this one included."""
        past = [
            Checkpoint.read(note.text)[0]
            for number, note in sorted(self.site.anchor.notes.items())
            if self.release is None or number < self.release.number
        ]
        return {point.number: (point.fingerprint, point.head) for point in (*past, *filter(None, (self.checkpoint,)))}


@dataclass(frozen=True, slots=True)
class ComposedSite:
    """Data and texts put together, the pages of every organisation, and all that is wrong.

    There are no pages where the data has errors.
    """

    site: Site
    organisations: tuple[SiteSection, ...]
    report: Report
    shown_as: str  # the data folder as messages name it

    @property
    def review(self) -> Review:
        """The report put in order, with the faults of members that are shown as they last were."""
        going_on = bool(self.site.held) and not self.report.errors
        return review(self.site, self.whole_report, self.shown_as, going_on=going_on)

    @property
    def whole_report(self) -> Report:
        """Every problem, also those of members whose last data without faults is shown instead."""
        whole = Report([*self.report, *self.site.set_aside])
        whole.acknowledged = [*self.report.acknowledged, *self.site.set_aside.acknowledged]
        return whole

    def refuse_faults(self) -> None:
        """FaultsFound where there are errors."""
        if self.report.errors:
            raise FaultsFound(self.review)

    def refuse_questions(self) -> None:
        """QuestionsOpen where something is asked that nobody answered; members that are held back are left out."""
        if any(fault.severity is Severity.WARNING for fault in self.report):
            raise QuestionsOpen(self.review)

    def edition(self, release: Pending | None = None) -> Edition:
        """The site as it is written for *release*; FaultsFound where there are errors.

        Pages mention only releases before it, so that an older release can be made again. Nothing is read or laid out twice.
        """
        self.refuse_faults()
        settings = self.site.settings
        assert settings is not None  # noqa: S101  (a missing site.yaml is an error)
        history = self.site.history if release is None else self.site.history.before(release.number)
        organisations = self.organisations
        if len(history.releases) < len(self.site.history.releases):
            organisations = tuple(with_history(section, history) for section in organisations)
        checkpoint = None
        if release is not None:
            key = self.site.anchor.current
            origin = key.public.name if key else name_of(settings.name)
            previous = history.last.fingerprint if history.last else ""
            checkpoint = Checkpoint.of(origin, self.site.disclosures, release, previous)
        proof = proofs.ReleaseProof(self.site.anchor, release, checkpoint)
        root = root_section(settings.name, settings.tagline or "", organisations, history, proof)
        return Edition(self.site, history, release, (root, *organisations), checkpoint)


def compose(
    data: Path,
    content: Path,
    markdown: Mapping[str, Any] = MARKDOWN,
    *,
    allow_sample: bool = True,
    memory: SiteMemory | None = None,
) -> ComposedSite:
    """Read *data* and the Markdown below *content* once, check everything, and lay out every page once.

    *markdown* is Pelican's setting MARKDOWN; *memory* has what the same process read and laid out before. Nothing is raised for
    faults: all of them are in the report.
    """
    report, shown_as = Report(), shown_path(data)
    site = read_site(data, shown_as, report, memory.reading if memory else None)
    strange = strange_files(content, shown_path(content))
    report.extend(strange)
    bodies = [path for path in data.glob("[!.]*") if path.is_dir()]  # their own names are ids, and checked as such
    for folder in (*sorted(bodies, key=by_parts), content):
        report.extend(foreign_names(folder, shown_path(folder)))
    texts = [] if strange else read_texts(content, report, markdown)
    report.extend(_ahead(texts, site))
    report.extend(_not_yet(site, shown_as))
    report.extend(proofread({text.file: text.html for text in texts}, content))
    report.extend(() if strange else _people(texts, content, site))
    sections: tuple[SiteSection, ...] = ()
    labels = {kind.id: kind.label for kind in all_kinds()}
    if report.errors:
        report.extend(_orphans(texts, site))
        promise_beside(site, texts, content)
        report.extend(ledger.silent_changes(site.disclosures, site.history, shown_as, labels, report.errors))
    else:
        laid_out = memory.section if memory else organisation_section
        sections = tuple(laid_out(disclosure, texts) for disclosure in site.disclosures)
        release()
        report.extend(_page_faults(sections, texts))
        known = {disclosure.org: disclosure for disclosure in site.disclosures}
        pieces = [(text.file, text.folder or "", (text.title, text.summary or "", text.html)) for text in texts]
        report.extend(in_articles(pieces, known))
        promise_beside(site, texts, content)
        report.extend(ledger.check(site.disclosures, site.history, shown_as, labels))
        report.extend(_duties(site, [fault.where for fault in report if fault.code == "progress-overdue"]))
    if not allow_sample:
        report.extend(_samples(site, shown_as))
    settle(report, site.disclosures, shown_as)
    release()
    return ComposedSite(site, sections, report, shown_as)


def check(data: Path, content: Path, markdown: Mapping[str, Any] = MARKDOWN) -> tuple[Report, Review]:
    """Every problem of *data* and *content*, as they come and put in order."""
    composed = compose(data, content, markdown)
    return composed.whole_report, composed.review


def _people(texts: Sequence[MarkdownText], content: Path, site: Site) -> Iterator[Problem]:
    """What in Markdown and attached files leads to a person, or names somebody who may not be named."""
    everybody = site.refused_anywhere
    for text in texts:
        refused = site.refused.get(text.folder, everybody)
        yield from leaks.prose(
            text.file, (text.title, text.summary, text.slug), text.html, site.public_details, refused
        )
        name = PurePosixPath(text.file)
        yield from leaks.path(
            PurePosixPath(name.parent.name, name.name), Where(text.file), site.public_details, refused
        )
    yield from attachments.check(content, site.public_details, everybody)


def _ahead(texts: Sequence[MarkdownText], site: Site) -> Iterator[Problem]:
    """Articles of days that come after the one up to which the site was put together."""
    prepared_on = site.settings.prepared_on if site.settings else ""
    for text in texts:
        if day_of(prepared_on) is not None and text.date > prepared_on:
            line = Lines(text.source).of("date")
            yield problem("future-article", Where(text.file, None, line), cell=text.date, other=prepared_on)


def _not_yet(site: Site, shown_as: str) -> Iterator[Problem]:
    """A day of the whole data that has not come: no release can bear it, which whoever publishes would learn last."""
    prepared_on = site.settings.prepared_on if site.settings else ""
    if day_of(prepared_on) is not None and prepared_on > latest_day():
        where = Where(f"{shown_as}/site.yaml", None, None, "prepared_on")
        yield problem("prepared-ahead", where, cell=prepared_on, other=today().isoformat())


def _orphans(texts: Sequence[MarkdownText], site: Site) -> Iterator[Problem]:
    """Articles of organisations that do not exist; all that can be said of articles while the data has errors."""
    organisations = {disclosure.org for disclosure in site.disclosures}
    for text in texts:
        if text.folder and organisations and text.folder not in organisations:
            yield problem("orphan-article", Where(text.file), cell=text.folder)


def _page_faults(sections: Sequence[SiteSection], texts: Sequence[MarkdownText]) -> Iterator[Problem]:
    """Addresses that are used twice, and embeds that name nothing."""
    disclosures, available = {}, {}
    for section in sections:
        assert section.disclosure is not None  # noqa: S101  (only the root has none)
        org = section.disclosure.org
        yield from check_paths(section.pages, org)
        disclosures[org], available[org] = section.disclosure, section.drawn
        yield from articles.dead_links(texts, org, {page.path for page in section.pages})
    yield from articles.check(texts, disclosures, available)


def _duties(site: Site, silent_projects: Sequence[Where]) -> Iterator[Problem]:
    """What has to be published soon, counted from `prepared_on`, and values that 慈善中国 shows differently.

    *silent_projects* are left out: a rule warns of them already.
    """
    for disclosure in site.disclosures:
        yield from differences(disclosure)
        day = day_of(disclosure.prepared_on)
        if day is not None:
            yield from notices(disclosure, day, silent_projects)


def _samples(site: Site, shown_as: str) -> Iterator[Problem]:
    """Invented data, which may be built for the preview and never published."""
    if site.settings and site.settings.is_sample:
        yield problem("sample-data", Where(f"{shown_as}/site.yaml", None, None, "sample"), cell=site.settings.name)
    for disclosure in site.disclosures:
        if disclosure.organisation.is_sample:
            yield problem(
                "sample-data",
                Where(f"{shown_as}/{disclosure.org}/organisation.yaml", None, None, "sample"),
                cell=disclosure.organisation.name,
            )
