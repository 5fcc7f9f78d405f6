"""Gifts in sum: how many and how much, of every group, and by their size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from ... import charts
from ...blocks import named_by
from ...model import Amount, Cell, ChartBlock, Dataset, Disclosure, Mark, Role, Source, size_bands
from ...quantities import grouped, money_text, quantity_text
from ...reading import AnyColumn
from ..gift_refunds import GIFTS, Refund
from .record import DonationRecord, GiftKind

EDGES = (100, 1_000, 10_000, 100_000)  # yuan; the bands of CH-12
FEWEST_GIFTS = 30  # below this no distribution is drawn
FEWEST_GIVERS = 5  # a band of fewer givers is merged with its neighbour


class Sum(Struct, frozen=True):
    """Gifts and their money; a row of a platform counts as many gifts as it says."""

    gifts: int = 0
    money: Decimal = Decimal(0)

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.gifts + other.gifts, self.money + other.money)

    @property
    def text(self) -> str:
        """Both for a sentence, exact."""
        return f"{self.gifts:,}笔，{self.money:,.2f}元"

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """Both for a table."""
        return Amount(Decimal(self.gifts), "笔"), Amount(self.money, "元")


def sums(dataset: Dataset, *by: AnyColumn) -> dict[tuple[str, ...], Sum]:
    """Gifts and money of every group."""
    totals = dataset.sums(by, DonationRecord.amount, DonationRecord.counted)
    return {key: Sum(*total) for key, total in sorted(totals.items())}


def sum_of_gifts(disclosure: Disclosure, year: int | None = None) -> Sum:
    """The gifts that are told one by one, of a year or all of them."""
    dataset = disclosure.datasets.get(GIFTS)
    if dataset is None:
        return Sum()
    years = sums(dataset, DonationRecord.year)
    return sum(years.values(), Sum()) if year is None else years.get((str(year),), Sum())


def any_goods(disclosure: Disclosure, period: str = "") -> bool:
    """Whether any gift that is told one by one, of a year or a month or of all, is goods, whose value stands in the sums."""
    dataset = disclosure.datasets.get(GIFTS)
    if dataset is None:
        return False
    kinds = sums(dataset, DonationRecord.month, DonationRecord.kind)
    return any(kind == GiftKind.GOODS and month.startswith(period) for month, kind in kinds)


def refunds(disclosure: Disclosure, year: str = "") -> Sum:
    """What was paid back to givers in a year, or in all."""
    rows = [row for row in disclosure.rows(Refund) if row.refunded_on.startswith(year)]
    return Sum(len(rows), sum((row.amount for row in rows), Decimal(0)))


class AmountBand(Struct, frozen=True):
    """Gifts of more than *low* and up to *high* yuan."""

    low: int | None
    high: int | None
    gifts: int
    money: Decimal
    givers: int

    @property
    def label(self) -> str:
        """Its bounds in words."""
        if self.low is None:
            return f"{money_text(Decimal(self.high))}及以下" if self.high else "全部"
        low = f"{money_text(Decimal(self.low))}以上"
        return f"{low}至{money_text(Decimal(self.high))}" if self.high else low


def bands(dataset: Dataset, year: str) -> list[AmountBand]:
    """The bands of one year, none of fewer than five givers; nothing of fewer than thirty gifts or two bands."""
    limits = zip([None, *EDGES], [*EDGES, None], strict=True)
    counted = size_bands(
        dataset, DonationRecord.amount, DonationRecord.giver, EDGES, (DonationRecord.year, year), DonationRecord.counted
    )
    unmerged = [AmountBand(low, high, *counts) for (low, high), counts in zip(limits, counted, strict=True)]
    kept = merged(unmerged) if sum(band.gifts for band in unmerged) >= FEWEST_GIFTS else []
    return kept if len(kept) > 1 else []  # one band compares nothing


def merged(unmerged: Sequence[AmountBand]) -> list[AmountBand]:
    """The same gifts in bands of five givers or more: a small band goes to the one below, the lowest to the one above."""
    kept: list[AmountBand] = []
    for band in unmerged:
        if kept and (band.givers < FEWEST_GIVERS or kept[-1].givers < FEWEST_GIVERS):
            last = kept.pop()
            # the same giver may stand in both: the larger count is sure, their sum is not
            givers = max(last.givers, band.givers)
            band = AmountBand(last.low, band.high, last.gifts + band.gifts, last.money + band.money, givers)  # noqa: PLW2901
        kept.append(band)
    return kept if all(band.givers >= FEWEST_GIVERS for band in kept) else []


def documents(disclosure: Disclosure, column: AnyColumn, value: str) -> tuple[Source, ...]:
    """The documents that the gifts of a year or a month were taken from, and what was given back in it or of these."""
    groups = sums(disclosure.datasets[GIFTS], DonationRecord.source, column)
    returned = [
        row
        for row in disclosure.rows(Refund)
        if value in (row.refunded_on[: len(value)], str(row.donation)[: len(value)])
    ]
    named = {source for source, of_value in groups if of_value == value} | named_by(returned)
    return tuple(source for source in disclosure.sources.values() if source.id in named)


def band_chart(disclosure: Disclosure, year: str, drawn: Sequence[AmountBand]) -> Iterator[ChartBlock]:
    """CH-12: how many gifts and how much money in each band of size."""
    if not drawn:
        return
    marks = [
        *(
            Mark(band.label, Decimal(band.gifts), f"{grouped(Decimal(band.gifts))}笔", Role.COUNT, "笔")
            for band in drawn
        ),
        *(Mark(band.label, band.money, money_text(band.money), Role.INCOME) for band in drawn),
    ]
    total = sum(band.gifts for band in drawn)
    share = quantity_text(Decimal(drawn[0].gifts) / total * 100, "%")
    limit = f"不超过{money_text(Decimal(drawn[0].high))}" if drawn[0].high else ""
    caption = charts.Caption(
        f"donations-{year}-bands",
        title=f"{share}的捐赠{limit}" if limit else "",
        plain="捐赠按金额档分布",
        subtitle=f"{year}年，{total:,}笔；捐赠人不到{FEWEST_GIVERS}人的档并入相邻的档",
        sources=documents(disclosure, DonationRecord.year, year),
    )
    yield ChartBlock(charts.of_cells(caption, "panels", marks))
