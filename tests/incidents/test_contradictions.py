"""Books that contradict themselves, and books that only look as if they did."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from places import CAMPAIGN, ORGANISATION, PROJECT, Place, faults_of, gift, paid

from disclosure.accounts.site import read_site
from disclosure.problems import Report

Row = dict[str, str]
Tables = dict[str, list[Row]]

FUND = {"编号": "spring", "名称": "春天基金", "设立日期": "2024-03-01", "来源": "B1"}


def of_fund(year: str, closing: str = "10") -> Row:
    """A year of the fund."""
    return {
        "基金": "spring", "年度": year, "年初余额": "10", "本年收入": "0", "本年支出": f"{10 - int(closing)}",
        "年末余额": closing, "来源": "B1",
    }  # fmt: skip


def refund(number: str, day: str = "2024-05-06", amount: str = "30") -> Row:
    """Some of a gift given back."""
    return {
        "退款日期": day, "捐赠编号": number, "退款金额": amount, "原因": "多付", "原到账日期": "2024-04-01", "来源": "B1",
    }  # fmt: skip


def back(amount: str = "40", **cells: str) -> Row:
    """Some of a payment that came back."""
    row = {
        "退回日期": "2024-12-01", "退回方": "山前小学", "退回方类型": "学校", "退回金额": amount, "原因": "结余",
        "原拨付日期": "2024-03-10", "来源": "B1",
    }  # fmt: skip
    return {**row, **cells}


def invested(name: str, **cells: str) -> Row:
    """Money in a product of a bank."""
    row = {
        "编号": name, "产品或被投资方": "稳盈", "年度": "2024", "产品类型": "银行理财产品", "资金来源": "非限定性捐赠财产",
        "投资金额": "1000", "投资日期": "2024-02-10", "年末余额": "1000", "当年收益": "30", "来源": "B1",
    }  # fmt: skip
    return {**row, **cells}


def spent(expense: str) -> Row:
    """The end of a project that took in 600 and hands on what is left."""
    left = f"{Decimal(600) - Decimal(expense)}"
    return closing("300", "300", "0", 支出=expense, 剩余财产=left, 处理方式="转入目的相近的项目")


def closing(raised: str, other: str, expense: str, **cells: str) -> Row:
    """The end of a project."""
    row = {
        "项目": "books", "结项日期": "2024-11-30", "来自公开募捐的收入": raised, "其他来源收入": other, "支出": expense,
        "剩余财产": f"{int(raised) + int(other) - int(expense)}", "来源": "B1",
    }  # fmt: skip
    return {**row, **cells}


GIFTS = [gift("2024-04-00001", "2024-04-01", "100"), gift("2024-04-00002", "2024-04-02", "100")]
PAID = [
    paid("2024-03-10", "山前小学", "400"),
    paid("2024-03-10", "山前小学", "50", 项目="", 基金="spring"),
    paid("2024-09-10", "山前小学", "400"),
]
PLEDGE = {
    "编号": "P1", "认捐日期": "2024-01-20", "捐赠人类型": "单位", "捐赠人": "青山木器公司", "同意公开姓名": "是",
    "认捐金额": "3000", "已到账": "100", "来源": "B1",
}  # fmt: skip
PROJECT_2 = {**PROJECT, "编号": "books-2", "名称": "送书二期"}
REFUNDED: Tables = {
    "donations": [gift("2024-04-00001", "2024-04-01", "100", 定向项目="books")],
    "gift_refunds": [refund("2024-04-00001")],
}
RETURNED: Tables = {"payment_returns": [back("10", 项目="books", 原拨付日期="")]}
PROGRESS = {"项目": "books", "截止日期": "2024-10-31", "累计收入": "500", "累计支出": "90", "来源": "B1"}


@pytest.mark.parametrize(
    ("code", "tables", "count"),
    [
        ("payment-twice", {"donations": GIFTS, "gift_refunds": [refund("2024-04-00001"), refund("2024-04-00001")]}, 1),
        ("payment-twice", {"donations": GIFTS, "gift_refunds": [refund("2024-04-00001"), refund("2024-04-00002")]}, 0),
        (
            "payment-twice",
            {"donations": GIFTS, "gift_refunds": [refund("2024-04-00001"), refund("2024-04-00001", "2024-05-07")]},
            0,
        ),
        ("payment-twice", {"gift_refunds": [refund(""), refund("")]}, 0),
        ("payment-twice", {"disbursements": PAID, "payment_returns": [back(), back()]}, 1),
        ("payment-twice", {"disbursements": PAID, "payment_returns": [back(), back(原因="物价下降")]}, 0),
        ("payment-twice", {"payment_returns": [back(退回方="受助人", 退回方类型="个人")] * 2}, 0),
        ("payment-twice", {"investments": [invested("a"), invested("b")]}, 1),
        ("payment-twice", {"investments": [invested("a"), invested("b", 当年收益="31")]}, 0),
        ("payment-twice", {"investments": [invested("a"), invested("b", 年度="2025", 当年收益="")]}, 0),
        ("payment-twice", {"pledges": [PLEDGE, {**PLEDGE, "编号": "P2", "定向基金": "spring"}]}, 0),
        ("payment-twice", {"pledges": [PLEDGE, {**PLEDGE, "编号": "P2"}]}, 1),
        ("plan-far-off", {"pledges": [{**PLEDGE, "已到账": "30000"}]}, 1),
        ("plan-far-off", {"pledges": [{**PLEDGE, "已到账": "3600"}]}, 0),
        ("return-original-unknown", {"disbursements": PAID, "payment_returns": [back(项目="old")]}, 1),
        ("return-original-unknown", {"disbursements": PAID, "payment_returns": [back(项目="books", 基金="spring")]}, 0),
        ("return-original-unknown", {"disbursements": PAID, "payment_returns": [back(项目="books"), back("45", 基金="spring")]}, 0),
        ("returned-above-original", {"disbursements": PAID, "payment_returns": [back("51", 基金="spring")]}, 0),
        ("sum-unlike-total", {"disbursements": PAID, "payment_returns": [back("51", 基金="spring")]}, 1),
        ("sum-unlike-total", {"disbursements": PAID, "payment_returns": [back("50", 基金="spring")]}, 0),
        ("returned-above-original", {"disbursements": PAID, "payment_returns": [back("51"), back("390")]}, 0),
        ("returned-above-original", {"disbursements": PAID, "payment_returns": [back("51"), back("500", 项目="books")]}, 1),
        ("returned-above-original", {"disbursements": PAID, "payment_returns": [back("453.21")]}, 0),
        ("sum-unlike-total", {"disbursements": PAID, "payment_returns": [back("453.21")]}, 1),
        ("returned-above-original", {"disbursements": PAID, "payment_returns": [back("540.01")]}, 1),
        ("sum-unlike-total", {"project_progress": [PROGRESS], "project_closings": [closing("300", "199", "499")]}, 1),
        ("sum-unlike-total", {"project_progress": [PROGRESS], "project_closings": [closing("300", "200", "500")]}, 0),
        ("sum-unlike-total", {**REFUNDED, "project_progress": [PROGRESS], "project_closings": [closing("270", "200", "470")]}, 0),
        ("sum-unlike-total", {**REFUNDED, "project_progress": [PROGRESS], "project_closings": [closing("269", "200", "469")]}, 1),
        ("sum-unlike-total", {"project_progress": [{**PROGRESS, "累计收入": "500.49"}], "project_closings": [closing("300", "200", "500")]}, 0),
        ("falling-series", {"project_progress": [PROGRESS], "project_closings": [spent("89")]}, 0),
        ("sum-unlike-total", {"project_progress": [PROGRESS], "project_closings": [spent("89")]}, 1),
        ("sum-unlike-total", {"project_progress": [PROGRESS], "project_closings": [spent("89.50")]}, 1),
        ("sum-unlike-total", {"project_progress": [{**PROGRESS, "累计支出": "90.49"}], "project_closings": [spent("90")]}, 0),
        ("sum-unlike-total", {**RETURNED, "project_progress": [PROGRESS], "project_closings": [spent("80")]}, 0),
        ("sum-unlike-total", {**RETURNED, "project_progress": [PROGRESS], "project_closings": [spent("79")]}, 1),
        ("surplus-without-disposal", {"project_closings": [closing("100", "50", "160")]}, 0),
        ("surplus-without-disposal", {"project_closings": [closing("100", "50", "140")]}, 1),
        ("refund-unlike-gift", {**REFUNDED, "gift_refunds": [{**refund("2024-04-00001"), "原到账日期": "2024-04"}]}, 0),
        ("refund-unlike-gift", {**REFUNDED, "gift_refunds": [{**refund("2024-04-00001"), "原到账日期": "2024-03"}]}, 1),
        ("refund-unlike-gift", {**REFUNDED, "gift_refunds": [{**refund("2024-04-00001"), "定向项目": "books"}]}, 0),
        ("refund-unlike-gift", {**REFUNDED, "gift_refunds": [{**refund("2024-04-00001"), "定向项目": "old"}]}, 1),
        ("refund-unlike-gift", {**REFUNDED, "gift_refunds": [{**refund("2024-04-00001"), "原到账日期": "2024-04-02"}]}, 1),
        ("refund-unlike-gift", {**REFUNDED, "projects": [PROJECT_2], "gift_refunds": [{**refund("2024-04-00001"), "定向项目": "books-2"}]}, 1),
        ("refund-unlike-gift", {**REFUNDED, "gift_refunds": [{**refund("2024-04-00001"), "定向基金": "spring"}]}, 0),
        ("surplus-to-itself", {"project_closings": [closing("100", "50", "140", 处理方式="转用", 转用项目="books")]}, 1),
        ("surplus-to-itself", {"project_closings": [closing("100", "50", "140", 处理方式="转用", 转用项目="old")]}, 0),
        ("outside-its-year", {"fund_accounts": [of_fund("2023")]}, 1),
        ("outside-its-year", {"fund_accounts": [of_fund("2024")]}, 0),
        ("outside-its-year", {"fund_accounts": [of_fund("2025")]}, 1),
        ("outside-its-year", {"fund_accounts": [of_fund("2025", closing="0")]}, 0),
        ("date-after-prepared", {"fund_accounts": [of_fund("2025")]}, 0),
        ("date-after-prepared", {"fund_accounts": [of_fund("2026")]}, 1),
        ("outside-its-year", {"investments": [invested("a", 年度="2023")]}, 1),
        ("outside-its-year", {"investments": [invested("a", 年度="2025")]}, 0),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_and_its_neighbour_is_not(
    code: str, tables: Tables, count: int, tmp_path: Path
) -> None:
    """Each beside books that differ in one cell and are right."""
    assert len(faults_of(code, tmp_path, **{"funds": [FUND], **tables})) == count


def test_the_project_of_a_return_is_called_in_the_question(tmp_path: Path) -> None:
    """What was said that it was for, and the cell that says it."""
    tables: Tables = {"disbursements": PAID, "payment_returns": [back(项目="old")]}
    fault = faults_of("return-original-unknown", tmp_path, funds=[FUND], **tables)[0]
    assert (fault.details["left"], fault.where.column) == ("2024-03-10 为“助餐”", "项目")
    assert PROJECT["编号"] not in str(fault.details)


@pytest.mark.parametrize(
    ("founded", "asked"),
    [
        ("", []),
        ("2024", []),
        ("2024-03", []),
        ("2024-04-02", [("disbursements.csv", "2024-03-10", "；这张表里还有1行也是这样"), ("donations.csv", "2024-04-01", "")]),
        ("2025", [("disbursements.csv", "2024-03-10", "；这张表里还有2行也是这样"), ("donations.csv", "2024-04-01", "；这张表里还有1行也是这样")]),
    ],
)  # fmt: skip
def test_books_of_a_time_before_the_body_are_asked_about_once_a_table(
    founded: str, asked: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """Those who prepared it may have kept them; a year or a month that only may be earlier is no question."""
    place = Place(tmp_path, organisation=ORGANISATION + (f"founded_on: {founded}\n" if founded else ""))
    place.add("projects", PROJECT)
    place.add("funds", FUND)
    place.add("donations", *GIFTS)
    place.add("disbursements", *PAID)
    data, _ = place.write()
    report = Report()
    read_site(data, "data", report)
    faults = [fault for fault in report if fault.code == "before-founded"]
    assert [(Path(fault.where.file).name, fault.details["left"], fault.details["more"]) for fault in faults] == asked


@pytest.mark.parametrize(
    ("now", "until", "count"),
    [
        ("否", "2024-06-30", 0),
        ("否", "2023-06-30", 1),
        ("否", None, 1),
        ("是", "2024-06-30", 0),
        ("是", "2023-06-30", 1),
    ],
)
def test_an_appeal_is_judged_by_the_certificate_of_its_day(
    now: str, until: str | None, count: int, tmp_path: Path
) -> None:
    """A body that may not appeal any more could when it had the certificate."""
    place = Place(tmp_path, organisation=ORGANISATION.replace("是", now))
    place.add("projects", PROJECT)
    place.add("campaigns", CAMPAIGN)
    if until:
        held = {"编号": "q", "资格": "公开募捐资格", "有效期起": "2018-01-01", "有效期止": until, "来源": "B1"}
        place.add("qualifications", held)
    data, _ = place.write()
    report = Report()
    read_site(data, "data", report)
    assert sum(fault.code == "appeal-unqualified" for fault in report) == count
