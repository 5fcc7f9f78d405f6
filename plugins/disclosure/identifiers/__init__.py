"""What leads to a person, found in any text: numbers and accounts, homes, names, and children told with school or illness."""

from __future__ import annotations

from collections.abc import Iterator

from ..expressions import expression
from .children import (
    HELPED,
    children,
    children_over_lines,
    grants_called_after_persons,
    listed_children,
    named_beside,
    tells_of_one_child,
)
from .contacts import contacts, in_address
from .finding import Personal, shown
from .names import (
    CHILD_FEASTS,
    FOLLOWERS,
    LEADS,
    called_after_a_person,
    is_common_word,
    is_latin_body,
    is_name,
    named_like_a_person,
    names_somebody,
)
from .numbers import NumberAt, is_credit_code, masked, may_number_a_page, numbers, numbers_at, numbers_in_address
from .regions import REGIONS
from .spelling import BREAK, DIGITS, WRAP, look_alikes, same_person, simplified, spelled, unquoted, unwrapped, variants

__all__ = [
    "BREAK",
    "FOLLOWERS",
    "HELPED",
    "LEADS",
    "PREFILTER",
    "REGIONS",
    "WRAP",
    "NumberAt",
    "Personal",
    "called_after_a_person",
    "children_over_lines",
    "grants_called_after_persons",
    "is_common_word",
    "is_credit_code",
    "is_latin_body",
    "is_name",
    "listed_children",
    "look_alikes",
    "masked",
    "may_number_a_page",
    "named_beside",
    "named_like_a_person",
    "names_somebody",
    "numbers",
    "numbers_at",
    "personal",
    "reached",
    "same_person",
    "shown",
    "simplified",
    "spelled",
    "tells_of_one_child",
    "unquoted",
    "variants",
    "words",
]

# What a cell needs to be looked at closely; most cells of a table of many rows have nothing of it.
PREFILTER = (
    rf"{DIGITS}|[@＠#＃艾圈]|[aA][tT]|❤|♥|💗|💓|💖|微|薇|加\s?[vVｖＶ]|[vVｖＶ]\s?[:：]|➕|\+\s?[vV]|绿泡|[信xX]|[qQ]|扣|护照|通行证|[证照]|[0-9０-９][-/#—–－]?[0-9０-９]{{3}}|[室户号组幢栋弄]|年级|班|岁|个月大|同学|小朋友|"
    r"幼儿|小学|中学|学校|学生|[初高][中一二三]|附[小中]|[一二三四五六实]小|职[高校]|[男女][童孩]|宝宝|孤|患|病|癌|瘤|瘫|症|残|困|单亲|留守|低保|父|母|爸|妈|爷|奶|祖|抚养|监护|"
    r"先天|确诊|诊断|渐冻|恶性|植物人|痴呆|川崎|戈谢|[尘肝肺]|败血|溶血|早产|侏儒|迟缓|分裂|截肢|癫痫|聋|盲|失明|结核|卧床|地中海|托儿所|虚岁|技校|特校|"
    r"哮喘|[希完村]小|教学点|儿童?[福村]|双胞胎|龙凤胎|[新早]生?产?儿|[男女弃]?婴|急[淋粒]|神母|营养不良|肌无力|唇裂|腭裂|侧[弯凸]|斜视|弱视|骨髓|糖尿|红斑|紫癜|疾|综合|障|贫|先心|烧伤|烫伤|骨折|化疗|透析|移植|抑郁|艾滋|未成年|萎缩|衰竭|积水|畸形|麻痹|昏迷|中风|脑|手术|治疗|医疗费|医药费|住院|SMA|HIV|AML|DMD|PKU|级|級|學|[歲歳]|队[委长]|歌手|娃娃|玻璃人|子女|妇女|低收入|优抚|重残|截瘫|遇难|学员|兒|出生|年生|月生|队员|红领巾|小记|小志愿|今年|"
    r"受助|受益|资助|救助|帮助|扶助|援助|慰问|福利院|敬老院|养老院|救助站|捐助|帮扶|捐给|发给|用于|定向|助学|补助|抚恤|生活费|儿童|孩子|车祸|伤|看望|探望|探视|走访|失独|学子|新生|筹款|募捐|捐款|送|发放|救救|帮帮|助养|认助|结对|助[医困残老]|之[子女]|女儿|儿子|小孩|突发|溺水|供养|辅具|百岁|老人|致贫|致困|众筹|募集|义卖|救命|戒毒|刑满|矫正|感染者|流浪|走失|锦旗|[交送递发塞推]到|送至|心愿|号?床|理发|洗澡|庆生|生日|难民|吸毒|访户|退捐|致[贫困]|毁|捧着|[赔补]偿|工资|薪酬|酬金|劳务|误工|拨|借款|津贴|补贴|[医社]保|保险|备用金|重建|改造|转账|打款|汇款|退|借支|报销|垫付|奖励|补发|代缴|拨|付|重返|棉[衣被]|书包|拐杖|助行|制氧|妻子|丈夫|老伴|[付汇打转]给|申请|领取|领到|收到|接过|拿到|接受|签领|家长|轮椅|假肢|助听|护理|费|危房|房屋|失火|被淹|倒塌|房子|房屋|屋顶|院墙|谢谢|鞠躬|状元|投诉|举报|反映|质疑|信访|上访|之妻|之夫|病房|重症|ICU|抢救|慰问金|灾|五保|独居|学费|圆|上大?学|读书|求学|升学|年龄|[男女][,，、\s/]{1,2}[0-9]|"
    r"[一二三四五六七八九高初小][(（一二三四五六七八九小中]|职教|[Gg]rade|GRADE|[Aa]ged?|AGE|[0-9] ?[yY]|抖音|快手|小红书|微博|知乎|支付宝|钉钉|"
    r"陌陌|探探|飞书|姑娘|小[男女]生|老兵|[烈军]属|丧偶|离异|无[儿子]无女|[获缺]|[0-9]后|"
    rf"{CHILD_FEASTS}|[中高]考|少年|[插寄走特住][班宿读教校]生|学部|唐氏|小义工|小主持|天使|星儿|"
    r"[Tt]ele|[tT][gG]|[Ww]hats|[Ss]kype|LINE|[Ll]ine|弄|"
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-zＡ-Ｚ]"
)
_WORTH_A_LOOK = expression(PREFILTER)


def reached(
    address: str, allowed: frozenset[str] = frozenset(), domains: frozenset[str] = frozenset()
) -> Iterator[Personal]:
    """What leads to a person in any part of a web address."""
    yield from numbers_in_address(address, allowed)
    yield from in_address(spelled(address), domains)


def words(
    text: str, domains: frozenset[str] = frozenset(), allowed: frozenset[str] = frozenset()
) -> Iterator[Personal]:
    """Accounts, papers, homes and children told too closely; *domains* and *allowed* numbers are the organisation's own."""
    plain = spelled(text)
    yield from contacts(plain, allowed, domains)
    yield from dict.fromkeys(finding for form in unwrapped(plain) for finding in children(form))


def personal(
    text: str, allowed: frozenset[str] = frozenset(), domains: frozenset[str] = frozenset()
) -> Iterator[Personal]:
    """Everything that leads to a person."""
    if _WORTH_A_LOOK.search(text):
        yield from numbers(text, allowed)
        yield from words(text, domains, allowed)
