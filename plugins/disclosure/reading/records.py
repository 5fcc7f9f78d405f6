"""What records of many kinds have in common."""

from __future__ import annotations

from .columns import Promise, Record, RichText, Text, column


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
