"""Rows of gifts as HTML: by hundreds, one short row a gift, and no attribute but the anchor; a page holds hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

from ..accounts import told_place
from ..model import Amount, Link, RowRole, Table, TableRow
from ..problems import Where
from ..reading import Missing
from .filters import missing_sign

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Hundred:
    """Rows of gifts that are folded together: the first and the last number, how many rows, their money, and the rows as HTML."""

    first: str
    last: str
    count: int
    money: str
    rows: Markup
    places: str  # from which rows of which files they are
    missing: Missing | None  # why some cell of them holds nothing, for the key to its sign


def hundreds(table: Table) -> Iterator[Hundred]:
    """The rows of a table of gifts, parted where a hundred of their numbers ends; the row of totals is left out."""
    part: list[TableRow] = []
    for row in table.rows:
        if row.role is not RowRole.PLAIN:
            continue
        if part and _hundred_of(row) != _hundred_of(part[0]):
            yield _folded(part)
            part = []
        part.append(row)
    if part:
        yield _folded(part)


def _hundred_of(row: TableRow) -> int:
    return (int(str(row.id)[len("2023-09-") :]) - 1) // HUNDRED


def _folded(rows: list[TableRow]) -> Hundred:
    money = sum((row.cells[2].value for row in rows if isinstance(row.cells[2], Amount)), Decimal(0))
    first, last = (str(row.id)[len("2023-09-") :] for row in (rows[0], rows[-1]))
    places = "，".join(_runs([row.cells[2].where for row in rows if isinstance(row.cells[2], Amount)]))
    missing = next((cell for row in rows for cell in row.cells if isinstance(cell, Missing)), None)
    html = Markup("\n".join(map(_row, rows)))  # noqa: S704  (every word is escaped)
    return Hundred(first, last, len(rows), f"{money:,.2f}", html, places, missing)


def _runs(places: Iterable[Where | None]) -> Iterator[str]:
    """Rows of files in words, those that follow each other together: donations/2024-01.csv 第 2—101 行."""
    runs: list[tuple[Where, int]] = []
    for place in places:
        if place is None or place.row is None:
            continue
        if runs and (runs[-1][0].file, runs[-1][0].sheet, runs[-1][1] + 1) == (place.file, place.sheet, place.row):
            runs[-1] = runs[-1][0], place.row
        else:
            runs.append((place, place.row))
    for first, last in runs:
        place_of_first = told_place(first)
        name = f"{place_of_first.file}（{place_of_first.sheet}）" if place_of_first.sheet else place_of_first.file
        span = f"{first.row}—{last}" if last != first.row else f"{last}"
        yield f"{name} 第 {span} 行"


def _row(row: TableRow) -> str:
    """One gift: number, day, amount, name, what it is for (which leads to what became of it), channel, receipt."""
    number, day, amount, shown, channel, meant, receipt, answer = row.cells
    money = f"{amount.value:,.2f}" if isinstance(amount, Amount) else ""
    wish = _escaped(meant if isinstance(meant, str) else "、".join(link.text for link in meant))  # type: ignore[union-attr]
    led = isinstance(answer, Link)
    wish = f"<a href={_address(answer.path)}>{wish}</a>" if led else f"{wish}（{_escaped(str(answer))}）"  # type: ignore[union-attr]
    return (
        f"<tr id={number}><th>{str(number)[8:]}<td>{str(day)[8:] or '—'}<td>{money}<td>{_escaped(str(shown))}"
        f"<td>{wish}<td>{_word(channel)}<td>{_word(receipt)}"
    )


def _word(cell: object) -> str:
    if isinstance(cell, Missing):
        return missing_sign(cell)
    return _escaped(cell.text if isinstance(cell, Link) else str(cell))


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    return str(escape(text))


@lru_cache(maxsize=8192)
def _address(anchor: str) -> str:
    """An anchor on the same page, as an attribute without quotes: ids and days hold no sign that would end it."""
    return anchor if anchor.removeprefix("#").replace("-", "").isalnum() and anchor.isascii() else f'"{escape(anchor)}"'


FILTERS: Mapping[str, object] = {"hundreds": hundreds}
