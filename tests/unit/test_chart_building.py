"""What builders add to the figures of a chart: shares, rows of the rest, differences, keys of signs, and the words around."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.charts import building as charts
from disclosure.charts.building import Caption, PlanAndActual
from disclosure.charts.marks import MOST_ROWS
from disclosure.model import Breakdown, Figure, Mark, Node, Role, Source
from disclosure.reading import Missing

ROUNDED = {"precision": Decimal(10_000), "grain": Decimal(10_000)}
BARE = Caption("expense")


def figure(name: str, value: int | str, text: str = "", **more: Any) -> Figure:
    """An expense of 2023, 本级; in yuan unless *more* says otherwise."""
    facts = {
        "year": 2023,
        "topic": "支出",
        "measure": "支出",
        "unit": "元",
        "scope": "本级",
        "source": "A",
        "subject": f"项目{name}",
    }
    facts |= more
    return Figure(id=name, org="o", value=Decimal(value), as_written=text or f"{value}元", **facts)  # type: ignore[arg-type]


def split(disjoint: str = "是", complete: str = "是", **more: Any) -> Breakdown:
    return Breakdown("B", "各项", "T", disjoint, complete, **more)


def parts_of(*values: int | str, **more: Any) -> list[Figure]:
    return [figure(f"P{place}", value, **more) for place, value in enumerate(values)]


def notes_of(chart: Any) -> list[str]:
    return ["".join(map(str, note)) for note in chart.notes]


# --- shares of a proven whole --------------------------------------------------------------------


def test_the_row_of_the_rest_has_the_share_of_the_rest() -> None:
    """Of many parts the smallest are one row; it has their share of the whole, and says each of them."""
    values = [1000, *[100] * (MOST_ROWS - 2), *[30, 20, 10]]
    chart = charts.breakdown(BARE, split(), figure("T", sum(values)), parts_of(*values))
    assert len(chart.marks) == MOST_ROWS
    assert chart.form == "stack"
    assert [mark.note.partition("：")[0] for mark in chart.marks] == [
        "占64.1%",
        *["占6.4%"] * (MOST_ROWS - 2),
        "占3.8%",
    ]
    assert chart.marks[-1].label == "其余3项"
    assert chart.marks[-1].value == 60
    assert "项目P6" in chart.marks[-1].note
    assert chart.title == "项目P0占64.1%，是最大的一项"


def test_numbers_too_coarse_for_shares_have_none() -> None:
    """2万 of 3万, each told in whole 万, may be half or three quarters: no share is told, and no finding of one."""
    chart = charts.breakdown(
        replace(BARE, plain="各项支出"), split(), figure("T", 30_000, **ROUNDED), parts_of(20_000, 10_000, **ROUNDED)
    )
    assert chart.form == "stack"
    assert [mark.note for mark in chart.marks] == ["", ""]
    assert chart.title == "各项支出"
    finer = charts.breakdown(
        BARE, split(), figure("T", 3_000_000, **ROUNDED), parts_of(2_000_000, 1_000_000, **ROUNDED)
    )
    assert [mark.note for mark in finer.marks] == ["占约67%", "占约33%"]


# --- what is left of a whole ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("disjoint", "qualifier", "text"),
    [
        ("是", None, "3万元"),
        ("是", "余", "最多3万元"),
        ("是", "约", "约3万元"),
        ("未证明", "余", None),
    ],
)
def test_what_is_left_is_as_sure_as_its_parts(disjoint: str, qualifier: str | None, text: str | None) -> None:
    """What is left of a total after parts of 余 is at most so much; where parts may overlap there is no such row."""
    parts = [figure("A", 50_000, qualifier=qualifier), figure("B", 20_000)]
    chart = charts.breakdown(BARE, split(disjoint, "否"), figure("T", 100_000), parts)
    assert [mark.text for mark in chart.marks if mark.role is Role.GAP] == ([text] if text else [])


def test_what_is_left_has_the_places_of_the_coarsest() -> None:
    """A difference bears no more digits than the coarsest of its numbers."""
    parts = [figure("A", 50_000, **ROUNDED), figure("B", "23456.55")]
    chart = charts.breakdown(BARE, split(complete="否"), figure("T", "100000.10"), parts)
    assert [mark.text for mark in chart.marks if mark.role is Role.GAP] == ["约3万元"]


@pytest.mark.parametrize(
    ("total", "complete", "gap", "notes"),
    [
        (70_000, "否", 0, []),  # nothing is left
        ("70000.50", "否", 1, []),
        ("70000.50", "是", 0, []),  # staff say that nothing is missing
        ("69999.50", "否", 0, ["各项相加比总额多0.5元。"]),
    ],
)
def test_a_row_of_what_is_left_only_where_something_is(
    total: int | str, complete: str, gap: int, notes: list[str]
) -> None:
    """A row 报告未逐项列明 stands for something; parts above the total are told."""
    chart = charts.breakdown(BARE, split(complete=complete), figure("T", total), parts_of(50_000, 20_000))
    assert sum(mark.role is Role.GAP for mark in chart.marks) == gap
    assert notes_of(chart) == notes


@pytest.mark.parametrize(
    ("values", "disjoint", "note"),
    [
        ((50_000, 50_000), "否", charts.OVERLAPPING),
        ((50_000, 50_000), "未证明", charts.NOT_ADDITIVE),
        ((50_000, "50000.50"), "未证明", "这几项加起来超过总额，可能有重复，不能加在一起。"),
        ((50_000, "49999.50"), "否", charts.OVERLAPPING),
    ],
)
def test_parts_that_may_overlap_say_so(values: Sequence[int | str], disjoint: str, note: str) -> None:
    """Parts not known to be apart are never added; where they exceed the total that is said."""
    chart = charts.breakdown(BARE, split(disjoint, "否"), figure("T", 100_000), parts_of(*values))
    assert notes_of(chart)[0] == note


def test_a_stated_difference_of_parts_that_may_overlap_is_rough() -> None:
    """A difference that staff computed is shown beside parts that may overlap, and called rough."""
    gap = figure("G", 30_000, level="算", source=None)
    chart = charts.breakdown(BARE, split("未证明", "否"), figure("T", 100_000), parts_of(50_000, 20_000), gap=gap)
    assert "“报告未逐项列明”只是粗算：总额减去列明的各项。" in notes_of(chart)
    without = charts.breakdown(BARE, split("未证明", "否"), figure("T", 100_000), parts_of(50_000, 20_000))
    assert not any("粗算" in words for words in notes_of(without))


def test_a_listed_sum_is_told_only_where_all_is_certain() -> None:
    """报告列明7万元 needs parts that are apart and certain; of one in doubt only the largest is told."""
    certain = charts.breakdown(BARE, split(complete="否"), figure("T", 100_000), parts_of(50_000, 20_000))
    assert certain.title == "报告列明7万元，另有3万元没有逐项列明"
    gap = figure("G", 30_000, "3万元", level="算", source=None)
    stated = charts.breakdown(BARE, split(complete="否"), figure("T", 100_000), parts_of(50_000, 20_000), gap=gap)
    assert (stated.title, stated.marks[-1].figure) == (certain.title, gap)
    parts = [figure("A", 50_000), figure("B", 20_000, status="待核实")]
    doubtful = charts.breakdown(replace(BARE, plain="各项"), split(complete="否"), figure("T", 100_000), parts)
    assert "报告列明" not in doubtful.title


# --- the rest of a list --------------------------------------------------------------------------


def test_a_shortened_chart_says_what_it_leaves_out() -> None:
    """Only the largest parts, and the row of what is not told; a chart that is short, or that is no list of bars, stays."""
    chart = charts.breakdown(BARE, split(complete="否"), figure("T", 1000), parts_of(400, 300, 100, 50))
    short = charts.shortened(chart, 2)
    assert [mark.value for mark in short.marks] == [400, 300, 150]
    assert short.marks[-1].role is Role.GAP
    assert notes_of(short)[0] == "这里只列最大的2项，其余2项在明细页。"
    assert notes_of(short)[1:] == notes_of(chart)
    assert charts.shortened(chart, 4) is chart
    stack = charts.breakdown(BARE, split(), figure("T", 850), parts_of(400, 300, 100, 50))
    assert charts.shortened(stack, 2) is stack


# --- plan and actual, units, places, days, years -------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "actual", "refused"),
    [
        ({"nature": "规模"}, {}, None),
        ({"nature": "上限"}, {}, None),
        ({"nature": "认捐"}, {}, "空心条只能表示计划、规模或上限"),
        ({"nature": "计划"}, {"nature": "计划"}, "实心条只能表示实际数"),
    ],
)
def test_one_wrong_pair_refuses_the_chart(plan: dict[str, str], actual: dict[str, str], refused: str | None) -> None:
    """A pledge or a plan in the wrong place refuses the chart, also beside pairs that are right or lack a side."""
    assert (
        charts.bullet(BARE, [PlanAndActual("丁", None, figure("F", 9))]).refused == "没有一项同时公布了计划数和实际数"
    )
    right = PlanAndActual("甲", figure("A", 10, nature="计划"), figure("B", 9))
    lone = PlanAndActual("丙", figure("E", 10, nature="计划"), Missing.UNDISCLOSED)
    pair = PlanAndActual("乙", figure("C", 10, **plan), figure("D", 9, **actual), "原来", "后来")
    chart = charts.bullet(BARE, [right, pair, lone])
    assert chart.refused == refused
    assert [mark.label for mark in chart.marks] == ["计划", "实际", "原来", "后来", "2023年计划"]
    assert [mark.role is Role.PLAN for mark in chart.marks][:2] == [True, False]


def test_panels_refuse_what_is_unlike_within_a_unit() -> None:
    """Of several units the first that mixes two scopes refuses all; alone in its unit a figure only shows itself."""
    people = [figure("A", 10, unit="人"), figure("B", 20, unit="人")]
    households = [figure("C", 3, unit="户"), figure("D", 4, unit="户", scope="混合")]
    assert charts.panels(BARE, [*people, figure("E", 1, unit="次")]).refused is None
    assert charts.panels(BARE, [*people, *households]).refused == "算的不是同一块（本级、混合），不能放在一起比"


def place(name: str, value: int, unit: str = "元") -> Mark:
    return Mark(name, Decimal(value), str(value), Role.EXPENSE, unit)


@pytest.mark.parametrize(
    ("marks", "refused"),
    [
        ([place("武汉市", 10), place("荆州市", 20)], None),
        ([place("武汉市", 10), place("荆州市", 20, "人")], "单位不同，不能放在一起比"),
        ([place("武汉市", 10), place("荆州市", 20, "人"), place("黄石市", 5, "户")], "单位不同，不能放在一起比"),
        ([place("武汉市", 10), place("武汉市江夏区", 20)], "地方大小不同（“武汉市”里包括“武汉市江夏区”），不能放在一起比"),
        ([place("武汉市", 10), place("武汉市江夏区", 20, "人")], "地方大小不同（“武汉市”里包括“武汉市江夏区”），不能放在一起比"),
    ],
)  # fmt: skip
def test_places_of_one_unit_and_one_level(marks: list[Mark], refused: str | None) -> None:
    """Places stand beside one another in one unit, each outside the others."""
    chart = charts.of_places(BARE, marks)
    assert (chart.form, chart.refused) == ("tiles", refused)


def test_days_are_drawn_in_order() -> None:
    """Sums that were told on days stand in the order of the days, whatever the order in which they are handed over."""
    told = (("2024-03-02", 5), ("2024-03-01", 9), ("2024-03-03", 8), ("2024-03-03", 7))
    points = [(day, Decimal(value), None) for day, value in told]
    chart = charts.over_days(replace(BARE, title="一共7元"), [("收到", Role.INCOME, points)])
    assert [(mark.category, mark.value) for mark in chart.marks] == [
        ("2024-03-01", 9),
        ("2024-03-02", 5),
        ("2024-03-03", 8),
        ("2024-03-03", 7),
    ]
    assert chart.title == "一共7元"
    assert chart.marks[0].text == "9元"


def year_marks(*panels: str, years: Sequence[int], apart: int | None = None) -> list[Mark]:
    return [
        replace(place("总额", 100 + year), category=str(year), panel=panel, apart=("口径",) if year == apart else ())
        for panel in panels
        for year in years
    ]


@pytest.mark.parametrize(
    ("marks", "years", "form", "notes"),
    [
        (year_marks("元", years=range(2019, 2024)), 5, "columns", []),
        (year_marks("元", years=range(2018, 2024)), 6, "lines", []),
        (year_marks("元", years=range(2020, 2024)), 5, "columns", [charts.YEARS_MISSING]),
        (year_marks("元", "人", years=range(2019, 2024)), 5, "columns", [charts.SCALES_DIFFER]),
        (year_marks("元", years=range(2019, 2024), apart=2019), 5, "columns", [charts.UNLIKE_NEWEST]),
    ],
)
def test_years_say_how_they_are_to_be_read(marks: list[Mark], years: int, form: str, notes: list[str]) -> None:
    """Up to five years are columns; what is missing, on another scale, or can't be compared is said, and nothing else."""
    chart = charts.over_years(replace(BARE, plain="历年"), marks, range(2024 - years, 2024))
    assert (chart.form, chart.refused, chart.title) == (form, None, "历年")
    keys = {charts.YEARS_MISSING, charts.SCALES_DIFFER, charts.UNLIKE_NEWEST}
    assert [words for words in notes_of(chart) if words in keys] == notes


def test_few_years_are_not_drawn() -> None:
    """Two years compare nothing over time."""
    assert (
        charts.over_years(BARE, year_marks("元", years=(2022, 2023)), (2022, 2023)).refused == "能互相比较的年度不到3个"
    )


def test_what_is_handed_over_is_drawn_as_it_is() -> None:
    """Marks of cells stand in their order, in the form that is asked for; a flow keeps its steps and places."""
    marks = [place("乙", 3), place("甲", 5)]
    chart = charts.of_cells(replace(BARE, title="两格"), "bars", marks)
    assert (chart.form, chart.title, chart.marks) == ("bars", "两格", tuple(marks))
    assert charts.of_cells(replace(BARE, plain="没有结论"), "bars", marks).title == "没有结论"
    stages, nodes = ["从哪来", "做什么", "到哪去"], [Node("捐赠", 0), Node("送书", 1), Node("学校", 2)]
    steps = [replace(marks[0], ends=ends) for ends in ((0, 1), (1, 2))]
    flow = charts.flow(replace(BARE, title="去向"), stages, nodes, steps)
    assert (flow.form, flow.title, flow.stages, flow.nodes) == ("flow", "去向", tuple(stages), tuple(nodes))


def test_parts_are_what_their_whole_is() -> None:
    """Where declared data say that a total is income, its parts are, whatever their topic; else each is what its topic says."""
    parts = parts_of(50, 20)
    roles = {
        side: {mark.role for mark in charts.breakdown(BARE, split(), figure("T", 70), parts, side=side).marks}
        for side in (None, Role.INCOME)
    }
    assert roles == {None: {Role.EXPENSE}, Role.INCOME: {Role.INCOME}}
    of_income = charts.breakdown(BARE, split(), figure("T", 70, topic="收入"), parts)
    assert {mark.role for mark in of_income.marks} == {Role.INCOME}
    lone = charts.breakdown(BARE, split(), None, parts)
    assert (lone.total, lone.refused, {mark.role for mark in lone.marks}) == (None, "没有指明总额", {Role.EXPENSE})


# --- the words around ----------------------------------------------------------------------------


def test_a_title_that_is_handed_over_stands() -> None:
    """Whoever names a finding is not overruled; where nothing is named the builder's own stands."""
    named = replace(BARE, title="有名字")
    pair = [figure("A", 100, measure="收入"), figure("B", 80)]
    assert charts.totals(named, pair).title == "有名字"
    assert charts.totals(BARE, pair).title == "2023年支出80元，相当于收入的80.0%"
    assert charts.totals(BARE, [*pair, figure("C", 3, measure="补助")]).title == "收入、支出"
    for proof in (split(), split(complete="否"), split("否", "否")):
        assert charts.breakdown(named, proof, figure("T", 70), parts_of(50, 20)).title == "有名字"
    assert charts.over_years(named, year_marks("元", years=range(2019, 2024)), range(2019, 2024)).title == "有名字"


@pytest.mark.parametrize(
    ("figures", "subtitle"),
    [
        ([figure("A", 1), figure("B", 2)], "支出，本级，2023年"),
        ([figure("A", 1), figure("B", 2, measure="退款")], "支出、退款，本级，2023年"),
        ([figure("A", 1), figure("B", 2, measure="退款"), figure("C", 2, measure="补助")], "本级，2023年"),
        ([figure("A", 1, scope="未说明"), figure("B", 2)], "支出，本级，2023年"),
        ([figure("A", 1, scope="未说明"), figure("B", 2, scope="未说明")], "支出，2023年"),
        ([figure("A", 1, scope="混合"), figure("B", 2)], "支出，2023年"),
        ([figure("A", 1, measure="收入"), figure("B", 2)], "收入、支出，本级，2023年"),
        ([figure("A", 1, year=2024), figure("B", 2, year=2017), figure("C", 3, year=2031)], "支出，本级，2017年、2024年、2031年"),
    ],
)  # fmt: skip
def test_the_subtitle_says_what_all_figures_share(figures: list[Figure], subtitle: str) -> None:
    """Measure, scope and years; what is a longer list, or not one, is left out."""
    assert charts.totals(BARE, figures).subtitle == subtitle
    assert charts.totals(replace(BARE, subtitle="自己的"), figures).subtitle == "自己的"


def test_the_subtitle_of_parts_is_that_of_their_whole() -> None:
    """Parts may be measured under several names; the chart is about their total."""
    parts = [figure("A", 50, measure="助学"), figure("B", 20, measure="助医")]
    chart = charts.breakdown(BARE, split(complete="否"), figure("T", 100, measure="总支出"), parts)
    assert chart.subtitle == "总支出，本级，2023年"


def test_only_sources_that_were_used_stand_below() -> None:
    """Of the sources those of the figures; all of them where none is known to be used."""
    sources = tuple(Source(name, name, "某会", "2024-01-01", "报") for name in ("A", "B", "C"))
    caption = replace(BARE, sources=sources)
    assert charts.totals(caption, [figure("X", 1), figure("Y", 2, source="C")]).sources == (sources[0], sources[2])
    assert charts.totals(caption, [figure("X", 1, source=None), figure("Y", 2, source=None)]).sources == sources


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({}, []),
        ({"status": "推断"}, [charts.INFERRED]),
        ({"status": "待核实"}, [charts.UNVERIFIED]),
        ({"qualifier": "余"}, [charts.OPEN_ENDED]),
        ({"scope": "未说明"}, [charts.SOME_UNSTATED]),
    ],
)
def test_the_key_tells_the_signs_that_are_there(more: dict[str, str], key: list[str]) -> None:
    """A sign that a chart uses is explained below it, and no other."""
    figures = [figure("A", 50), figure("B", 20, **more)]
    assert notes_of(charts.totals(BARE, figures)) == key
    total = charts.breakdown(BARE, split("否", "否"), figure("T", 100, **more), figures[:1] + parts_of(20))
    assert notes_of(total)[1:] == key


def test_figures_that_all_leave_their_scope_open_need_no_word_of_it() -> None:
    """Where no figure says what it covers, none stands out."""
    figures = [figure("A", 50, scope="未说明"), figure("B", 20, scope="未说明")]
    assert notes_of(charts.totals(BARE, figures)) == []
    stated = [
        replace(mark, figure=figure(str(place), 1, scope="混合" if place else "本级"))
        for place, mark in enumerate(year_marks("元", years=range(2021, 2024)))
    ]
    assert charts.SOME_UNSTATED not in notes_of(charts.over_years(BARE, stated, range(2021, 2024)))


def test_a_chart_that_is_not_drawn_tells_its_numbers() -> None:
    """The description of a refused chart is its numbers; where there are none it is the reason."""
    refused = charts.totals(BARE, [figure("A", 50), figure("B", 20, unit="人")])
    assert refused.refused
    assert "50元" in refused.description
    assert charts.totals(BARE, [None]).description == "缺少要比的总额。"
