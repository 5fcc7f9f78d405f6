"""评估等级: which grade, given by whom, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import filled, latest, table
from ..model import Block, Disclosure, Expectation, Kind, Row, out_of_order
from ..problems import Problem
from ..reading import Date, Slug, Sourced, Text, Url, Year, column
from .governance import KIND as GOVERNANCE

GRADES = ("5A", "4A", "3A", "2A", "1A", "未获等级", "其他")


class EvaluationRecord(Sourced):
    """One grade for one term."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True, description="例如 全省社会组织等级评估")
    grade: Text = column("等级", required=True, choices=GRADES)
    year: Year = column("评估年度")
    evaluated_by: Text = column("评估机关")
    valid_from: Date = column("有效期起")
    valid_to: Date = column("有效期止")
    link: Url = column("网址", description="评估结果的公告")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """A grade does not end before it begins."""
    yield from out_of_order(rows, EvaluationRecord, "valid_from", "valid_to")


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.records[kind.id], "valid_from")
    yield table(
        disclosure,
        kind,
        rows,
        ("name", "grade", "year", "evaluated_by", "valid_from", "valid_to", "link"),
        caption="历次评估",
    )


KIND = Kind(
    id="evaluations",
    label="评估等级",
    record=EvaluationRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=206,
    expects=(Expectation("评估等级的评定机关和有效期", lambda d, _: filled(d, "evaluations", "valid_to")),),
)
