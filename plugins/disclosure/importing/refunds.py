"""Refunds in other people's sheets → rows of 捐赠退款 that name their gift; the gift itself stays with its whole amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Self

from msgspec import Struct

from ..kinds.gifts import DonationRecord
from ..quantities import grouped
from .amounts import exact, in_yuan
from .asking import LEAVE_OUT, SheetQuestions
from .days import read_days
from .existing import ExistingTable
from .records import NAMED
from .sieve import Sieve
from .vocabulary import compact

_CENT = Decimal("0.01")
_FULL = frozenset({"全额退款", "已全额退款"})
_REASON = "平台记录为退款，没有写明原因"


class ForeignRefund(Struct, frozen=True):
    """One refund of a sheet: the *row* that tells it, the money as the sheet writes it, its day as it is written.

    *order* is the order number of its gift; *beside* says that it stands in the row of the gift itself.
    """

    row: int
    amount: str
    day: str
    order: str
    beside: bool


class _RefundCells(Struct, frozen=True):
    """What the rows of a sheet say of refunds: a cell for each row, empty where there is no such column."""

    numbers: Sequence[int]
    returned: Sequence[bool]
    amounts: Sequence[Decimal | None]
    backs: Sequence[str]
    originals: Sequence[str]
    orders: Sequence[str]
    days: Sequence[str]
    own_days: Sequence[str]
    states: Sequence[str]
    plain: Sequence[bool]  # whether the amount and the refund are in one unit, and in yuan

    @classmethod
    def of(cls, sieve: Sieve, returned: Sequence[bool], *, comparable: bool) -> Self:
        rows = sieve.rows
        blank = [""] * len(rows)
        return cls(
            rows.numbers,
            returned,
            [exact(cell) for cell in rows.cells.get(DonationRecord.amount.name, blank)],
            sieve.cells("refund") or blank,
            sieve.cells("original") or blank,
            sieve.cells("order") or blank,
            sieve.cells("refund_day") or blank,
            rows.cells.get(DonationRecord.received_on.name, blank),
            sieve.cells("status") or blank,
            [comparable and in_yuan(cell) for cell in sieve.cells("currency") or blank],
        )

    def negative(self, at: int) -> bool:
        """Whether the amount of a row is below zero."""
        return (self.amounts[at] or 0) < 0

    def moved(self, at: int) -> bool:
        """Whether a row is no gift, and itself the refund."""
        return self.returned[at] or self.negative(at)

    def suspects(self) -> list[int]:
        """The rows that say anything of a refund."""
        places = range(len(self.numbers))
        return [at for at in places if self.moved(at) or (self.backs[at] and exact(self.backs[at]))]

    def orders_of_gifts(self) -> set[str]:
        """The order numbers of the rows that are gifts."""
        return {order.strip() for at, order in enumerate(self.orders) if not self.moved(at)} - {""}

    def refund(self, at: int, known: Callable[[str], bool]) -> ForeignRefund | None:
        """The refund that a row tells, where its money is sure and its gift is there; *known* says so of an order number."""
        amount, back = self.amounts[at], abs(exact(self.backs[at]) or Decimal(0))
        if amount is None or not self.plain[at]:
            return None
        order, day = (self.originals[at] or self.orders[at]).strip(), self.days[at]
        if self.moved(at) and order and known(order):
            return ForeignRefund(
                self.numbers[at], f"{back or abs(amount):f}", day or self.own_days[at], order, beside=False
            )
        says_so = back or compact(self.states[at]) in _FULL
        if amount > 0 and says_so and back <= amount:
            return ForeignRefund(self.numbers[at], f"{back or amount:f}", day, self.orders[at].strip(), beside=True)
        return None

    def doubt(self, at: int) -> str:
        """Under which question a row falls that tells no sure refund."""
        return "negative" if self.negative(at) else "returned" if self.returned[at] else "refund"


def take_refunds(
    sieve: Sieve, asking: SheetQuestions, returned: Sequence[bool], known: Callable[[str], bool], *, comparable: bool
) -> list[ForeignRefund]:
    """Refunds whose gift and money are sure; what is not sure is left out and asked.

    *returned* says of each row whether its state is that of a refund, *known* whether a gift of this order number is in
    the data, *comparable* whether the refunds are told in the unit of the amounts. Rows of their own are taken out.
    """
    rows = sieve.rows
    cells = _RefundCells.of(sieve, returned, comparable=comparable)
    suspects = cells.suspects()
    if not suspects:
        return []
    gifts = cells.orders_of_gifts()
    sure: dict[int, ForeignRefund] = {}
    unsure: dict[str, list[int]] = {"negative": [], "returned": [], "refund": []}
    for at in suspects:
        refund = cells.refund(at, lambda order: order in gifts or known(order))
        if refund is None:
            unsure[cells.doubt(at)].append(at)
        else:
            sure[at] = refund
    _ask_unsure(rows.numbers, unsure, asking)
    refunds, dayless, whole = _with_days(list(sure.values()), asking)
    left_out = set() if whole else set(dayless)
    refused = {at for at in suspects if at not in sure or rows.numbers[at] in left_out}
    gone = {at for at, refund in sure.items() if not refund.beside}
    stays = [at for at in range(len(rows)) if at not in gone]
    sieve.out_at(gone, "退款的单子，写进捐赠退款表")
    sieve.out_at({place for place, at in enumerate(stays) if at in refused}, "退款看不清楚的行")
    return refunds


def _ask_unsure(numbers: Sequence[int], unsure: Mapping[str, Sequence[int]], asking: SheetQuestions) -> None:
    texts = {
        "negative": "的金额是负数，是哪一笔的退款、还是付出去的钱看不出来",
        "returned": "是退款，退的是哪一笔、退了多少看不出来",
        "refund": "退过款，退的数和金额对不上",
    }
    for topic, places in unsure.items():
        if places:
            listed = "、".join(str(numbers[at]) for at in places[:NAMED])
            text = f"有 {len(places)} 行{texts[topic]}（第 {listed} 行）。这些行不写，请在捐赠退款表里另行登记。"
            asking.ask(topic, text, (LEAVE_OUT,))


def _with_days(refunds: list[ForeignRefund], asking: SheetQuestions) -> tuple[list[ForeignRefund], list[int], bool]:
    """(refunds whose day is told, rows whose refund has no day, whether those rows are written as gifts all the same)."""
    dayless = [refund for refund in refunds if not refund.day.strip()]
    if not dayless:
        return refunds, [], True
    listed = "、".join(str(refund.row) for refund in dayless[:NAMED])
    text = f"有 {len(dayless)} 行退过款，表里没有退款日期（第 {listed} 行）。怎么办？"
    choices = (
        ("same", "退款就在那一行写的日期"),
        ("later", "捐赠照写，退款先不写，以后在捐赠退款表里登记"),
        LEAVE_OUT,
    )
    answer = asking.ask("refund", text, choices)
    rows = [refund.row for refund in dayless]
    if answer == "same":
        return refunds, [], True
    return [refund for refund in refunds if refund.day.strip()], rows, answer == "later"


class GiftRows(Struct, frozen=True):
    """Where refunds find their gifts: id by row of the sheet and by order number ('' where there is none), cells by id."""

    by_row: Mapping[int, str]
    by_order: Callable[[str], str]
    cells: Callable[[str], Mapping[str, str]]  # id → day, channel


def refund_records(
    refunds: Sequence[ForeignRefund],
    gifts: GiftRows,
    standing: ExistingTable,
    source: str,
    power: int,
    asking: SheetQuestions,
    notes: list[str],
) -> list[tuple[int, dict[str, str]]]:
    """(row of the sheet, cells of a record of 捐赠退款) of those that are not there yet."""
    if not refunds:
        return []
    said = read_days([refund.day for refund in refunds], "退款日期", asking)
    notes += said.notes
    text = "表里没有写退款的原因。每一笔都写这一句，行吗？要改就直接写（不写姓名）。"
    reason = asking.ask("refund-reason", text, (), _REASON, required=False)
    columns = [standing.column(name) for name in ("donation", "amount", "refunded_on")]
    there = {(key, exact(money), day) for key, money, day in zip(*columns, strict=True)}
    records = []
    lost, again = [], 0
    for refund, day in zip(refunds, said.days, strict=True):
        key = (gifts.by_row.get(refund.row, "") if refund.beside else "") or gifts.by_order(refund.order)
        amount = exact(refund.amount, power)
        if not key or amount is None:
            lost.append(refund.row)
            continue
        cells = gifts.cells(key)
        money = f"{amount:.2f}" if amount % _CENT == 0 else f"{amount:f}"
        day_of_refund = day or cells.get("received_on", "")
        if (key, amount, day_of_refund) in there:
            again += 1
            continue
        record = {"refunded_on": day_of_refund, "donation": key, "amount": money, "reason": reason}
        records.append((refund.row, {**record, "channel": cells.get("channel", ""), "source": source}))
    if records:
        total = sum((exact(record["amount"]) or Decimal(0) for _, record in records), Decimal(0))
        notes.append(f"退款 {len(records)} 笔，共 {grouped(total)} 元，写进捐赠退款表；捐赠那一行还是原来的总额")
    if again:
        notes.append(f"退款 {again} 笔已经登记过，没有再写")
    if lost:
        listed = "、".join(map(str, lost[:NAMED]))
        notes.append(f"退款 {len(lost)} 笔找不到原来的捐赠（第 {listed} 行），没有写，请在捐赠退款表里登记")
    return records
