"""Files of platforms, banks and receipt systems to typed rows: every sheet whose header is known, every other one named.

Totals of a list are held against its rows; cells that can not be read are told with their place and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from ..dates import day_of
from ..importing import says_taken_back, way_of
from ..numerals import exact_amount, foreign, in_one_width, spelled
from ..problems import Where
from ..quantities import decimal_places
from ..reading import SUFFIXES, Lines, bare_number, letter, of_file, open_workbook, plain_day, read_day, read_rows
from .entries import (
    BankLine,
    DifferenceKind,
    PlatformMove,
    Receipt,
    SettlementDifference,
    SettlementRow,
    money,
)
from .layouts import ListLayout, find_list, meaning_of, with_days
from .minus import DebitedLine, debits_signed

# Days that spreadsheets count from: 44597 is 2022-02-05.
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(20_000, 60_000)
_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_PLAIN = re.compile(r"([+-]?[0-9]{1,13})(?:\.([0-9]{0,2})0*)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
V = TypeVar("V")
_ZIP = b"PK\x03\x04"
_OLD_BOOK = b"\xd0\xcf\x11\xe0"


@dataclass(slots=True)
class ReadLists:
    """What was read of some files: the rows, what could not be read, and how the columns were taken."""

    platform: list[SettlementRow] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    differences: list[SettlementDifference] = field(
        default_factory=list
    )  # totals that do not agree, cells that can't be read
    refusals: list[str] = field(default_factory=list)  # why a file or sheet can't be used at all
    uses: list[str] = field(default_factory=list)  # which column was taken for what
    undone: list[tuple[int, int]] = field(
        default_factory=list
    )  # rows of the platform that say 已退款, with what was given
    unpaid: int = 0  # rows of attempts that came to nothing, passed over


class _CellError(Exception):
    """A cell that can't be read; its message says why."""


@dataclass(slots=True)
class _MeaningCells:
    """The cells of one row by their meaning."""

    layout: ListLayout
    cells: Sequence[str]
    debits_signed: bool | None = (
        False  # whether this bank writes a minus before all that went out; None: not to be seen
    )

    def text(self, meaning: str) -> str:
        """The words of a cell; nothing where there is no such column."""
        place = self.layout.columns.get(meaning)
        return "" if place is None or place >= len(self.cells) else bare_text(self.cells[place])

    def cents(self, meaning: str) -> int | None:
        """Money in 分; None where there is none."""
        return self._read(meaning, lambda text: cents_of(text, self.layout.powers.get(meaning, 0)))

    def day(self, meaning: str) -> date | None:
        """A day; None where there is none."""
        return self._read(meaning, day_in)

    def count(self, meaning: str) -> int | None:
        """How many."""
        text = self.text(meaning).replace(",", "").removesuffix("笔")
        return int(text) if text.isdecimal() and text.isascii() else None

    def reference(self, meaning: str) -> str:
        """A number that tells apart; one that a spreadsheet has cut short can't be read."""
        text = self.text(meaning)
        if _SCIENTIFIC.fullmatch(text):
            raise _CellError(
                f"“{self.layout.heads[meaning]}”变成了科学计数法，后面的数字丢了；请从系统重新导出，把这一列设成文本"
            )
        return text

    def _read(self, meaning: str, read: Callable[[str], V]) -> V | None:
        text = self.text(meaning)
        if text in {"", "-", "--", "—", "/", "无"}:
            return None
        try:
            return read(text)
        except _CellError as fault:
            raise _CellError(f"“{self.layout.heads[meaning]}”{fault}") from None


def bare_text(cell: str) -> str:
    """A cell without what programs put around it so that spreadsheets leave it alone: ticks, tabs, ="…"."""
    text = cell.strip().removeprefix("`").removeprefix("'").strip()
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


def cents_of(text: str, power: int = 0) -> int:
    """Money as 分: 1,000.00, ¥20, +5.00, 1000元, 人民币壹佰元整; raises where anything else stands there."""
    plain = _PLAIN.fullmatch(text)
    if plain and not power:
        return int(plain[1] + (plain[2] or "").ljust(2, "0"))
    number = bare_number(text.removeprefix("+"))
    amount = Decimal(number) if re.fullmatch(r"-?[0-9]{1,13}(?:\.[0-9]{1,9})?", number) else None
    if amount is not None:
        amount = amount.scaleb(power)
    elif foreign(text):
        raise _CellError("写的是外币，要先按汇率折成人民币")
    elif not power:
        amount = exact_amount(text, "元")
    if amount is None:
        raise _CellError("不是金额")
    if decimal_places(amount) > 2:  # noqa: PLR2004  (分)
        raise _CellError("比分还小")
    return int(amount.scaleb(2))


_DAYS: dict[str, date] = {}  # days in ISO form that were read before: tables of many rows have few


def day_in(text: str) -> date:
    """The day that a cell names in any usual form, with or without a time; raises where it names none."""
    known = _DAYS.get(text[:10])
    if known is not None and (len(text) == len("2025-03-01") or _TIME.fullmatch(text[10:])):
        return known
    plain = in_one_width(text).strip()
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial[1]) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(serial[1]))
    whole = plain_day(plain)
    if not whole:
        said = read_day(plain)
        whole = said.value or said.proposal
    day = day_of(whole)
    if day is None:
        raise _CellError("不是日期")
    if text.startswith(whole):
        _DAYS[whole] = day
    return day


def _is_day(text: str) -> bool:
    try:
        day_in(bare_text(text))
    except _CellError:
        return False
    return True


# --- files ---------------------------------------------------------------------------------------


def read_files(paths: Sequence[Path], sorts: Sequence[str], into: ReadLists) -> None:
    """Read every sheet of some files as one of *sorts* of lists."""
    for path in paths:
        sheets, refusal = _sheets(path, sorts)
        into.refusals += [refusal] if refusal else []
        known = 0
        for name, lines in sheets:
            layout = find_list(lines, sorts)
            if layout is None:
                continue
            known += 1
            layout = with_days(layout, lines, _is_day)
            where = f"{path.name}" + (f"“{name}”" if name else "")
            if layout.doubts:
                into.refusals += [
                    f"{where} 第 {layout.row} 行：{doubt}。请只留一列，或改表头。" for doubt in layout.doubts
                ]
                continue
            into.uses.append(f"{where}：表头在第 {layout.row} 行，{_columns(layout)}")
            _read_sheet(path.name, name, lines, layout, into)
        if sheets and not known:
            into.refusals.append(f"{path.name}：没有找到表头。{_expected(sorts)}")
    _given_and_back(into.platform, into.undone)
    into.undone.clear()


def _sheets(path: Path, sorts: Sequence[str]) -> tuple[list[tuple[str | None, Lines]], str]:  # noqa: PLR0911  (one return a fault)
    """The sheets of a file with their lines, or why there are none."""
    if not path.is_file():
        return [], f"找不到文件“{path.name}”。请检查文件名和所在的文件夹。"
    head = path.read_bytes()[:8]
    if path.suffix.lower() in SUFFIXES or head[:4] in {_ZIP, _OLD_BOOK}:
        book, problems = open_workbook(path, path.name)
        if book is None:
            return [], f"{path.name}：{problems[0].message}{problems[0].fix}"
        sheets: list[tuple[str | None, Lines]] = []
        for name in book.shown:
            lines, faults = book.lines(name)
            if faults:
                return [], f"{path.name}“{name}”：{faults[0].message}{faults[0].fix}"
            sheets += [(name, lines)] if lines else []
        return sheets, "" if sheets else f"{path.name}：里面没有内容。"
    sort = of_file(path)
    if sort:
        return [], f"{path.name}：是{sort.name}，不是表格。{sort.mend}"
    lines, problems = read_rows(path.read_bytes(), path.name, lambda cells: find_list([(1, cells)], sorts) is not None)
    if problems:
        return [], f"{path.name}：{problems[0].message}{problems[0].fix}"
    return [(None, lines)] if lines else [], "" if lines else f"{path.name}：里面没有内容。"


def _columns(layout: ListLayout) -> str:
    place = layout.columns
    return "、".join(f"{letter(place[name] + 1)} 列“{head}”→{MEANINGS[name]}" for name, head in layout.heads.items())


# What the meanings of columns are called.
MEANINGS = {
    "order": "订单号", "original": "原订单号", "batch": "结算批次", "day": "日期", "settled": "结算日期", "gross": "金额",
    "fee": "手续费", "refund": "退款", "net": "结算金额", "type": "类型", "state": "状态", "back": "退款状态", "count": "笔数", "credit": "收入",
    "debit": "支出", "spent": "支出", "amount": "金额", "direction": "收支方向", "balance": "余额", "serial": "流水号", "words": "附言",
    "more_words": "摘要", "payer": "对方", "number": "票据号",
}  # fmt: skip

_NEEDED = {
    "gifts": "平台明细要有订单号（或批次、日期）和捐款金额",
    "payouts": "结算单要有批次（或结算日期）和结算金额",
    "bank": "银行流水要有交易日期和贷方发生额（或交易金额）",
    "receipts": "票据清单要有开票日期（或订单号）和金额",
}


def _expected(sorts: Sequence[str]) -> str:
    return "；".join(_NEEDED[sort] for sort in sorts) + "。"


def _read_sheet(file: str, sheet: str | None, lines: Lines, layout: ListLayout, into: ReadLists) -> None:
    """Every row below the header: a record, a total, or words that are neither."""
    sums = _StatedSums()
    signed = layout.sort == "bank" and _debits_signed(layout, lines[layout.below :])
    first = 0
    for row, cells in lines[layout.below :]:
        where = Where(file, sheet, row)
        record = _MeaningCells(layout, cells, signed)
        if _is_total(layout, cells):
            span = next((span for span in _SPANS if any(map(span.words.search, cells))), _ALL)
            into.differences += _against_total(record, where, span, sums.of(span, cells), first)
            sums.close(span)
            continue
        word = next((cell.strip() for cell in cells if _TOTAL_WORD.fullmatch(cell.strip())), "")
        if word and not _names_a_payer(record):
            text = (
                f"这一行写着“{word}”，像是合计，不是一笔，没有参加核对。是合计的，请把“{word}”写在这一行的第一格，或删去这一行；"
                f"是一笔的，请改掉这两个字"
            )
            into.differences.append(SettlementDifference(DifferenceKind.UNREADABLE, (where,), None, f"{text}。"))
            continue
        try:
            amount = _READERS[layout.sort](record, where, into)
        except _CellError as fault:
            if _is_record(record):
                text = f"{fault}。这一行没有参加核对。"
                into.differences.append(SettlementDifference(DifferenceKind.UNREADABLE, (where,), None, text))
            continue
        if amount is not None:
            first = first or row
            sums.add(amount, _day_of(record))


_MINUS_IN_HEAD = re.compile(r"[(（]\s*[-－−–]")  # 支出金额（-元）


def _debits_signed(layout: ListLayout, body: Lines) -> bool | None:
    """Whether all that went out has a minus: 支出金额 -300.00; None where nothing tells."""
    if _MINUS_IN_HEAD.search(layout.heads.get("debit", "")):
        return True
    lines = []
    for _, cells in body:
        record = _MeaningCells(layout, cells)
        try:
            credit, debit, balance = record.cents("credit"), record.cents("debit"), record.cents("balance")
        except _CellError:
            continue
        if (credit or debit) and not _is_total(layout, cells):
            lines.append(DebitedLine(credit or 0, debit or 0, balance, any(map(says_taken_back, cells))))
    return debits_signed(lines)


def _day_of(record: _MeaningCells) -> date | None:
    for name in ("day", "settled"):
        try:
            day = record.day(name)
        except _CellError:
            continue
        if day is not None:
            return day
    return None


def _names_a_payer(record: _MeaningCells) -> bool:
    """Whether a line of a bank that says 合计 somewhere has a day and somebody it is of, and so is a payment."""
    payer = record.text("payer")
    return (
        record.layout.sort == "bank"
        and bool(payer)
        and not _TOTAL_WORD.fullmatch(payer)
        and _day_of(record) is not None
    )


@dataclass(frozen=True, slots=True)
class _TotalSpan:
    """What a total sums up: how it is called in a message, the words by which it is known, how wide it reaches."""

    name: str
    rows: str
    words: re.Pattern[str]
    width: int


# Nearest first: the words of a month stand before those of any part.
_MONTH_NAMED = re.compile(
    r"(?<![0-9一二三四五六七八九十])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?:[合小总累]计|发生额)"
)
_SPANS = (
    _TotalSpan("累计", "上面各行", re.compile(r"累\s*计"), 9),
    _TotalSpan(
        "本月合计",
        "这个月的各行",
        re.compile(rf"[本当]月(?:份)?(?:[合小总]计|发生)|月[合小总]?计|{_MONTH_NAMED.pattern}"),
        2,
    ),
    _TotalSpan("本季合计", "这一季的各行", re.compile(r"(?:[本当]季度?|季度)[合小总]计"), 3),
    _TotalSpan("小计", "上面这一段", re.compile(r"小计|本[页日]合?计|当日合?计|日计"), 1),
)
_ALL = _TotalSpan("合计", "上面各行", re.compile(""), 9)
_TO_DATE = _SPANS[0]


@dataclass(slots=True)
class _StatedSums:
    """What the rows of a list come to: all of them, those since the last total of each width, those of each month."""

    total: int = 0
    since: dict[int, int] = field(default_factory=dict)  # width of the total → rows since the last so wide
    months: dict[tuple[int, int], int] = field(default_factory=dict)
    last: tuple[int, int] | None = None  # the month of the last row

    def add(self, amount: int, day: date | None) -> None:
        """One more row."""
        self.total += amount
        for width in (1, 2, 3):
            self.since[width] = self.since.get(width, 0) + amount
        if day is not None:
            self.last = (day.year, day.month)
            self.months[self.last] = self.months.get(self.last, 0) + amount

    def of(self, span: _TotalSpan, cells: Sequence[str]) -> tuple[int, ...]:
        """What a total of *span* may state: the sums of the rows that it may mean, the likeliest first."""
        if span.width > 3:  # noqa: PLR2004  (wider than a quarter: all rows)
            return (self.total,)
        likely = (self.since.get(span.width, 0),)
        if span.name != "本月合计" or self.last is None:
            return likely
        named = next((match for cell in cells if (match := _MONTH_NAMED.search(cell))), None)
        month = self.last
        if named and (number := spelled(named["month"])):
            month = next((known for known in reversed(self.months) if known[1] == int(number.value)), month)
        return (self.months[month], *likely)

    def close(self, span: _TotalSpan) -> None:
        """A total of *span* was stated: what follows is summed anew up to the next of its width."""
        for width in (1, 2, 3):
            if width <= span.width <= 3:  # noqa: PLR2004
                self.since[width] = 0


# A total of any sort that stands in a cell by itself.
_TOTAL_WORD = re.compile(r"(?:本[页日周月季年期]|当[日月])?(?:合计|小计|总计|累计|共计)[:：]?")
_NUMBERED = re.compile(r"(?=.*[0-9])[0-9A-Za-z-]{4,}")


def _is_record(record: _MeaningCells) -> bool:
    """Whether a row that can't be read is likely a record, and no note or total below the list: it has a number, a day or money."""
    if any(_NUMBERED.fullmatch(record.text(name)) for name in ("order", "batch", "serial", "number")):
        return True
    for name in ("day", "settled"):
        try:
            if record.day(name):
                return True
        except _CellError:
            continue
    return any(re.search("[0-9]", record.text(name)) for name in ("gross", "spent", "net", "amount", "credit", "debit"))


def _is_total(layout: ListLayout, cells: Sequence[str]) -> bool:
    first = next((cell for cell in cells if cell.strip()), "")
    known = [layout.columns[name] for name in ("order", "serial", "number") if name in layout.columns]
    numbered = any(
        place < len(cells) and cells[place].strip().isalnum() and cells[place].strip().isascii() for place in known
    )
    return bool(first) and not numbered and meaning_of(first, "totals")


def _against_total(
    record: _MeaningCells, where: Where, span: _TotalSpan, sums: Sequence[int], first: int
) -> Iterator[SettlementDifference]:
    """The total that a list states, against the *sums* of the rows that it may sum up."""
    names = {"gifts": "gross", "payouts": "net", "receipts": "amount", "bank": "credit"}
    try:
        stated = record.cents(names[record.layout.sort])
    except _CellError:
        return
    if stated is None or stated in sums or not first:
        return
    total = sums[0]
    text = f"{span.name}写的是 {money(stated)}，{span.rows}加起来是 {money(total)}，差 {money(abs(stated - total))}。"
    if span is _TO_DATE:  # it may begin before the first row
        text = f"{text}累计可能连着更早的各行，没有核对。"
    yield SettlementDifference(DifferenceKind.SUM, (where,), stated - total, text, look=span is not _TO_DATE)


# --- rows ----------------------------------------------------------------------------------------


# States of a refund that did not come about, and of one that is not done yet; 已取消，已退款 came about.
_NOT_BACK = re.compile(
    r"(?:尚?未|没有?|[无不非])(?:申请|发起|发生|产生|有|需要?|须|能|法|可以?|支持)?退[款回].{0,4}|(?:可|支持)退款"
    r"|已?(?:拒绝|驳回|取消|撤销)(?:了|其|的)?退[款回](?:申请)?"
    r"|退[款回](?:申请)?(?:已|被)*(?:失败|关闭|拒绝|驳回|取消|撤[销回])"
    r"|(?:no|not|un)[ _-]?refund(?:ed)?|refund[ _-]?(?:fail|close|cancel|reject)\w*",
    re.IGNORECASE,
)
_BEING_BACK = re.compile(
    r"(?:待|正在|申请|请求|部分)?退[款回](?:.{0,4}中|待.{1,4}|申请)|(?:待|正在|申请|请求)退[款回]"
    r"|refunding|refund[ _-]?(?:process|pend|apply)\w*",
    re.IGNORECASE,
)
_REFUNDED = re.compile(r"成功|完成|转入退款|全额|全部|已退|^是$|success|refund", re.IGNORECASE)


def _state(record: _MeaningCells) -> str:
    """The state of a gift, in words that say themselves whether it went back."""
    state, back = record.text("state"), record.text("back")
    if back and not _NOT_BACK.fullmatch(back):
        if "部分" in back:
            state = "部分退款"
        elif _BEING_BACK.fullmatch(back) or back.endswith("中") or back.startswith("待"):
            state = "退款中"
        elif _REFUNDED.search(back):
            state = "已退款"
        elif "退" in back:
            state = "退款"
    if _BEING_BACK.fullmatch(state):
        raise _CellError(f"写着“{back or state}”，退没退看不出来。退了的请写“已退款”，没有退的请写“未退款”")
    return "" if _NOT_BACK.fullmatch(state) else state


# The state of a gift that went back as a whole, on the row of the gift itself.
_WHOLLY_BACK = re.compile(r"^(?:已|已全额|全额|已全部|全部)退(?:款|回)")


def _given_and_back(rows: list[SettlementRow], undone: Sequence[tuple[int, int]]) -> None:
    """Orders of which the only row says 已退款 were given first: their row stands for the gift and for its refund.

    Where the refund has a row of its own, theirs stands for the gift alone.
    """
    given = {row.order for row in rows if row.move is PlatformMove.GIFT}
    ends = {at for at, _ in undone}
    back = {row.order for at, row in enumerate(rows) if row.move is PlatformMove.REFUND and at not in ends}
    for at, gross in undone:
        row = rows[at]
        if row.order in given:
            continue
        if row.order in back:
            rows[at] = replace(row, move=PlatformMove.GIFT, gross=gross, refund=0)
            continue
        fee, net = row.fee or 0, row.net
        kept = fee if net == -fee else 0  # what a platform does not give back
        net = 0 if net == gross - fee else net  # what would have come without the refund
        rows[at] = replace(row, move=PlatformMove.GIFT, gross=gross, refund=gross, fee=kept, net=net)


def _gift(record: _MeaningCells, where: Where, into: ReadLists) -> int | None:
    state, sort = _state(record), record.text("type")
    gross, spent = record.cents("gross"), record.cents("spent")
    gross = -abs(spent) if spent and not gross else gross  # what goes out stands in a column of its own
    order, batch = record.reference("order"), record.text("batch")
    if gross is None:
        if not (order or batch):
            raise _CellError("没有金额")
        raise _CellError(f"“{record.layout.heads['gross']}”是空的")
    if meaning_of(state, "void"):
        into.unpaid += 1
        return gross
    fee, refund, net = record.cents("fee"), record.cents("refund"), record.cents("net")
    if refund and _NOT_BACK.fullmatch(record.text("back")):
        raise _CellError(f"写着“{record.text('back')}”，又有退款的数，退没退看不出来。没有退的请删去退款的数")
    day, settled = record.day("day"), record.day("settled")
    if meaning_of(sort, "payout"):
        paid = net if net is not None else gross
        into.platform.append(
            SettlementRow(where, PlatformMove.PAYOUT, "", batch, None, settled or day, None, None, None, abs(paid))
        )
        return gross
    if meaning_of(sort, "fee") and gross:
        order = record.reference("original") or order
        into.platform.append(SettlementRow(where, PlatformMove.FEE, order, batch, day, settled, abs(gross)))
        return gross
    returned = meaning_of(sort, "refund") or meaning_of(state, "refund") or gross < 0
    if returned and "部分" in f"{state}{sort}" and gross > 0 and not refund:
        raise _CellError(f"写着“{state if '部分' in state else sort}”，没有写退了多少。请在“退款金额”一列填上")
    if (
        order
        and gross > 0
        and not meaning_of(sort, "refund")
        and _WHOLLY_BACK.search(state)
        and refund in {None, 0, gross, -gross}
    ):
        into.undone.append((len(into.platform), gross))
    if returned and not (refund and gross > 0 and refund < gross):
        # a row of its own for what went back: its amount stands in the column of refunds, else in that of gifts
        back = abs(refund) if refund else abs(gross)
        order = record.reference("original") or order
        into.platform.append(
            SettlementRow(where, PlatformMove.REFUND, order, batch, day, settled, back, abs(fee or 0), None, net)
        )
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


def _payout(record: _MeaningCells, where: Where, into: ReadLists) -> int | None:
    net = record.cents("net")
    batch, settled = record.text("batch"), record.day("settled")
    if net is None or not (batch or settled):
        raise _CellError("没有批次和结算金额")
    if meaning_of(record.text("state"), "void"):
        into.unpaid += 1
        return net
    into.platform.append(
        SettlementRow(
            where,
            PlatformMove.PAYOUT,
            "",
            batch,
            None,
            settled,
            record.cents("gross"),
            record.cents("fee"),
            record.cents("refund"),
            net,
            pending=meaning_of(record.text("state"), "pending"),
            count=record.count("count"),
        )
    )
    return net


def _bank(record: _MeaningCells, where: Where, into: ReadLists) -> int | None:
    day = record.day("day")
    credit, debit = record.cents("credit"), record.cents("debit")
    if "credit" not in record.layout.columns:
        amount, direction = record.cents("amount"), record.text("direction")
        if amount is not None and direction:
            # one below zero that came in was taken back; a sign without a known direction says it by itself
            amount = -abs(amount) if _outgoing(direction) else amount
        cents = amount
    else:
        # a debit below zero is money that came back (but not where a bank writes all of them so), a credit below zero one
        # that was taken back
        if debit and debit < 0 and record.debits_signed is None:
            raise _CellError(
                f"“{record.layout.heads['debit']}”是负数，看不出是付出去还是退回来的。付出去的请去掉减号，退回来的请写在收入一列"
            )
        debit = abs(debit) if debit and record.debits_signed else debit
        cents = (credit or 0) - (debit or 0) if credit is not None or debit is not None else None
    if day is None or cents is None:
        raise _CellError("没有日期或金额")
    words = " ".join(filter(None, (record.text("words"), record.text("more_words"), record.text("payer"))))
    into.bank.append(BankLine(where, day, cents, record.reference("serial"), words, record.cents("balance")))
    return credit or 0


def _outgoing(direction: str) -> bool:
    """Whether a direction says that money went out: by the words of the import, else by parts of them."""
    way = way_of(direction)
    return way == "out" or (not way and meaning_of(direction, "outgoing") and not meaning_of(direction, "incoming"))


def _receipt(record: _MeaningCells, where: Where, into: ReadLists) -> int | None:
    amount = record.cents("amount")
    number, order, day = record.reference("number"), record.reference("order"), record.day("day")
    if amount is None or not (number or order or day):
        raise _CellError("没有金额")
    state = record.text("state")
    if meaning_of(state, "void"):
        into.unpaid += 1
        return amount
    cents = -abs(amount) if meaning_of(state, "refund") else amount
    count = record.count("count")
    by_state = cents != amount
    into.receipts.append(Receipt(where, day, cents, number, order, 1 if count is None else count, by_state=by_state))
    return amount


_READERS: dict[str, Callable[[_MeaningCells, Where, ReadLists], int | None]] = {
    "gifts": _gift,
    "payouts": _payout,
    "bank": _bank,
    "receipts": _receipt,
}
