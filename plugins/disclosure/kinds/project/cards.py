"""A project in a list: what came of it, its money, how far it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...blocks import newest_apart, phrase, sorted_money
from ...model import Amount, Card, Disclosure, Figure, FigureStatus, Kind, Link, joined, newest
from ...model import RichText as RichTextPieces
from .records import MONEY, Closing, ClosingRecord, Progress, ProgressRecord, Project, ProjectStatus
from .sums import rows_about_project

# What says best what came of a project: who was helped, then what was done.
_RESULTS = ("受益", "帮", "惠及", "服务", "举办", "活动", "讲座", "课")


def project_card(disclosure: Disclosure, kind: Kind, row: Project) -> Card:
    """A project in a list: what was done, what came of it, its money, how far it is; the newest that is told."""

    def work() -> Card:
        return disclosure.cached("cards of projects", (row,), lambda: _card(disclosure, kind, row))

    return disclosure.worked_out("cards of projects", row.id, work)


def _card(disclosure: Disclosure, kind: Kind, row: Project) -> Card:
    figures = [figure for figure in disclosure.of_record(kind.id, row.id) if not figure.formula]
    reports = disclosure.about(Progress, ProgressRecord.project, row.id)
    last = newest(reports, ProgressRecord.as_of)
    pictures = disclosure.shown.get(f"{kind.id}/{row.id}", ())
    result = _result(last, figures)
    money: list[tuple[str, Figure | Amount]] = []
    if last and last.expense is not None:
        # beside a picture it stands behind the result, which says that both are counted from the beginning
        spent = "花了" if pictures and last.beneficiaries is not None else "从开始花了"
        money.append((spent, Amount(last.expense, "元", where=last.at(ProgressRecord.expense))))
    elif not last:
        amounts = sorted_money(figures, MONEY)
        money += newest_apart(next((amounts[label] for label in ("支出", "筹集") if amounts[label]), ()))
        money += [] if money else _closed_with(disclosure, row)
        money += [] if money else [part.on_card for part in rows_about_project(disclosure, row)]
    return Card(
        title=row.name,
        link=Link(row.name, kind.place(row)),
        record=f"{kind.id}/{row.id}",
        picture=pictures[0] if pictures else None,
        result=result,
        text=_first_clause(phrase(disclosure, row, "summary")),
        money=tuple(money),
        status=" · ".join(part for part in (row.status or "", _when(row)) if part),
        id=row.id,
    )


def _closed_with(disclosure: Disclosure, row: Project) -> list[tuple[str, Amount]]:
    """What a closed project spent, where its closing tells it."""
    closing = next(reversed(disclosure.about(Closing, ClosingRecord.project, row.id)), None)
    if closing is None or closing.expense is None:
        return []
    return [("一共花了", Amount(closing.expense, "元", where=closing.at(ClosingRecord.expense)))]


def year_of(row: Project) -> str:
    """The year for which a project is reported, else the one in which it began."""
    return str(row.year or (row.start_on or "")[:4])


def _when(row: Project) -> str:
    """When a project began, and a closed one ended; where that is not known, the year for which it is reported, in which it may have gone on for long."""
    if row.start_on and row.end_on and row.status == ProjectStatus.CLOSED:
        years = dict.fromkeys((row.start_on[:4], row.end_on[:4]))
        return f"{'—'.join(years)}年"
    return f"{row.start_on[:4]}年起" if row.start_on else f"{row.year}年度" if row.year else ""


def _result(last: Progress | None, figures: Sequence[Figure]) -> tuple[str, Figure | Amount] | None:
    """What came of a project: whom it helped by its last progress, else the surest figure that is no money."""
    if last and last.beneficiaries is not None:
        where = last.at(ProgressRecord.beneficiaries)
        return f"到{last.as_of[:4]}年{int(last.as_of[5:7])}月共帮到", Amount(
            last.beneficiaries, last.unit or "人", where=where
        )
    return result_among(figures)


def result_among(figures: Sequence[Figure]) -> tuple[str, Figure] | None:
    """The surest of some figures that is no money."""
    counted = [figure for figure in figures if figure.unit != "元" and "元" not in figure.unit and figure.unit != "%"]

    def rank(figure: Figure) -> tuple[bool, bool, int]:
        word = next((place for place, word in enumerate(_RESULTS) if word in figure.measure), len(_RESULTS))
        return figure.status == FigureStatus.PENDING, bool(figure.part_of), word

    best = min(counted, key=rank, default=None)
    if best is None:
        return None
    return (best.measure if best.measure in best.subject else joined(best.subject, best.measure)), best


def _first_clause(text: RichTextPieces) -> RichTextPieces:
    """A text up to its first full stop; up to a semicolon, where enough stands before it."""
    pieces: list[Any] = []
    before = 0
    for piece in text:
        if isinstance(piece, str):
            for end in re.finditer("[。；]", piece):
                if end[0] == "。" or before + end.start() >= _ENOUGH:
                    return (*pieces, f"{piece[: end.start()]}。")
            before += len(piece)
        pieces.append(piece)
    return tuple(pieces)


_ENOUGH = 10  # characters
