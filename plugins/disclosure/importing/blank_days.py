"""Records without a day: asked once for all of them, and never a fault a row."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Kind
from ..reading import Date, plain_day
from .asking import SheetQuestions
from .records import NAMED, RecordRows
from .titles import time_said

_ABOVE, _BY_HAND = "above", "no"
_MONTH = 7  # signs of 2024-05


def ask_about_blank_days(rows: RecordRows, kind: Kind, titles: str, asking: SheetQuestions) -> None:
    """Fill the blank cells of required columns of days as somebody says; a column without any day counts as one that is not there."""
    for column in kind.record.columns:
        cells = rows.cells.get(column.name)
        if cells is None or not column.required or not isinstance(column.type, Date) or all(map(str.strip, cells)):
            continue
        if not any(map(str.strip, cells)):
            del rows.cells[column.name]
            continue
        rows.cells[column.name] = _filled(cells, rows.numbers, column.label, time_said(kind, titles), asking)


def _filled(
    cells: Sequence[str], numbers: Sequence[int], label: str, said: tuple[str, str], asking: SheetQuestions
) -> list[str]:
    """The cells with days in the place of blanks, where somebody has said which."""
    blank = [number for number, cell in zip(numbers, cells, strict=True) if not cell.strip()]
    months = {cell[:_MONTH] for cell in cells if cell.strip()}
    month = months.pop() if len(months) == 1 else ""
    day, words = said
    choices = [(_ABOVE, "和上面一行同一天")] if cells[0].strip() else []
    choices += [(day, f"都填 {day}（标题、表名或文件名上写着“{words}”）")] if day else []
    choices += [(month, f"都只写到月，{month}（别的行都在这个月）")] if plain_day(month) and month != day else []
    choices.append((_BY_HAND, "要一行一行填，我去表里填好再导入"))
    listed = f"第 {'、'.join(map(str, blank[:NAMED]))} 行{'等' if len(blank) > NAMED else ''}"
    answer = asking.ask(
        "blank-days", f"有 {len(blank)} 行的“{label}”空着（{listed}）。是哪一天的？", choices, kept=False
    )
    day = "" if answer in {_ABOVE, _BY_HAND} else answer
    filled: list[str] = []
    for cell in cells:
        filled.append(cell if cell.strip() else day)
        day = filled[-1] if answer == _ABOVE else day
    return filled
