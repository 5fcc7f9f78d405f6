"""现金流量表: cash that came in and went out by activity, line by line as printed."""

from __future__ import annotations

from functools import partial

from ..law import identities, statements
from ..model import Expectation, Kind
from ..reading import FromBooks, Text, Year, Yuan, column


class CashFlowLine(FromBooks):
    """One line of the cash flow statement."""

    year: Year = column("年度", description="由文件名得出，表里不用填")
    line: Text = column("行次", description="印在表上的行次")
    item: Text = column("项目", required=True, description="印在表上的项目，一字不改")
    amount: Yuan = column("金额", description="本年金额，写到分；没有就空着")
    prior: Yuan = column("上年金额", description="2026年度起的表才有；2026年度可以不填")


KIND = Kind(
    id="cash_flow",
    label="现金流量表",
    record=CashFlowLine,
    intro="照印好的表填。",
    order=22,
    yearly=True,
    expects=(Expectation("现金流量表", lambda d, year: any(row["year"] == year for row in d.records["cash_flow"])),),
    checks=partial(identities.check, "cash_flow"),
    form=statements.printed_form("cash_flow"),
)
