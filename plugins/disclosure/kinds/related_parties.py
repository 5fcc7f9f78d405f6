"""关联方: who founded, gives much, manages or is controlled; persons are named only with their consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import Shown, filled, table, until
from ..model import Block, Disclosure, Expectation, Kind, Persons, Row, at, out_of_order
from ..problems import Problem, problem
from ..reading import Date, Slug, Sourced, Text, column
from .major_events import KIND as MAJOR_EVENTS

TYPES = ("发起人", "主要捐赠人", "管理人员", "被投资方", "控制、共同控制或重大影响", "其他")


class RelatedPartyRecord(Sourced):
    """One related party."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    type: Text = column("类别", required=True, choices=TYPES)
    relationship: Text = column("关联关系", required=True, description="例如 本会副会长任其董事长")
    nature: Text = column("单位或个人", required=True, choices=("单位", "个人"))
    consent: Text = column(
        "同意公开",
        choices=("是", "不指名"),
        promised=False,
        description="个人必填：是=本人同意公开姓名；不指名=名称里只写身份，例如 一位副会长的配偶",
    )
    since: Date = column("起始日期")
    until: Date = column("终止日期")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Relations end after they begin, and persons are named only with their consent."""
    yield from out_of_order(rows, RelatedPartyRecord, "since", "until")
    for row in rows:
        if row["nature"] == "个人" and row["consent"] is None:
            yield problem("person-without-consent", at(row, RelatedPartyRecord, "consent"), cell=row["name"])


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, in the order of types."""
    rows = sorted(disclosure.records[kind.id], key=lambda row: TYPES.index(row["type"]))
    shown: list[Shown] = ["name", "type", "relationship", "since"]
    if any(row["until"] for row in rows):
        shown.append(until("终止日期", "until"))
    yield table(disclosure, kind, rows, shown, caption="关联方名单和关联关系")


KIND = Kind(
    id="related_parties",
    label="关联方",
    record=RelatedPartyRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=211,
    persons=Persons.RELATED,
    bodies=("name",),
    expects=(Expectation("关联方名单和关联关系", lambda d, _: filled(d, "related_parties", "name")),),
)
