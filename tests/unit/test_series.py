"""Years are only compared where they can be: what differs is named, gaps stay gaps, and nothing is joined across them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure import drawing
from disclosure.charts import building as charts
from disclosure.charts.building import Caption
from disclosure.charts.series import DeclaredChange, Series, chart, course, difference, of_figures, signed, unlike
from disclosure.drawing import years as year_axis
from disclosure.law.statements import continuous
from disclosure.model import Chart, Figure, Role, Superseded
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
    assert not list(unlike(figure(2023, 5, scope=""), figure(2025, 7)))
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
    assert [one.remarks for one in made.points] == [(), (), ("2024年合并范围变化",), ()]


def test_a_figure_restated_twice_shows_the_last_one() -> None:
    """Whether the second names the first figure or the one that took its place, and no years are parted."""
    first, last = (figure(2024, value, id=f"G2024{value}") for value in (150, 160))
    old = figure(2024, 202_400)
    once = DeclaredChange("r1", 2024, "重述", old, first, "202400元", "150元")
    for again, told in ((old, ["202400元"]), (first, ["202400元", "150元"])):
        made = income(2023, 2024, 2025, changes=[once, replace(once, id="r2", figure=again, restated=last)])
        assert made.points[1].figure is last
        assert made.points[1].remarks == tuple(f"重述过，原来{text}" for text in told)
        assert len(made.comparable) == 3
    scope = DeclaredChange("r3", 2024, "口径变化", old, None, "三家", "两家")
    assert income(2023, 2024, 2025, changes=[once, scope]).points[1].figure is first


def test_figures_that_take_the_place_of_each_other_end() -> None:
    """A restatement that leads back is a slip of the pen and no endless way."""
    old, new = figure(2024, 5), figure(2024, 6, id="G2024B")
    there = DeclaredChange("r1", 2024, "重述", old, new, "5元", "6元")
    back = DeclaredChange("r2", 2024, "重述", new, old, "6元", "5元")
    made = of_figures("总收入", Role.INCOME, [old], changes=[there, back])
    assert made.points[0].figure is new


def test_borders_and_figures_stand_in_the_order_of_years() -> None:
    """In whatever order they come, the newest is the last, and the first border is told first."""
    made = income(2025, 2022, 2024, breaks={2025: "改用新表", 2023: "换了会计制度"})
    assert [one.year for one in made.points] == [2022, 2024, 2025]
    assert [one.apart for one in made.points] == [("换了会计制度", "改用新表"), ("改用新表",), ()]


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
    rough = of_figures("总收入", Role.INCOME, [figure(2025, 5, qualifier="约")])
    assert difference("收支差", rough, spent).points == ()


@pytest.mark.parametrize(("status", "told"), [("待核实", "由还没核清的数算出"), ("推断", "由推断的数算出")])
def test_a_difference_is_as_doubtful_as_its_figures(status: str, told: str) -> None:
    """What is computed from a doubtful figure says so, and no direction and no percentage is told of it."""
    spent = of_figures("总支出", Role.EXPENSE, [figure(2024, 90, status=status), figure(2025, 60)])
    made = difference("收支差", _years(0, 100, 200), spent)
    assert [point.remarks for point in made.points] == [(told,), ()]
    assert _told(made) == "收支差2024年10元，2025年是140元"
    assert [mark.change for mark in drawn(made, years=range(2023, 2026)).marks] == ["", ""]
    role = Role.UNCERTAIN if status == "待核实" else Role.OTHER
    assert [mark.role for mark in drawn(made, years=range(2023, 2026)).marks] == [role, Role.OTHER]


def test_a_difference_below_zero_says_so() -> None:
    """Less than nothing is spent more than came in; just nothing is not, and what else is known stays."""
    spent = of_figures("总支出", Role.EXPENSE, [figure(2023, 130), figure(2024, 120), figure(2025, 120)])
    made = signed(difference("收支差", _years(100, 120, 150), spent))
    assert [(point.text, point.remarks) for point in made.points] == [
        ("−30元", ("支出大于收入",)),
        ("0元", ()),
        ("30元", ()),
    ]
    known = replace(made, points=(replace(made.points[0], remarks=("重述过",)),))
    assert signed(known).points[0].remarks == ("支出大于收入", "重述过")


def test_a_difference_bears_the_coarser_figure() -> None:
    """Of 1.2亿元 and 300万元 no more is told than the former bears; a year without a figure has none."""
    earned = [figure(2024, 120_000_000, grain=Decimal(10_000_000)), figure(2025, 5)]
    spent = of_figures("总支出", Role.EXPENSE, [figure(2023, 3), figure(2024, 33_000_000, grain=Decimal(10_000))])
    (point,) = difference("收支差", of_figures("总收入", Role.INCOME, earned), spent).points
    assert (point.year, point.text) == (2024, "约9,000万元")
    bare = replace(spent, points=tuple(replace(point, figure=None) for point in spent.points))
    assert difference("收支差", of_figures("总收入", Role.INCOME, earned), bare).points == ()


@pytest.mark.parametrize(
    ("figures", "change"),
    [
        ([(2024, 100, {}), (2025, 120, {})], "升20.0%"),
        ([(2024, 120, {}), (2025, 90, {})], "降25.0%"),
        ([(2024, 100, {}), (2025, 100, {})], ""),
        ([(2023, 100, {}), (2025, 120, {})], ""),
        ([(2024, 100, {"qualifier": "余"}), (2025, 120, {})], ""),
        ([(2024, 100, {}), (2025, 120, {"status": "推断"})], ""),
        ([(2024, 100, {"status": "待核实"}), (2025, 120, {})], ""),
        ([(2024, 100, {"scope": "市县两级"}), (2025, 120, {})], ""),
        ([(2024, 0, {}), (2025, 120, {})], ""),
        ([(2024, 1, {}), (2025, 2, {})], "升100.0%"),
        ([(2024, 1, {}), (2025, 0, {})], "降100.0%"),
        ([(2024, 10, {"unit": "%"}), (2025, 12, {"unit": "%"})], ""),
    ],
)
def test_a_mark_tells_the_change_since_the_year_before(
    figures: list[tuple[int, int, dict[str, Any]]], change: str
) -> None:
    """Only where both are exact, settled, comparable and told differently, and the year before is there."""
    series = of_figures("总收入", Role.INCOME, [figure(year, value, **more) for year, value, more in figures])
    assert [mark.change for mark in drawn(series, years=range(2023, 2026)).marks][-1] == change


def test_what_is_told_alike_has_not_changed() -> None:
    """Two shares that round to the same digits are no rise, nor is one held against a year that can't be compared."""
    close = [replace(figure(2024, 5), as_written="10.07元"), replace(figure(2025, 6), as_written="10.07元")]
    same = [figure(2024, 5), replace(figure(2025, 5), as_written="5.00元")]
    assert [mark.change for mark in drawn(of_figures("总收入", Role.INCOME, same), years=range(2024, 2026)).marks] == [
        "",
        "",
    ]
    parted = of_figures("总收入", Role.INCOME, [figure(2023, 5), figure(2024, 6, scope="市县两级"), figure(2025, 7)])
    assert [mark.change for mark in drawn(parted, years=range(2023, 2026)).marks] == ["", "", ""]
    assert [mark.change for mark in drawn(of_figures("比例", Role.OTHER, close), years=range(2024, 2026)).marks] == [
        "",
        "",
    ]


def test_marks_say_what_must_be_known_of_them() -> None:
    """A doubtful value is drawn as such, one of at least so much is open at its end, and lines of one panel share it."""
    series = of_figures(
        "总收入",
        Role.INCOME,
        [figure(2024, 5, qualifier="余"), figure(2025, 9, status="待核实"), figure(2026, 7, qualifier="约")],
        remarks={"G2025": "不含利息"},
    )
    marks = drawn(series, replace(series, label="总支出", panel="收支"), years=range(2024, 2027)).marks
    assert [mark.open_end for mark in marks[:3]] == [True, False, False]
    assert [mark.role for mark in marks[:3]] == [Role.INCOME, Role.UNCERTAIN, Role.INCOME]
    assert [mark.note for mark in marks[:3]] == ["", "不含利息", ""]
    assert [marks[0].panel, marks[3].panel] == ["总收入", "收支"]


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
        ((100000, 10), "总收入2023年100000元，2024年降到10元（降99.9%以上）"),
        ((100000, 0), "总收入2023年100000元，2024年降到0元（降100.0%）"),
        (
            (1, 2, 3, 4, 5, 6, 7),
            (
                "总收入2023年1元，2024年升到2元（升100.0%），2025年升到3元（升50.0%），2026年升到4元（升33.3%），2027年升到5元（升25.0%），"
                "2028年升到6元（升20.0%），2029年升到7元（升16.7%）"
            ),
        ),
        (
            (1, 2, 3, 4, 5, 6, 7, 8),
            (
                "总收入2023年1元（中间各年见图），2026年4元，2027年升到5元（升25.0%），2028年升到6元（升20.0%），2029年升到7元（升16.7%），"
                "2030年升到8元（升14.3%）"
            ),
        ),
        ((10, 100000), "总收入2023年10元，2024年升到100000元（升100倍以上）"),
        ((10, 1010), "总收入2023年10元，2024年升到1010元（升100倍以上）"),
        ((10, 1009), "总收入2023年10元，2024年升到1009元（升9,990.0%）"),
        ((1000, 100999), "总收入2023年1000元，2024年升到100999元（升9,999.9%）"),
    ],
)
def test_a_course_tells_every_year(values: tuple[int, ...], expected: str) -> None:
    """No year is left out between the first and the last, and each is held against the one before."""
    assert _told(_years(*values)) == expected


def test_the_course_of_what_is_computed_is_told_as_well() -> None:
    """A difference has no figure of its own, and its way is told by its text, also where the first years are left to the chart."""
    spent = of_figures("总支出", Role.EXPENSE, [figure(2023, 60), figure(2024, 60), figure(2025, 60)])
    made = difference("收支差", _years(100, 110, 110), spent)
    assert course(made) == ("收支差2023年", "40元", "，2024年升到", "50元", "（升25.0%）", "，2025年仍是", "50元")
    nothing = of_figures("总支出", Role.EXPENSE, [figure(2023 + at, 0) for at in range(9)])
    assert course(difference("收支差", _years(*range(9)), nothing))[:4] == (
        "收支差2023年", "0元", "（中间各年见图），2027年", "4元",
    )  # fmt: skip
    assert [piece.id for piece in course(_years(*range(9))) if not isinstance(piece, str)][:2] == ["G2023", "G2027"]
    figures = _years(100, 110).points
    assert [piece for piece in course(_years(100, 110)) if not isinstance(piece, str)] == [
        point.figure for point in figures
    ]


def test_a_course_takes_no_side_about_what_is_not_exact() -> None:
    """Approximate and doubtful figures are told without a direction or a percentage; one year has no course."""
    assert course(income(2025)) == ()
    rough = of_figures("总收入", Role.INCOME, [figure(2024, 5, qualifier="余"), figure(2025, 9), figure(2026, 12)])
    assert _told(rough) == "总收入2024年5元，2025年是9元，2026年升到12元（升33.3%）"
    fallen = of_figures("总收入", Role.INCOME, [figure(2024, 5, qualifier="余"), figure(2025, 9), figure(2026, 6)])
    assert _told(fallen).endswith("，2025年是9元，2026年降到6元（降33.3%）")
    doubtful = of_figures("总收入", Role.INCOME, [figure(2024, 5), figure(2025, 9, status="待核实")])
    assert _told(doubtful) == "总收入2024年5元，2025年是9元"
    close = [replace(figure(2024, 5), as_written="10.07%"), replace(figure(2025, 6), as_written="10.07%")]
    assert _told(of_figures("管理费用比例", Role.OTHER, close)).endswith("，2025年是10.07%，几乎没有变")
    shares = of_figures("管理费用比例", Role.OTHER, [figure(2024, 10, unit="%"), figure(2025, 12, unit="%")])
    assert "（" not in _told(shares)
    assert all(course(shares))


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


@pytest.mark.parametrize(
    ("first", "second", "step", "change"),
    [
        (360_000_000, 370_000_000, 10_000_000, ""),
        (360_000_000, 500_000_000, 10_000_000, "升约40%"),
        (262_000_000, 273_000_000, 1_000_000, "升约4%"),
        (12_345_600, 15_678_900, 100, "升27.0%"),
        (82_300, 188_900, 100, "升约130%"),
        (6_700, 172_400, 100, "升约2,470%"),
        (26_800, 1_800, 100, "降93.3%"),
        (4_000, 3_960, 10, "降1.0%"),
        (1_000_000, 101_500_000, 100_000, "升约10,000%"),
        (1_000_000, 300_000_000, 100_000, "升100倍以上"),
    ],
)
def test_a_change_is_no_finer_than_the_numbers_it_is_computed_from(
    first: int, second: int, step: int, change: str
) -> None:
    """3.6亿 and 3.7亿 were rounded: how much that is more, in per cent, is not known to a digit."""
    rounded = {"grain": Decimal(step), "precision": Decimal(step)}
    series = of_figures("总收入", Role.INCOME, [figure(2024, first, **rounded), figure(2025, second, **rounded)])
    assert drawn(series, years=range(2024, 2026)).marks[-1].change == change
    way = "升" if second > first else "降"
    assert _told(series).endswith(f"{way}到{second}元" + (f"（{change}）" if change else ""))


def test_what_is_nearly_gone_is_not_told_as_gone() -> None:
    last = replace(figure(2025, 1), value=Decimal("0.5"), as_written="0.5元")
    assert _told(of_figures("总收入", Role.INCOME, [figure(2024, 100_000), last])).endswith("0.5元（降99.9%以上）")


def test_no_change_is_counted_from_what_was_stated_anew() -> None:
    """A figure that a later report replaced stands where it stood, but nothing is measured by it."""
    series = of_figures("总收入", Role.INCOME, [figure(2024, 100, superseded=Superseded()), figure(2025, 120)])
    assert drawn(series, years=range(2024, 2026)).marks[-1].change == ""
