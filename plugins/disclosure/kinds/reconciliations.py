"""勾稽: checks between figures that do not follow from a breakdown, and contradictions in words."""

from __future__ import annotations

from ..model import Kind, Relation, Verdict
from ..reading import Code, Complete, FormulaText, Promise, Record, RichText, Text, Year, column


class ReconciliationRecord(Record):
    """Two sides, what should hold between them, and what became of it."""

    id = column(Code, "编号", key=True)
    year = column(Year, "年度", required=True)
    topic = column(Text, "主题", required=True)
    title = column(RichText, "检查项", required=True)
    left = column(RichText, "左边", required=True)
    left_formula = column(FormulaText, "左式")
    relation = column(Relation, "关系", choices=tuple(sign for sign in Relation if sign is not Relation.NEARLY))
    right = column(RichText, "右边", required=True)
    right_formula = column(FormulaText, "右式")
    verdict = column(Verdict, "结论", required=True)
    note = column(RichText, "说明")
    source = column(Text, "来源", refers_to="sources")
    place = column(Text, "出处", promise=Promise.HELD)


class StatedCheck(Complete, ReconciliationRecord):
    """A check with all that it must have."""


KIND = Kind(
    id="reconciliations",
    label="勾稽",
    record=ReconciliationRecord,
    order=5,
    numbered=True,
    sourced=False,
    offered=False,
)
