"""A cache keyed by object identity, with two generations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

T = TypeVar("T")
V = TypeVar("V")


class IdentityCache(Struct, Generic[T, V]):
    """Results computed from rows, pages and the like; an entry not used between two calls of `turn` is dropped."""

    # id of the object → (the object, held so that its id stays unique; the other inputs; the result)
    _before: dict[int, tuple[T, Any, V]] = field(default_factory=dict)
    _now: dict[int, tuple[T, Any, V]] = field(default_factory=dict)

    def of(self, thing: T, make: Callable[[T], V], given: object = None) -> V:
        """*make*(*thing*), cached while *thing* is the same object and *given*, all other inputs of *make*, is equal."""
        known = self._now.get(id(thing)) or self._before.get(id(thing))
        if known is None or known[0] is not thing or not (known[1] is given or known[1] == given):
            known = thing, given, make(thing)
        self._now[id(thing)] = known
        return known[2]

    def turn(self) -> None:
        """End a generation (a build): drop the entries that it did not use."""
        self._before, self._now = self._now, {}
