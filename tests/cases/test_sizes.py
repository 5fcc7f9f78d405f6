"""Whatever is in a file of ten megabytes: told in words, in 20 seconds of processor time and a gigabyte (Z31)."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from case import CaseSite, Lay

from disclosure.problems import Report, Where, problem
from disclosure.reading import slowness

ROOT = Path(__file__).resolve().parents[2]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SMALL_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
HONOURS = ["编号", "名称", "授予方", "年度", "内容", "来源", "出处", "说明"]
GIFTS = ["捐赠编号", "到账日期", "金额", "捐赠类型", "捐赠人类型", "捐赠人", "署名", "同意公开姓名", "来源", "说明"]
MEGABYTE = "x" * 1_000_000


def write_book(path: Path, sheet: Iterator[str], strings: Iterator[str] | None = None) -> None:
    """A workbook of one sheet, its parts written piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, words in SMALL_PARTS.items():
            book.writestr(name, words)
        shared = strings or iter([f'<sst xmlns="{MAIN}"/>'])
        for name, pieces in (("xl/sharedStrings.xml", shared), ("xl/worksheets/sheet1.xml", sheet)):
            with book.open(name, "w", force_zip64=True) as part:
                for words in in_lumps(pieces):
                    part.write(words.encode())


def in_lumps(pieces: Iterator[str]) -> Iterator[str]:
    """Pieces put together to a megabyte and more: to pack each of a million for itself takes much longer."""
    lump: list[str] = []
    size = 0
    for piece in pieces:
        lump.append(piece)
        size += len(piece)
        if size >= len(MEGABYTE):
            yield "".join(lump)
            lump.clear()
            size = 0
    yield "".join(lump)


def text(reference: str, words: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def sheet(head: list[str], body: Iterator[str], tail: str = "") -> Iterator[str]:
    cells = "".join(text(f"{chr(65 + at)}1", words) for at, words in enumerate(head))
    yield f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row>'
    yield from body
    yield f"</sheetData>{tail}</worksheet>"


def rows(count: int, cells: str) -> Iterator[str]:
    for row in range(2, count + 2):
        yield f'<row r="{row}">{cells}</row>'


def around(before: str, piece: str, times: int, after: str) -> Iterator[str]:
    yield before
    for _ in range(times):
        yield piece
    yield after


MERGED = "<mergeCells>" + '<mergeCell ref="A5:B6"/>' * 1_000_000 + "</mergeCells>"
ONE = "<c><v>1</v></c>"
INDEX = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
RUN = f"<r><t>{'x' * 30_000}</t></r>"

BOOKS: dict[str, Callable[[Path], None]] = {
    "a cell of 450 MB": lambda path: write_book(
        path, sheet(HONOURS, around('<row r="2"><c r="A2" t="inlineStr"><is><t>', MEGABYTE, 450, "</t></is></c></row>"))
    ),
    "a cell of many runs": lambda path: write_book(
        path, sheet(HONOURS, around('<row r="2"><c r="A2" t="inlineStr"><is>', RUN, 15_000, "</is></c></row>"))
    ),
    "an attribute of 450 MB": lambda path: write_book(
        path, sheet(HONOURS, around('<row r="2"><c r="A2" x="', MEGABYTE, 450, '"><v>1</v></c></row>'))
    ),
    "a shared string of 450 MB": lambda path: write_book(
        path,
        sheet(HONOURS, iter([INDEX])),
        around(f'<sst xmlns="{MAIN}"><si><t>', MEGABYTE, 450, "</t></si></sst>"),
    ),
    "a shared string of many runs": lambda path: write_book(
        path, sheet(HONOURS, iter([INDEX])), around(f'<sst xmlns="{MAIN}"><si>', RUN, 15_000, "</si></sst>")
    ),
    "a million rows (Z-memory-workbooks)": lambda path: write_book(path, sheet(HONOURS, rows(1_048_000, ONE))),
    "a million faults": lambda path: write_book(path, sheet(HONOURS, rows(1_000_000, '<c t="e"><v>#N/A</v></c>'))),
    "merged cells without end": lambda path: write_book(path, sheet(HONOURS, iter(()), MERGED)),
}
GIFT_BOOKS: dict[str, Callable[[Path], None]] = {
    "a million rows": lambda path: write_book(path, sheet(GIFTS, rows(1_000_000, ONE))),
    "far too many cells": lambda path: write_book(path, sheet(GIFTS, rows(200_000, ONE * 18))),
}

HEAD = ",".join(HONOURS)
TEXTS: dict[str, Callable[[], str]] = {
    "a cell of ten million signs": lambda: f"{HEAD}\nh1,{'文' * 10_000_000},甲,2025,乙,A2025,二,\n",
    "ten million commas": lambda: "," * 10_000_000,
    "a million rows": lambda: f"{HEAD}\n" + "1,,,,,,,\n" * 1_000_000,
    "rows without a header": lambda: "1,2\n" * 2_500_000,
    "a header of a million columns": lambda: ",".join(map(str, range(1_000_000))) + "\n",
    "quotes": lambda: f"{HEAD}\n" + '"a""b",' * 1_400_000,
}

_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stdout.buffer.write(f"{done.returncode} {used.ru_utime + used.ru_stime} {used.ru_maxrss}\\n".encode() + done.stdout + done.stderr)
"""


def measured(site: CaseSite) -> tuple[int, float, int, str]:
    """(exit code, seconds of processor time, peak in kilobytes, what was printed) of a check."""
    inputs = ["--data", str(site.folder / "data"), "--content", str(site.folder / "content")]
    command = [sys.executable, "-c", _MEASURED, sys.executable, "-m", "disclosure", "check", *inputs]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    first, _, report = printed.partition("\n")
    exit_code, seconds, peak = first.split()
    return int(exit_code), float(seconds), int(peak), report


def assert_refused(site: CaseSite, name: str) -> None:
    exit_code, seconds, peak, report = measured(site)
    assert exit_code == 1
    assert name in report
    assert "Traceback" not in report
    assert len(report) < 200_000
    assert seconds < 20 * slowness()
    assert peak < 1024 * 1024


@pytest.mark.skipif(os.name != "posix", reason="只有在 POSIX 上能量内存")
@pytest.mark.parametrize("name", BOOKS)
def test_a_hostile_workbook_is_refused(case: Lay, name: str) -> None:
    site = case()
    BOOKS[name](site.data / "honours.xlsx")
    assert (site.data / "honours.xlsx").stat().st_size < 12_000_000
    assert_refused(site, "honours.xlsx")


@pytest.mark.skipif(os.name != "posix", reason="只有在 POSIX 上能量内存")
@pytest.mark.parametrize("name", GIFT_BOOKS)
def test_a_hostile_workbook_of_gifts_is_refused(case: Lay, name: str) -> None:
    """Gifts may be many; rows without sense are no gifts."""
    site = case()
    GIFT_BOOKS[name](site.data / "donations.xlsx")
    assert_refused(site, "donations.xlsx")


@pytest.mark.skipif(os.name != "posix", reason="只有在 POSIX 上能量内存")
@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_refused(case: Lay, name: str) -> None:
    site = case()
    site.write("data/demo/honours.csv", TEXTS[name]())
    assert_refused(site, "honours.csv")


def table(count: int, words: str = "好") -> str:
    stream = io.StringIO()
    lines = [HONOURS, *([f"h{row}", "奖", "机关", "2025", words, "A2025", "二", ""] for row in range(count))]
    csv.writer(stream).writerows(lines)
    return stream.getvalue()


@pytest.mark.parametrize(("signs", "refused"), [(32_767, False), (32_768, True)])
def test_the_longest_cell_is_that_of_excel(case: Lay, signs: int, *, refused: bool) -> None:
    site = case()
    site.write("data/demo/honours.csv", table(1, "长" * signs))
    assert ("table-too-large" in site.check().errors) is refused


def test_an_ordinary_table_may_have_thousands_of_rows(case: Lay) -> None:
    site = case()
    site.write("data/demo/honours.csv", table(3_000))
    assert site.check().errors == ()


def test_of_faults_alike_a_thousand_are_told_and_the_others_counted(case: Lay) -> None:
    site = case()
    site.write("data/demo/honours.csv", table(3_000).replace(",2025,", ",明年,"))
    outcome = site.check()
    assert outcome.errors.count("bad-value") == 1_000
    assert "more-faults" in outcome.advice
    assert "2000 处" in outcome.printed


def test_a_report_counts_what_it_does_not_keep() -> None:
    """Whatever adds to it: memory stays bounded, the number is right, errors stay errors."""
    report = Report(problem("missing-value", Where("a.csv", None, row, "名称"), expected="x") for row in range(5_000))
    report.add(problem("missing-value", Where("b.csv", None, 1, "名称"), expected="x"))
    codes = [fault.code for fault in report]
    assert codes.count("missing-value") == 1_001
    (folded,) = [fault for fault in report if fault.code == "more-faults"]
    assert "4000 处" in folded.message
    assert len(report.errors) == 1_001
    report.acknowledge(lambda _: None)
    assert [fault.code for fault in report] == codes
