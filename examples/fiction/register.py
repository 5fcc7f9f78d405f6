"""The register: what the yearly reports say in numbers, with the groups that add up to the totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from .books import Year
from .ledger import Body, Cells, worded, yuan

ALL_BOOKS: dict[str, dict[int, Year]] = {}
INTERNAL: dict[int, int] = defaultdict(int)


def _both_levels(year: int) -> tuple[int, int]:
    """Income and expense of all bodies that reported, without what both payer and receiver booked in the year."""
    told = [books[year] for books in ALL_BOOKS.values() if year in books]
    income, expense = sum(one.total(11) for one in told), sum(one.total(35) for one in told)
    return income - INTERNAL[year], expense - INTERNAL[year]


def figures(body: Body, books: dict[int, Year]) -> None:
    """What the yearly reports say in numbers, with the groups that add up to the totals."""
    for year in body.years:
        book = books[year]
        rows: list[Cells] = []

        def state(name: str, topic: str, subject: str, measure: str, value: str, unit: str, part: str = "", *,
                  nature: str = "实际", scope: str = "本级", basis: str = "", record: str = "", about: str = "",
                  year: int = year, rows: list[Cells] = rows) -> None:  # fmt: skip
            rows.append({
                "编号": name, "主题": topic, "事项": subject, "指标": measure, "数值": value, "约数": about, "单位": unit,
                "原文写法": f"{about}{worded(value)}{unit}",
                "原文句子": f"全年{measure}{about}{worded(value)}{unit}。" if name in {"R2023A", "R2023B"} else "",
                "性质": nature, "口径": scope, "款物": basis if unit == "元" else "", "所属记录": record,
                "属于": part, "状态": "已核", "来源": f"N{year}", "出处": f"第{len(rows) + 3}页", "说明": "",
            })  # fmt: skip

        def amount(name: str, topic: str, subject: str, measure: str, cents: int, part: str = "", **more: str) -> None:
            state(name, topic, subject, measure, yuan(cents), "元", part, **{"basis": "款物", **more})

        _money_figures(body, book, year, amount)
        _work_figures(body, year, state, amount)
        if body.members:
            outside, spent = _both_levels(year)
            amount(f"T{year}A", "总体", "市县两级", "总收入", outside, scope="市县两级")
            amount(f"T{year}B", "总体", "市县两级", "总支出", spent, scope="市县两级")
            for role, name in (("对照收入", f"T{year}A"), ("对照支出", f"T{year}B")):
                body.plain("headlines", 年度=str(year), 角色=role, 编号=name, 名称="")
        body.tables[f"figures/{year}"] = rows


def _money_figures(body: Body, book: Year, year: int, amount: Callable[..., None]) -> None:
    groups = (f"GI{year}", f"GE{year}")
    amount(f"R{year}A", "总体", "本会", "总收入", book.total(11))
    amount(f"R{year}B", "总体", "本会", "总支出", book.total(35))
    goods = body.received(lambda g: g.goods and g.day.year == year)
    amount(f"R{year}C", "收入", "捐款", "收入", book.total(1) - goods, groups[0], basis="现金")
    amount(f"R{year}D", "收入", "捐赠物资", "折价收入", goods, groups[0], basis="物资")
    for letter, line, label in (("E", 2, "会费"), ("F", 5, "政府补助"), ("G", 6, "投资"), ("H", 9, "利息")):
        amount(f"R{year}{letter}", "收入", label, "收入", book.total(line), groups[0])
    for letter, line, label in (
        ("I", 13, "资助款"), ("J", 14, "发放物资"), ("K", 15, "项目执行"), ("L", 21, "管理"), ("M", 24, "筹资"), ("N", 28, "其他"),
    ):  # fmt: skip
        amount(f"R{year}{letter}", "支出", label, "支出", book.total(line), groups[1])
    amount(f"R{year}O", "收入", "接受捐赠", "本年捐赠收入", book.total(1))
    persons = body.received(lambda g: g.day.year == year and dict(g.cells)["捐赠人类型"] != "单位")
    amount(f"R{year}P", "收入", "接受捐赠", "来自境内的捐赠", book.total(1))
    amount(f"R{year}Q", "收入", "接受捐赠", "来自境外的捐赠", 0)
    amount(f"R{year}R", "收入", "接受捐赠", "来自境内自然人的捐赠", persons)
    amount(f"R{year}S", "收入", "接受捐赠", "来自境内法人或者其他组织的捐赠", book.total(1) - persons)
    amount(f"R{year}T", "支出", "慈善活动", "慈善活动支出", book.total(12))
    if body.campaigns:
        raised = body.received(lambda g: bool(g.purpose.campaign) and g.day.year == year)
        amount(f"R{year}U", "收入", "公开募捐", "募捐收入", raised)
        amount(f"R{year}V", "支出", "公开募捐", "募捐成本", book.total(24))
    amount(f"R{year}W", "物资", "物资接收", "折价", goods, basis="物资")
    amount(f"R{year}X", "物资", "物资发放", "折价", book.total(14), basis="物资")
    for group, title, total in ((groups[0], "收入构成", f"R{year}A"), (groups[1], "支出构成", f"R{year}B")):
        body.plain("breakdowns", 编号=group, 名称=f"{year}年{title}", 总额=total, 互斥="是", 完整="是", 说明="")
    body.plain("computed", 编号=f"C{year}A", 年度=str(year), 主题="总体", 事项="本会", 指标="收支差", 公式=f"R{year}A - R{year}B",
               单位="元", 口径="本级", 所属记录="", 说明="收入减支出。")  # fmt: skip
    if body.members:
        body.plain("computed", 编号=f"C{year}B", 年度=str(year), 主题="保险", 事项="高龄老人意外险", 指标="人均保费",
                   公式=f"I{year}B / I{year}A", 单位="元/人", 口径="本级", 所属记录=f"insurance/elderly-{year}", 说明="")  # fmt: skip
    for number, (left, right, topic, title) in enumerate((
        (f"R{year}A", f"AS{year}L11T", "收入", "工作报告的总收入与业务活动表"),
        (f"R{year}B", f"AS{year}L35T", "支出", "工作报告的总支出与业务活动表"),
    ), 1):  # fmt: skip
        body.plain("reconciliations", 编号=f"K{year}A{number}", 年度=str(year), 主题=topic, 检查项=title, 左边=f"工作报告{{{left}}}", 左式=left,
                   关系="=", 右边=f"业务活动表{{{right}}}", 右式=right, 结论="一致", 说明="", 来源=f"N{year}", 出处="第4页")  # fmt: skip
    for role, name in (
        ("收入合计", f"R{year}A"), ("支出合计", f"R{year}B"), ("收支差", f"C{year}A"), ("收入分组", groups[0]), ("支出分组", groups[1]),
    ):  # fmt: skip
        body.plain(
            "headlines",
            年度=str(year),
            角色=role,
            编号=name,
            名称={"收入合计": "总收入", "支出合计": "总支出"}.get(role, ""),
        )


def _work_figures(body: Body, year: int, state: Callable[..., None], amount: Callable[..., None]) -> None:
    step = year - 2023
    last = [row for row in body.tables["project_progress"] if row["截止日期"][:4] == str(year)]
    most: dict[str, int] = {}
    for row in last:
        most[row["项目"]] = max(most.get(row["项目"], 0), int(row["累计受益"]))
    state(f"W{year}A", "总体", "各项目", "受益", str(sum(most.values())), "人")
    state(f"W{year}B", "总体", "公开的捐赠", "笔数", str(sum(one.day.year == year for one in body.gifts)), "笔")
    for role, name in (("受益", f"W{year}A"), ("关键数", f"W{year}B")):
        body.plain("headlines", 年度=str(year), 角色=role, 编号=name, 名称="收到捐赠" if role == "关键数" else "")
    if body.id != "shili":
        return
    state(
        f"I{year}A",
        "保险",
        "高龄老人意外险",
        "投保人数",
        str(1200 + 150 * step),
        "人",
        record=f"insurance/elderly-{year}",
    )
    amount(
        f"I{year}B", "保险", "高龄老人意外险", "保费", (1200 + 150 * step) * 3000, record=f"insurance/elderly-{year}"
    )
    state(f"P{year}A", "宣传与荣誉", "慈善宣传周", "场次", str(6 + step), "场", record=f"publicity/week-{year}")
    state(
        f"P{year}B",
        "宣传与荣誉",
        "慈善宣传周",
        "观众",
        str(3000 + 500 * step),
        "人次",
        record=f"publicity/week-{year}",
        about="约",
    )
    state(
        f"V{year}A",
        "志愿服务",
        "志愿服务",
        "志愿者人数",
        str(1180 + 26 * step),
        "人",
        record=f"volunteers/volunteers-{year}",
    )
    state(
        f"V{year}B",
        "志愿服务",
        "志愿服务",
        "时长",
        str(9400 + 310 * step),
        "小时",
        record=f"volunteers/volunteers-{year}",
    )
    state(
        f"V{year}C",
        "志愿服务",
        "骨干培训",
        "参加培训",
        str(160 + 20 * step),
        "人次",
        record=f"volunteers/training-{year}",
    )
    for role, letter, value in (("计划收入", "A", 530_000_000), ("计划支出", "B", 490_000_000)):
        amount(f"Q{year}{letter}", "计划", f"{year + 1}年预算", role, value + step * 30_000_000, nature="计划")
        body.plain("headlines", 年度=str(year), 角色=role, 编号=f"Q{year}{letter}", 名称="")
