"""Figures as marks: what they stand for, what tells them apart, and the row of the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.charts.marks import folded, mark_of, marks_of, role_of
from disclosure.model import Breakdown, Chart, Figure, Link, Role


def figure(name: str, value: int = 5, **more: Any) -> Figure:
    facts = {"subject": "助学", "measure": "支出", "topic": "支出", "unit": "元", "year": 2024, **more}
    return Figure(id=name, org="o", value=Decimal(value), as_written=f"{value}{facts['unit']}", **facts)


def labels(*figures: Figure, by: str = "subject") -> list[str]:
    return [mark.label for mark in marks_of(figures, [Role.OTHER] * len(figures), by=by)]


@pytest.mark.parametrize(
    ("nature", "role"),
    [
        ("计划", Role.PLAN),
        ("规模", Role.PLAN),
        ("上限", Role.PLAN),
        ("认捐", Role.PLAN),
        ("实际", Role.EXPENSE),
    ],
)
def test_what_is_meant_is_no_money_spent(nature: str, role: Role) -> None:
    """A plan, the size of a fund, a limit and a pledge are intentions, whatever their topic."""
    assert role_of(figure("a", nature=nature)) is role
    assert role_of(figure("a", nature=nature), Role.INCOME) is (Role.INCOME if role is Role.EXPENSE else role)


def test_what_is_no_money_is_a_count() -> None:
    """Persons are neither income nor expense."""
    assert role_of(figure("a", unit="人"), Role.INCOME) is Role.COUNT


def test_labels_may_be_given_and_lead_to_pages() -> None:
    """By the id of a figure; the others are labelled by what tells them apart."""
    link = Link("助学项目", "projects/a/")
    marks = marks_of(
        [figure("a"), figure("b"), figure("c", subject="助医")], [Role.OTHER] * 3, {"a": link, "b": "助学二"}
    )
    assert [(mark.label, mark.link) for mark in marks] == [("助学项目", link), ("助学二", None), ("助医", None)]


def test_a_plan_that_awaits_verification_stays_a_plan() -> None:
    """Of money that was spent the doubt is what counts."""
    doubtful = figure("a", status="待核实")
    assert mark_of(doubtful, "助学", Role.PLAN).role is Role.PLAN
    assert mark_of(doubtful, "助学", Role.EXPENSE).role is Role.UNCERTAIN


def test_labels_have_as_much_as_tells_them_apart() -> None:
    """By subject the measure comes first, by measure the subject, then money or goods, the year, and the id."""
    assert labels(figure("a"), figure("b", subject="助医")) == ["助学", "助医"]
    assert labels(figure("a"), figure("b", measure="收入")) == ["助学（支出）", "助学（收入）"]
    assert labels(figure("a"), figure("b", subject="助医"), by="measure") == ["支出（助学）", "支出（助医）"]
    assert labels(figure("a", basis="现金"), figure("b", basis="物资")) == ["助学（现金）", "助学（物资）"]
    assert labels(figure("a", basis="现金"), figure("b", basis=None)) == ["助学（现金）", "助学"]
    assert labels(figure("a"), figure("b", year=2023)) == ["助学（2024）", "助学（2023）"]
    assert labels(figure("a"), figure("b")) == ["助学（a）", "助学（b）"]
    assert labels(figure("a"), figure("b", measure="收入"), figure("c", subject="助医", measure="收入"))[2] == "助医"


def rows(*figures: Figure) -> Chart:
    return Chart("c", "bars", "各项支出", "", "元", marks_of(figures, [Role.EXPENSE] * len(figures)))


_SPLIT = Breakdown("B", "按项目", "T", "是", "是")


def test_seven_rows_stay_and_eight_are_folded() -> None:
    """The seventh row is the rest of eight, and of nothing else."""
    parts = [figure(str(at), 100 - at, subject=f"项目{at}") for at in range(8)]
    assert folded(rows(*parts[:7]), _SPLIT) == rows(*parts[:7])
    rest = folded(rows(*parts), _SPLIT).marks[6]
    assert (rest.label, rest.value, rest.note) == ("其余2项", Decimal(94 + 93), "项目694元、项目793元")
    assert (rest.role, rest.unit, rest.open_end) == (Role.EXPENSE, "元", False)


def test_the_rest_bears_the_coarsest_of_its_figures() -> None:
    """A sum of 300万元 and 123,456元 is no more exact than the former."""
    parts = [figure(str(at), 9_000_000, subject=f"项目{at}", grain=Decimal(1)) for at in range(6)]
    coarse = figure("x", 3_000_000, subject="项目x", grain=Decimal(1_000_000))
    fine = figure("y", 123_456, subject="项目y", grain=Decimal(1))
    assert folded(rows(*parts, coarse, fine), _SPLIT).marks[6].text == "约300万元"


def test_what_has_no_figure_is_not_folded() -> None:
    """A mark that is computed here has no last place to bear."""
    parts = [figure(str(at), 100 - at, subject=f"项目{at}") for at in range(8)]
    chart = rows(*parts)
    bare = replace(chart, marks=(*chart.marks[:7], replace(chart.marks[7], figure=None)))
    assert folded(bare, _SPLIT) == bare
