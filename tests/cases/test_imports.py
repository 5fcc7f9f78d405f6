"""Files that people really have, through the import: what is proposed, asked, written, appended, and never let out."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from case import CaseSite, Outcome, command
from openpyxl import Workbook
from openpyxl.styles import Color, Font, PatternFill

from disclosure.filing import undo
from disclosure.importing import NothingNewError, NotReadyError, Proposal, accept, propose
from disclosure.importing.filling import donor_type
from disclosure.kinds import all_kinds, kind_of

HEAD = ["捐款时间", "捐款人昵称", "捐款金额(元)", "捐赠项目", "联系电话", "留言", "订单号"]
GIFTS = [
    ["2025-03-02 10:11:12", "王*", "100.00", "助学圆梦", "13800000001", "加油", "4200000000000000000000000001"],
    ["2025-03-01 09:00:00", "某某有限公司", "5000.00", "大病救助", "13800000002", "", "4200000000000000000000000002"],
]
NEXT = [["2025-04-01 08:00:00", "李**", "20.00", "助学圆梦", "13800000003", "", "4200000000000000000000000003"]]


def imported(site: CaseSite, name: str, *arguments: str) -> Outcome:
    return command("import", str(site.folder / name), "--org", "demo", "--data", str(site.folder / "data"), *arguments)


def laid(site: CaseSite, rows: list[list[str]], name: str = "gifts.csv", head: list[str] = HEAD) -> Path:
    stream = io.StringIO()
    csv.writer(stream).writerows([["某平台捐款明细"], ["导出时间：2025-05-01 10:00:00"], head, *rows])
    return site.write(name, stream.getvalue())


def proposed(site: CaseSite, path: Path, kind: str = "", **answers: str) -> Proposal:
    by_id = {name.replace("_", "."): answer for name, answer in answers.items()}
    data = site.folder / "data"
    return propose(path, path.name, data, "data", "demo", kind=kind_of(kind) if kind else None, answers=by_id)


# --- the cases -----------------------------------------------------------------------------------


LIST = ["序号", "日期", "捐赠单位", "金额（元）"]
LISTED = [["1", "2025-03-22", "某某有限公司", "100"], ["2", "2025-03-23", "某某商会", "10000"]]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["序号", "日期", "捐赠单位", "金额（万元）"], ["3", "2025-03-24", "某某银行", "3"]),
        (["序号", "日期", "捐赠单位", "金额（美元）"], ["3", "2025-03-24", "某某银行", "3"]),
        (["序号", "日期", "捐赠单位", "认捐金额（元）"], ["3", "2025-03-24", "某某银行", "3"]),
        (["序号", "日期", "金额（元）", "捐赠单位"], ["3", "2025-03-24", "3", "某某银行"]),
        (["序号", "收款日期", "捐赠单位", "金额（万元）"], ["3", "2025-03-24", "某某银行", "3"]),
    ],
)
def test_another_table_below(case: Callable[..., CaseSite], head: list[str], row: list[str]) -> None:
    """Its rows would be read by the words over the first table: 3 万元 as 3 元; or they would be left out."""
    site = case()
    told = site.import_file("donations", laid(site, [*LISTED, ["二、个人"], head, row], head=LIST).name)
    assert told.refused
    assert "第 7 行：文件读不出来：从这一行起是另一张表" in "".join(told.printed.split("\n"))


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (LIST, ["3", "2025-03-24", "某某银行", "3"]),
        (["序 号", "日 期", "捐赠 单位", "金额(元)"], ["3", "2025-03-24", "某某银行", "3"]),
        (["序号", "日期", "捐款人", "金额"], ["3", "2025-03-24", "某某银行", "3"]),
    ],
)
def test_the_header_again_below(case: Callable[..., CaseSite], head: list[str], row: list[str]) -> None:
    """At the top of a printed page or of a second part, in the same sense: one table."""
    site = case()
    told = site.import_file("donations", laid(site, [*LISTED, ["二、个人"], head, row], head=LIST).name)
    assert "重复的表头 1 行，不是记录，没有写" in told.printed
    assert "共 3 行，金额合计 10,103.00 元" in told.printed


@pytest.mark.parametrize("lines", [0, 18, 19, 20, 36])
def test_a_header_below_many_lines(case: Callable[..., CaseSite], lines: int) -> None:
    """As far down as a header is looked for, the records below it are read, in the unit that stands above all lines."""
    site = case()
    head = ["序号", "日期", "捐赠单位", "金额"]
    rows = [["单位：万元"], *([f"说明 {line}"] for line in range(lines)), head, *LISTED]
    told = site.import_file("donations", laid(site, rows[1:], head=rows[0]).name)
    assert f"表头在第 {lines + 4} 行" in told.printed
    assert "共 2 行，金额合计 101,000,000.00 元" in told.printed


def test_a_roll_of_names_in_old_signs(case: Callable[..., CaseSite]) -> None:
    """芳名 stands over those who gave."""
    site = case()
    head = ["編號", "收款日期", "捐款者芳名", "捐款金額（圓）"]
    told = site.import_file("donations", laid(site, LISTED, head=head).name)
    assert "捐款者芳名 → 捐赠人" in told.printed


def test_header_below_titles(case: Callable[..., CaseSite]) -> None:
    """S01: row 3 under a title and a unit; proposed without a word written, written with --accept, the total held."""
    site = case("S01", 1)
    told = site.import_file("donations", "layout.xlsx")
    assert told.refused
    assert "表头在第 3 行" in told.printed
    assert "捐赠日期 → 到账日期" in told.printed
    assert "捐赠金额（元） → 金额" in told.printed
    assert not (site.data / "donations.csv").exists()
    assert imported(site, "layout.xlsx", "--accept").exit_code == 0
    assert [(row["到账日期"], row["金额"], row["捐赠人类型"]) for row in site.rows()] == [
        ("2025-03-22", "100.00", "个人"),
        ("2025-03-23", "10000.00", "单位"),
        ("2025-03-23", "50.11", "个人"),
    ]
    assert site.check().exit_code == 0


def test_goods_with_quantities_in_names(case: Callable[..., CaseSite]) -> None:
    """S05: row 3 and the known columns are named; what is missing is asked, nothing is taken out of the names."""
    told = case("S05", 1).import_file("goods", "layout.xlsx")
    assert told.refused
    assert "表头在第 3 行" in told.printed
    assert "品名 → 品名" in told.printed
    assert "折价（万元） → 价值" in told.printed
    assert "1.missing.quantity" in told.printed
    assert "84000" not in told.printed


def test_header_of_two_rows(case: Callable[..., CaseSite]) -> None:
    """S06: rows 3–4 are read as one header; a day's sum of 315 gifts is a row of 315 gifts, never one gift."""
    told = case("S06", 1).import_file("donations", "layout.xlsx")
    assert told.refused
    assert "表头在第 3—4 行" in told.printed
    assert "收到明细统计·笔数 → 笔数" in told.printed
    assert "许多笔合在一起的，共 315 笔" in told.printed


def test_an_export_of_a_platform(case: Callable[..., CaseSite]) -> None:
    """X-platform: the columns, all six forms of days, both cells that can't be read; then, mended, the whole of it."""
    site = case("X-platform", 1)
    told = imported(site, "platform.xlsx", "--accept", "--answer", "1.donor-type=个人")
    assert told.refused
    for words in ("捐赠时间 → 到账日期", "捐款金额(元) → 金额", "捐赠项目 → 定向项目", "第 81 行", "E53:E54"):
        assert words in told.printed, words
    assert told.printed.count("不是日期") == 0
    assert not (site.data / "donations.csv").exists()


def test_a_statement_of_a_bank(case: Callable[..., CaseSite]) -> None:
    """X-bank: credits are gifts, no debit is, what came back is asked, and no number of an account is written."""
    site = case("X-bank", 1)
    told = imported(site, "bank.xlsx", "--accept")
    assert told.refused
    assert "贷方发生额 → 金额" in told.printed
    assert "1.hardly-gifts" in told.printed
    said = ("--answer", "1.hardly-gifts=skip", "--answer", "1.donor-type=个人")
    assert imported(site, "bank.xlsx", "--accept", *said).exit_code == 0
    rows = site.rows()
    assert len(rows) == 140
    assert all(float(row["金额"]) > 0 for row in rows)
    written = "".join(path.read_text("utf-8") for path in site.data.rglob("*") if path.suffix in {".csv", ".yaml"})
    assert "6200000000000000000" not in written
    assert "一日捐" not in written


def test_headers_again_and_totals_and_units(case: Callable[..., CaseSite]) -> None:
    """A header repeated on every page is no title; 万元 over the column or above the table; a total that does not hold."""
    site = case()
    pages = "日期,捐款人,金额,捐款人电话\n2025-03-01,赵安,100,139\n" * 2 + "合计,,200,\n"
    assert [total.yuan for total in proposed(site, site.write("a.csv", pages)).sheets[0].sums] == ["200.00"]
    ten_thousand = "单位：万元,,\n日期,捐款人,金额\n2025-03-01,赵安,1.2\n"
    assert [total.yuan for total in proposed(site, site.write("b.csv", ten_thousand)).sheets[0].sums] == ["12,000.00"]
    wrong = pages.replace("合计,,200,", "合计,,201,")
    assert [fault.code for fault in proposed(site, site.write("c.csv", wrong)).errors] == ["total-mismatch"]


# --- month after month ---------------------------------------------------------------------------


def test_the_second_month_is_recognised_and_appended(case: Callable[..., CaseSite]) -> None:
    """No question the second time; numbers go on; rows that overlap by their order number are left out and told; undone."""
    site = case()
    first = proposed(site, laid(site, GIFTS))
    assert first.ready, (first.open_questions, first.errors)
    assert {question.id for question in first.questions} >= {"1.source", "1.project.zhu-xue-yuan-meng"}
    accept(first)
    assert [row["捐赠编号"] for row in site.rows()] == ["2025-03-00002", "2025-03-00001"]
    assert {row["编号"] for row in site.rows("projects.csv")} == {"zhu-xue-yuan-meng", "da-bing-jiu-zhu"}
    before = (site.data / "donations.csv").read_bytes()
    again = proposed(site, laid(site, [*GIFTS, *NEXT, *NEXT], "april.csv"))
    assert again.questions == ()
    assert again.sheets[0].recipe
    assert again.sheets[0].overlap.rows == 2
    assert again.sheets[0].overlap.doubles == 1
    assert again.sheets[0].count == 1
    accept(again)
    after = (site.data / "donations.csv").read_bytes()
    assert after.startswith(before)
    assert site.rows()[-1]["捐赠编号"] == "2025-04-00001"
    assert site.rows()[-1]["定向项目"] == "zhu-xue-yuan-meng"
    assert site.check().exit_code == 0
    undo(site.folder / "data")
    assert (site.data / "donations.csv").read_bytes() == before


def test_without_order_numbers_an_overlap_is_asked(case: Callable[..., CaseSite]) -> None:
    """Two like gifts may both be true: neither skipped nor doubled before somebody said it."""
    site = case()
    head = HEAD[:4]
    accept(proposed(site, laid(site, [row[:4] for row in GIFTS], head=head)))
    again = laid(site, [row[:4] for row in [*GIFTS, *NEXT]], "again.csv", head)
    asked = proposed(site, again)
    assert [question.id for question in asked.open_questions] == ["1.overlap"]
    with pytest.raises(NotReadyError):
        accept(asked)
    assert proposed(site, again, **{"1_overlap": "skip"}).sheets[0].count == 1
    assert proposed(site, again, **{"1_overlap": "all"}).sheets[0].count == 3


def _monthly(site: CaseSite, *gifts: str) -> Path:
    return site.write("month.csv", "\n".join(["捐赠时间,捐款人,捐款金额（元）", *gifts, ""]))


MARCH = ("2025-03-01,甲公司,100", "2025-03-02,乙公司,300", "2025-03-09,丙公司,5000")


@pytest.mark.parametrize(
    ("day", "giver", "amount", "asked"),
    [
        ("2025-03-03", "海天商贸有限公司", "5000", True),
        ("2025-03-04", "海天商贸 有限公司", "5,000.00", True),
        ("2025-02-27", "海天商贸有限公司", "5000", True),
        ("2025-03-09", "海天商贸有限公司", "5000", False),
        ("2025-03-03", "海天商贸有限公司", "5001", False),
        ("2025-03-03", "广源建材有限公司", "5000", False),
        ("2025-03-03", "海天商贸有限公司", "500", False),
        ("2025-03-03", "王安林", "8000", False),
    ],
)
def test_a_gift_of_a_body_from_another_source_with_a_day_near_is_asked(
    case: Callable[..., CaseSite], day: str, giver: str, amount: str, *, asked: bool
) -> None:
    """The list has the day of the gift, the bank that of its arrival; what came a week later, and small gifts, are others."""
    site = case()
    first = ["2025-03-01,海天商贸有限公司,5000", "2025-03-01,海天商贸有限公司,500", "2025-03-01,王安林,8000"]
    path = site.write("a.csv", "\n".join(["日期,捐赠单位,金额（元）", *first]))
    assert imported(site, path.name, "--kind", "donations", "--accept").exit_code == 0
    head = "交易时间,流水号,对方户名,收入,支出,余额,摘要"
    path = site.write("b.csv", f'{head}\n{day} 10:00,L20250303000000000001,{giver},"{amount}",,9000.00,捐款\n')
    topics = {question.id for question in proposed(site, path, "donations").open_questions}
    assert ("1.days-near" in topics) is asked


def test_the_same_list_again_leaves_nothing_behind(case: Callable[..., CaseSite]) -> None:
    """Once it is said that the rows are the same ones, no source is made for none of them, and nothing is wrong."""
    site = case()
    accept(proposed(site, _monthly(site, *MARCH)))
    before = {path.name: path.read_bytes() for path in site.data.glob("*.csv")}
    again = proposed(site, _monthly(site, *MARCH), **{"1_overlap": "skip"})
    assert not again.problems
    with pytest.raises(NothingNewError):
        accept(again)
    assert {path.name: path.read_bytes() for path in site.data.glob("*.csv")} == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("2025-03-09,丙公司,500", "金额登记的是 5000.00，文件里是 500.00"),
        ("2025-03-08,丙公司,5000", "到账日期登记的是 2025-03-09，文件里是 2025-03-08"),
        ("2025-03-09,丙集团,5000", "捐赠人不一样"),
    ],
)
def test_a_corrected_row_of_a_list_is_asked_about(case: Callable[..., CaseSite], changed: str, told: str) -> None:
    """A row that differs in one cell from a record which the list has no more is no new gift before somebody says so."""
    site = case()
    accept(proposed(site, _monthly(site, *MARCH)))
    path = _monthly(site, *MARCH[:2], changed)
    (question,) = [one for one in proposed(site, path).questions if one.id == "1.corrected"]
    assert told in question.text
    with pytest.raises(NothingNewError):
        accept(proposed(site, path, **{"1_overlap": "skip", "1_corrected": "skip"}))
    assert len(site.rows()) == len(MARCH)
    accept(proposed(site, path, **{"1_overlap": "skip", "1_corrected": "all"}))
    assert len(site.rows()) == len(MARCH) + 1


def test_a_longer_list_of_the_same_givers_is_not_taken_for_a_correction(case: Callable[..., CaseSite]) -> None:
    """Who gives the same every month, and gives twice a day, is asked about only as far as the rows are alike."""
    site = case()
    accept(proposed(site, _monthly(site, *MARCH)))
    further = ("2025-03-09,丙公司,70", "2025-04-01,甲公司,100", "2025-04-02,乙公司,300")
    longer = proposed(site, _monthly(site, *MARCH, *further))
    assert [one.id for one in longer.questions if one.open] == ["1.overlap"]


@pytest.mark.parametrize(
    ("title", "name", "asked"),
    [
        ("乙县慈善会2025年3月捐赠明细", "list.csv", True),
        ("2025年3月捐赠明细", "乙县慈善会3月.csv", True),
        ("示例慈善会2025年3月捐赠明细", "list.csv", False),
        ("示例慈善会收乙县慈善会转来的捐款", "list.csv", False),
        ("示例慈善会城东分会捐赠明细", "list.csv", True),
        ("2025年3月捐赠明细", "list.csv", False),
    ],
)
def test_a_list_of_another_organisation_is_asked_about(
    case: Callable[..., CaseSite], title: str, name: str, asked: bool,  # noqa: FBT001  (a case, no switch)
) -> None:  # fmt: skip
    """Two organisations of one site, and the files of one dropped at the other."""
    site = case()
    for folder, body in (("beta", "乙县慈善会"), ("gamma", "示例慈善会城东分会")):
        site.write(f"data/{folder}/organisation.yaml", f"id: {folder}\nname: {body}\n")
    path = site.write(name, "\n".join([title, "捐赠时间,捐款人,捐款金额（元）", *MARCH, ""]))
    questions = [question.id for question in proposed(site, path).questions if question.open]
    assert questions == (["1.whose"] if asked else [])


def test_money_given_back_in_a_statement_is_told(case: Callable[..., CaseSite]) -> None:
    """A refund that stands among what went out is told: the gift in another row is not the whole truth."""
    site = case()
    rows = [
        ["发生时间", "对方名称", "收入金额（元）", "支出金额（元）", "业务类型", "备注"],
        ["2025-03-01", "甲公司", "100.00", "", "在线支付", ""],
        ["2025-03-02", "乙公司", "50.00", "", "在线支付", ""],
        ["2025-03-03", "乙公司", "", "-50.00", "交易退款", ""],
        ["2025-03-04", "", "", "-0.60", "收费", "服务费"],
    ]
    read = proposed(site, sheet_of(site, rows), "donations")
    (told,) = [note for sheet in read.sheets for note in sheet.notes if "“退款”" in note]
    assert "第 4 行" in told
    assert amounts_of(read) == ["150.00"]


def test_a_currency_in_the_name_of_a_file_is_told_with_its_place(case: Callable[..., CaseSite]) -> None:
    """No line of the table says 美元: who looks there for it finds nothing."""
    site = case()
    site.write("美元账户流水.csv", "日期,贷方,借方,对方户名\n2025-03-01,500.00,,甲公司\n")
    assert "文件名:美元账户流水" in imported(site, "美元账户流水.csv", "--kind", "donations").printed


def test_money_between_own_accounts_is_asked_about(case: Callable[..., CaseSite]) -> None:
    """X-bank: a transfer from one account of the body to another came in, and is no gift."""
    site = case()
    head = "交易日期,借方发生额,贷方发生额,对方户名,摘要\n"
    site.write("a.csv", head + "2025-03-01,,500.00,示例慈善会,\n2025-03-02,,80.00,甲公司,账户间转账\n")
    outcome = imported(site, "a.csv", "--kind", "donations")
    assert "own-money" in outcome.printed
    assert "hardly-gifts" in outcome.printed
    site.write("a.csv", head + "2025-03-01,,500.00,甲公司,活期转账\n2025-03-02,,80.00,乙公司,客户间转账\n")
    assert "hardly-gifts" not in imported(site, "a.csv", "--kind", "donations").printed  # how others' money came


def test_a_branch_and_the_staff_are_not_the_body_itself(case: Callable[..., CaseSite]) -> None:
    """示例慈善会（东镇分会） and （工会） give of their own; （基本户） is an account of the body."""
    site = case()
    head = "交易日期,借方发生额,贷方发生额,对方户名,摘要\n"
    for beside, asked in (("（东镇分会）", False), ("（工会）", False), ("（基本户）", True)):
        site.write("a.csv", f"{head}2025-03-01,,500.00,示例慈善会{beside},\n")
        assert ("own-money" in imported(site, "a.csv", "--kind", "donations").printed) is asked, beside


def test_a_template_of_the_next_month_is_appended(case: Callable[..., CaseSite]) -> None:
    """Numbers that are new are appended; the same rows once more change nothing; nothing is replaced unless said."""
    site = case()
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源\n"
    march = site.write("march.csv", head + "2025-03-00001,2025-03-01,赵安,100,现金,个人,A2025\n")
    april = site.write("april.csv", head + "2025-04-00001,2025-04-01,赵安,100,现金,个人,A2025\n")
    assert imported(site, march.name, "--kind", "donations").exit_code == 0
    told = imported(site, april.name, "--kind", "donations")
    assert told.exit_code == 0
    assert "接在现有的后面：多出 1 行" in told.printed
    assert len(site.rows()) == 2
    assert imported(site, april.name, "--kind", "donations").refused
    assert imported(site, april.name, "--kind", "donations", "--answer", "mode=append").exit_code == 0
    assert len(site.rows()) == 2


# --- what is asked -------------------------------------------------------------------------------


def test_two_meanings_are_asked(case: Callable[..., CaseSite]) -> None:
    """Two amounts that differ, a number of two readings, another currency, refunds, many gifts in a row: never guessed."""
    site = case()
    head = ["日期", "姓名", "捐款金额", "实收金额", "币种", "退款金额", "笔数"]
    path = laid(site, [["2025-03-01", "赵*", "1.234,56", "99", "美元", "", "3"]], head=head)
    asked = {question.id for question in proposed(site, path).open_questions}
    assert {"1.amount", "1.currency"} <= asked
    plain = laid(site, [["2025-03-01", "赵*", "1.234,56", "", "", "1", "3"]], "b.csv", head)
    asked = {question.id for question in proposed(site, plain).open_questions}
    assert {"1.number-form", "1.refund"} <= asked
    said = proposed(site, plain, **{"1_number-form": "european", "1_refund": "skip"})
    assert said.sheets[0].count == 0
    wrong = proposed(site, plain, **{"1_amount": "Z", "9_nothing": "1"})
    assert wrong.unknown_answers


def test_form_and_meaning_are_told_together(case: Callable[..., CaseSite]) -> None:
    """A cell that can't be read and a reference that leads nowhere come in one go, by the sheet and row at hand."""
    site = case()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "捐赠明细"
    sheet.append(["捐赠编号", "到账日期", "捐赠人", "金额", "捐赠类型", "捐赠人类型", "来源"])
    sheet.append(["2025-03-00001", "2025-03-01", "赵安", "35美元", "现金", "个人", "A2025"])
    sheet.append(["2025-03-00002", "2025-03-01", "赵安", "100", "现金", "个人", "A9999"])
    book.save(site.folder / "b.xlsx")
    problems = proposed(site, site.folder / "b.xlsx").problems
    told = {(fault.code, fault.where.file, fault.where.sheet, fault.where.row) for fault in problems}
    assert ("bad-value", "b.xlsx", "捐赠明细", 2) in told
    assert ("unknown-reference", "b.xlsx", "捐赠明细", 3) in told


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"%PDF-1.4 scanned", "PDF"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "另存为"),
        ("a.csv", b"\x89PNG\r\n", "图片"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.csv", "只有一句话\n".encode(), "看不出是哪一种表"),
    ],
)
def test_a_file_that_is_something_else_says_what_it_is(
    case: Callable[..., CaseSite], name: str, content: bytes, words: str
) -> None:
    """Wrong type, password, picture, page, or no table at all: what it is, what to do, exit 1."""
    site = case()
    (site.folder / name).write_bytes(content)
    told = imported(site, name)
    assert told.refused
    assert words in told.printed


# --- what stands beside the amount --------------------------------------------------------------

ORDERS = [f"42000000000000000000000000{number:02d}" for number in range(10)]


@pytest.mark.parametrize(
    ("title", "day", "asked"),
    [
        ("2023年度捐款明细表", "2024-03-01", True),
        ("2024年3月捐赠收入明细", "2024-04-01", True),
        ("2024年3月捐赠收入明细", "2024-03-31", False),
        ("2024年第二季度善款公示", "2024-07-01", True),
        ("2024年第二季度善款公示", "2024-04-01", False),
        ("2024年1-3月捐款明细", "2024-02-01", False),
        ("2023、2024年度捐款明细", "2023-05-05", False),
        ("截至2025年3月捐款明细", "2024-05-05", False),
        ("导出时间：2025年5月1日 捐款明细", "2024-05-05", False),
        ("投资收益明细", "2024-05-05", False),
    ],
)
def test_days_outside_the_time_that_a_title_says(
    case: Callable[..., CaseSite], title: str, day: str, *, asked: bool
) -> None:
    """A year that was typed wrongly is asked about where no day of the list lies in what its title says."""
    site = case()
    path = site.write("a.csv", f"{title}\n日期,捐赠单位,金额（元）\n{day},某某有限公司,100\n")
    topics = {question.id for question in proposed(site, path, "donations").questions}
    assert ("1.period" in topics) is asked
    assert ("1.hardly" in topics) is ("投资收益" in title)


@pytest.mark.parametrize(
    ("title", "head", "kind"),
    [
        ("防汛专项资金支付明细表", "支付日期,支付明细,支付金额（元）", "disbursements"),
        ("微信支付捐款明细", "日期,单位,金额（元）", "donations"),
        ("支付方式：银行转账", "日期,单位,金额（元）", ""),
    ],
)
def test_what_a_body_pays_is_no_means_of_giving(
    case: Callable[..., CaseSite], title: str, head: str, kind: str
) -> None:
    """支付 in a title says that money went out, but not in 微信支付 and 支付方式."""
    site = case()
    proposal = proposed(site, site.write("a.csv", f"{title}\n{head}\n2023-08-12,购买冲锋舟4艘,120000\n"))
    asked = {question.id for question in proposal.questions}
    assert ("1.kind" in asked) is (not kind)
    assert [sheet.kind.id for sheet in proposal.sheets if sheet.kind] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("人民币,500.00,1,500.00", []),
        ("CNY,500,,500.00", []),
        ("人民币,500.00,1,550.00", ["currency-incomplete"]),
        ("人民币,500.00,7.1,500.00", ["currency-incomplete"]),
    ],
)
def test_yuan_in_columns_of_other_currencies(case: Callable[..., CaseSite], row: str, codes: list[str]) -> None:
    """A row in yuan that repeats its amount as the original one is a plain row; with two amounts it is refused."""
    site = case()
    path = site.write("a.csv", f"日期,捐赠单位,币种,原币金额,汇率,折合人民币（元）\n2024-03-01,某某有限公司,{row}\n")
    assert problems_of(proposed(site, path, "donations")) == codes


def test_fees_and_counts_are_written_where_they_are_sure(case: Callable[..., CaseSite]) -> None:
    """Gross less fee is net to the 分: both are written; a fee alone is asked, and a net amount gets its fee back."""
    site = case()
    head = ["日期", "捐款人", "捐款金额", "手续费", "到账净额", "笔数"]
    whole = [["2025-03-01", "网友", "1000.00", "-6.00", "994.00", "35"], ["2025-03-02", "赵*", "100", "0", "100", "1"]]
    told = proposed(site, laid(site, whole, head=head))
    assert told.ready, (told.open_questions, told.errors)
    accept(told)
    rows = site.rows()
    assert [(row["金额"], row["手续费"], row["到账净额"], row["笔数"]) for row in rows] == [
        ("1000.00", "6.00", "994.00", "35"),
        ("100.00", "", "", ""),
    ]
    assert site.check().exit_code == 0
    off = laid(site, [["2025-03-03", "赵*", "100", "1", "98", ""]], "off.csv", head)
    assert [question.id for question in proposed(site, off).open_questions] == ["1.amount"]
    alone = laid(site, [["2025-03-03", "赵*", "99.4", "0.6", "", "2人次"]], "alone.csv", [*head[:5], "人次"])
    assert [question.id for question in proposed(site, alone).open_questions] == ["1.bulk"]
    assert [question.id for question in proposed(site, alone, **{"1_bulk": "gifts"}).open_questions] == ["1.fee"]
    said = proposed(site, alone, **{"1_bulk": "gifts", "1_fee": "net"})
    first = dict(zip(said.sheets[0].labels, said.sheets[0].first[0], strict=True))
    assert (first["金额"], first["手续费"], first["到账净额"], first["笔数"]) == ("100.00", "0.60", "99.40", "2")
    other = laid(
        site, [["2025-03-03", "赵*", "100", "60", "99.4", ""]], "cents.csv", [*head[:3], "手续费（分）", *head[4:]]
    )
    assert proposed(site, other, **{"1_amount": "C"}).sheets[0].labels.count("手续费") == 0


@pytest.mark.parametrize("again", ["海天商贸 有限公司", "海天商贸\u3000有限公司", "海天商贸有限公司 "])
def test_a_gift_whose_giver_is_written_with_blanks_is_known_again(case: Callable[..., CaseSite], again: str) -> None:
    """A name typed anew with a blank in it makes no new gift, in the import and in the check."""
    site = case()
    head = "到账日期,捐赠单位,捐赠金额\n"
    site.write("a.csv", f"{head}2025-03-01,海天商贸有限公司,500\n2025-03-02,广源建材有限公司,300\n")
    accept(proposed(site, site.folder / "a.csv"))
    site.write("b.csv", f"{head}2025-03-01,{again},500\n2025-04-01,广源建材有限公司,350\n")
    proposal = proposed(site, site.folder / "b.csv")
    assert [question.id for question in proposal.open_questions] == ["1.overlap"]
    accept(proposed(site, site.folder / "b.csv", **{"1_overlap": "all"}))
    assert "gift-twice" in site.check().questions


NEUTRAL = ("日期,单位,金额（元）", "日期,单位名称,金额", "时间,姓名,金额", "日期,名称,金额,备注")


@pytest.mark.parametrize("head", NEUTRAL)
@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("", ""),
        ("2025年3月明细", ""),
        ("收支明细", ""),
        ("捐赠款使用情况", ""),
        ("台账", ""),
        ("收入明细", "donations"),
        ("来款登记", "donations"),
        ("慈善一日捐", "donations"),
        ("爱心企业名单", "donations"),
        ("救助款", "disbursements"),
        ("爱心助学金发放表", "disbursements"),
    ],
)
def test_which_way_money_went_is_told_or_asked(case: Callable[..., CaseSite], head: str, title: str, kind: str) -> None:
    """Days, names and amounts stand over gifts and over payments alike: the title tells, else nobody guesses."""
    site = case()
    site.write("a.csv", f"{title}\n{head}\n2025-03-01,海天商贸有限公司,500\n2025-03-02,广源建材有限公司,300\n")
    proposal = proposed(site, site.folder / "a.csv")
    read = proposal.sheets[0].kind
    assert (read.id if read else "") == kind
    asked = {question.id: [choice.value for choice in question.choices] for question in proposal.open_questions}
    assert ("1.kind" in asked) is not bool(kind)
    if not kind:
        assert asked["1.kind"] == ["donations", "disbursements", "skip"]
        assert proposed(site, site.folder / "a.csv", **{"1_kind": "donations"}).ready


@pytest.mark.parametrize(
    "head",
    [
        "交易时间,商户订单号,交易状态,订单金额,退款金额,手续费",
        "交易时间,订单号,订单金额,笔数",
        "凭证日期,摘要,借方金额,贷方金额,余额",
    ],
)
def test_what_stands_beside_amounts_tells_of_gifts(case: Callable[..., CaseSite], head: str) -> None:
    """Bills of platforms and statements say by their other columns what they are: nobody is asked which way money went."""
    site = case()
    site.write("a.csv", f"{head}\n2025-03-01,T1,成功,100,0,0\n")
    proposal = proposed(site, site.folder / "a.csv")
    assert (proposal.sheets[0].kind or kind_of("goods")).id == "donations"


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("慈善晚会认捐名单", True),
        ("2025年拟捐赠企业", True),
        ("2026年捐赠收入预算表", True),
        ("一日捐举牌单位", True),
        ("捐赠未到账明细", True),
        ("2026年募捐计划", True),
        ("捐款目标任务分解表", True),
        ("捐赠预约登记", True),
        ("认捐到账明细", False),
        ("市直预算单位捐款名单", False),
        ("2025年预算执行捐赠明细", False),
        ("捐款任务完成情况", False),
        ("“春蕾计划”捐赠明细", False),
        ("捐赠到账情况", False),
    ],
)
def test_money_that_nobody_paid_yet_is_asked(case: Callable[..., CaseSite], title: str, *, asked: bool) -> None:
    """A list of pledges or of a budget looks like one of gifts; only its title tells."""
    site = case()
    site.write(
        "a.csv", f"{title}\n日期,捐赠单位,金额\n2025-03-01,海天商贸有限公司,500\n2025-03-02,广源建材有限公司,300\n"
    )
    proposal = proposed(site, site.folder / "a.csv")
    assert any(question.id == "1.paid" for question in proposal.open_questions) is asked


@pytest.mark.parametrize(
    ("title", "head", "asked"),
    [
        ("善款拨付明细", "日期,捐赠单位,金额", "1.kind"),
        ("捐赠支出明细", "日期,受赠单位,捐赠金额", "1.kind"),
        ("捐赠收入明细", "日期,收款单位,金额", "1.kind"),
        ("对外捐赠一览表", "日期,单位,捐赠金额", "1.kind"),
        ("财政拨款", "日期,单位,金额", "1.kind"),
        ("利息收入", "日期,单位,金额", "1.hardly"),
        ("会费收入", "日期,单位,金额", "1.hardly"),
        ("支付宝捐款退款", "日期,捐款人,金额", "1.taken-back"),
        ("拨付退回明细", "日期,接收方,金额", "1.taken-back"),
        ("2025年度捐赠票据作废登记", "日期,单位,金额", "1.taken-back"),
        ("实物捐赠", "日期,捐赠单位,金额", "1.no-money"),
        ("股权捐赠", "日期,捐赠单位,金额", "1.no-money"),
        ("捐款明细（不含退款）", "日期,捐赠单位,金额", ""),
        ("一日工资捐款名单", "日期,姓名,金额", ""),
        ("社保局捐款名单", "日期,姓名,金额", ""),
        ("捐赠资金利息收入", "日期,单位,金额", "1.hardly"),
        ("2025年金秋助学发放表", "日期,接收单位,金额", ""),
        ("3月份工资支出", "日期,收款单位,金额", "1.hardly"),
        ("款物捐赠明细", "日期,捐赠单位,金额", ""),
        ("捐款撤销登记", "日期,捐赠单位,金额", "1.taken-back"),
        ("中国物资储运集团捐赠名单", "日期,捐赠单位,金额", ""),
        ("房产公司捐款名单", "日期,捐赠单位,金额", ""),
        ("不动产登记中心捐款名单", "日期,捐赠单位,金额", ""),
        ("宠物品牌捐款名单", "日期,捐赠单位,金额", ""),
        ("慈善会费用说明·捐款名单", "日期,捐赠单位,金额", ""),
        ("助学金捐赠名单", "日期,捐赠单位,金额", ""),
        ("微信支付捐款", "日期,捐赠单位,金额", ""),
        ("善款使用及捐赠公示", "日期,捐赠单位,金额", ""),
        ("2025年对外捐赠", "日期,接收单位,金额", ""),
        ("捐赠款使用公示", "日期,接收单位,金额", ""),
    ],
)
def test_what_titles_say_against_the_words_over_the_columns(
    case: Callable[..., CaseSite], title: str, head: str, asked: str
) -> None:
    """A list of payments under 捐赠单位, of refunds, of fees of members or of goods looks like one of gifts: asked."""
    site = case()
    site.write("a.csv", f"{title}\n{head}\n2025-03-01,海天商贸有限公司,500\n2025-03-02,广源建材有限公司,300\n")
    ids = [question.id for question in proposed(site, site.folder / "a.csv").open_questions]
    assert ids == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("head", "gift", "back"),
    [
        ("记账时间,业务类型,收支类型,收支金额(元),账户结余(元)", "交易,收入,100.00,100.00", "退款,支出,50.00,50.00"),
        ("交易日期,摘要,收入金额,支出金额,余额", "捐款,100.00,,100.00", "退捐款,,50.00,50.00"),
        ("交易日期,摘要,交易金额,余额", "捐款,100.00,100.00", "退款,50.00,50.00"),
    ],
)
def test_what_went_out_as_a_refund_is_told(case: Callable[..., CaseSite], head: str, gift: str, back: str) -> None:
    """However a list says which way money went: the gift of that refund is not the whole truth."""
    site = case()
    more = "捐款,收入,9.00,59.00" if "收支" in head else "捐款,9.00,,59.00" if "支出" in head else "捐款,9.00,59.00"
    site.write("a.csv", f"{head}\n2025-03-01,{gift}\n2025-03-02,{back}\n2025-03-03,{more}\n")
    shown = "".join(imported(site, "a.csv").printed.split())
    assert "付出去的钱里，有1行写着“退" in shown


def test_refunds_become_rows_of_their_own(case: Callable[..., CaseSite]) -> None:
    """Beside the gift or by its order number: the gift keeps its amount, the refund names it; told once only; else asked."""
    site = case()
    head = ["捐款时间", "捐款人昵称", "捐款金额", "退款金额", "退款时间", "交易状态", "订单号"]
    rows = [
        ["2025-03-01", "赵*", "100", "40", "2025-03-05 10:00:00", "成功", ORDERS[0]],
        ["2025-03-02", "钱*", "50", "0", "", "成功", ORDERS[1]],
        ["2025-03-09", "钱*", "50", "50", "", "退款", ORDERS[1]],
        ["2025-03-03", "孙*", "20", "", "", "成功", ORDERS[2]],
    ]
    told = proposed(site, laid(site, rows, head=head))
    assert told.ready, (told.open_questions, told.errors)
    accept(told)
    assert [(row["捐赠编号"], row["金额"]) for row in site.rows()] == [
        ("2025-03-00001", "100.00"),
        ("2025-03-00002", "50.00"),
        ("2025-03-00003", "20.00"),
    ]
    keys = ("退款日期", "捐赠编号", "退款金额")
    refunds = [("2025-03-05", "2025-03-00001", "40.00"), ("2025-03-09", "2025-03-00002", "50.00")]
    assert [tuple(row[key] for key in keys) for row in site.rows("gift_refunds.csv")] == refunds
    assert site.check().exit_code == 0
    later = ["2025-04-02", "孙*", "-20", "", "", "退款", ORDERS[2]]
    again = proposed(site, laid(site, [*rows, later], "april.csv", head))
    assert again.ready, (again.open_questions, again.errors)
    accept(again)
    assert len(site.rows()) == 3
    refunds.append(("2025-04-02", "2025-03-00003", "20.00"))
    assert [tuple(row[key] for key in keys) for row in site.rows("gift_refunds.csv")] == refunds
    strange = ["2025-04-03", "李*", "-5", "", "", "退款", ORDERS[8]]
    dayless = ["2025-04-04", "李*", "9", "9", "", "成功", ORDERS[9]]
    more = ["2025-04-05", "李*", "9", "10", "2025-04-06", "成功", ORDERS[7]]
    asked = proposed(site, laid(site, [strange, dayless], "may.csv", head))
    assert [question.id for question in asked.open_questions] == ["1.negative", "1.refund"]
    counts = {
        answer: proposed(site, site.folder / "may.csv", **{"1_negative": "skip", "1_refund": answer})
        for answer in ("same", "later", "skip")
    }
    assert {answer: told.sheets[0].count for answer, told in counts.items()} == {"same": 1, "later": 1, "skip": 0}
    assert {answer: any("gift_refunds" in change.shown for change in told.changes) for answer, told in counts.items()} == {
        "same": True, "later": False, "skip": False,
    }  # fmt: skip
    asked = proposed(site, laid(site, [more], "more.csv", head))
    assert [question.id for question in asked.open_questions] == ["1.refund"]


def test_other_currencies_need_a_rate(case: Callable[..., CaseSite]) -> None:
    """Three numbers that agree are written; one amount with a rate is asked; without a rate nothing is converted."""
    site = case()
    head = ["日期", "捐款人", "金额", "币种", "外币金额", "汇率", "汇率日期"]
    rows = [
        ["2025-03-01", "赵*", "712.35", "USD", "100", "7.1235", "2025-03-01"],
        ["2025-03-02", "钱*", "5", "人民币", "", "", ""],
    ]
    told = proposed(site, laid(site, rows, head=[*head[:2], "捐款金额", *head[3:]]), "donations")
    assert told.ready, (told.open_questions, told.errors)
    accept(told)
    assert [(row["金额"], row["币种"], row["外币金额"], row["汇率"]) for row in site.rows()] == [
        ("712.35", "美元", "100", "7.1235"),
        ("5.00", "", "", ""),
    ]
    short = ["交易时间", "捐款人", "捐款金额", "币种", "汇率"]
    one_amount = laid(site, [["2025-03-03", "赵*", "100", "美元", "7.1235"]], "b.csv", short)
    assert [question.id for question in proposed(site, one_amount).open_questions] == ["1.currency"]
    said = proposed(site, one_amount, **{"1_currency": "foreign"})
    assert [question.id for question in said.open_questions] == ["1.rate-day"]
    said = proposed(site, one_amount, **{"1_currency": "foreign", "1_rate-day": "received"})
    assert said.ready, (said.open_questions, said.errors)
    assert said.sheets[0].sums[0].yuan == "712.35"
    without = laid(site, [["2025-03-03", "赵*", "100", "美元", ""]], "c.csv", short)
    asked = proposed(site, without)
    assert "汇率" in asked.open_questions[0].text
    assert proposed(site, without, **{"1_currency": "skip"}).sheets[0].count == 0


def test_rates_of_a_hundred_are_divided_or_asked(case: Callable[..., CaseSite]) -> None:
    """100 USD = 715.30: sure where the amounts agree row by row or the header says 100, asked where only the rate is high."""
    site = case()
    head = ["日期", "捐款人", "金额", "币种", "外币金额", "汇率", "汇率日期"]
    rows = [
        ["2025-03-01", "赵*", "7153.00", "USD", "1000", "715.30", "2025-03-01"],
        ["2025-03-02", "钱*", "1430.60", "USD", "200", "7.153", "2025-03-02"],
    ]
    told = proposed(site, laid(site, rows, head=[*head[:2], "捐款金额", *head[3:]]), "donations")
    assert told.ready, (told.open_questions, told.errors)
    accept(told)
    assert [row["汇率"] for row in site.rows()] == ["7.153", "7.153"]
    bare = laid(
        site, [["2025-03-03", "孙*", "美元", "50", "715.3", "2025-03-03"]], "b.csv", [*head[:2], "币种", *head[4:]]
    )
    asked = proposed(site, bare)
    assert [question.id for question in asked.open_questions] == ["1.rate-unit"]
    said = proposed(site, bare, **{"1_rate-unit": "hundred", "1_currency": "foreign"})
    assert said.ready, (said.open_questions, said.errors)
    assert said.sheets[0].sums[0].yuan == "357.65"


def test_layouts_of_village_lists(case: Callable[..., CaseSite]) -> None:
    """Days without a year, amounts in words, heads of two rows, lists without days, receivers by their names, unknown money."""
    site = case()
    days = site.write(
        "days.csv", "2023年慈善一日捐收款公示\n日期,单位名称,捐款（元）\n1月5日,县财政局,一千元\n1月6日上午,,￥20\n"
    )
    told = proposed(site, days)
    assert [row[1:3] for row in told.sheets[0].first][:1] == [("2023-01-05", "1000.00")]
    assert not told.open_questions
    assert [fault.where.row for fault in told.errors] == [4]  # 1月6日上午 has no year of its own
    nowhere = site.write("捐款.csv", "日期;姓名;捐款（元）\n1月5日;匿名;100\n")
    assert proposed(site, nowhere).open_questions[0].id == "1.year"
    assert proposed(site, nowhere, **{"1_year": "2024"}).ready
    names = site.write("名单.csv", "爱心捐款名单\n姓名,金额\n匿名,100\n共计,100\n")
    assert [question.id for question in proposed(site, names).open_questions] == ["1.missing.received_on"]
    helped = site.write("受助.csv", "困难学生资助名单\n姓名,金额\n赵*,100\n")
    assert [question.id for question in proposed(site, helped).open_questions] == ["1.missing.paid_on"]
    double = site.write(
        "两行.csv",
        "捐赠方,捐赠日期,捐赠情况,\n,,资金（元）,物资折价（元）\n某公司,2023-05-06,100,\n匿名,2023-05-07,20,500\n",
    )
    asked = proposed(site, double)
    assert [question.id for question in asked.open_questions] == ["1.column.D"]
    assert proposed(site, double, **{"1_column.D": "-"}).ready
    paid = site.write(
        "拨付明细.csv", "拨付时间,受助单位,资助金额,用途\n2023-03-01,第一中学,200,助学\n2023-03-02,县人民医院,50,助医\n"
    )
    assert [row[2] for row in proposed(site, paid).sheets[0].first] == ["学校", "医院"]


def test_a_head_that_goes_on_below_with_its_unit(case: Callable[..., CaseSite]) -> None:
    """金额 over （万元） is 金额（万元）, and 收据 over 号码 is 收据号码."""
    site = case()
    listed = site.write(
        "两行.csv", "序号,捐赠时间,爱心人士/爱心企业,金额,票据\n,,,（万元）,号码\n1,2025-03-01,示例公司,1.5,0001\n"
    )
    asked = proposed(site, listed)
    assert not asked.errors
    assert asked.sheets[0].sums[0].yuan == "15,000.00"
    assert "示例公司" in asked.sheets[0].first[0]


def test_rows_alike_in_one_file_are_asked(case: Callable[..., CaseSite]) -> None:
    """Without order numbers two rows of the same cells may be two gifts; another time of day or another row number decides."""
    site = case()
    head = ["序号", "捐款时间", "捐款人昵称", "捐款金额"]
    twice = [["1", "2025-03-01 10:00:00", "王*", "10"], ["2", "2025-03-01 10:00:00", "王*", "10"]]
    path = laid(site, twice, head=head)
    asked = proposed(site, path)
    assert [question.id for question in asked.open_questions] == ["1.alike"]
    counts = {answer: proposed(site, path, **{"1_alike": answer}).sheets[0] for answer in ("all", "skip")}
    assert {answer: (sheet.count, sheet.overlap.doubles) for answer, sheet in counts.items()} == {
        "all": (2, 0),
        "skip": (1, 1),
    }
    twice[1][1] = "2025-03-01 10:00:01"
    assert proposed(site, laid(site, twice, "b.csv", head)).open_questions == []


# --- what never gets out -------------------------------------------------------------------------


def test_two_hundred_canaries_stay_inside(case: Callable[..., CaseSite]) -> None:
    """Telephones, papers, accounts, openids, addresses, remarks, order numbers: in no written file and no printed line."""
    site, rng = case(), random.Random(15)  # noqa: S311  (canaries, no secrets)
    columns = {
        "联系电话": lambda: f"139{rng.randrange(10**8):08d}",
        "身份证号码": lambda: f"32050019900101{rng.randrange(10**4):04d}",
        "付款人账号": lambda: f"6222{rng.randrange(10**15):015d}",
        "openid": lambda: f"oAbC{rng.randrange(10**20):020d}",
        "收货地址": lambda: f"示例路{rng.randrange(10**6)}号{rng.randrange(10**4)}室",
        "留言": lambda: f"给小华{rng.randrange(10**9)}治病",
        "备注": lambda: f"电联王某{rng.randrange(10**9)}",
        "订单号": lambda: f"42000{rng.randrange(10**23):023d}",
    }
    head = ["捐款时间", "捐款人昵称", "捐款金额", *columns]
    rows, canaries = [], []
    for day in range(1, 26):
        private = [draw() for draw in columns.values()]
        canaries += private
        rows.append([f"2025-03-{day:02d}", "王*", "10", *private])
    rows[3][2] = "十块？"  # a fault is printed with its cell, and with nothing else of its row
    assert len(canaries) == 200
    laid(site, rows, "a.csv", head)
    printed = imported(site, "a.csv", "--accept").printed
    rows[3][2] = "10"
    laid(site, rows, "b.csv", head)
    assert (told := imported(site, "b.csv", "--accept")).exit_code == 0, told.printed
    written = "".join(path.read_text("utf-8") for path in (site.folder / "data").rglob("*") if path.is_file())
    assert len(site.rows()) == 25
    assert [canary for canary in canaries if canary in printed + told.printed + written] == []
    headless = laid(site, rows[1:], "c.csv", rows[0])
    told = imported(site, headless.name)
    assert told.refused
    assert [canary for canary in canaries if canary in told.printed] == []


def test_printed_statements_are_known_by_their_titles(case: Callable[..., CaseSite], tmp_path: Path) -> None:
    """A workbook whose sheets are called Sheet1 … is read by the titles of its forms, with a list of gifts among them."""
    site = case()
    assert command("template", "三张报表", "--year", "2024", "--output", str(tmp_path)).exit_code == 0
    from openpyxl import load_workbook

    book = load_workbook(tmp_path / "statements" / "2024.xlsx")
    names = [name for name in book.sheetnames if name not in {"说明", "选项", "示例"}]
    for number, name in enumerate(names, 1):
        book[name].title = f"Sheet{number}"
    gifts = book.create_sheet("流水")
    for line in (["某平台捐款明细"], HEAD, *GIFTS):
        gifts.append(line)
    book.save(site.folder / "mix.xlsx")
    kinds = [sheet.kind.id for sheet in proposed(site, site.folder / "mix.xlsx").sheets if sheet.kind]
    assert set(kinds) >= {"balance_sheet", "activity_statement", "cash_flow", "donations"}


# --- units, directions and layouts that stand where nobody looks first ------------------------------------------------


def sheet_of(site: CaseSite, rows: list[list[str]], name: str = "list.csv") -> Path:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return site.write(name, stream.getvalue())


def amounts_of(proposal: Proposal) -> list[str]:
    return [total.yuan.replace(",", "") for sheet in proposal.sheets for total in sheet.sums]


GIVEN = ["日期", "捐赠单位", "金额"]


@pytest.mark.parametrize(
    "name", ["捐赠明细（万元）.csv", "捐赠明细_万元.csv", "捐赠明细 单位：万元.csv", "2025年捐赠-人民币万元.csv"]
)
def test_a_unit_in_the_name_of_the_file(case: Callable[..., CaseSite], name: str) -> None:
    """A file that says 万元 in its name is read in 万元, and the proposal says so; a column with a unit keeps its own."""
    site = case()
    read = proposed(site, sheet_of(site, [GIVEN, ["2025-03-01", "甲公司", "100"]], name), "donations")
    assert amounts_of(read) == ["1000000.00"]
    assert any("万元" in note for note in read.sheets[0].notes)
    own = sheet_of(site, [["日期", "捐赠单位", "金额（元）"], ["2025-03-01", "甲公司", "100"]], name)
    assert amounts_of(proposed(site, own, "donations")) == ["100.00"]


@pytest.mark.parametrize(
    "name", ["捐赠明细（10000元以上）.csv", "万元户捐赠明细.csv", "甲公司捐赠 100 万元.csv", "3月捐款-单位.csv"]
)
def test_names_of_files_that_tell_no_unit(case: Callable[..., CaseSite], name: str) -> None:
    """Sums and words in the name of a file are no unit of its amounts."""
    site = case()
    read = proposed(site, sheet_of(site, [GIVEN, ["2025-03-01", "甲公司", "100"]], name), "donations")
    assert amounts_of(read) == ["100.00"]


def test_another_currency_in_the_name_of_the_file(case: Callable[..., CaseSite]) -> None:
    """A list that is called 美元捐赠 is none in 元, as with the name of a sheet."""
    site = case()
    read = proposed(site, sheet_of(site, [GIVEN, ["2025-03-01", "甲公司", "100"]], "2025年美元捐赠.csv"), "donations")
    assert [fault.code for fault in read.problems] == ["table-unit"]


@pytest.mark.parametrize("head", ["金额单位", "单位", "货币单位", "计量单位"])
def test_units_row_by_row(case: Callable[..., CaseSite], head: str) -> None:
    """A column of units beside the amounts is read row by row; one unit for all holds for the total, too."""
    site = case()
    rows = [[*GIVEN, head], ["2025-03-01", "甲公司", "100", "元"], ["2025-03-02", "乙公司", "5", "万元"]]
    assert amounts_of(proposed(site, sheet_of(site, rows), "donations")) == ["50100.00"]
    alike = [
        [*GIVEN, head],
        ["2025-03-01", "甲公司", "1", "万元"],
        ["2025-03-02", "乙公司", "5", "万元"],
        ["合计", "", "6", ""],
    ]
    read = proposed(site, sheet_of(site, alike), "donations")
    assert (amounts_of(read), read.problems) == (["60000.00"], ())
    abroad = [[*GIVEN, head], ["2025-03-01", "甲公司", "100", "美元"], ["2025-03-02", "乙公司", "5", "元"]]
    assert "1.currency" in {question.id for question in proposed(site, sheet_of(site, abroad), "donations").questions}
    paid = [["日期", "收款单位", "用途", "金额", head], ["2025-03-01", "某小学", "修缮", "5", "万元"]]
    assert amounts_of(proposed(site, sheet_of(site, paid), "disbursements")) == ["50000.00"]


def test_units_of_rows_that_can_not_hold(case: Callable[..., CaseSite]) -> None:
    """Two units for one amount are refused; a column of bodies that is called 单位 is no unit."""
    site = case()
    twice = [["日期", "捐赠单位", "金额（万元）", "金额单位"], ["2025-03-01", "甲公司", "5", "千元"]]
    assert [fault.code for fault in proposed(site, sheet_of(site, twice), "donations").problems] == ["table-unit"]
    bodies = [["日期", "捐赠人", "金额", "工作单位"], ["2025-03-01", "甲公司", "5", "元和公司"]]
    assert amounts_of(proposed(site, sheet_of(site, bodies), "donations")) == ["5.00"]


@pytest.mark.parametrize(
    "below",
    [
        ["注：以上金额单位为万元"],
        ["", "", "（万元）"],
        ["备注：以上均为港币"],
        ["合计（万元）", "", "100"],
        ["说明：单位：千元", "", ""],
    ],
)
def test_units_below_the_table(case: Callable[..., CaseSite], below: list[str]) -> None:
    """A unit or a currency in a note or a total below is told and never passed over."""
    site = case()
    read = proposed(site, sheet_of(site, [GIVEN, ["2025-03-01", "甲公司", "100"], below]), "donations")
    assert [(fault.code, fault.where.row) for fault in read.errors] == [("table-unit", 3)]


@pytest.mark.parametrize(
    "below", [["注：以上金额单位为元"], ["制表人：", "", ""], ["注：美元捐款另行公布汇率。"], ["合计", "", "100"]]
)
def test_honest_notes_below_the_table(case: Callable[..., CaseSite], below: list[str]) -> None:
    """Notes that agree with the table are silent; a table with a column of currencies may speak of them."""
    site = case()
    rows = [["日期", "捐赠单位", "币种", "金额"], ["2025-03-01", "甲公司", "人民币", "100"]]
    line = [*below[:2], "", *below[2:]]
    assert proposed(site, sheet_of(site, [*rows, line]), "donations").problems == ()


@pytest.mark.parametrize(
    ("head", "rows", "left"),
    [
        (
            ["日期", "借贷", "金额", "对方户名", "用途"],
            [["2025-03-01", "贷", "1000", "甲公司", "捐款"], ["2025-03-02", "借", "500", "某小学", "修缮"]],
            "500.00",
        ),
        (
            ["交易时间", "收/支", "金额", "收款方", "用途"],
            [["2025-03-01", "收入", "1000", "甲公司", "捐款"], ["2025-03-02", "支出", "500", "某小学", "修缮"]],
            "500.00",
        ),
        (
            ["交易日期", "借方金额", "贷方金额", "对方户名", "用途"],
            [["2025-03-01", "", "1000", "甲公司", "捐款"], ["2025-03-02", "500", "", "某小学", "修缮"]],
            "500.00",
        ),
        (
            ["付款时间", "收款方", "交易状态", "金额", "用途"],
            [["2025-03-01", "某小学", "支付失败", "1000", "修缮"], ["2025-03-02", "某小学", "支付成功", "500", "修缮"]],
            "500.00",
        ),
    ],
)
def test_payments_of_a_statement(
    case: Callable[..., CaseSite], head: list[str], rows: list[list[str]], left: str
) -> None:
    """What came in and what was never paid is no payment."""
    site = case()
    assert amounts_of(proposed(site, sheet_of(site, [head, *rows]), "disbursements")) == [left]


def test_rows_of_statistics_are_left_out_and_records_that_mention_them_stay(case: Callable[..., CaseSite]) -> None:
    """An average or a share below the rows is no gift, whatever column it stands in."""
    site = case()
    rows = [
        ["序号", "捐赠时间", "捐款人", "捐款金额（元）", "备注"],
        ["1", "2025-03-01", "甲公司", "100", "人均50"],
        ["2", "2025-03-02", "乙公司", "300", ""],
        ["", "合计", "", "400", ""],
        ["3", "", "平均", "200", ""],
        ["最大值", "", "", "300", ""],
        ["", "2025-03-31", "占比", "100", ""],
    ]
    read = proposed(site, sheet_of(site, rows), "donations")
    assert amounts_of(read) == ["400.00"]
    assert any("统计用的 3 行" in note for sheet in read.sheets for note in sheet.notes)


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Apple Inc.", "单位"), ("Zhang San Foundation", "单位"), ("Microsoft (China) Co., Ltd.", "单位"), ("Zhang San", "个人"),
        ("无", "匿名"), ("—", "匿名"), ("老街餐馆", "单位"), ("UNICEF", None), ("Save the Children", None), ("赵安粉丝团", None),
    ],
)  # fmt: skip
def test_names_tell_who_gives(name: str, sort: str | None) -> None:
    """What the end of a name leaves no doubt about is filled in; the rest is asked."""
    assert donor_type(name) == sort


@pytest.mark.parametrize(
    ("head", "cell", "topic"),
    [("币种", "美元", "currency"), ("Currency", "USD", "currency"), ("退款金额", "200", "returned")],
)
def test_payments_that_are_asked(case: Callable[..., CaseSite], head: str, cell: str, topic: str) -> None:
    """Payments in another currency and payments that came back are asked, never written as they stand."""
    site = case()
    rows = [["付款时间", "收款方", "金额", "用途事项", head], ["2025-03-01", "某小学", "1000", "修缮", cell]]
    read = proposed(site, sheet_of(site, rows), "disbursements")
    assert f"1.{topic}" in {question.id for question in read.questions}


@pytest.mark.parametrize(
    ("head", "unit", "quantity"),
    [
        ("数量（万只）", "只", "50000"),
        ("数量（千克）", "千克", "5"),
        ("数量（只）", "只", "5"),
        ("数量（百件）", "件", "500"),
    ],
)
def test_scales_over_quantities(case: Callable[..., CaseSite], head: str, unit: str, quantity: str) -> None:
    """数量（万只） multiplies and gives the unit; 千克 is a unit of its own."""
    site = case()
    rows = [["日期", "捐赠单位", "物资名称", head], ["2025-03-01", "甲公司", "口罩", "5"]]
    shown = proposed(site, sheet_of(site, rows), "goods").sheets[0]
    places = [shown.labels.index(label) for label in ("数量", "单位")]
    assert [[row[place] for place in places] for row in shown.first] == [[quantity, unit]]


def test_days_beside_times_and_carried_sums(case: Callable[..., CaseSite]) -> None:
    """Of 交易日 20250301 and 交易时间 101112 the first is the day; sums carried from page to page are no gifts; +100 is read."""
    site = case()
    bank = [["交易日", "交易时间", "对方户名", "贷方发生额"], ["20250301", "101112", "甲公司", "+100.00"]]
    read = proposed(site, sheet_of(site, bank), "donations")
    assert (amounts_of(read), read.problems) == (["100.00"], ())
    carried = [GIVEN, ["", "承前页", "500"], ["2025-03-01", "甲公司", "100"], ["", "过次页", "600"]]
    assert amounts_of(proposed(site, sheet_of(site, carried), "donations")) == ["100.00"]


def test_totals_above_all_records(case: Callable[..., CaseSite]) -> None:
    """A total in the first row is that of the rows below it."""
    site = case()
    rows = [GIVEN, ["合计", "", "300"], ["2025-03-01", "甲公司", "100"], ["2025-03-02", "乙公司", "200"]]
    assert proposed(site, sheet_of(site, rows), "donations").problems == ()
    rows[1][2] = "301"
    (fault,) = proposed(site, sheet_of(site, rows), "donations").problems
    assert "第 3 行到第 4 行加起来是 300.00" in fault.message


@pytest.mark.parametrize("kind", ["", "donations"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("捐款日期,捐款人,捐款金额（元）\n2025-03-01,甲公司,100\n".encode("utf-16-le"), "UTF-16"),
        ("捐款日期,捐款人,捐款金额（元）\n2025-03-01,甲公司,100\n".encode("utf-16-be"), "UTF-16"),
        ("捐款日期,捐款人,捐款金額（元）\n2025-03-01,甲公司,100\n".encode("big5"), "Big5"),
        ("捐款日期|捐款人|捐款金额（元）\n2025-03-01|甲公司|100\n".encode(), "“|”"),
        ("捐款日期,2025-03-01,2025-03-02\n捐款人,甲公司,乙公司\n捐款金额（元）,100,50\n".encode(), "横竖反了"),
        ("捐款日期,捐款人,捐款金额（元）\n日期,文本,数字\n2025-03-01,甲公司,100\n".encode(), "什么格式"),
    ],
)
def test_shapes_of_lists_that_are_not_read(case: Callable[..., CaseSite], kind: str, content: bytes, told: str) -> None:
    """Another encoding or separator, a turned list, a row of formats: one problem names the cause, and nothing is asked."""
    site = case()
    path = site.folder / "list.csv"
    path.write_bytes(content)
    read = proposed(site, path, kind)
    assert len(read.problems) == 1
    assert told in read.problems[0].message
    assert read.questions == ()


@pytest.mark.parametrize("head", ["是否愿意公开", "愿意公开姓名", "是否公开", "可否公示", "是否同意公示姓名"])
def test_consents_in_other_words(case: Callable[..., CaseSite], head: str) -> None:
    """Who agrees that a name is read, in words of all days; what says neither is told, and a blank agrees to nothing."""
    site = case()
    rows = [[*GIVEN, head]]
    rows += [["2025-03-01", "王小明", "1", word] for word in ("愿意", "不愿意", "同意", "不公开", "")]
    read = proposed(site, sheet_of(site, rows), "donations")
    assert "bad-value" not in [fault.code for fault in read.problems]
    at = read.sheets[0].labels.index("同意公开姓名")
    assert [row[at] for row in read.sheets[0].first] == ["是", "否", "是", "否", ""]
    rows.append(["2025-03-01", "王小明", "1", "看情况"])
    assert "bad-value" in [fault.code for fault in proposed(site, sheet_of(site, rows), "donations").problems]


def test_givers_in_several_lines(case: Callable[..., CaseSite]) -> None:
    """A wrapped name of one body is that body; several persons are persons; of several givers who they are is asked."""
    site = case()

    def types(*names: str) -> tuple[list[str], list[str]]:
        rows = [GIVEN, *(["2025-03-01", name, "1"] for name in names)]
        read = proposed(site, sheet_of(site, rows), "donations")
        at = read.sheets[0].labels.index("捐赠人类型")
        return [row[at] for row in read.sheets[0].first], [question.id for question in read.open_questions]

    assert types("春风纺织\n有限公司", "王小明\n李大力") == (["单位", "个人"], ["1.joint"])
    for name in ("春风公司\n夏雨公司", "春风公司\n李大力"):
        assert types(name)[1] == ["1.donor-type"]


@pytest.mark.parametrize("before", ["上年数", "上年累计数", "上年同期数", "去年累计金额"])
def test_a_printed_form_with_the_year_before_beside_it_is_of_this_year(
    case: Callable[..., CaseSite], before: str
) -> None:
    """The columns of last year are left out, and never taken for those of this one; alone they are no form."""
    site = case()
    rows = [
        ["业务活动表"],
        ["编制单位：示例慈善会", "", "2025年度", "", "单位：元"],
        ["项目", "行次", before, "", "", "本年累计数", "", ""],
        ["", "", "非限定性", "限定性", "合计", "非限定性", "限定性", "合计"],
        ["捐赠收入", 1, 1000, 2000, 3000, 1500, 2500, 4000],
    ]
    book = Workbook()
    assert book.active is not None
    book.active.title = "业务活动表"
    for row in rows:
        book.active.append(row)
    path = site.folder / "forms.xlsx"
    book.save(path)
    proposal = proposed(site, path)
    assert not [fault for fault in proposal.problems if fault.code == "wrong-header"]
    (written,) = (
        content.decode() for name, content in proposal.files.items() if name.parent.name == "activity_statement"
    )
    assert "1500,2500,4000" in written
    assert "3000" not in written
    book.active.delete_cols(6, 3)
    book.save(path)
    (fault,) = [fault for fault in proposed(site, path).problems if fault.code == "wrong-header"]
    assert "缺少金额列" in fault.message


@pytest.mark.parametrize("head", ["上年数", "上期余额"])
def test_last_year_in_a_balance_sheet_is_named_with_what_to_do(case: Callable[..., CaseSite], head: str) -> None:
    """Whether it is the first day of this year nobody can tell."""
    site = case()
    book = Workbook()
    assert book.active is not None
    book.active.title = "资产负债表"
    for row in (
        ["资产负债表"],
        ["编制单位：示例慈善会", "2025年12月31日", "单位：元"],
        ["资产", "行次", head, "期末数"],
        ["货币资金", 1, 1000, 1500],
    ):
        book.active.append(row)
    path = site.folder / "forms.xlsx"
    book.save(path)
    (fault,) = [fault for fault in proposed(site, path).problems if fault.code == "wrong-header"]
    assert "请删去上一年的几列" in fault.message


@pytest.mark.parametrize("head", ["上年年末余额", "上年末数", "上年期末余额"])
def test_the_end_of_last_year_is_the_beginning_of_this_one(case: Callable[..., CaseSite], head: str) -> None:
    """A balance sheet needs that column: it is called otherwise, not deleted."""
    site = case()
    book = Workbook()
    assert book.active is not None
    book.active.title = "资产负债表"
    for row in (["资产负债表"], ["资产", "行次", head, "期末余额"], ["货币资金", 1, 100, 200]):
        book.active.append(row)
    path = site.folder / "forms.xlsx"
    book.save(path)
    (fault,) = [fault for fault in proposed(site, path).problems if fault.code == "wrong-header"]
    assert "改成“年初数”" in fault.message
    assert "删去" not in fault.message


def test_a_gift_for_no_purpose_makes_no_project(case: Callable[..., CaseSite]) -> None:
    """不限定, 非定向 and 由慈善会统筹 say that nobody named a purpose; a name that is registered is one."""
    site = case()
    wishes = ("助学", "不限定", "非定向捐赠", "由慈善会统筹使用", "统筹", "无", "用途不限", "未指定项目", "不限")
    rows = [[*GIVEN, "捐赠用途"], *(["2025-03-01", "甲公司", "1", wish] for wish in wishes)]
    read = proposed(site, sheet_of(site, rows), "donations")
    at = read.sheets[0].labels.index("定向项目")
    assert [row[at] for row in read.sheets[0].first][:4] == ["zhu-xue", "", "", ""]
    (rule,) = [rule.rule for rule in read.sheets[0].rules if rule.label == "定向项目"]
    assert rule.startswith("新建 1 个：助学（zhu-xue）；“不限定”、“非定向捐赠”")
    assert rule.endswith("是没有定向，这一格空着")
    site.write("data/demo/projects.csv", "编号,名称,状态,来源\ntongchou,统筹,进行中,A2025\n")
    again = proposed(site, sheet_of(site, [[*GIVEN, "捐赠用途"], ["2025-03-01", "甲公司", "1", "统筹"]]), "donations")
    assert again.sheets[0].first[0][again.sheets[0].labels.index("定向项目")] == "tongchou"


def test_givers_are_sorted_in_other_words(case: Callable[..., CaseSite]) -> None:
    """自然人 and 企业 are 个人 and 单位; what may be either is told by the check."""
    site = case()
    rows = [
        ["捐赠日期", "捐赠方名称", "捐赠方性质", "捐赠金额"],
        *(
            ["2025-03-01", name, sort, "100"]
            for name, sort in (("甲公司", "企业"), ("王小明", "自然人"), ("乙", "其他"))
        ),
    ]
    read = proposed(site, sheet_of(site, rows), "donations")
    at = read.sheets[0].labels.index("捐赠人类型")
    assert [row[at] for row in read.sheets[0].first] == ["单位", "个人", "其他"]
    assert [fault.code for fault in read.problems] == ["unknown-choice"]


def test_purses_are_no_channels(case: Callable[..., CaseSite]) -> None:
    """What a payer pays from inside a wallet makes no channel, and the digits of a card are not taken over."""
    site = case()
    head = [*GIVEN, "支付方式"]
    rows = [
        head,
        *(["2025-03-01", "甲公司", "1", way] for way in ("零钱", "零钱通", "招商银行(1234)", "微信支付", "/")),
    ]
    read = proposed(site, sheet_of(site, rows), "donations")
    (rule,) = [rule.rule for rule in read.sheets[0].rules if rule.label == "渠道"]
    assert rule == "新建 1 个：微信支付（wei-xin-zhi-fu）；3 种写法是付款人的钱包或银行卡，不是渠道，没有写"


@pytest.mark.parametrize("amount", ["100①", "50²", "100①.5", "①", "１００①"])
def test_marks_of_notes_in_amounts(case: Callable[..., CaseSite], amount: str) -> None:
    """A mark of a note is no digit of an amount: the cell is told, and no sum is made of it."""
    site = case()
    rows = [GIVEN, ["2025-03-01", "甲公司", amount], ["2025-03-02", "乙公司", "7"]]
    read = proposed(site, sheet_of(site, rows), "donations")
    assert "bad-value" in [fault.code for fault in read.problems]
    assert amounts_of(read) == ["7.00"]


# --- what stands in a file and is no record, or another one ------------------------------------------


def sums(proposal: Proposal) -> list[str]:
    return [total.yuan for total in proposal.sheets[0].sums]


def problems_of(proposal: Proposal) -> list[str]:
    return [fault.code for fault in proposal.problems]


def open_topics(proposal: Proposal) -> list[str]:
    return [question.id for question in proposal.open_questions]


def marked(site: CaseSite, name: str, rows: list[list[object]], **fonts: Font) -> Path:
    """A workbook with *rows*, in which the cells named by *fonts* have these fonts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, font in fonts.items():
        sheet[place].font = font
    path = site.folder / name
    book.save(path)
    return path


@pytest.mark.parametrize("words", ["合计", "累计", "总计"])
def test_a_payment_whose_summary_says_sum_is_a_payment(case: Callable[..., CaseSite], words: str) -> None:
    """A line of a bank with a day, an amount and a payer is no total, whatever its 摘要 says; one without a payer is."""
    text = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名\n20250105,转账,,100,100,某县人民医院\n"
    text += f"20250106,{words},,200,300,某某商会\n20250131,{words},,300,300,\n"
    site = case()
    proposal = proposed(site, site.write("流水.csv", text), "donations")
    assert sums(proposal) == ["300.00"]
    assert "total-mismatch" not in problems_of(proposal)


@pytest.mark.parametrize(
    ("head", "came", "went"),
    [("收付标志", "收", "付"), ("借贷方", "C", "D"), ("来往账标识", "来账", "往账"), ("借贷标记", "贷", "借")],
)
def test_one_sign_says_which_way_money_went(case: Callable[..., CaseSite], head: str, came: str, went: str) -> None:
    """A statement that tells the way by one sign is no list of payments, and only what came in is a gift."""
    text = f"交易日期,{head},交易金额,余额,余额方向,对方户名\n20250301,{came},1000.00,1000.00,贷,某某商会\n20250302,{went},300.00,700.00,贷,某县中学\n"
    site = case()
    (sheet,) = proposed(site, site.write("流水.csv", text)).sheets
    assert sheet.kind is not None
    assert (sheet.kind.id, [total.yuan for total in sheet.sums]) == ("donations", ["1,000.00"])


@pytest.mark.parametrize(("words", "amounts"), [("助学", ["300.00"]), ("退汇", [])])
def test_a_minus_before_all_that_went_out_is_no_return(
    case: Callable[..., CaseSite], words: str, amounts: list[str]
) -> None:
    """支出金额 -300.00 of a bank is a payment of 300, unless its words say that it came back."""
    text = f"交易日期,收入金额,支出金额,本次余额,对方户名,交易摘要\n20250301,+1000.00,,1000.00,某某商会,捐款\n20250302,,-300.00,700.00,某县中学,{words}\n"
    site = case()
    proposal = proposed(site, site.write("流水.csv", text), "disbursements")
    assert sums(proposal) == (amounts or ["-300.00"])
    assert bool(proposal.errors) is not bool(amounts)
    assert any("只有这一笔" in note for note in proposal.sheets[0].notes) is bool(amounts)


@pytest.mark.parametrize("words", ["当前合计", "当前累计", "本月合计"])
def test_sums_of_other_books(case: Callable[..., CaseSite], words: str) -> None:
    """What books of accounts call their sums is no gift."""
    text = f"日期,凭证号数,摘要,借方,贷方,方向,余额\n2025-03-01,记-1,收甲公司捐款,,1000,贷,1000\n2025-03-31,,{words},,1000,贷,1000\n"
    site = case()
    assert sums(proposed(site, site.write("明细账.csv", text), "donations", **{"1_ledger": "credit"})) == ["1,000.00"]


def test_what_platforms_call_a_source_or_a_number(case: Callable[..., CaseSite]) -> None:
    """捐赠来源 beside a nickname is no giver, 捐赠编号 of a platform no number of ours, 捐赠收入 on a receipt no project."""
    text = "捐赠编号,捐赠时间,捐赠者昵称,捐赠金额,捐赠来源,项目名称\nLQ001,2025-03-01,,10,抖音,捐赠收入\nLQ002,2025-03-02,某某商会,20,头条,助学\n"
    site = case()
    proposal = proposed(site, site.write("平台.csv", text), "donations")
    assert not proposal.errors
    written = next(text for path, text in proposal.files.items() if path.name == "donations.csv")
    assert "抖音" not in str(written)
    assert "LQ001" not in str(written)
    assert "2025-03-00001" in str(written)
    projects = [text for path, text in proposal.files.items() if path.name == "projects.csv"]
    assert all("捐赠收入" not in str(text) for text in projects)


def test_a_number_of_ours_that_lost_its_lines_is_not_numbered_anew(case: Callable[..., CaseSite]) -> None:
    """20250300412 may stand in the data as 2025-03-00412 already: it is refused as before, and no order of a platform."""
    text = "捐赠编号,捐赠人,到账日期,金额\n20250300412,甲公司,2025-03-01,100\n"
    site = case()
    assert [fault.code for fault in proposed(site, site.write("表.csv", text), "donations").errors] == ["bad-value"]


def test_a_number_that_begins_with_a_day_is_one_of_somebody_else(case: Callable[..., CaseSite]) -> None:
    """20250301001 is the first gift of a day, as many bodies number theirs."""
    text = "捐赠编号,捐赠人,到账日期,金额\n20250301001,甲公司,2025-03-01,100\n20250302001,乙公司,2025-03-02,100\n"
    site = case()
    assert not proposed(site, site.write("表.csv", text), "donations").errors


def test_a_record_with_a_unit_is_no_second_line_of_a_head(case: Callable[..., CaseSite]) -> None:
    """大米,,（元）,甲公司 below 物资名称, 数量, 价值, 捐赠单位 would make 物资名称大米 of them."""
    text = "物资名称,数量,价值,捐赠单位\n大米,,（元）,甲公司\n面粉,20,3000,乙公司\n"
    site = case()
    assert [fault.code for fault in proposed(site, site.write("表.csv", text), "goods").errors] == ["unreadable-file"]


def test_a_unit_below_no_head_is_told(case: Callable[..., CaseSite]) -> None:
    """金额 over two columns, （万元） below the second: the amounts are not read in yuan."""
    text = "日期,捐赠人,金额,\n,,,（万元）\n2025-03-01,甲公司,3,\n"
    site = case()
    assert [fault.code for fault in proposed(site, site.write("表.csv", text), "donations").errors] == [
        "unreadable-file"
    ]


def test_the_list_of_findings_says_what_it_is_for(case: Callable[..., CaseSite]) -> None:
    """Our own 问题清单 holds nothing to import, and says so."""
    site = case()
    book = Workbook()
    assert book.active is not None
    book.active.title = "问题清单"
    book.active.append(["序号", "问题"])
    path = site.folder / "问题清单.xlsx"
    book.save(path)
    (fault,) = [fault for fault in proposed(site, path).errors if fault.code == "unreadable-file"]
    assert "问题清单" in fault.message
    assert "不用导入" in fault.fix


@pytest.mark.parametrize("words", ["本月合计", "本期合计", "3月合计", "合计"])
def test_totals_under_the_words_of_a_ledger(case: Callable[..., CaseSite], words: str) -> None:
    """A total of a ledger stands under 摘要, with a day before it: it is none of the gifts, and it must hold."""
    text = "日期,凭证字号,摘要,借方,贷方,方向,余额\n2025-01-01,,年初余额,,900,贷,900\n2025-03-01,记-1,甲公司捐款,,1000,贷,1900\n"
    text += "2025-03-02,记-2,乙公司捐款,,500,贷,2400\n2025-03-31,,{},,{},贷,2400\n2025-03-31,,本年累计,,2400,贷,2400\n"
    site = case()
    held = proposed(site, site.write("捐赠收入.csv", text.format(words, 1500)), "donations", **{"1_ledger": "credit"})
    assert sums(held) == ["1,500.00"]
    assert "total-mismatch" not in problems_of(held)
    broken = proposed(site, site.write("捐赠收入.csv", text.format(words, 1501)), "donations", **{"1_ledger": "credit"})
    assert "total-mismatch" in problems_of(broken)


@pytest.mark.parametrize("words", ["合计", "本月合计", "Total"])
def test_totals_under_the_day_of_a_statement(case: Callable[..., CaseSite], words: str) -> None:
    """A total of what went out and came in is held against both; it is no gift with money on both sides."""
    text = "日期,摘要,支出,收入,余额\n2024-02-01,甲公司捐款,,500,1500\n2024-02-02,手续费,2,,1498\n{},,2,{},\n"
    site = case()
    held = proposed(site, site.write("流水.csv", text.format(words, 500)), "donations")
    assert (sums(held), open_topics(held), problems_of(held)) == (["500.00"], [], [])
    broken = proposed(site, site.write("流水.csv", text.format(words, 501)), "donations")
    assert "total-mismatch" in problems_of(broken)


def test_questions_are_told_beside_faults(case: Callable[..., CaseSite]) -> None:
    """Whoever mends the faults need not come back to hear of the questions."""
    text = "日期,捐款人,金额,状态\n2024-02-01,甲公司,15 USD,成功\n2024-02-02,乙公司,20,已退款\n"
    site = case()
    site.write("名单.csv", text)
    told = imported(site, "名单.csv", "--kind", "donations").printed
    assert "请先改好上面的问题" in told
    assert "1.returned" in told


def test_words_of_totals_inside_a_remark(case: Callable[..., CaseSite]) -> None:
    """A remark that only mentions a total belongs to a gift."""
    rows = "2025-03-01,1000,,甲公司,合计三次捐款\n2025-03-02,500,,乙公司,期末余额捐出\n2025-03-03,,20,丙公司,水费\n"
    site = case()
    assert sums(proposed(site, site.write("a.csv", f"交易日期,收入,支出,对方户名,摘要\n{rows}"))) == ["1,500.00"]


def test_a_table_above_the_one_that_is_read(case: Callable[..., CaseSite]) -> None:
    """Of two tables on a sheet none is passed over in silence: it is told where the other one stands."""
    above = [
        ["捐款"],
        ["到账日期", "捐赠人", "金额"],
        ["2025-03-01", "甲有限公司", 1000],
        ["2025-03-02", "乙有限公司", 5],
    ]
    below = [["支付日期", "收款单位", "支出金额", "用途"], ["2025-03-09", "甲小学", 300, "助学"]]
    site = case()
    told = proposed(site, marked(site, "two.xlsx", [*above, ["支出"], *below]))
    assert problems_of(told) == ["unreadable-file"]
    assert "第 2 行，内容到第 4 行" in str(told.problems[0].details)
    titled = [["统计", "笔数"], ["到账日期", "捐赠人", "金额"], ["2025-03-01", "甲有限公司", 1000]]
    assert sums(proposed(site, marked(site, "one.xlsx", titled))) == ["1,000.00"]


def test_money_on_both_sides_of_a_row(case: Callable[..., CaseSite]) -> None:
    """A row with money that came in and money that went out is asked about, whichever side is read."""
    text = "交易日期,收入,支出,对方户名,摘要\n2025-03-01,1000,0.00,甲公司,\n2025-03-02,500,3,乙公司,\n2025-03-03,,20,丙公司,\n"
    site = case()
    path = site.write("a.csv", text)
    asked = proposed(site, path)
    assert open_topics(asked) == ["1.both-sides"]
    assert sums(asked) == ["1,000.00"]
    assert sums(proposed(site, path, **{"1_both-sides": "all"})) == ["1,500.00"]
    payments = proposed(site, path, "disbursements", **{"1_both-sides": "all", "1_receiver-type": "执行机构"})
    assert sums(payments) == ["23.00"]


def test_amounts_without_a_way_go_by_the_balances(case: Callable[..., CaseSite]) -> None:
    """100 of which nothing tells is asked; what came in is no payment, and what went out no gift.

    A list of nothing else need not say so, and 捐赠金额 says it of all, whatever balance stands beside it.
    """
    text = (
        "交易日期,发生额,余额,对方户名,摘要\n2025-03-01,100,100,甲公司,\n2025-03-02,30,70,乙公司,\n"
        "2025-03-03,5,75,丙公司,\n2025-03-04,75,0,丁公司,\n"
    )
    site = case()
    path = site.write("a.csv", text)
    asked = proposed(site, path, "donations")
    assert open_topics(asked) == ["1.balance"]
    assert sums(asked) == ["5.00"]
    assert sums(proposed(site, path, "donations", **{"1_balance": "in"})) == ["105.00"]
    paid = {"1_receiver-type": "执行机构"}
    assert sums(proposed(site, path, "disbursements", **{"1_balance": "in"}, **paid)) == ["105.00"]
    assert sums(proposed(site, path, "disbursements", **{"1_balance": "out"}, **paid)) == ["205.00"]
    so_far = "拨付日期,接收方,金额,累计金额\n2025-03-01,甲学校,100,100\n2025-03-02,乙学校,30,130\n2025-03-03,丙学校,5,135\n2025-03-04,丁学校,1,136\n"
    assert sums(proposed(site, site.write("c.csv", so_far), "disbursements", **paid)) == ["136.00"]
    for head in ("转账金额", "汇款金额", "付款金额", "人民币"):
        assert sums(proposed(site, site.write("e.csv", text.replace("发生额", head)), "donations")) == ["5.00"]
    alone = "日期,金额,余额,对方户名\n2025-03-01,100,100,甲公司\n2025-03-02,30,130,乙公司\n"
    assert sums(proposed(site, site.write("b.csv", alone), "donations")) == ["130.00"]
    falling = (
        "捐赠日期,捐赠金额,余额,捐赠人\n2025-03-01,100,900,甲公司\n2025-03-02,30,870,乙公司\n2025-03-03,5,865,丙公司\n"
    )
    assert sums(proposed(site, site.write("d.csv", falling), "donations")) == ["135.00"]


@pytest.mark.parametrize("head", ["已退", "退回金额", "已退款", "Refund"])
def test_what_went_back_under_short_words(case: Callable[..., CaseSite], head: str) -> None:
    """A column of what went back is never passed over: sums are refunds, 是 is asked about."""
    site = case()
    text = "日期,捐赠人,金额,{}\n2025-03-01,甲有限公司,1000,\n2025-03-02,乙有限公司,500,{}\n"
    money = proposed(site, site.write("a.csv", text.format(head, 500)))
    assert open_topics(money) == ["1.refund"]
    assert sums(proposed(site, site.write("b.csv", text.format(head, "")))) == ["1,500.00"]
    word = proposed(site, site.write("c.csv", text.format(head, "是")))
    assert open_topics(word) == ["1.void"]


def test_what_is_crossed_out_or_red(case: Callable[..., CaseSite]) -> None:
    """What is crossed out stops the import; positive numbers in red are told; red heads, days and negative numbers are not."""
    site = case()
    rows: list[list[object]] = [
        ["到账日期", "捐赠人", "金额"],
        ["2025-03-01", "甲有限公司", 1000],
        [date(2025, 3, 2), "乙有限公司", 500],
    ]
    red, struck = Font(color="FFFF0000"), Font(strike=True)
    assert problems_of(proposed(site, marked(site, "a.xlsx", rows, C3=struck))) == ["struck-cells"]
    assert problems_of(proposed(site, marked(site, "b.xlsx", rows, B3=struck))) == ["struck-cells"]
    assert problems_of(proposed(site, marked(site, "c.xlsx", rows, C3=red))) == ["red-numbers"]
    assert problems_of(proposed(site, marked(site, "d.xlsx", rows, A1=struck, C1=red, A3=red, B3=red))) == []
    assert problems_of(proposed(site, marked(site, "e.xlsx", rows, C2=Font(strike=False, color="FF000000")))) == []


def test_what_nobody_sees(case: Callable[..., CaseSite]) -> None:
    """White on white and blue on blue stop the import; white on blue, white heads and shades of a theme do not."""
    site = case()
    rows: list[list[object]] = [["到账日期", "捐赠人", "金额"], ["2025-03-01", "甲有限公司", 1000]]
    white, blue = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")
    unseen = ({"font": white}, {"font": Font(color=Color(theme=0))}, {"font": Font(color=Color(indexed=9))},
              {"font": Font(color="FF1F4E79"), "fill": blue}, {"font": white, "fill": PatternFill("solid", fgColor="FFFFFFFF")})  # fmt: skip
    seen = ({"font": white, "fill": blue}, {"font": Font(color=Color(theme=0, tint=-0.5))}, {"font": Font(color=Color(theme=1))},
            {"fill": blue}, {"font": Font(color="FF000000"), "fill": PatternFill("solid", fgColor="FFFFFFFF")}, {"number_format": "0;-0;;@"})  # fmt: skip
    for looks, codes in ((unseen, ["unseen-cells"]), (seen, [])):
        for look in looks:
            book = Workbook()
            assert book.active is not None
            for row in rows:
                book.active.append(row)
            for attribute, value in look.items():
                setattr(book.active["C2"], attribute, value)
                setattr(book.active["A1"], attribute, value)
            book.save(site.folder / "a.xlsx")
            assert problems_of(proposed(site, site.folder / "a.xlsx")) == codes, look


@pytest.mark.parametrize("number", ["x", "-1", "9" * 5000, "99", ""])
def test_fonts_that_a_workbook_does_not_have(case: Callable[..., CaseSite], number: str) -> None:
    """A broken number of a font ends in no error of our own: nothing is known of such a cell's font."""
    site = case()
    rows: list[list[object]] = [["到账日期", "捐赠人", "金额"], ["2025-03-01", "甲有限公司", 1000]]
    whole = marked(site, "a.xlsx", rows, C2=Font(strike=True))
    broken = site.folder / "b.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            assert name != "xl/styles.xml" or b'fontId="1"' in part
            new.writestr(name, part.replace(b'fontId="1"', f'fontId="{number}"'.encode()))
    assert sums(proposed(site, broken)) == ["1,000.00"]


def test_digits_and_words_in_one_cell(case: Callable[..., CaseSite]) -> None:
    """1000元（壹仟元整） is 1,000 yuan; where the words say another sum the cell is refused."""
    site = case()
    text = "日期,捐赠人,金额\n2025-03-01,甲有限公司,1000元（壹仟元整）\n2025-03-02,乙有限公司,￥20.50(大写：{})\n"
    assert sums(proposed(site, site.write("a.csv", text.format("贰拾元伍角")))) == ["1,020.50"]
    assert problems_of(proposed(site, site.write("b.csv", text.format("贰拾元")))) == ["bad-value"]
    turned = (
        "日期,捐赠人,金额\n2025-03-01,甲有限公司,人民币壹仟元整（￥1000.00）\n2025-03-02,乙有限公司,1000元（500元）\n"
    )
    assert [fault.where.row for fault in proposed(site, site.write("c.csv", turned)).problems] == [3]


def test_english_words_over_the_columns(case: Callable[..., CaseSite]) -> None:
    """The export of a foreign platform or bank is known by its words; messages, addresses and accounts stay out."""
    site = case()
    gifts = "Donation Date,Donor Name,Donation Amount (CNY),Project Name,Email,Message\n2025-03-01,Jia Co. Ltd.,1000.00,,a@b.cn,hi\n"
    read = proposed(site, site.write("gifts.csv", gifts))
    assert sums(read) == ["1,000.00"]
    assert {use.name for use in read.sheets[0].columns} == {"received_on", "donor", "amount", "project", ""}
    bank = "Transaction Date,Description,Debit,Credit,Balance\n2025-03-01,gift,,1000.00,1000.00\n2025-03-02,fee,20.00,,980.00\n"
    assert sums(proposed(site, site.write("bank.csv", bank), **{"1_missing.donor": "=匿名"})) == ["1,000.00"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_text_that_is_called_a_workbook(case: Callable[..., CaseSite], encoding: str) -> None:
    """What banks export as .xls is often text with tabs: it is read as that."""
    site = case()
    path = site.folder / "export.xls"
    path.write_bytes("到账日期\t捐赠人\t金额\n2025-03-01\t甲有限公司\t1,000.00\n".encode(encoding))
    assert sums(proposed(site, path)) == ["1,000.00"]
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert problems_of(proposed(site, path)) == ["unreadable-file"]


def test_units_of_rows_with_a_word_that_is_none(case: Callable[..., CaseSite]) -> None:
    """万元 beside an amount holds though another row says 箱: that row is told, and nothing is read as yuan in silence."""
    site = case()
    text = "日期,捐赠人,数额,单位\n2025-03-01,甲有限公司,10,万元\n2025-03-02,乙有限公司,500,元\n2025-03-03,丙有限公司,100,{}\n"
    assert problems_of(proposed(site, site.write("a.csv", text.format("箱")))) == ["table-unit"]
    assert sums(proposed(site, site.write("b.csv", text.format("元")))) == ["100,600.00"]


def test_words_for_the_way_of_money(case: Callable[..., CaseSite]) -> None:
    """付 goes out, / is neither; a word that nobody knows is asked about, and its money is not counted meanwhile."""
    site = case()
    rows = "2025-03-01,捐款,收,1000,1000,甲公司\n2025-03-02,水费,付,20,980,水务\n2025-03-03,转零钱通,/,30,950,\n2025-03-04,来,{},5,955,乙公司\n"
    text = "日期,摘要,借/贷,金额,余额,对方户名\n" + rows
    known = proposed(site, site.write("a.csv", text.format("收款")), "donations")
    assert sums(known) == ["1,005.00"]
    path = site.write("b.csv", text.format("贰类"))
    asked = proposed(site, path, "donations")
    assert open_topics(asked) == ["1.direction"]
    assert sums(asked) == ["1,000.00"]
    assert sums(proposed(site, path, "donations", **{"1_direction": "in"})) == ["1,005.00"]
    assert [question.id for question in proposed(site, path).questions][:1] == ["1.kind"]


def test_amounts_with_signs_show_both_ways(case: Callable[..., CaseSite]) -> None:
    """+1,000.00 and -20.00 in one column: which side is meant is asked, and nothing that came in is a payment."""
    site = case()
    text = '交易日期,金额,对方户名,余额\n2025-03-01,"+1,000.00",甲有限公司,1000\n2025-03-02,-20.00,水务公司,980\n'
    read = proposed(site, site.write("a.csv", text))
    assert [question.id for question in read.questions][:1] == ["1.kind"]
    assert sums(read) == ["1,000.00"]


@pytest.mark.parametrize(
    "remark", ["冲3月1日误记", "重复登记", "误登", "重复录入", "银行退汇", "撤回捐赠", "Refunded", "reversed"]
)
def test_remarks_of_a_slip_in_the_list(case: Callable[..., CaseSite], remark: str) -> None:
    """A gift that is said to be listed by mistake or twice is asked about."""
    site = case()
    text = f"日期,捐赠人,金额,备注\n2025-03-01,甲有限公司,1000,\n2025-03-02,乙有限公司,500,{remark}\n"
    assert open_topics(proposed(site, site.write("a.csv", text))) == ["1.void"]


def test_a_note_below_that_money_went_back(case: Callable[..., CaseSite]) -> None:
    """A note that tells of a refund is no record, and still nobody passes over it; other notes ask nothing."""
    site = case()
    text = "日期,捐赠人,金额\n2025-03-01,甲有限公司,1000\n2025-03-02,乙有限公司,500\n{},,\n"
    path = site.write("a.csv", text.format("备注：乙公司500元已退"))
    assert open_topics(proposed(site, path)) == ["1.void-note"]
    assert open_topics(proposed(site, path, **{"1_void-note": "all"})) == []
    assert open_topics(proposed(site, site.write("b.csv", text.format("备注：以上为银行到账")))) == []


WAYS = ["日期", "捐赠人", "微信（元）", "支付宝（元）", "银行转账（元）", "合计（元）"]
BY_WAYS = [
    ["2025-03-01", "某某有限公司", "", "", "1000", "1000"],
    ["2025-03-02", "某某商会", "50.5", "20", "", "70.50"],
]


def test_a_sum_over_ways_of_payment_is_the_amount(case: Callable[..., CaseSite]) -> None:
    """Where it is the sum in every row; the ways themselves are told to be in it. Nobody is asked column by column."""
    site = case("base", None)
    plan = proposed(site, laid(site, BY_WAYS, head=WAYS), "donations")
    (sheet,) = plan.sheets
    assert [use.name for use in sheet.columns] == ["received_on", "donor", "", "", "", "amount"]
    assert all("对得上" in use.reason for use in sheet.columns[2:5])
    assert open_topics(plan) == []
    accept(plan)
    assert [row["金额"] for row in site.rows()][-2:] == ["1000.00", "70.50"]


@pytest.mark.parametrize(
    ("change", "head"),
    [
        ({5: "71.50"}, {}),  # it does not add up
        ({3: "廿元"}, {}),  # a part that is no number
        ({}, {3: "物资（元）"}),  # no way of payment: goods are no money
        ({}, {3: "未到账（元）"}),
        ({}, {3: "微信（万元）"}),
    ],
)
def test_a_sum_that_may_be_something_else_is_asked_about(
    case: Callable[..., CaseSite], change: dict[int, str], head: dict[int, str]
) -> None:
    """Then which column is the amount is asked, as before."""
    rows = [BY_WAYS[0], [change.get(place, cell) for place, cell in enumerate(BY_WAYS[1])]]
    words = [head.get(place, word) for place, word in enumerate(WAYS)]
    site = case("base", None)
    plan = proposed(site, laid(site, rows, head=words), "donations")
    assert "amount" not in {use.name for use in plan.sheets[0].columns}
    assert "1.missing.amount" in open_topics(plan)


@pytest.mark.parametrize("head", ["企业配捐", "第二次到账", "平台补贴款"])
def test_columns_of_money_that_nobody_knows(case: Callable[..., CaseSite], head: str) -> None:
    """A column of sums is asked about though no unit stands over it; one of words or of counts is not."""
    site = case()
    text = "日期,捐赠人,捐赠金额,{}\n2025-03-01,甲有限公司,1000,{}\n"
    assert open_topics(proposed(site, site.write("a.csv", text.format(head, 20)))) == ["1.column.D"]
    assert open_topics(proposed(site, site.write("b.csv", text.format(head, "见附件")))) == []
    assert open_topics(proposed(site, site.write("c.csv", text.format("参与天数", 20)))) == []


# --- what is right passes ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind.id for kind in all_kinds() if not kind.form])
def test_tables_of_any_kind_with_a_column_too_many(case: Callable[..., CaseSite], kind: str) -> None:
    """A table of any kind whose header has a word that is none of ours is refused; also where it has no source."""
    site = case("base", None)
    known = kind_of(kind)
    assert known is not None
    labels = [column.label for column in known.record.columns][:3]
    proposal = proposed(site, laid(site, [["甲1", "乙", "丙", "丁"]], "own.csv", [*labels, "经手部门"]), kind)
    assert [fault.code for fault in proposal.problems] == ["wrong-header"]


def test_goods_with_a_value_are_asked_for_its_basis(case: Callable[..., CaseSite]) -> None:
    """A list with 金额 and no 估价依据 asks what the value rests on, once for the sheet, and tells no fault besides."""
    site = case("base", None)
    head = ["接收日期", "捐赠单位", "物资名称", "数量", "单位", "单价（元）", "金额（元）"]
    rows = [["2025-01-10", "惠民超市有限公司", "大米", "100", "袋", "50", "5000"]]
    path = laid(site, rows, "goods.csv", head)
    told = proposed(site, path, "goods", **{"1_counted": "2025-01-31"})
    assert [question.id for question in told.open_questions] == ["1.missing.basis"]
    assert not told.problems
    answers = {"1_counted": "2025-01-31", "1_missing_basis": "=捐赠方的发票"}
    assert proposed(site, path, "goods", **answers).ready
    answers = {"1_counted": "2025-01-31", "1_column_G": "-"}
    assert proposed(site, path, "goods", **answers).ready


def test_counterparties_of_banks_are_givers_and_receivers(case: Callable[..., CaseSite]) -> None:
    """交易对手名称 names who gave or who received; a body is never left out as nobody."""
    site = case("base", None)
    head = ["交易时间", "收入金额", "支出金额", "账户余额", "交易对手名称"]
    rows = [
        ["2025-03-01 10:00:00", "5,000.00", "", "15,000.00", "蓝天贸易有限公司"],
        ["2025-03-05 10:00:00", "", "2,000.00", "13,000.00", "安宁社区居民委员会"],
    ]
    gifts = proposed(site, laid(site, rows, "bank.csv", head), "donations").sheets[0]
    assert "蓝天贸易有限公司" in gifts.first[0]
    payments = proposed(site, laid(site, rows, "bank.csv", head), "disbursements").sheets[0]
    assert "安宁社区居民委员会" in payments.first[0]


def test_gifts_of_nobody_known_are_said_to_be_so(case: Callable[..., CaseSite]) -> None:
    """Where no column names the giver, the proposal says that all gifts go without a name, and what to do otherwise."""
    site = case("base", None)
    rows = [["2025-03-01", "5000", "蓝天贸易有限公司"]]
    path = laid(site, rows, "gifts.csv", ["捐款日期", "捐款金额", "台头"])
    rules = {rule.label: rule.rule for rule in proposed(site, path).sheets[0].rules}
    assert rules["捐赠人类型"].startswith("没有认出写着谁捐的那一列，都按匿名")
    named = proposed(site, path, **{"1_column_C": "donor"}).sheets[0]
    assert "蓝天贸易有限公司" in named.first[0]
    assert "单位" in named.first[0]


@pytest.mark.parametrize(
    ("kind", "head", "row"),
    [
        (
            "goods",
            ["日期", "类型", "品名", "数量", "单位", "捐赠方"],
            ["2025-01-05", "接收", "棉被", "100", "床", "惠民超市有限公司"],
        ),
        (
            "disbursements",
            ["拨付日期", "接收方", "金额", "用途"],
            ["2025-03-10", "鲁甸县教育体育局", "50000", "购买图书"],
        ),
        (
            "donations",
            ["捐赠编号", "到账日期", "金额", "捐赠类型", "捐赠人类别", "捐赠人"],
            ["2025-01-00001", "2025-01-05", "500", "现金", "单位", "蓝天贸易有限公司"],
        ),
    ],
)
def test_our_words_without_the_columns_that_an_import_fills(
    case: Callable[..., CaseSite], kind: str, head: list[str], row: list[str]
) -> None:
    """A table in our own words, of which 来源 and its like are missing, is read as well as one in the words of others."""
    site = case("base", None)
    answers = {"1_counted": "2025-01-31"} if kind == "goods" else {}
    assert proposed(site, laid(site, [row], "own.csv", head), kind, **answers).ready


def test_a_slip_in_our_own_words_is_still_told(case: Callable[..., CaseSite]) -> None:
    """A word that nobody knows among our own is a slip, and no column is left out for it."""
    site = case("base", None)
    path = laid(
        site, [["2025-03-10", "鲁甸县教育体育局", "50000", "甲"]], "own.csv", ["拨付日期", "接收方", "金额", "用涂"]
    )
    assert [problem.code for problem in proposed(site, path, "disbursements").problems] == ["wrong-header"]


def test_what_stood_around_an_amount_is_called_what_it_is(case: Callable[..., CaseSite]) -> None:
    """A plus sign is no number in words; each sort is told with its first cell."""
    amounts = ("+500.00", "壹佰元整", "300元/微信", "五百元")
    rows = [[f"2025-03-0{day}", "某某有限公司", amount] for day, amount in enumerate(amounts, 1)]
    site = case()
    path = laid(site, rows, head=["到账日期", "捐赠人", "捐赠金额"])
    notes = "\n".join(note for sheet in proposed(site, path, "donations").sheets for note in sheet.notes)
    assert "金额：数字前后的正号、单位、付款方式不要，例如 +500.00 读成 500" in notes
    assert "金额：中文写的数换成数字，例如 壹佰元整 读成 100" in notes
    assert notes.count("读成") == 2


@pytest.mark.parametrize(
    ("kind", "head", "row"),
    [
        ("donations", "到账日期,捐赠人,金额(美元)", "2025-03-01,某某有限公司,10"),
        ("disbursements", "付款日期,收款单位,付款金额（港币）", "2025-03-01,某某小学,10"),
        ("goods", "接收日期,捐赠企业,物资名称,数量,单位,物资价值（万美元）", "2025-03-01,某某有限公司,棉被,10,条,5"),
    ],
)
def test_a_column_in_another_currency_is_told(case: Callable[..., CaseSite], kind: str, head: str, row: str) -> None:
    """The reason why nothing can be read is said, and no question asked that leads nowhere."""
    site = case()
    path = site.write("gifts.csv", f"{head}\n{row}\n")
    proposal = proposed(site, path, kind)
    assert [fault.code for fault in proposal.errors] == ["table-unit"]
    assert proposal.open_questions == []
    assert imported(site, "gifts.csv", "--kind", kind, "--accept").exit_code == 1


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (["支持时间,支持者,支持金额", "2025-03-01,爱心网友1,10"], {"支持时间": "到账日期", "支持者": "捐赠人", "支持金额": "金额"}),
        (["捐款人微博昵称,捐款时间,金额", "@追风少年,2025-03-01,1"], {"捐款人微博昵称": "捐赠人"}),
        (["商家名称,所在城市,捐赠日期,订单数,订单均价,捐赠金额(元)", "某饺子馆,成都,20250301,20,9,0.2"], {"捐赠日期": "到账日期", "捐赠金额(元)": "金额"}),
        (["月份,捐赠人次,捐赠总额（元）,平台服务费（元）,结算金额（元）", "2025年1月,1200,12000,72,11928"], {"捐赠总额（元）": "金额"}),
    ],
)  # fmt: skip
def test_words_of_platforms(case: Callable[..., CaseSite], rows: list[str], columns: dict[str, str]) -> None:
    """Heads of platforms are known, also where most of the columns say nothing of gifts and somebody told the kind."""
    site = case()
    (sheet,) = proposed(site, site.write("gifts.csv", "\n".join([*rows, ""])), "donations").sheets
    known = {use.header: use.label for use in sheet.columns if use.label}
    assert known.items() >= columns.items()


def test_a_giver_that_speaks_for_a_platform_is_asked_about(case: Callable[..., CaseSite]) -> None:
    """抖音官方配捐 is no person whose name may be left out without a word."""
    site = case()
    path = site.write("gifts.csv", "到账日期,捐赠人,金额\n2025-03-01,抖音官方配捐,100000\n2025-03-02,热心群众,5\n")
    assert [question.id for question in proposed(site, path, "donations").open_questions] == ["1.donor-type"]


@pytest.mark.parametrize(
    "head",
    [
        ["No.", "交款时间", "爱心人士或单位", "善款数额"], ["序号", "转账日期", "捐资人", "捐资额"], ["序号", "受赠时间", "捐献单位", "受赠金额"],
        ["序号", "汇款日期", "捐款单位及个人", "汇款金额"], ["序号", "接收日期", "赠与方", "接收金额"], ["序号", "缴款日期", "来款方", "到款金额"],
    ],
)  # fmt: skip
def test_other_words_over_the_columns_of_gifts(case: Callable[..., CaseSite], head: list[str]) -> None:
    """S01: what people call the day, the giver and the amount."""
    site = case()
    proposal = proposed(site, laid(site, LISTED, head=head), "donations")
    assert not any(question.required for question in proposal.questions)
    accept(proposal)
    assert [(row["到账日期"], row["捐赠人"], row["金额"]) for row in site.rows()] == [
        ("2025-03-22", "某某有限公司", "100.00"),
        ("2025-03-23", "某某商会", "10000.00"),
    ]


@pytest.mark.parametrize("quoted", [False, True])
def test_cells_that_spreadsheets_must_leave_alone(case: Callable[..., CaseSite], *, quoted: bool) -> None:
    """X-platform: ="…" around dates and numbers, in the manner of programs or of CSV, is no part of them; a torn one is refused."""
    site = case()

    def tagged(*cells: str) -> str:
        words = (f'="{cell}"' for cell in cells)
        return ",".join('"{}"'.format(word.replace('"', '""')) if quoted else word for word in words)

    lines = [
        tagged("捐赠时间", "捐赠人", "捐赠金额"),
        tagged("2025-03-01", "甲县木器, 家具公司", "1000.50"),
        tagged("2025-03-02", "乙公司", "20"),
    ]
    site.write("list.csv", "\n".join(lines) + "\n")
    told = site.import_file("donations", "list.csv").printed
    assert "共 2 行，金额合计 1,020.50 元" in told
    assert "2025-03-00001｜2025-03-01｜1000.50｜现金｜单位｜甲县木器, 家具公司" in told
    site.write("list.csv", "\n".join([*lines, '="2025-03-03,丙公司,3']) + "\n")
    assert "CSV 格式有误" in site.import_file("donations", "list.csv").printed
    site.write("data/demo/honours.csv", '编号,名称,来源\nh1,="奖",A2025\n')
    assert site.check().errors == ("bad-csv",)
