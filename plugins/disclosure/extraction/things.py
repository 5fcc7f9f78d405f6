"""What a number is about: names of projects, activities and purposes in the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words in which names of what a charity does end.
_TAIL = (
    "项目|活动|工程|基金|计划|行动|救助|助学|助医|助老|助困|助残|助餐|慰问|帮扶|扶贫|济困|济难|晚会|信托|募捐|一日捐|公益日|服务|救援|救灾|防控|振兴|安居"
    "|捐赠|捐款|平台|工作站|集群|保险|驿站|讲座|课堂|培训|义诊|扶持|改造|建设|关爱|支教|奖学|复明|义卖|义演|助餐点|分会|总会|专项|资助|转赠|重建"
    "|关怀|抗疫|宣传|评选|体检|探访|餐厅|培训班|帮困|救治|护航|陪护|助养|解困|扶残|扶幼|扶老|筛查|陪伴|送温暖|安康|圆梦|微心愿"
)
_VERBS = "继续|持续|积极|大力|扎实|深入|广泛|精心|全力|联合|策划|组织|联动|共同|努力|进一步|着力|认真|顺利|成功|圆满|先后|分别|定向|主要|重点"
_PLAINLY = "开展|实施|举办|组织|参加|设立|成立|发起|启动|推行|承办|上线|续签|打造|完成|圆满举办"
_STARTS = "开展|实施|举办|组织|参加|做大做强|做实|做好|做优|做强|办好|管好|用好|抓好|抓实|抓紧|抓|助力|设立|发展|发起|启动|推行|支持|支援|关爱|开办|落实好"
_TRAILING = re.compile(
    "(?:(?:工作|活动)?(?:成效|效果)?(?:明显|显著|突出)|(?:取得|实现)(?:新?突破|新?成效|新进展|佳绩)"
    "|(?:有序|健康|稳步|持续|深入|不断|扎实|顺利|全面|再|更加|扩面|提质)"
    r"[\u4e00-\u9fff]{0,8}|作用|方面|工作|等)$"
)
# What is done behind a name, and no part of it: “大病救助”累计救助276人; not “春雨”救助项目, “山海”共富行动.
_DOES = (
    r"累计|全年|共(?=[募筹资救发支投惠帮])|已|先后|分别"
    r"|[资救]助(?![^,。;:、“”()\d的]{0,4}(?:项目|活动|工程|基金|计划|行动))"
)
_NAMED = re.compile(
    rf"“(?P<name>[^“”]{{2,20}})”"
    rf"(?P<tail>(?:(?!{_DOES})[^,。;:、“”()\d的]{{0,16}}?(?:{_TAIL})(?:[\u4e00-\u9fff]{{0,4}}?(?:项目|活动|工程|基金|计划|行动|服务|仪式))*)?)"
)
_NO_NAME = re.compile(r"(?:以|坚持|围绕|聚焦|树立|秉承|突出|紧扣|践行|弘扬|遵循|本着|发挥|的|和|、)$")
_NO_NAME_BEHIND = re.compile(
    r"^(?:字|规划|时期|的?(?:理念|目标|精神|原则|模式|思路|方针|宗旨|作用|格局|主题|指导|要求|部署|战略|决策|号召|发展|五社))"
)
_A_DAY = re.compile(r"[\d.·・/-]+")  # “6·18”地震: a day, by which nothing is called that money is given to
_CALLED_SO = re.compile(r"简称为?:?\s*$")  # (以下简称“总会”)
_CONCRETE = (
    "新建|建成|培育|新增|开展|实施|举办|启动|推进|推出|上线|打造|建设|设立|成立|发起|组织|参加|承办|联动|捐建|援建"
)
_ACTED = re.compile(rf"(?:{_CONCRETE}|第[一二三四五六七八九十\d]+[届期])[^,。;“”]{{0,6}}$")
_MONEY_BEHIND = re.compile(r"^(?:共|全年|累计|现场)?(?:募|筹|接收|支出|资助|投入|发放|救助|收到|帮扶|惠及|募集)")

# What follows a name that begins its clause.
_GOES_ON = re.compile(
    r"^(?:覆盖|服务|建成|举办|走进|直播|帮助|培训|开展|已|新增|上线|为\d|对\d|向\d|在\d|现有|采购|安排|期间|收官|启动|共|年|首批|实施|救治|减免|拨付|安装|\d)"
)

_PHRASE = re.compile(
    rf"(?:{_PLAINLY})(?:了|好|的)?(?:\d{{4}}年)?(?P<thing>[^,。;:“”《》\d]{{2,24}}?(?:{_TAIL}))(?=$|[,。;:、\s]|的|[^\u4e00-\u9fff])"
)
_LOOSE = re.compile(
    rf"^[一二三四五六七八九十]?(?:{_VERBS})*(?P<verb>{_STARTS})(?:了|好)?(?P<thing>[^,。;:“”《》\d]{{2,18}})$"
)

# Headings that are nothing but what is done or run.
_CATEGORY = re.compile(
    r"(?:安老|敬老|助老|扶幼|助学|助医|助残|助困|助孤|济困|扶贫|救灾|赈灾|抗疫|恤孤|慰问|救急|助餐)(?:项目|活动|工作|[\u4e00-\u9fff]{2})?"
    r"|[\u4e00-\u9fff]{2,8}(?:超市|食堂|驿站|小屋|学堂|书屋|厨房|募捐|捐赠|救助|慰问)"
)

_HEADED_NAME = re.compile(
    "(?:(?:持续|深入|全力|大力)?(?:开展|实施|举办|推动|推进|办好|做强|打造|启动|组织|参加|抓好|唱响|擦亮|建好|实施好|落实|继续|抓实|做好|做实"
    r"|做优))*“(?P<name>[^“”]{2,14})”(?P<what>[^,。;:、“”()\d的]{0,12})"
)

# 救护知识“五进”活动: a name so short that what stands before it belongs to it.
_SHORT_NAME = 2
_LEADING = re.compile(rf"(?:{_STARTS})(?P<what>[^,。;:、“”\d的]{{2,8}})$")
# What heads a chapter of all that is done and names nothing.
_GENERAL = re.compile(
    "(?:(?:公益|慈善|人道|救助|品牌|特色|精品|重点|主要)*(?:项目|救助|活动|帮扶|工作|资助)|救助帮扶|项目(?:执行|开展|实施)?(?:情况)?|活动|人道救助|多措并举.*"
    r"|年度[\u4e00-\u9fff]{2})"
)

# A heading that ends in a name: 机关企事业单位“慈善月捐”.
_HEADED_LAST = re.compile(r"[\u4e00-\u9fff、]{2,14}(?<![以的个做升造])“(?P<name>[^“”]{2,14})”(?:活动|项目)?")

# No name: what a heading says of how work went, or which side of the work it tells of.
_NO_TITLE = re.compile(
    "(?:工作|情况|管理|治理|成效|建设|提升|加强|有力|有效|概况|概览|收入|支出|结余|方面|措施|做法|安排|展望|打算|计划|发展|成果|进展|保障|规范|透明"
    "|公开|募捐|筹资|募集|捐赠|宣传|监督|机构|组织)$|^(?:坚持|强化|聚焦|突出|提升|加大|完善|健全|规范|围绕)"
)


def titled(heading: str) -> str:
    """What the heading next above is about: as `headed` says, else the heading itself where it is a short name."""
    if thing := headed(heading):
        return thing
    text = heading.strip(" ,。:")
    name = re.fullmatch(r"[\u4e00-\u9fffA-Za-z()]{3,10}", text)
    return text if name and not _GENERAL.fullmatch(text) and not _NO_TITLE.search(text) else ""


_SAYS_NOTHING = frozenset({"项目", "基金", "活动", "资金"})  # 项目 of 定向项目


def bare(text: str) -> str:
    """A thing in few words: without leading verbs, idle words and the marks around it."""
    text = re.sub(r"[,。;:!?\s]+$|^[,。;:!?\s的]+", "", text)
    shorter = re.sub(rf"^(?:{_VERBS})+", "", text)
    return text if shorter in _SAYS_NOTHING else shorter


def named(text: str) -> list[tuple[int, int, str]]:
    """(start, end, name with what it is) of everything that *text* calls by a name in quotation marks."""
    things = []
    for match in _NAMED.finditer(text):
        before, behind = text[: match.start()], text[match.end("name") + 1 :]
        no_word = "+" in match["name"] or _A_DAY.fullmatch(match["name"])
        if _NO_NAME_BEHIND.match(behind) or no_word or _CALLED_SO.search(before):
            continue
        opens = re.search(r"(?:^|[。;,:、]|[一二三四五六七八九十]是)\s*$", before) and _GOES_ON.match(behind)
        acts = bool(_ACTED.search(before) or _MONEY_BEHIND.match(behind) or opens)
        named_so = re.search(rf"(?:{_TAIL}|万人行|公益行)$", match["name"])
        if not match["tail"] and not acts and not named_so:
            continue
        if _NO_NAME.search(before) and not match["tail"]:
            continue
        leading = _LEADING.search(before) if len(match["name"]) <= _SHORT_NAME and match["tail"] else None
        before_it = leading["what"] if leading else ""
        things.append((match.start(), match.end(), f"{before_it}“{match['name']}”{match['tail']}"))
    return things


def phrases(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, words) of what is done in plain words: 开展慈善助学活动."""
    position = 0
    while match := _PHRASE.search(text, position):
        position = match.end()
        thing = bare(match["thing"])
        if len(thing) > 1:
            yield match.start(), match.end(), thing


def headed(heading: str) -> str:
    """What a heading or the first sentence of a point is about; nothing where it only praises, or tells of all that is done."""
    thing = _headed(heading)
    return "" if _GENERAL.fullmatch(thing) else thing


def _headed(heading: str) -> str:  # noqa: PLR0911  (one form of heading after the other)
    text = re.sub(r"^[一二三四五六七八九十]+是|^第[一二三四五六七八九十]+[,、]?", "", heading).strip(" ,。:")
    text = re.sub(r"^(?:[\u4e00-\u9fff]{4})抓|^(?:全力|积极|主动|奋力)?投身(?:于)?", "", text)
    if re.search(r"工作(?:计划|安排|打算|总结|回顾|思路)|\d{4}年", text):
        return ""
    if things := named(text):
        return things[0][2]
    if quoted := _HEADED_LAST.fullmatch(text):
        return f"“{quoted['name']}”"
    if quoted := _HEADED_NAME.fullmatch(text):
        return f"“{quoted['name']}”{quoted['what']}"
    first = re.split(r"[,。;]", text)[0]
    if _CATEGORY.fullmatch(first):
        return first
    plain = _TRAILING.sub("", first)
    if loose := _LOOSE.match(plain):
        return bare(loose["thing"])
    for _, _, thing in phrases(first):
        return thing
    whole = re.fullmatch(rf"(?:{_VERBS})*([^,。;“”]{{2,18}}?(?:{_TAIL}))", plain)
    return bare(whole[1]) if whole else ""


# What is done with what is counted, or by it: 爱心驿站启动, 公益平台上线项目.
_DONE_WITH = re.compile(
    r"(?:作用|启动|开课|设立|建立|开展|扩大|的|已|参加|提供|响应|参与|捐款|接收|募集|举牌|现场|认捐|成立|完成|获|让|感受|奉献|汇聚|受惠|得到|用上|重返|支付"
    r"|上线|发起|申报|实施|落地).*$"
)


def counted_noun(noun: str) -> str:
    """A noun without what is done with it: 爱心驿站 in 爱心驿站启动."""
    return _DONE_WITH.sub("", noun) or noun
