"""现金流量表: cash that came in and went out by activity, line by line as printed."""

from __future__ import annotations

from functools import partial

from ..blocks import InStatement
from ..law import StatementLine, identities, statements
from ..model import Expectation, Kind
from ..reading import Yuan, column


class CashFlowLine(StatementLine):
    """One line of the cash flow statement."""

    amount = column(Yuan, "金额", description="本年金额，写到分；没有就空着")
    prior = column(Yuan, "上年金额", description="2026年度起的表才有；2026年度可以不填")


KIND = Kind(
    id="cash_flow",
    label="现金流量表",
    record=CashFlowLine,
    intro="照印好的表填。",
    order=22,
    yearly=True,
    expects=(Expectation("现金流量表", InStatement("cash_flow")),),
    checks=partial(identities.check, "cash_flow"),
    form=statements.printed_form("cash_flow"),
)
