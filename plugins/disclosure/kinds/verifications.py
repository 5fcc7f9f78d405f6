"""复核: totals that somebody typed a second time from the document, without looking at the register."""

from __future__ import annotations

from ..model import Kind
from ..reading import Code, Complete, Date, Exact, Record, Text, column


class VerificationRecord(Record):
    """One total, typed once more."""

    figure = column(Code, "数字", required=True, refers_to="figures", description="数字台账里的编号，例如 G001")
    value = column(
        Exact,
        "再填的数值",
        required=True,
        description="对着原件再填一遍，不看台账；基本单位的数（元、人……），不用万或亿",
    )
    entered_by = column(Text, "录入人", description="当初填台账的人；site.yaml 写了 reviewers: 2 的必填")
    checked_by = column(Text, "复核人", required=True, description="再填一遍的人；会登在数字台账上")
    on = column(Date, "复核日期", required=True)


class Verification(Complete, VerificationRecord):
    """A total typed once more, with all that must be said of it."""


KIND = Kind(
    id="verifications",
    label="复核",
    record=VerificationRecord,
    intro="年度合计对着原件再填一遍，两次一样才算复核过。",
    order=7,
    sourced=False,
    offered=False,
    promised=False,
)
