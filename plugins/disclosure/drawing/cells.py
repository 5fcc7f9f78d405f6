"""The table that is the chart: its rows, and the bars in their cells.

Bars are as wide as their cell, so lengths are per cent of it; what a bar means is a class, coloured by the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct

from ..model import Chart, Link, Mark, Role
from ..quantities import plain, round_half_up
from ..reading import Missing
from .markup import tag

THICK = 12  # px; a hollow bar leaves room for a solid one inside
DOTS = 25  # in a line, at most four lines
DOT = 20  # from one dot to the next, in the units of their picture
_CLOSED, _OPEN = "sum", "open"  # whether the parts above a total make it up: a double rule or a dashed one


class BarRow(Struct, frozen=True):
    """One row of the table: a mark, or the marks of one category; *kind* is mark, gap, sum, open or none."""

    kind: str
    label: str
    marks: tuple[Mark, ...]
    bar: Markup | None = None
    link: Link | None = None
    missing: Missing | None = None  # why a row has no mark
    note: str = ""  # in place of what the mark says at length
    key: str = ""  # the classes of its square, where a picture above the table shows it in a colour of its own


class BarGroup(Struct, frozen=True):
    """Rows on one scale under a title: panels name their unit."""

    title: str
    rows: tuple[BarRow, ...]


def mark_row(mark: Mark, bar: Markup | None) -> BarRow:
    """The row of one mark."""
    return BarRow("gap" if mark.role is Role.GAP else "mark", mark.label, (mark,), bar, mark.link)


def total_row(chart: Chart, total: Mark, bar: Markup | None) -> BarRow:
    """The last row: double ruled where the parts make up the total, dashed where they don't; no bar in a refused chart."""
    kind = _CLOSED if reconciles(chart) else _OPEN
    return BarRow(kind, total.label, (total,), None if chart.refused else bar, total.link)


def reconciles(chart: Chart) -> bool:
    """Whether the parts add up to the total exactly."""
    listed = (mark.value for mark in chart.marks if mark.role is not Role.GAP)
    return chart.total is not None and sum(listed, Decimal(0)) == chart.total.value


# --- bars: `highest` is the value as wide as the cell, in base units ---------------------------------


def bar(mark: Mark, highest: Decimal, start: Decimal = Decimal(0), crossed_at: Decimal | None = None) -> Markup:
    """The bar of *mark* for a table cell; a part of a whole begins at *start*, a total may cross it as a rule."""
    rule = () if crossed_at is None else (_rule(_percent(crossed_at, highest), -3, THICK + 9),)
    return _cell(_strip(mark, highest, start), *rule)


def pair(marks: Iterable[Mark], highest: Decimal) -> Markup:
    """What was done (solid, thinner) on top of what was intended (hollow)."""
    ordered = sorted(marks, key=lambda mark: mark.role is not Role.PLAN)
    return _cell(*(_strip(mark, highest, inset=0 if mark.role is Role.PLAN else 3) for mark in ordered))


def people_per_dot(highest: Decimal) -> Decimal:
    """How many people a dot stands for, a round number, so that *highest* needs no more than four lines of dots."""
    power = Decimal(1)
    while highest > 4 * DOTS * 5 * power:
        power *= 10
    return next(size for factor in (1, 2, 5) if highest <= 4 * DOTS * (size := factor * power))


def dots(mark: Mark, per: Decimal) -> Markup:
    """People as dots, *per* of them a dot; the last one is drawn in part."""
    whole, rest = divmod(mark.value, per)
    count = int(whole)
    lines = -(-(count + bool(rest)) // DOTS) or 1
    places = [(at % DOTS * DOT + DOT // 2, at // DOTS * DOT + DOT // 2) for at in range(count + 1)]
    path = "".join(f"M{x} {y}h0" for x, y in places[:count])
    parts = [tag("path", class_=f"dot r-{mark.role}", d=path)] if path else []
    if rest:
        x, y = places[count]
        part = tag("circle", class_=f"dot-part r-{mark.role}", cx=DOT // 2, cy=DOT // 2, r=7)
        width = plain(round_half_up(3 + rest / per * 14, 1))
        parts.append(tag("svg", part, x=x - DOT // 2, y=y - DOT // 2, width=width, height=DOT, overflow="hidden"))
    size = f"0 0 {DOTS * DOT} {lines * DOT}"
    return tag(
        "svg",
        *parts,
        class_="bar dots",
        viewBox=size,
        aria_hidden="true",
        focusable="false",
        data_dots=plain(mark.value / per),
    )


def extent(total: Mark, highest: Decimal) -> Markup:
    """How far the total reaches: a line with a stop, because it is no bar among bars."""
    end = _percent(total.value, highest)
    return _cell(tag("line", class_="r-total", x2=end, y1=THICK / 2, y2=THICK / 2), _rule(end, 0, THICK))


def _cell(*content: Markup) -> Markup:
    return tag("svg", *content, class_="bar", aria_hidden="true", focusable="false", width="100%", height=THICK)


def _strip(mark: Mark, highest: Decimal, start: Decimal = Decimal(0), inset: int = 0) -> Markup:
    """One bar inside a cell; *inset* makes it thinner."""
    x, width, end = (_percent(value, highest) for value in (start, mark.value, start + mark.value))
    thick = THICK - 2 * inset
    parts = [tag("rect", class_=f"r-{mark.role}", x=x if start else None, y=inset, width=width, height=thick)]
    if mark.role is Role.GAP:  # stripes without a pattern: a dashed line as thick as the bar, leaning
        line = tag("line", x2="110%", y1=6, y2=6, stroke_width=12, stroke_dasharray="1.5 4.5", transform="skewX(-45)")
        parts.append(
            tag("svg", line, class_="hatch", x=x if start else None, width=width, height=THICK, overflow="hidden")
        )
    if mark.open_end:
        tip = tag(
            "path", class_=f"tip r-{mark.role}", d=f"M3 {inset + 0.75}l7 {thick / 2 - 0.75}l-7 {thick / 2 - 0.75}z"
        )
        parts.append(tag("svg", tip, x=end, overflow="visible"))
    return Markup("").join(parts)


def _rule(x: str, top: float, bottom: float) -> Markup:
    return tag("line", class_="r-total", x1=x, x2=x, y1=top, y2=bottom)


def _percent(value: Decimal, highest: Decimal) -> str:
    """A length in per cent of the cell, never more than all of it."""
    if highest <= 0 or value <= 0:
        return "0"
    return f"{plain(min(round_half_up(value / highest * 100, 2), Decimal(100)))}%"
