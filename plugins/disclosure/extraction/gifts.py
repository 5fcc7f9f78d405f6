"""Which way a gift went: in, where others gave it or the own body took it; out, where the own body gave it; open, where nobody is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from . import vocabulary as words
from .surroundings import Surroundings
from .vocabulary import Flow

PLEDGE = "举牌认捐"
Way: TypeAlias = tuple[str, Flow]  # what is measured, and which way it went
_IN, _OUT, _OPEN = ("捐赠收入", Flow.IN), ("支出", Flow.OUT), ("捐赠款物", Flow.BOTH)


class _GiftWord(Struct, frozen=True):
    """A word of giving with the words around it."""

    around: Surroundings
    at: int  # where the word begins in the clause; -1 where it stands in another
    came_before: bool  # whether the amounts before came in

    @property
    def here(self) -> bool:
        """Whether the clause of the amount itself says that it was given."""
        return self.at >= 0

    @property
    def text(self) -> str:
        """The words that tell of the gift: its clause, or all of this half of the sentence."""
        return self.around.clause if self.here else self.around.half


def way_of_gift(around: Surroundings, at: int, *, came_before: bool) -> tuple[str, Flow, str]:
    """What a gift measures, which way it went, and the rule that says so; the first that fits is right."""
    gift = _GiftWord(around, at, came_before)
    (name, flow), rule = next((way, rule) for fits, way, rule in _RULES if fits(gift))
    return name, flow, rule


# --- who gave, and to whom -----------------------------------------------------------------------

_HANDED_ON = re.compile(
    r"^\s*(?:\d{1,2}[.、)])?(?:已|共|又|另|还)*(?:拨付|下拨|划拨|转拨|转交)[^,。;\d]*捐"
    r"|(?:拨付|下拨|划拨|拨出|支付|发放|转交|(?<!收入)支出|使用)[^,。;\d]{0,16}捐[赠款资](?:款物|善款|资金|物资|款)?\s*$"
)  # 拨付四川省定向捐款
# 爱心人士向市慈善总会捐款: those who give are no charity themselves.
_TO_OWN_BODY = re.compile(
    f"(?:^|[,;。])(?:(?!慈善总?会|慈善协会|红十字会|我会|本会)[^,;。])*?(?:{words.GIVER}"
    f"|社会)(?:(?!慈善会|慈善总会|我会|本会)[^。;]){{0,24}}[向给为](?:我会|本会|总会"
    rf"|(?:[\u4e00-\u9fff]{{0,4}}[省市县区州旗])?(?:{words.CHARITY}|红十字会|红会))[^。;]{{0,30}}$"
)
# 接受各界向灾区捐款
_RECEIVED_FOR = re.compile(r"(?:接[收受到]|收到)[^,。;\d]{0,12}[向给为对][^,。;\d]{2,20}捐[赠款]\s*$")
_WHO_GAVE = re.compile(r"的(?:“[^”]*”|爱心|企业|单位|个人|市民|老人|群体|网友|人士)(?!捐)")  # 匿名捐赠50万元的“小浪花”

# 某某基金会向市慈善总会捐赠: whoever gives, the one who gets it is named.
_TO_THE_NAMED = re.compile(
    rf"(?:[向给]|来到?|走进|前往|赶[到往])(?P<place>[\u4e00-\u9fff]{{0,10}}?)(?P<sort>{words.CHARITY}|红十字会)[^,。;\d]{{0,16}}捐[^。;]{{0,160}}$"
)
_LEVEL = 1  # sign: 市 of 市慈善总会, that may be the own one


def given_to_the_writer(around: Surroundings, text: str) -> bool:
    """Whether *text*, words before a number, says that somebody gave to the body that writes."""
    if words.TO_US.search(text):
        return True
    named, writer = _TO_THE_NAMED.search(text), around.setting.whose or around.setting.body
    if named is None or _A_CHARITY.search(writer) is None or words.WE.search(text):
        return False
    return ("红十字" in named["sort"]) is ("红十字" in writer) and named["place"] in writer


def _to_own_body(gift: _GiftWord) -> bool:
    around = gift.around
    if given_to_the_writer(around, gift.text):
        return True
    named = _TO_THE_NAMED.search(around.half)
    if named and len(named["place"]) > _LEVEL and _A_CHARITY.search(around.setting.whose or around.setting.body):
        return False  # to another that is named
    taken = _TO_OWN_BODY.search(around.half) or _RECEIVED_FOR.search(around.clause)
    return bool(taken or (gift.here and _WHO_GAVE.match(around.after)))


# 甲基金、乙基金成立,向示例区慈善会捐赠48万元: whether to the own body or to another, no charity gives here.
_TO_A_CHARITY = re.compile(
    rf"(?:共|一共|合计|一次性|已)*(?:[向为给]|来到?|走进|前往|赶[到往])(?:(?![各基])[\u4e00-\u9fff]{{0,8}}(?:{words.CHARITY}|红十字会"
    f"|基金会)(?:系统)?|我[省市县区州旗镇乡])(?:进行了?)?捐[^。;]{{0,160}}$"
)
_A_CHARITY = re.compile(rf"{words.CHARITY}|红十字会|我会|本会|总会")
_A_FOUNDATION = re.compile(r"[\u4e00-\u9fff]基金会")
# 各县红十字会共汇缴捐款至省红十字会账户: it came in there, and went out here.
_ABOVE = r"(?:中华|中国|上级|[\u4e00-\u9fff]{0,4}[省市])[\u4e00-\u9fff]{0,2}(?:慈善|红十字)"
_PASSED_UP = re.compile(
    rf"(?:汇缴|上[缴交解]|解缴)[^,。;\d]{{0,14}}捐[款赠]|(?:汇[去往给至]|划[转拨]|转交|交[到给]){_ABOVE}[^,。;\d]{{0,12}}捐[款赠]"
    rf"|向{_ABOVE}[^,。;\d]{{0,8}}(?:汇[去往]?|划[转拨]|交)[^,。;\d]{{0,8}}捐[款赠]"
    rf"|捐[款赠][^,。;]{{0,6}}元(?:已|均|全部|全额|如数|及时)*(?:上[缴交解]|汇缴|解缴|(?:汇[往给至入]|划[转拨]|转交|交[到给]){_ABOVE})"
)


def _to_a_charity(gift: _GiftWord) -> bool:
    """Whether something is given to a charity or to the own region, and no charity gives it: 他一次性向省慈善协会捐赠20万元."""
    around = gift.around
    given = _TO_A_CHARITY.search(around.half)
    if given is not None:
        before = around.text[around.start : around.half_start + given.start()]
        foundation = _A_FOUNDATION.search(around.setting.whose or around.setting.body) and _A_FOUNDATION.search(before)
        given = None if foundation or _A_CHARITY.search(before) else given
    return given is not None


_TO_WHOM = re.compile(
    r"(?<![定面投趋去])向[^,。;]{2,40}(?:捐|拨|送)|(?:为|给|对(?!口))[^,。;:]{2,30}捐|捐赠?给|捐往|(?<!对口)支援|驰援"
)
_QUOTED = re.compile(r"“[^“”]*”")  # “驰援某地”捐款 came in


def _to_somebody(gift: _GiftWord) -> re.Match[str] | None:
    return _TO_WHOM.search(_QUOTED.sub("“”", gift.around.half))


_HOW_IT_WAS_GIVEN = re.compile(
    r"同时|其中|此外|累计|先后|一次性|分别|再次|组织|紧急|及时|共计|实际|全年|已经|第一时间|立即|迅速|积极|主动|现场|陆续|定向|[0-9]+[年月日]|[还又也已共并]"
)
_CLAUSE = re.compile(r"[,;。:]")


def _names_another(before: str) -> bool:
    """Whether the words of a clause that stand before a gift name somebody who is no charity: 其中,县人民医院捐赠16万元."""
    who = _HOW_IT_WAS_GIVEN.sub("", before)
    return (
        re.search(r"^[^对向给为将把用价“]*[\u4e00-\u9fff]{2}$", who) is not None and words.OWN_BODY.search(who) is None
    )


# 县红十字会接到社会各界为灾区捐款, 县慈善总会组织企业向灾区捐款, 县慈善总会志愿者为患者捐款
_PEOPLE = r"(?:理事|监事|支部|志愿者|义工|工作人员|会长|秘书长)(?!一行|代表|率|带|单位)"
_NOT_ITSELF = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}(?:接[收受到]|收到|获|组织|发动|动员|引导|号召|协调|联系|{_PEOPLE})|{words.GIVER}"
)
_BESIDE = re.compile(r"配合|协助|支持|通过|经(?!费|济|营|过)|以(?=.*(?:会|总会)$)|委托|陪同|联系")
_ITSELF = re.compile(
    rf"(?:^|由)(?:我会|本会|{words.OWN_BODY.pattern})|(?:{words.OWN_BODY.pattern})[\u4e00-\u9fff]{{0,6}}$"
)


def _gives_itself(before: str) -> bool:
    """Whether the own body heads a clause of *before*, or stands at its end, and is not only helped: 工作队配合县慈善总会,为…."""
    parts = [_HOW_IT_WAS_GIVEN.sub("", part).strip() for part in _CLAUSE.split(before)]
    named = (match for part in parts if (match := _ITSELF.search(part)))
    return any(
        _BESIDE.search(match.string, 0, match.end()) is None and _NOT_ITSELF.match(match.string, match.end()) is None
        for match in named
    )


def _by_others_to_somebody(gift: _GiftWord) -> bool:
    """Whether those who give are named before the one who gets it, and no charity: 某公司向灾区捐出20万元."""
    receiver = _to_somebody(gift)
    before = receiver.string[: receiver.start()] if receiver else ""
    if receiver is None or _gives_itself(before):
        return False
    another = receiver[0][0] in "向为给对" and _names_another(_CLAUSE.split(before)[-1])
    return bool(another or words.OWN_BODY.search(before) or re.search(words.GIVER, before))


_CAME = re.compile(
    r"来自|代收|[转汇拨交送寄]来|募集|筹集|筹得|接收|接受|收到|社会各界|爱心人士|定向捐|限定性捐|境外捐赠|境内|货币捐赠|实物捐赠"
    r"|(?:现场|线上|线下|网上|网络|扫码|募捐箱|捐款箱)(?:社会)?捐[款赠](?!帮扶|慰问|助学|救助|扶贫)"
    r"|渠道捐[款赠]|(?:支付宝|微信|腾讯|淘宝|抖音|平台|银行转账)[^,。;]{0,4}捐[款赠]"
    r"|参[加与](?:了)?(?:本次|此次)?捐[款赠]|捐[款赠](?:人数|总额|总数|总计|合计)|捐[款赠][^,。;]{0,3}前[一二三四五六七八九十\d]"
)
_OTHERS_GAVE = re.compile(rf"{words.GIVER}(?:[现当]场|一次性|共|定向|再次)*捐")


def _given_for(gift: _GiftWord) -> bool:
    """Whether the own body gives for something: 捐赠50万元用于修路; not 甲公司捐赠50万元用于修路, and of 我会和甲公司 nobody knows."""
    others = _OTHERS_GAVE.search(gift.around.clause) and not words.OWN_BODY.search(gift.around.half)
    purpose = gift.here and re.match(r"支持|用于|的", gift.around.after)
    return bool(purpose and not _CAME.search(gift.text) and not others)


def only_given(around: Surroundings) -> bool:
    """Whether a sentence says only that others gave, and of no word that anybody got it: 甲公司捐资50万元."""
    return _OTHERS_GAVE.search(around.clause) is not None and _GOT.search(around.before) is None


_GOT = re.compile(r"收入|募集|筹[集款]|接[收受到]|收到")


def _only_named(gift: _GiftWord) -> bool:
    """Whether only a name says 捐: “慈善一日捐”."""
    return gift.here and gift.text.count("“", 0, gift.at) > gift.text.count("”", 0, gift.at)


_NOT_BY_IT = re.compile(rf"最[大多高]|{_PEOPLE}(?:个人)?捐")  # 单笔最大捐款28万元: it got that


def _by_the_body(gift: _GiftWord) -> bool:
    """Whether the own body is named as the one that gives, and nobody else right before the gift: 其中,县人民医院捐赠16万元."""
    named = words.OWN_BODY.search(gift.around.half) or words.GOODS.search(gift.around.clause[gift.at :])
    others = _NOT_BY_IT.search(gift.around.clause) or _names_another(gift.around.clause[: gift.at])
    return bool(gift.here and named and not others)


_CAME_SINCE = re.compile(r"到[账帐位]|实缴")  # 认捐到账40万元,定向捐赠11万元
_Rule: TypeAlias = tuple[Callable[[_GiftWord], object], Way, str]
_RULES: tuple[_Rule, ...] = (
    (
        lambda gift: gift.here and _PASSED_UP.search(f"{gift.around.clause}元{gift.around.after}"),
        _OPEN,
        "交给上面的慈善组织",
    ),
    (lambda gift: _HANDED_ON.search(gift.around.clause), _OUT, "拨付捐款"),
    (_to_own_body, _IN, "捐给本会"),
    (_to_a_charity, _OPEN, "捐给慈善会，谁捐的看不出来"),
    (lambda gift: re.search(r"到[账帐位]|实收", gift.around.clause), ("筹集", Flow.IN), "到账"),
    (lambda gift: words.PLEDGE_NEAR.search(_CAME_SINCE.split(gift.around.half)[-1]), (PLEDGE, Flow.IN), "举牌"),
    (_by_others_to_somebody, _OPEN, "捐赠，收发不明"),
    (_to_somebody, _OUT, "捐出"),
    (_given_for, _OUT, "捐出"),
    (lambda gift: _CAME.search(gift.text) or _OTHERS_GAVE.search(gift.text), _IN, "捐进"),
    (lambda gift: gift.came_before, _IN, "捐进，随前文"),
    (lambda gift: re.search(r"通过|工作站", gift.text), _OPEN, "捐赠，收发不明"),
    (_only_named, ("", Flow.NONE), ""),
    (_by_the_body, _OUT, "捐出"),
    (lambda _: True, _OPEN, "捐赠，收发不明"),
)
