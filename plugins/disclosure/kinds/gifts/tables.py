"""Tables of gifts: sums by month, channel and purpose, what went back, and the largest of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...arrays import np
from ...model import (
    Amount,
    Cell,
    Dataset,
    Disclosure,
    Link,
    RichText,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    largest_rows,
)
from ...quantities import yuan_text
from ...reading import AnyColumn
from ..channels import Channel
from ..gift_refunds import GIFTS, Refund, by_gift
from ..gift_refunds import KIND as REFUNDS
from .by_columns import by_columns, links_of_records
from .places import place
from .record import DonationRecord
from .sums import Sum, sums

LARGEST = 5  # single gifts of a year that its income names
NAMES = "署名由捐赠人自填，未经核验；个人没有同意公开姓名的，一律写“爱心人士”。"


def sums_table(
    table_id: str, caption: str, label: str, lines: Sequence[tuple[Cell, Sum]], notes: tuple[RichText, ...] = ()
) -> Table:
    """Gifts and money of each line, and their sum below."""
    whole = sum((total for _, total in lines), Sum())
    return Table(
        table_id,
        caption,
        (TableColumn(label), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True)),
        (*(TableRow((name, *total.cells)) for name, total in lines), TableRow(("合计", *whole.cells), RowRole.TOTAL)),
        scale="元",
        notes=notes,
    )


def by_channel_table(
    disclosure: Disclosure, dataset: Dataset, part: tuple[AnyColumn, str], table_id: str
) -> Iterator[TableBlock]:
    """Where the gifts of a month or a year came in; every gift has one channel, so they add up."""
    known = {row.id: Link(row.name, disclosure.kinds["channels"].place(row)) for row in disclosure.rows(Channel)}
    by_channel = {
        key[1]: total for key, total in sums(dataset, part[0], DonationRecord.channel).items() if key[0] == part[1]
    }
    if set(by_channel) <= {""}:
        return
    lines: list[tuple[Cell, Sum]] = [
        (known.get(channel, "没有报来渠道"), total)
        for channel, total in sorted(by_channel.items(), key=lambda item: (-item[1].money, item[0]))
    ]
    yield TableBlock(sums_table(table_id, "按渠道", "渠道", lines))


def by_wish_table(disclosure: Disclosure, dataset: Dataset, year: str) -> Iterator[TableBlock]:
    """What givers wanted their money used for."""
    known = links_of_records(disclosure)
    lines: dict[str, tuple[Cell, Sum]] = {}
    for (at, project, fund), total in sums(
        dataset, DonationRecord.year, DonationRecord.project, DonationRecord.fund
    ).items():
        if at != year:
            continue
        named = ("project", project) if project else ("fund", fund)
        cell: Cell = known.get(named, "没有定向到项目或基金")
        name = f"{named[0]}/{named[1]}"
        lines[name] = (cell, lines[name][1] + total if name in lines else total)
    if len(lines) > 1:
        ordered = sorted(lines.items(), key=lambda item: (-item[1][1].money, item[0]))
        note = ("同时定向项目和基金的，列在项目一行。",)
        yield TableBlock(
            sums_table(f"donations-{year}-wishes", "按意愿", "定向到", [total for _, total in ordered], (note,))
        )


def less(whole: Sum, returned: Sum, when: str = "") -> str:
    """What went back, and what is left, for the end of a sentence; nothing where nothing went back."""
    return f"；{when}退款{returned.text}，净额{yuan_text(whole.money - returned.money)}" if returned.gifts else ""


def given_back(disclosure: Disclosure) -> tuple[int, Decimal]:
    """(how many, their money) of what went back of the gifts that are listed."""
    dataset = disclosure.datasets.get(GIFTS)
    listed = refunds_of_listed(disclosure, dataset)[0] if dataset is not None else Sum()
    return listed.gifts, listed.money


def refunds_of_listed(disclosure: Disclosure, dataset: Dataset) -> tuple[Sum, Sum]:
    """(what went back of the gifts that are listed, what went back of others): only the first can be taken off their sum."""
    years = dataset.values(DonationRecord.year)
    listed = others = Sum()
    for row in disclosure.rows(Refund):
        began = row.donation or row.received_on or ""
        if began[:4] in years:
            listed += Sum(1, row.amount)
        else:
            others += Sum(1, row.amount)
    return listed, others


def net_table(table_id: str, whole: Sum, returned: Sum, others: Sum) -> Iterator[TableBlock]:
    """What came, what went back, and what is left; only where anything went back."""
    if not returned.gifts and not others.gifts:
        return
    rows = [
        TableRow(("到账的捐赠", *whole.cells)),
        TableRow((Link("－退款", REFUNDS.address), *returned.cells)),
        TableRow(("＝净额", "", Amount(whole.money - returned.money, "元")), RowRole.TOTAL),
    ]
    if others.gifts:
        rows.append(TableRow((Link("另有退款，原来的捐赠没有列在这里", REFUNDS.address), *others.cells)))
    columns = (TableColumn("款项"), TableColumn("笔数", numeric=True), TableColumn("金额", numeric=True))
    note = ("退款记在退款的那一年；捐赠到账那一年的总额不改，退的是哪一笔，写在那一笔后面。",)
    yield TableBlock(Table(table_id, "总额、退款和净额", columns, tuple(rows), scale="元", notes=(note,)))


def comes_together(dataset: Dataset) -> bool:
    """Whether a row stands for several gifts that a platform paid in at once."""
    return any(count > 1 for count in dataset.counts(DonationRecord.counted))


def largest(disclosure: Disclosure, year: int) -> Iterator[TableBlock]:
    """The largest gifts of a year as the lists of gifts show them; names that were not agreed to are in neither."""
    dataset = disclosure.datasets.get(GIFTS)
    if dataset is None or str(year) not in dataset.values(DonationRecord.year):
        return
    of_year = (DonationRecord.year, str(year))
    chosen, equal = largest_rows(dataset, DonationRecord.amount, LARGEST, of_year, DonationRecord.counted)
    positions = np.array(chosen, dtype=np.int64)
    gifts = by_columns(disclosure, dataset, positions, links_of_records(disclosure), by_gift(disclosure.rows(Refund)))
    rows = tuple(
        TableRow((name, money, day, Link(str(number), place(str(number)))))
        for number, day, money, name, *_ in (row.cells for row in gifts.columns.rows(0, len(positions)))
    )
    columns = (
        TableColumn("署名"),
        TableColumn("金额", numeric=True, lead=True),
        TableColumn("到账日期", priority=2),
        TableColumn("捐赠编号", priority=2),
    )
    others = f"和最后一笔一样多的另有{equal}笔，没有列出；" if equal else ""
    batches = "平台合在一起到账的没有列出；" if comes_together(dataset) else ""
    note = (f"一笔算一行，同一署名的几笔没有合在一起；{others}{batches}", NAMES)
    every = sums(dataset, DonationRecord.year)[(str(year),)].gifts
    caption = f"{year}年最大的{len(rows)}笔捐赠"
    if equal and len({cell.value for row in rows if isinstance(cell := row.cells[1], Amount)}) == 1:  # nobody gave most
        caption = f"{year}年最大的捐赠有{len(rows) + equal}笔，一样多，列{len(rows)}笔"
    if len(rows) in {every, *range(LARGEST)}:  # all there are, or all that did not come together
        alone = "" if len(rows) == every else "单独到账的"
        caption = f"{year}年{alone or '的'}{len(rows)}笔捐赠{'，从大到小' if len(rows) > 1 else ''}"
    if rows:
        yield TableBlock(Table(f"donations-{year}-largest", caption, columns, rows, scale="元", notes=(note,)))
