"""Orders between cells: dates that are only known to the month, and sums that only grow."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.dates import earlier


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
