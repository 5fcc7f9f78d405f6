"""Scans and pictures of reports: what they say is recognised on this machine, no digit is guessed, and a person looks at each."""

from __future__ import annotations

import io
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import papers
import pytest
import scans
from PIL import Image, ImageChops, ImageDraw, ImageOps

from disclosure import documents
from disclosure.documents import (
    UNKNOWN,
    Document,
    Paragraph,
    PicturedError,
    RecognisedDocument,
    UnreadableError,
    pdf,
    read_document,
    recognise_document,
)
from disclosure.documents.scans import (
    NoPictureError,
    RecognisedPage,
    Scan,
    ScannedPage,
    pictures_of_file,
    pictures_of_pages,
)
from disclosure.documents.scans.doubting import with_doubts
from disclosure.documents.scans.punctuation import as_printed
from disclosure.documents.scans.recognising import WrittenLine, _engine
from disclosure.extraction import read_report, read_text

PROSE = (
    "2023年，全年共接收款物209.53万元，发放救助款物161.04万元，惠及受助群众2万余人次；其中县人民医院“爱心病房”项目支出48,215.60元。",
    "（一）助学。资助困难学生1,286名，发放助学金386.4万元。",
)
TABLE = (
    ("项目", "计划支出（万元）", "实际支出（万元）", "受益人数（人）"),
    ("福康助医", "300", "286.4", "573"),
    ("金榜助学", "120", "118.05", "240"),
    ("合计", "420", "404.45", "813"),
)
PARTS = (PROSE[0], "一、项目执行情况", TABLE, PROSE[1])
ROWS = ["\t".join(row) for row in TABLE]


@pytest.fixture(scope="module")
def clean() -> Image.Image:
    return scans.page(*PARTS)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory, clean: Image.Image) -> RecognisedDocument:
    return recognise_document(scans.scanned_pdf(tmp_path_factory.mktemp("scan") / "扫描.pdf", scans.soiled(clean)))


def texts(document: RecognisedDocument) -> list[str]:
    return [paragraph.text for paragraph in document.document.paragraphs]


def test_a_scan_says_what_the_page_says(scan: RecognisedDocument) -> None:
    """Paragraphs that run over several lines are one, the rows of a ruled table are rows, every digit is there."""
    assert texts(scan) == [PROSE[0], "一、项目执行情况", *ROWS, PROSE[1]]
    assert scan.document.recognised == (1,)


@pytest.mark.parametrize(
    "laid",
    [
        lambda page: page.transpose(Image.Transpose.ROTATE_180),
        lambda page: page.transpose(Image.Transpose.ROTATE_270),
        lambda page: scans.soiled(page, tilted=-2.5),
        lambda page: scans.soiled(page, dots=110),
        lambda page: page.convert("P"),
    ],
    ids=["on its head", "on its side", "tilted", "coarse", "in a palette"],
)
def test_a_page_is_read_however_it_lay(
    laid: Callable[[Image.Image], Image.Image], clean: Image.Image, tmp_path: Path
) -> None:
    """A page on its head or on its side, a tilted or a coarse one says the same figures."""
    path = tmp_path / "页.png"
    laid(clean).save(path)
    read = texts(recognise_document(path))
    assert [row for row in read if "\t" in row] == ROWS
    assert "".join(read).count("48,215.60元") == 1


def test_no_picture_leaves_the_machine(clean: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("it asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    clean.crop((0, 0, clean.width, 600)).save(tmp_path / "a.webp")
    assert "209.53万元" in "".join(texts(recognise_document(tmp_path / "a.webp")))


def test_every_figure_of_a_scan_is_asked_about(scan: RecognisedDocument, tmp_path: Path) -> None:
    """The figures are those of the same report as text, and none of them is sure before somebody looked."""
    text = read_text("\n".join((PROSE[0], "一、项目执行情况", *ROWS, PROSE[1])), "x", "demo", 2023)
    path = tmp_path / "x.pdf"
    path.write_bytes(b"")
    reading = read_report(path, "x", "demo", 2023, None, scan)
    assert [(figure.value, figure.unit, figure.subject, figure.measure) for figure in reading.proposals] == [
        (figure.value, figure.unit, figure.subject, figure.measure) for figure in text.proposals
    ]
    assert len(reading.proposals) >= 9
    assert all("从图里认出来的" in "".join(figure.doubts) and not figure.sure for figure in reading.proposals)
    assert all(not figure.doubts for figure in text.proposals if figure.as_written == "161.04万元")


def test_each_figure_is_shown_as_the_scan_has_it(scan: RecognisedDocument, tmp_path: Path) -> None:
    """Beside a figure stands the very piece of the picture: what can be recognised in it holds its wording."""
    path = tmp_path / "x.pdf"
    path.write_bytes(b"")
    reading = read_report(path, "x", "demo", 2023, None, scan)
    assert all(reading.shows(figure) for figure in reading.proposals)
    for written in ("161.04万元", "118.05万元", "1,286名"):
        figure = next(figure for figure in reading.proposals if figure.as_written == written)
        piece = tmp_path / "piece.png"
        piece.write_bytes(reading.cutting(figure))
        assert written.removesuffix("万元") in "".join(texts(recognise_document(piece)))
        assert Image.open(piece).height < 200


def test_pages_of_pictures_among_pages_of_text(clean: Image.Image, tmp_path: Path) -> None:
    """Text pages are read as ever; of a page that is but a picture staff are told, and it is read where they ask for it."""
    import pypdf

    papers.pdf(tmp_path / "text.pdf", [["全年共募集善款300万元，用于助学、助医和助困。", "全年支出善款280万元。"]])
    scans.scanned_pdf(tmp_path / "scan.pdf", clean)
    both = pypdf.PdfWriter()
    for name in ("text", "scan", "text"):
        both.append(tmp_path / f"{name}.pdf")
    path = tmp_path / "both.pdf"
    both.write(path)
    assert read_document(path).pictured == (2,)
    told = read_report(path, "x", "demo", 2023).passed_over
    assert any(words.startswith("第2页只有图") for words in told)
    recognised = recognise_document(path)
    assert [paragraph.page for paragraph in recognised.document.paragraphs if "\t" in paragraph.text] == [2] * len(ROWS)
    reading = read_report(path, "x", "demo", 2023, None, recognised)
    sure = {figure.as_written for figure in reading.proposals if figure.sure}
    assert "300万元" in sure
    assert "209.53万元" not in sure
    assert not any("只有图" in words for words in reading.passed_over)


def test_the_check_reads_no_pictures(clean: Image.Image, tmp_path: Path) -> None:
    """What is published must not hang on whether this machine can recognise words."""
    clean.save(tmp_path / "a.png")
    for path in (tmp_path / "a.png", scans.scanned_pdf(tmp_path / "a.pdf", clean)):
        with pytest.raises(PicturedError):
            read_document(path)


def test_a_machine_without_it_says_how_to_get_it(
    clean: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents.scans, "is_installed", lambda: False)
    clean.save(tmp_path / "a.png")
    with pytest.raises(UnreadableError, match="还没有装认字的软件"):
        recognise_document(tmp_path / "a.png")
    (fault,) = read_report(tmp_path / "a.png", "a.png", "demo", 2023).problems
    assert "make setup-ocr" in fault.fix


def _moving(path: Path) -> None:
    pages = [Image.new("L", (300, 300), shade) for shade in (255, 200)]
    pages[0].save(path, "WEBP", save_all=True, append_images=pages[1:])


def _sheets(count: int) -> bytes:
    packed = io.BytesIO()
    first, *others = [Image.new("L", (300, 400), shade) for shade in range(count)]
    first.save(packed, "TIFF", save_all=True, append_images=others)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "write", "reason"),
    [
        ("cut.png", lambda path: path.write_bytes(_png(scans.page(PROSE[1]))[:900]), "不是完整的图片"),
        ("none.jpg", lambda path: path.write_bytes(b""), "不是完整的图片"),
        ("text.png", lambda path: path.write_text("募集善款100万元", "utf-8"), "不是完整的图片"),
        ("white.png", lambda path: Image.new("RGB", (800, 600), "white").save(path), "没有认得清的字"),
        ("dot.png", lambda path: Image.new("RGB", (1, 1), "white").save(path), "太小"),
        ("line.png", lambda path: Image.new("L", (100_000, 1)).save(path), "太小"),
        ("two.webp", _moving, "会动的"),
        ("sheets.tif", lambda path: path.write_bytes(_sheets(81)), "超过 80 页"),
        ("eps.png", lambda path: path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n"), "不是完整的图片"),
        ("huge.png", lambda path: Image.new("1", (10_000, 7_000)).save(path), "像素"),
    ],
)
def test_a_file_that_shows_nothing_says_why(
    name: str, write: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    write(tmp_path / name)
    with pytest.raises(UnreadableError, match=reason):
        recognise_document(tmp_path / name)


def test_a_tall_page_is_cut_between_its_lines_and_put_together_again(tmp_path: Path) -> None:
    """A page of a PDF that is one long picture is read in parts; beside its figures it is one page again."""
    long = Image.new("RGB", (400, 3000), "white")
    for top in range(20, 2980, 40):
        for left in range(20, 380, 8):
            long.paste(0, (left, top, left + 4, top + 24))
    content = scans.scanned_pdf(tmp_path / "长.pdf", long, long.crop((0, 0, 400, 600)), dots=72).read_bytes()
    pictures = list(pictures_of_pages(content, (1, 2), 80))
    assert [number for number, _ in pictures].count(1) > 3
    assert [number for number, _ in pictures].count(2) == 1
    assert all(picture.width > 1000 for _, picture in pictures)
    with pytest.raises(NoPictureError, match="超过 2 屏"):
        list(pictures_of_pages(content, (1,), 2))
    line = WrittenLine(0, 10, 40, 30, (("8", 0.0, 40.0),))
    parts = [RecognisedPage(Image.new("RGB", size, "white"), (line,), ()) for size in ((300, 200), (200, 100))]
    whole = ScannedPage.of(parts, 7)
    assert Image.open(io.BytesIO(whole.jpeg)).size == (300, 300)
    assert [(line.top, line.bottom) for line in whole.lines] == [(10, 30), (210, 230)]


def test_a_long_screenshot_is_cut_between_its_lines() -> None:
    """Each part is read at its full size, no line is cut, and nothing is left out."""
    long = Image.new("L", (400, 3000), 255)
    for top in range(20, 2980, 40):
        for left in range(20, 380, 8):
            long.paste(0, (left, top, left + 4, top + 24))
    count, parts = pictures_of_file(_png(long), 80)
    pictures = [part for _, part in parts]
    assert count == len(pictures) > 3
    assert sum(part.height for part in pictures) == 3000
    for part in pictures:
        edges = [part.crop((0, at, 400, at + 1)).getextrema() for at in (0, part.height - 1)]
        assert edges == [((255, 255),) * 3] * 2


def test_photos_of_phones_and_fine_greys_are_pictures() -> None:
    """A photo may hold a small one beside itself; a TIFF has sheets; of 16 bits, all are looked at."""
    photo, fine = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (300, 400)).save(photo, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 40))])
    assert [picture.size for _, picture in pictures_of_file(photo.getvalue(), 80)[1]] == [(300, 400)]
    count, sheets = pictures_of_file(_sheets(3), 80)
    assert [number for number, _ in sheets] == [1, 2, 3] == list(range(1, count + 1))
    ramp = Image.new("I;16", (300, 400), 40_000)
    ramp.paste(10_000, (0, 0, 100, 100))
    ramp.save(fine, "PNG")
    ((_, picture),) = pictures_of_file(fine.getvalue(), 80)[1]
    assert picture.convert("L").getextrema() == (0, 255)


def test_a_machine_that_can_not_load_it_says_so(
    clean: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library of Windows that is missing ends in words, not in a traceback."""
    monkeypatch.setattr(documents.scans, "is_installed", lambda: True)
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    _engine.cache_clear()
    clean.crop((0, 0, 300, 300)).save(tmp_path / "a.png")
    with pytest.raises(UnreadableError, match="Visual C"):
        recognise_document(tmp_path / "a.png")


def test_no_digit_is_taken_for_the_mark_of_a_note() -> None:
    """How high a digit of a picture stands is but guessed: a number keeps those that seem small and raised."""

    def row(font: str) -> str:
        signs = [("3", 90, 5.0), *(("8", 100 + 10 * at, 12.0) for at in range(4)), ("1", 140, 5.0)]
        letters: list[pdf.Letter] = [
            {"text": sign, "x0": at, "x1": at + 9, "top": 10.0, "bottom": 10 + size, "size": size}
            | {"upright": True, "fontname": font}
            for sign, at, size in signs
        ]
        return "".join(item.text for item in pdf.page_items(letters, (), 1, 595.0))

    assert row(pdf.GUESSED) == "388881"
    assert row("SimSun") == "8888"


def test_cells_that_touch_and_a_seal_over_digits(tmp_path: Path) -> None:
    """Numbers in cells beside each other are two, whatever was taken for a line; digits under the ring of a seal are not sure."""
    rows = (("甲", "乙"), *((f"{at}73,352,381.56", f"{at}63,661,496.17") for at in range(1, 5)))
    page = scans.page(rows)
    page.save(tmp_path / "表.png")
    assert [text for text in texts(recognise_document(tmp_path / "表.png")) if "\t" in text] == [
        "\t".join(row) for row in rows
    ]
    (left, top, right, bottom) = ImageOps.invert(page.convert("L")).getbbox() or (0, 0, 0, 0)
    across = left + (right - left) // 5
    ImageDraw.Draw(page).ellipse((across, top - 30, across + 320, bottom + 30), outline=(90, 90, 90), width=11)
    page.save(tmp_path / "章.png")
    read = "".join(texts(recognise_document(tmp_path / "章.png")))
    whole = {cell for row in rows for cell in row}
    seal = Image.new("RGB", page.size, "white")
    last = bottom - (bottom - top) // (2 * len(rows))
    ImageDraw.Draw(seal).line((0, last, page.width, last), fill=(230, 60, 50), width=9)
    red = ImageChops.multiply(scans.page(rows), seal)
    red.save(tmp_path / "红.png")
    assert not any(all(cell in text for cell in rows[-1]) for text in texts(recognise_document(tmp_path / "红.png")))
    assert all(UNKNOWN in cell or cell in whole for cell in read.split("\t") if any(map(str.isdigit, cell)))


def _png(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        ("募集1,358万元", "募集1,358万元", "募集1,358万元"),
        ("募集1,358万元", "募集1.358万元", "募集1�358万元"),
        ("募集1358万元", "募集1858万元", "募集1�58万元"),
        ("募集1358万元", "募集1358元", "募集1358�元"),
        ("募集358万元", "募集1358万元", "募集�58万元"),
        ("募集62万余元", "募集62万元", "募集62万�元"),
        ("县医院救助40人", "县医浣救助40人", "县医院救助40人"),
        ("慈善会,共40人", "慈善会，共 40 人", "慈善会,共40人"),
        ("每人3.000元", "每人3.000元", "每人3�000元"),
        ("8.300多名职工", "8.300多名职工", "8�300多名职工"),
        ("42.064万元", "42.064万元", "42.064万元"),
        ("支出1,35万元", "支出1,35万元", "支出1�35万元"),
        ("支出1,3500元", "支出1,3500元", "支出1�3500元"),
        ("支出1,350.5元", "支出1,350.5元", "支出1,350.5元"),
        ("5.787.29", "5.787.29", "5�787�29"),
        ("2023.12.31", "2023.12.31", "2023.12.31"),
        (",671.40", ",671.40", "�671.40"),
        ("助学7465.197.67元", "助学7465.197.67元", "助学7465�197�67元"),
        ("1,542,2.8.6", "1,542,2.8.6", "1�542�2�8�6"),
        ("24.291..5", "24.291..5", "24.291��5"),
        ("8,468,240.", "8,468,240.", "8,468,240�"),
        ("3.2.1 项目", "3.2.1 项目", "3.2.1 项目"),
        ("第12.", "第12.", "第12."),
    ],
)
def test_digits_that_are_not_sure_are_marked(first: str, second: str, sure: str) -> None:
    """Where two readings of a line differ in a number, or nobody writes numbers so, it is marked; other words are left."""
    assert "".join(with_doubts(list(first), [1.0] * len(first), second)) == sure


def test_a_faint_digit_is_marked() -> None:
    signs = list("共40人")
    assert "".join(with_doubts(signs, [0.99, 0.99, 0.4, 0.99], "共40人")) == "共4�人"
    assert "".join(with_doubts(signs, [0.4, 0.99, 0.99, 0.4], "共40人")) == "共40人"


@pytest.mark.parametrize(
    "text",
    [
        "全年募集善款1�358万元。",
        "募集�,200元。",
        "募集3�000元。",
        "募集12.�万元。",
        "募集35�元。",
        "惠及8�多名群众。",
        "募集1�万元。",
    ],
)
def test_what_is_left_of_a_marked_number_is_no_number(text: str) -> None:
    """Of 1�358万元 nothing is proposed, least of all 358万元; staff are told of it."""
    reading = read_text(text.replace("�", UNKNOWN), "x", "demo", 2023)
    assert reading.proposals == ()
    assert any(UNKNOWN in words for words in reading.passed_over)


@pytest.mark.parametrize(
    ("narrow", "printed"),
    [
        ("本会,2023年", "本会，2023年"),
        ("共1,286名", "共1,286名"),
        ("助学(一)项目", "助学（一）项目"),
        ("(一)助学", "（一）助学"),
        ("支出10万元;其中", "支出10万元；其中"),
        ("电话:0512-65224590", "电话：0512-65224590"),
        ("GDP(2023)", "GDP(2023)"),
        ("比例15.5%,余下", "比例15.5%，余下"),
    ],
)
def test_signs_stand_as_they_are_printed(narrow: str, printed: str) -> None:
    assert "".join(as_printed(list(narrow))) == printed


def test_rows_on_a_page_that_is_a_picture_are_not_lost(tmp_path: Path) -> None:
    """A list of which a page is a scan is not imported without that page."""
    import pypdf

    from disclosure.importing import propose

    rows = [
        ["捐赠单位", "捐赠日期", "金额（元）"],
        *([f"星河第{at}公司", f"2025-03-0{at}", f"{at}00.00"] for at in range(1, 8)),
    ]
    papers.drawn(tmp_path / "text.pdf", [_columns(rows)])
    assert [paragraph.text for paragraph in read_document(tmp_path / "text.pdf").paragraphs] == [
        "\t".join(row) for row in rows
    ]
    scans.scanned_pdf(tmp_path / "scan.pdf", scans.page([*rows]))
    both = pypdf.PdfWriter()
    for name in ("text", "scan"):
        both.append(tmp_path / f"{name}.pdf")
    both.write(tmp_path / "both.pdf")
    (tmp_path / "data" / "demo").mkdir(parents=True)
    for name, reason in (("both.pdf", "第 2 页只有图"), ("scan.pdf", "可能是扫描的图片")):
        proposal = propose(tmp_path / name, name, tmp_path / "data", "data", "demo")
        (fault,) = proposal.problems
        assert reason in fault.message
        assert "make read" in fault.fix


def _columns(rows: list[list[str]]) -> str:
    return " ".join(
        f"BT /F1 10 Tf {60 + 160 * column} {780 - 20 * row} Td «{cell}» Tj ET"
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )


def test_tables_are_written_to_be_looked_through(
    clean: Image.Image, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`read --tables` writes what was recognised beside the picture, marks what is not sure, and never writes over a file."""
    from openpyxl import load_workbook

    from disclosure.__main__ import main

    clean.save(tmp_path / "a.png")
    target = tmp_path / "表.xlsx"
    monkeypatch.setattr("disclosure.documents.scans.doubting._LEAST", 0.999)
    monkeypatch.setattr("sys.argv", ["disclosure", "read", str(tmp_path / "a.png"), "--tables", str(target)])
    assert main() == 0
    assert "逐格看过" in capsys.readouterr().out
    sheet = load_workbook(target).active
    colours = {str(cell.value): cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.value}
    assert colours["福康助医"] == "00000000"
    assert all((colour == "FFFFE08A") == (UNKNOWN in words and "�）" not in words) for words, colour in colours.items())
    assert any(UNKNOWN in words and "�）" not in words for words in colours)
    before = target.read_bytes()
    assert main() == 1
    assert "还没有的" in capsys.readouterr().err
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("rows", "yellow", "words"),
    [
        ((("甲", "300.00", "7"), ("乙", "120.50", "8"), ("合计", "420.50", "15")), "", ""),
        (
            (("甲", "800.00", "7"), ("乙", "120.50", "8"), ("合计", "420.50", "15")),
            "B2 B3 B4",
            "B 列各行相加是 920.5，第 5 行写的是 420.5",
        ),
        (
            (("甲", "3.00", ""), ("小计", "3.00", ""), ("乙", "4.00", ""), ("丙", "5.00", ""), ("合计", "12.00", "")),
            "",
            "",
        ),
        ((("甲", "3.00", ""), ("其中：丙", "1.00", ""), ("乙", "4.00", ""), ("合计", "7.00", "")), "", ""),
        ((("甲", f"3{UNKNOWN}.00", "7"), ("乙", "1.00", "8"), ("合计", "9.00", "15")), "B2", ""),
        ((("甲", "45%", "7"), ("乙", "50%", "8"), ("合计", "100%", "15")), "", ""),
    ],
)
def test_columns_that_do_not_add_up_are_marked(rows: tuple[tuple[str, ...], ...], yellow: str, words: str) -> None:
    """The sums of a table are a second look at its digits; where some rows are parts of others, they say nothing."""
    from openpyxl import load_workbook

    from disclosure.importing import transcribed

    paragraphs = (Paragraph("\t".join(row), 1) for row in (("项目", "支出（元）", "人数"), *rows))
    document = RecognisedDocument(Document.of(paragraphs, (), (1,)), Scan(()))
    sheet = load_workbook(io.BytesIO(transcribed(document))).active
    coloured = [
        f"{cell.column_letter}{cell.row - 1}"
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFE08A"
    ]
    assert coloured == yellow.split()
    assert words in sheet["A1"].value
    assert words or "相加" not in sheet["A1"].value


def test_white_words_on_a_dark_ground_are_no_table(tmp_path: Path) -> None:
    """The holes that white signs make in a red head are no cells, and its figures are read."""
    from PIL import ImageChops

    words = scans.page("全年募集6,189.36万元，支出5,836.91万元，惠及68,318人次。")
    red = ImageChops.add(ImageChops.invert(words), Image.new("RGB", words.size, (170, 0, 0)))
    page = Image.new("RGB", (red.width, red.height * 2), "white")
    page.paste(red, (0, 0))
    page.paste(words, (0, red.height))
    page.save(tmp_path / "头.png")
    read = texts(recognise_document(tmp_path / "头.png"))
    assert not any("\t" in row for row in read)
    assert "".join(read).count("6,189.36万元，支出5,836.91万元，惠及68,318人次") == 2


def test_a_row_is_shown_though_its_words_stand_on_two_lines() -> None:
    """A row of a table is no stretch of lines; of equal numbers that of this row is shown."""
    page = Image.new("L", (400, 300), 255)
    packed = io.BytesIO()
    page.save(packed, "JPEG")

    def line(text: str, left: int, middle: int) -> WrittenLine:
        return WrittenLine(left, middle - 10, left + 40, middle + 10, tuple((sign, 0.0, 0.0) for sign in text))

    lines = (
        *(line("福康助", 10, 40), line("120", 100, 50), line("286.4", 200, 48), line("医", 10, 60)),
        *(line("金榜助", 10, 140), line("120", 100, 150), line("240", 200, 152), line("学", 10, 160)),
    )
    scan = Scan((ScannedPage(1, packed.getvalue(), lines),))
    assert Image.open(io.BytesIO(scan.cutting("金榜助学 120 240", "120万元"))).size[1] < 80
    assert scan.shows("福康助医 120 286.4", "286.4万元")
    assert not scan.shows("福康助医 120 286.4", "999万元")
    rows = {
        number: scan._place(sentence, "120万元")
        for number, sentence in (("240", "金榜助学 120 240"), ("286.4", "福康助医 120 286.4"))
    }
    for number, place in rows.items():
        assert place
        assert number in {line.text for line in place[1]}


def test_of_several_numbers_of_a_line_the_right_one_is_underlined() -> None:
    """The line under a wording reaches from its first sign to its last, also where it runs on to the next line."""
    page = Image.new("L", (400, 300), 255)
    packed = io.BytesIO()
    page.save(packed, "JPEG")

    def line(text: str, top: int) -> WrittenLine:
        signs = tuple((sign, 20.0 * at, 20.0 * at + 18) for at, sign in enumerate(text))
        return WrittenLine(0, top, 20 * len(text), top + 20, signs)

    scan = Scan((ScannedPage(1, packed.getvalue(), (line("收入12万元，支出12万", 100), line("元，另有9元", 130))),))
    sentence = "收入12万元，支出12万元，另有9元"

    def underlined(wording: str, said: str = sentence) -> list[tuple[int, int]]:
        piece = Image.open(io.BytesIO(scan.cutting(said, wording)))
        blue = piece.convert("RGB").split()[0].point(lambda dot: 0 if dot > 210 else 255)
        return [
            box[::2]
            for top in range(0, piece.height, 30)
            if (box := blue.crop((0, top, piece.width, top + 30)).getbbox())
        ]

    assert underlined("12万元") == [(40, 119)]
    assert underlined("9元") == [(80, 119)]
    assert underlined("12万元", "支出12万元，另有9元") == [(180, 239), (0, 19)]


def test_what_is_struck_out_or_covered_is_no_figure(tmp_path: Path) -> None:
    """A figure under a line, a tick or a seal is not sure, and a cell in which nothing can be read is not empty."""
    rows = (("甲", "乙"), *((f"{at}73,352.56", f"{at}63,661.17") for at in range(1, 6)))
    page = scans.page(rows)
    page.save(tmp_path / "表.png")
    document = recognise_document(tmp_path / "表.png")
    places = {line.text: line for line in document.scan.pages[0].lines}
    assert set(places) >= {cell for row in rows for cell in row}
    draw = ImageDraw.Draw(page)
    struck, ticked, blotted = (places[cell] for cell in ("173,352.56", "263,661.17", "363,661.17"))
    draw.line((struck.left, struck.middle, struck.right, struck.middle), fill="black", width=4)
    tick = (ticked.left + 60, ticked.middle)
    draw.line((tick, (tick[0] + 10, tick[1] + 14), (tick[0] + 40, tick[1] - 28)), fill=(200, 30, 30), width=4)
    draw.ellipse((blotted.left, blotted.top - 6, blotted.right, blotted.bottom + 6), fill=(70, 70, 70))
    page.save(tmp_path / "涂.png")
    read = [text.split("\t") for text in texts(recognise_document(tmp_path / "涂.png"))]
    assert [len(row) for row in read] == [2] * len(rows)
    marked = [(row, column) for row, cells in enumerate(read) for column, cell in enumerate(cells) if UNKNOWN in cell]
    assert marked == [(1, 0), (2, 1), (3, 1)]
    assert all(cell in rows[row] or UNKNOWN in cell for row, cells in enumerate(read) for cell in cells)
