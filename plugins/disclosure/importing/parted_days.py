"""Days whose year, month and day stand in columns of their own → one column of days, in the place of the first of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ..numerals import in_one_width
from ..reading import Lines, letter, plain_day, plain_header
from .layouts import WITHIN

_YEAR, _MONTH, _DAY = (
    frozenset({"年", "年份", "年度"}),
    frozenset({"月", "月份"}),
    frozenset({"日", "日期", "号", "几号"}),
)
_ALONE = frozenset({"日", "号", "几号"})  # under a title that says year and month
_MONTH_ABOVE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年([0-9]{1,2})月")
_WHOLE_DAY = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]")  # when the list was put up
# 2024年3月、4月, 2024年3-4月, 截至2024年3月, 2024年3月以来
_OF_MORE = re.compile(
    r"截[至止]|季度|半年|月份?(?:以来|起|[至到—–~-])|(?<![年0-9])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
)
_YEAR_OVER = re.compile(r"((?:19|20)[0-9]{2})年?度?")  # over the columns of months and days of a ledger
_NUMBER = re.compile(r"([0-9]{1,4})(?:\.0+)?(?:年度?|月份?|[日号])?")
_LIMITS = {"年": (1990, 2099), "月": (1, 12), "日": (1, 31)}
_LEAST = 3  # words over columns beside which a lone 日 is one
_LOOKED_AT = 200  # rows below the head


class WholeDays(Struct, frozen=True):
    """The lines of a sheet with whole days. *note* says in Chinese which columns were joined, '' where none were.

    *carried* are the rows whose year or month was left blank and is that of the row above, as ledgers leave it.
    """

    lines: Lines
    note: str = ""
    carried: tuple[int, ...] = ()


class _DayParts(Struct, frozen=True):
    """Where in the lines the words over the parts stand, and at which places; *year* and *month* stand above them."""

    at: int
    places: dict[str, int]  # 年, 月, 日 → place
    year: str = ""
    month: str = ""
    over: bool = False  # whether the head of the other columns is the row above


def with_whole_days(lines: Lines) -> WholeDays:
    """The lines with 年, 月 and 日 (or two of them) as one column of days; as they are where no head names such columns."""
    parts = next((parts for at in range(min(len(lines), WITHIN)) if (parts := _parts(lines, at))), None)
    if parts is None:
        return WholeDays(lines)
    places = list(parts.places.values())
    words = list(parts.places)
    head = _head(lines[parts.at - 1][1][places[0]] if parts.over else "", words)
    joined = _under_one_head(lines[: parts.at + 1], parts, head)
    heads = [lines[parts.at][1][place].strip() for place in places]
    carried: list[int] = []
    known = {"年": parts.year, "月": parts.month}
    for row, cells in lines[parts.at + 1 :]:
        texts = [cells[place].strip() if place < len(cells) else "" for place in places]
        if texts == heads:
            joined.append((row, _with(cells, places, head)))
            continue
        numbers = dict(zip(words, map(_number, texts), strict=True))
        no_number = [text for text, number in zip(texts, numbers.values(), strict=True) if text and not number]
        if not any(texts) or no_number:
            joined.append((row, cells))
            continue
        lacking = [name for name in known if name in parts.places and not numbers[name]]
        if any(known[name] for name in lacking) and (numbers.get("日") or "月" not in lacking):
            carried.append(row)
        year, month = (numbers.get(name) or known[name] for name in ("年", "月"))
        known = {"年": year, "月": month}
        joined.append((row, _with(cells, places, _day(year, month, numbers.get("日", "")))))
    listed = "、".join(f"{letter(place + 1)} 列" for place in places)
    month_said = f" {parts.month} 月" if parts.month else ""
    year_said = f"{parts.year} 年{month_said}和 " if parts.year else ""
    return WholeDays(joined, f"日期：{year_said}{listed}（{'、'.join(words)}）合在一起读", tuple(carried))


def _under_one_head(above: Lines, parts: _DayParts, head: str) -> Lines:
    """The lines down to the words over the parts, with *head* over the first and nothing over the others."""
    joined: Lines = [(row, list(cells)) for row, cells in above]
    head_at = parts.at - 1 if parts.over else parts.at
    places = list(parts.places.values())
    for place in places:
        joined[parts.at][1][place] = ""
        if place < len(joined[head_at][1]):
            joined[head_at][1][place] = ""
    joined[head_at][1][places[0]] = head
    if parts.over and not any(cell.strip() for cell in joined[parts.at][1]):
        joined.pop()
    return joined


def _parts(lines: Lines, at: int) -> _DayParts | None:
    """The columns of the parts of days that the line *at* names; None where it names none, or they hold something else."""
    words = [plain_header(cell) for cell in lines[at][1]]
    for month in (place for place, word in enumerate(words) if word in _MONTH):
        places = {"年": month - 1} if month and words[month - 1] in _YEAR else {}
        places["月"] = month
        if month + 1 < len(words) and words[month + 1] in _DAY:
            places["日"] = month + 1
        if len(places) == 1 or not _hold_parts(lines[at + 1 : at + 1 + _LOOKED_AT], places):
            continue
        first = min(places.values())
        above = lines[at - 1][1] if at else []
        over = [above[place].strip() if place < len(above) else "" for place in places.values()]
        under_one_head = bool(over[0]) and not any(over[1:]) and sum(bool(cell.strip()) for cell in above) > 1
        year = _YEAR_OVER.fullmatch(plain_header(above[first])) if under_one_head else None
        return _DayParts(at, places, year[1] if year and "年" not in places else "", over=under_one_head)
    return _days_alone(lines, at, words)


def _days_alone(lines: Lines, at: int, words: Sequence[str]) -> _DayParts | None:
    """A column of nothing but days of the one month that stands above the head: 日 under 2024年3月捐款明细."""
    above = [_WHOLE_DAY.sub("", in_one_width(cell)) for _, cells in lines[:at] for cell in cells]
    months = {match for cell in above for match in _MONTH_ABOVE.findall(cell)}
    days = [place for place, word in enumerate(words) if word in _ALONE]
    several = len(months) != 1 or any(map(_OF_MORE.search, above))
    if several or len(days) != 1 or sum(map(bool, words)) < _LEAST:
        return None
    places = {"日": days[0]}
    if not _hold_parts(lines[at + 1 : at + 1 + _LOOKED_AT], places):
        return None
    ((year, month),) = months
    return _DayParts(at, places, year, month)


def _hold_parts(below: Lines, places: dict[str, int]) -> bool:
    """Whether the cells below are years, months and days as far as they are numbers, and some are."""
    known = 0
    for _, cells in below:
        for name, place in places.items():
            text = cells[place].strip() if place < len(cells) else ""
            number = _number(text)
            if number:
                lowest, highest = _LIMITS[name]
                if not lowest <= int(number) <= highest:
                    return False
                known += name != "年"
            elif text and text[0].isdigit():
                return False  # a whole day, or a sum
    return known > 0


def _number(text: str) -> str:
    match = _NUMBER.fullmatch(in_one_width(text).strip())
    return match[1] if match else ""


def _head(over: str, words: Sequence[str]) -> str:
    """The words over the one column: those that stood over the parts where they say more than a year."""
    plain = plain_header(over)
    return f"{'日期' if not plain or plain in _YEAR or _YEAR_OVER.fullmatch(plain) else over.strip()}（{'、'.join(words)}）"


def _day(year: str, month: str, day: str) -> str:
    """The parts as one text: ISO where it is a real day or month, else as people write it, without a year where none is known."""
    if not month:
        return f"{year}年{day}日" if day else year
    if not year:
        return f"{month}月{day}日" if day else f"{month}月"
    text = f"{year}-{month}-{day}" if day else f"{year}-{month}"
    return plain_day(text) or (f"{year}年{month}月{day}日" if day else f"{year}年{month}月")


def _with(cells: Sequence[str], places: Sequence[int], text: str) -> list[str]:
    """The cells of a row with *text* in the first of the places, and nothing in the others."""
    row = [*cells, *[""] * (max(places) + 1 - len(cells))]
    for place in places:
        row[place] = ""
    row[places[0]] = text
    return row
