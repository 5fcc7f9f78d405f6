"""数字台账: the figures that reports state, one a row, with their wording and their place in the source."""

from __future__ import annotations

from ..model import BASES, NATURES, SCOPES, STATUSES, Kind
from ..quantities import QUALIFIERS
from ..reading import Code, Exact, Sourced, Text, column


class ReportedFigure(Sourced):
    """One number as a source states it."""

    id: Code = column("编号", key=True)
    topic: Text = column(
        "主题", required=True, description="放在哪一页：总体、收入、支出、物资、计划，或某类事项的名称"
    )
    subject: Text = column("事项", required=True, description="说的是什么事")
    measure: Text = column("指标", required=True, description="量的是什么，例如 支出、受益、场次")
    value: Exact = column("数值", required=True, description="基本单位的数（元、人……），不用万或亿")
    qualifier: Text = column("约数", choices=tuple(QUALIFIERS), description="原文里的 余、多、超、以上 等，没有就留空")
    unit: Text = column("单位", required=True)
    as_written: Text = column("原文写法", required=True, description="原文里这个数的写法，一字不改，例如 62万余元")
    nature: Text = column("性质", required=True, choices=NATURES, description="认捐、规模、计划都不是到账或实际")
    scope: Text = column("口径", required=True, choices=SCOPES)
    basis: Text = column("款物", choices=BASES, description="金额才填：款物、现金或物资")
    record: Text = column("所属记录", refers_to="records", description="类别/编号，例如 projects/helping-hand")
    part_of: Code = column(
        "属于", many=True, refers_to="breakdowns", description="是哪个合计的一部分，见 breakdowns.csv"
    )
    status: Text = column("状态", required=True, choices=STATUSES)


KIND = Kind(
    id="figures",
    label="数字台账",
    record=ReportedFigure,
    order=2,
    yearly=True,
    register=True,
    numbered=True,
    offered=False,
    promised=False,
)
