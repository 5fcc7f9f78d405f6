"""What single gifts, payments and goods come to: what readers are told first where no year has a total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from ..blocks import sentence, sum_of, valued
from ..dates import han_date
from ..kinds.disbursements import Disbursement, DisbursementRecord, paid_in_goods
from ..kinds.donations import KIND as GIFTS
from ..kinds.emergencies import KIND as EMERGENCIES
from ..kinds.emergencies import (
    Emergency,
    EmergencyReport,
    EmergencyReportRecord,
    newest_first,
    newest_report,
    result_of,
)
from ..kinds.funds import KIND as FUNDS
from ..kinds.funds import Fund
from ..kinds.funds import result_of as result_of_fund
from ..kinds.gifts import any_goods, given_back, months_named, months_of, sum_of_gifts
from ..kinds.goods import KIND as GOODS
from ..kinds.goods import Goods, MovementType, items_of
from ..kinds.payment_returns import KIND as RETURNS
from ..kinds.payment_returns import returned
from ..model import Amount, Disclosure, Kind, Link, Links, RichText, received
from .headlines import totals_untold

_FUNDS_NAMED = 5


class RowSums(Struct, frozen=True):
    """What stands in place of the totals of a year: its name, (label, sum) in large type, and from which rows these are."""

    title: str
    items: tuple[tuple[str, Amount], ...]
    words: RichText
    told_on: str = ""
    action: str = ""  # the emergency whose sums they are
    short: str = ""  # these in a sentence


def gist(disclosure: Disclosure, kind: Kind) -> str:
    """How many rows of a kind there are and, where they are money, what they come to: for menus."""
    return kind.gist(disclosure) if kind.gist else f"{disclosure.count(kind.id):,}条"


def row_sums(disclosure: Disclosure, untold: str = "") -> RowSums | None:
    """The sums of what is told row by row, or those of the newest emergency; None where there are neither.

    *untold* says which totals are missing, where a year has other figures.

    Where an emergency came to more than all rows up to its account, these are only a part of it, and its account goes first.
    """
    parts = tuple(_of_rows(disclosure))
    untold = untold or totals_untold(disclosure)
    if parts and not part_of_an_emergency(disclosure):
        rows = "；".join(words for _, _, words in parts)
        return RowSums("逐笔公布的账", tuple(part[:2] for part in parts), sentence(f"{rows}。{untold}。"))
    return _of_emergency(disclosure, untold)


def _of_rows(disclosure: Disclosure) -> Iterator[tuple[str, Amount, str]]:
    """(label, sum, which rows that is) of gifts, payments and goods."""
    if disclosure.count(GIFTS.id):
        gifts = sum_of_gifts(disclosure)
        given = f"捐赠{gifts.gifts:,}笔{valued(any_goods(disclosure))}，{months_named(disclosure)}到账"
        back = _not_taken_off("退款", *given_back(disclosure))
        yield "收到", Amount(gifts.money, "元"), f"收到的是{given}{back}"
    payments = disclosure.rows(Disbursement)
    if payments:
        total = sum_of(payments, DisbursementRecord.amount)
        back = _not_taken_off("退回", disclosure.count(RETURNS.id), returned(disclosure))
        yield "拨出", Amount(total, "元"), f"拨出的是拨付{len(payments):,}笔{valued(paid_in_goods(payments))}{back}"
    items = items_of(disclosure)
    if items:
        counts = sum(row.move == MovementType.COUNT for row in disclosure.rows(Goods))
        moves = disclosure.count(GOODS.id) - counts
        words = (f"收发有{moves:,}笔" if moves else "", f"盘点有{counts:,}笔" if counts else "")
        yield "物资", Amount(Decimal(items), "种"), f"物资的{'，'.join(filter(None, words))}"


def _not_taken_off(name: str, times: int, money: Decimal) -> str:
    return f"（{name}{times:,}笔，{money:,.2f}元，没有减去）" if times else ""


def part_of_an_emergency(disclosure: Disclosure) -> bool:
    """Whether the account of the newest emergency reaches as far as the newest gift and payment, and came to more than all gifts."""
    newest, _, came = next(_accounted(disclosure), (None, None, Decimal(0)))
    days = [row.paid_on for row in disclosure.rows(Disbursement)]
    months = {day[:7] for day in days} | set(months_of(disclosure))
    gifts = sum_of_gifts(disclosure).money if disclosure.count(GIFTS.id) else Decimal(0)
    return newest is not None and newest.as_of[:7] >= max(months, default="") and came > gifts


def _accounted(disclosure: Disclosure) -> Iterator[tuple[EmergencyReport, Emergency, Decimal]]:
    """(newest account, action, what came in) of the emergencies that have one, the newest action first."""
    for action in newest_first(disclosure):
        last = newest_report(disclosure, action)
        if last is None:
            continue
        came = received(last, (EmergencyReportRecord.cash_received, EmergencyReportRecord.goods_received))
        if came is not None:
            yield last, action, came


def _of_emergency(disclosure: Disclosure, untold: str) -> RowSums | None:
    """The newest account of the newest emergency that has one."""
    for last, action, came in _accounted(disclosure):
        items = [("募得", Amount(came, "元"))]
        items += [("已用", Amount(last.used, "元", where=last.where))] if last.used is not None else []
        items += [("还剩", Amount(came - last.used, "元"))] if last.used is not None else []
        goods = "，含物资折价" if last.goods_received else ""
        words = f"这是到{han_date(last.as_of)}的数{goods}。{untold}。"
        return RowSums(
            action.name,
            tuple(items),
            sentence(words),
            last.published_on or "",
            action.id,
            result_of(disclosure, action),
        )
    return None


def emergency_links(disclosure: Disclosure, since: int = 0, but: str = "") -> Iterator[Links]:
    """The ways to the emergencies that began in the year *since* or later, the newest first, *but* one that is told already."""
    links = tuple(
        (Link(action.name, EMERGENCIES.place(action)), result_of(disclosure, action))
        for action in newest_first(disclosure)
        if action.id != but and int((action.start_on or action.month or "0")[:4]) >= since
    )
    if links:
        yield Links("应急救灾", links)


def funds_accounted(disclosure: Disclosure) -> list[tuple[Fund, str]]:
    """The funds that have a yearly account, each with what the newest one comes to."""
    return [(row, words) for row in disclosure.rows(Fund) if (words := result_of_fund(disclosure, row))]


def fund_links(disclosure: Disclosure) -> Iterator[Links]:
    """The ways to the first funds that have a yearly account, with what the newest one comes to, and to all of them."""
    accounted = funds_accounted(disclosure)
    if accounted:
        links = [(Link(row.name, FUNDS.place(row)), words) for row, words in accounted[:_FUNDS_NAMED]]
        count = disclosure.count(FUNDS.id)
        more = [(Link(f"全部{count}只基金", FUNDS.address), "")] if count > len(links) else []
        yield Links("基金", tuple(links + more))
