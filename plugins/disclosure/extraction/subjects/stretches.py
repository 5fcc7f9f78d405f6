"""What grew, what is left, what lies there on a day, and what a whole year came to or is to come to."""

from __future__ import annotations

import re

from ...model import Nature
from .. import vocabulary as words
from ..labels import is_label
from ..meaning import UNNAMED
from ..passage_subjects import told_aside
from ..surroundings import Surroundings
from ..things import bare, named
from ..times import part_of_year, until_day
from ..vocabulary import Flow
from ..year_totals import next_target, tells_of_year
from .items import by_item
from .question import SubjectQuestion, SubjectReading
from .works import by_benefit


def by_number_before(asked: SubjectQuestion) -> str:
    """The subject of the number that ends where this one begins."""
    before = asked.around.last
    if before is None or before.overall or before.subject == UNNAMED:
        return ""
    return before.subject if before.mention.end == asked.around.mention.start else ""


# What a number is compared with: 比年初的1,060.1万元增加…, 与去年同期的468.3万元相比.
_COMPARED_WITH = re.compile(r"(?:比|较|与|和|跟)(?:[上去]年|(?:19|20)\d\d年|年初|期初|同期|上期)[^,。;]{0,14}$")


_WITHIN = 24  # signs


def by_change(asked: SubjectQuestion) -> SubjectReading | None:
    """What is more or less than before is what was told just before what it is compared with."""
    if not asked.money or asked.measure.name not in {"增加", "减少"}:
        return None
    text, unit = asked.around.text, asked.around.mention.unit
    here = [entry for entry in asked.around.numbers_before if not told_aside(asked.around.since(entry))]
    compared = bool(
        here and _COMPARED_WITH.search(text[max(0, here[-1].mention.start - _WITHIN) : here[-1].mention.start])
    )
    before = next(reversed(here[:-1] if compared else here), None)
    if before is None or before.mention.unit != unit or before.nature is not Nature.ACTUAL or before.subject == UNNAMED:
        return SubjectReading() if compared else None  # nobody says what grew
    of_day = f"{before.subject}{before.measure}" if before.flow is Flow.STOCK else before.subject
    return SubjectReading(f"全年{before.measure}" if before.overall else of_day, "接前面的数")


# 其余12个项目 in 其余12个项目共筹72万元.
_REST = re.compile(
    r"(?:[^,。;:]{0,40}(?:其中|,))?(?P<what>其[余他它](?:各|\d{1,4}个)?[\u4e00-\u9fff]{0,8}?)"
    r"(?:共|合计|总|计|筹|募|集|投入|支出|发放|捐|款|资助|受益|惠及|为|约|达|\s)*"
)


def by_rest(asked: SubjectQuestion) -> str:
    """What is left of several: 其余12个项目."""
    rest = _REST.fullmatch(asked.around.clause)
    noun = re.match(r"[\u4e00-\u9fff]{2}", asked.around.mention.noun)
    if rest is not None and noun and not asked.money and len(rest["what"]) == len("其余"):
        return f"{rest['what']}{noun[0]}"
    if rest is None or len(rest["what"]) == len("其余"):
        return ""
    return rest["what"]


def by_surplus(asked: SubjectQuestion) -> str:
    """The year, or the part of it, whose income less expense is told."""
    if asked.measure.name not in {words.SURPLUS, words.NET_CHANGE} or asked.project:
        return ""
    return part_of_year(asked.around, asked.around.setting.period) or "全年"


def by_balance(asked: SubjectQuestion) -> SubjectReading | None:
    """Of which day, fund or project a balance is."""
    if asked.measure.flow is not Flow.STOCK:
        return None
    around = asked.around
    if asked.part and asked.measure.name == "结余":
        if name := by_item(asked):
            return name  # 留本基金 of 年末结余3000万元,其中留本基金2000万元
        if things := named(around.clause):
            return SubjectReading(things[-1][2], "同句点名")
    fund = _fund_told_of(around)
    since = re.sub(r"^.*(?:年初|期初|上年末?|1月1日)[^。]*?元[^。]*?[到至](?=年[末底]|期末|12月)", "", around.clause)
    if (
        re.search(r"年初|期初|上年|去年末|去年底|(?<!\d)1月1日(?![-—至到])", since)
        or f"{asked.around.setting.year - 1}年" in around.clause
    ):
        return SubjectReading(f"{fund['name']}年初" if fund else "年初", "年初或年末")
    held = _HELD.search(around.clause)
    if held and asked.measure.name == "结余":
        return SubjectReading(bare(held[0]), "哪一笔钱的余额")
    day, rule = _day_of_balance(asked)
    return SubjectReading(f"{fund['name']}{day}" if fund and day in {"年初", "年末"} else day, rule)


# “春风助学”基金:上年结余12万元,…: the balances of one fund.
_FUND_TOLD = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,2}[)、.])*(?P<name>“[^“”]{2,16}”[\u4e00-\u9fff]{0,8}?(?:基金|项目|专户)"
    r"|(?!全部|所有|各类|其他)[\u4e00-\u9fff]{2,12}(?:专项|冠名|慈善|助学|救助|医疗|助老|助残|奖学)基金)(?!会)(?:[:,。](?!其中)|$"
    r"|(?=(?:\d{4}年?)?(?:年[初末底]|期[初末]|上年)))"
)


def _fund_told_of(around: Surroundings) -> re.Match[str] | None:
    """The fund that a sentence begins with, or that stands alone over it or before it."""
    heads = (*around.passage.headings[-1:], around.text[: around.start])
    alone = (match for text in heads if (match := _FUND_TOLD.match(text)) and match.end() == len(text))
    return _FUND_TOLD.match(around.sentence) or next(alone, None)


def _day_of_balance(asked: SubjectQuestion) -> tuple[str, str]:
    """Of which day, or of what, a balance is that is none of the beginning of the year."""
    around = asked.around
    period = asked.around.setting.period
    if period and "期末" in around.half:
        return (period if period.startswith("截至") else f"{period.removesuffix('份')}末", "期末")
    if re.search(r"年[末底]|期末|12月(?:31日|底|末)", around.half):
        return ("年末", "年初或年末")
    if asked.project.startswith("“"):
        return (asked.project, "哪个项目的余额")
    if month := re.search(r"月[末底]", around.half):
        return (f"{period.removesuffix('份')}{month[0][1:]}" if period else month[0], "月末")
    until = part_of_year(around, asked.around.setting.period) or until_day(around.text[: around.start])
    of_one = asked.project or asked.around.setting.disaster
    return (until or (of_one if asked.around.setting.special else "年末"), "哪一天的余额")


# Money that lies somewhere and is not all that is left: 期末理财余额.
_HELD = re.compile(
    r"(?:理财|存款|定期|大额存单|信托|专户|账户|保证金|备用金)(?:产品|资金|财产)?(?=[^,。;]{0,2}(?:余额|结余|结存))"
)


# What a plan is for, before its verb: 病房学校将新增5间.
_PLANNED_FOR = re.compile(
    r"(?:^|,)(?P<what>[^,。;:“”\d]{2,14}?)(?:将|拟|计划|力争)(?:继续)?(?:新增|资助|救助|覆盖|新建|增加|培训)?(?:到|至)?$"
)


def by_planned(asked: SubjectQuestion) -> str:
    """What is planned: 病房学校将新增5间."""
    plan = _PLANNED_FOR.search(asked.around.clause) if asked.ahead else None
    return bare(plan["what"]) if plan and is_label(bare(plan["what"])) else ""


def target_ahead(asked: SubjectQuestion) -> str:
    """Next year's target of what is told."""
    return next_target(asked.measure, asked.around.setting)


def by_target(asked: SubjectQuestion) -> str:
    """Next year's target, where the sentence calls it one."""
    if not asked.ahead or "目标" not in asked.around.clause or asked.things:
        return ""
    aimed = asked.measure.flow in {Flow.IN, Flow.OUT}
    return target_ahead(asked) if aimed else ""


def by_year(asked: SubjectQuestion) -> SubjectReading | None:
    """All of the year, or the part of it that is told."""
    in_a_list = asked.part or (asked.around.passage.item and not words.YEARLY.search(asked.around.half))
    if in_a_list or asked.label or not tells_of_year(asked.around, asked.measure, special=asked.around.setting.special):
        return None
    if asked.ahead:
        return SubjectReading(target_ahead(asked), "全年总数", overall=True)
    period = part_of_year(asked.around, asked.around.setting.period)
    return SubjectReading(period or "全年", "一段时间的总数" if period else "全年总数", overall=not period)


def by_aimed(asked: SubjectQuestion) -> str:
    """Next year's target, where a plan names nothing."""
    if not asked.ahead or asked.project:
        return ""
    persons = asked.measure.name in {"受益", "项目数"} and not by_benefit(asked)
    aimed = asked.measure.flow in {Flow.IN, Flow.OUT} if asked.money else persons
    return target_ahead(asked) if aimed else ""
