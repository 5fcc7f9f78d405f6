"""A flow: where money came from and went to, step by step; ribbons between nodes, and a ladder of bars as its table.

The bundle of plotly.js that is served has no sankey trace, so Plotly draws the same outlines as filled lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ...model import Chart
from ...quantities import plain
from .. import cells, flows, plotly, sankey, ways
from ..form import Form, no_comparison
from ..markup import coordinate, tag
from ..sheet import COLOURS, INK_2, MARGIN, PAPER, RULE, SMALL, PictureSheet, alone, below, framed, lay_mark, set_words
from ..words import brief_amount

HEADER = ("步骤", "从", "到", "数值", "单位", "写法", "图上从", "图上到", "来自")


def refusal(chart: Chart) -> str | None:
    """Every step between the first and the last must pass on what it got."""
    into, out = flows.sums_at(chart)
    last = len(chart.stages) - 1
    if any(into[at] != out[at] for at, node in enumerate(chart.nodes) if 0 < node.stage < last):
        return "有一步收到的和送出的不相等"
    return no_comparison(chart)


def describe(chart: Chart) -> str:
    """Each step with its nodes and their sums."""
    drawn = flows.gathered(chart)
    amounts = flows.passing(drawn)
    steps = []
    for stage, name in enumerate(chart.stages):
        items = [f"{drawn.nodes[at].label}{brief_amount(amounts[at])}" for at in flows.column(drawn, stage)]
        steps.append(f"{name}：{'、'.join(items)}。")
    return f"资金流向图，从左到右{len(steps)}步，每一步合计相同。{''.join(steps)}"


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A flow step by step: the nodes of every step on one scale."""
    if chart.refused:
        return ()
    drawn = flows.gathered(chart)
    amounts = flows.passing(drawn)
    highest = max(amounts, default=Decimal(0))
    groups = []
    for stage, name in enumerate(chart.stages):
        marks = [flows.node_mark(drawn, at, amounts[at]) for at in flows.column(drawn, stage)]
        rows = (cells.mark_row(mark, cells.bar(mark, highest)) for mark in marks)
        groups.append(cells.BarGroup(name, tuple(rows)))
    return tuple(groups)


def rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Every part of a flow, also those that the picture gathers, with the nodes that stand for its ends there."""
    drawn = flows.gathered(chart)
    alone_there = {(node.stage, node.label) for node in drawn.nodes if not node.rest}
    rest = {node.stage: node.label for node in drawn.nodes if node.rest}

    def drawn_as(at: int) -> str:
        node = chart.nodes[at]
        return node.label if (node.stage, node.label) in alone_there else rest[node.stage]

    return (
        HEADER,
        *(
            (
                flows.step(chart, mark),
                mark.category,
                mark.label,
                plain(mark.value),
                mark.unit,
                mark.text,
                *map(drawn_as, mark.ends),
                mark.note,
            )
            for mark in chart.marks
            if mark.ends
        ),
    )


# --- pictures --------------------------------------------------------------------------------------


def inline(chart: Chart) -> Markup:
    """The pictures on the page, ways for narrow pages and steps for wide ones; colours come from the style sheet."""
    whole = brief_amount(ways.whole(chart))
    words = f"左边是钱从哪来，右边是去了哪，两边都是{whole}。中间一根线是慈善会的账上，不说哪笔钱付了哪笔。"
    return Markup("").join(
        (
            tag("p", words, class_="ways-words"),
            ways.picture(chart),
            ways.gathered(chart),
            _steps(chart),
        )
    )


def _steps(chart: Chart) -> Markup:
    laid = sankey.lay(chart)
    name = re.sub(r"[^\w-]", "-", chart.id)
    return tag(
        "svg",
        tag("title", chart.title, id=f"{name}-flow-t"),
        tag("desc", chart.description, id=f"{name}-flow-d"),
        *_shapes(laid, inside=True),
        class_="flow",
        viewBox=f"0 0 {sankey.WIDTH} {coordinate(laid.height)}",
        role="img",
        aria_labelledby=f"{name}-flow-t",
        aria_describedby=f"{name}-flow-d",
    )


def picture(chart: Chart) -> Markup:
    """The flow as an SVG file of its own; where it is refused, its parts in words."""
    if chart.refused:
        body = PictureSheet()
        for mark in chart.marks:
            lay_mark(body, mark, None)
        return framed(chart, body)
    width = sankey.WIDTH
    laid = sankey.lay(chart)
    page = PictureSheet(y=MARGIN)
    page.write(chart.title, SMALL, width=width, bold=True)
    page.write(chart.subtitle, 18, width=width, soft=True)
    page.space(MARGIN)
    top = page.y
    page.y += laid.height + MARGIN
    for text in below(chart):
        page.write(text, 16, width=width, soft=True)
    return alone(
        chart,
        width + 2 * MARGIN,
        page.y + MARGIN,
        tag("rect", width=width + 2 * MARGIN, height=coordinate(page.y + MARGIN), fill=PAPER),
        *(set_words(words, MARGIN) for words in page.words),
        tag("g", *_shapes(laid, inside=False), transform=f"translate({MARGIN} {coordinate(top)})"),
    )


def _shapes(laid: sankey.FlowPicture, *, inside: bool) -> Iterator[Markup]:
    """Ribbons, bars and labels; *inside* a page with classes, else with colours of their own."""
    for ribbon in laid.ribbons:
        name = tag("title", f"{ribbon.mark.category} → {ribbon.mark.label}：{ribbon.mark.text}")
        look = {"class_": "flow-part"} if inside else {"fill": RULE, "fill_opacity": "0.3"}
        yield tag("path", name, d=ribbon.path, **look)
    for box in laid.boxes:
        look = {"class_": f"flow-node r-{box.node.role}"} if inside else {"fill": COLOURS[box.node.role]}
        height = coordinate(max(box.height, 1))
        yield tag("rect", x=coordinate(box.left), y=coordinate(box.top), width=sankey.BAR, height=height, **look)
    for stage, left in laid.stages:
        look = {"class_": "flow-step"} if inside else {"fill": INK_2}
        yield tag("text", stage, x=coordinate(left), y=sankey.SIZE, font_size=sankey.SIZE - 1, **look)
    for box in laid.boxes:
        x = coordinate(box.left + sankey.BAR + sankey.ASIDE)
        lines = (
            tag(
                "tspan",
                line,
                x=x,
                y=coordinate(box.label_top + place * sankey.LEADING + sankey.SIZE),
                font_weight=600 if place == len(box.lines) - 1 else None,
            )
            for place, line in enumerate(box.lines)
        )
        look = {"class_": "flow-label"} if inside else {"stroke": PAPER, "stroke_width": "4", "paint_order": "stroke"}
        yield tag("text", *lines, font_size=sankey.SIZE, stroke_linejoin="round", **look)


# --- Plotly ----------------------------------------------------------------------------------------


def figure(chart: Chart) -> dict[str, Any]:
    """The flow as filled outlines, in the places of the standing picture."""
    laid, drawn = sankey.lay(chart), flows.gathered(chart)
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for x, _ in ribbon.outline],
            "y": [y for _, y in ribbon.outline],
            "fill": "toself",
            "fillcolor": "var(--rule-strong)",
            "opacity": 0.3,
            "line": {"width": 0},
            "hoveron": "fills",
            "hoverinfo": "text",
            "name": plotly.clean(f"{ribbon.mark.category} → {ribbon.mark.label}"),
            "text": plotly.clean(f"{ribbon.mark.category} → {ribbon.mark.label}：{ribbon.mark.text}"),
            "customdata": [
                [plotly.clean(f"{ribbon.mark.category} → {ribbon.mark.label}"), "元", ribbon.mark.text, "", ""]
            ],
            "hovertext": [f"{plotly.clean(f'{ribbon.mark.category} → {ribbon.mark.label}')}<br>{ribbon.mark.text}"],
            "meta": {
                "step": flows.step(drawn, ribbon.mark),
                "from": plotly.clean(ribbon.mark.category),
                "to": plotly.clean(ribbon.mark.label),
                "value": plotly.number(ribbon.mark.value),
            },
        }
        for ribbon in laid.ribbons
    ]
    shapes = [
        {
            "type": "rect",
            "x0": round(box.left, 1),
            "x1": round(box.left + sankey.BAR, 1),
            "y0": round(box.top, 1),
            "y1": round(box.top + max(box.height, 1), 1),
            "fillcolor": plotly.COLOURS[box.node.role],
            "line": {"width": 0},
        }
        for box in laid.boxes
    ]
    words = [
        _annotation("<br>".join(map(plotly.clean, box.lines)), box.left + sankey.BAR + sankey.ASIDE, box.label_top)
        for box in laid.boxes
    ] + [_annotation(plotly.clean(name), left, 0) for name, left in laid.stages]
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "height": round(laid.height) + 16,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 8, "pad": 0},
        "showlegend": False,
        "xaxis": {**axis, "range": [0, sankey.WIDTH]},
        "yaxis": {**axis, "range": [laid.height, 0]},
        "annotations": words,
        "shapes": shapes,
    }
    return {"data": traces, "layout": layout, "config": dict(plotly.CONFIG), "narrow": ways.figure(chart)}


def _annotation(text: str, left: float, top: float) -> dict[str, Any]:
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


FORM = Form(
    id="flow",
    describe=describe,
    table=table,
    picture=picture,
    figure=figure,
    rows=rows,
    inline=inline,
    folded=True,
    refusal=refusal,
)
