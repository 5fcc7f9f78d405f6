"""Charts over years as Plotly figures: the same marks, panels and gaps as in `years`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from ..model import Chart, Mark, Role
from . import plotly, years
from .words import shown

PANEL = 250  # px of height for one panel


Axes: TypeAlias = dict[str, str]
Traces: TypeAlias = list[dict[str, Any]]


def figure(traces_of: Callable[[Chart, str, tuple[Mark, ...], Axes], Traces], chart: Chart) -> dict[str, Any]:
    """The chart as data, layout and config; *traces_of* (chart, label, marks, axes) gives the traces of one line."""
    parts = years.panels(chart)
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": PANEL * len(parts) + 40,
        "margin": {"l": 76, "r": 12, "t": 30, "b": 34, "pad": 0},
        "barmode": "group",
        "bargap": 0.5,
        "showlegend": False,
        "annotations": [],
    }
    for place, part in enumerate(parts, 1):
        number = "" if place == 1 else str(place)
        top = 1 - (place - 1) / len(parts)
        layout[f"xaxis{number}"] = _years(chart, f"y{number}")
        layout[f"yaxis{number}"] = _scale(part, f"x{number}", top - 0.84 / len(parts), top - 0.06 / len(parts))
        layout["annotations"].append(_name(part, top, len(parts)))
        for label, marks in part.lines:
            axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
            traces += traces_of(chart, label, marks, axes)
    return {"data": traces, "layout": layout, "config": dict(plotly.CONFIG)}


def hollow(mark: Mark) -> bool:
    """Whether a mark is only outlined: it can't be compared, or awaits verification."""
    return bool(mark.apart) or mark.role is Role.UNCERTAIN


def values(chart: Chart, label: str, marks: tuple[Mark, ...]) -> dict[str, Any]:
    """What every trace of marks holds: name, years, exact values, and the texts that belong to them."""
    return {
        "name": plotly.clean(label),
        "x": [mark.category for mark in marks],
        "y": [plotly.number(mark.value) for mark in marks],
        "text": [plotly.clean(shown(mark)) for mark in marks],
        "customdata": [plotly.details(chart, mark) for mark in marks],
        "hovertext": [plotly.hover(mark) for mark in marks],
        "hoverinfo": "text",
    }


def _years(chart: Chart, anchor: str) -> dict[str, Any]:
    names = [f"{year}年" for year in chart.years]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "range": [-0.5, len(names) - 0.5],
        "anchor": anchor,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"size": 14, "color": "var(--ink-2)"},
    }


def _scale(part: years.YearPanel, anchor: str, low: float, high: float) -> dict[str, Any]:
    room = float(part.highest - part.lowest) * 0.06
    return {
        "range": [float(part.lowest) - (room if part.lowest < 0 else 0), float(part.highest) + room],
        "domain": [max(round(low, 4), 0), round(high, 4)],
        "anchor": anchor,
        "fixedrange": True,
        "gridcolor": "var(--grid)",
        "zeroline": True,
        "zerolinecolor": "var(--ink)",
        "tickmode": "array",
        "tickvals": [plotly.number(value) for value, _ in part.ticks],
        "ticktext": [text for _, text in part.ticks],
        "tickfont": {"size": 14, "color": "var(--ink-2)"},
    }


def _name(part: years.YearPanel, top: float, count: int) -> dict[str, Any]:
    """The names of the lines above their panel; where there are two, each in words beside its colour."""
    words = "、".join(f"{plotly.clean(label)}（{plotly.HUES[marks[-1].role]}）" if len(part.lines) > 1 else plotly.clean(label)
                     for label, marks in part.lines)  # fmt: skip
    return {
        "text": words,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": round(top - 0.05 / count, 4),
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 15, "color": "var(--ink)", "weight": 600},
    }
