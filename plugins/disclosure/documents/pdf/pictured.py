"""Which pages of a PDF are but pictures: scans, with or without words that a scanner guessed, and letters drawn as outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .lines import Letter

if TYPE_CHECKING:
    from pdfplumber.page import Page

FEWEST_LETTERS = 20  # of a page that is no picture, as a number or a stamp may stand on one
_FILLED = 0.3  # of a page that is a picture: with hardly a letter
_WHOLLY_FILLED = 0.7  # the same with letters only above and below
_MARGIN = 0.08  # of its height: where running titles and page numbers stand
_FEWEST_OUTLINES = 20  # of a page whose letters are drawn, in a document with hardly any
_SLANTED = 0.1  # how much of a letter's way across it goes up: a stamp or a watermark, put over a scan


def filled(page: Page) -> float:
    """How much of a page pictures fill: 1 where they are as large as it."""
    area = sum(abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images)
    return float(area) / max(float(page.width) * float(page.height), 1.0)


def has_guessed_words(page: Page) -> bool:
    """Whether most letters on a picture are unseen: what a scanner took its words for, which nobody looked at."""
    if filled(page) < _FILLED:
        return False
    from .seeing import is_mostly_unseen  # slow to load

    return is_mostly_unseen(page)


def is_picture(page: Page, letters: Sequence[Letter]) -> bool:
    """Whether a page is but a picture; *letters* are those that are seen on it."""
    by = filled(page)
    if by < _FILLED:
        return False
    if by < _WHOLLY_FILLED:
        return len(letters) < FEWEST_LETTERS
    top, bottom = float(page.height) * _MARGIN, float(page.height) * (1 - _MARGIN)
    between = [
        letter for letter in letters if _is_level(letter) and top < (letter["top"] + letter["bottom"]) / 2 < bottom
    ]
    return len(between) < FEWEST_LETTERS


def is_drawn(page: Page, letters: Sequence[Letter]) -> bool:
    """Whether a page with hardly a letter, but its number, may have some that are drawn as outlines."""
    return len(letters) < FEWEST_LETTERS and len(page.curves) >= _FEWEST_OUTLINES


def _is_level(letter: Letter) -> bool:
    across, up, *_ = letter["matrix"]
    return bool(abs(up) <= _SLANTED * abs(across))
