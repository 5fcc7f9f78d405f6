"""PDF to paragraphs and rows: what programs set on a page is read as the Word file says it, whatever the page looks like."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import papers
import pytest
from pypdf import PdfReader, PdfWriter
from typeset import APART, END, INDENTED, LARGE, NUMBERED, PLAIN, made, plain, table

from benchmarks.reports import INVENTED, YEARS, annotated
from disclosure.documents import UnreadableError, read_document
from disclosure.documents.pdf import pages
from disclosure.documents.pdf.aligned import aligned
from disclosure.documents.pdf.lines import RowOfTable, lines_of, once
from disclosure.documents.pdf.order import Placed, in_order
from disclosure.reading import slowness


def read(path: Path) -> list[str]:
    return [paragraph.text for paragraph in read_document(path).paragraphs]


def laid_out(lines: Sequence[str]) -> str:
    """Lines as paragraphs, and those with tabs as tables."""
    parts: list[str] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            parts.append(table(rows))
            rows = []
        parts.append(plain(line))
    return "\n\n".join(parts)


@pytest.mark.parametrize("style", [PLAIN.replace("12pt", "11pt"), APART, INDENTED, LARGE, NUMBERED], ids="pailn")
@pytest.mark.parametrize("report", YEARS)
def test_a_report_is_read_as_it_was_written(report: str, style: str, tmp_path: Path) -> None:
    """Twenty-four reports: every paragraph and row whole and by itself, no blank beside a number that is but white."""
    text, _ = annotated((INVENTED / f"{report}.txt").read_text("utf-8"))
    lines = [line.strip(" \u3000") for line in text.splitlines() if line.strip()]
    assert read(made(tmp_path, laid_out(lines), style)) == lines


PAGES = {
    "heads over two rows and cells over several": (
        """#table(columns: 5, table.cell(rowspan: 2)[项目], table.cell(colspan: 2)[2023年], table.cell(colspan: 2)[2022年],
        [支出（万元）], [人数], [支出（万元）], [人数], [助学], [12.5], [30], [10], [25],
        table.cell(rowspan: 2)[助医], [3], [4], [5], [6], [7], table.cell(colspan: 2)[8], [9])""",
        [
            "项目\t2023年\t2023年\t2022年\t2022年",
            "项目\t支出（万元）\t人数\t支出（万元）\t人数",
            "助学\t12.5\t30\t10\t25",
            "助医\t3\t4\t5\t6",
            "助医\t7\t8\t\t9",
        ],
    ),
    "an amount and a day of two rows": (
        """#table(columns: 4, [单位], [日期], [金额], [用途], [甲],
        table.cell(rowspan: 2)[2024年3月1日], table.cell(rowspan: 2)[1,000元], table.cell(rowspan: 2)[助学], [乙])""",
        ["单位\t日期\t金额\t用途", "甲\t2024年3月1日\t1,000元\t助学", "乙\t\t\t助学"],
    ),
    "numbers of two cells that nearly touch": (
        "#table(columns: 3, inset: 1pt, align: (left, right, left), [单位], [金额], [12], [甲], [1500], [3], [乙], [5], [4])",
        ["单位\t金额\t12", "甲\t1500\t3", "乙\t5\t4"],
    ),
    "two cells alike, and none besides": (
        "#table(columns: 3, [项目], [上年], [本年], [], [5], [5], [], [], [7])",
        ["项目\t上年\t本年", "\t5\t5", "7"],
    ),
    "a number over the border of its cell, a name and a head of two lines, two numbers in a cell": (
        """#table(columns: (3cm, 2.2cm, 4cm), [项目名称及说明文字比较长], [金额（元）], [备注], [“情暖万家”春节慰问活动项目],
        [12,345,678.90], [分两次拨付], [甲], [100#linebreak()200], [无])""",
        [
            "项目名称及说明文字比较长\t金额（元）\t备注",
            "“情暖万家”春节慰问活动项目\t12,345,678.90…\t分两次拨付",
            "甲\t100 200\t无",
        ],
    ),
    "a table without borders at its sides": (
        "#table(columns: 2, stroke: (x, y) => (top: 1pt, bottom: 1pt, left: if x > 0 { 1pt }), [项目], [金额], [助学], [5], [助医], [6])",
        ["项目\t金额", "助学\t5", "助医\t6"],
    ),
    "a table without any lines": (
        "#table(columns: 3, stroke: none, column-gutter: 1em, [项目], [金额（万元）], [人数（人）], [助学], [12.5], [3], [助医], [4], [], [合计], [16.5], [3])",
        ["项目\t金额（万元）\t人数（人）", "助学\t12.5\t3", "助医\t4\t", "合计\t16.5\t3"],
    ),
    "words far apart of which none says what stands under it": (
        "#table(columns: 3, stroke: none, table.cell(colspan: 2)[项目与支出金额], [人], [助], [12], [3], [医], [4], [5])",
        ["项目与支出金额  人", "助  12  3", "医  4  5"],
    ),
    "a table in a cell": (
        "#table(columns: 2, [甲], [#table(columns: 2, [内项], [5], [内二], [6])], [乙], [7])",
        ["甲", "乙\t7", "内项\t5", "内二\t6"],
    ),
    "frames are no tables": ("#rect[全年接收捐赠500万元。]\n\n#table(columns: 1, [支出300万元。])", ["全年接收捐赠500万元。", "支出300万元。"]),
    "marks of notes and raised signs": (
        "全年支出500万元#super[1]，惠及300#super[2]人，建房80m#super[2]。#footnote[含35万元。]#footnote[500万元是预算。]",
        ["全年支出500万元，惠及300人，建房80m2。", END, "含35万元。", "500万元是预算。"],
    ),
    "a table of contents": (
        "\n\n".join(f"{title}#box(width: 1fr, repeat[.]){page}" for title, page in (("一、募捐", 1), ("二、项目", 3))),
        ["一、募捐…1", "二、项目…3"],
    ),
    "points whose lines hang": (
        "#enum(" + ", ".join(f"[{'开展慰问活动，走访困难群众' * 5}{number}人。]" for number in (20, 30)) + ")",
        [f"{at}.{'开展慰问活动，走访困难群众' * 5}{number}人。" for at, number in ((1, 20), (2, 30))],
    ),
    "words of two alphabets": (
        "与 Save the Children 合作，支出 Project Hope " + "International Relief " * 8 + "项目5万元。",
        ["与 Save the Children 合作，支出 Project Hope " + "International Relief " * 8 + "项目5万元。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_what_stands_on_a_page(page: str, tmp_path: Path) -> None:
    """Cells stand under their columns, a number keeps its digits, and what belongs to no table is in none."""
    text, seen = PAGES[page]
    lines = [re.sub(r"\.{5,}", "…", line) for line in read(made(tmp_path, f"{text}\n\n{END}"))]
    assert lines == (seen if END in seen else [*seen, END])


def test_two_columns_of_text_and_a_page_after_it(tmp_path: Path) -> None:
    """The left column is read before the right one; a paragraph goes on in the next column and on the next page."""
    lines = [
        f"第{at}段，本会全年开展慰问活动{at + 20}场次，惠及困难群众{at * 137}人次，支出善款{at * 3}.5万元，今后还要继续努力做好这项工作。"
        for at in range(1, 60)
    ]
    assert read(made(tmp_path, "#set page(columns: 2)\n" + "\n\n".join(lines), NUMBERED)) == lines


def test_a_table_over_several_pages(tmp_path: Path) -> None:
    """Headers, footers and numbers of pages are no rows between its rows; the header of the site stands once."""
    rows = [[str(at), f"第{at}号项目", f"{at}.5"] for at in range(1, 90)]
    style = NUMBERED.replace("margin:", "header: [青石县慈善会年度报告], margin:")
    seen = read(
        made(tmp_path, f"各项支出见下表：\n\n{table([['序号', '项目', '金额（万元）'], *rows])}\n\n{END}", style)
    )
    assert seen == ["青石县慈善会年度报告", "各项支出见下表：", "序号\t项目\t金额（万元）", *map("\t".join, rows), END]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side(turn: int, tmp_path: Path) -> None:
    """It is read as if it stood; a few words on their side beside others are decoration."""
    path = made(tmp_path, f"{END}#place(rotate(-90deg)[样张800])\n\n{table([['项目', '金额'], ['助学', '5']])}", PLAIN)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].rotate(turn)
    writer.write(path)
    assert read(path) == [END, "项目\t金额", "助学\t5"]


def test_a_footer_parts_no_table_and_units_are_no_furniture(tmp_path: Path) -> None:
    """What stands at one place of every page once goes behind all; the unit over each table stays, and so do rows that are alike."""
    heads = ["单位", "金额"]
    style = PLAIN.replace("margin:", "footer: [地址：青石县一号], margin:")
    text = "\n#pagebreak()\n".join(
        f"2024年第{at}季度捐赠\n\n单位：万元\n\n{table([heads, ['甲', str(at)]])}" for at in (1, 2, 3)
    )
    assert read(made(tmp_path, text, style)) == [
        *(
            f"2024年第{at}季度捐赠|单位：万元|单位\t金额|甲\t{at}".split("|")[part]
            for at in (1, 2, 3)
            for part in range(4)
        ),
        "地址：青石县一号",
    ]
    pages = "\n#pagebreak()\n".join([table([["爱心人士", "2024年9月5日", "50.00"]] * 9, "stroke: none, ")] * 3)
    assert read(made(tmp_path, pages, PLAIN)) == ["爱心人士\t2024年9月5日\t50.00"] * 27


def test_rows_without_words_in_their_first_column_are_rows(tmp_path: Path) -> None:
    """Those at the head of a page, below a group that is named once, are not taken for the rest of the row above."""
    days = [f"2024年3月{at}日" for at in range(1, 8)]
    rows = [["企业" if at == 3 else "", f"第{at}家公司", day, f"{at}00元"] for at, day in enumerate(days)]
    pages = [[["类别", "单位", "日期", "金额"], *rows[:4]], rows[4:]]
    assert read(made(tmp_path, "\n#pagebreak()\n".join(map(table, pages)), PLAIN))[1:] == [
        "\t".join(row) for row in rows
    ]


def test_sums_that_stand_where_numbers_of_pages_do(tmp_path: Path) -> None:
    """A number alone at the foot of a page is left out only where it counts the pages."""
    pages = [[f"第{at}部分的说明文字到此为止一共有这么多。", sum_] for at, sum_ in enumerate(("120", "45", "3"), 1)]
    seen = [paragraph.text for paragraph in read_document(papers.pdf(tmp_path / "a.pdf", pages)).paragraphs]
    assert [text for text in seen if text.isdecimal()] == ["120", "45", "3"]


# --- letters -------------------------------------------------------------------------------------


def letter(text: str, x: float, y: float = 100.0, size: float = 10.0, *, upright: bool = True) -> dict[str, Any]:
    width = size if ord(text[0]) > 255 else size / 2
    return {"text": text, "x0": x, "x1": x + width, "top": y, "bottom": y + size, "size": size, "upright": upright}


def test_bold_letters_are_printed_twice() -> None:
    """Each letter beside itself, or all of a line once more: it is there once. Two digits alike stay two."""
    bold = [letter("捐", 0), letter("捐", 0.3), letter("1", 10), letter("1", 10.3), letter("1", 15), letter("1", 15.3)]
    assert "".join(shown["text"] for shown in once(bold)) == "捐11"
    line = [letter("捐", 0), letter("1", 10), letter("1", 15)]
    assert "".join(shown["text"] for shown in once(line + [{**one, "x0": one["x0"] + 0.4} for one in line])) == "捐11"
    assert list(once([letter("密", 0, upright=False), letter("无", 0, size=0.0)])) == []
    narrow = [{**letter("l", x), "x1": x + 2.2} for x in (0, 2.2)]
    assert len(list(once(narrow))) == 2


def test_letters_have_their_own_names() -> None:
    """Browsers name some letters by the shape that they share with a radical."""
    shapes = [letter(shape, at * 10) for at, shape in enumerate("⼯⽇⾦⻓⻔⼾ﬁ")]
    assert "".join(shown["text"] for shown in once(shapes)) == "工日金长门户fi"


def test_rows_that_are_written_in_pieces() -> None:
    """A spreadsheet may write the numbers of all rows, then the names: they are put together by where they stand."""
    numbers = [letter(str(at), x, 100 + 12 * at) for at in (1, 2, 3, 4) for x in (0, 80)]
    names = [letter("甲", 40, 100 + 12 * at) for at in (1, 2, 3, 4)]
    placed = in_order(map(Placed.of, lines_of(numbers + names, 1)))
    lines = [one.line for one in placed if one.line]
    rows = [RowOfTable((str(at), "甲", str(at)), 1) for at in (1, 2, 3, 4)]
    assert list(aligned(lines)) == rows
    besides = list(lines_of(names, 1))  # columns of text beside rows: rows without their names are none
    assert not any(isinstance(item, RowOfTable) for item in aligned([*lines_of(numbers, 1), *besides]))


def test_white_between_letters() -> None:
    """What sets Han and digits apart is no blank, a wide gap parts columns, and a blank that is written stays one."""
    letters = [letter("捐", 0), letter("5", 12.5), letter("0", 17.5), letter("万", 25)]
    assert [line.text for line in lines_of(letters, 1)] == ["捐50万"]
    letters = [letter("捐", 0), letter("5", 17), letter("0", 25)]
    assert [line.text for line in lines_of(letters, 1)] == ["捐  5 0"]
    letters = [letter("捐", 0), letter(" ", 10), letter("5", 20), letter("甲", 0, 130)]
    assert [line.text for line in lines_of(letters, 1)] == ["捐 5", "甲"]


# --- files that can't be read --------------------------------------------------------------------


def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """Whatever stream is packed so tightly, and before a page is read."""
    path = papers.pdf(tmp_path / "a.pdf", [["全年支出五百万元，惠及三百人，特此说明如下。"]])
    packed = zlib.compress(bytes(pages._MOST_UNPACKED + 1), 9)
    bomb = b"9 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    path.write_bytes(path.read_bytes().replace(b"%%EOF", bomb + b"%%EOF"))
    start = time.process_time()
    with pytest.raises(UnreadableError, match="展开后太大"):
        read_document(path)
    assert time.process_time() - start < 5 * slowness()


def test_many_large_pictures_are_no_bomb(tmp_path: Path) -> None:
    """A scan with its text unpacks to more than any text, but nobody unpacks it."""
    path = papers.pdf(tmp_path / "a.pdf", [["全年支出五百万元，惠及三百人，特此说明如下。"]])
    packed = zlib.compress(bytes(pages._MOST_UNPACKED // 2), 9)
    head = b"obj\n<</Type/XObject/Subtype/Image/Filter/FlateDecode/Length %d>>" % len(packed)
    pictures = b"".join(b"%d 0 %s stream\n%s\nendstream\nendobj\n" % (at, head, packed) for at in (7, 8, 9))
    path.write_bytes(path.read_bytes().replace(b"%%EOF", pictures + b"%%EOF"))
    assert len(read(path)) == 1


def test_letters_without_a_code(tmp_path: Path) -> None:
    """A few stand as a mark, so that no number is closed over them; a file of nothing else is refused."""
    text = "全年支出五百万元，惠及三百人，特此说明如下。"
    path = papers.pdf(tmp_path / "a.pdf", [[text]])
    known = path.read_bytes()
    path.write_bytes(known.replace("百".encode("utf-16-be").hex().upper().encode(), b"FFFD"))
    assert read(path) == [text.replace("百", "\ufffd")]
    path.write_bytes(re.sub(rb"<[0-9A-F]{4}> <[0-9A-F]{4}>\n", b"", known))
    with pytest.raises(UnreadableError, match="乱码"):
        read_document(path)


def test_a_file_with_a_password(tmp_path: Path) -> None:
    """For its reader or only against changes: it is told."""
    for user, owner in (("secret", "secret"), ("", "secret")):
        path = papers.pdf(tmp_path / "a.pdf", [["全年支出五百万元，惠及三百人，特此说明如下。"]])
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.encrypt(user, owner)
        writer.write(path)
        with pytest.raises(UnreadableError, match="密码"):
            read_document(path)
