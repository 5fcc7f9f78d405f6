"""报酬前五位: the five highest payments of a year by position; there is no column for a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..blocks import InTable, table
from ..model import Block, Disclosure, Expectation, Kind, Link, Prose, repeated, told_before_end_of_year
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Complete, Date, Sourced, Text, Year, Yuan, column
from .governance import KIND as GOVERNANCE


class PayRecord(Sourced):
    """One of the five highest payments."""

    year = column(Year, "年度", required=True)
    rank = column(Text, "序位", required=True, choices=("1", "2", "3", "4", "5"), description="从高到低")
    position = column(Text, "职务", required=True, description="只写职务，不写姓名")
    amount = column(Yuan, "报酬金额", description="全年报酬；确实不领报酬的填 0")
    disclosed_on = column(Date, "公开日期")


class PayRank(Complete, PayRecord):
    """One of the five highest payments, with all that it must have."""


def checks(rows: Sequence[PayRecord]) -> Iterator[Problem]:
    """Each rank once a year, no payment below zero, none higher than that of the rank above, and none told before the year is over."""
    yield from repeated(rows, PayRecord.year, PayRecord.rank)
    yield from told_before_end_of_year(rows, PayRecord.year, PayRecord.disclosed_on)
    years: dict[int, list[tuple[str, Decimal, PayRecord]]] = {}
    for row in rows:
        if row.amount is not None and row.amount < 0:
            where = row.at(PayRecord.amount)
            yield problem("not-positive", where, column="报酬金额", cell=plain(row.amount))
        elif row.year and row.rank and row.amount is not None:
            years.setdefault(row.year, []).append((row.rank, row.amount, row))
    for year, payments in years.items():
        ranked = sorted(payments, key=lambda payment: payment[0])
        for (higher, most, above), (lower, least, below) in pairwise(ranked):
            if least > most and lower != higher:
                yield problem(
                    "rank-order",
                    below.at(PayRecord.amount),
                    year=year,
                    left=higher,
                    right=lower,
                    other=above.where,
                    difference=plain(least - most),
                )


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table a year, newest first, and above them a way to each."""
    rows = disclosure.rows(PayRank)
    years = sorted({row.year for row in rows}, reverse=True)
    if len(years) > 1:
        links = [piece for year in years for piece in ("、", Link(f"{year}年", f"{GOVERNANCE.address}#pay-{year}"))]
        yield Prose((tuple(links[1:]),))
    for year in years:
        payments = sorted((row for row in rows if row.year == year), key=lambda row: str(row.rank))
        caption = f"{year}年领取报酬从高到低前{len(payments)}位"
        shown = (PayRecord.rank, PayRecord.position, PayRecord.amount)
        yield table(disclosure, kind, payments, shown, caption=caption, table_id=f"pay-{year}")


KIND = Kind(
    id="pay",
    label="报酬最高的五位",
    record=PayRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=204,
    expects=(
        Expectation(
            "薪酬最高前五位人员的职务和金额",
            InTable(PayRecord, (PayRecord.amount,), dated=PayRecord.year),
        ),
    ),
)
