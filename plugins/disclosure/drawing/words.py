"""What is said of a mark, in the same words in every output of a chart."""

from __future__ import annotations

from decimal import Decimal

from ..dates import spoken_day
from ..model import Chart, Coverage, Figure, FigureStatus, Mark, Role, SourceLevel
from ..quantities import BOUND_WORDS, MAGNITUDES, Bound, brief_number

UNSTATED = Coverage.UNSTATED
ROLE_WORDS = {
    Role.INCOME: "收入",
    Role.EXPENSE: "支出",
    Role.OTHER: "其他",
    Role.COUNT: "数量",
    Role.PLAN: "计划或规模",
    Role.GAP: "未列明",
    Role.UNCERTAIN: "还没核清",
    Role.EARLY: "期限以内",
    Role.LATE: "晚于期限",
}
_CIRCLED = 20  # numbers that Unicode has in a circle


def shown(mark: Mark) -> str:
    """The text behind a bar with what the reader must know of it: 1.21亿元†, 55万余元 还没核清, 48.49万元 算."""
    reserve = _reserve(mark)
    return f"{mark.text}{' ' if reserve not in {'', '†'} else ''}{reserve}"


def _reserve(mark: Mark) -> str:
    """What the reader must know of a number: 算, †, 还没核清, 后来改过, or nothing."""
    if mark.figure is None:
        return "" if mark.where else "算"
    if mark.figure.superseded:
        return "后来改过"
    if mark.figure.level == SourceLevel.COMPUTED:
        return "算"
    return {FigureStatus.INFERRED: "†", FigureStatus.PENDING: "还没核清"}.get(mark.figure.status, "")


def unit_of(chart: Chart, unit: str) -> tuple[str, Decimal]:
    """The one unit that numbers of *unit* stand in, within a chart, and how many base units it is: (万元, 10000).

    Money from 1万元 on stands in 万元, all of it from 1亿元 on in 亿元; smaller sums and other units as they are.
    """
    values = [abs(mark.value) for mark in (*chart.marks, *((chart.total,) if chart.total else ())) if mark.unit == unit]
    if unit == "元" and max(values, default=Decimal(0)) >= MAGNITUDES["万"]:
        name = "亿" if min(value for value in values if value) >= MAGNITUDES["亿"] else "万"
        return f"{name}元", MAGNITUDES[name]
    return unit, Decimal(1)


def brief_figure(figure: Figure) -> str:
    """A figure for the title of a chart: 1,009.33万元 for exact money from 1万元 on, else the words of its source."""
    if not figure.in_yuan or abs(figure.value) < MAGNITUDES["万"]:
        return figure.text
    return brief_amount(figure.value)


def in_brief(chart: Chart, mark: Mark) -> str:
    """The number of a mark in the unit of its chart with at most two decimals: 1,009.33万元, 至少118.97万元.

    What the source itself left open keeps its words: 62万余元.
    """
    figure = mark.figure
    text = figure.text if figure else mark.text
    bound = figure.bound if figure else Bound.EXACT
    name, scale = unit_of(chart, mark.unit)
    written = text.removeprefix(BOUND_WORDS[bound])
    digits = written.strip("−-,.0123456789")
    ours = figure is not None and figure.formula is not None
    if mark.unit != "元" or digits not in {"元", "万元", name} or (bound is not Bound.EXACT and not ours):
        return text
    if mark.value and abs(mark.value) < scale / 100:
        return text  # less than the last place of that unit
    if digits == name and len(written.partition(".")[2]) <= len(name) + 2:
        return text
    return BOUND_WORDS[bound] + brief_number(_shown_value(mark), scale, bound) + name


def _shown_value(mark: Mark) -> Decimal:
    """The value with no more digits than were told."""
    return mark.figure.printed if mark.figure else mark.value


def brief_amount(value: Decimal) -> str:
    """Money for a label: 万元 with at most two decimals, smaller sums to the 分, from 10亿元 on 亿元."""
    scale = MAGNITUDES["万"]
    if abs(value) >= 10 * MAGNITUDES["亿"]:
        return f"{brief_number(value, MAGNITUDES['亿'])}亿元"
    return f"{brief_number(value, scale)}万元" if abs(value) >= scale else f"{brief_number(value, Decimal(1))}元"


def label_of(chart: Chart, mark: Mark, places: int) -> str:
    """The digits of a mark for a picture whose unit stands beside it: 1,009.33, 至少 goes down, 至多 goes up; 13.4%."""
    _, scale = unit_of(chart, mark.unit)
    bound = mark.figure.bound if mark.figure else Bound.EXACT
    value = _shown_value(mark)
    if mark.unit == "%" and abs(value) >= 1:  # below 1% one place would make unlike bars say the same
        places = min(places, 1)
    digits = brief_number(value, scale, bound, places)
    return f"{digits}%" if mark.unit == "%" else digits


def named(mark: Mark) -> str:
    """The whole label where category and label stand in one line: 募捐：2023年实际."""
    return f"{mark.category}：{mark.label}" if mark.category else mark.label


def noted(mark: Mark) -> str:
    """Everything that is said of a mark beside its value."""
    return "；".join((*((mark.note,) if mark.note else ()), *(f"不可比：{why}" for why in mark.apart)))


def reasons(chart: Chart) -> dict[str, str]:
    """Why years of the chart can't be compared → the sign that stands for it beside a year: ① to ⑳, then [21]."""
    texts = dict.fromkeys(why for mark in chart.marks for why in mark.apart)
    return {why: chr(ord("①") + place) if place < _CIRCLED else f"[{place + 1}]" for place, why in enumerate(texts)}


def read_aloud(picture: str, chart: Chart, *, ranked: bool = False) -> str:
    """One sentence that says what the picture shows: its sort, every mark and the total.

    *ranked* adds 从大到小 where the marks do go from large to small (a gap row stands last, whatever its size).
    """
    values = [mark.value for mark in chart.marks if mark.role is not Role.GAP]
    order = "，从大到小" if ranked and values == sorted(values, reverse=True) else ""
    end = f"{spoken(chart.total)}。" if chart.total else ""
    return f"{picture}{order}：{'、'.join(map(spoken, chart.marks))}。{end}"


def spoken(mark: Mark) -> str:
    """A mark within a sentence: 2023年收支差−32万元（本站计算；支出大于收入）."""
    reserve = _reserve(mark)
    sign = reserve if reserve == "†" else ""
    words = {"算": "本站计算", "†": ""}.get(reserve, reserve)
    beside = "；".join(filter(None, (words, noted(mark))))
    return f"{spoken_day(mark.category)}{mark.label}{mark.text}{sign}" + (f"（{beside}）" if beside else "")
