"""Deadlines as the law writes them: a small grammar, and the days that follow from it.

    event+P30D  end+P3M  start-P10D     so long after (before) the event, the end or the start
    while_running:P3M?dur>P6M           never longer than this between publications, if it runs for longer than that
    emergency:P5D                       never longer than this between publications, in the stage of rescue
    annual:05-31                        by this day of the following year
    annual                              once a year; the text names no day
    before                              not after the act itself
    prompt                              及时: the text gives no number, so nothing can be counted
    standing                            has to be there at all times

Periods are P and a number of D (days), W (weeks), M (months) or Y (years). The day of the event does not count. Months
are added to the calendar day and end on the last day of the month where it has no such day. A duration exactly at a
limit is not longer than it. Holidays move nothing. Days are days in China.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from msgspec import Struct


class DeadlineRule(StrEnum):
    """How a deadline counts."""

    SHIFT = "shift"
    GAP = "gap"
    ANNUAL = "annual"
    YEARLY = "yearly"
    BEFORE = "before"
    PROMPT = "prompt"
    STANDING = "standing"


class TimeSpan(Struct, frozen=True):
    """A length of time, in whole months or in days."""

    months: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        """3个月, 30日."""
        return f"{self.months}个月" if self.months else f"{self.days}日"


class Deadline(Struct, frozen=True):
    """One deadline; *text* is how it is written in the data."""

    text: str
    rule: DeadlineRule
    anchor: str = ""  # event, start or end
    period: TimeSpan = TimeSpan()
    back: bool = False
    longer_than: TimeSpan | None = None
    month: int = 0
    day: int = 0

    @property
    def counts(self) -> bool:
        """Whether the text gives a number, so that days early or late can be told."""
        return self.rule not in {DeadlineRule.PROMPT, DeadlineRule.STANDING, DeadlineRule.YEARLY}

    def due(self, anchor: date) -> date | None:
        """The last day for what *anchor* set off (for a year: its last day); None where the text gives no number."""
        if self.rule is DeadlineRule.BEFORE:
            return anchor
        if self.rule is DeadlineRule.ANNUAL:
            return date(anchor.year + 1, self.month, min(self.day, monthrange(anchor.year + 1, self.month)[1]))
        if self.rule in {DeadlineRule.SHIFT, DeadlineRule.GAP}:
            return shifted(anchor, self.period, back=self.back)
        return None

    def binds(self, start: date, end: date | None, today: date) -> bool:
        """Whether something that runs from *start* to *end*, or without an end so far, lasts long enough."""
        if self.longer_than is None:
            return True
        return (end or today) > shifted(start, self.longer_than)

    @property
    def words(self) -> str:
        """The deadline as a reader says it."""
        if self.rule is DeadlineRule.ANNUAL:
            return f"次年{self.month}月{self.day}日以前"
        if self.rule is DeadlineRule.GAP:
            limit = f"周期超过{self.longer_than.words}的，" if self.longer_than else ""
            stage = "应急处置与救援阶段" if self.anchor == "emergency" else ""
            return f"{stage}{limit}至少每{self.period.words}一次"
        if self.rule is not DeadlineRule.SHIFT:
            return _SAID[self.rule]
        if self.period == TimeSpan():
            return "同时"
        return f"{_ANCHORS[self.anchor]}{f'的{self.period.words}以前' if self.back else f'后{self.period.words}内'}"


_SAID = {
    DeadlineRule.YEARLY: "每年，没有写哪一天",
    DeadlineRule.BEFORE: "事前，当天算在内",
    DeadlineRule.PROMPT: "及时，没有写天数",
    DeadlineRule.STANDING: "一直看得到",
}
_ANCHORS = {"event": "发生", "start": "开始", "end": "结束"}

_PERIOD = r"P(\d{1,4})([DWMY])"
_SHIFT = re.compile(rf"(event|start|end)([+-]){_PERIOD}")
_GAP = re.compile(rf"(while_running|emergency):{_PERIOD}(?:\?dur>{_PERIOD})?")
_ANNUAL = re.compile(r"annual:(\d\d)-(\d\d)")
_WORDS = {
    "annual": DeadlineRule.YEARLY,
    "before": DeadlineRule.BEFORE,
    "prompt": DeadlineRule.PROMPT,
    "standing": DeadlineRule.STANDING,
}


def _period(number: str, unit: str) -> TimeSpan:
    count = int(number)
    match unit:
        case "D":
            return TimeSpan(days=count)
        case "W":
            return TimeSpan(days=7 * count)
        case "M":
            return TimeSpan(months=count)
        case _:
            return TimeSpan(months=12 * count)


@cache
def parse(text: str) -> Deadline:
    """Parse one expression of the grammar above; ValueError where it is none."""
    if text in _WORDS:
        return Deadline(text, _WORDS[text])
    if match := _SHIFT.fullmatch(text):
        anchor, sign, number, unit = match.groups()
        return Deadline(text, DeadlineRule.SHIFT, anchor, _period(number, unit), back=sign == "-")
    if match := _GAP.fullmatch(text):
        anchor, number, unit, least, of = match.groups()
        period = _period(number, unit)
        longer_than = _period(least, of) if least else None
        if TimeSpan() in (period, longer_than):
            raise ValueError(text)
        return Deadline(text, DeadlineRule.GAP, anchor, period, longer_than=longer_than)
    if match := _ANNUAL.fullmatch(text):
        month, day = int(match[1]), int(match[2])
        date(2024, month, day)  # a leap year: 02-29 is a day
        return Deadline(text, DeadlineRule.ANNUAL, month=month, day=day)
    raise ValueError(text)


def shifted(day: date, period: TimeSpan, *, back: bool = False) -> date:
    """The day so much later (earlier): months first, ending on the month's last day where need be, then days."""
    sign = -1 if back else 1
    months = day.year * 12 + day.month - 1 + sign * period.months
    year, month = divmod(months, 12)
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days=sign * period.days)


class Interval(Struct, frozen=True):
    """The time between two publications: since when, until when at the latest, and when the second was made (None: not yet)."""

    since: date
    due: date
    published: date | None


def intervals(deadline: Deadline, start: date, end: date | None, published: Iterable[date]) -> Iterator[Interval]:
    """Every stretch that a thing running from *start* to *end* has to fill; the last one may still be open.

    A publication of the first day or before moves nothing; what falls due after the end is no longer owed, because the
    end has a duty of its own.
    """
    since = start
    for day in sorted({day for day in published if day > start}):
        due = _next(deadline, since)
        if end is not None and due > end:
            return
        yield Interval(since, due, day)
        since = day
    due = _next(deadline, since)
    if end is None or due <= end:
        yield Interval(since, due, None)


def _next(deadline: Deadline, since: date) -> date:
    return shifted(since, deadline.period)
