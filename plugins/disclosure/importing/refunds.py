"""Refunds in other people's sheets → rows of 捐赠退款 that name their gift; the gift itself stays with its whole amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..kinds.gifts import DonationRecord
from ..quantities import grouped
from .amounts import exact, in_yuan
from .asking import SheetQuestions
from .days import read_days
from .existing import ExistingTable
from .records import NAMED
from .sieve import Sieve
from .vocabulary import compact

_CENT = Decimal("0.01")
_FULL = frozenset({"全额退款", "已全额退款"})
_SKIP = ("skip", "不写这些行")
_REASON = "平台记录为退款，没有写明原因"


@dataclass(frozen=True, slots=True)
class ForeignRefund:
    """One refund of a sheet: the *row* that tells it, the money as the sheet writes it, its day as it is written.

    *order* is the order number of its gift; *beside* says that it stands in the row of the gift itself.
    """

    row: int
    amount: str
    day: str
    order: str
    beside: bool


def take_refunds(
    sieve: Sieve, asking: SheetQuestions, returned: Sequence[bool], known: Callable[[str], bool], *, comparable: bool
) -> list[ForeignRefund]:
    """Refunds whose gift and money are sure; what is not sure is left out and asked.

    *returned* says of each row whether its state is that of a refund, *known* whether a gift of this order number is in
    the data, *comparable* whether the refunds are told in the unit of the amounts. Rows of their own are taken out.
    """
    rows = sieve.rows
    blank = [""] * len(rows)
    backs, originals = sieve.cells("refund") or blank, sieve.cells("original") or blank
    orders, days, states = (
        sieve.cells("order") or blank,
        sieve.cells("refund_day") or blank,
        sieve.cells("status") or blank,
    )
    amounts = rows.cells.get(DonationRecord.amount.name, blank)
    own_days = rows.cells.get(DonationRecord.received_on.name, blank)
    numbers = [exact(cell) for cell in amounts]
    currencies = sieve.cells("currency") or blank
    suspects = [
        at for at in range(len(rows)) if returned[at] or (numbers[at] or 0) < 0 or (backs[at] and exact(backs[at]))
    ]
    if not suspects:
        return []
    refused = set(suspects)
    gifts = {order.strip() for at, order in enumerate(orders) if not (returned[at] or (numbers[at] or 0) < 0)} - {""}
    refunds: list[ForeignRefund] = []
    gone: set[int] = set()
    unsure: dict[str, list[int]] = {"negative": [], "returned": [], "refund": []}
    for at in suspects:
        back, amount = abs(exact(backs[at]) or Decimal(0)), numbers[at]
        order = (originals[at] or orders[at]).strip()
        plain = comparable and in_yuan(currencies[at])
        moved = returned[at] or (amount or 0) < 0
        if moved and order and plain and amount is not None and (order in gifts or known(order)):
            money = back or abs(amount)
            refunds.append(ForeignRefund(rows.numbers[at], f"{money:f}", days[at] or own_days[at], order, beside=False))
            gone.add(at)
            refused.discard(at)
        elif (amount or 0) < 0:
            unsure["negative"].append(at)
        elif plain and amount and (back or compact(states[at]) in _FULL) and back <= amount:
            money = back or amount
            refunds.append(ForeignRefund(rows.numbers[at], f"{money:f}", days[at], orders[at].strip(), beside=True))
            refused.discard(at)
        else:
            unsure["returned" if returned[at] else "refund"].append(at)
    _ask_unsure(rows.numbers, unsure, asking)
    refunds, left, whole = _with_days(refunds, asking)
    numbers_left = set(left) if not whole else set()
    refused |= {at for at in suspects if rows.numbers[at] in numbers_left}
    sieve.out_at(gone, "退款的单子，写进捐赠退款表")
    shift = [at for at in range(len(gone) + len(rows)) if at not in gone]
    sieve.out_at({place for place, at in enumerate(shift) if at in refused}, "退款看不清楚的行")
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
            asking.ask(topic, text, (_SKIP,))


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
        _SKIP,
    )
    answer = asking.ask("refund", text, choices)
    rows = [refund.row for refund in dayless]
    if answer == "same":
        return refunds, [], True
    return [refund for refund in refunds if refund.day.strip()], rows, answer == "later"


@dataclass(frozen=True, slots=True)
class GiftRows:
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
