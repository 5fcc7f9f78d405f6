"""The whole data folder, read, checked and reconciled: what `check` reports on and what pages are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from . import figures, reconciliations, shield, statements
from .kinds import restatements
from .loading import Folder, SiteSettings, load
from .model import Disclosure
from .problems import Report


@dataclass(slots=True)
class Site:
    """Settings of the site and everything its organisations disclose, in the order of site.yaml."""

    settings: SiteSettings | None
    disclosures: list[Disclosure]
    own: shield.Own = field(default_factory=shield.Own)  # what its organisations publish of themselves


def read_site(data: Path, shown_as: str, report: Report) -> Site:
    """Read and reconcile *data*; all problems go to *report*, and nothing is raised for faults in the data."""
    settings, folders = load(data, shown_as, report)
    prepared_on = settings.prepared_on if settings else ""
    disclosures = [_disclose(folder, report) for folder in folders]
    for one in disclosures:
        one.prepared_on = prepared_on
    own = shield.own([settings.report_phone if settings else None], [])
    for folder in folders:
        own |= folder.own
    return Site(settings, disclosures, own)


def _disclose(folder: Folder, report: Report) -> Disclosure:
    documents = figures.sources(folder)
    stated = figures.reported(folder, documents, report)
    booked = statements.figures(folder, documents)
    report.extend(statements.clashes(stated, booked))
    stated = {**stated, **booked}
    split = figures.breakdowns(folder, stated)
    made = figures.computed(folder, stated, split, report)
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
    return figures.disclose(folder, documents, known, split, checks)
