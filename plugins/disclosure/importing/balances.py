"""Which way the amounts of a statement went that have no sign and no direction beside them: the running balance tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct, field

_SEVERAL = 3  # lines whose way is known


class BalancedAmount(Struct, frozen=True):
    """A line of a statement: where it stands, its amount and the balance behind it, both in one unit.

    An opening balance has no amount; *word* is what stands beside an amount that says which way it went, in whatever words,
    *day* the day in ISO form, where it is known.
    """

    row: int
    amount: Decimal | int
    balance: Decimal | int | None
    word: str = ""
    day: str = ""


class AmountWays(Struct, frozen=True):
    """Which way amounts went: by their sign where some are below zero, else of each row whether it went out (None: not to be told).

    *out* is empty where the balances tell nothing; beside signs it holds what balances tell.
    """

    signed: bool = False
    out: Mapping[int, bool | None] = field(default_factory=dict)


def amount_ways(lines: Sequence[BalancedAmount]) -> AmountWays:
    """The ways of amounts; balances count where most of them follow from the one before, the oldest or the newest line first.

    Of the first line of all no balance before tells: it went as the others with its word, or where nobody has one, as the
    others where these are several and agree.
    """
    oldest, newest = _by_balances(lines), _by_balances(lines[::-1])
    known = max(_known(oldest), _known(newest))
    followed = known > 0 and known * 2 >= len(oldest) - 1
    out = _likelier(oldest, newest, [line.day for line in lines if line.day])
    if any(line.amount < 0 for line in lines):
        return AmountWays(signed=True, out=out if followed else {})
    return AmountWays(out={**out, **_alike(lines, out)}) if followed else AmountWays()


def grows_by_debits(lines: Sequence[BalancedAmount], debits: Collection[int]) -> bool | None:
    """Whether the balances of *lines* rise by what stands under 借方 and fall by the rest: a book of one's own, no statement.

    *debits* are the rows whose amount stands under 借方. None where the balances do not tell: they follow from one another in
    less than half of the lines, as in an excerpt, or contradict each other. What is below zero tells nothing, banks sign it as they like.
    """
    ways = amount_ways(lines).out
    known = [line for line in lines if line.amount > 0 and ways.get(line.row) is not None]
    if len(known) * 2 < sum(line.amount != 0 for line in lines) - 1:
        return None
    sides = {ways[line.row] is (line.row not in debits) for line in known}
    return sides.pop() if len(sides) == 1 else None


def _likelier(
    oldest: Mapping[int, bool | None], newest: Mapping[int, bool | None], days: Sequence[str]
) -> Mapping[int, bool | None]:
    """The ways with the oldest line first or with the newest: of which more are known, else as the days go.

    Equal amounts follow from one another in both orders; where the days don't tell either, only what is so in both is known.
    """
    if _known(oldest) != _known(newest):
        return max(oldest, newest, key=_known)
    if days and days[0] != days[-1]:
        return oldest if days[0] < days[-1] else newest
    return {row: way if newest[row] == way else None for row, way in oldest.items()}


def _known(ways: Mapping[int, bool | None]) -> int:
    return sum(way is not None for way in ways.values())


def _by_balances(lines: Sequence[BalancedAmount]) -> dict[int, bool | None]:
    ways: dict[int, bool | None] = {line.row: None for line in lines if line.amount}
    for before, line in pairwise(lines):
        if before.balance is not None and line.balance is not None and line.amount:
            change = line.balance - before.balance
            ways[line.row] = change < 0 if abs(change) == abs(line.amount) else None
    return ways


def _alike(lines: Sequence[BalancedAmount], out: Mapping[int, bool | None]) -> dict[int, bool]:
    """The ways of lines of which no balance tells, by the others with the same word."""
    by_word: dict[str, list[bool]] = defaultdict(list)
    for line in lines:
        if (way := out.get(line.row)) is not None:
            by_word[line.word].append(way)
    agreed = {
        word: ways[0] for word, ways in by_word.items() if len(set(ways)) == 1 and (word or len(ways) >= _SEVERAL)
    }
    return {line.row: agreed[line.word] for line in lines if line.row in out and line.word in agreed}
