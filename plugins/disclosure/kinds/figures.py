"""数字台账: the figures that reports state, one a row, with their wording and their place in the source."""

from __future__ import annotations

from ..model import Coverage, FigureBasis, FigureStatus, Kind, Nature
from ..quantities import QUALIFIERS
from ..reading import Code, Complete, Exact, Sourced, Text, Year, column


class ReportedFigure(Sourced):
    """One number as a source states it."""

    id = column(Code, "编号", key=True)
    topic = column(
        Text, "主题", required=True, description="放在哪一页：总体、收入、支出、结余、物资、计划，或某类事项的名称"
    )
    subject = column(Text, "事项", required=True, description="说的是什么事")
    measure = column(Text, "指标", required=True, description="量的是什么，例如 支出、受益、场次")
    value = column(Exact, "数值", required=True, description="基本单位的数（元、人……），不用万或亿")
    qualifier = column(Text, "约数", choices=tuple(QUALIFIERS), description="原文里的 余、多、超、以上 等，没有就留空")
    unit = column(Text, "单位", required=True)
    as_written = column(Text, "原文写法", required=True, description="原文里这个数的写法，一字不改，例如 62万余元")
    sentence = column(Text, "原文句子", description="这个数所在的那一句，一字不改；原件公开的不用填，网站从原件里取")
    nature = column(Nature, "性质", required=True, description="认捐、规模、计划都不是到账或实际")
    scope = column(Coverage, "口径", required=True)
    basis = column(FigureBasis, "款物", description="金额才填：款物、现金或物资")
    record = column(Text, "所属记录", refers_to="records", description="类别/编号，例如 projects/helping-hand")
    part_of = column(
        Code, "属于", many=True, refers_to="breakdowns", description="是哪个合计的一部分，见 breakdowns.csv"
    )
    status = column(FigureStatus, "状态", required=True)
    year = column(Year, "年度", derived=True, description="由文件名得出")


class StatedFigure(Complete, ReportedFigure):
    """A figure with all that it must have."""


KIND = Kind(
    id="figures",
    label="数字台账",
    record=ReportedFigure,
    order=2,
    yearly=True,
    register=True,
    numbered=True,
    offered=False,
)
