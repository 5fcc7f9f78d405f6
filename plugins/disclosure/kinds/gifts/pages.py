"""The pages of gifts: the way in, one a year, one a month, one for every `PER_PAGE` numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from ...blocks import HOME, Holds, claim, section_crumbs, sentence, undisclosed, valued
from ...dates import han_date
from ...model import (
    Block,
    BulkRows,
    Cell,
    Dataset,
    Disclosure,
    Expectation,
    GiftAnswer,
    GiftAnswers,
    Heading,
    Kind,
    Link,
    Links,
    Lookup,
    Note,
    Page,
    RichText,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    row_runs,
)
from ...reading import release
from ..contacts import phone, telephone, ways_to_ask
from ..gift_refunds import GIFTS, Refund, by_gift
from ..gift_refunds import KIND as REFUNDS
from ..goods import KIND as GOODS
from ..pledges import KIND as PLEDGES
from .answers import allocation_rule, answers_of
from .by_columns import LaidOut, links_of_records, month_laid_out
from .places import ADDRESS, PER_PAGE, month_name, month_path, range_name, year_path
from .record import DonationRecord
from .sums import FEWEST_GIFTS, Sum, any_goods, band_chart, bands, documents, refunds, sums
from .tables import (
    NAMES,
    by_channel_table,
    by_wish_table,
    comes_together,
    less,
    net_table,
    refunds_of_listed,
    sums_table,
)


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
    """Whom to call about a gift that is not found, or where a number can be found."""
    number = phone(disclosure)
    return claim(number, "可以打电话", *telephone(number or ""), "问。") or (
        *claim(not number, "联系电话没有公布。"),
        *ways_to_ask(disclosure).elsewhere,
    )


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


class Range(Struct, frozen=True):
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
        return range_name(self.first)

    @property
    def link(self) -> Link:
        """Its page."""
        return Link(self.name.replace("-", "—"), f"{month_path(self.month)}{self.name}/")


def _ranges(disclosure: Disclosure, dataset: Dataset) -> Iterator[Range]:
    """Every range in the order of the numbers; the columns of a month are made when its first page is written."""
    known, returned = links_of_records(disclosure), by_gift(disclosure.rows(Refund))
    number = (DonationRecord.id, len("2023-09-"))
    spans = row_runs(dataset, DonationRecord.month, number, PER_PAGE, DonationRecord.amount, DonationRecord.counted)
    for month, spans_of_month in groupby(spans, key=lambda span: span.group):
        parts = list(spans_of_month)
        release()
        laid_out = partial(
            month_laid_out, disclosure, dataset, month, [span.positions for span in parts], known, returned
        )
        start = 0
        for span in parts:
            stop = start + len(span.positions)
            answers = partial(answers_of, disclosure, laid_out, start, stop, returned)
            yield Range(month, span.first, start, stop, laid_out, answers, Sum(span.count, span.money))
            start = stop


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
        finding=sentence(f"这一段编号里的捐赠有{numbers.sum.text}。"),
        blocks=(
            Heading("查我的捐赠", "lookup"),
            *lookup(disclosure, brief=True),
            Heading("这一段的捐赠", "rows"),
            TableBlock(table),
            GiftAnswers("这些钱后来去了哪里", numbers.answers, allocation_rule(disclosure)),
            *((Links("相邻的编号段", tuple(beside)),) if beside else ()),
        ),
        section="donations",
        crumbs=(
            HOME,
            Link("查捐赠", ADDRESS),
            Link(f"{numbers.month[:4]}年", year_path(numbers.month[:4])),
            Link(month_name(numbers.month), month_path(numbers.month)),
        ),
        year=int(numbers.month[:4]),
        documents=documents(disclosure, DonationRecord.month, numbers.month),
        description=f"{disclosure.organisation.name}{month_name(numbers.month)}到账的捐赠，编号{numbers.name}。",
        listed=False,
    )


def _month(disclosure: Disclosure, dataset: Dataset, month: str, whole: Sum, ranges: Sequence[Range]) -> Page:
    table = sums_table(
        f"donations-{month}",
        f"{month_name(month)}，按编号段",
        "编号段",
        [(numbers.link, numbers.sum) for numbers in ranges],
    )
    return Page(
        path=month_path(month),
        title=f"{month_name(month)}的捐赠",
        finding=sentence(f"{month_name(month)}到账的捐赠有{whole.text}{valued(any_goods(disclosure, month))}。"),
        blocks=(
            TableBlock(table),
            *by_channel_table(disclosure, dataset, (DonationRecord.month, month), f"donations-{month}-channels"),
            Heading("查我的捐赠", "lookup"),
            *lookup(disclosure),
        ),
        section="donations",
        crumbs=(HOME, Link("查捐赠", ADDRESS), Link(f"{month[:4]}年", year_path(month[:4]))),
        year=int(month[:4]),
        documents=documents(disclosure, DonationRecord.month, month),
        description=f"{disclosure.organisation.name}{month_name(month)}到账的捐赠，一笔一行。",
        listed=False,
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
    blocks: list[Block] = [TableBlock(sums_table(f"donations-{year}", f"{year}年，按月", "月", lines))]
    blocks += net_table(f"donations-{year}-net", whole, returned, Sum())
    blocks += band_chart(disclosure, year, shown_bands)
    blocks += by_channel_table(disclosure, dataset, (DonationRecord.year, year), f"donations-{year}-channels")
    blocks += by_wish_table(disclosure, dataset, year)
    if not shown_bands:
        text = f"捐赠不到{FEWEST_GIFTS}笔，或有的金额档捐赠人太少，不画分布图。"
        blocks.append(Note("这里不画图", sentence(text)))
    return Page(
        path=year_path(year),
        title=f"{year}年的捐赠",
        finding=sentence(
            f"{year}年到账的捐赠有{whole.text}{valued(any_goods(disclosure, year))}，{_ways_to_find(dataset, year)}"
            f"{less(whole, returned, '这一年')}。"
        ),
        blocks=tuple(blocks),
        section="donations",
        crumbs=section_crumbs("donations"),
        year=int(year),
        documents=documents(disclosure, DonationRecord.year, year),
        description=f"{disclosure.organisation.name}{year}年到账的捐赠：按月、按渠道、按意愿。",
    )


def _span(months: Collection[str]) -> str:
    """From the first of some months to the last: 2025年3月到5月, 2024年12月到2025年5月; a single month by its name."""
    first, last = min(months), max(months)
    if first == last:
        return month_name(first)
    return f"{month_name(first)}到{f'{int(last[5:])}月' if first[:4] == last[:4] else month_name(last)}"


def months_of(disclosure: Disclosure) -> list[str]:
    """The months, such as 2025-03, in which the gifts came in that are told one by one."""
    dataset = disclosure.datasets.get(GIFTS)
    return [key[0] for key in sums(dataset, DonationRecord.month)] if dataset is not None else []


def months_named(disclosure: Disclosure) -> str:
    """In which months the gifts came in that are told one by one; nothing where there are none."""
    months = months_of(disclosure)
    return _span(months) if months else ""


def _ways_to_find(dataset: Dataset, year: str) -> str:
    """How the gifts of a year are found; one of many that a platform paid in at once has no number of its own."""
    rows = {key: count for key, (count, _) in dataset.sums((DonationRecord.year,), DonationRecord.amount).items()}
    together = sums(dataset, DonationRecord.year)[(year,)].gifts > rows[(year,)]
    return "按编号可以查到；平台合在一起到账的，一行是好几笔，共用一个编号" if together else "按编号可以查到"


def _listing(dataset: Dataset) -> str:
    """How gifts are listed: one a row, or some of them together."""
    return "平台合在一起到账的，一行写明有几笔" if comes_together(dataset) else "一笔一行"


def _all_directed(disclosure: Disclosure, _: int) -> bool:
    """Whether readers can see of every gift where it went: the money is traced, or every gift names what it is for."""
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
    returned, others = refunds_of_listed(disclosure, dataset)
    blocks: list[Block] = [
        Heading("查我的捐赠", "lookup"),
        *lookup(disclosure),
        TableBlock(sums_table("donations", "按年", "年", by_year)),
        *net_table("donations-net", whole, returned, others),
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
    known = f"平台结算要几天；也可能捐给了名称相近的机构；本站数据整理到{han_date(disclosure.prepared_on)}。"
    blocks.append(Note("查不到？", (known, *ask)))
    common = "没有指定用途的捐赠，由本会统筹安排。"
    blocks.append(
        Note("没有指定用途的", (allocation_rule(disclosure) and (common, *allocation_rule(disclosure))) or (common,))
    )
    blocks.append(Note("署名", sentence(NAMES)))
    blocks += undisclosed(
        disclosure, None, (Expectation("每一笔捐赠用在了哪里（只能查到定向的项目和基金）", Holds(_all_directed)),)
    )
    return Page(
        path=ADDRESS,
        title="查捐赠",
        finding=sentence(
            f"公布的捐赠有{whole.text}{valued(any_goods(disclosure))}，{_span(months)}到账，{_listing(dataset)}"
            f"{less(whole, returned)}。"
        ),
        blocks=tuple(blocks),
        section="donations",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的捐赠：按年月和编号查每一笔。",
    )
