"""A mention to its meaning: measure, subject, nature, scope, goods or money, topic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Coverage, FigureBasis, Nature
from ..numerals import CURRENCIES, foreign
from . import vocabulary as words
from .meaning import MentionMeaning, Setting
from .measures import MeasureReading, count_measure, last_money_word, money_measure, of_goods
from .mentions import Mention
from .passage_subjects import short
from .passages import Passage
from .subjects import subject_of
from .surroundings import Surroundings, surroundings
from .things import named
from .times import of_many_years, other_year
from .vocabulary import Flow

# --- nature, year, scope, basis ------------------------------------------------------------------


def _raised_from(around: Surroundings) -> bool:
    """Whether a number is what there was before: 由3000元提高到3500元."""
    risen = re.match(r"[^,。;]{0,4}(?:扩大|增加|提高|增至|发展)", around.after)
    return risen is not None and re.search(r"(?:由|从)[^,。;\d]{0,4}$", around.clause) is not None


def _ahead(around: Surroundings, mention: Mention, passage: Passage, setting: Setting) -> bool:
    if _raised_from(around):
        return False
    following = rf"{setting.year + 1}年|明年|来年|(?<![线乡])下一年|新的一年|下一步"
    if passage.planned:
        return True
    begun = re.split(rf"{setting.year}年(?:度|全年)?,", around.before)[-1]  # what stands before it may be a title
    if re.search(following, begun):
        return True
    near = begun if len(begun) < len(around.half) else around.half
    return bool(words.PLAN_WORDS.search(near) and re.search(following, around.text[: mention.start]))


def _next_year(around: Surroundings, passage: Passage, setting: Setting) -> bool:
    """Whether what is planned in a bulletin of a month or a quarter is planned for the next year by its words, and not for what is left of this."""
    told_of = " ".join((around.text[: around.start + len(around.before)], *passage.headings))
    return re.search(rf"{setting.year + 1}年|明年|来年|(?<![线乡])下一?年", told_of) is not None


_OWN_PART = re.compile(rf"(?:其中|包括)[^。;]*?(?:本级|[市县区州旗]{words.CHARITY}|我会|本会)")
# A region of which the own body is only a part: 全区共筹集…, 其中区本级….
_REGION = re.compile(r"全(?:市|县|区|州|旗)(?!性)")


# 本级2,911.45万元,全市7,805.2万元: a clause that names the region and little else.
_WHOLE_REGION = re.compile(
    r"(?:而)?全(?:市|县|区|省|州|旗)(?:慈善(?:会)?系统)?(?:共|合计|总计|总额|累计|达|为|共计|约|超|\s)*"
)
# What the bodies below gave or got: 各县(区)慈善会募集5,430.7万元, 8个乡镇146.2万元.
_BELOW = re.compile(
    r"(?:其中)?[:,]?\s*(?:(?:各|所辖|下辖|\d{1,3}个|[二三四五六七八九十]{1,3}个)(?:县|市|区|旗|乡镇?|镇街?|街道)(?![中直级])|(?:县|市|区)\([县市区、]+\))(?:\([县市区、]+\))?"
    rf"(?:{words.CHARITY})?(?:共|合计|总计|累计|配套|募集|筹集|募捐|支出|发放|自筹|投入|资金|善款|款物|达|为|约|超|\s)*$"
)


def _level_named(around: Surroundings, mention: Mention) -> tuple[Coverage, str] | None:
    """The level of bodies that the clause of a number names by itself; 全县86个单位 only tells where those are."""
    if _REGION.search(around.clause) and _OWN_PART.search(around.rest):
        return Coverage.COUNTY, "全区，其中本级另写"
    if not mention.is_money:
        return None
    if _WHOLE_REGION.fullmatch(around.clause):
        return Coverage.COUNTY, "全市、全县"
    return (Coverage.UNSTATED, "别的机构") if _BELOW.match(around.clause) else None


def _scope(around: Surroundings, mention: Mention) -> tuple[Coverage, str]:
    half, before = around.half, around.before
    if level := _level_named(around, mention):
        return level
    wide = re.sub(r"\(市、区\)", "", before)
    uppers = [match.end() for match in words.UPPER.finditer(wide)]
    lowers = [match.end() for match in words.LOWER.finditer(wide)]
    if uppers and (not lowers or max(uppers) + 12 >= max(lowers)):
        return Coverage.COUNTY, "两级"
    if words.JOINT.search(half) and words.TOGETHER.search(half + around.lead):
        return Coverage.PARTNERS, "共投入"
    partners = [match.start() for match in words.TOGETHER.finditer(half)]
    if partners or (words.TOGETHER.search(before) and not re.search(r";", before)):
        return Coverage.UNSTATED, "合作"
    if re.search(r"全(?:市|县|区)(?:上线|志愿|慈善|义工|[^,。;]{0,4}社区)", half) and not lowers:
        return Coverage.UNSTATED, "全市"
    return Coverage.OWN, ""


def _basis(around: Surroundings, mention: Mention, measure: MeasureReading) -> FigureBasis | None:
    if mention.unit != "元" or measure.flow is Flow.NONE:
        return None
    near = around.clause[-24:] + around.after[:12]
    if words.BOTH_WORDS.search(near):
        return FigureBasis.BOTH
    if words.VALUED.search(around.clause) or re.match(r"的?(?:物资|图书|衣物|药品|[^,。;]{0,10}设备)", around.after):
        return FigureBasis.GOODS
    if words.MONEY_WORDS.search(near):
        return FigureBasis.MONEY
    return FigureBasis.BOTH if measure.flow in {Flow.IN, Flow.OUT, Flow.BOTH} else None


# --- the topic -----------------------------------------------------------------------------------

_IN_YUAN = re.compile(r"(?:^|\()(?:约|大约)?(?:折合?|合)(?:人民币)?$")
_EMERGENCY = re.compile(r"疫|灾|地震|暴雨|洪|台风|驰援|应急|泥石流")
_TOPICS = (
    (re.compile(r"保险|参保|[医意]外?[惠伤害]*险|险$|[医惠]保$|理赔|保单|险种"), "保险"),
    (re.compile(r"志愿|义工"), "志愿服务"),
    (re.compile(r"媒体|发稿|稿件|刊发|宣传|直播|网站|公众号|报道|视频|荣誉|表彰|获评|观看|发布"), "宣传与荣誉"),
    (re.compile(r"审计"), "审计"),
    (re.compile(r"制度|办法|规程"), "制度"),
    (re.compile(r"理事会|监事会|会员|工作人员|聘任|党支部|分会|议案"), "治理"),
)


def _topic(  # noqa: C901, PLR0911  (one rule after the other)
    subject: str,
    measure: MeasureReading,
    mention: Mention,
    passage: Passage,
    around: Surroundings,
    *,
    whole: bool,
    ahead: bool,
) -> str:
    near = f"{subject}{measure.name}{mention.noun[:8]}"
    if ahead:
        return "计划"
    if measure.flow is Flow.STOCK:
        return "结余"
    if measure.name in {"管理费支出", "募捐成本"}:
        return "支出"
    if whole:
        if measure.flow is Flow.IN:
            return "收入"
        return "支出" if measure.flow is Flow.OUT else "总体"
    fund = measure.nature is Nature.SIZE or mention.unit in {"支", "只", "个"} or measure.name in {"参与", "捐款参与"}
    if "基金" in subject and fund:
        return "基金"
    of_project = subject.startswith("“") and mention.unit == "元"
    for pattern, topic in _TOPICS:
        if pattern.search(near) and not of_project and not (topic == "治理" and mention.unit == "元"):
            return topic
    if _EMERGENCY.search(near) or (subject.startswith("捐赠") and _EMERGENCY.search(around.sentence)):
        return "应急"
    if measure.name in {"接收物资", "发放物资"} and not passage.headings:
        return "物资"
    income = measure.flow is Flow.IN or measure.name in {"举牌家数", "参与单位", "参与", "捐款参与"}
    if income and not (
        len(passage.headings) > 1
        and re.search(r"项目|救助|帮扶", " ".join(passage.headings))
        and not any(words.INCOME_HEADING.search(text) for text in passage.headings)
    ):
        return "收入"
    return "项目"


def _current(around: Surroundings, passage: Passage, setting: Setting) -> MeasureReading | None:
    """What money measures here where its own words do not say: as the amount that it is a part of, or by the heading."""
    if re.search(
        r"其中|包括|\((?:其中)?含|[收支款物入出]中|主要用于|如下", around.text[: around.start + len(around.before)]
    ):
        for entry in reversed(setting.earlier):
            if entry.passage is not passage:
                break
            if entry.flow in {Flow.IN, Flow.OUT} and entry.nature is not Nature.SIZE:
                name = {"接收物资": "筹集", "发放物资": "支出"}.get(entry.measure, entry.measure)
                return MeasureReading(name, entry.flow, Nature.ACTUAL, -1, "随前面的数")
    if passage.headings and (sort := _sort_of_money(passage.headings[-1])):
        return sort
    for heading in reversed(passage.headings):
        if words.OUTGO_HEADING.search(heading):
            return MeasureReading("支出", Flow.OUT, Nature.ACTUAL, -1, f"标题“{heading}”")
        if words.INCOME_HEADING.search(heading):
            return MeasureReading("筹集", Flow.IN, Nature.ACTUAL, -1, f"标题“{heading}”")
    return None


def _sort_of_money(heading: str) -> MeasureReading | None:
    """What the heading right above says that is more than 收入 or 支出: 筹资费用, 管理费用, 投资收益."""
    hit = last_money_word(heading.strip())
    if hit is None or hit[1].end() != len(heading.strip()) or hit[0].measure not in _SORTS:
        return None
    return MeasureReading(hit[0].measure, hit[0].flow, Nature.ACTUAL, -1, f"标题“{heading}”")


_SORTS = frozenset({"管理费支出", "募捐成本", "投资收益"})
_GROWN = re.compile(r"(?:提高|调整|上调|下调|降低)(?:到|至|为)$")
_LISTED = re.compile(r"[、,]?[\u4e00-\u9fff“”]{2,12}")
_LISTING = re.compile(r"表彰|接收数量|发放数量|登记|聘任|新增$")


def _listed_with(around: Surroundings, passage: Passage, setting: Setting) -> MentionMeaning | None:
    """The number before, where this one measures the same: 由3000元提高到3500元; 表彰爱心企业20家、爱心个人15名."""
    entry = setting.earlier[-1] if setting.earlier else None
    if entry is None or entry.passage is not passage:
        return None
    between = around.text[entry.mention.end : around.start + len(around.before)]
    if _GROWN.fullmatch(between.strip(",、")) and entry.measure:
        return entry
    listed = between.startswith("、") and _LISTED.fullmatch(between) and not re.search(words.MAKING, between)
    return entry if listed and _LISTING.match(entry.measure) else None


# What is planned by a verb of its own clause, and was not done: 预计投入, 计划全年募集, 拟拨付.
_PLANNED_HERE = re.compile(
    r"(?:^|[^个子原各项本该”]|原)(?:计划|预计|拟(?!定)|预算|预期|力争|争取(?=[^,。;\d]{0,4}(?:募|筹|达|完成|实现|突破|超|发放|支出|投入))|确保)(?!的|任务|目标|[内外])[^,。;“”\d达了]{0,12}$"
    r"|下(?:一|个)?(?:季度|个?月|半年|阶段)[^,。;“”\d]{0,12}(?:将|拟|计划|继续|再)[^,。;\d]{0,10}$"
    r"|目标(?:任务|数|值|额)?(?:是|为|定为|设为)?$"
)


# What was to be reached, of which a share was: 完成年度目标任务600万元的118.7%.
_TARGET = re.compile(r"(?:目标|任务|指标|计划)(?:任务|数|额|总额)?(?:为|的|是|\()?\s*$")
_OF_TARGET = re.compile(r"\)?的(?:\d|百分之|[一二三四五六七八九十]+[成倍]|近|约|超)")


def _planned_here(around: Surroundings, passage: Passage, setting: Setting) -> bool:
    """Whether a number is planned by the words of its clause, or goes on from one that is."""
    if _raised_from(around):
        return False
    if _TARGET.search(around.clause) and _OF_TARGET.match(around.after):
        return True
    if _PLANNED_HERE.search(around.clause):
        return re.search("完成|执行", around.clause) is None
    before = setting.earlier[-1] if setting.earlier else None
    if before is None or before.passage is not passage or before.nature is not Nature.PLANNED:
        return False
    between = around.text[before.mention.end : around.start + len(around.before)]
    if _OF_TARGET.match(around.text, before.mention.end):
        return False  # what was reached of the target
    return not re.search(r"[。;!?]|已|实际|完成|结果|到[账位]", between + around.after)


_AMOUNT = r"(?:约|近|超)?[\d,.]{1,20}[余多]?[百千万亿]{0,2}[余多]?元"
_NO_NAME = re.compile(
    r"的|\(|[将拟待]|相比|参[与加捐]|响应|受益|捐款"
)  # behind a number: what they did, and not what it is of
_LISTED_AMOUNTS = re.compile(rf"分别[\u4e00-\u9fff]{{0,10}}(?P<before>(?:{_AMOUNT}[、和及,]{{1,2}}){{0,30}})$")


def _one_of_a_list(around: Surroundings) -> bool:
    """Whether an amount is one of several that go one by one with what was named before: 分别拨付40万元、30万元和29.7万元."""
    listed = _LISTED_AMOUNTS.search(around.half[-400:])
    return listed is not None and bool(listed["before"] or re.match(rf"[、和及]{_AMOUNT}", around.rest))


_BROKEN = re.compile(r"\d[.,]?[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}$|\d[.,]$")


def _doubts_of_way(measure: MeasureReading, around: Surroundings, *, planned: bool) -> Iterator[str]:
    """Whether money came in, went out, or may not have moved at all, where the words leave that open."""
    if measure.name == "上级拨款" and not planned and re.search(r"争取(?![到了得来])", around.clause):
        yield "写的是“争取”，拨下来没有，句子里看不出来：请看性质。"
    if measure.name == "捐赠款物":
        yield "写的是“捐赠”，是收进来还是发出去看不出来。"


def _doubts(
    mention: Mention,
    measure: MeasureReading,
    subject: str,
    mention_before: str,
    around: Surroundings,
    reading_rule: str,
    *,
    planned: bool,
) -> Iterator[str]:
    """What the words around a number leave open, as questions."""
    if foreign(mention.unit) and mention.unit not in CURRENCIES:
        yield "是哪一种货币，句子里看不出来：请填单位，例如“美元”。"
    if mention.is_money and not measure.name:
        yield "这笔钱是收、是支还是别的，句子里看不出来：请选指标。"
    if not subject:
        yield "这个数说的是哪件事，句子里看不出来：请填事项。"
    if _BROKEN.search(mention_before):
        yield "数字前面隔着空格、换行还有数字，看不出是不是一个数断成了两截：请对着原文看。"
    if planned:
        yield "写的是计划、预计或者预算，是哪一年要做的、做了没有，句子里看不出来：请看性质和年度。"
    yield from _doubts_of_way(measure, around, planned=planned)
    if mention.unit == "%" and "分别" in around.half and reading_rule != "分别":
        yield "原文写“分别”，几个百分比各是哪一件事的，句子里看不出来：请看事项。"
    if mention.is_money and reading_rule != "分别" and _one_of_a_list(around):
        yield "原文写“分别”，几个数各是哪一件事、哪一处的，句子里看不出来：请看事项。"
    if mention.ranged:
        yield "原文是一个范围，两头各登一条；不需要的请去掉。"
    if mention.qualifier in {"数", "几", "上", "过"}:
        yield "原文没有写出准数，是不是登记请您定。"


def understand(passage: Passage, mention: Mention, setting: Setting) -> MentionMeaning:
    """The cells that follow from the words around *mention*; what they leave open is in its doubts."""
    around = surroundings(passage, mention)
    money = mention.is_money
    measure = (
        money_measure(around, mention, _current(around, passage, setting)) if money else count_measure(around, mention)
    )
    ahead = _ahead(around, mention, passage, setting)
    reading = subject_of(around, mention, passage, measure, setting, ahead=ahead)
    subject, rule, whole = reading.name, reading.rule, reading.overall
    if earlier := _listed_with(around, passage, setting):
        if earlier.mention.unit == mention.unit and _GROWN.search(around.clause):
            subject, whole = earlier.subject, False
        measure = MeasureReading(earlier.measure, earlier.flow, earlier.nature, -1, "同前一个数")
    scope, scope_rule = _scope(around, mention)
    if _of_another_body(around, setting.whose or setting.body) or _done_by_others(around, measure, setting):
        scope, scope_rule = Coverage.UNSTATED, "别的机构"
    basis = _basis(around, mention, measure)
    earlier = setting.earlier[-1] if setting.earlier else None
    if earlier and earlier.passage is passage and earlier.mention.unit in CURRENCIES and _IN_YUAN.search(around.clause):
        subject, measure = (
            earlier.subject,
            MeasureReading(earlier.measure, earlier.flow, earlier.nature, -1, "折合人民币"),
        )
        basis = None
    measure = of_goods(measure, basis, around, whole=whole)
    planned = ahead or setting.plan or _planned_here(around, passage, setting)
    soon = ahead and bool(setting.period) and not _next_year(around, passage, setting)
    nature = Nature.PLANNED if planned else measure.nature
    whole = whole and (ahead or not planned)
    told_of = None if planned or mention.unit == "%" else _time(around, passage, measure, setting)
    whole = whole and told_of is None
    if whole and not ahead and scope in {Coverage.UNSTATED, Coverage.PARTNERS}:
        whole = False  # what others did with the body is not the total of the body
        subject = subject if words.YEARLY.search(around.half) else ""
    if whole and not ahead and setting.two_levels:
        subject = "全年（市、县两级）" if scope is Coverage.COUNTY else "全年（本级）"
    project = _full_name(subject, passage)
    topic = _topic(subject, measure, mention, passage, around, whole=whole, ahead=ahead or setting.plan)
    meaning = MentionMeaning(
        mention,
        passage,
        subject or ("" if _NO_NAME.match(mention.noun) else mention.noun[:10]) or "未写明",
        measure.name or "金额",
        measure.flow,
        nature,
        scope,
        basis,
        topic,
        setting.year + (not soon) if ahead else told_of.year if told_of else setting.year,
        whole,
        project if topic == "项目" else "",
        tuple(
            filter(
                None,
                (
                    measure.why,
                    f"事项：{rule}" if rule else "",
                    f"口径：{scope_rule}" if scope_rule else "",
                    "计划" if ahead else "",
                ),
            )
        ),
        tuple(
            _doubts(
                mention,
                measure,
                subject,
                passage.text[max(0, mention.digits - 8) : mention.digits],
                around,
                rule,
                planned=planned and (soon or not ahead) and not setting.plan,
            )
        )
        + ((told_of.doubt,) if told_of else ())
        + (("说的像是别的机构收的、支的，不是本会的：要登请看口径和事项。",) if scope_rule == "别的机构" else ()),
    )
    setting.earlier.append(meaning)
    return meaning


_BODIES = re.compile(rf"(?P<cross>红十字会)|(?P<charity>{words.CHARITY})")


def whose(titles: Sequence[str]) -> str:
    """The title of a report, where it names bodies of one sort only: 红十字会 or 慈善会."""
    whole = " ".join(titles)
    sorts = {name for match in _BODIES.finditer(whole) for name, words in match.groupdict().items() if words}
    return whole if len(sorts) == 1 else ""


def _of_another_body(around: Surroundings, body: str) -> bool:
    """Whether the body named last before a number, at the head of its clause, is one of the other sort: 市红十字会接收捐款690万元."""
    named_last = list(_BODIES.finditer(around.half))
    if not named_last or not body or re.search(r"[向给与和、联同]|拨付", around.half[: named_last[-1].start()][-8:]):
        return False
    sorts = {name for match in _BODIES.finditer(body) for name, words in match.groupdict().items() if words}
    if len(sorts) != 1:
        return False
    other = "cross" if sorts == {"charity"} else "charity"
    if named_last[-1][other] is None:
        return False
    clause = re.split(r"[,。;:、]", around.half[: named_last[-1].start()])[-1]
    return re.fullmatch(r"(?:其中|同期|同时)?[\u4e00-\u9fff]{0,6}", clause) is not None


# Who does something at the head of a clause: 县委常委、县总工会主席…慰问困难职工; not 县民政局推荐的…. Who leads a visit gives nothing: 县委书记….
_OTHERS = r"总工会|妇联|妇女联合会|残联|工商联|侨联|文联|科协|关工委|文明办|团[省市县区州旗]委|[\u4e00-\u9fff]政局|教育局|卫健[委局]"
_DONE_BY = re.compile(
    rf"(?:^|,)(?:[^,。;\d在按据经由受应向给为对]{{0,24}}[、和])?[^,。;\d、和在按据经由受应向给为对]{{0,8}}?(?P<who>{_OTHERS})"
    r"[^,。;\d捐向给为由的下]{0,24}?(?:慰问|走访|发放|资助|救助|投入|开展)"
)
_TOGETHER = re.compile(r"联合|携手|会同|协同|配合|协助|组织|[与同]")  # 与市教育局联合开展: what the own body did, too


def _done_by_others(around: Surroundings, measure: MeasureReading, setting: Setting) -> bool:
    """Whether a sentence about what was given names other bodies as those who gave it, and not the own one."""
    if not (measure.flow is Flow.OUT or measure.name in {"受益", "人数"}) or words.OWN_BODY.search(around.before):
        return False
    done = _DONE_BY.search(around.before)
    if done is None or _TOGETHER.search(around.before, done.start(), done.start("who")):
        return False
    return done["who"] not in (setting.whose or setting.body)


@dataclass(frozen=True, slots=True)
class _OtherTime:
    """The year under which a number goes that does not tell of that of the report, and what to ask."""

    year: int
    doubt: str


def _time(around: Surroundings, passage: Passage, measure: MeasureReading, setting: Setting) -> _OtherTime | None:
    """The time that a number tells of, where it is not the year of the report."""
    if measure.flow is Flow.STOCK or measure.nature is Nature.LIMIT:
        return None
    if of_many_years(around, setting.year):
        return _OtherTime(setting.year, f"写的是几年累计的数，不是{setting.year}年一年的：要登请在事项里写明。")
    if (year := other_year(around, passage.headings, setting.year)) is not None:
        return _OtherTime(year, f"写的像是{year}年的数，不是{setting.year}年的：要登请看年度和事项。")
    return None


def _full_name(subject: str, passage: Passage) -> str:
    """The project in a subject, with all that the passage calls it: “情满校园”助学支教项目 of “情满校园”心理健康讲座."""
    quoted = re.match(r"“[^“”]+”", subject)
    if quoted:
        names = [
            name for text in (*passage.headings, passage.text) for _, _, name in named(text) if short(name) == quoted[0]
        ]
        return max(names, key=len, default="")
    return subject if re.search(r"(?:项目|工程|行动|计划)$", subject) and subject != "项目" else ""
