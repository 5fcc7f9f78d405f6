"""Where Python-Markdown would drop what was written (the numbers of lists, cells beyond the head of a table) or repeat it without end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import OListProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

# A table fills its rows up to its head, and a note or an address stands wherever it is referred to: so a short text may
# become a page of gigabytes. These are ten times what the longest article holds that repeats nothing.
_MOST_CELLS = 50_000
_MOST_SIGNS = 2_000_000


class RepeatedError(Exception):
    """A text that would become much longer than it was written; says in Chinese by what."""


class _NumberedList(OListProcessor):
    """A numbered list whose items keep the numbers that rise; where they do not (1. 1. 1.), it counts by itself.

    A number of more than three digits is that of a year, and its line is no item: it stays as it was written.
    """

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        blanks, number = self.tab_length - 1, r"\d{1,3}\."
        self.RE = re.compile(rf"^[ ]{{0,{blanks}}}{number}[ ]+(.*)")
        self.CHILD_RE = re.compile(rf"^[ ]{{0,{blanks}}}(({number})|[*+-])[ ]+(.*)")
        self.INDENT_RE = re.compile(rf"^[ ]{{{blanks + 1},{2 * blanks + 1}}}(({number})|[*+-])[ ]+.*")

    def run(self, parent: Element, blocks: list[str]) -> None:
        numbers = list(self._numbers(blocks[0]))
        super().run(parent, blocks)
        last = parent if parent.tag in {"ol", "ul"} else self.lastChild(parent)
        if last is None or last.tag != "ol" or len(last) < len(numbers):
            return
        items = list(last)[len(last) - len(numbers) :]
        counted = _last_number(list(last)[: len(last) - len(numbers)])
        for item, number in zip(items, numbers, strict=True):
            if number is not None and (number > counted + 1 or (number == 0 and item is last[0])):
                item.set("value", str(number))
                counted = number
            else:
                counted += 1

    def _numbers(self, block: str) -> Iterator[int | None]:
        """The number of each item that begins in a block; None of one that has a sign instead."""
        for line in block.split("\n"):
            match = self.CHILD_RE.match(line)
            if match:
                mark = match[1].rstrip(".")
                yield int(mark) if mark.isdecimal() else None


def _last_number(items: Sequence[Element]) -> int:
    """The number that the last of some items shows; 0 where there is none."""
    number = 0
    for item in items:
        number = int(item.get("value", number + 1))
    return number


class _WholeTable(TableProcessor):
    """A table that notes the cells which stand beyond its head and are not shown, and counts the others."""

    written: WrittenExtension

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        self.written.count_cells(len(align))
        super()._build_row(row, parent, align)  # type: ignore[misc]  # the stubs have no methods of its own
        cells = self._split_row(row)  # type: ignore[attr-defined]
        self.written.beyond += (text for cell in islice(cells, len(align), None) if (text := cell.strip()))


class _BelowHeader(Preprocessor):
    """Notes the lines that the header leaves, as they were written: a blank line between them need not be."""

    written: WrittenExtension

    def run(self, lines: list[str]) -> list[str]:
        self.written.body = "\n".join(lines)
        return lines


class _Measured(Treeprocessor):
    """Looks how long a text becomes while all that is repeated in it is still there once."""

    def run(self, root: Element) -> None:
        signs = 0
        for element in root.iter():
            signs += len(element.text or "") + sum(map(len, element.attrib.values()))
            if signs > _MOST_SIGNS:
                raise RepeatedError(f"同一个网址或说明到处引用，登出来超过 {_MOST_SIGNS // 10_000} 万字")


class WrittenExtension(Extension):
    """Markdown extension that comes last: lists keep their numbers, and `beyond` holds the cells that tables drop.

    `body` is the text below its header. RepeatedError where a text would become much longer than it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.beyond: list[str] = []
        self.body = ""
        self._cells = 0

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Put our processors in the place of those that are registered."""
        processors = md.parser.blockprocessors
        if "olist" in processors and type(processors["olist"]) is OListProcessor:
            processors.register(_NumberedList(md.parser), "olist", 40)
        if "table" in processors and isinstance(known := processors["table"], TableProcessor):
            table = _WholeTable(md.parser, known.config)  # type: ignore[attr-defined]  # it is set without being declared
            table.written = self
            processors.register(table, "table", 75)
        below = _BelowHeader(md)
        below.written = self
        md.preprocessors.register(below, "below-header", 26)  # between the header (27) and all that changes its lines
        md.treeprocessors.register(_Measured(md), "measured", 1)  # behind what repeats, before the last that copies
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the text before."""
        self.beyond.clear()
        self.body = ""
        self._cells = 0

    def count_cells(self, number: int) -> None:
        """So many cells more are laid out, written or not."""
        self._cells += number
        if self._cells > _MOST_CELLS:
            raise RepeatedError(f"表格连同空着的格子超过 {_MOST_CELLS // 10_000} 万格")
