"""What a number is about: one rule after the other, the nearest words first."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..behind import told_behind, valued_gift
from ..meaning import PartSort
from ..measures import MeasureReading
from ..passage_subjects import ADDED_UP, disaster_of
from ..surroundings import Surroundings
from ..vocabulary import Flow
from .bodies import by_body_alone, by_given_to, by_giver_of_part, by_handed_on, by_received_by, by_sort_of_gift
from .items import (
    by_growth,
    by_item,
    by_item_of_list,
    by_part,
    by_part_by_itself,
    by_share,
    by_sum_of_several,
    by_title,
)
from .projects import (
    by_event,
    by_event_before,
    by_heading_summed_up,
    by_helped,
    by_helped_with_money,
    by_label,
    by_label_of_project,
    by_lead_or_heading,
    by_money_of_project,
    by_named_here,
    by_plain_project,
    by_project_of_heading,
    by_taking_part,
)
from .question import SubjectQuestion, SubjectReading
from .stretches import (
    by_aimed,
    by_balance,
    by_change,
    by_number_before,
    by_planned,
    by_rest,
    by_surplus,
    by_target,
    by_year,
    target_ahead,
)
from .works import (
    by_benefit,
    by_built_behind,
    by_carried_from_afar,
    by_carried_here,
    by_cost_of_building,
    by_disaster,
    by_doing,
    by_grant,
    by_noun_behind,
    by_relief,
    by_spent_on,
    by_used_for,
    by_work,
)


def subject_of(
    around: Surroundings, measure: MeasureReading, *, ahead: bool, sort: PartSort = PartSort.NONE
) -> SubjectReading:
    """What a number is about, by the words *around* it; an empty name where nothing says so."""
    asked = SubjectQuestion.of(around, measure, ahead=ahead, sort=sort)
    rules = (*_FIRST, *(_LABELLED if asked.label else _WITHOUT_LABEL))
    readings = filter(None, (rule(asked) for rule in rules))
    return next((reading for reading in readings if not _FRAGMENT.fullmatch(reading.name)), SubjectReading())


# A piece of a sentence, and no name: 爱心人士的, 捐款伍万元整 before the same amount in digits.
_FRAGMENT = re.compile(
    r"[资次]|其中.{0,2}|[的了着].*|.*(?:(?<![目标])的|[了着由])|.*[壹贰叁肆伍陆柒捌玖拾佰仟万亿][元圆].*"
)


def _by_told_behind(asked: SubjectQuestion) -> SubjectReading | None:
    """What stands behind the number."""
    behind = told_behind(asked.around, asked.measure, money=asked.money)
    return SubjectReading(*behind) if behind else None


def _by_title_of_report(asked: SubjectQuestion) -> str:
    """The disaster of which all of the report tells; what is told up to a day is no part of what a bulletin tells."""
    moved = asked.measure.flow in {Flow.IN, Flow.OUT} or asked.around.mention.unit == "笔"
    disaster = asked.around.setting.disaster if moved and not _OF_ITSELF.search(asked.around.half) else ""
    added_up = disaster and re.search(r"累计|截[至止]", asked.around.half)
    return f"{disaster}{ADDED_UP}" if added_up else disaster


# one gift of many, and what the work on it costs
_OF_ITSELF = re.compile(r"最[大高多小低少]|单笔|一笔|经费|手续费|每[人户]")


_Rule = Callable[[SubjectQuestion], SubjectReading | None]


def _called(name_of: Callable[[SubjectQuestion], str], rule: str) -> _Rule:
    """The rule that is called *rule* and says a name, where *name_of* does."""
    return lambda asked: SubjectReading(name, rule) if (name := name_of(asked)) else None


_FIRST: tuple[_Rule, ...] = (
    _called(by_number_before, "接着前一个数"),
    _called(by_surplus, "收支相抵"),
    by_change,
    _called(by_rest, "其余的"),
    by_balance,
    _by_told_behind,
    _called(by_disaster, "哪场灾"),
    _called(by_sort_of_gift, "数前的名称"),
    _called(by_part, "其中的一部分"),
    _called(by_giver_of_part, "谁给的"),
    _called(by_taking_part, "本段的项目"),
    _called(by_relief, "哪场灾"),
    _called(by_planned, "计划做的事"),
    _called(by_target, "目标"),
    _called(lambda asked: valued_gift(asked.around), "捐给谁、捐什么"),
    _called(by_event, "哪场活动"),
    _called(by_used_for, "用于什么"),
    _called(by_handed_on, "拨给谁"),
    _called(by_received_by, "谁接收的"),
    _called(by_body_alone, "一项一项列的"),
    by_sum_of_several,
    by_named_here,
    by_title,
    _called(by_item_of_list, "一项一项列的"),
    _called(by_event_before, "接前面的数"),
    by_year,
    _called(by_growth, "数前的名称"),
    by_share,
)


_LABELLED: tuple[_Rule, ...] = (
    by_plain_project,
    _called(by_helped, "本段的项目"),
    _called(by_helped_with_money, "接同句前面的数"),
    _called(by_project_of_heading, "标题里的项目"),
    _called(by_label_of_project, "项目加数前的名称"),
    by_label,
)


_WITHOUT_LABEL: tuple[_Rule, ...] = (
    by_part_by_itself,
    _called(by_work, "在做的事"),
    _called(by_cost_of_building, "接同句建的东西"),
    by_money_of_project,
    _called(by_doing, "同句做的事"),
    _called(lambda asked: disaster_of(asked.around), "哪场灾"),
    _called(by_built_behind, "数后建的东西"),
    _called(by_spent_on, "用途"),
    _called(by_given_to, "捐给谁"),
    _called(by_aimed, "计划目标"),
    _called(by_carried_here, "接同句前面的数"),
    _called(lambda asked: asked.project, "本段的项目"),
    by_lead_or_heading,
    _called(lambda asked: target_ahead(asked) if asked.ahead else "", "计划目标"),
    _called(by_benefit, "对象"),
    _called(by_noun_behind, "数后的名称"),
    _called(by_heading_summed_up, "标题"),
    by_carried_from_afar,
    _called(by_grant, "发的是什么钱"),
    by_item,
    _called(_by_title_of_report, "报告的标题"),
)
