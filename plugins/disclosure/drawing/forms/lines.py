"""Lines: many years; only neighbours that can be compared are joined."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from ...model import Chart, Mark
from .. import plotly, years, years_inline, years_plotly
from ..form import Form
from ..markup import coordinate, tag
from ..sheet import COLOURS
from ..words import read_aloud


def _lines(plot: years.YearPlot) -> Iterator[Markup]:
    """Strokes between neighbours, and a point on every value."""
    em = plot.look.type
    for _, marks in plot.panel.lines:
        role = marks[-1].role
        for earlier, later in years.joined(marks):
            yield tag(
                "line",
                class_=f"course r-{role}",
                x1=coordinate(plot.x(years.year_of(earlier))),
                y1=coordinate(plot.y(earlier.value)),
                x2=coordinate(plot.x(years.year_of(later))),
                y2=coordinate(plot.y(later.value)),
                stroke=COLOURS[role],
                stroke_width=2.5,
            )
        for mark in marks:
            x, y = plot.x(years.year_of(mark)), plot.y(mark.value)
            yield plot.shape("circle", mark, cx=x, cy=y, r=em * 0.28)
            if mark.open_end:
                yield plot.tip(mark, x, y - em * 0.4)


def _symbol(mark: Mark) -> str:
    if mark.open_end:
        return "triangle-up-open"
    return "circle-open" if years_plotly.hollow(mark) else "circle"


def _traces(chart: Chart, label: str, marks: tuple[Mark, ...], axes: years_plotly.Axes) -> list[dict[str, Any]]:
    """A stroke for every two neighbours that may be joined, and the points."""
    colour = plotly.COLOURS[marks[-1].role]
    strokes: list[tuple[str | None, int | float | None]] = []
    for earlier, later in years.joined(marks):
        strokes += [(mark.category, plotly.number(mark.value)) for mark in (earlier, later)]
        strokes.append((None, None))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": plotly.clean(label),
            "x": [year for year, _ in strokes],
            "y": [value for _, value in strokes],
            "connectgaps": False,
            "hoverinfo": "skip",
            "line": {"color": colour, "width": 2.5},
            **axes,
        },
        {
            "type": "scatter",
            "mode": "markers",
            **years_plotly.values(chart, label, marks),
            **axes,
            "marker": {
                "symbol": [_symbol(mark) for mark in marks],
                "size": 10,
                "color": colour,
                "line": {"width": 1.5, "color": colour},
            },
        },
    ]


FORM = Form(
    id="lines",
    describe=partial(read_aloud, "按年度的折线图"),
    table=years.table,
    picture=partial(years.picture, _lines),
    figure=partial(years_plotly.figure, _traces),
    inline=partial(years_inline.inline, years_inline.lines, False),
    refusal=years.refusal,
    folded=True,
    one_line=False,
)
