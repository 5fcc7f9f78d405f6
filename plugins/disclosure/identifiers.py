"""What leads to a person, found in any text: numbers of persons, their homes, and children told with school or illness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn


@dataclass(frozen=True, slots=True)
class Personal:
    """One finding: what it is, and the digits as far as a report may repeat them (the number itself never is)."""

    what: str
    hint: str = ""


# --- numbers -------------------------------------------------------------------------------------

# Digits that belong together however they are parted: 6222 0212 3456 7890, 138-1234-5678, 110105·19491231·002X.
_PARTED = re.compile(r"(?<=[0-9])[ \u00b7\u2010-\u2015_-]{1,3}(?=[0-9Xx])")
# The same where numbers of all sorts stand beside each other, as in drawings: only the groups that such numbers are written in.
_GAP = r"[ \u00b7.\u2010-\u2015_-]"
_GROUPED = re.compile(
    rf"(?<![0-9A-Za-z.,])(?:1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}"
    rf"|[0-9]{{6}}{_GAP}(?:[0-9]{{8}}|[0-9]{{4}}{_GAP}[0-9]{{4}}|[0-9]{{4}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}){_GAP}[0-9]{{3}}[0-9Xx]"
    rf"|[0-9]{{4}}(?:{_GAP}[0-9]{{4}}){{3}}(?:{_GAP}?[0-9]{{1,3}})?)(?![0-9A-Za-z])"
)
# A run of digits with no letter and no digit beside it; 12.50 and 1,234 are amounts, not runs.
_RUN = re.compile(r"(?<![0-9A-Za-z.,])[0-9]{11,19}[Xx]?(?![0-9A-Za-z])(?!\.[0-9]{1,2}(?![0-9]))")
_COUNTRY = re.compile(r"(?<![0-9A-Za-z])(?:\+|00)?86[ -]?(?=1[3-9][0-9])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_RESIDENT = re.compile(r"[1-9][0-9]{5}((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))[0-9]{3}[0-9Xx]")
_RESIDENT_15 = re.compile(r"[1-8][0-9]{5}([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))[0-9]{3}")
# The provinces that a resident's number of 15 digits begins with: such a number has no check digit, so be strict here.
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]")
# The first digits of cards issued on the mainland and of the international brands.
_ISSUERS = re.compile(r"62|4|5[1-5]|2[2-7]|35|3[47]|60|81|9[0-9]{2}")
_CARD_LENGTHS = range(15, 20)
_BANK = re.compile(r"(?:卡|银行|账|帐|转|汇)[^0-9]{0,12}$")


def _real_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _resident(run: str) -> bool:
    """An ID number: a real day of birth in it; a slip in another digit (the check digit fails) makes it no less personal.

    Eighteen digits hold such a day by chance once in 16,000; the old form has no check digit and must begin with a province.
    """
    match = _RESIDENT.fullmatch(run)
    if match:
        return _real_day(match[1])
    match = _RESIDENT_15.fullmatch(run)
    return bool(match and _PROVINCES.match(run) and _real_day(f"19{match[1]}"))


def _card(run: str, before: str) -> bool:
    """A bank card: the length and the first digits of one, and a valid check digit (Luhn) or words of a bank before it."""
    looks = run.isdigit() and len(run) in _CARD_LENGTHS and bool(_ISSUERS.match(run))
    return looks and (luhn.is_valid(run) or (run.startswith("62") and bool(_BANK.search(before))))


def _what(run: str, before: str) -> str | None:
    """What a run of digits is; a resident's number is not told as a card as well."""
    if _resident(run):
        return "身份证号"
    if _MOBILE.fullmatch(run):
        return "手机号"
    return "银行卡号" if _card(run, before) else None


# What may hold a number at all: cheap, for tables of millions of rows and for whole pages.
PREFILTER = r"[0-9\uff10-\uff19](?:[ \u00b7.\u2010-\u2015_-]{0,3}[0-9\uff10-\uff19]){10}|@|\uff20"

_MAYBE = re.compile(PREFILTER)


def shown(number: str) -> str:
    """The first three and the last two digits of a number: enough to find the cell, too little to use."""
    return f"{number[:3]}…{number[-2:]}"


def _joined(plain: str) -> str:
    """A text in which the numbers that are written in groups stand in one piece."""
    return _GROUPED.sub(lambda match: re.sub(_GAP, "", match[0]), plain)


def numbers(text: str, allowed: frozenset[str] = frozenset(), *, prose: bool = True) -> Iterator[Personal]:
    """Numbers of persons in a text; *allowed* are the organisation's own, as digits only.

    In *prose* digits with any gap between them are read as one number, too.
    """
    plain = _COUNTRY.sub("", unicodedata.normalize("NFKC", text))
    # A gap may stand inside a number or between two; both readings are looked at.
    told: set[str] = set()
    for reading in (_PARTED.sub("", plain), _joined(plain)) if prose else (_joined(plain), plain):
        for match in _RUN.finditer(reading):
            run = match[0]
            if run in told or run in allowed:
                continue
            what = _what(run, reading[max(0, match.start() - 16) : match.start()])
            if what:
                told.add(run)
                yield Personal(what, shown(run))


def masked(text: str) -> str:
    """A text that may be printed in a report: of a person's number only the first three and last two digits stand."""
    if not _MAYBE.search(text):
        return text
    plain = _joined(unicodedata.normalize("NFKC", text))
    return (
        _RUN.sub(lambda match: shown(match[0]) if _what(match[0], plain[: match.start()]) else match[0], plain)
        if any(numbers(text))
        else text
    )


# --- words ---------------------------------------------------------------------------------------

_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
# Letter boxes of an office, not of a person.
_OFFICES = re.compile(
    r"(?i)(?:office|info|service|contact|admin|press|media|help|support|donate|jubao|jiandu|complaints?|no-?reply|cishan|csh|cszh|webmaster|mail|hr|public)[0-9_.-]*"
)
_PASSPORT = re.compile(r"(?:护照|通行证)[^，。；\n]{0,10}?(?<![A-Za-z0-9])(?:[A-Z]{1,2}[0-9]{7,9})(?![A-Za-z0-9])")
_HOME_PHONE = re.compile(
    r"(?:家庭|住宅|宅电|家里|本人|家长|监护人|患者|受助|学生|家属)[^，。；\n]{0,12}?(?<![0-9A-Za-z])0[1-9][0-9]{1,2}[- ]?[2-9][0-9]{6,7}(?![0-9A-Za-z])"
)
_HOME = re.compile(
    r"[0-9一二三四五六七八九十]+(?:号楼|栋|幢|座|单元)[^，。；\n]{0,8}?[0-9]{2,4}(?:室|户)"
    r"|(?:村|社区|屯|寨)[^，。；\n]{0,6}?[0-9一二三四五六七八九十]+(?:组|队|社)[0-9]+号"
    r"|(?:家住|住在|住址|家庭住址|家庭地址)[：: ]?[^，。；\n]{2,30}?(?:[0-9]+号|[0-9]+室|[0-9]+单元|[0-9]+组)"
)

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕"
    "殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓洪包左石崔吉龚程邢裴陆荣翁荀惠甄曲封储靳段富巫焦巴牧隗车侯班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶司黎薄印白"
    "蒲邰赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却桑桂濮牛寿通边扈燕冀尚农温别庄晏柴瞿阎连习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国"
    "文寇广禄阙东欧殳沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖岳覃"
)
_NAME = rf"(?:[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}|小[\u4e00-\u9fa5])"
_PERSON = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}(?:先生|女士)?")
# How names of bodies end that begin like the name of a person: 高新区, 华联, 金店, 安康社.
_BODIES = re.compile(r".*[区市县镇乡村局会司店厂校院所社馆站部队团行城园场家业联]")
_CHILD = (
    r"(?:(?<![0-9])(?:[1-9]|1[0-7])(?:周?岁)|[一二三四五六七八九十]岁"
    r"|[一二三四五六]年级|[初高][一二三]|幼儿园|小学生?|初中生?|(?:男|女)孩)"
)
_SCHOOL_OR_ILL = (
    r"(?:[\u4e00-\u9fa5]{2,12}(?:小学|中学|学校|幼儿园)|白血病|肿瘤|癌|脑瘫|自闭症|孤独症|先天性|心脏病|尿毒症|地中海贫血|"
    r"血友病|残疾|确诊|诊断为|患有|抑郁|艾滋)"
)
# A name, an age or class, and a school or an illness in one sentence.
_MINOR = re.compile(
    rf"(?:{_NAME})(?:[（(，,、：:\s]|今年|同学|现年|是|就读|，)[^。；\n]{{0,30}}?{_CHILD}[^。；\n]{{0,40}}?{_SCHOOL_OR_ILL}"
    rf"|(?:{_NAME})同学[^。；\n]{{0,40}}?{_SCHOOL_OR_ILL}"
)
_DISGUISED = re.compile(r"化名|某某|×|[*＊]")


def words(text: str, domains: frozenset[str] = frozenset()) -> Iterator[Personal]:
    """Addresses of persons and children told too closely; *domains* are the organisation's own, and its letter boxes."""
    plain = unicodedata.normalize("NFKC", text)
    for match in _EMAIL.finditer(plain):
        if not _OFFICES.fullmatch(match[1]) and domains.isdisjoint({match[2].lower(), match[0].lower()}):
            yield Personal("个人邮箱", f"{match[1][:2]}…@{match[2]}")
    for what, pattern in (("护照或通行证号码", _PASSPORT), ("个人的座机", _HOME_PHONE), ("住址", _HOME)):
        if pattern.search(plain):
            yield Personal(what)
    match_minor = _MINOR.search(plain)
    if match_minor and not _DISGUISED.search(plain[max(0, match_minor.start() - 4) : match_minor.end() + 6]):
        yield Personal("未成年人的姓名和学校或病情")


def named_like_a_person(text: str) -> bool:
    """Whether a text is nothing but what may be the name of a person: a surname and one or two characters."""
    return bool(_PERSON.fullmatch(text)) and not _BODIES.fullmatch(text)


def personal(
    text: str, allowed: frozenset[str] = frozenset(), domains: frozenset[str] = frozenset()
) -> Iterator[Personal]:
    """Everything that leads to a person."""
    yield from numbers(text, allowed)
    yield from words(text, domains)
