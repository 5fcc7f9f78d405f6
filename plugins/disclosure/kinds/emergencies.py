"""应急: what was raised and used after a disaster, how fast, and what dates are missing."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import (
    HOME,
    Detail,
    added,
    all_facts,
    checks,
    concerning,
    detail_page,
    entry,
    figure_list,
    figures_shown,
    money_block,
    money_facts,
    section_crumbs,
    sentence,
    stated,
    undisclosed,
)
from ..model import Block, Disclosure, Entries, Facts, Kind, Link, Note, Page
from ..reading import Complete, Date, Exact, Missing, RichText, Slug, Sourced, Text, Url, column

MONEY = (
    ("募集", ("筹集", "募集", "接收", "筹款")),
    ("已用", ("支出", "拨付", "捐赠", "使用", "采购")),
    ("剩余", ("剩余", "结余")),
)


# The accounts of the action, where there are any, answer the first.
_GAPS = ("接收和拨付的日期", "采购清单、单价和供应商", "物资发到哪些单位、谁签收")


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
    end_on = column(Date, "结束日期")
    rescue_until = column(Date, "救援结束日期", description="应急处置与救援阶段到哪一天；这个阶段至少每5日公开一次")


class Emergency(Complete, EmergencyRecord):
    """One emergency action, with all that it must have."""


class EmergencyReportRecord(Sourced):
    """The account of one emergency action up to one day."""

    emergency = column(Text, "应急行动", required=True, refers_to="emergencies")
    as_of = column(Date, "截止日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    cash_received = column(Exact, "累计接收资金", unit="元")
    goods_received = column(Exact, "累计接收物资折价", unit="元")
    used = column(Exact, "累计使用", unit="元", description="含发放物资的折价")
    purchases = column(RichText, "采购和发放", description="买了什么、发到哪里；明细见物资和拨付两张表")


class EmergencyReport(Complete, EmergencyReportRecord):
    """The account of one emergency action up to one day, with all that it must have."""


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
        finding=sentence(
            f"公布了{len(records)}次应急行动，接收和使用的账目按日期列在各页。"
            if disclosure.count("emergency_reports")
            else f"报告写到{len(records)}次应急行动，只给了月份，没有接收和拨付的日期，画不出时间线。"
        ),
        blocks=(
            Entries("", tuple(entry(disclosure, kind, row) for row in records), id="list"),
            *figure_list("数字", loose),
            *checks("对得上吗", concerning(disclosure, every)),
            *undisclosed(_GAPS[bool(disclosure.count("emergency_reports")) :]),
        ),
        section="projects",
        crumbs=section_crumbs("projects"),
        description=f"{disclosure.organisation.name}的应急救灾：募了多少、用了多少、用在哪。",
    )
    for row in records:
        yield _detail(disclosure, kind, row)


def _detail(disclosure: Disclosure, kind: Kind, row: Emergency) -> Page:
    figures = disclosure.of_record(kind.id, row.id)
    money = money_facts(figures, MONEY)
    shown = figures_shown(money)
    more = tuple(added(disclosure, kind, row))
    closing: list[Block] = [*figure_list("其他数字", [figure for figure in figures if figure.id not in shown])]
    closing.append(Facts("基本情况", all_facts(disclosure, kind, row, missing=True)))
    if row.start_on is None and not more:
        closing.append(Note("这里不画图", sentence("只公布了事件月份，没有接收和拨付日期，画不出时间线。")))
    reported = any(report.emergency == row.id for report in disclosure.rows(EmergencyReport))
    gaps = [] if reported else [f"{label}金额" for label, value in money if isinstance(value, Missing)]
    finding = (
        "报告正文没有给出数字；接收和使用的账目按日期列在下面。" if reported else "报告提到这次行动，没有给出数字。"
    )
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=stated(figures) or sentence(finding),
            description=f"“{row.name}”：募集、使用和没公开的。",
            crumbs=(HOME, Link("应急", kind.address)),
            figures=figures,
            opening=money_block(money, accounted=bool(more)),
            added=more,
            closing=closing,
            gaps=[*gaps, *_GAPS[reported:]],
        ),
    )


KIND = Kind(
    id="emergencies",
    label="应急救灾",
    record=EmergencyRecord,
    topic="应急",
    pages=pages,
    order=52,
    paged=True,
    purpose="emergency",
)
