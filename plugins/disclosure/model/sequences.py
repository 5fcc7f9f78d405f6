"""What must hold between the cells of records: the order of dates, and sums that only grow."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..dates import earlier
from ..problems import Problem, Where, problem
from ..quantities import plain
from ..reading import Record
from .dataset import Row


def at(row: Row, record: type[Record], name: str) -> Where:
    """The place of a cell of a row."""
    return replace(row.where, column=record.column(name).label)


def out_of_order(rows: Iterable[Row], record: type[Record], first: str, then: str) -> Iterator[Problem]:
    """Rows in which the date *then* lies before the date *first*."""
    for row in rows:
        start, end = row[first], row[then]
        if start and end and earlier(end, start):
            yield problem(
                "dates-out-of-order",
                at(row, record, then),
                first=record.column(first).label,
                left=start,
                second=record.column(then).label,
                right=end,
            )


def told_too_early(rows: Iterable[Row], record: type[Record]) -> Iterator[Problem]:
    """Rows that were published before the day up to which they tell."""
    for row in rows:
        until, published = row["as_of"], row["published_on"]
        if until and published and earlier(published, until):
            yield problem("published-before-end", at(row, record, "as_of"), left=until, right=published)


def before_start(
    rows: Iterable[Row], record: type[Record], reference: str, starts: Mapping[str, Row]
) -> Iterator[Problem]:
    """Accounts of something up to a day on which it had not begun."""
    for row in rows:
        whole = starts.get(row[reference] or "")
        if whole and row["as_of"] and whole["start_on"] and earlier(row["as_of"], whole["start_on"]):
            yield problem(
                "account-before-start",
                at(row, record, "as_of"),
                left=row["as_of"],
                cell=whole.name,
                right=whole["start_on"],
                other=whole.where,
            )


def falling(rows: Iterable[Row], record: type[Record], by: str, names: Sequence[str]) -> Iterator[Problem]:
    """Cumulative columns that are lower in a later row of the same thing; gaps are passed over."""
    for series in grouped(rows, by).values():
        dated = sorted((row for row in series if row["as_of"]), key=lambda row: str(row["as_of"]))
        for name in names:
            last: Row | None = None
            for row in dated:
                if row[name] is None:
                    continue
                if last is not None and row[name] < last[name]:
                    yield problem(
                        "falling-series",
                        at(row, record, name),
                        column=record.column(name).label,
                        left=f"{last['as_of']} 是 {plain(last[name])}（{last.where}）",
                        right=f"{row['as_of']} 是 {plain(row[name])}",
                    )
                last = row


def received(row: Row, names: Sequence[str]) -> Decimal | None:
    """What came in, in the columns of money and of goods together, as far as they are told."""
    known = [row[name] for name in names if row[name] is not None]
    return sum(known, Decimal(0)) if known else None


def used_above_received(rows: Iterable[Row], record: type[Record], names: Sequence[str]) -> Iterator[Problem]:
    """Accounts by which more was `used` than came in."""
    for row in rows:
        came, used = received(row, names), row["used"]
        if came is not None and used is not None and used > came:
            yield problem(
                "used-above-received",
                at(row, record, "used"),
                left=plain(came),
                right=plain(used),
                difference=plain(used - came),
                other=row.get("as_of", "未披露"),
            )


def repeated(rows: Iterable[Row], record: type[Record], *names: str) -> Iterator[Problem]:
    """Rows that have the same values in all of *names* as an earlier one."""
    seen: dict[Hashable, Row] = {}
    for row in rows:
        key = tuple(row[name] for name in names)
        if any(one is None for one in key):
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            yield problem(
                "told-twice",
                at(row, record, names[-1]),
                cell="、".join(map(str, key)),
                other=first.where,
            )


def grouped(rows: Iterable[Row], by: str) -> dict[str, list[Row]]:
    """Rows by the value of one column, in their order; rows without it are left out."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row[by] is not None:
            found.setdefault(str(row[by]), []).append(row)
    return found


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Records by their id."""
    return {row.id: row for row in rows if row["id"] is not None}
