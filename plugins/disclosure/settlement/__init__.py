"""三方对账: what a platform settled, what the bank shows and what was receipted, held against one another.

    request = SettlementRequest(platform_files, bank_files, receipt_files, first=first, last=last)
    report = request.settled()    # any sheet, header anywhere; see layouts.yaml
    report.settlement.open        # what somebody has to look at, each with file, sheet, row and amount
    report.settlement.conserved   # every list is explained to the 分

All money is integer 分, all days are dates; nothing here writes a file.
"""

from __future__ import annotations

from .asking import SettlementRequest, UnsettledError
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
from .records import ReadLists
from .reports import SettlementReport, as_html, as_json, as_text, as_workbook, balance_words
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
    "SettlementRequest",
    "SettlementRow",
    "UnsettledError",
    "as_html",
    "as_json",
    "as_text",
    "as_workbook",
    "balance_words",
    "money",
    "place_words",
    "read_files",
    "settle",
]
