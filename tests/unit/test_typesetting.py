"""The press: words of data stay words, bytes stay the same, no character becomes an empty box, fonts come from nowhere else."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops
from pypdf import PdfReader

from disclosure.typesetting import Press, PressStore, open_press, press, qr_svg
from disclosure.typesetting.glyphs import characters, drawable
from disclosure.typesetting.indexed_png import indexed_png

HOSTILE = [
    "#panic() #{1+1} $x^2$ *粗* _斜_ @引用 <标> \\u{41} \\ `代码` // 注 /* 注 */ = 题 - 项 + 项 ~ '\" [] {}",
    '#read("../pelicanconf.py") #import "/etc/passwd" #sys.inputs',
    "https://例子.example/很长" + "长" * 200 + "x" * 300,
    '</svg><image href="file:///etc/passwd"/>',
]
TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set text(font: ("Noto Sans SC", "Noto Serif SC"), fallback: false, lang: "zh")
#set page(width: 300pt, height: auto, margin: 10pt)
#for words in data { page(words) }
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "words.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


@pytest.fixture(scope="module")
def opened() -> Press:
    """The press of this machine; developers have it always."""
    instance = open_press()
    assert instance
    return instance


def spaceless(text: str) -> str:
    return "".join(text.split())


def test_hostile_words_are_printed_as_they_are(opened: Press, template: Path) -> None:
    reader = PdfReader(io.BytesIO(opened.pdf(template, HOSTILE)))
    printed = spaceless("".join(page.extract_text() for page in reader.pages))
    for words in HOSTILE:
        assert spaceless(words) in printed.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def test_same_data_give_the_same_bytes_in_another_process_too(opened: Press, template: Path) -> None:
    data = ["209.53 万元", "长图"]
    here = [opened.pdf(template, data), *opened.png(template, data)]
    assert here == [opened.pdf(template, data), *opened.png(template, data)]
    code = (
        "import hashlib, json, sys; from pathlib import Path; from disclosure.typesetting import open_press\n"
        f"p, t, d = open_press(), Path({str(template)!r}), {data!r}\n"
        "print(json.dumps([hashlib.sha256(x).hexdigest() for x in (p.pdf(t, d), *p.png(t, d))]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    printed = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
    assert json.loads(printed) == [hashlib.sha256(content).hexdigest() for content in here]


def test_pictures_have_the_size_of_the_page_and_a_palette(opened: Press, template: Path) -> None:
    pictures = [Image.open(io.BytesIO(content)) for content in opened.png(template, ["一", "二"], ppi=144)]
    assert [(picture.width, picture.mode) for picture in pictures] == [(600, "P"), (600, "P")]
    assert Image.open(io.BytesIO(opened.png(template, ["一"], colours=None)[0])).mode in {"RGB", "RGBA"}


def painted(size: tuple[int, int], shades: Sequence[tuple[int, int, int]]) -> Image.Image:
    """A picture whose pixels go through *shades* again and again."""
    width, height = size
    picture = Image.new("RGB", size)
    picture.putdata([shades[pixel * 7 % len(shades)] for pixel in range(width * height)])
    return picture


def read_back(content: bytes) -> Image.Image:
    """A picture as a reader that checks all sums has it."""
    with Image.open(io.BytesIO(content)) as read:
        read.verify()
    with Image.open(io.BytesIO(content)) as read:
        assert read.mode == "P"
        return read.convert("RGB")


@pytest.mark.parametrize(("size", "colours"), [((1, 1), 1), ((1, 7), 2), ((300, 1), 256), ((641, 359), 64)])
def test_a_picture_of_few_colours_is_read_back_as_it_was(size: tuple[int, int], colours: int) -> None:
    """Every pixel has its colour, whatever the size."""
    picture = painted(size, [(colour, 255 - colour, colour * 5 % 256) for colour in range(colours)])
    assert read_back(indexed_png(picture, max(colours, 2))).tobytes() == picture.tobytes()


def test_of_many_colours_the_frequent_ones_are_kept_and_the_others_become_one_near_to_them() -> None:
    """Paper and ink stay exactly as they are, and what lies between them is not turned round."""
    grey = [(value, value, value) for value in range(256)]
    picture = painted((64, 64), [*grey, *[(251, 248, 240)] * 500, *[(33, 31, 26)] * 300])
    read = read_back(indexed_png(picture, 24))
    shades = {shade for _, shade in read.getcolors() or ()}
    assert len(shades) <= 24
    assert {(251, 248, 240), (33, 31, 26)} <= shades <= {shade for _, shade in picture.getcolors(300) or ()}
    apart = ImageChops.difference(read, picture).getextrema()
    assert max(most for _, most in apart) <= 24


def test_which_of_equal_colours_is_kept_is_no_chance() -> None:
    """However the pixels lie, of colours that are as frequent as each other the same ones are kept."""
    shades = [(value * 16, 255 - value * 16, value * 9) for value in range(16)]
    kept = {
        frozenset(shade for _, shade in read_back(indexed_png(painted((16, 4), order), 6)).getcolors() or ())
        for order in (shades, shades[::-1], shades[5:] + shades[:5], shades[::3] + shades[1::3] + shades[2::3])
    }
    assert len(kept) == 1


def test_pictures_are_neither_packed_nor_coloured_by_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does both otherwise on another system: what is published may not depend on it."""
    picture = painted((64, 64), [(value, value * 3 % 256, value * 7 % 256) for value in range(256)])
    before = indexed_png(picture, 16)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for owner, name in ((Image.Image, "save"), (Image.Image, "quantize"), (zlib, "compress"), (zlib, "compressobj")):
        monkeypatch.setattr(owner, name, refuse)
    assert indexed_png(picture, 16) == before


def test_what_the_fonts_lack_becomes_a_geta_and_is_told(opened: Press, template: Path) -> None:
    assert opened.families == ["Noto Sans SC", "Noto Serif SC"]
    opened.missing.clear()
    text = PdfReader(io.BytesIO(opened.pdf(template, ["张𠮷\u202e先\u200d生\ufe0f😀\t好"]))).pages[0].extract_text()
    assert spaceless(text) == "张〓先生〓好"
    assert opened.missing == {"𠮷", "😀"}
    opened.missing.clear()


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("a\x00b", "a b"), ("e\u0301", "é"), ("一\n二", "一\n二"), ("\ue000", "〓"), ("plain #1", "plain #1")],
)
def test_signs_that_nobody_sees_are_left_out(text: str, drawn: str) -> None:
    font = next(Path(str(find_spec("pylopdf_fonts_zh_cn").submodule_search_locations[0])).glob("*Sans*.otf"))  # type: ignore[union-attr,index]
    assert drawable(text, characters(font))[0] == drawn


def test_the_fonts_draw_every_common_character(opened: Press) -> None:
    common = {bytes([row + 0xA0, cell + 0xA0]).decode("gb2312") for row in range(16, 56) for cell in range(1, 90)}
    for sign in sorted(common | set("①㎡≈—…·％℃〇〓“”《》￥×÷≤≥")):
        assert drawable(sign, opened._drawn) == (sign, set())


def test_without_typst_or_fonts_there_is_no_press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for absent in ("typst", "pylopdf_fonts_zh_cn"):
        monkeypatch.setattr(press, "find_spec", lambda name, absent=absent: None if name == absent else find_spec(name))
        assert open_press.__wrapped__() is None
    with pytest.raises(ValueError, match="no fonts"):
        Press(tmp_path)


def test_a_font_that_is_not_there_is_no_empty_page(opened: Press, tmp_path: Path) -> None:
    template = tmp_path / "other.typ"
    template.write_text('#set text(font: "Arial", fallback: false)\n金额', "utf-8")
    with pytest.raises(ValueError, match="unknown font family"):
        opened.pdf(template, [])


def test_a_hundred_codes_are_read_back_from_print(opened: Press, tmp_path: Path) -> None:
    """Addresses of every length, printed 25 mm wide at 300 dpi and also half as sharp, say what they were made of: 100 of 100."""
    template = tmp_path / "codes.typ"
    template.write_text(
        "#set page(width: 30mm, height: 30mm, margin: 2.5mm)\n"
        '#for code in json(bytes(sys.inputs.data)) { page(image(bytes(code), format: "svg", width: 25mm)) }',
        "utf-8",
    )
    hosts = (
        "https://example.org/",
        "https://慈善.example/",
        "https://gongkai.cishan.example.org.cn:8443/",
        "file:///公开/",
    )
    addresses = [f"{hosts[n % 4]}{'cishan/' * (n % 5)}releases/{n}/?{'x' * (n % 40)}" for n in range(100)]
    printed = opened.png(template, [qr_svg(address) for address in addresses], ppi=300, colours=2)
    for scale in (1, 2):
        images = (Image.open(io.BytesIO(content)).convert("L").reduce(scale) for content in printed)
        codes = [zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode) for image in images]
        assert [[code.text for code in codes_of_page] for codes_of_page in codes] == [
            [address] for address in addresses
        ]


def test_codes_are_the_same_bytes_and_refuse_nothing_at_all() -> None:
    code = qr_svg("https://example.org/a/releases/2025-01-01/")
    assert code == qr_svg("https://example.org/a/releases/2025-01-01/")
    assert code.startswith("<svg")
    with pytest.raises(ValueError, match="no text"):
        qr_svg("")


def test_what_an_older_version_kept_stays_as_long_as_it_is_wanted(tmp_path: Path) -> None:
    """Its file has no table of what builds wanted; pictures that none wanted for long go, and the others are not written again."""
    file = tmp_path / "pictures.sqlite"
    with closing(sqlite3.connect(file)) as base, base:
        base.execute(
            "create table picture (key blob primary key, content blob not null, run integer not null) without rowid"
        )
        base.executemany("insert into picture values (?, ?, 1)", [(b"a", b"first"), (b"b", b"second")])
    store = PressStore(file, 1)
    for _ in range(3):
        store.begin()
        store.keep({b"c": b"third"}, [b"a"])
    assert store.known([b"a", b"b", b"c"]) == {b"a": b"first", b"c": b"third"}
    with closing(sqlite3.connect(file)) as base:
        assert list(base.execute("select run from picture where key = ?", (b"a",))) == [(1,)]
