"""募捐渠道与活动: where gifts came in: platforms, events, stations."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..blocks import InTable, Listed, MayAppeal, claim, list_page, sum_about, told_by
from ..model import Disclosure, Entries, Entry, Expectation, Kind, Page
from ..reading import Complete, RichText, Slug, Sourced, Text, Year, column
from .campaigns import CampaignRecord


class ChannelRecord(Sourced):
    """One way in which gifts came."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    year = column(Year, "年度")
    summary = column(RichText, "内容")


class Channel(Complete, ChannelRecord):
    """One way in which gifts came, with all that it must have."""


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every channel."""
    rows = disclosure.rows(Channel)
    unfiled = FILING_NUMBERS.lacks(disclosure, 0)
    finding = claim(
        rows and unfiled,
        f"{told_by(disclosure, rows)}提到的募捐渠道与活动有{len(rows)}条；各次公开募捐的备案编号没有公布。",
    )
    page = list_page(disclosure, kind, section="finances", finding=finding)
    shown = (_with_gifts(disclosure, block) if isinstance(block, Entries) else block for block in page.blocks)
    yield replace(page, blocks=tuple(shown))


def _with_gifts(disclosure: Disclosure, block: Entries) -> Entries:
    """The channels, each with what the gifts come to that name it one by one."""

    def with_sums(channel: Entry) -> Entry:
        count, money = sum_about(disclosure, "donations", "channel", channel.id)
        sums = (("逐笔公布的捐赠", f"{count:,}笔，{money:,.2f}元"),) if count else ()
        return replace(channel, facts=(*channel.facts, *sums))

    return replace(block, entries=tuple(map(with_sums, block.entries)))


FILING_NUMBERS = Expectation(
    "各次公开募捐活动的备案编号", InTable(CampaignRecord, (CampaignRecord.filing_no,)), when=MayAppeal("campaigns")
)

KIND = Kind(
    id="channels",
    label="募捐渠道与活动",
    record=ChannelRecord,
    pages=pages,
    order=55,
    expects=(
        Expectation(
            "逐笔捐赠明细：谁、哪天、多少钱、定向到哪里",
            Listed("donations"),
        ),
        FILING_NUMBERS,
        Expectation(
            "各次公开募捐活动的募捐方案",
            InTable(CampaignRecord, (CampaignRecord.plan_address,)),
            when=MayAppeal("campaigns"),
        ),
    ),
)
