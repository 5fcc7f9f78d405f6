"""Checks over several cells or records, such as the order of dates and growing sums; grouping and sorting of records."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from ..dates import by_end, earlier
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import AnyColumn, Column, Record

R = TypeVar("R", bound=Record)


def records_of(records: Mapping[str, Sequence[Record]], record: type[R]) -> list[R]:
    """The rows of the kind that declares *record*; with its complete form only those that have all they must have."""
    for rows in records.values():
        if rows and issubclass(rows[0].declared, record.declared):
            return [row for row in rows if isinstance(row, record)]
    return []


def in_order(rows: Iterable[R], as_of: Column[str]) -> list[R]:
    """Rows sorted by their cut-off date; a month or year counts as its last day, and sorts after all days in it."""
    return sorted(rows, key=lambda row: by_end(row[as_of] or ""))


def newest(rows: Iterable[R], as_of: Column[str]) -> R | None:
    """The row with the latest cut-off date, or None."""
    return max(rows, key=lambda row: by_end(row[as_of] or ""), default=None)


def newest_of_each(rows: Iterable[R], by: Column[str], as_of: Column[str]) -> dict[str, R]:
    """Value of the column *by* → its row with the latest cut-off date; rows without a date are left out."""
    series = grouped((row for row in rows if row[as_of]), by)
    return {thing: in_order(same, as_of)[-1] for thing, same in series.items()}


def out_of_order(rows: Iterable[Record], first: Column[str], then: Column[str]) -> Iterator[Problem]:
    """Rows in which the date *then* lies before the date *first*."""
    for row in rows:
        start, end = row[first], row[then]
        if start and end and earlier(end, start):
            yield problem(
                "dates-out-of-order", row.at(then), first=first.label, left=start, second=then.label, right=end
            )


def not_positive(
    rows: Iterable[Record], *columns: Column[Any], zero: bool = False, below: str = "not-positive"
) -> Iterator[Problem]:
    """Rows in which a number is below zero (*below* is the code of that), or zero where that may not stand (*zero*)."""
    for row in rows:
        for column in columns:
            value = row[column]
            if value is not None and (value < 0 or (value == 0 and not zero)):
                code = below if value < 0 else "not-positive"
                yield problem(code, row.at(column), column=column.label, cell=plain(value))


def told_too_early(rows: Iterable[Record], as_of: Column[str], *published_on: Column[str]) -> Iterator[Problem]:
    """Problems for rows published before their cut-off date; one per row."""
    for row in rows:
        until = row[as_of] or ""
        early = (day for column in published_on if until and (day := row[column]) and earlier(day, until))
        for published in islice(early, 1):
            yield problem("published-before-end", row.at(as_of), left=until, right=published)


def told_before_end_of_year(
    rows: Iterable[Record], year: Column[int], *published_on: Column[str], sure: bool = False
) -> Iterator[Problem]:
    """Rows about a year that were published before it was over: refused where they are *sure* to tell of all of it."""
    for row in rows:
        for column in published_on:
            end, published = f"{row[year]}-12-31", row[column]
            if not row[year] or not published or not earlier(published, end):
                continue
            if sure:
                yield problem("published-before-end", row.at(column), left=end, right=published)
            else:
                details = {"left": row[year], "right": published, "reason": "那时这一年还没有过完"}
                yield problem("outside-its-year", row.at(column), column=column.label, **details)


def before_start(
    rows: Iterable[Record], as_of: Column[str], reference: Column[str], starts: Mapping[str, Record], start: Column[str]
) -> Iterator[Problem]:
    """Problems for accounts whose cut-off date is before the start of what they are about."""
    for row in rows:
        whole, until = starts.get(row[reference] or ""), row[as_of]
        begun = whole[start] if whole else None
        if whole and until and begun and earlier(until, begun):
            yield problem(
                "account-before-start",
                row.at(as_of),
                left=until,
                cell=whole.record_name,
                right=begun,
                other=whole.where,
            )


def falling(
    rows: Iterable[Record], by: Column[str], as_of: Column[str], sums: Sequence[Column[Decimal]]
) -> Iterator[Problem]:
    """Problems for cumulative columns that fall from one row to a certainly later one of the same group; blanks are skipped."""
    for series in grouped(rows, by).values():
        dated = in_order((row for row in series if row[as_of]), as_of)
        for column in sums:
            before: list[tuple[Decimal, Record]] = []
            for row in dated:
                value, day = row[column], row[as_of] or ""
                if value is None:
                    continue
                last = next((entry for entry in reversed(before) if earlier(entry[1][as_of] or "", day)), None)
                if last is not None and value < last[0]:
                    yield problem(
                        "falling-series",
                        row.at(column),
                        column=column.label,
                        left=f"{last[1][as_of]} 是 {plain(last[0])}（{last[1].where}）",
                        right=f"{day} 是 {plain(value)}",
                    )
                before.append((value, row))


def received(row: Record, columns: Sequence[Column[Decimal]]) -> Decimal | None:
    """What came in, in the columns of money and of goods together, as far as they are told."""
    known = [value for column in columns if (value := row[column]) is not None]
    return sum(known, Decimal(0)) if known else None


def used_above_received(
    rows: Iterable[Record], columns: Sequence[Column[Decimal]], spent: Column[Decimal], as_of: Column[str]
) -> Iterator[Problem]:
    """Problems for accounts that spent more than they received."""
    for row in rows:
        came, used = received(row, columns), row[spent]
        if came is not None and used is not None and used > came:
            yield problem(
                "used-above-received",
                row.at(spent),
                left=plain(came),
                right=plain(used),
                difference=plain(used - came),
                other=row[as_of] or "未披露",
            )


def repeated(rows: Iterable[Record], *columns: AnyColumn) -> Iterator[Problem]:
    """Rows that have the same values in all of *columns* as an earlier one."""
    seen: dict[Hashable, Record] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        if any(value is None for value in key):
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            yield problem("told-twice", row.at(columns[-1]), cell="、".join(map(str, key)), other=first.where)


def grouped(rows: Iterable[R], by: AnyColumn) -> dict[str, list[R]]:
    """Rows by the value of one column, in their order; rows without it are left out."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        if row[by] is not None:
            groups.setdefault(str(row[by]), []).append(row)
    return groups


def by_id(rows: Iterable[R]) -> dict[str, R]:
    """Records by their id."""
    return {row.record_id: row for row in rows if row.values.get("id") is not None}
