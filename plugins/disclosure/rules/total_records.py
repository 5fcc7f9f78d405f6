"""Totals of a list that somebody filled in like one more record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ..expressions import expression
from ..kinds.gifts import DonationRecord
from ..kinds.pledges import PledgeRecord
from ..model import Dataset
from ..privacy import TOTAL, Invented
from ..problems import Problem, Where, problem
from ..quantities import grouped
from ..reading import AnyColumn, total_word
from .scene import Rule, Scene, columns_of

_TOTAL = expression(TOTAL, re.IGNORECASE)
_PARTIES = {"giver", "receiver"}  # of a list of what came in or went out; other tables may end in totals of their own
_NAMES = {"item", *_PARTIES}
_REMARKS = {"purpose", "note"}
_AMOUNTS = {"amount", "value"}
_UNNAMED = "合计、小计一类的字"  # what stands where the name of a giver should reaches no report


def totals_as_records(scene: Scene) -> Iterator[Problem]:
    """合计 where a record names somebody or something, or alone in its remark: told with the sum of the rows above it."""
    yield from scene.of_each_kind(_totals_in)
    for pledge in scene.rows(PledgeRecord):
        if pledge.made_up is Invented.TOTAL:
            yield _as_record(pledge.at(PledgeRecord.donor), _UNNAMED, "")
    donations = scene.dataset("donations")
    if donations is not None:
        yield from _among_gifts(donations)


def _totals_in(scene: Scene, kind: str) -> Iterator[Problem]:
    rows = scene.disclosure.records[kind]
    columns = {column.name: column for column in columns_of(rows)}
    amount = next((columns[name] for name in columns if name in _AMOUNTS), None)
    if amount is None or not _PARTIES & columns.keys():
        return
    named = scene.words(kind, _TOTAL.fullmatch, _NAMES)
    remarked = scene.words(kind, _is_total, _REMARKS)
    totals = {id(row): (column, text) for row, column, text in (*remarked, *named)}
    for _, sheet in groupby(rows, key=lambda row: (row.at(amount).file, row.at(amount).sheet)) if totals else ():
        listed = list(sheet)
        agreements = _agreements([row[amount] for row in listed], [id(row) in totals for row in listed])
        for row, agreement in zip((row for row in listed if id(row) in totals), agreements, strict=True):
            column, text = totals[id(row)]
            yield _as_record(row.at(column), f"“{text}”", agreement)


def _is_total(text: str) -> bool:
    return total_word([text]) is not None


def _among_gifts(donations: Dataset) -> Iterator[Problem]:
    notes = donations[DonationRecord.note].dropna()
    perhaps = notes[notes.str.contains("[计計]|(?i:total|sum)")]
    remarked = set(perhaps.index[[_is_total(str(note)) for note in perhaps]])
    made_up = (donations[DonationRecord.made_up] == Invented.TOTAL).fillna(False).to_numpy(dtype=bool)
    marked = remarked | set(made_up.nonzero()[0].tolist())
    start = 0
    for _, _, table in donations.tables if marked else ():
        end = start + len(table)
        cents = donations[DonationRecord.amount].iloc[start:end]
        yuan = [Decimal(int(cell)).scaleb(-2) for cell in cents.fillna(0)]
        totals = [place in marked for place in range(start, end)]
        places = (place for place in range(start, end) if place in marked)
        for place, agreement in zip(places, _agreements(yuan, totals), strict=True):
            of_remark = not made_up[place]
            column: AnyColumn = DonationRecord.note if of_remark else DonationRecord.donor
            cell = f"“{notes[place]}”" if of_remark else _UNNAMED
            yield _as_record(donations.where(place, column.label), cell, agreement)
        start = end


def _agreements(amounts: Sequence[Decimal | None], totals: Sequence[bool]) -> Iterator[str]:
    """What is to be said of each total in a list, held against the records above it, all of them and those since the last total."""
    above = since = Decimal(0)
    for amount, total in zip(amounts, totals, strict=True):
        if not total:
            above, since = above + (amount or 0), since + (amount or 0)
            continue
        agrees = amount is not None and amount in {above, since}
        yield "，正好是上面各行加起来的数" if agrees else f"，上面各行加起来是 {grouped(above)} 元" if above else ""
        since = Decimal(0)


def _as_record(where: Where, cell: str, agreement: str) -> Problem:
    return problem("total-as-record", where, column=where.column, cell=cell, hint=agreement)


RULES: dict[str, Rule] = {"total-as-record": totals_as_records}
