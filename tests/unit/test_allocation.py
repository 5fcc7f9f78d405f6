"""The rule that says whose money paid for what: nothing is lost, nothing is spent before it came, order of rows does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.model.allocation import (
    BALANCE,
    DIRECT,
    FREE,
    IDLE,
    AllocationRule,
    Arrival,
    Origin,
    Path,
    Payment,
    Period,
    Place,
    Tier,
    Transfer,
    accounts,
    allocate,
    split,
)

YEARS = (2023, 2024, 2025)
PROJECTS = tuple(Place("project", name) for name in ("books", "meals"))
FUND = Place("fund", "spring")
POOLS = (*PROJECTS, FUND, FREE)
WAYS = {FREE: (FREE,), FUND: (FUND,)} | {one: (DIRECT, Place("campaign", "warm")) for one in PROJECTS}
SCHOOL, PERSON = Place("receiver", "学校"), Place("receiver", "个人")

days = st.builds("{}-{:02d}-{:02d}".format, st.sampled_from(YEARS), st.integers(1, 12), st.integers(1, 3))
sums = st.integers(1, 5_000)


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    """Money for some pool."""
    day, pool = draw(days), draw(st.sampled_from(POOLS))
    origin = Origin(draw(st.sampled_from(("个人捐赠", "单位捐赠", "匿名捐赠"))), int(day[:4]))
    return Arrival(day, origin, pool, draw(st.sampled_from(WAYS[pool])), draw(sums))


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    """Money out, for a project by one way, for a project, for the fund or for nothing in particular."""
    pool = draw(st.sampled_from(POOLS))
    ways = [None, *WAYS[pool]] if pool.kind == "project" else [None]
    via = draw(st.sampled_from(ways))
    tiers = (*((Tier(pool, via),) if via else ()), *((Tier(pool),) if pool != FREE else ()), Tier(FREE))
    use = pool if pool.kind == "project" else Place("plain", pool.kind)
    return Payment(draw(days), draw(sums), tiers, use, draw(st.sampled_from((SCHOOL, PERSON))))


transfers = st.builds(
    lambda day, cents: Transfer(day, cents, (Tier(PROJECTS[0]), Tier(FREE)), PROJECTS[0], PROJECTS[1]), days, sums
)
books = st.tuples(
    st.lists(arrivals(), max_size=12), st.lists(payments(), max_size=8), st.lists(transfers, max_size=2)
)  # fmt: skip
opening = Arrival("2022-12-31", Origin("年初结余", 2022), FREE, FREE, 100_000)  # so much that nothing is ever short
rules = pytest.mark.parametrize("rule", list(AllocationRule))


def in_order(found: Sequence[Payment | Transfer]) -> list[Payment | Transfer]:
    return sorted(found, key=lambda one: (one.day, isinstance(one, Transfer)))


def balances(came: Sequence[Arrival], went: Sequence[Payment | Transfer]) -> dict[int, Counter[Place]]:
    """What each pool holds at the end of each year by sums alone, whoever gave it."""
    held: Counter[tuple[Place, Place]] = Counter()
    waiting = sorted(came, key=lambda one: one.day)
    found = {}
    for year in YEARS:
        for event in [*(one for one in in_order(went) if one.day[:4] == str(year)), None]:
            limit = event.day if event else f"{year}-99"
            while waiting and waiting[0].day <= limit:
                one = waiting.pop(0)
                held[one.pool, one.via] += one.cents
            left = event.cents if event else 0
            for tier in event.tiers if event else ():
                for key in [one for one in held if one[0] == tier.pool and tier.via in {None, one[1]}]:
                    share = min(left, held[key])
                    held[key] -= share
                    left -= share
            assert not left
            if isinstance(event, Transfer):
                held[event.target, Place("closing", event.source.id)] += event.cents
        found[year] = Counter[Place]()
        for (pool, _), cents in held.items():
            found[year][pool] += cents
    return found


def by(period: Period, wanted: Iterable[str]) -> dict[tuple[object, ...], int]:
    """The year's money by some steps of its path."""
    found: Counter[tuple[object, ...]] = Counter()
    for path, cents in period.paths.items():
        found[tuple(getattr(path, name) for name in wanted)] += cents
    return dict(found)


@rules
@given(books)
def test_nothing_is_lost(rule: AllocationRule, found: tuple[list[Arrival], list[Payment], list[Transfer]]) -> None:
    """In = out + balance in every year: sources as they came, receivers as they were paid, and the balance goes on."""
    came, went, moved = found
    periods, short = allocate(rule, YEARS, [opening, *came], went, moved)

    assert short is None
    assert [one.year for one in periods] == list(YEARS)
    for period in periods:
        brought = Counter[str]()
        for one in came:
            if one.day[:4] == str(period.year):
                brought[one.origin.source] += one.cents
        told = {
            origin.source: cents for (origin,), cents in by(period, ["origin"]).items() if origin.year == period.year
        }  # type: ignore[attr-defined]
        assert told == dict(brought)
        ends = {end: cents for (end,), cents in by(period, ["end"]).items()}
        left = ends.pop(BALANCE, 0)
        paid = Counter[Place]()
        for each in went:
            if each.day[:4] == str(period.year):
                paid[each.end] += each.cents
        assert ends == dict(paid)
        assert left == sum(period.closing.values())
    carried = [sum(c for p, c in one.paths.items() if p.origin.year < one.year) for one in periods]
    assert carried == [opening.cents, *(sum(one.closing.values()) for one in periods[:-1])]


@rules
@given(books)
def test_pools_hold_what_their_sums_say(
    rule: AllocationRule, found: tuple[list[Arrival], list[Payment], list[Transfer]]
) -> None:
    """Purposes first: the balance of every pool is that of a reckoning without sources, under either rule, never below zero."""
    came, went, moved = found
    periods, _ = allocate(rule, YEARS, [opening, *came], went, moved)
    expected = balances([opening, *came], [*went, *moved])

    for period in periods:
        assert {pool: cents for pool, cents in period.closing.items() if cents} == +expected[period.year]
        assert all(cents > 0 for cents in period.paths.values())
        assert all(cents >= 0 for cents in period.closing.values())


@rules
@given(books, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rule: AllocationRule, found: tuple[list[Arrival], list[Payment], list[Transfer]], chance: object) -> None:  # fmt: skip
    """Rows of the same day in any order, and gifts of one day added up before, give the same trace."""
    came, went, moved = found
    expected = allocate(rule, YEARS, [opening, *came], went, moved)[0]
    for rows in (came, went, moved):
        chance.shuffle(rows)  # type: ignore[attr-defined]
    together: Counter[tuple[str, Origin, Place, Place]] = Counter()
    for one in came:
        together[one.day, one.origin, one.pool, one.via] += one.cents
    added = [Arrival(*key, cents) for key, cents in together.items()]

    assert [one.paths for one in allocate(rule, YEARS, [*came, opening], went, moved)[0]] == [
        one.paths for one in expected
    ]
    assert [one.paths for one in allocate(rule, YEARS, [*added, opening], went, moved)[0]] == [
        one.paths for one in expected
    ]


@rules
@given(books)
def test_accounts_of_projects_balance(
    rule: AllocationRule, found: tuple[list[Arrival], list[Payment], list[Transfer]]
) -> None:
    """Over all years what came for a project was paid, moved on, or is left."""
    came, went, moved = found
    periods, _ = allocate(rule, YEARS, [opening, *came], went, moved)

    for account in accounts(periods, went).values():
        out = sum(one.cents for one in account.paid) + sum(one.cents for one in account.moved) + account.left
        assert sum(account.came.values()) == out


keys = st.tuples(st.sampled_from((DIRECT, FREE)), st.builds(Origin, st.text("甲乙丙", max_size=2), st.just(2023)))


@given(st.dictionaries(keys, st.integers(1, 10**12), min_size=1), st.fractions(0, 1))
def test_split_keeps_every_cent(parts: dict[tuple[Place, Origin], int], share: Decimal) -> None:
    """Shares add up to the amount, no part gives more than it has, and each is within one 分 of its proportion."""
    whole = sum(parts.values())
    amount = int(whole * share)
    shares = split(amount, parts)

    assert sum(shares.values()) == amount
    for key, cents in parts.items():
        assert 0 <= shares.get(key, 0) <= cents
        assert abs(shares.get(key, 0) * whole - amount * cents) < whole


def gift(day: str, source: str, cents: int, pool: Place = FREE, via: Place = FREE) -> Arrival:
    return Arrival(day, Origin(source, int(day[:4])), pool, via, cents)


def pay(day: str, cents: int, *tiers: Tier) -> Payment:
    return Payment(day, cents, tiers or (Tier(FREE),), IDLE, SCHOOL)


def test_first_in_first_out() -> None:
    """The oldest money goes first; what came on one day goes in proportion; the rest opens the next year."""
    came = [gift("2023-01-01", "甲", 100), gift("2023-02-01", "乙", 30), gift("2023-02-01", "丙", 70)]
    periods, _ = allocate(AllocationRule.FIRST_IN, (2023, 2024), came, [pay("2023-03-01", 150), pay("2024-01-01", 50)])

    assert by(periods[0], ["origin", "end"]) == {
        (Origin("甲", 2023), SCHOOL): 100,
        (Origin("乙", 2023), SCHOOL): 15,
        (Origin("丙", 2023), SCHOOL): 35,
        (Origin("乙", 2023), BALANCE): 15,
        (Origin("丙", 2023), BALANCE): 35,
    }
    assert by(periods[1], ["origin", "end"]) == {(Origin("乙", 2023), SCHOOL): 15, (Origin("丙", 2023), SCHOOL): 35}


def test_pro_rata() -> None:
    """All money of a purpose goes in proportion to what is there on the day; the odd 分 to the largest remainder."""
    came = [gift("2023-01-01", "甲", 100), gift("2023-02-01", "乙", 200), gift("2023-04-01", "丙", 900)]
    periods, _ = allocate(AllocationRule.PRO_RATA, (2023,), came, [pay("2023-03-01", 100)])

    assert by(periods[0], ["origin", "end"]) == {
        (Origin("甲", 2023), SCHOOL): 33,
        (Origin("乙", 2023), SCHOOL): 67,
        (Origin("甲", 2023), BALANCE): 67,
        (Origin("乙", 2023), BALANCE): 133,
        (Origin("丙", 2023), BALANCE): 900,
    }


@rules
def test_purpose_first(rule: AllocationRule) -> None:
    """A payment for a project takes its campaign's money, then its other money, then unbound money; never another project's."""
    warm = Place("campaign", "warm")
    came = [
        gift("2023-01-01", "甲", 10, PROJECTS[0], DIRECT),
        gift("2023-01-02", "乙", 20, PROJECTS[0], warm),
        gift("2023-01-03", "丙", 30),
        gift("2023-01-04", "丁", 40, PROJECTS[1], DIRECT),
    ]
    tiers = (Tier(PROJECTS[0], warm), Tier(PROJECTS[0]), Tier(FREE))
    paid = [Payment("2023-02-01", cents, tiers, PROJECTS[0], SCHOOL) for cents in (20, 35)]
    periods, short = allocate(rule, (2023,), came, paid)

    assert short is None
    assert {path.origin.source: cents for path, cents in periods[0].paths.items() if path.end == SCHOOL} == {
        "甲": 10,
        "乙": 20,
        "丙": 25,
    }
    assert periods[0].closing == {FREE: 5, PROJECTS[1]: 40}


@rules
def test_money_is_not_spent_before_it_came(rule: AllocationRule) -> None:
    """A payment of more than there is on its day ends the trace and says how much was missing; earlier years stand."""
    came = [gift("2023-01-01", "甲", 100), gift("2024-02-02", "乙", 100)]
    periods, short = allocate(rule, (2023, 2024), came, [pay("2024-02-01", 150)])

    assert [one.year for one in periods] == [2023]
    assert short is not None
    assert (short.missing, short.event.day) == (50, "2024-02-01")
    same_day, none = allocate(rule, (2023, 2024), came, [pay("2024-02-02", 150)])
    assert none is None
    assert len(same_day) == 2


@rules
def test_surplus_goes_on(rule: AllocationRule) -> None:
    """What a finished project leaves becomes the other project's money, and is named by where it came from."""
    came = [gift("2023-01-01", "甲", 100, PROJECTS[0], DIRECT)]
    moved = [Transfer("2023-06-01", 60, (Tier(PROJECTS[0]), Tier(FREE)), PROJECTS[0], PROJECTS[1])]
    paid = [Payment("2023-07-01", 50, (Tier(PROJECTS[1]), Tier(FREE)), PROJECTS[1], SCHOOL)]
    periods, _ = allocate(rule, (2023,), came, paid, moved)
    way = Place("closing", "books")

    assert periods[0].paths == {
        Path(Origin("甲", 2023), True, way, PROJECTS[1], SCHOOL): 50,
        Path(Origin("甲", 2023), True, way, PROJECTS[1], BALANCE): 10,
        Path(Origin("甲", 2023), True, DIRECT, PROJECTS[0], BALANCE): 40,
    }
    assert [one.transfer for one in periods[0].moves] == moved


def test_years_follow() -> None:
    """Closing balances of one year are the opening balances of the next, purpose by purpose."""
    came = [gift("2023-01-01", "甲", 100, PROJECTS[0], DIRECT), gift("2024-05-05", "乙", 7)]
    periods, _ = allocate(AllocationRule.FIRST_IN, YEARS, came, [])

    for before, after in pairwise(periods):
        opened = Counter[Place]()
        for path, cents in after.paths.items():
            if path.origin.year < after.year:
                opened[path.use if path.use.kind == "project" else FREE] += cents
        assert dict(opened) == dict(before.closing)
