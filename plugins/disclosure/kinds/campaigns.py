"""公开募捐活动: one page a campaign: who runs it, under which filing, for what, and what became of the money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ..blocks import (
    HOME,
    Detail,
    added,
    cell,
    detail_page,
    figure_list,
    filled,
    resolve,
    section_crumbs,
    sentence,
    words,
    yuan,
)
from ..dates import earlier
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
    Row,
    at,
    grouped,
    out_of_order,
    repeated,
    rich,
)
from ..problems import Problem, problem
from ..reading import Date, Exact, Missing, OfficeAddress, OwnAccount, RichText, Slug, Sourced, Text, Url, column

# 备案编号: 18 characters of the organisation, A, five digits (law.md a.6, q-id-format; not certain, so only asked about).
_FILING = re.compile(r"[0-9A-Z]{18}A[0-9]{5}")
_NOTICE = timedelta(
    days=10
)  # 慈善法 art.24 with 57号指引: ten days before the start; art.73: ten days after, in an emergency


class CampaignRecord(Sourced):
    """One public appeal, as filed."""

    id: Slug = column("编号", key=True)
    name: Text = column("名称", required=True)
    filing_no: Text = column("备案编号", description="“慈善中国”上的备案编号；确实没有公布的写 未披露")
    filed_on: Date = column("备案日期")
    filed_with: Text = column("备案机关")
    certificate: Text = column("公开募捐资格证书", description="证书编号")
    plan_address: Url = column("募捐方案网址")
    purpose: RichText = column("募捐目的")
    start_on: Date = column("开始日期")
    end_on: Date = column("结束日期")
    region: Text = column("地域")
    leader: Text = column("活动负责人")
    office: OfficeAddress = column("办公地址")
    methods: Text = column("接受捐赠方式", many=True)
    account: OwnAccount = column("银行账户", description="只填本机构自己的募捐账户")
    platform: Text = column("指定平台", description="民政部指定的互联网募捐平台")
    platform_address: Url = column("平台链接", description="这次募捐在指定平台上的网址")
    beneficiaries: Text = column("受益人")
    use: RichText = column("募得款物用途")
    target: Exact = column("预期募集数额", unit="元")
    cost_plan: Exact = column("计划募捐成本", unit="元")
    surplus_plan: Text = column("剩余财产处理")
    lookup: Text = column("募捐信息查询方法")
    partners: Text = column("合作方", many=True, refers_to="partners")
    evaluation: Text = column("对合作方的评估", description="结束后三个月内公布评估和指导监督情况")
    evaluated_on: Date = column("评估公布日期")
    use_change: Text = column("用途变更", description="原用途、新用途和决议；没有变更就空着")
    use_changed_on: Date = column("变更备案日期")
    project: Text = column("支持项目", refers_to="projects")
    fund: Text = column("基金", refers_to="funds")
    emergency: Text = column("应急行动", refers_to="emergencies", description="突发事件的募捐才填")


# --- what must hold ------------------------------------------------------------------------------


def check(rows: Sequence[Row]) -> Iterator[Problem]:
    """Filed in time under a filing number of its own; end_on >= start_on."""
    yield from out_of_order(rows, CampaignRecord, "start_on", "end_on")
    yield from repeated(rows, CampaignRecord, "filing_no")
    for row in rows:
        number = row["filing_no"]
        if number is None and "filing_no" not in row.reasons and row["name"]:
            yield problem("campaign-without-filing", at(row, CampaignRecord, "filing_no"), cell=row.name)
        elif number is not None and not _FILING.fullmatch(number):
            yield problem("odd-filing-number", at(row, CampaignRecord, "filing_no"), cell=number)
        yield from _filed_late(row)


def _filed_late(row: Row) -> Iterator[Problem]:
    filed, start = row["filed_on"], row["start_on"]
    if not filed or not start or len(filed) < len("2023-09-18") or len(start) < len("2023-09-18"):
        return
    urgent = row["emergency"] is not None
    latest = date.fromisoformat(start) + (_NOTICE if urgent else -_NOTICE)
    if date.fromisoformat(filed) > latest:
        rule = "突发事件应在开始后十日内补办" if urgent else "应在开始的十日前备案"
        yield problem("filed-late", at(row, CampaignRecord, "filed_on"), left=filed, right=start, expected=rule)


# --- pages ---------------------------------------------------------------------------------------


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list and one page a campaign."""
    records = disclosure.records.get(kind.id, [])
    if not records:
        return
    unfiled = sum(row["filing_no"] is None for row in records)
    parts = _by_year(records)
    finding = f"公布了{len(records)}次公开募捐，每次一页" + (
        f"；其中{unfiled}次没有填报备案编号。" if unfiled else "。"
    )
    yield Page(
        path=kind.address,
        title="公开募捐活动",
        label="募捐活动",
        finding=sentence(finding),
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


def _by_year(records: Sequence[Row]) -> list[tuple[str, str, list[Row]]]:
    """(anchor, title, campaigns) by the year in which they began, newest first; one list where it is one year."""
    years: dict[str, list[Row]] = {}
    for row in records:
        years.setdefault(str(row.get("start_on", ""))[:4], []).append(row)
    if len(years) < 2:  # noqa: PLR2004  (one year needs no parts)
        return [("list", "", list(records))]
    return [
        (f"year-{year or 'unknown'}", f"{year}年开始的" if year else "开始日期未披露的", years[year])
        for year in sorted(years, reverse=True)
    ]


def _entry(disclosure: Disclosure, row: Row) -> Entry:
    return Entry(
        title=row.name,
        link=Link(row.name, KIND.place(row)),
        text=resolve(disclosure, rich(row.get("purpose"))),
        meta=f"{_span(row)} · 备案编号：{row.get('filing_no', '没有填报')}",
        id=row.id,
        source=row.get("source"),
        place=str(row.get("place", "")),
    )


def _span(row: Row) -> str:
    return f"{row.get('start_on', '开始日期未披露')}至{row.get('end_on', '结束日期未披露')}"


# What must be shown wherever the appeal is made (慈善法 art.25; law.md fundraising-display).
def _display(disclosure: Disclosure, row: Row) -> tuple[tuple[str, Cell], ...]:
    address = row["plan_address"]
    contact = disclosure.organisation.facts.get("phone")
    return (
        ("募捐组织", disclosure.organisation.name),
        ("公开募捐资格证书", words(row, "certificate")),
        ("备案编号", words(row, "filing_no")),
        ("备案日期", words(row, "filed_on")),
        ("备案机关", words(row, "filed_with")),
        ("募捐方案", Link("募捐方案（外部网页）", address) if address else row.missing("plan_address")),
        ("联系方式", contact or Missing.UNDISCLOSED),
        ("募捐信息查询方法", words(row, "lookup")),
    )


def _plan(disclosure: Disclosure, row: Row) -> tuple[tuple[str, Cell], ...]:
    """The filed plan (慈善法 art.24): its terms in the order of the law."""
    return (
        ("募捐目的", cell(disclosure, KIND, row, "purpose")),
        ("起止时间", _span(row)),
        ("地域", words(row, "region")),
        ("活动负责人", words(row, "leader")),
        ("办公地址", words(row, "office")),
        ("接受捐赠方式", words(row, "methods")),
        ("银行账户", words(row, "account")),
        ("指定平台", words(row, "platform")),
        ("受益人", words(row, "beneficiaries")),
        ("募得款物用途", cell(disclosure, KIND, row, "use")),
        ("预期募集数额（计划，不是到账）", yuan(row, "target")),
        ("募捐成本（计划）", yuan(row, "cost_plan")),
        ("剩余财产处理", words(row, "surplus_plan")),
        ("支持项目", cell(disclosure, KIND, row, "project")),
        ("基金", cell(disclosure, KIND, row, "fund")),
    )


def _partners(disclosure: Disclosure, row: Row) -> tuple[tuple[str, Cell], ...]:
    if row["partners"] is None:
        return ()
    return (
        ("合作方", cell(disclosure, KIND, row, "partners")),
        ("对合作方的评估和指导监督", words(row, "evaluation")),
        ("评估公布日期", words(row, "evaluated_on")),
    )


def _in_force(disclosure: Disclosure) -> bool:
    """Whether a certificate is valid on the day of the data; without any certificate in the table, the registered fact counts."""
    rows = [row for row in disclosure.records.get("qualifications", ()) if row["type"] == "公开募捐资格"]
    today = disclosure.prepared_on
    return not rows or any(
        not (row["valid_from"] and earlier(today, row["valid_from"]))
        and not (row["valid_to"] and earlier(row["valid_to"], today))
        for row in rows
    )


def giving(disclosure: Disclosure, row: Row) -> tuple[Note, ...]:
    """The link for giving: only to the designated platform, with a certificate in force, and while the appeal runs."""
    qualified = disclosure.organisation.facts.get("public_fundraising") == "是"
    if qualified and not _in_force(disclosure):
        text = f"公开募捐资格证书在{disclosure.prepared_on}不在有效期内，本页不给出捐赠链接。"
        return (Note("现在不能捐", sentence(text)),)
    if not (qualified and row["platform"] and row["platform_address"] and row["filing_no"]):
        return ()
    end = row["end_on"]
    if end and earlier(end, disclosure.prepared_on):
        return (Note("这次募捐已经结束", sentence(f"结束日期是{end}，本页不再给出捐赠链接。")),)
    link = Link(f"到{row['platform']}捐赠", row["platform_address"])
    return (Note("怎么捐", sentence("只在民政部指定的平台上捐，本站不收款：", link, "。")),)


def _detail(disclosure: Disclosure, kind: Kind, row: Row) -> Page:
    figures = disclosure.of_record(kind.id, row.id)
    opening: list[Block] = [Facts("谁在募捐", _display(disclosure, row), id="display")]
    if row["filing_no"] is None:
        opening.append(Note("没有备案编号", sentence("这次募捐的备案编号没有填报。公开募捐应当先备案。")))
    closing: list[Block] = [Facts("募捐方案", _plan(disclosure, row), id="plan")]
    if row["use_change"]:
        changed = (("变更内容", words(row, "use_change")), ("变更备案日期", words(row, "use_changed_on")))
        closing.append(Facts("用途变更", changed, id="change"))
    partners = _partners(disclosure, row)
    if partners:
        closing.append(Facts("合作方", partners, id="partners"))
    closing += figure_list("报告里的数字", figures)
    source = disclosure.sources.get(row.get("source") or "")
    status = (_span(row), f"来源：《{source.title}》{row.get('place', '')}" if source else "")
    return detail_page(
        disclosure,
        kind,
        row,
        Detail(
            finding=_finding(disclosure, row),
            description=f"的公开募捐“{row.name}”：备案、方案、募得、使用和没公开的。",
            crumbs=(HOME, Link("募捐活动", kind.address)),
            status=" · ".join(part for part in status if part),
            figures=figures,
            opening=(*opening, *giving(disclosure, row)),
            added=tuple(added(disclosure, kind, row)),
            closing=closing,
            last=(Prose((sentence("法定公开以“慈善中国”为准；如有不一致，以那里的公示为准。"),)),),
            gaps=_gaps(disclosure, row),
        ),
    )


def _finding(disclosure: Disclosure, row: Row) -> tuple[str, ...]:
    accounts = grouped(disclosure.records.get("campaign_accounts", ()), "campaign").get(row.id, [])
    if not accounts:
        return ("这次募捐的募得和使用情况还没有公布。",)
    last = max(accounts, key=lambda account: str(account.get("as_of", "")))
    kind = "最终账目" if last["final"] == "是" else "账目"
    return (f"公布了{len(accounts)}次账目，最近一次是截止{last.get('as_of', '日期未披露')}的{kind}。",)


_EXPECTED: Mapping[str, str] = {
    "certificate": "公开募捐资格证书",
    "filing_no": "备案编号",
    "plan_address": "募捐方案",
    "lookup": "募捐信息查询方法",
    "leader": "活动负责人",
    "beneficiaries": "受益人",
    "use": "募得款物用途",
    "cost_plan": "募捐成本",
    "surplus_plan": "剩余财产的处理",
}


def _gaps(disclosure: Disclosure, row: Row) -> list[str]:
    gaps = [label for name, label in _EXPECTED.items() if row[name] is None]
    accounts = grouped(disclosure.records.get("campaign_accounts", ()), "campaign").get(row.id, [])
    if not accounts:
        gaps.append("募得多少、用了多少")
    if not any(account["final"] == "是" for account in accounts):
        gaps.append("募捐结束后的全面公开（结束后三个月内）")
    if row["partners"] and row["evaluation"] is None:
        gaps.append("对合作方的评估和指导监督情况")
    return gaps


KIND = Kind(
    id="campaigns",
    label="公开募捐活动",
    record=CampaignRecord,
    pages=pages,
    order=56,
    size="target",
    bodies=("platform", "account"),
    paged=True,
    purpose="campaign",
    checks=check,
    expects=(Expectation("各次公开募捐活动的备案编号", lambda d, _: filled(d, "campaigns", "filing_no")),),
)
