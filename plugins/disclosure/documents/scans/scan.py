"""The pages of a document whose words were recognised, so that people can hold them against the pictures."""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize

from msgspec import Struct

from .recognising import RecognisedPage, WrittenLine

_MARGIN = 0.5  # of the height of a line that is shown above and below it
_THICK, _BLUE = 0.08, (20, 90, 200)  # the line under a wording, of the height of its line
_MOST_TEXTS = 10_000  # lines and sentences of the documents at hand
_CONTEXTS = (12, 6, 3, 1)  # signs on each side of a wording that tell where it stands: as many as are found


class ScannedPage(Struct, frozen=True):
    """A page: its picture (JPEG, grey), set upright, and the lines that were surely recognised."""

    number: int
    jpeg: bytes
    lines: tuple[WrittenLine, ...]

    @classmethod
    def of(cls, parts: Sequence[RecognisedPage], number: int) -> ScannedPage:
        """A recognised page, its parts set below each other, its picture packed."""
        from PIL import Image

        size = max(part.picture.width for part in parts), sum(part.picture.height for part in parts)
        whole = Image.new("L", size, "white")
        lines: list[WrittenLine] = []
        top = 0
        for part in parts:
            whole.paste(part.picture.convert("L"), (0, top))
            read = part.lines if part.is_clear else ()
            lines += [line._replace(top=line.top + top, bottom=line.bottom + top) for line in read]
            top += part.picture.height
        packed = io.BytesIO()
        whole.save(packed, "JPEG", quality=70)
        return cls(number, packed.getvalue(), tuple(lines))


class Scan(Struct, frozen=True):
    """The pages of a document that are pictures."""

    pages: tuple[ScannedPage, ...]

    def shows(self, sentence: str, wording: str) -> bool:
        """Whether the lines are found in which *wording* stands within *sentence*."""
        return self._place(sentence, wording) is not None

    def cutting(self, sentence: str, wording: str) -> bytes:
        """A picture (PNG) of these lines, a line under the wording; empty where they are not found."""
        place = self._place(sentence, wording)
        return _cut(*place) if place else b""

    def _place(self, sentence: str, wording: str) -> tuple[ScannedPage, list[WrittenLine], list[_Underline]] | None:
        """The page, the lines on it, and under which stretches of these the wording stands."""
        for context in _CONTEXTS:
            around, at = _around(sentence, wording, context)
            for page in self.pages:
                if lines := _lines_with(page.lines, around):
                    return page, lines, _underlines(lines, around, at, at + len(_plain(wording)))
        rows = [(page, *row) for page in self.pages if (row := _row(page.lines, sentence.split(), wording))]
        return max(rows, key=lambda place: len(place[1]), default=None)


def _around(sentence: str, wording: str, context: int) -> tuple[str, int]:
    """A wording with some signs before and behind it, and where in these it begins."""
    sentence, wording = _plain(sentence), _plain(wording)
    at = sentence.find(wording)
    return (sentence[max(0, at - context) : at + len(wording) + context] if at >= 0 else ""), min(at, context)


class _Underline(NamedTuple):
    """Where a line under a wording begins and ends, and how far down it stands (pixels)."""

    left: float
    right: float
    foot: float


def _underlines(lines: Sequence[WrittenLine], words: str, start: int, end: int) -> list[_Underline]:
    """Where on *lines* a part of *words* stands, which run over them."""
    signs = [(line, sign) for line in lines for sign in line.signs for _ in _plain(sign[0])]
    first = "".join(_plain(sign) for line in lines for sign, *_ in line.signs).find(words)
    part = signs[first + start : first + end] if first >= 0 else []
    return [
        _Underline(min(left for _, left, _ in of_line), max(right for *_, right in of_line), line.bottom)
        for line in lines
        if (of_line := [sign for of, sign in part if of is line])
    ]


def _row(
    lines: Sequence[WrittenLine], cells: Sequence[str], wording: str
) -> tuple[list[WrittenLine], list[_Underline]] | None:
    """The cells of the row of a table in which a number stands, and where it does; the unit of *wording* may stand over the table.

    Words of a cell may stand on two lines, so that a row is no stretch of lines.
    """
    words = {_plain(cell) for cell in cells}
    numbers = [
        line
        for line in lines
        if line.text and _plain(wording).startswith(_plain(line.text)) and _plain(line.text) in words
    ]
    beside = [
        (
            [
                line
                for line in lines
                if _plain(line.text) in words and abs(line.middle - number.middle) < number.bottom - number.top
            ],
            [_Underline(number.left, number.right, number.bottom)],
        )
        for number in numbers
    ]
    return max(beside, key=lambda row: len(row[0]), default=None)


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


def _cut(page: ScannedPage, lines: Sequence[WrittenLine], underlines: Sequence[_Underline]) -> bytes:
    """Some lines of a page as a picture, as wide as its text; with *underlines*."""
    from PIL import Image, ImageDraw

    high = max(line.bottom - line.top for line in lines)
    whole = Image.open(io.BytesIO(page.jpeg))
    box = (
        max(0, int(min(line.left for line in page.lines) - high)),
        max(0, int(min(line.top for line in lines) - _MARGIN * high)),
        min(whole.width, int(max(line.right for line in page.lines) + high)),
        min(whole.height, int(max(line.bottom for line in lines) + _MARGIN * high)),
    )
    piece, thick = whole.crop(box).convert("RGB"), max(2, round(_THICK * high))
    pen = ImageDraw.Draw(piece)
    for line in underlines:
        foot = min(round(line.foot) - box[1] + thick, piece.height - 1)
        pen.rectangle((line.left - box[0], foot - thick + 1, line.right - box[0], foot), fill=_BLUE)
    packed = io.BytesIO()
    piece.save(packed, "PNG")
    return packed.getvalue()
