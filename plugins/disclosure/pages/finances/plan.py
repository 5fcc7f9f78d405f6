"""计划与执行: what was aimed at, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from ...blocks import AnyOf, InRegister, checks, claim, claimed, concerning, figure_list, undisclosed
from ...kinds import kind_of
from ...kinds.plans import PlanRecord, firmness
from ...model import Block, Disclosure, Entries, Expectation, Figure, Link, Nature, Page
from ..headlines import SIDES, Headlines, headlines
from ..years import plan_chart, planned_for, targets
from .frame import brief, finance_page


def plan_page(disclosure: Disclosure, head: Headlines) -> Page:
    """What was aimed at, and what came of it."""
    year = head.year
    before = headlines(disclosure, year - 1)  # its report may have told what was aimed at in this year
    aimed = [
        target for told_in_year in (before, head) for side in SIDES for _, target in targets(told_in_year, side, head)
    ]
    planned = [figure for figure in disclosure.of_topic("计划") if figure.year in {year, year + 1}]
    planned += [figure for figure in aimed if figure not in planned]
    plans = [row for row in disclosure.rows(PlanRecord) if row.year in {year, year + 1}]
    blocks: list[Block] = [*plan_chart(disclosure, before, f"plan-{year}-done", head)]
    blocks += plan_chart(disclosure, head, f"plan-{year}")
    blocks += figure_list("有数字的计划", planned, id="figures")
    kind = kind_of("plans")
    unnumbered = [row for row in plans if not disclosure.of_record("plans", row.record_id)]
    if kind and unnumbered:
        for done_in in sorted({row.year for row in unnumbered if row.year}, reverse=True):
            blocks.append(
                Entries(
                    f"没有数字的{done_in}年计划（只列不画）",
                    tuple(brief(disclosure, kind, row) for row in unnumbered if row.year == done_in),
                    more=Link("工作计划", kind.address),
                    id="worded" if done_in > year else f"worded-{done_in}",
                )
            )
    blocks += checks("对得上吗", concerning(disclosure, planned))
    blocks += undisclosed(
        disclosure,
        year,
        ()
        if aimed
        else (
            Expectation(
                f"{year}年的目标（没有可以核对的数字）",
                AnyOf((InRegister(nature=Nature.PLANNED), InRegister(topics=("计划",)))),
            ),
        ),
    )
    pair = _aims(disclosure, head) or _aims(disclosure, before, head)
    lead = (
        (*pair, "。")
        if pair
        else claim(
            planned,
            f"{_years_of((*planned, *plans))}有数字的计划{len(planned)}项"
            f"{claimed(unnumbered, f'，没有数字的{len(unnumbered)}项')}。",
        )
        or claim(plans, f"{_years_of(plans)}的计划没有金额目标，写了{len(plans)}项要做的事。")
        or claim(not plans and not planned, f"{year}年和{year + 1}年的计划都没有公布。")
    )
    return finance_page(disclosure, head, "plan/", f"{year}年度计划与执行", lead, blocks)


def _aims(disclosure: Disclosure, head: Headlines, of_year: Headlines | None = None) -> list[str | Figure]:
    """What the report of a year aims at, mostly in the next, or in this one year: 2025年计划收入10万元，计划支出8万元."""
    aims: list[str | Figure] = []
    before = 0
    for label, figure in (target for side in SIDES for target in targets(head, side, of_year)):
        year = planned_for(figure, head)
        aims += ["，" if aims else "", "" if year == before else f"{year}年"]
        aims += [firmness(disclosure, figure) or "计划", label, figure]
        before = year
    return [piece for piece in aims if piece]


def _years_of(plans: Iterable[Figure | PlanRecord]) -> str:
    """The years in which plans are to be done: 2024年, 2023年和2024年."""
    return "和".join(f"{year}年" for year in sorted({plan.year for plan in plans if plan.year}))
