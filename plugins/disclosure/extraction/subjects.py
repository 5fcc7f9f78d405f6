"""What a number is about: one rule after the other, the nearest words first."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from ..model import Nature
from . import vocabulary as words
from .behind import COUNTED_OUT, PURPOSE, beneficiary, purposes, told_behind, valued_gift
from .labels import BULLETS, LONGEST_LABEL, is_label, label_before, part_giver, part_label, part_measure
from .meaning import UNNAMED, MentionMeaning, PartSort
from .measures import MeasureReading
from .passage_subjects import (
    ADDED_UP,
    ALSO,
    EVENT_MEASURES,
    FOR_DISASTER,
    PARTS_ASIDE,
    carried,
    disaster_of,
    event_of,
    project_of,
    respective,
    several_counted,
    short,
    since_anew,
    told_aside,
    took_part_in,
)
from .surroundings import Surroundings
from .things import bare, counted_noun, headed, named, phrases
from .times import part_of_year, until_day
from .vocabulary import Flow
from .wholes import PARTS_TURN
from .year_totals import next_target, tells_of_year


class SubjectReading(Struct, frozen=True):
    """What a number is about, the rule that says so, and whether it tells of the whole year."""

    name: str = ""
    rule: str = ""
    overall: bool = False


class _SubjectQuestion(Struct, frozen=True):
    """A number whose subject is asked for, with what its sentence and its passage name."""

    around: Surroundings
    measure: MeasureReading
    ahead: bool  # whether it is planned
    written: str  # the name before the number, whatever it is
    label: str  # the same where it names something
    things: bool  # whether this half of the sentence names a project by its name
    project: str  # what the passage is about
    sort: PartSort  # how it stands to an amount before it

    @classmethod
    def of(cls, around: Surroundings, measure: MeasureReading, *, ahead: bool, sort: PartSort) -> _SubjectQuestion:
        """What the words say before any rule is asked."""
        written = label_before(around)
        naming = is_label(written) and measure.nature is not Nature.LIMIT and measure.name != "资助标准"
        of_year = _SUMS_UP_THE_YEAR.fullmatch(around.clause) is not None
        if naming and words.VALUED.search(around.clause) and _GENERIC_GOODS.fullmatch(written):
            naming = False
        return cls(
            around,
            measure,
            ahead,
            written,
            written if naming else "",
            not of_year and bool(named(around.clause if sort is PartSort.PART else PARTS_ASIDE.sub("", around.half))),
            "" if of_year else _own_project(around, part=sort is not PartSort.NONE),
            sort,
        )

    @property
    def part(self) -> bool:
        """Whether it is told as a part of another amount."""
        return self.sort is PartSort.PART

    @property
    def money(self) -> bool:
        """Whether it is an amount."""
        return self.around.mention.is_money

    @property
    def here(self) -> bool:
        """Whether the label stands with the project it belongs to, or in the first half of its sentence."""
        return self.around.half == self.around.before or self.things

    def _listed_behind_another(self) -> bool:
        before = self.around.last
        if before is None or not before.mention.is_money:
            return False
        turn = PARTS_TURN.search(self.around.half)
        begun = self.around.half_start + turn.end() if turn else None
        if before.flow is not self.measure.flow:
            return False  # 其中:阳光基金收入50万元,支出30万元
        return (self.part and before.whole is not None) or (begun is not None and before.mention.start >= begun)

    def carried(self, *, wide: bool) -> str:
        """The subject of the number before, in the same half of the sentence, or with *wide* in the same passage."""
        of_all = words.VALUED.search(self.around.clause) or _GRANT_HERE.search(self.around.clause)
        if self.money and of_all and several_counted(self.around):
            return ""
        if self.money and self._listed_behind_another():
            return ""  # 其中:省本级15万元,市县级23万元
        if (whole := self._whole_before()) is not None:
            return "" if whole.overall or whole.subject == UNNAMED else whole.subject
        return carried(self.around, wide=wide)

    def _whole_before(self) -> MentionMeaning | None:
        """The amount whose parts ended before this half of the sentence: 接收90万元,其中物资30万元;已拨付60万元."""
        before = self.around.last
        if before is None or before.whole is None or self.sort is not PartSort.NONE:
            return None
        if ";" not in self.around.since(before) or "。" in self.around.since(before):
            return None
        here = (
            entry for entry in self.around.numbers_before if (entry.passage.at, entry.mention.start) == before.whole
        )
        return next((entry for entry in here if entry.flow is not self.measure.flow), None)


_NEARBY = 20  # numbers before it
# 募集“一日捐”善款80万元、接收物资20万元,全年募集款物合计100万元: of none of what was named before.
_SUMS_UP_THE_YEAR = re.compile(
    r"全年(?:共|累计)?(?:募集|筹集|接[收受]|支出|发放|拨付|使用)(?:捐赠|社会)?(?:款物|善款|资金|捐款)?(?:合计|共计|总计|总额)[为达约]?"
)


def _own_project(around: Surroundings, *, part: bool) -> str:
    """The project of a passage; of one of several parts, no project that only another part names."""
    project = project_of(around)
    if not part or not project or named(around.clause):
        return project
    of_all = any(entry.overall and entry.mention.start >= around.start for entry in around.numbers_before[-_NEARBY:])
    texts = (around.before,) if of_all else (around.before, around.lead)  # a part of all of the year is of no project
    whole = (*around.passage.headings, *texts)
    return project if short(project).strip("“”") in " ".join(whole) else ""


def subject_of(
    around: Surroundings, measure: MeasureReading, *, ahead: bool, sort: PartSort = PartSort.NONE
) -> SubjectReading:
    """What a number of *passage* is about; an empty name where nothing says so."""
    asked = _SubjectQuestion.of(around, measure, ahead=ahead, sort=sort)
    rules = (*_FIRST, *(_LABELLED if asked.label else _WITHOUT_LABEL))
    readings = filter(None, (rule(asked) for rule in rules))
    return next((reading for reading in readings if not _FRAGMENT.fullmatch(reading.name)), SubjectReading())


# A piece of a sentence, and no name: 爱心人士的, 捐款伍万元整 before the same amount in digits.
_FRAGMENT = re.compile(
    r"[资次]|其中.{0,2}|[的了着].*|.*(?:(?<![目标])的|[了着由])|.*[壹贰叁肆伍陆柒捌玖拾佰仟万亿][元圆].*"
)

# --- what stands right beside the number, or is asked of every number ----------------------------


def _goes_on(asked: _SubjectQuestion) -> str:
    before = asked.around.last
    if before is None or before.overall or before.subject == UNNAMED:
        return ""
    return before.subject if before.mention.end == asked.around.mention.start else ""


# What a number is compared with: 比年初的1,060.1万元增加…, 与去年同期的468.3万元相比.
_COMPARED_WITH = re.compile(r"(?:比|较|与|和|跟)(?:[上去]年|(?:19|20)\d\d年|年初|期初|同期|上期)[^,。;]{0,14}$")
_WITHIN = 24  # signs


def _change(asked: _SubjectQuestion) -> SubjectReading | None:
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


def _the_rest(asked: _SubjectQuestion) -> str:
    rest = _REST.fullmatch(asked.around.clause)
    noun = re.match(r"[\u4e00-\u9fff]{2}", asked.around.mention.noun)
    if rest is not None and noun and not asked.money and len(rest["what"]) == len("其余"):
        return f"{rest['what']}{noun[0]}"
    if rest is None or len(rest["what"]) == len("其余"):
        return ""
    return rest["what"]


def _surplus(asked: _SubjectQuestion) -> str:
    if asked.measure.name not in {words.SURPLUS, words.NET_CHANGE} or asked.project:
        return ""
    return part_of_year(asked.around, asked.around.setting.period) or "全年"


def _standing(asked: _SubjectQuestion) -> SubjectReading | None:
    if asked.measure.flow is not Flow.STOCK:
        return None
    around = asked.around
    if asked.part and asked.measure.name == "结余":
        if name := _item(asked):
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


def _day_of_balance(asked: _SubjectQuestion) -> tuple[str, str]:
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


def _told_behind(asked: _SubjectQuestion) -> SubjectReading | None:
    behind = told_behind(asked.around, asked.measure, money=asked.money)
    return SubjectReading(*behind) if behind else None


_GIVERS = {"定向", "非定向", "限定性", "非限定性", "境外", "境内", "个人", "企业", "单位"}

# 爱心企业、个人日常 of 爱心企业、个人日常捐赠善款
_SORT_OF_GIFT = re.compile(r"(?:日常性?|定向|(?<=[\u4e00-\u9fff]{2})限定性)$")


def _sort_of_gift(asked: _SubjectQuestion) -> str:
    sort = asked.written in _GIVERS or _SORT_OF_GIFT.search(asked.written)
    gift = re.search(r"捐[赠款]?(?=(?:善款|资金|款物|收入)?\s*$)", asked.around.clause) if sort else None
    return f"{asked.written}{gift[0].strip()}" if gift else ""


def _part(asked: _SubjectQuestion) -> str:
    around = asked.around
    return (part_label(around) or part_measure(around, listed=asked.part) or part_giver(around)) if asked.money else ""


# 示例基金会 in 其中:1.示例基金会注入慈善资金8万元; 县财政 in 县财政资助.
_GIVES_A_PART = re.compile(
    r"(?:.*(?:;|\((?=[^()]*$)|其中|包括))?(?:[:,、\s]|含(?=[\u4e00-\u9fff]{2}))*(?P<who>[^,。;:\d“”]{1,30}?(?:基金会|慈善(?:总会|会|协会|联合会)"
    "|红十字会|机构|政府|财政|[部局厅委]))"
    r"(?:定向|一次性|再次)*(?:注入|拨付|下拨|划拨|拨入|转入|资助|补助|支持|配套)(?:的|慈善|项目|专项|资金|善款|款|经费)*(?:共计|合计|约|达|为|共)*\s*"
)


def _gives_a_part(asked: _SubjectQuestion) -> str:
    if not asked.part or not asked.money or asked.measure.flow is not Flow.IN:
        return ""
    giver = _GIVES_A_PART.fullmatch(asked.around.clause)
    return giver["who"] if giver else ""


_GENERIC_GOODS = re.compile(
    r"设备|药品|药械|物资|物品|图书|器材|款物|服装|食品|总|仪器|医疗设备|防疫物资|物品总|慰问品|药品总"
)


def _taking_part(asked: _SubjectQuestion) -> str:
    if asked.measure.name not in {"参与", "参与单位", "捐款参与"} or asked.things or not asked.project:
        return ""
    return asked.project if asked.label not in asked.project else ""


def _relief(asked: _SubjectQuestion) -> str:
    if not asked.label or not FOR_DISASTER.search(asked.label):
        return ""
    return disaster_of(asked.around)


# What a plan is for, before its verb: 病房学校将新增5间.
_PLANNED_FOR = re.compile(
    r"(?:^|,)(?P<what>[^,。;:“”\d]{2,14}?)(?:将|拟|计划|力争)(?:继续)?(?:新增|资助|救助|覆盖|新建|增加|培训)?(?:到|至)?$"
)


def _planned(asked: _SubjectQuestion) -> str:
    plan = _PLANNED_FOR.search(asked.around.clause) if asked.ahead else None
    return bare(plan["what"]) if plan and is_label(bare(plan["what"])) else ""


def _next_target(asked: _SubjectQuestion) -> str:
    return next_target(asked.measure, asked.around.setting)


def _called_target(asked: _SubjectQuestion) -> str:
    if not asked.ahead or "目标" not in asked.around.clause or asked.things:
        return ""
    aimed = asked.measure.flow in {Flow.IN, Flow.OUT}
    return _next_target(asked) if aimed else ""


def _at_event(asked: _SubjectQuestion) -> str:
    if asked.measure.name not in EVENT_MEASURES or asked.things:
        return ""
    return event_of(asked.around)


def _sum_of_several(asked: _SubjectQuestion) -> SubjectReading | None:
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


def _named_here(asked: _SubjectQuestion) -> SubjectReading | None:
    if not asked.things or asked.label:
        return None
    around = asked.around
    thing = named(around.clause if asked.part else PARTS_ASIDE.sub("", around.half))[-1][2]
    earlier = "" if asked.money else asked.carried(wide=False)
    if earlier and earlier.startswith(short(thing)):
        return SubjectReading(earlier, "接同句前面的数")
    there = asked.measure.name in EVENT_MEASURES and "现场" in around.half + around.after
    return SubjectReading(f"{thing}现场" if there else thing, "同句点名")


# 公益事业 in 用于公益事业的支出461万元.
_USED_FOR = re.compile(
    r"(?:^|,)(?:[\u4e00-\u9fff]{0,6}(?:资金|项目|善款))?用于(?P<what>[^,。;:\d]{2,14}?)(?:的?(?:支出|费用|成本))?(?:为|共|约|达)?$"
)


def _used_for(asked: _SubjectQuestion) -> str:
    used = _USED_FOR.search(asked.around.clause) if asked.money else None
    return used["what"] if used else ""


# Money handed on to another body: 拨付柳北区慈善会500万元.
_HANDED = re.compile(
    rf"(?:拨付|下拨|划拨|转拨|拨给)(?:给|至|到)?(?P<who>[^,。;:“”\d]{{2,20}}?(?:{words.CHARITY}|红十字会|基金会|政府|办事处|医院|学校|学院|中学|小学"
    rf"|(?:省|自治区|[市县区州旗乡镇])(?=$)|局|委员会|中心|福利院|敬老院|工作站|分会))(?:[\u4e00-\u9fff]{{0,4}}(?:资金|款项?|经费))?$"
)

# 拨付甲县15万元、乙镇9万元
_HANDED_ON_LIST = re.compile(
    r"[、,和及]+(?P<who>(?!拨付|下拨|划拨|转拨)[\u4e00-\u9fff]{1,8}?(?:[省市县区州旗镇乡村]|街道))"
)


def _handed_on(asked: _SubjectQuestion) -> str:
    before = asked.around.last if asked.money else None
    if before is not None and before.subject.startswith("拨付"):
        listed = _HANDED_ON_LIST.fullmatch(asked.around.since(before))
        if listed:
            return f"拨付{listed['who']}"
    handed = _HANDED.search(asked.around.clause) if asked.money and asked.measure.flow is Flow.OUT else None
    return f"拨付{handed['who']}" if handed else ""


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

# 市红十字会接收 of 由市红十字会接收的价值30万元; 县慈善会 of …、县慈善会10万元, one after the other.
_RECEIVED_BY = re.compile(
    r"(?:其中|包括|[:,、\s])*由?(?P<who>[\u4e00-\u9fff、()]{2,24}?)(?P<how>接[收受]|募集|筹集)的(?:捐赠|捐款|款物|善款|资金|物资)*(?:价值|有|[为达共约计])*"
)
# 某市接收 of …省级接收80万元,某市接收30万元; not all of the own region: 全市接收….
_PLACE_RECEIVED = re.compile(
    r"(?P<who>(?![全我本该各])[\u4e00-\u9fff]{1,6}?[省市县区州盟旗镇乡]级?)(?P<how>接[收受]|募集|筹集|收到)(?:捐赠|捐款|款物|善款|资金|物资)*(?:价值"
    "|[为达共约计])*"
)
_BODY_ALONE = re.compile(rf"[\u4e00-\u9fff]{{0,10}}(?:{words.CHARITY}|红十字会|基金会|基金|公司|集团|银行|商会)")

_GAVE = re.compile(
    r"(?P<who>[^,。;:\d“”]{0,20}(?:单位|机关|部门|企业|学校|医院))(?:共|合计|一次性|现场)?捐[赠款](?:款物|善款|资金)?"
)


def _received_by(asked: _SubjectQuestion) -> str:
    by = _RECEIVED_BY.fullmatch(asked.around.clause) if asked.money and asked.measure.flow is Flow.IN else None
    if by is None and asked.money and asked.measure.flow is Flow.IN and _listed(asked):
        by = _PLACE_RECEIVED.fullmatch(asked.around.clause)
    return f"{by['who']}{by['how']}" if by else ""


def _listed(asked: _SubjectQuestion) -> bool:
    """Whether the clause before the one of an amount ends in another amount."""
    before = asked.around.half[: len(asked.around.half) - len(asked.around.clause)]
    return re.search(r"元(?:人民币)?[,、;。]$", before) is not None


def _body_alone(asked: _SubjectQuestion) -> str:
    """One of a list that names a body and its amount, and nothing else but that it gave."""
    name = re.sub(r"^(?:其中|包括)[:,]?", "", asked.around.clause.strip())
    giver = _GAVE.fullmatch(name) if asked.measure.flow is Flow.IN else None
    listed = asked.money and (giver or _BODY_ALONE.fullmatch(name)) and _listed(asked)
    return (giver["who"] if giver else name) if listed else ""


def _title(asked: _SubjectQuestion) -> SubjectReading | None:
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


def _item_of_list(asked: _SubjectQuestion) -> str:
    """活动经费 in 资金使用:人员补贴62万元,活动经费30万元."""
    colon = _TITLE.search(asked.around.half) if asked.money and not asked.label else None
    item = _COSTS.fullmatch(asked.around.clause) if colon and _LIST_HEAD.search(colon[1]) else None
    return item[0] if item else ""


def _took_part(asked: _SubjectQuestion) -> str:
    event = took_part_in(asked.around)
    return event if event and not asked.label else ""


def _year(asked: _SubjectQuestion) -> SubjectReading | None:
    in_a_list = asked.part or (asked.around.passage.item and not words.YEARLY.search(asked.around.half))
    if in_a_list or asked.label or not tells_of_year(asked.around, asked.measure, special=asked.around.setting.special):
        return None
    if asked.ahead:
        return SubjectReading(_next_target(asked), "全年总数", overall=True)
    period = part_of_year(asked.around, asked.around.setting.period)
    return SubjectReading(period or "全年", "一段时间的总数" if period else "全年总数", overall=not period)


def _share(asked: _SubjectQuestion) -> SubjectReading | None:
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


# 助医 of 助学30%、助医25%.
_SHARE_OF_A_LIST = re.compile(r"\d[%％]\)?[、,](?:和|及)?(?P<what>[\u4e00-\u9fff]{2,10}?)(?:占比?|为|约)*$")
_SHARED = re.compile(
    r"^(?:其中|本年度?|全年|年度|当年|[\d]{4}年度?)*(?P<what>(?!分别)[\u4e00-\u9fff]{2,20}?)(?:总额|合计)?占"
)

# --- where a name stands before the number -------------------------------------------------------

_HELPED = re.compile(r"(?:患者|病人|学生|学子|老人|儿童|家庭|群众|居民|职工|新生|孤儿|妇女|残疾人|困难户|教师|对象)$")
_OF_PROJECTS = {"发放数量", "求助申请", "受益", "接收数量", "发放物资", "接收物资"}  # measures


def _of_plain_project(asked: _SubjectQuestion) -> SubjectReading | None:
    if not asked.project or asked.project.startswith("“") or asked.project in asked.label:
        return None
    if asked.measure.name == "受益" and not re.search(r"其中|包括", asked.around.half):
        return SubjectReading(asked.project, "本段的项目")
    if asked.measure.name in _OF_PROJECTS:
        return SubjectReading(f"{asked.project}{asked.label}", "项目加数前的名称")
    return None


def _helped(asked: _SubjectQuestion) -> str:
    helped = asked.measure.name == "受益" and _HELPED.search(asked.label)
    if not asked.project or not helped or re.search(r"其中|包括", asked.around.half):
        return ""
    return asked.project if asked.here else ""


def _project_of_heading(asked: _SubjectQuestion) -> str:
    if not asked.project.startswith("“") or asked.measure.name != "受益" or "其中" in asked.around.half:
        return ""
    return asked.project if named(" ".join(asked.around.passage.headings[-1:])) else ""


def _label_of_project(asked: _SubjectQuestion) -> str:
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


def _label(asked: _SubjectQuestion) -> SubjectReading | None:
    if asked.part and len(asked.label) <= _SHORT and (item := _item(asked)) and item.name.startswith(asked.label):
        return item
    return SubjectReading(asked.label, "数前的名称")


# --- where none stands there ---------------------------------------------------------------------

# 援建的…食堂 behind an amount; 发放助学金 behind a count of persons.
_RAISED = re.compile(
    r"(?:援建|捐建|建设|修建|新建|改造|改建|翻建)(?:的|了)?(?P<what>[^,。;:\d]{2,16}?)(?=正式|开业|建成|投入使用|落成|启用|竣工|项目|$|[,。;])"
)
_SORTS_OF_GRANTS = r"(?:助学|慰问|救助|奖学|帮困|补助|抚恤|奖教|救灾|抚慰|资助|扶持|奖励|补偿|赔付)[金款]"
_GRANT_HERE = re.compile(rf"(?:{_SORTS_OF_GRANTS}[、和及与])*{_SORTS_OF_GRANTS}$")
_BUILT = re.compile(r"建成|建设|新建|改造|修缮|捐建|援建")


def _doing(asked: _SubjectQuestion) -> str:
    """What this half of the sentence says is done, the nearest clause first."""
    parts = (asked.around.clause, *reversed(asked.around.clauses))
    return next((last[-1][2] for part in parts if (last := list(phrases(part)))), "")


# 疫情防控 in 在疫情防控中共接收捐赠50万元,支出40万元.
_IN_A_WORK = re.compile(
    r"(?:^|[,;])(?:\d{4}年,?|[^,;。:\d“”]{0,12}?)在(?P<what>[^,。;:、\d“”在]{2,16}?(?:防控|防疫|抗疫|战疫|救灾|抗[震洪旱灾]|赈灾|救援|援助|重建|助学|救助|帮扶))"
    r"(?:工作|行动|活动|阶段|过程)?(?:中|期间),?(?=[^,;。]*(?:接[收受]|收到|募集|筹集|捐|支出|拨付|发放|使用|投入))"
)


def _in_a_work(asked: _SubjectQuestion) -> str:
    works = list(_IN_A_WORK.finditer(asked.around.half)) if asked.money and asked.sort is PartSort.NONE else []
    return works[-1]["what"] if works else ""


def _cost_of_building(asked: _SubjectQuestion) -> str:
    earlier = asked.around.last
    if not asked.money or earlier is None or not _BUILT.match(earlier.measure):
        return ""
    return asked.carried(wide=False)


def _money_of_project(asked: _SubjectQuestion) -> SubjectReading | None:
    if not asked.money or not asked.project or _doing(asked):
        return None
    here = asked.carried(wide=False) if asked.around.half != asked.around.before else ""
    if here and not here.startswith(short(asked.project)):
        return SubjectReading(here, "接同句前面的数")  # 甲项目支出3万元;大病救助9人,支出14万元
    elsewhere = PURPOSE.match(asked.around.rest) and not asked.here
    return None if elsewhere else SubjectReading(asked.project, "本段的项目")


def _raised_behind(asked: _SubjectQuestion) -> str:
    raised = _RAISED.match(asked.around.after) if asked.money else None
    return bare(raised["what"]) if raised else ""


def _spent_on(asked: _SubjectQuestion) -> str:
    if not asked.money or asked.measure.flow not in {Flow.OUT, Flow.NONE}:
        return ""
    purpose = PURPOSE.match(asked.around.rest.lstrip(","))
    if purpose is None:
        return ""
    close = asked.around.rest[:1] != "," or purpose["verb"] in {"用于", "定向支持", "为", "支持"}
    return purposes(asked.around, purpose) if close else ""


_RECEIVER = re.compile(r"(?:向|为|给)(?P<who>[^,。;:]{2,36}?)(?:捐赠|援助|拨付|提供|送去|捐出|赠送|捐款)")


def _given_to(asked: _SubjectQuestion) -> str:
    around = asked.around
    receivers = list(_RECEIVER.finditer(around.half)) if asked.money and asked.measure.flow is not Flow.IN else []
    receiver = next(reversed(receivers), None)
    if receiver is None or asked.project or headed(around.lead):
        return ""
    goods = re.match(r"的?([^,。;:\d]{2,12})", around.after) if words.VALUED.search(around.clause) else None
    who = COUNTED_OUT.sub("", receiver["who"]).removesuffix("分别").removesuffix("各")
    return f"{who}{goods[1]}捐赠" if goods else f"捐赠{who}"


def _benefit(asked: _SubjectQuestion) -> str:
    return "" if asked.money else beneficiary(asked.around)


def _aimed(asked: _SubjectQuestion) -> str:
    if not asked.ahead or asked.project:
        return ""
    persons = asked.measure.name in {"受益", "项目数"} and not _benefit(asked)
    aimed = asked.measure.flow in {Flow.IN, Flow.OUT} if asked.money else persons
    return _next_target(asked) if aimed else ""


def _carried_here(asked: _SubjectQuestion) -> str:
    earlier = asked.carried(wide=False)
    helping = re.match(r"^(?:惠及|受益|受助|服务|让)", asked.around.clause.lstrip(","))
    return earlier if earlier and (helping or not _benefit(asked)) else ""


def _lead_or_heading(asked: _SubjectQuestion) -> SubjectReading | None:
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


def _of_heading_summed_up(asked: _SubjectQuestion) -> str:
    """What the heading right above names, where a sum stands first below it and names nothing itself."""
    around = asked.around
    headings = around.passage.headings
    if not asked.money or not headings[1:] or not _SUMS_UP_HERE.fullmatch(around.text_before.strip()):
        return ""
    heads = _HEADS_A_SUM.fullmatch(headings[-1].strip(" :"))
    return heads["what"] if heads else ""


def _noun_behind(asked: _SubjectQuestion) -> str:
    noun = None if asked.money else re.match(r"(?!参[与加捐]|捐款)[\u4e00-\u9fff]{2,10}", asked.around.mention.noun)
    return counted_noun(noun[0]) if noun else ""


_ONE_SORT_OF_GRANT = re.compile(r"(?P<sort>助学|奖学|慰问|抚恤|丧葬)[金款]")


def _carried_from_afar(asked: _SubjectQuestion) -> SubjectReading | None:
    grant = _ONE_SORT_OF_GRANT.search(asked.around.clause) if asked.money else None
    before = asked.around.text[: asked.around.half_start]
    if grant and before and grant["sort"] not in before:
        return SubjectReading(grant[0], "发的是什么钱")  # 慰问困难户150户;发放助学金45万元
    earlier = asked.carried(wide=True)
    return SubjectReading(earlier, "接前面的数") if earlier else None


def _grant(asked: _SubjectQuestion) -> str:
    around = asked.around
    grant = _GRANT_HERE.search(around.clause) if asked.money else None
    return grant[0] if grant else ""


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


def _part_by_itself(asked: _SubjectQuestion) -> SubjectReading | None:
    if not asked.part:
        return None
    before = asked.around.last
    if _IS_OF.match(asked.around.after) and _ONLY_TURN.fullmatch(asked.around.clause):
        return _item(asked)  # 甲公司捐赠100万元,其中60万元用于助学
    counted = before is not None and not before.mention.is_money and _DONE_FOR_IT.fullmatch(asked.around.clause.strip())
    here = asked.carried(wide=False) if counted else ""
    return SubjectReading(here, "接同句前面的数") if here else _item(asked)


def _item(asked: _SubjectQuestion) -> SubjectReading | None:
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
    name = re.sub(r"^(?:总会|协会|[本我]会)(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})年度$", "", name)
    return SubjectReading(name.strip(f" ({BULLETS}"), "列的一项") if len(name) > 1 else None


def _of_title(asked: _SubjectQuestion) -> str:
    """The disaster of which all of the report tells; what is told up to a day is no part of what a bulletin tells."""
    moved = asked.measure.flow in {Flow.IN, Flow.OUT} or asked.around.mention.unit == "笔"
    disaster = asked.around.setting.disaster if moved else ""
    added_up = disaster and re.search(r"累计|截[至止]", asked.around.half)
    return f"{disaster}{ADDED_UP}" if added_up else disaster


_Rule = Callable[[_SubjectQuestion], SubjectReading | None]


def _by(name_of: Callable[[_SubjectQuestion], str], rule: str) -> _Rule:
    """The rule that is called *rule* and says a name, where *name_of* does."""
    return lambda asked: SubjectReading(name, rule) if (name := name_of(asked)) else None


_FIRST: tuple[_Rule, ...] = (
    _by(_goes_on, "接着前一个数"), _by(_surplus, "收支相抵"), _change, _by(_the_rest, "其余的"), _standing, _told_behind, _by(_sort_of_gift, "数前的名称"),
    _by(_part, "其中的一部分"), _by(_gives_a_part, "谁给的"), _by(_taking_part, "本段的项目"), _by(_relief, "哪场灾"), _by(_planned, "计划做的事"),
    _by(_called_target, "目标"), _by(lambda asked: valued_gift(asked.around), "捐给谁、捐什么"), _by(_at_event, "哪场活动"), _by(_used_for, "用于什么"),
    _by(_handed_on, "拨给谁"), _by(_received_by, "谁接收的"), _by(_body_alone, "一项一项列的"), _sum_of_several, _named_here, _title,
    _by(_item_of_list, "一项一项列的"), _by(_took_part, "接前面的数"), _year, _share,
)  # fmt: skip
_LABELLED: tuple[_Rule, ...] = (
    _of_plain_project, _by(_helped, "本段的项目"), _by(_project_of_heading, "标题里的项目"), _by(_label_of_project, "项目加数前的名称"), _label,
)  # fmt: skip
_WITHOUT_LABEL: tuple[_Rule, ...] = (
    _part_by_itself, _by(_in_a_work, "在做的事"), _by(_cost_of_building, "接同句建的东西"), _money_of_project, _by(_doing, "同句做的事"),
    _by(lambda asked: disaster_of(asked.around), "哪场灾"), _by(_raised_behind, "数后建的东西"), _by(_spent_on, "用途"), _by(_given_to, "捐给谁"),
    _by(_aimed, "计划目标"), _by(_carried_here, "接同句前面的数"), _by(lambda asked: asked.project, "本段的项目"), _lead_or_heading,
    _by(lambda asked: _next_target(asked) if asked.ahead else "", "计划目标"), _by(_benefit, "对象"), _by(_noun_behind, "数后的名称"),
    _by(_of_heading_summed_up, "标题"), _carried_from_afar, _by(_grant, "发的是什么钱"), _item,
    _by(_of_title, "报告的标题"),
)  # fmt: skip
