"""审计: who audited which year, with what opinion; years without an audit are gaps and are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..blocks import filled, list_page, sentence
from ..model import Cell, Disclosure, Expectation, Kind, Link, Page, RowRole, Table, TableBlock, TableColumn, TableRow
from ..model import RichText as RichTextPieces
from ..reading import Date, RichText, Slug, Sourced, Text, Url, Year, column

TYPES = ("年度审计", "专项审计", "项目审计", "换届审计", "离任审计", "清算审计", "其他")
OPINIONS = ("标准无保留意见", "带强调事项段的无保留意见", "保留意见", "否定意见", "无法表示意见")


class AuditRecord(Sourced):
    """One audit."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    type: Text = column("类型", choices=TYPES)
    year: Year = column("实施年度")
    audited_year: Year = column("被审年度")
    auditor: Text = column("审计机构")
    report_no: Text = column("报告文号")
    report_date: Date = column("报告日期")
    opinion: Text = column("意见", choices=OPINIONS)
    disclosed_on: Date = column("公布日期")
    file: Url = column("报告网址")
    findings: RichText = column("发现的问题", description="强调事项、保留事项、管理建议")
    mending: RichText = column("整改情况")
    summary: RichText = column("内容")


def _grid(disclosure: Disclosure, kind: Kind) -> Table:
    columns = ("被审年度", "审计机构", "意见", "报告文号", "公布日期")
    names = ("audited_year", "auditor", "opinion", "report_no", "disclosed_on")
    rows = []
    for row in disclosure.records.get(kind.id, []):
        cells: list[Cell] = [row.name]
        for name in names:
            value = row[name]
            cells.append(row.missing(name) if value is None else f"{value}年" if name == "audited_year" else str(value))
        rows.append(TableRow(tuple(cells), RowRole.PLAIN))
    return Table(
        "audits",
        "每次审计公布了什么",
        (TableColumn("审计"), *(TableColumn(label, priority=2 if label == "报告文号" else 1) for label in columns)),
        tuple(rows),
        missing_key=True,
    )


def newest_opinion(disclosure: Disclosure) -> RichTextPieces:
    """The newest opinion, or that there is none."""
    records = disclosure.records.get("audits", [])
    opinions = [row for row in records if row["opinion"]]
    if opinions:
        latest = max(opinions, key=lambda row: row.get("audited_year", 0))
        auditor = f"由{latest['auditor']}审计，" if latest["auditor"] else ""
        return sentence(f"最近一次有意见的审计审的是{latest['audited_year']}年度，{auditor}意见：{latest['opinion']}。")
    if records:
        return sentence("报告只说做了审计，没有公布审计机构、审计意见和审计报告。")
    return sentence("没有公布审计情况。")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: the grid of what is known, then each audit."""
    records = disclosure.records.get(kind.id, [])
    finding = newest_opinion(disclosure) if records else ()
    page = list_page(disclosure, kind, extra=(TableBlock(_grid(disclosure, kind)),) if records else (), finding=finding)
    of_year = {row["audited_year"]: row.id for row in reversed(records) if row["audited_year"]}
    yield replace(
        page, years=tuple(Link(f"{year}年", kind.place(of_year[year])) for year in sorted(of_year, reverse=True))
    )


KIND = Kind(
    id="audits",
    label="审计",
    record=AuditRecord,
    topic="审计",
    pages=pages,
    order=30,
    overseen=True,
    standing=True,
    expects=(
        Expectation("审计机构名称", lambda d, _: filled(d, "audits", "auditor")),
        Expectation("审计意见", lambda d, _: filled(d, "audits", "opinion")),
        Expectation("审计报告全文和文号", lambda d, _: filled(d, "audits", "report_no")),
        Expectation(
            "最近一个年度财务会计报告的审计结果",
            lambda d, year: any(row["audited_year"] == year and row["opinion"] for row in d.records.get("audits", ())),
        ),
    ),
)
