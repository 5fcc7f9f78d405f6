"""A consolidated account as a table and a chart: the bodies, what is taken out, the sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from ... import charts
from ...accounts import (
    COLUMNS,
    REPORTS,
    Consolidated,
    MemberBooks,
)
from ...blocks import sentence
from ...model import (
    Amount,
    Cell,
    ChartBlock,
    Federation,
    Link,
    Mark,
    Role,
    RowRole,
    Source,
    Table,
    TableColumn,
    TableRow,
    Tag,
)
from ...quantities import Bound
from ...reading import Missing
from .common import MOST_BESIDE, NOT_REPORTED, PATH, lead_and_members
from .transfers import anchor, transfers_path
from .words import notes_of

MOST_DRAWN = 12  # bodies in a chart; a table has all


def account_tables(federation: Federation, account: Consolidated) -> Iterator[Table]:
    """The account; a list of very many bodies follows in a table of its own, which may go on on further pages."""
    bodies = [_body(account, ledger) for ledger in account.ledgers]
    bodies += [
        TableRow((name, *(Missing.UNDISCLOSED for _ in COLUMNS), Tag("none", NOT_REPORTED))) for name in account.absent
    ]
    many = len(bodies) > MOST_BESIDE
    path = f"{PATH}{account.year}/"
    silent = set.intersection(*({*account.missing(column)} for column in COLUMNS))
    added: Cell = Link(f"{len(bodies) - len(silent)}家各自的数相加", f"{path}#bodies") if many else "相加"
    rows = [] if many else bodies.copy()
    rows.append(
        TableRow(
            (added, *(sum_cell(account, column, account.added(column)) for column in COLUMNS), ""), RowRole.SUBTOTAL
        )
    )
    rows += _taken_out(account)
    whole = all(map(account.reconciles, COLUMNS))
    worth = account.counted("net_assets") and account.missing("net_assets")  # told by some: their sum is short
    label = "合并数（不完整）" if not account.complete else f"合并数{'（年末净资产不完整）' if worth else ''}"
    total = (sum_cell(account, column, account.total(column)) for column in COLUMNS)
    rows.append(TableRow((label, *total, ""), RowRole.TOTAL if whole else RowRole.TOTAL_OPEN))
    table = Table(
        f"federation-{account.year}",
        f"{account.year}年合并账",
        (
            TableColumn("机构"),
            *(TableColumn(label, numeric=True) for label in COLUMNS.values()),
            TableColumn("取自，截止日", priority=2),
        ),
        tuple(rows),
        unit_note=lead_and_members(federation),
        scale="元",
        notes=tuple(notes_of(federation, account)),
        missing_key=True,
    )
    yield table
    if many:
        name, caption = f"federation-{account.year}-bodies", f"{account.year}年各家的数"
        yield replace(table, id=name, caption=caption, rows=tuple(bodies), notes=())


def _taken_out(account: Consolidated) -> Iterator[TableRow]:
    """What is taken out of the sum: pair by pair, very many pairs in one row."""
    pairs = {pair: [account.eliminated(column, pair) for column in COLUMNS] for pair in account.pairs}
    pairs = {pair: taken for pair, taken in pairs.items() if any(taken)}
    if len(pairs) > MOST_BESIDE:
        words = Link(f"减：互相拨付的{len(pairs)}对", transfers_path(account))
        sums = (account.internal(column) for column in COLUMNS)
        yield TableRow((words, *(Amount(-amount, "元") if amount else "" for amount in sums), "两边都有"), RowRole.PART)
        return
    for pair, taken in pairs.items():
        words = Link(
            f"减：{pair.payer.short_name}拨给{pair.receiver.short_name}",
            f"{transfers_path(account)}#{anchor(pair)}",
        )
        cells = (Amount(-amount, "元") if amount else "" for amount in taken)
        yield TableRow((words, *cells, "两边都有"), RowRole.PART)


def _body(account: Consolidated, ledger: MemberBooks) -> TableRow:
    totals = {column: account.total_of(ledger, column) for column in COLUMNS}
    refused = [column for column in COLUMNS if (account.year, column) in ledger.refused]
    cells: list[Cell] = [
        total.figure if total else Missing.NOT_APPLICABLE if column in refused else Missing.UNDISCLOSED
        for column, total in totals.items()
    ]
    there = any(year == account.year for year, _ in ledger.totals)
    name = Link(ledger.organisation.name, f"{ledger.org}/{f'finances/{account.year}/' if there else ''}", root=True)
    origins = list(dict.fromkeys(total.origin for total in totals.values() if total))
    dated = (f"{origin}，{'台账里没有截止日' if origin == REPORTS else '12月31日'}" for origin in origins)
    reported: Cell = Tag("checking", "口径不同") if refused else "；".join(dated) or Tag("none", NOT_REPORTED)
    return TableRow((name, *cells, reported))


def sum_cell(account: Consolidated, column: str, amount: Decimal) -> Cell:
    """A sum of a column as a cell; undisclosed where no body told it."""
    if not account.counted(column):
        return Missing.UNDISCLOSED
    return Amount(amount, "元", approximate=account.bound(column) is not Bound.EXACT)


def account_chart(federation: Federation, account: Consolidated) -> Iterator[ChartBlock]:
    """What each body took in and paid out, where any told it."""
    marks = []
    bodies = {body.org: body for body in federation.bodies(account.year)}
    sources: dict[tuple[str, str], Source] = {}  # bodies may call different documents the same
    drawn, left_out = _largest(account)
    for ledger in drawn:
        for column, role in (("income", Role.INCOME), ("expense", Role.EXPENSE)):
            total = account.total_of(ledger, column)
            if total:
                figure = total.figure
                source = bodies[ledger.org].sources.get(figure.source or "")
                sources |= {(ledger.org, source.id): source} if source else {}
                marks.append(
                    Mark(
                        f"{ledger.organisation.short_name}{COLUMNS[column]}",
                        figure.value,
                        figure.text,
                        role,
                        open_end=figure.bound is Bound.AT_LEAST,
                        figure=figure,
                    )
                )
    caption = charts.Caption(
        f"federation-{account.year}",
        plain=f"{account.year}年各家的收入和支出",
        subtitle="各家自己的数，没有去掉内部往来",
        notes=(sentence(f"只画最大的{len(drawn)}家，另外{left_out}家的数在下面的表里。"),) if left_out else (),
        sources=tuple(sources.values()),
    )
    if marks:
        yield ChartBlock(charts.of_cells(caption, "bars", marks))


def _largest(account: Consolidated) -> tuple[list[MemberBooks], int]:
    """The bodies that are drawn, in the order of the table, and how many that told a total are not: the smaller ones of many."""
    sizes: dict[str, Decimal] = {}
    for ledger in account.ledgers:
        totals = [account.total_of(ledger, column) for column in ("income", "expense")]
        if any(totals):
            sizes[ledger.org] = max(total.figure.value for total in totals if total)
    largest = set(sorted(sizes, key=lambda org: -sizes[org])[:MOST_DRAWN])
    return [ledger for ledger in account.ledgers if ledger.org in largest], len(sizes) - len(largest)
