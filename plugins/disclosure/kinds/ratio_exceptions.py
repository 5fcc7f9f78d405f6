"""比例说明: why spending or management cost of a year missed the statutory line, and when that was reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import table
from ..model import Block, Disclosure, Kind, repeated, told_before_end_of_year
from ..problems import Problem
from ..reading import Complete, Date, Exact, Record, RichText, Sourced, Year, column
from .annual_reports import KIND as ANNUAL_REPORTS


class RatioMetric(StrEnum):
    """The ratios that the law sets."""

    CHARITY = "慈善活动支出比例"
    MANAGEMENT = "管理费用比例"
    FUNDRAISING = "募捐成本比例"


class RatioExceptionRecord(Sourced):
    """One ratio of one year that was missed."""

    year = column(Year, "年度", required=True)
    metric = column(RatioMetric, "指标", required=True)
    actual = column(Exact, "实际值", unit="%", description="百分之几，例如 62.3")
    required = column(Exact, "标准", unit="%", description="百分之几，例如 70")
    reason = column(RichText, "原因", required=True)
    reported_on = column(Date, "报告民政日期")
    disclosed_on = column(Date, "公开日期")


class RatioException(Complete, RatioExceptionRecord):
    """One ratio of one year that was missed, with all that it must have."""


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """Each ratio once a year, and what it came to not told before the year is over."""
    yield from repeated(rows, RatioExceptionRecord.year, RatioExceptionRecord.metric)
    known = [row for row in rows if row[RatioExceptionRecord.actual] is not None]
    yield from told_before_end_of_year(known, RatioExceptionRecord.year, RatioExceptionRecord.disclosed_on)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = sorted(disclosure.rows(RatioException), key=lambda row: -int(row.year))
    shown = (
        RatioExceptionRecord.year,
        RatioExceptionRecord.metric,
        RatioExceptionRecord.actual,
        RatioExceptionRecord.required,
        RatioExceptionRecord.reason,
        RatioExceptionRecord.reported_on,
    )
    note = ("比例由机构自己填报，标准以登记机关认定的为准。",)
    yield table(
        disclosure,
        kind,
        rows,
        shown,
        notes=(note,),
        caption="没有达到标准的比例和原因",
    )


KIND = Kind(
    id="ratio_exceptions",
    label="支出和费用比例的说明",
    record=RatioExceptionRecord,
    page_of=ANNUAL_REPORTS,
    section=section,
    checks=checks,
    order=220,
)
