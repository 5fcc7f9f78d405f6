"""来源: the documents that figures and facts come from."""

from __future__ import annotations

from ..model import LEVELS, Kind
from ..reading import Code, Date, Fingerprint, Record, Text, Url, Year, column


class SourceRecord(Record):
    """One document."""

    id: Code = column("编号", key=True)
    title: Text = column("名称", required=True)
    issuer: Text = column("发布者", required=True)
    published_on: Date = column("发布日期", required=True)
    level: Text = column(
        "等级",
        required=True,
        choices=tuple(level for level in LEVELS if level != "算"),
        description="审=审计 报=机构报告 媒=媒体 填=工作人员填报",
    )
    year: Year = column("年度", description="说的是哪一年")
    authors: Text = column("作者")
    address: Url = column("网址")
    sha256: Fingerprint = column("指纹", description="我们收到的文件的 SHA-256")
    note: Text = column("说明")


KIND = Kind(id="sources", label="来源文件", record=SourceRecord, order=1, sourced=False, divided=False)
