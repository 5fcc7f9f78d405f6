"""比例说明: why spending or management cost of a year missed the statutory line, and when that was reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import table
from ..model import Block, Disclosure, Kind, Row, repeated
from ..problems import Problem
from ..reading import Date, Exact, RichText, Sourced, Text, Year, column
from .annual_reports import KIND as ANNUAL_REPORTS

METRICS = ("慈善活动支出比例", "管理费用比例", "募捐成本比例")


class RatioExceptionRecord(Sourced):
    """One ratio of one year that was missed."""

    year: Year = column("年度", required=True)
    metric: Text = column("指标", required=True, choices=METRICS)
    actual: Exact = column("实际值", unit="%", description="百分之几，例如 62.3")
    required: Exact = column("标准", unit="%", description="百分之几，例如 70")
    reason: RichText = column("原因", required=True)
    reported_on: Date = column("报告民政日期")
    disclosed_on: Date = column("公开日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each ratio once a year."""
    yield from repeated(rows, RatioExceptionRecord, "year", "metric")


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = sorted(disclosure.records[kind.id], key=lambda row: -int(row["year"]))
    shown = ("year", "metric", "actual", "required", "reason", "reported_on")
    note = ("比例由机构自己填报，标准以登记机关认定的为准。",)
    yield table(
        disclosure,
        kind,
        rows,
        shown,
        units={"actual": "%", "required": "%"},
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
