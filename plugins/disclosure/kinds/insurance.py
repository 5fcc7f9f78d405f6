"""慈善保险: policies taken out for people in need, who is covered and up to what."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import filled, list_page, measured
from ..model import Disclosure, Expectation, Kind, Page
from ..reading import RichText, Slug, Sourced, Text, Year, column


class InsuranceRecord(Sourced):
    """One insurance."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    type: Text = column("类型")
    year: Year = column("年度")
    covered: Text = column("对象")
    summary: RichText = column("内容")
    insurer: Text = column("保险机构")


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
        Expectation("承保的保险公司", lambda d, _: filled(d, "insurance", "insurer")),
    ),
)
