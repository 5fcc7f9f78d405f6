"""A calendar file (RFC 5545) of what has to be published: one whole-day event a last day, each with alarms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from unicodedata import category

from msgspec import Struct

from .reminders import NOBODY, Reminder

ALARMS = (14, 3)  # days before the last day, at nine in the morning
WIDTH = 75  # octets of a line


class DueDay(Struct, frozen=True):
    """A last day: *key* stays the same whenever the file is made, *about* are lines that explain it."""

    org: str
    key: str
    day: date
    title: str
    about: tuple[str, ...]
    person: str = ""
    link: str = ""
    alarms: tuple[int, ...] = ()  # days before


def calendar(reminders: Iterable[Reminder], today: date) -> bytes:
    """The file for staff: everything that they are reminded of, with alarms."""
    return written("公开义务", [_reminded(reminder) for reminder in reminders], today)


def written(name: str, days: Iterable[DueDay], today: date) -> bytes:
    """The file: CRLF, folded at 75 octets, the same UID for the same thing whenever it is made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sunshine-charity//disclosure duties//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]
    for due in days:
        lines += _event(due, today)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _reminded(reminder: Reminder) -> DueDay:
    obligation = reminder.obligation
    assert obligation.due is not None  # noqa: S101  (only such are reminded of)
    title = f"{'逾期：' if reminder.overdue else ''}{obligation.title}（{reminder.disclosure.organisation.name}）"
    about = (
        f"依据：{obligation.term.basis}",
        f"期限：{obligation.term.deadline.words}",
        f"负责人：{reminder.responsible}",
        f"编号：{obligation.duty.id}",
    )
    person = reminder.responsible if reminder.responsible != NOBODY else ""
    alarms = () if reminder.overdue else ALARMS
    return DueDay(reminder.disclosure.org, obligation.key, obligation.due, title, about, person, alarms=alarms)


def _event(due: DueDay, today: date) -> Iterator[str]:
    key = hashlib.sha256(f"{due.org}/{due.key}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{key}@{due.org}"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(due.title)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(due.about))}"
    if due.person:
        yield f"CATEGORIES:{_escaped(due.person)}"
    if due.link:
        yield f"URL:{due.link}"
    yield "TRANSP:TRANSPARENT"
    for days in due.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(f'还有{days}天：{due.title}')}"
        yield f"TRIGGER:-P{days - 1}DT15H"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line breaks escaped, other control characters dropped."""
    plain = "".join(character for character in text if character == "\n" or category(character)[0] != "C")
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
