"""来源: the documents that figures and facts come from."""

from __future__ import annotations

from ..model import Kind, SourceLevel
from ..reading import Code, Date, Fingerprint, Flag, Record, Text, Url, Year, column


class SourceRecord(Record):
    """One document."""

    id = column(Code, "编号", key=True)
    title = column(Text, "名称", required=True)
    issuer = column(Text, "发布者", required=True)
    published_on = column(Date, "发布日期", required=True)
    level = column(
        SourceLevel,
        "等级",
        required=True,
        choices=tuple(level for level in SourceLevel if level is not SourceLevel.COMPUTED),
        description="审=审计 报=机构报告 媒=媒体 填=工作人员填报",
    )
    year = column(Year, "年度", description="说的是哪一年")
    authors = column(Text, "作者")
    address = column(Url, "网址")
    sha256 = column(Fingerprint, "指纹", description="我们收到的文件的 SHA-256")
    document = column(
        Text,
        "原件",
        public=False,
        description="文件放在本机构文件夹的 sources 里，这里填文件名；文件名就是编号时（如 GX2023.docx）不用填",
    )
    published = column(
        Flag,
        "公开原件",
        public=False,
        description="填“是”，原件登在网上（PDF 或 txt）；不填就是不公开，只用来核对",
    )
    note = column(Text, "说明")


KIND = Kind(
    id="sources",
    label="来源文件",
    record=SourceRecord,
    order=1,
    sourced=False,
    divided=False,
    placed="data/#source-{}".format,
)
