"""合并账: a federation's books as one, year by year: who is in, what they paid each other, who reported and who did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from .. import charts
from ..accounts import (
    COLUMNS,
    REPORTS,
    Consolidated,
    MemberBooks,
    MemberTransfer,
    Pair,
    checks,
    consolidate,
    has_totals,
    matched,
    stated,
)
from ..blocks import claim, claimed, section_crumbs, sentence
from ..dates import days_between
from ..kinds.annual_reports import DUE, AnnualReportRecord, due
from ..kinds.annual_reports import KIND as ANNUAL_REPORTS
from ..kinds.disbursements import year_path as payments_of
from ..kinds.gifts import year_path as gifts_of
from ..law import statements as forms
from ..model import (
    Amount,
    Block,
    Cell,
    ChartBlock,
    Disclosure,
    Download,
    Downloads,
    Federation,
    Heading,
    Link,
    Mark,
    Moved,
    Note,
    Page,
    Prose,
    Reconciliations,
    RichText,
    Role,
    RowRole,
    Source,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    UnlikeBooks,
)
from ..quantities import BOUND_WORDS, Bound, money_text, yuan_text
from ..reading import Missing
from . import statements

PATH = "federation/"
FILES = (("federation", "合并账"), ("federation-transfers", "内部往来"))
NOT_REPORTED = "未报送"
MOST_DRAWN = 12  # bodies in a chart; a table has all
MOST_BESIDE = 12  # bodies or pairs of them in the account itself; more of them stand in lists of their own
MOST_NAMED = 6  # bodies in a sentence; the tables name all


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
        if _apart(year):
            yield _transfers_page(federation, year, page)


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
        words = _members_now(federation) + (nothing or "，合在一起、去掉内部往来的数见")
        notes.append(Note("成员", sentence(words, Link("合并账", PATH), "。")))
    return tuple(notes)


def has_account(federation: Federation) -> bool:
    """Whether there is a year to consolidate; else the page lists only the members."""
    return has_totals(*federation.every_body)


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


# --- words -----------------------------------------------------------------------------------------


def _name(federation: Federation) -> str:
    return f"{federation.lead.organisation.name}和成员"


def _whole(account: Consolidated, column: str) -> str:
    if not account.counted(column):
        return claimed(not account.counted(column), "没有一家报")
    return BOUND_WORDS[account.bound(column)] + money_text(account.total(column))


def _together(federation: Federation, account: Consolidated, apart: AbstractSet[str]) -> str:
    """Whose totals are in the sum, *apart* being those who told none: the lead and its members, some of them, or a single body."""
    lead = federation.lead.organisation.name
    names = [ledger.organisation.name for ledger in account.ledgers]
    reporting = [name for name in names if name not in apart]
    count = len(names) - 1 + len(account.absent)
    if len(reporting) < 2:  # noqa: PLR2004  (one alone is not together with anybody)
        return f"{lead}和{count}家成员里，只有{reporting[0]}报了总数"
    inside = len(reporting) - (lead in reporting)
    members = f"{count}家成员里的{inside}家" if inside < count else f"{count}家成员"
    return f"{lead}和{members}合在一起" if lead in reporting else f"{members}合在一起，没有{lead}的数"


def _named(names: Sequence[str]) -> str:
    """Names in a sentence: of very many the first ones and how many they are."""
    if len(names) <= MOST_NAMED:
        return "、".join(names)
    return f"{'、'.join(names[: MOST_NAMED // 2])}等{len(names)}家"


def _finding(federation: Federation, account: Consolidated) -> RichText:
    missing = list(dict.fromkeys([*account.missing("income"), *account.missing("expense")]))
    apart = {*account.missing("income")} & {*account.missing("expense")}
    if not (account.counted("income") or account.counted("expense")):
        return claim(apart, f"{account.year}年，{_name(federation)}都没有报收入和支出的总数，没有可以合并的数。")
    words = f"{account.year}年，{_together(federation, account, apart)}，"
    words += f"收入{_whole(account, 'income')}，支出{_whole(account, 'expense')}；"
    internal = max(account.internal("income"), account.internal("expense"))
    words += f"已经去掉互相拨付的{money_text(internal)}。" if internal else "没有可以抵销的内部往来。"
    if missing:
        words += f"这个数不完整，缺{_named(missing)}。"
    doubt = max(account.doubtful("income"), account.doubtful("expense"))
    if doubt:
        words += f"有{money_text(doubt)}只有一边的账上有，没有抵销。"
    return sentence(words)


def _notes(federation: Federation, account: Consolidated) -> Iterator[RichText]:
    """What readers must know before they compare or add: missing bodies, documents, levels, days, what stays in."""
    missing = list(dict.fromkeys([*account.missing("income"), *account.missing("expense")]))
    if len(missing) > MOST_NAMED:
        yield (f"合并数里缺收入或支出的：{'、'.join(missing)}。",)
    for column, label in COLUMNS.items():
        yield from _of_column(account, column, label)
    reports = [ledger.organisation.name for ledger in account.ledgers if _from_reports(account, ledger)]
    if reports:
        yield (f"{_named(reports)}有数取自工作报告，台账里没有登记截止哪一天。",)
    levels: dict[str, list[str]] = {}
    for ledger in account.ledgers:
        totals = (account.total_of(ledger, column) for column in COLUMNS)
        for level in dict.fromkeys(total.figure.level for total in totals if total):
            levels.setdefault(level, []).append(ledger.organisation.name)
    if len(levels) > 1:
        yield (f"来源等级不同，{_listed(levels)}。",)
    for ledger in account.ledgers:
        for (year, column), why in ledger.refused.items():
            if year == account.year:
                yield (f"{ledger.organisation.name}的{COLUMNS[column]}没有加进来：{why}。",)
    yield from ((f"{entry}，之后提交的数据有错，正在改。",) for entry in _held(federation, account))
    yield ("抵销的是两边账上都有的部分；年末净资产不抵销内部往来。",)


def _from_reports(account: Consolidated, ledger: MemberBooks) -> bool:
    totals = (account.total_of(ledger, column) for column in COLUMNS)
    return any(total.origin == REPORTS for total in totals if total)


def _listed(groups: Mapping[str, Sequence[str]]) -> str:
    return "；".join(f"{group}：{_named(names)}" for group, names in groups.items())


def _of_column(account: Consolidated, column: str, label: str) -> Iterator[RichText]:
    origins: dict[str, list[str]] = {}
    for ledger in account.ledgers:
        total = account.total_of(ledger, column)
        if total:
            origins.setdefault(total.origin, []).append(ledger.organisation.name)
    if len(origins) > 1:
        yield (f"{label}一列的数不是从同一种文件里取的，算的范围可能不同。{_listed(origins)}。",)
    doubt = account.doubtful(column)
    if doubt:
        yield (f"合并的{label}里有{yuan_text(doubt)}只有一边的账上有，没有抵销，合并数最多因此高出这么多。",)


def _held(federation: Federation, account: Consolidated) -> Iterator[str]:
    for body in federation.bodies(account.year):
        if body.as_of:
            yield f"{body.organisation.name}是截至{body.as_of}的数据"


# --- the account -----------------------------------------------------------------------------------


def _account(federation: Federation, account: Consolidated) -> Iterator[Table]:
    """The account; a list of very many bodies follows in a table of its own, which may go on on further pages."""
    bodies = [_body(account, ledger) for ledger in account.ledgers]
    bodies += [
        TableRow((name, *(Missing.UNDISCLOSED for _ in COLUMNS), Tag("none", NOT_REPORTED))) for name in account.absent
    ]
    many = len(bodies) > MOST_BESIDE
    path = f"{PATH}{account.year}/"
    silent = set.intersection(*({*account.missing(column)} for column in COLUMNS))
    added: Cell = Link(f"{len(bodies) - len(silent)}家各自的数相加", f"{path}#bodies") if many else "相加"
    rows = [] if many else bodies.copy()
    rows.append(
        TableRow((added, *(_sum(account, column, account.added(column)) for column in COLUMNS), ""), RowRole.SUBTOTAL)
    )
    rows += _taken_out(account)
    whole = all(map(account.reconciles, COLUMNS))
    worth = account.counted("net_assets") and account.missing("net_assets")  # told by some: their sum is short
    label = "合并数（不完整）" if not account.complete else f"合并数{'（年末净资产不完整）' if worth else ''}"
    total = (_sum(account, column, account.total(column)) for column in COLUMNS)
    rows.append(TableRow((label, *total, ""), RowRole.TOTAL if whole else RowRole.TOTAL_OPEN))
    table = Table(
        f"federation-{account.year}",
        f"{account.year}年合并账",
        (
            TableColumn("机构"),
            *(TableColumn(label, numeric=True) for label in COLUMNS.values()),
            TableColumn("取自，截止日", priority=2),
        ),
        tuple(rows),
        unit_note=_name(federation),
        scale="元",
        notes=tuple(_notes(federation, account)),
        missing_key=True,
    )
    yield table
    if many:
        name, caption = f"federation-{account.year}-bodies", f"{account.year}年各家的数"
        yield replace(table, id=name, caption=caption, rows=tuple(bodies), notes=())


def _taken_out(account: Consolidated) -> Iterator[TableRow]:
    """What is taken out of the sum: pair by pair, very many pairs in one row."""
    pairs = {pair: [account.eliminated(column, pair) for column in COLUMNS] for pair in account.pairs}
    pairs = {pair: taken for pair, taken in pairs.items() if any(taken)}
    if len(pairs) > MOST_BESIDE:
        words = Link(f"减：互相拨付的{len(pairs)}对", _transfers_path(account))
        sums = (account.internal(column) for column in COLUMNS)
        yield TableRow((words, *(Amount(-amount, "元") if amount else "" for amount in sums), "两边都有"), RowRole.PART)
        return
    for pair, taken in pairs.items():
        words = Link(
            f"减：{pair.payer.short_name}拨给{pair.receiver.short_name}",
            f"{_transfers_path(account)}#{_anchor(pair)}",
        )
        cells = (Amount(-amount, "元") if amount else "" for amount in taken)
        yield TableRow((words, *cells, "两边都有"), RowRole.PART)


def _body(account: Consolidated, ledger: MemberBooks) -> TableRow:
    totals = {column: account.total_of(ledger, column) for column in COLUMNS}
    refused = [column for column in COLUMNS if (account.year, column) in ledger.refused]
    cells: list[Cell] = [
        total.figure if total else Missing.NOT_APPLICABLE if column in refused else Missing.UNDISCLOSED
        for column, total in totals.items()
    ]
    there = any(year == account.year for year, _ in ledger.totals)
    name = Link(ledger.organisation.name, f"{ledger.org}/{f'finances/{account.year}/' if there else ''}", root=True)
    origins = list(dict.fromkeys(total.origin for total in totals.values() if total))
    dated = (f"{origin}，{'台账里没有截止日' if origin == REPORTS else '12月31日'}" for origin in origins)
    reported: Cell = Tag("checking", "口径不同") if refused else "；".join(dated) or Tag("none", NOT_REPORTED)
    return TableRow((name, *cells, reported))


def _sum(account: Consolidated, column: str, amount: Decimal) -> Cell:
    if not account.counted(column):
        return Missing.UNDISCLOSED
    return Amount(amount, "元", approximate=account.bound(column) is not Bound.EXACT)


def _chart(federation: Federation, account: Consolidated) -> Iterator[ChartBlock]:
    marks = []
    bodies = {body.org: body for body in federation.bodies(account.year)}
    sources: dict[tuple[str, str], Source] = {}  # bodies may call different documents the same
    drawn, left_out = _largest(account)
    for ledger in drawn:
        for column, role in (("income", Role.INCOME), ("expense", Role.EXPENSE)):
            total = account.total_of(ledger, column)
            if total:
                figure = total.figure
                source = bodies[ledger.org].sources.get(figure.source or "")
                sources |= {(ledger.org, source.id): source} if source else {}
                marks.append(
                    Mark(
                        f"{ledger.organisation.short_name}{COLUMNS[column]}",
                        figure.value,
                        figure.text,
                        role,
                        open_end=figure.bound is Bound.AT_LEAST,
                        figure=figure,
                    )
                )
    caption = charts.Caption(
        f"federation-{account.year}",
        plain=f"{account.year}年各家的收入和支出",
        subtitle="各家自己的数，没有去掉内部往来",
        notes=(sentence(f"只画最大的{len(drawn)}家，另外{left_out}家的数在下面的表里。"),) if left_out else (),
        sources=tuple(sources.values()),
    )
    if marks:
        yield ChartBlock(charts.of_cells(caption, "bars", marks))


def _largest(account: Consolidated) -> tuple[list[MemberBooks], int]:
    """The bodies that are drawn, in the order of the table, and how many that told a total are not: the smaller ones of many."""
    sizes: dict[str, Decimal] = {}
    for ledger in account.ledgers:
        totals = [account.total_of(ledger, column) for column in ("income", "expense")]
        if any(totals):
            sizes[ledger.org] = max(total.figure.value for total in totals if total)
    largest = set(sorted(sizes, key=lambda org: -sizes[org])[:MOST_DRAWN])
    return [ledger for ledger in account.ledgers if ledger.org in largest], len(sizes) - len(largest)


# --- internal transfers ------------------------------------------------------------------------------


def _apart(account: Consolidated) -> bool:
    """Whether internal transfers have a page of their own: of very many pairs."""
    return len(account.pairs) > MOST_BESIDE


def _transfers_path(account: Consolidated) -> str:
    return f"{PATH}{account.year}/{'transfers/' if _apart(account) else ''}"


def _transfers(federation: Federation, account: Consolidated) -> Iterator[Block]:
    """Internal transfers and both sides of each; in short where they have a page of their own."""
    more = Link("逐对、逐笔看", _transfers_path(account)) if _apart(account) else None
    yield Heading("内部往来", "transfers", more, f"{len(account.pairs)}对" if more else "")
    if not account.pairs:
        yield Prose((claim(not account.pairs, "两边的账上都没有写明成员之间的拨付。"),))
    elif _apart(account):
        yield Prose((_in_short(account),))
    else:
        yield TableBlock(_matrix(account))
        yield TableBlock(_single_transfers(federation, account))
    checked = [] if _apart(account) else [*checks(account.open_pairs)]
    checked += stated(federation, account)
    if checked:
        yield Reconciliations("两边的账对得上吗", tuple(checked), id="checks")


def _in_short(account: Consolidated) -> RichText:
    """How many pairs there are, how many of them differ, and what is taken out."""
    pairs, differing = len(account.pairs), len(account.open_pairs)
    agreeing = claimed(not differing, "两边的账都一样")
    states = agreeing or f"{pairs - differing}对两边的账一样，{differing}对不一样或没法对"
    _, _, gone = _sums(account)
    return sentence(f"互相拨付的有{pairs}对：{states}。抵销的一共{yuan_text(gone)}。")


def _transfers_page(federation: Federation, account: Consolidated, year: Page) -> Page:
    """Very many internal transfers: pair by pair, one by one, and what does not agree."""
    blocks: list[Block] = [
        Heading("谁拨给谁", "pairs"),
        TableBlock(_matrix(account)),
        Heading("每一笔", "single"),
        TableBlock(_single_transfers(federation, account)),
    ]
    if account.open_pairs:
        blocks.append(Reconciliations("两边的账对不上的", tuple(checks(account.open_pairs)), id="checks"))
    return replace(
        year,
        path=_transfers_path(account),
        title=f"{account.year}年内部往来",
        finding=_in_short(account),
        blocks=(*blocks, _downloads()),
        crumbs=(*year.crumbs, Link(year.title, year.path)),
        years=(),
        description=f"{_name(federation)}{account.year}年互相拨付的钱：谁拨给谁、每一笔、两边的账对不对得上。",
    )


def _moved(account: Consolidated) -> Iterator[Moved]:
    """Where old addresses of pairs and of their checks lead, once these stand on a page of their own."""
    if _apart(account):
        anchors = [*map(_anchor, account.pairs), *(pair.id for pair in account.open_pairs)]
        yield Moved(tuple((anchor, _transfers_path(account)) for anchor in anchors))


def _matrix(account: Consolidated) -> Table:
    rows = []
    for pair in account.pairs:
        verdict = Tag("ok" if pair.agrees else "late", pair.verdict.value)
        rows.append(
            TableRow(
                (
                    _payments(pair),
                    _gifts(pair),
                    *(
                        Missing.UNDISCLOSED if entry is None else Amount(entry, "元")
                        for entry in (pair.out, pair.arrived)
                    ),
                    Amount(pair.confirmed, "元"),
                    verdict,
                ),
                id=_anchor(pair),
            )
        )
    out, came, gone = _sums(account)
    total = ("合计", "", Amount(out, "元"), Amount(came, "元"), Amount(gone, "元"), "")
    notes: list[RichText] = [("拨出方的数取自它的拨付表，接收方的数取自它的捐赠明细里写明“来自成员机构”的各笔。",)]
    if _apart(account):  # a list with a sum at its end could not go on on a further page
        sums = f"拨出方账上{yuan_text(out)}，接收方账上{yuan_text(came)}，抵销{yuan_text(gone)}"
        notes.insert(0, (f"{len(account.pairs)}对合计：{sums}。",))
    else:
        rows.append(TableRow(total, RowRole.TOTAL_OPEN if account.open_pairs else RowRole.TOTAL))
    return Table(
        f"federation-{account.year}-pairs",
        f"{account.year}年谁拨给谁",
        (
            TableColumn("拨出方"),
            TableColumn("接收方"),
            TableColumn("拨出方账上", numeric=True),
            TableColumn("接收方账上", numeric=True),
            TableColumn("抵销", numeric=True),
            TableColumn("两边"),
        ),
        tuple(rows),
        scale="元",
        notes=tuple(notes),
        missing_key=any(pair.out is None or pair.arrived is None for pair in account.pairs),
    )


def _sums(account: Consolidated) -> tuple[Decimal, Decimal, Decimal]:
    """What payers' books hold of all pairs, what receivers' books hold, and what both do."""
    pairs, nothing = account.pairs, Decimal(0)
    out = sum((pair.out or nothing for pair in pairs), nothing)
    came = sum((pair.arrived or nothing for pair in pairs), nothing)
    return out, came, sum((pair.confirmed for pair in pairs), nothing)


def _anchor(pair: Pair) -> str:
    return f"{pair.payer.id}-{pair.receiver.id}"


def _payments(pair: Pair) -> Link:
    path = payments_of(pair.year) if pair.paid is not None else ""
    return Link(pair.payer.name, f"{pair.payer.id}/{path}", root=True)


def _gifts(pair: Pair) -> Link:
    path = gifts_of(pair.year) if pair.received is not None else ""
    return Link(pair.receiver.name, f"{pair.receiver.id}/{path}", root=True)


def _single_transfers(federation: Federation, account: Consolidated) -> Table:
    names = {body.org: body.organisation.name for body in federation.bodies(account.year)}
    rows = []
    for pair in account.pairs:
        for paid, received in matched(pair.paid or (), pair.received or ()):
            transfer = paid or received
            assert transfer is not None  # noqa: S101
            rows.append(
                TableRow(
                    (
                        names[transfer.payer],
                        names[transfer.receiver],
                        paid.day if paid else _not_there(pair.paid),
                        received.day if received else _not_there(pair.received),
                        Amount(paid.amount, "元", where=paid.where) if paid else "",
                        Amount(received.amount, "元", where=received.where) if received else "",
                    )
                )
            )
    return Table(
        f"federation-{account.year}-transfers",
        f"{account.year}年每一笔",
        (
            TableColumn("拨出方"),
            TableColumn("接收方"),
            TableColumn("拨出日期"),
            TableColumn("入账日期"),
            TableColumn("拨出方账上", numeric=True),
            TableColumn("接收方账上", numeric=True),
        ),
        tuple(rows),
        scale="元",
        notes=(("同样数目的两笔放在一行；只有一边有的，另一边写明没有。",),),
    )


def _not_there(book: tuple[MemberTransfer, ...] | None) -> Cell:
    return Missing.UNDISCLOSED if book is None else Tag("none", "这一年没有")


# --- who reported ------------------------------------------------------------------------------------


def _reported(federation: Federation, year: int) -> Table:
    rows = [TableRow((_reports(body), *_states(body, year))) for body in federation.bodies(year)]
    rows += [TableRow((name, *(Tag("none", NOT_REPORTED) for _ in range(1 + len(DUE))))) for name in federation.absent]
    return Table(
        f"federation-{year}-reported",
        f"{year}年的报表和报告",
        (TableColumn("机构"), TableColumn("三张报表"), *(TableColumn(kind) for kind in DUE)),
        tuple(rows),
        notes=((f"日期是在“慈善中国”公开的日期，{due(year)}到期；没有报送的，过期几天数到本站整理数据的那天。",),),
        missing_key=any(isinstance(cell, Missing) for row in rows for cell in row.cells),
    )


def _reports(body: Disclosure) -> Link:
    reports_held = body.rows(AnnualReportRecord)
    return Link(body.organisation.name, f"{body.org}/{ANNUAL_REPORTS.address if reports_held else ''}", root=True)


def _states(body: Disclosure, year: int) -> tuple[Tag | Missing, ...]:
    """What became of a body's statements and reports of a year."""
    return (_statements(body, year), *(_report(body, year, kind) for kind in DUE))


def _statements(body: Disclosure, year: int) -> Tag:
    absent = statements.absent(body, year)
    if len(absent) == len(forms.KINDS):
        return _overdue(body, year)
    return Tag("checking", f"缺{'、'.join(absent)}") if absent else Tag("ok", claimed(not absent, "齐全"))


def _report(body: Disclosure, year: int, kind: str) -> Tag | Missing:
    rows = [row for row in body.rows(AnnualReportRecord) if row.year == year and row.type == kind]
    if not rows:
        return _overdue(body, year)
    day = rows[0].platform_on
    if day is None:
        return rows[0].missing(AnnualReportRecord.platform_on)
    late = days_between(due(year), day)
    return Tag("late", f"{day}，晚{late}天") if late is not None and late > 0 else Tag("ok", str(day))


def _overdue(body: Disclosure, year: int) -> Tag:
    days = days_between(due(year), body.prepared_on)
    if days is not None and days <= 0:
        return Tag("none", "还没有到期")
    return Tag("overdue", f"{NOT_REPORTED}，过期{days}天" if days else NOT_REPORTED)


def _summary(body: Disclosure, year: int) -> Tag:
    """All that a body owes for a year in two words."""
    states = [entry for entry in _states(body, year) if isinstance(entry, Tag)]
    kinds = [entry.kind for entry in states]
    if len(set(states)) == 1 and kinds[0] in {"overdue", "none"}:
        return states[0]
    for kind, words in (("overdue", "没有报齐"), ("late", "有晚报的"), ("checking", "有缺的"), ("none", "还没有报齐")):
        if kind in kinds:
            return Tag(kind, words)
    unsaid = len(states) <= len(DUE)
    return Tag("checking", claimed(unsaid, "没有写明日期")) if unsaid else Tag("ok", "按时报齐")


def _every_year(federation: Federation, years: Sequence[Consolidated]) -> Table:
    inside = {year.year: {body.org for body in federation.bodies(year.year)} for year in years}
    rows = [
        TableRow(
            (
                _reports(body),
                *(_summary(body, year) if body.org in orgs else "不是成员" for year, orgs in inside.items()),
            )
        )
        for body in federation.every_body
    ]
    rows += [TableRow((name, *(Tag("none", NOT_REPORTED) for _ in years))) for name in federation.absent]
    return Table(
        "federation-reported",
        "各年度的报表和报告",
        (TableColumn("机构"), *(TableColumn(f"{year.year}年") for year in years)),
        tuple(rows),
        notes=(("看的是三张报表、年度工作报告、财务会计报告和审计报告；每一样哪天公开的，见各年度的页。",),),
    )


# --- pages -------------------------------------------------------------------------------------------


def _year(federation: Federation, account: Consolidated, years: Sequence[Consolidated]) -> Page:
    lead = federation.lead
    whole, *bodies = _account(federation, account)
    blocks: list[Block] = [*_moved(account), TableBlock(whole), *_chart(federation, account)]
    blocks += [block for table in bodies for block in (Heading("各家的数", "bodies"), TableBlock(table))]
    blocks += _transfers(federation, account)
    blocks += [Heading("谁报了，谁没有报", "reported"), TableBlock(_reported(federation, account.year)), _downloads()]
    return Page(
        path=f"{PATH}{account.year}/",
        title=f"{account.year}年合并账",
        finding=_finding(federation, account),
        blocks=tuple(blocks),
        section="finances",
        crumbs=(*section_crumbs("finances"), Link("合并账", PATH)),
        year=account.year,
        years=tuple(Link(f"{year.year}年", f"{PATH}{year.year}/") for year in years),
        description=f"{_name(federation)}{account.year}年的合并收支：各家的数、内部往来的抵销、谁没有报送。",
        documents=_documents(federation, (account,)),
        status=" · ".join(
            (f"{account.year}年度", f"{lead.organisation.name}和成员各自公布的数", *_held(federation, account))
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


def _downloads() -> Downloads:
    return Downloads(
        "拿走自己算",
        tuple(
            Download(f"{label}（各年度，{suffix}）", f"data/{name}.{suffix.lower()}", suffix)
            for name, label in FILES
            for suffix in ("CSV", "XLSX", "JSON")
        ),
    )


def _entry(federation: Federation, years: Sequence[Consolidated]) -> Page:
    blocks: list[Block] = []
    if years:
        blocks.append(TableBlock(_overview(years)))
    blocks.append(Heading("有哪些成员", "members"))
    blocks.append(TableBlock(_members(federation)))
    if years:
        blocks += [Heading("谁报了，谁没有报", "reported"), TableBlock(_every_year(federation, years)), _downloads()]
    nothing = claim(not years, "成员还没有公布任何年度的收入和支出，没有可以合并的数。")
    return Page(
        path=PATH,
        title="合并账",
        finding=_finding(federation, years[0]) if years else nothing,
        blocks=tuple(blocks),
        section="finances",
        crumbs=section_crumbs("finances"),
        documents=_documents(federation, years),
        description=f"{_name(federation)}各年度的合并收支，内部往来已经抵销；谁报了，谁没有报。"
        if years
        else f"{_name(federation)}：有哪些成员。",
    )


def _state(account: Consolidated) -> str:
    missing = list(dict.fromkeys([*account.missing("income"), *account.missing("expense")]))
    reports_held = [f"缺{'、'.join(missing)}"] if missing else []
    reports_held += [f"{len(account.open_pairs)}处两边的账不一样"] if account.open_pairs else []
    if reports_held:
        return "；".join(reports_held)
    agree = claimed(account.pairs and not account.open_pairs, "齐全，两边的账都对得上")
    return agree or claimed(not account.pairs, "齐全；没有内部往来要核对")


def _overview(years: Sequence[Consolidated]) -> Table:
    rows = tuple(
        TableRow(
            (
                Link(f"{year.year}年", f"{PATH}{year.year}/"),
                *(_sum(year, column, year.total(column)) for column in COLUMNS),
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
                f"截至{member.disclosure.as_of}，之后的有错正在改" if member.disclosure.as_of else "现在的",
            )
        )
        for member in federation.members
    ]
    rows += [TableRow((name, "", "", "", Tag("none", NOT_REPORTED))) for name in federation.absent]
    labels = ("成员", "上级", "从哪一年", "到哪一年", "数据")
    return Table("federation-members", "每一家成员", tuple(TableColumn(label) for label in labels), tuple(rows))
