"""Which passage opens the list that another is an item of: by the sorts of numbers that paragraphs begin with, over all levels."""

from __future__ import annotations

import re

from msgspec import Struct, field

_HAN = "一二三四五六七八九十"
_PARTS = "其中"
# Sorts of numbers, whatever their order: what begins with the same sort is an item of the same list.
_SORTS = (
    ("一、", re.compile(rf"第?[{_HAN}]+(?:、|\.|部分|篇章|章)|【")),
    ("(一)", re.compile(rf"\([{_HAN}]+\)|[㈠-㈩]")),
    ("1.", re.compile(r"\d{1,2}\s?[.、．](?!\d)|[⒈-⒛]")),
    ("1)", re.compile(r"\d{1,2}\s?\)")),
    ("(1)", re.compile(r"\(\d{1,2}\)|[⑴-⒇]")),
    ("①", re.compile(r"[①-⑳]")),
    ("—", re.compile(r"[—－–\-•●■◆★☆▲▶○·]")),
    (_PARTS, re.compile(r"其中|\((?:其中|含|包括)")),
)
_LINE = "line"  # an entry of a list that has no number: 上期结转 1200.50元
_TEXT = "text"
# The words that say that what follows lists the parts of what was told: 其中:, 具体收入如下:, 分别为; or a colon right behind the amount.
_OPENING = re.compile(
    r"(?:其中|包括|包含|(?<!报告)(?<!汇报)(?<!公示)(?<!公告)(?<!通报)(?<!说明)(?<!总结)(?<!工作)(?<!情况)如下|(?:收支|收入|支出|分类|具体|使用|捐赠)情况如下"
    r"|分别[为是]|分项|分类|明细|构成|组成|来源|去向|具体[为是]?|以下[几\d]?个?方面)[\u4e00-\u9fff]{0,6}[:,。;]?\s*$|元\)?:\s*$"
    r"|^\s*(?:收入|支出)(?:情况|部分|方面|类)?:\s*$"
)
_ENTRY = re.compile(r"[^。;]{2,40}\d[\d,.]*\s?[余多]?[万亿]{0,2}元[^。;]{0,20}[。;,]?\s*")
# 2023年共支出90万元,其中: behind the entries of what came in opens a list of its own.
_ANEW = re.compile(r"(?=.*(?:\d{4}年|全年|本年|[我本]会|总[收支]|[总合]计|^[共累]?计?支出)).*(?:其中|包括):?$")
_ASPECT = re.compile(r"按(?:照)?[\u4e00-\u9fff]{2,10}")


def opens(text: str) -> bool:
    """Whether a passage ends in words that open a list of the parts of what it tells."""
    return _OPENING.search(text) is not None


def aspect_of(text: str) -> str:
    """By what a paragraph says at its head that it parts an amount: 按用途分:…."""
    aspect = re.match(r"\s*([按从][\u4e00-\u9fff]{2,10}?)(?:分类?|划分|看)[为是]?[:,]", text)
    return aspect[1] if aspect else ""


def sort_of(text: str) -> str:
    """Which sort of number a paragraph begins with; '' where with none."""
    start = re.sub(r"^其中[:,]?\s*(?=\(\d|[①-⑳]|\d{1,2}[.、])", "", text.lstrip())  # 其中:(1)助学20万元
    return next((sort for sort, pattern in _SORTS if pattern.match(start)), "")


class _Level(Struct):
    """A paragraph whose list may be open."""

    sort: str
    passage: int = -1  # which; -1 for a heading, which is none
    aspect: str = ""
    text: str = ""  # the line itself, where it opens a list and holds nothing else
    explicit: bool = False  # whether it ends in words that open a list
    filled: bool = False  # whether a paragraph of sentences stands below this heading


class OpenLists(Struct):
    """The lists that are open where the reader is, the outermost first."""

    levels: list[_Level] = field(default_factory=list)
    goes_on: bool = False  # whether the paragraph before ends in a semicolon

    def enter(self, text: str) -> None:
        """Take up a paragraph: close the lists that it ends."""
        sort = sort_of(text)
        if not sort and _ENTRY.fullmatch(text.strip()) and self._lists_lines() and not _ANEW.match(text.strip()):
            sort = _LINE
        if sort == "一、":
            opener = self.levels[-1] if self.levels and self.levels[-1].sort == _TEXT else None
            self.levels = [opener] if opener and opener.explicit else self.levels[:1] if self._lists_sections() else []
        elif sort == _PARTS and not self.goes_on:
            pass  # it is of what stands right before it
        elif sort and sort in (sorts := [level.sort for level in self.levels]):
            del self.levels[sorts.index(sort) :]
        elif not sort:
            while self.levels and (self.levels[-1].passage >= 0 or self.levels[-1].sort == _TEXT):
                self.levels.pop()
        aspect = _ASPECT.search(text) if sort == "—" and not re.search(r"\d", text) else None
        self.goes_on = text.rstrip().endswith(";")
        explicit = opens(text)
        bare = text.strip() if explicit and not re.search(r"\d[^年月日]*元", text) else ""
        self.levels.append(_Level(sort or _TEXT, -1, aspect[0] if aspect else "", bare, explicit))

    def _lists_lines(self) -> bool:
        """Whether a line without a number is an entry: below words that open a list, or below another entry."""
        return bool(self.levels) and (self.levels[-1].explicit or self.levels[-1].sort == _LINE)

    def _lists_sections(self) -> bool:
        """Whether the sections are the items of a list that a paragraph before them opens."""
        return len(self.levels) > 1 and self.levels[0].explicit and self.levels[1].sort == "一、"

    def is_body(self) -> bool:
        """Whether the paragraph is the first below a numbered heading: 1.助学, and below it 全年支出20万元."""
        if len(self.levels) < 2 or self.levels[-1].sort != _TEXT:  # noqa: PLR2004
            return False
        heading = self.levels[-2]
        return heading.passage < 0 and not heading.filled and heading.sort not in {"一、", "(一)", _TEXT, _LINE}

    @property
    def is_item(self) -> bool:
        """Whether the paragraph that was taken up last is an item of a list, and no section."""
        return self.levels[-1].sort not in {"一、", "(一)", _TEXT}

    @property
    def opening(self) -> str:
        """The line without an amount that opens the list of which the paragraph is an item: 接收捐赠明细如下."""
        over = self.levels[-2] if len(self.levels) > 1 and self.is_item else None
        if over is not None and over.sort == _LINE:
            over = next((level for level in reversed(self.levels) if level.sort != _LINE), None)
        return over.text if over is not None else ""

    def above(self) -> tuple[int, str]:
        """(which passage opens the list that the paragraph is an item of, by what it parts it); (-1, '') where none does."""
        *over, last = self.levels or [_Level(_TEXT)]
        if last.sort == _TEXT:
            if not self.is_body():
                return -1, ""
            over[-1].filled = True
        aspect = ""
        for level in reversed(over):
            if level.passage >= 0:
                return level.passage, aspect
            aspect = aspect or level.aspect
        return -1, ""

    def opened(self, passage: int, text: str) -> None:
        """Say which passage the paragraph that was taken up last begins with."""
        self.levels[-1].passage = passage
        self.levels[-1].explicit = opens(text)


class InnerLists(Struct):
    """The lists within one paragraph, each by its sort of number and the passage that opens it."""

    first: int  # which passage the paragraph begins with
    under: int  # which passage opens the list that the paragraph is an item of
    aspect: str
    open: list[tuple[str, int]] = field(default_factory=list)

    def above(self, sort: str, passage: int) -> tuple[int, str]:
        """The same as `OpenLists.above` for *passage*, a point with a number of *sort*, or with none what stands before the points."""
        if not sort:
            return self.under, self.aspect
        if sort in (sorts := [name for name, _ in self.open]):
            del self.open[sorts.index(sort) + 1 :]
        else:
            self.open.append((sort, passage - 1 if passage > self.first else self.under))
        under = self.open[-1][1]
        return under, self.aspect if under == self.under else ""
