"""What a number measures: of money by the verb before it, of anything else by its unit and noun."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model import FigureBasis, Nature
from . import vocabulary as words
from .mentions import Mention
from .surroundings import Surroundings
from .things import bare
from .vocabulary import Flow

_LONGEST_NOUN = 8  # signs of a noun that a measure takes up


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """What a number measures, which way it goes, and the words that say so."""

    name: str
    flow: Flow
    nature: Nature
    at: int  # where its word begins in the clause; -1 where it stands elsewhere
    why: str


def _last_money_word(text: str) -> tuple[words.MeasureWord, re.Match[str]] | None:
    best: tuple[words.MeasureWord, re.Match[str]] | None = None
    for word in words.MONEY:
        for match in word.pattern.finditer(text):
            if (
                best is None
                or match.end() > best[1].end()
                or (match.end() == best[1].end() and match.start() < best[1].start())
            ):
                best = (word, match)
    return best


def money_measure(  # noqa: C901, PLR0911, PLR0912  (one rule after the other)
    around: Surroundings, mention: Mention, current: MeasureReading | None = None
) -> MeasureReading:
    """What an amount of money measures; *current* is what money before it or the heading over it measures."""
    clause = around.clause
    wording = around.text[mention.start : mention.digits]
    average = words.EACH.search(clause + wording)
    if mention.qualifier == "最高" or words.LIMIT.search(clause):
        limit = re.search(
            r"(?:单笔|单次|每[人户名笔次])?([^,。;:\d单每]{0,6}?)最高([^,。;:\d达]{0,6})", clause + wording
        )
        what = bare(limit[0]) if limit else "最高"
        return MeasureReading(what, Flow.NONE, Nature.LIMIT, clause.find("单笔"), "最高")
    if average and not re.search(r"共|合计|总", average["rest"]):
        mean = re.search(r"人均|户均|生均|平均", average[0])
        standard = re.search(r"[\u4e00-\u9fff]{2}标准", average[0])
        name = bare(average[0]) if mean else (standard[0] if standard else "资助标准")
        if re.match(r"平均每", name):
            name = "人均资助" if re.match(r"平均每[人名位]", name) else "平均资助"
        return MeasureReading(
            re.sub(r"(?:不足|近|约|达)$", "", name), Flow.NONE, Nature.ACTUAL, average.start(), "每人/人均"
        )
    if re.match(r"(?:的[^,。;]{0,14})?(?:基金|信托)", around.after) and re.search(
        r"(?:成立|设立|建立|发起)[^,。;]{0,8}$", clause
    ):
        return MeasureReading("基金规模", Flow.NONE, Nature.SIZE, -1, "成立…元的基金")
    hit = _last_money_word(clause)
    why = f"动词“{hit[1][0]}”" if hit else ""
    if hit is None:
        following = re.match(r"(?:的)?(资助|帮扶|救助|补助|补贴|慰问|支持|扶助)", around.after)
        if following:
            return MeasureReading("支出", Flow.OUT, Nature.ACTUAL, -1, f"数后的“{following[1]}”")
        for part in reversed(around.clauses):
            hit = _last_money_word(part)
            if hit:
                why = f"前句的“{hit[1][0]}”"
                break
    if hit is None and words.VALUED.search(clause):
        inward = re.search(r"接收|收到|募集|接受", around.half) or (current is not None and current.flow is Flow.IN)
        return MeasureReading(
            "接收物资" if inward else "发放物资", Flow.IN if inward else Flow.OUT, Nature.ACTUAL, -1, "折价"
        )
    if hit is None and re.search(r"用于", clause):
        return MeasureReading("支出", Flow.OUT, Nature.ACTUAL, -1, "用于")
    if hit is None and current is not None:
        return current
    if hit is None:
        return MeasureReading("", Flow.NONE, Nature.ACTUAL, -1, "")
    word, match = hit
    at = match.start() if why.startswith("动词") else -1
    if word.measure == "捐赠":
        return _given(around, clause if at >= 0 else around.half, at, word.nature, current)
    measure = word.measure
    if measure == "筹集" and re.fullmatch(r"收入(?:总额|金额)?", match[0]):
        measure = "收入"
    if measure == "投资收益" and "利息" in match[0]:
        measure = "利息收入"
    if word.flow is Flow.IN and word.nature is Nature.ACTUAL and words.PLEDGE_NEAR.search(clause) and measure == "筹集":
        return MeasureReading("举牌认捐", Flow.IN, Nature.PLEDGED, at, "举牌")
    if measure == "规模":
        measure = "基金规模" if "基金" in around.half or "基金" in around.lead else "规模"
    return MeasureReading(measure, word.flow, word.nature, at, why)


_TO_WHOM = re.compile(r"向[^,。;]{2,40}(?:捐|拨|送)|(?:为|给|对)[^,。;]{2,30}捐|捐赠?给|捐往|支援|驰援")


def _given(  # noqa: PLR0911  (one rule after the other)
    around: Surroundings, text: str, at: int, nature: Nature, current: MeasureReading | None
) -> MeasureReading:
    """捐赠 goes out where somebody is given to, or the own body gives; else it comes in."""
    if re.search(r"到[账帐位]|实收", around.clause):
        return MeasureReading("筹集", Flow.IN, nature, at, "到账")
    if words.PLEDGE_NEAR.search(around.half):
        return MeasureReading("举牌认捐", Flow.IN, Nature.PLEDGED, at, "举牌")
    received = re.search(
        r"来自|募集|筹集|筹得|接收|接受|收到|社会各界|爱心人士|定向捐赠|境外捐赠|境内|货币捐赠|实物捐赠", text
    )
    if _TO_WHOM.search(around.half) or (re.match(r"支持|用于|的", around.after) and not received):
        return MeasureReading("支出", Flow.OUT, nature, at, "捐出")
    if received or re.search(
        r"(?:银行|公司|集团|企业|先生|女士|财政|商会|校友会|学校|公众|网友|个人|爱心人士|群众|职工|干部|师生|校友|[市居村]民)(?:[现当]场|一次性|共|定向|再次)*捐|限定性捐|定向捐",
        text,
    ):
        return MeasureReading("捐赠收入", Flow.IN, nature, at, "捐进")
    if current is not None and current.flow is Flow.IN:
        return MeasureReading("捐赠收入", Flow.IN, nature, at, "捐进，随前文")
    if re.search(r"通过|工作站", text):
        return MeasureReading("捐赠款物", Flow.BOTH, nature, at, "捐赠，收发不明")
    if at >= 0 and text.count("“", 0, at) > text.count("”", 0, at):
        return MeasureReading("", Flow.NONE, nature, -1, "")  # only a name says 捐: “慈善一日捐”
    return MeasureReading("支出", Flow.OUT, nature, at, "捐出")


def count_measure(  # noqa: C901, PLR0911, PLR0912  (one rule after the other)
    around: Surroundings, mention: Mention
) -> MeasureReading:
    """What a number of persons or things measures."""
    clause, unit, noun = around.clause, mention.unit, mention.noun
    if not clause and around.clauses:
        clause = around.clauses[-1]  # behind 、: 队伍136支、2.8万人
    near = f"{clause}{around.text[mention.start : mention.digits]}"
    wide = f"{near}{mention.counted}{around.after}"
    if area := re.search(r"[\u4e00-\u9fff]{0,2}面积$", clause):
        return MeasureReading(
            area[0][-4:] if area[0].startswith("建筑") else "面积", Flow.NONE, Nature.ACTUAL, -1, "面积"
        )
    growing = re.search(r"(?:发展|增加|增至|扩大)(?:到|至)?了?$", clause)
    making = not growing and re.search(rf"(?P<verb>{words.MAKING})(?!到|展到)了?(?P<rest>[^,。;:、]{{0,16}})$", clause)
    thing = re.match(r"[\u4e00-\u9fff()]{1,12}", noun)
    said = re.search(r"(?:捐[赠款]|参与|参加|观看|服务|受益|就餐)(?:人次|人数|户数|总人数|总人次)", clause)
    if mention.unit_before and said:
        return MeasureReading(said[0], Flow.NONE, Nature.ACTUAL, -1, "数前写明")
    if unit in {"人", "人次", "户", "对"}:
        for pattern, name in words.PEOPLE:
            target = clause if pattern.endswith("$") else wide
            if re.search(pattern, target) and not (
                name in {"捐款参与", "参与"} and re.search(r"资助|救助|帮扶|惠及|受益|慰问|服务", clause)
            ):
                return MeasureReading(name, Flow.NONE, Nature.ACTUAL, -1, f"计量单位“{mention.counted or unit}”")
        return MeasureReading("受益", Flow.NONE, Nature.ACTUAL, -1, f"计量单位“{mention.counted or unit}”")
    if (
        re.search(r"新(?:增|设立?|成立|建)了?$", clause)
        and unit not in {"场", "期", "次", "小时", "%"}
        and "险" not in noun[:8]
    ):
        return MeasureReading(
            "新增" + (thing[0] if thing and len(thing[0]) <= _LONGEST_NOUN else ""),
            Flow.NONE,
            Nature.ACTUAL,
            -1,
            "新增",
        )
    if "基金" in f"{clause[-8:]}{noun[:6]}" and unit in {"只", "支"} and not making:
        return MeasureReading("基金数", Flow.NONE, Nature.ACTUAL, -1, "基金的只数")
    built = re.search(r"(?P<verb>新建|安装|建成|投放|改造|修建|配备|援建|捐建)[^,。;:、]{0,16}$", clause)
    if built and unit in words.GOODS_UNITS:
        return MeasureReading(built["verb"], Flow.NONE, Nature.ACTUAL, -1, f"动词“{built['verb']}”")
    if unit in words.COUNTS:
        for pattern, name in words.COUNTS[unit]:
            wider = unit in {"次", "份", "%", "单", "笔"} or unit in words.GOODS_UNITS
            near_first = f"{clause[-14:]}{noun[:8]}"
            match = re.search(pattern, near_first) or (
                re.search(pattern, f"{around.half[-40:]}{around.after}")
                if wider and not _says_which(unit, near_first)
                else None
            )
            if match:
                verb = re.search(r"制定|修订|出台|完善", clause) if name == "制度数" else None
                return MeasureReading(
                    (verb[0] if verb else "") + (name or match[0]), Flow.NONE, Nature.ACTUAL, -1, f"计量单位“{unit}”"
                )
    if (
        re.search(r"项目", f"{clause[-8:]}{noun[:8]}")
        and unit in {"个", "项", "支", "类"}
        and not re.search(r"[在为向对给]$", clause)
        and not re.search(r"项目[^,]{2,}", clause[-14:])
    ):
        return MeasureReading("项目数", Flow.NONE, Nature.ACTUAL, -1, "项目的个数")
    if re.search(r"(?:将|把)$", clause) and "改造" in around.after:
        return MeasureReading("改造数量", Flow.NONE, Nature.ACTUAL, -1, "改造")
    area = re.match(r"省份?|市|县|区|乡镇|镇|街道|行政村|村|社区", noun)
    if (
        area
        and re.search(r"(?:在|覆盖|涉及|遍及|全[市县区省国]|由|扩大至|从|来自|走进|深入|惠及|为)$", clause)
        and unit == "个"
        and not re.match(r"村\(", noun)
    ):
        return MeasureReading(f"覆盖{area[0]}", Flow.NONE, Nature.ACTUAL, -1, "覆盖的地方")
    if body := _of_bodies(clause, mention, around.after):
        return MeasureReading(body[0], Flow.NONE, Nature.ACTUAL, -1, body[1])
    if "会员" in clause[-6:] and not making and unit in {"家", "个"}:
        return MeasureReading("会员数", Flow.NONE, Nature.ACTUAL, -1, "会员的个数")
    if words.PLEDGE_NEAR.search(around.after) and words.GIVERS.search(noun):
        return MeasureReading(
            "举牌家数" if "举牌" in around.after else "捐赠单位数", Flow.NONE, Nature.ACTUAL, -1, "举牌"
        )
    if making:
        rest = "" if "“" in making["rest"] else re.sub(r"^(?:了|慈善)", "", making["rest"])
        tail = (
            rest if 0 < len(rest) <= _LONGEST_NOUN else (thing[0] if thing and len(thing[0]) <= _LONGEST_NOUN else "")
        )
        named = re.sub(r"^新(?:设立?|成立|发展)$", "新增", making["verb"])
        return MeasureReading(f"{named}{tail}"[:12], Flow.NONE, Nature.ACTUAL, -1, f"动词“{making['verb']}”")
    if re.search(r"(?:参与|参加|参捐|捐赠|捐款|爱心)(?:单位|企业|机构)", clause):
        return MeasureReading("参与单位", Flow.NONE, Nature.ACTUAL, -1, "参与的单位")
    place = re.match(r"[\u4e00-\u9fff]{1,6}?(?:超市|工作站|服务站|食堂|基地|分会|服务点)", noun)
    if place and not re.search(r"(?:为|向|给|对|支持|资助)$", clause):
        return MeasureReading(f"{place[0]}数", Flow.NONE, Nature.ACTUAL, -1, "数的是什么")
    if words.GIVERS.search(noun) and unit in {"家", "个"} and not words.HELPED_PLACES.search(noun):
        return MeasureReading("参与单位", Flow.NONE, Nature.ACTUAL, -1, "参与的单位")
    if unit in {"家", "所"} or (
        unit == "个" and words.HELPED_PLACES.search(noun) and re.search(r"(?:为|向|给|对|支持|资助)", clause)
    ):
        return MeasureReading("受益", Flow.NONE, Nature.ACTUAL, -1, "受益的单位")
    rest = re.sub(rf"^.*(?:{words.MAKING}|发挥|有|达|共|全区|全市|全县)", "", clause)
    rest = re.sub(r"(?:发展|增加|扩大|增|达)?(?:到|至)$", "", rest) or _counted_last(clause[:-3] if growing else "")
    label = thing[0] if thing else rest[-8:]
    label = re.sub(r"(?:作用|开课|启动|设立|建立|开展|扩大|的|已|参加|参与|捐款|提供).*$", "", label)
    if label:
        return MeasureReading(f"{label}数"[:14], Flow.NONE, Nature.ACTUAL, -1, "数的是什么")
    return MeasureReading("数量", Flow.NONE, Nature.ACTUAL, -1, "")


def _of_bodies(clause: str, mention: Mention, after: str) -> tuple[str, str] | None:
    """(measure, why) of a count of places that were reached, of bodies that stand, or that something was done with."""
    noun, unit = mention.noun, mention.unit
    inside = re.match(r"社区|学校|村|乡村|中小?学|小学|高校|企业|机关", noun)
    if inside and re.search(r"(?:在|覆盖|涉及|遍及|走进|深入|进入|联系)了?$", clause) and unit in {"个", "所", "家"}:
        return f"覆盖{inside[0]}", "覆盖的地方"
    standing = re.search(r"(?:下设|现有|设有|共有|拥有|下辖|已有|建有)(?P<what>[^,。;:、\d]{2,14})$", clause)
    if standing and not re.search(r"在|的$", standing["what"]):
        return f"{_counted_last(standing['what'])}数", "现有的个数"
    joined = re.match(
        r"[\u4e00-\u9fff]*?(?P<who>[\u4e00-\u9fff]{2})(?=建立|签[订约署]|达成|开展|合作|共建|共同|联合)", noun
    )
    if joined and unit in {"家", "所", "个"} and re.search(r"(?:与|同|和)(?:全[市县区省国])?$", clause):
        return f"{'签约' if '签' in after else '合作'}{joined['who']}", "一起做的单位"
    return None


def _says_which(unit: str, near: str) -> bool:
    """Whether the words next to a count say by themselves which of the measures of its unit it is."""
    return any(pattern and re.search(pattern, near) for pattern, _ in words.COUNTS[unit])


def _counted_last(what: str) -> str:
    """分会 of 乡镇慈善分会: the noun that is counted, without what it is one of."""
    last = re.search(
        r"(?:分会|工作站|服务站|义工站|服务点|驿站|基金|队伍|分队|服务队|食堂|超市|基地|组织|党支部|会员|理事|信托)$",
        what,
    )
    return last[0] if last else what[-4:]


def of_goods(
    measure: MeasureReading, basis: FigureBasis | None, around: Surroundings, *, whole: bool
) -> MeasureReading:
    """Goods have measures of their own, totals of money and goods, too."""
    if measure.name not in {"筹集", "支出", "捐赠收入"}:
        return measure
    if basis is FigureBasis.GOODS:
        inward = measure.flow is Flow.IN or re.search(r"接收|收到|募集|接受", around.half)
        return replace(measure, name="接收物资" if inward else "发放物资")
    if whole and measure.name == "筹集":
        return replace(measure, name="接收款物" if basis is FigureBasis.BOTH else "募集善款")
    return measure
