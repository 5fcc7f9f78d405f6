"""Bodies that go on under another id: what was published of them under the earlier one is held against them all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ..model import Disclosure
from .beside import ORGANISATION, SITE
from .promised import WHOLE, PromisedRows
from .records import History, Published, Release

_OF_THE_SITE = f"{SITE.id}/{WHOLE}.csv"


class _Body(Struct, frozen=True):
    """What a body is known by beside its id: name and credit code, empty where the record has none, and what its figures say."""

    name: str
    code: str
    figures: Mapping[str, tuple[str, ...]]

    def goes_on_as(self, other: _Body) -> bool:
        """Whether the other is the same body: by its name, by its credit code, or by most of the figures."""
        same = sum(other.figures.get(key) == said for key, said in self.figures.items())
        called = self.name and self.name == other.name
        return bool(called or (self.code and self.code == other.code)) or same * 2 > len(self.figures)


def continued(history: History, disclosures: Sequence[Disclosure]) -> History:
    """The releases as if every body that now bears another id had always borne it; files and addresses stay as they were.

    What the whole site promised through a body that has left is held against the body that stands first now.
    """
    present = [*map(_ids, history.releases), frozenset(disclosure.org for disclosure in disclosures)]
    if all(before <= after for before, after in pairwise(present)):
        return history
    states = [_bodies(release, history) for release in history.releases]
    states.append({disclosure.org: _now(disclosure) for disclosure in disclosures})
    names: Mapping[str, str] = {}  # id in the release that comes next → id today
    releases: list[Release] = []
    for place in range(len(history.releases) - 1, -1, -1):
        ids = _successors(states[place], states[place + 1])
        names = {org: names.get(ids.get(org, org), ids.get(org, org)) for org in states[place]}
        releases.insert(0, _renamed(history.releases[place], names, disclosures))
    bodies = {org: body.name for state in states for org, body in state.items() if body.name}
    return replace(history, releases=tuple(releases), bodies=bodies)


def _successors(before: Mapping[str, _Body], now: Mapping[str, _Body]) -> dict[str, str]:
    """Earlier id → id of the bodies that left under the one and came under the other; nothing where it is not certain."""
    came = [org for org in now if org not in before]
    pairs = [(org, new) for org, body in before.items() if org not in now for new in came if body.goes_on_as(now[new])]
    left, taken = Counter(org for org, _ in pairs), Counter(new for _, new in pairs)
    return {org: new for org, new in pairs if left[org] == taken[new] == 1}


def _ids(release: Release) -> frozenset[str]:
    """The bodies of a release; those of an older version of this software kept no rows."""
    kept = frozenset(path.split("/")[1] for path in release.records)
    return kept or frozenset(figure.org for figure in release.figures)


def _bodies(release: Release, history: History) -> dict[str, _Body]:
    said: dict[str, dict[str, tuple[str, ...]]] = {}
    for figure in release.figures:
        said.setdefault(figure.org, {})[figure.id] = figure.said
    facts = {org: _facts(release, history, org) for org in sorted(_ids(release))}
    return {org: _Body(of.get("name", ""), of.get("uscc", ""), said.get(org, {})) for org, of in facts.items()}


def _facts(release: Release, history: History, org: str) -> Mapping[str, str]:
    path = f"rows/{org}/{ORGANISATION.id}/{WHOLE}.csv"
    kept = history.kept.get(release.records.get(path, ""))
    if kept is None:
        return {}
    block = PromisedRows.read(path, kept[1].read_bytes())
    return next((dict(zip(block.header, row, strict=True)) for row in block.rows), {})


def _now(disclosure: Disclosure) -> _Body:
    figures = {key: Published.of(figure).said for key, figure in disclosure.figures.items()}
    organisation = disclosure.organisation
    return _Body(organisation.name, organisation.uscc or "", figures)


def _renamed(release: Release, names: Mapping[str, str], disclosures: Sequence[Disclosure]) -> Release:
    """A release with other ids of its bodies in what it promises."""
    present = [disclosure.org for disclosure in disclosures]
    if all(old == new and old in present for old, new in names.items()) or not present:
        return release

    def key(text: str) -> str:
        org, mark, rest = text.partition("/")
        return f"{names.get(org, org)}{mark}{rest}"

    def path(text: str) -> str:
        rows, org, rest = text.split("/", 2)
        body = names.get(org, org)
        return f"{rows}/{present[0] if rest == _OF_THE_SITE and body not in present else body}/{rest}"

    return replace(
        release,
        figures=tuple(replace(figure, org=names.get(figure.org, figure.org)) for figure in release.figures),
        corrections={key(entry): sha for entry, sha in release.corrections.items()},
        duties={key(duty): sha for duty, sha in release.duties.items()},
        records={path(block): sha for block, sha in release.records.items()},
        news=tuple(replace(line, org=names.get(line.org, line.org)) for line in release.news),
    )
