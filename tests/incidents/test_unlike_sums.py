"""Sums that should be one another: which differences are asked about, and which are as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import faults_of, figure, gift, paid, statement

Rows = list[dict[str, str]]


def asked(root: Path, **tables: Rows) -> list[str]:
    """Why sums are asked about, in the words of the message."""
    return [fault.details["reason"] for fault in faults_of("sum-unlike-total", root, **tables)]


def gifts(count: int, amount: str) -> Rows:
    """So many gifts of the same amount."""
    return [gift(f"2024-03-{at:05d}", f"2024-03-{at + 1:02d}", amount) for at in range(1, count + 1)]


def payments(count: int, amount: str) -> Rows:
    """So many payments of the same amount."""
    return [paid(f"2024-05-{at:02d}", f"第{at}小学", amount, 项目="") for at in range(1, count + 1)]


@pytest.mark.parametrize(
    ("count", "amount", "total", "reason"),
    [
        (5, "100", "500", ""),
        (5, "100", "600", ""),
        (5, "100", "480", "名单比总数还多 20元"),
        (5, "100", "505", "几乎一样，却差 5元"),
        (5, "100", "511", ""),
        (5, "1000", "500", "约差十倍，像是单位或小数点写错"),
        (5, "1100", "500", "约差十倍，像是单位或小数点写错"),
        (5, "100", "5000", "约差十倍，像是单位或小数点写错"),
        (5, "100", "5200", ""),
        (5, "100", "300000", "名单只有总数的一个零头，像是单位写错"),
        (5, "100", "240000", ""),
        (4, "100", "300000", ""),
    ],
)
@pytest.mark.parametrize("side", ["收入", "支出"])
def test_a_list_against_the_total_of_its_year(
    side: str, count: int, amount: str, total: str, reason: str, tmp_path: Path
) -> None:
    """A list may be a part of the total; more than all of it, all but all of it, or another unit is asked about."""
    lists = {"donations": gifts(count, amount)} if side == "收入" else {"disbursements": payments(count, amount)}
    figures = [figure("A24", total, 指标=side)]
    assert asked(tmp_path, **lists, figures__2024=figures) == ([reason] if reason else [])
    other_year = [figure("A23", total, 指标=side)]
    assert asked(tmp_path / "other", **lists, figures__2023=other_year) == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"原文写法": "约505元", "约数": "约"}, ""),
        ({"数值": "515"}, ""),
        ({"数值": "515", "指标": "捐赠收入"}, "几乎一样，却差 15元"),
        ({"数值": "530", "指标": "捐赠收入"}, ""),
        ({"数值": "480", "口径": "市县两级"}, ""),
        ({"数值": "480", "性质": "计划"}, ""),
        ({"数值": "480", "事项": "慈善一日捐"}, ""),
        ({"数值": "50000", "事项": "慈善一日捐"}, "正好差一百倍，像是单位或小数点写错"),
        ({"数值": "5", "事项": "慈善一日捐"}, "正好差一百倍，像是单位或小数点写错"),
        ({"数值": "50000", "事项": "慈善一日捐", "性质": "计划"}, ""),
        ({"数值": "50000", "事项": "慈善一日捐", "所属记录": "projects/books"}, ""),
        ({"数值": "50000", "事项": "慈善一日捐", "指标": "支出"}, ""),
        ({"数值": "50001", "事项": "慈善一日捐"}, ""),
    ],
)
def test_which_figures_a_list_is_held_against(cells: dict[str, str], reason: str, tmp_path: Path) -> None:
    """Exact totals of the body itself; a figure of anything else only where it is that very sum with the point elsewhere."""
    row = {"数值": "505", **cells}
    row = {"原文写法": f"{row['数值']}元", **row}
    told = figure("A24", row["数值"], **{name: cell for name, cell in row.items() if name != "数值"})
    assert asked(tmp_path, donations=gifts(5, "100"), figures__2024=[told]) == ([reason] if reason else [])
    if "正好" in reason:
        assert asked(tmp_path / "few", donations=gifts(4, "125"), figures__2024=[told]) == []


def test_of_two_totals_only_the_widest_may_not_be_less_than_the_list(tmp_path: Path) -> None:
    """What was received for one thing may be less than all gifts; all that was received may not."""
    wide, narrow = figure("A1", "600"), figure("A2", "400", 指标="捐赠收入")
    assert asked(tmp_path, donations=gifts(5, "100"), figures__2024=[wide, narrow]) == []
    assert asked(tmp_path / "less", donations=gifts(5, "100"), figures__2024=[figure("A1", "450"), narrow]) == [
        "名单比总数还多 50元"
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "约差十倍，像是单位或小数点写错"),
        ({"属于": "AB"}, "约差十倍，像是单位或小数点写错"),
        ({"口径": "未说明"}, "约差十倍，像是单位或小数点写错"),
        ({"事项": "慈善一日捐"}, ""),
        ({"事项": "送书", "所属记录": "projects/books"}, ""),
        ({"口径": "市县两级"}, ""),
        ({"性质": "计划"}, ""),
        ({"款物": "物资"}, ""),
        ({"指标": "捐赠"}, ""),
    ],
)
def test_income_from_gifts_is_that_of_the_whole_body(cells: dict[str, str], reason: str, tmp_path: Path) -> None:
    """Of one thing, of goods only, of other bodies too or only planned it says nothing of the list of all gifts."""
    split = {"编号": "AB", "名称": "收入分项", "总额": "A1", "互斥": "未证明", "完整": "未证明"}
    told = figure("A2", "5000", **{"指标": "捐赠收入", **cells})
    tables = {"donations": gifts(5, "9000"), "figures__2024": [figure("A1", "48000"), told], "breakdowns": [split]}
    assert asked(tmp_path, **tables) == ([reason] if reason else [])
    before = {**tables, "figures__2024": [figure("A1", "48000")], "figures__2023": [told], "breakdowns": []}
    assert asked(tmp_path / "before", **{**before, "figures__2023": [{**told, "属于": ""}]}) == []


@pytest.mark.parametrize("side", ["收入", "支出"])
def test_what_went_back_is_named_where_it_was_taken_off(side: str, tmp_path: Path) -> None:
    """Otherwise whoever subtracts one number from the other finds another difference than the one that is told."""
    refund = {"退款日期": "2024-06-01", "捐赠编号": "2024-03-00001", "退款金额": "20", "原因": "重复", "来源": "B1"}
    back = {"退回日期": "2024-06-01", "退回方": "第1小学", "退回方类型": "学校", "退回金额": "20", "原因": "结余"}
    back["来源"] = "B1"
    lists = (
        {"donations": gifts(5, "100"), "gift_refunds": [refund]}
        if side == "收入"
        else {"disbursements": payments(5, "100"), "payment_returns": [back]}
    )
    told = asked(tmp_path, **lists, figures__2024=[figure("A1", "450", 指标=side)])
    assert told == ["减去退回的 20元，名单比总数还多 30元"]


@pytest.mark.parametrize("side", ["收入", "支出"])
def test_money_and_goods_told_apart_are_no_total_of_a_list(side: str, tmp_path: Path) -> None:
    """A list holds both; where only money is told it may be all there was."""
    lists = {"donations": gifts(5, "100")} if side == "收入" else {"disbursements": payments(5, "100")}
    cash, goods = figure("A1", "300", 指标=side, 款物="现金"), figure("A2", "200", 指标=side, 款物="物资")
    assert asked(tmp_path, **lists, figures__2024=[cash, goods]) == []
    assert asked(tmp_path / "cash", **lists, figures__2024=[cash]) == ["名单比总数还多 200元"]
    both = figure("A3", "450", 指标=side)
    assert asked(
        tmp_path / "both",
        **lists,
        figures__2024=[
            both,
            {**cash, "数值": "260", "原文写法": "260元"},
            {**goods, "数值": "190", "原文写法": "190元"},
        ],
    ) == ["名单比总数还多 50元"]


def test_a_total_may_be_told_without_what_went_back(tmp_path: Path) -> None:
    """Both the list and the list without its refunds, or returns, agree with a total."""
    refund = {"退款日期": "2024-06-01", "捐赠编号": "2024-03-00001", "退款金额": "20", "原因": "重复", "来源": "B1"}
    back = {
        "退回日期": "2024-06-01",
        "退回方": "第1小学",
        "退回方类型": "学校",
        "退回金额": "20",
        "原因": "结余",
        "来源": "B1",
    }
    for number, total in enumerate(("480", "500")):
        whole = [figure("A24", total), figure("A25", total, 指标="支出")]
        lists = {"donations": gifts(5, "100"), "disbursements": payments(5, "100")}
        root = tmp_path / str(number)
        assert asked(root, **lists, figures__2024=whole, gift_refunds=[refund], payment_returns=[back]) == []


INCOME, EXPENSE = "13665817.38", "12487180.42"  # of the statement of 2023


@pytest.mark.parametrize(
    ("value", "cells", "reason"),
    [
        (INCOME, {}, ""),
        ("12289794.79", {}, ""),  # income from gifts
        ("13665817.39", {}, "差 0.01元；口径不同的请写一条勾稽说明"),
        ("136658173.80", {}, "约差十倍，像是单位或小数点写错"),
        ("12000000", {"款物": "现金"}, ""),
        ("12000000", {"款物": ""}, "差 28.98万元；口径不同的请写一条勾稽说明"),
        (EXPENSE, {"指标": "支出"}, ""),
        ("11254837.62", {"指标": "支出"}, ""),  # of the programmes
        ("12487180.00", {"指标": "支出"}, "差 0.42元；口径不同的请写一条勾稽说明"),
    ],
)
def test_a_total_of_the_register_against_the_statement(
    value: str, cells: dict[str, str], reason: str, tmp_path: Path
) -> None:
    """It is one of the lines that it can mean, to the last digit that is written; money alone is another thing."""
    activities = {"activity_statement__2023": statement("activity_statement", 2023)}
    reasons = asked(tmp_path, **activities, figures__2023=[figure("A23", value, **cells)])
    assert reasons == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("line", "amount", "reason"),
    [
        ("1", "118642307.50", "约差十倍，像是多写或少写了一位"),
        ("1", "1228979.48", "约差十倍，像是多写或少写了一位"),
        ("1", "70000000.00", "现金比账上的数大几倍"),
        ("1", "60000000.00", ""),
        ("1", "5000000.00", ""),
        ("14", "112548376.20", "约差十倍，像是多写或少写了一位"),
        ("14", "", ""),
    ],
)
def test_cash_against_activities(line: str, amount: str, reason: str, tmp_path: Path) -> None:
    """Cash is of the size of what the books say; a part of it, or some more, is as it may be."""

    def change(rows: list[list[str]]) -> None:
        row = next(cells for cells in rows if cells[rows[0].index("行次")] == line)
        row[rows[0].index("金额")] = amount

    books = {
        "activity_statement__2023": [dict(row) for row in statement("activity_statement", 2023)],
        "cash_flow__2023": [dict(row) for row in statement("cash_flow", 2023, change)],
    }
    assert asked(tmp_path, **books) == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("both", "money", "goods", "cells", "reason"),
    [
        ("2810000", "2000000", "810000", {}, ""),
        ("2810000", "2000000", "180000", {}, "差 63万元"),
        ("2810000", "2000000", "180000", {"性质": "计划"}, ""),
        ("2810000", "2000000", "180000", {"口径": "市县两级"}, ""),
        ("2810000", "2000000", "180000", {"事项": "抗洪"}, ""),
    ],
)
def test_money_and_goods_come_to_both(
    both: str, money: str, goods: str, cells: dict[str, str], reason: str, tmp_path: Path
) -> None:
    """Of the same thing, year, scope and side, as it happened; with one of each there is no doubt what is meant."""
    figures = [
        figure("A1", both),
        figure("A2", money, 款物="现金", **cells),
        figure("A3", goods, 款物="物资", **cells),
    ]
    assert asked(tmp_path, figures__2024=figures) == ([reason] if reason else [])
    again = [*figures, figure("A4", both, 指标="募集收入")]
    assert asked(tmp_path / "two", figures__2024=again) == []


def spent(value: str, project: str = "books", **cells: str) -> dict[str, str]:
    """What the register says a project has spent."""
    return figure("P1", value, **{"事项": "送书", "指标": "支出", "所属记录": f"projects/{project}", **cells})


def told(as_of: str, expense: str, helped: str = "", project: str = "books") -> dict[str, str]:
    """What its progress says."""
    return {
        "项目": project,
        "截止日期": as_of,
        "累计支出": expense,
        "累计受益": helped,
        "受益单位": "人" if helped else "",
        "来源": "B1",
    }


@pytest.mark.parametrize(
    ("figures", "progress", "reason"),
    [
        ([spent("5000")], [told("2024-12-31", "5000")], ""),
        ([spent("5000")], [told("2024-12-31", "5200")], "差 200元"),
        ([spent("5000")], [told("2024-06-30", "4000"), told("2024-12", "5200")], "差 200元"),
        ([spent("5000")], [told("2024-12-31", "5000"), told("2024-11-30", "4800")], ""),
        ([spent("5000")], [told("2024-11-30", "5200")], ""),
        ([spent("5000", "old")], [told("2024-12-31", "5200", project="old")], ""),
        ([spent("5000", 性质="计划")], [told("2024-12-31", "5200")], ""),
        ([spent("5000"), spent("200", 编号="P2")], [told("2024-12-31", "5200")], ""),
        ([spent("12", 指标="受益", 单位="人", 款物="", 原文写法="12人")], [told("2024-12-31", "5200", "13")], "差 1人"),
        ([spent("12", 指标="受益", 单位="人", 款物="", 原文写法="12人")], [told("2024-12-31", "5200", "12")], ""),
        ([spent("12", 指标="受益", 单位="户", 款物="", 原文写法="12户")], [told("2024-12-31", "5200", "13")], ""),
    ],
)
def test_a_project_of_one_year_against_its_progress(figures: Rows, progress: Rows, reason: str, tmp_path: Path) -> None:
    """What was counted from a beginning in the year to its last month is the figure of the year; nothing else is."""
    reasons = asked(tmp_path, figures__2024=figures, project_progress=progress)
    assert reasons == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("figures", "paid_out", "reason"),
    [
        ([spent("500")], [("2024", "500")], ""),
        ([spent("500")], [("2024", "300")], ""),
        ([spent("500")], [("2024", "300"), ("2024", "220")], "差 20元"),
        ([spent("500")], [("2024", "495")], "差 5元"),
        ([spent("500", 原文写法="约500元", 约数="约")], [("2024", "495")], ""),
        ([spent("500")], [("2024", "500"), ("2023", "100")], ""),
        ([spent("500")], [("2024", "10")] * 5, "正好差十倍，像是单位或小数点写错"),
        ([spent("500")], [("2024", "12.5")] * 4, ""),
        ([spent("500"), spent("900", 编号="P2")], [("2024", "600")], ""),
    ],
)
def test_a_project_against_its_payments(
    figures: Rows, paid_out: list[tuple[str, str]], reason: str, tmp_path: Path
) -> None:
    """Payments may be a part of what was spent, never more, and never all but all of it."""
    rows = [paid(f"{year}-05-{at:02d}", f"第{at}小学", amount) for at, (year, amount) in enumerate(paid_out, 1)]
    assert asked(tmp_path, figures__2024=figures, disbursements=rows) == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"project_progress": [told("2024-06-30", "3000")]}, "约差十倍，像是单位或小数点写错"),
        ({"project_progress": [told("2024-06-30", "310")]}, ""),
        ({"project_progress": [told("2024-06-30", "3000", project="old")]}, ""),
        ({"figures__2024": [spent("30000")]}, "约差一百倍，像是单位或小数点写错"),
        (
            {"disbursements": [paid("2024-05-01", "第一小学", "10"), paid("2023-05-01", "第二小学", "20")]},
            "约差十倍，像是单位或小数点写错",
        ),
        ({"disbursements": [paid("2024-05-01", "第一小学", "100")]}, ""),
    ],
)
def test_a_budget_against_what_else_is_told(other: dict[str, Rows], reason: str, tmp_path: Path) -> None:
    """What its lines say was spent is never a power of ten away from progress, register or payments."""
    lines = [
        {"项目": "books", "科目": item, "预算": "900", "已支": spent, "截止日期": "2024-06-30", "来源": "B1"}
        for item, spent in (("书", "100"), ("运费", "200"), ("人工", ""))
    ]
    assert asked(tmp_path, project_budgets=lines, **other) == ([reason] if reason else [])
