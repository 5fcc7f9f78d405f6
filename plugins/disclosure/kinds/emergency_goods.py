"""应急物资: how much of each sort of goods came in, was given out and is there, on the days of the accounts of an emergency.

Each sort has its own unit and is never added to another. The rows stand in the bulletins of the action (`pages/bulletins`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ..dates import by_end, earlier
from ..identifiers import named_like_a_person
from ..model import Kind, falling, grouped, records_of, repeated
from ..problems import Problem, problem
from ..quantities import plain, quantity_text
from ..reading import Record
from .emergencies import KIND as EMERGENCIES
from .emergencies import EmergencyGoods, EmergencyGoodsRecord, EmergencyReportRecord
from .goods import GoodsRecord, MovementType

SUMS = (EmergencyGoodsRecord.received, EmergencyGoodsRecord.given, EmergencyGoodsRecord.lost)


def left_over(row: EmergencyGoodsRecord) -> Decimal | None:
    """What must be there, in the unit of the row: in less out less scrapped."""
    if row.received is None or row.given is None:
        return None
    return row.received - row.given - (row.lost or Decimal(0))


def check(rows: Sequence[EmergencyGoodsRecord]) -> Iterator[Problem]:
    """Sums never fall, no sort gets lost or changes its unit, in = out + stock, and nobody is named."""
    yield from repeated(rows, EmergencyGoodsRecord.emergency, EmergencyGoodsRecord.as_of, EmergencyGoodsRecord.item)
    for row in rows:
        yield from _of_row(row)
    for action in grouped(rows, EmergencyGoodsRecord.emergency).values():
        for item, series in grouped(action, EmergencyGoodsRecord.item).items():
            yield from falling(series, EmergencyGoodsRecord.emergency, EmergencyGoodsRecord.as_of, SUMS)
            odd = next((row for row in series if row.unit and series[0].unit and row.unit != series[0].unit), None)
            if odd:
                where, first = odd.at(EmergencyGoodsRecord.unit), series[0].where
                yield problem("goods-units-differ", where, cell=item, left=series[0].unit, right=odd.unit, other=first)
        yield from _dropped(action)


def _of_row(row: EmergencyGoodsRecord) -> Iterator[Problem]:
    for column in (*SUMS, EmergencyGoodsRecord.stock):
        value = row[column]
        if value is not None and value < 0:
            yield problem("not-positive", row.at(column), column=column.label, cell=plain(value))
    rest, unit = left_over(row), str(row.unit or "")
    if rest is not None and (rest < 0 or (row.stock is not None and row.stock != rest)):
        counted = row.stock if row.stock is not None else Decimal(0)
        yield problem(
            "emergency-stock-differs",
            row.at(EmergencyGoodsRecord.stock if rest >= 0 else EmergencyGoodsRecord.given),
            cell=row.item or "",
            left=quantity_text(rest, unit),
            right=quantity_text(counted, unit),
            difference=quantity_text(abs(rest - counted), unit),
        )
    if row.receivers and named_like_a_person(row.receivers):
        yield problem("emergency-names-person", row.at(EmergencyGoodsRecord.receivers), cell=row.receivers)


def _dropped(action: Sequence[EmergencyGoodsRecord]) -> Iterator[Problem]:
    """Sorts that a later day does not name any more: what came in can't have gone without a word."""
    days = sorted(grouped(action, EmergencyGoodsRecord.as_of).items(), key=lambda entry: by_end(entry[0]))
    for (before, held), (day, later) in pairwise(days):
        if not earlier(before, day):
            continue
        named = {row.item for row in later}
        for row in held:
            if row.item and row.item not in named:
                yield problem(
                    "emergency-item-dropped",
                    later[0].at(EmergencyGoodsRecord.item),
                    cell=row.item,
                    left=before,
                    right=day,
                    other=row.where,
                )


def relate(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Each day is that of an account, and the sums are those of single movements where these are published."""
    accounts = {(row.emergency, row.as_of): row for row in records_of(records, EmergencyReportRecord)}
    moves = grouped(records_of(records, GoodsRecord), GoodsRecord.emergency)
    for row in records_of(records, EmergencyGoodsRecord):
        if not row.emergency or not row.as_of:
            continue
        account = accounts.get((row.emergency, row.as_of))
        if account is None:
            yield problem(
                "emergency-goods-undated", row.at(EmergencyGoodsRecord.as_of), cell=row.as_of, left=row.emergency
            )
            continue
        alike = [move for move in moves.get(row.emergency, ()) if (move.item, move.unit) == (row.item, row.unit)]
        if alike:
            yield from _against(row, alike, whole_day=account.hour is None or account.hour >= 24)  # noqa: PLR2004


def _against(row: EmergencyGoodsRecord, moves: Sequence[GoodsRecord], *, whole_day: bool) -> Iterator[Problem]:
    """Sums that differ from the movements up to that day.

    Those of that day may count or not where the account ends at an hour, those of a month where one of the two names no day.
    """
    for column, move in (
        (EmergencyGoodsRecord.received, MovementType.IN),
        (EmergencyGoodsRecord.given, MovementType.OUT),
    ):
        dated = [(str(other.moved_on), other.quantity or Decimal(0)) for other in moves if other.move == move]
        until = str(row.as_of)
        most = sum((quantity for day, quantity in dated if not earlier(until, day)), Decimal(0))
        surely = (quantity for day, quantity in dated if earlier(day, until) or (whole_day and day == until))
        least = sum(surely, Decimal(0))
        value = row[column]
        if value is not None and not least <= value <= most:
            yield problem(
                "emergency-goods-differ",
                row.at(column),
                cell=f"{row.item}{column.label}",
                left=quantity_text(value, str(row.unit)),
                right=quantity_text(most, str(row.unit)),
                other=moves[0].where.file,
            )


KIND = Kind(
    id="emergency_goods",
    label="应急物资",
    record=EmergencyGoodsRecord,
    order=66,
    beside=(EmergencyGoodsRecord.emergency, EMERGENCIES),
    checks=check,
    relations=relate,
    workbooks=("应急", "应急快报"),
)

__all__ = ["KIND", "EmergencyGoods", "left_over"]
