"""渠道结算: what came in through a channel in a year, what it kept and gave back, what is on its way, and what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..blocks import cell, named_by, origin_of_numbers, section_crumbs, sentence, yuan
from ..model import (
    Disclosure,
    Kind,
    Page,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    grouped,
    repeated,
)
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Complete, Sourced, Text, Year, Yuan, column


class ChannelSettlementRecord(Sourced):
    """One channel in one year, as its operator settled it."""

    channel = column(Text, "渠道", required=True, refers_to="channels")
    year = column(Year, "年度", required=True)
    opening = column(Yuan, "年初在途", description="上一年捐的、这一年才到账的；没有填 0")
    gross = column(Yuan, "捐款总额", required=True, description="这一年通过这个渠道捐的，手续费和退款不先扣")
    fee = column(Yuan, "手续费", required=True, description="渠道扣了多少；不收费填 0")
    refunded = column(Yuan, "退款", required=True, description="这一年从这个渠道退给捐赠人的；没有填 0")
    pending = column(Yuan, "年末在途", description="这一年捐的、到年底还没有到账的；没有填 0")
    paid_in = column(Yuan, "到账", required=True, description="这一年这个渠道付到本会账户的")


class ChannelSettlement(Complete, ChannelSettlementRecord):
    """One channel in one year, with all that it must have."""


_AMOUNTS = (
    ChannelSettlementRecord.opening,
    ChannelSettlementRecord.gross,
    ChannelSettlementRecord.fee,
    ChannelSettlementRecord.refunded,
    ChannelSettlementRecord.pending,
    ChannelSettlementRecord.paid_in,
)


def expected(row: ChannelSettlementRecord) -> Decimal | None:
    """What should have arrived: opening + gross - fee - refunds - pending; None where one of them is not told."""
    gross, fee, refunded = row.gross, row.fee, row.refunded
    opening, pending = row.opening, row.pending
    if gross is None or fee is None or refunded is None or opening is None or pending is None:
        return None
    return opening + gross - fee - refunded - pending


def check(rows: Sequence[ChannelSettlementRecord]) -> Iterator[Problem]:
    """paid_in = opening + gross - fee - refunds - pending; nothing below zero; pending is the opening of the next year."""
    yield from repeated(rows, ChannelSettlementRecord.channel, ChannelSettlementRecord.year)
    for row in rows:
        for amount in _AMOUNTS:
            value = row[amount]
            if value is not None and value < 0:
                yield problem("channel-below-zero", row.at(amount), column=amount.label, cell=plain(value))
        due = expected(row)
        if due is not None and row.paid_in is not None and due != row.paid_in:
            yield problem(
                "channel-unbalanced",
                row.at(ChannelSettlementRecord.paid_in),
                expected=plain(due),
                right=plain(row.paid_in),
                difference=plain(abs(due - row.paid_in)),
            )
    for series in grouped(rows, ChannelSettlementRecord.channel).values():
        years = {row.year: row for row in series if row.year is not None}
        for year, row in years.items():
            last = years.get(year - 1)
            if last and last.pending is not None and row.opening is not None and last.pending != row.opening:
                yield problem(
                    "channel-not-carried",
                    row.at(ChannelSettlementRecord.opening),
                    left=plain(last.pending),
                    right=plain(row.opening),
                    other=last.where,
                    difference=plain(abs(row.opening - last.pending)),
                )


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: a table a year, a row a channel, newest first."""
    records = disclosure.rows(ChannelSettlement)
    if not records:
        return
    years = grouped(records, ChannelSettlement.year)
    newest = max(row.year for row in records)
    channels = len({row.channel for row in years[str(newest)]})
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=sentence(f"公布了{newest}年{channels}个渠道的捐款总额、手续费、退款、在途和到账，每一行都能加出来。"),
        blocks=tuple(TableBlock(_table(disclosure, year, years[year])) for year in sorted(years, reverse=True)),
        section="finances",
        crumbs=section_crumbs("finances"),
        description=f"{disclosure.organisation.name}各募捐渠道每年的捐款总额、手续费、退款、在途和到账。",
    )


def _table(disclosure: Disclosure, year: str, rows: Sequence[ChannelSettlement]) -> Table:
    ordered = sorted(rows, key=lambda row: (-row.gross, row.channel))
    return Table(
        f"channel-settlements-{year}",
        f"{year}年：年初在途＋捐款总额－手续费－退款－年末在途＝到账",
        (
            TableColumn("渠道"),
            *(TableColumn(amount.label, numeric=True) for amount in _AMOUNTS),
        ),
        tuple(
            TableRow((cell(disclosure, row, ChannelSettlement.channel), *(yuan(row, amount) for amount in _AMOUNTS)))
            for row in ordered
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, ordered),),
        missing_key=True,
        sources=named_by(ordered),
    )


def _gist(disclosure: Disclosure) -> str:
    rows = disclosure.rows(ChannelSettlement)
    years, channels = {row.year for row in rows}, {row.channel for row in rows}
    return f"{len(channels)}个渠道，{len(years)}年"


KIND = Kind(
    id="channel_settlements",
    label="渠道结算",
    record=ChannelSettlementRecord,
    pages=pages,
    order=56,
    size=ChannelSettlementRecord.gross,
    series=TimeSeries(
        ChannelSettlementRecord.channel,
        ChannelSettlementRecord.year,
        (ChannelSettlementRecord.gross, ChannelSettlementRecord.paid_in),
    ),
    rows_page="渠道结算",
    gist=_gist,
    checks=check,
)
