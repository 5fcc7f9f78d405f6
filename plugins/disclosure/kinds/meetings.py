"""会议和决议: when the council, the supervisors and the members met, who came, and what they decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, latest, table
from ..model import Block, Disclosure, Expectation, Kind, repeated
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Complete, Date, RichText, Slug, Sourced, Text, Url, WholeNumber, column
from .governance import KIND as GOVERNANCE


class MeetingBody(StrEnum):
    """Who meets."""

    MEMBERS = "会员（代表）大会"
    COUNCIL = "理事会"
    STANDING = "常务理事会"
    SUPERVISORS = "监事会"
    OTHER = "其他"


class MeetingRecord(Sourced):
    """One meeting."""

    id = column(Slug, "编号", key=True)
    held_on = column(Date, "日期", required=True)
    body = column(MeetingBody, "会议", required=True)
    session = column(Text, "届次", description="例如 第三届第二次")
    attended = column(WholeNumber, "出席人数", unit="人")
    expected = column(WholeNumber, "应到人数", unit="人")
    resolutions = column(RichText, "议题和决议")
    file = column(Url, "纪要网址")


class Meeting(Complete, MeetingRecord):
    """One meeting, with all that it must have."""


def checks(rows: Sequence[MeetingRecord]) -> Iterator[Problem]:
    """No more attended than were expected, and each meeting stands once."""
    yield from repeated(rows, MeetingRecord.held_on, MeetingRecord.body, MeetingRecord.session)
    for row in rows:
        came, could = row.attended, row.expected
        if came is not None and could is not None and came > could:
            yield problem("above-total", row.at(MeetingRecord.attended), left=plain(came), right=plain(could))


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.rows(Meeting), MeetingRecord.held_on)
    shown = [
        MeetingRecord.held_on,
        MeetingRecord.body,
        MeetingRecord.session,
        MeetingRecord.attended,
        MeetingRecord.expected,
        MeetingRecord.resolutions,
    ]
    if any(row.file for row in rows):
        shown.append(MeetingRecord.file)
    yield table(
        disclosure,
        kind,
        rows,
        shown,
        caption="历次会议",
    )


KIND = Kind(
    id="meetings",
    label="会议和决议",
    record=MeetingRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=202,
    expects=(
        Expectation("理事会会议的次数、日期、出席人数和决议", InTable(MeetingRecord, (MeetingRecord.resolutions,))),
        Expectation(
            "监事会会议的日期和决议",
            InTable(MeetingRecord, having=((MeetingRecord.body, MeetingBody.SUPERVISORS),)),
        ),
    ),
)
