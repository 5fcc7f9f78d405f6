"""Three lists that agree, made by a seed, and faults put into them: what a settlement has to find, by name and row."""

# ruff: noqa: S311  (invented lists, no secrets)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from msgspec.structs import replace

from disclosure.problems import Where
from disclosure.settlement import BankLine, DifferenceKind, PlatformMove, Receipt, SettlementRow

FIRST = date(2025, 3, 1)
DAYS = 31
LAST = FIRST + timedelta(days=DAYS - 1)
AMOUNTS = (100, 500, 1_000, 1_000, 2_000, 5_000, 6_660, 10_000, 20_000, 50_000, 123_456)


@dataclass
class Lists:
    """The three lists; rows of a file are numbered in the order in which they were made."""

    platform: list[SettlementRow] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)  # orders and serials that a fault has already

    def where(self, file: str) -> Where:
        """The next row of a file."""
        self.numbers[file] = self.numbers.get(file, 1) + 1
        return Where(f"{file}.xlsx", None, self.numbers[file])


def clean(
    seed: int,
    gifts: int = 300,
    *,
    orders: bool = True,
    batches: bool = True,
    listed: bool = True,
    named: bool = True,
    days_a_payout: int = 1,
) -> Lists:
    """A month of a platform, the bank and the receipts that agree to the 分.

    *orders*: receipts name the orders; *batches*: gifts name their payout; *listed*: payouts are listed; *named*: the bank
    names batches; *days_a_payout*: how many days of gifts one payout holds.
    """
    rng = Random(seed)
    lists = Lists()
    refunded: list[tuple[SettlementRow, int]] = []
    balance = 1_000_000
    moves: list[tuple[date, int, str]] = []
    for start in range(0, DAYS - 6, days_a_payout):
        held = [FIRST + timedelta(days=day) for day in range(start, min(start + days_a_payout, DAYS - 6))]
        paid_on = held[-1] + timedelta(days=1)
        batch = f"JS{paid_on:%Y%m%d}{seed % 1000:03d}" if batches else ""
        gross = fee = back = net = count = 0
        for _ in range(max(1, gifts * len(held) // (DAYS - 6))):
            cents = rng.choice(AMOUNTS)
            kept = (cents * 6 + 500) // 1_000
            order = f"{rng.randrange(10**27, 10**28)}"
            row = SettlementRow(
                lists.where("平台"),
                PlatformMove.GIFT,
                order,
                batch,
                rng.choice(held),
                paid_on if batches else None,
                cents,
                kept,
                0,
                cents - kept,
            )
            lists.platform.append(row)
            gross, fee, net, count = gross + cents, fee + kept, net + cents - kept, count + 1
            if rng.random() < 0.02:
                refunded.append((row, rng.choice((cents, cents // 2))))
        while refunded and refunded[0][0].day != held[0]:
            row, cents = refunded.pop(0)
            if net - cents <= 0:
                continue
            lists.platform.append(
                SettlementRow(
                    lists.where("平台"),
                    PlatformMove.REFUND,
                    row.order,
                    batch,
                    held[0],
                    paid_on if batches else None,
                    cents,
                    0,
                )
            )
            back, net = back + cents, net - cents
            lists.receipts.append(Receipt(lists.where("票据"), held[0], -cents, "", row.order if orders else ""))
        if listed:
            lists.platform.append(
                SettlementRow(
                    lists.where("结算单"),
                    PlatformMove.PAYOUT,
                    "",
                    batch,
                    None,
                    paid_on,
                    gross,
                    fee,
                    back,
                    net,
                    count=count,
                )
            )
        moves.append((paid_on + timedelta(days=rng.choice((0, 1, 2))), net, f"财付通支付 {batch if named else ''}"))
    for row in [row for row in lists.platform if row.move is PlatformMove.GIFT]:
        lists.receipts.append(
            Receipt(
                lists.where("票据"),
                row.day,
                row.gross or 0,
                f"PJ{len(lists.receipts):08d}",
                row.order if orders else "",
            )
        )
    for _ in range(20):
        day, cents = FIRST + timedelta(days=rng.randrange(DAYS)), rng.randrange(10_000_00, 90_000_00)
        lists.receipts.append(Receipt(lists.where("票据"), day, cents, f"PJ{len(lists.receipts):08d}"))
        moves.append((day, cents, "转账 捐款"))
    moves += [(FIRST + timedelta(days=rng.randrange(DAYS)), -rng.randrange(1_000, 500_000), "办公费") for _ in range(8)]
    for number, (day, cents, words) in enumerate(sorted(moves, key=lambda move: move[0])):
        balance += cents
        lists.bank.append(BankLine(lists.where("银行"), day, cents, f"L{seed:04d}{number:06d}", words, balance))
    return lists


# --- faults --------------------------------------------------------------------------------------

Fault = Callable[[Lists, Random], tuple[DifferenceKind, Where]]


def _untouched(lists: Lists, entries: list[Any], name: Callable[[Any], str], rng: Random) -> Any:
    """One of some rows that no other fault has."""
    entry = rng.choice([entry for entry in entries if name(entry) not in lists.touched])
    lists.touched.add(name(entry))
    return entry


def _gift(lists: Lists, rng: Random) -> SettlementRow:
    """A gift that nothing went back of."""
    returned = {row.order for row in lists.platform if row.move is PlatformMove.REFUND}
    gifts = [row for row in lists.platform if row.move is PlatformMove.GIFT and row.order not in returned]
    row: SettlementRow = _untouched(lists, gifts, lambda row: row.order, rng)
    return row


def _slip(lists: Lists, rng: Random) -> Receipt:
    """The receipt of such a gift."""
    returned = {row.order for row in lists.platform if row.move is PlatformMove.REFUND}
    slips = [slip for slip in lists.receipts if slip.order and slip.cents > 0 and slip.order not in returned]
    slip: Receipt = _untouched(lists, slips, lambda slip: slip.order, rng)
    return slip


def _payout_line(lists: Lists, rng: Random) -> BankLine:
    """The line of a payout that must have come before the statement ends."""
    early = [line for line in lists.bank if "财付通" in line.words and (LAST - line.day).days > 9]
    line: BankLine = _untouched(lists, early, lambda line: line.serial, rng)
    return line


def _swap(entries: list[Any], old: Any, new: Any) -> None:
    entries[next(place for place, entry in enumerate(entries) if entry is old)] = new


def _drop(entries: list[Any], old: Any) -> None:
    del entries[next(place for place, entry in enumerate(entries) if entry is old)]


def _rebalanced(lists: Lists) -> None:
    """The running balance follows again, as that of another statement would."""
    balance = 1_000_000
    for place, line in enumerate(lists.bank):
        balance += line.cents
        lists.bank[place] = replace(line, balance=balance)


def unclaimed(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """Money in the bank that nobody booked."""
    where = lists.where("银行")
    lists.bank.append(BankLine(where, LAST, rng.randrange(100_000_00, 200_000_00), f"X{where.row}", "来账"))
    _rebalanced(lists)
    return DifferenceKind.UNCLAIMED, where


def not_arrived(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A payout that is not in the bank."""
    line = _payout_line(lists, rng)
    paid = next(row for row in lists.platform if row.move is PlatformMove.PAYOUT and row.batch in line.words)
    _drop(lists.bank, line)
    _rebalanced(lists)
    return DifferenceKind.NOT_ARRIVED, paid.where


def refunded(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A refund of the platform that the receipts do not know."""
    slip = rng.choice([slip for slip in lists.receipts if slip.cents < 0])
    row = next(
        row
        for row in lists.platform
        if row.move is PlatformMove.REFUND and row.order == slip.order and row.gross == -slip.cents
    )
    _drop(lists.receipts, slip)
    return DifferenceKind.REFUNDED, row.where


def refund_booked_only(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A refund that only the receipts know."""
    slip = _slip(lists, rng)
    where = lists.where("票据")
    lists.receipts.append(Receipt(where, slip.day, -slip.cents, "", slip.order))
    return DifferenceKind.REFUNDED, where


def platform_twice(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """An order twice: exports that overlap."""
    row = _gift(lists, rng)
    where = lists.where("平台二")
    lists.platform.append(replace(row, where=where))
    return DifferenceKind.TWICE, where


def receipt_twice(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """Two receipts over one order."""
    slip = _slip(lists, rng)
    where = lists.where("票据")
    lists.receipts.append(replace(slip, where=where, number=f"PJ9{where.row:07d}"))
    return DifferenceKind.TWICE, where


def bank_twice(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A line of the bank twice."""
    line = _untouched(lists, lists.bank, lambda line: line.serial, rng)
    where = lists.where("银行二")
    lists.bank.append(replace(line, where=where, balance=None))
    return DifferenceKind.TWICE, where


def payout_booked_again(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A payout booked as a gift of its own, although its gifts are booked one by one."""
    line = _payout_line(lists, rng)
    where = lists.where("票据")
    lists.receipts.append(Receipt(where, line.day, line.cents, f"PJ8{where.row:07d}"))
    return DifferenceKind.TWICE, where


def fee(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A fee that does not lead to the net amount of its row."""
    row = _gift(lists, rng)
    _swap(lists.platform, row, replace(row, fee=(row.fee or 0) + 7))
    return DifferenceKind.FEE, row.where


def amount(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A receipt over another amount."""
    slip = _slip(lists, rng)
    _swap(lists.receipts, slip, replace(slip, cents=slip.cents + rng.choice((-9, 1, 90, slip.cents * 9_999))))
    return DifferenceKind.AMOUNT, slip.where


def arrived_less(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A payout of which less arrived."""
    line = _payout_line(lists, rng)
    _swap(lists.bank, line, replace(line, cents=line.cents - 31))
    _rebalanced(lists)
    return DifferenceKind.AMOUNT, line.where


def day(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A receipt dated in another month."""
    slip = _slip(lists, rng)
    assert slip.day is not None
    _swap(lists.receipts, slip, replace(slip, day=slip.day - timedelta(days=60)))
    return DifferenceKind.DAY, slip.where


def summed(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A payout that is not the sum of its gifts: the platform says so, and the bank has it so."""
    line = _payout_line(lists, rng)
    paid = next(row for row in lists.platform if row.move is PlatformMove.PAYOUT and row.batch in line.words)
    _swap(lists.platform, paid, replace(paid, net=(paid.net or 0) + 100))
    _swap(lists.bank, line, replace(line, cents=line.cents + 100))
    _rebalanced(lists)
    return DifferenceKind.SUM, paid.where


def no_receipt(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A gift that nobody booked."""
    slip = _slip(lists, rng)
    row = next(row for row in lists.platform if row.order == slip.order)
    _drop(lists.receipts, slip)
    return DifferenceKind.NO_RECEIPT, row.where


def no_source(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A receipt over money that never came."""
    where = lists.where("票据")
    lists.receipts.append(Receipt(where, LAST, rng.randrange(300_000_00, 400_000_00), f"PJ7{where.row:07d}"))
    return DifferenceKind.NO_SOURCE, where


def next_period(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """The last payout, by its batch where that is named: it arrives when the period is over."""
    lines = [line for line in lists.bank if "财付通" in line.words and line.serial not in lists.touched]
    line = max(lines, key=lambda line: (line.words, line.day, rng.random()))
    lists.touched.add(line.serial)
    _swap(lists.bank, line, replace(line, day=LAST + timedelta(days=1)))
    return DifferenceKind.NEXT_PERIOD, line.where


def line_lost(lists: Lists, rng: Random) -> tuple[DifferenceKind, Where]:
    """A line taken out of the statement: the running balance does not follow."""
    spent = [at for at, line in enumerate(lists.bank) if line.cents < 0 and 0 < at < len(lists.bank) - 1]
    place = rng.choice([at for at in spent if lists.bank[at].serial not in lists.touched])
    following = lists.bank[place + 1]
    del lists.bank[place]
    return DifferenceKind.BALANCE, following.where


FAULTS: dict[str, Fault] = {
    entry.__name__: entry
    for entry in (
        unclaimed, not_arrived, refunded, refund_booked_only, platform_twice, receipt_twice, bank_twice, payout_booked_again,
        fee, amount, arrived_less, day, summed, no_receipt, no_source, next_period, line_lost,
    )
}  # fmt: skip


# --- files -----------------------------------------------------------------------------------------

TITLES = 2  # rows above the header, in every file
CANARY = "13912345678", "6222021234567890123", "张三丰", "320102199001011234"


def written(lists: Lists, folder: Path) -> dict[str, list[Path]]:
    """The lists as systems export them: titles above, private columns beside, a total below. Rows stand `TITLES` lower."""
    phone, card, person, identity = CANARY
    heads = {
        "平台": ["商户订单号", "捐款人昵称", "手机号", "捐款时间", "捐款金额(元)", "手续费（元）", "结算金额", "结算批次", "结算日期", "交易类型"],
        "结算单": ["结算批次", "结算日期", "捐款总额", "手续费", "退款金额", "结算金额(元)", "笔数", "收款账号"],
        "银行": ["交易日期", "交易流水号", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号"],
        "票据": ["票据号码", "缴款人", "证件号码", "开票日期", "票据金额", "订单号", "票据状态"],
    }  # fmt: skip
    cells: dict[str, dict[int, list[object]]] = {}
    for row in lists.platform:
        listed = row.move is PlatformMove.PAYOUT
        yuan = _yuan(row.gross)
        content: list[object] = (
            [row.batch, _day(row.settled), yuan, _yuan(row.fee), _yuan(row.refund), _yuan(row.net), row.count, card]
            if listed
            else [
                f"`{row.order}", person, phone, f"{row.day} 09:08:07", yuan if row.move is PlatformMove.GIFT else f"-{yuan}",
                _yuan(row.fee), _yuan(row.net), row.batch, _day(row.settled), row.move.value,
            ]
        )  # fmt: skip
        cells.setdefault(row.where.file, {})[row.where.row or 0] = content
    for line in lists.bank:
        cells.setdefault(line.where.file, {})[line.where.row or 0] = [
            f"{line.day:%Y%m%d}", line.serial, line.words, _yuan(-line.cents) if line.cents < 0 else "",
            float(_yuan(line.cents)) if line.cents > 0 else "", _yuan(line.balance), person, card,
        ]  # fmt: skip
    for slip in lists.receipts:
        cells.setdefault(slip.where.file, {})[slip.where.row or 0] = [
            slip.number, person, identity, f"{slip.day:%Y年%m月%d日}" if slip.day else "", f"¥{slip.cents / 100:,.2f}" if slip.cents > 0
            else _yuan(slip.cents), slip.order, "正常",
        ]  # fmt: skip
    paths: dict[str, list[Path]] = {}
    for file, rows in cells.items():
        sort = file.removesuffix(".xlsx").removesuffix("二")
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append([f"某某慈善会{sort}"])
        sheet.append([f"导出时间：2025-04-09 10:11:12，收款账号 {card}"])
        sheet.append(heads[sort])
        for row, content in sorted(rows.items()):
            for column, value in enumerate(content, 1):
                sheet.cell(row + TITLES, column, value)
        path = folder / file
        book.save(path)
        paths.setdefault(sort, []).append(path)
    return paths


def _yuan(cents: int | None) -> str:
    return "" if cents is None else f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""
