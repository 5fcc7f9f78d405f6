"""认捐: what was promised, what of it has arrived, and what is overdue; a promise is never added to income."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..blocks import (
    InEveryRow,
    InTable,
    claimed,
    named_by,
    origin_of_numbers,
    purpose,
    rows_in_sum,
    section_crumbs,
    sentence,
    undisclosed,
    words,
    yuan,
)
from ..dates import earlier
from ..model import (
    Amount,
    Block,
    Cell,
    Disclosure,
    Expectation,
    Kind,
    Note,
    Page,
    Persons,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    not_positive,
    out_of_order,
)
from ..privacy import DonorType, FromGiver, mask_donors
from ..problems import Problem
from ..reading import Code, Complete, Date, Flag, Promise, Sourced, Text, Yuan, column


class PledgeRecord(FromGiver, Sourced):
    """One promise to give."""

    id = column(Code, "编号", key=True)
    pledged_on = column(Date, "认捐日期", required=True)
    donor_type = column(DonorType, "捐赠人类型", required=True)
    donor = column(Text, "捐赠人", personal=True, description="个人不同意公开就不会出现在网站上")
    shown_as = column(Text, "署名", promise=Promise.HELD)
    consent = column(
        Flag,
        "同意公开姓名",
        description="个人填“是”才公开姓名；单位填“否”就不公开名称",
        promise=Promise.OUTSIDE,
        because="谁都可以随时同意、随时收回；登出来的署名另有承诺",
    )
    event = column(Text, "场合", description="例如 慈善晚会、举牌仪式", promise=Promise.HELD)
    promised = column(Yuan, "认捐金额", required=True, description="是承诺，不是到账")
    received = column(
        Yuan, "已到账", description="到公布时累计；没有到账填 0", promise=Promise.GROWING, because="陆续到账"
    )
    received_on = column(Date, "最近到账日期", promise=Promise.LIVING, because="陆续到账")
    due_on = column(Date, "约定到账日期", ahead=True)
    campaign = column(Text, "募捐活动", refers_to="campaigns")
    project = column(Text, "定向项目", refers_to="projects")
    fund = column(Text, "定向基金", refers_to="funds")


class Pledge(Complete, PledgeRecord):
    """One promise to give, with all that it must have."""


def check(rows: Sequence[PledgeRecord]) -> Iterator[Problem]:
    """due_on and received_on >= pledged_on; the promise is above zero, what was received is not below."""
    yield from out_of_order(rows, PledgeRecord.pledged_on, PledgeRecord.due_on)
    yield from out_of_order(rows, PledgeRecord.pledged_on, PledgeRecord.received_on)
    yield from not_positive(rows, PledgeRecord.promised)
    yield from not_positive(rows, PledgeRecord.received, zero=True)


def state(row: Pledge, today: str) -> Tag:
    """How far a promise is kept, on the day to which the data was put together."""
    received = row.received
    if received is None:
        return Tag("none", claimed(row.received is None, "到账多少没有公布"))
    if received >= row.promised:
        return Tag("ok", claimed(received >= row.promised, "已全部到账"))
    if row.due_on and earlier(row.due_on, today):
        return Tag("overdue", "过了约定日期没有到齐")
    return Tag("checking", "部分到账" if received else "还没有到账")


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """One page: all promises, newest first, and what they come to."""
    records = disclosure.rows(Pledge)
    if not records:
        return
    known = [row.received for row in records if row.received is not None]
    promised = sum((row.promised for row in records), Decimal(0))
    received = sum(known, Decimal(0))
    overdue = sum(state(row, disclosure.prepared_on).kind == "overdue" for row in records)
    finding = f"认捐{len(records):,}笔，共{promised:,.2f}元"
    finding += f"，已到账{received:,.2f}元" if len(known) == len(records) else f"，其中{len(known):,}笔公布了到账情况"
    finding += f"；{overdue}笔过了约定日期没有到齐。" if overdue else "。"
    blocks: list[Block] = [
        TableBlock(_table(disclosure, records)),
        Note("认捐不是到账", sentence("认捐是承诺；认捐数不加进任何收入合计。")),
    ]
    blocks += undisclosed(
        disclosure,
        None,
        (
            Expectation("部分认捐的到账情况", InEveryRow(PledgeRecord, (PledgeRecord.received,))),
            Expectation("约定的到账日期", InTable(PledgeRecord, (PledgeRecord.due_on,))),
        ),
    )
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=sentence(finding),
        blocks=tuple(blocks),
        section="donations" if disclosure.count("donations") else "finances",
        crumbs=section_crumbs("donations" if disclosure.count("donations") else "finances"),
        description=f"{disclosure.organisation.name}的认捐：答应多少，到账多少。",
    )


def _table(disclosure: Disclosure, records: Sequence[Pledge]) -> Table:
    rows = [
        TableRow(
            (
                str(row.pledged_on),
                words(row, PledgeRecord.shown_as),
                yuan(row, PledgeRecord.promised),
                yuan(row, PledgeRecord.received),
                words(row, PledgeRecord.due_on),
                purpose(disclosure, row, "不定向"),
                state(row, disclosure.prepared_on),
            ),
            id=row.id,
        )
        for row in sorted(records, key=lambda row: str(row.pledged_on), reverse=True)
    ]
    promised = Amount(sum((row.promised for row in records), Decimal(0)), "元")
    known = [row.received for row in records if row.received is not None]
    received: Cell = Amount(sum(known, Decimal(0)), "元") if len(known) == len(records) else ""
    total = TableRow(("合计", "", promised, received, "", "", ""), RowRole.TOTAL)
    return Table(
        "pledges",
        "每笔认捐",
        (
            TableColumn("认捐日期"),
            TableColumn("署名"),
            TableColumn("认捐", numeric=True),
            TableColumn("已到账", numeric=True),
            TableColumn("约定到账日期", priority=2),
            TableColumn("用途", priority=2),
            TableColumn("状态"),
        ),
        (*rows, total),
        scale="元",
        notes=(origin_of_numbers(disclosure, records),),
        missing_key=True,
        sources=named_by(records),
    )


KIND = Kind(
    id="pledges",
    label="认捐",
    record=PledgeRecord,
    pages=pages,
    order=67,
    persons=Persons.GIVERS,
    size=PledgeRecord.promised,
    path="donations/pledges/",
    rows_page="认捐和到账",
    gist=rows_in_sum(Pledge, PledgeRecord.promised),
    checks=check,
    redact=mask_donors,
    expects=(Expectation("认捐到账多少", InTable(PledgeRecord, (PledgeRecord.received,))),),
)
