"""计划: what the organisation says it will do; words are listed, never plotted."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import list_page, sentence
from ..model import Disclosure, Kind, Page
from ..reading import Complete, RichText, Slug, Sourced, Text, Year, column


class PlanRecord(Sourced):
    """One planned thing."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    area = column(Text, "领域")
    year = column(Year, "年度", required=True, description="计划在哪一年做")
    summary = column(RichText, "内容")


class Plan(Complete, PlanRecord):
    """One planned thing, with all that it must have."""


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every plan."""
    records = disclosure.rows(Plan)
    years = sorted({row.year for row in records if row.year})
    span = "、".join(f"{year}年" for year in years)
    yield list_page(
        disclosure,
        kind,
        section="finances",
        finding=sentence(
            f"报告写了{len(records)}项{span}计划；有数字目标的在“计划与执行”里和实际对照，没有数字的照列。"
        )
        if records
        else (),
    )


KIND = Kind(id="plans", label="工作计划", record=PlanRecord, topic=None, pages=pages, order=70)
