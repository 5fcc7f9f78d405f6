"""Pictures on the page: true to scale, their numbers on them, nothing that meets on the narrowest screen, no bound that is crossed."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from every_chart import CHARTS, SOURCE, figure, is_drawn, over_years
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_flow_charts import drawn_flows

from disclosure import charts as builders
from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts import series
from disclosure.charts.building import Caption
from disclosure.drawing import cells, fluid, lettering, ways, words
from disclosure.drawing.forms import panels
from disclosure.model import Breakdown, Chart, Figure, Mark, Role
from disclosure.publishing.bindings import states
from disclosure.quantities import Bound


def pictures(chart: Chart) -> list[ET.Element]:
    """Every picture that the page shows of a chart."""
    whole = r'<svg class="(?:fluid|ways).*?</svg>(?=<(?:/div|p|details|svg)|$)'
    return [ET.fromstring(text) for text in re.findall(whole, str(drawing.inline(chart)), re.DOTALL)]  # noqa: S314


def share(text: str) -> float:
    """A length in per cent."""
    return float(text.removesuffix("%"))


def values(picture: ET.Element) -> list[tuple[str, float, float, str]]:
    """(text, x in per cent, y in px, anchor) of every number in a picture."""
    return [
        (node.text or "", share(node.get("x", "0")), float(node.get("y", "0")), node.get("text-anchor", ""))
        for node in picture.iter("text")
        if node.get("class") == "t-v"
    ]


def course(*amounts: int, unit: str = "元", first: int = 2021) -> series.Series:
    """One line over the years from *first* on."""
    figures = [
        figure(
            f"F{first + at}", amount, f"{amount:,}{unit}", year=first + at, unit=unit, subject="本会", measure="收入"
        )
        for at, amount in enumerate(amounts)
    ]
    return series.of_figures("收入", Role.INCOME, figures)


def years_chart(*lines: series.Series) -> Chart:
    """A chart of lines on one scale."""
    years = [point.year for line in lines for point in line.points]
    return series.chart(Caption("years", plain="收入"), [replace(line, panel="x") for line in lines], range(min(years), max(years) + 1))  # fmt: skip


amounts = st.integers(0, 10**10)


lists = st.lists(amounts, min_size=3, max_size=5).filter(lambda found: max(found) > 0)


def columns_of(shape: ET.Element) -> list[ET.Element]:
    """The columns of a picture from left to right."""
    bars = [node for node in shape.iter("rect") if node.get("width", "").endswith("%")]
    return sorted(bars, key=lambda node: share(node.get("x", "")))


@given(lists, st.booleans())
def test_columns_are_true_and_their_numbers_never_meet(found: list[int], pair: bool) -> None:  # noqa: FBT001
    """From zero, as high as their value; at least 65 % of the room of a year; numbers apart on a screen of 320 px."""
    other = replace(course(*reversed(found)), label="支出", role=Role.EXPENSE)
    chart = years_chart(*([course(*found), other] if pair else [course(*found)]))
    every = [
        value for year in range(len(found)) for value in ((found[year], found[-1 - year]) if pair else (found[year],))
    ]
    shapes = pictures(chart)
    lines = [every] if len(shapes) == 1 else [found, found[::-1]]
    for shape, expected in zip(shapes, lines, strict=True):
        columns = columns_of(shape)
        for column, value in zip(columns, expected, strict=True):
            assert abs(float(column.get("height", "")) - max(value / max(found) * 150, 0.5)) < 0.2
        assert sum(share(node.get("width", "")) for node in columns) >= 65
        labels = sorted(values(shape), key=lambda label: label[1])
        assert len(labels) == len(columns) or len(labels) >= 2
        for (text, x, y, _), (after, next_x, next_y, _) in pairwise(labels):
            room = (next_x - x) * fluid.NARROW / 100
            needed = (lettering.measured(text, fluid.TYPE) + lettering.measured(after, fluid.TYPE)) / 2
            assert room >= needed or abs(y - next_y) > fluid.TYPE or len(labels) < len(columns), (text, after)
        assert all(0 <= x <= 100 and y >= 0 for _, x, y, _ in labels)


def test_every_year_is_named_with_what_changed() -> None:
    """Number, year and per cent of each column; a fall says 降; the exact values stay in the folded table."""
    chart = years_chart(course(9_537_631, 11_043_400, 10_093_259))
    (shape,) = pictures(chart)
    texts = ["".join(node.itertext()) for node in shape.iter("text")]

    assert [text for text, *_ in values(shape)] == ["953.76", "1,104.34", "1,009.33"]
    assert [text for text in texts if len(text) == 4 and text.isdigit()] == ["2021", "2022", "2023"]
    assert [text for text in texts if "%" in text] == ["升15.8%", "降8.6%"]
    assert "单位：万元" in str(drawing.inline(chart))
    assert drawing.folds(chart)
    assert [row.marks[0].text for group in drawing.table(chart) for row in group.rows] == [
        "9,537,631元",
        "11,043,400元",
        "10,093,259元",
    ]


def test_years_that_differ_or_lack_are_marked() -> None:
    """Hollow and with its sign where it can't be compared, 未披露 where nothing was told, below the line where it is below zero."""
    chart = CHARTS["columns"]
    text = str(drawing.inline(chart))

    assert "apart" in text
    assert "2021①" in text
    assert "未披露" in text or "缺" in text


def test_below_zero_stands_below_the_line() -> None:
    """Negative years hang from zero with their number below them, positive ones stand on it."""
    (shape,) = pictures(years_chart(course(500_000, -300_000, 200_000)))
    (zero,) = (float(node.get("y1", "")) for node in shape.iter("line") if node.get("class") == "zero")

    assert [text for text, *_ in values(shape)] == ["50", "−30", "20"]
    assert [y > zero for _, _, y, _ in values(shape)] == [False, True, False]
    tops = [(float(node.get("y", "")), float(node.get("height", ""))) for node in shape.iter("rect") if node.get("class") == "r-income"]  # fmt: skip
    assert [abs(top - zero) < 0.1 for top, _ in tops] == [False, True, False]
    assert [round(height / tops[0][1], 2) for _, height in tops] == [1, 0.6, 0.4]


def test_only_neighbours_that_compare_are_joined() -> None:
    """A stroke for each pair of them; ends and extremes of a long line carry their number."""
    chart = over_years("lines", *range(2016, 2020), *range(2021, 2026))
    strokes = sum(
        node.get("class", "").startswith("course") for shape in pictures(chart) for node in shape.iter("line")
    )
    expected = 0
    for _, marks in _lines(chart):
        for earlier, later in pairwise(marks):
            beside = int(later.category[:4]) == int(earlier.category[:4]) + 1
            expected += beside and not earlier.apart and not later.apart

    assert strokes == expected > 5
    assert all(values(shape) for shape in pictures(chart))


def _lines(chart: Chart) -> list[tuple[tuple[str, str], list[Mark]]]:
    lines: dict[tuple[str, str], list[Mark]] = {}
    for mark in chart.marks:
        lines.setdefault((mark.panel, mark.label), []).append(mark)
    return [item for item in lines.items() if is_drawn(chart, item[1][0])]


# --- shares ----------------------------------------------------------------------------------------


def split_of(*parts: int, label: str = "") -> Chart:
    """A proven whole of these parts."""
    names = [f"{label or '很长很长很长很长很长的一个项目名字'}{at}" for at in range(len(parts))]
    figures = [figure(f"P{at}", part, f"{part}元", subject=names[at]) for at, part in enumerate(parts)]
    total = figure("T", sum(parts), f"{sum(parts)}元", measure="总支出")
    return charts.breakdown(Caption("s", sources=(SOURCE,)), Breakdown("B", "支出", "T", "是", "是"), total, figures)


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=16))
def test_a_divided_bar_is_its_list(parts: list[int]) -> None:
    """The segments follow each other without a gap, in the order and the colours of the list, and make 100 %; words inside fit."""
    chart = split_of(*parts)
    (shape,) = pictures(chart)
    segments = [node for node in shape if node.tag == "rect"]
    rows = [row for group in drawing.table(chart) for row in group.rows][:-1]

    assert [node.get("class") for node in segments] == [row.key for row in rows]
    assert all(one.get("class") != other.get("class") for one, other in pairwise(segments))
    assert abs(sum(share(node.get("width", "")) for node in segments) - 100) < 0.1
    at = 0.0
    for node, row in zip(segments, rows, strict=True):
        assert abs(share(node.get("x", "")) - at) < 0.1
        assert abs(share(node.get("width", "")) - float(row.marks[0].value / chart.highest) * 100) < 0.02
        at += share(node.get("width", ""))
    for inner in shape.iter("svg"):
        if inner is shape:
            continue
        (text,) = inner.iter("text")
        start = share(inner.get("x", ""))
        segment = next(node for node in segments if abs(share(node.get("x", "")) - start) < 0.001)
        assert (
            lettering.measured(text.text or "", fluid.TYPE) + 6 <= share(segment.get("width", "")) * fluid.NARROW / 100
        )


def test_twelve_parts_with_long_names_become_seven() -> None:
    """S18: what the last row gathers is named in its note; no name is cut."""
    chart = split_of(*[1000 - at for at in range(14)])
    rows = [row for group in drawing.table(chart) for row in group.rows]

    assert len(rows) == 8
    assert rows[-2].label == "其余8项"
    assert rows[-2].marks[0].note.count("很长很长很长很长很长的一个项目名字") == 8


def test_hostile_names_stay_text() -> None:
    """Markup in a label reaches no picture."""
    chart = split_of(900_000, 100_000, label='<script>alert(1)</script>"&')
    picture = str(drawing.inline(chart))
    assert "script" not in picture
    assert "90.0%" in picture


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ((figure("A", 60, "60余元", qualifier="余"), figure("B", 40, "40元")), "约"),
        ((figure("A", -60, "-60元"), figure("B", 160, "160元")), "负"),
    ],
)
def test_doubtful_parts_are_no_shares(parts: tuple[Figure, ...], reason: str) -> None:
    """What is approximate or below zero is never drawn as a share."""
    total = figure("T", 100, "100元", measure="总支出")
    chart = charts.breakdown(Caption("s"), Breakdown("B", "支出", "T", "是", "是"), total, parts)

    assert chart.form == "bars", reason
    assert drawing.inline(chart) is None


# --- people, days, ways ----------------------------------------------------------------------------


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_dots_are_people(most: int, value: int) -> None:
    """So many whole dots as the value has, a part of one for the rest, never more than a hundred."""
    most, value = max(most, value), min(most, value)
    per = cells.people_per_dot(Decimal(most))
    dots = ET.fromstring(str(cells.dots(Mark("x", Decimal(value), "", Role.COUNT, "人"), per)))  # noqa: S314
    whole = sum(node.get("d", "").count("h0") for node in dots.findall("path"))
    assert whole == value // int(per)
    assert len(dots.findall("svg")) == bool(value % int(per))
    assert whole <= 4 * cells.DOTS
    assert str(per).rstrip("0") in {"1", "2", "5"}


def test_steps_hold_until_the_next_day() -> None:
    """Days in their true distance, level between them; the numbers at the end apart from each other; approximate marks none."""
    chart = CHARTS["steps"]
    (shape,) = pictures(chart)
    points = [(share(node.get("cx", "")), float(node.get("cy", ""))) for node in shape.iter("circle")]
    days = [0, 31, 120]  # from 10 January on

    assert [round(x, 1) for x, _ in points[:3]] == [round(day / 120 * 76, 1) for day in days]
    strokes = [node for node in shape.iter("line") if node.get("class", "").startswith("course")]
    assert all((node.get("x1") == node.get("x2")) != (node.get("y1") == node.get("y2")) for node in strokes)
    ends = sorted(y for _, _, y, _ in values(shape))
    assert len(ends) == 2
    assert ends[1] - ends[0] >= 16
    assert {text for text, *_ in values(shape)} == {"60", "43"}


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([("2023-01-01", 5)], "只有一天的数，没有可以比的"),
        ([("2023-01-01", 5), ("2023-02-01", -1)], "有负数，阶梯图画不出来"),
        ([], "没有可以画的数"),
    ],
)
def test_steps_that_are_not_drawn(points: list[tuple[str, int]], reason: str) -> None:
    """One day, or a sum below zero, is no course."""
    line = ("收到", Role.INCOME, [(day, Decimal(value), None) for day, value in points])
    assert charts.over_days(Caption("s", plain="收到"), [line]).refused == reason


def test_steps_up_to_a_month_stand_at_its_end() -> None:
    """Behind the days of the month and before those of the next, in every picture, under the words of the table."""
    days = [("2024-03", 3), ("2024-04-05", 4), ("2024-02-29", 1), ("2024-03-15", 2)]
    line = ("收到", Role.INCOME, [(day, Decimal(value), None) for day, value in days])
    chart = charts.over_days(Caption("s", plain="收到"), [line])
    assert [mark.category for mark in chart.marks] == ["2024-02-29", "2024-03-15", "2024-03", "2024-04-05"]
    assert [mark.value for mark in chart.marks] == [1, 2, 3, 4]
    spec = drawing.figure(chart)
    assert spec["data"][0]["x"] == ["2024-02-29", "2024-03-15", "2024-03-31", "2024-04-05"]
    assert spec["layout"]["xaxis"]["range"] == ["2024-02-29", "2024-04-05"]
    along = [float(step) for step in re.findall(r"H([\d.]+)", str(drawing.picture(chart)))]
    assert along == sorted(along)
    assert len(set(along)) == 3
    assert "2024-04-05" in str(drawing.inline(chart))
    months = [(day, Decimal(place), None) for place, day in enumerate(("2024-03", "2024-02"))]
    spec = drawing.figure(charts.over_days(Caption("s", plain="收到"), [("收到", Role.INCOME, months)]))
    assert spec["layout"]["xaxis"]["tickvals"] == ["2024-02-29", "2024-03-31"]
    assert spec["layout"]["xaxis"]["ticktext"] == ["2024-02", "2024-03"]


@given(drawn_flows)
def test_ways_hold_all_money(chart: Chart) -> None:
    """Both sides are the whole; what is gathered adds up and is named; no words of a side meet; bands fill the trunk."""
    whole = ways.whole(chart)
    for ends in (ways.sources(chart), ways.uses(chart)):
        assert sum((end.value for end in ends), Decimal(0)) == whole
        for end in ends:
            assert not end.gathers or sum((value for _, value in end.gathers), Decimal(0)) == end.value
        set_ends, height = ways.placed(ends, whole)
        for above, below in pairwise(set_ends):
            assert above.words_top + len(above.lines) * ways.LEADING <= below.words_top + 0.01
        assert all(
            end.words_top >= -0.01 and end.words_top + len(end.lines) * ways.LEADING <= height + 0.01
            for end in set_ends
        )
        assert all(
            lettering.measured(line, ways.SIZE) <= ways.LABELS + ways.SIZE for end in set_ends for line in end.lines
        )
    laid = ways.lay(chart)
    for left in (True, False):
        side = [band for band in laid.bands if band.left is left]
        assert abs(sum(band.thick for band in side) - ways.TALL) < 0.01
    text = str(ways.gathered(chart))
    assert all(drawing_escaped(label) in text for ends in (ways.sources(chart), ways.uses(chart)) for end in ends for label, _ in end.gathers)  # fmt: skip


def drawing_escaped(text: str) -> str:
    """A text as markup has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- numbers in brief ------------------------------------------------------------------------------


@given(st.decimals("1", "1e12", places=2), st.sampled_from([None, "以上", "以内"]), st.integers(0, 2))
def test_no_bound_is_crossed(value: Decimal, qualifier: str | None, places: int) -> None:
    """至少 never grows, 至多 never shrinks; exact numbers move by half of the last digit at most."""
    lone = Figure("F", "o", 2023, "支出", "x", "支出", value, "元", f"{value}元", qualifier)
    chart = Chart("c", "bars", "", "", "", (Mark("x", value, lone.text, Role.EXPENSE, figure=lone),))
    _, scale = words.unit_of(chart, "元")
    shown = Decimal(words.label_of(chart, chart.marks[0], places).replace(",", "")) * scale
    if lone.bound is Bound.AT_LEAST:
        assert shown <= value
    elif lone.bound is Bound.AT_MOST:
        assert shown >= value
    else:
        assert abs(shown - value) <= scale / Decimal(10) ** places / 2 or shown == value.normalize()


@given(st.decimals("1", "1e12", places=2))
def test_what_is_shown_in_brief_is_the_figure(value: Decimal) -> None:
    """The check of finished pages takes a number in brief for the number that the register has."""
    lone = Figure("F", "o", 2023, "支出", "x", "支出", value, "元", f"{value:,}元")
    chart = Chart("c", "bars", "", "", "", (Mark("x", value, lone.text, Role.EXPENSE, figure=lone),))
    text = words.in_brief(chart, chart.marks[0])
    assert states(text, {value}) or value < 50
    assert len(text.partition(".")[2].rstrip("万亿元")) <= 2


def test_one_unit_in_a_block() -> None:
    """Small and large money of one chart stand in the same unit; what a source left open keeps its words."""
    pair = [
        figure("A", 9_537_631, "9,537,631元"),
        figure("B", 1_395, "1,395元"),
        figure("C", 620_000, "62万余元", qualifier="余"),
    ]
    chart = builders.of_cells(Caption("x", plain="x"), "bars", [Mark(one.id, one.value, one.text, Role.EXPENSE, figure=one) for one in pair])  # fmt: skip
    assert [words.in_brief(chart, mark) for mark in chart.marks] == ["953.76万元", "0.14万元", "62万余元"]


def test_finished_pages_may_not_cross_a_bound() -> None:
    """至少 118.976 may be shown as 118.97, never as 118.98; 至多 the other way."""
    texts = ("118.97万元", "118.98万元")
    assert [states(text, {Decimal(1_189_760)}, Bound.AT_LEAST) for text in texts] == [True, False]
    assert [states(text, {Decimal(1_189_760)}, Bound.AT_MOST) for text in texts] == [False, True]


@pytest.mark.parametrize(
    ("value", "label"), [("0.96", "0.96%"), ("1.00", "1%"), ("10.07", "10.1%"), ("-0.044", "−0.04%")]
)
def test_shares_below_one_per_cent_keep_what_tells_them_apart(value: str, label: str) -> None:
    """0.96% and 1.00% beside bars of unlike length are not both 1%."""
    mark = Mark("x", Decimal(value), f"{value}%", Role.EXPENSE, unit="%")
    assert words.label_of(Chart("c", "bars", "", "", "", (mark,)), mark, 2) == label


def test_a_panel_names_the_unit_that_its_numbers_are_written_in() -> None:
    """20.47万元 does not stand below 单位：元; what is not money keeps its unit."""
    marks = (
        Mark("多", Decimal(204_700), "204,700.00元", Role.INCOME, unit="元"),
        Mark("笔", Decimal(12), "12笔", Role.COUNT, unit="笔"),
    )
    small = Mark("少", Decimal(70), "70.00元", Role.INCOME, unit="元")
    assert [group.title for group in panels.table(Chart("c", "panels", "", "", "", marks))] == [
        "单位：万元", "单位：笔",
    ]  # fmt: skip
    assert [group.title for group in panels.table(Chart("c", "panels", "", "", "", (small,)))] == ["单位：元"]
