"""Figures: one published number each, with its wording, and the way back to where it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from ..problems import Where
from ..quantities import QUALIFIERS, Bound

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
class Organisation:
    """Who publishes: registered facts as far as known; None means 未披露."""

    id: str
    name: str
    short_name: str
    facts: Mapping[str, str | None]
    about: str | None = None
    sample: bool = False
    other_members: tuple[str, ...] = ()  # bodies that belong to it and have no data here


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the same organisation (`path`) or of the whole site (`root`)."""

    text: str
    path: str
    root: bool = False


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
class Told:
    """How a release put a figure: its number, its day, and the wording."""

    number: int
    published_on: str
    wording: str
