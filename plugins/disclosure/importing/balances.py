"""Which way the amounts of a statement went that have no sign and no direction beside them: the running balance tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

_SEVERAL = 3  # lines whose way is known


@dataclass(frozen=True, slots=True)
class BalancedAmount:
    """A line of a statement: where it stands, its amount and the balance behind it, both in one unit."""

    row: int
    amount: Decimal | int
    balance: Decimal | int | None


@dataclass(frozen=True, slots=True)
class AmountWays:
    """Which way amounts went: by their sign where some are below zero, else of each row whether it went out (None: not to be told).

    *out* is empty where the balances tell nothing.
    """

    signed: bool = False
    out: Mapping[int, bool | None] = field(default_factory=dict)


def amount_ways(lines: Sequence[BalancedAmount]) -> AmountWays:
    """The ways of amounts; balances count where most of them follow from the one before, the oldest or the newest line first.

    Of the first line of all no balance before tells: it went as the others where these are several and agree.
    """
    if any(line.amount < 0 for line in lines):
        return AmountWays(signed=True)
    orders = [_by_balances(order) for order in (lines, lines[::-1])]
    out = max(orders, key=lambda ways: sum(way is not None for way in ways.values()))
    known = [way for way in out.values() if way is not None]
    if not known or len(known) * 2 < len(lines) - 1:
        return AmountWays()
    agreed = len(known) >= _SEVERAL and len(set(known)) == 1
    return AmountWays(out=dict.fromkeys(out, known[0]) if agreed else out)


def _by_balances(lines: Sequence[BalancedAmount]) -> dict[int, bool | None]:
    ways: dict[int, bool | None] = {line.row: None for line in lines}
    for before, line in pairwise(lines):
        if before.balance is not None and line.balance is not None and line.amount:
            change = line.balance - before.balance
            ways[line.row] = change < 0 if abs(change) == line.amount else None
    return ways
