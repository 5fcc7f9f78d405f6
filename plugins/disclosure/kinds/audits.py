"""审计: who audited which year, with what opinion; years without an audit are gaps and are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec.structs import replace

from ..blocks import OF_SOURCE, AnyOf, HadAYear, Holds, InTable, claim, claimed, list_page, named_by, sentence
from ..model import (
    LEVELS,
    Block,
    Cell,
    Disclosure,
    Expectation,
    Kind,
    Link,
    Links,
    Page,
    RowRole,
    SourceLevel,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    out_of_order,
    told_before_end_of_year,
)
from ..model import RichText as RichTextPieces
from ..problems import Problem
from ..quotes import quoted
from ..reading import AnyColumn, BodyName, Complete, Date, Promise, RichText, Slug, Sourced, Text, Url, Year, column


class AuditType(StrEnum):
    """What an audit was for."""

    ANNUAL = "年度审计"
    SPECIAL = "专项审计"
    PROJECT = "项目审计"
    CHANGE = "换届审计"
    LEAVING = "离任审计"
    LIQUIDATION = "清算审计"
    OTHER = "其他"


class AuditOpinion(StrEnum):
    """How an auditor judges."""

    UNQUALIFIED = "标准无保留意见"
    EMPHASIS = "带强调事项段的无保留意见"
    QUALIFIED = "保留意见"
    ADVERSE = "否定意见"
    DISCLAIMER = "无法表示意见"


_OTHERS_NAMED = 3  # opinions of other audits, with a reserve, that the head of the page names


class AuditRecord(Sourced):
    """One audit."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    type = column(AuditType, "类型")
    year = column(Year, "实施年度")
    audited_year = column(Year, "被审年度")
    auditor = column(BodyName, "审计机构", promise=Promise.HELD)
    report_no = column(Text, "报告文号")
    report_date = column(Date, "报告日期")
    opinion = column(AuditOpinion, "意见")
    disclosed_on = column(Date, "公布日期")
    file = column(Url, "报告网址")
    findings = column(RichText, "发现的问题", description="强调事项、保留事项、管理建议", promise=Promise.HELD)
    mending = column(RichText, "整改情况", promise=Promise.HELD)
    summary = column(RichText, "内容")


class Audit(Complete, AuditRecord):
    """One audit, with all that it must have."""


def checks(rows: Sequence[AuditRecord]) -> Iterator[Problem]:
    """Published after the report was signed; that of a whole year signed after the year was over."""
    yield from out_of_order(rows, AuditRecord.report_date, AuditRecord.disclosed_on)
    of_years = [row for row in rows if row.type is AuditType.ANNUAL]
    yield from told_before_end_of_year(of_years, AuditRecord.audited_year, AuditRecord.report_date)


# What shows that the report of an audit is public: its address, its number, or the day on which it was published.
PUBLIC_REPORT = AnyOf(
    tuple(
        InTable(AuditRecord, (shown,), dated=AuditRecord.audited_year)
        for shown in (AuditRecord.file, AuditRecord.report_no, AuditRecord.disclosed_on)
    )
)


def _grid(disclosure: Disclosure) -> Table:
    columns = ("被审年度", "审计机构", "意见", "报告文号", "公布日期")
    shown: tuple[AnyColumn, ...] = (
        AuditRecord.audited_year,
        AuditRecord.auditor,
        AuditRecord.opinion,
        AuditRecord.report_no,
        AuditRecord.disclosed_on,
    )
    rows = []
    for row in disclosure.rows(Audit):
        cells: list[Cell] = [row.name]
        for asked in shown:
            value, suffix = row[asked], "年" if asked is AuditRecord.audited_year else ""
            cells.append(row.missing(asked) if value is None else f"{value}{suffix}")
        rows.append(TableRow(tuple(cells), RowRole.PLAIN))
    return Table(
        "audits",
        "每项审计公布了什么",
        (TableColumn("审计"), *(TableColumn(label, priority=2 if label == "报告文号" else 1) for label in columns)),
        tuple(rows),
        missing_key=True,
        sources=named_by(disclosure.rows(Audit)),
    )


def newest_opinion(disclosure: Disclosure) -> RichTextPieces:
    """The newest opinion, or that there is none."""
    records = disclosure.rows(Audit)
    opinions = [row for row in records if row.opinion]
    if opinions:
        latest = max(opinions, key=lambda row: row.audited_year or 0)
        year = latest.audited_year
        lead = f"最近一次有意见的审计审的是{year}年度，" if year else f"有意见的审计是{quoted(latest.name)}，"
        auditor = f"由{latest.auditor}审计，" if latest.auditor else ""
        others = sorted(
            (row for row in opinions if row is not latest and row.opinion != AuditOpinion.UNQUALIFIED),
            key=lambda row: row.audited_year or 0,
            reverse=True,
        )[:_OTHERS_NAMED]
        beside = "，".join(
            f"{row.audited_year or row.name}{'年' if row.audited_year else ''}是{row.opinion}" for row in others
        )
        return sentence(
            f"{lead}{auditor}意见：{latest.opinion}。",
            f"别的审计里：{beside}。" if beside else "",
        )
    asked = (
        (AuditRecord.auditor, "审计机构"),
        (AuditRecord.opinion, "审计意见"),
        (AuditRecord.report_no, "报告文号"),
    )
    lacking = [label for column_, label in asked if all(row[column_] is None for row in records)]
    if not records and in_annual_reports(disclosure):
        return sentence("审计报告列在年度报告里；审计机构和意见没有登在这里。")
    return claim(records and lacking, f"写到{len(records)}项审计，{'、'.join(lacking)}没有公布。") or claim(
        not records, "没有公布审计情况。"
    )


def in_annual_reports(disclosure: Disclosure) -> bool:
    """Whether the report of an audit stands with the annual reports, wherever the audits are told."""
    return any(row.values.get("type") == "审计报告" for row in disclosure.records.get("annual_reports", ()))


def _can_be_read(disclosure: Disclosure, _: int) -> bool:
    """Whether the report of any audit can be read: at its address, among the annual reports, or as a document of the books."""
    reports = [row.values for row in disclosure.records.get("annual_reports", ())]
    documents = [source for source in disclosure.sources.values() if source.level is SourceLevel.AUDITED]
    return (
        any(row.file for row in disclosure.rows(Audit))
        or any(values.get("type") == "审计报告" and values.get("file") for values in reports)
        or any(source.address or source.original for source in documents)
    )


def _sources(disclosure: Disclosure) -> Iterator[Links]:
    """From where the figures of the newest year come: what was audited, and what is only reported, by a list each."""
    if not disclosure.years:
        return
    year = disclosure.years[0]
    counts = Counter(figure.level for figure in disclosure.figures.values() if figure.year == year)
    lines = tuple(
        (Link(f"{level.value}　{counts[level]}条", f"facts/{year}/{OF_SOURCE[level]}/"), LEVELS[level])
        for level in SourceLevel
        if counts[level]
    )
    audited = counts[SourceLevel.AUDITED]
    rest = counts.total() - audited
    title = claimed(not audited, f"{year}年的{rest}条数都不是审计报告里的，出自") or (
        f"{year}年的数，审计报告或经审计的报表里的有{audited}条{f'，别的{rest}条' if rest else ''}，出自"
    )
    if lines:
        yield Links(title, lines)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: the grid of what is known, then each audit."""
    records = disclosure.rows(Audit)
    finding = newest_opinion(disclosure)
    extra: tuple[Block, ...] = (TableBlock(_grid(disclosure)),) if records else ()
    page = list_page(disclosure, kind, extra=(*extra, *_sources(disclosure)), finding=finding)
    of_year = {row.audited_year: row.id for row in reversed(records) if row.audited_year}
    yield replace(
        page, years=tuple(Link(f"{year}年", kind.place(of_year[year])) for year in sorted(of_year, reverse=True))
    )


KIND = Kind(
    id="audits",
    label="审计",
    record=AuditRecord,
    topic="审计",
    pages=pages,
    checks=checks,
    order=30,
    overseen=True,
    standing=True,
    expects=(
        Expectation("审计机构名称", InTable(AuditRecord, (AuditRecord.auditor,))),
        Expectation("审计意见", InTable(AuditRecord, (AuditRecord.opinion,))),
        Expectation("审计报告全文", Holds(_can_be_read)),
        Expectation("审计报告文号", InTable(AuditRecord, (AuditRecord.report_no,))),
        Expectation(
            "最近一个年度财务会计报告的审计结果",
            InTable(AuditRecord, (AuditRecord.opinion,), dated=AuditRecord.audited_year),
            when=HadAYear(),
        ),
    ),
)
