"""Years are only compared where they can be: what differs is named, gaps stay gaps, and nothing is joined across them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts.building import Caption
from disclosure.charts.series import DeclaredChange, Series, chart, course, difference, of_figures, unlike
from disclosure.drawing import years as year_axis
from disclosure.law.statements import continuous
from disclosure.model import Chart, Figure, Role
from disclosure.reading.cell_types import Missing


def figure(year: int, value: int, **more: Any) -> Figure:
    facts = {
        "topic": "总体",
        "subject": "本会",
        "measure": "总收入",
        "unit": "元",
        "scope": "本级",
        "basis": "款物",
        **more,
    }
    name = facts.pop("id", f"G{year}")
    return Figure(id=name, org="o", year=year, value=Decimal(value), as_written=f"{value}元", **facts)


def income(*years: int, **more: Any) -> Series:
    return of_figures("总收入", Role.INCOME, [figure(year, year * 100) for year in years], **more)


def drawn(*series: Series, years: range) -> Chart:
    return chart(Caption("t", plain="总收入"), series, years)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("scope", "市县两级", "口径不同"),
        ("basis", "现金", "款物不同"),
        ("nature", "计划", "性质不同"),
        ("level", "审", "来源等级不同：经审计的数，2025年是机构报告的数"),
        ("unit", "份", "单位不同"),
        ("measure", "接收款物", "指标不同"),
    ],
)
def test_what_differs_is_told_and_set_apart(name: str, value: str, told: str) -> None:
    """A figure of another scope, basis, nature, level, unit or measure than the newest is shown, but not compared."""
    made = of_figures("总收入", Role.INCOME, [figure(2023, 5, **{name: value}), figure(2024, 6), figure(2025, 7)])

    assert [one.year for one in made.points] == [2023, 2024, 2025]
    assert [one.year for one in made.comparable] == [2024, 2025]
    assert told in made.points[0].apart[0]


def test_what_is_not_stated_says_nothing_against() -> None:
    """A scope or basis that a report leaves out is no difference; years in the name of a measure are none either."""
    assert not list(unlike(figure(2023, 5, scope="未说明", basis=None), figure(2025, 7)))
    assert not list(unlike(figure(2023, 5, measure="支出÷2022年总收入"), figure(2025, 7, measure="支出÷2024年总收入")))
    assert list(unlike(figure(2023, 5, measure="支出÷2022年总收入"), figure(2025, 7, measure="支出÷2024年末净资产")))


def test_a_restated_figure_gives_way() -> None:
    """The value of the later report is shown in its year, and the old one is told beside it."""
    new = figure(2024, 150, id="G2024B", measure="总收入（重述）")
    change = DeclaredChange("r1", 2024, "重述", figure(2024, 202_400), new, "202400元", "150元")
    made = income(2023, 2024, 2025, changes=[change])

    assert made.points[1].figure is new
    assert made.points[1].remarks == ("重述过，原来202400元",)
    assert not made.points[1].apart


def test_a_change_of_scope_parts_the_years() -> None:
    """Years before a declared change can't be compared with those after it, though their columns look the same."""
    change = DeclaredChange("r1", 2024, "合并范围变化", figure(2024, 202_400), None, "三家", "两家")
    made = income(2022, 2023, 2024, 2025, changes=[change])

    assert [one.year for one in made.comparable] == [2024, 2025]
    assert made.points[0].apart == ("2024年起合并范围变化：原来三家，现在两家",)


@given(st.sets(st.integers(2005, 2040), min_size=1, max_size=12))
def test_fewer_than_three_years_are_never_drawn(years: set[int]) -> None:
    """Two years are a table; three are columns; more than five places on the axis are lines."""
    axis = range(min(years), max(years) + 1)
    made = drawn(income(*years), years=axis)

    assert bool(made.refused) is (len(years) < 3)
    assert made.form == ("columns" if len(axis) <= 5 else "lines")
    assert sum(len(group.rows) for group in drawing.table(made)) == len(axis)
    if made.refused:
        assert drawing.inline(made) is None


@given(st.sets(st.integers(2000, 2030), min_size=3, max_size=20), st.sets(st.integers(2000, 2030)))
def test_no_line_runs_through_a_gap(years: set[int], other: set[int]) -> None:
    """Only neighbouring years that can both be compared are joined, in the picture and in Plotly."""
    newest = max(years)
    figures = [
        figure(year, year, scope="市县两级" if year in other and year != newest else "本级") for year in sorted(years)
    ]
    axis = range(min(years), newest + 1)
    made = chart(Caption("t"), [of_figures("总收入", Role.INCOME, figures)], axis)
    if made.refused or made.form == "columns":
        return
    whole = [one for one in sorted(years) if one not in other or one == newest]
    expected = sum(year + 1 in whole for year in whole)
    picture = ET.fromstring(str(drawing.inline(made)))  # noqa: S314  (our own markup)
    strokes = [one for one in picture.iter("line") if (one.get("class") or "").startswith("course")]
    traced = [one for one in drawing.figure(made)["data"] if one["mode"] == "lines"]

    assert len(strokes) == expected
    assert sum(value is None for one in traced for value in one["y"]) == expected
    assert len(list(picture.iter("circle"))) == len(years)


def test_a_missing_year_says_so() -> None:
    """A year without a value has its row, with the word for what is not disclosed, and its place in the picture."""
    made = drawn(income(2021, 2023, 2024, 2025), years=range(2021, 2026))
    row = drawing.table(made)[0].rows[1]

    assert (row.label, row.marks, row.missing) == ("2022年", (), Missing.UNDISCLOSED)
    assert "未披露" in str(drawing.inline(made))
    assert (charts.YEARS_MISSING,) in made.notes


def test_a_point_apart_is_hollow_and_its_reason_is_named_once() -> None:
    """What can't be compared carries a sign in table and picture; the reason stands below the chart, and whole in the file."""
    figures = [figure(year, year, scope="市县两级" if year < 2023 else "本级") for year in range(2021, 2026)]
    made = chart(Caption("t"), [of_figures("总收入", Role.INCOME, figures)], range(2021, 2026))
    rows = drawing.table(made)[0].rows

    assert [one.note for one in rows] == ["不可比①", "不可比①", "", "", ""]
    assert ("① 口径不同：市县两级，2025年是本级。",) in made.notes
    assert "apart" in str(rows[0].bar)
    assert str(drawing.inline(made)).count('class="r-income apart"') == 2
    assert 'class="border"' in str(drawing.inline(made))
    assert drawing.rows(made)[1][-1] == "不可比：口径不同：市县两级，2025年是本级"


amounts = st.lists(st.integers(-(10**9), 10**9), min_size=3, max_size=5)


@given(amounts)
def test_scales_hold_every_value_and_name_their_unit(values: list[int]) -> None:
    """The scale reaches below the lowest and above the highest value, passes through zero and names its unit once."""
    figures = [figure(2021 + place, value) for place, value in enumerate(values)]
    made = chart(Caption("t"), [of_figures("收支差", Role.OTHER, figures)], range(2021, 2021 + len(values)))
    (panel,) = year_axis.panels(made)
    ticks = [value for value, _ in panel.ticks]

    assert panel.lowest <= min(0, *values) <= max(0, *values) <= panel.highest
    assert Decimal(0) in ticks
    assert ticks == sorted(ticks)
    assert sum(text.endswith("元") for _, text in panel.ticks) == 1
    assert len(ticks) <= 7


def test_a_difference_needs_two_exact_figures_of_one_kind() -> None:
    """Nothing is subtracted from an approximation or across scopes."""
    spent = of_figures(
        "总支出",
        Role.EXPENSE,
        [
            figure(2023, 50, measure="总支出", qualifier="余"),
            figure(2024, 60, measure="总支出", scope="市县两级"),
            figure(2025, 300_000, measure="总支出"),
        ],
    )
    made = difference("收支差", income(2023, 2024, 2025), spent)

    assert [(one.year, one.value, one.text) for one in made.points] == [(2025, Decimal(-97_500), "−9.75万元")]


def _told(series: Series) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in course(series))


def _years(*values: int, **more: Any) -> Series:
    return of_figures("总收入", Role.INCOME, [figure(2023 + at, value, **more) for at, value in enumerate(values)])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((100, 120, 108), "总收入2023年100元，2024年升到120元（升20.0%），2025年回落到108元（降10.0%）"),
        ((120, 108, 120), "总收入2023年120元，2024年降到108元（降10.0%），2025年回升到120元（升11.1%）"),
        ((100, 100, 120), "总收入2023年100元，2024年仍是100元，2025年升到120元（升20.0%）"),
        (
            (100, 110, 110, 99),
            "总收入2023年100元，2024年升到110元（升10.0%），2025年仍是110元，2026年回落到99元（降10.0%）",
        ),
        ((0, 5), "总收入2023年0元，2024年升到5元"),
        ((5, -5), "总收入2023年5元，2024年降到−5元"),
        ((100000, 100001), "总收入2023年100000元，2024年升到100001元（升不到0.1%）"),
    ],
)
def test_a_course_tells_every_year(values: tuple[int, ...], expected: str) -> None:
    """No year is left out between the first and the last, and each is held against the one before."""
    assert _told(_years(*values)) == expected


def test_a_course_takes_no_side_about_what_is_not_exact() -> None:
    """Approximate and doubtful figures are told without a direction or a percentage; one year has no course."""
    assert course(income(2025)) == ()
    rough = of_figures("总收入", Role.INCOME, [figure(2024, 5, qualifier="余"), figure(2025, 9), figure(2026, 12)])
    assert _told(rough) == "总收入2024年5元，2025年是9元，2026年升到12元（升33.3%）"
    doubtful = of_figures("总收入", Role.INCOME, [figure(2024, 5), figure(2025, 9, status="待核实")])
    assert _told(doubtful) == "总收入2024年5元，2025年是9元"
    close = [replace(figure(2024, 5), as_written="10.07%"), replace(figure(2025, 6), as_written="10.07%")]
    assert _told(of_figures("管理费用比例", Role.OTHER, close)).endswith("，2025年是10.07%，几乎没有变")
    shares = of_figures("管理费用比例", Role.OTHER, [figure(2024, 10, unit="%"), figure(2025, 12, unit="%")])
    assert "（" not in _told(shares)


def test_a_course_over_a_gap_names_the_year_it_is_held_against() -> None:
    """Where a year between is missing or cannot be compared, the percentage says from when it counts."""
    gap = of_figures("总收入", Role.INCOME, [figure(2022, 100), figure(2025, 150)])
    assert _told(gap) == "总收入2022年100元，2025年升到150元（比2022年升50.0%）"


@pytest.mark.parametrize(
    ("kind", "role", "years", "same"),
    [
        ("activity_statement", "income", (2025, 2026), True),
        ("activity_statement", "management_expense", (2025, 2026), False),
        ("activity_statement", "management_expense", (2024, 2025), True),
        ("activity_statement", "donations", (2026, 2027), True),
        ("balance_sheet", "net_assets", (2025, 2026), False),
    ],
)
def test_a_new_form_parts_lines_that_hold_something_else(
    kind: str,
    role: str,
    years: tuple[int, int],
    same: bool,  # noqa: FBT001
) -> None:
    """From 2026 on balance sheets start anew and parts of sections may have moved; totals of the same name go on."""
    assert continuous(kind, role, *years) is same
