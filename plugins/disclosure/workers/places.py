"""Who does the steps at present: each is a function of one partition alone, so that it does not matter where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class StepWorkers(Protocol):
    """Somebody who does one step on many partitions."""

    @property
    def ahead(self) -> int:
        """How many partitions are under way at a time: so many have to be held."""

    @property
    def elsewhere(self) -> bool:
        """Whether the steps are done by other processes than this one."""

    def results(self, step: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """The result of *step* for each of *parts*, in their order; a part is asked for only when its turn comes."""


class InProcess:
    """The steps one after the other, here."""

    ahead = 1
    elsewhere = False

    def results(self, step: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """The results, each worked out when it is asked for."""
        return map(step, parts)


_PRESENT: ContextVar[StepWorkers] = ContextVar("workers", default=InProcess())  # noqa: B039  (it holds nothing that changes)


def workers() -> StepWorkers:
    """Who does the steps now."""
    return _PRESENT.get()


@contextmanager
def employed(others: StepWorkers) -> Iterator[None]:
    """Let *others* do the steps inside this block."""
    token = _PRESENT.set(others)
    try:
        yield
    finally:
        _PRESENT.reset(token)
