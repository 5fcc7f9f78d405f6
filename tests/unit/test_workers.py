"""Steps on single partitions, done in this process; those done elsewhere: test_cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from disclosure.workers import on_cluster, workers
from disclosure.workers.places import employed


class Elsewhere:
    """Somebody who does the steps last part first, and still gives the results in order."""

    ahead = 4
    elsewhere = True

    def results(self, step: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        return iter([step(part) for part in reversed(list(parts))][::-1])


def test_a_part_is_asked_for_only_when_its_turn_comes() -> None:
    """One partition after the other is held, never all of them."""
    asked: list[int] = []

    def parts() -> Iterator[int]:
        for part in range(3):
            asked.append(part)
            yield part

    results = workers().results(lambda part: part * part, parts())
    assert asked == []
    assert (next(results), asked) == (0, [0])
    assert ([*results], asked) == ([1, 4], [0, 1, 2])


def test_others_do_the_steps_until_they_are_dismissed() -> None:
    """Inside the block and nowhere else, however it ends."""
    here, others = workers(), Elsewhere()
    with suppress(ZeroDivisionError), employed(others):
        assert workers() is others
        assert [*workers().results(str, [1, 2])] == ["1", "2"]
        raise ZeroDivisionError
    assert workers() is here


def test_without_an_address_all_is_done_here() -> None:
    """No library of clusters is loaded for that."""
    here = workers()
    with on_cluster(""):
        assert workers() is here
