"""志愿服务与培训: volunteering and training, in hours, person-times and sessions, never added together."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import AnyOf, InAnyYear, InRegister, list_page
from ..model import Disclosure, Expectation, Kind, Page
from ..reading import RichText, Slug, Sourced, Text, Year, column


class VolunteerRecord(Sourced):
    """One programme of volunteering or training."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    year = column(Year, "年度")
    summary = column(RichText, "内容")
    partners = column(Text, "合作方", many=True, refers_to="partners")
    # 慈善法 art.65: what an appeal for volunteers must say
    held = column(Text, "招募的时间和地点")
    requirements = column(Text, "招募条件")
    risks = column(Text, "可能的风险", description="招募志愿者时必须告知")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every programme."""
    yield list_page(disclosure, kind, section="projects")


_PEOPLE = ("人", "名", "位")

KIND = Kind(
    id="volunteers",
    label="志愿服务",
    record=VolunteerRecord,
    topic="志愿服务",
    pages=pages,
    order=58,
    expects=(
        Expectation(
            "志愿者人数",
            InAnyYear(
                AnyOf(
                    (InRegister("志愿者|义工", units=_PEOPLE), InRegister("人数", topics=("志愿服务",), units=_PEOPLE))
                )
            ),
        ),
        Expectation(
            "志愿服务时长",
            InAnyYear(AnyOf((InRegister("时长|小时|工时"), InRegister(topics=("志愿服务",), units=("小时", "工时"))))),
        ),
    ),
)
