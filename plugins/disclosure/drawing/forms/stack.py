"""A stack: the parts of a proven whole in one bar, and below it each part where it begins."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from ...model import Chart, Mark
from .. import cells, plotly
from ..form import Form
from ..sheet import BAR, PictureSheet, PlacedBar, framed, lay_mark, lay_total
from ..words import read_aloud


def _steps(chart: Chart) -> Iterator[tuple[Mark, Decimal]]:
    """Marks with where they begin, one after the other."""
    ends = accumulate((mark.value for mark in chart.marks), initial=Decimal(0))
    yield from zip(chart.marks, ends, strict=False)


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A row for every part, and the whole last."""
    rows = [
        cells.mark_row(mark, Markup("") if chart.refused else cells.bar(mark, chart.highest, start))
        for mark, start in _steps(chart)
    ]
    if chart.total:
        rows.append(cells.total_row(chart, chart.total, cells.whole(_steps(chart), chart.highest)))
    return (cells.BarGroup("", tuple(rows)),)


def sheet(chart: Chart) -> PictureSheet:
    """The whole in one thick bar, then a row for every part."""
    page = PictureSheet()
    if not chart.refused:
        page.bars += [PlacedBar(mark, start, chart.highest, page.y, BAR * 1.5) for mark, start in _steps(chart)]
        page.space(BAR * 1.5 + 28)
    for mark, start in _steps(chart):
        lay_mark(page, mark, None if chart.refused else chart.highest, start)
    if chart.total:
        lay_total(page, chart, chart.total)
    return page


def picture(chart: Chart) -> Markup:
    """The chart as an SVG file of its own."""
    return framed(chart, sheet(chart))


def figure(chart: Chart) -> dict[str, Any]:
    """The chart for Plotly."""
    return plotly.bars(chart, sheet(chart))


FORM = Form(
    id="stack",
    describe=partial(read_aloud, "一根分段的横条", ranked=True),
    table=table,
    picture=picture,
    figure=figure,
    note_beside_value=True,
)
