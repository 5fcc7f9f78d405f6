"""What was made of single objects, known again by the very object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
V = TypeVar("V")


@dataclass(slots=True)
class KnownObjects(Generic[T, V]):
    """What was made of rows, pages and the like; what was not asked for between two turns is forgotten."""

    _before: dict[int, tuple[T, V]] = field(default_factory=dict)  # by the identity of the object, which is held here
    _now: dict[int, tuple[T, V]] = field(default_factory=dict)

    def of(self, thing: T, make: Callable[[T], V]) -> V:
        """What *make* gives for an object, or gave the last time."""
        known = self._now.get(id(thing)) or self._before.get(id(thing))
        if known is None or known[0] is not thing:
            known = thing, make(thing)
        self._now[id(thing)] = known
        return known[1]

    def turn(self) -> None:
        """All objects were asked for: what is asked for from now on is for the next time."""
        self._before, self._now = self._now, {}
