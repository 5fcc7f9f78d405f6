"""An invented organisation in its first year, tidy throughout: what mistakes are sown into, one at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from .measure import ROOT

BOOKS = ROOT / "tests" / "books" / "2023"
FORMS = ("balance_sheet", "activity_statement", "cash_flow")
Cells = dict[str, str]

ORGANISATION = "id: body\nname: 青山慈善会\npublic_fundraising: 是\norg_form: 社会团体\n"
SITE = "name: 青山公示\norganisations:\n  - body\nprepared_on: 2024-06-30\n"
ARTICLE = "Title: 这一年\nDate: 2024-03-20\nSlug: year\n\n这一年募得 [[figure: F1]]，用出 [[figure: F2]]。资助学生3120人，联合大病救助帮了212人。\n"


@dataclass
class Newcomer:
    """The tables of the organisation by their file without its ending, and the texts of the site by their path."""

    tables: dict[str, list[Cells]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def row(self, table: str, **cells: str) -> Cells:
        """The first row with these cells."""
        return next(row for row in self.tables[table] if all(row.get(label) == cell for label, cell in cells.items()))

    def set(self, table: str, key: tuple[str, str], **cells: str) -> None:
        """Change cells of the row that has *key* in a column."""
        self.row(table, **{key[0]: key[1]}).update(cells)

    def change(self, table: str, label: str, how: Callable[[str], str], place: int | None = None) -> None:
        """Change a column in one row, or in all of them."""
        for at, row in enumerate(self.tables[table]):
            if place in {None, at} and row.get(label):
                row[label] = how(row[label])

    def write(self, root: Path) -> tuple[Path, Path]:
        """Put data and content below *root*; returns both folders."""
        (root / "content").mkdir(exist_ok=True)
        for name, text in self.texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        for name, rows in self.tables.items():
            labels = list(dict.fromkeys(label for row in rows for label in row))
            stream = io.StringIO(newline="")
            csv.writer(stream, lineterminator="\n").writerows(
                [labels, *([row.get(label, "") for label in labels] for row in rows)]
            )
            path = root / "data" / "body" / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(stream.getvalue(), "utf-8")
        return root / "data", root / "content"


def figure(name: str, subject: str, measure: str, value: str, wording: str, **cells: str) -> Cells:
    """A row of the register."""
    row = {
        "编号": name, "主题": "总体", "事项": subject, "指标": measure, "数值": value, "约数": "", "单位": "元", "原文写法": wording,
        "性质": "实际", "口径": "本级", "款物": "款物", "所属记录": "", "属于": "", "状态": "已核", "来源": "R23", "出处": "第2页", "说明": "",
    }  # fmt: skip
    return row | cells


COUNT = {"款物": ""}
FIGURES = (
    figure("F1", "全年", "接收款物", "13665800", "1366.58万元"),
    figure("F2", "全年", "支出", "12487200", "1248.72万元"),
    figure("F3", "全年", "受益", "5200", "5200余人次", 单位="人次", 约数="余", **COUNT),
    figure("F4", "全年", "接收款物", "31200000", "3120万元", 口径="市县两级"),
    figure("F5", "全年", "支出", "29800000", "2980万元", 口径="市县两级"),
    figure("F6", "捐款", "收入", "12289800", "1228.98万元", 主题="收入", 属于="GI"),
    figure("F7", "会费", "收入", "156000", "15.6万元", 主题="收入", 属于="GI"),
    figure("F8", "助学", "支出", "6342100", "634.21万元", 主题="项目", 所属记录="projects/study", 属于="GE"),
    figure("F9", "助学", "受益", "3120", "3120人", 主题="项目", 单位="人", 所属记录="projects/study", **COUNT),
    figure("F10", "大病救助", "支出", "3180500", "318.05万元", 主题="项目", 所属记录="projects/ill", 属于="GE"),
    figure("F11", "大病救助", "受益", "212", "212人", 主题="项目", 单位="人", 所属记录="projects/ill", **COUNT),
    figure("F12", "慈善晚会", "举牌认捐", "5000000", "500万元", 主题="收入", 性质="认捐"),
    figure("F14", "现场捐赠", "接收款物", "860000", "86万元", 主题="收入"),
    figure("F15", "现场捐赠", "接收资金", "620000", "62万元", 主题="收入", 款物="现金"),
    figure("F16", "现场捐赠", "接收物资", "240000", "24万元", 主题="收入", 款物="物资"),
    figure("F17", "阅读角", "支出", "56000", "5.6万元", 主题="项目", 所属记录="projects/read", 属于="GE"),
    figure("F18", "阅读角", "受益", "1860", "1860人", 主题="项目", 单位="人", 所属记录="projects/read", **COUNT),
    figure("F19", "网络募捐", "筹集", "1740000", "174万元", 主题="收入", 款物="现金"),
)
PLAN = figure("F13", "2024年募捐目标", "接收款物", "15000000", "1500万元", 主题="计划", 性质="计划")

SURNAMES, GIVEN = (
    "林周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张",
    ("志远", "雨桐", "建国", "晓明", "丽华", "文博", "海燕", "国平", "美玲", "永康"),
)
SCHOOLS = (
    "山前小学",
    "河湾小学",
    "石桥中学",
    "松坡中学",
    "云岭小学",
    "青石中学",
    "梅溪小学",
    "竹园中学",
    "荷塘小学",
    "北坡中学",
    "古渡小学",
    "长滩中学",
)
GIFTS_TOTAL, PAYMENTS_TOTAL = Decimal("12289794.79"), Decimal("6342118.40")


def gifts() -> Iterator[Cells]:
    """144 gifts that come to what the statement says; nobody gives twice on one day."""
    left, number = GIFTS_TOTAL, 0
    sizes = ("100", "260", "1000", "85", "366.5", "5000", "120", "30000", "20000", "60", "680", "250000")
    for month in range(1, 13):
        for place, size in enumerate(sizes):
            last = month == 12 and place == len(sizes) - 1  # noqa: PLR2004  (December)
            body = Decimal(size) >= 20_000  # noqa: PLR2004  (large gifts are those of companies)
            amount = left if last else Decimal(size) + month * 3
            left -= amount
            number += 1
            person = f"{SURNAMES[(number * 7) % 20]}{GIVEN[(number * 3) % 10]}"
            yield {
                "捐赠编号": f"2023-{month:02d}-{place + 1:05d}", "到账日期": f"2023-{month:02d}-{place * 2 + 3:02d}",
                "金额": f"{amount:.2f}", "捐赠类型": "现金", "捐赠人类型": "单位" if body else "个人",
                "捐赠人": f"青山{SURNAMES[number % 20]}氏商贸{number}号公司" if body else person,
                "同意公开姓名": "是", "渠道": "bank", "票据号码": f"23{number:06d}", "来源": "B1",
            }  # fmt: skip


def payments() -> Iterator[Cells]:
    """36 payments of the project for pupils, which come to what its line in the statement says."""
    left = PAYMENTS_TOTAL
    for number in range(36):
        amount = left if number == 35 else Decimal(150_000 + 1_300 * number)  # noqa: PLR2004  (the last one)
        left -= amount
        yield {
            "拨付日期": f"2023-{number // 3 + 1:02d}-{number % 3 * 8 + 5:02d}", "接收方": SCHOOLS[number % 12], "接收方类型": "学校",
            "类型": "资金", "金额": f"{amount:.2f}", "用途": f"第{number + 1}批助学金", "项目": "study", "来源": "B1",
        }  # fmt: skip


def statement(form: str) -> list[Cells]:
    """A textbook statement as rows."""
    return list(csv.DictReader(io.StringIO((BOOKS / f"{form}.csv").read_text("utf-8"))))


def newcomer() -> Newcomer:
    """The organisation with everything in order: its check has no error and no question."""
    body = Newcomer(
        texts={
            "data/site.yaml": SITE,
            "data/body/organisation.yaml": ORGANISATION,
            "content/news/body/year.md": ARTICLE,
        }
    )
    body.tables = {
        "sources": [
            {"编号": "R23", "名称": "2023年度工作报告", "发布者": "青山慈善会", "发布日期": "2024-03-15", "等级": "报", "年度": "2023"},
            {"编号": "B1", "名称": "台账", "发布者": "青山慈善会", "发布日期": "2024-03-01", "等级": "填", "年度": ""},
        ],
        "channels": [{"编号": "bank", "名称": "银行转账", "来源": "B1"}],
        "projects": [
            {"编号": key, "名称": name, "状态": "已结项", "受益对象": helped, "开始日期": "2023-01-01", "结束日期": "2023-12-31", "来源": "B1"}
            for key, name, helped in (("study", "助学", "困难学生"), ("ill", "大病救助", "大病患者"), ("read", "阅读角", "乡村小学生"))
        ],
        "figures/2023": [dict(row) for row in FIGURES],
        "figures/2024": [dict(PLAN)],
        "breakdowns": [
            {"编号": "GI", "名称": "收入来源", "总额": "F1", "互斥": "是", "完整": "否"},
            {"编号": "GE", "名称": "支出去向", "总额": "F2", "互斥": "是", "完整": "否"},
        ],
        "headlines": [
            {"年度": "2023", "角色": role, "编号": name}
            for role, name in (
                ("收入合计", "F1"), ("支出合计", "F2"), ("受益", "F3"), ("对照收入", "F4"), ("对照支出", "F5"), ("计划收入", "F13"),
                ("收入分组", "GI"), ("支出分组", "GE"), ("关键数", "F19"),
            )
        ],
        "verifications": [
            {"数字": name, "再填的数值": value, "录入人": "林会计", "复核人": "周出纳", "复核日期": "2024-03-18"}
            for name, value in (("F1", "13665800"), ("F2", "12487200"), ("F3", "5200"), ("F4", "31200000"), ("F5", "29800000"), ("F13", "15000000"))
        ],
        "donations/2023": list(gifts()),
        "disbursements": list(payments()),
        "campaigns": [
            {"编号": "warm", "名称": "暖冬助学", "备案编号": "51320000000000000XA23001", "备案日期": "2023-01-02", "开始日期": "2023-01-15",
             "结束日期": "2023-12-20", "支持项目": "study", "受益人": "困难学生", "来源": "B1"},
        ],
        "campaign_accounts": [
            {"募捐活动": "warm", "截止日期": day, "公布日期": told, "累计募得资金": raised, "累计使用": used, "来源": "B1"}
            for day, told, raised, used in (("2023-03-31", "2023-04-10", "180000", "90000"), ("2023-06-30", "2023-07-10", "260000", "150000"),
                                            ("2023-09-30", "2023-10-11", "410000", "320000"), ("2023-12-20", "2024-01-08", "455000", "430000"))
        ],
        "project_progress": [
            {"项目": "study", "截止日期": day, "公布日期": told, "进展": "资助款按名单拨到学校。", "累计受益": helped, "受益单位": "人",
             "累计支出": spent, "来源": "B1"}
            for day, told, helped, spent in (("2023-03-31", "2023-04-10", "760", "1500000"), ("2023-06-30", "2023-07-10", "1480", "3100000"),
                                             ("2023-09-30", "2023-10-11", "2300", "4700000"), ("2023-12-31", "2024-01-08", "3120", "6342118.40"))
        ],
        "project_budgets": [
            {"项目": "study", "科目": item, "预算": plan, "已支": spent, "截止日期": "2023-12-31", "来源": "B1"}
            for item, plan, spent in (("助学金", "6200000", "6100000"), ("走访", "260000", "242118.40"))
        ],
        "goods": [
            {"品名": "棉被", "规格": "1.5米", "类型": kind, "日期": day, "数量": count, "单位": "床", "捐赠方": giver, "接收方": taker, "来源": "B1"}
            for kind, day, count, giver, taker in (("接收", "2023-01-12", "800", "东港商贸公司", ""), ("发放", "2023-01-20", "500", "", "石桥中学"),
                                                   ("发放", "2023-01-22", "300", "", "松坡中学"))
        ],
        **{f"{form}/2023": statement(form) for form in FORMS},
    }  # fmt: skip
    return body
