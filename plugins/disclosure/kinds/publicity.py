"""宣传: media, events and publications; news never counts as disclosure."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import list_page
from ..model import Disclosure, Kind, Page
from ..reading import RichText, Slug, Sourced, Text, Year, column


class PublicityRecord(Sourced):
    """One act of publicity."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    year = column(Year, "年度")
    summary = column(RichText, "内容")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every act."""
    yield list_page(disclosure, kind)


KIND = Kind(
    id="publicity",
    label="宣传",
    record=PublicityRecord,
    topic="宣传与荣誉",
    pages=pages,
    order=35,
    overseen=True,
    standing=True,
)
