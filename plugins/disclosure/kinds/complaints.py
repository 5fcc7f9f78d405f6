"""投诉和答复: what was asked or complained of, and what was answered, without anything on who asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..blocks import claimed, latest, section_crumbs, sentence, table, words
from ..dates import days_between
from ..model import Cell, Disclosure, Kind, Page, Tag, out_of_order
from ..problems import Problem, problem
from ..reading import Column, Complete, Date, Slug, Sourced, Text, column


class ComplaintRecord(Sourced):
    """One complaint or question."""

    id = column(Slug, "编号", key=True)
    received_on = column(Date, "收到日期", required=True)
    topic = column(Text, "事由", required=True, description="一句话，不写谁反映的")
    answered_on = column(Date, "答复日期")
    answer = column(Text, "答复", description="不写个人信息")


class Complaint(Complete, ComplaintRecord):
    """One complaint or question, with all that it must have."""


def checks(rows: Sequence[ComplaintRecord]) -> Iterator[Problem]:
    """answered_on >= received_on; an answer has both a day and words."""
    yield from out_of_order(rows, ComplaintRecord.received_on, ComplaintRecord.answered_on)
    for row in rows:
        if (row.answer is None) != (row.answered_on is None):
            lacks = ComplaintRecord.answer if row.answer is None else ComplaintRecord.answered_on
            yield problem("missing-value", row.at(lacks), expected=lacks.label)


def _took(row: Complaint) -> Cell:
    if row.answered_on is None:
        return Tag("none", "还没有答复")
    days = days_between(row.received_on, row.answered_on)
    return row.missing(ComplaintRecord.answered_on) if days is None else Tag("ok", f"{days}天")


def _once_answered(column: Column[str]) -> tuple[str, Callable[[Complaint], Cell]]:
    """A column of the answer: before there is one nothing is held back, and 用时 says so."""
    return (column.label, lambda row: words(row, column) if row.answered_on else "—")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page, newest first; none where there are no complaints."""
    rows = latest(disclosure.rows(Complaint), ComplaintRecord.received_on)
    if not rows:
        return
    waiting = sum(row.answered_on is None for row in rows)
    still = claimed(waiting, f"，还没有答复的{waiting}件")
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"公布了{len(rows)}件投诉和查询，答复了{len(rows) - waiting}件{still}。"),
        blocks=(
            table(
                disclosure,
                kind,
                rows,
                (
                    ComplaintRecord.received_on,
                    ComplaintRecord.topic,
                    _once_answered(ComplaintRecord.answered_on),
                    ("用时", _took),
                    _once_answered(ComplaintRecord.answer),
                ),
                caption="每件投诉和查询",
            ),
        ),
        section="accountability",
        crumbs=section_crumbs("accountability"),
        description=f"{disclosure.organisation.name}收到的投诉和查询，以及答复",
    )


KIND = Kind(
    id="complaints",
    label="投诉和答复",
    record=ComplaintRecord,
    pages=pages,
    checks=checks,
    order=39,
    overseen=True,
    tabled=True,
)
