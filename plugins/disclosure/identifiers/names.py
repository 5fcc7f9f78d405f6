"""Names of persons in texts without word boundaries: surnames, what may stand before and behind a name, and what is a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..expressions import expression
from .bodies import BODIES, BODIES_WHOLE, BODY_WORDS, LATIN_BODIES
from .situations import (
    AIDS,
    CARE,
    CHILD_FEASTS,
    COMPLAINING,
    CURING,
    DESCENDANTS,
    DREAM,
    EXAMINATIONS,
    HARM,
    IS_DISABLED,
    PAID_FOR_WORK,
    RECEIVING,
    SCHOOL_COSTS,
    STUDYING,
    any_of,
)
from .spelling import with_usual_characters
from .titles import TITLES

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕"
    "殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓洪包左石崔吉龚程邢裴陆荣翁荀惠甄曲封储靳段富巫焦巴牧隗车侯班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶司黎薄印白"
    "蒲邰赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却桑桂濮牛寿通边扈燕冀尚农温别庄晏柴瞿阎连习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国"
    "文寇广禄阙东欧殳沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖岳覃闫佟代付岩玉帕刁旦仝佘涂邸谌"
    "兰昝邝钮郇郅禤呙庹宓佴茆郏翦菅仵戢褟牟丛谷成单隋芦苑晋丘楚迟麦栗粟朴苟亢尧郁辜芮奚郜鄢冼睢綦亓仉乜郄禚侬缑雒郗"
    "趙錢孫吳鄭馮陳衛蔣楊許張嚴謝鄒竇蘇範魯韋馬鳳廉湯羅畢鄔樂顧黃蕭龐紀項閔賈婁鐘駱盧應鄧單龔陸榮萬劉葉賴喬譚閻連肅"
)
# The surnames of nine in ten people; a rarer one in front of a common word is that word.
FREQUENT = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文倪欧"
)
COMPOUND = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|夏侯|轩辕|端木|独孤|南宫|呼延|澹台|申屠|太史|闻人|万俟|钟离|"
    "赫连|公冶|宗政|濮阳|淳于|单于|拓跋|百里|东郭|南门|羊舌|微生|左丘|西门"
    "|第五(?![个代任位十卷名回场天层届年招日期条次步种章等篇节轮项批组排号类中小大季周版页部市区医实人军线款站课讲])|完颜|纳兰"
)
CHARACTER = r"[\u4e00-\u9fa5]"
# Names of peoples without surnames, by their first or last syllables, and names written with a point in the middle.
_MINORITY = (
    r"(?:阿依|阿卜|阿布|阿不|古丽|买买|吐尔|艾力|艾合|热合|努尔|木拉|麦麦|玛依|迪丽|帕提|库尔|托乎|扎西|卓玛|次仁|达瓦|旺姆|拉姆|才让|多吉|平措|丹增|"
    r"央金|尼玛|格桑|索朗|巴桑|洛桑|白玛|巴特|其其|乌云|娜仁|格日|苏日|那日|呼和(?!浩特)|阿木|布赫|吉克|阿各|"
    r"仁青|嘎玛|尕藏|多杰|索南|德吉|普布|贡布|次旦|次旺|强巴|边巴|拉巴|米玛|益西|斯琴|乌日|额尔(?!古纳|齐斯)|孟和|曲比|沙马|阿苏|吉木(?!萨)|海来|俄木|莫色|"
    "其木(?=格)|央宗|贡嘎(?!机场|县)|卓嘎|边珍|措姆|仁增|赤列|晋美|土登|阿旺|穆罕|默罕|阿里木|依明|赛买|居来|亚森|玉素|艾孜|吾买|宝音|萨仁|敖登"
    "|通拉|牧仁|德德玛|阿拉坦|阿呷|尔古|尔呷|达娃|拉毛|完玛|更登|旦增|旦巴|泽仁|泽旺|罗绒|四郎|邓珠|昂旺|吉伍|艾克拜|阿果|曲木)"
)
# 阿迪力江, 热依汗; rivers are called 图们江 and 乌苏里江.
_UYGHUR = r"[阿艾依吐买麦热努帕赛迪亚肉穆吾祖再茹][\u4e00-\u9fa5]{1,3}(?:(?<!藏布)江|(?<=[依尔古比夏萨])汗)"
_MINORITY_ENDS = (
    r"(?:卓玛|拉姆|旺姆|央金|扎西|次仁|多吉|多杰|才让|平措|丹增|尼玛|加措|顿珠|旺堆|曲珍|古丽|高娃|托娅|图雅|塔娜|其其格|其木格|格日勒|巴雅尔|"
    r"阿乌|日古|伍果)"
)
_POINT = r"[·•・‧∙．.]"
_WITH_POINT = rf"{CHARACTER}{{1,12}}(?:{_POINT}{CHARACTER}{{1,10}})+"
_PARTICLES = r"(?:[ -](?:van|von|der|den|de|del|della|di|da|dos|bin|ibn|al|el|ben)(?=[ -]))"
LATIN = rf"(?:[A-Z][a-z']+(?:{_PARTICLES}{{0,2}}[ ·-][A-Z][A-Za-z'.]*){{1,3}}|(?:[A-Z]\. ?){{1,3}}[A-Z][a-z']+)"
_LATIN_NAME = expression(rf"(?<![A-Za-z]){LATIN}(?![A-Za-z])")


def _words_of(file: str) -> frozenset[str]:
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _common_words() -> frozenset[str]:
    """Words of two or three characters that begin like a name: 高兴, 方便, 平均, 小黑板."""
    return _words_of("common_words.txt")


@cache
def begins_no_word(character: str) -> bool:
    """Whether a surname begins no word of everyday language: 隗, 褚, 昝."""
    return character in SURNAMES and not any(word[0] == character for word in _common_words())


@cache
def everybody_knows() -> frozenset[str]:
    """Names of the dead and of figures of books, of whom nothing is told that is not known: 李白, 孙悟空."""
    return _words_of("well_known.txt")


_SOMEBODY = expression(r"[\u4e00-\u9fa5]{2}|[A-Za-z]{2}")


def is_common_word(text: str) -> bool:
    """Whether a text is a word of everyday language, though it begins like a name; also a place or a body called after one: 万安县."""
    known = _common_words()
    return text in known or (len(text) == 3 and text[:2] in known and bool(BODIES_WHOLE.search(text)))  # noqa: PLR2004


_PLAIN_NAME = expression(rf"(?:{COMPOUND}){CHARACTER}{{1,2}}|[{SURNAMES}]{CHARACTER}{{1,2}}")
_HIDDEN = expression(r"某|×|[*＊]|化名")
_ILL = frozenset("症病癌瘤疮")  # with which no given name ends


def names_somebody(text: str) -> bool:
    """Whether words that should say who it was hold at least the two letters of a name."""
    return _SOMEBODY.search(with_usual_characters(text)) is not None


def is_name(text: str) -> bool:
    """Whether a text is nothing but what may be the name of a person, and no common word and no short name of a body."""
    text = with_usual_characters(text)
    if _PLAIN_NAME.fullmatch(text):
        return (
            text[-1] not in _ILL
            and text not in _common_words()
            and not any(words.search(text) for words in (BODIES_WHOLE, BODY_WORDS, _HIDDEN))
        )
    if re.fullmatch(_WITH_POINT, text):
        return not BODY_WORDS.search(text)
    if without_surname(text):
        return True
    return bool(re.fullmatch(LATIN, text)) and not LATIN_BODIES.search(text)


# What begins like a name without a surname and is none.
_BEGINS_ALIKE = expression(r"那日|乌云(?![高嘎毕其塔娜])|格桑花|扎西德勒|库尔勒|阿布扎比|阿克苏|达瓦孜")
# What shops and firms are called behind such a name: 卓嘎藏餐, 牧仁传媒.
_TRADES = expression(
    "(?:传媒|传播|文化|影视|酒业|乳业|牧业|农业|肉业|矿业|食品|特产|商贸|贸易|建材|物流|运输|服饰|民宿|客栈|旅社|旅行|旅游|藏餐|蒙餐|西餐|餐[吧厅]"
    "|茶[馆楼社园]|奶茶|"
    r"[酒网]吧|烧烤|火锅|面馆|牧场|马场|科技|网络|广告|装饰|珠宝|银饰|唐卡|[藏蒙]药|[藏蒙]医|演艺|歌舞团?)$"
)
_WITHOUT_SURNAME = expression(rf"{_UYGHUR}|{_MINORITY}{CHARACTER}{{0,5}}|{CHARACTER}{{1,4}}{_MINORITY_ENDS}")


def without_surname(text: str) -> bool:
    """Whether a text is a name of a people that has no surnames: 扎西, 阿依古丽, 仁青卓玛."""
    known = _WITHOUT_SURNAME.fullmatch(text)
    return bool(known) and not _BEGINS_ALIKE.match(text) and not _called_a_body(text)


def _called_a_body(text: str) -> bool:
    """Whether words like a name without a surname are what a body or a shop is called."""
    return bool(BODY_WORDS.search(text) or _TRADES.search(text) or BODIES.fullmatch(text))


_CALLED_BY_TITLE = expression(rf".(?:{TITLES}|老[太汉伯爹妈]|婆婆|阿[婆公伯婶嬷]|[伯婶]{{2}}|大[伯婶嫂])")
_SURNAMES_OF_TWO = expression(COMPOUND)


# 小姑娘黄头发: what has a colour that is a surname as well.
_COLOURED = frozenset(
    {
        "头发",
        "裙子",
        "衣服",
        "帽子",
        "鞋子",
        "围巾",
        "书包",
        "毛衣",
        "外套",
        "丝带",
        "手套",
        "辫子",
        "裤子",
        "皮肤",
        "眼睛",
    }
)


def _is_coloured(name: str) -> bool:
    return name[0] in "黄白金蓝" and name[1:] in _COLOURED


def hardly_a_word(name: str) -> bool:
    """Whether what may be a name is hardly anything else, nor a surname with a title (石女士), which hides who it is."""
    if _is_coloured(name):
        return False
    if len(name) == 2:  # noqa: PLR2004
        return name[0] in FREQUENT and name[1] not in _PLACES
    known = _SURNAMES_OF_TWO.match(name) or not is_common_word(name[:2]) or ends_as_given(name)
    return bool(known) and not _CALLED_BY_TITLE.fullmatch(name)


# How hardly anything but a given name ends behind a word of two characters: 刘海涛, 王国强.
_GIVEN = frozenset(
    "涛强伟杰超刚勇斌波辉鹏飞峰磊浩亮健芳英兰霞玲娟静燕艳琴萍莲凤琪轩涵欣怡瑶婷娜媛颖慧琳晨俊雄彪锋贵祥旺"
)


def ends_as_given(name: str) -> bool:
    """Whether a name begins and ends as hardly anything but a name does."""
    return name[0] in FREQUENT and name[-1] in _GIVEN


# Characters with which given names end, and which hardly begin the word that stands behind one.
_LAST = _GIVEN | frozenset(
    "华明军平红梅春荣秀珍珠翠蓉莉丽佳欣雨梓宇博睿诚毅柏森宝桂菊玉茹婉昊晨阳曦彤妍悦琦凯铭坤栋忠义德福禄寿庆瑞宁根柱岩鑫锋钢国民兵军山云霖泽豪翔龙虎仁"
    "贤良才志娣妹弟凡晴洁雪冬秋梦瑾瑜萌诺林江河英勤俭桐祯桢棠帅炳昌禹尧邦惠迪瑜贞骏昭朗乾翼楚鸿岳艳章益鸣谦勋茂敏澄炎焕翰君衡浩耀剑恩庭烈钦淼淑妤娅萱"
    "希逸煜熙曜晗彬楠榕樱槿沁淇渝璇璐珂琛琰祺筠蕊霏赫骞麟靖韵馨芬曼菲蕾薇菁茜倩妮岚芝芸荷莎丹虹霄腾伦奎魁彦"
)


def ends_like_a_name(name: str) -> bool:
    """Whether the last character of what may be a name is one with which many names end."""
    return name[-1] in _LAST


# Words behind which a name may stand without a sign between.
LEADS = expression(
    "(?:"
    + any_of(
        # words of one character, and those that end with 的 or 当
        "[由为是叫名给向与和及助帮救对从把将让请找代替的经据致送]",
        "(?<=[级班岁病症癌瘤])的|(?:住房|家园|双亲|父母|亲人|丈夫|妻子)的|(?<![应适正充])当",
        # what somebody does to them
        "了解到|来到|走进|赶到|走到|联系|联系人|联络人|电话|收到|感谢|转来|来自|帮扶|慰问|[看探]望|探视|走访|用于|助养|认领|完成|抚恤",
        "[帮助救]了|[给赠]予|[交送递发捎推]到|[送递]至|[庆恭]?祝",
        # children and pupils
        "学生|同学|小朋友|小选手|学童|患儿|儿童|孩子|孤儿|女孩|男孩|女童|男童|幼儿|婴儿|[男女弃]婴|[新早][生产]儿|学员|班长|宝宝|宝贝",
        "小患者|小病号|小英雄|小义工|小主持人|小歌手|小记者|小?天使|双胞胎|龙凤胎|少年|[瘫氏聋残症闭星]儿|未成年人|少先队员|红领巾",
        "[班宿读教考校]生|[男女初高中]生|大学生|新生|学子|[中高]考状元|[大中]队[委长]",
        # classes, schools and homes
        "年级|班|(?<=[12][0-9])[级届]|[初高][一二三]|小[一二三四五六]|[一二三四五六七八九][小中]|[实希完村附一二三四五六]小|学部|职教中心",
        "幼儿园|小学|中学|学校|教学点|少年宫|儿童村|福利院|孤儿院|敬老院|养老院|救助站|村|[0-9]组|[0-9]号?床",
        # relatives
        "女儿|儿子|孙子|孙女|弟弟|妹妹|哥哥|姐姐|父亲|母亲|妻子|丈夫|老伴|爸爸|妈妈|爷爷|奶奶|外公|外婆|监护人|家属|家长",
        # who receives, gives or complains
        "受助人|受益人|受助者|被救助者|[助扶]对象|对象|户主|扶人|申请[人者]|捐赠人|捐款人|(?:举报|投诉|信访)人|家庭|群众|人员",
        "[低五困特灾][^，。；]{0,2}户|[致贫]户|残疾人|患者|病人|病友|病患|伤者|(?:学生|儿童|家庭|家长|队员|受助|者|困)代表",
        # what somebody is
        "村民|居民|老人|职工|员工|老师|教师|党员|队员|志愿者|网友|市民|同事|同志|军人|遗属|军属|烈属|老兵|工人|环卫工|农民工?|牧民|渔民|矿工",
        "外卖员|快递员|骑手|司机",
    )
    + ")$"
)
# Words that may follow a name at once.
FOLLOWERS = expression(
    any_of(
        # words of one character
        "[的捐因是在就今现父母和与及等共获被从将向为有来于自女男住说爸妈奶爷身妹弟哥姐转送受得收上读交给代]",
        "也|却|都|已|系|随|由|遭|罹|荣",
        r"年(?=[仅满方过近幼迈老0-9一二三四五六七八九十])|患(?![者儿])|家(?![园居电政具纺装族])|亲(?!子)|(?<![购采义团地家上够处])买|残(?!疾[人儿]|联|障)",
        # how they are called, and their relatives
        "同学|小朋友|先生|女士|老师|老人|孩子|宝宝|宝贝|孤儿|单亲|夫妇|一家|丈夫|妻子|老伴|儿媳|女婿|遗[孀属]|姐[弟妹]|兄[弟妹]|之[妻夫父母]",
        DESCENDANTS,
        # how old they are, and where they study
        r"年仅|刚满|[0-9一二三四五六七八九十]{1,3}周?岁|[一二三四五六七八九1-9]年级|[初高小][一二三四五六]|出生|出身|成长|寄养",
        *(CHILD_FEASTS, EXAMINATIONS, SCHOOL_COSTS, STUDYING),
        "上学|学习|学业|成绩|考[上入取]|金榜|参加|每学",
        # what befell them
        *(HARM, IS_DISABLED),
        r"去世|病逝|不幸|失踪|车祸|受灾|火灾|倒房|丧葬|工伤|失明|失聪|截肢|骨折|烧伤|烫伤|生活(?=不能|困难|无[着法]|拮据|艰|贫|自理)|家[住境]|相依|没有|面临",
        "确诊|先天|查出|身患|[肝肺胃肠骨脑]癌|癌症|白血病|尿毒症|脑[梗溢出]|心脏病|白内障|[肾肝心角][脏膜]?移植|病[前后情重危]",
        "住院|手术|术后|植入|透析|化疗|医疗|医药|治[疗好]|康复|出院|护理|[渡度]过|终于|顺利",
        CURING,
        # what they get and do
        *(RECEIVING, AIDS, CARE, DREAM, PAID_FOR_WORK, COMPLAINING),
        r"筹[集到措款]|募[捐款集]|(?<!群)众筹|义卖|救助|需要|急需|购买|购置|配备|安装|办理|完成(?:手术|治疗|学业|心愿|大学)|[缴交]纳|稿费|课时费|讲课费|打工",
        "感谢|告诉|激动|含泪|流泪|流下|喜[欢爱]|献[词花歌礼]|写信|写来|写[道下]|[发留]言|致[辞谢]|说[，：“]|来[电信访]|微?心愿|荣?获",
        "[拿抱捧背]着|捧着|手[中里上]|面前|站在|跟[着随]|佩戴|双双|举行",
        # when and how many
        "目前|去年|每[月年天]|[0-9一二两三四五六七八九十]{1,2}户",
    )
)
_NO_CHARACTER = expression(rf"(?!{CHARACTER}).", re.DOTALL)


_BEGINNINGS = expression(rf"[{SURNAMES}{''.join(sorted({name[0] for name in COMPOUND.split('|')}))}](?={CHARACTER})")


_NO_BEGINNINGS = frozenset({"帮扶", "儿童"})  # words whose second character is a surname as well

_OF_A_CHILD = expression(r"[患孤]儿$")  # a name follows, also one with such a surname: 孤儿童小军
# Surnames that end too many words to begin a name behind another character: 名单没有公布, 收成好.
_ONLY_PARTED = frozenset("单成谷麦晋楚朴")
# Surnames that count when they stand behind a digit.
_COUNTED = frozenset("元万千百亿双支包车单项时管路步尺丈石户")


def names_in(text: str) -> list[tuple[int, int]]:
    """Where names of persons may stand in a text: each with something before and behind it that parts it from other words."""
    places: list[tuple[int, int]] = []
    for match in _BEGINNINGS.finditer(text):
        start = match.start()
        if places and start < places[-1][1]:
            continue
        if start and text[start] in _COUNTED and text[start - 1].isdigit():
            continue  # 5000元至20000元, 5万元至20万元
        if (
            start
            and text[start - 1 : start + 1] in _NO_BEGINNINGS
            and not _OF_A_CHILD.search(text, max(0, start - 2), start)
        ):
            continue  # 帮扶刘芳, 聋儿童乐乐
        joined = start and not _NO_CHARACTER.match(text[start - 1])
        leads = _OF_A_CHILD if text[start] in _ONLY_PARTED else LEADS
        if joined and not leads.search(text, max(0, start - 4), start):
            continue
        for pattern in (_COMPOUND_NAME, _THREE, _TWO):
            name = pattern.match(text, start)
            if (
                name
                and (_ends_well(text, name.end()) or _is_whole(text, name))
                and is_name(name[0])
                and not _is_chance(text, name)
            ):
                places.append((start, name.end()))
                break
    places += [match.span() for match in _LATIN_NAME.finditer(text) if is_name(match[0])]
    return [*places, *_names_with_point(text), *_names_without_surname(text)]


_BEGINS_SO = expression(_MINORITY)
_MINORITY_PLACES = expression(rf"{_MINORITY}|{CHARACTER}{{1,4}}?{_MINORITY_ENDS}")


def _names_without_surname(text: str) -> Iterator[tuple[int, int]]:
    """Names without surnames that words which go with a name join to a text: 让次仁拉姆重返校园."""
    for match in _MINORITY_PLACES.finditer(text):
        starts = range(match.end() - 2, match.start() - 1, -1)
        for start in sorted(starts, key=lambda at: not _BEGINS_SO.match(text, at)):
            if start and not (_NO_CHARACTER.match(text[start - 1]) or LEADS.search(text, max(0, start - 4), start)):
                continue
            ends = range(match.end(), min(match.end() + 5, len(text)) + 1)
            end = next((end for end in ends if _ends_well(text, end) and without_surname(text[start:end])), None)
            if end is not None:
                yield start, end
                break


# Two surnames and a given name (张王小花), and names of Japan: three characters or more that nothing else is joined to.
MOST_FREQUENT = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_JAPANESE = (
    "佐藤|铃木|高桥|田中|渡边|伊藤|山本|中村|小林|加藤|吉田|山田|佐佐木|山口|松本|井上|木村|斋藤|清水|山崎|阿部|池田|桥本|石川|山下|小川|石井|长谷川"
    "|后藤|冈田|近藤|前田|藤田|"
    "远藤|青木|坂本|村上|太田|藤井|福田|西村|三浦|竹内|中岛|冈本|松田|原田|中野|小野|田村|藤原|中山|石田|小岛|和田|森田|内田|柴田|酒井|横山|宫崎"
    "|宫本|武田|上田|杉山|千叶|大野|"
    "丸山|松井|今井|河野|藤本|村田|高木|安藤|岩崎|大西|菊地|野口|新井|小松|松尾|菅原|樱井|平野|久保|野村|渡部|松浦"
)
_IN_JAPAN = rf"(?:{_JAPANESE}){CHARACTER}{{0,2}}[郎子美介太夫雄男香奈织里咲树彦吾希也代惠菜辉斗真一平人司健诚治修浩荣]"
OF_JAPAN = expression(_IN_JAPAN)
_LONG = expression(rf"[{MOST_FREQUENT}]{{2}}{CHARACTER}{{2}}|{_IN_JAPAN}")


def long_names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of two surnames and names of Japan may stand in a text; some bodies are called alike."""
    for match in _LONG.finditer(text):
        start = match.start()
        parted = not start or _NO_CHARACTER.match(text[start - 1]) or LEADS.search(text, max(0, start - 4), start)
        words = {match[0][:2], match[0][2:], match[0][:3], match[0]}
        body = BODY_WORDS.search(match[0]) or BODIES_WHOLE.search(match[0])
        if parted and _ends_well(text, match.end()) and not (body or words & _common_words()):
            yield match.span()


def _names_with_point(text: str) -> Iterator[tuple[int, int]]:
    """Names like 阿依古丽·买买提; the words before one begin at the nearest place where a name may begin."""
    for match in re.finditer(_WITH_POINT, text):
        point = re.search(_POINT, match[0])
        for start in range(match.start() + (point.start() if point else 1) - 1, match.start() - 1, -1):
            if not start or _NO_CHARACTER.match(text[start - 1]) or LEADS.search(text, max(0, start - 4), start):
                if is_name(text[start : match.end()]):
                    yield start, match.end()
                break


_COMPOUND_NAME = expression(rf"(?:{COMPOUND}){CHARACTER}{{1,2}}")
_THREE = expression(rf"[{SURNAMES}]{CHARACTER}{{2}}")
_TWO = expression(rf"[{SURNAMES}]{CHARACTER}")


# No given name ends so, but the next word begins so.
_NEXT_WORDS = frozenset("父母爷奶爸妈因患的被在和与是有不了为将已等并及到给向捐同先女老今年岁就")


def _is_chance(text: str, name: re.Match[str]) -> bool:
    """Whether the characters belong to the words around, or only say how somebody is called.

    高彬父 of 高彬父亲, 李大 of 李大爷, 扶项目 of 帮扶项目, 班胡 of 三班胡彬, 付江 of 付江都医院, 向三 of 向三年级; 王女士.
    """
    start, letters = name.start(), name[0]
    if letters[0] == "付" and name.end() < len(text) and not _NO_CHARACTER.match(text, name.end()):
        named = len(letters) == 3 and ends_like_a_name(letters) and text[:start].endswith(("为", "帮", "替"))  # noqa: PLR2004
        return text[name.end()] not in _BEHIND_FU and not named
    behind_class = letters[0] == "班" and start and re.match(r"[0-9)一二三四五六七八九十级]", text[start - 1])
    if behind_class or _OF_A_CLASS.match(text, name.end() - 1):
        return True
    if len(letters) == 3:  # noqa: PLR2004
        words = _common_words()
        if (
            _is_coloured(letters)
            or letters[2] in _NEXT_WORDS
            or _CALLED_BY_TITLE.fullmatch(letters)
            or (letters[1:] in _AFTERSURNAMES and letters[0] not in FREQUENT)
        ):
            return True
        return letters[:2] in words and (letters[0] not in FREQUENT or letters[2] in _ENDINGS)
    if letters[1] in "大老" and name.end() < len(text) and text[name.end()] in "爷妈娘叔姐哥伯太汉奶师":
        return True
    return letters[1] in _NEXT_WORDS or (letters[1] in _PLACES and letters[0] not in FREQUENT)


_OF_A_CLASS = expression(r"[一二三四五六七八九](?:年级|班)")
# Behind a name with the surname 付; behind the word for paying stands whom or what it pays.
_BEHIND_FU = frozenset("的因患同是今家父母先女老")
_ENDINGS = frozenset("用童生人员部级班组时间长度性化地里中上下内外前后")
_PLACES = frozenset("里中上下内外前后")
# Words that stand behind a character that happens to be a surname as well.
_AFTERSURNAMES = frozenset(
    {
        "项目",
        "学校",
        "学生",
        "活动",
        "对象",
        "资金",
        "工作",
        "家庭",
        "人员",
        "情况",
        "困难",
        "儿童",
        "老人",
        "计划",
        "平台",
        "服务",
        "行动",
        "帮扶",
        "救助",
        "资助",
        "患者",
        "班级",
    }
)


def _is_whole(text: str, name: re.Match[str]) -> bool:
    """Whether three characters are a name whatever is joined to them, if it is no name of a body: 刘小芳喜欢画画, 刘胡兰小学."""
    if len(name[0]) != 3 or not ends_as_given(name[0]) or is_common_word(name[0][:2]):  # noqa: PLR2004
        return False
    return not called_so(text, name.end())


def called_so(text: str, end: int) -> bool:
    """Whether the words behind a name make it that of a body or a place: 刘胡兰小学."""
    return bool(_CALLED_SO.match(text, end))


# Right behind a name these words make it that of a body or a place.
_CALLED_SO = expression(rf"{BODY_WORDS.pattern}|希望|纪念|故居|[路街巷镇县乡村馆奖杯班厂店]")


def _ends_well(text: str, end: int) -> bool:
    return end == len(text) or bool(_NO_CHARACTER.match(text, end)) or bool(FOLLOWERS.match(text, end))


def person_before(text: str, *, whole: bool = False) -> bool:
    """Whether a text ends with the name of a person (or is one), signs and words like 电话 at its end left aside."""
    bare = re.sub(r"(?:[^\w]|电话|手机|座机|联系方式|联系|号码|家|tel|Tel|TEL)+$", "", text)
    if whole:
        return is_name(re.split(r"[^\w·•]", bare)[0])
    token = re.split(r"[^\w·•・]", bare)[-1]
    if is_name(token):
        return True
    return any(len(token) > size and is_name(token[-size:]) and LEADS.search(token[:-size]) for size in (4, 3, 2))
