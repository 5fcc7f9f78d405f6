"""Everything that one organisation publishes, the kinds that it comes in, and the bodies that belong together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field

from ..claims import Claims
from ..problems import Problem
from ..reading import AnyColumn, Column, PrintedForm, Promise, Record
from .allocation import Account, Trace
from .block import Block
from .dataset import Dataset
from .evidence_blocks import Gap
from .figure import Figure, FigureRef, Link, Nature, PastWording, RichText, Source, rich
from .naming import NamedRecords, naming_records
from .organisation import Organisation
from .overview_blocks import Picture
from .page import Page
from .reconciliation import Breakdown, Reconciliation, UnlikeBooks
from .sequences import by_id, grouped, records_of

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Evidence:
    """Where something can be told in the data; `blocks` has the forms of it."""

    __slots__ = ()

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether the data tells it, of *year* where it is told year by year."""
        raise NotImplementedError


class Expectation(Struct, frozen=True):
    """Something that readers may expect to find; 没公开的 lists it where *evidence* finds nothing.

    With *when* it is only expected where that is told: how much of the pledges came in, where there are pledges.
    """

    label: str
    evidence: Evidence
    when: Evidence | None = None

    def lacks(self, disclosure: Disclosure, year: int) -> bool:
        """Whether it is expected and not there."""
        expected = self.when is None or self.when.tells(disclosure, year)
        return expected and not self.evidence.tells(disclosure, year)

    def gap(self, disclosure: Disclosure, year: int) -> Gap | None:
        """The entry of 没公开的, where there is one."""
        return Gap(self.label, self.lacks, year) if self.lacks(disclosure, year) else None


class Persons(StrEnum):
    """Whom the rows of a kind name: a release then holds their words only as fingerprints, because names may be withdrawn."""

    GIVERS = "givers"
    RECEIVERS = "receivers"
    RELATED = "related parties"


class TimeSeries(Struct, frozen=True):
    """How rows about one record follow each other: the column that names it, that of the time, and those of money."""

    by: Column[str]
    when: AnyColumn
    amounts: tuple[Column[Decimal], ...]


class Kind(Struct, frozen=True):
    """One kind of disclosure: its record, its words, its pages, and where they stand. One file each in `kinds/`."""

    id: str
    label: str
    record: type[Record]
    topic: str | None = None
    intro: str = ""
    pages: Callable[[Disclosure, Kind], Iterable[Page]] | None = None
    expects: tuple[Expectation, ...] = ()
    order: int = 100
    public: bool = True
    # What must hold among the rows of this kind, and between kinds; called after ids and references are checked.
    checks: Callable[[Sequence[Any]], Iterator[Problem]] | None = None
    relations: Callable[[Mapping[str, Sequence[Record]]], Iterator[Problem]] | None = None
    # Takes out of a table what may not be shown of persons, as soon as its cells are typed.
    redact: Callable[[Dataset], Iterator[Problem]] | None = None
    # Many rows: they stay in their Dataset and never become records; `inspect` then checks the whole table at once.
    bulk: bool = False
    inspect: Callable[[Dataset, Mapping[str, Sequence[Record]]], Iterator[Problem]] | None = None
    # Blocks for the pages of records of other kinds: kind id → what this kind says of such a record.
    adds: Mapping[str, Callable[[Disclosure, Any], Iterable[Block]]] = field(default_factory=dict)
    form: PrintedForm | None = None  # its files are printed forms of one year each
    # The kind on whose page this one stands as a section, and its blocks there.
    page_of: Kind | None = None
    section: Callable[[Disclosure, Kind], Iterable[Block]] | None = None

    # --- what its files and rows are
    yearly: bool = False  # one file a year, named by it
    divided: bool = True  # may lie in several files in a folder of its name
    register: bool = False  # its rows are figures
    numbered: bool = False  # its ids are unique among all kinds of which this is said
    sourced: bool = True  # every row names the document that it was taken from
    offered: bool = True  # has a file to take away; the others stand in the files of figures and checks, or steer pages
    chained: bool = False  # a release keeps a hash of every row, and no row of a release may ever change again
    persons: Persons | None = None
    series: TimeSeries | None = None
    size: Column[Decimal] | None = None  # the column of money that says how large a row is beside the others
    bodies: tuple[Column[str], ...] = ()  # the columns that name a body

    # --- where its records stand: ask `address` and `place`
    path: str = ""  # the address of its page, where that is not its id
    paged: bool = False  # every record has a page of its own, below that of the kind
    tabled: bool = False  # on its page the records are rows of a table, whose anchors begin with the id of the kind
    # its rows stand on the pages of records of that kind, which this column names
    beside: tuple[Column[str], Kind] | None = None
    placed: Callable[[str], str] | None = None  # the address of the record with this id, where it follows another rule
    rows_page: str = ""  # the title of its page of single gifts or payments, for menus of other pages
    gist: Callable[[Disclosure], str] | None = None  # how many rows it has and what they come to, for these menus
    overseen: bool = False  # named on the page 审计与合规
    standing: bool = False  # has its page also where nothing was told
    workbooks: tuple[str, ...] = ()  # templates that hold its sheet beside those of others, by what staff ask for
    purpose: str = ""  # the column in which gifts and payments name such a record as what they are for
    # figures that were entered as nobody's and whose subject names such a record seem to be about it
    named: bool = False
    topical: bool = False  # and where there is one such record alone, those of the topic of the kind that name no other

    @property
    def promised(self) -> bool:
        """Whether a release promises its rows: as soon as one of its columns is promised."""
        promises = (column.promise is not Promise.OUTSIDE for column in self.record.columns)
        return self.public and not self.chained and any(promises)

    @property
    def stands(self) -> bool:
        """Whether its records can be read on a page; the others stand only in files, or steer pages."""
        return bool(self.pages or self.page_of or self.beside or self.placed or self.path)

    @property
    def address(self) -> str:
        """Where the kind stands below the organisation's folder: its page, or its section on the page of another kind."""
        return f"{self.page_of.address}#{self.id}" if self.page_of else self.path or f"{self.id}/"

    def place(self, record: Record | str) -> str:
        """Where a record (or the one with this id) stands: a page of its own, or an anchor on the page of its kind."""
        if self.beside and not isinstance(record, str):
            column, host = self.beside
            return host.place(str(record[column]))
        key = record if isinstance(record, str) else record.record_id
        if self.placed:
            return self.placed(key)
        page = self.address.partition("#")[0]
        if self.paged:
            return f"{page}{key}/"
        return f"{page}#{self.id}-{key}" if self.tabled or self.page_of else f"{page}#{key}"


class PictureFile(Struct, frozen=True):
    """The file of a picture, and its size in pixels, upright."""

    path: Path
    width: int
    height: int

    def addresses(self, name: str) -> tuple[tuple[str, int, int], ...]:
        """(path below the organisation's folder, width, height) of every size that is published, the smallest first."""
        widths = sorted({min(width, self.width) for width in PICTURE_WIDTHS})
        return tuple(
            (f"pictures/{name}-{width}.jpg", width, max(1, round(self.height * width / self.width))) for width in widths
        )


PICTURE_WIDTHS = (480, 960)  # a phone, a desk; in pixels


def called(row: Record) -> str:
    """The name of a record in words, "" where it has nothing but an id."""
    return next((str(row.values[name]) for name in ("name", "title") if row.values.get(name)), "")


@dataclasses.dataclass(slots=True)  # `Watched` stands in for every field of it
class Disclosure:
    """Everything one organisation publishes, reconciled; what pages are made from."""

    organisation: Organisation
    sources: dict[str, Source]
    figures: dict[str, Figure]
    breakdowns: dict[str, Breakdown]
    reconciliations: list[Reconciliation]
    records: dict[str, list[Record]]
    datasets: dict[str, Dataset]
    prepared_on: str = ""  # the day up to which the data was put together; the only “today” there is
    as_of: str = ""  # newer data has faults: this is the last sound state, put together up to this day
    above: Organisation | None = None  # the body that this one is a member of
    # where this one has members
    federation: Federation | None = dataclasses.field(default=None, repr=False, compare=False)
    between: tuple[UnlikeBooks, ...] = ()  # what does not hold of consolidated accounts in which it takes part
    trace: Trace = dataclasses.field(default_factory=lambda: Trace(None))
    # figure → newest entry about it, its type
    corrected: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    # figure → what earlier releases said
    past_wordings: Mapping[str, tuple[PastWording, ...]] = dataclasses.field(default_factory=dict)
    # published documents: address below its own → file
    originals: Mapping[str, Path] = dataclasses.field(default_factory=dict)
    # row of the table of pictures → its file
    pictures: Mapping[str, PictureFile] = dataclasses.field(default_factory=dict)
    # its gifts, sealed under their codes
    claims: Claims = dataclasses.field(default_factory=Claims, repr=False, compare=False)
    # record (kind/id) → its pictures, newest first
    shown: Mapping[str, tuple[Picture, ...]] = dataclasses.field(default_factory=dict)
    # by id, in menu order
    kinds: Mapping[str, Kind] = dataclasses.field(default_factory=dict, repr=False, compare=False)
    # what is promised beside the tables, by the id of its kind: facts, articles, attachments
    beside: Mapping[str, tuple[Record, ...]] = dataclasses.field(default_factory=dict, repr=False, compare=False)
    # correction → (figure, old, new) of the figures that changed only because it did
    followed: Mapping[str, tuple[tuple[str, str, str], ...]] = dataclasses.field(default_factory=dict)
    # correction → (figure → its wording when the correction was published), of those that are put otherwise by now, or gone
    worded_then: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    unread: Collection[str] = frozenset()  # ids of figures that are declared and could not be read
    # worked out once
    kept: dict[tuple[str, str], Any] = dataclasses.field(default_factory=dict, repr=False, compare=False)
    _by_record: dict[str, list[Figure]] = dataclasses.field(default_factory=dict)
    _by_topic: dict[str, list[Figure]] = dataclasses.field(default_factory=dict)
    _by_year: dict[int, list[Figure]] = dataclasses.field(default_factory=dict)
    _years: list[int] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        years = {
            figure.year for figure in self.figures.values() if figure.nature != Nature.PLANNED and not figure.formula
        }
        self._years = sorted(years, reverse=True)
        for figure in self.figures.values():
            if figure.record:
                self._by_record.setdefault(figure.record, []).append(figure)
            self._by_topic.setdefault(figure.topic, []).append(figure)
            if figure.formula is None:
                self._by_year.setdefault(figure.year, []).append(figure)

    @property
    def org(self) -> str:
        """The organisation's id, the first segment of its addresses."""
        return self.organisation.id

    @property
    def years(self) -> list[int]:
        """Years for which something is reported (targets apart), newest first."""
        return self._years

    @property
    def told_in_rows(self) -> list[Kind]:
        """The kinds of which the organisation publishes row by row, on a page of their own."""
        return [kind for kind in self.kinds.values() if kind.rows_page and self.count(kind.id)]

    def check_place(self, check_id: str, year_of_check: int) -> str:
        """Where a check stands with both sides and their formulas: in its year, else in the year whose report plans for it."""
        year = next((year for year in (year_of_check, year_of_check - 1) if year in self.years), None)
        known = self.worked_out("checks", "ids", lambda: frozenset(check.id for check in self.reconciliations))
        return f"finances/{year}/checks/" if year is not None and check_id in known else ""

    def count(self, kind: str) -> int:
        """How many records of a kind there are, also of kinds whose rows stay in tables."""
        dataset = self.datasets.get(kind)
        return len(dataset) if dataset else len(self.records.get(kind, ()))

    def filled(self) -> frozenset[str]:
        """The kinds of which there are records, or tables of many rows."""
        return frozenset(filter(self.records.get, self.records)).union(self.datasets)

    def rows(self, record: type[R]) -> list[R]:
        """The records of the kind that declares *record*; none of kinds whose rows stay in tables."""
        name = f"{record.__module__}.{record.__qualname__}"
        return self.worked_out("rows", name, lambda: records_of(self.records, record))

    def about(self, record: type[R], column: AnyColumn, value: str) -> Sequence[R]:
        """The records of a kind that say *value* in this column, in their order; the table is gone through once for all values."""
        name = f"{record.__module__}.{record.__qualname__}.{column.name}"
        groups = self.worked_out("rows about", name, lambda: grouped(self.rows(record), column))
        return groups.get(value, ())

    def record(self, kind: str, record_id: str) -> Record | None:
        """The record of a kind with this id, if there is one; the first where several have it."""
        return self.worked_out("records", kind, lambda: by_id(reversed(self.records.get(kind, ())))).get(record_id)

    def worked_out(self, room: str, name: str, work: Callable[[], T]) -> T:
        """What *work* gives: done once, and kept under its *name* among the things of a *room*."""
        key = (room, name)
        if key not in self.kept:
            self.kept[key] = work()
        result: T = self.kept[key]
        return result

    def known_again(self, room: str, things: tuple[object, ...], work: Callable[[], T]) -> T:  # noqa: ARG002  (`Watched` asks for them)
        """What *work* gives of some *things* and of this disclosure, in a *room* of its own; not kept here.

        A process that lays out again and again has it from the last time, where the things are the very objects.
        """
        return work()

    def documents(self, year: int | None) -> tuple[Source, ...]:
        """The sources that a page of a year rests on: those of that year, of its figures and of no year; all where that leaves none.

        One that neither a figure nor a row names is none of them.
        """
        named = self.worked_out("sources named", "", self._named_sources)
        every = tuple(source for source in self.sources.values() if source.id in named)
        used = self.worked_out(
            "sources used", str(year), lambda: {figure.source for figure in self._by_year.get(year or 0, ())}
        )
        return (
            tuple(source for source in every if year is None or source.year in {None, year} or source.id in used)
            or every
        )

    def _named_sources(self) -> frozenset[str]:
        """The ids of the sources that anything was taken from."""
        figures = {figure.source for figure in self.figures.values() if figure.source}
        rows = {str(row.values.get("source")) for rows in self.records.values() for row in rows}
        tables = (table.named("source") for name, table in self.datasets.items() if self.kinds[name].bulk)
        return frozenset(figures | rows).union(*tables)

    def link(self, kind: str, record_id: str) -> Link | None:
        """The way to a record, under its name, or None where there is no such record, or no page that shows it."""
        row = self.record(kind, record_id)
        if row is None or not self.kinds[kind].stands:
            return None
        return Link(called(row) or str(row.values["id"]), self.kinds[kind].place(row))

    def phrase(self, kind: Kind, row: Record, text: str) -> RichText:
        """The words of a cell with the figures that it names; of a row that may never change, those that changed as they were."""
        then = self.worded_then.get(str(row.values.get("id")), {}) if kind.chained else {}
        pieces = (
            f"{then[piece.id]}（{piece.id}）" if isinstance(piece, FigureRef) and piece.id in then else piece
            for piece in rich(text)
        )
        return tuple(pieces)

    def of_record(self, kind: str, record_id: str) -> list[Figure]:
        """The figures about one record."""
        return self._by_record.get(f"{kind}/{record_id}", [])

    def naming(self, kind: str, record_id: str) -> list[Figure]:
        """The figures about no record that seem to be about this one."""
        known = self.worked_out(
            "figures", "naming", lambda: naming_records(self.figures.values(), self._named_records())
        )
        return known.get((kind, record_id), [])

    def checks_of(self, figure_id: str) -> Sequence[tuple[int, Reconciliation]]:
        """The checks in which a figure takes part, each with its place among all."""
        known = self.worked_out("checks", "by figure", self._checks_by_figure)
        return known.get(figure_id, ())

    def _checks_by_figure(self) -> dict[str, list[tuple[int, Reconciliation]]]:
        groups: dict[str, list[tuple[int, Reconciliation]]] = {}
        for place, check in enumerate(self.reconciliations):
            for figure_id in dict.fromkeys(check.named):
                groups.setdefault(figure_id, []).append((place, check))
        return groups

    def account(self, project: str) -> Account | None:
        """What could be traced of the money of one project; None where nothing could."""
        return self.trace.projects.get(project) if self.trace.rule is not None else None

    def _named_records(self) -> dict[str, NamedRecords]:
        """The records of the kinds that figures name, and of which topic all figures are about the only one."""
        return {
            kind.id: NamedRecords(self.records.get(kind.id, ()), (kind.topic if kind.topical else None) or "")
            for kind in self.kinds.values()
            if kind.named
        }

    def splitting(self, figures: Iterable[Figure]) -> list[Breakdown]:
        """The breakdowns whose total is one of *figures*, in the order of their table."""
        known = self.worked_out("breakdowns", "by total", self._breakdowns_by_total)
        pairs = [pair for figure_id in {figure.id for figure in figures} for pair in known.get(figure_id, ())]
        return [breakdown for _, breakdown in sorted(pairs, key=lambda pair: pair[0])]

    def _breakdowns_by_total(self) -> dict[str, list[tuple[int, Breakdown]]]:
        """Figure id → the breakdowns of it, each with its place among all."""
        groups: dict[str, list[tuple[int, Breakdown]]] = {}
        for pair in enumerate(self.breakdowns.values()):
            groups.setdefault(pair[1].total, []).append(pair)
        return groups

    def of_topic(self, topic: str, year: int | None = None) -> list[Figure]:
        """The figures of one topic, of one year if given."""
        figures = self._by_topic.get(topic, [])
        return figures if year is None else [figure for figure in figures if figure.year == year]

    def stated(self, year: int, topics: tuple[str, ...] = ()) -> list[Figure]:
        """The figures of a year that a source states, of these topics if given; none that is computed."""
        figures = self._by_year.get(year, [])
        if not topics:
            return figures
        return self.worked_out(
            f"stated {year}", " ".join(topics), lambda: [figure for figure in figures if figure.topic in topics]
        )

    def find(self, measure: str, year: int, **wanted: str | None) -> Figure | None:
        """The one figure with this measure and year and these attributes, or None where there is none or more than one."""
        figures = [
            figure
            for figure in self.figures.values()
            if figure.measure == measure
            and figure.year == year
            and all(getattr(figure, name) == value for name, value in wanted.items())
        ]
        return figures[0] if len(figures) == 1 else None


class Membership(Struct, frozen=True):
    """A body's place below another, from and up to these years; None leaves it open."""

    disclosure: Disclosure
    since: int | None = None
    until: int | None = None

    def holds(self, year: int) -> bool:
        """Whether the body belongs in this year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Federation(Struct, frozen=True):
    """A lead body and all that belong to it, in the order of the site; *absent* are those that have no data here."""

    lead: Disclosure
    members: tuple[Membership, ...]
    absent: tuple[str, ...] = ()

    def bodies(self, year: int) -> tuple[Disclosure, ...]:
        """The lead and the members of a year."""
        return (self.lead, *(member.disclosure for member in self.members if member.holds(year)))

    @property
    def every_body(self) -> tuple[Disclosure, ...]:
        """The lead and all that ever were its members."""
        return (self.lead, *(member.disclosure for member in self.members))
