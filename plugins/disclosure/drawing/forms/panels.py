"""Panels: one small scale for each unit, so that 人, 人次 and 户 are never read against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ...model import Chart, Mark, Role
from ...quantities import HOMES, PERSONS, grouped
from .. import cells, plotly
from ..form import Form
from ..sheet import SMALL, PictureSheet, lay_mark, picture
from ..words import read_aloud, unit_of


def highest(chart: Chart, unit: str) -> Decimal:
    """The end of the scale of a unit, in base units."""
    return max((mark.value for mark in chart.marks if mark.unit == unit), default=Decimal(0))


def draws(chart: Chart, mark: Mark) -> bool:
    """A mark alone on its scale compares nothing and gets no bar."""
    return sum(other.unit == mark.unit for other in chart.marks) > 1


def _scale(chart: Chart, mark: Mark) -> Decimal | None:
    """The end of the scale that a mark is drawn on, or None where it is not drawn."""
    return highest(chart, mark.unit) if not chart.refused and draws(chart, mark) else None


def _units(chart: Chart) -> Iterator[tuple[str, Iterator[Mark]]]:
    yield from groupby(chart.marks, key=lambda mark: mark.unit)


PEOPLE = (*PERSONS, *HOMES)  # units that are drawn as dots


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A part for every unit, a row for every mark; people are dots, anything else bars."""

    def row(mark: Mark) -> cells.BarRow:
        scale = _scale(chart, mark)
        if scale is None:
            return cells.mark_row(mark, Markup(""))
        if mark.unit in PEOPLE and mark.role is Role.COUNT:
            return cells.mark_row(mark, cells.dots(mark, cells.people_per_dot(scale)))
        return cells.mark_row(mark, cells.bar(mark, scale))

    def title(unit: str, marks: tuple[Mark, ...]) -> str:
        dotted = (
            unit in PEOPLE
            and not chart.refused
            and any(draws(chart, mark) and mark.role is Role.COUNT for mark in marks)
        )
        per = f"，一点是{grouped(cells.people_per_dot(highest(chart, unit)))}{unit}" if dotted else ""
        return f"单位：{unit_of(chart, unit)[0]}{per}"

    groups = ((unit, tuple(marks)) for unit, marks in _units(chart))
    return tuple(cells.BarGroup(title(unit, marks), tuple(map(row, marks))) for unit, marks in groups)


def sheet(chart: Chart) -> PictureSheet:
    """The unit, and below it its marks on their scale."""
    page = PictureSheet()
    for unit, marks in _units(chart):
        page.write(f"单位：{unit_of(chart, unit)[0]}", SMALL, soft=True)
        for mark in marks:
            lay_mark(page, mark, _scale(chart, mark))
        page.space(20)
    return page


def figure(chart: Chart) -> dict[str, Any]:
    """The chart for Plotly: each unit has an axis of its own."""
    units = dict.fromkeys(mark.unit for mark in chart.marks)
    return plotly.bars(chart, sheet(chart), {unit: highest(chart, unit) for unit in units})


FORM = Form(
    id="panels",
    describe=partial(read_aloud, "横向条形图，每种单位各用一个刻度"),
    table=table,
    picture=partial(picture, sheet),
    figure=figure,
)
