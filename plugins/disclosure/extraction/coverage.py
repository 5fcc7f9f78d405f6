"""Whose number it is: that of the body itself, of the bodies of a region, of several together, of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Coverage
from . import vocabulary as words
from .gifts import only_given
from .levels import BodyLevel, level_of, under_all_levels
from .measures import MeasureReading
from .surroundings import Surroundings
from .times import ASIDE
from .vocabulary import Flow

OTHER_BODY, NO_BODY, SEVERAL_BODIES = "别的机构", "没有写是谁", "几级或几个单位"
BEHIND_OWN_SHARE, WITH_PARTNERS = "接在本级的一份后面", "合作"
ASKS_WHOSE = "说的像是别的机构收的、支的，不是本会的：要登请看口径和事项。"
ASKS_OF = {
    OTHER_BODY: ASKS_WHOSE,
    NO_BODY: "是谁收的、支的，句子里看不出来：要登请看口径。",
    BEHIND_OWN_SHARE: "前一项写的是本级的，这一项没有写是哪一级的：要登请看口径。",
    SEVERAL_BODIES: "后面的一份是本级的，或者是下级、所属单位的，这个数像是几处合计：要登请看口径。",
}


def coverage(around: Surroundings, measure: MeasureReading) -> tuple[Coverage, str]:
    """Whose number it is, and the rule that says so."""
    whose = around.setting.whose or around.setting.body
    of_others = _of_two_bodies(around) or _NATIONAL.search(around.half) or _STATISTICS.search(around.half)
    if measure.flow in {Flow.IN, Flow.OUT} and of_others:
        return Coverage.UNSTATED, OTHER_BODY
    ours = measure.flow is Flow.IN and words.TO_US.search(around.clause if measure.at >= 0 else around.half)
    if not ours and (
        _of_another_body(around, measure, whose)
        or _of_another_level(around, measure, whose)
        or _done_by_others(around, measure)
    ):
        return Coverage.UNSTATED, OTHER_BODY
    scope, rule = _by_level(around, whose)
    unsaid = scope is Coverage.OWN and around.mention.is_money and measure.flow is not Flow.NONE
    to_nobody = not (around.setting.names_a_body or around.setting.titles)
    given = to_nobody and measure.name == "捐赠收入" and only_given(around)
    return (scope, NO_BODY) if unsaid and (given or not _names_who(around)) else (scope, rule)


# What newspapers and statistics write, and what a body writes of itself.
_NEWS = re.compile(r"记者|通讯员|获悉|据(?:悉|了解|介绍|统计|报道)|发布会|官网|公益金")
_OF_ITSELF = re.compile(r"我会|本会|各位(?:理事|监事|会员|代表)")
NAMED = re.compile(rf"{words.OWN_BODY.pattern}|红会|本级|我们")


def is_news(text: str) -> bool:
    """Whether a text is written as news or statistics are, and not by the body that it tells of."""
    return _NEWS.search(text) is not None and _OF_ITSELF.search(text) is None


def _names_who(around: Surroundings) -> bool:
    """Whether anything says whose an amount is: the title, what stands over it, or the one charity that the text tells of.

    A text that is no news is one's own; of news on several bodies, only what tells of the own one by its name is.
    """
    over = " ".join((around.setting.titles, *around.passage.headings, around.passage.opening))
    if not around.setting.news or NAMED.search(over):
        return True
    if not around.setting.mixed:
        return around.setting.names_a_body
    return any(around.setting.body.endswith(match[0]) for match in NAMED.finditer(around.text_before))


# 全国青基会系统累计接受捐款300万元, in the report of anybody else.
_NATIONAL = re.compile(
    r"(?:^|[,。;])(?![^,。;]{0,10}(?:来自|收到|接[收受]|争取))(?:\d{4}年度?|[^,。;\d]){0,10}全国(?:各地|各级)?[\u4e00-\u9fff]{0,10}?(?:系统|慈善会"
    r"|慈善总会|红十字会|基金会|慈善组织)[^,。;\d]{0,20}$"
)
# 各地共接收捐款5亿元, 民政系统共支出彩票公益金: what statistics tell of a country; not 收到全国各地捐款.
_STATISTICS = re.compile(
    r"(?:^|[,。;:])(?:全年|\d{4}年|其中|我国|[,:])*(?:全国(?:共|累计|各地)|各地(?=共|累计|接|募)|民政(?:系统|部门)(?!和|、))(?:共|累计|直接|间接"
    r"|合计)*(?:接[收受]|募集|筹集|销售|支出|收到|[\u4e00-\u9fff]{0,5}公益金)[^,。;\d]{0,16}$"
    r"|(?:^|[,;])民政系统(?:共|累计|全年)[^。;]*$"
    r"|筹集[^,。;\d]{0,6}公益金[^,。;\d]{0,4}$"
)


def of_another(doubts: Sequence[str], around: Surroundings) -> bool:
    """Whether a part of an amount with these *doubts* is of another body as the whole is: its clause names no body of its own."""
    return ASKS_WHOSE in doubts and words.OWN_BODY.search(around.clause) is None and "本级" not in around.clause


def names_no_body(text: str) -> bool:
    """Whether *text* names neither the own body nor any other charity."""
    return words.LOWER.search(text) is None and words.OWN_BODY.search(text) is None


def _of_region_before(around: Surroundings) -> bool:
    """Whether a number goes on from one of the region, and nobody is named since: 全市共募集善款80万元,支出70万元."""
    before = around.last
    if before is None or before.scope is not Coverage.COUNTY:
        return False
    here = before.mention.start >= around.half_start or _goes_on_of_region(around)
    return here and names_no_body(around.since(before))


# 投入款物90万元,…, behind a sentence on 全市各级慈善会: who did it is left out, and is the same.
_DOES = re.compile(r"\s*(?:共|累计|先后)?(?:投入|发放|支出|拨付|救助|资助|使用|募集|筹集|接[收受])")
_REGION_DOES = re.compile(rf"\s*(?:\d{{4}}年,?|全年)?(?:全[市县区省州旗])?(?:{words.UPPER.pattern})")


def _goes_on_of_region(around: Surroundings) -> bool:
    """Whether a sentence that names nobody at its head follows one that begins with the bodies of a region."""
    sentences = re.split(r"[。！？]", around.text[: around.start].rstrip("。！？"))
    return bool(_DOES.match(around.sentence) and _REGION_DOES.match(sentences[-1]))


_NAME = 10  # signs of 全省慈善总会系统
_BELOW_A_PROVINCE = re.compile(rf"^(?!.*省{words.CHARITY}).*[市县区州旗](?:{words.CHARITY}|红十字会)")

# 全市两级共募集90万元,其中市本级50万元;共支出80万元: all before the semicolon are parts of the first.
_PARTS = re.compile(r"(?:其中|包括)[^;]*")
_PARTIES = re.compile(r"[双两三四五六多各]方共")  # 三方共投入67万元


_OF_LEVEL: dict[BodyLevel, tuple[Coverage, str]] = {
    BodyLevel.ALL: (Coverage.COUNTY, "各级合计"),
    BodyLevel.OWN: (Coverage.OWN, "本级的一份"),
    BodyLevel.BELOW: (Coverage.UNSTATED, OTHER_BODY),
    BodyLevel.UNSURE: (Coverage.UNSTATED, SEVERAL_BODIES),
}


def _goes_with(between: str) -> bool:
    """Whether the own body is only named as one of those of a region: no number stands *between*."""
    return len(between) <= _NAME + 2 and re.search(r"\d", between) is None


def _by_level(around: Surroundings, whose: str) -> tuple[Coverage, str]:
    half, before = around.half, around.before
    level = level_of(around, whose)
    if level not in {None, BodyLevel.UNSURE}:
        return _OF_LEVEL[level]
    halves, semicolon, last = before.rpartition(";")
    wide = ASIDE.sub("", _PARTS.sub("", halves) + semicolon + last)  # 各级红十字会募集75万元(市本级60万元),支出50万元
    uppers = [match.end() for match in words.UPPER.finditer(wide)]
    lowers = [match.end() for match in words.LOWER.finditer(wide)]
    if uppers and (not lowers or _goes_with(wide[max(uppers) : max(lowers)])):
        province = "省" in wide[max(0, uppers[-1] - _NAME) : uppers[-1]]  # 全省慈善总会系统 in the report of a city
        beyond = province and (not whose or _BELOW_A_PROVINCE.search(whose))
        return (Coverage.UNSTATED, OTHER_BODY) if beyond else (Coverage.COUNTY, "两级")
    if words.JOINT.search(half) and (words.TOGETHER.search(half + around.lead) or _PARTIES.search(half)):
        return Coverage.PARTNERS, "共投入"
    partners = [match.start() for match in words.TOGETHER.finditer(half)]
    if partners or (words.TOGETHER.search(before) and not re.search(r";", before)):
        return Coverage.UNSTATED, WITH_PARTNERS
    if re.search(r"全(?:市|县|区)(?:上线|志愿|慈善|义工|[^,。;]{0,4}社区)", half) and not lowers:
        return Coverage.UNSTATED, "全市"
    return _by_what_is_near(around, level)


def _by_what_is_near(around: Surroundings, level: BodyLevel | None) -> tuple[Coverage, str]:
    """Whose a number is that no words of its own say: as the one before it, as its heading, or as its shares let it be."""
    if _of_region_before(around):
        return Coverage.COUNTY, "同句前面的数"
    if under_all_levels(around):
        return Coverage.COUNTY, "标题里的各级"
    return _OF_LEVEL[level] if level is not None else (Coverage.OWN, "")


_BODIES = re.compile(rf"(?P<cross>红十字会)|(?P<charity>{words.CHARITY})")


def sorts_of_bodies(text: str) -> set[str]:
    """Which sorts of bodies a text names: 红十字会, 慈善会."""
    return {name for match in _BODIES.finditer(text) for name, words in match.groupdict().items() if words}


def whose(titles: Sequence[str]) -> str:
    """The title of a report, where it names bodies of one sort only: 红十字会 or 慈善会."""
    whole = " ".join(titles)
    return whole if len(sorts_of_bodies(whole)) == 1 else ""


def _of_another_body(around: Surroundings, measure: MeasureReading, body: str) -> bool:
    """Whether the body named last before a number, at the head of its clause, is one of the other sort: 市红十字会接收捐款690万元."""
    named_last = list(_BODIES.finditer(around.half))
    if not named_last or not body:
        return False
    given_to = (
        re.search(r"[向给][\u4e00-\u9fff]{0,6}$", around.half[: named_last[-1].start()]) and measure.flow is Flow.IN
    )
    if not given_to and re.search(r"[向给与和、联同]|拨付", around.half[: named_last[-1].start()][-8:]):
        return False
    sorts = sorts_of_bodies(body)
    if len(sorts) != 1:
        return False
    other = "cross" if sorts == {"charity"} else "charity"
    if named_last[-1][other] is None:
        return False
    if given_to:
        return True  # 某公司向市红十字会捐款10万元, in the report of a charity federation
    clause = re.split(r"[,。;:、]", around.half[: named_last[-1].start()])[-1]
    return re.fullmatch(r"(?:其中|同期|同时)?[\u4e00-\u9fff]{0,6}", clause) is not None


# Two bodies whose money is one sum: 市慈善总会和市红十字会共募集2000万元.
_TWO_BODIES = re.compile(
    rf"(?:{words.CHARITY}|我会|本会)[和与同及、][^,。;\d]{{0,10}}?(?:红十字会|{words.CHARITY}|基金会|总工会|妇联|残联|[\u4e00-\u9fff]政局|[\u4e00-\u9fff]育局)"
    r"(?:等[^,。;\d]{0,6})?(?:全年|[今本去]年|\d{4}年度?|已|累计)*(?:(?:一?共同?|联合|携手|联手|合力|一起)(?=[募筹接收支使发拨捐投出救资])|共(?=实施|开展))"
)


def _of_two_bodies(around: Surroundings) -> bool:
    """Whether two bodies are named as those whose money it is, and none alone since."""
    both = _TWO_BODIES.search(around.before)
    return both is not None and words.OWN_BODY.search(around.before, both.end()) is None


# A charity at the head of a clause, by the level of its name: 省慈善总会拨付30万元, 江西省慈善总会支持….
_AT_THE_HEAD = re.compile(
    rf"(?:^|[,;:(])(?:同时|其中|另外?|此外)?(?P<who>(?![收接争向从由经获在据按与和同联配协感为给对])[\u4e00-\u9fff]{{0,6}}(?:{words.CHARITY}"
    rf"|红十字会))(?![的\u4e00-\u9fff]{{0,6}}(?:本级|系统))(?P<does>[^,。;:\d]{{0,24}})$"
)
# 中华慈善总会在接到报告后,迅速下拨….
_ACTS_AFTER = re.compile(
    rf"^(?P<who>[\u4e00-\u9fff]{{0,6}}(?:{words.CHARITY}|红十字会))(?:在|于|得知|了解|接到|获悉)[^。;]{{0,30}}(?:后|时|之际),(?P<does>[^,。;:\d]{{0,16}})$"
)
# A foundation that gives, in the report of another body.
_FOUNDATION = re.compile(
    r"(?:^|[,;:。])(?![收接争向从由经获在据按与和同联配协感为给对])[\u4e00-\u9fff]{2,14}基金会(?:紧急|及时|再次|一次性|共|也|还)*(?:提供|捐赠|捐"
    r"|支持|援助|下拨|拨付|资助)[^,。;:\d]{0,16}$"
    r"|(?:^|[;。])(?![收接争向从由经获在据按与和同联配协感为给对])[\u4e00-\u9fff]{2,14}基金会(?:为|向|在)(?:(?!我会|本会|慈善总?会)[^。;]){0,40}投入$"
)
# One that collects there: 县教育基金会募集300万元; not 县慈善基金会, as a federation may be called.
_FOUNDATION_TOOK = re.compile(
    r"(?:^|[,;:。])(?![收接争向从由经获在据按与和同联配协感为给对本])[\u4e00-\u9fff]{2,14}(?<!慈善)基金会(?:共|已|全年|累计|年内)*(?:[募筹]集|募捐"
    r"|筹[款得]|接[收受]|收到)[^,。;:\d]{0,16}$"
)
# 邻县慈善总会募集300万元, where only the level is the same.
_NEIGHBOUR = re.compile(r"[邻外][省市县区州]|[相毗临]邻|邻近|兄弟|周边|友邻")
# 市 of 杭州市慈善总会
_LEVEL = re.compile(
    rf"(?P<level>中华|中国|全国|自治区|[省市县区州旗])[^省市县区州旗\W\d]{{0,2}}?(?:{words.CHARITY}|红十字会)"
)
_GIVES = re.compile(r"拨付|下拨|划拨|投入|支[持援]|援助|捐赠|捐助|资助|安排|给予|配套|发放|募集|筹集|支出")
_OF_SEVERAL = re.compile(r"级|全[市县区省州旗]|各|[、和与及]|系统")
_SHARED = re.compile(r"[两三四]级|共同|联合")  # 三级共投入42万元,其中省慈善总会20万元


def _who_acts(around: Surroundings, measure: MeasureReading) -> str:
    """The charity that gives at the head of a clause: 省慈善总会拨付…; '' where none does."""
    if measure.flow not in {Flow.IN, Flow.OUT}:
        return ""
    head = _AT_THE_HEAD.search(around.telling) or _ACTS_AFTER.search(around.telling)
    if head is None or (head[0].startswith("(") and measure.flow is Flow.IN):
        return ""  # 募集90万元(省慈善总会支持20万元): where it came from
    handed_down = head.start() > 0 or measure.name in words.HANDED_DOWN or "其中" in head[0]
    if "红十字" in head["who"] and handed_down:
        return ""  # 接收捐款90万元,其中市红十字会下拨20万元
    shared = not head["does"] and measure.flow is Flow.OUT and _SHARED.search(around.half)
    return head["who"] if shared or _GIVES.search(head["does"]) else ""


def _of_another_level(around: Surroundings, measure: MeasureReading, whose: str) -> bool:
    """Whether the charity that acts at the head of a clause has another level in its name than the own one: 省慈善总会拨付….

    Where the own name tells no level, it is another only beside 我会 in the same sentence.
    """
    foundation = {Flow.OUT: _FOUNDATION, Flow.IN: _FOUNDATION_TOOK}.get(measure.flow)
    if foundation and whose and "基金会" not in f"{whose}{around.setting.titles}" and foundation.search(around.half):
        return True
    who = _who_acts(around, measure)
    if who and _NEIGHBOUR.search(who):
        return True
    if not who or who in whose or _OF_SEVERAL.search(who):
        return False
    theirs, ours = _LEVEL.search(who), _LEVEL.search(whose)
    if theirs is None or ours is None:
        return theirs is not None and words.WE.search(around.sentence) is not None
    return theirs["level"] != ours["level"]


# Who does something at the head of a clause: 县委常委、县总工会主席…慰问困难职工; not 县民政局推荐的…. Who leads a visit gives nothing: 县委书记….
_OTHERS = r"总工会|妇联|妇女联合会|残联|工商联|侨联|文联|科协|关工委|文明办|团[省市县区州旗]委|[\u4e00-\u9fff]政局|教育局|卫健[委局]"
_DONE_BY = re.compile(
    rf"(?:^|,)(?:[^,。;\d在按据经由受应向给为对]{{0,24}}[、和])?[^,。;\d、和在按据经由受应向给为对]{{0,8}}?(?P<who>{_OTHERS})"
    r"[^,。;\d捐向给为由的下]{0,24}?(?:慰问|走访|发放|资助|救助|投入|开展|拨[付款]|下拨)"
)
# 其中市民政局接收捐款90万元: what offices took is not of the body.
_TAKEN_BY = re.compile(
    r"(?:^|[,;:]|其中)[^,。;:\d、]{0,6}(?:[民财]政[局厅部]|应急管理[局厅部]|政府|工商联|总工会|妇联|残联|教育[局厅]|团[省市县区州旗]委)(?:共|已|累计"
    r"|直接)*(?:(?:组织|开展|举[办行]|发起)[^。;]{0,40},[^,。;\d]{0,10}?)?(?:共|已)*(?:接[收受]|收到|募集)(?:到|了)?[^,。;\d]{0,8}$"
)
# 县一中获赠图书价值28万元, 受助学校收到捐款: what those who are helped got.
_HELPED_GOT = re.compile(
    r"(?:^|[,;])[^,;。\d向给为]{0,10}(?:学校|学院|大学|[小中]学|[一二三四五六七八九]中|幼儿园|医院|卫生院|敬老院|福利院|养老院"
    r"|[我各][省市县区州旗镇乡村])(?:共|已|累计|先后)*(?:获[赠捐得]|接[收受]|收到)[^,;。\d]{0,16}$"
)
# 某某商会投入50万元作为基金的经费: what those who give spend is not of it, either.
_GIVER_SPENDS = re.compile(
    rf"(?:^|[,;])[^,。;:\d]{{0,10}}{words.GIVER}(?:已经?|再次|又|先后|一次性|累计|共)*(?:(?:[向为给][^,。;\d]{{1,12}}?)?(?:捐出|捐赠|捐助|捐款)|投入"
    rf"|出资|注资|拿出|配套)[^,。;\d]{{0,6}}$"
)
_TOGETHER = re.compile(r"联合|携手|会同|协同|配合|协助|组织|[与同]")  # 与市教育局联合开展: what the own body did, too


def _done_by_others(around: Surroundings, measure: MeasureReading) -> bool:
    """Whether a sentence about what was given names other bodies as those who gave it, and not the own one."""
    taken = _TAKEN_BY.search(around.half) or _HELPED_GOT.search(around.telling)
    if measure.flow is Flow.IN and taken and words.OWN_BODY.search(taken[0].partition(",")[2]) is None:
        return True
    given = measure.flow in {Flow.OUT, Flow.BOTH}
    spends = _GIVER_SPENDS.search(around.half) if given else None
    if spends and words.OWN_BODY.search(spends[0]) is None:
        return True
    if not (given or measure.name in {"受益", "人数"}) or words.OWN_BODY.search(around.before):
        return False
    done = _DONE_BY.search(around.before)
    if done is None or _TOGETHER.search(around.before, done.start(), done.start("who")):
        return False
    return done["who"] not in (around.setting.whose or around.setting.body)
