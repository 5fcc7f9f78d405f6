"""Cells of records as readers see them, every number with the way back to the file and the row it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..dates import day_of, days_between, earlier, han_date
from ..model import Amount, Cell, Clock, Disclosure, Link, RichText, Tag, fitted, received, rich
from ..problems import Where
from ..reading import AnyColumn, Column, Exact, Missing, Record, Url
from ..reading import RichText as RichTextColumn
from .evidence import claimed

R = TypeVar("R", bound=Record)

# A column of a table: one of the record, or a label and what stands under it.
Shown: TypeAlias = "AnyColumn | tuple[str, Callable[[Any], Cell]]"


def resolve(disclosure: Disclosure, text: RichText) -> RichText:
    """The same text with every reference replaced by its figure, and the words before it fitted to its sign."""
    return tuple(fitted(text, lambda piece: disclosure.figures[piece.id]))


def spoken(disclosure: Disclosure, text: RichText) -> str:
    """A text as plain words, figures by their wording."""
    return "".join(getattr(piece, "text", None) or str(piece) for piece in resolve(disclosure, text))


def phrase(disclosure: Disclosure, row: Record, name: str) -> RichText:
    """The words in a column of a record: with figures where its type has them, else as they were typed, braces and all."""
    value = row.values.get(name)
    if not value:
        return ()
    if not isinstance(row.declared.column(name).type, RichTextColumn):
        return (str(value),)
    return resolve(disclosure, rich(str(value)))


def cell(disclosure: Disclosure, row: Record, column: AnyColumn, *, spelled: bool = False) -> Cell:
    """One cell: money and counts as amounts, ids and addresses as links, figures in words, or why there is none.

    *spelled* shows addresses of the web in full.
    """
    value = row[column]
    if value is None:
        return row.missing(column)
    if isinstance(column.type, Exact):
        return amount(row, column, column.unit, column.label)
    if isinstance(column.type, Url):
        return Link(str(value) if spelled else "打开", str(value))
    if column.refers_to in disclosure.kinds:
        return _links(disclosure, column, value if isinstance(value, tuple) else (value,))
    if isinstance(value, tuple) or not isinstance(column.type, RichTextColumn):
        return words(row, column)
    return resolve(disclosure, rich(str(value)))


def _links(disclosure: Disclosure, column: AnyColumn, ids: Sequence[str]) -> tuple[Link, ...] | Link | str:
    """The records that a cell names, by their names."""
    links = tuple(link for link in (disclosure.link(str(column.refers_to), key) for key in ids) if link)
    return links[0] if len(links) == 1 else links


# The columns in which gifts and payments name what they are for, the nearest first.
_PURPOSES = ("project", "fund", "campaign", "emergency")


def purpose(disclosure: Disclosure, row: Record, otherwise: str) -> Cell:
    """What a gift or a payment is for: the first record that it names, or *otherwise*."""
    named = (row.declared.column(name) for name in _PURPOSES if row.values.get(name) is not None)
    return next((cell(disclosure, row, column) for column in named), otherwise)


def amount(row: Record, column: Column[Decimal], unit: str, label: str = "") -> Cell:
    """The number in a cell, with the way back to it, or why there is none; *label* is that of its column."""
    value = row[column]
    where = replace(row.where, column=label) if label else row.where
    return row.missing(column) if value is None else Amount(Decimal(value), unit, where=where)


def yuan(row: Record, column: Column[Decimal]) -> Cell:
    """The money in a cell, with the way back to it, or why there is none."""
    return amount(row, column, "元")


def unspent(row: Record, columns: Sequence[Column[Decimal]], spent: Column[Decimal]) -> Cell:
    """The money and goods in these columns less what was spent of it, or why that is not known."""
    came, used = received(row, columns), row[spent]
    if came is None or used is None:
        return row.missing(columns[0] if came is None else spent)
    return Amount(came - used, "元", where=difference_of(row, columns, spent))


def difference_of(row: Record, plus: Sequence[Column[Decimal]], minus: Column[Decimal]) -> Where:
    """The place of what was worked out from the cells of one row, with the formula in the place of a column: 预算−已支."""
    summed = "＋".join(column.label for column in plus if row[column] is not None)
    return replace(row.where, column=f"{summed}−{minus.label}")


def place_received(row: Record, columns: Sequence[Column[Decimal]]) -> Where | None:
    """The row in which stands what came in; None where it is no single cell but the sum of money and goods."""
    return None if sum(row[column] is not None for column in columns) > 1 else row.where


def when_published(day: str | None) -> str:
    """On which day something was published, in words, or that this is not disclosed."""
    return f"{han_date(day)}公布" if day else claimed(day is None, "公布日期未披露")


def words(row: Record, column: AnyColumn) -> Cell:
    """The words or the date in a cell, or why there are none."""
    value = row[column]
    return row.missing(column) if value is None else "、".join(value) if isinstance(value, tuple) else str(value)


# --- rows in words -------------------------------------------------------------------------------


def places(cells: Iterable[Where], between: str = "、") -> str:
    """Files and rows in words: disbursements.csv 第2—5、9行."""
    files: dict[str, list[int]] = {}
    for where in cells:
        files.setdefault(where.file.rpartition("/")[2], []).append(where.row or 0)
    return between.join(f"{file} 第{spans(numbers)}行" for file, numbers in files.items())


_MOST_RUNS = 12  # of rows that are named one by one: nobody reads hundreds of them


def spans(numbers: Sequence[int]) -> str:
    """2, 3, 4, 7 → 2—4、7; of very many runs the first and the last row, and how many rows they have: 2—900行里的300."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > _MOST_RUNS:
        return f"{runs[0][0]}—{runs[-1][-1]}行里的{sum(map(len, runs))}"
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)


# --- time ----------------------------------------------------------------------------------------


def days_left(days: int) -> str:
    """How many days are left, in words: 还有12天, 今天到期, 已逾期3天."""
    return f"还有{days}天" if days > 0 else f"已逾期{-days}天" if days else "今天到期"


class PublishingTerm(Struct, frozen=True):
    """Within how many *days* of what *happened* a record has to be *published*, as seen *as_of* a day.

    What has not been published and is not late yet is no gap.
    """

    happened: Column[str]
    published: Column[str]
    days: int
    as_of: str

    def open_until(self, row: Record) -> date | None:
        """The last day on which a record that has not been published may still be."""
        happened = day_of(row[self.happened])
        answered = row[self.published] is not None or row.missing(self.published) is not Missing.UNDISCLOSED
        if answered or happened is None or not self.as_of:
            return None
        due = happened + timedelta(days=self.days)
        return None if earlier(due.isoformat(), self.as_of) else due

    @property
    def shown(self) -> tuple[tuple[str, Callable[[Record], Cell]], tuple[str, Callable[[Record], Cell]]]:
        """The column of the day on which it was published, and one of the days between, and by how many they are too many."""
        return (self.published.label, self._day), ("间隔", self._between)

    def _day(self, row: Record) -> Cell:
        return claimed(self.open_until(row), "还没报来") or words(row, self.published)

    def _between(self, row: Record) -> Cell:
        due = self.open_until(row)
        if due:
            return Clock("due", due.isoformat(), days_left(days_between(self.as_of, due.isoformat()) or 0), "late")
        days = days_between(row[self.happened], row[self.published])
        if days is None:
            return row.missing(self.published)
        over = days - self.days
        return Tag("late", f"{days}天，晚{over}天") if over > 0 else Tag("ok", f"{days}天")


def until(label: str, column: Column[str]) -> tuple[str, Callable[[Record], Cell]]:
    """A column of end dates; without one the record is still in force, which is no gap."""
    return (label, lambda row: "至今有效" if row[column] is None else str(row[column]))


def expiry(column: Column[str], as_of: str) -> tuple[str, Callable[[Record], Cell]]:
    """A column of last days: one that has passed says so, and a script says so from the day on which it passes."""

    def state(row: Record) -> Cell:
        day = row[column]
        if day is None:
            return row.missing(column)
        passed = earlier(day, as_of)
        if len(day) < len("2025-12-31"):  # a month or a year has no day to count from
            return (day, "，已过期") if passed else day
        over = Clock("until", day, "已过期", "overdue") if passed else Clock("until", day, "在有效期内", "ok")
        return (f"{day} ", over)

    return (column.label, state)


def latest(rows: Iterable[R], date: Column[str]) -> list[R]:
    """Rows by the date in one column, newest first; those without a date come last, in their order."""
    every = list(rows)
    dated = sorted((row for row in every if row[date] is not None), key=lambda row: str(row[date]), reverse=True)
    return [*dated, *(row for row in every if row[date] is None)]
