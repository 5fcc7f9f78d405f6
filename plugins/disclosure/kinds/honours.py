"""荣誉与评估: honours and grades received, and from whom."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import InTable, list_page
from ..model import Disclosure, Expectation, Kind, Page
from ..reading import BodyName, RichText, Slug, Sourced, Text, Year, column


class HonourRecord(Sourced):
    """One honour or grade."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    awarded_by = column(BodyName, "授予方")
    year = column(Year, "年度")
    summary = column(RichText, "内容")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every honour."""
    yield list_page(disclosure, kind)


KIND = Kind(
    id="honours",
    label="荣誉与评估",
    record=HonourRecord,
    topic="荣誉",
    pages=pages,
    order=34,
    overseen=True,
    standing=True,
    expects=(
        Expectation("授予单位、证书和有效期", InTable(HonourRecord, (HonourRecord.awarded_by,)), InTable(HonourRecord)),
    ),
)
