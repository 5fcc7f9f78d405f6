"""How proposals hang together: parts of a total, roles in the year, and what does not fit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..identifiers import simplified
from ..kinds.headlines import HeadlineRole
from ..model import Coverage, FigureBasis, Nature, Proof, Relation, Verdict
from ..quantities import QUALIFIERS, Bound, quantity_text
from . import vocabulary as words
from .lists import opens
from .meaning import UNNAMED, MentionMeaning
from .proposals import Contradiction, FigureProposal, PartGroup, group_title
from .tables import TOTAL
from .vocabulary import BENEFICIARY_UNITS, HOUSEHOLDS, VISITS, Flow
from .wholes import CHANGES, PARTS_TURN, may_have_parts

Pair = tuple[FigureProposal, MentionMeaning]

_PARTED = re.compile(r"其中|(?<!不)包[括含]|(?<=元\()含|分别[为是]")
_SENTENCE = re.compile(r"[。！？!?]")
_UNITS_ALIKE = {"人": "people", "人次": "people", "名": "people"}


def key(prefix: str, *texts: str) -> str:
    """An id that stays the same as long as the texts do."""
    return prefix + hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


# --- parts ---------------------------------------------------------------------------------------


def _may_have_parts(total: FigureProposal) -> bool:
    sums_up_years = any("几年累计" in doubt for doubt in total.doubts)
    return total.nature is not Nature.LIMIT and not sums_up_years and may_have_parts(total.measure)


def grouped_parts(pairs: Sequence[Pair]) -> Iterator[PartGroup]:
    """Groups from 其中, from lists over several paragraphs and from tables with a row of totals; a number is a part once."""
    lists = _AmountList.by_whole(pairs)
    inside: set[str] = set()
    for at, (total, meaning) in enumerate(pairs):
        if meaning.passage.row or not _may_have_parts(total):
            continue
        listed = lists.get((meaning.passage.at, meaning.mention.start), [])
        groups = [_group(total, parts, _turn_of(meaning))] if (parts := _parts_behind(pairs, at)) else []
        groups += [_group(total, items.parts, items.why) for items in listed if items.holds(total, meaning)]
        for group in groups:
            if not inside.intersection(group.parts):
                inside.update(group.parts)
                yield group
    yield from _of_tables(pairs)


_INCLUDED = "含"  # behind it some of the parts are told, and never said to be all


def _turn_of(total: MentionMeaning) -> str:
    """The word behind *total* that turns to its parts."""
    return _INCLUDED if total.passage.text.startswith("(含", total.mention.end) else "其中"


class _AmountList(Struct):
    """The items of a list over several paragraphs that parts one amount, by one aspect."""

    why: str
    items: list[list[Pair]]  # the amounts of each item

    @classmethod
    def by_whole(cls, pairs: Sequence[Pair]) -> dict[tuple[int, int], list[_AmountList]]:
        """The lists of each amount that has some, by its passage and its place there."""
        wholes: dict[tuple[int, int], dict[str, dict[int, list[Pair]]]] = {}
        for pair in pairs:
            whole, passage = pair[1].whole, pair[1].passage
            if whole is not None and whole[0] != passage.at:
                wholes.setdefault(whole, {}).setdefault(passage.aspect, {}).setdefault(passage.at, []).append(pair)
        return {
            whole: [cls(aspect or "列表", list(items.values())) for aspect, items in aspects.items()]
            for whole, aspects in wholes.items()
        }

    @property
    def parts(self) -> list[Pair]:
        """The amount of each item: the first, or all of a paragraph that goes on with 其中."""
        return [pair for amounts in self.items for pair in (amounts if _goes_on(amounts[0]) else amounts[:1])]

    def holds(self, total: FigureProposal, meaning: MentionMeaning) -> bool:
        """Whether the items are parts of *total*: as the words before the list say, or as they sum up to it exactly."""
        self.items = [kept for amounts in self.items if (kept := [p for p in amounts if _part_of(total, meaning, p)])]
        parts = self.parts
        together = sum((part.value for part, _ in parts), Decimal(0))
        if not parts or (together > total.value + _slack(total) and not _PARTED.search(meaning.passage.text[-4:])):
            return False  # 具体数额如下: may list what another amount is made of
        summed = len(parts) > 1 and together == total.value
        return opens(meaning.passage.text) or summed or any(map(_goes_on, parts))


def _goes_on(pair: Pair) -> bool:
    """Whether a paragraph goes on with the parts of what the one before told: 其中,甲公司捐款10万元."""
    return PARTS_TURN.match(pair[1].passage.text.lstrip(" (")) is not None


def _parts_behind(pairs: Sequence[Pair], at: int) -> list[Pair]:
    total, meaning = pairs[at]
    passage, text = meaning.passage, meaning.passage.text
    later = [
        pair
        for pair in pairs[at + 1 :]
        if pair[1].passage is passage and not _SENTENCE.search(text[meaning.mention.end : pair[1].mention.start])
    ]
    turn = _PARTED.search(text, meaning.mention.end)
    if turn is None:
        return []
    stop = _SENTENCE.search(text, meaning.mention.end)
    if stop and stop.start() < turn.start():
        opening = text[stop.end() : turn.start()].strip(" ,")
        if opening:
            return []  # what follows begins a sentence of its own
        later = [
            pair
            for pair in pairs[at + 1 :]
            if pair[1].passage is passage
            and not _SENTENCE.search(text[turn.end() : pair[1].mention.start])
            and pair[1].mention.start > turn.start()
        ]
    begins = stop is not None and stop.start() < turn.start()  # 其中 begins a sentence: all of it tells of parts
    aside = text.rfind("(", meaning.mention.end, turn.start()) > text.rfind(")", meaning.mention.end, turn.start())
    if aside and re.search(r"\d", text[meaning.mention.end : text.rfind("(", 0, turn.start())]):
        return []  # (其中…) tells of what stands right before its bracket
    # (其中…) tells of parts up to its bracket
    ends = text.find(")", turn.end()) if aside else text.find("。", turn.end())
    later = [pair for pair in later if pair[1].mention.start < ends] if ends >= 0 else later
    before_turn = [
        pair
        for pair in pairs[at + 1 :]
        if pair[1].passage is passage
        and pair[1].mention.start < turn.start()
        and _alike(total, pair[0])
        and pair[0].year == total.year
        and pair[0].measure not in CHANGES
        and (pair[0].nature is total.nature or pair[0].nature is not Nature.PLANNED)
    ]
    if before_turn:
        return []  # another number of this unit is nearer
    parts = [pair for pair in later if pair[1].mention.start > turn.start() and _part_of(total, meaning, pair)]
    parts = _broken_off(parts, text, total)
    near = text.find(";", turn.end())
    if aside or begins or near < 0 or sum(part.value for part, _ in parts) == total.value:
        return parts  # 其中:捐赠110万元;补助10万元;利息3万元 sum up to all of it
    return [pair for pair in parts if pair[1].mention.start < near]


def _broken_off(parts: list[Pair], text: str, total: FigureProposal) -> list[Pair]:
    """Parts up to the first behind which something else begins: 另, 此外, 全年; or that sum up to the total exactly."""
    kept: list[Pair] = []
    for pair in parts:
        start = kept[-1][1].mention.end if kept else None
        if len(kept) > 1 and sum((part.value for part, _ in kept), Decimal(0)) == total.value:
            break  # 省级30万元,其中甲20万元,乙10万元,某市50万元: the parts are all told
        if start is not None and re.search(r"另|此外|同时|全年", text[start : pair[1].mention.start]):
            break
        kept.append(pair)
    return kept


_COUNTED_ALIKE = frozenset({"个", "家", "项", "场", "次", "件"})  # units of anything


def _alike(first: FigureProposal, second: FigureProposal) -> bool:
    return first.unit == second.unit or _UNITS_ALIKE.get(first.unit, first.unit) == _UNITS_ALIKE.get(second.unit)


def _part_of(total: FigureProposal, meaning: MentionMeaning, pair: Pair) -> bool:
    part, other = pair
    nearer = other.whole not in {None, (meaning.passage.at, meaning.mention.start)}  # a part of another amount
    if nearer or not _of_one_sort(total, part) or not _of_one_time(meaning, other):
        return False
    carried_over = meaning.flow is Flow.IN and other.subject == "年初"  # 总收入500万元,其中上年结转100万元
    if (meaning.flow is Flow.STOCK) is not (other.flow is Flow.STOCK) and not carried_over:
        return False  # what was put aside this year is no part of what there is
    opposite = {meaning.flow, other.flow} == {Flow.IN, Flow.OUT}
    return not opposite or other.flow is meaning.flow


def _of_one_sort(total: FigureProposal, part: FigureProposal) -> bool:
    if part.unit != total.unit or part.nature in {Nature.LIMIT, Nature.SIZE} or not may_have_parts(part.measure):
        return False
    # 3个村 are no part of 23个项目
    return part.unit not in _COUNTED_ALIKE or part.measure in {total.measure, "新增"}


def _of_one_time(total: MentionMeaning, part: MentionMeaning) -> bool:
    """Whether a part tells of the time of the whole; not so the last of 其中甲8万元,累计达到90万元."""
    years = bool(part.of_when) and not total.of_when
    return part.nature is total.nature and part.year == total.year and not years


def _group(total: FigureProposal, parts: Sequence[Pair], why: str) -> PartGroup:
    together = sum((part.value for part, _ in parts), Decimal(0))
    exact = all(
        QUALIFIERS.get(figure.qualifier, Bound.EXACT) is Bound.EXACT for figure in (total, *(part for part, _ in parts))
    )
    whole = exact and together == total.value and len(parts) > 1
    short = exact and together < total.value
    return PartGroup(
        key("B", total.id, why),
        group_title(total.subject, total.measure),
        total.id,
        tuple(part.id for part, _ in parts),
        Proof.YES if whole else Proof.UNPROVEN,
        Proof.YES if whole else Proof.NO if short and len(parts) == 1 else Proof.UNPROVEN,
        why,
    )


def _of_tables(pairs: Sequence[Pair]) -> Iterator[PartGroup]:
    rows = [pair for pair in pairs if pair[1].passage.row]
    for total, meaning in rows:
        if not TOTAL.search(meaning.subject):
            continue
        header = meaning.passage.header
        kind = TOTAL.sub("", meaning.subject)  # 收入 of 收入合计, which sums up what stands below the last such row
        since = max(
            (
                other.passage.paragraph
                for _, other in rows
                if other.passage.header == header
                and other.passage.paragraph < meaning.passage.paragraph
                and TOTAL.search(other.subject)
                and kind
                and TOTAL.sub("", other.subject) not in {"", kind}
            ),
            default=-1,
        )
        above = [
            pair
            for pair in rows
            if pair[1].passage.header == header
            and since < pair[1].passage.paragraph < meaning.passage.paragraph
            and pair[1].why[:1] == meaning.why[:1]
            and pair[0].unit == total.unit
            and not TOTAL.search(pair[1].subject)
            and not re.search(r"增减|增幅|增长|变动", pair[0].measure)
            and {pair[1].flow, meaning.flow} != {Flow.IN, Flow.OUT}  # no income is a part of what was spent
        ]
        if above:
            yield _group(total, above, "合计")


# --- roles ---------------------------------------------------------------------------------------

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


def _is_among(meaning: MentionMeaning) -> bool:
    """Whether a number is told as a part of another: 募集500万元，其中上级下拨200万元."""
    sentence = meaning.passage.text[: meaning.mention.start].rpartition("。")[2]
    return "其中" in sentence or "包括" in sentence


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
                any(meaning.measure in _NOT_FOR_HELP and not _is_among(meaning) for meaning in alike),
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


_NOT_FOR_HELP = frozenset({"上级拨款", "投资收益", "利息收入", "管理费支出", "募捐成本"})


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


# --- what does not fit ---------------------------------------------------------------------------


def contradictions(pairs: Sequence[Pair], groups: Sequence[PartGroup]) -> Iterator[Contradiction]:
    """Parts above or beside their whole, two numbers for one thing, percentages that do not follow."""
    by_id = {proposal.id: proposal for proposal, _ in pairs}
    for group in groups:
        yield from _sums(group, by_id)
    yield from _twice(pairs)
    yield from _percentages(pairs)
    yield from _averages(pairs)
    yield from _listed(pairs, groups)
    yield from _worded(pairs)


_UNIT_DIGIT = re.compile(r"(?<![\d.])\d*[1-9](?:[余多])(?![万亿百千])")
_TENS = 10


def _worded(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """Words that contradict each other around one number: 1681余人次, 受益人数…人次, 6名…家庭."""
    for proposal, meaning in pairs:
        before = meaning.passage.text[max(0, meaning.mention.start - 8) : meaning.mention.start]
        if _UNIT_DIGIT.search(simplified(proposal.as_written)) and proposal.value > _TENS:
            note = "数到个位就是准数，又写“余”“多”就是约数，两者不能同时成立。请看哪个对。"
            title, left, right = "是准数还是约数", f"{{{proposal.id}}}数到了个位", "后面又写约数的字"
        elif proposal.unit == VISITS and re.search(r"人数(?:共计|共|达|为|计)*$", before):
            note = "人数是几个人算几个，人次是来几回算几回。请看是哪一种。"
            title, left, right = "是人还是人次", "文字写“人数”", f"数字写{{{proposal.id}}}"
        elif proposal.unit == HOUSEHOLDS and meaning.mention.counted in {"名", "位"}:
            note = "量词说的是人，后面写的是家庭。请看是几户还是几人；这里先按户记。"
            title, left, right = (
                "说的是人还是户",
                f"量词写“{meaning.mention.counted}”",
                f"说的是家庭（{{{proposal.id}}}）",
            )
        else:
            continue
        yield Contradiction(
            key("C", title, proposal.id), proposal.topic, f"{proposal.subject}：{title}", left, Relation.UNLIKE, right,
            Verdict.CONTRADICTS, note, proposal.place, proposals=(proposal.id,),
        )  # fmt: skip


def _listed(pairs: Sequence[Pair], groups: Sequence[PartGroup]) -> Iterator[Contradiction]:
    """What is listed one by one amounts to more than the total of the year."""
    inside = {part for group in groups for part in group.parts}
    for role, flow, topics in (
        (HeadlineRole.INCOME, Flow.IN, {"收入"}),
        (HeadlineRole.EXPENSE, Flow.OUT, {"项目", "应急", "支出"}),
    ):
        total = next((proposal for proposal, _ in pairs if proposal.role is role), None)
        if total is None or total.unit != "元":
            continue
        parts = [
            proposal
            for proposal, meaning in pairs
            if meaning.flow is flow
            and not meaning.overall
            and proposal.topic in topics
            and proposal.unit == "元"
            and proposal.nature is Nature.ACTUAL
            and proposal.year == total.year
            and proposal.scope is not Coverage.COUNTY
            and proposal.id not in inside
            and proposal.value != total.value  # the total again, by another name
            and not proposal.doubts
        ]
        together = sum((part.value for part in parts), Decimal(0))
        if len(parts) < 2 or together <= total.value + _slack(total):  # noqa: PLR2004
            continue
        formula = " + ".join(f"{{{part.id}}}" for part in parts)
        yield Contradiction(
            key("C", total.id, "listed"), total.topic, f"写明的各项加起来超过{total.measure}总额", formula, Relation.AT_MOST, f"{{{total.id}}}",
            Verdict.DIFFERS,
            f"逐项写明的加起来比总额多{quantity_text(together - total.value, '元')}。可能有的项目重复，可能不都在总额里，报告没有写。",
            total.place, formula, f"{{{total.id}}}", (total.id, *(part.id for part in parts)),
        )  # fmt: skip


def _exact(figure: FigureProposal) -> bool:
    return QUALIFIERS.get(figure.qualifier, Bound.EXACT) is Bound.EXACT


def _slack(figure: FigureProposal) -> Decimal:
    """Half of the last printed place."""
    exponent = figure.value.as_tuple().exponent
    digits = re.search(r"(?:\.(\d+))?[余多]?([百千万亿]*)", re.sub(r"^[^\d]*[\d,]+", "", simplified(figure.as_written)))
    scale = Decimal(1)
    for sign in (digits[2] if digits else "") or "":
        scale *= {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[sign]
    places = len(digits[1]) if digits and digits[1] else 0
    del exponent
    return scale / (Decimal(10) ** places) / 2 if scale > 1 else Decimal(0)


def _sums(group: PartGroup, by_id: dict[str, FigureProposal]) -> Iterator[Contradiction]:
    total, parts = by_id[group.total], [by_id[part] for part in group.parts]
    together = sum((part.value for part in parts), Decimal(0))
    slack = _slack(total) + sum((_slack(part) for part in parts), Decimal(0))
    above = together > total.value + slack and QUALIFIERS.get(total.qualifier, Bound.EXACT) in {
        Bound.EXACT,
        Bound.AT_MOST,
    }
    apart = (
        group.why != _INCLUDED
        and len(parts) > 1
        and together < total.value - slack
        and all(map(_exact, (total, *parts)))
    )
    if not above and not apart:
        return
    unit = total.unit
    formula = " + ".join(f"{{{part.id}}}" for part in parts)
    difference = quantity_text(abs(together - total.value), unit)
    single = len(parts) == 1
    if above:
        title = "部分比总数还大" if single else "各部分相加比总数多"
        note = f"{'这一部分' if single else '各部分相加'}比总数多{difference}。请看原文是不是写错，或者各部分有重叠。"
        verdict = Verdict.CONTRADICTS if single else Verdict.DIFFERS
    else:
        title, verdict = "各部分相加与总数不同", Verdict.INCOMPLETE
        note = f"各部分相加比总数少{difference}。报告没有写其余是什么。"
    yield Contradiction(
        key("C", group.id), total.topic, f"{total.subject}{total.measure}：{title}", formula, Relation.EQUAL if not single else Relation.AT_MOST,
        f"{{{total.id}}}", verdict, note, total.place, formula, f"{{{total.id}}}", (total.id, *group.parts),
    )  # fmt: skip


def _points_of_one(first: MentionMeaning, other: MentionMeaning) -> bool:
    """Whether two numbers stand in two points of one paragraph: what was done on one occasion and on the next."""
    return first.passage.paragraph == other.passage.paragraph and first.passage.at != other.passage.at


def _share_of(meaning: MentionMeaning) -> str:
    """Of which total a percentage is a share: 占总收入的, 占总支出的."""
    named = _SHARE.search(meaning.passage.text[: meaning.mention.start]) if meaning.mention.unit == "%" else None
    whole = re.search(r"收入|支出|费用|募集|接收|善款", named[0]) if named else None
    return whole[0] if whole else ""


_OF_A_DISASTER = "事项：哪场灾"  # by which many amounts are called


def _rounds(first: FigureProposal, second: FigureProposal) -> bool:
    """Whether two amounts are one: 总价值52万元 in the title is 519836.97元."""
    return abs(first.value - second.value) <= max(_slack(first), _slack(second))


_DAY = re.compile(r"[昨今当首][天日]|\d{1,2}月\d{1,2}日|截[至止]目前|[上下]午|首批|第[一二三四五\d]批")


def _days_of(meaning: MentionMeaning) -> tuple[str, ...]:
    """The days that the sentence of a number names before it: 昨天下午募集5万元 is no 截至目前募集140万元."""
    sentence = meaning.passage.text[: meaning.mention.start].rpartition("。")[2]
    return tuple(_DAY.findall(sentence))


def _twice(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """Two different numbers of one thing."""
    seen: dict[tuple[object, ...], FigureProposal] = {}
    place_of: dict[str, MentionMeaning] = {}
    for proposal, meaning in pairs:
        if proposal.doubts or proposal.nature is Nature.LIMIT or meaning.mention.ranged:
            continue
        totals = proposal.role is not None or meaning.overall
        if not totals and not (proposal.subject and len(proposal.subject) > 3):  # noqa: PLR2004  (shorter says little)
            continue
        same = (
            proposal.subject,
            proposal.measure,
            proposal.unit,
            proposal.nature,
            proposal.scope,
            proposal.year,
            proposal.basis,
            _share_of(meaning),
            meaning.whole,
        )
        if _OF_A_DISASTER in meaning.why or re.search(r"其[他余它]$", meaning.passage.text[: meaning.mention.start]):
            continue
        first = seen.setdefault(same, proposal)
        place_of.setdefault(proposal.id, meaning)
        if (
            first.id == proposal.id
            or _rounds(first, proposal)
            or _days_of(place_of[first.id]) != _days_of(meaning)
            or (first.place == proposal.place and first.sentence == proposal.sentence)
            or _points_of_one(place_of[first.id], meaning)
        ):
            continue
        if meaning.mention.noun[:4] and not totals:
            continue
        yield Contradiction(
            key("C", first.id, proposal.id), proposal.topic, f"{proposal.subject}的{proposal.measure}写了两个数", f"{{{first.id}}}", Relation.EQUAL,
            f"{{{proposal.id}}}", Verdict.CONTRADICTS,
            f"一处写{first.as_written}，一处写{proposal.as_written}。请看是同一件事写成两个数，还是两件事。",
            f"{first.place}；{proposal.place}", f"{{{first.id}}}", f"{{{proposal.id}}}", (first.id, proposal.id),
        )  # fmt: skip


_SHARE = re.compile(r"占[^,。;]*$")


def _percentages(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """占…的p%: the amount before it over the total that it names, where both are given."""
    expense = next((p for p, m in pairs if p.role is HeadlineRole.EXPENSE), None)
    income = next((p for p, m in pairs if p.role is HeadlineRole.INCOME), None)
    for at, (share, meaning) in enumerate(pairs):
        if share.unit != "%" or share.measure != "占比":
            continue
        text = meaning.passage.text[: meaning.mention.start]
        begun = max(text.rfind(stop) for stop in "。！？!?")  # a share is of an amount in its own sentence
        part = next(
            (
                p
                for p, m in reversed(pairs[:at])
                if m.passage is meaning.passage and p.unit == "元" and m.mention.start > begun
            ),
            None,
        )
        named = _SHARE.search(text)
        whole = None
        if named and re.search(r"上一?年|去年|年初", named[0]):
            continue
        if named and re.search(r"支出|费用", named[0]):
            whole = expense
        elif named and re.search(r"收入|募集|接收|善款", named[0]):
            whole = income
        if part is None or whole is None or part is whole or not whole.value:
            continue
        ratio = part.value * 100 / whole.value
        bound = QUALIFIERS.get(share.qualifier, Bound.EXACT)
        exponent = share.value.as_tuple().exponent
        slack = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        fits = {
            Bound.EXACT: abs(ratio - share.value) <= slack,
            Bound.ABOUT: abs(ratio - share.value) <= slack * 10,
            Bound.AT_MOST: ratio <= share.value + slack,
            Bound.AT_LEAST: ratio >= share.value - slack,
        }[bound]
        if fits:
            continue
        shown = quantity_text(ratio.quantize(Decimal("0.01")), "%")
        yield Contradiction(
            key("C", share.id, part.id), share.topic, "百分比与两个数对得上吗", f"{{{part.id}}}占{{{whole.id}}}", Relation.UNLIKE,
            f"{{{share.id}}}", Verdict.CONTRADICTS, f"按这两个数算是{shown}，报告写{share.as_written}。请看百分比是按哪两个数算的。", share.place,
            proposals=(part.id, whole.id, share.id),
        )  # fmt: skip


def _averages(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """人均 and 户均 beside an amount and a number of people of the same passage and subject."""
    for at, (average, meaning) in enumerate(pairs):
        if not re.match(r"人均|户均", average.measure):
            continue
        near = [
            pair for pair in pairs[:at] if pair[1].passage is meaning.passage and pair[0].subject == average.subject
        ]
        money = next((p for p, _ in reversed(near) if p.unit == "元"), None)
        people = next((p for p, _ in reversed(near) if p.unit in BENEFICIARY_UNITS), None)
        if money is None or people is None or not people.value or not all(map(_exact, (money, people))):
            continue
        quotient = money.value / people.value
        if abs(quotient - average.value) <= _slack(average) + average.value / 100:
            continue
        yield Contradiction(
            key("C", average.id), average.topic, "平均数与两个数对得上吗", f"{{{money.id}}}除以{{{people.id}}}", Relation.UNLIKE, f"{{{average.id}}}",
            Verdict.CONTRADICTS, f"按这两个数算，平均是{quantity_text(quotient.quantize(Decimal('0.01')), '元')}，报告写{average.as_written}。", average.place,
            proposals=(money.id, people.id, average.id),
        )  # fmt: skip
