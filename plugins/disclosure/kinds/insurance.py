"""慈善保险: policies taken out for people in need, who is covered and up to what."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import filled, list_page, measured
from ..model import Disclosure, Expectation, Kind, Page
from ..reading import RichText, Slug, Sourced, Text, Year, column


class InsuranceRecord(Sourced):
    """One insurance."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    year = column(Year, "年度")
    covered = column(Text, "对象")
    summary = column(RichText, "内容")
    insurer = column(Text, "保险机构")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every insurance."""
    yield list_page(disclosure, kind, section="projects")


KIND = Kind(
    id="insurance",
    label="慈善保险",
    record=InsuranceRecord,
    topic="保险",
    pages=pages,
    order=53,
    expects=(
        Expectation("保费支出", lambda d, year: measured(d, year, "保费")),
        Expectation("实际理赔的笔数和金额", lambda d, year: measured(d, year, "理赔笔数", "理赔金额")),
        Expectation("承保的保险公司", lambda d, _: filled(d, InsuranceRecord, InsuranceRecord.insurer)),
    ),
)
