"""项目结项: what a finished project took in and spent, what is left, and where that goes (慈善法 art.58, 79)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..blocks import cell, resolve, words, yuan
from ..dates import earlier
from ..model import Block, Cell, Disclosure, Facts, Kind, Note, Row, at, by_id, out_of_order, repeated, rich
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, RichText, Sourced, Text, Url, column
from .projects import KIND as PROJECTS

BASES = ("募捐方案", "捐赠协议", "相近目的")


class ClosingRecord(Sourced):
    """The end of one project."""

    project: Text = column("项目", required=True, refers_to="projects")
    closed_on: Date = column("结项日期", required=True)
    published_on: Date = column("公布日期")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")
    platform_link: Url = column("平台网址")
    summary: RichText = column("结项情况")
    income_public: Exact = column("来自公开募捐的收入", unit="元")
    income_other: Exact = column("其他来源收入", unit="元")
    expense: Exact = column("支出", unit="元")
    surplus: Exact = column("剩余财产", unit="元", description="没有剩余填 0")
    disposal: Text = column("处理方式")
    target: Text = column("转用项目", refers_to="projects")
    basis: Text = column("处理依据", choices=BASES)
    evaluation: Text = column("结项评估")


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """surplus = income - expense, and a surplus has a disposal."""
    yield from repeated(rows, ClosingRecord, "project")
    yield from out_of_order(rows, ClosingRecord, "closed_on", "published_on")
    for row in rows:
        income = [row[name] for name in ("income_public", "income_other")]
        if all(amount is not None for amount in (*income, row["expense"], row["surplus"])):
            expected = sum(income) - row["expense"]
            if expected != row["surplus"]:
                yield problem(
                    "closing-unbalanced",
                    at(row, ClosingRecord, "surplus"),
                    left=plain(sum(income)),
                    right=plain(row["expense"]),
                    expected=plain(expected),
                    found=plain(row["surplus"]),
                    difference=plain(abs(expected - row["surplus"])),
                )
        if row["surplus"] and row["disposal"] is None:
            yield problem("surplus-without-disposal", at(row, ClosingRecord, "disposal"), left=plain(row["surplus"]))


def relate(records: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """No project ends before it began."""
    projects = by_id(records["projects"])
    for row in records["project_closings"]:
        project = projects.get(row["project"] or "")
        if project and project["start_on"] and row["closed_on"] and earlier(row["closed_on"], project["start_on"]):
            yield problem(
                "dates-out-of-order",
                at(row, ClosingRecord, "closed_on"),
                first=f"“{project.name}”的开始日期（{project.where}）",
                left=project["start_on"],
                second="结项日期",
                right=row["closed_on"],
            )
        yield from _below_progress(row, records["project_progress"])


def _below_progress(row: Row, progress: Sequence[Row]) -> Iterator[Problem]:
    """The final expense is no lower than that of any progress report."""
    spending = [report for report in progress if report["project"] == row["project"] and report["expense"] is not None]
    most = max(spending, key=lambda report: report["expense"], default=None)
    if most is not None and row["expense"] is not None and row["expense"] < most["expense"]:
        yield problem(
            "falling-series",
            at(row, ClosingRecord, "expense"),
            column="支出",
            left=f"{most.get('as_of', '')} 的进展是 {plain(most['expense'])}（{most.where}）",
            right=f"结项是 {plain(row['expense'])}",
        )


def closing_of(disclosure: Disclosure, project: str) -> Row | None:
    """The closing of a project, if there is one."""
    return next((row for row in disclosure.records.get("project_closings", ()) if row["project"] == project), None)


def on_project(disclosure: Disclosure, project: Row) -> Iterator[Block]:
    """How it ended, in the terms of the law."""
    row = closing_of(disclosure, project.id)
    if row is None:
        return
    items: tuple[tuple[str, Cell], ...] = (
        ("结项日期", words(row, "closed_on")),
        ("公布日期", words(row, "published_on")),
        ("结项情况", cell(disclosure, KIND, row, "summary")),
        ("来自公开募捐的收入", yuan(row, "income_public")),
        ("其他来源收入", yuan(row, "income_other")),
        ("支出", yuan(row, "expense")),
        ("剩余财产", yuan(row, "surplus")),
        ("剩余财产的处理", words(row, "disposal")),
        ("转用项目", cell(disclosure, KIND, row, "target")),
        ("处理依据", words(row, "basis")),
        ("结项评估", words(row, "evaluation")),
    )
    yield Facts("结项与剩余财产", items, id="closing")
    note = resolve(disclosure, rich(row.get("note")))
    if note:
        yield Note("结项说明", note)


KIND = Kind(
    id="project_closings",
    label="项目结项",
    record=ClosingRecord,
    order=63,
    beside=("project", PROJECTS),
    checks=check,
    relations=relate,
    adds={"projects": on_project},
)
