"""Clean tables of realistic shape: what is asked about them is a false alarm."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from disclosure.compose import check
from disclosure.problems import Severity

from .newcomer import GIVEN, ORGANISATION, SITE, SURNAMES, Cells, Newcomer, figure
from .tables import Result

TITLE = "干净的表上问了几次"
_ALONE = "一二三四五六七八九十"
_OFFICES = (
    "民政局", "财政局", "教育局", "卫生健康局", "交通运输局", "住房和城乡建设局", "税务局", "水务局", "农业农村局", "商务局", "审计局", "司法局",
    "公安局", "总工会", "妇联", "残联", "科协", "融媒体中心", "第一中学", "第二中学", "实验小学", "人民医院", "中医医院", "城东街道", "城西街道",
)  # fmt: skip
_TRADES = ("建设", "商贸", "物流", "电子", "食品", "医药", "置业", "纺织", "机械", "环保", "科技", "餐饮")
_PLACES = ("青山", "河湾", "石桥", "柳林", "松坡", "云岭", "梅溪", "竹园", "荷塘", "北坡", "古渡", "长滩")


def _base(total: Decimal) -> Newcomer:
    """The smallest tidy organisation: a total, a source, and the total typed twice."""
    whole = f"{total:.2f}"
    body = Newcomer(texts={"data/site.yaml": SITE, "data/body/organisation.yaml": ORGANISATION})
    body.tables = {
        "sources": [
            {"编号": "R23", "名称": "2023年度工作报告", "发布者": "青山慈善会", "发布日期": "2024-03-15", "等级": "报", "年度": "2023"},
            {"编号": "B1", "名称": "台账", "发布者": "青山慈善会", "发布日期": "2024-03-01", "等级": "填", "年度": ""},
        ],
        "figures/2023": [figure("F1", "全年", "接收款物", whole, f"{total:,.2f}元")],
        "headlines": [{"年度": "2023", "角色": "收入合计", "编号": "F1"}],
        "verifications": [
            {"数字": "F1", "再填的数值": whole, "录入人": "林会计", "复核人": "周出纳", "复核日期": "2024-03-18"}
        ],
    }  # fmt: skip
    return body


def _numbered(rows: Iterator[Cells]) -> list[Cells]:
    """Gifts in the order of days, each with our number of its month."""
    counted: dict[str, int] = {}
    gifts = []
    for row in sorted(rows, key=lambda gift: gift["到账日期"]):
        month = row["到账日期"][:7]
        counted[month] = counted.get(month, 0) + 1
        gifts.append({"捐赠编号": f"{month}-{counted[month]:05d}", **row, "来源": "B1"})
    return gifts


def _gift(chance: random.Random, name: str, amount: str, day: str, **cells: str) -> Cells:
    return {
        "到账日期": day, "金额": amount, "捐赠类型": "现金", "捐赠人类型": "个人", "捐赠人": name, "同意公开姓名": chance.choice(("是", "", "否")),
        "票据号码": "", **cells,
    }  # fmt: skip


def _day(chance: random.Random, month: int | None = None) -> str:
    return f"2023-{month or chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def _company(chance: random.Random) -> str:
    return f"{chance.choice(_PLACES)}{chance.choice(SURNAMES)}氏{chance.choice(_TRADES)}有限公司"


def _sum(gifts: list[Cells]) -> Decimal:
    return sum((Decimal(row["金额"]) for row in gifts), Decimal(0))


def bank() -> Newcomer:
    """A: a bank's list, companies and full names."""
    chance = random.Random("bank")

    def rows() -> Iterator[Cells]:
        for place in range(1_100):
            if place % 4 == 0:
                amount = f"{chance.choice((10_000, 20_000, 50_000, 100_000, 8_800, 36_500))}"
                yield _gift(chance, _company(chance), amount, _day(chance), 捐赠人类型="单位", 同意公开姓名="是")
            else:
                yield _gift(
                    chance, _name(chance) + chance.choice(_ALONE), f"{chance.randint(2, 400) * 5}", _day(chance)
                )

    gifts = _numbered(rows())
    body = _base(_sum(gifts))
    body.tables["donations/2023"] = gifts
    return body


def platform() -> Newcomer:
    """B: a platform's list with masked names, half of it in the three days of 99公益日."""
    chance = random.Random("platform")

    def rows() -> Iterator[Cells]:
        for place in range(2_000):
            name = f"{chance.choice(SURNAMES)}{chance.choice(('*', '**'))}"
            amount = chance.choice(("1", "5", "10", "10", "20", "50", "100", "9.9", "99", "200"))
            day = f"2023-09-{chance.randint(7, 9):02d}" if place % 2 else _day(chance)
            yield _gift(chance, name, amount, day)

    gifts = _numbered(rows())
    body = _base(_sum(gifts) + 480_000)
    body.tables["donations/2023"] = gifts
    return body


def one_day() -> Newcomer:
    """C: 慈善一日捐, offices with their people, most of them with the same few amounts in one week."""
    chance = random.Random("one-day")

    def rows() -> Iterator[Cells]:
        for office in _OFFICES:
            yield _gift(
                chance,
                f"青山市{office}",
                f"{chance.randint(20, 90) * 100}",
                f"2023-05-{chance.randint(15, 19)}",
                捐赠人类型="单位",
            )
        for _ in range(867):
            yield _gift(
                chance,
                _name(chance),
                chance.choice(("50", "100", "100", "200", "500")),
                f"2023-05-{chance.randint(15, 19)}",
            )

    gifts = _numbered(rows())
    body = _base(_sum(gifts) + 1_250_000)
    body.tables["donations/2023"] = gifts
    return body


def payments() -> Newcomer:
    """D: payments out, many of the same amount, to persons and to offices."""
    chance = random.Random("payments")
    body = _base(Decimal(9_000_000))
    body.tables["projects"] = [
        {"编号": key, "名称": name, "状态": "进行中", "受益对象": "困难群众", "开始日期": "2023-01-01", "来源": "B1"}
        for key, name in (("study", "助学"), ("relief", "帮困"))
    ]
    rows: list[Cells] = []
    for place in range(614):
        row = {"拨付日期": _day(chance), "类型": "资金", "项目": "study" if place % 3 else "relief", "来源": "B1"}
        if place < 213:  # noqa: PLR2004  (pupils of one programme)
            row |= {"接收方": "受助学生", "接收方类型": "个人", "金额": "2000", "用途": "助学金"}
        elif place < 400:  # noqa: PLR2004
            row |= {
                "接收方": f"{chance.choice(_PLACES)}第{chance.choice(_ALONE)}小学",
                "接收方类型": "学校",
                "用途": f"第{place}批图书",
            }
            row["金额"] = f"{chance.randint(20, 300) * 100}"
        else:
            row |= {
                "接收方": f"青山市{chance.choice(_OFFICES[:12])}",
                "接收方类型": "政府部门",
                "用途": f"第{place}批帮困款",
            }
            row |= {"金额": f"{chance.randint(50, 400) * 100}", "划转依据": "协议"}
        rows.append(row)
    body.tables["disbursements"] = rows
    progress = {"公布日期": "2024-06-10", "进展": "按计划拨付。", "来源": "B1"}
    body.tables["project_progress"] = [
        {"项目": key, "截止日期": "2024-05-31", **progress} for key in ("study", "relief")
    ]
    return body


def report() -> Newcomer:
    """E: a register in the words of a report, with its list of gifts."""
    chance = random.Random("report")

    def rows() -> Iterator[Cells]:
        for _ in range(1_100):
            yield _gift(chance, _name(chance), f"{chance.randint(1, 200) * 10}", _day(chance))

    gifts = _numbered(rows())
    body = _base(_sum(gifts) + 2_310_000)
    count = {"款物": ""}
    body.tables["figures/2023"] += [
        figure("F2", "全年", "支出", "2180000", "218万元"),
        figure("F3", "助学", "支出", "560000", "56万余元", 约数="余", 主题="支出"),
        figure("F4", "助学", "受益", "300", "三百余名", 约数="余", 单位="人", 主题="总体", **count),
        figure("F5", "大病救助", "支出", "300000", "30余万元", 约数="余", 主题="支出"),
        figure("F6", "大病救助", "受益", "58", "58人", 单位="人", 主题="总体", **count),
        figure("F7", "上年结转", "余额", "5000000", "近500万元", 约数="近"),
        figure("F8", "年末", "结余", "6835700", "683.57万元"),
        figure("F9", "惠老", "受益", "23000", "2.3万余人次", 约数="余", 单位="人次", **count),
        figure("F10", "走访慰问", "受益", "1560", "1,560户", 单位="户", **count),
        figure("F11", "口罩", "发放", "120000", "12万只", 单位="只", 主题="物资", **count),
        figure("F12", "志愿队伍", "支数", "18", "18支", 单位="支", **count),
        figure("F13", "志愿服务", "时长", "4800", "4800小时", 单位="小时", **count),
        figure("F14", "慈善晚会", "举牌认捐", "3000000", "300万元", 性质="认捐", 主题="收入"),
        figure("F15", "管理费", "管理费支出", "38600", "3.86万元", 主题="支出"),
        figure("F16", "会员单位", "家数", "47", "47家", 单位="家", **count),
    ]
    body.tables["headlines"].append({"年度": "2023", "角色": "支出合计", "编号": "F2"})
    again = {"数字": "F2", "再填的数值": "2180000", "录入人": "林会计", "复核人": "周出纳", "复核日期": "2024-03-18"}
    body.tables["verifications"].append(again)
    body.tables["donations/2023"] = gifts
    return body


SETS = {
    "甲 银行流水，单位和全名": bank,
    "乙 平台名单，姓名打星号，一半在九月七日到九日": platform,
    "丙 慈善一日捐，一周里同样的几种金额": one_day,
    "丁 拨付，许多笔同样的金额": payments,
    "戊 照报告写法的台账，加名单": report,
}


def clean() -> Result:
    """How many rows each set has, and what was said of it that must be mended or answered."""
    lines: list[tuple[str, ...]] = []
    all_rows = errors = questions = 0
    for name, make in SETS.items():
        body = make()
        size = sum(map(len, body.tables.values()))
        with tempfile.TemporaryDirectory() as work:
            problems = [one for one in check(*body.write(Path(work)))[0] if one.severity is not Severity.NOTICE]
        wrong = sum(problem.severity is Severity.ERROR for problem in problems)
        all_rows, errors, questions = all_rows + size, errors + wrong, questions + len(problems) - wrong
        share = f"{(len(problems) - wrong) * 1000 / size:.1f}"
        lines.append((name, str(size), str(wrong), str(len(problems) - wrong), share))
    notes = (
        f"一共 {all_rows} 行：必须改 {errors} 处，请确认 {questions} 处，每千行 {questions * 1000 / all_rows:.2f} 处。",
    )
    return Result(TITLE, ("干净的表", "行数", "必须改", "请确认", "每千行请确认"), tuple(lines), notes)
