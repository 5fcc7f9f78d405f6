"""A number of a report understood, and what the numbers of a report share."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import Coverage, FigureBasis, Nature
from .mentions import Mention
from .passages import Passage
from .vocabulary import Flow

UNNAMED = "未写明"  # the subject of a number of which nobody says what it is about


class PartSort(Enum):
    """How an amount stands to another that is told before it."""

    NONE = "none"
    BESIDE = "beside"  # told as a part, but not of its way, its time or its body
    PART = "part"


class MentionMeaning(Struct, frozen=True):
    """A mention understood: the cells of a row that follow from its words."""

    mention: Mention
    passage: Passage
    subject: str
    measure: str
    flow: Flow
    nature: Nature
    scope: Coverage
    basis: FigureBasis | None
    topic: str
    year: int
    overall: bool  # whether it tells of the whole year
    project: str
    why: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    of_when: str = ""  # what of them asks whether it is of the year
    whole: tuple[int, int] | None = None  # of which amount it is told as a part: its passage, and where it begins there
    told_again: tuple[str, ...] = ()  # the other places of a number that the report repeats

    def also_at(self, place: str) -> MentionMeaning:
        """The same number, told once more at *place*."""
        known = place in self.passage.place or place in self.told_again
        return self if known else replace(self, told_again=(*self.told_again, place))


class Setting(Struct):
    """What all passages of a report share, and what the last ones said."""

    year: int
    body: str  # the name of the organisation
    two_levels: bool  # whether the report tells of two levels of bodies
    plan: bool = False  # whether all of the report is a plan
    whose: str = ""  # the title, where it names a body of one sort only
    titles: str = ""  # the lines before the first sentence
    news: bool = False  # whether it is written as news or statistics are
    names_a_body: bool = False  # whether any charity is named in it, and be it 我会
    mixed: bool = False  # whether it names bodies of several sorts
    special: bool = False  # whether the title says that it tells of one disaster, campaign or project only
    disaster: str = ""  # the one disaster that the title says it tells of
    years: bool = False  # whether the title says that it tells of several years together
    period: str = ""  # what part of the year the title says the report tells of
    earlier: list[MentionMeaning] = field(default_factory=list)
    rows: list[Passage] = field(default_factory=list)  # those of tables, in order
