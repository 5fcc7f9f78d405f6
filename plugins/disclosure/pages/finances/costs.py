"""管理费与募捐成本: what the work itself cost."""

from __future__ import annotations

from collections.abc import Iterator

from ... import charts
from ...accounts import of_role
from ...blocks import claim, claimed, figure_list, name_of, sentence, undisclosed
from ...model import Block, Breakdown, ChartBlock, Disclosure, Expectation, Figure, Link, Note, Page, Proof, Role
from .. import statements
from ..headlines import Headlines
from ..topics import ALL_COSTS, COSTS, PROGRAMME, WAGES, figures_about, last_income
from ..years import COST_LINES, captioned
from .frame import SHOWN_FIGURES, finance_page

_COST_ROLES = (*(role for _, role in COST_LINES), "other_expense")


def costs_page(disclosure: Disclosure, head: Headlines) -> Page:
    """What the work itself cost."""
    result = statements.costs(disclosure, head.year)
    if result:
        words, shown = result
        title = f"{head.year}年度管理费与募捐成本"
        pay = Expectation("工作人员工资福利", WAGES)
        wages = undisclosed(disclosure, head.year, (pay,))
        words = (*words, *claim(pay.lacks(disclosure, head.year), "工作人员工资福利没有公布。"))
        return finance_page(
            disclosure, head, "costs/", title, words, (*_cost_chart(disclosure, head.year), *shown, *wages)
        )
    year = head.year
    known = figures_about(disclosure, year, *ALL_COSTS)
    expected = (
        *COSTS,
        Expectation("业务活动成本", PROGRAMME),
        last_income(year),
        Expectation("工作人员工资福利", WAGES),
    )
    lacking = [entry.label for entry in expected[:-1] if entry.lacks(disclosure, year)]
    blocks: list[Block] = [*figure_list("费用", known)]
    uncomputed = claim(lacking, f"慈善活动支出比例、管理费用比例和募捐成本比例没有算：缺{'、'.join(lacking)}。")
    blocks += [Note("没有算比例", uncomputed)] if uncomputed else []
    blocks.append(
        Note(
            "国家新标准还没查到原文",
            sentence("年度支出、管理费用和募捐成本的新规定尚未核到正式文本，本站不作合格或不合格的判断。"),
        )
    )
    blocks += undisclosed(disclosure, year, expected)
    costs = [entry.label for entry in COSTS if entry.lacks(disclosure, year)]
    lead: list[str | Figure] = []
    for figure in known[:SHOWN_FIGURES]:
        lead += ["，" if lead else f"{year}年", name_of(figure), figure]
    absent = claimed(costs, f"{'和'.join(costs)}没有公布")
    lead += ["；" if lead and absent else "" if lead else f"{year}年的", absent]
    words = (
        tuple(piece for piece in (*lead, "。") if piece) if known or costs else sentence(f"{year}年没有业务活动表。")
    )
    return finance_page(disclosure, head, "costs/", f"{year}年度管理费与募捐成本", words, blocks)


def _cost_chart(disclosure: Disclosure, year: int) -> Iterator[ChartBlock]:
    """The costs of the statement of activities as parts of 费用合计: its form says that they are all of it, and none twice."""

    def line(role: str) -> Figure | None:
        return of_role(disclosure.figures, year, "activity_statement", role, "total")

    total = line("expense")
    costs = [cost for role in _COST_ROLES if (cost := line(role)) and cost.value]
    if total and len(costs) > 1:
        split = Breakdown(
            f"costs-{year}", f"{year}年费用", total.id, Proof.YES, Proof.YES, tuple(cost.id for cost in costs)
        )
        caption = captioned(disclosure, f"costs-{year}", plain=split.title)
        labels: dict[str, str | Link] = {cost.id: cost.measure for cost in costs}
        yield ChartBlock(charts.breakdown(caption, split, total, costs, labels=labels, side=Role.EXPENSE))
