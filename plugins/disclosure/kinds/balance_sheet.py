"""资产负债表: what the organisation owns and owes at the year's beginning and end, line by line as printed."""

from __future__ import annotations

from functools import partial

from ..law import identities, statements
from ..model import Expectation, Kind
from ..reading import FromBooks, Text, Year, Yuan, column


class BalanceSheetLine(FromBooks):
    """One line of the balance sheet."""

    year: Year = column("年度", description="由文件名得出，表里不用填")
    line: Text = column("行次", description="印在表上的行次")
    item: Text = column("项目", required=True, description="印在表上的项目，一字不改")
    open: Yuan = column("年初数", description="年初余额，写到分；没有就空着")
    close: Yuan = column("期末数", description="期末余额，写到分；没有就空着")


KIND = Kind(
    id="balance_sheet",
    label="资产负债表",
    record=BalanceSheetLine,
    intro="照印好的表填，也可以直接用原来的 Excel 表；或者三张报表放在 `statements/年份.xlsx` 的三张工作表里。",
    order=20,
    yearly=True,
    expects=(
        Expectation("资产负债表", lambda d, year: any(row["year"] == year for row in d.records["balance_sheet"])),
    ),
    checks=partial(identities.check, "balance_sheet"),
    form=statements.printed_form("balance_sheet"),
)
