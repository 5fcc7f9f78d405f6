"""评估等级: which grade, given by whom, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, expiry, latest, table
from ..model import Block, Disclosure, Expectation, Kind, out_of_order
from ..problems import Problem
from ..reading import BodyName, Complete, Date, Record, Slug, Sourced, Text, Url, Year, column
from .governance import KIND as GOVERNANCE


class Grade(StrEnum):
    """The grade of a social organisation."""

    FIVE = "5A"
    FOUR = "4A"
    THREE = "3A"
    TWO = "2A"
    ONE = "1A"
    NONE = "未获等级"
    OTHER = "其他"


class EvaluationRecord(Sourced):
    """One grade for one term."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True, description="例如 全省社会组织等级评估")
    grade = column(Grade, "等级", required=True)
    year = column(Year, "评估年度")
    evaluated_by = column(BodyName, "评估机关")
    valid_from = column(Date, "有效期起", ahead=True)
    valid_to = column(Date, "有效期止", ahead=True)
    link = column(Url, "网址", description="评估结果的公告")


class Evaluation(Complete, EvaluationRecord):
    """One grade for one term, with all that it must have."""


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """A grade does not end before it begins."""
    yield from out_of_order(rows, EvaluationRecord.valid_from, EvaluationRecord.valid_to)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.rows(Evaluation), EvaluationRecord.valid_from)
    yield table(
        disclosure,
        kind,
        rows,
        (
            EvaluationRecord.name,
            EvaluationRecord.grade,
            EvaluationRecord.year,
            EvaluationRecord.evaluated_by,
            EvaluationRecord.valid_from,
            expiry(EvaluationRecord.valid_to, disclosure.prepared_on),
            EvaluationRecord.link,
        ),
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
    expects=(Expectation("评估等级的评定机关和有效期", InTable(EvaluationRecord, (EvaluationRecord.valid_to,))),),
)
