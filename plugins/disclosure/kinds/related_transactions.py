"""关联交易: dealings of the six types with related parties, of any amount, and whether those concerned abstained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..blocks import filled, interval, latest, table
from ..dates import earlier
from ..model import Block, Disclosure, Expectation, Kind, Row, at, out_of_order
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, RichText, Slug, Sourced, Text, column
from .major_events import KIND as MAJOR_EVENTS

# 81号令 art. 14 (1) to (6)
TYPES = ("接受捐赠", "资助", "共同投资", "委托投资", "交易", "其他资金往来")


class RelatedTransactionRecord(Sourced):
    """One dealing."""

    id: Slug = column("编号", key=True)
    type: Text = column("类型", required=True, choices=TYPES)
    party: Text = column("关联方", required=True, refers_to="related_parties")
    amount: Exact = column("金额", unit="元")
    occurred_on: Date = column("发生日期", required=True)
    disclosed_on: Date = column("公开日期", description="在“慈善中国”公开的日期")
    recusal: Text = column("回避", choices=("已回避", "未回避", "没有需要回避的人"))
    resolution: Text = column("决议")
    summary: RichText = column("内容")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Published after it happened; the amount is above zero."""
    yield from out_of_order(rows, RelatedTransactionRecord, "occurred_on", "disclosed_on")
    for row in rows:
        if row["amount"] is not None and row["amount"] <= 0:
            where = at(row, RelatedTransactionRecord, "amount")
            yield problem("not-positive", where, column="金额", cell=plain(row["amount"]))


def relations(records: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """No dealing lies before the day on which the party became related."""
    parties = {row["id"]: row for row in records.get("related_parties", ())}
    for row in records.get("related_transactions", ()):
        party = parties.get(row["party"])
        if party and party["since"] and row["occurred_on"] and earlier(row["occurred_on"], party["since"]):
            yield problem(
                "before-relation",
                at(row, RelatedTransactionRecord, "occurred_on"),
                cell=party["name"],
                left=party["since"],
                right=row["occurred_on"],
                other=party.where,
            )


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """Who, what, how much and when; below it how it was decided."""
    rows = latest(disclosure.records[kind.id], "occurred_on")
    when = interval("occurred_on", "disclosed_on", 30)
    shown = ("party", "type", "amount", "occurred_on", "disclosed_on", when)
    note = ("关联交易不论金额大小，发生之后30日内应当公开，以“慈善中国”上的公开为准。",)
    yield table(disclosure, kind, rows, shown, caption="每笔关联交易", notes=(note,))
    decided = ("party", "occurred_on", "summary", "recusal", "resolution")
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
    size="amount",
    expects=(
        Expectation("关联交易的类型、金额和日期", lambda d, _: filled(d, "related_transactions", "type")),
        Expectation("关联交易有没有回避", lambda d, _: filled(d, "related_transactions", "recusal")),
    ),
)
