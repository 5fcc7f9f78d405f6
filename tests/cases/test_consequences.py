"""Where a whole table cannot be read, only that is told: not that what it holds does not exist, and nothing is proposed instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from case import CaseSite

Case = Callable[..., CaseSite]

FIGURE = "编号,主题,事项,指标,{value},约数,单位,原文写法,性质,口径,款物,属于,状态,来源,出处\n"
ROWS = (
    "A001,收入,全年,接收款物,120,余,元,120万余元,实际,本级,款物,,已核,A2025,一\n"
    "A002,支出,全年,发放款物,86,,元,86万元,实际,本级,款物,,已核,A2025,一\n"
    "A003,支出,助学,支出,50,,元,50万元,实际,本级,现金,AB01,已核,A2025,二\n"
)
COMPUTED = "编号,年度,主题,事项,指标,公式,单位,口径\nA090,2025,总体,全年,结余,A001 - A002,元,本级\n"


@pytest.mark.parametrize(
    ("above", "value", "code"),
    [
        ("", "数值（万元）", "wrong-header"),
        ("单位：千元" + "," * 14 + "\n", "数值", "table-unit"),
        ("", "金额", "wrong-header"),
    ],
)
def test_an_unread_register_makes_no_figure_missing(case: Case, above: str, value: str, code: str) -> None:
    """Headlines, breakdowns, formulas and texts name figures of it: one error, its cause."""
    site = case()
    site.write("data/demo/figures/2025.csv", above + FIGURE.format(value=value) + ROWS)
    site.write("data/demo/computed.csv", COMPUTED)
    site.write("data/demo/projects.csv", "编号,名称,内容,来源\naid,助学,全年支出 {A003}。,A2025\n")
    outcome = site.check()
    assert (outcome.refused, outcome.errors) == (True, (code,))
    assert "不存在" not in outcome.printed
    assert "建议填：A" not in outcome.printed


def test_an_unread_table_makes_no_record_missing(case: Case) -> None:
    """The same for ids of sources and projects; a reference into a table that was read is still told."""
    site = case()
    site.write("data/demo/sources.csv", "编号,名称,出版者,发布日期,等级\nA2025,报告,示例慈善会,2026-03-20,报\n")
    site.write("data/demo/headlines.csv", "年度,角色,编号\n2025,收入合计,A001\n2025,支出合计,A0O2\n")
    outcome = site.check()
    assert outcome.errors == ("wrong-header", "unknown-reference")
    assert "A0O2" in outcome.printed
    assert "“A2025”指向" not in outcome.printed


@pytest.mark.parametrize(("cell", "asked"), [("已退款", True), ("冲红", True), ("作废", True), ("没有退款", False)])
@pytest.mark.parametrize("column", ["出处", "说明"])
def test_a_gift_that_is_said_to_be_void_is_asked_about(case: Case, column: str, cell: str, *, asked: bool) -> None:
    """Its amount counts as income; once its refund is entered, nothing is asked."""
    site = case()
    header = f"捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源,{column}\n"
    site.write("data/demo/donations.csv", f"{header}2025-05-00001,2025-05-01,李平,100,现金,个人,是,A2025,{cell}\n")
    assert ("said-to-be-void" in site.check().questions) is asked
    refund = "退款日期,捐赠编号,退款金额,原因,来源\n2025-06-01,2025-05-00001,100,误操作,A2025\n"
    site.write("data/demo/gift_refunds.csv", refund)
    assert "said-to-be-void" not in site.check().questions


@pytest.mark.parametrize("cell", ["撤销", "无效", "Reversed", "追回", "已扣回"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_word_that_is_a_whole_note_is_asked_about_in_any_row(case: Case, cell: str, place: int) -> None:
    """Where the cell begins and ends is known beside the notes of other rows, before and behind it."""
    notes = ["谢谢", "为孩子们", "每月一捐"]
    notes[place] = cell
    rows = [f"2025-05-0000{at},2025-05-01,李平,{at}00,现金,个人,是,A2025,{note}" for at, note in enumerate(notes, 1)]
    site = case()
    header = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源,说明"
    site.write("data/demo/donations.csv", "\n".join([header, *rows, ""]))
    outcome = site.check()
    assert outcome.questions.count("said-to-be-void") == 1
    assert ("donations.csv", place + 2) in outcome.places


def test_a_part_may_be_above_its_total_where_another_part_takes_it_back(case: Case) -> None:
    """90万 less 4万 taken back is 86万: nothing is asked, and the negative amount is accepted as it is written."""
    site = case()
    rows = (
        ROWS.replace(",120,", ",1200000,").replace(",86,", ",860000,").replace(",50,,元,50万元", ",900000,,元,90万元")
    )
    back = "A004,支出,上年多付,支出,-40000,,元,冲回4万元,实际,本级,现金,AB01,已核,A2025,二\n"
    site.write("data/demo/figures/2025.csv", FIGURE.format(value="数值") + rows + back)
    outcome = site.check()
    assert (outcome.errors, outcome.questions) == ((), ())


@pytest.mark.parametrize(
    ("value", "wording", "words"),
    [
        ("340000", "34万元", ""),
        ("345000", "34.5万元", ""),  # 120万余元 may be 120.5万
        ("350000", "约35万元", ""),
        ("370000", "37万元", "差 3万元"),
        ("-340000", "负34万元", "正好正负相反"),
        ("34", "34元", "差 34.00万元"),
    ],
)
def test_a_stated_difference_of_the_year_is_held_against_its_totals(
    case: Case, value: str, wording: str, words: str
) -> None:
    """S15: as exactly as the three are told; not where they count other bodies, or staff hold them against each other."""
    site = case()
    about = "约" if wording.startswith("约") else ""
    row = f"A009,总体,全年,收支差,{value},{about},元,{wording},实际,{{}},款物,,已核,A2025,第一段\n"
    figures = (site.folder / "data/demo/figures/2025.csv").read_text("utf-8")
    headlines = (site.folder / "data/demo/headlines.csv").read_text("utf-8")
    site.write("data/demo/headlines.csv", f"{headlines}2025,收支差,A009\n")
    site.write("data/demo/figures/2025.csv", figures + row.format("本级"))
    outcome = site.check()
    assert ("sum-unlike-total" in outcome.questions) is bool(words)
    assert words in outcome.printed.replace("\n     ", "")
    site.write("data/demo/figures/2025.csv", figures + row.format("市县两级"))
    assert "sum-unlike-total" not in site.check().questions
