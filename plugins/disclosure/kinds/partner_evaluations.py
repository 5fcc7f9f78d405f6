"""合作方评估: what became of a partner in a public appeal, and how it was watched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..blocks import InTable, table
from ..model import Block, Disclosure, Expectation, Kind, out_of_order, records_of, repeated
from ..problems import Problem, nearest, problem
from ..reading import Complete, Date, Record, RichText, Slug, Sourced, Text, column
from .campaigns import CampaignRecord
from .partners import KIND as PARTNERS


class PartnerEvaluationRecord(Sourced):
    """One partner in one campaign."""

    id = column(Slug, "编号", key=True)
    partner = column(Text, "合作方", required=True, refers_to="partners")
    filing_no = column(Text, "募捐活动备案编号")
    ended_on = column(Date, "募捐结束日期")
    evaluation = column(RichText, "评估结论")
    supervision = column(RichText, "指导监督情况")
    disclosed_on = column(Date, "公开日期")


class PartnerEvaluation(Complete, PartnerEvaluationRecord):
    """One partner in one campaign, with all that it must have."""


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """Each partner once a campaign, published after its end."""
    yield from out_of_order(rows, PartnerEvaluationRecord.ended_on, PartnerEvaluationRecord.disclosed_on)
    yield from repeated(rows, PartnerEvaluationRecord.partner, PartnerEvaluationRecord.filing_no)


def relations(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """The filing number is that of a campaign; not checked where the table of campaigns is empty."""
    known = {str(row.filing_no) for row in records_of(records, CampaignRecord) if row.filing_no is not None}
    for row in records_of(records, PartnerEvaluationRecord):
        number = row.filing_no
        if known and number is not None and number not in known:
            where = row.at(PartnerEvaluationRecord.filing_no)
            yield problem("unknown-reference", where, cell=number, target="募捐活动", hint=nearest(number, known))


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table."""
    shown = (
        PartnerEvaluationRecord.partner,
        PartnerEvaluationRecord.filing_no,
        PartnerEvaluationRecord.ended_on,
        PartnerEvaluationRecord.disclosed_on,
        PartnerEvaluationRecord.evaluation,
        PartnerEvaluationRecord.supervision,
    )
    yield table(disclosure, kind, disclosure.rows(PartnerEvaluation), shown, caption="评估结论和指导监督")


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
            InTable(PartnerEvaluationRecord, (PartnerEvaluationRecord.evaluation,)),
        ),
    ),
)
