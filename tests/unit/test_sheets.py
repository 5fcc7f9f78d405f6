"""Sheets as people make them: what is certain is read exactly, what is doubtful is asked, and nothing ends in a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from disclosure.problems import Problem
from disclosure.reading.cell_types import Code, Date, Exact, Money, Text, Year
from disclosure.reading.columns import Record, column
from disclosure.reading.raw_tables import RawTable
from disclosure.reading.table_typing import read_columns
from disclosure.reading.tables import read_tables
from disclosure.reading.total_rows import check_totals
from disclosure.reading.typed_tables import rows

SHEETS = Path(__file__).resolve().parents[1] / "sheets"


class Gift(Record):
    """A gift with a column of each sort that sheets damage."""

    id = column(Code, "编号", key=True)
    name = column(Text, "名称")
    amount = column(Money, "金额")
    value = column(Exact, "估价", unit="元")
    share = column(Exact, "比例", unit="%")
    count = column(Exact, "件数")
    day = column(Date, "日期")
    year = column(Year, "年度")
    receipt = column(Text, "票据号码")


def save(folder: Path, content: str | bytes | Workbook, name: str = "gifts.csv") -> Path:
    path = folder / name
    if isinstance(content, Workbook):
        content.save(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Typed rows of all sheets, and everything that is wrong."""
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for raw in read_tables(path, path.name, Gift, ("礼物",)):
        problems += raw.problems
        if len(raw.cells.columns):
            table, faults = read_columns(Gift, raw.cells, raw.where, raw.powers)
            problems += [*faults, *check_totals(raw, table, Gift)]
            found += [row for _, row in rows(table)]
    return found, problems


def codes(problems: list[Problem]) -> list[str]:
    return [one.code for one in problems]


def values(found: list[dict[str, Any]], *names: str) -> list[list[Any]]:
    return [[row[name] for name in names] for row in found]


def book(*lines: list[Any]) -> Workbook:
    made = Workbook()
    assert made.active is not None
    for line in lines:
        made.active.append(line)
    return made


HEAD = ["编号", "名称", "金额"]


# --- delimiters and encodings --------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_shows_in_the_header(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    """Commas, tabs, semicolons and full-width commas are read alike, in every encoding, quoted cells too."""
    lines = [HEAD, ["A1", '"甲，乙;丙,丁\t戊"', "1.50"], ["A2", "衣物", "2"]]
    text = end.join(delimiter.join(line) for line in lines) + end
    found, problems = read(save(tmp_path, text.encode(encoding)))
    assert not problems
    assert values(found, "id", "name", "amount") == [["A1", "甲，乙;丙,丁\t戊", 150], ["A2", "衣物", 200]]


def test_the_delimiter_of_a_header_is_kept_below_it(tmp_path: Path) -> None:
    """A row with another delimiter than the header is refused, not split by a second guess."""
    _, problems = read(save(tmp_path, "编号;名称;金额\nA1,图书,1\n"))
    assert codes(problems) == ["row-in-one-cell"]
    _, problems = read(save(tmp_path, '编号,名称,金额\nA1,图书,1\n"注：本表共1笔,其中匿名0笔,合计1元",,\n'))
    assert not problems


def test_bytes_that_are_words_in_two_encodings_are_asked_about(tmp_path: Path) -> None:
    """Short GB18030 words can pass as UTF-8: the file is refused, not read as Latin letters."""
    name = next(chr(one) for one in range(0x4E00, 0x9FA5) if _passes(chr(one)))
    _, problems = read(save(tmp_path, f"id,name\nA1,{name}\n".encode("gb18030")))
    assert codes(problems) == ["bad-encoding"]
    found, problems = read(save(tmp_path, f"编号,名称\nA1,{name}\n".encode("gb18030")))
    assert (values(found, "name"), problems) == ([[name]], [])


def _passes(character: str) -> bool:
    try:
        character.encode("gb18030").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# --- around the table ----------------------------------------------------------------------------


def test_titles_signatures_and_repeated_headers_are_no_records(tmp_path: Path) -> None:
    """A title, a line of particulars, the header of a second printed page and signatures leave only the records."""
    lines = [
        ["2023年捐赠一览表", None, None],
        ["填报单位：示例慈善会", None, "单位：元"],
        [],
        HEAD,
        ["A1", "图书", 1.5],
        HEAD,
        ["A2", "衣物", 2],
        ["制表：张甲", None, "审核：李乙"],
        ["注：以上为全部捐赠", None, None],
    ]
    made = book(*lines)
    assert made.active is not None
    made.active.merge_cells("A1:C1")
    found, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert not problems
    assert values(found, "id", "amount") == [["A1", 150], ["A2", 200]]
    text = "\n".join(",".join(str(one or "") for one in line) for line in lines)
    assert values(read(save(tmp_path, text))[0], "id", "amount") == [["A1", 150], ["A2", 200]]


def test_records_above_the_header_are_not_lost(tmp_path: Path) -> None:
    """A record that slipped above the header is told, not taken for a title."""
    _, problems = read(save(tmp_path, "A0,图书,100\n编号,名称,金额\nA1,衣物,2\n"))
    assert codes(problems) == ["wrong-header"]
    assert problems[0].where.row == 1
    assert "表头上面还有数据" in problems[0].message


@pytest.mark.parametrize(
    ("over", "under"),
    [
        (["编号", "捐赠情况", None, None], [None, "名称", "金额", "日期"]),
        (["编号", "名称", "金额", "到账"], [None, None, "（元）", "日期"]),
        (["基本信息", None, "捐赠情况", None], ["编号", "名称", "金额", "日期"]),
    ],
)
def test_headers_of_two_rows(tmp_path: Path, over: list[Any], under: list[Any]) -> None:
    """Groups above, units below: both rows together are the header."""
    found, problems = read(save(tmp_path, book(over, under, ["A1", "图书", 1.5, date(2023, 9, 18)]), "gifts.xlsx"))
    assert not problems
    assert values(found, "id", "name", "amount", "day") == [["A1", "图书", 150, "2023-09-18"]]


def test_merged_cells_in_data_are_refused_and_in_titles_not(tmp_path: Path) -> None:
    """A merge matters only where it hides which record a cell belongs to."""
    made = book(["一览表"], HEAD, ["A1", "图书", 1], ["A2", None, 2], ["合计", None, 3])
    assert made.active is not None
    for place in ("A1:C1", "A5:B5"):
        made.active.merge_cells(place)
    assert not read(save(tmp_path, made, "gifts.xlsx"))[1]
    made.active.merge_cells("B3:B4")
    _, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert codes(problems) == ["merged-cells"]
    assert "B3:B4" in problems[0].message


# --- totals --------------------------------------------------------------------------------------

ROWS = "编号,名称,金额,件数\nA1,甲,100.10,1\nA2,乙,200.20,2\n小计,,300.30,3\nA3,丙,50,4\n小计,,50,4\n"


def test_totals_that_hold_are_no_records(tmp_path: Path) -> None:
    """小计 holds for the rows since the last total, 总计 for all, 合计 for either; none of them is a record."""
    found, problems = read(save(tmp_path, ROWS + "总 计,,350.30,7\n2023年合计：,,350.3,7\n"))
    assert not problems
    assert values(found, "id") == [["A1"], ["A2"], ["A3"]]


@pytest.mark.parametrize(
    ("total", "label", "told"),
    [
        ("总计,,350.31,7", "金额", ("350.31", "350.30", "0.01", "第 2 行到第 5 行")),
        ("小计,,350.30,7", "金额", ("350.30",)),
        ("合计,,350.30,8", "件数", ("8", "7", "1")),
    ],
)
def test_totals_that_do_not_hold_name_both_numbers(
    tmp_path: Path, total: str, label: str, told: tuple[str, ...]
) -> None:
    """A total one 分 off is told with the stated sum, the sum of the rows, and the difference."""
    _, problems = read(save(tmp_path, ROWS + total + "\n"))
    assert "total-mismatch" in codes(problems)
    assert {one.where.row for one in problems} == {7}
    assert [problem.where.column for problem in problems] == [label]
    assert all(word in "".join(one.message for one in problems) for word in told)


def test_a_record_called_total_is_a_record(tmp_path: Path) -> None:
    """Only a row that begins with the word is a total."""
    found, problems = read(save(tmp_path, "编号,名称,金额\nA1,合计,1\n"))
    assert (values(found, "name"), problems) == ([["合计"]], [])


def test_an_unreadable_record_silences_the_total(tmp_path: Path) -> None:
    """One bad cell is one problem."""
    _, problems = read(save(tmp_path, "编号,金额\nA1,abc\nA2,1\n合计,5\n"))
    assert codes(problems) == ["bad-value"]


# --- numbers and units ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("3.2万", 3_200_000),
        ("3.2万元", 3_200_000),
        ("1.2亿元", 12_000_000_000),
        ("1,234.5元", 123_450),
        ("１２３．４５", 12_345),
        ("￥1,234.50", 123_450),
        ("¥ 5", 500),
        ("(5.00)", -500),
        ("（1,000）", -100_000),
        ("−5", -500),
        ("1 234.50", 123_450),
        ("0.01", 1),
    ],
)
def test_money_as_it_is_written(tmp_path: Path, cell: str, cents: int) -> None:
    """What staff write for money is read to the 分."""
    found, problems = read(save(tmp_path, f'编号,金额\nA1,"{cell}"\n'))
    assert (values(found, "amount"), problems) == ([[cents]], [])


@pytest.mark.parametrize(
    "cell", ["3.2万余元", "壹佰元", "3万5千", "1e5", "5%", "1.2345678万", "12,34", "约5元", "-(5)", "5元/人"]
)
def test_money_that_is_not_certain_is_refused(tmp_path: Path, cell: str) -> None:
    """Approximate, mixed or odd amounts are never turned into a number."""
    _, problems = read(save(tmp_path, f'编号,金额\nA1,"{cell}"\n'))
    assert codes(problems) == ["bad-value"]
    assert cell in problems[0].message


@pytest.mark.parametrize(
    "header", ["金额（万元）", "金额(万元)", "金额/万元", "金额（单位：万元）", "金额万元", "金 额（万元）*"]
)
def test_a_unit_in_the_header_holds_for_the_column(tmp_path: Path, header: str) -> None:
    """金额（万元） makes 1.5 fifteen thousand yuan, exactly; a total in the same column too."""
    found, problems = read(save(tmp_path, f"编号,{header},件数\nA1,1.5,3\nA2,0.000001,4\n合计,1.500001,7\n"))
    assert (values(found, "amount", "count"), problems) == ([[1_500_000, Decimal(3)], [1, Decimal(4)]], [])


@pytest.mark.parametrize("cell", ["1.5万", "1.5万元", "1.5元", "1.2345678"])
def test_a_cell_that_contradicts_the_unit_of_its_header_is_refused(tmp_path: Path, cell: str) -> None:
    """万 in a column of 万元, and fractions of a 分, are asked about."""
    assert codes(read(save(tmp_path, f"编号,金额（万元）\nA1,{cell}\n"))[1]) == ["bad-value"]


def test_a_unit_above_the_table_holds_for_columns_of_money(tmp_path: Path) -> None:
    """单位：万元 in a title row holds for money that names no unit itself; counts in the same table make it doubtful."""

    class Plain(Record):
        """Only money."""

        id = column(Code, "编号", key=True)
        amount = column(Money, "金额")
        value = column(Exact, "估价", unit="元")

    path = save(tmp_path, "一览表,,单位：万元\n编号,金额,估价（元）\nA1,2,3\n")
    (raw,) = read_tables(path, "x", Plain)
    table, problems = read_columns(Plain, raw.cells, raw.where, raw.powers)
    assert not [*raw.problems, *problems]
    assert [(row["amount"], row["value"]) for _, row in rows(table)] == [(2_000_000, Decimal(3))]
    counted = save(tmp_path, "一览表,,单位：万元\n编号,金额,件数\nA1,2,3\n", "counted.csv")
    assert codes(read(counted)[1]) == ["table-unit"]


@pytest.mark.parametrize("header", ["件数（万元）", "件数（万）", "名称（元）", "金额（美元）", "年度（元）"])
def test_units_that_do_not_fit_the_column_are_refused(tmp_path: Path, header: str) -> None:
    """A unit that the column cannot have is an unknown header."""
    assert codes(read(save(tmp_path, f"编号,{header}\nA1,1\n"))[1]) == ["wrong-header"]


def test_percentages(tmp_path: Path) -> None:
    """35 %, as text or as 0.35 in a cell formatted so, is 35 in a column of per cent, and refused anywhere else."""
    made = book(["编号", "比例"], ["A1", 0.35], ["A2", "35%"], ["A3", 35])
    assert made.active is not None
    made.active["B2"].number_format = "0.0%"
    found, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert (values(found, "share"), problems) == ([[Decimal(35)]] * 3, [])
    made.active["B1"] = "件数"
    assert codes(read(save(tmp_path, made, "gifts.xlsx"))[1]) == ["bad-value"] * 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023年9月18日", "2023-09-18"),
        ("2023.9.18", "2023-09-18"),
        ("20230918", "2023-09-18"),
        ("２０２３／９／１８", "2023-09-18"),
        ("2023-09", "2023-09"),
        ("2023-09-18 00:00:00", "2023-09-18"),
    ],
)
def test_dates_as_they_are_written(tmp_path: Path, written: str, day: str) -> None:
    """Every unambiguous order of year, month and day is read."""
    assert read(save(tmp_path, f"编号,日期\nA1,{written}\n")) == (
        [{**dict.fromkeys(_NAMES), "id": "A1", "day": day}],
        [],
    )


_NAMES = [one.name for one in Gift.columns]


def test_serial_numbers_are_dates_only_with_a_date_format(tmp_path: Path) -> None:
    """A real date is read, also in the calendar of 1904; the number 45187 is asked about, with the way to mend it."""
    made = book(["编号", "日期"], ["A1", date(2023, 9, 18)], ["A2", 45187])
    found, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert values(found, "day") == [["2023-09-18"], [None]]
    assert "日期" in problems[0].fix
    made = Workbook()
    made.epoch = __import__("openpyxl.utils.datetime", fromlist=["x"]).CALENDAR_MAC_1904
    assert made.active is not None
    for line in (["编号", "日期"], ["A1", date(2023, 9, 18)]):
        made.active.append(line)
    assert values(read(save(tmp_path, made, "gifts.xlsx"))[0], "day") == [["2023-09-18"]]


def test_identifiers_that_became_numbers_are_refused(tmp_path: Path) -> None:
    """A receipt number typed as a number may have lost zeros, a long one its last digits; the same as text is kept."""
    made = book(
        ["编号", "名称", "票据号码"], ["A1", "NA", "000123"], ["A2", "None", 123], ["A3", 110101199003078888, "x"]
    )
    found, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert values(found, "name", "receipt")[:2] == [["NA", "000123"], ["None", "123"]]
    places = [(one.code, one.where.row, one.where.column) for one in problems]
    assert places == [("number-as-id", 4, "名称"), ("number-as-id", 3, "票据号码")]
    assert all("文本" in one.fix for one in problems)


@pytest.mark.parametrize(
    ("number", "cents"), [(0.1 + 0.2, 30), (1234.5000000001, 123_450), (1e9 + 0.07, 100_000_000_007), (1.005, None)]
)
def test_dust_of_binary_fractions(tmp_path: Path, number: float, cents: int | None) -> None:
    """What Excel's arithmetic leaves is taken away; a third decimal is no dust."""
    found, problems = read(save(tmp_path, book(["编号", "金额"], ["A1", number]), "gifts.xlsx"))
    assert values(found, "amount") == [[cents]]
    assert codes(problems) == ([] if cents else ["bad-value"])


# --- workbooks -----------------------------------------------------------------------------------


def test_sheets_of_months_are_read_together(tmp_path: Path) -> None:
    """1月, 2月 … are one table; a sheet with something else beside them is named; an empty one does not matter."""
    made = book(HEAD, ["A1", "图书", 1])
    assert made.active is not None
    made.active.title = "1月"
    for name, line in (("2月", ["A2", "衣物", 2]), ("2023年3月", ["A3", "米", 3])):
        sheet = made.create_sheet(name)
        sheet.append(HEAD)
        sheet.append(line)
    made.create_sheet("Sheet9")
    found, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert (values(found, "id"), problems) == ([["A1"], ["A2"], ["A3"]], [])
    made.create_sheet("汇总").append(["合计", 6])
    _, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert [(one.code, one.where.sheet) for one in problems] == [("extra-sheet", "汇总")]


def test_the_sheet_of_the_right_name_is_read(tmp_path: Path) -> None:
    """Of several sheets the one named after the kind is read, wherever it stands; the other is named."""
    made = book(["草稿", "x"], ["1", "2"])
    sheet = made.create_sheet("礼物")
    sheet.append(HEAD)
    sheet.append(["A1", "图书", 1])
    found, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert (values(found, "id"), codes(problems)) == ([["A1"]], ["extra-sheet"])


def test_comments_and_faults_are_named_with_their_cells(tmp_path: Path) -> None:
    """A comment is a notice, an error value an error; each by its cell."""
    made = book(HEAD, ["A1", "图书", 1])
    assert made.active is not None
    made.active["B2"].comment = Comment("电话在档案里", "会计")
    made.active["C2"] = "#N/A"
    made.active["C2"].data_type = "e"
    _, problems = read(save(tmp_path, made, "gifts.xlsx"))
    told = {one.code: one.message for one in problems}
    assert "B2" in told["cell-comments"]
    assert "C2" in told["error-cell"]
    assert "#N/A" in told["error-cell"]


UNITS_ASIDE = {
    "margin": ({"margin": '&L青山慈善会&R&"宋体,常规"&10单位：万元&C第 &P 页'}, ["万元"]),
    "box": ({"box": "单位：千元\n制表：林会计"}, ["千元"]),
    "comment over the column": ({"head": "金额单位：万元"}, ["万元"]),
    "currency": ({"margin": "&C美元"}, ["美元"]),
    "yuan": ({"margin": "&R单位：元", "box": "单位：人民币元", "head": "单位：元"}, []),
    "told over the table as well": ({"margin": "&R单位：万元", "title": "单位：万元"}, []),
    "told by the header as well": ({"box": "单位：万元", "amount": "金额（万元）"}, []),
    "comment on a row": ({"row": "对方付的是5万港元，单位：港元"}, []),
    "comment on a row that is a unit": ({"row": "林会计:\n此为美元"}, ["此为美元"]),
    "comment on a row that is a scale": ({"row": "单位：万元"}, ["单位：万元"]),
    "comment on a row in words": ({"row": "5万元以上的另有公告"}, []),
    "currency with its name": ({"margin": "&RCurrency: USD"}, ["USD"]),
    "sheet of notes": ({"notes": "单位：万元"}, ["万元"]),
    "sheet of notes in words": ({"notes": "金额用万元的，在表头写明，例如 金额（万元）"}, []),
    "choices of our own workbook": ({"choices": "美元"}, []),
    "advice that was given back": (
        {"head": "请删去这一句，把单位写进用它的那一列的表头，例如“金额（万元）”；数量不用万。改好以后再保存。"},
        [],
    ),
    "words": ({"margin": "&L第 &P 页&R&D", "box": "2025年收到港币捐款两笔，5万元以上的另有公告"}, []),
}


@pytest.mark.parametrize("where", UNITS_ASIDE)
def test_a_unit_that_no_cell_tells_is_refused(where: str, tmp_path: Path) -> None:
    """万元 in the margin of the page, in a box or in a comment above the rows: nobody would read it in the cells."""
    at, expected = UNITS_ASIDE[where]
    path = tmp_path / "gifts.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        lines: list[list[Any]] = [[at["title"]]] if "title" in at else []
        lines += [["编号", "名称", at.get("amount", "金额")], ["A1", "图书", 1]]
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        if "notes" in at:
            made.add_worksheet("说明").write(0, 0, at["notes"])
        if "choices" in at:
            made.add_worksheet("选项").write(0, 0, at["choices"])
        if "margin" in at:
            sheet.set_header(at["margin"])
        if "box" in at:
            sheet.insert_textbox(3, 5, at["box"])
        if "head" in at:
            sheet.write_comment(len(lines) - 2, 2, at["head"])
        if "row" in at:
            sheet.write_comment(len(lines) - 1, 2, at["row"])
    _, problems = read(path)
    told = [one.details["cell"] for one in problems if one.code == "table-unit" and "那里不读" in one.message]
    assert told == expected


def test_a_cell_far_away_is_refused_before_memory_runs_out(tmp_path: Path) -> None:
    """One stray cell in the last corner would make a table of seventeen milliards of cells."""
    made = book(HEAD, ["A1", "图书", 1])
    assert made.active is not None
    made.active["XFD1048576"] = 1
    _, problems = read(save(tmp_path, made, "gifts.xlsx"))
    assert codes(problems) == ["unreadable-file"]
    assert "XFD" in problems[0].message


def test_two_readings_that_differ_are_refused(tmp_path: Path) -> None:
    """A sheet in which one cell stands twice is read differently by different programs: it is refused."""
    path = save(tmp_path, book(HEAD, ["A1", "图书", 1]), "gifts.xlsx")
    parts = {one: zipfile.ZipFile(path).read(one) for one in zipfile.ZipFile(path).namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert b'<c r="C2"' in parts[name]
    parts[name] = parts[name].replace(b'<c r="C2"', b'<c r="C2"><v>7</v></c><c r="C2"', 1)
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    assert codes(read(path)[1]) == ["unreadable-file"]


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    """A part that declares a document type is refused before anything unfolds."""
    path = save(tmp_path, book(HEAD), "gifts.xlsx")
    parts = {one: zipfile.ZipFile(path).read(one) for one in zipfile.ZipFile(path).namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook", bomb + b"<workbook", 1)
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    assert codes(read(path)[1]) == ["unreadable-file"]


@pytest.mark.parametrize("name", ["gifts.xls", "gifts.xlsx"])
def test_the_old_format_is_refused_with_the_way_out(tmp_path: Path, name: str) -> None:
    """An .xls is not passed over, whatever it is called: the report says what it is and how to save it."""
    problems = read(save(tmp_path, (SHEETS / "libreoffice.xls").read_bytes(), name))[1]
    assert [problem.code for problem in problems] == ["unreadable-file"]
    assert "旧格式（.xls）" in problems[0].message
    assert "另存为 .xlsx" in problems[0].fix


def test_a_workbook_with_a_password_is_refused_as_one(tmp_path: Path) -> None:
    """An encrypted .xlsx has the container of an .xls; the report asks for the password to go, not for another format."""
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(96)
    problems = read(save(tmp_path, container, "gifts.xlsx"))[1]
    assert [problem.code for problem in problems] == ["unreadable-file"]
    assert "密码" in problems[0].message
    assert "去掉密码" in problems[0].fix


def test_what_libreoffice_saved() -> None:
    """Values, percent format, units, total, and everything hidden by its name."""
    name = "libreoffice.xlsx"
    tables: list[RawTable] = read_tables(SHEETS / name, name, Gift, ("捐赠明细",))
    (raw,) = tables
    assert [list(row) for row in raw.cells.itertuples(index=False, name=None)] == [
        ["A1", "图书", "1.5", "35%", "2023-09-18", "000123"],
        ["A2", "衣物", "2", "60%", "2023-09-19", "000124"],
        ["A3", "隐藏", "3", "5%", "2023-09-20", "456"],
    ]
    assert raw.powers == {"amount": 4}
    told = " ".join(f"{one.code} {one.message}" for one in raw.problems)
    for words in ("工资", "行：6", "列：F", "B4", "G4", "#DIV/0!"):
        assert words in told


# --- nothing raises ------------------------------------------------------------------------------


def _survives(path: Path) -> None:
    _, problems = read(path)
    assert all(isinstance(str(one), str) for one in problems)


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([".xlsx", ".xls", ".csv"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str, start: bytes) -> None:
    """Random bytes under any suffix and signature end in problems."""
    path = tmp_path_factory.mktemp("fuzz") / f"gifts{suffix}"
    path.write_bytes(start + content)
    assert start + content == b"" or read(path)[1] or suffix == ".csv"
    _survives(path)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_damaged_workbooks(tmp_path: Path, seed: int) -> None:
    """Workbooks with parts missing, or with bytes changed inside of their parts, end in a report."""
    dice = random.Random(seed)  # noqa: S311  (reproducible damage, no secret)
    stream = io.BytesIO()
    with zipfile.ZipFile(SHEETS / "libreoffice.xlsx") as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = bytearray(old.read(name))
            if part and dice.random() < 0.4:
                for _ in range(dice.randint(1, 6)):
                    part[dice.randrange(len(part))] = dice.choice(b'<>/"= 0a\x00\xff')
            if dice.random() < 0.95:
                new.writestr(name, bytes(part))
    path = save(tmp_path, stream.getvalue(), "gifts.xlsx")
    _survives(path)


def test_the_parts_of_a_workbook_may_be_missing(tmp_path: Path) -> None:
    """Each part taken away in turn gives a table or a problem."""
    with zipfile.ZipFile(SHEETS / "libreoffice.xlsx") as old:
        parts = {one: old.read(one) for one in old.namelist()}
    for gone in parts:
        path = tmp_path / "gifts.xlsx"
        with zipfile.ZipFile(path, "w") as new:
            for name, content in parts.items():
                if name != gone:
                    new.writestr(name, content)
        _survives(path)


@pytest.mark.parametrize(
    ("part", "words", "others"),
    [
        ("_rels/.rels", b"relationships/officeDocument", b"relationships/officePaper"),
        ("_rels/.rels", b'encoding="UTF-8"', b'encoding="TF-8"'),
        ("xl/workbook.xml", b'encoding="UTF-8"', b'encoding="TF-8"'),
        ("xl/worksheets/sheet1.xml", b'encoding="UTF-8"', b'encoding="none"'),
    ],
)
def test_words_of_a_workbook_that_lead_nowhere(tmp_path: Path, part: str, words: bytes, others: bytes) -> None:
    """A workbook without a book, or in an encoding that there is not, is refused as damaged."""
    path = tmp_path / "gifts.xlsx"
    with zipfile.ZipFile(SHEETS / "libreoffice.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or words in content
            new.writestr(name, content.replace(words, others) if name == part else content)
    assert [fault.code for fault in read(path)[1]] == ["unreadable-file"]


def test_openpyxl_agrees_on_the_fixture() -> None:
    """The fixtures are what they claim to be, seen by another reader."""
    made = load_workbook(SHEETS / "libreoffice.xlsx")
    assert made["工资"].sheet_state == "hidden"
    assert made["捐赠明细"].row_dimensions[6].hidden
