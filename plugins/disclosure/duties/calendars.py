"""A calendar file (RFC 5545) of what has to be published: one whole-day event a last day, each with alarms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from .reminders import NOBODY, Reminder

ALARMS = (14, 3)  # days before the last day, at nine in the morning
WIDTH = 75  # octets of a line


def calendar(reminders: Iterable[Reminder], today: date) -> bytes:
    """The file: CRLF, folded at 75 octets, the same UID for the same thing whenever it is made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sunshine-charity//disclosure duties//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped('公开义务')}",
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]
    for reminder in reminders:
        lines += _event(reminder, today)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(reminder: Reminder, today: date) -> Iterator[str]:
    due = reminder.obligation.due
    assert due is not None  # noqa: S101  (only such are reminded of)
    key = hashlib.sha256(f"{reminder.disclosure.org}/{reminder.obligation.key}".encode()).hexdigest()[:32]
    title = (
        f"{'逾期：' if reminder.overdue else ''}{reminder.obligation.name}（{reminder.disclosure.organisation.name}）"
    )
    about = [
        f"依据：{reminder.obligation.term.basis}",
        f"期限：{reminder.obligation.term.deadline.words}",
        f"负责人：{reminder.responsible}",
        f"编号：{reminder.obligation.duty.id}",
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{key}@{reminder.disclosure.org}"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(about))}"
    if reminder.responsible != NOBODY:
        yield f"CATEGORIES:{_escaped(reminder.responsible)}"
    yield "TRANSP:TRANSPARENT"
    for days in () if reminder.overdue else ALARMS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(f'还有{days}天：{title}')}"
        yield f"TRIGGER:-P{days - 1}DT15H"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line breaks escaped, other control characters dropped."""
    plain = "".join(character for character in text if character == "\n" or character.isprintable())
    for character in ("\\", ";", ","):
        plain = plain.replace(character, "\\" + character)
    return plain.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line as octets, broken after at most 75 of them, never inside a character."""
    pieces, room = [b""], WIDTH
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = WIDTH - 1  # the space that a folded line begins with counts
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
