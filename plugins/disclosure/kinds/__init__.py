"""Every kind of disclosure, one file each; a new file in this folder is a new kind, there is no other list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from ..model import Block, Disclosure, Kind, Row


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every `KIND` defined in this package, in menu order."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.KIND for module in modules if hasattr(module, "KIND")]
    return tuple(sorted(found, key=lambda kind: (kind.order, kind.id)))


@cache
def kind_of(kind_id: str) -> Kind | None:
    """The kind with this id, if there is one."""
    return next((kind for kind in all_kinds() if kind.id == kind_id), None)


def added(disclosure: Disclosure, kind_id: str, row: Row) -> Iterator[Block]:
    """What other kinds have to say on the page of this record, in menu order."""
    for kind in all_kinds():
        if kind_id in kind.adds:
            yield from kind.adds[kind_id](disclosure, row)
