"""三方对账: three lists that agree have no difference; every fault is found by its name and its row; no 分 is lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from settlements import FAULTS, FIRST, LAST, Lists, clean

from disclosure.settlement import Period, Settlement, settle

SHAPES = [
    {},
    {"named": False},
    {"listed": False},
    {"orders": False},
    {"orders": False, "listed": False, "named": False},
    {"batches": False, "listed": True, "named": False},
    {"batches": False, "listed": False, "named": False},
    {"batches": False, "listed": False, "named": False, "days_a_payout": 3, "orders": False},
    {"days_a_payout": 7},
]
MARCH = Period(FIRST, LAST)


def run(lists: Lists, period: Period = MARCH) -> Settlement:
    """Settle lists, and hold that no 分 is lost whatever they say."""
    outcome = settle(lists.platform, lists.bank, lists.receipts, period)
    assert outcome.conserved, [balance for balance in outcome.balances if not balance.holds] or outcome.equation
    return outcome


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "-".join(shape) or "plain")
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), gifts=st.integers(1, 200))
def test_lists_that_agree_have_no_difference(shape: dict[str, bool], seed: int, gifts: int) -> None:
    """Property: whatever the lists name of orders, batches and payouts, a clean month is explained whole."""
    outcome = run(clean(seed, gifts, **shape))  # type: ignore[arg-type]
    assert outcome.open == ()


def test_thirty_faults_are_found_by_name_and_row() -> None:
    """Thirty faults of every kind in one set of lists: thirty found, each with its own row; nothing else is told."""
    lists, rng = clean(7, 600), random.Random(7)
    planted = []
    names = [*FAULTS, *FAULTS][:30]
    once = {"next_period", "line_lost", "refunded"}
    for name in dict.fromkeys(names):
        for _ in range(1 if name in once else 2):
            if len(planted) < 30:
                planted.append(FAULTS[name](lists, rng))
    assert len(planted) == 30
    outcome = run(lists)
    told = [(difference.kind, where) for difference in outcome.differences for where in difference.places]
    missing = [fault for fault in planted if fault not in told]
    assert not missing
    wanted = set(planted)
    false = [entry for entry in outcome.open if not any((entry.kind, where) in wanted for where in entry.places)]
    assert not false


@pytest.mark.parametrize("name", FAULTS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_fault_alone_is_found_and_nothing_else(name: str, seed: int) -> None:
    """Property: one fault, one difference of its name that holds its row."""
    lists, rng = clean(seed, 250), random.Random(seed)
    if name == "refunded" and not any(slip.cents < 0 for slip in lists.receipts):
        return
    kind, where = FAULTS[name](lists, rng)
    outcome = run(lists)
    assert [entry.kind for entry in outcome.differences if where in entry.places and entry.kind is kind] == [kind]
    assert all(entry.kind is kind and where in entry.places for entry in outcome.open)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), chosen=st.lists(st.sampled_from(sorted(FAULTS)), max_size=12), shape=st.sampled_from(SHAPES[:4]))
def test_no_cent_is_lost_whatever_is_wrong(seed: int, chosen: list[str], shape: dict[str, bool]) -> None:
    """Property: with any faults, in any shape of lists, the parts of every side add up to it."""
    lists, rng = clean(seed, 120, **shape), random.Random(seed)  # type: ignore[arg-type]
    for name in chosen:
        try:
            FAULTS[name](lists, rng)
        except (IndexError, StopIteration, ValueError):
            continue  # this shape has nothing that the fault could touch
    run(lists)
