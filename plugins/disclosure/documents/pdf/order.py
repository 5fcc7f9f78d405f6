"""What stands on a page in the order in which it is read, whatever order the file has it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from .lines import TextLine, runs

_MOST_RUNS = 200  # of a page; where there are more, no column is to be seen
_UP = 0.5  # of its height: what begins so much higher than what came before goes not on below it
_LEVEL = 0.25  # of the size of a letter, between two lines that are one
_BESIDE = 2.0  # points that a column may reach into that at its left


class Placed(Struct, frozen=True):
    """A line, or the table of a number, and where it stands on its page."""

    x0: float
    x1: float
    top: float
    bottom: float
    line: TextLine | None = None
    table: int = 0

    @classmethod
    def of(cls, line: TextLine) -> Placed:
        """A line where its letters stand."""
        return cls(line.x0, line.segments[-1].x1, line.top, line.bottom, line)


def in_order(items: Iterable[Placed]) -> list[Placed]:
    """Items from the top of a page to its foot; one column of text after the other, as the file has them.

    Files may hold the letters of one font first and those of another then, or the headers of pages behind all.
    """
    blocks = list(runs(items, _goes_down))
    if len(blocks) > _MOST_RUNS:
        return list(_level(sorted((item for block in blocks for item in block), key=lambda item: item.bottom)))
    ordered = blocks[:1]
    for block in blocks[1:]:
        top, bottom = block[0].top, _foot(block)
        near = [at for at, other in enumerate(ordered) if other[0].top < bottom and _foot(other) > top]
        if not near:
            place = next((at for at, other in enumerate(ordered) if other[0].top >= bottom), len(ordered))
            ordered.insert(place, block)
        elif all(_right_of(block, ordered[at]) for at in near):
            ordered.insert(near[-1] + 1, block)
        else:
            mixed = [item for at in near for item in ordered[at]] + block
            ordered[near[0] : near[-1] + 1] = [list(_level(sorted(mixed, key=lambda item: item.bottom)))]
    return [item for block in ordered for item in block]


def _goes_down(last: Placed, item: Placed) -> bool:
    """Whether an item stands beside or below the one that the file has before it."""
    return item.top >= last.top - _UP * (last.bottom - last.top)


def _foot(block: Sequence[Placed]) -> float:
    return max(item.bottom for item in block)


def _right_of(block: Sequence[Placed], other: Sequence[Placed]) -> bool:
    """Whether what stands at the height of another block stands at the right of it: a column of text."""
    top, bottom = other[0].top, _foot(other)
    beside = [item for item in block if item.top < bottom and item.bottom > top]
    top, bottom = block[0].top, _foot(block)
    left = [item for item in other if item.top < bottom and item.bottom > top]
    if not beside or not left:
        return False
    return min(item.x0 for item in beside) >= max(item.x1 for item in left) - _BESIDE


def _level(items: Iterable[Placed]) -> Iterator[Placed]:
    """Items sorted by their feet, those lines at one height as one."""
    for level in runs(items, _at_one_height):
        yield from _as_one(level)


def _at_one_height(last: Placed, item: Placed) -> bool:
    if last.line is None or item.line is None:
        return False
    return abs(item.bottom - last.bottom) <= _LEVEL * min(last.line.size, item.line.size)


def _as_one(level: Sequence[Placed]) -> Iterator[Placed]:
    """Lines at one height from the left to the right, as one where none reaches over another."""
    placed = sorted(level, key=lambda item: item.x0)
    lines = [item.line for item in placed if item.line]
    if len(lines) < len(level) or len(lines) == 1 or any(right.x0 < left.x1 for left, right in pairwise(placed)):
        yield from level
        return
    segments = tuple(segment for line in lines for segment in line.segments)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    yield Placed.of(replace(lines[0], segments=segments, top=top, bottom=bottom, end=lines[-1].end))
