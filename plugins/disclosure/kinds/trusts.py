"""慈善信托: those that the organisation set up or is trustee of, what was done in them, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import InEveryRow, facts, latest, origin
from ..model import Block, Disclosure, Expectation, Facts, Kind, Prose, not_positive, out_of_order, repeated
from ..problems import Problem
from ..reading import (
    AnyColumn,
    BodyName,
    Complete,
    Date,
    Promise,
    RichText,
    Slug,
    Sourced,
    Text,
    Url,
    Year,
    Yuan,
    column,
)
from .major_events import KIND as MAJOR_EVENTS


class TrustRole(StrEnum):
    """What the organisation is in a trust."""

    SETTLOR = "委托人"
    TRUSTEE = "受托人"


class TrustRecord(Sourced):
    """One charitable trust in one year."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "信托名称", required=True)
    role = column(TrustRole, "本机构的身份", required=True)
    filing_no = column(Text, "备案编号")
    set_up_on = column(Date, "设立日期")
    disclosed_on = column(Date, "公开日期")
    partner = column(
        BodyName,
        "另一方",
        description="本机构是委托人的填受托人，是受托人的填委托人；个人没有同意的写“个人委托人”",
        promise=Promise.HELD,
    )
    amount = column(Yuan, "信托财产")
    year = column(Year, "年度", description="下面两项说的是哪一年")
    affairs = column(RichText, "信托事务处理情况")
    finance = column(RichText, "财务状况")
    link = column(Url, "网址")


class Trust(Complete, TrustRecord):
    """One charitable trust in one year, with all that it must have."""


def checks(rows: Sequence[TrustRecord]) -> Iterator[Problem]:
    """Published after it was set up, once a year; the property is above zero."""
    yield from out_of_order(rows, TrustRecord.set_up_on, TrustRecord.disclosed_on)
    yield from repeated(rows, TrustRecord.filing_no, TrustRecord.role, TrustRecord.year)
    yield from not_positive(rows, TrustRecord.amount)


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """One block of facts a trust; a trustee must publish affairs and finances, a settlor need not."""
    rows = latest(disclosure.rows(Trust), TrustRecord.set_up_on)
    for row in rows:
        shown: list[AnyColumn] = [
            TrustRecord.role,
            TrustRecord.filing_no,
            TrustRecord.partner,
            TrustRecord.amount,
            TrustRecord.set_up_on,
            TrustRecord.disclosed_on,
            TrustRecord.year,
        ]
        shown += [
            column
            for column in (TrustRecord.affairs, TrustRecord.finance)
            if row.role == TrustRole.TRUSTEE or row[column] is not None
        ]
        yield Facts(row.name, facts(disclosure, row, [*shown, TrustRecord.link]), id=f"trusts-{row.id}")
    yield Prose((origin(disclosure, kind, rows),))


KIND = Kind(
    id="trusts",
    label="慈善信托",
    record=TrustRecord,
    page_of=MAJOR_EVENTS,
    section=section,
    checks=checks,
    order=214,
    expects=(
        Expectation(
            "受托的慈善信托的事务处理情况",
            InEveryRow(TrustRecord, (TrustRecord.affairs,), ((TrustRecord.role, TrustRole.TRUSTEE),)),
        ),
        Expectation(
            "受托的慈善信托的财务状况",
            InEveryRow(TrustRecord, (TrustRecord.finance,), ((TrustRecord.role, TrustRole.TRUSTEE),)),
        ),
    ),
)
