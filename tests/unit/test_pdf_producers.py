"""PDF as many programs make it: what they do otherwise on the same page is read alike, each trait drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import Path

import papers
import pytest

from disclosure.documents import read_document
from disclosure.documents.pdf.lines import set_on

FILL = "本会按照章程开展工作，特此说明如下，以上均为虚构。"
COLUMNS, LINES = (50, 200, 300, 400), (780, 760, 740, 720)
ROWS = [["单位", "日期", "金额（元）"], ["青石公司", "2024-03-01", "1,000.00"], ["爱心人士", "2024-03-02", "50.00"]]


def words(x: float, y: float, text: str, size: float = 12, font: str = "F1") -> str:
    return f"BT /{font} {size} Tf {x} {y} Td «{text}» Tj ET "


def runs(x: float, y: float, text: str, size: float = 12) -> list[str]:
    """Words in two fonts, each run placed by itself."""
    pieces = []
    for han, letters in groupby(text, key=lambda letter: ord(letter) > 255):
        piece = "".join(letters)
        pieces.append(words(x, y, piece, size, "F1" if han else "F2"))
        x += len(piece) * size * (1 if han else 0.5)
    return pieces


def mixed(x: float, y: float, text: str, size: float = 12) -> str:
    return "".join(runs(x, y, text, size))


def borders(columns: Sequence[float], lines: Sequence[float]) -> str:
    """Those of each cell by themselves, thin rectangles that are filled, printed twice."""
    cells = [
        (left, low, right - left, high - low) for left, right in pairwise(columns) for high, low in pairwise(lines)
    ]
    thin = [
        f"{x} {y} {w} .5 re f {x} {y + h} {w} .5 re f {x} {y} .5 {h} re f {x + w} {y} .5 {h} re f "
        for x, y, w, h in cells
    ]
    return "".join(thin * 2)


def table(rows: Sequence[Sequence[str]], columns: Sequence[float] = COLUMNS, lines: Sequence[float] = LINES) -> str:
    cells = [
        mixed(columns[column] + 3, lines[row + 1] + 5, text, 10)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return borders(columns, lines) + "".join(cells)


def read(path: Path, *pages: str, said: str = "") -> list[str]:
    papers.drawn(path / "a.pdf", [page + words(50, 60, FILL) for page in pages], said)
    return [paragraph.text for paragraph in read_document(path / "a.pdf").paragraphs if paragraph.text != FILL]


SENTENCE = "全年共募集善款1,234.56万元，惠及300人次。"
PIECES = runs(50, 700, SENTENCE)
SEEN = ["\t".join(row) for row in ROWS]
TRAITS = {
    "fonts of which one says that it hangs below the line": (mixed(50, 700, SENTENCE), [SENTENCE]),
    "the letters of one font, then those of the other": ("".join(PIECES[::2] + PIECES[1::2]), [SENTENCE]),
    "a header that is written last": (words(50, 600, "正文") + words(50, 800, "页眉"), ["页眉", "正文"]),
    "two lines of text, the letters of one font first": (
        "".join([*PIECES[::2], *runs(50, 680, SENTENCE)[::2], *PIECES[1::2], *runs(50, 680, SENTENCE)[1::2]]),
        [SENTENCE, SENTENCE],
    ),
    "letters one by one, each larger by its own measure": (
        "".join(f"BT /F1 1 Tf 12 0 0 12 {50 + 12 * at} 700 Tm «{letter}» Tj ET " for at, letter in enumerate("募集善款")),
        ["募集善款"],
    ),
    "letters set apart or wide": (
        "BT /F1 12 Tf 5 Tc 50 700 Td «捐赠收支公告» Tj 0 Tc 150 Tz 0 -30 Td «募集» Tj /F2 12 Tf «12.5» Tj /F1 12 Tf «万元» Tj ET",
        ["捐赠收支公告", "募集12.5万元"],
    ),
    "digits set apart are no number that is put together": (
        "BT /F1 12 Tf 50 700 Td «支出» Tj /F2 12 Tf 3 Tc «12345» Tj 0 Tc /F1 12 Tf «元» Tj ET",
        ["支出1 2 3 4 5元"],
    ),
    "a raised mark": (
        "BT /F1 12 Tf 50 700 Td «支出» Tj /F2 12 Tf «500» Tj /F1 12 Tf «万元» Tj /F2 7 Tf 5 Ts «1» Tj 0 Ts /F1 12 Tf «。» Tj ET",
        ["支出500万元。"],
    ),
    "rows written out of order": (
        borders(COLUMNS, LINES)
        + mixed(303, 725, "50.00", 10)
        + mixed(53, 725, "爱心人士", 10)
        + mixed(313, 745, "000.00", 10)
        + mixed(303, 745, "1,", 10)
        + mixed(53, 745, "青石公司", 10),
        ["青石公司\t\t1,000.00", "爱心人士\t\t50.00"],
    ),
    "borders of each cell, printed twice, and white below the page": (f"1 g 0 0 600 760.2 re f 0 g {table(ROWS)}", SEEN),
    "a number that runs out of its table": (
        table([*ROWS[:2], ["爱心人士", "2024-03-02", ""]], (50, 200, 300, 340)) + mixed(303, 725, "1,234,567.89", 10),
        [*SEEN[:2], "爱心人士\t2024-03-02\t1,234,567.89"],
    ),
    "a number that begins before its cell, and a name that runs into it": (
        table([ROWS[0], ["甲", "", ""], ["乙", "", ""]], (50, 200, 226, 400))
        + mixed(196, 745, "1,234,567.89", 10)
        + mixed(178, 725, "某某2345", 10),
        ["单位\t日期\t金额（元）", "甲\t\t1,234,567.89…", "乙 某某2345…"],
    ),
    "days and numbers that a cell is too narrow for": (
        table([["青石公司", "", ""], ["", "", ""]], lines=(780, 740, 700))
        + "".join(
            mixed(x, y, text, 10)
            for x, y, text in (
                (203, 765, "2024-03-"), (203, 750, "01"), (303, 765, "12,345,67"), (303, 750, "8.90"),
                (53, 725, "爱心"), (203, 725, "12,345.6"), (203, 710, "7"), (303, 725, "12,345"), (303, 710, "678"),
            )
        ),
        ["青石公司\t2024-03-01\t12,345,678.90", "爱心\t12,345.67\t12,345 678"],
    ),
    "points of a list, and letters that are known to their font alone": (
        words(50, 700, "\uf06c助学五人") + words(50, 680, "\uf0d8助医\ue123人"),
        ["•助学五人", "•助医\ufffd人"],
    ),
    "Chinese letters that are named Q, beside Latin ones that are narrow": (
        words(50, 700, "在领导Q募集") + words(122, 700, "15", font="F2") + words(134, 700, "万元"),
        ["在领导\ufffd募集15万元"],
    ),
    "the number of one page": (words(50, 700, "正文") + words(280, 40, "— 3 —"), ["正文"]),
    "a unit below a long title, and the number of a table": (
        words(50, 790, "某某市慈善联合会二〇二三年度慈善项目收支情况公告") + words(50, 770, "单位：万元") + words(50, 750, "表一 募捐收入"),
        ["某某市慈善联合会二〇二三年度慈善项目收支情况公告", "单位：万元", "表一 募捐收入"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("trait", TRAITS)
def test_what_programs_do_otherwise(trait: str, tmp_path: Path) -> None:
    page, seen = TRAITS[trait]
    assert read(tmp_path, page) == seen


def test_what_is_not_on_the_paper_is_not_read(tmp_path: Path) -> None:
    """Words beside the page, or in the part that was cropped off."""
    page = words(700, 700, "纸外五百万元") + words(50, 835, "裁掉六百万元") + table(ROWS)
    assert read(tmp_path, page, said="/CropBox [20 20 580 830]") == SEEN


def test_a_row_that_the_end_of_a_page_parts_has_no_border_there(tmp_path: Path) -> None:
    """Its words are in their columns, and its rest on the next page belongs to it, also where a cell stands on that page alone."""
    down = "".join(f"{x} 700 .5 20 re f " for x in COLUMNS)
    first = table(ROWS) + down + "".join(mixed(x, 705, text, 10) for x, text in ((53, "青石县第二"), (303, "80.00")))
    rest = table([["", "2024-03-03", ""], *ROWS[1:]]) + mixed(53, 745, "", 10)
    assert read(tmp_path, first, rest)[3:] == ["青石县第二\t2024-03-03\t80.00", *SEEN[1:]]


@pytest.mark.parametrize(
    ("above", "below", "cell"),
    [
        ("12000.", "5", "12000.5"), ("12,345,67", "8.90", "12,345,678.90"), ("5,678,", "901", "5,678,901"),
        ("12,345", "678", "12,345 678"), ("100", "200", "100 200"), ("1.", "5", "1. 5"), ("2024-03-0", "1", "2024-03-01"),
    ],
)  # fmt: skip
def test_two_lines_of_a_cell(above: str, below: str, cell: str) -> None:
    """A number is put together only where its first piece is none by itself."""
    assert set_on(above, below) == cell


def test_a_day_that_the_end_of_a_page_parts(tmp_path: Path) -> None:
    first = table([["日期", "单位", "金额"], ["2024-03-", "青石公司", "1,000.0"]], lines=LINES[:3])
    rest = table([["01", "", "0"], ["2024-03-02", "爱心人士", "50.00"]], lines=LINES[:3])
    assert read(tmp_path, first, rest)[1:] == ["2024-03-01\t青石公司\t1,000.00", "2024-03-02\t爱心人士\t50.00"]


def test_a_page_full_of_cells_that_are_ruled_one_by_one(tmp_path: Path) -> None:
    """However many lines that are: each is printed four times."""
    columns, lines = [20 + 45 * at for at in range(13)], [840 - 17 * at for at in range(46)]
    rows = [["甲"] * 12] * 45
    assert read(tmp_path, table(rows, columns, lines)) == ["\t".join(row) for row in rows]


def shaded(rows: Sequence[int]) -> str:
    """Some rows of a table without rules, shaded cell by cell."""
    cells = [(left, 780 - 20 * (row + 1), right - left) for row in rows for left, right in pairwise(COLUMNS)]
    return ".9 g " + "".join(f"{x} {y} {width} 20 re f " for x, y, width in cells) + "0 g "


def cells(rows: Sequence[Sequence[str]]) -> str:
    return "".join(
        mixed(COLUMNS[column] + 3, 765 - 20 * row, text, 10)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )


def test_rows_that_are_shaded_in_turn(tmp_path: Path) -> None:
    """Heads and every other row are shaded, none is ruled: the white ones are rows of the same table."""
    rows = [*ROWS, ["红星超市", "", "70.00"], ["晨光文具店", "2024-03-04", "1,200.00"], ["合计", "", "2,320.00"]]
    white = words(50, 600, "以上合计以到账为准，特此公示，感谢各位。")
    first = shaded([0, 1, 3]) + cells(rows[:5]) + white
    last = ["爱心人士", "2024-03-05", "5.00"]
    second = shaded([1]) + cells([*rows[4:], last])
    assert read(tmp_path, first, second) == [
        *("\t".join(row) for row in rows[:5]),
        "以上合计以到账为准，特此公示，感谢各位。",
        *("\t".join(row) for row in [*rows[4:], last]),
    ]


def test_white_heads_above_the_first_shaded_row(tmp_path: Path) -> None:
    """Where every column has one; words over some columns are a title."""
    rows = [*ROWS, ["红星超市", "2024-03-03", "70.00"]]
    assert read(tmp_path, shaded([1, 3]) + cells(rows[:4])) == ["\t".join(row) for row in rows[:4]]
    title = read(tmp_path, shaded([1, 3]) + cells([["捐赠明细", "", "单位：元"], *rows[1:4]]))
    assert title[1:] == ["\t".join(row) for row in rows[1:4]]
    assert "\t" not in title[0]


HEADS = [(50, "序号"), (90, "捐赠单位"), (250, "日期"), (400, "金额（元）")]


def line(y: float, *texts: str) -> str:
    return "".join(mixed(x, y, text, 10) for (x, _), text in zip(HEADS, texts, strict=False) if text)


def test_rows_without_rules_whose_cells_have_several_lines(tmp_path: Path) -> None:
    """More white parts the rows than the lines of a cell: a head and a name of two lines are put together."""
    page = (
        line(784, "", "", "", "金额") + line(778, "序号", "捐赠单位", "日期") + line(772, "", "", "", "（元）")
        + line(750, "1", "红星超市", "2024-03-01", "100.00")
        + line(730, "", "恒泰（集团）股份") + line(724, "2", "", "2024-03-02", "20.00") + line(718, "", "有限公司")
        + line(696, "3", "晨光文具店", "2024-03-03", "5.00")
    )  # fmt: skip
    assert read(tmp_path, page + words(50, 640, "以上合计以到账为准，特此公示。")) == [
        "序号\t捐赠单位\t日期\t金额（元）",
        "1\t红星超市\t2024-03-01\t100.00",
        "2\t恒泰（集团）股份有限公司\t2024-03-02\t20.00",
        "3\t晨光文具店\t2024-03-03\t5.00",
        "以上合计以到账为准，特此公示。",
    ]


def test_second_lines_that_stand_as_near_as_rows(tmp_path: Path) -> None:
    """Words that begin below other columns than the first are the rest of those cells; a name in the first column is marked as cut."""
    rows = [("1", "红星超市", "2024-03-01", "100.00"), ("2", "晨光文具店", "2024-03-02", "5.00")]
    heads = [tuple(text for _, text in HEADS)]
    page = [*heads, *rows, ("3", "恒泰（集团）股份", "2024-03-03", "20.00"), ("", "有限公司", "", "")]
    drawn = "".join(line(780 - 14 * at, *texts) for at, texts in enumerate([*page, *rows, ("", "及员工", "", "")]))
    assert read(tmp_path, drawn) == [
        *("\t".join(row) for row in [*heads, *rows]),
        "3\t恒泰（集团）股份有限公司\t2024-03-03\t20.00",
        *("  ".join(row) for row in rows),
        "及员工",
    ]
    named = [("恒泰（集团）股份", "2024-03-03", "20.00"), ("红星超市", "2024-03-04", "2.00")]
    below = [*named, named[0], ("有限公司", "", "")]
    drawn = "".join(
        mixed(x, 780 - 14 * at, text, 10) for at, row in enumerate(below) for x, text in zip(COLUMNS, row, strict=False)
    )
    assert read(tmp_path, drawn) == [
        *("\t".join(row) for row in named),
        "恒泰（集团）股份…\t2024-03-03\t20.00",
        "有限公司",
    ]


def test_lines_that_end_with_a_stop_near_the_margin(tmp_path: Path) -> None:
    """What follows would not have fitted: the paragraph goes on; where it would have fitted, it ends."""
    long = "本会按照章程开展各项工作任务并且依法公开"  # twenty letters
    wide = f"BT /F1 12 Tf .5 Tc 50 700 Td «{long}» Tj ET "
    for last, joined in ((long[:19] + "。", True), (long[:17] + "。", False)):
        lines = wide + words(50, 680, last) + "".join(words(50, 660 - 20 * at, long) for at in range(4))
        assert (len(read(tmp_path, lines)) == 1) is joined
