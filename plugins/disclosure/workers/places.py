"""The executor of steps. A step is a pure function of one partition, so it can run anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class StepWorkers(Protocol):
    """The interface of executors: maps a step over partitions."""

    @property
    def ahead(self) -> int:
        """The number of partitions in progress, and thus in memory, at a time."""

    @property
    def elsewhere(self) -> bool:
        """Whether steps run outside this process."""

    def results(self, step: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """Lazily yield *step*(part) for each of *parts*, in order; *parts* is consumed only as needed."""


class InProcess:
    """Runs steps sequentially in this process."""

    ahead = 1
    elsewhere = False

    def results(self, step: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
        """Lazily yield the results."""
        return map(step, parts)


_PRESENT: ContextVar[StepWorkers] = ContextVar("workers", default=InProcess())  # noqa: B039  (immutable)


def workers() -> StepWorkers:
    """The current executor."""
    return _PRESENT.get()


@contextmanager
def employed(others: StepWorkers) -> Iterator[None]:
    """Make *others* the executor within the block."""
    token = _PRESENT.set(others)
    try:
        yield
    finally:
        _PRESENT.reset(token)
