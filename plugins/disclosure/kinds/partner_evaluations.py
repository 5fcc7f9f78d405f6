"""合作方评估: what became of a partner in a public appeal, and how it was watched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..blocks import filled, table
from ..model import Block, Disclosure, Expectation, Kind, Row, at, out_of_order, repeated
from ..problems import Problem, nearest, problem
from ..reading import Date, RichText, Slug, Sourced, Text, column
from .partners import KIND as PARTNERS


class PartnerEvaluationRecord(Sourced):
    """One partner in one campaign."""

    id: Slug = column("编号", key=True)
    partner: Text = column("合作方", required=True, refers_to="partners")
    filing_no: Text = column("募捐活动备案编号")
    ended_on: Date = column("募捐结束日期")
    evaluation: RichText = column("评估结论")
    supervision: RichText = column("指导监督情况")
    disclosed_on: Date = column("公开日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each partner once a campaign, published after its end."""
    yield from out_of_order(rows, PartnerEvaluationRecord, "ended_on", "disclosed_on")
    yield from repeated(rows, PartnerEvaluationRecord, "partner", "filing_no")


def relations(records: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """The filing number is that of a campaign; not checked where the table of campaigns is empty."""
    known = {str(row["filing_no"]) for row in records.get("campaigns", ()) if row["filing_no"] is not None}
    for row in records.get("partner_evaluations", ()):
        number = row["filing_no"]
        if known and number is not None and number not in known:
            where = at(row, PartnerEvaluationRecord, "filing_no")
            yield problem("unknown-reference", where, cell=number, target="募捐活动", hint=nearest(number, known))


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table."""
    shown = ("partner", "filing_no", "ended_on", "disclosed_on", "evaluation", "supervision")
    yield table(disclosure, kind, disclosure.records[kind.id], shown, caption="评估结论和指导监督")


KIND = Kind(
    id="partner_evaluations",
    label="募捐合作方的评估",
    record=PartnerEvaluationRecord,
    page_of=PARTNERS,
    section=section,
    checks=checks,
    relations=relations,
    order=230,
    expects=(
        Expectation(
            "对募捐合作方的评估和指导监督情况",
            lambda d, _: filled(d, "partner_evaluations", "evaluation"),
        ),
    ),
)
