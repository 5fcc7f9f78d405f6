"""What the site is made of: figures, records, charts, tables and pages. Pure data; nothing here reads or writes files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias, overload

import pandas as pd

from .allocation import Trace
from .columns import Missing, Money, Record, TypedTable, rows
from .problems import Problem, Where
from .quantities import BOUND_WORDS, QUALIFIERS, Bound, opposite, quantity_text, together, yuan_text
from .reading import PrintedForm

# --- vocabulary of a figure ----------------------------------------------------------------------

LEVELS = {  # 来源等级: the one-character mark behind a figure, and what it stands for
    "审": "审计报告或经审计的报表",
    "报": "机构自己的正式报告",
    "媒": "媒体的报道或综述",
    "算": "本站按公开数字计算",
    "填": "机构工作人员填报",
}
SCOPES = ("本级", "市县两级", "合作各方", "混合", "未说明")
STATUSES = ("已核", "推断", "待核实", "已更正")
NATURES = ("实际", "计划", "认捐", "规模", "上限")
BASES = ("款物", "现金", "物资")


class Verdict(StrEnum):
    """How a reconciliation ends."""

    AGREES = "一致"
    DIFFERS = "有差额"
    OVERLAPS = "有重叠"
    INCOMPLETE = "未逐项列明"
    UNCHECKABLE = "无法核对"
    SCOPE_DIFFERS = "口径不同"
    CONTRADICTS = "前后矛盾"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that numbers and facts come from."""

    id: str
    title: str
    issuer: str
    published_on: str
    level: str
    year: int | None = None
    authors: str | None = None
    address: str | None = None
    sha256: str | None = None
    note: str | None = None


_ENDS_IN_DIGITS = re.compile(r"[\d百千万亿余多]$")


@dataclass(frozen=True, slots=True)
class Formula:
    """How a computed figure came about: its text, and the ids it was computed from."""

    text: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number: its value in the base unit, its wording, and the way back to where it came from."""

    id: str
    org: str
    year: int
    topic: str
    subject: str
    measure: str
    value: Decimal
    unit: str
    as_written: str
    qualifier: str | None = None
    nature: str = "实际"
    scope: str = "未说明"
    basis: str | None = None
    record: str | None = None
    part_of: tuple[str, ...] = ()
    status: str = "已核"
    level: str = "报"
    source: str | None = None
    place: str | None = None
    note: RichText = ()
    formula: Formula | None = None
    precision: Decimal = Decimal(1)
    where: Where | None = None

    @property
    def bound(self) -> Bound:
        """On which side of the digits the truth can lie."""
        return QUALIFIERS[self.qualifier] if self.qualifier else Bound.EXACT

    @property
    def approximate(self) -> bool:
        """Whether the wording says that the digits are not the exact value."""
        return self.bound is not Bound.EXACT

    @property
    def text(self) -> str:
        """The figure for prose: the source's wording if reported, 48.49万元 if computed."""
        return self.as_written

    @property
    def unit_unsaid(self) -> str:
        """The unit, where the wording leaves it out (超过200万); otherwise nothing."""
        return self.unit if _ENDS_IN_DIGITS.search(self.as_written) else ""

    @property
    def anchor(self) -> str:
        """Its entry in the register, below the organisation's address."""
        return f"facts/{self.year}/#{self.id}"


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure named inside a text."""

    id: str


RichText: TypeAlias = "tuple[str | FigureRef | Figure | Link | Clock, ...]"

_REFERENCE = re.compile(r"\{([A-Za-z][A-Za-z0-9-]*)\}")


def rich(text: str | None) -> RichText:
    """Split a text with `{G007}` references into its pieces."""
    if not text:
        return ()
    pieces: list[str | FigureRef | Figure | Link | Clock] = []
    for position, piece in enumerate(_REFERENCE.split(text)):
        if position % 2:
            pieces.append(FigureRef(piece))
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way in which a total is split: which figures are its parts, and what is known of them."""

    id: str
    title: str
    total: str
    disjoint: str
    complete: str
    parts: tuple[str, ...] = ()
    note: RichText = ()
    where: Where | None = None

    @property
    def proven(self) -> bool:
        """Whether shares of the total may be drawn: parts known to be disjoint and complete."""
        return self.disjoint == "是" and self.complete == "是"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a reconciliation: words, and a value where there is one."""

    label: RichText
    value: Decimal | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    inputs: tuple[str, ...] = ()
    overlapping: bool = False  # a sum over parts that are not known to be disjoint
    to_the_cent: bool = False  # from books, not from a report: shown in yuan with 分

    @property
    def text(self) -> str:
        """The value for reading, with 至少 or 约 where its figures say so; nothing where there is none."""
        if self.value is None or self.unit is None:
            return ""
        if self.to_the_cent:
            return yuan_text(self.value)
        return BOUND_WORDS[self.bound] + quantity_text(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Two sides held against each other; the difference and the verdict are computed, never smoothed over."""

    id: str
    year: int
    topic: str
    title: str
    left: Side
    relation: str
    right: Side
    difference: Decimal | None
    verdict: Verdict
    note: RichText = ()
    source: str | None = None
    place: str | None = None
    within_rounding: bool = False

    @property
    def difference_text(self) -> str:
        """Left minus right in words: 左边至少多8.03万元; nothing where the sides can't be subtracted."""
        if self.difference is None or self.left.unit is None:
            return ""
        if self.difference == 0:
            return "没有差额"
        bound = together(self.left.bound, opposite(self.right.bound))
        more = self.difference > 0
        if self.left.overlapping and not more:
            bound = together(bound, Bound.AT_MOST)  # what overlaps was counted twice: even more is missing
        word = BOUND_WORDS[bound if more else opposite(bound)]
        if self.left.to_the_cent:
            return f"左边{'多' if more else '少'}{yuan_text(abs(self.difference))}"
        return f"左边{word}{'多' if more else '少'}{quantity_text(abs(self.difference), self.left.unit)}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who publishes: registered facts as far as known; None means 未披露."""

    id: str
    name: str
    short_name: str
    facts: Mapping[str, str | None]
    about: str | None = None
    sample: bool = False
    other_members: tuple[str, ...] = ()  # bodies that belong to it and have no data here


# --- kinds and datasets --------------------------------------------------------------------------


# Rows that are made into plain values at a time.
_BLOCK = 50_000


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of one group whose numbers stand together: the first number, their positions in order, their money in yuan."""

    group: str
    first: int
    positions: Collection[int]
    money: Decimal


@dataclass(slots=True)
class Dataset:
    """All records of one kind of one organisation, typed; the only place that holds pandas frames."""

    kind: str
    record: type[Record]
    tables: list[tuple[str, str | None, TypedTable]] = field(default_factory=list)  # (file, sheet, table)
    _frame: pd.DataFrame | None = None
    _sums: dict[tuple[str, ...], dict[tuple[str, ...], tuple[int, int]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(table.frame) for _, _, table in self.tables)

    @property
    def frame(self) -> pd.DataFrame:
        """All tables under each other, in the order of the files: the index is a position that `where` takes.

        For kinds of many rows; made once, so ask only when reading and masking are done.
        """
        if self._frame is None:
            frames = [table.frame for _, _, table in self.tables]
            blank = pd.DataFrame({one.name: pd.Series(dtype=object) for one in self.record.columns})
            self._frame = pd.concat(frames, ignore_index=True) if frames else blank
        return self._frame

    def where(self, position: int, label: str | None = None) -> Where:
        """The place of the row at *position* of `frame`."""
        for file, sheet, table in self.tables:
            if position < len(table.frame):
                return Where(file, sheet, int(table.frame.index[position]), label)
            position -= len(table.frame)
        raise IndexError(position)

    def repeated(self, name: str) -> Iterator[tuple[int, int]]:
        """(position, first position) of every value of a column that stood in an earlier row."""
        values = self.frame[name].dropna()
        again = values[values.duplicated()]
        first = values[values.isin(again)].drop_duplicates()
        places = dict(zip(first.tolist(), first.index.tolist(), strict=True))
        for position, value in zip(again.index.tolist(), again.tolist(), strict=True):
            yield position, places[value]

    def values(self, name: str) -> set[str]:
        """Every value that a column has."""
        return set(self.frame[name].dropna().unique())

    def holding(self, name: str, wanted: set[str]) -> list[int]:
        """Positions of the rows whose cell is one of *wanted*."""
        return [int(one) for one in self.frame.index[self.frame[name].isin(wanted)]]

    def cells(self, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Every row as a tuple of plain values, None where a cell is missing; money as Decimal yuan."""
        wanted = tuple(names)
        for start in range(0, len(self.frame), _BLOCK):
            yield from self.at(range(start, min(start + _BLOCK, len(self.frame))), wanted)

    def at(self, positions: Collection[int], names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows at some positions of `frame`, as `cells` gives them."""
        return zip(*(self._plain(name, positions) for name in names), strict=True)

    def spans(self, group: str, number: tuple[str, int], size: int, amount: str) -> Iterator[Span]:
        """Every *size* numbers of a group, as far as they were given, in order.

        *number* tells the column whose cells hold the number, and where in a cell it begins.
        """
        counted = self.frame[number[0]].str.slice(number[1]).astype("int64")
        keys = pd.DataFrame(
            {"group": self.frame[group], "number": counted, "cents": self.frame[amount].astype("int64")}
        )
        keys = keys.sort_values(["group", "number"], kind="stable")
        keys["first"] = (keys["number"] - 1) // size * size + 1
        begins = (keys["group"] != keys["group"].shift()) | (keys["first"] != keys["first"].shift())
        heads = keys[begins]
        starts = [place for place, one in enumerate(begins.tolist()) if one]
        ends = [*starts[1:], len(keys)]
        sums = keys["cents"].cumsum().iloc[[end - 1 for end in ends]].tolist()
        order = keys.index.to_numpy()
        before = 0
        for name, first, start, end, total in zip(
            heads["group"].tolist(), heads["first"].tolist(), starts, ends, sums, strict=True
        ):
            yield Span(name, first, order[start:end], Decimal(total - before).scaleb(-2))
            before = total

    def filled(self, name: str, others: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """(position, plain values of *others*) of the rows that have a value in a column; for few rows among many."""
        if name not in self.frame:
            return
        positions = self.frame.index[self.frame[name].notna()]
        picked = Dataset(self.kind, self.record, _frame=self.frame.loc[positions])
        yield from zip(map(int, positions), picked.cells(others), strict=True)

    def telling(self, name: str, pattern: str) -> Iterator[tuple[Where, str]]:
        """(place, words) of the cells of a column of words in which *pattern* is found; several values as one text."""
        for file, sheet, table in self.tables:
            present = table.frame[name].dropna()
            if present.empty:
                continue
            words = present.map(lambda value: "；".join(value) if isinstance(value, tuple) else str(value))
            found = words[words.str.contains(pattern, regex=True)]
            label = self.record.column(name).label
            for index, value in zip(found.index.tolist(), found.tolist(), strict=True):
                yield Where(file, sheet, int(index), label), value

    def earlier(self, name: str, reference: str, starts: Mapping[str, str]) -> list[tuple[int, str]]:
        """(position, reference) of the rows whose date surely lies before the start of what they refer to."""
        found: list[tuple[int, str]] = []
        for key, start in starts.items():
            dates = self.frame[name][self.frame[reference] == key].dropna()
            shared = dates.str.len().clip(upper=len(start))
            early = (dates.str.len() >= len(start)) & (dates.str.slice(0, len(start)) < start)
            early |= (shared < len(start)) & (dates < start[: len("2023-09")])
            found += [(int(position), key) for position in dates.index[early.to_numpy(dtype=bool)]]
        return sorted(found)

    def bands(
        self, amount: str, giver: str, edges: Sequence[int], year: tuple[str, str]
    ) -> list[tuple[int, Decimal, int]]:
        """(rows, yuan, givers) of the bands up to each of *edges* (yuan) and above the last, for the rows of one year.

        Rows without a giver's number count as one giver each.
        """
        chosen = self.frame[self.frame[year[0]] == year[1]]
        limits = [edge * 100 for edge in edges]
        cents = chosen[amount].dropna().astype("int64")
        found: list[tuple[int, Decimal, int]] = []
        for low, high in zip([None, *limits], [*limits, None], strict=True):
            part = cents if low is None else cents[cents > low]
            part = part if high is None else part[part <= high]
            givers = chosen[giver].reindex(part.index)
            total = Decimal(int(part.sum())).scaleb(-2)
            found.append((len(part), total, int(givers.nunique()) + int(givers.isna().sum())))
        return found

    def _plain(self, name: str, positions: Collection[int]) -> list[Any]:
        values = self.frame[name].iloc[list(positions)].tolist()
        plain = [None if one is pd.NA or one != one else one for one in values]  # noqa: PLR0124  (only NaN is so)
        declared = next((one for one in self.record.columns if one.name == name), None)
        if declared and isinstance(declared.type, Money):
            return [None if one is None else Decimal(one).scaleb(-2) for one in plain]
        return plain

    def sums(self, by: tuple[str, ...], amount: str) -> dict[tuple[str, ...], tuple[int, Decimal]]:
        """(rows, money in yuan) of every group of rows with the same values in *by*; '' where a cell is missing."""
        key = (*by, amount)
        if key not in self._sums:
            self._sums[key] = self.totals(by, amount)
        return {index: (size, Decimal(total).scaleb(-2)) for index, (size, total) in self._sums[key].items()}

    def totals(self, by: tuple[str, ...], amount: str) -> dict[tuple[str, ...], tuple[int, int]]:
        """(rows, money in 分) of every such group; not kept, for groupings that are asked for once."""
        keys = [self.frame[name].astype(object).fillna("") for name in by]
        grouped = self.frame[amount].groupby(keys).agg(["size", "sum"])
        return {
            (index if isinstance(index, tuple) else (index,)): (int(size), int(total))
            for index, size, total in zip(grouped.index, grouped["size"], grouped["sum"], strict=True)
        }

    def rows(self) -> Iterator[Row]:
        """Every record in the order of the files."""
        for file, sheet, table in self.tables:
            reasons: dict[int, dict[str, Missing]] = {}
            for (index, name), why in table.missing.items():
                reasons.setdefault(index, {})[name] = why
            refused: dict[int, frozenset[str]] = {}
            for index, name in table.refused:
                refused[index] = refused.get(index, frozenset()) | {name}
            for index, values in rows(table):
                yield Row(
                    values, reasons.get(index, {}), Where(file, sheet, int(index)), refused.get(index, frozenset())
                )


@dataclass(frozen=True, slots=True)
class Row:
    """One record: `row["name"]` gives the value or None; `missing` says why a value is absent."""

    values: Mapping[str, Any]
    reasons: Mapping[str, Missing]
    where: Where
    faulty: frozenset[str] = frozenset()  # columns whose cells could not be read

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or *default* where it is missing."""
        value = self.values.get(name)
        return default if value is None else value

    def missing(self, name: str) -> Missing:
        """Why the value is absent."""
        return self.reasons.get(name, Missing.UNDISCLOSED)

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.values["id"])

    @property
    def name(self) -> str:
        """The record's name."""
        return str(self.values["name"])


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


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that readers may expect to find; 没公开的 lists it when *published* says no."""

    label: str
    published: Callable[[Disclosure, int], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of disclosure: its record, its words, and the pages that it makes. One file each in `kinds/`."""

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
    checks: Callable[[Sequence[Row]], Iterator[Problem]] | None = None
    relations: Callable[[Mapping[str, Sequence[Row]]], Iterator[Problem]] | None = None
    # Takes out of a table what may not be shown of persons, as soon as its cells are typed.
    redact: Callable[[Dataset], Iterator[Problem]] | None = None
    # Many rows: they stay in their Dataset and never become `Row`s; `inspect` then checks the whole table at once.
    bulk: bool = False
    inspect: Callable[[Dataset, Mapping[str, Sequence[Row]]], Iterator[Problem]] | None = None
    # Blocks for the pages of records of other kinds: kind id → what this kind says of such a record.
    adds: Mapping[str, Callable[[Disclosure, Row], Iterable[Block]]] = field(default_factory=dict)
    form: PrintedForm | None = None  # its files are printed forms of one year each
    path: str = ""  # the address of its page, where that is not its id
    # The kind on whose page this one stands as a section, and its blocks there.
    page_of: str | None = None
    section: Callable[[Disclosure, Kind], Iterable[Block]] | None = None


# --- charts --------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a mark stands for; decides its colour everywhere."""

    INCOME = "income"
    EXPENSE = "expense"
    OTHER = "other"
    COUNT = "count"
    PLAN = "plan"
    GAP = "gap"
    UNCERTAIN = "uncertain"
    EARLY = "early"  # before its last day
    LATE = "late"  # after it


class Form(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # one bar a row on one scale; parts need not add up
    BULLET = "bullet"  # actual (solid) inside plan, size or budget (hollow), by category
    STACK = "stack"  # parts of a whole; only for proven breakdowns
    PANELS = "panels"  # one small scale for each unit
    STRIP = "strip"  # days before (left) and after (right) a last day, which is the zero line
    COLUMNS = "columns"  # few years beside each other, one panel for what shares a scale
    LINES = "lines"  # many years; only neighbours that can be compared are joined
    FLOW = "flow"  # where money came from and went to, step by step


OVER_YEARS = frozenset({Form.COLUMNS, Form.LINES})


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: value in the base unit, text as shown, and whether its end is open (more than the digits say)."""

    label: str
    value: Decimal
    text: str
    role: Role
    unit: str = "元"
    open_end: bool = False
    figure: Figure | None = None
    category: str = ""
    note: str = ""
    link: Link | None = None
    where: Where | None = None  # the cell that it was taken from, where it is no figure
    panel: str = ""  # over years: the scale that it is drawn on
    apart: tuple[str, ...] = ()  # over years: why it can't be compared with the newest and is never joined to others
    ends: tuple[int, int] | None = None  # in a flow: the nodes that it leads from and to


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a flow: its name, its step, and whether it may be gathered with others where there are many."""

    label: str
    stage: int
    role: Role = Role.OTHER
    gathers: bool = True
    link: Link | None = None
    rest: bool = False  # stands for several that were gathered


@dataclass(frozen=True, slots=True)
class Chart:
    """One description of a picture; table, SVG, CSV and Plotly are all made from it and must say the same.

    `refused` holds the reason where a guard forbids drawing; the marks are then only listed in the table.
    """

    id: str
    form: Form
    title: str
    subtitle: str
    unit: str
    marks: tuple[Mark, ...]
    sources: tuple[Source, ...] = ()
    total: Mark | None = None
    notes: tuple[RichText, ...] = ()
    refused: str | None = None
    description: str = ""
    years: tuple[int, ...] = ()  # over years: the whole axis, also those that no mark stands for
    stages: tuple[str, ...] = ()  # the steps of a flow
    nodes: tuple[Node, ...] = ()  # in the order of the steps

    @property
    def highest(self) -> Decimal:
        """The largest value on the scale, in base units; for panels ask by unit."""
        values = [one.value for one in self.marks] + ([self.total.value] if self.total else [])
        return max(values, default=Decimal(0))


# --- tables --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the same organisation (`path`) or of the whole site (`root`)."""

    text: str
    path: str
    root: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A short status: ok, late, overdue, none or checking; the words carry the meaning."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Words that depend on the day: *text* is right on the day the data was put together, a script counts again.

    *kind* says what is counted: `due` days to or after *day*, `since` days after it, `today` the day itself.
    """

    kind: str
    day: str
    text: str
    tag: str = ""  # the kind of tag that it shows as; none for plain words


@dataclass(frozen=True, slots=True)
class Amount:
    """A value that is no figure of its own: a cell of a record (*where* leads back to it), or a difference or sum.

    *unit* is its base unit.
    """

    value: Decimal
    unit: str
    approximate: bool = False
    where: Where | None = None  # the cell it was read from


Cell: TypeAlias = "str | RichText | Figure | Missing | Link | Tag | Clock | Amount | tuple[Link, ...] | None"


class RowRole(StrEnum):
    """What a ledger row is; decides its rules (lines)."""

    PLAIN = "plain"
    HEAD = "head"  # a heading inside the table
    PART = "part"
    SUBTOTAL = "sub"
    GAP = "gap"
    TOTAL = "sum"  # reconciles: double rule
    TOTAL_OPEN = "open"  # does not reconcile: dashed rule


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; numeric ones are set to the right; low *priority* columns go first on small screens."""

    label: str
    numeric: bool = False
    priority: int = 1
    lead: bool = False  # stands beside the row's name on a phone; otherwise the first numeric column does


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells (the first is its header), its role, and the anchor it has."""

    cells: tuple[Cell, ...]
    role: RowRole = RowRole.PLAIN
    id: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class BulkRows(Sequence[TableRow]):
    """Rows of a kind of millions, made anew each time they are walked and never all held at once; they show no figures."""

    length: int
    make: Callable[[], Iterator[TableRow]]

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[TableRow]:
        return self.make()

    @overload
    def __getitem__(self, index: int) -> TableRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, index: int | slice) -> TableRow | tuple[TableRow, ...]:
        return tuple(self.make())[index]

    def __repr__(self) -> str:  # what is looked for in a page is looked for in these rows, too
        return repr(tuple(self.make()))


@dataclass(frozen=True, slots=True)
class Table:
    """A table for readers; `scale` is the unit of all money in it (元, 万元 or 亿元)."""

    id: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...] | BulkRows
    unit_note: str = ""
    scale: str = ""
    notes: tuple[RichText, ...] = ()
    missing_key: bool = False
    folded: bool = False  # long evidence behind an answer that stands above it: opened by whoever wants it


# --- pages ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[RichText, ...]
    block = "prose"


@dataclass(frozen=True, slots=True)
class Statement:
    """The answer of a home page: sentences with large figures, and one line that checks them."""

    year: int
    items: tuple[tuple[str, Figure | Missing], ...]
    checks: tuple[RichText, ...] = ()
    holds: bool = False  # every check of the year ends in 一致
    block = "statement"


@dataclass(frozen=True, slots=True)
class Note:
    """A warning or explanation beside a figure: *label* is the part in bold."""

    label: str
    text: RichText
    block = "note"


@dataclass(frozen=True, slots=True)
class FigureList:
    """Figures as a list of measure → number with its mark, scope and note."""

    title: str
    figures: tuple[Figure, ...]
    compact: bool = False  # many figures: one line each
    id: str = ""
    block = "figures"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label → value pairs."""

    title: str
    items: tuple[tuple[str, Cell], ...]
    id: str = ""
    block = "facts"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart in a page."""

    chart: Chart
    block = "chart"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in a page."""

    table: Table
    block = "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of records: its name, where it leads, words and figures."""

    title: str
    link: Link | None = None
    text: RichText = ()
    figures: tuple[Figure, ...] = ()
    tags: tuple[Tag, ...] = ()
    meta: str = ""
    id: str = ""
    source: str | None = None
    place: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of records; those after the first *open* ones stand folded."""

    title: str
    entries: tuple[Entry, ...]
    more: Link | None = None
    id: str = ""
    open: int | None = None
    block = "entries"


@dataclass(frozen=True, slots=True)
class Reconciliations:
    """勾稽: both sides, difference and verdict of several checks."""

    title: str
    items: tuple[Reconciliation, ...]
    compact: bool = False
    more: Link | None = None
    id: str = ""
    block = "reconciliations"


@dataclass(frozen=True, slots=True)
class Undisclosed:
    """没公开的: what readers may look for and the data does not have."""

    items: tuple[RichText, ...]
    block = "undisclosed"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    title: str
    path: str
    format: str
    rows: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files to take away."""

    title: str
    files: tuple[Download, ...]
    block = "downloads"


@dataclass(frozen=True, slots=True)
class Links:
    """A list of links, for menus inside a page."""

    title: str
    links: tuple[tuple[Link, str], ...]
    block = "links"


@dataclass(frozen=True, slots=True)
class Stages:
    """The steps a project goes through; *state* is 已完成, 进行中 or 日期未披露."""

    title: str
    stages: tuple[tuple[str, str], ...]
    note: RichText = ()
    block = "stages"


@dataclass(frozen=True, slots=True)
class Register:
    """数字台账: the full entry of each figure."""

    figures: tuple[Figure, ...]
    used: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    block = "register"


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the ledger of corrections: what stood there, what stands there now, and where readers meet it."""

    id: str
    made_on: str
    type: str
    title: str
    old: RichText
    new: RichText
    figure: Figure | None = None
    facts: tuple[tuple[str, Cell], ...] = ()
    pages: tuple[Link, ...] = ()  # filled in when all pages are known
    record: str = ""  # kind/id, where it is about a record and no figure
    source: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections, each with the old struck through."""

    entries: tuple[Correction, ...]
    block = "corrections"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that opens a part of a page."""

    text: str
    id: str = ""
    more: Link | None = None
    block = "heading"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one state; *open* is overdue or due where that depends on the day.

    *days* then are the last days of all that is open (day, how many), by which a script counts again.
    """

    tag: Tag
    number: int
    open: str = ""
    days: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each state on the day *as_of*."""

    title: str
    counts: tuple[Count, ...]
    as_of: str
    more: Link | None = None
    id: str = ""
    block = "tally"


@dataclass(frozen=True, slots=True)
class Lookup:
    """查我的捐赠: a number leads to its row; *months* are those that have gifts, a page holds *per_page* numbers.

    *brief* is for pages that the way by hand has already led to.
    """

    months: tuple[str, ...]
    per_page: int
    until: str
    phone: str | None = None
    brief: bool = False
    block = "lookup"


@dataclass(frozen=True, slots=True)
class Html:
    """Sanitised HTML from Markdown, with embeds to be bound."""

    html: str
    figures: tuple[FigureRef, ...] = ()
    embeds: tuple[tuple[str, str], ...] = ()  # (chart or table, its id)
    block = "html"


Block: TypeAlias = (
    "Prose | Statement | Note | FigureList | Facts | ChartBlock | TableBlock | Entries | Reconciliations"
    " | Undisclosed | Downloads | Links | Stages | Register | Corrections | Heading | Lookup | Tally | Html"
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an organisation: *path* is below the organisation's folder and ends in a slash (home is '')."""

    path: str
    title: str
    finding: RichText
    blocks: tuple[Block, ...]
    section: str = ""  # the menu entry it stands under
    crumbs: tuple[Link, ...] = ()
    year: int | None = None
    description: str = ""
    template: str = "page"
    tabs: tuple[Link, ...] = ()
    label: str = ""  # short name for menus and the site map
    years: tuple[Link, ...] = ()  # the same page for other years
    listed: bool = True  # named in the map of the site; pages of many rows are reached from the page above them
    status: str = ""  # 年度 · 口径 · 来源等级

    @property
    def name(self) -> str:
        """What menus call it."""
        return self.label or self.title

    def current(self, link: Link) -> str:
        """How a link of the year switch stands to this page: `page` itself, its year (`true`), or neither."""
        if link.path == self.path and not link.root:
            return "page"
        return "true" if self.year and link.text == f"{self.year}年" and "#" not in link.path else ""


def figures_of(page: Page) -> Iterator[Figure | FigureRef]:
    """Every figure that a page shows, in order, repeated where it is shown twice."""
    yield from _in_rich(page.finding)
    for block in page.blocks:
        yield from figures_in(block)


def _in_rich(text: RichText) -> Iterator[Figure | FigureRef]:
    for piece in text:
        if isinstance(piece, Figure | FigureRef):
            yield piece


def _in_cell(cell: Cell) -> Iterator[Figure | FigureRef]:
    if isinstance(cell, Figure):
        yield cell
    elif isinstance(cell, tuple):
        yield from _in_rich(cell)


def figures_in(block: Block) -> Iterator[Figure | FigureRef]:  # noqa: C901, PLR0912  (one case a block)
    """Every figure that a block shows."""
    match block:
        case Prose(paragraphs):
            for text in paragraphs:
                yield from _in_rich(text)
        case Statement(items=items, checks=checks):
            yield from (value for _, value in items if isinstance(value, Figure))
            for text in checks:
                yield from _in_rich(text)
        case Note(text=text):
            yield from _in_rich(text)
        case FigureList(figures=figures) | Register(figures=figures):
            for one in figures:
                yield one
                yield from _in_rich(one.note)
        case Facts(items=items):
            for _, cell in items:
                yield from _in_cell(cell)
        case ChartBlock(chart):
            for mark in (*chart.marks, *((chart.total,) if chart.total else ())):
                if mark.figure:
                    yield mark.figure
            for text in chart.notes:
                yield from _in_rich(text)
        case TableBlock(table):
            for row in () if isinstance(table.rows, BulkRows) else table.rows:
                for cell in row.cells:
                    yield from _in_cell(cell)
            for text in table.notes:
                yield from _in_rich(text)
        case Corrections(entries=corrections):
            for correction in corrections:
                yield from (*_in_rich(correction.old), *_in_rich(correction.new))
                for _, cell in correction.facts:
                    yield from _in_cell(cell)
        case Entries(entries=entries):
            for entry in entries:
                yield from _in_rich(entry.text)
                yield from entry.figures
                for _, cell in entry.facts:
                    yield from _in_cell(cell)
        case Reconciliations(items=items, compact=compact):
            for check in items:  # the compact form names the sides only where it tells their difference
                brief = compact and not check.difference_text
                for text in (check.note,) if brief else (check.left.label, check.right.label, check.note):
                    yield from _in_rich(text)
        case Undisclosed(items=items):
            for text in items:
                yield from _in_rich(text)
        case Stages(note=note):
            yield from _in_rich(note)
        case Html(figures=figures):
            yield from figures
        case _:
            return
