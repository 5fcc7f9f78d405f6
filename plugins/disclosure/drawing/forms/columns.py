"""Columns: few years beside each other, one panel for what shares a scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from ...model import Chart, Mark
from .. import plotly, years, years_inline, years_plotly
from ..form import Form
from ..lettering import measured
from ..words import label_of, read_aloud, shown, unit_of

THICKEST = 4.0  # of a column, in ems


def _columns(plot: years.YearPlot) -> Iterator[Markup]:
    """The lines of a panel beside each other in every year, their values above or below them where there is room."""
    em = plot.look.type
    count = len(plot.panel.lines)
    step = plot.slot * 0.84 / count
    thick = min(step * 0.8, em * THICKEST)
    with_values = all(measured(shown(mark), em) <= step for mark in plot.panel.marks)
    if not with_values:
        step = min(step, thick * 1.1)
    for place, (_, marks) in enumerate(plot.panel.lines):
        for mark in marks:
            x = plot.x(years.year_of(mark)) + (place - (count - 1) / 2) * step
            top, foot = plot.y(max(mark.value, Decimal(0))), plot.y(min(mark.value, Decimal(0)))
            inset = 1 if mark.apart else 0
            left, height = x - thick / 2 + inset, max(foot - top - inset, 0.5)
            yield plot.shape("rect", mark, x=left, y=top + inset, width=thick - 2 * inset, height=height)
            if mark.open_end:
                yield plot.tip(mark, x, top - 4)
            if with_values:
                y = foot + em if mark.value < 0 else top - em * (0.9 if mark.open_end else 0.35)
                yield plot.middle(shown(mark), x, y)


def _written(chart: Chart, mark: Mark) -> str:
    """The digits above a column; those of large numbers without decimals, because the exact ones are read by pointer and keys."""
    scale = unit_of(chart, mark.unit)[1]
    return label_of(chart, mark, 0 if abs(mark.value) >= 100 * scale else 2)


def _traces(chart: Chart, label: str, marks: tuple[Mark, ...], axes: years_plotly.Axes) -> list[dict[str, Any]]:
    colour = plotly.COLOURS[marks[-1].role]
    fills = [plotly.CLEAR if years_plotly.hollow(mark) else plotly.COLOURS[mark.role] for mark in marks]
    outlines = [1.5 if years_plotly.hollow(mark) else 0 for mark in marks]
    return [
        {
            "type": "bar",
            "orientation": "v",
            "textposition": "outside",
            "texttemplate": [_written(chart, mark) for mark in marks],
            "textfont": {"size": 13},
            "constraintext": "none",
            "cliponaxis": False,
            **years_plotly.values(chart, label, marks),
            **axes,
            "marker": {"color": fills, "line": {"width": outlines, "color": colour}},
        }
    ]


FORM = Form(
    id="columns",
    describe=partial(read_aloud, "按年度并排的柱形图"),
    table=years.table,
    picture=partial(years.picture, _columns),
    figure=partial(years_plotly.figure, _traces),
    inline=partial(years_inline.inline, years_inline.columns, True),
    refusal=years.refusal,
    folded=True,
    one_line=False,
)
