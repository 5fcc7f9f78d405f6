"""Rows of tables: the measure stands in the header, the unit there or above the table, the subject in the first cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from msgspec.structs import replace

from ..model import Coverage, FigureBasis, Nature
from ..numerals import readings, spelled
from .meaning import MentionMeaning, Setting
from .measures import last_money_word
from .mentions import Mention, mentions
from .passages import Passage
from .times import to_date
from .vocabulary import BENEFICIARY_UNITS, GOODS, MONEY, Flow, MeasureWord

_SCALE = re.compile(r"[(:\s](?:人民币)?(?P<scale>[百千万亿]*)元")
_COUNTED = (
    (re.compile(r"人次"), "人次"),
    (re.compile(r"人数|受益人|\(人\)"), "人"),
    (re.compile(r"户数|\(户\)"), "户"),
    (re.compile(r"笔数|\(笔\)"), "笔"),
    (re.compile(r"场次|\(场\)"), "场"),
    (re.compile(r"项目数|个数|\(个\)"), "个"),
    (re.compile(r"占比|比例|%|率"), "%"),
    (re.compile(r"小时|时长"), "小时"),
)
_PLANNED_HEAD = re.compile(r"计划|预算|目标")
_NAMING = re.compile(r"项目|名称|来源|事项|内容|类别|渠道|单位|用途|科目")
_GIVING = re.compile(r"捐|参与|参加|志愿|培训|观看")
_CATEGORY = re.compile(r"类别|类型|大类|分类")
_OF_PERSONS = re.compile(
    r"(?:姓\s*名|学生|户主|患[者儿]|受[助益][人者]|[救资]助对象|老人|儿童|申请人|捐[赠款](?:人|者|方|单位))(?!人?[数次])"
)
# Words over a column of sums where the unit of money stands above the table.
_OF_SUMS = re.compile(
    r"[预决概]算|实际|计划|执行|完成|本[年期月季]|当[月季]|上[年期]|年[初末]|期[初末]|合计|小计|累计|收入|支出|费用|资产|现金|折合|结余|余额|[0-9]{4}年"
)
_PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
TOTAL = re.compile(r"(?:合|总|共|小)\s*计|全年合计|总额")
PART = re.compile(r"\(?其中")  # how a row begins that is a part of a row above it
_SERIAL = re.compile(r"序号|编号|年份|年度|日期|时间|电话|备注")


def names_persons(passage: Passage) -> bool:
    """Whether a row stands under a head for persons or givers, and is no total."""
    every = _paired(passage)
    persons = any(
        _OF_PERSONS.search(head) and cell and not TOTAL.search(cell) and not _PLAIN.fullmatch(cell)
        for cell, head in every  # 其中:儿童 over a number counts them
    )
    return persons and not TOTAL.search(every[0][0])


def holds_numbers(passage: Passage, year: int) -> bool:
    """Whether a row has numbers that could be of the year: not only serial numbers, dates, or what is of another year."""
    return any(
        _PLAIN.fullmatch(cell) and not _SERIAL.search(head) and not _of_another_year(head, "", year)
        for cell, head in _paired(passage)[1:]
    )


def of_other_years(passage: Passage, year: int) -> Iterator[str]:
    """What the columns, or the row, are called of which no number is read, for they are of another year."""
    every = _paired(passage)
    subject = _subject(every)
    if any(_PLAIN.fullmatch(cell) for cell, _ in every[1:]) and _of_another_year("", subject, year):
        yield subject
        return
    yield from (head for cell, head in every[1:] if _PLAIN.fullmatch(cell) and _of_another_year(head, "", year))


def lacks_heads(passage: Passage, year: int, understood: int) -> bool:
    """Whether a row without a header has more numbers than were *understood*: nothing says of what the others are."""
    if passage.header or not holds_numbers(passage, year):
        return False
    cells = passage.row[1:] if passage.row[0].isdecimal() else passage.row
    return (
        sum(_PLAIN.fullmatch(cell) is not None or next(mentions(cell), None) is not None for cell in cells) > understood
    )


def row_meanings(passage: Passage, setting: Setting) -> Iterator[MentionMeaning]:
    """A meaning for every cell of a row that says how much of what; none of a row that names a person."""
    every = _paired(passage)
    if names_persons(passage):
        return
    position = 0
    for block in _blocks(every):
        subject = _subject(block)
        for cell, head in block:
            at = passage.text.find(cell, position) if cell else -1
            if at < 0:
                continue
            position = at + len(cell)
            if not subject or cell == subject or _SERIAL.search(head) or _of_another_year(head, subject, setting.year):
                continue
            mention = _mention(passage, cell, head or subject, subject, at)
            if mention is not None:
                yield _meaning(passage, mention, head, subject, setting)


_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年?")
_YEAR_BEFORE = re.compile(r"^(?:上(?:一)?年|去年|前年|上期)|(?:上年|上期)(?:数|金额|同期)?$")


def _of_another_year(head: str, subject: str, year: int) -> bool:
    """Whether the words over a number, or before it, say that it is of a year which is not that of the report."""
    named = set(_YEAR.findall(head))
    return (bool(named) and str(year) not in named) or any(_YEAR_BEFORE.search(words) for words in (head, subject))


_Pairs: TypeAlias = Sequence[tuple[str, str]]


def _subject(block: _Pairs) -> str:
    """What the numbers of a row are of: the words under 项目 and its like, those under 类别 last, else the first words."""
    texts = [
        (cell, head)
        for cell, head in block
        if cell and not _PLAIN.fullmatch(cell) and (not _SERIAL.search(head) or TOTAL.search(cell))
    ]
    named = [(cell, head) for cell, head in texts if _NAMING.search(head) and next(mentions(cell), None) is None]
    named.sort(key=lambda pair: bool(_CATEGORY.search(pair[1])))
    texts = [(cell, head) for cell, head in texts if next(mentions(cell), None) is None] or texts
    return next((cell for cell, _ in [*named, *texts]), "")


def _blocks(every: _Pairs) -> Iterator[_Pairs]:
    """The parts of a row that speak of different things: 收入 and its sum at the left, 支出 and its sum at the right.

    They stand under one head each, or under heads that are repeated, or are pairs of words and a number without heads.
    """
    heads = [head for _, head in every]
    starts = [at for at, head in enumerate(heads) if not at or head != heads[at - 1]]
    widths = {after - before for before, after in pairwise([*starts, len(heads)])}
    if not any(heads):
        step = _PAIR if len(every) > _PAIR and _in_pairs(every) else len(every)
    elif len(starts) > 1 and min(widths) > 1 and len(widths) == 1:
        step = widths.pop()
    else:
        step = next((size for size in range(2, len(heads) // 2 + 1) if heads == heads[:size] * (len(heads) // size)), 0)
        step = step or _named_again(heads) or len(heads)
    yield from (every[at : at + step] for at in range(0, len(every), step))


def _named_again(heads: Sequence[str]) -> int:
    """How far apart columns of names stand, where there are several as far from each other: 收入项目, 本年数, 支出项目, 本年数."""
    names = [at for at, head in enumerate(heads) if re.search(r"(?:项目|名称|科目|内容)$", head)]
    widths = {after - before for before, after in pairwise([*names, len(heads)])}
    return widths.pop() if len(names) > 1 and not names[0] and len(widths) == 1 else 0


_PAIR = 2  # words and their number


def _in_pairs(every: _Pairs) -> bool:
    """Whether words and numbers take turns all along a row."""
    numbers = [bool(_PLAIN.fullmatch(cell)) or next(mentions(cell), None) is not None for cell, _ in every]
    return len(numbers) % _PAIR == 0 and numbers == [False, True] * (len(numbers) // _PAIR)


def _paired(passage: Passage) -> list[tuple[str, str]]:
    header = passage.header
    return [(cell, header[at] if len(header) == len(passage.row) else "") for at, cell in enumerate(passage.row)]


# A unit behind the name of a row: 志愿服务时长(小时).
_UNIT_BESIDE = re.compile(r"\((?:单位:?)?(?:[百千万亿]*元|人次?|户|个|场|小时|%)\)$")


def _counted(words: str) -> str:
    return next((unit for pattern, unit in _COUNTED if pattern.search(words)), "")


def _mention(passage: Passage, cell: str, head: str, subject: str, at: int) -> Mention | None:
    inside = next(iter(mentions(cell)), None)
    if inside is not None:
        return Mention(
            at + inside.start,
            at + inside.digits,
            at + inside.end,
            inside.value,
            inside.unit,
            inside.qualifier,
            inside.counted,
        )
    if not _PLAIN.fullmatch(cell):
        return None
    number = spelled(cell)
    if number is None:
        return None
    # 捐赠收入(万元), the head is 本月
    beside = "" if _SCALE.search(head) or not _UNIT_BESIDE.search(subject) else subject
    counted = _counted(head) or ("" if _SCALE.search(beside) else _counted(beside))
    if counted:
        return Mention(at, at, at + len(cell), number.value, counted, "", "")
    scale = _SCALE.search(f"({head}") or _SCALE.search(beside) or _SCALE.search(passage.note)
    of_money = _SCALE.search(head + beside) or any(word.pattern.search(head) for word in MONEY) or "金额" in head
    if scale is None or not head or not (of_money or _OF_SUMS.search(head)):
        return None
    written = f"{cell}{scale['scale']}元"
    value = next((reading.value for reading in readings(written, "元")), Decimal(0))
    return Mention(at, at, at + len(cell), value, "元", "", f"{scale['scale']}元")


def _named_so(subject: str) -> MeasureWord | None:
    """The word of money in which the name of a row ends: 业务活动成本, 收入合计."""
    for words in (subject, TOTAL.sub("", subject)):
        hit = last_money_word(words)
        if hit and hit[1].end() == len(words):
            income = hit[0].measure == "筹集" and hit[1][0] == "收入"
            return replace(hit[0], measure="收入") if income else hit[0]
    return None


_DAY_OF_STOCK = re.compile(r"年初|期初|年末|年底|期末")
# the rows of a monthly bulletin may be of the month or of the year: its heads say it
_MONTHLY = re.compile(r"\d{1,2}月份?$")


def _stretch(head: str, period: str) -> str:
    """The part of the year that a column is of, by its head and the title of the report; nothing where it is of the year."""
    if re.match(r"[本当](?:月|季)", head):
        return period or head[:2]
    ended = not period or re.fullmatch(r"12月份?|第?[四4]季度", period)
    return to_date(period) if "累计" in head and not ended else ""


def _over(passage: Passage) -> MeasureWord | None:
    """The word of money that the headings over a table say, the nearest first."""
    words = (word for heading in reversed(passage.headings) for word in MONEY if word.pattern.search(heading))
    return next((word for word in words if word.flow in {Flow.IN, Flow.OUT}), None)


# 二、支出 and 年末结余 begin something else than the parts of a total above; 政府补助 and 其他 do not say which way they went.
_OWN_CHAPTER = re.compile(r"\(?[一二三四五六七八九十]{1,3}[、.)]")
_SAYS_WAY = re.compile(r"支出|费用|成本|收入|募集|筹集|募捐|接收|发放|拨付|使用|结余|结转|余额")


def _of_total_above(passage: Passage, setting: Setting) -> MeasureWord | None:
    """The way of the money of a total over this row, where 其中 says that what stands below it is a part of it."""
    parted = False
    ways: set[Flow] = set()  # that rows below the total name themselves
    for entry in (passage, *reversed(setting.rows)):
        if not entry.row or entry.header != passage.header:
            return None
        subject = _subject(_paired(entry))
        word = _named_so(subject)
        if TOTAL.search(subject):
            return _WAYS.get(word.flow) if word and parted and ways <= {word.flow} else None
        if _OWN_CHAPTER.match(subject):
            return None
        ways |= {word.flow} if word and _SAYS_WAY.search(subject) else set()
        parted = parted or PART.match(subject) is not None
    return None


_WAYS = {word.flow: word for word in MONEY if word.measure in {"筹集", "支出"}}


def _measured(passage: Passage, mention: Mention, head: str, subject: str, setting: Setting) -> tuple[str, str, Flow]:
    """(what a cell is of, without a unit behind it, what it measures, which way it went) by its head, its row, the headings over it."""
    money = mention.unit == "元"
    word = next((word for word in MONEY if word.pattern.search(head)), None) if money else None
    beside = _UNIT_BESIDE.search(subject)
    subject = subject[: beside.start()] if beside else subject
    if money and word is None:
        word = _named_so(subject)
        if word is None or (word.flow in {Flow.IN, Flow.OUT} and not _SAYS_WAY.search(subject)):
            above = _of_total_above(passage, setting)  # 政府补助 below 收入合计 came in
            word = above if above and (word is None or word.flow is not above.flow) else word or _over(passage)
    name = word.measure if word else ""
    flow = word.flow if word else Flow.NONE
    if name == "捐赠":
        name, flow = "捐赠收入", Flow.IN
    if flow is Flow.STOCK and (day := _DAY_OF_STOCK.search(head)):
        name = f"{day[0]}{name}"  # 年初结余 and 年末结余 of one project are two figures
    if not name and beside and mention.unit != "%" and _counted(beside[0]):
        name = "受益" if mention.unit in BENEFICIARY_UNITS and not _GIVING.search(subject) else subject
    if not name:
        name = _YEAR.sub("", re.sub(r"\(.*\)", "", head)).removeprefix("度")
        if mention.unit in BENEFICIARY_UNITS and not _GIVING.search(name):
            name = "受益"
    return subject, name or ("比例" if mention.unit == "%" else "金额"), flow


# Titles of tables of projects or funds; 收支项目 are items of all that came in and went out.
_OF_SOME = re.compile(
    r"(?:慈善|公益|救助|帮扶|资助|募捐|筹款)项目|(?<!收入)(?<!支出)(?<!收支)项目(?:实施|开展|执行|进展|运行|收支)|(?:冠名|专项)(?:慈善|公益)?基金(?!会)|基金收支"
)


# heads that are called so whatever stands below them
_SAYS_NO_MEASURE = re.compile(r"(?:[本当][年期月]|年度)?(?:实际)?(?:累计)?(?:发生)?(?:金额|数额?|额|数)")


def _meaning(passage: Passage, mention: Mention, head: str, subject: str, setting: Setting) -> MentionMeaning:
    subject, name, flow = _measured(passage, mention, head, subject, setting)
    whole = bool(TOTAL.search(subject))
    doubts = () if head else ("这一格没有表头，量的是什么看不出来：请选指标。",)
    if mention.unit == "元" and _SAYS_NO_MEASURE.fullmatch(name):
        doubts = (*doubts, "这笔钱是收、是支还是别的，表头和这一行都没有写：请选指标。")
    if "累计" in head and not re.search(r"本年|今年|全年|年度", head) and not setting.period:
        whole = False
        doubts = (*doubts, f"这一栏写的是累计，多半不是{setting.year}年一年的：要登请在事项里写明。")
    stretch = _stretch(head, setting.period) or (setting.period if whole and not _MONTHLY.match(setting.period) else "")
    if stretch:
        subject, whole = f"{stretch}{subject}", False
    listed = _OF_SOME.search(" ".join((setting.titles, *passage.headings))) if whole else None
    if listed:  # what projects or funds come to is not all of the year
        subject, whole = f"各{'基金' if '基金' in listed[0] else '项目'}{subject}", False
    basis = (
        (FigureBasis.GOODS if GOODS.search(head) else FigureBasis.BOTH)
        if mention.unit == "元" and flow is not Flow.NONE
        else None
    )
    topic = "项目"
    if whole:
        topic = {Flow.IN: "收入", Flow.OUT: "支出", Flow.STOCK: "结余"}.get(flow, "总体")
    planned = passage.planned or _PLANNED_HEAD.search(head) is not None
    nature = Nature.PLANNED if planned else Nature.ACTUAL
    return MentionMeaning(
        mention, passage, subject, name, flow, nature, Coverage.OWN, basis, topic, setting.year, whole,
        "" if whole or not subject.endswith(("项目", "工程", "行动", "计划")) else subject, (f"表头“{head}”",), doubts,
    )  # fmt: skip
