"""Tables beside the books held against them: the values of goods, investments, and why a ratio was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..kinds.disbursements import DisbursementRecord
from ..kinds.gifts import DonationRecord, GiftKind
from ..kinds.goods import GoodsRecord, MovementType, StockAccount, accounts
from ..kinds.investments import InvestmentRecord
from ..kinds.major_events import MajorEventRecord
from ..kinds.ratio_exceptions import RatioExceptionRecord, RatioMetric
from ..kinds.related_parties import RelatedPartyRecord
from ..kinds.related_transactions import DealingType, RelatedTransactionRecord
from ..model import Figure
from ..privacy import DonorType
from ..problems import Problem, Where, problem
from ..quantities import grouped, plain, quantity_text
from ..reading import Column
from .jumps import POWERS, power_between, slip_between
from .scene import Scene
from .totals import highest, statement_line


def unlike_side_tables(scene: Scene) -> Iterator[Problem]:
    """Goods that leave with a higher value than they came with, or came with than was given, investments beyond the statements, ratios told otherwise."""
    for account in accounts(scene.rows(GoodsRecord)):
        yield from _values(account)
    yield from _goods_given(scene)
    yield from _investments(scene)
    yield from _missed_ratios(scene)
    yield from _dealings(scene)


_HALF_A_CENT, _NEAR = Decimal("0.005"), Decimal("1.02")


def _values(account: StockAccount) -> Iterator[Problem]:
    """What left of one sort of goods is worth no more than all that came, and a piece of it is not a power of ten dearer or cheaper."""
    came = [move for move in account.movements if move.move is MovementType.IN]
    left = [move for move in account.movements if move.move in {MovementType.OUT, MovementType.SCRAPPED}]
    priced = [move for move in left if move.row.value is not None]
    if not came or not priced or any(move.row.value is None for move in came):
        return
    worth, gone = (sum((move.row.value or Decimal(0) for move in moves), Decimal(0)) for moves in (came, priced))
    units, moved = (sum((move.quantity for move in moves), Decimal(0)) for moves in (came, priced))
    if units <= 0 or moved <= 0 or worth <= 0:
        return
    power = power_between(worth * moved, gone * units, _NEAR)
    rounded = moved * _HALF_A_CENT + len(priced) * _HALF_A_CENT * 2
    if power or gone > worth + rounded:
        at = max(
            priced, key=lambda move: (move.row.value or Decimal(0)) / move.quantity if move.quantity else Decimal(0)
        )
        yield problem(
            "sum-unlike-total",
            at.row.at(GoodsRecord.value),
            what=f"“{account.name}”发放、报废的价值",
            left=f"{grouped(gone)}元（{quantity_text(moved, account.unit)}）",
            right=f"接收的价值是 {grouped(worth)}元（{quantity_text(units, account.unit)}）",
            reason=f"同一种物资的单价约差{POWERS[power]}，像是多写或少写了一位"
            if power
            else f"发出去的比收进来的多 {grouped(gone - worth)}元",
        )


def _goods_given(scene: Scene) -> Iterator[Problem]:
    """What a body gave in goods on one day is worth no less in the list of gifts than where these came in, nor a slip away."""
    dataset = scene.dataset("donations")
    came: dict[tuple[str, str], list[GoodsRecord]] = {}
    for row in scene.rows(GoodsRecord):
        if row.move is MovementType.IN and row.giver and row.moved_on:
            came.setdefault((row.giver, row.moved_on), []).append(row)
    if dataset is None or not came:
        return
    by = (DonationRecord.shown_as, DonationRecord.received_on, DonationRecord.kind, DonationRecord.donor_type)
    for (giver, day, kind, donor), (_, given) in dataset.sums(by, DonationRecord.amount).items():
        rows = came.get((giver, day), [])
        values = [value for row in rows if (value := row.value) is not None]
        worth = sum(values, Decimal(0))
        if kind != GiftKind.GOODS or donor != DonorType.BODY or not values or len(values) < len(rows):
            continue
        if worth > given or slip_between(worth, given):
            yield problem(
                "sum-unlike-total",
                rows[0].at(GoodsRecord.value),
                what=f"“{giver}”{day} 捐来的物资的价值",
                left=f"{grouped(worth)}元（{len(rows)}行）",
                right=f"捐赠明细里它那一天的物资捐赠是 {grouped(given)}元",
                reason=f"差 {grouped(abs(worth - given))}元",
            )


def _investments(scene: Scene) -> Iterator[Problem]:
    """What is left of all investments is no more than all assets, and what they brought no more than the statement tells."""
    years: dict[int, list[InvestmentRecord]] = {}
    for row in scene.rows(InvestmentRecord):
        if row.year:
            years.setdefault(row.year, []).append(row)
    for year, rows in sorted(years.items()):
        assets = statement_line(scene, year, "balance_sheet", "assets", "close")
        income = statement_line(scene, year, "activity_statement", "investment_income")
        yield from _beyond(rows, InvestmentRecord.balance, assets)
        yield from _beyond(rows, InvestmentRecord.income, income)


def _beyond(rows: Sequence[InvestmentRecord], column: Column[Decimal], line: Figure | None) -> Iterator[Problem]:
    """All investments of a year together in one column beyond the line of the statement that they are a part of."""
    amounts = [(value, row) for row in rows if (value := row[column]) is not None]
    together = sum((value for value, _ in amounts), Decimal(0))
    if line is not None and together > highest(line):
        _, row = max(amounts, key=lambda entry: entry[0])
        yield problem(
            "sum-unlike-total",
            row.at(column),
            what=f"{line.year}年{f'{len(amounts)}项投资的' if len(amounts) > 1 else ''}{column.label}",
            left=f"{grouped(together)}元",
            right=f"报表里的“{line.subject}”{line.measure}是 {grouped(line.value)}元（{line.id}）",
            reason=f"多 {grouped(together - line.value)}元",
        )


# The ratios that the site works out from what the rule means, not from something that stands in for it.
_EXACT_RATIOS = {
    RatioMetric.MANAGEMENT: ("M", "管理费用÷"),
    RatioMetric.CHARITY: ("X", "慈善活动支出÷"),
    RatioMetric.FUNDRAISING: ("F", "募捐成本÷募捐收入"),
}


def _missed_ratios(scene: Scene) -> Iterator[Problem]:
    """What a ratio is said to have come to is what the statements come to, over the year's base or the average of three."""
    for row in scene.rows(RatioExceptionRecord):
        if row.metric is None or row.year is None or row.actual is None:
            continue
        letter, measure = _EXACT_RATIOS[row.metric]
        names = (f"RT{row.year}{letter}", f"RT{row.year}{letter}A", f"RT{row.year}{letter}B")
        ratios = [scene.disclosure.figures[name] for name in names if name in scene.disclosure.figures]
        exact = [ratio for ratio in ratios if ratio.measure.startswith(measure)]
        digits = row.actual.as_tuple().exponent
        grain = Decimal(1).scaleb(min(int(digits), 0))
        if exact and all(abs(ratio.value - row.actual) > grain for ratio in exact):
            yield problem(
                "sum-unlike-total",
                row.at(RatioExceptionRecord.actual),
                what=f"{row.year}年{row.metric}的实际值",
                left=f"{plain(row.actual)}%",
                right=f"按报表算的“{exact[0].measure}”是 {exact[0].as_written}（{exact[0].id}）",
                reason="对不上",
            )


_Amounts = Mapping[tuple[str, str], Decimal]  # (who or what, on which day) → money of the one row of that day


def _dealings(scene: Scene) -> Iterator[Problem]:
    """A dealing with a related party, or a major event, is no less than the one row that the lists have of the same day, nor a slip away from it."""
    dealings, events = scene.rows(RelatedTransactionRecord), scene.rows(MajorEventRecord)
    names = {row.id: row.name or "" for row in scene.rows(RelatedPartyRecord)}
    lists: dict[DealingType, tuple[str, _Amounts]] = {}
    if dealings:
        paid = ((row.receiver, row.paid_on, row.amount) for row in scene.rows(DisbursementRecord))
        lists = {DealingType.GIFT: ("捐赠明细", _given(scene)), DealingType.GRANT: ("拨付明细", _by_day(paid))}
    for row in dealings:
        label, amounts = lists.get(row.type, ("", {})) if row.type else ("", {})
        key = (names.get(row.party or "", ""), row.occurred_on or "")
        yield from _less_than(row.at(RelatedTransactionRecord.amount), row.amount, key, (label, amounts.get(key)))
    invested = ((row.name, row.start_on, row.amount) for row in (scene.rows(InvestmentRecord) if events else ()))
    amounts = _by_day(invested)
    for event in events:
        key = (event.investee or "", event.occurred_on or "")
        yield from _less_than(event.at(MajorEventRecord.amount), event.amount, key, ("投资表", amounts.get(key)))


def _given(scene: Scene) -> _Amounts:
    """What related parties gave in the only gift of a day."""
    dataset = scene.dataset("donations")
    if dataset is None or not dataset.some([DonationRecord.related]):
        return {}
    sums = dataset.sums((DonationRecord.related, DonationRecord.received_on), DonationRecord.amount)
    return {(giver, day): money for (giver, day), (rows, money) in sums.items() if giver and rows == 1}


def _by_day(rows: Iterable[tuple[str | None, str | None, Decimal | None]]) -> _Amounts:
    amounts: dict[tuple[str, str], list[Decimal]] = {}
    for name, day, amount in rows:
        if name and day and amount is not None:
            amounts.setdefault((name, day), []).append(amount)
    return {key: of_day[0] for key, of_day in amounts.items() if not of_day[1:]}


def _less_than(
    where: Where, amount: Decimal | None, key: tuple[str, str], row: tuple[str, Decimal | None]
) -> Iterator[Problem]:
    """An amount that is less than the *row* of its day, or a slip of the hand away from it; more may come on another day."""
    (name, day), (label, listed) = key, row
    if amount is None or listed is None or (amount >= listed and not slip_between(amount, listed)):
        return
    yield problem(
        "sum-unlike-total",
        where,
        what=f"“{name}”{day} 的{where.column}",
        left=f"{grouped(amount)}元",
        right=f"{label}里那一天的一笔是 {grouped(listed)}元",
        reason=f"差 {grouped(abs(amount - listed))}元",
    )
