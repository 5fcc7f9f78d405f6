"""What a number measures: of money by the verb before it, of anything else by its unit and noun."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from ..model import FigureBasis, Nature
from . import vocabulary as words
from .counts import count_name
from .gifts import PLEDGE, given_to_the_writer, way_of_gift
from .surroundings import Surroundings
from .things import bare
from .vocabulary import Flow


class MeasureReading(Struct, frozen=True):
    """What a number measures, which way it goes, and the words that say so."""

    name: str
    flow: Flow
    why: str
    at: int = -1  # where its word begins in the clause; -1 where it stands elsewhere
    nature: Nature = Nature.ACTUAL


def last_money_word(text: str) -> tuple[words.MeasureWord, re.Match[str]] | None:
    """The word of money in *text* that stands last, the longest of those that end there, with its place."""
    best: tuple[words.MeasureWord, re.Match[str]] | None = None
    text = text.rstrip()  # 捐赠收入 601.2万元: a space before the number makes no word longer
    for word in words.MONEY:
        for match in word.pattern.finditer(text):
            if (
                best is None
                or match.end() > best[1].end()
                or (match.end() == best[1].end() and match.start() < best[1].start())
            ):
                best = (word, match)
    return best


def money_measure(around: Surroundings, current: MeasureReading | None = None) -> MeasureReading:
    """What an amount of money measures; *current* is what money before it or the heading over it measures."""
    wording = around.clause + around.text[around.mention.start : around.mention.digits]
    said = (
        _limit(around, wording)
        or _average(around, wording)
        or _changed(around)
        or _least(around)
        or _size_of_fund(around)
    )
    if said:
        return said
    if _AVAILABLE.search(around.clause):
        return MeasureReading("", Flow.NONE, "")
    return _by_clause(around, current) or _by_context(around, current)


def _by_clause(around: Surroundings, current: MeasureReading | None) -> MeasureReading | None:
    """What the clause itself says before the amount, or right behind it."""
    hit = last_money_word(around.clause)
    if _LEFT_OF.search(around.clause):
        return MeasureReading("结余", Flow.STOCK, "结余的款项")
    if added := _WE_ADD.search(around.clause):
        return MeasureReading("支出", Flow.OUT, "本会配套", at=added.start())
    if _TAKEN_UP.search(around.clause) and _BROUGHT_TO.match(around.after):
        return MeasureReading("支出", Flow.OUT, "数后的“转交”")
    invested = around.clause.rstrip().endswith("投资") and _INVESTED.match(around.after)
    if (
        invested
        or _OF_PEOPLE.search(around.clause)
        or (_ARRANGED.match(around.clause) and (hit is None or hit[0].measure == "捐赠"))
    ):
        return MeasureReading("", Flow.NONE, "")
    return _by_word(around, *hit, current) if hit else _by_what_follows(around)


def _by_word(
    around: Surroundings, word: words.MeasureWord, match: re.Match[str], current: MeasureReading | None
) -> MeasureReading:
    """What the last word of money of the clause says."""
    if word.measure == "结余" and _is_surplus(around):
        return MeasureReading(words.SURPLUS, Flow.NONE, "收入减支出", at=match.start())
    if word.measure == words.MONEY_HELD and _OF_GIFTS.search(around.before):
        return MeasureReading("捐赠收入", Flow.IN, "捐赠中的货币资金", at=match.start())
    if _is_brought(around.clause, match[0]):
        return MeasureReading("筹集", Flow.IN, f"动词“{match[0]}”", at=match.start())
    return _by_verb(around, word, match, match.start(), f"动词“{match[0]}”", current)


def _by_what_follows(around: Surroundings) -> MeasureReading | None:
    """What the words behind an amount say that has no word of money before it."""
    if _PAID_BEHIND.match(around.after):
        return MeasureReading("支出", Flow.OUT, "数后的“拨付”")
    if _CAME_BEHIND.match(around.rest):
        return MeasureReading("筹集", Flow.IN, "数后的“到账”")
    if following := re.match(r"(?:的)?(资助|帮扶|救助|补助|补贴|慰问|支持|扶助|帮助)", around.after):
        return MeasureReading("支出", Flow.OUT, f"数后的“{following[1]}”")
    return None


def _by_context(around: Surroundings, current: MeasureReading | None) -> MeasureReading:
    """What the clauses before it say, or what stands over it."""
    before = next((hit for part in reversed(around.clauses) if (hit := last_money_word(part))), None)
    if before and before[0].measure in words.ASSETS and not _OF_A_DAY.fullmatch(around.clause):
        before = None  # 货币资金90万元,存货12万元
    if before and _is_brought(around.half, before[1][0]):
        return MeasureReading("筹集", Flow.IN, f"前句的“{before[1][0]}”")
    if before:
        return _by_verb(around, *before, -1, f"前句的“{before[1][0]}”", current)
    return _without_verb(around, current)


# 企业捐资80万元、我会配套20万元: added to what others gave.
_WE_ADD = re.compile(rf"(?:我会|本会|{words.CHARITY})(?:[再又还也共]|出资)*配套(?:了|资金|善款)*[约达为]*$")
# What came in this year less what went out: 收支相抵,结余10万元; 上年结余50万元,本年结余10万元,累计结余60万元.
_OF_BOTH = re.compile(r"收支相抵[后,]*(?:当年|本年度?|尚|净)*(?:结余|节余|盈余)$")
_OF_THIS_YEAR = re.compile(r"(?:本|今)(?:年度?|期)净?(?:结余|节余|盈余)(?:资金|善款)?[约为达]*$")
_OF_ALL_YEARS = re.compile(
    r"^[,、](?:历年|年[末底]|期末|至今|滚存|累计)+(?:累计|滚存|总|共|净)*(?:结余|结存|余额|节余)"
)


def _is_surplus(around: Surroundings) -> bool:
    if _OF_BOTH.search(around.half):
        return True
    return _OF_THIS_YEAR.search(around.clause) is not None and _OF_ALL_YEARS.match(around.rest) is not None


# 接收的捐赠中,货币资金90万元: the sort of what came in, and no balance.
_OF_GIFTS = re.compile(r"(?:接[收受]|收到|募集)的?[^,。;\d]{0,8}(?:捐[赠款]|善款|款物)[^,。;\d]{0,4}中[,:]?[^。]*$")
# 净资产年初80万元,年末90万元: the same on another day.
_OF_A_DAY = re.compile(
    r"(?:[上本今去当]年|(?:19|20)\d\d年|[年期月][初末底]|\d{1,2}[月日]|其中|[为是约达至到的度数余额:]|\s)*"
)
# 募集善款30万元,安排落实项目资金20万元: it came in no more, and may have been spent.
_ARRANGED = re.compile(r"\s*(?:另|并|已|还)?(?:安排|落实)(?!的)")
# What may be spent, and was not yet: 目前可直接用于救助的资金100万元, 待拨付的资金20万元.
_AVAILABLE = re.compile(
    r"(?:可|能够?)(?:直接|以|供|随时)*(?:用于|使用|支配|动用|用)[^,。;\d]*$|(?<![等期看接招优])待(?:执行|安排|拨付?|支付|发放|使用|分配|落实)[^,。;\d]*$"
)

# 尚结余疫情捐赠资金: what is left of what was given was not given by anybody now.
_LEFT_OF = re.compile(
    r"(?:^|尚|还|仍|会|年末|年底|期末|日)(?:结余|剩余|结存|余下)的?(?:(?!用于|使用|发放|支付|拨付|支出|转)[^,。;\d]){0,14}(?:捐赠|捐助|救助|募捐"
    "|帮扶)(?:资金|善款|款物|款)$"
)
# 募集人道救助款物: the help is what the goods are for, and was not given yet.
_BROUGHT = re.compile(r"(?:募集|筹集|筹募|筹措|接[收受]|收到|争取到?|汇聚)[到了]?(?:(?![并用给向为])[^,。;\d]){0,24}$")
_SORT_OF_HELP = re.compile(r"(?:救助|资助|帮扶|补助|补贴|援助|慰问|捐助|奖励)(?:款物|善款|资金|物资|金|款|专项|经费)")

# 募集援助某地灾区爱心款: whom it is for stands between.
_RAISED_TO_HELP = re.compile(
    r"(?:募集|筹集|筹募|接[收受])[到了]?(?:援助|支援|驰援|救助|帮扶|资助)[^,。;\d]{1,12}(?:爱心款|善款|捐款|款物|资金|物资)(?:共|约|达|合计)*$"
)

# 将价值35万元的款物送到群众手中, 将其定向捐赠的50万元转赠县中学; not 将捐款5万元送到县慈善总会
_TAKEN_UP = re.compile(r"[将把]")
_BROUGHT_TO = re.compile(
    r"(?:的[^,。;\d]{1,12}?)?(?:已|均|都|全部|全额|如数|及时|一并|分批)*(?:送[到去往给达]|运[到往抵]|发放|捐给|转[赠交给拨]|拨付|下拨|汇[往给至])"
    rf"(?![^,。;]{{0,12}}(?:{words.CHARITY}|红十字会|基金会|我会|本会))"
)
# 首笔资金20万元,于1月接收到账
_CAME_BEHIND = re.compile(
    r",?(?:已|均|全部|都|也)*(?:[于在][^,。;元发拨付支汇打]{1,10})?(?:已|均|全部|都|也)*(?:接收|收到|(?:进入|汇入)[我本]会|到[账帐])"
)
# 投资30万元入股企业: nothing was given away
_INVESTED = re.compile(r"入股|参股|认购|理财|购买|(?:于|到)?[^,。;]{0,12}公司")
# What people earn and others spend, and no charity did: 家庭月收入2000元, 带动社会投入300万元; but 县慈善会5月收入80万元.
_OF_PEOPLE = re.compile(
    r"(?:(?:家庭|农户|村民|居民|农民|群众|职工|夫妇|夫妻|口子|个人|[村组户]级|[村组]集体|(?<!其)[他她]|户)[^,。;\d捐募筹]{0,4}?(?:[年月]|全年|可支配|纯|净|总)*"
    r"|(?<![本当上该\d一二三四五六七八九十])月(?:均|纯)?)收入[^,。;\d支]{0,6}$|(?:带动|撬动|拉动)[^,。;\d]{0,12}$"
)
# 重建资金180万元已全部向各县拨付到位
_PAID_BEHIND = re.compile(
    r"(?:已|均|全部|都|也)+(?:[向给对][^,。;\d]{1,10})?(?:及时|陆续)?(?:拨付|下拨|发放|支付|支出)"
)


def _is_brought(text: str, word: str) -> bool:
    """Whether the help that *word* names is only what that is for which came in."""
    if _RAISED_TO_HELP.search(text):
        return True
    return _SORT_OF_HELP.match(word) is not None and _BROUGHT.search(text[: text.rfind(word)]) is not None


def _limit(around: Surroundings, wording: str) -> MeasureReading | None:
    """The most that is given at once, to one of them or in all."""
    if around.mention.qualifier != "最高" and not words.LIMIT.search(around.clause):
        return None
    limit = re.search(r"(?:单笔|单次|每[人户名笔次])?([^,。;:\d单每]{0,6}?)最高([^,。;:\d达]{0,6})", wording)
    return MeasureReading(
        bare(limit[0]) if limit else "最高", Flow.NONE, "最高", at=around.clause.find("单笔"), nature=Nature.LIMIT
    )


_STANDARDS = re.compile(r"标准[^,。;:\d]{0,4}:[^。;]*$")  # 救助标准:一类5000元、二类3000元

_MAY_GET = re.compile(r"(?:可|能够?)以?(?:获得?|领[到取]?|得到|享受)[^,。;\d]{0,8}$")  # 还能领到一笔3000元的慰问金


def _average(around: Surroundings, wording: str) -> MeasureReading | None:
    """What one of many gets, on the average or by a standard."""
    if _STANDARDS.search(around.half) or _MAY_GET.search(around.clause):
        return MeasureReading("资助标准", Flow.NONE, "冒号前的“标准”")
    average = words.EACH.search(wording)
    if not average or re.search(r"共|合计|总", average["rest"]):
        return None
    mean = re.search(r"[人户生年月日场次]均|平均|单价", average[0])
    standard = re.search(r"[\u4e00-\u9fff]{2}标准", average[0])
    name = bare(average[0]) if mean else (standard[0] if standard else "资助标准")
    if re.match(r"平均每", name):
        name = "人均资助" if re.match(r"平均每[人名位]", name) else "平均资助"
    name = re.sub(r"(?:不足|近|约|达)$", "", name)
    return MeasureReading(name, Flow.NONE, "每人/人均", at=average.start())


# How much more or less than before, and nothing else in the clause: 与上年相比,增加68.9万元.
_ONLY_CHANGED = re.compile(
    r"(?:同比|相比)?(?:净|共|又|仅)?(?:(?P<less>减少|下降|降低)|增加|增长|提高|上升)(?:了|金额|额)?\s*"
)

# 比年初的1,060.1万元增加143.3万元; 比2023年(287.4万元)多25.37万元.
_CHANGED_BY = re.compile(r"\d[万亿]{0,2}元\)?(?:净|共)?(?:(?P<less>减少|下降|降低|少)|增加|增长|多)(?:了|出)?\s*$")


def _changed(around: Surroundings) -> MeasureReading | None:
    named = last_money_word(around.clause)
    net = named is not None and named[0].measure in {words.SURPLUS, words.NET_CHANGE}
    changed = (
        _ONLY_CHANGED.fullmatch(around.clause)
        or _CHANGED_BY.search(around.clause)
        or (None if net else _GREW.search(around.clause))
    )
    if changed is None:
        return None
    return MeasureReading("减少" if changed["less"] else "增加", Flow.NONE, "和以前相比的差")


_GREW = re.compile(r"[\u4e00-\u9fff](?<!新)(?:增加|增长|(?P<less>减少|下降))了?\s*$")  # 个人冠名基金增加7万元

_LEAST = re.compile(r"(?:单笔|单次|每[人户名笔次])?(?:最低|最少)(?:为|达|的)?\s*")


def _least(around: Surroundings) -> MeasureReading | None:
    """The least that was given at once: 单笔最高2万元,最低1000元."""
    least = _LEAST.fullmatch(around.clause)
    return MeasureReading(bare(least[0]), Flow.NONE, "最低") if least else None


def _size_of_fund(around: Surroundings) -> MeasureReading | None:
    """成立100万元的基金."""
    behind = re.match(r"(?:的[^,。;]{0,14})?(?:基金|信托)", around.after)
    founded = behind and re.search(r"(?:成立|设立|建立|发起)[^,。;]{0,8}$", around.clause)
    return MeasureReading("基金规模", Flow.NONE, "成立…元的基金", nature=Nature.SIZE) if founded else None


_CAME_IN = re.compile(r"接收|收到|募集|接受|获[赠捐]|受赠")
_WENT_OUT = re.compile(r"发放|拨付|下拨|支出|实施|配[发送]|派发|转赠|援助|资助")


def _came_in_last(text: str) -> bool:
    """Whether the last word of *text* that says which way goods went says that they came: not 募集款物…,拨付物资价值….."""
    came, went = (max((match.start() for match in way.finditer(text)), default=-1) for way in (_CAME_IN, _WENT_OUT))
    return came > went


def _counted_as_taken(around: Surroundings) -> bool:
    """Whether the goods that were counted right before came in: 接收棉被90床,价值2万元;帐篷5顶,价值1万元."""
    counted = around.last
    return (
        counted is not None and counted.mention.start >= around.half_start and counted.measure == _COUNTED_ON[Flow.IN]
    )


def _without_verb(around: Surroundings, current: MeasureReading | None) -> MeasureReading:
    """Money of which no verb says what became of it."""
    if words.VALUED.search(around.clause) and (side := words.side_of(around.text)) is Flow.STOCK:
        return MeasureReading("结存物资", side, "段首的“库存”")
    if words.VALUED.search(around.clause):
        inward = (
            _came_in_last(around.half) or _counted_as_taken(around) or (current is not None and current.flow is Flow.IN)
        )
        inward = inward if (side := words.side_of(around.text)) is Flow.NONE else side is Flow.IN
        name, flow = ("接收物资", Flow.IN) if inward else ("发放物资", Flow.OUT)
        return MeasureReading(name, flow, "折价")
    if "用于" in around.clause:
        return MeasureReading("支出", Flow.OUT, "用于")
    return current or MeasureReading("", Flow.NONE, "")


def _by_verb(
    around: Surroundings,
    word: words.MeasureWord,
    match: re.Match[str],
    at: int,
    why: str,
    current: MeasureReading | None,
) -> MeasureReading:
    """What the last verb of money says; it begins at *at* in the clause, -1 where it stands in another."""
    if word.measure == "捐赠":
        name, flow, rule = way_of_gift(around, at, came_before=current is not None and current.flow is Flow.IN)
        nature = Nature.PLEDGED if name == PLEDGE else word.nature
        return MeasureReading(name, flow, rule, at=at, nature=nature) if name else MeasureReading("", flow, rule)
    if (
        word.flow is Flow.OUT
        and at >= 0
        and not match[0].endswith(("支出", "费用"))
        and (
            _TO_US_BY_OFFICE.search(around.clause)
            or _from_above(around.half[: len(around.half) - len(around.clause) + match.end()])
        )
    ):
        return MeasureReading(words.handed_down(around.clause), Flow.IN, "上级或财政拨来", at=at, nature=word.nature)
    measure = word.measure
    if measure == "筹集" and re.fullmatch(r"收入(?:总额|金额)?", match[0]):
        measure = "收入"
    if measure == "投资收益" and "利息" in match[0]:
        measure = "利息收入"
    coming = word.flow is Flow.IN and word.nature is Nature.ACTUAL and measure == "筹集"
    if coming and words.PLEDGE_NEAR.search(around.clause) and not re.search(r"到[账帐位]|实[缴收]|交付", match[0]):
        return MeasureReading("举牌认捐", Flow.IN, "举牌", at=at, nature=Nature.PLEDGED)
    if measure == "规模":
        measure = "基金规模" if "基金" in around.half or "基金" in around.lead else "规模"
    return MeasureReading(measure, word.flow, why, at=at, nature=word.nature)


# Money that a body above or the treasury gave: 收到市慈善总会拨付, 上级拨款, 财政补助.
_FROM_ABOVE = re.compile(
    r"[向给][我本][省市县区州旗会][^,。;\d]{0,12}(?:拨付|下拨|划拨|捐赠|援助|支持|资助)[^,。;\d]{0,30}$|"
    "(?:收到|接到|接受|接收|获得|争取到?|获)(?:(?!申请|发放|支出|用于|使用|并|全部|及时|(?<!灾)后)[^,。;]){0,60}(?:拨付|下拨|划拨|转拨|拨款|补助"
    r"|补贴|拨入)[^,。;\d]{0,6}$"
    r"|(?:上级|财政|政府)(?:(?!发放|要求|批准|同意|指示|部署|安排|精神|困难|共同|救助和)[^,。;\d]){0,8}"
    r"(?:拨付|下拨|划拨|拨款|补助|补贴)[^,。;\d]{0,6}$"
)
_TO_US_BY_OFFICE = re.compile(
    rf"(?:财政|政府|[\u4e00-\u9fff]政局)[^,。;\d]{{0,6}}(?:拨付|下拨|划拨|拨款给?|补助|资助)(?:我会|本会"
    rf"|[\u4e00-\u9fff]{{0,4}}{words.CHARITY})[^,。;\d]{{0,10}}$"
)
# Before the body above: it does not give here, but is helped, followed or given to.
_NOT_BY_THEM = re.compile(
    r"(?:代[发付管收]|协助|配合|帮助|会同|联合|[与和向为给对]|同(?!意)|经(?!费|济|营)|根据|依据|按照?)[^,。;\d]{0,6}$"
)


def _from_above(text: str) -> bool:
    match = _FROM_ABOVE.search(text)
    return match is not None and not _NOT_BY_THEM.search(text[: match.start()])


# How many more or fewer than before: 较上年多救助120人次.
_CHANGED = re.compile(
    r"(?:比|较|同比)(?:上一?年|去年|上期|上年度|(?:19|20)\d{2}年)?(?:同期)?(?:净|共)?(?:多|增加|增长|新增|少|减少|下降|降低)(?:了)?(?!到|至)[^,。;\d]{0,6}$"
)
_COUNTED_ON = {Flow.IN: "接收数量", Flow.OUT: "发放数量", Flow.STOCK: "库存数量"}


def count_measure(around: Surroundings) -> MeasureReading:
    """What a number of persons or things measures."""
    if around.mention.unit != "%" and (change := _CHANGED.search(around.clause)):
        name = "减少" if re.search(r"少|下降|降低", change[0]) else "增加"
        return MeasureReading(name, Flow.NONE, "和上年相比的差")
    if around.mention.unit.startswith("元/"):
        return MeasureReading("资助标准", Flow.NONE, f"计量单位“{around.mention.unit}”")
    if (
        around.mention.unit in words.GOODS_UNITS
        and (standard := words.EACH.search(around.clause))
        and "共" not in standard["rest"]
    ):
        return MeasureReading("资助标准", Flow.NONE, "每人/人均")  # 每人发放饮料2盒
    name, why = count_name(around)
    if average := re.search(r"平均每|人均|户均|生均", around.clause):
        name = f"{average[0].replace('平均每', '人均')}{name}"
    if name in {"发放数量", "接收数量"} and not words.TURNED.search(around.half):
        name = _COUNTED_ON.get(words.side_of(around.text), name)
    if name == "发放数量":
        name = _way_of_goods(around) or name
    elif name == "接收数量" and _HANDED_OUT.search(around.clause):
        name = "发放数量"
    if name == "发放数量" and given_to_the_writer(around, around.clause):
        name = "接收数量"
    return MeasureReading(name, Flow.NONE, why)


# Which way goods went, by the last word that says it.
_WAYS_OF_GOODS = re.compile(
    r"(?P<in>接[收受]|收到|获[捐赠]|受赠|募集)|(?P<stock>库存|结存|剩余|尚存)"
    r"|(?P<out>发放|拨付|配[发送]|送[去到往给]|赠送|捐给|捐赠|捐出|捐往|转赠|发往|调拨|分发|派发|投放|提供|资助|支援|驰援|采购|购买|购置|回收|销售)"
)

_GIVE_OUT = r"发放|拨付|配发|送[去到往]|派发|分发|转赠|发往|调拨|(?:向|为|给)(?!我会|本会)[^,。;、]{1,10}捐[赠助献]"
# 分发募集的棉衣, 收到捐赠并发放的棉衣; what others hand out, 收到上级调拨帐篷, comes in.
_HANDED_OUT = re.compile(
    rf"^(?!.*接[收受])(?!(?:(?!{_GIVE_OUT}).)*(?:收到|获[赠得])(?:(?![并后再]).)*$).*(?:{_GIVE_OUT})"
)
# 库存物资300份全部调拨
_WENT_ON = re.compile(r"[^,。;、]{0,6}(?:发放|拨付|配[发送]|送[去到往给]|捐给|捐往|转赠|调拨|分发|派发)")


def _way_of_goods(around: Surroundings) -> str:
    """接收数量 or 库存数量 where a list of goods goes on from such a word: 接收口罩3万只、防护服800套."""
    last = next(reversed(list(_WAYS_OF_GOODS.finditer(around.before))), None)
    if last is None or last["out"]:
        return ""
    if last["stock"] and _WENT_ON.match(around.after):
        return ""
    return _COUNTED_ON[Flow.IN if last["in"] else Flow.STOCK]


def of_goods(
    measure: MeasureReading, basis: FigureBasis | None, around: Surroundings, *, whole: bool
) -> MeasureReading:
    """Goods have measures of their own, totals of money and goods, too."""
    if measure.name not in {"筹集", "支出", "捐赠收入"}:
        return measure
    if basis is FigureBasis.GOODS:
        # 接收物资价值120万元,发放物资价值100万元; 转赠企业捐赠的大米20吨,价值12万元
        telling = around.clauses[-1] if around.valued_aside else around.clause
        out = _HANDED_OUT.search(telling) and not given_to_the_writer(around, telling)
        inward = not out and (measure.flow is Flow.IN or _came_in_last(around.half))
        return replace(measure, name="接收物资" if inward else "发放物资")
    if whole and measure.name == "筹集":
        return replace(measure, name="接收款物" if basis is FigureBasis.BOTH else "募集善款")
    return measure
