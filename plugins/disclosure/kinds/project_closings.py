"""项目结项: what a finished project took in and spent, what is left, and where that goes (慈善法 art.58, 79)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..blocks import cell, resolve, words, yuan
from ..dates import earlier
from ..model import Block, Cell, Disclosure, Facts, Kind, Note, by_id, out_of_order, records_of, repeated, rich
from ..problems import Problem, problem
from ..quantities import plain
from ..quotes import quoted
from ..reading import Missing, Record
from .project import Closing, ClosingRecord, ProjectRecord
from .projects import KIND as PROJECTS


def check(rows: Sequence[ClosingRecord]) -> Iterator[Problem]:
    """surplus = income - expense, and a surplus has a disposal."""
    yield from repeated(rows, ClosingRecord.project)
    for told_on in (ClosingRecord.published_on, ClosingRecord.platform_on):
        yield from out_of_order(rows, ClosingRecord.closed_on, told_on)
    for row in rows:
        raised, other, spent, left = row.income_public, row.income_other, row.expense, row.surplus
        if raised is not None and other is not None and spent is not None and left is not None:
            expected = raised + other - spent
            if expected != left:
                yield problem(
                    "closing-unbalanced",
                    row.at(ClosingRecord.surplus),
                    left=plain(raised + other),
                    right=plain(spent),
                    expected=plain(expected),
                    found=plain(left),
                    difference=plain(abs(expected - left)),
                )
        if row.surplus is not None and row.surplus > 0 and row.disposal is None:
            yield problem("surplus-without-disposal", row.at(ClosingRecord.disposal), left=plain(row.surplus))


def relate(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """No project ends before it began, and none hands on what is left to itself."""
    projects = by_id(records_of(records, ProjectRecord))
    for row in records_of(records, ClosingRecord):
        project = projects.get(row.project or "")
        if project and project.start_on and row.closed_on and earlier(row.closed_on, project.start_on):
            yield problem(
                "dates-out-of-order",
                row.at(ClosingRecord.closed_on),
                first=f"{quoted(project.record_name)}的开始日期（{project.where}）",
                left=project.start_on,
                second="结项日期",
                right=row.closed_on,
            )
        if project and row.target == row.project:
            yield problem("surplus-to-itself", row.at(ClosingRecord.target), cell=project.record_name)


def closing_of(disclosure: Disclosure, project: str) -> Closing | None:
    """The closing of a project, if there is one."""
    return next(iter(disclosure.about(Closing, ClosingRecord.project, project)), None)


def _of_the_rest(row: Closing, value: Cell) -> Cell:
    """Where the rest of the money went; nothing where no money was left."""
    nothing_left = row.surplus is not None and row.surplus <= 0
    return Missing.NOT_APPLICABLE if isinstance(value, Missing) and nothing_left else value


def on_project(disclosure: Disclosure, project: Record) -> Iterator[Block]:
    """How it ended, in the terms of the law."""
    row = closing_of(disclosure, project.record_id)
    if row is None:
        return
    items: tuple[tuple[str, Cell], ...] = (
        ("结项日期", words(row, ClosingRecord.closed_on)),
        ("公布日期", words(row, ClosingRecord.published_on)),
        ("结项情况", cell(disclosure, row, ClosingRecord.summary)),
        ("来自公开募捐的收入", yuan(row, ClosingRecord.income_public)),
        ("其他来源收入", yuan(row, ClosingRecord.income_other)),
        ("支出", yuan(row, ClosingRecord.expense)),
        ("剩余财产", yuan(row, ClosingRecord.surplus)),
        ("剩余财产的处理", _of_the_rest(row, words(row, ClosingRecord.disposal))),
        ("转用项目", _of_the_rest(row, cell(disclosure, row, ClosingRecord.target))),
        ("处理依据", _of_the_rest(row, words(row, ClosingRecord.basis))),
        ("结项评估", words(row, ClosingRecord.evaluation)),
    )
    yield Facts("结项与剩余财产", items, id="closing")
    note = resolve(disclosure, rich(row.note))
    if note:
        yield Note("结项说明", note)


KIND = Kind(
    id="project_closings",
    label="项目结项",
    record=ClosingRecord,
    order=63,
    beside=(ClosingRecord.project, PROJECTS),
    checks=check,
    relations=relate,
    adds={"projects": on_project},
)
