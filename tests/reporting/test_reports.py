"""The report in its four forms says the same, fits its paper, and gives workbooks back as they were but for the findings."""

from __future__ import annotations

import html as escapes
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import html5lib
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from disclosure.__main__ import main
from disclosure.accounts.site import Site as Read
from disclosure.compose import check
from disclosure.problems import WORDINGS, Report, Severity, Where, mechanical, problem
from disclosure.reading.workbooks import letter
from disclosure.reporting.findings import Review, bare, review
from disclosure.reporting.html import as_html
from disclosure.reporting.machine import as_json
from disclosure.reporting.places import Places
from disclosure.reporting.text import WIDTH, as_text, lines, runs, width
from disclosure.reporting.workbook import LIST, give_back

SITE = "name: 试\norganisations:\n  - body\nprepared_on: 2025-02-28\n"
SOURCES = "编号,名称,发布者,发布日期,等级\nB1,台账,青山慈善会,2024-12-31,填\n"
PROJECTS = "编号,名称,状态,开始日期,来源\nbooks,送书,已结项,2024-02-01,B1\n"
HEADER = ("拨付日期", "接收方", "接收方类型", "类型", "金额", "项目", "来源")
# one fault a row: the kinds of slips that have a mechanical answer, and some that have none
ROWS = (
    ("2024-05-01", "山前小学", "学校", "资金", "12万元整", "books", "B1"),
    ("2024年5月2号", "河湾小学", "学校", "资金", "500", "books", "B1"),
    ("2024-05-03", "石桥中学", "学 校", "资金", "600", "boks", "B1"),
    ("2024-05-04", "柳林中学", "学校", "资今", "五百多", "books", "B1"),
    ("2024-05-05", "松坡中学", "学校", "资金", "700", "books", "B1"),
    ("2024-05-05", "松坡中学", "学校", "资金", "700", "books", "B1"),
    ("2024-05-06", "=1+1", "学校", "资金", "-5", "books", "B1"),
)


def folder(root: Path, *, workbook: bool) -> tuple[Path, Path]:
    """A data folder with faulty payments, as CSV or as a workbook that somebody made pretty."""
    data, content = root / "data", root / "content"
    (data / "body").mkdir(parents=True)
    content.mkdir()
    (data / "site.yaml").write_text(SITE, "utf-8")
    (data / "body" / "organisation.yaml").write_text("id: body\nname: 青山慈善会\n", "utf-8")
    (data / "body" / "sources.csv").write_text(SOURCES, "utf-8")
    (data / "body" / "projects.csv").write_text(PROJECTS, "utf-8")
    path = data / "body" / "disbursements.csv"
    if workbook:
        pretty(path.with_suffix(".xlsx"))
    else:
        path.write_text("\n".join(map(",".join, (HEADER, *ROWS))) + "\n", "utf-8")
    return data, content


def pretty(path: Path) -> None:
    made = Workbook()
    sheet: Any = made.active
    sheet.title = "拨付"
    for row in (HEADER, *ROWS):
        sheet.append(["'=1+1" if cell == "=1+1" else cell for cell in row])
    sheet["B8"].value = "竹园小学"
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FF0000")
    sheet["B2"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["E6"].number_format = "#,##0.00"
    sheet["A3"].comment = Comment("经办人写的", "经办人")
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[4].height = 44
    made.save(path)


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    """The report on faulty payments in a CSV."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path, workbook=False)
    return check(Path("data"), Path("content"))[1]


@pytest.fixture
def faulty_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    """The same in a workbook."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path, workbook=True)
    return check(Path("data"), Path("content"))[1]


# --- text ------------------------------------------------------------------------------------------


def test_findings_without_rows_are_counted() -> None:
    """What is said of several places of a text that have no row names how many there are."""
    report = Report()
    report.extend(problem("name-refused", Where("two.md"), what="受助人", other="表") for _ in range(2))
    text = as_text(bare(report))
    assert "· 2 处：" in text
    assert "第  行" not in text


def test_the_text_fits_eighty_columns(faulty: Review) -> None:
    """No line is wider than 80 columns with Han counted twice, and none begins with closing punctuation."""
    told = list(lines(faulty))
    assert max(map(width, told)) <= WIDTH
    assert not [one for one in told if re.match(r"\s*[，。；：、”）]", one)]
    assert width("金额a") == 5


def test_the_text_names_cells_why_and_mend(faulty: Review) -> None:
    """Each part with its count; each group with file, share, cell with its letter, cell quoted, mend, suggestion, reason."""
    text = re.sub(r"\n\s*", "", as_text(faulty))
    for said in ("必须改：", "请确认：1 处", "data/body/disbursements.csv，2/7 行", "第 2 行“金额”（E2）：“12万元整”不是以元计的数字",
                 "建议填：120000", "为什么：", "改法：", "没有问题的", "慈善项目 1 行"):  # fmt: skip
        assert said in text, said
    assert as_text(faulty).splitlines()[-1] == f"不能发布：请先改好“必须改”的 {faulty.count(Severity.ERROR)} 处。"


def test_a_sheet_is_named_as_staff_see_it(faulty_workbook: Review) -> None:
    """In a workbook a place is sheet and cell: 表“拨付” E2."""
    assert "表“拨付” E2（第 2 行“金额”）" in re.sub(r"\n\s*", "", as_text(faulty_workbook))


def test_colour_only_where_it_is_wanted(faulty: Review, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Colour is asked for by the edge: on a terminal without NO_COLOR; the words are the same."""
    assert "\x1b[" not in as_text(faulty)
    assert re.sub(r"\x1b\[[\d;]*m", "", as_text(faulty, colour=True)) == as_text(faulty)
    for terminal, refused, coloured in ((True, None, True), (True, "1", False), (False, None, False)):
        monkeypatch.setattr("sys.stdout.isatty", lambda terminal=terminal: terminal)
        monkeypatch.delenv("NO_COLOR", raising=False)
        if refused:
            monkeypatch.setenv("NO_COLOR", refused)
        assert main(["check", "--data", "data", "--content", "content"]) == 1
        assert ("\x1b[" in capsys.readouterr().out) is coloured


def test_rows_that_say_the_same_stand_together_and_all_of_them() -> None:
    """A hundred rows with one fault are one line that names every row."""
    report = Report(
        problem("missing-value", Where("data/a.csv", None, row, "金额"), expected="金额")
        for row in (*range(2, 102), 200)
    )
    text = as_text(review(Read(None, []), report, "data"))
    assert "第 2—101、200 行“金额”" in text
    assert "101 行" in text
    assert "必须改：101 处" in text
    assert runs([1]) == "1"


# --- JSON and HTML ------------------------------------------------------------------------------------


def test_many_rows_that_lie_far_apart_do_not_push_the_message_away() -> None:
    report = Report(
        problem("missing-value", Where("data/a.csv", None, row, "名称"), expected="名称") for row in range(2, 2002, 2)
    )
    shown = "".join(line.strip() for line in lines(review(Read(None, []), report, "data")))
    assert "第 2、4、6" in shown
    assert "、80……行“名称”（共 1000 行，逐行见 make check FORMAT=xlsx）：" in shown
    assert len(shown) < 1000


def test_json_says_it_all(faulty: Review) -> None:
    """The object has the verdict, the counts and every finding with cell, why, mend and suggestion."""
    told = json.loads(as_json(faulty))
    assert told["publishable"] is False
    assert sum(told["counts"].values()) == len(told["findings"]) == len(list(faulty.spots))
    first = next(one for one in told["findings"] if one["message"].startswith("“12万元整”"))
    assert (first["cell"], first["row"], first["suggestion"]) == ("E2", 2, "120000")
    assert first["why"] == WORDINGS["bad-value"].why


def test_the_page_is_whole_and_alone(faulty: Review) -> None:
    """Valid HTML with every message, no script, no address, no second file; data can't inject markup."""
    page = as_html(faulty)
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"<script|<img|<link|src=|https?:", page)
    assert "@media print" in page
    words = escapes.unescape(page)
    assert [one.problem.message for one in faulty.spots if one.problem.message not in words] == []
    hostile = Report([problem("bad-value", Where("a.csv"), cell="<script>x</script>", expected="数", mend="改。")])
    assert "<script>" not in as_html(review(Read(None, []), hostile, "data"))


def test_the_command_writes_page_and_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """`check --format html|xlsx` writes into the wanted folder, ends with the verdict and the right exit code."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path, workbook=True)
    for form, wanted in (("html", "index.html"), ("xlsx", "body/disbursements.xlsx")):
        assert main(["check", "--data", "data", "--content", "content", "--format", form, "--report", "out"]) == 1
        assert (tmp_path / "out" / wanted).is_file()
        assert "不能发布" in capsys.readouterr().out.splitlines()[-1]
    assert (tmp_path / "out" / f"{LIST}.xlsx").is_file()


# --- workbooks ----------------------------------------------------------------------------------------


def cells(path: Path, sheet: str) -> dict[str, Any]:
    """Everything of a sheet that staff see: value, number format, font, fill."""
    return {
        cell.coordinate: (cell.value, cell.number_format, cell.font.b, cell.font.color and cell.font.color.rgb, cell.fill.fgColor.rgb)
        for row in load_workbook(path)[sheet].iter_rows()
        for cell in row
    }  # fmt: skip


def test_the_workbook_comes_back_with_nothing_else_changed(faulty_workbook: Review, tmp_path: Path) -> None:
    """Values, formats, fonts, widths and the comments of others stay; only cells with findings get colour and words."""
    original = tmp_path / "data" / "body" / "disbursements.xlsx"
    made = load_workbook(original)
    made["拨付"]["H1"] = None
    before = original.read_bytes()
    returned = give_back(faulty_workbook, tmp_path / "out")[0]
    assert original.read_bytes() == before
    old, new = cells(original, "拨付"), cells(returned, "拨付")
    marked = {one.address for one in faulty_workbook.spots if one.problem.where.sheet and one.address}
    assert marked
    assert {at: one for at, one in new.items() if at not in marked} == {
        at: one for at, one in old.items() if at not in marked
    }
    assert {at: one[:4] for at, one in new.items()} == {at: one[:4] for at, one in old.items()}
    sheet = load_workbook(returned)["拨付"]
    assert all(sheet[at].comment and sheet[at].fill.fgColor.rgb != old[at][4] for at in marked)
    assert "经办人写的" in sheet["A3"].comment.text
    assert "必须改" in sheet["A3"].comment.text
    assert (sheet.column_dimensions["B"].width, sheet.row_dimensions[4].height) == (33, 44)


def test_formulas_stay_formulas(tmp_path: Path) -> None:
    """A formula beside a finding is given back as it was written."""
    path = tmp_path / "data" / "a.xlsx"
    path.parent.mkdir()
    made = Workbook()
    sheet: Any = made.active
    sheet.title = "表"
    sheet.append(["金额", "合计"])
    sheet.append(["x", "=SUM(A2:A3)"])
    made.save(path)
    report = Report([problem("bad-value", Where(str(path), "表", 2, "金额"), cell="x", expected="数", mend="改。")])
    returned = give_back(review(Read(None, []), report, str(tmp_path / "data")), tmp_path / "out")[0]
    assert load_workbook(returned)["表"]["B2"].value == "=SUM(A2:A3)"


def test_a_csv_comes_back_as_a_workbook_of_text(faulty: Review, tmp_path: Path) -> None:
    """Each cell of the CSV stands in its place as text, also where it looks like a formula; findings are marked."""
    returned = give_back(faulty, tmp_path / "out")[0]
    sheet = load_workbook(returned)["disbursements"]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [HEADER, *ROWS]
    assert sheet["B8"].data_type == "s"
    assert sheet["E2"].comment.text.startswith("必须改：“12万元整”不是以元计的数字")


@pytest.mark.parametrize("workbook", [False, True])
def test_the_list_leads_to_the_cells(*, workbook: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding of the file is a row of 问题清单, with a link to its cell."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path, workbook=workbook)
    found = check(Path("data"), Path("content"))[1]
    returned = give_back(found, tmp_path / "out")[0]
    book = load_workbook(returned)
    spots = [one for one in found.spots if one.problem.where.file.startswith("data/body/disbursements")]
    rows = list(book[LIST].iter_rows(min_row=2))
    assert [row[4].value for row in rows] == [one.problem.message for one in spots]
    for row, spot in zip(rows, spots, strict=True):
        sheet, _, cell = row[3].hyperlink.location.rpartition("!") if row[3].hyperlink.location else (
            row[3].hyperlink.target.lstrip("#").rpartition("!"))  # fmt: skip
        assert sheet.strip("'") in book.sheetnames
        assert cell == (spot.address or "A1")  # what concerns a whole sheet leads to its beginning


@pytest.mark.parametrize("workbook", [False, True])
def test_the_suggestions_mend_what_is_mechanical(
    *, workbook: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put into their cells, the suggested values leave no finding that has a suggestion, and make no new one."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path, workbook=workbook)
    found = check(Path("data"), Path("content"))[1]
    suggested = {one.address: one.problem.suggestion for one in found.spots if one.problem.suggestion}
    assert suggested == {"E2": "120000", "A3": "2024-05-02", "C4": "学校", "F4": "books", "D5": "资金"}
    path = give_back(found, tmp_path / "out")[0]
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for address, value in suggested.items():
        sheet[address] = value
    del book[LIST]
    (tmp_path / "data/body/disbursements.csv").unlink(missing_ok=True)
    book.save(tmp_path / "data/body/disbursements.xlsx")
    after = check(Path("data"), Path("content"))[1]
    assert [one.problem for one in after.spots if one.problem.suggestion] == []
    left = {(one.problem.code, one.address) for one in found.spots if not one.problem.suggestion}
    left.add(("cell-comments", ""))  # those of the report itself
    assert {(one.problem.code, one.address) for one in after.spots} <= left


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_workbook_opens_in_libreoffice(faulty_workbook: Review, tmp_path: Path) -> None:
    """LibreOffice opens the returned workbook and finds its cells."""
    returned = give_back(faulty_workbook, tmp_path / "out")[0]
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
        str(tmp_path / "csv"),
        str(returned),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "12万元整" in next((tmp_path / "csv").glob("*.csv")).read_text("utf-8")


def test_an_unreadable_workbook_is_only_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be opened can't be given back; its finding is in the list of all."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path, workbook=False)
    (tmp_path / "data/body/plans.xlsx").write_bytes(b"PK no")
    written = give_back(check(Path("data"), Path("content"))[1], tmp_path / "out")
    assert [one.name for one in written] == ["disbursements.xlsx", f"{LIST}.xlsx"]
    told = [row[2].value for row in load_workbook(written[-1])[LIST].iter_rows(min_row=2)]
    assert "data/body/plans.xlsx" in told


# --- places and suggestions ------------------------------------------------------------------------------


def test_columns_are_found_by_their_words(tmp_path: Path) -> None:
    """The header may stand below a title, have a unit behind it and be full width; a header that stands twice is no address."""
    path = tmp_path / "a.csv"
    path.write_text("捐赠明细\n日期,金额（元）,合计,合计\n", "utf-8")
    places = Places()
    assert places.address(Where(str(path), None, 3, "金额")) == "B3"
    assert places.address(Where(str(path), None, 3, "合计")) == ""
    assert places.address(Where(str(path), None, None, "金额")) == ""
    assert places.address(Where(str(tmp_path / "none.csv"), None, 3, "金额")) == ""
    assert [letter(one) for one in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


@pytest.mark.parametrize(
    ("word", "sure"),
    [("本集", "本级"), (" 本 级", "本级"), ("县级", ""), ("市县二级", "市县两级"), ("级", ""), ("完全不像", "")],
)
def test_a_word_is_mended_only_where_one_edit_does_it(word: str, sure: str) -> None:
    """One edit to one candidate only; where two candidates are as near, nothing is suggested."""
    assert mechanical(word, ["本级", "县管", "市县两级", "县市级"]) == sure


@pytest.mark.parametrize(
    ("word", "sure"),
    [
        ("A001", ""),
        ("A03", ""),
        ("A02", "A002"),
        ("a-2024", ""),
        ("a2025", "a-2025"),
        ("A0O2", "A002"),
        ("B002", "A002"),
    ],
)
def test_no_id_is_taken_for_one_with_another_number(word: str, sure: str) -> None:
    """A001 that is not there is no slip of the pen for A002, which may be another figure; more zeros or a lost sign may be."""
    assert mechanical(word, ["A002", "a-2025"]) == sure
