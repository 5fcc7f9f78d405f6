"""A flow in its four outputs: ladder, picture, CSV and Plotly say the same, and the layout never lets labels meet."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
from every_chart import SOURCE
from hypothesis import given
from hypothesis import strategies as st

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts.building import Caption
from disclosure.drawing import flows, lettering, plotly, sankey
from disclosure.drawing.forms import flow as form
from disclosure.model import Chart, Node, Role

NS = "{http://www.w3.org/2000/svg}"
STAGES = ("从哪来", "经过哪里", "给了谁")


def flow(paths: dict[tuple[str, str, str], int]) -> Chart:
    """A flow of three steps from whole paths."""
    nodes: dict[tuple[int, str], Node] = {}
    sums: dict[tuple[tuple[int, str], tuple[int, str]], int] = {}
    for path, value in paths.items():
        for stage, name in enumerate(path):
            role = (Role.INCOME, Role.OTHER, Role.EXPENSE)[stage]
            nodes.setdefault((stage, name), Node(name, stage, role, gathers=name != "年末结余"))
        for stage in range(2):
            key = (stage, path[stage]), (stage + 1, path[stage + 1])
            sums[key] = sums.get(key, 0) + value
    order = sorted(nodes)
    listed = [nodes[key] for key in order]
    marks = [
        flows.flow_mark(listed, (order.index(a), order.index(b)), Decimal(value).scaleb(-2), "第2行")
        for (a, b), value in sorted(sums.items())
    ]
    return charts.flow(Caption("flow-2023", plain="钱从哪来、给了谁", sources=(SOURCE,)), STAGES, listed, marks)


names = st.sampled_from([f"很长很长很长很长的名字{number}号" for number in range(14)] + ["年末结余", "a<b>&c"])
paths = st.dictionaries(st.tuples(names, names, names), st.integers(1, 10**11), min_size=2, max_size=40).map(flow)
drawn_flows = paths.filter(lambda chart: chart.refused is None)


def drawn(chart: Chart) -> dict[tuple[str, str, str], Decimal]:
    """What the picture must show, from the CSV alone."""
    header, *rows = drawing.rows(chart)
    assert header == form.HEADER
    found: dict[tuple[str, str, str], Decimal] = {}
    for row in rows:
        key = row[0], row[6], row[7]
        found[key] = found.get(key, Decimal(0)) + Decimal(row[3])
    return found


@given(drawn_flows)
def test_four_outputs_say_the_same(chart: Chart) -> None:
    """The CSV holds every part; picture and Plotly its sums over what is gathered; the ladder the sums at each node."""
    parts = [(one.category, one.label, one.value, one.text) for one in chart.marks]
    assert [(row[1], row[2], Decimal(row[3]), row[5]) for row in drawing.rows(chart)[1:]] == parts
    expected = drawn(chart)
    gathered = flows.gathered(chart)
    ribbons = [one.mark for one in sankey.lay(chart).ribbons]
    assert {(flows.step(gathered, one), one.category, one.label): one.value for one in ribbons} == expected
    metas = [one["meta"] for one in drawing.figure(chart)["data"]]
    assert {(one["step"], one["from"], one["to"]): Decimal(str(one["value"])) for one in metas} == {
        (step, plotly.clean(a), plotly.clean(b)): value for (step, a, b), value in expected.items()
    }
    ladder = {(group.title, row.label): row.marks[0].value for group in drawing.table(chart) for row in group.rows}
    sums: dict[tuple[str, str], Decimal] = {}
    for (step, first, last), value in expected.items():
        before, after = step.split(" → ")
        sums[before, first] = sums.get((before, first), Decimal(0)) + value
        if after == STAGES[-1]:
            sums[after, last] = sums.get((after, last), Decimal(0)) + value
    assert ladder == sums
    assert len({sum(value for (stage, _), value in ladder.items() if stage == name) for name in STAGES}) == 1


@given(drawn_flows)
def test_labels_never_meet(chart: Chart) -> None:
    """In each column every slot ends before the next begins; nothing leaves the picture; no label reaches the next column."""
    picture = sankey.lay(chart)
    columns: dict[float, list[sankey.NodeBox]] = {}
    for box in picture.boxes:
        columns.setdefault(box.left, []).append(box)
    assert len(columns) == len(STAGES)
    for boxes in columns.values():
        ordered = sorted(boxes, key=lambda one: one.label_top)
        for one, other in pairwise(ordered):
            assert one.label_top + len(one.lines) * sankey.LEADING <= other.label_top
            assert one.top + one.height <= other.top
        for one in ordered:
            assert one.label_top >= sankey.HEAD - 0.1
            assert max(one.top + one.height, one.label_top + len(one.lines) * sankey.LEADING) <= picture.height
            room = (sankey.WIDTH - sankey.BAR) / len(STAGES) - sankey.BAR
            assert all(lettering.measured(line, sankey.SIZE) <= room for line in one.lines)


@given(drawn_flows)
def test_ribbons_fill_their_bars(chart: Chart) -> None:
    """At each bar the ribbons that come and those that go are together as thick as the bar is high."""
    picture = sankey.lay(chart)
    for box in picture.boxes:
        come = [one.thick for one in picture.ribbons if one.right == box.left and one.mark.label == box.node.label]
        go_ = [one.thick for one in picture.ribbons if one.left == box.left + sankey.BAR and one.mark.category == box.node.label]  # fmt: skip
        for found in (come, go_):
            assert not found or abs(sum(found) - box.height) < 0.001
        assert come or go_


SMALL = flow(
    {
        ("个人捐赠", "图书", "学校"): 10_000_00,
        ("单位捐赠", "图书", "年末结余"): 2_000_00,
        ("个人捐赠", "<b>", "医院"): 50,
    }
)


def test_the_picture_is_named_and_follows_the_theme() -> None:
    """Inside the page: a name, a description, classes and no colours; as a file: colours and no classes; never style or script."""
    inside, alone = str(drawing.inline(SMALL)), str(drawing.picture(SMALL))
    pictures = (
        inside[inside.index('<svg class="ways"') : inside.index("</svg>") + 6],
        inside[inside.index('<svg class="flow"') :],
    )
    for text in (pictures[1], alone):
        root = ET.fromstring(text)  # noqa: S314  (our own markup)
        ids = {one.get("id"): one.text for one in root.iter() if one.get("id")}
        assert root.get("role") == "img"
        assert ids[root.get("aria-labelledby")] == SMALL.title
        assert ids[root.get("aria-describedby")] == SMALL.description
        assert not re.search(r"style=|<style|<script|href|\son\w+=", text)
        assert "个人捐赠 → 图书：1万元" in text
        assert "<b>" not in text
    ways = ET.fromstring(pictures[0])  # noqa: S314  (our own markup)
    words = ["".join(node.itertext()) for node in ways.iter(f"{NS}text")] or [
        "".join(node.itertext()) for node in ways.iter("text")
    ]
    assert words == ["个人捐赠1.00万元", "单位捐赠2,000元", "学校1万元", "医院0.5元", "年末结余2,000元"]
    assert "#" not in inside
    assert 'class="flow-node r-income"' in inside
    assert "class=" not in alone
    assert f"来源：《{SOURCE.title.replace('<', '&lt;').replace('>', '&gt;')}》" in alone
    assert inside == str(drawing.inline(SMALL))


def test_the_description_reads_the_steps() -> None:
    """Read aloud: each step with its sums, the same everywhere."""
    assert SMALL.description == (
        "资金流向图，从左到右3步，每一步合计相同。从哪来：个人捐赠1.00万元、单位捐赠2,000元。"
        "经过哪里：图书1.2万元、<b>0.5元。给了谁：学校1万元、医院0.5元、年末结余2,000元。"
    )


def test_plotly_takes_it_without_a_sankey_trace() -> None:
    """The bundle that is served knows bars and lines only: ribbons are filled outlines, in the page's colours."""
    spec: dict[str, Any] = drawing.figure(SMALL)
    go.Figure({"data": spec["data"], "layout": spec["layout"]})
    assert json.loads(json.dumps(spec)) == spec
    assert {one["type"] for one in spec["data"]} == {"scatter"}
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", json.dumps(spec))
    assert spec["config"]["displayModeBar"] is False
    assert all(spec["layout"][axis]["fixedrange"] for axis in ("xaxis", "yaxis"))


def test_many_nodes_are_gathered() -> None:
    """Of a step with many nodes the largest six are drawn, the others as one that says how many; the balance stays itself."""
    chart = flow({("个人捐赠", f"项目{number:02}", "年末结余"): 100 + number for number in range(12)})
    middle = [box.node for box in sankey.lay(chart).boxes if box.node.stage == 1]
    assert [one.label for one in middle][-1] == "其余6项"
    assert len(middle) == 7
    assert [row.label for row in drawing.table(chart)[1].rows] == [
        f"项目{number:02}" for number in range(11, 5, -1)
    ] + ["其余6项"]
    assert len(drawing.rows(chart)) == 1 + len(chart.marks)


def test_a_flow_that_loses_money_is_not_drawn() -> None:
    """A step that passes on less than it got is refused with its reason, and its parts are still told in the file."""
    nodes = [Node("来", 0), Node("中", 1), Node("去", 2)]
    marks = [flows.flow_mark(nodes, (0, 1), Decimal(10)), flows.flow_mark(nodes, (1, 2), Decimal(9))]
    chart = charts.flow(Caption("f", plain="流向"), STAGES, nodes, marks)

    assert chart.form == "flow"
    assert chart.refused == "有一步收到的和送出的不相等"
    assert drawing.table(chart) == ()
    assert drawing.figure(chart)["data"] == []
    assert len(drawing.rows(chart)) == 3
