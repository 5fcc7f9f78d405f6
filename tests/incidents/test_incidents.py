"""Each failure that really happened is made again, in variants, and is stopped or asked about with the right words."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from places import CAMPAIGN, PROJECT, Place, figure, gift, goods, paid, statement, two_clean_years

from disclosure import rules
from disclosure.accounts import site
from disclosure.compose import check
from disclosure.problems import WORDINGS, Problem, Report, Severity
from disclosure.rules.incidents import INCIDENTS
from disclosure.texts import read_texts
from disclosure.workers import processes

Make = Callable[[Place], object]


@dataclass(frozen=True, slots=True)
class Case:
    """One variant of one failure: how to make it, the code that tells it, and words of the message."""

    incident: int
    name: str
    code: str
    told: str
    make: Make


def _slip(kind: str, year: int, line: str, column: str, value: str) -> Make:
    """The textbook statements of two years with one amount typed wrongly."""

    def change(rows: list[list[str]]) -> None:
        row = next(one for one in rows if one[rows[0].index("行次")] == line)
        row[rows[0].index(column)] = value

    def make(place: Place) -> None:
        for one in ("balance_sheet", "activity_statement", "cash_flow"):
            place.add(f"{one}/{year}", *statement(one, year, change if one == kind else None))

    return make


def _years(first: str, second: str, *roles: str) -> Make:
    def make(place: Place) -> None:
        place.add("figures/2023", figure("A23", first))
        place.add("figures/2024", figure("A24", second))
        place.add("headlines", *({"年度": year, "角色": role, "编号": name} for role in roles
                                 for year, name in (("2023", "A23"), ("2024", "A24"))))  # fmt: skip

    return make


def _plan(plan: str, actual: str) -> Make:
    def make(place: Place) -> None:
        place.add("figures/2024", figure("P24", plan, 性质="计划", 指标="募集目标"), figure("A24", actual))
        place.add(
            "headlines",
            {"年度": "2024", "角色": "计划收入", "编号": "P24"},
            {"年度": "2024", "角色": "收入合计", "编号": "A24"},
        )

    return make


def _fund(*rows: tuple[str, str, str, str, str]) -> Make:
    def make(place: Place) -> None:
        place.add("funds", {"编号": "spring", "名称": "春天基金", "来源": "B1"})
        labels = ("年度", "年初余额", "本年收入", "本年支出", "年末余额")
        place.add(
            "fund_accounts", *({"基金": "spring", "来源": "B1", **dict(zip(labels, row, strict=True))} for row in rows)
        )

    return make


def _tables(**tables: list[dict[str, str]]) -> Make:
    def make(place: Place) -> None:
        for name, rows in tables.items():
            place.add(name.replace("__", "/"), *rows)

    return make


def _as_workbook(name: str, make: Make) -> Make:
    def wrapped(place: Place) -> None:
        make(place)
        place.workbooks.add(name)

    return wrapped


def _article(text: str, **files: bytes) -> Make:
    def make(place: Place) -> None:
        place.add("projects", PROJECT)
        place.prose["news/body/a.md"] = f"Title: 一篇\nDate: 2024-05-01\nSlug: a\n\n{text}\n"
        for name, content in files.items():
            path = place.root / "content" / "images" / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    return make


def _png() -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "PNG")
    return stream.getvalue()


def _appeal(appeal: dict[str, str], **tables: list[dict[str, str]]) -> Make:
    other = {**PROJECT, "编号": "roads", "名称": "修路", "地域": "河口县"}
    return _tables(projects=[{**PROJECT, "地域": "青山市"}, other], campaigns=[{**CAMPAIGN, **appeal}], **tables)


def _copied(figure_of_it: dict[str, str], report: str) -> Make:
    """A figure, and the report that it was copied from."""

    def make(place: Place) -> None:
        place.add("figures/2024", figure_of_it)
        path = place.root / "data" / "body" / "sources" / "R24.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report, "utf-8")

    return make


def _amounts(*amounts: str) -> list[dict[str, str]]:
    return [paid(f"2024-05-{day:02d}", f"第{sign}小学", amount, 用途=f"第{day}批") for day, (amount, sign) in
            enumerate(zip(amounts, "一二三四五六七八九十", strict=False), 1)]  # fmt: skip


def _verified(value: str, site: str = "", **cells: str) -> Make:
    """A first year whose total was typed a second time as *value*; without one it was typed once."""

    def make(place: Place) -> None:
        place.add("figures/2023", figure("A23", "2810000"))
        place.add("headlines", {"年度": "2023", "角色": "收入合计", "编号": "A23"})
        place.site += site
        if value:
            place.add(
                "verifications",
                {"数字": "A23", "再填的数值": value, "复核人": "周出纳", "复核日期": "2024-02-10", **cells},
            )

    return make


def _code(place: Place) -> None:
    place.organisation += "uscc: 51320500MJ0000001A\n"
    place.add("projects", PROJECT)


def _older_than_itself(place: Place) -> None:
    place.organisation += "founded_on: 2024-02-01\n"
    place.add("donations", gift("2024-01-00001", "2024-01-12", "100"))


def _apart(place: Place) -> None:
    place.add("activity_statement/2022", *statement("activity_statement", 2023))
    place.add("balance_sheet/2023", *statement("balance_sheet", 2023))


def _header_only(place: Place) -> None:
    place.add("projects", PROJECT)
    place.prose["../data/body/partners.csv"] = "编号,名称,来源\n"


MONEY_AND_GOODS = [figure("A1", "2810000", 主题="收入"), figure("A2", "2000000", 主题="收入", 款物="现金"),
                   figure("A3", "180000", 主题="收入", 款物="物资")]  # fmt: skip
HELPED = [figure("A1", "5000000", 事项="助学", 指标="支出", 主题="支出"),
          figure("A2", "12", 事项="助学", 指标="受益", 单位="人", 款物="", 原文写法="12人")]  # fmt: skip
LOCAL = [figure("A1", "2810000"), figure("A2", "1920000", 口径="市县两级")]
MASKED = [gift(f"2024-03-{at:05d}", "2024-03-05", "10", 捐赠人="王*", 同意公开姓名="") for at in range(1, 9)]

PROJECTS = [PROJECT]
STATION = [{"编号": f"s{at}", "名称": f"{name}工作站", "类型": "工作站", "存续情况": "存续", "来源": "B1"}
           for at, name in enumerate(("山前", "河湾", "石桥", "柳林"))]  # fmt: skip
SPLIT = [{"编号": "AB", "名称": "全市按站", "总额": "A24", "互斥": "是", "完整": "未证明"}]


def _by_station(*stations: str) -> Make:
    parts = [figure(f"A24{at}", "100000", 事项=f"{name}工作站", 属于="AB") for at, name in enumerate(stations, 1)]
    whole = figure("A24", "400000", 属于="")
    return _tables(units=STATION, breakdowns=SPLIT, figures__2024=[whole, *parts])


def _related(name: str) -> dict[str, str]:
    return {
        "编号": "r1",
        "名称": name,
        "类别": "主要捐赠人",
        "关联关系": "会长任其董事长",
        "单位或个人": "单位",
        "来源": "B1",
    }


IN = goods("接收", "2024-02-03", "36000", 捐赠方="东港商贸公司")
OUT = goods("发放", "2024-02-10", "16000", 接收方="市第一医院")
COUNTED = {"campaign_accounts": [{"募捐活动": "warm", "截止日期": day, "累计募得资金": raised, "累计使用": used, "来源": "B1"}
                                 for day, raised, used in (("2024-03-31", "90000", "10000"), ("2024-06-30", "86000", "20000"))]}  # fmt: skip

CASES = (
    # 1: 47.5亿 for 4.75亿
    Case(1, "statement", "unbalanced-statement", "差", _slip("cash_flow", 2023, "13", "金额", "99999999.99")),
    Case(1, "alike", "wording-not-in-source", "4.75亿元", _copied(figure("A24", "4750000000", 原文写法="47.5亿元"), "全年募集4.75亿元。")),
    Case(12, "turned", "words-against-sign", "超过总额", _tables(
        breakdowns=[{**SPLIT[0], "互斥": "未证明", "说明": "两站加起来超过总额"}],
        figures__2024=[figure("A24", "300000"), figure("A1", "100000", 事项="一站", 属于="AB"), figure("A2", "100000", 事项="二站", 属于="AB")])),
    Case(1, "year", "tenfold-jump", "9.7 倍", _years("491273045.02", "4766273045.02", "收入合计")),
    Case(1, "digit-lost", "tenfold-jump", "10 分之一", _years("4750000", "475000", "支出合计")),
    Case(1, "plan", "tenfold-jump", "2024年计划是 500万元", _plan("5000000", "48000000")),
    Case(1, "fund", "tenfold-jump", "“春天基金”本年收入",
         _fund(("2023", "0", "475000", "300000", "175000"), ("2024", "175000", "4750000", "300000", "4625000"))),
    Case(1, "carried", "tenfold-pair", "正好差十倍",
         _fund(("2023", "0", "475000", "300000", "175000"), ("2024", "1750000", "400000", "300000", "1850000"))),
    Case(1, "column", "unit-slip", "差了约一万倍", _tables(projects=PROJECTS, disbursements=_amounts(
        "12000", "9500", "11000", "8800", "10100", "9000", "12500", "110000000"))),
    Case(1, "wan", "unit-slip", "1.2元", _tables(projects=PROJECTS, disbursements=_amounts(
        "12000", "9500", "11000", "8800", "10100", "9000", "12500", "1.2"))),
    Case(1, "gifts", "unit-slip", "“金额”这里是 500万元", _as_workbook("donations", _tables(
        donations=[gift(f"2024-03-{at:05d}", "2024-03-05", amount) for at, amount in enumerate(
            ("100", "200", "500", "80", "300", "120", "60", "5000000"), 1)]))),
    Case(1, "wording", "wording-mismatch", "475000000",
         _tables(figures__2024=[figure("A24", "4750000000", 原文写法="4.75亿元")])),
    Case(1, "typed-once", "unverified-totals", "A23：2810000元", _verified("")),
    Case(1, "typed-otherwise", "unlike-verification", "28100000元", _verified("28100000")),
    Case(1, "nobody-else", "no-second-person", "录入和复核都是“周出纳”", _verified("2810000", "reviewers: 2\n", 录入人="周出纳")),
    Case(1, "list-in-cents", "sum-unlike-total", "约差一百倍", _tables(
        figures__2024=[figure("A24", "15300")], donations=[gift(f"2024-03-{at:05d}", "2024-03-05", f"{at}0000") for at in range(1, 18)])),
    Case(1, "money-and-goods", "sum-unlike-total", "差 63万元", _tables(figures__2024=MONEY_AND_GOODS)),
    Case(1, "statement", "sum-unlike-total", "约差十倍", lambda place: (
        place.add("activity_statement/2023", *statement("activity_statement", 2023)), place.add("figures/2023", figure("A23", "136658173")))),
    Case(1, "thing", "part-above-whole", "全年一共才", _tables(
        figures__2024=[figure("A24", "2810000"), figure("A1", "28100000", 事项="网络募捐", 主题="收入")])),
    Case(1, "far-from-plan", "plan-far-off", "2024年计划 500万元", _tables(
        figures__2024=[figure("P24", "5000000", 性质="计划", 原文写法="500万元"), figure("A24", "31000000")],
        headlines=[{"年度": "2024", "角色": role, "编号": name} for role, name in (("计划收入", "P24"), ("收入合计", "A24"))])),
    Case(1, "per-head", "per-head-odd", "41.67万元/人", _tables(figures__2024=HELPED)),
    Case(1, "exchanged", "headline-doubtful", "填反", _tables(
        figures__2024=[figure("A1", "2810000"), figure("A2", "2700000", 指标="支出")],
        headlines=[{"年度": "2024", "角色": role, "编号": name} for role, name in (("收入合计", "A2"), ("支出合计", "A1"))])),
    Case(1, "half-year", "headline-doubtful", "不是全年", _tables(
        figures__2024=[figure("A1", "2810000"), figure("A2", "900000", 事项="1—6月", 指标="支出")],
        headlines=[{"年度": "2024", "角色": role, "编号": name} for role, name in (("收入合计", "A1"), ("支出合计", "A2"))])),
    # 2: masks
    Case(2, "vanished", "goods-not-counted", "还有 4,000只", _tables(
        projects=PROJECTS, goods=[IN, OUT, {**OUT, "接收方": "市第二医院"}])),
    Case(2, "n95", "goods-never-received", "N95", _tables(goods=[IN, {**OUT, "规格": "N95", "数量": "36000"}])),
    Case(2, "two-spellings", "near-specification", "规格相近", _as_workbook("goods", _tables(
        goods=[IN, {**OUT, "数量": "36000"}, {**IN, "规格": "N95"}, {**OUT, "规格": "N95", "数量": "36000", "接收方": "市第二医院"}]))),
    Case(2, "spelling", "near-specification", "kn95", _tables(
        goods=[IN, {**OUT, "数量": "36000"}, {**IN, "规格": "kn95"}, {**OUT, "规格": "kn95", "数量": "36000"}])),
    Case(2, "correction", "impossible-date", "2020年1月32日", _tables(corrections=[
        {"编号": "c1", "更正日期": "2024-02-01", "更正类型": "更正", "位置": "物资", "原来": "N95", "现在": "KN95，2020年1月32日接收",
         "原因": "写错", "来源": "B1"}])),
    # 3: 2009-02-29
    Case(3, "article", "impossible-date", "2009年2月29日", _article("孩子生于2009年2月29日，正在住院。")),
    Case(3, "record", "impossible-date", "2009-02-29", _tables(projects=[{**PROJECT, "内容": "受助的孩子生于 2009-02-29。"}])),
    Case(3, "cell", "bad-value", "2009-02-29", _tables(projects=PROJECTS, disbursements=[paid("2009-02-29", "山前小学", "10")])),
    Case(3, "photo", "photo-twice", "小雨", _article(
        "![小雨在病房](../images/one.png)\n\n![小晴在病房]({static}/images/two.png)", one=b"same", two=b"same")),
    # 4: what the appeal promised
    Case(4, "boys", "spent-on-others", "资助男生", _appeal(
        {"受益人": "失学女童"}, disbursements=[paid("2024-05-01", "山前小学", "1000", 募捐活动="warm", 用途="资助男生 453 名")])),
    Case(4, "progress", "spent-on-others", "男生", _appeal(
        {"受益人": "失学女童"}, project_progress=[{"项目": "books", "截止日期": "2024-06-30", "进展": "资助 1267 人，其中男生 453 人", "来源": "B1"}])),
    Case(4, "children", "spent-on-others", "老人", _appeal(
        {"受益人": "独居老人"}, disbursements=[paid("2024-05-01", "山前小学", "1000", 募捐活动="warm", 用途="学生书包")])),
    Case(4, "elsewhere", "spent-elsewhere", "修路", _appeal(
        {}, disbursements=[paid("2024-05-01", "河口村委会", "1000", 募捐活动="warm", 项目="roads")])),
    Case(4, "region", "spent-outside", "河口县", _appeal(
        {"地域": "青山市", "支持项目": ""}, disbursements=[paid("2024-05-01", "河口村委会", "1000", 募捐活动="warm", 项目="roads")])),
    Case(4, "late-variation", "spent-elsewhere", "修路", _appeal(
        {"用途变更": "改为修路，理事会决议", "变更备案日期": "2024-06-01"},
        disbursements=[paid("2024-05-01", "河口村委会", "1000", 募捐活动="warm", 项目="roads")])),
    Case(4, "before", "spent-before-appeal", "2024-01-15", _appeal(
        {}, disbursements=[paid("2024-01-10", "山前小学", "1000", 募捐活动="warm")])),
    Case(4, "after", "spent-late", "2024-11-30", _tables(projects=PROJECTS, disbursements=[paid("2024-12-20", "山前小学", "1000")])),
    # 5: two cut-offs
    Case(5, "totals", "two-values", "口径一栏相同", _tables(
        figures__2024=[figure("A1", "2810000"), figure("A2", "3270000")])),
    Case(5, "nearly", "two-values", "2810001元", _tables(figures__2024=[figure("A1", "2810000"), figure("A2", "2810001")])),
    Case(5, "budget", "mixed-cutoff", "算到 2024-05-10", _tables(projects=PROJECTS, project_budgets=[
        {"项目": "books", "科目": item, "预算": "1000", "已支": "100", "截止日期": day, "来源": "B1"}
        for item, day in (("图书", "2024-05-09"), ("书架", "2024-05-10"))])),
    Case(5, "parts", "mixed-cutoff", "出自不同时候的文件", _tables(
        breakdowns=[{**SPLIT[0], "总额": "A24"}],
        figures__2024=[figure("A24", "300000"), figure("A1", "100000", 事项="线上", 属于="AB"),
                       figure("A2", "200000", 事项="线下", 属于="AB", 来源="B1")])),
    Case(5, "falls", "falling-figure", "累计", _tables(
        figures__2023=[figure("A23", "3270000", 指标="累计收入")], figures__2024=[figure("A24", "2810000", 指标="累计收入")])),
    Case(5, "too-early", "source-before-end", "没有过完", _tables(
        sources=[{"编号": "R24", "名称": "快报", "发布者": "本会", "发布日期": "2024-05-10", "等级": "报"}],
        figures__2024=[figure("A24", "2810000")])),
    Case(5, "pledge", "nature-doubtful", "认捐", _tables(figures__2024=[figure("A1", "500000", 事项="晚会", 指标="举牌认捐")])),
    Case(5, "year", "year-unlike-source", "2022 年", _tables(
        sources=[{"编号": "R22", "名称": "2022年度工作报告", "发布者": "本会", "发布日期": "2023-02-01", "等级": "报"}],
        figures__2021=[figure("A21", "2810000", 来源="R22")])),
    Case(5, "statements", "statements-apart", "业务活动表是 2022 年", _apart),
    Case(5, "typed-number", "stray-number", "97万元", _tables(projects=[{**PROJECT, "内容": "这一年筹到97万元。"}])),
    # 6: the first day of a platform
    Case(6, "registration", "odd-uscc", "51320500MJ0000001A", _code),
    Case(6, "celebrity", "token-gift", "捐赠 1 元", _tables(donations=[gift("2024-01-00001", "2024-01-12", "1", 捐赠人="成龙")])),
    Case(6, "digits", "test-record", "捐赠人", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人="888")])),
    Case(6, "masked", "gifts-alike", "7 笔", _tables(donations=MASKED)),
    Case(6, "pasted", "gifts-alike", "整段贴了两遍", _tables(donations=[
        gift(f"2024-03-{at + 10 * again + 1:05d}", "2024-03-05", f"{100 + at}") for again in (0, 1) for at in range(6)
    ])),
    Case(6, "before", "gift-before-appeal", "2024-01-15", _appeal({}, donations=[gift("2024-01-00001", "2024-01-12", "100", 募捐活动="warm")])),
    Case(6, "token", "token-gift", "捐赠 1 元", _tables(donations=[gift("2024-01-00001", "2024-01-12", "1", 捐赠人类型="单位", 捐赠人="东港公司")])),
    Case(6, "token-cents", "token-gift", "捐赠 0.1 元", _as_workbook("donations", _tables(
        donations=[gift("2024-01-00001", "2024-01-12", "0.1", 捐赠人类型="单位", 捐赠人="东港公司")]))),
    Case(6, "test-giver", "test-record", "捐赠人", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人="测试")])),
    Case(6, "test-name", "test-record", "aaa", _tables(projects=[{**PROJECT, "名称": "aaa"}])),
    Case(6, "receipt", "test-record", "12345678", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 票据号码="12345678")])),
    Case(6, "example", "made-up-name", "举例", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人="张三")])),
    Case(12, "total", "total-as-record", "正好是上面各行加起来的数", _tables(donations=[
        gift("2024-01-00001", "2024-01-12", "100"), gift("2024-01-00002", "2024-01-13", "100", 捐赠人="合计")])),
    Case(6, "no-giver", "no-name", "捐赠人", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人="无")])),
    Case(6, "no-project", "no-name", "“—”", _tables(projects=[{**PROJECT, "名称": "—"}])),
    Case(6, "formula", "test-record", "#N/A", _tables(projects=[{**PROJECT, "名称": "#N/A"}])),
    Case(6, "formula-of-libreoffice", "test-record", "Err:508", _tables(projects=[{**PROJECT, "名称": "Err:508"}])),
    Case(6, "formula-as-text", "test-record", "VLOOKUP", _tables(projects=[{**PROJECT, "名称": "=VLOOKUP(A2;表1.A:B;2;0)"}])),
    Case(6, "formula-of-a-giver", "test-record", "没有算好的公式", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人="=A2")])),
    Case(6, "formula-of-a-sheet", "test-record", "没有算好的公式", _tables(projects=[{**PROJECT, "名称": "='捐赠 明细'!B3"}])),
    Case(6, "paragraph", "no-name", "长达 151 个字", _tables(projects=[{**PROJECT, "名称": "送" * 151}])),
    Case(6, "future", "date-after-prepared", "2025-06-12", _tables(donations=[gift("2025-06-00001", "2025-06-12", "100")])),
    Case(6, "future-payment", "date-after-prepared", "2042-05-01", _tables(
        projects=[{**PROJECT, "结束日期": ""}], disbursements=[paid("2042-05-01", "山前小学", "1000")])),
    Case(5, "negative", "sum-below-zero", "-1000", _tables(
        projects=[{**PROJECT, "结束日期": ""}], project_budgets=[{"项目": "books", "科目": "图书", "预算": "-1000", "来源": "B1"}])),
    Case(6, "older", "before-founded", "2024-02-01 才成立", _older_than_itself),
    Case(6, "unfinished", "outside-its-year", "这一年还没有过完", _tables(
        funds=[{"编号": "spring", "名称": "春天基金", "来源": "B1"}],
        fund_accounts=[{"基金": "spring", "年度": "2025", "年初余额": "10", "本年收入": "0", "本年支出": "3", "年末余额": "7", "来源": "B1"}])),
    Case(6, "zero-day", "date-too-early", "1899-12-31", _tables(
        projects=[{**PROJECT, "结束日期": ""}], disbursements=[paid("1899-12-31", "山前小学", "1000")])),
    Case(6, "void", "said-to-be-void", "退款", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 说明="已退款")])),
    Case(1, "dollars", "noted-in-currency", "美元", _tables(
        donations=[gift("2024-01-00001", "2024-01-12", "100", 说明="100美元")])),
    Case(1, "unit-noted", "noted-in-unit", "万元", _tables(
        donations=[gift("2024-01-00001", "2024-01-12", "100", 说明="单位：万元")])),
    Case(2, "broken", "broken-count", "36000.5", _tables(projects=PROJECTS, goods=[{**IN, "数量": "36000.5"}])),
    Case(6, "twice", "gift-twice", "第 2 行", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人="林平"),
                                                             gift("2024-01-00002", "2024-01-12", "100", 捐赠人="林平")])),
    Case(6, "fax", "bad-value", "00000000", _tables(contacts=[{"联系人": "办公室", "电话": "0512-00000000", "来源": "B1"}])),
    # 7: personal data
    Case(7, "identity", "personal-number", "身份证号", _tables(complaints=[
        {"编号": "c1", "收到日期": "2024-05-06", "事由": "本人 110105194912310021 来电", "来源": "B1"}])),
    Case(7, "card", "personal-number", "银行卡号", _tables(complaints=[
        {"编号": "c1", "收到日期": "2024-05-06", "事由": "请汇到 6222021234567890128", "来源": "B1"}])),
    Case(7, "grant", "grant-like-person", "像是人的姓名", _tables(
        projects=PROJECTS, disbursements=[paid("2024-05-01", "山前小学", "1000", 用途="刘芳助学金")])),
    # 8: two scopes
    Case(8, "mixed", "part-scope-mismatch", "市县两级", _tables(
        breakdowns=[{**SPLIT[0], "总额": "A24"}], figures__2024=[figure("A24", "300000"), figure("A1", "100000", 事项="线上", 属于="AB", 口径="市县两级")])),
    Case(8, "station", "member-missing", "柳林工作站", _by_station("山前", "河湾", "石桥")),
    Case(8, "first-station", "member-missing", "山前工作站", _by_station("河湾", "石桥", "柳林")),
    Case(8, "local-above", "part-above-whole", "包含它的市县两级只有", _tables(figures__2024=LOCAL)),
    Case(8, "scopes", "headline-doubtful", "口径", _tables(
        figures__2024=LOCAL, headlines=[{"年度": "2024", "角色": "收入合计", "编号": "A2"}])),
    Case(8, "empty", "empty-table", "合作方", _header_only),
    # 9: lists as pictures
    Case(9, "alt", "image-table", "物资发放明细", _article("下面是名单：\n\n![物资发放明细](../images/a.png)")),
    Case(9, "file", "image-table", "捐赠名单.png", _article("![](../images/捐赠名单.png)")),
    # 10: two lines of progress
    Case(10, "never", "progress-overdue", "没有公布过进展", _tables(
        projects=[{**PROJECT, "状态": "进行中", "结束日期": "", "开始日期": "2024-02-01"}], campaigns=[CAMPAIGN])),
    Case(10, "long-ago", "progress-overdue", "326 天", _tables(
        projects=[{**PROJECT, "状态": "进行中", "结束日期": "", "开始日期": "2024-02-01"}],
        project_progress=[{"项目": "books", "截止日期": "2024-03-31", "公布日期": "2024-04-08", "来源": "B1"}])),
    Case(10, "past-its-end", "still-running", "2024-11-30", _tables(projects=[{**PROJECT, "状态": "进行中"}])),
    Case(10, "past-its-plan", "still-running", "计划", _tables(projects=[{**PROJECT, "状态": "计划"}])),
    Case(10, "elsewhere", "progress-elsewhere", "公众号", _tables(
        projects=[{**PROJECT, "状态": "进行中", "结束日期": ""}],
        project_progress=[{"项目": "books", "截止日期": "2025-01-31", "公布日期": "2025-02-08", "进展": "详见本会公众号。", "来源": "B1"}])),
    Case(4, "others", "spent-on-others", "环卫工人", _appeal(
        {"受益人": "失学女童"}, project_progress=[{"项目": "books", "截止日期": "2024-06-30", "进展": "慰问环卫工人 300 名", "来源": "B1"}])),
    # 11: matching gifts that were the families' own money
    Case(11, "own-account", "own-money", "本会自己", _tables(
        donations=[gift("2024-01-00001", "2024-01-12", "100", 捐赠人类型="单位", 捐赠人="青山慈善会（一般户）")])),
    Case(11, "family", "giver-is-receiver", "同一个项目", _tables(
        projects=PROJECTS, donations=[gift("2024-03-00001", "2024-03-02", "5000", 捐赠人="林家安", 定向项目="books")],
        disbursements=[paid("2024-04-02", "林家安", "10000", 接收方类型="个人")])),
    Case(11, "body", "giver-is-receiver", "同一个募捐活动", _appeal(
        {}, donations=[gift("2024-03-00001", "2024-03-02", "5000", 捐赠人="山前小学", 捐赠人类型="单位", 募捐活动="warm")],
        disbursements=[paid("2024-04-02", "山前小学", "10000", 募捐活动="warm")])),
    Case(11, "related", "giver-is-related", "东港商贸公司", _tables(
        related_parties=[_related("东港商贸公司")],
        donations=[gift("2024-03-00001", "2024-03-02", "5000", 捐赠人="东港商贸公司", 捐赠人类型="单位")])),
    # 12: 之行, and totals that are not their parts
    Case(12, "slip", "wrong-word", "支行", _appeal({"银行账户": "工商银行青山之行，户名为本会"})),
    Case(12, "name", "near-name", "青山慈善总会", _tables(
        partners=[{"编号": "p1", "名称": "青山慈善总会", "来源": "B1"}])),
    Case(12, "swapped-name", "near-name", "东商港贸公司", _tables(
        projects=PROJECTS, goods=[IN, {**IN, "捐赠方": "东商港贸公司", "批次": "乙"}, {**OUT, "数量": "36000"},
                                  {**OUT, "数量": "36000", "批次": "乙", "接收方": "市第二医院"}])),
    Case(12, "total", "contradictory-relation", "差", _tables(
        breakdowns=[{**SPLIT[0], "互斥": "是", "完整": "是"}],
        figures__2024=[figure("A24", "300000"), figure("A1", "100000", 事项="线上", 属于="AB"), figure("A2", "190000", 事项="线下", 属于="AB")])),
    Case(12, "swapped", "swapped-digits", "颠倒", _fund(
        ("2023", "0", "475000", "300000", "175000"), ("2024", "157000", "400000", "300000", "257000"))),
    Case(12, "twice", "payment-twice", "第 2 行", _tables(
        projects=PROJECTS, disbursements=[paid("2024-05-01", "山前小学", "1000"), paid("2024-05-01", "山前小学", "1000")])),
    Case(12, "receipt", "receipt-twice", "第 2 行", _tables(donations=[gift("2024-01-00001", "2024-01-12", "100", 票据号码="T7"),
                                                                 gift("2024-01-00002", "2024-01-13", "90", 票据号码="T7")])),
    Case(12, "falls", "falling-series", "90000", _appeal({}, **COUNTED)),
)  # fmt: skip

IDS = [f"{one.incident}-{one.name}" for one in CASES]


def found(case: Case, root: Path) -> list[Problem]:
    place = Place(root)
    case.make(place)
    data, content = place.write()
    report = Report()
    site.read_site(data, "data", report)
    texts = read_texts(content, report)
    report.extend(rules.proofread({text.file: text.html for text in texts}, content))
    return list(report)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_failure_is_told(case: Case, tmp_path: Path) -> None:
    """The failure is named by its code, in its words, and says why it matters and how to mend it."""
    problems = found(case, tmp_path)
    told = [one for one in problems if one.code == case.code]
    assert told, [str(one) for one in problems]
    assert any(case.told in one.message + one.fix for one in told), [str(one) for one in told]
    assert all(one.severity in {Severity.ERROR, Severity.WARNING} for one in told)
    assert all(one.wording.why and one.fix for one in told)


RULED = [case for case in CASES if case.code in rules.all_rules() and not case.make.__qualname__.startswith("_article")]


@pytest.mark.parametrize("case", RULED, ids=[f"{one.incident}-{one.name}" for one in RULED])
def test_only_its_rule_tells_it(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its rule the failure would pass under this code: the test above would fail."""
    left = {code: rule for code, rule in rules.all_rules().items() if code != case.code}
    monkeypatch.setattr(site, "shared_findings", lambda scene: rules.findings(scene, left))
    assert case.code not in {one.code for one in found(case, tmp_path)}


@pytest.mark.parametrize("case", RULED[:3], ids=[one.name for one in RULED[:3]])
def test_rules_and_looks_that_are_shared_out_tell_the_same(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an organisation of many rows, cells and rules are looked at by several processes, with the same report."""
    (tmp_path / "here").mkdir()
    alone = found(case, tmp_path / "here")
    shares: list[int] = []
    monkeypatch.setattr(processes, "_FEWEST_ROWS", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: shares.append(1) or 2)
    (tmp_path / "shared").mkdir()
    assert found(case, tmp_path / "shared") == alone
    assert len(shares) >= 2


def test_every_rule_has_its_failure() -> None:
    """Each rule that stops or asks is shown by a failure, but for what only the law asks (tests/sites); advice is not."""
    weighty = {code for code in rules.all_rules() if WORDINGS[code].severity is not Severity.NOTICE}
    elsewhere = {"appeal-unqualified", "table-in-other-unit"}  # the second: test_whole_tables.py
    assert weighty - {case.code for case in CASES} == elsewhere


def test_every_incident_has_two_variants() -> None:
    """The twelve are all here, each in two ways or more, and the catalogue names the incident at each code."""
    for number in INCIDENTS:
        assert len([case for case in CASES if case.incident == number]) > 1, number
    named = {number for wording in WORDINGS.values() for number in wording.incidents}
    assert named == set(INCIDENTS)


def weighty(report: Report) -> list[Problem]:
    """What is wrong or odd in the data; what has to be published soon is no finding about it."""
    return [one for one in report if one.code not in {"duty-ahead", "duty-overdue"}]


def test_two_clean_years_raise_nothing(tmp_path: Path) -> None:
    """What a tidy organisation enters in two years has no finding of any weight."""
    place = Place(tmp_path)
    two_clean_years(place)
    report, review = check(*place.write())
    assert weighty(report) == []
    assert review.publishable


def _innocent() -> Iterator[tuple[str, Make]]:
    yield (
        "variation filed before",
        _appeal(
            {"用途变更": "改为修路，理事会决议", "变更备案日期": "2024-04-01"},
            disbursements=[paid("2024-05-01", "河口村委会", "1000", 募捐活动="warm", 项目="roads")],
        ),
    )
    yield (
        "numbered schools",
        _tables(
            projects=PROJECTS,
            disbursements=[paid("2024-05-01", "青山第一小学", "1000"), paid("2024-05-01", "青山第二小学", "1000")],
        ),
    )
    yield (
        "named as two",
        _tables(
            partners=[
                {"编号": "p1", "名称": "高新区慈善总会", "来源": "B1", "不是同一家": "高新区慈善会"},
                {"编号": "p2", "名称": "高新区慈善会", "来源": "B1", "不是同一家": ""},
            ]
        ),
    )
    yield (
        "rounded",
        _tables(figures__2024=[figure("A1", "620000", 原文写法="62万余元", 约数="余"), figure("A2", "624300")]),
    )
    yield (
        "explained",
        _tables(
            figures__2024=[
                figure("A1", "2810000", 说明="截至5月9日"),
                figure("A2", "3270000", 说明="截至5月10日，含三家企业"),
            ]
        ),
    )
    yield "all stations", _by_station("山前", "河湾", "石桥", "柳林")
    yield (
        "written table",
        _article("![捐赠名单]({static}/images/a.png)\n\n| 谁 | 多少 |\n|---|---|\n| 甲 | 1 |", a=_png()),
    )
    yield "a group photograph", _article("![志愿者代表合影]({static}/images/表彰大会.png)", 表彰大会=_png())
    yield "leap day", _article("活动在2024年2月29日举行。")
    yield (
        "declared gift",
        _tables(
            related_parties=[_related("东港商贸公司")],
            related_transactions=[
                {
                    "编号": "t1",
                    "类型": "接受捐赠",
                    "关联方": "r1",
                    "金额": "5000",
                    "发生日期": "2024-03-02",
                    "公开日期": "2024-03-20",
                    "来源": "B1",
                }
            ],
            donations=[gift("2024-03-00001", "2024-03-02", "5000", 捐赠人="东港商贸公司", 捐赠人类型="单位")],
        ),
    )


@pytest.mark.parametrize(("name", "make"), list(_innocent()), ids=[name for name, _ in _innocent()])
def test_what_only_looks_alike_is_let_pass(name: str, make: Make, tmp_path: Path) -> None:
    """Neighbours of the failures that are in order raise nothing."""
    place = Place(tmp_path)
    make(place)
    report, _ = check(*place.write())
    assert weighty(report) == [], name
