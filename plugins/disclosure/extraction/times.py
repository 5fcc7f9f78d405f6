"""Which time a number tells of, where that is not the year of the report: another year, many years, a part of the year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dates import PART_OF_YEAR, QUARTER_OR_HALF, WHOLE_YEAR, is_within_whole
from .surroundings import Surroundings

# --- another year --------------------------------------------------------------------------------

_MARK = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})年(?!级)(?:全年)?|(?P<last>去年|上一?年)(?!结余|结转)(?:全年)?"
    r"|(?P<ago>\d{1,2}|[二两三四五六七八九十])年前(?!夕|[后列])|(?P<this>今年|本年|全年(?!龄)|年内|当年|本期|报告期|这一年|一年来)"
)
_THAT_YEAR = re.compile(r"全年|当年|年内|这一年")
# What began in that year, or is only called by it.
_ONLY_NAMED = re.compile(
    r"(?:度|全年)?(?:以来|起(?!付)|开始|以后|后|至今|[-—–~～至到]|第[一二三四\d]+[届期批]|\d{1,2}月\d{1,2}日?(?:以来|起|启动|成立))"
    r"|[^,。;]{0,14}(?:启动|发起|成立|设立|创办|创立|创建|立项|开工|签订|签约|签署|引进|推出|建成|注册|制定|印发|考[入取上]|入学|毕业|批准|获批|确定|承诺|认捐)"
)
# 由上年的20万元增加到30万元: what stands behind is of the year again.
_GROWN_FROM = re.compile(
    r"[由从](?:去年|上一?年|(?:19|20)\d{2}年)(?:度|同期|的)*\d[\d,.]*[余多]?[万亿]{0,2}(?:元|人次?|户|名|个|场|件|%),?(?=增|提|上升|升|下降|降|减|扩|攀|发展)"
)
_COMPARED = re.compile(r"(?:比|较|与|和|跟|同|相比|对比|超过|超|占|于)[^,。;]{0,3}$")
ASIDE = re.compile(r"\([^()]*\)")  # (上年公布为1398万元) says nothing of what follows it
# Only what is told of that year stands between: 占上年总收入9,020万元的88.8%, 与2024年的502.6万元相比.
_DIRECTLY = re.compile(
    "(?:度|全年|同期)?(?:的|实际|实绩|数)*(?:(?:基金会|本会|我会|慈善会)?(?:捐赠|捐款|慈善|公益)?(?:总?(?:收入|支出)|募[集捐]|筹[集款募]"
    "|捐[赠款])(?:总?额|合计|总计|款物|善款|资金)?|净?资产(?:总额)?)?"
    r"(?:为|是|的)?\s*\(?\s*(?:[\d,.]{1,16}[余多]?[万亿]{0,2}(?:元|人次?|户|名)[、和及]){0,4}"
)
_RECEIVER = re.compile(r"(?:为|资助|对|向|给|帮助|奖励|补发|表彰|支付|兑现|包括|偿还|归还)[^,。;]{0,4}$")

# Up to which day of a year something was counted: 截至2025年3月.
COUNTED_UNTIL = re.compile(r"截[至止](?:到)?(?P<year>20\d{2})年(?!底|末|初|12月|度|全年)")


def other_year(around: Surroundings, headings: Sequence[str], year: int) -> int | None:
    """The other year that a number tells of, by the words before it or the heading over it; None where it is that of the report."""
    text = _GROWN_FROM.sub("", ASIDE.sub("", around.half))
    until = next(reversed(list(COUNTED_UNTIL.finditer(text))), None)
    if until and int(until["year"]) > year:
        return int(until["year"])
    marks = list(_MARK.finditer(text)) or _of_sentence(around)
    if not marks:
        return _of_heading(headings, year)
    text = marks[-1].string
    mark = marks[-1]
    if _THAT_YEAR.fullmatch(mark[0]) and len(marks) > 1 and not _named_aside(text, marks[-2]):
        mark = marks[-2]  # 去年,…带动了全年募集资金: all of the year that was named
    if mark["this"] in {"全年", "这一年"} and len(marks) == 1:
        return _of_sentence_before(around, year)
    meant = _meant(mark, year)
    if mark["this"] or meant == year:
        return None
    before, behind = text[: mark.start()], text[mark.end() :]
    if _COMPARED.search(before):
        return meant if _DIRECTLY.fullmatch(behind) else None
    return None if _ONLY_NAMED.match(behind) or _RECEIVER.search(before) else meant


def _meant(mark: re.Match[str], year: int) -> int:
    """The year that a time named in the report of *year* is: 2021年, 去年, 五年前."""
    ago = 1 if mark["last"] else _years(mark["ago"] or "")
    return year - ago if ago else int(mark["year"] or year)


_MARK_AT_THE_HEAD = re.compile(rf"\s*(?:[^,:\d]{{0,8}}[,:])?\s*[在于]?(?:{_MARK.pattern})")


def _at_the_head(words: str, year: int) -> int | None:
    """The other year that *words* begin with: 据了解,去年共支出42万元."""
    mark = _MARK_AT_THE_HEAD.match(words)
    if mark is None or mark["this"] or _ONLY_NAMED.match(words, mark.end()) or _meant(mark, year) >= year:
        return None
    return _meant(mark, year)


def _of_sentence_before(around: Surroundings, year: int) -> int | None:
    """The other year that the sentence before tells of, where this one says 全年: 去年支出42万元。全年惠及900人."""
    before = around.text[: around.start].rstrip("。").rpartition("。")[2]
    years = {_meant(mark, year) for mark in _MARK.finditer(before)}
    return _at_the_head(before, year) if len(years) == 1 else None


def _named_aside(text: str, mark: re.Match[str]) -> bool:
    """Whether a year is only compared with, or what something is called by that began in it."""
    compared = _COMPARED.search(text[: mark.start()])
    return compared is not None or _ONLY_NAMED.match(text[mark.end() :]) is not None


def _of_sentence(around: Surroundings) -> list[re.Match[str]]:
    """The times that the halves before name; 去年一年,…接受捐赠50万元;…支出20万元: the second is of that year, too."""
    return list(_MARK.finditer(ASIDE.sub("", around.before))) if ";" in around.before else []


def _years(digits: str) -> int:
    """How many years 5 and 五 are, of 5年前; none of nothing."""
    if digits.isdigit():
        return int(digits)
    return "一二三四五六七八九十".find(digits.replace("两", "二")) + 1 if digits else 0


def _of_heading(headings: Sequence[str], year: int) -> int | None:
    named = [int(digits) for digits in re.findall(r"(?<!\d)((?:19|20)\d{2})年", headings[-1])] if headings else []
    return max(named) if named and max(named) < year else None


# --- many years ----------------------------------------------------------------------------------

# Since the body was founded, or for some years: 成立以来, 成立一年来, 18年来, 2021至2023年间, 历年.
_BEGAN = r"(?:成立|组建|建会|创会|设立|启动|开展|实施|创办|运行)"
_YEARS = r"(?:\d+年|[一二三四五六七八九十]+年)"
MANY_YEARS = (
    rf"历年|换届以来|[一二三四五六七八九十]{{1,3}}大(?:召开)?以来|自成立(?=,)|成立\d{{1,2}}[多余]?年(?=,)|[两二三四五六七八九]年时间|一年[多半]来|"
    "十[一二三四五六]五”?(?:规划)?(?:时期|期间|以来)|脱贫攻坚战?(?:时期|期间|以来)|疫情[两二三]年"
    r"|(?:第[一二三四五六七八九十\d]+|[本上这])届(?:理事会|委员会)?(?:任期)?(?:内|期间|以来|(?<=理事会)(?=共|累计))"
    rf"|{_BEGAN}(?:{_YEARS}?(?:以来|至今)|{_YEARS}来|来(?=,))"
    r"|(?<!\d)(?:\d{1,3}|[二三四五六七八九十两几数]+)(?:多|余)?年(?:多|间|来)|近些?年来|多年来|迄今|至今(?![天日年晚早晨])"
    r"|(?P<began>(?:19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[\u4e00-\u9fff]{0,6}?(?:启动|成立|设立|开始"
    r"|上线))?[-—–~～至到]{1,2}(?!(?P=began))(?:19|20)\d{2}年\d{1,2}月"
    r"|(?:19|20)\d{2}年?(?:至|到|和|、)(?:19|20)\d{2}年度(?!.{0,2}学)|(?:19|20)\d{2}年?[和、](?:19|20)\d{2}年(?=,|间|两年)|(?:去|上|前)年以来"
    r"|[从自](?:去年|上年)[^。;]{0,40}?[到至](?:目前|今[天日]?|昨[天日]?|现在)|(?:19|20)\d{2}年(?:\d{1,2}月)?[至到](?:今|本)年"
    r"|[两二三四五六七八九]个年度|(?:过去|上)的?一届|一届的?[三四五]年|(?:举办|开展|实施)了?\d{1,2}届[^,。;\d]{0,14}累计"
    r"|(?<!第)(?<!\d)(?:\d{1,2}|[两二三四五六七八九十]{1,2})届(?![理常会])[^,。;\d]{0,14}(?:共|累计)"
    r"|(?:开展|举办|坚持|实施)(?:了(?:\d{1,2}|[两二三四五六七八九十]{1,2})年|(?:\d{1,2}|[两二三四五六七八九十]{1,2})年(?=[,多]))"
    r"|(?:过去|近|连续|前|这)(?:\d{1,2}|[二三四五六七八九十两几数]{1,2})年(?!级|期|生)"
    r"|(?:19|20)\d{2}年?[-—–~～至到]{1,2}(?:19|20)?\d{2}年(?:间|期间|,?(?=[^,。;\d]{0,6}(?:累计|共计?|合计|总计|总共)))"
    r"|(?:19|20)\d{2}年?[-—–~～至到]{1,2}(?:19|20)\d{2}年(?![度冬\d]|学年)"
    r"|(?<![\d第])(?:\d{1,2}|[二三四五六七八九十两]{1,2})年(?=[间里内]?(?:共|累计|合计|总共|一共))"
    r"|(?:目前|现有),?(?:(?![今本]年)[^,。;\d]){0,20}(?:基金(?!会)[^,。;\d]{0,4}\d+[支只个项]"
    r"|\d+[支只个项][^,。;\d]{0,10}基金(?!会))[^,。;\d]{0,4},[^,。;\d]{0,6}累计"
)
_MANY_YEARS = re.compile(
    rf"{MANY_YEARS}|自?(?P<since>(?:19|20)\d{{2}})年(?:[^,。;]{{0,40}}?(?:以来|起(?!付|草|诉)|开始(?=,)|至今(?![天日年晚早晨]))"
    rf"|(?:\d{{1,2}}月)?(?:启动|实施|成立|设立|开展)[^。;]{{0,40}}[,、]截[至止](?:\d{{4}}年)?)"
)
_THIS_YEAR = re.compile(r"今年|本年|全年(?!龄)|年内|当年|本期|其中")


def of_many_years(around: Surroundings, year: int) -> bool:
    """Whether a number sums up more than the year: 18年来共…, 项目启动以来累计…, 自2018年以来."""
    founded = _FOUNDED_IN.search(around.half)
    if _counted_up(around, year) or (founded and int(founded["year"]) < year):
        return True
    if _IN_THOSE_YEARS.match(around.half):
        spans = list(_MANY_YEARS.finditer(around.text[: around.start]))
        return bool(spans) and (spans[-1]["since"] is None or int(spans[-1]["since"]) < year)
    if "累计" in around.half and not _WITHIN.search(around.before):
        # …2005年成立以来打造的品牌。截至目前,已累计…
        sentence = around.text[: around.start].rstrip("。").rpartition("。")[2]
        spans = [span for span in _MANY_YEARS.finditer(sentence) if span["since"] is None or int(span["since"]) < year]
        if spans and f"{year}年" not in sentence[spans[-1].end() :]:
            return True
    half = ASIDE.sub("", around.half)  # …30万元(历年累计200万元),投入20万元: the second is of the year again
    spans = list(_MANY_YEARS.finditer(half))
    if not spans or (spans[-1]["since"] and int(spans[-1]["since"]) >= year):
        return False
    behind = half[spans[-1].end() :]
    return not _THIS_YEAR.search(behind) and f"{year}年" not in behind


# 该基金成立于2018年,共募集300万元
_FOUNDED_IN = re.compile(
    r"(?:[成设创]立|创办|组建|启动)于(?P<year>(?:19|20)\d{2})年[^,;]{0,8},(?!.*(?:[今本当全]年|\d{4}年|年[内度]))[^;]*(?:共|累计|已)[^;]*$"
)
_IN_THOSE_YEARS = re.compile(r"\s*(?:[此这]?期间|其间)(?!收到)")  # 自2016年以来,…。期间共募集…


def names_this_year(around: Surroundings, year: int) -> bool:
    """Whether the words say that a number is of the year, whatever is told of more years beside it: 其中2024年募集80万元,支出60万元."""
    if f"{year}年" in around.clause or re.search(r"今年|本年|当年|年内", around.clause):
        return True
    part = re.search(rf"其中[:,]?(?:{year}年|今年|本年|当年)(?P<since>[^;。]*)$", around.half)
    return part is not None and re.search(rf"累计|总共|{MANY_YEARS}", part["since"]) is None


# 新建书屋11所,累计建成86所: the second is of all years, as the first is of this.
_ADDED_UP = re.compile(
    r"(?:当年|本年|今年|新)(?P<verb>[\u4e00-\u9fff]{1,2})[^;。]{0,40},[^,;。\d]{0,4}累计(?P=verb)[^,;。]{0,8}$"
)
# 共募集善款3536万元,累计募集善款5.53亿元; 累计救助支出4亿元,受助群众20万人次.
_NEAR = 160  # signs before a number
_THEN_IN_ALL = re.compile(
    "(?:^|[;,])(?:(?!累计)[^;,])*?(?P<verb>募集|筹集|筹募|支出|救助|发放|接收|拨付|资助"
    r"|投入)(?:(?!累计)[^;。])*,(?![^,。;\d]{0,4}(?:全年|[本今当]年|年内))[^,;。\d]{0,6}累计[^,;。\d]{0,4}(?P=verb)[^,;。\d]{0,8}"
    r"(?:\d[^,;。]*,(?:受[助益]|惠及|救助)[^,;。\d]{0,10})?$"
)
# 修建便桥19座,投入200万元。全市累计修建209座,共投入2000万元.
_IN_ALL = re.compile(r"累计(?:已)?(?P<verb>[\u4e00-\u9fff]{2})")


def added_up(around: Surroundings) -> bool:
    """Whether a sentence says what was done in all, behind one that says what was of this year."""
    summed = None if _WITHIN.search(around.before) else _IN_ALL.search(around.before)
    return summed is not None and bool(
        re.search(rf"(?<!累计)(?<!累计已){summed['verb']}[^,。;\d]{{0,10}}\d", around.text[: around.start])
    )


# 截至2024年12月31日,累计接收1.36亿元;其中2024年接收1,208.6万元.
_UP_TO_NOW = re.compile(r"(?:^|,)(?:截[至止][^,;。]{0,14},)?[^,;。\d]{0,12}(?:累计|历年)[^;。]*$")


def _counted_up(around: Surroundings, year: int) -> bool:
    """Whether a sum is of more years than one because what is of this year stands beside it."""
    if _ADDED_UP.search(around.half) or _THEN_IN_ALL.search(around.half[-_NEAR:]):
        return True
    apart = re.search(rf"[,;(](?:其中)[:,]?(?:{year}年|今年|本年|当年)(?!\d{{1,2}}月|{QUARTER_OR_HALF})", around.rest)
    return apart is not None and _UP_TO_NOW.search(around.half) is not None and f"{year}年累计" not in around.half


# 截至2023年底,累计接收善款1.2亿元: since the year began, or since the body did.
_UP_TO_ITS_END = re.compile(
    r"截[至止](?:\d{4}年)?(?:年?[底末]|12月(?:[底末]|31日))[^。;]{0,30}?累计|\d{4}年[底末][^。;]{0,20}?累计"
    r"|(?:^|[,;])[至到]\d{4}年[底末]?,[^。;]{0,20}?(?:累计|已|共|募|筹|接)"
)
_WITHIN = re.compile(
    r"今年|本年|全年(?!龄)|年内|当年|本期|年度|(?<![至到])\d{4}年(?!年?[底末]|12月(?:[底末]|31日))|\d月(?:份|\d{1,2}日)?[至到]"
)


def perhaps_of_many_years(around: Surroundings) -> bool:
    """Whether a number is added up to the end of the year, and the words don't say from when; that a part is a quarter says it."""
    if _UP_TO_ITS_END.search(around.before) is None or _WITHIN.search(around.before):
        return False
    return re.search(rf"其中[:,]?(?:\d{{4}}年)?(?:\d{{1,2}}月|{QUARTER_OR_HALF})", around.rest) is None


# --- a part of the year --------------------------------------------------------------------------

_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月份?(?=[\u4e00-\u9fff (]|$)")
_UNTIL = re.compile(
    r"(?:截[至止]|(?<![\d日号])[至到](?=(?:\d{4}年)?\d{1,2}月\d{1,2}日止)"
    r"|(?:(?<![^,。;])|(?<=起))至(?=\d{1,2}月\d{1,2}日))(?:(?:20\d{2}年|今年|当年)?(?!12月)(?P<day>\d{1,2}月(?:\d{1,2}日|[底末])?)|目前)"
)
SAYS_THE_YEAR = re.compile(r"全年(?!龄)|年度")
_BULLETIN = re.compile(r"简报|月报|季报|公示|公告|通报|快报|情况|收支|明细|战报|说明|月度|统计")


def period_of_title(titles: Sequence[str]) -> str:
    """三季度 or 9月份 where a title says that a report tells of no more; else nothing."""
    whole = " ".join(titles)
    if part := PART_OF_YEAR.search(whole):
        return "" if is_within_whole(part) else part[0]  # 上半年总结和全年计划 tells of the half
    for title in titles:
        month = _MONTH.search(title)
        if month and _BULLETIN.search(title[month.end() :]):
            return month[0]
    return until_day(whole)


def to_date(period: str) -> str:
    """What sums of the year up to the end of *period* are of: 截至9月份; 截至6月30日 says so itself."""
    return period if period.startswith("截至") else f"截至{period}"


# What titles of reports on one thing say, and what those of reports on the whole work of a body say.
_ONE_THING = re.compile(
    r"抗[洪震疫旱]|地震|救灾|赈灾|洪涝|台风|疫情|驰援|一日捐|慈善月|公益日|募捐活动|项目|专项|助学金?|救助金?|资助|分配|安排|慰问|义卖|义演|晚会"
)
_OF_ALL = re.compile(
    r"工作报告|工作总结|工作计划|年度报告|年报|财务|收支|总结|综述|回顾|概况|大事记|全年|工作要点|工作情况|项目支出|主要慈善项目"
)

# 五年募捐超600万元
_OF_YEARS = re.compile(
    rf"{MANY_YEARS}|(?<![\d第])(?:\d|10|[二三四五六七八九十两]{{1,2}})年(?=[间里内]?(?:[募筹捐]|接收|收入|支出|救助|发放|资助|投入|惠及|工作|成果|回顾|总结))"
)


def of_years(titles: Sequence[str], year: int) -> bool:
    """Whether a title says that a report tells of several years together: 过去四年总收入."""
    whole = " ".join(titles)
    return _OF_YEARS.search(whole) is not None and f"{year}年" not in _OF_YEARS.sub("", whole)


def of_one_thing(titles: Sequence[str]) -> bool:
    """Whether a title says that a report tells of one disaster, campaign or project, and not of all that the body did."""
    whole = " ".join(titles)
    return _ONE_THING.search(whole) is not None and _OF_ALL.search(whole) is None


# 关于接收甲县地震救灾捐款情况的公告
_DISASTER_OF_TITLE = re.compile(
    r"(?:新型?冠(?:状病毒)?(?:感染的?)?(?:肺炎)?|(?:(?![关于接收受使用支援对的为向给与和及会])[\u4e00-\u9fff]){2,4}(?=地震|洪涝|暴雨|台风))?"
    r"(?:疫情防控|抗[震洪旱疫](?:救灾)?|(?:地震|洪涝|暴雨|台风)(?:(?:抗震)?救灾)?|疫情|救灾|赈灾)"
)


def disaster_of_title(titles: Sequence[str]) -> str:
    """The one disaster that the title says a report tells of: 甲县地震救灾; nothing where it tells of all or of several."""
    named = [match[0] for match in _DISASTER_OF_TITLE.finditer(" ".join(titles))]
    return named[0] if of_one_thing(titles) and len(named) == 1 else ""


def _named_part(part: re.Match[str], behind: str, period: str) -> str:
    """What is of a *part* of the year that is named, with the words *behind* it up to the number."""
    if re.match(r"[^,。;]{0,4}(?:各|均|分别|每)", behind):
        return part[0]  # 上、下半年各募集…
    if is_within_whole(part):
        return ""
    if re.search(r"元[^。]*[,;][^,。;\d]{0,4}累计", behind):
        return to_date(period or part[0])  # 第四季度收到…,累计收到…
    return "" if WHOLE_YEAR.search(behind) else part[0]


def part_of_year(around: Surroundings, period: str) -> str:
    """What a total that is not of the whole year is of: 7—9月, 截至8月15日, the month of a bulletin; nothing where it is of the year."""
    if parts := list(PART_OF_YEAR.finditer(around.before)):
        # 三季度共募集…,1至9月累计募集…: the nearest; none in 上半年募集…,全年募集…
        return _named_part(parts[-1], around.before[parts[-1].end() :], period)
    if _UNTIL.search(around.before):
        return until_day(around.before)
    if "累计" in around.half and not _WITHIN.search(around.before) and _UNTIL.search(around.text, 0, around.start):
        return until_day(around.text[: around.start])  # 截至2月4日,累计收到…。累计支出…
    if not period or SAYS_THE_YEAR.search(around.half):
        return ""
    return to_date(period) if re.search(r"今年|本年|年初以来|累计", around.half) else period


def until_day(text: str) -> str:
    """截至8月15日: the day up to which *text* says that it counts; nothing where it is the last of the year, or none."""
    match = _UNTIL.search(text)
    return f"截至{match['day']}" if match and match["day"] else ""
