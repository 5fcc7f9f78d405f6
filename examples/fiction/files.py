"""The files of a body: tables, printed forms and registered facts."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import xlsxwriter

from .books import Year, forms
from .ledger import WEB, YEARS, Body, Cells
from .plan import COUNTIES, USCC


def table_text(rows: Iterable[Cells]) -> str:
    """A CSV with the columns that hold anything, in the order in which they first come."""
    kept = list(rows)
    filled = {name for row in kept for name, cell in row.items() if cell}
    headers = [name for name in dict.fromkeys(name for row in kept for name in row) if name in filled]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([row.get(name, "") for name in headers] for row in kept)
    return made.getvalue()


def workbook(body: Body, year: Year, number: int) -> bytes:
    """The three printed forms in one workbook, stored without compression so that the bytes are the same everywhere."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": "示例数据", "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        for _, title, headers, rows in forms(year):
            sheet = book.add_worksheet(title)
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, 5, 16)
            sheet.write_string(0, 0, title, bold)
            sheet.write_string(1, 0, f"编制单位：{body.name}")
            sheet.write_string(2, 0, f"{number}年度")
            sheet.write_string(2, 1, "单位：元")
            sheet.write_string(3, 0, f"来源：S{number}")
            for column, header in enumerate(headers):
                sheet.write_string(4, column, header, bold)
            for place, row in enumerate(rows, 5):
                for column, cell in enumerate(row):
                    if column < 2:
                        sheet.write_string(place, column, cell)
                    elif cell:
                        sheet.write_number(place, column, float(cell), money)
    stored = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name))
    return stored.getvalue()


def facts_of(body: Body) -> str:
    """organisation.yaml."""
    upper = body.id == "shili"
    facts = {
        "id": body.id, "name": body.name, "short_name": "示例市总会" if upper else body.name.removesuffix("慈善会"), "region": "示例省示例市（虚构）",
        "kind": "社会团体", "uscc": USCC if upper else f"51SHILI{list(COUNTIES).index(body.id) + 2:011d}",
        "registry": "示例市民政局（虚构）", "founded_on": "2015-01-08", "legal_representative": "示例甲" if upper else "示例丑",
        "org_form": "社会团体", "public_fundraising": "是" if upper else "否", "address": "示例市样例路1号（虚构）" if upper else "",
        "phone": "0199-80001357" if upper else "", "email": "office@example.org" if upper else "", "website": WEB if upper else "",
        "wechat": "示例慈善（虚构）" if upper else "",
        "about": "虚构的机构，只用来演示。人物、单位和数字都不存在。", "source": "T01", "sample": "是",
        "project_stages": "调研、立项、培训、实施、督导、结项评估" if upper else "",
        "part_of": "" if upper else "shili", "part_of_since": "" if upper else "2015",
        "allocation_rule": "先进先出" if upper else "按比例",
    }  # fmt: skip
    return "".join(f"{name}: {value}\n" for name, value in facts.items() if value)


REPORT = f"work-report-{YEARS[-1]}.txt"  # the one document that the example publishes


def work_report(body: Body, year: int) -> str:
    """The work report that the figures of a year come from, a sentence a number."""
    rows = [row for kind, table in body.tables.items() if kind.startswith("figures/") for row in table]
    told = (f"{row['事项']}：{row['指标']}{row['原文写法']}。" for row in rows if row["来源"] == f"N{year}")
    return "\n".join((f"{body.name}{year}年度工作报告（虚构，示例数据）", *told)) + "\n"


def files(body: Body, books: dict[int, Year]) -> Iterator[tuple[str, bytes]]:
    """Every data file of a body."""
    yield "organisation.yaml", facts_of(body).encode()
    if body.id == "shili":
        yield f"sources/{REPORT}", work_report(body, YEARS[-1]).encode()
    for kind, rows in body.tables.items():
        if rows:
            yield f"{kind}.csv", table_text(rows).encode()
    for number, year in books.items():
        if body.id == "shili" and number == YEARS[-1]:
            yield f"statements/{number}.xlsx", workbook(body, year, number)
            continue
        for kind, _, headers, lines in forms(year):
            cells = [dict(zip(headers, line, strict=True)) | {"来源": f"S{number}"} for line in lines]
            yield f"{kind}/{number}.csv", table_text(cells).encode()
