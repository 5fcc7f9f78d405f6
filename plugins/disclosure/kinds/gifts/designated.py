"""What gifts say on the pages of what they were for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import Amount, Block, Disclosure, Link, RichText, RowRole, Table, TableBlock, TableColumn, TableRow
from ...reading import Column, Record
from ..campaigns import KIND as CAMPAIGNS
from ..campaigns import Campaign
from ..gift_refunds import GIFTS, refunded_of
from ..gift_refunds import KIND as REFUNDS
from .places import ADDRESS
from .record import DonationRecord
from .sums import Sum, sums


def _refunds_of(disclosure: Disclosure, column: Column[str], record_id: str) -> Sum:
    """What was paid back of the gifts that were for a record."""
    return Sum(*refunded_of(disclosure, column.name, record_id))


def _by_campaigns(disclosure: Disclosure, project: str) -> RichText:
    """A sentence that leads to the campaigns of a project, where gifts stand that name the campaign only; empty where there are none."""
    dataset = disclosure.datasets.get(GIFTS)
    named = {key[0] for key in sums(dataset, DonationRecord.campaign)} if dataset is not None else set()
    rows = [row for row in disclosure.rows(Campaign) if row.project == project and row.id in named]
    links = [piece for row in rows for piece in ("、", Link(row.name, CAMPAIGNS.place(row)))][1:]
    return ("只写明捐给支持这个项目的募捐活动的，不在这里，见", *links, "。") if links else ()


def designated(column: Column[str], title: str) -> Callable[[Disclosure, Record], Iterator[Block]]:
    """What stands under this *title* on the page of a record that gifts name in a *column*: their sum, and what went back."""

    def blocks(disclosure: Disclosure, row: Record) -> Iterator[Block]:
        dataset = disclosure.datasets.get("donations")
        designated = sums(dataset, column).get((row.record_id,)) if dataset is not None else None
        returned = _refunds_of(disclosure, column, row.record_id)
        if designated or returned.gifts:
            columns = (TableColumn("明细"), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True))
            lines = [TableRow((Link("查捐赠", ADDRESS), *designated.cells))] if designated else []
            if returned.gifts:
                lines.append(TableRow((Link("－退款", REFUNDS.address), *returned.cells)))
            if designated and returned.gifts:
                left = Amount(designated.money - returned.money, "元")
                lines.append(TableRow(("＝净额", "", left), RowRole.TOTAL))
            apart = _by_campaigns(disclosure, row.record_id) if column is DonationRecord.project else ()
            name = f"donations-{column.name}-{row.record_id}"
            yield TableBlock(Table(name, title, columns, tuple(lines), scale="元", notes=(apart,) if apart else ()))

    return blocks
