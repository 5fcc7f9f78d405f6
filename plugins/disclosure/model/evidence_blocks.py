"""Blocks that prove what a page says: figures, charts, tables, records, checks, corrections, and what is not told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from msgspec import Struct, field

from .block import Block, in_cell, in_rich, with_their_notes
from .chart import Chart
from .exploration import Exploration
from .figure import Figure, FigureRef, Link, PastWording, RichText
from .reconciliation import Reconciliation, Verdict
from .table import BulkRows, Cell, Table, Tag


class FigureList(Struct, Block, frozen=True):
    """Figures as a list of measure → number with its mark, scope and note."""

    title: str
    figures: tuple[Figure, ...]
    compact: bool = False  # many figures: one line each
    id: str = ""
    block = "figures"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return with_their_notes(self.figures)


class Facts(Struct, Block, frozen=True):
    """Label → value pairs."""

    title: str
    items: tuple[tuple[str, Cell], ...]
    id: str = ""
    block = "facts"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(in_cell(cell) for _, cell in self.items)


class ChartBlock(Struct, Block, frozen=True):
    """A chart in a page."""

    chart: Chart
    block = "chart"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        marks = (*self.chart.marks, *((self.chart.total,) if self.chart.total else ()))
        yield from (mark.figure for mark in marks if mark.figure)
        yield from chain.from_iterable(map(in_rich, self.chart.notes))


class TableBlock(Struct, Block, frozen=True):
    """A table in a page."""

    table: Table
    block = "table"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        if not isinstance(self.table.rows, BulkRows):
            yield from chain.from_iterable(in_cell(cell) for row in self.table.rows for cell in row.cells)
        yield from chain.from_iterable(map(in_rich, self.table.notes))


class Entry(Struct, frozen=True):
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
    further: tuple[str, ...] = ()  # the ids of other documents that its facts come from


class Entries(Struct, Block, frozen=True):
    """A list of records; those after the first *open* ones stand folded."""

    title: str
    entries: tuple[Entry, ...]
    more: Link | None = None
    id: str = ""
    open: int | None = None
    block = "entries"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        for entry in self.entries:
            yield from in_rich(entry.text)
            yield from entry.figures
            yield from chain.from_iterable(in_cell(cell) for _, cell in entry.facts)


OPEN_CHECKS = 4  # of a compact list; what follows is folded


class Reconciliations(Struct, Block, frozen=True):
    """勾稽: both sides, difference and verdict of several checks; *compact* where another page has them in full."""

    title: str
    items: tuple[Reconciliation, ...]
    compact: bool = False
    more: Link | None = None
    id: str = ""
    block = "reconciliations"

    @property
    def shown(self) -> tuple[Reconciliation, ...]:
        """Those that stand open."""
        return self._open[: len(self._open) - len(self.folded)]

    @property
    def folded(self) -> tuple[Reconciliation, ...]:
        """Those of a compact list that do not agree, after the first ones, where they are many."""
        return self._open[OPEN_CHECKS:] if self.compact and len(self._open) > OPEN_CHECKS + 1 else ()

    @property
    def agreeing(self) -> tuple[Reconciliation, ...]:
        """Those of a compact list that agree, where they are enough to be folded by themselves."""
        agreeing = tuple(check for check in self.items if check.verdict is Verdict.AGREES)
        return agreeing if self.compact and len(agreeing) >= OPEN_CHECKS else ()

    @property
    def _open(self) -> tuple[Reconciliation, ...]:
        folded = self.agreeing
        return tuple(check for check in self.items if check not in folded)

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`; the compact form names the sides only where it tells their difference."""
        for check in self.items:
            if not self.compact or check.difference_text:
                sides = (check.left, check.right)
                yield from chain.from_iterable(
                    in_rich(side.brief_label if self.compact else side.label) for side in sides
                )
            yield from in_rich(check.note)


@dataclasses.dataclass(frozen=True, slots=True)  # the label alone says whether two are the same
class Gap:
    """Something that readers may look for, and the test that says that it is not there; made by an `Expectation`."""

    label: str
    _test: Callable[[Any, int], bool] = dataclasses.field(compare=False, repr=False)  # of a disclosure and a year
    _year: int = dataclasses.field(compare=False, repr=False)

    def lacks(self, disclosure: Any) -> bool:
        """Whether the *disclosure* does not have it."""
        return self._test(disclosure, self._year)


class Undisclosed(Struct, Block, frozen=True):
    """没公开的: what readers may look for and the data does not have."""

    items: tuple[Gap, ...]
    block = "undisclosed"


class Register(Struct, Block, frozen=True):
    """数字台账: the full entry of each figure."""

    figures: tuple[Figure, ...]
    used: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    past_wordings: Mapping[str, tuple[PastWording, ...]] = field(default_factory=dict)
    verified: Mapping[str, str] = field(default_factory=dict)  # figure → who typed it a second time, or that nobody did
    block = "register"

    def of(self, part: slice) -> Register:
        """The entries of only these figures, with what is told of them and of no others."""
        figures = self.figures[part]
        used, past, verified = (
            {figure.id: entries[figure.id] for figure in figures if figure.id in entries}
            for entries in (self.used, self.past_wordings, self.verified)
        )
        return Register(figures, used, past, verified)  # type: ignore[arg-type]

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return with_their_notes(self.figures)


class Correction(Struct, frozen=True):
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
    open: bool = False  # nothing was found out yet


class Corrections(Struct, Block, frozen=True):
    """Corrections, each with the old struck through."""

    entries: tuple[Correction, ...]
    block = "corrections"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        for entry in self.entries:
            yield from in_rich(entry.old)
            yield from in_rich(entry.new)
            yield from chain.from_iterable(in_cell(cell) for _, cell in entry.facts)


class Explorer(Struct, Block, frozen=True):
    """数据探索: what readers may put together, as a list and as data beside the page."""

    exploration: Exploration
    block = "explorer"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return (point.figure for measure in self.exploration.measures for point in measure.points if point.figure)
