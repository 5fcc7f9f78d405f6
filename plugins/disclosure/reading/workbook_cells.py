"""Cells of workbooks as the text that staff would have typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from .delimited import Lines
from .workbook_facts import SheetFacts

_DIGITS_KEPT = 1e15  # a spreadsheet keeps 15 digits of a number
NUMBERS = (int, float, datetime, date, time, timedelta)


class NumberText(str):
    """The text of a cell that the workbook holds as a number: an identifier may have lost digits in it."""

    __slots__ = ()


def texts(rows: list[list[Any]], facts: SheetFacts) -> Lines:
    """The rows that hold anything as text, without the empty columns at their end."""
    lines = []
    percents = facts.percents
    for number, row in enumerate(rows, 1):
        cells = [cell if type(cell) is str else cell_text(cell) for cell in row]
        if any(cells) and any(cell.strip() for cell in cells):
            lines.append((number, cells))
    for number, cells in lines if percents else ():
        for at, cell in enumerate(cells):
            if (number, at + 1) in percents and isinstance(cell, NumberText):
                cells[at] = _percent(cell)
    used = 0  # programs store empty columns behind the table
    for _, cells in lines:
        used = next((at for at in range(len(cells), used, -1) if cells[at - 1]), used)
    return [(number, cells if len(cells) == used else cells[:used]) for number, cells in lines]


def cell_text(cell: Any) -> str:
    """A value as the text that staff would have typed; a number remembers that it is one."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return NumberText(cell)
    if isinstance(cell, float):
        return NumberText(_exact(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _exact(number: float) -> str:
    """A stored number without the rounding error of binary fractions; anything larger than that stays, to be refused later."""
    if abs(number) < _DIGITS_KEPT:
        rounded = round(number, 6)
        if abs(number - rounded) < max(1e-9, abs(number) * 1e-13):
            return str(int(rounded)) if rounded.is_integer() else repr(rounded)
    return repr(number)


def _percent(cell: str) -> str:
    """0.35 that the sheet shows as a percentage → 35%."""
    try:
        return f"{(Decimal(cell) * 100).normalize():f}%"
    except InvalidOperation:
        return cell
