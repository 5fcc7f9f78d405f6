"""What stands at the top of a year: totals that are none, exchanged, of another scope or year, or only promised."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds.headlines import OF_THE_YEAR, Headline, HeadlineRecord, HeadlineRole, part_of_year
from ..model import Coverage, Figure, Nature
from ..problems import Problem, problem
from .jumps import PLANNED
from .scene import Rule, Scene
from .totals import STATEMENTS, FlowDirection, is_whole, side_of, year_totals

_SIDES = {
    HeadlineRole.INCOME: FlowDirection.IN,
    HeadlineRole.OTHER_INCOME: FlowDirection.IN,
    HeadlineRole.PLANNED_INCOME: FlowDirection.IN,
    HeadlineRole.EXPENSE: FlowDirection.OUT,
    HeadlineRole.OTHER_EXPENSE: FlowDirection.OUT,
    HeadlineRole.PLANNED_EXPENSE: FlowDirection.OUT,
}
_FIRST = {HeadlineRole.INCOME, HeadlineRole.EXPENSE}


def doubtful(scene: Scene) -> Iterator[Problem]:
    """Every role of a year whose figure is not what the role says; each row once, with the first reason that fits."""
    rows = [row for row in scene.rows(HeadlineRecord) if isinstance(row, Headline)]
    for row in rows:
        figure = scene.disclosure.figures.get(row.figure)
        if figure is None or row.role not in _SIDES.keys() | OF_THE_YEAR or figure.topic == STATEMENTS:
            continue
        reasons = _reasons(scene, rows, row, figure) if row.role in _SIDES else ()
        reason = next(filter(None, (_part_of_year(scene, row, figure), *reasons)), "")
        if reason:
            yield problem(
                "headline-doubtful",
                row.at(HeadlineRecord.figure),
                cell=f"{row.year} 年{row.role}",
                left=f"{figure.id}“{figure.subject}”{figure.measure} {figure.as_written}",
                reason=reason,
            )


def _reasons(scene: Scene, rows: list[Headline], row: Headline, figure: Figure) -> Iterator[str]:
    yield _unit(figure)
    yield _turned(row, figure)
    yield _not_real(row, figure)
    yield _other_year(row, figure)
    yield _part(scene, row, figure)
    yield _scope(scene, rows, row, figure)


def _unit(figure: Figure) -> str:
    return "" if figure.unit == "元" else f"它的单位是“{figure.unit}”，不是钱"


def _turned(row: Headline, figure: Figure) -> str:
    """A total of what came in that speaks of what went out, or the other way round."""
    side = side_of(figure.measure) or side_of(figure.subject)
    topic = {FlowDirection.IN.value: FlowDirection.IN, FlowDirection.OUT.value: FlowDirection.OUT}.get(figure.topic)
    meant = _SIDES[row.role]
    if side and side is not meant:
        return f"它说的是{side.value}，两项像是填反了"
    if side is None and topic and topic is not meant:
        return f"它的主题是“{figure.topic}”，两项像是填反了"
    return ""


def _not_real(row: Headline, figure: Figure) -> str:
    if row.role in PLANNED:
        return "" if figure.nature is Nature.PLANNED or figure.formula else f"它的性质是“{figure.nature}”，不是计划"
    if figure.nature is Nature.ACTUAL or figure.formula:
        return ""
    return f"它的性质是“{figure.nature}”，不是实际收到或用掉的"


def _other_year(row: Headline, figure: Figure) -> str:
    ahead = 1 if row.role in PLANNED else 0
    return "" if 0 <= figure.year - row.year <= ahead else f"它是 {figure.year} 年的数"


def _part_of_year(scene: Scene, row: Headline, figure: Figure) -> str:
    stretch = part_of_year(row, figure, scene.disclosure.organisation.founded_on)
    return stretch and f"它说的是{stretch}，不是全年；网页用它自己的名称登出，不当全年的数，也不和别的年度比"


def _part(scene: Scene, row: Headline, figure: Figure) -> str:
    """A figure that another one contains, or that speaks of one thing where there is one of the whole year."""
    if row.role in PLANNED or figure.formula:
        return ""
    splits = scene.disclosure.breakdowns
    for name in figure.part_of:
        total = scene.disclosure.figures.get(splits[name].total) if name in splits else None
        if total is not None and total.scope in {figure.scope, Coverage.UNSTATED}:
            return f"它只是 {total.id}“{total.subject}”{total.measure}（{total.as_written}）的一部分"
    wholes = [
        whole
        for (year, side, scope), listed in year_totals(scene).items()
        for whole in listed
        if (year, side, scope) == (figure.year, _SIDES[row.role], figure.scope) and is_whole(whole)
    ]
    larger = [whole for whole in wholes if whole.value > figure.value and whole.id != figure.id]
    if larger and (not is_whole(figure) or (figure.basis is not None and figure.basis != larger[0].basis)):
        whole = max(larger, key=lambda other: other.value)
        return f"全年的合计像是 {whole.id}“{whole.subject}”{whole.measure}（{whole.as_written}）"
    return ""


def _scope(scene: Scene, rows: list[Headline], row: Headline, figure: Figure) -> str:
    """Both totals of a year count the same bodies, and the body's own come first where they are told."""
    if row.role not in _FIRST:
        return ""
    for other in rows:
        twin = scene.disclosure.figures.get(other.figure)
        same = other.role in _FIRST and other.role is not row.role and other.year == row.year
        if same and twin is not None and twin.scope != figure.scope and figure.scope is not Coverage.OWN:
            return f"它的口径是“{figure.scope}”，{other.role}的口径是“{twin.scope}”，两项不能相减"
    local = year_totals(scene).get((figure.year, _SIDES[row.role], Coverage.OWN), [])
    if figure.scope is Coverage.COUNTY and local:
        return f"它的口径是“{figure.scope}”，本级的数是 {local[0].id}（{local[0].as_written}）"
    return ""


RULES: dict[str, Rule] = {"headline-doubtful": doubtful}
