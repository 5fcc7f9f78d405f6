"""本站计算: figures that the site computes from reported ones, with the formula in the open."""

from __future__ import annotations

from ..model import SCOPES, Kind
from ..reading import Code, Formula, Record, RichText, Text, Year, column


class ComputedFigure(Record):
    """One formula over reported or other computed figures."""

    id: Code = column("编号", key=True)
    year: Year = column("年度", required=True)
    topic: Text = column("主题", required=True)
    subject: Text = column("事项", required=True)
    measure: Text = column("指标", required=True)
    formula: Formula = column("公式", required=True, description="例如 G001 - G002、sum(GB01)")
    unit: Text = column("单位", required=True)
    scope: Text = column("口径", required=True, choices=SCOPES, description="几个口径一起算时写 混合 并说明")
    record: Text = column("所属记录", refers_to="records")
    note: RichText = column("说明")


KIND = Kind(
    id="computed",
    label="本站计算的数字",
    record=ComputedFigure,
    order=4,
    register=True,
    numbered=True,
    sourced=False,
    offered=False,
    promised=False,
)
