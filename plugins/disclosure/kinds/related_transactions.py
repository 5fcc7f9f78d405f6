"""关联交易: dealings of the six types with related parties, of any amount, and whether those concerned abstained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from ..blocks import InTable, PublishingTerm, latest, table
from ..dates import earlier
from ..model import Block, Disclosure, Expectation, Kind, not_positive, out_of_order, records_of
from ..problems import Problem, problem
from ..reading import Complete, Date, Record, RichText, Slug, Sourced, Text, Yuan, column
from .major_events import KIND as MAJOR_EVENTS
from .related_parties import RelatedPartyRecord

# 81号令 art. 14 (1) to (6)


class DealingType(StrEnum):
    """What was done with a related party."""

    GIFT = "接受捐赠"
    GRANT = "资助"
    JOINT = "共同投资"
    ENTRUSTED = "委托投资"
    TRADE = "交易"
    OTHER = "其他资金往来"


class Recusal(StrEnum):
    """Whether those concerned stayed out of the decision."""

    DONE = "已回避"
    NOT_DONE = "未回避"
    NOBODY = "没有需要回避的人"


class RelatedTransactionRecord(Sourced):
    """One dealing."""

    id = column(Slug, "编号", key=True)
    type = column(DealingType, "类型", required=True)
    party = column(Text, "关联方", required=True, refers_to="related_parties")
    amount = column(Yuan, "金额")
    occurred_on = column(Date, "发生日期", required=True)
    disclosed_on = column(Date, "公开日期", description="在“慈善中国”公开的日期")
    recusal = column(Recusal, "回避")
    resolution = column(Text, "决议")
    summary = column(RichText, "内容")


class RelatedTransaction(Complete, RelatedTransactionRecord):
    """One dealing, with all that it must have."""


def checks(rows: Sequence[RelatedTransactionRecord]) -> Iterator[Problem]:
    """Published after it happened; the amount is above zero."""
    yield from out_of_order(rows, RelatedTransactionRecord.occurred_on, RelatedTransactionRecord.disclosed_on)
    yield from not_positive(rows, RelatedTransactionRecord.amount)


def relations(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """No dealing lies before the day on which the party became related."""
    parties = {row.id: row for row in records_of(records, RelatedPartyRecord)}
    for row in records_of(records, RelatedTransactionRecord):
        party = parties.get(row.party)
        if party and party.since and row.occurred_on and earlier(row.occurred_on, party.since):
            yield problem(
                "before-relation",
                row.at(RelatedTransactionRecord.occurred_on),
                cell=party.name,
                left=party.since,
                right=row.occurred_on,
                other=party.where,
            )


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """Who, what, how much and when; below it how it was decided."""
    rows = latest(disclosure.rows(RelatedTransaction), RelatedTransactionRecord.occurred_on)
    happened, published = RelatedTransactionRecord.occurred_on, RelatedTransactionRecord.disclosed_on
    shown = (
        RelatedTransactionRecord.party,
        RelatedTransactionRecord.type,
        RelatedTransactionRecord.amount,
        happened,
        *PublishingTerm(happened, published, 30, disclosure.prepared_on).shown,
    )
    note = ("关联交易不论金额大小，发生之后30日内应当公开，以“慈善中国”上的公开为准。",)
    yield table(disclosure, kind, rows, shown, caption="每笔关联交易", notes=(note,))
    decided = (
        RelatedTransactionRecord.party,
        RelatedTransactionRecord.occurred_on,
        RelatedTransactionRecord.summary,
        RelatedTransactionRecord.recusal,
        RelatedTransactionRecord.resolution,
    )
    yield table(disclosure, kind, rows, decided, caption="内容、回避和决议", table_id="decided", anchors=False)


KIND = Kind(
    id="related_transactions",
    label="关联交易",
    record=RelatedTransactionRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    relations=relations,
    order=212,
    size=RelatedTransactionRecord.amount,
    expects=(
        Expectation(
            "关联交易的类型、金额和日期",
            InTable(RelatedTransactionRecord, (RelatedTransactionRecord.type,)),
        ),
        Expectation("关联交易有没有回避", InTable(RelatedTransactionRecord, (RelatedTransactionRecord.recusal,))),
    ),
)
