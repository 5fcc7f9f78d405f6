"""“重大”的标准: from which amount or share on the organisation itself calls something large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import filled, table
from ..model import Block, Disclosure, Expectation, Kind, Row, at, repeated
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, RichText, Sourced, Text, column
from .major_events import KIND as MAJOR_EVENTS
from .major_events import TYPES


class ThresholdRecord(Sourced):
    """One threshold."""

    kind: Text = column("事项", required=True, choices=TYPES)
    amount: Exact = column("金额标准", unit="元", description="达到这个金额就算重大")
    share: Exact = column("比例标准", unit="%", description="达到某个总额的百分之几就算重大，例如 10")
    base: Text = column("比例的基数", description="例如 上年末净资产")
    valid_from: Date = column("适用起")
    policy: Text = column("依据的制度", refers_to="policies")
    standard: RichText = column("标准原文")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """A threshold has an amount or a share or both, above zero."""
    yield from repeated(rows, ThresholdRecord, "kind", "valid_from")
    for row in rows:
        if row["amount"] is None and row["share"] is None:
            yield problem("missing-value", at(row, ThresholdRecord, "amount"), expected="金额标准或比例标准")
        for name in ("amount", "share"):
            if row[name] is not None and row[name] <= 0:
                where = at(row, ThresholdRecord, name)
                yield problem("not-positive", where, column=where.column, cell=plain(row[name]))


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table."""
    shown = ("kind", "amount", "share", "base", "valid_from", "policy", "standard")
    yield table(disclosure, kind, disclosure.records[kind.id], shown, units={"share": "%"}, caption="各类事项的标准")


KIND = Kind(
    id="thresholds",
    label="本机构的“重大”标准",
    record=ThresholdRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=210,
    expects=(Expectation("本机构的“重大”标准", lambda d, _: filled(d, "thresholds", "kind")),),
)
