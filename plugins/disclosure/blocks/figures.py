"""Figures in sentences, in lists and in tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..dates import of_year
from ..model import (
    Block,
    Cell,
    Figure,
    FigureList,
    FigureRef,
    Link,
    RichText,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    joined,
    teller,
)
from ..reading import Missing


def sentence(*pieces: str | Figure | FigureRef | Link) -> RichText:
    """A rich text from its pieces."""
    return tuple(pieces)


def stated(figures: Sequence[Figure], limit: int = 3) -> RichText:
    """“报告写明：支出5万元，受益15000余人。” from the most important figures, or nothing where there are none.

    Who wrote so is told by the sources: a report, the press (报道), what the staff filled in (填报资料).

    Of several figures with one measure, told here or not, each has its subject, too, and its year where they differ:
    “中秋活动筹集12万元，…”. Where there is room, all of them are told.
    """
    reported = [figure for figure in figures if not figure.formula]
    leading_figures = _first_of_each(figures)[:limit]
    measures = {figure.measure for figure in leading_figures}
    alike = Counter(figure.measure for figure in reported)
    rest = [figure for figure in reported if figure.measure in measures and not figure.part_of]
    added = [figure for figure in rest if figure not in leading_figures][: limit - len(leading_figures)]
    leading_figures = sorted([*leading_figures, *added], key=_importance)
    levels = [figure.level for figure in leading_figures]
    years = {figure.year for figure in reported if figure.measure in measures and alike[figure.measure] > 1}
    pieces: list[str | Figure] = []
    for figure in leading_figures:
        name = _apart(figure, years) if alike[figure.measure] > 1 else figure.measure
        pieces += ["，" if pieces else f"{teller(levels)}写明：", name, figure]
    return (*pieces, "。") if pieces else ()


# A record with a page of its own shows only this many figures where it is listed.
_LEADING = 4


def leading(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The few most important figures of a record."""
    return tuple(_first_of_each(figures)[:_LEADING])


def _first_of_each(figures: Sequence[Figure]) -> list[Figure]:
    """The most important reported figures first: every amount of money, and each other measure once."""
    first: dict[str, Figure] = {}
    for figure in sorted((figure for figure in figures if not figure.formula), key=_importance):
        first.setdefault(figure.id if figure.unit == "元" else figure.measure, figure)
    return list(first.values())


_IMPORTANT = ("支出", "筹集", "募集", "捐赠", "受益")


def _importance(figure: Figure) -> int:
    return next((place for place, word in enumerate(_IMPORTANT) if word in figure.measure), len(_IMPORTANT))


# Beyond so many figures a list sets them small, one line each.
_COMPACT_ABOVE = 4


def figure_list(title: str, figures: Iterable[Figure], *, id: str = "") -> tuple[FigureList, ...]:  # noqa: A002
    """A list of figures, or no block where there is none."""
    listed = tuple(dict.fromkeys(figures))
    return (FigureList(title, listed, len(listed) > _COMPACT_ABOVE, id),) if listed else ()


def seeming_list(figures: Sequence[Figure]) -> tuple[FigureList, ...]:
    """The figures that seem to be about the record of a page; nobody has said that they are."""
    return figure_list("像是说它的数字", figures, id="named")


# From so many subjects on, figures of the same measures are read better as a table than as a list.
_PIVOT_FROM = 3


def by_subject(title: str, figures: Sequence[Figure], table_id: str) -> tuple[Block, ...]:
    """Figures as a table subject × measure where they share measures; the others as a list."""
    subjects: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        cells = subjects.setdefault(figure.subject, {})
        if not figure.formula and figure.measure not in cells:
            cells[figure.measure] = figure
    every = dict.fromkeys(figure.measure for figure in figures)
    counts = {measure: sum(measure in cells for cells in subjects.values()) for measure in every}
    measures = [measure for measure in every if counts[measure] >= _PIVOT_FROM]
    rows = [(subject, cells) for subject, cells in subjects.items() if any(name in cells for name in measures)]
    if len(measures) < 2:  # noqa: PLR2004  (one measure needs no second column)
        return figure_list(title, figures, id=table_id)
    shown = {cells[measure].id for _, cells in rows for measure in measures if measure in cells}
    table = Table(
        table_id,
        title,
        (TableColumn("事项"), *(TableColumn(measure) for measure in measures)),
        tuple(TableRow((subject, *(cells.get(measure, "") for measure in measures))) for subject, cells in rows),
        notes=(("单位不同的数不能相加。",),),
    )
    return (TableBlock(table), *figure_list("其他数字", [figure for figure in figures if figure.id not in shown]))


def sorted_money(figures: Sequence[Figure], wanted: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, list[Figure]]:
    """Label → the reported money figures with one of its words in their measure; where no label has, in their subject."""
    every = tuple(word for _, words in wanted for word in words)
    sums: dict[str, list[Figure]] = {label: [] for label, _ in wanted}
    for figure in figures:
        if figure.unit == "元" and not figure.formula:
            measure, subject = _flow_in(figure.measure), _flow_in(figure.subject)
            place = measure if any(word in measure for word in every) else subject
            for label, words in wanted:
                if any(word in place for word in words):
                    sums[label].append(figure)
    return sums


def _flow_in(name: str) -> str:
    """A name without words that say 捐赠 of what came in, and 收入 of what people earn."""
    return _CAME_IN.sub("收入", _EARNED.sub("", name))


_CAME_IN = re.compile("捐赠收入|(?:接受|接收|收到|获得)[^，；。]{0,6}捐赠")
_EARNED = re.compile("[低中高]等?收入|收入(?:家庭|群体|人群|户|水平)")


def name_of(figure: Figure) -> str:
    """What a figure is called where no page says what it is: its subject and its measure, once where they are the same."""
    return joined(figure.subject, figure.measure)


def _apart(figure: Figure, years: Collection[int]) -> str:
    """The name of one of several figures, with its year where they are of several *years*."""
    return of_year(figure.year, name_of(figure)) if len(years) > 1 else name_of(figure)


def newest_apart(figures: Sequence[Figure]) -> tuple[tuple[str, Figure], ...]:
    """Those of the newest year, each with what it is called: its measure where it is alone, else what tells it apart."""
    if len(figures) < 2:  # noqa: PLR2004  (one is told apart from nothing)
        return tuple((figure.measure, figure) for figure in figures)
    years = {figure.year for figure in figures}
    return tuple((_apart(figure, years), figure) for figure in figures if figure.year == max(years))


_MOST_TOLD = 6  # amounts that are told in one line


def _foremost(amounts: Sequence[Figure]) -> Sequence[Figure]:
    """Those of many amounts that are told in a line: the newest, of a year the largest."""
    return sorted(amounts, key=lambda figure: (figure.year, figure.value), reverse=True)[:_MOST_TOLD]


def _once(sums: Mapping[str, Sequence[Figure]], label: str) -> list[Figure]:
    """The amounts of a label; 筹集发放, which stands under two, is left out where 筹集 tells the same amount of the year."""
    shared = {figure.id for other, amounts in sums.items() if other != label for figure in amounts}
    alone = {(figure.year, figure.value) for figure in sums[label] if figure.id not in shared}
    return [figure for figure in sums[label] if figure.id not in shared or (figure.year, figure.value) not in alone]


def money_facts(
    figures: Sequence[Figure], wanted: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[tuple[str, Cell], ...]:
    """Label → the reported money figures that it stands for, or 未披露; of several each with its name, and its year if they differ.

    Of very many only the first few stand there: pages list what is left among their other numbers.
    """
    sums = sorted_money(figures, wanted)

    def cell_of(label: str) -> Cell:
        amounts = _once(sums, label)
        if len(amounts) < 2:  # noqa: PLR2004  (one needs no separator)
            return amounts[0] if amounts else Missing.UNDISCLOSED
        years = {figure.year for figure in amounts}
        pieces: list[str | Figure] = []
        for figure in amounts if len(amounts) <= _MOST_TOLD else _foremost(amounts):
            pieces += [f"{'；' if pieces else ''}{_apart(figure, years)}", figure]
        left = len(amounts) - len(pieces) // 2
        return (*pieces, f"；另有{left}笔列在下面") if left else tuple(pieces)

    return tuple((label, cell_of(label)) for label, _ in wanted)


def figures_shown(items: Iterable[tuple[str, Cell]]) -> set[str]:
    """The ids of the figures that such facts show."""
    cells = (cell if isinstance(cell, tuple) else (cell,) for _, cell in items)
    return {piece.id for pieces in cells for piece in pieces if isinstance(piece, Figure)}
