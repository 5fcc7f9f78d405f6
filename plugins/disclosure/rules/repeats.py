"""The same thing entered twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..arrays import np, npt
from ..kinds.disbursements import DisbursementRecord, Receiver
from ..kinds.gift_refunds import RefundRecord
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsReceiver, GoodsRecord, MovementType
from ..kinds.investments import InvestmentRecord
from ..kinds.payment_returns import ReturnRecord
from ..kinds.pledges import PledgeRecord
from ..kinds.related_transactions import RelatedTransactionRecord
from ..model import Dataset
from ..problems import Problem, problem
from ..quantities import grouped
from ..reading import AnyColumn, Record
from .scene import Rule, Scene, beside

_GIFT = [
    DonationRecord.giver,
    DonationRecord.received_on,
    DonationRecord.amount,
    DonationRecord.channel,
    DonationRecord.project,
    DonationRecord.campaign,
]


class _Pairs(Struct, frozen=True):
    """Gifts that agree in everything, each with the first that it agrees with: under full names, and under masked ones."""

    dataset: Dataset
    full: list[tuple[int, int]]
    masked: list[tuple[int, int]]


def _pairs(scene: Scene) -> _Pairs | None:
    """Gifts of the same giver, day, amount, channel and purpose; looked for once."""
    dataset = scene.dataset("donations")
    if dataset is None:
        return None
    return scene.worked_out("pairs", lambda: _alike(dataset))


def _alike(dataset: Dataset) -> _Pairs:
    names = [column.name for column in _GIFT]
    masked = set(dataset[DonationRecord.masked].dropna().index)
    pairs: list[tuple[int, int]] = []
    for rows in _of_some_days(dataset):
        frame = dataset.frame[names].iloc[rows]
        full = frame[frame[DonationRecord.giver.name].notna() & frame[DonationRecord.amount.name].notna()]
        same = full[full.duplicated(names, keep=False)]
        first: dict[tuple[object, ...], int] = {}
        for position, *key in zip(same.index, *(same[name].astype(object).fillna("") for name in names), strict=True):
            earlier = first.setdefault(tuple(key), int(position))
            if earlier != position:
                pairs.append((earlier, int(position)))
    pairs.sort(key=lambda pair: pair[1])
    return _Pairs(
        dataset, [pair for pair in pairs if pair[1] not in masked], [pair for pair in pairs if pair[1] in masked]
    )


# Gifts that are compared at a time; those of one day always are.
_COMPARED = 300_000


def _of_some_days(dataset: Dataset) -> Iterator[npt.NDArray[np.integer[Any]]]:
    """Positions, in their order, of the gifts of whole days, some days at a time."""
    days: list[npt.NDArray[np.integer[Any]]] = []
    count = 0
    for day, rows in dataset.parts(DonationRecord.received_on).items():
        if len(day) != len("2023-09-18"):
            continue
        if days and count + len(rows) > _COMPARED:
            yield np.sort(np.concatenate(days))
            days, count = [], 0
        days.append(rows)
        count += len(rows)
    if days:
        yield np.sort(np.concatenate(days))


_FEW, _SHOWN = 2, 5


_BLOCK = 5


def _runs(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(first, last row) of every stretch of rows that repeats another stretch row by row, as pasting it twice does."""
    known = set(pairs)
    for earlier, position in pairs:
        if (earlier - 1, position - 1) in known:
            continue
        length = 1
        while (earlier + length, position + length) in known:
            length += 1
        if length >= _BLOCK:
            yield position, position + length - 1


def gifts_twice(scene: Scene) -> Iterator[Problem]:
    """A few gifts that agree in everything, told of all but the one with the lowest number, in whatever order they stand.

    What was acknowledged stays so where the table is sorted anew.
    """
    pairs = _pairs(scene)
    if pairs is None or len(pairs.full) > _FEW:
        return
    for first, position in sorted(_by_number(pairs.dataset, pairs.full), key=lambda pair: pair[1]):
        where = pairs.dataset.where(position, "金额")
        yield problem("gift-twice", where, other=beside(where, pairs.dataset.where(first)))


def _by_number(dataset: Dataset, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same pairs by the numbers of gifts: with the lowest of those alike each of the others, the lowest first."""
    alike: dict[int, list[int]] = {}
    for earlier, position in pairs:
        alike.setdefault(earlier, [earlier]).append(position)
    positions = [position for group in alike.values() for position in group]
    numbers = dict(zip(positions, map(str, dataset[DonationRecord.id].iloc[positions]), strict=True))
    ordered = (sorted(group, key=numbers.__getitem__) for group in alike.values())
    return sorted(
        ((first, position) for first, *others in ordered for position in others), key=lambda pair: numbers[pair[1]]
    )


def gifts_alike(scene: Scene) -> Iterator[Problem]:
    """Many of them, or such as show only a part of the name: one question for each pattern."""
    pairs = _pairs(scene)
    if pairs:
        yield from _folded(pairs.dataset, pairs.masked, "姓名打了星号，分不出是不是同一个人")
        if len(pairs.full) > _FEW:
            yield from _folded(pairs.dataset, pairs.full, "捐赠人、日期、金额、渠道都相同")


def _folded(dataset: Dataset, pairs: Sequence[tuple[int, int]], why: str) -> Iterator[Problem]:
    """Many pairs of one pattern in one question: how many, how much money, and those that lie next to each other.

    Two gifts of one name on one day are chance where names are short; the same row twice in a row hardly ever is.
    The gifts are told by number, so that what was acknowledged stays so where the table is sorted anew.
    """
    if not pairs:
        return
    cents = dataset[DonationRecord.amount]
    money = Decimal(sum(int(cents.iloc[position]) for _, position in pairs)).scaleb(-2)
    adjoining = [pair for pair in pairs if pair[1] - pair[0] == 1]
    close = ""
    if adjoining:
        rows = "、".join(str(dataset.where(position).row) for _, position in adjoining[:_SHOWN])
        more = f" 等 {len(adjoining)} 处" if len(adjoining) > _SHOWN else ""
        close = f"其中第 {rows} 行{more}与上一行紧挨着，最像同一笔记了两次，请先核对；"
    for start, end in _runs(pairs):
        first, last = dataset.where(start).row, dataset.where(end).row
        close = f"其中第 {first}—{last} 行和前面一段逐行相同，像是整段贴了两遍，请先核对；{close}"
    some = [position for _, position in _by_number(dataset, pairs)[:_SHOWN]]
    yield problem(
        "gifts-alike",
        dataset.where(some[0], "金额"),
        count=len(pairs),
        reason=why,
        left=f"{grouped(money)}元",
        other=close,
        right="、".join(str(dataset[DonationRecord.id].iloc[position]) for position in some),
    )


# What makes two rows the same, and the cell that is pointed at.
_SAME: tuple[tuple[type[Record], tuple[AnyColumn, ...], AnyColumn], ...] = (
    (
        DisbursementRecord,
        (
            DisbursementRecord.paid_on,
            DisbursementRecord.receiver,
            DisbursementRecord.amount,
            DisbursementRecord.purpose,
            DisbursementRecord.project,
            DisbursementRecord.fund,
            DisbursementRecord.campaign,
            DisbursementRecord.emergency,
        ),
        DisbursementRecord.amount,
    ),
    (
        GoodsRecord,
        (
            GoodsRecord.item,
            GoodsRecord.specification,
            GoodsRecord.batch,
            GoodsRecord.move,
            GoodsRecord.moved_on,
            GoodsRecord.quantity,
            GoodsRecord.giver,
            GoodsRecord.receiver,
        ),
        GoodsRecord.quantity,
    ),
    (
        PledgeRecord,
        (
            PledgeRecord.pledged_on,
            PledgeRecord.giver,
            PledgeRecord.promised,
            PledgeRecord.project,
            PledgeRecord.campaign,
            PledgeRecord.fund,
        ),
        PledgeRecord.promised,
    ),
    (
        RelatedTransactionRecord,
        (
            RelatedTransactionRecord.type,
            RelatedTransactionRecord.party,
            RelatedTransactionRecord.amount,
            RelatedTransactionRecord.occurred_on,
            RelatedTransactionRecord.summary,
        ),
        RelatedTransactionRecord.amount,
    ),
    (RefundRecord, (RefundRecord.refunded_on, RefundRecord.donation, RefundRecord.amount), RefundRecord.amount),
    (
        ReturnRecord,
        (
            ReturnRecord.returned_on,
            ReturnRecord.receiver,
            ReturnRecord.amount,
            ReturnRecord.reason,
            ReturnRecord.paid_on,
            ReturnRecord.project,
            ReturnRecord.fund,
            ReturnRecord.campaign,
            ReturnRecord.emergency,
        ),
        ReturnRecord.amount,
    ),
    (
        InvestmentRecord,
        (
            InvestmentRecord.name,
            InvestmentRecord.year,
            InvestmentRecord.fund_source,
            InvestmentRecord.amount,
            InvestmentRecord.start_on,
            InvestmentRecord.end_on,
            InvestmentRecord.balance,
            InvestmentRecord.income,
        ),
        InvestmentRecord.amount,
    ),
)


def rows_twice(scene: Scene) -> Iterator[Problem]:
    """Payments, what went and came back, movements of goods, pledges, dealings and investments that agree in everything; persons can't be told apart."""
    for record, columns, pointed in _SAME:
        seen: dict[tuple[object, ...], Record] = {}
        for row in scene.rows(record):
            if row[pointed] is None or _unsure(row):
                continue
            first = seen.setdefault(tuple(row[column] for column in columns), row)
            if first is not row:
                where = row.at(pointed)
                yield problem("payment-twice", where, other=beside(where, first.where))


def _unsure(row: Record) -> bool:
    """Whether two such rows may well be two: of persons or bodies that are not named, or two counts of the same day."""
    match row:
        case PledgeRecord():
            return row.giver is None
        case GoodsRecord():
            named = row.giver or row.receiver
            return row.move is MovementType.COUNT or not named or row.receiver_type is GoodsReceiver.PERSON
        case DisbursementRecord() | ReturnRecord():
            return row.receiver_type is Receiver.PERSON
        case RefundRecord():
            return row.donation is None
        case InvestmentRecord():
            return row.start_on is None
        case _:
            return False


RULES: dict[str, Rule] = {"gift-twice": gifts_twice, "gifts-alike": gifts_alike, "payment-twice": rows_twice}
