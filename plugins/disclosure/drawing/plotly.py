"""Charts as Plotly figures: plain dicts with the same numbers, words and places as the standing picture.

Colours are names of CSS custom properties, `var(--income)`; theme/js/charts.js puts in what the page shows now.
Texts are made here, because d3 knows no 万 and no 亿.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from itertools import groupby
from typing import Any

from ..model import Chart, Mark, Role
from .lettering import wrapped
from .scales import ticks
from .sheet import INNER, SHADES, TIP, PictureSheet, PlacedBar, Words
from .words import ROLE_WORDS, UNSTATED, in_brief, named, noted, shown

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
HUES = {
    Role.INCOME: "蓝",
    Role.EXPENSE: "橙",
    Role.COUNT: "青",
    Role.OTHER: "灰",
    Role.PLAN: "空心",
    Role.GAP: "斜线",
    Role.UNCERTAIN: "虚线",
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


def bars_of(lay: Callable[[Chart], PictureSheet], chart: Chart) -> dict[str, Any]:
    """A chart that *lay* sets on a sheet, for Plotly."""
    return bars(chart, lay(chart))


def bars(chart: Chart, page: PictureSheet, scales: Mapping[str, Decimal] | None = None) -> dict[str, Any]:
    """Bars where *page* has them; every bar holds its exact value, its text and its label.

    *scales* (unit → the end of its scale) gives each unit an axis of its own, without ticks, because every bar carries
    its text; without it all stand on one axis with ticks.
    """
    axes = {unit: f"x{place + 1}" if place else "x" for place, unit in enumerate(scales or ())}
    units = axes or {mark.unit: "x" for mark in chart.marks}
    placed = [bar for bar in page.bars if not bar.swatch and bar.mark is not chart.total]
    placed.sort(key=lambda bar: (units[bar.mark.unit], bar.mark.role is not Role.PLAN, bar.mark.role))
    traces = [
        _bars(chart, role, axis, list(same))
        for (axis, role), same in groupby(placed, key=lambda bar: (units[bar.mark.unit], bar.mark.role))
    ]
    traces += [
        _tips([bar for bar in placed if bar.mark.open_end and units[bar.mark.unit] == axis], axis)
        for axis in units.values()
    ]
    layout: dict[str, Any] = {
        "height": round(px(page.y)) + 40,
        "margin": {"l": 5, "r": EDGE, "t": 2, "b": 38, "pad": 0},
        "barmode": "overlay",
        "showlegend": False,
        "yaxis": {"range": [px(page.y), 0], "visible": False, "fixedrange": True},
        "annotations": [annotation(words) for words in page.words],
        "shapes": [*_outlines(page, units), *_rules(page, chart)],
        "meta": {"total": number(chart.total.value)} if chart.total else {},
    }
    for unit, axis in units.items():
        layout[axis.replace("x", "xaxis")] = _axis(unit, axis, (scales or {}).get(unit), chart.highest)
    return {"data": [trace for trace in traces if trace["x"]], "layout": layout, "config": dict(CONFIG)}


def clean(text: str) -> str:
    """A text without what Plotly would read as HTML."""
    while True:
        bare = re.sub(r"<[^<>]*>", "", text)
        if bare == text:
            return " ".join(bare.split())
        text = bare


def details(chart: Chart, mark: Mark) -> list[str]:
    """What a script needs to know of a mark: its name, its unit, its number in brief, its figure, and where that stands."""
    figure = mark.figure
    source = next((source for source in chart.sources if figure and source.id == figure.source), None)
    said = "，".join(
        words
        for words in (f"《{source.title.strip('《》')}》" if source else "", figure.place if figure else "")
        if words
    )
    return [clean(named(mark)), mark.unit, clean(in_brief(chart, mark)), figure.id if figure else "", clean(said)]


def _shade(bar: PlacedBar) -> str:
    """The colour of a part of a whole, as the page has it now."""
    return f"var(--{bar.mark.role}-{bar.shade})" if bar.shade and bar.mark.role in SHADES else COLOURS[bar.mark.role]


def _bars(chart: Chart, role: Role, axis: str, placed: list[PlacedBar]) -> dict[str, Any]:
    colour = COLOURS[role]
    marker: dict[str, Any] = {"color": colour, "line": {"width": 0}}
    if role is Role.PLAN:
        marker = {"color": CLEAR, "line": {"width": 1.5, "color": colour}}
    elif role is Role.UNCERTAIN:  # its dashed outline is a shape: bars know no dashes
        marker = {"color": CLEAR, "line": {"width": 0}}
    elif role is Role.GAP:
        pattern = {"shape": "/", "fgcolor": colour, "bgcolor": "var(--surface)", "size": 6, "solidity": 0.25}
        marker = {"color": "var(--surface)", "line": {"width": 1.5, "color": colour}, "pattern": pattern}
    elif any(bar.start for bar in placed):
        marker = {"color": [_shade(bar) for bar in placed], "line": {"width": 1.5, "color": "var(--paper)"}}
    marks = [bar.mark for bar in placed]
    return {
        "type": "bar",
        "orientation": "h",
        "name": ROLE_WORDS[role],
        "xaxis": axis,
        "x": [number(mark.value) for mark in marks],
        "base": [number(bar.start) for bar in placed],
        "y": [px(bar.top + bar.height / 2) for bar in placed],
        "width": [px(bar.height) for bar in placed],
        "text": [clean(shown(mark)) for mark in marks],
        "customdata": [details(chart, mark) for mark in marks],
        "textposition": "none",
        "hovertext": [hover(mark) for mark in marks],
        "hoverinfo": "text",
        "marker": marker,
    }


def hover(mark: Mark) -> str:
    """What the reader is told of a mark where the pointer rests on it: lines joined by <br>."""
    lines = [named(mark), shown(mark), noted(mark)]
    if mark.figure and mark.figure.scope != UNSTATED:
        lines.append(f"算的是：{mark.figure.scope}")
    if mark.figure:
        lines.append(f"编号：{mark.figure.id}")
    return "<br>".join(clean(piece) for line in lines if line for piece in wrapped(line, 1, 18))


def _tips(placed: list[PlacedBar], axis: str) -> dict[str, Any]:
    """The open ends ▸: more than the digits say."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "不止",
        "xaxis": axis,
        "x": [number(bar.start + bar.mark.value) for bar in placed],
        "y": [px(bar.top + bar.height / 2) for bar in placed],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "symbol": "triangle-down-open",
            "angle": -90,
            "standoff": 8,
            "size": 11,
            "color": [COLOURS[bar.mark.role] for bar in placed],
            "line": {"width": 1.5},
        },
    }


def annotation(words: Words) -> dict[str, Any]:
    """A text at the left or right edge, at the height that it has in the standing picture."""
    text = "<br>".join(clean(line) for line in words.lines)
    return {
        "text": text,
        "xref": "paper",
        "x": 1 if words.end else 0,
        "xanchor": "right" if words.end else "left",
        "xshift": EDGE if words.end else px(words.left),
        "align": "right" if words.end else "left",
        "yref": "y",
        "y": px(words.top),
        "yanchor": "top",
        "showarrow": False,
        "borderpad": 0,
        "font": {
            "size": words.size // 2,
            "color": "var(--ink-2)" if words.soft else "var(--ink)",
            "weight": 600 if words.bold else 400,  # not <b>: it would set a style attribute, which the policy blocks
        },
    }


def _outlines(page: PictureSheet, axes: dict[str, str]) -> list[dict[str, Any]]:
    """Dashed frames of what awaits verification, and the small keys before the labels of a pair."""
    shapes = []
    for bar in page.bars:
        hollow = bar.mark.role in {Role.PLAN, Role.UNCERTAIN}
        if not bar.swatch and bar.mark.role is not Role.UNCERTAIN:
            continue
        shapes.append(
            {
                "type": "rect",
                "xref": axes.get(bar.mark.unit, "x"),
                "yref": "y",
                **({"xsizemode": "pixel", "xanchor": 0, "x0": 0, "x1": 12} if bar.swatch else _span(bar)),
                "y0": px(bar.top),
                "y1": px(bar.top + bar.height),
                "fillcolor": CLEAR if hollow else _shade(bar),
                "line": {
                    "width": 1.5 if hollow else 0,
                    "color": COLOURS[bar.mark.role],
                    "dash": "4px,3px" if bar.mark.role is Role.UNCERTAIN else "solid",
                },
            }
        )
    return shapes


def _span(bar: PlacedBar) -> dict[str, Any]:
    return {"x0": number(bar.start), "x1": number(bar.start + bar.mark.value)}


def _rules(page: PictureSheet, chart: Chart) -> list[dict[str, Any]]:
    """The total: a rule across each bar, and how far it reaches."""
    ink = {"width": 1.5, "color": "var(--ink)"}
    shapes: list[dict[str, Any]] = [
        {
            "type": "line",
            "xref": "x",
            "yref": "y",
            "x0": number(mark.value),
            "x1": number(mark.value),
            "y0": px(top),
            "y1": px(bottom),
            "line": ink,
        }
        for mark, _, top, bottom in page.rules
    ]
    shapes += [
        {"type": "line", "xref": "x", "yref": "y", **_span(bar), "y0": px(bar.top), "y1": px(bar.top), "line": ink}
        for bar in page.bars
        if bar.mark is chart.total
    ]
    return shapes


_FINELY = Context(prec=6)  # digits of the end of a scale, a thousandth of a pixel


def _axis(unit: str, axis: str, alone: Decimal | None, highest: Decimal) -> dict[str, Any]:
    """A scale from zero to *highest* with ticks; to *alone* without, where the unit has an axis of its own."""
    end = highest if alone is None else alone
    reach = end * Decimal(INNER) / (INNER - TIP)
    every = ticks(end, unit)
    marks = [tick for tick in every if tick[0] <= reach]
    if len(marks) < len(every):  # the unit stands at the last tick that is on the axis: bars use all of their room
        name = every[-1][1].lstrip("0123456789,.")
        marks[-1] = marks[-1][0], marks[-1][1] + name
    look = (
        {"ticks": "outside", "ticklen": 5, "tickcolor": "var(--rule-strong)"} if alone is None else {"visible": False}
    )
    return {
        "range": [0, number(_FINELY.plus(reach))],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        **look,
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


def px(value: float) -> float:
    """A length of the sheet as pixels of the figure."""
    return round(value * float(SCALE), 1)
