"""Amounts counted as yuan whose own notes name another currency or another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..kinds.disbursements import DisbursementRecord
from ..kinds.gifts import DonationRecord
from ..model import Dataset, containing
from ..numerals import CURRENCY_NOTE, UNIT_NOTE, money_power
from ..problems import Problem, Where, problem
from ..reading import ABROAD, AnyColumn
from .scene import Rule, Scene


class _NotedAmount(NamedTuple):
    """The words beside an amount in yuan, and where they stand."""

    where: Where
    column: str
    words: str
    amount: Decimal | None


def noted_in_currency(scene: Scene) -> Iterator[Problem]:
    """Gifts and payments without 币种 of which a note is nothing but a currency, or just their amount in one."""
    gifts, payments = ((kind.place, kind.note) for kind in (DonationRecord, DisbursementRecord))
    for note in _notes(scene, CURRENCY_NOTE, gifts, payments, in_yuan=True):
        if name := _currency(note.words, note.amount):
            yield problem("noted-in-currency", note.where, column=note.column, cell=name, mend=ABROAD)


def noted_in_unit(scene: Scene) -> Iterator[Problem]:
    """Gifts and payments of which a note is nothing but a unit, 单位：万元, though the amount is too small to have been read in it."""
    for note in _notes(scene, UNIT_NOTE, (DonationRecord.note,), (DisbursementRecord.note,), in_yuan=False):
        if unit := _unit(note.words, note.amount):
            yield problem("noted-in-unit", note.where, column=note.column, cell=unit)


def _notes(
    scene: Scene, form: re.Pattern[str], gifts: Sequence[AnyColumn], payments: Sequence[AnyColumn], *, in_yuan: bool
) -> Iterator[_NotedAmount]:
    """What stands beside gifts in the form of a note, and all that stands beside payments; with *in_yuan* only where 币种 is empty."""
    donations = scene.dataset("donations")
    if donations is not None:
        yield from _beside_gifts(donations, form, gifts, in_yuan=in_yuan)
    for payment in scene.rows(DisbursementRecord):
        for column in payments if payment.currency is None or not in_yuan else ():
            yield _NotedAmount(payment.at(column), column.label, payment[column] or "", payment.amount)


def _beside_gifts(
    donations: Dataset, form: re.Pattern[str], columns: Sequence[AnyColumn], *, in_yuan: bool
) -> Iterator[_NotedAmount]:
    for column in columns:
        cells = donations[column]
        noted = containing(cells, form)
        if in_yuan:
            noted = noted & donations[DonationRecord.currency].isna().to_numpy(dtype=bool)
        positions = cells.index[noted].tolist()
        read = donations.at(positions, (column, DonationRecord.amount))
        for position, (words, amount) in zip(positions, read, strict=True):
            yield _NotedAmount(donations.where(position, column.label), column.label, words, amount)


def _currency(note: str, amount: Decimal | None) -> str:
    """The currency that a note gives to an amount; nothing where it tells of another sum: what was given before it was changed into yuan."""
    match = CURRENCY_NOTE.search(note)
    if match is None:
        return ""
    stated = match["before"] or match["behind"]
    return match["currency"].strip() if not stated or Decimal(stated.replace(",", "")) == amount else ""


def _unit(note: str, amount: Decimal | None) -> str:
    """The unit that a note names and nothing else, where the amount in yuan has fewer digits than one such unit."""
    match = UNIT_NOTE.search(note)
    power = money_power(match["unit"]) if match else None
    if match is None or power is None or amount is None:
        return ""
    return match["unit"] if amount < Decimal(10) ** power else ""


RULES: dict[str, Rule] = {"noted-in-currency": noted_in_currency, "noted-in-unit": noted_in_unit}
