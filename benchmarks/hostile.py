"""(l) Files of ten megabytes that were made to do harm: what a check of each takes, and that it ends in words."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from .measure import ENVIRONMENT, ROOT
from .tables import Result

TITLE = "壬　十兆字节的坏文件"
SITE = ROOT / "tests" / "cases" / "inputs" / "base"
MEGABYTES = 10_000_000
MOST_SECONDS, MOST_MEGABYTES = 20, 1024
_ENOUGH = 60  # seconds of processor time after which a check is ended

HEAD = "编号,名称,授予方,年度,内容,来源,出处,说明"
GIFTS = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,来源,说明"
ARTICLE = "Title: 一篇\nDate: 2026-04-02\nSlug: a{}\n\n"
CELL = 30_000


def _table(words: Callable[[int], str], count: int = MEGABYTES // CELL) -> str:
    return "\n".join([HEAD, *(f"h{row},奖,机关,2025,{words(row)},A2025,二," for row in range(count)), ""])


def _gifts(row: Callable[[int], str], count: int) -> str:
    return "\n".join([GIFTS, *map(row, range(count)), ""])


def _text(name: str, words: Callable[[], str]) -> Callable[[Path], None]:
    """Writes one text file below the folder of a site."""

    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words(), encoding="utf-8")

    return write


def _repeated(piece: str, size: int = CELL) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def _digits(_: int) -> str:
    chance = random.Random(7)
    return " ".join(chance.choices("0123456789", k=CELL // 2))


def _documents(name: str, content: Callable[[], bytes]) -> Callable[[Path], None]:
    """Writes a document that a source has, below the documents of the organisation."""

    def write(folder: Path) -> None:
        path = folder / "data/demo/sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())

    return write


def _docx(body: Callable[[], Iterator[bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book, book.open("word/document.xml", "w") as part:
        part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
        for piece in body():
            part.write(piece)
        part.write(b"</w:body></w:document>")
    return stream.getvalue()


def _pdf(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all have the same packed content."""
    packed = zlib.compress(content, 9)
    kids = " ".join(f"{5 + page} 0 R" for page in range(pages))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"] * pages,
    ]
    stream = io.BytesIO(b"")
    stream.write(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(stream.tell())
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = stream.tell()
    stream.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    stream.writelines(b"%010d 00000 n \n" % place for place in places)
    stream.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start))
    return stream.getvalue()


def _png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    pixels = zlib.compress(bytes(width // 8 + 1) * height, 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")


def _attached(name: str, content: Callable[[], bytes]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())

    return write


def _many(count: int, name: str, words: str) -> Callable[[Path], None]:
    """Writes many files, the number of each in its name and where its words have {}."""

    def write(folder: Path) -> None:
        for number in range(count):
            path = folder / name.format(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words.replace("{}", str(number)), encoding="utf-8")

    return write


def _article(body: str) -> Callable[[Path], None]:
    return _text("content/news/demo/a.md", lambda: ARTICLE.format(0) + _repeated(body, 190_000))


def _book(parts: Callable[[zipfile.ZipFile], None]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with zipfile.ZipFile(folder / "data/demo/honours.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
            parts(book)

    return write


def _bomb(book: zipfile.ZipFile) -> None:
    """A gigabyte of zeros in ten megabytes."""
    with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
        for _ in range(1_000):
            part.write(bytes(1_000_000))


def _entries(book: zipfile.ZipFile) -> None:
    for number in range(80_000):
        book.writestr(f"xl/{number}.xml", "")


def _entities(book: zipfile.ZipFile) -> None:
    names = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    book.writestr("xl/workbook.xml", f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{names}]><workbook>&a9;</workbook>')


FILES: dict[str, Callable[[Path], None]] = {
    "一千兆的零": _book(_bomb),
    "八万个部分": _book(_entries),
    "实体套实体": _book(_entities),
    "单元格全是数字": _text("data/demo/honours.csv", lambda: _table(lambda _: "1" * CELL)),
    "数字夹空格": _text("data/demo/honours.csv", lambda: _table(_digits)),
    "数字夹括号": _text("data/demo/honours.csv", lambda: _table(lambda _: _repeated("(1)"))),
    "邮箱的开头": _text("data/demo/honours.csv", lambda: _table(lambda _: "qq" + " " * CELL + "@")),
    "学校和姓名": _text("data/demo/honours.csv", lambda: _table(lambda _: _repeated("小学王小明，", CELL // 3))),
    "没有同意的名字": _text(
        "data/demo/donations.csv",
        lambda: _gifts(
            lambda row: (
                f"D{row},2025-03-01,1,货币,个人,王{chr(0x4E00 + row % 9_000)}{chr(0x4E00 + row // 9)},,否,A2025,谢"
            ),
            120_000,
        ),
    ),
    "十万笔一样的": _text(
        "data/demo/donations.csv",
        lambda: _gifts(lambda _: "D1,2025-03-01,1,货币,个人,王小明,,否,A2025,王小明", 120_000),
    ),
    "大括号": _text("data/demo/honours.csv", lambda: _table(lambda _: _repeated("{A001}"))),
    "深的设置": _text("data/demo/organisation.yaml", lambda: "about: " + "[" * MEGABYTES),
    "宽的设置": _text("data/site.yaml", lambda: "".join(f"k{number}: x\n" for number in range(900_000))),
    "锚点": _text(
        "data/site.yaml",
        lambda: "a0: &a0 x\n" + "".join(f"a{at}: &a{at} [{f'*a{at - 1},' * 10}]\n" for at in range(1, 100)),
    ),
    "发布记录": _text("data/releases/1/release.yaml", lambda: "".join(f"k{at}: x\n" for at in range(900_000))),
    "发布清单": _text("data/releases/1/manifest.txt", lambda: f"{'0' * 64}  a\n" * 150_000),
    "答复": _text("data/demo/acknowledgements.csv", lambda: "1,2,3\n" * 1_600_000),
    "标签不收": _article("<a "),
    "链接套链接": _article("[a]("),
    "图片": _article("![a]("),
    "强调": _article("*a_"),
    "星号": _article("**"),
    "宽的表": _text("content/news/demo/a.md", lambda: f"{ARTICLE}{'|a' * 40_000}\n{'|-' * 40_000}\n{'|b' * 10_000}"),
    "脚注": _article("[^1]"),
    "反引号": _article("`a``"),
    "列表套列表": _article("- "),
    "注释不收": _article("<!-- "),
    "引用的定义": _article("[a]: b\n"),
    "长的图片地址": _text("content/news/demo/a.md", lambda: f"{ARTICLE}![图]({'a/' * 95_000}a.png)"),
    "十兆的文章": _text("content/news/demo/a.md", lambda: ARTICLE + "文" * (MEGABYTES // 3)),
    "六千篇文章": _many(6_000, "content/news/demo/a{}.md", ARTICLE + "> " * 700),
    "慢的文章五十篇": _many(50, "content/news/demo/a{}.md", ARTICLE + "<a " * 4_000),
    "四万个文件": _many(40_000, "content/files/{}/138.txt", "x"),
    "四万张表": _many(40_000, "data/demo/honours/{}.csv", HEAD),
    "文字里的大字": _documents("A2025.txt", lambda: "\ufdfa".encode() * (MEGABYTES // 3)),
    "空的段落": _documents("A2025.docx", lambda: _docx(lambda: iter([b"<w:p/>" * 100_000] * 66))),
    "深的段落": _documents("A2025.docx", lambda: _docx(lambda: iter([b"<w:tbl><w:tr><w:p>"] * 2_000_000))),
    "网页的格式不收": _documents(
        "A2025.html",
        lambda: b"".join(b"<b id=%d>" % at for at in range(300_000)) + b"<p>a" * 1_000_000,
    ),
    "网页一层套一层": _documents("A2025.html", lambda: b"<div>" * (MEGABYTES // 5)),
    "PDF 的一页太长": _documents("A2025.pdf", lambda: _pdf(b"BT /F 1 Tf " + b"(a)Tj " * 10_000_000)),
    "PDF 的页太多": _documents("A2025.pdf", lambda: _pdf(b"BT /F 1 Tf " + b"(a)Tj " * 50_000, 500)),
    "附件 PDF 的一页太长": _attached("files/a.pdf", lambda: _pdf(b"BT /F 1 Tf " + b"(a)Tj " * 10_000_000)),
    "附件 PDF 的页太多": _attached("files/a.pdf", lambda: _pdf(b"BT /F 1 Tf " + b"(a)Tj " * 50_000, 20_000)),
    "四十亿像素": _attached("images/a.png", lambda: _png(65_000, 65_000)),
    "不完的 GIF": _attached("images/a.gif", lambda: b"GIF89a\x01\0\x01\0\0\0\0" + b"!\xfe\x01a\0" * 2_000_000),
}


# A small process between: what a child takes counts the memory of the process that it was made from.
_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss, flush=True)
sys.stdout.buffer.write(done.stdout + done.stderr)
"""
_FAULTS = ("Traceback", "程序自己出了错", "缺少软件包")


def _check(site: Path) -> tuple[float, float, bool]:
    """Seconds of processor time and peak in megabytes of a check, and whether it ended in words."""
    inputs = ["--data", str(site / "data"), "--content", str(site / "content")]
    line = [sys.executable, "-m", "disclosure", "check", *inputs]
    measured = [sys.executable, "-c", _MEASURED, "/bin/sh", "-c", f'ulimit -t {_ENOUGH}; exec "$@"', "sh", *line]
    done = subprocess.run(measured, cwd=ROOT, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True)
    taken, _, said = done.stdout.partition("\n")
    code, seconds, peak = taken.split()
    words = code in {"0", "1"} and not any(fault in said for fault in _FAULTS)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return float(seconds), float(peak) / unit, words


def hostile(names: list[str] | None = None) -> Result:
    """A check of the small site with each of the files."""
    rows = []
    for name, write in FILES.items():
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as folder:
            site = Path(folder) / "site"
            shutil.copytree(SITE, site)
            write(site)
            seconds, peak, words = _check(site)
        held = seconds <= MOST_SECONDS and peak <= MOST_MEGABYTES and words
        rows.append((name, f"{seconds:.1f}", f"{peak:.0f}", "是" if held else "否"))
    beyond = sum(row[-1] == "否" for row in rows)
    return Result(
        TITLE,
        ("文件里是什么", "处理器（秒）", "内存峰值（MB）", f"{MOST_SECONDS} 秒、{MOST_MEGABYTES} MB 以内，用中文说完"),
        tuple(rows),
        (f"每一种放进一个小网站，检查一次（{_ENOUGH} 秒就停）。没有做到的有 {beyond} 种。",),
    )
