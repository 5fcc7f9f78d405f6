"""组织治理: who decides, who watches, how work is done, as far as published."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec.structs import replace

from ..blocks import InTable, OfOrganisation, claimed, list_page, named_by, sentence, told_by
from ..dates import earlier
from ..model import Disclosure, Expectation, Facts, Kind, Organisation, Page
from ..model import RichText as Words
from ..reading import AnyColumn, Complete, Date, Missing, RichText, Slug, Sourced, Text, Year, YesNo, column
from . import guest_expects, guests, sections
from .related_parties import RelatedPartyRecord


class GoverningBody(StrEnum):
    """The bodies of an organisation that have members."""

    COUNCIL = "理事会"
    SUPERVISORS = "监事会"
    SECRETARIAT = "秘书处"


class GovernanceRecord(Sourced):
    """One fact about how the organisation is run."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    category = column(Text, "类别")
    year = column(Year, "年度")
    summary = column(RichText, "内容")
    date = column(Date, "日期")


class GovernanceFact(Complete, GovernanceRecord):
    """One fact about how the organisation is run, with all that it must have."""


def serves(row: Member, as_of: str) -> bool:
    """Whether a term runs on that day; one without an end does."""
    begun = not row.term_start or not earlier(as_of, row.term_start)
    return begun and not (row.term_end and earlier(row.term_end, as_of))


# Registered facts in the order readers ask for them: organisation.yaml key → label.
REGISTERED: dict[AnyColumn, str] = {
    Organisation.kind: "组织类型",
    Organisation.uscc: "统一社会信用代码",
    Organisation.registry: "登记机关",
    Organisation.founded_on: "成立日期",
    Organisation.legal_representative: "法定代表人",
    Organisation.public_fundraising: "公开募捐资格",
    Organisation.address: "住所",
    Organisation.region: "所在地",
}


class MemberRecord(Sourced):
    """One position of one person for one term."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "姓名", required=True)
    body = column(GoverningBody, "机构", required=True)
    position = column(Text, "职务", required=True, description="例如 会长、副会长、理事、监事、秘书长")
    employer = column(Text, "工作单位", description="所在单位，不写住址")
    term_start = column(Date, "任期起", ahead=True)
    term_end = column(Date, "任期止", ahead=True, description="现任的填本届届满的日期；不知道就空着")
    paid = column(YesNo, "是否领取报酬")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")


class Member(Complete, MemberRecord):
    """One position of one person for one term, with all that it must have."""


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: registered facts, then what the reports say."""
    body = disclosure.organisation
    of_itself = (("介绍", body.about),) if body.about else ()
    registered = Facts(
        "登记信息",
        (*((label, body[fact] or Missing.UNDISCLOSED) for fact, label in REGISTERED.items()), *of_itself),
    )
    more = tuple(sections(disclosure, kind))
    rows = (row for shown in (kind, *guests(kind.id)) for row in disclosure.records.get(shown.id, ()))
    figures = (figure.source for figure in disclosure.of_topic(kind.topic or ""))
    named = {*named_by(rows), *figures, body.source}
    page = list_page(
        disclosure,
        kind,
        extra=(registered, *more),
        finding=_finding(disclosure),
        title=f"{told_by(disclosure, disclosure.rows(GovernanceFact))}里写到的" if more else "",
        expects=guest_expects(kind),
    )
    yield replace(page, documents=tuple(source for source in disclosure.sources.values() if source.id in named))


def _finding(disclosure: Disclosure) -> Words:
    """Who is known to decide and to watch, and how often they met."""
    facts_told = disclosure.rows(GovernanceFact)
    count = len(facts_told)
    stated = f"{told_by(disclosure, facts_told)}里有{count}条治理方面的事实；" if count else ""
    members = disclosure.rows(Member)
    meetings = disclosure.count("meetings")
    if not members:
        alone = claimed(not meetings, "理事、监事名单和会议记录没有公布。")
        return sentence(stated, alone or claimed(not members, f"理事、监事名单没有公布，会议记录公布了{meetings}次。"))
    people = []
    for body in dict.fromkeys(row.body for row in members):
        names = {row.name for row in members if row.body == body}
        now = {row.name for row in members if row.body == body and serves(row, disclosure.prepared_on)}
        people.append(f"{body}现任{len(now)}人" if now else f"{body}{len(names)}人（任期都不在现在）")
    met = claimed(meetings, f"公布了{meetings}次会议") or claimed(not meetings, "会议记录没有公布")
    return sentence(f"{stated}公布了{'、'.join(people)}；{met}。")


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
        Expectation("关联方名单", InTable(RelatedPartyRecord)),
        Expectation("统一社会信用代码", OfOrganisation(Organisation.uscc)),
        Expectation("登记机关", OfOrganisation(Organisation.registry)),
    ),
)
