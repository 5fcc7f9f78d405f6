"""What can be wrong with the documents that figures come from: not there, not readable, not saying what was registered."""

from __future__ import annotations

from collections.abc import Callable

import pypdf
import scans
from PIL import Image
from small import Case, Site

from disclosure.documents import TRANSCRIPT_SUFFIX, transcript_text

SOURCES = "dawn/sources.csv"
FIGURES = "dawn/figures/2023.csv"
REPORT = """2023年工作总结
一、收支
全年接收款物100万元，发放80万元，惠及1200余人次。线上募捐60万元，企业捐赠40万元。
二、项目
一是“暖冬行动”支出50万余元。二是“阅读角”支出21.6万元，办活动12场，有240人受益。
三、下一年，争取募捐120万元以上。
"""


def report(text: str = REPORT, name: str = "DOC.txt") -> Callable[[Site], None]:
    """Lay the report of the first organisation beside its data."""
    return lambda site: site.write(f"data/dawn/sources/{name}", text)


def named(document: str, *, public: str = "", text: str = REPORT) -> Callable[[Site], None]:
    """Name a document in the list of sources, and say whether it is published."""

    def make(site: Site) -> None:
        rows = site.table("sources.csv")
        site.save("sources.csv", [[*rows[0], "原件", "公开原件"], [*rows[1], document, public]])
        if text:
            report(text, document)(site)

    return make


def _capitals(site: Site) -> None:
    named("总结.TXT", text="")(site)
    site.write("data/dawn/sources/总结.txt", REPORT)


def sentence(words: str) -> Callable[[Site], None]:
    """Record the sentence of the first figure."""

    def make(site: Site) -> None:
        rows = site.table("figures/2023.csv")
        site.save("figures/2023.csv", [[*rows[0], "原文句子"], [*rows[1], words], *([*row, ""] for row in rows[2:])])
        report()(site)

    return make


def _twice(site: Site) -> None:
    report()(site)
    report(name="DOC.html", text="<p>同一份</p>")(site)


def _unclaimed(site: Site) -> None:
    report()(site)
    report(name="旧稿.txt")(site)


def _published_with_a_picture(site: Site) -> None:
    _page_that_is_a_picture(site)
    named("DOC.pdf", public="是", text="")(site)


def _page_that_is_a_picture(site: Site) -> None:
    """The report as a PDF, its third part on a page that was scanned."""
    text, _, scanned = REPORT.partition("三、")
    folder = site.data / "dawn" / "sources"
    folder.mkdir(parents=True)
    scans.text_pdf(folder / "DOC.pdf", *text.splitlines())
    scans.scanned_pdf(folder / "page.pdf", scans.page(f"三、{scanned}"))
    both = pypdf.PdfWriter()
    for name in ("DOC.pdf", "page.pdf"):
        both.append(folder / name)
    both.write(folder / "DOC.pdf")
    (folder / "page.pdf").unlink()


def scan(
    words: str = REPORT, read_by: str | None = "看过：张三，2026-03-20", public: str = "", page: int = 1
) -> Callable[[Site], None]:
    """The report as a scan, with a transcript that says *words* where somebody has read it, or might have."""

    def make(site: Site) -> None:
        named("DOC.pdf", public=public, text="")(site)
        folder = site.file("sources")
        folder.mkdir(exist_ok=True)
        scans.scanned_pdf(folder / "DOC.pdf", Image.new("RGB", (400, 300), "white"))
        if read_by is not None:
            text = transcript_text("DOC.pdf", (folder / "DOC.pdf").read_bytes(), {page: words})
            (folder / f"DOC.pdf{TRANSCRIPT_SUFFIX}").write_text(text.replace("\n看过：\n", f"\n{read_by}\n"), "utf-8")

    return make


def _another_scan(site: Site) -> None:
    """The scan is another one than that of the transcript."""
    scan()(site)
    scans.scanned_pdf(site.file("sources") / "DOC.pdf", Image.new("RGB", (400, 300), "grey"))


def _renamed_transcript(site: Site) -> None:
    """The transcript alone, under the name of a document of its own."""
    scan()(site)
    folder = site.file("sources")
    (folder / f"DOC.pdf{TRANSCRIPT_SUFFIX}").rename(folder / "DOC.txt")
    site.cell("sources.csv", 2, "原件", "DOC.txt")


def _scan_in_a_folder(site: Site) -> None:
    """The scan of one year in a folder of its own."""
    scan(read_by=None)(site)
    folder = site.file("sources")
    (folder / "2023").mkdir()
    (folder / "DOC.pdf").rename(folder / "2023" / "DOC.pdf")
    site.cell("sources.csv", 2, "原件", "2023/DOC.pdf")


def _transcript_as_document(site: Site) -> None:
    scan()(site)
    site.cell("sources.csv", 2, "原件", f"DOC.pdf{TRANSCRIPT_SUFFIX}")


TRANSCRIPT = f"dawn/sources/DOC.pdf{TRANSCRIPT_SUFFIX}"

ORIGINAL_CASES = (
    Case("document-pictured", "dawn/sources/DOC.pdf", None, None, scan(read_by=None), told="TRANSCRIPT=1"),
    Case(
        "document-pictured",
        "dawn/sources/2023/DOC.pdf",
        None,
        None,
        _scan_in_a_folder,
        name="folder",
        told="dawn/sources/2023/DOC.pdf TRANSCRIPT=1",
    ),
    Case("transcript-unfit", TRANSCRIPT, None, None, scan(read_by="看过："), told="看过"),
    Case("transcript-unfit", TRANSCRIPT, None, None, scan(read_by="看过：——，2026-03-20"), name="unnamed", told="姓名"),
    Case("document-unreadable", "dawn/sources/DOC.txt", None, None, _renamed_transcript, name="copy", told="认字稿"),
    Case(
        "transcript-unfit",
        TRANSCRIPT,
        None,
        None,
        scan(REPORT.replace("100", "1\ufffd0")),
        name="unsure",
        told="第 1 页",
    ),
    Case("transcript-unfit", TRANSCRIPT, None, None, _another_scan, name="another", told="指纹"),
    Case("transcript-unfit", TRANSCRIPT, None, None, scan(page=2), name="missing", told="第 1 页是图"),
    Case("transcript-named", SOURCES, 2, "原件", _transcript_as_document, told="DOC.pdf"),
    Case(
        "wording-not-in-source",
        FIGURES,
        5,
        "原文写法",
        scan(REPORT.replace("21.6万元", "216万元")),
        name="scan",
        told="216万元",
    ),
    Case(
        "personal-words",
        "dawn/sources/DOC.pdf 第 1 页（认字稿）",
        None,
        None,
        scan(REPORT + "联系人手机13812345678。\n", public="是"),
        name="scan",
        told="手机",
    ),
    Case("document-missing", SOURCES, 2, "原件", named("总结.docx", text=""), told="总结.docx"),
    Case(
        "document-missing",
        SOURCES,
        2,
        "原件",
        _capitals,
        name="capitals",
        told="，有“总结.txt”，只差大小写",
    ),
    Case(
        "document-missing",
        SOURCES,
        2,
        "原件",
        named("../organisation.yaml", text=""),
        name="outside",
        told="organisation.yaml",
    ),
    Case("document-twice", SOURCES, 2, "原件", _twice, told="DOC.html"),
    Case("document-unclaimed", "dawn/sources/旧稿.txt", None, None, _unclaimed),
    Case("document-unreadable", "dawn/sources/DOC.docx", None, None, report("不是压缩包", "DOC.docx"), told="Word"),
    Case(
        "document-unreadable", "dawn/sources/DOC.doc", None, None, report("旧格式", "DOC.doc"), name="old", told=".docx"
    ),
    Case("original-pictured", "dawn/sources/DOC.pdf", None, None, _published_with_a_picture, told="第 2 页"),
    Case("original-format", "dawn/sources/总结.html", None, None, named("总结.html", public="是"), told="PDF"),
    Case(
        "wording-not-in-source", FIGURES, 5, "原文写法", report(REPORT.replace("21.6万元", "216万元")), told="216万元"
    ),
    Case("wording-in-picture", "dawn/figures/2024.csv", 2, "原文写法", _page_that_is_a_picture, told="第 2 页"),
    Case(
        "wording-elsewhere",
        FIGURES,
        2,
        "出处",
        report(REPORT.replace("100万元，", "").replace("12场", "12场，募集100万元")),
        told="12场",
    ),
    Case(
        "wording-cut",
        FIGURES,
        2,
        "原文写法",
        report(REPORT.replace("100万元", "首次超过100万元")),
        told="首次超过100万元",
    ),
    Case("sentence-not-in-source", FIGURES, 2, "原文句子", sentence("全年共接收100万元。"), told="全年共接收"),
    Case("sentence-without-wording", FIGURES, 2, "原文句子", sentence("全年接收款物很多。"), told="100万元"),
    Case(
        "number-unregistered",
        "dawn/sources/DOC.txt",
        None,
        None,
        report(REPORT + "另有8家单位捐书300册。\n"),
        told="有 2 处",
    ),
)
