"""Days as files of other programs write them: with a time, as a serial number, in Chinese, with the year last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from ..dates import serial_day
from ..numerals import in_one_width
from ..reading import NumberText, plain_day, read_day
from .asking import SheetQuestions

_SERIAL = re.compile(r"([1-9][0-9]{4})(?:\.[0-9]+)?")
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050  # 1990-01-01 and 2099-12-31
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([12][0-9]{3})(?:[ T].*)?")
_YEARLESS = re.compile(
    r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?|(?P<m>0?[1-9]|1[0-2])[./](?P<d>0?[1-9]|[12][0-9]|3[01])"
)
_LOST_A_ZERO = re.compile(r"[0-9]{1,2}\.[123]")  # the number 2.2 may have been written as 2.20
_SHORT_YEAR_FIRST = re.compile(
    r"(?P<year>[12][0-9])(?P<mark>[-/.年])(?P<month>[0-9]{1,2})(?:(?P=mark)|月)(?P<day>[0-9]{1,2})日?"
)
_SHORT_YEAR_LAST = re.compile(r"(?P<day>[0-9]{1,2})[- ](?P<month>[A-Za-z]{3,9})[-, ]{1,2}(?P<year>[0-9]{2})")
_SHORT_YEAR_BEHIND = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{2})"
)
_TITLE_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=\s*年|[^0-9]|$)")
_TIME_IN_WORDS = re.compile(
    r"\s*(?:(?:[上下]午|凌晨|早上|中午|晚上?)(?:[0-9一二三四五六七八九十]{1,3}[点时].*)?|[(]?(?:星期|周)[一二三四五六日天][)]?)$"
)
_MONTHS = 12


class DayColumn(Struct):
    """The days of one column as ISO text; a cell that is no sure day stays as it is. *notes* say in Chinese what was read how."""

    days: list[str]
    notes: list[str] = field(default_factory=list)


def read_days(cells: Sequence[str], label: str, asking: SheetQuestions, titles: str = "") -> DayColumn:
    """Read a column of days; what has two readings is asked once for the whole column.

    A day without its year (1月5日) gets the one that *titles* (of the sheet, the file and above the header) say.
    """
    distinct = dict.fromkeys(cells)
    year = _year(distinct, titles, asking)
    forms: Counter[str] = Counter()
    examples: dict[str, tuple[str, str]] = {}
    short = _short_years(distinct, asking)
    serial = _serials(distinct, asking)
    order = _order([short.get(cell, cell) for cell in distinct], asking)
    by_cell: dict[str, str] = {}
    lost = _behind_later_days(cells)
    for cell in distinct:
        yearless = _without_year(cell) if year and cell not in lost else None
        full = f"{year}-{yearless[0]}-{yearless[1]}" if yearless else short.get(cell, cell)
        form, day = (
            (f"没有写年份的按 {year} 年读", plain_day(full)) if yearless else _day(full, serial=serial, order=order)
        )
        by_cell[cell] = day or cell
        if form:
            forms[form] += 1
            examples.setdefault(form, (cell.strip(), day))
    column = DayColumn([by_cell[cell] for cell in cells])
    for form, (cell, day) in examples.items():
        column.notes.append(f"{label}：{form}，例如 {cell[:30]} 读成 {day}")
    return column


def _without_year(cell: str) -> tuple[str, str] | None:
    """(month, day) of 1月5日 or 1.5; nothing for a number that may have lost the zero at its end."""
    text = in_one_width(cell).strip()
    match = _YEARLESS.fullmatch(text)
    if match is None or (isinstance(cell, NumberText) and _LOST_A_ZERO.fullmatch(text)):
        return None
    return match["month"] or match["m"], match["day"] or match["d"]


def _behind_later_days(cells: Sequence[str]) -> set[str]:
    """Days like 2.2 that stand below a later one of the month, as 2.20 does where a program took it for a number and saved it."""
    behind: set[str] = set()
    last: dict[str, int] = {}
    for cell in cells:
        match = _YEARLESS.fullmatch(text := in_one_width(cell).strip())
        if match is None or not match["m"]:
            continue
        if match["d"].startswith("0") or match["d"].endswith("0"):
            return set()  # here zeros were kept
        if _LOST_A_ZERO.fullmatch(text) and last.get(match["m"], 0) > int(match["d"]):
            behind.add(cell)
        last[match["m"]] = max(last.get(match["m"], 0), int(match["d"]))
    return behind


def _day(cell: str, *, serial: bool, order: str) -> tuple[str, str]:
    """(how the cell was read in words, the day), both empty where it is no sure day or needs no word."""
    text = in_one_width(cell).strip()
    plain = plain_day(text)
    if plain:
        return "", plain
    match = _SERIAL.fullmatch(text)
    if match:
        known = _of_serial(int(match[1])) if serial or isinstance(cell, NumberText) else ""
        return ("表格软件的日期序号按 1900 年起算", known) if known else ("", "")
    last = _YEAR_LAST.fullmatch(text)
    if last and order:
        first, second = int(last[1]), int(last[3])
        day, month = (first, second) if order == "day" else (second, first)
        known = plain_day(f"{last[4]}-{month}-{day}")
        return (f"按{'日/月/年' if order == 'day' else '月/日/年'}读", known) if known else ("", "")
    bare = _TIME_IN_WORDS.sub("", text)
    if bare != text and (known := plain_day(bare)):
        return "后面的时刻不要", known
    said = read_day(cell)
    if said.value:
        return "后面的时刻不要", said.value
    return ("换成数字的写法", said.proposal) if said.proposal else ("", "")


def _short_years(cells: dict[str, None], asking: SheetQuestions) -> dict[str, str]:
    """Days whose year has two digits (25.1.5, 5-Jan-25) with all four, by cell; nothing where nobody has said that it is a year."""
    full = _years_behind(cells)
    for cell in cells if not full else ():
        text = in_one_width(cell).strip()
        first, last = _SHORT_YEAR_FIRST.fullmatch(text), _SHORT_YEAR_LAST.fullmatch(text)
        if first:
            full[cell] = plain_day(f"20{first['year']}-{first['month']}-{first['day']}")
        elif last:
            full[cell] = read_day(f"{last['day']} {last['month']} 20{last['year']}").proposal
    full = {cell: day for cell, day in full.items() if day}
    if not full:
        return {}
    cell, day = next(iter(full.items()))
    text = f"日期里的年份只有两位，例如 {cell.strip()} 读成 {day}。是这样吗？"
    answer = asking.ask("short-years", text, (("yes", "是"), ("no", "不是，我去改")), "yes")
    return full if answer == "yes" and "short-years" in asking.confirmed else {}


def _years_behind(cells: Iterable[str]) -> dict[str, str]:
    """Days as 1/13/25 with all four digits of their year, by cell; nothing where all of them may begin with the year (25/1/13)."""
    texts = {cell: in_one_width(cell).strip() for cell in cells}
    behind = {cell: match for cell, text in texts.items() if (match := _SHORT_YEAR_BEHIND.fullmatch(text))}
    if all(_SHORT_YEAR_FIRST.fullmatch(texts[cell]) for cell in behind):
        return {}
    return {cell: f"{match['first']}/{match['second']}/20{match['year']}" for cell, match in behind.items()}


def _year(cells: Sequence[str] | dict[str, None], titles: str, asking: SheetQuestions) -> str:
    """The year of days that do not tell it: the only one of the titles, else asked; empty where nobody has said."""
    texts = [in_one_width(cell).strip() for cell in cells if _without_year(cell)]
    if not texts:
        return ""
    years = sorted(set(_TITLE_YEAR.findall(in_one_width(titles))))
    text = f"日期只写了月和日（例如 {texts[0]}），没有写年份。是哪一年的？"
    if len(years) == 1:
        return asking.ask("year", f"{text}标题里写的是 {years[0]} 年。", (), years[0], required=False, kept=False)
    answer = asking.ask("year", f"{text}请写四位数的年份，例如 2024。", (), kept=False)
    return answer if re.fullmatch(r"(?:19|20)[0-9]{2}", answer) else ""


def _of_serial(number: int) -> str:
    known = _FIRST_SERIAL <= number <= _LAST_SERIAL
    return serial_day(number).isoformat() if known else ""


def _serials(cells: Sequence[str] | dict[str, None], asking: SheetQuestions) -> bool:
    """Whether text like 44597 is a day: certain where a workbook holds it as a number, asked where it is only text."""
    texts = [cell.strip() for cell in cells if not isinstance(cell, NumberText) and _SERIAL.fullmatch(cell.strip())]
    days = [_of_serial(int(_SERIAL.fullmatch(text)[1])) for text in texts]  # type: ignore[index]
    if not texts or not all(days):
        return False
    text = f"日期列里有 {texts[0]} 这样的数字，按表格软件的日期序号读就是 {days[0]}。是这样吗？"
    return asking.ask("serial-days", text, (("yes", "是"), ("no", "不是，我去改")), "yes") == "yes" and (
        "serial-days" in asking.confirmed
    )


def _order(cells: Sequence[str] | dict[str, None], asking: SheetQuestions) -> str:
    """`day` or `month`: what stands first in 01/02/2025; empty where no such day is there, or nobody has said yet."""
    pairs = [(int(match[1]), int(match[3])) for cell in cells if (match := _YEAR_LAST.fullmatch(cell.strip()))]
    if not any(max(pair) <= _MONTHS and pair[0] != pair[1] for pair in pairs):
        return ""
    day_first = any(first > _MONTHS for first, _ in pairs)
    month_first = any(second > _MONTHS for _, second in pairs)
    example = next(cell.strip() for cell in cells if (match := _YEAR_LAST.fullmatch(cell.strip())))
    proposed = "day" if day_first and not month_first else "month" if month_first and not day_first else ""
    text = f"日期写成 {example} 这样，看不出先写日还是先写月。请选一种："
    choices = (("day", "先写日，再写月"), ("month", "先写月，再写日"))
    answer = asking.ask("day-order", text, choices, proposed)
    return answer if "day-order" in asking.confirmed else ""
