"""Numbers that stand side by side though they count to different days or over different bodies."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds.project import BudgetRecord
from ..kinds.units import UnitRecord, UnitStatus, UnitType
from ..model import Figure, grouped
from ..problems import Problem, problem
from ..quantities import Bound
from .scene import Rule, Scene, beside, value_of


def two_values(scene: Scene) -> Iterator[Problem]:
    """The same measure of the same thing, year and scope, with two numbers and no word of why."""
    seen: dict[tuple[object, ...], list[Figure]] = {}
    for figure in scene.stated:
        if figure.topic == "报表":
            continue
        key = (
            figure.subject,
            figure.measure,
            figure.year,
            figure.unit,
            figure.nature,
            figure.scope,
            figure.basis,
            figure.record,
        )
        for other in seen.setdefault(key, []):
            explained = figure.note and other.note and figure.note != other.note
            if not explained and figure.part_of == other.part_of and _differ(figure, other):
                yield problem(
                    "two-values",
                    value_of(figure),
                    what=f"“{figure.subject}”{figure.measure}",
                    left=other.as_written,
                    right=figure.as_written,
                    other=beside(value_of(figure), value_of(other)),
                )
        seen[key].append(figure)


def _differ(figure: Figure, other: Figure) -> bool:
    """Whether two wordings can't mean the same number: 62万余元 and 624,300元 can."""
    if figure.bound is Bound.EXACT and other.bound is Bound.EXACT:
        slack = max(figure.precision, other.precision) / 2 if figure.precision != other.precision else 0
    else:
        slack = max(figure.precision, other.precision)
    return abs(figure.value - other.value) > slack


def mixed_cutoffs(scene: Scene) -> Iterator[Problem]:
    """Lines of one budget, or parts of one total, that count to different days."""
    for project, rows in grouped(scene.rows(BudgetRecord), BudgetRecord.project).items():
        dated = [row for row in rows if row.as_of and row.spent is not None]
        odd = next((row for row in dated if row.as_of != dated[0].as_of), None)
        if odd:
            yield problem(
                "mixed-cutoff",
                odd.at(BudgetRecord.as_of),
                what=f"“{scene.name('projects', project)}”的预算各行",
                left=f"“{dated[0].item}”算到 {dated[0].as_of}",
                right=f"“{odd.item}”算到 {odd.as_of}",
            )
    for split in scene.disclosure.breakdowns.values():
        if split.note:
            continue
        parts = [scene.disclosure.figures[name] for name in split.parts if name in scene.disclosure.figures]
        dated_parts = [(part, _told_on(scene, part)) for part in parts if part.where and _told_on(scene, part)]
        late = next(((part, day) for part, day in dated_parts if day != dated_parts[0][1]), None)
        if late:
            first, day = dated_parts[0]
            yield problem(
                "mixed-cutoff",
                value_of(late[0]),
                what=f"“{split.title}”的各项出自不同时候的文件",
                left=f"“{first.subject}”出自 {day} 的文件",
                right=f"“{late[0].subject}”出自 {late[1]} 的文件",
            )


def _told_on(scene: Scene, figure: Figure) -> str:
    source = scene.disclosure.sources.get(figure.source or "")
    return source.published_on if source else ""


_SEVERAL = 3


def members_missing(scene: Scene) -> Iterator[Problem]:
    """A total that is split by stations and branches and leaves some of them out."""
    bodies = {
        row.name: row
        for row in scene.rows(UnitRecord)
        if row.name
        and row.type in {UnitType.BRANCH, UnitType.REPRESENTATIVE, UnitType.STATION}
        and row.status != UnitStatus.CLOSED
    }
    for split in scene.disclosure.breakdowns.values():
        parts = [scene.disclosure.figures[name] for name in split.parts if name in scene.disclosure.figures]
        listed = {name for name in bodies for part in parts if name in part.subject}
        if len(listed) < _SEVERAL or len(listed) == len(bodies):
            continue
        place = next((part for part in parts if part.where), None)
        year = f"{parts[0].year}-12-31"
        absent = sorted(name for name in set(bodies) - listed if str(bodies[name].established_on or "") <= year)
        if place and absent:
            yield problem(
                "member-missing", value_of(place), cell=split.title, left=len(listed), right="、".join(absent)
            )


RULES: dict[str, Rule] = {
    "two-values": two_values,
    "mixed-cutoff": mixed_cutoffs,
    "member-missing": members_missing,
}
