"""Goods, investments and explanations of ratios beside the books: what can't be, and what only looks odd."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import faults_of, gift, goods, paid, statement

Row = dict[str, str]


def asked(root: Path, **tables: list[Row]) -> list[tuple[str, str, str]]:
    """(table, column, reason) of every question."""
    faults = faults_of("sum-unlike-total", root, **tables)
    return [(Path(fault.where.file).stem, fault.where.column or "", fault.details["reason"]) for fault in faults]


def came(quantity: str, value: str) -> Row:
    """Masks that came."""
    return goods("接收", "2024-02-03", quantity, 捐赠方="东港商贸公司", 价值=value, 估价依据="发票" if value else "")


def went(quantity: str, value: str, day: str = "2024-02-10", move: str = "发放") -> Row:
    """Masks that went."""
    return goods(move, day, quantity, 接收方="市第一医院", 价值=value, 估价依据="发票" if value else "")


TENFOLD = "同一种物资的单价约差十倍，像是多写或少写了一位"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([came("100", "12000"), went("60", "7200"), went("40", "4800", "2024-02-11")], ""),
        ([came("100", "12000"), went("60", "7200"), went("40", "5000", "2024-02-11")], "发出去的比收进来的多 200元"),
        ([came("100", "12000"), went("60", "7200"), went("40", "", "2024-02-11")], ""),
        ([came("100", "12000"), went("60", "72000"), went("40", "", "2024-02-11")], TENFOLD),
        ([came("100", "120000"), went("60", "7200"), went("40", "", "2024-02-11")], TENFOLD),
        ([came("100", ""), went("60", "72000"), went("40", "", "2024-02-11")], ""),
        ([came("50", "6000"), came("50", "9000"), went("60", "9000"), went("40", "6000", "2024-02-11")], ""),
        ([came("100", "12000"), went("60", "6000"), went("40", "4000", "2024-02-11", "报废")], ""),
        ([came("100", "12000"), went("60", "7200"), went("40", "4801", "2024-02-11", "报废")], "发出去的比收进来的多 1元"),
        ([came("3", "100"), went("1", "33.34"), went("1", "33.33", "2024-02-11"), went("1", "33.34", "2024-02-12")], ""),
    ],
)  # fmt: skip
def test_goods_leave_with_no_more_than_they_brought(rows: list[Row], reason: str, tmp_path: Path) -> None:
    """A part may be without a value, prices may differ from lot to lot, and a 分 is lost in rounding."""
    assert asked(tmp_path, goods=rows) == ([("goods", "价值", reason)] if reason else [])


def invested(name: str, balance: str, income: str, year: str = "2023") -> Row:
    """Money in a product of a bank."""
    return {
        "编号": name, "产品或被投资方": name, "年度": year, "产品类型": "银行理财产品", "资金来源": "非限定性捐赠财产",
        "投资金额": "5000000", "投资日期": "2023-02-10", "年末余额": balance, "当年收益": income, "来源": "B1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("balances", "incomes", "told"),
    [
        (("5000000", "2000000"), ("100000", "64794.40"), []),
        (("5000000", "2000000"), ("100000", "-20000"), []),
        (("5000000", "2000000"), ("100000", "64794.41"), [("当年收益", "多 0.01元")]),
        (("50000000", "2000000"), ("100000", ""), [("年末余额", "多 36,953,596.13元")]),
    ],
)
def test_investments_are_in_the_statements(
    balances: tuple[str, str], incomes: tuple[str, str], told: list[tuple[str, str]], tmp_path: Path
) -> None:
    """All of them together are a part of the assets, and what they brought is in the income from investments."""
    rows = [invested(f"p{at}", *cells) for at, cells in enumerate(zip(balances, incomes, strict=True), 1)]
    books = {
        f"{kind}__2023": [dict(row) for row in statement(kind, 2023)]
        for kind in ("balance_sheet", "activity_statement")
    }
    wanted = [("investments", column, reason) for column, reason in told]
    assert [entry for entry in asked(tmp_path, investments=rows, **books) if entry[0] == "investments"] == wanted
    assert asked(tmp_path / "bare", investments=rows) == []


@pytest.mark.parametrize(
    ("metric", "actual", "reason"),
    [
        ("管理费用比例", "8.2", ""),
        ("管理费用比例", "8.20", ""),
        ("管理费用比例", "8.21", ""),
        ("管理费用比例", "8", ""),
        ("管理费用比例", "9.2", "对不上"),
        ("管理费用比例", "82", "对不上"),
        ("管理费用比例", "", ""),
        ("慈善活动支出比例", "62.3", ""),
        ("募捐成本比例", "40", ""),
    ],
)
def test_a_missed_ratio_is_the_one_that_the_statement_gives(
    metric: str, actual: str, reason: str, tmp_path: Path
) -> None:
    """Management cost over all cost is exact; what only stands in for the other two accuses nobody."""
    missed = {"年度": "2023", "指标": metric, "实际值": actual, "原因": "搬迁", "来源": "B1"}
    activities = [dict(row) for row in statement("activity_statement", 2023)]
    faults = asked(tmp_path, ratio_exceptions=[missed], activity_statement__2023=activities)
    assert faults == ([("ratio_exceptions", "实际值", reason)] if reason else [])


PARTY = {
    "编号": "wood", "名称": "青山木器公司", "类别": "主要捐赠人", "关联关系": "会长任职", "单位或个人": "单位",
    "起始日期": "2020-01-01", "来源": "B1",
}  # fmt: skip
GIVEN = gift("2024-03-00001", "2024-03-01", "1230", 捐赠人="青山木器公司", 捐赠人类型="单位")
AGAIN = {**GIVEN, "捐赠编号": "2024-03-00002", "金额": "50"}
SENT = paid("2024-03-01", "青山木器公司", "1230", 接收方类型="企业", 项目="")


@pytest.mark.parametrize(
    ("type_", "amount", "lists", "reason"),
    [
        ("接受捐赠", "1230", {"donations": [GIVEN]}, ""),
        ("接受捐赠", "3000", {"donations": [GIVEN]}, ""),
        ("接受捐赠", "1200", {"donations": [GIVEN]}, "差 30元"),
        ("接受捐赠", "12300", {"donations": [GIVEN]}, "差 11,070元"),
        ("接受捐赠", "1320", {"donations": [GIVEN]}, "差 90元"),
        ("接受捐赠", "1200", {"donations": [GIVEN, AGAIN]}, ""),
        ("接受捐赠", "1200", {"disbursements": [SENT]}, ""),
        ("资助", "1200", {"disbursements": [SENT]}, "差 30元"),
        ("资助", "1230", {"disbursements": [SENT, {**SENT, "金额": "50"}]}, ""),
        ("交易", "1200", {"disbursements": [SENT]}, ""),
    ],
)
def test_a_dealing_is_no_less_than_its_row(
    type_: str, amount: str, lists: dict[str, list[Row]], reason: str, tmp_path: Path
) -> None:
    """An agreement may be of more than its first instalment, and one of several of a day; it can't be of less than the only one."""
    dealing = {
        "编号": "d", "类型": type_, "关联方": "wood", "金额": amount, "发生日期": "2024-03-01", "公开日期": "2024-03-15", "来源": "B1",
    }  # fmt: skip
    faults = asked(tmp_path, related_parties=[PARTY], related_transactions=[dealing], **lists)
    assert faults == ([("related_transactions", "金额", reason)] if reason else [])


@pytest.mark.parametrize(
    ("amount", "day", "reason"),
    [
        ("5000000", "2023-02-10", ""),
        ("8000000", "2023-02-10", ""),
        ("4900000", "2023-02-10", "差 100,000元"),
        ("50000000", "2023-02-10", "差 45,000,000元"),
        ("4900000", "2023-02-11", ""),
    ],
)
def test_a_major_investment_is_no_less_than_what_was_invested(
    amount: str, day: str, reason: str, tmp_path: Path
) -> None:
    """The same product on the same day; what was decided may be more than what was put in at first."""
    event = {
        "编号": "e", "名称": "买理财", "类型": "重大投资", "发生日期": day, "公开日期": "2023-03-01", "金额": amount,
        "产品或被投资方": "稳盈", "同意比例": "100", "来源": "B1",
    }  # fmt: skip
    rows = [{**invested("p1", "5000000", ""), "产品或被投资方": "稳盈"}]
    faults = asked(tmp_path, major_events=[event], investments=rows)
    assert faults == ([("major_events", "金额", reason)] if reason else [])


@pytest.mark.parametrize(
    ("worth", "given", "giver", "reason"),
    [
        (("8000", "4000"), ("12000",), "东港商贸公司", ""),
        (("8000", "4000"), ("9000", "3000"), "东港商贸公司", ""),
        (("8000",), ("12000",), "东港商贸公司", ""),
        (("8000", ""), ("7000",), "东港商贸公司", ""),
        (("8000", "4000"), ("12000",), "西港商贸公司", ""),
        (("8000", "4500"), ("12000",), "东港商贸公司", "差 500元"),
        (("1200",), ("12000",), "东港商贸公司", "差 10,800元"),
    ],
)
def test_goods_came_with_no_more_than_was_given(
    worth: tuple[str, ...], given: tuple[str, ...], giver: str, reason: str, tmp_path: Path
) -> None:
    """All rows of one giver and one day together; goods that are not kept, or have no value, prove nothing."""
    rows = [came("100", value) | {"品名": f"物资{at}"} for at, value in enumerate(worth)]
    gifts = [
        gift(f"2024-02-0000{at}", "2024-02-03", value, 捐赠类型="物资", 捐赠人类型="单位", 捐赠人=giver)
        for at, value in enumerate(given, 1)
    ]
    money = gift("2024-02-00009", "2024-02-03", "5", 捐赠人类型="单位", 捐赠人=giver)
    asked_about = asked(tmp_path, goods=rows, donations=[*gifts, money])
    assert asked_about == ([("goods", "价值", reason)] if reason else [])
