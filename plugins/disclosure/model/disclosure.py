"""Everything that one organisation publishes, and the bodies that belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .allocation import Trace
from .dataset import Dataset, Row
from .figure import Figure, Organisation, Source
from .reconciliation import Breakdown, Reconciliation


@dataclass(frozen=True, slots=True)
class Told:
    """How a release put a figure: its number, its day, and the wording."""

    number: int
    published_on: str
    wording: str


@dataclass(slots=True)
class Disclosure:
    """Everything one organisation publishes, reconciled; what pages are made from."""

    organisation: Organisation
    sources: dict[str, Source]
    figures: dict[str, Figure]
    breakdowns: dict[str, Breakdown]
    reconciliations: list[Reconciliation]
    records: dict[str, list[Row]]
    datasets: dict[str, Dataset]
    prepared_on: str = ""  # the day up to which the data was put together; the only “today” there is
    as_of: str = ""  # newer data has faults: this is the last sound state, put together up to this day
    above: Organisation | None = None  # the body that this one is a member of
    federation: Federation | None = field(default=None, repr=False, compare=False)  # where this one has members
    trace: Trace = field(default_factory=lambda: Trace(None))
    corrected: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # figure → newest entry about it, its type
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)  # figure → what earlier releases said
    _by_record: dict[str, list[Figure]] = field(default_factory=dict)
    _by_topic: dict[str, list[Figure]] = field(default_factory=dict)
    _years: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        told = {one.year for one in self.figures.values() if one.nature != "计划" and not one.formula}
        self._years = sorted(told, reverse=True)
        for one in self.figures.values():
            if one.record:
                self._by_record.setdefault(one.record, []).append(one)
            self._by_topic.setdefault(one.topic, []).append(one)

    @property
    def org(self) -> str:
        """The organisation's id, the first segment of its addresses."""
        return self.organisation.id

    @property
    def years(self) -> list[int]:
        """Years for which something is reported (targets apart), newest first."""
        return self._years

    def count(self, kind: str) -> int:
        """How many records of a kind there are, also of kinds whose rows stay in tables."""
        dataset = self.datasets.get(kind)
        return len(dataset) if dataset else len(self.records.get(kind, ()))

    def documents(self, year: int | None) -> tuple[Source, ...]:
        """The sources that a page of a year rests on: those of that year and those of no year; all where that leaves none."""
        every = tuple(self.sources.values())
        return tuple(one for one in every if year is None or one.year in {None, year}) or every

    def of_record(self, kind: str, record_id: str) -> list[Figure]:
        """The figures about one record."""
        return self._by_record.get(f"{kind}/{record_id}", [])

    def of_topic(self, topic: str, year: int | None = None) -> list[Figure]:
        """The figures of one topic, of one year if given."""
        found = self._by_topic.get(topic, [])
        return found if year is None else [one for one in found if one.year == year]

    def find(self, measure: str, year: int, **wanted: str | None) -> Figure | None:
        """The one figure with this measure and year and these attributes, or None where there is none or more than one."""
        found = [
            one
            for one in self.figures.values()
            if one.measure == measure
            and one.year == year
            and all(getattr(one, name) == value for name, value in wanted.items())
        ]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Membership:
    """A body's place below another, from and up to these years; None leaves it open."""

    disclosure: Disclosure
    since: int | None = None
    until: int | None = None

    def holds(self, year: int) -> bool:
        """Whether the body belongs in this year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Federation:
    """A lead body and all that belong to it, in the order of the site; *absent* are those that have no data here."""

    lead: Disclosure
    members: tuple[Membership, ...]
    absent: tuple[str, ...] = ()

    def bodies(self, year: int) -> tuple[Disclosure, ...]:
        """The lead and the members of a year."""
        return (self.lead, *(one.disclosure for one in self.members if one.holds(year)))
