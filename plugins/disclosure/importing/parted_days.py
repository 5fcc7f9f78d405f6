"""Days whose year, month and day stand in columns of their own → one column of days, in the place of the first of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..numerals import in_one_width
from ..reading import Lines, letter, plain_day, plain_header
from .layouts import WITHIN

_YEAR, _MONTH, _DAY = (
    frozenset({"年", "年份", "年度"}),
    frozenset({"月", "月份"}),
    frozenset({"日", "日期", "号", "几号"}),
)
# Over days of the one month that a title or the name of the sheet says: 日, 捐款日期.
_ALONE = re.compile(r"日|号|几号|(?:[到入进来付交拨]账|到款|捐[款赠]|交易|收款|付款|缴款|拨付|发放)?日期")
_MONTH_ABOVE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年([0-9]{1,2})月")
_WHOLE_DAY = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]")  # when the list was put up
# 2024年3月、4月, 2024年3-4月, 截至2024年3月, 2024年3月以来
_OF_MORE = re.compile(
    r"截[至止]|季度|半年|月份?(?:以来|起|[至到—–~-])|(?<![年0-9])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
)
# In the name of a sheet or a file: 3月, 三月份, 2024年3月, 2024.03, 202403; a whole name may be the last two.
_MONTH_OF_A_NAME = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年?)?(?<![0-9])(?P<month>0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])月"
    r"|^(?P<y>(?:19|20)[0-9]{2})[-./]?(?P<m>0[1-9]|1[0-2]|(?<=[-./])[1-9])$"
)
_YEAR_OF_A_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
_HAN_MONTHS = {
    word: str(number)
    for number, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}
_MORE_THAN_ONE = re.compile(
    r"截[至止]|季度|半年|以来|月[份]?(?:起|[至到—–~、-])|[—–~、-][0-9一二三四五六七八九十]{1,2}月"
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


def with_whole_days(lines: Lines, names: Sequence[str] = ()) -> WholeDays:
    """The lines with 年, 月 and 日 (or two of them) as one column of days; as they are where no head names such columns.

    *names* are those of the sheet and the file, which may say the month of days that stand alone.
    """
    parts = next((parts for at in range(min(len(lines), WITHIN)) if (parts := _parts(lines, at, names))), None)
    if parts is None:
        return WholeDays(lines)
    places = list(parts.places.values())
    words = list(parts.places)
    over = lines[parts.at - 1][1] if parts.over else lines[parts.at][1] if words == ["日"] else ()
    head = _head(over[places[0]] if over else "", words)
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
    said = " ".join(f"{number} {unit}" for number, unit in ((parts.year, "年"), (parts.month, "月")) if number)
    said = f"{said}和 " if said else ""
    return WholeDays(joined, f"日期：{said}{listed}（{'、'.join(words)}）合在一起读", tuple(carried))


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


def _parts(lines: Lines, at: int, names: Sequence[str]) -> _DayParts | None:
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
    return _days_alone(lines, at, words, names)


def _days_alone(lines: Lines, at: int, words: Sequence[str], names: Sequence[str]) -> _DayParts | None:
    """A column of nothing but days of one month that is said elsewhere: 日 under 2024年3月捐款明细, or on a sheet called 3月."""
    days = [
        place
        for place, word in enumerate(words)
        if _ALONE.fullmatch(word) and _hold_parts(lines[at + 1 : at + 1 + _LOOKED_AT], {"日": place})
    ]
    if len(days) != 1 or sum(map(bool, words)) < _LEAST:
        return None
    above = [cell for _, cells in lines[:at] for cell in cells]
    year, month = _month_above(above) or _month_of_names(names, above)
    return _DayParts(at, {"日": days[0]}, year, month) if month else None


def _month_above(above: Iterable[str]) -> tuple[str, str] | None:
    """(year, month) of which the lines *above* a head say that it is; two blanks where they say several, nothing where none."""
    said = [_WHOLE_DAY.sub("", in_one_width(cell)) for cell in above]
    months = {match for cell in said for match in _MONTH_ABOVE.findall(cell)}
    if any(map(_OF_MORE.search, said)):
        return "", ""
    return (months.pop() if len(months) == 1 else ("", "")) if months else None


def _month_of_names(names: Sequence[str], above: Sequence[str]) -> tuple[str, str]:
    """(year, month) by the first of the *names* that says one; the year may stand in another, or *above*. Blank where none does."""
    for name in map(in_one_width, names):
        if _MORE_THAN_ONE.search(name):
            return "", ""
        if months := list(_MONTH_OF_A_NAME.finditer(_WHOLE_DAY.sub("", name))):
            break
    else:
        return "", ""
    if len(months) > 1:
        return "", ""
    word = months[0]["month"] or months[0]["m"]
    year = months[0]["year"] or months[0]["y"]
    if not year:
        years = {match for text in (*above, *names) for match in _YEAR_OF_A_NAME.findall(in_one_width(text))}
        year = years.pop() if len(years) == 1 else ""
    return year, _HAN_MONTHS.get(word, word.lstrip("0"))


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
    bare = not plain or plain in _YEAR | _DAY or _YEAR_OVER.fullmatch(plain)
    return f"{'日期' if bare else over.strip()}（{'、'.join(words)}）"


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
