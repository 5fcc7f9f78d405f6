"""基金年度收支: opening, in, out and closing of every fund and year; the four must balance and carry over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..blocks import origin_of_numbers, yuan
from ..dates import earlier
from ..model import (
    Block,
    Disclosure,
    Kind,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    TimeSeries,
    by_id,
    grouped,
    records_of,
    repeated,
    told_before_end_of_year,
)
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Record
from .funds import KIND as FUNDS
from .funds import FundAccount, FundAccountRecord, FundRecord


def check(rows: Sequence[FundAccountRecord]) -> Iterator[Problem]:
    """closing = opening + received - spent, neither below zero; closing is the opening of the next year, and known when it is over."""
    yield from repeated(rows, FundAccountRecord.fund, FundAccountRecord.year)
    for row in rows:
        for column in (FundAccountRecord.opening, FundAccountRecord.closing):
            value = row[column]
            if value is not None and value < 0:
                yield problem("fund-below-zero", row.at(column), column=column.label, cell=plain(value))
        yield from _unbalanced(row)
    left = [row for row in rows if row.closing != 0]  # of a fund that was used up all is known before the year is over
    yield from told_before_end_of_year(left, FundAccountRecord.year, FundAccountRecord.published_on)
    for series in grouped(rows, FundAccountRecord.fund).values():
        years = {row.year: row for row in series if row.year is not None}
        for year, row in years.items():
            yield from _not_carried(years.get(year - 1), row)


def _unbalanced(row: FundAccountRecord) -> Iterator[Problem]:
    if row.opening is None or row.received is None or row.spent is None or row.closing is None:
        return
    expected = row.opening + row.received - row.spent
    if expected != row.closing:
        yield problem(
            "fund-unbalanced",
            row.at(FundAccountRecord.closing),
            left=plain(row.opening),
            expected=plain(expected),
            right=plain(row.closing),
            difference=plain(abs(expected - row.closing)),
        )


def _not_carried(last: FundAccountRecord | None, row: FundAccountRecord) -> Iterator[Problem]:
    if last is None or last.closing is None or row.opening is None or last.closing == row.opening:
        return
    yield problem(
        "fund-not-carried",
        row.at(FundAccountRecord.opening),
        left=plain(last.closing),
        right=plain(row.opening),
        other=last.where,
        difference=plain(abs(row.opening - last.closing)),
    )


def relate(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Accounts of a year before the fund was set up; money may have come before the signing."""
    funds = by_id(records_of(records, FundRecord))
    for row in records_of(records, FundAccountRecord):
        fund = funds.get(row.fund or "")
        if fund and fund.established_on and row.year and earlier(f"{row.year}", fund.established_on):
            details = {"left": row.year, "column": FundRecord.established_on.label, "right": fund.established_on}
            reason = f"那时“{fund.record_name}”还没有设立（{fund.where}）"
            yield problem("outside-its-year", row.at(FundAccountRecord.year), **details, reason=reason)


def on_fund(disclosure: Disclosure, fund: Record) -> Iterator[Block]:
    """CH-14: one equation a year, 年初＋收入－支出＝年末, newest first."""
    accounts = disclosure.about(FundAccount, FundAccountRecord.fund, fund.record_id)
    series = sorted(accounts, key=lambda row: -row.year)
    if not series:
        return
    table = Table(
        f"fund-accounts-{fund.record_id}",
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
                (
                    f"{row.year}年",
                    *(
                        yuan(row, name)
                        for name in (
                            FundAccountRecord.opening,
                            FundAccountRecord.received,
                            FundAccountRecord.spent,
                            FundAccountRecord.closing,
                        )
                    ),
                ),
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
    size=FundAccountRecord.received,
    series=TimeSeries(
        FundAccountRecord.fund,
        FundAccountRecord.year,
        (FundAccountRecord.received, FundAccountRecord.spent, FundAccountRecord.closing),
    ),
    beside=(FundAccountRecord.fund, FUNDS),
    checks=check,
    relations=relate,
    adds={"funds": on_fund},
)
