"""A sheet: where every word and bar of a chart stands, for the picture that stands alone and for Plotly.

Everything is said in presentation attributes: under `style-src 'self'` neither `style=""` nor `<style>` would count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct, field

from ..model import Chart, Mark, RichText, Role, Source
from .lettering import measured, wrapped
from .markup import coordinate, tag
from .words import shown

WIDTH = 648  # drawn at half size on a 360 px phone: no type below 24
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TIP = 24  # kept free behind the longest bar for ▸
KEY = 36  # the small square before the label of a pair, and its distance
LABEL, SMALL, HEAD = 30, 26, 36
BAR = 24


class Words(Struct, frozen=True):
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


class PlacedBar(Struct, frozen=True):
    """A bar: its mark, where it starts in base units, its scale and its upper edge."""

    mark: Mark
    start: Decimal
    scale: Decimal
    top: float
    height: float = BAR
    swatch: bool = False
    shade: int = 0  # of its colour, where the parts of a whole stand in one bar


class PictureSheet(Struct):
    """What a chart consists of, from top to bottom, in units of the 648 wide picture."""

    words: list[Words] = field(default_factory=list)
    bars: list[PlacedBar] = field(default_factory=list)
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
        self.words_beside(mark.label, shown(mark) + (f"　{mark.note}" if _brief(mark) else ""), mark, left=left)

    def words_beside(self, label: str, value: str, mark: Mark, *, left: float = 0) -> None:
        """The same for any two texts that are said of *mark*."""
        room = INNER - measured(value, LABEL) - LABEL
        beside = room - left >= min(measured(label, LABEL), INNER * 0.4)
        name = Words(wrapped(label, LABEL, (room if beside else INNER) - left), self.y, left=left, mark=mark)
        down = 0 if beside else len(name.lines) * name.leading
        right = Words(wrapped(value, LABEL, INNER), self.y + down, bold=True, end=True, mark=mark)
        self.words += [name, right]
        self.y += max(len(name.lines) * name.leading, down + len(right.lines) * right.leading)

    def rest_of_note(self, mark: Mark) -> None:
        """Set what a note says beyond what stands beside the value."""
        if mark.note and not _brief(mark):
            self.write(mark.note, SMALL, soft=True)

    def space(self, height: float) -> None:
        """Leave *height* free."""
        self.y += height


def lay_mark(page: PictureSheet, mark: Mark, scale: Decimal | None, crossed_by: Mark | None = None) -> None:
    """The label of a mark, its bar on *scale* (None: no bar), and its note.

    A total that is no sum of the marks crosses the bar as a rule.
    """
    page.label(mark)
    if scale is not None:
        page.space(2)
        page.bars.append(PlacedBar(mark, Decimal(0), scale, page.y))
        if crossed_by:
            page.rules.append((crossed_by, scale, page.y - 2, page.y + BAR + 12))
        page.space(BAR + 6)
    page.rest_of_note(mark)
    page.space(20)


def lay_total(page: PictureSheet, chart: Chart, total: Mark) -> None:
    """The label of the total, and how far it reaches."""
    page.label(total)
    if not chart.refused:
        page.space(2)
        page.rules.append((total, chart.highest, page.y, page.y + BAR))
        page.bars.append(PlacedBar(total, Decimal(0), chart.highest, page.y + BAR / 2 - 1, 2))
        page.space(BAR + 6)
    page.space(20)


def _brief(mark: Mark) -> bool:
    return bool(mark.note) and measured(mark.note, 1) <= 6  # noqa: PLR2004  (such as 占77.0%)


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
# Parts of one whole: the colour itself, then steps that stay apart from their neighbours in black and white, too.
SHADES = {
    Role.INCOME: ("#1B3A68", "#4E6E9E", "#8CA5C6", "#79736C", "#B9B4AC", "#34567F", "#D5D0C6"),
    Role.EXPENSE: ("#D4691E", "#79736C", "#E59B65", "#F0C6A3", "#5D5850", "#B9B4AC", "#C98A5B"),
    Role.OTHER: ("#79736C", "#B9B4AC", "#45423B", "#D5D0C6", "#958F86", "#5D5850", "#C9C4BA"),
    Role.COUNT: ("#2F97AE", "#79736C", "#7FC3D1", "#B9B4AC", "#1F6B7C", "#BFE0E7", "#958F86"),
}
FONTS = (
    "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'HarmonyOS Sans', Roboto, 'PingFang SC', 'HarmonyOS Sans SC', "
    "MiSans, 'Source Han Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
)


def picture(lay: Callable[[Chart], PictureSheet], chart: Chart) -> Markup:
    """A chart that *lay* sets on a sheet, as an SVG file of its own."""
    return framed(chart, lay(chart))


def framed(chart: Chart, body: PictureSheet, plot: Markup | None = None) -> Markup:
    """A sheet between the title of its chart and its notes and sources; *plot* is drawn with it, from its upper edge."""
    page = PictureSheet(y=MARGIN)
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
    for text in below(chart):
        page.write(text, SMALL, soft=True)
        page.space(4)

    name = re.sub(r"[^\w-]", "-", chart.id)
    content = [
        tag("defs", _hatch(f"{name}-hatch")),
        tag("rect", width=WIDTH, height=coordinate(page.y + MARGIN), fill=PAPER),
        *(set_words(words, MARGIN) for words in page.words),
        tag(
            "g",
            plot or Markup(""),
            *(_drawn(bar, f"{name}-hatch") for bar in body.bars),
            *(_drawn_rule(*rule) for rule in body.rules),
            *(set_words(words, 0) for words in body.words),
            transform=f"translate({MARGIN} {coordinate(top)})",
        ),
        tag(
            "line", x1=MARGIN, x2=WIDTH - MARGIN, y1=coordinate(rule), y2=coordinate(rule), stroke=RULE, stroke_width=2
        ),
    ]
    return alone(chart, WIDTH, page.y + MARGIN, *content)


def alone(chart: Chart, width: float, height: float, *content: Markup) -> Markup:
    """A picture in a file of its own, with its name and description."""
    name = re.sub(r"[^\w-]", "-", chart.id)
    return tag(
        "svg",
        tag("title", chart.title, id=f"{name}-svg-t"),
        tag("desc", chart.description, id=f"{name}-svg-d"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        role="img",
        lang="zh-CN",
        aria_labelledby=f"{name}-svg-t",
        aria_describedby=f"{name}-svg-d",
        font_family=FONTS,
        fill=INK,
    )


def set_words(words: Words, left: float) -> Markup:
    """A text as markup, its sheet beginning at *left*."""
    x = coordinate(left + (INNER if words.end else words.left))
    lines = (
        tag("tspan", line, x=x, y=coordinate(words.top + place * words.leading + words.size))
        for place, line in enumerate(words.lines)
    )
    return tag(
        "text",
        *lines,
        font_size=words.size,
        font_weight=600 if words.bold else None,
        text_anchor="end" if words.end else None,
        fill=INK_2 if words.soft else None,
    )


def colour_of(bar: PlacedBar) -> str:
    """The colour of a bar on light paper: what its mark stands for, and which part of a whole it is."""
    shades = SHADES.get(bar.mark.role)
    return shades[bar.shade] if shades and bar.shade else COLOURS[bar.mark.role]


def _drawn(bar: PlacedBar, hatch: str) -> Markup:
    """A bar with its open end; hollow for intentions, dashed for doubt, hatched for what is not listed."""
    mark, colour = bar.mark, colour_of(bar)
    x, end = (_across(value, bar.scale) for value in (bar.start, bar.start + mark.value))
    width = 24.0 if bar.swatch else end - x
    box: dict[str, str | float | None] = {
        "x": coordinate(x),
        "y": coordinate(bar.top),
        "height": coordinate(bar.height),
    }
    if bar.height <= 2:  # noqa: PLR2004  (the line of a total)
        return tag("rect", **box, width=coordinate(width), fill=INK)
    if mark.role in {Role.PLAN, Role.GAP, Role.UNCERTAIN}:
        box = {"x": coordinate(x + 1), "y": coordinate(bar.top + 1), "height": coordinate(bar.height - 2)}
        fill = f"url(#{hatch})" if mark.role is Role.GAP else "none"
        dash = "8 6" if mark.role is Role.UNCERTAIN else None
        shape = tag(
            "rect",
            **box,
            width=coordinate(max(width - 2, 0)),
            fill=fill,
            stroke=colour,
            stroke_width=2.5,
            stroke_dasharray=dash,
        )
    else:
        gap = 3 if bar.start else 0  # a strip of paper between the parts of a stack
        shape = tag("rect", **{**box, "x": coordinate(x + gap)}, width=coordinate(max(width - gap, 0)), fill=colour)
    if not mark.open_end or bar.swatch:
        return shape
    half = bar.height / 2 - 1
    path = f"M{coordinate(end + 5)} {coordinate(bar.top + 1)}l13 {coordinate(half)}l-13 {coordinate(half)}z"
    return Markup("").join((shape, tag("path", d=path, fill="none", stroke=colour, stroke_width=2.5)))


def _drawn_rule(mark: Mark, scale: Decimal, top: float, bottom: float) -> Markup:
    x = coordinate(_across(mark.value, scale))
    return tag("line", x1=x, x2=x, y1=coordinate(top), y2=coordinate(bottom), stroke=INK, stroke_width=2.5)


def _hatch(name: str) -> Markup:
    line = tag("line", y2=10, stroke=INK_2, stroke_width=3)
    paper = tag("rect", width=10, height=10, fill="#FFFFFF")
    attributes = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return tag("pattern", paper, line, id=name, width=10, height=10, **attributes)


def _across(value: Decimal, scale: Decimal) -> float:
    """Where a value lies on the sheet."""
    return float(value / scale) * (INNER - TIP) if scale > 0 and value > 0 else 0.0


def below(chart: Chart) -> Iterator[str]:
    """What stands below a picture: its notes and where its numbers come from."""
    yield from _plain_notes(chart)
    yield from _source_lines(chart.sources)


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
    for source in sources:
        yield f"来源：《{source.title.strip('《》')}》{source.issuer}，{source.published_on}"
