"""The letters of a page of a PDF to its lines: which letters stand beside each other, and where a blank is between two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct

from ...expressions import expression
from ...identifiers import look_alikes

T = TypeVar("T")

# A letter as pdfplumber gives it: text, x0, x1, top, bottom (points from the left and the top of the page), size, upright.
Letter: TypeAlias = dict[str, Any]

# Parts of the size of a letter.
_WORD_GAP = 0.2  # between two Latin words where no blank is written
_WIDE_GAP = 0.6  # between two columns
# how far a letter may begin before the one that it follows: signs that close or open are set into each other
_BACK = 0.25
_OVERLAP = 0.5  # how much of their height two letters of a line share
_RAISED = 0.75  # a digit so much smaller is a mark of a note
_TOUCHING = 0.03  # between two letters of a word that runs over the border of its cell
_SLOPE = 0.2  # between the feet of two letters of a line
_LARGEST = 2.0  # times the size of another letter of its line
_LEAST = 0.1  # points that a letter is wide
_TWICE = 0.25  # how near the second print of a bold letter stands

# ⼯ for 工, ﬁ for fi: browsers name letters by their shape.
_SHAPES = expression("[\u2e80-\u2fdf\ufb00-\ufb06\uf900-\ufaff]")
QUANTITY = expression(r"[-+(（¥￥]{0,2}[0-9][0-9,.]*[)）%]?(?:[万亿]?元|人次?|户|名|件|个|场)?")
DAY = expression(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?")
# The beginning of a day or a time: 2025-03-, 12:
_BROKEN_DAY = re.compile(r"(?:^|[^0-9])(?:19|20)[0-9]{2}[-/.](?:[0-9]{1,2}[-/.])?$|[0-9]{2}:$")
# 12,345,67 8.90 and 12,345.6 7, but not 12,345 678: the line of a cell that is too narrow has parted one number.
_PARTED_NUMBER = expression(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\. [0-9]{2}|\.[0-9] [0-9])|[0-9]{3,9}\. [0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3}){0,4}"
    r"(?:, [0-9]{3}|,[0-9] [0-9]{2}|,[0-9]{2} [0-9])(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,2})?"
)
CUT = "…"  # behind words that are not whole
CLOSING = "，。；：、！？）》”’」』】…,.;:!?)]}%％"
_OPENING = "（《“‘「『【([{"
_QUOTES = "“”‘’"  # some programs break no line on either side of them


class Segment(NamedTuple):
    """Words of a line, with no wide gap in them: from *x0* to *x1*."""

    text: str
    x0: float
    x1: float


class RowOfTable(NamedTuple):
    """The cells of a row, one for each column; how many of them hold words: one over several columns counts once.

    A row is *open* where no border closes it at the foot of the page.
    """

    cells: tuple[str, ...]
    page: int
    filled: int = 2
    open: bool = False

    @property
    def text(self) -> str:
        """The cells parted by tabs; or what stands in the only one: then the row is a line."""
        return "\t".join(self.cells) if self.filled > 1 else max(self.cells, default="")


class TextLine(Struct, frozen=True):
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
GUESSED = "(recognised)"  # in place of the font of a letter in a picture, whose size and height are but guessed


def once(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Letters by their own names, without those that are printed over themselves to look bold, and without those that stand on their side or have no size."""
    seen: dict[tuple[str, int, int], list[Letter]] = {}
    for letter in letters:
        if not letter["upright"] or letter["size"] <= 0:
            continue
        letter["text"] = _SHAPES.sub(_named, letter["text"])
        x, y = int(letter["x0"]), int(letter["top"])
        near = min(_TWICE * letter["size"], _OVERLAP * (letter["x1"] - letter["x0"]))  # ll is no bold l
        around = (
            other
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in seen.get((letter["text"], x + right, y + down), ())
        )
        if letter["text"].isspace() or not any(
            abs(other["x0"] - letter["x0"]) < near and abs(other["top"] - letter["top"]) < _TWICE * letter["size"]
            for other in around
        ):
            seen.setdefault((letter["text"], x, y), []).append(letter)
            yield letter


def _named(shape: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", look_alikes().get(shape[0], shape[0]))


def lines_of(letters: Sequence[Letter], page: int, across: float = 0.0) -> Iterator[TextLine]:
    """The lines that letters stand in, each where the file has most of its letters."""
    for _, line in numbered_lines(letters, page, across):
        yield line


def numbered_lines(letters: Sequence[Letter], page: int, across: float) -> Iterator[tuple[int, TextLine]]:
    """The lines that letters stand in, each with how many letters the file has before it."""
    stretches = list(_stretches(letters))
    starts = [0, *accumulate(map(len, stretches))]
    for number, line in _whole(stretches):
        for text in _line(line, page, across):
            yield starts[number], text


def _stretches(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters that the file has one after the other and that stand beside each other."""
    return runs(letters, _beside)


def runs(items: Iterable[T], together: Callable[[T, T], bool]) -> Iterator[list[T]]:
    """Items that follow each other, in lists: each goes with the one before it where both belong *together*."""
    run: list[T] = []
    for item in items:
        if run and not together(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _whole(stretches: Sequence[list[Letter]]) -> Iterator[tuple[int, list[Letter]]]:
    """Stretches joined that are pieces of one line, with the number of the longest: programs may write the letters of one font first."""
    lines: dict[int, list[Letter]] = {}  # the number of the longest piece → the line
    for level in _levels(stretches):
        for pieces in _pieces(stretches, level):
            letters = sorted(
                (letter for piece in pieces for letter in stretches[piece]), key=lambda letter: letter["x0"]
            )
            if len(pieces) > 1 and _collide(letters, len(pieces)):
                lines.update((piece, stretches[piece]) for piece in pieces)
            else:
                most = max(pieces, key=lambda piece: len(stretches[piece]))
                lines[most] = letters if len(pieces) > 1 else stretches[most]
    yield from sorted(lines.items())


def _levels(stretches: Sequence[list[Letter]]) -> Iterator[list[int]]:
    """The numbers of stretches at one height."""
    by_foot = sorted(range(len(stretches)), key=lambda number: stretches[number][0]["bottom"])
    return runs(by_foot, lambda last, number: _level(stretches[last][0], stretches[number][0]))


def _level(last: Letter, letter: Letter) -> bool:
    smaller, larger = sorted((last["size"], letter["size"]))
    return bool(letter["bottom"] - last["bottom"] <= _SLOPE * smaller and larger <= _LARGEST * smaller)


def _pieces(stretches: Sequence[list[Letter]], level: Sequence[int]) -> Iterator[list[int]]:
    """Those stretches of a level that touch each other, or one of which fills a hole in another."""
    if len(level) == 1:
        yield list(level)
        return
    letters = sorted((sign["x0"], sign["x1"], sign["size"], number) for number in level for sign in stretches[number])
    last_of = {number: place for place, (*_, number) in enumerate(letters)}
    pieces: dict[int, None] = {}
    end, reach = letters[0][1], -1
    for place, (x0, x1, size, number) in enumerate(letters):
        if place > reach and x0 - end > _WIDE_GAP * size:
            yield list(pieces)
            pieces = {}
        pieces[number] = None
        end, reach = max(end, x1), max(reach, last_of[number])
    yield list(pieces)


def _collide(letters: Sequence[Letter], pieces: int) -> bool:
    """Whether letters stand in one place, so that they are of no one line; pieces may reach a little into each other where they meet."""
    over = [
        (last["x1"] - letter["x0"]) / max(last["x1"] - last["x0"], letter["x1"] - letter["x0"], _LEAST)
        for last, letter in pairwise(letters)
    ]
    return bool(max(over) > _OVERLAP or sum(by > _BACK for by in over) >= pieces)


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
    for letter in _without_mark(letters):
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


def _without_mark(letters: Sequence[Letter]) -> Sequence[Letter]:
    """A line without the number of the note that it is: small, raised digits at its beginning."""
    at = 0
    while at < len(letters) and letters[at]["text"].isdigit():
        at += 1
    mark, after = letters[:at], next((letter for letter in letters[at:] if not letter["text"].isspace()), None)
    for place, letter in enumerate(mark[1:], 1):
        if letter["size"] * _RAISED > mark[0]["size"]:
            mark, after = mark[:place], letter
            break
    small = (
        mark
        and after
        and not _guessed(mark[0])
        and mark[0]["size"] < _RAISED * after["size"]
        and mark[0]["bottom"] < after["bottom"]
    )
    return letters[len(mark) :] if small else letters


def _apart(last: Letter, letter: Letter, gap: float, size: float) -> bool:
    """Whether two letters without a blank between them are of two words: the space that sets Han and digits apart is none."""
    return bool(gap > _WORD_GAP * size and narrow(last["text"]) and narrow(letter["text"]))


def _of_note(last: Letter, letter: Letter) -> bool:
    """Whether a small raised digit behind a number or a Chinese word is the mark of a note; that of m² is none."""
    latin = last["text"].isascii() and last["text"].isalpha()
    raised = letter["size"] < _RAISED * last["size"] and letter["bottom"] < last["bottom"]
    return bool(raised and not _guessed(letter) and not latin and letter["text"].isdigit())


def _guessed(letter: Letter) -> bool:
    """Whether the size of a letter is but guessed: a digit that only seems to be small and raised must not be left out."""
    return bool(letter.get("fontname") == GUESSED)


def narrow(text: str) -> bool:
    """Whether a letter is Latin, a digit or one of their signs."""
    return text.isascii() or unicodedata.east_asian_width(text[:1]) in {"Na", "H", "N"}


def set_on(text: str, words: str) -> str:
    """What stands in two lines of a cell: a blank parts words and numbers that might be two, but no day and no number in groups."""
    if not text or not narrow(text[-1]) or not narrow(words) or words[0] in CLOSING:
        return text + words
    day = DAY.fullmatch(text + words) or (_BROKEN_DAY.search(text) and words[:1].isdigit())
    return text + words if day or _PARTED_NUMBER.fullmatch(f"{text} {words}") else f"{text} {words}"


def of_one_word(last: Letter, letter: Letter) -> bool:
    """Whether two letters, one behind the other, are of one number or Latin word."""
    close = abs(letter["x0"] - last["x1"]) < _WORD_GAP * last["size"]
    return bool(close and narrow(last["text"]) and narrow(letter["text"]) and _beside(last, letter))


def words_of(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters that are set on to each other."""
    return runs(letters, _sets_on)


def _sets_on(last: Letter, letter: Letter) -> bool:
    """Whether a letter is set right behind another, as letters of one word are and those of two cells are not."""
    return abs(letter["x0"] - last["x1"]) < _TOUCHING * last["size"] and _beside(last, letter)


def overprints(letter: Letter, other: Letter) -> bool:
    """Whether two letters stand in one place: on paper one of them is cut off."""
    across = min(letter["x1"], other["x1"]) - max(letter["x0"], other["x0"])
    down = min(letter["bottom"], other["bottom"]) - max(letter["top"], other["top"])
    return bool(across > _TOUCHING * letter["size"] and down > _TOUCHING * letter["size"])


def _head(letters: Sequence[Letter]) -> float:
    """How wide the first letters are that no end of a line may part: a number, a word, a sign with what closes behind it."""
    end = 0
    while end < len(letters) - 1:
        last, after = letters[end], letters[end + 1]
        quoted = after["text"] in _QUOTES or last["text"] in _QUOTES
        together = quoted or after["text"] in CLOSING or last["text"] in _OPENING or of_one_word(last, after)
        if not together:
            break
        end += 1
    return float(letters[end]["x1"] - letters[0]["x0"])


def _end(letters: Sequence[Letter]) -> float:
    """Where the last letter of a line ends that is no sign which closes."""
    last = next((letter for letter in reversed(letters) if letter["text"] not in CLOSING), letters[-1])
    return float(last["x1"])
