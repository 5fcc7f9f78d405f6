"""结余与资产: what was there at the beginning, what moved, and what is left."""

from __future__ import annotations

from ...blocks import checks, concerning, figure_list, undisclosed
from ...model import Block, Disclosure, Figure, Page, RowRole, Table, TableBlock, TableColumn, TableRow
from ...reading import Missing
from .. import statements
from ..headlines import SIDES, Headlines
from ..topics import CLOSING_FIGURES, EXPENSE, INCOME, OPENING_FIGURES, POSITION_DETAILS, STATEMENTS, of_all
from ..years import balances, difference_told, total_of
from .frame import finance_page, scale


def position_page(disclosure: Disclosure, head: Headlines) -> Page:
    """What was there, what moved and what is left."""
    result = statements.position(disclosure, head.year)
    if result:
        words, shown = result
        gaps = undisclosed(disclosure, head.year, STATEMENTS)
        return finance_page(disclosure, head, "position/", f"{head.year}年度结余与资产", words, (*shown, *gaps))
    difference = head.figure("收支差")
    income, expense = (total_of(disclosure, head, side) for side in SIDES)
    year = head.year
    left = {
        label: tuple(part.figures(disclosure, year))
        for label, part in (("年初", OPENING_FIGURES), ("年末", CLOSING_FIGURES))
    }
    name = disclosure.organisation.name
    whole = {label: [figure for figure in figures if of_all(figure, name)] for label, figures in left.items()}
    alone = {label: figures[0] if len(figures) == 1 else None for label, figures in whole.items()}
    cells: tuple[TableRow, ...] = (
        TableRow(("年初结余", alone["年初"] or Missing.UNDISCLOSED)),
        TableRow(("加：当年收入", income or Missing.UNDISCLOSED)),
        TableRow(("减：当年支出", expense or Missing.UNDISCLOSED)),
        TableRow(("当年收支差", difference or Missing.UNDISCLOSED), RowRole.SUBTOTAL),
        TableRow(("年末结余", alone["年末"] or Missing.UNDISCLOSED), RowRole.TOTAL_OPEN),
    )
    # a cell that says 未披露 claims it: rows of which something is entered but not one single number are left out, and so is
    # the difference of two numbers that stand above it
    known_sides = (left["年初"], income or INCOME.tells(disclosure, year), expense or EXPENSE.tells(disclosure, year))
    cells = tuple(
        row
        for row, known in zip(cells, (*known_sides, income and expense, left["年末"]), strict=True)
        if row.cells[1] is not Missing.UNDISCLOSED or not known
    )
    table = Table(
        f"position-{head.year}",
        "年初 ＋ 收 － 支 ＝ 年末",
        (TableColumn("项目"), TableColumn("金额", numeric=True)),
        cells,
        scale=scale([row.cells[1] for row in cells if isinstance(row.cells[1], Figure)]),
        missing_key=True,
        sources=frozenset(),  # its numbers are figures, and name theirs
    )
    lead = balances(disclosure, year)
    lead += difference_told("收支差", difference) if difference else ()
    blocks: list[Block] = [
        TableBlock(table),
        *figure_list("结余的数字", (*left["年初"], *left["年末"], *disclosure.of_topic("结余", year))),
        *checks("对得上吗", concerning(disclosure, [difference] if difference else [])),
    ]
    blocks += undisclosed(disclosure, year, (*POSITION_DETAILS, *STATEMENTS))
    return finance_page(disclosure, head, "position/", f"{head.year}年度结余与资产", lead, blocks)
