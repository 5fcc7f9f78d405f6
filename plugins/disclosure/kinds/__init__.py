"""Every kind of disclosure, one file each; a new file in this folder is a new kind."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from ..model import Block, Disclosure, Expectation, Heading, Kind


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every `KIND` defined in this package, in menu order."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    kinds = [module.KIND for module in modules if hasattr(module, "KIND")]
    return tuple(sorted(kinds, key=lambda kind: (kind.order, kind.id)))


@cache
def kind_of(kind_id: str) -> Kind | None:
    """The kind with this id, if there is one."""
    return next((kind for kind in all_kinds() if kind.id == kind_id), None)


@cache
def guests(host_id: str) -> tuple[Kind, ...]:
    """The kinds that stand on the page of this one, in menu order."""
    return tuple(kind for kind in all_kinds() if kind.page_of and kind.page_of.id == host_id)


def has_records(disclosure: Disclosure, host: Kind) -> bool:
    """Whether there is any record of this kind or of those that stand on its page."""
    return any(disclosure.records.get(kind.id) for kind in (host, *guests(host.id)))


def sections(disclosure: Disclosure, host: Kind) -> Iterator[Block]:
    """What the guests of a kind have to say on its page, each under its own heading with how much it is."""
    filled = [kind for kind in guests(host.id) if disclosure.records.get(kind.id) and kind.section]
    for kind in filled:
        yield Heading(kind.label, kind.id, count=f"{len(disclosure.records[kind.id])}条")
        if kind.section:
            yield from kind.section(disclosure, kind)


def guest_expects(host: Kind) -> tuple[Expectation, ...]:
    """What readers expect of the guests of a kind."""
    return tuple(expected for kind in guests(host.id) for expected in kind.expects)
