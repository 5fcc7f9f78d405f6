"""Where something can be told in the data: what 没公开的 lists, and what a sentence calls 没有公布, is asked here first.

Words are looked for in the subject and the measure of a figure alike, because reports and those who enter them put the
same thing in either: 事项 管理费, 指标 支出 is as good as 指标 管理费支出.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from ..law import statements as forms
from ..model import Disclosure, Evidence, Expectation, Figure, FigureBasis, Nature, RichPiece, RichText
from ..reading import AnyColumn, Missing, Record, YesNo


class InTable(Struct, Evidence, frozen=True):
    """A row of a table has all of *columns* (any row, where none are named), and the values that *having* names.

    *dated* is the column that says of which year a row is; without it rows of any year count. A cell that says 不适用 is
    told: there is nothing to publish.
    """

    record: type[Record]
    columns: tuple[AnyColumn, ...] = ()
    having: tuple[tuple[AnyColumn, object], ...] = ()
    dated: AnyColumn | None = None

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether there is such a row."""
        return any(all(_has(row, column) for column in self.columns) for row in self._rows(disclosure, year))

    def _rows(self, disclosure: Disclosure, year: int) -> Iterator[Record]:
        for row in _rows(disclosure, self.record, self.having):
            if self.dated is None or str(row[self.dated] or "")[:4] == str(year):
                yield row


class InEveryRow(InTable, frozen=True):
    """As `InTable`, but every row that is asked about has the columns; a table without such rows lacks nothing."""

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether no row lacks one of the columns."""
        return all(all(_has(row, column) for column in self.columns) for row in self._rows(disclosure, year))


def _rows(disclosure: Disclosure, record: type[Record], having: Sequence[tuple[AnyColumn, object]]) -> Iterator[Record]:
    """The rows of a kind that have these values."""
    named = next(((column, value) for column, value in having if isinstance(value, str)), None)
    rows = disclosure.about(record, *named) if named else disclosure.rows(record)
    return (row for row in rows if all(row[column] == value for column, value in having))


def _has(row: Record, column: AnyColumn) -> bool:
    return row[column] is not None or row.missing(column) is Missing.NOT_APPLICABLE


class InRow(Struct, Evidence, frozen=True):
    """A row that is known has one of *columns*."""

    row: Record
    columns: tuple[AnyColumn, ...]

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (the row is known)
        """Whether it has."""
        return any(_has(self.row, column) for column in self.columns)


class Listed(Struct, Evidence, frozen=True):
    """A table has rows: of the year, where *dated* names the column of the day; about a record, where *names* tells which.

    It asks the table as a whole, so that tables of many rows can be asked; kinds that must not import each other name each
    other's tables and columns here.
    """

    kind: str
    dated: str = ""
    names: tuple[str, str] | None = None  # column and id

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether there are such rows."""
        dataset = disclosure.datasets.get(self.kind)
        if dataset is None or not len(dataset):
            return False
        about = self.names is None or self.names[1] in dataset.named(self.names[0])
        return about and (not self.dated or str(year) in dataset.years(self.dated))


class InRegister(Struct, Evidence, frozen=True):
    """A figure of the year speaks of it: one of the words (a pattern) stands in its subject or its measure; none that is computed.

    Only figures of these *topics* count, and with *loose* only those that are about no single record. *nature*, *basis* and
    *money* narrow it down, *units* too; *before* looks so many years back.
    """

    words: str = ""
    topics: tuple[str, ...] = ()
    loose: bool = False
    nature: Nature | None = None
    basis: FigureBasis | None = None
    money: bool | None = None
    units: tuple[str, ...] = ()
    before: int = 0

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether there is such a figure."""
        return next(self.figures(disclosure, year), None) is not None

    def figures(self, disclosure: Disclosure, year: int) -> Iterator[Figure]:
        """The figures that speak of it."""
        pattern = re.compile(self.words)
        for figure in disclosure.stated(year - self.before, self.topics):
            if (
                not (self.loose and figure.record)
                and (self.nature is None or self.nature == figure.nature)
                and (self.basis is None or self.basis == figure.basis)
                and (not self.units or figure.unit in self.units)
                and (self.money is None or self.money == (figure.unit == "元"))
                and pattern.search(f"{figure.subject} {figure.measure}")
            ):
                yield figure


class InStatement(Struct, Evidence, frozen=True):
    """A statement of the year has it: the line that plays *role*, or with no role the statement itself.

    A line that a printed form leaves blank is told, too: it counts as 0 in the sums. One that says 未披露 is not.
    """

    kind: str
    role: str = ""
    column: str = "total"

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether the statement tells it."""
        rows = [row for row in disclosure.records.get(self.kind, ()) if row[forms.StatementLine.year] == year]
        edition = forms.edition_of(self.kind, year)
        line = edition.role(self.role) if edition and self.role else None
        if not rows or not self.role or edition is None or line is None:
            return bool(rows) and not self.role
        row = next((row for row in rows if row[forms.StatementLine.line] == line.number), None)
        return row is None or row.values.get(self.column) is not None or self.column not in row.reasons


class OfOrganisation(Struct, Evidence, frozen=True):
    """organisation.yaml states it."""

    column: AnyColumn

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (it is the same every year)
        """Whether it is stated."""
        return disclosure.organisation[self.column] is not None


class MayAppeal(Struct, Evidence, frozen=True):
    """The organisation does not say that it may not ask the public for gifts, or it did so all the same, as rows of *campaigns* tell.

    Where it neither may nor did, no appeal lacks anything.
    """

    campaigns: str = ""  # a table; kinds that must not import each other name it here

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (it is the same every year)
        """Whether it may or did, as far as is told."""
        did = bool(self.campaigns) and disclosure.count(self.campaigns) > 0
        return did or disclosure.organisation.public_fundraising != YesNo.NO


class HadAYear(Struct, Evidence, frozen=True):
    """A year of the organisation is over: before that no report of a year lacks."""

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (it is asked of today)
        """Whether one is, as far as is told."""
        return not in_first_year(disclosure)


def in_first_year(disclosure: Disclosure) -> bool:
    """Whether the organisation was founded in the year in which its data was put together."""
    founded = (disclosure.organisation.founded_on or "")[:4]
    return bool(founded) and founded >= disclosure.prepared_on[:4]


class InWords(Struct, Evidence, frozen=True):
    """The words of some row of a table speak of it; *having* names the rows, *columns* where to look (everywhere if none)."""

    record: type[Record]
    words: str
    having: tuple[tuple[AnyColumn, object], ...] = ()
    columns: tuple[AnyColumn, ...] = ()

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (words are of no year)
        """Whether some cell does."""
        return any(
            re.search(self.words, value)
            for row in _rows(disclosure, self.record, self.having)
            for column in self.columns or self.record.columns
            if isinstance(value := row[column], str)
        )


class Holds(Struct, Evidence, frozen=True):
    """A test of its own, for what no other form can ask."""

    test: Callable[[Disclosure, int], Any]

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether the test passes."""
        return bool(self.test(disclosure, year))


class AtHand(Struct, Evidence, frozen=True):
    """What was looked up already by the one who asks: it is told where there is any."""

    things: object

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (it was looked up before)
        """Whether there is any."""
        return bool(self.things)


class AnyOf(Struct, Evidence, frozen=True):
    """One of these tells it."""

    parts: tuple[Evidence, ...]

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether one does."""
        return any(part.tells(disclosure, year) for part in self.parts)


class OfYear(Struct, Evidence, frozen=True):
    """This year tells it, whatever year the page is about."""

    year: int
    evidence: Evidence

    def tells(self, disclosure: Disclosure, year: int) -> bool:  # noqa: ARG002  (it has a year of its own)
        """Whether it does."""
        return self.evidence.tells(disclosure, self.year)


class InAnyYear(Struct, Evidence, frozen=True):
    """Some year tells it: for pages on which the years stand together."""

    evidence: Evidence

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether one does."""
        return any(self.evidence.tells(disclosure, known) for known in (year, *disclosure.years))


class AllOf(Struct, Evidence, frozen=True):
    """Only all of these together tell it."""

    parts: tuple[Evidence, ...]

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether all do."""
        return all(part.tells(disclosure, year) for part in self.parts)


def in_one(label: str, expected: Sequence[Expectation]) -> tuple[Expectation, ...]:
    """Several expectations in one line, *label*, where none of them is met; else those that are not, line by line."""
    some = AnyOf(tuple(part.evidence for part in expected))
    rest = (Expectation(part.label, part.evidence, when=some) for part in expected)
    return (Expectation(label, some), *rest)


def claim(holds: object, *pieces: RichPiece) -> RichText:
    """A sentence on what the data has, lacks or agrees in: its pieces where it holds, else nothing.

    Every text with such words (没有公布, 未披露, 对得上, 全部 …) is an argument of this, of `claimed` or of an `Expectation`.
    """
    return pieces if holds else ()


def claimed(holds: object, text: str) -> str:
    """As `claim`, for a single text."""
    return text if holds else ""


def valued(goods: object) -> str:
    """What must be known of a sum in which goods stand with what they are worth; nothing where none do."""
    return claimed(goods, "（含物资折价）")
