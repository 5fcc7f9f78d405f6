"""The numbers of a passage that say how much of what: wording, exact value, unit and word of approximation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import permutations

from msgspec import Struct

from ..documents import UNKNOWN
from ..numerals import QUALIFIERS, Bound, NumberWording, foreign, is_currency, readings
from ..quantities import UNITS


class Mention(Struct, frozen=True):
    """A number in a text: where its wording and its digits stand, and what they say."""

    start: int  # of the wording
    digits: int  # where the number itself begins
    end: int
    value: Decimal
    unit: str
    qualifier: str
    counted: str = ""  # the word behind the digits that tells the unit: 名, 位, 家庭
    noun: str = ""  # what follows the unit directly: 慈善项目
    ranged: str = ""  # 至少 or 至多, where it is one end of a range
    unit_before: bool = False  # the unit was said before the number: 参与人次首次超过200万

    @property
    def is_money(self) -> bool:
        """Whether it is an amount, in whatever currency, also in one that the words leave open."""
        return self.unit == "元" or bool(foreign(self.unit))


# --- numbers -------------------------------------------------------------------------------------

# What was read of a number is not tried again shorter: no text makes it slow.
_DIGITS = r"(?>\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?+"
_HAN_DIGITS = "一二三四五六七八九两零〇"
_SCALES = "十百千万亿"
_ARABIC = rf"{_DIGITS}(?:[余多]?[百千万亿]++(?:{_DIGITS}[百千万亿]++)*+)?(?:余(?![额款下])|多(?!元化|媒体|功能|样|种|次|年|方|个部门))?"
_HAN_POINT = rf"(?:点[{_HAN_DIGITS}零]++(?=[余多]?[万亿元圆])[万亿]*+)?+"  # 三点六亿元; 三点五十分 is a time
_HAN = (
    rf"(?:[数几][{_SCALES}]++|[{_HAN_DIGITS}{_SCALES}]++{_HAN_POINT})"
    r"(?:[余多][万亿]|[余多来几](?=[名位人户个次场件元万亿份家]))?"
)
# As cheques and receipts spell amounts: 壹仟贰佰叁拾肆万伍仟元整.
_FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖零"
_FORMAL = rf"(?:[壹贰叁肆伍陆柒捌玖]|(?<![收捡佰仟万亿])拾(?=[{_FORMAL_DIGITS}万亿元圆]))[{_FORMAL_DIGITS}拾佰仟万亿]++"
_NUMBER = rf"(?:{_ARABIC}|{_HAN}|{_FORMAL})"

_BEFORE = (
    r"(?:首次|首度|率先)?(?:突破|超过|超出|超|逾|将近|接近|近|大约|约|不足|不到|不少于|不低于|不超过|不高于|至少|至多|最多|最少|高于|低于"
    r"|多于|少于|达到|达|预计|上|过)(?:人民币|[¥￥])?"
)
_AFTER = r"(?:以上|以下(?!简称)|以内|左右|上下|不等|不止(?:一[点些])?|\+)"

# Words that tell a unit, and the unit of the register; others are units themselves.
_WORDS = {
    "名": "人", "位": "人", "人次": "人次", "人": "人", "余人": "人", "户次": "户次", "户": "户", "大类": "类", "场次": "场",
    "公斤": "千克", "个小时": "小时", "小时": "小时", "学时": "小时", "家次": "家次", "块": "元", "人民币": "元", "圆": "元", "元": "元", "块钱": "元",
    "件次": "件", "批次": "批", "例": "例", "顶": "顶", "床": "床", "双": "双", "袋": "袋", "桶": "桶", "副": "副", "亩": "亩", "棵": "棵",
    "株": "株", "平方米": "平方米", "公里": "公里", "门": "门", "地": "地", "％": "%", "%": "%", "个": "个",
    "个家庭": "户", "万": "", "部": "部",   "课时": "节", "米": "米", "幅": "幅",
     "款": "款", "片": "片", "人份": "份",  "头": "头",
}  # fmt: skip
# Persons and homes or bodies that are counted together: 4120人(家)次.
MIXED = tuple(f"{first}({second})次" for first, second in permutations("人户家", 2))
_WORDS |= {**dict.fromkeys(MIXED, "人次"), "人(次)": "人次", "人/次": "人次"}
_NO_COUNTS = {"年", "月", "天", "日", "分钟", "款", "头", "门", "部", "片", "米", "幅"}
_UNIT_WORDS = {
    **{unit: unit for unit in UNITS if unit not in {"年", "月", "天", "日", "分钟", "家庭"}},
    **{word: unit for word, unit in _WORDS.items() if unit and word not in _NO_COUNTS},
}
# After Han digits only what is counted so; 一 alone is mostly no number but an article.
_HAN_COUNTED = "人次|大类|小时|名|位|人|户|家|个|场次|场|次|期|所|地|项|支|座|台|辆|处|间|元|圆|件|份|篇|类|册|只|单"
_NO_UNIT_BEFORE = {"支": "(?![援持付出撑教队部])", "单": "(?!位)"}  # 300万支援灾区, 八单位联合 count nothing so
_UNIT = "|".join(re.escape(word) + _NO_UNIT_BEFORE.get(word, "") for word in sorted(_UNIT_WORDS, key=len, reverse=True))

_IN_BRACKETS = r"\((?:人民币)?[十百千]?[万亿]?元\)"  # 326.4(万元)

_MENTION = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<money>人民币|[¥￥])?(?<![\d.a-z])(?<!\d,)(?P<number>{_NUMBER})"
    rf"(?:(?P<first>(?:{_UNIT})?)(?P<to>至|到|[-—–~～]{{1,2}})(?P<second>{_DIGITS}[百千万亿]*|[{_HAN_DIGITS}{_SCALES}]++))?"
    rf"\s?(?P<unit>{_IN_BRACKETS}|{_UNIT})?(?P<more>余(?=[元人名户]))?(?P<after>{_AFTER})?"
    rf"(?P<cents>(?<=[元圆])零?(?:[{_FORMAL_DIGITS}]角)?零?(?:[{_FORMAL_DIGITS}]分)?[整正]?)?"
)

# --- what is no figure ---------------------------------------------------------------------------

_ORDINAL = re.compile(r"(?:第|初|周|星期|礼拜|农历|NO\.?|No\.?|[〔\[]|“|编号为?|电话[:号]?|热线|邮编|QQ)\s*$")
_OF_A_TERM = re.compile(r"届(?:[^,。;\d]{0,12}[暨和、])?\s*$")
_A_RANK = re.compile(r"[类档级]\d")  # 二类3000元
_COUNTED_ON = re.compile(r"(?:(?<![\u4e00-\u9fff])|第)[一二三四五六七八九十]、$")  # 一、二、三期
_LETTER_BEFORE = re.compile(r"[A-Za-z_/@#.\-:]$")
_NAME_AND_COLON = re.compile(r"[\u4e00-\u9fff)”]:$")
_NO_AMOUNT_BEHIND = re.compile(
    r"号|届|级|版|楼|室|幢|栋楼|路|周年|年|月(?!均)|日(?!均)|时(?!间)|点(?!位)|分(?!钟|之)|岁|度|条第|章|款(?!项)|弄|公益日|热线|慈善一?日|国道|省道"
    r"|[A-Za-z_/@:]|-\d|\.\d"
)
# AED40台: a device by its letters, and the units by which devices are counted.
_DEVICE = re.compile(r"(?:^|[^A-Za-z\d])[A-Z]{2,5}$")
_OF_DEVICES = {"台", "套", "部", "个", "件", "辆", "只"}
_IDIOMS = re.compile(
    r"一对一|一站式|一体化|一系列|一方面|一批|一大批|万家|千家万户|万众一心|百花|千方百计|一线|一揽子|一如既往|十分|一定|一直|一些|一起|一同"
    r"|(?<=上述)[二两三四五六七八九十]项|(?<=以上)[二两三四五六七八九十]项|[二两三四五六七八九十]项(?=合计|共|总计|中(?!心))"
    "|一条龙|四套班子|[一二两三四五六七八九十]大(?!类)|[二两三四五六七八九]个(?:方面|维护|确立|意识|自信|代表|文明|聚焦|结合|坚持|转变|一|统一|层面"
    "|环节|问题|特点|阶段|重点|体系|关键)"
    r"|[一二两三四五六七八九十]位一体|三家村|[一二两三四五六七八九十\d]+对[一二两三四五六七八九十\d]+|[二两三]次(?:分配|创业|会议精神)"
    "|[一二两三四五六七八九]项(?:重点工作|任务|工作|措施|原则)"
    "|[二两三四五六七八九]件(?:事|大事|实事)|两(?:个)?大局|[一二两三四五六七八九]次全会|一个|一名|一位|一户|一家|一场|一次|一项|一份|一所|一件|一支"
    "|一期|一人|一地|一类|一元(?!钱)|一座|一间|一处|一台|一单|一只|一篇|一册"
)
# A new 一 is counted: 新增一项医惠保.
_NEW = re.compile(r"(?:新增|增设|新设立?|新建|新成立|建成|新开设?|增加)了?$")
_HAN_NUMBER = re.compile(rf"[{_HAN_DIGITS}{_SCALES}{_FORMAL_DIGITS}数几]")
# The same amount once more behind its digits: 100元(大写:壹佰元整).
_SPELLED_AGAIN = re.compile(r"(?:大写\)?[:]?(?:人民币)?|[元整]\()$")
_SCALE_ONLY = re.compile(rf"[{_SCALES}]+[余多]?")

# What says the unit before the number: 参与人次首次超过200万, 观看人次超510万.
_UNIT_BEFORE = re.compile(
    r"(?P<times>人次)|(?P<people>人数|人员)|(?P<homes>户数)|(?P<money>金额|善款|款物|捐款|资金|[收支]入?出?总?额|募捐额|筹款额|总额|额)"
)
_FAMILY = re.compile(
    r"(?:(?!发放|捐赠|提供|赠送|送去|配发|配送)[^,。;:、()“”\d及和与]){0,12}?(?:家庭(?!困难|经济|救|医|式|用|急)|农户|困难户|贫困户)(?![学的儿成子妇病老青])"
)
_RANGE = re.compile(r"[至到~～]")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z(][\u4e00-\u9fffA-Za-z()]{0,14}")
_UNKNOWN_BEFORE = re.compile(rf"{UNKNOWN}[-0-9.,{_HAN_DIGITS}{_SCALES}]*$")
_UNKNOWN_BEHIND = re.compile(rf"[-0-9.,{_HAN_DIGITS}{_SCALES}余多]*{UNKNOWN}")
_NEAR = 20  # signs of a number before one that is not known
_LONG_NUMBER = 7  # digits without any unit: a telephone, a number of something


def mentions(text: str) -> Iterator[Mention]:
    """Every number of *text* (as `passages.evened` leaves it) that states an amount, in order."""
    named = list(_named(text))
    position = 0
    while match := _MENTION.search(text, position):
        position = max(match.end(), match.start() + 1)
        if any(start <= match.start("number") < end for start, end in named):
            continue
        if _threshold(text, match) or _idiom(text, match) or not _counts(text, match):
            ranged = match["to"] and _RANGE.match(match["to"])  # of 第1至3名 the 3 is no count either
            position = max(match.end("second") if ranged else match.end("number"), match.start() + 1)
            continue
        if not _half_known(text, match):
            yield from _mention(text, match)
        position = _behind_the_same(text, match, position)


def _half_known(text: str, match: re.Match[str]) -> bool:
    """Whether a sign of the number is not known, so that what is left of it says something else: 1�358万元."""
    start, end = match.start("number"), match.end("second") if match["second"] else match.end("number")
    return bool(_UNKNOWN_BEFORE.search(text[max(0, start - _NEAR) : start]) or _UNKNOWN_BEHIND.match(text, end))


# The same amount in digits behind its spelling in full: 柒佰元整(¥700.00元).
_DIGITS_AGAIN = re.compile(rf"\s?\((?:即|小写:?|人民币)*[¥￥]?\s?(?P<digits>{_DIGITS})元?整?\)")


def _behind_the_same(text: str, match: re.Match[str], position: int) -> int:
    """Where to go on behind an amount that brackets repeat in digits; *position* where they say nothing, or another one."""
    again = _DIGITS_AGAIN.match(text, match.end())
    formal = match["number"][0] in _FORMAL_DIGITS
    if again is None or not (formal or (again[0].endswith("元)") and match["unit"] == "元")):
        return position
    spelled = next(iter(readings(text[match.start("number") : match.end()], "元")), None)
    exact = Decimal(again["digits"].replace(",", ""))
    same = spelled is not None and abs(spelled.value - exact) < (1 if formal else _last_place(match["number"]))
    return again.end() if same else position


def _last_place(number: str) -> Decimal:
    """What one more in the last printed digit is worth: a million of 2.34亿; nothing where no 万 or 亿 shortens it."""
    shortened = re.fullmatch(r"[\d,]+(?:\.(?P<places>\d+))?(?P<scale>[万亿])", number)
    if shortened is None:
        return Decimal(0)
    return Decimal(_SCALED[shortened["scale"]]).scaleb(-len(shortened["places"] or ""))


_SCALED = {"万": 10_000, "亿": 100_000_000}

# 净资产变动额-15.75万元, 同比-8.6%; behind other words the sign only parts: 助学-15万元.
_BELOW_ZERO = re.compile(
    r"(?:(?:变动|增减|差|净|盈亏)额|[结节盈]余|利润|收益|收支差|余额|净资产|同比|环比|减少|下降|降低|增长率?|增速|增幅|上年|为)(?P<sign>[-－−])\s?[¥￥]?$"
)


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Names in quotation marks and titles; what somebody says at length is none."""
    for match in re.finditer(r"“([^“”。！？!?]{1,18})”|《[^》]*》|[〔\[]\d+[〕\]]", text):
        yield match.span()


# 捐款10万元以上的企业5家: whom it tells of, and no sum of its own.
_OF_WHOM = re.compile(
    r"(?:\(含\))?的(?:爱心|捐赠)?(?:企业|单位|个人|团体|机构|捐[赠款]|商[户家]|家庭|有|共|\d+[家户名人位个笔])"
)


def _threshold(text: str, match: re.Match[str]) -> bool:
    return bool(
        match["after"] in {"以上", "以下"} and match["unit"] in {"元", "圆"} and _OF_WHOM.match(text, match.end())
    )


def _idiom(text: str, match: re.Match[str]) -> bool:
    number = match["number"]
    if not _HAN_NUMBER.match(number):
        return False
    start = match.start("number")
    if number == "一" and _NEW.search(text[:start]) and match["unit"]:
        return False
    return any(idiom.start() <= start < idiom.end() for idiom in _IDIOMS.finditer(text, max(0, start - 3), start + 8))


def _counts(text: str, match: re.Match[str]) -> bool:  # noqa: PLR0911  (one rule after the other)
    """Whether the digits say how much, by what stands around them."""
    number, unit = match["number"], match["unit"]
    start, end = match.start("number"), match.end("second") if match["second"] else match.end("number")
    before, behind = text[:start], text[end:]
    if _ORDINAL.search(before) or _COUNTED_ON.search(before) or (unit == "次" and _OF_A_TERM.search(before)):
        return False  # 第三名, 二届六次理事会, 二届六次理事会暨三次常务理事会
    if _A_RANK.match(behind):
        return False
    if _BELOW_ZERO.search(before):
        return unit in {"元", "%", "％"}
    if _of_a_code(before, unit) or (not match["before"] and _of_a_day(before, behind)):
        return False
    if _HAN_NUMBER.match(number):
        return _han_counts(match) and not (number[0] in _FORMAL_DIGITS and _SPELLED_AGAIN.search(before))
    if unit is None and (match["first"] or "") in _UNIT_WORDS:
        unit = match["first"]
    if not unit:
        return _counts_without_unit(match, before, behind)
    if unit in {"元", "块"} and match["before"] and _OF_WHOM_BY_RULE.match(behind):
        return False
    if _is_rule(unit, before, behind) or (unit in _NO_COUNT_BEHIND and _NO_COUNT_BEHIND[unit].match(behind)):
        return False
    return not (before.strip() == "" and re.match(r"[.、)]", behind))


# What a rule allows, and nobody did: 低于国家规定的10%, 不超过10%的规定.
_RULED = re.compile(
    r"不(?:得|能|应|可|应当)(?:低于|少于|高于|超过|多于|超出|突破)[^,。;\d]{0,24}$"
    r"|(?:规定|要求|法定|限定|红线|上限)(?:标准|比例|上限|红线|限额|要求)?的?\s*(?:不超过|不高于|不低于)?$"
    r"|(?:不超过|未超过|不高于|不低于)[^,。;\d]{2,14}的\s?$"
)
_RULE_BEHIND = re.compile(r"[%％]的?(?:规定|标准|要求|上限|红线|法定|限额)")

_COUNT_NAMED = re.compile(r"(?:人次|人数|户数):\s?$")  # 捐赠人次:386,412

# 21.3万困难群众: persons, though no word for counting them stands between.
_PERSONS_BEHIND = re.compile(
    r"(?:(?:困难|贫困|特困|低保|受灾|受助|留守|大病|残疾|孤寡|独居|各族)(?:[、和]?))*"
    r"(?:(?P<homes>家庭|农户|住户|牧户)|群众|学生|学子|老人|老年人|患者|病患|儿童|孩子|职工|居民|农牧?民|网友|爱心人士|市民|师生|残疾人)"
)

# Whom a rule is for: 自付费用超过3万元的患者.
_OF_WHOM_BY_RULE = re.compile(r"元?(?:以上|以下)?的(?:困难|患者|家庭|大病|群众|学生|病人)")
# Units that with the words behind them count nothing: 24小时热线, 三次全会, 3个月.
_HOURS = re.compile(r"(?:个?小时)(?:以|之)?内|小时(?:值|热线|不间断|在线)")
_NO_COUNT_BEHIND = {
    "地": re.compile(r"地(?:震|区|方|点|质|块)"),
    "小时": _HOURS,
    "个小时": _HOURS,
    "次": re.compile(r"次(?:全会|会议精神)"),
    "个": re.compile(r"个(?:多?月|工作日|年头|方面|百分点)"),
}


def _of_a_code(before: str, unit: str | None) -> bool:
    """Whether a letter or a colon before the digits makes them a part of a code or a time: COVID-19, 10:30."""
    # 年末结余:18.02万元, 捐赠人次:386,412, but no 10:30
    named = (unit and _NAME_AND_COLON.search(before)) or _COUNT_NAMED.search(before)
    device = unit in _OF_DEVICES and _DEVICE.search(before)
    return bool(_LETTER_BEFORE.search(before[-1:])) and not named and not device


def _of_a_day(before: str, behind: str) -> bool:
    """Whether digits are the month or the day of a date: 3 and 5 of 2025年3月5日."""
    return bool(re.search(r"[年月]$", before) and re.match(r"[-—至]?\d*[月日号]", behind))


def _is_rule(unit: str, before: str, behind: str) -> bool:
    return unit in {"%", "％"} and bool(_RULED.search(before) or _RULE_BEHIND.match(behind))


def _counts_without_unit(match: re.Match[str], before: str, behind: str) -> bool:
    """Whether digits with no unit behind them say how much: what stands before them, or persons behind them, tell it."""
    if _NO_AMOUNT_BEHIND.match(behind):
        return False
    number = match["number"]
    if _marked(match) or _COUNT_NAMED.search(before) or (number.endswith("万") and _PERSONS_BEHIND.match(behind)):
        return True
    digits = re.sub(r"[,.万亿余多]", "", number)
    scaled = bool(re.search(r"[万亿]", number))
    return scaled and len(digits) < _LONG_NUMBER and bool(_UNIT_BEFORE.search(_clause_before(before)))


def _marked(match: re.Match[str]) -> bool:
    """Whether the sign of the yuan stands before digits that have no unit behind them: 总收入:¥56,781,234.56."""
    return bool(match["money"]) or (match["before"] or "").endswith(("¥", "￥", "人民币"))


def _han_counts(match: re.Match[str]) -> bool:
    number, unit = match["number"], match["unit"]
    if not unit or not re.fullmatch(_HAN_COUNTED, unit):
        return False
    bare = number.rstrip("余多来几")
    if not _SCALE_ONLY.fullmatch(bare) or bare == "十":
        return True
    return match["before"] in {"上", "过", "近", "超", "超过", "突破", "逾", "约"}


def _clause_before(before: str) -> str:
    return re.split(r"[,。;:]", before)[-1]


def _mention(text: str, match: re.Match[str]) -> Iterator[Mention]:
    unit, word, unit_before = _unit(text, match)
    start, end = match.start(), match.end()
    if match["before"] in {"上", "过", "预计"} and not _SCALE_ONLY.fullmatch(match["number"].rstrip("余多")):
        start = match.start("number")
    below = _BELOW_ZERO.search(text, 0, start)
    start = below.start("sign") if below else _most(text, start)
    if unit == "元":
        start, end = _currency_before(text, start), _currency_behind(text, end)
    if word in {"名", "位", "个"} and not match["after"] and (family := _FAMILY.match(text, end)):
        end, unit = family.end(), "户"
    if word == "人" and text.startswith("次", end):
        return
    wording = text[start:end].rstrip()
    end = start + len(wording)
    numbers = [number for number in readings(wording, unit) if number.start >= 0]
    if unit == "元" and foreign(wording):
        unit = foreign(wording)
        numbers = list(readings(wording, unit))
    noun = _NOUN.match(text, end)
    for at, number in enumerate(numbers[: 2 if match["second"] else 1]):
        ends = ("至少", "至多")[at] if match["second"] and len(numbers) > 1 else ""
        qualifier = ends or _qualifier(number, wording)
        yield Mention(
            start,
            match.start("number"),
            end,
            number.value,
            unit,
            qualifier,
            word,
            noun[0] if noun else "",
            ends,
            unit_before,
        )


_MOST = re.compile(r"最高(?:[^,。;:\d]{0,8})$")


def _most(text: str, start: int) -> int:
    """Where a wording begins that says 最高 before its number."""
    match = _MOST.search(text, 0, start)
    return match.start() if match and len(text[match.start() : start]) <= len("最高理赔金额达到") else start


_LONGEST_CURRENCY = 4  # 新加坡元
_NOTED = re.compile(rf"\(([^()]{{1,{_LONGEST_CURRENCY}}})\)")
_BEFORE_CURRENCY = re.compile(rf"(?:{_BEFORE})$")


def _currency_before(text: str, start: int) -> int:
    """Where a wording begins that names another currency before its number: 港币20万元, 约USD 1万元."""
    head = text[:start].rstrip()
    word = _currency(head[-length:] for length in range(_LONGEST_CURRENCY, 0, -1))
    if not word:
        return start
    about = _BEFORE_CURRENCY.search(head[: -len(word)])
    return about.start() if about else len(head) - len(word)


def _currency_behind(text: str, end: int) -> int:
    """Where a wording ends that names another currency behind its number: 20万港币, 20万元港币, 20万元(港币)."""
    noted = _NOTED.match(text, end)
    if noted and is_currency(noted[1]):
        return noted.end()
    return end + len(_currency(text[end : end + length] for length in range(_LONGEST_CURRENCY, 0, -1)))


def _currency(words: Iterable[str]) -> str:
    """The first of the words that names another currency and nothing else, or ''."""
    return next(filter(is_currency, words), "")


def _unit(text: str, match: re.Match[str]) -> tuple[str, str, bool]:
    """(the unit of the register, the word that tells it, whether it stands before the number)."""
    word = match["unit"] or (match["first"] if match["first"] in _UNIT_WORDS else "")
    if word:
        return _UNIT_WORDS.get(word, "元"), word, False
    if _marked(match):
        return "元", match["money"] or "¥", True
    if match["number"].endswith("万") and (persons := _PERSONS_BEHIND.match(text, match.end("number"))):
        return ("户" if persons["homes"] else "人"), "", False
    head = text[: match.start()]
    before = list(_UNIT_BEFORE.finditer(_clause_before(head.rstrip(": ") if _COUNT_NAMED.search(head) else head)))
    last = before[-1]
    unit = "人次" if last["times"] else "人" if last["people"] else "户" if last["homes"] else "元"
    return unit, last[0], True


def _qualifier(number: NumberWording, wording: str) -> str:
    rough = [word for word in number.words if QUALIFIERS[word] is not Bound.EXACT]
    if rough:
        return rough[0]
    if number.words:
        return number.words[0]
    return "最高" if wording.startswith("最高") else ""
