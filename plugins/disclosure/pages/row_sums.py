"""What single gifts, payments and goods come to: what readers are told first where no year has a total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..blocks import sentence, sum_of
from ..dates import han_date
from ..kinds.disbursements import Disbursement, DisbursementRecord, PaymentKind
from ..kinds.donations import KIND as GIFTS
from ..kinds.emergencies import KIND as EMERGENCIES
from ..kinds.emergencies import EmergencyReport, EmergencyReportRecord, newest_first, result_of
from ..kinds.gifts import any_goods, months_named, sum_of_gifts
from ..kinds.goods import items_of
from ..model import Amount, Disclosure, Kind, Link, Links, RichText, received
from ..model import newest as newest_of
from .headlines import totals_untold


@dataclass(frozen=True, slots=True)
class RowSums:
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


def row_sums(disclosure: Disclosure) -> RowSums | None:
    """The sums of what is told row by row, or those of the newest emergency; None where there are neither."""
    parts = tuple(_of_rows(disclosure))
    untold = totals_untold(disclosure)
    if parts:
        rows = "；".join(words for _, _, words in parts)
        return RowSums("逐笔公布的账", tuple(part[:2] for part in parts), sentence(f"{rows}。{untold}。"))
    return _of_emergency(disclosure, untold)


def _of_rows(disclosure: Disclosure) -> Iterator[tuple[str, Amount, str]]:
    """(label, sum, which rows that is) of gifts, payments and goods."""
    if disclosure.count(GIFTS.id):
        gifts, valued = sum_of_gifts(disclosure), "（含物资折价）" if any_goods(disclosure) else ""
        yield (
            "收到",
            Amount(gifts.money, "元"),
            f"收到的是捐赠{gifts.gifts:,}笔{valued}，{months_named(disclosure)}到账",
        )
    payments = disclosure.rows(Disbursement)
    if payments:
        total = sum_of(payments, DisbursementRecord.amount)
        valued = "（含物资折价）" if any(row.kind == PaymentKind.GOODS for row in payments) else ""
        yield "拨出", Amount(total, "元"), f"拨出的是拨付{len(payments):,}笔{valued}"
    items = items_of(disclosure)
    if items:
        yield "物资", Amount(Decimal(items), "种"), f"物资的收发有{disclosure.count('goods'):,}笔"


def _of_emergency(disclosure: Disclosure, untold: str) -> RowSums | None:
    """The newest account of the newest emergency that has one."""
    for action in newest_first(disclosure):
        last = newest_of(
            disclosure.about(EmergencyReport, EmergencyReportRecord.emergency, action.id), EmergencyReportRecord.as_of
        )
        came = (
            received(last, (EmergencyReportRecord.cash_received, EmergencyReportRecord.goods_received))
            if last
            else None
        )
        if last is None or came is None:
            continue
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
