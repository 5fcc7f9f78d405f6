"""Consolidation: what both books hold goes out, nothing else does, and no transfer changes what comes from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.accounts.consolidation import (
    COLUMNS,
    REPORTS,
    STATEMENTS,
    Consolidated,
    MemberBooks,
    MemberTransfer,
    Total,
    account_rows,
    checks,
    consolidate,
    has_totals,
    ledger_of,
    mark,
    matched,
    of_year,
    pairs_of,
    stated,
    transfer_rows,
)
from disclosure.kinds import kind_of
from disclosure.model import Dataset, Disclosure, Federation, Figure, Membership, Organisation, Verdict
from disclosure.problems import Where
from disclosure.quantities import Bound
from disclosure.reading import Record, TypedTable

YEAR = 2024
ORGS = ("city", "east", "west", "north")
AMOUNTS = st.integers(1, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))
EXTERNAL = ("income", "expense")


def total(org: str, column: str, value: Decimal, year: int = YEAR, **more: str) -> Total:
    figure = Figure(f"F{column}", org, year, "报表", org, column, value, "元", f"{value}元", **more)  # type: ignore[arg-type]
    return Total(figure, STATEMENTS)


def ledger(org: str, values: Iterable[Decimal], years: Iterable[int] = (YEAR,)) -> MemberBooks:
    """A body whose books are public for every year around; its totals come from outside only."""
    found = tuple(values)
    totals = {(year, column): total(org, column, found[n], year) for year in years for n, column in enumerate(COLUMNS)}
    told = frozenset(range(YEAR - 1, YEAR + 3))
    return MemberBooks(
        Organisation.known(org, {"name": f"{org}慈善会", "short_name": org}),
        totals,
        paid_years=told,
        received_years=told,
    )


def consolidated(ledgers: Iterable[MemberBooks], year: int = YEAR) -> Consolidated:
    bodies = list(ledgers)
    return of_year(year, bodies, pairs_of(bodies))


def grown(one: MemberBooks, column: str, year: int, amount: Decimal) -> MemberBooks:
    """The same body with more in one of its totals, as its statement has it."""
    before = one.totals[year, column]
    more = replace(before, figure=replace(before.figure, value=before.figure.value + amount))
    return replace(one, totals={**one.totals, (year, column): more})


def booked(
    ledgers: dict[str, MemberBooks], transfer: MemberTransfer, *, paid: str = "", received: str = ""
) -> dict[str, MemberBooks]:
    """The same bodies after a transfer, in the payer's book on the day *paid*, in the receiver's on *received*."""
    made = dict(ledgers)
    if paid:
        payer = grown(made[transfer.payer], "expense", int(paid[:4]), transfer.amount)
        made[transfer.payer] = replace(payer, paid=(*payer.paid, replace(transfer, day=paid)))
    if received:
        receiver = grown(made[transfer.receiver], "income", int(received[:4]), transfer.amount)
        made[transfer.receiver] = replace(receiver, received=(*receiver.received, replace(transfer, day=received)))
    return made


@st.composite
def federations(draw: st.DrawFn) -> dict[str, MemberBooks]:
    """Bodies with totals and any mixture of transfers in both books, in one of them, or in two different years."""
    years = (YEAR, YEAR + 1)
    made = {org: ledger(org, draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS)), years) for org in ORGS}
    for payer, receiver, amount, book in draw(
        st.lists(st.tuples(st.sampled_from(ORGS), st.sampled_from(ORGS), AMOUNTS, st.sampled_from(["both", "paid", "received", "late"])),
                 max_size=8)
    ):  # fmt: skip
        if payer != receiver:
            paid = "" if book == "received" else f"{YEAR}-12-20"
            received = "" if book == "paid" else f"{YEAR + (book == 'late')}-01-06"
            made = booked(made, MemberTransfer(payer, receiver, "", amount), paid=paid, received=received)
    return made


@given(federations(), st.sampled_from(ORGS), st.sampled_from(ORGS), AMOUNTS)
def test_a_transfer_in_both_books_changes_no_external_total(
    before: dict[str, MemberBooks], payer: str, receiver: str, amount: Decimal
) -> None:
    """Whatever the books hold already: one more internal transfer that both have leaves income, expense and net assets."""
    assume(payer != receiver)
    after = booked(before, MemberTransfer(payer, receiver, "", amount), paid=f"{YEAR}-06-01", received=f"{YEAR}-06-03")
    for year in (YEAR, YEAR + 1):
        old, new = consolidated(before.values(), year), consolidated(after.values(), year)
        assert [new.total(column) for column in COLUMNS] == [old.total(column) for column in COLUMNS]
        assert [new.doubtful(column) for column in COLUMNS] == [old.doubtful(column) for column in COLUMNS]
    assert consolidated(after.values()).internal("income") == consolidated(before.values()).internal("income") + amount


@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), AMOUNTS, st.booleans())
def test_one_book_alone_takes_nothing_out(values: tuple[Decimal, ...], amount: Decimal, payer: bool) -> None:  # noqa: FBT001
    """A payment that only one side has stays in the total, is named as doubtful, and its pair does not agree."""
    start = {org: ledger(org, values) for org in ORGS}
    side = {"paid": f"{YEAR}-12-20"} if payer else {"received": f"{YEAR}-12-20"}
    after = consolidated(booked(start, MemberTransfer("city", "east", "", amount), **side).values())
    column = "expense" if payer else "income"
    assert after.internal("income") == after.internal("expense") == 0
    assert after.total(column) == consolidated(start.values()).total(column) + amount
    assert after.doubtful(column) == amount
    assert not after.reconciles(column)
    (check,) = checks(after.open_pairs)
    assert check.verdict is Verdict.DIFFERS
    assert check.difference == (amount if payer else -amount)


@given(federations())
def test_nothing_is_lost_between_the_rows(before: dict[str, MemberBooks]) -> None:
    """Bodies minus eliminations is the total; what is taken out of income is taken out of expense; never more than booked."""
    whole = consolidated(before.values())
    for column in COLUMNS:
        taken = sum((whole.eliminated(column, one) for one in whole.pairs), Decimal(0))
        assert whole.added(column) - taken == whole.total(column)
        assert whole.doubtful(column) >= 0
    assert whole.internal("income") == whole.internal("expense")
    assert whole.internal("net_assets") == 0
    for one in whole.pairs:
        assert one.out is not None
        assert one.arrived is not None
        assert 0 <= one.confirmed <= min(one.out, one.arrived)


@given(federations(), st.permutations(ORGS))
def test_the_order_of_members_does_not_matter(before: dict[str, MemberBooks], order: list[str]) -> None:
    """The same bodies in another order give the same totals, the same pairs and the same doubts."""
    first, second = consolidated(before.values()), consolidated(before[org] for org in order)
    for column in COLUMNS:
        assert first.total(column) == second.total(column)
        assert first.doubtful(column) == second.doubtful(column)
    assert {one.id: (one.confirmed, one.hints) for one in first.pairs} == {
        one.id: (one.confirmed, one.hints) for one in second.pairs
    }


# --- single cases --------------------------------------------------------------------------------------


@pytest.fixture
def bodies() -> dict[str, MemberBooks]:
    """Four bodies with 100 in, 80 out, 50 left, for two years."""
    return {org: ledger(org, map(Decimal, (100, 80, 50)), (YEAR, YEAR + 1)) for org in ORGS}


def test_a_transfer_over_new_year_is_told_as_such(bodies: dict[str, MemberBooks]) -> None:
    """Paid in December and booked in January: both years show the difference, with both days."""
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal(7)), paid="2024-12-30", received="2025-01-05")
    (paid,), (came,) = (consolidated(after.values(), year).pairs for year in (YEAR, YEAR + 1))
    assert paid.hints == ("2024年12月30日拨出的7.00元，接收方2025年1月5日才入账，跨了年度。",)
    assert came.hints == ("2025年1月5日入账的7.00元，拨出方2024年12月30日已经拨出，跨了年度。",)
    assert consolidated(after.values()).total("expense") == 327
    assert consolidated(after.values(), YEAR + 1).total("income") == 407


def test_a_fee_leaves_only_the_fee_in_doubt(bodies: dict[str, MemberBooks]) -> None:
    """Where the receiver booked a little less than was paid, the rest of the payment still goes out."""
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal("10.00")), paid="2024-05-01")
    after = booked(after, MemberTransfer("city", "east", "", Decimal("9.50")), received="2024-05-01")
    whole = consolidated(after.values())
    assert whole.total("income") == 400
    assert whole.total("expense") == Decimal("320.50")
    assert (whole.doubtful("income"), whole.doubtful("expense")) == (0, Decimal("0.50"))


def test_a_member_without_data_is_named_and_nothing_is_taken_out(bodies: dict[str, MemberBooks]) -> None:
    """A body that told nothing is missing by name, and what was paid to it stays, since no book of its own confirms it."""
    silent = MemberBooks(bodies["east"].organisation, {})
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal(7)), paid="2024-12-30") | {"east": silent}
    whole = of_year(YEAR, list(after.values()), pairs_of(list(after.values())), ["south慈善会"])
    assert whole.missing("income") == ["east慈善会", "south慈善会"]
    assert not whole.complete
    assert whole.total("expense") == 247
    (check,) = checks(whole.open_pairs)
    assert check.verdict is Verdict.UNCHECKABLE
    assert "east慈善会没有公布这一年的逐笔捐赠" in "".join(map(str, check.note))
    assert [row[1] for row in account_rows(whole)] == [
        "成员",
        "未报送",
        "成员",
        "成员",
        "未报送",
        "相加",
        "抵销",
        "合并数",
    ]


def test_other_scopes_are_never_added(bodies: dict[str, MemberBooks]) -> None:
    """A total of both levels is left out with its reason: adding it would count members twice."""
    east = bodies["east"]
    wide = replace(east, refused={(YEAR, "income"): "算的是市县两级，不能和别家相加"})
    whole = consolidated([bodies["city"], wide])
    assert whole.total("income") == 100
    assert whole.missing("income") == ["east慈善会"]
    assert whole.total("expense") == 160


def test_what_is_approximate_never_gets_the_double_rule(bodies: dict[str, MemberBooks]) -> None:
    """62万余元 in one body makes the whole total at least so much."""
    about = total("east", "income", Decimal(100), qualifier="余")
    rough = replace(bodies["east"], totals={**bodies["east"].totals, (YEAR, "income"): replace(about, origin=REPORTS)})
    whole = consolidated([bodies["city"], rough])
    assert whole.reconciles("expense")
    assert not whole.reconciles("income")


def test_bodies_outside_the_year_are_outside(bodies: dict[str, MemberBooks]) -> None:
    """A payment to a body that is no member in this year goes to the world outside."""
    after = booked(bodies, MemberTransfer("city", "north", "", Decimal(7)), paid="2024-05-01", received="2024-05-01")
    inside = [after[org] for org in ("city", "east", "west")]
    whole = of_year(YEAR, inside, pairs_of(list(after.values())))
    assert whole.pairs == ()
    assert whole.total("expense") == 247
    assert all(whole.doubtful(column) == 0 for column in EXTERNAL)


def test_a_total_that_is_left_out_loses_nothing_to_its_neighbours(bodies: dict[str, MemberBooks]) -> None:
    """Where the receiver's income can't be added, its gifts from members are neither taken out of the sum nor in doubt."""
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal(9)), paid="2024-05-01", received="2024-05-02")
    after = booked(after, MemberTransfer("west", "east", "", Decimal(2)), received="2024-05-03")
    after = booked(after, MemberTransfer("east", "city", "", Decimal(3)), paid="2024-06-01")
    after["east"] = replace(after["east"], refused={(YEAR, "income"): "口径", (YEAR, "expense"): "口径"})
    whole = consolidated(after.values())
    assert (whole.internal("income"), whole.total("income")) == (0, 300)
    assert (whole.internal("expense"), whole.total("expense")) == (9, 240)
    assert [whole.doubtful(column) for column in COLUMNS] == [0, 0, 0]
    assert whole.missing("income") == whole.missing("expense") == ["east慈善会"]


def test_the_double_rule_needs_everybody_and_no_doubt(bodies: dict[str, MemberBooks]) -> None:
    """A total reconciles only where no body is missing in this column, nothing is in one book alone, nothing is rounded."""
    whole = consolidated(bodies.values())
    assert whole.complete is True
    assert all(whole.reconciles(column) for column in COLUMNS)
    for column in EXTERNAL:
        lacking = replace(bodies["west"], refused={(YEAR, column): "口径"})
        part = consolidated((bodies | {"west": lacking}).values())
        assert part.complete is False
        assert [other for other in COLUMNS if not part.reconciles(other)] == [column]


def test_books_are_compared_only_where_both_are_public(bodies: dict[str, MemberBooks]) -> None:
    """A book that doesn't tell such things one by one confirms nothing and contradicts nothing."""
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal(7)), paid="2024-05-01", received="2024-05-01")
    no_receiver = after | {"east": replace(after["east"], received_years=frozenset({YEAR - 1}))}
    no_payer = after | {"city": replace(after["city"], paid_years=frozenset({YEAR - 1}))}
    (both,), (only_paid,), (only_received,) = (
        consolidated(one.values()).pairs for one in (after, no_receiver, no_payer)
    )
    (neither,) = consolidated((no_receiver | {"city": no_payer["city"]}).values()).pairs
    assert [(one.out, one.arrived, one.confirmed, one.agrees) for one in (both, only_paid, only_received, neither)] == [
        (7, 7, 7, True),
        (7, None, 0, False),
        (None, 7, 0, False),
        (None, None, 0, False),
    ]
    verdicts = [one.verdict for one in (both, only_paid, only_received, neither)]
    assert verdicts == [Verdict.AGREES, *[Verdict.UNCHECKABLE] * 3]
    assert consolidated(after.values()).open_pairs == ()
    assert consolidated(no_payer.values()).open_pairs == (only_received,)
    assert consolidated(no_payer.values()).doubtful("income") == 7
    assert consolidated(no_payer.values()).doubtful("expense") == 0
    assert consolidated(no_receiver.values()).doubtful("expense") == 7
    sides = [(check.left.label, check.right.label) for check in checks((both, only_paid, only_received))]
    paid, received, unpaid, unreceived = (
        (f"{book}账上{words}",) for words in ("", "没有逐笔的数") for book in ("拨出方", "接收方")
    )
    assert sides == [(paid, received), (paid, unreceived), (unpaid, received)]
    told = [check.note for check in checks((both, only_paid, only_received, neither))]
    rest = "只有一边有的部分没有抵销。"
    assert told == [
        (),
        (f"east慈善会没有公布这一年的逐笔捐赠。{rest}",),
        (f"city慈善会没有公布这一年的逐笔拨付。{rest}",),
        (f"city慈善会没有公布这一年的逐笔拨付。east慈善会没有公布这一年的逐笔捐赠。{rest}",),
    ]
    assert [check.difference for check in checks((both, only_paid, only_received, neither))] == [0, None, None, None]


def test_a_check_says_what_both_books_hold(bodies: dict[str, MemberBooks]) -> None:
    """Both sums to the 分 and their difference; the days where the year's end explains it, else a word to both."""
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal(9)), paid="2024-05-01")
    after = booked(after, MemberTransfer("city", "east", "", Decimal(4)), received="2024-05-01")
    after = booked(after, MemberTransfer("city", "west", "", Decimal(5)), paid="2024-12-31", received="2025-01-02")
    fee, late = checks(consolidated(after.values()).pairs)
    rest = "只有一边有的部分没有抵销。"
    assert fee.note == (f"差的这部分，另一边的账上没有同样数目的一笔，请两家核对。{rest}",)
    assert late.note == (f"2024年12月31日拨出的5.00元，接收方2025年1月2日才入账，跨了年度。{rest}",)
    assert (fee.left.text, fee.right.text, fee.difference, fee.verdict) == ("9.00元", "4.00元", 5, Verdict.DIFFERS)
    assert (late.left.text, late.right.text, late.difference) == ("5.00元", "0.00元", 5)
    (missing,) = checks(consolidated(after.values(), YEAR + 1).pairs)
    assert (missing.left.text, missing.right.text, missing.difference) == ("0.00元", "5.00元", -5)


def test_the_order_of_rows_in_a_book_does_not_matter(bodies: dict[str, MemberBooks]) -> None:
    """Two equal payments before New Year, of which one is booked later: the earlier is named, wherever it stands."""
    for days in (("2024-12-29", "2024-12-30"), ("2024-12-30", "2024-12-29")):
        after = bodies
        for day in days:
            after = booked(after, MemberTransfer("city", "east", "", Decimal(7)), paid=day)
        after = booked(after, MemberTransfer("city", "east", "", Decimal(7)), received="2025-01-05")
        assert consolidated(after.values()).pairs[0].hints == (
            "2024年12月29日拨出的7.00元，接收方2025年1月5日才入账，跨了年度。",
        )
        small = booked(after, MemberTransfer("city", "east", "", Decimal(2)), paid="2024-12-30")
        (pair,) = consolidated(small.values()).pairs
        assert [(one.day, one.amount) for one in pair.paid or ()] == [
            ("2024-12-29", 7),
            ("2024-12-30", 2),
            ("2024-12-30", 7),
        ]


def test_only_what_stands_alone_explains_a_gap(bodies: dict[str, MemberBooks]) -> None:
    """A payment that the other book has in the same year is not looked for in the next, nor shown twice."""
    seven = MemberTransfer("city", "east", "", Decimal(7))
    after = booked(bodies, seven, paid="2024-03-01", received="2024-03-02")
    after = booked(after, seven, received="2025-02-01")
    after = booked(after, replace(seven, amount=Decimal(8)), paid="2024-12-30")
    after = booked(after, replace(seven, amount=Decimal(8)), paid="2025-03-01", received="2025-03-02")
    first, second = (consolidated(after.values(), year).pairs[0] for year in (YEAR, YEAR + 1))
    assert (first.hints, second.hints) == ((), ())


def test_books_side_by_side_in_the_order_of_days() -> None:
    """Equal amounts stand in one row, the earlier with the earlier; what is alone keeps its day."""

    def on(day: str, amount: int) -> MemberTransfer:
        return MemberTransfer("city", "east", f"2024-{day}", Decimal(amount))

    paid = [on("05-01", 5), on("05-02", 5), on("07-01", 3)]
    received = [on("05-03", 5), on("05-04", 5), on("06-01", 9)]
    assert matched(paid, received) == [
        (paid[0], received[0]),
        (paid[1], received[1]),
        (None, received[2]),
        (paid[2], None),
    ]
    assert matched(paid, []) == [(one, None) for one in paid]
    assert matched([], received[:1]) == [(None, received[0])]


def test_pairs_stand_in_the_order_of_bodies_and_years(bodies: dict[str, MemberBooks]) -> None:
    """Bodies as they were given, then years; nobody pays itself, and strangers are no part of it."""
    days = ("2025-05-01", "2024-05-01")
    after = bodies
    for payer, receiver in (("west", "city"), ("north", "west"), ("city", "west"), ("city", "east"), ("city", "city")):
        for day in days:
            after = booked(after, MemberTransfer(payer, receiver, "", Decimal(1)), paid=day, received=day)
    after["city"] = replace(
        after["city"],
        paid=(*after["city"].paid, MemberTransfer("city", "abroad", days[0], Decimal(1))),
        received=(*after["city"].received, MemberTransfer("abroad", "city", days[0], Decimal(1))),
    )
    order = ("west", "city", "east", "north")
    assert [one.id for one in pairs_of([after[org] for org in order])] == [
        f"IT{year}-{payer}-{receiver}"
        for payer, receiver in (("west", "city"), ("city", "west"), ("city", "east"), ("north", "west"))
        for year in (2024, 2025)
    ]
    inside = of_year(YEAR, [after["city"], after["east"]], pairs_of(list(after.values())))
    assert [one.id for one in inside.pairs] == ["IT2024-city-east"]
    (pair,) = of_year(YEAR, [after["city"], after["east"]], inside.pairs).pairs
    assert pair.paid == (MemberTransfer("city", "east", "2024-05-01", Decimal(1)),)


def test_the_years_of_two_bodies_stand_in_order(bodies: dict[str, MemberBooks]) -> None:
    """However the book has them."""
    years, receivers = (2026, 2023, 2025, 2024), ("east", "west", "north")
    transfers = (
        MemberTransfer("city", receiver, f"{year}-05-01", Decimal(1)) for year in years for receiver in receivers
    )
    payer = replace(bodies["city"], paid=tuple(transfers))
    pairs = [(pair.receiver.id, pair.year) for pair in pairs_of([payer, *(bodies[org] for org in receivers)])]
    assert pairs == [(receiver, year) for receiver in receivers for year in sorted(years)]


# --- from the books of members ---------------------------------------------------------------------------


def row(kind_id: str, **cells: Any) -> Record:
    """A record with these cells; every other one is empty."""
    kind = kind_of(kind_id)
    assert kind
    return kind.record.of(cells, Where(f"{kind_id}.csv", None, 2))


def payment(**cells: Any) -> Record:
    """A payment to a charity."""
    return row("disbursements", receiver="慈善会", receiver_type="慈善组织", source="B1", **cells)


def figure(org: str, name: str, value: int, year: int = YEAR, **more: Any) -> Figure:
    return Figure(
        name, org, year, "总体", org, name, Decimal(value), **{"unit": "元", "as_written": f"{value}元"} | more
    )


def body(
    org: str,
    figures: Iterable[Figure] = (),
    records: Mapping[str, Sequence[Record]] | None = None,
    gifts: Sequence[Mapping[str, Any]] = (),
) -> Disclosure:
    """A body with these figures, records and gifts."""
    kind = kind_of("donations")
    assert kind
    names = [*(one.name for one in kind.record.columns), "year"]
    frame = pd.DataFrame(
        [{**dict.fromkeys(names), **one} for one in gifts], columns=names, index=range(2, len(gifts) + 2)
    )
    datasets = (
        {"donations": Dataset("donations", kind.record, [("data/x/donations.csv", None, TypedTable(frame))])}
        if gifts
        else {}
    )
    told = {kind_id: list(rows) for kind_id, rows in (records or {}).items()}
    return Disclosure(
        Organisation.known(org, {"name": f"{org}慈善会", "short_name": org}),
        {},
        {one.id: one for one in figures},
        {},
        [],
        told,
        datasets,
    )


def test_statements_come_before_headlines() -> None:
    """The totals of the three statements count; a headline stands in only where the year has no such statement."""
    figures = [
        figure("east", "AS2024L11T", 100),
        figure("east", "AS2024L35T", 80),
        figure("east", "BS2024L110C", 50),
        figure("east", "G1", 999),
        figure("east", "G2", 70, year=2023),
        figure("east", "G3", 60, year=2023),
    ]
    headlines = [
        row("headlines", year=2024, role="收入合计", figure="G1"),
        row("headlines", year=2023, role="收入合计", figure="G2"),
        row("headlines", year=2023, role="支出合计", figure="G3"),
    ]
    found = ledger_of(body("east", figures, {"headlines": headlines}))
    assert {key: (int(one.figure.value), one.origin) for key, one in found.totals.items()} == {
        (2024, "income"): (100, STATEMENTS),
        (2024, "expense"): (80, STATEMENTS),
        (2024, "net_assets"): (50, STATEMENTS),
        (2023, "income"): (70, REPORTS),
        (2023, "expense"): (60, REPORTS),
    }
    assert (found.org, found.refused, found.paid, found.received) == ("east", {}, (), ())
    assert (found.paid_years, found.received_years) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("more", "counted", "refused"),
    [
        ({}, True, ""),
        ({"scope": "本级"}, True, ""),
        ({"scope": "未说明"}, True, ""),
        ({"scope": "市县两级"}, True, "算的是市县两级，不能和别家相加"),
        ({"scope": "合作各方"}, True, "算的是合作各方，不能和别家相加"),
        ({"unit": "人"}, False, ""),
        ({"nature": "计划"}, False, ""),
        ({"nature": "认捐"}, False, ""),
    ],
)
def test_which_headlines_can_be_added(more: dict[str, str], counted: bool, refused: str) -> None:  # noqa: FBT001
    """Money that really came, of the body itself; another scope stays with its reason, so that it is told and not added."""
    headlines = [row("headlines", year=YEAR, role="收入合计", figure="G1")]
    found = ledger_of(
        body("east", [figure("east", "G1", 5, **more), figure("east", "G2", 6)], {"headlines": headlines})
    )
    assert list(found.totals) == ([(YEAR, "income")] if counted else [])
    assert found.refused == ({(YEAR, "income"): refused} if refused else {})


def test_a_total_of_a_part_of_the_year_is_not_that_of_the_year() -> None:
    """A headline that its label or its figure calls one of half a year adds nothing."""
    headlines = [row("headlines", year=YEAR, role="收入合计", figure="G1", label="上半年收入")]
    assert ledger_of(body("east", [figure("east", "G1", 5)], {"headlines": headlines})).totals == {}


def test_a_total_of_any_of_some_bodies_is_something_to_add() -> None:
    """Also one that can't be added, which is told with its reason; figures that are no totals are nothing to add."""
    headline = {"headlines": [row("headlines", year=YEAR, role="收入合计", figure="G1")]}
    telling = body("east", [figure("east", "G1", 5)], headline)
    refused = body("west", [figure("west", "G1", 5, scope="市县两级")], headline)
    silent = body("north", [figure("north", "G1", 5)])
    assert has_totals(silent, telling)
    assert has_totals(refused)
    assert not has_totals(silent, silent)
    assert not has_totals()


def test_the_first_headline_of_a_role_counts() -> None:
    """Two rows for one role: the first stands; a row that names a breakdown names no total."""
    headlines = [row("headlines", year=YEAR, role="收入合计", figure=name) for name in ("GB1", "G2", "G1")]
    figures = [figure("east", "G1", 5), figure("east", "G2", 6)]
    found = ledger_of(body("east", figures, {"headlines": headlines}))
    assert found.totals[YEAR, "income"].figure.id == "G2"


def test_what_went_between_members_is_found_in_both_books() -> None:
    """Payments and gifts that name a member, with day, exact amount and cell; those without an amount tell nothing."""
    payments = [
        payment(member="west", paid_on="2024-05-01", amount=Decimal("7.50")),
        payment(member="west", paid_on="2022-05-01", amount=None),
        payment(member=None, paid_on="2023-05-01", amount=Decimal(2)),
    ]
    gifts = [
        {"from_member": "city", "received_on": "2024-03-01", "amount": 1250, "year": "2024"},
        {"from_member": None, "received_on": "2023-03-01", "amount": 100, "year": "2023"},
        {"from_member": "city", "received_on": None, "amount": 100},
        {"from_member": "city", "received_on": "2024-03-02", "amount": None, "year": "2024"},
    ]
    found = ledger_of(body("east", records={"disbursements": payments}, gifts=gifts))
    assert found.paid == (
        MemberTransfer("east", "west", "2024-05-01", Decimal("7.50"), Where("disbursements.csv", None, 2)),
    )
    (came,) = found.received
    assert (came.payer, came.receiver, came.day, came.amount, came.year) == (
        "city",
        "east",
        "2024-03-01",
        Decimal("12.50"),
        2024,
    )
    assert came.cell == "x/donations.csv 第 2 行"
    assert replace(came, where=None).cell == ""
    assert (found.paid_years, found.received_years) == ({2024, 2023}, {2024, 2023})


def city_and_east(*figures: Figure, headlines: Sequence[Record] = ()) -> Federation:
    """A city with income and expense for three years, and a county that joined in the last."""
    told = [
        figure("city", f"AS{year}L{line}T", value, year)
        for year in (2022, 2023, 2024)
        for line, value in ((11, 100), (35, 80))
    ]
    paid = payment(member="east", paid_on="2024-05-01", amount=Decimal(10))
    gift = {"from_member": "city", "received_on": "2024-05-02", "amount": 1000, "year": "2024"}
    city = body("city", [*told, *figures], {"disbursements": [paid], "headlines": headlines})
    east = body("east", [figure("east", "AS2024L11T", 30), figure("east", "AS2024L35T", 20)], gifts=[gift])
    return Federation(city, (Membership(east, since=2024),), ("南慈善会",))


def test_every_year_of_a_federation_newest_first() -> None:
    """Each year with the bodies that belonged to it then, what passed between them taken out, and who is missing named."""
    newest, before, oldest = consolidate(city_and_east())
    assert [(one.year, [body.org for body in one.ledgers]) for one in (newest, before, oldest)] == [
        (2024, ["city", "east"]),
        (2023, ["city"]),
        (2022, ["city"]),
    ]
    assert (newest.total("income"), newest.total("expense")) == (120, 90)
    assert (oldest.total("income"), oldest.total("expense")) == (100, 80)
    assert newest.missing("income") == oldest.missing("income") == ["南慈善会"]


@pytest.mark.parametrize(
    ("value", "more", "verdict", "difference"),
    [
        (120, {}, Verdict.AGREES, 0),
        (121, {}, Verdict.DIFFERS, 1),
        (119, {}, Verdict.DIFFERS, -1),
        (120, {"qualifier": "余"}, Verdict.UNCHECKABLE, None),
    ],
)
def test_what_the_lead_reports_is_held_against_the_sum(
    value: int, more: dict[str, str], verdict: Verdict, difference: int | None
) -> None:
    """The lead's own number for both levels and the consolidated one: equal, or by how much not; rounded ones can't be compared."""
    both = figure("city", "G9", value, scope="市县两级", **more)
    headlines = [row("headlines", year=YEAR, role="对照收入", figure="G9")]
    federation = city_and_east(both, headlines=headlines)
    newest, *_, oldest = consolidate(federation)
    (check,) = stated(federation, newest)
    assert list(stated(federation, oldest)) == []
    assert (check.id, check.verdict, check.difference) == ("IT2024-income", verdict, difference)
    assert (check.left.value, check.right.value) == (value, 120)
    assert (check.left.to_the_cent, check.right.to_the_cent) == (not more, not more)
    assert check.note == ("合并数里没有南慈善会。",)
    assert [one.note for one in stated(replace(federation, absent=()), replace(newest, absent=()))] == [()]


def test_a_rounded_member_makes_the_comparison_impossible() -> None:
    """The sum is only as sharp as its parts: with 至少 in it, no difference is told."""
    federation = city_and_east(
        figure("city", "G9", 120, scope="市县两级"),
        headlines=[row("headlines", year=YEAR, role="对照收入", figure="G9")],
    )
    newest = consolidate(federation)[0]
    rough = replace(newest.ledgers[1].totals[YEAR, "income"].figure, qualifier="余")
    east = replace(newest.ledgers[1], totals={(YEAR, "income"): Total(rough, REPORTS)})
    whole = of_year(YEAR, [newest.ledgers[0], east], newest.pairs)
    (check,) = stated(federation, whole)
    assert (check.verdict, check.difference, check.right.bound) == (Verdict.UNCHECKABLE, None, Bound.AT_LEAST)


def test_other_rows_are_no_claim_about_the_sum() -> None:
    """Another role, scope or unit, an unknown figure or half a year is passed over; the row after it is not."""
    figures = [
        figure("city", "G7", 5, scope="本级"),
        figure("city", "G8", 5, scope="市县两级", unit="人"),
        figure("city", "G9", 90, scope="市县两级"),
        figure("city", "G6", 1, scope="市县两级"),
    ]
    roles = (("对照支出", "GB1"), ("对照支出", "G7"), ("对照支出", "G8"), ("收入合计", "G6"), ("对照支出", "G9"))
    half = row("headlines", year=YEAR, role="对照支出", figure="G6", label="上半年支出")
    headlines = [half, *(row("headlines", year=YEAR, role=role, figure=name) for role, name in roles)]
    federation = city_and_east(*figures, headlines=headlines)
    newest = consolidate(federation)[0]
    assert [(one.id, one.verdict) for one in stated(federation, newest)] == [("IT2024-expense", Verdict.AGREES)]


def test_every_body_is_told_what_does_not_hold_between_it_and_others() -> None:
    """A payment in one book alone is told to payer, receiver and lead; a report that differs from the sum to the lead alone."""
    years = [figure(org, f"AS2024L{line}T", 10) for org in ("city", "east", "west", "north") for line in (11, 35)]
    both = figure("city", "G9", 5, scope="市县两级")
    told = {
        "city": {"headlines": [row("headlines", year=YEAR, role="对照收入", figure="G9")]},
        "east": {"disbursements": [payment(member="west", paid_on="2024-05-01", amount=Decimal(3))]},
    }
    bodies = {
        org: body(org, [one for one in (*years, both) if one.org == org], told.get(org, {}), gifts=[{"year": "2024"}])
        for org in ("city", "east", "west", "north", "alone")
    }
    members = tuple(Membership(bodies[org]) for org in ("east", "west", "north"))
    bodies["city"].federation = Federation(bodies["city"], members)
    mark([bodies["alone"], *(bodies[org] for org in ("city", "east", "west", "north"))])
    unlike = {org: [(books.check.id, books.lead) for books in one.between] for org, one in bodies.items()}
    assert unlike == {
        "city": [("IT2024-income", "city"), ("IT2024-east-west", "city")],
        "east": [("IT2024-east-west", "city")],
        "west": [("IT2024-east-west", "city")],
        "north": [],
        "alone": [],
    }
    agreeing = city_and_east(
        figure("city", "G9", 120, scope="市县两级"),
        headlines=[row("headlines", year=YEAR, role="对照收入", figure="G9")],
    )
    agreeing.lead.federation = agreeing
    mark([agreeing.lead])
    assert [one.between for one in (agreeing.lead, agreeing.members[0].disclosure)] == [(), ()]


def test_what_does_not_hold_between_two_bodies_is_told_once_however_many_accounts_they_are_in() -> None:
    """A county with a member of its own is in its own account and in that of the city: one difference is no two."""
    told = {"county": {"disbursements": [payment(member="town", paid_on="2024-05-01", amount=Decimal(3))]}}
    bodies = {
        org: body(org, [figure(org, "AS2024L11T", 10)], told.get(org, {}), gifts=[{"year": "2024"}])
        for org in ("city", "county", "town")
    }
    bodies["city"].federation = Federation(bodies["city"], (Membership(bodies["county"]), Membership(bodies["town"])))
    bodies["county"].federation = Federation(bodies["county"], (Membership(bodies["town"]),))
    mark(bodies.values())
    unlike = {org: [(books.check.id, books.lead) for books in one.between] for org, one in bodies.items()}
    assert unlike == {
        "city": [("IT2024-county-town", "city")],
        "county": [("IT2024-county-town", "city")],
        "town": [("IT2024-county-town", "city")],
    }


# --- to take away ----------------------------------------------------------------------------------------


def test_the_rows_of_a_year_add_up_to_its_total(bodies: dict[str, MemberBooks]) -> None:
    """Bodies, their sum, what each pair takes out as a negative, and the total: a reader can add the rows up."""
    after = booked(bodies, MemberTransfer("city", "east", "", Decimal(7)), paid="2024-05-01", received="2024-05-01")
    north = replace(after["north"], refused={(YEAR, "income"): "口径"})
    whole = consolidated((after | {"north": north}).values())
    assert account_rows(whole) == [
        (2024, "成员", "city", "", 100, 87, 50, STATEMENTS, "报", "Fincome Fexpense Fnet_assets"),
        (2024, "成员", "east", "", 107, 80, 50, STATEMENTS, "报", "Fincome Fexpense Fnet_assets"),
        (2024, "成员", "west", "", 100, 80, 50, STATEMENTS, "报", "Fincome Fexpense Fnet_assets"),
        (2024, "成员", "north", "", "", 80, 50, STATEMENTS, "报", "Fexpense Fnet_assets"),
        (2024, "相加", "", "", 307, 327, 200, "", "", ""),
        (2024, "抵销", "city", "east", -7, -7, 0, "", "", ""),
        (2024, "合并数", "", "", 300, 320, 200, "不完整", "", ""),
    ]
    assert account_rows(consolidated(bodies.values()))[-1] == (2024, "合并数", "", "", 400, 320, 200, "", "", "")


def test_every_transfer_of_either_book_can_be_taken_away(bodies: dict[str, MemberBooks]) -> None:
    """One row a booking: who paid whom, whose book, day and amount; a book that is not public has none."""
    where = Where("data/city/disbursements.csv", None, 5)
    after = booked(
        bodies, MemberTransfer("city", "east", "", Decimal(7), where), paid="2024-05-01", received="2024-05-02"
    )
    after = booked(
        after, MemberTransfer("city", "west", "", Decimal(3), where), paid="2024-06-01", received="2024-06-01"
    )
    after["west"] = replace(after["west"], received_years=frozenset())
    cell = "city/disbursements.csv 第 5 行"
    assert transfer_rows(consolidated(after.values())) == [
        (2024, "city", "east", "拨出方", "2024-05-01", 7, cell),
        (2024, "city", "east", "接收方", "2024-05-02", 7, cell),
        (2024, "city", "west", "拨出方", "2024-06-01", 3, cell),
    ]
    after["city"] = replace(after["city"], paid_years=frozenset())
    assert [one[:4] for one in transfer_rows(consolidated(after.values()))] == [(2024, "city", "east", "接收方")]
