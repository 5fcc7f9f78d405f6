"""Charts as SVG: bars inside table cells, and pictures that stand alone. Nowhere else does Python build markup.

Everything is said in presentation attributes: under `style-src 'self'` neither `style=""` nor `<style>` would count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, groupby

from markupsafe import Markup

from .. import charts
from ..model import Chart, Form, Link, Mark, RichText, Role, Source
from ..quantities import plain, round_half_up
from ..reading import Missing
from . import sankey
from .markup import coordinate as _unit
from .markup import tag as _tag

# --- bars in table cells -------------------------------------------------------------------------

THICK = 12  # px; a hollow bar leaves room for a solid one inside


def bar(mark: Mark, highest: Decimal, start: Decimal = Decimal(0)) -> Markup:
    """The bar of *mark* for a table cell, as wide as the cell at *highest*; a part of a whole begins at *start*."""
    return _cell(_strip(mark, highest, start))


def pair(marks: tuple[Mark, ...], highest: Decimal) -> Markup:
    """What was done (solid, thinner) on top of what was intended (hollow), for a table cell."""
    ordered = sorted(marks, key=lambda one: one.role is not Role.PLAN)
    return _cell(*(_strip(one, highest, inset=0 if one.role is Role.PLAN else 3) for one in ordered))


def stack(chart: Chart) -> Markup:
    """All parts of a proven whole in one bar."""
    return _cell(*(_strip(one, chart.highest, start) for one, start in _steps(chart)))


def extent(total: Mark, highest: Decimal) -> Markup:
    """How far the total reaches: a line with a stop, because it is no bar among bars."""
    end = _percent(total.value, highest)
    return _cell(_tag("line", class_="r-total", x2=end, y1=THICK / 2, y2=THICK / 2), _rule(end, 0, THICK))


def _cell(*content: Markup) -> Markup:
    return _tag("svg", *content, class_="bar", aria_hidden="true", focusable="false", width="100%", height=THICK)


def _strip(mark: Mark, highest: Decimal, start: Decimal = Decimal(0), inset: int = 0) -> Markup:
    """One bar inside a cell; *inset* makes it thinner."""
    x, width, end = (_percent(one, highest) for one in (start, mark.value, start + mark.value))
    thick = THICK - 2 * inset
    parts = [_tag("rect", class_=f"r-{mark.role}", x=x if start else None, y=inset, width=width, height=thick)]
    if mark.role is Role.GAP:  # stripes without a pattern: a dashed line as thick as the bar, leaning
        line = _tag("line", x2="110%", y1=6, y2=6, stroke_width=12, stroke_dasharray="1.5 4.5", transform="skewX(-45)")
        parts.append(
            _tag("svg", line, class_="hatch", x=x if start else None, width=width, height=THICK, overflow="hidden")
        )
    if mark.open_end:
        tip = _tag(
            "path", class_=f"tip r-{mark.role}", d=f"M3 {inset + 0.75}l7 {thick / 2 - 0.75}l-7 {thick / 2 - 0.75}z"
        )
        parts.append(_tag("svg", tip, x=end, overflow="visible"))
    return Markup("").join(parts)


def _rule(x: str, top: float, bottom: float) -> Markup:
    return _tag("line", class_="r-total", x1=x, x2=x, y1=top, y2=bottom)


def _percent(value: Decimal, highest: Decimal) -> str:
    """A length in per cent of the cell, never more than all of it."""
    if highest <= 0 or value <= 0:
        return "0"
    return f"{plain(min(round_half_up(value / highest * 100, 2), Decimal(100)))}%"


def _steps(chart: Chart) -> Iterator[tuple[Mark, Decimal]]:
    """Marks with where they begin: one after the other in a stack, else all from zero."""
    ends = accumulate((one.value for one in chart.marks), initial=Decimal(0))
    yield from zip(chart.marks, ends if chart.form is Form.STACK else [Decimal(0)] * len(chart.marks), strict=False)


# --- the table that is the chart -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: a mark, or the marks of one category; *kind* is mark, gap, sum or open."""

    kind: str
    label: str
    marks: tuple[Mark, ...]
    bar: Markup | None = None
    link: Link | None = None
    missing: Missing | None = None  # why a row has no mark
    note: str = ""  # in place of what the mark says at length


@dataclass(frozen=True, slots=True)
class Group:
    """Rows on one scale under a title: panels name their unit."""

    title: str
    rows: tuple[Row, ...]


def table(chart: Chart) -> tuple[Group, ...]:
    """The rows of the chart's table with their bars; without bars where the chart is refused."""
    if chart.form is Form.BULLET:
        pairs = [(category, tuple(marks)) for category, marks in groupby(chart.marks, key=lambda one: one.category)]
        return (Group("", tuple(_pair_row(chart, category, marks) for category, marks in pairs)),)
    if chart.form is Form.PANELS:
        return tuple(
            Group(f"单位：{unit}", tuple(_mark_row(chart, one, Decimal(0)) for one in marks))
            for unit, marks in groupby(chart.marks, key=lambda one: one.unit)
        )
    if chart.form is Form.FLOW:
        return () if chart.refused else _ladder(chart)
    rows = [_mark_row(chart, one, start) for one, start in _steps(chart)]
    if chart.total:
        kind = "sum" if charts.reconciles(chart) else "open"
        whole = stack(chart) if chart.form is Form.STACK else extent(chart.total, chart.highest)
        rows.append(Row(kind, chart.total.label, (chart.total,), None if chart.refused else whole, chart.total.link))
    return (Group("", tuple(rows)),)


def _ladder(chart: Chart) -> tuple[Group, ...]:
    """A flow step by step: the nodes of every step on one scale."""
    drawn = charts.gathered(chart)
    amounts = charts.passing(drawn)
    highest = max(amounts, default=Decimal(0))
    groups = []
    for stage, name in enumerate(chart.stages):
        marks = [charts.node_mark(drawn, at, amounts[at]) for at in charts.column(drawn, stage)]
        groups.append(Group(name, tuple(Row("mark", one.label, (one,), bar(one, highest), one.link) for one in marks)))
    return tuple(groups)


def _mark_row(chart: Chart, mark: Mark, start: Decimal) -> Row:
    content = Markup("")
    if charts.drawn(chart, mark):
        scale = charts.highest(chart, mark.unit)
        rule = chart.total is not None and not charts.additive(chart)
        strip = _strip(mark, scale, start)
        content = (
            _cell(strip, _rule(_percent(chart.total.value, scale), -3, THICK + 9))
            if chart.total and rule
            else _cell(strip)
        )
    return Row("gap" if mark.role is Role.GAP else "mark", mark.label, (mark,), content, mark.link)


def _pair_row(chart: Chart, category: str, marks: tuple[Mark, ...]) -> Row:
    content = Markup("") if chart.refused else pair(marks, chart.highest)
    return Row("mark", category, marks, content, marks[0].link)


# --- a sheet: where everything stands, for the standing picture and for Plotly --------------------

WIDTH = 648  # drawn at half size on a 360 px phone: no type below 24
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TIP = 24  # kept free behind the longest bar for ▸
KEY = 36  # the small square before the label of a pair, and its distance
LABEL, SMALL, HEAD = 30, 26, 36
BAR = 24


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one text; *top* is the upper edge of the first."""

    lines: tuple[str, ...]
    top: float
    size: int = LABEL
    bold: bool = False
    left: float = 0
    end: bool = False  # set to the right edge
    soft: bool = False
    mark: Mark | None = None

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.4


@dataclass(frozen=True, slots=True)
class Strip:
    """A bar: its mark, where it starts in base units, its scale and its upper edge."""

    mark: Mark
    start: Decimal
    scale: Decimal
    top: float
    height: float = BAR
    swatch: bool = False


@dataclass(slots=True)
class Sheet:
    """What a chart consists of, from top to bottom, in units of the 648 wide picture."""

    words: list[Words] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)
    rules: list[tuple[Mark, Decimal, float, float]] = field(default_factory=list)  # mark, scale, top, bottom
    y: float = 0

    def write(
        self, text: str, size: int = LABEL, *, width: float = INNER, bold: bool = False, soft: bool = False
    ) -> None:
        """Set a text over the whole width and go below it."""
        words = Words(wrapped(text, size, width), self.y, size, bold=bold, soft=soft)
        self.words.append(words)
        self.y += len(words.lines) * words.leading

    def label(self, mark: Mark, *, left: float = 0) -> None:
        """Set the label of *mark* to the left and its text to the right, below each other where they do not fit."""
        value = charts.shown(mark) + (f"　{mark.note}" if _brief(mark) else "")
        room = INNER - measured(value, LABEL) - LABEL
        beside = room - left >= min(measured(mark.label, LABEL), INNER * 0.4)
        name = Words(wrapped(mark.label, LABEL, (room if beside else INNER) - left), self.y, left=left, mark=mark)
        down = 0 if beside else len(name.lines) * name.leading
        right = Words(wrapped(value, LABEL, INNER), self.y + down, bold=True, end=True, mark=mark)
        self.words += [name, right]
        self.y += max(len(name.lines) * name.leading, down + len(right.lines) * right.leading)

    def space(self, height: float) -> None:
        """Leave *height* free."""
        self.y += height


def sheet(chart: Chart) -> Sheet:
    """Labels above their bars, values at the right edge, one row below the other."""
    page = Sheet()
    if chart.form is Form.BULLET:
        for category, marks in groupby(chart.marks, key=lambda one: one.category):
            _lay_pair(page, chart, category, tuple(marks))
    elif chart.form is Form.PANELS:
        for unit, marks in groupby(chart.marks, key=lambda one: one.unit):
            page.write(f"单位：{unit}", SMALL, soft=True)
            for one in marks:
                _lay_mark(page, chart, one)
            page.space(20)
    else:
        if chart.form is Form.STACK and not chart.refused:
            page.strips += [Strip(one, start, chart.highest, page.y, BAR * 1.5) for one, start in _steps(chart)]
            page.space(BAR * 1.5 + 28)
        for one, start in _steps(chart):
            _lay_mark(page, chart, one, start)
        if chart.total:
            _lay_total(page, chart, chart.total)
    return page


def _lay_mark(page: Sheet, chart: Chart, mark: Mark, start: Decimal = Decimal(0)) -> None:
    page.label(mark)
    if charts.drawn(chart, mark):
        scale = charts.highest(chart, mark.unit)
        page.space(2)
        page.strips.append(Strip(mark, start, scale, page.y))
        if chart.total and not charts.additive(chart):
            page.rules.append((chart.total, scale, page.y - 2, page.y + BAR + 12))
        page.space(BAR + 6)
    if mark.note and not _brief(mark):
        page.write(mark.note, SMALL, soft=True)
    page.space(20)


def _lay_pair(page: Sheet, chart: Chart, category: str, marks: tuple[Mark, ...]) -> None:
    page.write(category, bold=True)
    page.space(2)
    for one in marks:
        if not chart.refused:
            page.strips.append(Strip(one, Decimal(0), chart.highest, page.y + 8, 24, swatch=True))
        page.label(one, left=0 if chart.refused else KEY)
    if not chart.refused:
        page.space(4)
        for one in sorted(marks, key=lambda one: one.role is not Role.PLAN):
            hollow = one.role is Role.PLAN
            page.strips.append(
                Strip(one, Decimal(0), chart.highest, page.y + (0 if hollow else 8), 32 if hollow else 16)
            )
        page.space(32)
    page.space(32)


def _lay_total(page: Sheet, chart: Chart, total: Mark) -> None:
    page.label(total)
    if not chart.refused:
        page.space(2)
        page.rules.append((total, chart.highest, page.y, page.y + BAR))
        page.strips.append(Strip(total, Decimal(0), chart.highest, page.y + BAR / 2 - 1, 2))
        page.space(BAR + 6)
    page.space(20)


def _brief(mark: Mark) -> bool:
    return bool(mark.note) and measured(mark.note, 1) <= 6  # noqa: PLR2004  (such as 占77.0%)


def measured(text: str, size: float) -> float:
    """How wide a text may get: a Han character is 1 em, and no Latin one is taken for narrower than it can be."""
    return size * sum(
        _EM.get(one, 0.62 if one.isascii() and not one.isupper() else 0.8 if one.isascii() else 1) for one in text
    )


_EM = {" ": 0.35, ".": 0.35, ",": 0.35, "%": 0.95, "m": 0.95, "w": 0.9, "M": 1.0, "W": 1.05, "@": 1.05, "−": 0.65}
_WORD = re.compile(r"[!-~]+(?:[余多]?[百千万亿]*[余多]?元?)|[“‘（《「『【]*.", re.DOTALL)
_NOT_FIRST = frozenset("，。；：、！？）》”’」』】…%％·~～†")


def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text into lines; numbers stay whole, closing marks do not begin a line, nothing is cut off."""
    lines = [""]
    for word in _WORD.findall(text):
        fits = measured(lines[-1] + word, size) <= width or (word in _NOT_FIRST and lines[-1])
        if fits or not lines[-1]:
            lines[-1] += word
        else:
            lines.append(word)
        while measured(lines[-1], size) > width + size and len(lines[-1]) > 1:
            keep = max(1, next((n for n in range(1, len(lines[-1])) if measured(lines[-1][:n], size) > width), 2) - 1)
            lines[-1:] = [lines[-1][:keep], lines[-1][keep:]]
    return tuple(lines)


# --- the picture that stands alone ---------------------------------------------------------------

PAPER, INK, INK_2, RULE = "#FBFAF6", "#1B1A17", "#45423B", "#857F72"
COLOURS = {
    Role.INCOME: "#1B3A68",
    Role.EXPENSE: "#D4691E",
    Role.COUNT: "#2F97AE",
    Role.OTHER: "#79736C",
    Role.PLAN: INK,
    Role.GAP: INK_2,
    Role.UNCERTAIN: INK_2,
    Role.EARLY: "#2F97AE",
    Role.LATE: "#8A1C13",
}
FONTS = (
    "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'HarmonyOS Sans', Roboto, 'PingFang SC', 'HarmonyOS Sans SC', "
    "MiSans, 'Source Han Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
)


def draw(chart: Chart) -> Markup:
    """The chart as an SVG file of its own: title, picture, notes and source in one, on light paper, for any width."""
    if chart.form is Form.FLOW and not chart.refused:
        return _draw_flow(chart)
    return framed(chart, sheet(chart))


def framed(chart: Chart, body: Sheet, plot: Markup | None = None) -> Markup:
    """A sheet between the title of its chart and its notes and sources; *plot* is drawn with it, from its upper edge."""
    page = Sheet(y=MARGIN)
    page.write(chart.title, HEAD, bold=True)
    page.space(4)
    if chart.subtitle:
        page.write(chart.subtitle, SMALL, soft=True)
    page.space(28)
    if chart.refused:
        page.write(f"这里不画图：{chart.refused}。", LABEL)
        page.space(20)
    top = page.y
    page.y += body.y
    page.space(4)
    rule = page.y
    page.space(16)
    for text in (*_plain_notes(chart), *_source_lines(chart.sources)):
        page.write(text, SMALL, soft=True)
        page.space(4)

    name = re.sub(r"[^\w-]", "-", chart.id)
    content = [
        _tag("defs", _hatch(f"{name}-hatch")),
        _tag("rect", width=WIDTH, height=_unit(page.y + MARGIN), fill=PAPER),
        *(_words(one, MARGIN) for one in page.words),
        _tag(
            "g",
            plot or Markup(""),
            *(_drawn(one, f"{name}-hatch") for one in body.strips),
            *(_drawn_rule(*one) for one in body.rules),
            *(_words(one, 0) for one in body.words),
            transform=f"translate({MARGIN} {_unit(top)})",
        ),
        _tag("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=_unit(rule), y2=_unit(rule), stroke=RULE, stroke_width=2),
    ]
    return _alone(chart, WIDTH, page.y + MARGIN, *content)


def _alone(chart: Chart, width: float, height: float, *content: Markup) -> Markup:
    """A picture in a file of its own, with its name and description."""
    name = re.sub(r"[^\w-]", "-", chart.id)
    return _tag(
        "svg",
        _tag("title", chart.title, id=f"{name}-svg-t"),
        _tag("desc", chart.description, id=f"{name}-svg-d"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_unit(width)} {_unit(height)}",
        role="img",
        lang="zh-CN",
        aria_labelledby=f"{name}-svg-t",
        aria_describedby=f"{name}-svg-d",
        font_family=FONTS,
        fill=INK,
    )


# --- flows ---------------------------------------------------------------------------------------


def flow(chart: Chart) -> Markup:
    """A flow for the page: colours come from the style sheet, so that it follows the theme."""
    picture = sankey.lay(chart, wrapped)
    name = re.sub(r"[^\w-]", "-", chart.id)
    return _tag(
        "svg",
        _tag("title", chart.title, id=f"{name}-flow-t"),
        _tag("desc", chart.description, id=f"{name}-flow-d"),
        *_flow(picture, inside=True),
        class_="flow",
        viewBox=f"0 0 {sankey.WIDTH} {_unit(picture.height)}",
        role="img",
        aria_labelledby=f"{name}-flow-t",
        aria_describedby=f"{name}-flow-d",
    )


def _flow(picture: sankey.Picture, *, inside: bool) -> Iterator[Markup]:
    """Ribbons, bars and labels; *inside* a page with classes, else with colours of their own."""
    for one in picture.ribbons:
        said = _tag("title", f"{one.mark.category} → {one.mark.label}：{one.mark.text}")
        look = {"class_": "flow-part"} if inside else {"fill": RULE, "fill_opacity": "0.3"}
        yield _tag("path", said, d=one.path, **look)
    for box in picture.boxes:
        look = {"class_": f"flow-node r-{box.node.role}"} if inside else {"fill": COLOURS[box.node.role]}
        yield _tag(
            "rect", x=_unit(box.left), y=_unit(box.top), width=sankey.BAR, height=_unit(max(box.height, 1)), **look
        )
    for name, left in picture.stages:
        look = {"class_": "flow-step"} if inside else {"fill": INK_2}
        yield _tag("text", name, x=_unit(left), y=sankey.SIZE, font_size=sankey.SIZE - 1, **look)
    for box in picture.boxes:
        x = _unit(box.left + sankey.BAR + sankey.ASIDE)
        lines = (
            _tag(
                "tspan",
                line,
                x=x,
                y=_unit(box.label_top + place * sankey.LEADING + sankey.SIZE),
                font_weight=600 if place == len(box.lines) - 1 else None,
            )
            for place, line in enumerate(box.lines)
        )
        look = {"class_": "flow-label"} if inside else {"stroke": PAPER, "stroke_width": "4", "paint_order": "stroke"}
        yield _tag("text", *lines, font_size=sankey.SIZE, stroke_linejoin="round", **look)


def _draw_flow(chart: Chart) -> Markup:
    """A flow as a file of its own."""
    width = sankey.WIDTH
    picture = sankey.lay(chart, wrapped)
    page = Sheet(y=MARGIN)
    page.write(chart.title, SMALL, width=width, bold=True)
    page.write(chart.subtitle, 18, width=width, soft=True)
    page.space(MARGIN)
    top = page.y
    page.y += picture.height + MARGIN
    for text in (*_plain_notes(chart), *_source_lines(chart.sources)):
        page.write(text, 16, width=width, soft=True)
    return _alone(
        chart,
        width + 2 * MARGIN,
        page.y + MARGIN,
        _tag("rect", width=width + 2 * MARGIN, height=_unit(page.y + MARGIN), fill=PAPER),
        *(_words(one, MARGIN) for one in page.words),
        _tag("g", *_flow(picture, inside=False), transform=f"translate({MARGIN} {_unit(top)})"),
    )


def _words(words: Words, left: float) -> Markup:
    x = _unit(left + (INNER if words.end else words.left))
    lines = (
        _tag("tspan", line, x=x, y=_unit(words.top + place * words.leading + words.size))
        for place, line in enumerate(words.lines)
    )
    return _tag(
        "text",
        *lines,
        font_size=words.size,
        font_weight=600 if words.bold else None,
        text_anchor="end" if words.end else None,
        fill=INK_2 if words.soft else None,
    )


def _drawn(strip: Strip, hatch: str) -> Markup:
    """A bar with its open end; hollow for intentions, dashed for doubt, hatched for what is not listed."""
    mark, colour = strip.mark, COLOURS[strip.mark.role]
    x, end = (_across(value, strip.scale) for value in (strip.start, strip.start + mark.value))
    width = 24.0 if strip.swatch else end - x
    box: dict[str, str | float | None] = {"x": _unit(x), "y": _unit(strip.top), "height": _unit(strip.height)}
    if strip.height <= 2:  # noqa: PLR2004  (the line of a total)
        return _tag("rect", **box, width=_unit(width), fill=INK)
    if mark.role in {Role.PLAN, Role.GAP, Role.UNCERTAIN}:
        box = {"x": _unit(x + 1), "y": _unit(strip.top + 1), "height": _unit(strip.height - 2)}
        fill = f"url(#{hatch})" if mark.role is Role.GAP else "none"
        dash = "8 6" if mark.role is Role.UNCERTAIN else None
        shape = _tag(
            "rect",
            **box,
            width=_unit(max(width - 2, 0)),
            fill=fill,
            stroke=colour,
            stroke_width=2.5,
            stroke_dasharray=dash,
        )
    else:
        gap = 3 if strip.start else 0  # a strip of paper between the parts of a stack
        shape = _tag("rect", **{**box, "x": _unit(x + gap)}, width=_unit(max(width - gap, 0)), fill=colour)
    if not mark.open_end or strip.swatch:
        return shape
    half = strip.height / 2 - 1
    path = f"M{_unit(end + 5)} {_unit(strip.top + 1)}l13 {_unit(half)}l-13 {_unit(half)}z"
    return Markup("").join((shape, _tag("path", d=path, fill="none", stroke=colour, stroke_width=2.5)))


def _drawn_rule(mark: Mark, scale: Decimal, top: float, bottom: float) -> Markup:
    x = _unit(_across(mark.value, scale))
    return _tag("line", x1=x, x2=x, y1=_unit(top), y2=_unit(bottom), stroke=INK, stroke_width=2.5)


def _hatch(name: str) -> Markup:
    line = _tag("line", y2=10, stroke=INK_2, stroke_width=3)
    paper = _tag("rect", width=10, height=10, fill="#FFFFFF")
    attributes = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return _tag("pattern", paper, line, id=name, width=10, height=10, **attributes)


def _across(value: Decimal, scale: Decimal) -> float:
    """Where a value lies on the sheet."""
    return float(value / scale) * (INNER - TIP) if scale > 0 and value > 0 else 0.0


def _plain_notes(chart: Chart) -> Iterator[str]:
    """Notes of words only; one that names a figure is left to the page, where the figure can be looked up."""
    for note in chart.notes:
        words = _plain_text(note)
        if words is not None:
            yield f"注：{words}"


def _plain_text(text: RichText) -> str | None:
    pieces = [piece if isinstance(piece, str) else getattr(piece, "text", None) for piece in text]
    return None if None in pieces else "".join(piece for piece in pieces if piece)


def _source_lines(sources: tuple[Source, ...]) -> Iterator[str]:
    for one in sources:
        yield f"来源：《{one.title.strip('《》')}》{one.issuer}，{one.published_on}"
