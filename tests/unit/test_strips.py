"""CH-15: table, picture, CSV and Plotly say the same of every day before and after the last one."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.drawing.forms import strip
from disclosure.model import Chart, Mark, Role

DAYS = st.lists(st.integers(-400, 1200), min_size=1, max_size=12)


def chart(days: list[int]) -> Chart:
    """A chart with one mark for each number of days."""
    marks = tuple(
        Mark(f"第{place}项<b>", Decimal(one), f"{one}天", Role.LATE if one > 0 else Role.EARLY, unit="天")
        for place, one in enumerate(days)
    )
    return charts.of_cells(charts.Caption("strip", plain="公开得早还是晚"), "strip", marks)


@given(DAYS)
def test_every_output_holds_every_day(days: list[int]) -> None:
    """The same labels and numbers four times, and Plotly takes the figure."""
    made = chart(days)
    rows = drawing.table(made)[0].rows
    assert [one.marks[0].value for one in rows] == days
    assert [row[3] for row in drawing.rows(made)[1:]] == [str(one) for one in days]
    drawn = str(drawing.picture(made))
    root = ET.fromstring(drawn)  # noqa: S314  (made here)
    assert len(root.findall(".//{*}circle")) == len(days)
    assert "<b>" not in drawn
    figure = drawing.figure(made)
    shown = [
        (label[0], value)
        for trace in figure["data"]
        for label, value in zip(trace["customdata"], trace["x"], strict=True)
    ]
    assert sorted(shown) == sorted((f"第{place}项", one) for place, one in enumerate(days))
    go.Figure({"data": figure["data"], "layout": figure["layout"]})


@given(DAYS)
def test_early_lies_left_of_the_line_and_late_right(days: list[int]) -> None:
    """The zero line is the last day; every dot lies on its side of it and within the field."""
    made = chart(days)
    low, high = strip.scale(made)
    assert low < 0 < high
    for one in drawing.table(made)[0].rows:
        zero, end = (Decimal(re.search(rf'{name}="([\d.]+)%"', str(one.bar))[1]) for name in ("x1", "cx"))  # type: ignore[index]
        assert 0 < end < 100
        assert (end > zero) == (one.marks[0].value > 0) or end == zero
        assert (end == zero) == (one.marks[0].value == 0)


def test_nothing_drawn_where_nothing_is_known() -> None:
    """A refused chart keeps its words and draws no dot."""
    from msgspec.structs import replace

    made = replace(chart([3]), refused="没有日期")
    assert drawing.figure(made)["data"] == []
    assert "<circle" not in str(drawing.picture(made))
    assert drawing.table(made)[0].rows[0].bar is None
