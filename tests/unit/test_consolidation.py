"""Consolidation: what both books hold goes out, nothing else does, and no transfer changes what comes from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from disclosure.accounts.consolidation import (
    COLUMNS,
    REPORTS,
    STATEMENTS,
    Consolidated,
    Ledger,
    Total,
    Transfer,
    account_rows,
    checks,
    of_year,
    pairs_of,
)
from disclosure.model import Figure, Organisation, Verdict

YEAR = 2024
ORGS = ("city", "east", "west", "north")
AMOUNTS = st.integers(1, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))
EXTERNAL = ("income", "expense")


def total(org: str, column: str, value: Decimal, year: int = YEAR, **more: str) -> Total:
    figure = Figure(f"F{column}", org, year, "报表", org, column, value, "元", f"{value}元", **more)  # type: ignore[arg-type]
    return Total(figure, STATEMENTS)


def ledger(org: str, values: Iterable[Decimal], years: Iterable[int] = (YEAR,)) -> Ledger:
    """A body whose books are public for every year around; its totals come from outside only."""
    found = tuple(values)
    totals = {(year, column): total(org, column, found[n], year) for year in years for n, column in enumerate(COLUMNS)}
    told = frozenset(range(YEAR - 1, YEAR + 3))
    return Ledger(
        Organisation.known(org, {"name": f"{org}慈善会", "short_name": org}),
        totals,
        paid_years=told,
        received_years=told,
    )


def consolidated(ledgers: Iterable[Ledger], year: int = YEAR) -> Consolidated:
    bodies = list(ledgers)
    return of_year(year, bodies, pairs_of(bodies))


def grown(one: Ledger, column: str, year: int, amount: Decimal) -> Ledger:
    """The same body with more in one of its totals, as its statement has it."""
    before = one.totals[year, column]
    more = replace(before, figure=replace(before.figure, value=before.figure.value + amount))
    return replace(one, totals={**one.totals, (year, column): more})


def booked(ledgers: dict[str, Ledger], transfer: Transfer, *, paid: str = "", received: str = "") -> dict[str, Ledger]:
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
def federations(draw: st.DrawFn) -> dict[str, Ledger]:
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
            made = booked(made, Transfer(payer, receiver, "", amount), paid=paid, received=received)
    return made


@given(federations(), st.sampled_from(ORGS), st.sampled_from(ORGS), AMOUNTS)
def test_a_transfer_in_both_books_changes_no_external_total(
    before: dict[str, Ledger], payer: str, receiver: str, amount: Decimal
) -> None:
    """Whatever the books hold already: one more internal transfer that both have leaves income, expense and net assets."""
    assume(payer != receiver)
    after = booked(before, Transfer(payer, receiver, "", amount), paid=f"{YEAR}-06-01", received=f"{YEAR}-06-03")
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
    after = consolidated(booked(start, Transfer("city", "east", "", amount), **side).values())
    column = "expense" if payer else "income"
    assert after.internal("income") == after.internal("expense") == 0
    assert after.total(column) == consolidated(start.values()).total(column) + amount
    assert after.doubtful(column) == amount
    assert not after.reconciles(column)
    (check,) = checks(after.open_pairs)
    assert check.verdict is Verdict.DIFFERS
    assert check.difference == (amount if payer else -amount)


@given(federations())
def test_nothing_is_lost_between_the_rows(before: dict[str, Ledger]) -> None:
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
def test_the_order_of_members_does_not_matter(before: dict[str, Ledger], order: list[str]) -> None:
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
def bodies() -> dict[str, Ledger]:
    """Four bodies with 100 in, 80 out, 50 left, for two years."""
    return {org: ledger(org, map(Decimal, (100, 80, 50)), (YEAR, YEAR + 1)) for org in ORGS}


def test_a_transfer_over_new_year_is_told_as_such(bodies: dict[str, Ledger]) -> None:
    """Paid in December and booked in January: both years show the difference, with both days."""
    after = booked(bodies, Transfer("city", "east", "", Decimal(7)), paid="2024-12-30", received="2025-01-05")
    (paid,), (came,) = (consolidated(after.values(), year).pairs for year in (YEAR, YEAR + 1))
    assert paid.hints == ("2024-12-30拨出的7.00元，接收方2025-01-05才入账，跨了年度。",)
    assert came.hints == ("2025-01-05入账的7.00元，拨出方2024-12-30已经拨出，跨了年度。",)
    assert consolidated(after.values()).total("expense") == 327
    assert consolidated(after.values(), YEAR + 1).total("income") == 407


def test_a_fee_leaves_only_the_fee_in_doubt(bodies: dict[str, Ledger]) -> None:
    """Where the receiver booked a little less than was paid, the rest of the payment still goes out."""
    after = booked(bodies, Transfer("city", "east", "", Decimal("10.00")), paid="2024-05-01")
    after = booked(after, Transfer("city", "east", "", Decimal("9.50")), received="2024-05-01")
    whole = consolidated(after.values())
    assert whole.total("income") == 400
    assert whole.total("expense") == Decimal("320.50")
    assert (whole.doubtful("income"), whole.doubtful("expense")) == (0, Decimal("0.50"))


def test_a_member_without_data_is_named_and_nothing_is_taken_out(bodies: dict[str, Ledger]) -> None:
    """A body that told nothing is missing by name, and what was paid to it stays, since no book of its own confirms it."""
    silent = Ledger(bodies["east"].organisation, {})
    after = booked(bodies, Transfer("city", "east", "", Decimal(7)), paid="2024-12-30") | {"east": silent}
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


def test_other_scopes_are_never_added(bodies: dict[str, Ledger]) -> None:
    """A total of both levels is left out with its reason: adding it would count members twice."""
    east = bodies["east"]
    wide = replace(east, refused={(YEAR, "income"): "口径是市县两级，不能和别家相加"})
    whole = consolidated([bodies["city"], wide])
    assert whole.total("income") == 100
    assert whole.missing("income") == ["east慈善会"]
    assert whole.total("expense") == 160


def test_what_is_approximate_never_gets_the_double_rule(bodies: dict[str, Ledger]) -> None:
    """62万余元 in one body makes the whole total at least so much."""
    about = total("east", "income", Decimal(100), qualifier="余")
    rough = replace(bodies["east"], totals={**bodies["east"].totals, (YEAR, "income"): replace(about, origin=REPORTS)})
    whole = consolidated([bodies["city"], rough])
    assert whole.reconciles("expense")
    assert not whole.reconciles("income")


def test_bodies_outside_the_year_are_outside(bodies: dict[str, Ledger]) -> None:
    """A payment to a body that is no member in this year goes to the world outside."""
    after = booked(bodies, Transfer("city", "north", "", Decimal(7)), paid="2024-05-01", received="2024-05-01")
    inside = [after[org] for org in ("city", "east", "west")]
    whole = of_year(YEAR, inside, pairs_of(list(after.values())))
    assert whole.pairs == ()
    assert whole.total("expense") == 247
    assert all(whole.doubtful(column) == 0 for column in EXTERNAL)
