"""Where everything stands in a picture of flows: nodes in columns, ribbons between them, labels that never meet.

Every node has a slot as high as its bar or its label, whichever is more, so that labels can't overlap by construction. The same
chart gives the same picture: nothing here is drawn by chance or by trial.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .. import charts
from ..model import Chart, Mark, Node

WIDTH = 1080
BAR = 14  # the width of a node
TALL = 300  # the height of all money together
BETWEEN = 14  # from one slot to the next
SIZE = 16  # of the type
LEADING = 21
ASIDE = 8  # from a node to its label
STEPS = 12  # points on each edge of a ribbon, where curves are not known
HEAD = 34  # room for the names of the columns

Wrap = Callable[[str, float, float], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its bar, and its label to the right of it."""

    node: Node
    value: Decimal
    text: str
    left: float
    top: float
    height: float
    lines: tuple[str, ...]
    label_top: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A part of the flow, from the right edge of one bar to the left edge of another."""

    mark: Mark
    left: float
    right: float
    top: float  # at its left end
    bottom: float  # its upper edge at its right end
    thick: float

    @property
    def path(self) -> str:
        """Its outline as SVG path data."""
        half = (self.left + self.right) / 2
        low, end = self.top + self.thick, self.bottom + self.thick
        return (
            f"M{_n(self.left)} {_n(self.top)}C{_n(half)} {_n(self.top)} {_n(half)} {_n(self.bottom)} "
            f"{_n(self.right)} {_n(self.bottom)}V{_n(end)}C{_n(half)} {_n(end)} {_n(half)} {_n(low)} "
            f"{_n(self.left)} {_n(low)}Z"
        )

    @property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """Its outline as points."""
        upper = [self._at(step / STEPS) for step in range(STEPS + 1)]
        return (*upper, *((x, y + self.thick) for x, y in reversed(upper)))

    def _at(self, t: float) -> tuple[float, float]:
        ease = 3 * t * t - 2 * t * t * t
        across = 1.5 * t * (1 - t) ** 2 + 1.5 * t * t * (1 - t) + t**3
        x = self.left + (self.right - self.left) * across
        return round(x, 1), round(self.top + (self.bottom - self.top) * ease, 1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A flow, ready to be drawn."""

    stages: tuple[tuple[str, float], ...]  # name and left edge
    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def lay(chart: Chart, wrap: Wrap) -> Picture:
    """The places of all nodes and ribbons; *wrap* breaks a text of a size into lines of a width."""
    drawn = charts.gathered(chart)
    amounts = charts.passing(drawn)
    last = max(len(chart.stages) - 1, 1)
    room = (WIDTH - BAR) / (last + 1)
    whole = sum((amounts[at] for at, node in enumerate(drawn.nodes) if node.stage == 0), Decimal(0))
    scale = TALL / float(whole) if whole else 0.0
    lefts = [round(stage * room, 1) for stage in range(len(chart.stages))]
    columns = [charts.column(drawn, stage) for stage in range(len(chart.stages))]
    rank = {at: place for column in columns for place, at in enumerate(column)}
    for stage, column in enumerate(columns):  # each column follows the one before it
        if stage:
            column.sort(key=lambda at: (_class(drawn.nodes[at]), _centre(drawn, at, rank), rank[at]))
            rank |= {at: place for place, at in enumerate(column)}
    lines = {
        at: (*wrap(node.label, SIZE, room - BAR - 3 * ASIDE), charts.brief(amounts[at]))
        for at, node in enumerate(drawn.nodes)
    }
    heights = [float(one) * scale for one in amounts]
    slots = {at: max(heights[at], len(lines[at]) * LEADING) for at in rank}
    totals = [sum(slots[at] for at in column) + BETWEEN * (len(column) - 1) for column in columns]
    height = max(totals, default=0.0)
    boxes: dict[int, Box] = {}
    for column, left, own in zip(columns, lefts, totals, strict=True):
        y = HEAD + (height - own) / 2
        for at in column:
            middle = y + slots[at] / 2
            top, label = middle - heights[at] / 2, middle - len(lines[at]) * LEADING / 2
            boxes[at] = Box(
                drawn.nodes[at], amounts[at], charts.brief(amounts[at]), left, top, heights[at], lines[at], label
            )
            y += slots[at] + BETWEEN
    stages = tuple(zip(chart.stages, lefts, strict=True))
    ordered = tuple(boxes[at] for column in columns for at in column)
    return Picture(stages, ordered, _ribbons(drawn, boxes, scale), round(height + HEAD + 4, 1))


def _class(node: Node) -> tuple[bool, bool]:
    return not node.gathers, node.rest


def _centre(chart: Chart, at: int, rank: dict[int, int]) -> float:
    """Where in the column before it the money of a node stands."""
    into = [(rank[one.ends[0]], one.value) for one in chart.marks if one.ends and one.ends[1] == at]
    whole = sum((value for _, value in into), Decimal(0))
    return float(sum((place * value for place, value in into), Decimal(0)) / whole) if whole else 0.0


def _ribbons(chart: Chart, boxes: dict[int, Box], scale: float) -> tuple[Ribbon, ...]:
    """Ribbons leave and reach a bar in the order of their other ends, so that they don't cross at it."""
    flows = [(one, *one.ends) for one in chart.marks if one.ends]
    tops: dict[int, float] = {}
    down = {at: box.top for at, box in boxes.items()}
    for number in sorted(range(len(flows)), key=lambda n: (flows[n][1], boxes[flows[n][2]].top, flows[n][2])):
        one, source, _ = flows[number]
        tops[number] = down[source]
        down[source] += float(one.value) * scale
    down = {at: box.top for at, box in boxes.items()}
    found: list[Ribbon] = []
    for number in sorted(range(len(flows)), key=lambda n: (flows[n][2], boxes[flows[n][1]].top, flows[n][1])):
        one, source, target = flows[number]
        thick = float(one.value) * scale
        left, right = boxes[source].left + BAR, boxes[target].left
        found.append(Ribbon(one, left, right, tops[number], down[target], thick))
        down[target] += thick
    return tuple(found)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
