"""Figures as marks: their labels, and what they stand for – as declared, never guessed from words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import TypeAlias

from msgspec.structs import replace

from ..model import Breakdown, Chart, Figure, FigureStatus, Link, Mark, Nature, Proof, Role
from ..quantities import Bound, computed_text, together
from .guards import MaybeFigure, unbounded

MOST_ROWS = 7  # beyond that the smallest parts become one row, where they may be added
INTENTIONS = (Nature.PLANNED, Nature.SIZE, Nature.LIMIT, Nature.PLEDGED)  # drawn hollow: not money that moved

Labels: TypeAlias = "Mapping[str, str | Link]"  # by figure id; a link also leads from the row to a page


def role_of(figure: Figure, side: Role | None = None) -> Role:
    """What a figure stands for: an intention by its nature, a count by its unit, else *side*, else what its topic says.

    *side* is what the caller knows from declared data, such as the roles of 年度要目.
    """
    if figure.nature in INTENTIONS:
        return Role.PLAN
    if figure.unit != "元":
        return Role.COUNT
    return side or {"收入": Role.INCOME, "支出": Role.EXPENSE}.get(figure.topic, Role.OTHER)


def present(figures: Iterable[MaybeFigure]) -> list[Figure]:
    """The figures that are there."""
    return [figure for figure in figures if isinstance(figure, Figure)]


def mark_of(figure: Figure, label: str, role: Role) -> Mark:
    """A figure as a mark; one that awaits verification stands for that, unless it is an intention."""
    return Mark(
        label=label,
        value=figure.value,
        text=figure.text,
        role=Role.UNCERTAIN if figure.status == FigureStatus.PENDING and role is not Role.PLAN else role,
        unit=figure.unit,
        open_end=figure.bound is Bound.AT_LEAST,
        figure=figure,
    )


def marks_of(
    figures: Sequence[Figure],
    roles: Sequence[Role],
    labels: Labels | None = None,
    *,
    by: str = "subject",
) -> tuple[Mark, ...]:
    """Figures as marks in their order, labelled by *labels*, else by what tells them apart; *roles* has one for each."""
    marks = []
    for figure, role, name in zip(figures, roles, _distinct(figures, by), strict=True):
        label = (labels or {}).get(figure.id, name)
        mark = mark_of(figure, label.text if isinstance(label, Link) else label, role)
        marks.append(replace(mark, link=label) if isinstance(label, Link) else mark)
    return tuple(marks)


def _distinct(figures: Sequence[Figure], by: str) -> list[str]:
    """Labels by subject (or measure), with as much added as tells them apart."""
    extras = ("measure" if by == "subject" else "subject", "basis", "year", "id")
    names: list[str] = [getattr(figure, by) for figure in figures]
    for extra in extras:
        values: dict[str, set[object]] = {}
        for figure, name in zip(figures, names, strict=True):
            values.setdefault(name, set()).add(getattr(figure, extra))
        alike = {name for name, known in values.items() if len(known) > 1}
        names = [
            f"{name}（{getattr(figure, extra)}）" if name in alike and getattr(figure, extra) else name
            for figure, name in zip(figures, names, strict=True)
        ]
    return names


def largest_first(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks in falling order; equal ones keep theirs."""
    return tuple(sorted(marks, key=lambda mark: -mark.value))


def folded(chart: Chart, split: Breakdown) -> Chart:
    """Make one row 其余N项 of the smallest parts, if they may be added: disjoint, one unit, none in doubt."""
    rest = chart.marks[MOST_ROWS - 1 :]
    if len(chart.marks) <= MOST_ROWS or split.disjoint != Proof.YES:
        return chart
    if any(mark.figure is None or mark.role is Role.UNCERTAIN or unbounded(mark.figure) for mark in rest):
        return chart
    value = sum((mark.value for mark in rest), Decimal(0))
    figures = [mark.figure for mark in rest if mark.figure]
    bound = reduce(together, (figure.loose for figure in figures))
    row = Mark(
        label=f"其余{len(rest)}项",
        value=value,
        text=computed_text(value, rest[0].unit, bound, max(figure.grain for figure in figures)),
        role=rest[0].role,
        unit=rest[0].unit,
        open_end=any(mark.open_end for mark in rest),
        note="、".join(mark.label + mark.text for mark in rest),
    )
    return replace(chart, marks=(*chart.marks[: MOST_ROWS - 1], row))
