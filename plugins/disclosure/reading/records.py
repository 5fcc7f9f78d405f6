"""What records of many kinds have in common."""

from __future__ import annotations

from ..numerals import CURRENCIES
from .cell_types import Date, Exact, Promise, RichText, Text
from .columns import Record, column

ABROAD = "币种、汇率、汇率日期"  # the columns beside 外币金额


class Sourced(Record):
    """A record that says which document it comes from, and where in it; these stand last in every table."""

    source = column(Text, "来源", required=True, refers_to="sources", description="来源文件的编号，见 sources.csv")
    place = column(Text, "出处", description="在来源文件里的位置，例如 一、（二）第1项")
    note = column(RichText, "说明", description="我们自己的简短说明；数字用 {编号} 引用")


class FromBooks(Record):
    """A line of a printed form: its source may stand in the title rows, or be the organisation's own books."""

    source = column(
        Text,
        "来源",
        refers_to="sources",
        description="来源文件的编号；也可以在表头上面写“来源：编号”；都不写就是本会自己填报",
    )
    place = column(Text, "出处", description="在来源文件里的位置", promise=Promise.HELD)
    note = column(RichText, "说明", description="我们自己的简短说明")


class InCurrency(Record):
    """Money that was given or paid in another currency; the amount of the row stays in yuan, worked out by the rate."""

    currency = column(Text, "币种", choices=CURRENCIES, description="原来是外币的才填；人民币空着")
    foreign_amount = column(Exact, "外币金额", description="原币的数；“金额”一栏填折成的人民币元")
    rate = column(Exact, "汇率", description="1 单位外币合多少元人民币，例如 7.1235；外币金额×汇率＝金额（到分）")
    rate_day = column(Date, "汇率日期", description="这个汇率是哪一天的")
