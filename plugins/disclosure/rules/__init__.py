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
from .scene import Rule, Scene


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by the code that it tells, in the order of codes."""
    modules = (importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__))
    found = {code: rule for module in modules for code, rule in getattr(module, "RULES", {}).items()}
    return dict(sorted(found.items()))


def examine(
    disclosures: Sequence[Disclosure], told: Sequence[Problem], rules: Mapping[str, Rule] | None = None
) -> Iterator[Problem]:
    """What all *rules* find; rows in which a cell could not be read or contradicts itself (*told*) are left alone."""
    broken = {
        (one.where.file, one.where.sheet, one.where.row)
        for one in told
        if one.severity is Severity.ERROR and one.wording.scope in {Scope.READING, Scope.RECORD} and one.where.row
    }
    bodies = tuple(one.organisation.name for one in disclosures)
    for disclosure in disclosures:
        scene = Scene(disclosure, bodies)
        for rule in (all_rules() if rules is None else rules).values():
            for one in rule(scene):
                if (one.where.file, one.where.sheet, one.where.row) not in broken:
                    yield one
