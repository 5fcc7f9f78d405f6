"""Orders between cells: dates that are only known to the month, and sums that only grow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.dates import earlier
from disclosure.kinds.project import Progress, ProgressRecord
from disclosure.model import (
    before_start,
    by_id,
    falling,
    grouped,
    in_order,
    newest,
    newest_of_each,
    not_positive,
    out_of_order,
    received,
    records_of,
    repeated,
    told_too_early,
    used_above_received,
)
from disclosure.problems import Problem, Where
from disclosure.reading.cell_types import Code, Date, Text, Yuan
from disclosure.reading.columns import Record, column


class SeriesRecord(Record):
    """What was told of a thing up to a day."""

    id = column(Code, "编号", key=True)
    name = column(Text, "名称")
    thing = column(Text, "事项")
    start_on = column(Date, "开始日期")
    as_of = column(Date, "截止日期")
    published_on = column(Date, "公布日期")
    cash = column(Yuan, "资金")
    goods = column(Yuan, "物资")
    used = column(Yuan, "使用")


class OtherSeriesRecord(Record):
    """A row of another table."""

    thing = column(Text, "事项")


SUMS = (SeriesRecord.cash, SeriesRecord.goods)


def row(line: int = 2, **cells: Any) -> SeriesRecord:
    """A row with these cells; numbers are exact."""
    exact = {name: Decimal(cell) if isinstance(cell, int) else cell for name, cell in cells.items()}
    return SeriesRecord.of(exact, Where("series.csv", None, line))


def seen(problems: Iterable[Problem]) -> list[tuple[str, int | None, str | None]]:
    """The code, row and column of each problem."""
    return [(fault.code, fault.where.row, fault.where.column) for fault in problems]


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("2024-01-31", "2024-02-01", 1),
        ("2024-02-01", "2024-02-01", 0),
        ("2024-02-02", "2024-02-01", 0),
        ("2024-02", "2024-02-29", 0),
        ("2024-02-01", "2024-02", 0),
        ("2024-01", "2024-02-01", 1),
        ("2024-01-31", "2024-02", 1),
        ("2024-03", "2024-02-28", 0),
        ("2024-06-30", "", 0),
    ],
)
def test_earlier_is_only_said_where_it_is_sure(first: str, second: str, answer: int) -> None:
    """A month is neither before nor after its own days."""
    assert earlier(first, second) == answer


@given(st.dates(), st.dates())
def test_whole_days_are_ordered_as_the_calendar_orders_them(first: date, second: date) -> None:
    """Property: for days written out in full the order of the texts is that of the days."""
    assert earlier(first.isoformat(), second.isoformat()) is (first < second)


def test_the_order_of_accounts_is_that_of_the_days_on_which_they_end() -> None:
    """A month stands behind its days and before those of the next, wherever its row stands in the table."""
    days = ["2023-12", "2024-01-31", "2024-01", "2024-02-01"]
    for mixed in permutations(days):
        rows = [row(as_of=day) for day in mixed]
        assert [account.as_of for account in in_order(rows, SeriesRecord.as_of)] == days
        last = newest(rows, SeriesRecord.as_of)
        assert last
        assert last.as_of == days[-1]
    assert newest([], SeriesRecord.as_of) is None
    rows = [row(2, thing="甲", as_of="2024-01"), row(3, thing="甲", as_of="2024-01-31"), row(4, as_of="2024-02")]
    rows += [row(5, thing="甲"), row(6, thing="乙", as_of="2023-12"), row(7, thing="丙")]
    assert newest_of_each(rows, SeriesRecord.thing, SeriesRecord.as_of) == {"甲": rows[0], "乙": rows[4]}


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-02-01", "2024-01-31", True),
        ("2024-02-01", "2024-02-01", False),
        ("2024-02-02", "2024-02", False),
        ("2024-03-01", "2024-02", True),
        (None, "2024-02-01", False),
        ("2024-02-01", None, False),
    ],
)
def test_nothing_ends_or_is_published_before_it_begins(start: str | None, end: str | None, told: bool) -> None:  # noqa: FBT001
    """Two days of a row are out of order only where both are there and it is sure; an equal day is none."""
    rows = [row(2, as_of="2024-01-01", published_on="2024-05-01"), row(3, start_on=start, as_of=end)]
    assert (
        seen(out_of_order(rows, SeriesRecord.start_on, SeriesRecord.as_of))
        == [("dates-out-of-order", 3, "截止日期")] * told
    )
    rows = [row(2), row(3, as_of=start, published_on=end)]
    assert (
        seen(told_too_early(rows, SeriesRecord.as_of, SeriesRecord.published_on))
        == [("published-before-end", 3, "截止日期")] * told
    )
    wholes = by_id([row(9, id="A", start_on=start), row(9, id="B", start_on="2030-01-01")])
    rows = [row(2, thing="C", as_of=end), row(3, as_of=end), row(4, thing="A", as_of=end)]
    faults = list(before_start(rows, SeriesRecord.as_of, SeriesRecord.thing, wholes, SeriesRecord.start_on))
    assert seen(faults) == [("account-before-start", 4, "截止日期")] * told


@pytest.mark.parametrize(
    ("value", "zero", "code"),
    [
        (-1, False, "below"),
        (-1, True, "below"),
        (0, False, "not-positive"),
        (0, True, ""),
        (1, False, ""),
        (None, False, ""),
    ],
)
def test_amounts_below_zero_or_zero(value: int | None, zero: bool, code: str) -> None:  # noqa: FBT001
    """Zero may be allowed, less never; what is empty is not judged, and the columns behind it are."""
    faults = not_positive([row(cash=None, used=value)], SeriesRecord.cash, SeriesRecord.used, zero=zero, below="below")
    assert seen(faults) == ([(code, 2, "使用")] if code else [])


def test_a_sum_below_zero_is_told_as_not_positive_where_nothing_else_is_said() -> None:
    """The code of what is below zero is that of zero, unless another is given."""
    assert seen(not_positive([row(cash=-1)], SeriesRecord.cash)) == [("not-positive", 2, "资金")]


def test_sums_that_only_grow() -> None:
    """The row that falls is told with the last that is surely before it; gaps, equal values and other things are passed over."""
    rows = [
        row(5, thing="甲", as_of="2024-03-01", cash=20, goods=4),
        row(2, thing="甲", as_of="2024-01-01", cash=10, goods=5),
        row(4, thing="甲", as_of="2024-02", cash=30),
        row(3, thing="甲", as_of="2024-02-15", cash=40),
        row(6, thing="甲", cash=1),
        row(7, thing="乙", as_of="2024-04-01", cash=1),
        row(8, as_of="2024-05-01", cash=0),
        row(9, thing="甲", as_of="2024-04-01", cash=20, goods=5),
    ]
    faults = list(falling(rows, SeriesRecord.thing, SeriesRecord.as_of, SUMS))
    assert seen(faults) == [("falling-series", 5, "资金"), ("falling-series", 5, "物资")]
    assert [fault.details["left"] for fault in faults] == [
        "2024-02 是 30（series.csv 第 4 行）",
        "2024-01-01 是 5（series.csv 第 2 行）",
    ]
    assert faults[0].details["right"] == "2024-03-01 是 20"


@pytest.mark.parametrize(
    ("cash", "goods", "used", "difference"),
    [
        (10, 5, 16, "1"),
        (10, 5, 15, ""),
        (10, 5, 14, ""),
        (10, None, 12, "2"),
        (None, None, 12, ""),
        (0, None, 1, "1"),
        (10, 5, None, ""),
    ],
)
def test_no_more_is_used_than_came_in(cash: int | None, goods: int | None, used: int | None, difference: str) -> None:
    """Money and goods count together, as far as they are told; where neither is told nothing can be said."""
    account = row(cash=cash, goods=goods, used=used, as_of="2024-01-01")
    known = [value for value in (cash, goods) if value is not None]
    assert received(account, SUMS) == (sum(known) if known else None)
    faults = list(used_above_received([account], SUMS, SeriesRecord.used, SeriesRecord.as_of))
    assert [fault.details["difference"] for fault in faults] == ([difference] if difference else [])
    assert [fault.details["other"] for fault in faults] == (["2024-01-01"] if difference else [])
    undated = used_above_received([row(cash=1, used=2)], SUMS, SeriesRecord.used, SeriesRecord.as_of)
    assert [fault.details["other"] for fault in undated] == ["未披露"]


def test_what_is_told_twice() -> None:
    """Every row behind the first with the same values is told beside the first; one with a gap is like no other."""
    columns = (SeriesRecord.thing, SeriesRecord.id, SeriesRecord.as_of)
    same = {"thing": "甲", "id": "A", "as_of": "2024-01-01"}
    rows = [
        row(2, thing="甲", id="A"), row(3, thing="甲", id="A"), row(4, **same), row(5, **{**same, "id": "B"}), row(6, **same), row(7, **same),
    ]  # fmt: skip
    faults = list(repeated(rows, *columns))
    assert seen(faults) == [("told-twice", 6, "截止日期"), ("told-twice", 7, "截止日期")]
    assert {fault.details["other"] for fault in faults} == {"series.csv 第 4 行"}


def test_rows_by_what_they_are_about() -> None:
    """In their order, and without those that name nothing."""
    rows = [row(2, thing="甲", id="A"), row(3), row(4, thing="乙"), row(5, thing="甲", id="B")]
    assert grouped(rows, SeriesRecord.thing) == {"甲": [rows[0], rows[3]], "乙": [rows[2]]}
    assert by_id(rows) == {"A": rows[0], "B": rows[3]}
    other = [OtherSeriesRecord.of({"thing": "甲"}, Where("other.csv", None, 2))]
    tables = {"empty": [], "other": other, "series": rows}
    assert records_of(tables, SeriesRecord) == rows
    assert records_of({"other": other}, SeriesRecord) == []
    whole = ProgressRecord.of(
        {"project": "books", "as_of": "2024-01-01", "source": "B1"}, Where("progress.csv", None, 2)
    )
    open_ended = ProgressRecord.of({"project": "books", "source": "B1"}, Where("progress.csv", None, 3))
    assert records_of({"project_progress": [whole, open_ended]}, ProgressRecord) == [whole, open_ended]
    assert records_of({"project_progress": [whole, open_ended]}, Progress) == [whole]
