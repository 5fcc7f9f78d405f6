"""Times that something had to be published, as rows of a table, cells and a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from .. import charts
from ..blocks import claimed, sentence
from ..dates import han_date
from ..duties import ORDER, Obligation, State, is_open
from ..model import Cell, Chart, Clock, Link, Mark, RichText, Role, Table, TableBlock, TableColumn, TableRow, Tag
from .duty_ledger import Ledger

PATH = "obligations/"

TAGS = {
    State.OVERDUE: "overdue",
    State.LATE: "late",
    State.DUE: "late",
    State.UNTOLD: "none",
    State.UNVERIFIED: "checking",
    State.ON_TIME: "ok",
    State.PUBLISHED: "ok",
    State.EXEMPT: "none",
}

MOST_DRAWN = 12  # rows of the strip chart


def state_cell(obligation: Obligation) -> Cell:
    """The state as a tag; where it depends on the day, as one that a script counts again."""
    if is_open(obligation) and obligation.due:
        return Clock("due", obligation.due.isoformat(), obligation.text, TAGS[obligation.state])
    return Tag(TAGS[obligation.state], obligation.text)


def _platform(obligation: Obligation) -> Cell:
    if not obligation.platform_on:
        return claimed("P" in obligation.duty.places, "还没报来") or "不要求"
    return Link(obligation.platform_on, obligation.link) if obligation.link else obligation.platform_on


def _site(obligation: Obligation) -> Cell:
    """The day on this site; what is published without a day stands here, or it would not be called published."""
    undated = obligation.state is State.PUBLISHED and not (obligation.site_on or obligation.platform_on)
    return obligation.site_on or claimed(undated, "登在本站，日期没有报来") or "还没报来"


def _subject(ledger: Ledger, obligation: Obligation) -> Cell:
    words = obligation.subject or obligation.duty.name
    return Link(words, obligation.page) if ledger.stands(obligation) else words


def _named(ledger: Ledger, obligation: Obligation) -> tuple[Cell, Cell]:
    """What it is about and of which duty; of a duty that is about nothing else its name once."""
    duty = Link(obligation.duty.name, f"{PATH}{obligation.duty.id}/")
    if obligation.subject or ledger.stands(obligation):
        return _subject(ledger, obligation), duty
    return duty, ""


def _begun(ledger: Ledger, obligation: Obligation) -> tuple[Cell, Cell]:
    """What it is about, and the day from which its days are counted."""
    return _subject(ledger, obligation), obligation.since or "还没报来"


def counted(states: Iterable[State]) -> list[str]:
    """How often each state is there, worst first: 9次还没报来, 5次按时公开."""
    counts = Counter(states)
    return [f"{counts[state]}次{state.value}" for state in ORDER if counts[state]]


def instances(ledger: Ledger, table_id: str, caption: str, rows: Sequence[Obligation], *, named: bool) -> TableBlock:
    """Instances with both days; *named* where they belong to several duties."""
    head = (TableColumn("事项"), TableColumn("义务")) if named else (TableColumn("事项"), TableColumn("起算"))
    columns = (*head, TableColumn("期限"), TableColumn("慈善中国"), TableColumn("公布"), TableColumn("状态", lead=True))
    return TableBlock(
        Table(
            table_id,
            caption,
            columns,
            tuple(
                TableRow(
                    (
                        *(_named(ledger, obligation) if named else _begun(ledger, obligation)),
                        obligation.due.isoformat() if obligation.due else obligation.term.deadline.words,
                        _platform(obligation),
                        _site(obligation),
                        state_cell(obligation),
                    )
                )
                for obligation in rows
            ),
            notes=(*_counted_to(ledger, rows), *_why(rows)),
        )
    )


def _counted_to(ledger: Ledger, rows: Iterable[Obligation]) -> tuple[RichText, ...]:
    """The day to which days are counted, where any of them depends on it."""
    return (
        (("天数算到", Clock("today", ledger.as_of, han_date(ledger.as_of)), "。"),) if any(map(is_open, rows)) else ()
    )


def _why(rows: Iterable[Obligation]) -> Iterator[RichText]:
    """Why there is no verdict, each reason once."""
    reasons: dict[tuple[str, str], int] = {}
    for obligation in rows:
        if obligation.reason:
            reasons[obligation.state.value, obligation.reason] = (
                reasons.get((obligation.state.value, obligation.reason), 0) + 1
            )
    for (state, reason), count in reasons.items():
        yield sentence(f"{state}{f'（{count}件）' if count > 1 else ''}：{reason}。")


def strip(chart_id: str, obligations: Sequence[Obligation], *, named: bool) -> Chart:
    """CH-15: days before and after the last day of what was published; the latest first, then the newest in time.

    *named* where several duties stand together.
    """
    judged = [
        obligation
        for obligation in obligations
        if obligation.state in {State.ON_TIME, State.LATE} and obligation.days is not None
    ]
    late = sorted(
        (obligation for obligation in judged if obligation.state is State.LATE),
        key=lambda obligation: (-(obligation.days or 0), obligation.key),
    )
    timely = sorted(
        (obligation for obligation in judged if obligation.state is State.ON_TIME),
        key=lambda obligation: (obligation.due or date.min, obligation.key),
        reverse=True,
    )
    shown = (*late[: max(MOST_DRAWN // 2, MOST_DRAWN - len(timely))], *timely)[:MOST_DRAWN]
    marks = tuple(
        Mark(
            obligation.name if named else obligation.subject or obligation.duty.name,
            Decimal(obligation.days or 0),
            f"晚{obligation.days}天"
            if obligation.state is State.LATE
            else f"早{-(obligation.days or 0)}天"
            if obligation.days
            else "期限当天",
            Role.LATE if obligation.state is State.LATE else Role.EARLY,
            unit="天",
            link=Link(obligation.name, f"{PATH}{obligation.duty.id}/") if named else None,
            where=obligation.where,
        )
        for obligation in shown
    )
    left = len(judged) - len(shown)
    notes = (
        (
            sentence(
                f"画出{len(shown)}次：先是晚得最多的，再是最近按时公开的；另有{left}次",
                "在各项义务的网页上。" if named else "在下面的表里。",
            ),
        )
        if left
        else ()
    )
    caption = charts.Caption(
        chart_id,
        plain="公开得早还是晚",
        subtitle="公开日期与期限相差的天数；竖线是期限，左边是提前，右边是晚了",
        title=_lateness(len(judged), [obligation.days or 0 for obligation in late])
        if late
        else claimed(judged and not late, f"{len(judged)}次公开都按时"),
        notes=notes,
    )
    return charts.of_cells(caption, "strip", marks)


def _lateness(count: int, late: Sequence[int]) -> str:
    """How many were late, and by how much, from the days that each was *late*, most first: of a single one nothing is the latest."""
    days = f"晚了{late[0]}天"
    if len(late) == 1:
        return f"公开了{count}次，1次{days}，别的按时" if count > 1 else f"公开了1次，{days}"
    many = "都晚了" if len(late) == count else f"{count - len(late)}次按时，{len(late)}次晚了"
    return f"公开了{count}次，{many}，最久的{days}"
