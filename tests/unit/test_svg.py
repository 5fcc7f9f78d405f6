"""Bars and pictures carry the table's numbers, and nothing that a policy blocks or a page could break on."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from every_chart import CHARTS, SOURCE, figure, is_drawn
from hypothesis import given
from hypothesis import strategies as st

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts.building import Caption
from disclosure.drawing import cells, lettering, sheet, words
from disclosure.drawing.form import HEADER
from disclosure.model import Chart, Mark, Role, Source

NS = "{http://www.w3.org/2000/svg}"


drawn = pytest.mark.parametrize("name", list(CHARTS))


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(str(drawing.picture(chart)))  # noqa: S314  (our own markup)


@drawn
def test_picture_says_what_the_table_says(name: str) -> None:
    """Every label and every value of the marks and the total is text in the picture."""
    chart = CHARTS[name]
    texts = ["".join(one.itertext()) for one in parsed(chart).iter(f"{NS}text")]

    for one in (*chart.marks, *((chart.total,) if chart.total else ())):
        assert one.label in texts
        assert any(text.startswith(words.shown(one)) for text in texts)
        assert not one.category or one.category in texts
    assert chart.title in texts
    assert f"来源：《{SOURCE.title}》{SOURCE.issuer}，{SOURCE.published_on}" in texts


@drawn
def test_table_says_what_the_chart_says(name: str) -> None:
    """The rows of the table hold every mark once, in order, and the total last."""
    chart = CHARTS[name]
    marks = [mark for group in drawing.table(chart) for row in group.rows for mark in row.marks]

    assert marks == [*chart.marks, *((chart.total,) if chart.total else ())]
    for group in drawing.table(chart):
        for row in group.rows:
            drawn_there = any(is_drawn(chart, one) for one in row.marks)
            shown = bool(
                row.bar or row.key
            )  # parts of a whole have their bar in the picture, and its colour beside their name
            assert shown is (drawn_there and not (chart.form == "stack" and row.marks[0] is chart.total))


@drawn
def test_csv_says_what_the_chart_says(name: str) -> None:
    """The file has the exact value in base units, the wording and the label of every mark."""
    chart = CHARTS[name]
    header, *body = drawing.rows(chart)
    marks = [*chart.marks, *((chart.total,) if chart.total else ())]

    assert header == HEADER
    assert [(Decimal(row[3]), row[2], row[4], row[5]) for row in body] == [
        (one.value, one.label, one.unit, one.text) for one in marks
    ]


@drawn
def test_picture_stands_alone(name: str) -> None:
    """A name, a description, a size that adapts; no style, no script, no address; type of 24 and more, 12 px on a phone."""
    root = parsed(CHARTS[name])
    text = str(drawing.picture(CHARTS[name]))

    assert root.get("role") == "img"
    by_id = {one.get("id"): one for one in root.iter() if one.get("id")}
    assert by_id[root.get("aria-labelledby")].text == CHARTS[name].title
    assert by_id[root.get("aria-describedby")].text == CHARTS[name].description
    assert root.get("viewBox", "").startswith("0 0 648 ")
    assert root.get("width") is None
    assert not re.search(r"style|<script|href|on\w+=", text)
    assert all(int(one.get("font-size", "0")) >= 24 for one in root.iter(f"{NS}text"))


@drawn
def test_picture_stays_on_its_sheet(name: str) -> None:
    """By conservative measure no text and no bar leaves the picture, and texts on one line do not meet."""
    root = parsed(CHARTS[name])
    height = float(root.get("viewBox", "").split()[3])
    places: dict[tuple[bool, float], list[tuple[float, float]]] = {}

    def walk(node: ET.Element, x: float, y: float) -> None:
        shift = re.match(r"translate\((\S+) (\S+)\)", node.get("transform", ""))
        if shift:
            x, y = x + float(shift[1]), y + float(shift[2])
        if node.tag == f"{NS}text":
            for line in node:
                wide = lettering.measured(line.text or "", int(node.get("font-size", "0")))
                left = x + float(line.get("x", "0")) - (wide if node.get("text-anchor") == "end" else 0)
                base = y + float(line.get("y", "0"))
                assert left >= 0
                assert left + wide <= sheet.WIDTH
                assert 0 < base < height
                places.setdefault((bool(shift), base), []).append((left, left + wide))
        if node.tag == f"{NS}rect":
            assert x + float(node.get("x", "0")) + float(node.get("width", "0")) <= sheet.WIDTH
            assert y + float(node.get("y", "0")) + float(node.get("height", "0")) <= height
        if node.tag != f"{NS}defs":
            for child in node:
                walk(child, x, y)

    walk(root, 0, 0)
    for spans in places.values():
        ordered = sorted(spans)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))


def test_signs() -> None:
    """Open ends, hollow plans, dashed doubt, hatched gaps and the rule of a total are all in the pictures."""
    bars, gap, bullet = (str(drawing.picture(CHARTS[name])) for name in ("bars", "gap", "bullet"))

    assert "stroke-dasharray" in bars
    assert "<path" in bars
    assert "url(#gap-hatch)" in gap
    assert 'fill="none"' in bullet
    cells = "".join(
        str(row.bar)
        for name in ("bars", "gap", "bullet")
        for group in drawing.table(CHARTS[name])
        for row in group.rows
    )
    for sign in ("r-uncertain", "r-gap", "r-plan", "r-expense", "r-total", "tip", "hatch"):
        assert f'class="{sign}' in cells or f" {sign}" in cells
    assert "style" not in cells
    assert "url(" not in cells


def test_total_row_tells_whether_it_reconciles() -> None:
    """Only a total that its parts make up gets the double rule."""
    kinds = {name: drawing.table(CHARTS[name])[0].rows[-1].kind for name in ("bars", "gap", "stack")}

    assert kinds == {"bars": "open", "gap": "open", "stack": "sum"}


def test_hostile_text_is_escaped() -> None:
    """Markup in names and control characters can not break the picture or the cell."""
    bad = '</text><script>alert(1)</script>&"\x00\x1b'
    marks = [figure(name, 5, bad, subject=bad + name) for name in "AB"]
    chart = charts.totals(Caption('x"><b>', title=bad, sources=(Source("S", bad, bad, bad, "报"),)), marks)

    root = parsed(chart)
    assert not list(root.iter(f"{NS}script"))
    assert chart.title.replace("\x00", "").replace("\x1b", "") in "".join(root.itertext())


def mark(value: Decimal, role: Role = Role.EXPENSE) -> Mark:
    return Mark("x", value, "x", role)


amounts = st.decimals("0", "1e13", places=2)


@given(amounts, amounts, amounts)
def test_widths_are_true_to_scale(first: Decimal, second: Decimal, more: Decimal) -> None:
    """Between nothing and the whole cell, in the order of the values, and within a hundredth per cent of the truth."""
    highest = max(first, second, more)
    small, large = sorted((first, second))
    widths = []
    for value in (small, large):
        found = re.search(r'width="([\d.]+)%?" height="12"/>', str(cells.bar(mark(value), highest)))
        assert found
        widths.append(Decimal(found[1]))

    assert 0 <= widths[0] <= widths[1] <= 100
    if highest:
        assert abs(widths[1] - large / highest * 100) <= Decimal("0.005")


@given(st.text(max_size=60), st.integers(24, 36), st.integers(150, 600))
def test_wrapping_loses_nothing(text: str, size: int, width: int) -> None:
    """Lines give the text back whole and never leave the column by more than a hanging mark."""
    lines = lettering.wrapped(text, size, width)

    assert "".join(lines) == text
    assert all(lettering.measured(line, size) <= width + size for line in lines)


def test_wrapping_keeps_numbers_whole() -> None:
    """A number is not torn from its unit, and no line begins with a comma."""
    lines = lettering.wrapped("发放款物合计161.04万元，其中物资62万余元", 30, 300)

    assert any("161.04万元" in line for line in lines)
    assert any("62万余元" in line for line in lines)
    assert not any(line.startswith("，") for line in lines)
