"""The door: a file is read exactly as it stands, or refused with its place; never something in between."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from disclosure.reading.cell_types import Code, Exact, Text
from disclosure.reading.columns import Record, column
from disclosure.reading.headers import without_missing
from disclosure.reading.raw_tables import RawTable
from disclosure.reading.settings import read_yaml
from disclosure.reading.table_typing import read_columns
from disclosure.reading.tables import read_tables


class Gift(Record):
    """Three columns of different types."""

    id = column(Code, "编号", key=True)
    name = column(Text, "名称")
    amount = column(Exact, "金额")


HEADER = "编号,名称,金额"
PLAIN = f"{HEADER}\nA1,图书,100\nA2,衣物,250.5\n"
CELLS = [["A1", "图书", "100"], ["A2", "衣物", "250.5"]]


def read_bytes(folder: Path, content: bytes, name: str = "gifts.csv") -> RawTable:
    path = folder / name
    path.write_bytes(content)
    return read_tables(path, f"data/{name}", Gift)[0]


def read_text(folder: Path, text: str) -> RawTable:
    return read_bytes(folder, text.encode())


def codes(table: RawTable) -> list[str]:
    return [one.code for one in table.problems]


def cells(table: RawTable) -> list[list[str]]:
    return [list(row) for row in table.cells.itertuples(index=False, name=None)]


# --- encodings and line ends ---------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-bom", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_that_staff_save(tmp_path: Path, encoding: str, end: str) -> None:
    """UTF-8 with and without mark, GB18030, GBK and marked UTF-16, with any line end, all give the same cells."""
    text = PLAIN.replace("\n", end)
    content = {
        "utf-16-le-bom": b"\xff\xfe" + text.encode("utf-16-le"),
        "utf-16-be": b"\xfe\xff" + text.encode("utf-16-be"),
    }.get(encoding) or text.encode(encoding)
    table = read_bytes(tmp_path, content)
    assert not table.problems
    assert cells(table) == CELLS
    assert list(table.cells.columns) == ["id", "name", "amount"]
    assert list(table.cells.index) == [2, 3]


def test_utf8_is_never_read_as_gb18030(tmp_path: Path) -> None:
    """A UTF-8 file whose bytes would also pass as GB18030 keeps its own characters."""
    name = "中文"
    name.encode().decode("gb18030")  # passes without error, and gives other words
    table = read_text(tmp_path, f"{HEADER}\nA1,{name},1\n")
    assert cells(table) == [["A1", name, "1"]]


@pytest.mark.parametrize("content", [b"\xff\x80\x81\xff", b"\x80\x80\x80", PLAIN.encode("utf-16")[:-1]])
def test_bytes_of_no_encoding_are_refused(tmp_path: Path, content: bytes) -> None:
    """Bytes that are neither UTF-8, GB18030 nor UTF-16 are refused, not replaced by question marks."""
    assert codes(read_bytes(tmp_path, content)) == ["bad-encoding"]


@pytest.mark.parametrize(("encoding", "code"), [("utf-16-le", "bad-encoding"), ("utf-16-be", "bad-encoding")])
def test_utf16_without_a_mark_is_refused(tmp_path: Path, encoding: str, code: str) -> None:
    """UTF-16 without a byte-order mark is never read as something else: one problem, and no row."""
    table = read_bytes(tmp_path, PLAIN.encode(encoding))
    assert codes(table) == [code]
    assert cells(table) == []


@pytest.mark.parametrize("text", [PLAIN.rstrip("\n"), PLAIN + "\n\n", PLAIN + ",,\n", "\n" + PLAIN, PLAIN + " , ,\t\n"])
def test_missing_last_newline_and_blank_lines_do_not_matter(tmp_path: Path, text: str) -> None:
    """A file without a final newline, or with blank lines, has the same cells; row numbers stay those of the file."""
    table = read_text(tmp_path, text)
    assert not table.problems
    assert cells(table) == CELLS
    first = 3 if text.startswith("\n") else 2
    assert list(table.cells.index) == [first, first + 1]


# --- what RFC 4180 does not allow ----------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        'A1,图"书,1',
        'A1,"图书"x,1',
        'A1,x"图书",1',
        'A1,"图书,1',
        'A1,"图"书",1',
        'A1, "图书",1',
        '"A1,图书,1',
        'A1,"",",1',
    ],
)
def test_stray_quotes_are_refused(tmp_path: Path, line: str) -> None:
    """A quote that is not exactly around a whole field is refused, with its row; csv and pandas would guess."""
    table = read_text(tmp_path, f"{HEADER}\nA0,甲,1\n{line}\nA2,乙,2\n")
    assert "bad-csv" in codes(table) or "ragged-row" in codes(table)
    assert table.problems[0].where.row == 3
    assert table.cells.empty or "A2" not in list(table.cells["id"]) or "ragged-row" in codes(table)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1f", "\x7f", "\x0b", "\x0c"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_control_characters_are_refused_with_their_row(tmp_path: Path, character: str, end: str) -> None:
    """NUL and other invisible characters are refused; the message names the character and its row, whatever the line end."""
    table = read_text(tmp_path, f"{HEADER}{end}A1,图书,1{end}A2,衣{character}物,2{end}")
    assert codes(table) == ["bad-csv"]
    assert table.problems[0].where.row == 3
    assert f"U+{ord(character):04X}" in table.problems[0].message


def test_a_byte_order_mark_inside_stays_in_its_cell(tmp_path: Path) -> None:
    """Two files joined by hand leave a mark in the middle: kept, so that the cell can be told (`invisible-sign`)."""
    table = read_text(tmp_path, f"{HEADER}\nA1,\ufeff图书,1\n")
    assert (codes(table), cells(table)) == ([], [["A1", "\ufeff图书", "1"]])


@pytest.mark.parametrize("line", ["A1,图书", "A1,图书,1,", "A1,图书,1,2", "A1", "A1,图,书,1,200"])
def test_ragged_rows_are_refused_with_their_row(tmp_path: Path, line: str) -> None:
    """A row that is longer or shorter than the header is refused and quoted; the other rows are still checked."""
    table = read_text(tmp_path, f"{HEADER}\nA0,甲,1\n{line}\nA2,乙,2\nA3,丙\n")
    assert codes(table) == ["ragged-row", "ragged-row"]
    assert [one.where.row for one in table.problems] == [3, 5]
    assert line[:40] in table.problems[0].message


def test_a_line_break_inside_quotes_is_part_of_the_cell(tmp_path: Path) -> None:
    """A quoted line break belongs to the cell, and rows below are numbered as Excel numbers them."""
    table = read_text(tmp_path, f'{HEADER}\nA1,"上\n下",1\nA2,"说""是""",2\n')
    assert cells(table) == [["A1", "上\n下", "1"], ["A2", '说"是"', "2"]]
    assert list(table.cells.index) == [2, 3]


# --- headers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", ["编号,名称,金额", "编号,名称,金额 ", "ｉｄ,名 称,金额", "金额,编号,名称", "id,name,amount"]
)
def test_headers_in_any_order_and_spelling(tmp_path: Path, header: str) -> None:
    """Chinese labels or English names in any order are accepted, with stray spaces and full-width letters."""
    if header.startswith("ｉ"):
        assert codes(read_text(tmp_path, f"{header}\nA1,图书,1\n")) in ([], ["wrong-header"])
        return
    table = read_text(tmp_path, f"{header}\n1,2,3\n")
    assert not table.problems
    assert sorted(table.cells.columns) == ["amount", "id", "name"]


@pytest.mark.parametrize(
    ("header", "left"),
    [
        ("名称,金额", None),
        ("名程,金额", "不认识“名程”（是不是“名称”？）"),
        ("编号,名程,金额", "不认识“名程”（是不是“名称”？）"),
    ],
)
def test_what_is_wrong_beside_the_missing_columns(tmp_path: Path, header: str, left: str | None) -> None:
    """Where missing columns are asked for, a header is still refused for all else, and for nothing where there is none."""
    (fault,) = read_text(tmp_path, f"{header}\n{','.join(['A1'] * len(header.split(',')))}\n").problems
    rest = without_missing(fault)
    assert (rest.details["reason"] if rest else None) == left


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("编号,名称,名称", "“名称”出现了两次"),
        ("编号,,金额", "第 2 列没有表头"),
        ("编号,名程,金额", "是不是“名称”"),
        ("编号,名字,金额", "不认识“名字”。"),
        ("编号,名称,金额（万元）", "不认识“金额（万元）”"),
        ("名称,金额", "缺少“编号”"),
        ("2023年捐赠一览表,,", "不认识"),
    ],
)
def test_wrong_headers_are_refused(tmp_path: Path, header: str, told: str) -> None:
    """A doubled, blank, unknown or missing header, another separator, or a title row is refused, and says what is expected."""
    separator = ";" if ";" in header else "\t" if "\t" in header else ","
    table = read_text(tmp_path, header + "\n" + separator.join(["A1"] * len(header.split(separator))) + "\n")
    assert codes(table) == ["wrong-header"]
    assert told in table.problems[0].message
    assert "编号、名称、金额" in table.problems[0].fix
    assert table.problems[0].where.row == 1
    assert table.cells.empty


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("编号|名称|金额\nA1|甲|1\n", "“|”"),
        ("编号 名称 金额\nA1 甲 1\n", "空格"),
        ("编号、名称、金额\nA1、甲、1\n", "“、”"),
        ("编号,A1,A2\n名称,甲,乙\n金额,1,2\n", "横竖反了"),
        ("编号,名称,金额\n文本,文本（必填）,数字\nA1,甲,1\n", "什么格式"),
        ("编号,名称,金额\n必填,选填,金额（元）\nA1,甲,1\n", "什么格式"),
        ("编号,名称,1月,2月,3月,4月,合计\nA1,甲,1,2,3,4,10\n", "1月、2月、3月……"),
        ("名单,,,\n名称,2024年金额（元）,2025年金额（元）\n甲,1,2\n", "2024年金额(元)、2025年金额(元)"),
        ("编号,名称,第一季度,第二季度\nA1,甲,1,2\n", "第一季度、第二季度"),
    ],
)
def test_shapes_that_are_not_read_are_told_by_their_cause(tmp_path: Path, text: str, told: str) -> None:
    """Another separator, a turned table, a row of formats: one problem that names the cause, and no row."""
    table = read_text(tmp_path, text)
    assert codes(table) == ["unreadable-file"]
    assert told in table.problems[0].message
    assert table.cells.empty


@pytest.mark.parametrize(
    "text", ["编号,名称,金额\nA1,文本,1\n", "编号,名称,金额\n编号,名称,1\n名称,金额,2\n金额,编号,3\n"]
)
def test_words_of_formats_and_heads_may_be_contents(tmp_path: Path, text: str) -> None:
    """A record may have words of formats, or of a head in its first column."""
    assert not read_text(tmp_path, text).problems


def test_big5_is_named(tmp_path: Path) -> None:
    """A list in Big5 is told as such, however its bytes read as GB18030."""
    table = read_bytes(tmp_path, "編號,名稱,金額\nA1,春風公司,1\n".encode("big5"))
    assert codes(table) == ["bad-encoding"]
    assert "Big5" in table.problems[0].message


@pytest.mark.parametrize("text", ["\n\n", " \n", ",,\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, text: str) -> None:
    """A file of blank lines holds no table."""
    assert codes(read_text(tmp_path, text)) == ["wrong-header"]


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    """A header alone is a table with no rows, and no problem."""
    table = read_text(tmp_path, HEADER + "\n")
    assert not table.problems
    assert len(table.cells) == 0


@pytest.mark.parametrize("word", ["合计", "小计", "总计", " 合计 "])
def test_a_total_row_is_no_record(tmp_path: Path, word: str) -> None:
    """A row that begins with 合计, 小计 or 总计 never becomes a record."""
    table = read_text(tmp_path, PLAIN + f"{word},,350.5\n")
    assert not table.problems
    assert cells(table) == CELLS


def test_semicolons_inside_cells_are_kept(tmp_path: Path) -> None:
    """Half- and full-width semicolons are part of a cell."""
    assert cells(read_text(tmp_path, f"{HEADER}\nA1,甲；乙;丙,1\n")) == [["A1", "甲；乙;丙", "1"]]


@pytest.mark.parametrize("word", ["NA", "NaN", "None", "null", "True", "000123", "1e5", "1.10", "  x  "])
def test_words_are_not_interpreted(tmp_path: Path, word: str) -> None:
    """Words that table programs take for missing values, truth values or numbers stay as written."""
    assert cells(read_text(tmp_path, f"{HEADER}\nA1,{word},1\n")) == [["A1", word, "1"]]


def test_an_empty_or_absent_file_is_told(tmp_path: Path) -> None:
    """A file of 0 bytes and a file that is not there are refused by name."""
    assert codes(read_bytes(tmp_path, b"")) == ["unreadable-file"]
    gone = read_tables(tmp_path / "gone.csv", "data/gone.csv", Gift)[0]
    assert codes(gone) == ["unreadable-file"]
    assert gone.problems[0].where.file == "data/gone.csv"


def test_a_folder_named_like_a_table_is_told(tmp_path: Path) -> None:
    """A folder called gifts.csv is a problem, not a crash."""
    (tmp_path / "gifts.csv").mkdir()
    assert codes(read_tables(tmp_path / "gifts.csv", "data/gifts.csv", Gift)[0]) == ["unreadable-file"]


# --- never silently different --------------------------------------------------------------------

any_cell = st.text(
    st.one_of(st.sampled_from("\",;；\n\r\t =+-@ 　'a1万中"), st.characters(exclude_categories=["Cs"])), max_size=6
)
any_row = st.lists(any_cell, min_size=2, max_size=2)


@settings(max_examples=300)
@given(
    st.lists(any_row, max_size=5),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_csv_writes_is_read_exactly_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str, encoding: str, quoting: Any
) -> None:
    """Any table that Python's csv module writes comes back cell for cell, or is refused; it is never quietly different."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=end, quoting=quoting)
    writer.writerow(["编号", "名称", "金额"])
    written = [[f"A{number}", *row] for number, row in enumerate(rows)]
    writer.writerows(written)
    table = read_bytes(tmp_path_factory.mktemp("csv"), stream.getvalue().encode(encoding))
    if not table.problems:
        assert cells(table) == written
        assert list(table.cells.index) == list(range(2, len(rows) + 2))


@settings(max_examples=200)
@given(st.text(st.sampled_from('",\n\rA1图 \t;'), max_size=40))
def test_any_text_is_read_as_strict_csv_or_refused(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    """Under a right header any text is refused unless a strict CSV reader sees the same cells in it."""
    text = HEADER + "\n" + body
    table = read_bytes(tmp_path_factory.mktemp("csv"), text.encode())
    if table.problems:
        return
    strict = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    assert cells(table) == [row for row in strict if any(one.strip() for one in row)]


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_any_bytes_end_in_a_table_or_a_problem(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No bytes raise: every file gives cells or problems with a place."""
    table = read_bytes(tmp_path_factory.mktemp("csv"), content)
    assert table.problems
    assert all(one.where.file == "data/gifts.csv" for one in table.problems)


# --- workbooks -----------------------------------------------------------------------------------


def workbook(rows: list[list[Any]]) -> Workbook:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "捐赠"
    for row in rows:
        sheet.append(row)
    return made


def read_workbook(folder: Path, made: Workbook) -> RawTable:
    path = folder / "gifts.xlsx"
    made.save(path)
    return read_tables(path, "data/gifts.xlsx", Gift)[0]


TABLE: list[list[Any]] = [["编号", "名称", "金额"], ["A1", "图书", 100], ["A2", "衣物", 250.5]]


def test_a_workbook_reads_like_the_csv(tmp_path: Path) -> None:
    """Text and number cells of a workbook give the same text as the CSV of the same table, with sheet and row."""
    table = read_workbook(tmp_path, workbook(TABLE))
    assert not table.problems
    assert cells(table) == CELLS
    where = table.where(3, "金额")
    assert (where.sheet, where.row, where.column) == ("捐赠", 3, "金额")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("000123", "000123"),
        (0.1 + 0.2, "0.3"),
        (1234.5000000001, "1234.5"),
        (2095300, "2095300"),
        (2095300.0, "2095300"),
        (datetime(2023, 8, 1), "2023-08-01"),  # noqa: DTZ001  (Excel knows no time zones)
        (date(2023, 8, 1), "2023-08-01"),
        (True, "是"),
        ("True", "True"),
        (None, ""),
    ],
)
def test_cells_of_a_workbook(tmp_path: Path, value: object, text: str) -> None:
    """Text stays text, whole numbers have no .0, float dust is gone, and dates are ISO dates."""
    made = workbook([TABLE[0], ["A1", value, 1]])
    assert cells(read_workbook(tmp_path, made)) == [["A1", text, "1"]]


def test_empty_rows_and_columns_around_the_table_do_not_matter(tmp_path: Path) -> None:
    """Formatting to the right and blank rows leave no cells, and rows keep their numbers."""
    made = workbook([TABLE[0], [None, None, None], TABLE[1]])
    assert made.active is not None
    made.active["H9"].number_format = "0.00"
    table = read_workbook(tmp_path, made)
    assert not table.problems
    assert cells(table) == CELLS[:1]
    assert list(table.cells.index) == [3]


def test_hidden_things_are_refused_by_name(tmp_path: Path) -> None:
    """A hidden sheet, row and column are each named: hidden data is how private data gets out."""
    made = workbook(TABLE)
    made.create_sheet("工资").sheet_state = "veryHidden"
    assert made.active is not None
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["B"].hidden = True
    table = read_workbook(tmp_path, made)
    assert codes(table) == ["hidden-content"] * 3
    told = "".join(one.message for one in table.problems)
    assert all(word in told for word in ("工资", "行：3", "列：B"))


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    """A merged cell hides which row its value belongs to: the range is named."""
    made = workbook(TABLE)
    assert made.active is not None
    made.active.merge_cells("B2:B3")
    table = read_workbook(tmp_path, made)
    assert "merged-cells" in codes(table)
    assert "B2:B3" in table.problems[0].message


def test_a_formula_without_a_stored_result_is_refused(tmp_path: Path) -> None:
    """A formula that was never calculated would read as an empty cell: it is refused with its cell."""
    made = workbook([*TABLE, ["A3", "合", "=SUM(C2:C3)"]])
    table = read_workbook(tmp_path, made)
    assert codes(table) == ["uncached-formula"]
    assert (table.problems[0].where.row, "C4" in table.problems[0].message) == (4, True)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(tmp_path: Path, keep: float) -> None:
    """A workbook that was cut off while copying is refused as a file, without a traceback."""
    path = tmp_path / "gifts.xlsx"
    workbook(TABLE).save(path)
    content = path.read_bytes()
    assert codes(read_bytes(tmp_path, content[: int(len(content) * keep)], "gifts.xlsx")) == ["unreadable-file"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 not really", PLAIN.encode(), b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    """A CSV, an old .xls or rubbish under the name .xlsx is refused with the way to save it."""
    table = read_bytes(tmp_path, content, "gifts.xlsx")
    assert codes(table) == ["unreadable-file"]
    assert "另存为" in table.problems[0].fix


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """An archive of something else is refused."""
    path = tmp_path / "gifts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert codes(read_tables(path, "data/gifts.xlsx", Gift)[0]) == ["wrong-file-type"]


def test_an_archive_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """A workbook that would unpack to more than 500 MB is refused by the sizes in its directory."""
    path = tmp_path / "gifts.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as member:
        for _ in range(501):
            member.write(bytes(1024 * 1024))
    table = read_tables(path, "data/gifts.xlsx", Gift)[0]
    assert codes(table) == ["unreadable-file"]
    assert "500 MB" in table.problems[0].message


# --- YAML ----------------------------------------------------------------------------------------


def yaml(folder: Path, text: str | bytes) -> tuple[dict[str, Any], dict[str, int], list[str]]:
    path = folder / "site.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    values, lines, problems = read_yaml(path, "data/site.yaml")
    return values, lines, [one.code for one in problems]


def test_yaml_scalars_stay_text(tmp_path: Path) -> None:
    """no, 000123, 3.10, 12:30:00 and a date stay the words that were typed, and each key knows its line."""
    text = "a: no\nb: 000123\nc: 3.10\nd: 12:30:00\ne: 2024-03-12\nf:\ng: ~\nh: [是, 否]\n"
    values, lines, found = yaml(tmp_path, text)
    assert not found
    assert values == {
        "a": "no", "b": "000123", "c": "3.10", "d": "12:30:00", "e": "2024-03-12", "f": "", "g": "~", "h": ["是", "否"],
    }  # fmt: skip
    assert lines == {key: number for number, key in enumerate("abcdefgh", 1)}


@pytest.mark.parametrize(
    ("text", "row", "word"),
    [
        ("name: 甲\nname: 乙\n", 2, "出现了两次"),
        ("name： 甲\n", 1, "全角冒号"),
        ("a: 1\nb： 2\n", 2, "全角冒号"),
        ("a: &x 1\nb: *x\n", 1, "锚点"),
        ("a:\n  - &x [1, 2]\n  - [*x, *x]\n", 2, "锚点"),
        ("- a\n- b\n", None, "最外层"),
        ("只有一句话\n", None, "最外层"),
        ("a: [1, 2\nb: 3\n", 2, ""),
        ("a: 1\n  b: 2\n", 2, ""),
        ("a: \x00\n", None, ""),
        ("a: !!python/object/apply:os.system [id]\n", 1, ""),
    ],
)
def test_bad_yaml_is_refused(tmp_path: Path, text: str, row: int | None, word: str) -> None:
    """A doubled key, a full-width colon, anchors, lists, broken structure and Python tags are refused with line and reason."""
    path = tmp_path / "site.yaml"
    path.write_text(text, "utf-8")
    values, _, problems = read_yaml(path, "data/site.yaml")
    assert values == {}
    assert [one.code for one in problems] == ["bad-yaml"]
    if row is not None:
        assert problems[0].where.row == row
    assert word in problems[0].message


def test_prose_in_yaml_may_use_full_width_colons(tmp_path: Path) -> None:
    """Chinese text in a block keeps its colons, ampersands and asterisks: it is no key and no anchor."""
    text = "about: |\n  说明：甲 & 乙。\n  注：*号是约数。\nname: 甲 & 乙：合办\n"
    values, _, found = yaml(tmp_path, text)
    assert not found
    assert values == {"about": "说明：甲 & 乙。\n注：*号是约数。\n", "name": "甲 & 乙：合办"}


def test_an_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    """Nested aliases that would unfold to millions of values are refused before they unfold."""
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    assert yaml(tmp_path, "\n".join(lines))[2] == ["bad-yaml"]


def test_yaml_in_gb18030_and_with_a_mark(tmp_path: Path) -> None:
    """A YAML file saved by Notepad in GB18030 or with a mark reads as well."""
    for encoding in ("gb18030", "utf-8-sig"):
        assert yaml(tmp_path, "name: 晨光慈善会\n".encode(encoding))[0] == {"name": "晨光慈善会"}


@pytest.mark.parametrize(("content", "code"), [(b"\xff\x80\x81", "bad-encoding"), (None, "missing-file")])
def test_yaml_that_is_not_there_or_not_text(tmp_path: Path, content: bytes | None, code: str) -> None:
    """A missing file and a file of no known encoding are told apart."""
    path = tmp_path / "site.yaml"
    if content is not None:
        path.write_bytes(content)
    assert [one.code for one in read_yaml(path, "data/site.yaml")[2]] == [code]


@given(st.text(max_size=60))
def test_any_yaml_ends_in_text_or_a_problem(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """No text raises: a YAML file gives a mapping or a problem."""
    try:
        content = text.encode()
    except UnicodeEncodeError:
        content = b"\xff\x80"
    values, _, found = yaml(tmp_path_factory.mktemp("yaml"), content)
    assert isinstance(values, dict)
    assert not (values and found)


@pytest.mark.parametrize("cell", ["1①", "1²", "①", "1₂", "10㉑", "1⑴", "㊀百"])
def test_a_mark_of_a_note_is_no_digit(tmp_path: Path, cell: str) -> None:
    """100① is neither 1001 nor 100: it is refused, and the mark is named."""
    table = read_text(tmp_path, f"编号,名称,金额\nA1,甲,{cell}\n")
    _, problems = read_columns(Gift, table.cells, table.where, table.powers)
    assert [fault.code for fault in problems] == ["bad-value"]
    assert "注解序号" in problems[0].fix
    assert problems[0].suggestion == ""
