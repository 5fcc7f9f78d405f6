"""A workbook or a file of cells that sums a year up is read as a report: the same proposals, the cell as their place."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.__main__ import main
from disclosure.documents import UnreadableError, read_document
from disclosure.extraction import Reading, read_report
from disclosure.kinds.headlines import HeadlineRole

BASE = Path(__file__).resolve().parents[1] / "cases" / "inputs" / "base"
TITLE = "示例市慈善总会2023年度项目收支汇总表"
HEADS = ("项目名称", "收支情况", None, "受益人次", "备注")
ROWS = (
    ("春芽助学项目", 12.5, 10.3, 320, ""),
    ("安康助医项目", 8.25, 8, 41, "含上年结转"),
    ("合计", 20.75, 18.3, 361, ""),
)


def sums(sheet: Worksheet) -> None:
    """Two rows of heads, cells merged over columns and over rows, the unit above."""
    sheet.append([TITLE])
    sheet.append(["单位：万元"])
    sheet.append(HEADS)
    sheet.append([None, "收入", "支出"])
    for row in ROWS:
        sheet.append(row)
    for merge in ("A1:E1", "A2:E2", "B3:C3", "A3:A4", "D3:D4", "E3:E4"):
        sheet.merge_cells(merge)


@pytest.fixture
def book(tmp_path: Path) -> tuple[openpyxl.Workbook, Path]:
    book = openpyxl.Workbook()
    sums(book.active)
    return book, tmp_path / "sums.xlsx"


def read(path: Path) -> Reading:
    return read_report(path, path.name, "demo", 2023)


def told(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(figure.subject, figure.measure, figure.as_written, figure.place) for figure in reading.proposals]


RIGHT = [
    ("春芽助学项目", "筹集", "12.5万元", "B5"),
    ("春芽助学项目", "支出", "10.3万元", "C5"),
    ("春芽助学项目", "受益", "320", "D5"),
    ("安康助医项目", "筹集", "8.25万元", "B6"),
    ("安康助医项目", "支出", "8万元", "C6"),
    ("安康助医项目", "受益", "41", "D6"),
    ("各项目合计", "筹集", "20.75万元", "B7"),
    ("各项目合计", "支出", "18.3万元", "C7"),
    ("各项目合计", "受益", "361", "D7"),
]


def test_sums_in_a_sheet_are_proposed_with_their_cells(book: tuple[openpyxl.Workbook, Path]) -> None:
    workbook, path = book
    workbook.save(path)
    reading = read(path)
    assert told(reading) == RIGHT
    assert len(reading.groups) == 3
    assert not any(figure.role for figure in reading.proposals)


def test_each_of_several_sheets_is_named(book: tuple[openpyxl.Workbook, Path]) -> None:
    workbook, path = book
    workbook.active.title = "项目"
    finance = workbook.create_sheet("财务")
    for row in (["项目", "金额（元）"], ["捐赠收入", 1207500.5], ["管理费用", 24000.25]):
        finance.append(row)
    workbook.create_sheet("空")
    workbook.save(path)
    told_of = told(read(path))
    assert [place for *_, place in told_of[:9]] == [f"工作表“项目”{place}" for *_, place in RIGHT]
    assert ("捐赠收入", "捐赠收入", "1207500.5元", "工作表“财务”B2") in told_of


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[6].hidden = True


def hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def hidden_sheet(sheet: Worksheet) -> None:
    sheet.parent.create_sheet("底稿").sheet_state = "hidden"


def formula(sheet: Worksheet) -> None:
    sheet["B7"] = "=SUM(B5:B6)"  # openpyxl stores no result


def shown_otherwise(sheet: Worksheet) -> None:
    sheet["B5"].number_format = '0!.0,"万元"'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (hidden_row, ("隐藏的行：6", "取消隐藏")),
        (hidden_column, ("隐藏的列：C", "取消隐藏")),
        (hidden_sheet, ("底稿", "取消隐藏")),
        (formula, ("第7行", "B7")),
        (shown_otherwise, ("第5行", "B5")),
    ],
)
def test_what_is_out_of_sight_or_shown_otherwise_is_refused(
    book: tuple[openpyxl.Workbook, Path], change: object, words: tuple[str, ...]
) -> None:
    workbook, path = book
    change(workbook.active)  # type: ignore[operator]
    workbook.save(path)
    reading = read(path)
    assert not reading.proposals
    (fault,) = reading.problems
    assert all(word in f"{fault.message}{fault.fix}" for word in words)


def test_names_of_persons_in_a_sheet_are_not_proposed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["示例市慈善总会2023年助学金发放表"], ["学生姓名", "金额（元）"], ["赵小树", 3000], ["合计", 3000]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert not any("赵小树" in figure.subject for figure in read(tmp_path / "a.xlsx").proposals)


@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030"])
def test_a_file_of_cells_is_read_the_same(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "a.csv"
    lines = (
        "示例市慈善总会2023年度财务收支情况\n单位：万元\n项目,本年数,上年数\n捐赠收入,120.75,90\n支出合计,118.3,80\n"
    )
    path.write_text(lines, encoding=coding)
    reading = read(path)
    assert told(reading) == [("捐赠收入", "捐赠收入", "120.75万元", "B4"), ("支出合计", "支出", "118.3万元", "B5")]
    assert reading.proposals[1].role is HeadlineRole.EXPENSE


def test_an_old_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(UnreadableError, match=r"另存为 \.xlsx"):
        read_document(path)


def test_what_was_registered_of_a_sheet_is_held_against_it(
    book: tuple[openpyxl.Workbook, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, path = book
    workbook.save(path)
    shutil.copytree(BASE, tmp_path / "site")
    data, content = tmp_path / "site" / "data", tmp_path / "site" / "content"
    options = (
        "--org",
        "demo",
        "--year",
        "2023",
        "--data",
        str(data),
        "--accept",
        "--keep",
        "--published",
        "2024-01-20",
    )
    main(["read", str(path), *options])
    register = data / "demo" / "figures" / "2023.csv"
    if not register.is_file():
        register = data / "demo" / "figures.csv"
    assert "B5" in register.read_text("utf-8-sig")
    capsys.readouterr()
    workbook.active["B5"] = 12.6
    (kept,) = (data / "demo" / "sources").glob("*.xlsx")
    workbook.save(kept)
    main(["check", "--data", str(data), "--content", str(content)])
    assert "原文里没有这个写法" in capsys.readouterr().out


def test_columns_and_rows_of_another_year_are_told(tmp_path: Path) -> None:
    """What a form prints of the year before is not read, and not left out without a word."""
    path = tmp_path / "a.csv"
    lines = "示例市慈善总会2023年度收支情况\n单位：元\n项目,本年数,上年数\n捐赠收入,120.75,90\n上年结余,50,40\n支出合计,118.3,80\n"
    path.write_text(lines, encoding="utf-8")
    reading = read(path)
    assert [figure.as_written for figure in reading.proposals] == ["120.75元", "118.3元"]
    assert reading.passed_over == (
        "表里的“上年数、上年结余”不是2023年的，没有读：要登的请读那一年的报告，或者对着原文登。",
    )


def test_the_title_says_of_which_year_a_sheet_is(
    book: tuple[openpyxl.Workbook, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, path = book
    workbook.save(path)
    command = ["read", str(path), "--org", "demo", "--data", str(tmp_path / "none")]
    assert main(command) == 0
    told_year = capsys.readouterr()
    assert "当作2023年的报告读" in told_year.err
    assert "12.5万元" in told_year.out
    renamed = path.rename(tmp_path / "2022年汇总.xlsx")
    assert main([*command[:1], str(renamed), *command[2:]]) == 0
    assert "当作2022年的报告读" in capsys.readouterr().err
