"""Total rows held against the records that they sum."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from ..numerals import in_one_width, readings
from ..problems import Problem, problem
from ..quantities import grouped, plain
from .columns import AnyColumn, Record
from .raw_tables import DASHES, RawTable, TotalRow
from .table_typing import read_cell
from .typed_tables import TypedTable

_TO_DATE = "累计"


def check_totals(raw: RawTable, typed: TypedTable, record: type[Record]) -> list[Problem]:
    """One problem for each total row that differs from the records above it, and a word on each in unusual form that agrees.

    A 小计 sums the records since the last total, a 总计 all of them, a 合计 may be either, a 累计 those since any total
    before, or records of another table as well; above all records it sums those below it. Totals of a column with a cell that
    could not be read or is withheld are not checked.
    """
    problems: list[Problem] = []
    start, starts = 0, [0]
    lost = {name for _, name in typed.refused} | {name for _, name in typed.missing}
    for stated_at in raw.totals:
        total = stated_at if stated_at.before else replace(stated_at, before=len(raw.texts))
        spans = {"小计": [start], "总计": [0], "共计": [0], _TO_DATE: starts[::-1]}.get(total.word, [start, 0])
        start = stated_at.before
        starts.append(start)
        sort = _rows_of_a_sort(typed, record, total)
        checked, faults = _compared(raw, typed, record, total, spans, sort, lost)
        if total.word == _TO_DATE:
            faults = [_as_note(fault, total) for fault in faults]
        problems.extend(faults[:1])
        if faults:
            continue
        stated, counted = _label_amounts(total.text)
        problems.extend(_label_problems(raw, typed, record, total, spans, sort, lost, stated, counted, checked))
    return problems


def _as_note(fault: Problem, total: TotalRow) -> Problem:
    """A sum to date that differs is none to mend: it may begin in another table."""
    if fault.code != "total-mismatch":
        return fault
    finding = "和上面各行加起来的不一样，可能连着别的表里的，没有核对"
    mend = "累计的数不用登记，这一行可以删去；只是这张表的合计的，第一格请写“合计”，再核对一次。"
    return problem("total-row-read", fault.where, cell=total.text, finding=finding, mend=mend)


def _compared(
    raw: RawTable,
    typed: TypedTable,
    record: type[Record],
    total: TotalRow,
    spans: Sequence[int],
    sort: Sequence[int] | None,
    lost: Collection[str],
) -> tuple[int, list[Problem]]:
    """(how many cells of a total row agree with the rows above, problems of those that do not)."""
    problems: list[Problem] = []
    agreeing = 0
    for column in record.columns:
        cell = total.cells.get(column.name, "")
        if not column.numeric or not cell.strip() or cell.strip() in DASHES:
            continue
        where, power = raw.where(total.row, column.label), raw.powers.get(column.name, 0)
        stated, fault = read_cell(column, cell, where, power)
        if fault and fault.suggestion:  # 叁佰伍拾元整: a total in words is held against its rows all the same
            stated, fault = read_cell(column, fault.suggestion, where, power)
        if fault:
            problems.append(fault)
        if stated is None or column.name in lost:
            continue
        wrong = _mismatch(raw, typed, column, total, spans, sort, stated)
        if wrong:
            problems.append(wrong)
        else:
            agreeing += 1
    return agreeing, problems


# 单位：元 says how amounts are told, not of which givers a total is.
_OF_UNITS = re.compile(r"单位\s*[:：]")


def _rows_of_a_sort(typed: TypedTable, record: type[Record], total: TotalRow) -> list[int] | None:
    """The places of the rows above that say what the label of a total says: 个人 of 个人合计, both of 单位现金合计; None of 合计."""
    words = _OF_UNITS.sub("", total.text)
    named = {
        column.name: {choice for choice in column.choices if choice in words}
        for column in record.columns
        if not column.many
    }
    selections = [(typed.cells(name), choices) for name, choices in named.items() if choices]
    rows = range(min(total.before, len(typed)))
    return [row for row in rows if all(cells[row] in choices for cells, choices in selections)] if selections else None


def _mismatch(
    raw: RawTable,
    typed: TypedTable,
    column: AnyColumn,
    total: TotalRow,
    spans: Sequence[int],
    sort: Sequence[int] | None,
    stated: Any,
) -> Problem | None:
    """The problem of a total that is the sum neither of the rows above it nor of those of the sort that it names."""
    sums = [sum(typed.values(column.name, first, total.before)) for first in spans]
    if stated in sums:
        return None
    if sort is not None:
        amounts = typed.cells(column.name)
        if stated == sum(amounts[row] or 0 for row in sort):
            return None
    likely = min(range(len(sums)), key=lambda at: abs(stated - sums[at]))
    shown = [column.type.shown(value) for value in (stated, sums[likely], abs(stated - sums[likely]))]
    return problem(
        "total-mismatch",
        raw.where(total.row, column.label),
        word=total.word,
        found=shown[0],
        expected=shown[1],
        difference=shown[2],
        rows=_span_of_rows(raw, total, spans[likely]),
    )


def _span_of_rows(raw: RawTable, total: TotalRow, first: int) -> str:
    top = raw.texts.index[first] if first < len(raw.texts) else total.row
    bottom = raw.texts.index[total.before - 1] if total.before else total.row
    return f"第 {top} 行到第 {bottom} 行" if top < bottom else f"第 {bottom} 行"


_COUNTED = re.compile(r"[笔条项行户人家位名]")
# ¥100.00
_SIGNED = re.compile(r"(?:¥|人民币|RMB|CNY)\s*((?>-?[0-9][0-9,.]*))(?!\s*[十百千万亿元圆块余多])", re.IGNORECASE)


def _label_amounts(text: str) -> tuple[set[Decimal], set[Decimal]]:
    """(amounts in yuan, counts) that stand in the label of a total: 合计：2笔，100元（大写：壹佰元整）."""
    amounts: set[Decimal] = set()
    counts: set[Decimal] = set()
    for number in readings(_SIGNED.sub(r"\1元", in_one_width(text)), "元"):
        if number.tail.startswith(("元", "圆", "块", "角", "分")):
            amounts.add(number.value)
        elif _COUNTED.match(number.tail):
            counts.add(number.value)
    return amounts, counts


def _label_problems(  # noqa: PLR0913, PLR0917  (a table, its total and what its label states)
    raw: RawTable,
    typed: TypedTable,
    record: type[Record],
    total: TotalRow,
    spans: Sequence[int],
    sort: Sequence[int] | None,
    lost: Collection[str],
    amounts: Collection[Decimal],
    counts: Collection[Decimal],
    agreeing: int,
) -> Iterator[Problem]:
    """What the words of a total say, held against the rows above: one problem, or a word that it agrees or can't be checked."""
    money = [
        column for column in record.columns if column.numeric and column.unit == "元" and typed.values(column.name)
    ]
    where = raw.where(total.row)
    if len(amounts) > 1:
        words = "、".join(f"{grouped(amount)}元" for amount in sorted(amounts))
        yield problem("total-row", where, cell=total.text, finding=f"里面的几个金额不一样（{words}），大写和小写要相同")
        return
    for amount in amounts:
        if len(money) == 1 and money[0].name not in lost:
            stated, _ = read_cell(money[0], plain(amount), where)
            wrong = _mismatch(raw, typed, money[0], total, spans, sort, stated) if stated is not None else None
            if wrong:
                yield wrong
                return
            agreeing += 1
    rows_above = {total.before - first for first in spans}
    sizes = rows_above if sort is None else rows_above | {len(sort)}
    for count in counts:
        if count not in sizes and len(counts) == 1:
            said = f"写的是 {plain(count)}，上面有 {max(rows_above)} 行"
            yield problem("total-row", where, cell=total.text, finding=f"{said}；数的如果不是行数，请改写")
            return
        agreeing += count in sizes
    is_of_sort = sort is not None and not total.text.strip().startswith(total.word)  # 个人合计, not 合计（含个人）
    if not total.plain and not (is_of_sort and agreeing):
        finding = "与上面各行加起来的一样" if agreeing else "没有能和上面各行核对的数"
        yield problem("total-row-read", where, cell=total.text, finding=finding)
