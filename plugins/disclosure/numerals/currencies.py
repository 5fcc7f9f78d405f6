"""Units of money and names of currencies: what 人民币万元, RMB'000 or 百元 amounts to, and which words are no yuan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from ..expressions import expression
from ..identifiers import simplified

# --- units of our own money ----------------------------------------------------------------------

_POWERS = {
    "": 0, "十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "k": 3, "thousand": 3, "thousands": 3, "万": 4, "tenthousand": 4, "tenthousands": 4,
    "10k": 4, "十万": 5, "拾万": 5, "hundredthousand": 5, "百万": 6, "佰万": 6, "million": 6, "millions": 6, "mn": 6, "千万": 7, "仟万": 7,
    "亿": 8, "hundredmillion": 8, "十亿": 9, "billion": 9, "billions": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
_BASES = {"元整": 0, "元": 0, "圆": 0, "块钱": 0, "块": 0, "yuan": 0, "角": -1, "毛": -1, "分": -2, "厘": -3}
_SCALE = "|".join(sorted(filter(None, _POWERS), key=len, reverse=True))
_BASE = "|".join(_BASES)
_OURS = r"(?:数字人民币|人民币|renminbi|rmb|cny|中国元|本位币|¥)"
_MONEY = expression(
    rf"{_OURS}?(?:(?P<ones>1|一)(?P<zeros>0*))?(?P<scale>{_SCALE})?(?P<base>{_BASE})(?:{_OURS}|钱)?"
    rf"|{_OURS}(?P<only>{_SCALE}|(?P<thousands>(?:000)+)s?|1(?P<tens>0+))?"
    rf"|(?P<before>{_SCALE})(?:of)?(?:{_OURS}|yuan)|{_OURS}{_OURS}"
)
_UNUSUAL = ("0", "00")  # RMB 10 is a sum, or RMB 10,000 cut off at its comma
_NOTHING = expression(r"[\s:：()（）\[\]【】/、.·'\"“”「」『』_*-]+|,(?=[^0-9]|$)|(?<=[0-9]),(?=[0-9]{3})")


_APOSTROPHES = dict.fromkeys(map(ord, "’‘′`´"), "'")  # of RMB’000


def _plain(text: str) -> str:
    """A text in one width, small letters and simplified characters, as long as its NFKC form."""
    return simplified(unicodedata.normalize("NFKC", text)).translate(_APOSTROPHES).lower()


def money_power(text: str) -> int | None:
    """The power of ten of a unit of our money: 4 for 人民币万元, -1 for 角; None where the words are no such unit."""
    word = _NOTHING.sub("", _plain(text))
    match = _MONEY.fullmatch(word)
    if match is None:
        return None
    if match["base"] is None:
        counted = match["thousands"] or match["tens"]
        if counted in _UNUSUAL:
            return None
        return len(counted) if counted else _POWERS[match["only"] or match["before"] or ""]
    return len(match["zeros"] or "") + _POWERS[match["scale"] or ""] + _BASES[match["base"]]


# --- other currencies ----------------------------------------------------------------------------

VIRTUAL = "虚拟货币"  # no currency in which a table may hold anything
# Each by its usual name: words, codes in Latin letters, signs.
_FOREIGN: dict[str, tuple[str, str, str]] = {
    "美元": ("美元|美金|美圆|美钞|美刀", r"usd?\s?\$|usd|us\s?dollars?|dollars?", ""),
    "港元": ("港元|港币|港纸", r"hkd?\s?\$|hkd", ""),
    "欧元": ("欧元", "eur|euros?", "€"),
    "日元": ("日元(?![旦素宵月年])|日圆|日币|[円圎]", "jpy|yen", ""),
    "英镑": ("英镑", "gbp|pounds?", "£"),
    "韩元": ("韩元|韩币|韩圆", "krw", "₩"),
    "澳元": ("澳元|澳币|澳大利亚元", r"aud|au?\$", ""),
    "加元": ("(?<![增参添附追叠])加元(?![旦素宵宝首老气件])|加币|加拿大元", r"cad|ca?\$", ""),
    "新台币": ("新?台币", r"twd|ntd|nt\s?\$", ""),
    "澳门元": ("澳门元|澳门币|葡币", r"mop\$?", ""),
    "新加坡元": ("新加坡元|新币|坡币", r"sgd|s\$", ""),
    "瑞士法郎": ("法郎|瑞郎", "chf", ""),
    "卢布": ("卢布", "rub", "₽"),
    "泰铢": ("泰铢|泰币", "thb", "฿"),
    "卢比": ("卢比", "inr", "₹"),
    "越南盾": ("越南盾", "vnd", "₫"),
    "林吉特": ("林吉特|马币|令吉", "myr", ""),
    "新西兰元": ("新西兰元|纽币", r"nzd|nz\s?\$", ""),
    "比索": ("比索", "php|mxn", ""),
    "克朗": ("克朗", "sek|nok|dkk", ""),
    "迪拉姆": ("迪拉姆", "aed", ""),
    "里亚尔": ("里亚尔", "sar", ""),
    "雷亚尔": ("雷亚尔", r"brl|r\$", ""),
    "兰特": ("兰特", "zar", ""),
    "印尼盾": ("印尼盾", "idr", ""),
    VIRTUAL: ("比特币|泰达币|以太[币坊]", "btc|usdt|eth|bitcoins?", ""),
    "外币": (
        "外币|里拉(?!琴)|福林|兹罗提|谢克尔|第纳尔|缅[币元]|图格里克|坚戈|格里夫纳|文莱元|朝鲜元|美国元|加拿大币|澳大利亚币|[美欧]分(?=$|[)\\]）】])|港仙",
        "",
        r"(?<![a-z]\$)(?<![a-z])(?<![a-z] )\$",
    ),
}
FOREIGN_WORDS = "|".join(f"(?i:{words}|{codes})" for words, codes, _ in _FOREIGN.values() if codes)
CURRENCIES = tuple(name for name in _FOREIGN if name not in {VIRTUAL, "外币"})


# Whose 元 it is, in brackets behind it: 元（新加坡）.
_PLACES = {
    "美元": "美国?", "港元": "香?港|中国香港", "澳元": "澳(?:洲|大利亚)", "加元": "加拿大", "新台币": "台湾?|中国台湾", "澳门元": "澳门|中国澳门",
    "新加坡元": "新加坡", "新西兰元": "新西兰", "欧元": "欧洲|欧盟", "日元": "日本", "韩元": "韩国",
}  # fmt: skip
_IN_A_PLACE = r"(?!(?:路(?!演)|街|大道|大厦|广场|花园|公寓|小区|社区|村|镇))"  # 欧元路社区 is no sum in euros


def _pattern(words: str, codes: str, signs: str, places: str = "") -> re.Pattern[str]:
    """What names a currency: its codes stand for themselves, not inside longer words, its words not in names of places."""
    parts = (
        f"(?:{words}){_IN_A_PLACE}",
        rf"(?<![a-z])(?:{codes})(?![a-z])" if codes else "",
        signs,
        rf"元\s?[(（](?:{places})[)）]" if places else "",
    )
    return re.compile("|".join(filter(None, parts)))


_BY_NAME = {name: _pattern(*spelled, _PLACES.get(name, "")) for name, spelled in _FOREIGN.items()}


@lru_cache(1 << 12)  # what stands beside the numbers of a report are few words: 元, 万元, 人次
def foreign(text: str) -> str:
    """The other currency that a text names, by its usual name; nothing where it names none."""
    word = _plain(text)
    return next((name for name, pattern in _BY_NAME.items() if pattern.search(word)), "")


def foreign_word(text: str) -> str:
    """The word or sign by which a text names another currency, as it is written there."""
    word = _plain(text)
    match = next(filter(None, (pattern.search(word) for pattern in _BY_NAME.values())), None)
    return unicodedata.normalize("NFKC", text)[slice(*match.span())].strip() if match else ""


def is_currency(text: str) -> bool:
    """Whether a text names another currency and nothing else: 港币, but neither 港币捐款 nor 元."""
    return bool(text) and foreign_word(text) == text


_SUM = r"(?>[0-9][0-9,]*(?:\.[0-9]+)?)"
_NAMES = "|".join(pattern.pattern for pattern in _BY_NAME.values())
_OF_THIS = r"(?:以上|本[行笔格]|此[处笔项格]?|[该这]笔)?"
# A note of nothing but a currency, with or without an amount: 币种：港币, USD 100, 100美元, 美元捐款, 此为美元.
CURRENCY_NOTE = expression(
    rf"^[\s(（\[]*{_OF_THIS}(?:(?:币种|币别|货币|原币|外币|计价|金额)(?:单位)?|单位|以|按)?\s*[:：为是系]?\s*(?P<before>{_SUM})?\s*(?P<currency>{_NAMES})"
    rf"\s*(?P<behind>{_SUM})?(?:计价?|捐[赠款])?[\s)）\].。]*$",
    re.IGNORECASE | re.MULTILINE,
)

# A note of nothing but a unit of ours that is larger than a yuan: 单位：万元, 金额以千元计.
UNIT_NOTE = expression(
    rf"^[\s(（\[]{{0,4}}{_OF_THIS}(?:金额|计价|货币)?(?:单位|以|按)? {{0,2}}[:：为是按]? {{0,2}}(?:人民币)?"
    r"(?P<unit>[十百千万亿]{1,2}元)(?:计价?|为单位)?[\s)）\].。]{0,4}$",
    re.MULTILINE,
)


# --- what the lines around a table say ----------------------------------------------------------------------


class UnitNote(Struct, frozen=True):
    """A word on the unit of a whole table: its words, the power of ten, or why it can not be read."""

    words: str
    power: int | None = None
    currency: str = ""


_UNIT_CHARS = rf"(?:{_OURS}|{_SCALE}|{_BASE}|[0-9千百十万亿零])"
_LABEL = expression(
    r"(?P<label>单位|單位|単位|币种|幣種|币别|幣別|货币|貨幣|(?<![a-z])(?:currency|units?))"
    r"(?=\s*(?:[:：∶︰;,为是=—–-]|\s)\s*[(（\[]?\s*(?P<words>(?:[^,;，；。、()（）\[\]\n:：]|,(?=[0-9]{3})){1,24})"
    r"|(?P<close>[^\s:：,;，；。、()（）\[\]\n]{1,12}))",
    re.IGNORECASE,
)
_BASIS = expression(
    r"[以按用](?P<words>[^,;，；。()（）\s以按用]{1,8}?)(?:[为為](?:[计計][量价價算]|金[额額]|[货貨][币幣]|[记記]账|基本)?[单單]位|[计計][价價]"
    "|[计計]量|[计計]算|列示|填列|填[报報]|表示|反映|[计計](?![划劃]))"
    "|(?:金[额額]|[数數](?:字|据|據|额|額|值)|款[项項]|(?P<unit>[单單]位)|以下|下列|表[内內中])(?:一?[栏欄列项項])?[均都皆各]?(?:[为為是]|系|指"
    r"|按)(?P<is>[^,;，；。()（）\s:：]{1,8})(?=[,;，；。)）]|$)"
    r"|(?:^|(?<=[,;。(\s表字据额]))(?P<leading>[^,;。()\s:以按用表]{1,8}?)[为為](?:[计計][量价價算]|金[额額]|[货貨][币幣]|[记記]账)?[单單]位"
    r"|\bin\s+(?P<in>(?:[a-z0-9' -]|,(?=[0-9]{3})){2,30})",
    re.IGNORECASE,
)
_GROUP = expression(r"[(（\[【]([^()（）\[\]【】]{1,24})[)）\]】]")
_LEADING = expression(
    r"^(?:金额|数额|款额|价值|币种|货币|计量|计价|单位|單位|単位|currency|units?|amounts?|in|为|以|[:：∶︰;,、—–\s-])+",
    re.IGNORECASE,
)
_UNIT_LIKE = expression(rf"{_UNIT_CHARS}+")
# What 单位 may stand for where it names no unit of ours: units of counts and weights, and money of other times and places.
# Other words behind it are the name of a body: 单位：阿里, 单位：民政局.
_UNIT_WORD = expression(
    rf"[^a-z]|.*(?:{_BASE}|元|币|钱)|{_SCALE}|.*[元圆块]每?[十百千万]?(?:人|月|年|日|天|户|次|笔|例|名|份|吨|件|个|平方?米?)(?:次|年|月)?"
    r"|.*[元圆块][×✕x0-9].*"
    "|w|wan|wanyuan|qian|kuai|pcs?|kg|g|t|ml|l|件套|人次|人民|千克|公斤|公里|公顷|毫升|平米|平方米?|立方米?|小时|分钟|百分比|百分点|积分|[工课学]时"
    "|学分|人[天日]|台班|床日|车次|小红花"
    r"|马克|先令|便士|基普|瑞尔|塔卡|奈拉|索姆|苏姆|比尔|银两|大洋|袁大头"
    "|基那|古德|科朗|伦皮拉|格查尔|索莫尼|马纳特|拉里|德拉姆|列伊|列弗|莱克|努扎姆|拉菲亚|瓦图|潘加|塔拉|阿里亚里|克瓦查|普拉|梅蒂卡尔|宽扎|塞地"
    "|达拉西|利昂|纳克法|乌吉亚|埃斯库多|索尔|玻利瓦尔|瓜拉尼|巴波亚|阿富汗尼|库纳"
    "|.*(?:(?<![红土])豆|能量|积分数?|(?<!价)值|(?<!证)券)|元宝"  # of platforms that let people give what they collected; 中信证券 is a body
)
_BODY = expression(
    r".*(?:会|司|部|局|院|校|心|社|站|办|处|科|组|厅|委|店|厂|行|村|镇|县|市|区|所|队|馆|协|室|园|堂|寺|庙|党|团|军|学|政府|基金)"
)
_COINS = expression(r"[角毛分厘块]")
# Sizes in Latin letters, cut short in more ways than anybody reads for sure.
_CUT_SHORT = "mill?|mln|mio|bln|thous?|tsd"
# A size without a unit: in thousands, （万）, （×1000）.
_SIZE_ALONE = expression(
    rf"(?:[×✕x*][0-9^]+|[百千]|(?:10)?k|(?:ten|hundred)?thousands?|(?:hundred)?millions?|mn|billions?|[百千]?万|亿|{_CUT_SHORT})"
)
# RMB mil., m yuan, CNY bn, RMB 0,000, without blanks and points.
_OURS_CUT_SHORT = expression(
    rf"(?:{_OURS}|yuan)(?:in)?(?:{_CUT_SHORT}|[mbw]|mm|bn|bill?|th(?:ou?)?|wan|0{{3,}})|(?:{_CUT_SHORT}|[mbw]|mm|bn|bill?|th(?:ou?)?)(?:of)?(?:{_OURS}|yuan)"
)
_FURTHER = expression(r"\s*(?:[、,，/]|[和或及])\s*([^\s,，;；。、()（）:：]{1,12})")  # of units: 万元、元


# What was given in another currency stands there in ours: 外币捐赠已按到账当日汇率折合人民币; not 单位：美元，折合人民币见备注.
_NO_UNIT_OF_THE_TABLE = r"(?<![为是以用位种别计])(?<![位种别计]:)"
_CHANGED = (
    r"(?:捐[赠款资]|善款|收入|款项?|资金|部分|金额|存款)?(?:均|都|一律|全部|已经?)*"
    r"(?:[按以依照据][^,;。、()0-9]{0,16}?)?(?:折[算合成为]?|换算|兑换|结汇)[成为合]?"
)
_CONVERTED = expression(
    rf"{_NO_UNIT_OF_THE_TABLE}(?:外[币汇]|{FOREIGN_WORDS}){_CHANGED}人民币元?(?=$|[,;。、)\s计列入登填公])"
)
_CONVERTED_TO_OURS = expression(rf"{_NO_UNIT_OF_THE_TABLE}外[币汇]{_CHANGED}(?=$|[,;。、)])")


def _without_converted(text: str) -> str:
    """A line without what it says of sums that were changed into ours."""
    text = _CONVERTED.sub("", text)
    return _CONVERTED_TO_OURS.sub("", text) if "人民币" in text else text


# 单 位 ： 万 元, U n i t : 万元
_APART = expression(
    r"(?<![A-Za-z])[A-Za-z](?: [A-Za-z](?![A-Za-z])){2,12}"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000]{1,4}[:：∶]?[ \u3000]{0,4}[\u4e00-\u9fff](?![\u4e00-\u9fff])){1,12}"
)
_LABEL_ALONE = expression(r"(?:金[额額]|[计計]量|[货貨][币幣]|[计計][价價])?[单單]位\s*[:：]?")


def _closed_up(text: str) -> str:
    """A text whose characters stand apart, without the blanks between them."""
    return _APART.sub(lambda match: re.sub(r"[ \u3000]", "", match[0]), text)


_LONGEST_NOTE = 4000  # signs; nobody writes a unit behind so many


def notes(cells: Iterable[str]) -> list[UnitNote]:
    """What the cells of a line above or below a table say of the unit of its amounts."""
    by_meaning: dict[tuple[int | None, str], UnitNote] = {}
    normal = (_without_converted(unicodedata.normalize("NFKC", cell).translate(_APOSTROPHES).strip()) for cell in cells)
    texts = [_closed_up(text[:_LONGEST_NOTE]) for text in normal if text]
    labelled = any(map(_LABEL_ALONE.fullmatch, texts))
    for text in texts:
        counted = _COUNTED.match(text)
        if counted and not labelled and money_power(text[counted.end() :]) is not None:
            continue
        if not labelled and (perhaps := _perhaps_a_unit(text)):
            by_meaning.setdefault((None, ""), UnitNote(perhaps))
            continue
        for words, told_how in _candidates(text):
            note = _note(words, told_how)
            if note:
                by_meaning.setdefault((note.power, note.currency), note)
    for text in texts:
        currency = foreign(text)
        if currency:
            by_meaning.setdefault((None, currency), UnitNote(foreign_word(text) or text, None, currency))
    read = {note.words for note in by_meaning.values() if note.power is not None}
    kept = [note for note in by_meaning.values() if note.power is not None or note.currency or note.words not in read]
    if sum(note.power is not None for note in kept) > 1:  # 币种：人民币 beside 单位：万元 says nothing of the size
        kept = [note for note in kept if not re.fullmatch(_OURS, _NOTHING.sub("", note.words).lower())]
    return kept


class _Certainty(Enum):
    """How sure it is that words name a unit."""

    MAYBE = 0  # a cell or a bracket of its own
    LABELLED = 1  # 单位 stands before them, which may also be a body: 填报单位
    CERTAIN = 2  # 单位： or 金额单位： stands before them
    CURRENCY = 3  # 币种： stands before them, which nobody is called


_OF_AMOUNTS = expression(r"(?:金额|货币|计量|计价|数量|记账|核算|表内|本表)$")
_OF_CURRENCY = expression(r"币种|幣種|币别|幣別|货币|貨幣|currency", re.IGNORECASE)
# 救助金额为1000元, 1000元, 金额：人民币1000元: a sum, unless 单位 stands with it.
_COUNTED = expression(r"(?:[金数款总][额額]|合[计計])?[为為共]?\s?:?\s?(?:人民币|¥)?\s?(?=[0-9一])")
# （金额：万元，人数：人）: each number of the table has a unit of its own.
_OF_THE_MONEY = expression(
    r"(?:^|[,，;；、(（\[【:：\s])\s*(?:总|捐[赠款])?(?:金额|款额|数额|价值|资金|善款)\s*[:：为]\s*(?P<words>[^,，;；、()（）\[\]【】\s:：]{1,8})"
    r"(?=\s*(?:[,，;；、)）\]】]|$))"
)
# 捐赠一览表（1000元）, 期末余额（1000元）.
_SIZED = expression(
    "(?:表|[账帐]|册|(?:捐[赠款]|募集|收入|支出|拨付|本期|累计)金额|明细|情况|收支|收入|支出|资产|负债|余额|[计总]数|年度?"
    r"|月份?)\s?[(（\[【]\s?(?P<words>[^()（）\[\]【】]{2,12})[)）\]】]"
)


def _is_sum(words: str) -> bool:
    """Whether words begin with digits and are an amount, as that of a standard: 1000元."""
    counted = _COUNTED.match(words)
    return counted is not None and (
        money_power(words[counted.end() :]) is not None or _IN_SIGNS.fullmatch(words) is not None
    )


def _perhaps_a_unit(text: str) -> str:
    """A sum in brackets that may as well be the unit of a table, as it stands alone or behind the name of all of it."""
    sized = _GROUP.fullmatch(text) or (None if _LABEL.search(text) else _SIZED.search(text))
    return sized[1] if sized and _is_sum(sized[1]) and not _NO_UNIT.match(sized[1]) else ""


_NO_UNIT = expression(r"合[计計]|共|(?:人民币|¥)?\s?[1一]元$")  # （共1000元） is a sum; （1元） is the same either way


_IN_SIGNS = expression(r"\s?¥\s?[0-9][0-9,]*(?:\.[0-9]+)?\s?")  # ¥1,000
_HAN_BEFORE = expression(r"[\u4e00-\u9fff]$")


def _in_brackets(text: str) -> Iterator[str]:
    """Words in brackets, and behind 金额: beside the unit of something else, that are no sums."""
    labelled = _LABEL.search(text) is not None
    groups = (match[1] for match in _GROUP.finditer(text))
    yield from (words for words in groups if labelled or not _is_sum(words))
    yield from (match["words"] for match in _OF_THE_MONEY.finditer(text) if not _is_sum(match["words"]))


def _candidates(text: str) -> Iterator[tuple[str, _Certainty]]:
    """Words of a cell that may name a unit, and how sure that is."""
    yield text, _Certainty.MAYBE
    yield from ((words, _Certainty.MAYBE) for words in _in_brackets(text))
    for match in _LABEL.finditer(text):
        before = text[: match.start()]
        of_body = (
            match["label"] in {"单位", "單位", "単位"} and _HAN_BEFORE.search(before) and not _OF_AMOUNTS.search(before)
        )
        if match["words"]:
            if _OF_CURRENCY.fullmatch(match["label"]):
                yield match["words"], _Certainty.CURRENCY
            else:
                yield match["words"], _Certainty.LABELLED if of_body else _Certainty.CERTAIN
        else:
            yield match["close"], _Certainty.LABELLED
        further = _FURTHER.match(text, match.end("words") if match["words"] else match.end())
        if further:
            yield further[1], _Certainty.MAYBE
    for match in _BASIS.finditer(text):
        if not (match["is"] and match["unit"] is None and _COUNTED.match(match["is"])):
            yield match["words"] or match["is"] or match["leading"] or match["in"], _Certainty.MAYBE


_SHORTEST_BODY = 2  # letters that name none


def _note(words: str, certainty: _Certainty) -> UnitNote | None:
    """What words say of a unit, if they name one."""
    whole = _LEADING.sub("", words)
    if money_power(whole) is None and _OURS_CUT_SHORT.fullmatch(_NOTHING.sub("", _plain(whole))):
        return UnitNote(whole)
    if certainty is _Certainty.MAYBE:
        bare = _LEADING.sub("", words).strip()
        power = money_power(bare)
        if power is not None and _COINS.search(bare):
            return UnitNote(bare)  # （分） may be the unit of a mark
        if power is None and _SIZE_ALONE.fullmatch(_NOTHING.sub("", _plain(bare))):
            return UnitNote(bare)
    else:
        bare, power = _to_its_end(words.strip())
    if power is not None:
        return UnitNote(bare, power)
    currency = foreign(bare)
    if currency:
        return UnitNote(bare, None, currency)
    word = _NOTHING.sub("", _plain(bare))
    # a body is written with a capital and more than two letters: lakh, M, Huawei
    in_latin = bare.isascii() and bare.isalpha() and (bare.islower() or len(bare) <= _SHORTEST_BODY)
    unlike = certainty is _Certainty.CURRENCY or (
        certainty is _Certainty.CERTAIN and (in_latin or bool(_UNIT_WORD.fullmatch(word))) and not _BODY.fullmatch(word)
    )
    doubtful = certainty is not _Certainty.MAYBE and (_UNIT_LIKE.fullmatch(word) or _SIZE_ALONE.fullmatch(word))
    return UnitNote(bare) if word and (doubtful or unlike) else None


def _to_its_end(words: str) -> tuple[str, int | None]:
    """(the words of a unit, its power of ten or None): 元 of “元 制表人：…”, 万 元 of “万 元”, else the first word."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        power = money_power("".join(parts[:length]))
        rest = "".join(parts[length:])
        if power is not None and _SIZE_ALONE.fullmatch(rest.lower()):
            return "".join(parts), None  # 元 千
        if power is not None and not rest[:1].isdigit():
            return " ".join(parts[:length]), power
    return (parts[0] if parts else ""), None
