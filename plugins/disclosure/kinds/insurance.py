"""慈善保险: policies taken out for people in need, who is covered and up to what."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import AnyOf, InAnyYear, InRegister, InTable, list_page
from ..model import Disclosure, Expectation, Kind, Nature, Page
from ..reading import BodyName, RichText, Slug, Sourced, Text, Year, column


class InsuranceRecord(Sourced):
    """One insurance."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    year = column(Year, "年度")
    covered = column(Text, "对象")
    summary = column(RichText, "内容")
    insurer = column(BodyName, "保险机构")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every insurance."""
    yield list_page(disclosure, kind, section="projects")


_INSURED = AnyOf((InTable(InsuranceRecord), InAnyYear(InRegister(topics=("保险",)))))

KIND = Kind(
    id="insurance",
    label="慈善保险",
    record=InsuranceRecord,
    topic="保险",
    pages=pages,
    order=53,
    expects=(
        Expectation("保费支出", InAnyYear(InRegister("保费|保险费|投保金额")), when=_INSURED),
        Expectation(
            "实际理赔的笔数和金额", InAnyYear(InRegister("理赔|赔付|赔款", nature=Nature.ACTUAL)), when=_INSURED
        ),
        Expectation("承保的保险公司", InTable(InsuranceRecord, (InsuranceRecord.insurer,)), when=_INSURED),
    ),
)
