"""The rows below a header: which are records, and whether their total holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter

from ..numerals import notes
from ..problems import Problem, Where, problem
from ..quantities import grouped
from ..reading import Lines, is_signature, total_word
from .amounts import exact
from .columns import ColumnPlan
from .layouts import Layout, looks_like_value
from .vocabulary import ROW_NUMBER

_LIKE_A_TOTAL = re.compile(r"合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇总|(?i:^\s*(?:sub-?|grand\s?)?total)")
STATED = "?stated"  # the amounts as the sheet writes them, where others are written
_CARRIED = re.compile(
    r"承[前上]页?|[过转][次下]页|[承接][前上]页|上(?:页|期)(?:结转|余额)|结转下(?:页|期)|上年结转|期初余额|期末余额"
)
# sorts of rows that are no records
_TOTAL, _NOTE, _LINE = "total", "签字、备注", "只有一格文字的说明"
NAMED = 6  # rows that are named one by one


@dataclass(slots=True)
class RecordRows:
    """The records of a sheet, column by column: text by name of ours or of steering, *numbers* are rows of the sheet.

    *totals* are rows kept for the comparison with the sum, *notes* say in Chinese which rows were left out.
    """

    numbers: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    totals: Lines = field(default_factory=list)
    remarks: Lines = field(default_factory=list)  # rows left out that say something of units or currencies
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    prints: list[int] = field(
        default_factory=list
    )  # alike for rows of the same cells, where no order number tells them apart

    def keep(self, kept: Sequence[bool]) -> None:
        """Leave out the records for which *kept* is false."""
        if all(kept):
            return
        self.numbers = [number for number, stays in zip(self.numbers, kept, strict=True) if stays]
        if self.prints:
            self.prints = [mark for mark, stays in zip(self.prints, kept, strict=True) if stays]
        self.cells = {
            name: [cell for cell, stays in zip(column, kept, strict=True) if stays]
            for name, column in self.cells.items()
        }

    def __len__(self) -> int:
        return len(self.numbers)


def read_records(layout: Layout, plan: ColumnPlan, body: Lines) -> RecordRows:
    """Every row below the header that is a record; totals apart; titles, signatures, notes and repeated headers left out."""
    rows = RecordRows()
    places = {**plan.places, **{f"?{name}": at[0] for name, at in plan.steering.items()}}
    others = {f"?{name}{number}": place for name, at in plan.steering.items() for number, place in enumerate(at[1:], 1)}
    places |= others
    columns: list[list[str]] = [[] for _ in places]
    slots = list(places.values())
    width = len(layout.heads)
    heads = tuple(head.strip() for head in layout.heads)
    left = Counter[str]()
    key_places = [plan.places[name] for name in plan.places]
    body = body if key_places else []  # while no column is known, no row can be told from a line of words
    telling = [] if "order" in plan.steering else _telling(layout)
    for at, (number, fields) in enumerate(body):
        cells = fields if len(fields) >= width else [*fields, *[""] * (width - len(fields))]
        if "" in itemgetter(*key_places, *key_places)(cells) or not all(cells[place].strip() for place in key_places):
            sort = _sort(cells, key_places, heads)
            if sort:
                _leave_out(rows, number, cells, sort, left)
                continue
        elif cells[key_places[0]].strip() == heads[key_places[0]]:
            left["重复的表头"] += 1
            continue
        if at and _another_table(cells, layout, key_places) and len(body) - at <= NAMED:
            rows.notes.append(f"第 {number} 行起是另一张汇总表，没有读")
            break
        for column, place in zip(columns, slots, strict=True):
            column.append(cells[place])
        rows.numbers.append(number)
        if telling:
            rows.prints.append(hash(tuple(cells[place].strip() for place in telling)))
    rows.cells = dict(zip(places, columns, strict=True))
    rows.notes += [f"{what} {count} 行，不是记录，没有写" for what, count in left.items()]
    return rows


def _leave_out(rows: RecordRows, number: int, cells: Sequence[str], sort: str, left: Counter[str]) -> None:
    """Set apart a row that is no record; where it names a unit or a currency, that must hold for the columns, too."""
    telling = cells
    if sort == _TOTAL:
        rows.totals.append((number, list(cells)))
        telling = [next(cell for cell in cells if cell.strip())]
    else:
        left[sort] += 1
    if sort in {_TOTAL, _NOTE, _LINE} and len(rows.remarks) < NAMED and notes(telling):
        rows.remarks.append((number, list(telling)))


def _telling(layout: Layout) -> list[int]:
    """The columns that tell two rows apart: all but the numbers of the rows."""
    return [
        place
        for place, known in enumerate(layout.meanings)
        if layout.heads[place].strip() and not (known and known.reason == ROW_NUMBER)
    ]


def _sort(  # noqa: PLR0911  (one return a sort)
    cells: Sequence[str], key_places: Sequence[int], heads: tuple[str, ...]
) -> str:
    """What a row is that is no record; nothing where it may be one."""
    first = next((cell for cell in cells if cell.strip()), "")
    if first.startswith("#"):
        return "软件写的说明行"
    if total_word([first]) or _LIKE_A_TOTAL.search(first):
        return _TOTAL
    if tuple(cell.strip() for cell in cells[: len(heads)]) == heads:
        return "重复的表头"
    filled = [cell for cell in cells if cell.strip()]
    if is_signature(cells):
        return _NOTE
    if len(filled) == 1 and not looks_like_value(filled[0]):
        return _LINE
    if any(_CARRIED.fullmatch(cell.strip()) for cell in filled):
        return "承前页、转下页的"
    return "" if any(cells[place].strip() for place in key_places) else "只有序号一类、没有内容的空行"


def _another_table(cells: Sequence[str], layout: Layout, key_places: Sequence[int]) -> bool:
    """Whether a row is the header of a second table below: words alone, also where days and amounts should be."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) <= 2 or any(looks_like_value(cell) for cell in filled):  # noqa: PLR2004
        return False
    valued = {"amount", "received_on", "paid_on", "moved_on"}
    places = [place for place in key_places if (known := layout.meanings[place]) and known.name in valued]
    return any(cells[place].strip() for place in places)


def compare_totals(
    rows: RecordRows, layout: Layout, plan: ColumnPlan, removed: Decimal, file: str, sheet: str | None
) -> list[Problem]:
    """One total row against the sum of all rows, those left out taken in; used where rows were left out."""
    place = plan.places.get("amount")
    if place is None or len(rows.totals) != 1:
        return []
    number, cells = rows.totals[0]
    stated = exact(cells[place])
    amounts = [exact(cell) for cell in rows.cells.get(STATED) or rows.cells["amount"]]
    if stated is None or None in amounts:
        return []
    counted = sum((amount for amount in amounts if amount is not None), removed)
    if stated == counted:
        rows.notes.append("合计行与全部行（连没有写的）加起来相同")
        return []
    where = Where(file, sheet, number, layout.heads[place].strip())
    known = total_word([cell for cell in cells if cell.strip()][:1])
    amounts_told = {
        "found": grouped(stated),
        "expected": grouped(counted),
        "difference": grouped(abs(stated - counted)),
    }
    word = known.word if known else "合计"
    return [problem("total-mismatch", where, word=word, rows="上面各行", **amounts_told)]
