"""What was done, built or paid for, and for whom."""

from __future__ import annotations

import re

from ..behind import PURPOSE, beneficiary, purposes
from ..meaning import PartSort
from ..passage_subjects import FOR_DISASTER, disaster_named_here, disaster_of
from ..things import bare, counted_noun, phrases
from ..vocabulary import Flow
from .question import GRANT_HERE, SubjectQuestion, SubjectReading

# What gifts are called whatever they are for: 定向捐款, 物资折价.
_GIFTS = re.compile(
    r"(?:定向|社会|爱心|各界|救灾|赈灾|[^,。;\d]{0,6}(?:接[收受]|收到|募集|筹集|拨付|发放))*(?:捐[款赠]|善款|款物|物资|资金)*(?:折价|价值|收入|支出)?"
)


def by_disaster(asked: SubjectQuestion) -> str:
    """The disaster that this half of the sentence names with its place, where gifts are called by nothing else."""
    moved = asked.money and asked.sort is PartSort.NONE and asked.measure.flow in {Flow.IN, Flow.OUT}
    return disaster_named_here(asked.around) if moved and (not asked.label or _GIFTS.fullmatch(asked.label)) else ""


def by_relief(asked: SubjectQuestion) -> str:
    """The disaster for which gifts came, where the label says no more."""
    if not asked.label or not FOR_DISASTER.search(asked.label):
        return ""
    return disaster_of(asked.around)


# 公益事业 in 用于公益事业的支出461万元.
_USED_FOR = re.compile(
    r"(?:^|,)(?:[\u4e00-\u9fff]{0,6}(?:资金|项目|善款))?用于(?P<what>[^,。;:\d]{2,14}?)(?:的?(?:支出|费用|成本))?(?:为|共|约|达)?$"
)


def by_used_for(asked: SubjectQuestion) -> str:
    """What it was used for: 用于公益事业的支出461万元."""
    used = _USED_FOR.search(asked.around.clause) if asked.money else None
    return used["what"] if used else ""


# 援建的…食堂 behind an amount; 发放助学金 behind a count of persons.
_RAISED = re.compile(
    r"(?:援建|捐建|建设|修建|新建|改造|改建|翻建)(?:的|了)?(?P<what>[^,。;:\d]{2,16}?)(?=正式|开业|建成|投入使用|落成|启用|竣工|项目|$|[,。;])"
)


_BUILT = re.compile(r"建成|建设|新建|改造|修缮|捐建|援建")


def by_doing(asked: SubjectQuestion) -> str:
    """What this half of the sentence says is done, the nearest clause first."""
    parts = (asked.around.clause, *reversed(asked.around.clauses))
    return next((last[-1][2] for part in parts if (last := list(phrases(part)))), "")


# 疫情防控 in 在疫情防控中共接收捐赠50万元,支出40万元.
_IN_A_WORK = re.compile(
    r"(?:^|[,;])(?:\d{4}年,?|[^,;。:\d“”]{0,12}?)在(?P<what>[^,。;:、\d“”在]{2,16}?(?:防控|防疫|抗疫|战疫|救灾|抗[震洪旱灾]|赈灾|救援|援助|重建|助学|救助|帮扶))"
    r"(?:工作|行动|活动|阶段|过程)?(?:中|期间),?(?=[^,;。]*(?:接[收受]|收到|募集|筹集|捐|支出|拨付|发放|使用|投入))"
)


def by_work(asked: SubjectQuestion) -> str:
    """The work in which it came in or was used: 在疫情防控中共接收捐赠50万元."""
    works = list(_IN_A_WORK.finditer(asked.around.half)) if asked.money and asked.sort is PartSort.NONE else []
    return works[-1]["what"] if works else ""


def by_cost_of_building(asked: SubjectQuestion) -> str:
    """What was just said to be built, of what it cost."""
    earlier = asked.around.last
    if not asked.money or earlier is None or not _BUILT.match(earlier.measure):
        return ""
    return asked.carried(wide=False)


def by_built_behind(asked: SubjectQuestion) -> str:
    """What is built with it, by the words behind it."""
    raised = _RAISED.match(asked.around.after) if asked.money else None
    return bare(raised["what"]) if raised else ""


def by_spent_on(asked: SubjectQuestion) -> str:
    """The purpose that stands behind the amount."""
    if not asked.money or asked.measure.flow not in {Flow.OUT, Flow.NONE}:
        return ""
    purpose = PURPOSE.match(asked.around.rest.lstrip(","))
    if purpose is None:
        return ""
    close = asked.around.rest[:1] != "," or purpose["verb"] in {"用于", "定向支持", "为", "支持"}
    return purposes(asked.around, purpose) if close else ""


def by_benefit(asked: SubjectQuestion) -> str:
    """Those who were helped."""
    return "" if asked.money else beneficiary(asked.around)


def by_carried_here(asked: SubjectQuestion) -> str:
    """The subject of the number before it in its half of the sentence."""
    earlier = asked.carried(wide=False)
    helping = re.match(r"^(?:惠及|受益|受助|服务|让)", asked.around.clause.lstrip(","))
    return earlier if earlier and (helping or not by_benefit(asked)) else ""


def by_noun_behind(asked: SubjectQuestion) -> str:
    """What is counted."""
    noun = None if asked.money else re.match(r"(?!参[与加捐]|捐款)[\u4e00-\u9fff]{2,10}", asked.around.mention.noun)
    return counted_noun(noun[0]) if noun else ""


_ONE_SORT_OF_GRANT = re.compile(r"(?P<sort>助学|奖学|慰问|抚恤|丧葬)[金款]")


def by_carried_from_afar(asked: SubjectQuestion) -> SubjectReading | None:
    """The subject of the number before it in the passage, unless another sort of grant is told here."""
    grant = _ONE_SORT_OF_GRANT.search(asked.around.clause) if asked.money else None
    before = asked.around.text[: asked.around.half_start]
    if grant and before and grant["sort"] not in before:
        return SubjectReading(grant[0], "发的是什么钱")  # 慰问困难户150户;发放助学金45万元
    earlier = asked.carried(wide=True)
    return SubjectReading(earlier, "接前面的数") if earlier else None


def by_grant(asked: SubjectQuestion) -> str:
    """The sort of grant: 助学金."""
    around = asked.around
    grant = GRANT_HERE.search(around.clause) if asked.money else None
    return grant[0] if grant else ""
