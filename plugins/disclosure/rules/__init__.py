"""Rules that look across cells, records, tables and years: one small function each, found by the code that it tells.

A module of this package lists its functions in `RULES`; there is no other list. What a code means stands in `problems`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..model import Disclosure
from ..problems import Problem, Scope, Severity
from .incidents import INCIDENTS
from .prose import proofread
from .scene import Rule, Scene
from .signs import unfit
from .unregistered import in_articles

__all__ = ["INCIDENTS", "Rule", "Scene", "all_rules", "examine", "in_articles", "proofread", "unfit"]


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by the code that it tells, in the order of codes."""
    modules = (importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__))
    found = {code: rule for module in modules for code, rule in getattr(module, "RULES", {}).items()}
    return dict(sorted(found.items()))


def examine(
    disclosures: Sequence[Disclosure],
    told: Sequence[Problem],
    rules: Mapping[str, Rule] | None = None,
    reviewers: int = 1,
) -> Iterator[Problem]:
    """What all *rules* find, but for rows of which the errors *told* already say it.

    Those are rows in which a cell could not be read or contradicts itself (for rules within a record only that very
    cell), and for rules within a table the rows that an error within the table names.
    """
    broken: dict[tuple[str, str | None, int], list[Problem]] = {}
    for one in told:
        if one.severity is Severity.ERROR and one.where.row:
            broken.setdefault((one.where.file, one.where.sheet, one.where.row), []).append(one)
    bodies = tuple(one.organisation.name for one in disclosures)
    for disclosure in disclosures:
        scene = Scene(disclosure, bodies, reviewers)
        for rule in (all_rules() if rules is None else rules).values():
            for one in rule(scene):
                place = (one.where.file, one.where.sheet, one.where.row or 0)
                if not any(_says(error, one) for error in broken.get(place, ())):
                    yield one


def _says(error: Problem, one: Problem) -> bool:
    """Whether an error in the same row makes a finding needless."""
    if error.wording.scope in {Scope.READING, Scope.RECORD}:
        return one.wording.scope is not Scope.RECORD or error.where.column == one.where.column
    return error.wording.scope is one.wording.scope is Scope.TABLE
