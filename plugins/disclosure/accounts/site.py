"""Reads, checks and reconciles the whole data folder: the input of `check` and of all pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ..claims import FOLDER as CODES
from ..claims import read_claims
from ..kinds import restatements
from ..kinds.pictures import PictureRow, by_record
from ..kinds.qualifications import QualificationRecord
from ..kinds.restatements import RestatementRecord
from ..model import Disclosure, Figure, FigureStatus, IdentityCache, SiteSettings, Watched, records_of
from ..privacy import Refusals, leaks
from ..problems import Problem, Report, table_of
from ..reading import strange_files
from ..releases import (
    FOLDER,
    Anchor,
    CorrectionRecord,
    CorrectionType,
    History,
    continued,
    corrections,
    ledger,
    past_wordings,
    read_anchor,
    read_history,
    respecting,
)
from ..rules import Rule, Scene, all_rules, examine, shared_findings
from . import consolidation, figures, last_good, membership, originals, pictures, reconciliations, statements, tracing
from .caching import Examination, Kept, ReadingCache, problems_since, reuse_equal
from .channels import channel_checks
from .folder import Folder
from .loading import load, load_folder


class Site(Struct):
    """Settings of the site and everything its organisations disclose, in the order of site.yaml."""

    settings: SiteSettings | None
    disclosures: list[Disclosure]
    public_details: leaks.Own = field(default_factory=leaks.Own)  # published numbers of its organisations
    refused: dict[str, Refusals] = field(default_factory=dict)  # organisation → who may not be named
    history: History = field(default_factory=History)
    anchor: Anchor = field(default_factory=Anchor)
    # Errors of members that are shown with their last good data; they do not stop the build.
    set_aside: Report = field(default_factory=Report)

    @property
    def refused_anywhere(self) -> Refusals:
        """The refusals of all organisations together, for site-wide texts."""
        everybody = Refusals()
        for refused in self.refused.values():
            everybody |= refused
        return everybody

    @property
    def held(self) -> tuple[Disclosure, ...]:
        """The members that are shown with their last good data."""
        return tuple(disclosure for disclosure in self.disclosures if disclosure.as_of)


def read_site(data: Path, shown_as: str, report: Report, cache: ReadingCache | None = None) -> Site:
    """Read and reconcile *data*; all problems go to *report*, none is raised. *cache* is the cache of an incremental build.

    If only members of a federation have errors and each has last good data, that data replaces theirs, and their problems go
    to `Site.set_aside` instead.
    """
    strange = strange_files(data, shown_as)
    if strange:  # no file is opened while there are unsafe ones
        report.extend(strange)
        return Site(None, [])
    faults = Report()
    settings, folders = load(data, shown_as, faults, cache)
    faults.extend(membership.check(folders, f"{shown_as}/site.yaml"))
    disclosures = [_cached_disclosure(folder, shown_as, faults, cache) for folder in folders]
    for disclosure in disclosures:
        disclosure.prepared_on = settings.prepared_on if settings else ""
    look = partial(_cached_findings, cache=cache) if cache else shared_findings
    faults.extend(examine(disclosures, list(faults), settings.people if settings else 1, look))
    site = Site(settings, disclosures, leaks.public_details([settings.report_phone if settings else None], []))
    orgs = {folder.organisation.id for folder in folders}
    faulty = {table_of(error.where.file, shown_as, orgs)[0] for error in faults.errors}
    whole = _with_last_states(faulty, data, shown_as, settings, folders, disclosures)
    if whole:
        folders, site.disclosures = [folder for folder, _ in whole], [disclosure for _, disclosure in whole]
        for fault in faults:
            theirs = table_of(fault.where.file, shown_as, orgs)[0] in faulty
            (site.set_aside if theirs else report).add(fault)
    else:
        report.extend(faults)
    for folder in folders:
        site.public_details |= folder.public_details
        site.refused[folder.organisation.id] = folder.refused
    history = continued(read_history(data / FOLDER, f"{shown_as}/{FOLDER}", report), site.disclosures)
    site.history = respecting(history, site.disclosures, site.refused, site.public_details)
    site.anchor = read_anchor(data, shown_as, site.history, report)
    for disclosure in site.disclosures:
        disclosure.prepared_on = settings.prepared_on if settings else ""
        disclosure.past_wordings = site.history.wordings(disclosure.org)
        disclosure.followed = past_wordings.followers(disclosure, site.history)
        disclosure.worded_then = past_wordings.worded_then(disclosure, site.history)
        report.extend(ledger.check_references(disclosure, site.history))
    if not report.errors:
        membership.bind(site.disclosures)
        consolidation.mark(site.disclosures)
    return site


def _with_last_states(
    faulty: Collection[str],
    data: Path,
    shown_as: str,
    settings: SiteSettings | None,
    folders: list[Folder],
    disclosures: Sequence[Disclosure],
) -> list[tuple[Folder, Disclosure]]:
    """All organisations, the *faulty* with their last good data; [] if one has none or the memberships would be inconsistent."""
    states = {org: _last_state(data, shown_as, org, settings, folders) for org in faulty}
    if not states or not all(states.values()):
        return []
    whole = [
        states.get(folder.organisation.id) or (folder, disclosure)
        for folder, disclosure in zip(folders, disclosures, strict=True)
    ]
    misfits = list(membership.check([folder for folder, _ in whole], f"{shown_as}/site.yaml"))
    return [] if misfits else whole


def _last_state(
    data: Path, shown_as: str, org: str, settings: SiteSettings | None, folders: list[Folder]
) -> tuple[Folder, Disclosure] | None:
    """The last good data of a member; None if *org* is no member, has none, or that too has errors."""
    day = last_good.as_of(data, org) if org else ""
    if not day:
        return None
    report, kept = Report(), last_good.folder_of(data, org)
    names = {other.organisation.id for other in folders}
    folder = load_folder(kept, f"{shown_as}/{last_good.FOLDER}/{org}", settings, names, {}, report)
    folder.documents, folder.pictures, folder.codes = (
        data / org / name for name in (last_good.DOCUMENTS, last_good.PICTURES, CODES)
    )
    disclosure = _disclose(folder, shown_as, report, Report())
    if report.errors or not folder.organisation.part_of:
        return None
    disclosure.as_of = day
    return folder, disclosure


def _cached_disclosure(folder: Folder, shown_as: str, report: Report, cache: ReadingCache | None) -> Disclosure:
    """`_disclose`, cached by the identity of the folder; not cached if there were errors."""
    if cache is None:
        return _disclose(folder, shown_as, report)
    org = folder.organisation.id
    kept = cache.disclosures.get(org)
    if kept and kept.key is folder:
        report.extend(kept.problems)
        known: Disclosure = kept.value
        return _unbound(known)
    position = report.position
    disclosure = _disclose(
        folder, shown_as, report, before=kept.value if kept else None, rows=cache.figures[folder.organisation.id]
    )
    problems = problems_since(report, position)
    cache.disclosures.pop(org, None)
    if problems is not None and not report.errors:
        cache.disclosures[org] = Kept(folder, _unbound(disclosure), problems)
    return disclosure


def _cached_findings(scene: Scene, cache: ReadingCache) -> Iterator[Problem]:
    """The findings of all rules in an organisation; a rule whose recorded dependencies are unchanged is not run again."""
    org, around = scene.disclosure.org, (scene.disclosure.prepared_on, scene.bodies, scene.reviewers)
    origin, known = cache.disclosures.get(org), cache.examinations.pop(org, None)
    if known is not None and known.around != around:
        known = None
    if known is not None and known.origin is origin and origin is not None:
        cache.examinations[org] = known
        yield from known.problems
        return
    watched = Watched(scene.disclosure, known.disclosure if known else None)
    result = Examination(origin, around, watched)
    watching = replace(scene, disclosure=watched)
    for rule in all_rules().values():
        problems = watched.cached("findings", (rule,), partial(_findings_of, rule, watching))
        result.problems.extend(problems)
        yield from problems
    watching.put_away()
    watched.settle()
    if origin is not None and result.is_worth_keeping:
        cache.examinations[org] = result


def _findings_of(rule: Rule, scene: Scene) -> tuple[Problem, ...]:
    return tuple(rule(scene))


def _unbound(disclosure: Disclosure) -> Disclosure:
    """A shallow copy for one site, whose site-dependent fields can be set without changing the cached disclosure."""
    fresh = copy(disclosure)
    fresh.reconciliations, fresh.kept = list(disclosure.reconciliations), {}
    return fresh


def _disclose(
    folder: Folder,
    shown_as: str,
    report: Report,
    at_hand: Report | None = None,
    before: Disclosure | None = None,
    rows: IdentityCache[Any, Any] | None = None,
) -> Disclosure:
    """Build the disclosure of a folder: figures, statements, checks, trace.

    Problems with documents go to *at_hand* if given, else to *report*. *before* is the disclosure of the last build, *rows* the
    cache of figures by row.
    """
    earlier_sources, earlier_figures = (before.sources, before.figures) if before else ({}, {})
    documents = figures.sources(folder)
    stated = figures.reported(folder, documents, report, rows)
    place = f"{shown_as}/{folder.organisation.id}"
    read = originals.read_originals(folder, place, documents, stated, report if at_hand is None else at_hand)
    documents, stated = reuse_equal(read.sources, earlier_sources), read.figures
    report.extend(originals.recorded_sentences(stated))
    booked = statements.figures(folder, documents)
    report.extend(statements.clashes(stated, booked))
    corrected = corrections.marks(records_of(folder.rows, CorrectionRecord))
    anew = records_of(folder.rows, RestatementRecord)
    stated = reuse_equal(restatements.superseded(_marked({**stated, **booked}, corrected), anew), earlier_figures)
    split = figures.breakdowns(folder, stated)
    results = restatements.rest_on_superseded(figures.computed(folder, stated, split, report), stated)
    results = reuse_equal(_marked(results, corrected), earlier_figures)
    known = {**stated, **results}
    report.extend(figures.check_relations(split, known, figures.unread(folder, known)))
    certificates = records_of(folder.rows, QualificationRecord)
    ratios = statements.ratio_figures(known, folder.organisation, certificates)
    known |= restatements.rest_on_superseded(ratios, known)
    lost = figures.unread(folder, known)
    report.extend(figures.check_texts(folder, known))
    report.extend(restatements.against(anew, known))
    checks = [*reconciliations.from_breakdowns(split, known), *reconciliations.declared(folder, known, split, report)]
    checks.extend(statements.reconciliations(folder))
    for check, fault in statements.donation_checks(known, statements.donations(booked)):
        checks.append(check)
        report.extend([fault] if fault else [])
    disclosure = figures.disclose(folder, documents, known, split, checks)
    disclosure.corrected, disclosure.unread = corrected, lost
    disclosure.originals = read.published
    disclosure.pictures = pictures.read_pictures(folder, place, report if at_hand is None else at_hand)
    if folder.codes:
        disclosure.claims = read_claims(folder.codes, f"{place}/{CODES}", report if at_hand is None else at_hand)
    disclosure.shown = by_record(disclosure.rows(PictureRow), disclosure.pictures)
    disclosure.trace, balances = tracing.trace(disclosure)
    disclosure.reconciliations.extend(balances)
    disclosure.reconciliations.extend(channel_checks(disclosure))
    report.extend(tracing.untold(disclosure, f"{shown_as}/{disclosure.org}/organisation.yaml"))
    return disclosure


def _marked(known: dict[str, Figure], corrected: Mapping[str, tuple[str, str]]) -> dict[str, Figure]:
    """Set the status of figures that a correction names, unless they have a status of their own."""
    return {
        key: replace(
            figure,
            status=FigureStatus.PENDING if corrected[key][1] == CorrectionType.PENDING else FigureStatus.CORRECTED,
        )
        if key in corrected and figure.status == FigureStatus.VERIFIED
        else figure
        for key, figure in known.items()
    }
