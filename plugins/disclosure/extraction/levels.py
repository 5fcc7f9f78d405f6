"""Of which level of bodies a number is told: of all of them together, the share of the own one, that of those below it."""

from __future__ import annotations

import re
from enum import Enum

from . import vocabulary as words
from .surroundings import Surroundings


class BodyLevel(Enum):
    """Whose share of an amount of several bodies a number is."""

    ALL = "all"
    OWN = "own"
    BELOW = "below"
    UNSURE = "unsure"  # a whole of which one share is told, of the own body or of others


# What may stand between whose share it is and its number: 市本级募集善款共…. More words make it something else: 市本级财政….
_MOVED = (
    r"(?:自行|配套|募集|筹集|筹募|筹款|用款|募捐|接[收受]|收到|捐[赠款]|收入|支出|使用|发放|拨付|自筹|投入|救助|资金|善款|善物"
    r"|款物|物资|财务|一日捐|慈善|助[学医困老残孤]|慰问|帮扶|[救赈]灾|境内外|社会(?:各界)?"
    r"|共计?|合计|总[计额]|累计|已|[达为约超占的]|\s)*"
)
_CROSS = r"红(?:十字)?会"
_A_BODY = rf"(?:{words.CHARITY}|{_CROSS})"
# The own level of a body: 省本级, 市慈善总会, 省红会本级, 会本级; not 市本级财政.
_OWN = (
    rf"(?:[本我]?(?P<level>[省市县区州旗])(?:{_A_BODY})?本级|[本我]会本级|会?本级|(?:(?![拨付给向捐转])[\u4e00-\u9fff]){{0,6}}?(?P<named>[省市县区州旗]){_A_BODY}"
    r"|机关本?级?|总会本级|我会|本会)"
)
# The bodies below it: 市、县级红十字会, 各县(市、区)慈善会, 11个县(市)区慈善总会, 各区市; and its own units: 所属事业单位, 各分会.
_PLACES = r"(?:县市?区?|市县?区?|区县?市?|旗县?|乡镇?|镇街?|街道|市州|州市)"
_SUCH_PLACES = rf"(?:{_PLACES}(?:[、和及]{_PLACES})*(?:\([省市县区乡镇旗街道、]+\)[区市]?)?)"
_COUNTED = r"(?:\d{1,3}|[二三四五六七八九十]{1,3})个?"
_HERE = r"(?:所[属辖]|下[属辖]|辖区内?)"
_BODIES_BELOW = (
    rf"(?P<counted>{_HERE}各?|各|{_COUNTED})?(?P<places>{_SUCH_PLACES})级?(?![中直本])"
    rf"(?:{_A_BODY}|慈善(?:分会|工作站|机构|组织)|(?(counted)|(?!)))"
)
_BARE_PLACES = rf"{_SUCH_PLACES}级?"  # 县区40万元, behind the share of the own level only
# 东县25万元, there too
_A_PLACE = r"(?![我本全该])[\u4e00-\u9fff]{1,6}(?:(?<![地社灾城郊山库景园小])区|县|市|旗|镇|乡|街道)"
_UNITS = (
    r"(?:(?:所属|直属|下属|下设)(?:各|\d{1,3}[个家])?|各|\d{1,3}[个家])(?:事业|直属)?(?:单位|分会|工作站|机构|代表处)"
)

_IS_OWN = re.compile(rf"(?:其中|包括|\()?[:,]?\s*{_OWN}{_MOVED}")
_IS_BELOW = re.compile(rf"(?:其中|包括|\()?[:,]?\s*(?:{_BODIES_BELOW}(?:\([县市区、]+\))?){_MOVED}")
_IS_BELOW_BESIDE = re.compile(
    rf"(?:其中|包括|\()?[:,]?\s*(?:{_BARE_PLACES}|{_A_PLACE}|{_UNITS}|(?:其他|其余)各[级地]){_MOVED}"
)
_AMOUNT = r"\d[\d,.]*[万亿]?余?(?:元|人次?|户次?)"
_SHARED = frozenset({"人", "人次", "户", "户次"})  # units of what levels have shares in, beside money
# The shares behind a whole: ,其中:省本级收入15万元,市、县级红十字会收入24万元; no other amount before them.
_SHARES = re.compile(
    rf"^余?(?P<between>(?:(?!{_AMOUNT})[^。;()])*?)(?:[,。;]?(?:其中|包括)[:,]?|\(|:)\s*(?P<first>[^,。;:\d]{{1,24}}){_AMOUNT}"
    rf"(?:\((?!{_OWN})[^()]*\))?(?P<more>[^。;]*)"
)
_NEXT_SHARE = re.compile(rf"[,、;和]\s*(?P<who>[^,。;:\d]{{0,4}}\d{{0,3}}[^,。;:\d]{{1,20}}){_AMOUNT}")

# A region of which the own body is only a part: 全区共筹集…, 其中区本级….
_REGION = re.compile(r"全(?:省|市|县|区|州|旗)(?!性)")
_OWN_PART = re.compile(rf"(?:其中|包括)[^。;]*?(?:本级(?!财政)|[省市县区州旗]{_A_BODY}|我会|本会)")
# 本级2,911.45万元,全市7,805.2万元: a clause that names the region and little else.
_WHOLE_REGION = re.compile(
    rf"(?:而|其中|约?占到?|\d{{4}}年度?|全年|今年)*全(?:市|县|区|省|州|旗)(?:慈善(?:会)?系统|{_CROSS})?(?:共|合计|总计|总额|累计|达|为|共计|约|超|\s)*"
    "(?:(?:募集|筹集|筹募|募捐|接[收受]|收到|支出|发放|拨付|使用|救助|(?:实现)?(?:财务|慈善|资金)?总?(?:收入|支出))"
    "(?:社会各界|社会|境内外|各类|慈善|救助|捐赠|捐款|善款|善物|资金|款物|物资|救助金"
    r"|支出|价值)*(?:共|合计|总[计额量数]|达|为|约|超|的|\s)*)?"
)
# A title or heading that names all levels and what is told of them: 全省红十字系统接收捐赠情况.
_ALL_LEVELS = re.compile(
    r"(?:关于)?(?:\d{4}年度?)?(?:(?:[\u4e00-\u9fff]{2,6}|全)(?:省|市|县|区|州|旗)(?:各级)?(?:慈善会?|慈善总会|红十字会?|红会)系统"
    r"|全[省市县区州旗]红(?:十字)?会)(?:\d{4}年度?|全年|年度"
    r"|接[收受]|募集|捐赠|救助|收入|支出|收支|财务|款物|善款|资金|使用|汇总|总体|[和与及的]|情况|报告|公告|公示)*"
)


_RANK = {"省": 3, "市": 2, "州": 2, "县": 1, "区": 1, "旗": 1}


def _share_of(text: str, own_level: str) -> BodyLevel | None:
    """Whose share the words before a number say that it is; a body of a higher level is neither: it gave."""
    by_itself = _IS_OWN.fullmatch(text)
    level = by_itself and (by_itself["level"] or by_itself["named"])
    if by_itself and (not level or not own_level or level == own_level):
        return BodyLevel.OWN
    below = _IS_BELOW.fullmatch(text)
    if below is None or below["counted"]:
        return BodyLevel.BELOW if below else None
    rank, places = _RANK.get(own_level, 0), below["places"]
    lower = _RANK.get(places[0], 0) < rank or (rank == 1 and len(places) > 1)  # 县(市)区 in the report of a county
    every = not rank and "(" in places  # or of nobody that is named
    return BodyLevel.BELOW if lower or every else None


def _own_level(whose: str) -> str:
    levels = re.findall(rf"([省市县区州旗])(?={_A_BODY})", whose)
    return levels[-1] if levels else ""


def _shares_behind(around: Surroundings, whose: str) -> BodyLevel | None:
    """What the shares told behind an amount make it: one of all levels where one is of the own body and one of those below."""
    shares = _SHARES.match(around.text[around.mention.end :])
    level = _own_level(whose)
    if shares is None or (first := _share_of(shares["first"], level)) is None:
        return None
    others = [match["who"].lstrip("其中:, ") for match in _NEXT_SHARE.finditer(shares["more"])]
    told_of = {first, *(_share_of(who, level) for who in others)}
    units = any(re.match(_UNITS, who) for who in others)
    below = BodyLevel.BELOW in told_of or any(_IS_BELOW_BESIDE.fullmatch(who) for who in others)
    return BodyLevel.ALL if BodyLevel.OWN in told_of and below and not units else BodyLevel.UNSURE


def level_of(around: Surroundings, whose: str) -> BodyLevel | None:
    """The level that the clause of a number or the shares behind it name; 全县86个单位 only tells where those are."""
    if _REGION.search(around.clause) and _OWN_PART.search(around.rest):
        return BodyLevel.ALL
    if around.mention.is_money:
        if _WHOLE_REGION.fullmatch(around.clause):
            return BodyLevel.ALL
        if _share_of(around.clause, _own_level(whose)) is BodyLevel.BELOW:
            return BodyLevel.BELOW
    elif around.mention.unit not in _SHARED:
        return None
    if _IS_BELOW_BESIDE.fullmatch(around.clause) and _own_share_before(around, whose):
        return BodyLevel.BELOW
    return _shares_behind(around, whose)


def _own_share_before(around: Surroundings, whose: str) -> bool:
    """Whether the share of the own body is told before, in the same list of shares."""
    listed = re.split(r"其中|包括|(?<=[元人次户])\(", around.before)[-1]
    clauses = re.split(rf"{_AMOUNT}(?:\([^()]*\))?[,、;和]?", listed)
    return any(_share_of(clause.lstrip(":, "), _own_level(whose)) is BodyLevel.OWN for clause in clauses[:-1])


def under_all_levels(around: Surroundings) -> bool:
    """Whether what stands right over a number names the bodies of all levels, and its sentence nobody."""
    if words.LOWER.search(around.before) or words.OWN_BODY.search(around.before):
        return False
    over = [*around.setting.titles.split(), *around.passage.headings]
    naming = [
        text for text in over if words.LOWER.search(text) or words.OWN_BODY.search(text) or _ALL_LEVELS.search(text)
    ]
    return bool(naming) and _ALL_LEVELS.fullmatch(naming[-1].strip()) is not None
