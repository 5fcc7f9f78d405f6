"""Whole tables in another unit, with nothing beside them that would add up: against the year before, and against what amounts can be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from ..arrays import np, npt
from ..kinds.disbursements import DisbursementRecord, Receiver
from ..kinds.gifts import DonationRecord
from ..kinds.goods import GoodsRecord
from ..model import coded
from ..privacy import DonorType
from ..problems import Problem, Where, problem
from ..quantities import quantity_text
from .jumps import Point, account_series, figure_series, statement_series
from .scene import Rule, Scene

_ROWS = 5  # fewer rows are no table
_SERIES = 3  # so are fewer lines that stand in both years
_FAR = 50  # the middle amount of a list changes a little from year to year, never so many times
_COIN, _CENTS = Decimal(1), 100
_SMALL_SHARE = 5  # every fifth gift below one yuan
_LEAST_PAYMENT, _LEAST_TO_BODIES = Decimal(10), Decimal(20)
_MOST_OF_PERSON, _MOST = Decimal(1_000_000), Decimal(100_000_000)
_LEAST_PRICE = Decimal("0.05")
# What is counted in pieces so small, or bought by weight, that a piece may cost nothing.
_TINY_UNITS = {"克", "毫升", "粒", "片", "根", "枚", "张", "页", "毫克"}


class _List(Struct, frozen=True):
    """One list in one year: how many amounts, the middle one, how many below a yuan, those of persons, and where it begins."""

    name: str
    year: str
    rows: int
    middle: Decimal
    small: int
    persons: int
    middle_of_persons: Decimal
    where: Where
    paid: bool = False


def odd_tables(scene: Scene) -> Iterator[Problem]:
    """Each table once: against the same table of the year before, else against what such amounts can be."""
    for lists in (_gifts(scene), _payments(scene)):
        before: _List | None = None
        for listed in lists:
            said = _against_before(listed, before) or _against_sense(listed)
            if said:
                yield said
            before = listed
    yield from _lines(scene)
    yield from _prices(scene)


def _asked(where: Where, what: str, left: str, right: str) -> Problem:
    return problem("table-in-other-unit", where, what=what, left=left, right=right)


def _yuan(value: Decimal) -> str:
    return quantity_text(value.quantize(Decimal("0.01")), "元")


# --- lists ------------------------------------------------------------------------------------------


def _gifts(scene: Scene) -> Iterator[_List]:
    dataset = scene.dataset("donations")
    if dataset is None:
        return
    givers, types = coded(dataset[DonationRecord.donor_type])
    person = np.array([*(word == DonorType.PERSON for word in types), False], dtype=bool)
    for year, rows in dataset.parts(DonationRecord.year).items():
        cents, _ = dataset.whole_numbers(DonationRecord.amount, rows)
        counts, _ = dataset.whole_numbers(DonationRecord.counted, rows)
        whole = (cents > 0) & (counts == 1)
        if not whole.any():
            continue
        here, persons = cents[whole], cents[whole & person[givers[rows]]]
        yield _List(
            f"{year}年捐赠明细",
            year,
            len(here),
            _of_cents(here),
            int((here < _CENTS).sum()),
            len(persons),
            _of_cents(persons),
            dataset.where(int(rows[whole][0]), DonationRecord.amount.label),
        )


def _of_cents(cents: npt.NDArray[np.int64]) -> Decimal:
    """The middle amount in yuan; of an even number the lower of the two in the middle."""
    if not len(cents):
        return Decimal(0)
    middle = (len(cents) - 1) // 2
    return Decimal(int(np.partition(cents, middle)[middle])).scaleb(-2)


def _payments(scene: Scene) -> Iterator[_List]:
    from statistics import median_low

    by_year: dict[str, list[DisbursementRecord]] = {}
    for row in scene.rows(DisbursementRecord):
        if row.paid_on and row.amount is not None and row.amount > 0:
            by_year.setdefault(row.paid_on[:4], []).append(row)
    for year, rows in sorted(by_year.items()):
        amounts = [row.amount for row in rows if row.amount is not None]
        persons = [row.amount for row in rows if row.amount is not None and row.receiver_type is Receiver.PERSON]
        yield _List(
            f"{year}年拨付明细",
            year,
            len(amounts),
            median_low(amounts),
            sum(amount < _COIN for amount in amounts),
            len(persons),
            median_low(persons) if persons else Decimal(0),
            rows[0].at(DisbursementRecord.amount),
            paid=True,
        )


def _against_before(listed: _List, before: _List | None) -> Problem | None:
    """The middle amount against that of the list before."""
    if before is None or min(listed.rows, before.rows) < _ROWS:
        return None
    if max(listed.middle, before.middle) < min(listed.middle, before.middle) * _FAR:
        return None
    right = f"{before.year}年居中的一笔是 {_yuan(before.middle)}"
    return _asked(listed.where, f"{listed.name}里居中的一笔", f"是 {_yuan(listed.middle)}", right)


def _against_sense(listed: _List) -> Problem | None:
    """Gifts of parts of a yuan, payments of a few yuan, and persons who all gave or got a million."""
    if listed.rows < _ROWS:
        return None
    if listed.small * _SMALL_SHARE >= listed.rows:
        return _asked(listed.where, listed.name, f"有 {listed.small} 笔不到 1元", f"一共才 {listed.rows} 笔")
    least = _LEAST_PAYMENT if listed.persons * 2 > listed.rows else _LEAST_TO_BODIES
    if listed.paid and listed.middle < least:
        return _asked(listed.where, f"{listed.name}里居中的一笔", f"只有 {_yuan(listed.middle)}", "拨付很少这样小")
    if listed.middle >= _MOST:
        return _asked(listed.where, f"{listed.name}里居中的一笔", f"是 {_yuan(listed.middle)}", "很少每一笔都这样大")
    if listed.persons >= _ROWS and listed.middle_of_persons >= _MOST_OF_PERSON:
        left = f"是 {_yuan(listed.middle_of_persons)}"
        return _asked(listed.where, f"{listed.name}里个人居中的一笔", left, "个人很少这样多")
    return None


# --- lines that stand in both years --------------------------------------------------------------------


def _lines(scene: Scene) -> Iterator[Problem]:
    """All lines of a statement, of the register or of a table of accounts, year against year: the middle one has jumped."""
    tables: dict[tuple[str, str, str], list[tuple[Point, Point]]] = {}
    for series in (*figure_series(scene), *statement_series(scene), *account_series(scene)):
        for before, after in pairwise(series):
            if before.when.endswith("年") and before.value > 0 and after.value > 0:
                key = (after.where.file, after.where.sheet or "", after.when)
                tables.setdefault(key, []).append((before, after))
    for (_, _, when), lines in tables.items():
        if len(lines) < _SERIES:
            continue
        lines.sort(key=lambda pair: pair[1].value / pair[0].value)
        before, after = lines[len(lines) // 2]
        if max(before.value, after.value) < min(before.value, after.value) * _FAR:
            continue
        what = f"{when}的 {len(lines)} 项和{before.when}的一项一项比，居中的是{after.what}"
        yield _asked(after.where, what, quantity_text(after.value, "元"), before.text)


# --- prices -------------------------------------------------------------------------------------------


def _prices(scene: Scene) -> Iterator[Problem]:
    """Goods that are worth next to nothing, row after row."""
    rows = [row for row in scene.rows(GoodsRecord) if row.value and row.quantity and row.unit not in _TINY_UNITS]
    cheap = [row for row in rows if (row.value or 0) / (row.quantity or 1) < _LEAST_PRICE]
    if len(cheap) * 2 > len(rows):
        row = cheap[0]
        left = f"{quantity_text(row.quantity or Decimal(0), str(row.unit))}一共才值 {quantity_text(row.value or Decimal(0), '元')}"
        yield _asked(
            row.at(GoodsRecord.value), f"“{row.item}”", left, f"写了价值的 {len(rows)} 行里有 {len(cheap)} 行这样便宜"
        )


RULES: dict[str, Rule] = {"table-in-other-unit": odd_tables}
