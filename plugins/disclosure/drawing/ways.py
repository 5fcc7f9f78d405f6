"""A flow on a phone: where the money came from, one trunk, and where it went; the way through the steps is for wide pages.

The trunk does not say which source paid for what: the steps between are told by the picture of wide pages and by the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from ..model import Chart, Role
from . import flows, plotly
from .lettering import wrapped
from .markup import coordinate, tag
from .words import brief_amount

WIDTH = 324  # px, the room of a screen of 360
LABELS = 104  # px for the names at either side
TRUNK = WIDTH / 2
NODE = 8  # px that the bar of an end is wide
SIZE, LEADING = 14, 18
BETWEEN = 8  # px from one end to the next
TALL = 300  # px of all money together
STEPS = 12  # points along a band
MOST = 6  # ends of a side; the smallest of more are one


class End(Struct, frozen=True):
    """A source or a use: its name, its money in 元, what it stands for, and the (name, money) of those that it gathers."""

    label: str
    value: Decimal
    role: Role
    gathers: tuple[tuple[str, Decimal], ...] = ()


def sources(chart: Chart) -> tuple[End, ...]:
    """Where the money came from, the largest first, the smallest as one."""
    return _ends(chart, 0)


def uses(chart: Chart) -> tuple[End, ...]:
    """Where the money went, the largest first, the smallest as one; what was left last."""
    return _ends(chart, len(chart.stages) - 1)


def whole(chart: Chart) -> Decimal:
    """All money of the flow, in 元."""
    return sum((end.value for end in sources(chart)), Decimal(0))


def _ends(chart: Chart, stage: int) -> tuple[End, ...]:
    amounts = flows.passing(chart)
    ends = [
        (node.gathers, End(node.label, amounts[at], node.role))
        for at, node in enumerate(chart.nodes)
        if node.stage == stage and amounts[at]
    ]
    many = sorted((end for gathers, end in ends if gathers), key=lambda end: -end.value)
    special = [end for gathers, end in ends if not gathers]
    room = max(MOST - len(special), 2)
    if len(many) > room:
        rest = many[room - 1 :]
        gathered = tuple((end.label, end.value) for end in rest)
        value = sum((end.value for end in rest), Decimal(0))
        many = [*many[: room - 1], End(f"其他{len(rest)}项", value, rest[0].role, gathered)]
    return (*many, *special)


class PlacedEnd(Struct, frozen=True):
    """An end in its place: the upper edge and the height of its bar, its lines of words and their upper edge."""

    end: End
    top: float
    height: float
    lines: tuple[str, ...]
    words_top: float


def placed(ends: Sequence[End], all_money: Decimal) -> tuple[tuple[PlacedEnd, ...], float]:
    """The ends of one side below each other, with the height that they take."""
    scale = TALL / float(all_money) if all_money else 0.0
    y = 0.0
    result = []
    for end in ends:
        lines = (*wrapped(end.label, SIZE, LABELS - 8), brief_amount(end.value))
        height = max(float(end.value) * scale, 1.0)
        slot = max(height, len(lines) * LEADING)
        middle = y + slot / 2
        result.append(PlacedEnd(end, middle - height / 2, height, lines, middle - len(lines) * LEADING / 2))
        y += slot + BETWEEN
    return tuple(result), y - BETWEEN if ends else 0.0


class WayBand(Struct, frozen=True):
    """What leads from an end to the trunk, or from the trunk to an end: edges across, upper edges, and how thick it is at both."""

    placed: PlacedEnd
    left: bool
    edge: float
    near: float
    top: float
    height: float
    trunk: float
    thick: float

    @property
    def path(self) -> str:
        """Its outline as a path."""
        middle, low, under = (self.edge + self.near) / 2, self.top + self.height, self.trunk + self.thick
        edge, near, mid = (coordinate(value) for value in (self.edge, self.near, middle))
        top, trunk, foot, bottom = (coordinate(value) for value in (self.top, self.trunk, under, low))
        return f"M{edge} {top}C{mid} {top} {mid} {trunk} {near} {trunk}V{foot}C{mid} {foot} {mid} {bottom} {edge} {bottom}Z"

    @property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """Its outline as points."""
        steps = [step / STEPS for step in range(STEPS + 1)]
        ease = [3 * t * t - 2 * t * t * t for t in steps]
        across = [self.edge + (self.near - self.edge) * t for t in steps]
        upper = [(x, self.top + (self.trunk - self.top) * e) for x, e in zip(across, ease, strict=True)]
        low, under = self.top + self.height, self.trunk + self.thick
        lower = [(x, low + (under - low) * e) for x, e in zip(across, ease, strict=True)]
        return tuple((round(x, 1), round(y, 1)) for x, y in (*upper, *reversed(lower)))


class WaysPicture(Struct, frozen=True):
    """A flow in two sides, ready to be drawn."""

    bands: tuple[WayBand, ...]
    height: float
    trunk: float  # its upper edge


def lay(chart: Chart) -> WaysPicture:
    """The places of both sides and of the bands between them and the trunk."""
    total = whole(chart)
    sides = [placed(ends, total) for ends in (sources(chart), uses(chart))]
    height = max(TALL, *(tall for _, tall in sides))
    trunk = (height - TALL) / 2
    bands: list[WayBand] = []
    for left, (ends, tall) in zip((True, False), sides, strict=True):
        down, at = (height - tall) / 2, trunk
        edge = LABELS + NODE if left else WIDTH - LABELS - NODE
        near = TRUNK - 3 if left else TRUNK + 3
        money = sum((end.end.value for end in ends), Decimal(0))
        for end in ends:
            thick = float(end.end.value / money) * TALL if money else 0.0
            bands.append(WayBand(end, left, edge, near, down + end.top, end.height, at, thick))
            at += thick
    return WaysPicture(tuple(bands), height, trunk)


def picture(chart: Chart) -> Markup:
    """The picture for narrow pages, with its name and description; colours come from the style sheet."""
    laid = lay(chart)
    name = re.sub(r"[^\w-]", "-", chart.id)
    trunk = tag("rect", class_="trunk", x=coordinate(TRUNK - 3), y=coordinate(laid.trunk), width=6, height=TALL)
    return tag(
        "svg",
        tag("title", chart.title, id=f"{name}-ways-t"),
        tag("desc", _read(chart), id=f"{name}-ways-d"),
        tag("g", *_shapes(laid), trunk, transform="translate(0 8)"),
        class_="ways",
        viewBox=f"0 0 {WIDTH} {coordinate(laid.height + 16)}",
        role="img",
        aria_labelledby=f"{name}-ways-t",
        aria_describedby=f"{name}-ways-d",
    )


def _read(chart: Chart) -> str:
    sides = (("从哪来", sources(chart)), ("去了哪", uses(chart)))
    return "".join(
        f"{name}：{'、'.join(end.label + brief_amount(end.value) for end in ends)}。" for name, ends in sides
    )


def _shapes(laid: WaysPicture) -> Iterator[Markup]:
    """Bands, the bars of the ends, and their words."""
    for band in laid.bands:
        yield tag("path", class_=f"flow-part r-{band.placed.end.role}", d=band.path)
    for band in laid.bands:
        x, height = coordinate(_node(band)), coordinate(band.height)
        look = f"flow-node r-{band.placed.end.role}"
        yield tag("rect", class_=look, x=x, y=coordinate(band.top), width=NODE, height=height)
        lines = (
            tag(
                "tspan",
                line,
                x=coordinate(_side(band)),
                y=coordinate(_words_top(band) + place * LEADING + SIZE),
                font_weight=600 if place == len(band.placed.lines) - 1 else None,
            )
            for place, line in enumerate(band.placed.lines)
        )
        yield tag("text", *lines, class_="flow-label", font_size=SIZE, text_anchor="end" if band.left else None)


def _node(band: WayBand) -> float:
    """The left edge of the bar of an end."""
    return band.edge - NODE if band.left else band.edge


def _side(band: WayBand) -> float:
    """Where the words of an end begin, or end."""
    return LABELS - 6 if band.left else WIDTH - LABELS + 6


def _words_top(band: WayBand) -> float:
    """The upper edge of the words of an end."""
    return band.top - band.placed.top + band.placed.words_top


def figure(chart: Chart) -> dict[str, Any]:
    """The same picture for Plotly on a phone: each end with its band is one filled outline."""
    laid = lay(chart)
    traces = []
    for band in laid.bands:
        end = band.placed.end
        name = plotly.clean(end.label)
        said = [f"{'从' if band.left else '给'}{name}", brief_amount(end.value)]
        said += [plotly.clean(f"{label} {brief_amount(value)}") for label, value in end.gathers]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [x for x, _ in band.outline],
                "y": [y for _, y in band.outline],
                "fill": "toself",
                "fillcolor": plotly.COLOURS[end.role],
                "opacity": 0.4,
                "line": {"width": 0},
                "hoveron": "fills",
                "hoverinfo": "skip",
                "name": name,
                "text": "：".join(said[:2]),
                "customdata": [[name, "元", brief_amount(end.value), "", ""]],
                "hovertext": ["<br>".join(said)],
                "meta": {"value": plotly.number(end.value)},
            }
        )
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "height": round(laid.height) + 16,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 8, "pad": 0},
        "showlegend": False,
        "xaxis": {**axis, "range": [0, WIDTH]},
        "yaxis": {**axis, "range": [round(laid.height, 1), 0]},
        "shapes": [
            *(
                _box(_node(band), band.top, NODE, max(band.height, 1), plotly.COLOURS[band.placed.end.role])
                for band in laid.bands
            ),
            _box(TRUNK - 3, laid.trunk, 6, TALL, "var(--ink)"),
        ],
        "annotations": [_annotation(band) for band in laid.bands],
    }
    return {"data": traces, "layout": layout, "config": dict(plotly.CONFIG)}


def _box(left: float, top: float, width: float, height: float, colour: str) -> dict[str, Any]:
    sides = {"x0": round(left, 1), "x1": round(left + width, 1), "y0": round(top, 1), "y1": round(top + height, 1)}
    return {"type": "rect", **sides, "fillcolor": colour, "line": {"width": 0}}


def _annotation(band: WayBand) -> dict[str, Any]:
    return {
        "text": "<br>".join(map(plotly.clean, band.placed.lines)),
        "x": round(_side(band), 1),
        "y": round(_words_top(band), 1),
        "xref": "x",
        "yref": "y",
        "xanchor": "right" if band.left else "left",
        "yanchor": "top",
        "align": "right" if band.left else "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SIZE, "color": "var(--ink)"},
    }


def gathered(chart: Chart) -> Markup:
    """What 其他…项 stand for, folded; nothing where nothing is gathered."""
    folds = []
    for side, ends in (("来处", sources(chart)), ("去处", uses(chart))):
        for end in ends:
            if end.gathers:
                items = (tag("li", f"{label} {brief_amount(value)}") for label, value in end.gathers)
                summary = tag("summary", f"{side}里的{end.label}，一共{brief_amount(end.value)}")
                folds.append(tag("details", summary, tag("ul", *items), class_="ways-rest"))
    return Markup("").join(folds)
