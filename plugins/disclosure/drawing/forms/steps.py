"""Steps: sums that grow from one published day to the next; the last published sum holds until the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from ...dates import by_end, last_day
from ...model import Chart, Mark
from .. import cells, fluid, plotly
from ..form import Form
from ..markup import coordinate, tag
from ..scales import ticks
from ..sheet import COLOURS, INK, INNER, PictureSheet, framed
from ..words import label_of, read_aloud, shown, unit_of

PLOT = 160  # px from zero to the highest value on the page
ROOM = 26  # px above for a number
FOOT = 22  # px below for the days
STANDING = 300  # the same in the picture of its own
WIDE = 76  # per cent of the page's picture that the days take; the numbers of the last day stand right of it

Line = tuple[str, tuple[Mark, ...]]


def lines(chart: Chart) -> tuple[Line, ...]:
    """(name, marks from the first day to the last) of everything that grows."""
    return tuple((label, tuple(same)) for label, same in groupby(chart.marks, key=lambda mark: mark.label))


def _day(category: str) -> date:
    """The day of a mark; of a month the last one, up to which it may tell."""
    day = last_day(category)
    assert day is not None  # noqa: S101  (columns of dates hold nothing else)
    return day


def _days(chart: Chart) -> list[str]:
    """Every published day or month, the first one first."""
    return sorted({mark.category for mark in chart.marks}, key=by_end)


def _at(chart: Chart, mark: Mark) -> float:
    """Where a day lies between the first and the last, 0 to 1."""
    first, last = (_day(days) for days in (_days(chart)[0], _days(chart)[-1]))
    return (_day(mark.category) - first).days / ((last - first).days or 1)


def refusal(chart: Chart) -> str | None:
    """Why no course is drawn: fewer than two days, or a sum below zero."""
    if len({mark.category for mark in chart.marks}) < 2:  # noqa: PLR2004  (a course has a beginning and an end)
        return "只有一天的数，没有可以比的" if chart.marks else "没有可以画的数"
    if any(mark.value < 0 for mark in chart.marks):
        return "有负数，阶梯图画不出来"
    return None if chart.highest else "各项都是零"


def table(chart: Chart) -> tuple[cells.BarGroup, ...]:
    """A part for everything that grows, a row for every day."""

    def row(mark: Mark) -> cells.BarRow:
        strip = Markup("") if chart.refused else cells.bar(mark, chart.highest)
        return cells.BarRow("mark", mark.category, (mark,), strip, mark.link)

    return tuple(cells.BarGroup(label, tuple(map(row, marks))) for label, marks in lines(chart))


# --- on the page -----------------------------------------------------------------------------------


def inline(chart: Chart) -> Markup:
    """Steps over the days in their true distances; every published day has a point, the last its number."""
    unit = unit_of(chart, chart.marks[0].unit)[0]
    zero = ROOM + PLOT

    def height(value: Decimal) -> float:
        return zero - float(value / chart.highest) * PLOT

    pieces: list[Markup] = []
    ends: list[tuple[float, Mark]] = []
    for _, marks in lines(chart):
        pieces += _steps(chart, marks, height)
        ends.append((height(marks[-1].value), marks[-1]))
    for y, mark in _apart(ends):
        pieces.append(
            tag("rect", class_=f"r-{mark.role}", x=fluid.across(WIDE + 3), y=coordinate(y - 9), width=9, height=9)
        )
        pieces.append(fluid.words(label_of(chart, mark, 2), 100, y, anchor="end"))
    days = _days(chart)
    pieces.append(tag("line", class_="zero", x1="0", x2="100%", y1=coordinate(zero), y2=coordinate(zero)))
    for day, x, anchor in ((days[0], 0.0, "start"), (days[-1], float(WIDE), "middle")):
        pieces.append(fluid.words(day, x, zero + 16, kind="y", anchor=anchor))
    key = fluid.key([(label, marks[-1]) for label, marks in lines(chart)], unit)
    return Markup("").join((key, fluid.picture(zero + FOOT, *pieces, name="fluid timeline")))


def _steps(chart: Chart, marks: tuple[Mark, ...], height: Any) -> Iterator[Markup]:
    name = f"course r-{marks[-1].role}"
    for earlier, later in pairwise(marks):
        left, right = (fluid.across(_at(chart, mark) * WIDE) for mark in (earlier, later))
        low, high = (coordinate(height(mark.value)) for mark in (earlier, later))
        yield tag("line", class_=name, x1=left, x2=right, y1=low, y2=low, stroke_width=2.5)
        yield tag("line", class_=name, x1=right, x2=right, y1=low, y2=high, stroke_width=2.5)
    for mark in marks:
        x, y = fluid.across(_at(chart, mark) * WIDE), coordinate(height(mark.value))
        yield tag("circle", class_=f"r-{mark.role}", cx=x, cy=y, r=4)


def _apart(ends: list[tuple[float, Mark]]) -> Iterator[tuple[float, Mark]]:
    """Where the numbers of the last day stand: beside their line, one below the other where lines end close together."""
    below = 0.0
    for y, mark in sorted(ends, key=lambda end: end[0]):
        below = max(y + 5, below + 17)
        yield below, mark


# --- the picture that stands alone -----------------------------------------------------------------


def picture(chart: Chart) -> Markup:
    """The chart as an SVG file of its own: the steps, and below them every value with its day."""
    body = PictureSheet()
    if not chart.refused:
        body.space(STANDING + 40)
    for label, marks in lines(chart):
        body.write(label, bold=True)
        for mark in marks:
            body.words_beside(mark.category, shown(mark), mark)
        body.space(20)
    return framed(chart, body, None if chart.refused else _standing(chart))


def _standing(chart: Chart) -> Markup:
    def place(mark: Mark) -> tuple[float, float]:
        return _at(chart, mark) * (INNER - 12) + 6, STANDING - float(mark.value / chart.highest) * (STANDING - 12)

    pieces: list[Markup] = []
    for _, marks in lines(chart):
        colour = COLOURS[marks[-1].role]
        path = f"M{coordinate(place(marks[0])[0])} {coordinate(place(marks[0])[1])}"
        path += "".join(f"H{coordinate(x)}V{coordinate(y)}" for x, y in map(place, marks[1:]))
        pieces.append(tag("path", d=path, fill="none", stroke=colour, stroke_width=4))
        for x, y in map(place, marks):
            pieces.append(tag("circle", cx=coordinate(x), cy=coordinate(y), r=7, fill=colour))
    pieces.append(tag("line", x1=0, x2=INNER, y1=STANDING, y2=STANDING, stroke=INK, stroke_width=2))
    return Markup("").join(pieces)


# --- for those who explore -------------------------------------------------------------------------


def figure(chart: Chart) -> dict[str, Any]:
    """The chart for Plotly: a course that goes level until the next published day."""
    scale = ticks(chart.highest, chart.marks[0].unit)
    days = _days(chart)
    ends = [_day(days[0]).isoformat(), _day(days[-1]).isoformat()]
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": plotly.clean(label),
            "x": [_day(mark.category).isoformat() for mark in marks],
            "y": [plotly.number(mark.value) for mark in marks],
            "text": [plotly.clean(shown(mark)) for mark in marks],
            "customdata": [plotly.details(chart, mark) for mark in marks],
            "hovertext": [plotly.hover(mark) for mark in marks],
            "hoverinfo": "text",
            "line": {"shape": "hv", "width": 2.5, "color": plotly.COLOURS[marks[-1].role]},
            "marker": {"size": 9, "color": plotly.COLOURS[marks[-1].role]},
            "cliponaxis": False,
        }
        for label, marks in lines(chart)
    ]
    layout = {
        "height": PLOT + ROOM + 90,
        "margin": {"l": 76, "r": 16, "t": 34, "b": 34, "pad": 0},
        "showlegend": False,
        "annotations": [
            {
                "text": "、".join(f"{plotly.clean(label)}（{plotly.HUES[marks[-1].role]}）" for label, marks in lines(chart)),
                "xref": "paper", "x": 0, "xanchor": "left", "xshift": -70, "yref": "paper", "y": 1, "yanchor": "bottom",
                "yshift": 12, "showarrow": False, "borderpad": 0, "font": {"size": 15, "color": "var(--ink)", "weight": 600},
            }
        ],
        "xaxis": {
            "type": "date", "range": ends, "fixedrange": True, "showgrid": False, "zeroline": False,
            "tickmode": "array", "tickvals": ends, "ticktext": [days[0], days[-1]],
            "ticklabeloverflow": "allow", "tickfont": {"size": 14, "color": "var(--ink-2)"},
        },
        "yaxis": {
            "range": [0, float(max(scale[-1][0], chart.highest))], "fixedrange": True, "gridcolor": "var(--grid)",
            "zeroline": True, "zerolinecolor": "var(--ink)", "tickmode": "array",
            "tickvals": [plotly.number(value) for value, _ in scale], "ticktext": [text for _, text in scale],
            "tickfont": {"size": 14, "color": "var(--ink-2)"},
        },
    }  # fmt: skip
    return {"data": traces, "layout": layout, "config": dict(plotly.CONFIG)}


FORM = Form(
    id="steps",
    describe=partial(read_aloud, "阶梯图，横着是日子，纵着是到那天的累计"),
    table=table,
    picture=picture,
    figure=figure,
    inline=inline,
    refusal=refusal,
    folded=True,
    one_line=False,
)
