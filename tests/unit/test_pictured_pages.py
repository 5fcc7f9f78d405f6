"""Which pages of a PDF are but pictures, whatever letters a scanner or a printer put over them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import papers
import pytest
from PIL import Image

from disclosure.documents import (
    TRANSCRIPT_SUFFIX,
    PicturedError,
    TranscriptError,
    UnreadableError,
    read_document,
    transcript_text,
)
from disclosure.documents.transcript import EMPTY

WORDS = ("全年接收善款三百万元，用于助学、助医和助困。", "全年支出善款二百八十万元，惠及困难群众。")
FOOTER = "某某市慈善总会二〇二三年度工作报告　　第三页　共十二页"


def picture(width: int = 600, height: int = 850) -> str:
    """A picture from the foot of a page up."""
    return f"q {width} 0 0 {height} 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"


def text(*lines: str, at: int = 700, seen: int = 0) -> str:
    """Lines from *at* down, set as the rendering mode *seen* says."""
    return f"BT {seen} Tr /F1 12 Tf 50 {at} Td {' '.join(f'«{line}» Tj 0 -20 Td' for line in lines)} ET"


TYPED = text(*WORDS)


@pytest.mark.parametrize(
    ("page", "pictured"),
    [
        (f"{picture()} {text(*WORDS, seen=3)}", True),  # what a scanner took the words for
        (f"{picture()} {text(*WORDS, seen=7)}", True),
        (f"{picture()} {text(*WORDS, seen=3)} {text('共一页', at=20)}", True),
        (f"{picture()} {text(FOOTER, at=20)}", True),  # put on by the program that keeps the scans
        (f"{picture()} {text(FOOTER, at=830)} {text('第三页', at=20)}", True),
        (f"{picture()} {text(*WORDS)}", False),  # a designed page
        (f"{picture(600, 300)} {text(*WORDS)}", False),
        (f"{picture(600, 300)} {text(FOOTER, at=20)}", False),  # a chart with its source
        (text(*WORDS, seen=3), False),  # nobody scanned it
        (f"{picture(100, 100)} {text(*WORDS, seen=3)}", False),
    ],
)
def test_a_page_that_is_but_a_picture(tmp_path: Path, page: str, *, pictured: bool) -> None:
    """Letters that nobody sees, and those above and below, make no page of text out of a scan."""
    path = papers.drawn(tmp_path / "x.pdf", [TYPED, page])
    document = read_document(path)
    assert document.pictured == ((2,) if pictured else ())
    told = {paragraph.page for paragraph in document.paragraphs if "三百万元" in paragraph.text}
    assert told == ({1, 2} if "三百万元" in page and not pictured else {1})


STATES = "/ExtGState << /Clear << /ca 0 >> /Full << /ca 1 >> /Faint << /ca 0.3 >> /Mixed << /BM /Multiply >> >>"
STENCIL = "q 600 0 0 850 0 0 cm BI /W 1 /H 1 /BPC 1 /IM true ID \x00 EI Q"
STRIPS = " ".join(f"q 600 0 0 85 0 {foot} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q" for foot in range(0, 850, 85))
LARGE = "q 900 0 0 1200 -100 -100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"
STAMP = "BT 0 Tr /F1 12 Tf 0.7 0.7 -0.7 0.7 100 300 Tm «仅供某某市慈善总会信息公开使用，复印无效，二〇二四年三月» Tj ET"


@pytest.mark.parametrize(
    ("page", "pictured"),
    [
        (f"{text(*WORDS)} {picture()}", True),  # a scan lies over what was guessed
        (f"{text(*WORDS)} {STRIPS}", True),
        (f"{text(*WORDS)} {picture()} {text('第三页，共十二页', at=20)}", True),
        (f"{text(*WORDS)} q 0 0 600 850 re W n {picture()} Q", True),
        (f"{picture()} q /Clear gs {text(*WORDS)} Q", True),
        (f"{picture()} {STAMP}", True),
        (f"{picture()} q /Clear gs Q {text(*WORDS)}", False),
        (f"{picture()} /Clear gs /Full gs {text(*WORDS)}", False),
        (f"{text(*WORDS)} q /Mixed gs {picture()} Q", False),  # the words are seen through it
        (f"{text(*WORDS)} q /Faint gs {picture()} Q", False),
        (f"{text(*WORDS)} {STENCIL}", False),
        (f"{text(*WORDS)} {picture(600, 670)}", False),  # a large photo below the words
        (f"{text(*WORDS)} q 100 100 200 200 re W n {LARGE} Q", False),  # of which a part is shown
        (f"{text(*WORDS)} q 100 100 200 200 re W* n {LARGE} Q", False),
        (f"{text(*WORDS)} /Form Do", True),
        (f"{text(*WORDS)} q /Faint gs /Form Do Q", False),  # a group that is faint as a whole
        (f"{text(*WORDS)} q /Mixed gs /Form Do Q", False),
        (f"{picture()} {text(*WORDS, seen=2)}", False),
    ],
)
def test_words_that_lie_under_a_picture_or_are_clear(tmp_path: Path, page: str, *, pictured: bool) -> None:
    """They are what a scanner guessed, as much as words that are set to show nothing."""
    path = papers.drawn(tmp_path / "x.pdf", [TYPED, page], more=STATES, form=f"/Full gs {picture()}")
    assert read_document(path).pictured == ((2,) if pictured else ())


def test_a_scan_with_guessed_words_is_a_scan(tmp_path: Path) -> None:
    """Its words can be selected and searched, and still nobody has read them."""
    guessed = f"{picture()} {text(*WORDS, seen=3)}"
    with pytest.raises(PicturedError, match="扫描"):
        read_document(papers.drawn(tmp_path / "x.pdf", [guessed, guessed]))


def test_letters_that_are_drawn(tmp_path: Path) -> None:
    """A document all of whose letters are outlines is one of pictures; one with text may have drawings."""
    glyph = "10 10 m 20 30 40 30 50 10 c h f "
    outlines = " ".join(f"q 1 0 0 1 {at * 12 % 500} {at // 40 * 20} cm {glyph}Q" for at in range(120))
    path = papers.drawn(tmp_path / "x.pdf", [outlines, outlines])
    with pytest.raises(PicturedError, match="扫描"):
        read_document(path)
    numbered = [f"{outlines} {text(f'第{number}页，共四页', at=20)}" for number in "一二三四"]
    assert read_document(papers.drawn(tmp_path / "n.pdf", numbered)).pictured == (1, 2, 3, 4)
    assert read_document(papers.drawn(tmp_path / "y.pdf", [TYPED, outlines])).pictured == ()
    with pytest.raises(UnreadableError):
        read_document(papers.drawn(tmp_path / "z.pdf", ["0 0 10 10 re f"]))


def _vouched(path: Path, pages: Mapping[int, str]) -> None:
    """A transcript that somebody has read, beside a scan."""
    words = transcript_text(path.name, path.read_bytes(), pages, "张三，2026-03-20")
    path.with_name(f"{path.name}{TRANSCRIPT_SUFFIX}").write_text(words, "utf-8")


def test_a_transcript_has_every_page_of_its_scan(tmp_path: Path) -> None:
    """Nobody vouches for a sheet that is left out: of a TIFF every one is known, of other pictures those between."""
    sheets = [Image.new("L", (60, 60), 255 - at) for at in range(3)]
    path = tmp_path / "x.tif"
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    _vouched(path, {1: "一", 2: "二"})
    with pytest.raises(TranscriptError, match="第 3 页"):
        read_document(path)
    _vouched(path, {1: "一", 2: "二", 3: EMPTY})
    assert [(paragraph.page, paragraph.text) for paragraph in read_document(path).paragraphs] == [(1, "一"), (2, "二")]
    tall = tmp_path / "y.png"
    sheets[0].save(tall)
    _vouched(tall, {1: "一", 3: "三"})
    with pytest.raises(TranscriptError, match="第 2 页"):
        read_document(tall)
    _vouched(tall, {1: "一", 999: "三"})
    with pytest.raises(TranscriptError, match="第 2、3、4、5、6、7、8、9、10、11 等 997 页"):
        read_document(tall)
    (tmp_path / "z.png").write_bytes(b"no picture")
    _vouched(tmp_path / "z.png", {1: "一"})
    with pytest.raises(UnreadableError, match="不是完整的图片"):
        read_document(tmp_path / "z.png")
