"""The project, the fund or the event that a sentence or a passage is about."""

from __future__ import annotations

import re

from .. import vocabulary as words
from ..behind import PURPOSE
from ..labels import LONGEST_LABEL
from ..meaning import UNNAMED, PartSort
from ..passage_subjects import ALSO, EVENT_MEASURES, PARTS_ASIDE, event_of, short, since_anew, took_part_in
from ..things import headed, named
from ..vocabulary import Flow
from .items import by_item
from .question import SubjectQuestion, SubjectReading
from .works import by_doing


def by_taking_part(asked: SubjectQuestion) -> str:
    """The project in which people took part."""
    if asked.measure.name not in {"参与", "参与单位", "捐款参与"} or asked.things or not asked.project:
        return ""
    return asked.project if asked.label not in asked.project else ""


def by_event(asked: SubjectQuestion) -> str:
    """The event at which something was counted."""
    if asked.measure.name not in EVENT_MEASURES or asked.things:
        return ""
    return event_of(asked.around)


def by_named_here(asked: SubjectQuestion) -> SubjectReading | None:
    """What this half of the sentence names by its name."""
    if not asked.things or asked.label:
        return None
    around = asked.around
    thing = named(around.clause if asked.part else PARTS_ASIDE.sub("", around.half))[-1][2]
    earlier = "" if asked.money else asked.carried(wide=False)
    if earlier and earlier.startswith(short(thing)):
        return SubjectReading(earlier, "接同句前面的数")
    there = asked.measure.name in EVENT_MEASURES and "现场" in around.half + around.after
    return SubjectReading(f"{thing}现场" if there else thing, "同句点名")


def by_event_before(asked: SubjectQuestion) -> str:
    """The event in which those took part who were just counted."""
    event = took_part_in(asked.around)
    return event if event and not asked.label else ""


_HELPED = re.compile(
    r"(?:患者|病人|学生|[学中]生|学子|老人|儿童|家庭|群众|居民|职工|新生|孤儿|妇女|残疾人|困难户|教师|对象)$"
)


_WHO_ALONE = re.compile(
    r"(?:困难|贫困|特困|患病|高龄|独居|留守)*(?:患者|病人|学生|学子|老人|儿童|家庭|群众|居民|职工|孤儿|妇女|残疾人)"
)


# 大学新生, 高中生: one sort of those whom a project helps, which may help others, too.
_OF_ONE_SORT = re.compile(
    r"(?:大学|高中|初中|小学|本科|中职|高职|大专|研究)(?:新生|学生|学子|生)$|(?:城市|农村|[一二三]类)[\u4e00-\u9fff]{2,4}$"
)


_OF_PROJECTS = {"发放数量", "求助申请", "受益", "接收数量", "发放物资", "接收物资"}  # measures


def by_plain_project(asked: SubjectQuestion) -> SubjectReading | None:
    """The project of the passage, where that has no name in quotes and the label says who or what of it."""
    if not asked.project or asked.project.startswith("“") or asked.project in asked.label:
        return None
    if asked.measure.name == "受益" and not re.search(r"其中|包括", asked.around.half):
        return SubjectReading(asked.project, "本段的项目")
    if asked.measure.name in _OF_PROJECTS:
        return SubjectReading(f"{asked.project}{asked.label}", "项目加数前的名称")
    return None


def by_helped(asked: SubjectQuestion) -> str:
    """The project of the passage, where the label only says who was helped."""
    helped = asked.measure.name == "受益" and _HELPED.search(asked.label)
    if not asked.project or not helped or re.search(r"其中|包括", asked.around.half):
        return ""
    if not asked.here:
        return ""
    name = short(asked.project)
    one_of_several = name.startswith("“") and not _WHO_ALONE.fullmatch(asked.label) and _OF_ONE_SORT.search(asked.label)
    return f"{name}{asked.label}" if one_of_several else asked.project


def by_helped_with_money(asked: SubjectQuestion) -> str:
    """What was just paid for, where the label only says who was helped: 助老项目投入85万元,服务老人3200人次."""
    before = asked.around.last
    if asked.measure.name != "受益" or not _WHO_ALONE.fullmatch(asked.label) or before is None:
        return ""
    paid = before.mention.is_money and before.flow is Flow.OUT and not before.overall and not before.doubts
    here = re.fullmatch(r",[^,。;:]*", asked.around.since(before)) is not None
    return before.subject if paid and here and before.subject != UNNAMED else ""


def by_project_of_heading(asked: SubjectQuestion) -> str:
    """The project of the heading right above, of those who were helped."""
    if not asked.project.startswith("“") or asked.measure.name != "受益" or "其中" in asked.around.half:
        return ""
    return asked.project if named(" ".join(asked.around.passage.headings[-1:])) else ""


def by_label_of_project(asked: SubjectQuestion) -> str:
    """The project and the label together."""
    name = short(asked.project)
    if not asked.here or not asked.project.startswith("“") or name.strip("“”") in asked.label:
        return ""
    if re.match(r"以上|上述|[两三四五六七八九十]大", asked.label):
        return ""  # what sums up several is of none of them
    half = asked.around.half
    at = half.rfind(name)
    if re.search(words.PARTED, half[: max(at, 0)]) and "元" in half[at : len(half) - len(asked.around.clause)]:
        return ""  # 其中“一日捐”308万元,网络募捐145万元: one beside the other
    return f"{name}{asked.label}" if len(asked.label) <= LONGEST_LABEL else asked.label


_SHORT = 2  # signs that say little: 工作 of 工作经费


def by_label(asked: SubjectQuestion) -> SubjectReading | None:
    """The label alone."""
    if asked.part and len(asked.label) <= _SHORT and (item := by_item(asked)) and item.name.startswith(asked.label):
        return item
    return SubjectReading(asked.label, "数前的名称")


def by_money_of_project(asked: SubjectQuestion) -> SubjectReading | None:
    """The project of the passage, or what the number before it in its sentence is about where that is another."""
    if not asked.money or not asked.project or by_doing(asked):
        return None
    here = asked.carried(wide=False) if asked.around.half != asked.around.before else ""
    if here and not here.startswith(short(asked.project)):
        return SubjectReading(here, "接同句前面的数")  # 甲项目支出3万元;大病救助9人,支出14万元
    elsewhere = PURPOSE.match(asked.around.rest) and not asked.here
    return None if elsewhere else SubjectReading(asked.project, "本段的项目")


def by_lead_or_heading(asked: SubjectQuestion) -> SubjectReading | None:
    """What the first sentence of the passage, or a heading, names."""
    several = len({short(name) for _, _, name in named(asked.around.lead)}) > 1
    around = asked.around
    anew = several or ALSO.match(around.sentence) or not around.text.startswith(since_anew(around))
    if (lead := headed(asked.around.lead)) and not anew and asked.sort is PartSort.NONE:
        return SubjectReading(lead, "本段首句")
    heading = next((thing for text in reversed(asked.around.passage.headings) if (thing := headed(text))), "")
    return SubjectReading(heading, "标题") if heading else None


# 共计募集善款20万元, below 救助项目募捐收入情况.
_SUMS_UP_HERE = re.compile(
    r"(?:\d{4}年度?,?|全年|本年度?)*(?:共计?|合计|总计|累计)(?:接[收受]|募集|筹集|收到|募得|支出|拨付|发放|使用|捐赠|善款|款物|资金|人民币|[为达约])*"
)


_HEADS_A_SUM = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,20}?(?:项目|基金|援助|救助|捐款|捐赠))(?:募捐|募集)?(?:收入|支出|使用)?(?:分类)?(?:情况)?"
)


def by_heading_summed_up(asked: SubjectQuestion) -> str:
    """What the heading right above names, where a sum stands first below it and names nothing itself."""
    around = asked.around
    headings = around.passage.headings
    if not asked.money or not headings[1:] or not _SUMS_UP_HERE.fullmatch(around.text_before.strip()):
        return ""
    heads = _HEADS_A_SUM.fullmatch(headings[-1].strip(" :"))
    return heads["what"] if heads else ""
