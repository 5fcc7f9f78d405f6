"""The whole data folder, read, checked and reconciled: what `check` reports on and what pages are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from . import figures, lastgood, membership, reconciliations, shield, statements
from .kinds import restatements
from .loading import Folder, SiteSettings, load, load_folder
from .model import Disclosure
from .problems import Report


@dataclass(slots=True)
class Site:
    """Settings of the site and everything its organisations disclose, in the order of site.yaml."""

    settings: SiteSettings | None
    disclosures: list[Disclosure]
    own: shield.Own = field(default_factory=shield.Own)  # what its organisations publish of themselves
    # Faults in the data of members that are shown as they last were: the others go on without them.
    set_aside: Report = field(default_factory=Report)

    @property
    def held(self) -> tuple[Disclosure, ...]:
        """The members that are shown as they last were."""
        return tuple(one for one in self.disclosures if one.as_of)


def read_site(data: Path, shown_as: str, report: Report) -> Site:
    """Read and reconcile *data*; all problems go to *report*, and nothing is raised for faults in the data.

    Where only members of a federation have faults and each has a last sound state, that state takes their place and
    their problems go to `Site.set_aside` instead.
    """
    found = Report()
    settings, folders = load(data, shown_as, found)
    site_file = f"{shown_as}/site.yaml"
    found.extend(membership.check(folders, site_file))
    disclosures = [_disclose(folder, found) for folder in folders]
    faulty = {_owner(one.where.file, shown_as, folders) for one in found.errors}
    states = {org: _last_state(data, shown_as, org, settings, folders) for org in faulty}
    site = Site(settings, disclosures, shield.own([settings.report_phone if settings else None], []))
    shown = folders
    if all(states.values()):
        whole = [states.get(one.organisation.id) or (one, disclosures[place]) for place, one in enumerate(folders)]
        if not list(membership.check([one for one, _ in whole], site_file)):
            shown, site.disclosures = [one for one, _ in whole], [one for _, one in whole]
            for one in list(found):
                own = _owner(one.where.file, shown_as, folders) in faulty
                (site.set_aside if own else report).add(one)
            found = Report()
    report.extend(found)
    for folder in shown:
        site.own |= folder.own
    for each in site.disclosures:
        each.prepared_on = settings.prepared_on if settings else ""
    if not report.errors:
        membership.bind(site.disclosures)
    return site


def _owner(file: str, shown_as: str, folders: list[Folder]) -> str:
    """The organisation in whose folder a file stands; nothing for files of the whole site."""
    return next((org for org in (one.organisation.id for one in folders) if file.startswith(f"{shown_as}/{org}/")), "")


def _last_state(
    data: Path, shown_as: str, org: str, settings: SiteSettings | None, folders: list[Folder]
) -> tuple[Folder, Disclosure] | None:
    """The last sound data of a member; None for bodies that are no members, or where that data has faults as well."""
    day = lastgood.as_of(data, org) if org else ""
    if not day:
        return None
    report, kept = Report(), lastgood.folder_of(data, org)
    names = {one.organisation.id for one in folders}
    folder = load_folder(kept, f"{shown_as}/{lastgood.FOLDER}/{org}", settings, names, {}, report)
    disclosure = _disclose(folder, report)
    if report.errors or not folder.organisation.facts.get("part_of"):
        return None
    disclosure.as_of = day
    return folder, disclosure


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
