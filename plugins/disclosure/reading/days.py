"""Days as people and programs write them: with a time of day behind, in Chinese numerals, or in an order that nobody can tell."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import partial

from msgspec import Struct

from ..expressions import expression
from ..identifiers import simplified
from ..numerals import in_one_width, spelled

# 2023.10 alone is refused: a spreadsheet stores it as the number 2023.1, which would read as January.
FORM = (
    r"(?P<year>[12][0-9]{3})"
    r"(?:(?P<mark>[-/])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?"
    r"|\.(?P<month2>[0-9]{1,2})\.(?P<day2>[0-9]{1,2})"
    r"|年(?P<month3>[0-9]{1,2})月(?:(?P<day3>[0-9]{1,2})日)?"
    r"|(?P<month4>0[1-9]|1[0-2])(?P<day4>[0-3][0-9]))"
)
# a midnight that a program wrote behind the day says nothing more than the day
MIDNIGHT = r"(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"
_FORM, _AT_MIDNIGHT = expression(FORM), expression(FORM + MIDNIGHT)

_EXAMPLE = "2023-09-18"
_LONGEST = 100  # signs: what is longer is no day, and costly to look through
_HOURS_AHEAD = 8  # of China, the whole year round
_WEEKDAYS = {sign: day for day, signs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for sign in signs}

_DAY_PART = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|AM|PM|am|pm)"
_TIME = expression(
    rf"[\sT,]*(?:[(]?(?:周|星期|礼拜|(?<=[(]))(?P<weekday>[一二三四五六日天])[)]?)?\s*(?:(?P<part>{_DAY_PART})?\s*"
    r"(?P<hour>[0-9]{1,2})\s*[:时点]\s*(?:(?P<minute>[0-9]{1,2})\s*分?)?(?:\s*:?\s*(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?\s*秒?)?"
    r"\s*(?P<half>AM|PM|am|pm)?\s*(?:[(]?(?:北京时间|中国标准时间|CST)[)]?"
    "|(?P<zone>Z|(?:UTC|GMT)?(?P<ahead>[-+][0-9]{1,2})(?::?(?P<rest>[0-9]{2}))?|UTC|GMT))?)?"
)
# What programs of banks write behind a day: 2025-03-01-10.11.12.123456, 2025-03-01 101112, 20250301_101112, 20250301101112123.
_OF_PROGRAMS = expression(
    r"[-_\sT]?(?P<hour>[01][0-9]|2[0-3])(?P<mark>[-.]?)(?P<minute>[0-5][0-9])(?P=mark)(?P<second>[0-5][0-9])(?P<rest>[.,]?[0-9]{3}|[.,][0-9]{6})?"
)
_TO_THE_MINUTE = expression(r"[\sT]?(?:[01][0-9]|2[0-3])[0-5][0-9]")
_MONTHS = {name: at for at, name in enumerate(calendar.month_abbr) if name}
_ENGLISH = expression(
    r"(?:(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[12][0-9]{3})"
    r"|(?P<day2>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month2>[A-Za-z]{3})[a-z]*\.?,?[\s-]+(?P<year2>[12][0-9]{3}))"
)
# Sat, 01 Mar 2025 14:24, Sat Mar 01 14:24:00 CST 2025: the day, and a time behind it or in its midst.
_ENGLISH_WEEKDAYS = {name: at for at, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}
_ENGLISH_TIMED = expression(
    r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
    r"(?:(?P<month>[A-Za-z]{3})\s+(?P<day>[0-9]{1,2})\s+(?P<time>[0-9:]{4,8}(?:\s+[A-Z]{3})?)\s+(?P<year>[12][0-9]{3})"
    rf"|(?P<plain>{_ENGLISH.pattern.replace('?P<', '?P<plain_')}|[12][0-9]{{3}}[-\s][A-Za-z]{{3}}[-\s][0-9]{{1,2}})(?P<behind>,?\s+[0-9].*)?)"
)
_YEAR_BEFORE_MONTH = expression(r"([12][0-9]{3})[-\s]([A-Za-z]{3})[-\s]([0-9]{1,2})")
# Other spellings of a time behind a day, and how those that are read write it.
_OTHER_TIMES = (
    (expression(r"(?<=[0-9日])_(?=[0-9])"), " "),
    (expression(r"([AaPp])\.?[Mm]\."), r"\1m"),
    (expression(r"(?<=[时点])(?:整|多|许)|(?<=分)许"), ""),
    (expression(r"(?<=[时点])半"), "30分"),
)
_HAN_TIME = expression(r"(?<=[午上晨日里\s])[一二两三四五六七八九十]{1,3}(?=[时点])")
_WEEKDAY_LAST = expression(r"\s{0,4}[(]?(?:周|星期|礼拜)([一二三四五六日天])[)]?$")
_PART_ALONE = expression(r"\s{0,4}(?:凌晨|清晨|早[上晨]?|上午|中午|下午|傍晚|晚[上间]?|当[日天晚]|夜[里间])$")
_HAN = r"[〇零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾0-9]"
_SPOKEN = expression(rf"(?P<year>{_HAN}{{4}})年(?P<month>{_HAN}{{1,3}})月(?:(?P<day>{_HAN}{{1,4}})[日号]?)?")
_OF_THE_REPUBLIC = expression(
    rf"(?:中华)?民国(?P<year>{_HAN}{{1,4}}|[一二]百{_HAN}{{1,4}}|元)年(?P<month>{_HAN}{{1,3}})月(?P<day>{_HAN}{{1,4}})[日号]?"
)
_BEFORE_THE_REPUBLIC = 1911
# Year, month and day with other signs between than those that are read, or hardly any: 2025—05—01, 2025。5。1, 2025 5 1, 2025-0501.
_PARTED = expression(
    r"[^\w]?(?P<year>[12][0-9]{3})(?:(?P<mark>[-_.。·・,，、;；:/\\—–‐‑−\s])\s*(?P<month>[0-9]{1,2})(?P=mark)\s*(?P<day>[0-9]{1,2})"
    r"|[-/.](?P<month2>[0-9]{2})(?P<day2>[0-9]{2}))[^\w?]?"
)
_YEAR_LAST = expression(r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[12][0-9]{3})")
_SHORT_YEAR = expression(r"[0-9]{1,2}(?:[-/.年][0-9]{1,2}[-/.月]|-(?:[A-Za-z]{3}|[0-9]{1,2}月)-)[0-9]{1,2}日?(?![0-9])")
_LUNAR = expression(
    r"农历|阴历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|[正冬腊]月|月(?:初[一二三四五六七八九十]|廿)"
)
_NO_YEAR = expression(
    r"[0-9〇零一二三四五六七八九十]{1,3}(?:月[0-9〇零一二三四五六七八九十廿卅]{1,3}[日号]?|[-/.][0-9]{1,2})"
)
_LIKE_A_DAY = expression(
    r"(?P<year>[12][0-9]{3})(?:(?P<month>[0-9]{2})(?P<day>[0-9]{2})|[-/.年](?P<month2>[0-9]{1,2})[-/.月](?P<day2>[0-9]{1,2})[日号]?)"
)
_YEAR_AND_MONTH = expression(r"[12][0-9]{3}\.[0-9]{1,2}")
_VAGUE = expression(r"上旬|中旬|下旬|月初|月中|月底|月末|年初|年底|年中|年末|前后|左右|约|大概|季度|期间|以来")
_SERIAL = expression(r"[0-9]{5}(?:\.[0-9]+)?")
_MONTHS_IN_YEAR = 12
_NOON, _LAST_HOUR, _LAST_MINUTE = 12, 23, 59


class Day(Struct, frozen=True):
    """What a cell says of a day: the day where it is sure, one to propose where there is only one reading, and what to do."""

    value: str = ""
    proposal: str = ""
    mend: str = f"请写成日期，例如 {_EXAMPLE}。"


def plain_day(text: str) -> str:
    """The day or month that *text* writes plainly, in ISO form; nothing where it is none."""
    match = _FORM.fullmatch(text)
    return _day_of(match) if match else ""


def stated_day(cell: str) -> str:
    """The day or month that a cell states, in ISO form: plainly, or with a time behind it; nothing where it states none."""
    match = _AT_MIDNIGHT.fullmatch(in_one_width(cell))
    return (_day_of(match) if match else "") or read_day(cell).value


def _day_of(match: re.Match[str]) -> str:
    month = next(filter(None, match.group("month", "month2", "month3", "month4")))
    day = next(filter(None, match.group("day", "day2", "day3", "day4")), None)
    return _iso(int(match["year"]), int(month), int(day) if day else None)


def _iso(year: int, month: int, day: int | None) -> str:
    try:
        whole = date(year, month, 1 if day is None else day)
    except ValueError:
        return ""
    return whole.isoformat()[:7] if day is None else whole.isoformat()


def read_day(cell: str) -> Day:
    """What a cell that is no plain day says; it is read only where a time of day stands behind a plain one."""
    text = " ".join(cell.split())
    if len(text) > _LONGEST:
        return Day()
    text = " ".join(simplified(in_one_width(text)).split())
    timed = _with_time(text)
    if timed is not None:
        return timed
    doubt = _doubt(text)
    if doubt:
        return Day(mend=doubt)
    last = _YEAR_LAST.match(text)
    if last and (last.end() == len(text) or _TIME.fullmatch(text, last.end())):
        return _either(int(last["year"]), int(last["first"]), int(last["second"]))
    timed = _timed_otherwise(text)
    if timed is not None:
        return timed
    proposal = _cleaned(text)
    return Day(proposal=proposal) if proposal else Day(mend=_why_no_day(text))


_NO_WORDS = re.compile(r"[-—–_/.·*?〃\"]+|同上|待定|待[补填核]实?|不详|未知|无|暂无|空|null|none|n/?a", re.IGNORECASE)
_LETTERED = re.compile(r"(?=[^OoIl]*[OoIl])[0-9OoIl]{1,4}[-/.年][0-9OoIl]{1,2}[-/.月][0-9OoIl]{1,4}日?")
_TIMESTAMP = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
_SIX_DIGITS = re.compile(r"[0-9]{6}")
_MONTH_ALONE = re.compile(r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?")
_LONGER_THAN_A_DAY = re.compile(
    r"(?:FY)?[12][0-9]{3}年?度?(?:[QH][1-4]|[春夏秋冬][季天节]?|春节|国庆|中秋)?|Q[1-4] ?[12][0-9]{3}"
)
_DAY_IN_WORDS = re.compile(r"(?<![0-9])[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?![0-9])")
_LONGEST_WORDS = 12


def _why_no_day(text: str) -> str:
    """What a cell says instead of a day, and what to do."""
    days = _DAY_IN_WORDS.findall(text)
    beside = _DAY_IN_WORDS.sub("", text).strip(" ()[]【】，,。;")
    reasons = (
        (bool(_NO_WORDS.fullmatch(text)), f"请照凭证写那一天，例如 {_EXAMPLE}；没有这一笔的，删去这一行；不是必填的，没有日期就空着。"),
        (len(days) > 1, f"一格里写了 {len(days)} 个日期。请只写一天，例如 {_EXAMPLE}；几天的分成几行。"),
        (len(days) == 1 and 0 < len(beside) <= _LONGEST_WORDS, f"日期旁边还写着“{beside}”。请照凭证核对是哪一天，只写日期，别的话写到“说明”。"),
        (bool(_LETTERED.fullmatch(text)), "数字里夹着字母（O、I 或 l）。请照凭证重新输入，只用数字 0 到 9。"),
        (bool(_TIMESTAMP.fullmatch(text)), f"这像是程序里的时间戳。请在导出它的程序里改成日期，写成 {_EXAMPLE} 这样。"),
        (bool(_SIX_DIGITS.fullmatch(text)), f"六位数字看不出是年月还是年月日。请写成 {_EXAMPLE} 这样；只知道月份的，写成 2023-09 这样。"),
        (bool(_MONTH_ALONE.fullmatch(text)), "没有写年份。请照凭证写那一天；只知道月份的，写成 2023-09 这样。"),
        (bool(_LONGER_THAN_A_DAY.fullmatch(text)), "写的不是确切的一天。请照凭证写那一天；只知道月份的，写成 2023-09 这样。"),
    )  # fmt: skip
    return next((mend for applies, mend in reasons if applies), Day().mend)


_TIME_ALONE = re.compile(
    r"(?:[上下]午|凌晨|晚上|中午)?[0-9]{1,2}(?:[:时点][0-9]{1,2}分?(?:[:][0-9]{2}|[0-9]{1,2}秒)?|[时点](?:整|半)?)"
)


def _doubt(text: str) -> str:
    """Why nobody can tell the day that a text means, or nothing."""
    unclear = (
        (_SERIAL.fullmatch, f"这像是没有日期格式的序号。请在 Excel 里把这一列的格式设为日期，或写成 {_EXAMPLE} 这样。"),
        (_YEAR_AND_MONTH.fullmatch, "表格软件会把 2023.10 存成 2023.1，分不清是几月。请写成 2023-10 这样。"),
    )
    later = (
        (_TIME_ALONE.fullmatch, f"这一格只有时刻，没有日期。请照凭证写日期，例如 {_EXAMPLE}。"),
        (_LUNAR.search, f"写的像是农历。请照凭证写公历的日期，例如 {_EXAMPLE}。"),
        (_VAGUE.search, "写的不是确切的一天。请照凭证写那一天；只知道月份的，写成 2023-09 这样。"),
        (partial(_timed, _SHORT_YEAR), f"年份只有两位，看不出哪个是年。请写四位的年份，例如 {_EXAMPLE}。"),
        (partial(_timed, _NO_YEAR), f"没有写年份。请写成 {_EXAMPLE} 这样。"),
    )
    several = f"写的是一段时间，不是一天。请写确切的那一天，例如 {_EXAMPLE}；几天的分成几行。" if _several(text) else ""
    return (
        next((mend for applies, mend in unclear if applies(text)), "")
        or _impossible(text)
        or several
        or next((mend for applies, mend in later if applies(text)), "")
    )


def _timed(form: re.Pattern[str], text: str) -> bool:
    """Whether a text is of this form, alone or with a time behind it."""
    head = form.match(text)
    return bool(head and (head.end() == len(text) or _TIME.fullmatch(text, head.end())))


def _with_time(text: str) -> Day | None:
    """A plain day with a time behind; None where there is none."""
    head = _FORM.match(text)
    day = plain_day(head[0]) if head else ""
    if head is None or len(head[0]) == len(text) or len(day) != len(_EXAMPLE):
        return None
    if _of_programs(head[0], text[head.end() :]):
        return Day(day)
    match = _TIME.fullmatch(text, head.end())
    if match is None or (match["hour"] and text[head.end()].isdigit() and not head[0].endswith("日")):
        return None
    if match["weekday"] and date.fromisoformat(day).weekday() != _WEEKDAYS[match["weekday"]]:
        return Day(mend=f"{day} 不是星期{match['weekday']}。请照凭证核对是哪一天。")
    if match["hour"] is None:
        return Day(day) if match["weekday"] else None
    return _at_a_time(day, match, text[head.end() :].strip())


def _timed_otherwise(text: str) -> Day | None:
    """What a day says with a time that is spelled in another way than those that are read; None where it is no such thing."""
    english = _ENGLISH_TIMED.fullmatch(text)
    if english:
        return _of_english(english)
    for form, spelling in _OTHER_TIMES:
        text = form.sub(spelling, text)
    text = _PART_ALONE.sub("", _HAN_TIME.sub(lambda match: str(_counted(match[0])), text))
    weekday = _WEEKDAY_LAST.search(text)
    text = text[: weekday.start()] if weekday else text
    plain = plain_day(text)
    day = Day(plain) if len(plain) == len(_EXAMPLE) else _with_time(text)
    if day is not None and day.value and weekday and date.fromisoformat(day.value).weekday() != _WEEKDAYS[weekday[1]]:
        return Day(mend=f"{day.value} 不是星期{weekday[1]}。请照凭证核对是哪一天。")
    return Day(proposal=day.value) if day is not None and day.value else day


def _of_english(match: re.Match[str]) -> Day | None:
    """The day in English words, if a time stands with it that leaves it that day in China."""
    written = match["plain"] or f"{match['month']} {match['day']} {match['year']}"
    iso = _cleaned(_YEAR_BEFORE_MONTH.sub(r"\2 \3 \1", written))
    if not iso:
        return None
    weekday = match["weekday"]
    if weekday and date.fromisoformat(iso).weekday() != _ENGLISH_WEEKDAYS[weekday]:
        return Day(mend=f"{iso} 不是 {weekday}。请照凭证核对是哪一天。")
    behind = (match["time"] or match["behind"] or "").lstrip(", ")
    day = _with_time(f"{iso} {behind}") if behind else Day(iso)
    return Day(proposal=day.value) if day is not None and day.value else day


def _of_programs(day: str, behind: str) -> bool:
    """Whether a time stands behind a day as programs write it: with points or hyphens, or in digits alone."""
    match = _OF_PROGRAMS.fullmatch(behind)
    if match is None:
        return bool(day.isdigit() and _TO_THE_MINUTE.fullmatch(behind))
    if not match["mark"]:
        return day.isdigit() or not behind[0].isdigit()  # 2025-3-1101112 may be the eleventh
    # 2023.03.01-23.03.05 may be five days of the year 23
    years = (int(day[2:4]), int(day[2:4]) + 1)
    return not behind[0].isdigit() and (bool(match["rest"]) or int(match["hour"]) not in years)


def _at_a_time(day: str, match: re.Match[str], shown: str) -> Day:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    part = (match["part"] or match["half"] or "").lower()
    if part in {"pm", "下午", "傍晚", "晚上"} and hour < _NOON:
        hour += _NOON
    if hour == _LAST_HOUR + 1 and not minute and not int(match["second"] or 0):
        return Day(mend=f"“{shown}”就是第二天的 0:00，看不出算哪一天。请照凭证核对，只写日期，例如 {_EXAMPLE}。")
    if hour > _LAST_HOUR or max(minute, int(match["second"] or 0)) > _LAST_MINUTE:
        return Day(mend=f"“{shown}”不是一个时刻。请照凭证核对，只写日期，例如 {_EXAMPLE}。")
    return _zoned(day, hour, minute, match)


def _zoned(day: str, hour: int, minute: int, match: re.Match[str]) -> Day:
    """The day as it is written, if it is that day in China too; other zones than ours are not read but asked."""
    if not match["zone"]:
        return Day(day)
    ahead = int(match["ahead"] or 0)
    if ahead == _HOURS_AHEAD and match["rest"] in {None, "00"}:
        return Day(day)
    minutes = int(match["rest"] or 0) * (-1 if (match["ahead"] or "").startswith("-") else 1)
    moved = timedelta(hours=hour + _HOURS_AHEAD - ahead, minutes=minute - minutes)
    same = timedelta(0) <= moved < timedelta(days=1)
    if same and not match["ahead"]:
        return Day(day)
    mend = f"时间后面的“{match['zone']}”是别的时区，北京时间可能是另一天。请按北京时间写日期，例如 {_EXAMPLE}。"
    return Day(proposal=day if same else "", mend=mend)


def _impossible(text: str) -> str:
    """Why a text that has the form of a day is none, or nothing."""
    match = _FORM.match(text) or _LIKE_A_DAY.fullmatch(text)
    if match is None:
        return ""
    year, groups = int(match["year"]), match.groupdict()
    months = next(filter(None, (groups.get(name) for name in ("month", "month2", "month3", "month4"))), "")
    days = next(filter(None, (groups.get(name) for name in ("day", "day2", "day3", "day4"))), "")
    month, day = int(months or 0), int(days or 1)
    if not 1 <= month <= _MONTHS_IN_YEAR:
        return f"没有 {month} 月。请照凭证核对是哪一天。"
    length = calendar.monthrange(year, month)[1]
    if day > length or day < 1:
        return f"{year} 年 {month} 月只有 {length} 天，没有 {day} 日。请照凭证核对是哪一天。"
    return ""


_AND_ANOTHER = re.compile(r"\s*(?:[-—–~至到、,;/及和]\s*[0-9]|至今|起|止)")
_FROM_DAY_TO_DAY = re.compile(r"月[0-9]{1,2}[日号]?\s*[-—–~至到、和及]\s*(?:[0-9]{1,2}月)?[0-9]{1,2}[日号]")


def _several(text: str) -> bool:
    """Whether two days or a span of days stand in one cell."""
    head = _FORM.match(text)
    after = text[head.end() :] if head else ""
    return bool(_AND_ANOTHER.match(after) or _FROM_DAY_TO_DAY.search(text))


def _either(year: int, first: int, second: int) -> Day:
    """01/02/2025 may be January or February; 13/02/2025 can only be one day."""
    days = sorted({iso for iso in (_iso(year, first, second), _iso(year, second, first)) if iso})
    if len(days) == 1:
        return Day(proposal=days[0])
    if not days:
        return Day(mend=f"没有这一天。请照凭证核对，写成 {_EXAMPLE} 这样。")
    return Day(mend=f"看不出是 {days[0]} 还是 {days[1]}。请照凭证写成年-月-日。")


def _cleaned(text: str) -> str:
    """The one day that an unusual form can mean, or nothing."""
    # the circle that many type for the zero of 二〇二五
    spoken = _SPOKEN.fullmatch(
        re.sub(r"\s+", "", text).replace("○", "〇").replace("◯", "〇").replace("年元月", "年1月")
    )
    if spoken:
        numbers = [_counted(spoken[name]) if spoken[name] else None for name in ("year", "month", "day")]
        year, month, day = numbers
        asked = spoken["day"] is not None
        return _iso(year, month, day) if year and month and (day or not asked) else ""
    english = _ENGLISH.fullmatch(text)
    if english:
        name = (english["month"] or english["month2"]).title()
        day, year = int(english["day"] or english["day2"]), int(english["year"] or english["year2"])
        return _iso(year, _MONTHS[name], day) if name in _MONTHS else ""
    republic = _OF_THE_REPUBLIC.fullmatch(re.sub(r"\s+", "", text))
    if republic:
        year, month, day = (1 if part == "元" else _counted(part) for part in republic.group("year", "month", "day"))
        return _iso(_BEFORE_THE_REPUBLIC + year, month, day) if year and month and day else ""
    parted = _PARTED.fullmatch(text)
    if parted:
        month, day = (int(parted[name] or parted[f"{name}2"]) for name in ("month", "day"))
        return _iso(int(parted["year"]), month, day)
    bare = re.sub(r"\s+", "", text).rstrip(".日号")
    bare = re.sub(r"(?<=[0-9])[、,_](?=[0-9])", "-", bare)
    plain = plain_day(bare)
    return plain if len(plain) == len(_EXAMPLE) else ""


def _counted(text: str) -> int:
    """A number of a date: 二〇二五, 十二, 廿五, 3; 0 where it is none."""
    number = spelled(text)
    return int(number.value) if number and number.value == int(number.value) else 0
