"""投资: what the money was put into, from which funds, what is left and what it brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import filled, latest, table
from ..model import Block, Cell, Disclosure, Expectation, Kind, Row, at, out_of_order
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, RichText, Slug, Sourced, Text, Year, column
from .major_events import KIND as MAJOR_EVENTS

PRODUCTS = (
    "银行理财产品",
    "信托产品",
    "基金产品",
    "债券",
    "其他资产管理产品",
    "股权",
    "股票",
    "商品及金融衍生品",
    "人身保险产品",
    "其他",
)
FUNDS = ("自有资金", "非限定性捐赠财产", "限定性捐赠财产", "政府资助财产", "约定不得投资的财产", "其他")

# 慈善法 art. 55, 62号令 art. 5 and 7
_NO_PRODUCTS = ("股票", "商品及金融衍生品", "人身保险产品")
_NO_FUNDS = ("政府资助财产", "约定不得投资的财产")


class InvestmentRecord(Sourced):
    """One investment in one year."""

    id: Slug = column("编号", key=True)
    name: Text = column("产品或被投资方", required=True)
    year: Year = column("年度", required=True, description="余额和收益是哪一年的")
    product_type: Text = column("产品类型", required=True, choices=PRODUCTS)
    fund_source: Text = column("资金来源", choices=FUNDS)
    manager: Text = column("受托机构")
    amount: Exact = column("投资金额", unit="元")
    start_on: Date = column("投资日期")
    end_on: Date = column("到期或收回日期")
    balance: Exact = column("年末余额", unit="元")
    income: Exact = column("当年收益", unit="元", description="亏损填负数")
    summary: RichText = column("内容")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Amounts are above zero, end_on >= start_on, and neither product nor source of the money is one that the law forbids."""
    yield from out_of_order(rows, InvestmentRecord, "start_on", "end_on")
    for row in rows:
        for name, least in (("amount", 1), ("balance", 0)):
            if row[name] is not None and (row[name] < 0 or (least and row[name] == 0)):
                where = at(row, InvestmentRecord, name)
                yield problem("not-positive", where, column=where.column, cell=plain(row[name]))
        if row["product_type"] in _NO_PRODUCTS:
            reason = f"慈善组织不能直接投资{row['product_type']}"
            yield problem(
                "forbidden-investment", at(row, InvestmentRecord, "product_type"), cell=row["name"], reason=reason
            )
        if row["fund_source"] in _NO_FUNDS:
            reason = f"{row['fund_source']}不能用来投资"
            yield problem(
                "forbidden-investment", at(row, InvestmentRecord, "fund_source"), cell=row["name"], reason=reason
            )


def _span(row: Row) -> Cell:
    if row["start_on"] is None and row["end_on"] is None:
        return row.missing("start_on")
    return f"{row['start_on'] or '未披露'} 至 {row['end_on'] or '未到期'}"


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One table a year, newest first."""
    rows = disclosure.records[kind.id]
    for year in sorted({row["year"] for row in rows}, reverse=True):
        invested = latest((row for row in rows if row["year"] == year), "start_on")
        shown = ("name", "product_type", "fund_source", "amount", ("起止", _span), "balance", "income")
        yield table(disclosure, kind, invested, shown, caption=f"{year}年的投资", table_id=f"investments-{year}")


KIND = Kind(
    id="investments",
    label="投资",
    record=InvestmentRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=213,
    size="amount",
    expects=(Expectation("投资的产品、资金来源、余额和收益", lambda d, _: filled(d, "investments", "balance")),),
)
