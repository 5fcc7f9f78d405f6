"""项目进展: how far a project had come up to a day, at least every three months; sums from its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from .. import charts
from ..blocks import amount, claimed, origin_of_numbers, resolve, sentence, sources_of, when_published, words, yuan
from ..dates import han_date
from ..model import (
    Block,
    ChartBlock,
    Disclosure,
    Entries,
    Entry,
    Kind,
    Prose,
    Role,
    Stages,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    before_start,
    by_id,
    falling,
    in_order,
    records_of,
    repeated,
    rich,
    told_too_early,
)
from ..problems import Problem
from ..reading import Record
from .project import HelpedUnit, Progress, ProgressRecord, Project, ProjectRecord, ProjectStatus, Stage
from .projects import KIND as PROJECTS

SHOWN = 1  # the newest; the others are folded


def check(rows: Sequence[ProgressRecord]) -> Iterator[Problem]:
    """published_on >= as_of, each as_of once a project, and cumulative sums never fall."""
    yield from told_too_early(rows, ProgressRecord.as_of, ProgressRecord.published_on, ProgressRecord.platform_on)
    yield from repeated(rows, ProgressRecord.project, ProgressRecord.as_of)
    yield from falling(
        rows, ProgressRecord.project, ProgressRecord.as_of, (ProgressRecord.income, ProgressRecord.expense)
    )
    for unit in HelpedUnit:
        counted = [row for row in rows if row.unit == unit]
        yield from falling(counted, ProgressRecord.project, ProgressRecord.as_of, (ProgressRecord.beneficiaries,))


def relate(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """No progress before a project began, except in its first two steps."""
    begun = [row for row in records_of(records, ProgressRecord) if row.stage not in {Stage.RESEARCH, Stage.APPROVAL}]
    yield from before_start(
        begun,
        ProgressRecord.as_of,
        ProgressRecord.project,
        by_id(records_of(records, ProjectRecord)),
        ProjectRecord.start_on,
    )


def on_project(disclosure: Disclosure, project: Project) -> Iterator[Block]:
    """The six steps with their dates, the money so far, and what was published each time."""
    series = in_order(disclosure.about(Progress, ProgressRecord.project, project.id), ProgressRecord.as_of)
    if not series:
        return
    stages = _stages(series, closed=project.status == ProjectStatus.CLOSED)
    if stages:
        yield stages
    course = tuple(_course(disclosure, project, series))
    yield from course
    yield TableBlock(replace(_table(project, series, disclosure), folded=bool(course)))
    described = [row for row in reversed(series) if row.progress]
    if described:
        yield Entries("进展", tuple(_entry(disclosure, row) for row in described), id="progress", open=SHOWN)
    published = max((str(row.published_on) for row in series if row.published_on), default="")
    if published and project.status == ProjectStatus.CLOSED:
        yield Prose((sentence(f"项目已结项，最后一次公布进展是{han_date(published)}。"),))


def _course(disclosure: Disclosure, project: Project, series: Sequence[Progress]) -> Iterator[ChartBlock]:
    """Money in and out from report to report, where at least two reports tell of it."""
    reports = [row for row in series if row.income is not None or row.expense is not None]
    if len(reports) < 2:  # noqa: PLR2004  (a course has a beginning and an end)
        return
    caption = charts.Caption(
        f"projects-{project.id}-progress",
        plain="进了多少、出了多少",
        subtitle=f"从开始累计，{han_date(reports[0].as_of)}到{han_date(reports[-1].as_of)}，公布了{len(reports)}次",
        sources=sources_of(disclosure, series),
    )
    lines = (
        ("收入", Role.INCOME, [(row.as_of, row.income, row.where) for row in reports if row.income is not None]),
        ("支出", Role.EXPENSE, [(row.as_of, row.expense, row.where) for row in reports if row.expense is not None]),
    )
    yield ChartBlock(charts.over_days(caption, lines))


def _stages(series: Sequence[Progress], *, closed: bool) -> Stages | None:
    """The steps of a project; one that is *closed* has none under way, and reaches none any more.

    It may have been stopped in the step that was told last, which is called done only where it is the last of all.

    Of a step that no account tells nobody knows whether it was taken: not every project trains somebody.
    """
    first: dict[Stage, str] = {}
    for row in series:
        if row.stage and row.as_of:
            first.setdefault(row.stage, row.as_of)
    if not first:
        return None
    order = list(Stage)
    reached = max(order.index(stage) for stage in first)
    steps = []
    for place, step in enumerate(Stage):
        seen = first.get(step)
        untold = claimed(closed or place < reached, "没有公布走到这一步") or "还没有到"
        over = place < reached or (closed and step is order[-1])
        state = "已完成" if over else "结项前最后公布的一步" if closed else "进行中"
        steps.append((step, f"{state}，{han_date(seen)}" if seen else untold))
    return Stages("走到哪一步", tuple(steps), sentence("日期是首次公布走到这一步的截止日期。"))


def _entry(disclosure: Disclosure, row: Progress) -> Entry:
    return Entry(
        title=f"截止{han_date(row.as_of)}",
        text=resolve(disclosure, rich(row.progress)),
        meta=when_published(row.published_on),
        source=row.source,
        place=str(row.place or ""),
    )


def _table(project: Record, series: Sequence[Progress], disclosure: Disclosure) -> Table:
    return Table(
        f"progress-{project.record_id}",
        "历次公布的进展（都是从开始累计）",
        (
            TableColumn("截止日期"),
            TableColumn("公布日期", priority=2),
            TableColumn("阶段"),
            TableColumn("收入", numeric=True),
            TableColumn("支出", numeric=True),
            TableColumn("受益", numeric=True, priority=2),
        ),
        tuple(
            TableRow(
                (
                    str(row.as_of),
                    words(row, ProgressRecord.published_on),
                    words(row, ProgressRecord.stage),
                    yuan(row, ProgressRecord.income),
                    yuan(row, ProgressRecord.expense),
                    amount(row, ProgressRecord.beneficiaries, (row.unit or "人")),
                )
            )
            for row in series
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, series),),
        missing_key=True,
    )


KIND = Kind(
    id="project_progress",
    label="项目进展",
    record=ProgressRecord,
    order=61,
    series=TimeSeries(ProgressRecord.project, ProgressRecord.as_of, (ProgressRecord.income, ProgressRecord.expense)),
    beside=(ProgressRecord.project, PROJECTS),
    checks=check,
    relations=relate,
    adds={"projects": on_project},
)
