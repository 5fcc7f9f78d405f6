"""Which numbers are parts of which: by 其中, by lists, by tables with a row of totals."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..identifiers import simplified
from ..model import FigureBasis, Nature, Proof
from ..quantities import QUALIFIERS, Bound
from .lists import opens
from .meaning import MentionMeaning
from .proposals import FigureProposal, PartGroup, group_title
from .tables import PART, TOTAL
from .vocabulary import Flow, says_both
from .wholes import PARTS_TURN, may_have_parts

Pair = tuple[FigureProposal, MentionMeaning]

_PARTED = re.compile(r"其中|(?<!不)包[括含]|(?<=元\()含|分别[为是]")
_SENTENCE = re.compile(r"[。！？!?]")


def key(prefix: str, *texts: str) -> str:
    """An id that stays the same as long as the texts do."""
    return prefix + hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


def exact(figure: FigureProposal) -> bool:
    """Whether a figure is written as no bound and no estimate."""
    return QUALIFIERS.get(figure.qualifier, Bound.EXACT) is Bound.EXACT


def slack(figure: FigureProposal) -> Decimal:
    """Half of the last printed place."""
    digits = re.search(r"(?:\.(\d+))?[余多]?([百千万亿]*)", re.sub(r"^[^\d]*[\d,]+", "", simplified(figure.as_written)))
    scale, places = Decimal(1), len(digits[1] or "") if digits else 0
    for sign in digits[2] if digits else "":
        scale *= {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[sign]
    return scale.scaleb(-places) / 2 if scale > 1 else Decimal(0)


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
        groups += [_group(total, items.parts(total), items.why) for items in listed if items.holds(total, meaning)]
        for group in groups:
            if not inside.intersection(group.parts):
                inside.update(group.parts)
                yield group
    yield from _of_tables(pairs)


def with_basis(pairs: Sequence[Pair], groups: Sequence[PartGroup]) -> list[Pair]:
    """The amounts with what they are made of: no goods are a part of money, no money of goods, and what has goods in it is not of money alone."""
    parts: dict[str, list[str]] = {}
    for group in groups:
        parts.setdefault(group.total, []).extend(group.parts)
    unsaid = {figure.id for figure, meaning in pairs if figure.basis is FigureBasis.BOTH and not _says_both(meaning)}
    with_goods: set[str] = set()
    for figure, _ in reversed(pairs):  # parts stand behind their total
        said = figure.basis in {FigureBasis.GOODS, FigureBasis.BOTH} and figure.id not in unsaid
        if said or with_goods.intersection(parts.get(figure.id, ())):
            with_goods.add(figure.id)
    basis = {figure.id: figure.basis for figure, _ in pairs}
    for figure, _ in pairs:
        if basis[figure.id] is FigureBasis.MONEY and figure.id in with_goods:
            basis[figure.id] = FigureBasis.BOTH
        if (made_of := basis[figure.id]) in {FigureBasis.MONEY, FigureBasis.GOODS}:
            basis |= dict.fromkeys(unsaid.intersection(parts.get(figure.id, ())), made_of)
    return [(replace(figure, basis=basis[figure.id]), meaning) for figure, meaning in pairs]


def _says_both(meaning: MentionMeaning) -> bool:
    text, mention = meaning.passage.text, meaning.mention
    clause = re.split(r"[,。;:]", text[: mention.start])[-1]
    return says_both(clause, text[mention.end :])


INCLUDED = "含"  # behind it some of the parts are told, and never said to be all


def _turn_of(total: MentionMeaning) -> str:
    return INCLUDED if total.passage.text.startswith("(含", total.mention.end) else "其中"


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

    def parts(self, total: FigureProposal) -> list[Pair]:
        """The amount of each item: the first, or all of a paragraph that goes on with 其中, or that makes up the total."""
        alone = self.items[0] if len(self.items) == 1 else []  # 其中: and below it 助学款3万元,定向捐款5万元
        if sum((part.value for part, _ in alone), Decimal(0)) == total.value:
            return alone
        return [pair for amounts in self.items for pair in (amounts if _goes_on(amounts[0]) else amounts[:1])]

    def holds(self, total: FigureProposal, meaning: MentionMeaning) -> bool:
        """Whether the items are parts of *total*: as the words before the list say, or as they sum up to it exactly."""
        self.items = [kept for amounts in self.items if (kept := [p for p in amounts if _part_of(total, meaning, p)])]
        parts = self.parts(total)
        together = sum((part.value for part, _ in parts), Decimal(0))
        if not parts or (together > total.value + slack(total) and not _PARTED.search(meaning.passage.text[-4:])):
            return False  # 具体数额如下: may list what another amount is made of
        summed = len(parts) > 1 and together == total.value
        return opens(meaning.passage.text) or summed or any(map(_goes_on, parts))


def _goes_on(pair: Pair) -> bool:
    """Whether a paragraph goes on with the parts of what the one before told: 其中,甲公司捐款10万元."""
    return PARTS_TURN.match(pair[1].passage.text.lstrip(" (")) is not None


def _parts_behind(pairs: Sequence[Pair], at: int) -> list[Pair]:
    """The numbers of the same passage that are told as parts of one; with those behind semicolons where all make it up."""
    total, meaning = pairs[at]
    passage, here = meaning.passage, (meaning.passage.at, meaning.mention.start)
    later = [pair for pair in pairs[at + 1 :] if pair[1].passage is passage and _part_of(total, meaning, pair)]
    parts = [pair for pair in later if pair[1].whole == here]
    if not parts:
        return []
    end = _SENTENCE.search(passage.text, parts[0][1].mention.end)
    listed = [pair for pair in later[later.index(parts[0]) :] if end is None or pair[1].mention.start < end.start()]
    if sum(part.value for part, _ in listed) == total.value:
        return listed  # 其中:捐赠110万元;补助10万元;利息3万元
    return _broken_off(parts, passage.text, total)


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
    printed = all(exact(figure) for figure in (total, *(part for part, _ in parts)))
    whole = printed and together == total.value and len(parts) > 1
    short = printed and together < total.value
    return PartGroup(
        key("B", total.id, why),
        group_title(total.subject, total.measure, why),
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
        if above and (not _tells_parts(above) or sum(part.value for part, _ in above) == total.value):
            yield _group(total, above, "合计")


def _tells_parts(pairs: Sequence[Pair]) -> bool:
    """Whether some of these rows are parts of another row, 捐赠收入, 其中:现金, 物资: where these end nobody can tell."""
    return any(PART.match(meaning.subject) for _, meaning in pairs)
