"""A form of charts is one file: it is found by its name, and the file that the docs show draws in all four outputs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from every_chart import CHARTS
from test_flow_charts import SMALL as FLOW
from test_strips import chart as strip

from disclosure import charts, drawing
from disclosure.drawing import forms, words
from disclosure.model import Chart, Mark, Role

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(forms.__file__).parent
PLACES = [Mark(name, Decimal(value), f"{value}元", Role.EXPENSE) for name, value in (("东样区", 90), ("西样区", 7))]
EXAMPLES = [*CHARTS.values(), FLOW, strip([3, -4]), charts.of_places(charts.Caption("places", plain="地方"), PLACES)]


def test_every_file_is_a_form() -> None:
    """A file in drawing/forms/ defines FORM, its id is the file's name, and nothing else lists them."""
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}

    assert set(drawing.all_forms()) == files
    assert all(form.id == name for name, form in drawing.all_forms().items())


def test_every_form_is_drawn_by_the_tests() -> None:
    """The charts that the tests of the outputs go through have every form that there is."""
    assert {chart.form for chart in EXAMPLES} == set(drawing.all_forms())


@pytest.mark.parametrize("chart", EXAMPLES, ids=lambda chart: chart.id)
def test_a_refused_chart_draws_nothing(chart: Chart) -> None:
    """In whatever form: no bar in the table, no data for Plotly, no picture on the page, and the reason in the file."""
    from msgspec.structs import replace

    refused = replace(chart, refused="一个理由")

    assert drawing.figure(refused)["data"] == []
    assert drawing.inline(refused) is None
    assert not any(row.bar for group in drawing.table(refused) for row in group.rows)
    assert "这里不画图：一个理由。" in "".join(ET.fromstring(str(drawing.picture(refused))).itertext())  # noqa: S314
    assert drawing.rows(refused) == drawing.rows(chart)


def test_a_form_that_is_none() -> None:
    """A name that no file has is a slip of the code, told at once."""
    with pytest.raises(KeyError, match="waffle"):
        charts.of_cells(charts.Caption("x"), "waffle", [])


@pytest.fixture
def documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The form that the docs show, in a file beside the others; its id."""
    text = (ROOT / "docs" / "开发.md").read_text("utf-8")
    (name,) = re.findall(r"save it as `plugins/disclosure/drawing/forms/(\w+)\.py`", text)
    section = text.partition("### Add a chart form in one file")[2]
    (tmp_path / f"{name}.py").write_text(section.partition("```python\n")[2].partition("```")[0], "utf-8")
    monkeypatch.setattr(forms, "__path__", [*forms.__path__, str(tmp_path)])
    drawing.all_forms.cache_clear()
    yield name
    drawing.all_forms.cache_clear()
    del sys.modules[f"{forms.__name__}.{name}"]


def test_the_form_in_the_docs_draws(documented: str) -> None:
    """Dropped into the folder it is a form like the others: four outputs that say the same, and a refusal by default."""
    marks = [
        Mark("书包<b>", Decimal(30), "30个", Role.COUNT, unit="个"),
        Mark("被子", Decimal("12.5"), "12.5个", Role.COUNT, unit="个"),
    ]
    chart = charts.of_cells(charts.Caption("dots", plain="发了多少"), documented, marks)
    expected = [(mark.label, mark.value, words.shown(mark)) for mark in marks]

    assert chart.refused is None
    assert chart.description == "点图：书包<b>30个（本站计算）、被子12.5个（本站计算）。"
    rows = [row for group in drawing.table(chart) for row in group.rows]
    assert [(row.marks[0].label, row.marks[0].value) for row in rows] == [item[:2] for item in expected]
    assert re.findall(r'cx="([^"]+)"', "".join(str(row.bar) for row in rows)) == ["100.00%", "41.67%"]
    assert [(row[2], Decimal(row[3])) for row in drawing.rows(chart)[1:]] == [item[:2] for item in expected]
    root = ET.fromstring(str(drawing.picture(chart)))  # noqa: S314  (our own markup)
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 2
    assert all(label in texts and text in texts for label, _, text in expected)
    spec = drawing.figure(chart)
    go.Figure({"data": spec["data"], "layout": spec["layout"]})
    assert json.loads(json.dumps(spec)) == spec
    assert [Decimal(str(x)) for x in spec["data"][0]["x"]] == [value for _, value, _ in expected]
    assert "<b>" not in json.dumps(spec)
    assert charts.of_cells(charts.Caption("dots"), documented, marks[:1]).refused == "只有一个数，没有可以比的"
