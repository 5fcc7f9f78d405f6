"""The difference of a year that a document states, held against its income less its expense."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds.headlines import HeadlineRecord, HeadlineRole
from ..model import Coverage, Figure, Nature
from ..problems import Problem, problem
from ..quantities import quantity_text
from .scene import Scene, held_together, value_of
from .totals import highest, lowest

_SIDES = (HeadlineRole.DIFFERENCE, HeadlineRole.INCOME, HeadlineRole.EXPENSE)


def unlike_balances(scene: Scene) -> Iterator[Problem]:
    """Stated differences that income less expense of their year cannot be, as exactly as the three are told."""
    for year in sorted({row.year for row in scene.rows(HeadlineRecord) if row.year}):
        sides = [_figure(scene, year, role) for role in _SIDES]
        balance, income, expense = sides
        if balance is None or income is None or expense is None or balance.formula or not _alike(*filter(None, sides)):
            continue
        least, most = lowest(income) - highest(expense), highest(income) - lowest(expense)
        possible = lowest(balance) <= most and least <= highest(balance)
        if possible or held_together(scene, [figure.id for figure in (balance, income, expense)]):
            continue
        apart = abs(income.value - expense.value - balance.value)
        turned = least <= -balance.value <= most
        yield problem(
            "sum-unlike-total",
            value_of(balance),
            what=f"{year}年收支差（{balance.id}）",
            left=balance.as_written,
            right=f"收入 {income.id} 的 {income.as_written}减支出 {expense.id} 的 {expense.as_written}",
            reason="正好正负相反" if turned else f"差 {quantity_text(apart, '元')}",
        )


def _figure(scene: Scene, year: int, role: HeadlineRole) -> Figure | None:
    """The one figure of a role in a year."""
    rows = [row for row in scene.rows(HeadlineRecord) if row.year == year and row.role is role]
    return scene.disclosure.figures.get(rows[0].figure or "") if len(rows) == 1 else None


def _alike(*figures: Figure) -> bool:
    """Whether the figures are amounts that were really moved, of the same bodies and the same sort of giving."""
    scopes = {figure.scope for figure in figures} - {Coverage.UNSTATED}
    sorts = {figure.basis for figure in figures} - {None}
    real = all(figure.unit == "元" and (figure.nature is Nature.ACTUAL or figure.formula) for figure in figures)
    return real and len(scopes) <= 1 and len(sorts) <= 1
