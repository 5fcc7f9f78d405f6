"""善款去向: from the tables of an organisation to a trace of its money, or to the reasons why there is none.

The whole is the money on its accounts (货币资金): opening balance, gifts and other receipts on one side, grants, other payments
and closing balance on the other. Gifts and grants are taken row by row, the rest from the cash flow statement. Every year the
rows must meet the statements and the accounts of the funds; where they do not, both sides are told and nothing is drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from ..blocks import spans
from ..kinds import all_kinds
from ..kinds.campaigns import CampaignRecord
from ..kinds.cash_flow import CashFlowLine
from ..kinds.disbursements import DisbursementRecord, PaymentKind, Receiver
from ..kinds.funds import FundAccountRecord, FundRecord
from ..kinds.gift_refunds import RefundRecord
from ..kinds.gifts import DonationRecord, GiftKind
from ..kinds.payment_returns import ReturnRecord
from ..kinds.project import ClosingRecord, ProjectRecord
from ..law import Statement
from ..law import statements as forms
from ..model import (
    FREE,
    OLDER,
    OPENING,
    REFUND,
    Aim,
    AllocationRule,
    Arrival,
    Disclosure,
    Figure,
    Organisation,
    Origin,
    Payment,
    Period,
    Place,
    Reconciliation,
    Relation,
    Shortfall,
    Side,
    Tier,
    Trace,
    Transfer,
    Verdict,
    accounts,
    aim_of,
    allocate,
    by_id,
    purpose_of,
    records_of,
)
from ..problems import Problem, Where, problem
from ..quantities import yuan_text
from ..quotes import quoted
from ..reading import Missing
from .statements import of_role

TRACE_TOPIC = "善款去向"
EXCHANGE = "汇率变动"
CAME_BACK = "收回的拨款"

# The parts of the cash flow statement, by their headings: what other money came, and what else was paid.
SECTIONS = {
    "业务": ("会费、补助和其他收入", "operating"),
    "投资": ("投资净收回", "investing"),
    "筹资": ("筹资净收入", "financing"),
}

NO_RULE = "机构没有说明用哪条规则把收入和支出对应起来"
NO_GIFTS = "没有公布逐笔捐赠"
NO_PAYMENTS = "没有公布逐笔拨付"
NO_CASH_FLOW = "没有现金流量表，不知道别的收入和费用有多少"
NO_OPENING = "没有资产负债表，年初账上的钱算不到分"
BROKEN = "上一年没有对应起来，不知道年初各种用途还有多少钱"


def trace(disclosure: Disclosure) -> tuple[Trace, list[Reconciliation]]:
    """The trace of every year, and the checks that it stands on."""
    rule = disclosure.organisation.allocation_rule
    lacking = [
        *((NO_RULE,) if rule is None else ()),
        *((NO_GIFTS,) if not disclosure.count("donations") else ()),
        *((NO_PAYMENTS,) if not disclosure.count("disbursements") else ()),
    ]
    if rule is None or lacking:
        refusals = {year: (*lacking, *_unbooked(disclosure, year)) for year in disclosure.years}
        return Trace(rule, refusals=refusals, names=_names(disclosure)), []
    return _traced(MoneyTables(disclosure), rule)


def untold(disclosure: Disclosure, file: str) -> Iterator[Problem]:
    """For each year that staff want told, by declaring a rule, why it can't be."""
    if disclosure.trace.rule is not None:
        for year, reasons in disclosure.trace.refusals.items():
            yield problem(
                "money-untraced",
                Where(file, None, None, Organisation.allocation_rule.name),
                year=year,
                reason="；".join(reasons),
            )


def _unbooked(disclosure: Disclosure, year: int) -> Iterator[str]:
    """The statements that a year would need, too."""
    if of_role(disclosure.figures, year, "balance_sheet", "cash", "open") is None:
        yield NO_OPENING
    if not any(row.year == year for row in disclosure.rows(CashFlowLine)):
        yield NO_CASH_FLOW


# --- what the tables hold ------------------------------------------------------------------------


def cents(amount: Decimal) -> int:
    """Yuan as 分."""
    return int(amount.scaleb(2))


def _day(text: str) -> str:
    """A date that may lack its day: the money is sure to be there, or gone, at the end of the month."""
    return text if len(text) > len("2023-09") else f"{text}-31"


class Line(Struct, frozen=True):
    """Money that is only known as a sum of the year: above zero it came, below it went."""

    section: str
    cents: int
    lines: tuple[tuple[str, Where], ...]  # of the statement


def _by_year(moves: Iterable[Arrival | Payment]) -> Counter[int]:
    """Year → 分 of what came or went in it."""
    sums: Counter[int] = Counter()
    for move in moves:
        sums[int(move.day[:4])] += move.cents
    return sums


class MoneyTables(Struct):
    """The tables of one organisation as arrivals, payments and transfers."""

    disclosure: Disclosure
    projects: dict[str, ProjectRecord] = field(default_factory=dict)
    aims: dict[str, Aim] = field(default_factory=dict)
    sheets: dict[str, dict[int, Statement]] = field(default_factory=dict)
    gifts: list[Arrival] = field(default_factory=list)
    counts: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    payments: list[Payment] = field(default_factory=list)
    refunds: list[Payment] = field(default_factory=list)  # to givers
    originals: dict[str | None, tuple[str | None, ...]] = field(default_factory=dict)  # gifts that went back
    returns: list[Arrival] = field(default_factory=list)  # from receivers
    goods: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    unsorted: Counter[int] = field(default_factory=Counter)  # payments that do not say whether they are money
    given: Counter[int] = field(default_factory=Counter)  # year → 分 of its gifts
    paid: Counter[int] = field(default_factory=Counter)  # year → 分 of its payments

    def __post_init__(self) -> None:
        records = self.disclosure.records
        self.projects = by_id(records_of(records, ProjectRecord))
        self.aims = {
            key: Aim(row.project or "", row.fund or "", row.emergency or "")
            for key, row in by_id(records_of(records, CampaignRecord)).items()
        }
        self.sheets = forms.all_statements(records)
        self._read_gifts()
        self._read_payments()
        self._read_back()
        self.given, self.paid = _by_year(self.gifts), _by_year(self.payments)

    # --- purposes

    def purpose(self, campaign: str, project: str, fund: str, emergency: str) -> tuple[Place, Place]:
        """What a gift is bound to, and on which way it came."""
        return purpose_of(self.aims, campaign, Aim(project, fund, emergency))

    def tiers(self, campaign: str, project: str, fund: str, emergency: str) -> tuple[Tier, ...]:
        """The pools of a payment's purpose, the nearest first; unbound money last."""
        project, fund, emergency = aim_of(self.aims, campaign, Aim(project, fund, emergency))
        tiers = [Tier(Place("fund", fund))] if fund else []
        if project:
            pool = Place("project", project)
            tiers += [Tier(pool, Place("campaign", campaign))] if campaign else []
            tiers.append(Tier(pool))
            fund_of_project = (self.projects[project].fund or "") if project in self.projects else ""
            tiers += [Tier(Place("fund", fund_of_project))] if fund_of_project and fund_of_project != fund else []
        if emergency:
            tiers.append(Tier(Place("emergency", emergency)))
        if campaign and not tiers:
            tiers.append(Tier(Place("campaign", campaign)))
        return (*tiers, *((Tier(OLDER),) if project else ()), Tier(FREE))

    # --- rows

    def _read_gifts(self) -> None:
        by = (
            DonationRecord.received_on,
            DonationRecord.kind,
            DonationRecord.donor_type,
            DonationRecord.campaign,
            DonationRecord.project,
            DonationRecord.fund,
            DonationRecord.emergency,
        )
        gifts = self.disclosure.datasets["donations"]
        kept = gifts.totals(by, DonationRecord.fee) if gifts.some([DonationRecord.fee]) else {}
        for key, (count, given) in gifts.totals(by, DonationRecord.amount, DonationRecord.counted).items():
            day, kind, giver, *aim = key
            amount = given - kept.get(key, (0, 0))[1]  # what a platform kept never came
            if not day or amount <= 0:
                continue
            year = int(day[:4])
            if kind != GiftKind.MONEY:
                self.goods[year][0] += amount
                continue
            pool, via = self.purpose(*aim)
            source = f"{giver}捐赠"
            self.counts[year][source] += count
            self.gifts.append(Arrival(_day(day), Origin(source, year), pool, via, amount))

    def _read_payments(self) -> None:
        for row in self.disclosure.rows(DisbursementRecord):
            day, amount = row.paid_on, row.amount
            if not day or amount is None or amount <= 0:
                continue
            year = int(day[:4])
            if row.kind is None:
                self.unsorted[year] += 1
            if row.kind == PaymentKind.GOODS:
                self.goods[year][1] += cents(amount)
                continue
            aim = [aim or "" for aim in (row.campaign, row.project, row.fund, row.emergency)]
            project, fund, emergency = aim_of(self.aims, aim[0], Aim(*aim[1:]))
            plain = "fund" if fund else "emergency" if emergency else "campaign" if aim[0] else "free"
            self.payments.append(
                Payment(
                    _day(day),
                    cents(amount),
                    self.tiers(*aim),
                    Place("project", project) if project else Place("plain", plain),
                    Place("receiver", row.receiver_type or ""),
                    "" if row.receiver_type == Receiver.PERSON else (row.receiver or ""),
                    where=row.where,
                )
            )

    def _read_back(self) -> None:
        """What went back to givers, and what receivers gave back."""
        self.originals = self._originals()
        for refund in self.disclosure.rows(RefundRecord):
            if refund.refunded_on and refund.amount is not None and refund.amount > 0:
                day, *aim = (cell or "" for cell in self._original(refund))
                pool, via = self.purpose(*aim)
                tiers = (*((Tier(pool, via, _day(day)),) if day else ()), *self.tiers(*aim))
                self.refunds.append(
                    Payment(_day(refund.refunded_on), cents(refund.amount), tiers, REFUND, REFUND, where=refund.where)
                )
        for row in self.disclosure.rows(ReturnRecord):
            if row.returned_on and row.amount is not None and row.amount > 0:
                pool, via = self.purpose(*(aim or "" for aim in (row.campaign, row.project, row.fund, row.emergency)))
                origin = Origin(CAME_BACK, int(row.returned_on[:4]))
                self.returns.append(Arrival(_day(row.returned_on), origin, pool, via, cents(row.amount)))

    def _originals(self) -> dict[str | None, tuple[str | None, ...]]:
        """Day, campaign, project, fund and emergency of every listed gift that a refund names."""
        gifts = self.disclosure.datasets["donations"]
        named = {refund.donation for refund in self.disclosure.rows(RefundRecord) if refund.donation}
        positions = gifts.holding(DonationRecord.id, named) if named else []
        shown = (
            DonationRecord.id,
            DonationRecord.received_on,
            DonationRecord.campaign,
            DonationRecord.project,
            DonationRecord.fund,
            DonationRecord.emergency,
        )
        originals: dict[str | None, tuple[str | None, ...]] = {}
        for number, *cells in gifts.at(positions, shown):
            originals.setdefault(number, tuple(cells))
        return originals

    def _original(self, refund: RefundRecord) -> tuple[str | None, ...]:
        """Day, campaign, project, fund and emergency of the gift that went back, where it is listed; else what the refund says.

        The gift's money of that day goes back, as long as any of it is there; after that, other money of its purpose.
        """
        if refund.donation in self.originals:
            return self.originals[refund.donation]
        return refund.received_on, refund.campaign, refund.project, refund.fund, refund.emergency

    def set_off(self, year: int) -> tuple[bool, bool]:
        """Whether the cash flow statement takes refunds off what it received, and returns off what it granted.

        Where it shows both in full, they are among its other payments and receipts, and count there.
        """
        booked, granted = (
            self.figure(year, "cash_flow", role, "amount") for role in ("cash_from_donations", "cash_for_grants")
        )
        return (
            booked is None or cents(booked.value) != self.given[year],
            granted is None or cents(granted.value) != self.paid[year],
        )

    def went_back(self, year: int) -> list[Payment]:
        """The refunds of a year that the statement does not hold among its other payments."""
        set_off = self.set_off(year)[0]
        return [refund for refund in self.refunds if set_off and int(refund.day[:4]) == year]

    def came_back(self, year: int) -> list[Arrival]:
        """The returns of a year that the statement does not hold among its other receipts."""
        set_off = self.set_off(year)[1]
        return [back for back in self.returns if set_off and int(back.day[:4]) == year]

    def transfers(self) -> Iterator[Transfer]:
        """What finished projects left to others."""
        for row in self.disclosure.rows(ClosingRecord):
            source, target, day, left = row.project, row.target, row.closed_on, row.surplus
            if source and target and day and left is not None and left > 0:
                tiers = self.tiers("", source, "", "")
                yield Transfer(
                    _day(day), cents(left), tiers, Place("project", source), Place("project", target), row.where
                )

    # --- statements

    def figure(self, year: int, kind: str, role: str, column: str) -> Figure | None:
        """A registered line of a statement."""
        return of_role(self.disclosure.figures, year, kind, role, column)

    def others(self, year: int) -> tuple[list[Line], bool]:
        """All other receipts and payments of the cash flow statement, and whether a cell of it is withheld.

        Of investing and financing only what remains counts: money that went out and came back the same year moved nobody.
        """
        statement = self.sheets["cash_flow"][year]
        operating = next(iter(SECTIONS))
        moved: list[Line] = []
        net: dict[str, list[Line]] = {}  # what investing, financing and exchange rates come to, by section
        hidden, outward = False, False
        section = operating
        for line in statement.edition.lines:
            if not line.number:
                section = next((heading for heading in SECTIONS if heading in line.label), section)
                outward = False
            elif line.total:
                outward = True
            elif isinstance(amount := statement.amount(line.number, "amount"), Missing):
                hidden = True
            elif amount and line.role not in {"cash_from_donations", "cash_for_grants"}:
                exchange = line.role == "exchange_effect"
                signed = cents(amount) * (-1 if outward and not exchange else 1)
                where = statement.rows[line.number].where
                stated = Line(EXCHANGE if exchange else section, signed, ((line.label, where),))
                (moved if stated.section == operating else net.setdefault(stated.section, [])).append(stated)
        for name, lines in net.items():
            together = tuple(part for line in lines for part in line.lines)
            moved.append(Line(name, sum(line.cents for line in lines), together))
        return moved, hidden


# --- years ---------------------------------------------------------------------------------------


def _traced(ledger: MoneyTables, rule: AllocationRule) -> tuple[Trace, list[Reconciliation]]:
    chain, refusals = _chain(ledger)
    origins: dict[tuple[int, Place | str], str] = {}
    periods, short = _allocate(ledger, rule, chain, origins) if chain else ([], None)
    checks = _checks(ledger, chain, periods)
    good: dict[int, Period] = {}
    for at, year in enumerate(chain):
        unlike = [check.title for check in checks if check.year == year and check.verdict is not Verdict.AGREES]
        if unlike:
            refusals[year] = [f"和报表对不上：{'、'.join(unlike)}，两边见下面的核对"]
        elif at > len(good):
            refusals[year] = [BROKEN]
        elif at == len(periods) and short:
            refusals[year] = [_short(ledger, short)]
        else:
            good[year] = periods[at]
    payments = [payment for payment in ledger.payments if int(payment.day[:4]) in good]
    traced = Trace(
        rule,
        good,
        {year: tuple(payment for payment in payments if int(payment.day[:4]) == year) for year in good},
        {year: dict(ledger.counts[year]) for year in good},
        origins,
        {year: tuple(reasons) for year, reasons in sorted(refusals.items())},
        {year: (came, went) for year, (came, went) in sorted(ledger.goods.items())},
        accounts([*good.values()], payments),
        ledger.aims,
        _names(ledger.disclosure),
    )
    return traced, checks


def _names(disclosure: Disclosure) -> dict[Place, str]:
    """The names of everything that money can be bound to; where two are called the same, with what they are and their id."""
    names = {
        Place(kind.purpose, row.record_id): row.record_name
        for kind in all_kinds()
        if kind.purpose
        for row in disclosure.records.get(kind.id, ())
    }
    count = Counter((place.kind == "project", name) for place, name in names.items())
    return {
        place: f"{name}（{DisbursementRecord.column(place.kind).label}{place.id}）"
        if count[place.kind == "project", name] > 1
        else name
        for place, name in names.items()
    }


def _chain(ledger: MoneyTables) -> tuple[list[int], dict[int, list[str]]]:
    """The years that can be told one after the other, from the first one that opens with a known balance; the others' reasons."""
    gifts, paid = {int(gift.day[:4]) for gift in ledger.gifts}, {int(payment.day[:4]) for payment in ledger.payments}
    chain: list[int] = []
    refusals: dict[int, list[str]] = {}
    for year in sorted({*ledger.disclosure.years, *gifts, *paid}):
        reasons = _lacking(ledger, year, gifts, paid)
        if not chain:
            reasons += _unopened(ledger, year)
        elif chain[-1] != year - 1:
            reasons.append(BROKEN)
        if reasons:
            refusals[year] = reasons
        else:
            chain.append(year)
    return chain, refusals


def _lacking(ledger: MoneyTables, year: int, gifts: set[int], paid: set[int]) -> list[str]:
    """What a year needs and does not have."""
    reasons = [NO_GIFTS] if year not in gifts else []
    reasons += [NO_PAYMENTS] if year not in paid else []
    if ledger.unsorted[year]:
        reasons.append(f"有{ledger.unsorted[year]}笔拨付没有写明是资金还是物资")
    if year not in ledger.sheets["cash_flow"]:
        reasons.append(NO_CASH_FLOW)
    elif ledger.others(year)[1]:
        reasons.append("现金流量表里有的格子没有公布")
    return reasons


def _unopened(ledger: MoneyTables, year: int) -> list[str]:
    """Why the balances that a year opens with are not known."""
    cash = ledger.figure(year, "balance_sheet", "cash", "open")
    if cash is None or ledger.figure(year, "balance_sheet", "restricted_net_assets", "open") is None:
        return [NO_OPENING]
    unknown = [row.record_name for row, opening in _funds(ledger, year) if opening is None]
    if unknown:
        return [f"没有公布{'、'.join(f'“{fund}”' for fund in unknown)}的年初余额"]
    bound = sum(opening for _, opening in _funds(ledger, year) if opening is not None)
    if bound > cents(cash.value):
        return [f"各基金年初余额共{_yuan(bound)}，比年初货币资金{_yuan(cents(cash.value))}还多，多出的放在哪里没有说明"]
    return []


def _funds(ledger: MoneyTables, year: int) -> Iterator[tuple[FundRecord, int | None]]:
    """Every fund with what it had at the start of a year; nothing before it was set up, None where it is not told."""
    accounts = {(row.fund, row.year): row for row in ledger.disclosure.rows(FundAccountRecord)}
    for row in ledger.disclosure.rows(FundRecord):
        account = accounts.get((row.id, year))
        founded = row.established_on or ""
        if account is not None and account.opening is not None:
            yield row, cents(account.opening)
        elif founded[:4] >= str(year):
            yield row, 0
        else:
            yield row, None


def _openings(ledger: MoneyTables, year: int, origins: dict[tuple[int, Place | str], str]) -> Iterator[Arrival]:
    """What every pool holds at the start: funds by their accounts, the rest of what is bound, and what is not."""
    origin, day = Origin(OPENING, year - 1), f"{year - 1}-12-31"
    cash = ledger.figure(year, "balance_sheet", "cash", "open")
    bound = ledger.figure(year, "balance_sheet", "restricted_net_assets", "open")
    assert cash is not None and bound is not None  # noqa: S101, PT018  (else the year is not traced)
    left = cents(cash.value)
    funds = 0
    for row, opening in _funds(ledger, year):
        if opening and opening > 0:
            yield Arrival(day, origin, Place("fund", row.record_id), Place("fund", row.record_id), opening)
            funds += opening
    older = min(max(cents(bound.value) - funds, 0), left - funds)
    if older:
        yield Arrival(day, origin, OLDER, OLDER, older)
    if left - funds - older:
        yield Arrival(day, origin, FREE, FREE, left - funds - older)
    origins[year, OPENING] = f"资产负债表年初货币资金（{cash.id}）" + ("、基金年度收支的年初余额" if funds else "")


def _allocate(
    ledger: MoneyTables, rule: AllocationRule, chain: Sequence[int], origins: dict[tuple[int, Place | str], str]
) -> tuple[list[Period], Shortfall | None]:
    arrivals = [*_openings(ledger, chain[0], origins)]
    arrivals += [gift for gift in ledger.gifts if chain[0] <= int(gift.day[:4]) <= chain[-1]]
    payments = [
        replace(payment, tiers=_without_older(ledger, payment.tiers, payment.use, chain[0]))
        for payment in ledger.payments
        if chain[0] <= int(payment.day[:4]) <= chain[-1]
    ]
    for year in chain:
        arrivals += ledger.came_back(year)
        payments += [
            replace(refund, tiers=_without_older(ledger, refund.tiers, refund.use, chain[0]))
            for refund in ledger.went_back(year)
        ]
        lines: dict[tuple[int, Place | str], list[tuple[str, Where]]] = defaultdict(list)
        for line in ledger.others(year)[0]:
            source, end = SECTIONS.get(line.section, (line.section, "exchange"))
            if line.cents > 0:
                arrivals.append(Arrival(f"{year}-12-31", Origin(source, year), FREE, FREE, line.cents))
                lines[year, source] += line.lines
            elif line.cents:
                use, cost = Place("running" if end == "operating" else "assets"), Place("cost", end)
                settled = Payment(f"{year}-12-31", -line.cents, (Tier(FREE),), use, cost, settles=True)
                payments.append(settled)
                lines[year, cost] += line.lines
        origins |= {key: _statement_lines(words) for key, words in lines.items()}
    moved = [
        replace(transfer, tiers=_without_older(ledger, transfer.tiers, transfer.source, chain[0]))
        for transfer in ledger.transfers()
        if chain[0] <= int(transfer.day[:4]) <= chain[-1]
    ]
    return allocate(rule, chain, arrivals, payments, moved)


def _without_older(ledger: MoneyTables, tiers: tuple[Tier, ...], project: Place, first: int) -> tuple[Tier, ...]:
    """A project that began later has no part in what was bound before the first traced year."""
    row = ledger.projects.get(project.id) if project.kind == "project" else None
    started = (row.start_on or "") if row else ""
    return tuple(tier for tier in tiers if tier.pool != OLDER) if started[:4] >= str(first) else tiers


def _statement_lines(lines: Sequence[tuple[str, Where]]) -> str:
    """Lines of a statement with their rows: 2024.csv 第3、5行：收取会费收到的现金、政府补助收到的现金."""
    files = "、".join(dict.fromkeys(where.file.rpartition("/")[2] for _, where in lines))
    numbers = spans([where.row or 0 for _, where in lines])
    return f"现金流量表 {files} 第{numbers}行：{'、'.join(label for label, _ in lines)}"


def _short(ledger: MoneyTables, short: Shortfall) -> str:
    """Which money was spent before it came."""
    event = short.event
    day = event.day[:10]
    if isinstance(event, Transfer):
        name = ledger.projects[event.source.id].name if event.source.id in ledger.projects else event.source.id
        return f"{day}{quoted(str(name))}转出剩余{_yuan(event.cents)}，当天已到账的钱还差{_yuan(short.missing)}"
    if event.settles:
        return f"{day[:4]}年的日常支出和投资里，有{_yuan(short.missing)}找不到不限定用途的钱来付"
    to = event.receiver or "个人"
    return f"{day}拨给{to}的{_yuan(event.cents)}，付在钱到账之前：当天能用的钱还差{_yuan(short.missing)}"


def _yuan(amount: int) -> str:
    return yuan_text(Decimal(amount).scaleb(-2))


# --- 勾稽 ----------------------------------------------------------------------------------------


def _checks(ledger: MoneyTables, chain: Sequence[int], periods: Sequence[Period]) -> list[Reconciliation]:
    """Rows against statements for every year that could be read, balances for every year that could be traced."""
    checks: list[Reconciliation] = []
    for year in chain:
        gifts, paid = ledger.given[year], ledger.paid[year]
        booked = ledger.figure(year, "cash_flow", "cash_from_donations", "amount")
        granted = ledger.figure(year, "cash_flow", "cash_for_grants", "amount")
        back = sum(refund.cents for refund in ledger.went_back(year))
        came = sum(arrival.cents for arrival in ledger.came_back(year))
        label = "逐笔捐赠里的钱合计" + ("，减去当年退款" if back else "")
        checks.append(_check(year, "1", "逐笔捐赠和现金流量表", label, gifts - back, booked))
        label = "逐笔拨付里的钱合计" + ("，减去当年退回" if came else "")
        checks.append(_check(year, "2", "逐笔拨付和现金流量表", label, paid - came, granted))
    accounts: Mapping[tuple[object, object], FundAccountRecord] = {
        (row.fund, row.year): row for row in ledger.disclosure.rows(FundAccountRecord)
    }
    funds = by_id(ledger.disclosure.rows(FundRecord))
    for period in periods:
        cash = ledger.figure(period.year, "balance_sheet", "cash", "close")
        whole = sum(period.closing.values())
        checks.append(_check(period.year, "3", "年末结余和资产负债表", "按规则算到年末还有", whole, cash))
        for place, (name, row) in enumerate(sorted(funds.items()), 1):
            account = accounts.get((name, period.year))
            if account is not None and account.closing is not None:
                left = period.closing.get(Place("fund", name), 0)
                title = f"{quoted(str(row.name))}年末余额"
                right = Side(("基金年度收支的年末余额",), account.closing, "元", to_the_cent=True)
                checks.append(_row(period.year, f"F{place}", title, "按规则算到年末还有", left, right))
    return sorted(checks, key=lambda check: check.year)


def _check(year: int, number: str, title: str, label: str, left: int, booked: Figure | None) -> Reconciliation:
    words = (booked.subject, booked.measure, booked) if booked else ("报表没有公布这一行",)
    inputs = (booked.id,) if booked else ()
    right = Side(words, booked.value if booked else None, "元" if booked else None, inputs=inputs, to_the_cent=True)
    return _row(year, number, title, label, left, right)


def _row(year: int, number: str, title: str, label: str, left: int, right: Side) -> Reconciliation:
    value = Decimal(left).scaleb(-2)
    difference = None if right.value is None else value - right.value
    verdict = Verdict.UNCHECKABLE if difference is None else Verdict.DIFFERS if difference else Verdict.AGREES
    name = f"MT{year}K{number}"
    side = Side((label,), value, "元", to_the_cent=True)
    return Reconciliation(name, year, TRACE_TOPIC, title, side, Relation.EQUAL, right, difference, verdict)
