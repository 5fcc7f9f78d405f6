"""Membership of organisations: checks `part_of` of every organisation.yaml, and derives the federations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model import Disclosure, Federation, Membership
from ..problems import Problem, Where, nearest, problem
from .folder import Folder


def check(folders: Sequence[Folder], site_file: str) -> Iterator[Problem]:
    """Check that `part_of` names a known body, has no cycles, and that its years are in order."""
    known = {folder.organisation.id: folder for folder in folders}
    for folder in folders:
        above = _above(folder)
        if above and above not in known:
            hint = nearest(above, known)
            yield problem("unknown-member", _at(folder, "part_of"), cell=above, other=site_file, hint=hint)
        yield from _check_years(folder)
        yield from _check_others(folder, known)
    yield from _cycles(known)


def _above(folder: Folder) -> str | None:
    return folder.organisation.part_of


def _at(folder: Folder, key: str) -> Where:
    return Where(folder.file, None, folder.lines.get(key), key)


def _check_years(folder: Folder) -> Iterator[Problem]:
    organisation = folder.organisation
    since, until = organisation.part_of_since, organisation.part_of_until
    if (since or until) and not organisation.part_of:
        yield problem("missing-value", _at(folder, "part_of"), expected="上级机构的编号")
    if since and until and until < since:
        words = {"first": "part_of_since", "second": "part_of_until"}
        yield problem("dates-out-of-order", _at(folder, "part_of_until"), **words, left=since, right=until)


def _check_others(folder: Folder, known: Mapping[str, Folder]) -> Iterator[Problem]:
    """Check that `other_members` names no body twice, and none that has a folder."""
    seen = {folder.organisation.name: folder.file for folder in known.values()}
    for name in folder.organisation.absent_members:
        if name in seen:
            yield problem("told-twice", _at(folder, "other_members"), cell=name, other=seen[name])
        seen.setdefault(name, folder.file)


def _cycles(known: Mapping[str, Folder]) -> Iterator[Problem]:
    """A problem for each cycle, located at its first body in site order."""
    done: set[str] = set()
    for start in known:
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in known and at not in way and at not in done:
            way[at] = None
            at = _above(known[at])
        if at is not None and at in way:
            names = list(way)
            circle = names[names.index(at) :]
            first = next(member for member in known if member in circle)
            turned = [*circle[circle.index(first) :], *circle[: circle.index(first)], first]
            chain = " → ".join(f"{member}（{known[member].file}）" for member in turned)
            yield problem("member-cycle", _at(known[first], "part_of"), chain=chain)
        done |= way.keys()


# --- federations ---------------------------------------------------------------------------------------


def bind(disclosures: Sequence[Disclosure]) -> None:
    """Set `above` and `federation` of every disclosure. Memberships must have passed `check`."""
    known = {disclosure.org: disclosure for disclosure in disclosures}
    below: dict[str, list[Membership]] = {}
    for disclosure in disclosures:
        above = known.get(disclosure.organisation.part_of or "")
        if above:
            disclosure.above = above.organisation
        since, until = disclosure.organisation.part_of_since, disclosure.organisation.part_of_until
        met = {disclosure.org}
        while above and above.org not in met:
            met.add(above.org)
            below.setdefault(above.org, []).append(Membership(disclosure, since, until))
            then = above.organisation
            since = max((year for year in (since, then.part_of_since) if year is not None), default=None)
            until = min((year for year in (until, then.part_of_until) if year is not None), default=None)
            above = known.get(above.organisation.part_of or "")
    for disclosure in disclosures:
        members = below.get(disclosure.org, [])
        absent = [
            name
            for disclosure in (disclosure, *(m.disclosure for m in members))
            for name in disclosure.organisation.absent_members
        ]
        if members or absent:
            disclosure.federation = Federation(disclosure, tuple(members), tuple(absent))
