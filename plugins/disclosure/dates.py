"""Days as the records write them: 2026-11-22, or only 2026-11 where the day is not told."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

from .expressions import expression

_WRITTEN_IN = 2026
_CHINA = timezone(timedelta(hours=8))  # Asia/Shanghai has had no other time since 1991


def day_of(text: str | None) -> date | None:
    """The day, if a text tells one, written as 2026-11-22 and in no other way."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def last_day(text: str | None) -> date | None:
    """The day, or the last one of a month of which no day is told (2026-02 → 2026-02-28); None of any other text."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text or "")
    if not match:
        return day_of(text)
    year, month = int(match[1]), int(match[2])
    return date(year, month, monthrange(year, month)[1])


_DAY_ZERO = date(1899, 12, 30)  # the wrong leap day of 1900 taken in


def serial_day(number: int) -> date:
    """The day that a spreadsheet keeps as a number: 44597 is 2022-02-05."""
    return _DAY_ZERO + timedelta(days=number)


def of_year(year: int | str, words: str) -> str:
    """Words with their year before them, unless they begin with it themselves: “2025年募捐目标”."""
    return words if words.startswith(f"{year}年") else f"{year}年{words}"


MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:\d{1,2}[日号])?"
QUARTER_OR_HALF = r"(?<![0-9])[第前]?[一二两三四1-4]个?季度|[上下]半年"
# 1—6月, 一至六月, 1月1日至6月30日; 三季度, 前三季度, 上半年
PART_OF_YEAR = expression(
    rf"(?<![0-9一二三四五六七八九十])(?P<first>{MONTH})(?:月份?{_DAY})?\s?[-—–~～至到]{{1,2}}\s?(?P<last>{MONTH})月(?!龄)份?{_DAY}"
    rf"|{QUARTER_OR_HALF}"
)
# The same, and up to a day: 截至8月15日, 年初至10月底
_STRETCH = expression(
    rf"{PART_OF_YEAR.pattern}"
    rf"|(?:截[至止]|年初[至到以])[^，。；]{{0,6}}?(?P<until>{MONTH})月(?:\d{{1,2}}[日号]|[底末])?|年初至今|截[至止]目前"
)
# From one year into another: 2024年7月至2025年6月, 2024—2025年度
_ACROSS_YEARS = expression(
    rf"(?P<start>\d{{4}})年?(?:{MONTH}月{_DAY}|[初底末])?\s?[-—–~～至到]{{1,2}}\s?(?P<end>\d{{4}})年(?:{MONTH}月{_DAY}|[初底末])?"
)
_JANUARY, _DECEMBER = {"1", "01", "一"}, {"12", "十二"}
WHOLE_YEAR = expression(
    r"全年(?!龄|任务|目标|计划|预算|指标)|[四4]个季度|上(?:半年)?[、和及]?下半年|[一1](?:季度)?[-—–~～至到]{1,2}[四4]季度"
)


def stretch_of_year(words: str) -> str:
    """1—6月, 上半年, 截至8月15日: the part of a year that a name says, nothing where it is the whole year or none is said.

    What goes from one year into another is neither of them.
    """
    across = _ACROSS_YEARS.search(words)
    if across and across["start"] != across["end"]:
        return across[0]
    match = None if WHOLE_YEAR.search(words) else _STRETCH.search(words)
    return "" if match is None or match["until"] in _DECEMBER or is_all_months(match) else match[0]


def is_all_months(part: re.Match[str]) -> bool:
    """Whether the months of a `PART_OF_YEAR` are all twelve: 1—12月."""
    return part["first"] in _JANUARY and part["last"] in _DECEMBER


def is_within_whole(part: re.Match[str]) -> bool:
    """Whether a `PART_OF_YEAR` is the end or the beginning of words for all of the year: 四季度 in 一至四季度."""
    covering = (match.span() for match in WHOLE_YEAR.finditer(part.string))
    return is_all_months(part) or any(start <= part.start() and part.end() <= end for start, end in covering)


def reaches_december(stretch: str) -> bool:
    """Whether a part of a year goes on to its end: all there is of the year in which a body was founded."""
    match = _STRETCH.search(stretch)
    return bool(match and (match["last"] in _DECEMBER or re.search("下半年|[四4]季度", stretch)))


def han_date(when: date | str | None) -> str:
    """A date for reading: 2023-09-18 → 2023年9月18日, 2023-08 → 2023年8月; other text stays as it is."""
    text = str(when or "")
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", text)
    if not match:
        return text
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def spoken_day(text: str) -> str:
    """A text that is a day or a month and nothing else, for reading: 2023-09-18 → 2023年9月18日; other text as it is, a year too."""
    return han_date(text) if last_day(text) else text


def in_china(moment: datetime) -> date:
    """The day that a moment falls on in China."""
    return moment.astimezone(_CHINA).date()


def today() -> date:
    """The day in China, whatever the zone of the machine; checks and publishing ask, a page never does."""
    return in_china(datetime.now(UTC))


def clock_is_wrong() -> bool:
    """Whether the clock of this machine surely goes wrong: it shows a year before this was written."""
    return today().year < _WRITTEN_IN


def latest_day() -> str:
    """The last day that a correction or a release may bear: tomorrow in China, for whoever works around midnight.

    A clock that is surely wrong is held against nobody.
    """
    return (date.max if clock_is_wrong() else today() + timedelta(days=1)).isoformat()


def days_between(first: str | None, then: str | None) -> int | None:
    """Days from one date to another, where both are told to the day; below zero if *then* lies before *first*."""
    start, end = day_of(first), day_of(then)
    return (end - start).days if start and end else None


def earlier(first: str, second: str) -> bool:
    """Whether one date surely lies before another; a month and a day of that month can't be told apart."""
    shared = min(len(first), len(second))
    return first[:shared] < second[:shared]


def by_end(day: str) -> str:
    """Orders days by their ends: a month, or a year, comes behind all its days."""
    return f"{day}~"
