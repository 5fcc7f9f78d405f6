"""Files to documents: Word, PDF, web pages, sheets, Markdown, plain text, and pictures of them; a file that can't be read says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from ..expressions import expression
from ..problems import machine_reason
from ..reading import KnownFiles, TooLongError, limited
from . import docx, pdf, scans, sheets, transcript, web
from .text import STOPS, Document, Paragraph, UnreadableError
from .transcript import Transcript, TranscriptError

SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".txt", ".md", *sheets.SUFFIXES)
_MOST_BYTES = 30 * 1024 * 1024
_MOST_CHARACTERS = 3_000_000
_SECONDS = 8  # of processor time; any report takes less
_FEWEST_LETTERS = 20  # a PDF with less text than this is a scan
_MOST_PICTURES = 80  # pages of a document whose words are recognised
_PDFS = KnownFiles[Document]()
_SCANS = KnownFiles["RecognisedDocument"](4)

_OTHERS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "这种文字处理格式读不了，请另存为 .docx"),
    **dict.fromkeys((".xls", ".xlsm", ".et", ".ods"), "这种表格格式读不了，请另存为 .xlsx"),
    ".gif": "这是会动的图片，请另存为 .png",
    **dict.fromkeys((".zip", ".rar", ".7z"), "这是压缩包，请先解开"),
}


class RecognisedDocument(NamedTuple):
    """A document with what was recognised in its pictures, and these."""

    document: Document
    scan: scans.Scan


class PicturedError(UnreadableError):
    """A document that is but pictures: its words would have to be recognised."""


def read_document(path: Path) -> Document:
    """The document at *path*; UnreadableError where that can't be had, whatever the file holds.

    Nothing in pictures is recognised, so that every machine reads the same; what a transcript beside it says is read. TranscriptError
    where nobody may rely on that.
    """
    vouched, suffix = transcript_beside(path), path.suffix.lower()
    if suffix in scans.SUFFIXES:
        if vouched is None:
            raise PicturedError("这是图片，里面没有文字可查")
        return _of_transcript(path, vouched)
    if suffix not in SUFFIXES:
        raise UnreadableError(_OTHERS.get(suffix, f"只认得 {'、'.join(SUFFIXES)}"))
    with _reasons():
        _refuse_large(path)
        document = _pdf(path) if suffix == ".pdf" else _quickly(path, suffix)
    if vouched and document.pictured:
        return _with_transcript(document, vouched)
    if suffix == ".pdf" and sum(len(paragraph.text) for paragraph in document.paragraphs) < _FEWEST_LETTERS:
        raise PicturedError("没有文字，可能是扫描的图片")
    if not document.paragraphs:
        raise UnreadableError("没有文字")
    return document


def _of_transcript(path: Path, vouched: Transcript) -> Document:
    """What somebody vouches for of a picture; the parts of a tall one are its pages there, and so are the sheets of a TIFF."""
    with _reasons():
        sheets = scans.sheets_of(path.read_bytes(), _MOST_PICTURES)
    _refuse_missing(range(1, max(sheets, *vouched.pages) + 1), vouched)
    return Document.of(_limited(iter(vouched.paragraphs)))


def _with_transcript(document: Document, vouched: Transcript) -> Document:
    """A document some pages of which are pictures, with what somebody vouches for of these, which must be all."""
    _refuse_missing(document.pictured, vouched)
    in_pictures = (paragraph for paragraph in vouched.paragraphs if paragraph.page in document.pictured)
    paragraphs = sorted((*document.paragraphs, *in_pictures), key=lambda paragraph: paragraph.page)
    return Document.of(_limited(iter(paragraphs)))


def _refuse_missing(pictured: Iterable[int], vouched: Transcript) -> None:
    """TranscriptError where nobody vouches for what some of these pages show."""
    missing = [page for page in pictured if page not in vouched.pages]
    if missing:
        raise TranscriptError(
            f"原件第 {transcript.pages_named(missing)}页是图，这里没有",
            "请照原件补上，前面写一行“【第 几 页】”，或者重新认字",
        )


def transcript_path(path: Path) -> Path:
    """Where the transcript of a scan stands."""
    return path.with_name(f"{path.name}{transcript.SUFFIX}")


def transcript_beside(path: Path) -> Transcript | None:
    """What a person vouches for of a scan; None where there is no transcript, TranscriptError where it can't be relied on."""
    beside = transcript_path(path)
    if not beside.is_file():
        return None
    with _reasons():
        for file in (path, beside):
            _refuse_large(file)
        content, scan = beside.read_bytes(), path.read_bytes()
    try:
        text = _decoded(content)
    except UnreadableError as error:
        raise TranscriptError(str(error), "请用记事本打开，另存为 UTF-8") from None
    return transcript.parsed(text, scan)


def words_to_read(recognised: RecognisedDocument) -> dict[int, str]:
    """What was recognised in the pictures of a document, by page, for somebody to hold against them."""
    document = recognised.document
    return transcript.words_to_read(document.paragraphs, {*document.recognised, *document.pictured})


def _alone(*_: int) -> None:
    """Nobody waits for what is recognised, nor hears how far it is."""


def recognise_document(
    path: Path, tell: Callable[[int, int], None] = _alone, go_on: Callable[[], None] = _alone
) -> RecognisedDocument:
    """The document at *path*, a picture or a PDF, with what is written in pictures of pages; UnreadableError as above.

    *tell* hears how many of how many pages are done; *go_on* is called now and then, and raises where nobody waits any more. It takes
    some seconds a page; what was recognised is known for as long as this process lives.
    """
    if path.suffix.lower() not in (".pdf", *scans.SUFFIXES):
        raise UnreadableError("认字只认 PDF 和图片")
    if not scans.is_installed():
        raise PicturedError("是扫描的图片，这台电脑还没有装认字的软件")
    with _reasons():
        _refuse_large(path)
        content = path.read_bytes()
        return _SCANS.of(content, lambda: _recognised(path, content, tell, go_on))


def _recognised(
    path: Path, content: bytes, tell: Callable[[int, int], None], go_on: Callable[[], None]
) -> RecognisedDocument:
    """A document with its pictures read, one page after the other; the file is not held open meanwhile."""
    if path.suffix.lower() in scans.SUFFIXES:
        count, pictures = scans.pictures_of_file(content, _MOST_PICTURES)
        pages: list[Sequence[pdf.PageItem]] = [()] * count
    else:
        text = pdf.read_pdf(path)
        pages, count = list(text.pages), len(text.pictured)
        if count > _MOST_PICTURES:
            raise UnreadableError(f"扫描的页超过 {_MOST_PICTURES} 页，请分成几份")
        pictures = scans.pictures_of_pages(content, text.pictured, _MOST_PICTURES)
    scanned: list[scans.ScannedPage] = []
    clear_pages: list[int] = []
    unclear: list[int] = []
    with closing(pictures):
        for done, (number, parts) in enumerate(groupby(pictures, key=itemgetter(0))):
            tell(done, count)
            go_on()
            seen = [scans.recognise(picture, number, go_on) for _, picture in parts]
            clear = [part for part in seen if part.is_clear]
            if not clear or len(clear) < sum(bool(part.lines) for part in seen):
                unclear.append(number)
            if clear:
                pages[number - 1] = [item for part in clear for item in part.items]
                clear_pages.append(number)
            scanned.append(scans.ScannedPage.of(seen, number))
    document = Document.of(_limited(pdf.paragraphs_of(pages)), tuple(unclear), tuple(clear_pages))
    if not document.paragraphs:
        raise UnreadableError("图里没有认得清的字：手写的、太糊的认不出来")
    return RecognisedDocument(document, scans.Scan(tuple(scanned)))


@contextmanager
def _reasons() -> Iterator[None]:
    """UnreadableError with a reason in Chinese for whatever a file does to its reader."""
    try:
        yield
    except (docx.DocxError, pdf.PdfError, web.TangledError, scans.NoPictureError, scans.NotWorkingError) as error:
        raise UnreadableError(str(error)) from None
    except TooLongError:
        raise UnreadableError("排版太复杂，读它要花很久") from None
    except MemoryError:
        raise UnreadableError("内存不够，请关掉别的程序再试") from None
    except OSError as error:
        raise UnreadableError(f"打不开（{machine_reason(error)}）") from None


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableError(f"超过 {_MOST_BYTES // 1024 // 1024} MB")


def _pdf(path: Path) -> Document:
    """A PDF, each page of which has its own time, or as it was read before."""
    return _PDFS.of(path.read_bytes(), lambda: _of_pdf(pdf.read_pdf(path)))


def _of_pdf(text: pdf.PdfText) -> Document:
    return Document.of(_limited(pdf.paragraphs_of(text.pages)), text.pictured)


def _quickly(path: Path, suffix: str) -> Document:
    with limited(_SECONDS):
        return Document.of(_limited(_paragraphs(path, suffix)))


def pasted(text: str) -> Document:
    """The document that pasted *text* is."""
    return Document.of(_limited(_joined((line, 0) for line in text.splitlines())))


def published_bytes(path: Path) -> bytes:
    """A document as it is published; a text says by its first bytes that it is UTF-8, so that every browser reads it."""
    content = path.read_bytes()
    return _decoded(content).encode("utf-8-sig") if path.suffix.lower() == ".txt" else content


def _limited(paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    length = 0
    for paragraph in paragraphs:
        length += len(normalize("NFKC", paragraph.text))  # one sign may stand for eighteen
        if length > _MOST_CHARACTERS:
            raise UnreadableError(f"超过 {_MOST_CHARACTERS // 10_000} 万字")
        yield paragraph


def _paragraphs(path: Path, suffix: str) -> Iterator[Paragraph]:
    if suffix == ".docx":
        return docx.paragraphs(path)
    if suffix in sheets.SUFFIXES:
        return sheets.paragraphs(path)
    text = _decoded(path.read_bytes())
    if suffix == ".txt":
        if transcript.is_transcript(text):
            raise UnreadableError("这是认字稿，只是抄件，不是原件")
        return _joined((line, 0) for line in text.splitlines())
    if suffix == ".md":
        return _markdown(text)
    return (Paragraph(block) for block in web.blocks(text))


# --- text ----------------------------------------------------------------------------------------


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    else:
        named = re.search(rb"charset\s*=\s*[\"']?(gb2312|gbk|gb18030|utf-8)", content[:2048], re.IGNORECASE)
        first = "utf-8-sig" if named is None or named[1].lower() == b"utf-8" else "gb18030"
        codings = [first, "utf-8-sig", "gb18030"]
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("不是文字，或者编码认不出（请存成 UTF-8）")


_WIDEST_WRAP = 120  # characters; longer lines are paragraphs that were never wrapped
_NARROWEST_WRAP = 20  # no page is so narrow; shorter lines end where whoever wrote them ended them
# The first line, where it is the title of a report: what follows it begins anew, however long it is.
_TITLE = expression(
    r"[^，。；：,;]{4,60}(?:总结|报告|公告|公示|通告|通报|简报|快报|年报|情况说明)(?:[（(][^（）()]{1,16}[）)])?"
)


# A name and its number make a line of their own in lists: 县人民医院  48,215.00元, 年末结余：18万元, 总支出：￥1,200.00; so does a row of a table.
_ITEM = expression(
    r".{1,40}?(?:[ \u3000]{1,12}-?[0-9][0-9,.]*+%?+){2,40}+"
    r"|(?:[0-9]{1,3}[.、]\s?)?[^\s，。；、,;：:0-9]{2,24}[ \u3000]{1,12}(?!(?:19|20)[0-9]{2}$)[0-9][0-9,.]*"
    r"|[^\s，。；、,;：:0-9]{2,24}(?:[（(][^（）()]{1,12}[）)])?(?:[：:]|\s)\s*"
    r"(?:[¥￥]?[0-9][0-9,.]*\s?(?:[万亿]?元|人次?|户|名|件|笔|个|场次?|次|小时|家|所|[（(][百千]?[万亿]?元[）)])|[¥￥]\s?[0-9][0-9,.]*\s?[万亿]{0,2})"
    r"(?:[（(][^（）()]{1,20}[）)])?"
    r"|[^\s，。；、,;：:0-9]{0,22}(?:人次|人数|户数)[：:]\s?[0-9][0-9,.]*\+?"
)
_UNIT_FIRST = expression(r"[万亿余多]*(?:元|人次?|户|名|件|场|个|家|所|%)(?=[，。；、,;]|$)")
_CELL = expression(r"[-¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?%?\s*\|?")  # a line that is but a number
# A numbered heading does not go on, however long it is.
_HEADING = expression(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^，。；：,;:0-9]{2,24}")
# No line that begins so, and no row of a table, goes on from the line above.
_BEGINS = expression(
    r"[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]|[0-9]{1,2}[.、．]\s?(?=[\u4e00-\u9fff“])|[①-⑳⑴-⒛㈠-㈩●■◆▲★•·]|[^\t]*\t"
)


def _joined(lines: Iterable[tuple[str, int]]) -> Iterator[Paragraph]:
    """Paragraphs of (line, page): a line that is as wide as most and ends in no stop goes on in the next one."""
    every = [(line.strip(), page) for line, page in lines]
    lengths = sorted(len(line) for line, _ in every if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    wraps = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and len(lengths) > 2  # noqa: PLR2004  (two lines tell nothing of a width)
    first = next((line for line, _ in every if line), "")
    current, begun = "", 0
    for (line, page), (after, _) in pairwise([*every, ("", 0)]):
        item = _ITEM.fullmatch(line) is not None
        if item and wraps and len(line) * 10 >= width * 8 and _UNIT_FIRST.match(after):
            item = False  # …群众 3,286 / 人次,发放…: the number goes on in the next line
        if current and (item or _BEGINS.match(line)):
            yield Paragraph(current, begun)
            current = ""
        begun = begun if current else page
        current += line
        full = (
            wraps
            and line
            and not (line is first and _TITLE.fullmatch(line))
            and not _HEADING.fullmatch(line)
            and len(line) * 10 >= width * 8
            and not line.endswith(STOPS)
        )
        if _CELL.fullmatch(line) and not _UNIT_FIRST.match(after):
            full = False  # 34.17, and below it 6.24: cells of a table, each on a line of its own
        if not full or item or "\t" in line:
            yield Paragraph(current, begun)
            current = ""
    yield Paragraph(current, begun)


# --- Markdown ------------------------------------------------------------------------------------

_MARKED_LINE = expression(r"\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?)")
_MARKS = expression(r"~~[^~\n]*~~|!\[[^\[\]\n]*\]\([^()\s]*\)|\*\*|__|`")
_LINK = expression(r"\[([^\[\]\n]*)\]\([^()\s]*\)")
_RULE = expression(r"[-|:=*_ \t]+")


def _markdown(text: str) -> Iterator[Paragraph]:
    """Paragraphs without the marks of Markdown: headings and points are lines of their own, what is crossed out is left out."""
    lines = web.without_comments(text).splitlines()
    if lines and lines[0].strip() == "---" and "---" in (rest := [line.strip() for line in lines[1:]]):
        lines = lines[rest.index("---") + 2 :]  # settings, no text
    plain: list[tuple[str, int]] = []
    for line in lines:
        bare = _LINK.sub(r"\1", _MARKS.sub("", line))
        if bare.lstrip().startswith("|"):
            if not _RULE.fullmatch(bare):
                cells = [cell.strip() for cell in bare.strip().removeprefix("|").removesuffix("|").split("|")]
                plain.append(("\t".join(cells), 0))
        elif marked := _MARKED_LINE.match(bare):
            plain += [("", 0), (bare[marked.end() :], 0), ("", 0)]
        elif not bare.strip() or not _RULE.fullmatch(bare):
            plain.append((bare, 0))
    return _joined(plain)
