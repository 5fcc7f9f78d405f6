"""Charts as Plotly figures: plain dicts with the same numbers, words and places as the standing picture.

Colours are names of CSS custom properties, `var(--income)`; theme/js/charts.js puts in what the page shows now.
Texts are made here, because d3 knows no 万 and no 亿.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from typing import Any

from .. import charts
from ..model import Chart, Form, Mark, Role
from . import sankey, svg

SCALE = Decimal("0.5")  # a pixel of the drawing for a unit of the sheet
EDGE = 34  # px kept to the right for half of the last tick text

COLOURS = {
    Role.INCOME: "var(--income)",
    Role.EXPENSE: "var(--expense)",
    Role.COUNT: "var(--teal)",
    Role.OTHER: "var(--other)",
    Role.PLAN: "var(--ink)",
    Role.GAP: "var(--ink-2)",
    Role.UNCERTAIN: "var(--ink-2)",
    Role.EARLY: "var(--teal)",
    Role.LATE: "var(--overdue)",
}
CLEAR = "rgba(0,0,0,0)"
CONFIG = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "locale": "zh-CN",
}


def figure(chart: Chart) -> dict[str, Any]:
    """The chart as data, layout and config; every bar holds its exact value, its text and its label."""
    if chart.refused:
        return {"data": [], "layout": {}, "config": dict(CONFIG)}
    if chart.form is Form.FLOW:
        return _flow(chart)
    page = svg.sheet(chart)
    units = list(dict.fromkeys(one.unit for one in chart.marks))
    axes = {
        unit: "x" if not place or chart.form is not Form.PANELS else f"x{place + 1}" for place, unit in enumerate(units)
    }
    strips = [one for one in page.strips if not one.swatch and one.mark is not chart.total]
    strips.sort(key=lambda one: (axes[one.mark.unit], one.mark.role is not Role.PLAN, one.mark.role))
    traces = [
        _bars(role, axis, list(same))
        for (axis, role), same in groupby(strips, key=lambda one: (axes[one.mark.unit], one.mark.role))
    ]
    traces += [
        _tips([one for one in strips if one.mark.open_end and axes[one.mark.unit] == axis], axis)
        for axis in axes.values()
    ]
    layout: dict[str, Any] = {
        "height": round(_px(page.y)) + 40,
        "margin": {"l": 5, "r": EDGE, "t": 2, "b": 38, "pad": 0},
        "barmode": "overlay",
        "showlegend": False,
        "yaxis": {"range": [_px(page.y), 0], "visible": False, "fixedrange": True},
        "annotations": [annotation(one) for one in page.words],
        "shapes": [*_outlines(page, axes), *_rules(page, chart)],
        "meta": {"total": number(chart.total.value)} if chart.total else {},
    }
    for unit, axis in axes.items():
        layout[axis.replace("x", "xaxis")] = _axis(chart, unit, axis)
    return {"data": [one for one in traces if one["x"]], "layout": layout, "config": dict(CONFIG)}


def _flow(chart: Chart) -> dict[str, Any]:
    """A flow as filled outlines, in the places of the standing picture: the bundle that is served has no sankey trace."""
    picture, drawn = sankey.lay(chart, svg.wrapped), charts.gathered(chart)
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for x, _ in one.outline],
            "y": [y for _, y in one.outline],
            "fill": "toself",
            "fillcolor": "var(--rule-strong)",
            "opacity": 0.3,
            "line": {"width": 0},
            "hoveron": "fills",
            "hoverinfo": "text",
            "name": clean(f"{one.mark.category} → {one.mark.label}"),
            "text": clean(f"{one.mark.category} → {one.mark.label}：{one.mark.text}"),
            "meta": {
                "step": charts.step(drawn, one.mark),
                "from": clean(one.mark.category),
                "to": clean(one.mark.label),
                "value": number(one.mark.value),
            },
        }
        for one in picture.ribbons
    ]
    shapes = [
        {
            "type": "rect",
            "x0": round(box.left, 1),
            "x1": round(box.left + sankey.BAR, 1),
            "y0": round(box.top, 1),
            "y1": round(box.top + max(box.height, 1), 1),
            "fillcolor": COLOURS[box.node.role],
            "line": {"width": 0},
        }
        for box in picture.boxes
    ]
    words = [
        _flow_words("<br>".join(map(clean, box.lines)), box.left + sankey.BAR + sankey.ASIDE, box.label_top)
        for box in picture.boxes
    ] + [_flow_words(clean(name), left, 0) for name, left in picture.stages]
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "height": round(picture.height) + 16,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 8, "pad": 0},
        "showlegend": False,
        "xaxis": {**axis, "range": [0, sankey.WIDTH]},
        "yaxis": {**axis, "range": [picture.height, 0]},
        "annotations": words,
        "shapes": shapes,
    }
    return {"data": traces, "layout": layout, "config": dict(CONFIG)}


def _flow_words(text: str, left: float, top: float) -> dict[str, Any]:
    return {
        "text": text,
        "x": round(left, 1),
        "y": round(top, 1),
        "xref": "x",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": sankey.SIZE - 1, "color": "var(--ink)"},
    }


def clean(text: str) -> str:
    """A text without what Plotly would read as HTML."""
    while True:
        bare = re.sub(r"<[^<>]*>", "", text)
        if bare == text:
            return " ".join(bare.split())
        text = bare


def _bars(role: Role, axis: str, strips: list[svg.Strip]) -> dict[str, Any]:
    colour = COLOURS[role]
    marker: dict[str, Any] = {"color": colour, "line": {"width": 0}}
    if role is Role.PLAN:
        marker = {"color": CLEAR, "line": {"width": 1.5, "color": colour}}
    elif role is Role.UNCERTAIN:  # its dashed outline is a shape: bars know no dashes
        marker = {"color": CLEAR, "line": {"width": 0}}
    elif role is Role.GAP:
        pattern = {"shape": "/", "fgcolor": colour, "bgcolor": "var(--surface)", "size": 6, "solidity": 0.25}
        marker = {"color": "var(--surface)", "line": {"width": 1.5, "color": colour}, "pattern": pattern}
    elif any(one.start for one in strips):
        marker["line"] = {"width": 1.5, "color": "var(--paper)"}
    marks = [one.mark for one in strips]
    return {
        "type": "bar",
        "orientation": "h",
        "name": charts.ROLE_WORDS[role],
        "xaxis": axis,
        "x": [number(one.value) for one in marks],
        "base": [number(one.start) for one in strips],
        "y": [_px(one.top + one.height / 2) for one in strips],
        "width": [_px(one.height) for one in strips],
        "text": [clean(charts.shown(one)) for one in marks],
        "customdata": [[clean(charts.named(one)), one.unit] for one in marks],
        "textposition": "none",
        "hovertext": [hover(one) for one in marks],
        "hoverinfo": "text",
        "marker": marker,
    }


def hover(mark: Mark) -> str:
    """What is told of a mark where the pointer rests on it."""
    lines = [charts.named(mark), charts.shown(mark), charts.noted(mark)]
    if mark.figure and mark.figure.scope != charts.UNSTATED:
        lines.append(f"口径：{mark.figure.scope}")
    if mark.figure:
        lines.append(f"编号：{mark.figure.id}")
    return "<br>".join(clean(piece) for line in lines if line for piece in svg.wrapped(line, 1, 18))


def _tips(strips: list[svg.Strip], axis: str) -> dict[str, Any]:
    """The open ends ▸: more than the digits say."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "不止",
        "xaxis": axis,
        "x": [number(one.start + one.mark.value) for one in strips],
        "y": [_px(one.top + one.height / 2) for one in strips],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "symbol": "triangle-down-open",
            "angle": -90,
            "standoff": 8,
            "size": 11,
            "color": [COLOURS[one.mark.role] for one in strips],
            "line": {"width": 1.5},
        },
    }


def annotation(words: svg.Words) -> dict[str, Any]:
    """A text at the left or right edge, at the height that it has in the standing picture."""
    text = "<br>".join(clean(line) for line in words.lines)
    return {
        "text": text,
        "xref": "paper",
        "x": 1 if words.end else 0,
        "xanchor": "right" if words.end else "left",
        "xshift": EDGE if words.end else _px(words.left),
        "align": "right" if words.end else "left",
        "yref": "y",
        "y": _px(words.top),
        "yanchor": "top",
        "showarrow": False,
        "borderpad": 0,
        "font": {
            "size": words.size // 2,
            "color": "var(--ink-2)" if words.soft else "var(--ink)",
            "weight": 600 if words.bold else 400,  # not <b>: it would set a style attribute, which the policy blocks
        },
    }


def _outlines(page: svg.Sheet, axes: dict[str, str]) -> list[dict[str, Any]]:
    """Dashed frames of what awaits verification, and the small keys before the labels of a pair."""
    shapes = []
    for one in page.strips:
        hollow = one.mark.role in {Role.PLAN, Role.UNCERTAIN}
        if not one.swatch and one.mark.role is not Role.UNCERTAIN:
            continue
        shapes.append(
            {
                "type": "rect",
                "xref": axes.get(one.mark.unit, "x"),
                "yref": "y",
                **({"xsizemode": "pixel", "xanchor": 0, "x0": 0, "x1": 12} if one.swatch else _span(one)),
                "y0": _px(one.top),
                "y1": _px(one.top + one.height),
                "fillcolor": CLEAR if hollow else COLOURS[one.mark.role],
                "line": {
                    "width": 1.5 if hollow else 0,
                    "color": COLOURS[one.mark.role],
                    "dash": "4px,3px" if one.mark.role is Role.UNCERTAIN else "solid",
                },
            }
        )
    return shapes


def _span(strip: svg.Strip) -> dict[str, Any]:
    return {"x0": number(strip.start), "x1": number(strip.start + strip.mark.value)}


def _rules(page: svg.Sheet, chart: Chart) -> list[dict[str, Any]]:
    """The total: a rule across each bar, and how far it reaches."""
    ink = {"width": 1.5, "color": "var(--ink)"}
    shapes: list[dict[str, Any]] = [
        {
            "type": "line",
            "xref": "x",
            "yref": "y",
            "x0": number(mark.value),
            "x1": number(mark.value),
            "y0": _px(top),
            "y1": _px(bottom),
            "line": ink,
        }
        for mark, _, top, bottom in page.rules
    ]
    shapes += [
        {"type": "line", "xref": "x", "yref": "y", **_span(one), "y0": _px(one.top), "y1": _px(one.top), "line": ink}
        for one in page.strips
        if one.mark is chart.total
    ]
    return shapes


def _axis(chart: Chart, unit: str, axis: str) -> dict[str, Any]:
    """A scale from zero; panels have one each, without ticks, because every bar carries its text."""
    highest = charts.highest(chart, unit)
    marks = charts.ticks(highest, unit)
    panels = chart.form is Form.PANELS
    end = highest if panels else max(highest, marks[-1][0])
    room = Decimal(svg.INNER) / (svg.INNER - svg.TIP)
    return {
        "range": [0, float(max(end, highest * room) if not panels else end * room)],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        **({"visible": False} if panels else {"ticks": "outside", "ticklen": 5, "tickcolor": "var(--rule-strong)"}),
        "tickmode": "array",
        "ticklabeloverflow": "allow",
        "tickvals": [number(value) for value, _ in marks],
        "ticktext": [text for _, text in marks],
        "tickfont": {"size": 14, "color": "var(--ink-2)"},
        **({} if axis == "x" else {"overlaying": "x"}),
    }


def number(value: Decimal) -> int | float:
    """A value for JSON."""
    return int(value) if value == value.to_integral_value() else float(value)


def _px(value: float) -> float:
    return round(value * float(SCALE), 1)
