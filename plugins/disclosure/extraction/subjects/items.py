"""The items of a list and the parts of a whole, by what stands right before them."""

from __future__ import annotations

import re

from .. import vocabulary as words
from ..labels import BULLETS, part_giver, part_label, part_measure
from ..passage_subjects import respective
from ..things import named
from .question import SubjectQuestion, SubjectReading


def by_part(asked: SubjectQuestion) -> str:
    """What a part of an amount is called: its label, its measure or its giver."""
    around = asked.around
    return (part_label(around) or part_measure(around, listed=asked.part) or part_giver(around)) if asked.money else ""


def by_sum_of_several(asked: SubjectQuestion) -> SubjectReading | None:
    """What sums up amounts of several projects or givers is of none of them: 收到甲公司30万元,乙公司20万元,共50万元."""
    if not asked.money or _ONLY_SUM.fullmatch(asked.around.clause) is None:
        return None
    for start in (asked.around.half_start, asked.around.start):
        amounts = [entry for entry in asked.around.numbers_before if entry.mention.start >= start]
        amounts = [entry for entry in amounts if entry.mention.is_money and not entry.overall]
        several = len({entry.subject for entry in amounts}) > 1
        if several and sum(entry.mention.value for entry in amounts) == asked.around.mention.value:
            if not asked.things and _DATED.search(asked.around.before):
                return None
            begun = asked.around.text[start : amounts[0].mention.start].rpartition(",")[0]
            return SubjectReading(things[-1][2], "同句点名") if (things := named(begun)) else SubjectReading()
    return None


_DATED = re.compile(r"\d{4}年|全年(?!龄)|年度|[今本]年")


_ONLY_SUM = re.compile(r"(?:以上|[两三四五六七八九十\d]{1,2}[项者])?(?:合计|共计?|总计|总共)(?:发放|支出|拨付|募集)?")


_TITLE = re.compile(
    r"(?:^|[;。]|,(?=[^,。;:\d]{2,12}(?:人次|人数|户数|笔数):))\s*(?:\([一二三四五六七八九十\d]+\)|\d{1,2}[.、)]\s?)?([^,。;:\d]{2,14}):[^:]*$"
)


# 小学生 of 发放助学金:小学生每人500元、初中生每人800元.
_EACH_OF_A_LIST = re.compile(
    r"(?P<listed>[^:;。]*元[、,](?:和|及)?)?(?P<who>(?!每)[\u4e00-\u9fff]{2,8}?)(?:每[人名位户生][^\d,。;:]{0,4})?"
)


_LISTED_BEHIND = re.compile(r"[、,][\u4e00-\u9fff]{2,8}?(?:每[人名位户生][^\d,。;:]{0,4})?\d")


_LIST_HEAD = re.compile(
    "(?:来源|渠道|明细|构成|组成|名单|单位|企业|情况|方面|收入|支出|接[收受]|发放|库存|合计|总计|小计|使用|去向|用途|投向|分布|解囊|鸣谢|感谢|奉献"
    "|分类|分别|具体|审计|核算|显示)$|[为是]$"
)


def by_title(asked: SubjectQuestion) -> SubjectReading | None:
    """What stands before a colon."""
    colon = _TITLE.search(asked.around.half)
    if (
        colon is None
        or _LIST_HEAD.search(colon[1])
        or re.search(
            r"其中|包括|如下|汇报|讯|各位|^\(?[注备说]|本级$|中$|[按从][\u4e00-\u9fff]{2,8}(?:分类?|划分|看)[为是]?$",
            colon[1],
        )
    ):
        return None
    title = colon[1].strip(f" ({BULLETS}")
    item = (
        _EACH_OF_A_LIST.fullmatch(asked.around.half[colon.end(1) + 1 :]) if asked.measure.name == "资助标准" else None
    )
    if item and (item["listed"] or _LISTED_BEHIND.match(asked.around.rest)):
        return SubjectReading(f"{title}（{item['who']}）", "冒号后一项一项列的")
    return SubjectReading(title, "冒号前的标题")


_COSTS = re.compile(r"[\u4e00-\u9fff]{2,8}(?:经费|费用|补贴|补助)")


def by_item_of_list(asked: SubjectQuestion) -> str:
    """活动经费 in 资金使用:人员补贴62万元,活动经费30万元."""
    colon = _TITLE.search(asked.around.half) if asked.money and not asked.label else None
    item = _COSTS.fullmatch(asked.around.clause) if colon and _LIST_HEAD.search(colon[1]) else None
    return item[0] if item else ""


def by_growth(asked: SubjectQuestion) -> str:
    """What is told to have grown, where no amount of it stands before it in its sentence: 惠及人数同比增长8%."""
    before = asked.around.last
    apart = before is None or before.mention.unit == "%" or "。" in asked.around.since(before)
    grown = _GREW_ITSELF.fullmatch(asked.around.clause) if asked.around.mention.unit == "%" and apart else None
    return grown["what"] if grown else ""


def by_share(asked: SubjectQuestion) -> SubjectReading | None:
    """Of what a per cent is."""
    if asked.around.mention.unit != "%":
        return None
    if pair := respective(asked.around):
        return SubjectReading(pair, "分别")
    if part := _SHARED.search(asked.around.clause):
        return SubjectReading(part["what"], "占…的那一部分")
    if asked.measure.name in words.SHARES and (item := _SHARE_OF_A_LIST.search(asked.around.half)):
        return SubjectReading(item["what"], "一项一项列的")
    compared = re.match(
        r"\s*(?:与|和|同|比|较)[^,。;]{2,10}(?:相比|比较)?,?\s*(?:同比|增|下|上|减)", asked.around.sentence
    )
    if compared:
        return SubjectReading()  # all of a sentence before is compared, and not the part that was told last
    earlier = asked.carried(wide=True)
    return SubjectReading(earlier, "接前面的数") if earlier else None


# 善款募集 of 善款募集同比增长12%
_GREW_ITSELF = re.compile(
    r"(?:其中|而|全年|[今本]年|\d{4}年度?)*(?P<what>(?![比较与同和])[\u4e00-\u9fff]{2,14}?)(?:同比|环比|[比较][上去]年(?:度|同期)?)(?:增|上|提|下|减|降)[\u4e00-\u9fff]{0,6}"
)


# 助医 of 助学30%、助医25%.
_SHARE_OF_A_LIST = re.compile(r"\d[%％]\)?[、,](?:和|及)?(?P<what>[\u4e00-\u9fff]{2,10}?)(?:占比?|为|约)*$")


_SHARED = re.compile(
    r"^(?:其中|本年度?|全年|年度|当年|[\d]{4}年度?)*(?P<what>(?!分别)[\u4e00-\u9fff]{2,20}?)(?:总额|合计)?[仅只就]?占"
)


# How an item of a list or a part is called, where that is no name by itself: 接收社会各界捐赠资金, 市、县级红十字会收入, 项目支出.
_ITEM = re.compile(
    r"(?:.*(?:;|\((?=[^()]*$)|其中|包括))?(?:其中|包括|包含|含|[:,、\s]|另有?|\(?[一二三四五六七八九十\d]{1,2}[)、.])*"
    r"(?:接[收受]|收到|募集|筹集|支出|拨付|发放)?(?P<name>(?![由将向为对把被从于以经])(?:\d{1,2}[.·]\d{1,2})?[^\d,。;:]{2,40}?)(?:资金|善款)?(?:共计"
    r"|合计|总计|累计|约|达|为|共|\s)*"
)


# 甲医院,拨付金额20万元
_NAMED_FIRST = re.compile(
    r"\s*(?P<name>(?![由将向为对把被从于以经支])[^\d,。;:“”]{2,40}),(?:已|共)?(?:拨付|下拨|发放|支付|使用|捐[赠款]|资助|补助)?(?:金额|资金|善款"
    "|款)?(?:为|共计|合计)?"
)


_ONLY_TURN = re.compile(r"(?:.*\()?(?:其中|包括|含|[:,\s])*")


_IS_OF = re.compile(r"(?:为|是|用于|用作)(?P<what>[^\d,。;:()]{2,20}?)(?=[),。;]|$)")  # 其中100万元为扶贫专款


# says enough in a list: 1.社会捐赠320万元
_GIFTS = re.compile(r"(?:社会|企业|个人|日常|爱心)*(?:各界)?捐[赠款](?:收入)?")


_NO_ITEM = re.compile(
    r"(?:当年|本年|年内)?(?:实际)?(?:到[账帐位]|实收|实缴)|(?:(?:[12]\d{3}|全|今|本|当|去|上)年度?|年度|年内|上半年|下半年|各类|社会|慈善"
    "|爱心)?(?:资金|善款|款物|物资|捐款|捐赠|收入|支出|金额|募集|筹集|接[收受]|发放|使用|拨付|下拨|投入|共计?|累计|合计|总计|其中|包括|总|价值|现金"
    "|折[价合款]|价值|用于|已经?|均|全部|实际)+|其[他余它]"
)


# What was done for the one that was counted just before: 大病救助230人,发放救助金115万元.
_DONE_FOR_IT = re.compile(
    "(?:共|共计|合计|累计|已|分别)*(?:支出|发放|拨付|下拨|使用|投入|支付)?(?:救助|资助|补助|助学|助困|慰问|帮扶|奖励|奖学|救济|补贴|医疗"
    "|生活)*(?:金|款|善款|资金|款物|费用|金额|补贴)?(?:共计?|合计|约|达|为)*"
)


def by_part_by_itself(asked: SubjectQuestion) -> SubjectReading | None:
    """A part that no label names: what it is of, what was counted right before it, or the item."""
    if not asked.part:
        return None
    before = asked.around.last
    if _IS_OF.match(asked.around.after) and _ONLY_TURN.fullmatch(asked.around.clause):
        return by_item(asked)  # 甲公司捐赠100万元,其中60万元用于助学
    counted = before is not None and not before.mention.is_money and _DONE_FOR_IT.fullmatch(asked.around.clause.strip())
    here = asked.carried(wide=False) if counted else ""
    return SubjectReading(here, "接同句前面的数") if here else by_item(asked)


def by_item(asked: SubjectQuestion) -> SubjectReading | None:
    """An item of a list or a part, by words that are no name: 接收社会各界捐赠资金."""
    if not (asked.part or asked.around.passage.item) or not asked.money:
        return None
    if (said := _IS_OF.match(asked.around.after)) and _ONLY_TURN.fullmatch(asked.around.clause):
        return SubjectReading(said["what"], "数后的名称")
    item = _ITEM.fullmatch(asked.around.clause)
    named_first = _NAMED_FIRST.match(asked.around.passage.text) if asked.around.passage.under >= 0 else None
    if named_first and named_first.end() == asked.around.mention.start:
        return SubjectReading(named_first["name"], "列的一项")
    gift = item and asked.around.passage.item and _GIFTS.fullmatch(item["name"])
    if item is None or (not gift and _NO_ITEM.fullmatch(item["name"])) or re.search(r"[“”]|占|[比较]上", item["name"]):
        return None
    name = re.sub(r"(?<!其[他它])(?<!基本)(?<!项目)(?<!捐赠)(?<!捐款)(?:收入|支出)$", "", item["name"])
    name = re.sub(r"(?<=本级)(?:全年|共)?(?:募集|筹集|接[收受]|收到|支出|发放|使用)(?:善款|款物|资金)?$", "", name)
    name = re.sub(r"^(?:总会|协会|[本我]会)(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})年度$", "", name)
    return SubjectReading(name.strip(f" ({BULLETS}"), "列的一项") if len(name) > 1 else None
