"""年度要目: which figures and breakdowns carry a year: the totals, the statement on the home page, the key figures."""

from __future__ import annotations

from enum import StrEnum

from ..dates import reaches_december, stretch_of_year
from ..model import Figure, Kind, joined
from ..reading import Code, Complete, Promise, Record, Text, Year, column


class HeadlineRole(StrEnum):
    """What a figure or a breakdown is for its year."""

    INCOME = "收入合计"
    EXPENSE = "支出合计"
    DIFFERENCE = "收支差"
    HELPED = "受益"
    KEY = "关键数"
    INCOME_SPLIT = "收入分组"
    EXPENSE_SPLIT = "支出分组"
    PLANNED_INCOME = "计划收入"
    PLANNED_EXPENSE = "计划支出"
    OTHER_INCOME = "对照收入"
    OTHER_EXPENSE = "对照支出"
    INCOME_GAP = "收入缺口"
    EXPENSE_GAP = "支出缺口"


class HeadlineRecord(Record):
    """One role, and the figure or breakdown that fills it."""

    year = column(Year, "年度", required=True)
    role = column(
        HeadlineRole,
        "角色",
        required=True,
        description="对照：另一口径的总数，例如市县两级；缺口：报告未逐项列明的部分",
    )
    figure = column(Code, "编号", required=True, refers_to="totals", description="数字或分组的编号")
    label = column(Text, "名称", description="显示的名称，可不填", promise=Promise.FIXED)


class Headline(Complete, HeadlineRecord):
    """A role and what fills it."""


# What is said of the whole of a year.
OF_THE_YEAR = frozenset(
    {
        HeadlineRole.INCOME,
        HeadlineRole.EXPENSE,
        HeadlineRole.DIFFERENCE,
        HeadlineRole.HELPED,
        HeadlineRole.OTHER_INCOME,
        HeadlineRole.OTHER_EXPENSE,
    }
)


def part_of_year(row: Headline, figure: Figure, founded_on: str | None) -> str:
    """1—6月, 上半年: what a total of a year is of where it is not of all of it, since the body was founded; else nothing."""
    names = (joined(figure.subject, figure.measure), row.label or "")
    stretch = next(filter(None, map(stretch_of_year, names)), "") if row.role in OF_THE_YEAR else ""
    since_founded = (founded_on or "").startswith(str(row.year)) and reaches_december(stretch)
    return "" if since_founded else stretch


KIND = Kind(id="headlines", label="年度要目", record=HeadlineRecord, order=6, sourced=False, offered=False)
