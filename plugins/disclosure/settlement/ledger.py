"""What the organisation itself published of its gifts, as receipts: the number of the gift is that of the receipt."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

from ..accounts import load
from ..dates import day_of
from ..kinds.gift_refunds import GIFTS, RefundRecord
from ..kinds.gifts import DonationRecord, GiftKind
from ..model import Dataset, records_of
from ..problems import Report
from .entries import Receipt


def receipts_of(data: Path, shown: str, org: str, channels: Collection[str] = ()) -> tuple[list[Receipt], list[str]]:
    """(gifts of money and refunds of an organisation as receipts, why they can't be used).

    *channels* are the ids of the platform's channels; gifts of other channels then never meet the platform. Orders and
    names are not kept in the data, so days, amounts and counts have to do.
    """
    report = Report()
    _, folders = load(data, shown, report)
    folder = next((folder for folder in folders if folder.organisation.id == org), None)
    if folder is None:
        return [], [f"{shown} 里没有“{org}”这个机构。"]
    tables = tuple(f"{shown}/{org}/{kind}" for kind in (GIFTS, "gift_refunds"))
    faults = [fault for fault in report.errors if fault.where.file.startswith(tables)]
    if faults:
        return [], [f"{fault.where}：{fault.message}{fault.fix}" for fault in faults[:10]]
    dataset = folder.datasets.get(GIFTS)
    receipts = list(_gifts(dataset, channels)) if dataset is not None and len(dataset) else []
    refunds = [
        Receipt(row.where, day_of(row.refunded_on), -_cents(row.amount), row.donation or "")
        for row in records_of(folder.rows, RefundRecord)
        if row.amount is not None
    ]
    return [*receipts, *refunds], []


def _gifts(dataset: Dataset, channels: Collection[str]) -> Iterator[Receipt]:
    """Every gift of money; of a lump how many gifts it is, and what of it arrived."""
    wanted = (
        DonationRecord.id,
        DonationRecord.received_on,
        DonationRecord.amount,
        DonationRecord.kind,
        DonationRecord.channel,
        DonationRecord.counted,
        DonationRecord.fee,
    )
    for position, (number, day, amount, kind, channel, count, fee) in enumerate(dataset.cells(wanted)):
        if kind == GiftKind.MONEY and amount is not None:
            cents = _cents(amount)
            straight = bool(channels) and channel not in channels
            net = cents - _cents(fee or Decimal(0))
            yield Receipt(dataset.where(position), day_of(day), cents, number or "", "", int(count or 1), net, straight)


def _cents(amount: Decimal) -> int:
    return int(amount.scaleb(2))
