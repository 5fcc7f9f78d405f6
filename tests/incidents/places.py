"""Small data folders in which the failures of the past are made again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from textbooks import book_rows

from disclosure.accounts.site import read_site
from disclosure.kinds import kind_of
from disclosure.problems import Problem, Report

Cells = Mapping[str, str]

SITE = "name: 试\norganisations:\n  - body\nprepared_on: 2025-02-28\n"
ORGANISATION = "id: body\nname: 青山慈善会\npublic_fundraising: 是\n"
SOURCE = {"编号": "B1", "名称": "台账", "发布者": "青山慈善会", "发布日期": "2024-12-31", "等级": "填"}
REPORT = {"编号": "R24", "名称": "年度报告", "发布者": "青山慈善会", "发布日期": "2025-02-01", "等级": "报"}
PROJECT = {
    "编号": "books",
    "名称": "送书",
    "开始日期": "2024-02-01",
    "状态": "已结项",
    "结束日期": "2024-11-30",
    "来源": "B1",
}
CAMPAIGN = {
    "编号": "warm", "名称": "暖冬", "备案编号": "51320000000000000XA24001", "备案日期": "2024-01-01", "开始日期": "2024-01-15",
    "结束日期": "2024-12-31", "支持项目": "books", "来源": "B1",
}  # fmt: skip


@dataclass
class Place:
    """The data and content of one organisation, table by table; written when asked."""

    root: Path
    tables: dict[str, list[Cells]] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    workbooks: set[str] = field(default_factory=set)
    site: str = SITE
    organisation: str = ORGANISATION

    def add(self, name: str, *rows: Cells) -> None:
        """Rows of a table under Chinese headers; *name* is the file without its ending."""
        self.tables.setdefault(name, []).extend(rows)

    def write(self) -> tuple[Path, Path]:
        """Put everything on disk."""
        data, content = self.root / "data", self.root / "content"
        (data / "body").mkdir(parents=True, exist_ok=True)
        (content / "news" / "body").mkdir(parents=True, exist_ok=True)
        (data / "site.yaml").write_text(self.site, "utf-8")
        (data / "body" / "organisation.yaml").write_text(self.organisation, "utf-8")
        for name, rows in {"sources": [SOURCE, REPORT], **self.tables}.items():
            headers = list(dict.fromkeys(label for row in rows for label in row))
            lines = [headers, *([row.get(label, "") for label in headers] for row in rows)]
            path = data / "body" / name
            path.parent.mkdir(exist_ok=True)
            if name in self.workbooks:
                _workbook(path.with_suffix(".xlsx"), lines)
            else:
                path.with_suffix(".csv").write_text(_csv(lines), "utf-8")
        for name, text in self.prose.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_text(text, "utf-8")
        return data, content


def faults_of(code: str, root: Path, **tables: list[dict[str, str]]) -> list[Problem]:
    """What is told under *code* of two projects, one of 2024 and one that began in 2023, with these tables; `__` parts folders."""
    place = Place(root)
    place.add("projects", PROJECT, {**PROJECT, "编号": "old", "名称": "助餐", "开始日期": "2023-02-01"})
    for name, rows in tables.items():
        place.add(name.replace("__", "/"), *rows)
    data, _ = place.write()
    report = Report()
    read_site(data, "data", report)
    return [fault for fault in report if fault.code == code]


def _csv(lines: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(lines)
    return stream.getvalue()


def _workbook(path: Path, lines: Sequence[Sequence[str]]) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "捐赠"
    for line in lines:
        sheet.append(list(line))
    made.save(path)


def figure(name: str, value: str, **cells: str) -> dict[str, str]:
    """A row of figures, written as plain yuan."""
    row = {
        "编号": name, "主题": "总体", "事项": "全年", "指标": "收入", "数值": value, "单位": "元", "原文写法": f"{value}元", "性质": "实际",
        "口径": "本级", "款物": "款物", "状态": "已核", "来源": "R24",
    }  # fmt: skip
    return {**row, **cells}


def gift(number: str, day: str, amount: str, **cells: str) -> dict[str, str]:
    """A row of donations: from a named person who agrees."""
    row = {
        "捐赠编号": number, "到账日期": day, "金额": amount, "捐赠类型": "现金", "捐赠人类型": "个人", "捐赠人": f"林{number[-1]}平",
        "同意公开姓名": "是", "来源": "B1",
    }  # fmt: skip
    return {**row, **cells}


def paid(day: str, receiver: str, amount: str, **cells: str) -> dict[str, str]:
    """A row of disbursements."""
    row = {
        "拨付日期": day,
        "接收方": receiver,
        "接收方类型": "学校",
        "类型": "资金",
        "金额": amount,
        "项目": "books",
        "来源": "B1",
    }
    return {**row, **cells}


def goods(move: str, day: str, quantity: str, **cells: str) -> dict[str, str]:
    """A row of goods: masks."""
    row = {"品名": "口罩", "规格": "KN95", "类型": move, "日期": day, "数量": quantity, "单位": "只", "来源": "B1"}
    return {**row, **cells}


def statement(kind: str, year: int, change: Callable[[list[list[str]]], None] | None = None) -> list[Cells]:
    """A textbook statement as rows, its amounts changed where asked."""
    rows = book_rows(year, kind)
    if change:
        change(rows)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def columns(kind_id: str) -> set[str]:
    """The headers that a kind knows."""
    kind = kind_of(kind_id)
    assert kind
    return {one.label for one in kind.record.columns}


def two_clean_years(place: Place) -> None:
    """Everything that a tidy organisation enters in two years: nothing in it is odd."""
    place.add(
        "projects",
        PROJECT,
        {**PROJECT, "编号": "meals", "名称": "助餐", "状态": "进行中", "开始日期": "2023-02-01", "结束日期": ""},
    )
    place.add("campaigns", {**CAMPAIGN, "受益人": "乡村学生", "地域": "青山市"})
    place.add("channels", {"编号": "bank", "名称": "银行转账", "来源": "B1"})
    place.add("funds", {"编号": "spring", "名称": "春天基金", "来源": "B1"})
    amounts = ("100", "250", "1000", "80", "36.5", "5000", "120", "300", "20000", "60")
    for year in (2023, 2024):
        place.add(
            "donations",
            *(
                gift(f"{year}-{month:02d}-{number:05d}", f"{year}-{month:02d}-{number + 2:02d}", amount, 捐赠人=f"{first}{second}",
                     渠道="bank", 募捐活动="warm" if year == 2024 and month > 1 else "", 票据号码=f"{year}{month:02d}{number:04d}")
                for month in range(1, 13)
                for number, (amount, first, second) in enumerate(zip(amounts, "林周吴郑冯陈褚卫蒋沈", "平安和美丽明国立新华", strict=True), 1)
            ),
        )  # fmt: skip
        place.add("fund_accounts", {"基金": "spring", "年度": str(year), "年初余额": str(50000 + 12000 * (year - 2023)),
                                    "本年收入": str(30000 + 4000 * (year - 2023)), "本年支出": str(18000 + 3000 * (year - 2023)),
                                    "年末余额": str(62000 + 13000 * (year - 2023)), "来源": "B1"})  # fmt: skip
        place.add(f"figures/{year}", figure(f"A{year}", str(1_200_000 + 130_000 * (year - 2023)), 来源=f"R{year - 2000}"),
                  figure(f"B{year}", str(900_000 + 150_000 * (year - 2023)), 指标="支出", 来源=f"R{year - 2000}"))  # fmt: skip
    place.add("sources", SOURCE, REPORT, {**REPORT, "编号": "R23", "名称": "上年的年度报告", "发布日期": "2024-02-01"})
    place.add("headlines", *({"年度": str(year), "角色": role, "编号": f"{letter}{year}"} for year in (2023, 2024)
                             for role, letter in (("收入合计", "A"), ("支出合计", "B"))))  # fmt: skip
    schools = (
        "山前小学",
        "河湾小学",
        "石桥中学",
        "柳林村委会",
        "松坡中学",
        "云岭小学",
        "青石中学",
        "梅溪小学",
        "竹园村委会",
        "荷塘小学",
    )
    place.add("disbursements", *(paid(f"2024-{number % 9 + 3:02d}-18", school, f"{8000 + 700 * number}", 募捐活动="warm", 用途="图书和书架")
                                 for number, school in enumerate(schools)))  # fmt: skip
    place.add("project_progress", *({"项目": "meals", "截止日期": day, "公布日期": told, "累计收入": income, "累计支出": spent, "来源": "B1"}
                                    for day, told, income, spent in (("2024-03-31", "2024-04-08", "42000", "30000"),
                                                                     ("2024-06-30", "2024-07-09", "61000", "47000"),
                                                                     ("2024-09-30", "2024-10-08", "80000", "66000"),
                                                                     ("2024-11-30", "2024-12-06", "90500", "78000"))))  # fmt: skip
    place.add("goods", goods("接收", "2024-02-03", "36000", 捐赠方="东港商贸公司"), goods("发放", "2024-02-10", "16000", 接收方="市第一医院"),
              goods("发放", "2024-02-11", "20000", 接收方="市第二医院"))  # fmt: skip
