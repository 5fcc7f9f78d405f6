"""拨付退回: money that receivers paid back, of this or an earlier year; the payment itself stays listed as it was published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..blocks import itemised, latest, named_by, purpose, rows_in_sum, section_crumbs, sentence, sum_of, words, yuan
from ..identifiers import named_like_a_person
from ..model import (
    Amount,
    Block,
    Disclosure,
    Kind,
    Page,
    Persons,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    by_id,
    not_positive,
    out_of_order,
    records_of,
)
from ..privacy import mask_receivers
from ..problems import Problem, problem
from ..quantities import grouped, plain
from ..quotes import quoted
from ..reading import Column, Complete, Date, Missing, Record, Sourced, Text, Yuan, column
from .disbursements import DisbursementRecord, Receiver


class ReturnRecord(Sourced):
    """Money that came back from a receiver."""

    returned_on = column(Date, "退回日期", required=True)
    receiver = column(Text, "退回方", required=True, description="当时的接收方，单位名称；个人不会公开姓名")
    receiver_type = column(Receiver, "退回方类型", required=True)
    amount = column(Yuan, "退回金额", required=True, description="退回了多少，大于零；全部退回、退回一部分都这样填")
    reason = column(Text, "原因", required=True, description="为什么退回，例如 项目结余；不写姓名")
    paid_on = column(Date, "原拨付日期", description="拨付表里那一笔的日期；那一笔没有列在拨付表里也照填，不知道就空着")
    project = column(Text, "项目", refers_to="projects")
    fund = column(Text, "基金", refers_to="funds")
    campaign = column(Text, "募捐活动", refers_to="campaigns")
    emergency = column(Text, "应急行动", refers_to="emergencies")


class Return(Complete, ReturnRecord):
    """A return with all that it must have."""


def check(rows: Sequence[ReturnRecord]) -> Iterator[Problem]:
    """An amount above zero, a day not before that of the payment, and a body that looks like a body."""
    yield from out_of_order(rows, ReturnRecord.paid_on, ReturnRecord.returned_on)
    yield from not_positive(rows, ReturnRecord.amount, below="return-below-zero")
    for row in rows:
        person = row.receiver_type in {None, Receiver.PERSON}
        if row.receiver and not person and named_like_a_person(row.receiver):
            where = row.at(ReturnRecord.receiver)
            yield problem("receiver-like-person", where, cell=row.receiver, left=row.receiver_type)


def relations(records: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Returns against the payments that they name: there is such a payment, and no more comes back than went out."""
    paid: dict[tuple[str, str], list[DisbursementRecord]] = {}
    for payment in records_of(records, DisbursementRecord):
        if payment.paid_on and payment.receiver:
            paid.setdefault((payment.receiver, payment.paid_on), []).append(payment)
    listed = {day[:4] for _, day in paid}
    came: dict[tuple[str | None, ...], Decimal] = {}
    for row in records_of(records, ReturnRecord):
        if not row.receiver or not row.paid_on or row.amount is None:
            continue
        payments = paid.get((row.receiver, row.paid_on), [])
        alike = [payment for payment in payments if _same_purpose(row, payment)]
        if alike:
            yield from _above(row, payments, came, (row.receiver, row.paid_on))
            if len(alike) < len(payments):
                aims = (row[aim] for aim in _AIMS)
                yield from _above(row, alike, came, (row.receiver, row.paid_on, *aims), sure=False)
        elif payments:
            said = [aim for aim in _AIMS if row[aim] is not None]
            other = next((aim for aim in said if not any(_agree(row, payment, aim) for payment in payments)), said[0])
            named = by_id(records.get(str(other.refers_to), ())).get(row[other] or "")
            details = {
                "left": f"{row.paid_on} 为{quoted(named.record_name if named else row[other] or '')}",
                "cell": row.receiver,
            }
            yield problem("return-original-unknown", row.at(other), **details)
        elif row.paid_on[:4] in listed:
            details = {"left": row.paid_on, "cell": row.receiver}
            yield problem("return-original-unknown", row.at(ReturnRecord.paid_on), **details)


# Money that lay with a receiver for some years comes back as no more than this times itself.
_WITH_INTEREST = Decimal("1.2")

# What a payment can be for; a return has columns of the same names.
_AIMS = (ReturnRecord.project, ReturnRecord.fund, ReturnRecord.campaign, ReturnRecord.emergency)


def _same_purpose(row: ReturnRecord, payment: DisbursementRecord) -> bool:
    """Whether a return can be of a payment: it says nothing of what that was for, or both say the same of some of it."""
    both = [aim for aim in _AIMS if row[aim] is not None and payment[DisbursementRecord.column(aim.name)] is not None]
    untold = all(row[aim] is None for aim in _AIMS)
    return untold or (bool(both) and all(_agree(row, payment, aim) for aim in both))


def _agree(row: ReturnRecord, payment: DisbursementRecord, aim: Column[str]) -> bool:
    return row[aim] == payment[DisbursementRecord.column(aim.name)]


def _above(
    row: ReturnRecord,
    payments: Sequence[DisbursementRecord],
    came: dict[tuple[str | None, ...], Decimal],
    key: tuple[str | None, ...],
    *,
    sure: bool = True,
) -> Iterator[Problem]:
    """What came back of these payments, this row included, is no more than went out; *came* keeps it.

    It is not *sure* of the payments for one purpose of a day: what came back for two may stand in one row; and a little
    more than went out may be its interest.
    """
    came[key] = came.get(key, Decimal(0)) + (row.amount or 0)
    given = sum((payment.amount or Decimal(0) for payment in payments), Decimal(0))
    if given < came[key] and (not sure or came[key] <= given * _WITH_INTEREST):
        yield problem(
            "sum-unlike-total",
            row.at(ReturnRecord.amount),
            what=f"{row.paid_on} 拨给“{row.receiver}”、后来退回的",
            left=f"{grouped(came[key])}元",
            right=f"那一天{'' if sure else '为这件事'}拨的是 {grouped(given)}元（{payments[0].where}）",
            reason=f"多退 {grouped(came[key] - given)}元{'，连利息一起退的请在确认表里写明' if sure else ''}",
        )
    elif came[key] > given:
        details = {"left": plain(came[key]), "right": plain(given), "difference": plain(came[key] - given)}
        yield problem("returned-above-original", row.at(ReturnRecord.amount), other=payments[0].where, **details)


def returned(disclosure: Disclosure, year: str = "") -> Decimal:
    """What came back in a year, or in all, in yuan."""
    rows = (row for row in disclosure.rows(Return) if row.returned_on.startswith(year))
    return sum_of(rows, ReturnRecord.amount)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: what went out, came back and stayed out year by year, and every return."""
    records = disclosure.rows(Return)
    if not records:
        return
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=sentence(
            f"公布了{len(records):,}笔退回的拨付，共{sum_of(records, ReturnRecord.amount):,.2f}元，谁退的、为什么退，一笔一行。"
        ),
        blocks=(
            TableBlock(_by_year(disclosure, records)),
            TableBlock(returns_table(disclosure, records, "payment-returns", "每笔退回")),
        ),
        section="finances",
        crumbs=section_crumbs("finances"),
        description=f"{disclosure.organisation.name}收回的拨付：哪天、谁退的、多少、为什么。",
    )


def _by_year(disclosure: Disclosure, records: Sequence[Return]) -> Table:
    """Paid, came back, stayed out; a year counts what happened in it."""
    paid: dict[str, Decimal] = {}
    for payment in disclosure.rows(DisbursementRecord):
        if payment.paid_on and payment.amount is not None:
            paid[payment.paid_on[:4]] = paid.get(payment.paid_on[:4], Decimal(0)) + payment.amount
    years = sorted({*paid, *(row.returned_on[:4] for row in records)}, reverse=True)
    rows = []
    for year in years:
        back = returned(disclosure, year)
        out = Amount(paid[year], "元") if year in paid else Missing.UNDISCLOSED
        net = Amount(paid[year] - back, "元") if year in paid else Missing.UNDISCLOSED
        rows.append(TableRow((f"{year}年", out, Amount(back, "元"), net)))
    return Table(
        "payment-returns-years",
        "拨付总额－退回＝净额",
        (
            TableColumn("年"),
            TableColumn("拨付总额", numeric=True),
            TableColumn("－退回", numeric=True),
            TableColumn("＝净额", numeric=True),
        ),
        tuple(rows),
        scale="元",
        notes=(("退回记在退回的那一年；拨付那一年公布的总额不改。",),),
        missing_key=True,
        sources=named_by([*records, *disclosure.rows(DisbursementRecord)]),
    )


def returns_table(disclosure: Disclosure, records: Sequence[Return], table_id: str, caption: str) -> Table:
    """Returns one by one with their sum: day, from whom, amount, reason, when it was paid, and what for."""
    lines = (
        (
            row.returned_on,
            words(row, ReturnRecord.receiver),
            yuan(row, ReturnRecord.amount),
            row.reason,
            words(row, ReturnRecord.paid_on),
            purpose(disclosure, row, "不限定"),
        )
        for row in latest(records, ReturnRecord.returned_on)
    )
    return itemised(
        disclosure,
        records,
        ReturnRecord.amount,
        table_id=table_id,
        caption=caption,
        columns=(
            TableColumn("退回日期"),
            TableColumn("退回方"),
            TableColumn("退回金额", numeric=True),
            TableColumn("原因"),
            TableColumn("原拨付日期", priority=2),
            TableColumn("项目或基金", priority=2),
        ),
        lines=lines,
        notes=(("退回的个人一律不公开姓名。",),),
    )


def _on(column: Column[str]) -> Callable[[Disclosure, Record], Iterator[Block]]:
    def blocks(disclosure: Disclosure, row: Record) -> Iterator[Block]:
        records = disclosure.about(Return, column, row.record_id)
        if records:
            table_id = f"payment-returns-{column.name}-{row.record_id}"
            yield TableBlock(returns_table(disclosure, records, table_id, "退回的拨付"))

    return blocks


KIND = Kind(
    id="payment_returns",
    label="拨付退回",
    record=ReturnRecord,
    pages=pages,
    order=70,
    persons=Persons.RECEIVERS,
    size=ReturnRecord.amount,
    bodies=(ReturnRecord.receiver,),
    path="disbursements/returns/",
    rows_page="拨付退回",
    gist=rows_in_sum(Return, ReturnRecord.amount),
    checks=check,
    relations=relations,
    redact=mask_receivers,
    adds={
        "projects": _on(ReturnRecord.project),
        "funds": _on(ReturnRecord.fund),
        "campaigns": _on(ReturnRecord.campaign),
        "emergencies": _on(ReturnRecord.emergency),
    },
)
