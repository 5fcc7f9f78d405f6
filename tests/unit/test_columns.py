"""Declared columns: what each type takes, what it refuses, and what it tells staff to write instead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from commands import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.kinds import all_kinds
from disclosure.problems import Problem, Where
from disclosure.reading import read_tables, table_typing
from disclosure.reading.cell_types import (
    Code,
    Date,
    Exact,
    Fingerprint,
    Flag,
    FormulaText,
    Missing,
    Money,
    RichText,
    Slug,
    Text,
    Url,
    WholeNumber,
    Year,
)
from disclosure.reading.columns import Record, column, split_many
from disclosure.reading.table_typing import read_cell, read_columns
from disclosure.reading.typed_tables import TypedTable, rows


class Sample(Record):
    """A record with a column of every type."""

    id = column(Code, "编号", key=True)
    slug = column(Slug, "网址名")
    value = column(Exact, "数值")
    people = column(WholeNumber, "人数", unit="人")
    day = column(Date, "日期")
    year = column(Year, "年度")
    agreed = column(Flag, "互斥")
    address = column(Url, "网址")
    sha256 = column(Fingerprint, "指纹")
    kind = column(Text, "类别", choices=("助学", "助医"))
    many = column(Text, "合作方", many=True)
    some = column(Text, "领域", many=True, choices=("甲", "乙"))
    words = column(RichText, "说明")
    formula = column(FormulaText, "公式")


def read(**cells: str) -> tuple[dict[str, Any], list[Problem], TypedTable]:
    """One row with these cells, typed: (values, problems, table)."""
    frame = pd.DataFrame({"id": ["A1"], **{name: [cell] for name, cell in cells.items()}}, index=[7], dtype="str")
    table, problems = read_columns(Sample, frame, lambda row, label: Where("表.csv", None, row, label))
    return next(rows(table))[1], problems, table


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("id", "G001", "G001"),
        ("slug", "helping-hand-2", "helping-hand-2"),
        ("value", "1234.50", Decimal("1234.50")),
        ("value", "1,234,567.89", Decimal("1234567.89")),
        ("value", "１，２３４．５", Decimal("1234.5")),
        ("value", "￥1,234", Decimal(1234)),
        ("value", "−5", Decimal(-5)),
        ("value", "  12 ", Decimal(12)),
        ("value", "0", Decimal(0)),
        ("value", "1 234.50", Decimal("1234.50")),
        ("value", "(5.00)", Decimal(-5)),
        ("value", "（1,234.5）", Decimal("-1234.5")),
        ("day", "20230801", "2023-08-01"),
        ("day", "2023-08-01 00:00:00", "2023-08-01"),
        ("day", "2023-09-18 10:00", "2023-09-18"),
        ("value", "999999999999999.123456", Decimal("999999999999999.123456")),
        ("day", "2023-09-18", "2023-09-18"),
        ("day", "2023/9/8", "2023-09-08"),
        ("day", "2023.9.8", "2023-09-08"),
        ("day", "2023年9月8日", "2023-09-08"),
        ("day", "2023年9月", "2023-09"),
        ("day", "2023-08", "2023-08"),
        ("day", "2024-02-29", "2024-02-29"),
        ("year", "2023", 2023),
        ("year", "2023年", 2023),
        ("year", "２０２３", 2023),
        ("agreed", "是", "是"),
        ("address", "https://cszg.mca.gov.cn/", "https://cszg.mca.gov.cn/"),
        ("sha256", "a" * 64, "a" * 64),
        ("kind", "助学", "助学"),
        ("many", "甲；乙; 丙；甲", ("甲", "乙", "丙")),
        ("some", "甲；乙", ("甲", "乙")),
        ("words", "收到{G001}。", "收到{G001}。"),
        ("value", "1 000", Decimal(1000)),
        ("words", "None", "None"),
        ("words", "NA", "NA"),
        ("words", "000123", "000123"),
        ("formula", "G001 - G002", "G001 - G002"),
    ],
)
def test_valid_cells(name: str, cell: str, value: object) -> None:
    """Each type reads the forms that staff really write, exactly; NA, None and 000123 stay the words they are."""
    values, problems, _ = read(**{name: cell})
    assert not problems
    assert values[name] == value


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("id", "1G"),
        ("id", "G 1"),
        ("id", "G-1"),
        ("id", "编号"),
        ("slug", "Helping"),
        ("slug", "a--b"),
        ("slug", "../up"),
        ("slug", "a/b"),
        ("slug", "-a"),
        ("value", "12万"),
        ("value", "100 200"),
        ("value", "1 234 567"),
        ("value", "NaN"),
        ("value", "1" * 40),
        ("value", "9" * 30 + ".99"),
        ("value", "1" * 5000),
        ("people", "1" * 40),
        ("address", "https://[::1"),
        ("address", "https:///a"),
        ("address", "https://cszg.mca.gov.cn@example.org/"),
        ("value", "Infinity"),
        ("value", "1e5"),
        ("value", "1_000"),
        ("value", "٣"),
        ("value", "1234,567"),
        ("value", "12,34"),
        ("value", "1,2345"),
        ("value", "1."),
        ("value", ".5"),
        ("value", "--5"),
        ("value", "¥¥5"),
        ("value", "1 23"),
        ("value", "1 234,567"),
        ("value", "壹佰元"),
        ("value", "1.2345678"),
        ("value", "1" * 16),
        ("value", "=1+1"),
        ("value", "#REF!"),
        ("day", "2009-02-29"),
        ("day", "2025-02-30"),
        ("day", "2023-13-01"),
        ("day", "2023.10"),
        ("day", "2023-9/8"),
        ("day", "2023年8"),
        ("day", "20231301"),
        ("day", "2023081"),
        ("day", "23-8-1"),
        ("day", "45170"),
        ("day", "٢٠٢٣-٠٨-٠١"),
        ("day", "0000-01-01"),
        ("year", "23"),
        ("year", "20٢٣"),
        ("year", "2123"),
        ("year", "2023-2024"),
        ("agreed", "对"),
        ("agreed", "TRUE"),
        ("address", "javascript:alert(1)"),
        ("address", "www.example.org"),
        ("address", "https://a b"),
        ("address", 'https://a"onclick'),
        ("sha256", "A" * 64),
        ("sha256", "a" * 63),
        ("kind", "助老"),
        ("kind", "助学；助医"),
        ("some", "甲；丙"),
    ],
)
def test_refused_cells(name: str, cell: str) -> None:
    """What is not exactly the agreed form is refused with its place and a way to mend it, and its value is absent."""
    values, problems, _ = read(**{name: cell})
    assert values[name] is None
    assert [one.code for one in problems] == ["unknown-choice" if name in {"kind", "some"} else "bad-value"]
    where = problems[0].where
    assert (where.file, where.row, where.column) == ("表.csv", 7, Sample.column(name).label)
    assert cell[:40] in problems[0].message
    assert problems[0].fix


@pytest.mark.parametrize(
    ("cell", "suggested"),
    [("12万", "120000"), ("1.2亿", "120000000"), ("3千万", "30000000"), ("3万5千", "35000"), ("壹佰", "100")],
)
def test_a_number_in_wan_is_told_as_digits(cell: str, suggested: str) -> None:
    """12万 in a column of numbers is refused, and the message shows the digits to write."""
    _, problems, _ = read(value=cell)
    assert suggested in problems[0].fix
    assert problems[0].suggestion == suggested


@pytest.mark.parametrize(
    "cell", ["约12万", "3.2万元", "8万只", "35美元", "十几万", "一万五", "—", "无", "1OOO", "100.00.5"]
)
def test_no_digits_are_told_that_the_cell_may_not_mean(cell: str) -> None:
    """A number that is only about so much, of another unit or none at all is refused without a proposal."""
    _, problems, _ = read(value=cell)
    assert (problems[0].code, problems[0].suggestion) == ("bad-value", "")
    assert "例如" not in problems[0].fix


def test_a_near_miss_of_a_choice_is_named() -> None:
    """A choice that is mistyped is met with the choice that it looks like."""
    _, problems, _ = read(kind="助学生")
    assert "助学" in problems[0].fix
    assert "是不是“助学”" in problems[0].fix


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", Missing.UNDISCLOSED),
        ("未披露", Missing.UNDISCLOSED),
        ("不适用", Missing.NOT_APPLICABLE),
        ("不公开", Missing.WITHHELD),
    ],
)
@pytest.mark.parametrize("name", ["value", "day", "kind", "many", "words"])
def test_missing_is_not_zero_and_keeps_its_reason(cell: str, why: Missing, name: str) -> None:
    """Not disclosed, not applicable and withheld stay three different things, in columns of every type."""
    values, problems, table = read(**{name: cell})
    assert not problems
    assert values[name] is None
    assert table.missing.get((7, name), Missing.UNDISCLOSED) is why


@pytest.mark.parametrize("cell", ["无", "-", "/", "N/A", "暂无"])
def test_other_words_for_nothing_are_no_numbers(cell: str) -> None:
    """Words that staff use for an empty cell are never taken for a number or for zero."""
    values, problems, _ = read(value=cell)
    assert values["value"] is None
    assert [one.code for one in problems] == ["bad-value"]


def test_zero_is_a_value() -> None:
    """0 is published as zero; it is not a missing value."""
    assert read(value="0")[0]["value"] == Decimal(0)


@pytest.mark.parametrize("cell", ["", "  ", "未披露", "不适用"])
def test_a_required_cell_must_be_filled(cell: str) -> None:
    """A required column takes no reason for being empty."""
    _, problems, _ = read(id=cell)
    assert [(one.code, one.where.column) for one in problems] == [("missing-value", "编号")]


def test_all_faults_of_a_table_are_told_at_once() -> None:
    """Ten bad cells in ten rows make ten problems, each at its own row."""
    frame = pd.DataFrame(
        {"id": [f"A{number}" for number in range(10)], "value": ["12万"] * 10}, index=range(2, 12), dtype="str"
    )
    _, problems = read_columns(Sample, frame, lambda row, label: Where("表.csv", None, row, label))
    assert [one.where.row for one in problems] == list(range(2, 12))


def test_an_empty_table_is_typed() -> None:
    """A table with a header and no rows is read without a problem."""
    frame = pd.DataFrame({one.name: [] for one in Sample.columns}, dtype="str")
    table, problems = read_columns(Sample, frame, lambda row, label: Where("表.csv", None, row, label))
    assert not problems
    assert list(rows(table)) == []


def test_long_cells_are_cut_in_messages() -> None:
    """A message quotes at most 40 characters of a cell."""
    _, problems, _ = read(value="啊" * 500)
    assert "啊" * 40 + "…" in problems[0].message
    assert "啊" * 41 not in problems[0].message


def test_a_value_named_twice_counts_once() -> None:
    """A part that names the same breakdown twice is one part: it is never added twice."""
    assert split_many("GB01；GB01 ; GB02") == ("GB01", "GB02")


def test_declared_order_and_inheritance() -> None:
    """A record lists its own columns first and inherited ones after them, under the names of its annotations."""

    class Child(Sample):
        """One more column."""

        extra = column(Text, "附加")

    assert [one.name for one in Child.columns][:2] == ["extra", "id"]
    assert Child.column("day").label == "日期"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=4, allow_nan=False, allow_infinity=False))
def test_any_exact_number_round_trips(value: Decimal) -> None:
    """A number written as plain digits, or with thousands commas, comes back with every digit."""
    for text in (f"{value:f}", f"{value:,f}"):
        values, problems, _ = read(value=text)
        assert not problems
        assert values["value"] == value


@given(st.lists(st.text(max_size=12), min_size=1, max_size=30))
def test_no_cell_raises(cells: list[str]) -> None:
    """Whatever stands in the cells, typing yields a value or a problem for each of them and never raises."""
    names = [one.name for one in Sample.columns if one.name not in {"id", "words", "formula", "many"}]
    frame = pd.DataFrame(dict.fromkeys(names, cells), dtype="str")
    table, problems = read_columns(Sample, frame, lambda row, label: Where("表.csv", None, row, label))
    refused = {(one.where.row, one.where.column) for one in problems}
    for index, values in rows(table):
        for name in names:
            if (index, Sample.column(name).label) in refused:
                assert values[name] is None


@pytest.mark.parametrize(("cell", "value"), [("80", 80), ("80人", 80), ("1,200 人", 1200), ("0", 0)])
def test_a_count_may_carry_its_unit(cell: str, value: int) -> None:
    """How many there were, with or without the word for them."""
    values, problems, _ = read(people=cell)
    assert (values["people"], problems) == (value, [])


@pytest.mark.parametrize("cell", ["-5", "80.5", "80户", "1.5万人"])
def test_a_count_is_whole_and_never_below_zero(cell: str) -> None:
    """Half a person, fewer than none and another unit are refused."""
    _, problems, _ = read(people=cell)
    assert [problem.code for problem in problems] == ["bad-value"]


class Proposals(Record):
    """A column of every type for which a refused cell may get a proposal."""

    id = column(Code, "编号", key=True)
    unit = column(Text, "单位")
    value = column(Exact, "数值")
    cents = column(Money, "金额")
    yuan = column(Exact, "估价", unit="元")
    share = column(Exact, "比例", unit="%")
    day = column(Date, "日期")
    year = column(Year, "年度")
    agreed = column(Flag, "互斥")


PIECES = [
    *("人民币", "RMB", "¥", "USD", "美元", "元", "角", "分", "块", "整", "万", "亿", "千", "百", "十", "零", "半", "约", "余", "多", "几", "数"),
    *("壹", "佰", "拾", "伍", "三", "五", "两", "二〇二五", "年", "月", "日", "号", "时", "-", "—", "/", ".", ",", "，", "+", "(", ")", " ", "只", "%"),
    *("0", "1", "2", "03", "15", "28", "30", "31", "100", "2025", "1OOO", "T", "Z", ":", "\u200b", "Mar", "无"),
]  # fmt: skip


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join),
    st.sampled_from(["value", "cents", "yuan", "share", "day", "year", "agreed"]),
    st.sampled_from(["元", "只", "盒", ""]),
)
def test_every_proposal_is_accepted_where_it_was_made(cell: str, name: str, unit: str) -> None:
    """Whatever stands in a cell: what is proposed for it is read by the same column, and proposed for nothing else."""
    frame = pd.DataFrame({"id": ["A1"], "unit": [unit], name: [cell]}, index=[7], dtype="str")
    _, problems = read_columns(Proposals, frame, lambda row, label: Where("表.csv", None, row, label))
    for fault in problems:
        if not fault.suggestion:
            continue
        again = frame.assign(**{name: [fault.suggestion]})
        table, left = read_columns(Proposals, again, lambda row, label: Where("表.csv", None, row, label))
        assert not left
        assert fault.code == "invisible-sign" or not any(
            word in cell for word in ("USD", "美元", "约", "余", "多", "几", "无", "半")
        )
        assert table.frame[name].notna().all()


@given(
    st.decimals(min_value=0, max_value=99_999_999, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["人民币{}元", "{}元整", "RMB{}", "+{}", "{}块"]),
)
def test_a_proposal_means_what_the_cell_means(amount: Decimal, form: str) -> None:
    """An amount in unusual words is proposed as the same amount."""
    frame = pd.DataFrame({"id": ["A1"], "cents": [form.format(amount)]}, index=[7], dtype="str")
    _, problems = read_columns(Proposals, frame, lambda row, label: Where("表.csv", None, row, label))
    assert [Decimal(fault.suggestion) for fault in problems] == [amount]


def test_every_column_of_money_ends_with_the_cent() -> None:
    """Whatever the table: 100.05 yuan is read, 100.005 is refused and no other number is proposed."""
    money = [(kind.id, column) for kind in all_kinds() for column in kind.record.columns if column.unit == "元"]
    assert {kind for kind, _ in money} >= {"donations", "disbursements", "goods", "campaigns", "fund_accounts"}
    for kind, cell in money:
        where = Where(f"{kind}.csv", None, 2, cell.label)
        assert read_cell(cell, "100.05", where)[1] is None, where
        value, refused = read_cell(cell, "100.005", where)
        assert refused is not None, where
        assert (value, refused.code, refused.suggestion) == (None, "bad-value", ""), where
        assert "最多 2 位小数" in refused.fix


def _both_ways(record: type[Record], cells: pd.DataFrame, where: Any, powers: Any = None) -> None:
    """Word by word or all at once: the same values of the same types, reasons, refusals and problems."""
    outcomes = []
    for few in (0, len(cells)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(table_typing, "MOST_ROWS", few)
            outcomes.append(read_columns(record, cells, where, powers))
    (many, problems), (few_table, few_problems) = outcomes
    pd.testing.assert_frame_equal(few_table.frame, many.frame, check_exact=True)
    for name in many.frame:
        left, right = (table.frame[name].tolist() for table in (few_table, many))
        assert [*map(type, left)] == [*map(type, right)], name
    assert (few_table.missing, few_table.refused) == (many.missing, many.refused)
    assert few_problems == problems


def test_few_rows_are_read_as_many() -> None:
    """The tables of both sites and of the small cases; in the small ones many a cell is wrong."""
    folders = [ROOT / "data", ROOT / "examples" / "data", *sorted((ROOT / "tests/cases/inputs").glob("*/**/data"))]
    kinds = {kind.id: kind for kind in all_kinds()}
    count = 0
    for folder in folders:
        for path in sorted(folder.rglob("*.csv")):
            kind = kinds.get(path.stem) or kinds.get(path.parent.name)
            if kind is None or "releases" in path.parts:
                continue
            for raw in read_tables(path, path.name, kind.record):
                if len(raw.cells) <= 300:
                    _both_ways(kind.record, raw.cells, raw.where, raw.powers)
                    count += 1
    assert count > 100


_ODD = st.sampled_from(
    ["", " ", "未披露", "不适用", "A1", "甲", "甲；乙", "助学", "是", "否", "12", "1.5万", "3万元", "(5.00)", "1e3", "2023", "2023-9-8", "20230801",
     "2023-02-30", "2023-08-01 10:00", "45000", "\u200b12", "https://a.cn/", "a" * 64, "５", "NaN", "None", "x y"]
)  # fmt: skip


@given(st.lists(st.fixed_dictionaries({column.name: _ODD for column in Sample.columns}), max_size=5))
def test_any_few_cells_are_read_as_many(table: list[dict[str, str]]) -> None:
    """Whatever words stand in whatever columns."""
    cells = pd.DataFrame(table, columns=[column.name for column in Sample.columns], dtype="str")
    _both_ways(Sample, cells, lambda row, label: Where("表.csv", None, row, label))


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        ("https://example.org/a?b=c#d", False),
        ("https://example.org/公告/（2024）.pdf", False),
        ("https://example.org/a，见第3页", True),
        ("https://example.org/a。", True),
    ],
)
def test_words_behind_an_address_are_no_part_of_it(cell: str, *, refused: bool) -> None:
    """They would lead nowhere, and nobody would look through them."""
    _, flags = Url().read([cell])
    assert list(flags) == [refused]
    assert ("说明" in Url().suggest(cell)) is refused
