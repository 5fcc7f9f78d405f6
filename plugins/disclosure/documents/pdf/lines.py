"""The letters of a page of a PDF to its lines: which letters stand beside each other, and where a blank is between two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

# A letter as pdfplumber gives it: text, x0, x1, top, bottom (points from the left and the top of the page), size, upright.
Letter: TypeAlias = dict[str, Any]

# Parts of the size of a letter.
_WORD_GAP = 0.2  # between two Latin words where no blank is written
_WIDE_GAP = 0.6  # between two columns
_BACK = (
    0.25  # how far a letter may begin before the one that it follows: signs that close or open are set into each other
)
_OVERLAP = 0.5  # how much of their height two letters of a line share
_RAISED = 0.75  # a digit so much smaller is a mark of a note
_TWICE = 0.25  # how near the second print of a bold letter stands

CLOSING = "，。；：、！？）》”’」』】…,.;:!?)]}%％"
_OPENING = "（《“‘「『【([{"


class Segment(NamedTuple):
    """Words of a line, with no wide gap in them: from *x0* to *x1*."""

    text: str
    x0: float
    x1: float


class RowOfTable(NamedTuple):
    """The cells of a row, one for each column."""

    cells: tuple[str, ...]
    page: int

    @property
    def text(self) -> str:
        """The cells parted by tabs; or what stands in the only one: then the row is a line."""
        filled = set(filter(None, self.cells))
        return "\t".join(self.cells) if len(filled) > 1 else "".join(filled)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of letters.

    *head* is how wide that is which can't be parted from its beginning, *end* where its last letter ends: a sign that closes
    may hang over the margin behind it; *across* is how wide the page is.
    """

    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float
    head: float
    end: float
    across: float
    page: int

    @property
    def text(self) -> str:
        """Its words, two blanks where a wide gap is."""
        return "  ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.segments[0].x0


PageItem: TypeAlias = TextLine | RowOfTable


def once(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Letters without those that are printed over themselves to look bold, and without those that stand on their side."""
    seen: dict[tuple[str, int, int], list[Letter]] = {}
    for letter in letters:
        if not letter["upright"]:
            continue
        x, y, near = int(letter["x0"]), int(letter["top"]), _TWICE * letter["size"]
        around = (
            other
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in seen.get((letter["text"], x + right, y + down), ())
        )
        if letter["text"].isspace() or not any(
            abs(other["x0"] - letter["x0"]) < near and abs(other["top"] - letter["top"]) < near for other in around
        ):
            seen.setdefault((letter["text"], x, y), []).append(letter)
            yield letter


def lines_of(letters: Sequence[Letter], page: int, across: float = 0.0) -> Iterator[TextLine]:
    """The lines that letters stand in, in the order in which the file has them."""
    line: list[Letter] = []
    for letter in letters:
        if line and not _beside(line[-1], letter):
            yield from _line(line, page, across)
            line = []
        line.append(letter)
    yield from _line(line, page, across)


def _beside(last: Letter, letter: Letter) -> bool:
    heights = (last["bottom"] - last["top"], letter["bottom"] - letter["top"])
    shared = min(last["bottom"], letter["bottom"]) - max(last["top"], letter["top"])
    return bool(
        shared >= _OVERLAP * min(heights) and letter["x0"] >= last["x0"] - _BACK * max(last["size"], letter["size"])
    )


def _line(letters: Sequence[Letter], page: int, across: float) -> Iterator[TextLine]:
    segments = tuple(segment for segment in _segments(letters) if segment.text)
    if segments:
        inked = [letter for letter in letters if not letter["text"].isspace()]
        sizes = sorted(letter["size"] for letter in inked)
        top, bottom = min(letter["top"] for letter in inked), max(letter["bottom"] for letter in inked)
        yield TextLine(segments, top, bottom, sizes[len(sizes) // 2], _head(inked), _end(inked), across, page)


def _segments(letters: Sequence[Letter]) -> Iterator[Segment]:
    """The words of a line, a segment for each stretch without a wide gap."""
    text: list[str] = []
    start, last = 0.0, None
    for letter in letters:
        if letter["text"].isspace():
            text.append(" ")
            continue
        if last is not None and _of_note(last, letter):
            continue
        if last is not None:
            gap, size = letter["x0"] - last["x1"], min(last["size"], letter["size"])
            blanks = len(text) - len("".join(text).rstrip(" "))
            if gap > _WIDE_GAP * size and blanks != 1:
                yield Segment("".join(text).strip(), start, last["x1"])
                text = []
            elif not blanks and _apart(last, letter, gap, size):
                text.append(" ")
        start = start if text and last is not None else letter["x0"]
        text.append(letter["text"])
        last = letter
    if last is not None:
        yield Segment("".join(text).strip(), start, last["x1"])


def _apart(last: Letter, letter: Letter, gap: float, size: float) -> bool:
    """Whether two letters without a blank between them are of two words: the space that sets Han and digits apart is none."""
    return bool(gap > _WORD_GAP * size and narrow(last["text"]) and narrow(letter["text"]))


def _of_note(last: Letter, letter: Letter) -> bool:
    """Whether a small raised digit behind a number or a Chinese word is the mark of a note; that of m² is none."""
    latin = last["text"].isascii() and last["text"].isalpha()
    raised = letter["size"] < _RAISED * last["size"] and letter["bottom"] < last["bottom"]
    return bool(raised and not latin and letter["text"].isdigit())


def narrow(text: str) -> bool:
    """Whether a letter is Latin, a digit or one of their signs."""
    return text.isascii() or unicodedata.east_asian_width(text[:1]) in {"Na", "H", "N"}


def of_one_word(last: Letter, letter: Letter) -> bool:
    """Whether two letters, one behind the other, are of one number or Latin word."""
    close = abs(letter["x0"] - last["x1"]) < _WORD_GAP * last["size"]
    return bool(close and narrow(last["text"]) and narrow(letter["text"]) and _beside(last, letter))


def _head(letters: Sequence[Letter]) -> float:
    """How wide the first letters are that no end of a line may part: a number, a word, a sign with what closes behind it."""
    end = 0
    while end < len(letters) - 1:
        last, after = letters[end], letters[end + 1]
        together = after["text"] in CLOSING or last["text"] in _OPENING or of_one_word(last, after)
        if not together:
            break
        end += 1
    return float(letters[end]["x1"] - letters[0]["x0"])


def _end(letters: Sequence[Letter]) -> float:
    """Where the last letter of a line ends that is no sign which closes."""
    last = next((letter for letter in reversed(letters) if letter["text"] not in CLOSING), letters[-1])
    return float(last["x1"])
