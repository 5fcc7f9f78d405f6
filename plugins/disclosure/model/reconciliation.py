"""Breakdowns of totals, and two sides held against each other."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from ..problems import Where
from ..quantities import BOUND_WORDS, Bound, coarse, computed_text, opposite, together, yuan_text
from .figure import Figure, FigureRef, FigureStatus, Formula, RichText, most_doubtful

# Ids and plus signs: what a label shows that names the figures one after the other.
_PLAIN_SUM = re.compile(r"\w+(?: \+ \w+)*")


class Verdict(StrEnum):
    """How a reconciliation ends."""

    AGREES = "一致"
    DIFFERS = "有差额"
    OVERLAPS = "有重叠"
    INCOMPLETE = "未逐项列明"
    UNCHECKABLE = "无法核对"
    SCOPE_DIFFERS = "口径不同"
    CONTRADICTS = "前后矛盾"

    @property
    def words(self) -> str:
        """The verdict as readers are told it; tables keep the word of the trade."""
        return "算的不是一块" if self is Verdict.SCOPE_DIFFERS else self.value


class Relation(StrEnum):
    """What should hold between two sides."""

    EQUAL = "="
    AT_LEAST = "≥"
    AT_MOST = "≤"
    UNLIKE = "不同"
    NEARLY = "≈"


class Proof(StrEnum):
    """What is known of the parts of a total: that it is so, that it is not, or neither."""

    YES = "是"
    NO = "否"
    UNPROVEN = "未证明"


class Breakdown(Struct, frozen=True):
    """A way in which a total is split: which figures are its parts, and what is known of them."""

    id: str
    title: str
    total: str
    disjoint: Proof
    complete: Proof
    parts: tuple[str, ...] = ()
    note: RichText = ()
    where: Where | None = None

    @property
    def proven(self) -> bool:
        """Whether shares of the total may be drawn: parts known to be disjoint and complete."""
        return self.disjoint == Proof.YES and self.complete == Proof.YES


SUM_OF_PARTS = "分项之和："  # before the parts of a breakdown


class Side(Struct, frozen=True):
    """One side of a reconciliation: words, and a value where there is one."""

    label: RichText
    value: Decimal | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    inputs: tuple[str, ...] = ()
    overlapping: bool = False  # a sum over parts that are not known to be disjoint
    to_the_cent: bool = False  # from books, or from figures that are all written in yuan: shown in yuan with 分
    grain: Decimal = Decimal(0)  # the last place that its digits bear; 0 where they are exact
    status: FigureStatus = FigureStatus.VERIFIED  # the gravest doubt of its figures
    formula: Formula | None = None  # how the value was computed; where there is none, the label says the rule

    @property
    def brief_label(self) -> RichText:
        """The label without the parts of a sum, which stand where the check is told in full."""
        return (SUM_OF_PARTS.rstrip("："),) if self.label[:1] == (SUM_OF_PARTS,) else self.label

    @property
    def unsaid_formula(self) -> Formula | None:
        """The formula, where the label does not already show every figure of it, added up as it stands."""
        if self.formula is None or not self.formula.inputs:
            return None
        shown = {piece.id for piece in self.label if isinstance(piece, Figure | FigureRef)}
        plain_sum = _PLAIN_SUM.fullmatch(self.formula.text)
        return None if plain_sum and shown.issuperset(self.formula.inputs) else self.formula

    @property
    def text(self) -> str:
        """The value for reading, with 至少 or 约 where its figures say so; nothing where there is none."""
        if self.value is None or self.unit is None:
            return ""
        if self.to_the_cent:
            return yuan_text(self.value)
        return computed_text(self.value, self.unit, self.bound, self.grain)


class Reconciliation(Struct, frozen=True):
    """Two sides held against each other; the difference and the verdict are computed, never smoothed over."""

    id: str
    year: int
    topic: str
    title: str
    left: Side
    relation: Relation | None
    right: Side
    difference: Decimal | None
    verdict: Verdict
    note: RichText = ()
    source: str | None = None
    place: str | None = None
    within_rounding: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """Every figure that takes part, by formula or in the words of a side."""
        pieces = (*self.left.label, *self.right.label)
        in_words = [piece.id for piece in pieces if isinstance(piece, FigureRef | Figure)]
        return (*self.left.inputs, *self.right.inputs, *in_words)

    @property
    def difference_text(self) -> str:
        """Left minus right in words: 左边多，至少8.03万元; nothing where the sides can't be subtracted."""
        if self.difference is None or self.left.unit is None:
            return ""
        if self.difference == 0:
            return "写出来的数没有差额" if self.verdict is Verdict.UNCHECKABLE else "没有差额"
        more, size, unit = self.difference > 0, abs(self.difference), self.left.unit
        way = f"左边{'多' if more else '少'}"
        bound = together(self.left.bound, opposite(self.right.bound))
        larger, smaller = (self.left, self.right) if more else (self.right, self.left)
        if smaller.overlapping:  # it may have counted something twice, and then the difference is even larger
            surely = Bound.AT_LEAST if more else Bound.AT_MOST
            bound = Bound.ABOUT if larger.overlapping else together(bound, surely)
        certainty = bound if more else opposite(bound)
        if self.left.to_the_cent and self.right.to_the_cent:
            text = BOUND_WORDS[certainty] + yuan_text(size)
        else:
            grain = max(self.left.grain, self.right.grain)
            certainty = together(certainty, Bound.ABOUT) if coarse(grain, unit) else certainty
            text = computed_text(size, unit, certainty, grain)
        return f"{way}，{text}" if certainty in {Bound.AT_LEAST, Bound.AT_MOST} else way + text

    @property
    def status(self) -> FigureStatus:
        """The gravest doubt of what the difference was computed from."""
        return most_doubtful([self.left.status, self.right.status])


class UnlikeBooks(Struct, frozen=True):
    """A check of consolidated accounts that does not hold, and the organisation whose accounts these are."""

    check: Reconciliation
    lead: str
