"""Units, currencies and the words around amounts: what cannot be read as yuan for certain is refused, never passed over."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from case import CaseSite, Outcome
from openpyxl import Workbook

from disclosure.accounts.wordings import wording_problems
from disclosure.kinds.figures import ReportedFigure
from disclosure.kinds.gifts import DonationRecord
from disclosure.kinds.goods import GoodsRecord
from disclosure.problems import Problem, Where
from disclosure.reading import Record, TypedTable, check_totals, read_columns, read_tables
from disclosure.reading.days import read_day
from disclosure.reading.filetypes import by_suffix

Case = Callable[..., CaseSite]

HEAD = ["捐赠编号", "到账日期", "捐赠人", "金额", "捐赠类型", "捐赠人类型", "同意公开姓名", "来源", "说明"]


def gift(number: int = 1, amount: Any = 100, day: str = "2025-03-01", **cells: str) -> list[Any]:
    """A row of the list of gifts."""
    row = dict(
        zip(HEAD, [f"2025-03-{number:05d}", day, "赵安", amount, "现金", "个人", "是", "A2025", ""], strict=True)
    )
    return list((row | cells).values())


def lay_gifts(
    site: CaseSite, *rows: Sequence[Any], name: str = "donations.csv", within: Path | None = None
) -> CaseSite:
    """Write rows as the list of gifts of a case, as CSV or as a workbook."""
    path = (within or site.data) / name
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return site
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return site


def lay_figure(
    site: CaseSite, wording: str, value: str, unit: str = "元", qualifier: str = "", measure: str = "其他"
) -> CaseSite:
    """One more figure in the register of a case."""
    path = site.data / "figures" / "2025.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(
            [
                "C001",
                "总体",
                "全年",
                measure,
                value,
                qualifier,
                unit,
                wording,
                "实际",
                "本级",
                "",
                "",
                "已核",
                "A2025",
                "一",
            ]
        )
    return site


def suggestions(outcome: Outcome) -> list[str]:
    """What a report proposes to type."""
    return [line.partition("建议填：")[2] for line in outcome.printed.splitlines() if "建议填：" in line]


def read(folder: Path, *rows: Sequence[Any], record: type[Record] = DonationRecord, name: str = "gifts.csv") -> Found:
    """What reading these rows as a table of *record* finds; quicker than a check of a whole site."""
    lay_gifts(CaseSite(folder), *rows, name=name, within=folder)
    (raw,) = read_tables(folder / name, name, record)
    table, problems = read_columns(record, raw.cells, raw.where, raw.powers)
    return Found([*raw.problems, *problems, *check_totals(raw, table, record)], table)


@dataclass(frozen=True, slots=True)
class Found:
    """Problems of a table or a row, and the table."""

    problems: list[Problem]
    table: TypedTable | None = None

    @property
    def codes(self) -> list[str]:
        """The codes in order."""
        return [fault.code for fault in self.problems]

    @property
    def proposed(self) -> list[str]:
        """What is proposed to type."""
        return [fault.suggestion for fault in self.problems if fault.suggestion]

    @property
    def text(self) -> str:
        """Everything that is said."""
        return "".join(f"{fault.message}{fault.fix}" for fault in self.problems)


def figure(wording: str, value: str, unit: str = "元", qualifier: str = "", measure: str = "其他") -> Found:
    """What is found in one row of the register."""
    cells = {
        "as_written": wording,
        "value": Decimal(value),
        "unit": unit,
        "measure": measure,
        "qualifier": qualifier or None,
    }
    row = ReportedFigure.of({**cells, "nature": "实际"}, Where("figures/2025.csv", None, 2))
    return Found(list(wording_problems(row)))


@pytest.mark.parametrize(
    ("wording", "word"),
    [
        *(
            (wording, "不超过")
            for wording in ("不超500万元", "未超500万元", "没有突破500万元", "小于等于500万元", "≦500万元")
        ),
        *((wording, "不到") for wording in ("没到500万元", "不够500万元", "500万元缺一点")),
        *((wording, "不低于") for wording in ("大于等于500万元", "大于或等于500万元", "≧500万元")),
        *((wording, "多") for wording in ("500万元有奇", "500万元零几")),
        *((wording, "左右") for wording in ("500万元内外", "500万元之谱")),
        *((wording, "约") for wording in ("500万元，约", "500万元（±5%）")),
        ("500有余元", "余"),
        ("不只500万元", "不止"),
        ("保底500万元", "至少"),
        ("小500万元", "接近"),
        ("500万元（概算）", "估计"),
        ("500万元（不完全统计）", "至少"),
        *((wording, "多") for wording in ("500万元出点头", "五百万元挂点零", "500万元只多不少")),
        *((wording, "估计") for wording in ("500万元（暂估数）", "500万元（含预估）")),
        *((wording, "约") for wording in ("500万元（取整）", "500万元（四舍五入）", "500万元（约值）")),
        *((wording, "不到") for wording in ("500万元略少", "500万元稍欠")),
        *((wording, "接近") for wording in ("仅次于500万元", "勉强500万元")),
        ("500万元或更多", "以上"),
        ("最少也有500万元", "最少"),
        ("少则500万元", "至少"),
        ("满打满算500万元", "至多"),
        ("大差不差500万元", "差不多"),
        ("500万元大关", "突破"),
        ("500万元不止一点", "不止"),
        ("≳500万元", "不低于"),
        ("≲500万元", "不超过"),
    ],
)
def test_words_that_deny_or_bound_are_not_passed_over(wording: str, word: str) -> None:
    """G06: 不超500万元 is at most so much and never proposed as 超; what is proposed is accepted."""
    value = "500" if wording == "500有余元" else "5000000"
    told = figure(wording, value)
    assert (told.codes, told.proposed) == (["qualifier-missing"], [word])
    assert figure(wording, value, qualifier=word).codes == []


@pytest.mark.parametrize(
    "wording",
    [
        "小计500万元",
        "中小500万元",
        "大小500万元",
        "共计500万元",
        "超级500万元",
        "勉强支持500万元",
        "500万元大关村",
        "500万元（取得）",
    ],
)
def test_words_that_only_begin_alike_bound_nothing(wording: str) -> None:
    """G06: 小计 is a sum, 小500万元 nearly so much."""
    assert figure(wording, "5000000").proposed == []


@pytest.mark.parametrize(
    ("wording", "value", "unit", "codes"),
    [
        ("1打", "12", "个", ["wording-mismatch"]),
        ("1打", "1", "个", ["wording-unit"]),
        ("三对", "6", "只", ["wording-mismatch"]),
        ("300斤", "300", "袋", ["wording-unit"]),
        ("15亩", "10000", "平方米", ["wording-mismatch"]),
        ("15亩", "15", "平方米", ["wording-unit"]),
        ("5吨", "5", "箱", ["wording-unit"]),
        ("100里", "100", "公里", ["wording-unit"]),
        ("3对口帮扶学校", "3", "个", []),
        ("1.2万只", "12000", "盒", ["wording-unit"]),
        ("口罩120箱", "120", "只", ["wording-unit"]),
        ("120箱（1200盒）", "1200", "盒", []),
        ("120%", "1.2", "倍", ["wording-unit"]),
        ("120%", "120", "倍", ["wording-unit"]),
        ("1.2倍", "120", "%", []),
        ("增长一倍", "100", "%", []),
        ("300只", "300", "个", []),
        ("12双", "12", "双", []),
        ("5对", "5", "对", []),
    ],
)
def test_packs_pairs_and_areas_are_no_pieces(wording: str, value: str, unit: str, codes: list[str]) -> None:
    """G05: a dozen is not one, 亩 are no square metres, and no number of another unit is proposed."""
    told = figure(wording, value, unit=unit)
    assert (told.codes, told.proposed) == (codes, [])


@pytest.mark.parametrize("wording", ["支大于收5万元", "收入小于支出5万元", "支出多于收入5万元"])
def test_more_spent_than_received_is_below_zero(wording: str) -> None:
    """S15: as accounts in words tell of a deficit."""
    assert figure(wording, "-50000", measure="结余").codes == []


@pytest.mark.parametrize(
    ("wording", "measure", "codes"),
    [
        ("亏损5万元", "收支差", ["wording-mismatch"]),
        ("超支5万元", "结余", ["wording-mismatch"]),
        ("收不抵支5万元", "收支差额", ["wording-mismatch"]),
        ("缺口5万元", "收支缺口", []),
        ("超支5万元", "超支", []),
        ("亏损5万元", "亏损", []),
        ("结余5万元", "收支差", []),
    ],
)
def test_a_balance_told_as_a_deficit_is_not_above_zero(wording: str, measure: str, codes: list[str]) -> None:
    """S15: nothing is proposed, but the value that the words ask for is named."""
    told = figure(wording, "50000", measure=measure)
    assert (told.codes, told.proposed) == (codes, [])
    assert not codes or "-50000" in str(told.problems[0].details["hint"])
    assert not codes or told.problems[0].details["read"] == "-50000"


def test_a_minus_that_only_the_wording_has_is_told_as_such() -> None:
    """S15: the value lacks the sign, not the wording."""
    told = figure("-5万元", "50000")
    assert "数值没有负号" in str(told.problems[0].details["hint"])
    assert told.proposed == []


@pytest.mark.parametrize(
    ("unit", "proposed", "said", "new"),
    [
        ("公斤", ["千克"], "是不是“千克”", True),
        ("KM", ["公里"], "是不是“公里”", True),
        ("公顷", [], "", True),
        ("人/次", ["人次"], "", True),
        ("万元", [], "“元”，数值换算成元", False),
        ("万人", [], "“人”，数值写出全部数字", False),
        ("亿", [], "数值写出全部数字", False),
    ],
)
def test_an_unknown_unit_is_never_proposed_as_another_measure(
    case: Case,
    unit: str,
    proposed: list[str],
    said: str,
    new: bool,  # noqa: FBT001
) -> None:
    """G05: 公斤 is one edit from 公里; and nobody is told to declare 万元 as a unit."""
    outcome = lay_figure(case(), f"30{unit}", "30", unit=unit).check()
    assert "unknown-unit" in outcome.errors
    text = outcome.printed.replace("\n     ", "")
    assert [each for each in suggestions(outcome) if not each.isdigit()] == proposed
    assert said in text
    assert ("确实是新单位" in text) is new


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("万床", "“床”，数值写出全部数字"),
        ("百个", "“个”"),
        ("万", "写出全部数字"),
        ("千克", ""),
        ("箱（20盒）", ""),
        ("元", ""),
    ],
)
def test_goods_are_counted_without_a_scale(case: Case, unit: str, said: str) -> None:
    """G19: 8.4 of 万床 is 84000 床, which another row may say in full."""
    site = case()
    head = "品名,类型,日期,数量,单位,价值,估价依据,捐赠方,来源"
    rows = f"棉被,接收,2025-01-30,8.4,{unit},,,示例公司,A2025\n棉被,结存,2025-02-01,8.4,{unit},,,,A2025\n"
    site.write("data/demo/goods.csv", f"{head}\n{rows}")
    outcome = site.check()
    assert set(outcome.errors) == ({"unknown-unit"} if said else set())
    assert said in outcome.printed.replace("\n     ", "")


def test_a_figure_in_yuan_ends_with_the_cent() -> None:
    """Also where the wording says the same; averages and prices may be finer."""
    assert figure("100.005元", "100.005").codes == ["bad-value"]
    assert figure("1.00005万元", "10000.5").codes == []
    assert figure("平均每人33.333元", "33.333", measure="人均支出").codes == []
    assert figure("1.2345小时", "1.2345", unit="小时").codes == []


@pytest.mark.parametrize(
    ("wording", "value", "unit", "qualifier"),
    [
        ("一个亿", "100000000", "元", ""), ("3个亿", "300000000", "元", ""), ("两个多亿", "200000000", "元", "多"), ("2.6w元", "26000", "元", ""),
        ("2.6W余元", "26000", "元", "余"), ("三点五万元", "35000", "元", ""), ("百分之三点五", "3.5", "%", ""), ("2000＋万元", "20000000", "元", "余"),
        ("一半", "50", "%", ""), ("近半数", "50", "%", "近"), ("約500萬元", "5000000", "元", "约"), ("500餘萬元", "5000000", "元", "余"),
        ("過半", "50", "%", "超过"),
        ("过半", "50", "%", "超过"), ("三分之二", "66.67", "%", ""), ("三分之二", "66.7", "%", ""),
        ("四分之三", "75", "%", ""), ("2000万元冒头", "20000000", "元", "多"), ("2000万元弱", "20000000", "元", "不到"),
        ("2000万元光景", "20000000", "元", "左右"),
        ("2025年募得30万元", "300000", "元", ""), ("3万、2万元", "30000", "元", ""), ("善款5000，物资3000元", "5000", "元", ""), ("第3届", "3", "届", ""),
    ],
)  # fmt: skip
def test_words_of_reports_are_read(wording: str, value: str, unit: str, qualifier: str) -> None:
    """亿 after 个, w for 万, points in Han, shares in words, rarer words of approximation."""
    assert figure(wording, value, unit, qualifier).codes == []


@pytest.mark.parametrize(
    ("wording", "value", "unit", "code"),
    [
        ("2025年3月", "2025", "元", "wording-unit"), ("99公益日筹款200万元", "99", "元", "wording-unit"), ("2025年募得30万元", "2025", "元", "wording-unit"),
        ("1至12月5000元", "12", "元", "wording-unit"), ("10万美元", "700000", "元", "wording-mismatch"), ("2.6w", "26000", "元", "wording-mismatch"),
        ("三分之二", "67", "%", "wording-mismatch"), ("△5万元", "50000", "元", "wording-mismatch"), ("2000万元光景", "20000000", "元", "qualifier-missing"),
        ("过半", "50", "%", "qualifier-missing"), ("2000＋万元", "20000000", "元", "qualifier-missing"),
        ("500.x万元", "500", "元", "wording-mismatch"), ("5**万元", "5", "元", "wording-mismatch"), ("RMB 5 million+", "5000000", "元", "wording-mismatch"),
    ],
)  # fmt: skip
def test_a_number_of_something_else_is_no_sum(wording: str, value: str, unit: str, code: str) -> None:
    """A year, a name with digits or dollars are not taken for the amount, and no number is proposed that may be wrong."""
    found = figure(wording, value, unit)
    assert found.codes == [code]
    assert not [word for word in found.proposed if word.isdigit()]


@pytest.mark.parametrize(
    "wording",
    [
        "超支4万元",
        "倒贴4万元",
        "缺口4万元",
        "冲回4万元",
        "退回4万元",
        "核减 4 万元",
        "扣除4万元",
        "红字4万元",
        "[红字]4万元",
        "倒欠4万元",
        "短缺4万元",
        "比上年少4万元",
        "收不抵支4万元",
        "loss of 40,000元",
    ],
)
def test_what_is_taken_back_is_told_with_either_sign(wording: str) -> None:
    """An amount returned is 4万 by itself, and minus 4万 in a sum."""
    assert figure(wording, "-40000").codes == figure(wording, "40000").codes == []
    assert figure(wording, "400000").codes == ["wording-mismatch"]


def test_the_sign_of_a_negative_number_is_never_turned_by_a_proposal() -> None:
    """Minus 4万 beside a wording that says 4万: told, with the words that are missing, and no 40000."""
    found = figure("4万元", "-40000")
    assert (found.codes, found.proposed) == (["wording-mismatch"], [])
    assert "冲回或亏损" in found.text


# --- unit lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "number"), [("G01", 1), ("G01", 2), ("G01", 4), ("G02", 1)])
def test_unit_lines_of_the_cases_are_read(case: Case, name: str, number: int) -> None:
    """单位：人民币万元, in a cell of its own above the header, scales every amount."""
    assert case(name, number).check().exit_code == 0


def test_a_unit_line_over_counts_is_refused(case: Case) -> None:
    """Over a list of goods, whose quantities are no money, the unit line is refused with its row."""
    outcome = case("G01", 3).check()
    assert (outcome.errors, outcome.refused) == (("table-unit",), True)
    assert "人民币万元" in outcome.printed


UNIT_LINES = [
    ("万元为单位，保留两位小数", 10_000), ("数字以“万元”计", 10_000), ("本表「千元」为计价单位", 1000), ("U n i t : 万元", 10_000), ("R M B 万元", 10_000),
    ("户为单位", 1), ("以家庭为单位统计", 1), ("“元”为单位", 1), ("单位：Huawei", 1),
    ("单位：元", 1), ("单位:万元", 10_000), ("单位： 万 元", 10_000), ("（单位：万元）", 10_000), ("单位：万元（人民币）", 10_000),
    ("单位：人民币万元", 10_000), ("单位：RMB万元", 10_000), ("金额单位：万元", 10_000), ("金额：万元", 10_000), ("货币单位：千元", 1000),
    ("单位：百元", 100), ("单位：角", Decimal("0.1")), ("单位：分", Decimal("0.01")), ("单位：百万元", 1_000_000), ("单位：亿元", 100_000_000),
    ("单位：十万元", 100_000), ("万元", 10_000), ("（万元）", 10_000), ("人民币：万元", 10_000), ("以万元为单位", 10_000), ("按千元计", 1000),
    ("单位：１０００元", 1000), ("Unit: RMB 10,000", 10_000), ("单位：RMB'000", 1000), ("Amounts in RMB’000", 1000), ("Amounts in RMB 10,000", 10_000),
    ("(in 10,000 yuan)", 10_000),
    ("本表金额栏均为千元", 1000), ("币种：人民币  单位：万元", 10_000),
    ("编制单位：示例慈善会 2025年3月 单位：万元", 10_000), ("填报单位：示例慈善会", 1), ("单位：示例慈善会", 1), ("5万元以上捐赠名单", 1),
    ("2025年1月1日元旦捐赠公示", 1), ("单位：阿里", 1), ("单位：腾讯公益", 1), ("单位: 华为", 1), ("捐赠单位：京东", 1), ("单位：IBM", 1),
    ("單位：萬元", 10_000), ("單位:人民幣元", 1), ("单位：拾万元", 100_000), ("单位：数字人民币元", 1), ("Amount in RMB thousands", 1000),
    ("(in ten thousand yuan)", 10_000), ("Unit: 10K RMB", 10_000), ("以下金额均以万元计", 10_000), ("下列数字为万元", 10_000), ("币种：人民币/CNY", 1),
    ("（金额：万元，人数：人）", 10_000), ("标准（1000元）", 1), ("起捐金额（10000元）", 1), ("合计（1000元）", 1), ("（单位：1000元）", 1000),
    ("（人数：人，金额：万元）", 10_000), ("编制单位：示例慈善会 金额：万元，人数：人", 10_000), ("（共1000元）", 1),
    ("货币资金", 1), ("In 2025 Donations", 1), ("本表按时间列示", 1), ("单位：百度", 1), ("单位：万科", 1), ("单位：红十字", 1), ("单位：分众传媒", 1),
]  # fmt: skip


@pytest.mark.parametrize(("line", "factor"), UNIT_LINES, ids=[line for line, _ in UNIT_LINES])
def test_unit_lines_scale_exactly(tmp_path: Path, line: str, factor: Decimal) -> None:
    """Every spelling of a unit above the header makes the same number of it, in any cell of the line."""
    for place in (0, len(HEAD) - 1):
        above = [""] * len(HEAD)
        above[place] = line
        found = read(tmp_path, ["捐赠公示", *[""] * (len(HEAD) - 1)], above, HEAD, gift(amount=30))
        assert found.table is not None
        assert (found.codes, found.table.frame["amount"].tolist()) == ([], [30 * factor * 100])


@pytest.mark.parametrize("line", ["（1000元）", "（￥1000）", "捐赠一览表（1000元）", "2025年捐赠收入（1000元）"])
def test_a_sum_in_brackets_alone_may_be_a_unit(tmp_path: Path, line: str) -> None:
    """（1000元） over a table, or behind the name of all of it, is refused, and told how to write either."""
    found = read(tmp_path, ["捐赠公示", *[""] * 8], [line, *[""] * 8], HEAD, gift())
    assert set(found.codes) == {"table-unit"}
    assert "是一笔钱" in found.text


def test_virtual_currencies_have_no_column(tmp_path: Path) -> None:
    """What would be refused in 外币金额 as well is not sent there."""
    (told,) = read(tmp_path, HEAD, gift(amount="100USDT")).problems
    assert "外币金额" not in str(told.details["mend"])


@pytest.mark.parametrize(
    "line",
    [
        "单位：美元", "单位：万美元", "币种：港币", "（USD）", "单位：HK$", "单位：欧元", "货币：日元", "单位：韩元", "Currency: USD", "单位：$",
        "英镑", "以美元计", "单位：新台币元", "单位：500元", "单位：万", "单位：文", "单位：银两", "单位：W", "单位：wan", "单位：马克", "单位：公斤",
        "币种：人民币 单位：美元", "2025年美元捐赠公示", "単位：円", "单位:千円", "港紙", "Bitcoin", "單位：新臺幣", "單位：歐元", "单位：英鎊",
        "币种：谢克尔", "货币：坚戈", "Currency: Zloty", "单位：里拉",
        "NZ$", "单位：美分", "In thousands", "RMB in millions", "（万）", "金额：万", "单位：元/人", "单位：万元/户",
        "单位：元/千人", "单位：元×1000", "单位：元*10^4", "单位：元（千）", "单位：元 千", "单位：元（×1000）", "单位：元 以千计",
        "RMB mil.", "CNY bn", "RMB (m)", "Figures in RMB mil.", "In mil.", "yuan (mil.)", "Unit: mil. yuan", "币种：RMB mil", "RMB thous.", "RMB 0,000",
        "Unit: RMB mill.", "in m. RMB", "单位：基那", "单位：爱心豆", "单位：蚂蚁森林能量", "单位：公益积分", "单位：消费券",
        "单位：万元、元", "Unit: RMB 10", "Donations (in 10k)", "单位：lakh", "单位：M", "单位：MM", "Unit: ten yuan", "单位：工时", "单位：小红花",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["gifts.csv", "gifts.xlsx"])
def test_other_currencies_and_unknown_units_are_refused(tmp_path: Path, line: str, name: str) -> None:
    """A unit line that is not surely yuan stops the list, names its row and tells the way out."""
    found = read(tmp_path, ["捐赠公示", *[""] * 8], [*[""] * 8, line], HEAD, gift(), name=name)
    assert set(found.codes) == {"table-unit"}
    assert found.problems[0].where.row == 2
    assert any(way in found.text for way in ("人民币", "元、千元、万元", "请只留一种"))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_currencies_of_the_cases_are_refused(case: Case, number: int) -> None:
    """S11: 单位：美元 above gifts, goods and a balance sheet."""
    outcome = case("S11", number).check()
    assert outcome.refused
    assert set(outcome.errors) <= {"table-unit", "statement-unit"}
    assert "美元" in outcome.printed


@pytest.mark.parametrize(
    "line", ["单位：万元", "单位：角", "单位：欧元", "（千元）", "金额单位：人民币万元", "币种：港币", "RMB万元"]
)
def test_statements_take_yuan_only(case: Case, line: str) -> None:
    """A printed statement is in yuan to the 分, whatever spelling says otherwise."""
    site = case("S11", 3)
    path = site.data / "balance_sheet" / "2025.csv"
    path.write_text(path.read_text("utf-8").replace("单位：美元", line), "utf-8")
    outcome = site.check()
    assert outcome.refused
    assert set(outcome.errors) == {"statement-unit"}


HEADERS = [
    ("金额（万元）", 10_000), ("金额(万元)", 10_000), ("金额：万元", 10_000), ("金额 万元", 10_000), ("金额/万元", 10_000), ("金额【万元】", 10_000),
    ("金额（人民币万元）", 10_000), ("金额（万元人民币）", 10_000), ("金额（RMB 万元）", 10_000), ("金额（单位：千元）", 1000), ("金额（百元）", 100),
    ("金額（萬元）", 10_000),
    ("金额（角）", Decimal("0.1")), ("金额（元）", 1), ("金额（￥）", 1), ("人民币金额", 1), ("人民币金额（万元）", 10_000), ("金额\n（亿元）", 100_000_000),
    ("金\u200b额（万元）", 10_000),
]  # fmt: skip


@pytest.mark.parametrize(("header", "factor"), HEADERS, ids=[header for header, _ in HEADERS])
def test_units_in_the_header_scale_exactly(tmp_path: Path, header: str, factor: Decimal) -> None:
    """The unit behind the words of a column, in any brackets and order."""
    found = read(tmp_path, [header if word == "金额" else word for word in HEAD], gift(amount="30"))
    assert found.table is not None
    assert (found.codes, found.table.frame["amount"].tolist()) == ([], [30 * factor * 100])


@pytest.mark.parametrize(
    "header",
    [
        "金额（美元）",
        "金额(USD)",
        "金额：港币",
        "金额（$）",
        "金额（万）",
        "金额（500元）",
        "金额（欧元）",
        "金额（箱）",
    ],
)
def test_other_units_in_the_header_are_refused(tmp_path: Path, header: str) -> None:
    """A header in dollars, or in no unit of money at all, is no amount."""
    found = read(tmp_path, [header if word == "金额" else word for word in HEAD], gift())
    assert found.codes == ["wrong-header"]
    assert header in found.text


@pytest.mark.parametrize(
    "code",
    [
        '"$"#,##0.00',
        "$#,##0.00",
        "[$€-2] #,##0",
        '#,##0"美元"',
        '0.00"万元"',
        '0!.0,"万元"',
        "#,##0,",
        "[$HK$-C04]#,##0.00",
        '#,##0"角"',
        "[$¥-411]#,##0",
    ],
)
def test_units_in_the_format_of_a_cell_are_refused(tmp_path: Path, code: str) -> None:
    """What a number format shows beside the number, the number does not hold: the cell is named."""
    book = Workbook()
    assert book.active is not None
    for row in (HEAD, gift()):
        book.active.append(row)
    book.active["D2"].number_format = code
    book.save(tmp_path / "gifts.xlsx")
    (raw,) = read_tables(tmp_path / "gifts.xlsx", "gifts.xlsx", DonationRecord)
    assert [fault.code for fault in raw.problems] == ["scaled-format"]
    assert "D2" in raw.problems[0].message


@pytest.mark.parametrize(
    "code", ["#,##0.00", "¥#,##0.00", '#,##0"元"', "[$¥-804]#,##0.00", "0.00_ ;[Red]-0.00 ", '"人民币"0.00', "General"]
)
def test_formats_that_change_nothing_are_read(tmp_path: Path, code: str) -> None:
    """Grouping, colour and our own sign of money leave a number what it is."""
    book = Workbook()
    assert book.active is not None
    for row in (HEAD, gift()):
        book.active.append(row)
    book.active["D2"].number_format = code
    book.save(tmp_path / "gifts.xlsx")
    (raw,) = read_tables(tmp_path / "gifts.xlsx", "gifts.xlsx", DonationRecord)
    assert not raw.problems


def test_a_unit_in_the_name_of_the_sheet_or_below_the_table_is_not_passed_over(case: Case) -> None:
    """Sheet 万元 scales like a line above; a unit that only stands below the table is refused."""
    site = case()
    book = Workbook()
    assert book.active is not None
    book.active.title = "捐赠（美元）"
    for row in (HEAD, gift()):
        book.active.append(row)
    book.save(site.data / "donations.xlsx")
    assert site.check().errors == ("table-unit",)
    below = lay_gifts(case(), HEAD, gift(), ["注：单位：万元", *[""] * 8])
    assert below.check().errors == ("table-unit",)


# --- cells ---------------------------------------------------------------------------------------

NOT_MONEY = [
    "35美元", "USD 35", "$35", "US$1,000.00", "35港币", "HK$35", "€20", "100日元", "1万韩元", "口罩5万只", "5万只", "100元+口罩2盒", "100元、大米2袋",
    "大米10袋", "—", "-", "/", "无", "暂无", "N/A", "待定", "见附件", "1OOO", "l00", "100.005", "100.00.5", "12,34", "120,00", "一万五", "三万半",
    "3块5", "约100", "100余元", "100左右", "数百元", "几十元", "100-200", "100元/人", "1e5", "近万元", "不到100元", "半", "100%", "一百零",
    "1" * 40, "9" * 30 + ".99", "1" * 5000, "1" * 30 + "亿元", "￥35円",
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "right"),
    [
        ("金额（万元/年）", "“金额（万元）”"),
        ("金额（万）", "“金额（元）”或“金额（万元）”"),
        ("【万元】金额", "“金额（万元）”"),
        ("金额（k）", "“金额（元）”或“金额（万元）”"),
        ("实付金额（千元）", "“金额（千元）”"),
    ],
)
def test_a_size_in_an_unknown_header_is_not_lost_by_what_is_proposed(tmp_path: Path, header: str, right: str) -> None:
    """G01: who is told to write 金额 would publish 万元 as yuan."""
    told = read(tmp_path, [header if word == "金额" else word for word in HEAD], gift())
    (fault,) = told.problems
    assert f"请连单位一起写成{right}" in str(fault.details["reason"])
    assert "是不是" not in str(fault.details["reason"])


@pytest.mark.parametrize("cell", ["零", "〇", "负五百元", "-伍佰元整"])
def test_no_sum_is_proposed_that_is_refused_again(tmp_path: Path, cell: str) -> None:
    """G03: no gift is of nothing, or below zero."""
    told = read(tmp_path, HEAD, gift(amount=cell))
    assert (told.codes, told.proposed) == (["bad-value"], [])
    assert "大于零" in str(told.problems[0].details["mend"])


@pytest.mark.parametrize("cell", ["'3500", '"3500"', "=3500", "3500。", "“3500”"])
def test_signs_around_a_number_are_named(tmp_path: Path, cell: str) -> None:
    """G17: it is money, with something left around it."""
    told = read(tmp_path, HEAD, gift(amount=cell))
    assert told.codes == ["bad-value"]
    assert "引号、等号或句号" in str(told.problems[0].details["mend"])


@pytest.mark.parametrize("cell", NOT_MONEY)
def test_what_is_no_amount_in_yuan_is_refused_without_a_proposal(tmp_path: Path, cell: str) -> None:
    """Another currency, goods, empty words and doubtful digits: refused, and no number is put into anybody's mouth."""
    found = read(tmp_path, HEAD, gift(amount=cell))
    assert (found.codes, found.proposed) == (["bad-value"], [])
    assert "例如" not in found.text


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("壹佰元整", "100"), ("人民币100元", "100"), ("100元整", "100"), ("叁万贰仟元整", "32000"), ("3万5千", "35000"), ("1亿3000万元", "130000000"),
        ("35角", "3.5"), ("3元5角", "3.5"), ("伍元零叁分", "5.03"), ("RMB100", "100"), ("六百八十三万五千七百元", "6835700"), ("两千元", "2000"),
        ("一万零五十元", "10050"), ("100块钱", "100"), ("十万元", "100000"),
    ],
)  # fmt: skip
def test_what_certainly_means_an_amount_is_proposed_and_accepted(tmp_path: Path, cell: str, amount: str) -> None:
    """Chinese numerals and coins have one meaning: it is proposed, and typed so it is accepted."""
    found = read(tmp_path, HEAD, gift(amount=cell))
    assert (found.codes, found.proposed) == (["bad-value"], [amount])
    assert read(tmp_path, HEAD, gift(amount=amount)).codes == []


@pytest.mark.parametrize(("name", "number"), [("G03", 1), ("G17", 1), ("G17", 2), ("G17", 3), ("G17", 4)])
def test_cells_of_the_cases_get_no_proposal(case: Case, name: str, number: int) -> None:
    """G03, G17: 100.005, 35美元, 口罩5万只, 100元+口罩2盒 and 无."""
    outcome = case(name, number).check()
    assert outcome.errors == ("bad-value",)
    assert suggestions(outcome) == []


def test_chinese_numerals_of_the_cases_are_proposed_in_digits(case: Case) -> None:
    """G17: 壹佰元整 is 100 and nothing else."""
    assert suggestions(case("G17", 5).check()) == ["100"]


@pytest.mark.parametrize(
    ("cell", "proposed"),
    [
        ("8.4万盒", ["84000"]),
        ("8.4万只", []),
        ("约8.4万", []),
        ("8万多", []),
        ("三万五千", ["35000"]),
        ("8.4万元", []),
        ("1.5箱", []),
    ],
)
def test_quantities_in_wan_are_proposed_in_digits(tmp_path: Path, cell: str, proposed: list[str]) -> None:
    """8.4万 is 84000; with the unit of its row behind, too; with another unit nothing is proposed."""
    head = ["品名", "类型", "日期", "数量", "单位", "捐赠方", "来源"]
    found = read(tmp_path, head, ["口罩", "接收", "2025-01-30", cell, "盒", "示例公司", "A2025"], record=GoodsRecord)
    assert (found.codes, found.proposed) == (["bad-value"], proposed)


def test_quantities_of_the_case_are_proposed_in_digits(case: Case) -> None:
    """G19: 8.4万 is 84000, twice."""
    assert suggestions(case("G19", 1).check()) == ["84000"]


# --- invisible signs -----------------------------------------------------------------------------


def test_invisible_signs_of_the_case_are_named(case: Case) -> None:
    """G10: both cells are named with the sign and its place."""
    outcome = case("G10", 1).check()
    assert outcome.errors == ("invisible-sign", "invisible-sign")
    assert "零宽空格 U+200B" in outcome.printed
    assert "第 4 个字符" in outcome.printed
    assert suggestions(outcome) == ["100", "赵安"]


@pytest.mark.parametrize(
    "sign",
    ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\u202a", "\u200f", "\u3164", "\u2800", "\ufe0f", "\u180e"],
)
@pytest.mark.parametrize("column", ["捐赠编号", "捐赠人", "金额", "到账日期", "捐赠类型"])
def test_invisible_signs_are_named_in_every_column(tmp_path: Path, sign: str, column: str) -> None:
    """In names, ids, amounts, days and choices alike: one finding that names the sign and proposes the cell without it."""
    row = gift()
    place = HEAD.index(column)
    row[place] = f"{str(row[place])[:1]}{sign}{str(row[place])[1:]}"
    found = read(tmp_path, HEAD, row)
    assert (found.codes, found.proposed) == (["invisible-sign"], [str(gift()[place])])
    assert f"U+{ord(sign):04X}" in found.text


@pytest.mark.parametrize("amount", ["\u202e001", "\u20671-2\u2069", "1\U000e00300", "\U000e0131100", "\u202b100\u202c"])
def test_nothing_is_proposed_where_unseen_signs_are_part_of_what_is_said(tmp_path: Path, amount: str) -> None:
    """G10: what was turned around was seen as 100 and lies there as 001, and other signs hold digits of their own."""
    found = read(tmp_path, HEAD, gift(amount=amount))
    assert (found.codes, found.proposed) == (["invisible-sign"], [])


def test_marks_of_joined_files_are_named_in_their_cell(tmp_path: Path) -> None:
    """Files that were put together keep the mark of the second: in a record it is told, a header again is passed over."""
    again = [f"\ufeff{HEAD[0]}", *HEAD[1:]]
    assert not read(tmp_path, HEAD, gift(1), again, gift(2)).codes
    assert len(read_tables(tmp_path / "gifts.csv", "gifts.csv", DonationRecord, compact=True)[0].texts) == 2
    marked = gift(2)
    marked[0] = f"\ufeff{marked[0]}"
    found = read(tmp_path, HEAD, gift(1), marked)
    assert (found.codes, found.proposed) == (["invisible-sign"], ["2025-03-00002"])


def test_digits_in_boxes_are_pictures(tmp_path: Path) -> None:
    assert not read(tmp_path, HEAD, gift(1, 说明="第1\ufe0f\u20e3批")).codes


def test_a_unit_below_its_head_is_no_record(tmp_path: Path) -> None:
    """Without that row the amounts would be read in another unit, so it is told to be put into the header."""
    unit = ["（万元）" if name == "金额" else "" for name in HEAD]
    found = read(tmp_path, HEAD, unit, gift())
    assert found.codes == ["unreadable-file"]
    assert "并进上面的表头" in found.text


@pytest.mark.parametrize(
    ("written", "meant"), [("⼤⻓公司", "大长公司"), ("⻩海⽔厂", "黄海水厂"), ("⺟亲⽹", "母亲网")]
)
@pytest.mark.parametrize("column", ["捐赠人", "说明"])
def test_radicals_out_of_a_pdf_are_told_and_the_characters_proposed(
    tmp_path: Path, column: str, written: str, meant: str
) -> None:
    """They look the same and are other signs: nobody would find the name, and two of one name would be two."""
    row = gift()
    row[HEAD.index(column)] = written
    found = read(tmp_path, HEAD, row)
    assert (found.codes, found.proposed) == (["look-alike-sign"], [meant])
    assert not read(tmp_path, HEAD, gift(1, 说明="⺮字头的字")).codes, "it looks like nothing else"


@pytest.mark.parametrize("sign", ["\ufffc", "\ufffd", "\ue021", "锟斤拷"])
@pytest.mark.parametrize("column", ["捐赠人", "金额", "到账日期", "说明"])
def test_lost_characters_are_told_and_nothing_is_proposed(tmp_path: Path, sign: str, column: str) -> None:
    """What a wrong encoding left of a cell is one finding; nobody knows what stood there."""
    row = gift()
    place = HEAD.index(column)
    row[place] = f"{str(row[place])[:1]}{sign}{str(row[place])[1:]}"
    found = read(tmp_path, HEAD, row)
    assert (found.codes, found.proposed) == (["lost-characters"], [])
    assert not read(tmp_path, HEAD, gift(1, 捐赠人="锟厂")).codes


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("??有限公司", ["lost-characters"]), ("河??镇慈善会", ["lost-characters"]), ("示例公司??", []), ("真的吗?是的", []),
        ("您今天捐了吗??欢迎加入", []),
        ("多少钱？？没说", []), ("https://example.org/a??b", []),
    ],
)  # fmt: skip
def test_question_marks_in_the_place_of_han_are_told(tmp_path: Path, cell: str, told: list[str]) -> None:
    """An encoding that lacks a character leaves a question mark for it, and nobody would find the name again."""
    found = read(tmp_path, HEAD, gift(说明=cell))
    assert found.codes == told


def test_a_file_of_question_marks_says_what_happened(case: Case) -> None:
    """Saved in an encoding without Han: neither header nor names can be had again from it."""
    site = case()
    site.write("data/demo/donations.csv", "????,????,??,????\n2025-03-00001,2025-03-01,100,??\n")
    outcome = site.check()
    assert outcome.errors == ("bad-encoding",)
    assert "汉字都成了问号" in outcome.printed


def test_signs_inside_emoji_are_no_fault(case: Case) -> None:
    """A joined picture and its colour are meant to be there."""
    assert lay_gifts(case(), HEAD, gift(说明="谢谢❤️，一家👨‍👩‍👧三口")).check().exit_code == 0


# --- totals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3])
def test_totals_of_the_cases_are_called_totals(case: Case, number: int) -> None:
    """G22: one message that says so, and whether the total agrees; never errors as if it were a gift."""
    outcome = case("G22", number).check()
    assert outcome.errors == (("total-mismatch",) if number != 3 else ())
    assert "合计行" in outcome.printed
    assert (outcome.errors + outcome.advice).count("total-row-read") == (number == 3)


TOTALS = [
    "合计",
    "总 计",
    "Total",
    "TOTAL:",
    "Grand Total",
    "小计",
    "共计",
    "捐款合计",
    "2025年3月合计",
    "以上合计",
    "总金额",
    "本页小计",
    "汇总",
    "∑",
    "计：",
    "总",
    "合計",
    "總計：",
    "总收入",
    "累加",
    "求和",
    "全部",
    "本页计",
    "2笔",
    "本期发生额",
    "截至3月底",
]


@pytest.mark.parametrize("word", TOTALS)
@pytest.mark.parametrize("place", [0, 2])
def test_total_rows_in_any_words_and_column(tmp_path: Path, word: str, place: int) -> None:
    """A total that agrees is no gift and no error; one that does not agree is one error."""
    for amount, agrees in ((300, True), (999, False)):
        total = [""] * len(HEAD)
        total[place], total[3] = word, str(amount)
        found = read(tmp_path, HEAD, gift(1, 100), gift(2, 200), total)
        assert set(found.codes) <= ({"total-row-read"} if agrees else {"total-mismatch"})
        assert len(found.codes) <= 1
        assert agrees or found.codes


@pytest.mark.parametrize(
    ("total", "codes"),
    [
        (("累计", 1000), []),
        (("本年累计", 900), []),
        (("2026年累计", 700), []),
        (("本月累计", 400), []),
        (("累计", 5000), ["total-row-read"]),
        (("本年累计", 100), ["total-row-read"]),
        (("累计", "一千元左右"), ["bad-value"]),
        (("本年合计", 700), ["total-mismatch"]),
        (("总计", 900), ["total-mismatch"]),
    ],
)
def test_sums_to_date(tmp_path: Path, total: tuple[str, Any], codes: list[str]) -> None:
    """A sum to date begins at any total before, or in another table; nobody mends a ledger that is right."""

    def summed(word: str, amount: Any) -> list[Any]:
        return [word, "", "", amount, *[""] * 5]

    gifts = [gift(at, amount) for at, amount in enumerate((100, 200, 300, 400), 1)]
    between = [summed("1月合计", 100), summed("2月合计", 200), summed("3月合计", 300)]
    rows = [row for pair in zip(gifts, between, strict=False) for row in pair]
    found = read(tmp_path, HEAD, *rows, gifts[-1], summed(*total))
    assert found.codes == codes
    if codes == ["total-row-read"]:
        assert "没有核对" in found.text


@pytest.mark.parametrize(
    ("label", "agrees"),
    [
        ("合计金额：300元（大写：叁佰元整）", True),
        ("合计：2笔，300元", True),
        ("共计人民币叁佰元整", True),
        ("合计：3笔", False),
        ("合计金额：301元", False),
        ("合计金额：300元（大写：叁仟元整）", False),
        ("共2笔", True),
        ("以上共2笔300元", True),
        ("以上共3笔300元", False),
        ("合计￥300.00", True),
        ("合计：RMB 300", True),
        ("合计￥0.03万", True),
        ("合计￥300元（叁佰元整）", True),
        ("合计￥3,000.00", False),
    ],
)
def test_totals_told_in_one_cell(tmp_path: Path, label: str, agrees: bool) -> None:  # noqa: FBT001  (a case, no switch)
    """The amount and the count in the words of a total are held against the rows above it."""
    for name in ("gifts.csv", "gifts.xlsx"):
        found = read(tmp_path, HEAD, gift(1, 100), gift(2, 200), [label, *[""] * 8], name=name)
        assert len(found.codes) == 1
        assert (found.codes == ["total-row-read"]) is agrees
        assert "合计行" in found.text


@pytest.mark.parametrize(
    ("label", "amount", "agrees"),
    [
        ("个人合计", "100", True),
        ("单位捐款小计", "500", True),
        ("个人合计：100元", "", True),
        ("个人合计 1笔", "100", True),
        ("单位合计：2笔 500元", "", True),
        ("个人合计", "500", False),
        ("单位合计：300元", "", False),
        ("个人合计 3笔", "100", True),
        ("个人合计 4笔", "100", False),
        ("单位现金合计", "300", True),
        ("单位现金合计", "500", False),
        ("个人、单位合计", "600", True),
        ("合计（单位：元）", "500", False),
    ],
)
def test_a_total_of_one_sort_is_held_against_the_rows_of_that_sort(
    tmp_path: Path,
    label: str,
    amount: str,
    agrees: bool,  # noqa: FBT001  (a case, no switch)
) -> None:
    """A list of persons and bodies ends with a total of each, in a cell of its own or in the words of its label."""
    body = {"捐赠人": "甲公司", "捐赠人类型": "单位"}
    rows = [gift(1, 100), gift(2, 200, **body, 捐赠类型="物资"), gift(3, 300, **body)]
    found = read(tmp_path, HEAD, *rows, [label, "", "", amount, *[""] * 5])
    assert (not found.codes) is agrees, found.codes


def test_a_total_with_an_unseen_sign_is_in_the_unit_of_its_column(tmp_path: Path) -> None:
    head = [f"{word}（万元）" if word == "金额" else word for word in HEAD]
    for total, codes in (("4\u200b", []), ("40000\u200b", ["total-mismatch"])):
        assert read(tmp_path, head, gift(1, "1.5"), gift(2, "2.5"), ["合计", "", "", total, *[""] * 5]).codes == codes


@pytest.mark.parametrize(
    "label", ["合计300美元", "合计：USD 300", "小计 HK$300", "合计（美元）", "以上共2笔，单位：万元", "合计（万元）"]
)
def test_a_total_in_another_unit_than_its_table(tmp_path: Path, label: str) -> None:
    """S11: a total that names a currency or a size which the columns do not have puts the whole table in doubt."""
    for cell in ("", "300"):
        found = read(tmp_path, HEAD, gift(1, 100), gift(2, 200), [label, "", "", cell, *[""] * 5])
        assert found.codes == ["table-unit"], label


def test_a_total_may_name_the_currencies_that_its_rows_name(tmp_path: Path) -> None:
    """A table that says of each row which currency it was may say so of all of them too."""
    head = [*HEAD, "币种"]
    rows = [[*gift(1, 100), "美元"], [*gift(2, 200), ""], ["合计300元（含美元折算）", *[""] * 9]]
    assert read(tmp_path, head, *rows).codes == ["total-row-read"]


STATISTICS = [
    "期末余额", "期初余额", "上年结转", "银行余额（元）",
    "平均", "平均值：150", "平均每笔捐款", "最大值", "最小值（元）", "中位数", "占比", "合计占比", "占总收入比例", "环比", "同比增长", "增长率", "较上年同期",
    "人均", "笔数", "总笔数", "Average", "其中", "其中：单位",
]  # fmt: skip


@pytest.mark.parametrize("words", STATISTICS)
@pytest.mark.parametrize("place", [0, 2])
def test_rows_of_statistics_are_no_records(tmp_path: Path, words: str, place: int) -> None:
    """What is worked out from the rows above is left out with a word, below the total as well as above it."""
    row, total = [""] * len(HEAD), ["合计", *[""] * (len(HEAD) - 1)]
    row[place], row[3], total[3] = words, "12.5%", "300"
    for last in ([row], [row, total], [total, row]):
        found = read(tmp_path, HEAD, gift(1, 100), gift(2, 200), *last)
        assert found.codes == ["statistic-left-out"], words


def test_a_record_that_only_mentions_a_statistic_stays_a_record(tmp_path: Path) -> None:
    """A giver with such a word in its name or its note is a gift, and what it lacks is told."""
    assert not read(tmp_path, HEAD, gift(1, 捐赠人="同比科技公司"), gift(2, 说明="人均100元")).codes
    lacking = ["", "", "示例公司", "300", "", "", "", "", "人均100"]
    assert "missing-value" in read(tmp_path, HEAD, gift(1, 100), lacking).codes


def test_a_record_with_a_total_in_its_name_stays_a_record(case: Case) -> None:
    """A giver called 汇总 with all that a gift has is a gift."""
    outcome = lay_gifts(case(), HEAD, gift(1, 100, 捐赠人="总计科技有限公司", 捐赠人类型="单位")).check()
    assert outcome.exit_code == 0
    assert "合计行" not in outcome.printed


@pytest.mark.parametrize("giver", [
    "合计", "小 计", "本月合计", "3月小计", "捐款合计", "合计（元）", "合计：2笔", "总计2笔", "示例公司小计", "Grand Total",
])  # fmt: skip
@pytest.mark.parametrize(("amount", "said"), [("300", "正好是上面各行加起来的数"), ("999", "上面各行加起来是 300 元")])
def test_a_total_with_all_that_a_gift_has(case: Case, giver: str, amount: str, said: str) -> None:
    """G22: one question that calls it a total and says whether it agrees, never a gift in silence."""
    rows = [gift(1, 100), gift(2, 200), gift(3, amount, 捐赠人=giver, 捐赠人类型="单位")]
    outcome = lay_gifts(case(), HEAD, *rows).check()
    assert (outcome.errors, outcome.questions) == ((), ("total-as-record",))
    assert said in outcome.printed


def test_totals_in_remarks_and_of_nobody(case: Case) -> None:
    """合计 alone in the remark of a gift without a name; a subtotal is held against the rows since the last one."""
    total = {"捐赠人": "", "捐赠人类型": "匿名", "说明": "小计"}
    rows = [
        gift(1, 100),
        gift(2, 100, **total),
        gift(3, 200),
        gift(4, 200, **total),
        gift(5, 300, 说明="两次合计300元"),
    ]
    outcome = lay_gifts(case(), HEAD, *rows).check()
    assert (outcome.errors, outcome.questions.count("total-as-record")) == ((), 2)
    assert "上面各行加起来是" not in "".join(outcome.printed.split())


PAID = "拨付日期,接收方,接收方类型,类型,金额,用途,来源\n2025-03-01,甲县医院,医院,资金,100,助医,A2025\n2025-03-02,乙县医院,医院,资金,200,助医,A2025\n"


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("合计,其他单位,资金,300,助医", True),
        ("本月合计,其他单位,资金,301,助医", True),
        ("各医院,其他单位,资金,300,合计", True),
        ("小计算机学校,学校,资金,300,三个项目合计", False),
        ("示例会计学校,学校,资金,300,统计员培训", False),
    ],
)
def test_a_total_with_all_that_a_payment_has(case: Case, row: str, asked: bool) -> None:  # noqa: FBT001
    """The same among payments, under the receiver or the purpose."""
    site = case()
    site.write("data/demo/disbursements.csv", f"{PAID}2025-03-31,{row},A2025\n")
    outcome = site.check()
    assert outcome.errors == ()
    assert ("total-as-record" in outcome.questions) is asked


def test_tables_with_totals_of_their_own_stay(case: Case) -> None:
    """A budget of a project may name its sum, and so may parts and figures."""
    site = case()
    site.write("data/demo/projects.csv", "编号,名称,开始日期,来源\np1,助学,2025-01-01,A2025\n")
    budget = "项目,科目,预算,来源\np1,助学金,100,A2025\np1,合计,100,A2025\n"
    site.write("data/demo/project_budgets.csv", budget)
    assert "total-as-record" not in site.check().questions


def test_a_total_under_goods_and_pledges(case: Case) -> None:
    """物资合计 under 品名 and 合计 under the one who pledges."""
    site = case()
    goods = "品名,类型,日期,数量,单位,价值,估价依据,捐赠方,来源"
    rows = [
        "口罩,接收,2025-01-30,100,只,200,发票,示例公司,A2025",
        "物资合计,接收,2025-01-30,100,只,200,发票,示例公司,A2025",
    ]
    counts = [f"{item},结存,2025-02-01,100,只,,,,A2025" for item in ("口罩", "物资合计")]
    site.write("data/demo/goods.csv", "\n".join([goods, *rows, *counts, ""]))
    pledges = "编号,认捐日期,捐赠人类型,捐赠人,认捐金额,已到账,来源\np1,2025-01-30,单位,甲公司,100,0,A2025\np2,2025-01-30,单位,合计,100,0,A2025\n"
    site.write("data/demo/pledges.csv", pledges)
    outcome = site.check()
    assert outcome.errors == ()
    assert outcome.questions.count("total-as-record") == 3


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        "2025-03-01 02:24:00", "2025/3/1 9:08", "2025-03-01T02:24:00", "2025-03-01T02:24:00Z", "2025-03-01T23:59:59+08:00", "2025-03-01T00:10:00+0800",
        "2025年3月1日 9时8分", "2025年3月1日9:08", "2025-03-01 下午11:30", "2025-03-01 11:30 PM", "2025.3.1 9:08", "20250301090807", "2025-03-01 星期六",
        "2025/03/01(六)",
        "2025-03-01 02:24:00.123", "2025-03-01 09:08:07（北京时间）",
        # of banks
        "2025-03-01-10.11.12.123456", "2025-03-01 10.11.12", "2025.3.1 10.11.12", "2025-03-01 23-59-59", "2025-03-01 101112", "2025/3/1 101112",
        "20250301-101112", "20250301_101112", "20250301101112123", "20250301 1011", "2025-03-01-23.03.05",
    ],
)  # fmt: skip
def test_days_with_a_time_are_read_as_their_day(tmp_path: Path, day: str) -> None:
    """The day is the one that is written; no zone moves it."""
    found = read(tmp_path, HEAD, gift(day=day))
    assert found.table is not None
    assert (found.codes, found.table.frame["received_on"].tolist()) == ([], ["2025-03-01"])


@pytest.mark.parametrize(
    ("day", "proposed", "said"),
    [
        ("二〇二五年三月一日", ["2025-03-01"], ""),
        ("2025年3月1号", ["2025-03-01"], ""),
        ("Mar 1, 2025", ["2025-03-01"], ""),
        ("31/03/2025", ["2025-03-31"], ""),
        ("民国114年3月1日", ["2025-03-01"], ""),
        ("民国一百一十四年三月一日", ["2025-03-01"], ""),
        ("2025—03—01", ["2025-03-01"], ""),
        ("2025。3。1", ["2025-03-01"], ""),
        ("2025 3 1", ["2025-03-01"], ""),
        ("2025\\3\\1", ["2025-03-01"], ""),
        ("二○二五年三月一日", ["2025-03-01"], ""),
        ("2025年叁月壹日", ["2025-03-01"], ""),
        ("民國114年3月1日", ["2025-03-01"], ""),
        ("2025‑03‑01", ["2025-03-01"], ""),
        ("3/1/2025 9:08", [], "2025-01-03 还是 2025-03-01"),
        ("2025-0301", ["2025-03-01"], ""),
        ("2025 13 1", [], "日期"),
        ("2025 3-1", [], "日期"),
        ("民国114年13月1日", [], "日期"),
        ("01/02/2025", [], "2025-01-02 还是 2025-02-01"),
        ("3月1日", [], "没有写年份"),
        ("3月1日 08:00", [], "没有写年份"),
        ("25/3/1 8:00", [], "年份只有两位"),
        ("25-3-1", [], "四位"),
        ("2025-02-30", [], "只有 28 天"),
        ("2025-03-00", [], "没有 0 日"),
        ("2025年3月0日", [], "没有 0 日"),
        ("20250230", [], "只有 28 天"),
        ("2025-13-01", [], "没有 13 月"),
        ("2025.3.1-3.5", [], "一段时间"),
        ("2023.03.01-23.03.05", [], "一段时间"),
        ("2023-03-01 23-03-05", [], "日期"),
        ("2025-03-01-10", [], "一段时间"),
        ("2025-03-01 10.11", [], "日期"),
        ("2025-03-01 1011", [], "日期"),
        ("2025-3-1101112", [], "日期"),
        ("2025-03-01 10.61.12", [], "日期"),
        ("20250301246000", [], "日期"),
        ("2025年3月上旬", [], "确切"),
        ("45717", [], "序号"),
        ("2025-03-01T20:24:00Z", [], "时区"),
        ("2025-03-01T20:24:00-05:00", [], "时区"),
        ("2025-03-01 25:61", [], "时刻"),
        ("2025-03-01 24:00", [], "第二天的 0:00"),
        ("2025年3月1日24:00:00", [], "第二天的 0:00"),
        ("24:00", [], "没有日期"),
        ("上午9:30", [], "没有日期"),
        ("2025-03-01 星期一", [], "不是星期一"),
        ("2025-03-01 08:03（周五）", [], "不是星期五"),
        ("2025-03-01 08:03 周六", ["2025-03-01"], ""),
        ("2025-03-01_08:03:22", ["2025-03-01"], ""),
        ("2025-03-01 晚上8点半", ["2025-03-01"], ""),
        ("2025年3月1日下午三点", ["2025-03-01"], ""),
        ("2025年3月1日下午两点半", ["2025-03-01"], ""),
        ("2025年3月1日上午", ["2025-03-01"], ""),
        ("2025-03-01 8:03 a.m.", ["2025-03-01"], ""),
        ("1-Mar-2025 08:03", ["2025-03-01"], ""),
        ("2025-Mar-01", ["2025-03-01"], ""),
        ("Sat, 01 Mar 2025 08:03:22 +0800", ["2025-03-01"], ""),
        ("Sat Mar 01 14:24:00 CST 2025", ["2025-03-01"], ""),
        ("Sat, 01 Mar 2025 23:03:22 GMT", [], "时区"),
        ("Fri, 01 Mar 2025 08:03:22 +0800", [], "不是 Fri"),
        ("01-MAR-25 08.03.22", [], "日期"),
        ("01-MAR-25", [], "年份只有两位"),
        ("3/1/25 8:03", [], "年份只有两位"),
        ("乙巳年二月初二", [], "农历"),
        ("2025-03-01?", [], "日期"),
        ("2025年3月1、2日", [], "一段时间"),
        ("3月1日-3月5日", [], "一段时间"),
        ("2025-03-01 至今", [], "一段时间"),
    ],
)
def test_days_with_more_than_one_reading_are_not_guessed(
    tmp_path: Path, day: str, proposed: list[str], said: str
) -> None:
    """A day is proposed only where there is one reading; otherwise the report says why it is none."""
    found = read(tmp_path, HEAD, gift(day=day))
    assert (found.codes, found.proposed) == (["bad-value"], proposed)
    assert said in found.text


@pytest.mark.parametrize(
    ("amount", "proposed", "said"),
    [
        ("负100", [], "负数"), ("100-", [], "负数"), ("–100", [], "负数"), ("[100]", [], "负数"), ("△100", [], "负数"), ("100.1元5角", [], "只写数字"),
        ("3元5.5角2分", [], "只写数字"), ("3元5角2分", ["3.52"], ""), ("3.5角", ["0.35"], ""), ("100000000000000", [], "位数太多"), ("2025-03-01", [], "日期"),
        ("100（元）", ["100"], ""), ("1’000", [], "撇号"), ("=50*2", [], "公式"), ("0.125", [], "最多 2 位小数"),
    ],
)  # fmt: skip
def test_amounts_that_are_written_oddly(tmp_path: Path, amount: str, proposed: list[str], said: str) -> None:
    """The report says what the cell seems to be, and proposes only what it surely is."""
    found = read(tmp_path, HEAD, gift(amount=amount))
    assert (found.codes, found.proposed) == (["bad-value"], proposed)
    assert said in found.text


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_days_of_the_cases(case: Case, number: int) -> None:
    """G15: only 二〇二五年三月一日 has one reading."""
    outcome = case("G15", number).check()
    assert outcome.errors == ("bad-value",)
    assert suggestions(outcome) == (["2025-03-01"] if number == 1 else [])


def test_a_time_of_the_case_is_read(case: Case) -> None:
    """S23: 2025-03-01 02:24:00 is the first of March."""
    assert case("S23", 1).check().exit_code == 0


# --- figures -------------------------------------------------------------------------------------


def test_coins_in_a_wording_agree_after_conversion(case: Case) -> None:
    """G05: 35角 is 3.5 元; where the value differs, 3.5 is proposed and never 35."""
    assert case("G05", 1).check().exit_code == 0
    found = figure("35角", "35")
    assert (found.codes, found.proposed) == (["wording-mismatch"], ["3.5"])
    assert figure("350厘", "0.35", measure="人均支出").codes == []
    assert figure("350厘", "350", measure="人均支出").proposed == ["0.35"]


@pytest.mark.parametrize(
    ("wording", "value", "unit", "wrong"),
    [
        ("100吨", "100000", "千克", "100"), ("1.5万公斤", "15", "吨", "1.5"), ("400斤", "200", "千克", "400"), ("2小时", "120", "分钟", "2"),
        ("150分钟", "2.5", "小时", "150"), ("5升", "5000", "毫升", "5"),
    ],
)  # fmt: skip
def test_measures_in_a_wording_agree_after_conversion(wording: str, value: str, unit: str, wrong: str) -> None:
    """G05: weights, volumes and hours in another measure of the same kind; what is proposed is converted, too."""
    assert figure(wording, value, unit).codes == []
    found = figure(wording, wrong, unit)
    assert (found.codes, found.proposed) == (["wording-mismatch"], [value])


@pytest.mark.parametrize(
    ("wording", "value", "unit", "right"),
    [
        ("100户", "100", "人", "户"), ("100户300人", "100", "人", "户"), ("100人", "100", "户", "人"), ("100小时", "100", "天", "小时"),
        ("12个月", "12", "年", "月"),
        ("430人次", "430", "人", "人次"), ("430人次", "430", "名", "人次"), ("430人", "430", "人次", "人"), ("430名学生", "430", "人次", "名"),
    ],
)  # fmt: skip
def test_households_are_no_persons_and_hours_no_days(wording: str, value: str, unit: str, right: str) -> None:
    """Units that nobody takes for one another are told; the same wording fits its own unit."""
    assert figure(wording, value, unit).codes == ["wording-unit"]
    assert figure(wording, value, right).codes == []
    assert figure("100名户主", "100", "人").codes == figure("100户300人", "300", "人").codes == []
    assert figure("每人500元", "500", "元").codes == ["wording-unit"]
    assert figure("每人2000元，共86万元", "860000", "元").codes == figure("每人500元", "500", "元/人").codes == []
    assert figure("430人（次）", "430", "人次").codes == figure("430人（次）", "430", "人").codes == []
    assert figure("430人/次", "430", "人次").codes == []
    assert figure("430人（家）次", "430", "人次").codes == figure("430人(户)次", "430", "人次").codes == []


ROUGH = [
    ("逾500万元", "5000000", "逾"), ("数十万元", "100000", "数"), ("500万元左右", "5000000", "左右"), ("500万元上下", "5000000", "上下"),
    ("500余万元", "5000000", "余"), ("五百多万元", "5000000", "多"), ("约500万元", "5000000", "约"), ("大概500万元", "5000000", "大概"),
    ("将近500万元", "5000000", "将近"), ("不超过500万元", "5000000", "不超过"), ("不低于500万元", "5000000", "不低于"), ("500万元以内", "5000000", "以内"),
    ("500万元以下", "5000000", "以下"), ("上万元", "10000", "上"), ("几千元", "1000", "几"), ("近百万元", "1000000", "近"), ("十来万元", "100000", "来"),
    ("至少500万元", "5000000", "至少"), ("最多500万元", "5000000", "最多"), ("差不多500万元", "5000000", "差不多"), ("500万元起", "5000000", "起"),
    ("10—20万元", "100000", "约"), ("10万元至20万元", "200000", "约"), ("三四百元", "300", "约"), ("过百万元", "1000000", "过"), ("200许元", "200", "许"),
    ("不到500万元", "5000000", "不到"),
    ("500万元（约）", "5000000", "约"),
    ("100万元有余", "1000000", "余"),
    ("500万元不到", "5000000", "不到"),
    ("预计可筹500万元", "5000000", "预计"), ("折合约500万元", "5000000", "约"), ("几乎500万元", "5000000", "接近"), ("差一点500万元", "5000000", "不到"),
    ("暂估500万元", "5000000", "估计"), ("500万元（暂）", "5000000", "估计"), ("据不完全统计500万元", "5000000", "至少"),
    ("approx. 500万元", "5000000", "约"), ("500万元 approx.",
    "5000000", "约"), ("逾500萬元", "5000000", "逾"), ("濒临500万元", "5000000", "接近"),
    ("近乎500万元", "5000000", "接近"), ("临近500万元", "5000000", "接近"), ("大略500万元", "5000000", "大致"), ("推算500万元", "5000000", "估计"),
    ("也许500万元", "5000000", "估计"),
    ("暂定500万元", "5000000", "估计"), ("何止500万元", "5000000", "不止"), ("500万元附近", "5000000", "左右"), ("500万上下浮动", "5000000", "上下"),
    ("500万元打不住", "5000000", "不止"),
    ("500万元，大致", "5000000", "大致"), ("500万元？", "5000000", "估计"), ("above 500万元", "5000000", "至少"), ("∼500万元", "5000000", "约"),
    ("about 500万元", "5000000", "约"), ("奔500万元", "5000000", "接近"), ("直逼500万元", "5000000", "接近"), ("冲刺500万元", "5000000", "接近"),
    ("接近于500万元", "5000000", "接近"), ("快到500万元", "5000000", "接近"), ("迈过500万元", "5000000", "突破"), ("跨越500万元", "5000000", "突破"),
    ("站上500万元", "5000000", "突破"), ("上500万元", "5000000", "上"), ("约莫500万元", "5000000", "约"), ("约摸500万元", "5000000", "约"),
    ("（约）500万元", "5000000", "约"), ("估算500万元", "5000000", "估计"),
    ("初步统计500万元", "5000000", "估计"), ("据不完全统计，500万元", "5000000", "至少"),
    ("取整500万元", "5000000", "约"), ("500万元将近", "5000000", "将近"), ("500万元还多", "5000000", "多"), ("500万元不止", "5000000", "不止"),
    ("500万元（含）以上", "5000000", "以上"), ("500万元前后", "5000000", "左右"), ("500万元上上下下", "5000000", "上下"), ("500万元内", "5000000", "以内"),
    ("500万元打底", "5000000", "起"), ("500万元往上", "5000000", "以上"), ("500万元级", "5000000", "左右"),
    ("500万元+", "5000000", "以上"), ("500W+", "5000000", "以上"),
    ("500万元±", "5000000", "约"), ("500万元估计", "5000000", "估计"), ("千万元以上", "10000000", "以上"), ("万元左右", "10000", "左右"),
    ("估摸着500万元", "5000000", "估计"), ("奔着500万元", "5000000", "接近"), ("估价500万元", "5000000", "估计"), ("基本上500万元", "5000000", "接近"),
    ("往少里说500万元", "5000000", "至少"), ("怎么也有500万元", "5000000", "至少"), ("往多里说500万元", "5000000", "至多"), ("不外500万元", "5000000", "左右"),
    ("约略500万元", "5000000", "约"), ("大数500万元", "5000000", "约"), ("站稳500万元", "5000000", "突破"),
    ("500万元规模", "5000000", "左右"), ("500万元水平", "5000000", "左右"), ("500万元边上", "5000000", "左右"), ("500万元门槛", "5000000", "突破"),
    ("500万元往下", "5000000", "以下"), ("500万元顶天了", "5000000", "以内"), ("500万元有零", "5000000", "多"), ("500万元露头", "5000000", "多"),
    ("500万元未到", "5000000", "不到"), ("500万元欠点", "5000000", "不到"), ("500万元（不含）以上", "5000000", "以上"),
    ("百把元", "100", "来"), ("百十来元", "100", "来"), ("more than 500万元", "5000000", "至少"), ("less than 500万元", "5000000", "至多"),
]  # fmt: skip


@pytest.mark.parametrize(("wording", "value", "word"), ROUGH, ids=[wording for wording, _, _ in ROUGH])
def test_rough_wordings_need_their_word(wording: str, value: str, word: str) -> None:
    """An approximate wording is never taken for an exact value: without its word it stops, with it it is accepted."""
    found = figure(wording, value)
    assert (found.codes, found.proposed) == (["qualifier-missing"], [word])
    assert figure(wording, value, qualifier=word).codes == []


@pytest.mark.parametrize(
    ("wording", "unit", "word"),
    [
        ("约港币20万元", "港元", "约"),
        ("逾美元20万元", "美元", "逾"),
        ("近EUR 20万", "欧元", "近"),
        ("超过人民币20万元", "元", "超过"),
        ("港币20万元", "港元", ""),
        ("捐赠USD 20万元", "美元", ""),
    ],
)
def test_rough_amounts_in_other_currencies(wording: str, unit: str, word: str) -> None:
    """G06: a currency between the word and the number hides neither."""
    assert figure(wording, "200000", unit).codes == (["qualifier-missing"] if word else [])
    assert figure(wording, "200000", unit, qualifier=word).codes == []


@pytest.mark.parametrize("number", [1, 2])
def test_rough_wordings_of_the_case(case: Case, number: int) -> None:
    """G06: 逾500万元 and 数十万元 without their word."""
    assert case("G06", number).check().errors == ("qualifier-missing",)


@pytest.mark.parametrize(
    "wording",
    [
        "节约5万元",
        "签约5万元",
        "最近5万元",
        "通过5万元审核",
        "5万元",
        "近三年共5万元",
        "达5万元",
        "五万元",
        "伍万元整",
        "5万元（人民币）",
        "条约5万元",
        "签订合约5万元",
        "基本医疗5万元",
        "随着5万元到账",
        "规模5万元",
        "5万元规模化养殖",
        "5万元水平测试费",
        "上线5万元",
        "5万元（含税）以上全部到账",
        "加快5万元",
        "对冲5万元",
        "线上5万元",
        "5万元上海分会",
        "5万元内训费",
        "A+级5万元",
        "前后共5万元",
        "5万元余杭项目",
        "5万元级联项目",
        "可能性研究5万元",
        "5万元用于临近学校",
    ],
)
def test_words_that_only_look_rough_are_exact(wording: str) -> None:
    """节约, 签约 and 近三年 say nothing of the amount."""
    assert figure(wording, "50000").codes == []


def test_the_word_must_be_that_of_the_wording() -> None:
    """不超过 is not 超过, and 达 does not hide 余."""
    assert figure("不超过5万元", "50000", qualifier="超过").codes == ["qualifier-mismatch"]
    assert figure("达5万余元", "50000", qualifier="达").codes == ["qualifier-missing"]


@pytest.mark.parametrize(
    ("wording", "value", "unit", "qualifier"),
    [
        ("不到1%", "1", "%", "不到"),
        ("六百八十三万五千七百元", "6835700", "元", ""),
        ("1万美元", "10000", "美元", ""),
        ("二百余名", "200", "人", "余"),
        ("百分之三十", "30", "%", ""),
        ("约百分之三十", "30", "%", "约"),
        ("20万元（港币）", "200000", "港元", ""),
        ("20万元（人民币）", "200000", "元", ""),
        ("20万元（美元户）", "200000", "元", ""),
        ("三至五万元", "30000", "元", "至少"),
        ("10-20吨", "10000", "千克", "至少"),
        ("三成", "30", "%", ""),
        ("3‰", "0.3", "%", ""),
        ("1亿3000万元", "130000000", "元", ""),
        ("廿五人", "25", "人", ""),
        ("5千克", "5", "千克", ""),
    ],
)
def test_wordings_go_in_as_they_are(case: Case, wording: str, value: str, unit: str, qualifier: str) -> None:
    """What a newcomer's report says can be entered word for word."""
    assert lay_figure(case(), wording, value, unit, qualifier).check().exit_code == 0


@pytest.mark.parametrize(
    ("wording", "value", "unit"),
    [
        ("1万美元", "10000", "元"),
        ("1万元", "10000", "美元"),
        ("HK$500", "500", "元"),
        ("20万元（港币）", "200000", "元"),
        ("口罩5万只", "50000", "元"),
        ("5万元", "50000", "人"),
    ],
)
def test_the_unit_must_be_that_of_the_wording(wording: str, value: str, unit: str) -> None:
    """Dollars are no yuan and masks are no money, though the digits agree."""
    found = figure(wording, value, unit)
    assert (found.codes, found.proposed) == (["wording-unit"], [])


def test_units_are_never_proposed_for_others(case: Case) -> None:
    """万元 is not 元: no proposal changes a unit."""
    for unit in ("万元", "美金", "千元"):
        outcome = lay_figure(case(), "5万元", "50000", unit).check()
        assert "unknown-unit" in outcome.errors
        assert "元" not in suggestions(outcome)


NEGATIVE = [
    "负数5万元", "minus 5万元", "負5萬元", "虧損5萬元", "（5）万元", "¥(50,000)", "—5万元", "▼5万元", "5万元（负）", "50,000-", "negative 50,000元",
    "-5万元", "−5万元", "负5万元", "(5万元)", "（5万元）", "亏损5万元", "净亏损5万元", "减少5万元", "净流出5万元", "减少了5万元", "-50,000元", "赤字5万元",
]  # fmt: skip


@pytest.mark.parametrize("wording", NEGATIVE)
def test_figures_below_zero_are_told_as_such(wording: str) -> None:
    """A value below zero is accepted when its wording says so, and never proposed above zero."""
    assert figure(wording, "-50000", measure="结余").codes == []
    found = figure(wording, "50000", measure="结余")
    assert found.codes == ["wording-mismatch"]
    assert "50000" not in found.proposed


def test_a_decrease_may_be_measured_as_such() -> None:
    """下降3% is 3 where the measure is a decrease; 下降到3% is 3 in any case."""
    assert figure("下降3%", "3", "%", measure="降幅").codes == []
    assert figure("下降3%", "-3", "%", measure="同比").codes == []
    assert figure("下降到3%", "3", "%", measure="占比").codes == []


def test_figures_below_zero_are_shown_with_a_true_minus(case: Case) -> None:
    """S15: pages show −5万元; no chart gives shares of a whole with a negative part."""
    for number in (1, 2, 3):
        site = case("S15", number)
        assert site.check().exit_code == 0
        assert site.build().exit_code == 0
        pages = "\n".join(path.read_text("utf-8") for path in (site.folder / "out").rglob("*.html"))
        assert "−5" in pages or "亏损5万元" in pages
        assert "-5万元" not in re.sub("原文写法：[^<（]*", "", pages)  # quoted as the source has it
        assert "占150" not in pages


# --- refunds and bulk rows -----------------------------------------------------------------------


def test_refunds_say_what_to_do_and_doing_it_works(case: Case) -> None:
    """S14: the row of the gift stays; the refund goes to a table of its own, whole or in part, of this year or an earlier one."""
    outcome = case("S14", 1).check()
    assert outcome.errors == ("gift-refunded",)
    assert "捐赠退款" in outcome.printed
    head = "退款日期,捐赠编号,退款金额,原因,原到账日期,来源\n"
    for rows in (
        "2025-03-05,2025-03-00001,500,误操作,,A2025\n",
        "2025-03-05,2025-03-00001,200,误操作,,A2025\n2025-12-31,2025-03-00001,300,误操作,,A2025\n",
        "2025-03-05,,80,误操作,2024-11,A2025\n2025-03-06,2023-01-00007,80,误操作,,A2025\n",
    ):
        site = lay_gifts(case(), HEAD, gift(1, 500))
        site.write("data/demo/gift_refunds.csv", head + rows)
        assert site.check().exit_code == 0, rows


@pytest.mark.parametrize("cells", [{"金额": "退500"}, {"金额": "（冲红）300"}, {"捐赠类型": "退款"}])
def test_a_refund_in_words_is_sent_to_its_table(case: Case, cells: dict[str, str]) -> None:
    """S14: who turns 退款 into 现金, as the choices say, counts as a gift what went back."""
    outcome = lay_gifts(case(), HEAD, gift(1, 500), gift(2, **cells)).check()
    assert outcome.exit_code == 1
    assert "捐赠退款" in outcome.printed
    assert "删去" in outcome.printed


def test_goods_that_went_back_are_sent_to_no_table_of_refunds(case: Case) -> None:
    """退回 of goods: the tables of refunds take money only."""
    site = case()
    site.write("data/demo/goods.csv", "品名,类型,日期,数量,单位,来源\n米,退回,2025-03-05,2,袋,A2025\n")
    assert "捐赠退款" not in site.check().printed


@pytest.mark.parametrize(("amount", "codes"), [("-80", ("return-below-zero",)), ("0", ("not-positive",)), ("80", ())])
def test_what_went_back_has_no_sign(case: Case, amount: str, codes: tuple[str, ...]) -> None:
    """S14: who carries the minus along into the table of refunds is not sent there again."""
    refunded = lay_gifts(case(), HEAD, gift(1, 500))
    refunded.write(
        "data/demo/gift_refunds.csv",
        f"退款日期,捐赠编号,退款金额,原因,来源\n2025-03-05,2025-03-00001,{amount},误操作,A2025\n",
    )
    returned = case()
    returned.write(
        "data/demo/payment_returns.csv",
        f"退回日期,退回方,退回方类型,退回金额,原因,来源\n2025-04-01,甲县第一小学,学校,{amount},结余,A2025\n",
    )
    for site in (refunded, returned):
        outcome = site.check()
        assert outcome.errors == codes
        assert "退款填“捐赠退款”表" not in outcome.printed or amount == "0"


def test_returned_money_says_what_to_do_and_doing_it_works(case: Case) -> None:
    """S14: the payment stays; what came back goes to a table of its own, whole or in part, of this year or an earlier one."""
    outcome = case("S14", 2).check()
    assert outcome.errors == ("payment-returned",)
    assert "拨付退回" in outcome.printed
    head = "退回日期,退回方,退回方类型,退回金额,原因,原拨付日期,来源\n"
    paid = "拨付日期,接收方,接收方类型,类型,金额,用途,来源\n2025-03-01,甲县第一小学,学校,资金,5000,助学,A2025\n"
    for rows in (
        "2025-04-01,甲县第一小学,学校,5000,项目取消,2025-03-01,A2025\n",
        "2025-04-01,甲县第一小学,学校,800,项目结余,2025-03-01,A2025\n",
        "2025-04-01,甲县第二小学,学校,800,项目结余,2023-05-06,A2025\n2025-04-02,甲县第二小学,学校,8,项目结余,,A2025\n",
    ):
        site = case()
        site.write("data/demo/disbursements.csv", paid)
        site.write("data/demo/payment_returns.csv", head + rows)
        assert site.check().exit_code == 0, rows


@pytest.mark.parametrize(
    "giver",
    [
        "示例公益平台（12345人次）",
        "爱心人士3456人",
        "众多网友",
        "3月平台汇总",
        "某平台等300人",
        "爱心网友（86）",
        "平台汇总 1,024笔",
    ],
)
def test_rows_of_many_gifts_are_asked_about(case: Case, giver: str) -> None:
    """S27: one row that sums up many gifts would be counted as one."""
    outcome = lay_gifts(case(), HEAD, gift(捐赠人=giver, 捐赠人类型="单位")).check()
    assert "gifts-in-bulk" in outcome.questions


@pytest.mark.parametrize("giver", ["爱心网友1", "网友2333"])
def test_a_nickname_with_a_number_is_one_giver(case: Case, giver: str) -> None:
    outcome = lay_gifts(case(), HEAD, gift(捐赠人=giver, 捐赠人类型="匿名")).check()
    assert "gifts-in-bulk" not in outcome.questions


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("注：外币捐赠已按到账当日汇率折合人民币", ""),
        ("港币捐款按入账日中间价折为人民币元列示", ""),
        ("以上金额均为人民币，外币按中间价折算", ""),
        ("单位：人民币元（外币已折算）", ""),
        ("单位：美元，折合人民币见备注", "table-unit"),
        ("以上为美元，折合人民币约7万元", "table-unit"),
        ("单位：外币折合人民币", "table-unit"),
        ("人民币折合美元", "table-unit"),
        ("外币按1:7.1折算", "table-unit"),
        ("人民币部分，外币未折算", "table-unit"),
    ],
)
def test_a_note_that_other_currencies_were_changed_into_ours(case: Case, words: str, code: str) -> None:
    """What was given in dollars and stands there in yuan is no table in dollars."""
    site = lay_gifts(case(), HEAD, gift())
    path = site.data / "donations.csv"
    path.write_text(f'"{words}"\n{path.read_text("utf-8")}', "utf-8")
    assert site.check().errors == ((code,) if code else ())


def test_the_row_of_many_gifts_of_the_case_is_asked_about(case: Case) -> None:
    """S27: 12345 gifts and a fee in one row."""
    assert "gifts-in-bulk" in case("S27", 1).check().questions


def test_the_row_of_many_gifts_says_how_many(case: Case) -> None:
    """S27: with the number of gifts, the fee and what arrived as values nothing is asked, and pages count the gifts."""
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,笔数,手续费,到账净额,来源\n"
    row = "2025-03-00001,2025-03-31,示例公益平台（12345人次）,98765.43,现金,单位,12345,592.59,98172.84,A2025\n"
    site = case()
    site.write("data/demo/donations.csv", head + row)
    outcome = site.check()
    assert (outcome.exit_code, "gifts-in-bulk" in outcome.questions) == (0, False)
    assert site.build().exit_code == 0
    page = (site.folder / "out/demo/donations/2025/index.html").read_text("utf-8")
    assert "12,345笔" in page
    rows = (site.folder / "out/demo/donations/2025/03/00001-00500/index.html").read_text("utf-8")
    assert "平台手续费592.59元，到账98,172.84元" in rows


ABROAD = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,币种,外币金额,汇率,汇率日期,来源\n"


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ("7123.5,现金,匿名,美元,1000,7.1235,2025-03-01", ()),
        ("7123.46,现金,匿名,美元,1000,7.123456,2025-03-01", ()),
        ("7123.46,现金,匿名,美元,1000,712.3456,2025-03-01", ("currency-unlike",)),
        ("1000,现金,匿名,美元,1000,7.1235,2025-03-01", ("currency-unlike",)),
        ("7123.5,现金,匿名,美元,1000,,2025-03-01", ("currency-incomplete",)),
        ("7123.5,现金,匿名,,1000,7.1235,2025-03-01", ("currency-incomplete",)),
        ("7123.5,现金,匿名,美元,1000,7.1235,", ("currency-incomplete",)),
        ("1000美元,现金,匿名,,,,", ("bad-value",)),
        ("USD 1000,现金,匿名,美元,1000,7.1235,2025-03-01", ("bad-value",)),
    ],
)
def test_other_currencies_have_amount_rate_day_and_yuan(case: Case, cells: str, codes: tuple[str, ...]) -> None:
    """S11, S8: dollars go in with their rate and its day, and come to the yuan of the row; what is missing is asked for."""
    site = case()
    site.write("data/demo/donations.csv", f"{ABROAD}2025-03-00001,2025-03-31,,{cells},A2025\n")
    outcome = site.check()
    assert outcome.errors == codes
    if codes == ("bad-value",):
        assert "外币金额" in outcome.printed
    if "712.3456" in cells:
        assert "7.123456" in outcome.printed


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("港币", True),
        ("币种：美元", True),
        ("（原币：USD）", True),
        ("1,000美元", True),
        ("US$ 1000.00", True),
        ("美元捐款", True),
        ("200美元", False),
        ("港币已按入账当天汇率折算", False),
        ("币种：人民币", False),
        ("用于购买港币五十元纪念品", False),
    ],
)
@pytest.mark.parametrize("column", ["出处", "说明"])
def test_a_note_that_is_only_a_currency_is_asked_about(case: Case, column: str, note: str, *, asked: bool) -> None:
    """S11: of a gift and of a payment in yuan; not where the currency has its own columns, or the note tells of another sum."""
    site = case()
    head, rest = (
        "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源",
        "2025-03-00001,2025-03-01,,1000,现金,匿名,A2025",
    )
    site.write("data/demo/donations.csv", f'{head},{column}\n{rest},"{note}"\n')
    payment = '拨付日期,接收方,接收方类型,金额,来源,{}\n2025-03-05,示例小学,学校,1000,A2025,"{}"\n'
    site.write("data/demo/disbursements.csv", payment.format(column, note))
    assert site.check().questions.count("noted-in-currency") == 2 * asked
    abroad = f'{head},币种,外币金额,汇率,汇率日期,{column}\n{rest},美元,500,2,2025-03-01,"{note}"\n'
    site.write("data/demo/donations.csv", abroad)
    assert site.check().questions.count("noted-in-currency") == asked


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("donations.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WPS 表格"),
        ("donations.ods", b"PK\x03\x04", "OpenDocument"),
        ("donations.docx", b"PK\x03\x04", "Word 文档"),
        ("donations.zip", b"PK\x03\x04", "压缩包"),
        ("donations.pdf", b"%PDF-1.7", "PDF"),
        ("donations.jpg", b"\xff\xd8\xff\xe0", "图片"),
        ("donations.xlsm", b"PK\x03\x04", "带宏"),
        ("donations.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        ("donations.xlsx", b"%PDF-1.7", "PDF"),
        ("donations.csv", b"\x89PNG\r\n\x1a\n", "图片"),
    ],
)
def test_files_of_other_types_say_what_they_are(case: Case, name: str, content: bytes, said: str) -> None:
    """The cause is the type of the file, not its name or its encoding; what to do is told."""
    site = case()
    (site.data / name).write_bytes(content)
    outcome = site.check()
    assert outcome.errors == ("wrong-file-type",)
    assert said in outcome.printed
    assert "请" in outcome.printed


@pytest.mark.parametrize(
    ("suffix", "said"),
    [
        (".docx", "先另存为 PDF，再放进 content/files"),
        (".docx", "make import"),
        (".pdf", "公布的放进 content/files"),
        (".pdf", "make import"),
        (".heic", "先另存为 PNG 或 JPG，再放进 content/images"),
        (".png", "公布的放进 content/images"),
    ],
)
def test_what_may_be_published_beside_the_tables_is_told(suffix: str, said: str) -> None:
    """Attachments are PDF and pictures of the web: what is neither must become one first."""
    kind = by_suffix(suffix)
    assert kind is not None
    assert said in kind.mend


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("捐赠明细.xlsx", "donations.xlsx"),
        ("2025年捐赠明细表.csv", "donations.csv"),
        ("拨付.csv", "disbursements.csv"),
        ("资产负债表.xlsx", "balance_sheet/2023.xlsx"),
    ],
)
def test_chinese_file_names_lead_to_the_right_name(case: Case, name: str, right: str) -> None:
    """Our own names of tables, as file names, propose the name that is read."""
    site = case()
    (site.data / name).write_bytes(b"x")
    outcome = site.check()
    assert outcome.errors == ("unknown-file",)
    assert right in outcome.printed


def test_many_equal_faults_take_one_line(case: Case) -> None:
    """A hundred serial numbers in a column of days are one finding in the report, with all rows named."""
    rows = [gift(number, day=str(45700 + number)) for number in range(1, 101)]
    outcome = lay_gifts(case(), HEAD, *rows).check()
    assert len(outcome.errors) == len(rows)
    assert "第 2—101 行“到账日期”（B 列），一共 100 处" in outcome.printed
    assert outcome.printed.count("不是日期") < len(rows) // 10


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1.000", "看不出是小数还是千位的分隔"),
        ("12.500元", "看不出是小数还是千位的分隔"),
        ("100（已退）", "写着“已退”"),
        ("100元(现金)", "写着“现金”"),
        ("100.", "末尾多了一个点"),
        ("100%", "写的是百分数"),
        ("5K", "用字母代替了千、万"),
        ("2.5k元", "用字母代替了千、万"),
        ("1.23E+05", "科学记数法"),
        ("1e3", "科学记数法"),
        ("1 00", "数字中间有空格"),
        ("1 000 00元", "数字中间有空格"),
        ("Err:508", "没有算好的公式"),
        ("错误：502", "没有算好的公式"),
        ("#REF!", "没有算好的公式"),
        ("####", "没有算好的公式"),
        ("=SUM(C2:C4)", "没有算好的公式"),
    ],
)
def test_amounts_are_refused_by_their_own_cause(case: Callable[..., CaseSite], cell: str, words: str) -> None:
    """G17: whatever is wrong is said, and nothing is proposed that the cell may not mean."""
    site = case()
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源"
    site.write("data/demo/donations.csv", f"{head}\n2025-03-00001,2025-03-01,甲公司,{cell},现金,单位,A2025\n")
    outcome = site.check()
    assert outcome.errors == ("bad-value",)
    assert words in outcome.printed
    assert "请写成" not in outcome.printed


@pytest.mark.parametrize(("amount", "code"), [("600", "total-row-read"), ("601", "total-mismatch")])
def test_a_total_without_a_word(case: Callable[..., CaseSite], amount: str, code: str) -> None:
    """G22: a last row of nothing but a number is one message, not five of a gift that lacks everything."""
    site = case()
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源"
    rows = [f"2025-03-0000{at},2025-03-01,甲公司,{at}00,现金,单位,A2025" for at in (1, 2, 3)]
    site.write("data/demo/donations.csv", "\n".join([head, *rows, f",,,{amount},,,", ""]))
    outcome = site.check()
    assert (*outcome.errors, *(word for word in outcome.advice if word == "total-row-read")) == (code,)
    assert len(outcome.errors) + len(outcome.questions) <= 1


@pytest.mark.parametrize("zero", ["0", "0.00", "¥0.00", "-"])
def test_formulas_that_were_filled_down_below_a_table_are_no_total(case: Callable[..., CaseSite], zero: str) -> None:
    """=C8*D8 down to row 500 shows 0 where nobody has typed anything yet; a record of 0 with words is told as ever."""
    site = case()
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源"
    rows = [f"2025-03-0000{at},2025-03-01,甲公司,{at}00,现金,单位,A2025" for at in (1, 2, 3)]
    site.write("data/demo/donations.csv", "\n".join([head, *rows, *[f",,,{zero},,,"] * 3, ""]))
    outcome = site.check()
    assert (outcome.errors, [code for code in outcome.advice if code == "total-row-read"]) == ((), [])
    site.write(
        "data/demo/donations.csv", "\n".join([head, *rows, "2025-03-00004,2025-03-01,甲公司,0,现金,单位,A2025", ""])
    )
    assert site.check().errors == ("not-positive",)


def test_a_quantity_below_zero_is_told_once(case: Case) -> None:
    """G19: not again as goods of which nothing is left."""
    site = case()
    head = "品名,类型,日期,数量,单位,捐赠方,来源\n"
    site.write("data/demo/goods.csv", f"{head}棉被,接收,2025-01-30,-100,床,示例公司,A2025\n")
    assert site.check().errors == ("not-positive",)


@pytest.mark.parametrize(
    ("words", "codes"),
    [("壹佰元整", ()), ("人民币壹佰元整", ()), ("壹佰零壹元整", ("total-mismatch",)), ("壹百左右", ("bad-value",))],
)
def test_a_total_in_words_is_held_against_its_rows(case: Case, words: str, codes: tuple[str, ...]) -> None:
    """G22: whoever sums up in the capitals of receipts has not typed a gift."""
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源"
    row = "2025-03-00001,2025-03-01,甲公司,100,现金,单位,A2025"
    site = case()
    site.write("data/demo/donations.csv", f"{head}\n{row}\n合计（大写）,,,{words},,,\n")
    assert site.check().errors == codes


@pytest.mark.parametrize(
    "closing",
    [
        "（此页无正文）",
        "第1页 共3页",
        "第 2 页，共 3 页",
        "— 第三页 —",
        "共3页 第1页",
        "第1页（共3页）",
        "以下空白",
        "以下无正文。",
        "（完）",
        "（以下无）",
        "——",
        "******",
        "END",
    ],
)
@pytest.mark.parametrize("place", [0, 2])
def test_what_closes_a_printed_table_is_no_record(case: Case, closing: str, place: int) -> None:
    """Words that close a page are left out, as signatures are; a record that lacks almost everything is told."""
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,来源"
    row = "2025-03-00001,2025-03-01,甲公司,100,现金,单位,A2025"
    for last, clean in ((closing, True), ("甲公司", False)):
        cells = [""] * 7
        cells[place] = last
        site = case()
        site.write("data/demo/donations.csv", "\n".join([head, row, ",".join(cells), ""]))
        assert (not site.check().errors) is clean


@pytest.mark.parametrize(
    ("giver", "asked"),
    [
        *((giver, True) for giver in (
            "爱心网友一批", "热心市民若干", "爱心人士们", "众网友", "数百名网友", "几十位市民", "网友（多人）", "多名网友", "广大网友", "三位好心人",
            "12家企业", "十家单位", "若干企业", "社会各界", "腾讯公益批量", "线上零散捐款", "小额捐款汇总", "月捐用户", "支付宝公益 共1203人",
            "社会公众", "公众捐款", "多人", "一万二千人", "1200位捐赠人", "示例平台1.2万人次", "三百二十笔", "上千人次",
            "个人捐赠（零散）", "扫码捐款汇总", "1200 donors",
        )),
        *((giver, False) for giver in (
            "示例公司全体员工", "示例中学师生", "十堰市某公司", "万科企业", "千户苗寨村委会", "九三学社员工", "第一中学师生", "八一学校", "众安保险",
            "两江新区志愿者协会", "示例校友会", "百家姓宗亲会", "示例小额贷款公司", "线上书店公司", "各界导报社", "2025届学生会", "5G志愿者协会",
            "示例公众号", "公众环境研究中心", "千人计划协会",
            "百人会", "第2笔", "1人", "１人", "共享20单车公司", "12单元业主会", "100 Donors Club", "多人运动协会", "万人大药房",
            "示例志愿队（56人）", "全家捐款（4人）", "家庭捐款（3人）", "三月三网络公司", "2025届校友会",
        )),
        *((giver, True) for giver in (
            "１２８人", "爱心网友等１２８人", "128个人", "零钱捐128单", "无名氏3人",
            "网友3000余人", "网友1.2万名", "腾讯公益（汇总）", "第三季度支付宝捐款", "3月捐款", "微信群捐款（56人）",
            "银行代收汇总", "现金捐款多笔", "匿名若干", "示例平台3月批次", "财付通结算款", "募捐箱开箱款",
        )),
    ],
)  # fmt: skip
def test_many_givers_in_one_row_are_asked_about(case: Case, giver: str, asked: bool) -> None:  # noqa: FBT001
    """S27: words for many givers where one belongs; a body or a class that gives together is one giver."""
    site = case()
    head = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源"
    rows = [
        f"2025-03-0000{at},2025-03-01,{name},{at}00,现金,单位,是,A2025"
        for at, name in ((1, "甲公司"), (2, giver), (3, "乙公司"))
    ]
    site.write("data/demo/donations.csv", "\n".join([head, *rows, ""]))
    assert ("gifts-in-bulk" in site.check().questions) is asked


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        *((note, True) for note in (
            "手续费592.59元", "平台服务费：0.6%", "毛额98765.43元，净额98172.84元", "到账净额98172.84", "3月批量到账",
            "共1.2万人次", "本校师生30人", "困难职工56人捐款", "合计三百二十笔", "共计12345笔", "12345人捐", "88人捐赠",
            "gross 98765.43 fee 592.59", "from 12345 donors", "5 donations",
        )),
        *((note, False) for note in (
            "免手续费", "手续费0元", "手续费0.00元", "手续费由平台承担", "手续费5元由捐赠人承担", "第12笔", "第十二笔", "分3笔到账",
            "分三笔到账", "1笔", "净额结算", "1人捐赠", "为100人捐款", "12人捐助项目",
            "第100位捐款人", "前100名捐赠者", "2人捐献造血干细胞", "12人捐血", "夫妻2人捐赠", "全家4人捐",
            "gross income tax", "用于义诊，惠及1200人次", "受益三千人次",
            "for 12 people with hearing loss", "1 donation",
            "用于慰问教师30人", "定向资助贫困学生30人", "走访困难党员3人", "党员1人",
        )),
    ],
)  # fmt: skip
def test_what_a_note_says_of_many_gifts_is_asked_about(case: Case, note: str, asked: bool) -> None:  # noqa: FBT001
    """S27: numbers of gifts, fees, gross and net amounts beside a gift of which no number of gifts is told."""
    counted = lay_gifts(case(), [*HEAD, "笔数"], [*gift(捐赠人="示例平台", 捐赠人类型="单位", 说明=note), "12"])
    assert "gifts-in-bulk" not in counted.check().questions
    site = lay_gifts(case(), HEAD, gift(捐赠人="示例平台", 捐赠人类型="单位", 说明=note))
    assert ("gifts-in-bulk" in site.check().questions) is asked


@pytest.mark.parametrize(
    ("note", "fee", "net", "asked"),
    [
        ("手续费592.59元", "", "", True),
        ("扣除0.6%服务费", "", "", True),
        ("净额98172.84元", "", "", True),
        ("手续费5.93元", "5.93", "", False),
        ("手续费5.93元", "0", "", False),
        ("净额100元", "", "100", False),
        ("手续费由平台承担", "", "", False),
        ("免手续费", "", "", False),
        ("月捐", "", "", False),
    ],
)
def test_a_fee_that_only_words_tell_is_asked_about(case: Case, note: str, fee: str, net: str, *, asked: bool) -> None:
    """S27: the number of gifts is a value, the fee is not: the amount may be gross or net."""
    row = gift(捐赠人="示例平台", 捐赠人类型="单位", 说明=note)
    outcome = lay_gifts(case(), [*HEAD, "笔数", "手续费", "到账净额"], [*row, "12", fee, net]).check()
    assert (outcome.errors, "fee-in-words" in outcome.questions) == ((), asked)
    assert "gifts-in-bulk" not in outcome.questions


def test_a_fee_in_its_column_and_in_the_note_makes_no_row_of_many(case: Case) -> None:
    """S27: a single gift by a platform, its fee entered as a value."""
    site = lay_gifts(case(), [*HEAD, "手续费", "到账净额"], [*gift(说明="手续费0.60元，净额99.40元"), "0.6", "99.4"])
    outcome = site.check()
    assert (outcome.errors, "gifts-in-bulk" in outcome.questions) == ((), False)


@pytest.mark.parametrize(
    "row", ["口罩,接收,2025-03-01,8.4万,只", "口罩,收到,2025-03-01,84000,只", "口罩,接收,3月1日,84000,只"]
)
def test_goods_of_which_a_row_cannot_be_read_are_not_said_to_be_missing(case: Case, row: str) -> None:
    """G19: the one cell is told, and not that 84,000 of them vanished."""
    site = case()
    head = "品名,类型,日期,数量,单位,捐赠方,来源\n"
    site.write("data/demo/goods.csv", f"{head}{row},甲公司,A2025\n口罩,结存,2025-12-31,84000,只,,A2025\n")
    assert len(site.check().errors) == 1


@pytest.mark.parametrize(
    ("line", "header", "codes"),
    [
        ("单位：万元", "金额（元）", ["table-unit"]),
        ("单位：元", "金额（万元）", ["table-unit"]),
        ("单位：万元", "金额（万元）", []),
        ("单位：元", "金额（元）", []),
        ("目标（万元）：500", "金额（元）", []),
    ],
)
def test_a_unit_line_that_the_only_amount_contradicts(tmp_path: Path, line: str, header: str, codes: list[str]) -> None:
    """G01: ten thousand times as much hangs on it; nobody knows which of the two is wrong."""
    head = [header if word == "金额" else word for word in HEAD]
    assert read(tmp_path, [line, *[""] * (len(HEAD) - 1)], head, gift(amount=30)).codes == codes


@pytest.mark.parametrize("amount", ["5元", "5（元）", "5[RMB]", "5W"])
def test_a_unit_in_a_cell_under_another_unit_is_told_with_both(tmp_path: Path, amount: str) -> None:
    """G01: the message names the unit over the column, and never says that it is 元."""
    head = ["金额（万元）" if word == "金额" else word for word in HEAD]
    told = read(tmp_path, head, gift(amount=amount))
    assert (told.codes, told.proposed) == (["bad-value"], [])
    assert "单位是“万元”" in told.text
    assert "单位是元" not in told.text


@pytest.mark.parametrize(("amount", "said"), [("口罩5只", "好像不是钱。请填多少万元"), ("5美元", "折成的人民币万元")])
def test_what_is_no_yuan_under_another_unit_is_told_as_such(tmp_path: Path, amount: str, said: str) -> None:
    """G17: goods and dollars stay goods and dollars, and what is asked for is in the unit over the column."""
    head = ["金额（万元）" if word == "金额" else word for word in HEAD]
    assert said in read(tmp_path, head, gift(amount=amount)).text


def test_a_day_with_many_blanks_is_refused_in_a_moment(tmp_path: Path) -> None:
    """Blanks between a day and something else cost no more than their number."""
    begun = time.process_time()
    found = read(tmp_path, HEAD, gift(day="2025-03-01" + " " * 20_000 + "x"))
    assert found.codes == ["bad-value"]
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("day", ["2025-03-01 08:00", "2025年三月一日", "Mar 1 2025"])
def test_what_stands_far_behind_a_day_is_read_with_it(tmp_path: Path, day: str) -> None:
    """S23: 作废 behind hundreds of blanks is part of the cell."""
    found = read(tmp_path, HEAD, gift(day=f"{day}{' ' * 250}作废"))
    assert (found.codes, found.proposed) == (["bad-value"], [])


@pytest.mark.parametrize(
    "line", ["单位：万元", "（金额单位：人民币万元）", "说明：金额为万元，未经审计", "以上单位：万元"]
)
@pytest.mark.parametrize("place", [0, -1])
def test_a_unit_below_the_header_is_told_as_one(case: Case, place: int, line: str) -> None:
    """G01: below the rows, in whatever cell: one problem that says so, not a gift without a number and a day."""
    row = [""] * len(HEAD)
    row[place] = line
    outcome = lay_gifts(case(), HEAD, gift(1), gift(2, 50), row).check()
    assert outcome.errors == ("table-unit",)
    assert "表头的下面" in outcome.printed


def test_the_unit_is_yuan_below_a_table(case: Case) -> None:
    """A line that says what is read anyway is left out."""
    assert not lay_gifts(case(), HEAD, gift(1), ["单位：元", *[""] * (len(HEAD) - 1)]).check().refused


@pytest.mark.parametrize(("second", "told"), [([], True), ([["单位：元"]], False), ([["单位：万元"]], False)])
def test_sheets_of_one_workbook_say_each_their_unit(case: Case, second: list[list[str]], *, told: bool) -> None:
    """G01: a sheet without a unit beside one in 万元 may be in either."""
    site = case()
    book = Workbook()
    january = book.active
    assert january is not None
    january.title = "1月"
    february = book.create_sheet("2月")
    for row in ([["单位：万元"], HEAD, gift(1)], [*second, HEAD, gift(2, 5)]):
        for cells in row:
            (january if row[-1] == gift(1) else february).append(cells)
    book.save(site.data / "donations.xlsx")
    outcome = site.check()
    assert (outcome.errors == ("table-unit",)) is told
    assert ("工作表“2月”没有写单位" in outcome.printed) is told


@pytest.mark.parametrize(("name", "total"), [("2025年（万元）", "1,000,000"), ("5万元以上", "100")])
def test_the_name_of_a_file_tells_the_unit(case: Case, name: str, total: str) -> None:
    """G01: as the name of a sheet does; a sum in it does not."""
    site = case()
    (site.data / "donations").mkdir()
    lay_gifts(
        site,
        HEAD,
        gift(1),
        ["合计", "", "", total, *[""] * (len(HEAD) - 4)],
        within=site.data / "donations",
        name=f"{name}.csv",
    )
    outcome = site.check()
    assert ("total-mismatch" in outcome.errors) is (name == "2025年（万元）")


@pytest.mark.parametrize(
    ("note", "asked"), [("单位：万元", True), ("金额以千元计", True), ("单位：元", False), ("单位：万元集团", False)]
)
def test_a_unit_in_the_note_of_a_gift_is_asked_about(case: Case, note: str, *, asked: bool) -> None:
    """G01: a unit in 说明 changes no amount, so it is asked whether the amount was meant in it."""
    site = lay_gifts(case(), HEAD, gift(1, 说明=note))
    site.write(
        "data/demo/disbursements.csv",
        f"拨付日期,接收方,接收方类型,金额,来源,说明\n2025-03-05,示例小学,学校,100,A2025,{note}\n",
    )
    assert site.check().questions.count("noted-in-unit") == 2 * asked


@pytest.mark.parametrize(
    ("wording", "value", "unit", "told"),
    [
        ("120%", "1.2", "倍", "单位请填“%”"), ("120%", "120", "倍", "单位请填“%”"), ("1公里", "2", "里", ""), ("1年", "12", "个月", ""),
        ("1公顷", "10000", "平方米", ""),
    ],
)  # fmt: skip
def test_no_number_of_another_unit_is_proposed(wording: str, value: str, unit: str, told: str) -> None:
    """G05: a share is no multiple, and a number in kilometres is none in 里."""
    cells = {"as_written": wording, "value": Decimal(value), "unit": unit, "measure": "其他", "subject": "全年"}
    found = list(wording_problems(ReportedFigure.of({**cells, "nature": "实际"}, Where("figures/2025.csv", None, 2))))
    assert found
    assert not any(problem.suggestion for problem in found)
    assert all(told in str(problem.details.get("mend", "")) for problem in found)


def test_a_unit_with_ten_thousand_in_it_is_refused(case: Case) -> None:
    """G05: even where the site lists it; else 100000 would be proposed for 10万只 in 万只."""
    site = lay_figure(case(), "10万只", "10", unit="万只")
    site.write(
        "data/site.yaml", "name: 我们的公示\norganisations:\n  - demo\nprepared_on: 2026-11-22\nunits: [万只, 只]\n"
    )
    outcome = site.check()
    assert "unknown-unit" in outcome.errors
    assert suggestions(outcome) == ["100000"]
    assert "“只”，数值写出全部数字" in outcome.printed
    assert "units: [万只]" not in outcome.printed


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2025-03-01（补录）", "“补录”"), ("到账2025-03-01", "“到账”"), ("2025-03-01 2025-03-02", "2 个日期"), ("2O25-03-01", "字母"),
        ("1740796800", "时间戳"),
        ("202503", "六位数字"), ("250301", "六位数字"), ("3月", "没有写年份"), ("2025", "不是确切的一天"), ("2025Q1", "不是确切的一天"),
        ("2025年春节", "不是确切的一天"),
        ("同上", "删去这一行"), ("待定", "删去这一行"), ("昨天", "请写成日期"),
    ],
)  # fmt: skip
def test_why_a_cell_is_no_day(cell: str, told: str) -> None:
    """G15: the cause, what to do, and no proposal."""
    day = read_day(cell)
    assert (day.value, day.proposal) == ("", "")
    assert told in day.mend


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        ("050000", True),
        ("01.00", True),
        ("￥０50", True),
        ("(05)", True),
        ("00", True),
        ("0.50", False),
        ("５00", False),
    ],
)
def test_an_amount_that_begins_with_zeros_is_refused(case: Case, cell: str, refused: bool) -> None:  # noqa: FBT001
    """G17: a digit is missing before it, or it is the number of something; what it was meant to be is not guessed."""
    site = case()
    header = "捐赠编号,到账日期,捐赠人,金额,捐赠类型,捐赠人类型,同意公开姓名,来源"
    for line, head in ((cell, header), (f"{cell}万", header), (cell, header.replace("金额", "金额（万元）"))):
        site.write("data/demo/donations.csv", f"{head}\n2025-03-00001,2025-03-01,赵安,{line},现金,个人,是,A2025\n")
        outcome = site.check()
        assert ("bad-value" in outcome.errors) is refused, (line, outcome.printed)
        assert "请写成" not in outcome.printed
        assert not refused or {"多余的", "又写了单位"} & set(re.findall("多余的|又写了单位", outcome.printed)), (
            outcome.printed
        )


def test_nothing_is_proposed_for_an_amount_that_begins_with_a_zero_and_a_comma(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD, gift(1, "0,100.00")).problems
    assert (found.code, found.suggestion) == ("bad-value", "")
