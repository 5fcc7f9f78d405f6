"""What a form of charts must say: four outputs of one description, and when it refuses to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from ..model import Chart
from ..quantities import plain
from .cells import BarGroup
from .words import ROLE_WORDS, noted

HEADER = ("编号", "类别", "名称", "数值", "单位", "写法", "含义", "不止", "说明")


def marks_as_rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """`HEADER`, the marks in order, the total last; values exact in base units."""
    marks = (*chart.marks, *((chart.total,) if chart.total else ()))
    return (
        HEADER,
        *(
            (
                mark.figure.id if mark.figure else "",
                mark.category or ("总额" if mark is chart.total else ""),
                mark.label,
                plain(mark.value),
                mark.unit,
                mark.text,
                ROLE_WORDS[mark.role],
                "是" if mark.open_end else "",
                noted(mark),
            )
            for mark in marks
        ),
    )


def no_comparison(chart: Chart) -> str | None:
    """Why bars from a common zero can not show these marks: fewer than two, one below zero, or all of them zero."""
    if len(chart.marks) < 2:  # noqa: PLR2004  (a comparison needs two)
        return "只有一个数，没有可以比的" if chart.marks else "没有可以画的数"
    if any(mark.value < 0 for mark in chart.marks):
        return "有负数，条形图画不出来"
    return None if chart.highest else "各项都是零"


class Form(Struct, frozen=True):
    """How charts of one sort look in their four outputs, which must say the same.

    `table` is the base layer, complete without scripts, in print and read aloud; `picture` a file of its own; `figure`
    what Plotly draws when the reader asks for it; `rows` the CSV file. A refused chart still has its table, picture and
    rows, without bars; `figure` and `inline` are never asked about it.
    """

    id: str  # the name of its file in drawing/forms/, and the class fig-<id> of its charts on the page
    describe: Callable[[Chart], str]  # one sentence that says aloud what the picture shows
    table: Callable[[Chart], tuple[BarGroup, ...]]
    picture: Callable[[Chart], Markup]
    figure: Callable[[Chart], dict[str, Any]]  # JSON: data, layout, config
    rows: Callable[[Chart], tuple[tuple[str, ...], ...]] = marks_as_rows  # the header first
    # the picture above the table, where bars in its cells can't show it
    inline: Callable[[Chart], Markup] | None = None
    # the reason in Chinese why such marks can't be drawn, or None
    refusal: Callable[[Chart], str | None] = no_comparison
    folded: bool = False  # the table stands folded below the picture, which carries its numbers
    paired: bool = False  # rows of the table hold several marks, each with its key and label beside its value
    note_beside_value: bool = False  # the note of a mark stands behind its value instead of below its name
    one_line: bool = True  # on wide pages name, bar and value of a row stand in one line
