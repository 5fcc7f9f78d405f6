"""Days that can't be, or can't be yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..dates import earlier
from ..kinds.audits import AuditRecord
from ..kinds.disbursements import DisbursementRecord
from ..kinds.funds import FundAccountRecord
from ..kinds.gifts import DonationRecord
from ..model import Nature, Organisation, matching
from ..problems import Problem, Where, problem
from ..quantities import grouped
from ..reading import Date, Year
from .scene import Rule, Scene, columns_of, value_of

_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|号|(?![\d.]))")
_TWO = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(?!\d)")
_MONTHS = 12
_YEAR = re.compile(r"(?:19|20)\d{2}[年./-]")  # as every day and month begins


def impossible_days(text: str) -> Iterator[str]:
    """Days in a text that no calendar has."""
    if not _YEAR.search(text):
        return
    for match in _DAY.finditer(text):
        try:
            date(*map(int, match.groups()))
        except ValueError:
            yield match[0]
    yield from (match[0] for match in _TWO.finditer(text) if not 1 <= int(match[2]) <= _MONTHS)


def impossible_dates(scene: Scene) -> Iterator[Problem]:
    """Impossible days in the words of records."""
    yield from scene.of_each_kind(_impossible_in)


def _impossible_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row, column, text in scene.words(kind, lambda text: any(impossible_days(text))):
        for day in impossible_days(text):
            yield problem("impossible-date", row.at(column), cell=day)


def after_prepared(scene: Scene) -> Iterator[Problem]:
    """Things that happened after the day up to which the data was put together."""
    prepared = scene.disclosure.prepared_on
    if not prepared:
        return
    organisation = scene.disclosure.organisation
    if organisation.founded_on and earlier(prepared, organisation.founded_on):
        where = Where(organisation.where.file, None, None, Organisation.founded_on.name)
        label = Organisation.founded_on.label
        yield problem("date-after-prepared", where, column=label, left=organisation.founded_on, right=prepared)
    yield from scene.of_each_kind(_after_prepared_in)
    yield from _years_after_prepared(scene)
    donations = scene.dataset("donations")
    if donations:
        days = donations[DonationRecord.received_on]
        month = len("2023-09")
        for position in days.index[
            matching(days, lambda day: day[:month] > prepared[:month] or (len(day) > month and day > prepared))
        ]:
            yield problem(
                "date-after-prepared",
                donations.where(int(position), DonationRecord.received_on.label),
                column=DonationRecord.received_on.label,
                left=days[position],
                right=prepared,
            )


def before_founded(scene: Scene) -> Iterator[Problem]:
    """The first gift, payment and audit that is of a time before the body was founded, and how many more there are."""
    founded = scene.disclosure.organisation.founded_on
    if not founded:
        return
    donations, places = scene.dataset("donations"), []
    if donations is not None:
        days = donations[DonationRecord.received_on]
        label = DonationRecord.received_on.label
        early = days.index[matching(days, lambda day: earlier(day, founded))]
        places.append([(donations.where(int(position), label), days[position]) for position in early])
    for record, column in ((DisbursementRecord, DisbursementRecord.paid_on), (AuditRecord, AuditRecord.audited_year)):
        rows = [row for row in scene.rows(record) if row[column] and earlier(f"{row[column]}", founded)]
        places.append([(row.at(column), f"{row[column]}") for row in rows])
    for first, *others in filter(None, places):
        where, day = first
        more = f"；这张表里还有{len(others)}行也是这样" if others else ""
        yield problem("before-founded", where, column=where.column, left=day, right=founded, more=more)


def _after_prepared_in(scene: Scene, kind: str) -> Iterator[Problem]:
    prepared = scene.disclosure.prepared_on
    rows = scene.disclosure.records[kind]
    for column in columns_of(rows):
        if not isinstance(column.type, Date) or column.ahead:
            continue
        for row in rows:
            day = row[column]
            if day and earlier(prepared, day):
                yield problem("date-after-prepared", row.at(column), column=column.label, left=day, right=prepared)


def _years_after_prepared(scene: Scene) -> Iterator[Problem]:
    """Accounts of a year that had not begun on that day."""
    prepared = scene.disclosure.prepared_on
    for kind in scene.disclosure.kinds.values():
        year = kind.series.when if kind.series else None
        if year is None or not isinstance(year.type, Year):
            continue
        for row in scene.disclosure.records.get(kind.id, ()):
            if row[year] and earlier(prepared, str(row[year])):
                where = row.at(year)
                yield problem("date-after-prepared", where, column=year.label, left=f"{row[year]}年", right=prepared)


def unfinished_years(scene: Scene) -> Iterator[Problem]:
    """What funds are said to have left at the end of a year that is not over on the day up to which the data was put together."""
    prepared = scene.disclosure.prepared_on
    rows = [
        row
        for row in scene.rows(FundAccountRecord)
        if row.year and row.closing and not row.published_on and prepared[:4] == str(row.year)
    ]
    if rows and earlier(prepared, f"{rows[0].year}-12-31"):
        others = f"，还有{len(rows) - 1}行也是这样" if rows[1:] else ""
        reason = f"数据整理的那一天，这一年还没有过完{others}"
        details = {"left": rows[0].year, "column": FundAccountRecord.closing.label, "reason": reason}
        where = rows[0].at(FundAccountRecord.closing)
        yield problem("outside-its-year", where, right=f"{grouped(rows[0].closing or Decimal(0))}元", **details)


# Our own bound: later than the days that spreadsheets and programs show for nothing (1900, 1904, 1970).
EARLIEST = "1979-01-01"


def too_early(scene: Scene) -> Iterator[Problem]:
    """Days of 1900 or 1970, which a spreadsheet or a program makes of an empty cell or of zero."""
    yield from scene.of_each_kind(_too_early_in)


def _too_early_in(scene: Scene, kind: str) -> Iterator[Problem]:
    rows = scene.disclosure.records[kind]
    for column in columns_of(rows):
        if not isinstance(column.type, Date):
            continue
        for row in rows:
            day = row[column]
            if day and earlier(day, EARLIEST):
                yield problem("date-too-early", row.at(column), column=column.label, left=day)


def sources_before_end(scene: Scene) -> Iterator[Problem]:
    """Figures of a whole year from a document that is older than the end of that year; each document told once."""
    reported: set[tuple[str, int]] = set()
    for figure in scene.stated:
        source = scene.disclosure.sources.get(figure.source or "")
        if (
            source is None
            or figure.nature != Nature.ACTUAL
            or figure.topic == "报表"
            or (source.id, figure.year) in reported
        ):
            continue
        said = "截至" in figure.subject or "截止" in figure.subject or any("截" in str(piece) for piece in figure.note)
        if source.published_on and earlier(source.published_on, f"{figure.year}-12-31") and not said:
            reported.add((source.id, figure.year))
            yield problem(
                "source-before-end", value_of(figure), left=figure.year, cell=source.title, right=source.published_on
            )


RULES: dict[str, Rule] = {
    "impossible-date": impossible_dates,
    "date-after-prepared": after_prepared,
    "date-too-early": too_early,
    "before-founded": before_founded,
    "outside-its-year": unfinished_years,
    "source-before-end": sources_before_end,
}
