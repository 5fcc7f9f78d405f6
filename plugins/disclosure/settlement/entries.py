"""What the three lists say, row by row, in integer 分 and days; and what holding them against one another finds."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from ..problems import Where


def money(cents: int) -> str:
    """分 as yuan, for reading: 1,234.50元, −5.00元."""
    sign = "−" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}元"


# What orders, batches and payments are called by: six signs or more, so that no amount or count is taken for one.
REFERENCE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{5,}")
_LONG = re.compile(r"[0-9]{11,}")  # as long as a phone, a card or an account


def masked(reference: str) -> str:
    """A reference of which long numbers show their end only: file and row lead to the rest."""
    return _LONG.sub(lambda match: f"…{match[0][-4:]}", reference)


def place_words(where: Where) -> str:
    """Where a row stands, in words: 平台.xlsx“明细”第 5 行, 平台.csv 第 5 行."""
    sheet = f"“{where.sheet}”" if where.sheet else " "
    return f"{where.file}{sheet}第 {where.row} 行"


class PlatformMove(StrEnum):
    """What a row of a platform tells of."""

    GIFT = "捐款"
    REFUND = "退款"
    FEE = "手续费"
    PAYOUT = "结算"


class SettlementRow(Struct, frozen=True):
    """One row of a platform, in 分: a gift, a refund, a fee with a row of its own, or a sum that was paid out to the bank.

    Of a gift *gross* is what was given and *fee* what was kept; of a refund *gross* is what went back and *fee* what of
    the fee came back with it, both above zero; of a payout *net* is what was paid, *gross*, *fee* and *refund* what it is
    made of as the platform says it, None where it does not.
    """

    where: Where
    move: PlatformMove
    order: str = ""
    batch: str = ""
    day: date | None = None  # of the gift or the refund
    settled: date | None = None  # of the payout
    gross: int | None = None
    fee: int | None = None
    refund: int | None = None
    net: int | None = None
    pending: bool = False  # the platform itself says that it is not paid out yet
    count: int | None = None  # of a payout: how many gifts


class BankLine(Struct, frozen=True):
    """One line of a bank statement: *cents* above zero came in, below zero went out; *words* hold what references it names.

    *undone* says that it stands below zero in the column of what came in: some of that was taken back.
    """

    where: Where
    day: date
    cents: int
    serial: str = ""
    words: str = ""
    balance: int | None = None
    undone: bool = False


class Receipt(Struct, frozen=True):
    """One gift as the organisation booked it: *cents* above zero was given, below zero went back.

    *count* is how many gifts a lump stands for (0 where that is not told, 1 for a single gift); *number* is the number of
    the receipt or of the gift, *order* that of the platform.
    """

    where: Where
    day: date | None
    cents: int
    number: str = ""
    order: str = ""
    count: int = 1
    net: int | None = None  # what of it arrived, where a fee was kept
    straight: bool = False  # known not to have come through the platform
    by_state: bool = False  # its amount is above zero, and only its state says that it was taken back

    @property
    def arrived(self) -> int:
        """What the bank shows of it."""
        return self.cents if self.net is None else self.net


class DifferenceKind(StrEnum):
    """What is the matter with a row, or what explains it."""

    UNCLAIMED = "待认领"
    NOT_ARRIVED = "未到账"
    REFUNDED = "已退"
    TWICE = "重复"
    FEE = "手续费不符"
    AMOUNT = "金额不符"
    DAY = "日期不符"
    SUM = "汇总不符"
    NO_RECEIPT = "没有票据"
    NO_SOURCE = "没有来源"
    UNSURE = "无法确定"
    UNREADABLE = "读不出"
    BALANCE = "余额不连续"
    NEXT_PERIOD = "跨期"
    PENDING = "在途"
    OUTSIDE = "不在期间内"


class MoneyList(StrEnum):
    """The three lists that are held against one another."""

    PLATFORM = "平台"
    BANK = "银行"
    RECEIPTS = "票据"


class SettlementDifference(Struct, frozen=True):
    """One thing that does not meet, or that explains why: the rows, the money in 分, and a sentence."""

    kind: DifferenceKind
    places: tuple[Where, ...]
    cents: int | None
    text: str
    look: bool = True  # somebody has to look at it


class BalancePart(Struct, frozen=True):
    """One part of a total: its words, how many rows, and the money in 分."""

    label: str
    rows: int
    cents: int


class Balance(Struct, frozen=True):
    """The total of one side and the parts that explain it; they add up to the 分, whatever the lists say."""

    label: str
    rows: int
    cents: int
    parts: tuple[BalancePart, ...]

    @property
    def holds(self) -> bool:
        """Whether the parts are the whole, in rows and in money."""
        return (
            sum(part.rows for part in self.parts) == self.rows and sum(part.cents for part in self.parts) == self.cents
        )


class FateTally(Struct):
    """Where every row of one list went: one fate a row, so that nothing is counted twice or lost."""

    label: str
    _parts: dict[str, list[int]] = field(default_factory=dict)
    rows: int = 0
    cents: int = 0

    def add(self, fate: str, cents: int) -> None:
        """One more row."""
        part = self._parts.setdefault(fate, [0, 0])
        part[0] += 1
        part[1] += cents
        self.rows += 1
        self.cents += cents

    def balance(self, rows: int, cents: int) -> Balance:
        """Held against the count and the sum that were taken from the list itself."""
        parts = tuple(BalancePart(fate, count, total) for fate, (count, total) in self._parts.items())
        return Balance(self.label, rows, cents, parts)


class Settlement(Struct, frozen=True):
    """The outcome: all differences, the balances of the three lists, and what the equation of the platform comes to."""

    differences: tuple[SettlementDifference, ...]
    balances: tuple[Balance, ...]
    equation: tuple[BalancePart, ...]  # 捐款 − 手续费 − 退款 = 到账 + 在途 + 未到账 …, left side first, as signed parts

    @property
    def open(self) -> tuple[SettlementDifference, ...]:
        """What somebody has to look at."""
        return tuple(difference for difference in self.differences if difference.look)

    @property
    def conserved(self) -> bool:
        """Whether every side is explained to the 分."""
        return all(balance.holds for balance in self.balances) and not sum(part.cents for part in self.equation)
