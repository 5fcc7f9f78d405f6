"""Rules that look across cells, records, tables and years: one small function each, found by the code that it tells.

A module of this package lists its functions in `RULES`; there is no other list. What a code means stands in `problems`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain

from ..model import Disclosure
from ..problems import Problem, Scope, Severity
from ..reading import release
from ..workers import many, shared_out
from .dates import EARLIEST
from .incidents import INCIDENTS
from .prose import proofread
from .returns import void_words
from .scene import Rule, Scene
from .signs import unfit
from .unregistered import in_articles

__all__ = [
    "EARLIEST",
    "INCIDENTS",
    "Rule",
    "Scene",
    "all_rules",
    "examine",
    "findings",
    "in_articles",
    "proofread",
    "shared_findings",
    "unfit",
    "void_words",
]


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by the code that it tells, in the order of codes."""
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    rules = {code: rule for module in modules for code, rule in getattr(module, "RULES", {}).items()}
    return dict(sorted(rules.items()))


def findings(scene: Scene, rules: Mapping[str, Rule] | None = None) -> Iterator[Problem]:
    """What all *rules* find in one organisation."""
    for rule in (all_rules() if rules is None else rules).values():
        yield from rule(scene)


def shared_findings(scene: Scene) -> Iterator[Problem]:
    """What all rules find in one organisation; in one of many rows they are shared out to the processors."""
    if not many(sum(map(len, scene.disclosure.datasets.values()))):
        yield from findings(scene)
        return
    yield from chain.from_iterable(shared_out(partial(_found_by, scene), list(all_rules().values())))


def _found_by(scene: Scene, rule: Rule) -> list[Problem]:
    return list(rule(scene))


def examine(
    disclosures: Sequence[Disclosure],
    errors: Sequence[Problem],
    reviewers: int = 1,
    look: Callable[[Scene], Iterable[Problem]] = findings,
) -> Iterator[Problem]:
    """What is found by a *look* at each organisation, but for rows of which the *errors* already say it.

    Those are rows in which a cell could not be read or contradicts itself (for rules within a record only that very
    cell), and for rules within a table the rows that an error within the table names.
    """
    broken: dict[tuple[str, str | None, int], list[Problem]] = {}
    for error in errors:
        if error.severity is Severity.ERROR and error.where.row:
            broken.setdefault((error.where.file, error.where.sheet, error.where.row), []).append(error)
    bodies = tuple(disclosure.organisation.name for disclosure in disclosures)
    for disclosure in disclosures:
        scene = Scene(disclosure, bodies, reviewers)
        for finding in look(scene):
            place = (finding.where.file, finding.where.sheet, finding.where.row or 0)
            if not any(_says(reported, finding) for reported in broken.get(place, ())):
                yield finding
            release()
        scene.put_away()


def _says(error: Problem, finding: Problem) -> bool:
    """Whether an error in the same row makes a finding needless."""
    if error.wording.scope in {Scope.READING, Scope.RECORD}:
        return finding.wording.scope is not Scope.RECORD or error.where.column == finding.where.column
    return error.wording.scope is finding.wording.scope is Scope.TABLE
