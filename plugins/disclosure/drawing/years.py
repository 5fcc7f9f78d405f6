"""What columns and lines share: the years as a table, the scales, and the plot that a form draws its marks into.

A year without a value stays a gap, a point that can't be compared is hollow and never joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ..model import Chart, Mark, Role
from ..quantities import plain, round_half_up
from ..reading import MISSING_WORDS, Missing
from . import scales
from .cells import THICK, BarGroup, BarRow, bar
from .lettering import measured
from .markup import coordinate, tag
from .sheet import COLOURS, INK, INK_2, INNER, PAPER, SMALL, PictureSheet, framed
from .words import reasons

FEWEST_YEARS = 3  # a course needs as many years that can be compared

# --- what both drawings and Plotly ask -------------------------------------------------------------


def draws(chart: Chart, mark: Mark) -> bool:
    """Whether enough years of its line can be compared with each other."""
    line = (mark.panel, mark.label)
    same = [other for other in chart.marks if (other.panel, other.label) == line and not other.apart]
    return len(same) >= FEWEST_YEARS


def refusal(chart: Chart) -> str | None:
    """Why no line of the chart is drawn, or None."""
    if any(draws(chart, mark) for mark in chart.marks):
        return None
    return f"能互相比较的年度不到{FEWEST_YEARS}个" if chart.marks else "没有可以画的数"


class YearPanel(Struct, frozen=True):
    """What shares one scale: its lines by label, and the round ends (base units) and ticks of the scale."""

    lines: tuple[tuple[str, tuple[Mark, ...]], ...]
    lowest: Decimal
    highest: Decimal
    ticks: tuple[tuple[Decimal, str], ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark of the panel."""
        return tuple(mark for _, marks in self.lines for mark in marks)

    def at(self, year: int) -> tuple[Mark, ...]:
        """The marks of one year."""
        return tuple(mark for mark in self.marks if year_of(mark) == year)


def year_of(mark: Mark) -> int:
    """The year that a mark stands for."""
    return int(mark.category.removesuffix("年"))


def panels(chart: Chart) -> tuple[YearPanel, ...]:
    """The scales of a chart with the marks that are drawn on them; none where it is refused."""
    drawn = [mark for mark in chart.marks if not chart.refused and draws(chart, mark)]
    return tuple(_panel(tuple(marks)) for _, marks in groupby(drawn, key=lambda mark: mark.panel))


def _panel(marks: Sequence[Mark]) -> YearPanel:
    lines = tuple((label, tuple(same)) for label, same in groupby(marks, key=lambda mark: mark.label))
    values = [Decimal(0), *(mark.value for mark in marks)]
    low, high = min(values), max(values)
    ticks = _ticks(low, high, marks[0].unit)
    return YearPanel(lines, ticks[0][0], ticks[-1][0], ticks)


_DIGITS = re.compile(r"^[\d,.]+")


def _ticks(low: Decimal, high: Decimal, unit: str) -> tuple[tuple[Decimal, str], ...]:
    """Round values from below *low* to above *high*, coarser where both sides of zero are used; the last names the unit."""
    scale = scales.ticks(max(high, -low) * (2 if low < 0 < high else 1), unit)
    name = _DIGITS.sub("", scale[-1][1])
    bare = [(value, text.removesuffix(name)) for value, text in scale]
    above = [*_reach(bare, high)]
    below = [(-value, f"−{text}") for value, text in _reach(bare, -low)[1:]]
    ticks = [*reversed(below), *above]
    end = 0 if len(above) == 1 and below else -1
    ticks[end] = (ticks[end][0], ticks[end][1] + name)
    return tuple(ticks)


def _reach(scale: Sequence[tuple[Decimal, str]], end: Decimal) -> tuple[tuple[Decimal, str], ...]:
    """The ticks from zero up to the first that is not below *end*."""
    return tuple(tick for at, tick in enumerate(scale) if not at or scale[at - 1][0] < end)


ABSENT = {why: words for words, why in MISSING_WORDS.items() if words}


def absent(marks: Sequence[Mark]) -> Missing:
    """Why a year of a line has no mark: it was not disclosed, or it is a difference that may not be computed."""
    computed = all(mark.role is Role.OTHER and mark.figure is None for mark in marks)
    return Missing.NOT_APPLICABLE if computed else Missing.UNDISCLOSED


def joined(marks: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """The neighbours of a line that a stroke may join: years that follow each other, and both comparable."""
    for earlier, later in pairwise(marks):
        if year_of(later) == year_of(earlier) + 1 and not earlier.apart and not later.apart:
            yield earlier, later


# --- the table that is the chart -------------------------------------------------------------------


def table(chart: Chart) -> tuple[BarGroup, ...]:
    """A part for every line, a row for every year; the years stand below each other with their bars on one scale."""
    signs = reasons(chart)
    ends = {mark.panel: (part.lowest, part.highest) for part in panels(chart) for mark in part.marks}
    groups = []
    for (panel, label), marks in groupby(chart.marks, key=lambda mark: (mark.panel, mark.label)):
        line = tuple(marks)
        by_year = {year_of(mark): mark for mark in line}
        rows = []
        for year in chart.years:
            if year not in by_year:
                rows.append(BarRow("none", f"{year}年", (), missing=absent(line)))
                continue
            mark = by_year[year]
            strip = _strip(mark, *ends[panel]) if not chart.refused and draws(chart, mark) else Markup("")
            unlike = "不可比" + "".join(signs[why] for why in mark.apart) if mark.apart else ""
            note = "；".join(words for words in (mark.note, unlike) if words)
            rows.append(BarRow("mark", mark.category, (mark,), strip, mark.link, note=note))
        groups.append(BarGroup(label, tuple(rows)))
    return tuple(groups)


def _strip(mark: Mark, lowest: Decimal, highest: Decimal) -> Markup:
    """A bar from zero to the left or right; hollow where the year can't be compared."""
    if lowest == 0 and not mark.apart:
        return bar(mark, highest)

    def per_cent(value: Decimal) -> str:
        return f"{plain(round_half_up((value - lowest) / (highest - lowest) * 100, 2))}%"

    width = plain(round_half_up(abs(mark.value) / (highest - lowest) * 100, 2))
    parts = [
        tag(
            "rect",
            class_=f"r-{mark.role}{' apart' if mark.apart else ''}",
            x=per_cent(min(mark.value, Decimal(0))),
            y=1 if mark.apart else 0,
            width=f"{width}%",
            height=THICK - 2 * bool(mark.apart),
        )
    ]
    if lowest < 0:
        zero = per_cent(Decimal(0))
        parts.append(tag("line", class_="r-total", x1=zero, x2=zero, y1=-3, y2=THICK + 3))
    if mark.open_end:
        tip = tag("path", class_=f"tip r-{mark.role}", d="M3 0.75l7 5.25l-7 5.25z")
        parts.append(tag("svg", tip, x=per_cent(mark.value), overflow="visible"))
    return tag("svg", *parts, class_="bar", aria_hidden="true", focusable="false", width="100%", height=THICK)


# --- the drawing -----------------------------------------------------------------------------------


class Look(Struct, frozen=True):
    """The measures of a drawing: its width, the height of a scale, and the size of type."""

    width: float
    height: float
    type: int

    @property
    def gap(self) -> float:
        """Between two panels."""
        return self.type * 2.0


STANDING = Look(INNER, 280, 24)


def picture(marks: DrawMarks, chart: Chart) -> Markup:
    """The chart as an SVG file of its own: the picture, and below it every value as it is written."""
    body = PictureSheet()
    plot = Markup("")
    if not chart.refused:
        plot, height = _plots(chart, STANDING, marks)
        body.space(height + 28)
    for group in table(chart):
        body.write(group.title, bold=True)
        for row in group.rows:
            if row.missing:
                body.write(f"{row.label}　{ABSENT[row.missing]}", soft=True)
                continue
            mark = row.marks[0]
            body.label(replace(mark, label=row.label, note=""))
            if row.note:
                body.write(row.note, SMALL, soft=True)
        body.space(24)
    return framed(chart, body, plot)


def _plots(chart: Chart, look: Look, marks: DrawMarks) -> tuple[Markup, float]:
    """All panels of a chart in their places, and the height that they take."""
    parts = panels(chart)
    paired = any(len(part.lines) > 1 for part in parts)
    pieces: list[Markup] = []
    bottom = 0.0
    for part in parts:
        top = bottom + look.gap if bottom else 0.0
        plot = YearPlot(chart, look, part, 0.0, top, look.width, slim=paired and len(part.lines) == 1)
        pieces += plot.draw(marks)
        bottom = plot.bottom
    return Markup("").join(pieces), bottom


DrawMarks: TypeAlias = "Callable[[YearPlot], Iterator[Markup]]"


class YearPlot(Struct):
    """One panel: where it stands, and what is drawn in it."""

    chart: Chart
    look: Look
    panel: YearPanel
    left: float
    top: float
    width: float
    slim: bool = False

    @property
    def height(self) -> float:
        """Of the scale; a panel below a pair is lower."""
        return self.look.height * (0.6 if self.slim else 1)

    @property
    def axis(self) -> float:
        """Where the years begin, right of the texts of the scale."""
        return self.left + max(measured(text, self.look.type) for _, text in self.panel.ticks) + self.look.type / 2

    @property
    def head(self) -> float:
        """Where the scale begins, below the names and room for a value."""
        return self.top + self.look.type * 3.4 + (self._keys()[1] - 1) * self.look.type * 1.5

    @property
    def bottom(self) -> float:
        """Below the years."""
        return self.head + self.height + self.look.type * (3.2 if self.panel.lowest < 0 else 2)

    @property
    def slot(self) -> float:
        """The room of a year."""
        return (self.left + self.width - self.axis) / len(self.chart.years)

    def x(self, year: int) -> float:
        """The middle of a year."""
        return self.axis + self.slot * (self.chart.years.index(year) + 0.5)

    def y(self, value: Decimal) -> float:
        """The height of a value."""
        low, high = self.panel.lowest, self.panel.highest
        return self.head + float((high - value) / (high - low)) * self.height if high > low else self.head + self.height

    def draw(self, marks: DrawMarks) -> Iterator[Markup]:
        """Everything, from the back to the front; *marks* draws what the form makes of the values."""
        yield from self._names()
        yield from self._scale()
        yield from self._borders()
        yield from self._years()
        yield from marks(self)

    # --- words -----------------------------------------------------------------------------------

    def _text(self, text: str, x: float, y: float, *, bold: bool = False, soft: bool = False) -> Markup:
        line = tag("tspan", text, x=coordinate(x), y=coordinate(y))
        weight = 600 if bold else None
        colour = INK_2 if soft else INK
        name = "soft" if soft else None
        return tag("text", line, class_=name, font_size=self.look.type, font_weight=weight, fill=colour)

    def middle(self, text: str, x: float, y: float, *, soft: bool = False) -> Markup:
        """A text with its middle at *x* and its foot at *y*."""
        return self._text(text, x - measured(text, self.look.type) / 2, y, soft=soft)

    def _keys(self) -> tuple[list[tuple[str, Mark, float, int]], int]:
        """(name, a mark of it, left edge, line) of every line of the panel, and how many lines of type they take."""
        keys: list[tuple[str, Mark, float, int]] = []
        x, line, em = self.left, 0, self.look.type
        for label, marks in self.panel.lines:
            wide = measured(label, em) + em * 1.3
            if x > self.left and x + wide > self.left + self.width:
                x, line = self.left, line + 1
            keys.append((label, marks[-1], x, line))
            x += wide + em
        return keys, line + 1

    def _names(self) -> Iterator[Markup]:
        em = self.look.type
        for label, mark, x, line in self._keys()[0]:
            y = self.top + line * em * 1.5
            yield self.shape("rect", replace(mark, apart=()), x=x, y=y + em * 0.2, width=em * 0.8, height=em * 0.8)
            yield self._text(label, x + em * 1.3, y + em, bold=True)

    def _scale(self) -> Iterator[Markup]:
        em = self.look.type
        for value, text in self.panel.ticks:
            y = self.y(value)
            zero = value == 0
            yield tag(
                "line",
                class_="zero" if zero else "grid",
                x1=coordinate(self.axis),
                x2=coordinate(self.left + self.width),
                y1=coordinate(y),
                y2=coordinate(y),
                stroke=INK if zero else "#DDD8CB",
                stroke_width=1.5 if zero else 1,
            )
            yield self._text(text, self.axis - em / 2 - measured(text, em), y + em * 0.35, soft=True)

    def _years(self) -> Iterator[Markup]:
        em = self.look.type
        below = self.head + self.height + em * (2.6 if self.panel.lowest < 0 else 1.4)
        wide = measured("2023年", em)
        room = wide * 1.1 + max(0, wide - self.slot) / 2  # the newest is moved away from the edge
        every = next(step for step in range(1, len(self.chart.years) + 2) if step * self.slot >= room or step > 40)  # noqa: PLR2004
        newest = len(self.chart.years) - 1
        why = ABSENT[absent(self.panel.marks)]
        for place, year in enumerate(self.chart.years):
            if (newest - place) % every == 0:
                edge = self.left + self.width - measured(f"{year}年", em) / 2
                yield self.middle(f"{year}年", min(self.x(year), edge), below)
            if not self.panel.at(year) and self.slot >= measured(why, em):
                yield self.middle(why, self.x(year), self.y(Decimal(0)) - em * 0.5, soft=True)

    def _borders(self) -> Iterator[Markup]:
        """A dashed rule where years begin that can be compared with the newest."""
        for earlier, later in pairwise(self.chart.years):
            before, after = self.panel.at(earlier), self.panel.at(later)
            if before and after and any(mark.apart for mark in before) != any(mark.apart for mark in after):
                x = coordinate(self.axis + self.slot * self.chart.years.index(later))
                yield tag(
                    "line", class_="border", x1=x, x2=x, y1=coordinate(self.head), y2=coordinate(self.head + self.height),
                    stroke=INK_2, stroke_width=1.5, stroke_dasharray="5 4",
                )  # fmt: skip

    # --- shapes ----------------------------------------------------------------------------------

    def shape(self, name: str, mark: Mark, **place: float) -> Markup:
        """A filled shape; hollow where it can't be compared, dashed where it is in doubt."""
        doubtful = mark.role is Role.UNCERTAIN
        hollow = bool(mark.apart) or doubtful
        colour = COLOURS[mark.role]
        return tag(
            name,
            class_=f"r-{mark.role}{' apart' if hollow else ''}",
            fill=PAPER if hollow else colour,
            stroke=colour if hollow else None,
            stroke_width=2 if hollow else None,
            stroke_dasharray="6 4" if doubtful else None,
            **{key: coordinate(value) for key, value in place.items()},
        )

    def tip(self, mark: Mark, x: float, y: float) -> Markup:
        """▸ turned upwards: more than the digits say."""
        half = self.look.type * 0.35
        path = f"M{coordinate(x - half)} {coordinate(y)}l{coordinate(half)} {coordinate(-half * 1.6)}"
        path += f"l{coordinate(half)} {coordinate(half * 1.6)}z"
        return tag("path", class_=f"tip r-{mark.role}", d=path, fill="none", stroke=COLOURS[mark.role], stroke_width=2)  # fmt: skip
