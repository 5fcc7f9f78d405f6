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
    """A test whether the data discloses something; `evidence_blocks` has the implementations."""

    __slots__ = ()

    def tells(self, disclosure: Disclosure, year: int) -> bool:
        """Whether the data discloses it; for *year*, if it is disclosed yearly."""
        raise NotImplementedError


class Expectation(Struct, frozen=True):
    """An item that readers may expect; the page 没公开的 lists it if *evidence* finds nothing.

    It is expected only if *when*, where given, finds something: the pledges paid, only where there are pledges.
    """

    label: str
    evidence: Evidence
    when: Evidence | None = None

    def lacks(self, disclosure: Disclosure, year: int) -> bool:
        """Whether the item is expected and missing."""
        expected = self.when is None or self.when.tells(disclosure, year)
        return expected and not self.evidence.tells(disclosure, year)

    def gap(self, disclosure: Disclosure, year: int) -> Gap | None:
        """Its entry on the page 没公开的; None if it is not missing."""
        return Gap(self.label, self.lacks, year) if self.lacks(disclosure, year) else None


class Persons(StrEnum):
    """Whom the rows of a kind name: a release records such names only as hashes, because names may be withdrawn."""

    GIVERS = "givers"
    RECEIVERS = "receivers"
    RELATED = "related parties"


class TimeSeries(Struct, frozen=True):
    """How rows form a time series: the column that names their subject, that of the time, and those of money."""

    by: Column[str]
    when: AnyColumn
    amounts: tuple[Column[Decimal], ...]


class Kind(Struct, frozen=True):
    """One kind of disclosure: its record class, labels, pages, checks and addresses. Each is declared in a file of `kinds/`."""

    id: str
    label: str
    record: type[Record]
    topic: str | None = None
    intro: str = ""
    pages: Callable[[Disclosure, Kind], Iterable[Page]] | None = None
    expects: tuple[Expectation, ...] = ()
    order: int = 100
    public: bool = True
    # Checks over the rows of this kind, and over all kinds; called after ids and references are checked.
    checks: Callable[[Sequence[Any]], Iterator[Problem]] | None = None
    relations: Callable[[Mapping[str, Sequence[Record]]], Iterator[Problem]] | None = None
    # Removes personal data from a table, directly after its cells are typed.
    redact: Callable[[Dataset], Iterator[Problem]] | None = None
    # Too many rows for records: they stay in their Dataset, which `inspect` checks as a whole.
    bulk: bool = False
    inspect: Callable[[Dataset, Mapping[str, Sequence[Record]]], Iterator[Problem]] | None = None
    # Blocks that this kind adds to the pages of records of other kinds: kind id → function of the record.
    adds: Mapping[str, Callable[[Disclosure, Any], Iterable[Block]]] = field(default_factory=dict)
    form: PrintedForm | None = None  # its files are printed forms of one year each
    # The kind whose page has this one as a section, and the blocks of that section.
    page_of: Kind | None = None
    section: Callable[[Disclosure, Kind], Iterable[Block]] | None = None

    # --- what its files and rows are
    yearly: bool = False  # one file a year, named by it
    divided: bool = True  # may be split into several files in a folder of its name
    register: bool = False  # its rows are figures
    numbered: bool = False  # its ids are unique across all kinds with this flag
    sourced: bool = True  # every row names its source document
    offered: bool = (
        True  # has a download of its own; other kinds are in the downloads of figures and checks, or configure pages
    )
    chained: bool = False  # append-only: a release keeps a hash of every row, and released rows may never change
    persons: Persons | None = None
    series: TimeSeries | None = None
    size: Column[Decimal] | None = None  # the column of money by which rows are ranked
    bodies: tuple[Column[str], ...] = ()  # the columns that name a body

    # --- addresses of its records: use `address` and `place`
    path: str = ""  # the address of its page, if not its id
    paged: bool = False  # every record has a page of its own, below that of the kind
    tabled: bool = False  # its records are table rows on its page, with anchors ID_OF_KIND-ID
    # (column, kind): its rows are shown on the pages of the records of that kind, which the column names
    beside: tuple[Column[str], Kind] | None = None
    placed: Callable[[str], str] | None = None  # record id → address, if no other rule fits
    rows_page: str = ""  # the title of its page of single gifts or payments, for menus of other pages
    gist: Callable[[Disclosure], str] | None = None  # number and sum of its rows in words, for these menus
    overseen: bool = False  # named on the page 审计与合规
    standing: bool = False  # has its page even without records
    workbooks: tuple[str, ...] = ()  # names of templates that combine its sheet with those of other kinds
    purpose: str = ""  # the column by which gifts and payments refer to such a record as their purpose
    # a figure without a record counts as about such a record if its subject names the record
    named: bool = False
    topical: bool = False  # with `named`, and only one record: so do figures of the kind's topic that name no other

    @property
    def promised(self) -> bool:
        """Whether a release protects its rows from silent change: whether any of its columns is promised."""
        promises = (column.promise is not Promise.OUTSIDE for column in self.record.columns)
        return self.public and not self.chained and any(promises)

    @property
    def stands(self) -> bool:
        """Whether its records are shown on a page; those of other kinds are only in downloads, or configure pages."""
        return bool(self.pages or self.page_of or self.beside or self.placed or self.path)

    @property
    def address(self) -> str:
        """The address of its page, or of its section on the page of another kind, relative to the organisation's folder."""
        return f"{self.page_of.address}#{self.id}" if self.page_of else self.path or f"{self.id}/"

    def place(self, record: Record | str) -> str:
        """The address of a record (or of its id) relative to the organisation's folder: a page, or an anchor on a page."""
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
    """The file of a picture, and its size in pixels after EXIF rotation."""

    path: Path
    width: int
    height: int

    def addresses(self, name: str) -> tuple[tuple[str, int, int], ...]:
        """(path relative to the organisation's folder, width, height) of every published size, smallest first."""
        widths = sorted({min(width, self.width) for width in PICTURE_WIDTHS})
        return tuple(
            (f"pictures/{name}-{width}.jpg", width, max(1, round(self.height * width / self.width))) for width in widths
        )


PICTURE_WIDTHS = (480, 960)  # pixels, for phones and desktops


def called(row: Record) -> str:
    """The name or title of a record; '' if it has only an id."""
    return next((str(row.values[name]) for name in ("name", "title") if row.values.get(name)), "")


@dataclasses.dataclass(slots=True)  # `Watched` overrides every field
class Disclosure:
    """Everything one organisation publishes, reconciled: the input of all pages."""

    organisation: Organisation
    sources: dict[str, Source]
    figures: dict[str, Figure]
    breakdowns: dict[str, Breakdown]
    reconciliations: list[Reconciliation]
    records: dict[str, list[Record]]
    datasets: dict[str, Dataset]
    prepared_on: str = ""  # the day of the data (ISO), which replaces today's date everywhere
    as_of: str = ""  # set if current data has errors: the `prepared_on` of the last good data, which this is
    above: Organisation | None = None  # the body that this one is a member of
    # set if this one has members
    federation: Federation | None = dataclasses.field(default=None, repr=False, compare=False)
    between: tuple[UnlikeBooks, ...] = ()  # failed checks of consolidated accounts that include it
    trace: Trace = dataclasses.field(default_factory=lambda: Trace(None))
    # figure → (newest correction of it, type of that)
    corrected: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    # figure → its wordings in earlier releases
    past_wordings: Mapping[str, tuple[PastWording, ...]] = dataclasses.field(default_factory=dict)
    # published documents: address relative to the organisation's folder → file
    originals: Mapping[str, Path] = dataclasses.field(default_factory=dict)
    # id of the picture → its file
    pictures: Mapping[str, PictureFile] = dataclasses.field(default_factory=dict)
    # its gifts, encrypted under their claim codes
    claims: Claims = dataclasses.field(default_factory=Claims, repr=False, compare=False)
    # record (kind/id) → its pictures, newest first
    shown: Mapping[str, tuple[Picture, ...]] = dataclasses.field(default_factory=dict)
    # by id, in menu order
    kinds: Mapping[str, Kind] = dataclasses.field(default_factory=dict, repr=False, compare=False)
    # promised records outside the tables (facts, articles, attachments), by kind
    beside: Mapping[str, tuple[Record, ...]] = dataclasses.field(default_factory=dict, repr=False, compare=False)
    # correction → (figure, old, new) of the computed figures that changed in consequence
    followed: Mapping[str, tuple[tuple[str, str, str], ...]] = dataclasses.field(default_factory=dict)
    # correction → (figure → its wording when the correction was published), for figures reworded or removed since
    worded_then: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    unread: Collection[str] = frozenset()  # ids of figures that are declared and could not be read
    # memoised results of `worked_out`: (namespace, name) → value
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
        """Years with any reported figure (targets excluded), newest first."""
        return self._years

    @property
    def told_in_rows(self) -> list[Kind]:
        """The kinds that it publishes row by row on a page of their own."""
        return [kind for kind in self.kinds.values() if kind.rows_page and self.count(kind.id)]

    def check_place(self, check_id: str, year_of_check: int) -> str:
        """The address of the page that shows a check in full: of its year, else of the year before, whose report plans it; '' if none."""
        year = next((year for year in (year_of_check, year_of_check - 1) if year in self.years), None)
        known = self.worked_out("checks", "ids", lambda: frozenset(check.id for check in self.reconciliations))
        return f"finances/{year}/checks/" if year is not None and check_id in known else ""

    def count(self, kind: str) -> int:
        """The number of records or table rows of a kind."""
        dataset = self.datasets.get(kind)
        return len(dataset) if dataset else len(self.records.get(kind, ()))

    def filled(self) -> frozenset[str]:
        """The ids of all kinds with records or with tables of many rows."""
        return frozenset(filter(self.records.get, self.records)).union(self.datasets)

    def rows(self, record: type[R]) -> list[R]:
        """The records of the kind that declares *record*; [] if its rows stay in tables."""
        name = f"{record.__module__}.{record.__qualname__}"
        return self.worked_out("rows", name, lambda: records_of(self.records, record))

    def about(self, record: type[R], column: AnyColumn, value: str) -> Sequence[R]:
        """The records of a kind that say *value* in this column, in their order; the table is gone through once for all values."""
        name = f"{record.__module__}.{record.__qualname__}.{column.name}"
        groups = self.worked_out("rows about", name, lambda: grouped(self.rows(record), column))
        return groups.get(value, ())

    def record(self, kind: str, record_id: str) -> Record | None:
        """The first record of a kind with this id, or None."""
        return self.worked_out("records", kind, lambda: by_id(reversed(self.records.get(kind, ())))).get(record_id)

    def worked_out(self, room: str, name: str, work: Callable[[], T]) -> T:
        """*work*(), memoised for this disclosure under (*room*, *name*); *room* is a namespace."""
        key = (room, name)
        if key not in self.kept:
            self.kept[key] = work()
        result: T = self.kept[key]
        return result

    def cached(self, room: str, things: tuple[object, ...], work: Callable[[], T]) -> T:  # noqa: ARG002  (`Watched` asks for them)
        """*work*(), which computes from *things* and this disclosure alone; *room* is a namespace. Not cached here.

        In incremental builds `Watched` overrides it with a cache across builds, keyed by the identity of *things*.
        """
        return work()

    def documents(self, year: int | None) -> tuple[Source, ...]:
        """The sources of a page of *year*: those of that year, of its figures and of no year; all if that leaves none.

        Sources that no figure or row refers to are excluded.
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
        """The ids of the sources that a figure or row refers to."""
        figures = {figure.source for figure in self.figures.values() if figure.source}
        rows = {str(row.values.get("source")) for rows in self.records.values() for row in rows}
        tables = (table.named("source") for name, table in self.datasets.items() if self.kinds[name].bulk)
        return frozenset(figures | rows).union(*tables)

    def link(self, kind: str, record_id: str) -> Link | None:
        """A link to a record with its name as text; None if there is no such record, or no page shows it."""
        row = self.record(kind, record_id)
        if row is None or not self.kinds[kind].stands:
            return None
        return Link(called(row) or str(row.values["id"]), self.kinds[kind].place(row))

    def phrase(self, kind: Kind, row: Record, text: str) -> RichText:
        """The text of a cell with references to figures; in an append-only row, figures changed since keep their old wording."""
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
        """The figures without a record whose subject names this one; see `Kind.named`."""
        known = self.worked_out(
            "figures", "naming", lambda: naming_records(self.figures.values(), self._named_records())
        )
        return known.get((kind, record_id), [])

    def checks_of(self, figure_id: str) -> Sequence[tuple[int, Reconciliation]]:
        """(position in `reconciliations`, check) of the checks that use a figure."""
        known = self.worked_out("checks", "by figure", self._checks_by_figure)
        return known.get(figure_id, ())

    def _checks_by_figure(self) -> dict[str, list[tuple[int, Reconciliation]]]:
        groups: dict[str, list[tuple[int, Reconciliation]]] = {}
        for place, check in enumerate(self.reconciliations):
            for figure_id in dict.fromkeys(check.named):
                groups.setdefault(figure_id, []).append((place, check))
        return groups

    def account(self, project: str) -> Account | None:
        """The traced money of one project; None if it has none or tracing is off."""
        return self.trace.projects.get(project) if self.trace.rule is not None else None

    def _named_records(self) -> dict[str, NamedRecords]:
        """Kind → its records for `naming`, and the topic whose figures default to the only record."""
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
        """Figure id → (position, breakdown) of the breakdowns whose total it is."""
        groups: dict[str, list[tuple[int, Breakdown]]] = {}
        for pair in enumerate(self.breakdowns.values()):
            groups.setdefault(pair[1].total, []).append(pair)
        return groups

    def of_topic(self, topic: str, year: int | None = None) -> list[Figure]:
        """The figures of one topic, of one year if given."""
        figures = self._by_topic.get(topic, [])
        return figures if year is None else [figure for figure in figures if figure.year == year]

    def stated(self, year: int, topics: tuple[str, ...] = ()) -> list[Figure]:
        """The figures of a year that a source states (not computed), of these topics if given."""
        figures = self._by_year.get(year, [])
        if not topics:
            return figures
        return self.worked_out(
            f"stated {year}", " ".join(topics), lambda: [figure for figure in figures if figure.topic in topics]
        )

    def find(self, measure: str, year: int, **wanted: str | None) -> Figure | None:
        """The only figure with this measure, year and attributes; None if there is none or more than one."""
        figures = [
            figure
            for figure in self.figures.values()
            if figure.measure == measure
            and figure.year == year
            and all(getattr(figure, name) == value for name, value in wanted.items())
        ]
        return figures[0] if len(figures) == 1 else None


class Membership(Struct, frozen=True):
    """A member of a federation, from year *since* to year *until*, inclusive; None leaves that end open."""

    disclosure: Disclosure
    since: int | None = None
    until: int | None = None

    def holds(self, year: int) -> bool:
        """Whether the body is a member in *year*."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Federation(Struct, frozen=True):
    """A lead body and its members, in site order; *absent* names members that have no data here."""

    lead: Disclosure
    members: tuple[Membership, ...]
    absent: tuple[str, ...] = ()

    def bodies(self, year: int) -> tuple[Disclosure, ...]:
        """The lead and the members of a year."""
        return (self.lead, *(member.disclosure for member in self.members if member.holds(year)))

    @property
    def every_body(self) -> tuple[Disclosure, ...]:
        """The lead and its members of all years."""
        return (self.lead, *(member.disclosure for member in self.members))
