"""Where everything stands in a picture of flows: nodes in columns, ribbons between them, labels that never meet.

Every node has a slot as high as its bar or its label, whichever is more, so that labels can't overlap by construction. The same
chart gives the same picture: nothing here is drawn by chance or by trial.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from ..model import Chart, Mark, Node
from .flows import column, gathered, passing
from .lettering import wrapped
from .markup import coordinate
from .words import brief_amount

WIDTH = 1080
BAR = 14  # the width of a node
TALL = 300  # the height of all money together
BETWEEN = 14  # from one slot to the next
SIZE = 16  # of the type
LEADING = 21
ASIDE = 8  # from a node to its label
STEPS = 12  # points on each edge of a ribbon, where curves are not known
HEAD = 34  # room for the names of the columns


class NodeBox(Struct, frozen=True):
    """A node: its bar, and its label to the right of it."""

    node: Node
    value: Decimal
    text: str
    left: float
    top: float
    height: float
    lines: tuple[str, ...]
    label_top: float


class Ribbon(Struct, frozen=True):
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
            f"M{coordinate(self.left)} {coordinate(self.top)}C{coordinate(half)} {coordinate(self.top)} {coordinate(half)} {coordinate(self.bottom)} "
            f"{coordinate(self.right)} {coordinate(self.bottom)}V{coordinate(end)}C{coordinate(half)} {coordinate(end)} {coordinate(half)} {coordinate(low)} "
            f"{coordinate(self.left)} {coordinate(low)}Z"
        )

    @property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """Its outline as points."""
        upper = [self._at(step / STEPS) for step in range(STEPS + 1)]
        return (*upper, *((x, round(y + self.thick, 1)) for x, y in reversed(upper)))

    def _at(self, t: float) -> tuple[float, float]:
        ease = 3 * t * t - 2 * t * t * t
        across = 1.5 * t * (1 - t) ** 2 + 1.5 * t * t * (1 - t) + t**3
        x = self.left + (self.right - self.left) * across
        return round(x, 1), round(self.top + (self.bottom - self.top) * ease, 1)


class FlowPicture(Struct, frozen=True):
    """A flow, ready to be drawn."""

    stages: tuple[tuple[str, float], ...]  # name and left edge
    boxes: tuple[NodeBox, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def lay(chart: Chart) -> FlowPicture:
    """The places of all nodes and ribbons."""
    drawn = gathered(chart)
    amounts = passing(drawn)
    last = max(len(chart.stages) - 1, 1)
    room = (WIDTH - BAR) / (last + 1)
    whole = sum((amounts[at] for at, node in enumerate(drawn.nodes) if node.stage == 0), Decimal(0))
    scale = TALL / float(whole) if whole else 0.0
    lefts = [round(stage * room, 1) for stage in range(len(chart.stages))]
    columns = [column(drawn, stage) for stage in range(len(chart.stages))]
    rank = {at: place for nodes in columns for place, at in enumerate(nodes)}
    for stage, nodes in enumerate(columns):  # each column follows the one before it
        if stage:
            nodes.sort(key=lambda at: (_class(drawn.nodes[at]), _centre(drawn, at, rank), rank[at]))
            rank |= {at: place for place, at in enumerate(nodes)}
    lines = {
        at: (*wrapped(node.label, SIZE, room - BAR - 3 * ASIDE), brief_amount(amounts[at]))
        for at, node in enumerate(drawn.nodes)
    }
    heights = [float(amount) * scale for amount in amounts]
    slots = {at: max(heights[at], len(lines[at]) * LEADING) for at in rank}
    totals = [sum(slots[at] for at in nodes) + BETWEEN * (len(nodes) - 1) for nodes in columns]
    height = max(totals, default=0.0)
    boxes: dict[int, NodeBox] = {}
    for nodes, left, total in zip(columns, lefts, totals, strict=True):
        y = HEAD + (height - total) / 2
        for at in nodes:
            middle = y + slots[at] / 2
            top, label = middle - heights[at] / 2, middle - len(lines[at]) * LEADING / 2
            boxes[at] = NodeBox(
                drawn.nodes[at], amounts[at], brief_amount(amounts[at]), left, top, heights[at], lines[at], label
            )
            y += slots[at] + BETWEEN
    stages = tuple(zip(chart.stages, lefts, strict=True))
    ordered = tuple(boxes[at] for nodes in columns for at in nodes)
    return FlowPicture(stages, ordered, _ribbons(drawn, boxes, scale), round(height + HEAD + 4, 1))


def _class(node: Node) -> tuple[bool, bool]:
    return not node.gathers, node.rest


def _centre(chart: Chart, at: int, rank: dict[int, int]) -> float:
    """Where in the column before it the money of a node stands."""
    into = [(rank[mark.ends[0]], mark.value) for mark in chart.marks if mark.ends and mark.ends[1] == at]
    whole = sum((value for _, value in into), Decimal(0))
    return float(sum((place * value for place, value in into), Decimal(0)) / whole) if whole else 0.0


def _ribbons(chart: Chart, boxes: dict[int, NodeBox], scale: float) -> tuple[Ribbon, ...]:
    """Ribbons leave and reach a bar in the order of their other ends, so that they don't cross at it."""
    flows = [(mark, *mark.ends) for mark in chart.marks if mark.ends]
    tops: dict[int, float] = {}
    down = {at: box.top for at, box in boxes.items()}
    for number in sorted(range(len(flows)), key=lambda n: (flows[n][1], boxes[flows[n][2]].top, flows[n][2])):
        mark, source, _ = flows[number]
        tops[number] = down[source]
        down[source] += float(mark.value) * scale
    down = {at: box.top for at, box in boxes.items()}
    ribbons: list[Ribbon] = []
    for number in sorted(range(len(flows)), key=lambda n: (flows[n][2], boxes[flows[n][1]].top, flows[n][1])):
        mark, source, target = flows[number]
        thick = float(mark.value) * scale
        left, right = boxes[source].left + BAR, boxes[target].left
        ribbons.append(Ribbon(mark, left, right, tops[number], down[target], thick))
        down[target] += thick
    return tuple(ribbons)
