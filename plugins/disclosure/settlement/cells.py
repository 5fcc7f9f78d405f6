"""The cells of one row of a foreign list by what they mean: money in 分, days, numbers that tell apart; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from msgspec import Struct, field

from ..dates import day_of, serial_day
from ..importing import AmountWays
from ..numerals import exact_amount, foreign, in_one_width
from ..quantities import decimal_places
from ..reading import bare_number, plain_day, read_day
from .layouts import ListLayout

_SERIALS = range(20_000, 60_000)  # numbers that are surely days: 1954 to 2064
_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_PLAIN = re.compile(r"([+-]?[0-9]{1,13})(?:\.([0-9]{0,2})0*)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_NUMBERED = re.compile(r"(?=.*[0-9])[0-9A-Za-z-]{4,}")
MONEY = ("gross", "spent", "net", "amount", "credit", "debit")
V = TypeVar("V")


_FOREIGN = "写的是外币，要先按汇率折成人民币"
_is_foreign = cache(foreign)


class CellError(Exception):
    """A cell that can't be read; its message says why."""


class MeaningCells(Struct):
    """The cells of one row by their meaning."""

    layout: ListLayout
    cells: Sequence[str]
    row: int = 0  # where it stands
    # whether this bank writes a minus before all that went out; None: not to be seen
    debits_signed: bool | None = False
    ways: AmountWays = field(default_factory=AmountWays)  # of amounts that stand in one column

    def text(self, meaning: str) -> str:
        """The words of a cell; nothing where there is no such column."""
        place = self.layout.columns.get(meaning)
        return "" if place is None or place >= len(self.cells) else bare_text(self.cells[place])

    def cents(self, meaning: str) -> int | None:
        """Money in 分; None where there is none."""
        if _is_foreign(self.text("currency")):
            raise CellError(f"“{self.layout.heads['currency']}”{_FOREIGN}")
        return self._read(meaning, lambda text: cents_of(text, self.layout.powers.get(meaning, 0)))

    def day(self, meaning: str) -> date | None:
        """A day; None where there is none."""
        return self._read(meaning, day_in)

    def count(self, meaning: str) -> int | None:
        """How many."""
        text = self.text(meaning).replace(",", "").removesuffix("笔")
        return int(text) if text.isdecimal() and text.isascii() else None

    def reference(self, meaning: str) -> str:
        """A number that tells apart; one that a spreadsheet has cut short can't be read."""
        text = self.text(meaning)
        if _SCIENTIFIC.fullmatch(text):
            raise CellError(
                f"“{self.layout.heads[meaning]}”变成了科学计数法，后面的数字丢了；请从系统重新导出，把这一列设成文本"
            )
        return text

    def first_day(self) -> date | None:
        """The day of the row, or that of its settlement; None where neither can be read."""
        for name in ("day", "settled"):
            try:
                day = self.day(name)
            except CellError:
                continue
            if day is not None:
                return day
        return None

    def is_whole(self) -> bool:
        """Whether it has both a day and money."""
        return self.first_day() is not None and any(map(self._is_money, MONEY))

    def _is_money(self, meaning: str) -> bool:
        try:
            return self.cents(meaning) is not None
        except CellError:
            return False

    def is_likely_record(self) -> bool:
        """Whether a row that can't be read is a record, and no note or total below the list: it has a number, a day or money."""
        if any(_NUMBERED.fullmatch(self.text(name)) for name in ("order", "batch", "serial", "number")):
            return True
        if self.first_day() is not None:
            return True
        return any(re.search("[0-9]", self.text(name)) for name in MONEY)

    def _read(self, meaning: str, read: Callable[[str], V]) -> V | None:
        text = self.text(meaning)
        if text in {"", "-", "--", "—", "/", "无"}:
            return None
        try:
            return read(text)
        except CellError as fault:
            raise CellError(f"“{self.layout.heads[meaning]}”{fault}") from None


def bare_text(cell: str) -> str:
    """A cell without what programs put around it so that spreadsheets leave it alone: ticks, tabs, ="…"."""
    text = cell.strip().removeprefix("`").removeprefix("'").strip()
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


def cents_of(text: str, power: int = 0) -> int:
    """Money as 分: 1,000.00, ¥20, +5.00, 1000元, 人民币壹佰元整; raises where anything else stands there."""
    plain = _PLAIN.fullmatch(text)
    if plain and not power:
        return int(plain[1] + (plain[2] or "").ljust(2, "0"))
    number = bare_number(text.removeprefix("+"))
    amount = Decimal(number) if re.fullmatch(r"-?[0-9]{1,13}(?:\.[0-9]{1,9})?", number) else None
    if amount is not None:
        amount = amount.scaleb(power)
    elif foreign(text):
        raise CellError(_FOREIGN)
    elif not power:
        amount = exact_amount(text, "元")
    if amount is None:
        raise CellError("不是金额")
    if decimal_places(amount) > 2:  # noqa: PLR2004  (分)
        raise CellError("比分还小")
    return int(amount.scaleb(2))


_DAYS: dict[str, date] = {}  # days in ISO form that were read before: tables of many rows have few


def day_in(text: str) -> date:
    """The day that a cell names in any usual form, with or without a time; raises where it names none."""
    known = _DAYS.get(text[:10])
    if known is not None and (len(text) == len("2025-03-01") or _TIME.fullmatch(text[10:])):
        return known
    plain = in_one_width(text).strip()
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial[1]) in _SERIALS:
        return serial_day(int(serial[1]))
    whole = plain_day(plain)
    if not whole:
        said = read_day(plain)
        whole = said.value or said.proposal
    day = day_of(whole)
    if day is None:
        raise CellError("不是日期")
    if text.startswith(whole):
        _DAYS[whole] = day
    return day


def is_day(text: str) -> bool:
    """Whether a cell names a day."""
    try:
        day_in(bare_text(text))
    except CellError:
        return False
    return True
