"""The pages of a PDF with text, one after the other, within bounds of size, time and memory."""

from __future__ import annotations

import logging
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...reading import PARSER_FAULTS, TooLongError, limited, slowness
from ..text import Paragraph
from .aligned import aligned
from .joining import joined, without_furniture
from .lines import Letter, PageItem, once
from .naming import mark_unknown
from .page_items import page_items
from .parted import whole
from .pictured import FEWEST_LETTERS, has_guessed_words, is_drawn, is_picture
from .shaded import with_white_rows
from .tables import ruled_tables

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

# What the parser says of odd files goes nowhere: a file that can't be read says so itself.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfminer").propagate = False

_MOST_PAGES = 600
_SECONDS, _SECONDS_OF_PAGE = 40, 8  # of processor time; a page of text takes less than a tenth of one
# Bytes of all streams together but pictures, which nobody unpacks, and of one that says it is one.
_MOST_UNPACKED = 200 * 1024 * 1024
_CHUNK = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE, _LONGEST_HEAD = re.compile(rb"/Subtype\s*/Image\b"), 2_000
_MOST_UNKNOWN = 0.2  # of the letters of a file
_ASCENT, _DESCENT = 0.88, 0.12  # of the size of a letter, above and below its line


class PdfError(Exception):
    """A file that is no whole PDF, or one that can't be read; the reason in Chinese."""


class _PdfPage(NamedTuple):
    """What stands on a page, how many letters are seen there, whether it is but a picture, and whether letters may be drawn on it."""

    items: tuple[PageItem, ...]
    letters: int
    pictured: bool
    drawn: bool


class PdfText(NamedTuple):
    """What stands on each page, and which pages (counted from 1) are but pictures."""

    pages: tuple[tuple[PageItem, ...], ...]
    pictured: tuple[int, ...]


def paragraphs_of(pages: Sequence[Sequence[PageItem]]) -> Iterator[Paragraph]:
    """Every paragraph and every row of a table, in the order of the pages, each with the page that it begins on.

    Lines that go on in the next one are joined, over the end of a page, too; headers and footers that repeat stand once. The
    cells of a row are parted by tabs as `docx.paragraphs` parts them.
    """
    yield from joined(aligned(whole(without_furniture(pages))))


def read_pdf(path: Path) -> PdfText:
    """The pages of a PDF; PdfError where the file can't be read."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # slow to load
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    _refuse_bombs(path.read_bytes())
    try:
        pages = list(_pages(path))
    except (NotImplementedError, MemoryError):
        raise PdfError("这份 PDF 读不了") from None
    except (MalformedPDFException, PdfminerException, PSException, *PARSER_FAULTS) as error:
        if isinstance(error, OSError):
            raise
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args))
        raise PdfError("有密码" if locked else "不是完整的 PDF") from None
    without_letters = sum(page.letters for page in pages) < FEWEST_LETTERS * len(pages)
    return PdfText(
        tuple(page.items for page in pages),
        tuple(number for number, page in enumerate(pages, 1) if page.pictured or (without_letters and page.drawn)),
    )


def _pages(path: Path) -> Iterator[_PdfPage]:
    """Each page; what a scanner took the words of a picture for is left out, as nobody looked at it."""
    import pdfplumber  # slow to load

    letters = unknown = 0
    with pdfplumber.open(path) as pdf:
        if pdf.doc.encryption is not None:
            raise PdfError("有密码")
        if len(pdf.pages) > _MOST_PAGES:
            raise PdfError(f"超过 {_MOST_PAGES} 页")
        begun = time.thread_time()
        for held in pdf.pages:
            with limited(_SECONDS_OF_PAGE):
                page = _turned(pdf, held)
                letters_on = () if has_guessed_words(page) else page.chars
                shown = list(once(letter for letter in letters_on if _on_paper(page, letter)))
                letters += len(shown)
                unknown += mark_unknown(shown)
                tables = with_white_rows(page, ruled_tables(page), shown)
                items = tuple(page_items(shown, tables, page.page_number, float(page.width)))
                read = _PdfPage(items, len(shown), is_picture(page, shown), is_drawn(page, shown))
            page.close()
            yield read
            spent = time.thread_time() - begun
            if spent > _SECONDS and spent > _SECONDS * slowness():
                raise TooLongError
    if unknown > _MOST_UNKNOWN * letters:
        raise PdfError("里面的字没有编码，读出来是乱码")


def _turned(pdf: PDF, page: Page) -> Page:
    """A page as it is held for reading: turned where most of its letters lie on their side. Each letter is told whether it stands."""
    from pdfplumber.page import Page as AnyPage

    ways = Counter(map(_way, page.chars))
    way = max(ways, key=ways.__getitem__, default=0)
    if way:
        page.close()
        page.page_obj.rotate = page.page_obj.attrs["Rotate"] = (page.page_obj.rotate - way) % 360
        page = AnyPage(pdf, page.page_obj, page.page_number)
    for letter in page.chars:
        letter["upright"] = _way(letter) == 0
    _set_on_lines([letter for letter in page.chars if letter["upright"] and letter["size"] > 0])
    return page


def _set_on_lines(letters: Sequence[Letter]) -> None:
    """Give letters the height that they have on paper: what fonts say of how far they reach below the line differs, or is wrong."""
    below = [round((letter["matrix"][5] - letter["y0"]) / letter["size"], 2) for letter in letters]
    often = Counter((letter["fontname"], by) for letter, by in zip(letters, below, strict=True))
    usual: dict[str, float] = {}  # font → how far its letters reach below the line, but those that are raised
    for (font, by), _ in often.most_common():
        usual.setdefault(font, by)
    for letter in letters:
        foot = letter["bottom"] - usual[letter["fontname"]] * letter["size"]
        letter["top"], letter["bottom"] = foot - _ASCENT * letter["size"], foot + _DESCENT * letter["size"]


def _way(letter: Letter) -> int:
    """By how many degrees a letter is turned clockwise, in quarters of a circle."""
    right, up, *_ = letter["matrix"]
    if abs(right) >= abs(up):
        return 0 if right >= 0 else 180
    return 90 if up < 0 else 270


def _on_paper(page: Page, letter: Letter) -> bool:
    """Whether a letter stands on the page as it is shown or printed."""
    left, top, right, bottom = page.cropbox
    across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(left <= across <= right and top <= down <= bottom)


def _refuse_bombs(content: bytes) -> None:
    """PdfError where what is packed in the file would fill the memory."""
    left = _MOST_UNPACKED
    for match in _STREAM.finditer(content):
        unpacker, packed = zlib.decompressobj(), content[match.end() : match.end() + _CHUNK]
        picture = _PICTURE.search(_before(content, match)) is not None
        start, room = match.end(), _MOST_UNPACKED if picture else left
        while packed and not unpacker.eof:
            try:
                room -= len(unpacker.decompress(packed, room + 1))
            except zlib.error:
                break
            if room < 0:
                raise PdfError("展开后太大")
            start += len(packed)
            packed = unpacker.unconsumed_tail or content[start : start + _CHUNK]
        left = left if picture else room


def _before(content: bytes, stream: re.Match[bytes]) -> bytes:
    """What the file says of a stream."""
    return content[max(0, stream.start() - _LONGEST_HEAD) : stream.start()].rpartition(b" obj")[2]
