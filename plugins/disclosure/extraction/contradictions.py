"""What does not fit in a report: parts above or beside their whole, two numbers for one thing, shares and averages that do not follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..identifiers import simplified
from ..kinds.headlines import HeadlineRole
from ..model import Coverage, Nature, Relation, Verdict
from ..quantities import QUALIFIERS, Bound, quantity_text
from .meaning import MentionMeaning
from .parts import INCLUDED, Pair, exact, key, slack
from .proposals import Contradiction, FigureProposal, PartGroup
from .roles import NOT_FOR_HELP
from .vocabulary import BENEFICIARY_UNITS, HOUSEHOLDS, SHARES, VISITS, Flow


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
            title, right = "说的是人还是户", f"说的是家庭（{{{proposal.id}}}）"
            left = f"量词写“{meaning.mention.counted}”"
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
            and not meaning.passage.aspect  # parted once more, by another aspect
            and proposal.value != total.value  # the total again, by another name
            and not proposal.doubts
        ]
        together = sum((part.value for part in parts), Decimal(0))
        if len(parts) < 2 or together <= total.value + slack(total):  # noqa: PLR2004
            continue
        formula = " + ".join(f"{{{part.id}}}" for part in parts)
        yield Contradiction(
            key("C", total.id, "listed"), total.topic, f"写明的各项加起来超过{total.measure}总额", formula, Relation.AT_MOST, f"{{{total.id}}}",
            Verdict.DIFFERS,
            f"逐项写明的加起来比总额多{quantity_text(together - total.value, '元')}。可能有的项目重复，可能不都在总额里，报告没有写。",
            total.place, formula, f"{{{total.id}}}", (total.id, *(part.id for part in parts)),
        )  # fmt: skip


def _sums(group: PartGroup, by_id: dict[str, FigureProposal]) -> Iterator[Contradiction]:
    total, parts = by_id[group.total], [by_id[part] for part in group.parts]
    together = sum((part.value for part in parts), Decimal(0))
    space = slack(total) + sum((slack(part) for part in parts), Decimal(0))
    bound = QUALIFIERS.get(total.qualifier, Bound.EXACT)
    above = together > total.value + space and bound in {Bound.EXACT, Bound.AT_MOST}
    apart = (
        group.why != INCLUDED and len(parts) > 1 and together < total.value - space and all(map(exact, (total, *parts)))
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
    return abs(first.value - second.value) <= max(slack(first), slack(second))


_DAY = re.compile(
    "(?:春节|元旦|元宵|清明|端午|中秋|重阳|国庆|[“]?[一二三四五六七八九十·]{2,3}[”]?)(?=期间|前夕|前后|来临|佳节)|[上下]半年|[一二三四]季度"
    r"|[昨今当首][天日]|\d{1,2}月\d{1,2}日|截[至止]目前|[上下]午|首批|第[一二三四五\d]批"
)


def _days_of(meaning: MentionMeaning) -> tuple[str, ...]:
    """The days that the sentence of a number names before it: 昨天下午募集5万元 is no 截至目前募集140万元."""
    sentence = meaning.passage.text[: meaning.mention.start].rpartition("。")[2]
    return tuple(_DAY.findall(sentence))


def _twice(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
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
        # Two parts of one whole, and what was handed to somebody twice, are two of their name.
        several = meaning.whole is not None or proposal.subject.startswith("拨付")
        if several or (meaning.mention.noun[:4] and not totals):
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
        if share.unit != "%" or share.measure not in SHARES:
            continue
        text = meaning.passage.text[: meaning.mention.start]
        begun = max(text.rfind(stop) for stop in "。！？!?")  # a share is of an amount in its own sentence
        near = (p for p, m in reversed(pairs[:at]) if m.passage is meaning.passage and m.mention.start > begun)
        part = next((proposal for proposal in near if proposal.unit == "元"), None)
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
        beside = part.measure in NOT_FOR_HELP and part.value * 100 / (whole.value + part.value)
        bound = QUALIFIERS.get(share.qualifier, Bound.EXACT)
        exponent = share.value.as_tuple().exponent
        space = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        if beside and abs(beside - share.value) <= space:
            continue  # 救助支出90万元,管理费10万元,占总支出的10%
        fits = {
            Bound.EXACT: abs(ratio - share.value) <= space,
            Bound.ABOUT: abs(ratio - share.value) <= space * 10,
            Bound.AT_MOST: ratio <= share.value + space,
            Bound.AT_LEAST: ratio >= share.value - space,
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
        near = [p for p, m in pairs[:at] if m.passage is meaning.passage and p.subject == average.subject]
        money = next((p for p in reversed(near) if p.unit == "元"), None)
        people = next((p for p in reversed(near) if p.unit in BENEFICIARY_UNITS), None)
        if money is None or people is None or not people.value or not all(map(exact, (money, people))):
            continue
        quotient = money.value / people.value
        if abs(quotient - average.value) <= slack(average) + average.value / 100:
            continue
        yield Contradiction(
            key("C", average.id), average.topic, "平均数与两个数对得上吗", f"{{{money.id}}}除以{{{people.id}}}", Relation.UNLIKE, f"{{{average.id}}}",
            Verdict.CONTRADICTS, f"按这两个数算，平均是{quantity_text(quotient.quantize(Decimal('0.01')), '元')}，报告写{average.as_written}。", average.place,
            proposals=(money.id, people.id, average.id),
        )  # fmt: skip
