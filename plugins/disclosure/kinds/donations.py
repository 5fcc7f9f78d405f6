"""查捐赠: every gift in a row of its own, by month and by number; totals on the pages are the totals of the rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

from .. import charts
from ..arrays import np, npt
from ..blocks import (
    HOME,
    Holds,
    Listed,
    answer_id,
    claim,
    gift_answer,
    returned_answer,
    returned_id,
    section_crumbs,
    sentence,
    undisclosed,
)
from ..model import (
    COLUMNS,
    Aim,
    AllocationRule,
    Amount,
    Block,
    BulkRows,
    Cell,
    CellColumn,
    ChartBlock,
    Dataset,
    Disclosure,
    Expectation,
    GiftAnswer,
    GiftAnswers,
    GiftColumns,
    Heading,
    Kind,
    Link,
    Links,
    Lookup,
    Mark,
    Note,
    Page,
    Persons,
    Place,
    RichText,
    Role,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    by_id,
    coded,
    containing,
    conversion,
    purpose_of,
    records_of,
    shown_currency,
)
from ..privacy import DonorType, FromGiver, mask_donors
from ..problems import Problem, Where, problem
from ..quantities import grouped, money_text, quantity_text
from ..reading import (
    ABROAD,
    AnyColumn,
    Column,
    Date,
    DonationNumber,
    Flag,
    InCurrency,
    Missing,
    Money,
    Promise,
    Record,
    Serial,
    Sourced,
    Text,
    WholeNumber,
    YesNo,
    column,
    compacted,
    release,
    shelve,
)
from ..workers import workers
from .campaigns import CampaignRecord
from .channels import Channel
from .contacts import phone, telephone
from .emergencies import EmergencyRecord
from .gift_refunds import GIFTS, Refund, RefundRecord, against_gift, by_gift
from .gift_refunds import KIND as REFUNDS
from .goods import KIND as GOODS
from .pledges import KIND as PLEDGES
from .projects import Progress

PER_PAGE = 500
_STRETCH = 500_000  # gifts that are compared at a time
CODES = "donations/codes/"  # the sealed gifts, below the folder of the organisation
LARGEST = 5  # single gifts of a year that its income names
EDGES = (100, 1_000, 10_000, 100_000)  # yuan; the bands of CH-12
FEWEST_GIFTS = 30  # below this no distribution is drawn
ROWS_NAMED = 3  # rows of many gifts that an answer names; more are told in sum
FEWEST_GIVERS = 5  # a band of fewer givers is merged with its neighbour

NAMES = "署名由捐赠人自填，未经核验；个人没有同意公开姓名的，一律写“爱心人士”。"


class GiftKind(StrEnum):
    """What is given."""

    MONEY = "现金"
    GOODS = "物资"
    OTHER = "其他"


class DonationRecord(FromGiver, InCurrency, Sourced):
    """One gift that has arrived, or the gifts that a platform sent together in one receipt."""

    id = column(DonationNumber, "捐赠编号", key=True, description="本会自己编的公开编号，不是票据号码")
    received_on = column(Date, "到账日期", required=True)
    amount = column(
        Money,
        "金额",
        required=True,
        description="捐赠人一共捐了多少，平台手续费不先扣；物资填折价，外币填折成的人民币元",
        abroad=ABROAD,
    )
    kind = column(GiftKind, "捐赠类型", required=True)
    donor_type = column(DonorType, "捐赠人类型", required=True)
    donor = column(Text, "捐赠人", personal=True, description="只用来核对，个人不同意公开就不会出现在网站上")
    shown_as = column(
        Text,
        "署名",
        description="捐赠人希望怎样署名；空着就按同意与否写捐赠人或爱心人士",
        promise=Promise.HELD,
    )
    consent = column(
        Flag,
        "同意公开姓名",
        description="个人填“是”才公开姓名；单位填“否”就不公开名称",
        promise=Promise.OUTSIDE,
        because="谁都可以随时同意、随时收回；登出来的署名另有承诺",
    )
    channel = column(Text, "渠道", refers_to="channels", promise=Promise.FIXED)
    campaign = column(Text, "募捐活动", refers_to="campaigns", promise=Promise.FIXED)
    project = column(Text, "定向项目", refers_to="projects", promise=Promise.FIXED)
    fund = column(Text, "定向基金", refers_to="funds", promise=Promise.FIXED)
    emergency = column(Text, "应急行动", refers_to="emergencies", promise=Promise.FIXED)
    from_member = column(
        Text,
        "来自成员机构",
        refers_to="organisations",
        promise=Promise.FIXED,
        description="慈善会系统里的成员拨来的，填它的编号；合并时据此抵销",
    )
    gifts = column(
        WholeNumber, "笔数", unit="笔", description="平台把很多笔合成一行到账的，填一共几笔；一行就是一笔的空着"
    )
    fee = column(Money, "手续费", description="平台或支付通道从这一行里扣了多少；没有扣的空着")
    net = column(Money, "到账净额", description="扣了手续费实际到账的数，等于金额－手续费；没有扣的空着")
    receipt = column(Flag, "已开票据", promise=Promise.LIVING, because="票据可以后补")
    receipt_no = column(Text, "票据号码", personal=True, public=False, description="只用来查重，不会公布")
    month = column(Text, "编号的月份", derived=True)
    year = column(Text, "编号的年份", derived=True)
    counted = column(Serial, "算作几笔", derived=True)


# --- what must hold ------------------------------------------------------------------------------


def redact(dataset: Dataset) -> Iterator[Problem]:
    """Take the names out; add month and year of each number and how many gifts a row stands for, for sums."""
    yield from _in_bulk(dataset)
    yield from mask_donors(dataset)
    for _, _, table in dataset.tables:
        frame = table.frame
        numbers = frame[DonationRecord.id.name]
        for worked_out, length in ((DonationRecord.month, len("2023-09")), (DonationRecord.year, len("2023"))):
            frame[worked_out.name] = compacted(worked_out, numbers.str.slice(0, length))
        codes, counts = coded(frame[DonationRecord.gifts.name])
        frame[DonationRecord.counted.name] = np.array([*map(int, counts), 1], dtype=np.int64)[codes]
        shelve(table, [column.name for column in (DonationRecord.month, DonationRecord.year, DonationRecord.counted)])


# What stands in the cells of a row that a platform made of many gifts.
_MANY_GIFTS = re.compile(
    r"[0-9][0-9,]*\s*(?:人次|笔)|等\s*[0-9]+\s*(?:人|位|名|家)|网友\s*[（(]?\s*[0-9]|扣.{0,6}(?:手续费|服务费)"
    r"|(?:人士|市民|网友|群众|师生|职工|居民|村民|校友|会员)\s*[（(]?\s*[0-9][0-9,]*\s*人|(?:众多|多位|许多|部分|各位|所有)(?:爱心)?(?:网友|市民|群众|人士)|(?:平台|月度?|日)汇总"
)


def _in_bulk(dataset: Dataset) -> Iterator[Problem]:
    """Rows that look like the sum of many gifts and do not say how many: the pages would count each as one."""
    for file, sheet, table in dataset.tables:
        rows: dict[int, tuple[str, str]] = {}
        for words in (DonationRecord.donor, DonationRecord.shown_as, DonationRecord.note):
            cells = table.frame[words.name]
            uncounted = table.frame[DonationRecord.gifts.name].isna()
            bulk = cells[uncounted & containing(cells, _MANY_GIFTS)]
            for row, cell in zip(bulk.index.tolist(), bulk.tolist(), strict=True):
                rows.setdefault(int(row), (words.label, str(cell)))
        for row, (label, cell) in rows.items():
            yield problem("gifts-in-bulk", Where(file, sheet, row, label), cell=cell)


def inspect(dataset: Dataset, records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Amounts above zero, numbers of the month of arrival, one receipt a gift, and no gift before its appeal."""
    numbers, arrived, cents = (
        dataset[column] for column in (DonationRecord.id, DonationRecord.received_on, DonationRecord.amount)
    )
    for position in cents.index[(cents <= 0).fillna(False).to_numpy(dtype=bool)]:
        where = dataset.where(position, DonationRecord.amount.label)
        cell = cents.iloc[[position]].map(lambda fen: grouped(Decimal(fen).scaleb(-2))).iloc[0]
        code = "gift-refunded" if cents.iloc[position] < 0 else "not-positive"
        yield problem(code, where, column=DonationRecord.amount.label, cell=cell)
    for position in _stray(dataset):
        where = dataset.where(position, DonationRecord.id.label)
        yield problem("donation-number", where, left=numbers.iloc[position], right=arrived.iloc[position])
    yield from _fees(dataset)
    yield from _abroad(dataset)
    yield from _refunded(dataset, records_of(records, RefundRecord))
    for position, first in dataset.repeated(DonationRecord.receipt_no):
        where = dataset.where(position, DonationRecord.receipt_no.label)
        yield problem("receipt-twice", where, other=dataset.where(first))
    campaigns, emergencies = by_id(records_of(records, CampaignRecord)), by_id(records_of(records, EmergencyRecord))
    begun = {key: row.start_on for key, row in campaigns.items() if row.start_on}
    yield from _before_appeal(dataset, DonationRecord.campaign, campaigns, begun)
    begun = {key: row.month for key, row in emergencies.items() if row.month}
    yield from _before_appeal(dataset, DonationRecord.emergency, emergencies, begun)


def _stray(dataset: Dataset) -> Iterator[int]:
    """Positions of gifts whose number is not of the month in which they arrived."""
    (months, named), (days, arrived) = coded(dataset[DonationRecord.month]), coded(dataset[DonationRecord.received_on])
    places = {month: place for place, month in enumerate(named)}
    month_of_day = np.array([places.get(str(day)[: len("2023-09")], -2) for day in arrived] + [-1], dtype=np.int64)
    for start in range(0, len(days), _STRETCH):
        of_months, of_days = months[start : start + _STRETCH], days[start : start + _STRETCH]
        stray = (of_months >= 0) & (of_days >= 0) & (of_months != month_of_day[of_days])
        yield from (np.flatnonzero(stray) + start).tolist()


def _fees(dataset: Dataset) -> Iterator[Problem]:
    """net = amount - fee, to the 分; no fee below zero or above the amount, no row of no gift."""
    known = (DonationRecord.amount, DonationRecord.fee, DonationRecord.net, DonationRecord.gifts)
    filled = dataset.some(known[1:])
    for position, (amount, fee, net, gifts) in zip(filled, dataset.at(filled, known), strict=True):
        if gifts == 0:
            where = dataset.where(position, DonationRecord.gifts.label)
            yield problem("not-positive", where, column=DonationRecord.gifts.label, cell="0")
        if amount is None or amount <= 0:
            continue
        if fee is not None and not 0 <= fee <= amount:
            where = dataset.where(position, DonationRecord.fee.label)
            yield problem("fee-beyond-amount", where, left=grouped(fee), right=grouped(amount))
        elif net is not None and net != amount - (fee or 0):
            where = dataset.where(position, DonationRecord.net.label)
            minus = f"{grouped(amount)} － {grouped(fee)}" if fee is not None else f"{grouped(amount)}（没有填手续费）"
            expected = amount - (fee or 0)
            yield problem(
                "net-unlike-fee",
                where,
                left=minus,
                expected=grouped(expected),
                right=grouped(net),
                difference=grouped(abs(net - expected)),
            )


def _abroad(dataset: Dataset) -> Iterator[Problem]:
    """Gifts in another currency come to the yuan of their row."""
    filled = dataset.some(COLUMNS)
    wanted = (DonationRecord.amount, *COLUMNS)
    for position, (amount, *cells) in zip(filled, dataset.at(filled, wanted), strict=True):
        if not dataset.unread(position, COLUMNS):
            yield from conversion(tuple(cells), amount, lambda column, row=position: dataset.where(row, column.label))  # type: ignore[misc]


def _refunded(dataset: Dataset, refunds: Sequence[RefundRecord]) -> Iterator[Problem]:
    """Refunds name a gift that is listed, and give back no more than came."""
    wanted = by_gift(refunds)
    if not wanted:
        return
    positions = dataset.holding(DonationRecord.id, set(wanted))
    cells = dataset.at(positions, (DonationRecord.id, DonationRecord.amount, DonationRecord.received_on))
    listed = {number: (place, *rest) for place, (number, *rest) in zip(positions, cells, strict=True)}
    years = dataset.values(DonationRecord.year)
    for number, rows in wanted.items():
        if number in listed:
            position, amount, day = listed[number]
            yield from against_gift(rows, amount, day, dataset.where(position))
        elif number[:4] in years:
            for row in rows:
                where = row.at(RefundRecord.donation)
                yield problem("unknown-reference", where, cell=number, target="捐赠明细", hint="")


def _before_appeal(
    dataset: Dataset, reference: Column[str], appeals: Mapping[str, Record], starts: Mapping[str, str]
) -> Iterator[Problem]:
    arrived = dataset[DonationRecord.received_on]
    for position, key in dataset.earlier(DonationRecord.received_on, reference, starts):
        yield problem(
            "gift-before-appeal",
            dataset.where(position, DonationRecord.received_on.label),
            left=arrived.iloc[position],
            cell=appeals[key].record_name,
            right=starts[key],
            other=appeals[key].where,
        )


# --- sums ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sum:
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


def refunds(disclosure: Disclosure, year: str = "") -> Sum:
    """What was paid back to givers in a year, or in all."""
    rows = [row for row in disclosure.rows(Refund) if row.refunded_on.startswith(year)]
    return Sum(len(rows), sum((row.amount for row in rows), Decimal(0)))


@dataclass(frozen=True, slots=True)
class AmountBand:
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
    counted = dataset.bands(
        DonationRecord.amount, DonationRecord.giver, EDGES, (DonationRecord.year, year), DonationRecord.counted
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
        sources=tuple(disclosure.sources.values()),
    )
    yield ChartBlock(charts.of_cells(caption, "panels", marks))


# --- pages ---------------------------------------------------------------------------------------


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The way in, one page a year, one a month, one for every `PER_PAGE` numbers."""
    dataset = disclosure.datasets.get(kind.id)
    if dataset is None or not len(dataset):
        return
    months = {key[0]: total for key, total in sums(dataset, DonationRecord.month).items()}
    years = sorted({month[:4] for month in months}, reverse=True)
    yield _entrance(disclosure, dataset, months, years)
    ranges = _ranges(disclosure, dataset)
    for year in years:
        yield _year(disclosure, dataset, year, {key: total for key, total in months.items() if key[:4] == year})
    for month, parts in groupby(ranges, key=lambda numbers: numbers.month):
        ranges_of_month = list(parts)
        yield _month(disclosure, dataset, month, months[month], ranges_of_month)
        for place, numbers in enumerate(ranges_of_month):
            before = ranges_of_month[place - 1] if place else None
            after = ranges_of_month[place + 1] if place + 1 < len(ranges_of_month) else None
            yield _range(disclosure, numbers, before, after)


def _ask(disclosure: Disclosure) -> RichText:
    """Whom to call about a gift that is not found."""
    number = phone(disclosure)
    return claim(number, "可以打电话", *telephone(number or ""), "问。") or claim(not number, "联系电话没有公布。")


def lookup(disclosure: Disclosure, *, brief: bool = False) -> Iterator[Lookup]:
    """The way from a number to its row, where there are any gifts."""
    dataset = disclosure.datasets.get("donations")
    if dataset is not None and len(dataset):
        months = tuple(key[0] for key in sums(dataset, DonationRecord.month))
        bits = disclosure.claims.bits if disclosure.claims else None
        yield Lookup(
            months,
            PER_PAGE,
            disclosure.prepared_on,
            _ask(disclosure),
            brief=brief,
            org=disclosure.org,
            bucket_bits=bits,
        )


# What a gift can be meant for, in the order in which it is shown.
_WISHES = (DonationRecord.project, DonationRecord.fund, DonationRecord.emergency, DonationRecord.campaign)
_OF_REFUNDS = (RefundRecord.project, RefundRecord.fund, RefundRecord.emergency, RefundRecord.campaign)


def year_path(year: int | str) -> str:
    """The gifts of a year."""
    return f"{KIND.address}{year}/"


def month_path(month: str) -> str:
    """2023-09 → donations/2023/09/."""
    return f"{year_path(month[:4])}{month[5:]}/"


def place(number: str) -> str:
    """The row of one gift on the page of its numbers: 2023-09-00412 → donations/2023/09/00001-00500/#2023-09-00412."""
    month, _, counted = number.rpartition("-")
    first = (int(counted) - 1) // PER_PAGE * PER_PAGE + 1
    return f"{month_path(month)}{_range_name(first)}/#{number}"


def month_name(month: str) -> str:
    """2023-09 → 2023年9月."""
    return f"{month[:4]}年{int(month[5:])}月"


def _range_name(first: int) -> str:
    return f"{first:05d}-{first + PER_PAGE - 1:05d}"


@dataclass(frozen=True, slots=True)
class Range:
    """`PER_PAGE` numbers of a month, as far as they were given: gifts *start* to before *stop* of the month."""

    month: str
    first: int
    start: int
    stop: int
    laid_out: Callable[[], LaidOut]
    answers: Callable[[], tuple[GiftAnswer, ...]]
    sum: Sum

    @property
    def name(self) -> str:
        """00001-00500."""
        return _range_name(self.first)

    @property
    def link(self) -> Link:
        """Its page."""
        return Link(self.name.replace("-", "—"), f"{month_path(self.month)}{self.name}/")


def _ranges(disclosure: Disclosure, dataset: Dataset) -> Iterator[Range]:
    """Every range in the order of the numbers; the columns of a month are made when its first page is written."""
    known, returned = _links(disclosure), by_gift(disclosure.rows(Refund))
    number = (DonationRecord.id, len("2023-09-"))
    spans = dataset.spans(DonationRecord.month, number, PER_PAGE, DonationRecord.amount, DonationRecord.counted)
    for month, spans_of_month in groupby(spans, key=lambda span: span.group):
        parts = list(spans_of_month)
        release()
        laid_out = partial(_laid_out, disclosure, dataset, month, [span.positions for span in parts], known, returned)
        start = 0
        for span in parts:
            stop = start + len(span.positions)
            answers = partial(_answers, disclosure, laid_out, start, stop, returned)
            yield Range(month, span.first, start, stop, laid_out, answers, Sum(span.count, span.money))
            start = stop


# What tells of a gift what most gifts have nothing of.
_OWN: tuple[AnyColumn, ...] = (
    DonationRecord.id,
    DonationRecord.received_on,
    DonationRecord.kind,
    DonationRecord.shown_as,
    DonationRecord.gifts,
    DonationRecord.fee,
    DonationRecord.net,
    *COLUMNS,
    *_WISHES,
)


# --- the gifts of a month by columns -----------------------------------------------------------------

Batched: TypeAlias = tuple[Place, Place, str]  # what gifts are bound to, on which way and on which day they came
Positions: TypeAlias = "npt.NDArray[np.integer[Any]]"


@dataclass(slots=True)
class LaidOut:
    """The gifts of a month as pages show them, and what their answers are worked out from.

    *batches* are those that share one fate and *batch* says for each gift which is its own: -1 where no answer is due, or where
    the gift has one to itself (*alone*, by its place). *lumps* are the rows that stand for many gifts.
    """

    columns: GiftColumns
    batches: Sequence[Batched]
    batch: Sequence[int]
    alone: Mapping[int, Batched]
    lumps: Mapping[int, int]
    answers: dict[int, GiftAnswer] = field(default_factory=dict)  # batch → its answer, worked out once


def _laid_out(
    disclosure: Disclosure,
    dataset: Dataset,
    month: str,
    parts: Sequence[Positions],
    known: Mapping[tuple[str, str], Link],
    returned: Mapping[str, Sequence[RefundRecord]],
) -> LaidOut:
    """The gifts of a month, page by page in *parts*; only those months are held that are being written."""
    held: dict[str, LaidOut] = disclosure.kept.setdefault((KIND.id, "months"), {})
    if month not in held:
        while len(held) > workers().ahead:
            del held[next(iter(held))]  # the first that was asked for
        release()  # what was read of the month before
        held[month] = _by_columns(disclosure, dataset, np.concatenate(parts), known, returned)
    return held[month]


def _by_columns(
    disclosure: Disclosure,
    dataset: Dataset,
    positions: Positions,
    known: Mapping[tuple[str, str], Link],
    returned: Mapping[str, Sequence[RefundRecord]],
) -> LaidOut:
    """What is the same for many gifts is worked out once; only gifts with something of their own to tell are looked at singly."""
    numbers = [number for (number,) in dataset.at(positions, (DonationRecord.id,))]
    days, arrived = dataset.words_at(DonationRecord.received_on, positions)
    signatures, names = dataset.words_at(DonationRecord.shown_as, positions)
    signed = signatures.astype(np.int64)
    channels, ways = dataset.words_at(DonationRecord.channel, positions)
    receipts, said = dataset.words_at(DonationRecord.receipt, positions)
    wishes, meant = _combinations([dataset.words_at(wish, positions) for wish in _WISHES])
    dated, fates = _combinations([(days, arrived), (wishes, meant)])
    batches = [(*_bound(disclosure, tuple(cells)), str(day)) for day, cells in fates]
    places = {batch: place for place, batch in enumerate(dict.fromkeys(batches))}
    batch = np.array([places[fate] for fate in batches], dtype=np.int64)[dated]
    answers: list[Cell] = [Link("看去处", f"#{answer_id(*fate)}") for fate in places]
    answer = batch.copy()
    alone: dict[int, Batched] = {}
    lumps: dict[int, int] = {}
    singly = _singly(dataset, positions, numbers, returned)
    told_singly = dataset.at(positions[singly], _OWN)
    for at, (number, day, kind, shown, gifts, fee, net, *rest) in zip(singly.tolist(), told_singly, strict=True):
        gone = returned.get(number, ())
        beside = [kind] if kind != GiftKind.MONEY else []
        beside += _beside(gone, gifts, fee, net, rest[: len(COLUMNS)])
        if beside:
            signed[at] = len(names)
            names.append(f"{shown}（{'；'.join(beside)}）")
        if gifts is not None and gifts > 1:
            lumps[at] = int(gifts)
        if gone:
            answer[at] = len(answers)
            answers.append(Link("看去处", f"#{returned_id(number, day)}"))
        if kind != GiftKind.MONEY:
            answer[at] = len(answers)
            answers.append("物资")
        elif gone:
            alone[at] = (*_bound(disclosure, rest[len(COLUMNS) :]), day)
        if kind != GiftKind.MONEY or gone:
            batch[at] = -1
    origins, lines = dataset.lines_at(positions)
    columns = GiftColumns(
        numbers,
        dataset[DonationRecord.amount].iloc[positions].to_numpy(dtype=np.int64).tolist(),
        [(file, sheet) for file, sheet, _ in dataset.tables],
        origins.tolist(),
        lines.tolist(),
        CellColumn(days.tolist(), arrived),
        CellColumn(signed.tolist(), names),
        CellColumn(
            channels.tolist(),
            [*(known.get(("channel", way), Missing.UNDISCLOSED) for way in ways), Missing.UNDISCLOSED],
        ),
        CellColumn(wishes.tolist(), [_wish(known, cells) for cells in meant]),
        CellColumn(
            receipts.tolist(), [*(_RECEIPTS.get(word, Missing.UNDISCLOSED) for word in said), Missing.UNDISCLOSED]
        ),
        CellColumn(answer.tolist(), answers),
    )
    return LaidOut(columns, list(places), batch.tolist(), alone, lumps)


def _wish(known: Mapping[tuple[str, str], Link], cells: Sequence[str | None]) -> Cell:
    """What gifts are meant for, by the cells of `_WISHES`."""
    meant = tuple(known[wish.name, key] for wish, key in zip(_WISHES, cells, strict=True) if key)
    return meant or "没有指定"


def _combinations(columns: Sequence[tuple[Positions, Sequence[Any]]]) -> tuple[Positions, list[tuple[Any, ...]]]:
    """(place of the cells of each row, every different combination of cells, None where there is none) of columns side by side."""
    codes = np.zeros(len(columns[0][0]), dtype=np.int64)
    for places, words in columns:
        codes = codes * (len(words) + 1) + places + 1
    seen, places = np.unique(codes, return_inverse=True)
    combinations: list[tuple[Any, ...]] = []
    for code in seen.tolist():
        cells: list[Any] = []
        for _, words in reversed(columns):
            code, at = divmod(code, len(words) + 1)  # noqa: PLW2901
            cells.append(words[at - 1] if at else None)
        combinations.append(tuple(reversed(cells)))
    return places, combinations


def _singly(
    dataset: Dataset, positions: Positions, numbers: Sequence[str], returned: Mapping[str, Sequence[RefundRecord]]
) -> Positions:
    """The gifts that have something of their own to tell: goods, lumps, fees, other currencies, what went back."""
    kinds, words = dataset.words_at(DonationRecord.kind, positions)
    singly = np.array([*(word != GiftKind.MONEY for word in words), True], dtype=bool)[kinds]
    for rare in (DonationRecord.gifts, DonationRecord.fee, *COLUMNS):
        singly |= dataset[rare].iloc[positions].notna().to_numpy(dtype=bool)
    if returned:
        singly |= np.fromiter((number in returned for number in numbers), dtype=bool, count=len(numbers))
    return np.flatnonzero(singly)


def _bound(disclosure: Disclosure, wishes: Sequence[str | None]) -> tuple[Place, Place]:
    """What a gift is bound to, and on which way it came, by the cells of `_WISHES`."""
    project, fund, emergency, campaign = (wish or "" for wish in wishes)
    return purpose_of(disclosure.trace.aims, campaign, Aim(project, fund, emergency))


def _answers(
    disclosure: Disclosure,
    laid_out: Callable[[], LaidOut],
    start: int,
    stop: int,
    returned: Mapping[str, Sequence[RefundRecord]],
) -> tuple[GiftAnswer, ...]:
    """What became of gifts *start* to before *stop* of a month: an answer for each day and purpose, and one for each gift that went back."""
    gifts, result = laid_out(), partial(_result, disclosure)
    lumps: dict[int, dict[str, int]] = {}
    for at, count in gifts.lumps.items():
        if start <= at < stop and gifts.batch[at] >= 0:
            lumps.setdefault(gifts.batch[at], {})[gifts.columns.numbers[at]] = count
    answers: list[GiftAnswer] = []
    for place in dict.fromkeys(gifts.batch[start:stop]):
        if place >= 0:
            if place not in gifts.answers:
                gifts.answers[place] = gift_answer(disclosure, *gifts.batches[place], result)
            answer = gifts.answers[place]
            answers.append(replace(answer, together=_together(lumps[place])) if place in lumps else answer)
    for at, batch in gifts.alone.items():
        if not start <= at < stop:
            continue
        number, money = gifts.columns.numbers[at], Decimal(gifts.columns.cents[at]).scaleb(-2)
        back = [
            (row.refunded_on, row.amount, row.reason or "")
            for row in returned[number]
            if row.refunded_on and row.amount
        ]
        together = _together({number: gifts.lumps[at]} if at in gifts.lumps else {})
        answer = replace(gift_answer(disclosure, *batch, result), together=together)
        answers.append(returned_answer(answer, number, money, back, Link(REFUNDS.rows_page, REFUNDS.address)))
    return tuple(answers)


def _together(rows: Mapping[str, int]) -> str:
    """The rows that are many gifts each: by their numbers, or in sum where they are many."""
    if len(rows) > ROWS_NAMED:
        return f"这里有{len(rows):,}行是平台合在一起到账的，共{sum(rows.values()):,}笔，每一笔的去处都照这里算。"
    named = "，".join(f"{number}一行是{count:,}笔" for number, count in rows.items())
    return f"{named}，由平台合在一起到账，每一笔的去处都照这里算。" if named else ""


def _result(disclosure: Disclosure, pool: Place) -> RichText:
    """What came of a purpose, by the newest progress of its project."""
    results: dict[Place, RichText] = disclosure.kept.setdefault((KIND.id, "results"), {})
    if pool not in results:
        results[pool] = _came_of(disclosure, pool)
    return results[pool]


def _came_of(disclosure: Disclosure, pool: Place) -> RichText:
    reports = [row for row in disclosure.rows(Progress) if pool == Place("project", row.project)]
    newest = max(reports, key=lambda row: row.as_of, default=None)
    if newest is None or newest.beneficiaries is None:
        return ()
    month = f"{newest.as_of[:4]}年{int(newest.as_of[5:7])}月"
    return (f"到{month}，这个项目一共帮到{grouped(newest.beneficiaries)}{newest.unit or '人'}。",)


def _links(disclosure: Disclosure) -> dict[tuple[str, str], Link]:
    """Pages of the records that gifts can name."""
    return {
        (name, row.record_id): Link(row.record_name, disclosure.kinds[kind].place(row))
        for name, kind in (
            ("channel", "channels"),
            ("campaign", "campaigns"),
            ("project", "projects"),
            ("fund", "funds"),
            ("emergency", "emergencies"),
        )
        for row in disclosure.records.get(kind, ())
    }


_RECEIPTS: dict[str, str] = {YesNo.YES: "已开", YesNo.NO: "未开"}


def _beside(returned: Sequence[RefundRecord], gifts: Any, fee: Any, net: Any, abroad: Sequence[Any]) -> list[str]:
    """What else a row tells: how many gifts it is, what the platform kept, what was given in another currency, what went back."""
    words = [f"{int(gifts):,}笔合在一行"] if gifts is not None and gifts > 1 else []
    if fee:
        words.append(f"平台手续费{fee:,.2f}元" + (f"，到账{net:,.2f}元" if net is not None else ""))
    if None not in abroad:
        currency, foreign, rate, day = abroad
        words.append(shown_currency(currency, foreign, rate, day))
    words += [f"{row.refunded_on}退款{row.amount:,.2f}元" for row in returned if row.amount is not None]
    return words


def _range(disclosure: Disclosure, numbers: Range, before: Range | None, after: Range | None) -> Page:
    columns = (
        TableColumn("捐赠编号"),
        TableColumn("到账日期"),
        TableColumn("金额", numeric=True),
        TableColumn("署名"),
        TableColumn("渠道", priority=2),
        TableColumn("意愿"),
        TableColumn("票据", priority=2),
        TableColumn("去处"),
    )
    total = TableRow(("本页合计", f"{numbers.sum.gifts:,}笔", numbers.sum.cells[1], "", "", "", "", ""), RowRole.TOTAL)
    table = Table(
        f"donations-{numbers.month}-{numbers.name}",
        f"{month_name(numbers.month)} {numbers.name.replace('-', '—')} 号",
        columns,
        BulkRows(lambda: numbers.laid_out().columns, numbers.start, numbers.stop, total),
        scale="元",
        notes=((NAMES,), ("数字逐行取自", Link("数据表", "data/"), "里的捐赠明细。")),
        missing_key=True,
        totals=(total,),
    )
    beside = [(neighbour.link, word) for neighbour, word in ((before, "前一段"), (after, "后一段")) if neighbour]
    return Page(
        path=f"{month_path(numbers.month)}{numbers.name}/",
        title=f"{month_name(numbers.month)}捐赠 {numbers.name.replace('-', '—')}",
        finding=sentence(f"这一段编号里有{numbers.sum.text}。"),
        blocks=(
            Heading("查我的捐赠", "lookup"),
            *lookup(disclosure, brief=True),
            Heading("这一段的捐赠", "rows"),
            TableBlock(table),
            GiftAnswers("这些钱后来去了哪里", numbers.answers, _rule(disclosure)),
            *((Links("相邻的编号段", tuple(beside)),) if beside else ()),
        ),
        section="donations",
        crumbs=(
            HOME,
            Link("查捐赠", KIND.address),
            Link(f"{numbers.month[:4]}年", year_path(numbers.month[:4])),
            Link(month_name(numbers.month), month_path(numbers.month)),
        ),
        year=int(numbers.month[:4]),
        description=f"{disclosure.organisation.name}{month_name(numbers.month)}到账的捐赠，编号{numbers.name}。",
        listed=False,
    )


def largest(disclosure: Disclosure, year: int) -> Iterator[TableBlock]:
    """The largest gifts of a year as the lists of gifts show them; names that were not agreed to are in neither."""
    dataset = disclosure.datasets.get(KIND.id)
    if dataset is None or str(year) not in dataset.values(DonationRecord.year):
        return
    of_year = (DonationRecord.year, str(year))
    chosen, equal = dataset.largest(DonationRecord.amount, LARGEST, of_year, DonationRecord.counted)
    positions = np.array(chosen, dtype=np.int64)
    gifts = _by_columns(disclosure, dataset, positions, _links(disclosure), by_gift(disclosure.rows(Refund)))
    rows = tuple(
        TableRow((name, money, day, Link(str(number), place(str(number)))))
        for number, day, money, name, *_ in (row.cells for row in gifts.columns.rows(0, len(positions)))
    )
    columns = (
        TableColumn("署名"),
        TableColumn("金额", numeric=True, lead=True),
        TableColumn("到账日期", priority=2),
        TableColumn("捐赠编号", priority=2),
    )
    others = f"和最后一笔一样多的另有{equal}笔，没有列出；" if equal else ""
    batches = "平台合在一起到账的没有列出；" if _comes_together(dataset) else ""
    note = (f"一笔算一行，同一署名的几笔没有合在一起；{others}{batches}", NAMES)
    caption = f"{year}年最大的{len(rows)}笔捐赠"
    if rows:
        yield TableBlock(Table(f"donations-{year}-largest", caption, columns, rows, scale="元", notes=(note,)))


def _rule(disclosure: Disclosure) -> RichText:
    """How it is worked out where the money went."""
    traced = disclosure.trace
    if traced.rule is None or not traced.periods:
        return ()
    year = max(traced.periods)
    first_in = "先到的先用" if traced.rule is AllocationRule.FIRST_IN else "各按多少的比例用"
    return (
        f"指定用途的钱先用在那里，{first_in}，不够的再用大家一起用的钱。这是推算，不是说哪一张钞票给了哪个人。见",
        Link("善款去向", f"finances/{year}/flow/"),
        "。",
    )


def _month(disclosure: Disclosure, dataset: Dataset, month: str, whole: Sum, ranges: Sequence[Range]) -> Page:
    table = _sums_table(
        f"donations-{month}",
        f"{month_name(month)}，按编号段",
        "编号段",
        [(numbers.link, numbers.sum) for numbers in ranges],
    )
    return Page(
        path=month_path(month),
        title=f"{month_name(month)}的捐赠",
        finding=sentence(f"{month_name(month)}到账{whole.text}。"),
        blocks=(
            TableBlock(table),
            *_by_channel(disclosure, dataset, (DonationRecord.month, month), f"donations-{month}-channels"),
            Heading("查我的捐赠", "lookup"),
            *lookup(disclosure),
        ),
        section="donations",
        crumbs=(HOME, Link("查捐赠", KIND.address), Link(f"{month[:4]}年", year_path(month[:4]))),
        year=int(month[:4]),
        description=f"{disclosure.organisation.name}{month_name(month)}到账的捐赠，一笔一行。",
        listed=False,
    )


def _sums_table(
    table_id: str, caption: str, label: str, lines: Sequence[tuple[Cell, Sum]], notes: tuple[RichText, ...] = ()
) -> Table:
    whole = sum((total for _, total in lines), Sum())
    return Table(
        table_id,
        caption,
        (TableColumn(label), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True)),
        (*(TableRow((name, *total.cells)) for name, total in lines), TableRow(("合计", *whole.cells), RowRole.TOTAL)),
        scale="元",
        notes=notes,
    )


def _by_channel(
    disclosure: Disclosure, dataset: Dataset, part: tuple[AnyColumn, str], table_id: str
) -> Iterator[TableBlock]:
    """Where the gifts of a month or a year came in; every gift has one channel, so they add up."""
    known = {row.id: Link(row.name, disclosure.kinds["channels"].place(row)) for row in disclosure.rows(Channel)}
    by_channel = {
        key[1]: total for key, total in sums(dataset, part[0], DonationRecord.channel).items() if key[0] == part[1]
    }
    if set(by_channel) <= {""}:
        return
    lines: list[tuple[Cell, Sum]] = [
        (known.get(channel, "没有报来渠道"), total)
        for channel, total in sorted(by_channel.items(), key=lambda item: (-item[1].money, item[0]))
    ]
    yield TableBlock(_sums_table(table_id, "按渠道", "渠道", lines))


def _by_wish(disclosure: Disclosure, dataset: Dataset, year: str) -> Iterator[TableBlock]:
    """What givers wanted their money used for."""
    known = _links(disclosure)
    lines: dict[str, tuple[Cell, Sum]] = {}
    for (at, project, fund), total in sums(
        dataset, DonationRecord.year, DonationRecord.project, DonationRecord.fund
    ).items():
        if at != year:
            continue
        named = ("project", project) if project else ("fund", fund)
        cell: Cell = known.get(named, "没有定向到项目或基金")
        name = f"{named[0]}/{named[1]}"
        lines[name] = (cell, lines[name][1] + total if name in lines else total)
    if len(lines) > 1:
        ordered = sorted(lines.items(), key=lambda item: (-item[1][1].money, item[0]))
        note = ("同时定向项目和基金的，列在项目一行。",)
        yield TableBlock(
            _sums_table(f"donations-{year}-wishes", "按意愿", "定向到", [total for _, total in ordered], (note,))
        )


def _year(disclosure: Disclosure, dataset: Dataset, year: str, months: Mapping[str, Sum]) -> Page:
    every = sums(dataset, DonationRecord.month)
    span = sorted(key[0] for key in every)
    lines: list[tuple[Cell, Sum]] = []
    for number in range(1, 13):
        month = f"{year}-{number:02d}"
        if month in months:
            lines.append((Link(f"{number}月", month_path(month)), months[month]))
        elif span[0] < month < span[-1]:
            lines.append((f"{number}月（没有到账记录）", Sum()))
    whole, returned = sum(months.values(), Sum()), refunds(disclosure, year)
    shown_bands = bands(dataset, year)
    blocks: list[Block] = [TableBlock(_sums_table(f"donations-{year}", f"{year}年，按月", "月", lines))]
    blocks += _net(f"donations-{year}-net", whole, returned)
    blocks += band_chart(disclosure, year, shown_bands)
    blocks += _by_channel(disclosure, dataset, (DonationRecord.year, year), f"donations-{year}-channels")
    blocks += _by_wish(disclosure, dataset, year)
    if not shown_bands:
        text = f"捐赠不到{FEWEST_GIFTS}笔，或有的金额档捐赠人太少，不画分布图。"
        blocks.append(Note("这里不画图", sentence(text)))
    return Page(
        path=year_path(year),
        title=f"{year}年的捐赠",
        finding=sentence(f"{year}年到账{whole.text}，按编号可以查到{_less(whole, returned, '这一年')}。"),
        blocks=tuple(blocks),
        section="donations",
        crumbs=section_crumbs("donations"),
        year=int(year),
        description=f"{disclosure.organisation.name}{year}年到账的捐赠：按月、按渠道、按意愿。",
    )


def _less(whole: Sum, returned: Sum, when: str = "") -> str:
    """What went back, and what is left, for the end of a sentence; nothing where nothing went back."""
    return f"；{when}退款{returned.text}，净额{whole.money - returned.money:,.2f}元" if returned.gifts else ""


def _of_listed(disclosure: Disclosure, dataset: Dataset) -> tuple[Sum, Sum]:
    """(what went back of the gifts that are listed, what went back of others): only the first can be taken off their sum."""
    years = dataset.values(DonationRecord.year)
    listed = others = Sum()
    for row in disclosure.rows(Refund):
        began = row.donation or row.received_on or ""
        if began[:4] in years:
            listed += Sum(1, row.amount)
        else:
            others += Sum(1, row.amount)
    return listed, others


def _net(table_id: str, whole: Sum, returned: Sum, others: Sum = Sum()) -> Iterator[TableBlock]:
    """What came, what went back, and what is left; only where anything went back."""
    if not returned.gifts and not others.gifts:
        return
    rows = [
        TableRow(("到账的捐赠", *whole.cells)),
        TableRow((Link("－退款", REFUNDS.address), *returned.cells)),
        TableRow(("＝净额", "", Amount(whole.money - returned.money, "元")), RowRole.TOTAL),
    ]
    if others.gifts:
        rows.append(TableRow((Link("另有退款，原来的捐赠没有列在这里", REFUNDS.address), *others.cells)))
    columns = (TableColumn("款项"), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True))
    note = ("退款记在退款的那一年；捐赠到账那一年的总额不改，退的是哪一笔，写在那一笔后面。",)
    yield TableBlock(Table(table_id, "总额、退款和净额", columns, tuple(rows), scale="元", notes=(note,)))


def _listing(dataset: Dataset) -> str:
    """How gifts are listed: one a row, or some of them together."""
    return "平台合在一起到账的，一行写明有几笔" if _comes_together(dataset) else "一笔一行"


def _comes_together(dataset: Dataset) -> bool:
    """Whether a row stands for several gifts that a platform paid in at once."""
    return any(count > 1 for count in dataset.counts(DonationRecord.counted))


def _all_directed(disclosure: Disclosure, _: int) -> bool:
    """Whether it is told of every gift where it went: the money is traced, or every gift names what it is for."""
    if disclosure.trace.periods:
        return True
    dataset = disclosure.datasets["donations"]
    named = [
        dataset[column].notna()
        for column in (DonationRecord.project, DonationRecord.fund, DonationRecord.emergency, DonationRecord.campaign)
    ]
    return all(any(cells) for cells in zip(*named, strict=True))


def _entrance(disclosure: Disclosure, dataset: Dataset, months: Mapping[str, Sum], years: Sequence[str]) -> Page:
    by_year: list[tuple[Cell, Sum]] = [
        (
            Link(f"{year}年", year_path(year)),
            sum((total for month, total in months.items() if month[:4] == year), Sum()),
        )
        for year in years
    ]
    whole = sum(months.values(), Sum())
    returned, others = _of_listed(disclosure, dataset)
    blocks: list[Block] = [
        Heading("查我的捐赠", "lookup"),
        *lookup(disclosure),
        TableBlock(_sums_table("donations", "按年", "年", by_year)),
        *_net("donations-net", whole, returned, others),
    ]
    blocks += [
        Links(
            f"{year}年按月",
            tuple(
                (Link(f"{int(month[5:])}月", month_path(month)), f"{total.gifts:,}笔")
                for month, total in months.items()
                if month[:4] == year
            ),
        )
        for year in years
    ]
    beside = tuple(
        (Link(kind.rows_page, kind.address), "") for kind in (REFUNDS, PLEDGES, GOODS) if disclosure.count(kind.id)
    )
    if beside:
        blocks.append(Links("相关", beside))
    ask = _ask(disclosure)
    known = f"平台结算要几天；也可能捐给了名称相近的机构；本站数据整理到{disclosure.prepared_on}。"
    blocks.append(Note("查不到？", (known, *ask)))
    common = "没有指定用途的捐赠，由本会统筹安排。"
    blocks.append(Note("没有指定用途的", (_rule(disclosure) and (common, *_rule(disclosure))) or (common,)))
    blocks.append(Note("署名", sentence(NAMES)))
    blocks += undisclosed(
        disclosure, None, (Expectation("每一笔捐赠用在了哪里（只能查到定向的项目和基金）", Holds(_all_directed)),)
    )
    return Page(
        path=KIND.address,
        title="查捐赠",
        finding=sentence(
            f"公布了{whole.text}，{month_name(min(months))}到{month_name(max(months))}到账，{_listing(dataset)}{_less(whole, returned)}。"
        ),
        blocks=tuple(blocks),
        section="donations",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的捐赠：按年月和编号查每一笔。",
    )


# --- what gifts say of other records -----------------------------------------------------------------


def _aims(disclosure: Disclosure) -> list[tuple[Refund, Mapping[str, str | None]]]:
    """Every refund with what its gift was for: as the gift says where it is listed, else as the refund does; worked out once."""
    key = (REFUNDS.id, "aims")
    if key not in disclosure.kept:
        rows, dataset = disclosure.rows(Refund), disclosure.datasets.get(GIFTS)
        aims: dict[str, Mapping[str, str | None]] = {}
        names = [column.name for column in _WISHES]
        if dataset is not None and any(row.donation for row in rows):
            positions = dataset.holding(DonationRecord.id, set(by_gift(rows)))
            for number, *wishes in dataset.at(positions, (DonationRecord.id, *_WISHES)):
                aims[number] = dict(zip(names, wishes, strict=True))
        disclosure.kept[key] = [
            (
                row,
                aims.get(
                    row.donation or "", {name: row[column] for name, column in zip(names, _OF_REFUNDS, strict=True)}
                ),
            )
            for row in rows
        ]
    refunds_with_aims: list[tuple[Refund, Mapping[str, str | None]]] = disclosure.kept[key]
    return refunds_with_aims


def _refunds_of(disclosure: Disclosure, column: Column[str], record_id: str) -> Sum:
    """What was paid back of the gifts that were for a record."""
    rows = [row for row, aims in _aims(disclosure) if aims[column.name] == record_id]
    return Sum(len(rows), sum((row.amount for row in rows), Decimal(0)))


def _designated(column: Column[str], title: str) -> Callable[[Disclosure, Record], Iterator[Block]]:
    def blocks(disclosure: Disclosure, row: Record) -> Iterator[Block]:
        dataset = disclosure.datasets.get("donations")
        designated = sums(dataset, column).get((row.record_id,)) if dataset is not None else None
        returned = _refunds_of(disclosure, column, row.record_id)
        if designated or returned.gifts:
            columns = (TableColumn("明细"), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True))
            lines = [TableRow((Link("查捐赠", KIND.address), *designated.cells))] if designated else []
            if returned.gifts:
                lines.append(TableRow((Link("－退款", REFUNDS.address), *returned.cells)))
            if designated and returned.gifts:
                left = Amount(designated.money - returned.money, "元")
                lines.append(TableRow(("＝净额", "", left), RowRole.TOTAL))
            yield TableBlock(
                Table(f"donations-{column.name}-{row.record_id}", title, columns, tuple(lines), scale="元")
            )

    return blocks


KIND = Kind(
    id="donations",
    label="捐赠明细",
    record=DonationRecord,
    pages=pages,
    order=66,
    persons=Persons.GIVERS,
    rows_page="查捐赠",
    placed=place,
    redact=redact,
    bulk=True,
    inspect=inspect,
    adds={
        "projects": _designated(DonationRecord.project, "定向到这个项目的捐赠"),
        "funds": _designated(DonationRecord.fund, "定向到这只基金的捐赠"),
        "campaigns": _designated(DonationRecord.campaign, "这次募捐的逐笔捐赠"),
        "emergencies": _designated(DonationRecord.emergency, "为这次应急的逐笔捐赠"),
    },
    expects=(Expectation("逐笔捐赠明细", Listed("donations")),),
)
