"""重大事项: large changes of assets, investments and transactions by the organisation's own thresholds; the host of /events/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import (
    Detail,
    InRow,
    InTable,
    PublishingTerm,
    claim,
    detail_page,
    facts,
    latest,
    origin,
    section_crumbs,
    sentence,
    table,
    undisclosed,
)
from ..dates import han_date
from ..model import Block, Disclosure, Expectation, Facts, Heading, Kind, Link, Page, Prose, not_positive, out_of_order
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import (
    AnyColumn,
    BodyName,
    Complete,
    Date,
    Exact,
    Promise,
    Record,
    RichText,
    Slug,
    Sourced,
    Text,
    Url,
    Yuan,
    column,
)
from . import guest_expects, has_records, sections

DAYS = 30  # 81号令 art. 13


class EventType(StrEnum):
    """What is grave enough to be told at once."""

    ASSETS = "重大资产变动"
    INVESTMENT = "重大投资"
    DEALING = "重大交易及资金往来"


class MajorEventRecord(Sourced):
    """One event."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(EventType, "类型", required=True)
    occurred_on = column(Date, "发生日期", required=True)
    disclosed_on = column(Date, "公开日期", description="在“慈善中国”公开的日期")
    amount = column(Yuan, "金额")
    counterparty = column(BodyName, "对方", promise=Promise.HELD)
    investee = column(Text, "产品或被投资方", description="重大投资才填", promise=Promise.HELD)
    approval_ratio = column(
        Exact, "同意比例", unit="%", description="决策机构同意的人数占组成人员的百分之几，例如 86.67"
    )
    resolution = column(RichText, "决议", promise=Promise.HELD)
    summary = column(RichText, "内容")
    platform_link = column(Url, "慈善中国网址")


class MajorEvent(Complete, MajorEventRecord):
    """One event, with all that it must have."""


def checks(rows: Sequence[MajorEventRecord]) -> Iterator[Problem]:
    """Published after it happened, amounts above zero, shares from 0 to 100, and two thirds in favour of every large investment."""
    yield from out_of_order(rows, MajorEventRecord.occurred_on, MajorEventRecord.disclosed_on)
    yield from not_positive(rows, MajorEventRecord.amount)
    for row in rows:
        ratio = row.approval_ratio
        if ratio is None:
            continue
        where = row.at(MajorEventRecord.approval_ratio)
        if not 0 <= ratio <= 100:  # noqa: PLR2004  (per cent)
            mend = "请写 0 到 100 之间的数，例如 86.67。"
            yield problem("bad-value", where, cell=plain(ratio), expected="百分比", mend=mend)
        elif row.type == EventType.INVESTMENT and ratio * 3 < 200:  # noqa: PLR2004  (two thirds, in per cent)
            yield problem("below-two-thirds", where, cell=row.name, value=plain(ratio))


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list with all that belongs to it, and one page an event; nothing where there is nothing."""
    if not has_records(disclosure, kind):
        return
    rows = latest(disclosure.rows(MajorEvent), MajorEventRecord.occurred_on)
    blocks: list[Block] = []
    if rows:
        shown = (
            ("事项", _link),
            MajorEventRecord.type,
            MajorEventRecord.occurred_on,
            *_term(disclosure).shown,
            MajorEventRecord.amount,
            MajorEventRecord.counterparty,
        )
        note = (f"发生之后{DAYS}日内应当公开，以“慈善中国”上的公开为准。",)
        blocks += [
            Heading("重大事项", "list"),
            table(disclosure, kind, rows, shown, caption="事项、金额和公开日期", notes=(note,)),
        ]
    blocks += sections(disclosure, kind)
    blocks += undisclosed(disclosure, None, (*kind.expects, *guest_expects(kind)))
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=claim(rows, f"公布了{len(rows)}件重大事项。")
        or claim(not rows, "没有报来重大资产变动、重大投资和重大交易；没有报来不等于没有发生。"),
        blocks=tuple(blocks),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}的重大资产变动、投资、交易，关联方和慈善信托",
    )
    for row in rows:
        yield _detail(disclosure, kind, row)


def _link(row: Record) -> Link:
    return Link(row.record_name, KIND.place(row))


def _term(disclosure: Disclosure) -> PublishingTerm:
    return PublishingTerm(MajorEventRecord.occurred_on, MajorEventRecord.disclosed_on, DAYS, disclosure.prepared_on)


def _detail(disclosure: Disclosure, kind: Kind, row: MajorEvent) -> Page:
    term = _term(disclosure)
    shown: list[AnyColumn] = [
        MajorEventRecord.type,
        MajorEventRecord.occurred_on,
        MajorEventRecord.amount,
        MajorEventRecord.counterparty,
    ]
    if row.type == EventType.INVESTMENT:
        shown += [MajorEventRecord.investee, MajorEventRecord.approval_ratio]
    shown.append(MajorEventRecord.resolution)
    # Only what had to be published by now has an address and a day of that.
    later = () if term.open_until(row) else (MajorEventRecord.disclosed_on, MajorEventRecord.platform_link)
    published, between = ((label, make(row)) for label, make in term.shown)
    known = facts(disclosure, row, shown)
    items = [*known[:2], published, *known[2:], *facts(disclosure, row, later[1:]), between]
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=sentence(f"{row.type}，{han_date(row.occurred_on)}发生。"),
            description=f"：{row.name}",
            crumbs=(*section_crumbs("accountability"), Link(kind.label, kind.address)),
            section="accountability",
            opening=(Facts("事项", tuple(items)), Prose((origin(disclosure, kind, [row]),))),
            expects=[
                Expectation(column.label, InRow(row, (column,)))
                for column in (*shown, *later, MajorEventRecord.summary)
            ],
            when=han_date(row.occurred_on),
        ),
    )


KIND = Kind(
    id="major_events",
    label="重大事项与关联",
    record=MajorEventRecord,
    path="events/",
    paged=True,
    pages=pages,
    checks=checks,
    order=36,
    overseen=True,
    expects=(
        Expectation(
            "重大资产变动、重大投资、重大交易及资金往来",
            InTable(MajorEventRecord, (MajorEventRecord.occurred_on,)),
        ),
    ),
)
