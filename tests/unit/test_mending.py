"""One cell written anew: every other byte of the file stays, in every encoding, delimiter and line end."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.problems import Where
from disclosure.reading import read_rows, with_cell
from disclosure.staff.mending import cell_now
from disclosure.staff.workbook_cells import WorkbookCellError, cell_in, with_cell_in

TEXT = st.text(st.sampled_from('天地，a1 ",;\t元万\n'), max_size=8)


def file_of(rows: list[list[str]], delimiter: str, end: str, encoding: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return stream.getvalue().encode(encoding)


@given(
    st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.text(st.sampled_from('新值"，,;\t 1'), max_size=6),
    st.data(),
)
def test_only_that_cell_differs(
    body: list[list[str]], delimiter: str, end: str, encoding: str, cell: str, data: st.DataObject
) -> None:
    """Written and read back, the table is the same but for one cell; the bytes before and after it are untouched."""
    rows = [["编号", "名称", "金额数值"], *body]
    at, row = data.draw(st.integers(0, 2)), data.draw(st.integers(2, len(rows)))
    content = file_of(rows, delimiter, end, encoding)

    def is_header(cells: list[str]) -> bool:
        return "金额数值" in cells

    written = with_cell(content, row, at, cell, is_header)
    assert written is not None
    rows[row - 1][at] = cell
    again, problems = read_rows(written, "t.csv", is_header)
    assert not problems
    expected = [(number, cells) for number, cells in enumerate(rows, 1) if any(field.strip() for field in cells)]
    assert [(number, [*cells]) for number, cells in again if number > 1] == [
        (number, cells) for number, cells in expected if number > 1 and (number, cells) in again
    ]
    assert (row, rows[row - 1]) in again or not "".join(rows[row - 1]).strip(delimiter + " \t\n")
    same = next((place for place, pair in enumerate(zip(content, written, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return
    tail = next(
        (
            place
            for place, pair in enumerate(zip(reversed(content), reversed(written), strict=False))
            if pair[0] != pair[1]
        ),
        0,
    )
    assert written[:same] == content[:same]
    assert written[len(written) - tail :] == content[len(content) - tail :]
    assert len(written) - same - tail <= len((f'"{cell}"' * 2).encode("utf-16")) + 4


@pytest.mark.parametrize(("row", "at"), [(9, 0), (2, 9), (0, 0)])
def test_a_cell_that_is_not_there(row: int, at: int) -> None:
    """Nothing is appended, and no line grows."""
    assert with_cell("编号,名称\na,b\n".encode(), row, at, "x", lambda cells: "编号" in cells) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("name: 星光慈善会", "星光慈善会"),
        ("name: '带 # 的'", None),
        ("name:", ""),
        ("name: # 空着", ""),
        ("name: |", None),
        ("name: [a, b]", None),
        ("name: &x y", None),
        ("name: '引号'", "引号"),
        ('name: "没有完', None),
    ],
)
def test_a_fact_is_read_only_where_it_stands_on_one_line(tmp_path: Path, line: str, value: str | None) -> None:
    """Anything else in YAML is left to a person."""
    (tmp_path / "site.yaml").write_text(f"{line}\nid: a\n", "utf-8")
    assert cell_now(tmp_path, "data", Where("data/site.yaml", None, 1, "name")) == value


@pytest.mark.parametrize(
    "file", ["data/../x.csv", "other/x.csv", "/etc/passwd", "data/x.xlsx", "data/missing.csv", "data"]
)
def test_only_tables_of_the_data_folder(tmp_path: Path, file: str) -> None:
    """A message that names another place mends nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / "x.csv").write_text("编号\na\n", "utf-8")
    (tmp_path / "data" / "x.xlsx").write_bytes(b"PK")
    assert cell_now(tmp_path / "data", "data", Where(file, None, 2, "编号")) is None


# --- workbooks -----------------------------------------------------------------------------------


def book_at(path: Path, change: Callable[[Worksheet], None] = lambda _: None) -> Path:
    """A workbook of gifts with a title, a day, an amount, a format, a width and a drop-down list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "捐赠"
    for row in (
        ["某会捐赠明细"],
        ["编号", "日期", "金额（元）", "说明"],
        ["0012", date(2024, 1, 5), 12.5, "旧"],
        ["0013", None, 7, ""],
    ):
        sheet.append(row)
    sheet["C3"].number_format, sheet["B3"].number_format = "#,##0.00", "yyyy-mm-dd"
    sheet["D3"].font = Font(bold=True)
    sheet.column_dimensions["D"].width = 33
    sheet.add_data_validation(DataValidation(type="list", formula1='"旧,新"', sqref="D3:D9"))
    change(sheet)
    book.save(path)
    return path


def test_a_cell_of_a_workbook_keeps_its_format(tmp_path: Path) -> None:
    """Text, a day and a number are written as such; formats, widths and lists stay, and so does every other cell."""
    path = book_at(tmp_path / "a.xlsx")
    places = {name: Where("a.xlsx", "捐赠", 3, name) for name in ("编号", "日期", "金额（元）", "说明")}
    assert {name: cell_in(path, where) for name, where in places.items()} == {
        "编号": "0012", "日期": "2024-01-05", "金额（元）": "12.5", "说明": "旧",
    }  # fmt: skip
    for name, text in {"日期": "2024-02-06", "金额（元）": "1234.50", "说明": "新的", "编号": "0099"}.items():
        path.write_bytes(with_cell_in(path, places[name], text))
    sheet = load_workbook(path)["捐赠"]
    assert [cell.value for cell in sheet[3]][::2] == ["0099", 1234.5]
    assert (sheet["B3"].value.date(), sheet["D3"].value) == (date(2024, 2, 6), "新的")
    assert (sheet["C3"].number_format, sheet["D3"].font.b, sheet.column_dimensions["D"].width) == ("#,##0.00", True, 33)
    assert sheet.data_validations.dataValidation[0].formula1 == '"旧,新"'
    assert [cell.value for cell in sheet[4]][::2] == ["0013", 7]


@pytest.mark.parametrize(
    ("change", "text", "words"),
    [
        (lambda sheet: sheet.__setitem__("C5", "=C3+C4"), "1", "公式"),
        (lambda sheet: sheet.merge_cells("D3:D4"), "新", "合并单元格"),
        (lambda sheet: setattr(sheet.protection, "sheet", True), "新", "保护"),
        (lambda sheet: sheet.add_chart(BarChart(), "F3"), "新", "图表"),
        (lambda _: None, "=1+1", "等号"),
    ],
)
def test_cells_that_only_excel_mends_say_so(
    tmp_path: Path, change: Callable[[Worksheet], None], text: str, words: str
) -> None:
    """Formulas, merged and protected cells, and what would be lost: refused with the way out, and nothing is changed."""
    path = book_at(tmp_path / "a.xlsx", change)
    before = path.read_bytes()
    with pytest.raises(WorkbookCellError, match=words):
        with_cell_in(path, Where("a.xlsx", "捐赠", 3, "说明"), text)
    assert path.read_bytes() == before


def test_a_workbook_that_is_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    """The mark that Excel leaves beside a file that is open there is respected."""
    path = book_at(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    with pytest.raises(WorkbookCellError, match="打开着"):
        with_cell_in(path, Where("a.xlsx", None, 3, "说明"), "新")
