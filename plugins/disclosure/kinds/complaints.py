"""投诉和答复: what was asked or complained of, and what was answered, without anything on who asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import latest, section_crumbs, sentence, table, undisclosed
from ..dates import days_between
from ..model import Cell, Disclosure, Kind, Page, Row, Tag, at, out_of_order
from ..problems import Problem, problem
from ..reading import Date, Slug, Sourced, Text, column


class ComplaintRecord(Sourced):
    """One complaint or question."""

    id: Slug = column("编号", key=True)
    received_on: Date = column("收到日期", required=True)
    topic: Text = column("事由", required=True, description="一句话，不写谁反映的")
    answered_on: Date = column("答复日期")
    answer: Text = column("答复", description="不写个人信息")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """answered_on >= received_on; an answer has both a day and words."""
    yield from out_of_order(rows, ComplaintRecord, "received_on", "answered_on")
    for row in rows:
        for there, lacks in (("answer", "answered_on"), ("answered_on", "answer")):
            if row[there] is not None and row[lacks] is None:
                where = at(row, ComplaintRecord, lacks)
                yield problem("missing-value", where, expected="答复日期" if lacks == "answered_on" else "答复")


def _took(row: Row) -> Cell:
    if row["answered_on"] is None:
        return Tag("none", "还没有答复")
    days = days_between(row["received_on"], row["answered_on"])
    return row.missing("answered_on") if days is None else Tag("ok", f"{days}天")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page, newest first; none where there are no complaints."""
    rows = latest(disclosure.records.get(kind.id, []), "received_on")
    if not rows:
        return
    waiting = [row for row in rows if row["answered_on"] is None]
    yield Page(
        path=kind.address,
        title=kind.label,
        finding=sentence(f"公布了{len(rows)}件投诉和查询，答复了{len(rows) - len(waiting)}件。"),
        blocks=(
            table(
                disclosure,
                kind,
                rows,
                ("received_on", "topic", "answered_on", ("用时", _took), "answer"),
                caption="每件投诉和查询",
            ),
            *undisclosed([f"{row['received_on']}“{row['topic']}”的答复" for row in waiting]),
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
