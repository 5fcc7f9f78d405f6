"""分组: how the parts of a total relate to it; it decides whether the parts may be drawn as shares."""

from __future__ import annotations

from ..model import Kind
from ..reading import Code, Record, RichText, Text, column

KNOWN = ("是", "否", "未证明")


class BreakdownRecord(Record):
    """One way in which a total is split."""

    id: Code = column("编号", key=True)
    title: Text = column("名称", required=True)
    total: Code = column("总额", required=True, refers_to="figures")
    disjoint: Text = column("互斥", required=True, choices=KNOWN, description="各部分互不重叠")
    complete: Text = column("完整", required=True, choices=KNOWN, description="各部分加起来就是全部")
    note: RichText = column("说明")


KIND = Kind(
    id="breakdowns", label="分组", record=BreakdownRecord, order=3, numbered=True, sourced=False, promised=False
)
