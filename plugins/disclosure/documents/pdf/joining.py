"""Lines of the pages of a PDF to paragraphs: which lines go on in the next one, and what repeats on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from ...expressions import expression
from ..text import STOPS, Paragraph
from .lines import QUANTITY, PageItem, RowOfTable, TextLine

_COMMAS = ("，", "、", ",")
_LEADERS = expression(r"[.…·]{4}\s*[0-9]*$")  # of a table of contents
_HEADING = expression(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|[●■◆▲★•]|表[一二三四五六七八九十0-9]{1,2}[\s:：]|[(（]?(?:金额)?单位[:：]"
)
_BEGINS = expression(rf"{_HEADING.pattern}|·|[0-9]{{1,2}}[.、．](?![0-9])")
_EDGE = 2  # lines at the head and at the foot of a page that may be a header or footer
_REPEATED = 3  # pages, or all of two, on which a line stands at one place if it is one
_PAGE_NUMBER = expression(
    r"[-—–－·\s]*(?:第\s*)?(?P<number>[0-9]{1,4})(?:\s*页)?(?:\s*[/／，,]?\s*(?:共|of)?\s*[0-9]{1,4}\s*页?)?[-—–－·\s]*",
    2,
)
_SURELY_PAGE = expression(
    r"[-—–－]{1,2}\s?[0-9]{1,3}\s?[-—–－]{1,2}|第\s?[0-9]{1,3}\s?页(?:[\s，,]?共\s?[0-9]{1,3}\s?页)?"
)
_UNIT = expression(r"单\s{0,4}位\s{0,4}[:：为]|[百千万亿]元|[(（]元")
_LATIN = expression(r"[A-Za-z]")
_WHICH_PAGE = expression(r"[第共]\s*[0-9]+\s*页|[-—–－·]\s*[0-9]+\s*[-—–－·]|[0-9]+\s*[/／]\s*[0-9]+")

# In parts of the size of a letter.
_ROOM = 0.6  # that may be left at the end of a line which the next letters would not have fitted
_HARDLY = 0.1  # the same behind a stop
_INDENT = 1.2
_NEARLY = 0.88  # of the width of a column
_SAME = 1.0  # between the ends of two lines that were broken at one margin
_GAP = 0.35  # so much more space between two lines ends a paragraph
_LARGER = 1.12  # times the size of the other line
_FEWEST = 12  # letters of a line that may have been broken
_FEWEST_LINES = 4  # of a column of text that shows where its margin is


def without_furniture(pages: Sequence[Sequence[PageItem]]) -> list[PageItem]:
    """The lines and rows of all pages, without the numbers of pages; what repeats at their head or foot stands once.

    Behind the last page, where a footer parts no table that goes on; a header of the first page stays where it is.
    """
    repeated = Counter(_kind(line) for items in pages for line in _at_edges(items))
    numbers = _numbers_of_pages(pages)
    kept: list[PageItem] = []
    furniture: dict[tuple[str, int], PageItem] = {}
    for items in pages:
        edges = {id(line) for line in _at_edges(items)}
        for item in items:
            if not isinstance(item, TextLine) or id(item) not in edges:
                kept.append(item)
                continue
            kind = _kind(item)
            if id(item) in numbers or kind in furniture:
                continue
            furnishes = repeated[kind] >= max(2, min(_REPEATED, len(pages))) and not _says_something(item)
            if furnishes:
                furniture[kind] = item
            if not furnishes or not kept:
                kept.append(item)
    return [*kept, *(item for item in furniture.values() if item is not kept[0])]


def _numbers_of_pages(pages: Sequence[Sequence[PageItem]]) -> set[int]:
    """The ids of the lines that are numbers of pages: they count as the pages do."""
    numbers = [
        (line, int(number["number"]) - line.page)
        for items in pages
        for line in _at_edges(items)
        if (number := _PAGE_NUMBER.fullmatch(line.text))
    ]
    shift, often = max(Counter(shift for _, shift in numbers).items(), key=lambda pair: pair[1], default=(0, 0))
    return {
        id(line)
        for line, by in numbers
        if (by == shift and (often > 1 or shift == 0)) or _SURELY_PAGE.fullmatch(line.text)
    }


def _says_something(line: TextLine) -> bool:
    """Whether a line that repeats is no furniture: the unit of the table below it, or a row with an amount."""
    return bool(_UNIT.search(line.text)) or any(QUANTITY.fullmatch(segment.text) for segment in line.segments)


def _at_edges(items: Sequence[PageItem]) -> list[TextLine]:
    lines = sorted((item for item in items if isinstance(item, TextLine)), key=lambda line: line.top)
    return [*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :]]


def _kind(line: TextLine) -> tuple[str, int]:
    return _WHICH_PAGE.sub("#", line.text), round(line.top / 4)


def joined(items: Iterable[PageItem]) -> Iterator[Paragraph]:
    """Paragraphs of lines; a row of a table is one by itself."""
    blocks = list(_blocks(items))
    columns = [part for block in blocks if isinstance(block, list) for part in _columns(block)]
    margins = _margins(columns)
    for block in blocks:
        if isinstance(block, RowOfTable):
            yield Paragraph(block.text, block.page)
        else:
            yield from _TextColumn.of(block, *margins).paragraphs()


def _columns(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines below each other: those of a page, or of a column of it."""
    part: list[TextLine] = []
    for line in lines:
        if part and (line.page != part[-1].page or line.top < part[-1].top):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _margins(columns: Sequence[Sequence[TextLine]]) -> tuple[float, float]:
    """Where the lines of the longer columns begin and end; in pages with but a few lines each, the margin at the right is that at the left."""
    long = [_margins_of(part) for part in columns if len(part) >= _FEWEST_LINES]
    if long:
        return min(start for start, _ in long), max(end for _, end in long)
    lines = [line for part in columns for line in part]
    left = min((line.x0 for line in lines), default=0.0)
    return left, min((line.across for line in lines), default=0.0) - left


def _margins_of(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where the lines of a column begin and end; a header or footer alone that reaches over all others does not count."""
    ordered = sorted(lines, key=lambda line: line.top)
    inner = ordered[1:-1] if len(lines) > _FEWEST_LINES else ordered
    start, end = min(line.x0 for line in inner), max(line.end for line in inner)
    near = _SAME * min(line.size for line in lines)
    starts = [line.x0 for line in lines if start - line.x0 < near]
    ends = [line.end for line in lines if line.end - end < near]
    return min(starts), max(ends)


def _runs_on(line: TextLine, margin: float) -> bool:
    """Whether a line ends at the margin in the middle of a sentence."""
    return line.end + 2 * _SAME * line.size > margin and len(line.text) >= _FEWEST and not line.text.endswith(STOPS)


def _blocks(items: Iterable[PageItem]) -> Iterator[list[TextLine] | RowOfTable]:
    """Stretches of lines between tables, over the ends of pages."""
    lines: list[TextLine] = []
    for item in items:
        if isinstance(item, RowOfTable):
            if lines:
                yield lines
            lines = []
            yield item
        else:
            lines.append(item)
    if lines:
        yield lines


class _TextColumn(Struct, frozen=True):
    """Lines below each other, with the margins of each: where the lines around it begin and end."""

    lines: Sequence[TextLine]
    left: Sequence[float]
    right: Sequence[float]
    flows: Sequence[bool]  # whether a sentence runs over the end of a line there
    gap: float  # between lines of one paragraph

    @classmethod
    def of(cls, lines: Sequence[TextLine], start: float, widest: float) -> _TextColumn:
        """*start* and *widest* is where the lines of the longer columns begin and end."""
        left: list[float] = []
        right: list[float] = []
        flows: list[bool] = []
        for part in _columns(lines):
            begin, margin = _margins_of(part)
            long = len(part) >= _FEWEST_LINES
            left += [begin if long else min(begin, start)] * len(part)
            right += [margin if long else max(margin, widest)] * len(part)
            flows += [long and any(_runs_on(line, margin) for line in part[:-1])] * len(part)
        gaps = sorted(
            (after.top - line.bottom) / line.size
            for line, after in pairwise(lines)
            if after.page == line.page and after.top > line.top
        )
        return cls(lines, left, right, flows, gaps[len(gaps) // 10] if gaps else 0.0)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs, each with the page that it begins on."""
        text, page = "", 0
        for at, line in enumerate(self.lines):
            if text and not self._goes_on(at - 1):
                yield Paragraph(text, page)
                text = ""
            page = page if text else line.page
            two_words = _LATIN.match(text[-1:]) and _LATIN.match(line.text)
            text += f" {line.text}" if two_words else line.text
        if text:
            yield Paragraph(text, page)

    def _goes_on(self, at: int) -> bool:
        """Whether a line goes on in the next one."""
        line, after = self.lines[at], self.lines[at + 1]
        if (
            _LEADERS.search(line.text)
            or len(line.segments) > 1
            or len(after.segments) > 1
            or not 1 / _LARGER < line.size / after.size < _LARGER
        ):
            return False
        size = line.size
        stopped = line.text.endswith(STOPS)
        # A stop may hang over the margin, but what follows it would stand behind it.
        end, room = (line.segments[-1].x1, _HARDLY) if stopped else (line.end, _ROOM)
        fits = end + after.head <= self.right[at] - room * size
        if fits and not self._in_a_sentence(at):
            return False
        below = line.page == after.page and after.top > line.top
        apart = below and (after.top - line.bottom) / size > self.gap + _GAP
        indented = after.x0 - self.left[at + 1] > _INDENT * size
        hanging = indented and after.x0 - line.x0 > _INDENT * size and _BEGINS.match(line.text)
        if stopped and not self.flows[at]:
            return False
        if apart or (indented and not hanging) or (hanging and stopped):
            return False
        begins = _BEGINS if stopped else _HEADING
        return line.text.endswith(_COMMAS) or not begins.match(after.text)

    def _in_a_sentence(self, at: int) -> bool:
        """Whether a line ends in the middle of a sentence: behind a comma, near the margin, or where one beside it does.

        A paragraph may have a margin of its own, and what no line begins with is taken over to the line before.
        """
        line = self.lines[at]
        if len(line.text) < _FEWEST or line.text.endswith(STOPS):
            return False
        near = line.end - self.left[at] >= _NEARLY * (self.right[at] - self.left[at])
        others = (*self.lines[max(0, at - 1) : at], *self.lines[at + 1 : at + 2])
        alike = (abs(other.end - line.end) <= _SAME * line.size and other.page == line.page for other in others)
        return near or line.text.endswith(_COMMAS) or any(alike)
