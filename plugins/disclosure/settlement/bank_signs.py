"""What came in and what went out of an account, where a statement does not say it plainly.

A minus before a debit may be how a bank writes all that went out, or money that came back. Amounts without any sign or
direction may be both: then the balances tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class DebitedLine:
    """A line of a statement, in 分: what came in, what stands as a debit, the balance behind it."""

    credit: int
    debit: int
    balance: int | None
    back: bool  # whether its words say that money came back


def debits_signed(lines: Sequence[DebitedLine]) -> bool | None:
    """Whether all that went out has a minus: by the balances, else by the words beside the debits; None where nothing tells."""
    debits = [line for line in lines if line.debit]
    if any(line.debit > 0 for line in debits):
        return False
    signed, plain = (_agreeing(lines, signed=signed) for signed in (True, False))
    if signed != plain:
        return signed > plain
    if all(line.back for line in debits):
        return False
    return True if len(debits) > 1 and not any(line.back for line in debits) else None


def _agreeing(lines: Sequence[DebitedLine], *, signed: bool) -> int:
    """How many balances follow from the one before, with the oldest or the newest line first, whichever are more."""
    after = before = 0
    for above, below in pairwise(lines):
        if above.balance is not None and below.balance is not None:
            after += below.balance - above.balance == _change(below, signed=signed)
            before += above.balance - below.balance == _change(above, signed=signed)
    return max(after, before)


def _change(line: DebitedLine, *, signed: bool) -> int:
    return line.credit - (abs(line.debit) if signed else line.debit)


@dataclass(frozen=True, slots=True)
class AmountLine:
    """A line of a statement with one column of amounts, in 分; *row* is where it stands."""

    row: int
    amount: int
    balance: int | None


@dataclass(frozen=True, slots=True)
class AmountWays:
    """Which way amounts went: by their sign where some are below zero, else of each row whether it went out (None: not to be told).

    *out* is empty where all came in, or where balances tell nothing.
    """

    signed: bool = False
    out: Mapping[int, bool | None] = field(default_factory=dict)


def amount_ways(lines: Sequence[AmountLine]) -> AmountWays:
    """The ways of amounts; balances count where most of them follow from the one before, the oldest or the newest line first."""
    if any(line.amount < 0 for line in lines):
        return AmountWays(signed=True)
    orders = [_by_balances(order) for order in (lines, lines[::-1])]
    out = max(orders, key=lambda ways: sum(way is not None for way in ways.values()))
    certain = sum(way is not None for way in out.values())
    return AmountWays(out=out if True in out.values() and certain * 2 >= len(lines) - 1 else {})


def _by_balances(lines: Sequence[AmountLine]) -> dict[int, bool | None]:
    ways: dict[int, bool | None] = {line.row: None for line in lines}
    for before, line in pairwise(lines):
        if before.balance is not None and line.balance is not None and line.amount:
            change = line.balance - before.balance
            ways[line.row] = change < 0 if abs(change) == line.amount else None
    return ways
