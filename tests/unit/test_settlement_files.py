# ruff: noqa: E501  (bills as they come)

"""Files of platforms, banks and receipt systems as they come: layouts, odd cells, and what can't be read."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import papers
import pytest
from openpyxl import Workbook, load_workbook
from papers import cell, table_of
from typeset import made, table

from disclosure.__main__ import main
from disclosure.problems import Where
from disclosure.settlement import (
    DifferenceKind,
    PlatformMove,
    ReadLists,
    SettlementReport,
    as_workbook,
    place_words,
    read_files,
    settle,
)

SORTS = {"platform": ("gifts", "payouts"), "bank": ("bank",), "receipts": ("receipts",)}


def read(folder: Path, sort: str, text: str, name: str = "表.csv") -> ReadLists:
    """What is read of one file of text."""
    path = folder / name
    path.write_text(text, "utf-8")
    lists = ReadLists()
    read_files([path], SORTS[sort], lists)
    return lists


WECHAT = """交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
`2025-03-01 10:00:00,`wx1,`1900000001,`0,`,`4200000001202503010000000001,`A0000001,`oabc,`JSAPI,`SUCCESS,`OTHERS,`CNY,`100.00,`0.00,`0,`0,`0.00,`0.00,`,`,`捐款,`,`0.60000,`0.60%,`100.00,`0.00,`
`2025-03-02 10:00:00,`wx1,`1900000001,`0,`,`4200000001202503010000000001,`A0000001,`oabc,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030,`R0000001,`40.00,`0.00,`ORIGINAL,`SUCCESS,`捐款,`,`-0.24000,`0.60%,`0.00,`40.00,`
总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
`2,`100.00,`40.00,`0.00,`0.36000,`100.00,`40.00
"""
ALIPAY = """#支付宝账务明细查询
#账号：[20881234567890120156]
账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
1001,2001,B0000001\t,捐款,2025-03-01 09:00:00,138****0000,50.00,,50.00,支付宝,在线支付,
1002,2002,B0000001\t,捐款,2025-03-01 09:00:00,,,-0.30,49.70,支付宝,收费,
1003,2003,B0000001\t,捐款,2025-03-03 09:00:00,,,-20.00,29.70,支付宝,交易退款,
1004,2004,,提现,2025-03-04 09:00:00,,,-29.70,0.00,支付宝,提现,
#-----账务明细列表结束-----
"""


def test_bills_of_payment_services(tmp_path: Path) -> None:
    """Ticks and tabs around cells, refunds with a fee that comes back, fees with rows of their own, and trailers below."""
    lists = read(tmp_path, "platform", WECHAT)
    assert lists.refusals == []
    assert lists.differences == []
    assert [(row.move, row.order, row.gross, row.fee) for row in lists.platform] == [
        (PlatformMove.GIFT, "A0000001", 100_00, 60),
        (PlatformMove.REFUND, "A0000001", 40_00, 24),
    ]
    lists = read(tmp_path, "platform", ALIPAY)
    assert lists.differences == []
    assert [(row.move, row.gross or row.net) for row in lists.platform] == [
        (PlatformMove.GIFT, 50_00),
        (PlatformMove.FEE, 30),
        (PlatformMove.REFUND, 20_00),
        (PlatformMove.PAYOUT, 29_70),
    ]
    bank = read(tmp_path, "bank", "日期,收支,金额,摘要\n20250304,收入,29.70,支付宝提现\n")
    slips = "开票日期,金额,订单号\n2025-03-01,50,B0000001\n2025-03-03,-20,B0000001\n"
    receipts = read(tmp_path, "receipts", slips)
    outcome = settle(lists.platform, bank.bank, receipts.receipts)
    assert outcome.conserved
    assert outcome.open == ()


@pytest.mark.parametrize(
    ("cell", "cents"),
    [("1,000.00", 100_000), ("¥20", 2_000), ("1000元", 100_000), ("+5.00", 500), ("1e3", None), ("USD 10", None), ("10.005", None),
     ("人民币壹佰元整", 10_000), ("5.5000", 550), ("1234567890123.00", 123_456_789_012_300), ("1234567890123000", 123_456_789_012_300_000)],
)  # fmt: skip
def test_amounts_are_read_exactly_or_not_at_all(tmp_path: Path, cell: str, cents: int | None) -> None:
    """What is no amount of ours is told with its place and takes no part."""
    lists = read(tmp_path, "receipts", f'某会\n\n票据号,开票日期,金额\nPJ000001,2025-03-01,"{cell}"\n')
    assert [slip.cents for slip in lists.receipts] == ([] if cents is None else [cents])
    told = [(entry.kind, entry.places[0].row) for entry in lists.differences]
    assert told == ([(DifferenceKind.UNREADABLE, 4)] if cents is None else [])


@pytest.mark.parametrize(
    "cell", ["2025-03-01", "2025/3/1", "20250301", "2025年3月1日", "45717", "2025-03-01 09:08:07", "2025.3.1"]
)
def test_days_are_read_in_every_usual_form(tmp_path: Path, cell: str) -> None:
    """A time of day is cut off, a serial number counted."""
    lists = read(tmp_path, "receipts", f"票据号,开票日期,金额\nPJ000001,{cell},1\n")
    assert [slip.day for slip in lists.receipts] == [date(2025, 3, 1)]


def test_units_totals_and_doubts_of_columns(tmp_path: Path) -> None:
    """万元 in the header counts; a total is held against its rows; two columns of one name, or dollars, are refused."""
    lists = read(tmp_path, "receipts", "票据号,开票日期,金额（万元）\nPJ000001,2025-03-01,1.5\n合计,,1.6\n")
    assert [slip.cents for slip in lists.receipts] == [1_500_000]
    assert [entry.kind for entry in lists.differences] == [DifferenceKind.SUM]
    for head in ("票据号,开票日期,金额,金额", "票据号,开票日期,金额（美元）,x", "甲,乙,丙,丁"):
        assert len(read(tmp_path, "receipts", f"{head}\nPJ000001,2025-03-01,1,1\n").refusals) == 1


@pytest.mark.parametrize(
    ("direction", "amount", "cents"),
    [
        ("贷", "5", 500),
        ("借", "5", -500),
        ("借", "-5", -500),
        ("贷", "-5", -500),
        ("冲正", "-5", -500),
        ("转账", "-5", -500),
        ("-", "5", -500),
        ("+", "5", 500),
        ("扣款", "5", -500),
        ("划出", "5", -500),
        ("支付", "5", -500),
        ("付款入账", "5", 500),
        ("CREDIT", "5", 500),
        ("DEBIT", "5", -500),
        ("", "-5", -500),
    ],
)
def test_a_line_of_the_bank_came_in_or_went_out(tmp_path: Path, direction: str, amount: str, cents: int) -> None:
    """What came in and stands below zero was taken back; where the direction says nothing the sign does."""
    lists = read(tmp_path, "bank", f"交易日期,借贷标志,交易金额,摘要\n2025-03-03,{direction},{amount},转账\n")
    assert [line.cents for line in lists.bank] == [cents]


def test_a_total_of_the_bank_is_held_against_its_own_column(tmp_path: Path) -> None:
    """A gift taken back by the bank lowers what came in; money that came back on the other side does not raise it."""
    rows = "2025-03-03,,10,转账\n2025-03-04,,-2,冲正\n2025-03-05,-3,,退汇\n"
    head = "交易日期,借方发生额,贷方发生额,摘要"
    assert read(tmp_path, "bank", f"{head}\n{rows}合计,-3,8,\n").differences == []
    wrong = read(tmp_path, "bank", f"{head}\n{rows}合计,-3,13,\n").differences
    assert [(entry.kind, entry.cents) for entry in wrong] == [(DifferenceKind.SUM, 500)]


OF_PARTS = "订单号,捐款时间,捐款金额,状态\nA1001,2025-03-01,100,\nA1002,2025-03-02,50,\n{0}\nA1003,2025-03-03,70,\n{1}\n合计,,{2},\n"


@pytest.mark.parametrize(
    ("first", "second", "whole", "told"),
    [
        ("150", "70", "220", []),
        ("150", "220", "220", ["小计写的是 220.00元，上面这一段加起来是 70.00元"]),
        ("100", "70", "220", ["小计写的是 100.00元，上面这一段加起来是 150.00元"]),
        ("150", "70", "70", ["合计写的是 70.00元，上面各行加起来是 220.00元"]),
        ("150", "150", "150", ["小计写的是 150", "合计写的是 150"]),
    ],
)
def test_totals_of_parts_are_held_against_their_part(
    tmp_path: Path, first: str, second: str, whole: str, told: list[str]
) -> None:
    """A 小计 sums the rows since the last one, a 合计 all of them; whatever else is told."""
    lists = read(tmp_path, "platform", OF_PARTS.format(f"小计,,{first},", f"本页小计,,{second},", whole))
    assert len(lists.platform) == 3
    assert [text for text, one in zip(told, lists.differences, strict=True) if text not in one.text] == []
    assert all(one.kind is DifferenceKind.SUM and "表.csv" not in one.text for one in lists.differences)


@pytest.mark.parametrize("row", [",2025-03-02,150,小计", "A9998,2025-03-02,150,本日合计", "A9999,2025-03-02,150,合计"])
def test_a_total_whose_word_stands_elsewhere_takes_no_part(tmp_path: Path, row: str) -> None:
    """It may be a total or a record: it is told and never counted."""
    lists = read(tmp_path, "platform", OF_PARTS.format(row, "小计,,220,", "220"))
    assert [entry.gross for entry in lists.platform] == [10000, 5000, 7000]
    assert [one.kind for one in lists.differences] == [DifferenceKind.UNREADABLE]
    assert "像是合计" in lists.differences[0].text


def test_a_refund_of_a_part_needs_its_amount(tmp_path: Path) -> None:
    """部分退款 with nothing but the amount of the gift says not what went back."""
    head = "订单号,捐款时间,捐款金额,退款金额,状态\n"
    (told,) = read(tmp_path, "platform", f"{head}A1001,2025-03-01,50,,部分退款\n").differences
    assert (told.kind, "没有写退了多少" in told.text) == (DifferenceKind.UNREADABLE, True)
    assert read(tmp_path, "platform", f"{head}A1001,2025-03-01,50,20,部分退款\n").differences == []


def test_orders_that_a_spreadsheet_cut_short_take_no_part(tmp_path: Path) -> None:
    """4.2E+27 is no order any more."""
    lists = read(tmp_path, "platform", "订单号,捐款时间,捐款金额\n4.20E+27,2025-03-01,5\n")
    assert [entry.kind for entry in lists.differences] == [DifferenceKind.UNREADABLE]
    assert "科学计数法" in lists.differences[0].text


def test_files_that_are_no_tables_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once: what is missing, what is no table, and where no header is known; exit 1, no traceback."""
    (tmp_path / "照片.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "说明.csv").write_text("甲,乙\n1,2\n", "utf-8")
    arguments = [
        "settle",
        "--platform",
        str(tmp_path / "没有.xlsx"),
        str(tmp_path / "照片.csv"),
        "--bank",
        str(tmp_path / "说明.csv"),
    ]
    assert main([*arguments, "--receipts", str(tmp_path / "说明.csv")]) == 1
    printed = capsys.readouterr().err
    for words in ("没有.xlsx", "图片", "没有找到表头"):
        assert words in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "PLATFORM=平台明细.xlsx BANK=银行流水.xlsx"),
        (["--bank", "银行.csv"], "RECEIPTS=票据清单.xlsx"),
        (["--bank", "银行.csv", "--org", "demo", "--from", "2025-04-01", "--to", "2025-03-31"], "TO=2025-03-31"),
    ],
)
def test_what_is_missing_is_told_as_make_takes_it(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """What the manual has its readers write, no option of the program behind it."""
    assert main(["settle", *arguments]) == 1
    printed = capsys.readouterr().err
    assert words in printed
    assert "--" not in printed


def test_a_place_is_the_file_its_sheet_and_the_row() -> None:
    """A file of one list has no sheet: its name stands apart from the row."""
    assert place_words(Where("平台.csv", row=5)) == "平台.csv 第 5 行"
    assert place_words(Where("平台.xlsx", "明细", 5)) == "平台.xlsx“明细”第 5 行"


def test_published_gifts_stand_for_receipts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a list of receipts the gifts and refunds of the data are held against platform and bank, lumps by their sum."""
    data = tmp_path / "data"
    (data / "demo").mkdir(parents=True)
    (data / "site.yaml").write_text(
        "name: 试\norganisations:\n  - demo\nprepared_on: 2025-06-30\nsample: 是\n", "utf-8"
    )
    (data / "demo/organisation.yaml").write_text("id: demo\nname: 示例\nsample: 是\n", "utf-8")
    sources = "编号,标题,发布方,发布日期,等级,年度\nB1,台账,示例,2025-06-30,填,2025\n"
    (data / "demo/sources.csv").write_text(sources, "utf-8")
    head = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,笔数,手续费,到账净额,来源\n"
    lump = "2025-03-00001,2025-03-02,30,现金,单位,示例平台,2,0.18,29.82,B1\n"
    gifts = f"{head}{lump}2025-03-00002,2025-03-05,8,现金,匿名,,,,,B1\n"
    (data / "demo/donations.csv").write_text(gifts, "utf-8")
    platform, bank = tmp_path / "平台.csv", tmp_path / "银行.csv"
    platform.write_text(
        "订单号,捐款时间,捐款金额,手续费,结算批次,结算日期\nA1000001,2025-03-01,10,0.06,JS20250302,2025-03-02\n"
        "A1000002,2025-03-01,20,0.12,JS20250302,2025-03-02\n",
        "utf-8",
    )
    bank.write_text("交易日期,贷方发生额,摘要\n2025-03-03,29.82,财付通\n2025-03-05,8.00,转账\n", "utf-8")
    arguments = ["settle", "--org", "demo", "--data", str(data), "--platform", str(platform), "--bank", str(bank)]
    assert main(arguments) == 0
    (data / "demo/donations.csv").write_text(gifts.replace(",8,现金", ",9,现金"), "utf-8")
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "待认领" in printed
    assert "没有来源" in printed


MONTHS = "交易日期,借方发生额,贷方发生额,摘要,对方户名\n2025-03-05,,400,来账,甲\n2025-03-06,,50,来账,乙\n{0}\n2025-04-05,,70,来账,甲\n{1}\n{2}\n"


@pytest.mark.parametrize(
    ("march", "april", "year", "expected"),
    [
        ("本月合计,,450,,", "本月合计,,70,,", "本年累计,,520,,", []),
        ("3月合计,,450,,", "4月份合计,,70,,", "总计,,520,,", []),
        ("一季度合计,,450,,", "本月合计,,70,,", "合计,,520,,", []),
        ("小计,,450,,", "4月合计,,70,,", "合计,,520,,", []),
        (
            "本月合计,,450,,",
            "本月合计,,520,,",
            "合计,,520,,",
            ["本月合计写的是 520.00元，这个月的各行加起来是 70.00元"],
        ),
        ("本月合计,,450,,", "本月合计,,70,,", "本年累计,,990,,", ["没有核对"]),
    ],
)
def test_totals_of_months_are_held_against_their_month(
    tmp_path: Path, march: str, april: str, year: str, expected: list[str]
) -> None:
    """本月合计 sums its month; what 累计 sums up may begin before the list, and is only told."""
    lists = read(tmp_path, "bank", MONTHS.format(march, april, year))
    assert len(lists.bank) == 3
    assert [words for words, entry in zip(expected, lists.differences, strict=True) if words not in entry.text] == []
    assert [entry.look for entry in lists.differences if "没有核对" in entry.text] in ([], [False])


def test_a_payment_whose_words_say_sum_is_a_payment(tmp_path: Path) -> None:
    """A line of the bank with a payer is none of its totals."""
    head = "交易日期,借方发生额,贷方发生额,摘要,对方户名\n"
    lists = read(tmp_path, "bank", f"{head}2025-03-05,,400,合计,某某商会\n2025-03-31,,400,合计,\n")
    assert [line.cents for line in lists.bank] == [40000]


@pytest.mark.parametrize("refund", ["200", "0", ""])
def test_an_order_that_only_says_it_went_back_was_given(tmp_path: Path, refund: str) -> None:
    """已退款 on the only row of an order: given and returned; beside a row of the gift it is the refund."""
    head = "订单号,捐款时间,捐款金额,退款金额,状态\n"
    (row,) = read(tmp_path, "platform", f"{head}A1001,2025-03-01,200,{refund},已退款\n").platform
    assert (row.move, row.gross, row.refund) == (PlatformMove.GIFT, 20000, 20000)
    two = f"{head}A1001,2025-03-01,200,,支付成功\nA1001,2025-03-02,200,{refund},已退款\n"
    assert [row.move for row in read(tmp_path, "platform", two).platform] == [PlatformMove.GIFT, PlatformMove.REFUND]
    other = f"{head}A1001,2025-03-01,200,{refund},退款成功\n"
    assert [row.move for row in read(tmp_path, "platform", other).platform] == [PlatformMove.REFUND]


@pytest.mark.parametrize(
    ("net", "fee", "read_as"), [("49.70", "0.30", (0, 0)), ("0", "0.30", (0, 0)), ("-0.30", "0.30", (30, -30))]
)
def test_nothing_arrives_of_an_order_that_went_back(
    tmp_path: Path, net: str, fee: str, read_as: tuple[int, int]
) -> None:
    """Platforms go on writing what an order would have brought: of one that was returned nothing comes, but a fee may stay."""
    text = f"订单号,捐款时间,捐款金额,手续费,到账净额,状态\nA1001,2025-03-01,50,{fee},{net},已退款\n"
    (row,) = read(tmp_path, "platform", text).platform
    assert (row.gross, row.refund, (row.fee, row.net)) == (5000, 5000, read_as)


BANKS = {
    "china construction": "交易时间,借方发生额（支取）,贷方发生额（收入）,余额,对方户名,摘要\n20250301 09:10:11,,1000.00,1000.00,甲,捐款\n20250302 09:10:11,300.00,,700.00,乙,助学\n",
    "minus before what went out": "交易日期,收入金额,支出金额,本次余额,对方户名,交易用途\n20250301,+1000.00,,1000.00,甲,捐款\n20250302,,-300.00,700.00,乙,助学\n",
    "in two languages": '交易日期[ Transaction Date ],交易金额[ Trade Amount ],交易附言[ Remark ]\n20250301,"1,000.00",捐款\n20250302,-300.00,助学\n',
    "a time beside the day": "交易日,交易时间,借方金额,贷方金额,余额,摘要,收(付)方名称\n20250301,09:10:11,,1000.00,1000.00,捐款,甲\n20250302,09:10:11,300.00,,700.00,助学,乙\n",
    "a sign for the way": "交易日期,收付标志,交易金额,对方户名\n2025-03-01,收,1000.00,甲\n2025-03-02,付,300.00,乙\n",
}


@pytest.mark.parametrize("name", BANKS)
def test_statements_as_banks_name_their_columns(tmp_path: Path, name: str) -> None:
    """What came in is above zero and what went out below it, whatever a bank calls its columns and however it signs them."""
    lists = read(tmp_path, "bank", BANKS[name])
    assert (lists.refusals, lists.differences) == ([], [])
    assert [(line.day, line.cents) for line in lists.bank] == [(date(2025, 3, 1), 100000), (date(2025, 3, 2), -30000)]


SIGNED = {  # rows of 日期,对方户名,支出,收入,余额,摘要 → what each comes to in yuan; None where it is asked
    "the balance rises": ("甲,,1000,1000,捐款", "乙,-300,,1300,转账", (1000, 300)),
    "the balance falls": ("甲,,1000,1000,捐款", "乙,-300,,700,转账", (1000, -300)),
    "newest first": ("乙,-300,,700,转账", "甲,,1000,1000,捐款", (-300, 1000)),
    "paid back to a giver": ("甲,-300,,700,退款", "乙,-100,,600,印刷费", (-300, -100)),
    "no balance, one debit": ("甲,,1000,,捐款", "乙,-300,,,转账", (1000, None)),
    "no balance, it came back": ("甲,,1000,,捐款", "乙,-300,,,多付货款返还", (1000, 300)),
    "no balance, all signed": ("甲,-200,,,助学", "乙,-300,,,转账", (-200, -300)),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_minus_before_a_debit_is_read_by_the_balance(tmp_path: Path, name: str) -> None:
    """One debit below zero tells nothing of how a bank writes them: the balances do, else it is asked."""
    *rows, expected = SIGNED[name]
    text = "交易日期,对方户名,支出,收入,余额,摘要\n" + "".join(f"2025-03-01,{row}\n" for row in rows)
    lists = read(tmp_path, "bank", text)
    assert [line.cents for line in lists.bank] == [yuan * 100 for yuan in expected if yuan is not None]
    assert len(lists.differences) == expected.count(None)


@pytest.mark.parametrize(
    ("head", "balances"),
    [("", True), ("银行存款日记账", False), ("科目：1002 银行存款", False)],
)
def test_a_book_of_ones_own_has_other_sides(tmp_path: Path, head: str, *, balances: bool) -> None:
    """Under 借方 of the account of the bank stands what came in; a statement has it under 贷方."""
    rows = [("2025-03-01,甲公司,捐款,500,", 900), ("2025-03-02,某小学,拨款,,200", 700), ("2025-03-03,乙,捐款,80,", 780)]
    text = f"{head}\n日期,对方,摘要,借方,贷方{',余额' if balances else ''}\n".lstrip("\n")
    text += "".join(f"{row}{f',{left}' if balances else ''}\n" for row, left in rows)
    lists = read(tmp_path, "bank", text)
    assert [line.cents for line in lists.bank] == [50000, -20000, 8000]
    assert any("自己记的日记账" in use for use in lists.uses)


EXCERPTS = {  # rows of 日期,借方,贷方,余额 → what each comes to in yuan
    "only what came in, newest first": (["05,,100,2994", "04,,100,2994", "03,,100,2894", "01,,100,2994"], [100] * 4),
    "a gift that was taken back": (["01,,500,5043", "02,,-200,4843"], [500, -200]),
    "a book with a slip in red": (["01,500,,900", "02,,200,700", "03,-50,,650", "04,80,,730"], [500, -200, -50, 80]),
    "a book, newest first": (["02,100,,1100", "01,100,,1000"], [100, 100]),
    "a book with the sums of a month": (["01,500,,900", "02,,200,700", "28,500,200,700"], [500, -200]),
}


@pytest.mark.parametrize("name", EXCERPTS)
def test_balances_that_contradict_turn_no_statement(tmp_path: Path, name: str) -> None:
    """Equal amounts of an excerpt, and what is below zero, tell nothing of whose book it is; days tell which line is the first."""
    rows, expected = EXCERPTS[name]
    lists = read(tmp_path, "bank", "日期,借方,贷方,余额,对方\n" + "".join(f"2025-03-{row},甲公司\n" for row in rows))
    assert [line.cents for line in lists.bank] == [yuan * 100 for yuan in expected]


def test_a_state_of_refunds_stands_beside_that_of_payments(tmp_path: Path) -> None:
    """支付状态 and 退款状态 are two columns: what was paid and given back, and what was never paid."""
    text = "订单号,捐款时间,捐款金额,支付状态,退款状态\nA1001,2025-03-01,10,支付成功,\nA1002,2025-03-01,20,支付成功,退款成功\nA1003,2025-03-01,30,待支付,\n"
    lists = read(tmp_path, "platform", text)
    assert [(row.gross, row.refund) for row in lists.platform] == [(1000, 0), (2000, 2000)]
    assert lists.unpaid == 1


def test_a_refund_with_a_row_of_its_own_counts_once(tmp_path: Path) -> None:
    """The row of the gift says 已退款, too; a sum beside 退款失败 is asked."""
    text = "订单号,捐款时间,捐款金额,支付状态,退款状态\nA1,2025-03-01,10,支付成功,已退款\nA1,2025-03-02,-10,支付成功,已退款\n"
    lists = read(tmp_path, "platform", text)
    assert [(row.gross, row.refund or 0) for row in lists.platform] == [(1000, 0), (1000, 0)]
    text = "订单号,捐款时间,捐款金额,退款金额,退款状态\nA1,2025-03-01,10,10,退款失败\nA2,2025-03-01,10,0,未退款\n"
    lists = read(tmp_path, "platform", text)
    assert ([row.order for row in lists.platform], len(lists.differences)) == (["A2"], 1)


REFUNDS = {
    **dict.fromkeys(
        (
            "退款失败",
            "退款关闭",
            "拒绝退款",
            "未申请退款",
            "未发生退款",
            "无",
            "失败",
            "已关闭",
            "可退款",
            "NO_REFUND",
            "REFUND_FAILED",
        ),
        (100, 0),
    ),
    **dict.fromkeys(("已退款", "退款成功", "成功", "SUCCESS", "已取消，已退款", "未发货已退款"), (100, 100)),
    **dict.fromkeys(("退款中", "申请退款", "处理中", "部分退款", "REFUND_PROCESSING"), None),
    **dict.fromkeys(("退款", "原路退回", "有退款", "取消并退款"), (100, None)),  # a row of its own for what went back
}


@pytest.mark.parametrize("state", REFUNDS)
def test_what_became_of_a_refund_is_told_beside_the_gift(tmp_path: Path, state: str) -> None:
    """退款状态 says what became of the refund of a gift: a refund that failed leaves the gift, one under way is asked."""
    lists = read(tmp_path, "platform", f"订单号,捐款时间,捐款金额,退款状态\nA1001,2025-03-01,1,{state}\n")
    expected = REFUNDS[state]
    assert [(row.gross, row.refund) for row in lists.platform] == ([expected] if expected else [])
    assert (len(lists.differences), lists.unpaid) == (not expected, 0)


def test_states_of_platforms(tmp_path: Path) -> None:
    """A closed order came to nothing; 未退款 is no refund."""
    head = "订单ID,捐赠时间,捐赠金额（元）,{}\n"
    lists = read(
        tmp_path, "platform", f"{head.format('支付状态')}X1001,2025-03-01,5,已关闭\nX1002,2025-03-01,6,支付成功\n"
    )
    assert ([row.order for row in lists.platform], lists.unpaid) == (["X1002"], 1)
    lists = read(tmp_path, "platform", f"{head.format('退款状态')}X1001,2025-03-01,5,未退款\n")
    assert [(row.move, row.order) for row in lists.platform] == [(PlatformMove.GIFT, "X1001")]


HEADS = ("交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名")
LINES = [
    (
        f"2025-03-{1 + at // 4:02}",
        "转账",
        f"{at}00.50" if at % 3 == 0 else "",
        "" if at % 3 == 0 else f"{at},000.25",
        "",
        f"星河{at}公司",
    )
    for at in range(1, 100)
]
STATEMENT = [
    HEADS,
    *LINES,
    ("合计", "", "", f"{sum(1000 * at for at in range(1, 100) if at % 3) + 66 * 0.25:,.2f}", "", ""),
]


def money_of(lists: ReadLists) -> list[tuple[int, str]]:
    return [(line.cents, line.words) for line in lists.bank]


RULES = {
    "ruled": "",
    "bare": "stroke: none, column-gutter: 1em, ",
    "shaded": "stroke: none, fill: (x, y) => if calc.odd(y) { luma(230) }, ",
}


@pytest.mark.parametrize("form", [".docx", *RULES])
def test_a_statement_in_a_document(tmp_path: Path, form: str) -> None:
    """A statement of several pages, with the head on each of them, is read like the same as CSV; staff are told to count."""
    expected = read(tmp_path, "bank", "\n".join(",".join(f'"{cell}"' for cell in row) for row in STATEMENT))
    if form == ".docx":
        rows = ("".join(map(cell, row)) for row in STATEMENT)
        path = papers.docx(tmp_path / "流水.docx", papers.paragraph("交易明细") + table_of(*rows))
    else:
        head = ", ".join(f"[{cell}]" for cell in HEADS)
        path = made(tmp_path, f"交易明细\n\n{table(STATEMENT, RULES[form]).replace(head, f'table.header({head})')}")
    lists = ReadLists()
    read_files([path], SORTS["bank"], lists)
    assert (lists.refusals, lists.differences) == ([], [])
    assert len(lists.bank) == 99
    assert money_of(lists) == money_of(expected)
    assert "数一数行数" in lists.uses[0]


def test_a_statement_whose_head_stands_on_the_first_page_alone(tmp_path: Path) -> None:
    """No line of the other pages has words in every column, as money came in or went out: they have those of the first."""
    path = made(tmp_path, f"交易明细\n\n{table(STATEMENT, RULES['bare'])}")
    lists = ReadLists()
    read_files([path], SORTS["bank"], lists)
    assert (lists.refusals, lists.differences, len(lists.bank)) == ([], [], 99)
    assert sum(line.cents for line in lists.bank if line.cents < 0) == -sum(at * 100_00 + 50 for at in range(3, 100, 3))


def test_a_table_of_a_document_without_heads_is_told(tmp_path: Path) -> None:
    """The rest of a statement under other words is not lost in silence; what is told of the account is no payment."""
    tables = [
        [("户名", "星河区慈善会", "开户日期", "2020-01-01"), ("账号", "123", "币种", "人民币")],
        STATEMENT[:5],
        [(day, "1.00", "9.00") for day, *_ in LINES[:3]],
    ]
    body = papers.paragraph("其他").join(table_of(*("".join(map(cell, row)) for row in rows)) for rows in tables)
    lists = ReadLists()
    read_files([papers.docx(tmp_path / "流水.docx", body)], SORTS["bank"], lists)
    assert [(told.kind, told.places[0].sheet) for told in lists.differences] == [(DifferenceKind.UNREADABLE, "第3张表")]
    assert len(lists.bank) == 4


def test_a_document_without_tables_is_refused(tmp_path: Path) -> None:
    lists = ReadLists()
    read_files([papers.docx_of(tmp_path / "流水.docx", ["本月没有流水，下月再报。"])], SORTS["bank"], lists)
    assert [refusal for refusal in lists.refusals if "流水.docx" in refusal and "没有看得出行和栏的表" in refusal]


@pytest.mark.parametrize(
    "heads",
    [
        "日期,摘要,发生额,,余额\n,,借方,贷方,",
        "日期,摘要,金额,,余额\n,,支出,收入,",
        "日期,摘要,本币发生额,,余额\n,,借,贷,",
        "日期,摘要,交易,,账户余额\n,,支出金额,收入金额,",
    ],
)
def test_heads_in_two_rows(tmp_path: Path, heads: str) -> None:
    """What goes out is never taken for what comes in, because both stand below one word."""
    lists = read(tmp_path, "bank", f"{heads}\n2025-03-01,捐款,,100,100\n2025-03-02,付,30,,70\n")
    assert [line.cents for line in lists.bank] == [100_00, -30_00]
    assert (lists.refusals, lists.differences) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元,,\n交易日期,摘要,贷方\n2025-03-01,捐款,1.5\n",
        "交易日期,摘要,贷方\n,,（万元）\n2025-03-01,捐款,1.5\n",
        "交易日期,摘要,贷方\n年月日,,万元\n2025-03-01,捐款,1.5\n",
        "交易日期,摘要,贷方（万元）\n2025-03-01,捐款,1.5\n",
        "单位：元,,\n交易日期,摘要,贷方（万元）\n2025-03-01,捐款,1.5\n",
    ],
)
def test_the_unit_of_a_list(tmp_path: Path, text: str) -> None:
    """Over the whole list, below the heads or in one: the nearest counts."""
    assert [line.cents for line in read(tmp_path, "bank", text).bank] == [15_000_00]


@pytest.mark.parametrize(
    ("above", "cents"),
    [
        *(
            (words, 15_000_00)
            for words in ("3月明细（万元）", "银行流水,（万元）", "单位：万元\n币种：人民币", "单位：元\n,万元")
        ),
        *(
            (words, 1_50)
            for words in ("目标（万元）,100", "目标,已筹\n100万元,1.2万元", "5万元以上另附", "汇总（万元）\n单位：元")
        ),
    ],
)
def test_a_line_above_tells_the_unit_of_the_list_or_of_something_else(tmp_path: Path, above: str, cents: int) -> None:
    text = f"{above}\n交易日期,摘要,贷方\n2025-03-01,捐款,1.5\n"
    assert [line.cents for line in read(tmp_path, "bank", text).bank] == [cents]


@pytest.mark.parametrize(
    "above", ["单位：元、万元", "单位：万", "捐赠明细（万元）,2025年3月", "美元账户流水", "（美元）"]
)
def test_a_unit_that_can_not_be_told_is_asked(tmp_path: Path, above: str) -> None:
    lists = read(tmp_path, "bank", f"{above}\n交易日期,摘要,贷方\n2025-03-01,捐款,1.5\n")
    assert (lists.bank, len(lists.refusals)) == ([], 1)


@pytest.mark.parametrize(
    "above",
    [
        "美元账户流水\n币种：人民币",
        "户名：美元基金会\n单位：元",
        "汇率：1美元=7.1元",
        "注：美元账户另见",
        "币种,人民币,美元\n余额,100,0",
        "本账户收人民币，美元捐款存入外币账户",
    ],
)
def test_a_list_in_yuan_may_mention_another_currency(tmp_path: Path, above: str) -> None:
    text = f"{above}\n交易日期,摘要,贷方\n2025-03-01,捐款,1.5\n"
    assert [line.cents for line in read(tmp_path, "bank", text).bank] == [1_50]


def test_a_hidden_sheet_stops_no_statement(tmp_path: Path) -> None:
    book = Workbook()
    for cells in (("交易日期", "摘要", "贷方"), ("2025-03-01", "捐款", 5)):
        book.active.append(cells)
    book.create_sheet("参数").sheet_state = "hidden"
    book["参数"].append(["甲"])
    book.save(tmp_path / "bank.xlsx")
    lists = ReadLists()
    read_files([tmp_path / "bank.xlsx"], ("bank",), lists)
    assert ([line.cents for line in lists.bank], lists.refusals) == ([500], [])


def test_another_currency_is_never_yuan(tmp_path: Path) -> None:
    """Of a whole list it is refused, of a row told; 人民币 and CNY are ours."""
    lists = read(tmp_path, "bank", "币种：美元,,\n交易日期,摘要,贷方\n2025-03-01,捐款,1.5\n")
    assert lists.bank == []
    assert "美元" in lists.refusals[0]
    rows = "2025-03-01,美元,100\n2025-03-02,人民币,7\n2025-03-03,CNY,8\n2025-03-04,港币,9\n"
    lists = read(tmp_path, "bank", f"币种：人民币,,\n日期,币种,金额\n{rows}")
    assert [line.cents for line in lists.bank] == [700, 800]
    assert [told.places[0].row for told in lists.differences] == [3, 6]


def test_a_payment_above_the_heads_is_told(tmp_path: Path) -> None:
    """It is no title; the day and the balance above a list are no payment."""
    heads = "交易日期,摘要,贷方,余额\n2025-03-02,捐款,1.50,301.50\n"
    lists = read(tmp_path, "bank", f"2025-03-01,捐款,100.00,300.00\n{heads}")
    assert [told.places[0].row for told in lists.differences] == [1]
    assert read(tmp_path, "bank", f"打印日期,2025-04-01,期初余额,300.00\n{heads}").differences == []


def test_values_of_a_small_table_above_the_heads_are_no_payment(tmp_path: Path) -> None:
    """They stand under words of their own; under a title, or under heads of a list, they are a payment."""
    heads = "交易日期,摘要,贷方,余额\n2025-03-02,捐款,1.50,301.50\n"
    above = "打印日期,总笔数,总收入\n2025-04-01,1,1.50\n"
    assert read(tmp_path, "bank", f"{above}{heads}").differences == []
    for over in ("银行流水,,单位：元", "交易日期,摘要,贷方"):
        lists = read(tmp_path, "bank", f"{over}\n2025-03-01,捐款,100.00,300.00\n{heads}")
        assert [told.places[0].row for told in lists.differences] == [2]


def test_an_opening_balance_tells_of_the_first_line(tmp_path: Path) -> None:
    text = "交易日期,摘要,发生额,余额\n,承前页,20,100\n2025-03-01,付,30,70\n,过次页,50,70\n2025-03-02,捐,5,75\n"
    assert [line.cents for line in read(tmp_path, "bank", text).bank] == [-30_00, 5_00]


@pytest.mark.parametrize(
    ("lines", "cents"),
    [
        (["1,100,100", "0,30,70", "1,5,75"], [100_00, -30_00, 5_00]),
        (["0,50,50", "1,10,60", "1,10,70", "1,10,80"], [10_00, 10_00, 10_00]),  # not as the others: 0 is another word
        (["借,-5,95", "贷,10,105", "借,-3,102"], [-5_00, 10_00, -3_00]),
        (["贷,100,1100", "借,-8,1108", "借,8,1100"], [100_00, 8_00, -8_00]),  # 退汇
    ],
)
def test_a_word_means_what_the_balances_say_of_it(tmp_path: Path, lines: list[str], cents: list[int]) -> None:
    text = "\n".join(("交易日期,借贷标志,发生额,余额", *(f"2025-03-01,{line}" for line in lines)))
    assert [line.cents for line in read(tmp_path, "bank", text).bank] == cents


def test_equal_amounts_go_by_the_days(tmp_path: Path) -> None:
    """They follow from one another with the oldest line first and with the newest; on one day nothing tells."""
    lines = ["2025-03-04,捐,10,120", "2025-03-03,付,10,110", "2025-03-02,捐,10,120", "2025-03-01,捐,10,110"]
    for order in (lines, lines[::-1]):
        text = "\n".join(("交易日期,摘要,发生额,余额", *order))
        lists = read(tmp_path, "bank", text)
        assert sorted((str(line.day), line.cents) for line in lists.bank) == [
            ("2025-03-02", 10_00),
            ("2025-03-03", -10_00),
            ("2025-03-04", 10_00),
        ]
    same_day = "交易日期,摘要,发生额,余额\n" + "".join(f"2025-03-04,,10,{balance}\n" for balance in (110, 120, 130))
    assert read(tmp_path, "bank", same_day).bank == []


def test_amounts_without_a_sign_go_by_the_balances(tmp_path: Path) -> None:
    """With the oldest line first or the newest; of the first line of all nothing tells, and it is asked."""
    head, lines = (
        "交易日期,摘要,发生额,余额",
        ["2025-03-01,捐,100,100", "2025-03-02,付,30,70", "2025-03-03,捐,5,75", "2025-03-04,付,75,0"],
    )
    for order in (lines, lines[::-1]):
        lists = read(tmp_path, "bank", "\n".join((head, *order)) + "\n")
        assert sorted(line.cents for line in lists.bank) == [-75_00, -30_00, 5_00]
        assert [told.places[0].row for told in lists.differences] == [2 + order.index(lines[0])]
    only_in = ["2025-03-01,捐,100,100", "2025-03-02,捐,30,130"]
    assert [line.cents for line in read(tmp_path, "bank", "\n".join((head, *only_in))).bank] == [100_00, 30_00]


def test_a_direction_that_nobody_knows(tmp_path: Path) -> None:
    """1 and 0 may mean either, and 收费 what was taken; where the balances tell, they do, else it is asked."""
    for word in ("付款退回", "收费"):
        assert read(tmp_path, "bank", f"交易日期,收支,金额\n2025-03-01,{word},100\n").bank == []
    text = "交易日期,借贷标志,发生额,余额\n2025-03-01,1,100,{}\n2025-03-02,0,30,{}\n"
    lists = read(tmp_path, "bank", text.format("", ""))
    assert (lists.bank, [told.places[0].row for told in lists.differences]) == ([], [2, 3])
    assert "“借贷标志”写着“1”" in lists.differences[0].text
    assert [line.cents for line in read(tmp_path, "bank", text.format(100, 70)).bank] == [-30_00]


def test_a_balance_that_can_not_be_read_stops_no_line(tmp_path: Path) -> None:
    lists = read(tmp_path, "bank", "交易日期,贷方,余额\n2025-03-01,5,1005.00 贷\n")
    assert ([line.cents for line in lists.bank], lists.differences) == ([500], [])


def test_a_line_that_came_in_and_went_out_is_asked(tmp_path: Path) -> None:
    lists = read(tmp_path, "bank", "交易日期,借方,贷方\n2025-03-01,5,7\n2025-03-02,0.00,8\n2025-03-03,9,0\n")
    assert [line.cents for line in lists.bank] == [800, -900]
    assert [told.places[0].row for told in lists.differences] == [2]


def test_sums_that_are_carried_are_no_payments(tmp_path: Path) -> None:
    """From page to page, or from one period to the next; a total with a blank within its word is a total."""
    text = "交易日期,摘要,贷方,余额\n,承前页,,100\n2025-03-01,期初余额,,100\n2025-03-02,捐,5,105\n,过次页,5,105\n合 计,,6,\n"
    lists = read(tmp_path, "bank", text)
    assert [line.cents for line in lists.bank] == [500]
    assert [(told.kind, told.cents) for told in lists.differences] == [(DifferenceKind.SUM, 100)]


def test_a_payment_that_says_it_is_carried_is_passed_over_aloud(tmp_path: Path) -> None:
    """It may be one after all; what has a number is one, whatever somebody wrote beside it."""
    lists = read(tmp_path, "bank", "交易日期,摘要,贷方\n2025-03-01,期初余额,100\n2025-03-02,捐,5\n")
    assert [line.cents for line in lists.bank] == [500]
    assert "第 2 行写着承前页、余额一类的，不算一笔" in lists.uses[0]
    lists = read(
        tmp_path,
        "platform",
        "捐款时间,订单号,留言,捐款金额\n2025-03-01,A0001,月初结余,100\n2025-03-01,A0002,承前页,5\n",
    )
    assert [row.gross for row in lists.platform] == [100_00, 5_00]


def test_files_are_opened_as_the_import_opens_them(tmp_path: Path) -> None:
    """Texts of any name, and days whose parts stand in columns of their own, as ledgers have them."""
    lists = read(tmp_path, "bank", "交易日期\t摘要\t贷方\n2025-03-01\t捐\t5\n", "流水.txt")
    assert [line.cents for line in lists.bank] == [500]
    lists = read(tmp_path, "bank", "年,月,日,摘要,贷方\n2025,3,1,捐,5\n,,2,捐,6\n")
    assert [(str(line.day), line.cents) for line in lists.bank] == [("2025-03-01", 500), ("2025-03-02", 600)]
    assert "合在一起读" in lists.uses[0]


@pytest.mark.parametrize(
    ("state", "cents"),
    [
        ("正常", [3000]),
        ("已开票", [3000]),
        *((word, [3000]) for word in ("未作废", "未红冲", "已开具，未冲红")),
        ("作废", []),
        ("未生效", []),
        ("待开票", []),
        *((word, [-3000]) for word in ("已红冲", "已冲红", "红票", "红字票据", "冲销")),
    ],
)
def test_states_of_receipts(tmp_path: Path, state: str, cents: list[int]) -> None:
    """As the system of the treasury writes them, over amounts that are told in figures beside words."""
    text = f"票据代码,票据号码,开票日期,金额合计（大写）,金额合计（小写）,票据状态\n3306,0004,2025-03-01,叁拾元整,30.00,{state}\n"
    assert [slip.cents for slip in read(tmp_path, "receipts", text).receipts] == cents


def test_signs_that_no_workbook_can_hold(tmp_path: Path) -> None:
    """They may stand in the name of a file; the report is written all the same."""
    bank = read(tmp_path, "bank", "交易日期,贷方\n2025-03-01,7\n", "流\x07水.csv")
    outcome = settle([], bank.bank, [])
    assert outcome.open
    book = load_workbook(BytesIO(as_workbook(SettlementReport(outcome, bank.uses))))
    assert book["差异"]["C2"].value == "流水.csv"


@pytest.mark.parametrize(
    ("state", "taken", "strange"),
    [
        ("未到账", 0, False),
        ("审核中", 0, False),
        ("不通过", 0, False),
        ("否", 0, False),
        ("待确认", 1, True),
        ("未成功", 0, False),
        ("未完成", 0, False),
        ("unpaid", 0, False),
        ("not paid", 0, False),
        ("broken", 1, True),
        ("TRADE_FINISHED", 1, False),
        ("对方已收钱", 1, False),
        ("已结算", 1, False),
        ("异常", 1, True),
        ("买家已支付", 1, False),
        ("处理中", 1, False),
        ("退款失败", 1, False),
        ("正常", 1, False),
    ],
)
def test_states_that_nobody_expects(tmp_path: Path, state: str, taken: int, *, strange: bool) -> None:
    """What did not come about takes no part; a state that says nothing known is told."""
    lists = read(tmp_path, "platform", f"捐赠时间,订单号,捐赠金额,状态\n2025-03-02,T1,100,{state}\n")
    assert (len(lists.platform), lists.unpaid) == (taken, 1 - taken)
    assert bool(lists.strange) is strange


@pytest.mark.parametrize("state", ["未领取", "已打印", "未寄出", "已开具未打印", "电子票据", "已换开纸质", "未核销"])
def test_what_is_done_with_its_paper_leaves_a_receipt_as_it_is(tmp_path: Path, state: str) -> None:
    """A receipt that nobody fetched was written all the same."""
    lists = read(tmp_path, "receipts", f"开票日期,票据号码,金额,状态\n2025-03-02,0001,100,{state}\n")
    assert [receipt.cents for receipt in lists.receipts] == [10000]
    assert not lists.strange


STATEMENT_OF_FOUR = (
    "交易日期,摘要,收入,支出,余额\n2025-03-01,来账,10,,110\n{0}2025-03-04,来账,40,,{1}\n2025-03-05,来账,50,,{2}\n"
)


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        (STATEMENT_OF_FOUR.format("2025-03-02,来账,20,,130\n", 170, 220), 0),
        (STATEMENT_OF_FOUR.format("", 170, 220), 1),  # the line of 20 is gone
        (STATEMENT_OF_FOUR.format("", 150, 200), 0),
        (STATEMENT_OF_FOUR.format("2025-03-02,来账,20,,900\n", 7, 33), 0),  # no running balance at all
        # two lines of a day in another order
        (
            "交易日期,摘要,收入,支出,余额\n2025-03-01,来账,10,,110\n2025-03-02,来账,30,,160\n2025-03-02,来账,20,,130\n2025-03-03,来账,5,,165\n2025-03-04,来账,5,,170\n2025-03-05,来账,5,,175\n2025-03-06,来账,5,,180\n",
            0,
        ),
    ],
    ids=["whole", "one gone", "one never was", "no balance", "another order"],
)
def test_a_short_statement_with_a_line_gone(tmp_path: Path, rows: str, broken: int) -> None:
    """One break among a few balances that follow is a line that is missing; breaks that even out are only another order."""
    lists = read(tmp_path, "bank", rows)
    differences_now = settle(lists.platform, lists.bank, lists.receipts).differences
    assert [difference.kind for difference in differences_now].count(DifferenceKind.BALANCE) == broken


def test_income_below_zero_was_taken_back(tmp_path: Path) -> None:
    """Red ink in the column of what came in is told, whatever its words; a payment of the organisation is not."""
    lists = read(tmp_path, "bank", "交易日期,摘要,收入,支出\n2025-03-01,捐款,(300.00),\n2025-03-02,房屋修缮,,200\n")
    differences_now = settle(lists.platform, lists.bank, lists.receipts).differences
    assert [(difference.kind, difference.cents) for difference in differences_now] == [
        (DifferenceKind.REFUNDED, -300_00)
    ]


def test_without_a_statement_nothing_is_said_of_what_came(tmp_path: Path) -> None:
    """Where no line of a bank was read, nobody says up to which day the statement goes."""
    lists = read(tmp_path, "platform", "捐赠时间,订单号,捐赠金额\n2025-03-02,T1,100\n")
    (last,) = settle(lists.platform, lists.bank, lists.receipts).differences[-1:]
    assert "没有读到银行流水，到没到账没有核对" in last.text
