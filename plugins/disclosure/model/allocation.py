"""Which money paid for what: a declared rule, applied to money that came and money that went. Integer 分, no files, no pandas.

Money waits in pools: one for each purpose that givers named, one for what is not bound. A payment draws on the pools of its
purpose first and on unbound money last (专款先用); within a pool the rule decides whose money goes. Every 分 of a year takes one
`Path` from where it came to where it is at the end of the year, so that each stage of a year adds up to the same sum.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from ..problems import Where


class AllocationRule(StrEnum):
    """Whose money goes first within a pool."""

    FIRST_IN = "先进先出"
    PRO_RATA = "按比例"


class Place(NamedTuple):
    """A purpose, a use or a receiver: what it is, and its id where there are several."""

    kind: str
    id: str = ""


FREE = Place("free")  # not bound to any purpose
OLDER = Place("older")  # bound, but to what is not published
DIRECT = Place("direct")  # the giver named the project itself
IDLE = Place("idle")  # not yet given to a project
REFUND = Place("refund")  # given back to the giver
BALANCE = Place("balance")  # still there at the end of the year
OPENING = "年初结余"


class Origin(NamedTuple):
    """Who brought money, and in which year; what came in an earlier year is opening balance."""

    source: str
    year: int


class Arrival(Struct, frozen=True):
    """Money that came: *pool* is what it is bound to, *via* on which way (a campaign, a fund, directly)."""

    day: str
    origin: Origin
    pool: Place
    via: Place
    cents: int


class Tier(NamedTuple):
    """A pool that a payment may draw on, or only what came into it one way, or only what came that way on one day."""

    pool: Place
    via: Place | None = None
    day: str = ""


class Payment(Struct, frozen=True):
    """Money that went: *tiers* in the order in which they are drawn on; *settles*: only known as a sum of the whole year."""

    day: str
    cents: int
    tiers: tuple[Tier, ...]
    use: Place
    end: Place
    receiver: str = ""
    settles: bool = False
    where: Where | None = None


class Transfer(Struct, frozen=True):
    """What a project left in the end and another took over."""

    day: str
    cents: int
    tiers: tuple[Tier, ...]
    source: Place
    target: Place
    where: Where | None = None


class Path(NamedTuple):
    """The way of some money within a year."""

    origin: Origin
    restricted: bool
    via: Place
    use: Place
    end: Place


class Shortfall(Struct, frozen=True):
    """A payment or transfer for which there was not enough money on its day."""

    event: Payment | Transfer
    missing: int


class Move(Struct, frozen=True):
    """A transfer with the money that it moved."""

    transfer: Transfer
    parts: Mapping[tuple[Origin, bool, Place], int]  # origin, whether it was bound, the way it had come


class Batch(NamedTuple):
    """Money that shares one fate: bound to the same, come on the same way and day; by proportion the day is empty."""

    pool: Place
    via: Place
    day: str


class BatchUse(NamedTuple):
    """What a payment or a transfer took of a batch."""

    event: Payment | Transfer
    cents: int


class Period(Struct, frozen=True):
    """A year: where all its money came from and went to, and what is left in every pool."""

    year: int
    paths: Mapping[Path, int]
    closing: Mapping[Place, int]
    moves: tuple[Move, ...] = ()
    uses: Mapping[Batch, Sequence[BatchUse]] = field(default_factory=dict)  # what became of each batch in this year
    unspent: Mapping[Batch, int] = field(default_factory=dict)  # what is left of each at its end


class Account(Struct):
    """One project over all traced years: what came for it, what was paid, what went on to others, what is left."""

    came: dict[tuple[str, bool, Place], int] = field(default_factory=dict)  # source, whether it was bound, its way
    paid: list[Payment] = field(default_factory=list)
    moved: list[Transfer] = field(default_factory=list)
    left: int = 0


class Trace(Struct, frozen=True):
    """What could be traced, and why the rest could not."""

    rule: AllocationRule | None
    periods: Mapping[int, Period] = field(default_factory=dict)
    payments: Mapping[int, tuple[Payment, ...]] = field(default_factory=dict)
    gifts: Mapping[int, Mapping[str, int]] = field(default_factory=dict)  # year → source → number of gifts
    # year, source or end → rows of statements
    origins: Mapping[tuple[int, Place | str], str] = field(default_factory=dict)
    refusals: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    goods: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # year → goods received and given, in 分
    projects: Mapping[str, Account] = field(default_factory=dict)
    aims: Mapping[str, Aim] = field(default_factory=dict)  # campaign → what it is for
    names: Mapping[Place, str] = field(default_factory=dict)  # of projects, funds, emergencies and campaigns


class Aim(NamedTuple):
    """Project, fund and emergency that money is meant for; empty where it names none."""

    project: str = ""
    fund: str = ""
    emergency: str = ""


def aim_of(aims: Mapping[str, Aim], campaign: str, named: Aim) -> Aim:
    """What a gift or payment is meant for, also where only its campaign says so."""
    appeal = aims.get(campaign)
    return Aim(*(given or other for given, other in zip(named, appeal, strict=True))) if appeal else named


def purpose_of(aims: Mapping[str, Aim], campaign: str, named: Aim) -> tuple[Place, Place]:
    """What a gift is bound to, and on which way it came: a fund has accounts of its own and so comes first."""
    project, fund, emergency = aim_of(aims, campaign, named)
    if fund:
        return Place("fund", fund), Place("fund", fund)
    if project:
        return Place("project", project), Place("campaign", campaign) if campaign else DIRECT
    if emergency:
        return Place("emergency", emergency), Place("emergency", emergency)
    return (Place("campaign", campaign), Place("campaign", campaign)) if campaign else (FREE, FREE)


def split(amount: int, parts: Mapping[tuple[Place, Origin], int]) -> dict[tuple[Place, Origin], int]:
    """*amount* over *parts* in proportion, to the 分: whole parts first, then one 分 each to the largest remainders."""
    whole = sum(parts.values())
    if not 0 <= amount <= whole:
        raise ValueError(amount)
    if not amount:
        return {}
    shares = {key: amount * cents // whole for key, cents in parts.items()}
    left = amount - sum(shares.values())
    ranked = sorted(parts, key=lambda key: (-(amount * parts[key] % whole), key))
    for key in ranked[:left]:
        shares[key] += 1
    return {key: cents for key, cents in shares.items() if cents}


class _Pool(Struct):
    """Money bound to one purpose: for each way it came, layers from the oldest; by proportion there is one layer only."""

    rule: AllocationRule
    layers: dict[Place, deque[tuple[str, dict[Origin, int]]]] = field(default_factory=dict)

    def put(self, day: str, via: Place, origin: Origin, cents: int) -> None:
        """Add money; days must not go back."""
        layers = self.layers.setdefault(via, deque())
        key = day if self.rule is AllocationRule.FIRST_IN else ""
        if not layers or layers[-1][0] != key:
            layers.append((key, {}))
        parts = layers[-1][1]
        parts[origin] = parts.get(origin, 0) + cents

    def take(
        self, amount: int, via: Place | None, named: str = ""
    ) -> tuple[dict[tuple[Place, Origin], int], dict[tuple[Place, str], int]]:
        """Up to *amount*, by the rule; what came on the same day goes in proportion. Also how much of which way and day.

        With a day *named* only what came on it; by proportion money of different days is not told apart, and any will do.
        """
        taken: dict[tuple[Place, Origin], int] = {}
        layers: dict[tuple[Place, str], int] = {}
        ways = [via] if via is not None else sorted(self.layers)
        while amount:
            heads = self._heads(ways, named if self.rule is AllocationRule.FIRST_IN else "")
            if not heads:
                break
            day = next(day for day, _ in heads.values())
            parts = {(way, origin): cents for way, (_, layer) in heads.items() for origin, cents in layer.items()}
            share = split(min(amount, sum(parts.values())), parts)
            for (way, origin), cents in share.items():
                layer = heads[way][1]
                layer[origin] -= cents
                if not layer[origin]:
                    del layer[origin]
                taken[way, origin] = taken.get((way, origin), 0) + cents
                layers[way, day] = layers.get((way, day), 0) + cents
                amount -= cents
            for way, head in heads.items():
                if not head[1]:
                    self.layers[way].remove(head)
        return taken, layers

    def _heads(self, ways: Iterable[Place], named: str) -> dict[Place, tuple[str, dict[Origin, int]]]:
        """The layers to take from next: the oldest of these ways, or those of the day that is named."""
        there = {way: self.layers[way] for way in ways if self.layers.get(way)}
        day = named or min((layers[0][0] for layers in there.values()), default="")
        heads = {way: next((layer for layer in layers if layer[0] >= day), None) for way, layers in there.items()}
        return {way: head for way, head in heads.items() if head is not None and head[0] == day}

    def waiting(self) -> Iterator[tuple[Place, str, int]]:
        """(way, day, 分) of all that is there; a layer that is used up is not there any more."""
        for via, layers in self.layers.items():
            for day, parts in layers:
                yield via, day, sum(parts.values())

    def held(self) -> dict[tuple[Place, Origin], int]:
        """All that is there."""
        sums: dict[tuple[Place, Origin], int] = {}
        for via, layers in self.layers.items():
            for _, parts in layers:
                for origin, cents in parts.items():
                    sums[via, origin] = sums.get((via, origin), 0) + cents
        return sums


class _Books(Struct):
    """All pools on a day, and the paths of the year under way."""

    rule: AllocationRule
    pools: dict[Place, _Pool] = field(default_factory=dict)
    paths: dict[Path, int] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    uses: dict[Batch, list[BatchUse]] = field(default_factory=dict)

    def put(self, day: str, pool: Place, via: Place, origin: Origin, cents: int) -> None:
        self.pools.setdefault(pool, _Pool(self.rule)).put(day, via, origin, cents)

    def walk(self, path: Path, cents: int) -> None:
        self.paths[path] = self.paths.get(path, 0) + cents

    def draw(self, event: Payment | Transfer) -> tuple[dict[tuple[Origin, bool, Place], int], int]:
        """What the event takes from its tiers, and how much is missing."""
        left = event.cents
        drawn: dict[tuple[Origin, bool, Place], int] = {}
        for tier in event.tiers:
            pool = self.pools.get(tier.pool)
            if pool is None:
                continue
            taken, layers = pool.take(left, tier.via, tier.day)
            for (via, origin), cents in taken.items():
                key = (origin, tier.pool != FREE, via)
                drawn[key] = drawn.get(key, 0) + cents
                left -= cents
            for (via, day), cents in layers.items():
                self.uses.setdefault(Batch(tier.pool, via, day), []).append(BatchUse(event, cents))
        return drawn, left

    def pay(self, event: Payment) -> int:
        drawn, missing = self.draw(event)
        for (origin, restricted, via), cents in drawn.items():
            self.walk(Path(origin, restricted, via, event.use, event.end), cents)
        return missing

    def move(self, event: Transfer) -> int:
        drawn, missing = self.draw(event)
        for (origin, _, _), cents in sorted(drawn.items()):
            self.put(event.day, event.target, Place("closing", event.source.id), origin, cents)
        self.moves.append(Move(event, drawn))
        return missing

    def close(self, year: int) -> Period:
        """The year with what is left in it."""
        closing = {}
        for place, pool in sorted(self.pools.items()):
            held = pool.held()
            use = place if place.kind == "project" else IDLE
            for (via, origin), cents in held.items():
                self.walk(Path(origin, place != FREE, via, use, BALANCE), cents)
            if held:
                closing[place] = sum(held.values())
        unspent = {
            Batch(place, via, day): cents for place, pool in self.pools.items() for via, day, cents in pool.waiting()
        }
        period = Period(year, dict(sorted(self.paths.items())), closing, tuple(self.moves), self.uses, unspent)
        self.paths, self.moves, self.uses = {}, [], {}
        return period


def allocate(
    rule: AllocationRule,
    years: Sequence[int],
    arrivals: Iterable[Arrival],
    payments: Iterable[Payment],
    transfers: Iterable[Transfer] = (),
) -> tuple[list[Period], Shortfall | None]:
    """The years in their order, until money is spent that was not there; the order of the input does not matter.

    On one day money comes before it goes, payments go before transfers, and what is only known for the year comes last.
    """
    came: dict[int, list[Arrival]] = {}
    for arrival in arrivals:
        came.setdefault(max(int(arrival.day[:4]), years[0]), []).append(arrival)
    went: dict[int, list[tuple[tuple[object, ...], Payment | Transfer]]] = {}
    for paid in payments:
        words = (paid.tiers, paid.use, paid.end, paid.receiver, paid.cents)
        key = (paid.day, 2 if paid.settles else 0, repr(words))
        went.setdefault(int(paid.day[:4]), []).append((key, paid))
    for moved in transfers:
        key = (moved.day, 1, repr((moved.source, moved.target, moved.cents)))
        went.setdefault(int(moved.day[:4]), []).append((key, moved))
    books = _Books(rule)
    done: list[Period] = []
    for year in years:
        coming = deque(
            sorted(
                came.get(year, ()),
                key=lambda arrival: (arrival.day, arrival.pool, arrival.via, arrival.origin, arrival.cents),
            )
        )
        for _, event in sorted(went.get(year, ()), key=lambda pair: pair[0]):
            _receive(books, coming, event.day)
            missing = books.pay(event) if isinstance(event, Payment) else books.move(event)
            if missing:
                return done, Shortfall(event, missing)
        _receive(books, coming, "9")
        done.append(books.close(year))
    return done, None


def accounts(periods: Sequence[Period], payments: Iterable[Payment]) -> dict[str, Account]:
    """The account of every project: what came equals what was paid, moved on and left, to the 分."""
    accounts: dict[str, Account] = {}

    def came(project: str, key: tuple[str, bool, Place], cents: int) -> None:
        came = accounts.setdefault(project, Account()).came
        came[key] = came.get(key, 0) + cents

    for period in periods:
        for path, cents in period.paths.items():
            if path.use.kind == "project" and (path.end != BALANCE or period is periods[-1]):
                came(path.use.id, (path.origin.source, path.restricted, path.via), cents)
                if path.end == BALANCE:
                    accounts[path.use.id].left += cents
        for move in period.moves:
            project = move.transfer.source.id
            for (origin, restricted, via), cents in move.parts.items():
                came(project, (origin.source, restricted, via), cents)
            accounts.setdefault(project, Account()).moved.append(move.transfer)
    for payment in payments:
        if payment.use.kind == "project":
            accounts.setdefault(payment.use.id, Account()).paid.append(payment)
    return accounts


def _receive(books: _Books, coming: deque[Arrival], day: str) -> None:
    while coming and coming[0].day <= day:
        arrival = coming.popleft()
        if arrival.cents:
            books.put(arrival.day, arrival.pool, arrival.via, arrival.origin, arrival.cents)
