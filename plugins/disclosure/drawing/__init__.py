"""The outputs of a chart in whatever form it has: its table, its picture, and the figure to explore."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ..model import OVER_YEARS, Chart, Form
from . import plotly, strips, svg, timeline, timeline_figure


def table(chart: Chart) -> tuple[svg.Group, ...]:
    """The rows of the chart's table with their bars."""
    if chart.form is Form.STRIP:
        return strips.table(chart)
    return timeline.table(chart) if chart.form in OVER_YEARS else svg.table(chart)


def inline(chart: Chart) -> Markup | None:
    """A picture above the table on wide pages, for what a table alone can't show; None where the table is enough."""
    if chart.refused:
        return None
    if chart.form is Form.FLOW:
        return svg.flow(chart)
    return timeline.inline(chart) if chart.form in OVER_YEARS else None


def draw(chart: Chart) -> Markup:
    """The chart as an SVG file of its own."""
    if chart.form is Form.STRIP:
        return strips.draw(chart)
    return timeline.draw(chart) if chart.form in OVER_YEARS else svg.draw(chart)


def figure(chart: Chart) -> dict[str, Any]:
    """The chart for Plotly."""
    if chart.form is Form.STRIP:
        return strips.figure(chart)
    return timeline_figure.figure(chart) if chart.form in OVER_YEARS else plotly.figure(chart)
