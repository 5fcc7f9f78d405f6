"""Figures: one published number each, with its wording, and the way back to where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..numerals import is_spelled_out
from ..problems import Where
from ..quantities import (
    BOUND_WORDS,
    Bound,
    borne,
    bound_of,
    coarse,
    computed_text,
    money_text,
    opposite,
    settled,
    together,
    turned,
    yuan_text,
)


class SourceLevel(StrEnum):
    """来源等级: how much weight a source has; the one-character mark behind a figure."""

    AUDITED = "审"
    REPORT = "报"
    MEDIA = "媒"
    COMPUTED = "算"
    STAFF = "填"


_TELLERS = {
    SourceLevel.AUDITED: "报告",
    SourceLevel.REPORT: "报告",
    SourceLevel.MEDIA: "报道",
    SourceLevel.STAFF: "填报资料",
}


def teller(levels: Iterable[SourceLevel]) -> str:
    """What a sentence names as having said something, by the levels of its sources; computed figures say nothing themselves."""
    names = {_TELLERS[level] for level in levels if level in _TELLERS}
    return names.pop() if len(names) == 1 else "公开资料"


def joined(subject: str, measure: str) -> str:
    """What a figure is called in one piece: its subject and its measure, what both say said once: 慈善项目 + 项目数 = 慈善项目数.

    How a ratio is worked out stands in brackets: 管理费用比例（管理费用÷费用合计）.
    """
    if "÷" in measure:
        return f"{subject}（{measure}）"
    shared = next((size for size in range(len(measure), 0, -1) if subject.endswith(measure[:size])), 0)
    whole = shared in {len(subject), len(measure)}
    return f"{subject}{measure[shared:] if whole or shared >= _SHARED_FROM else measure}"


_SHARED_FROM = 2  # characters; a single one in common is chance


LEVELS = {  # what each mark stands for
    SourceLevel.AUDITED: "审计报告或经审计的报表",
    SourceLevel.REPORT: "机构自己的正式报告",
    SourceLevel.MEDIA: "媒体的报道或综述",
    SourceLevel.COMPUTED: "本站按公开数字计算",
    SourceLevel.STAFF: "机构工作人员填报",
}


class Coverage(StrEnum):
    """口径: over which bodies a figure counts."""

    OWN = "本级"
    COUNTY = "市县两级"
    PARTNERS = "合作各方"
    MIXED = "混合"
    UNSTATED = "未说明"


class FigureStatus(StrEnum):
    """状态: how sure the reading of a figure is."""

    VERIFIED = "已核"
    INFERRED = "推断"
    PENDING = "待核实"
    CORRECTED = "已更正"


# What stands beside a number whose reading is not sure.
DOUBT_WORDS = {FigureStatus.PENDING: "还没核清", FigureStatus.INFERRED: "推断"}


class Nature(StrEnum):
    """性质: money that moved, or only money that was spoken of."""

    ACTUAL = "实际"
    PLANNED = "计划"
    PLEDGED = "认捐"
    SIZE = "规模"
    LIMIT = "上限"


class FigureBasis(StrEnum):
    """款物: whether a sum counts money, goods or both."""

    BOTH = "款物"
    MONEY = "现金"
    GOODS = "物资"


class Source(Struct, frozen=True):
    """A document that numbers and facts come from."""

    id: str
    title: str
    issuer: str
    published_on: str
    level: SourceLevel
    year: int | None = None
    authors: str | None = None
    address: str | None = None
    sha256: str | None = None
    note: str | None = None
    original: str | None = None  # its published document, below the organisation's address
    transcribed_on: str | None = None  # the day on which somebody held what was recognised in its pictures against them


def most_doubtful(statuses: Iterable[FigureStatus]) -> FigureStatus:
    """The status of what is computed from figures of these: their gravest doubt."""
    known = set(statuses)
    return next(
        (doubt for doubt in (FigureStatus.PENDING, FigureStatus.INFERRED) if doubt in known), FigureStatus.VERIFIED
    )


# How books and keyboards write a number below zero: (5万元), -5万元.
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_HYPHEN = re.compile(r"(?<![0-9A-Za-z])[-－﹣](?=[¥￥]?[0-9])")

_IDS = re.compile(r"(\w+)")
_IN_YUAN = re.compile(r"[-−－(（]?[¥￥]?[-−－]?[0-9][0-9,]*(?:\.[0-9]{1,2})?元?[)）]?")
_ENDS_IN_DIGITS = re.compile(r"[\d百千万亿余多]$")


class Formula(Struct, frozen=True):
    """How a computed figure came about: its text, and the ids it was computed from."""

    text: str
    inputs: tuple[str, ...]

    @property
    def tokens(self) -> tuple[tuple[str, bool], ...]:
        """Its text in pieces, each with whether it is the id of a figure that it was computed from."""
        return tuple((piece, piece in self.inputs) for piece in _IDS.split(self.text) if piece)


def shown_text(wording: str, value: Decimal) -> str:
    """A wording as pages show it: of a *value* below zero with a true minus."""
    if value >= 0:
        return wording
    if _BRACKETED.fullmatch(wording):
        return f"−{wording[1:-1]}"
    return _HYPHEN.sub("−", wording)


def unsaid_unit(wording: str, unit: str) -> str:
    """The *unit*, where a wording leaves it out (超过200万); otherwise nothing."""
    return unit if _ENDS_IN_DIGITS.search(wording) else ""


class Superseded(Struct, frozen=True):
    """That a later report put another figure in the place of this one: that which holds *now*; none of what was computed from it."""

    now: Figure | None = None

    @property
    def words(self) -> str:
        """What stands behind the old number."""
        return f"后来改为{self.now.text}" if self.now else "用到的数后来改过"


class Figure(Struct, frozen=True):
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
    nature: str = Nature.ACTUAL  # of a computed figure those of all its inputs: 实际、计划
    scope: Coverage = Coverage.UNSTATED
    basis: FigureBasis | None = None
    record: str | None = None
    part_of: tuple[str, ...] = ()
    status: FigureStatus = FigureStatus.VERIFIED
    level: SourceLevel = SourceLevel.REPORT
    source: str | None = None
    place: str | None = None
    note: RichText = ()
    formula: Formula | None = None
    precision: Decimal = Decimal(1)
    grain: Decimal = Decimal(0)  # the last place that its digits bear; 0 where they are exact, or a limit (62万余)
    sentence: str | None = None  # in which its source says it
    where: Where | None = None
    superseded: Superseded | None = None

    @property
    def bound(self) -> Bound:
        """On which side of the digits the truth can lie."""
        return bound_of(self.qualifier)

    @property
    def approximate(self) -> bool:
        """Whether the wording says that the digits are not the exact value."""
        return self.bound is not Bound.EXACT

    @property
    def in_yuan(self) -> bool:
        """Whether it is exact money written in yuan, not in 万元."""
        return self.unit == "元" and not self.approximate and bool(_IN_YUAN.fullmatch(self.as_written))

    @property
    def shortens(self) -> bool:
        """Whether short lines may set it anew, as 198.05万元: reported money, exact, in yuan to the last digit or in numerals."""
        spelled_out = self.unit == "元" and not self.approximate and is_spelled_out(self.as_written)
        return self.formula is None and (self.in_yuan or spelled_out)

    @property
    def in_brief(self) -> str:
        """The figure with its unit as large type and short lines have it, and whoever passes one of them on."""
        return money_text(self.value) if self.shortens else f"{self.text}{self.unit_unsaid}"

    @property
    def loose(self) -> Bound:
        """Its bound inside a sum: what was rounded to whole 万 or 亿 is only 约 there."""
        return together(self.bound, Bound.ABOUT) if coarse(self.grain, self.unit) else self.bound

    @property
    def printed(self) -> Decimal:
        """Its value with no more digits than its wording has."""
        return settled(self.value, borne(self.value, self.grain), self.bound) if self.formula else self.value

    @property
    def text(self) -> str:
        """The figure for prose: the source's wording if reported, 48.49万元 if computed; below zero with a true minus."""
        return shown_text(self.as_written, self.value)

    @property
    def doubt(self) -> str:
        """What must be known beside it: 还没核清, 推断, 后来改为90万元; nothing where it stands as it is."""
        status = "" if self.status == FigureStatus.VERIFIED else DOUBT_WORDS.get(self.status, str(self.status))
        return "，".join(filter(None, (status, self.superseded.words if self.superseded else "")))

    @property
    def alone(self) -> str:
        """The figure where no mark can stand behind it, as in a line that is passed on: 1200余人次（还没核清）."""
        return f"{self.text}{f'（{self.doubt}）' if self.doubt else ''}"

    @property
    def unit_unsaid(self) -> str:
        """The unit, where the wording leaves it out (超过200万); otherwise nothing."""
        return unsaid_unit(self.as_written, self.unit)

    @property
    def anchor(self) -> str:
        """Its entry in the register, below the organisation's address."""
        return f"facts/{self.year}/#{self.id}"


def worded(words: str, figure: Figure) -> tuple[str, Figure]:
    """*words* and a *figure* behind them, of one meaning: a computed difference below zero turns 多 into 少.

    比总额多 + −1.97万元 becomes 比总额少 + 1.97万元; where the words name no way, the number keeps its sign.
    """
    if figure.formula is None or figure.value >= 0:
        return words, figure
    back = turned(words)
    if back is None:
        return words, figure
    bound = opposite(figure.bound)
    text = (
        yuan_text(-figure.value) if figure.in_yuan else computed_text(-figure.value, figure.unit, bound, figure.grain)
    )
    return back, replace(figure, value=-figure.value, qualifier=BOUND_WORDS[bound] or None, as_written=text)


def in_cents(figures: Collection[Figure]) -> bool:
    """Whether all of these figures are written in yuan, and some of them to the 分: what is computed from them is, too."""
    return all(figure.in_yuan for figure in figures) and any("." in figure.as_written for figure in figures)


class FigureRef(Struct, frozen=True):
    """A figure named inside a text."""

    id: str


def _pause(words: str, figure: Figure) -> str:
    """A comma between 多 or 少 and a bound, which run together would read as one word: 比总额少，至少8万元."""
    bounded = figure.formula is not None and figure.bound in {Bound.AT_LEAST, Bound.AT_MOST}
    return "，" if bounded and words.endswith(("多", "少")) and not words.endswith(("至少", "最多", "最少")) else ""


def fitted(pieces: Iterable[RichPiece], look_up: Callable[[FigureRef], Figure | None]) -> Iterator[RichPiece]:
    """The pieces of a text with every reference as its figure, and the words before a figure fitted to its sign."""
    before: RichPiece | None = None
    for piece in pieces:
        shown = (look_up(piece) if isinstance(piece, FigureRef) else None) or piece
        if isinstance(shown, Figure) and isinstance(before, str):
            before, shown = worded(before, shown)
            before += _pause(before, shown)
        if before is not None:
            yield before
        before = shown
    if before is not None:
        yield before


RichPiece: TypeAlias = "str | FigureRef | Figure | PastFigure | Link | Clock"
RichText: TypeAlias = "tuple[RichPiece, ...]"


# How a cell names a figure: `{G007}`; how an article names a figure, a chart or a table: `[[figure: G007]]`. Anything of the
# second shape is one, so that a mistyped kind is reported and never published as text.
REFERENCE = r"\{([A-Za-z][A-Za-z0-9-]*)\}"
EMBED = r"\[\[\s*([A-Za-z]+)\s*[:：]\s*([^\[\]\n]+?)\s*\]\]"
_REFERENCE = re.compile(REFERENCE)


def rich(text: str | None) -> RichText:
    """Split a text with `{G007}` references into its pieces."""
    if not text:
        return ()
    if "{" not in text:
        return (text,)
    pieces: list[RichPiece] = []
    for position, piece in enumerate(_REFERENCE.split(text)):
        if position % 2:
            pieces.append(FigureRef(piece))
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


class Link(Struct, frozen=True):
    """Words that lead to another page of the same organisation (`path`) or of the whole site (`root`)."""

    text: str
    path: str
    root: bool = False


class Clock(Struct, frozen=True):
    """Words that depend on the day: *text* is right on the day the data was put together, a script counts again.

    *kind* says what is counted: `due` days to or after *day*, `since` days after it, `today` the day itself; `until` counts
    nothing, it says that *day* has passed; `overdue` and `waiting` count how many of *days* (last day, how many) have passed
    and have not, in the unit that *text* ends with, and `several` says 最久的 where more than one has passed.
    """

    kind: str
    day: str
    text: str
    tag: str = ""  # the kind of tag that it shows as; none for plain words
    days: tuple[tuple[str, int], ...] = ()


class PastFigure(Struct, frozen=True):
    """A figure as a release showed it: its words with the unit, and the level of its source then, where the release keeps it."""

    text: str
    level: SourceLevel | None


class PastWording(Struct, frozen=True):
    """How a release put a figure: its number, its day, and the wording."""

    number: int
    published_on: str
    wording: str
