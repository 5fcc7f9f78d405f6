"""Figures of one thing over several years: which can be compared with the newest, which can't, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ..drawing import UNSTATED
from ..model import (
    DOUBT_WORDS,
    Chart,
    Figure,
    FigureStatus,
    Link,
    Mark,
    RichText,
    Role,
    SourceLevel,
    in_cents,
    most_doubtful,
)
from ..quantities import Bound, computed_text, cut, opposite, place_for, round_half_up, to_the_cent, together, yuan_text
from . import building
from .guards import rounding

# What two figures must share, and what it is called; a trait that is not stated says nothing against.
_TRAITS = (("unit", "单位"), ("scope", "口径"), ("basis", "款物"), ("nature", "性质"), ("level", "来源等级"))
_LEVELS: dict[str, str] = {
    SourceLevel.AUDITED: "经审计的数",
    SourceLevel.REPORT: "机构报告的数",
    SourceLevel.MEDIA: "媒体的数",
    SourceLevel.COMPUTED: "本站算的数",
    SourceLevel.STAFF: "机构填报的数",
}
_UNSTATED = {None, "", UNSTATED}
_YEARS_NAMED = re.compile(r"\d{4}(?:至\d{4})?年末?")
_REMARK = re.compile(r"（[^（）]*）$")


class DeclaredChange(Struct, frozen=True):
    """What an organisation declared of a figure: *restated* takes its place, or from its *year* on it means something else.

    *old* and *new* are what stood before and after, in words.
    """

    id: str
    year: int
    type: str
    figure: Figure
    restated: Figure | None
    old: str
    new: str


class YearValue(Struct, frozen=True):
    """The value of one year in base units; *apart*: why it can't be compared with the newest; *remarks*: what else to know.

    *status* is that of what is computed here; a figure has its own.
    """

    year: int
    value: Decimal
    unit: str
    text: str
    figure: Figure | None = None
    apart: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    link: Link | None = None
    status: FigureStatus = FigureStatus.VERIFIED


class Series(Struct, frozen=True):
    """One thing over the years, oldest first; years without a value have no point."""

    label: str
    role: Role
    points: tuple[YearValue, ...]
    panel: str = ""

    @property
    def comparable(self) -> tuple[YearValue, ...]:
        """The points that can be compared with each other."""
        return tuple(point for point in self.points if not point.apart)


def of_figures(
    label: str,
    role: Role,
    figures: Sequence[Figure],
    changes: Sequence[DeclaredChange] = (),
    breaks: Mapping[int, str] | None = None,
    remarks: Mapping[str, str] | None = None,
) -> Series:
    """A series of one figure a year, each held against the newest.

    A restated figure gives way to the one that takes its place. *breaks* tells why the years before a year differ from
    it; *remarks*, by the id of a figure, what else stands beside it.
    """
    ordered = sorted(figures, key=lambda figure: figure.year)
    declared: dict[str, list[DeclaredChange]] = {}
    for change in changes:
        declared.setdefault(change.figure.id, []).append(change)
    changed = {
        change.year: f"{change.year}年起{change.type}：原来{change.old}，现在{change.new}"
        for figure in ordered
        for change in declared.get(figure.id, ())
        if change.restated is None
    }
    borders = [*changed.items(), *(breaks or {}).items()]
    points = []
    for figure in ordered:
        *replaced, shown = _stated(figure, declared)
        apart = [*unlike(figure, ordered[-1]), *(why for year, why in sorted(borders) if figure.year < year)]
        known = [f"重述过，原来{old.text}" for old in replaced]
        known += [f"{change.year}年{change.type}" for change in declared.get(figure.id, ()) if change.restated is None]
        known += [remarks[figure.id]] if remarks and figure.id in remarks else []
        points.append(YearValue(figure.year, shown.value, shown.unit, shown.text, shown, tuple(apart), tuple(known)))
    return Series(label, role, tuple(points))


def _stated(figure: Figure, declared: Mapping[str, Sequence[DeclaredChange]]) -> list[Figure]:
    """A figure and those that took its place one after the other, the one that holds last."""
    stated = [figure]
    while True:
        changes = reversed(declared.get(stated[-1].id, ()))
        newer = next((change.restated for change in changes if change.restated), None)
        if newer is None or newer in stated:
            return stated
        stated.append(newer)


def unlike(figure: Figure, newest: Figure) -> Iterator[str]:
    """In what a figure differs from the newest of its series, so that the two may not be compared."""
    if thing(figure.measure) != thing(newest.measure):
        yield f"指标不同：{figure.measure}，{newest.year}年是{newest.measure}"
    for name, label in _TRAITS:
        traits = getattr(figure, name), getattr(newest, name)
        if traits[0] != traits[1] and not set(traits) & _UNSTATED:
            before, now = (_LEVELS.get(trait, trait) if name == "level" else trait for trait in traits)
            yield f"{label}不同：{before}，{newest.year}年是{now}"


def thing(measure: str) -> str:
    """A measure without the years and the remarks in its name: 2022年总收入 and 2023年总收入 are one thing."""
    return _REMARK.sub("", undated(measure))


def undated(measure: str) -> str:
    """A measure without the years in its name; a remark stays: 启动基金的村（社区）."""
    return _YEARS_NAMED.sub("", measure)


def difference(label: str, income: Series, expense: Series) -> Series:
    """Income less expense of every year that has both exactly and of one kind; computed here."""
    spent = {point.year: point for point in expense.points}
    points = []
    for point in income.points:
        other = spent.get(point.year)
        if other is None or not (point.figure and other.figure) or point.figure.approximate or other.figure.approximate:
            continue
        if any(unlike(replace(point.figure, measure=""), replace(other.figure, measure=""))):
            continue
        value = point.value - other.value
        apart = tuple(dict.fromkeys((*point.apart, *other.apart)))
        figures = (point.figure, other.figure)
        cents = in_cents(figures) and to_the_cent(value, point.unit, Bound.EXACT)
        bound = together(point.figure.loose, opposite(other.figure.loose))
        grain = max(figure.grain for figure in figures)
        text = yuan_text(value) if cents else computed_text(value, point.unit, bound, grain)
        status = most_doubtful(figure.status for figure in figures)
        known = (f"由{DOUBT_WORDS[status]}的数算出",) if status in DOUBT_WORDS else ()
        points.append(YearValue(point.year, value, point.unit, text, None, apart, known, status=status))
    return Series(label, Role.OTHER, tuple(points))


def signed(series: Series) -> Series:
    """The same series with words beside what is below zero."""
    return replace(
        series,
        points=tuple(
            replace(point, remarks=("支出大于收入", *point.remarks)) if point.value < 0 else point
            for point in series.points
        ),
    )


def chart(caption: building.Caption, series: Sequence[Series], years: Sequence[int]) -> Chart:
    """CH-06 for some series: those of one panel share a scale, and every point is a mark with what must be known of it."""
    marks = [
        Mark(
            label=line.label,
            value=point.value,
            text=point.text,
            role=Role.UNCERTAIN if _status(point) == FigureStatus.PENDING else line.role,
            unit=point.unit,
            open_end=point.figure is not None and point.figure.bound is Bound.AT_LEAST,
            figure=point.figure,
            category=f"{point.year}年",
            note="；".join(point.remarks),
            link=point.link,
            panel=line.panel or line.label,
            apart=point.apart,
            change=_change(line, point),
        )
        for line in series
        for point in line.points
    ]
    return building.over_years(caption, marks, years)


def _change(line: Series, point: YearValue) -> str:
    """升15.8% against the year before, where both are exact, told differently and can be compared; else nothing."""
    before = next((other for other in line.comparable if other.year == point.year - 1), None)
    if (
        before is None
        or point.apart
        or not (_certain(before) and _certain(point))
        or _wording(before) == _wording(point)
    ):
        return ""
    way = (point.value > before.value) - (point.value < before.value)
    return _changed(before, point, _SIGNS[way]).strip("（）") if way else ""


# What a rise and a fall are called: at first, and after the opposite.
_WAYS = {(1, 1): "升到", (-1, -1): "降到", (1, -1): "回升到", (-1, 1): "回落到"}
_SIGNS = {1: "升", -1: "降"}


_YEARS_TOLD = 7  # of more years a sentence would be a wall
_LAST_TOLD = 5


def course(series: Series) -> RichText:
    """总收入2023年…，2024年升到…（升15.8%），2025年回落到…（降8.6%）: every year that can be compared, or nothing with fewer than two.

    Of many years it tells the first and the last ones, and that the others stand in the chart. A direction is told only
    between exact figures, a percentage only where their wordings differ as well.
    """
    known = series.comparable
    if len(known) < 2:  # noqa: PLR2004  (a course has a beginning and an end)
        return ()
    pieces: list[str | Figure] = [f"{series.label}{known[0].year}年", known[0].figure or known[0].text]
    if len(known) > _YEARS_TOLD:
        known = known[-_LAST_TOLD:]
        pieces += [f"（中间各年见图），{known[0].year}年", known[0].figure or known[0].text]
    before = 0
    for previous, point in pairwise(known):
        shown = point.figure or point.text
        way = (point.value > previous.value) - (point.value < previous.value)
        if not (_certain(previous) and _certain(point)):
            pieces += [f"，{point.year}年是", shown]
            way = before = 0
        elif way == 0:
            pieces += [f"，{point.year}年仍是", shown]
        elif _wording(previous) == _wording(point):  # apart only beyond the digits that are shown
            pieces += [f"，{point.year}年是", shown, "，几乎没有变"]
        else:
            pieces += [f"，{point.year}年{_WAYS[way, before or way]}", shown, _changed(previous, point, _SIGNS[way])]
        before = way or before
    return tuple(piece for piece in pieces if piece)


def _certain(point: YearValue) -> bool:
    """Whether a value is exact, was not left open and was not told anew later."""
    figure = point.figure
    return _status(point) not in DOUBT_WORDS and not (figure and (figure.approximate or figure.superseded))


def _status(point: YearValue) -> FigureStatus:
    return FigureStatus(point.figure.status) if point.figure else point.status


def _wording(point: YearValue) -> str:
    return point.figure.as_written if point.figure else point.text


def _changed(previous: YearValue, point: YearValue, word: str) -> str:
    """（升15.8%）, with the year it is compared with where that is not the year before; shares and sums below zero have none."""
    if previous.value <= 0 or point.value < 0 or point.unit == "%":
        return ""
    percent = abs(point.value - previous.value) / previous.value * 100
    error = (_rounding(point) * 100 + _rounding(previous) * point.value / previous.value * 100) / previous.value
    place = place_for(error)
    than = "" if point.year - previous.year == 1 else f"比{previous.year}年"
    if place > percent:  # rounding may have moved its very first digit
        return ""
    if percent - error >= _HUNDREDFOLD:  # nobody reads 36,310,820.2%
        return f"（{than}{word}100倍以上）"
    if cut(percent, "%", place):
        return f"（{than}{word}{computed_text(percent, '%', Bound.ABOUT, place)}）"
    percent = round_half_up(percent, 1)
    if 0 < point.value < previous.value and percent == _ALL:  # something is left
        return f"（{than}{word}99.9%以上）"
    return f"（{than}{word}{f'{percent:,}%' if percent else '不到0.1%'}）"


def _rounding(point: YearValue) -> Decimal:
    """How far rounding can have moved a value."""
    return rounding(point.figure) if point.figure else Decimal(0)


_ALL, _HUNDREDFOLD = 100, 10_000  # per cent
