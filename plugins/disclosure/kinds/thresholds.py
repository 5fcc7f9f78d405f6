"""“重大”的标准: from which amount or share on the organisation itself calls something large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import InTable, table
from ..model import Block, Disclosure, Expectation, Kind, not_positive, repeated
from ..problems import Problem, problem
from ..reading import Complete, Date, Exact, RichText, Sourced, Text, Yuan, column
from .major_events import KIND as MAJOR_EVENTS
from .major_events import EventType


class ThresholdRecord(Sourced):
    """One threshold."""

    kind = column(EventType, "事项", required=True)
    amount = column(Yuan, "金额标准", description="达到这个金额就算重大")
    share = column(Exact, "比例标准", unit="%", description="达到某个总额的百分之几就算重大，例如 10")
    base = column(Text, "比例的基数", description="例如 上年末净资产")
    valid_from = column(Date, "适用起", ahead=True)
    policy = column(Text, "依据的制度", refers_to="policies")
    standard = column(RichText, "标准原文")


class Threshold(Complete, ThresholdRecord):
    """One threshold, with all that it must have."""


def checks(rows: Sequence[ThresholdRecord]) -> Iterator[Problem]:
    """A threshold has an amount or a share or both, above zero."""
    yield from repeated(rows, ThresholdRecord.kind, ThresholdRecord.valid_from)
    for row in rows:
        if row.amount is None and row.share is None:
            yield problem("missing-value", row.at(ThresholdRecord.amount), expected="金额标准或比例标准")
    yield from not_positive(rows, ThresholdRecord.amount, ThresholdRecord.share)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table."""
    shown = (
        ThresholdRecord.kind,
        ThresholdRecord.amount,
        ThresholdRecord.share,
        ThresholdRecord.base,
        ThresholdRecord.valid_from,
        ThresholdRecord.policy,
        ThresholdRecord.standard,
    )
    yield table(
        disclosure,
        kind,
        disclosure.rows(Threshold),
        shown,
        caption="各类事项的标准",
    )


KIND = Kind(
    id="thresholds",
    label="本机构的“重大”标准",
    record=ThresholdRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=210,
    expects=(Expectation("本机构的“重大”标准", InTable(ThresholdRecord, (ThresholdRecord.kind,))),),
)
