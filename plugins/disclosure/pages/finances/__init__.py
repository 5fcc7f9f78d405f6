"""财务: overview, income, expense, goods, plan, costs, position and 对账表, one page each, for every year."""

from __future__ import annotations

from collections.abc import Iterator

from ...blocks import HOME, checks, claim, sentence, undisclosed
from ...model import Block, Disclosure, Heading, Link, Links, Page, Verdict
from .. import balancing, federation, flow, statements
from ..headlines import Headlines, headlines, totals_untold
from ..row_sums import gist
from ..switch import together
from ..topics import BALANCES, COSTS, STATEMENTS
from ..years import (
    checks_of,
    finding,
    open_checks,
    parts_in_words,
    plan_chart,
    spent_on_things_listed,
    totals_chart,
    unlike_between,
)
from .costs import costs_page
from .expense import expense_page
from .frame import SHOWN_FIGURES, finance_page, sections
from .in_kind import goods_page
from .income import income_page
from .plan import plan_page
from .position import position_page


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """Every finance page of every year, and the entry page."""
    for year in disclosure.years:
        head = headlines(disclosure, year)
        yield from (
            make(disclosure, head)
            for make in (_overview, income_page, expense_page, goods_page, plan_page, _flow, costs_page, position_page)
        )
        yield from _checks(disclosure, head)
        for sheet in statements.sheets(disclosure, year):
            yield finance_page(disclosure, head, sheet.path, f"{year}年度{sheet.label}", sheet.finding, sheet.blocks)
    yield _entry(disclosure)


def _entry(disclosure: Disclosure) -> Page:
    years = disclosure.years
    all_years = together(disclosure)
    groups = tuple(
        Links(
            f"{year}年度",
            tuple((Link(label, f"finances/{year}/{path}"), "") for path, label in sections(disclosure, year)),
        )
        for year in years
    )
    lead = finding(disclosure, headlines(disclosure, years[0])) if years else sentence(f"{totals_untold(disclosure)}。")
    rows = tuple((Link(kind.rows_page, kind.address), gist(disclosure, kind)) for kind in disclosure.told_in_rows)
    return Page(
        path="finances/",
        title="财务",
        finding=lead,
        blocks=(
            *groups,
            *((Links("已经公布的", rows),) if rows and not years else ()),
            *federation.relation(disclosure),
            Links(
                "相关",
                (
                    *(((Link("合并账", federation.PATH), ""),) if disclosure.federation else ()),
                    (Link("年度概览", "years/"), ""),
                    *(((Link("数据探索", "explore/"), "自己选指标、年份和图"),) if disclosure.figures else ()),
                    *(((all_years, "收入、支出、费用、捐赠和受益的历年变化"),) if all_years else ()),
                    (Link("募捐渠道与活动", "channels/"), ""),
                    (Link("工作计划", "plans/"), ""),
                    *(rows if years else ()),
                ),
            ),
        ),
        section="finances",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的财务：收入、支出、物资、计划、结余和对账。",
    )


def _overview(disclosure: Disclosure, head: Headlines) -> Page:
    year = head.year
    blocks: list[Block] = [*totals_chart(disclosure, head)]
    blocks += plan_chart(disclosure, head, f"plan-{year}-overview")
    for title, anchor, words, side in (
        ("花在哪", "expense", "支出明细", "支出"),
        ("从哪来", "income", "收入明细", "收入"),
    ):
        listed = tuple(parts_in_words(disclosure, head, side, f"{anchor}-{year}-overview", SHOWN_FIGURES))
        if side == "支出" and not listed:
            listed = tuple(spent_on_things_listed(disclosure, head))
        if listed:
            blocks += (Heading(title, anchor, Link(words, f"finances/{year}/{anchor}/")), *listed)
    problems = [check for check in open_checks(disclosure, year) if check.topic in {"收入", "支出", "总体", "物资"}]
    blocks += checks("对得上吗", problems, more=Link("对账表", f"finances/{year}/checks/"))
    blocks += undisclosed(disclosure, year, (*COSTS, *BALANCES, *STATEMENTS))
    return finance_page(disclosure, head, "", f"{year}年度财务总览", finding(disclosure, head), blocks)


def _flow(disclosure: Disclosure, head: Headlines) -> Page:
    result, blocks = flow.content(disclosure, head.year)
    return finance_page(disclosure, head, "flow/", f"{head.year}年度善款去向", result, blocks)


def _checks(disclosure: Disclosure, head: Headlines) -> Iterator[Page]:
    """对账: all checks of a year, and a page for every result and every size of a difference."""
    every, unlike = checks_of(disclosure, head.year), unlike_between(disclosure, head.year)
    counts = {verdict: sum(check.verdict is verdict for check in every) for verdict in Verdict}
    tallies = "，".join(f"{verdict.words}{count}项" for verdict, count in counts.items() if count)
    page = finance_page(
        disclosure,
        head,
        "checks/",
        f"{head.year}年度对账表",
        (
            *claim(every, f"一共核对{len(every)}项：{tallies}。两边都照登，差额不抹平。"),
            *claim(not every, f"{head.year}年的数字还没有互相核对过。"),
            *claim(unlike, f"合并账里另有{len(unlike)}项对不上，或没法对。"),
        ),
        balancing.blocks(every, f"finances/{head.year}/checks/", federation.unlike(head.year, unlike)),
    )
    yield page
    yield from balancing.selections(page, every)
