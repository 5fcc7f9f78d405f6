"""勾稽: checks between figures that do not follow from a breakdown, and contradictions in words."""

from __future__ import annotations

from ..model import Kind, Verdict
from ..reading import Code, Formula, Record, RichText, Text, Year, column


class ReconciliationRecord(Record):
    """Two sides, what should hold between them, and what became of it."""

    id: Code = column("编号", key=True)
    year: Year = column("年度", required=True)
    topic: Text = column("主题", required=True)
    title: RichText = column("检查项", required=True)
    left: RichText = column("左边", required=True)
    left_formula: Formula = column("左式")
    relation: Text = column("关系", choices=("=", "≥", "≤", "不同"))
    right: RichText = column("右边", required=True)
    right_formula: Formula = column("右式")
    verdict: Text = column("结论", required=True, choices=tuple(Verdict))
    note: RichText = column("说明")
    source: Text = column("来源", refers_to="sources")
    place: Text = column("出处")


KIND = Kind(
    id="reconciliations",
    label="勾稽",
    record=ReconciliationRecord,
    order=5,
    numbered=True,
    sourced=False,
    offered=False,
    promised=False,
)
