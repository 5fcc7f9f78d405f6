"""The same thing entered twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds.disbursements import DisbursementRecord, Receiver
from ..kinds.donations import DonationRecord
from ..kinds.goods import GoodsReceiver, GoodsRecord, Move
from ..kinds.pledges import PledgeRecord
from ..kinds.related_transactions import RelatedTransactionRecord
from ..problems import Problem, problem
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


def gifts_twice(scene: Scene) -> Iterator[Problem]:
    """Gifts of the same giver, day, amount, channel and purpose."""
    dataset = scene.dataset("donations")
    if dataset is None:
        return
    whole = dataset[DonationRecord.received_on].str.len() == len("2023-09-18")
    full = dataset.frame[dataset[DonationRecord.giver].notna() & dataset[DonationRecord.amount].notna() & whole]
    names = [column.name for column in _GIFT]
    same = full[full.duplicated(names, keep=False)]
    first: dict[tuple[object, ...], int] = {}
    for position, *key in zip(same.index, *(same[name].astype(object).fillna("") for name in names), strict=True):
        earlier = first.setdefault(tuple(key), int(position))
        if earlier != position:
            where = dataset.where(int(position), "金额")
            yield problem("gift-twice", where, other=beside(where, dataset.where(earlier)))


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
)


def rows_twice(scene: Scene) -> Iterator[Problem]:
    """Payments, movements of goods, pledges and dealings that agree in everything; persons can't be told apart."""
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
            return row.move is Move.COUNT or not named or row.receiver_type is GoodsReceiver.PERSON
        case DisbursementRecord():
            return row.receiver_type is Receiver.PERSON
        case _:
            return False


RULES: dict[str, Rule] = {"gift-twice": gifts_twice, "payment-twice": rows_twice}
