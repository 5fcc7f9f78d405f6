"""公开募捐活动: one page a campaign: who runs it, under which filing, for what, and what became of the money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ..blocks import (
    HOME,
    AnyOf,
    AtHand,
    Detail,
    InRow,
    InTable,
    Listed,
    MayAppeal,
    added,
    cell,
    claim,
    claimed,
    detail_page,
    facts,
    figure_list,
    resolve,
    section_crumbs,
    sentence,
    sorted_money,
    stated,
    valued,
    words,
    yuan,
)
from ..dates import earlier, han_date
from ..model import (
    Block,
    Cell,
    Disclosure,
    Entries,
    Entry,
    Expectation,
    Facts,
    Kind,
    Link,
    Note,
    Page,
    Prose,
    RichPiece,
    newest,
    out_of_order,
    received,
    repeated,
    rich,
)
from ..model import RichText as RichTextPieces
from ..problems import Problem, problem
from ..quantities import yuan_text
from ..quotes import quoted
from ..reading import (
    AnyColumn,
    Complete,
    Date,
    Flag,
    Missing,
    OfficeAddress,
    Promise,
    Record,
    RichText,
    Slug,
    Sourced,
    Text,
    Url,
    YesNo,
    Yuan,
    column,
)
from .contacts import phone, telephone
from .gift_refunds import rows_about
from .qualifications import Qualification, QualificationType

# 备案编号: 18 characters of the organisation, A, five digits (as the numbers that were seen are; no text says so, so it is only asked about).
_FILING = re.compile(r"[0-9A-Z]{18}A[0-9]{5}")
# 慈善法 art.24 with 57号指引: ten days before the start; art.73: ten days after, in an emergency
_NOTICE = timedelta(days=10)


_NAMED_UNFILED = 3  # appeals without a number that the head of the list names


class CampaignRecord(Sourced):
    """One public appeal, as filed."""

    id = column(Slug, "编号", key=True)
    name = column(Text, "名称", required=True)
    filing_no = column(Text, "备案编号", description="“慈善中国”上的备案编号；确实没有公布的写 未披露")
    filed_on = column(Date, "备案日期")
    filed_with = column(Text, "备案机关")
    certificate = column(Text, "公开募捐资格证书", description="证书编号")
    plan_address = column(Url, "募捐方案网址")
    purpose = column(RichText, "募捐目的", promise=Promise.HELD)
    start_on = column(Date, "开始日期", ahead=True)
    end_on = column(Date, "结束日期", ahead=True)
    region = column(Text, "地域", promise=Promise.HELD)
    leader = column(Text, "活动负责人")
    office = column(OfficeAddress, "办公地址")
    methods = column(Text, "接受捐赠方式", many=True)
    account = column(Text, "银行账户", description="只填本机构自己的募捐账户，不填个人的卡号", promise=Promise.HELD)
    platform = column(Text, "指定平台", description="民政部指定的互联网募捐平台")
    platform_address = column(Url, "平台链接", description="这次募捐在指定平台上的网址")
    beneficiaries = column(Text, "受益人", promise=Promise.HELD)
    use = column(RichText, "募得款物用途", promise=Promise.HELD)
    target = column(Yuan, "预期募集数额")
    cost_plan = column(Yuan, "计划募捐成本")
    surplus_plan = column(Text, "剩余财产处理", promise=Promise.HELD)
    lookup = column(Text, "募捐信息查询方法")
    partners = column(Text, "合作方", many=True, refers_to="partners")
    evaluation = column(Text, "对合作方的评估", description="结束后三个月内公布评估和指导监督情况")
    evaluated_on = column(Date, "评估公布日期")
    use_change = column(Text, "用途变更", description="原用途、新用途和决议；没有变更就空着", promise=Promise.HELD)
    use_changed_on = column(Date, "变更备案日期")
    project = column(Text, "支持项目", refers_to="projects")
    fund = column(Text, "基金", refers_to="funds")
    emergency = column(Text, "应急行动", refers_to="emergencies", description="突发事件的募捐才填")


class Campaign(Complete, CampaignRecord):
    """One public appeal, as filed, with all that it must have."""


class CampaignAccountRecord(Sourced):
    """The account of one campaign up to one day."""

    campaign = column(Text, "募捐活动", required=True, refers_to="campaigns")
    as_of = column(Date, "截止日期", required=True)
    published_on = column(Date, "公布日期")
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")
    platform_link = column(Url, "平台网址")
    final = column(Flag, "最终", description="募捐结束后的全面公开填“是”")
    cash_raised = column(Yuan, "累计募得资金", description="从募捐开始到截止日期")
    goods_raised = column(Yuan, "累计募得物资折价")
    used = column(Yuan, "累计使用", description="只算从这次募得款物里用掉的")
    used_for = column(RichText, "用途")
    cost = column(Yuan, "累计募捐成本")
    unspent_plan = column(Text, "尚未使用款物的使用计划")


class CampaignAccount(Complete, CampaignAccountRecord):
    """The account of one campaign up to one day, with all that it must have."""


# --- what must hold ------------------------------------------------------------------------------


def check(rows: Sequence[CampaignRecord]) -> Iterator[Problem]:
    """Filed in time under a filing number of its own; end_on >= start_on."""
    yield from out_of_order(rows, CampaignRecord.start_on, CampaignRecord.end_on)
    yield from repeated(rows, CampaignRecord.filing_no)
    for row in rows:
        number = row.filing_no
        if number is None and "filing_no" not in row.reasons and row.name:
            yield problem("campaign-without-filing", row.at(CampaignRecord.filing_no), cell=row.name)
        elif number is not None and not _FILING.fullmatch(number):
            yield problem("odd-filing-number", row.at(CampaignRecord.filing_no), cell=number)
        yield from _filed_late(row)


def _filed_late(row: CampaignRecord) -> Iterator[Problem]:
    filed, start = row.filed_on, row.start_on
    if not filed or not start or len(filed) < len("2023-09-18") or len(start) < len("2023-09-18"):
        return
    urgent = row.emergency is not None
    latest = date.fromisoformat(start) + (_NOTICE if urgent else -_NOTICE)
    if date.fromisoformat(filed) > latest:
        rule = "突发事件应在开始后十日内补办" if urgent else "应在开始的十日前备案"
        yield problem("filed-late", row.at(CampaignRecord.filed_on), left=filed, right=start, expected=rule)


# --- pages ---------------------------------------------------------------------------------------


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list and one page a campaign."""
    records = disclosure.rows(Campaign)
    if not records:
        return
    unfiled = [row for row in records if row.filing_no is None]
    parts = _by_year(records)
    finding = f"公布了{len(records)}次公开募捐，每次一页"
    yield Page(
        path=kind.address,
        title="公开募捐活动",
        label="募捐活动",
        finding=(finding, *_without_number(kind, unfiled), "。"),
        blocks=tuple(
            Entries(title, tuple(_entry(disclosure, row) for row in rows), id=anchor) for anchor, title, rows in parts
        ),
        years=tuple(
            Link(f"{anchor[5:]}年", f"{kind.address}#{anchor}") for anchor, _, _ in parts if anchor[5:].isdigit()
        ),
        section="projects",
        crumbs=section_crumbs("projects"),
        description=f"{disclosure.organisation.name}的公开募捐活动：备案、募得、使用和剩余。",
    )
    for row in records:
        yield _detail(disclosure, kind, row)


def _without_number(kind: Kind, unfiled: Sequence[Campaign]) -> RichTextPieces:
    """Which appeals have no filing number: all of a few, the newest of many."""
    newest = sorted(unfiled, key=lambda row: str(row.start_on or ""), reverse=True)[:_NAMED_UNFILED]
    names: list[RichPiece] = []
    for row in newest:
        names += ["、" if names else "", Link(row.name, kind.place(row))]
    more = "等" if len(unfiled) > len(newest) else ""
    return claim(unfiled, f"；其中{len(unfiled)}次的备案编号还没报来：", *names, more)


def _by_year(records: Sequence[Campaign]) -> list[tuple[str, str, list[Campaign]]]:
    """(anchor, title, campaigns) by the year in which they began, newest first; one list where it is one year."""
    years: dict[str, list[Campaign]] = {}
    for row in records:
        years.setdefault(str(row.start_on or "")[:4], []).append(row)
    if len(years) < 2:  # noqa: PLR2004  (one year needs no parts)
        return [("list", "", list(records))]
    return [
        (f"year-{year or 'unknown'}", f"{year}年开始的" if year else claimed(not year, "开始日期未披露的"), years[year])
        for year in sorted(years, reverse=True)
    ]


def _entry(disclosure: Disclosure, row: Campaign) -> Entry:
    last = _newest_account(disclosure, row)
    return Entry(
        title=row.name,
        link=Link(row.name, KIND.place(row)),
        text=resolve(disclosure, rich(row.purpose)),
        meta=f"{_span(row)} · 备案编号：{(row.filing_no or '还没报来')}",
        id=row.id,
        source=row.source,
        place=str(row.place or ""),
        facts=tuple(("账目", result) for result in (_account(disclosure, row) or _of_rows(disclosure, row),) if result),
        further=(last.source,) if last else (),
    )


def _span(row: Campaign) -> str:
    unknown = claimed(not row.start_on and not row.end_on, "起止日期未披露")
    return unknown or f"{han_date(row.start_on) or '开始日期未披露'}至{han_date(row.end_on) or '结束日期未披露'}"


# What must be shown wherever the appeal is made (慈善法 art.25; 81号令 art.7).
def _display(disclosure: Disclosure, row: Campaign) -> tuple[tuple[str, Cell], ...]:
    address = row.plan_address
    contact = phone(disclosure)
    return (
        ("募捐组织", disclosure.organisation.name),
        ("公开募捐资格证书", words(row, CampaignRecord.certificate)),
        ("备案编号", words(row, CampaignRecord.filing_no)),
        ("备案日期", words(row, CampaignRecord.filed_on)),
        ("备案机关", words(row, CampaignRecord.filed_with)),
        ("募捐方案", Link("募捐方案（外部网页）", address) if address else row.missing(CampaignRecord.plan_address)),
        ("联系方式", telephone(contact) if contact else Missing.UNDISCLOSED),
        ("募捐信息查询方法", words(row, CampaignRecord.lookup)),
    )


def _plan(disclosure: Disclosure, row: Campaign) -> tuple[tuple[str, Cell], ...]:
    """The filed plan (慈善法 art.24): its terms in the order of the law."""
    return (
        ("募捐目的", cell(disclosure, row, CampaignRecord.purpose)),
        ("起止时间", _span(row)),
        ("地域", words(row, CampaignRecord.region)),
        ("活动负责人", words(row, CampaignRecord.leader)),
        ("办公地址", words(row, CampaignRecord.office)),
        ("接受捐赠方式", words(row, CampaignRecord.methods)),
        ("银行账户", words(row, CampaignRecord.account)),
        ("指定平台", words(row, CampaignRecord.platform)),
        ("受益人", words(row, CampaignRecord.beneficiaries)),
        ("募得款物用途", cell(disclosure, row, CampaignRecord.use)),
        ("预期募集数额（计划，不是到账）", yuan(row, CampaignRecord.target)),
        ("募捐成本（计划）", yuan(row, CampaignRecord.cost_plan)),
        ("剩余财产处理", words(row, CampaignRecord.surplus_plan)),
        *facts(disclosure, row, _supported(row)),
    )


def _supported(row: Campaign) -> tuple[AnyColumn, ...]:
    """What an appeal is for, a project, a fund or both: that it is not for the other is no gap."""
    every = (CampaignRecord.project, CampaignRecord.fund)
    return tuple(column for column in every if row[column] is not None) or every[:1]


def _partners(disclosure: Disclosure, row: Campaign) -> tuple[tuple[str, Cell], ...]:
    if row.partners is None:
        return ()
    return (
        ("合作方", cell(disclosure, row, CampaignRecord.partners)),
        ("对合作方的评估和指导监督", words(row, CampaignRecord.evaluation)),
        ("评估公布日期", words(row, CampaignRecord.evaluated_on)),
    )


def _in_force(disclosure: Disclosure) -> bool:
    """Whether a certificate is valid on the day of the data; without any certificate in the table, the registered fact counts."""
    rows = [row for row in disclosure.rows(Qualification) if row.type == QualificationType.FUNDRAISING]
    today = disclosure.prepared_on
    return not rows or any(
        not (row.valid_from and earlier(today, row.valid_from)) and not (row.valid_to and earlier(row.valid_to, today))
        for row in rows
    )


def giving(disclosure: Disclosure, row: Campaign) -> tuple[Note, ...]:
    """The link for giving: only to the designated platform, with a certificate in force, and while the appeal runs."""
    qualified = disclosure.organisation.public_fundraising == YesNo.YES
    if qualified and not _in_force(disclosure):
        text = f"公开募捐资格证书在{han_date(disclosure.prepared_on)}不在有效期内，本页不给出捐赠链接。"
        return (Note("现在不能捐", sentence(text)),)
    if not (qualified and row.platform and row.platform_address and row.filing_no):
        return ()
    end = row.end_on
    if end and earlier(end, disclosure.prepared_on):
        return (Note("这次募捐已经结束", sentence(f"结束日期是{han_date(end)}，本页不再给出捐赠链接。")),)
    link = Link(f"到{row.platform}捐赠", row.platform_address)
    return (Note("怎么捐", sentence("只在民政部指定的平台上捐，本站不收款：", link, "。")),)


def _detail(disclosure: Disclosure, kind: Kind, row: Campaign) -> Page:
    figures = disclosure.of_record(kind.id, row.id)
    opening: list[Block] = [Facts("谁在募捐", _display(disclosure, row), id="display")]
    unfiled = claim(row.filing_no is None, "这次募捐的备案编号还没报来。公开募捐应当先备案。")
    opening += [Note("没有备案编号", unfiled)] if unfiled else []
    closing: list[Block] = [Facts("募捐方案", _plan(disclosure, row), id="plan")]
    if row.use_change:
        changed = (
            ("变更内容", words(row, CampaignRecord.use_change)),
            ("变更备案日期", words(row, CampaignRecord.use_changed_on)),
        )
        closing.append(Facts("用途变更", changed, id="change"))
    partners = _partners(disclosure, row)
    if partners:
        closing.append(Facts("合作方", partners, id="partners"))
    closing += figure_list("报告里的数字", figures)
    source = disclosure.sources.get(row.source or "")
    status = (_span(row), f"来源：《{source.title}》{row.place or ''}" if source else "")
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=_finding(disclosure, row),
            description=f"的公开募捐{quoted(row.name)}：备案、方案、募得、使用和没公开的。",
            crumbs=(HOME, Link("募捐活动", kind.address)),
            status=" · ".join(part for part in status if part),
            figures=figures,
            opening=(*opening, *giving(disclosure, row)),
            added=tuple(added(disclosure, kind, row)),
            closing=closing,
            last=(Prose((sentence("法定公开以“慈善中国”为准；如有不一致，以那里的公示为准。"),)),),
            expects=tuple(_expected(disclosure, row)),
        ),
    )


def _finding(disclosure: Disclosure, row: Record) -> RichTextPieces:
    result = _account(disclosure, row)
    figures = disclosure.of_record(KIND.id, row.record_id)
    return (
        result
        or stated(figures)
        or _of_rows(disclosure, row)
        or claim(not result and not figures, "这次募捐的募得和使用情况还没有公布。")
    )


def _of_rows(disclosure: Disclosure, row: Record) -> RichTextPieces:
    """What the single gifts and payments that name a campaign come to, where it has no account."""
    rows = [part.text for part in rows_about(disclosure, "campaign", row.record_id, "捐赠")]
    unaccounted = _account(disclosure, row) == ()
    return claim(rows and unaccounted, f"逐笔公布的{'；'.join(rows)}；还没有账目。")


def _newest_account(disclosure: Disclosure, row: Record) -> CampaignAccount | None:
    return newest(
        disclosure.about(CampaignAccount, CampaignAccountRecord.campaign, row.record_id), CampaignAccountRecord.as_of
    )


def _account(disclosure: Disclosure, row: Record) -> RichTextPieces:
    """What the newest account of a campaign comes to; nothing where there is none."""
    last = _newest_account(disclosure, row)
    if last is None:
        return ()
    came = received(last, (CampaignAccountRecord.cash_raised, CampaignAccountRecord.goods_raised))
    goods = valued(last.goods_raised)
    sums = [f"募得{yuan_text(came)}{goods}"] if came is not None else []
    sums += [f"已用{yuan_text(last.used)}"] if last.used is not None else []
    left = came - last.used if came is not None and last.used is not None else None
    if left:
        sums.append(f"还剩{yuan_text(left)}{f'，{last.unspent_plan}' if last.unspent_plan else ''}")
    elif left is not None:
        sums.append("没有剩余")
    final = "（最终账目）" if last.final == YesNo.YES else ""
    return (f"{'，'.join((f'到{han_date(last.as_of)}{final}', *sums))}。",)


def _rows_name(table: str, row: Record) -> Listed:
    """The rows of single gifts or payments that name this campaign."""
    return Listed(table, names=("campaign", row.record_id))


_MONEY = (
    ("募得", ("筹集", "募集", "募得", "筹款", "善款", "捐赠", "到账", "接收")),
    ("已用", ("支出", "拨付", "使用", "采购", "资助", "发放")),
)
_EXPECTED: Mapping[AnyColumn, str] = {
    CampaignRecord.certificate: "公开募捐资格证书",
    CampaignRecord.filing_no: "备案编号",
    CampaignRecord.plan_address: "募捐方案",
    CampaignRecord.lookup: "募捐信息查询方法",
    CampaignRecord.leader: "活动负责人",
    CampaignRecord.beneficiaries: "受益人",
    CampaignRecord.use: "募得款物用途",
    CampaignRecord.cost_plan: "计划的募捐成本",
    CampaignRecord.surplus_plan: "剩余财产的处理",
}


def _expected(disclosure: Disclosure, row: Campaign) -> Iterator[Expectation]:
    for asked, label in _EXPECTED.items():
        yield Expectation(label, InRow(row, (asked,)))
    about = (CampaignAccountRecord.campaign, row.id)
    figures = disclosure.of_record(KIND.id, row.id)
    raised, spent = sorted_money(figures, _MONEY).values()
    yield Expectation(
        "募得多少",
        AnyOf((InTable(CampaignAccountRecord, having=(about,)), _rows_name("donations", row), AtHand(raised))),
    )
    yield Expectation(
        "用了多少",
        AnyOf((InTable(CampaignAccountRecord, having=(about,)), _rows_name("disbursements", row), AtHand(spent))),
    )
    final = (CampaignAccountRecord.final, YesNo.YES)
    ended = bool(row.end_on and earlier(row.end_on, disclosure.prepared_on))
    yield Expectation(
        "募捐结束后的全面公开（结束后三个月内）",
        InTable(CampaignAccountRecord, having=(about, final)),
        when=AtHand(ended),
    )
    yield Expectation(
        "对合作方的评估和指导监督情况",
        InRow(row, (CampaignRecord.evaluation,)),
        when=InRow(row, (CampaignRecord.partners,)),
    )


KIND = Kind(
    id="campaigns",
    label="公开募捐活动",
    record=CampaignRecord,
    pages=pages,
    order=56,
    size=CampaignRecord.target,
    bodies=(CampaignRecord.platform, CampaignRecord.account),
    paged=True,
    purpose="campaign",
    checks=check,
    expects=(
        Expectation(
            "各次公开募捐活动的备案编号", InTable(CampaignRecord, (CampaignRecord.filing_no,)), MayAppeal("campaigns")
        ),
    ),
)
