"""分组: how the parts of a total relate to it; it decides whether the parts may be drawn as shares."""

from __future__ import annotations

from ..model import Kind, Proof
from ..reading import Code, Complete, Promise, Record, RichText, Text, column


class BreakdownRecord(Record):
    """One way in which a total is split."""

    id = column(Code, "编号", key=True)
    title = column(Text, "名称", required=True)
    total = column(Code, "总额", required=True, refers_to="figures")
    disjoint = column(Proof, "互斥", required=True, description="各部分互不重叠")
    complete = column(Proof, "完整", required=True, description="各部分加起来就是全部")
    note = column(RichText, "说明", promise=Promise.HELD)


class StatedBreakdown(Complete, BreakdownRecord):
    """A breakdown with all that it must have."""


KIND = Kind(id="breakdowns", label="分组", record=BreakdownRecord, order=3, numbered=True, sourced=False)
