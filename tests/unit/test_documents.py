"""The source is read: documents of every format to text, wordings found in them, and hostile files refused by a reason."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import papers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import cell, table_of
from pypdf import PdfReader, PdfWriter

from disclosure.accounts import place_of_document
from disclosure.documents import (
    UNKNOWN,
    Document,
    Paragraph,
    TranscriptError,
    UnreadableError,
    hold,
    read_document,
    says,
    transcript_path,
)
from disclosure.documents.numbers import numbers
from disclosure.documents.places import Locator, han, number
from disclosure.documents.text import fold, year_in_name
from disclosure.documents.transcript import fingerprint, parsed, transcript_text, words_to_read
from disclosure.extraction import read_text
from disclosure.kinds.sources import SourceRecord
from disclosure.model import Figure
from disclosure.problems import Severity, Where

REPORT = (
    "晨光慈善会2031年度工作报告",
    "2031年,在各界支持下,全年共接收款物300.5万元,发放达261.04万元,惠及2万余人次。",
    "一、募捐工作",
    "(一)日常募捐。一是线上募捐首次突破１００万元;二是“暖冬行动”筹集62万\u200b余元,有1681余人次参与;三是企业捐赠80 万元。",
    "(二)专项基金。新设基金3只,规模600万元,联合三家单位管理。",
    "二、项目",
    "“暖冬行动”",
    "第五届“暖冬行动”自2031年11月起,慰问150人,支出5万元。依据《办法》第12条,共召开5次会议。",
    "“阅读角”",
    "新建阅读角8个,购书2.174万元,受益50人。",
)


def figure(name: str, wording: str, place: str = "", sentence: str | None = None) -> Figure:
    return Figure(
        name, "org", 2031, "总体", name, "数", Decimal(1), "元", wording,
        place=place, source="DOC", sentence=sentence, where=Where("figures/2031.csv", None, 2),
    )  # fmt: skip


def document(paragraphs: tuple[str, ...] = REPORT) -> Document:
    return Document.of(Paragraph(one) for one in paragraphs)


def codes(*figures: Figure, of: Document | None = None) -> list[str]:
    return [
        one.code
        for one in hold(of or document(), figures, "sources/DOC.txt").problems
        if one.severity is not Severity.NOTICE
    ]


# --- formats -------------------------------------------------------------------------------------


def _wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def written(tmp_path: Path, form: str) -> Path:
    path = tmp_path / f"DOC{form.rpartition('-')[2] if '-' in form else form}"
    match form:
        case ".docx":
            return papers.docx_of(path, REPORT)
        case ".pdf":
            lines = [line for one in REPORT for line in _wrapped(one.replace("\u200b", ""), 30)]
            return papers.pdf(path, [lines[:6], lines[6:]])
        case ".html":
            return papers.html(path, REPORT)
        case "gbk-.htm":
            return papers.html(path, [one.replace("\u200b", "") for one in REPORT], coding="gb18030")
        case "utf16-.txt":
            path.write_text("\n".join(REPORT), "utf-16")
        case "gbk-.txt":
            path.write_text("\r\n".join(REPORT), "gb18030")
        case "wrapped-.txt":
            path.write_text("\n\n".join("\n".join(_wrapped(one, 24)) for one in REPORT), "utf-8")
        case _:
            path.write_text("\n".join(REPORT), "utf-8")
    return path


FORMS = [".docx", ".pdf", ".html", "gbk-.htm", ".txt", "utf16-.txt", "gbk-.txt", "wrapped-.txt"]
WORDINGS = (
    "300.5万元",
    "达261.04万元",
    "2万余人次",
    "首次突破100万元",
    "62万余元",
    "1681余人次",
    "80万元",
    "600万元",
    "150人",
    "2.174万元",
    "50人",
)


@pytest.mark.parametrize("form", FORMS)
def test_every_wording_is_found_in_every_format(tmp_path: Path, form: str) -> None:
    """Word, PDF, web page and text in any coding give the same wordings, over full-width digits, blanks and broken lines."""
    read = read_document(written(tmp_path, form))
    assert [wording for wording in WORDINGS if not any(read.find(wording))] == []
    assert not any(read.find("99人"))
    assert not any(read.find("88人"))


@pytest.mark.parametrize("form", FORMS)
def test_the_sentence_is_the_document_s_own(tmp_path: Path, form: str) -> None:
    """The sentence of a number is cut out of the document at its full stops."""
    read = read_document(written(tmp_path, form))
    sentence = read.sentence(next(iter(read.find("2.174万元"))))
    assert fold("购书2.174万元") in fold(sentence)
    assert "5次会议" not in sentence


def test_cells_of_a_web_page_may_hold_paragraphs(tmp_path: Path) -> None:
    """Word and Writer put what stands in a cell into paragraphs; a row stays one line."""
    page = tmp_path / "page.html"
    cells = "".join(f'<td width="33%"><p align="right">\n{cell}<br></p></td>' for cell in ("助学", "210.5", "180.2"))
    page.write_text(f"<p>单位：万元</p><table><tr>{cells}</tr><tr><td>合计</td><td>425.8</td></tr></table>", "utf-8")
    rows = [paragraph.text.split() for paragraph in read_document(page).paragraphs]
    assert rows == [["单位：万元"], ["助学", "210.5", "180.2"], ["合计", "425.8"]]
    laid_out = tmp_path / "laid-out.html"
    lines = ("一、募集", "募集善款500万元。", "二、支出", "支出300万元。")
    laid_out.write_text(f"<table><tr><td>{''.join(f'<p>{line}</p>' for line in lines)}</td></tr></table>", "utf-8")
    assert tuple(paragraph.text.strip() for paragraph in read_document(laid_out).paragraphs) == lines
    nested = tmp_path / "nested.html"
    nested.write_text("<table><tr><td>" * 40 + "<p>在里面的字</p>" + "</td></tr></table>" * 40, "utf-8")
    assert "在里面的字" in read_document(nested).plain


def test_pages_of_a_pdf_are_places(tmp_path: Path) -> None:
    """第2页 is the second page of a PDF."""
    read = read_document(
        papers.pdf(tmp_path / "DOC.pdf", [["2031年度全年接收款物一共是300万元。"], ["2031年度全年惠及困难群众50人。"]])
    )
    assert codes(figure("A", "300万元", "第1页"), figure("B", "50人", "第2页"), of=read) == []
    assert codes(figure("A", "300万元", "第2页"), of=read) == ["wording-elsewhere"]


def test_word_keeps_numbers_in_odd_places(tmp_path: Path) -> None:
    """Tables, footnotes, text boxes and tracked insertions are read, once each; what was struck out is not."""
    box = f"<w:pict><w:txbxContent>{papers.paragraph('文本框7人。')}</w:txbxContent></w:pict>"
    body = (
        f"<w:tbl><w:tr><w:tc>{papers.paragraph('助学')}</w:tc><w:tc>{papers.paragraph('31万元')}</w:tc></w:tr></w:tbl>"
        f"<w:p>{papers.run('捐赠')}<w:ins>{papers.run('32万元')}</w:ins><w:del><w:r><w:delText>33万元</w:delText></w:r>{papers.run('34万元')}</w:del></w:p>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    read = read_document(papers.docx(tmp_path / "DOC.docx", body, footnotes=papers.paragraph("脚注35万元。")))
    assert [wording for wording in ("31万元", "32万元", "33万元", "34万元", "35万元") if any(read.find(wording))] == [
        "31万元",
        "32万元",
        "35万元",
    ]
    assert len(list(read.find("7人"))) == 1
    assert read.sentence(next(iter(read.find("31万元")))) == "助学 31万元"


# --- hostile and unfit files ---------------------------------------------------------------------


def test_marks_of_notes_are_no_digits(tmp_path: Path) -> None:
    """300² people are 300; a square metre is none of them. In Word and on web pages alike."""

    def run(text: str, said: str = "") -> str:
        return f"<w:r><w:rPr>{said}</w:rPr><w:t>{text}</w:t></w:r>"

    raised = '<w:vertAlign w:val="superscript"/>'
    body = f"<w:p>{run('惠及300')}{run('2', raised)}{run('人，捐款')}{run('3', raised)}{run('5万元，建房80m')}{run('2', raised)}</w:p>"
    assert read_document(papers.docx(tmp_path / "a.docx", body)).paragraphs[0].text == "惠及300人，捐款5万元，建房80m2"
    page = tmp_path / "a.html"
    page.write_text(
        "<p>惠及300<sup>2</sup>人，捐款<sup class=x><a href='#3'>[3]</a></sup>5万元，建房80m<sup>2</sup></p>", "utf-8"
    )
    assert [paragraph.text for paragraph in read_document(page).paragraphs] == ["惠及300人，捐款5万元，建房80m2"]


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:strike w:val="true"/>'])
def test_what_is_crossed_out_or_hidden_is_not_read(tmp_path: Path, mark: str) -> None:
    """A number that was crossed out beside its mend makes no longer number of both."""
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('', '捐赠')}{run.format(f'<w:rPr>{mark}</w:rPr>', '100')}{run.format('', '120万元')}</w:p>"
    )
    assert read_document(papers.docx(tmp_path / "a.docx", body)).paragraphs[0].text == "捐赠120万元"
    off = body.replace(mark, '<w:strike w:val="0"/>')
    assert read_document(papers.docx(tmp_path / "b.docx", off)).paragraphs[0].text == "捐赠100120万元"


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>甲<s>乙</s>丙</p>", ["甲丙"]),
        ("<p>甲<del>乙<b>丁</b></del>丙</p>", ["甲丙"]),
        ('<p>甲</p><p style="DISPLAY: none">乙</p><div hidden>丙<div>丁</div></div><p>戊</p>', ["甲", "戊"]),
        ("<p>甲<span style='text-decoration:line-through'>乙<span>丙</span></span>丁</p>", ["甲丁"]),
        ("<p hidden>甲<p>乙</p>", ["乙"]),
        ("<div class='hidden'>甲</div><a title='display:none'>乙</a>", ["甲", "乙"]),
        ("<!-- <p hidden> --><p>甲</p><script>x='<p hidden>'</script><p>乙</p>", ["甲", "乙"]),
        ("<p>甲</p><div hidden>乙<p>丙</p>", ["甲", "乙", "丙"]),  # without an end: nothing is lost
        ("<p>甲</p><div style='visibility: hidden; opacity: 0'><p>乙丙</p></div>", ["甲", "乙丙"]),  # WeChat
        ("<p>甲乙</p><div style='display:none'><p>丙</p></div>", ["甲乙"]),
        ("<p>甲</p><div style='display:none'><p>丙丁戊</p></div>", ["甲"]),  # a menu may have more words than the page
        ("<p>甲</p><div style='text-decoration:line-through'><p>丙丁戊</p></div>", ["甲"]),
    ],
)
def test_what_a_web_page_does_not_show_is_not_read(tmp_path: Path, page: str, seen: list[str]) -> None:
    """Crossed out and hidden elements are left out; names that only say so, comments and scripts hide nothing."""
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{page}</body></html>", "utf-8")
    assert [paragraph.text for paragraph in read_document(path).paragraphs] == seen


def test_a_number_at_the_end_of_a_wrapped_line_goes_on(tmp_path: Path) -> None:
    """…困难群众 3,286 / 人次 is one number, and no row of a list."""
    path = tmp_path / "a.txt"
    lines = [
        "县慈善会扎实开展助学助医助困等各项工作全年救助",
        "开展各项救助活动全年共救助困难群众 3,286",
        "人次，发放救助金；全年接收捐赠款物。",
    ]
    path.write_text("\n".join(lines), "utf-8")
    assert [paragraph.text for paragraph in read_document(path).paragraphs] == ["".join(lines)]


def test_cells_over_several_columns_and_rows_of_a_web_page(tmp_path: Path) -> None:
    """Words stand in each column and row that their cell reaches over, a number in one; a row of one cell is a line."""
    path = tmp_path / "a.html"
    path.write_text(
        "<table><tr><td colspan=3>单位：万元</td></tr><tr><th rowspan=2>项目</th><th colspan=2>支出</th></tr>"
        "<tr><th>金额</th><th>人数</th></tr><tr><td>助学</td><td>12</td><td>3</td></tr>"
        "<tr><td colspan=2>合计</td><td>3</td></tr><tr><td>甲</td><td colspan=2>5</td></tr></table>",
        "utf-8",
    )
    rows = ["单位：万元", "项目\t支出\t支出", "项目\t金额\t人数", "助学\t12\t3", "合计\t合计\t3", "甲\t5\t"]
    assert [paragraph.text for paragraph in read_document(path).paragraphs] == rows


def test_no_table_of_a_web_page_grows_without_end(tmp_path: Path) -> None:
    """Cells that claim many columns and rows cost no more than a page of their length."""
    path = tmp_path / "a.html"
    path.write_text("<table>" + "<tr><td rowspan=999 colspan=60>甲</td><td>1</td></tr>" * 3000 + "</table>", "utf-8")
    assert len(read_document(path).paragraphs) == 3000


TABLE = (
    "单位：万元",
    "序号\t项目\t2022年\t2023年\t人次",
    "1\t助学\t12.5\t30\t45",
    "2\t助医\t4\t5,000\t6",
    "合计\t\t16.5\t5,030\t51",
)


@pytest.mark.parametrize(
    ("wording", "seen"),
    [
        ("12.5", True),
        ("30万元", True),
        ("5,000万元", True),
        ("45人次", True),
        ("12.530", False),  # two cells
        ("2.5", False),
        ("30元", False),  # 万元 stands above
        ("45人", False),
        ("45户", False),
        ("45亿元", False),
    ],
)
def test_a_number_of_a_table_has_its_unit_above(wording: str, seen: bool) -> None:  # noqa: FBT001
    """Cells are numbers of their own, and the unit over their column or the table is theirs."""
    assert (codes(figure("A", wording), of=document(TABLE)) == []) is seen


def test_the_place_of_a_row() -> None:
    """表第2行 is the second row with the header or without it; the numbers of rows are none to be registered."""
    read = document(("一、助学", "助学支出如下。", *TABLE, "二、其他", *TABLE))
    assert codes(figure("A", "45人次", "一、表第2行"), figure("B", "51人次", "二、第1段表第4行"), of=read) == []
    assert codes(figure("A", "51人次", "一、表第2行"), of=read) == ["wording-elsewhere"]
    held = hold(document(TABLE), [figure(one, one) for one in ("12.5", "30", "45", "4", "5,000", "6")], "a")
    (advice,) = [told for told in held.problems if told.code == "number-unregistered"]
    assert "3 处" in str(advice)
    assert "16.5 5,030" in str(advice)


def test_markdown_is_read_without_its_marks(tmp_path: Path) -> None:
    """Headings, points, tables and links of Markdown are text; settings and what is crossed out are not."""
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 甲\n---\n# 年报\n\n**全年**募集[善款](https://example.org)5万元。~~9万元~~\n\n- 助学：2万元\n- 助医：3万元\n\n"
        "| 项目 | 支出（万元） |\n|---|---:|\n| 助学 | 2 |\n",
        "utf-8",
    )
    lines = ["年报", "全年募集善款5万元。", "助学：2万元", "助医：3万元", "项目\t支出（万元）", "助学\t2"]
    assert [paragraph.text for paragraph in read_document(path).paragraphs] == lines


def test_cells_of_tables_stand_under_their_columns(tmp_path: Path) -> None:
    """Over several columns, merged downwards, of several lines, blank; a merged number is not said twice."""
    down, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = table_of(
        cell("2025年收支表", '<w:gridSpan w:val="3"/>'),
        cell("类别") + cell("2025年", wide),
        cell("救助", down) + cell("大病\n（重病）") + cell("30000", down),
        cell("", goes_on) + cell("火灾") + cell("", goes_on),
        cell("") + cell("合计") + cell("30000"),
    )
    rows = [paragraph.text for paragraph in read_document(papers.docx(tmp_path / "a.docx", body)).paragraphs]
    assert rows == [
        "2025年收支表",
        "类别\t2025年\t2025年",
        "救助\t大病 （重病）\t30000",
        "救助\t火灾\t",
        "\t合计\t30000",
    ]


def bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(60):
            stream.write(b" " * (1 << 20))


def billion_laughs(path: Path) -> None:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha"}">' for at in range(10))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<!DOCTYPE d [{entities}]><d>&l9;</d>")


def locked(path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(papers.pdf(path, [["三百万元"]])))
    writer.encrypt("secret")
    made = io.BytesIO()
    writer.write(made)
    path.write_bytes(made.getvalue())


def deep(path: Path) -> None:
    papers.docx(path, "<w:p>" * 5000 + "</w:p>" * 5000)


def named_encoding(path: Path, name: str) -> None:
    """A Word document that says to be written in an encoding of this name."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<?xml version='1.0' encoding='{name}'?><w:document {papers.W}></w:document>"
        )


HOSTILE = {
    "bomb.docx": (bomb, "太大"),
    "laughs.docx": (billion_laughs, "DTD"),
    "deep.docx": (deep, "太深"),
    "sheet.docx": (lambda path: path.write_bytes(b"PK\x05\x06" + b"\0" * 18), "不是 Word"),
    "cut.docx": (lambda path: path.write_bytes(papers.docx_of(path, REPORT).read_bytes()[:200]), "不是完整的 Word"),
    "broken.docx": (lambda path: papers.docx(path, "<w:p><w:r></w:p>"), "不完整"),
    "encoding.docx": (lambda path: named_encoding(path, "TF-8"), "编码"),
    "plain.docx": (lambda path: path.write_text("abc"), "不是完整的 Word"),
    "locked.pdf": (locked, "密码"),
    "cut.pdf": (lambda path: path.write_bytes(papers.pdf(path, [["一"]]).read_bytes()[:60]), "PDF"),
    "noise.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40), "PDF"),
    "scan.pdf": (lambda path: papers.pdf(path, [[""]]), "没有文字"),
    "empty.txt": (lambda path: path.write_text(" \n \n"), "没有文字"),
    "noise.txt": (lambda path: path.write_bytes(b"\x80\xff\xfe" * 50), "编码"),
    "script.html": (lambda path: path.write_text("<script>alert(1)</script>"), "没有文字"),
    "old.doc": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0"), "另存为 .docx"),
    "list.xlsx": (lambda path: path.write_bytes(b"PK"), "不是完好的"),
    "photo.jpg": (lambda path: path.write_bytes(b"\xff\xd8"), "图片"),
    "pack.zip": (lambda path: path.write_bytes(b"PK"), "压缩包"),
    "odd.bin": (lambda path: path.write_bytes(b"x"), "只认得"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_can_not_be_read_says_why(tmp_path: Path, name: str) -> None:
    """Bombs, entities, locked, cut and wrong files end in a reason in Chinese, never in a crash."""
    make, reason = HOSTILE[name]
    make(tmp_path / name)
    with pytest.raises(UnreadableError, match=reason):
        read_document(tmp_path / name)


@given(st.binary(max_size=400), st.sampled_from([".docx", ".pdf", ".html", ".txt"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    """Whatever lies in a file, reading it gives a document or a reason."""
    path = tmp_path_factory.mktemp("any") / f"x{suffix}"
    path.write_bytes((b"%PDF-1.4\n" if suffix == ".pdf" else b"") + content)
    try:
        assert read_document(path).plain
    except UnreadableError as error:
        assert str(error)  # noqa: PT017  (either way is right)


# --- finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wording", "says_it"),
    [
        ("慰问150人。", "50人", False),
        ("慰问1,050人。", "050人", False),
        ("支出2.5万元。", "5万元", False),
        ("募集62万余元。", "62万", False),
        ("募集62万余元。", "62", False),
        ("共1.25亿元。", "1.2", False),
        ("十三家单位。", "三家", False),
        ("联合三家单位。", "三家", True),
        ("一项医惠保。", "一项", True),
        ("慰问 5 0人。", "50人", True),
        ("慰问５０人。", "50人", True),
        ("评为5A级（AAAAA）。", "5A级(AAAAA)", True),
    ],
)
def test_a_wording_stands_by_itself(text: str, wording: str, says_it: bool) -> None:  # noqa: FBT001
    """A number is not found inside a longer one, nor cut off before its 余."""
    assert says(text, wording) is says_it


def test_a_wording_that_is_not_there_is_an_error_with_the_nearest_one() -> None:
    """47.5亿元 for 4.75亿元, alike in both columns, is stopped; what the document has is shown, and nothing is proposed."""
    problems = hold(document(("全年募集4.75亿元。",)), [figure("A", "47.5亿元")], "sources/DOC.txt").problems
    fault = problems[0]
    assert (fault.code, fault.severity) == ("wording-not-in-source", Severity.ERROR)
    assert "4.75亿元" in fault.fix
    assert not fault.suggestion
    assert fault.where.column == "原文写法"


@pytest.mark.parametrize(
    ("outer", "inner"), [("{}.", "({})"), ("{}、", "（{}）"), ("{}．", "{}）"), ("（{}）", "{}、")]
)
def test_a_point_inside_a_point_is_placed_in_it_and_found_there(outer: str, inner: str) -> None:
    """1. over (1) and (2), 2. behind: the inner 2 is no place of the outer one, and the check finds each where it is said to be."""
    lines = [
        "2022年财务报告",
        "一、收支情况",
        "（一）全年支出60.5万元。其中：",
        f"{outer.format(1)}救助支出50.1万元。其中：",
        f"{inner.format(1)}助学支出20.2万元；",
        f"{inner.format(2)}助医支出29.9万元。",
        f"{outer.format(2)}管理费用10.4万元。",
    ]
    places = {
        proposal.as_written: proposal.place
        for proposal in read_text("\n".join(lines), "粘贴的文字", "demo", 2022).proposals
    }
    assert places == {
        "60.5万元": "一、（一）",
        "50.1万元": "一、（一）第1项",
        "20.2万元": "一、（一）第1项第1项",
        "29.9万元": "一、（一）第1项第2项",
        "10.4万元": "一、（一）第2项",
    }
    figures = [figure(f"F{at}", wording, place) for at, (wording, place) in enumerate(places.items())]
    assert hold(document(tuple(lines)), figures, "report.txt").problems == []


@pytest.mark.parametrize(
    ("wording", "place", "told"),
    [
        ("300.5万元", "导语", []),
        ("62万余元", "一、（一）第2项", []),
        ("62万余元", "一、（一）第3项", ["wording-elsewhere"]),
        ("62万余元", "一、（二）", ["wording-elsewhere"]),
        ("600万元", "一、（二）", []),
        ("150人", "二、“暖冬行动”", []),
        ("150人", "“阅读角”", ["wording-elsewhere"]),
        ("50人", "“阅读角”第1段", []),
        ("2.174万元", "“暖冬行动”；“阅读角”", []),
        ("2.174万元", "附件三", []),
        ("2.174万元", "", []),
        ("突破100万元", "一、（一）第1项", ["wording-cut"]),
        ("首次突破100万元", "一、（一）第1项", []),
        ("6万元", "导语", ["wording-not-in-source"]),
    ],
)
def test_a_wording_is_looked_for_near_its_place(wording: str, place: str, told: list[str]) -> None:
    """What stands elsewhere is asked about, a place that can't be located is not held against anybody."""
    others = [figure("X", "150人", "“暖冬行动”"), figure("Y", "2.174万元", "“阅读角”")]
    assert codes(figure("A", wording, place), *others) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [("大约50人", True), ("近50人", True), ("节约50元", False), ("最近50天", False), ("首次50人", True)],
)
def test_words_before_a_number_that_were_left_out(text: str, told: bool) -> None:  # noqa: FBT001
    """约, 近 and 首次 belong to the wording; 节约 and 最近 do not."""
    wording = next(piece for piece in ("50人", "50元", "50天") if piece in text)
    assert ("wording-cut" in codes(figure("A", wording), of=document((f"{text}。",)))) is told


def test_a_recorded_sentence_is_in_the_document() -> None:
    """The sentence that staff copy must be there, letter for letter but for blanks and widths."""
    assert codes(figure("A", "600万元", sentence="新设基金3只，规模600万元")) == []
    assert codes(figure("A", "600万元", sentence="新设了基金3只，规模600万元")) == ["sentence-not-in-source"]


def test_numbers_that_nobody_registered_are_one_finding() -> None:
    """All of them are counted in one piece of advice with the words around; dates, ordinals and articles are not among them."""
    known = [figure(f"F{at}", wording) for at, wording in enumerate(WORDINGS)]
    advice = [one for one in hold(document(), known, "sources/DOC.txt").problems if one.code == "number-unregistered"]
    assert len(advice) == 1
    assert advice[0].severity is Severity.NOTICE
    assert "有 5 处" in advice[0].message
    for words in ("新设基金3只", "三家单位", "支出5万元", "5次会议", "阅读角8个"):
        assert words in advice[0].message
    assert "2031年" not in advice[0].message.partition("：")[2].replace("自2031年11月起", "")


@pytest.mark.parametrize(
    "text",
    [
        *("2023年8月5日10:02登出", "2023-08-05", "第3项", "第二十二届", "苏民〔2023〕5号", "5A级", "1.总则", "(2)其他"),
        *("见https://a.cn/12/3", "2022年度审计", "党的二十大", "“十四五”规划", "一是加强", "- 3 -", "csgyb2", "2023"),
        "电话051288886666",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_left_out(text: str) -> None:
    """Dates, times, ordinals, articles, numbers of files, levels, lists, addresses and telephones are no figures."""
    assert list(numbers(document((text,)))) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("捐赠62万余元", "62万余元"),
        ("占35%", "35%"),
        ("共三家单位", "三家"),
        ("3个月内", "3个月"),
        ("惠及3206名群众", "3206名群"),
        ("五个方面", "五个"),
        ("1,610,400.00元", "1,610,400.00元"),
    ],
)
def test_what_is_an_amount_is_listed(text: str, shown: str) -> None:
    """Money, counts, shares and small Han numerals with a unit are figures."""
    read = document((text,))
    assert [read.plain[span.start : span.end] for span in numbers(read)] == [shown]


@given(st.integers(min_value=1, max_value=99))
def test_han_numerals_of_places(value: int) -> None:
    """第十二项 is item 12, and back."""
    assert number(han(value)) == value


@given(
    st.lists(st.sampled_from([*REPORT, "一、", "（一）", "第1项"]), max_size=6),
    st.text(alphabet="一二三（）()、第项段页12“”导语；", max_size=12),
)
def test_any_place_is_located_or_not(paragraphs: list[str], place: str) -> None:
    """No place that people write breaks the search, and what it finds lies inside the document."""
    read = document(("总则。", *paragraphs))
    for span in Locator.of(read, [place]).spans(place):
        assert 0 <= span.start <= span.end <= len(read.plain)


# --- transcripts of scans ------------------------------------------------------------------------

SCAN = b"%PDF-1.7 a scan"
LINES = (Paragraph("2031年工作总结", 1), Paragraph("接收\t1,200.50\t元", 1), Paragraph("二、支出", 3))


def transcript(read_by: str = "张三，2031年3月5日") -> str:
    pages = words_to_read(LINES, {1, 2, 3})
    assert pages[2] == UNKNOWN
    return transcript_text("R2031.pdf", SCAN, {**pages, 2: "（无字）"}, read_by)


@pytest.fixture(name="in_2031")
def _in_2031(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.documents.transcript.latest_day", lambda: "2031-12-31")


@pytest.mark.usefixtures("in_2031")
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_somebody_read_is_taken_as_it_was_written(ends: str) -> None:
    """Lines, cells, pages and the day come back, whichever editor saved the file."""
    known = parsed("\ufeff" + transcript().replace("\n", ends), SCAN)
    assert known.paragraphs == LINES
    assert known.pages == {1, 2, 3}
    assert known.read_on == "2031-03-05"


@pytest.mark.usefixtures("in_2031")
@pytest.mark.parametrize(
    "words", ["张三，2031-03-05。", "张三（2031 年 3 月 5 日）", "张三、李四 ２０３１－０３－０５", "Li Si 2031/3/5"]
)
def test_a_day_is_read_however_it_is_written(words: str) -> None:
    """With a stop behind it, with blanks, in wide signs, in brackets."""
    assert parsed(transcript(words), SCAN).read_on == "2031-03-05"


@pytest.mark.usefixtures("in_2031")
@pytest.mark.parametrize(
    ("text", "reason"),
    {
        "nobody": (transcript(""), "还没有人看过"),
        "no day": (transcript("张三"), "看不出姓名和日期"),
        "no name": (transcript("2031-03-05"), "看不出姓名和日期"),
        "a stroke": (transcript("——，2031-03-05"), "看不出姓名和日期"),
        "a sign": (transcript("王，2031-03-05"), "看不出姓名和日期"),
        "no such day": (transcript("张三 2031-02-30"), "看不出姓名和日期"),
        "not yet": (transcript("张三 2032-03-05"), "还没有到"),
        "line gone": (transcript().replace("看过：", ""), "还没有人看过"),
        "unsure": (transcript().replace("1,200", f"1,2{UNKNOWN}0"), "第 1 页还有没认清"),
        "unread page": (transcript().replace("（无字）", UNKNOWN), "第 2 页还有没认清"),
        "empty page": (transcript().replace("二、支出\n", ""), "第 3 页一个字也没有"),
        "no pages": (transcript().partition("【")[0], "页"),
        "no fingerprint": (transcript().replace("指纹：", ""), "指纹"),
        "nothing": ("", "指纹"),
    }.values(),
)
def test_a_transcript_that_nobody_may_rely_on_says_why(text: str, reason: str) -> None:
    """Nobody read it, a sign is not clear, a page has no words, or it is of another scan."""
    with pytest.raises(TranscriptError) as refused:
        parsed(text, SCAN)
    assert reason in refused.value.reason
    assert refused.value.mend


def test_a_transcript_of_another_scan_is_refused() -> None:
    """The fingerprint tells that the scan was changed."""
    with pytest.raises(TranscriptError, match="指纹"):
        parsed(transcript(), SCAN + b".")


@pytest.mark.usefixtures("in_2031")
def test_pages_that_are_pictures_are_read_by_their_transcript(tmp_path: Path) -> None:
    """A picture is read by its transcript alone; a PDF with text never says anything twice."""
    for name, content in (
        ("R2031.png", papers.picture()),
        ("R2031.pdf", papers.pdf(tmp_path / "x.pdf", [list(REPORT)]).read_bytes()),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        text = transcript().replace(fingerprint(SCAN), fingerprint(content))
        transcript_path(path).write_bytes(text.encode("utf-8-sig"))
    assert read_document(tmp_path / "R2031.png").paragraphs == LINES
    assert "1,200.50" not in read_document(tmp_path / "R2031.pdf").plain
    transcript_path(tmp_path / "R2031.png").write_bytes(b"\x80\xff\xfe" * 50)
    with pytest.raises(TranscriptError, match="编码"):
        read_document(tmp_path / "R2031.png")


def test_a_document_has_its_place_below_sources_and_nowhere_else(tmp_path: Path) -> None:
    """Under the id of its source, or as its row names it; a source has one, and no name leads out of the folder."""
    report = tmp_path / "dropped.pdf"
    report.write_bytes(b"%PDF a")
    folder = tmp_path / "demo"
    documents_folder = folder / "sources"
    documents_folder.mkdir(parents=True)

    def place(source: str, document: str = "") -> Path | None:
        rows = {
            "sources": [SourceRecord.of({"id": source, "document": document or None}, Where("sources.csv", None, 2))]
        }
        return place_of_document(folder, rows, source, report)

    assert place("R1") == documents_folder / "R1.pdf"
    (documents_folder / "R1.pdf").write_bytes(b"%PDF another")
    assert place("R1") is None
    (documents_folder / "R1.pdf").write_bytes(b"%PDF a")
    assert place("R1") == documents_folder / "R1.pdf"
    (documents_folder / "年报.pdf").write_bytes(b"%PDF a")
    assert place("R2", "年报.pdf") == documents_folder / "年报.pdf"
    assert place("R2", "../../dropped.pdf") is None


@given(st.text(st.sampled_from("【第 12页】看过：，2031-0/年月日张\n\t� （无字）指纹"), max_size=80))
def test_any_transcript_is_relied_on_or_refused(words: str) -> None:
    """Whatever somebody does to the file, it gives pages with words and a day, or a reason."""
    head = f"指纹：{fingerprint(SCAN)}\n"
    try:
        known = parsed(head + words, SCAN)
    except TranscriptError as error:
        assert error.reason  # noqa: PT017  (either way is right)
        assert error.mend  # noqa: PT017
    else:
        assert known.pages
        assert known.read_on
        assert not any(UNKNOWN in paragraph.text for paragraph in known.paragraphs)


def test_a_list_that_begins_anew_has_the_same_places() -> None:
    """按来源分 and 按用途分 below one heading: item 1 is that of either list, and no more."""
    read = document(
        (
            "(二)支出情况", "按来源分", "1.捐赠资金支出96.3万元。", "2.拨款支出187.9万元。",
            "按用途分", "1.救助支出4.1万元。", "2.助学支出71.2万元。", "3.定向支出28.6万元。",
        )
    )  # fmt: skip
    assert not codes(figure("救助", "4.1万元", "(二)第1项"), figure("捐赠", "96.3万元", "(二)第1项"), of=read)
    assert codes(figure("助学", "71.2万元", "(二)第1项"), of=read) == ["wording-elsewhere"]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2023年总结.docx", 2023),
        ("2023年总结（2024年1月）.docx", None),
        ("20240115总结2023.docx", 2023),
        ("总结.docx", None),
    ],
)
def test_the_year_of_a_file_is_the_only_one_of_its_name(name: str, year: int | None) -> None:
    assert year_in_name(name) == year


@pytest.mark.parametrize("text", ["“99公益日”筹款", "95慈善周期间"])
def test_the_day_of_a_campaign_is_no_number(text: str) -> None:
    assert not list(numbers(document((text,))))
