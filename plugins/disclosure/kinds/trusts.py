"""慈善信托: those that the organisation set up or is trustee of, what was done in them, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import facts, latest, origin
from ..model import Block, Disclosure, Expectation, Facts, Kind, Prose, Row, at, out_of_order, repeated
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import Date, Exact, RichText, Slug, Sourced, Text, Url, Year, column
from .major_events import KIND as MAJOR_EVENTS


class TrustRecord(Sourced):
    """One charitable trust in one year."""

    id: Slug = column("编号", key=True)
    name: Text = column("信托名称", required=True)
    role: Text = column("本机构的身份", required=True, choices=("委托人", "受托人"))
    filing_no: Text = column("备案编号")
    set_up_on: Date = column("设立日期")
    disclosed_on: Date = column("公开日期")
    partner: Text = column(
        "另一方", description="本机构是委托人的填受托人，是受托人的填委托人；个人没有同意的写“个人委托人”"
    )
    amount: Exact = column("信托财产", unit="元")
    year: Year = column("年度", description="下面两项说的是哪一年")
    affairs: RichText = column("信托事务处理情况")
    finance: RichText = column("财务状况")
    link: Url = column("网址")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """Published after it was set up, once a year; the property is above zero."""
    yield from out_of_order(rows, TrustRecord, "set_up_on", "disclosed_on")
    yield from repeated(rows, TrustRecord, "filing_no", "role", "year")
    for row in rows:
        if row["amount"] is not None and row["amount"] <= 0:
            where = at(row, TrustRecord, "amount")
            yield problem("not-positive", where, column="信托财产", cell=plain(row["amount"]))


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One block of facts a trust; a trustee must publish affairs and finances, a settlor need not."""
    rows = latest(disclosure.records[kind.id], "set_up_on")
    for row in rows:
        names = ["role", "filing_no", "partner", "amount", "set_up_on", "disclosed_on", "year"]
        names += [name for name in ("affairs", "finance") if row["role"] == "受托人" or row[name] is not None]
        yield Facts(row.name, facts(disclosure, kind, row, [*names, "link"]), id=f"trusts-{row.id}")
    yield Prose((origin(disclosure, kind, rows),))


def _stated_everywhere(disclosure: Disclosure, name: str) -> bool:
    """Whether this column is filled for every trust that the organisation is trustee of."""
    return all(row[name] for row in disclosure.records.get("trusts", ()) if row["role"] == "受托人")


KIND = Kind(
    id="trusts",
    label="慈善信托",
    record=TrustRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=214,
    expects=(
        Expectation("受托的慈善信托的事务处理情况", lambda d, _: _stated_everywhere(d, "affairs")),
        Expectation("受托的慈善信托的财务状况", lambda d, _: _stated_everywhere(d, "finance")),
    ),
)
