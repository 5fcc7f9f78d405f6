"""Gifts against receipts: those of the platform first, then those that came straight to the bank; and what went back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from ..problems import Where
from .alike import pair_exactly, pair_within
from .entries import (
    REFERENCE,
    BankLine,
    DifferenceKind,
    FateTally,
    MoneyList,
    PlatformMove,
    Receipt,
    SettlementDifference,
    SettlementRow,
    masked,
    money,
)
from .payouts import PAYERS, PaidGroup, PaidOut, Payouts, line_at, power_words

_WENT_BACK = re.compile(r"退款|退回|退还|退捐|退票|冲正")
E = TypeVar("E", SettlementRow, Receipt)

_ALIKE = 10  # rows that stand for each other and are named one by one

MET = "和票据对上"
UNASKED = "没有给票据，没有核对"
STRAIGHT = "直接捐赠，和票据对上"
PAID_BACK = "退款，和票据对上"
SPENT = "其他支出"
OF_PLATFORM = "和平台对上"
OF_BANK = "和银行对上"


class Days(Protocol):
    """A period, as far as it is asked here."""

    @property
    def first(self) -> date | None:
        """Its first day."""

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""


class WentBack(NamedTuple):
    """Money that the platform gave back: the row that says so, how much, and when."""

    row: SettlementRow
    cents: int
    day: date | None


class Gifts:
    """Every gift of the platform, every receipt and every other line of the bank: what meets, and what does not."""

    def __init__(
        self, differences: list[SettlementDifference], window: int, tallies: Mapping[MoneyList, FateTally]
    ) -> None:
        self._differences = differences
        self._window = window
        self._platform = tallies[MoneyList.PLATFORM]
        self._bank = tallies[MoneyList.BANK]
        self._receipts = tallies[MoneyList.RECEIPTS]
        self._slip_of: dict[int, Receipt] = {}  # gift → its receipt
        self._after_refunds: set[int] = set()  # rows that went back, in payouts whose receipt is over what was left

    def settle(
        self,
        rows: Sequence[SettlementRow],
        payouts: Payouts,
        slips: Sequence[Receipt],
        period: Days,
    ) -> None:
        """Hold all of them against one another, and the lines of the bank that paid out no platform."""
        gifts, before = _parted([row for row in rows if row.move is PlatformMove.GIFT], period)
        given = [slip for slip in slips if slip.cents > 0 and not slip.straight]
        straight = [slip for slip in slips if slip.cents > 0 and slip.straight]
        back = [slip for slip in slips if slip.cents < 0]
        for slip in slips:
            if not slip.cents:
                self._receipts.add(MET, 0)
        left_gifts, left_slips = self._by_order([*gifts, *before], given)
        single = [slip for slip in left_slips if slip.count == 1]
        several = [slip for slip in left_slips if slip.count != 1]
        left_gifts, several = self._lumps(left_gifts, several, payouts.every)
        within, outside = _parted(left_gifts, period)
        within, single, alike_gifts, alike_slips = self._by_amount(within, single)
        outside, single, _, _ = self._by_amount(outside, single)
        left_gifts, left_slips = self._lumps([*within, *outside], [*single, *several], payouts.every)
        incoming = [line for line in payouts.lines if line.cents > 0]
        left_slips, incoming = self._straight([*left_slips, *straight], incoming)
        left_slips = self._counted_again(left_slips, payouts.every, period)
        within, outside = _parted(left_gifts, period)
        for row in outside:
            self._platform.add(DifferenceKind.OUTSIDE, row.gross or 0)
        refunds = [row for row in rows if row.move is PlatformMove.REFUND]
        self._without_receipt(within, alike_gifts, refunds, asked=bool(slips))
        self._without_source(left_slips, alike_slips, period)
        self._unclaimed(incoming, period, gifts)
        outgoing = [line for line in payouts.lines if line.cents <= 0]
        self._went_back([*gifts, *before], refunds, back, outgoing, period)

    # --- gifts of the platform

    def _by_order(
        self, gifts: Sequence[SettlementRow], slips: Sequence[Receipt]
    ) -> tuple[list[SettlementRow], list[Receipt]]:
        """Receipts that name the order of a gift."""
        orders = {row.order: row for row in gifts if row.order}
        left: list[Receipt] = []
        for slip in slips:
            row = orders.get(slip.order) if slip.order else None
            if row is None:
                left.append(slip)
                continue
            self._meet(row, slip)
        return [row for row in gifts if id(row) not in self._slip_of], left

    def _meet(self, row: SettlementRow, slip: Receipt) -> None:
        """A gift and its receipt: the same amount, about the same day."""
        self._slip_of[id(row)] = slip
        gross = row.gross or 0
        self._platform.add(MET, gross)
        self._receipts.add(OF_PLATFORM, slip.cents)
        by = row.order or slip.number
        if slip.cents != gross:
            words = power_words(slip.cents, gross)
            text = f"“{by}”平台 {money(gross)}，票据 {money(slip.cents)}，差 {money(abs(slip.cents - gross))}{words}"
            self._tell(DifferenceKind.AMOUNT, (slip, row), slip.cents - gross, text)
        if row.day and slip.day:
            known = (row.day, row.settled) if row.settled else (row.day,)
            gap = min(abs((slip.day - day).days) for day in known)
            between = row.settled and row.day <= slip.day <= row.settled
            if gap > self._window and not between:
                text = f"“{by}”{money(gross)}：平台 {row.day}，票据 {slip.day}，隔了 {gap} 天"
                self._tell(DifferenceKind.DAY, (slip, row), gross, text)

    def _lumps(
        self, gifts: list[SettlementRow], slips: list[Receipt], payouts: Sequence[PaidOut]
    ) -> tuple[list[SettlementRow], list[Receipt]]:
        """Receipts over all gifts of one payout: their sum, before the fee or after it, and none of them met alone."""
        free = {id(row) for row in gifts}
        whole: dict[int, list[tuple[PaidOut, PaidGroup]]] = defaultdict(list)
        for paid in payouts:
            group = paid.group
            rows = _gifts_of(group) if group else []
            if group and len(rows) > 1 and all(id(row) in free for row in rows):
                for amount in {group.gross, group.gross - group.refund, paid.net}:
                    whole[amount].append((paid, group))
        left: list[Receipt] = []
        used: set[int] = set()
        for slip in slips:
            fitting = [
                (paid, group)
                for paid, group in whole.get(slip.cents, ())
                if id(paid) not in used and self._about(slip.day, paid.settled)
            ]
            if len(fitting) != 1:
                left.append(slip)
                continue
            paid, group = fitting[0]
            used.add(id(paid))
            self._meet_as_one(group, slip)
            free -= set(map(id, _gifts_of(group)))
        return [row for row in gifts if id(row) in free], left

    def _meet_as_one(self, group: PaidGroup, slip: Receipt) -> None:
        """All gifts of one payout and the one receipt over them."""
        self._receipts.add(OF_PLATFORM, slip.cents)
        if slip.cents != group.gross:
            self._after_refunds |= set(map(id, group.rows))
        rows = _gifts_of(group)
        if slip.count not in {0, 1, len(rows)}:
            text = f"票据写的是 {slip.count} 笔，平台这一批有 {len(rows)} 笔，金额一样"
            self._tell(DifferenceKind.SUM, (slip, *rows[:1]), 0, text)
        for row in rows:
            self._slip_of[id(row)] = slip
            self._platform.add(MET, row.gross or 0)

    def _about(self, left: date | None, right: date | None) -> bool:
        return left is None or right is None or abs((left - right).days) <= self._window

    def _by_amount(
        self, gifts: list[SettlementRow], slips: list[Receipt]
    ) -> tuple[
        list[SettlementRow], list[Receipt], dict[int, tuple[SettlementRow, ...]], dict[int, tuple[Receipt, ...]]
    ]:
        """Gifts and receipts of the same amount, on the same day first; two different orders never meet.

        Where some receipts name orders of this platform, one that names another order belongs to something else.
        """
        named = bool(self._slip_of)
        unnamed = [slip for slip in slips if not (slip.order and named)]
        apart = [slip for slip in slips if slip.order and named]
        pairs, rows, rest = pair_exactly(
            gifts, unnamed, lambda row: (row.gross, row.day), lambda slip: (slip.cents, slip.day)
        )
        for row, slip in pairs:
            self._meet(row, slip)
        alike_rows = {id(row): alike for row, alike in rows}
        alike_slips = {id(slip): alike for slip, alike in rest}
        later, left_rows, left_slips = pair_within(
            [row for row, _ in rows], [slip for slip, _ in rest], _gift_at, _slip_at, 1, self._window
        )
        for row, slip in later:
            self._meet(row, slip)
        return left_rows, [*apart, *left_slips], alike_rows, alike_slips

    # --- the bank

    def _straight(self, slips: list[Receipt], lines: list[BankLine]) -> tuple[list[Receipt], list[BankLine]]:
        """Gifts that came straight to the bank: the receipt that the line names, else the same amount within the days."""
        numbers = {name: slip for slip in slips for name in (slip.number, slip.order) if REFERENCE.fullmatch(name)}
        used: set[int] = set()
        free: list[BankLine] = []
        for line in lines:
            tokens = (line.serial, *REFERENCE.findall(line.words)) if numbers else ()
            slip = next(
                (numbers[token] for token in tokens if token in numbers and id(numbers[token]) not in used), None
            )
            if slip is None:
                free.append(line)
                continue
            used.add(id(slip))
            self._book(slip, line)
        left = [slip for slip in slips if id(slip) not in used]
        pairs, exact_slips, exact_lines = pair_exactly(
            left, free, lambda slip: (slip.arrived, slip.day), lambda line: (line.cents, line.day)
        )
        later, slips, lines = pair_within(
            [slip for slip, _ in exact_slips],
            [line for line, _ in exact_lines],
            _arrived_at,
            line_at,
            self._window,
            self._window,
        )
        for slip, line in (*pairs, *later):
            self._book(slip, line)
        return slips, lines

    def _book(self, slip: Receipt, line: BankLine) -> None:
        """A receipt and its line of the bank."""
        self._receipts.add(OF_BANK, slip.cents)
        self._bank.add(STRAIGHT, line.cents)
        if slip.arrived != line.cents:
            words = power_words(slip.arrived, line.cents)
            text = f"票据“{slip.number or slip.order}”{money(slip.arrived)}，银行到账 {money(line.cents)}{words}"
            self._tell(DifferenceKind.AMOUNT, (slip, line), slip.arrived - line.cents, text)
        if slip.day and not self._about(slip.day, line.day):
            text = f"票据“{slip.number or slip.order}”{money(slip.cents)}：票据 {slip.day}，银行 {line.day}"
            self._tell(DifferenceKind.DAY, (slip, line), slip.cents, text)

    def _named_orders(self) -> bool:
        """Whether receipts name the orders of this platform."""
        return any(slip.order for slip in self._slip_of.values())

    def _counted_again(self, slips: list[Receipt], payouts: Sequence[PaidOut], period: Days) -> list[Receipt]:
        """Receipts over a payout whose gifts have receipts of their own: the money is booked twice.

        Where receipts name orders of this platform, one that names another order is none over a payout.
        """
        named = self._named_orders()
        arrived: dict[int, list[PaidOut]] = defaultdict(list)
        for paid in payouts:
            rows = [row for row in paid.group.rows if row.move is PlatformMove.GIFT] if paid.group else []
            booked = sum(row.gross or 0 for row in rows if id(row) in self._slip_of)
            if paid.group and booked * 2 > paid.group.gross:  # most of it; some may lack theirs
                for amount in {paid.net, paid.group.gross}:
                    arrived[amount].append(paid)
        left: list[Receipt] = []
        for slip in slips:
            fitting = [
                paid
                for paid in arrived.get(slip.cents, ())
                if self._about(slip.day, paid.settled) and (not named or slip.order in _names(paid))
            ]
            if not fitting or not fitting[0].group or not period.holds(slip.day):
                left.append(slip)
                continue
            paid = fitting[0]
            self._receipts.add(DifferenceKind.TWICE, slip.cents)
            wheres: tuple[Receipt | BankLine | SettlementRow, ...] = (slip, paid.line or fitting[0].group.rows[0])
            text = f"票据“{slip.number or slip.order}”{money(slip.cents)}是平台结算“{paid.name}”的整笔，里面的捐款已经逐笔开过票据"
            self._tell(DifferenceKind.TWICE, wheres, slip.cents, text)
        return left

    # --- what is left

    def _without_receipt(
        self,
        rows: Sequence[SettlementRow],
        alike: Mapping[int, tuple[SettlementRow, ...]],
        refunds: Sequence[SettlementRow],
        *,
        asked: bool,
    ) -> None:
        """Gifts that no receipt books; one that went back whole needs none."""
        returned: dict[str, int] = defaultdict(int)
        for refund in refunds:
            if refund.order:
                returned[refund.order] += refund.gross or 0
        for row in rows:
            gross = row.gross or 0
            if not asked:
                self._platform.add(UNASKED, gross)
            elif gross and (returned.get(row.order, 0) if row.order else 0) + (row.refund or 0) >= gross:
                self._platform.add(DifferenceKind.REFUNDED, gross)
            else:
                self._platform.add(DifferenceKind.NO_RECEIPT, gross)
                same, words = _alike(row, alike.get(id(row), ()))
                text = f"平台有捐款 {money(gross)}（{row.day or '没有日期'}），没有票据{words}"
                self._tell(DifferenceKind.NO_RECEIPT, same, gross, text)

    def _without_source(self, slips: Sequence[Receipt], alike: Mapping[int, tuple[Receipt, ...]], period: Days) -> None:
        """Receipts of money that neither the platform nor the bank knows."""
        for slip in slips:
            if not period.holds(slip.day):
                self._receipts.add(DifferenceKind.OUTSIDE, slip.cents)
                continue
            self._receipts.add(DifferenceKind.NO_SOURCE, slip.cents)
            same, words = _alike(slip, alike.get(id(slip), ()))
            name = slip.number or slip.order
            text = f"票据{f'“{name}”' if name else ''}{money(slip.cents)}（{slip.day or '没有日期'}），平台和银行都没有这一笔{words}"
            self._tell(DifferenceKind.NO_SOURCE, same, slip.cents, text)

    def _unclaimed(self, lines: Sequence[BankLine], period: Days, gifts: Sequence[SettlementRow]) -> None:
        """Money in the bank that nobody booked; what a platform paid before its list begins is of the period before."""
        first = min((row.day for row in gifts if row.day), default=None)
        begins = max(filter(None, (period.first, first)), default=None)
        for line in lines:
            if not period.holds(line.day):
                self._bank.add(DifferenceKind.OUTSIDE, line.cents)
                continue
            early = begins is not None and (line.day - begins).days <= self._window
            if early and PAYERS.search(line.words):
                self._bank.add(DifferenceKind.NEXT_PERIOD, line.cents)
                text = f"{line.day} 到账 {money(line.cents)}，像是平台上一期的结算；请和上一期的在途核对"
                self._tell(DifferenceKind.NEXT_PERIOD, (line,), line.cents, text)
                continue
            self._bank.add(DifferenceKind.UNCLAIMED, line.cents)
            text = f"{line.day} 到账 {money(line.cents)}，没有票据，也不是平台的结算"
            self._tell(DifferenceKind.UNCLAIMED, (line,), line.cents, text)

    # --- what went back

    def _went_back(
        self,
        gifts: Sequence[SettlementRow],
        refunds: Sequence[SettlementRow],
        slips: Sequence[Receipt],
        outgoing: Sequence[BankLine],
        period: Days,
    ) -> None:
        """Refunds of the platform and of the bank against receipts that were taken back."""
        back = [WentBack(row, row.gross or 0, row.day or row.settled) for row in refunds]
        back += [WentBack(row, row.refund, row.settled or row.day) for row in gifts if row.refund]
        without, left = self._back_by_order(back, slips)
        named = self._named_orders()
        others = [slip for slip in left if slip.order and named]  # of another order, so of another refund
        pairs, without, left = pair_within(
            without,
            [slip for slip in left if not (slip.order and named)],
            lambda refund: (refund.cents, refund.day) if refund.day else None,
            lambda slip: (-slip.cents, slip.day) if slip.day else None,
            self._window,
            self._window,
        )
        for _, slip in pairs:
            self._receipts.add(OF_PLATFORM, slip.cents)
        if slips or self._slip_of:
            self._tell_not_taken_back([refund for refund in without if period.holds(refund.row.day)], gifts)
        self._paid_back([*left, *others], outgoing, period)

    def _back_by_order(
        self, back: Sequence[WentBack], slips: Sequence[Receipt]
    ) -> tuple[list[WentBack], list[Receipt]]:
        """(refunds, receipts taken back) that are left where those of one order and amount have met."""
        named: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place, refund in enumerate(back):
            if refund.row.order:
                named[refund.row.order, refund.cents].append(place)
        met: set[int] = set()
        left: list[Receipt] = []
        for slip in slips:
            places = named.get((slip.order, -slip.cents)) if slip.order else None
            if places:
                met.add(places.pop())
                self._receipts.add(OF_PLATFORM, slip.cents)
            else:
                left.append(slip)
        return [refund for place, refund in enumerate(back) if place not in met], left

    def _tell_not_taken_back(self, without: Sequence[WentBack], gifts: Sequence[SettlementRow]) -> None:
        """Tell of refunds whose receipt was not taken back, unless it is over what was left, or there was none."""
        by_order = {row.order: row for row in gifts if row.order}
        for row, cents, day in without:
            if id(row) in self._after_refunds:
                continue
            gift = by_order.get(row.order, row if row.move is PlatformMove.GIFT else None)
            if gift is None or id(gift) in self._slip_of:
                text = f"平台 {day or ''} 退款 {money(cents)}，票据（捐赠明细）里没有退"
                wheres: tuple[SettlementRow | Receipt, ...] = (row,)
                if gift is not None:
                    wheres = (row, self._slip_of[id(gift)])
                self._tell(DifferenceKind.REFUNDED, wheres, cents, text)

    def _paid_back(self, slips: Sequence[Receipt], outgoing: Sequence[BankLine], period: Days) -> None:
        """Receipts that were taken back and not through the platform, against what the bank paid out."""
        pairs, rest, spent = pair_within(
            slips,
            outgoing,
            lambda slip: (-slip.cents, slip.day) if slip.day else None,
            lambda line: (-line.cents, line.day),
            self._window,
            self._window,
        )
        for slip, line in pairs:
            self._receipts.add(OF_BANK, slip.cents)
            self._bank.add(PAID_BACK, line.cents)
        for slip in rest:
            if not period.holds(slip.day):
                self._receipts.add(DifferenceKind.OUTSIDE, slip.cents)
                continue
            self._receipts.add(DifferenceKind.REFUNDED, slip.cents)
            text = f"票据“{slip.number or slip.order}”退了 {money(-slip.cents)}，平台和银行都没有这笔退款"
            if slip.by_state and any(other.cents == slip.cents and not other.by_state for other in slips):
                text += "；这一行是正数，只有状态说它红冲了，又另有一张同样金额的负数票据：负数那一张在清单里的，这一张请把状态写成“正常”再核对"
            self._tell(DifferenceKind.REFUNDED, (slip,), slip.cents, text)
        for line in spent:
            if line.cents and (line.undone or _WENT_BACK.search(line.words)) and period.holds(line.day):
                self._bank.add(DifferenceKind.REFUNDED, line.cents)
                text = f"{line.day} 银行退出 {money(-line.cents)}，票据（捐赠明细）里没有这笔退款"
                self._tell(DifferenceKind.REFUNDED, (line,), line.cents, text)
            else:
                self._bank.add(SPENT if period.holds(line.day) else DifferenceKind.OUTSIDE, line.cents)

    def _tell(
        self, kind: DifferenceKind, rows: Iterable[SettlementRow | BankLine | Receipt], cents: int, text: str
    ) -> None:
        wheres: tuple[Where, ...] = tuple(row.where for row in rows)
        self._differences.append(SettlementDifference(kind, wheres, cents, f"{masked(text)}。"))


def _alike(entry: E, alike: Sequence[E]) -> tuple[tuple[E, ...], str]:
    """The row and all that are just like it, and what to say of them."""
    if len(alike) <= 1:
        return (entry,), ""
    named = [entry]
    named += [other for other in alike if other is not entry][:_ALIKE]
    return tuple(named), f"；同一天同样金额的有 {len(alike)} 行，看不出是哪一行，都列出来了"


def _parted(rows: Sequence[SettlementRow], period: Days) -> tuple[list[SettlementRow], list[SettlementRow]]:
    """(rows of the period, those of before it, which its payouts may hold)."""
    return [row for row in rows if period.holds(row.day)], [row for row in rows if not period.holds(row.day)]


def _gifts_of(group: PaidGroup) -> list[SettlementRow]:
    return [row for row in group.rows if row.move is PlatformMove.GIFT]


def _names(paid: PaidOut) -> set[str]:
    """What a receipt over a payout may call it: nothing, its batch, or what its line of the bank bears."""
    return {"", paid.name, *((paid.line.serial, *REFERENCE.findall(paid.line.words)) if paid.line else ())}


def _gift_at(row: SettlementRow) -> tuple[int, date] | None:
    return (row.gross or 0, row.day) if row.day else None


def _slip_at(slip: Receipt) -> tuple[int, date] | None:
    return (slip.cents, slip.day) if slip.day else None


def _arrived_at(slip: Receipt) -> tuple[int, date] | None:
    return (slip.arrived, slip.day) if slip.day else None
