"""Consolidation (合并) of a federation's books, year by year; internal transfers are eliminated and listed.

Per payer, receiver and year, the smaller of the amount booked as paid and that booked as received is eliminated. An entry in
one book alone eliminates nothing: it stays in the total and is listed, with the amount by which the total may be too high.
If two books differ by a fee, or by a payment in transit at New Year, exactly that difference stays in doubt; matching single
payments would leave a whole payment in the total for a few 分.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from msgspec import Struct, field

from ..dates import han_date
from ..kinds.disbursements import Disbursement
from ..kinds.gifts import DonationRecord
from ..kinds.headlines import Headline, HeadlineRole, part_of_year
from ..model import (
    Coverage,
    Disclosure,
    Federation,
    Figure,
    Nature,
    Organisation,
    Reconciliation,
    Relation,
    Side,
    UnlikeBooks,
    Verdict,
)
from ..problems import Where
from ..quantities import Bound, together, yuan_text
from .places import told_place
from .statements import of_role

COLUMNS = {"income": "收入", "expense": "支出", "net_assets": "年末净资产"}
# Column → (kind of the statement, role of the row, cell, headline that replaces it if there is no statement).
_ROLES = {
    "income": ("activity_statement", "income", "total", HeadlineRole.INCOME),
    "expense": ("activity_statement", "expense", "total", HeadlineRole.EXPENSE),
    "net_assets": ("balance_sheet", "net_assets", "close", None),
}
STATEMENTS, REPORTS = "报表", "工作报告"
# Totals of these scopes are about one body and can be added to those of others.
_OWN_SCOPES = {Coverage.OWN, Coverage.UNSTATED}


class MemberTransfer(Struct, frozen=True):
    """An internal transfer as one member booked it."""

    payer: str
    receiver: str
    day: str
    amount: Decimal
    where: Where | None = None

    @property
    def year(self) -> int:
        """The year in which it was booked."""
        return int(self.day[:4])

    @property
    def cell(self) -> str:
        """The place of its row: xiyang/donations.csv 第 5 行."""
        return str(told_place(self.where)) if self.where else ""


class Total(Struct, frozen=True):
    """One body's total of a year, and the type of document it comes from (`STATEMENTS` or `REPORTS`)."""

    figure: Figure
    origin: str


class MemberBooks(Struct, frozen=True):
    """The input of a consolidation from one body.

    *totals* is by (year, column); *refused* says why a total can't be added. *paid* and *received* are the transfers in its own
    books; *…_years* are the years for which it lists single payments or gifts.
    """

    organisation: Organisation
    totals: Mapping[tuple[int, str], Total]
    refused: Mapping[tuple[int, str], str] = field(default_factory=dict)
    paid: tuple[MemberTransfer, ...] = ()
    received: tuple[MemberTransfer, ...] = ()
    paid_years: frozenset[int] = frozenset()
    received_years: frozenset[int] = frozenset()

    @property
    def org(self) -> str:
        """The body's id."""
        return self.organisation.id


class Pair(Struct, frozen=True):
    """The transfers of one payer to one receiver in a year, in both books; None if a book lists no single transfers."""

    payer: Organisation
    receiver: Organisation
    year: int
    paid: tuple[MemberTransfer, ...] | None
    received: tuple[MemberTransfer, ...] | None
    hints: tuple[str, ...] = ()

    @property
    def out(self) -> Decimal | None:
        """The sum that the payer booked, in yuan."""
        return None if self.paid is None else _sum(self.paid)

    @property
    def arrived(self) -> Decimal | None:
        """The sum that the receiver booked, in yuan."""
        return None if self.received is None else _sum(self.received)

    @property
    def confirmed(self) -> Decimal:
        """The smaller of both sums, which is eliminated; 0 if either is None."""
        return Decimal(0) if self.out is None or self.arrived is None else min(self.out, self.arrived)

    @property
    def agrees(self) -> bool:
        """Whether both sums are equal."""
        return self.out is not None and self.out == self.arrived

    @property
    def verdict(self) -> Verdict:
        """How the two books compare."""
        if self.out is None or self.arrived is None:
            return Verdict.UNCHECKABLE
        return Verdict.AGREES if self.agrees else Verdict.DIFFERS

    @property
    def id(self) -> str:
        """Its id among the checks of the federation."""
        return f"IT{self.year}-{self.payer.id}-{self.receiver.id}"


def _sum(transfers: Iterable[MemberTransfer]) -> Decimal:
    return sum((transfer.amount for transfer in transfers), Decimal(0))


class Consolidated(Struct, frozen=True):
    """The consolidated books of one year of a federation; amounts in yuan."""

    year: int
    ledgers: tuple[MemberBooks, ...]
    pairs: tuple[Pair, ...]
    absent: tuple[str, ...] = ()  # members without any data
    by_org: Mapping[str, MemberBooks] = field(default_factory=dict)

    def total_of(self, ledger: MemberBooks, column: str) -> Total | None:
        """One body's total, or None if it has none or it can't be added."""
        key = (self.year, column)
        return ledger.totals.get(key) if key not in ledger.refused else None

    def counted(self, column: str) -> list[Total]:
        """The totals that are added."""
        totals = (self.total_of(ledger, column) for ledger in self.ledgers)
        return [total for total in totals if total]

    def missing(self, column: str) -> list[str]:
        """The names of members whose total is missing or can't be added."""
        names = [ledger.organisation.name for ledger in self.ledgers if not self.total_of(ledger, column)]
        return [*names, *self.absent]

    def added(self, column: str) -> Decimal:
        """The sum of all totals before elimination."""
        return sum((total.figure.value for total in self.counted(column)), Decimal(0))

    def bound(self, column: str) -> Bound:
        """On which side of the sum the truth can lie."""
        return reduce(together, (total.figure.bound for total in self.counted(column)), Bound.EXACT)

    def eliminated(self, column: str, pair: Pair) -> Decimal:
        """The amount that a pair eliminates from a column; 0 if the total of that side is not in it."""
        side = {"income": pair.receiver, "expense": pair.payer}.get(column)
        ledger = self.by_org.get(side.id) if side else None
        return pair.confirmed if ledger and self.total_of(ledger, column) else Decimal(0)

    def internal(self, column: str) -> Decimal:
        """The sum of all eliminations from a column."""
        return sum((self.eliminated(column, pair) for pair in self.pairs), Decimal(0))

    def total(self, column: str) -> Decimal:
        """The consolidated total of a column: the sum less eliminations."""
        return self.added(column) - self.internal(column)

    def doubtful(self, column: str) -> Decimal:
        """The amount in the total that only one book confirms."""
        counted = {ledger.org for ledger in self.ledgers if self.total_of(ledger, column)}
        if column == "income":
            receipts = ((pair.arrived, pair.confirmed) for pair in self.pairs if pair.receiver.id in counted)
        elif column == "expense":
            receipts = ((pair.out, pair.confirmed) for pair in self.pairs if pair.payer.id in counted)
        else:
            return Decimal(0)
        return sum(((booked or Decimal(0)) - confirmed for booked, confirmed in receipts), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether no member's income or expense is missing."""
        return not self.missing("income") and not self.missing("expense")

    @property
    def open_pairs(self) -> tuple[Pair, ...]:
        """The pairs whose books differ, or can't be compared."""
        return tuple(pair for pair in self.pairs if not pair.agrees)

    def reconciles(self, column: str) -> bool:
        """Whether a total may stand under a double rule: nobody is missing, nothing in it is in doubt."""
        return not self.missing(column) and not self.doubtful(column) and self.bound(column) is Bound.EXACT


# --- from the books of members --------------------------------------------------------------------


def has_totals(*disclosures: Disclosure) -> bool:
    """Whether one of these bodies tells a total of any year, so that a consolidated account has something to add."""
    return any(_totals(disclosure)[0] for disclosure in disclosures)


def _totals(disclosure: Disclosure) -> tuple[dict[tuple[int, str], Total], dict[tuple[int, str], str]]:
    """The totals of every year and column, and why one cannot be added: statements first, headlines where there are none."""
    totals: dict[tuple[int, str], Total] = {}
    refused: dict[tuple[int, str], str] = {}
    headlines = {
        (row.year, row.role): disclosure.figures[row.figure]
        for row in reversed(disclosure.rows(Headline))
        if row.figure in disclosure.figures
        and not part_of_year(row, disclosure.figures[row.figure], disclosure.organisation.founded_on)
    }
    for year in disclosure.years:
        for column, (kind, role, cell, headline) in _ROLES.items():
            booked = of_role(disclosure.figures, year, kind, role, cell)
            figure_id = headlines.get((year, headline)) if headline else None
            if booked:
                totals[year, column] = Total(booked, STATEMENTS)
            elif figure_id and figure_id.unit == "元" and figure_id.nature == Nature.ACTUAL:
                totals[year, column] = Total(figure_id, REPORTS)
                if figure_id.scope not in _OWN_SCOPES:
                    refused[year, column] = f"算的是{figure_id.scope}，不能和别家相加"
    return totals, refused


def ledger_of(disclosure: Disclosure) -> MemberBooks:
    """What a body tells of itself: its totals, and what it paid to others or came from them."""
    totals, refused = _totals(disclosure)
    org = disclosure.org
    payments = disclosure.rows(Disbursement)
    paid = tuple(MemberTransfer(org, row.member, row.paid_on, row.amount, row.where) for row in payments if row.member)
    received: tuple[MemberTransfer, ...] = ()
    received_years: frozenset[int] = frozenset()
    gifts = disclosure.datasets.get("donations")
    if gifts:
        shown = (DonationRecord.from_member, DonationRecord.received_on, DonationRecord.amount)
        received = tuple(
            MemberTransfer(payer, org, day, amount, gifts.where(position))
            for position, (payer, day, amount) in gifts.filled(DonationRecord.from_member, shown)
            if day and amount
        )
        received_years = frozenset(int(year) for year in gifts.values(DonationRecord.year))
    paid_years = frozenset(int(row.paid_on[:4]) for row in payments)
    return MemberBooks(disclosure.organisation, totals, refused, paid, received, paid_years, received_years)


def consolidate(federation: Federation) -> tuple[Consolidated, ...]:
    """Every year for which any body has a total, newest first."""
    ledgers = {disclosure.org: ledger_of(disclosure) for disclosure in federation.every_body}
    years = sorted({year for ledger in ledgers.values() for year, _ in ledger.totals}, reverse=True)
    every = pairs_of(list(ledgers.values()))
    consolidated = []
    for year in years:
        bodies = [ledgers[body.org] for body in federation.bodies(year)]
        consolidated.append(of_year(year, bodies, every, federation.absent))
    return tuple(consolidated)


def mark(disclosures: Iterable[Disclosure]) -> None:
    """Tell every body which checks of consolidated accounts it takes part in do not hold."""
    for lead in disclosures:
        if lead.federation is None:
            continue
        bodies = {disclosure.org: disclosure for disclosure in lead.federation.every_body}
        for year in consolidate(lead.federation):
            unlike = [check for check in stated(lead.federation, year) if check.verdict is not Verdict.AGREES]
            lead.between = (*lead.between, *(UnlikeBooks(check, lead.org) for check in unlike))
            for pair, check in zip(year.open_pairs, checks(year.open_pairs), strict=True):
                for body in (bodies[org] for org in {pair.payer.id, pair.receiver.id, lead.org}):
                    # a body with members of its own is in two accounts: its own, and that of who is above it
                    if check not in (known.check for known in body.between):
                        body.between = (*body.between, UnlikeBooks(check, lead.org))


def of_year(
    year: int, ledgers: Sequence[MemberBooks], pairs: Iterable[Pair], absent: Sequence[str] = ()
) -> Consolidated:
    """The year of these bodies; of all *pairs* only those between two of them count."""
    orgs = {ledger.org for ledger in ledgers}
    inside = (pair for pair in pairs if pair.year == year and {pair.payer.id, pair.receiver.id} <= orgs)
    return Consolidated(year, tuple(ledgers), tuple(inside), tuple(absent), {ledger.org: ledger for ledger in ledgers})


def pairs_of(ledgers: Sequence[MemberBooks]) -> list[Pair]:
    """Every payer, receiver and year of which either book tells a transfer, in the order of bodies and years."""
    known = {ledger.org: ledger for ledger in ledgers}
    out = _by_pair(transfer for ledger in ledgers for transfer in ledger.paid)
    came = _by_pair(transfer for ledger in ledgers for transfer in ledger.received)
    order = {org: place for place, org in enumerate(known)}
    # payer, receiver, year
    keys = {key for key in (*out, *came) if key[0] in known and key[1] in known and key[0] != key[1]}
    pairs = []
    for payer, receiver, year in sorted(keys, key=lambda key: (order[key[0]], order[key[1]], key[2])):
        key = (payer, receiver, year)
        pairs.append(
            Pair(
                known[payer].organisation,
                known[receiver].organisation,
                year,
                out.get(key, ()) if year in known[payer].paid_years else None,
                came.get(key, ()) if year in known[receiver].received_years else None,
                tuple(_hints(out, came, key)),
            )
        )
    return pairs


_ByPair = dict[tuple[str, str, int], tuple[MemberTransfer, ...]]


def _by_pair(transfers: Iterable[MemberTransfer]) -> _ByPair:
    by_pair: dict[tuple[str, str, int], list[MemberTransfer]] = {}
    for transfer in transfers:
        by_pair.setdefault((transfer.payer, transfer.receiver, transfer.year), []).append(transfer)
    return {
        key: tuple(sorted(transfers, key=lambda transfer: (transfer.day, transfer.amount)))
        for key, transfers in by_pair.items()
    }


def _hints(out: _ByPair, came: _ByPair, key: tuple[str, str, int]) -> Iterator[str]:
    """Transfers that the other book has in the year before or after: the cut-off, not the money, makes the difference."""
    payer, receiver, year = key

    def alone(at: int) -> tuple[list[MemberTransfer], list[MemberTransfer]]:
        """What only one of the two books has in a year."""
        pairs = matched(out.get((payer, receiver, at), ()), came.get((payer, receiver, at), ()))
        return [paid for paid, there in pairs if paid and not there], [
            there for paid, there in pairs if there and not paid
        ]

    (paid, received), (before, _), (_, after) = alone(year), alone(year - 1), alone(year + 1)
    for early, late in matched(paid, after):
        if early and late:
            yield f"{han_date(early.day)}拨出的{yuan_text(early.amount)}，接收方{han_date(late.day)}才入账，跨了年度。"
    for early, late in matched(before, received):
        if early and late:
            yield f"{han_date(late.day)}入账的{yuan_text(late.amount)}，拨出方{han_date(early.day)}已经拨出，跨了年度。"


def matched(
    paid: Sequence[MemberTransfer], received: Sequence[MemberTransfer]
) -> list[tuple[MemberTransfer | None, MemberTransfer | None]]:
    """Both books side by side: what has the same amount stands in one row, in the order of days; the rest is alone."""
    waiting: dict[Decimal, deque[MemberTransfer]] = {}
    for receipt in received:
        waiting.setdefault(receipt.amount, deque()).append(receipt)
    rows: list[tuple[str, MemberTransfer | None, MemberTransfer | None]] = []
    for receipt in paid:
        there = waiting.get(receipt.amount)
        rows.append((receipt.day, receipt, there.popleft() if there else None))
    rows += [(receipt.day, None, receipt) for left in waiting.values() for receipt in left]
    return [(first, second) for _, first, second in sorted(rows, key=lambda row: row[0])]


# --- 勾稽 ----------------------------------------------------------------------------------------


def checks(pairs: Iterable[Pair]) -> Iterator[Reconciliation]:
    """Both books of every pair."""
    for pair in pairs:
        out, arrived = pair.out, pair.arrived
        unsaid = f"{pair.payer.name}没有公布这一年的逐笔拨付。" if out is None else ""
        unsaid += f"{pair.receiver.name}没有公布这一年的逐笔捐赠。" if arrived is None else ""
        left = " ".join(pair.hints) or (
            "差的这部分，另一边的账上没有同样数目的一笔，请两家核对。" if not pair.agrees else ""
        )
        stays = "只有一边有的部分没有抵销。" if not pair.agrees else ""
        yield Reconciliation(
            id=pair.id,
            year=pair.year,
            topic="内部往来",
            title=f"{pair.payer.name}拨给{pair.receiver.name}",
            left=_book("拨出方账上", out),
            relation=Relation.EQUAL,
            right=_book("接收方账上", arrived),
            difference=None if out is None or arrived is None else out - arrived,
            verdict=pair.verdict,
            note=((unsaid or left) + stays,) if not pair.agrees else (),
        )


def _book(label: str, amount: Decimal | None) -> Side:
    """What a book says of a pair; in words where it does not tell such things one by one."""
    return Side((label if amount is not None else f"{label}没有逐笔的数",), amount, "元", to_the_cent=True)


def stated(federation: Federation, whole: Consolidated) -> Iterator[Reconciliation]:
    """What the lead itself reports for both levels, against what is computed here."""
    lead = federation.lead
    for role, column in ((HeadlineRole.OTHER_INCOME, "income"), (HeadlineRole.OTHER_EXPENSE, "expense")):
        for row in lead.rows(Headline):
            figure = lead.figures.get(row.figure) if (row.year, row.role) == (whole.year, role) else None
            if figure is None or figure.scope != Coverage.COUNTY or figure.unit != "元":
                continue
            if part_of_year(row, figure, lead.organisation.founded_on):
                continue
            missing = whole.missing(column)
            difference = figure.value - whole.total(column)
            clear = figure.bound is Bound.EXACT and whole.bound(column) is Bound.EXACT
            same = Verdict.AGREES if difference == 0 else Verdict.DIFFERS
            yield Reconciliation(
                id=f"IT{whole.year}-{column}",
                year=whole.year,
                topic="内部往来",
                title=f"{lead.organisation.name}报告的市县两级{COLUMNS[column]}与合并数",
                left=Side(("报告写明", figure), figure.value, "元", figure.bound, (figure.id,), to_the_cent=clear),
                relation=Relation.EQUAL,
                right=Side(("本站合并",), whole.total(column), "元", whole.bound(column), to_the_cent=clear),
                difference=difference if clear else None,
                verdict=same if clear else Verdict.UNCHECKABLE,
                note=(f"合并数里没有{'、'.join(missing)}。",) if missing else (),
            )


# --- to take away ------------------------------------------------------------------------------------

Values = tuple["str | int | Decimal", ...]
SUM, LESS, WHOLE = "相加", "抵销", "合并数"


def account_rows(whole: Consolidated) -> list[Values]:
    """One year as rows: year, what the row is, body, the other body, the three columns, document, level, figures."""
    rows: list[Values] = []
    for ledger in whole.ledgers:
        totals = [whole.total_of(ledger, column) for column in COLUMNS]
        rows.append(
            (
                whole.year,
                "成员" if any(totals) else "未报送",
                ledger.org,
                "",
                *(total.figure.value if total else "" for total in totals),
                "、".join(dict.fromkeys(total.origin for total in totals if total)),
                "、".join(dict.fromkeys(total.figure.level for total in totals if total)),
                " ".join(total.figure.id for total in totals if total),
            )
        )
    rows += [(whole.year, "未报送", name, "", "", "", "", "", "", "") for name in whole.absent]
    rows.append((whole.year, SUM, "", "", *(whole.added(column) for column in COLUMNS), "", "", ""))
    for pair in whole.pairs:
        taken = (-whole.eliminated(column, pair) for column in COLUMNS)
        rows.append((whole.year, LESS, pair.payer.id, pair.receiver.id, *taken, "", "", ""))
    state = "" if whole.complete else "不完整"
    rows.append((whole.year, WHOLE, "", "", *(whole.total(column) for column in COLUMNS), state, "", ""))
    return rows


def transfer_rows(whole: Consolidated) -> list[Values]:
    """Every transfer in either book: year, payer, receiver, whose book, day, amount, cell."""
    rows: list[Values] = []
    for pair in whole.pairs:
        for book, transfers in (("拨出方", pair.paid or ()), ("接收方", pair.received or ())):
            rows += [
                (whole.year, transfer.payer, transfer.receiver, book, transfer.day, transfer.amount, transfer.cell)
                for transfer in transfers
            ]
    return rows
