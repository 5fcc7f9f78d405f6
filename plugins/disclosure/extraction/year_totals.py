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
from .times import ASIDE, MANY_YEARS, SAYS_THE_YEAR
from .vocabulary import Flow

# Parts of what was told before the bracket: 总收入2,045.7万元(捐赠收入1,980万元、政府购买服务收入45.7万元).
_IN_BRACKETS = re.compile(r"[\d万亿]元\((?![^()]*(?:总|合计))[^()]{1,60}$")

# A heading of one sort of help, and of nothing else: 大病救助, (二)金秋助学.
_ONE_WORK = re.compile(
    r"[^\u4e00-\u9fff]*(?!慈善|各类|开展|全面|积极|扎实)[\u4e00-\u9fff]{0,6}(?:大病救助|临时救助|医疗救助|助学|助医|助困|助残|助老|助孤|敬老|济困|恤病|慰问|安老|扶幼)(?:工程|项目|行动|活动)?"
)
# What tells that a sentence is about a day.
_ONE_DAY = re.compile(
    r"(?<!年)\d{1,2}月\d{1,2}日(?!至)|日前|近日|当[天日]|[上下]午|首批|第[一二三四五六七八九十\d]{1,2}批|[此本这]次|现场|活动[中期]|(?:节日?|周|[日月]|活动|战?疫|疫情|灾)期间|(?<![\d年月])(?:春节|元宵|清明|端午|中秋|重阳|国庆|元旦|六一|七一|八一|教师节)(?:节日?)?(?:期间|前夕|前后|来临)|公益日"
)


def tells_of_year(  # noqa: PLR0911  (one rule after the other)
    around: Surroundings, measure: MeasureReading, *, special: bool = False
) -> bool:
    """Whether a number tells of the whole year: in the lead or a chapter of totals, of the body itself."""
    total = measure.flow in {Flow.IN, Flow.OUT} and measure.nature is not Nature.SIZE
    if measure.name == "上级拨款" or around.mention.value == 0 or (special and not SAYS_THE_YEAR.search(around.half)):
        return False
    sums_up = _may_be_a_total(around) if total else _may_count_all(around, measure)
    if not sums_up or around.mention.unit in {"份", "件", "%"} or measure.nature is Nature.PLEDGED:
        return False
    if total and _worth_of_counted(around):
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
    general = overall or (not point and (not around.passage.headings or "导语" in around.passage.place))
    if measure.name == "项目数" and words.OWN_BODY.search(
        around.half + "慈善会" * bool(words.UPPER.search(around.half))
    ):
        return not point or general
    if overall and total:
        return True
    if measure.name == "受益" and re.search(r"惠及|受益|受助", around.clause) and words.YEARLY.search(around.before):
        return general
    return general and _in_the_year(around, total=total)


def _may_be_a_total(around: Surroundings) -> bool:
    """Whether money is no part of what was told before."""
    part = rf"[^\s,](?:,\s*)?(?:{words.PARTED})(?!:?,?(?:20\d{{2}}年|今年|本年))"
    listed = _PARTS_LISTED.search(around.before) and not SAYS_THE_YEAR.search(around.half)
    return not listed and re.search(part, ASIDE.sub("", around.half)) is None


_PARTS_LISTED = re.compile(r"(?:其中|包括):[^。]*;[^;]*$")  # 全年支出298.7万元,其中:甲164万元;乙30万元


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
# 甲项目和乙活动,累计为205人次发放: of these; not 通过开展慈善活动,共救助3000人次.
_OF_A_WORK = re.compile(
    r"(?:^|[,;])(?![^,;]*(?:通过|开展|实施|各[类项]))[^,;]*(?:项目|活动|行动|计划),?(?:累计|共|已)*(?:为|救助|资助|惠及|帮助)[^,;。\d]{0,6}$"
)


def _may_count_all(around: Surroundings, measure: MeasureReading) -> bool:
    """Whether a count is one of those that reports sum up: of those helped, all of them and not one sort."""
    if measure.name != "受益":
        return measure.name in {"项目数", "支出"}
    if _ONE_SORT_OF_PEOPLE.match(around.mention.noun) or _OF_A_WORK.search(around.half):
        return False
    one_sort = around.mention.noun or _ONE_SORT_COUNTED.search(around.clause)
    return not one_sort or re.search(r"共|全年|累计|惠及|受助", around.half) is not None


# 本次募捐活动从6月3日持续到6月5日; 3天时间里共募集….
_ONE_CAMPAIGN = re.compile(
    r"[此本这]次(?:[\u4e00-\u9fff]{0,6}(?:活动|行动))?[^。;]{0,20}?[从自]\d{1,2}月\d{1,2}日|(?<!\d)(?:\d{1,2}|[一二三四五六七八九十两]{1,2})天(?:时间)?(?:[里内间来]|,|共|累计|就)"
)


def _of_a_day(around: Surroundings) -> bool:
    if _ONE_CAMPAIGN.search(around.before) and not SAYS_THE_YEAR.search(around.half):
        return True
    dated = re.match(r"\s*[●■◆·•]?\s*\d{1,2}月", around.text) or _ONE_DAY.search(around.before)
    return dated is not None and not re.search(r"截至|[至到]\d{1,2}月|累计|全年", around.before)


def _in_the_year(around: Surroundings, *, total: bool) -> bool:
    """Whether the words say that a number is of the year, or of all that the body did."""
    body = words.OWN_BODY.search(around.half)
    if body and not total:
        return True
    if not total:
        return words.YEARLY.search(around.half) is not None
    if body and _RECEIVES.search(around.half):
        return False
    return bool(body or _IN_ALL.search(around.half) or _THE_YEAR.search(around.before))


_THE_YEAR = re.compile(
    r"全年(?!龄)|年度|本年(?=[收支募筹总])|\d{4}年(?!\d)|\d{4}年\d{1,2}月?[至到-]\d|(?<![\d一二三四五六七八九十])一年[来中]"
)
# Before a body that is given to, and is not the one that gives: 拨付柳北区慈善会500万元.
_RECEIVES = re.compile(
    r"(?:拨付|下拨|划拨|捐赠|捐给|转交|交付|返还|支付|补助|援助|援建|[向给])(?:给|至|到|了)?[^,。;:\d]{0,16}"
    r"(?:慈善(?:联合)?(?:总会|协会|会|基金会)|红十字会|基金会|总会|协会|联合会)[^,。;:\d]{0,4}$"
)
_IN_ALL = re.compile(r"总(?:收入|支出)|(?:累计|总计|合计|共计?)(?:[实已]际?)?[募筹接收支使发拨捐救资]")
# More than one year: since the body was founded, or up to the day of the report.
_MANY_YEARS = re.compile(rf"{MANY_YEARS}|自\d{{4}}年[^,。;]{{0,8}}(?:以来|起)|\d{{4}}年来|截至目前|到目前为止")
_DISASTER = re.compile(r"[抗救受]灾|赈灾|灾区|灾后|灾情|抗[洪震疫旱]|[防战]疫|疫情|地震|洪水|洪涝|台风|驰援")
# In which times the body worked; what it collected is not for the disaster: 在疫情反复、经济下行的压力下.
_HARD_TIMES = re.compile(r"[在面受克][^,。;]{0,30}(?:压力|情况|形势|背景|条件|影响|冲击|挑战|困难)(?:下|中)?,")
_FUND = re.compile(r"(?:专项|慈善|冠名|救助|公益|发展)基金(?!会)|基金规模")
_INCLUDED = re.compile(r"\((?:其中)?含[^()]*$")
# One sort of grants, and what a body adds to the money of others; 救助金 may be all that is given.
_OF_ONE_SORT = re.compile(
    r"(?:助学|奖学|奖教|慰问|抚恤|抚慰|慰藉|帮困|生活|医疗|取暖|高龄|孝善|赔付|丧葬|扶持|奖励|创业)(?:补助|补贴|救助)?[金款费](?:共计?|合计|约|达)*$|配套(?:资金|投入|经费)?$|(?:人员|人力|行政|办公|差旅|宣传|培训|会议)(?:经费|费用|成本|费)(?:支出|共计?|合计|约|达)*$"
)
# What came from one body: 争取省慈善总会项目资金, 收到中国红十字基金会拨付.
_OF_ONE_GIVER = re.compile(
    rf"(?:争取到?|收到|接[收受]到?|获得?|得到)了?(?!各|全|市县|社会)[^,。;\d]{{0,8}}?(?:{words.CHARITY}|红十字会|基金会)"
)
# One way or sort of income, and what came of what was promised: 协议金额1000万元,到账600万元.
_ONE_SORT_CAME = re.compile(
    r"(?:通过|利用|依托|借助)(?![各多])[^,。;各多]{0,10}(?:平台|网络|互联网|网上|线上)[^,。;]{0,8}$|(?:物资|实物|非现金|现金|货币)(?:捐赠)?收入(?:共计?|合计|约|达)*$"
    r"|(?:政府购买|政府补助|财政补助|会费|销售|租金|服务|培训|咨询|其他|经营)(?:服务|补助)?(?:项目)?(?:收入|资金|经费)(?:共计?|合计|约|达)*$"
    r"|(?:协议|认捐|签约|意向|承诺)[^。;]*\d[^。;]*,[^,。;]{0,6}到[账位][^,。;]{0,4}$"
    r"|(?:^|,)(?:爱心|民营|国有)?(?:企业|商会|社会组织|机关|党员|干部|职工|教师|学生|网友|市民)(?:单位|个人|职工|群众|们)?(?:共|累计|合计)?捐[赠款][^,。;]{0,8}$"
    r"|(?:^|,)(?:全[市县区州旗])?(?:(?:各|\d{1,3}个)[乡镇街道\(\)、]*|[乡镇街道\(\)、]+)(?:慈善)?(?:分会|工作站|联络站)(?:共|累计|合计)*(?:募|筹|接|收|支|发放)[^,。;]{0,8}$"
)
_SUMS_UP = re.compile(r"全年(?!龄)|年度|累计|总计|合计|共|总(?!会|工会|队)")
# 每月发放补贴300元,全年4.32万元: what those get in a year who were told before.
_TIME_ALONE = re.compile(r"(?:全年|年度|一年|每年|半年|全期|三年)?(?:共计?|合计|总计|累计|需|约|为|达|支出|发放|补贴)*")
# 累计投入300万元用于乡村振兴: for one thing, unless several are listed; 拨付各县区慈善会共计200万元.
_ONE_PURPOSE = re.compile(r"(?:善款|资金)?(?:用于|支持)(?![^,。;]{0,40}(?:[、和及]|等))[^,。;]{2,14}(?:[,。;]|$)")
_USED_ON = re.compile(r"用于(?!各|全|慈善|公益|救助|社会)[^,。;\d]{2,16}(?<![支出费用共计])$")  # 用于福利院3万元
_TO_SOME = re.compile(
    r"(?:拨付|下拨|划拨|拨给|支付)(?:给|至|到|了)?(?:各|所属|下属|基层)?[^,。;\d]{0,6}(?:县|区|市|乡|镇|村|街道|社区|学校|医院|福利院|敬老院|慈善会|分会|工作站|执行方|合作方)"
    r"(?:慈善(?:总)?会)?(?:共计?|合计|总计|累计|资金|善款|约|达)*$"
)
# 开展大病救助,共发放救助金120万元: of this work.
_ONE_WORK_DONE = re.compile(
    r"(?:开展|实施|启动)(?![^,。;]*(?:慈善|各类|各项|工作))[^,。;\d]{0,8}(?:大病|医疗|临时|助学|助医|助困|助老|助残|慰问|救灾)[^,。;\d]{0,6}$"
)
_FOR_THIS = re.compile(r"(?:资金|善款|款物)?(?:慰问|救助|资助|帮扶|修建|建设|改造|购买|采购)")  # 共20万元慰问老党员
_EACH = re.compile(r"每(?:[人名户位生]|[月天年周次])[^,。;]{0,12}\d")
_HELPED_BEFORE = re.compile(
    r"(?:每[人名位户生]|人均|户均)[^,。;]{0,12}\d|(?:\d|[一二三四五六七八九十百千万余多])(?:人次?|[名户位])"
    r"|(?:支持|资助|援助|建成|[新修援共]建|改造|购[置买]|配备)[^,。;\d]{1,14}\d+[余多]?[个所座间处条台套辆]"
    r"|(?:^|[,;])[^,;。]{0,8}?[为给向][^,;。\d]{2,14}(?:购[置买]|添置|配备|安装|送去|提供)[^,;。\d]{1,20},[^,;。]{0,6}$"
)


_BUILT = re.compile(r"[所座间处条台套辆]$")  # what money was put into, and not all that was helped


def _of_a_project(around: Surroundings) -> bool:
    """Whether the paragraph is on one project; “善行天下”。2024年,县慈善总会募集… begins with a motto."""
    begun = OF_A_PROJECT.match(around.text)
    return begun is not None and (begun[0].lstrip().startswith("项目") or not words.OWN_BODY.search(around.half))


def _of_something_else(around: Surroundings, measure: MeasureReading, *, total: bool) -> bool:
    """Whether the words tell of many years; of a total, also of a disaster, a fund, a part, one thing or one giver."""
    goes_on = not total and not around.clause.strip() and bool(around.clauses)  # 慈善助学八十六万元、三百四十四人
    if goes_on or _of_a_project(around) or (total and _IN_BRACKETS.search(around.half)):
        return True
    dated = _THE_YEAR.search(around.half) is not None
    near = _HARD_TIMES.sub("", around.half if dated else around.before)
    if _MANY_YEARS.search(near) or not total:
        return _MANY_YEARS.search(near) is not None
    if re.search(r"安排[^,。;\d]{0,8}$", around.clause):
        return True  # what was put aside for one purpose
    if _DISASTER.search(near) and not SAYS_THE_YEAR.search(around.half):
        return True
    of_a_fund = _FUND.search(around.text_before)
    if (of_a_fund and not words.OWN_BODY.search(around.half)) or _INCLUDED.search(around.half):
        return True
    return _for_one_thing(around, dated=dated) if measure.flow is Flow.OUT else _from_one_place(around)


# 某报社助学活动共收到捐款41万元: of one campaign, and not of all of them.
_BY_A_CAMPAIGN = re.compile(
    r"(?<!各类)(?<!各种)(?<!慈善)(?<!募捐)(?:活动|行动|晚会|义卖|义演)(?:期间|现场|中)?(?:已经?|共|累计|总共)*(?:收到|募|筹|接[收受])"
)


def _from_one_place(around: Surroundings) -> bool:
    """Whether money that came in is from one giver, of one sort or campaign, or of what was promised before."""
    if _BY_A_CAMPAIGN.search(around.clause):
        return True
    return bool(_OF_ONE_GIVER.search(around.clause) or _ONE_SORT_CAME.search(around.half))


def _for_one_thing(around: Surroundings, *, dated: bool) -> bool:
    """Whether money that went out is of one sort, for one purpose (我会配套20万元,用于改造校舍) or for those who were counted."""
    purpose = PURPOSE.match(around.rest.lstrip(",")) and not _SUMS_UP.search(around.half)
    purpose = purpose or (_ONE_PURPOSE.match(around.rest) and not SAYS_THE_YEAR.search(around.half))
    helped = _HELPED_BEFORE.search(around.half)
    if (
        helped
        and dated
        and not _BUILT.search(helped[0])
        and (_SUMS_UP.search(around.half[: helped.start()]) or SAYS_THE_YEAR.search(around.half))
    ):
        helped = None  # 全年共救助3000人次,支出360万元
    used_on = _USED_ON.search(around.clause)
    for_this = _TIME_ALONE.fullmatch(around.clause) and _FOR_THIS.match(around.after)
    of_each = around.clauses and _TIME_ALONE.fullmatch(around.clause) and _EACH.search(around.clauses[-1])
    to_some = (
        used_on or _TO_SOME.search(around.clause) or (around.clauses and _ONE_WORK_DONE.search(around.clauses[-1]))
    )
    return bool(_OF_ONE_SORT.search(around.clause) or to_some or purpose or helped or for_this or of_each)


def _of_the_year(around: Surroundings, heading: str, measure: MeasureReading) -> bool:
    """Whether a sentence says itself that it sums up the year, or stands under a heading of all that came in or went out."""
    if "“" in around.half or re.search(r"其中|包括", around.half) or re.search(r"[点项]$", around.passage.place):
        return False
    if not re.search(r"全年(?!龄)|本?年度(?!工作)|\d{4}年|一年来", around.half):
        return False
    if words.OWN_BODY.search(around.half) and re.search(r"共|累计|总|全年", around.half):
        return len(around.passage.headings) <= 1
    pattern = words.INCOME_HEADING if measure.flow is Flow.IN else words.OUTGO_HEADING
    return len(around.passage.headings) == 1 and pattern.search(heading) is not None


def next_target(measure: MeasureReading, setting: Setting) -> str:
    """What a plan for the whole next year is called."""
    year = setting.year + 1
    if measure.flow is Flow.IN:
        return f"{year}年募捐目标"
    if measure.flow is Flow.OUT:
        return f"{year}年救助支出目标"
    return f"{year}年{'救助' if measure.name == '受益' else '工作'}目标"
