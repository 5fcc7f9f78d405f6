"""制度: the rules the organisation works by; a count without names shows as rows without names."""

from __future__ import annotations

from collections.abc import Iterable

from ..columns import Date, RichText, Slug, Text, Year, column
from ..model import Disclosure, Expectation, Kind, Page
from ..parts import filled, list_page
from ..records import Sourced


class PolicyRecord(Sourced):
    """One rule or standard."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    category: Text = column("类别")
    year: Year = column("年度")
    adopted_on: Date = column("通过日期")
    summary: RichText = column("内容")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every policy."""
    yield list_page(disclosure, kind)


KIND = Kind(
    id="policies",
    label="制度",
    record=PolicyRecord,
    topic="制度",
    pages=pages,
    order=32,
    expects=(
        Expectation("制度全文", lambda d, _: filled(d, "policies", "file")),
        Expectation("制度的通过日期和版本", lambda d, _: filled(d, "policies", "adopted_on")),
        Expectation(
            "信息公开制度、项目管理制度、财务和资产管理制度",
            lambda d, _: any("信息公开" in row.name for row in d.records.get("policies", ())),
        ),
    ),
)
