"""What leads to a person, found in any text: numbers and accounts, homes, names, and children told with school or illness."""

from __future__ import annotations

from collections.abc import Iterator

from ..expressions import expression
from .children import children, children_over_lines
from .contacts import contacts, in_address
from .finding import HELPED, Personal, shown
from .listed_children import listed_children, named_beside, tells_of_one_child
from .named_bodies import called_after_a_person, is_latin_body, named_like_a_person
from .names import FOLLOWERS, LEADS, is_common_word, is_name, names_somebody
from .numbers import NumberAt, is_credit_code, masked, may_number_a_page, numbers, numbers_at, numbers_in_address
from .payees import grants_called_after_persons
from .regions import REGIONS
from .situations import CHILD_FEASTS, EXAMINATIONS, TOLD_OF_HELP, any_of
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
PREFILTER = any_of(
    # numbers, accounts and papers
    rf"{DIGITS}|[@＠#＃艾圈]|[aA][tT]|❤|♥|💗|💓|💖|微|薇|加\s?[vVｖＶ]|[vVｖＶ]\s?[:：]|➕|\+\s?[vV]|绿泡|[信xX]|[qQ]|扣|护照|通行证|[证照]",
    r"[0-9０-９][-/#—–－]?[0-9０-９]{3}|抖音|快手|小红书|微博|知乎|支付宝|钉钉|陌陌|探探|飞书|[Tt]ele|[tT][gG]|[Ww]hats|[Ss]kype|LINE|[Ll]ine",
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-zＡ-Ｚ]",
    # homes
    "[室户号组幢栋弄]|房子|屋顶|院墙",
    # ages and schools
    r"年级|班|[级級學]|[岁歲歳]|个月大|出生|年生|月生|今年|年龄|[男女][,，、\s/]{1,2}[0-9]|[Gg]rade|GRADE|[Aa]ged?|AGE|[0-9] ?[yY]|[0-9]后",
    "幼儿|小学|中学|学校|[初高][中一二三]|附[小中]|[一二三四五六实]小|[希完村]小|教学点|职[高校教]|托儿所|技校|特校|学部|学费",
    "[一二三四五六七八九高初小][(（一二三四五六七八九小中]|[插寄走特住][班宿读教校]生",
    *(CHILD_FEASTS, EXAMINATIONS),
    # children, relatives and others
    "同学|小朋友|[男女][童孩]|宝宝|孤|儿童|孩子|儿童?[福村]|兒|双胞胎|龙凤胎|[新早]生?产?儿|[男女弃]?婴|未成年|少年|小[男女]生|娃娃|姑娘",
    "队[委长]|队员|歌手|红领巾|小记|小志愿|小义工|小主持|天使|星儿|单亲|留守|父|母|爸|妈|爷|奶|祖|抚养|监护|子女|妻子|丈夫|老伴|之妻|之夫",
    r"妇女|老人|老兵|[烈军]属|丧偶|离异|失独|独居|五保|百岁|虚岁|无[儿子]无女|优抚|低收入|难民|感染者|玻璃人",
    # illness and disability
    "患|病|癌|瘤|瘫|症|残|困|贫|疾|障|伤|聋|盲|失明|脑|综合|先天|先心|确诊|诊断|渐冻|恶性|植物人|痴呆|川崎|戈谢|[尘肝肺]|败血|溶血|早产|侏儒|迟缓",
    "分裂|截肢|截瘫|癫痫|结核|卧床|地中海|哮喘|急[淋粒]|神母|营养不良|肌无力|唇裂|腭裂|侧[弯凸]|斜视|弱视|骨髓|糖尿|红斑|紫癜|骨折|化疗|透析|移植",
    "抑郁|艾滋|萎缩|衰竭|积水|畸形|麻痹|昏迷|中风|手术|治疗|医疗费|医药费|住院|抢救|ICU|SMA|HIV|AML|DMD|PKU|唐氏|车祸|灾|重残",
    # help
    *(
        TOLD_OF_HELP,
        "受[助益]|[资救帮扶援捐补]助|福利院|探[望视]|筹款|募[捐集]|义卖|送|号?床|捧着|退|付|[付汇打转]给|助听|护理|慰问金|圆|[获缺]",
    ),
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
