"""Rows of lists to records: gifts and refunds, payouts, lines of a bank, receipts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct, field

from ..importing import order_state, says_taken_back, way_of
from ..problems import Where
from .cells import CellError, MeaningCells
from .entries import BankLine, PlatformMove, Receipt, SettlementDifference, SettlementRow
from .layouts import last_of, meaning_of
from .refund_states import NOT_BACK, WHOLLY_BACK, state_of


class ReadLists(Struct):
    """What was read of some files: the rows, what could not be read, and how the columns were taken."""

    platform: list[SettlementRow] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    # totals that do not agree, cells that can't be read
    differences: list[SettlementDifference] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)  # why a file or sheet can't be used at all
    uses: list[str] = field(default_factory=list)  # which column was taken for what
    # rows of the platform that say 已退款, with what was given
    undone: list[tuple[int, int]] = field(default_factory=list)
    unpaid: int = 0  # rows of attempts that came to nothing, passed over
    strange: Counter[str] = field(default_factory=Counter)  # states that say nothing known, by how many rows


def _gift(record: MeaningCells, where: Where, into: ReadLists) -> int | None:
    """Keep a row of a list of gifts as what its words say it is: a gift, a payout, a fee or money that went back; its amount."""
    state, sort = state_of(record), record.text("type")
    gross = _gross(record)
    order, batch = record.reference("order"), record.text("batch")
    if _came_to_nothing(state):
        into.unpaid += 1
        return gross
    _note_strange(state, into)
    fee, refund, net = record.cents("fee"), record.cents("refund"), record.cents("net")
    if refund and NOT_BACK.fullmatch(record.text("back")):
        raise CellError(f"写着“{record.text('back')}”，又有退款的数，退没退看不出来。没有退的请删去退款的数")
    day, settled = record.day("day"), record.day("settled")
    if meaning_of(sort, "payout"):
        paid = net if net is not None else gross
        row = SettlementRow(where, PlatformMove.PAYOUT, batch=batch, settled=settled or day, net=abs(paid))
        into.platform.append(row)
        return gross
    if meaning_of(sort, "fee") and gross:
        order = record.reference("original") or order
        into.platform.append(SettlementRow(where, PlatformMove.FEE, order, batch, day, settled, abs(gross)))
        return gross
    went_back = _went_back(state, sort, gross, refund)
    if order and _given_and_back(state, sort, gross, refund):
        into.undone.append((len(into.platform), gross))
    if went_back:
        # a row of its own for what went back: its amount stands in the column of refunds, else in that of gifts
        back = abs(refund) if refund else abs(gross)
        order = record.reference("original") or order
        row = SettlementRow(where, PlatformMove.REFUND, order, batch, day, settled, back, abs(fee or 0), net=net)
        into.platform.append(row)
        return gross
    into.platform.append(
        SettlementRow(
            where,
            PlatformMove.GIFT,
            order,
            batch,
            day,
            settled,
            gross,
            abs(fee) if fee is not None else None,
            abs(refund or 0),
            net,
            pending=meaning_of(state, "pending"),
        )
    )
    return gross


# Parts of states that say that all is well, or what is done only with money that came.
_WELL = re.compile(
    "成功|完成|已付|已支付|支付(?!中)|到账|正常|有效|已?收[钱讫]|存入"
    "|已(?:清算|结算|结清|核销|对账|审核|确认|捐赠?|实收|缴[款费]|[入记过]账|入库|生效|归档|推送|上传|发送|通知)"
    r"|succe|(?<!un)paid|done|settled|finished|\bok\b|^[-—/1yY]$",
    re.IGNORECASE,
)
_NOT_WELL = re.compile(
    r"尚?(?:未|没|没有|不)(?:能|曾|有|被)?(?:成功|完成|支付|付款?|缴[款费]?|到账)|unpaid|unsuccess|incomplete|not[ _-]?(?:paid|done|succe)",
    re.IGNORECASE,
)


def _came_to_nothing(state: str) -> bool:
    """Whether a state says that nothing was paid; one that is undone or still to come says something else."""
    if meaning_of(state, "void") or _NOT_WELL.match(state):
        return True
    return order_state(state) == "not_done" and not (meaning_of(state, "refund") or meaning_of(state, "pending"))


def _note_strange(state: str, into: ReadLists) -> None:
    """Count a state that says nothing known: its row is taken for one that came about, and staff are told."""
    sorts = meaning_of(state, "refund") or meaning_of(state, "pending")
    if state and not (sorts or order_state(state) or _WELL.search(state)):
        into.strange[state] += 1


def _given_and_back(state: str, sort: str, gross: int, refund: int | None) -> bool:
    """Whether one row tells a gift and that all of it went back: 已全额退款 beside an amount above zero."""
    a_gift = gross > 0 and not meaning_of(sort, "refund")
    return a_gift and WHOLLY_BACK.search(state) is not None and refund in {None, 0, gross, -gross}


def _went_back(state: str, sort: str, gross: int, refund: int | None) -> bool:
    """Whether a row is money that went back, and no gift of which a part did; a `CellError` where the part is not told."""
    returned = meaning_of(sort, "refund") or meaning_of(state, "refund") or gross < 0
    if returned and "部分" in f"{state}{sort}" and gross > 0 and not refund:
        raise CellError(f"写着“{state if '部分' in state else sort}”，没有写退了多少。请在“退款金额”一列填上")
    return returned and not (refund and gross > 0 and refund < gross)


def _gross(record: MeaningCells) -> int:
    """What was given; below zero what goes out, which may stand in a column of its own."""
    gross, spent = record.cents("gross"), record.cents("spent")
    if spent and not gross:
        return -abs(spent)
    if gross is None:
        named = record.reference("order") or record.text("batch")
        raise CellError(f"“{record.layout.heads['gross']}”是空的" if named else "没有金额")
    return gross


def _payout(record: MeaningCells, where: Where, into: ReadLists) -> int | None:
    net = record.cents("net")
    batch, settled = record.text("batch"), record.day("settled")
    if net is None or not (batch or settled):
        raise CellError("没有批次和结算金额")
    if _came_to_nothing(record.text("state")):
        into.unpaid += 1
        return net
    into.platform.append(
        SettlementRow(
            where,
            PlatformMove.PAYOUT,
            batch=batch,
            settled=settled,
            gross=record.cents("gross"),
            fee=record.cents("fee"),
            refund=record.cents("refund"),
            net=net,
            pending=meaning_of(record.text("state"), "pending"),
            count=record.count("count"),
        )
    )
    return net


def _bank(record: MeaningCells, where: Where, into: ReadLists) -> int | None:
    day = record.day("day")
    credit, debit = record.cents("credit"), record.cents("debit")
    if "credit" not in record.layout.columns:
        amount = record.cents("amount")
        # one below zero that came in was taken back, and so was one that went out, where the balance rises
        back = amount is not None and amount < 0 and record.ways.out.get(record.row) is False
        cents = (abs(amount) if back else -abs(amount)) if amount and _goes_out(record) else amount
    else:
        if credit and debit:
            heads = record.layout.heads
            raise CellError(f"“{heads['credit']}”和“{heads['debit']}”都有数，看不出是收还是付")
        # a debit below zero is money that came back (but not where a bank writes all of them so), a credit below zero one
        # that was taken back
        if debit and debit < 0 and record.debits_signed is None:
            raise CellError(
                f"“{record.layout.heads['debit']}”是负数，看不出是付出去还是退回来的。付出去的请去掉减号，退回来的请写在收入一列"
            )
        debit = abs(debit) if debit and record.debits_signed else debit
        cents = (credit or 0) - (debit or 0) if credit is not None or debit is not None else None
    if day is None or cents is None:
        raise CellError("没有日期或金额")
    words = " ".join(filter(None, (record.text("words"), record.text("more_words"), record.text("payer"))))
    balance = None
    with suppress(CellError):  # 1,000.00 贷: nothing is held against it
        balance = record.cents("balance")
    undone = credit is not None and credit < 0
    into.bank.append(BankLine(where, day, cents, record.reference("serial"), words, balance, undone))
    return credit or 0


def _goes_out(record: MeaningCells) -> bool:
    """Whether an amount went out: by its direction, else by its sign, else by the balances; raises where nothing tells."""
    direction, ways = record.text("direction"), record.ways
    way = _way(direction)
    if way or ways.signed:
        return way == "out" if way else False
    out = ways.out.get(record.row)
    known = {way for way in ways.out.values() if way is not None}
    if out is None and not direction and (known == {False} or not ways.out):
        return False  # a list of nothing but what came in need not say so
    if out is None:
        said = f"“{record.layout.heads['direction']}”写着“{direction}”，" if direction else "没有写收还是付，"
        raise CellError(f"{said}看不出钱是进来的还是出去的。请加一列“收支”，写“收入”或“支出”")
    return out


def _way(direction: str) -> str:
    """in or out, by the words of the import, else by parts of them; nothing where they are known to no one."""
    way = way_of(direction)
    if way:
        return way if way in {"in", "out"} else ""
    incoming, outgoing = last_of(direction, "incoming"), last_of(direction, "outgoing")
    if incoming == outgoing or (outgoing > incoming and says_taken_back(direction)):  # 付款退回
        return ""
    if incoming > outgoing and meaning_of(direction, "fee"):  # 收费
        return ""
    return "out" if outgoing > incoming else "in"  # 付款入账 came in


# What leaves a receipt as it is: 未作废, 已开具未冲红, and what is done with its paper, or not yet.
_NOT_UNDONE = re.compile(
    r"[未没无非](?:有|被)?(?:作废|[红冲退][红冲票]|冲销|撤销)"
    r"|[已未待](?:打印|领取|寄[出送]?|邮寄|交付|送达|签收|发送|推送|归档|上传|通知|核销)|[已未待]?换开|电子票据?|纸质(?:票据?)?|已?出票"
)


def _receipt(record: MeaningCells, where: Where, into: ReadLists) -> int | None:
    amount = record.cents("amount")
    number, order, day = record.reference("number"), record.reference("order"), record.day("day")
    if amount is None or not (number or order or day):
        raise CellError("没有金额")
    state = _NOT_UNDONE.sub("", record.text("state"))
    if _came_to_nothing(state):
        into.unpaid += 1
        return amount
    _note_strange(state, into)
    cents = -abs(amount) if meaning_of(state, "refund") else amount
    count = record.count("count")
    by_state = cents != amount
    into.receipts.append(Receipt(where, day, cents, number, order, 1 if count is None else count, by_state=by_state))
    return amount


READERS: dict[str, Callable[[MeaningCells, Where, ReadLists], int | None]] = {
    "gifts": _gift,
    "payouts": _payout,
    "bank": _bank,
    "receipts": _receipt,
}
