"""物资: goods received, handed out, scrapped and counted; for each item, specification and batch in = out + stock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..blocks import amount, cell, filled, origin_of_numbers, section_crumbs, sentence, words, yuan
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
    Row,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    at,
)
from ..privacy import mask_receivers
from ..problems import Problem, problem
from ..quantities import plain, quantity_text
from ..reading import Date, Exact, Missing, Sourced, Text, column

MOVES = ("接收", "发放", "报废", "结存")
RECEIVERS = ("个人", "单位")


class GoodsRecord(Sourced):
    """One movement of goods, or one count of the stock."""

    item: Text = column("品名", required=True)
    specification: Text = column("规格", description="同一品名规格不同，分开记")
    batch: Text = column("批次")
    move: Text = column("类型", required=True, choices=MOVES, description="结存是盘点出来的数，不是算出来的")
    moved_on: Date = column("日期", required=True)
    quantity: Exact = column("数量", required=True)
    unit: Text = column("单位", required=True)
    value: Exact = column("价值", unit="元", description="这一行的总价值")
    basis: Text = column("估价依据", description="发票、评估、市场价等；填了价值就要填")
    giver: Text = column("捐赠方", description="单位名称；个人写 爱心人士")
    receiver: Text = column("接收方", description="发放给谁；个人不会公开姓名")
    receiver_type: Text = column("接收方类型", choices=RECEIVERS)
    project: Text = column("项目", refers_to="projects")
    emergency: Text = column("应急行动", refers_to="emergencies")


SHOWN = 12  # movements that are listed unfolded


@dataclass(slots=True)
class StockAccount:
    """One item of one specification and batch: its movements in the order of days."""

    item: str
    specification: str
    batch: str
    rows: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Item, specification and batch in words."""
        return "，".join(part for part in (self.item, self.specification, self.batch) if part)

    @property
    def unit(self) -> str:
        """The unit of its first row."""
        return str(self.rows[0]["unit"])

    def moved(self, move: str) -> Decimal:
        """The quantity of all its rows of one kind."""
        return sum((row["quantity"] for row in self.rows if row["move"] == move), Decimal(0))

    @property
    def book(self) -> Decimal:
        """What there must be: in less out."""
        return self.moved("接收") - self.moved("发放") - self.moved("报废")

    @property
    def count(self) -> Row | None:
        """The stock as counted after everything else, if it was."""
        last = self.rows[-1]
        return last if last["move"] == "结存" else None


def accounts(rows: Iterable[Row]) -> list[StockAccount]:
    """Rows by item, specification and batch; on the same day goods come in before they go out and are counted last."""
    every: dict[tuple[str, str, str], StockAccount] = {}
    for row in rows:
        if all(row[name] is not None for name in ("item", "move", "moved_on", "quantity", "unit")):
            key = (row["item"], row.get("specification", ""), row.get("batch", ""))
            every.setdefault(key, StockAccount(*key)).rows.append(row)
    for account in every.values():
        account.rows.sort(key=lambda row: (str(row["moved_on"]), MOVES.index(row["move"])))
    return list(every.values())


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """In = out + stock for each account, one unit in each, and every value has a basis."""
    for row in rows:
        if row["quantity"] is not None and (row["quantity"] < 0 or (row["quantity"] == 0 and row["move"] != "结存")):
            where = at(row, GoodsRecord, "quantity")
            yield problem("not-positive", where, column="数量", cell=plain(row["quantity"]))
        if row["value"] is not None and row["basis"] is None:
            yield problem("value-without-basis", at(row, GoodsRecord, "basis"), cell=plain(row["value"]))
        if named_like_a_person(str(row.get("giver", ""))):
            yield problem("giver-like-person", at(row, GoodsRecord, "giver"), cell=row["giver"])
    every = accounts(rows)
    for account in every:
        odd = next((row for row in account.rows if row["unit"] != account.unit), None)
        if odd:
            where, first = at(odd, GoodsRecord, "unit"), account.rows[0].where
            yield problem(
                "goods-units-differ", where, cell=account.name, left=account.unit, right=odd["unit"], other=first
            )
        else:
            yield from _imbalance(account, every)


def _imbalance(account: StockAccount, every: Sequence[StockAccount]) -> Iterator[Problem]:
    """The first day on which an account does not balance; later days, wrong for the same reason, are not reported."""
    came = held = Decimal(0)
    for row in account.rows:
        where, quantity = at(row, GoodsRecord, "quantity"), row["quantity"]
        if row["move"] == "接收":
            came, held = came + quantity, held + quantity
        elif row["move"] == "结存":
            if quantity != held:
                yield _vanished(account, row, held, quantity)
                return
        else:
            held -= quantity
            if held < 0:
                yield problem(
                    "goods-never-received",
                    where,
                    cell=account.name,
                    right=quantity_text(came - held, account.unit),
                    left=quantity_text(came, account.unit),
                    other=row["moved_on"],
                    difference=quantity_text(-held, account.unit),
                    hint=_alike(account, every),
                )
                return
    if held and account.count is None:
        yield problem(
            "goods-not-counted",
            at(account.rows[-1], GoodsRecord, "quantity"),
            cell=account.name,
            left=quantity_text(came, account.unit),
            right=quantity_text(came - held, account.unit),
            difference=quantity_text(held, account.unit),
        )


def _vanished(account: StockAccount, row: Row, held: Decimal, counted: Decimal) -> Problem:
    return problem(
        "goods-vanished",
        at(row, GoodsRecord, "quantity"),
        cell=account.name,
        left=quantity_text(held, account.unit),
        right=quantity_text(counted, account.unit),
        other=row["moved_on"],
        difference=quantity_text(abs(held - counted), account.unit),
    )


def _alike(account: StockAccount, every: Sequence[StockAccount]) -> str:
    """The same item under another specification or batch, or another item of the same amount that was left over."""
    left = [other for other in every if other is not account and other.unit == account.unit and other.book > 0]
    same = [other for other in left if other.item == account.item or other.book == account.moved("发放")]
    if not same:
        return ""
    leftovers = "、".join(f"“{other.name}”账上还有{quantity_text(other.book, other.unit)}" for other in same)
    return f"（{leftovers}，是不是发的时候换了名称？）"


# --- pages ---------------------------------------------------------------------------------------


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The stock of everything, and one page a year with every movement."""
    records = disclosure.records.get(kind.id, [])
    if not records:
        return
    section = "donations" if disclosure.count("donations") else "finances"
    every = accounts(records)
    years = sorted({str(row["moved_on"])[:4] for row in records}, reverse=True)
    links = tuple((Link(f"{year}年收发", f"{kind.address}{year}/"), "") for year in years)
    blocks: list[Block] = [
        TableBlock(_stock(disclosure, every, records)),
        Note("怎么核对", sentence("同一品名、规格、批次：接收＝发放＋报废＋结存。结存是盘点的数，不是算出来的。")),
        Links("逐笔收发", links),
    ]
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=sentence(f"公布了{len(every)}种物资的接收、发放和结存，逐种核对，都对得上。"),
        blocks=tuple(blocks),
        section=section,
        crumbs=section_crumbs(section),
        description=f"{disclosure.organisation.name}的物资：收了什么、发给谁、还剩多少。",
    )
    for year in years:
        moves = [row for row in records if str(row["moved_on"])[:4] == year]
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


def _stock(disclosure: Disclosure, every: Sequence[StockAccount], records: Sequence[Row]) -> Table:
    def line(account: StockAccount) -> TableRow:
        count = account.count
        counted: Cell = (
            Amount(count["quantity"], account.unit, where=count.where) if count else Amount(account.book, account.unit)
        )
        values = [row["value"] for row in account.rows if row["move"] == "接收"]
        known = all(value is not None for value in values) and values
        bases = "、".join(dict.fromkeys(str(row["basis"]) for row in account.rows if row["basis"]))
        return TableRow(
            (
                account.name,
                *(Amount(account.moved(move), account.unit) for move in MOVES[:3]),
                counted,
                Amount(sum(values, Decimal(0)), "元") if known else Missing.UNDISCLOSED,
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
        notes=(origin_of_numbers(disclosure, records), ("单位不同的物资不能相加。",)),
        missing_key=True,
    )


def _moves(disclosure: Disclosure, records: Sequence[Row], table_id: str, caption: str) -> Table:
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
                    str(row["moved_on"]),
                    "，".join(str(row[name]) for name in ("item", "specification", "batch") if row[name]),
                    str(row["move"]),
                    amount(row, "quantity", str(row["unit"])),
                    yuan(row, "value") if row["move"] != "结存" else Missing.NOT_APPLICABLE,
                    _other_side(row),
                    cell(disclosure, KIND, row, "project") if row["project"] else "",
                )
            )
            for row in sorted(records, key=lambda row: str(row["moved_on"]))
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, records),),
        missing_key=True,
        folded=len(records) > SHOWN,
    )


def _other_side(row: Row) -> Cell:
    if row["move"] in {"报废", "结存"}:
        return Missing.NOT_APPLICABLE
    return words(row, "giver" if row["move"] == "接收" else "receiver")


def _on(name: str) -> Callable[[Disclosure, Row], Iterator[Block]]:
    def blocks(disclosure: Disclosure, row: Row) -> Iterator[Block]:
        moves = [move for move in disclosure.records.get("goods", ()) if move[name] == row.id]
        if moves:
            yield TableBlock(_moves(disclosure, moves, f"goods-{name}-{row.id}", "物资收发"))

    return blocks


KIND = Kind(
    id="goods",
    label="物资收发",
    record=GoodsRecord,
    pages=pages,
    order=68,
    persons=Persons.RECEIVERS,
    bodies=("giver", "receiver"),
    path="donations/in-kind/",
    rows_page="物资收发",
    checks=check,
    redact=mask_receivers,
    adds={"projects": _on("project"), "emergencies": _on("emergency")},
    expects=(
        Expectation("物资的品名、规格、数量和单位", lambda d, _: bool(d.count("goods"))),
        Expectation("估价依据", lambda d, _: filled(d, "goods", "basis")),
    ),
)
