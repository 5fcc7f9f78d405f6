"""The rule that says whose money paid for what: nothing is lost, nothing is spent before it came, order of rows does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.model.allocation import (
    BALANCE,
    DIRECT,
    FREE,
    IDLE,
    Aim,
    AllocationRule,
    Arrival,
    Batch,
    BatchUse,
    Origin,
    Path,
    Payment,
    Period,
    Place,
    Tier,
    Transfer,
    accounts,
    aim_of,
    allocate,
    purpose_of,
    split,
)
from disclosure.problems import Where

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
    """Rows of the same day in any order, and gifts of one day added up before, give the same trace, in the order of names."""
    came, went, moved = found
    expected = allocate(rule, YEARS, [opening, *came], went, moved)[0]
    for rows in (came, went, moved):
        chance.shuffle(rows)  # type: ignore[attr-defined]
    together: Counter[tuple[str, Origin, Place, Place]] = Counter()
    for one in came:
        together[one.day, one.origin, one.pool, one.via] += one.cents
    added = [Arrival(*key, cents) for key, cents in together.items()]

    for again in (came, added):
        periods = allocate(rule, YEARS, [*again, opening], went, moved)[0]
        assert [one.paths for one in periods] == [one.paths for one in expected]
        assert [one.closing for one in periods] == [one.closing for one in expected]
        assert all(list(told) == sorted(told) for one in periods for told in (one.paths, one.closing))


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
def test_split_keeps_every_cent(parts: dict[tuple[Place, Origin], int], share: Fraction) -> None:
    """Shares add up to the amount, no part gives more than it has, and each is within one 分 of its proportion."""
    whole = sum(parts.values())
    amount = int(whole * share)
    shares = split(amount, parts)

    assert sum(shares.values()) == amount
    for key, cents in parts.items():
        assert 0 <= shares.get(key, 0) <= cents
        assert abs(shares.get(key, 0) * whole - amount * cents) < whole


def test_the_odd_cent_goes_to_the_largest_remainder() -> None:
    """One 分 over three: whose share is cut off most gets it, whatever its name."""
    small, large = (FREE, Origin("丙", 2023)), (FREE, Origin("甲", 2023))
    assert split(1, {small: 1, large: 2}) == {large: 1}
    assert split(1, {small: 2, large: 1}) == {small: 1}
    assert split(5, {small: 3, large: 4}) == {small: 2, large: 3}  # 2 1/7 and 2 6/7
    assert split(2, {small: 7, large: 4}) == {small: 1, large: 1}  # 1 3/11 and 8/11


@pytest.mark.parametrize("amount", [-1, 4])
def test_nothing_is_split_that_is_not_there(amount: int) -> None:
    """More than all parts together, or less than nothing, is refused, not spread."""
    with pytest.raises(ValueError, match=str(amount)):
        split(amount, {(FREE, Origin("甲", 2023)): 3})


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


def test_the_oldest_money_goes_first_whichever_way_it_came() -> None:
    """A payment that names no way takes the project's money in the order of days, across all ways that lead to it."""
    warm, cold = Place("campaign", "warm"), Place("campaign", "cold")
    came = [
        gift("2023-01-01", "甲", 10, PROJECTS[0], warm),
        gift("2023-01-02", "乙", 10, PROJECTS[0], DIRECT),
        gift("2023-01-03", "丙", 10, PROJECTS[0], cold),
        gift("2023-01-04", "丁", 10, PROJECTS[0], DIRECT),
    ]
    for cents, expected in ((5, "甲"), (10, "甲"), (15, "甲乙"), (20, "甲乙"), (25, "甲乙丙"), (35, "甲乙丙丁")):
        (period,), _ = allocate(AllocationRule.FIRST_IN, (2023,), came, [pay("2023-02-01", cents, Tier(PROJECTS[0]))])
        spent = {path.origin.source: sum_ for path, sum_ in period.paths.items() if path.end == SCHOOL}
        assert "".join(sorted(spent, key="甲乙丙丁".index)) == expected
        assert all(spent[source] == 10 for source in expected[:-1])
        assert sum(spent.values()) == cents


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(("", "warm", "cold")), sums), min_size=1), st.fractions(0, 1)
)
def test_nothing_stays_that_is_older_than_what_went(found: list[tuple[int, str, int]], share: Fraction) -> None:
    """First in, first out over any ways: no money that is left came before a day of which money was spent."""
    came = [
        Arrival(f"2023-01-{day:02d}", Origin(str(day), 2023), FUND, Place("campaign", way) if way else DIRECT, cents)
        for day, way, cents in found
    ]
    cents = int(sum(one.cents for one in came) * share)
    (period,), _ = allocate(AllocationRule.FIRST_IN, (2023,), came, [pay("2023-02-01", cents, Tier(FUND))])
    spent = [int(path.origin.source) for path in period.paths if path.end == SCHOOL]
    left = [int(path.origin.source) for path in period.paths if path.end == BALANCE]

    assert sum(sum_ for path, sum_ in period.paths.items() if path.end == SCHOOL) == cents
    assert max(spent, default=0) <= min(left, default=31)


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
def test_no_more_is_handed_on_than_is_there(rule: AllocationRule) -> None:
    """A closing that moves more than the project and unbound money have ends the trace, as a payment would."""
    came = [gift("2023-01-01", "甲", 50, PROJECTS[0], DIRECT)]
    moved = [Transfer("2023-06-01", 60, (Tier(PROJECTS[0]), Tier(FREE)), PROJECTS[0], PROJECTS[1])]
    periods, short = allocate(rule, (2023,), came, [], moved)

    assert periods == []
    assert short is not None
    assert (short.missing, short.event) == (10, moved[0])


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


def test_on_one_day_sums_of_the_year_come_last() -> None:
    """On 31 December money comes, payments go, closings move on, and only then goes what is known as a sum of the year."""
    came = [gift("2023-01-01", "甲", 10), gift("2023-01-02", "乙", 10), gift("2023-12-31", "丙", 10)]
    free = (Tier(FREE),)
    running = Payment("2023-12-31", 10, free, IDLE, PERSON, settles=True)
    moved = Transfer("2023-12-31", 10, free, PROJECTS[0], PROJECTS[1])
    (period,), short = allocate(AllocationRule.FIRST_IN, (2023,), came, [running, pay("2023-12-31", 10)], [moved])

    assert short is None
    assert {path.origin.source: (path.use, path.end) for path in period.paths} == {
        "甲": (IDLE, SCHOOL),
        "乙": (PROJECTS[1], BALANCE),
        "丙": (IDLE, PERSON),
    }


@rules
def test_equal_payments_are_two_payments(rule: AllocationRule) -> None:
    """The same sum paid twice on one day to the same end goes out twice, and so does an equal closing."""
    came = [gift("2023-01-01", "甲", 100)]
    paid = [replace(pay("2023-05-01", 15), where=Where("payments.csv", None, number)) for number in (3, 2)]
    moved = [Transfer("2023-06-01", 10, (Tier(FREE),), PROJECTS[0], PROJECTS[1])] * 2
    (period,), _ = allocate(rule, (2023,), came, paid, moved)
    assert {path.end if path.use == IDLE else path.use: cents for path, cents in period.paths.items()} == {
        SCHOOL: 30,
        PROJECTS[1]: 20,
        BALANCE: 50,
    }
    assert [one.transfer for one in period.moves] == moved


@rules
def test_a_balance_is_carried_once(rule: AllocationRule) -> None:
    """In the account of a project money counts when it came, not again in every year in which it waits."""
    warm = Place("campaign", "warm")
    came = [
        gift("2023-01-01", "甲", 100, PROJECTS[0], DIRECT),
        gift("2024-01-01", "乙", 7, PROJECTS[0], warm),
        gift("2025-01-01", "丙", 9),
    ]
    paid = Payment("2024-06-01", 30, (Tier(PROJECTS[0], DIRECT), Tier(FREE)), PROJECTS[0], SCHOOL)
    extra = Payment("2025-06-01", 4, (Tier(FREE),), PROJECTS[0], PERSON)
    moved = Transfer("2025-07-01", 20, (Tier(PROJECTS[0], DIRECT),), PROJECTS[0], PROJECTS[1])
    other = Payment("2025-08-01", 1, (Tier(FREE),), IDLE, PERSON)
    periods, short = allocate(rule, YEARS, came, [paid, extra, other], [moved])
    found = accounts(periods, [paid, extra, other])

    assert short is None
    assert found["books"].came == {("甲", True, DIRECT): 100, ("乙", True, warm): 7, ("丙", False, FREE): 4}
    assert (found["books"].paid, found["books"].moved, found["books"].left) == ([paid, extra], [moved], 57)
    assert found["meals"].came == {("甲", True, Place("closing", "books")): 20}
    assert (found["meals"].paid, found["meals"].moved, found["meals"].left) == ([], [], 20)
    assert set(found) == {"books", "meals"}
    first, _ = allocate(rule, YEARS[:2], came, [paid])
    assert accounts(first, [paid])["books"].left == 77


@rules
def test_gifts_of_nothing_leave_no_trace(rule: AllocationRule) -> None:
    """A row of 0 元 makes neither a path nor a pool, and what came before the first year opens it."""
    early = Arrival("2021-05-05", Origin("年初结余", 2022), FREE, FREE, 5)
    (period,), _ = allocate(rule, (2023,), [gift("2023-01-01", "甲", 0, PROJECTS[0], DIRECT), early], [])
    assert dict(period.closing) == {FREE: 5}
    assert dict(period.paths) == {Path(Origin("年初结余", 2022), False, FREE, IDLE, BALANCE): 5}


# --- what money is meant for ---------------------------------------------------------------------

BOOKS, MEALS = PROJECTS
WARM, FLOOD = Place("campaign", "warm"), Place("emergency", "flood")
AIMS = {"warm": Aim("books", "", "flood")}


@pytest.mark.parametrize(
    ("campaign", "named", "aim"),
    [
        ("warm", Aim(), Aim("books", "", "flood")),
        ("warm", Aim("meals", "spring"), Aim("meals", "spring", "flood")),
        ("other", Aim("meals"), Aim("meals")),
        ("", Aim(), Aim()),
    ],
)
def test_a_campaign_says_what_is_not_said_otherwise(campaign: str, named: Aim, aim: Aim) -> None:
    """What a gift or payment names itself holds; only where it names nothing the aim of its campaign does."""
    assert aim_of(AIMS, campaign, named) == aim


@pytest.mark.parametrize(
    ("campaign", "named", "pool", "way"),
    [
        ("warm", Aim("meals", "spring", "flood"), FUND, FUND),
        ("", Aim("meals", "", "flood"), MEALS, DIRECT),
        ("other", Aim("meals", "", "flood"), MEALS, Place("campaign", "other")),
        ("warm", Aim(), BOOKS, WARM),
        ("other", Aim("", "", "flood"), FLOOD, FLOOD),
        ("other", Aim(), Place("campaign", "other"), Place("campaign", "other")),
        ("", Aim(), FREE, FREE),
    ],
)
def test_a_gift_is_bound_to_the_first_that_it_names(campaign: str, named: Aim, pool: Place, way: Place) -> None:
    """Its fund, else its project, else its emergency, else its campaign; what names none of them is free."""
    assert purpose_of(AIMS, campaign, named) == (pool, way)


# --- money of a day ------------------------------------------------------------------------------


def of_day(day: str, cents: int) -> Payment:
    """A payment for a project out of what came for it on one day, else out of free money."""
    return Payment("2023-12-01", cents, (Tier(BOOKS, DIRECT, day), Tier(FREE)), BOOKS, SCHOOL)


DATED = [
    gift("2023-01-01", "甲", 100, BOOKS, DIRECT),
    gift("2023-03-01", "乙", 40, BOOKS, DIRECT),
    gift("2023-03-01", "丙", 60, BOOKS, DIRECT),
    gift("2023-03-01", "丁", 1_000),
]


@pytest.mark.parametrize(
    ("day", "paid", "left"),
    [
        ("2023-01-01", {"甲": 50}, {"2023-01-01": 50, "2023-03-01": 100}),
        ("2023-03-01", {"乙": 20, "丙": 30}, {"2023-01-01": 100, "2023-03-01": 50}),
        ("2023-02-01", {"丁": 50}, {"2023-01-01": 100, "2023-03-01": 100}),
        ("2023-04-01", {"丁": 50}, {"2023-01-01": 100, "2023-03-01": 100}),
    ],
)
def test_money_of_one_day_is_taken_of_that_day_alone(day: str, paid: dict[str, int], left: dict[str, int]) -> None:
    """First in, first out: older money for the same purpose stays, and where nothing came on that day nothing is taken."""
    (period,), short = allocate(AllocationRule.FIRST_IN, (2023,), DATED, [of_day(day, 50)])
    assert short is None
    assert {path.origin.source: cents for path, cents in period.paths.items() if path.end == SCHOOL} == paid
    assert {batch.day: cents for batch, cents in period.unspent.items() if batch.pool == BOOKS} == left


def test_by_proportion_days_are_not_told_apart() -> None:
    """Any money for the purpose will do, whatever the day that is named."""
    (period,), short = allocate(AllocationRule.PRO_RATA, (2023,), DATED, [of_day("2023-02-01", 50)])
    assert short is None
    paid = {path.origin.source: cents for path, cents in period.paths.items() if path.end == SCHOOL}
    assert paid == {"甲": 25, "乙": 10, "丙": 15}
    assert period.unspent[Batch(BOOKS, DIRECT, "")] == 150


def test_each_batch_says_what_became_of_it() -> None:
    """What a payment took of the money of each day, from however many givers; what is used up is no longer there."""
    payment = Payment("2023-12-01", 150, (Tier(BOOKS),), BOOKS, SCHOOL)
    moved = Transfer("2023-12-02", 10, (Tier(BOOKS),), BOOKS, MEALS)
    (period,), short = allocate(AllocationRule.FIRST_IN, (2023,), DATED, [payment], [moved])
    first, second = (Batch(BOOKS, DIRECT, day) for day in ("2023-01-01", "2023-03-01"))
    assert short is None
    assert period.uses == {first: [BatchUse(payment, 100)], second: [BatchUse(payment, 50), BatchUse(moved, 10)]}
    assert period.unspent == {
        second: 40,
        Batch(FREE, FREE, "2023-03-01"): 1_000,
        Batch(MEALS, Place("closing", "books"), "2023-12-02"): 10,
    }
