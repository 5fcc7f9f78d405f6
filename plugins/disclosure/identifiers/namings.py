"""All the ways in which a sentence names somebody who may need protection, with and without a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expressions import expression
from .circumstances import ILLNESS
from .frames import NO_GIVEN_NAME
from .names import (
    FREQUENT,
    SURNAMES,
    ends_like_a_name,
    hardly_a_word,
    is_common_word,
    is_name,
    long_names_in,
    names_in,
    without_surname,
)
from .payees import names_of_the_paid
from .situations import RECEIVES
from .sure_names import SURELY_SURNAMES, sure_in

# A name without a surname that everybody knows, told by the word behind it: 三年级阿依古丽同学.
_CALLED = expression(r"(?<=[级班学校园])(?!(?<=学)[院校部])的?(?=([\u4e00-\u9fa5·]{2,8}?)(?:小朋友|同学))")
_NOBODY = expression(
    r"[全各的部所多位名等些贫困优秀新老留守受助在校班级毕业应届寄宿住宿特殊男女小学中年生们几余两三四五六七八九十与和及其他每个]"
    # said of many, or of a place, but not of 园园, 团团, 居来提: 足球队同学, 附属幼儿园小朋友, 残疾同学
    "|[员队社部组室馆场县镇村]$|[^团]团$|[^园]{2}园$|[^欧]区$|[协学商]会$|[附幼族病灾孤贫困残疾]|[学病孤男女儿]童|[街社]区|街道|居民|[住农]户|务工"
    "|转[学读]|[广做]操|合唱|舞蹈|球队"
)
# 王 小 华, 王-小-华: signs between all characters of a name.
_SPACED = expression(
    rf"(?<![\u4e00-\u9fa5])[{SURNAMES}]([ .·_*-]{{1,2}})[\u4e00-\u9fa5](?:\1[\u4e00-\u9fa5])?(?![\u4e00-\u9fa5])"
)
# 王 晓华: a blank behind the surname.
_SURNAME_APART = expression(rf"(?<![\u4e00-\u9fa5])[{FREQUENT}][ .·_*-]{{1,2}}[\u4e00-\u9fa5]{{2}}(?![\u4e00-\u9fa5])")
# Tom (8岁): a given name that an age makes that of a child.
_GIVEN_NAME = expression(
    r"(?<![A-Za-z])[A-Z][a-z]{1,10}(?=[\s,，(（]{0,2}(?:(?:[1-9]|1[0-7])\s?岁|[一二三四五六七八九]年级|[Gg]rade\s?[1-9]))"
)
# 白血病王小华
_BEHIND_ILLNESS = expression(rf"(?<=[病症癌瘤])[{FREQUENT}][\u4e00-\u9fa5]{{2}}(?![\u4e00-\u9fa5])")
# Behind a name: 乐乐手术, 明明住院; not 仅仅手术费, 双双完成手术, 佳佳手术室, 安安住院陪护项目.
_TREATED = (
    "(?<![仅单光偏频屡双匆悄纷早默一迟统连急缓])(?:(?:完成|接受|进行)?(?:做|的|心脏|眼部|脑部)?手术(?![室部台灯])|治[病疗](?!室)|住院(?![部楼])"
    "|就医|化疗|看病|筹(?:集|款|手术|医))"
    r"(?![\u4e00-\u9fa5]{0,6}(?:项目|基金|计划|平台))"
)
# Words told twice that say how or how many, as hardly any name does: 一一得到答复, 件件收到回执, 恰恰需要帮助.
_NO_ADVERB = (
    r"(?<![频连屡纷默仅双时处事牢深悄匆早一件恰统通迟条层级代村校镇户步回久偷每偏的确项批笔封句款天月声桩门篇偶])"
)
# 女孩轻轻说, 男孩慢慢写信
_NO_MANNER = rf"{_NO_ADVERB}(?<![轻静甜缓呆傻远紧常])"
# Names without surnames count only where nothing else is joined to them: 乐乐，5岁; 扎西（10岁）; 天天妈妈; 女孩妞妞.
_DOUBLED = expression(
    r"(?:(?<![\u4e00-\u9fa5])|(?<=[儿童孩叫])|(?<=小朋友)(?![看玩画写唱听试走读学做聊抱说想问谈跑跳笑乖])|(?<=娃娃)|(?<=[岁生]的)|(?<=名字是)"
    "|(?<=用于)"
    "|(?<=[帮救资]助)(?=..(?:同学|小朋友"
    r"|宝宝)))(?![谢人年月日个家处种次样常往渐刚多好高慢快星哈爸妈爷奶姐妹哥弟叔伯舅姑婶娃宝])([\u4e00-\u9fa5])\1(?=妈妈|爸爸|家长|今年|现年|的孩子"
    f"|身?患(?![者儿得])|确诊|{_TREATED}|{_NO_ADVERB}(?:收到|得到|获得|需要)|(?:同学|小朋友|宝宝)(?![们会录])"
    rf"|(?<=[女男孩][孩童子]..){_NO_MANNER}(?:[给向][\u4e00-\u9fa5]{{1,8}}写|说|写信)|[^\u4e00-\u9fa5]|$)"
)
_ALONE = expression(
    r"(?:(?<![\u4e00-\u9fa5·])|(?<=[级班岁]的))([\u4e00-\u9fa5]{2,6}?)(?:同学|小朋友)?(?![\u4e00-\u9fa5·])"
)
# 为小患者的手术, 小女儿的学费, 小切口的手术, 阿婆的医疗费: who or what is small, or a relative.
_NOBODY_CALLED_SMALL = (
    "(?<!小[肠脑腿指耳便病孙弟妹孩儿家])(?<!小(?:患者|宝贝|宝宝|天使|女儿|儿子|孙[子女]|外孙|弟弟|妹妹|生命|病[号人友]|年龄|家庭|切口|关节|血管"
    "|动脉|静脉|眼睛|伙子|姑娘|男孩|女孩))"
    r"(?<!阿[婆公妈爸嬷爷奶姨叔婶])"
)
# 小明, 阿强: names only where something behind says so.
_NICKNAME = expression(
    r"(?:(?<![\u4e00-\u9fa5])|(?<=[患儿学生孩子叫名是为]))[小阿][\u4e00-\u9fa5]{1,2}?"
    rf"(?=[（(，,、：:\s]|今年|同学|现年|是|就读|患|{_NOBODY_CALLED_SMALL}的(?:心脏|手术|医[药疗]|治疗|学费))"
)
# Right behind words that lead to a name only here: 贫困生钱彬, 6岁钱彬, 团员钱彬（初三）; 患儿小钱彬.
_BEHIND_A_WORD = expression(
    rf"(?:(?<=[困业]生)|(?<=团员)|(?<=姑娘)|(?<=[0-9]岁)|(?<=[0-9]后)|(?<=[儿童孩]小))[{FREQUENT}][\u4e00-\u9fa5]{{1,2}}(?![\u4e00-\u9fa5])"
)
_A_YEAR = expression(r"[高初][一二三]")  # of a school; 高 is a surname as well
_NO_NICKNAME = expression(
    r"小[学区组时型朋孩伙麦康院城镇额微结计队班子]|阿[里拉富姨胶坝]|阿(?:城[区市]|荣旗|图什|克[苏陶]|勒泰|瓦提|尔山)"
)


def _is_nickname(text: str) -> bool:
    return not _NO_NICKNAME.match(text) and not is_common_word(text)


# 失能老人李秀芬洗澡: behind such words a name of three characters that is hardly a word needs nothing behind it.
_WHO_RECEIVES = expression(
    rf"(?:{RECEIVES}|[男女][孩童])(?:家属|家长|父亲|母亲|妈妈|爸爸)?[\s:：]{{0,2}}(?=([\u4e00-\u9fa5]{{3}}))"
)
# 学生杨柳因患白血病, 资助孤儿黎阳读书, 学生宁静家境困难: a word as well, between that for a child and what only one does; no adverb or time.
_A_WORD_AS_WELL = expression(
    rf"(?:学生|[孤患]儿|小朋友|[男女][孩童])[\s:：]{{0,2}}(?=((?![常时平应全从单都高万]"
    rf"|[\u4e00-\u9fa5][天日年月季后前春夏秋冬])[{SURNAMES}][\u4e00-\u9fa5])(?:同学)?"
    "(?:(?P<sure>因患|身患|罹患|家境|父母双亡|家里)|(?:不幸|今年|去年)?(?:因患|身患|确诊|罹患|患有|患上|被诊断)"
    r"|(?<!周[末日一二三四五六])(?:读书|上大?学|看病|治病)(?:$|[^\u4e00-\u9fa5])))"
)
_ENDS_OF_WORDS = (NO_GIVEN_NAME | {"续", "多", "半", "数", "常", "安"}) - {"阳", "宁"}  # 苏州, 陆续, 平安
# Adverbs and whole groups of people among the words that end as names do: 学生居然家境困难, 学生家长农民因患癌症.
_NOT_GIVEN = frozenset(
    {"居然", "公然", "方才", "任意", "凌晨", "明明", "冷静", "满意", "农民", "牧民", "居民", "公民", "国民"}
)


def _may_be_given(word: str) -> bool:
    """Whether parents give a word of everyday language as a name: 宁静, 谷雨; not 曾经, 毕业, 祖父, 安徽."""
    return (ends_like_a_name(word) or word[-1] in "静柔媚亮悦然暖意圆青露") and word not in _NOT_GIVEN


def called_by_a_word(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a child is named by two characters that are a word of everyday language as well."""
    for match in _A_WORD_AS_WELL.finditer(sentence):
        sure = match[1][0] in SURELY_SURNAMES or (match["sure"] and _may_be_given(match[1]))
        if sure and is_common_word(match[1]) and match[1][1] not in _ENDS_OF_WORDS:
            yield match.span(1)


def _behind_receivers(sentence: str) -> Iterator[tuple[int, int]]:
    """Where names that end as names do stand right behind words for who receives, whatever follows that makes them no body."""
    for match in _WHO_RECEIVES.finditer(sentence):
        if sure_in(sentence, *match.span(1)):
            yield match.span(1)


def named_in(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence may name somebody, as (start, end); a part of the name of an illness is none."""
    every = [*names_in(sentence), *long_names_in(sentence)]
    places = [place for place in every if not _A_YEAR.fullmatch(sentence, *place)]
    places += [match.span() for match in _NICKNAME.finditer(sentence) if _is_nickname(match[0])]
    places += [match.span(1) for match in _CALLED.finditer(sentence) if not _NOBODY.search(match[1])]
    places += [match.span() for pattern in (_SPACED, _DOUBLED, _GIVEN_NAME) for match in pattern.finditer(sentence)]
    ill = (match for match in _BEHIND_ILLNESS.finditer(sentence) if is_name(match[0]) and hardly_a_word(match[0]))
    places += [match.span() for match in ill]
    behind = (match for match in _BEHIND_A_WORD.finditer(sentence) if is_name(match[0]) and hardly_a_word(match[0]))
    places += [match.span() for match in behind]
    places += [match.span() for match in _SURNAME_APART.finditer(sentence) if is_name(re.sub(r"\W|_", "", match[0]))]
    places += names_of_the_paid(sentence)
    places += _behind_receivers(sentence)
    places += [match.span(1) for match in _ALONE.finditer(sentence) if without_surname(match[1])]
    ills = [match.span() for match in ILLNESS.finditer(sentence)] if places else []
    return [place for place in places if not any(start <= place[0] < end for start, end in ills)]  # 红斑 of 红斑狼疮
