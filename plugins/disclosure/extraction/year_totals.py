"""Numbers that tell of the whole year, and what the plans for the next one are called."""

from __future__ import annotations

import re

from ..model import Nature
from . import vocabulary as words
from .behind import PURPOSE
from .meaning import Setting
from .measures import MeasureReading
from .passage_subjects import OF_A_PROJECT
from .surroundings import Surroundings
from .times import ASIDE, MANY_YEARS, SAYS_THE_YEAR, part_of_year
from .vocabulary import Flow

# A heading of one sort of help, and of nothing else: 大病救助, (二)金秋助学.
_ONE_WORK = re.compile(
    r"[^\u4e00-\u9fff]*(?!慈善|各类|开展|全面|积极|扎实)[\u4e00-\u9fff]{0,6}(?:大病救助|临时救助|医疗救助|助学|助医|助困|助残|助老|助孤|敬老|济困"
    "|恤病|慰问|安老|扶幼)(?:工程|项目|行动|活动)?"
)
# What tells that a sentence is about a day.
_ONE_DAY = re.compile(
    r"(?<!年)\d{1,2}月\d{1,2}日(?!至)|日前|近日|当[天日]|[上下]午|首批|第[一二三四五六七八九十\d]{1,2}批|[此本这]次|现场|活动[中期]"
    r"|(?:节日?|周|[日月]|活动|战?疫|疫情|灾)期间|(?<![\d年月])(?:春节|元宵|清明|端午|中秋|重阳|国庆|元旦|六一|七一|八一|教师节)(?:节日?)?(?:期间"
    "|前夕|前后|来临)|公益日"
)


def tells_of_year(  # noqa: PLR0911  (one rule after the other)
    around: Surroundings, measure: MeasureReading, *, special: bool = False
) -> bool:
    """Whether a number tells of the whole year: in the lead or a chapter of totals, of the body itself."""
    total = measure.flow in {Flow.IN, Flow.OUT} and measure.nature is not Nature.SIZE
    if (
        measure.name in words.HANDED_DOWN
        or around.mention.value == 0
        or (special and not SAYS_THE_YEAR.search(around.half))
    ):
        return False
    sums_up = _may_be_a_total(around) if total else _may_count_all(around, measure)
    if not sums_up or around.mention.unit in {"份", "件", "%"} or measure.nature is Nature.PLEDGED:
        return False
    if total and (_worth_of_counted(around) or _listed_beside(around, measure) or not _names_all(around)):
        return False
    if _of_a_day(around) or _of_something_else(around, measure, total=total):
        return False
    last = around.passage.headings[-1] if around.passage.headings else ""
    if total and _of_the_year(around, last, measure):
        return True
    if _ONE_WORK.fullmatch(last) and not words.OWN_BODY.search(around.half):
        return False  # 2. 大病救助:全年救助86人
    overall = bool(last) and len(around.passage.headings) == 1 and words.OVERALL_HEADING.search(last) is not None
    point = bool(re.search(r"第[\d一二三四五六七八九十]+[点项]$", around.passage.place))
    general = overall or (not point and (not around.passage.headings or around.passage.introduces))
    if measure.name == "项目数" and words.OWN_BODY.search(
        around.half + "慈善会" * bool(words.UPPER.search(around.half))
    ):
        return not point or general
    if overall and total:
        return True
    if measure.name == "受益" and re.search(r"惠及|受益|受助", around.clause) and words.YEARLY.search(around.before):
        return general
    return general and _in_the_year(around, measure, total=total)


# The words of a clause that sums up money: when and who, then what every gift or every help is called. Any other word tells
# of a part: of one giver, one fund, one campaign, one sort of grants, one purpose, one receiver.
_WHEN = r"\d{4}年?年?度?|全年度?|[今本当去]年度?|年度|一年[来中]|这一年|年内|本期|期间|(?:\d{1,2}[-—至到])?\d{1,2}月份?|[上下]半年|截至目前|目前"
_SIGN = r"(?!争取|收到|接[收受]|获|得到|[向给为由经从]|拨|捐|支付|补助|援|企业|社会)[\u4e00-\u9fff、]"  # of a name
_WHO = (
    rf"(?:{_SIGN}){{0,12}}?(?:慈善(?:分?会|机构|组织)|红十字会|红会|基金会|联合会|促进会|协会|总会|系统)|[我本该全](?:会|总会)|我们"
    rf"|(?:{_SIGN}){{1,5}}[省市县区州旗镇乡国]|两级|各级|本级|\d+家"
)
_HOW = r"共|累计|总计|合计|计划?|总|又|将|力争|努力|全面|已|其中|另|相?比|较|占|与|及|的|[\s、,“”]"
_DONE = (
    r"(?:(?:开展|实施|各类)(?:各类|慈善|公益|救助|帮扶|资助)*|(?:慈善|公益)(?:救助|帮扶|资助)?)项目"
    "|用于(?=(?:各类|慈善|公益|救助|帮扶|资助|项目|活动)+的?(?:支出|资金|款物))|各项|用款|捐出|实现|实际|实到|完成|达到?|约|为|是|有|折合|折价|价值"
    "|总值|实施|向社会|提供|用于各类|本级"
    r"|募集|筹集|筹募|募捐|筹款|募款|募得|筹得|筹措|获得|汇聚|接[收受]|收到|支出|发放|拨付|使用|投入|救助|资助|帮扶"
    r"|社会各界|社会|各界|各类|财务|捐赠|捐款|捐物|善?款\(物\)|善款|善物|款物|物资(?!捐|收)|物品|资金|慈善|公益|事业|人道|费用|收入|金额|总额|总量|活动|业务"
    "|通过[各多]种渠道|多渠道|首次|突破|超过?|近|[额款金和募筹收支拨到了]"
)
_NAMES_ALL = re.compile(rf"(?![为是]\s*$)(?:{_WHEN}|{_WHO}|{_HOW})*+(?:{_WHEN}|{_DONE}|{_HOW})*+\d{{0,6}}[.]?\s*")


def _names_all(around: Surroundings) -> bool:
    """Whether the clause of an amount has no words but those of a sum of all that came in or went out."""
    goods = around.clauses[-1].rstrip() if around.valued_aside else ""
    if goods and not (_NAMES_ALL.fullmatch(goods) or _COUNTED_GOODS.search(goods)):
        return False  # 为邻县捐赠棉衣,价值60万元
    clauses = (around.clause, ASIDE.sub("", around.half).rpartition(",")[2])
    return any(_NAMES_ALL.fullmatch(ASIDE.sub("", clause)) for clause in clauses)


def _may_be_a_total(around: Surroundings) -> bool:
    """Whether money is no part of what was told before."""
    part = rf"[^\s,](?:,\s*)?(?:{words.PARTED})(?!:?,?(?:20\d{{2}}年|今年|本年))"
    listed = _PARTS_LISTED.search(around.before) and not SAYS_THE_YEAR.search(around.half)
    return not listed and re.search(part, ASIDE.sub("", around.half)) is None


_PARTS_LISTED = re.compile(r"(?:其中|包括):[^。]*;[^;]*$")  # 全年支出298.7万元,其中:甲164万元;乙30万元


def _listed_beside(around: Surroundings, measure: MeasureReading) -> bool:
    """Whether an amount goes on in a list with one that went the same way: 发放慰问品价值42万元、救助金69万元."""
    before = around.last
    if before is None or before.flow is not measure.flow or not around.since(before).startswith(("、", "和")):
        return False
    return words.VALUED.search(around.clause) is None and re.search(r"共|合计|总", around.clause) is None


# 全年发放生活用品2.4万份,价值360余万元: of these goods alone; 全年接收物资86批,价值… is of all.
_COUNTED_GOODS = re.compile(r"\d[\d,.]{0,12}[余多]?万?[余多]?(?![批次笔期场年月日])[^\d元,。;:万亿余多%]{1,2}$")


def _worth_of_counted(around: Surroundings) -> bool:
    """Whether money is what the goods are worth that were counted just before."""
    valued = words.VALUED.match(around.clause.strip().removeprefix("总"))
    return bool(valued and around.clauses and _COUNTED_GOODS.search(around.clauses[-1].rstrip()))


# Of whom a count tells that were helped in one way, or are a part of others: 义诊服务群众800人次.
_ONE_SORT_COUNTED = re.compile(r"其中|受益人数|义诊|体检|讲座|培训|咨询|演出|比赛|课程")

_ONE_SORT_OF_PEOPLE = re.compile(
    r"(?:家庭)?(?:经济)?(?:困难|贫困|优秀|特困|困境|寒门)?(?:的)?(?:大学|高中|初中|小学|在校)?(?:新生|学子|学生|患儿|患者|儿童|孤儿|老人|教师|大学生|高中生)"
)
# 甲项目和乙活动,累计为205人次发放, 开展义修活动,惠及50户: of these; not 通过开展慈善活动,共救助3000人次.
_OF_A_WORK = re.compile(
    r"(?:^|[,;])(?![^,;]*(?:通过|各[类项种]|慈善(?!总?会|协会)|公益|、|等|[\d一二三四五六七八九十多]+[余多]?[个项次场]))[^,;]*(?:项目|活动|行动|计划"
    r"|义[诊修卖演剪]),?(?:累计|共|已)*(?:为|救助|资助|惠及|帮助)[^,;。\d]{0,6}$"
    r"|(?:其中|包括)(?!\d{4}年|[今本]年)[^;]{1,80}元(?![^;]{0,40}(?:共|全年|累计|合计|惠及|受[益助]))[^;]{0,40}$"
)

# 发放给困难学生300名: the same, said before the number.
_ONE_SORT_BEFORE = re.compile(
    r"(?<!、)(?:新生|学子|学生|患儿|患者|儿童|孤儿|老人|教师|大学生|高中生|党员|职工|军人|会员)$"
)


def _may_count_all(around: Surroundings, measure: MeasureReading) -> bool:
    """Whether a count is one of those that reports sum up: of those helped, all of them and not one sort."""
    if measure.name != "受益":
        return measure.name in {"项目数", "支出"}
    if around.mention.unit not in words.BENEFICIARY_UNITS:
        return False  # 向26家医院拨付90万元
    people = _ONE_SORT_OF_PEOPLE.match(around.mention.noun) or _ONE_SORT_BEFORE.search(around.clause.rstrip())
    if people or _OF_A_WORK.search(around.half):
        return False
    one_sort = around.mention.noun or _ONE_SORT_COUNTED.search(around.clause)
    return not one_sort or re.search(r"共|全年|累计|惠及|受助", around.half) is not None


# 本次募捐活动从6月3日持续到6月5日; 3天时间里共募集….
_ONE_CAMPAIGN = re.compile(
    "[为替][^,。;]{1,12}?(?:发起|开展|组织|举[行办])[^,。;]{0,8}(?:筹款|募捐|捐款|募款)"
    r"|(?:开展|举[办行]|组织|启动)[^,。;]{0,14}(?:一日捐|公益日|慈善[月周日]|义[卖演拍]|晚会|募捐[月周])|截[至止]到?[^,。;\d]{0,10}(?:结束|发稿)"
    r"|[此本这]次(?:[\u4e00-\u9fff]{0,6}(?:活动|行动))?[^。;]{0,20}?[从自]\d{1,2}月\d{1,2}日"
    r"|(?<!\d)(?:\d{1,2}|[一二三四五六七八九十两]{1,2})天(?:时间)?(?:[里内间来]|,|共|累计|就)"
)

# 换届以来共募集…, 当月募集…, 半个月内募集…; not 今年以来.
_ANOTHER_SPAN = re.compile(
    "(?<!今年)(?<!本年)(?<!年初)(?<!一年)(?<!年)以来|[当本](?:月|周|季度?)|短短|往年|历史上"
    r"|(?:[一二两三四五六七八九十半几数]|\d{1,2})(?:个半?多?月|多?(?:周|星期)|个?小时)(?:时间)?(?:[来内里间]|,)"
)
# 2022年5月,县慈善会募集…; not 1—5月, 截至5月, 5月以来.
_ONE_MONTH = re.compile(r"(?<![\d至到止—~～-])(?<![至到—~～-]\d{4}年)\d{1,2}月份?(?![\d至到—~～起以末底初-])")


def _of_a_day(around: Surroundings) -> bool:
    if _ONE_CAMPAIGN.search(around.before) and not SAYS_THE_YEAR.search(around.half):
        return True
    if not around.setting.period and _ANOTHER_SPAN.search(_THE_YEAR.split(around.before)[-1]):
        return True
    month = None if around.setting.period else _ONE_MONTH.search(around.half)
    dated = month or re.match(r"\s*[●■◆·•]?\s*\d{1,2}月", around.text) or _ONE_DAY.search(around.before)
    return dated is not None and not re.search(r"截至|[至到]\d{1,2}月|累计|全年", around.before)


def _in_the_year(around: Surroundings, measure: MeasureReading, *, total: bool) -> bool:
    """Whether the words say that a number is of the year, or of all that the body did."""
    body = words.OWN_BODY.search(around.half)
    if body and not total and (measure.name != "受益" or words.YEARLY.search(around.before)):
        return True
    if not total:
        return words.YEARLY.search(around.half) is not None
    if _THE_YEAR.search(around.before):
        return True
    over = " ".join((around.setting.titles, *around.passage.headings, around.text_before))
    dated = part_of_year(around, around.setting.period) or _THE_YEAR.search(over) or _OF_A_YEAR.search(over)
    event = (around.setting.news or not around.setting.titles) and not dated  # news of one
    return not event and bool((body and not _ONE_DEED.search(around.clause)) or _IN_ALL.search(around.half))


_THE_YEAR = re.compile(
    r"全年(?!龄)|年度|本年(?=[收支募筹总])|\d{4}年(?!\d)|\d{4}年\d{1,2}月?[至到-]\d|(?<![\d一二三四五六七八九十])一年[来中]"
)
# 我会投入9万元,县财政配套8万元, 一位老人来到县慈善总会捐款800元: what was done once, where the sentence names no year.
_ONE_DEED = re.compile(
    r"投入|配套|出资|注资|拿出|资助|送去|捐[资建出]|援建|(?:[来赶]到?|走进|前往|[向给])[^,。;\d]{0,14}捐"
)
_OF_A_YEAR = re.compile(r"今年|本年|总结|工作报告|年报|回顾")  # what tells of a year, and be it in the title
_IN_ALL = re.compile(r"总(?:收入|支出)|(?:累计|总计|合计|共计?)(?:[实已]际?)?[募筹接收支使发拨捐救资]")
# More than one year: since the body was founded, or up to the day of the report.
_MANY_YEARS = re.compile(rf"{MANY_YEARS}|自\d{{4}}年[^,。;]{{0,8}}(?:以来|起)|\d{{4}}年来|截至目前|到目前为止")
_DISASTER = re.compile(r"[抗救受]灾|赈灾|灾区|灾后|灾情|抗[洪震疫旱]|[防战]疫|疫情|地震|洪水|洪涝|台风|驰援")
_FUND = re.compile(r"(?:专项|慈善|冠名|救助|公益|发展)基金(?!会)|基金规模")
_SUMS_UP = re.compile(r"全年(?!龄)|年度|累计|总计|合计|共|总(?!会|工会|队)")
# 每月发放补贴300元,全年4.32万元: what those get in a year who were told before.
_TIME_ALONE = re.compile(r"(?:全年|年度|一年|每年|半年|全期|三年)?(?:共计?|合计|总计|累计|需|约|为|达|支出|发放|补贴)*")
# 累计投入300万元用于乡村振兴: for one thing, unless several are listed; 拨付各县区慈善会共计200万元.
_ONE_PURPOSE = re.compile(r"(?:善款|资金)?(?:用于|支持)(?![^,。;]{0,40}(?:[、和及]|等))[^,。;]{2,14}(?:[,。;]|$)")
_FOR_THIS = re.compile(r"(?:资金|善款|款物)?(?:慰问|救助|资助|帮扶|修建|建设|改造|购买|采购)")  # 共20万元慰问老党员
_EACH = re.compile(r"每(?:[人名户位生]|[月天年周次])[^,。;]{0,12}\d")
_HELPED_BEFORE = re.compile(
    r"(?:每[人名位户生]|人均|户均)[^,。;]{0,12}\d|(?:\d|[一二三四五六七八九十百千万余多])(?:人次?|[名户位])"
    r"|(?:支持|资助|援助|建成|[新修援共]建|改造|购[置买]|配备)[^,。;\d]{1,14}\d+[余多]?[个所座间处条台套辆]"
    r"|(?:^|[,;])[^,;。]{0,8}?[为给向][^,;。\d]{2,14}(?:购[置买]|添置|配备|安装|送去|提供)[^,;。\d]{1,20},[^,;。]{0,6}$"
)


def _of_a_project(around: Surroundings) -> bool:
    """Whether the paragraph is on one project; “善行天下”。2024年,县慈善总会募集… begins with a motto."""
    begun = OF_A_PROJECT.match(around.text)
    return begun is not None and (begun[0].lstrip().startswith("项目") or not words.OWN_BODY.search(around.half))


# 春雨助学基金,年初余额8万元,本年收入9万元; 三只冠名基金共支出9万元.
_FUND_AT_THE_HEAD = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,2}[)、.])?[\u4e00-\u9fff“”]{2,20}基金(?!会)(?:[\u4e00-\u9fff]{0,4}情况)?(?:[:,。]|$)"
)
_SEVERAL_FUNDS = re.compile(r"[\d一二三四五六七八九十两几各][只支个][\u4e00-\u9fff]{0,6}基金(?!会)")


def _of_a_fund(around: Surroundings) -> bool:
    heads = (*around.passage.headings[-1:], around.text)
    named = _FUND.search(around.text_before) or _SEVERAL_FUNDS.search(around.before)
    return bool(named or any(map(_FUND_AT_THE_HEAD.match, heads)))


def _of_something_else(around: Surroundings, measure: MeasureReading, *, total: bool) -> bool:
    """Whether the words tell of many years; of a total, also of a disaster, a fund, a part, one thing or one giver."""
    goes_on = not total and not around.clause.strip() and bool(around.clauses)  # 慈善助学八十六万元、三百四十四人
    if goes_on or _of_a_project(around):
        return True
    dated = _THE_YEAR.search(around.half) is not None
    near = around.half if dated else around.before
    if _MANY_YEARS.search(near) or not total:
        return _MANY_YEARS.search(near) is not None
    if _DISASTER.search(near) and not SAYS_THE_YEAR.search(around.half):
        return True
    if _of_a_fund(around) and not words.OWN_BODY.search(around.half):
        return True
    return measure.flow is Flow.OUT and _for_one_thing(around, dated=dated)


def _for_one_thing(around: Surroundings, *, dated: bool) -> bool:
    """Whether money that went out is of one sort, for one purpose (我会配套20万元,用于改造校舍) or for those who were counted."""
    purpose = PURPOSE.match(around.rest.lstrip(",")) and not _SUMS_UP.search(around.half)
    purpose = purpose or (_ONE_PURPOSE.match(around.rest) and not SAYS_THE_YEAR.search(around.half))
    helped = _HELPED_BEFORE.search(around.half)
    if helped and dated and (_SUMS_UP.search(around.half[: helped.start()]) or SAYS_THE_YEAR.search(around.half)):
        helped = None  # 全年共救助3000人次,支出360万元
    if around.last is not None and around.last.overall and around.last.mention.start >= around.half_start:
        helped = None if around.last.measure == "受益" else helped  # those who were counted are all who were helped
    for_this = _TIME_ALONE.fullmatch(around.clause) and _FOR_THIS.match(around.after)
    of_each = around.clauses and _TIME_ALONE.fullmatch(around.clause) and _EACH.search(around.clauses[-1])
    return bool(purpose or helped or for_this or of_each)


def _of_the_year(around: Surroundings, heading: str, measure: MeasureReading) -> bool:
    """Whether a sentence says itself that it sums up the year, or stands under a heading of all that came in or went out."""
    if "“" in around.half or re.search(r"其中|包括", around.half) or re.search(r"[点项]$", around.passage.place):
        return False
    if not re.search(r"全年(?!龄)|本?年度(?!工作)|\d{4}年|一年来", around.half):
        return False
    if _ALL_WORK.match(heading) or (_ALL_MONEY.fullmatch(heading) and all(map(_of_all, around.passage.headings))):
        return True
    if words.OWN_BODY.search(around.half) and re.search(r"共|累计|总|全年", around.half):
        return len(around.passage.headings) <= 1
    pattern = words.INCOME_HEADING if measure.flow is Flow.IN else words.OUTGO_HEADING
    return len(around.passage.headings) == 1 and bool(pattern.search(heading))


# (二)慈善救助精准有力: a heading of all that came in or went out, however deep; not 大病救助.
_ALL_WORK = re.compile(
    r"(?:慈善|善款)?(?:募捐|筹募|募集|救助)(?:帮扶)?(?:工作|成效|力度|质量|精准|再|更|持续|扎实|有力|稳步|总量|情况|$)"
)
# (一)收入情况, where nothing over it names a part of the body: a shop, a fund, a project; not 捐赠收入.
_ALL_MONEY = re.compile(r"(?:(?:财务|资金|善款|款物)?(?:收入|支出|收支)|捐赠收入[与和、及]支出)(?:情况)?")
_MONEY_OF_ALL = re.compile(
    r"(?:\d{4}年?度?|全年度?|本年度?|年度|慈善|社会|财务|资金|善款|捐赠|款物|总体|基本|主要|收入|支出|收支|使用|募集"
    r"|执行|[预决]算|工作|报告|总结|回顾|完成|一年来|\s|情况|概[况述]|[与和、及的])+"
)


def _of_all(heading: str) -> bool:
    """Whether a heading tells of all the money, or names the bodies whose it is."""
    named = words.OWN_BODY.search(heading) or words.UPPER.search(heading)
    return named is not None or _MONEY_OF_ALL.fullmatch(heading) is not None


def next_target(measure: MeasureReading, setting: Setting) -> str:
    """What a plan for the whole next year is called."""
    year = setting.year + 1
    if measure.flow is Flow.IN:
        return f"{year}年募捐目标"
    if measure.flow is Flow.OUT:
        return f"{year}年救助支出目标"
    return f"{year}年{'救助' if measure.name == '受益' else '工作'}目标"
