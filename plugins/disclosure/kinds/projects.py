"""慈善项目: one page a project: money in and out, what was done, for whom, and what is not published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

from msgspec.structs import replace

from .. import charts
from ..blocks import (
    HOME,
    AnyOf,
    AtHand,
    Detail,
    InRow,
    InTable,
    Listed,
    Selection,
    Way,
    added,
    all_facts,
    by_subject,
    checks,
    choices,
    claim,
    claimed,
    concerning,
    detail_page,
    documents_about,
    facets,
    figure_list,
    figures_shown,
    money_block,
    money_facts,
    newest_apart,
    phrase,
    places_of,
    pointed_to,
    section_crumbs,
    seeming_list,
    sentence,
    sorted_money,
    stated,
    text_slug,
    told_by,
)
from ..dates import han_date
from ..model import (
    Amount,
    Block,
    Card,
    Cards,
    Chart,
    ChartBlock,
    Coverage,
    Disclosure,
    Evidence,
    Expectation,
    Facets,
    Facts,
    Figure,
    FigureStatus,
    Kind,
    Link,
    Note,
    Page,
    ProjectOutcome,
    RowsFile,
    Stages,
    joined,
    newest,
    out_of_order,
    teller,
)
from ..model import RichText as RichTextPieces
from ..problems import Problem
from ..quantities import grouped, yuan_text
from ..quotes import quoted
from ..reading import (
    AnyColumn,
    BodyName,
    Column,
    Complete,
    Date,
    Promise,
    Record,
    RichText,
    Slug,
    Sourced,
    Text,
    Url,
    WholeNumber,
    Year,
    Yuan,
    column,
)
from .gift_refunds import RowsAbout, rows_about

# Categories and the words of their addresses.
CATEGORIES: dict[str, str] = {
    "助学": "education",
    "助医": "medical",
    "助老": "elderly",
    "助残": "disability",
    "助困": "relief",
    "心理健康": "mental-health",
    "社会公益": "public-good",
    "对口支援": "paired-support",
    "志愿服务": "volunteering",
    "应急": "emergency",
    "保险": "insurance",
}

MONEY = (
    ("预算", ("预算",)),
    ("筹集", ("筹集", "募集", "到账", "收入", "收到")),
    ("支出", ("支出", "拨付", "发放", "捐赠", "资助", "投入")),
    ("结余", ("结余", "余额")),
)


class CategoryBasis(StrEnum):
    """Who says to which category a project belongs."""

    REPORT = "报告"
    SITE = "本站"


class ProjectStatus(StrEnum):
    """How far a project is."""

    PLANNED = "计划"
    UNDER_WAY = "进行中"
    STARTED = "已开展"
    CLOSED = "已结项"


_STATE_SLUGS = {
    ProjectStatus.PLANNED: "planned",
    ProjectStatus.UNDER_WAY: "under-way",
    ProjectStatus.STARTED: "started",
    ProjectStatus.CLOSED: "closed",
}


class Stage(StrEnum):
    """The steps of a project, in their order."""

    RESEARCH = "调研"
    APPROVAL = "立项"
    TRAINING = "培训"
    EXECUTION = "实施"
    SUPERVISION = "督导"
    EVALUATION = "结项评估"


class HelpedUnit(StrEnum):
    """In what those who were helped are counted."""

    PERSONS = "人"
    TIMES = "人次"
    HOUSEHOLDS = "户"


class DisposalBasis(StrEnum):
    """What says where the rest of the money goes."""

    PLAN = "募捐方案"
    AGREEMENT = "捐赠协议"
    SIMILAR = "相近目的"


class ProjectRecord(Sourced):
    """One project."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    full_name = column(Text, "全称", promise=Promise.HELD)
    category = column(Text, "类别", choices=tuple(CATEGORIES))
    category_basis = column(CategoryBasis, "类别依据", description="类别是报告写的，还是本站归的")
    year = column(Year, "年度")
    status = column(ProjectStatus, "状态", promise=Promise.LIVING, because="项目在往前走")
    summary = column(RichText, "内容")
    partners = column(Text, "合作方", many=True, refers_to="partners")
    fund = column(Text, "基金", refers_to="funds")
    region = column(Text, "地域", description="从大到小用 / 分开，例如 东样区/河样镇/河样村")
    beneficiaries = column(Text, "受益对象")
    start_on = column(Date, "开始日期", ahead=True)
    end_on = column(Date, "结束日期", ahead=True)
    project_no = column(Text, "慈善中国项目编号")
    executor = column(BodyName, "执行方", description="由第三方执行的才填")
    standard = column(Text, "资助标准和流程", description="谁能申请、怎么选、给多少（慈善法第八十一条）")


# Columns that not every project needs: they are left out where empty, or named under 没公开的.
_OPTIONAL = (
    ProjectRecord.full_name,
    ProjectRecord.partners,
    ProjectRecord.fund,
    ProjectRecord.project_no,
    ProjectRecord.executor,
    ProjectRecord.standard,
)


class Project(Complete, ProjectRecord):
    """One project, with all that it must have."""


class BudgetRecord(Sourced):
    """One line of a project's budget."""

    project = column(Text, "项目", required=True, refers_to="projects")
    item = column(Text, "科目", required=True)
    budget = column(Yuan, "预算")
    spent = column(Yuan, "已支", description="从项目开始累计", promise=Promise.GROWING, because="陆续支出")
    as_of = column(Date, "截止日期", description="已支算到哪一天", promise=Promise.LIVING, because="陆续支出")


class BudgetLine(Complete, BudgetRecord):
    """One line of a project's budget, with all that it must have."""


class ProgressRecord(Sourced):
    """How far a project had come on one day."""

    project = column(Text, "项目", required=True, refers_to="projects")
    as_of = column(Date, "截止日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    stage = column(Stage, "阶段", description="截止日期那一天走到哪一步")
    progress = column(RichText, "进展")
    beneficiaries = column(WholeNumber, "累计受益", description="从项目开始到截止日期")
    unit = column(HelpedUnit, "受益单位")
    income = column(Yuan, "累计收入", description="从项目开始到截止日期")
    expense = column(Yuan, "累计支出", description="从项目开始到截止日期")


class Progress(Complete, ProgressRecord):
    """How far a project had come on one day, with all that it must have."""


class ClosingRecord(Sourced):
    """The end of one project."""

    project = column(Text, "项目", required=True, refers_to="projects")
    closed_on = column(Date, "结项日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    summary = column(RichText, "结项情况")
    income_public = column(Yuan, "来自公开募捐的收入")
    income_other = column(Yuan, "其他来源收入")
    expense = column(Yuan, "支出")
    surplus = column(Yuan, "剩余财产", description="没有剩余填 0")
    disposal = column(Text, "处理方式", promise=Promise.HELD)
    target = column(Text, "转用项目", refers_to="projects")
    basis = column(DisposalBasis, "处理依据")
    evaluation = column(Text, "结项评估")


class Closing(Complete, ClosingRecord):
    """The end of one project, with all that it must have."""


_CHOSEN_FROM = 12  # projects that stand on one page without ways to choose


def _place(row: Project) -> tuple[str, str] | None:
    places = places_of(row.region)
    return (text_slug(places[0]), places[0]) if places else None


_CATEGORY: Way[Project] = Way(
    "type",
    "按类别看",
    lambda row: (CATEGORIES[row.category], row.category) if row.category in CATEGORIES else None,
    tuple(CATEGORIES.values()),
)
_WAYS: tuple[Way[Project], ...] = (
    Way("state", "按做到哪一步看", lambda row: (_STATE_SLUGS[row.status], row.status.value) if row.status else None),
    Way("since", "按年度看", lambda row: (_year(row), f"{_year(row)}年") if _year(row) else None),
    Way("place", "按地域看", _place),
)
# What the projects of a choice have in common, in the words of a sentence.
_CHOSEN_BY = {"type": "“{}”一类", "state": "{}", "since": "{}度", "place": "在{}做"}


def check(rows: Sequence[ProjectRecord]) -> Iterator[Problem]:
    """end_on >= start_on."""
    yield from out_of_order(rows, ProjectRecord.start_on, ProjectRecord.end_on)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list, one page a category and a choice, one page a project."""
    records = disclosure.rows(Project)
    whole = Link("全部", kind.address)
    by_category = choices(kind.address, records, (_CATEGORY,), least=0, every=True)
    chosen = [*by_category, *choices(kind.address, records, _WAYS, least=_CHOSEN_FROM)]
    yield _list(disclosure, kind, records, facets(whole, len(records), "个", chosen))
    for choice in chosen:
        within = choices(choice.path, choice.rows, _WAYS, least=_CHOSEN_FROM) if choice in by_category else []
        bars = facets(whole, len(records), "个", chosen, choice.path)
        bars += facets(Link(f"{choice.words}全部", choice.path), len(choice.rows), "个", within, choice.path)
        yield (
            _category(disclosure, kind, choice, bars)
            if choice in by_category
            else _chosen(disclosure, kind, choice, bars)
        )
        for part in within:
            bars = facets(Link(f"{choice.words}全部", choice.path), len(choice.rows), "个", within, part.path)
            yield _chosen(disclosure, kind, part, bars, choice.words)
    for row in records:
        yield disclosure.known_again("pages of projects", (row,), partial(_detail, disclosure, kind, row))


# --- cards ---------------------------------------------------------------------------------------

# What says best what came of a project: who was helped, then what was done.
_RESULTS = ("受益", "帮", "惠及", "服务", "举办", "活动", "讲座", "课")


def project_card(disclosure: Disclosure, kind: Kind, row: Project) -> Card:
    """A project in a list: what was done, what came of it, its money, how far it is; the newest that is told."""

    def work() -> Card:
        return disclosure.known_again("cards of projects", (row,), lambda: _card(disclosure, kind, row))

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
        money += [] if money else [part.on_card for part in _rows_about(disclosure, row)]
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


def _rows_about(disclosure: Disclosure, row: Project) -> Iterator[RowsAbout]:
    """The single gifts and payments that name a project."""
    return rows_about(disclosure, "project", row.id, "定向捐赠")


def _year(row: Project) -> str:
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


def _list_finding(disclosure: Disclosure, records: Sequence[Project], count: Figure | None) -> RichTextPieces:
    """How many projects are told of, and how many of them have a page."""
    number, every = len(records), "各" if len(records) > 1 else ""
    pages = claimed(records, f"本站按{number}个具名或写明内容的项目{every}建一页。")
    if count:
        none = claimed(not records, "是哪些项目没有公布。")
        return sentence(f"{teller([count.level])}称项目数是", count, f"；{pages or none}")
    return claim(not records, "还没有公布项目。") or sentence(
        f"本站按{told_by(disclosure, records)}里写明的{number}个项目{every}建一页。"
    )


def _list(disclosure: Disclosure, kind: Kind, records: list[Project], bars: Sequence[Facets]) -> Page:
    figures = disclosure.of_topic(kind.topic or "")
    loose = [figure for figure in figures if not figure.record]
    count = disclosure.find("项目数", disclosure.years[0], scope=Coverage.OWN) if disclosure.years else None
    finding = _list_finding(disclosure, records, count)
    blocks: list[Block] = [*bars]
    unsorted = [row for row in records if not row.category]
    if unsorted:
        every = "都" if len(unsorted) > 1 else ""
        others = claim(len(unsorted) < len(records), f"另有{len(unsorted)}个项目没有归类，列在本页。")
        blocks.append(Note("没有归类", others or claim(unsorted, f"{len(unsorted)}个项目{every}没有归类，列在本页。")))
    ordered = sorted(records, key=lambda row: (row.status == ProjectStatus.CLOSED, -(row.year or 0)))
    if ordered:
        blocks.append(Cards("全部项目", tuple(project_card(disclosure, kind, row) for row in ordered), id="list"))
    blocks += figure_list("数字", loose)
    shown = [figure for figure in figures if figure.record is None]
    blocks += checks("对得上吗", concerning(disclosure, shown))
    return Page(
        path=kind.address,
        title="慈善项目",
        label="项目",
        finding=finding,
        blocks=tuple(blocks),
        section="projects",
        crumbs=(HOME,),
        documents=documents_about(disclosure, kind, records),
        description=f"{disclosure.organisation.name}的慈善项目{'：筹了多少、花了多少、帮了谁' if records else ''}。",
    )


def _category(disclosure: Disclosure, kind: Kind, choice: Selection[Project], bars: Sequence[Facets]) -> Page:
    ours = sum(row.category_basis == CategoryBasis.SITE for row in choice.rows)
    said_by = told_by(disclosure, choice.rows)
    said_by_us = "类别由本站归" if ours == len(choice.rows) else f"其中{ours}个由本站归类"
    basis = claimed(ours, f"{said_by_us}，{said_by}没有写明类别。") or claimed(not ours, f"类别是{said_by}写的。")
    said = sentence(f"“{choice.words}”一类有{len(choice.rows)}个项目。{basis}")
    return replace(_chosen(disclosure, kind, choice, bars), finding=said, listed=True, view=False)


def _chosen(
    disclosure: Disclosure, kind: Kind, choice: Selection[Project], bars: Sequence[Facets], of: str = ""
) -> Page:
    """The projects of one choice (*of* one category)."""
    title = f"{of}项目：{choice.words}" if of else f"{choice.words}项目"
    return Page(
        path=choice.path,
        title=title if of or choice.way is _CATEGORY else f"项目：{choice.words}",
        label=choice.words,
        finding=sentence(f"{_CHOSEN_BY[choice.way.id].format(choice.words)}的项目有{len(choice.rows)}个。"),
        blocks=(
            *bars,
            Cards(
                "",
                tuple(project_card(disclosure, kind, row) for row in choice.rows),
                more=Link("全部项目", kind.address),
            ),
            RowsFile(kind.id, f"{choice.path}rows.csv", choice.rows),
        ),
        section="projects",
        crumbs=section_crumbs("projects"),
        documents=documents_about(disclosure, kind, choice.rows),
        description=f"{disclosure.organisation.name}的{title}",
        listed=False,
        view=True,
    )


def _detail(disclosure: Disclosure, kind: Kind, row: Project) -> Page:
    figures, named = disclosure.of_record(kind.id, row.id), disclosure.naming(kind.id, row.id)
    money = money_facts(figures, MONEY)
    accounted = any(_recorded(disclosure, row, label) for label, _ in money)
    shown = figures_shown(money)
    more = tuple(added(disclosure, kind, row))
    outputs = [figure for figure in figures if figure.unit != "元"]
    outcome = _outcome(disclosure, kind, row, told_below=bool(outputs or more or named))
    opening: list[Block] = [
        outcome,
        *money_block(disclosure, money, partial(_elsewhere, row, named), accounted=accounted),
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
            finding=stated(figures) or _recorded_finding(disclosure, row, more),
            description=f"的项目{quoted(row.name)}：筹集、支出、受益和没公开的。",
            crumbs=section_crumbs("projects"),
            status=_status(disclosure, row),
            figures=figures,
            opening=opening,
            added=more,
            closing=tuple(_closing(disclosure, kind, row, more)),
            expects=tuple(_expected(row, figures, named)),
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


def _recorded_finding(disclosure: Disclosure, project: Project, more: Iterable[Block]) -> RichTextPieces:
    reports = disclosure.about(Progress, ProgressRecord.project, project.id)
    last = newest(reports, ProgressRecord.as_of)
    if last and (sums := progress_sums(last)):
        return (sums,)
    closings = disclosure.about(Closing, ClosingRecord.project, project.id)
    if closed := "".join(map(closing_sums, closings[-1:])):
        return (closed,)
    figures = disclosure.of_record(KIND.id, project.id)
    if rows := [part.text for part in _rows_about(disclosure, project)]:
        return sentence(f"{'；'.join(rows)}。")
    named = disclosure.naming(KIND.id, project.id)
    untold = claim(not figures, f"{told_by(disclosure, [project])}提到这个项目，没有给出数字。")
    return pointed_to(named, more, phrase(disclosure, project, "summary"), untold)


def progress_sums(report: Progress) -> str:
    """What a project took in and spent, in 元, and whom it helped, from its beginning to the day of a report; '' where nothing is told."""
    sums = [
        f"{label}{yuan_text(value)}"
        for label, value in (("收入", report.income), ("支出", report.expense))
        if value is not None
    ]
    if report.beneficiaries is not None:
        sums.append(f"受益{grouped(report.beneficiaries)}{report.unit or '人'}")
    return f"从开始到{han_date(report.as_of)}，{'，'.join(sums)}。" if sums else ""


def closing_sums(closing: Closing) -> str:
    """What a closed project spent and what was left or lacking, in 元; '' where nothing is told."""
    left = closing.surplus
    rest = ("支出比收入多", -left) if left is not None and left < 0 else ("剩余财产", left)
    sums = [f"{label}{yuan_text(value)}" for label, value in (("支出", closing.expense), rest) if value is not None]
    return f"{han_date(closing.closed_on)}结项，{'，'.join(sums)}。" if sums else ""


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


# What stands in for a figure that the report does not give: records, the project they name, and the column that says it.
_STRUCTURED: dict[str, tuple[tuple[type[Record], Column[str], AnyColumn], ...]] = {
    "预算": ((BudgetRecord, BudgetRecord.project, BudgetRecord.budget),),
    "筹集": (
        (ProgressRecord, ProgressRecord.project, ProgressRecord.income),
        (ClosingRecord, ClosingRecord.project, ClosingRecord.income_public),
        (ClosingRecord, ClosingRecord.project, ClosingRecord.income_other),
    ),
    "支出": (
        (ProgressRecord, ProgressRecord.project, ProgressRecord.expense),
        (ClosingRecord, ClosingRecord.project, ClosingRecord.expense),
        (BudgetRecord, BudgetRecord.project, BudgetRecord.spent),
    ),
    "结余": ((ClosingRecord, ClosingRecord.project, ClosingRecord.surplus),),
}


def _recorded(disclosure: Disclosure, project: Record, label: str) -> bool:
    return any(
        row[column] is not None
        for record, named, column in _STRUCTURED.get(label, ())
        for row in disclosure.about(record, named, project.record_id)
    )


# Tables of single rows that tell of a project's money.
_LISTED = {"筹集": "donations", "支出": "disbursements"}


def _elsewhere(row: Project, named: Sequence[Figure], label: str) -> list[Evidence]:
    """What tells a sum beside the figures of the reports: accounts and single rows, all of them on the page of the project."""
    evidence: list[Evidence] = [AtHand(sorted_money(named, MONEY)[label])]
    evidence += [InTable(record, (column,), ((about, row.id),)) for record, about, column in _STRUCTURED.get(label, ())]
    return evidence + ([Listed(_LISTED[label], names=("project", row.id))] if label in _LISTED else [])


def _expected(row: Project, figures: Sequence[Figure], named: Sequence[Figure]) -> Iterator[Expectation]:
    """What readers look for: the money, told by a figure, an account or single rows; then what the project is."""
    planned = row.status == ProjectStatus.PLANNED
    for label, of_label in sorted_money(figures, MONEY).items():
        if not (planned and label in {"支出", "结余"}):  # nothing is spent before it begins
            yield Expectation(f"{label}金额", AnyOf((AtHand(of_label), *_elsewhere(row, named, label))))
    for label, *columns in (
        ("开始和结束日期", ProjectRecord.start_on),
        ("实施地域", ProjectRecord.region),
        ("受益对象", ProjectRecord.beneficiaries),
        ("受益人的筛选标准和名单范围", ProjectRecord.standard),
    ):
        yield Expectation(label, InRow(row, tuple(columns)))
    if not planned and row.status != ProjectStatus.UNDER_WAY:
        yield Expectation(
            "结项评估报告", InTable(ClosingRecord, (ClosingRecord.evaluation,), ((ClosingRecord.project, row.id),))
        )


KIND = Kind(
    id="projects",
    label="慈善项目",
    record=ProjectRecord,
    topic="项目",
    pages=pages,
    checks=check,
    order=50,
    bodies=(ProjectRecord.executor,),
    paged=True,
    purpose="project",
    named=True,
)
