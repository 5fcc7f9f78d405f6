"""Lists whose shape says something: tables side by side, days that titles and names of sheets tell, blank days."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import pytest
from case import CaseSite, command
from openpyxl import Workbook

from disclosure.importing import Proposal, propose

Case = Callable[..., CaseSite]
Rows = Sequence[Sequence[str]]

SIDE_BY_SIDE = ["姓名", "金额", "姓名", "金额"]
BELOW = [["梁一", "100", "黄二", "50"], ["罗三", "20", "宋四", "7"]]


def proposed(
    site: CaseSite, sheets: Rows | Mapping[str, Rows], name: str = "list.xlsx", answers: Mapping[str, str] | None = None
) -> Proposal:
    """What the import says of a workbook; answers are for its first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}).items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    path = site.folder / name
    path.write_bytes(stream.getvalue())
    said = {f"1.{topic}": answer for topic, answer in (answers or {}).items()}
    data = site.folder / "data"
    return propose(path, name, data, "data", "demo", answers=said)


def asked(proposal: Proposal) -> dict[str, str]:
    return {question.id: question.proposed for question in proposal.open_questions}


def gifts(proposal: Proposal) -> list[tuple[str, ...]]:
    """Day, amount and giver of every row that is shown."""
    wanted = ("到账日期", "金额", "捐赠人")
    return [
        tuple(dict(zip(sheet.labels, row, strict=True)).get(label, "") for label in wanted)
        for sheet in proposal.sheets
        for row in sheet.first
    ]


# --- side by side --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [["日期", *SIDE_BY_SIDE], ["2025-03-01", *BELOW[0]], ["2025-03-01", *BELOW[1]]],
        [
            ["序号", "日期", *SIDE_BY_SIDE, "备注"],
            ["1", "2025-03-01", *BELOW[0], ""],
            ["2", "2025-03-01", *BELOW[1], ""],
        ],
        [["日期", "姓名", "金额", "", "日期", "姓名", "金额"]]
        + [["2025-03-01", left, money, "", "2025-03-01", right, more] for left, money, right, more in BELOW],
    ],
)
def test_tables_side_by_side_are_read_one_after_the_other(case: Case, rows: Rows) -> None:
    proposal = proposed(case(), [["捐款名单"], *rows])
    assert proposal.ready
    assert [sheet.count for sheet in proposal.sheets] == [2, 2]
    assert [money.yuan for sheet in proposal.sheets for money in sheet.sums] == ["120.00", "57.00"]
    assert gifts(proposal)[2] == ("2025-03-01", "50.00", "黄二")


@pytest.mark.parametrize(
    ("totals", "ready"),
    [
        ([["合计", "120", "合计", "57"]], True),
        ([["小计", "120", "", "57"], ["总计", "177", "", ""]], True),
        ([["合计", "", "", "177"]], True),
        ([["合计", "177", "", ""]], True),
        ([["合计", "", "", "178"]], False),
        ([["合计", "120", "合计", "58"]], False),
        ([["捐款合计", "", "", "177"]], True),
        ([["本次共收", "", "", "177"]], True),
        ([["共4人", "", "177", ""]], True),
        ([["", "", "", "177"]], True),
        ([["以上4人共计捐款177元"]], True),
        ([["合计（大写）", "壹佰柒拾柒元整", "小写", "177"]], True),
        ([["合计（大写）", "壹佰柒拾柒元整", "（小写）", "178"]], False),
        ([["合计", "", "金额：", "177"]], True),
        ([["本次共收", "", "", "178"]], False),
        ([["捐款总额", "", "", "178"]], False),
    ],
)
def test_totals_below_tables_side_by_side(case: Case, totals: Rows, *, ready: bool) -> None:
    """Of one table or of the whole sheet: never a gift, and one that holds for neither is told at its cell."""
    rows = [["2025年3月2日捐款名单"], SIDE_BY_SIDE, *BELOW, *totals]
    proposal = proposed(case(), rows, answers={"missing.received_on": "2025-03-02"})
    assert [sheet.count for sheet in proposal.sheets] == [2, 2]
    assert proposal.ready is ready
    if not ready:
        assert [fault.code for fault in proposal.errors] == ["total-mismatch"]
        assert proposal.errors[0].where.column == "D 列 金额"


@pytest.mark.parametrize(
    "rows",
    [
        [["合计", "177"], *BELOW],
        [BELOW[0], ["本页小计", "", "", "150"], BELOW[1], ["本页小计", "", "", "27"], ["合计", "", "", "177"]],
        [*BELOW, ["合计", "177", "人数", "4"]],
    ],
)
def test_totals_above_tables_side_by_side_and_of_their_pages(case: Case, rows: Rows) -> None:
    proposal = proposed(case(), [["捐款名单"], SIDE_BY_SIDE, *rows], answers={"missing.received_on": "2025-03-02"})
    assert proposal.ready
    assert [money.yuan for sheet in proposal.sheets for money in sheet.sums] == ["120.00", "57.00"]


@pytest.mark.parametrize(
    ("last", "ready"),
    [
        (["合计", "", "120", "", "57"], True),
        (["合计", "", "177", "", ""], True),
        (["捐款合计", "", "", "", "177"], True),
        (["本次共收", "", "", "", "177"], True),
        (["合计", "", "120", "", "58"], False),
    ],
)
def test_totals_under_the_day_of_the_row(case: Case, last: Sequence[str], *, ready: bool) -> None:
    days = [["2025-03-01", *row] for row in BELOW]
    proposal = proposed(case(), [["捐款名单"], ["日期", *SIDE_BY_SIDE], *days, last])
    assert proposal.ready is ready
    assert [sheet.count for sheet in proposal.sheets] == [2, 2]


@pytest.mark.parametrize(("word", "total"), [("合计", "178"), ("小计", "57")])
def test_a_total_beside_a_record_of_another_table(case: Case, word: str, total: str) -> None:
    rows = [["捐款名单"], SIDE_BY_SIDE, *BELOW, ["卢五", "1", word, total]]
    proposal = proposed(case(), rows, answers={"missing.received_on": "2025-03-02"})
    assert proposal.ready
    assert [sheet.count for sheet in proposal.sheets] == [3, 2]


@pytest.mark.parametrize(
    "head",
    [
        ["姓名", "金额", "单位", "金额"],
        ["姓名", "金额（元）", "单位名称", "捐款金额（万元）"],
        ["序号", "姓名", "金额", "备注", "姓名", "金额"],
        ["部门", "姓名", "金额", "姓名", "金额"],
    ],
)
def test_tables_side_by_side_with_other_columns_are_told(case: Case, head: Sequence[str]) -> None:
    """One answer about their names and amounts would take one of them, and lose the others."""
    row = ["甲公司" if word.startswith(("姓名", "单位")) else "100" if "金额" in word else "1" for word in head]
    proposal = proposed(case(), [["2025年3月2日捐款名单"], head, row, [*row[:-1], "50"]])
    assert not proposal.ready
    assert [fault.code for fault in proposal.errors] == ["unreadable-file"]


def test_two_amounts_of_one_table_are_no_tables_side_by_side(case: Case) -> None:
    rows = [["日期", "捐款人", "金额", "经办单位", "手续费"], ["2025-03-01", "甲公司", "100", "乙银行", "1"]]
    assert not proposed(case(), rows).errors


def test_a_cell_of_a_table_at_the_right_is_told_where_it_stands(case: Case) -> None:
    rows = [["昵称", "金额", "日期"] * 2, ["清风", "50", "2025-03-02", "明月", "3O.5", "2025-03-03"]]
    (fault,) = proposed(case(), rows).errors
    assert (fault.where.row, fault.where.column) == (2, "E 列 金额")


def test_what_came_in_beside_what_went_out_is_no_second_table_of_gifts(case: Case) -> None:
    rows = [
        ["日期", "收入", "", "支出", ""],
        ["", "单位", "金额", "单位", "金额"],
        ["2025-03-01", "甲公司", "100", "乙学校", "50"],
    ]
    proposal = proposed(case(), rows)
    assert "50.00" not in {money for _, money, _ in gifts(proposal)}


def test_what_stands_over_one_of_the_tables_holds_for_it_alone(case: Case) -> None:
    """A unit, or the year of days without one."""
    units = [["单位：元", "", "单位：万元", ""], ["捐款单位", "金额"] * 2, ["甲公司", "100", "乙公司", "5"]]
    answers = {"missing.received_on": "2025-03-01"}
    assert [money for _, money, _ in gifts(proposed(case(), units, answers=answers))] == ["100.00", "50000.00"]
    years = [["2023年", "", "", "2024年", "", ""], ["日期", "捐款人", "金额"] * 2]
    years.append(["3月1日", "甲公司", "100", "3月5日", "乙公司", "50"])
    assert [day for day, _, _ in gifts(proposed(case(), years))] == ["2023-03-01", "2024-03-05"]


def test_what_is_asked_alike_of_two_tables_is_asked_once(case: Case) -> None:
    """The day of a list without days; who gives is asked of each table, as the names are others."""
    rows = [["捐款名单"], SIDE_BY_SIDE, ["甲乙丙团队", "1", "丁戊己小组", "2"]]
    assert set(asked(proposed(case(), rows))) == {"1.missing.received_on", "1.donor-type", "1.b.donor-type"}


# --- days that are said elsewhere ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("2025年3月2日捐款名单", "2025-03-02"),
        ("某某慈善会2025年3月2日“慈善一日捐”捐款明细表", "2025-03-02"),
        ("2025年3月爱心捐款名单", "2025-03"),
        ("截至2025年3月2日捐款名单", ""),
        ("2025年3月2日至5日捐款名单", ""),
        ("2025年3月2日起捐款名单", ""),
        ("2025年3月2日公布的捐款名单", ""),
        ("2025年3月、4月捐款名单", ""),
        ("2025年度捐款名单", ""),
        ("2025年1月7日地震捐款名单", ""),
        ("2025年7月洪灾爱心捐款明细", ""),
        ("2025年3月31日止捐款名单", ""),
        ("2025年3月2日汇总的捐款名单", ""),
    ],
)
def test_a_day_of_a_title_is_proposed_for_gifts_without_one(case: Case, title: str, day: str) -> None:
    proposal = proposed(case(), [[title], ["捐款人", "金额"], ["甲公司", "1000"]])
    assert asked(proposal) == {"1.missing.received_on": day}
    assert not proposal.ready
    assert proposal.sheets[0].counted == ("1 行" if day else "答了问题才知道有几行")


def test_the_answer_about_the_day_is_that_of_one_list(case: Case) -> None:
    """The next list of the same shape is asked about anew, and not given the day of this one."""
    site = case()
    rows = [["2025年3月2日捐款名单"], ["捐款人", "金额"], ["甲公司", "1000"]]
    proposed(site, rows)
    answer = "1.missing.received_on=2025-03-02"
    data = str(site.folder / "data")
    arguments = ("--org", "demo", "--data", data, "--accept", "--answer", answer)
    assert command("import", str(site.folder / "list.xlsx"), *arguments).exit_code == 0
    again = proposed(site, [["2025年4月9日捐款名单"], ["捐款人", "金额"], ["乙公司", "30"]])
    assert asked(again) == {"1.missing.received_on": "2025-04-09"}


@pytest.mark.parametrize("head", ["日", "日期", "捐款日期"])
@pytest.mark.parametrize(
    ("sheet", "title", "file"),
    [
        ("2025年3月", "捐款明细", "list.xlsx"),
        ("3月", "2025年捐款明细", "list.xlsx"),
        ("三月份", "捐款明细", "2025年捐款.xlsx"),
        ("202503", "捐款明细", "list.xlsx"),
        ("2025.3", "捐款明细", "list.xlsx"),
        ("Sheet1", "捐款明细", "2025年3月捐款.xlsx"),
    ],
)
def test_days_of_a_month_that_the_name_of_the_sheet_tells(
    case: Case, head: str, sheet: str, title: str, file: str
) -> None:
    rows = [[title], [head, "捐款人", "金额"], ["1", "甲公司", "100"], ["31", "乙公司", "50"]]
    proposal = proposed(case(), {sheet: rows}, file)
    assert [day for day, _, _ in gifts(proposal)] == ["2025-03-01", "2025-03-31"]
    assert proposal.ready


@pytest.mark.parametrize("sheet", ["3-4月", "一季度", "Sheet1", "2025年"])
def test_days_of_no_known_month_stay_what_they_are(case: Case, sheet: str) -> None:
    rows = [["捐款明细"], ["日", "捐款人", "金额"], ["1", "甲公司", "100"], ["31", "乙公司", "50"]]
    assert "1.missing.received_on" in asked(proposed(case(), {sheet: rows}))


# --- blank days ----------------------------------------------------------------------------------

BLANK = [["日期", "捐款人", "金额"], ["2025-03-01", "甲公司", "100"], ["", "乙公司", "50"], ["", "丙公司", "7"]]


@pytest.mark.parametrize(
    ("answer", "days"), [("above", ["2025-03-01"] * 3), ("2025-03", ["2025-03-01"] + ["2025-03"] * 2)]
)
def test_blank_days_are_asked_about_once(case: Case, answer: str, days: list[str]) -> None:
    site = case()
    before = proposed(site, BLANK)
    assert asked(before) == {"1.blank-days": ""}
    assert not before.errors
    after = proposed(site, BLANK, answers={"blank-days": answer})
    assert after.ready
    assert [day for day, _, _ in gifts(after)] == days


def test_who_fills_in_the_days_by_hand_is_told_the_cells(case: Case) -> None:
    proposal = proposed(case(), BLANK, answers={"blank-days": "no"})
    assert [(fault.code, fault.where.row) for fault in proposal.errors] == [("missing-value", 3), ("missing-value", 4)]


def test_a_column_without_any_day_is_one_that_is_not_there(case: Case) -> None:
    rows = [["日期", "捐款人", "金额"], ["", "甲公司", "100"], ["", "乙公司", "50"]]
    proposal = proposed(case(), rows)
    assert asked(proposal) == {"1.missing.received_on": ""}
    assert "一列都空着" in proposal.open_questions[0].text


# --- last rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"), [("共2人", 2), ("本次共收到善款", 2), ("全部", 2), ("某某总工会", 3), ("共青团某某市委", 3)]
)
def test_a_last_row_of_nobody_that_is_the_sum_is_no_gift(case: Case, word: str, count: int) -> None:
    rows = [["日期", "捐赠单位", "金额"], ["2025-03-01", "甲公司", "100"], ["2025-03-01", "乙公司", "20"]]
    proposal = proposed(
        case(),
        [["捐款名单"], rows[0][1:], *(row[1:] for row in rows[1:]), [word, "120"]],
        answers={"missing.received_on": "2025-03-01"},
    )
    assert [sheet.count for sheet in proposal.sheets] == [count]


# --- lists that titles and remarks explain --------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            ["姓名", "金额"],
            [["一、办公室", ""], ["梁一", "100"], ["小计", "100"], ["二、财务科", ""], ["黄二", "50"], ["小计", "50"]],
        ),
        (
            ["序号", "单位", "姓名", "金额"],
            [["1", "某某局", "梁一", "100"], ["", "某某局小计", "", "100"], ["2", "某某院", "黄二", "50"]],
        ),
    ],
)
def test_a_list_of_a_day_of_giving_is_one_of_gifts(case: Case, head: list[str], rows: Rows) -> None:
    """Its title says neither 捐款 nor 捐赠; sums of departments are no gifts."""
    answers = {"missing.received_on": "2025-03", "donor": "C"}
    proposal = proposed(case(), [["2025年3月慈善一日捐名单"], head, *rows], answers=answers)
    assert [(sheet.kind.id, sheet.count) for sheet in proposal.sheets if sheet.kind] == [("donations", 2)]
    assert [money.yuan for sheet in proposal.sheets for money in sheet.sums] == ["150.00"]


def test_a_minus_that_the_balance_tells_went_out(case: Case) -> None:
    """Lists of banks with signs; what undoes a gift is asked about, as before."""
    head = ["交易时间", "交易金额", "账户余额", "对方户名", "摘要"]
    gifts_in = [["2025-03-01", "+500", "1500", "甲公司", "捐款"], ["2025-03-03", "+100", "1400", "乙公司", "捐款"]]
    paid = ["2025-03-02", "-200", "1300", "丙学校", "助学"]
    ready = proposed(case(), [head, gifts_in[0], paid, gifts_in[1]])
    assert ready.ready
    assert [money for _, money, _ in gifts(ready)] == ["500.00", "100.00"]
    assert set(asked(proposed(case(), [head, gifts_in[0], [*paid[:4], "冲正"], gifts_in[1]]))) == {"1.negative"}
    back = ["2025-03-02", "-200", "1300", "甲公司", "转账"]  # to one who gave
    assert set(asked(proposed(case(), [head, gifts_in[0], back, gifts_in[1]]))) == {"1.negative"}


def test_a_remark_that_things_were_given_is_asked_about(case: Case) -> None:
    rows = [
        ["日期", "捐赠单位", "金额", "备注"],
        ["2025-03-01", "甲公司", "100", ""],
        ["2025-03-02", "乙公司", "3000", "物资折价"],
    ]
    assert set(asked(proposed(case(), rows))) == {"1.gift-kind"}
    things = proposed(case(), rows, answers={"gift-kind": "物资"})
    kinds = [dict(zip(things.sheets[0].labels, row, strict=True))["捐赠类型"] for row in things.sheets[0].first]
    assert kinds == ["现金", "物资"]


def test_givers_under_english_words(case: Case) -> None:
    """A column that nobody knows is asked about before all gifts are those of nobody."""
    rows = [
        ["Date", "Description", "Debit", "Credit", "Counterparty"],
        ["2025-03-01", "Transfer", "", "100", "ABC Ltd"],
    ]
    assert gifts(proposed(case(), rows)) == [("2025-03-01", "100.00", "ABC Ltd")]
    rows[0][-1] = "Other party"
    assert set(asked(proposed(case(), rows))) == {"1.missing.donor"}


# --- persons of a council ------------------------------------------------------------------------


def test_a_list_of_a_council_with_several_names_in_a_cell(case: Case) -> None:
    """Known by its title; a row for each person, ids from the names, the body from the title; a list of gifts stays one."""
    site = case()
    title, head = ["某某慈善总会第三届理事会名单"], ["职务", "姓名", "手机"]
    rows = [title, head, ["会长", "梁建国", "1"], ["副会长", "黄小红、罗海涛 宋文斌", "2"]]
    assert asked(proposed(site, rows)) == {"1.source-day": ""}
    passed = [title, ["（2025年3月12日第三届一次理事会通过）"], *rows[1:]]
    assert asked(proposed(site, passed)) == {"1.source-day": "2025-03-12"}, "the day that stands there is proposed"
    assert asked(proposed(site, [["2025年3月12日通过、2025.4.1修订"], *passed])) == {"1.source-day": ""}, (
        "of two days none"
    )
    proposal = proposed(site, rows, answers={"source-day": "2025-03-31"})
    assert proposal.ready
    (sheet,) = proposal.sheets
    people = [dict(zip(sheet.labels, row, strict=True)) for row in sheet.first]
    assert [(row["姓名"], row["职务"], row["机构"]) for row in people] == [
        ("梁建国", "会长", "理事会"),
        ("黄小红", "副会长", "理事会"),
        ("罗海涛", "副会长", "理事会"),
        ("宋文斌", "副会长", "理事会"),
    ]
    assert len({row["编号"] for row in people}) == len(people)
    apart = [title, head, ["会长", "梁 建", "1"], ["理事", "黄　红、罗海涛  宋 斌", "2"]]
    (sheet,) = proposed(site, apart, answers={"source-day": "2025-03-31"}).sheets
    assert [dict(zip(sheet.labels, row, strict=True))["姓名"] for row in sheet.first] == [
        "梁 建",
        "黄红",
        "罗海涛",
        "宋斌",
    ]
    unclear = [title, head, ["会长", "梁建国（某某局、某某会）", "1"], ["理事", "黄红（某局）、罗海涛（某公司）", "2"]]
    assert set(asked(proposed(site, unclear, answers={"source-day": "2025-03-31"}))) == {"1.joint-names"}
    assert set(asked(proposed(site, unclear[:3], answers={"source-day": "2025-03-31"}))) == set()
    gifts_of_council = [["理事会捐款名单"], ["姓名", "职务", "捐款金额"], ["梁建国", "会长", "100"]]
    assert [sheet.kind.id for sheet in proposed(site, gifts_of_council).sheets if sheet.kind] == ["donations"]


@pytest.mark.parametrize(
    "title",
    [
        "第三届理事会成员候选人名单",
        "理事会名单（建议）",
        "理事会成员离任名单",
        "原理事会成员名单",
        "理事会成员签到名单",
        "上届监事会名单",
    ],
)
def test_who_is_not_in_office_is_no_member(case: Case, title: str) -> None:
    """Candidates, those who left and who signed in are asked about."""
    rows = [[title], ["姓名", "职务"], ["梁建国", "会长"], ["黄小红", "理事"]]
    assert set(asked(proposed(case(), rows))) == {"1.kind"}


# --- the year of funds, and what is no list ------------------------------------------------------

FUNDS = [
    ["示例市慈善总会冠名慈善基金2024年度收支情况表"],
    ["单位：万元"],
    ["序号", "基金名称", "设立时间", "上年结余", "本年到账", "本年支出", "年末余额"],
    ["1", "春泥助学基金", "2012年7月", "8.6", "10", "12", "6.6"],
    ["2", "林氏济困基金", "2015.3", "3", "", "1.5", "1.5"],
    ["", "合计", "", "11.6", "10", "13.5", "8.1"],
]


def test_a_printed_table_of_funds_is_the_year_of_each(case: Case) -> None:
    """Its words are known, the year stands in its title, 万元 over it, the funds are new records, 合计 is none of them."""
    proposal = proposed(case(), FUNDS, answers={"source-day": "2025-01-20"})
    (sheet,) = proposal.sheets
    assert sheet.kind
    assert sheet.kind.id == "fund_accounts"
    assert asked(proposal) == {}
    assert sheet.labels[:6] == ("基金", "年度", "年初余额", "本年收入", "本年支出", "年末余额")
    assert [row[1:6] for row in sheet.first] == [
        ("2024", "86000", "100000", "120000", "66000"),
        ("2024", "30000", "", "15000", "15000"),
    ]
    assert [path.name for path in proposal.files if path.parent.name == "demo"] == [
        "fund_accounts.csv",
        "funds.csv",
        "sources.csv",
    ]


@pytest.mark.parametrize(
    "title", ["冠名慈善基金收支情况表（2025年1月公布）", "冠名慈善基金收支情况表", "2023—2024年冠名基金收支情况表"]
)
def test_a_year_that_nobody_says_of_the_accounts_is_asked(case: Case, title: str) -> None:
    proposal = proposed(case(), [[title], *FUNDS[1:]], answers={"source-day": "2025-01-20"})
    assert list(asked(proposal)) == ["1.missing.year"]


def test_a_fund_beside_each_gift_makes_no_accounts(case: Case) -> None:
    rows = [
        ["冠名基金捐赠明细"],
        ["到账日期", "捐赠人", "基金", "金额"],
        ["2024-03-01", "示例公司", "春泥助学基金", "500"],
    ]
    (sheet,) = proposed(case(), rows).sheets
    assert sheet.kind
    assert sheet.kind.id == "donations"


def test_what_a_year_came_to_is_told_to_be_read_as_a_report(case: Case) -> None:
    rows = [
        ["2024年慈善救助项目实施情况表"],
        ["项目名称", "支出金额（万元）", "受益人次"],
        ["春泥助学", "52.40", "130"],
        ["合计", "52.40", "130"],
    ]
    (question,) = proposed(case(), rows).open_questions
    assert question.id == "1.kind"
    assert "当作报告读" in question.text
    assert question.choices[0].value == "donations"


@pytest.mark.parametrize(
    ("cell", "project"),
    [
        ("定向：春泥助学", "春泥助学"),
        ("定向春泥助学", "春泥助学"),
        ("指定用于春泥助学", "春泥助学"),
        ("春泥助学", "春泥助学"),
        ("定向捐赠", ""),
    ],
)
def test_a_purpose_is_named_without_the_word_that_gives_it(case: Case, cell: str, project: str) -> None:
    rows = [["捐赠公示"], ["捐赠日期", "捐赠人", "金额", "意向"], ["2024-03-01", "示例公司", "500", cell]]
    proposal = proposed(case(), rows)
    said = next((rule.rule for rule in proposal.sheets[0].rules if rule.label == "定向项目"), "")
    assert (f"：{project}（" in said) is bool(project), said


@pytest.mark.parametrize(
    ("second", "choices"), [("", ("project", "-")), ("定向用于助医", ("project", "-")), ("王某经办", ("-",))]
)
def test_what_remarks_alone_say_a_gift_is_for_is_asked(case: Case, second: str, choices: tuple[str, ...]) -> None:
    """Remarks are never taken over; that a gift was earmarked does not go away with them unasked."""
    rows = [
        ["捐赠公示"],
        ["捐赠日期", "捐赠人", "金额", "备注"],
        ["2024-03-01", "示例公司", "500", "定向：教育"],
        ["2024-03-02", "示例公司", "700", second],
    ]
    (question,) = proposed(case(), rows).open_questions
    assert question.id == "1.column.D"
    assert tuple(choice.value for choice in question.choices) == choices


@pytest.mark.parametrize("remark", ["已收到", "非定向", "定向捐赠", "指定账户转入", "指定银行汇入"])
def test_other_remarks_are_left_out_without_a_question(case: Case, remark: str) -> None:
    rows = [["捐赠公示"], ["捐赠日期", "捐赠人", "金额", "备注"], ["2024-03-01", "示例公司", "500", remark]]
    assert not proposed(case(), rows).open_questions


@pytest.mark.parametrize("remark", ["定向：李爱国", "定向给李爱国", "定向捐给王大爷", "指定资助张小兰、李爱国两户"])
def test_a_person_for_whom_a_gift_is_becomes_no_project_unasked(case: Case, remark: str) -> None:
    """A remark names persons far more often than a purpose does, and a project is public."""
    rows = [["捐赠公示"], ["捐赠日期", "捐赠人", "金额", "备注"], ["2024-03-01", "示例公司", "500", remark]]
    asked = proposed(case(), rows, answers={"column.D": "project"}).open_questions
    assert ["像是个人的姓名" in question.text for question in asked] == [True]
    assert not asked[0].proposed


@pytest.mark.parametrize("cell", ["定向示例市第一人民医院", "定向示例县第二小学", "专项基金", "定向项目", "项目"])
def test_a_purpose_that_names_a_receiver_or_nothing_is_asked(case: Case, cell: str) -> None:
    rows = [["捐赠公示"], ["捐赠日期", "捐赠人", "金额", "意向"], ["2024-03-01", "示例公司", "500", cell]]
    (question,) = proposed(case(), rows).open_questions
    assert question.id.startswith("1.project.")
    assert cell in question.text


@pytest.mark.parametrize("cell", ["春泥助学基金", "专项助学基金", "示例市第一人民医院病房改造"])
def test_a_purpose_with_a_name_of_its_own_is_not_asked(case: Case, cell: str) -> None:
    rows = [["捐赠公示"], ["捐赠日期", "捐赠人", "金额", "意向"], ["2024-03-01", "示例公司", "500", cell]]
    proposal = proposed(case(), rows)
    assert not proposal.open_questions
    assert any(f"：{cell}（" in rule.rule for rule in proposal.sheets[0].rules)


def test_the_project_of_help_is_kept_and_a_branch_is_a_body(case: Case) -> None:
    rows = [
        ["2024年12月救助支出公示"],
        ["时间", "救助项目", "接收单位", "金额"],
        ["2024-12-05", "春泥助学", "示例县第一中学", "60000"],
    ]
    (sheet,) = proposed(case(), rows).sheets
    assert "项目" in sheet.labels
    rows = [["捐赠公示"], ["捐赠日期", "捐赠单位（个人）", "金额"], ["2024-03-01", "河样镇慈善分会", "500"]]
    assert asked(proposed(case(), rows)) == {}


@pytest.mark.parametrize("head", ["物资", "捐赠物资", "物品名称", "实物"])
def test_gifts_of_things_in_a_list_of_money_are_left_out_once_asked(case: Case, head: str) -> None:
    """A row without an amount and with things beside it is no fault of the sheet: it belongs to another table."""
    rows = [
        ["捐赠公示"],
        ["捐赠日期", "捐赠方", "捐赠金额", head],
        ["2024-03-01", "示例公司", "500", ""],
        ["2024-03-02", "示例中学", "", "棉被20条（价值1840元）"],
    ]
    proposal = proposed(case(), rows)
    assert list(asked(proposal)) == ["1.no-amount"]
    assert not proposal.errors
    assert len(gifts(proposed(case(), rows, answers={"no-amount": "skip"}))) == 1


def test_what_every_row_lacks_is_asked_with_a_way_for_rows_that_differ(case: Case) -> None:
    """转教体局添置… and 转中医院添置… went to two: no one answer is right for both, and it is said what to do."""
    rows = [["专项资金支出明细"], ["支付日期", "支付明细", "支付金额（元）"]]
    rows += [["2024-04-01", "转教体局添置文具", "361200"], ["2024-04-14", "转中医院添置器械", "297500"]]
    texts = {question.id: question.text for question in proposed(case(), rows).open_questions}
    assert "请在表里加一列“接收方”" in texts["1.missing.receiver"]
    assert "请在表里加一列“接收方类型”" in texts["1.missing.receiver_type"]


GOODS = [
    ["捐赠物资明细"],
    ["接收日期", "捐赠单位", "物资名称", "单位", "数量", "折价（元）", "发放单位"],
    ["2024-04-01", "示例公司", "棉被", "条", "20", "2000", "河样村"],
    ["2024-04-02", "示例中学", "大米", "袋", "30", "900", "东样社区"],
    ["合计", "", "", "", "50", "2900", ""],
]


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        (
            "both",
            [
                ("接收", "棉被", "20", "示例公司", ""),
                ("发放", "棉被", "20", "", "河样村"),
                ("接收", "大米", "30", "示例中学", ""),
                ("发放", "大米", "30", "", "东样社区"),
            ],
        ),
        ("out", [("发放", "棉被", "20", "", "河样村"), ("发放", "大米", "30", "", "东样社区")]),
    ],
)
def test_goods_with_givers_and_receivers_came_in_and_went_out(
    case: Case, answer: str, rows: list[tuple[str, ...]]
) -> None:
    """The usual list of an emergency: who gave, and to whom it was handed; each row is two movements, the totals hold."""
    assert list(asked(proposed(case(), GOODS))) == ["1.move", "1.missing.basis"]
    proposal = proposed(case(), GOODS, answers={"move": answer, "missing.basis": "=发票"})
    (sheet,) = proposal.sheets
    names = ("类型", "品名", "数量", "捐赠方", "接收方")
    told = [dict(zip(sheet.labels, row, strict=True)) for row in sheet.first]
    assert [tuple(row.get(name, "") for name in names) for row in told] == rows
    assert "total-mismatch" not in {problem.code for problem in proposal.problems}
    assert proposal.ready is (answer == "both"), [problem.code for problem in proposal.problems]


@pytest.mark.parametrize(
    ("label", "stated", "ready"),
    [
        ("个人合计", "30", True),
        ("单位捐款小计", "1500", True),
        ("合计", "1530", True),
        ("个人合计", "40", False),
        ("单位和个人合计", "1500", False),
        ("合计", "1500", False),
    ],
)
def test_a_total_of_one_sort_is_of_the_rows_of_that_sort(case: Case, label: str, stated: str, ready: bool) -> None:  # noqa: FBT001
    rows = [
        ["捐赠日期", "捐赠人", "捐赠人类型", "金额"],
        ["2024-03-01", "示例公司", "单位", "1000"],
        ["2024-03-02", "示例商店", "单位", "500"],
        ["2024-03-02", "赵六", "个人", "30"],
        [label, "", "", stated],
    ]
    proposal = proposed(case(), rows)
    assert proposal.ready is ready
    told = {problem.code for problem in proposal.problems} & {"total-row-read", "total-mismatch"}
    assert ("total-mismatch" in told) is not ready
