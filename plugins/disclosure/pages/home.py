"""首页 of an organisation: what came in and went out and whom it helped, what is not told, then people, money and trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..blocks import claim, claimed, figure_list, in_first_year, latest, name_of, sentence, sum_of, told_in
from ..dates import han_date, of_year
from ..duties import State, is_open, worst_first
from ..kinds import kind_of
from ..kinds.audits import Audit, AuditOpinion, AuditType, in_annual_reports
from ..kinds.contacts import phone
from ..kinds.disbursements import KIND as PAYMENTS
from ..kinds.disbursements import Disbursement, DisbursementRecord, PaymentKind, Receiver
from ..kinds.donations import KIND as GIFTS
from ..kinds.emergencies import KIND as EMERGENCIES
from ..kinds.emergencies import newest_first, result_of
from ..kinds.goods import KIND as GOODS
from ..kinds.headlines import HeadlineRole
from ..kinds.payment_returns import Return, ReturnRecord
from ..kinds.project import Project, ProjectStatus, project_card
from ..model import (
    Amount,
    Block,
    Card,
    Cards,
    Clock,
    Disclosure,
    Figure,
    FigureList,
    FigureStatus,
    Heading,
    HomeFirstScreen,
    LargeButton,
    LatestPayment,
    LatestPayments,
    Link,
    Links,
    Page,
    Prose,
    RichPiece,
    RichText,
    TrustPoint,
    TrustStrip,
)
from ..quantities import yuan_text
from ..reading import Record
from ..releases import CorrectionRecord
from . import federation
from .duty_ledger import Ledger, in_a_row, still_open
from .duty_tables import PATH as DUTIES
from .headlines import Headlines, headlines, totals_untold
from .plain_help import plain_help
from .row_sums import emergency_links, fund_links, funds_accounted, gist, part_of_an_emergency, row_sums
from .topics import ALL_COSTS, EXPENSE, SINGLE_PAYMENTS, SPENT_ON_THINGS, figures_about
from .years import (
    agrees,
    beside_total,
    checks_of,
    costs,
    largest,
    only_unlisted,
    open_checks,
    parts,
    parts_in_words,
    total_of,
    unlike_between,
)

SHOWN_PARTS = 4
SHOWN_PROJECTS = 5
SHOWN_WITH_PICTURES = 4
SHOWN_PAYMENTS = 3


def pages(ledger: Ledger) -> Iterator[Page]:
    """The one home page."""
    disclosure = ledger.disclosure
    organisation, years = disclosure.organisation, disclosure.years
    if not years:
        yield _without_years(ledger)
        return
    head = headlines(disclosure, years[0])
    year = head.year
    blocks: list[Block] = [
        first_screen(ledger, head),
        *emergency_links(disclosure, year + 1),
        *_projects(disclosure, head),
    ]
    blocks.append(Heading("钱花到哪了", "money", Link("收和支，全部明细", f"finances/{year}/")))
    blocks += _spent(disclosure, head)
    blocks += _payments(disclosure)
    blocks.append(TrustStrip("靠得住吗", tuple(_trust(ledger, year)), id="trust"))
    related = federation.relation(disclosure)
    if related:
        blocks.append(Prose(tuple(entry.text for entry in related)))
    yield Page(
        path="",
        title=organisation.name,
        label="首页",
        finding=(),  # the first screen says it, in large figures
        blocks=tuple(blocks),
        section="home",
        year=year,
        years=tuple(Link(f"{year}年", f"years/{year}/") for year in years),
        template="home",
        description=f"{organisation.name}{year}年{_in_short(disclosure, head)}收支、项目、审计和没公开的"
        f"{claimed(every_figure_sourced(disclosure), '，每个数字都能查到出处')}。",
    )


def _in_short(disclosure: Disclosure, head: Headlines) -> str:
    """What came in, went out and whom it helped, in words: 收到128.6万元、发出90.3万元；."""
    figures = [(label, value) for label, value in totals(disclosure, head) if isinstance(value, Figure)]
    return f"{'、'.join(f'{label}{_with_doubt(value)}' for label, value in figures)}；" if figures else "度"


def _with_doubt(figure: Figure) -> str:
    doubt = f"（{figure.doubt}）" if figure.doubt else ""
    return f"{figure.in_brief}{doubt}"


def _without_years(ledger: Ledger) -> Page:
    """The home page where no year has a reported figure: what is told one by one, and how far it can be trusted."""
    disclosure = ledger.disclosure
    listed = disclosure.told_in_rows
    lists = tuple((Link(kind.rows_page, kind.address), gist(disclosure, kind)) for kind in listed)
    trust = (_audited(disclosure), _duties(ledger), _corrected(disclosure))
    sums = row_sums(disclosure)
    buttons = tuple(_buttons(disclosure, None))
    blocks: list[Block] = [
        *((HomeFirstScreen(sums.title, sums.items, sums.told_on, sums.words, buttons=buttons),) if sums else ()),
        *emergency_links(disclosure, but=sums.action if sums else ""),
        *fund_links(disclosure),
        *((Links("已经公布的", lists),) if lists else ()),
        *_projects(disclosure),
        *_payments(disclosure),
        TrustStrip("靠得住吗", trust, id="trust"),
    ]
    name = disclosure.organisation.name
    contents = "、".join(
        (
            *(f"{kind.label}（{gist(disclosure, kind)}）" for kind in listed),
            *((f"{accounted}只基金的账目",) if (accounted := len(funds_accounted(disclosure))) else ()),
        )
    )
    action = f"{name}：{sums.title}，{sums.short}" if sums and sums.action else ""
    return Page(
        path="",
        title=name,
        label="首页",
        finding=() if sums else sentence(f"{totals_untold(disclosure)}。"),
        blocks=tuple(blocks),
        section="home",
        template="home",
        description=action or (f"{name}公布了{contents}；{totals_untold(disclosure)}。" if contents else ""),
    )


def _spent(disclosure: Disclosure, head: Headlines) -> Iterator[Block]:
    """What the money of a year was used for, as far as figures tell it; else where it stands, or that it is not told."""
    year = head.year
    listed = tuple(parts_in_words(disclosure, head, "支出", f"home-expense-{year}", SHOWN_PARTS))
    yield from listed or figure_list("", [figure for _, figure in costs(disclosure, year)])
    nowhere = SINGLE_PAYMENTS.lacks(disclosure, year)
    told_where = not nowhere or SPENT_ON_THINGS.tells(disclosure, year)
    untold = claimed(told_where, "一共花了多少，没有公布") or claimed(not told_where, "花了多少、花在哪里，没有公布")
    unknown = claim(not EXPENSE.tells(disclosure, year), f"{year}年{untold}。")
    if unknown:
        yield Prose((unknown,))
    elif not listed and not costs(disclosure, year):
        yield Prose((_unlisted(disclosure, head),))


def _unlisted(disclosure: Disclosure, head: Headlines) -> RichText:
    """Where that stands which no list of expenses has, or that it is not told."""
    things = SPENT_ON_THINGS.tells(disclosure, head.year)
    if things:
        return sentence(
            f"{head.year}年花在各件事上的数，列在", Link("支出", f"finances/{head.year}/expense/"), "一页。"
        )
    return claim(not things, f"{head.year}年{_only(disclosure, head) or '支出的'}分项没有公布。")


def _only(disclosure: Disclosure, head: Headlines) -> str:
    alone = SINGLE_PAYMENTS.lacks(disclosure, head.year) and total_of(disclosure, head, "支出")
    return "只有总数，" if alone else ""


def every_figure_sourced(disclosure: Disclosure) -> bool:
    """Whether there are figures, and each names a document or says how it was computed."""
    figures = disclosure.figures.values()
    return bool(figures) and all(figure.formula or figure.source in disclosure.sources for figure in figures)


# --- the first screen ----------------------------------------------------------------------------


def totals(disclosure: Disclosure, head: Headlines) -> tuple[tuple[str, Figure | str], ...]:
    """收到, 发出, 帮到 of a year: the figures that staff named, the largest of their topic under its own name, or that none is told."""
    items: list[tuple[str, Figure | str]] = []
    for role, label, topic in (
        (HeadlineRole.INCOME, "收到", "收入"),
        (HeadlineRole.EXPENSE, "花出", "支出"),
        (HeadlineRole.HELPED, "帮到", ""),
    ):
        named = head.labelled(role)
        stand_in = largest(disclosure, head.year, topic) if topic else None
        if named:
            paid_out = role is HeadlineRole.EXPENSE and any(word in named[0][0] for word in ("发", "拨"))
            items.append(("发出" if paid_out else label, named[0][1]))
        elif stand_in:
            items.append((name_of(stand_in), stand_in))
        else:
            items.append((label, claimed(not named and not stand_in, "没有报总数")))
    return tuple(items)


def told_on(disclosure: Disclosure, items: Sequence[tuple[str, Figure | str]]) -> str:
    """The day on which the document of the first of these totals was published; nothing where no document is named."""
    sources = (disclosure.sources[value.source] for _, value in items if isinstance(value, Figure) and value.source)
    return next((source.published_on for source in sources), "")


def first_screen(ledger: Ledger, head: Headlines) -> HomeFirstScreen:
    """What most readers come for, on one screen of a phone."""
    disclosure = ledger.disclosure
    items = totals(disclosure, head)
    buttons = tuple(_buttons(disclosure, head))
    counted = any(isinstance(value, Figure) for _, value in items)
    untold = claimed(not counted, f"{head.year}年一共收了多少、花了多少，没有公布")
    sums = row_sums(disclosure, untold) if untold else None
    if sums:  # three times 没有报总数 would say nothing
        return HomeFirstScreen(sums.title, sums.items, sums.told_on, sums.words, buttons=buttons)
    line, holds = honest(ledger, head)
    return HomeFirstScreen(
        f"{head.year}年的账",
        items,
        told_on(disclosure, items),
        line,
        holds,
        buttons,
    )


class HonestWords(Struct, frozen=True):
    """What of a year is not told, does not add up or is overdue, a clause each; where all of it stands; or that all is well."""

    clauses: tuple[RichText, ...]
    place: str
    well: RichText = ()
    holds: bool = False  # everything agrees


def doubts(ledger: Ledger, head: Headlines) -> HonestWords:
    """What of the year is not told, does not add up or is overdue, at most two of these; and whether all is well."""
    disclosure, year = ledger.disclosure, head.year
    clauses: list[RichText] = []
    gap = head.figure(HeadlineRole.EXPENSE_GAP)
    if gap and gap.value > 0:
        clauses.append(claim(gap, f"花出去的钱里，{told_in(disclosure, year)}没有写明用在哪里的有", gap))
    unlike = [books.check for books in unlike_between(disclosure, year) if books.check.difference]
    if unlike:
        size = unlike[0].difference_text.removeprefix("左边").removeprefix("少").removeprefix("多").removeprefix("，")
        more = f"等{len(unlike)}处" if len(unlike) > 1 else ""
        clauses.append(claim(unlike, f"{unlike[0].title}，两边的账差{size}{more}"))
    overdue = worst_first(obligation for obligation in ledger.all if obligation.state is State.OVERDUE)
    if overdue and overdue[0].due:
        since = Clock("since", overdue[0].due.isoformat(), f"{overdue[0].days}天")
        number = Clock("overdue", ledger.as_of, f"{len(overdue)}件", days=ledger.open_days)
        oldest = Clock("several", ledger.as_of, "最久的" if len(overdue) > 1 else "", days=ledger.open_days)
        clauses.append(claim(overdue, "有", number, "该公开的还没公开，", oldest, "已经晚了", since))
    problems = open_checks(disclosure, year)
    if problems and len(clauses) < _CLAUSES:
        partly = "总数只列了一部分" if only_unlisted(problems) else "账对不上，或没法对"
        clauses.append(claim(problems, f"有{len(problems)}处{partly}"))
    place = f"finances/{year}/checks/" if gap or problems or unlike else DUTIES
    if clauses:
        return HonestWords(tuple(clauses[:_CLAUSES]), place)
    checked = len(checks_of(disclosure, year))
    fine = agrees(disclosure, year)
    line = claim(fine, f"{year}年的账核对了{checked}处，都对得上。") or claim(
        not checked, f"{year}年的数还没有互相核对过。"
    )
    return HonestWords((), place, line, fine)


def honest(ledger: Ledger, head: Headlines) -> tuple[RichText, bool]:
    """The `doubts` of a year as one line that leads on, and whether all is well."""
    words = doubts(ledger, head)
    if not words.clauses:
        return words.well, words.holds
    pieces: list[RichPiece] = []
    for clause in words.clauses:
        pieces += ["；" if pieces else "", *clause]
    return (*(piece for piece in pieces if piece != ""), "。", Link("看是哪些", words.place)), False


_CLAUSES = 2


_PLAIN_COSTS = {"业务活动成本": "做事", "管理费用": "管理", "筹资费用": "筹款"}


def _spending(disclosure: Disclosure, head: Headlines | None) -> LargeButton:
    """The way to what the money was used for; it promises no list where there is only a total."""
    name = "钱花到哪了"
    if head is None:
        return _rows_of_spending(disclosure, name)
    year = head.year
    lists = tuple(parts(disclosure, head, "支出", f"home-expense-{year}", SHOWN_PARTS))
    listed = [
        figure for block in lists if isinstance(block, FigureList) for figure in beside_total(disclosure, block, head)
    ]
    if listed or any(not isinstance(block, FigureList) for block in lists):
        return LargeButton(Link(name, f"finances/{year}/expense/"), (_listing(disclosure, year, listed),))
    if any(row.paid_on.startswith(str(year)) for row in disclosure.rows(Disbursement)):
        return LargeButton(Link(name, f"disbursements/{year}/"), ("哪天、给了谁、多少，一笔一笔列出来",))
    if lines := [_PLAIN_COSTS[label] for label, _ in costs(disclosure, year)]:
        words = f"{'、'.join(lines)}{'各' if len(lines) > 1 else ''}花了多少"
        return LargeButton(Link(name, f"finances/{year}/costs/"), (words,))
    if SPENT_ON_THINGS.tells(disclosure, year):
        return LargeButton(Link(name, f"finances/{year}/expense/"), ("花在各件事上的数，逐个列出",))
    tells = EXPENSE.tells(disclosure, year)
    untold = claim(not tells, "没有公布") or claim(tells, f"{_only(disclosure, head)}分项没有公布")
    return LargeButton(Link(name, f"finances/{year}/expense/"), untold)


def _listing(disclosure: Disclosure, year: int, listed: Sequence[Figure]) -> str:
    """What a list of the expenses says: what was done; of nothing but costs, which these are."""
    known = figures_about(disclosure, year, *ALL_COSTS)
    if listed and all(figure in known for figure in listed):
        return f"{'、'.join(map(name_of, listed))}{'各' if len(listed) > 1 else ''}花了多少"
    return "给了谁、做了什么，一项一项列出来"


def _rows_of_spending(disclosure: Disclosure, name: str) -> LargeButton:
    """The way to single payments, to the goods, or to the emergencies, where no year has a total; first to that which it is all about."""
    accounted = [row for row in newest_first(disclosure) if result_of(disclosure, row)]
    if accounted and part_of_an_emergency(disclosure):
        return LargeButton(Link(name, EMERGENCIES.place(accounted[0])), ("用了多少、买了什么、发到哪里",))
    if disclosure.rows(Disbursement):
        return LargeButton(Link(name, PAYMENTS.address), ("哪天、给了谁、多少，一笔一笔列出来",))
    if disclosure.count(GOODS.id):
        return LargeButton(Link("物资去了哪里", GOODS.address), ("收了什么、发给了谁、还剩多少",))
    if accounted:
        return LargeButton(Link(name, EMERGENCIES.place(accounted[0])), ("用了多少、买了什么、发到哪里",))
    return LargeButton(Link(name, "finances/"), claim(not disclosure.years, "拨出去的钱还没有公布"))


def _buttons(disclosure: Disclosure, head: Headlines | None) -> Iterator[LargeButton]:
    gifts = disclosure.count(GIFTS.id)
    if gifts:
        yield LargeButton(Link("查我的捐赠", GIFTS.address), ("知道编号的输进去，不知道的按月份找",))
    else:
        yield LargeButton(Link("查我的捐赠", "about/contact/"), claim(not gifts, "逐笔名单还没公布，先看怎么查"))
    yield _spending(disclosure, head)
    number = phone(disclosure)
    if number:
        yield LargeButton(Link(f"打电话 {number}", "about/contact/"), ("看不懂、查不到，都可以问",), telephone=True)
    else:
        yield LargeButton(Link("问我们", "about/contact/"), claim(not number, "电话没有公布，这样找到人"))


# --- people and places ---------------------------------------------------------------------------


def _size(disclosure: Disclosure, row: Record) -> Decimal:
    """The largest amount that a project has; only decides the order."""
    return max(
        (figure.value for figure in disclosure.of_record("projects", row.record_id) if figure.unit == "元"),
        default=Decimal(0),
    )


def _projects(disclosure: Disclosure, head: Headlines | None = None) -> Iterator[Cards]:
    """The projects that have most to show: pictures first, then results, then money; of those with none of it what goes on, the newest first.

    Help that is told under plain words stands among them, then all by size. Numbers of another year than that of the page say of which.
    """
    kind = kind_of("projects")
    rows = disclosure.rows(Project)
    helped = list(plain_help(disclosure, head)) if head else []
    if not kind or not (rows or helped):
        return
    year = head.year if head else None
    newest = sorted(rows, key=lambda row: (row.status == ProjectStatus.CLOSED, -(row.year or 0)))
    cards = [(project_card(disclosure, kind, row), _size(disclosure, row)) for row in newest]
    cards += [(card, Decimal(0)) for card in helped]
    pictured = any(card.picture for card, _ in cards)

    def rank(pair: tuple[Card, Decimal]) -> tuple[bool, bool, bool, Decimal]:
        card, size = pair
        result = card.result[1] if card.result else None
        doubtful = isinstance(result, Figure) and result.status == FigureStatus.PENDING
        spent = max((value.value for _, value in card.money), default=Decimal(0))
        return card.picture is None, not helped and result is None, doubtful, -max(size, spent)

    ranked = [card for card, _ in sorted(cards, key=rank)]
    shown = [
        _dated(replace(card, status="", text=card.text if place == 0 or not pictured else ()), year)
        for place, card in enumerate(ranked[: SHOWN_WITH_PICTURES if pictured else SHOWN_PROJECTS])
    ]  # short beside a picture
    listed = Link(f"全部{len(rows)}个项目", kind.address)
    if head and sum(card.record != "" for card in shown) == len(rows):  # none of them is left to be seen there
        listed = Link(f"{head.year}年的每个数", f"facts/{head.year}/") if helped else listed
    yield Cards("帮了谁，做了什么", tuple(shown), listed, id="projects", leading=pictured)


# --- the last payments ---------------------------------------------------------------------------


def newest_payments(disclosure: Disclosure) -> list[Disbursement]:
    """The last payments of money, newest first."""
    rows = [row for row in disclosure.rows(Disbursement) if row.kind != PaymentKind.GOODS]
    return sorted(rows, key=lambda row: (row.paid_on, row.amount), reverse=True)[:SHOWN_PAYMENTS]


def paid_to(row: Disbursement) -> str:
    """Whom a payment went to, in words that name no person."""
    return f"拨给{'受助的个人' if row.receiver_type == Receiver.PERSON else row.receiver}"


def _is_of(entry: Return, payment: Disbursement) -> bool:
    """Whether money that came back can be of this payment: of its day, and for nothing else."""
    aims = ((entry[aim], payment.values[aim.name]) for aim in (ReturnRecord.project, ReturnRecord.fund))
    return entry.paid_on == payment.paid_on and all(aim in {None, of_payment} for aim, of_payment in aims)


def came_back(disclosure: Disclosure, row: Disbursement) -> str:
    """What a body paid back of a payment, as far as the return names its day; of persons nothing is told one by one."""
    if row.receiver_type == Receiver.PERSON:
        return ""
    payments = disclosure.about(Disbursement, DisbursementRecord.receiver, row.receiver)
    returns = disclosure.about(Return, ReturnRecord.receiver, row.receiver)
    of_this = [entry for entry in returns if [paid for paid in payments if _is_of(entry, paid)] == [row]]
    back = sum_of(of_this, ReturnRecord.amount)
    return f"（后来退回{yuan_text(back)}）" if back else ""


def _payments(disclosure: Disclosure) -> Iterator[LatestPayments]:
    newest = newest_payments(disclosure)
    if not newest:
        return

    def payment(row: Disbursement) -> LatestPayment:
        project = disclosure.link("projects", row.project) if row.project else None
        back = came_back(disclosure, row)
        words: RichText = (paid_to(row), *(("，用于", project) if project else ()), *((back,) if back else ()))
        return LatestPayment(row.paid_on, words, Amount(row.amount, "元", where=row.where))

    year = newest[0].paid_on[:4]
    yield LatestPayments(
        "最近拨出的钱", tuple(map(payment, newest)), Link(f"{year}年每一笔", f"disbursements/{year}/"), id="payments"
    )


def _dated(card: Card, year: int | None) -> Card:
    """A card whose figures of other years than that of the page have their year before their name."""

    def named(label: str, value: Figure | Amount) -> tuple[str, Figure | Amount]:
        other = isinstance(value, Figure) and year is not None and value.year != year
        return (of_year(value.year, label) if isinstance(value, Figure) and other else label), value

    result = named(*card.result) if card.result else None
    return replace(card, result=result, money=tuple(named(*part) for part in card.money))


# --- trust ---------------------------------------------------------------------------------------


def _trust(ledger: Ledger, year: int) -> Iterator[TrustPoint]:
    yield _audited(ledger.disclosure)
    yield _duties(ledger)
    yield _corrected(ledger.disclosure)
    yield _unlike(ledger.disclosure, year)


def _audited(disclosure: Disclosure) -> TrustPoint:
    records = disclosure.rows(Audit)
    opinions = [row for row in records if row.opinion]
    link = Link("每项审计", "audits/")
    if not opinions:
        reported = in_annual_reports(disclosure)
        public = reported or any(row.file or row.report_no or row.disclosed_on for row in records)
        written = claimed(records, "写了做过审计，没有写意见") or claimed(
            not records and not reported, "没有写做过审计"
        )
        if not public and not records and in_first_year(disclosure):
            return TrustPoint("审计", "还没有整年的账", ("成立不到一年，还没有过完一个年度。",), link)
        answer = claimed(not public, "报告没公布") or "有报告，没写意见"
        link = link if records or not reported else Link("年度报告", "reports/")
        return TrustPoint("审计", answer, (f"{written or '审计报告列在年度报告里，没有写意见'}。",), link, "open")
    of_years = [row for row in opinions if row.type in {AuditType.ANNUAL, None}]
    newest = max(of_years or opinions, key=lambda row: row.audited_year or 0)
    when = f"{newest.audited_year}年" if newest.audited_year else ""
    if not of_years:
        untold = claimed(not of_years, "年度审计的意见没有公布")
        return TrustPoint(
            "审计", f"做过{newest.type}", (f"{when}{'，' * bool(when)}意见：{newest.opinion}；{untold}。",), link
        )
    if refused := _REFUSED.get(newest.opinion or ""):
        return TrustPoint("审计", f"{when}{newest.opinion}", (f"{refused}。",), link, "open")
    clean = newest.opinion == AuditOpinion.UNQUALIFIED
    others = sorted({row.audited_year for row in of_years if row.opinion != AuditOpinion.UNQUALIFIED} - {None}, key=str)
    beside = f"；{'、'.join(map(str, others))}年的不是这个意见" if clean and others else ""
    words = (f"意见：{newest.opinion}{beside}。",)
    return TrustPoint("审计", f"{when}审过了", words, link, "holds" if clean else "told")


# Opinions that do not say that the accounts are in order, in plain words.
_REFUSED: Mapping[str, str] = {
    AuditOpinion.QUALIFIED: "会计师说，除了写明的那些地方，报表没有大问题",
    AuditOpinion.ADVERSE: "会计师说，报表没有如实反映当年的账",
    AuditOpinion.DISCLAIMER: "会计师说，拿不到足够的证据，报表对不对说不了",
}


def _duties(ledger: Ledger) -> TrustPoint:
    states = ledger.states
    timely, late, overdue = states[State.ON_TIME], states[State.LATE], states[State.OVERDUE]
    done = states[State.PUBLISHED]
    link = Link("逐件看", DUTIES)
    waiting = sum(map(is_open, ledger.all)) - overdue
    untold, doubtful, exempt = states[State.UNTOLD], states[State.UNVERIFIED], states[State.EXEMPT]
    days = ledger.open_days
    counted: tuple[RichText, ...] = (
        (f"{late}件晚了才公开",) if late else (),
        *still_open(ledger.as_of, ledger.all, "件"),
    )
    uncounted: tuple[RichText, ...] = (
        (f"{done}件已公开",) if done else (),  # without a last day: neither early nor late
        claim(untold, f"{untold}件还没报来"),
        (f"{doubtful}件还没弄清",) if doubtful else (),
        (f"{exempt}件不适用",) if exempt else (),
    )
    shares = (
        *(("ok", timely + done), ("late", late), ("overdue", overdue), ("waiting", waiting)),
        *(("checking", doubtful), ("none", untold)),
    )
    published = done + late
    dated = any(obligation.published for obligation in ledger.all if obligation.state is State.UNVERIFIED)
    answer = (
        (timely and f"{timely}件按时")
        or (published and f"公开了{published}件")
        or claimed(not dated, "一件也没报来")
        or "有公开的，早晚没弄清"
    )
    bound = timely + late + overdue + waiting  # which of the two last is which changes with the day
    late_or_open, others = in_a_row(counted), in_a_row(uncounted)
    if timely:  # what has no last day is no part of those that have one
        words = (
            f"有期限的{bound}件",
            *(("：", *late_or_open) if late_or_open else ()),
            claimed(not late_or_open, "都按时"),
        )
        words += ("；另有", *others) if others else ()
    else:
        every = in_a_row((*counted, *uncounted))
        words = (f"一共{sum(states.values())}件", *(("：", *every) if every else ()))
    rule = "open" if overdue or (untold and not timely) else "told"
    return TrustPoint("该公开的公开了吗", answer, (*words, "。"), link, rule, shares, days)


def _corrected(disclosure: Disclosure) -> TrustPoint:
    kind = kind_of("corrections")
    rows = latest(disclosure.rows(CorrectionRecord), CorrectionRecord.corrected_on)
    address = kind.address if kind else ""
    anew = sum(figure.superseded is not None and not figure.formula for figure in disclosure.figures.values())
    later = f"后来的报告重述了以前登的{anew}个数。" if anew else ""
    if not rows:
        answer = claimed(not rows, "没有更正记录")
        return TrustPoint("更正和核实", answer, (f"{later}改了会留下原来的数。",), Link("每个数的出处", "facts/"))
    return TrustPoint(
        "更正和核实",
        f"{len(rows)}处",
        (f"{later}最近一次{han_date(rows[0].corrected_on)}，改了会留下原来的数。",),
        Link("改了什么", address),
    )


def _unlike(disclosure: Disclosure, year: int) -> TrustPoint:
    link = Link("看是哪些", f"finances/{year}/checks/")
    checked = len(checks_of(disclosure, year))
    problems, between = open_checks(disclosure, year), unlike_between(disclosure, year)
    count = len(problems) + len(between)
    if problems and not between and only_unlisted(problems):
        words = f"有{count}处总数只列了一部分；没有对不上的。"
        return TrustPoint("对不上的", "没有", claim(problems, words), link, "told")
    if count:
        words = "对不上，或没法对。两边都照登，差额不抹平。"
        return TrustPoint("对不上的", f"{count}处", claim(count, words), link, "open")
    fine = agrees(disclosure, year)
    answer = claimed(checked, "没有") or "还没有核对过"
    # Consolidated accounts of another year may differ.
    alone = claimed(checked, f"{year}年本会自己的{checked}项核对都对得上。")
    words = claimed(fine, f"{year}年核对了{checked}处，都对得上。") or alone or "还没有两个数互相核对过。"
    return TrustPoint("对不上的", answer, (words,), link, "holds" if fine else "told")
