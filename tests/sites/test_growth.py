"""Twice as much data is twice as much work: no step goes through a whole table for every record of another."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path
from typing import Any

import many_records

from disclosure.compose import compose

COUNT = 80  # projects, and then twice as many
SEEN_FROM = 3 * COUNT * COUNT  # calls of one function: of a table that is gone through for every record there are more
MOST = 2.6  # times as many calls for twice the projects: some pages begin at some number of them


def calls(root: Path, count: int) -> dict[tuple[str, int, str], int]:
    """How often each function is called while a site of *count* projects is read, checked and laid out."""
    data = many_records.write_site(root, count)
    profile = cProfile.Profile()
    profile.enable()
    composed = compose(data, root / "content")
    profile.disable()
    assert [str(fault) for fault in composed.report.errors] == []
    stats: dict[tuple[str, int, str], tuple[Any, ...]] = vars(pstats.Stats(profile))["stats"]
    return {place: numbers[1] for place, numbers in stats.items()}


def test_twice_the_records_are_twice_the_calls(tmp_path: Path) -> None:
    """Functions of this project, and those of Python that stand for its loops over cells."""
    compose(many_records.write_site(tmp_path / "first", 10), tmp_path / "content")  # what is worked out once for all
    once, twice = (calls(tmp_path / str(count), count) for count in (COUNT, 2 * COUNT))
    grown = {
        f"{Path(file).name}:{line} {name}": (once[file, line, name], number)
        for (file, line, name), number in twice.items()
        if number >= SEEN_FROM and number > MOST * once.get((file, line, name), number)
    }
    assert grown == {}
