"""Bars: one a row from a common zero; the parts need not add up to the total, which then crosses them as a rule."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from markupsafe import Markup

from ...model import Chart, Role
from .. import cells, plotly
from ..form import Form
from ..sheet import PictureSheet, lay_mark, lay_total, picture
from ..words import read_aloud


def _crossed_at(chart: Chart) -> Decimal | None:
    """Where the total crosses the bars; None where a gap row makes it the end of a row of parts."""
    if chart.total is None or any(mark.role is Role.GAP for mark in chart.marks):
        return None
    return chart.total.value


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A row for every mark, and one for the total."""
    crossed_at = _crossed_at(chart)
    rows = [
        cells.mark_row(mark, Markup("") if chart.refused else cells.bar(mark, chart.highest, crossed_at=crossed_at))
        for mark in chart.marks
    ]
    if chart.total:
        rows.append(cells.total_row(chart, chart.total, cells.extent(chart.total, chart.highest)))
    return (cells.BarGroup("", tuple(rows)),)


def sheet(chart: Chart) -> PictureSheet:
    """Labels above their bars, values at the right edge, one row below the other."""
    page = PictureSheet()
    crossed_by = chart.total if _crossed_at(chart) is not None else None
    for mark in chart.marks:
        lay_mark(page, mark, None if chart.refused else chart.highest, crossed_by=crossed_by)
    if chart.total:
        lay_total(page, chart, chart.total)
    return page


FORM = Form(
    id="bars",
    describe=partial(read_aloud, "横向条形图", ranked=True),
    table=table,
    picture=partial(picture, sheet),
    figure=partial(plotly.bars_of, sheet),
)
