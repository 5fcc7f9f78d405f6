"""Figures of one thing over several years: which can be compared with the newest, which can't, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model import Chart, Figure, Link, Mark, RichText, Role
from ..quantities import Bound, quantity_text
from . import building

# What two figures must share, and what it is called; a trait that is not stated says nothing against.
_TRAITS = (("unit", "单位"), ("scope", "口径"), ("basis", "款物"), ("nature", "性质"), ("level", "来源等级"))
_LEVELS = {"审": "经审计的数", "报": "机构报告的数", "媒": "媒体的数", "算": "本站算的数", "填": "机构填报的数"}
_UNSTATED = {None, "", building.UNSTATED}
_YEARS_NAMED = re.compile(r"\d{4}(?:至\d{4})?年末?|（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Change:
    """What an organisation declared of a figure: *restated* takes its place, or from its *year* on it means something else."""

    id: str
    year: int
    type: str
    figure: Figure
    restated: Figure | None
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one year; *apart* says why it can't be compared with the newest, *remarks* what else to know of it."""

    year: int
    value: Decimal
    unit: str
    text: str
    figure: Figure | None = None
    apart: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One thing over the years, oldest first; years without a value have no point."""

    label: str
    role: Role
    points: tuple[Point, ...]
    panel: str = ""

    @property
    def comparable(self) -> tuple[Point, ...]:
        """The points that can be compared with each other."""
        return tuple(one for one in self.points if not one.apart)


def of_figures(
    label: str,
    role: Role,
    figures: Sequence[Figure],
    changes: Sequence[Change] = (),
    breaks: Mapping[int, str] | None = None,
    remarks: Mapping[str, str] | None = None,
) -> Series:
    """A series of one figure a year, each held against the newest.

    A restated figure gives way to the one that takes its place. *breaks* tells why the years before a year differ from
    it; *remarks*, by the id of a figure, what else stands beside it.
    """
    ordered = sorted(figures, key=lambda one: one.year)
    declared: dict[str, list[Change]] = {}
    for one in changes:
        declared.setdefault(one.figure.id, []).append(one)
    changed = {
        one.year: f"{one.year}年起{one.type}：原来{one.old}，现在{one.new}"
        for figure in ordered
        for one in declared.get(figure.id, ())
        if one.restated is None
    }
    borders = [*changed.items(), *(breaks or {}).items()]
    points = []
    for figure in ordered:
        restated = [one for one in declared.get(figure.id, ()) if one.restated is not None]
        shown = restated[-1].restated if restated else figure
        assert shown is not None  # noqa: S101  (kept just above)
        apart = [*unlike(figure, ordered[-1]), *(why for year, why in sorted(borders) if figure.year < year)]
        told = [f"重述过，原来{one.figure.text}" for one in restated]
        told += [f"{one.year}年{one.type}" for one in declared.get(figure.id, ()) if one.restated is None]
        told += [remarks[one] for one in (figure.id,) if remarks and one in remarks]
        points.append(Point(figure.year, shown.value, shown.unit, shown.as_written, shown, tuple(apart), tuple(told)))
    return Series(label, role, tuple(points))


def unlike(one: Figure, newest: Figure) -> Iterator[str]:
    """In what a figure differs from the newest of its series, so that the two may not be compared."""
    if _thing(one.measure) != _thing(newest.measure):
        yield f"指标不同：{one.measure}，{newest.year}年是{newest.measure}"
    for name, label in _TRAITS:
        own, other = getattr(one, name), getattr(newest, name)
        if own != other and not {own, other} & _UNSTATED:
            told = [_LEVELS.get(each, each) if name == "level" else each for each in (own, other)]
            yield f"{label}不同：{told[0]}，{newest.year}年是{told[1]}"


def _thing(measure: str) -> str:
    """A measure without the years and the remarks in its name: 2022年总收入 and 2023年总收入 are one thing."""
    return _YEARS_NAMED.sub("", measure)


def difference(label: str, income: Series, expense: Series) -> Series:
    """Income less expense of every year that has both exactly and of one kind; computed here."""
    spent = {one.year: one for one in expense.points}
    points = []
    for one in income.points:
        other = spent.get(one.year)
        if other is None or not (one.figure and other.figure) or one.figure.approximate or other.figure.approximate:
            continue
        if any(unlike(replace(one.figure, measure=""), replace(other.figure, measure=""))):
            continue
        value = one.value - other.value
        apart = tuple(dict.fromkeys((*one.apart, *other.apart)))
        points.append(Point(one.year, value, one.unit, quantity_text(value, one.unit), None, apart))
    return Series(label, Role.OTHER, tuple(points))


def signed(series: Series) -> Series:
    """The same series with words beside what is below zero."""
    return replace(
        series,
        points=tuple(
            replace(one, remarks=("支出大于收入", *one.remarks)) if one.value < 0 else one for one in series.points
        ),
    )


def chart(caption: building.Caption, series: Sequence[Series], years: Sequence[int]) -> Chart:
    """CH-06 for some series: those of one panel share a scale, and every point is a mark with what must be known of it."""
    marks = [
        Mark(
            label=one.label,
            value=point.value,
            text=point.text,
            role=Role.UNCERTAIN if point.figure and point.figure.status == "待核实" else one.role,
            unit=point.unit,
            open_end=point.figure is not None and point.figure.bound is Bound.AT_LEAST,
            figure=point.figure,
            category=f"{point.year}年",
            note="；".join(point.remarks),
            link=point.link,
            panel=one.panel or one.label,
            apart=point.apart,
        )
        for one in series
        for point in one.points
    ]
    return building.over_years(caption, marks, years)


def course(series: Series) -> RichText:
    """总支出从2023年的…增到2025年的… – from the first to the last of what can be compared, or nothing with fewer than two."""
    known = series.comparable
    if len(known) < 2:  # noqa: PLR2004  (a course has a beginning and an end)
        return ()
    first, last = known[0], known[-1]
    certain = not any(one.figure and (one.figure.approximate or one.figure.status == "待核实") for one in (first, last))
    way = "到" if not certain else "增到" if last.value > first.value else "减到" if last.value < first.value else "到"
    ends = (one.figure or f"{one.text}" for one in (first, last))
    start, end = ends
    seen = {one.figure.as_written if one.figure else f"{one.text}" for one in (first, last)}
    if certain and first.value != last.value and len(seen) == 1:  # apart only beyond the digits that are shown
        return (f"{series.label}{first.year}年是", start, f"，{last.year}年是", end, "，几乎没有变")
    same = "，没有变" if certain and first.value == last.value else ""
    return (f"{series.label}从{first.year}年的", start, f"{way}{last.year}年的", end, same)
