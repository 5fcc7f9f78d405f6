"""合作方: every body named beside the organisation, and which ones must not be confused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import list_page, sentence, told_by
from ..expressions import expression
from ..identifiers import named_like_a_person
from ..model import Disclosure, Kind, Page
from ..problems import Problem, problem
from ..quotes import quoted
from ..reading import Complete, RichText, Slug, Sourced, Text, column
from . import guest_expects, sections
from .campaigns import Campaign


class PartnerRecord(Sourced):
    """One body."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(Text, "类型")
    summary = column(RichText, "内容")
    distinct = column(Text, "不是同一家", description="名称相近、不能混同的另一家机构")


class Partner(Complete, PartnerRecord):
    """One body, with all that it must have."""


# Types that say what somebody does beside the organisation, not that it is a body as 律师事务所 and 顾问单位 do.
_MAY_BE_A_PERSON = expression(
    r"(?:个人|人士|合作[方者]|伙伴|志愿者|义工|专家|顾问|讲师|教师|医生|律师|艺术家|大使|代言人|嘉宾|捐赠人|捐赠方)"
    r"(?!.{0,8}(?:[所会社团队站院部]|单位|组织|机构|公司|集团|中心|平台|企业|品牌|联盟|基地|工作室|媒体))"
)


def checks(rows: Sequence[PartnerRecord]) -> Iterator[Problem]:
    """A name like that of a person, where no type says that it is a body: 苏周到 is a platform, a 志愿服务合作方 may be anybody."""
    for row in rows:
        if row.name and (not row.type or _MAY_BE_A_PERSON.search(row.type)) and named_like_a_person(row.name):
            yield problem("body-like-person", row.at(PartnerRecord.name), cell=row.name)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page with every partner."""
    records = disclosure.rows(Partner)
    confusable = [(row.name, row.distinct) for row in records if row.distinct]
    finding = f"{told_by(disclosure, records)}点名的合作方和相关机构有{len(records)}家，各自做了什么列在下面。"
    if confusable:
        finding += "；".join(f"其中{quoted(name)}与{quoted(other)}不是同一家" for name, other in confusable) + "。"
    more = tuple(sections(disclosure, kind))
    yield list_page(
        disclosure,
        kind,
        section="projects",
        extra=more,
        finding=sentence(finding) if records else (),
        title="各合作方" if more else "",
        expects=guest_expects(kind) if disclosure.rows(Campaign) else (),
    )


KIND = Kind(
    id="partners",
    label="合作方",
    record=PartnerRecord,
    topic="合作方",
    pages=pages,
    checks=checks,
    order=60,
    bodies=(PartnerRecord.name,),
)
