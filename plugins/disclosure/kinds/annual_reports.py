"""年度报告: each report of each year: its file, its day on the statutory platform and here, and whether it was in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import (
    AnyOf,
    HadAYear,
    InRow,
    InTable,
    OfYear,
    claim,
    claimed,
    section_crumbs,
    sentence,
    table,
    undisclosed,
)
from ..dates import days_between
from ..model import (
    Block,
    Cell,
    Disclosure,
    Evidence,
    Expectation,
    Heading,
    Kind,
    Link,
    Links,
    Page,
    Tag,
    not_positive,
    out_of_order,
    repeated,
    told_before_end_of_year,
)
from ..problems import Problem
from ..reading import Complete, Date, RichText, Sourced, Text, Url, WholeNumber, Year, column
from . import guest_expects, has_records, sections
from .audits import PUBLIC_REPORT

# What everybody must publish each year, then what is only handed in.
RULE = ("年度工作报告和财务会计报告应在次年5月31日以前在“慈善中国”公开；本站不代替法定公开。",)


class ReportType(StrEnum):
    """What a report is."""

    WORK = "年度工作报告"
    FINANCE = "财务会计报告"
    AUDIT = "审计报告"
    TAX = "税前扣除资格专项信息报告"
    INSPECTION = "年检报告"
    OTHER = "其他"


DUE = (ReportType.WORK, ReportType.FINANCE, ReportType.AUDIT)


class AnnualReportRecord(Sourced):
    """One report of one year."""

    year = column(Year, "年度", required=True, description="报告说的是哪一年")
    type = column(ReportType, "类型", required=True)
    name = column(Text, "标题")
    file = column(Url, "全文网址")
    pages = column(WholeNumber, "页数", unit="页")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    disclosed_on = column(Date, "本站公开日期")
    submitted_on = column(Date, "报送日期", description="报送登记管理机关的日期")
    supervisor = column(Text, "业务主管单位")
    consented_on = column(Date, "审查同意日期")
    summary = column(RichText, "内容摘要")


class AnnualReport(Complete, AnnualReportRecord):
    """One report of one year, with all that it must have."""


def checks(rows: Sequence[AnnualReportRecord]) -> Iterator[Problem]:
    """Each report once a year, none before the year is over, the consent before the publication."""
    yield from repeated(
        (row for row in rows if row.type != ReportType.OTHER), AnnualReportRecord.year, AnnualReportRecord.type
    )
    yield from out_of_order(rows, AnnualReportRecord.consented_on, AnnualReportRecord.platform_on)
    yield from not_positive(rows, AnnualReportRecord.pages)
    told_on = (AnnualReportRecord.platform_on, AnnualReportRecord.disclosed_on, AnnualReportRecord.submitted_on)
    yield from told_before_end_of_year(rows, AnnualReportRecord.year, *told_on, sure=True)


def due(year: int) -> str:
    """The last day for the reports of a year."""
    return f"{year + 1}-05-31"


def _in_time(row: AnnualReport) -> Cell:
    if row.type not in DUE:
        return ""
    days = days_between(due(row.year), row.platform_on)
    if days is None:
        return row.missing(AnnualReportRecord.platform_on)
    return Tag("late", f"晚了{days}天公开") if days > 0 else Tag("ok", "按时公开")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list of years, gaps included, and one page a year; nothing where there is nothing."""
    if not has_records(disclosure, kind):
        return
    rows = disclosure.rows(AnnualReport)
    years = sorted({int(row.year) for row in rows}, reverse=True)
    every = list(range(years[0], years[-1] - 1, -1)) if years else []
    links = tuple(_listed(disclosure, year, [row for row in rows if row.year == year]) for year in every)
    expected = [
        Expectation(f"{year}年的各种年度报告", OfYear(year, InTable(AnnualReportRecord, dated=AnnualReportRecord.year)))
        for year in every
    ]
    if not years:
        expected.append(Expectation("年度工作报告、财务会计报告和审计报告", InTable(AnnualReportRecord)))
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=claim(years, f"列出{len(years)}个年度的报告，每年一页。") or claim(not rows, "没有公布年度报告。"),
        blocks=(
            *((Links("按年度看", links),) if links else ()),
            *sections(disclosure, kind),
            *undisclosed(disclosure, None, (*expected, *guest_expects(kind))),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}各年度的工作报告、财务会计报告和审计报告",
    )
    for year in years:
        yield _year(disclosure, kind, year)


def year_path(year: int) -> str:
    """The page with the reports of a year."""
    return f"{KIND.address}{year}/"


def _lacks(disclosure: Disclosure, year: int) -> list[ReportType]:
    """The reports of a year that are not told here, nor on the page of the audits."""
    return [type_ for type_ in DUE if not evidence_of(type_).tells(disclosure, year)]


def _listed(disclosure: Disclosure, year: int, rows: Sequence[AnnualReport]) -> tuple[Link, str]:
    lacks = _lacks(disclosure, year)
    if not rows:
        return Link(f"{year}年", f"{KIND.address}#undisclosed"), claimed(not rows, "没有公布")
    readable = all(row.file for row in rows if row.type in DUE)
    judgement = claimed(not lacks and readable, "齐全") or claimed(not lacks, "都公布了，有的没有全文")
    return Link(f"{year}年", year_path(year)), judgement or f"缺{'、'.join(lacks)}"


def _year(disclosure: Disclosure, kind: Kind, year: int) -> Page:
    rows = [row for row in disclosure.rows(AnnualReport) if row.year == year]
    rows.sort(key=lambda row: list(ReportType).index(row.type))
    lacks = _lacks(disclosure, year)
    audit = Link("审计", disclosure.kinds["audits"].address)
    listed = any(row.type == ReportType.AUDIT for row in rows) or ReportType.AUDIT in lacks
    return Page(
        path=year_path(year),
        title=f"{year}年度报告",
        finding=sentence(
            f"公布了{'、'.join(dict.fromkeys(row.type for row in rows))}",
            *(() if listed else ("；审计报告列在“", audit, "”一页")),
            f"{_lacking(lacks)}。",
        ),
        blocks=(
            *_originals(disclosure, kind, year, rows),
            *_summaries(disclosure, kind, rows),
            *_handed_in(disclosure, kind, rows),
            Links("相关的网页", tuple(_related(disclosure, audit, year))),
            *undisclosed(disclosure, year, _expected(year, rows)),
        ),
        section="accountability",
        crumbs=(*section_crumbs("accountability"), Link(kind.label, kind.address)),
        year=year,
        description=f"{disclosure.organisation.name}{year}年度工作报告、财务会计报告和审计报告的原件和公开日期",
    )


def _originals(disclosure: Disclosure, kind: Kind, year: int, rows: Sequence[AnnualReport]) -> Iterator[Block]:
    shown = (
        AnnualReportRecord.type,
        AnnualReportRecord.file,
        AnnualReportRecord.pages,
        AnnualReportRecord.platform_on,
        ("是否按时", _in_time),
        AnnualReportRecord.platform_link,
        AnnualReportRecord.disclosed_on,
    )
    yield Heading("报告原件", "files")
    yield table(disclosure, kind, rows, shown, caption=f"{year}年的报告", notes=(RULE,))


def _summaries(disclosure: Disclosure, kind: Kind, rows: Sequence[AnnualReport]) -> Iterator[Block]:
    told_of = [row for row in rows if row.summary is not None]
    if told_of:
        shown = (AnnualReportRecord.type, AnnualReportRecord.summary)
        yield Heading("内容摘要", "summary")
        yield table(disclosure, kind, told_of, shown, caption="各报告的摘要", table_id="summaries")


def _handed_in(disclosure: Disclosure, kind: Kind, rows: Sequence[AnnualReport]) -> Iterator[Block]:
    handed = [row for row in rows if row.submitted_on or row.consented_on]
    if handed:
        shown = (
            AnnualReportRecord.type,
            AnnualReportRecord.supervisor,
            AnnualReportRecord.consented_on,
            AnnualReportRecord.submitted_on,
        )
        caption = "业务主管单位审查和报送登记机关"
        yield Heading("审查和报送", "submitted")
        yield table(disclosure, kind, handed, shown, caption=caption, table_id="submitted-table")


def _related(disclosure: Disclosure, audit: Link, year: int) -> Iterator[tuple[Link, str]]:
    yield audit, "审计机构和意见"
    if any(figure.year == year for figure in disclosure.figures.values()):
        yield Link(f"{year}年数字台账", f"facts/{year}/"), "报告里的每一个数"


def _expected(year: int, rows: Sequence[AnnualReport]) -> Iterator[Expectation]:
    for type_ in DUE:
        yield Expectation(f"{year}年{type_}", evidence_of(type_))
    for row in rows:
        yield Expectation(f"{row.type}的全文", InRow(row, (AnnualReportRecord.file,)))
    for row in rows:
        if row.type in DUE:
            day = InRow(row, (AnnualReportRecord.platform_on,))
            yield Expectation(f"{row.type}在“慈善中国”公开的日期", day)


def _lacking(lacks: Sequence[str]) -> str:
    return claimed(lacks, f"；没有公布{'、'.join(lacks)}")


def report_of(type_: ReportType) -> InTable:
    """A report of this type among the annual reports."""
    return InTable(AnnualReportRecord, having=((AnnualReportRecord.type, type_),), dated=AnnualReportRecord.year)


def evidence_of(type_: ReportType) -> Evidence:
    """The same; that of an audit may be told with the audits."""
    return AnyOf((report_of(type_), PUBLIC_REPORT)) if type_ is ReportType.AUDIT else report_of(type_)


KIND = Kind(
    id="annual_reports",
    label="年度报告",
    record=AnnualReportRecord,
    path="reports/",
    pages=pages,
    checks=checks,
    order=29,
    overseen=True,
    expects=tuple(Expectation(f"最近年度的{type_}原件", report_of(type_), when=HadAYear()) for type_ in DUE),
)
