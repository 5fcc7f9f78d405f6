"""物资: goods received, handed out, scrapped and counted; for each item, specification and batch in = out + stock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from msgspec import Struct, field

from ..blocks import InTable, amount, cell, claimed, named_by, origin_of_numbers, section_crumbs, sentence, words, yuan
from ..identifiers import named_like_a_person
from ..model import (
    Amount,
    Block,
    Cell,
    Disclosure,
    Expectation,
    Kind,
    Link,
    Links,
    Note,
    Page,
    Persons,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
)
from ..model import RichText as RichTextPieces
from ..privacy import ToReceiver, mask_receivers
from ..problems import Problem, problem
from ..quantities import plain, quantity_text
from ..quotes import quoted
from ..reading import Column, Complete, Date, Exact, Missing, Promise, Record, Sourced, Text, Yuan, column


class MovementType(StrEnum):
    """What happens to goods; a count is no movement."""

    IN = "接收"
    OUT = "发放"
    SCRAPPED = "报废"
    COUNT = "结存"


class GoodsReceiver(StrEnum):
    """Who gets goods."""

    PERSON = "个人"
    BODY = "单位"


class GoodsRecord(ToReceiver, Sourced):
    """One movement of goods, or one count of the stock."""

    item = column(Text, "品名", required=True)
    specification = column(Text, "规格", description="同一品名规格不同，分开记", promise=Promise.HELD)
    batch = column(Text, "批次", promise=Promise.HELD)
    move = column(MovementType, "类型", required=True, description="结存是盘点出来的数，不是算出来的")
    moved_on = column(Date, "日期", required=True)
    quantity = column(Exact, "数量", required=True)
    unit = column(Text, "单位", required=True)
    value = column(Yuan, "价值", description="这一行的总价值")
    basis = column(Text, "估价依据", description="发票、评估、市场价等；填了价值就要填", promise=Promise.HELD)
    giver = column(Text, "捐赠方", description="单位名称；个人写 爱心人士", promise=Promise.HELD)
    receiver = column(Text, "接收方", description="发放给谁；个人不会公开姓名", promise=Promise.HELD)
    receiver_type = column(GoodsReceiver, "接收方类型")
    project = column(Text, "项目", refers_to="projects")
    emergency = column(Text, "应急行动", refers_to="emergencies")


class Goods(Complete, GoodsRecord):
    """One movement of goods, or one count of the stock, with all that it must have."""


SHOWN = 12  # movements that are listed unfolded


class Movement(Struct, frozen=True):
    """A row that says what happened, when, and with how much."""

    move: MovementType
    moved_on: str
    quantity: Decimal
    unit: str
    row: GoodsRecord


class StockAccount(Struct):
    """One item of one specification and batch: its movements in the order of days."""

    item: str
    specification: str
    batch: str
    movements: list[Movement] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Item, specification and batch in words."""
        return "，".join(part for part in (self.item, self.specification, self.batch) if part)

    @property
    def unit(self) -> str:
        """The unit of its first movement."""
        return self.movements[0].unit

    def moved(self, move: MovementType) -> Decimal:
        """The quantity of all its movements of one kind."""
        return sum((movement.quantity for movement in self.movements if movement.move == move), Decimal(0))

    @property
    def book(self) -> Decimal:
        """What there must be: in less out."""
        return self.moved(MovementType.IN) - self.moved(MovementType.OUT) - self.moved(MovementType.SCRAPPED)

    @property
    def count(self) -> Movement | None:
        """The stock as counted after everything else, if it was."""
        last = self.movements[-1]
        return last if last.move == MovementType.COUNT else None


def _key(row: GoodsRecord) -> tuple[str, str, str]:
    return row.item or "", row.specification or "", row.batch or ""


def _is_movement(row: GoodsRecord) -> bool:
    """Whether a row says what moved, how, when and how much of it."""
    return bool(row.item and row.move and row.moved_on and row.unit) and row.quantity is not None


def accounts(rows: Iterable[GoodsRecord]) -> list[StockAccount]:
    """Rows by item, specification and batch; on the same day goods come in before they go out and are counted last."""
    every: dict[tuple[str, str, str], StockAccount] = {}
    for row in rows:
        if row.item and row.move and row.moved_on and row.quantity is not None and row.unit:
            key = _key(row)
            movement = Movement(row.move, row.moved_on, row.quantity, row.unit, row)
            every.setdefault(key, StockAccount(*key)).movements.append(movement)
    order = list(MovementType)
    for account in every.values():
        account.movements.sort(key=lambda movement: (movement.moved_on, order.index(movement.move)))
    return list(every.values())


def check(rows: Sequence[GoodsRecord]) -> Iterator[Problem]:
    """In = out + stock for each account, one unit in each, and every value has a basis."""
    yield from chain.from_iterable(map(_check_row, rows))
    every = accounts(rows)
    unread = {_key(row) for row in rows if not _is_movement(row)}  # its own cell says so; nothing adds up without it
    for account in every:
        odd = next((movement for movement in account.movements if movement.unit != account.unit), None)
        if odd:
            where, first = odd.row.at(GoodsRecord.unit), account.movements[0].row.where
            yield problem(
                "goods-units-differ", where, cell=account.name, left=account.unit, right=odd.unit, other=first
            )
        elif (account.item, account.specification, account.batch) in unread:
            continue
        elif all(movement.quantity >= 0 or movement is account.count for movement in account.movements):
            yield from _imbalance(account, every)


def _check_row(row: GoodsRecord) -> Iterator[Problem]:
    """What one row says alone: a quantity above zero, a basis for its value, and persons only where they are called so."""
    if row.quantity is not None and (row.quantity < 0 or (row.quantity == 0 and row.move != MovementType.COUNT)):
        where = row.at(GoodsRecord.quantity)
        yield problem("not-positive", where, column="数量", cell=plain(row.quantity))
    if row.value is not None and row.basis is None:
        yield problem("value-without-basis", row.at(GoodsRecord.basis), cell=plain(row.value))
    if row.giver and named_like_a_person(row.giver):
        yield problem("giver-like-person", row.at(GoodsRecord.giver), cell=row.giver)
    if row.receiver and row.receiver_type is not GoodsReceiver.PERSON and named_like_a_person(row.receiver):
        kind = row.receiver_type or "没有填"
        yield problem("receiver-like-person", row.at(GoodsRecord.receiver), cell=row.receiver, left=kind)


def _imbalance(account: StockAccount, every: Sequence[StockAccount]) -> Iterator[Problem]:
    """The first day on which an account does not balance; later days, wrong for the same reason, are not reported."""
    came = held = Decimal(0)
    for movement in account.movements:
        quantity = movement.quantity
        if movement.move == MovementType.IN:
            came, held = came + quantity, held + quantity
        elif movement.move == MovementType.COUNT:
            if quantity != held:
                yield _vanished(account, movement, held)
                return
        else:
            held -= quantity
            if held < 0:
                yield problem(
                    "goods-never-received",
                    movement.row.at(GoodsRecord.quantity),
                    cell=account.name,
                    right=quantity_text(came - held, account.unit),
                    left=quantity_text(came, account.unit),
                    other=movement.moved_on,
                    difference=quantity_text(-held, account.unit),
                    hint=_alike(account, every),
                )
                return
    if held and account.count is None:
        yield problem(
            "goods-not-counted",
            account.movements[-1].row.at(GoodsRecord.quantity),
            cell=account.name,
            left=quantity_text(came, account.unit),
            right=quantity_text(came - held, account.unit),
            difference=quantity_text(held, account.unit),
        )


def _vanished(account: StockAccount, count: Movement, held: Decimal) -> Problem:
    return problem(
        "goods-vanished",
        count.row.at(GoodsRecord.quantity),
        cell=account.name,
        left=quantity_text(held, account.unit),
        right=quantity_text(count.quantity, account.unit),
        other=count.moved_on,
        difference=quantity_text(abs(held - count.quantity), account.unit),
    )


def _alike(account: StockAccount, every: Sequence[StockAccount]) -> str:
    """The same item under another specification or batch, or another item of the same amount that was left over."""
    left = [other for other in every if other is not account and other.unit == account.unit and other.book > 0]
    same = [other for other in left if other.item == account.item or other.book == account.moved(MovementType.OUT)]
    if not same:
        return ""
    leftovers = "、".join(f"{quoted(other.name)}账上还有{quantity_text(other.book, other.unit)}" for other in same)
    return f"（{leftovers}，是不是发的时候换了名称？）"


def items_of(disclosure: Disclosure) -> int:
    """Of how many goods it is told what came in and went out; specifications and batches are told apart."""
    return len(accounts(disclosure.rows(Goods)))


# --- pages ---------------------------------------------------------------------------------------


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The stock of everything, and one page a year with every movement."""
    records = disclosure.rows(Goods)
    if not records:
        return
    section = "donations" if disclosure.count("donations") else "finances"
    every = accounts(records)
    years = sorted({str(row.moved_on)[:4] for row in records}, reverse=True)
    links = tuple((Link(f"{year}年收发", f"{kind.address}{year}/"), "") for year in years)
    blocks: list[Block] = [
        TableBlock(_stock(disclosure, every, records)),
        Note(
            "怎么核对",
            sentence("同一品名、规格、批次：接收＝发放＋报废＋结存。盘点过的，结存写盘点的数，其余写算出来的数。"),
        ),
        Links("逐笔收发", links),
    ]
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=_finding(every),
        blocks=tuple(blocks),
        section=section,
        crumbs=section_crumbs(section),
        description=f"{disclosure.organisation.name}的物资：收了什么、发给谁、还剩多少。",
    )
    for year in years:
        moves = [row for row in records if str(row.moved_on)[:4] == year]
        yield Page(
            path=f"{kind.address}{year}/",
            title=f"{year}年物资收发",
            finding=sentence(f"{year}年物资收发和盘点共{len(moves)}笔。"),
            blocks=(TableBlock(_moves(disclosure, moves, f"goods-{year}", f"{year}年每笔收发")),),
            section=section,
            crumbs=(*section_crumbs(section), Link(kind.rows_page, kind.address)),
            year=int(year),
            description=f"{disclosure.organisation.name}{year}年的物资收发，一笔一行。",
        )


def _finding(every: Sequence[StockAccount]) -> RichTextPieces:
    """How many items there are, and what the counts of them came to."""
    counted = [account for account in every if account.count]
    unlike = [account for account in counted if account.count and account.count.quantity != account.book]
    without = len(every) - len(counted)
    uncounted = claimed(without, f"{without}种没有盘点数，结存是算出来的。")
    start = f"公布了{len(every)}种物资的收发"
    agree = claimed(
        counted and len(counted) == len(every) and not unlike, f"{start}，并且盘点过，逐种核对，都对得上。"
    ) or claimed(
        counted and not unlike,
        f"{start}；盘点过的{len(counted)}种{'都' if len(counted) > 1 else ''}对得上，{uncounted}",
    )
    differ = claimed(
        unlike,
        f"{start}；盘点过的{len(counted)}种里有{len(unlike)}种对不上{f'，{uncounted}' if uncounted else '。'}",
    )
    return sentence(agree or differ or claimed(not counted, f"{start}；没有盘点数，结存是算出来的。"))


def _stock(disclosure: Disclosure, every: Sequence[StockAccount], records: Sequence[Record]) -> Table:
    def line(account: StockAccount) -> TableRow:
        count = account.count
        counted: Cell = (
            Amount(count.quantity, account.unit, where=count.row.where) if count else Amount(account.book, account.unit)
        )
        values = [movement.row.value for movement in account.movements if movement.move == MovementType.IN]
        known = [value for value in values if value is not None]
        bases = "、".join(dict.fromkeys(movement.row.basis for movement in account.movements if movement.row.basis))
        return TableRow(
            (
                account.name,
                *(Amount(account.moved(move), account.unit) for move in tuple(MovementType)[:3]),
                counted,
                Amount(sum(known, Decimal(0)), "元") if known and len(known) == len(values) else Missing.UNDISCLOSED,
                bases or Missing.UNDISCLOSED,
            )
        )

    return Table(
        "goods",
        "每种物资的收、发、存",
        (
            TableColumn("品名、规格、批次"),
            TableColumn("接收", numeric=True),
            TableColumn("发放", numeric=True),
            TableColumn("报废", numeric=True, priority=2),
            TableColumn("结存", numeric=True),
            TableColumn("接收价值（元）", numeric=True, priority=2),
            TableColumn("估价依据", priority=2),
        ),
        tuple(
            line(account)
            for account in sorted(every, key=lambda account: (account.item, account.specification, account.batch))
        ),
        scale="元",
        units_in_columns=True,
        notes=(origin_of_numbers(disclosure, records), ("单位不同的物资不能相加。",)),
        missing_key=True,
        sources=named_by(records),
    )


def _moves(disclosure: Disclosure, records: Sequence[Goods], table_id: str, caption: str) -> Table:
    return Table(
        table_id,
        caption,
        (
            TableColumn("日期"),
            TableColumn("品名、规格、批次"),
            TableColumn("类型"),
            TableColumn("数量", numeric=True),
            TableColumn("价值（元）", numeric=True, priority=2),
            TableColumn("从哪来、给了谁"),
            TableColumn("项目", priority=2),
        ),
        tuple(
            TableRow(
                (
                    str(row.moved_on),
                    "，".join(part for part in (row.item, row.specification, row.batch) if part),
                    str(row.move),
                    amount(row, GoodsRecord.quantity, str(row.unit)),
                    yuan(row, GoodsRecord.value) if row.move != MovementType.COUNT else Missing.NOT_APPLICABLE,
                    _other_side(row),
                    cell(disclosure, row, GoodsRecord.project) if row.project else "",
                )
            )
            for row in sorted(records, key=lambda row: str(row.moved_on))
        ),
        scale="元",
        units_in_columns=True,
        notes=(origin_of_numbers(disclosure, records),),
        missing_key=True,
        folded=len(records) > SHOWN,
        sources=named_by(records),
    )


def _other_side(row: Goods) -> Cell:
    if row.move in {MovementType.SCRAPPED, MovementType.COUNT}:
        return Missing.NOT_APPLICABLE
    return words(row, GoodsRecord.giver if row.move == MovementType.IN else GoodsRecord.receiver)


def _on(column: Column[str]) -> Callable[[Disclosure, Record], Iterator[Block]]:
    def blocks(disclosure: Disclosure, row: Record) -> Iterator[Block]:
        moves = disclosure.about(Goods, column, row.record_id)
        if moves:
            yield TableBlock(_moves(disclosure, moves, f"goods-{column.name}-{row.record_id}", "物资收发"))

    return blocks


KIND = Kind(
    id="goods",
    label="物资收发",
    record=GoodsRecord,
    pages=pages,
    order=68,
    persons=Persons.RECEIVERS,
    bodies=(GoodsRecord.giver, GoodsRecord.receiver),
    path="donations/in-kind/",
    rows_page="物资收发",
    gist=lambda disclosure: f"{items_of(disclosure)}种",
    checks=check,
    redact=mask_receivers,
    adds={"projects": _on(GoodsRecord.project), "emergencies": _on(GoodsRecord.emergency)},
    expects=(
        Expectation("物资的品名、规格、数量和单位", InTable(GoodsRecord)),
        Expectation("估价依据", InTable(GoodsRecord, (GoodsRecord.basis,))),
    ),
)
