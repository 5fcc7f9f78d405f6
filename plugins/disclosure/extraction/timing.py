"""Of when a number tells: of the year of the report, of another, of several together, or of what is planned."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from ..model import Nature
from .meaning import MentionMeaning
from .measures import MeasureReading
from .passage_subjects import told_aside
from .planning import of_next_year, planned_here
from .surroundings import Surroundings
from .times import MANY_YEARS, added_up, names_this_year, of_many_years, other_year, perhaps_of_many_years
from .vocabulary import Flow


class TimeReading(Struct, frozen=True):
    """Of when a number tells that does not tell of what was done in the year of the report."""

    ahead: bool  # it is planned for the time after the report
    soon: bool  # that time is what is left of the year
    planned: bool  # it is planned at all
    year: int
    doubt: str = ""  # what to ask where it tells of another time


_SEVERAL_YEARS = "几年累计"
_MANY_YEARS = f"写的是{_SEVERAL_YEARS}的数，不是{{year}}年一年的：要登请在事项里写明。"


def time_of(around: Surroundings, measure: MeasureReading, whole: MentionMeaning | None, *, ahead: bool) -> TimeReading:
    """Of when the number *mention* tells, a part of *whole* of the same time as that."""
    soon = ahead and bool(around.setting.period) and not of_next_year(around)
    planned = ahead or around.setting.plan or planned_here(around)
    year = around.setting.year + 1 if ahead and not soon else around.setting.year
    timeless = measure.flow is Flow.STOCK or measure.nature is Nature.LIMIT or around.mention.unit == "%"
    if planned or timeless:
        return TimeReading(ahead, soon, planned, year)
    year, doubt = _another_time(around, year) or _time_of_whole(around, whole, year)
    return TimeReading(ahead, soon, planned, year, doubt)


def _sums_up_before(around: Surroundings) -> bool:
    """Whether an amount is the sum of those before it in its sentence: 接收资金30万元,物资折合20万元,累计接收款物50万元."""
    if not around.mention.is_money or re.search(MANY_YEARS, around.before):
        return False
    together = Decimal(0)
    for at, entry in enumerate(reversed(around.numbers_before)):
        if entry.mention.start < around.start or entry.of_when:
            return False
        if entry.mention.unit == around.mention.unit:
            together += entry.mention.value
            if at and together == around.mention.value:
                return True
    return False


def _another_time(around: Surroundings, year: int) -> tuple[int, str] | None:
    """(the year, what to ask) where the words say that a number is not of the year."""
    if _sums_up_before(around):
        return None
    goes_on = _goes_on_from_years(around) and not names_this_year(around, year)
    if of_many_years(around, year) or goes_on:
        return year, _MANY_YEARS.format(year=year)
    if (other := other_year(around, around.passage.headings, year)) is not None:
        return other, f"写的像是{other}年的数，不是{year}年的：要登请看年度和事项。"
    if perhaps_of_many_years(around):
        return year, "写的是到年底的累计，是这一年的还是历年加起来的，句子里看不出来：请看年度和事项。"
    return None


def _time_of_whole(around: Surroundings, whole: MentionMeaning | None, year: int) -> tuple[int, str]:
    """The same as the amount that it is a part of says; 其中甲8万元,累计达到90万元 goes beyond a whole of 20万元."""
    if whole is None:
        return year, _MANY_YEARS.format(year=year) if added_up(around) else ""
    if around.mention.value > whole.mention.value and around.clause.lstrip().startswith("累计"):
        return year, _MANY_YEARS.format(year=year)
    if whole.of_when and not names_this_year(around, year):
        return whole.year, whole.of_when
    return year, ""


_NEAR = 3  # passages, with no amount between
# a paragraph that goes on with what the one before tells of
_ALSO = re.compile(
    r"\s*(?:(?:与此)?同时|此外|另外|据(?:了解|介绍|悉|统计)(?=,)|其中|具体(?:来看|包括|为)|从[^,。;\d]{2,10}看[,:]"
    r"|(?:[在从])?(?:善款|资金|款物)?(?:收入|支出|募集|筹集|使用|来源|去向|用途|投向)(?:方面|上|情况)?[,:])"
)
_NAMES_A_TIME = re.compile(r"\d{4}年|[今本当去]年|全年(?!龄)|年[内末底]|年度")


def _goes_on_from_years(around: Surroundings) -> bool:
    """Whether the report, or what stands just before in the same passage, tells of several years together, and no time is named since."""
    if around.setting.years:
        return f"{around.setting.year}年" not in re.sub(MANY_YEARS, "", around.before)
    text = around.text_before
    before = next(
        (
            entry
            for entry in reversed(around.setting.earlier)
            if entry.mention.is_money and not told_aside(text[entry.mention.end :])
        ),
        None,
    )
    if before is None or _SEVERAL_YEARS not in before.of_when:
        return False
    here = before.passage is around.passage
    goes_on = around.passage.at - before.passage.at <= _NEAR and _ALSO.match(text) is not None
    return (here or goes_on) and _NAMES_A_TIME.search(text, before.mention.end if here else 0) is None
