"""A mention to its meaning: measure, subject, nature, scope, goods or money, topic."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from ..model import Coverage, FigureBasis, Nature
from ..numerals import CURRENCIES
from . import vocabulary as words
from .certainty import GROWN, doubts_of
from .coverage import (
    ASKS_OF,
    BEHIND_OWN_SHARE,
    NAMED,
    NO_BODY,
    OTHER_BODY,
    WITH_PARTNERS,
    coverage,
    names_no_body,
    of_another,
)
from .labels import BULLETS
from .meaning import UNNAMED, MentionMeaning, PartSort, Setting
from .measures import MeasureReading, count_measure, last_money_word, money_measure, of_goods
from .mentions import Mention
from .passage_subjects import ADDED_UP, short
from .passages import Passage
from .planning import planned_ahead
from .subjects import subject_of
from .surroundings import Surroundings, surroundings
from .things import named
from .times import names_this_year
from .timing import time_of
from .vocabulary import Flow
from .wholes import MOVED, MoneyWay, as_part, whole_of

# --- goods or money ------------------------------------------------------------------------------

# 在接收的捐物中,省级接收30万元: all of the sentence tells of goods.
_AMONG_GOODS = re.compile(
    r"(?:^|[,;])[^,。;\d]{0,10}(?:接[收受]|收到|募集|发放)的(?:[^,。;\d]{0,6})(?:捐物|物资|物品|实物)中,"
)


# 经费、物资折合人民币90万元; 捐赠收入折合人民币90万元(资金收入60万元,物资收入30万元): what both are worth.
_BOTH_WORTH = re.compile(
    r"(?:资金|善款|经费|现金|捐款|拨款)[、和及与][^,。;\d]{0,6}(?:物资|物品|实物)(?:折[合价款]|价值)"
)
_BOTH_ASIDE = re.compile(r"\((?=[^()]*(?:资金|现金|善款|捐款|货币))(?=[^()]*(?:物资|实物|物品))")

# 发放物资20万元, 接收善款50万元、物资20万元; not 采购物资20万元, which is money.
_HANDED_GOODS = re.compile(
    r"(?:(?:接[收受]|收到|募集|筹集|发放|分发|捐赠|转赠)[^,。;\d购]{0,8}?|\d[\d.,]*[万亿]?元[、和与及])(?:物资|实物|物品|善物)(?:共计|合计|约|共|达)*$"
)


def _basis(around: Surroundings, measure: MeasureReading) -> FigureBasis | None:
    if around.mention.unit != "元" or measure.flow is Flow.NONE:
        return None
    near = words.its_own(around.clause)[-24:] + around.after[:12]
    if (
        words.says_both(around.clause[-24:], around.after)
        or _BOTH_WORTH.search(around.clause)
        or _BOTH_ASIDE.match(around.rest)
    ):
        return FigureBasis.BOTH
    if (
        words.VALUED.search(around.clause)
        or (measure.flow is Flow.IN and words.IN_KIND.search(around.clause))
        or _HANDED_GOODS.search(around.clause)
        or _AMONG_GOODS.search(around.before)
        or re.match(
            r"的?(?:物资(?![和及与、](?:资金|善款|捐款|现金)|约?\d[\d.,]*[万亿]?元)|图书|衣物|药品|[^,。;]{0,10}设备)",
            around.after,
        )
    ):
        return FigureBasis.GOODS
    if words.MONEY_WORDS.search(near):
        return FigureBasis.MONEY
    return FigureBasis.BOTH if measure.flow in {Flow.IN, Flow.OUT, Flow.BOTH} else None


# --- the topic -----------------------------------------------------------------------------------

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
    subject: str, measure: MeasureReading, around: Surroundings, *, whole: bool, ahead: bool
) -> str:
    near = f"{subject}{measure.name}{around.mention.noun[:8]}"
    if ahead:
        return "计划"
    if measure.flow is Flow.STOCK or measure.name in {words.SURPLUS, words.NET_CHANGE}:
        return "结余"
    if measure.name in {"管理费支出", "募捐成本"}:
        return "支出"
    if whole:
        if measure.flow is Flow.IN:
            return "收入"
        return "支出" if measure.flow is Flow.OUT else "总体"
    of_funds = around.mention.unit in {"支", "只", "个"} or measure.name in {"参与", "捐款参与"}
    if "基金" in subject and (of_funds or measure.nature is Nature.SIZE):
        return "基金"
    of_project = subject.startswith("“") and around.mention.unit == "元"
    for pattern, topic in _TOPICS:
        if pattern.search(near) and not of_project and not (topic == "治理" and around.mention.unit == "元"):
            return topic
    if _EMERGENCY.search(near) or (subject.startswith("捐赠") and _EMERGENCY.search(around.sentence)):
        return "应急"
    if measure.name in {"接收物资", "发放物资"} and not around.passage.headings:
        return "物资"
    income = measure.flow is Flow.IN or measure.name in {"举牌家数", "参与单位", "参与", "捐款参与"}
    if income and not (
        len(around.passage.headings) > 1
        and re.search(r"项目|救助|帮扶", " ".join(around.passage.headings))
        and not any(words.INCOME_HEADING.search(text) for text in around.passage.headings)
    ):
        return "收入"
    return "项目"


# --- what stands before ---------------------------------------------------------------------------


def _current(around: Surroundings, whole: MentionMeaning | None) -> MeasureReading | None:
    """What money measures here where its own words do not say: as the amount that it is a part of, or by the heading."""
    if whole is not None and whole.flow in {Flow.IN, Flow.OUT} and whole.nature is not Nature.SIZE:
        return _like(whole)
    if re.search(r"其中|包括|\((?:其中)?含|[收支款物入出]中|主要用于|如下", around.before):
        for entry in reversed(around.numbers_before):
            if entry.mention.start < around.start:
                break
            if entry.flow in {Flow.IN, Flow.OUT} and entry.nature is not Nature.SIZE:
                return _like(entry)
    if around.passage.headings and (sort := _sort_of_money(around.passage.headings[-1])):
        return sort
    for heading in reversed(around.passage.headings):
        if words.OUTGO_HEADING.search(heading):
            return MeasureReading("支出", Flow.OUT, f"标题“{heading}”")
        if words.INCOME_HEADING.search(heading):
            return MeasureReading("筹集", Flow.IN, f"标题“{heading}”")
    return None


def _like(entry: MentionMeaning) -> MeasureReading:
    name = {"接收物资": "筹集", "发放物资": "支出"}.get(entry.measure, entry.measure)
    nature = Nature.PLEDGED if entry.nature is Nature.PLEDGED else Nature.ACTUAL
    return MeasureReading(name, entry.flow, "随前面的数", nature=nature)


def _sort_of_money(heading: str) -> MeasureReading | None:
    """What the heading right above says that is more than 收入 or 支出: 筹资费用, 管理费用, 投资收益."""
    hit = last_money_word(heading.strip())
    if hit is None or hit[1].end() != len(heading.strip()) or hit[0].measure not in _SORTS:
        return None
    return MeasureReading(hit[0].measure, hit[0].flow, f"标题“{heading}”")


_SORTS = frozenset({"管理费支出", "募捐成本", "投资收益"})
_DIFFERENCES = frozenset({"增加", "减少"})  # 比上年增加12人、6万元
_LISTED = re.compile(r"[、,]?[\u4e00-\u9fff“”]{2,12}")
_ADDED_UP_TO = re.compile(
    r"[,(](?:目前|现|已)?累计(?:已|共|达到?|有|为|约|突破|超过?)*"
)  # 新增志愿者90人,累计达到1200人
_LISTING = re.compile(r"表彰|接收数量|发放数量|登记|聘任|新增$")


def _listed_with(around: Surroundings) -> MentionMeaning | None:
    """The number before, where this one measures the same: 由3000元提高到3500元; 表彰爱心企业20家、爱心个人15名."""
    entry = around.last
    if entry is None:
        return None
    between = around.since(entry)
    if entry.measure in _DIFFERENCES and between.strip() == "、":
        return entry
    if entry.mention.is_money is not around.mention.is_money:
        return None
    if GROWN.fullmatch(between.strip(",、")) and entry.measure:
        return entry
    if _ADDED_UP_TO.fullmatch(between) and entry.mention.unit == around.mention.unit in words.BENEFICIARY_UNITS:
        return entry
    listed = between.startswith("、") and _LISTED.fullmatch(between) and not re.search(words.MAKING, between)
    return entry if listed and _LISTING.match(entry.measure) else None


# behind a number: what they did, and not what it is of
_NO_NAME = re.compile(
    r"主要|人民币|用于|的|\(|[将拟待]|相比|帮助|资助|支持|发展|增[加长至到]|提高|上升|升至|扩大|参[与加捐]|响应|受益|捐款"
)
_JOINED = re.compile(r"[、和及与][^,。;、]*")


def _of_own_level(whole: MentionMeaning, around: Surroundings) -> bool:
    """Whether a part of what a region raised or spent is all of what the own body did: 其中市慈善总会本级募集6820万元,支出5973万元."""
    if whole.scope is not Coverage.COUNTY or whole.passage is not around.passage:
        return False
    return words.LOWER.search(around.since(whole)) is not None


def _of_region_as(whole: MentionMeaning, around: Surroundings, measure: MeasureReading) -> bool:
    """Whether a part is of the region of its whole, and not of the own body: 其中市慈善总会募集80万元,支出70万元."""
    before = around.last
    goes_on = before is not None and before.mention.start >= around.half_start and before.scope is Coverage.OWN
    if before is not None and goes_on and before.flow is not measure.flow:
        return False
    return whole.scope is Coverage.COUNTY and names_no_body(around.clause)


def _of_own_share(whole: MentionMeaning, around: Surroundings) -> bool:
    """Whether a part stands behind another that is said to be of the own body: 其中市本级助学20万元,助医30万元."""
    before = around.last
    if before is None or before.whole != (whole.passage.at, whole.mention.start) or ";" in around.since(before):
        return False
    return before.scope is Coverage.OWN or ASKS_OF[BEHIND_OWN_SHARE] in before.doubts


def _goes_on_from(around: Surroundings) -> MentionMeaning | None:
    """The amount that this one is listed with: 收到地震捐款25万元、台风捐款30万元."""
    before = around.last if around.mention.is_money else None
    if before is None or before.mention.unit != around.mention.unit:
        return None
    return before if _JOINED.fullmatch(around.since(before)) else None


_TAKEN = frozenset({"筹集", "募集善款", "接收款物", "接收物资", "收入", "总收入"})  # measures


def _moved_before(around: Surroundings, measure: MeasureReading) -> MentionMeaning | None:
    """The amount before it in this half of its sentence that the same body moved: 民政系统共支出90万元,用于养老院20万元.

    Who took money also spends it (东县慈善会募集50万元,支出40万元); who gave it does not (某某公司捐赠50万元,支出40万元).
    """
    before = around.last
    if before is None or before.mention.start < around.half_start:
        return None
    alike = before.flow is measure.flow and around.mention.is_money
    spent = measure.flow is Flow.OUT or measure.name == "受益"
    return before if alike or (spent and (before.flow is Flow.OUT or before.measure in _TAKEN)) else None


class _Counted(Struct, frozen=True):
    """What a number counts: the subject, the rule that names it, whether it tells of the whole year, and the measure."""

    subject: str
    rule: str
    whole: bool
    measure: MeasureReading
    doubt: str = ""  # what to ask of the way that it went


def _counted(around: Surroundings, whole_amount: MentionMeaning | None, *, ahead: bool) -> _Counted:
    doubt = ""
    measure = (
        money_measure(around, _current(around, whole_amount)) if around.mention.is_money else count_measure(around)
    )
    if whole_amount is not None and whole_amount.flow in MOVED:
        measure, doubt = as_part(measure, around.clause, MoneyWay.of_whole(whole_amount, around.passage))
    elif (beside := _goes_on_from(around)) is not None:
        measure, _ = as_part(measure, around.clause, MoneyWay.of_whole(beside, around.passage))
    elif around.mention.is_money and (way := MoneyWay.of_headings(around.passage)) is not None:
        measure, doubt = as_part(measure, around.clause, way)
    sort = PartSort.NONE
    if whole_amount is not None:
        same = whole_amount.flow in {measure.flow, Flow.NONE} and not _of_own_level(whole_amount, around)
        same = same and not (whole_amount.of_when and names_this_year(around, around.setting.year))
        sort = PartSort.PART if same else PartSort.BESIDE
    reading = subject_of(around, measure, ahead=ahead, sort=sort)
    if whole_amount is not None and not whole_amount.overall and whole_amount.subject != UNNAMED:
        body = _BODY_ALONE.fullmatch(reading.name or around.clause)
        if body and NAMED.search(whole_amount.subject) is None:
            reading = replace(reading, name=f"{whole_amount.subject}（{body['who']}）")
    subject, whole = (
        "" if _A_TIME.fullmatch(reading.name) else _whole_words(reading.name).strip(f"、{BULLETS}"),
        reading.overall,
    )
    if earlier := _listed_with(around):
        grown = earlier.mention.unit == around.mention.unit and GROWN.search(around.clause)
        if grown or earlier.measure in _DIFFERENCES:
            subject, whole = _GROWN_FROM.get(earlier.subject, earlier.subject), False
        measure = MeasureReading(earlier.measure, earlier.flow, "同前一个数", nature=earlier.nature)
    if subject and _is_added_up(around, subject, measure):
        subject += ADDED_UP
    return _Counted(subject, reading.rule, whole, measure, doubt)


def _is_added_up(around: Surroundings, subject: str, measure: MeasureReading) -> bool:
    """Whether a number is what the one before it, of the same thing, makes with all before: 收到30笔,累计90笔."""
    if "累计" not in around.clause or "累计" in subject:
        return False
    here = (entry for entry in reversed(around.numbers_before) if entry.mention.start >= around.start)
    before = next((entry for entry in here if entry.mention.unit == around.mention.unit), None)
    same = before is not None and (before.subject, before.measure) == (subject, measure.name)
    return same and before is not None and before.mention.value < around.mention.value


# 省红会 of 会费收入90万元,其中省红会50万元: a part of that money, by whose it is.
_BODY_ALONE = re.compile(
    r"(?:其中|包括|[:,、])*(?P<who>[本我各]?[省市县区州旗](?:[、和]?[县区]级?)?(?:\([县市区、]+\))?"
    r"(?:本级|红(?:十字)?会(?:本级)?|慈善(?:总会|会|协会|联合会)(?:本级)?))(?:收入|支出|募集|筹集|接[收受]捐[赠款]|捐[赠款]|共|为|约)*"
)
# What grew is nothing that was not named, and what a balance of the first day grew to is one of the last.
_GROWN_FROM = {UNNAMED: "", "年初": "年末"}
_A_TIME = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十两]{1,2})年[间里内来]?")  # 三年共投入900万元 names no matter

_IN_YUAN = re.compile(r"(?:^|\(|汇率[^,。;]{0,14})(?:约|大约)?(?:折合?算?|换算|合)(?:成|为)?(?:人民币)?$")


def _said_in_currency(around: Surroundings) -> MentionMeaning | None:
    """The number before, where this one is the same in yuan: 10万美元，折合人民币71万元."""
    earlier = around.last
    if earlier is None or earlier.mention.unit not in CURRENCIES:
        return None
    return earlier if _IN_YUAN.search(around.clause) else None


def _of_the_body(subject: str, scope: Coverage, rule: str, around: Surroundings) -> tuple[str, bool]:
    """The subject of a total of the year, and whether it is one of the body: what others did with it is none."""
    if scope in {Coverage.UNSTATED, Coverage.PARTNERS} or rule == NO_BODY:
        return (subject if words.YEARLY.search(around.half) else ""), False
    if around.setting.two_levels:
        return ("全年（市、县两级）" if scope is Coverage.COUNTY else "全年（本级）"), True
    return subject, True


def _whose(around: Surroundings, measure: MeasureReading, whole: MentionMeaning | None) -> tuple[Coverage, str]:
    """Whose a number is, and the rule that says so; where its own words say nothing, that of what it is told with."""
    scope, rule = coverage(around, measure)
    if not rule and any(of_another(entry.doubts, around) for entry in (whole, _moved_before(around, measure)) if entry):
        return Coverage.UNSTATED, OTHER_BODY
    if whole is not None and whole.scope is Coverage.OWN and rule == WITH_PARTNERS and measure.flow is whole.flow:
        return Coverage.OWN, "随总数"  # 接收捐赠90万元,其中合作项目资金20万元
    if whole is not None and not rule and _of_region_as(whole, around, measure):
        own_before = _of_own_share(whole, around)
        return (Coverage.UNSTATED, BEHIND_OWN_SHARE) if own_before else (Coverage.COUNTY, "随总数")
    return scope, rule


def understand(passage: Passage, mention: Mention, setting: Setting) -> MentionMeaning:
    """The cells that follow from the words around *mention*; what they leave open is in its doubts."""
    around = surroundings(passage, mention, setting)
    ahead = planned_ahead(around)
    told_of = whole_of(around)
    whole_amount = told_of if mention.is_money else None
    counted = _counted(around, whole_amount, ahead=ahead)
    scope, scope_rule = _whose(around, counted.measure, whole_amount)
    basis = _basis(around, counted.measure)
    if earlier := _said_in_currency(around):
        measure = MeasureReading(earlier.measure, earlier.flow, "折合人民币", nature=earlier.nature)
        subject = "" if earlier.subject == UNNAMED else earlier.subject
        counted, basis = replace(counted, subject=subject, measure=measure), None
    measure = of_goods(counted.measure, basis, around, whole=counted.whole)
    when = time_of(around, measure, whole_amount, ahead=ahead)
    subject, whole = counted.subject, counted.whole and (ahead or not when.planned) and not when.doubt
    if whole and not ahead:
        subject, whole = _of_the_body(subject, scope, scope_rule, around)
    topic = _topic(subject, measure, around, whole=whole, ahead=ahead or setting.plan)
    why = (
        measure.why,
        f"事项：{counted.rule}" if counted.rule else "",
        f"口径：{scope_rule}" if scope_rule else "",
        "计划" if ahead else "",
    )
    asked = when.planned and (when.soon or not ahead) and not setting.plan
    doubts = (
        *doubts_of(measure, subject, around, counted.rule, planned=asked),
        counted.doubt,
        *(earlier.doubts if earlier else ()),
        when.doubt,
        ASKS_OF.get(scope_rule, ""),
    )
    meaning = MentionMeaning(
        mention,
        passage,
        subject or ("" if _NO_NAME.match(mention.noun) else _whole_words(mention.noun[:10])) or UNNAMED,
        measure.name or "金额",
        measure.flow,
        Nature.PLANNED if when.planned else measure.nature,
        scope,
        basis,
        topic,
        when.year,
        whole,
        _full_name(subject, passage)
        if topic == "项目" or (topic == "收入" and _called_project(subject, passage))
        else "",
        tuple(filter(None, why)),
        tuple(filter(None, doubts)),
        when.doubt,
        (told_of.passage.at, told_of.mention.start) if told_of is not None else None,
    )
    setting.earlier.append(meaning)
    return meaning


def _whole_words(noun: str) -> str:
    """A noun without the end of a bracket that began before it, or the beginning of one that ends behind it."""
    return re.sub(r"\([^()]*$", "", re.sub(r"^([^()]*)\).*", r"\1", noun))


def _called_project(subject: str, passage: Passage) -> bool:
    """Whether what money came in for is called a project there: “点亮心愿”项目, 救助项目“同心助医”; not “慈善一日捐”活动."""
    quoted = re.match(r"“[^“”]+”", subject)
    if quoted is None:
        return False
    before = re.search(rf"项目:?{re.escape(quoted[0])}", passage.text)
    return before is not None or re.search(r"(?:项目|工程)$", _full_name(subject, passage)) is not None


def _full_name(subject: str, passage: Passage) -> str:
    """The project in a subject, with all that the passage calls it: “情满校园”助学支教项目 of “情满校园”心理健康讲座."""
    quoted = re.match(r"“[^“”]+”", subject)
    if quoted:
        names = [
            name for text in (*passage.headings, passage.text) for _, _, name in named(text) if short(name) == quoted[0]
        ]
        return max(names, key=len, default="")
    return subject if re.search(r"(?:项目|工程|行动|计划)$", subject) and subject != "项目" else ""
