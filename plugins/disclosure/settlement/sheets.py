"""Files of platforms, banks and receipt systems to typed rows: every sheet whose header is known, every other one named.

Totals of a list are held against its rows; cells that can not be read are told with their place and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from ..importing import AmountWays, BalancedAmount, SourceSheet, amount_ways, grows_by_debits, says_taken_back
from ..problems import Where
from ..reading import Lines, letter
from .cells import MONEY, CellError, MeaningCells, is_day
from .entries import DifferenceKind, SettlementDifference
from .layouts import ListLayout, find_list, with_days
from .minus import DebitedLine, debits_signed
from .opening import UnusableFileError, sheets_of
from .records import READERS, ReadLists
from .refund_states import given_and_back
from .totals import TOTAL_WORD, StatedSums, against_total, bare_word, is_carried, is_total, span_of

_Named = TypeVar("_Named")


def read_files(
    paths: Sequence[Path], sorts: Sequence[str], into: ReadLists, names: Mapping[Path, str] | None = None
) -> None:
    """Read every sheet of some files as one of *sorts* of lists; *names* are what files are called that have other names here."""
    for path in paths:
        called = (names or {}).get(path, path.name)
        try:
            sheets = sheets_of(path, called, sorts)
        except UnusableFileError as error:
            into.refusals.append(str(error))
            continue
        layouts = [find_list(sheet.lines, sorts) for sheet in sheets]
        if not any(layouts):
            into.refusals.append(f"{called}：没有找到表头。{_expected(sorts)}{_elsewhere(sheets, sorts)}")
            continue
        for sheet, layout in zip(sheets, layouts, strict=True):
            if layout is None:
                _pass_over(called, sheet, into)
            else:
                _read_sheet(called, sheet, with_days(layout, sheet.lines, is_day), into)
    given_and_back(into.platform, into.undone)
    into.undone.clear()


_TO_THE_CENT = re.compile(r"\s*[-+¥￥]{0,2}[0-9][0-9,]*\.[0-9]{2}\s*元?")


def _pass_over(file: str, sheet: SourceSheet, into: ReadLists) -> None:
    """Tell of a sheet without a header that is known where rows have both a day and money, as no note has.

    In a document it is likely the rest of a list that went on on another page; a workbook may hold whatever else.
    """
    rows = (row for row, cells in sheet.lines if any(map(is_day, cells)) and any(map(_TO_THE_CENT.fullmatch, cells)))
    row = next(rows, None)
    if row is None:
        return
    if sheet.of_document:
        text = "这张表像是一笔一笔的，没有认得的表头，没有参加核对。是前面那张表接着的，请向对方要电子表（Excel）。"
        into.differences.append(_unread(Where(file, sheet.name, row), text))
    else:
        into.uses.append(f"{file}“{sheet.name}”：没有认得的表头，没有参加核对")


def _columns(layout: ListLayout) -> str:
    place = layout.columns
    return "、".join(f"{letter(place[name] + 1)} 列“{head}”→{MEANINGS[name]}" for name, head in layout.heads.items())


# What the meanings of columns are called.
MEANINGS = {
    "order": "订单号", "original": "原订单号", "batch": "结算批次", "day": "日期", "settled": "结算日期", "gross": "金额",
    "fee": "手续费", "refund": "退款", "net": "结算金额", "type": "类型", "state": "状态", "back": "退款状态", "count": "笔数", "credit": "收入",
    "debit": "支出", "spent": "支出", "amount": "金额", "direction": "收支方向", "balance": "余额", "serial": "流水号", "words": "附言",
    "more_words": "摘要", "payer": "对方", "number": "票据号", "currency": "币种",
}  # fmt: skip

_NEEDED = {
    "gifts": "平台明细要有订单号（或批次、日期）和捐款金额",
    "payouts": "结算单要有批次（或结算日期）和结算金额",
    "bank": "银行流水要有交易日期和贷方发生额（或交易金额）",
    "receipts": "票据清单要有开票日期（或订单号）和金额",
}


def _expected(sorts: Sequence[str]) -> str:
    return "；".join(_NEEDED[sort] for sort in sorts) + "。"


_SIDES = {"gifts": "平台", "payouts": "平台", "bank": "银行", "receipts": "票据"}


def _elsewhere(sheets: Sequence[SourceSheet], sorts: Sequence[str]) -> str:
    """Where a file belongs that is none of *sorts*."""
    others = [sort for sort in _SIDES if sort not in sorts]
    known = next((layout for sheet in sheets if (layout := find_list(sheet.lines, others))), None)
    return f"它的列名像“{_SIDES[known.sort]}”的表，是不是放错了地方？" if known else ""


def _read_sheet(file: str, sheet: SourceSheet, layout: ListLayout, into: ReadLists) -> None:
    """Every row below the header: a record, a total, or words that are neither."""
    named = f"{file}“{sheet.name}”" if sheet.name else file
    if layout.doubts:
        into.refusals += [f"{named} 第 {layout.row} 行：{doubt}" for doubt in layout.doubts]
        return
    body, sums = sheet.lines[layout.below :], StatedSums()
    own_book = layout.sort == "bank" and _is_own_book(sheet, layout)
    layout = _sides_turned(layout) if own_book else layout
    carried: list[int] = []
    signed = layout.sort == "bank" and _debits_signed(layout, body)
    ways = _amount_ways(layout, body) if layout.sort == "bank" else AmountWays()
    first = 0
    into.differences += _above(file, sheet, layout)
    for row, cells in body:
        where = Where(file, sheet.name, row)
        record = MeaningCells(layout, cells, row, signed, ways)
        if is_carried(layout, cells) and not _names_a_payer(record):
            carried += [row] if record.is_whole() else []
            continue
        if is_total(layout, cells):
            span = span_of(cells)
            into.differences += against_total(record, where, span, sums.of(span, cells), first)
            sums.close(span)
            continue
        word = next((cell.strip() for cell in cells if TOTAL_WORD.fullmatch(bare_word(cell))), "")
        if word and not _names_a_payer(record):
            text = (
                f"这一行写着“{word}”，像是合计，不是一笔，没有参加核对。是合计的，请把“{word}”写在这一行的第一格，或删去这一行；"
                f"是一笔的，请改掉这两个字"
            )
            into.differences.append(_unread(where, f"{text}。"))
            continue
        try:
            amount = READERS[layout.sort](record, where, into)
        except CellError as fault:
            if record.is_likely_record():
                into.differences.append(_unread(where, f"{fault}。这一行没有参加核对。"))
            continue
        if amount is not None:
            first = first or row
            sums.add(amount, record.first_day())
    book = "像是自己记的日记账，不是银行给的流水：借方读成收入、贷方读成支出" if own_book else ""
    said = (f"表头在第 {layout.row} 行，{_columns(layout)}", book, sheet.days_note, sheet.note, _passed(carried))
    into.uses.append(f"{named}：{'；'.join(filter(None, said))}")


def _unread(where: Where, text: str) -> SettlementDifference:
    """Rows that took no part, and why."""
    return SettlementDifference(DifferenceKind.UNREADABLE, (where,), None, text)


_NAMED = 6  # rows


def _passed(carried: Sequence[int]) -> str:
    """The note that rows with a day and money were passed over, because they only carry a sum or a balance on; '' without such rows."""
    if not carried:
        return ""
    more = f"等 {len(carried)} 行" if len(carried) > _NAMED else "行"
    return f"第 {'、'.join(map(str, carried[:_NAMED]))} {more}写着承前页、余额一类的，不算一笔"


def _above(file: str, sheet: SourceSheet, layout: ListLayout) -> Iterator[SettlementDifference]:
    """Rows over the header that are none of the titles there, nor the values of a small table of its own: 打印日期, 总收入."""
    for (_, over), (row, cells) in pairwise([(0, []), *sheet.lines[: layout.below]]):
        if MeaningCells(layout, cells).is_whole() and not _has_labels(layout, over):
            mend = "请向对方要电子表（Excel）" if sheet.of_document else "是一笔的，请移到表头下面"
            text = f"这一行在表头的上面，没有参加核对。{mend}。"
            yield _unread(Where(file, sheet.name, row), text)


_LABEL = re.compile(r"[^0-9:：]{2,}")


def _has_labels(layout: ListLayout, over: Sequence[str]) -> bool:
    """Whether a line that is no header of such a list has words over the days and over some money."""
    labels = {place for place, cell in enumerate(over) if _LABEL.fullmatch(cell.strip())}
    places = layout.columns
    labelled = places.get("day", places.get("settled")) in labels and any(places.get(name) in labels for name in MONEY)
    return labelled and find_list([(1, [*over])], (layout.sort,)) is None


_MINUS_IN_HEAD = re.compile(r"[(（]\s*[-－−–]")  # 支出金额（-元）


def _debits_signed(layout: ListLayout, body: Lines) -> bool | None:
    """Whether all that went out has a minus: 支出金额 -300.00; None where nothing tells."""
    if _MINUS_IN_HEAD.search(layout.heads.get("debit", "")):
        return True
    lines = []
    for _, cells in body:
        record = MeaningCells(layout, cells)
        try:
            credit, debit, balance = record.cents("credit"), record.cents("debit"), record.cents("balance")
        except CellError:
            continue
        if (credit or debit) and not is_total(layout, cells):
            lines.append(DebitedLine(credit or 0, debit or 0, balance, any(map(says_taken_back, cells))))
    return debits_signed(lines)


_OWN_BOOK = re.compile(r"日记[账帐]|科目[:：]\s*\d*\s*(?:银行存款|库存现金|现金)|银行存款(?:明细|分类)[账帐]")


def _is_own_book(sheet: SourceSheet, layout: ListLayout) -> bool:
    """Whether 借方 is what came in: the lines above call the list a book of one's own, or balances rise by it."""
    if "贷" not in layout.heads.get("credit", "") or "借" not in layout.heads.get("debit", ""):
        return False
    debits: set[int] = set()
    lines = []
    for row, cells in sheet.lines[layout.below :]:
        record = MeaningCells(layout, cells)
        with suppress(CellError):
            credit, debit, balance = record.cents("credit"), record.cents("debit"), record.cents("balance")
            if is_total(layout, cells) or (credit and debit):
                continue
            debits |= {row} if debit else set()
            amount = 0 if is_carried(layout, cells) else credit or debit or 0
            lines.append(BalancedAmount(row, amount, balance, day=str(record.first_day() or "")))
    grows = grows_by_debits(lines, debits)
    if grows is not None:
        return grows
    return any(_OWN_BOOK.search(cell) for _, cells in sheet.lines[: layout.below] for cell in cells)


def _sides_turned(layout: ListLayout) -> ListLayout:
    """The layout with 借方 as what came in and 贷方 as what went out."""
    turned = {"credit": "debit", "debit": "credit"}

    def other(named: Mapping[str, _Named]) -> dict[str, _Named]:
        return {turned.get(name, name): value for name, value in named.items()}

    return replace(layout, columns=other(layout.columns), heads=other(layout.heads), powers=other(layout.powers))


def _amount_ways(layout: ListLayout, body: Lines) -> AmountWays:
    """Which way the amounts of a statement went that has one column of them; an opening balance has none of its own."""
    if "amount" not in layout.columns or "credit" in layout.columns:
        return AmountWays()
    lines = []
    for row, cells in body:
        record = MeaningCells(layout, cells)
        with suppress(CellError):
            amount, balance = record.cents("amount"), record.cents("balance")
            if amount is None or is_carried(layout, cells):
                lines += [BalancedAmount(row, 0, balance)] if balance is not None else []
            elif (day := record.first_day()) is not None and not is_total(layout, cells):
                lines.append(BalancedAmount(row, amount, balance, record.text("direction"), str(day)))
    return amount_ways(lines)


def _names_a_payer(record: MeaningCells) -> bool:
    """Whether a line of a bank that says 合计 somewhere has a day and somebody it is of, and so is a payment."""
    payer = record.text("payer")
    return (
        record.layout.sort == "bank"
        and bool(payer)
        and not TOTAL_WORD.fullmatch(payer)
        and record.first_day() is not None
    )
