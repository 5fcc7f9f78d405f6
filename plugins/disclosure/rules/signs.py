"""Signs: words written for a difference of the other sign, and sums below zero where there can be none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from ..kinds.campaigns import CampaignAccountRecord, CampaignRecord
from ..kinds.emergencies import EmergencyReportRecord
from ..kinds.figures import ReportedFigure
from ..kinds.goods import GoodsRecord
from ..kinds.headlines import HeadlineRecord
from ..kinds.project import BudgetRecord, ProgressRecord
from ..model import Figure, FigureRef, rich
from ..problems import Problem, Where, problem
from ..quantities import plain, turned
from .scene import Rule, Scene, columns_of

# Measures that may be below zero without any word being wrong.
_NEUTRAL = re.compile(r"差|增减|变动|变化|净|结余|余额|盈亏|损益")
_ABOVE = re.compile(r"(?<![没不未])(?<!没有)(?:超过|多于|大于|高于|超出)(?:了)?(?:全年)?(?:总额|合计|总数)")
_BELOW = re.compile(r"(?<![不])(?:少于|小于|低于|不到|不足)(?:全年)?(?:总额|合计|总数)")


def below_zero(figure: Figure | None) -> bool:
    """Whether a figure is a computed one below zero, which its words may not have been written for."""
    return figure is not None and figure.formula is not None and figure.value < 0


def unfit(words: str, figure: Figure | None) -> bool:
    """Whether *words* before a figure below zero name a way, or the figure measures what can't be below zero."""
    if figure is None or not below_zero(figure):
        return False
    return turned(words) is not None or not _NEUTRAL.search(figure.measure + words)


def words_against_sign(scene: Scene) -> Iterator[Problem]:
    """Texts that quote a computed figure below zero, and notes that say more where there is less."""
    figures = scene.disclosure.figures
    yield from scene.of_each_kind(_quoted_in)
    for role in scene.rows(HeadlineRecord):
        headline = figures.get(role.figure or "")
        if headline and role.label and unfit(role.label, headline):
            yield _asked(role.at(HeadlineRecord.label), headline, role.label)
    for figure in figures.values():
        if figure.where and unfit(figure.measure, figure):
            yield _asked(replace(figure.where, column="指标"), figure, figure.measure)
    yield from _notes(scene)


def _quoted_in(scene: Scene, kind: str) -> Iterator[Problem]:
    figures = scene.disclosure.figures
    for row, column, text in scene.words(kind, lambda text: any(_misquoted(text, figures))):
        figure, before = next(_misquoted(text, figures))
        yield _asked(row.at(column), figure, before)


def _misquoted(text: str, figures: Mapping[str, Figure]) -> Iterator[tuple[Figure, str]]:
    """(figure, words before it) where a text quotes one with words that do not fit its sign."""
    before = ""
    for piece in rich(text):
        figure = figures.get(piece.id) if isinstance(piece, FigureRef) else None
        if figure and unfit(before, figure):
            yield figure, before
        before = piece if isinstance(piece, str) else ""


def _asked(where: Where, figure: Figure, before: str) -> Problem:
    return problem("words-against-sign", where, cell=figure.id, left=figure.as_written, right=before[-12:])


def _notes(scene: Scene) -> Iterator[Problem]:
    figures = scene.disclosure.figures
    unread = {name for row in scene.rows(ReportedFigure) if row.id not in figures for name in row.part_of or ()}
    for split in scene.disclosure.breakdowns.values():
        total, parts = figures.get(split.total), [figures[name] for name in split.parts if name in figures]
        if total is None or not parts or not split.where or split.id in unread:
            continue
        difference = sum(part.value for part in parts) - total.value
        note = "".join(piece for piece in split.note if isinstance(piece, str))
        claim = _ABOVE.search(note) if difference < 0 else _BELOW.search(note) if difference > 0 else None
        if claim:
            where = replace(split.where, column="说明")
            fact = "分项之和比合计" + ("少" if difference < 0 else "多")
            yield problem("words-against-sign", where, cell=split.id, left=fact, right=claim[0])


# Sums since the beginning, plans and values: what was raised, spent or planned is never less than nothing.
_NEVER_BELOW_ZERO = (
    CampaignRecord.target,
    CampaignRecord.cost_plan,
    CampaignAccountRecord.cash_raised,
    CampaignAccountRecord.goods_raised,
    CampaignAccountRecord.used,
    CampaignAccountRecord.cost,
    BudgetRecord.budget,
    BudgetRecord.spent,
    ProgressRecord.income,
    ProgressRecord.expense,
    EmergencyReportRecord.cash_received,
    EmergencyReportRecord.goods_received,
    EmergencyReportRecord.used,
    EmergencyReportRecord.cash_used,
    EmergencyReportRecord.goods_used,
    GoodsRecord.value,
)


def sums_below_zero(scene: Scene) -> Iterator[Problem]:
    """Amounts below zero in columns of what was raised, spent, planned or valued."""
    yield from scene.of_each_kind(_below_zero_in)


def _below_zero_in(scene: Scene, kind: str) -> Iterator[Problem]:
    rows = scene.disclosure.records[kind]
    columns = [column for column in columns_of(rows) if column in _NEVER_BELOW_ZERO]
    for row in rows if columns else ():
        for column in columns:
            amount = row[column]
            if amount is not None and amount < 0:
                yield problem("sum-below-zero", row.at(column), column=column.label, cell=plain(amount))


RULES: dict[str, Rule] = {"words-against-sign": words_against_sign, "sum-below-zero": sums_below_zero}
