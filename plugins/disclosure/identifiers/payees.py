"""Whose name stands in what a payment was for: 付刘芳救助金, 王小明2025年助学金, 刘芳助学金."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expressions import expression
from .frames import A_SUM
from .names import COMPOUND, FREQUENT, SURNAMES, is_name, without_surname
from .receivers import said_to_receive
from .situations import SCHOOL_COSTS
from .sure_names import sure_in, sure_name

# What is paid to a person and hardly ever called after a giver (as 助学金 often are), right behind a name or before a sign and it.
_COSTS = rf"{SCHOOL_COSTS}|(?:生活|住院|医疗|医药|供养|治疗|手术|透析|化疗|康复|护理|丧葬|安葬|营养|取暖|学杂|书本|路|交通|陪护|监护)费|学费"
_PAYMENT = (
    r"(?:(?:救助|慰问|抚恤)[金款]|(?:(?:生活|困难|临时|医疗|住院|大病|火灾|特困|应急|丧葬|护理|辅具)(?:补助|救助|补贴)|补助|抚恤)[金款费]?"
    rf"|供养金|助学款|(?:治病|治疗|医疗|医药|手术|救命|住院)[钱款]|住院押金|{_COSTS})"
)
_OF_A_YEAR = r"(?:[0-9]{4}年?度?(?:[0-9]{1,2}月份?|[春秋]季?(?:学期)?)?)?"
_PAID = expression(
    rf"的?{_OF_A_YEAR}的?(?:[缴交付]纳?)?(?:{_PAYMENT})|等(?:[0-9]{{1,3}}[人名位])?(?:同学|学生)?的?助学金"
)
_PAID_IN_A_YEAR = expression(r"的?[0-9]{4}年?度?[秋春]?季?(?:学期)?的?助学金")
# What a household asks for or has suffered, and what is bought for one person.
_POINTED_AND_PAID = expression(rf"[·•・][\u4e00-\u9fa5]{{1,8}}?(?:{_PAYMENT})$")
_NEEDED = expression(
    "[户家]?(?:申请(?:[大重]病|临时|医疗|生活|困难|特困)?(?:救助|补助|资助|低保)|(?:房屋)?(?:火灾|失火|受灾|被淹|倒塌)|危房(?:改造|重建)"
    "|房屋(?:修缮|维修|重建|改造)"
    r"|低保(?:金|户)?(?![\u4e00-\u9fa5])|倒房重建|筹款(?:项目|链接)?$|(?:的)?(?:轮椅|假肢|助听器|人工耳蜗|护理床|辅具)(?:[一两二三0-9]|$))"
)
_PAYS = expression(r"(?:[付放汇拨转购]|(?:付|放|汇|拨|转|发|交|捐)给|代|[给为])$")
_AT_HOME = expression(r"[村组屯]$")
_HEADED = expression(rf"(?:{_PAYMENT}|助学金?|救助)\s?[-—:：(（]{{1,2}}\s?$")
_NOTHING_MORE = expression(r"[)）]?\s?(?:$|[，,、；;0-9￥¥])")
# What somebody is paid for work or for harm, and sums right behind a name: 支付刘小芳劳务费, 发给刘小芳1200元.
_EARNED = expression(
    "的?(?:[0-9]{4}年)?(?:[0-9]{1,2}月份?)?的?(?:劳务|课时|讲课|授课|误[工餐]|代课|看护|护工|临时工)(?:工资|费|补贴|补助|报酬)"
    "|的?(?:劳务报酬|劳务款|工资|薪酬|酬金|稿费|[赔补]偿[金款])"
)
_PAYS_AT_ONCE = expression(r"(?:支付|[付发汇转拨打交][付给放])(?:了|给)?$")
_OF_A_SUM = expression(A_SUM)
# A purpose that begins with a verb of paying, and what is paid to one person: 退还刘小芳多缴款, 付刘小芳建房补助, 刘小芳高龄津贴.
_PAYING = (
    r"(?:代?[支缴]付|付|拨付?|转账?|汇款?|打款给?|退还?|退回|借支|报销|垫付|赔偿|补偿|奖励|补发|代缴|资助|帮扶|助学)"
)
_PAYING_BEFORE = expression(rf"(?:^|[\s:：，,、;；。(（])(?:{_PAYING}|借款|慰问[:：])[-—:：]?$")
_OF_A_PERSON = r"(?:老人|同学|户|家|一家|夫妇|遗[孀属])?的?(?![\u4e00-\u9fa5]{0,4}(?:将军|烈士|故居|陵园|公园|广场|纪念|大桥|水库|书屋))"
_ENDS = r"(?=$|[\s，,。；;、0-9（(￥¥)）])"
_BEHIND_PAYING = expression(
    rf"{_OF_A_PERSON}(?:[^，。；、\s]{{0,8}}?(?:费|款|金|保险?|津贴|补助|补贴|救助|助学|学费|重建|改造|慰问|奖励))?{_ENDS}"
)
_BEHIND_A_NAME = expression(
    rf"{_OF_A_PERSON}[^，。；、\s的]{{0,6}}?(?:(?<!会)(?<!经)费|津贴|补[助贴]|[医社]保|保险|低保金?|重建|[房户屋]改造|慰问金|百岁慰问|备用金){_ENDS}"
)
_BEHIND_VERBS = "".join(dict.fromkeys(SURNAMES)).translate(dict.fromkeys(map(ord, "付支代")))  # 支付, 代缴 are verbs
_IN_A_PURPOSE = expression(
    rf"(?:(?<![\u4e00-\u9fa5])|(?<=[付拨账汇款缴退还支销偿励助发给学扶]))(?=([{_BEHIND_VERBS}][\u4e00-\u9fa5]{{2}})"
    rf"[-—:：]?(?:{_BEHIND_PAYING.pattern}|{_BEHIND_A_NAME.pattern}))"
)
# The name in 付刘芳救助金 and 西村王大明火灾, which nothing parts from the words around it.
_PAID_AT_ONCE = expression(
    rf"(?:(?<![\u4e00-\u9fa5])|(?<=[付放给汇拨代童户者转购为院村组屯]))(?=([{_BEHIND_VERBS}][\u4e00-\u9fa5]{{1,2}})"
    rf"(?:{_PAID.pattern}|{_PAID_IN_A_YEAR.pattern}|{_NEEDED.pattern}|{_EARNED.pattern}|{A_SUM}))"
)


def names_of_the_paid(sentence: str) -> Iterator[tuple[int, int]]:
    """Where names stand in what a payment was for, which nothing parts from the words around them, as (start, end)."""
    for match in _PAID_AT_ONCE.finditer(sentence):
        if sure_name(match[1]):
            yield match.span(1)
    for match in _IN_A_PURPOSE.finditer(sentence):
        if sure_in(sentence, *match.span(1)):
            yield match.span(1)


def paid_to(name: str, before: str, after: str) -> bool:
    """Whether a name stands in the purpose of a payment as whom it went to: 付刘芳救助金, 王小明2025年助学金, 助学-王小明."""
    if _POINTED_AND_PAID.search(name):
        return True
    if not (sure_name(name) or without_surname(name)):
        return False
    needed = _NEEDED.match(after) if name[1] != "家" else None
    if needed or _PAID.match(after) or _PAID_IN_A_YEAR.match(after):
        parted = not before[-1:].strip() or not "\u4e00" <= before[-1] <= "\u9fa5"
        return parted or bool(_PAYS.search(before) or said_to_receive(before) or _at_home_or_ill(before))
    return bool(_HEADED.search(before) and _NOTHING_MORE.match(after))


def earns(name: str, before: str, after: str) -> bool:
    """Whether a whole name stands where a payment says to whom it went."""
    if len(name) < 3 or not sure_name(name):  # noqa: PLR2004
        return False
    paid = _PAYS_AT_ONCE.search(before)
    earned = (not before or _PAYS.search(before)) and _EARNED.match(after)
    return bool(earned or (paid and _OF_A_SUM.match(after)) or _named_in_a_purpose(name, before, after))


def _named_in_a_purpose(name: str, before: str, after: str) -> bool:
    """Whether a name that ends as names do stands in what a payment was for, alone behind its verb or before what is paid."""
    if not sure_in(name + after, 0, len(name)):
        return False
    alone = not before or before[-1] in " \t:：，,、;；。(（-—"
    return bool(
        (_PAYING_BEFORE.search(before) and _BEHIND_PAYING.match(after)) or (alone and _BEHIND_A_NAME.match(after))
    )


# 刘芳助学金: whom it helps, or who gave it its name.
_CALLED_AFTER = expression(
    rf"(?:(?<![\u4e00-\u9fa5])|(?<=[付放给汇拨发转]))(?=(?P<name>(?:{COMPOUND}|[{FREQUENT}])[\u4e00-\u9fa5]{{1,2}}|[\u4e00-\u9fa5]{{2,5}})的?[助奖]学金)"
)


def grants_called_after_persons(plain: str) -> Iterator[str]:
    """The names right before 助学金 or 奖学金: many a grant is called after its giver, and many a payment after a pupil."""
    for match in _CALLED_AFTER.finditer(plain):
        name = match["name"]
        compound = re.fullmatch(rf"(?:{COMPOUND})[\u4e00-\u9fa5]{{1,2}}", name) and is_name(name)
        if compound or without_surname(name) or sure_name(name):
            yield name


def _at_home_or_ill(before: str) -> bool:
    """Whether the words before a name end with a village or with a hospital that is paid: 西村王大明, 付县医院刘芳."""
    return bool(_AT_HOME.search(before) or _IN_HOSPITAL.search(before))


_IN_HOSPITAL = expression(r"[付拨汇转][\u4e00-\u9fa5]{0,16}医院$")
