"""The pages of a document whose words were recognised, so that people can hold them against the pictures."""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from unicodedata import normalize

from .recognising import RecognisedPage, WrittenLine

_MARGIN = 0.5  # of the height of a line that is shown above and below it
_MOST_TEXTS = 10_000  # lines and sentences of the documents at hand
_CONTEXTS = (12, 6, 3, 1)  # signs on each side of a wording that tell where it stands: as many as are found


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page: its picture (JPEG, grey), set upright, and the lines that were recognised."""

    number: int
    jpeg: bytes
    lines: tuple[WrittenLine, ...]

    @classmethod
    def of(cls, page: RecognisedPage, number: int) -> ScannedPage:
        """A recognised page, its picture packed."""
        packed = io.BytesIO()
        page.picture.convert("L").save(packed, "JPEG", quality=70)
        return cls(number, packed.getvalue(), page.lines)


@dataclass(frozen=True, slots=True)
class Scan:
    """The pages of a document that are pictures."""

    pages: tuple[ScannedPage, ...]

    def shows(self, sentence: str, wording: str) -> bool:
        """Whether the lines are found in which *wording* stands within *sentence*."""
        return self._place(sentence, wording) is not None

    def cutting(self, sentence: str, wording: str) -> bytes:
        """A picture (PNG) of these lines; empty where they are not found."""
        place = self._place(sentence, wording)
        return _cut(*place) if place else b""

    def _place(self, sentence: str, wording: str) -> tuple[ScannedPage, list[WrittenLine]] | None:
        for context in _CONTEXTS:
            for page in self.pages:
                if lines := _lines_with(page.lines, _around(sentence, wording, context)):
                    return page, lines
        rows = [(page, row) for page in self.pages if (row := _row(page.lines, sentence.split(), wording))]
        return max(rows, key=lambda place: len(place[1]), default=None)


def _around(sentence: str, wording: str, context: int) -> str:
    """A wording with some signs before and behind it."""
    sentence, wording = _plain(sentence), _plain(wording)
    at = sentence.find(wording)
    return sentence[max(0, at - context) : at + len(wording) + context] if at >= 0 else ""


def _row(lines: Sequence[WrittenLine], cells: Sequence[str], wording: str) -> list[WrittenLine]:
    """The cells of the row of a table in which a number stands; the unit of *wording* may stand over the table.

    Words of a cell may stand on two lines, so that a row is no stretch of lines.
    """
    words = {_plain(cell) for cell in cells}
    numbers = [
        line
        for line in lines
        if line.text and _plain(wording).startswith(_plain(line.text)) and _plain(line.text) in words
    ]
    beside = (
        [
            line
            for line in lines
            if _plain(line.text) in words and abs(line.middle - number.middle) < number.bottom - number.top
        ]
        for number in numbers
    )
    return max(beside, key=len, default=[])


def _lines_with(lines: Sequence[WrittenLine], words: str) -> list[WrittenLine]:
    """The lines over which words run."""
    texts = [_plain(line.text) for line in lines]
    at = "".join(texts).find(words) if words else -1
    if at < 0:
        return []
    ends = list(accumulate(map(len, texts)))
    return list(lines[bisect_right(ends, at) : bisect_left(ends, at + len(words)) + 1])


@lru_cache(_MOST_TEXTS)
def _plain(text: str) -> str:
    """A text without blanks and forms of signs; each line of a document is asked for with each of its figures."""
    return "".join(normalize("NFKC", text).split())


def _cut(page: ScannedPage, lines: Sequence[WrittenLine]) -> bytes:
    """Some lines of a page as a picture, as wide as its text."""
    from PIL import Image

    high = max(line.bottom - line.top for line in lines)
    whole = Image.open(io.BytesIO(page.jpeg))
    box = (
        max(0, int(min(line.left for line in page.lines) - high)),
        max(0, int(min(line.top for line in lines) - _MARGIN * high)),
        min(whole.width, int(max(line.right for line in page.lines) + high)),
        min(whole.height, int(max(line.bottom for line in lines) + _MARGIN * high)),
    )
    packed = io.BytesIO()
    whole.crop(box).save(packed, "PNG")
    return packed.getvalue()
