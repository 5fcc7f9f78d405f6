"""Flows of money: what passes through each node, which nodes are drawn as one, and their order in a step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from ..model import Chart, Mark, Node, Role
from .words import brief_amount

MOST_NODES = 7  # of a step but the last; of more, the smallest become one


def sums_at(chart: Chart) -> tuple[list[Decimal], list[Decimal]]:
    """(what comes into, what goes out of) every node, in 元, in the order of the nodes."""
    into = [Decimal(0)] * len(chart.nodes)
    out = [Decimal(0)] * len(chart.nodes)
    for mark in chart.marks:
        if mark.ends:
            out[mark.ends[0]] += mark.value
            into[mark.ends[1]] += mark.value
    return into, out


def passing(chart: Chart) -> tuple[Decimal, ...]:
    """What passes through each node of a flow, in 元, in the order of the nodes."""
    into, out = sums_at(chart)
    return tuple(max(sums) for sums in zip(into, out, strict=True))


def gathered(chart: Chart) -> Chart:
    """A flow as it is drawn: of each step the largest nodes, the others in one node 其余N项; of the last step all."""
    amounts = passing(chart)
    target = list(range(len(chart.nodes)))
    nodes = list(chart.nodes)
    for stage in range(len(chart.stages) - 1):
        many = [at for at, node in enumerate(chart.nodes) if node.stage == stage and node.gathers]
        rest = sorted(many, key=lambda at: (-amounts[at], at))[MOST_NODES - 1 :]
        if len(many) > MOST_NODES:
            for at in rest:
                target[at] = len(nodes)
            nodes.append(Node(f"其余{len(rest)}项", stage, chart.nodes[rest[0]].role, rest=True))
    used = sorted(set(target), key=lambda at: (nodes[at].stage, at))
    place = {at: number for number, at in enumerate(used)}
    kept = tuple(nodes[at] for at in used)
    sums: dict[tuple[int, int], Decimal] = {}
    for mark in chart.marks:
        if mark.ends:
            ends = place[target[mark.ends[0]]], place[target[mark.ends[1]]]
            sums[ends] = sums.get(ends, Decimal(0)) + mark.value
    marks = (flow_mark(kept, ends, value) for ends, value in sorted(sums.items()))
    return replace(chart, nodes=kept, marks=tuple(marks))


def column(chart: Chart, stage: int) -> list[int]:
    """The nodes of a step: the largest first, then 其余N项, then those that are never gathered."""
    amounts = passing(chart)
    places = [at for at, node in enumerate(chart.nodes) if node.stage == stage]
    return sorted(places, key=lambda at: (not chart.nodes[at].gathers, chart.nodes[at].rest, -amounts[at], at))


def flow_mark(nodes: Sequence[Node], ends: tuple[int, int], value: Decimal, note: str = "") -> Mark:
    """One part of a flow: *value* 元 from one of *nodes* to another."""
    first, second = (nodes[at] for at in ends)
    return Mark(second.label, value, brief_amount(value), Role.OTHER, category=first.label, note=note, ends=ends)


def node_mark(chart: Chart, at: int, value: Decimal) -> Mark:
    """A node of a flow as a bar."""
    node = chart.nodes[at]
    return Mark(node.label, value, brief_amount(value), node.role, link=node.link)


def step(chart: Chart, mark: Mark) -> str:
    """Between which steps a part of a flow lies: 从哪来 → 经过哪里."""
    assert mark.ends is not None  # noqa: S101  (the marks of a flow have ends)
    return " → ".join(chart.stages[chart.nodes[at].stage] for at in mark.ends)
