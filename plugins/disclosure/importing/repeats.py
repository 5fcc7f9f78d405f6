"""Rows that stand twice, in the file or in the data: known by their order numbers, else asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date

from ..claims import order_key
from ..kinds.donations import KIND as DONATIONS
from ..kinds.gifts import DonationRecord
from ..model import Kind
from ..privacy import DonorType
from ..reading import Date, NumberText
from .amounts import exact
from .asking import SheetQuestions
from .existing import ExistingTable
from .proposal import Overlap
from .readings import OrganisationTables, SheetReading
from .records import DOUBTED, RecordRows, spelled_alike

_SHOWN = frozenset({"amount", "received_on", "paid_on", "moved_on", "quantity"})  # what a question may repeat
_MONTH = len("2025-03")
_NEAR = 3  # days between what is hardly more than one gift of a body
_WORTH_A_QUESTION = 1000  # yuan
_OF_A_GIFT = ("donor", "amount", "received_on")
_LONG = 16  # signs of an order number that stands once in the world


def without_repeats(
    rows: RecordRows, tables: OrganisationTables, kind: Kind, reading: SheetReading, asking: SheetQuestions
) -> list[str]:
    """Leave out rows that are there already or stand twice; returns the hash of the order number of every row that stays."""
    told_of = kind is DONATIONS and all(name in rows.cells for name in _OF_A_GIFT)
    all_gifts = {name: rows.cells[name] for name in _OF_A_GIFT} if told_of else {}
    hashes = _without_the_same(rows, tables, kind, reading, asking)
    existing = tables.rows(kind)
    if not all_gifts or not len(existing.records) or asking.asked("corrected"):
        return hashes
    again = _ask_of_days_near(rows, existing, all_gifts, asking)
    if not again:
        return hashes
    stays = [at not in again for at in range(len(rows))]
    rows.keep(stays)
    return [digest for digest, kept in zip(hashes, stays, strict=True) if kept]


def _gifts(cells: Mapping[str, Sequence[str]], of: Container[str]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """(place, (giver, amount, day)) of every gift of some givers, each spelled in one way."""
    givers, amounts, days = (cells[name] for name in _OF_A_GIFT)
    for at, (who, money, when) in enumerate(zip(givers, amounts, days, strict=True)):
        giver = spelled_alike(who)
        if giver in of:
            yield at, (giver, _plain_cell(money, numeric=True), when)


def _ask_of_days_near(
    rows: RecordRows, existing: ExistingTable, all_gifts: Mapping[str, Sequence[str]], asking: SheetQuestions
) -> set[int]:
    """Ask of gifts of a body that are registered with the same amount some days before or behind; returns those left out.

    A list and the statement of the bank often tell the same gift with days that differ; *all_gifts* are those of the file.
    """
    sorts = rows.cells.get(DonationRecord.donor_type.name, [])
    bodies = {
        spelled_alike(who)
        for who, sort in zip(rows.cells.get("donor", ()), sorts, strict=False)
        if sort == DonorType.BODY
    }
    if not bodies:
        return set()
    mine = {at: gift for at, gift in _gifts(rows.cells, bodies) if (exact(gift[1]) or 0) >= _WORTH_A_QUESTION}
    listed = {gift for _, gift in _gifts(all_gifts, bodies)}
    standing: dict[tuple[str, str], set[str]] = {}
    for _, gift in _gifts({name: existing.column(name) for name in _OF_A_GIFT}, bodies):
        if gift not in listed:
            standing.setdefault(gift[:2], set()).add(gift[2])
    near = {
        at: day
        for at, gift in mine.items()
        for day in sorted(standing.get(gift[:2], ()))
        if _days_apart(day, gift[2]) <= _NEAR
    }
    if not near:
        return set()
    shown = "；".join(
        f"第 {rows.numbers[at]} 行是 {mine[at][2]}，登记的是 {day}" for at, day in list(near.items())[:DOUBTED]
    )
    text = (
        f"有 {len(near)} 行和已经登记的同一家、同样的数，日子只差几天（{shown}）："
        "名单上的日子和银行到账的日子常差一两天，像是同一笔。怎么办？"
    )
    choices = (("skip", "是同一笔，不写"), ("all", "是另外一笔，写"))
    return set(near) if asking.ask("days-near", text, choices, kept=False) != "all" else set()


def _days_apart(one_day: str, other: str) -> int:
    """How many days lie between two days, very many where one is none."""
    try:
        return abs((date.fromisoformat(one_day) - date.fromisoformat(other)).days)
    except ValueError:
        return _NEAR + 1


def _without_the_same(
    rows: RecordRows, tables: OrganisationTables, kind: Kind, reading: SheetReading, asking: SheetQuestions
) -> list[str]:
    """Leave out rows that are alike in all, or have an order number that is known; returns the hashes of those that stay."""
    column = rows.cells.get("?order")
    if column is None:
        return _without_orders(rows, tables, kind, reading, asking)
    damaged = sum(isinstance(cell, NumberText) and ("e" in cell.lower() or len(cell) > 15) for cell in column)  # noqa: PLR2004
    if damaged or len(set(column)) * 2 < len(column):
        if damaged:
            rows.notes.append(f"订单号有 {damaged} 格存成了数字，后面的数位已经丢了，不能用来查重")
        return _without_orders(rows, tables, kind, reading, asking)
    hashes = _hashes(rows, tables, column)
    doubles, unlike = _twice(rows, hashes)
    known = [at for at, digest in enumerate(hashes) if digest and digest in tables.orders]
    gone = {*doubles, *known}
    if unlike:
        listed = "、".join(str(rows.numbers[at]) for at in unlike[:DOUBTED])
        text = f"有 {len(unlike)} 行的订单号和前面的一样，内容却不一样（第 {listed} 行）。怎么办？"
        answer = asking.ask("same-order", text, (("skip", "只写第一行"), ("all", "都写")), kept=False)
        gone |= set(unlike) if answer != "all" else set()
    changed = [at for at in known if not _same_row(rows, at, tables.rows(kind), tables.orders[hashes[at]])]
    if changed:
        listed = "、".join(str(rows.numbers[at]) for at in changed[:DOUBTED])
        text = f"有 {len(changed)} 行的订单号已经登记过，金额或日期却和登记的不一样（第 {listed} 行）。怎么办？"
        choices = (("skip", "不写，登记的不动"), ("all", "当另一笔写"))
        answer = asking.ask("changed-order", text, choices, kept=False)
        gone -= set(changed) if answer == "all" else set()
    examples = tuple(f"第 {rows.numbers[at]} 行" for at in known[:DOUBTED])
    reading.overlap = Overlap(len(known), len(known), len(doubles), examples)
    stays = [at not in gone for at in range(len(rows))]
    rows.keep(stays)
    return [digest for digest, kept in zip(hashes, stays, strict=True) if kept]


def _hashes(rows: RecordRows, tables: OrganisationTables, orders: Sequence[str]) -> list[str]:
    """The hash of the order number of each row; of a short one, as vouchers have them anew every day, with day and money."""
    days = rows.cells.get("received_on") or rows.cells.get("paid_on") or [""] * len(rows)
    return [
        "" if not cell.strip() else hash_of_order(tables.org, cell) or order_key(tables.org, f"{cell}|{day}|{money}")
        for cell, day, money in zip(orders, days, rows.cells.get("amount", days), strict=True)
    ]


def _twice(rows: RecordRows, hashes: Sequence[str]) -> tuple[list[int], list[int]]:
    """Rows whose order number stands above already: (those that say the same, those that say something else)."""
    names = [name for name in rows.cells if not name.startswith("?")]
    first: dict[str, int] = {}
    doubles: list[int] = []
    unlike: list[int] = []
    for at, digest in enumerate(hashes):
        if digest and digest in first:
            same = all(rows.cells[name][at] == rows.cells[name][first[digest]] for name in names)
            (doubles if same else unlike).append(at)
        elif digest:
            first[digest] = at
    return doubles, unlike


def hash_of_order(org: str, order: str) -> str:
    """What is kept of an order number that stands once in the world; nothing of a shorter one."""
    return order_key(org, order) if len(order.strip()) >= _LONG else ""


def _same_row(rows: RecordRows, at: int, existing: ExistingTable, key: str) -> bool:
    """Whether the record that came with an order number has the day and the money of this row."""
    row = existing.filled(key)
    return not row or (row.get("received_on", ""), row.get("amount", "")) == _day_and_money(rows, at)


def _day_and_money(rows: RecordRows, at: int) -> tuple[str, str]:
    amount = exact(rows.cells["amount"][at]) if "amount" in rows.cells else None
    return rows.cells.get("received_on", [""] * len(rows))[at], "" if amount is None else f"{amount:.2f}"


def _without_orders(
    rows: RecordRows, tables: OrganisationTables, kind: Kind, reading: SheetReading, asking: SheetQuestions
) -> list[str]:
    """Without order numbers two gifts may well be alike, in the file and in the data: they are counted, and somebody is asked."""
    doubles = _ask_alike(rows, asking)
    names = [name for name in rows.cells if not name.startswith("?") and name not in {"id", "source", "place", "note"}]
    existing = tables.rows(kind)
    reading.overlap = Overlap(doubles=doubles)
    if not len(existing.records):
        return [""] * len(rows)
    numeric = [kind.record.column(name).numeric for name in names]

    def spelled(columns: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
        plain = [
            [_plain_cell(cell, numeric=number) for cell in column]
            for column, number in zip(columns, numeric, strict=True)
        ]
        return iter(zip(*plain, strict=True))

    standing = Counter(spelled([existing.column(name) for name in names]))
    again: list[int] = []
    fresh: dict[int, tuple[str, ...]] = {}
    for at, key in enumerate(spelled([rows.cells[name] for name in names])):
        if standing[key] > 0:
            standing[key] -= 1
            again.append(at)
        else:
            fresh[at] = key
    if not again:
        return [""] * len(rows)
    corrected = _ask_corrected(rows, kind, names, fresh, standing, asking)
    examples = tuple(f"第 {rows.numbers[at]} 行" for at in again[:DOUBTED])
    text = (
        f"有 {len(again)} 行和已经登记的一模一样（{'、'.join(examples)}{'等' if len(again) > DOUBTED else ''}），"
        "没有订单号，分不清是重复导入还是又一笔。怎么办？"
    )
    answer = asking.ask("overlap", text, (("skip", "是重复的，不写"), ("all", "是另外的，都写")), kept=False)
    skipped = len(again) if answer != "all" else 0
    reading.overlap = Overlap(len(again), skipped, doubles, examples)
    gone = {*corrected, *(again if skipped else ())}
    rows.keep([at not in gone for at in range(len(rows))])
    return [""] * len(rows)


def _ask_corrected(
    rows: RecordRows,
    kind: Kind,
    names: Sequence[str],
    fresh: Mapping[int, tuple[str, ...]],
    standing: Counter[tuple[str, ...]],
    asking: SheetQuestions,
) -> list[int]:
    """Ask of new rows that differ in one cell from a record which the file does not have any more; returns those left out.

    *standing* counts the records that no row of the file repeats; only those of the months that the file tells of are looked at.
    """
    days = [at for at, name in enumerate(names) if isinstance(kind.record.column(name).type, Date)]
    months = [{day[:_MONTH] for day in rows.cells[names[at]]} for at in days]
    missing = [
        key
        for key, count in standing.items()
        if count > 0
        and all(min(within) <= key[at][:_MONTH] <= max(within) for at, within in zip(days, months, strict=True))
    ]
    changed = {}
    for at, (place, old) in _one_cell_apart(missing, fresh).items():
        shown = f"登记的是 {old}，文件里是 {fresh[at][place]}" if names[place] in _SHOWN else "不一样"
        changed[at] = f"第 {rows.numbers[at]} 行的{kind.record.column(names[place]).label}{shown}"
    if not changed:
        return []
    listed = "；".join(list(changed.values())[:DOUBTED])
    text = (
        f"有 {len(changed)} 行和已经登记的只差一格，登记的那一行文件里又没有了（{listed}），像是改正过的。"
        "导入只加新的，不改登记过的。怎么办？"
    )
    choices = (("skip", "是改正，不写；登记的那一行我到表里改"), ("all", "是另外一笔，写"))
    return list(changed) if asking.ask("corrected", text, choices, kept=False) != "all" else []


def _one_cell_apart(
    missing: Sequence[tuple[str, ...]], fresh: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[int, str]]:
    """(place, cell of the record) of each new row that differs from one of the *missing* records in that cell alone."""
    apart: dict[int, tuple[int, str]] = {}
    for place in range(len(missing[0]) if missing else 0):
        before = {(*key[:place], *key[place + 1 :]): key[place] for key in missing}
        for at, key in fresh.items():
            old = before.get((*key[:place], *key[place + 1 :]))
            if old is not None:
                apart.setdefault(at, (place, old))
    return apart


def _ask_alike(rows: RecordRows, asking: SheetQuestions) -> int:
    """Ask of rows that are alike cell by cell inside the file; returns how many are left out as doubles."""
    seen: set[int] = set()
    again = [at for at, mark in enumerate(rows.prints) if mark in seen or seen.add(mark)]  # type: ignore[func-returns-value]
    if not again:
        return 0
    listed = "、".join(str(rows.numbers[at]) for at in again[:DOUBTED])
    text = (
        f"文件里有 {len(again)} 行和前面的行每一格都一样（第 {listed} 行{'等' if len(again) > DOUBTED else ''}），"
        "没有订单号，分不清是重复了还是又一笔。怎么办？"
    )
    answer = asking.ask("alike", text, (("all", "是另外的，都写"), ("skip", "是重复的，只写一次")), kept=False)
    if answer != "skip":
        return 0
    doubles = set(again)
    rows.keep([at not in doubles for at in range(len(rows))])
    return len(doubles)


def _plain_cell(cell: str, *, numeric: bool) -> str:
    amount = exact(cell) if numeric else None
    return f"{amount:.2f}" if amount is not None else spelled_alike(cell)
