"""The page of one project: its money, what was done and for whom, what became better, and what is not published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ... import charts
from ...blocks import (
    Detail,
    added,
    all_facts,
    by_subject,
    claim,
    claimed,
    detail_page,
    figure_list,
    figures_shown,
    money_block,
    money_facts,
    phrase,
    pointed_to,
    section_crumbs,
    seeming_list,
    sentence,
    stated,
    told_by,
)
from ...model import Block, Chart, ChartBlock, Disclosure, Facts, Figure, Kind, Page, ProjectOutcome, Stages, newest
from ...model import RichText as RichTextPieces
from ...quotes import quoted
from .cards import project_card
from .records import (
    MONEY,
    CategoryBasis,
    Closing,
    ClosingRecord,
    HelpedUnit,
    Progress,
    ProgressRecord,
    Project,
    ProjectRecord,
)
from .sums import closing_sums, elsewhere, expectations, is_accounted, progress_sums, rows_about_project

# Columns that not every project needs: they are left out where empty, or named under 没公开的.
_OPTIONAL = (
    ProjectRecord.full_name,
    ProjectRecord.partners,
    ProjectRecord.fund,
    ProjectRecord.project_no,
    ProjectRecord.executor,
    ProjectRecord.standard,
)


def project_page(disclosure: Disclosure, kind: Kind, row: Project) -> Page:
    """The page of one project."""
    figures, named = disclosure.of_record(kind.id, row.id), disclosure.naming(kind.id, row.id)
    money = money_facts(figures, MONEY)
    accounted = any(is_accounted(disclosure, row, label) for label, _ in money)
    shown = figures_shown(money)
    more = tuple(added(disclosure, kind, row))
    outputs = [figure for figure in figures if figure.unit != "元"]
    outcome = _outcome(disclosure, kind, row, told_below=bool(outputs or more or named))
    opening: list[Block] = [
        outcome,
        *money_block(disclosure, money, partial(elsewhere, row, named), accounted=accounted),
    ]
    others = [figure for figure in figures if figure.unit == "元" and figure.id not in shown]
    opening += figure_list("其他金额", others, id="amounts")
    opening += by_subject("做了什么，帮了谁", outputs, f"outputs-{row.id}")
    opening += seeming_list(named)
    opening += [ChartBlock(chart) for chart in record_charts(disclosure, kind, row, figures)]
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=stated(figures) or _recorded_finding(disclosure, kind, row, more),
            description=f"的项目{quoted(row.name)}：筹集、支出、受益和没公开的。",
            crumbs=section_crumbs("projects"),
            status=_status(disclosure, row),
            figures=figures,
            opening=opening,
            added=more,
            closing=tuple(_closing(disclosure, kind, row, more)),
            expects=tuple(expectations(row, figures, named)),
        ),
    )


def _outcome(disclosure: Disclosure, kind: Kind, row: Project, *, told_below: bool) -> ProjectOutcome:
    """What was done, and whether anything became better: the second only where an evaluation says so."""
    card = project_card(disclosure, kind, row)
    evaluations = [closing.evaluation for closing in disclosure.about(Closing, ClosingRecord.project, row.id)]
    evaluated = next((text for text in evaluations if text), "")
    silent = claim(not evaluated, "还没有公布。帮了以后有没有变好，要等评估报告。")
    done = (
        claim(told_below, "见下面。")
        or claim(row.summary, "见上面。")
        or claim(not told_below and not row.summary, "没有写明做了什么。")
    )
    return ProjectOutcome(
        card.result, done, (f"结项评估：{evaluated}",) if evaluated else silent, bool(evaluated), card.picture
    )


def _closing(disclosure: Disclosure, kind: Kind, row: Project, more: Sequence[Block]) -> Iterator[Block]:
    """The facts of a project, and its steps where no progress was published."""
    yield Facts("基本情况", all_facts(disclosure, kind, row, missing=True, optional=_OPTIONAL), id="facts")
    stages = disclosure.organisation.project_stages
    more_steps = any(isinstance(block, Stages) for block in more)
    if stages and not more_steps:
        steps = tuple((step, claimed(not more_steps, "日期未披露")) for step in stages.split("、"))
        dates = claimed(not row.start_on and not row.end_on, "本项目各步的日期报告未披露。") or "没有逐步的日期。"
        yield Stages("走到哪一步", steps, sentence(f"机构的项目流程有这几步；{dates}"))


def _status(disclosure: Disclosure, row: Project) -> str:
    """Year, state, category and source in one line."""
    source = disclosure.sources.get(row.source or "")
    basis = f"{told_by(disclosure, [row])}写明" if row.category_basis == CategoryBasis.REPORT else "本站归类"
    parts = (
        f"{row.year}年度" if row.year else "",
        row.status or "",
        f"类别：{row.category}（{basis}）" if row.category else "类别：没有归类",
        f"来源：《{source.title}》{row.place or ''}" if source else "",
    )
    return " · ".join(part for part in parts if part)


def _recorded_finding(disclosure: Disclosure, kind: Kind, project: Project, more: Iterable[Block]) -> RichTextPieces:
    reports = disclosure.about(Progress, ProgressRecord.project, project.id)
    last = newest(reports, ProgressRecord.as_of)
    if last and (sums := progress_sums(last)):
        return (sums,)
    closings = disclosure.about(Closing, ClosingRecord.project, project.id)
    if closed := "".join(map(closing_sums, closings[-1:])):
        return (closed,)
    figures = disclosure.of_record(kind.id, project.id)
    if rows := [part.text for part in rows_about_project(disclosure, project)]:
        return sentence(f"{'；'.join(rows)}。")
    named = disclosure.naming(kind.id, project.id)
    untold = claim(not figures, f"{told_by(disclosure, [project])}提到这个项目，没有给出数字。")
    return pointed_to(named, more, phrase(disclosure, project, "summary"), untold)


def record_charts(disclosure: Disclosure, kind: Kind, row: Project, figures: list[Figure]) -> Iterator[Chart]:
    """Charts that the figures of one record allow: its breakdowns, and who benefited by unit."""
    for breakdown in disclosure.splitting(figures):
        if len(breakdown.parts) > 1:
            caption = charts.Caption(
                f"{kind.id}-{row.id}-{breakdown.id.lower()}", sources=tuple(disclosure.sources.values())
            )
            parts = [disclosure.figures[part] for part in breakdown.parts]
            yield charts.breakdown(caption, breakdown, disclosure.figures[breakdown.total], parts)
    helped = [
        figure
        for figure in figures
        if "受益" in figure.measure and figure.unit in tuple(HelpedUnit) and not figure.part_of and not figure.formula
    ]
    if len(helped) > 1:
        words = charts.Caption(
            f"{kind.id}-{row.id}-helped", plain="帮了多少人，按单位分开", sources=tuple(disclosure.sources.values())
        )
        yield charts.panels(words, helped)
