"""What a report only plans: for the next year, for what is left of this, or by the words of its own clause."""

from __future__ import annotations

import re

from ..model import Nature
from . import vocabulary as words
from .surroundings import Surroundings
from .times import COUNTED_UNTIL


def raised_from(around: Surroundings) -> bool:
    """Whether a number is what there was before: 由3000元提高到3500元."""
    risen = re.match(
        r"[^,。;]{0,4}(?:扩大|增[加长至]|提[高升标]|上[升调]|发展|升[至到]|调[整高]|下[调降]|降[低至到]|减[少至到])",
        around.after,
    )
    return risen is not None and re.search(r"(?:由|从)[^,。;\d]{0,8}$", around.clause) is not None


# 结转2025年100万元: what is left at the end of this year.
_CARRIED_ON = re.compile(
    r"(?:结转|结余|留存|滚存)(?:至|到|入|于)?(?:(?:19|20)\d\d年|下年|明年|来年|次年)度?(?=(?:资金|善款|的)?$)"
)


def _closes_this_year(around: Surroundings) -> bool:
    """Whether a sentence of a plan tells the accounts of the year before it: 2023年决算:收入58万元."""
    closed = re.compile(rf"\s*{around.setting.year}年(?:度|全年|收支|财务|预算)*(?:决算|实际|执行|完成)")
    texts = (around.sentence, *around.passage.headings[-1:])
    return any(map(closed.match, texts)) and f"{around.setting.year + 1}年" not in around.before


def planned_ahead(around: Surroundings) -> bool:
    """Whether a number is planned for the time after the report, by its heading or the words before it."""
    if raised_from(around):
        return False
    later = r"明年|来年|(?<![线乡])下一年|新的一年|下一步"
    following = rf"{around.setting.year + 1}年|{later}"
    if around.passage.planned:
        return not _closes_this_year(around)
    # What stands before it may be a title.
    closed = rf"{around.setting.year}年(?:度|全年)?(?:,|(?:决算|实际|执行)[^,。;:\d]{{0,6}}:)"
    begun = re.split(closed, around.before)[-1]
    begun = _CARRIED_ON.sub("结转", COUNTED_UNTIL.sub("", begun))
    if re.search(later, begun) or (re.search(following, begun) and words.INTENDED.search(around.sentence)):
        return True
    near = begun if len(begun) < len(around.half) else around.half
    return bool(words.PLAN_WORDS.search(near) and re.search(following, COUNTED_UNTIL.sub("", around.text_before)))


def of_next_year(around: Surroundings) -> bool:
    """Whether what is planned in a bulletin of a month or a quarter is planned for the next year by its words, and not for what is left of this."""
    told_of = " ".join((around.text_before, *around.passage.headings))
    return re.search(rf"{around.setting.year + 1}年|明年|来年|(?<![线乡])下一?年", told_of) is not None


# What is planned by a verb of its own clause, and was not done: 预计投入, 计划全年募集, 拟拨付.
_PLANNED_HERE = re.compile(
    "(?:^|[^个子原各项本该”]|原)(?:计划(?!项目)|预计|拟(?!定)|(?<!财政)预算|预期|力争"
    r"|争取(?=[^,。;\d]{0,4}(?:募|筹|达|完成|实现|突破|超|发放|支出|投入))|确保)(?!的|任务|目标|[内外])[^,。;“”达了]{0,24}$"
    r"|将(?:再次|再|继续|陆续)?(?:划拨|投入|拨付|发放|募集|筹集|支出|资助|安排|设立)[^,。;“”\d]{0,8}$"
    r"|下(?:一|个)?(?:季度|个?月|半年|阶段)[^,。;“”\d]{0,12}(?:将|拟|计划|继续|再)[^,。;\d]{0,10}$"
    r"|(?:目标|(?:全年|年度|年初|募[捐集款]|筹[集募款]|救助)(?:目标)?任务)(?:任务|指标|数|值|额)?(?:是|为|定为|设为)?$"
)
_MISSED = re.compile(r"(?:未|没有?|不)(?:能|曾)?(?:完成|达到|实现)")
# What was to be reached, of which a share was: 完成年度目标任务600万元的118.7%.
_TARGET = re.compile(r"(?:目标|任务|指标|计划)(?:任务|数|额|总额)?(?:为|的|是|\()?\s*$")
# 超额完成年度任务400万元
_TASK = re.compile(r"完成(?!了|情况)[^,。;\d]{0,8}(?:任务|目标|指标)(?:任务|数|额)?(?:的|为)?$")
_STILL_TO_GO = re.compile(r"将[^,。;\d]{0,8}(?:发放|拨付|下拨|支付|送)")  # 首批救助金32万元将发放到患者手中
# 围绕“筹集善款66万元,发放57万元”的年度目标
_CALLED_TARGET = re.compile(r"[^“”。]*”(?:的|这一)?[\u4e00-\u9fff]{0,6}(?:目标|任务)")
# 超额完成600万元的年度任务; 余款120万元将于下年到账.
_NAMED_TARGET = re.compile(
    r"的(?:年度|全年|年初|募捐|募集|募款|慈善|捐赠|资金|筹[集募款]|救助|支出|收入|预[定期]|既定|目标)*(?:任务|目标|指标|计划)(?:[,。;]|的?\d|$)"
)
_WILL_COME = re.compile(r"(?:将|拟)(?:[于在][^,。;]{1,10}|陆续|分期|分批)?(?:到[账位]|付清|缴清|兑现|履行)")
_OF_TARGET = re.compile(r"\)?的(?:\d|百分之|[一二三四五六七八九十]+[成倍]|近|约|超)")

# 剩余款项将按三类发放。其一,…30万元;其二,…: each of them is still to be done.
_ONE_OF_A_PLAN = re.compile(r"\s*其[一二三四五六][,是、]")
_PLANNED_LIST = re.compile(
    r"(?:将|拟)[^。;]{0,20}(?:发放|使用|安排|支出|拨付)[^。;]{0,8}。(?:\s*其[一二三四五][^。]*)?$"
)


def planned_here(around: Surroundings) -> bool:
    """Whether a number is planned by the words of its clause, or goes on from one that is."""
    if raised_from(around):
        return False
    of_a_plan = _ONE_OF_A_PLAN.match(around.half) and _PLANNED_LIST.search(around.text[: around.start])
    to_go = _STILL_TO_GO.match(around.after) and re.search("[募筹收捐余剩存]", around.clause) is None
    called = "“" in around.half and _CALLED_TARGET.match(around.rest)
    named = _NAMED_TARGET.match(around.after) or _WILL_COME.match(around.after)
    if (
        to_go
        or called
        or named
        or of_a_plan
        or _TASK.search(around.clause)
        or (_TARGET.search(around.clause) and _OF_TARGET.match(around.after))
    ):
        return True
    if _PLANNED_HERE.search(around.clause):
        return _MISSED.search(around.clause) is not None or re.search("完成|执行", around.clause) is None
    before = around.last
    if before is None or before.nature is not Nature.PLANNED:
        return False
    between = around.since(before)
    reached = _OF_TARGET.match(around.text, before.mention.end) or _NAMED_TARGET.match(around.text, before.mention.end)
    if reached or _TASK.search(around.text, 0, before.mention.start):
        return False  # what was reached of the target
    return not re.search(r"[。;!?]|已|实际|完成|结果|到[账位]", between + around.after)
