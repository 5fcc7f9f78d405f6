"""The whole data folder, read, checked and reconciled: what `check` reports on and what pages are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import figures, reconciliations, shield, statements
from .kinds import restatements
from .loading import Folder, SiteSettings, load
from .model import Disclosure, Figure
from .problems import Report
from .releases import ledger
from .releases.records import FOLDER, History, read_history


@dataclass(slots=True)
class Site:
    """Settings of the site and everything its organisations disclose, in the order of site.yaml."""

    settings: SiteSettings | None
    disclosures: list[Disclosure]
    own: shield.Own = field(default_factory=shield.Own)  # what its organisations publish of themselves
    history: History = field(default_factory=History)


def read_site(data: Path, shown_as: str, report: Report, *, before: int | None = None) -> Site:
    """Read and reconcile *data*; all problems go to *report*, and nothing is raised for faults in the data.

    *before* is the release that the site is made for: only those before it are told of.
    """
    settings, folders = load(data, shown_as, report)
    prepared_on = settings.prepared_on if settings else ""
    disclosures = [_disclose(folder, report) for folder in folders]
    for one in disclosures:
        one.prepared_on = prepared_on
    history = read_history(data / FOLDER, f"{shown_as}/{FOLDER}", report)
    if before is not None:
        history = history.before(before)
    for one in disclosures:
        one.told = history.wordings(one.org)
    own = shield.own([settings.report_phone if settings else None], [])
    for folder in folders:
        own |= folder.own
    return Site(settings, disclosures, own, history)


def _disclose(folder: Folder, report: Report) -> Disclosure:
    documents = figures.sources(folder)
    stated = figures.reported(folder, documents, report)
    booked = statements.figures(folder, documents)
    report.extend(statements.clashes(stated, booked))
    corrected = ledger.marks(folder.rows[ledger.KIND])
    stated = _marked({**stated, **booked}, corrected)
    split = figures.breakdowns(folder, stated)
    made = _marked(figures.computed(folder, stated, split, report), corrected)
    known = {**stated, **made}
    report.extend(figures.check_relations(split, known, figures.unread(folder, known)))
    known |= statements.ratio_figures(known, folder.organisation.facts, folder.organisation.id)
    report.extend(figures.check_texts(folder, known))
    report.extend(restatements.against(folder.rows["restatements"], known))
    checks = [*reconciliations.from_breakdowns(split, known), *reconciliations.declared(folder, known, split, report)]
    checks.extend(statements.reconciliations(folder))
    for check, fault in statements.donation_checks(known, statements.donations(booked)):
        checks.append(check)
        report.extend([fault] if fault else [])
    disclosure = figures.disclose(folder, documents, known, split, checks)
    disclosure.corrected = corrected
    return disclosure


def _marked(known: dict[str, Figure], corrected: Mapping[str, tuple[str, str]]) -> dict[str, Figure]:
    """Figures that a correction is about say so, unless they have a doubt of their own to tell."""
    return {
        key: replace(one, status="待核实" if corrected[key][1] == "核实中" else "已更正")
        if key in corrected and one.status == "已核"
        else one
        for key, one in known.items()
    }
