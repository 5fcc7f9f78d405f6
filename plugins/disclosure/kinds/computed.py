"""本站计算: figures that the site computes from reported ones, with the formula in the open."""

from __future__ import annotations

from ..model import Coverage, Kind
from ..reading import Code, Complete, FormulaText, Record, RichText, Text, Year, column


class ComputedFigure(Record):
    """One formula over reported or other computed figures."""

    id = column(Code, "编号", key=True)
    year = column(Year, "年度", required=True)
    topic = column(Text, "主题", required=True)
    subject = column(Text, "事项", required=True)
    measure = column(Text, "指标", required=True)
    formula = column(FormulaText, "公式", required=True, description="例如 G001 - G002、sum(GB01)")
    unit = column(Text, "单位", required=True)
    scope = column(Coverage, "口径", required=True, description="几个口径一起算时写 混合 并说明")
    record = column(Text, "所属记录", refers_to="records")
    note = column(RichText, "说明")


class StatedFormula(Complete, ComputedFigure):
    """A formula with all that it must have."""


KIND = Kind(
    id="computed",
    label="本站计算的数字",
    record=ComputedFigure,
    order=4,
    register=True,
    numbered=True,
    sourced=False,
    offered=False,
)
