"""Checks of 渠道结算 on 勾稽表: expected against actual payment of a channel, and that against its single gifts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..kinds.channel_settlements import ChannelSettlement, ChannelSettlementRecord, expected
from ..kinds.gifts import DonationRecord, GiftKind
from ..model import Disclosure, Reconciliation, Relation, Side, Verdict
from ..quotes import quoted

CHANNEL_TOPIC = "渠道结算"


def channel_checks(disclosure: Disclosure) -> Iterator[Reconciliation]:
    """Per channel and year: the settlement's parts against the amount received, and the sum of its gifts, if listed, against it."""
    listed = _listed(disclosure)
    names = {row.record_id: row.record_name for row in disclosure.records.get("channels", ())}
    rows = sorted(disclosure.rows(ChannelSettlement), key=lambda row: (row.year, row.channel))
    for place, row in enumerate(rows, 1):
        name = names.get(row.channel, row.channel)
        label = "＋".join(column.label for column in (ChannelSettlementRecord.opening, ChannelSettlementRecord.gross))
        minus = (ChannelSettlementRecord.fee, ChannelSettlementRecord.refunded, ChannelSettlementRecord.pending)
        left = f"{label}－{'－'.join(column.label for column in minus)}"
        arrived = Side((f"{quoted(name)}到账",), row.paid_in, "元", to_the_cent=True)
        key = f"CS{row.year}K{place}"
        yield _held(
            key, row, f"{quoted(name)}的结算加得出来", Side((left,), expected(row), "元", to_the_cent=True), arrived
        )
        gifts = listed.get((row.channel, str(row.year)))
        if gifts is not None:
            side = Side(("逐笔捐赠里到账的钱合计（减去手续费）",), gifts, "元", to_the_cent=True)
            yield _held(f"{key}G", row, f"{quoted(name)}的到账和逐笔捐赠", side, arrived)


def _listed(disclosure: Disclosure) -> dict[tuple[str, str], Decimal]:
    """(channel, year) → sum of its gifts in money less fees, in yuan."""
    dataset = disclosure.datasets.get("donations")
    if dataset is None or not len(dataset):
        return {}
    by = (DonationRecord.channel, DonationRecord.year, DonationRecord.kind)
    kept = dataset.totals(by, DonationRecord.fee) if dataset.some([DonationRecord.fee]) else {}
    return {
        (channel, year): Decimal(cents - kept.get((channel, year, kind), (0, 0))[1]).scaleb(-2)
        for (channel, year, kind), (_, cents) in dataset.totals(by, DonationRecord.amount).items()
        if kind == GiftKind.MONEY
    }


def _held(key: str, row: ChannelSettlement, title: str, left: Side, right: Side) -> Reconciliation:
    difference = None if left.value is None or right.value is None else left.value - right.value
    verdict = Verdict.UNCHECKABLE if difference is None else Verdict.DIFFERS if difference else Verdict.AGREES
    return Reconciliation(
        key,
        row.year,
        CHANNEL_TOPIC,
        title,
        left,
        Relation.EQUAL,
        right,
        difference,
        verdict,
        source=row.source,
        place=row.place,
    )
