"""What was made of single objects, known again by the very object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

T = TypeVar("T")
V = TypeVar("V")


class KnownObjects(Struct, Generic[T, V]):
    """What was made of rows, pages and the like; what was not asked for between two turns is forgotten."""

    # by the identity of the object, which is held here: it, what was given beside it, and what was made of both
    _before: dict[int, tuple[T, Any, V]] = field(default_factory=dict)
    _now: dict[int, tuple[T, Any, V]] = field(default_factory=dict)

    def of(self, thing: T, make: Callable[[T], V], given: object = None) -> V:
        """What *make* gives for an object, or gave the last time, where all else that it needs was *given* alike."""
        known = self._now.get(id(thing)) or self._before.get(id(thing))
        if known is None or known[0] is not thing or not (known[1] is given or known[1] == given):
            known = thing, given, make(thing)
        self._now[id(thing)] = known
        return known[2]

    def turn(self) -> None:
        """End one round, as a build: what it did not ask for is forgotten."""
        self._before, self._now = self._now, {}
