"""Lists as programs and people make them: money that is not there any more, days in parts, books, statements, totals, odd cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from case import CaseSite
from openpyxl import Workbook
from openpyxl.comments import Comment

from disclosure.importing import Proposal, accept, propose
from disclosure.importing.filling import donor_type
from disclosure.kinds import kind_of
from disclosure.privacy import DonorType

Rows = Sequence[Sequence[object]]
Case = Callable[..., CaseSite]


def text_of(rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def book_of(rows: Rows, *merged: str, sheet: str = "捐款") -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def proposed(site: CaseSite, content: bytes, name: str = "list.csv", kind: str = "", **answers: str) -> Proposal:
    path = Path(site.folder / name)
    path.write_bytes(content)
    said = {f"1.{topic.replace('_', '-')}": answer for topic, answer in answers.items()}
    data = site.folder / "data"
    return propose(path, name, data, "data", "demo", kind=kind_of(kind) if kind else None, answers=said)


def total(proposal: Proposal) -> str:
    """The amounts that would be written, as one sum; empty where there is none."""
    return next((money.yuan for sheet in proposal.sheets for money in sheet.sums if money.label == "金额"), "")


def topics(proposal: Proposal) -> set[str]:
    """What must be answered, without the number of the sheet."""
    return {question.id.partition(".")[2] for question in proposal.open_questions}


# --- money that is not there any more --------------------------------------------------------------

HEAD = ["捐款日期", "捐款人", "金额"]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "已退款"),
        ("备注", "用户申请退款，已退"),
        ("备注", "此款作废"),
        ("处理情况", "该笔已撤销"),
        ("平台说明", "交易关闭"),
        ("备注", "3月5日原路退回"),
        ("备注", "冲正"),
        ("是否退款", "是"),
        ("是否作废", "√"),
        ("备注", "尚未到账"),
        ("说明", "重复支付"),
    ],
)
def test_a_gift_whose_remark_says_that_it_went_back_is_asked_about(case: Case, head: str, cell: str) -> None:
    """It is never counted in silence: left out and told, or written where somebody says that the money is there."""
    site = case()
    rows = [[*HEAD, head], ["2025-03-01", "甲公司", "100", ""], ["2025-03-02", "乙公司", "200", cell]]
    rows.append(["合计", "", "300", ""])
    proposal = proposed(site, text_of(rows))
    assert topics(proposal) == {"void"}
    assert "第 3 行" in proposal.open_questions[0].text
    assert total(proposal) == "100.00"
    assert not proposal.errors
    assert total(proposed(site, text_of(rows), void="all")) == "300.00"
    left_out = proposed(site, text_of(rows), void="skip")
    assert left_out.ready
    assert any("1 行没有写（第 3 行）" in note for note in left_out.sheets[0].notes)
    accept(left_out)
    assert [line["捐赠人"] for line in site.rows()] == ["甲公司"]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "未退款"),
        ("备注", "退休教师"),
        ("备注", "不予退还"),
        ("备注", "退役军人捐"),
        ("是否退款", "否"),
        ("捐赠留言", "要回家看看你们"),
        ("备注", "票据已开"),
        ("备注", "手续费由平台承担"),
        ("备注", "未收到发票"),
    ],
)
def test_honest_remarks_ask_nothing(case: Case, head: str, cell: str) -> None:
    """Remarks that only sound alike, and what givers wish."""
    rows = [[*HEAD, head], ["2025-03-01", "甲公司", "100", ""], ["2025-03-02", "乙公司", "200", cell]]
    proposal = proposed(case(), text_of(rows))
    assert proposal.ready, (proposal.open_questions, proposal.errors)
    assert total(proposal) == "300.00"


@pytest.mark.parametrize(
    "row",
    [
        ["2025-03-02", "乙公司（已退款）", "200"],
        ["2025-03-02", "作废", "200"],
        ["2025-03-02", "乙公司", "作废"],
    ],
)
def test_names_and_amounts_that_say_void(case: Case, row: list[str]) -> None:
    """A number of a receipt that was spoiled stands in the list without a gift."""
    proposal = proposed(case(), text_of([HEAD, ["2025-03-01", "甲公司", "100"], row]))
    assert topics(proposal) == {"void"}
    assert total(proposal) == "100.00"


def test_payments_and_goods_that_came_back(case: Case) -> None:
    """A payment that came back is no payment, goods that came back are none: asked, with the total of all rows held."""
    head = ["拨付时间", "受助单位", "资助金额", "资金用途", "备注"]
    rows = [head, ["2025-03-01", "光明小学", "100", "助学", ""], ["2025-03-02", "县医院", "200", "设备", "已退回"]]
    proposal = proposed(case(), text_of([*rows, ["合计", "", "300", "", ""]]), "拨付明细.csv")
    assert topics(proposal) == {"void"}
    assert not [fault for fault in proposal.errors if fault.code == "total-mismatch"]
    goods = [
        ["接收日期", "捐赠单位", "物资名称", "数量", "单位", "备注"],
        ["2025-03-01", "甲公司", "大米", 5, "袋", "已退回"],
    ]
    assert "void" in topics(proposed(case(), text_of(goods), "物资.csv"))


@pytest.mark.parametrize(
    ("totals", "agrees"),
    [
        ([("小计", 300), ("合计", 600)], True),
        ([("小计", 100), ("合计", 400)], True),  # without the row that was left out
        ([("小计", 310), ("合计", 600)], False),
        ([("合计", 601)], False),
    ],
)
def test_totals_hold_where_rows_were_left_out(case: Case, totals: list[tuple[str, int]], *, agrees: bool) -> None:
    """Subtotals and totals are held against the rows, those left out taken in or not."""
    rows: list[list[object]] = [
        [*HEAD, "备注"],
        ["2025-03-01", "甲公司", 100, ""],
        ["2025-03-02", "乙公司", 200, "已退款"],
    ]
    rows += [[totals[0][0], "", totals[0][1], ""]] if len(totals) > 1 else []
    rows += [["2025-03-03", "丙公司", 300, ""], [totals[-1][0], "", totals[-1][1], ""]]
    codes = [fault.code for fault in proposed(case(), text_of(rows), void="skip").errors]
    assert codes == ([] if agrees else ["total-mismatch"])


# --- days in parts -------------------------------------------------------------------------------

IN_PARTS: dict[str, Rows] = {
    "three columns": [["年", "月", "日", "捐款人", "金额"], [2025, 3, 1, "甲公司", 100], [2025, 12, 15, "王建国", 200]],
    "a year over months and days": [
        ["2025年", None, "捐款人", "金额（元）"],
        ["月", "日", None, None],
        [3, 1, "甲公司", 100],
        [12, 15, "王建国", 200],
    ],
    "under one head": [
        ["捐赠时间", None, None, "捐款人", "金额（元）"],
        ["年", "月", "日", None, None],
        [2025, 3, 1, "甲公司", 100],
        [2025, 12, 15, "王建国", 200],
    ],
    "other words": [
        ["年份", "月份", "日期", "捐款人", "金额"],
        ["2025年", "3月", "1日", "甲公司", 100],
        ["2025年", "12月", "15日", "乙", 200],
    ],
    "with a head again and a total": [
        ["序号", "年", "月", "日", "捐款人", "金额"],
        [1, 2025, 3, 1, "甲公司", 100],
        ["序号", "年", "月", "日", "捐款人", "金额"],
        [2, 2025, 12, 15, "乙公司", 200],
        ["合计", None, None, None, None, 300],
    ],
}


@pytest.mark.parametrize("rows", IN_PARTS.values(), ids=IN_PARTS)
def test_days_in_columns_of_their_own(case: Case, rows: Rows) -> None:
    """Year, month and day are one day, told, without a question."""
    site = case()
    proposal = proposed(site, book_of(rows), "list.xlsx")
    assert proposal.ready, (proposal.open_questions, proposal.errors)
    assert any("合在一起读" in note for note in proposal.sheets[0].notes)
    accept(proposal)
    assert [line["到账日期"] for line in site.rows()] == ["2025-03-01", "2025-12-15"]


def test_months_and_days_with_the_year_of_the_title(case: Case) -> None:
    """月 and 日 get the year of the file, which is shown as a question; without one it is asked."""
    rows = [["月", "日", "捐款人", "金额"], [3, 1, "甲公司", 100], [3, 2, "乙公司", 20]]
    assert proposed(case(), book_of(rows), "2025年捐款.xlsx").sheets[0].first[0][1] == "2025-03-01"
    proposal = proposed(case(), book_of(rows), "list.xlsx")
    assert topics(proposal) >= {"year"}
    assert not proposal.errors  # cells that wait for the answer are no faults yet


def test_a_blank_year_or_month_is_asked_about(case: Case) -> None:
    """Ledgers leave it blank where it is that of the row above; somebody has to say so."""
    rows = [["年", "月", "日", "捐款人", "金额"], [2025, 3, 1, "甲公司", 100], [None, None, 2, "乙公司", 20]]
    assert topics(proposed(case(), book_of(rows), "list.xlsx")) == {"days-above"}
    assert proposed(case(), book_of(rows), "list.xlsx", days_above="same").sheets[0].first[1][1] == "2025-03-02"
    assert [fault.code for fault in proposed(case(), book_of(rows), "list.xlsx", days_above="no").errors] == [
        "missing-value"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["日期", "月份", "捐款人", "金额"], ["2025-03-01", "3", "甲公司", "100"]],
        [["到账日期", "月", "日均", "捐款人", "金额"], ["2025-03-01", "3", "5", "甲公司", "100"]],
        [["月份", "日期", "捐款人", "金额"], ["3", "2025-03-01", "甲公司", "100"]],
    ],
)
def test_other_columns_of_months_are_left_alone(case: Case, rows: Rows) -> None:
    """A month beside a whole day, and words that only begin alike."""
    proposal = proposed(case(), text_of(rows))
    assert proposal.sheets[0].first[0][1] == "2025-03-01"
    assert not any("合在一起读" in note for note in proposal.sheets[0].notes)


@pytest.mark.parametrize(
    ("cell", "topic", "day"),
    [
        ("25.1.5", "short_years", "2025-01-05"),
        ("25年1月5日", "short_years", "2025-01-05"),
        ("5-Jan-25", "short_years", "2025-01-05"),
    ],
)
def test_years_of_two_digits_are_asked(case: Case, cell: str, topic: str, day: str) -> None:
    """Read where somebody says that it is the year; until then nothing but the question is told."""
    rows = [HEAD, [cell, "甲公司", "100"]]
    proposal = proposed(case(), text_of(rows))
    assert topic.replace("_", "-") in topics(proposal)
    assert not proposal.errors
    said = proposed(case(), text_of(rows), source="new", **{topic: "yes"})
    assert said.ready
    assert said.sheets[0].first[0][1] == day
    assert proposed(case(), text_of(rows), source="new", **{topic: "no"}).errors


def test_the_first_month_in_words_of_old(case: Case) -> None:
    """元月 is January."""
    assert proposed(case(), text_of([HEAD, ["2025年元月5日", "甲公司", "100"]])).sheets[0].first[0][1] == "2025-01-05"


# --- statements and books ------------------------------------------------------------------------

STATEMENTS: dict[str, Rows] = {
    "two columns": [
        ["交易时间", "借方发生额（支取）", "贷方发生额（收入）", "余额", "对方户名", "摘要"],
        ["20250301 10:11:12", "0.00", "1000.00", "1", "王建国", "转账存入"],
        ["20250302 10:11:12", "200.00", "0.00", "1", "光明小学", "转账支取"],
    ],
    "brackets": [
        ["交易日期", "交易金额(收入)", "交易金额(支出)", "余额", "对方户名"],
        ["2025-03-01", "1000.00", "", "1", "王建国"],
        ["2025-03-02", "", "200.00", "1", "光明小学"],
    ],
    "a column of directions": [
        ["交易日期", "业务种类", "交易金额", "余额", "对方户名"],
        ["2025-03-01", "来账", "1000.00", "1", "王建国"],
        ["2025-03-02", "往账", "200.00", "1", "光明小学"],
    ],
    "a register": [
        ["日期", "摘要", "类别", "金额"],
        ["2025-03-01", "收王建国捐款", "收入", "1000.00"],
        ["2025-03-02", "付助学款", "支出", "200.00"],
    ],
    "signs where there is nothing": [
        ["入账日期", "收入金额", "支出金额", "对方单位", "用途"],
        ["2025/3/1", "1,000.00", "-", "王建国", "捐款"],
        ["2025/3/2", "-", "200.00", "光明小学", "助学"],
    ],
    "other words": [
        ["交易日", "借方金额", "贷方金额", "余额", "收(付)方名称"],
        ["20250301", "", "1000.00", "1", "王建国"],
        ["20250302", "200.00", "", "1", "光明小学"],
    ],
}


@pytest.mark.parametrize("rows", STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement_says_which_side_is_read(case: Case, rows: Rows) -> None:
    """What came in is read as gifts unless somebody wants the other side; the choice is shown and works."""
    site = case()
    proposal = proposed(site, text_of(rows, "gbk"))
    assert (proposal.sheets[0].kind, total(proposal)) == (kind_of("donations"), "1,000.00")
    side = next(question for question in proposal.questions if question.id == "1.kind")
    assert not side.open
    assert [choice.value for choice in side.choices] == ["donations", "disbursements"]
    other = proposed(site, text_of(rows, "gbk"), kind="disbursements", receiver="=光明小学")
    assert [money.yuan for money in other.sheets[0].sums if money.label == "金额"] in (["200.00"], [])


LEDGER = [
    ["日期", "凭证字号", "摘要", "借方", "贷方", "余额"],
    ["2025-03-01", "记1", "收甲公司捐款", "500", "", "500"],
    ["2025-03-02", "记2", "付助学款", "", "200", "300"],
]


@pytest.mark.parametrize(("side", "read"), [("debit", "500.00"), ("credit", "200.00")])
def test_books_of_ones_own_have_other_sides(case: Case, side: str, read: str) -> None:
    """借方 of the bank's account is what came in, 贷方 of the income's: asked, never taken for a statement of the bank."""
    assert "ledger" in topics(proposed(case(), text_of(LEDGER), kind="donations"))
    assert total(proposed(case(), text_of(LEDGER), kind="donations", ledger=side)) == read


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([["银行存款日记账"], ["日期", "摘要", "借方", "贷方"], ["2025-03-01", "收捐款", "500", ""]], True),
        ([["科目：1002 银行存款"], ["日期", "摘要", "借方", "贷方"], ["2025-03-01", "收捐款", "500", ""]], True),
        ([[row[0], *row[2:]] for row in LEDGER], True),  # the balance grows by 借方
        ([["日期", "摘要", "借方", "贷方", "余额"], ["2025-03-01", "捐款", "", "500", "900"],
          ["2025-03-02", "拨款", "200", "", "700"]], False),
        ([["日期", "摘要", "借方", "贷方", "余额"], ["2025-03-02", "拨款", "200", "", "700"],
          ["2025-03-01", "捐款", "", "500", "900"]], False),
        ([["某银行账户明细账单"], ["日期", "摘要", "借方", "贷方"], ["2025-03-01", "捐款", "", "500"]], False),
    ],
)  # fmt: skip
def test_books_of_ones_own_are_known_by_titles_and_balances(case: Case, rows: list[list[str]], *, asked: bool) -> None:
    """A book that has no numbers of vouchers is one all the same; a statement, the newest line first or last, is none."""
    assert ("ledger" in topics(proposed(case(), text_of(rows), kind="donations"))) is asked


@pytest.mark.parametrize(
    ("giver", "asked"),
    [
        ("财付通支付科技有限公司", True),
        ("北京银联商务有限公司", True),
        ("深圳市财付通科技有限公司", True),
        ("南京银行", False),
        ("支付宝（中国）网络技术有限公司客户备付金", True),
        ("财付通-王建国", False),
        ("腾讯公益慈善基金会", False),
        ("示例支付科技有限公司", False),
    ],
)
def test_what_a_payment_company_settles_is_asked(case: Case, giver: str, *, asked: bool) -> None:
    """The gifts of many are no gift of the company that settles them; who pays by it gives himself."""
    rows = [["到账日期", "捐赠人", "金额"], ["2025-03-01", giver, "88.50"]]
    assert ("payouts" in topics(proposed(case(), text_of(rows), kind="donations"))) is asked


def test_signs_and_balances_make_a_statement(case: Case) -> None:
    """Interest and money for the office are asked about in a statement whose only sign of the way is +, too."""
    rows = [["交易日期", "交易金额", "余额", "对方户名", "摘要"]]
    rows += [["2025-03-01", "+500.00", "500.00", "甲公司", "捐款"], ["2025-03-21", "+0.35", "500.35", "", "利息"]]
    rows += [["2025-03-22", "+100.00", "600.35", "某县财政局", "工作经费"]]
    (question,) = [
        question
        for question in proposed(case(), text_of(rows), kind="donations").questions
        if question.id == "1.hardly-gifts"
    ]
    assert "利息 1 行、工作经费 1 行" in question.text


def test_a_journal_of_all_accounts_is_refused(case: Case) -> None:
    """Every sum stands in it twice."""
    rows = [
        ["日期", "凭证字号", "摘要", "科目名称", "借方金额", "贷方金额"],
        ["2025-03-01", "记1", "收款", "银行存款", "100", ""],
    ]
    rows += [["2025-03-01", "记1", "收款", "捐赠收入", "", "100"]]
    faults = proposed(case(), text_of(rows)).errors
    assert [fault.code for fault in faults] == ["unreadable-file"]
    assert "科目名称" in faults[0].message
    assert "捐赠收入" in faults[0].fix


# --- rows that are no records, and rows that are ---------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["2025-03-01", "甲公司", "100"],
            ["2025-03-01", "小 计", "100"],
            ["2025-03-02", "乙公司", "200"],
            ["2025-03-02", "本日小计", "200"],
        ],
        [["2025-03-01", "甲公司", "100"], ["2025-03-02", "乙公司", "200"], ["2025-03-02", "合计", "300"]],
        [["2025-03-01", "甲公司", "100"], ["2025-03-02", "乙公司", "200"], ["", "", "300"]],
        [["2025-03-01", "甲公司", "100"], ["2025-03-02", "乙公司", "200"], ["监事：张三", "", "会长：李四"]],
        [["2025-03-01", "甲公司", "100"], ["----", "----", "----"], ["2025-03-02", "乙公司", "200"]],
        [
            ["2025-03-01", "甲公司", "100"],
            ["2025-03-02", "乙公司", "200"],
            ["某县慈善会", "", ""],
            ["2025年4月1日", "", ""],
        ],
    ],
)
def test_totals_under_names_lines_and_closing_days(case: Case, rows: Rows) -> None:
    """合计 is nobody's name, a drawn line ends nothing, and a day alone closes a notice."""
    proposal = proposed(case(), text_of([HEAD, *rows]))
    assert total(proposal) == "300.00"
    assert not proposal.errors


def test_a_total_under_a_name_is_held_against_the_rows(case: Case) -> None:
    """A total that does not agree is told, wherever its word stands."""
    rows = [HEAD, ["2025-03-01", "甲公司", "100"], ["2025-03-02", "合计", "400"]]
    assert [fault.code for fault in proposed(case(), text_of(rows)).errors] == ["total-mismatch"]


OF_A_BANK = ["交易时间", "收入金额", "支出金额", "账户余额", "对方户名", "摘要"]
BANKED = [
    ["2025-03-01-10.11.12.123456", "1,000.00", "", "10,000.00", "甲公司", "捐款"],
    ["2025-03-02-10.11.12.123456", "500.00", "", "10,500.00", "乙公司", "捐款"],
    ["2025-03-03-10.11.12.123456", "", "3,000.00", "7,500.00", "示例第一小学", "付款"],
]


@pytest.mark.parametrize(
    "closing",
    [
        [["收入笔数：2", "收入金额合计：1,500.00", "支出笔数：1", "支出金额合计：3,000.00"]],
        [["贷方笔数：2", "借方笔数：1"], ["贷方金额：1500.00", "借方金额：3000.00"]],
        [["总收入笔数", "2", "总收入金额", "1500.00", "总支出笔数", "1"]],
        [["总收入笔数", "2"], ["总收入金额", "1500.00"], ["总支出金额", "3000.00"]],
        [["捐款总额", "1500"]],
        [["打印时间：2025-04-01 10:00:00", "", "", "", "第1页/共1页"]],
        [["截止日期：2025-03-31", "", "", "可用余额：7,500.00"]],
        [["柜员号：0001", "机构：示例支行", "打印日期：2025-04-01"]],
        [["银行盖章：", "", "", "验证码：ABCD1234"]],
        [["第1页", "共2页"]],
        [["会长：", "", "财务：", "", "登记人：李四", "2025-04-01"]],
    ],
)
def test_what_programs_write_below_a_statement(case: Case, closing: Rows) -> None:
    """Labels with their values are no records, and each is told as left out."""
    for content in (text_of([OF_A_BANK, *BANKED, *closing]), book_of([OF_A_BANK, *BANKED, *closing])):
        name = "list.csv" if content[:2] != b"PK" else "list.xlsx"
        proposal = proposed(case(), content, name)
        assert (total(proposal), proposal.errors) == ("1,500.00", [])
        assert any("没有写" in note or "合计" in note for note in proposal.sheets[0].notes)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["捐款总额", "1600"], "total-mismatch"),
        (["张三：100元", "李四：200元"], "bad-value"),
        (["金额：200", "200.00", "", "", "丙公司", "捐款"], "bad-value"),
    ],
)
def test_rows_that_only_look_like_closings_are_told(case: Case, row: list[str], code: str) -> None:
    """A total that does not agree, and what may be a gift, end in no silence."""
    assert code in [fault.code for fault in proposed(case(), text_of([OF_A_BANK, *BANKED, row])).errors]


@pytest.mark.parametrize("line", ["2025-01-05,甲公司,1,000.00", "2025-01-05,甲公司,12,000"])
def test_commas_that_part_an_amount(case: Case, line: str) -> None:
    """1,000.00 without quotes fills two cells: refused, never read as one yuan."""
    content = f"捐款日期,捐款人,金额\r\n{line}\r\n2025-01-06,乙公司,100\r\n".encode()
    faults = proposed(case(), content).errors
    assert [fault.code for fault in faults] == ["ragged-row"]
    assert faults[0].where.row == 2


@pytest.mark.parametrize("line", ["2025-01-05,甲公司,100,,,", '2025-01-05,甲公司,"1,000.00"'])
def test_commas_that_part_nothing(case: Case, line: str) -> None:
    """Commas at the end of a line, and amounts in quotes."""
    assert proposed(case(), f"捐款日期,捐款人,金额,,,\r\n{line}\r\n".encode()).ready


@pytest.mark.parametrize("merge", ["A2:A3", "D2:D3", "D2:E2"])
def test_merged_cells_that_tell_the_same_for_each_row(case: Case, merge: str) -> None:
    """A day over several rows is that of each; what is not read may be merged as it likes."""
    rows = [[*HEAD, "用途", "经办"], ["2025-03-01", "甲公司", 100, "助学", ""], [None, "乙公司", 200, None, None]]
    rows[2][0] = None if merge.startswith("A") else "2025-03-01"
    proposal = proposed(case(), book_of(rows, merge), "list.xlsx")
    assert proposal.ready, proposal.errors
    assert [row[1] for row in proposal.sheets[0].first] == ["2025-03-01"] * 2
    assert any("A2:A3" in note for note in proposal.sheets[0].notes) is merge.startswith("A")


@pytest.mark.parametrize("merge", ["C2:C3", "B2:B3"])
def test_merged_names_and_amounts_stay_refused(case: Case, merge: str) -> None:
    """One amount for two givers, or one name for two amounts: only the voucher says what is meant."""
    rows = [HEAD, ["2025-03-01", "甲公司", 100], ["2025-03-01", "乙公司", 200]]
    assert "merged-cells" in [fault.code for fault in proposed(case(), book_of(rows, merge), "list.xlsx").errors]


def test_units_beside_quantities(case: Case) -> None:
    """100袋 is 100 and 袋; 2万只 stays a question."""
    head = ["日期", "捐赠单位", "物资名称", "数量"]
    rows = [head, ["2025-03-01", "甲公司", "大米", "100袋"], ["2025-03-02", "乙公司", "油", "50桶"]]
    cells = proposed(case(), text_of(rows), "物资.csv").sheets[0]
    assert [(row[cells.labels.index("数量")], row[cells.labels.index("单位")]) for row in cells.first] == [
        ("100", "袋"),
        ("50", "桶"),
    ]
    rows[2][3] = "2万只"
    assert "missing.unit" in topics(proposed(case(), text_of(rows), "物资.csv"))


# --- what stands beside an amount ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "figure"), [("大写金额", "小写金额"), ("金额大写", "金额小写"), ("金额（大写）", "金额")]
)
def test_amounts_in_words_and_in_figures(case: Case, word: str, figure: str) -> None:
    """They are the same, or somebody says which holds."""
    rows = [
        ["日期", "捐款单位", word, figure],
        ["2025-03-01", "甲公司", "壹佰元整", "100"],
        ["2025-03-02", "乙公司", "贰佰元整", "200"],
    ]
    assert (total(proposed(case(), text_of(rows))), topics(proposed(case(), text_of(rows)))) == ("300.00", set())
    rows[2][3] = "2000"
    proposal = proposed(case(), text_of(rows))
    assert topics(proposal) == {"spelled"}
    assert "第 3 行" in proposal.open_questions[0].text
    assert total(proposed(case(), text_of(rows), spelled="digits")) == "2,100.00"


def test_gifts_of_things_are_asked_about(case: Case) -> None:
    """大米 is no cash; money by any name is."""
    site = case()
    rows = [
        ["日期", "捐款人", "捐赠内容", "金额"],
        ["2025-03-01", "甲公司", "现金", "100"],
        ["2025-03-02", "乙公司", "大米", "50"],
    ]
    assert topics(proposed(site, text_of(rows))) == {"gift-kind"}
    proposal = proposed(site, text_of(rows), gift_kind="物资")
    assert [row[3] for row in proposal.sheets[0].first] == ["现金", "物资"]
    assert topics(proposed(site, text_of(rows[:2]))) == set()


def test_who_asks_to_be_hidden_is_not_named(case: Case) -> None:
    """甲公司（匿名）: the name of a body would be shown, were it not for these words."""
    site = case()
    accept(proposed(site, text_of([HEAD, ["2025-03-01", "甲公司（匿名）", "100"], ["2025-03-01", "乙公司", "100"]])))
    assert [line["同意公开姓名"] for line in site.rows()] == ["否", ""]


@pytest.mark.parametrize("name", ["匿名者", "（匿名）", "佚名", "隐名氏", "不具名", "捐款箱", "微信用户", "Anonymous"])
def test_names_of_nobody(case: Case, name: str) -> None:
    """Spellings that name nobody."""
    proposal = proposed(case(), text_of([HEAD, ["2025-03-01", name, "100"]]))
    assert proposal.sheets[0].first[0][4] == "匿名"


def test_unarrived_gifts_are_left_out_and_told(case: Case) -> None:
    """A column that says whether money arrived steers the import."""
    rows = [
        [*HEAD, "到账情况"],
        ["2025-03-01", "甲公司", "100", "已到账"],
        ["2025-03-02", "乙公司", "200", "未到账"],
        ["2025-03-02", "丙公司", "300", "认捐"],
    ]
    proposal = proposed(case(), text_of(rows))
    assert proposal.ready
    assert total(proposal) == "100.00"
    assert any("第 3、4 行" in note for note in proposal.sheets[0].notes)


@pytest.mark.parametrize("cell", ["'1000", "’1000", "1000圆", "1000块"])
def test_amounts_with_a_mark_or_an_old_word(case: Case, cell: str) -> None:
    """The mark by which spreadsheets keep text, written out, and other words for 元."""
    assert total(proposed(case(), text_of([HEAD, ["2025-03-01", "甲公司", cell]]))) == "1,000.00"


def test_lists_of_units(case: Case) -> None:
    """单位 over names is who gave; 单位 over 元 and 万元 is how the amounts are read."""
    rows = [["日期", "单位", "捐款金额"], ["2025-05-19", "县教育局", "3000"]]
    assert proposed(case(), text_of(rows), "一日捐款.csv").sheets[0].first[0][4:6] == ("单位", "县教育局")
    rows = [["日期", "捐款人", "捐款金额", "单位"], ["2025-05-19", "甲公司", "3", "万元"]]
    assert total(proposed(case(), text_of(rows))) == "30,000.00"


@pytest.mark.parametrize("name", ["~$捐款.xlsx", ".~lock.捐款.xlsx#.xlsx"])
def test_what_programs_leave_beside_open_files(case: Case, name: str) -> None:
    """The message says what it is and which file to take."""
    faults = proposed(case(), b"\x05admin" + b" " * 150, name).errors
    assert [fault.code for fault in faults] == ["unreadable-file"]
    assert "临时文件" in faults[0].message


# --- names of files and columns in the data --------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025年.csv", "figures/2025.csv 已经有了"),
        ("2024年度.csv", "叫 figures/2024.csv"),
        ("台账.csv", "例如 figures/2023.csv"),
    ],
)
def test_a_register_with_another_name_is_called_by_its_year(case: Case, name: str, told: str) -> None:
    """The hint names the year that the file tells, and nothing else is told to be missing."""
    site = case()
    content = (site.data / "figures/2025.csv").read_text("utf-8")
    if "已经有了" not in told:
        (site.data / "figures/2025.csv").unlink()
    site.write(f"data/demo/figures/{name}", content)
    outcome = site.check()
    assert outcome.errors == ("unknown-file",)
    assert "".join(told.split()) in "".join(outcome.printed.split())


@pytest.mark.parametrize(
    ("table", "label", "hint"),
    [("goods", "捐赠单位", "捐赠方"), ("donations", "捐赠单位", "捐赠人"), ("goods", "接收单位", "接收方")],
)
def test_who_is_no_unit(case: Case, table: str, label: str, hint: str) -> None:
    """The hint for 捐赠单位 is who gives, not the 单位 in which things are counted."""
    site = case()
    site.write(f"data/demo/{table}.csv", f"{label},说明\n甲,乙\n")
    printed = site.check().printed
    assert f"不认识“{label}”（是不是“{hint}”？）" in printed


# --- what stands beside the table -------------------------------------------------------------------


@pytest.mark.parametrize("beyond", [False, True])
def test_a_remark_below_no_head_is_a_remark(case: Case, beyond: bool) -> None:  # noqa: FBT001
    """未到账 in a column without a head, or behind the last one, is asked about like that under 备注."""
    head = [*HEAD] if beyond else [*HEAD, ""]
    rows = [head, ["2025-03-01", "甲公司", 100], ["2025-03-02", "乙公司", 200, "未到账"]]
    proposal = proposed(case(), book_of(rows), "list.xlsx")
    assert topics(proposal) == {"void"}
    assert "D 列（没有表头）" in proposal.open_questions[0].text


def test_a_comment_that_says_that_money_went_back_is_asked_about(case: Case) -> None:
    """Comments are not read, but what they say of the money is; other comments ask nothing."""

    def commented(text: str) -> bytes:
        book = Workbook()
        page = book.worksheets[0]
        for row in [HEAD, ["2025-03-01", "甲公司", 100], ["2025-03-02", "乙公司", 200]]:
            page.append(row)
        page["C3"].comment = Comment(text, "会计")
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    proposal = proposed(case(), commented("此笔3月底已退款"), "捐款.xlsx")
    assert topics(proposal) == {"void"}
    assert "C3 的批注写着" in proposal.open_questions[0].text
    assert topics(proposed(case(), commented("微信转来"), "捐款.xlsx")) == set()


def test_what_was_not_approved_is_no_payment(case: Case) -> None:
    """The column 审批意见 of a list of those to be helped says which of them were."""
    rows = [["救助对象审批表"], ["姓名", "救助金额", "发放日期", "审批意见"]]
    rows += [["王小明", 5000, "2025-03-01", "同意"], ["李小红", 3000, "2025-03-01", "不同意"]]
    proposal = proposed(case(), book_of(rows), "审批表.xlsx")
    assert total(proposal) == "5,000.00"
    assert any("没有付成的单子：1 行" in note for note in proposal.sheets[0].notes)


# --- lists of those who were helped, and books of stores ---------------------------------------------


@pytest.mark.parametrize(
    ("title", "head", "row"),
    [
        ("2025年助学金发放表", ["学生姓名", "学校", "年级", "发放金额", "发放日期"], ["王小明", "第一小学", "三年级"]),
        ("临时救助发放明细", ["户主姓名", "乡镇", "救助类别", "救助金额", "发放时间"], ["王大明", "东镇", "大病"]),
        ("救助对象审批表", ["姓名", "家庭住址", "救助原因", "救助金额", "救助日期"], ["李小红", "东镇1组", "车祸"]),
    ],
)
def test_lists_of_those_who_were_helped_are_payments_to_persons(
    case: Case, title: str, head: list[str], row: list[str]
) -> None:
    """Their names go where they are never shown, and what tells of school, home and illness is left out."""
    site = case()
    rows = [[title], head, [*row, 5000, "2025-03-01"], ["制表人：李四", "", "审核人：", "王五", "2025-03-02"]]
    proposal = proposed(site, book_of(rows), "list.xlsx")
    assert proposal.ready, (proposal.problems, proposal.open_questions)
    accept(proposal)
    (line,) = site.rows("disbursements.csv")
    assert (line["接收方"], line["接收方类型"], line["金额"]) == (row[0], "个人", "5000")
    assert not set(row[1:]) & set(line.values())


STORE = [
    ["物资出入库台账"],
    ["日期", "物资名称", "单位", "入库数量", "出库数量", "结存数量", "来源/去向"],
    ["2025-01-05", "棉被", "床", 100, None, 100, "甲公司"],
    ["2025-01-06", "棉被", "床", None, 30, 70, "东镇人民政府"],
    ["2025-01-07", "大米", "袋", 200, 200, 0, "乙公司"],
]


def test_the_book_of_a_store_is_read_by_movements(case: Case) -> None:
    """What came in and what went out of one row are two records; the last stock is a count only where it was counted."""
    site = case()
    asked = proposed(site, book_of(STORE), "台账.xlsx")
    assert topics(asked) == {"stock"}
    assert "棉被 70床、大米 0袋" in asked.open_questions[0].text
    assert not asked.errors
    proposal = proposed(site, book_of(STORE), "台账.xlsx", stock="yes")
    assert proposal.ready, proposal.problems
    accept(proposal)
    lines = [
        (line["品名"], line["类型"], line["数量"], line["捐赠方"], line["接收方"]) for line in site.rows("goods.csv")
    ]
    assert sorted(lines) == sorted(
        [
            ("棉被", "接收", "100", "甲公司", ""),
            ("棉被", "发放", "30", "", "东镇人民政府"),
            ("棉被", "结存", "70", "", ""),
            ("大米", "接收", "200", "乙公司", ""),
            ("大米", "发放", "200", "", "乙公司"),
            ("大米", "结存", "0", "", ""),
        ]
    )
    uncounted = proposed(case(), book_of(STORE), "台账.xlsx", stock="no")
    assert topics(uncounted) == {"counted"}


def test_what_is_left_of_goods_is_counted_at_the_import(case: Case) -> None:
    """A list of what came in ends with a count, of the day that somebody names; what the data holds is part of it."""
    site = case()
    head = ["入库日期", "品名", "数量", "单位", "捐赠单位"]
    rows = [
        ["物资入库单"],
        head,
        ["2025-01-05", "棉被", 100, "床", "甲公司"],
        ["2025-01-07", "大米", 50, "袋", "乙公司"],
    ]
    asked = proposed(site, book_of(rows), "入库.xlsx")
    assert (topics(asked), asked.errors) == ({"counted"}, [])
    assert "棉被 100床、大米 50袋" in asked.open_questions[0].text
    assert proposed(site, book_of(rows), "入库.xlsx", counted="上个月").unknown_answers == ("1.counted",)
    proposal = proposed(site, book_of(rows), "入库.xlsx", counted="2025-01-31")
    assert proposal.ready, proposal.problems
    accept(proposal)
    counts = [line for line in site.rows("goods.csv") if line["类型"] == "结存"]
    assert [(line["品名"], line["日期"], line["数量"], line["捐赠方"]) for line in counts] == [
        ("棉被", "2025-01-31", "100", ""),
        ("大米", "2025-01-31", "50", ""),
    ]
    later = [["物资入库单"], head, ["2025-02-05", "棉被", 20, "床", "丙公司"]]
    assert "棉被 120床" in proposed(site, book_of(later), "入库2.xlsx").open_questions[0].text


# --- amounts and days as people write them -----------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["1000（现金）", "现金1000", "1000/微信", "微信：1000", "1,000元(转账)", "1000 支付宝"]
)
def test_an_amount_with_the_way_it_was_paid(case: Case, cell: str) -> None:
    """The way is no part of the number."""
    proposal = proposed(case(), text_of([HEAD, ["2025-03-01", "甲公司", cell]]))
    assert total(proposal) == "1,000.00"
    assert proposal.ready


@pytest.mark.parametrize(("cell", "letter", "amount"), [("1.5K", "k", "1,520.00"), ("2w", "w", "20,020.00")])
def test_letters_for_thousands_are_asked_about(case: Case, cell: str, letter: str, amount: str) -> None:
    """1K may be a thousand, 2w twenty thousand."""
    rows = [HEAD, ["2025-03-01", "甲公司", cell], ["2025-03-02", "乙公司", "20"]]
    asked = proposed(case(), text_of(rows))
    assert topics(asked) == {f"letter-{letter}"}
    assert not asked.errors
    assert total(proposed(case(), text_of(rows), **{f"letter_{letter}": "yes"})) == amount


def test_a_cell_that_names_its_own_unit_below_another(case: Case) -> None:
    """5000元 and 3万元 under 金额（万元） are what they say; the others are as the head says."""
    rows = [[*HEAD[:2], "金额（万元）"], ["2025-03-01", "甲公司", "10"], ["2025-03-02", "乙公司", "5000元"]]
    proposal = proposed(case(), text_of([*rows, ["2025-03-03", "丙公司", "3万元"]]))
    assert total(proposal) == "135,000.00"
    assert any("5000元 是 5000 元" in note for note in proposal.sheets[0].notes)


def test_days_whose_short_year_stands_behind(case: Case) -> None:
    """1/13/25 can only be the thirteenth of January; 1/5/25 beside it is asked for with its order."""
    rows = [HEAD, ["1/5/25", "甲公司", "100"], ["1/13/25", "乙公司", "200"]]
    asked = proposed(case(), text_of(rows))
    assert "short-years" in topics(asked)
    assert not asked.errors
    proposal = proposed(case(), text_of(rows), short_years="yes", day_order="month")
    assert [row[1] for row in proposal.sheets[0].first] == ["2025-01-05", "2025-01-13"]


def test_a_gift_of_a_hundred_years_ago_is_told_by_its_day(case: Case) -> None:
    """Not by the number that it would get."""
    proposal = proposed(case(), text_of([HEAD, ["1925-01-05", "甲公司", "100"], ["2025-01-06", "乙公司", "200"]]))
    assert [fault.code for fault in proposal.errors] == ["gift-too-early"]
    assert proposal.errors[0].where.row == 2


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        ([["捐款人", "1月", "2月", "合计"], ["甲公司", 100, 200, 300]], "占了一列"),
        ([["项目", "2023年", "2024年"], ["捐赠收入", 100, 120]], "占了一列"),
        ([["行标签", "求和项:捐款金额"], ["甲公司", 1000], ["总计", 1000]], "数据透视表"),
    ],
)
def test_sheets_without_records_are_told_by_their_cause(case: Case, rows: Rows, cause: str) -> None:
    """Nobody is asked what kind they are, as no answer would help."""
    proposal = proposed(case(), book_of(rows, sheet="Sheet1"), "表.xlsx")
    assert not proposal.open_questions
    assert [cause in str(fault.details["reason"]) for fault in proposal.errors] == [True]


def test_a_sheet_that_goes_on_without_a_header(case: Case) -> None:
    """Its records are not dropped, and not asked for their kind."""
    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("第2页")
    first.title = "第1页"
    for row in [HEAD, ["2025-01-05", "甲公司", 1000]]:
        first.append(row)
    second.append(["2025-01-07", "丙公司", 3000])
    stream = io.BytesIO()
    book.save(stream)
    proposal = proposed(case(), stream.getvalue(), "捐款.xlsx")
    (question,) = proposal.open_questions
    assert "接着“第1页”" in question.text
    assert [choice.value for choice in question.choices] == ["skip"]
    path = proposal.source
    data = proposal.data
    skipped = propose(path, path.name, data, "data", "demo", answers={question.id: "skip"})
    assert skipped.ready
    assert total(skipped) == "1,000.00"


def test_words_of_platforms_for_receipts_and_rhythms(case: Case) -> None:
    """已开票 is 是, and 月捐 says how often somebody gives, not what."""
    rows = [
        [*HEAD, "开票状态", "捐赠类型"],
        ["2025-01-05", "甲公司", 100, "已开票", "月捐"],
        ["2025-01-06", "乙公司", 200, "未开票", "单次捐赠"],
    ]
    site = case()
    proposal = proposed(site, book_of(rows), "list.xlsx")
    assert proposal.ready, proposal.problems
    accept(proposal)
    assert [(line["已开票据"], line["捐赠类型"]) for line in site.rows()] == [("是", "现金"), ("否", "现金")]


# --- columns that belong together ------------------------------------------------------------------


def test_givers_in_two_columns(case: Case) -> None:
    """捐款单位 beside 捐款人: where one is blank the other is read, and where both are there somebody says who gave."""
    head = ["捐款日期", "捐款单位", "捐款人", "金额"]
    rows = [head, ["2025-03-01", "甲公司", "", 100], ["2025-03-02", "", "王小明", 50]]
    site = case()
    proposal = proposed(site, book_of(rows), "list.xlsx")
    assert proposal.ready
    accept(proposal)
    assert [line["捐赠人"] for line in site.rows()] == ["甲公司", "王小明"]
    both = [head, ["2025-03-01", "甲公司", "王小明", 100], ["2025-03-02", "乙公司", "", 50]]
    asked = proposed(case(), book_of(both), "list.xlsx")
    assert topics(asked) == {"donor"}
    site = case()
    accept(proposed(site, book_of(both), "list.xlsx", donor="B"))
    assert [line["捐赠人"] for line in site.rows()] == ["甲公司", "乙公司"]


@pytest.mark.parametrize("mark", ["同上", "〃", "--〃--", "″"])
def test_ditto_marks_say_what_stands_above(case: Case, mark: str) -> None:
    """For days and names; nobody guesses an amount."""
    site = case()
    rows = [HEAD, ["2025-03-01", "甲公司", 100], [mark, "乙公司", 50], ["2025-03-03", mark, 20]]
    proposal = proposed(site, book_of(rows), "list.xlsx")
    assert proposal.ready, proposal.problems
    accept(proposal)
    assert [(line["到账日期"], line["捐赠人"]) for line in site.rows()] == [
        ("2025-03-01", "甲公司"),
        ("2025-03-01", "乙公司"),
        ("2025-03-03", "乙公司"),
    ]
    assert proposed(case(), book_of([*rows, ["2025-03-04", "丙公司", mark]]), "list.xlsx").errors


def test_goods_side_by_side_are_told_by_their_cause(case: Case) -> None:
    """大米（袋） and 食用油（桶） over two columns are two records in a row, whether or not somebody says that they are goods."""
    rows = [["春节慰问物资发放表"], ["村名", "姓名", "大米（袋）", "食用油（桶）"], ["西村", "王小明", 1, 2]]
    for kind in ("", "goods"):
        proposal = proposed(case(), book_of(rows, sheet="Sheet1"), "表.xlsx", kind)
        assert ["一种物资占了一列" in str(fault.details["reason"]) for fault in proposal.errors] == [True], kind


def test_money_in_a_list_of_goods_is_not_passed_over(case: Case) -> None:
    """Who gave money and goods in one list: the money is told, as it has no place among goods."""
    rows = [["捐赠日期", "捐赠单位", "捐款金额（元）", "物资名称", "数量", "计量单位", "单价（元）", "物资折价（元）"]]
    rows.append(["2025-03-01", "甲公司", "1000", "棉被", "10", "床", "80", "800"])
    asked = proposed(case(), text_of(rows), "款物.csv", "goods")
    assert topics(asked) == {"column.C", "missing.basis"}
    assert "种类选“捐赠明细”" in asked.open_questions[0].text


def test_a_month_alone_in_its_row_is_no_record(case: Case) -> None:
    """2月 over the rows of that month."""
    proposal = proposed(
        case(), book_of([HEAD, ["2月"], ["2025-02-03", "甲公司", 100], ["2025年3月"], ["2025-03-03", "乙公司", 50]])
    )
    assert total(proposal) == "150.00"
    assert proposal.ready


# --- payments and goods by their words ----------------------------------------------------------------


def test_wages_and_charges_in_a_statement_are_hardly_payments(case: Case) -> None:
    """They are asked about like what is hardly a gift; the words of the statement are not repeated."""
    rows = [
        ["交易日期", "借方发生额", "贷方发生额", "对方户名", "摘要"],
        ["2025-01-05", 1000, "", "第一小学", "助学款"],
    ]
    rows += [["2025-01-06", 5000, "", "李四", "1月工资"], ["2025-01-07", 10, "", "某银行", "手续费"]]
    rows += [["2025-01-08", 300, "", "国家税务局", "缴税"], ["2025-01-09", "", 100, "甲公司", "捐款"]]
    asked = proposed(case(), book_of(rows), "流水.xlsx", "disbursements")
    assert topics(asked) == {"hardly-payments"}
    site = case()
    left_out = proposed(site, book_of(rows), "流水.xlsx", "disbursements", hardly_payments="skip")
    assert total(left_out) == "1,000.00"
    accept(left_out)
    assert [(line["接收方"], line["接收方类型"]) for line in site.rows("disbursements.csv")] == [("第一小学", "学校")]


def test_goods_handed_to_persons(case: Case) -> None:
    """姓名 under a list of goods is who received them, and is never shown."""
    rows = [["慰问品发放登记表"], ["发放日期", "姓名", "物品名称", "数量", "单位", "签字"]]
    rows += [["2025-01-20", "王小明", "大米", 1, "袋", ""], ["2025-01-20", "李小红", "大米", 1, "袋", ""]]
    proposal = proposed(case(), book_of(rows), "发放.xlsx")
    (sheet,) = proposal.sheets
    rules = {rule.label: rule.rule for rule in sheet.rules}
    assert "发放" in rules["类型"]
    assert "个人" in rules["接收方类型"]
    assert not proposal.open_questions


def test_a_row_of_dots_is_no_record(case: Case) -> None:
    """…… stands for rows that somebody left out."""
    proposal = proposed(
        case(), text_of([HEAD, ["2025-03-01", "甲公司", "100"], ["……"] * 3, ["2025-03-03", "乙公司", "50"]])
    )
    assert proposal.ready
    assert total(proposal) == "150.00"


def test_the_values_of_a_store_go_with_their_movements(case: Case) -> None:
    """金额 under 收入 is that of what came in, 金额 under 发出 that of what went out."""
    rows = [
        ["物资台账"],
        ["日期", "品名", "单位", "收入", "", "发出", "", "估价依据"],
        ["", "", "", "数量", "金额", "数量", "金额", ""],
    ]
    rows += [
        ["2025-01-05", "棉被", "床", 100, 8000, "", "", "发票"],
        ["2025-01-06", "棉被", "床", "", "", 100, 8000, "发票"],
    ]
    site = case()
    proposal = proposed(site, book_of(rows, "D2:E2", "F2:G2"), "台账.xlsx")
    assert proposal.ready, (proposal.problems, proposal.open_questions)
    accept(proposal)
    lines = [(line["类型"], line["数量"], line["价值"]) for line in site.rows("goods.csv")]
    assert lines == [("接收", "100", "8000"), ("发放", "100", "8000")]


@pytest.mark.parametrize("head", ["单位/姓名", "单位或个人", "单位（个人）", "姓名/单位"])
def test_givers_of_both_sorts_in_one_column(case: Case, head: str) -> None:
    """Whatever stands first over it."""
    proposal = proposed(
        case(), book_of([["爱心捐款名单"], ["日期", head, "金额"], ["2025-01-05", "甲公司", 100]]), "名单.xlsx"
    )
    assert proposal.ready, proposal.open_questions


# --- lists as charities put them up -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "line", "other"),
    [
        ("donations", "二、捐赠资金使用情况", "付出去的钱"),
        ("donations", "支出：", "付出去的钱"),
        ("donations", "（二）善款拨付情况（共2笔3.1万元）", "付出去的钱"),
        ("disbursements", "二、救助款接收情况", "收进来的钱"),
        ("disbursements", "收入：", "收进来的钱"),
    ],
)
def test_a_line_that_turns_the_way_of_the_money(case: Case, kind: str, line: str, other: str) -> None:
    """What stands below it is no record of the kind, though the columns are the same."""
    rows = [["日期", "单位", "金额"], ["2025-03-01", "甲公司", "100"], [line], ["2025-03-02", "光明小学", "80"]]
    (fault,) = proposed(case(), text_of(rows), kind=kind).errors
    assert fault.code == "unreadable-file"
    assert fault.where.row == 3
    assert other in fault.message


@pytest.mark.parametrize(
    "line", ["二、个人捐款", "上级下拨资金", "定向捐款（用于救助）", "大病救助", "以下是第二批", "三、使用支付宝捐款的"]
)
def test_lines_between_gifts_that_turn_nothing(case: Case, line: str) -> None:
    """Parts of a list of givers, by who they are or by what they gave for."""
    rows = [["日期", "捐款人", "金额"], ["2025-03-01", "甲公司", "100"], [line], ["2025-03-02", "乙公司", "80"]]
    proposal = proposed(case(), text_of(rows))
    assert proposal.ready, (proposal.open_questions, proposal.errors)
    assert total(proposal) == "180.00"


def test_several_givers_in_one_cell(case: Case) -> None:
    """What they gave together is one gift, what each gave is one gift each; a total below says it by itself."""
    rows = [HEAD, ["2025-03-01", "王大山、李小红", "500"], ["2025-03-02", "甲公司", "100"]]
    assert topics(proposed(case(), text_of(rows))) == {"joint"}
    assert total(proposed(case(), text_of(rows), joint="together")) == "600.00"
    site = case()
    each = proposed(site, text_of(rows), joint="each")
    assert total(each) == "1,100.00"
    accept(each)
    assert [(row["捐赠人"], row["金额"]) for row in site.rows()] == [
        ("王大山", "500.00"),
        ("李小红", "500.00"),
        ("甲公司", "100.00"),
    ]
    assert not proposed(case(), text_of([*rows, ["合计", "", "600"]])).open_questions
    assert total(proposed(case(), text_of(rows), joint="skip")) == "100.00"
    assert [fault.code for fault in proposed(case(), text_of([*rows, ["合计", "", "700"]]), joint="each").errors] == [
        "total-mismatch"
    ]


@pytest.mark.parametrize(
    "name",
    ["王大山、李小红夫妇", "王大山一家", "王 芳", "甲公司、乙公司", "李和平", "王大山、李小红等12人", "王大山、甲公司"],
)
def test_one_giver_in_one_cell(case: Case, name: str) -> None:
    """A household, a body, a name with a blank in it."""
    assert "joint" not in topics(proposed(case(), text_of([HEAD, ["2025-03-01", name, "500"]])))


def test_money_in_a_list_of_goods(case: Case) -> None:
    """A list of what was given has money among the goods: it is none of them."""
    head = ["日期", "捐赠单位", "捐赠物品", "数量", "单位"]
    rows = [head, ["2025-03-01", "甲公司", "人民币", "10000", "元"], ["2025-03-01", "乙公司", "口罩", "200", "只"]]
    proposal = proposed(case(), text_of(rows))
    assert {"money-items"} <= topics(proposal)
    assert proposal.sheets[0].count == 1
    honest = [head, ["2025-03-01", "甲公司", "点钞机", "1", "台"], ["2025-03-01", "乙公司", "资金管理软件", "1", "套"]]
    assert "money-items" not in topics(proposed(case(), text_of(honest)))


def test_one_gift_of_a_body_whose_staff_gave(case: Case) -> None:
    """单位, 人数, 金额 of a day of giving: the body handed in one sum."""
    rows = [["交款日期", "捐款单位", "人数", "金额"], ["2025-05-10", "示例第一小学", "120", "12000.5"]]
    (question,) = proposed(case(), text_of(rows)).open_questions
    assert [choice.value for choice in question.choices] == ["gifts", "one", "skip"]
    site = case()
    accept(proposed(site, text_of(rows), bulk="one"))
    assert [(row["捐赠人"], row["金额"], row.get("笔数", "")) for row in site.rows()] == [
        ("示例第一小学", "12000.50", "")
    ]


def test_a_column_that_may_name_the_givers_is_asked_about(case: Case) -> None:
    """Before all gifts are written as those of nobody."""
    rows = [["捐款时间", "热心会员", "捐款金额"], ["2025-05-10", "王大山", "100"]]
    assert topics(proposed(case(), text_of(rows))) == {"missing.donor"}
    site = case()
    accept(proposed(site, text_of(rows), **{"missing.donor": "B"}))
    assert [row["捐赠人"] for row in site.rows()] == ["王大山"]
    assert proposed(case(), text_of(rows), **{"missing.donor": "-"}).ready
    assert proposed(case(), text_of([["捐款时间", "捐款金额", "经办人"], ["2025-05-10", "100", "王大山"]])).ready


@pytest.mark.parametrize("head", ["学校", "班级", "所在乡镇", "社区", "村、社区名称", "单位、个人名称（盖章）"])
def test_bodies_that_handed_in_gifts_are_asked_about(case: Case, head: str) -> None:
    """学校 is never published of those who are helped; in a list of gifts without givers it may be who gave."""
    rows = [["捐款时间", head, "捐款金额"], ["2025-05-10", "示例第一小学", "100"]]
    proposal = proposed(case(), text_of(rows))
    assert topics(proposal) == {"missing.donor"} or [use.name for use in proposal.sheets[0].columns][1] == "donor"
    site = case()
    accept(proposed(site, text_of(rows), **({"missing.donor": "B"} if proposal.open_questions else {})))
    assert [row["捐赠人"] for row in site.rows()] == ["示例第一小学"]
    named = [["捐款时间", head, "捐款人", "捐款金额"], ["2025-05-10", "示例第一小学", "甲公司", "100"]]
    assert "missing.donor" not in topics(proposed(case(), text_of(named)))


def test_amounts_that_stand_in_another_column(case: Case) -> None:
    """What was promised and has not come, or came as goods, is no gift of money; it is asked, and the rest is written."""
    rows = [
        ["捐赠单位", "捐款", "捐物折款", "到账日期"],
        ["甲公司", "100", "", "2025-03-01"],
        ["乙公司", "", "80", "2025-03-02"],
    ]
    proposal = proposed(case(), text_of(rows), **{"column.C": "-"})
    assert topics(proposal) == {"no-amount"}
    assert total(proposal) == "100.00"
    assert proposed(case(), text_of(rows), **{"column.C": "-"}, no_amount="skip").ready


def test_days_of_the_month_in_the_title(case: Case) -> None:
    """日 under 2024年3月捐款明细; where two months stand above, or none, nothing is put together."""
    rows = [["日", "捐款人", "金额"], ["1", "甲公司", "1000"], ["18", "乙公司", "200"]]
    site = case()
    accept(proposed(site, text_of([["2024年3月捐款明细"], *rows])))
    assert [row["到账日期"] for row in site.rows()] == ["2024-03-01", "2024-03-18"]
    accept(proposed(site := case(), text_of([["2024年3月捐款明细（2024年4月10日公布）"], *rows])))
    assert [row["到账日期"] for row in site.rows()] == ["2024-03-01", "2024-03-18"]
    for title in (
        "2024年捐款明细", "2024年3月、2024年4月捐款明细", "2024年3月、4月捐款明细", "2024年3月和四月捐款明细", "2024年3-4月捐款明细",
        "截至2024年3月捐款明细", "2024年3月以来捐款明细", "2024年3月份至今捐款明细", "2024年第一季度捐款明细（2024年3月）",
    ):  # fmt: skip
        assert topics(proposed(case(), text_of([[title], *rows]))) == {"missing.received_on"}


def test_days_as_month_and_day_with_a_point(case: Case) -> None:
    """2.17 below a title with the year; a number 2.2 may have been 2.20."""
    rows = [["日期", "捐款人", "金额"], ["2.17", "甲公司", "1000"], ["2.20", "乙公司", "200"]]
    site = case()
    accept(proposed(site, text_of([["2020年捐款公示"], *rows])))
    assert [row["到账日期"] for row in site.rows()] == ["2020-02-17", "2020-02-20"]
    assert topics(proposed(case(), text_of(rows))) == {"year", "source"}
    saved = [["2020年捐款公示"], rows[0], rows[1], ["2.2", "乙公司", "200"], ["2.21", "丙公司", "300"]]
    assert [(fault.code, fault.where.row) for fault in proposed(case(), text_of(saved)).errors] == [("bad-value", 4)]
    typed = [["2020年捐款公示"], rows[0], ["2.1", "甲公司", "1000"], ["2.2", "乙公司", "200"], ["3.1", "丙公司", "300"]]
    assert not proposed(case(), text_of(typed)).errors
    numbers: Rows = [["2020年捐款公示"], rows[0], [2.17, "甲公司", 1000], [2.2, "乙公司", 200]]
    (fault,) = proposed(case(), book_of(numbers), "list.xlsx").errors
    assert (fault.code, fault.where.row) == ("bad-value", 4)


def test_a_year_long_after_the_data_is_asked_about(case: Case) -> None:
    """2042 for 2024: the year after that of the data may be right, later ones hardly are."""
    rows = [HEAD, ["2042-03-01", "甲公司", "100"]]
    assert topics(proposed(case(), text_of(rows))) == {"later-years"}
    assert "later-years" not in topics(proposed(case(), text_of([HEAD, ["2027-01-05", "甲公司", "100"]])))


def test_a_roll_of_households_that_were_visited(case: Case) -> None:
    """慰问金 over the amounts, and nobody's name on a page."""
    rows = [
        ["2025年春节慰问花名册"],
        ["序号", "村", "户主", "慰问金（元）", "日期"],
        ["1", "东村", "王大山", "500", "2025-01-20"],
    ]
    proposal = proposed(case(), text_of(rows))
    assert proposal.ready, (proposal.open_questions, proposal.errors)
    assert proposal.sheets[0].kind is kind_of("disbursements")


def test_the_amount_in_words_by_its_brackets(case: Case) -> None:
    """捐款金额（大写） is no second amount."""
    rows = [["捐款日期", "捐款人", "捐款金额（大写）", "小写"], ["2025-05-10", "甲公司", "壹万元整", "10000"]]
    assert proposed(case(), text_of(rows)).ready


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("示例股份", DonorType.BODY), ("示例县四中", DonorType.BODY), ("示例大学附中", DonorType.BODY), ("示例镇党委", DonorType.BODY),
        ("民革示例工委", DonorType.BODY), ("示例市中级人民法院", DonorType.BODY), ("石桥铺街道", DonorType.BODY), ("司徒镇", None),
        ("示例水泥建材", None), ("1985届", None), ("摄影群", None), ("念佛堂", None), ("赵一中", DonorType.PERSON), ("山水", DonorType.PERSON),
        ("示例超市捐款箱", DonorType.NAMELESS), ("现场募捐", DonorType.NAMELESS), ("义卖所得", DonorType.NAMELESS), ("爱心箱包厂", DonorType.BODY),
    ],
)  # fmt: skip
def test_who_gives_by_how_bodies_are_called(name: str, said: DonorType | None) -> None:
    """Bodies without 公司 are none of the persons whose names are kept back; where only the trade tells, it is asked."""
    assert donor_type(name) is said


def test_names_that_only_caution_makes_persons_are_told(case: Case) -> None:
    """So that a body among them is seen before its name is kept back."""
    rows = [HEAD, ["2025-03-01", "示例茅台", "100"], ["2025-03-01", "王大山", "100"]]
    rules = " ".join(rule.rule for rule in proposed(case(), text_of(rows)).sheets[0].rules)
    assert "例如示例茅台；" in rules
    assert "王大山" not in rules


def test_both_days_of_a_movement(case: Case) -> None:
    """接收日期 beside 发放日期 in the book of a store: each movement has its own."""
    rows: Rows = [
        ["物资名称", "单位", "接收", "", "", "发放", "", "", "结存"],
        ["", "", "日期", "捐赠单位", "数量", "日期", "接收单位", "数量", ""],
        ["方便面", "箱", "2024-07-03", "甲公司", 200, "2024-07-05", "示例镇", 200, 0],
    ]
    site = case()
    accept(proposed(site, book_of(rows, "C1:E1", "F1:H1"), "物资台账.xlsx", stock="no"))
    lines = [(line["类型"], line["日期"], line["捐赠方"], line["接收方"]) for line in site.rows("goods.csv")]
    assert lines == [("接收", "2024-07-03", "甲公司", ""), ("发放", "2024-07-05", "", "示例镇")]


@pytest.mark.parametrize(
    ("price", "worth", "asked"),
    [
        ("150", "1600", True),
        ("150", "1500", False),
        ("33.33", "333.30", False),
        ("33.33", "333.33", False),
        ("", "1600", False),
    ],
)
def test_a_value_that_is_not_the_quantity_times_the_price(case: Case, price: str, worth: str, *, asked: bool) -> None:
    """A slip of the pen in a list of goods; prices are rounded to the 分, so that a little is no slip."""
    head = ["日期", "捐赠单位", "物资名称", "单位", "数量", "单价（元）", "金额（元）", "估价依据"]
    rows = [head, ["2024-07-03", "甲公司", "方便面", "箱", "200", "40", "8000", "发票"]]
    rows.append(["2024-07-03", "乙公司", "棉被", "床", "10", price, worth, "发票"])
    assert ("prices" in topics(proposed(case(), text_of(rows)))) is asked


def test_a_total_that_says_only_how_many(case: Case) -> None:
    """共2笔 under the names, beside the sum."""
    rows = [HEAD, ["2024-05-10", "甲公司", "1000"], ["2024-05-11", "乙公司", "200"], ["", "共2笔", "1200"]]
    proposal = proposed(case(), text_of(rows))
    assert proposal.ready
    assert total(proposal) == "1,200.00"


@pytest.mark.parametrize(
    ("said", "asked"), [("转存", False), ("汇兑", False), ("汇兑来账", False), ("汇兑损益", True), ("到期转存", True)]
)
def test_how_banks_call_what_came_in(case: Case, said: str, *, asked: bool) -> None:
    """转存 and 汇兑 are remittances of anybody."""
    rows = [
        ["交易日期", "对方户名", "收入", "支出", "余额", "摘要"],
        ["2024-05-10", "甲公司", "1000", "", "1000", said],
    ]
    assert ("hardly-gifts" in topics(proposed(case(), text_of(rows)))) is asked


def test_two_amounts_that_the_fee_explains(case: Case) -> None:
    """捐款金额 less 平台服务费 is 到账金额, to the 分: nothing is asked; where it is not, it is."""
    head = ["捐款时间", "昵称", "捐款金额", "平台服务费", "到账金额"]
    rows = [head, ["2024-05-10", "山水", "100.00", "0.60", "99.40"]]
    site = case()
    accept(proposed(site, text_of(rows)))
    assert [(row["金额"], row["手续费"], row["到账净额"]) for row in site.rows()] == [("100.00", "0.60", "99.40")]
    assert "amount" in topics(proposed(case(), text_of([*rows, ["2024-05-11", "清风", "50.00", "0.30", "50.00"]])))


def test_goods_beside_money_in_one_list(case: Case) -> None:
    """A row that gave only money names no thing; it is asked, and told where it belongs."""
    head = ["捐赠时间", "捐赠单位", "捐赠款（元）", "捐赠物资名称", "数量", "估价依据", "物资价值（元）"]
    rows = [
        head,
        ["2020-02-03", "甲公司", "10000", "", "", "", ""],
        ["2020-02-03", "乙药房", "", "口罩", "500只", "发票", "1500"],
    ]
    proposal = proposed(case(), text_of(rows), kind="goods", **{"column.C": "-"})
    assert "no-amount" in topics(proposal)
    assert proposal.sheets[0].count == 1
    assert not proposal.errors
