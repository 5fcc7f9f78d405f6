"""What a settlement found, for people and machines: text, JSON, one page, one workbook. Names and accounts stand in none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct

from .entries import Balance, DifferenceKind, Settlement, SettlementDifference, money, place_words

# What each sort of difference means, and what to do about it.
ADVICE = {
    DifferenceKind.UNCLAIMED: "银行收到了，没有登记：查清是谁、为什么给的，登记入账并开票；查不清的挂账待查。",
    DifferenceKind.NOT_ARRIVED: "平台说付了，银行没有：把结算单发给平台查询。",
    DifferenceKind.REFUNDED: "退款有一边没有登记：照凭证补登退款（捐赠退款表、红字票据），或向平台查询。",
    DifferenceKind.TWICE: "同一笔出现两次：核对后删去多的一行；已经开了两张票据的，冲红一张。",
    DifferenceKind.FEE: "手续费和结算金额对不上：按合同费率重算，有误的请平台更正。",
    DifferenceKind.AMOUNT: "两边金额不同：照凭证改正错的一边。",
    DifferenceKind.DAY: "两边日期差得太远：核对是不是同一笔，或日期填错。",
    DifferenceKind.SUM: "合计和明细不同：看是不是少导出了几行，或平台算错。",
    DifferenceKind.NO_RECEIPT: "平台有这笔捐款，票据（捐赠明细）里没有：补登记、补开。",
    DifferenceKind.NO_SOURCE: "登记了，钱在平台和银行里都找不到：核对是不是填错金额或日期，或钱还没有到。",
    DifferenceKind.UNSURE: "有几种对法，请人工核对。",
    DifferenceKind.UNREADABLE: "这些行没有参加核对：照提示改好再对一次。",
    DifferenceKind.BALANCE: "银行流水中间像是少了一行或改了一行：重新从网银导出。",
    DifferenceKind.NEXT_PERIOD: "在期末前后到账：和上一期、下一期的在途一起核对。",
    DifferenceKind.PENDING: "还在路上：下一期再核对。",
    DifferenceKind.OUTSIDE: "不在这次核对的期间内。",
}

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHOWN = 200  # differences of one sort in the text; the workbook has all


class SettlementReport(Struct, frozen=True):
    """A settlement with what is said around it: how the files were read, the period, what else is to be known."""

    settlement: Settlement
    uses: Sequence[str] = ()
    period: str = ""
    notes: Sequence[str] = ()

    @property
    def verdict(self) -> str:
        """The outcome in one sentence."""
        count = len(self.settlement.open)
        if not self.settlement.conserved:
            return "程序算出的各部分加起来不等于总数，这次的结果不能用；请把出错的情况告诉维护人员。"
        return f"有 {count} 处要看。" if count else "全部对上，每一分都有着落。"

    @property
    def groups(self) -> list[tuple[DifferenceKind, str, list[SettlementDifference]]]:
        """The differences by their kind, what is to be looked at first."""
        by_kind: dict[tuple[bool, DifferenceKind], list[SettlementDifference]] = {}
        for entry in self.settlement.differences:
            by_kind.setdefault((not entry.look, entry.kind), []).append(entry)
        return [(kind, ADVICE[kind], entries) for (_, kind), entries in by_kind.items()]

    @property
    def equation(self) -> str:
        """捐款 … － 手续费 … ＝ 到账 … ＋ 在途 …, with every named difference, to the 分."""
        left: list[str] = []
        right: list[str] = []
        for part in self.settlement.equation:
            label = part.label.lstrip("＋－")
            if part.label in {"捐款", "－手续费", "－退款"} or part.label.startswith("＋"):
                sign = "" if not left else "＋" if part.cents >= 0 else "－"
                left.append(f"{sign}{label} {money(abs(part.cents) if left else part.cents)}")
            else:
                sign = "" if not right else "＋" if part.cents <= 0 else "－"
                right.append(f"{sign}{label} {money(abs(part.cents) if right else -part.cents)}")
        return f"{' '.join(left)} ＝ {' '.join(right)}" if left and right else ""


def balance_words(balance: Balance) -> str:
    """A total and its parts in one line: 银行的收入和支出 12 行 100.00元 ＝ 平台结算到账 10 行 90.00元 ＋ 待认领 …."""
    parts = " ＋ ".join(f"{part.label} {part.rows} 行 {money(part.cents)}" for part in balance.parts) or "没有"
    return f"{balance.label} {balance.rows} 行 {money(balance.cents)} ＝ {parts}"


def as_text(report: SettlementReport) -> str:
    """The report for a terminal."""
    return "\n".join(_lines(report))


def _lines(report: SettlementReport) -> Iterator[str]:
    yield f"三方对账{f'（{report.period}）' if report.period else ''}：{report.verdict}"
    yield from (f"· {use}" for use in report.uses)
    yield from (f"· {note}" for note in report.notes)
    yield ""
    for kind, advice, entries in report.groups:
        whole = sum(entry.cents or 0 for entry in entries)
        yield f"{kind}（{len(entries)} 处，{money(whole)}）{'' if entries[0].look else '，不用改'}：{advice}"
        for entry in entries[:_SHOWN]:
            places = "、".join(place_words(where) for where in entry.places)
            yield f"  {places}：{entry.text}"
        if len(entries) > _SHOWN:
            yield f"  …… 还有 {len(entries) - _SHOWN} 处，全部的见 --format xlsx"
        yield ""
    yield "每一边的总数都分得清："
    yield from (f"· {balance_words(balance)}" for balance in report.settlement.balances)
    if report.equation:
        yield f"· 平台：{report.equation}"


def as_json(report: SettlementReport) -> str:
    """The report for machines: money in 分."""
    settlement = report.settlement
    content: dict[str, Any] = {
        "period": report.period,
        "settled": not settlement.open,
        "conserved": settlement.conserved,
        "files": list(report.uses),
        "notes": list(report.notes),
        "differences": [
            {
                "kind": str(entry.kind),
                "look": entry.look,
                "cents": entry.cents,
                "message": entry.text,
                "advice": ADVICE[entry.kind],
                "places": [{"file": where.file, "sheet": where.sheet, "row": where.row} for where in entry.places],
            }
            for entry in settlement.differences
        ],
        "balances": [
            {
                "label": balance.label,
                "rows": balance.rows,
                "cents": balance.cents,
                "parts": [{"label": part.label, "rows": part.rows, "cents": part.cents} for part in balance.parts],
            }
            for balance in settlement.balances
        ],
        "equation": [{"label": part.label, "cents": part.cents} for part in settlement.equation],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_html(report: SettlementReport) -> str:
    """The report as one page that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"money": money, "place": place_words, "balance": balance_words}
    return environment.get_template("report.html").render(report=report)


def as_workbook(report: SettlementReport) -> bytes:
    """The report as a workbook: every difference a row, and the balances."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = "差异"
    sheet.append(["差异", "要看", "文件", "工作表", "行", "金额（元）", "是什么", "怎么办", "相关的行"])
    for entry in report.settlement.differences:
        first, rest = (entry.places[0], entry.places[1:]) if entry.places else (None, ())
        sheet.append(
            [
                _cell(entry.kind),
                "是" if entry.look else "不用改",
                _cell(first.file if first else ""),
                _cell((first.sheet if first else "") or ""),
                first.row if first else None,
                None if entry.cents is None else Decimal(entry.cents).scaleb(-2),
                _cell(entry.text),
                ADVICE[entry.kind],
                _cell("、".join(place_words(where) for where in rest)),
            ]
        )
    sums = book.create_sheet("总数")
    sums.append(["哪一边", "部分", "行数", "金额（元）"])
    for balance in report.settlement.balances:
        for part in balance.parts:
            sums.append([balance.label, part.label, part.rows, Decimal(part.cents).scaleb(-2)])
        sums.append([balance.label, "合计", balance.rows, Decimal(balance.cents).scaleb(-2)])
    sums.append(["平台", report.equation])
    for number, wide in enumerate((12, 8, 24, 14, 8, 16, 60, 50, 40), 1):
        sheet.column_dimensions[chr(64 + number)].width = wide
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for page in (sheet, sums):
        page.freeze_panes = "A2"
        for cell in page[1]:
            cell.font = Font(bold=True)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(text: str) -> str:
    """Words that no spreadsheet takes for a formula, without signs that none can hold."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
