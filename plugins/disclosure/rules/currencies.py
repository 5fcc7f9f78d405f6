"""Amounts counted as yuan whose own notes name another currency or another unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..kinds.disbursements import DisbursementRecord
from ..kinds.gifts import DonationRecord
from ..model import containing
from ..numerals import CURRENCY_NOTE, UNIT_NOTE, money_power
from ..problems import Problem, problem
from ..reading import ABROAD
from .scene import Rule, Scene


def noted_in_currency(scene: Scene) -> Iterator[Problem]:
    """Gifts and payments without 币种 of which a note is nothing but a currency, or just their amount in one."""
    yield from _noted_gifts(scene)
    for payment in scene.rows(DisbursementRecord):
        for column in (DisbursementRecord.place, DisbursementRecord.note) if payment.currency is None else ():
            if name := _currency(payment[column] or "", payment.amount):
                yield problem("noted-in-currency", payment.at(column), column=column.label, cell=name, mend=ABROAD)


def _noted_gifts(scene: Scene) -> Iterator[Problem]:
    donations = scene.dataset("donations")
    if donations is None:
        return
    in_yuan = donations[DonationRecord.currency].isna().to_numpy(dtype=bool)
    for column in (DonationRecord.place, DonationRecord.note):
        cells = donations[column]
        positions = cells.index[containing(cells, CURRENCY_NOTE) & in_yuan].tolist()
        read = donations.at(positions, (column, DonationRecord.amount))
        for position, (note, amount) in zip(positions, read, strict=True):
            if name := _currency(note, amount):
                where = donations.where(position, column.label)
                yield problem("noted-in-currency", where, column=column.label, cell=name, mend=ABROAD)


def _currency(note: str, amount: Decimal | None) -> str:
    """The currency that a note gives to an amount; nothing where it tells of another sum: what was given before it was changed into yuan."""
    match = CURRENCY_NOTE.search(note)
    if match is None:
        return ""
    stated = match["before"] or match["behind"]
    return match["currency"].strip() if not stated or Decimal(stated.replace(",", "")) == amount else ""


def noted_in_unit(scene: Scene) -> Iterator[Problem]:
    """Gifts and payments of which a note is nothing but a unit, 单位：万元, though the amount is too small to have been read in it."""
    donations = scene.dataset("donations")
    if donations is not None:
        cells = donations[DonationRecord.note]
        positions = cells.index[containing(cells, UNIT_NOTE)].tolist()
        read = donations.at(positions, (DonationRecord.note, DonationRecord.amount))
        for position, (note, amount) in zip(positions, read, strict=True):
            if unit := _unit(note, amount):
                where = donations.where(position, DonationRecord.note.label)
                yield problem("noted-in-unit", where, column=DonationRecord.note.label, cell=unit)
    for payment in scene.rows(DisbursementRecord):
        if unit := _unit(payment.note or "", payment.amount):
            where = payment.at(DisbursementRecord.note)
            yield problem("noted-in-unit", where, column=DisbursementRecord.note.label, cell=unit)


def _unit(note: str, amount: Decimal | None) -> str:
    """The unit that a note names and nothing else, where the amount in yuan has fewer digits than one such unit."""
    match = UNIT_NOTE.search(note)
    power = money_power(match["unit"]) if match else None
    if match is None or power is None or amount is None:
        return ""
    return match["unit"] if amount < Decimal(10) ** power else ""


RULES: dict[str, Rule] = {"noted-in-currency": noted_in_currency, "noted-in-unit": noted_in_unit}
