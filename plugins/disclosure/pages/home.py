"""首页 of an organisation: the answer first, then where it went, where it came from, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..blocks import checks, claim, claimed, entry, in_one, latest, undisclosed
from ..kinds import kind_of
from ..kinds.audits import newest_opinion
from ..kinds.donations import lookup
from ..kinds.projects import ProjectRecord
from ..model import Block, Disclosure, Entries, Entry, Expectation, FigureStatus, Heading, Link, Links, Page, Prose
from ..reading import Record
from ..releases import CorrectionRecord
from . import federation
from .headlines import headlines
from .topics import AUDITS, BALANCES, COSTS, GIFTS, STATEMENTS
from .years import agrees, open_checks, parts, statement

SHOWN_PARTS = 6
SHOWN_PROJECTS = 3
SHOWN_CHECKS = 3
SHOWN_CORRECTIONS = 3


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """The one home page."""
    organisation = disclosure.organisation
    years = disclosure.years
    if not years:
        yield Page(
            "", organisation.name, claim(not years, "还没有公布任何年度的数字。"), (), section="home", template="home"
        )
        return
    head = headlines(disclosure, years[0])
    year = head.year
    blocks: list[Block] = [statement(disclosure, head)]
    if disclosure.count("donations"):
        blocks += [Heading("查我的捐赠", "lookup", Link("按月份查", "donations/")), *lookup(disclosure)]
    blocks.append(Heading("钱花到哪了", "expense", Link("全部支出明细", f"finances/{year}/expense/")))
    blocks += parts(disclosure, head, "支出", f"home-expense-{year}", SHOWN_PARTS)
    blocks.append(Heading("钱从哪来", "income", Link("全部收入明细", f"finances/{year}/income/")))
    blocks += parts(disclosure, head, "收入", f"home-income-{year}", SHOWN_PARTS)
    blocks += _projects(disclosure)
    blocks.append(Heading("审计", "audits", Link("每次审计", "audits/")))
    blocks.append(Prose((newest_opinion(disclosure),)))
    problems = open_checks(disclosure, year)
    blocks += checks(
        "对不上、要核实的",
        problems[:SHOWN_CHECKS],
        compact=True,
        more=Link(f"全部{len(problems)}项", f"finances/{year}/checks/"),
    )
    blocks += _corrections(disclosure)
    related = federation.relation(disclosure)
    if related:
        blocks += [Heading("上下级", "federation"), Prose(tuple(entry.text for entry in related))]
    blocks.append(
        Links(
            "看不懂？",
            (
                (Link("关于数据", "about/data/"), "数字怎么来、约数怎么画、缺的怎么写"),
                (Link("名词解释", "about/terms/"), "口径、认捐、收支差是什么意思"),
                (Link("数字台账", f"facts/{year}/"), "每个数的原文写法和出处"),
            ),
        )
    )
    blocks += undisclosed(
        disclosure,
        year,
        (
            *in_one("年初、年末结余", BALANCES),
            *in_one("三张财务报表", STATEMENTS),
            *in_one("管理费用和募捐成本", COSTS),
            Expectation("逐笔捐赠明细：所以这里还查不了单笔捐赠", GIFTS),
            *in_one("审计机构、审计意见和审计报告", AUDITS),
        ),
    )
    yield Page(
        path="",
        title=organisation.name,
        label="首页",
        finding=(),  # the statement says it, in large figures
        blocks=tuple(blocks),
        section="home",
        year=year,
        years=tuple(Link(f"{year}年", f"years/{year}/") for year in years),
        template="home",
        description=f"{organisation.name}{year}年度收支、项目、审计和没公开的"
        f"{claimed(every_figure_sourced(disclosure), '，每个数字都能查到出处')}。",
        status=_status(disclosure, year),
    )


def every_figure_sourced(disclosure: Disclosure) -> bool:
    """Whether there are figures, and each names a document or says how it was computed."""
    figures = disclosure.figures.values()
    return bool(figures) and all(figure.formula or figure.source in disclosure.sources for figure in figures)


def _status(disclosure: Disclosure, year: int) -> str:
    """How much is told, how much of it is in doubt, and what the checks of the year came to."""
    figures = disclosure.figures.values()
    states = [figure.status for figure in figures]
    doubts = [
        f"{states.count(state)}条{words}"
        for state, words in ((FigureStatus.PENDING, "待核实"), (FigureStatus.INFERRED, "口径或归类由本站推断"))
        if state in states
    ]
    doubtful = f"，其中{'、'.join(doubts)}" if doubts else ""
    sourced = sum(bool(figure.formula or figure.source in disclosure.sources) for figure in figures)
    origin = claimed(every_figure_sourced(disclosure), "全部可查出处") or f"，{sourced}条写明出处"
    clauses = [f"{len(states)}条数字{origin}{doubtful}"]
    checked = sum(check.year == year for check in disclosure.reconciliations)
    problems = len(open_checks(disclosure, year))
    between = len(disclosure.between)
    if problems:
        clauses.append(f"{year}年核对了{checked}项，其中{problems}项对不上或没法核对")
    else:
        clauses.append(
            claimed(agrees(disclosure, year), f"{year}年核对了{checked}项，都对得上")
            or claimed(checked, f"{year}年本会自己的{checked}项核对都对得上")
            or claimed(not checked, f"{year}年没有可以核对的项目")
        )
    clauses += [f"合并账有{between}处对不上或没法核对"] if between else []
    return "；".join(clauses)


def _corrections(disclosure: Disclosure) -> Iterator[Block]:
    """The newest corrections, where there are any."""
    kind = kind_of("corrections")
    rows = latest(disclosure.rows(CorrectionRecord), CorrectionRecord.corrected_on)
    if not kind or not rows:
        return
    listed = tuple(
        Entry(
            title=str(row.location),
            link=Link(str(row.location), kind.place(row)),
            meta=f"{row.corrected_on} · {row.type}",
        )
        for row in rows[:SHOWN_CORRECTIONS]
    )
    more = Link(f"全部{len(rows)}处", kind.address)
    yield Entries("更正与核实", listed, more=more, id="corrections")


def _size(disclosure: Disclosure, row: Record) -> Decimal:
    """The largest amount that a project has; only decides the order."""
    return max(
        (figure.value for figure in disclosure.of_record("projects", row.record_id) if figure.unit == "元"),
        default=Decimal(0),
    )


def _projects(disclosure: Disclosure) -> Iterator[Block]:
    kind = kind_of("projects")
    rows = disclosure.rows(ProjectRecord)
    if not kind or not rows:
        return
    most = sorted(rows, key=lambda row: -_size(disclosure, row))[:SHOWN_PROJECTS]
    yield Entries(
        "项目",
        tuple(entry(disclosure, kind, row) for row in most),
        more=Link(f"全部{len(rows)}个项目", kind.address),
        id="projects",
    )
