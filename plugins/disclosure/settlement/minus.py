"""What a minus before a debit means: that a bank writes all that went out so, or that the money came back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct


class DebitedLine(Struct, frozen=True):
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
