"""关联方: who founded, gives much, manages or is controlled; persons are named only with their consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, Shown, table, until
from ..identifiers import named_like_a_person
from ..model import Block, Disclosure, Expectation, Kind, Persons, out_of_order
from ..problems import Problem, problem
from ..reading import Complete, Date, Promise, Slug, Sourced, Text, column
from .major_events import KIND as MAJOR_EVENTS


class PartyType(StrEnum):
    """Why a party is related."""

    FOUNDER = "发起人"
    DONOR = "主要捐赠人"
    MANAGER = "管理人员"
    INVESTEE = "被投资方"
    CONTROL = "控制、共同控制或重大影响"
    OTHER = "其他"


class PartyNature(StrEnum):
    """What a related party is."""

    BODY = "单位"
    PERSON = "个人"


class NamingConsent(StrEnum):
    """Whether a person may be named."""

    YES = "是"
    UNNAMED = "不指名"


class RelatedPartyRecord(Sourced):
    """One related party."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(PartyType, "类别", required=True)
    relationship = column(Text, "关联关系", required=True, description="例如 本会副会长任其董事长")
    nature = column(PartyNature, "单位或个人", required=True)
    consent = column(
        NamingConsent,
        "同意公开",
        promise=Promise.OUTSIDE,
        because="谁都可以随时同意、随时收回；登出来的名称另有承诺",
        description="个人必填：是=本人同意公开姓名；不指名=名称里只写身份，例如 一位副会长的配偶",
    )
    since = column(Date, "起始日期")
    until = column(Date, "终止日期", ahead=True)
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")


class RelatedParty(Complete, RelatedPartyRecord):
    """One related party, with all that it must have."""


def checks(rows: Sequence[RelatedPartyRecord]) -> Iterator[Problem]:
    """Relations end after they begin, and persons are named only with their consent."""
    yield from out_of_order(rows, RelatedPartyRecord.since, RelatedPartyRecord.until)
    for row in rows:
        if row.nature == PartyNature.PERSON and row.consent is None:
            yield problem("person-without-consent", row.at(RelatedPartyRecord.consent), cell=row.name)
        if row.nature == PartyNature.BODY and row.name and named_like_a_person(row.name):
            yield problem("body-like-person", row.at(RelatedPartyRecord.name), cell=row.name)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, in the order of types."""
    rows = sorted(disclosure.rows(RelatedParty), key=lambda row: list(PartyType).index(row.type))
    shown: list[Shown] = [
        RelatedPartyRecord.name,
        RelatedPartyRecord.type,
        RelatedPartyRecord.relationship,
        RelatedPartyRecord.since,
    ]
    if any(row.until for row in rows):
        shown.append(until("终止日期", RelatedPartyRecord.until))
    yield table(disclosure, kind, rows, shown, caption="关联方名单和关联关系")


KIND = Kind(
    id="related_parties",
    label="关联方",
    record=RelatedPartyRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=211,
    persons=Persons.RELATED,
    bodies=(RelatedPartyRecord.name,),
    expects=(Expectation("关联方名单和关联关系", InTable(RelatedPartyRecord, (RelatedPartyRecord.name,))),),
)
