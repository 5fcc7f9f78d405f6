"""理事、监事和负责人: who decides, who watches, who runs it, for which term; no birth date, ID or home address has a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from msgspec.structs import replace

from ..blocks import InTable, table
from ..dates import earlier
from ..model import Block, Disclosure, Expectation, Kind, out_of_order
from ..problems import Problem, problem
from .governance import KIND as GOVERNANCE
from .governance import GoverningBody, Member, MemberRecord, serves


def checks(rows: Sequence[MemberRecord]) -> Iterator[Problem]:
    """Terms end after they start; at one time nobody holds a position twice or sits in both council and supervisors."""
    yield from out_of_order(rows, MemberRecord.term_start, MemberRecord.term_end)
    people: dict[str, list[MemberRecord]] = {}
    for row in rows:
        if row.name and row.term_start:
            people.setdefault(row.name, []).append(row)
    for terms in people.values():
        for first, second in combinations(terms, 2):
            if not _overlap(first, second):
                continue
            if (first.body, first.position) == (second.body, second.position):
                yield problem(
                    "overlapping-terms",
                    second.at(MemberRecord.term_start),
                    cell=f"{second.name}（{second.body}{second.position}）",
                    left=_term(first),
                    right=_term(second),
                    other=first.where,
                )
            elif {first.body, second.body} == {GoverningBody.COUNCIL, GoverningBody.SUPERVISORS}:
                yield problem(
                    "council-and-supervisor",
                    second.at(MemberRecord.body),
                    cell=second.name,
                    left=first.body,
                    right=second.body,
                    other=first.where,
                )


def _overlap(first: MemberRecord, second: MemberRecord) -> bool:
    """Whether both terms share a day for sure; a term that ends on the day or month the next begins does not."""
    return all(
        ending.term_end is None or beginning.term_start is None or earlier(beginning.term_start, ending.term_end)
        for ending, beginning in ((first, second), (second, first))
    )


def _term(row: MemberRecord) -> str:
    return f"{row.term_start} 至 {row.term_end or '今'}"


def _apart(disclosure: Disclosure, rows: Sequence[Member]) -> Iterator[tuple[str, str, list[Member]]]:
    """Who serves now, whose term is over, whose has not begun: part of an anchor, words with the count, rows."""
    today = disclosure.prepared_on
    now = [row for row in rows if serves(row, today)]
    ahead = [row for row in rows if row.term_start and earlier(today, row.term_start)]
    over = [row for row in rows if row not in now and row not in ahead]
    for part, words, holders, unit in (
        ("", "现任", now, "人"),
        ("-past", "以前的任期", over, "人次"),
        ("-next", "还没开始的任期", ahead, "人次"),
    ):
        count = len({row.name for row in holders}) if unit == "人" else len(holders)
        if holders:
            yield part, f"{words}{count}{unit}", holders


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """For every body a table of those who serve, and others, folded, of those who did or will."""
    rows = disclosure.rows(Member)
    for number, body in enumerate(GoverningBody):
        for part, words, holders in _apart(disclosure, [row for row in rows if row.body == body]):
            shown = (
                MemberRecord.name,
                MemberRecord.position,
                MemberRecord.employer,
                MemberRecord.term_start,
                MemberRecord.term_end,
                MemberRecord.paid,
            )
            listing = table(
                disclosure,
                kind,
                holders,
                shown,
                caption=f"{body}：{words}",
                table_id=f"members-{number + 1}{part}",
            )
            yield replace(listing, table=replace(listing.table, folded=bool(part)))


def _of(body: GoverningBody) -> Expectation:
    there = InTable(MemberRecord, (MemberRecord.name, MemberRecord.term_start), ((MemberRecord.body, body),))
    return Expectation(f"{body}成员名单和任期", there)


KIND = Kind(
    id="members",
    label="理事会、监事会和秘书处",
    record=MemberRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=200,
    expects=(
        _of(GoverningBody.COUNCIL),
        _of(GoverningBody.SUPERVISORS),
        Expectation("负责人是否领取报酬", InTable(MemberRecord, (MemberRecord.paid,))),
    ),
)
