"""Charts over years as SVG: columns and lines, beside the table that says the same.

A year without a value stays a gap, a point that can't be compared is hollow and never joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise

from markupsafe import Markup

from .. import charts
from ..model import Chart, Form, Mark, Role
from ..quantities import plain, round_half_up
from ..reading import MISSING_WORDS, Missing
from . import svg
from .markup import coordinate, tag

# --- what both drawings and Plotly ask -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Panel:
    """What shares one scale: its lines by label, and the round ends and ticks of the scale."""

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
        return tuple(one for one in self.marks if year_of(one) == year)


def year_of(mark: Mark) -> int:
    """The year that a mark stands for."""
    return int(mark.category.removesuffix("年"))


def panels(chart: Chart) -> tuple[Panel, ...]:
    """The scales of a chart with the marks that are drawn on them."""
    kept = [one for one in chart.marks if charts.drawn(chart, one)]
    return tuple(_panel(tuple(marks)) for _, marks in groupby(kept, key=lambda one: one.panel))


def _panel(marks: Sequence[Mark]) -> Panel:
    lines = tuple((label, tuple(same)) for label, same in groupby(marks, key=lambda one: one.label))
    low, high = (end((*(one.value for one in marks), Decimal(0))) for end in (min, max))
    ticks = _ticks(low, high, marks[0].unit)
    return Panel(lines, ticks[0][0], ticks[-1][0], ticks)


_DIGITS = re.compile(r"^[\d,.]+")


def _ticks(low: Decimal, high: Decimal, unit: str) -> tuple[tuple[Decimal, str], ...]:
    """Round values from below *low* to above *high*, coarser where both sides of zero are used; the last names the unit."""
    scale = charts.ticks(max(high, -low) * (2 if low < 0 < high else 1), unit)
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
    return tuple(one for at, one in enumerate(scale) if not at or scale[at - 1][0] < end)


_ABSENT = {why: words for words, why in MISSING_WORDS.items() if words}


def absent(marks: Sequence[Mark]) -> Missing:
    """Why a year of a line has no mark: nobody told, or a difference that may not be computed."""
    computed = all(one.role is Role.OTHER and one.figure is None for one in marks)
    return Missing.NOT_APPLICABLE if computed else Missing.UNDISCLOSED


def joined(marks: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """The neighbours of a line that a stroke may join: years that follow each other, and both comparable."""
    for one, other in pairwise(marks):
        if year_of(other) == year_of(one) + 1 and not one.apart and not other.apart:
            yield one, other


# --- the table that is the chart -------------------------------------------------------------------


def table(chart: Chart) -> tuple[svg.Group, ...]:
    """A part for every line, a row for every year; the years stand below each other with their bars on one scale."""
    signs = charts.reasons(chart)
    ends = {one.panel: (part.lowest, part.highest) for part in panels(chart) for one in part.marks}
    groups = []
    for (panel, label), marks in groupby(chart.marks, key=lambda one: (one.panel, one.label)):
        line = tuple(marks)
        by_year = {year_of(one): one for one in line}
        rows = []
        for year in chart.years:
            mark = by_year.get(year)
            if mark is None:
                rows.append(svg.Row("none", f"{year}年", (), missing=absent(line)))
            else:
                shown = _strip(mark, *ends[panel]) if charts.drawn(chart, mark) else Markup("")
                signed = "不可比" + "".join(signs[why] for why in mark.apart) if mark.apart else ""
                note = "；".join(one for one in (mark.note, signed) if one)
                rows.append(svg.Row("mark", mark.category, (mark,), shown, mark.link, note=note))
        groups.append(svg.Group(label, tuple(rows)))
    return tuple(groups)


def _strip(mark: Mark, lowest: Decimal, highest: Decimal) -> Markup:
    """A bar from zero to the left or right; hollow where the year can't be compared."""
    if lowest == 0 and not mark.apart:
        return svg.bar(mark, highest)

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
            height=svg.THICK - 2 * bool(mark.apart),
        )
    ]
    if lowest < 0:
        zero = per_cent(Decimal(0))
        parts.append(tag("line", class_="r-total", x1=zero, x2=zero, y1=-3, y2=svg.THICK + 3))
    if mark.open_end:
        tip = tag("path", class_=f"tip r-{mark.role}", d="M3 0.75l7 5.25l-7 5.25z")
        parts.append(tag("svg", tip, x=per_cent(mark.value), overflow="visible"))
    return tag("svg", *parts, class_="bar", aria_hidden="true", focusable="false", width="100%", height=svg.THICK)


# --- the drawing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of a drawing: its width, how many panels stand beside each other, and the size of type."""

    width: float
    across: int
    height: float
    type: int

    @property
    def gap(self) -> float:
        """Between two panels."""
        return self.type * 2.0


STANDING = Look(svg.INNER, 1, 280, 24)
INLINE = Look(1000, 3, 190, 16)
THICKEST = 4.0  # of a column, in ems


def inline(chart: Chart) -> Markup:
    """The picture for a wide page, above the table; its colours are those of the page."""
    body, height = _plots(chart, INLINE)
    box = f"0 0 {coordinate(INLINE.width)} {coordinate(height)}"
    return tag("svg", body, class_="timeline", viewBox=box, aria_hidden="true", focusable="false")


def draw(chart: Chart) -> Markup:
    """The chart as an SVG file of its own: the picture, and below it every value as it is written."""
    body = svg.Sheet()
    plot = Markup("")
    if not chart.refused:
        plot, height = _plots(chart, STANDING)
        body.space(height + 28)
    for group in table(chart):
        body.write(group.title, bold=True)
        for row in group.rows:
            if row.missing:
                body.write(f"{row.label}　{_ABSENT[row.missing]}", soft=True)
                continue
            mark = row.marks[0]
            body.label(replace(mark, label=row.label, note=""))
            if row.note:
                body.write(row.note, svg.SMALL, soft=True)
        body.space(24)
    return svg.framed(chart, body, plot)


def _plots(chart: Chart, look: Look) -> tuple[Markup, float]:
    """All panels of a chart in their places, and the height that they take."""
    parts = panels(chart)
    paired = any(len(one.lines) > 1 for one in parts)
    across = 1 if paired else min(look.across, len(parts)) or 1
    width = (look.width - look.gap * (across - 1)) / across
    pieces: list[Markup] = []
    top = bottom = 0.0
    for place, part in enumerate(parts):
        if place and not place % across:
            top = bottom + look.gap
        left = place % across * (width + look.gap)
        plot = _Plot(chart, look, part, left, top, width, slim=paired and len(part.lines) == 1)
        pieces += plot.drawn()
        bottom = max(bottom, plot.bottom)
    return Markup("").join(pieces), bottom


@dataclass(slots=True)
class _Plot:
    """One panel: where it stands, and what is drawn in it."""

    chart: Chart
    look: Look
    panel: Panel
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
        return self.left + max(svg.measured(text, self.look.type) for _, text in self.panel.ticks) + self.look.type / 2

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

    def drawn(self) -> Iterator[Markup]:
        """Everything, from the back to the front."""
        yield from self._names()
        yield from self._scale()
        yield from self._borders()
        yield from self._years()
        if self.chart.form is Form.COLUMNS:
            yield from self._columns()
        else:
            for _, marks in self.panel.lines:
                yield from self._line(marks)

    # --- words -----------------------------------------------------------------------------------

    def _text(self, text: str, x: float, y: float, *, bold: bool = False, soft: bool = False) -> Markup:
        line = tag("tspan", text, x=coordinate(x), y=coordinate(y))
        weight = 600 if bold else None
        colour = svg.INK_2 if soft else svg.INK
        name = "soft" if soft else None
        return tag("text", line, class_=name, font_size=self.look.type, font_weight=weight, fill=colour)

    def _middle(self, text: str, x: float, y: float, *, soft: bool = False) -> Markup:
        return self._text(text, x - svg.measured(text, self.look.type) / 2, y, soft=soft)

    def _keys(self) -> tuple[list[tuple[str, Mark, float, int]], int]:
        """(name, a mark of it, left edge, line) of every line of the panel, and how many lines of type they take."""
        found: list[tuple[str, Mark, float, int]] = []
        x, line, em = self.left, 0, self.look.type
        for label, marks in self.panel.lines:
            wide = svg.measured(label, em) + em * 1.3
            if x > self.left and x + wide > self.left + self.width:
                x, line = self.left, line + 1
            found.append((label, marks[-1], x, line))
            x += wide + em
        return found, line + 1

    def _names(self) -> Iterator[Markup]:
        em = self.look.type
        for label, mark, x, line in self._keys()[0]:
            y = self.top + line * em * 1.5
            yield self._shape("rect", replace(mark, apart=()), x=x, y=y + em * 0.2, width=em * 0.8, height=em * 0.8)
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
                stroke=svg.INK if zero else "#DDD8CB",
                stroke_width=1.5 if zero else 1,
            )
            yield self._text(text, self.axis - em / 2 - svg.measured(text, em), y + em * 0.35, soft=True)

    def _years(self) -> Iterator[Markup]:
        em = self.look.type
        below = self.head + self.height + em * (2.6 if self.panel.lowest < 0 else 1.4)
        wide = svg.measured("2023年", em)
        room = wide * 1.1 + max(0, wide - self.slot) / 2  # the newest is moved away from the edge
        every = next(step for step in range(1, len(self.chart.years) + 2) if step * self.slot >= room or step > 40)  # noqa: PLR2004
        newest = len(self.chart.years) - 1
        why = _ABSENT[absent(self.panel.marks)]
        for place, year in enumerate(self.chart.years):
            if (newest - place) % every == 0:
                edge = self.left + self.width - svg.measured(f"{year}年", em) / 2
                yield self._middle(f"{year}年", min(self.x(year), edge), below)
            if not self.panel.at(year) and self.slot >= svg.measured(why, em):
                yield self._middle(why, self.x(year), self.y(Decimal(0)) - em * 0.5, soft=True)

    def _borders(self) -> Iterator[Markup]:
        """A dashed rule where years begin that can be compared with the newest."""
        for one, other in pairwise(self.chart.years):
            before, after = self.panel.at(one), self.panel.at(other)
            if before and after and any(each.apart for each in before) != any(each.apart for each in after):
                x = coordinate(self.axis + self.slot * self.chart.years.index(other))
                yield tag(
                    "line", class_="border", x1=x, x2=x, y1=coordinate(self.head), y2=coordinate(self.head + self.height),
                    stroke=svg.INK_2, stroke_width=1.5, stroke_dasharray="5 4",
                )  # fmt: skip

    # --- shapes ----------------------------------------------------------------------------------

    def _shape(self, name: str, mark: Mark, **place: float) -> Markup:
        """A filled shape; hollow where it can't be compared, dashed where it is in doubt."""
        doubtful = mark.role is Role.UNCERTAIN
        hollow = bool(mark.apart) or doubtful
        colour = svg.COLOURS[mark.role]
        return tag(
            name,
            class_=f"r-{mark.role}{' apart' if hollow else ''}",
            fill=svg.PAPER if hollow else colour,
            stroke=colour if hollow else None,
            stroke_width=2 if hollow else None,
            stroke_dasharray="6 4" if doubtful else None,
            **{key: coordinate(value) for key, value in place.items()},
        )

    def _tip(self, mark: Mark, x: float, y: float) -> Markup:
        """▸ turned upwards: more than the digits say."""
        half = self.look.type * 0.35
        path = f"M{coordinate(x - half)} {coordinate(y)}l{coordinate(half)} {coordinate(-half * 1.6)}"
        path += f"l{coordinate(half)} {coordinate(half * 1.6)}z"
        return tag("path", class_=f"tip r-{mark.role}", d=path, fill="none", stroke=svg.COLOURS[mark.role], stroke_width=2)  # fmt: skip

    def _columns(self) -> Iterator[Markup]:
        em = self.look.type
        count = len(self.panel.lines)
        step = self.slot * 0.84 / count
        thick = min(step * 0.8, em * THICKEST)
        told = all(svg.measured(charts.shown(one), em) <= step for one in self.panel.marks)
        if not told:
            step = min(step, thick * 1.1)
        for place, (_, marks) in enumerate(self.panel.lines):
            for mark in marks:
                x = self.x(year_of(mark)) + (place - (count - 1) / 2) * step
                top, foot = self.y(max(mark.value, Decimal(0))), self.y(min(mark.value, Decimal(0)))
                inset = 1 if mark.apart else 0
                yield self._shape(
                    "rect", mark, x=x - thick / 2 + inset, y=top + inset, width=thick - 2 * inset,
                    height=max(foot - top - inset, 0.5),
                )  # fmt: skip
                if mark.open_end:
                    yield self._tip(mark, x, top - 4)
                if told:
                    y = foot + em if mark.value < 0 else top - em * (0.9 if mark.open_end else 0.35)
                    yield self._middle(charts.shown(mark), x, y)

    def _line(self, marks: Sequence[Mark]) -> Iterator[Markup]:
        em = self.look.type
        for one, other in joined(marks):
            yield tag(
                "line", class_=f"course r-{marks[-1].role}", x1=coordinate(self.x(year_of(one))), y1=coordinate(self.y(one.value)),
                x2=coordinate(self.x(year_of(other))), y2=coordinate(self.y(other.value)),
                stroke=svg.COLOURS[marks[-1].role], stroke_width=2.5,
            )  # fmt: skip
        for mark in marks:
            x, y = self.x(year_of(mark)), self.y(mark.value)
            yield self._shape("circle", mark, cx=x, cy=y, r=em * 0.28)
            if mark.open_end:
                yield self._tip(mark, x, y - em * 0.4)
