"""What 数据探索 may show, decided when the site is made: the page of readers only looks up what these functions said."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec.structs import replace

from .. import drawing
from ..model import Breakdown, Chart, Exploration, ExplorerPoint, Figure, Mark, Measure, Role, Split, SplitPart
from .guards import of_several_years, share, shares_forbidden, unlike
from .series import Series, YearValue

_Sort = tuple[str, str, str]  # unit, scope, nature


class _Sorts:
    """The sorts of figures that were met, each by the first figure of it."""

    def __init__(self) -> None:
        self.first: dict[_Sort, Figure] = {}
        self._places: dict[_Sort, int] = {}

    def of(self, point: YearValue, stand_in: Figure) -> int:
        """The place of the sort that a value has; one that was computed beside the register has that of *stand_in*."""
        figure = point.figure or replace(stand_in, unit=point.unit)
        sort = (figure.unit, str(figure.scope), str(figure.nature))
        self.first.setdefault(sort, figure)
        return self._places.setdefault(sort, len(self._places))

    def unlike(self) -> tuple[tuple[int, int, str], ...]:
        """(sort, sort, why they may not stand on one scale) of all that may not."""
        pairs = combinations(enumerate(self.first.values()), 2)
        return tuple(
            (first, second, why)
            for (first, left), (second, right) in pairs
            if (why := unlike([left, right])) is not None
        )


def exploration(
    lines: Iterable[tuple[str, Series]],
    splits: Iterable[tuple[Breakdown, Role]],
    figures: Mapping[str, Figure],
    years: Sequence[int],
) -> Exploration:
    """All *lines* (topic, series) and *splits* (a breakdown, what its parts stand for) with every decision about them."""
    sorts = _Sorts()
    measures = []
    names: set[str] = set()
    labels: set[tuple[str, str]] = set()
    for topic, line in lines:
        if (line.label, line.points[0].unit) in labels:
            line = replace(line, label=f"{line.label}（{topic}）")  # noqa: PLW2901
        labels.add((line.label, line.points[0].unit))
        stand_in = next((point.figure for point in line.points if point.figure), None) or next(iter(figures.values()))
        name = _name(topic, line, names)
        names.add(name)
        measures.append(_measure(name, topic, line, sorts, stand_in))
    return Exploration(
        years=tuple(years),
        measures=tuple(measures),
        splits=tuple(split for breakdown, role in splits if (split := _split(breakdown, role, figures))),
        sorts=tuple("，".join(word for word in sort if word) for sort in sorts.first),
        unlike=sorts.unlike(),
        fewest=drawing.FEWEST_YEARS,
        too_few=f"能互相比较的年度不到{drawing.FEWEST_YEARS}个",
    )


def _name(topic: str, line: Series, taken: Collection[str]) -> str:
    """An id that later releases give the same series, so that a link to a view goes on leading to it."""
    said = f"{topic}/{line.label}/{line.points[0].unit}"
    while (name := f"{zlib.crc32(said.encode()):08x}") in taken:
        said += "+"
    return name


def _measure(name: str, topic: str, line: Series, sorts: _Sorts, stand_in: Figure) -> Measure:
    marks = {
        point.year: Mark(line.label, point.value, point.text, line.role, point.unit, figure=point.figure)
        for point in line.points
    }
    lone = Chart(name, "bars", "", "", "", tuple(marks.values()))
    unit = line.points[0].unit
    brief_unit, scale = drawing.unit_of(lone, unit)
    points = tuple(
        ExplorerPoint(
            point.year,
            point.value,
            point.text,
            drawing.in_brief(lone, marks[point.year]),
            drawing.label_of(lone, marks[point.year], 0 if abs(point.value) >= 100 * scale else 2),
            sorts.of(point, stand_in),
            point.figure,
            point.apart,
            "；".join((*((point.figure.doubt,) if point.figure and point.figure.doubt else ()), *point.remarks)),
        )
        for point in line.points
    )
    return Measure(name, topic, line.label, unit, brief_unit, scale, line.role, points)


def _split(breakdown: Breakdown, role: Role, figures: Mapping[str, Figure]) -> Split | None:
    whole = figures.get(breakdown.total)
    parts = sorted((figures[part] for part in breakdown.parts), key=lambda part: -part.value)
    if whole is None or len(parts) < 2:  # noqa: PLR2004  (a split has two parts)
        return None
    listed = sum((part.value for part in parts), Decimal(0))
    refused = (
        unlike([whole, *parts])
        or of_several_years([whole, *parts])
        or shares_forbidden(breakdown, whole, parts, listed)
    )
    lone = Chart(
        "",
        "bars",
        "",
        "",
        "",
        tuple(Mark("", part.value, part.text, role, part.unit, figure=part) for part in [whole, *parts]),
    )
    named = [
        SplitPart(
            part.subject, part, drawing.in_brief(lone, mark), "" if refused else share(part, whole, breakdown) or ""
        )
        for part, mark in zip(parts, lone.marks[1:], strict=True)
    ]
    label = breakdown.title if str(whole.year) in breakdown.title else f"{whole.year}年{breakdown.title}"
    return Split(breakdown.id, label, whole.year, whole, role, tuple(named), refused)
