"""A stack: the parts of a proven whole as one divided bar, and below it their list in the same order and colours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import accumulate

from markupsafe import Markup

from ...model import Chart, Mark
from .. import cells, fluid, plotly
from ..form import Form
from ..lettering import measured
from ..markup import tag
from ..sheet import BAR, KEY, PictureSheet, PlacedBar, lay_total, picture
from ..words import read_aloud

HEIGHT = 44  # px of the divided bar
SHADES = 7  # as many parts as `charts.MOST_ROWS` leaves


def _steps(chart: Chart) -> Iterator[tuple[Mark, Decimal]]:
    """Marks with where they begin, one after the other."""
    ends = accumulate((mark.value for mark in chart.marks), initial=Decimal(0))
    yield from zip(chart.marks, ends, strict=False)


def shades(chart: Chart) -> tuple[int, ...]:
    """Which shade of its colour each part has; neighbours never share one."""
    return tuple(place % SHADES for place in range(len(chart.marks)))


def _look(mark: Mark, shade: int) -> str:
    return f"r-{mark.role} part-{shade}"


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A row for every part with the colour that it has in the bar, and the whole last."""
    rows = [
        cells.BarRow("mark", mark.label, (mark,), None, mark.link, key="" if chart.refused else _look(mark, shade))
        for mark, shade in zip(chart.marks, shades(chart), strict=True)
    ]
    if chart.total:
        rows.append(cells.total_row(chart, chart.total, None))
    return (cells.BarGroup("", tuple(rows)),)


def inline(chart: Chart) -> Markup:
    """The divided bar, with the name and share of a part in it where there is room on the narrowest page."""
    pieces: list[Markup] = []
    for (mark, start), shade in zip(_steps(chart), shades(chart), strict=True):
        left, width = (float(value / chart.highest) * 100 for value in (start, mark.value))
        pieces.append(
            tag("rect", class_=_look(mark, shade), x=fluid.across(left), width=fluid.across(width), height=HEIGHT)
        )
        text = next(
            (words for words in _words(mark) if measured(words, fluid.TYPE) + 12 <= fluid.NARROW * width / 100), ""
        )
        if text:
            words = tag("text", text, class_=f"t-in on-{mark.role} on-{shade}", x=6, y=HEIGHT / 2 + 5)
            pieces.append(tag("svg", words, x=fluid.across(left), overflow="visible"))
    return fluid.picture(HEIGHT, *pieces, name="fluid divided")


def _words(mark: Mark) -> Iterator[str]:
    share = mark.note.partition("：")[0].removeprefix("占")
    yield f"{mark.label} {share}"
    yield share


def sheet(chart: Chart) -> PictureSheet:
    """The whole in one thick bar, then each part with its colour and its words."""
    page = PictureSheet()
    if not chart.refused:
        page.bars += [
            PlacedBar(mark, start, chart.highest, page.y, BAR * 1.5, shade=shade)
            for (mark, start), shade in zip(_steps(chart), shades(chart), strict=True)
        ]
        page.space(BAR * 1.5 + 28)
    for mark, shade in zip(chart.marks, shades(chart), strict=True):
        if not chart.refused:
            page.bars.append(PlacedBar(mark, Decimal(0), chart.highest, page.y + 8, BAR, swatch=True, shade=shade))
        page.label(mark, left=0 if chart.refused else KEY)
        page.rest_of_note(mark)
        page.space(16)
    if chart.total:
        lay_total(page, chart, chart.total)
    return page


FORM = Form(
    id="stack",
    describe=partial(read_aloud, "一根分段的横条", ranked=True),
    table=table,
    picture=partial(picture, sheet),
    figure=partial(plotly.bars_of, sheet),
    inline=inline,
    note_beside_value=True,
)
