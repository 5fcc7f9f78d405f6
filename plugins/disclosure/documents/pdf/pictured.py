"""Which pages of a PDF are but pictures: scans, with or without words that a scanner guessed, and letters drawn as outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .lines import Letter

if TYPE_CHECKING:
    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
    from pdfplumber.page import Page

FEWEST_LETTERS = 20  # of a page that is no picture, as a number or a stamp may stand on one
_FILLED, _WHOLLY_FILLED = (
    0.3,
    0.7,
)  # of a page that is a picture: with hardly a letter, with letters only above and below
_MARGIN = 0.08  # of its height: where running titles and page numbers stand
_FEWEST_OUTLINES = 20  # of a page whose letters are drawn, in a document without any
_UNSEEN = (3, 7)  # ways to set text that show nothing


def filled(page: Page) -> float:
    """How much of a page pictures fill: 1 where they are as large as it."""
    area = sum(abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images)
    return float(area) / max(float(page.width) * float(page.height), 1.0)


def has_guessed_words(page: Page) -> bool:
    """Whether most letters on a picture are unseen: what a scanner took its words for, which nobody looked at."""
    return filled(page) >= _FILLED and _mostly_unseen(page)


def is_picture(page: Page, letters: Sequence[Letter]) -> bool:
    """Whether a page is but a picture; *letters* are those that are seen on it."""
    by = filled(page)
    if by < _FILLED:
        return False
    if by < _WHOLLY_FILLED:
        return len(letters) < FEWEST_LETTERS
    top, bottom = float(page.height) * _MARGIN, float(page.height) * (1 - _MARGIN)
    between = [letter for letter in letters if top < (letter["top"] + letter["bottom"]) / 2 < bottom]
    return len(between) < FEWEST_LETTERS


def is_drawn(page: Page) -> bool:
    """Whether a page without letters may have some that are drawn as outlines."""
    return len(page.curves) >= _FEWEST_OUTLINES


def _mostly_unseen(page: Page) -> bool:
    """Whether the greater part of the letters of a page is set so that nothing shows."""
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdfinterp import PDFPageInterpreter

    shown, unseen = [0], [0]  # bytes

    class Onlooker(PDFTextDevice):
        """Hears of every stretch of letters how it is set, which the letters themselves do not say."""

        def render_string(
            self, textstate: PDFTextState, seq: PDFTextSeq, ncs: object, graphicstate: PDFGraphicState
        ) -> None:
            del ncs, graphicstate
            heard = unseen if textstate.render in _UNSEEN else shown
            heard[0] += sum(len(part) for part in seq if isinstance(part, bytes))

    PDFPageInterpreter(page.pdf.rsrcmgr, Onlooker(page.pdf.rsrcmgr)).process_page(page.page_obj)
    return unseen > shown
