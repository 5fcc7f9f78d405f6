"""What a number is about: names of projects, activities and purposes in the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words in which names of what a charity does end.
_TAIL = (
    "项目|活动|工程|基金|计划|行动|救助|助学|助医|助老|助困|助残|助餐|慰问|帮扶|扶贫|济困|济难|晚会|信托|募捐|一日捐|公益日|服务|救援|救灾|防控|振兴|安居"
    "|捐赠|捐款|平台|工作站|集群|保险|驿站|讲座|课堂|培训|义诊|扶持|改造|建设|关爱|支教|奖学|复明|义卖|义演|助餐点|分会|总会|专项|资助|转赠|重建|关怀|抗疫|宣传|评选|体检|探访|餐厅|培训班"
)
_VERBS = "继续|持续|积极|大力|扎实|深入|广泛|精心|全力|联合|策划|组织|联动|共同|努力|进一步|着力|认真|顺利|成功|圆满|先后|分别|定向|主要|重点"
_PLAINLY = "开展|实施|举办|组织|参加|设立|成立|发起|启动|推行|承办|上线|续签|打造|完成|圆满举办"
_STARTS = "开展|实施|举办|组织|参加|做大做强|做实|做好|做优|做强|办好|管好|用好|抓好|抓实|设立|发展|发起|启动|推行|支持|支援|助力|关爱|开办|落实好"
_TRAILING = re.compile(
    r"(?:(?:工作|活动)?(?:成效|效果)?(?:明显|显著|突出)|(?:取得|实现)(?:新?突破|新?成效|新进展|佳绩)|(?:有序|健康|稳步|持续|深入|不断|扎实|顺利|全面|再|更加|扩面|提质)"
    r"[\u4e00-\u9fff]{0,8}|作用|方面|工作|等)$"
)
_NAMED = re.compile(
    rf"“(?P<name>[^“”]{{2,20}})”(?P<tail>(?:[^,。;:、“”()\d的]{{0,16}}?(?:{_TAIL})(?:[\u4e00-\u9fff]{{0,4}}?(?:项目|活动|工程|基金|计划|行动|服务|仪式))*)?)"
)
_NO_NAME = re.compile(r"(?:以|坚持|围绕|聚焦|树立|秉承|突出|紧扣|践行|弘扬|遵循|本着|发挥|的|和|、)$")
_NO_NAME_BEHIND = re.compile(
    r"^(?:字|规划|时期|的?(?:理念|目标|精神|原则|模式|思路|方针|宗旨|作用|格局|主题|指导|原则|要求|发展|五社))"
)
_CONCRETE = "开展|实施|举办|启动|推进|推出|上线|打造|建设|设立|成立|发起|组织|参加|承办|联动|捐建|援建"
_ACTED = re.compile(rf"(?:{_CONCRETE}|第[一二三四五六七八九十\d]+[届期])[^,。;“”]{{0,6}}$")
_MONEY_BEHIND = re.compile(r"^(?:共|全年|累计|现场)?(?:募|筹|接收|支出|资助|投入|发放|救助|收到|帮扶|惠及|募集)")

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
    rf"(?:(?:持续|深入|全力|大力)?(?:开展|实施|举办|推动|推进|办好|做强|打造|启动|组织|参加|抓好|唱响|擦亮|建好))?“(?P<name>[^“”]{{2,14}})”(?:{_TAIL})?"
)


def bare(text: str) -> str:
    """A thing in few words: without leading verbs, idle words and the marks around it."""
    text = re.sub(r"[,。;:!?\s]+$|^[,。;:!?\s的]+", "", text)
    return re.sub(rf"^(?:{_VERBS})+", "", text)


def named(text: str) -> list[tuple[int, int, str]]:
    """(start, end, name with what it is) of everything that *text* calls by a name in quotation marks."""
    things = []
    for match in _NAMED.finditer(text):
        before, behind = text[: match.start()], text[match.end("name") + 1 :]
        if _NO_NAME_BEHIND.match(behind) or "+" in match["name"]:
            continue
        acts = bool(_ACTED.search(before) or _MONEY_BEHIND.match(behind))
        named_so = re.search(rf"(?:{_TAIL}|万人行|公益行)$", match["name"])
        if not match["tail"] and not acts and not named_so:
            continue
        if _NO_NAME.search(before) and not match["tail"]:
            continue
        things.append((match.start(), match.end(), f"“{match['name']}”{match['tail']}"))
    return things


def phrases(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, words) of what is done in plain words: 开展慈善助学活动."""
    position = 0
    while match := _PHRASE.search(text, position):
        position = match.end()
        thing = bare(match["thing"])
        if len(thing) > 1:
            yield match.start(), match.end(), thing


def headed(heading: str) -> str:  # noqa: PLR0911  (one form of heading after the other)
    """What a heading or the first sentence of a point is about; nothing where it only praises."""
    text = re.sub(r"^[一二三四五六七八九十]+是|^第[一二三四五六七八九十]+[,、]?", "", heading).strip(" ,。:")
    if re.search(r"工作(?:计划|安排|打算|总结|回顾|思路)|\d{4}年", text):
        return ""
    if things := named(text):
        return things[0][2]
    if quoted := _HEADED_NAME.fullmatch(text):
        return f"“{quoted['name']}”"
    first = re.split(r"[,。;]", text)[0]
    if _CATEGORY.fullmatch(first):
        return first
    plain = _TRAILING.sub("", first)
    match = _LOOSE.match(plain)
    if match:
        return bare(match["thing"])
    for _, _, thing in phrases(first):
        return thing
    whole = re.fullmatch(rf"(?:{_VERBS})*([^,。;“”]{{2,18}}?(?:{_TAIL}))", plain)
    if whole:
        return bare(whole[1])
    return ""
