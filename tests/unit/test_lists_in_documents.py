"""Lists that somebody sends as Word or PDF are imported like those in Excel."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import papers
import pytest
from papers import cell, table_of
from typeset import END, INDENTED, NUMBERED, PLAIN, made, table

from disclosure.__main__ import main
from disclosure.importing import is_list, propose

BASE = Path(__file__).resolve().parents[1] / "cases" / "inputs" / "base"
HEAD = ("序号", "捐赠单位", "捐赠日期", "捐赠金额（元）", "用途")
GIFTS = [
    (str(at), f"星河第{at}建筑公司", f"2024年{1 + at % 12}月{1 + at % 28}日", f"{at * 100 + 1000:,}.50", "助学")
    for at in range(1, 61)
]
TOTAL = ("合计", "", "", f"{sum(at * 100 + 1000.5 for at in range(1, 61)):,.2f}", "")
LIST = [HEAD, *GIFTS, TOTAL]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "site")
    (tmp_path / "site" / "data" / "demo" / "donations.csv").unlink(missing_ok=True)
    return tmp_path / "site" / "data"


def imported(path: Path, data: Path, *options: str) -> int:
    return main(["import", str(path), "--org", "demo", "--data", str(data), "--accept", *options])


def written(data: Path) -> list[tuple[str, str, str]]:
    with (data / "demo" / "donations.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["捐赠人"], row["到账日期"], row["金额"]) for row in csv.DictReader(stream)]
    return sorted(rows, key=lambda row: int("".join(filter(str.isdigit, row[0]))))


RIGHT = [
    (giver, f"2024-{1 + at % 12:02}-{1 + at % 28:02}", f"{at * 100 + 1000}.50")
    for at, (_, giver, *_) in enumerate(GIFTS, 1)
]


def document(place: Path, form: str, rows: Sequence[Sequence[str]]) -> Path:
    title = "星河区慈善会2024年捐赠名单"
    if form == ".docx":
        return papers.docx(
            place / "a.docx", papers.paragraph(title) + table_of(*("".join(map(cell, row)) for row in rows))
        )
    rules = {
        "ruled": "",
        "open": "stroke: (x, y) => (y: 1pt, left: if x > 0 { 1pt }), ",
        "bare": "stroke: none, column-gutter: 1em, ",
    }
    return made(place, f"#align(center)[{title}]\n\n{table(rows, rules[form])}\n\n2025年1月5日", NUMBERED)


@pytest.mark.parametrize("form", [".docx", "ruled", "open", "bare"])
def test_a_list_is_imported_whole(form: str, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Over several pages, with a title, a total and a day below it; staff are told to count the rows."""
    path = document(tmp_path, form, LIST)
    assert is_list(path)
    assert imported(path, data) == 0
    assert written(data) == RIGHT
    assert "请对着原件数一数行数" in capsys.readouterr().out


def test_a_total_that_does_not_agree_stops_the_import(tmp_path: Path, data: Path) -> None:
    """A row that was lost on the way from a page is not lost in silence."""
    path = document(tmp_path, "ruled", [HEAD, *GIFTS[:20], *GIFTS[21:], TOTAL])
    assert imported(path, data) == 1
    assert not (data / "demo" / "donations.csv").exists()


def test_a_row_over_the_end_of_a_page(tmp_path: Path, data: Path) -> None:
    """What it is for goes on at the top of the next page: one row, and the list goes on behind it."""
    long = "用于资助本区家庭经济困难的大学新生和高中学生完成学业并购买必要的学习用品" * 3
    rows = [(*gift[:4], long if at % 3 == 0 else "助学") for at, gift in enumerate(GIFTS)]
    text = table([HEAD, *rows]).replace("columns: 5", "columns: (1cm, 4cm, 3cm, 3cm, 5cm)")
    path = made(tmp_path, text, NUMBERED)
    assert imported(path, data) == 0
    assert written(data) == RIGHT


def test_a_row_over_the_end_of_a_page_with_the_head_again(tmp_path: Path, data: Path) -> None:
    """The rest of a row stands below the head that Word repeats: no name is cut."""
    rows = [
        (at, f"星河第{at}建筑公司", day, amount, "助学" if int(at) % 3 else "资助家庭经济困难的学生" * 4)
        for at, _, day, amount, _ in GIFTS
    ]
    cells = table([HEAD, *rows]).replace("columns: 5", "columns: (1cm, 3cm, 4cm, 3cm, 3cm)")
    head = ", ".join(f"[{cell}]" for cell in HEAD)
    path = made(tmp_path, cells.replace(head, f"table.header({head})"), NUMBERED)
    assert imported(path, data) == 0
    assert written(data) == RIGHT


def test_each_table_has_its_own_unit(tmp_path: Path, data: Path) -> None:
    """The unit over the second table is not one below the first."""
    heads = ("捐赠单位", "捐赠日期", "捐赠金额")
    parts = [
        f"{title}\n\n单位：{unit}\n\n{table([heads, (giver, '2024年3月1日', '10')])}"
        for title, unit, giver in (("一、一月", "元", "星河1公司"), ("二、二月", "万元", "星河2公司"))
    ]
    assert imported(made(tmp_path, "\n\n".join(parts), PLAIN), data) == 0
    assert [amount for *_, amount in written(data)] == ["10.00", "100000.00"]


def test_groups_within_a_list_and_tables_beside_each_other(tmp_path: Path, data: Path) -> None:
    """The name of a group over all columns parts no table; a header begins another one."""
    half = len(GIFTS) // 2
    text = "\n\n".join(
        (f"一、{month}月份捐赠", table([HEAD, *rows]))[part]
        for month, rows in ((1, GIFTS[:half]), (2, GIFTS[half:]))
        for part in (0, 1)
    )
    group = "table.cell(colspan: 5)[社会团体], "
    cells = table([HEAD, *GIFTS[:half]])
    path = made(tmp_path, text.replace(cells, cells.replace("[20], ", f"{group}[20], ")), INDENTED)
    assert imported(path, data) == 0
    assert written(data) == RIGHT


def test_a_row_that_is_read_as_no_row_stops_the_import(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The end of a list stands without lines and has names of two lines: it is told, and nothing of the list is written."""
    long = [(at, f"{giver}{'驻星河区办事处' * 3}", *rest) for at, giver, *rest in GIFTS[20:24]]
    end = table(long, "stroke: none, column-gutter: 1em, ").replace("columns: 5", "columns: (1cm, 5cm, 3cm, 3cm, 2cm)")
    path = made(tmp_path, f"{table([HEAD, *GIFTS[:20]])}\n\n{end}", NUMBERED)
    assert imported(path, data) == 1
    told = capsys.readouterr()
    assert "在表的外面，看不出是哪一行、哪一栏的" in told.out + told.err
    assert not (data / "demo" / "donations.csv").exists()


def test_amounts_of_two_columns_are_refused(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where 角 stands in a column of its own, the amount is not read without it."""
    rows = [("捐赠单位", "捐赠日期", "金额（元）", "角", "分"), ("星河1公司", "2024年3月1日", "100", "5", "0")]
    assert imported(document(tmp_path, ".docx", rows), data) == 1
    told = capsys.readouterr()
    assert "请把元、角、分合成一列" in "".join((told.out + told.err).split())


def test_a_head_of_two_rows(tmp_path: Path, data: Path) -> None:
    """Cells merged over columns and rows make one head, as in Excel: which amount is meant is asked."""
    heads = "".join(f"table.cell(rowspan: 2)[{word}], " for word in HEAD[1:3])
    cells = table([(*gift[1:4], "1.00") for gift in GIFTS[:4]]).replace(
        "columns: 4, ", "columns: 4, " + heads + "table.cell(colspan: 2)[金额], [现金], [折价], "
    )
    path = made(tmp_path, cells, PLAIN)
    assert imported(path, data) == 1
    assert imported(path, data, "--answer", "1.amount=C") == 0
    assert written(data) == RIGHT[:4]


def test_totals_and_signatures_below_a_list_are_no_rows(tmp_path: Path, data: Path) -> None:
    """A list with words far apart below it is imported as before."""
    below = f"合计#h(2em){TOTAL[3]}元\n\n共60笔#h(2em){TOTAL[3]}元\n\n制表：张三#h(2em)审核：李四#h(2em)2025年1月5日#h(2em)2025"
    assert imported(made(tmp_path, f"{table([HEAD, *GIFTS])}\n\n{below}", PLAIN), data) == 0
    assert written(data) == RIGHT


def test_a_name_that_a_page_may_have_cut_stops_the_import(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words alone in the first column at the head of a page may end the name above; a whole name is none that goes on."""
    rows = [HEAD[1:4], *(gift[1:4] for gift in GIFTS[:4])]
    for name, code in (("星河第九建筑工程有限责任", 1), ("星河第九建筑工程公司", 0)):
        pages = [[*rows, (name, "2024年3月1日", "5.00")], [HEAD[1:4], ("公司驻星河区办事处", "", ""), *rows[1:]]]
        path = made(tmp_path, "\n#pagebreak()\n".join(map(table, pages)), PLAIN)
        (data / "demo" / "donations.csv").unlink(missing_ok=True)
        assert imported(path, data, "--answer", "1.alike=all") == code
        told = capsys.readouterr()
        assert ("这一格的字没有完" in told.out + told.err) == bool(code)


def test_a_short_report_with_a_long_table_is_no_list(tmp_path: Path) -> None:
    """Sentences with figures make a report of it; notes below a list do not."""
    rows = table([HEAD, *GIFTS[:12]])
    said = "\n\n".join(f"全年支出{at}万元，惠及困难群众{at}人。" for at in (3, 4, 5))
    assert not is_list(made(tmp_path, f"工作报告\n\n{rows}\n\n{said}", PLAIN))
    notes = "\n\n".join(f"{at}\\.以上{at}笔都已到账。" for at in (1, 2, 3))
    assert is_list(made(tmp_path, f"捐赠名单\n\n{rows}\n\n{notes}", PLAIN))


def test_what_projects_came_to_is_no_list(tmp_path: Path, data: Path) -> None:
    """项目名称, 支出金额, 受益人次 is read as a report; where somebody reads it as a table, that is said. Funds of a year are a list."""
    rows = [
        ("序号", "项目名称", "支出金额（万元）", "受益人次"),
        *((str(at), f"春泥助学{at}", f"{at}.5", f"{at}0") for at in range(1, 9)),
    ]
    path = document(tmp_path, ".docx", rows)
    assert not is_list(path)
    (question,) = propose(path, path.name, data, "data", "demo").open_questions
    assert "请当作报告读" in question.text
    funds = [
        ("基金名称", "上年结余", "本年收入", "本年支出", "年末余额"),
        *((f"春泥{at}基金", "3", "2", "1", "4") for at in range(8)),
    ]
    assert is_list(document(tmp_path, ".docx", funds))


def test_prose_is_no_list(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report with a short table is a report; a file without any table says by which way to go."""
    report = made(
        tmp_path,
        "\n\n".join(f"{'说明' * at}。{END}" for at in range(20)) + "\n\n" + table([HEAD, *GIFTS[:5]]),
        INDENTED,
    )
    assert not is_list(report)
    prose = made(tmp_path, "\n\n".join([END] * 3), INDENTED)
    assert imported(prose, data) == 1
    told = capsys.readouterr()
    assert "没有看得出行和栏的表" in told.out + told.err
    assert "make read" in told.out + told.err


def statement() -> list[list[str]]:
    """The printed balance sheet of the example."""
    path = BASE.parents[3] / "examples" / "data" / "xiyang" / "balance_sheet" / "2025.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row[:4] for row in csv.reader(stream)]


@pytest.mark.parametrize("form", [".docx", ".pdf"])
def test_a_printed_statement(form: str, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is shown before it is written, and every amount stands where it was; two of one kind are refused."""
    rows, title, day = statement(), "资产负债表", "2024年12月31日　单位：元"

    def document(copies: int) -> Path:
        if form == ".pdf":
            return made(tmp_path, "\n\n".join([f"{title}\n\n{day}\n\n{table(rows)}"] * copies), NUMBERED)
        head = papers.paragraph(title) + papers.paragraph(day)
        return papers.docx(tmp_path / "a.docx", (head + table_of(*("".join(map(cell, row)) for row in rows))) * copies)

    file = data / "demo" / "balance_sheet" / "2024.csv"
    assert main(["import", str(document(1)), "--org", "demo", "--data", str(data)]) == 1
    assert not file.exists()
    assert imported(document(2), data) == 1
    assert "不知道哪一张是全的" in "".join("".join(capsys.readouterr()).split())
    assert imported(document(1), data) == 0
    with file.open(encoding="utf-8-sig", newline="") as stream:
        written_rows = [(row["项目"], row["年初数"], row["期末数"]) for row in csv.DictReader(stream)]
    assert written_rows == [(row[0], row[2], row[3]) for row in rows[1:] if row[0]]
