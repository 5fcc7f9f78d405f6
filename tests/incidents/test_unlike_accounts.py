"""Accounts beside the single gifts and payments that are in them: what may be more, and what can't be less."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from places import CAMPAIGN, faults_of, gift, paid

from disclosure.problems import Problem

Row = dict[str, str]
Tables = dict[str, list[Row]]

FUND = {"编号": "spring", "名称": "春天基金", "来源": "B1"}
BANK = {"编号": "bank", "名称": "银行转账", "来源": "B1"}
FLOOD = {"编号": "flood", "名称": "洪水应急", "开始日期": "2024-01-05", "来源": "B1"}
BASE: Tables = {"funds": [FUND], "channels": [BANK], "campaigns": [CAMPAIGN], "emergencies": [FLOOD]}


def gifts(**cells: str) -> list[Row]:
    """Three gifts of 1,000.00 together: two in spring, one at the end of the year."""
    days = (("2024-02-03", "300"), ("2024-03-05", "500"), ("2024-12-31", "200"))
    return [gift(f"{day[:7]}-{at:05d}", day, amount, **cells) for at, (day, amount) in enumerate(days, 1)]


def payments(**cells: str) -> list[Row]:
    """Two payments of 900.00 together."""
    return [
        paid("2024-03-10", "山前小学", "400", 项目="", **cells),
        paid("2024-11-20", "河湾小学", "500", 项目="", **cells),
    ]


def account(received: str, spent: str, year: str = "2024") -> Row:
    """A year of the fund that balances."""
    left = f"{10000 + int(float(received) * 100) - int(float(spent) * 100)}"
    return {
        "基金": "spring",
        "年度": year,
        "年初余额": "100",
        "本年收入": received,
        "本年支出": spent,
        "年末余额": f"{left[:-2]}.{left[-2:]}",
        "来源": "B1",
    }


def faults(root: Path, tables: Tables, code: str = "sum-unlike-total") -> list[Problem]:
    """What is told under a code of these tables."""
    return faults_of(code, root, **{**BASE, **tables})


def asked(root: Path, tables: Tables) -> list[tuple[str, str]]:
    """Which amounts are asked about, and why."""
    return [(fault.details["what"], fault.details["reason"]) for fault in faults(root, tables)]


def less(amount: str) -> str:
    """The reason that is given."""
    return f"明细比账上多 {amount}元"


@pytest.mark.parametrize(
    ("received", "spent", "told"),
    [
        ("1000", "900", []),
        ("1012.50", "935", []),
        ("960", "900", [("“春天基金”2024年的本年收入", less("40"))]),
        ("1000", "880.55", [("“春天基金”2024年的本年支出", less("19.45"))]),
        ("999.99", "900", [("“春天基金”2024年的本年收入", less("0.01"))]),
    ],
)
def test_a_fund_holds_at_least_its_gifts_and_payments(
    received: str, spent: str, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Interest and cost may come on top; money that was listed can't be missing from the account of its year."""
    rows = {"donations": gifts(定向基金="spring"), "disbursements": payments(基金="spring")}
    assert asked(tmp_path, {**rows, "fund_accounts": [account(received, spent)]}) == told
    assert asked(tmp_path / "before", {**rows, "fund_accounts": [account(received, spent, "2023")]}) == []
    assert asked(tmp_path / "bare", {"donations": gifts(), "fund_accounts": [account(received, spent)]}) == []


def test_goods_may_stay_out_of_the_account_of_a_fund(tmp_path: Path) -> None:
    """The account of a fund is of its money."""
    goods = [gift("2024-04-00009", "2024-04-01", "700", 定向基金="spring", 捐赠类型="物资")]
    sent = [paid("2024-04-03", "山前小学", "700", 项目="", 基金="spring", 类型="物资")]
    tables = {"donations": gifts(定向基金="spring") + goods, "disbursements": payments(基金="spring") + sent}
    assert asked(tmp_path, {**tables, "fund_accounts": [account("1000", "900")]}) == []


def test_what_was_kept_or_went_back_may_be_left_out(tmp_path: Path) -> None:
    """Fees of platforms, refunds and returned payments, of whatever year: an account may be told without them, and no lower."""
    refund = {"退款日期": "2025-01-05", "捐赠编号": "2024-02-00001", "退款金额": "30", "原因": "重复", "来源": "B1"}
    back = {
        "退回日期": "2025-01-20", "退回方": "山前小学", "退回方类型": "学校", "退回金额": "60", "原因": "结余",
        "原拨付日期": "2024-03-10", "基金": "spring", "来源": "B1",
    }  # fmt: skip
    listed = gifts(定向基金="spring")
    listed[1] |= {"手续费": "5", "到账净额": "495"}
    tables = {
        "donations": listed,
        "disbursements": payments(基金="spring"),
        "gift_refunds": [refund],
        "payment_returns": [back],
    }
    assert asked(tmp_path, {**tables, "fund_accounts": [account("965", "840")]}) == []
    found = faults(tmp_path / "lower", {**tables, "fund_accounts": [account("964", "839")]})
    assert [fault.details["reason"] for fault in found] == [less("1"), less("1")]
    assert "有 1,000元（3笔），减去手续费和退回的还有 965元" in found[0].details["right"]


def appeal(until: str, **cells: str) -> Row:
    """An account of the appeal."""
    return {"募捐活动": "warm", "截止日期": until, "公布日期": "2025-01-10", "来源": "B1", **cells}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"累计募得资金": "800", "累计使用": "400"}, []),
        ({"累计募得资金": "790", "累计使用": "400"}, [("“暖冬”到 2024-03-31 的累计募得资金", less("10"))]),
        ({"累计募得资金": "800", "累计使用": "390"}, [("“暖冬”到 2024-03-31 的累计使用", less("10"))]),
        ({"累计募得物资折价": "20"}, []),
    ],
)
def test_an_appeal_holds_what_came_up_to_its_day(cells: Row, told: list[tuple[str, str]], tmp_path: Path) -> None:
    """Gifts after the day of the account are none of its business."""
    rows = {"donations": gifts(募捐活动="warm"), "disbursements": payments(募捐活动="warm")}
    assert asked(tmp_path, {**rows, "campaign_accounts": [appeal("2024-03-31", **cells)]}) == told


def test_an_appeal_is_told_of_once(tmp_path: Path) -> None:
    """What is missing from one account is missing from the next for the same reason."""
    accounts = [appeal("2024-02-28", 累计募得资金="290"), appeal("2024-03-31", 累计募得资金="780")]
    tables: Tables = {"donations": gifts(募捐活动="warm"), "campaign_accounts": accounts}
    assert asked(tmp_path, tables) == [("“暖冬”到 2024-02-28 的累计募得资金", less("10"))]


@pytest.mark.parametrize(
    ("until", "hour", "told"),
    [("2024-12-31", "", "199"), ("2024-12-31", "24", "199"), ("2024-12-31", "17", ""), ("2024-12", "", "199")],
)
def test_an_emergency_up_to_an_hour_may_leave_that_day_out(until: str, hour: str, told: str, tmp_path: Path) -> None:
    """A gift of the last day may have come after the hour."""
    report = {"应急行动": "flood", "截止日期": until, "累计接收资金": "801", "截止钟点": hour, "来源": "B1"}
    tables: Tables = {"donations": gifts(应急行动="flood"), "emergency_reports": [report]}
    wanted = [(f"“洪水应急”到 {until} 的累计接收资金", less(told))]
    assert asked(tmp_path, tables) == (wanted if told else [])


def test_the_goods_of_an_emergency_are_counted_apart(tmp_path: Path) -> None:
    """Goods in kind are none of the money, and the other way round."""
    sent = [
        paid("2024-03-10", "山前小学", "100", 项目="", 应急行动="flood", 类型="物资"),
        paid("2024-03-11", "山前小学", "50", 项目="", 应急行动="flood"),
    ]
    came = [*gifts(应急行动="flood"), gift("2024-03-00009", "2024-03-09", "100", 应急行动="flood", 捐赠类型="物资")]
    report = {
        "应急行动": "flood", "截止日期": "2024-12-31", "累计接收资金": "1000", "累计接收物资折价": "100",
        "累计使用": "150", "累计使用资金": "50", "累计发放物资折价": "100", "来源": "B1",
    }  # fmt: skip
    tables: Tables = {"donations": came, "disbursements": sent, "emergency_reports": [report]}
    assert asked(tmp_path, tables) == []
    lower = {**report, "累计接收物资折价": "99", "累计使用": "139", "累计使用资金": "40", "累计发放物资折价": "99"}
    assert [what for what, _ in asked(tmp_path / "lower", {**tables, "emergency_reports": [lower]})] == [
        "“洪水应急”到 2024-12-31 的累计接收物资折价",
        "“洪水应急”到 2024-12-31 的累计使用资金",
    ]


def test_goods_that_were_bought_are_used_once(tmp_path: Path) -> None:
    """The list of payments may have both what they cost and to whom they were handed; the account counts them once."""
    sent = [
        paid("2024-03-10", "山前超市", "600", 接收方类型="企业", 项目="", 应急行动="flood"),
        paid("2024-03-12", "山前小学", "600", 项目="", 应急行动="flood", 类型="物资"),
    ]
    report = {"应急行动": "flood", "截止日期": "2024-12-31", "累计接收资金": "1000", "累计使用": "600", "来源": "B1"}
    tables: Tables = {"disbursements": sent, "emergency_reports": [report]}
    assert asked(tmp_path, tables) == []
    lower = {"emergency_reports": [{**report, "累计使用": "590"}]}
    assert asked(tmp_path / "lower", {**tables, **lower}) == [("“洪水应急”到 2024-12-31 的累计使用", less("10"))]


@pytest.mark.parametrize(
    ("opening", "gross", "pending", "paid_in", "told"),
    [
        ("0", "1000", "0", "1000", ""),
        ("150", "850", "0", "1000", ""),
        ("0", "1300", "300", "1000", ""),
        ("150", "820", "0", "970", "年初在途和捐款总额"),
        ("0", "970", "0", "970", "捐款总额"),
        ("0", "10000", "9000", "1000", ""),
    ],
)
def test_no_more_can_arrive_than_was_given_or_on_its_way(
    opening: str, gross: str, pending: str, paid_in: str, told: str, tmp_path: Path
) -> None:
    """The gifts of a channel in a year against what it settled."""
    settled = {
        "渠道": "bank", "年度": "2024", "年初在途": opening, "捐款总额": gross, "手续费": "0", "退款": "0",
        "年末在途": pending, "到账": paid_in, "来源": "B1",
    }  # fmt: skip
    tables: Tables = {"donations": gifts(渠道="bank"), "channel_settlements": [settled]}
    assert asked(tmp_path, tables) == ([(f"“银行转账”2024年的{told}", less("30"))] if told else [])
    assert faults(tmp_path / "slip", tables, "tenfold-pair") == []


@pytest.mark.parametrize(
    ("other", "expense", "told"),
    [
        ("200", "900", []),
        ("900", "1600", []),
        ("100", "900", [("“送书”结项的两项收入", less("100"))]),
        ("200", "850", [("“送书”结项的支出", less("50"))]),
    ],
)
def test_a_closed_project_holds_what_came_and_went_by_then(
    other: str, expense: str, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Its income from appeals and from elsewhere together; gifts after its end are for something else."""
    closing = {
        "项目": "books", "结项日期": "2024-11-30", "来自公开募捐的收入": "700", "其他来源收入": other, "支出": expense,
        "剩余财产": f"{700 + int(other) - int(expense)}", "处理方式": "转入目的相近的项目", "来源": "B1",
    }  # fmt: skip
    came = [*gifts(定向项目="books")[:2], gift("2024-05-00008", "2024-05-06", "100", 定向项目="books")]
    late = gift("2024-12-00009", "2024-12-30", "5000", 定向项目="books")
    sent = [{**row, "项目": "books"} for row in payments()]
    tables: Tables = {"donations": [*came, late], "disbursements": sent, "project_closings": [closing]}
    assert asked(tmp_path, tables) == told


@pytest.mark.parametrize(
    ("received", "code"), [("10000", "tenfold-pair"), ("100", "tenfold-pair"), ("1000", ""), ("1900", "")]
)
def test_a_slip_of_the_hand_is_told_as_such_and_once(received: str, code: str, tmp_path: Path) -> None:
    """A place too many is seen where an account is above its rows, too."""
    tables: Tables = {"donations": gifts(定向基金="spring"), "fund_accounts": [account(received, "0")]}
    found = {name: faults(tmp_path / name, tables, name) for name in ("tenfold-pair", "sum-unlike-total")}
    assert [name for name, problems in found.items() if problems] == ([code] if code else [])


def test_two_digits_in_the_other_order_are_told_as_such(tmp_path: Path) -> None:
    """Whichever of the two is larger."""
    listed = [gift("2024-02-00001", "2024-02-03", "13200", 定向基金="spring")]
    for received in ("12300", "31200"):
        tables: Tables = {"donations": listed, "fund_accounts": [account(received, "0")]}
        assert len(faults(tmp_path / received, tables, "swapped-digits")) == 1
        assert asked(tmp_path / f"{received}-sums", tables) == []


@pytest.mark.parametrize(
    ("income", "expense", "codes"),
    [
        ("1100", "800", []),
        ("799", "800", ["sum-unlike-total"]),
        ("1100", "990", []),
        ("1100", "1020", []),
        ("8000", "1020", []),
        ("1100", "102", ["tenfold-pair"]),
        ("1100", "1200", ["swapped-digits"]),
    ],
)
def test_a_project_may_have_been_paid_more_than_it_has_spent(
    income: str, expense: str, codes: list[str], tmp_path: Path
) -> None:
    """Those who carry it out spend what they got later; only a slip of the hand is told of that."""
    progress = {"项目": "old", "截止日期": "2024-11-30", "累计收入": income, "累计支出": expense, "来源": "B1"}
    sent = [{**row, "项目": "old", "金额": "510"} for row in payments()]
    tables: Tables = {"donations": gifts(定向项目="old"), "disbursements": sent, "project_progress": [progress]}
    wanted = ("sum-unlike-total", "tenfold-pair", "swapped-digits")
    assert [code for code in wanted if faults(tmp_path / code, tables, code)] == codes


@pytest.mark.parametrize(
    ("spent", "as_of", "reason"),
    [
        (("300", "200"), "2024-10-31", ""),
        (("300", "201"), "2024-10-31", "多 1元"),
        (("300", "201"), "2024-06-30", "多 1元"),
        (("300", "201"), "2024-11-30", ""),
        (("300", "201"), "", ""),
        (("300", ""), "2024-10-31", ""),
        (("3000", "2000"), "2024-10-31", "约差十倍，像是单位或小数点写错"),
    ],
)
def test_a_budget_has_spent_no_more_than_its_project(
    spent: tuple[str, str], as_of: str, reason: str, tmp_path: Path
) -> None:
    """Up to the same day or an earlier one; lines that are not filled in, or tell of a later day, prove nothing."""
    lines = [
        {"项目": "books", "科目": item, "预算": "400", "已支": value, "截止日期": as_of, "来源": "B1"}
        for item, value in zip(("图书", "运输"), spent, strict=True)
    ]
    progress = {"项目": "books", "截止日期": "2024-10-31", "累计收入": "900", "累计支出": "500", "来源": "B1"}
    told = asked(tmp_path, {"project_budgets": lines, "project_progress": [progress]})
    assert told == ([("“送书”预算表的已支", reason)] if reason else [])


@pytest.mark.parametrize(
    ("listed", "received", "spent", "opening", "told"),
    [
        ("123512.40", "123512", "40031", "200123", 0),
        ("123513", "123512", "40031", "200123", 1),
        ("123512.40", "123500", "40000", "200000", 0),
        ("123600", "123500", "40000", "200000", 1),
        ("123512.40", "123500", "40000.50", "200000", 1),
        ("124512.40", "120000", "40000", "200000", 0),
        ("130000", "120000", "40000", "200000", 1),
        ("1050", "1000", "400", "200", 1),
    ],
)
def test_an_account_may_be_rounded(
    listed: str, received: str, spent: str, opening: str, told: int, tmp_path: Path
) -> None:
    """In whole 元, in 0.01万元 and in 万元: what was rounded away is less than one of these, and all amounts are whole."""
    left = Decimal(opening) + Decimal(received) - Decimal(spent)
    row = {**account("1", "1"), "年初余额": opening, "本年收入": received, "本年支出": spent, "年末余额": f"{left}"}
    given = [gift("2024-02-00001", "2024-02-03", listed, 定向基金="spring")]
    assert len(asked(tmp_path, {"donations": given, "fund_accounts": [row]})) == told


@pytest.mark.parametrize(
    ("listed", "received", "told"),
    [
        (("50000",), "500000", 0),
        (("20000", "30000"), "500000", 0),
        (("20000", "20000", "10000"), "500000", 1),
        (("51200",), "512000", 1),
        (("500000",), "50000", 1),
    ],
)
def test_a_few_round_gifts_may_be_a_tenth_of_all(
    listed: tuple[str, ...], received: str, told: int, tmp_path: Path
) -> None:
    """Where only large gifts are listed, one of them is easily a tenth of the whole."""
    given = [gift(f"2024-02-{at:05d}", "2024-02-03", amount, 定向基金="spring") for at, amount in enumerate(listed, 1)]
    tables: Tables = {"donations": given, "fund_accounts": [account(received, "0")]}
    assert len(faults(tmp_path, tables, "tenfold-pair")) == told


@pytest.mark.parametrize(("count", "told"), [("3", []), ("9", []), ("2", ["明细比账上多 1笔"]), ("", [])])
def test_an_emergency_has_as_many_gifts_as_are_listed(count: str, told: list[str], tmp_path: Path) -> None:
    """Goods of one gift may stand in several rows, so only the gifts of money are counted."""
    listed = gifts(应急行动="flood")
    goods = [gift(f"2024-04-0000{at}", "2024-04-01", "7", 应急行动="flood", 捐赠类型="物资") for at in (7, 8)]
    row = {"应急行动": "flood", "截止日期": "2024-12-31", "累计接收资金": "1000", "累计捐赠笔数": count, "来源": "B1"}
    tables: Tables = {"donations": listed + goods, "emergency_reports": [row]}
    assert [reason for _, reason in asked(tmp_path, tables)] == told


@pytest.mark.parametrize(
    ("day", "received", "told"),
    [("2024-07-10", "800", []), ("2024-07-10", "799", [less("1")]), ("2025-01-20", "800", [less("200")])],
)
def test_the_account_of_half_a_year_holds_what_came_until_it_was_told(
    day: str, received: str, told: list[str], tmp_path: Path
) -> None:
    """What came after the day of publication can't be in it."""
    row = {**account(received, "0"), "公布日期": day}
    tables: Tables = {"donations": gifts(定向基金="spring"), "fund_accounts": [row]}
    assert [reason for _, reason in asked(tmp_path, tables)] == told
