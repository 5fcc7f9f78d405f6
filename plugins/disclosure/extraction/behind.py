"""What stands behind a number: the thing it counts, what money was for, whom it helped."""

from __future__ import annotations

import re

from ..model import Nature
from . import vocabulary as words
from .measures import MeasureReading
from .passage_subjects import short
from .surroundings import Surroundings
from .things import bare, counted_noun, named

_LISTED_IN = re.compile(
    r"(?:在|通过|被)“?(?P<where>[^“”,。;\d]{2,16}?)”?(?:上|等|公众号|网站|平台)?(?:采用|推送|发布|刊发|发表|发稿|刊登|播出|报道)"
)
_MADE_INTO = re.compile(r"改造(?:为|成)(?P<what>[^,。;]{2,24})")


def told_behind(  # noqa: C901, PLR0911  (one rule after the other)
    around: Surroundings, measure: MeasureReading, *, money: bool
) -> tuple[str, str] | None:
    """What stands behind the number and is what it counts, or what the money was for, where it has a name."""
    counted = re.match(r"(?P<all>“(?P<name>[^“”]{2,24})”(?P<tail>[\u4e00-\u9fff]{0,4}))", around.after)
    if counted and not money:
        tail = re.sub(r"(?:的|和|及|等|为|在).*$", "", counted["tail"])
        return (f"“{counted['name']}”{tail}" if tail else counted["name"]), "数的是它"
    things = named(around.after)
    if things:
        start = things[0][0]
        if start == 0 or re.search(
            r"(?:用于|开展|实施|支持|打造|建设|设立|资助|举办|启动|推进)[^,。;“”]{0,10}$", around.after[:start]
        ):
            return things[0][2], "数后点名"
    if money:
        fund = re.match(r"的?(?P<fund>[^,。;:\d]{2,16}?(?:基金|信托))", around.after)
        return (fund["fund"], "数后的基金") if fund and measure.nature is Nature.SIZE else None
    media = _LISTED_IN.search(around.clause)
    if media:
        return media["where"], "在哪里登的"
    into = _MADE_INTO.search(around.after)
    if into and re.search(r"(?:将|把)$", around.clause):
        return re.sub(r"\([^)]*\)", "", into["what"]), "改造成什么"
    if measure.name == "聘任" and (noun := re.match(r"[\u4e00-\u9fff]{2,12}", around.mention.noun)):
        return noun[0], "数后的名称"
    if around.mention.unit == "地" and (places := words.SEVERAL_PLACES.search(around.before)):
        return f"{places['names']}{'救灾' if re.search('灾|震|洪|雨', around.sentence) else '支援'}", "点名的地方"
    started = re.search(
        r"(?:启动|设立|成立|组建)(?!了?\d)(?P<what>[^,。;“”\d]{2,14}?(?:基金|分会|工作站|服务点|联络站))", around.after
    )
    if started and around.mention.unit in {"个", "家"}:
        return started["what"], "数后做的事"
    noun = re.match(r"[\u4e00-\u9fff]{2,20}", around.mention.noun)
    verb = re.search(r"(?:改善|改造|修缮)$", around.clause)
    if noun and verb:
        return f"{counted_noun(noun[0])}{verb[0]}", "数后的名称"
    if noun and around.mention.unit == "类":
        return noun[0], "数的是它"
    if noun and (
        (around.mention.value == 1 and around.text[around.mention.digits] == "一")
        or (around.mention.unit in {"场", "节", "期"} and len(noun[0]) >= 3)  # noqa: PLR2004  (讲座 alone says less than the label)
    ):
        project = named(around.half)
        name = counted_noun(noun[0])
        return (f"{short(project[-1][2])}{name}" if project else name), "数的是它"
    return None


PURPOSE = re.compile(
    r"^(?:的(?:善款|资金|款物|物资)?)?(?:善款|资金)?(?:全部)?(?P<verb>用于|支持|开展|实施|打造|改善|建设|资助|定向支持|联动开展|帮助|为|购买|改造|救助|设立|支援"
    r"|征集和实施|征集|配送|采购|建成|新建|修建|援建|购置|添置|安装)(?P<thing>[^,。;:]{2,30})"
)
COUNTED_OUT = re.compile(
    r"\d[\d,.]*[余多]?[万亿]?[余多]?(?:名|位|人次|人|户|家|所|个|场|次|件|份|册|套|台|张|箱|辆|间|袋|只|支|盒|元)?"
    r"|[一二两三四五六七八九十百千万]+[余多]?(?:名|位|户|家|所|个|场|次|件|份|支)"
)


def purposes(around: Surroundings, match: re.Match[str]) -> str:
    """What money was spent on, as a short name: several purposes in a row are joined."""
    rest = around.rest.lstrip(",")
    parts: list[str] = []
    for clause in re.split(r"[,;]", rest):
        purpose = PURPOSE.match(clause)
        if not purpose or (parts and purpose["verb"] != match["verb"]):
            break
        verb = purpose["verb"] if purpose["verb"] in {"改善", "购买", "改造", "救助"} else ""
        thing = COUNTED_OUT.sub("", purpose["thing"])
        thing = re.sub(r"提供(?:资金|了?(?:有力|坚实)?(?:支持|保障|支撑|帮助))?", "", thing)
        parts.append(bare(re.sub(r"进行|等$|的$", "", verb + thing)))
    return "、".join(parts)[:40]


def valued_gift(around: Surroundings) -> str:
    """对口地区衣物捐赠 in 向…等对口地区捐赠价值766.6万元的衣物."""
    if not words.VALUED.search(around.clause):
        return ""
    receiver = re.search(r"(?:向|为|给)(?P<who>[^,。;]{2,40}?)(?:捐赠|拨付|提供|送去|捐出|赠送)", around.clause)
    goods = re.match(r"的([^,。;:\d]{2,12})", around.after)
    if receiver is None or goods is None or named(around.half):
        return ""
    who = re.sub(r"^.*等(?=[\u4e00-\u9fff]{2})", "", COUNTED_OUT.sub("", receiver["who"]))
    return f"{who}{goods[1]}捐赠"


_BENEFIT = re.compile(
    r"^(?P<who>[\u4e00-\u9fff、“”]{2,26}?)(?:(?:的|进行|提供|给予|购买|开展|安装|送去|实施|带去|完成|减免|发放)(?P<what>[^,。;:\d]{2,16})|(?=$|[,。;\d]|圆|重见))"
)


def beneficiary(around: Surroundings) -> str:
    """Whom a count of people tells of: 残疾儿童康复训练 in 资助212名残疾儿童进行康复训练."""
    match = _BENEFIT.match(around.after)
    if match is None or around.after.startswith("、"):  # what follows is counted by itself
        return ""
    who = re.sub(r"^.*等(?=[\u4e00-\u9fff]{2})", "", match["who"])
    who = re.sub(r"(?:和|及|以及|捐赠|赠送|配备|添置|送去|发放)$", "", who)
    if re.fullmatch(r"(?:积极|踊跃)?(?:参[与加捐]|响应|受益|捐款)(?:活动|其中)?", who):
        return ""  # what they did, and not who they are
    what = re.sub(r"的$|^(?:助学|救助|慰问|补助)金.*", "", match["what"] or "")
    return f"{who}{what}"
