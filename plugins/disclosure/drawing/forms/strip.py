"""CH-15 公开及时吗: days before and after a last day, on one line each; the zero line is the last day.

Each mark stands against the last day, not against another, so that one alone is drawn, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from ...model import Chart, Mark
from ...quantities import plain, round_half_up
from .. import plotly
from ..cells import THICK, BarGroup, mark_row
from ..form import Form, no_comparison
from ..markup import coordinate, tag
from ..sheet import BAR, COLOURS, INK, INNER, PictureSheet, framed
from ..words import ROLE_WORDS, read_aloud

DOT = 5  # px, in a cell of the table
ROOM = Decimal("0.06")  # of the scale, free at both ends so that no dot is cut


def scale(chart: Chart) -> tuple[Decimal, Decimal]:
    """The earliest and the latest day on the scale, zero always within, with room for the dots."""
    values = [Decimal(0), *(mark.value for mark in chart.marks)]
    low, high = min(values), max(values)
    room = max((high - low) * ROOM, Decimal(1))
    return low - room, high + room


def _share(value: Decimal, chart: Chart) -> Decimal:
    """Where a value lies on the scale, in per cent of it."""
    low, high = scale(chart)
    return round_half_up((value - low) / (high - low) * 100, 2)


# --- the table that is the chart -----------------------------------------------------------------


def table(chart: Chart) -> tuple[BarGroup, ...]:
    """The rows of the chart's table, each with its line from the last day to the publication."""
    return (
        BarGroup("", tuple(mark_row(mark, None if chart.refused else _stick(chart, mark)) for mark in chart.marks)),
    )


def _stick(chart: Chart, mark: Mark) -> Markup:
    zero, end = (f"{plain(_share(value, chart))}%" for value in (Decimal(0), mark.value))
    middle = THICK / 2
    return tag(
        "svg",
        tag("line", class_="r-zero", x1=zero, x2=zero, y1=-THICK, y2=2 * THICK),
        tag("line", class_=f"stick r-{mark.role}", x1=zero, x2=end, y1=middle, y2=middle),
        tag("circle", class_=f"r-{mark.role}", cx=end, cy=middle, r=DOT),
        class_="bar",
        aria_hidden="true",
        focusable="false",
        width="100%",
        height=THICK,
        overflow="visible",
    )


# --- the picture that stands alone ---------------------------------------------------------------


def _laid(chart: Chart) -> tuple[PictureSheet, tuple[tuple[Mark, float], ...]]:
    """The words of the picture, and the height at which every mark has its line."""
    page = PictureSheet()
    heights = []
    for mark in chart.marks:
        page.label(mark)
        page.space(4)
        heights.append((mark, page.y + BAR / 2))
        page.space(BAR + 20)
    return page, tuple(heights)


def picture(chart: Chart) -> Markup:
    """The chart as an SVG file of its own."""
    page, heights = _laid(chart)
    sticks = () if chart.refused else tuple(_sticks(chart, heights))
    return framed(chart, page, Markup("").join(sticks))


def _sticks(chart: Chart, heights: Sequence[tuple[Mark, float]]) -> Iterator[Markup]:
    def across(value: Decimal) -> str:
        return coordinate(float(_share(value, chart)) / 100 * INNER)

    zero = across(Decimal(0))
    for mark, y in heights:
        colour, level = COLOURS[mark.role], coordinate(y)
        top, bottom = coordinate(y - BAR / 2), coordinate(y + BAR / 2)
        yield tag("line", x1=zero, x2=zero, y1=top, y2=bottom, stroke=INK, stroke_width=2.5)
        yield tag("line", x1=zero, x2=across(mark.value), y1=level, y2=level, stroke=colour, stroke_width=5)
        yield tag("circle", cx=across(mark.value), cy=level, r=11, fill=colour)


# --- for those who explore -----------------------------------------------------------------------


def figure(chart: Chart) -> dict[str, Any]:
    """The chart as data, layout and config of Plotly: a dot a mark, at its days, with its words."""
    page, heights = _laid(chart)
    low, high = scale(chart)
    traces = []
    for role in dict.fromkeys(mark.role for mark in chart.marks):
        same = [(mark, y) for mark, y in heights if mark.role is role]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": ROLE_WORDS[role],
                "x": [int(mark.value) for mark, _ in same],
                "y": [plotly.px(y) for _, y in same],
                "text": [plotly.clean(mark.text) for mark, _ in same],
                "customdata": [plotly.details(chart, mark) for mark, _ in same],
                "hovertext": [f"{plotly.clean(mark.label)}<br>{plotly.clean(mark.text)}" for mark, _ in same],
                "hoverinfo": "text",
                "marker": {"size": 11, "color": plotly.COLOURS[role], "line": {"width": 0}},
                "cliponaxis": False,
            }
        )
    shapes = [
        _line(Decimal(0), mark.value, plotly.px(y), plotly.px(y), plotly.COLOURS[mark.role], 2.5)
        for mark, y in heights
        if mark.value
    ]
    shapes.append(_line(Decimal(0), Decimal(0), 0, plotly.px(page.y), "var(--ink)", 1.5))
    layout: dict[str, Any] = {
        "height": round(plotly.px(page.y)) + 40,
        "margin": {"l": 5, "r": 5, "t": 2, "b": 38, "pad": 0},
        "showlegend": False,
        "xaxis": {
            "range": [float(low), float(high)],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": "var(--rule-strong)",
            "tickmode": "array",
            "tickvals": [0],
            "ticktext": ["期限"],
            "tickfont": {"size": 14, "color": "var(--ink-2)"},
        },
        "yaxis": {"range": [plotly.px(page.y), 0], "visible": False, "fixedrange": True},
        "annotations": [plotly.annotation(words) for words in page.words],
        "shapes": shapes,
        "meta": {},
    }
    return {"data": traces, "layout": layout, "config": dict(plotly.CONFIG)}


def _line(start: Decimal, end: Decimal, top: float, bottom: float, colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": int(start),
        "x1": int(end),
        "y0": top,
        "y1": bottom,
        "line": {"width": width, "color": colour},
    }


def refusal(chart: Chart) -> str | None:
    """One mark is enough: it is compared with its last day."""
    return None if chart.marks else no_comparison(chart)


FORM = Form(
    id="strip",
    describe=partial(read_aloud, "棒棒糖图，零线是期限，左边是提前，右边是晚了"),
    table=table,
    picture=picture,
    figure=figure,
    refusal=refusal,
)
