"""投资: what the money was put into, from which funds, what is left and what it brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InTable, latest, table
from ..dates import earlier
from ..model import Block, Cell, Disclosure, Expectation, Kind, not_positive, out_of_order
from ..problems import Problem, problem
from ..reading import BodyName, Complete, Date, RichText, Slug, Sourced, Text, Year, Yuan, column
from .major_events import KIND as MAJOR_EVENTS


class InvestmentProduct(StrEnum):
    """What money is put into."""

    BANK = "银行理财产品"
    TRUST = "信托产品"
    FUND = "基金产品"
    BOND = "债券"
    MANAGED = "其他资产管理产品"
    EQUITY = "股权"
    SHARES = "股票"
    DERIVATIVES = "商品及金融衍生品"
    LIFE_INSURANCE = "人身保险产品"
    OTHER = "其他"


class InvestedMoney(StrEnum):
    """Whose money is invested."""

    OWN = "自有资金"
    UNRESTRICTED = "非限定性捐赠财产"
    RESTRICTED = "限定性捐赠财产"
    GOVERNMENT = "政府资助财产"
    FORBIDDEN = "约定不得投资的财产"
    OTHER = "其他"


# 慈善法 art. 55, 62号令 art. 5 and 7
_NO_PRODUCTS = (InvestmentProduct.SHARES, InvestmentProduct.DERIVATIVES, InvestmentProduct.LIFE_INSURANCE)
_NO_FUNDS = (InvestedMoney.GOVERNMENT, InvestedMoney.FORBIDDEN)


class InvestmentRecord(Sourced):
    """One investment in one year."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "产品或被投资方", required=True)
    year = column(Year, "年度", required=True, description="余额和收益是哪一年的")
    product_type = column(InvestmentProduct, "产品类型", required=True)
    fund_source = column(InvestedMoney, "资金来源")
    manager = column(BodyName, "受托机构")
    amount = column(Yuan, "投资金额")
    start_on = column(Date, "投资日期")
    end_on = column(Date, "到期或收回日期", ahead=True)
    balance = column(Yuan, "年末余额")
    income = column(Yuan, "当年收益", description="亏损填负数")
    summary = column(RichText, "内容")


class Investment(Complete, InvestmentRecord):
    """One investment in one year, with all that it must have."""


def checks(rows: Sequence[InvestmentRecord]) -> Iterator[Problem]:
    """Amounts are above zero, it begins before it ends and before the year is over, and neither product nor source of the money is one that the law forbids."""
    yield from out_of_order(rows, InvestmentRecord.start_on, InvestmentRecord.end_on)
    yield from not_positive(rows, InvestmentRecord.amount)
    yield from not_positive(rows, InvestmentRecord.balance, zero=True)
    for row in rows:
        end = f"{row.year}-12-31"
        if row.year and row.start_on and earlier(end, row.start_on):
            details = {"left": row.year, "column": InvestmentRecord.start_on.label, "right": row.start_on}
            where = row.at(InvestmentRecord.start_on)
            yield problem("outside-its-year", where, **details, reason="那时这一年已经过完")
        if row.product_type in _NO_PRODUCTS:
            reason = f"慈善组织不能直接投资{row.product_type}"
            yield problem("forbidden-investment", row.at(InvestmentRecord.product_type), cell=row.name, reason=reason)
        if row.fund_source in _NO_FUNDS:
            reason = f"{row.fund_source}不能用来投资"
            yield problem("forbidden-investment", row.at(InvestmentRecord.fund_source), cell=row.name, reason=reason)


def _span(row: Investment) -> Cell:
    if row.start_on is None and row.end_on is None:
        return row.missing(InvestmentRecord.start_on)
    return f"{row.start_on or '未披露'} 至 {row.end_on or '未到期'}"


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table a year, newest first."""
    rows = disclosure.rows(Investment)
    for year in sorted({row.year for row in rows}, reverse=True):
        invested = latest((row for row in rows if row.year == year), InvestmentRecord.start_on)
        shown = (
            InvestmentRecord.name,
            InvestmentRecord.product_type,
            InvestmentRecord.fund_source,
            InvestmentRecord.amount,
            ("起止", _span),
            InvestmentRecord.balance,
            InvestmentRecord.income,
        )
        yield table(disclosure, kind, invested, shown, caption=f"{year}年的投资", table_id=f"investments-{year}")


KIND = Kind(
    id="investments",
    label="投资",
    record=InvestmentRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=213,
    size=InvestmentRecord.amount,
    expects=(Expectation("投资的产品、资金来源、余额和收益", InTable(InvestmentRecord, (InvestmentRecord.balance,))),),
)
