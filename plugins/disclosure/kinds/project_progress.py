"""项目进展: how far a project had come up to a day, at least every three months; sums from its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..blocks import amount, origin_of_numbers, resolve, sentence, words, yuan
from ..model import (
    Block,
    Disclosure,
    Entries,
    Entry,
    Kind,
    Prose,
    Row,
    Stages,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    before_start,
    by_id,
    falling,
    grouped,
    repeated,
    rich,
    told_too_early,
)
from ..problems import Problem
from ..reading import Date, Exact, RichText, Sourced, Text, Url, column
from .projects import KIND as PROJECTS

# The six steps of a project (design.md §3.2).
STAGES = ("调研", "立项", "培训", "实施", "督导", "结项评估")
SHOWN = 3  # the newest; the others are folded
UNITS = ("人", "人次", "户")


class ProgressRecord(Sourced):
    """How far a project had come on one day."""

    project: Text = column("项目", required=True, refers_to="projects")
    as_of: Date = column("截止日期", required=True)
    published_on: Date = column("公布日期")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")
    platform_link: Url = column("平台网址")
    stage: Text = column("阶段", choices=STAGES, description="截止日期那一天走到哪一步")
    progress: RichText = column("进展")
    beneficiaries: Exact = column("累计受益", description="从项目开始到截止日期")
    unit: Text = column("受益单位", choices=UNITS)
    income: Exact = column("累计收入", unit="元", description="从项目开始到截止日期")
    expense: Exact = column("累计支出", unit="元", description="从项目开始到截止日期")


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """published_on >= as_of, each as_of once a project, and cumulative sums never fall."""
    yield from told_too_early(rows, ProgressRecord)
    yield from repeated(rows, ProgressRecord, "project", "as_of")
    yield from falling(rows, ProgressRecord, "project", ("income", "expense"))
    for unit in UNITS:
        counted = [row for row in rows if row["unit"] == unit]
        yield from falling(counted, ProgressRecord, "project", ("beneficiaries",))


def relate(records: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """No progress before a project began, except in its first two steps."""
    begun = [row for row in records["project_progress"] if row["stage"] not in STAGES[:2]]
    yield from before_start(begun, ProgressRecord, "project", by_id(records["projects"]))


def on_project(disclosure: Disclosure, project: Row) -> Iterator[Block]:
    """The six steps with their dates, the money so far, and what was published each time."""
    series = grouped(disclosure.records.get("project_progress", ()), "project").get(project.id, [])
    if not series:
        return
    series.sort(key=lambda row: str(row.get("as_of", "")))
    stages = _stages(series)
    if stages:
        yield stages
    yield TableBlock(_table(project, series, disclosure))
    described = [row for row in reversed(series) if row["progress"]]
    if described:
        yield Entries("进展", tuple(_entry(disclosure, row) for row in described), id="progress", open=SHOWN)
    published = max((str(row["published_on"]) for row in series if row["published_on"]), default="")
    if published and project["status"] == "已结项":
        yield Prose((sentence(f"项目已结项，最后一次公布进展是{published}。"),))


def _stages(series: Sequence[Row]) -> Stages | None:
    first: dict[str, str] = {}
    for row in series:
        if row["stage"] and row["as_of"]:
            first.setdefault(row["stage"], row["as_of"])
    if not first:
        return None
    reached = max(STAGES.index(stage) for stage in first)
    steps = []
    for place, step in enumerate(STAGES):
        seen = first.get(step)
        state = "已完成" if place < reached else "进行中" if place == reached else ""
        when = f"，{seen}时在这一步" if seen else "，日期未披露" if state else "还没有到"
        steps.append((step, state + when))
    return Stages("走到哪一步", tuple(steps), sentence("日期是首次公布走到这一步的截止日期。"))


def _entry(disclosure: Disclosure, row: Row) -> Entry:
    return Entry(
        title=f"截止{row['as_of']}",
        text=resolve(disclosure, rich(row["progress"])),
        meta=f"{row['published_on']}公布" if row["published_on"] else "公布日期未披露",
        source=row.get("source"),
        place=str(row.get("place", "")),
    )


def _table(project: Row, series: Sequence[Row], disclosure: Disclosure) -> Table:
    return Table(
        f"progress-{project.id}",
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
                    str(row["as_of"]),
                    words(row, "published_on"),
                    words(row, "stage"),
                    yuan(row, "income"),
                    yuan(row, "expense"),
                    amount(row, "beneficiaries", row.get("unit", "人")),
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
    series=TimeSeries("project", "as_of", ("income", "expense")),
    beside=("project", PROJECTS),
    checks=check,
    relations=relate,
    adds={"projects": on_project},
)
