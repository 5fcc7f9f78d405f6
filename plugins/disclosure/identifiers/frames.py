"""Sentences that leave one place for a person: 救助金发给甲某某, 看望老兵乙某某, 丙某某家因病致贫, 丁某某领到棉被.

A frame is what stands before the place and what stands behind it; between them no sign is needed, as the words on both sides
leave room for nothing but a name. What fits is a whole name of a surname and two characters that begins with no word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..expressions import expression
from .names import COMPOUND, FREQUENT, SURNAMES, called_so, hardly_a_word, is_common_word, is_name
from .situations import RECEIVES

# What is given to those who need it.
ALMS = r"救助|助学|慰问|资助|补助|补贴|抚恤|低保|帮扶|身份证|困难|学费|轮椅|爱心|善款"
_THINGS = r"[金款费]|轮椅|拐杖|假肢|书包|文具|物资|慰问品|棉[衣被]|被子|[米面油药]|助听器|护理床"
A_SUM = r"(?:现金|人民币|[共计]){0,2}[￥¥]?[0-9][0-9,.]*(?:万|余|多)?元"

_END = r"(?=$|[^\u4e00-\u9fa50-9A-Za-z]|[0-9])"
_A_SURNAME = rf"(?=[{SURNAMES}]|(?:{COMPOUND}))"
_CLAUSE = rf"(?<![\u4e00-\u9fa50-9A-Za-z]){_A_SURNAME}"
_KIN = r"的?(?:家[属长]|[父母]亲|[妈爸爷奶]{2}|儿子|女儿|孙[子女]|妻子|丈夫)"
# Who is visited, and whose misfortune is told, by what they are or do.
_OF_A_TRADE = r"(?:党员|军人|[职员]工|[矿渔牧]民|[农矿环][民卫]?工|农民|工人|教师|司机|骑手|老兵|烈属|军属|干部|居民|村民|队员|战士|保安|人员)"
_STRUCK = r"(?:不幸|今年|去年|突然|曾)?(?:身?患(?![者儿难])|确诊|罹|遇难|遇?车祸|工伤|摔[伤成]|重伤|截肢|瘫痪|昏迷|被诊断|每周透析)"
# Whose home or family is in need, and what struck it.
_IN_NEED = (
    r"[\s（(，,]{0,2}(?:[一全]家|家庭?)?(?:[两三四五六七八]口人?)?(?:因[^，。；]{1,6}(?:[致返][贫困]|受损|受灾|负债)|突发(?:疾病|重病|脑)|不幸溺水|受灾)"
    r"|(?:家的?|的)?(?:老|旧|土|瓦)?(?:房[子屋]|住房|屋顶|院墙)(?:[在因][^，。；]{1,8}?)?(?:被[^，。；]{0,4}?|突然|又|全|都)?[塌倒烧漏冲淹毁损]"
    "|(?:[一全]家|家庭?)(?:[两三四五六七八]口人?)?(?:遭[受遇了]?|失火|被淹|生活(?:困难|拮据|艰难|贫困|窘迫)|境(?:贫[寒困]|困难|窘迫|不好)"
    "|(?:经济)?困难|缺少?[劳钱]|一贫如洗|负债|[都全]?(?:住危房|靠低保)"
    rf"|[里中]?(?:[一两三四五六]口?人?|都)?[^，。；]{{0,3}}[有是][^，。；]{{0,3}}(?:病人?|残疾人?|低保){_END})"
)
# Of what was given to somebody, not 感谢捐赠的助学金, as who hands it on says.
_THANKS = (
    "(?:老人|同学|一家|夫妇)?(?:[激感哽高动含流眼热][^，。；]{1,5})?(?:对[^，。；]{1,8})?(?:说|表示"
    r"|道)[，：:“\"\s]{0,3}(?:[^。；]{0,6}?[，,])?(?:我|我们|全家)?(?:真心|非常|十分|由衷|很|衷心)?(?:感谢|谢谢)(?:了|你们|大家|政府|社会)?"
    r"[^。；，捐募]{0,8}?(?:救助|助学|慰问|补助|低保|抚恤)[金款]"
)
_GIVES_TO = r"(?:[发送交汇打转付拨寄捐赠补奖递塞推搬捎抬]|支付|拨付)(?:放|付|款)?(?:给|到|予|至)(?:了|过)?"
_AT_A_PLACE = r"(?:[^，。；]{1,14}[省市县区乡镇村庄社组街](?:[^，。；]{0,4}?(?:困难|低保|特困|受灾)?(?:户|村民|居民|老人|群众))?)?"
_CAME = r"(?:来到|走进|赶到|走到|前往)了?"
_HOME = rf"(?:的?家[中里庭]?|一家|全家|夫妇){_END}"
_NEEDY = r"(?:老人|困难|受灾|灾情|洪[灾水]|火灾|慰问|救助|大病|患[病有]|残疾|低保|特困|孤寡|独居|受助|物资|米|油)"
_WHOSE = (
    r"[\s，,]{0,2}(?:[(（][^()（）]{1,4}[)）])?[\s，,]{0,2}"
    r"(?:代表|家属|本人|老人|同学|家庭|一家|全家|遗[孀属]|[妻儿女]子|女儿|丈夫|[父母]亲|爸爸|妈妈|家长){0,2}"
)
# 领到救助金, 从某某手中接过书包, 获得救助金, 申请临时救助, 做了心脏手术
HAS_IT = (
    f"{_WHOSE}(?:已|也|都|今天|昨天|高兴地|激动地|含泪)?(?:从[^，。；]{{1,12}}手[中里上])?(?:[领拿][取到走]?|收[到下]|接[过到受]|签[收领]"
    f"|[手双]?捧着?|攥着|抱着)了?[^，。；捐]{{0,10}}?(?:{ALMS}|书包|文具|[学生]习?活?用品|礼包|红包|棉[衣被]|米面|粮油|救济|物资{_END})"
    rf"|{_WHOSE}(?:得到|获得?|享受)了?[^，。；捐]{{0,8}}?(?:(?:救助|助学|慰问|补助|补贴|抚恤|低保)[金款]|(?:救助|资助){_END}|助[0-9])"
    rf"|{_WHOSE}申请了?(?:临时|医疗|大病|生活|困难){{1,2}}(?:救助|补助)"
    r"|(?:在[^，。；]{1,8})?(?:接受|做|完成)了[^，。；]{0,6}手术"
    r"|的(?:病情|假肢|手术费|医药费|学费|住院费|救命钱)"
)


class _Frame(Struct, frozen=True):
    """What stands before a place and behind it, and whether that tells of help; otherwise it tells of an illness or a hardship."""

    before: Any
    behind: Any
    helped: bool = True


def _frame(before: str, behind: str, *, helped: bool = True) -> _Frame:
    return _Frame(expression(before), expression(behind), helped)


_FRAMES = (
    # 患儿家长甲某某表示感谢, 受助者甲某某
    _frame(
        rf"(?:{RECEIVES})(?:{_KIN})?[\s:：]{{0,2}}{_A_SURNAME}",
        rf"{_END}|说|表示|告诉|因|患|在|的|家|今年|去年|身|被|正|已|每|做|完成|写来|送来|老人|同学|夫妇|一家|{_STRUCK}|领|获|收到|接过|拿到|得到",
    ),
    # 救助金发给甲某某, 善款转给甲某某用于手术
    _frame(
        rf"(?:{ALMS}|{_THINGS})[^。；]{{0,20}}?{_GIVES_TO}{_AT_A_PLACE}{_A_SURNAME}",
        rf"{_END}|用于|作为|(?:老人|同学|一家|夫妇|家属)?的?(?:手[中里上]|家[中里]|面前|床前|身边|账)|本人|家[人属]|家{_END}|老人|同学|夫妇|一家|治",
    ),
    # 补助甲某某500元, 捐给甲某某3万元
    _frame(
        rf"(?:补助|救助|资助|慰问|奖励|抚恤|捐给|发给|汇给|转给)了?(?!金){_A_SURNAME}",
        rf"(?:老人|同学|一家|家)?{A_SUM}",
    ),
    # 替甲某某交学费
    _frame(
        rf"[替帮为给]{_A_SURNAME}",
        r"(?:[交缴付凑筹找]|垫付|补交)[^，。；]{0,5}(?:[费款钱药]|骨髓|配型|救助|手术|肝源|肾源)",
    ),
    # 看望老兵甲某某
    _frame(
        rf"(?:看望|慰问|走访|探[望视])(?![^\s]*[团队会组动由和与的、]{_OF_A_TRADE})(?:了|过)?[\u4e00-\u9fa5]{{0,4}}{_OF_A_TRADE}[\s:：]{{0,2}}{_A_SURNAME}",
        rf"{_END}|家|老人|夫妇|一家|遗[孀属]|等",
    ),
    # 到甲某某家慰问, 来到老兵甲某某家
    _frame(rf"(?:到|前往|走进|赴)了?(?:{_OF_A_TRADE})?{_A_SURNAME}", r"(?:老人)?的?家[中里]?(?:看望|慰问|探望|送)"),
    _frame(rf"{_CAME}(?:老兵|[烈军]属|伤员){_A_SURNAME}", _HOME),
    _frame(rf"{_CAME}{_A_SURNAME}", rf"{_HOME}(?=[^。；]*{_NEEDY})"),
    _frame(rf"{_NEEDY}[^。；]{{0,30}}{_CAME}{_A_SURNAME}", _HOME),
    # 走访甲某某家
    _frame(rf"(?:走访|慰问|看望|探[望视])[了过]?{_A_SURNAME}", _HOME),
    # 甲某某家因病致贫, 村民甲某某家的房子塌了
    _frame(rf"(?:{_CLAUSE}|{_OF_A_TRADE}{_A_SURNAME})", _IN_NEED),
    # 甲某某说，感谢救助金
    _frame(_CLAUSE, _THANKS),
    # 教师甲某某身患重病
    _frame(rf"{_OF_A_TRADE}{_A_SURNAME}", _STRUCK, helped=False),
    # 丧偶的甲某某
    _frame(
        rf"(?:丧偶|离异|失独|无[儿子]无女|失明|瘫痪|患病|重病|残疾|截肢|截瘫|重伤|致贫|卧床|昏迷)的{_A_SURNAME}",
        _END,
        helped=False,
    ),
    # 甲某某领到救助金, 图为甲某某（左）领取助学金
    _frame(
        rf"(?:{_CLAUSE}|(?:图[为中是]|{_OF_A_TRADE}|家[属长]|学生|代表|户主|老人|群众)[\s:：]?{_A_SURNAME})", HAS_IT
    ),
)
# Surnames that with one character more are a name rather than a word.
SURNAMES_OF_TWO = frozenset("王李张刘陈赵吴徐林郭")
# Ends of places and titles, and of words that begin like a name: 徐州, 李总, 周期, 陈列.
NO_GIVEN_NAME = frozenset(
    "州江阳山城县区市镇乡村河海湖口港桥林川原岭浦都平南北东西中宁水溪沟庄屯店场坡湾关门家寨堡集园岛沙洲泽源台里"
    "掖芝忠仓辈总工老某董姐哥叔姨嫂爷奶妈爸氏姓先女师医局处科所会校院长主书同志"
    "期列年月日边围转折遇济费用金额款品物项类型种样式法则度量级别位点线面体系统号码等及其和与的了在是为被由向从到对因患说应"
)
_OF_PLACES_TOO = frozenset("江山川林海宁")  # 陈江, 李宁
# 李子园, 张家界, 马家沟, 梅花山: places whose names begin like that of a person.
A_PLACE = expression(r".(?:.[沟湾坪坝寨屯坡洼峪塬堡界滩墩崖垭圩坳坑]|[家子花][园山河口店桥塘洞岩泉溪])")
_PLACE = expression(rf"{A_PLACE.pattern}|..[市县区州乡镇村庄岛港桥岭峡谷店铺]")


# Frames whose place may begin a clause, and what leads to the place of any other, of which most sentences have nothing.
_OF_A_CLAUSE = tuple(frame for frame in _FRAMES if _CLAUSE in frame.before.pattern)
_LEADS_TO_A_PLACE = expression("|".join(frame.before.pattern for frame in _FRAMES if frame not in _OF_A_CLAUSE))


def framed(sentence: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it tells of help) of each name that fills a place of a sentence."""
    for frame in _FRAMES if _LEADS_TO_A_PLACE.search(sentence) else _OF_A_CLAUSE:
        for match in frame.before.finditer(sentence):
            if not frame.behind.search(sentence):
                break
            for size in (4, 3, 2):
                end = match.end() + size
                behind = frame.behind.match(sentence, end) if end <= len(sentence) else None
                if behind and _fits(sentence, match.end(), end, joined=bool(behind[0])):
                    yield match.end(), end, frame.helped
                    break


_COMPOUND = expression(rf"(?:{COMPOUND})..")


def _fits(sentence: str, start: int, end: int, *, joined: bool) -> bool:
    """Whether characters are a whole name, and no place or body; of two only where a word of the frame is *joined* to them, or surely."""
    name = sentence[start:end]
    if len(name) == 2:  # noqa: PLR2004
        ends = NO_GIVEN_NAME - _OF_PLACES_TOO if joined else NO_GIVEN_NAME
        known = name[0] in (FREQUENT if joined else SURNAMES_OF_TWO) and name[1] not in ends
        return known and is_name(name) and not called_so(sentence, end)
    if len(name) > 3 and not _COMPOUND.fullmatch(name):  # noqa: PLR2004
        return False
    whole = is_name(name) and hardly_a_word(name) and not _PLACE.fullmatch(name)
    return whole and not called_so(sentence, end) and not (is_common_word(name[1:]) and is_common_word(name[:2]))
