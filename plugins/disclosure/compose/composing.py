"""Composes data and Markdown to a site in one pass: the common first step of check, preview, build and publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..accounts import Site, read_site
from ..dates import day_of, latest_day, today
from ..duties import notices
from ..kinds import all_kinds
from ..kinds.platform_values import differences
from ..pages import proofs
from ..problems import BESIDE_THE_DATA, Problem, Report, Scope, Severity, Where, problem, shown_path
from ..reading import foreign_names, release, strange_files
from ..releases import Checkpoint, History, Pending, ledger, name_of
from ..reporting import Review, as_text, questions, review, settle
from ..rules import proofread
from ..storage import by_parts
from ..texts import MARKDOWN, read_texts
from .caching import SiteCache
from .promising import promise_beside
from .sections import SiteSection, organisation_section, root_section, with_history
from .text_faults import faulty_tables, ill_dated, page_faults, persons, ready_for_pages, stray_numbers, unnumbered


class FaultsFound(SystemExit):
    """The site has errors and can't be built. The message is the report for a terminal, `review` its structured form."""

    def __init__(self, findings: Review) -> None:
        super().__init__(as_text(findings))
        self.review = findings


class QuestionsOpen(SystemExit):
    """The site can be built but not published: the message lists the open questions and the rows that would answer them."""

    def __init__(self, findings: Review) -> None:
        super().__init__(f"{questions(findings)}\n\n没有发布，网站还是原来的样子。{findings.verdict}")
        self.review = findings


class Edition(Struct, frozen=True):
    """A whole site ready to be written, for *release* or, if that is None, for the preview."""

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


class ComposedSite(Struct, frozen=True):
    """The result of `compose`: data, laid-out sections, and the report. Sections are incomplete if the data has errors."""

    site: Site
    organisations: tuple[SiteSection, ...]
    report: Report
    shown_as: str  # the data folder as messages name it
    unseen: tuple[str, ...] = ()  # organisations whose articles could not be checked against their pages

    @property
    def review(self) -> Review:
        """The structured report, including errors of members that are shown with their last good data."""
        going_on = bool(self.site.held) and not self.report.errors
        return review(self.site, self.whole_report, self.shown_as, going_on=going_on, unseen=self.unseen)

    @property
    def whole_report(self) -> Report:
        """Every problem, including those of members that are shown with their last good data."""
        whole = Report([*self.report, *self.site.set_aside])
        whole.acknowledged = [*self.report.acknowledged, *self.site.set_aside.acknowledged]
        return whole

    def refuse_faults(self) -> None:
        """FaultsFound if there are errors."""
        if self.report.errors:
            raise FaultsFound(self.review)

    def refuse_questions(self) -> None:
        """QuestionsOpen if a warning is unanswered; those of members shown with their last good data do not count."""
        if any(fault.severity is Severity.WARNING for fault in self.report):
            raise QuestionsOpen(self.review)

    def edition(self, release: Pending | None = None) -> Edition:
        """The site to be written for *release*; FaultsFound if there are errors.

        Pages mention only releases before it, so that an older release is reproducible. Nothing is read or laid out again.
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
    cache: SiteCache | None = None,
) -> ComposedSite:
    """Read *data* and the Markdown below *content* once, check everything, and lay out every page once.

    *markdown* is Pelican's setting MARKDOWN; *cache* has the caches of an incremental build. Errors are reported, not raised.
    """
    report, shown_as = Report(), shown_path(data)
    site = read_site(data, shown_as, report, cache.reading if cache else None)
    strange = strange_files(content, shown_path(content))
    report.extend(strange)
    bodies = [path for path in data.glob("[!.]*") if path.is_dir()]  # their names are ids, checked elsewhere
    for folder in (*sorted(bodies, key=by_parts), content):
        report.extend(foreign_names(folder, shown_path(folder)))
    texts = [] if strange else read_texts(content, report, markdown)
    report.extend(ill_dated(texts, site))
    report.extend(_not_yet(site, shown_as))
    report.extend(proofread({text.file: text.html for text in texts}, content))
    report.extend(() if strange else persons(texts, content, site))
    faults = report.errors
    faulty = faulty_tables(site, faults, shown_as)
    laid_out = cache.section if cache else organisation_section
    ready = ready_for_pages(site, faulty)
    sections = tuple(laid_out(disclosure, texts) for disclosure in ready)
    release()
    report.extend(
        page_faults(
            site,
            sections,
            texts,
            all_read=BESIDE_THE_DATA not in faulty,
            unnumbered=unnumbered(site, faults, shown_as),
        )
    )
    unread = faulty_tables(site, [fault for fault in faults if fault.wording.scope is Scope.READING], shown_as)
    report.extend(stray_numbers(site, texts, unread))
    promise_beside(site, texts, content)
    labels = {kind.id: kind.label for kind in all_kinds()}
    if faults:
        report.extend(ledger.silent_changes(site.disclosures, site.history, shown_as, labels, faults))
    else:
        report.extend(ledger.check(site.disclosures, site.history, shown_as, labels))
        report.extend(_duties(site, [fault.where for fault in report if fault.code == "progress-overdue"]))
    if not allow_sample:
        report.extend(_samples(site, shown_as))
    settle(report, site.disclosures, shown_as)
    release()
    telling = {text.folder for text in texts}
    unseen = tuple(
        str(body.organisation.name) for body in site.disclosures if body.org in telling and body not in ready
    )
    return ComposedSite(site, () if faults else sections, report, shown_as, unseen)


def check(data: Path, content: Path, markdown: Mapping[str, Any] = MARKDOWN) -> tuple[Report, Review]:
    """Every problem of *data* and *content*, as they come and put in order."""
    composed = compose(data, content, markdown)
    return composed.whole_report, composed.review


def _not_yet(site: Site, shown_as: str) -> Iterator[Problem]:
    """A day of the whole data that has not come: no release can bear it, which whoever publishes would learn last."""
    prepared_on = site.settings.prepared_on if site.settings else ""
    if day_of(prepared_on) is not None and prepared_on > latest_day():
        where = Where(f"{shown_as}/site.yaml", None, None, "prepared_on")
        yield problem("prepared-ahead", where, cell=prepared_on, other=today().isoformat())


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
