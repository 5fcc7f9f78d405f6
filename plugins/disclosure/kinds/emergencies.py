"""应急: what was raised and used after a disaster, how fast, and what dates are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from ..blocks import (
    HOME,
    AllOf,
    AnyOf,
    AtHand,
    Detail,
    InTable,
    InWords,
    Listed,
    added,
    all_facts,
    checks,
    claim,
    concerning,
    detail_page,
    entry,
    figure_list,
    figures_shown,
    in_one,
    money_block,
    money_facts,
    phrase,
    pointed_to,
    section_crumbs,
    seeming_list,
    sentence,
    sorted_money,
    stated,
    told_by,
    undisclosed,
    valued,
)
from ..dates import han_date
from ..model import (
    Block,
    Disclosure,
    Entries,
    Entry,
    Evidence,
    Expectation,
    Facts,
    Figure,
    Kind,
    Link,
    Note,
    Page,
    newest,
    out_of_order,
    received,
)
from ..model import RichText as RichTextPieces
from ..problems import Problem
from ..quantities import yuan_text
from ..quotes import quoted
from ..reading import (
    AnyColumn,
    Complete,
    Date,
    Exact,
    Hour,
    Promise,
    RichText,
    Slug,
    Sourced,
    Text,
    Url,
    WholeNumber,
    Yuan,
    column,
)
from .goods import GoodsRecord

MONEY = (
    ("募集", ("筹集", "募集", "接收", "筹款", "收入", "收到")),
    ("已用", ("支出", "拨付", "捐赠", "使用", "采购")),
    ("剩余", ("剩余", "结余")),
)


class EmergencyRecord(Sourced):
    """One emergency action."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    event = column(Text, "事件")
    month = column(Date, "发生月份")
    region = column(Text, "地域")
    summary = column(RichText, "内容")
    partners = column(Text, "合作方", many=True, refers_to="partners")
    start_on = column(Date, "开始日期")
    end_on = column(Date, "结束日期", ahead=True)
    rescue_until = column(
        Date, "救援结束日期", ahead=True, description="应急处置与救援阶段到哪一天；这个阶段至少每5日公开一次"
    )


class Emergency(Complete, EmergencyRecord):
    """One emergency action, with all that it must have."""


class EmergencyReportRecord(Sourced):
    """The account of one emergency action up to one day."""

    emergency = column(Text, "应急行动", required=True, refers_to="emergencies")
    as_of = column(Date, "截止日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    cash_received = column(Yuan, "累计接收资金")
    goods_received = column(Yuan, "累计接收物资折价")
    used = column(Yuan, "累计使用", description="含发放物资的折价")
    hour = column(Hour, "截止钟点", unit="时", description="算到那天几点，0 到 24；不写就只说到哪一天")
    scope = column(
        Text, "口径", description="累计数算了哪些机构、哪些款物；各次要一样，没变可以不写", promise=Promise.HELD
    )
    gifts = column(WholeNumber, "累计捐赠笔数", unit="笔")
    cash_used = column(Yuan, "累计使用资金", description="拨付和采购用掉的钱；不含捐来的物资")
    goods_used = column(Yuan, "累计发放物资折价", description="捐来的物资发放了多少；用钱买的不再算一遍")
    purchases = column(RichText, "采购和发放", description="买了什么、发到哪里；明细见物资和拨付两张表")


class EmergencyReport(Complete, EmergencyReportRecord):
    """The account of one emergency action up to one day, with all that it must have."""


class EmergencyGoodsRecord(Sourced):
    """One sort of goods of one emergency action up to one day, in its own unit; the day is that of an account."""

    emergency = column(Text, "应急行动", required=True, refers_to="emergencies")
    as_of = column(Date, "截止日期", required=True, description="与应急账目里的一天相同")
    item = column(Text, "品名", required=True, description="每次写法一样；规格不同的分开写")
    unit = column(Text, "单位", required=True)
    received = column(Exact, "累计接收", required=True)
    given = column(Exact, "累计发放", required=True)
    lost = column(Exact, "累计报废", description="损坏、过期的；没有就空着")
    stock = column(Exact, "现存", description="盘点的数；没有盘点就空着，网站写算出来的")
    receivers = column(Text, "主要发给谁", description="单位、村或社区；不写个人", promise=Promise.HELD)


class EmergencyGoods(Complete, EmergencyGoodsRecord):
    """One sort of goods of one emergency action up to one day, with all that it must have."""


def check(rows: Sequence[EmergencyRecord]) -> Iterator[Problem]:
    """Neither the action nor its stage of rescue ends before the action began."""
    for end in (EmergencyRecord.end_on, EmergencyRecord.rescue_until):
        yield from out_of_order(rows, EmergencyRecord.start_on, end)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list and one page an action."""
    records = disclosure.rows(Emergency)
    if not records:
        return
    loose = [figure for figure in disclosure.of_topic(kind.topic or "") if not figure.record]
    every = disclosure.of_topic(kind.topic or "")
    yield Page(
        path=kind.address,
        title="应急救灾",
        finding=_overview(disclosure, records),
        blocks=(
            Entries("", tuple(_entry(disclosure, kind, row) for row in records), id="list"),
            *figure_list("数字", loose),
            *checks("对得上吗", concerning(disclosure, every)),
            *undisclosed(disclosure, None, _details_of_all(records)),
        ),
        section="projects",
        crumbs=section_crumbs("projects"),
        description=f"{disclosure.organisation.name}的应急救灾：募了多少、用了多少、用在哪。",
    )
    for row in records:
        yield _detail(disclosure, kind, row)


def _entry(disclosure: Disclosure, kind: Kind, row: Emergency) -> Entry:
    """An action in the list of all, with what its newest account comes to."""
    shown, result, last = entry(disclosure, kind, row), result_of(disclosure, row), newest_report(disclosure, row)
    if not last or not result:
        return shown
    return replace(shown, facts=(*shown.facts, ("账目", result)), further=(last.source,))


def _overview(disclosure: Disclosure, records: Sequence[Emergency]) -> RichTextPieces:
    accounted = [row for row in records if disclosure.about(EmergencyReport, EmergencyReportRecord.emergency, row.id)]
    rest = len(records) - len(accounted)
    return claim(
        accounted,
        f"写到{len(records)}次应急行动，{f'{len(accounted)}次' if rest else '每次都' if accounted[1:] else ''}公布了接收和使用的账目，按日期列在各页"
        f"{f'；{rest}次没有公布账目' if rest else ''}。",
    ) or claim(not accounted, f"写到{len(records)}次应急行动，接收和使用的账目没有公布。")


def _details_of_all(records: Sequence[Emergency]) -> Iterator[Expectation]:
    """What readers look for, in one line where no action tells it, else in a line for each that does not."""
    for alike in zip(*map(_details, records), strict=True):
        named = (
            replace(part, label=f"{quoted(row.name)}{part.label}") for row, part in zip(records, alike, strict=True)
        )
        yield from in_one(alike[0].label, tuple(named))


def _details(row: Emergency) -> tuple[Expectation, ...]:
    """What readers look for beside the sums."""
    about = (EmergencyReportRecord.emergency, row.id)
    reports = InTable(EmergencyReportRecord, (EmergencyReportRecord.as_of,), (about,))
    gifts, payments = (Listed(table, names=("emergency", row.id)) for table in ("donations", "disbursements"))
    bought = InTable(EmergencyReportRecord, (EmergencyReportRecord.purchases,), (about,))
    handed_out = InTable(GoodsRecord, (GoodsRecord.receiver,), ((GoodsRecord.emergency, row.id),))
    counted = InTable(
        EmergencyGoodsRecord, (EmergencyGoodsRecord.receivers,), ((EmergencyGoodsRecord.emergency, row.id),)
    )
    return (
        Expectation("接收和拨付的日期", AnyOf((reports, AllOf((gifts, payments))))),
        Expectation("采购物资的清单", bought),
        Expectation("采购的单价和供应商", InWords(EmergencyReportRecord, "单价|供应商|每[件箱袋只台个套床]", (about,))),
        Expectation("物资发给了谁", AnyOf((handed_out, counted, bought, payments))),
    )


# Where else the sums are accounted: columns of one account of the action, and the tables that name it row by row.
_RECEIVED = ((EmergencyReportRecord.cash_received,), (EmergencyReportRecord.goods_received,))
_STRUCTURED: dict[str, tuple[tuple[tuple[AnyColumn, ...], ...], str]] = {
    "募集": (_RECEIVED, "donations"),
    "已用": (((EmergencyReportRecord.used,),), "disbursements"),
    "剩余": (tuple((*came, EmergencyReportRecord.used) for came in _RECEIVED), ""),
}


def _elsewhere(row: Emergency, named: Sequence[Figure], label: str) -> Iterator[Evidence]:
    """What tells a sum beside the figures of the reports, on the page of the action."""
    yield AtHand(sorted_money(named, MONEY)[label])
    accounted, rows = _STRUCTURED[label]
    about = (EmergencyReportRecord.emergency, row.id)
    yield from (InTable(EmergencyReportRecord, columns, (about,)) for columns in accounted)
    if rows:
        yield Listed(rows, names=("emergency", row.id))


def _expected(row: Emergency, figures: Sequence[Figure], named: Sequence[Figure]) -> Iterator[Expectation]:
    """The sums that readers look for: a figure of the reports, the accounts of the action or single rows tell them."""
    for label, of_label in sorted_money(figures, MONEY).items():
        yield Expectation(f"{label}金额", AnyOf((AtHand(of_label), *_elsewhere(row, named, label))))


def _result(last: EmergencyReport | None) -> RichTextPieces:
    """What the newest account comes to."""
    if last is None:
        return ()
    columns = (EmergencyReportRecord.cash_received, EmergencyReportRecord.goods_received)
    came = received(last, columns)
    goods = valued(last.goods_received)
    accounted = [f"募得{yuan_text(came)}{goods}"] if came is not None else []
    accounted += [f"已用{yuan_text(last.used)}"] if last.used is not None else []
    accounted += [f"还剩{yuan_text(came - last.used)}"] if came is not None and last.used is not None else []
    return sentence(f"到{han_date(last.as_of)}，{'，'.join(accounted)}。") if accounted else ()


def newest_first(disclosure: Disclosure) -> list[Emergency]:
    """The actions, that which began last before the others."""
    return sorted(disclosure.rows(Emergency), key=lambda row: row.start_on or row.month or "", reverse=True)


def newest_report(disclosure: Disclosure, row: Emergency) -> EmergencyReport | None:
    """The account of an action up to the last day that one was told for."""
    return newest(
        disclosure.about(EmergencyReport, EmergencyReportRecord.emergency, row.id), EmergencyReportRecord.as_of
    )


def result_of(disclosure: Disclosure, row: Emergency) -> str:
    """What the newest account of an action comes to, in a sentence; nothing where there is none."""
    return "".join(map(str, _result(newest_report(disclosure, row))))


def _detail(disclosure: Disclosure, kind: Kind, row: Emergency) -> Page:
    figures = disclosure.of_record(kind.id, row.id)
    named = disclosure.naming(kind.id, row.id)
    money = money_facts(figures, MONEY)
    shown = figures_shown(money)
    more = tuple(added(disclosure, kind, row))
    closing: list[Block] = [*figure_list("其他数字", [figure for figure in figures if figure.id not in shown])]
    closing += seeming_list(named)
    known = all_facts(disclosure, kind, row, missing=True, optional=(EmergencyRecord.partners,))
    closing.append(Facts("基本情况", known))
    undated = claim(row.start_on is None and not more, "接收和拨付的日期没有公布，画不出时间线。")
    closing += [Note("这里不画图", undated)] if undated else []
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=_result(newest_report(disclosure, row))
            or stated(figures)
            or pointed_to(
                named,
                more,
                phrase(disclosure, row, "summary"),
                claim(not figures, f"{told_by(disclosure, [row])}提到这次行动，没有给出数字。"),
            ),
            description=f"{quoted(row.name)}：募集、使用和没公开的。",
            crumbs=(HOME, Link("应急", kind.address)),
            figures=figures,
            opening=money_block(disclosure, money, partial(_elsewhere, row, named), accounted=bool(more)),
            added=more,
            closing=closing,
            expects=[*_expected(row, figures, named), *_details(row)],
        ),
    )


KIND = Kind(
    id="emergencies",
    label="应急救灾",
    record=EmergencyRecord,
    topic="应急",
    pages=pages,
    checks=check,
    order=52,
    paged=True,
    purpose="emergency",
    named=True,
    topical=True,
    workbooks=("应急",),
)
