"""三方对账: what a platform settled, what the bank shows and what was receipted, held against one another.

    lists = ReadLists()
    read_files(platform_files, ("gifts", "payouts"), lists)      # any sheet, header anywhere; see layouts.yaml
    read_files(bank_files, ("bank",), lists)
    read_files(receipt_files, ("receipts",), lists)              # or lists.receipts = receipts_of(disclosure folder)
    outcome = settle(lists.platform, lists.bank, lists.receipts, SettledPeriod(first, last), before=lists.differences)
    outcome.open         # what somebody has to look at, each with file, sheet, row and amount
    outcome.conserved    # every list is explained to the 分

All money is integer 分, all days are dates; nothing here writes a file.
"""

from __future__ import annotations

from .entries import (
    Balance,
    BalancePart,
    BankLine,
    DifferenceKind,
    MoneyList,
    PlatformMove,
    Receipt,
    Settlement,
    SettlementDifference,
    SettlementRow,
    money,
    place_words,
)
from .ledger import receipts_of
from .records import ReadLists
from .reports import SettlementReport, as_html, as_json, as_text, as_workbook
from .settling import SettledPeriod, settle
from .sheets import read_files

__all__ = [
    "Balance",
    "BalancePart",
    "BankLine",
    "DifferenceKind",
    "MoneyList",
    "PlatformMove",
    "ReadLists",
    "Receipt",
    "SettledPeriod",
    "Settlement",
    "SettlementDifference",
    "SettlementReport",
    "SettlementRow",
    "as_html",
    "as_json",
    "as_text",
    "as_workbook",
    "money",
    "place_words",
    "read_files",
    "receipts_of",
    "settle",
]
