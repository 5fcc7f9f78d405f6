"""Who reported and who did not: statements and reports of every body, a year and every year."""

from __future__ import annotations

from collections.abc import Sequence

from ...accounts import (
    Consolidated,
)
from ...blocks import claimed
from ...dates import days_between, han_date
from ...kinds.annual_reports import DUE, AnnualReportRecord, due
from ...kinds.annual_reports import KIND as ANNUAL_REPORTS
from ...law import statements as forms
from ...model import (
    Disclosure,
    Federation,
    Link,
    Table,
    TableColumn,
    TableRow,
    Tag,
)
from ...reading import Missing
from .. import statements
from .common import NOT_REPORTED


def reported(federation: Federation, year: int) -> Table:
    """What each body reported of one year, and when."""
    rows = [TableRow((_reports(body), *_states(body, year))) for body in federation.bodies(year)]
    rows += [TableRow((name, *(Tag("none", NOT_REPORTED) for _ in range(1 + len(DUE))))) for name in federation.absent]
    return Table(
        f"federation-{year}-reported",
        f"{year}年的报表和报告",
        (TableColumn("机构"), TableColumn("三张报表"), *(TableColumn(kind) for kind in DUE)),
        tuple(rows),
        notes=(
            (f"日期是在“慈善中国”公开的日期，{han_date(due(year))}到期；没有报送的，过期几天数到本站整理数据的那天。",),
        ),
        missing_key=any(isinstance(cell, Missing) for row in rows for cell in row.cells),
    )


def _reports(body: Disclosure) -> Link:
    reports_held = body.rows(AnnualReportRecord)
    return Link(body.organisation.name, f"{body.org}/{ANNUAL_REPORTS.address if reports_held else ''}", root=True)


def _states(body: Disclosure, year: int) -> tuple[Tag | Missing, ...]:
    """What became of a body's statements and reports of a year."""
    return (_statements(body, year), *(_report(body, year, kind) for kind in DUE))


def _statements(body: Disclosure, year: int) -> Tag:
    absent = statements.absent(body, year)
    if len(absent) == len(forms.KINDS):
        return _overdue(body, year)
    return Tag("checking", f"缺{'、'.join(absent)}") if absent else Tag("ok", claimed(not absent, "齐全"))


def _report(body: Disclosure, year: int, kind: str) -> Tag | Missing:
    rows = [row for row in body.rows(AnnualReportRecord) if row.year == year and row.type == kind]
    if not rows:
        return _overdue(body, year)
    day = rows[0].platform_on
    if day is None:
        return rows[0].missing(AnnualReportRecord.platform_on)
    late = days_between(due(year), day)
    return Tag("late", f"{day}，晚{late}天") if late is not None and late > 0 else Tag("ok", str(day))


def _overdue(body: Disclosure, year: int) -> Tag:
    days = days_between(due(year), body.prepared_on)
    if days is not None and days <= 0:
        return Tag("none", "还没有到期")
    return Tag("overdue", f"{NOT_REPORTED}，过期{days}天" if days else NOT_REPORTED)


def _summary(body: Disclosure, year: int) -> Tag:
    """All that a body owes for a year in two words."""
    states = [entry for entry in _states(body, year) if isinstance(entry, Tag)]
    kinds = [entry.kind for entry in states]
    if len(set(states)) == 1 and kinds[0] in {"overdue", "none"}:
        return states[0]
    for kind, words in (("overdue", "没有报齐"), ("late", "有晚报的"), ("checking", "有缺的"), ("none", "还没有报齐")):
        if kind in kinds:
            return Tag(kind, words)
    unsaid = len(states) <= len(DUE)
    return Tag("checking", claimed(unsaid, "没有写明日期")) if unsaid else Tag("ok", "按时报齐")


def every_year(federation: Federation, years: Sequence[Consolidated]) -> Table:
    """What each body reported of every year, in short."""
    inside = {year.year: {body.org for body in federation.bodies(year.year)} for year in years}
    rows = [
        TableRow(
            (
                _reports(body),
                *(_summary(body, year) if body.org in orgs else "不是成员" for year, orgs in inside.items()),
            )
        )
        for body in federation.every_body
    ]
    rows += [TableRow((name, *(Tag("none", NOT_REPORTED) for _ in years))) for name in federation.absent]
    return Table(
        "federation-reported",
        "各年度的报表和报告",
        (TableColumn("机构"), *(TableColumn(f"{year.year}年") for year in years)),
        tuple(rows),
        notes=(("看的是三张报表、年度工作报告、财务会计报告和审计报告；每一样哪天公开的，见各年度的页。",),),
    )
