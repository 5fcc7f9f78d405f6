"""The Plotly figure is the same chart: same numbers, same labels, nothing that Plotly could read as HTML."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from every_chart import CHARTS, is_drawn

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts.building import Caption
from disclosure.drawing import plotly, words
from disclosure.model import Chart, Figure, Role

OVER_YEARS = {"columns", "lines", "steps"}
ROOT = Path(__file__).parents[2]
THEME = ROOT / "theme"
drawn = pytest.mark.parametrize("chart", [one for one in CHARTS.values() if not one.refused], ids=lambda one: one.id)


def bars(chart: Chart) -> list[tuple[str, Any, str]]:
    """Label, value and text of every bar of the figure."""
    traces = [one for one in drawing.figure(chart)["data"] if "customdata" in one]
    values = "y" if chart.form in OVER_YEARS else "x"
    return [
        (label, value, text)
        for one in traces
        for (label, *_), value, text in zip(one["customdata"], one[values], one["text"], strict=True)
    ]


@drawn
def test_same_numbers_and_labels(chart: Chart) -> None:
    """Each drawn mark is a bar with its exact value, its label and its text; the texts are written beside, too."""
    spec = drawing.figure(chart)
    expected = {(words.named(one), one.value, words.shown(one)) for one in chart.marks if is_drawn(chart, one)}
    written = {re.sub("<br>", "", one["text"]) for one in spec["layout"]["annotations"]}

    assert {(label, Decimal(str(value)), text) for label, value, text in bars(chart)} == expected
    if (
        chart.form in OVER_YEARS
    ):  # years stand on the axis, names above their panel; the texts are told by pointer and table
        assert all(any(one.label in text for text in written) for one in chart.marks if is_drawn(chart, one))
        return
    for one in (*chart.marks, *((chart.total,) if chart.total else ())):
        assert one.label in written
        assert any(text.startswith(words.shown(one)) for text in written)
    if chart.total:
        assert spec["layout"]["meta"]["total"] == chart.total.value


@drawn
def test_plotly_accepts_it(chart: Chart) -> None:
    """plotly.py validates every property, and the spec is plain JSON."""
    spec = drawing.figure(chart)

    go.Figure({"data": spec["data"], "layout": spec["layout"]})
    assert json.loads(json.dumps(spec)) == spec


@drawn
def test_calm(chart: Chart) -> None:
    """No mode bar, no zoom, no legend, no moving of axes; colours are those of the page."""
    spec = drawing.figure(chart)
    axes = [value for key, value in spec["layout"].items() if key.startswith(("xaxis", "yaxis"))]

    assert spec["config"]["displayModeBar"] is False
    assert spec["config"]["scrollZoom"] is False
    assert spec["layout"]["showlegend"] is False
    assert all(one["fixedrange"] for one in axes)
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", json.dumps(spec))) == set()
    assert {one["type"] for one in spec["data"]} <= {"bar", "scatter"}


@drawn
def test_axis_covers_bars_and_texts_are_ours(chart: Chart) -> None:
    """Scales start at zero and hold every bar; ticks are texts with 万 and the unit."""
    layout = drawing.figure(chart)["layout"]
    across = "yaxis" if chart.form in OVER_YEARS else "xaxis"
    scales = [value for key, value in layout.items() if key.startswith(across)]
    if chart.form in OVER_YEARS:
        assert all(one["range"][0] <= one["tickvals"][0] <= 0 for one in scales)
        assert all(one["range"][1] >= one["tickvals"][-1] >= 0 for one in scales)
        assert all(any(not text[-1].isdigit() for text in one["ticktext"]) for one in scales)
        assert max(one["range"][1] for one in scales) >= chart.highest
        return

    for one in scales:
        assert one["range"][0] == 0
        assert one["ticktext"][0] == "0"
        assert not one["ticktext"][-1][-1].isdigit()
    if chart.form != "panels":
        assert layout["xaxis"]["range"][1] >= chart.highest


def test_panels_have_scales_of_their_own() -> None:
    """人 and 户 are never drawn on one axis."""
    chart = CHARTS["panels"]
    spec = drawing.figure(chart)

    assert {one["xaxis"] for one in spec["data"]} == {"x"}
    assert "xaxis2" in spec["layout"]
    assert all(one.unit == "人" for one in chart.marks if is_drawn(chart, one))


def test_signs() -> None:
    """Open ends, hatch, outline and dashes are there as in the other outputs."""
    gap = drawing.figure(CHARTS["gap"])
    roles = {one["name"]: one for one in gap["data"]}

    assert roles[drawing.ROLE_WORDS[Role.GAP]]["marker"]["pattern"]["shape"] == "/"
    assert roles["不止"]["x"] == [620_000]
    assert any(one["line"].get("dash") == "4px,3px" for one in gap["layout"]["shapes"])
    hollow = next(
        one for one in drawing.figure(CHARTS["bullet"])["data"] if one["name"] == drawing.ROLE_WORDS[Role.PLAN]
    )
    assert hollow["marker"]["color"] == plotly.CLEAR


def test_refused_charts_have_no_figure() -> None:
    """Where nothing is drawn there is nothing to interact with."""
    assert drawing.figure(CHARTS["refused"])["data"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>慈善</b>", "慈善"),
        ('<a href="javascript:x">会</a>', "会"),
        ("<<b>script>x", "x"),
        ("3<5万元", "3<5万元"),
        ("一\n二", "一 二"),
    ],
)
def test_pseudo_html_is_stripped(text: str, expected: str) -> None:
    """Labels are text: tags go, also nested ones; a bare sign stays."""
    assert plotly.clean(text) == expected


def test_labels_are_cleaned_everywhere() -> None:
    """No tag of a name reaches any text of the figure."""
    marks = [
        Figure(
            name, "o", 2023, "支出", f"<a href='x'>名{name}</a>", f"<i>支出{name}</i>", Decimal(5), "元", "<b>5元</b>"
        )
        for name in "AB"
    ]
    spec = json.dumps(drawing.figure(charts.totals(Caption("x"), marks)), ensure_ascii=False)

    assert set(re.findall(r"<[^>]*>", spec)) <= {"<br>"}


def test_rules_of_plotly_are_all_there() -> None:
    """plotly.css has the very rules that the bundle would put in by script, in the order in which they would stand."""
    css = re.sub(r"/\*.*?\*/", "", (THEME / "plotly.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    (bundle,) = (ROOT / "node_modules" / "plotly.js-basic-dist-min").glob("*.min.js")
    (listed,) = re.findall(r"""\{("X,X div":.*?)\};for\(""", bundle.read_text("utf-8"))
    rules = [
        (selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier"), words)
        for selector, _, words in re.findall(r"""["']?([^"'{},][^"'{}]*?)["']?:(["'])(.*?)\2(?:,|$)""", listed)
    ]

    assert len(rules) > 50
    assert re.findall(r"\s*([^{}]+)\{([^{}]*)\}", css) == rules[::-1]  # each is put before those that were there
    assert "url(" not in css
