"""Totals that a list states, held against the rows that each may sum up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct, field

from ..dates import MONTH
from ..importing import carries_over
from ..numerals import spelled
from ..problems import Where
from ..reading import ANY_TOTAL
from .cells import CellError, MeaningCells
from .entries import DifferenceKind, SettlementDifference, money
from .layouts import ListLayout, meaning_of


class TotalSpan(Struct, frozen=True):
    """What a total sums up: how it is called in a message, the words by which it is known, how wide it reaches."""

    name: str
    rows: str
    words: re.Pattern[str]
    width: int


# Nearest first: the words of a month stand before those of any part.
_MONTH_NAMED = re.compile(rf"(?<![0-9一二三四五六七八九十])(?P<month>{MONTH})月份?(?:[合小总累]计|发生额)")
_SPANS = (
    TotalSpan("累计", "上面各行", re.compile(r"累\s*计"), 9),
    TotalSpan(
        "本月合计",
        "这个月的各行",
        re.compile(rf"[本当]月(?:份)?(?:[合小总]计|发生)|月[合小总]?计|{_MONTH_NAMED.pattern}"),
        2,
    ),
    TotalSpan("本季合计", "这一季的各行", re.compile(r"(?:[本当]季度?|季度)[合小总]计"), 3),
    TotalSpan("小计", "上面这一段", re.compile(r"小计|本[页日]合?计|当日合?计|日计"), 1),
)
_ALL = TotalSpan("合计", "上面各行", re.compile(""), 9)
_TO_DATE = _SPANS[0]


def span_of(cells: Sequence[str]) -> TotalSpan:
    """What a total sums up, by its words."""
    return next((span for span in _SPANS if any(map(span.words.search, cells))), _ALL)


class StatedSums(Struct):
    """What the rows of a list come to: all of them, those since the last total of each width, those of each month."""

    total: int = 0
    since: dict[int, int] = field(default_factory=dict)  # width of the total → rows since the last so wide
    months: dict[tuple[int, int], int] = field(default_factory=dict)
    last: tuple[int, int] | None = None  # the month of the last row

    def add(self, amount: int, day: date | None) -> None:
        """One more row."""
        self.total += amount
        for width in (1, 2, 3):
            self.since[width] = self.since.get(width, 0) + amount
        if day is not None:
            self.last = (day.year, day.month)
            self.months[self.last] = self.months.get(self.last, 0) + amount

    def of(self, span: TotalSpan, cells: Sequence[str]) -> tuple[int, ...]:
        """What a total of *span* may state: the sums of the rows that it may mean, the likeliest first."""
        if span.width > 3:  # noqa: PLR2004  (wider than a quarter: all rows)
            return (self.total,)
        likely = (self.since.get(span.width, 0),)
        if span.name != "本月合计" or self.last is None:
            return likely
        named = next((match for cell in cells if (match := _MONTH_NAMED.search(cell))), None)
        month = self.last
        if named and (number := spelled(named["month"])):
            month = next((known for known in reversed(self.months) if known[1] == int(number.value)), month)
        return (self.months[month], *likely)

    def close(self, span: TotalSpan) -> None:
        """A total of *span* was stated: what follows is summed anew up to the next of its width."""
        for width in (1, 2, 3):
            if width <= span.width <= 3:  # noqa: PLR2004
                self.since[width] = 0


def bare_word(cell: str) -> str:
    """A cell without blanks, as words are spread over a cell: 合 计."""
    return "".join(cell.split())


def is_carried(layout: ListLayout, cells: Sequence[str]) -> bool:
    """Whether a row carries a sum or a balance from page to page, or from one period to the next; what has a number does not."""
    return any(carries_over(bare_word(cell).rstrip(":：")) for cell in cells) and not _is_numbered(layout, cells)


# A total of any sort that stands in a cell by itself.
TOTAL_WORD = re.compile(rf"(?:本[页日周月季年期]|当[日月])?(?:{ANY_TOTAL})[:：]?")


def is_total(layout: ListLayout, cells: Sequence[str]) -> bool:
    """Whether a row begins with the word of a total, and has no number of its own."""
    first = bare_word(next((cell for cell in cells if cell.strip()), ""))
    return bool(first) and meaning_of(first, "totals") and not _is_numbered(layout, cells)


def _is_numbered(layout: ListLayout, cells: Sequence[str]) -> bool:
    known = [layout.columns[name] for name in ("order", "serial", "number") if name in layout.columns]
    return any(
        place < len(cells) and cells[place].strip().isalnum() and cells[place].strip().isascii() for place in known
    )


def against_total(
    record: MeaningCells, where: Where, span: TotalSpan, sums: Sequence[int], first: int
) -> Iterator[SettlementDifference]:
    """The total that a list states, against the *sums* of the rows that it may sum up."""
    names = {"gifts": "gross", "payouts": "net", "receipts": "amount", "bank": "credit"}
    try:
        stated = record.cents(names[record.layout.sort])
    except CellError:
        return
    if stated is None or stated in sums or not first:
        return
    total = sums[0]
    text = f"{span.name}写的是 {money(stated)}，{span.rows}加起来是 {money(total)}，差 {money(abs(stated - total))}。"
    if span is _TO_DATE:  # it may begin before the first row
        text = f"{text}累计可能连着更早的各行，没有核对。"
    yield SettlementDifference(DifferenceKind.SUM, (where,), stated - total, text, look=span is not _TO_DATE)
