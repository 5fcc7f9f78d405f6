"""What readers may put together themselves: every series and every split, with what may not be compared already decided."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from msgspec import Struct

from .chart import Role
from .figure import Figure

MOST_MEASURES = 300  # of one page and one file; more come in parts


class ExplorerPoint(Struct, frozen=True):
    """The value of one year in base units; *sort* is its place in `Exploration.sorts`, *apart* why it can't be compared with the newest."""

    year: int
    value: Decimal
    text: str  # exact, as it is written
    brief: str  # in the unit of its measure, at most two decimals
    short: str  # its digits above a column, large ones without decimals
    sort: int
    figure: Figure | None = None
    apart: tuple[str, ...] = ()
    note: str = ""


class Measure(Struct, frozen=True):
    """One thing over the years."""

    id: str
    topic: str
    label: str
    unit: str
    brief_unit: str  # in which its numbers stand, such as 万元
    scale: Decimal  # base units of the brief unit
    role: Role
    points: tuple[ExplorerPoint, ...]

    @property
    def apart(self) -> tuple[str, ...]:
        """Why some of its years can't be compared with the newest, every reason once."""
        return tuple(dict.fromkeys(reason for point in self.points for reason in point.apart))


class SplitPart(Struct, frozen=True):
    """A part of a whole with its share in words; none where shares may not be told."""

    label: str
    figure: Figure
    brief: str
    share: str = ""


class Split(Struct, frozen=True):
    """A whole of one year and its parts; *refused* is the reason why no shares are drawn."""

    id: str
    label: str
    year: int
    total: Figure
    role: Role
    parts: tuple[SplitPart, ...]
    refused: str | None = None


class Exploration(Struct, frozen=True):
    """Everything that 数据探索 may show.

    *unlike* says of two sorts of figures why they may not stand on one scale; *fewest* is how many years that can be
    compared a course needs, *too_few* what is said where there are fewer.
    """

    years: tuple[int, ...]
    measures: tuple[Measure, ...]
    splits: tuple[Split, ...]
    sorts: tuple[str, ...]
    unlike: tuple[tuple[int, int, str], ...]
    fewest: int
    too_few: str

    @property
    def parted(self) -> bool:
        """Are there too many measures for one file, so that readers first choose a part of them?"""
        return len(self.measures) > MOST_MEASURES

    @property
    def unlisted(self) -> frozenset[str]:
        """Topics of too many measures for one page of words, on a page of too many: their figures stand in the register."""
        if not self.parted:
            return frozenset()
        counts = Counter(measure.topic for measure in self.measures)
        return frozenset(topic for topic, count in counts.items() if count > MOST_MEASURES // len(counts))
