"""What a platform paid out, and whether it came: payouts against the gifts that they are made of, and against the bank."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import Protocol

from msgspec import Struct, field

from .alike import pair_within
from .entries import (
    REFERENCE,
    BalancePart,
    BankLine,
    DifferenceKind,
    FateTally,
    MoneyList,
    PlatformMove,
    SettlementDifference,
    SettlementRow,
    masked,
    money,
)

# Who pays for platforms, as the words of a bank line name them.
PAYERS = re.compile(r"财付通|腾讯|微信|支付宝|蚂蚁|网联|银联|备付金|平台|公益|结算|清算|打款|划拨")
_NAMED = 5  # places that a difference of a whole payout names

ARRIVED = "平台结算到账"


class PaidGroup(Struct):
    """The gifts and refunds that one payout is made of, in 分: *net* is what the rows say that it comes to."""

    name: str
    settled: date | None = None
    rows: list[SettlementRow] = field(default_factory=list)
    gross: int = 0
    fee: int = 0
    refund: int = 0
    net: int = 0

    def add(self, row: SettlementRow, net: int) -> None:
        """One more row, and what of it was paid out."""
        self.rows.append(row)
        self.net += net
        if row.move is PlatformMove.FEE:
            self.fee += row.gross or 0
        elif row.move is PlatformMove.REFUND:
            self.refund += row.gross or 0
            self.fee -= row.fee or 0
        else:
            self.gross += row.gross or 0
            self.fee += (row.gross or 0) - (row.refund or 0) - net
            self.refund += row.refund or 0


class PaidOut(Struct):
    """One payout: its row where the platform lists it, the gifts it is made of where they are known, its line in the bank."""

    row: SettlementRow | None
    group: PaidGroup | None
    line: BankLine | None = None

    @property
    def net(self) -> int:
        """What was paid: as the platform says, else as the gifts come to."""
        stated = self.row.net if self.row else None
        return stated if stated is not None else self.group.net if self.group else 0

    @property
    def settled(self) -> date | None:
        """The day of the payout."""
        return (self.row.settled if self.row else None) or (self.group.settled if self.group else None)

    @property
    def name(self) -> str:
        """What it is called: its batch, else its day."""
        batch = (self.row.batch if self.row else "") or (self.group.name if self.group else "")
        return batch or (self.settled.isoformat() if self.settled else "")

    @property
    def rows(self) -> tuple[SettlementRow, ...]:
        """The row of the payout, else some of its gifts."""
        return (self.row,) if self.row else tuple(self.group.rows[:_NAMED]) if self.group else ()


class SettledSpan(Protocol):
    """The days that are settled, as far as payouts ask for them."""

    @property
    def first(self) -> date | None:
        """The first of them."""

    @property
    def last(self) -> date | None:
        """The last of them."""

    @property
    def window(self) -> int:
        """How many days money may take."""


class Payouts:
    """All payouts, matched to the bank; what is left of both sides."""

    def __init__(
        self,
        differences: list[SettlementDifference],
        period: SettledSpan,
        covered: date | None,
        tallies: Mapping[MoneyList, FateTally],
        given_straight: Collection[tuple[int, date | None]] = (),
    ) -> None:
        self._differences = differences
        self._given_straight = given_straight  # amounts and days of gifts that are of nobody on the platform
        self._window = period.window
        self._first = period.first
        self._last = period.last
        self._covered = covered
        self._bank = tallies[MoneyList.BANK]
        self._parts: dict[str, int] = defaultdict(int)
        self.every: list[PaidOut] = []
        self.lines: list[BankLine] = []  # of the bank, not matched here
        self.earlier: list[SettlementRow] = []  # rows from before the period, in payouts of the period

    def settle(
        self, rows: Sequence[SettlementRow], lines: Sequence[BankLine], earlier: Sequence[SettlementRow] = ()
    ) -> None:
        """Make the payouts of *rows*, check what they are made of, and look for them among *lines*.

        The first payouts of a period may hold gifts from before it: those among *earlier*.
        """
        listed = [row for row in rows if row.move is PlatformMove.PAYOUT]
        self.earlier = _reaching_in(earlier, rows)
        moving = [*(row for row in rows if row.move is not PlatformMove.PAYOUT), *self.earlier]
        nets = {id(row): self._net(row) for row in moving}
        groups, loose = self._groups(moving, nets, listed)
        incoming = [line for line in lines if line.cents > 0]
        self.lines = [line for line in lines if line.cents <= 0]
        if groups:
            self.every = self._composed(listed, groups)
            for row in loose:
                self._pending(row, nets[id(row)])
        else:
            self.every = self._runs(moving, nets, listed, incoming, earlier)
        self._find(incoming)

    def equation(self) -> tuple[BalancePart, ...]:
        """捐款 − 手续费 − 退款 − 到账 − 在途 − 未到账 − every named difference = 0, as signed parts."""
        return tuple(BalancePart(label, 0, cents) for label, cents in self._parts.items() if cents)

    # --- what a payout is made of

    def _net(self, row: SettlementRow) -> int:
        """What a row adds to a payout; a fee that does not agree with the net amount of its row is told."""
        gross, fee, refund = row.gross or 0, row.fee or 0, row.refund or 0
        if row.move is PlatformMove.FEE:
            self._parts["－手续费"] -= gross
            return -gross
        if row.move is PlatformMove.REFUND:
            self._parts["－退款"] -= gross
            self._parts["－手续费"] += fee
            return fee - gross
        self._parts["捐款" if row.day is None or self._within(row.day) else "＋期间以前的捐款"] += gross
        self._parts["－退款"] -= refund
        if row.fee is None and row.net is not None:
            fee = gross - refund - row.net
            if fee < 0:
                self._tell(
                    DifferenceKind.FEE, (row,), fee, f"没有手续费，结算金额 {money(row.net)}却比捐款 {money(gross)}多"
                )
        self._parts["－手续费"] -= fee
        if row.fee is None or row.net is None or row.net == gross - fee - refund:
            return gross - fee - refund
        gap = row.net - (gross - fee - refund)
        self._parts["＋明细里手续费和结算金额的差"] += gap
        less = f"－退款 {money(refund)}" if refund else ""
        text = f"捐款 {money(gross)}－手续费 {money(fee)}{less}，应是 {money(gross - fee - refund)}，结算金额写的是 {money(row.net)}"
        self._tell(DifferenceKind.FEE, (row,), gap, text)
        return row.net

    def _groups(
        self, moving: Sequence[SettlementRow], nets: Mapping[int, int], listed: Sequence[SettlementRow]
    ) -> tuple[dict[tuple[str, str], PaidGroup], list[SettlementRow]]:
        """Gifts and refunds by the batch or the day of their payout; and those that are not paid out yet.

        A refund that names no payout belongs to that of its gift.
        """
        groups: dict[tuple[str, str], PaidGroup] = {}
        by_order: dict[str, tuple[str, str]] = {}
        loose: list[SettlementRow] = []
        batched = {row.batch for row in listed if row.batch}
        for row in sorted(moving, key=lambda row: row.move is not PlatformMove.GIFT):
            key = ("batch", row.batch) if row.batch else ("day", row.settled.isoformat()) if row.settled else None
            if key is None and row.move is not PlatformMove.GIFT:
                key = by_order.get(row.order)
            if key is None or (row.pending and row.batch not in batched):
                loose.append(row)
                continue
            if row.order and row.move is PlatformMove.GIFT:
                by_order[row.order] = key
            group = groups.setdefault(key, PaidGroup(key[1]))
            group.settled = max(filter(None, (group.settled, row.settled or row.day)), default=None)
            group.add(row, nets[id(row)])
        return groups, loose

    def _composed(self, listed: Sequence[SettlementRow], groups: dict[tuple[str, str], PaidGroup]) -> list[PaidOut]:
        """Listed payouts with their gifts, each held against the sum of them; groups that no payout names stand alone."""
        left = dict(groups)
        keys = _made_of(listed, groups)
        paid: list[PaidOut] = []
        for row in listed:
            group = left.pop(keys[id(row)]) if id(row) in keys else None
            paid.append(PaidOut(row, group))
            if group is None:
                self._parts["＋没有明细的结算"] += row.net or 0
                if row.pending:
                    continue
                text = f"结算“{paid[-1].name}”{money(row.net or 0)}，明细里没有这一批的捐款"
                self._tell(DifferenceKind.SUM, (row,), row.net or 0, text)
            else:
                self._compare(row, group)
        paid += [PaidOut(None, group) for group in left.values()]
        return paid

    def _compare(self, row: SettlementRow, group: PaidGroup) -> None:
        """A listed payout against the sum of its gifts, the part that differs first."""
        gap = (row.net if row.net is not None else group.net) - group.net
        self._parts["＋结算单和明细的差"] += gap
        named = (
            (DifferenceKind.AMOUNT, "捐款", row.gross, group.gross),
            (DifferenceKind.FEE, "手续费", row.fee, group.fee),
            (DifferenceKind.REFUNDED, "退款", row.refund, group.refund),
        )
        apart = [(kind, f"{label}写的是 {money(stated)}，明细加起来是 {money(summed)}")
                 for kind, label, stated, summed in named if stated is not None and stated != summed]  # fmt: skip
        if gap:
            apart.append((DifferenceKind.SUM, f"结算金额写的是 {money(row.net or 0)}，明细加起来是 {money(group.net)}"))
        if apart:
            kind = apart[0][0] if len(apart) == 1 else DifferenceKind.SUM
            what = "；".join([*(words for _, words in apart), *_counts(row, group)])
            self._tell(kind, (row, *group.rows[:1]), gap, f"结算“{row.batch or group.name}”：{what}")

    def _pending(self, row: SettlementRow, net: int) -> None:
        """A gift that the platform has not paid out yet."""
        self._parts["－在途"] -= net
        if not net:
            return  # it went back whole
        text = f"平台还没有结算，{money(net)}"
        self._tell(DifferenceKind.PENDING, (row,), net, text, look=False)

    # --- payouts that name no gifts

    def _runs(
        self,
        moving: Sequence[SettlementRow],
        nets: Mapping[int, int],
        listed: Sequence[SettlementRow],
        incoming: Sequence[BankLine],
        earlier: Sequence[SettlementRow],
    ) -> list[PaidOut]:
        """Gifts that say nothing of their payout: each payout, or line of the bank, is the sum of a run of days.

        A run begins where the last one ended, or later; days between are told. What no run explains is pending or lost.
        Runs may begin before the period; what none of them holds of the days before it is passed over.
        """
        before = [row for row in earlier if row.day and self._first and (self._first - row.day).days <= self._window]
        nets = {**nets, **{id(row): _net_of(row) for row in before}}
        days: dict[date, list[SettlementRow]] = defaultdict(list)
        for entry in (*before, *moving):
            if entry.day is not None:
                days[entry.day].append(entry)
            else:
                self._pending(entry, nets[id(entry)])
        sums = _DaySums({day: sum(nets[id(row)] for row in rows) for day, rows in days.items()}, self._window)
        order = sums.order
        paid = [self._unexplained(row) for row in listed if row.settled is None]
        begun = 0
        for day, cents, row in self._expected(listed, incoming):
            run = sums.run(begun, cents, day)
            if run is None:
                if row is not None:
                    paid.append(self._unexplained(row))
                continue
            paid += _alone(filter(self._within, order[begun : run[0]]), days, nets)
            members = [entry for member in order[run[0] : run[1]] for entry in days[member]]
            self._reached_back(members)
            group = _over(members, f"{order[run[0]]}到{order[run[1] - 1]}", day, nets)
            paid.append(PaidOut(row, group))
            if row is not None:
                self._compare(row, group)
            begun = run[1]
        return [*paid, *_alone(filter(self._within, order[begun:]), days, nets)]

    def _expected(
        self, listed: Sequence[SettlementRow], incoming: Sequence[BankLine]
    ) -> list[tuple[date, int, SettlementRow | None]]:
        """(day, 分, row of the platform) of what was paid out, by the day: as the platform lists it, else as the bank does."""
        wanted: list[tuple[date, int, SettlementRow | None]] = [
            (row.settled, row.net or 0, row) for row in listed if row.settled is not None
        ]
        if not listed:
            wanted = [(line.day, line.cents, None) for line in incoming if self._within(line.day)]
        return sorted(wanted, key=itemgetter(0))

    def _reached_back(self, members: Iterable[SettlementRow]) -> None:
        """Count those of before the period among what its payouts are made of."""
        for row in members:
            if row.day and not self._within(row.day):
                self._net(row)
                self.earlier.append(row)

    def _within(self, day: date) -> bool:
        return self._first is None or self._first <= day

    def _unexplained(self, row: SettlementRow) -> PaidOut:
        """A listed payout that is the sum of no days, or says no day."""
        cents = row.net or 0
        self._parts["＋没有明细的结算"] += cents
        if row.settled:
            self._tell(DifferenceKind.SUM, (row,), cents, f"结算 {money(cents)}，不等于哪几天的捐款减手续费、减退款")
        elif not row.pending:
            text = f"结算“{row.batch}”{money(cents)}没有结算日期，看不出是哪几天的捐款"
            self._tell(DifferenceKind.SUM, (row,), cents, text)
        return PaidOut(row, None)

    # --- the bank

    def _find(self, incoming: Sequence[BankLine]) -> None:
        """The line of every payout: by its batch in the words of the bank, else by amount and day."""
        free = self._by_name(incoming)
        open_payouts = [paid for paid in self.every if paid.line is None and paid.net > 0]
        likely = [line for line in free if PAYERS.search(line.words)]
        for lines in (likely, free):
            taken = {id(paid.line) for paid in self.every if paid.line is not None}
            candidates = [line for line in lines if id(line) not in taken]
            still = [paid for paid in open_payouts if paid.line is None]
            pairs, _, _ = pair_within(still, candidates, _payout_at, line_at, 1, self._window)
            for paid, line in pairs:
                self._arrive(paid, line)
        taken = {id(paid.line) for paid in self.every if paid.line is not None}
        free = [line for line in free if id(line) not in taken]
        free = self._near(free)
        for paid in self.every:
            if paid.line is None:
                self._absent(paid)
        self.lines += free

    def _by_name(self, incoming: Sequence[BankLine]) -> list[BankLine]:
        """Lines whose words name a payout belong to it, whatever their amount and day; the other lines."""
        named: dict[str, list[PaidOut]] = defaultdict(list)
        for paid in self.every:
            if REFERENCE.fullmatch(paid.name) and not _DAY.fullmatch(paid.name):
                named[paid.name].append(paid)
        free = list(incoming)
        for exactly in (True, False):  # of several lines that name a payout its own sum goes first
            others: list[BankLine] = []
            for line in free:
                called = (paid for token in REFERENCE.findall(line.words) for paid in named.get(token, ()))
                fitting = (paid for paid in called if paid.line is None and (not exactly or paid.net == line.cents))
                match = next(fitting, None)
                if match is None:
                    others.append(line)
                else:
                    self._arrive(match, line)
            free = others
        return free

    def _near(self, free: list[BankLine]) -> list[BankLine]:
        """A payout and a line of a platform that have nobody else: the same sum on a day too far, or another sum in time."""
        lines = [line for line in free if PAYERS.search(line.words)]
        for fits in (self._late, self._other_sum):
            absent = [paid for paid in self.every if paid.line is None and paid.net > 0 and not self._in_transit(paid)]
            choices = {id(paid): [line for line in lines if fits(paid, line)] for paid in absent} if lines else {}
            wanted: dict[int, int] = defaultdict(int)
            for candidates in choices.values():
                for line in candidates:
                    wanted[id(line)] += 1
            for paid in absent:
                candidates = choices.get(id(paid), [])
                if len(candidates) == 1 and wanted[id(candidates[0])] == 1:
                    self._arrive(paid, candidates[0])
                    lines = [line for line in lines if line is not candidates[0]]
        taken = {id(paid.line) for paid in self.every if paid.line is not None}
        return [line for line in free if id(line) not in taken]

    def _late(self, paid: PaidOut, line: BankLine) -> bool:
        return line.cents == paid.net and paid.settled is not None and line.day > paid.settled

    def _other_sum(self, paid: PaidOut, line: BankLine) -> bool:
        in_time = paid.settled is not None and 0 <= (line.day - paid.settled).days <= self._window
        return in_time and (line.cents, line.day) not in self._given_straight

    def _arrive(self, paid: PaidOut, line: BankLine) -> None:
        """A payout has come: as much, in time and in the period, or what is the matter."""
        paid.line = line
        self._parts["－到账"] -= line.cents
        gap = line.cents - paid.net
        self._parts["＋到账和结算的差"] += gap
        wheres: tuple[SettlementRow | BankLine, ...] = (*paid.rows, line)
        if gap:
            ten = power_words(line.cents, paid.net)
            text = f"结算“{paid.name}”{money(paid.net)}，银行到账 {money(line.cents)}，差 {money(abs(gap))}{ten}"
            self._tell(DifferenceKind.AMOUNT, wheres, gap, text)
        late = (line.day - paid.settled).days if paid.settled else 0
        if not -1 <= late <= self._window:
            text = f"结算“{paid.name}”{money(paid.net)}：平台 {paid.settled} 结算，银行 {line.day} 到账，隔了 {abs(late)} 天"
            self._tell(DifferenceKind.DAY, wheres, line.cents, text)
        elif self._last is not None and line.day > self._last:
            text = f"结算“{paid.name}”{money(paid.net)}：{paid.settled} 结算，下一期 {line.day} 到账"
            self._tell(DifferenceKind.NEXT_PERIOD, wheres, line.cents, text, look=False)
        self._bank.add(ARRIVED, line.cents)

    def _in_transit(self, paid: PaidOut) -> bool:
        """Whether the bank statement ends before a payout must have come."""
        if paid.row is not None and paid.row.pending:
            return True
        if paid.settled is None or self._covered is None:
            return self._covered is None
        return (self._covered - paid.settled).days < self._window

    def _absent(self, paid: PaidOut) -> None:
        """A payout that did not come."""
        if paid.net <= 0:
            self._parts["－冲抵的结算"] -= paid.net
            if paid.net < 0:
                text = f"结算“{paid.name}”是 {money(paid.net)}：退款比捐款多，要由以后的结算补上"
                self._tell(DifferenceKind.PENDING, paid.rows, paid.net, text, look=False)
        elif self._in_transit(paid):
            self._parts["－在途"] -= paid.net
            shown = (
                f"银行流水只到 {self._covered}，还没有到账" if self._covered else "没有读到银行流水，到没到账没有核对"
            )
            text = f"结算“{paid.name}”{money(paid.net)}：{paid.settled or ''} 结算，{shown}"
            self._tell(DifferenceKind.PENDING, paid.rows, paid.net, text, look=False)
        else:
            self._parts["－未到账"] -= paid.net
            text = f"平台说结算“{paid.name}”{money(paid.net)}（{paid.settled or '没有日期'}），银行流水里没有这一笔"
            self._tell(DifferenceKind.NOT_ARRIVED, paid.rows, paid.net, text)

    def _tell(
        self,
        kind: DifferenceKind,
        rows: Iterable[SettlementRow | BankLine],
        cents: int,
        text: str,
        *,
        look: bool = True,
    ) -> None:
        self._differences.append(
            SettlementDifference(kind, tuple(row.where for row in rows), cents, f"{masked(text)}。", look)
        )


def _payout_at(paid: PaidOut) -> tuple[int, date] | None:
    return (paid.net, paid.settled) if paid.settled else None


def line_at(line: BankLine) -> tuple[int, date] | None:
    """By what a line is paired: its money and its day."""
    return line.cents, line.day


# A day is the name of no payout: lines of anything else bear it as well.
_DAY = re.compile(r"(?:19|20)[0-9]{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01])")


class _DaySums:
    """What the gifts of each day come to, for runs of days that come to a given sum."""

    def __init__(self, nets: Mapping[date, int], window: int) -> None:
        self.order = sorted(nets)
        self._window = window
        self._sums = [0, *accumulate(nets[day] for day in self.order)]
        self._starts: dict[int, list[int]] = defaultdict(list)  # sum before a day → places of days
        for place, before in enumerate(self._sums[:-1]):
            self._starts[before].append(place)
        self._ends: dict[int, list[int]] = defaultdict(list)  # sum through a day → places behind it
        for place, through in enumerate(self._sums[1:], 1):
            self._ends[through].append(place)

    def run(self, begun: int, cents: int, day: date) -> tuple[int, int] | None:
        """The run that comes to *cents* by a day: from where the last one ended, else the latest that ends within the window."""
        last = bisect_right(self.order, day)
        for end in self._ends.get(self._sums[begun] + cents, ()):
            if begun < end <= last and self._in_time(end, day):
                return begun, end
        for end in range(last, begun, -1):
            if not self._in_time(end, day):
                break
            for start in reversed(self._starts.get(self._sums[end] - cents, ())):
                if begun <= start < end:
                    return start, end
        return None

    def _in_time(self, end: int, day: date) -> bool:
        return (day - self.order[end - 1]).days <= self._window


def _reaching_in(earlier: Sequence[SettlementRow], rows: Sequence[SettlementRow]) -> list[SettlementRow]:
    """Rows from before the period that belong to a payout of the period: it is listed there, or holds a gift of it."""
    if not earlier:
        return []
    named = {name for row in rows if (name := row.batch or _settled(row))}
    listed = [row for row in rows if row.move is PlatformMove.PAYOUT]
    named |= {_settled(row) for row in listed}
    days = {_settled(row) for row in listed if not row.batch}
    return [
        row
        for row in earlier
        if ((name := row.batch or _settled(row)) and name in named) or (row.settled and _settled(row) in days)
    ]


def _settled(row: SettlementRow) -> str:
    return row.settled.isoformat() if row.settled else ""


def _net_of(row: SettlementRow) -> int:
    """What a row adds to a payout, by what it says."""
    gross, fee = row.gross or 0, row.fee or 0
    if row.move is PlatformMove.FEE:
        return -gross
    if row.move is PlatformMove.REFUND:
        return fee - gross
    return row.net if row.net is not None else gross - fee - (row.refund or 0)


def _over(rows: Iterable[SettlementRow], name: str, day: date, nets: Mapping[int, int]) -> PaidGroup:
    group = PaidGroup(name, day)
    for row in rows:
        group.add(row, nets[id(row)])
    return group


def _alone(left: Iterable[date], days: Mapping[date, list[SettlementRow]], nets: Mapping[int, int]) -> list[PaidOut]:
    """Days that no payout explains, each as a payout that should have come."""
    return [PaidOut(None, _over(days[day], day.isoformat(), day, nets)) for day in left]


def _made_of(
    listed: Sequence[SettlementRow], groups: Mapping[tuple[str, str], PaidGroup]
) -> dict[int, tuple[str, str]]:
    """Which gifts a listed payout is made of: those of its batch or, where it has none, of its day.

    Where only one side names batches, the one payout of a day is made of the one group that was paid out on that day.
    """
    keys: dict[int, tuple[str, str]] = {}
    used: set[tuple[str, str]] = set()
    for row in listed:
        key = ("batch", row.batch) if row.batch else ("day", row.settled.isoformat() if row.settled else "")
        if key in groups and key not in used:
            keys[id(row)] = key
            used.add(key)
    rows_of: dict[date, list[SettlementRow]] = defaultdict(list)
    for row in listed:
        if id(row) not in keys and row.settled:
            rows_of[row.settled].append(row)
    groups_of: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for key, group in groups.items():
        stated = {row.settled for row in group.rows if row.settled}
        if key not in used and len(stated) == 1:
            groups_of[stated.pop()].append(key)
    for day, rows in rows_of.items():
        open_keys = groups_of.get(day, [])
        if len(rows) == len(open_keys) == 1 and (not rows[0].batch or open_keys[0][0] == "day"):
            keys[id(rows[0])] = open_keys[0]
    return keys


def _counts(row: SettlementRow, group: PaidGroup) -> list[str]:
    """How many gifts a payout and its rows tell of, where that shows what is missing."""
    gifts = sum(entry.move is PlatformMove.GIFT for entry in group.rows)
    return [f"笔数写的是 {row.count}，明细有 {gifts} 笔"] if row.count is not None and row.count != gifts else []


def power_words(left: int, right: int) -> str:
    """What a slip of the point looks like: ，正好差一万倍."""
    for power, words in ((10, "十倍"), (100, "一百倍"), (1_000, "一千倍"), (10_000, "一万倍")):
        if left == right * power or right == left * power:
            return f"，正好差{words}，像是单位或小数点写错"
    return ""
