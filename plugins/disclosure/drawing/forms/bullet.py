"""Bullets: what was done (solid) inside what was intended (hollow), by category: a plan, a budget, the size of a fund."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import groupby

from markupsafe import Markup

from ...model import Chart, Mark, Role
from .. import cells, plotly
from ..form import Form
from ..sheet import KEY, PictureSheet, PlacedBar, picture
from ..words import read_aloud


def _pairs(chart: Chart) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The marks of each category, in the order given."""
    for category, marks in groupby(chart.marks, key=lambda mark: mark.category):
        yield category, tuple(marks)


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A row for every category."""
    rows = (
        cells.BarRow(
            "mark", category, marks, Markup("") if chart.refused else cells.pair(marks, chart.highest), marks[0].link
        )
        for category, marks in _pairs(chart)
    )
    return (cells.BarGroup("", tuple(rows)),)


def sheet(chart: Chart) -> PictureSheet:
    """The category, a keyed label for each of its marks, and below them their two bars in one place."""
    page = PictureSheet()
    for category, marks in _pairs(chart):
        page.write(category, bold=True)
        page.space(2)
        for mark in marks:
            if not chart.refused:
                page.bars.append(PlacedBar(mark, Decimal(0), chart.highest, page.y + 8, 24, swatch=True))
            page.label(mark, left=0 if chart.refused else KEY)
        if not chart.refused:
            page.space(4)
            for mark in sorted(marks, key=lambda mark: mark.role is not Role.PLAN):
                top, height = (page.y, 32) if mark.role is Role.PLAN else (page.y + 8, 16)
                page.bars.append(PlacedBar(mark, Decimal(0), chart.highest, top, height))
            page.space(32)
        page.space(32)
    return page


FORM = Form(
    id="bullet",
    describe=partial(read_aloud, "横向条形图，空心条是计划或规模，实心条是实际"),
    table=table,
    picture=partial(picture, sheet),
    figure=partial(plotly.bars_of, sheet),
    paired=True,
    one_line=False,
)
