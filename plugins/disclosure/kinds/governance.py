"""组织治理: who decides, who watches, how work is done, as far as published."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import filled, list_page, sentence
from ..model import Disclosure, Expectation, Facts, Kind, Page
from ..model import RichText as Words
from ..reading import Date, Missing, RichText, Slug, Sourced, Text, Year, column
from . import guest_gaps, sections


class GovernanceRecord(Sourced):
    """One fact about how the organisation is run."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    category: Text = column("类别")
    year: Year = column("年度")
    summary: RichText = column("内容")
    date: Date = column("日期")


# Registered facts in the order readers ask for them: organisation.yaml key → label.
REGISTERED = {
    "kind": "组织类型",
    "uscc": "统一社会信用代码",
    "registry": "登记机关",
    "founded_on": "成立日期",
    "legal_representative": "法定代表人",
    "public_fundraising": "公开募捐资格",
    "address": "住所",
    "region": "所在地",
}


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: registered facts, then what the reports say."""
    known = disclosure.organisation.facts
    registered = Facts(
        "登记信息", tuple((label, known.get(key) or Missing.UNDISCLOSED) for key, label in REGISTERED.items())
    )
    more = tuple(sections(disclosure, kind))
    yield list_page(
        disclosure,
        kind,
        extra=(registered, *more),
        finding=_finding(disclosure, kind),
        title="报告里写到的" if more else "",
        gaps=guest_gaps(disclosure, kind),
    )


def _finding(disclosure: Disclosure, kind: Kind) -> Words:
    """Who is known to decide and to watch, and how often they met."""
    count = len(disclosure.records.get(kind.id, []))
    stated = f"报告里有{count}条治理方面的事实；" if count else ""
    members = disclosure.records.get("members", ())
    meetings = disclosure.records.get("meetings", ())
    if not members:
        met = "没有公布" if not meetings else f"没有公布，会议记录公布了{len(meetings)}次"
        return sentence(f"{stated}理事、监事名单{'和会议记录' if not meetings else ''}{met}。")
    bodies = dict.fromkeys(row["body"] for row in members)
    people = "、".join(f"{body}{len({row['name'] for row in members if row['body'] == body})}人" for body in bodies)
    met = f"公布了{len(meetings)}次会议" if meetings else "没有公布会议记录"
    return sentence(f"{stated}公布了{people}；{met}。")


KIND = Kind(
    id="governance",
    label="组织治理",
    record=GovernanceRecord,
    topic="治理",
    pages=pages,
    order=31,
    overseen=True,
    standing=True,
    expects=(
        Expectation("关联方名单和关联交易", lambda d, _: filled(d, "related_parties", "name")),
        Expectation("统一社会信用代码和登记机关", lambda d, _: bool(d.organisation.facts.get("uscc"))),
    ),
)
