"""三方对账: a platform, the bank and the receipts held against one another, exactly first, then by sums that explain a payout.

Every row has one fate, so that what was matched and the named differences explain each list to the 分. What can be matched in
two ways is named, never guessed: rows of the same day and the same amount are alike, and stand for each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from .entries import (
    Balance,
    BankLine,
    DifferenceKind,
    FateTally,
    MoneyList,
    PlatformMove,
    Receipt,
    Settlement,
    SettlementDifference,
    SettlementRow,
    masked,
    money,
)
from .gifts import Gifts
from .payouts import Payouts


class SettledPeriod(Struct, frozen=True):
    """The days that are settled, both ends included, and how many days money and papers may take."""

    first: date | None = None
    last: date | None = None
    window: int = 7

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; a row without a day does."""
        return day is None or ((self.first is None or self.first <= day) and (self.last is None or day <= self.last))


def settle(
    platform: Sequence[SettlementRow],
    bank: Sequence[BankLine],
    receipts: Sequence[Receipt],
    period: SettledPeriod | None = None,
    *,
    before: Iterable[SettlementDifference] = (),
) -> Settlement:
    """Hold the three lists against one another; *before* are differences that reading already found.

    Takes n log n time and as much memory as the lists; nothing is rounded, all money is integer 分.
    """
    asked = period or SettledPeriod()
    ledger = ListLedger(asked, list(before))
    rows = ledger.platform_rows(platform)
    lines = ledger.bank_lines(bank)
    slips = ledger.slips(receipts, rows)
    covered = max((line.day for line in bank), default=None)
    amounts = {row.gross for row in rows}
    given_straight = {(slip.arrived, slip.day) for slip in slips if slip.straight or slip.cents not in amounts}
    payouts = Payouts(ledger.differences, asked, covered, ledger.tallies, given_straight)
    payouts.settle(rows, lines, ledger.earlier)
    ledger.leave_out(payouts.earlier)
    gifts = Gifts(ledger.differences, asked.window, ledger.tallies)
    gifts.settle([*rows, *payouts.earlier], payouts, slips, asked)
    return ledger.outcome(platform, bank, receipts, payouts)


class ListLedger:
    """The lists without what lies outside the period and what stands in them twice; and where every row went."""

    def __init__(self, period: SettledPeriod, differences: list[SettlementDifference]) -> None:
        self.period = period
        self.differences = differences
        self.earlier: list[SettlementRow] = []  # gifts, refunds and fees from before the period
        self.tallies = {
            MoneyList.PLATFORM: FateTally("平台明细的捐款"),
            MoneyList.BANK: FateTally("银行的收入和支出"),
            MoneyList.RECEIPTS: FateTally("票据"),
        }

    def platform_rows(self, platform: Sequence[SettlementRow]) -> list[SettlementRow]:
        """Rows of the period, each order once."""
        kept: list[SettlementRow] = []
        known: dict[tuple[object, ...], SettlementRow] = {}
        known_before: set[tuple[object, ...]] = set()
        tally = self.tallies[MoneyList.PLATFORM]
        for row in platform:
            gift = row.move is PlatformMove.GIFT
            key = _key(row)
            if not self.period.holds(row.settled if row.move is PlatformMove.PAYOUT else row.day):
                before = row.day and self.period.first and row.day < self.period.first
                if before and row.move is not PlatformMove.PAYOUT and key not in known_before:
                    known_before |= {key} if key else set()
                    self.earlier.append(row)
                elif gift:
                    tally.add(DifferenceKind.OUTSIDE, row.gross or 0)
                continue
            first = known.get(key) if key else None
            if first is not None:
                self._twice("平台", row, first, row.gross or row.net or 0, row.order or row.batch)
                if gift:
                    tally.add(DifferenceKind.TWICE, row.gross or 0)
                continue
            if key:
                known[key] = row
            kept.append(row)
        return kept

    def leave_out(self, paid: Sequence[SettlementRow]) -> None:
        """Rows from before the period are outside of it, but for those of payouts that reach into it."""
        among = set(map(id, paid))
        for row in self.earlier:
            if row.move is PlatformMove.GIFT and id(row) not in among:
                self.tallies[MoneyList.PLATFORM].add(DifferenceKind.OUTSIDE, row.gross or 0)

    def bank_lines(self, bank: Sequence[BankLine]) -> list[BankLine]:
        """Lines, each serial number once; what lies outside the period stays, because payouts of its end arrive there."""
        kept: list[BankLine] = []
        known: dict[tuple[object, ...], BankLine] = {}
        for line in bank:
            key = (line.serial, line.day, line.cents)
            first = known.get(key) if line.serial else None
            if first is not None:
                self._twice("银行流水", line, first, line.cents, line.serial)
                self.tallies[MoneyList.BANK].add(DifferenceKind.TWICE, line.cents)
                continue
            known[key] = line
            kept.append(line)
        self.differences += _broken(kept)
        return kept

    def slips(self, receipts: Sequence[Receipt], rows: Sequence[SettlementRow]) -> list[Receipt]:
        """Receipts, each number once, and each order once, without those that another one was made out in place of."""
        kept: list[Receipt] = []
        numbers: dict[str, Receipt] = {}
        orders: dict[str, Receipt] = {}
        tally = self.tallies[MoneyList.RECEIPTS]
        replaced = _replaced(receipts, rows)
        for slip in receipts:
            if id(slip) in replaced:
                tally.add(REPLACED, slip.cents)
                continue
            if slip.cents > 0:
                first = numbers.get(slip.number) or orders.get(slip.order)
                if first is not None:
                    self._twice("票据", slip, first, slip.cents, slip.order or slip.number)
                    tally.add(DifferenceKind.TWICE, slip.cents)
                    continue
                numbers |= {slip.number: slip} if slip.number else {}
                orders |= {slip.order: slip} if slip.order else {}
            kept.append(slip)
        return kept

    def _twice(
        self,
        name: str,
        row: SettlementRow | BankLine | Receipt,
        first: SettlementRow | BankLine | Receipt,
        cents: int,
        by: str,
    ) -> None:
        text = f"{name}里“{by}”有两行，{money(cents)}；第二行没有参加核对。"
        self.differences.append(
            SettlementDifference(DifferenceKind.TWICE, (row.where, first.where), cents, masked(text))
        )

    def outcome(
        self,
        platform: Sequence[SettlementRow],
        bank: Sequence[BankLine],
        receipts: Sequence[Receipt],
        payouts: Payouts,
    ) -> Settlement:
        """Everything put together; the totals are taken anew from the lists, not from what was matched."""
        given = [row.gross or 0 for row in platform if row.move is PlatformMove.GIFT]
        balances: tuple[Balance, ...] = (
            self.tallies[MoneyList.PLATFORM].balance(len(given), sum(given)),
            self.tallies[MoneyList.BANK].balance(len(bank), sum(line.cents for line in bank)),
            self.tallies[MoneyList.RECEIPTS].balance(len(receipts), sum(slip.cents for slip in receipts)),
        )
        order = {kind: place for place, kind in enumerate(DifferenceKind)}
        listed = sorted(
            self.differences,
            key=lambda entry: (
                not entry.look,
                order[entry.kind],
                entry.places[0].file if entry.places else "",
                (entry.places[0].row or 0) if entry.places else 0,
            ),
        )
        return Settlement(tuple(listed), balances, payouts.equation())


def _key(row: SettlementRow) -> tuple[object, ...] | None:
    """What makes a row of a platform the same as another; None where it has no number of its own."""
    if row.move is PlatformMove.PAYOUT:
        return (row.move, row.batch, row.settled, row.net) if row.batch else None
    if not row.order:
        return None
    return (row.move, row.order) if row.move is PlatformMove.GIFT else (row.move, row.order, row.day, row.gross)


REPLACED = "冲红后重开"


def _replaced(receipts: Sequence[Receipt], rows: Sequence[SettlementRow]) -> set[int]:
    """Receipts that were taken back because another one over the same order stands in their place, and what took them back.

    What the platform itself gave back is a refund; the same receipt listed twice is no other one. Of equal ones the first
    stays, which bears the day of the gift.
    """
    refunded = {(row.order, row.gross) for row in rows if row.move is PlatformMove.REFUND}
    refunded |= {(row.order, row.refund) for row in rows if row.move is PlatformMove.GIFT}
    of_order: dict[str, list[Receipt]] = defaultdict(list)
    for slip in receipts:
        if slip.order:
            of_order[slip.order].append(slip)
    replaced: set[int] = set()
    for slips in of_order.values():
        given: dict[str, Receipt] = {}
        for slip in slips:
            if slip.number and slip.cents > 0:
                given.setdefault(slip.number, slip)
        for back in slips:
            if back.cents >= 0 or (back.order, -back.cents) in refunded:
                continue
            wrong = next((slip for slip in reversed(given.values()) if slip.cents == -back.cents), None)
            if wrong is not None and len(given) > 1:
                del given[wrong.number]
                replaced |= {id(wrong), id(back)}
    return replaced


def _broken(lines: Sequence[BankLine]) -> list[SettlementDifference]:
    """Places where the running balance does not follow from the line before: a line is missing, or was changed.

    Statements run forwards or backwards; a column that follows in neither way is no running balance. Many breaks that even out
    are lines of a day in another order.
    """
    sheets: dict[tuple[str, str | None], list[BankLine]] = defaultdict(list)
    for line in lines:
        sheets[line.where.file, line.where.sheet].append(line)
    breaks: list[SettlementDifference] = []
    for rows in sheets.values():
        pairs = [pair for pair in pairwise(rows) if pair[0].balance is not None and pair[1].balance is not None]
        forwards = [(first, then) for first, then in pairs if (first.balance or 0) + then.cents != then.balance]
        backwards = [(then, first) for first, then in pairs if (then.balance or 0) + first.cents != first.balance]
        wrong = min(forwards, backwards, key=len)
        missing = sum((then.balance or 0) - (first.balance or 0) - then.cents for first, then in wrong)
        if len(wrong) * 2 > len(pairs) or (len(wrong) * 5 > len(pairs) and not missing):
            continue
        for first, then in wrong:
            expected, stated = (first.balance or 0) + then.cents, then.balance or 0
            text = f"余额接不上：上一行的余额加这一行，应是 {money(expected)}，写的是 {money(stated)}"
            text += f"；中间像是少了或改了 {money(stated - expected)}。"
            breaks.append(
                SettlementDifference(DifferenceKind.BALANCE, (then.where, first.where), stated - expected, text)
            )
    return breaks
