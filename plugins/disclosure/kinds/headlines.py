"""年度要目: which figures and breakdowns carry a year: the totals, the statement on the home page, the key figures."""

from __future__ import annotations

from ..model import Kind
from ..reading import Code, Record, Text, Year, column

ROLES = (
    "收入合计",
    "支出合计",
    "收支差",
    "受益",
    "关键数",
    "收入分组",
    "支出分组",
    "计划收入",
    "计划支出",
    "对照收入",
    "对照支出",
    "收入缺口",
    "支出缺口",
)


class HeadlineRecord(Record):
    """One role, and the figure or breakdown that fills it."""

    year: Year = column("年度", required=True)
    role: Text = column(
        "角色",
        required=True,
        choices=ROLES,
        description="对照：另一口径的总数，例如市县两级；缺口：报告未逐项列明的部分",
    )
    figure: Code = column("编号", required=True, refers_to="totals", description="数字或分组的编号")
    label: Text = column("名称", description="显示的名称，可不填")


KIND = Kind(
    id="headlines", label="年度要目", record=HeadlineRecord, order=6, sourced=False, offered=False, promised=False
)
