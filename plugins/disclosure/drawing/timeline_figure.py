"""Charts over years as Plotly figures: the same marks, panels and gaps as in `timeline`."""

from __future__ import annotations

from typing import Any

from .. import charts
from ..model import Chart, Form, Mark, Role
from . import plotly, timeline

PANEL = 250  # px of height for one panel


def figure(chart: Chart) -> dict[str, Any]:
    """The chart as data, layout and config; every point holds its exact value, its text and its label."""
    if chart.refused:
        return {"data": [], "layout": {}, "config": dict(plotly.CONFIG)}
    parts = timeline.panels(chart)
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
            traces += _columns(label, marks, axes) if chart.form is Form.COLUMNS else _line(label, marks, axes)
    return {"data": traces, "layout": layout, "config": dict(plotly.CONFIG)}


def _columns(label: str, marks: tuple[Mark, ...], axes: dict[str, str]) -> list[dict[str, Any]]:
    colour = plotly.COLOURS[marks[-1].role]
    fills = [plotly.CLEAR if _hollow(one) else plotly.COLOURS[one.role] for one in marks]
    lines = [1.5 if _hollow(one) else 0 for one in marks]
    return [
        {
            "type": "bar",
            "orientation": "v",
            "textposition": "none",
            **_told(label, marks),
            **axes,
            "marker": {"color": fills, "line": {"width": lines, "color": colour}},
        }
    ]


def _line(label: str, marks: tuple[Mark, ...], axes: dict[str, str]) -> list[dict[str, Any]]:
    """The points, and a stroke for every two neighbours that may be joined."""
    colour = plotly.COLOURS[marks[-1].role]
    symbols = ["triangle-up-open" if one.open_end else "circle-open" if _hollow(one) else "circle" for one in marks]
    strokes: list[tuple[str | None, int | float | None]] = []
    for one, other in timeline.joined(marks):
        strokes += [
            (one.category, plotly.number(one.value)),
            (other.category, plotly.number(other.value)),
            (None, None),
        ]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": label,
            "x": [at for at, _ in strokes],
            "y": [value for _, value in strokes],
            "connectgaps": False,
            "hoverinfo": "skip",
            "line": {"color": colour, "width": 2.5},
            **axes,
        },
        {
            "type": "scatter",
            "mode": "markers",
            **_told(label, marks),
            **axes,
            "marker": {"symbol": symbols, "size": 10, "color": colour, "line": {"width": 1.5, "color": colour}},
        },
    ]


def _hollow(mark: Mark) -> bool:
    return bool(mark.apart) or mark.role is Role.UNCERTAIN


def _told(label: str, marks: tuple[Mark, ...]) -> dict[str, Any]:
    return {
        "name": plotly.clean(label),
        "x": [one.category for one in marks],
        "y": [plotly.number(one.value) for one in marks],
        "text": [plotly.clean(charts.shown(one)) for one in marks],
        "customdata": [[plotly.clean(charts.named(one)), one.unit] for one in marks],
        "hovertext": [plotly.hover(one) for one in marks],
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


def _scale(part: timeline.Panel, anchor: str, low: float, high: float) -> dict[str, Any]:
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


def _name(part: timeline.Panel, top: float, count: int) -> dict[str, Any]:
    """The names of the lines above their panel; where there are two, each in words beside its colour."""
    words = "、".join(f"{plotly.clean(label)}（{_WORDS[marks[-1].role]}）" if len(part.lines) > 1 else plotly.clean(label)
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


_WORDS = {
    Role.INCOME: "蓝",
    Role.EXPENSE: "橙",
    Role.COUNT: "青",
    Role.OTHER: "灰",
    Role.PLAN: "空心",
    Role.GAP: "斜线",
    Role.UNCERTAIN: "虚线",
}
