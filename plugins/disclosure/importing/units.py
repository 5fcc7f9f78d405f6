"""Units that stand elsewhere than over the column: row by row in a column of their own, in the name of the file, below the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from ..model import Kind
from ..numerals import UnitNote, foreign, money_power, notes
from ..problems import Problem, Where, problem
from ..quantities import plain
from ..reading import RawTable, unit_below, unit_problem
from .amounts import exact
from .columns import ColumnPlan
from .layouts import OVER, Layout
from .records import RecordRows
from .vocabulary import compact

_AMOUNT = "amount"
_PARTS = re.compile(r"[_,，、;；\-—–]+|(?<![0-9])\s+")
_SUM = re.compile(r"[0-9]+\s*[百千万亿元]+$")  # 甲公司捐赠 100 万元
_COUNTED = re.compile(
    r"[(（\[【]\s*(?P<scale>[十百千]?[万亿]|[十百千])?(?P<unit>[^()（）\[\]【】0-9a-z/、]{0,4}?)\s*[)）\]】]\s*$"
)
_NO_SCALE = re.compile(r"[千百十](?:克|米|瓦|卡|帕|伏|焦|分|叶|合)")
_PARTS_OF_YUAN = frozenset({"角", "角分"})
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


def titled(rows: RecordRows, layout: Layout, sheet: str | None, file: str) -> Layout:
    """The layout with the unit that the name of the sheet or the file tells as one more line above the header; the rows say so.

    A currency in the name of a sheet is told where the table is read.
    """
    stem = Path(file).stem
    by_row = "?currency" in rows.cells
    telling = (
        (part, note)
        for part in ([sheet] if sheet else []) + [stem, *_PARTS.split(stem)]
        for note in notes([part])
        if (note.power and not _SUM.match(part)) or (note.currency and part is not sheet and not by_row)
    )
    said, note = next(telling, ("", None))
    if note is None:
        return layout
    if note.power:
        rows.notes.append(f"表名或文件名里写着“{said}”：没有另写单位的金额都按它读")
    words = said if note.power else f"文件名：{said}"  # where a currency is refused, its place is told with it
    return replace(layout, above=((layout.rows[0], (words,)), *layout.above))


def currencies_over(layout: Layout, plan: ColumnPlan, file: str, sheet: str | None) -> list[Problem]:
    """Problems of columns of yuan whose own head names another currency: nothing of such a table can be read."""
    return [
        unit_problem(
            Where(file, sheet, layout.rows[-1], layout.heads[plan.places[name]].strip()),
            UnitNote(unit, currency=currency),
        )
        for name, unit in plan.units.items()
        if name in plan.places and layout.kind.record.column(name).unit == "元" and (currency := foreign(unit))
    ]


def parted_amounts(layout: Layout, head: Where) -> list[Problem]:
    """The problem of amounts whose 角 and 分 stand in columns of their own: nothing of such a table can be read."""
    heads = [compact(words.rpartition(OVER)[2]) for words in layout.heads]
    if not _PARTS_OF_YUAN.intersection(heads):
        return []
    mend = "请把元、角、分合成一列“金额（元）”，例如 100.50，删去写角、分的列。"
    return [problem("table-unit", head, cell="角、分", reason="金额的元和角、分各写一列", mend=mend)]


def units_of_rows(rows: RecordRows, layout: Layout, plan: ColumnPlan, file: str, sheet: str | None) -> list[Problem]:
    """Read the amounts of each row in the unit that its own cell names; problems where that can not be."""
    cells, amounts = rows.cells.get("?unit"), rows.cells.get(_AMOUNT)
    if cells is None or amounts is None:
        return []
    head = layout.heads[plan.steering["unit"][0]].strip()
    powers = {cell: money_power(cell) for cell in dict.fromkeys(map(str.strip, cells)) if cell}
    abroad = {cell for cell in powers if foreign(cell)}
    strange = [
        at for at, cell in enumerate(map(str.strip, cells)) if cell and powers[cell] is None and cell not in abroad
    ]
    if strange:
        where, mend = Where(file, sheet, rows.numbers[strange[0]], head), "请改写成 元、千元、万元 这样的单位。"
        return [problem("table-unit", where, cell=cells[strange[0]], reason="看不出是多少元", mend=mend)]
    scales = {power for cell, power in powers.items() if cell not in abroad}
    if not abroad and scales <= {0}:
        return []
    mixed = len(scales) > 1 or bool(abroad) or not all(map(str.strip, cells))
    rival = _rival(layout, plan, mixed=mixed)
    if rival:
        where, mend = (
            Where(file, sheet, layout.rows[-1], head),
            f"请把各行的金额都换成元，删去“{head}”这一列和别处写的单位。",
        )
        return [problem("table-unit", where, cell=rival, reason=f"和“{head}”一列不知道听哪个", mend=mend)]
    if not mixed:
        plan.units[_AMOUNT] = next(iter(powers))
        rows.notes.append(f"金额：按“{head}”一列，都是{plan.units[_AMOUNT]}")
        return []
    if abroad:
        rows.cells.setdefault("?currency", [cell if cell.strip() in abroad else "" for cell in cells])
    scaled = _scale(amounts, [None if (word := cell.strip()) in abroad else powers.get(word) for cell in cells])
    if scaled:
        rows.notes.append(f"金额：按“{head}”一列换成元，{scaled} 行")
    return []


def _scale(amounts: list[str], powers: Sequence[int | None]) -> int:
    """Write each amount that is a number in 元, by the power of ten of its unit; returns how many were changed."""
    scaled = 0
    for at, power in enumerate(powers):
        amount = exact(amounts[at]) if power else None
        if power and amount is not None:
            amounts[at] = plain(amount.scaleb(power))
            scaled += 1
    return scaled


def _rival(layout: Layout, plan: ColumnPlan, *, mixed: bool) -> str:
    """What else of a sheet says in which unit its amounts are, or depends on one unit for all; empty where nothing does."""
    over = plan.units.get(_AMOUNT) or next(
        (note.words for _, line in layout.above for note in notes(line) if note.power), ""
    )
    beside = [layout.heads[at].strip() for name in ("fee", "net", "refund") for at in plan.steering.get(name, ())]
    return over or ("、".join(beside) if mixed else "")


def counted_units(rows: RecordRows, layout: Layout, plan: ColumnPlan) -> Iterator[tuple[str, str]]:
    """Quantities whose scale stands over the column, 数量（万只）, → whole numbers; yields (name, unit) of units told there."""
    for column in layout.kind.record.columns:
        if not column.numeric or column.unit or column.name not in plan.places or column.name not in rows.cells:
            continue
        head = unicodedata.normalize("NFKC", layout.heads[plan.places[column.name]])
        match = _COUNTED.search(head)
        if match is None:
            continue
        scale, unit = match["scale"] or "", match["unit"]
        if _NO_SCALE.match(scale + unit):
            scale, unit = "", scale + unit
        power = sum(_POWERS[sign] for sign in scale)
        cells = rows.cells[column.name]
        if power:
            example = next((cell for cell in cells if exact(cell)), "")
            scaled = [(exact(cell), cell) for cell in cells]
            rows.cells[column.name] = [
                cell if number is None else plain(number.scaleb(power)) for number, cell in scaled
            ]
            if example:
                read = plain((exact(example) or 0) * 10**power)
                rows.notes.append(f"{column.label}：列名里写着“{scale}”，例如 {example} 读成 {read}")
        if unit:
            yield column.name, unit


def units_below(rows: RecordRows, raw: RawTable, kind: Kind) -> list[Problem]:
    """Problems of notes and totals below a table that name a unit or a currency other than that of its columns."""
    if not any(column.unit == "元" and column.name in rows.cells for column in kind.record.columns):
        return []
    currencies = "?currency" in rows.cells
    return [
        fault
        for number, cells in rows.remarks
        for fault in unit_below(cells, raw.where(number), raw.powers.values(), currencies=currencies)
        if fault not in raw.problems  # a total has the same problem already
    ]
