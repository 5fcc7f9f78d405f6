"""Accounts of funds, appeals, emergencies, channels and closed projects beside the single gifts and payments that are in them.

An account may hold more than the lists do: interest, cost, gifts that nobody listed. It can't hold less. Goods that were
handed out may have been bought with money that is listed, too, so only the money is looked for in what was used. What a platform
kept of a gift, and what went back to givers or came back from receivers, is taken off the rows whenever it happened: an
account may have left it out. An account in whole 元 or 万元 is less by what was rounded away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..dates import by_end
from ..kinds.campaigns import CampaignAccountRecord
from ..kinds.channel_settlements import ChannelSettlementRecord
from ..kinds.disbursements import DisbursementRecord, PaymentKind
from ..kinds.emergencies import EmergencyReportRecord
from ..kinds.emergency_reports import LAST_HOUR
from ..kinds.funds import FundAccountRecord
from ..kinds.gift_refunds import refunded_of
from ..kinds.gifts import DonationRecord, GiftKind
from ..kinds.payment_returns import ReturnRecord
from ..kinds.project import ClosingRecord, ProgressRecord
from ..model import in_order, received
from ..problems import Where
from ..reading import Column, Record, Yuan
from .scene import Scene


class Accounted(Struct, frozen=True):
    """One amount of an account, and the rows that must be in it."""

    what: str  # “甲基金”2024年的本年收入
    stated: Decimal
    where: Where
    rows: str  # 捐赠明细里“定向基金”写着它的
    count: int
    listed: Decimal
    least: Decimal  # what is left of the rows without all that an account may leave out
    grain: Decimal  # to what the account is rounded: whole 元, hundreds (0.01万元), 万元; 0 where it tells 分
    thing: tuple[str, str, str]  # kind, record and column: what is wrong in one account is wrong in the next
    # Whether these rows can be all there is; of a channel they never are, for some gifts are on their way.
    whole: bool = True
    unit: str = "元"


class ListedMove(Struct, frozen=True):
    """What moved on one day and names one record."""

    day: str
    count: int
    money: Decimal
    goods: bool


class MovedRows(Struct, frozen=True):
    """The gifts, or the payments, by the records that they name, and what an account of these may leave out."""

    label: str
    named: Column[str]  # by which they name it
    by_record: Mapping[str, Sequence[ListedMove]]
    left_out: Mapping[str, Decimal]

    def within(self, record: str, period: AccountedPeriod) -> tuple[int, Decimal]:
        """How many things moved in a period, and their money."""
        moves = [move for move in self.by_record.get(record, ()) if period.holds(move)]
        return sum(move.count for move in moves), sum((move.money for move in moves), Decimal(0))


class AccountedPeriod(Struct, frozen=True):
    """Which rows are in an account: those of a year, or those up to a day; money, goods or both."""

    year: str = ""
    until: str = ""
    whole_day: bool = True  # whether the last day is in it to its end
    goods: bool | None = None

    def holds(self, move: ListedMove) -> bool:
        """Whether it is surely in the account."""
        if self.goods not in {None, move.goods} or not move.day.startswith(self.year):
            return False
        last, end = by_end(move.day), by_end(self.until)
        return not self.until or (last <= end if self.whole_day else last < end)


def accounted(scene: Scene) -> Sequence[Accounted]:
    """Every amount of an account with rows that must be in it, those of one thing in the order of days."""
    return scene.worked_out("accounted", lambda: [part for part in _accounted(scene) if part.count])


def _accounted(scene: Scene) -> Iterator[Accounted]:
    yield from _funds(scene)
    yield from _appeals(scene)
    yield from _emergencies(scene)
    yield from _channels(scene)
    yield from _progress(scene)
    yield from _closings(scene)


def _funds(scene: Scene) -> Iterator[Accounted]:
    rows = [row for row in scene.rows(FundAccountRecord) if row.fund and row.year]
    gifts, payments = _gifts(scene, DonationRecord.fund, rows), _payments(scene, DisbursementRecord.fund, rows)
    for row in sorted(rows, key=lambda row: row.year or 0):
        until, when = row.published_on or "", f"{row.year}年的"  # that of half a year holds nothing of the other half
        period = AccountedPeriod(year=str(row.year), until=until, whole_day=False, goods=False)
        yield from _cell(scene, row, row.fund, when, FundAccountRecord.received, gifts, period)
        yield from _cell(scene, row, row.fund, when, FundAccountRecord.spent, payments, period)


def _appeals(scene: Scene) -> Iterator[Accounted]:
    rows = [row for row in scene.rows(CampaignAccountRecord) if row.campaign and row.as_of]
    gifts, payments = _gifts(scene, DonationRecord.campaign, rows), _payments(scene, DisbursementRecord.campaign, rows)
    for row in in_order(rows, CampaignAccountRecord.as_of):
        when = f"到 {row.as_of} 的"
        for column, moved, goods in (
            (CampaignAccountRecord.cash_raised, gifts, False),
            (CampaignAccountRecord.goods_raised, gifts, True),
            (CampaignAccountRecord.used, payments, False),
        ):
            period = AccountedPeriod(until=row.as_of or "", goods=goods)
            yield from _cell(scene, row, row.campaign, when, column, moved, period)


def _emergencies(scene: Scene) -> Iterator[Accounted]:
    rows = [row for row in scene.rows(EmergencyReportRecord) if row.emergency and row.as_of]
    gifts, payments = (
        _gifts(scene, DonationRecord.emergency, rows),
        _payments(scene, DisbursementRecord.emergency, rows),
    )
    for row in in_order(rows, EmergencyReportRecord.as_of):
        when, whole_day = f"到 {row.as_of} 的", row.hour in {None, LAST_HOUR}
        for column, moved, goods in (
            (EmergencyReportRecord.cash_received, gifts, False),
            (EmergencyReportRecord.goods_received, gifts, True),
            (EmergencyReportRecord.used, payments, False),
            (EmergencyReportRecord.cash_used, payments, False),
        ):
            period = AccountedPeriod(until=row.as_of or "", whole_day=whole_day, goods=goods)
            yield from _cell(scene, row, row.emergency, when, column, moved, period)
        yield from _how_many(
            scene, row, gifts, AccountedPeriod(until=row.as_of or "", whole_day=whole_day, goods=False)
        )


def _how_many(
    scene: Scene, row: EmergencyReportRecord, gifts: MovedRows, period: AccountedPeriod
) -> Iterator[Accounted]:
    """How many gifts there were, beside the listed ones of money: those of goods may stand in several rows."""
    if row.gifts is None:
        return
    count, _ = gifts.within(row.emergency or "", period)
    refunds, _ = refunded_of(scene.disclosure, gifts.named.name, row.emergency or "")
    yield Accounted(
        what=f"“{scene.name('emergencies', row.emergency)}”到 {row.as_of} 的{EmergencyReportRecord.gifts.label}",
        stated=Decimal(row.gifts),
        where=row.at(EmergencyReportRecord.gifts),
        rows=f"{gifts.label}里“{gifts.named.label}”写着它的",
        count=count,
        listed=Decimal(count),
        least=Decimal(count - refunds),
        grain=Decimal(0),
        thing=("emergencies", row.emergency or "", EmergencyReportRecord.gifts.name),
        whole=False,
        unit="笔",
    )


def _channels(scene: Scene) -> Iterator[Accounted]:
    """All that can have arrived through a channel in a year is what was on its way and what was given."""
    rows = [row for row in scene.rows(ChannelSettlementRecord) if row.channel and row.year]
    gifts = _gifts(scene, DonationRecord.channel, rows, in_full=True)
    for row in sorted(rows, key=lambda row: row.year or 0):
        if row.gross is not None:
            both, name = row.gross + (row.opening or 0), "年初在途和捐款总额" if row.opening else "捐款总额"
            column, period = ChannelSettlementRecord.gross, AccountedPeriod(year=str(row.year))
            part = _beside(scene, row, row.channel, f"{row.year}年的{name}", (column, both), gifts, period)
            yield replace(part, whole=False)


def _progress(scene: Scene) -> Iterator[Accounted]:
    """What is told of a project that goes on; it may have been paid more than those who carry it out have spent."""
    rows = [row for row in scene.rows(ProgressRecord) if row.project and row.as_of]
    gifts, payments = _gifts(scene, DonationRecord.project, rows), _payments(scene, DisbursementRecord.project, rows)
    for row in in_order(rows, ProgressRecord.as_of):
        period, when = AccountedPeriod(until=row.as_of or "", goods=False), f"到 {row.as_of} 的"
        yield from _cell(scene, row, row.project, when, ProgressRecord.income, gifts, period)
        for part in _cell(scene, row, row.project, when, ProgressRecord.expense, payments, period):
            yield replace(part, least=Decimal(0))


def _closings(scene: Scene) -> Iterator[Accounted]:
    rows = [row for row in scene.rows(ClosingRecord) if row.project and row.closed_on]
    gifts, payments = _gifts(scene, DonationRecord.project, rows), _payments(scene, DisbursementRecord.project, rows)
    for row in rows:
        period = AccountedPeriod(until=row.closed_on or "", goods=False)
        came = received(row, (ClosingRecord.income_public, ClosingRecord.income_other))
        if came is not None and row.income_public is not None and row.income_other is not None:
            income = (ClosingRecord.income_other, came)
            yield _beside(scene, row, row.project, "结项的两项收入", income, gifts, period)
        yield from _cell(scene, row, row.project, "结项的", ClosingRecord.expense, payments, period)


def _cell(
    scene: Scene,
    row: Record,
    record: str | None,
    when: str,
    column: Column[Decimal],
    moved: MovedRows,
    period: AccountedPeriod,
) -> Iterator[Accounted]:
    """What one cell says beside its rows; nothing where it says nothing."""
    value = row[column]
    if value is not None:
        yield _beside(scene, row, record, f"{when}{column.label}", (column, value), moved, period)


def _beside(
    scene: Scene,
    row: Record,
    record: str | None,
    words: str,
    stated: tuple[Column[Decimal], Decimal],
    moved: MovedRows,
    period: AccountedPeriod,
) -> Accounted:
    column, value = stated
    kind = str(moved.named.refers_to)
    count, money = moved.within(record or "", period)
    return Accounted(
        what=f"“{scene.name(kind, record)}”{words}",
        stated=value,
        where=row.at(column),
        rows=f"{moved.label}里“{moved.named.label}”写着它的",
        count=count,
        listed=money,
        least=money - moved.left_out.get(record or "", Decimal(0)),
        grain=rounded_to(row, value),
        thing=(kind, record or "", column.name),
    )


class _RoundingStep(Struct, frozen=True):
    """To what accounts are rounded, and from what on: of less, or of fewer amounts, all may be whole by chance."""

    size: Decimal
    least: Decimal
    amounts: int


_ROUNDING_STEPS = (  # 万元, 0.1万元, 0.01万元, 元
    _RoundingStep(Decimal(10_000), Decimal(100_000), 3),
    _RoundingStep(Decimal(1000), Decimal(50_000), 3),
    _RoundingStep(Decimal(100), Decimal(10_000), 1),
    _RoundingStep(Decimal(1), Decimal(1), 1),
)


def rounded_to(row: Record, value: Decimal) -> Decimal:
    """To what a *value* of a row seems to be rounded, for all amounts of that row are whole; 0 where it tells 分."""
    amounts = [amount for column in row.columns if isinstance(column.type, Yuan) and (amount := row[column])]
    for step in _ROUNDING_STEPS:
        whole = not any(amount % step.size for amount in amounts)
        if whole and value >= step.least and len(amounts) >= step.amounts:
            return step.size
    return Decimal(0)


# --- the rows -------------------------------------------------------------------------------------


def _gifts(scene: Scene, named: Column[str], accounts: Sequence[Record], *, in_full: bool = False) -> MovedRows:
    """The gifts by what they *named*, none where nothing of it is accounted; *in_full* is told with fees and refunds in it."""
    dataset = scene.dataset("donations")
    by_record: dict[str, list[ListedMove]] = {}
    left_out: dict[str, Decimal] = {}
    if dataset is not None and accounts:
        by = (named, DonationRecord.received_on, DonationRecord.kind)
        sums = dataset.sums(by, DonationRecord.amount, DonationRecord.counted)
        for (record, day, given), (count, money) in sums.items():
            if record and day:
                move = ListedMove(day, count, money, given != GiftKind.MONEY)
                by_record.setdefault(record, []).append(move)
        if not in_full:
            fees = dataset.sums((named,), DonationRecord.fee) if dataset.some([DonationRecord.fee]) else {}
            for record in by_record:
                kept = fees.get((record,), (0, Decimal(0)))[1]
                left_out[record] = kept + refunded_of(scene.disclosure, named.name, record)[1]
    return MovedRows("捐赠明细", named, by_record, left_out)


def _payments(scene: Scene, named: Column[str], accounts: Sequence[Record]) -> MovedRows:
    """The payments by what they *named*, none where nothing of it is accounted."""
    by_record: dict[str, list[ListedMove]] = {}
    left_out: dict[str, Decimal] = {}
    if accounts:
        for row in scene.rows(DisbursementRecord):
            record = row[named]
            if record and row.paid_on and row.amount is not None:
                move = ListedMove(row.paid_on, 1, row.amount, row.kind is PaymentKind.GOODS)
                by_record.setdefault(record, []).append(move)
        for back in scene.rows(ReturnRecord):
            record = back[ReturnRecord.column(named.name)]
            if record and back.amount is not None:
                left_out[record] = left_out.get(record, Decimal(0)) + back.amount
    return MovedRows("拨付明细", named, by_record, left_out)
