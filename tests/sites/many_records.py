"""A made-up organisation in which every project has rows in many other tables, of any size."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

_SITE = "name: 样例\ntagline: 虚构数据\norganisations:\n  - demo\nprepared_on: 2026-01-01\nsample: 是\n"
_FACTS = "id: demo\nname: 样例慈善会\nregion: 样例省\nabout: 虚构机构。\nsample: 是\n"
_FIGURES = "编号,主题,事项,指标,数值,单位,原文写法,性质,口径,所属记录,属于,状态,来源,出处"
_DONE = ("实际", "本级")


def write_site(root: Path, count: int) -> Path:
    """Write data with *count* projects, and what hangs on them, to a new folder `data` below *root*; returns that folder."""
    data = root / "data"
    folder = data / "demo"
    folder.mkdir(parents=True)
    (data / "site.yaml").write_text(_SITE, "utf-8")
    (folder / "organisation.yaml").write_text(_FACTS, "utf-8")
    for name, header, rows in _tables(count):
        path = folder / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header.split(","), *rows])
    return data


def _tables(count: int) -> Iterable[tuple[str, str, Iterable[Sequence[object]]]]:
    projects, some = range(count), range(max(2, count // 10))
    named = {number: f"样例第{number}号项目" for number in projects}
    day = {number: f"{2023 + number % 3}-01-{1 + number % 27:02}" for number in projects}
    receiver = {number: f"样例第{number % 50}号社区居委会" for number in projects}
    fund = {number: f"fund-{number % len(some)}" for number in projects}
    yield "sources", "编号,名称,发布者,发布日期,等级", [("DOC", "样例台账（虚构）", "样例慈善会", "2025-12-31", "填")]
    yield (
        "projects",
        "编号,名称,类别,类别依据,年度,状态,内容,合作方,基金,地域,开始日期,来源",
        [
            (
                *(f"p{at}", named[at], "助医", "报告", 2015 + at % 9, "已开展", f"筹集{{F{at}A}}。"),
                *(f"partner-{at % len(some)}", fund[at], f"样县{at % 40}/样镇{at % 80}", "2015-03-01", "DOC"),
            )
            for at in projects
        ],
    )
    yield (
        "partners",
        "编号,名称,类型,内容,来源",
        [(f"partner-{at}", f"样例第{at}号中心", "募捐合作方", "虚构。", "DOC") for at in some],
    )
    yield (
        "funds",
        "编号,名称,类型,年度,管理方,内容,来源",
        [(f"fund-{at}", f"样例第{at}号基金", "社区基金", 2023, "管委会", "虚构。", "DOC") for at in some],
    )
    yield (
        "fund_accounts",
        "基金,年度,年初余额,本年收入,本年支出,年末余额,公布日期,来源",
        [
            (f"fund-{at}", year, "100.00", "50.00", "50.00", "100.00", f"{year + 1}-04-20", "DOC")
            for at in some
            for year in (2022, 2023)
        ],
    )
    yield (
        "project_budgets",
        "项目,科目,预算,已支,截止日期,来源",
        [
            (f"p{at}", item, "100.00", "50.00", "2025-12-31", "DOC")
            for at in projects
            for item in ("资助款", "活动", "管理")
        ],
    )
    yield (
        "project_progress",
        "项目,截止日期,公布日期,阶段,进展,累计受益,受益单位,累计收入,累计支出,来源",
        [
            (
                f"p{at}",
                f"{year}-03-31",
                f"{year}-04-14",
                "实施",
                "开展。",
                20 * turn,
                "人",
                100 * turn,
                50 * turn,
                "DOC",
            )
            for at in projects
            for turn, year in enumerate((2023, 2024, 2025), 1)
        ],
    )
    yield (
        "project_closings",
        "项目,结项日期,结项情况,来自公开募捐的收入,其他来源收入,支出,剩余财产,结项评估,来源",
        [(f"p{at}", "2025-09-20", "完成。", "0.00", "300.00", "300.00", "0", "合格", "DOC") for at in projects[::4]],
    )
    yield (
        "disbursements",
        "拨付日期,接收方,接收方类型,类型,金额,用途,项目,基金,来源",
        [
            (day[at], receiver[at], "村（社区）", "资金", f"{100 + at}.{turn}0", "项目款", f"p{at}", fund[at], "DOC")
            for at in projects
            for turn in range(5)
        ],
    )
    yield (
        "payment_returns",
        "退回日期,退回方,退回方类型,退回金额,原因,原拨付日期,项目,基金,来源",
        [
            (
                f"{day[at][:4]}-11-10",
                receiver[at],
                "村（社区）",
                "10.00",
                "没有用完",
                day[at],
                f"p{at}",
                fund[at],
                "DOC",
            )
            for at in projects[::5]
        ],
    )
    yield (
        "goods",
        "品名,批次,类型,日期,数量,单位,价值,估价依据,项目,捐赠方,接收方,接收方类型,来源",
        [
            (
                f"大米{at}",
                "2023",
                move,
                f"2023-09-{1 + at % 28:02}",
                80,
                "袋",
                "5200.00",
                "发票",
                f"p{at}",
                *bodies,
                "DOC",
            )
            for at in projects
            for move, bodies in (("接收", ("样例公司", "", "")), ("发放", ("", "样例街道办事处", "单位")))
        ],
    )
    yield (
        "campaigns",
        "编号,名称,备案编号,备案日期,募捐目的,开始日期,结束日期,支持项目,来源",
        [
            (
                f"c{at}",
                f"样例第{at}号行动",
                f"51SHILI00000000001A2{at:04}",
                "2023-01-07",
                "筹款。",
                "2023-01-25",
                "2023-04-30",
                f"p{at}",
                "DOC",
            )
            for at in some
        ],
    )
    yield (
        "campaign_accounts",
        "募捐活动,截止日期,公布日期,累计募得资金,累计募得物资折价,累计使用,用途,累计募捐成本,来源",
        [
            (f"c{at}", until, "2023-06-12", "600.00", "0.00", "300.00", "项目。", "6.00", "DOC")
            for at in some
            for until in ("2023-03-31", "2023-04-30")
        ],
    )
    yield (
        "emergencies",
        "编号,名称,事件,发生月份,地域,内容,开始日期,结束日期,来源",
        [
            (
                f"e{at}",
                f"样例第{at}号洪水行动",
                "洪水",
                "2023-07-12",
                "样县",
                "募集。",
                "2023-07-12",
                "2023-09-10",
                "DOC",
            )
            for at in some
        ],
    )
    yield (
        "emergency_reports",
        "应急行动,截止日期,公布日期,累计接收资金,累计接收物资折价,累计使用,来源",
        [
            (f"e{at}", f"2023-08-{until:02}", f"2023-08-{until + 1:02}", until * 100, "0.00", until * 50, "DOC")
            for at in some
            for until in (5, 10, 20)
        ],
    )
    yield (
        "emergency_goods",
        "应急行动,截止日期,品名,单位,累计接收,累计发放,来源",
        [(f"e{at}", "2023-08-20", item, "条", 600, 540, "DOC") for at in some for item in ("棉被", "毛毯")],
    )
    yield (
        "breakdowns",
        "编号,名称,总额,互斥,完整",
        [(f"B{at}", f"{named[at]}用在哪", f"F{at}S", "是", "是") for at in projects],
    )
    yield (
        "figures/2023",
        _FIGURES,
        [
            (
                f"F{at}{letter}",
                "项目",
                named[at],
                measure,
                value,
                unit,
                f"{value}{unit}",
                *_DONE,
                f"projects/p{at}",
                "",
                "已核",
                "DOC",
                f"第{at}行",
            )
            for at in projects
            for letter, measure, value, unit in (("A", "筹集", 5000 + at, "元"), ("C", "受益", 50, "人"))
        ],
    )
    yield (
        "figures/2024",
        _FIGURES,
        [
            (
                f"F{at}S{part}",
                "项目",
                named[at],
                measure,
                value,
                "元",
                f"{value}元",
                *_DONE,
                f"projects/p{at}",
                part and f"B{at}",
                "已核",
                "DOC",
                f"第{at}行",
            )
            for at in projects
            for part, measure, value in (("", "支出", 300 + at), ("1", "助学金支出", 200 + at), ("2", "活动支出", 100))
        ],
    )
    yield (
        "computed",
        "编号,年度,主题,事项,指标,公式,单位,口径,所属记录,说明",
        [
            (
                f"C{at}",
                2024,
                "项目",
                named[at],
                "人均支出",
                f"F{at}S / F{at}C",
                "元/人",
                "本级",
                f"projects/p{at}",
                "支出除以人数。",
            )
            for at in projects
        ],
    )
    yield (
        "platform_values",
        "数字,记录,列,慈善中国上的值,核对日期,来源",
        [
            (f"F{at}A", "", "", 5000 + at, "2025-06-20", "DOC")
            if at % 2
            else ("", f"projects/p{at}", "开始日期", "2015-03-01", "2025-06-20", "DOC")
            for at in projects[::3]
        ],
    )
    yield (
        "corrections",
        "编号,更正日期,更正类型,位置,原来,现在,影响,原因,来源,数字",
        [
            (
                f"r{at}",
                "2025-08-06",
                "更正",
                "台账",
                f"{at + 1}人",
                "50人",
                "项目页",
                "签到表数错了一行",
                "DOC",
                f"F{at}C",
            )
            for at in projects[::10]
        ],
    )
    yield (
        "reconciliations",
        "编号,年度,主题,检查项,左边,左式,关系,右边,右式,结论,来源,出处",
        [
            (
                f"K{at}",
                2024,
                "项目",
                f"样例第{at}号的两部分",
                f"合计{{F{at}S}}",
                f"F{at}S",
                "=",
                f"两项{{F{at}S1}}和{{F{at}S2}}",
                f"F{at}S1 + F{at}S2",
                "一致",
                "DOC",
                f"第{at}行",
            )
            for at in projects[::2]
        ],
    )
