"""Which totals of a year a report gives, each once, and which only seem to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..kinds.headlines import HeadlineRole
from ..model import Coverage, FigureBasis, Nature
from . import vocabulary as words
from .meaning import UNNAMED, MentionMeaning
from .vocabulary import BENEFICIARY_UNITS, Flow

_ROLES = (
    (HeadlineRole.INCOME, lambda meaning: meaning.flow is Flow.IN),
    (
        HeadlineRole.EXPENSE,
        lambda meaning: meaning.flow is Flow.OUT and meaning.measure not in {"管理费支出", "募捐成本"},
    ),
    (HeadlineRole.HELPED, lambda meaning: meaning.measure == "受益"),
)
_OTHERS = {HeadlineRole.INCOME: HeadlineRole.OTHER_INCOME, HeadlineRole.EXPENSE: HeadlineRole.OTHER_EXPENSE}
_AHEAD = {HeadlineRole.INCOME: HeadlineRole.PLANNED_INCOME, HeadlineRole.EXPENSE: HeadlineRole.PLANNED_EXPENSE}

_CALLED_TOTAL = re.compile(r"(?:总(?:收入|支出|费用)|(?:收入|支出|费用)(?:总额|总?计|合计|共计))[^,。;\d]{0,4}$")
_OF_CHARITY = re.compile(r"(?:公益事业|慈善活动|公益|业务活动)(?:总?支出|成本)[^,。;\d]{0,4}$")


def _said_before(meaning: MentionMeaning) -> str:
    return meaning.passage.text[max(0, meaning.mention.start - 16) : meaning.mention.start]


class _MoneyOneWay(Struct, frozen=True):
    """What a report tells of the money that went one way in a year: whether it names a total, and other sorts beside a whole."""

    named: bool  # 总收入, 支出合计
    goods: bool  # goods of the whole year, told by themselves
    other: bool  # income that is no gift, or costs that help nobody

    @classmethod
    def by_way(cls, meanings: Sequence[MentionMeaning]) -> dict[tuple[object, ...], _MoneyOneWay]:
        """The same for each way, nature, scope and year."""
        sorted_out: dict[tuple[object, ...], list[MentionMeaning]] = {}
        for meaning in meanings:
            if meaning.mention.unit == "元":
                sorted_out.setdefault(_way(meaning), []).append(meaning)
        return {
            way: cls(
                any(_CALLED_TOTAL.search(_said_before(meaning)) for meaning in alike),
                any(meaning.overall and meaning.basis is FigureBasis.GOODS for meaning in alike),
                any(meaning.measure in NOT_FOR_HELP and meaning.whole is None for meaning in alike),
            )
            for way, alike in sorted_out.items()
        }


def _way(meaning: MentionMeaning) -> tuple[object, ...]:
    return meaning.flow, meaning.nature, meaning.scope, meaning.year


def _is_total(meaning: MentionMeaning, money: Mapping[tuple[object, ...], _MoneyOneWay]) -> bool:
    """Whether money that tells of the whole year is all of it: not goods alone, not money beside goods, not one sort of several."""
    if meaning.mention.unit != "元" or meaning.flow not in {Flow.IN, Flow.OUT}:
        return True
    beside = money[_way(meaning)]
    if beside.named:
        return _CALLED_TOTAL.search(_said_before(meaning)) is not None
    if meaning.basis is FigureBasis.GOODS or (meaning.basis is FigureBasis.MONEY and beside.goods):
        return False
    one_sort = (meaning.flow is Flow.IN and meaning.measure != "收入") or _OF_CHARITY.search(_said_before(meaning))
    return not (one_sort and beside.other)


_COLLECTED = frozenset({"筹集", "募集善款", "接收款物", "捐赠收入"})
_LARGER = "写的像是全年的总数，可是报告里还有一个更大的同类的数：请看事项。"


def only_true_totals(meanings: Sequence[MentionMeaning]) -> Iterator[MentionMeaning]:
    """The meanings; one that seemed to be of the whole year is asked about where another amount of its sort is larger."""
    moved = [
        meaning
        for meaning in meanings
        if meaning.mention.unit == "元" and meaning.nature is Nature.ACTUAL and not meaning.passage.row
    ]
    for meaning in meanings:
        larger = meaning.overall and meaning in moved and any(_outdoes(other, meaning) for other in moved)
        yield replace(meaning, doubts=(*meaning.doubts, _LARGER)) if larger else meaning


_LEAST_DIGITS = 4  # of an amount that is known again by its value: 50万元 may be another one


def without_totals_told_again(meanings: Sequence[MentionMeaning]) -> list[MentionMeaning]:
    """The meanings without those that tell a total of the year once more, or a part of it with it: their places are joined.

    Other parts that are told there are of the total as it was told first.
    """
    kept: list[MentionMeaning] = []
    first: dict[tuple[int, int], tuple[int, int]] = {}  # where a total is told again → where it was told first
    for meaning in meanings:
        whole = first.get(meaning.whole) if meaning.whole else None
        moved = replace(meaning, whole=whole) if whole else meaning
        again = _same_part if whole else _tells_again
        at = next((at for at, earlier in enumerate(kept) if again(moved, earlier)), None)
        if at is None:
            kept.append(moved)
            continue
        first[_spot(meaning)] = _spot(kept[at])
        kept[at] = kept[at].also_at(meaning.passage.place)
    return kept


def _same_part(meaning: MentionMeaning, earlier: MentionMeaning) -> bool:
    """Whether a part of a total that is told again is one that was told with it the first time."""
    told_of = (earlier.whole, earlier.subject, earlier.measure, earlier.mention.value, earlier.mention.unit)
    return told_of == (
        meaning.whole, meaning.subject, meaning.measure, meaning.mention.value, meaning.mention.unit
    )  # fmt: skip


def _spot(meaning: MentionMeaning) -> tuple[int, int]:
    return meaning.passage.at, meaning.mention.start


def _tells_again(meaning: MentionMeaning, total: MentionMeaning) -> bool:
    """Whether an amount is the *total* of the year, told once more in another paragraph: 总收入536.89万元; …全年共募集善款536.89万元."""
    if not total.overall or total.nature is not Nature.ACTUAL or total.mention.unit != "元" or total.passage.row:
        return False
    if (meaning.mention.value, meaning.mention.unit) != (total.mention.value, total.mention.unit):
        return False
    if meaning.passage.paragraph == total.passage.paragraph or meaning.passage.row or meaning.whole is not None:
        return False
    alike = (meaning.flow, meaning.nature, meaning.year) == (total.flow, total.nature, total.year)
    digits = len(total.mention.value.normalize().as_tuple().digits)
    if not alike or digits < _LEAST_DIGITS or meaning.scope is not total.scope:
        return False
    return meaning.overall or _may_sum_up(meaning)


def _may_sum_up(meaning: MentionMeaning) -> bool:
    """Whether an amount may be of all of the year: its sentence says so, or nobody says of what it is."""
    sentence = meaning.passage.text[: meaning.mention.start].rpartition("。")[2]
    return meaning.overall or meaning.subject == UNNAMED or words.YEARLY.search(sentence) is not None


_ROUNDED = Decimal("1.01")  # 2.3亿元(230,460,102.09元) is one amount


def _outdoes(other: MentionMeaning, total: MentionMeaning) -> bool:
    """Whether an amount is of the same sort as a total of the year, and more than it."""
    alike = other.measure == total.measure or {other.measure, total.measure} <= _COLLECTED
    same = (other.flow, other.scope, other.year) == (total.flow, total.scope, total.year)
    larger = other.mention.value > total.mention.value * _ROUNDED and not other.of_when
    if not alike or not same or not larger or not _may_sum_up(other):
        return False
    said = _said_before(total)
    if _CALLED_TOTAL.search(said) or "本级" in said or total.basis is FigureBasis.GOODS or words.GOODS.search(said):
        return False
    return other.basis is total.basis or total.basis is FigureBasis.BOTH


NOT_FOR_HELP = words.HANDED_DOWN | {"投资收益", "利息收入", "管理费支出", "募捐成本"}


def roles(meanings: Sequence[MentionMeaning], year: int) -> dict[int, HeadlineRole]:
    """The role in 年度要目 of *year* of the meanings (by their place in the list) that have one; each is given once."""
    given: dict[HeadlineRole, list[int]] = {}
    money = _MoneyOneWay.by_way(meanings)
    for at, meaning in enumerate(meanings):
        planned = meaning.nature is Nature.PLANNED
        next_year = planned and meaning.year > year and not meaning.doubts
        if not (next_year or (meaning.overall and not planned)) or not _is_total(meaning, money):
            continue
        for role, fits in _ROLES:
            if not fits(meaning):
                continue
            if planned:
                wanted = _AHEAD.get(role)
                if meaning.subject and not re.search(r"目标|全年|^\d{4}年", meaning.subject):
                    wanted = None
            elif meaning.nature is not Nature.ACTUAL or meaning.mention.unit not in {"元", *BENEFICIARY_UNITS}:
                wanted = None
            elif meaning.scope is Coverage.COUNTY:
                wanted = _OTHERS.get(role)
            else:
                wanted = role
            if wanted is not None:
                given.setdefault(wanted, []).append(at)
            break
    return {places[0]: role for role, places in given.items() if _is_largest([meanings[at] for at in places])}


def _is_largest(alike: Sequence[MentionMeaning]) -> bool:
    """Whether none of the numbers that could be one total is larger than the first: else which of them it is remains open."""
    first = alike[0].mention
    if _LARGER in alike[0].doubts:
        return False
    return alike[0].nature is Nature.PLANNED or all(
        other.mention.value <= first.value for other in alike if other.mention.unit == first.unit
    )
