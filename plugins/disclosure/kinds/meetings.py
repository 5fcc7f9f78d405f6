"""会议和决议: when the council, the supervisors and the members met, who came, and what they decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import filled, latest, table
from ..model import Block, Disclosure, Expectation, Kind, Row, at, repeated
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, RichText, Slug, Sourced, Text, Url, column
from .governance import KIND as GOVERNANCE

BODIES = ("会员（代表）大会", "理事会", "常务理事会", "监事会", "其他")


class MeetingRecord(Sourced):
    """One meeting."""

    id: Slug = column("编号", key=True)
    held_on: Date = column("日期", required=True)
    body: Text = column("会议", required=True, choices=BODIES)
    session: Text = column("届次", description="例如 第三届第二次")
    attended: Exact = column("出席人数")
    expected: Exact = column("应到人数")
    resolutions: RichText = column("议题和决议")
    file: Url = column("纪要网址")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """No more attended than were expected, and each meeting stands once."""
    yield from repeated(rows, MeetingRecord, "held_on", "body", "session")
    for row in rows:
        came, could = row["attended"], row["expected"]
        if came is not None and could is not None and came > could:
            yield problem("above-total", at(row, MeetingRecord, "attended"), left=plain(came), right=plain(could))


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table, newest first."""
    rows = latest(disclosure.records[kind.id], "held_on")
    shown = ["held_on", "body", "session", "attended", "expected", "resolutions"]
    if any(row["file"] for row in rows):
        shown.append("file")
    yield table(disclosure, kind, rows, shown, units={"attended": "人", "expected": "人"}, caption="历次会议")


KIND = Kind(
    id="meetings",
    label="会议和决议",
    record=MeetingRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=202,
    expects=(
        Expectation("理事会会议的次数、日期、出席人数和决议", lambda d, _: filled(d, "meetings", "resolutions")),
        Expectation(
            "监事会会议的日期和决议",
            lambda d, _: any(row["body"] == "监事会" for row in d.records.get("meetings", ())),
        ),
    ),
)
