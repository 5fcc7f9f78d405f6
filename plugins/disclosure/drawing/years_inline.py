"""Years on the page: columns or lines with their numbers on them, every year named, what changed below it.

Lines of one scale stand beside each other where their numbers find room on a phone; else each has a picture of its own on the same scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct

from ..model import Chart, Mark, Role
from . import fluid, years
from .markup import coordinate, tag
from .words import label_of, reasons, unit_of

PLOT = 150  # px from the lowest to the highest value
ROOM = 26  # px above for a number
LINE = 18  # px from one line of small type to the next
SLOT = 0.86  # of the room of a year that its columns take

Line: TypeAlias = tuple[str, tuple[Mark, ...]]


class Strip(Struct, frozen=True):
    """One picture: the lines in it, the ends of its scale in base units, and how its numbers are written."""

    chart: Chart
    lines: tuple[Line, ...]
    lowest: Decimal
    highest: Decimal
    places: int | None  # decimals of the numbers; None where only the ends of a course find room

    @property
    def slot(self) -> float:
        """The room of a year, in per cent."""
        return 100 / len(self.chart.years)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark of the picture."""
        return tuple(mark for _, marks in self.lines for mark in marks)

    def x(self, year: int, place: int = 0, of: int = 1) -> float:
        """The middle of a year, or of one of several columns in it, in per cent."""
        middle = (self.chart.years.index(year) + 0.5) * self.slot
        return middle + (place - (of - 1) / 2) * self.slot * SLOT / of

    def y(self, value: Decimal) -> float:
        """The height of a value, in px."""
        low, high = self.lowest, self.highest
        return ROOM + (float((high - value) / (high - low)) * PLOT if high > low else PLOT)

    @property
    def foot(self) -> float:
        """Below the lowest value and its number."""
        return ROOM + PLOT + (ROOM if self.lowest < 0 else 6)

    def named(self, mark: Mark) -> bool:
        """Whether the number of a mark is written: all are, or the first, the last and the extremes of its line."""
        if self.places is not None:
            return True
        same = next(marks for _, marks in self.lines if mark in marks)
        values = [other.value for other in same]
        ends = {same[0].category, same[-1].category, same[values.index(max(values))].category}
        return mark.category in ends | {same[values.index(min(values))].category}


DrawMarks: TypeAlias = "Callable[[Strip], Iterator[Markup]]"


def inline(marks: DrawMarks, beside: bool, chart: Chart) -> Markup:  # noqa: FBT001  (bound by the form)
    """The pictures of a chart, one for every scale; *beside*: lines of one scale share the room of a year."""
    parts = [Markup("").join(_panel(chart, panel, marks, beside=beside)) for panel in years.panels(chart)]
    cells = (tag("div", part, class_="panel") for part in parts)
    return tag("div", *cells, class_=f"panels{' panels-many' if len(parts) > 1 else ''}")


def _panel(chart: Chart, panel: years.YearPanel, marks: DrawMarks, *, beside: bool) -> Iterator[Markup]:
    unit = unit_of(chart, panel.marks[0].unit)[0]
    values = [Decimal(0), *(mark.value for mark in panel.marks)]
    ends = min(values), max(values)
    together = Strip(chart, panel.lines, *ends, _places(chart, panel.lines, beside=beside))
    if together.places is None and len(panel.lines) > 1:
        for line in panel.lines:
            yield fluid.key([(line[0], line[1][-1])], unit)
            yield _strip(Strip(chart, (line,), *ends, _places(chart, (line,), beside=beside)), marks)
        return
    yield fluid.key([(label, same[-1]) for label, same in panel.lines], unit)
    yield _strip(together, marks)


def _places(chart: Chart, lines: tuple[Line, ...], *, beside: bool) -> int | None:
    """How many decimals find room: two, else one, else none where no number has fewer than three digits before the point."""
    marks = [mark for _, same in lines for mark in same]
    share = 100 / len(chart.years) * (SLOT if beside else 0.96) / (len(lines) if beside else 1)
    scale = unit_of(chart, marks[0].unit)[1]
    least = min((abs(mark.value) / scale for mark in marks if mark.value), default=Decimal(0))
    if not beside and len(lines) > 1:
        return None  # numbers of lines that cross would stand on each other
    for places in (2, 1, 0):
        if (places or least >= 10) and fluid.fits([label_of(chart, mark, places) for mark in marks], share):  # noqa: PLR2004
            return places
    return None


def _strip(strip: Strip, marks: DrawMarks) -> Markup:
    zero = coordinate(strip.y(Decimal(0)))
    changes = [line for line in strip.lines if any(mark.change for mark in line[1])]
    keyed = len(strip.lines) > 1
    room = strip.slot * fluid.NARROW / 100 - (14 if keyed else 0)
    written = [
        line
        for line in changes
        if fluid.fits([mark.change for mark in line[1]], room / fluid.NARROW * 100, fluid.SMALL_TYPE)
    ]
    content = [
        *_border(strip),
        *marks(strip),
        tag("line", class_="zero", x1="0", x2="100%", y1=zero, y2=zero),
        *_years(strip),
        *(piece for row, line in enumerate(written) for piece in _changes(strip, line[1], row, keyed=keyed)),
    ]
    return fluid.picture(strip.foot + LINE * (1 + len(written)) + 4, *content, name="fluid timeline")


def _years(strip: Strip) -> Iterator[Markup]:
    signs = reasons(strip.chart)
    y = strip.foot + 15
    full = fluid.fits([f"{strip.chart.years[0]}①"], strip.slot, fluid.TYPE)
    for year in strip.chart.years:
        here = [mark for mark in strip.marks if years.year_of(mark) == year]
        sign = "".join(dict.fromkeys(signs[why] for mark in here for why in mark.apart))
        yield fluid.words((str(year) if full else f"’{year % 100:02d}") + sign, strip.x(year), y, kind="y")
        if not here:
            yield fluid.words(_absent(strip), strip.x(year), strip.y(Decimal(0)) - 8, kind="s")


def _absent(strip: Strip) -> str:
    words = years.ABSENT[years.absent(strip.marks)]
    return words if fluid.fits([words], strip.slot, fluid.SMALL_TYPE) else "缺"


def _changes(strip: Strip, marks: tuple[Mark, ...], row: int, *, keyed: bool) -> Iterator[Markup]:
    y = strip.foot + 15 + LINE * (row + 1)
    for mark in marks:
        if not mark.change:
            continue
        x = strip.x(years.year_of(mark))
        if keyed:
            box = tag("rect", class_=fluid.look(mark), x="-32", y=coordinate(y - 9), width=8, height=8)
            yield tag("svg", box, x=fluid.across(x), overflow="visible")
        yield fluid.words(mark.change, x, y, kind="s")


def _border(strip: Strip) -> Iterator[Markup]:
    """A dashed rule where years begin that can be compared with the newest."""
    apart = {
        year: {bool(mark.apart) for mark in strip.marks if years.year_of(mark) == year} for year in strip.chart.years
    }
    for earlier, later in pairwise(strip.chart.years):
        if apart[earlier] and apart[later] and any(apart[earlier]) != any(apart[later]):
            x = fluid.across(strip.chart.years.index(later) * strip.slot)
            yield tag("line", class_="border", x1=x, x2=x, y1=4, y2=coordinate(strip.foot), stroke_dasharray="5 4")


# --- what forms draw -------------------------------------------------------------------------------


def columns(strip: Strip) -> Iterator[Markup]:
    """The lines beside each other in every year, their numbers on them."""
    count = len(strip.lines)
    wide = strip.slot * SLOT / count * (0.94 if count > 1 else 0.8)
    for place, (_, marks) in enumerate(strip.lines):
        for mark in marks:
            x = strip.x(years.year_of(mark), place, count)
            top, foot = strip.y(max(mark.value, Decimal(0))), strip.y(min(mark.value, Decimal(0)))
            hollow = bool(mark.apart) or mark.role is Role.UNCERTAIN
            yield tag(
                "rect",
                class_=fluid.look(mark, hollow=hollow),
                x=fluid.across(x - wide / 2),
                y=coordinate(top),
                width=fluid.across(wide),
                height=coordinate(max(foot - top, 0.5)),
                stroke_dasharray="5 4" if mark.role is Role.UNCERTAIN else None,
            )
            if mark.open_end:
                yield _tip(mark, x, top - 3)
            if strip.named(mark):
                y = foot + 15 if mark.value < 0 else top - (14 if mark.open_end else 6)
                yield fluid.words(label_of(strip.chart, mark, strip.places or 0), x, y)


def lines(strip: Strip) -> Iterator[Markup]:
    """Strokes between neighbours that can be compared, and a point on every value."""
    for _, marks in strip.lines:
        for earlier, later in years.joined(marks):
            ends = [(strip.x(years.year_of(mark)), strip.y(mark.value)) for mark in (earlier, later)]
            yield tag(
                "line",
                class_=f"course r-{marks[-1].role}",
                x1=fluid.across(ends[0][0]),
                y1=coordinate(ends[0][1]),
                x2=fluid.across(ends[1][0]),
                y2=coordinate(ends[1][1]),
                stroke_width=2.5,
            )
        for mark in marks:
            x, y = strip.x(years.year_of(mark)), strip.y(mark.value)
            hollow = bool(mark.apart) or mark.role is Role.UNCERTAIN
            yield tag("circle", class_=fluid.look(mark, hollow=hollow), cx=fluid.across(x), cy=coordinate(y), r=4.5)
            if mark.open_end:
                yield _tip(mark, x, y - 7)
            if strip.named(mark):
                first, last = strip.chart.years[0], strip.chart.years[-1]
                at = {first: "start", last: "end"}.get(years.year_of(mark), "middle")
                edge = {"start": max(x - 4, 0), "end": min(x + 4, 100)}.get(at, x)
                text = label_of(strip.chart, mark, 2 if strip.places is None else strip.places)
                yield fluid.words(text, edge, y - (18 if mark.open_end else 9), anchor=at)


def _tip(mark: Mark, x: float, y: float) -> Markup:
    """▸ turned upwards: more than the digits say."""
    path = tag("path", class_=f"tip r-{mark.role}", d=f"M-5 {coordinate(y)}l5 -8l5 8z")
    return tag("svg", path, x=fluid.across(x), overflow="visible")
