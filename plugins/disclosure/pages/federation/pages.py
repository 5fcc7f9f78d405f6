"""The pages of a consolidated account: the list of years and members, a page a year, and where other pages lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...accounts import (
    COLUMNS,
    Consolidated,
    Pair,
    consolidate,
    has_totals,
)
from ...blocks import claim, claimed, section_crumbs, sentence
from ...dates import han_date
from ...model import (
    Amount,
    Block,
    Disclosure,
    Federation,
    Heading,
    Link,
    Note,
    Page,
    Reconciliations,
    Source,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    UnlikeBooks,
    Verdict,
)
from .account import account_chart, account_tables, sum_cell
from .common import NOT_REPORTED, PATH, downloads, has_account, lead_and_members
from .reports import every_year, reported
from .transfers import moved_anchors, stand_apart, transfers, transfers_page
from .words import days_of_data, finding


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """The list of years and one page a year, with one of very many transfers beside it, for a body that has members."""
    federation = disclosure.federation
    if federation is None:
        return
    years = consolidate(federation)
    yield _entry(federation, years)
    for year in years:
        page = _year(federation, year, years)
        yield page
        if stand_apart(year):
            yield transfers_page(federation, year, page)


def relation(disclosure: Disclosure) -> tuple[Note, ...]:
    """Where this body stands: above others, below one, or nothing to say."""
    federation, above = disclosure.federation, disclosure.above
    notes: list[Note] = []
    if above:
        own_years = Link(above.name, f"{above.id}/", root=True)
        account = Link("合并账", f"{above.id}/{PATH}", root=True)
        over = disclosure.organisation.membership_over(disclosure.prepared_on)
        then = "那时" if over else ""
        whether = "" if has_totals(disclosure) else "有没有"
        both = f"；{then}{whether}两级合在一起的数{'，' if whether else ''}见"
        notes.append(Note("上级", sentence(f"本会{over}属于", own_years, both, account, "。")))
    if federation:
        nothing = claimed(not has_account(federation), "；还没有可以合在一起的数，有哪些成员见")
        words = _members_now(federation) + (nothing or "，合在一起、去掉两边都记了的内部往来的数见")
        notes.append(Note("成员", sentence(words, Link("合并账", PATH), "。")))
    return tuple(notes)


def unlike(year: int, books: Sequence[UnlikeBooks]) -> Iterator[Block]:
    """What of a year's consolidated accounts does not hold for a body, in full, below the way to these accounts."""
    for lead in dict.fromkeys(unlike.lead for unlike in books):
        checks = tuple(unlike.check for unlike in books if unlike.lead == lead)
        account = Link(f"{year}年合并账", f"{lead}/{PATH}{year}/", root=True)
        yield Heading("合并账里对不上或没法对的", f"between-{lead}", account, f"{len(checks)}项")
        yield Reconciliations("", checks)


def _members_now(federation: Federation) -> str:
    """How many members a body has, and how many it had."""
    today = federation.lead.prepared_on[:4]
    past = sum(member.until is not None and str(member.until) < today for member in federation.members)
    coming = sum(member.since is not None and "" < today < str(member.since) for member in federation.members)
    now = len(federation.members) + len(federation.absent) - past - coming
    counts = (
        f"{now}家成员" if now else "",
        f"{past}家以前的成员" if past else "",
        f"{coming}家以后的成员" if coming else "",
    )
    return f"本会有{'，'.join(filter(None, counts))}"


def _year(federation: Federation, account: Consolidated, years: Sequence[Consolidated]) -> Page:
    lead = federation.lead
    whole, *bodies = account_tables(federation, account)
    blocks: list[Block] = [*moved_anchors(account), TableBlock(whole), *account_chart(federation, account)]
    blocks += [block for table in bodies for block in (Heading("各家的数", "bodies"), TableBlock(table))]
    blocks += transfers(federation, account)
    blocks += [Heading("谁报了，谁没有报", "reported"), TableBlock(reported(federation, account.year)), downloads()]
    return Page(
        path=f"{PATH}{account.year}/",
        title=f"{account.year}年合并账",
        finding=finding(federation, account),
        blocks=tuple(blocks),
        section="finances",
        crumbs=(*section_crumbs("finances"), Link("合并账", PATH)),
        year=account.year,
        years=tuple(Link(f"{year.year}年", f"{PATH}{year.year}/") for year in years),
        description=f"{lead_and_members(federation)}{account.year}年的合并收支：各家的数、内部往来的抵销、谁没有报送。",
        documents=_documents(federation, (account,)),
        status=" · ".join(
            (f"{account.year}年度", f"{lead.organisation.name}和成员各自公布的数", *days_of_data(federation, account))
        ),
    )


def _documents(federation: Federation, years: Iterable[Consolidated]) -> tuple[Source, ...]:
    """What accounts rest on: the documents of every body that has a total or a transfer in their year."""
    bodies = {body.org: body for body in federation.every_body}
    documents: dict[tuple[str, str], Source] = {}
    for account in years:
        taking_part = {
            ledger.org for ledger in account.ledgers if any(account.total_of(ledger, column) for column in COLUMNS)
        }
        taking_part |= {org for pair in account.pairs for org in (pair.payer.id, pair.receiver.id)}
        for ledger in account.ledgers:
            rests = bodies[ledger.org].documents(account.year) if ledger.org in taking_part else ()
            documents |= {(ledger.org, source.id): source for source in rests}
    return tuple(documents.values())


def _entry(federation: Federation, years: Sequence[Consolidated]) -> Page:
    blocks: list[Block] = []
    if years:
        blocks.append(TableBlock(_overview(years)))
    blocks.append(Heading("有哪些成员", "members"))
    blocks.append(TableBlock(_members(federation)))
    if years:
        blocks += [Heading("谁报了，谁没有报", "reported"), TableBlock(every_year(federation, years)), downloads()]
    nothing = claim(not years, "成员还没有公布任何年度的收入和支出，没有可以合并的数。")
    return Page(
        path=PATH,
        title="合并账",
        finding=finding(federation, years[0]) if years else nothing,
        blocks=tuple(blocks),
        section="finances",
        crumbs=section_crumbs("finances"),
        documents=_documents(federation, years),
        description=f"{lead_and_members(federation)}各年度的合并收支，两边账上都有的内部往来已经抵销；谁报了，谁没有报。"
        if years
        else f"{lead_and_members(federation)}：有哪些成员。",
    )


def _state(account: Consolidated) -> str:
    missing = list(dict.fromkeys([*account.missing("income"), *account.missing("expense")]))
    reports_held = [f"缺{'、'.join(missing)}"] if missing else []
    reports_held += [_unlike(account.open_pairs)] if account.open_pairs else []
    if reports_held:
        return "；".join(reports_held)
    agree = claimed(account.pairs and not account.open_pairs, "齐全，两边的账都对得上")
    return agree or claimed(not account.pairs, "齐全；没有内部往来要核对")


def _unlike(pairs: Sequence[Pair]) -> str:
    """How many pairs of books differ, cannot be held against each other, or one of both."""
    unheld = [pair.verdict is Verdict.UNCHECKABLE for pair in pairs]
    how = "没法对" if all(unheld) else "不一样或没法对" if any(unheld) else "不一样"
    return f"{len(pairs)}处两边的账{how}"


def _overview(years: Sequence[Consolidated]) -> Table:
    rows = tuple(
        TableRow(
            (
                Link(f"{year.year}年", f"{PATH}{year.year}/"),
                *(sum_cell(year, column, year.total(column)) for column in COLUMNS),
                Amount(max(year.internal("income"), year.internal("expense")), "元"),
                _state(year),
            )
        )
        for year in years
    )
    return Table(
        "federation-years",
        "各年度的合并数",
        (
            TableColumn("年度"),
            *(TableColumn(label, numeric=True) for label in COLUMNS.values()),
            TableColumn("抵销的内部往来", numeric=True),
            TableColumn("齐不齐"),
        ),
        rows,
        scale="元",
        notes=(("有成员没有报送的年度，合并数不完整，不能和别的年度直接比。",),),
        missing_key=True,
    )


def _members(federation: Federation) -> Table:
    rows = [
        TableRow(
            (
                Link(member.disclosure.organisation.name, f"{member.disclosure.org}/", root=True),
                member.disclosure.above.name if member.disclosure.above else "",
                f"{member.since}年" if member.since else claimed(member.since is None, "没有写明"),
                f"{member.until}年" if member.until else "现在还是",
                f"截至{han_date(member.disclosure.as_of)}，之后的有错正在改" if member.disclosure.as_of else "现在的",
            )
        )
        for member in federation.members
    ]
    rows += [TableRow((name, "", "", "", Tag("none", NOT_REPORTED))) for name in federation.absent]
    labels = ("成员", "上级", "从哪一年", "到哪一年", "数据")
    return Table("federation-members", "每一家成员", tuple(TableColumn(label) for label in labels), tuple(rows))
