"""A scan at the desk: its words are recognised while the page tells how far it is, and each number is seen beside its picture."""

from __future__ import annotations

import io
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import scans
from msgspec.structs import replace
from openpyxl import load_workbook
from original_cases import REPORT
from PIL import Image
from small import Site
from visitor import Visitor

from disclosure import documents
from disclosure.desk.pages import dropping, scanning

GIFTS = (
    ("捐赠单位", "捐赠日期", "金额（元）"),
    *((f"星河第{at}公司", f"2025-03-0{at}", f"{at},200.50") for at in range(1, 6)),
)


def dropped(visitor: Visitor, name: str, *parts: scans.Part) -> str:
    """The address of a scan that was dropped."""
    packed = io.BytesIO()
    scans.page(*parts).save(packed, "PNG")
    return str(visitor.post("/files", file=(packed.getvalue(), name)).headers["Location"])


def recognised(visitor: Visitor, address: str) -> str:
    """The page of a file once its words are recognised; until then it tells that, and asks for itself again."""
    page = visitor.press(address, "认字，当作报告读")
    until = time.monotonic() + 120
    while "自己会刷新" in page and time.monotonic() < until:
        assert 'http-equiv="refresh"' in page
        time.sleep(0.2)
        page = visitor.text(address)
    return page


def test_a_scanned_report_is_read_beside_its_picture(visitor: Visitor, site: Site) -> None:
    """Nothing is ticked; each number stands beside the lines of the picture; what is ticked is written, and taken back."""
    address = dropped(
        visitor, "扫描.png", "星河区慈善会2025年度工作报告", "2025年，共接收捐款123,456.78元，支出98万元。"
    )
    page = recognised(visitor, address)
    assert "一个也没有勾" in page
    ids = re.findall(r'name="k-(P[^"]+)"', page)
    assert len(ids) == 2
    assert not re.search(r'name="k-P[^>]*checked', page)
    assert page.count("从图里认出来的：请对着原件第1页") == 2
    for number in ids:
        assert f'src="{address}/cutting/{number}"' in page
        answer = visitor.get(f"{address}/cutting/{number}")
        assert answer.mimetype == "image/png"
        piece = Image.open(io.BytesIO(answer.data))
        assert piece.width > 4 * piece.height
        assert piece.convert("L").getextrema()[0] < 100
    assert visitor.get(f"{address}/page/1").mimetype == "image/jpeg"
    assert visitor.get(f"{address}/page/2").status_code == 404
    assert visitor.get(f"{address}/cutting/P0").status_code == 404
    seen = visitor.form(page, ">写入勾上的</button>")[1]["seen"]
    day = {"b-source-发布日期": "", "c-source-发布日期": "2026-01-20"}
    done = visitor.done(f"{address}/register", **{"k-source": "1", "seen": seen, f"k-{ids[0]}": "1", **day})
    assert "里的 1 个数" in done
    assert [row[4] for row in site.table("figures/2025.csv")[1:]] == ["123456.78"]
    assert "已撤销" in visitor.undo()


def registered(visitor: Visitor, address: str, page: str) -> str:
    """The page after all numbers of a scan were ticked and written."""
    ids = re.findall(r'name="k-(P[^"]+)"', page)
    seen = visitor.form(page, ">写入勾上的</button>")[1]["seen"]
    ticked = {f"k-{number}": "1" for number in ids}
    day = {"b-source-发布日期": "", "c-source-发布日期": "2026-01-20"}
    return visitor.done(f"{address}/register", **{"k-source": "1", "seen": seen, **ticked, **day})


def test_a_scan_is_kept_with_the_words_that_somebody_read(visitor: Visitor, site: Site) -> None:
    """After its numbers were written the words stand beside the picture; what somebody vouches for is kept with the scan and held against them."""
    address = dropped(
        visitor, "扫描.png", "星河区慈善会2025年度工作报告", "2025年，共接收捐款123,456.78元，支出98万元。"
    )
    page = registered(visitor, address, recognised(visitor, address))
    assert "里的 2 个数" in page
    assert f'src="{address}/page/1"' in page
    words = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert words
    assert "接收捐款123,456.78元" in words[1]
    (source,) = re.findall(r'<option value="([^"]+)" selected>', page)
    fields = {"source": source, "name": "张三", "page-1": words[1]}
    refused = visitor.post(f"{address}/transcript", **{**fields, "page-1": words[1].replace("98万", "9\ufffd万")})
    assert "没认清" in refused.text
    assert "9\ufffd万" in refused.text  # what was typed is still there
    refused = visitor.post(f"{address}/transcript", **{**fields, "page-1": words[1].replace("98万", "89万")})
    assert "wording-not-in-source" not in refused.text
    assert "找不到" in refused.text
    assert not site.file("sources").exists()
    assert "已留作原件" in visitor.done(f"{address}/transcript", **fields)
    scan, transcript = sorted(site.file("sources").iterdir(), key=lambda path: len(path.name))
    assert (scan.name, transcript.name) == (f"{source}.png", f"{source}.png.认字稿.txt")
    assert documents.read_document(scan).plain.count("123,456.78元") == 1
    assert "已撤销" in visitor.undo()
    assert not site.file("sources").exists()
    assert visitor.get(f"{address}/transcript").status_code == 404


def test_a_scan_of_a_source_that_is_published_goes_out(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """Where its row says so, a person in it stops that, and nobody is told that it stays private; what somebody read is not written over."""
    rows = site.table("sources.csv")
    site.save("sources.csv", [[*rows[0], "公开原件"], [*rows[1], "是"], *([*row, ""] for row in rows[2:])])
    path = scans.scanned_pdf(tmp_path / "总结2023.pdf", scans.page("2023年工作总结", "全年接收款物100万元。"))
    address = str(visitor.post("/files", file=(path.read_bytes(), path.name)).headers["Location"])
    recognised(visitor, address)
    fields = {"source": rows[1][0], "name": "张三", "page-1": REPORT}
    refused = visitor.post(f"{address}/transcript", **{**fields, "page-1": f"{REPORT}联系人手机13812345678。"})
    assert "手机号" in refused.text
    said = visitor.done(f"{address}/transcript", **fields)
    assert "它要公开" in said
    assert "它不公开" not in said
    kept = documents.transcript_path(site.file(f"sources/{rows[1][0]}.pdf"))
    before = kept.read_bytes()
    again = str(visitor.post("/files", file=(path.read_bytes(), path.name)).headers["Location"])
    recognised(visitor, again)
    assert "已经有人看过" in visitor.post(f"{again}/transcript", **{**fields, "name": "李四"}).text
    assert kept.read_bytes() == before


def test_a_page_that_is_not_clear_is_typed_beside_its_picture(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a page on which nothing was surely recognised the picture is shown, and nothing is proposed for it."""
    words = scans.page("星河区慈善会2025年度工作报告", "2025年，共接收捐款123,456.78元，支出98万元。")
    path = scans.scanned_pdf(tmp_path / "扫描.pdf", words, words)
    real = documents.scans.recognise

    def read(picture: Image.Image, number: int, *further: Any) -> documents.scans.RecognisedPage:
        page = real(picture, number, *further)
        return replace(page, lines=tuple(line._replace(surely=0.1) for line in page.lines)) if number == 2 else page

    monkeypatch.setattr(documents.scans, "recognise", read)
    address = str(visitor.post("/files", file=(path.read_bytes(), path.name)).headers["Location"])
    recognised(visitor, address)
    page = visitor.text(f"{address}/transcript")
    assert page.count("这一页没有认出来") == 1
    assert re.search(r'<textarea[^>]*name="page-2"[^>]*>\s*\ufffd</textarea>', page)
    assert visitor.get(f"{address}/page/2").mimetype == "image/jpeg"


def test_only_a_source_without_another_document_gets_the_scan(visitor: Visitor, site: Site) -> None:
    """A source that is not there, or has another document, is refused; what is no scan has no such page."""
    address = dropped(
        visitor, "扫描.png", "星河区慈善会2025年度工作报告", "2025年，共接收捐款123,456.78元，支出98万元。"
    )
    page = recognised(visitor, address)
    fields = {"name": "张三", "page-1": "2025年，共接收捐款123,456.78元，支出98万元。"}
    assert "请先登记" in visitor.post(f"{address}/transcript", source="../x", **fields).text
    source = re.findall(r'<option value="([^"]+)" selected>', registered(visitor, address, page))[0]
    site.write(f"data/dawn/sources/{source}.txt", "另一份")
    assert "已经有另一份原件" in visitor.post(f"{address}/transcript", source=source, **fields).text
    assert [path.name for path in site.file("sources").iterdir()] == [f"{source}.txt"]
    text = str(visitor.post("/files", file=("2025年，共接收捐款1元。".encode(), "报告2025.txt")).headers["Location"])
    assert visitor.get(f"{text}/transcript").status_code == 404
    assert visitor.post(f"{text}/transcript", source=source, **fields).status_code == 404


def test_a_scanned_list_becomes_a_workbook_to_look_through(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """A list is not imported as it was recognised: it is a workbook with the picture beside it, which somebody drops again."""
    address = dropped(visitor, "捐赠名单2025.png", "星河区慈善会捐赠名单", GIFTS)
    page = recognised(visitor, address)
    assert f'href="{address}/tables"' in page
    answer = visitor.get(f"{address}/tables")
    book = tmp_path / "表.xlsx"
    book.write_bytes(answer.data)
    sheet = load_workbook(book).active
    rows = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    assert [list(row) for row in GIFTS] == rows[-len(GIFTS) :]
    assert len(sheet._images) == 1
    again = visitor.post("/files", file=(answer.data, "捐赠名单2025.xlsx")).headers["Location"]
    assert "<strong>5 行</strong>" in visitor.text(again)
    assert "已写好" in visitor.press(again, "写入")
    heads, *written = site.table("donations.csv")
    assert [row[heads.index("金额")] for row in written] == [f"{at}200.50" for at in range(1, 6)]


def test_a_desk_without_it_offers_to_install_it(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be fetched is said before; where that fails, the page says so and offers it again; where it works, reading is offered."""
    calls: list[list[str]] = []
    codes = [1, 0]

    def install(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        calls.append(command)
        return subprocess.CompletedProcess(command, codes.pop(0))

    there: list[bool] = [False]
    for room in (dropping, scanning):
        monkeypatch.setattr(room, "can_recognise", lambda: there[0])
    monkeypatch.setattr(subprocess, "run", install)
    address = dropped(visitor, "扫描.png", "2025年，共接收捐款100万元。")
    assert "约 120 MB" in visitor.text(address)
    assert "还没有装认字的软件" in visitor.done(f"{address}/recognise")
    page = _waited(visitor, address, visitor.press(address, "装上认字的软件"))
    assert "没有装成" in page
    there[0] = True
    page = _waited(visitor, address, visitor.done(f"{address}/install"))
    assert "没有装成" not in page
    assert "认字，当作报告读" in page
    assert [command[-2:] for command in calls] == [["install", "ocr"]] * 2


def _waited(visitor: Visitor, address: str, page: str) -> str:
    until = time.monotonic() + 20
    while "自己会刷新" in page and time.monotonic() < until:
        time.sleep(0.05)
        page = visitor.text(address)
    return page


def test_a_picture_without_words_says_so(visitor: Visitor) -> None:
    address = dropped(visitor, "空白.png", " ")
    page = recognised(visitor, address)
    assert "没有认得清的字" in page
    assert "存成附件" in page


def test_a_scan_that_is_taken_away_is_not_read_on(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes a file away does not wait for its other pages."""
    read: list[int] = []
    real = documents.scans.recognise

    def slowly(picture: Image.Image, number: int, go_on: Callable[[], None]) -> documents.scans.RecognisedPage:
        read.append(number)
        time.sleep(0.3)
        return real(picture.resize((60, 60)), number, go_on)

    monkeypatch.setattr(documents.scans, "recognise", slowly)
    pages = io.BytesIO()
    first, *others = [Image.new("RGB", (300, 400), (255, 255, shade)) for shade in range(200, 220)]
    first.save(pages, "PDF", save_all=True, append_images=others)
    address = visitor.post("/files", file=(pages.getvalue(), "二十页.pdf")).headers["Location"]
    visitor.press(address, "认字，当作报告读")
    (upload,) = visitor.workplace.uploads.values()
    work = upload.recognition
    assert work
    other = visitor.post("/files", file=(pages.getvalue() + b" ", "又一份.pdf")).headers["Location"]
    assert "正在排队" in visitor.press(other, "认字，当作报告读")
    visitor.done(f"{other}/drop")
    time.sleep(0.5)
    visitor.done(f"{address}/drop")
    until = time.monotonic() + 20
    while not work.ended and time.monotonic() < until:
        time.sleep(0.05)
    assert work.ended
    assert 0 < len(read) < 20
