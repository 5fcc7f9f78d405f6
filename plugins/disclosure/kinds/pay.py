"""报酬前五位: the five highest payments of a year by position; there is no column for a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..blocks import table
from ..model import Block, Disclosure, Expectation, Kind, Link, Prose, Row, at, repeated
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, Sourced, Text, Year, column
from .governance import KIND as GOVERNANCE


class PayRecord(Sourced):
    """One of the five highest payments."""

    year: Year = column("年度", required=True)
    rank: Text = column("序位", required=True, choices=("1", "2", "3", "4", "5"), description="从高到低")
    position: Text = column("职务", required=True, description="只写职务，不写姓名")
    amount: Exact = column("报酬金额", unit="元", description="全年报酬；确实不领报酬的填 0")
    disclosed_on: Date = column("公开日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Each rank once a year, no payment below zero, and none higher than that of the rank above."""
    yield from repeated(rows, PayRecord, "year", "rank")
    years: dict[int, list[Row]] = {}
    for row in rows:
        if row["amount"] is not None and row["amount"] < 0:
            where = at(row, PayRecord, "amount")
            yield problem("not-positive", where, column="报酬金额", cell=plain(row["amount"]))
        elif row["year"] and row["rank"] and row["amount"] is not None:
            years.setdefault(row["year"], []).append(row)
    for year, payments in years.items():
        ranked = sorted(payments, key=lambda row: str(row["rank"]))
        for higher, lower in pairwise(ranked):
            more = lower["amount"] - higher["amount"]
            if more > 0 and lower["rank"] != higher["rank"]:
                yield problem(
                    "rank-order",
                    at(lower, PayRecord, "amount"),
                    year=year,
                    left=higher["rank"],
                    right=lower["rank"],
                    other=higher.where,
                    difference=plain(more),
                )


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table a year, newest first, and above them a way to each."""
    rows = disclosure.records[kind.id]
    years = sorted({row["year"] for row in rows}, reverse=True)
    if len(years) > 1:
        links = [piece for year in years for piece in ("、", Link(f"{year}年", f"{GOVERNANCE.address}#pay-{year}"))]
        yield Prose((tuple(links[1:]),))
    for year in years:
        payments = sorted((row for row in rows if row["year"] == year), key=lambda row: str(row["rank"]))
        caption = f"{year}年领取报酬从高到低前{len(payments)}位"
        shown = ("rank", "position", "amount")
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
            lambda d, year: any(row["year"] == year and row["amount"] is not None for row in d.records.get("pay", ())),
        ),
    ),
)
