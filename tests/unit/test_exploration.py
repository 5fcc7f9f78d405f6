"""数据探索 decides nothing in the browser: what its data says of comparing and of shares is what the guards say."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from every_chart import SOURCE, figure
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure import charts
from disclosure.charts import guards
from disclosure.model import MOST_MEASURES, Breakdown, Exploration, Figure, FigureStatus, Proof, Role
from disclosure.output import exploration as output

SORTS = [
    ("元", "本级", "实际"),
    ("元", "市县两级", "实际"),
    ("元", "未说明", "实际"),
    ("元", "本级", "计划"),
    ("人", "本级", "实际"),
]


def registered(sort: tuple[str, str, str], name: str, year: int, value: int = 500_000) -> Figure:
    """A figure of a sort (unit, scope, nature)."""
    unit, scope, nature = sort
    return figure(
        name, value, f"{value}{unit}", unit=unit, scope=scope, nature=nature, year=year, measure=name[0], subject="本会"
    )


def explored(
    *lines: tuple[str, list[Figure]], splits: tuple[tuple[Breakdown, Role], ...] = (), more: tuple[Figure, ...] = ()
) -> Exploration:
    """What may be explored of these lines."""
    known = {one.id: one for _, figures in lines for one in figures} | {one.id: one for one in more}
    series = [("收入", charts.of_figures(label, Role.INCOME, figures)) for label, figures in lines]
    return charts.exploration(series, splits, known, (2021, 2022, 2023))


def data_of(found: Exploration) -> dict[str, Any]:
    """The data that the page of readers gets."""
    text = output.scripts(found, [SOURCE], "gaoxin")[output.FILE]
    assert text.startswith("window.disclosureSeries=")
    assert text.endswith(";\n")
    data: dict[str, Any] = json.loads(text.removeprefix("window.disclosureSeries=").removesuffix(";\n"))
    return data


@given(st.lists(st.sampled_from(SORTS), min_size=2, max_size=5))
def test_what_may_stand_together_is_what_the_guard_says(sorts: list[tuple[str, str, str]]) -> None:
    """For every two values of the page the data holds the very reason of `guards.unlike`, or none."""
    lines = [
        (f"线{at}", [registered(sort, f"{chr(65 + at)}{year}", year) for year in (2021, 2022)])
        for at, sort in enumerate(sorts)
    ]
    found = explored(*lines)
    data = data_of(found)
    reasons = {frozenset((first, second)): data["reasons"][why] for first, second, why in data["unlike"]}
    for one, other in combinations(found.measures, 2):
        for left in one.points:
            for right in other.points:
                assert left.figure is not None
                assert right.figure is not None
                said = reasons.get(frozenset((left.sort, right.sort)))
                assert (said is None) == (guards.unlike([left.figure, right.figure]) is None)


def test_years_keep_what_parts_them() -> None:
    """A year of another scope carries its reason into the data, and how many years a course needs."""
    figures = [registered(SORTS[1], "A2021", 2021), *(registered(SORTS[0], f"A{year}", year) for year in (2022, 2023))]
    data = data_of(explored(("收入", figures)))
    (measure,) = data["measures"]

    assert [bool(point[5]) for point in measure["points"]] == [True, False, False]
    assert data["reasons"][measure["points"][0][5][0]] == "口径不同：市县两级，2023年是本级"
    assert data["fewest"] == 3
    assert data["tooFew"] == "能互相比较的年度不到3个"


@pytest.mark.parametrize(
    ("disjoint", "complete", "parts", "drawn"),
    [
        ("是", "是", (60, 40), True),
        ("未证明", "是", (60, 40), False),
        ("是", "否", (60, 30), False),
        ("是", "是", (60, 41), False),
        ("是", "是", (-10, 110), False),
    ],
)
def test_splits_are_refused_as_the_guard_does(
    disjoint: str,
    complete: str,
    parts: tuple[int, int],
    drawn: bool,  # noqa: FBT001
) -> None:
    """Shares stand in the data only where they may be told; else the reason does, and no share."""
    whole = figure("T", 100, "100元", measure="总支出")
    listed = [figure(f"P{at}", value, f"{value}元") for at, value in enumerate(parts)]
    split = Breakdown("B", "支出构成", "T", disjoint, complete, parts=tuple(one.id for one in listed))
    found = explored(("支出", [whole]), splits=((split, Role.EXPENSE),), more=tuple(listed))
    (told,) = data_of(found)["splits"]
    reason = guards.shares_forbidden(
        split, whole, sorted(listed, key=lambda one: -one.value), sum((one.value for one in listed), Decimal(0))
    )

    assert told["refused"] == (reason or "")
    assert bool(told["refused"]) is not drawn
    shares = [part[4] for part in told["parts"]]
    assert shares == (["60.0%", "40.0%"] if drawn else ["", ""])


def test_ids_outlive_a_release() -> None:
    """A link to a view names a series by what it is, not by its place in the list."""
    one, other = ("收入", [registered(SORTS[0], "A2022", 2022)]), ("支出", [registered(SORTS[0], "B2022", 2022)])
    assert {measure.label: measure.id for measure in explored(one, other).measures} == {
        measure.label: measure.id for measure in explored(other, one).measures
    }
    twice = explored(one, ("收入", [registered(SORTS[0], "C2022", 2022)])).measures
    assert len({measure.id for measure in twice}) == len({measure.label for measure in twice}) == 2


def test_every_value_leads_to_its_entry() -> None:
    """Exact value, wording, and the way back to the register with document and place; of another body with its folder."""
    lone = replace(registered(SORTS[0], "A2022", 2022, 1_234_567), place="第3页", as_written="1,234,567.00元")
    data = data_of(explored(("收入", [lone])))
    (point,) = data["measures"][0]["points"]
    assert point[:4] == [2022, "1234567", "1,234,567.00元", "123.46万元"]
    assert point[7] == ["A2022", "../facts/2022/index.html#A2022", 0, "第3页", "报"]
    assert data["documents"][0].startswith("《2023年度<工作>总结》")
    foreign = output.scripts(explored(("收入", [lone])), [SOURCE], "suzhou")[output.FILE]
    assert "../../gaoxin/facts/2022/index.html#A2022" in foreign


def test_many_series_come_in_parts() -> None:
    """However many there are, no file has more than its share; together they have each series once, with its document and reason."""
    lines = [
        ("项目", charts.of_figures(f"项目{at}收入", Role.INCOME, [registered(SORTS[0], f"{at}A2022", 2022)]))
        for at in range(2 * MOST_MEASURES)
    ]
    whole = ("收入", charts.of_figures("总收入", Role.INCOME, [registered(SORTS[0], "B2022", 2022)]))
    known = {point.figure.id: point.figure for _, line in [*lines, whole] for point in line.points if point.figure}
    found = charts.exploration([*lines, whole], (), known, (2022,))
    files = output.scripts(found, [SOURCE], "gaoxin")
    data = [json.loads(text[text.index("{") : text.rindex("}") + 1]) for text in files.values()]

    assert list(files) == ["explore/series.js", "explore/series-2.js", "explore/series-3.js"]
    assert [len(one["measures"]) for one in data] == [1, MOST_MEASURES, MOST_MEASURES]
    assert [name for _, name in data[0]["parts"]] == ["series.js", "series-2.js", "series-3.js"]
    ids = [measure["id"] for one in data for measure in one["measures"]]
    assert sorted(ids) == sorted(measure.id for measure in found.measures)
    assert all(text.startswith("window.disclosureMore(") for name, text in files.items() if name != output.FILE)
    assert all(len(one["documents"]) == 1 for one in data)
    assert found.unlisted == {"项目"}
    assert not explored(("收入", [registered(SORTS[0], "A2022", 2022)])).unlisted


def test_a_doubt_goes_with_its_number() -> None:
    """What is not settled, inferred or mended says so in the list, in the table, in its CSV, and among the parts of a total."""
    doubtful = [
        replace(registered(SORTS[0], f"A{2020 + at}", 2020 + at), status=status)
        for at, status in enumerate((FigureStatus.PENDING, FigureStatus.INFERRED, FigureStatus.VERIFIED), 1)
    ]
    found = explored(("收入", doubtful))
    assert [point.note for point in found.measures[0].points] == ["还没核清", "推断", ""]
    assert [point[6] for point in data_of(found)["measures"][0]["points"]] == ["还没核清", "推断", ""]
    whole, *parts = (registered(SORTS[0], name, 2021) for name in ("T1", "P1", "P2"))
    parts[0] = replace(parts[0], status=FigureStatus.INFERRED)
    split = Breakdown("B1", "构成", "T1", Proof.YES, Proof.YES, ("P1", "P2"))
    found = explored(("收入", [whole]), splits=((split, Role.INCOME),), more=(whole, *parts))
    assert {part[2] for part in data_of(found)["splits"][0]["parts"]} == {"500000元（推断）", "500000元"}
