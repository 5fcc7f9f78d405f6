"""资产负债表: what the organisation owns and owes at the year's beginning and end, line by line as printed."""

from __future__ import annotations

from functools import partial

from ..blocks import InStatement
from ..law import StatementLine, identities, statements
from ..model import Expectation, Kind
from ..reading import Yuan, column


class BalanceSheetLine(StatementLine):
    """One line of the balance sheet."""

    open = column(Yuan, "年初数", description="年初余额，写到分；没有就空着")
    close = column(Yuan, "期末数", description="期末余额，写到分；没有就空着")


KIND = Kind(
    id="balance_sheet",
    label="资产负债表",
    record=BalanceSheetLine,
    intro="照印好的表填，也可以直接用原来的 Excel 表；或者三张报表放在 `statements/年份.xlsx` 的三张工作表里。",
    order=20,
    yearly=True,
    expects=(Expectation("资产负债表", InStatement("balance_sheet")),),
    checks=partial(identities.check, "balance_sheet"),
    form=statements.printed_form("balance_sheet"),
)
