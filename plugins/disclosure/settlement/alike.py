"""Rows that can stand for each other: pools of one amount in the order of days, paired without guessing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

L = TypeVar("L")
R = TypeVar("R")


def pair_exactly(
    left: Sequence[L], right: Sequence[R], left_key: Callable[[L], Hashable], right_key: Callable[[R], Hashable]
) -> tuple[list[tuple[L, R]], list[tuple[L, tuple[L, ...]]], list[tuple[R, tuple[R, ...]]]]:
    """(pairs with the same key, what is left on the left, on the right); each rest with the rows that are just like it.

    Of rows with one key any may stand for any other, so as many are paired as both sides have; which of them is left over
    can not be told, and all of them are named beside it.
    """
    pools: dict[Hashable, tuple[list[L], list[R]]] = defaultdict(lambda: ([], []))
    for entry in left:
        pools[left_key(entry)][0].append(entry)
    for other in right:
        pools[right_key(other)][1].append(other)
    pairs: list[tuple[L, R]] = []
    left_over: list[tuple[L, tuple[L, ...]]] = []
    right_over: list[tuple[R, tuple[R, ...]]] = []
    for lefts, rights in pools.values():
        common = min(len(lefts), len(rights))
        pairs += zip(lefts[:common], rights[:common], strict=True)
        alike_left = tuple(lefts) if common else ()
        alike_right = tuple(rights) if common else ()
        left_over += [(entry, alike_left) for entry in lefts[common:]]
        right_over += [(other, alike_right) for other in rights[common:]]
    return pairs, left_over, right_over


def pair_within(
    left: Sequence[L],
    right: Sequence[R],
    left_at: Callable[[L], tuple[int, date] | None],
    right_at: Callable[[R], tuple[int, date] | None],
    before: int,
    after: int,
) -> tuple[list[tuple[L, R]], list[L], list[R]]:
    """Pairs of the same amount whose right day lies from *before* days before to *after* days after the left one.

    Both sides of one amount are walked in the order of days, which pairs as many as can be paired. Rows without amount or
    day are left over.
    """
    pools: dict[int, tuple[list[tuple[date, int]], list[tuple[date, int]]]] = defaultdict(lambda: ([], []))
    for place, entry in enumerate(left):
        at = left_at(entry)
        if at:
            pools[at[0]][0].append((at[1], place))
    for place, other in enumerate(right):
        at = right_at(other)
        if at and at[0] in pools:
            pools[at[0]][1].append((at[1], place))
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[tuple[L, R]] = []
    for lefts, rights in pools.values():
        lefts.sort()
        rights.sort()
        at_right = 0
        for day, place in lefts:
            while at_right < len(rights) and (rights[at_right][0] - day).days < -before:
                at_right += 1
            if at_right < len(rights) and (rights[at_right][0] - day).days <= after:
                used_left.add(place)
                used_right.add(rights[at_right][1])
                pairs.append((left[place], right[rights[at_right][1]]))
                at_right += 1
    return pairs, _rest(left, used_left), _rest(right, used_right)


T = TypeVar("T")


def _rest(entries: Sequence[T], used: Iterable[int]) -> list[T]:
    gone = set(used)
    return [entry for place, entry in enumerate(entries) if place not in gone]
