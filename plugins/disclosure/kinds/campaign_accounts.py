"""募捐账目: what a campaign raised and used up to a day, periodic and final; sums from its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .. import charts
from ..blocks import cell, origin_of_numbers, unspent, words, yuan
from ..dates import earlier
from ..model import (
    Block,
    Cell,
    ChartBlock,
    Disclosure,
    Expectation,
    Facts,
    Kind,
    Mark,
    Role,
    Row,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    at,
    before_start,
    by_id,
    falling,
    grouped,
    received,
    repeated,
    told_too_early,
    used_above_received,
)
from ..problems import Problem, problem
from ..quantities import money_text
from ..reading import Date, Exact, Flag, RichText, Sourced, Text, Url, column
from .campaigns import KIND as CAMPAIGNS

RAISED = ("cash_raised", "goods_raised")
CUMULATIVE = (*RAISED, "used", "cost")


class CampaignAccountRecord(Sourced):
    """The account of one campaign up to one day."""

    campaign: Text = column("募捐活动", required=True, refers_to="campaigns")
    as_of: Date = column("截止日期", required=True)
    published_on: Date = column("公布日期")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")
    platform_link: Url = column("平台网址")
    final: Flag = column("最终", description="募捐结束后的全面公开填“是”")
    cash_raised: Exact = column("累计募得资金", unit="元", description="从募捐开始到截止日期")
    goods_raised: Exact = column("累计募得物资折价", unit="元")
    used: Exact = column("累计使用", unit="元", description="只算从这次募得款物里用掉的")
    used_for: RichText = column("用途")
    cost: Exact = column("累计募捐成本", unit="元")
    unspent_plan: Text = column("尚未使用款物的使用计划")


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """Cumulative sums never fall, no more is used than came in, and the final account is the last."""
    yield from told_too_early(rows, CampaignAccountRecord)
    yield from repeated(rows, CampaignAccountRecord, "campaign", "as_of")
    yield from falling(rows, CampaignAccountRecord, "campaign", CUMULATIVE)
    yield from used_above_received(rows, CampaignAccountRecord, RAISED)
    for series in grouped(rows, "campaign").values():
        final = next((row for row in series if row["final"] == "是" and row["as_of"]), None)
        for row in series:
            if final and row is not final and row["as_of"] and not earlier(row["as_of"], final["as_of"]):
                yield problem(
                    "account-after-final",
                    at(row, CampaignAccountRecord, "as_of"),
                    left=row["as_of"],
                    right=final["as_of"],
                    other=final.where,
                )


def relate(records: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """No account of a campaign that had not begun."""
    yield from before_start(
        records["campaign_accounts"], CampaignAccountRecord, "campaign", by_id(records["campaigns"])
    )


def on_campaign(disclosure: Disclosure, campaign: Row) -> Iterator[Block]:
    """What came in and what was used: the latest account, all accounts, and CH-11; what was raised is never drawn as a share of a goal."""
    series = grouped(disclosure.records.get("campaign_accounts", ()), "campaign").get(campaign.id, [])
    if not series:
        return
    series.sort(key=lambda row: str(row.get("as_of", "")))
    last = series[-1]
    yield Facts("钱", _facts(disclosure, last), id="money")
    came = received(last, RAISED)
    if came is not None and last["used"] is not None:
        both = last["cash_raised"] is not None and last["goods_raised"] is not None
        marks = (
            Mark("募得", came, money_text(came), Role.INCOME, where=None if both else last.where),
            Mark("已用", last["used"], money_text(last["used"]), Role.EXPENSE, where=last.where),
        )
        caption = charts.Caption(
            f"campaigns-{campaign.id}",
            plain="募得和已用",
            subtitle=f"累计到{last.get('as_of', '')}；募得含资金和物资折价",
            sources=tuple(source for source in disclosure.sources.values() if source.id == last["source"]),
        )
        yield ChartBlock(charts.of_cells(caption, "bars", marks))
    yield TableBlock(_table(disclosure, campaign, series))


def _facts(disclosure: Disclosure, row: Row) -> tuple[tuple[str, Cell], ...]:
    return (
        ("累计募得资金", yuan(row, "cash_raised")),
        ("累计募得物资折价", yuan(row, "goods_raised")),
        ("累计使用", yuan(row, "used")),
        ("还没有用的（募得减已用）", unspent(row, RAISED)),
        ("用在哪", cell(disclosure, KIND, row, "used_for")),
        ("累计募捐成本", yuan(row, "cost")),
        ("没有用的怎么用", words(row, "unspent_plan")),
    )


def _table(disclosure: Disclosure, campaign: Row, series: Sequence[Row]) -> Table:
    return Table(
        f"campaign-accounts-{campaign.id}",
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
                    f"{row['as_of']}{'（最终）' if row['final'] == '是' else ''}",
                    words(row, "published_on"),
                    *(yuan(row, name) for name in CUMULATIVE),
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
    series=TimeSeries("campaign", "as_of", (*RAISED, "used")),
    beside=("campaign", CAMPAIGNS),
    checks=check,
    relations=relate,
    adds={"campaigns": on_campaign},
    expects=(Expectation("各次公开募捐募得多少、用了多少", lambda d, _: bool(d.count("campaign_accounts"))),),
)
