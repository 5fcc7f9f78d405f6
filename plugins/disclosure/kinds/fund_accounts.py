"""基金年度收支: opening, in, out and closing of every fund and year; the four must balance and carry over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..blocks import origin_of_numbers, yuan
from ..model import (
    Block,
    Disclosure,
    Kind,
    Row,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    at,
    grouped,
    repeated,
)
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, Sourced, Text, Year, column
from .funds import KIND as FUNDS


class FundAccountRecord(Sourced):
    """One year of one fund."""

    fund: Text = column("基金", required=True, refers_to="funds")
    year: Year = column("年度", required=True)
    opening: Exact = column("年初余额", unit="元")
    received: Exact = column("本年收入", unit="元")
    spent: Exact = column("本年支出", unit="元")
    closing: Exact = column("年末余额", unit="元")
    published_on: Date = column("公布日期")


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """closing = opening + received - spent, neither below zero; closing is the opening of the next year."""
    yield from repeated(rows, FundAccountRecord, "fund", "year")
    for row in rows:
        for name in ("opening", "closing"):
            if row[name] is not None and row[name] < 0:
                where = at(row, FundAccountRecord, name)
                label = FundAccountRecord.column(name).label
                yield problem("fund-below-zero", where, column=label, cell=plain(row[name]))
        yield from _unbalanced(row)
    for series in grouped(rows, "fund").values():
        years = {row["year"]: row for row in series if row["year"] is not None}
        for year, row in years.items():
            yield from _not_carried(years.get(year - 1), row)


def _unbalanced(row: Row) -> Iterator[Problem]:
    if any(row[name] is None for name in ("opening", "received", "spent", "closing")):
        return
    expected = row["opening"] + row["received"] - row["spent"]
    if expected != row["closing"]:
        yield problem(
            "fund-unbalanced",
            at(row, FundAccountRecord, "closing"),
            left=plain(row["opening"]),
            expected=plain(expected),
            right=plain(row["closing"]),
            difference=plain(abs(expected - row["closing"])),
        )


def _not_carried(last: Row | None, row: Row) -> Iterator[Problem]:
    if last is None or last["closing"] is None or row["opening"] is None or last["closing"] == row["opening"]:
        return
    yield problem(
        "fund-not-carried",
        at(row, FundAccountRecord, "opening"),
        left=plain(last["closing"]),
        right=plain(row["opening"]),
        other=last.where,
        difference=plain(abs(row["opening"] - last["closing"])),
    )


def on_fund(disclosure: Disclosure, fund: Row) -> Iterator[Block]:
    """CH-14: one equation a year, 年初＋收入－支出＝年末, newest first."""
    series = grouped(disclosure.records.get("fund_accounts", ()), "fund").get(fund.id, [])
    if not series:
        return
    series.sort(key=lambda row: -int(row.get("year", 0)))
    table = Table(
        f"fund-accounts-{fund.id}",
        "年初余额＋本年收入－本年支出＝年末余额",
        (
            TableColumn("年度"),
            TableColumn("年初余额", numeric=True),
            TableColumn("＋本年收入", numeric=True),
            TableColumn("－本年支出", numeric=True),
            TableColumn("＝年末余额", numeric=True),
        ),
        tuple(
            TableRow(
                (f"{row['year']}年", *(yuan(row, name) for name in ("opening", "received", "spent", "closing"))),
                RowRole.PLAIN,
            )
            for row in series
        ),
        scale="元",
        notes=(origin_of_numbers(disclosure, series),),
        missing_key=True,
    )
    yield TableBlock(table)


KIND = Kind(
    id="fund_accounts",
    label="基金年度收支",
    record=FundAccountRecord,
    order=64,
    size="received",
    series=TimeSeries("fund", "year", ("received", "spent", "closing")),
    beside=("fund", FUNDS),
    checks=check,
    adds={"funds": on_fund},
)
