"""What a body is made of: its plan, and one ledger of what came in and went out, in 分."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

SEED = 20251231
YEARS = (2023, 2024, 2025)
PREPARED_ON = "2026-06-30"
WEB = "https://example.org"

Cells = dict[str, str]


def yuan(cents: int) -> str:
    """An amount in 分 as yuan with two decimals."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def worded(number: str) -> str:
    """A number as reports print it, with thousands parted."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


class Chance:
    """The few draws that are needed, on nothing but random(), whose sequence no Python changes."""

    def __init__(self, seed: str) -> None:
        self._draw = random.Random(int(hashlib.sha256(seed.encode()).hexdigest()[:12], 16))

    def below(self, limit: int) -> int:
        """An integer from 0 up to, not including, *limit*."""
        return int(self._draw.random() * limit)

    def between(self, low: int, high: int) -> int:
        """An integer from *low* to *high*, both included."""
        return low + self.below(high - low + 1)

    def one(self, found: Sequence[Any]) -> Any:
        """One of *found*."""
        return found[self.below(len(found))]

    def percent(self, share: int) -> bool:
        """True in *share* of a hundred cases."""
        return self.below(100) < share


@dataclass(frozen=True)
class Purpose:
    """What a gift is for; all empty: not restricted."""

    campaign: str = ""
    project: str = ""
    fund: str = ""
    emergency: str = ""

    @property
    def restricted(self) -> bool:
        """Whether the giver bound it to anything."""
        return any((self.campaign, self.project, self.fund, self.emergency))


@dataclass(frozen=True)
class Gift:
    """Money or goods that came in."""

    day: date
    cents: int
    purpose: Purpose
    goods: bool
    cells: tuple[tuple[str, str], ...]
    direct: bool = True  # its table names the project or fund itself, not only the campaign


@dataclass(frozen=True)
class Payment:
    """Money or goods that went out."""

    day: date
    cents: int
    purpose: Purpose
    goods: bool
    restricted: bool
    cells: tuple[tuple[str, str], ...]


Entry = TypeVar("Entry", Gift, Payment)


@dataclass(frozen=True)
class Project:
    """A project and its time."""

    id: str
    name: str
    category: str
    start: date
    end: date | None
    closed: bool
    keeps: bool = False  # some money is left in the end and goes on to another project


@dataclass(frozen=True)
class Campaign:
    """A public appeal and what it is for."""

    id: str
    name: str
    start: date
    end: date
    purpose: Purpose


@dataclass(frozen=True)
class Item:
    """One kind of goods that came in at once."""

    name: str
    specification: str
    batch: str
    unit: str
    price: int  # 分
    day: date
    quantity: int
    giver: str
    purpose: Purpose
    spoiled: int = 0


@dataclass
class Body:
    """One organisation: its plan, its ledger, and the tables that come of it."""

    id: str
    name: str
    scale: int  # size of its office and of its means
    monthly: int  # gifts a month
    chance: Chance
    years: tuple[int, ...] = YEARS
    projects: list[Project] = field(default_factory=list)
    funds: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # id → name, type, opening balance
    campaigns: list[Campaign] = field(default_factory=list)
    emergencies: dict[str, date] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    gifts: list[Gift] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    moved: list[tuple[date, str, str, int]] = field(default_factory=list)  # surplus of a project → another project
    closed_with: dict[str, tuple[date, int]] = field(default_factory=dict)
    tables: dict[str, list[Cells]] = field(default_factory=lambda: defaultdict(list))
    members: tuple[str, ...] = ()  # bodies that it supports
    _sorted: dict[tuple[int, str], tuple[int, dict[str, list[Any]]]] = field(default_factory=dict)

    def add(self, kind: str, source: str = "T01", place: str = "", **cells: str) -> None:
        """A row of a table, under Chinese headers."""
        self.tables[kind].append({**cells, "来源": source, "出处": place})

    def plain(self, kind: str, **cells: str) -> None:
        """A row of a table that has no source of its own."""
        self.tables[kind].append(dict(cells))

    # --- sums

    def received(self, wanted: Callable[[Gift], bool], **bound: str) -> int:
        """All gifts of one sort together; *bound*, such as project="meals", spares the search among all others."""
        return sum(one.cents for one in self._of(self.gifts, bound) if wanted(one))

    def paid(self, wanted: Callable[[Payment], bool], **bound: str) -> int:
        """All payments of one sort together, as with `received`."""
        return sum(one.cents for one in self._of(self.payments, bound) if wanted(one))

    def _of(self, entries: list[Entry], bound: dict[str, str]) -> list[Entry]:
        """The entries that are bound to one thing; sorted out anew only when there are more of them."""
        if not bound:
            return entries
        ((part, name),) = bound.items()
        known = self._sorted.get((id(entries), part))
        if known is None or known[0] != len(entries):
            groups: dict[str, list[Any]] = defaultdict(list)
            for one in entries:
                groups[getattr(one.purpose, part)].append(one)
            known = self._sorted[id(entries), part] = (len(entries), groups)
        return known[1].get(name, [])

    def project_income(self, project: str, day: date) -> tuple[int, int]:
        """What came for a project until a day: by public appeals, and otherwise."""
        public = self.received(lambda g: bool(g.purpose.campaign) and g.day <= day, project=project)
        other = self.received(lambda g: not g.purpose.campaign and g.day <= day, project=project)
        other += self.paid(lambda p: not p.restricted and p.day <= day, project=project)
        other += sum(cents for at, _, to, cents in self.moved if to == project and at <= day)
        return public, other

    def project_expense(self, project: str, day: date) -> int:
        """What was paid for a project until a day."""
        return self.paid(lambda p: p.day <= day, project=project)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
