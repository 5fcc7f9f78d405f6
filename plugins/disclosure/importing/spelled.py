"""Amounts in words: read where they can only mean one number, and held against the digits where both are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ..model import to_cent
from ..numerals import exact_amount
from ..quantities import plain
from .amounts import exact
from .asking import SheetQuestions
from .charges import table_power
from .columns import ColumnPlan
from .layouts import Layout
from .records import DOUBTED, RecordRows
from .sieve import Sieve

# Marks of an amount that the check does not take as it is.
_WAYS = r"(?:现金|现钞|微信|支付宝|银行转账|对公转账|转账|对公|刷卡|支票|汇款|电汇|扫码|网银)"
_SPELLED = re.compile(rf"[元圆块]|[0-9][万千百][0-9]|^\s*[+＋]|cny|rmb|{_WAYS}", re.IGNORECASE)
# 1000（现金）, 5000/微信, 现金：500
_WITH_WAY = re.compile(
    rf"{_WAYS}\s?[:：]?\s?(?P<behind>[^()（）]+)|(?P<before>[^()（）/／]+?)\s?[/／(（]?\s?{_WAYS}\s?[)）]?"
)
_LETTERED = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]{1,4})?)\s?(?P<letter>[kKwW])")
_LETTERS = {"k": ("一千", 3), "w": ("一万", 4)}
_IN_WORDS = re.compile("[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]")
_SAID_TWICE = re.compile(r"(?P<first>[^()（）]+)[(（]\s*(?:大写|小写)?[:：]?\s*(?P<second>[^()（）]+)[)）]")


def spelled_amounts(rows: RecordRows, layout: Layout, plan: ColumnPlan, asking: SheetQuestions) -> None:
    """Amounts in words (一千元, 壹佰元整, RMB100, +100) → digits, where they can only mean one number of 元; the first is told."""
    power = table_power(layout, plan)
    if power:
        _in_units_of_their_own(rows, layout, power)
        return
    _lettered(rows, layout, asking)
    for column in layout.kind.record.columns:
        cells = rows.cells.get(column.name)
        if column.unit != "元" or cells is None:
            continue
        spelled = {
            cell: _amount_in_words(cell)
            for cell in set(cells)
            if _SPELLED.search(cell) and not (exact(cell) and "元" in cell)
        }
        sure = {
            cell: plain(amount) for cell, amount in spelled.items() if amount is not None and amount == to_cent(amount)
        }
        if sure:
            rows.cells[column.name] = [sure.get(cell, cell) for cell in cells]
            rows.notes += _examples(column.label, [cell for cell in cells if cell in sure], sure)


def _examples(label: str, cells: Iterable[str], read: Mapping[str, str]) -> Iterator[str]:
    """What is said of amounts that were read, with the first of each sort: numbers in words, and what stood around digits."""
    first: dict[bool, str] = {}
    for cell in cells:
        first.setdefault(bool(_IN_WORDS.search(cell)), cell)
    for in_words, cell in first.items():
        what = "中文写的数换成数字" if in_words else "数字前后的正号、单位、付款方式不要"
        yield f"{label}：{what}，例如 {cell.strip()[:30]} 读成 {read[cell]}"


def _in_units_of_their_own(rows: RecordRows, layout: Layout, power: int) -> None:
    """Amounts that name 元 or 万元 themselves, below a head with another unit, are read as they say; the first is told."""
    for column in layout.kind.record.columns:
        cells = rows.cells.get(column.name)
        if column.unit != "元" or cells is None:
            continue
        said = {cell: exact_amount(cell, "元") for cell in set(cells) if "元" in cell}
        sure = {cell: plain(amount.scaleb(-power)) for cell, amount in said.items() if amount is not None}
        if sure:
            rows.cells[column.name] = [sure.get(cell, cell) for cell in cells]
            cell = next(cell for cell in cells if cell in sure)
            amount = plain(said[cell] or Decimal(0))
            rows.notes.append(
                f"{column.label}：表头的单位不是元，自己写着单位的格子照它读，例如 {cell.strip()[:30]} 是 {amount} 元"
            )


def _lettered(rows: RecordRows, layout: Layout, asking: SheetQuestions) -> None:
    """1K is a thousand and 2w twenty thousand to most who write so: each letter is asked once for the whole sheet."""
    names = [column.name for column in layout.kind.record.columns if column.unit == "元" and column.name in rows.cells]
    cells = dict.fromkeys(cell for name in names for cell in rows.cells[name])
    matches = {cell: match for cell in cells if (match := _LETTERED.fullmatch(cell.strip()))}
    for letter, (word, power) in _LETTERS.items():
        full = {
            cell: plain(Decimal(match["number"]).scaleb(power))
            for cell, match in matches.items()
            if match["letter"].lower() == letter
        }
        if not full:
            continue
        cell, amount = next(iter(full.items()))
        text = f"金额写成 {cell.strip()} 这样：{cell.strip()[-1]} 是{word}、等于 {amount} 元吗？"
        choices = (("yes", f"是，{cell.strip()} 等于 {amount}"), ("no", "不是，我去改"))
        if asking.ask(f"letter-{letter}", text, choices) == "yes":
            for name in names:
                rows.cells[name] = [full.get(cell, cell) for cell in rows.cells[name]]


def _amount_in_words(cell: str) -> Decimal | None:
    """The amount of a cell in words, with the way that it was paid, or in digits and in the same words: 1000元（壹仟元整）."""
    beside = _WITH_WAY.fullmatch(cell.strip())
    if beside:
        return exact_amount(beside["behind"] or beside["before"], "元")
    twice = _SAID_TWICE.fullmatch(cell.strip())
    if twice is None:
        return exact_amount(cell, "元")
    amounts = [exact_amount(said, "元") for said in twice.groups()]
    in_digits = [any(sign.isdecimal() for sign in said) for said in twice.groups()]
    return amounts[0] if amounts[0] == amounts[1] and sum(in_digits) == 1 else None


def against_words(rows: RecordRows, layout: Layout, plan: ColumnPlan, asking: SheetQuestions) -> None:
    """Amounts that stand a second time in words must be the same; where they are not, somebody says which holds."""
    spelled, amounts = rows.cells.get("?spelled"), rows.cells.get("amount")
    if spelled is None or amounts is None:
        return
    power = table_power(layout, plan)
    said = [exact_amount(cell, "元") if cell.strip() else None for cell in spelled]
    unlike = [
        at
        for at, (amount, word) in enumerate(zip(amounts, said, strict=True))
        if word is not None and (number := exact(amount, power)) is not None and number != word
    ]
    if not unlike:
        return
    at = unlike[0]
    listed = "、".join(str(rows.numbers[at]) for at in unlike[:DOUBTED])
    text = (
        f"有 {len(unlike)} 行的大写和数字不是一个数（第 {listed} 行；例如“{spelled[at].strip()[:30]}”和 {amounts[at].strip()}）。"
        "怎么办？"
    )
    choices = (("skip", "先不写这些行，核对以后再导入"), ("digits", "按数字写"))
    if asking.ask("spelled", text, choices, kept=False) != "digits":
        Sieve(rows).out_at(set(unlike), "大写和数字不一样的行")
