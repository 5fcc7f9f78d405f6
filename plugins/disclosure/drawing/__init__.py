"""The outputs of a chart, each made by its form: table, picture, figure to explore, CSV rows, description.

A form is one file in `forms/`; nothing else knows what forms there are.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ..model import Chart
from . import plotly
from .cells import BarGroup, BarRow, reconciles
from .flows import flow_mark, step
from .form import Form
from .forms import all_forms
from .scales import ticks
from .shares import share
from .words import (
    ROLE_WORDS,
    UNSTATED,
    brief_amount,
    brief_figure,
    in_brief,
    label_of,
    noted,
    reasons,
    spoken,
    unit_of,
)
from .years import FEWEST_YEARS

__all__ = [
    "FEWEST_YEARS",
    "ROLE_WORDS",
    "UNSTATED",
    "BarGroup",
    "BarRow",
    "Form",
    "all_forms",
    "brief_amount",
    "brief_figure",
    "describe",
    "figure",
    "flow_mark",
    "folds",
    "form_of",
    "in_brief",
    "inline",
    "label_of",
    "noted",
    "picture",
    "reasons",
    "reconciles",
    "refusal",
    "rows",
    "share",
    "spoken",
    "step",
    "table",
    "ticks",
    "unit_of",
]


def form_of(chart: Chart) -> Form:
    """The form that a chart has; a name that no file in `forms/` has is a mistake in the code and raises KeyError."""
    return all_forms()[chart.form]


def refusal(chart: Chart) -> str | None:
    """Why the form can't draw these marks, in Chinese, or None."""
    return form_of(chart).refusal(chart)


def describe(chart: Chart) -> str:
    """One sentence that says aloud what the picture shows."""
    return form_of(chart).describe(chart)


def table(chart: Chart) -> tuple[BarGroup, ...]:
    """The rows of the chart's table with their bars; without bars where the chart is refused."""
    return form_of(chart).table(chart)


def folds(chart: Chart) -> bool:
    """Whether the table stands folded below a picture that carries its numbers."""
    return not chart.refused and form_of(chart).folded


def inline(chart: Chart) -> Markup | None:
    """The picture above the table, for what bars in its cells can't show; None where the table is enough."""
    form = form_of(chart)
    return None if chart.refused or form.inline is None else form.inline(chart)


def picture(chart: Chart) -> Markup:
    """The chart as an SVG file of its own: title, picture, notes and sources in one, on light paper, for any width."""
    return form_of(chart).picture(chart)


def figure(chart: Chart) -> dict[str, Any]:
    """The chart for Plotly as JSON: data, layout and config; no data where it is refused."""
    if chart.refused:
        return {"data": [], "layout": {}, "config": dict(plotly.CONFIG)}
    return form_of(chart).figure(chart)


def rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """The chart as rows for a CSV file, the header first; values exact in base units.

    Text cells are as they are: the writer of the file guards against formulas.
    """
    return form_of(chart).rows(chart)
