"""The description of a chart, from which table, SVG, CSV and Plotly figure are made."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from ..problems import Where
from .figure import Figure, Link, RichText, Source


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


class Mark(Struct, frozen=True):
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
    change: str = ""  # over years: against the year before, such as 升15.8%
    ends: tuple[int, int] | None = None  # in a flow: the nodes that it leads from and to


class Node(Struct, frozen=True):
    """A place in a flow: its name, its step, and whether it may be gathered with others where there are many."""

    label: str
    stage: int
    role: Role = Role.OTHER
    gathers: bool = True
    link: Link | None = None
    rest: bool = False  # stands for several that were gathered


MOST_LIVE = 400  # marks of a picture that answers to touch


class Chart(Struct, frozen=True):
    """One description of a picture; table, SVG, CSV and Plotly are all made from it and must say the same.

    `refused` holds the reason where a guard forbids drawing; the marks are then only listed in the table.
    """

    id: str
    form: str  # the name of its file in drawing/forms/
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
    def live(self) -> bool:
        """Whether readers may ask for it as a picture that answers to touch; one of hundreds of marks would weigh too much."""
        return not self.refused and len(self.marks) <= MOST_LIVE

    @property
    def highest(self) -> Decimal:
        """The largest value of the marks and the total, in base units; 0 where there are none."""
        values = [mark.value for mark in (*self.marks, *((self.total,) if self.total else ()))]
        return max(values, default=Decimal(0))
