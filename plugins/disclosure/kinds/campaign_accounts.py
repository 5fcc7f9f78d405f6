"""募捐账目: what a campaign raised and used up to a day, periodic and final; sums from its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from .. import charts
from ..blocks import InTable, MayAppeal, cell, origin_of_numbers, place_received, sources_of, unspent, words, yuan
from ..dates import earlier, han_date
from ..model import (
    Block,
    Cell,
    Chart,
    ChartBlock,
    Disclosure,
    Expectation,
    Facts,
    Kind,
    Mark,
    Role,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    before_start,
    by_id,
    falling,
    grouped,
    in_order,
    received,
    records_of,
    repeated,
    told_too_early,
    used_above_received,
)
from ..problems import Problem, problem
from ..quantities import money_text
from ..reading import Record, YesNo
from .campaigns import KIND as CAMPAIGNS
from .campaigns import CampaignAccount, CampaignAccountRecord, CampaignRecord

RAISED = (CampaignAccountRecord.cash_raised, CampaignAccountRecord.goods_raised)
CUMULATIVE = (*RAISED, CampaignAccountRecord.used, CampaignAccountRecord.cost)


def check(rows: Sequence[CampaignAccountRecord]) -> Iterator[Problem]:
    """Cumulative sums never fall, no more is used than came in, and the final account is the last."""
    yield from told_too_early(
        rows, CampaignAccountRecord.as_of, CampaignAccountRecord.published_on, CampaignAccountRecord.platform_on
    )
    yield from repeated(rows, CampaignAccountRecord.campaign, CampaignAccountRecord.as_of)
    yield from falling(rows, CampaignAccountRecord.campaign, CampaignAccountRecord.as_of, CUMULATIVE)
    yield from used_above_received(rows, RAISED, CampaignAccountRecord.used, CampaignAccountRecord.as_of)
    for series in grouped(rows, CampaignAccountRecord.campaign).values():
        final, last = next(((row, row.as_of) for row in series if row.final == YesNo.YES and row.as_of), (None, ""))
        for row in series:
            if final and row.as_of and earlier(last, row.as_of):
                where = row.at(CampaignAccountRecord.as_of)
                yield problem("account-after-final", where, left=row.as_of, right=last, other=final.where)


def relate(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """No account of a campaign that had not begun."""
    yield from before_start(
        records_of(records, CampaignAccountRecord),
        CampaignAccountRecord.as_of,
        CampaignAccountRecord.campaign,
        by_id(records_of(records, CampaignRecord)),
        CampaignRecord.start_on,
    )


def on_campaign(disclosure: Disclosure, campaign: Record) -> Iterator[Block]:
    """What came in and what was used: the latest account, all accounts, and CH-11; what was raised is never drawn as a share of a goal."""
    accounts = disclosure.about(CampaignAccount, CampaignAccountRecord.campaign, campaign.record_id)
    series = in_order(accounts, CampaignAccountRecord.as_of)
    if not series:
        return
    last = series[-1]
    yield Facts("钱", _facts(disclosure, last), id="money")
    came = received(last, RAISED)
    if came is not None and last.used is not None:
        marks = (
            Mark("募得", came, money_text(came), Role.INCOME, where=place_received(last, RAISED)),
            Mark("已用", last.used, money_text(last.used), Role.EXPENSE, where=last.where),
        )
        caption = charts.Caption(
            f"campaigns-{campaign.record_id}",
            plain="募得和已用",
            subtitle=f"累计到{han_date(last.as_of)}；募得含资金和物资折价",
            sources=sources_of(disclosure, (last,)),
        )
        yield ChartBlock(_course(disclosure, caption, series) or charts.of_cells(caption, "bars", marks))
    yield TableBlock(_table(disclosure, campaign, series))


def _course(disclosure: Disclosure, caption: charts.Caption, series: Sequence[CampaignAccount]) -> Chart | None:
    """What was raised and used from account to account; None with fewer than two accounts that tell of both."""
    accounts = [row for row in series if received(row, RAISED) is not None and row.used is not None]
    if len(accounts) < 2:  # noqa: PLR2004  (a course has a beginning and an end)
        return None
    caption = replace(
        caption,
        subtitle=f"从开始累计，{han_date(accounts[0].as_of)}到{han_date(accounts[-1].as_of)}，公布了{len(accounts)}次；募得含资金和物资折价",
        sources=sources_of(disclosure, accounts),
    )
    raised = [(row.as_of, received(row, RAISED) or Decimal(0), place_received(row, RAISED)) for row in accounts]
    used = [(row.as_of, row.used or Decimal(0), row.where) for row in accounts]
    return charts.over_days(caption, (("募得", Role.INCOME, raised), ("已用", Role.EXPENSE, used)))


def _facts(disclosure: Disclosure, row: CampaignAccount) -> tuple[tuple[str, Cell], ...]:
    return (
        ("累计募得资金", yuan(row, CampaignAccountRecord.cash_raised)),
        ("累计募得物资折价", yuan(row, CampaignAccountRecord.goods_raised)),
        ("累计使用", yuan(row, CampaignAccountRecord.used)),
        ("还没有用的（募得减已用）", unspent(row, RAISED, CampaignAccountRecord.used)),
        ("用在哪", cell(disclosure, row, CampaignAccountRecord.used_for)),
        ("累计募捐成本", yuan(row, CampaignAccountRecord.cost)),
        ("没有用的怎么用", words(row, CampaignAccountRecord.unspent_plan)),
    )


def _table(disclosure: Disclosure, campaign: Record, series: Sequence[CampaignAccount]) -> Table:
    return Table(
        f"campaign-accounts-{campaign.record_id}",
        "历次公布的账目（都是从开始累计）",
        (
            TableColumn("截止日期"),
            TableColumn("公布日期", priority=2),
            TableColumn("资金", numeric=True),
            TableColumn("物资折价", numeric=True),
            TableColumn("使用", numeric=True),
            TableColumn("募捐成本", numeric=True, priority=2),
        ),
        tuple(
            TableRow(
                (
                    f"{row.as_of}{'（最终）' if row.final == YesNo.YES else ''}",
                    words(row, CampaignAccountRecord.published_on),
                    *(yuan(row, column) for column in CUMULATIVE),
                ),
                RowRole.PLAIN,
            )
            for row in series
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, series),),
        missing_key=True,
    )


KIND = Kind(
    id="campaign_accounts",
    label="募捐账目",
    record=CampaignAccountRecord,
    order=57,
    series=TimeSeries(
        CampaignAccountRecord.campaign, CampaignAccountRecord.as_of, (*RAISED, CampaignAccountRecord.used)
    ),
    beside=(CampaignAccountRecord.campaign, CAMPAIGNS),
    checks=check,
    relations=relate,
    adds={"campaigns": on_campaign},
    expects=(Expectation("各次公开募捐募得多少、用了多少", InTable(CampaignAccountRecord), MayAppeal("campaigns")),),
)
