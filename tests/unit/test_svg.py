"""Bars and pictures carry the table's numbers, and nothing that a policy blocks or a page could break on."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts import series
from disclosure.charts.building import Caption, PlanAndActual
from disclosure.drawing import cells, lettering, sheet, words, years
from disclosure.drawing.form import HEADER
from disclosure.drawing.forms import panels
from disclosure.model import Breakdown, Chart, Figure, Mark, Role, Source

NS = "{http://www.w3.org/2000/svg}"
SOURCE = Source("S", "2023年度<工作>总结", "高新区&慈善会", "2024-03-12", "报")


def figure(name: str, value: int, text: str, **more: Any) -> Figure:
    facts = {"year": 2023, "topic": "支出", "measure": "支出", "unit": "元", "scope": "本级", "source": "S", **more}
    subject = facts.pop("subject", f"“项目{name}”一个名字很长很长很长很长的活动")
    return Figure(id=name, org="gaoxin", subject=subject, value=Decimal(value), as_written=text, **facts)


def over_years(name: str, *years: int) -> Chart:
    """Income and expense of some years with their difference: one approximate, one of another scope, one year missing."""
    income, expense = (
        series.of_figures(
            label,
            role,
            [
                figure(
                    f"{label}{year}",
                    (year - 2000) * size,
                    f"{(year - 2000) * size}元以上" if year == years[2] else f"{(year - 2000) * size}元",
                    qualifier="以上" if year == years[2] else None,
                    scope="市县两级" if year == years[0] else "本级",
                    year=year,
                    subject="本会",
                    measure=label,
                )
                for year in years
            ],
        )
        for label, role, size in (("收入", Role.INCOME, 300_000), ("支出", Role.EXPENSE, 310_000))
    )
    pair = [replace(one, panel="收支") for one in (income, expense)]
    below = series.signed(series.difference("收支差", income, expense))
    caption = Caption(name, plain="收入和支出", sources=(SOURCE,))
    return series.chart(caption, [*pair, below], range(years[0], years[-1] + 1))


def every_form() -> dict[str, Chart]:
    """One chart of each kind that can be drawn."""
    total = figure("T", 1_610_400, "达161.04万元", measure="发放款物")
    parts = [
        figure("A", 620_000, "62万余元", qualifier="余"),
        figure("B", 111_500, "11.15万元", status="推断"),
        figure("C", 105_600, "10.56万元", status="待核实"),
    ]
    exact = [figure("A", 1_000_400, "100.04万元"), figure("B", 610_000, "61万元")]
    plan = figure("P", 2_600_000, "260万元以上", qualifier="以上", nature="计划", year=2024)
    people = [
        figure("X", 12708, "12708人", unit="人"),
        figure("Y", 479, "479人", unit="人"),
        figure("Z", 6, "6名符合救助标准的家庭", unit="户"),
    ]

    def split(disjoint: str, complete: str) -> Breakdown:
        return Breakdown("B", "支出", "T", disjoint, complete)

    def caption(name: str) -> Caption:
        return Caption(name, plain="支出", sources=(SOURCE,))

    return {
        "bars": charts.breakdown(caption("bars"), split("未证明", "否"), total, parts),
        "gap": charts.breakdown(caption("gap"), split("是", "否"), total, parts),
        "stack": charts.breakdown(caption("stack"), split("是", "是"), total, exact),
        "bullet": charts.bullet(
            caption("bullet"), [PlanAndActual("救助", plan, total), PlanAndActual("其中", None, exact[0])]
        ),
        "panels": charts.panels(caption("panels"), people),
        "steps": charts.over_days(
            caption("steps"),
            [
                ("收到", Role.INCOME, [(f"2023-0{month}-10", Decimal(month * 120_000), None) for month in (1, 2, 5)]),
                ("用了", Role.EXPENSE, [("2023-01-10", Decimal(0), None), ("2023-05-10", Decimal(430_000), None)]),
            ],
        ),
        "columns": over_years("columns", 2021, 2023, 2024, 2025),
        "lines": over_years("lines", *range(2016, 2020), *range(2021, 2026)),
        "refused": charts.breakdown(
            caption("refused"), split("否", "否"), total, [*parts, replace(parts[0], id="U", unit="人")]
        ),
    }


CHARTS = every_form()
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


def is_drawn(chart: Chart, mark: Mark) -> bool:
    """Whether a mark gets a bar: one alone on its scale, in too few comparable years or in a refused chart has none."""
    rules = {"panels": panels.draws, "columns": years.draws, "lines": years.draws}
    return not chart.refused and (chart.form not in rules or rules[chart.form](chart, mark))


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
