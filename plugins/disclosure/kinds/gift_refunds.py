"""捐赠退款: money that went back to givers, of this or an earlier year; the gift itself stays listed as it was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..blocks import (
    itemised,
    latest,
    purpose,
    rows_in_sum,
    section_crumbs,
    sentence,
    sum_about,
    sum_of,
    sums_by,
    words,
    yuan,
)
from ..dates import earlier
from ..model import (
    Amount,
    Cell,
    Disclosure,
    Kind,
    Link,
    Page,
    Table,
    TableBlock,
    TableColumn,
    not_positive,
    out_of_order,
)
from ..problems import Problem, Where, problem
from ..quantities import plain
from ..reading import Complete, Date, DonationNumber, Sourced, Text, Yuan, column

GIFTS = "donations"  # the kind that lists the gifts


class RefundRecord(Sourced):
    """Money paid back to the giver of one gift; nobody is named."""

    refunded_on = column(Date, "退款日期", required=True)
    donation = column(DonationNumber, "捐赠编号", description="退的是捐赠明细里哪一笔；那一笔没有列在明细里就空着")
    amount = column(Yuan, "退款金额", required=True, description="退了多少，大于零；全额退、退一部分都这样填")
    reason = column(Text, "原因", required=True, description="为什么退，例如 捐赠人误操作；不写姓名")
    received_on = column(Date, "原到账日期", description="没有捐赠编号时必填，也可以只填年月")
    channel = column(Text, "渠道", refers_to="channels")
    campaign = column(Text, "募捐活动", refers_to="campaigns", description="填了捐赠编号的可以空着，照那一笔")
    project = column(Text, "定向项目", refers_to="projects", description="填了捐赠编号的可以空着，照那一笔")
    fund = column(Text, "定向基金", refers_to="funds", description="填了捐赠编号的可以空着，照那一笔")
    emergency = column(Text, "应急行动", refers_to="emergencies", description="填了捐赠编号的可以空着，照那一笔")


class Refund(Complete, RefundRecord):
    """A refund with all that it must have."""


def check(rows: Sequence[RefundRecord]) -> Iterator[Problem]:
    """An amount above zero, a day not before that of the gift, and a gift that can be told."""
    yield from out_of_order(rows, RefundRecord.received_on, RefundRecord.refunded_on)
    yield from not_positive(rows, RefundRecord.amount, below="return-below-zero")
    for row in rows:
        blank = row.donation is None and row.received_on is None
        if blank and not row.faulty & {RefundRecord.donation.name, RefundRecord.received_on.name}:
            where = row.at(RefundRecord.donation)
            yield problem("return-without-original", where, cell="“捐赠编号”和“原到账日期”")


def by_gift(rows: Iterable[RefundRecord]) -> dict[str, list[RefundRecord]]:
    """The refunds of every gift that is named by its number."""
    gifts: dict[str, list[RefundRecord]] = {}
    for row in rows:
        if row.donation is not None:
            gifts.setdefault(row.donation, []).append(row)
    return gifts


# What a gift can be for; its refund has columns of the same names.
_AIMS = (RefundRecord.project, RefundRecord.fund, RefundRecord.emergency, RefundRecord.campaign)
REPEATED = (RefundRecord.received_on, *_AIMS)  # what a refund may say again of the gift that it names


def refunded_of(disclosure: Disclosure, aim: str, record_id: str) -> tuple[int, Decimal]:
    """(how many, their money) of what was paid back of the gifts that were for a record: as the gift says where it is listed, else as the refund does."""
    known = disclosure.worked_out(KIND.id, "aims", lambda: list(_aims(disclosure)))
    rows = [row for row, aims in known if aims[aim] == record_id]
    return len(rows), sum_of(rows, RefundRecord.amount)


def _aims(disclosure: Disclosure) -> Iterator[tuple[Refund, Mapping[str, str | None]]]:
    """Every refund with what its gift was for."""
    rows, dataset = disclosure.rows(Refund), disclosure.datasets.get(GIFTS)
    of_gifts: dict[str, Mapping[str, str | None]] = {}
    if dataset is not None and any(row.donation for row in rows):
        number, *wishes = (dataset.record.column(name) for name in ("id", *(aim.name for aim in _AIMS)))
        for gift, *wished in dataset.at(dataset.holding(number, set(by_gift(rows))), (number, *wishes)):
            of_gifts[gift] = dict(zip((wish.name for wish in wishes), wished, strict=True))
    for row in rows:
        yield row, of_gifts.get(row.donation or "", {aim.name: row[aim] for aim in _AIMS})


class RowsAbout(Struct, frozen=True):
    """What they are called, how many there are and their money; how what went back is called, how many, and its money."""

    label: str
    count: int
    money: Decimal
    back: str
    times: int
    returned: Decimal

    @property
    def text(self) -> str:
        """拨付2笔，80,000.00元（退回1笔，50,000.00元）."""
        went_back = f"（{self.back}{self.times:,}笔，{self.returned:,.2f}元）" if self.times else ""
        return f"{self.label}{self.count:,}笔，{self.money:,.2f}元{went_back}"

    @property
    def on_card(self) -> tuple[str, Amount]:
        """What is left of them, under a name that says what was taken off."""
        label = f"{self.label}（减去{self.back}）" if self.times else self.label
        return label, Amount(self.money - self.returned, "元")


def rows_about(disclosure: Disclosure, aim: str, record_id: str, gifts: str) -> Iterator[RowsAbout]:
    """The *gifts*, as they are called, and the payments that name a record in the column *aim*."""
    given = sum_about(disclosure, "donations", aim, record_id)
    if given[0]:
        yield RowsAbout(gifts, *given, "退款", *refunded_of(disclosure, aim, record_id))
    paid = sum_about(disclosure, "disbursements", aim, record_id)
    if paid[0]:
        yield RowsAbout("拨付", *paid, "退回", *sum_about(disclosure, "payment_returns", aim, record_id))


def against_gift(
    rows: Sequence[RefundRecord], given: Decimal | None, cells: Mapping[str, str | None], other: Where
) -> Iterator[Problem]:
    """The refunds of one gift against the gift and its *cells*: not more than was given, not before it came, and of the same gift."""
    returned, received_on = Decimal(0), cells[RefundRecord.received_on.name]
    for row in rows:
        for aim in REPEATED:
            there, here = cells[aim.name], row[aim]
            if there and here and not _alike(here, there, of_days=aim is RefundRecord.received_on):
                details = {"column": aim.label, "left": here, "right": there}
                yield problem("refund-unlike-gift", row.at(aim), other=other, **details)
        if received_on and row.refunded_on and earlier(row.refunded_on, received_on):
            where = row.at(RefundRecord.refunded_on)
            yield problem("returned-before-original", where, left=row.refunded_on, right=received_on, other=other)
        returned += row.amount or 0
        if given is not None and row.amount and returned > given:
            where = row.at(RefundRecord.amount)
            details = {"left": plain(returned), "right": plain(given), "difference": plain(returned - given)}
            yield problem("returned-above-original", where, other=other, **details)


def _alike(here: str, there: str, *, of_days: bool) -> bool:
    """Whether two cells say the same: a month and a day of it do, too."""
    return not (earlier(here, there) or earlier(there, here)) if of_days else here == there


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: every refund, newest first, and what they come to year by year."""
    records = disclosure.rows(Refund)
    if not records:
        return
    by_year: list[tuple[Cell, list[Refund]]] = [
        (f"{year}年", [row for row in records if row.refunded_on[:4] == year])
        for year in sorted({row.refunded_on[:4] for row in records}, reverse=True)
    ]
    note = ("退款记在退款的那一年；捐赠到账那一年公布的总额不改。",)
    section = "donations" if disclosure.count(GIFTS) else "finances"
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=sentence(
            f"公布了{len(records):,}笔退款，共{sum_of(records, RefundRecord.amount):,.2f}元，退的是哪一笔、为什么退，一笔一行。"
        ),
        blocks=(
            TableBlock(
                sums_by(
                    "退款的年份",
                    by_year,
                    RefundRecord.amount,
                    table_id="gift-refunds-years",
                    caption="按退款的年份",
                    notes=(note,),
                )
            ),
            TableBlock(refunds_table(disclosure, records, "gift-refunds", "每笔退款")),
        ),
        section=section,
        crumbs=section_crumbs(section),
        description=f"{disclosure.organisation.name}退还的捐赠：哪天、退哪一笔、多少、为什么。",
    )


def _days(disclosure: Disclosure, records: Sequence[Refund]) -> dict[str, str]:
    """The days on which the gifts came that are listed, by their numbers."""
    dataset = disclosure.datasets.get(GIFTS)
    wanted = {row.donation for row in records if row.donation}
    if dataset is None or not wanted:
        return {}
    number, day = dataset.record.column("id"), dataset.record.column("received_on")
    return dict(dataset.at(dataset.holding(number, wanted), (number, day)))


def _gift(disclosure: Disclosure, row: Refund, days: Mapping[str, str]) -> Cell:
    """The number of the gift, with the way to its row where it is listed."""
    if row.donation is None:
        return "没有列在明细里"
    return Link(row.donation, disclosure.kinds[GIFTS].place(row.donation)) if row.donation in days else row.donation


def refunds_table(disclosure: Disclosure, records: Sequence[Refund], table_id: str, caption: str) -> Table:
    """Refunds one by one with their sum: day, gift, amount, reason, when the gift came, and what it was for."""
    days = _days(disclosure, records)
    lines = (
        (
            row.refunded_on,
            _gift(disclosure, row, days),
            yuan(row, RefundRecord.amount),
            row.reason,
            days.get(row.donation or "") or words(row, RefundRecord.received_on),
            purpose(disclosure, row, "照原来那一笔" if row.donation else "不定向"),
        )
        for row in latest(records, RefundRecord.refunded_on)
    )
    return itemised(
        disclosure,
        records,
        RefundRecord.amount,
        table_id=table_id,
        caption=caption,
        columns=(
            TableColumn("退款日期"),
            TableColumn("捐赠编号"),
            TableColumn("退款金额", numeric=True),
            TableColumn("原因"),
            TableColumn("原到账日期", priority=2),
            TableColumn("原来的用途", priority=2),
        ),
        lines=lines,
    )


KIND = Kind(
    id="gift_refunds",
    label="捐赠退款",
    record=RefundRecord,
    pages=pages,
    order=68,
    size=RefundRecord.amount,
    path="donations/refunds/",
    rows_page="捐赠退款",
    gist=rows_in_sum(Refund, RefundRecord.amount),
    checks=check,
)
