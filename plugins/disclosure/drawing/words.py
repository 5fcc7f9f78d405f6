"""What is said of a mark, in the same words in every output of a chart."""

from __future__ import annotations

from ..model import Chart, Coverage, FigureStatus, Mark, Role, SourceLevel

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
    if mark.figure is None:
        return mark.text if mark.where else f"{mark.text} 算"
    if mark.figure.level == SourceLevel.COMPUTED:
        return f"{mark.text} 算"
    if mark.figure.status == FigureStatus.INFERRED:
        return f"{mark.text}†"
    return f"{mark.text} 还没核清" if mark.figure.status == FigureStatus.PENDING else mark.text


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
    items = "、".join(named(mark) + shown(mark) + (f"（{noted(mark)}）" if noted(mark) else "") for mark in chart.marks)
    end = f"{chart.total.label}{shown(chart.total)}。" if chart.total else ""
    return f"{picture}{order}：{items}。{end}"
