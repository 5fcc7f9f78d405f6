"""Numbers in the words of reports: 62万余元, 1681余人次, 六百八十三万五千七百元, -5万元; exact, with what is said around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from ..expressions import expression
from ..identifiers import simplified
from .bounds import QUALIFIERS, Bound
from .currencies import FOREIGN_WORDS, foreign
from .spelling import (
    ARABIC,
    FORMAL_DIGITS,
    NOTE_MARKS,
    PLAIN_DIGITS,
    SCALES,
    Spelled,
    in_one_width,
    scale,
    span,
    spelled,
)


class Sign(StrEnum):
    """How a wording says that a number is below zero."""

    PLAIN = "plain"
    MINUS = "minus"  # -5万元, 负5万元, (5万元)
    LOSS = "loss"  # 亏损5万元, 减少5万元: below zero, unless loss or decrease is what is measured
    BACK = "back"  # 冲回5万元, 退回5万元, 减亏5万元: the amount, or what it takes away from a sum


class NumberWording(Struct, frozen=True):
    """A number read out of its wording: value in base units, and the place value of its last digit.

    `digits`, `magnitude` and `tail` are the pieces as printed; `value` is exact. `words` are the words of `QUALIFIERS` that
    bear on it, the first as it is written there.
    """

    value: Decimal
    precision: Decimal
    digits: str
    magnitude: str
    tail: str
    words: tuple[str, ...] = ()
    sign: Sign = Sign.PLAIN
    start: int = 0

    @property
    def approximate(self) -> bool:
        """Whether the digits are not the exact value."""
        return any(QUALIFIERS[word] is not Bound.EXACT for word in self.words)

    def states(self, value: Decimal) -> bool:
        """Whether this wording can stand for *value*: 减少5万元 tells of −5万, or of a decrease of 5万."""
        return value == self.value or (self.sign in {Sign.LOSS, Sign.BACK} and value == -self.value)


# --- one number ----------------------------------------------------------------------------------

_NUMERAL = rf"{PLAIN_DIGITS}{SCALES}"
_RUN = expression(
    rf"(?P<lead>好几|(?<![人户次个件总笔套岁字])数|几)[{SCALES}]+(?:[余多来](?=[{SCALES}])[{SCALES}]+)?(?![{PLAIN_DIGITS}])"
    rf"|(?:{ARABIC}|[{PLAIN_DIGITS}十廿卅]|[百千万亿](?=[余多来]))(?:[余多来几](?=[{SCALES}])|{ARABIC}|[{_NUMERAL}])*"
    rf"|[{FORMAL_DIGITS}](?=[{FORMAL_DIGITS}{SCALES}元圆角分])[{FORMAL_DIGITS}{SCALES}]*"
    rf"|[{SCALES}]+"
)
_BEHIND = expression(
    r"(?:余(?![额款下震地])|多(?!元化|媒体|功能|样)|(?<=[0十百千万亿])(?:来(?![自到源])|许(?![多可昌愿]))|(?<=十)几)"
)
_INNER = expression(r"[余多来几]")
_MAGNITUDES = expression(rf"[{SCALES}]+")
_ROUGH_BEFORE = expression(r"[百千万亿]儿?$")
_ROUGH_BEHIND = expression(rf"[{SCALES}]把(?=[块元人个名户家件])")
_OF_A_WHOLE = expression(r"[百千万]分之$")
_HALF = expression(r"[个年月天块]?半")
_UNIT_OF_MEASURE = expression(r"[克米瓦卡焦帕赫升]")

# --- words before it -----------------------------------------------------------------------------

# What may stand between a word and its number.
_BETWEEN = (
    rf"(?:人民币|RMB|CNY|¥|{FOREIGN_WORDS}|[也有为计合占是达到了在共需得可将能会以筹用:：\s]|合计|金额|总额){{0,4}}"
)
_BEFORE: tuple[tuple[str, str], ...] = (
    *(
        ("(?:不|没有?|未曾?)能?(?:超[过出]?|逾|突破|破)", "不超过"),
        ("没有?(?:到|达到?|满)|[不没未]够|不达", "不到"),
        ("[大高多]于或?等于|[≧⩾≳⪆≿]", "不低于"),
        ("[小低少]于或?等于|[≦⩽≲⪅≾]", "不超过"),
        ("不只", "不止"),
        ("大差不差|不离", "差不多"),
        ("满打满算|多则|顶多|撑死", "至多"),
        ("(?<![很减不多最更较稍略])少则", "至少"),
        ("堪堪|勉强|稍逊于?|仅次于", "接近"),
        ("保底", "至少"),
        ("(?<![大中最较更幼从])小$", "接近"),
    ),
    *(
        (word, word)
        for word in ("超过", "突破", "至少", "最少", "不少于", "不低于", "不止", "高于", "多于", "至多", "最多")
    ),
    *((word, word) for word in ("不足", "不到", "不满", "未满", "不超过", "不多于", "不高于", "低于", "少于")),
    *((word, word) for word in ("将近", "接近", "大约", "大概", "大致", "差不多", "粗略", "估计", "预计", "逾")),
    *(
        ("不下于", "不下"),
        ("不下", "不下"),
        ("起码|少说(?:也?有)?", "至少"),
        ("可达到?|将将", "估计"),
        ("何止", "不止"),
        ("不小于", "不少于"),
        ("大于", "高于"),
        ("超出", "超过"),
    ),
    *(
        ("不及", "不足"),
        ("未[到及]", "不到"),
        ("未达到?", "不到"),
        ("未超过?", "不超过"),
        ("不大于", "不高于"),
        ("小于", "低于"),
    ),
    *(
        (r"(?<![高突])超", "超"),
        (r"(?<![最附亲靠远邻将接])近", "近"),
        (r"(?<![节预条签违制契公大])(?:(?<!合)|(?<=[折共计值总]合))约", "约"),
    ),
    *(
        ("(?<![突打侦攻识爆残说])破", "突破"),
        ("[跨迈越闯冲]过|[跨超]越|[跨迈登站跃攀]上|[跨迈][入进]", "突破"),
        (
            "[奔逼]近?|(?<![对缓折红反])冲[刺击向]?|[靠接贴趋临邻]近于?|近乎|趋于|濒临|(?<![加较最更尽赶轻勤凉])快要?",
            "接近",
        ),
        ("大[体抵略]", "大致"),
        ("约莫|(?:^|(?<=[款金额资,，。;；、\\s]))成", "约"),
        ("概算|估算|匡算|粗算|测算|[毛粗]估|估摸|推算|初步统计|暂[计定列]|号称|据称|似乎|也许|或许|可能|恐怕?", "估计"),
        ("约摸|概数|四舍五入[后为]?|取整[后为]?|[(（](?:大?约|概数)[)）]", "约"),
        ("预估|暂估|[(（][暂预]?估[计算]?[)）]", "估计"),
        ("预期", "预计"),
        ("几乎", "接近"),
        ("差一?点儿?就?到?", "不到"),
        ("不完全统计[,，]?", "至少"),
        (r"(?i:approx(?:imately|\.)?|about|around|roughly|circa|\bca?\.|\bsome)", "约"),
        ("(?i:nearly|almost|close to)", "接近"),
        (r"(?i:\b(?:more than|over|above|exceeding|at least))", "至少"),
        (r"(?i:\b(?:up to|less than|under|below|at most))", "至多"),
    ),
    *(
        ("[>＞]=|≥", "不低于"),
        ("[<＜]=|≤", "不超过"),
        ("[>＞]", "超过"),
        ("[<＜]", "低于"),
        ("[≈~～∼≒≃]", "约"),
        ("±", "约"),
    ),
    *(("最高", "最高"), ("达到?", "达")),
)
_REACH = 60  # signs before a number in which the words stand that bear on it
_PREFIX = expression(f"(?:{'|'.join(f'(?P<w{at}>{pattern})' for at, (pattern, _) in enumerate(_BEFORE))}){_BETWEEN}$")
# 过 and 上 only before numbers of no digits (过百万, 上万) or where a wording begins with them.
_CROSSED = expression(r"(?:^|[已早突将再首次,，。;；、\s])([过上])$")
_ABOVE = expression(r"(?<![线网路以马身早晚之百千])上$")
_SPAN_OF_TIME = expression(r"(?:个)?(?:年|月|天|日|周|季度)")

# --- words behind it -----------------------------------------------------------------------------

_END = r"(?=$|[的,，。;；、)）\s])"
_AFTER = expression(
    rf"[^\d,，。;；、()（）{PLAIN_DIGITS}]{{0,6}}?"
    rf"(?:[(（]含[)）])?(?P<word>以上|以下(?![简同])|以内|[之以]?内{_END}|之上{_END}|之下{_END}|开外{_END}|以外{_END}|左右|上下{_END}|起步?{_END}|出头{_END}"
    f"|不等{_END}|有余(?:(?=[元人户名件])|{_END})|有奇{_END}|(?:大|好|零)几十?|[内里]外{_END}|之谱{_END}|[差缺欠]一[点些]{_END}|挂零{_END}"
    f"|光景{_END}|(?:[出冒]点|冒)头{_END}|挂点儿?零{_END}|或(?:更|还)?多{_END}|或以上{_END}|只多不少{_END}|[略稍][少低欠差]{_END}"
    f"|(?:大关|关口){_END}|许{_END}|强{_END}|弱{_END}|(?:还)?不到{_END}|不足{_END}|[未不]满{_END}|差一?点儿?{_END}|将近{_END}"
    rf"|不止(?:一[点些])?{_END}|(?:还要?|略|稍)多{_END}|多一?[点些]{_END}|冒尖{_END}|[往朝]上{_END}|[打保]底{_END}|朝外{_END}|封顶{_END}"
    rf"|上上下下|前后{_END}|大[约概]{_END}|估计{_END}|约{_END}|模样{_END}|样子{_END}|附近{_END}|左近{_END}|(?:上下)?浮动{_END}"
    rf"|打不住{_END}|靠上{_END}|有多{_END}|为限{_END}|大[致抵]{_END}|or so|plus|approx\b|[?？]"
    rf"|(?<=[万亿元])(?:量级|级(?:别(?!差)|(?![别联差配]))))"
    r"|[^\d,，。;；、()（）]{0,4}(?:[(（]|[,，]\s*(?=[^,，。;；()（）]{1,4}$))含?(?P<noted>约|概|大[约概致]|左右|[概匡粗测毛]算|估算?|估计|暂估?"
    "|预估|预计|初步统计|不完全统计|取整|四舍五入|[?？]|±[^()（）]{1,8})[数值额]?(?:[)）]|$)"
    rf"|[^\d,，。;；、()（）{PLAIN_DIGITS}]{{0,3}}(?:\+(?![0-9])|(?P<about>±))"
    rf"|[人户名位件次家](?P<extra>多){_END}"
    r"|(?:个|年|天|日|月|周|小时|米|公里|斤|公斤|吨|倍|元|万元|里|分钟|岁)"
    rf"(?P<odd>多(?![家方样种元媒功])|余(?![额款下地杭姚江庆])|来(?={_END[3:-1]}))"
)
_AFTER_WORDS = {
    "之内": "以内",
    "内": "以内",
    "封顶": "以内",
    "打底": "起",
    "保底": "起",
    "起步": "起",
    "出头": "多",
    "开外": "以上",
    "朝外": "以上",
    "往上": "以上",
    "朝上": "以上",
    "以外": "以上",
    "之上": "以上",
    "之下": "以下",
    "缺一点": "不到",
    "欠一点": "不到",
    "差一些": "不到",
    "缺一些": "不到",
    "欠一些": "不到",
    "有奇": "多",
    "大几": "多",
    "大几十": "多",
    "好几": "多",
    "好几十": "多",
    "零几": "多",
    "零几十": "多",
    "内外": "左右",
    "里外": "左右",
    "之谱": "左右",
    "概算": "估计",
    "匡算": "估计",
    "粗算": "估计",
    "测算": "估计",
    "毛算": "估计",
    "初步统计": "估计",
    "不完全统计": "至少",
    "不等": "约",
    "有余": "余",
    "挂零": "多",
    "冒头": "多",
    "冒点头": "多",
    "出点头": "多",
    "挂点零": "多",
    "挂点儿零": "多",
    "或多": "以上",
    "或更多": "以上",
    "或还多": "以上",
    "或以上": "以上",
    "只多不少": "多",
    "冒尖": "多",
    "还多": "多",
    "还要多": "多",
    "略多": "多",
    "稍多": "多",
    "多点": "多",
    "多些": "多",
    "多一点": "多",
    "多一些": "多",
    "plus": "多",
    "强": "多",
    "弱": "不到",
    "光景": "左右",
    "前后": "左右",
    "上上下下": "上下",
    "模样": "左右",
    "样子": "左右",
    "or so": "左右",
    "量级": "左右",
    "级": "左右",
    "级别": "左右",
    "差点": "不到",
    "差点儿": "不到",
    "差一点": "不到",
    "差一点儿": "不到",
    "未满": "不到",
    "还不到": "不到",
    **dict.fromkeys(("略少", "略低", "略欠", "略差", "稍少", "稍低", "稍欠", "稍差"), "不到"),
    **dict.fromkeys(("大关", "关口"), "突破"),
    **dict.fromkeys(("不止一点", "不止一些"), "不止"),
    "概": "约",
    "取整": "约",
    "四舍五入": "约",
    "估": "估计",
    "估算": "估计",
    "暂": "估计",
    "?": "估计",
    "附近": "左右",
    "左近": "左右",
    "浮动": "上下",
    "上下浮动": "上下",
    "打不住": "不止",
    "靠上": "以上",
    "有多": "多",
    "为限": "以内",
    "大抵": "大致",
    "approx": "约",
    "暂估": "估计",
    "预估": "估计",
}

# --- below zero ----------------------------------------------------------------------------------

_LOSS_WORDS = "净亏损|净流出|净减少|净损失|亏损|亏空|赤字|透支|倒挂|短收|减少|下降|降低|缩减|下滑|回落|下跌|萎缩|缩水|下调|负增长|减|降|跌|亏|损失|流出"
# A loss that became less: the amount by which it did, or what that takes away from the loss.
_LOST_LESS = expression(
    r"(?:[扭减止补]亏|(?:减少|弥补)了?(?:净?亏损|赤字|亏空|损失)|(?:净?亏损|赤字|亏空|损失|[降跌减]幅)额?(?:同比)?(?:减少|下降|降低|缩减|回落|减))"
    r"[^\d,，。;；、盈]{0,4}$"
)
_FELL = expression(
    rf"(?:{_LOSS_WORDS})(?:额|数|率|幅|幅度|金额)?"
    r"(?:了|为|达到?|计|合计|约|近|超过?|逾|不足|不到|人民币|RMB|¥|大约|将近|接近|[(（)）:：\s])*$"
)
_TAKEN_BACK = expression(
    "(?:冲[回减销抵红]|红冲|(?:^|[同环]比|[,，。;；、:：(（])[略稍]?[少低]|退[回还款]|返还|红字|核减|调减|扣[减除]|转回|收回|追回|抵减|超支|倒贴"
    r"|缺口|入不敷出|少收|不敷|欠缺|短缺|倒欠|收不抵支|支出?[大多]于收入?|收入?[小少]于支出?|[比较][^,，。;；、\d]{1,8}(?<![减至不最降])[少低]|核销"
    r"|deficit|loss|decrease)(?:额|数|金额|款项?|资金)?(?:了|为|计|合计|of|人民币|RMB|¥|[(（)）\[\]【】:：\s])*$",
    re.IGNORECASE,
)
_MINUS = expression(
    r"(?:^|[^0-9A-Za-z])(?:[-−﹣－‐‑‒–△▲▽▼]|负数?|(?i:minus|negative)|^[—―])[)）]?\s*(?:人民币|RMB|¥)?\s*$"
)
_LOST = expression(
    r"[^\d,，。;；、]{0,4}?的?(?:净?亏损|赤字|净流出|透支|负增长)|(?:万|亿)?元?\s*(?:-$|[(（](?:负数?|亏|红字)[)）])"
)
_BRACKETED = expression(r"[(（][^()（）]*[)）]")

# --- ranges --------------------------------------------------------------------------------------

_SECTION = expression(r"[万亿]+$")
_MINUS_SIGNS = "-−‐‑‒–"
_DASH = expression(rf"[{_MINUS_SIGNS}]$")
_TO = expression(
    r"(?P<unit>[^\d,，。;；、()（）\-—–~～至到降升增减加提高涨跌从由]{0,4}?)"
    rf"(?P<joint>[{_MINUS_SIGNS}—~～－]{{1,2}}|(?:至|到|或)(?:[{_MINUS_SIGNS}]|负数?)?)(?:人民币|¥)?"
)


# Other spellings of 万, 亿 and 余 that leave no doubt, and 点 between Han digits (三点五万; not 三点五十分, a time).
_SHORT_TEN_THOUSAND = expression(r"(?<=[0-9])[wW](?=[余多+]?(?:元|人|户|件|笔|次|名)|\+$)")
_LONG_SCALE = expression(rf"(?<=[0-9{PLAIN_DIGITS}十百千])个(?=[余多]?[万亿](?:[余多元人户]|$))")
_MORE_WITHIN = expression(rf"(?<=[0-9])\+(?=[{SCALES}])")
# 百把人, 百十来人, 万把元: about so many.
_HANDFUL = expression(rf"(?<![{PLAIN_DIGITS}{SCALES}0-9])([百千万])(?:把|十(?=来))来?(?=[个元人名户件块家])")
# 介于500万元与600万元之间 is a range like any other.
_AMID = expression(r"介于([^与和,，。]+)[与和]")
# (5)万元, (-5)万元 and ¥(50,000) as books write what is below zero, and nothing else in the wording.
_IN_BRACKETS = expression(rf"^(?:人民币|RMB|¥)?\(-?¥?({ARABIC})\)([{SCALES}]{{0,2}}[^\d()]{{0,3}})$")
# 326.4(万元): tables that became sentences keep the brackets of their heads.
_BRACKETED_UNIT = expression(r"(?<=[0-9])\((?:人民币)?([十百千]?[万亿]?元)\)")
# 拾万元整 for 壹拾万元整, 拾贰万 for 壹拾贰万; not what was picked up: 收拾, 拾荒.
_TEN_ALONE = expression(rf"(?<![{FORMAL_DIGITS}{SCALES}收捡])拾(?=[{FORMAL_DIGITS}万萬亿億元圆])")
# The zero of 伍元零叁分 only keeps the place of the 角.
_IDLE_ZERO = expression(rf"(?<=[元圆块角毛])[零〇](?=[0-9{PLAIN_DIGITS}{FORMAL_DIGITS}][角毛分])")
_POINT = expression(
    rf"(?<![{PLAIN_DIGITS}{SCALES}])([{PLAIN_DIGITS}十百千]+)点([{PLAIN_DIGITS}]+)(?![十百千钟分整刻半{PLAIN_DIGITS}])"
)


def _pointed(match: re.Match[str]) -> str:
    """三点五 in digits; nothing of 三百五点二."""
    whole = spelled(match[1])
    if whole is None:
        return ""
    return f"{whole.value}." + "".join(str(digit.value) for digit in map(spelled, match[2]) if digit)


_NOTED_AMID = expression(rf"[0-9{_NUMERAL}][{NOTE_MARKS}]+[0-9{_NUMERAL}{SCALES}元.,]")


def _normal(text: str) -> str:
    """The wording in one width and one spelling, without spaces inside numbers."""
    plain = simplified(in_one_width(text)).replace("−", "-").strip()
    if _NOTED_AMID.search(plain):
        return ""  # nobody knows whether the mark is a digit: 8⑥万元
    plain = _LONG_SCALE.sub("", _SHORT_TEN_THOUSAND.sub("万", _TEN_ALONE.sub("壹拾", plain)))
    plain = _POINT.sub(_pointed, _MORE_WITHIN.sub("余", plain))
    plain = _AMID.sub(r"\1至", _HANDFUL.sub(r"\1来", plain))
    plain = _IDLE_ZERO.sub("", _IN_BRACKETS.sub(r"-\1\2", _BRACKETED_UNIT.sub(r"\1", plain)))
    return re.sub(rf"(?<=[0-9{_NUMERAL}余多]) +(?=[{SCALES}余多元])", "", plain)


def _numbers(plain: str) -> Iterator[NumberWording]:
    bracketed = bool(_BRACKETED.fullmatch(plain))
    position = 0
    while match := _RUN.search(plain, position):
        position = match.end()
        yield from _number(plain, match, bracketed=bracketed)


def _number(plain: str, match: re.Match[str], *, bracketed: bool) -> Iterator[NumberWording]:
    run, start, end = match[0], match.start(), match.end()
    if run.endswith("千") and _UNIT_OF_MEASURE.match(plain, end):
        run, end = run[:-1], end - 1  # 5千克 is five, not five thousand
    if _damaged(plain, start, end):
        return
    words = list(_words_inside(run, match["lead"]))
    run, end = _to_its_end(plain, run, end, words)
    if _HALF.match(plain, end) or _OF_A_WHOLE.match(plain[start : end + 2]):
        return  # 三万半: nobody can tell; and 百分之 is no number
    before = plain[max(0, start - _REACH) : start]
    share = _OF_A_WHOLE.search(before)
    if share:  # in 约百分之三 it is the three that is about so much
        before = before[: share.start()]
    word, at = _word_before(before, plain, end)
    bare = _INNER.sub("", run).removeprefix("好").lstrip("数几")
    behind = tuple(_words_behind(plain, end))
    values = list(_values(bare, alone=bool(share or words or word or behind or _vague(before))))
    if word:
        words.insert(0, word)
    elif scale(bare) is not None and not words:
        words.extend(_vague(before))
    words.extend(behind)
    if len(values) > 1:
        words.append("约")
    known = tuple(dict.fromkeys(word for word in words if word in QUALIFIERS))
    sign = Sign.MINUS if bracketed else _sign(before[:at], plain, end)
    tail = _tail(plain, end)
    for number in values:
        signed = number.value if sign in {Sign.PLAIN, Sign.BACK} else -number.value
        yield NumberWording(signed, number.place, number.digits, number.magnitude, tail, known, sign, start)


def _to_its_end(plain: str, run: str, end: int, words: list[str]) -> tuple[str, int]:
    """A run of digits with what 余, 多, 来 or 几 has behind it (62万余, 30多万), and where it ends; the word goes to *words*."""
    behind = _BEHIND.match(plain, end)
    if behind:
        words.append(behind[0])
        end = behind.end()
        following = _MAGNITUDES.match(plain, end)
        if following and not _UNIT_OF_MEASURE.match(plain, following.end()):
            run, end = run + following[0], following.end()
    return run, end


def _words_behind(plain: str, end: int) -> Iterator[str]:
    after = _AFTER.match(plain, end)
    if after:
        shown = (
            after["word"] or after["odd"] or after["noted"] or after["extra"] or ("约" if after["about"] else "以上")
        )
        yield "约" if shown.startswith("±") else _AFTER_WORDS.get(shown, shown)


def _sign(before: str, plain: str, end: int) -> Sign:
    """Whether the words around a number put it below zero."""
    if _MINUS.search(before):
        return Sign.MINUS
    if _TAKEN_BACK.search(before) or _LOST_LESS.search(before):
        return Sign.BACK
    return Sign.LOSS if _FELL.search(before) or _LOST.match(plain, end) else Sign.PLAIN


def _values(bare: str, *, alone: bool) -> Iterator[Spelled]:
    """The number that a run spells, or the two ends of 三四百; nothing where there is none to be sure of."""
    amount = scale(bare)
    if amount is not None and not bare.startswith("十"):
        if alone:  # 百 is no number by itself; 近百 and 百分之百 are
            yield Spelled(amount, amount, bare, "")
        return
    number = spelled(bare)
    if number is not None:
        yield number
        return
    yield from span(bare)


def _tail(plain: str, end: int) -> str:
    """The words behind a number, up to the next digit."""
    match = re.compile(rf"[^\d{PLAIN_DIGITS}十]*").match(plain, end)
    return match[0] if match else ""


def _damaged(plain: str, start: int, end: int) -> bool:
    """Whether signs beside the digits make them no number: 1OOO, 100.00.5, 12,34; or part them from their size: (5)万元.

    百八十万, 万儿八千, 十万把块 and 500万零一点 are said of what nobody counted: what stands for the whole is no number in them either.
    """
    before, after = plain[:start], plain[end:]
    roughly = plain.startswith("点", end) and _MAGNITUDES.search(plain, start, end)
    if roughly or _ROUGH_BEFORE.search(before[-2:]) or _ROUGH_BEHIND.match(plain, end - 1):
        return True
    if not plain[start].isascii():
        return False
    return bool(
        re.match(
            r" ?[.,'][0-9]|[OoIl][OoIl0-9]*(?![a-z])|\.?(?:[*xX×□■●]{2}|[*xX×□■●](?=[万亿元]))|\) ?[百千万亿]", after
        )
        or re.search(r"[0-9][.,']$|[.][.]?$|(?:^|[^A-Za-z])[OoIl]$", before)
    )


def _words_inside(run: str, lead: str | None) -> Iterator[str]:
    if lead:
        yield lead[-1]
    for match in _INNER.finditer(run.removeprefix(lead or "")):
        yield match[0]


def _vague(before: str) -> tuple[str, ...]:
    """过 or 上 before 百万."""
    if _ABOVE.search(before):
        return ("上",)
    return ("过",) if re.search(r"(?<![通经不超胜度])过$", before) else ()


def _word_before(before: str, plain: str, end: int) -> tuple[str, int]:
    """(the word before a number that bears on its precision or nothing, where the words before the number end)."""
    best = ("", len(before))
    match = _PREFIX.search(before)
    if match:
        at = next(int(name[1:]) for name, word in match.groupdict().items() if word is not None)
        canonical = _BEFORE[at][1]
        return best if canonical == "近" and _SPAN_OF_TIME.match(plain, end) else (canonical, match.start())
    crossed = _CROSSED.search(before)
    return (crossed[1], crossed.end() - 1) if crossed else best


def _ranged(plain: str, numbers: list[NumberWording]) -> Iterator[NumberWording]:
    """The numbers, with both ends of 10—20万元 marked as such: neither is exact, and the first is in 万 too."""
    marked: list[NumberWording | None] = list(numbers)
    for at, (first, second) in enumerate(pairwise(numbers)):
        between = plain[first.start + len(first.digits) + len(first.magnitude) : second.start]
        match = _TO.fullmatch(between)
        if match is None or not _same_unit(match["unit"], between, second):
            continue
        low = marked[at]
        ends = _ends(low, second, match["joint"], apart=bool(match["unit"])) if low else None
        if ends is None:
            marked[at] = marked[at + 1] = None
            continue
        for place, end, word in zip((at, at + 1), ends, ("至少", "至多"), strict=True):
            marked[place] = replace(end, words=tuple(dict.fromkeys((*end.words, "约", word))))
    yield from filter(None, marked)


def _ends(
    low: NumberWording, high: NumberWording, joint: str, *, apart: bool
) -> tuple[NumberWording, NumberWording] | None:
    """Both ends of a range with the sign and the size that they share, *apart* where each names its own unit.

    None where they can be understood in two ways: -3-5万元 may end at 5万 or at -5万, -500至-1万元 begin at -500 or at -500万.
    """
    below, dashes = low.sign is Sign.MINUS, not joint.strip(_MINUS_SIGNS)
    if below and dashes and len(joint) == 1:
        return None
    if dashes and not below:  # the mark of the range, no sign of the second number
        high = replace(high, sign=Sign.PLAIN, value=abs(high.value))
    if low.value < 0 < high.value and not below:  # 亏损10—20万元
        high = replace(high, sign=low.sign, value=-high.value)
    if apart:
        return low, high
    alike = _like_its_end(low, high)
    unsure = low.value and alike.value == low.value and any(_sizes(low.digits + low.magnitude, high))
    return None if unsure and Sign.MINUS in {low.sign, high.sign} else (alike, high)


def _like_its_end(low: NumberWording, high: NumberWording) -> NumberWording:
    """The lower end of a range in the size and the unit that only the upper one names: 10-20万元, 三至五百万元, 10-20吨."""
    sizes = _sizes(low.digits + low.magnitude, high)
    factor = next((size for size in sizes if abs(low.value) * size < abs(high.value)), Decimal(1))
    return replace(low, value=low.value * factor, precision=low.precision * factor, tail=high.tail)


def _sizes(low: str, high: NumberWording) -> Iterator[Decimal]:
    """What the digits *low* of a lower end may count: 百万 or only 万 before 五百万, 万 before 一百五十万."""
    shared = scale(high.magnitude)
    if shared and not _MAGNITUDES.search(low):
        yield shared
    section = _SECTION.search(high.digits + high.magnitude)
    if section and not _SECTION.search(low):
        yield scale(section[0]) or Decimal(1)


def _same_unit(unit: str, between: str, second: NumberWording) -> bool:
    """Whether a dash joins two numbers of one unit (1月-3月) rather than standing before one below zero (2023年-5万元)."""
    return not _DASH.search(between) or second.tail.startswith(unit) or unit.endswith("元")


# --- in the unit of a column ---------------------------------------------------------------------

_BASES = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01"), "厘": Decimal("0.001")}
_COINS = expression(r"(?P<base>角|毛|厘(?![米升克])|分(?![钟之店会公校支中布期类批享]))")
# Measures of one kind each, by how much of the first of them they are.
_MEASURES: tuple[dict[str, Decimal], ...] = (
    {"千克": Decimal(1), "公斤": Decimal(1), "吨": Decimal(1000), "市斤": Decimal("0.5"), "斤": Decimal("0.5"), "克": Decimal("0.001")},
    {"升": Decimal(1), "毫升": Decimal("0.001")},
    {"公里": Decimal(1), "千米": Decimal(1), "米": Decimal("0.001")},
    {"亩": Decimal(1), "公顷": Decimal(15)},
    {"分钟": Decimal(1), "小时": Decimal(60), "个小时": Decimal(60)},
)  # fmt: skip
_MEASURE_BEHIND = {word: expression(rf"(?P<unit>{'|'.join(kind)})") for kind in _MEASURES for word in kind}


_TIMES = {"%": 100, "倍": 1}
_MOST_DOUBLINGS = 10


def _times(number: NumberWording, unit: str) -> Iterator[NumberWording]:
    """Growth in 倍 or %: 增长一倍 is 100 %; 翻一番 is 倍 1 more or 2 in all, and nobody can tell which is meant; 翻1.5番 is no number."""
    whole_unit = _TIMES[unit]
    if number.tail.startswith("番"):
        doublings = int(number.value)
        if doublings != number.value or not 0 < doublings <= _MOST_DOUBLINGS or number.tail.startswith("番半"):
            return
        whole = 2**doublings
        yield from (
            replace(number, value=Decimal(times * whole_unit), precision=Decimal(whole_unit))
            for times in (whole - 1, whole)
        )
    elif number.tail.startswith("倍"):
        yield replace(number, value=number.value * whole_unit, precision=number.precision * whole_unit)
    else:
        yield number


_LONGEST, _MOST_NUMBERS = 2000, 60  # signs and numbers of a wording


@lru_cache(1 << 14)  # the wording of a figure is read for its value, its grain and its faults
def readings(text: str, unit: str) -> tuple[NumberWording, ...]:
    """The numbers of a wording, in order, as a column of *unit* holds them: 35角 is 3.5 元, 三成 is 30 %, 2吨 are 2000 千克.

    Without a unit each has the value that its digits say. What can be understood in two ways is no number, and a text that is
    no wording of a figure, so long or with so many numbers, has none that anybody could mean.
    """
    plain = _normal(text) if len(text) <= _LONGEST else ""
    if unit in _TIMES:
        plain = plain.replace("翻番", "翻一番")
    numbers = list(_ranged(plain, list(islice(_numbers(plain), _MOST_NUMBERS))))
    if unit in _TIMES:
        numbers = [times for number in numbers for times in _times(number, unit)]
    if unit == "元":
        return tuple(_in_yuan(numbers, plain))
    if unit == "%":
        shares = list(islice(_shares(plain), _MOST_NUMBERS))
        within = [(share.start, share.start + len(share.digits)) for share in shares]
        apart = (number for number in numbers if not any(start <= number.start < end for start, end in within))
        every = (*shares, *_with_half_tenths([_in_percent(number, plain) for number in apart], plain))
        return tuple(sorted(every, key=lambda number: number.start))
    kind = next((kind for kind in _MEASURES if unit in kind), None)
    return tuple(numbers) if kind is None else tuple(_in_measure(number, unit, kind) for number in numbers)


def _in_measure(number: NumberWording, unit: str, kind: Mapping[str, Decimal]) -> NumberWording:
    behind = _MEASURE_BEHIND[unit].match(number.tail)
    if behind is None:
        return number
    size, whole = kind[behind["unit"]], kind[unit]
    return replace(number, value=number.value * size / whole, precision=number.precision * size / whole)


def _in_yuan(numbers: list[NumberWording], plain: str) -> list[NumberWording]:
    """Amounts in 元: coins are parts of it, 3元5角 is one amount, 3块5 and 1.5元5角, which tells the 角 twice, are none."""
    amounts: list[NumberWording] = []
    last_base = ""
    for number in numbers:
        coins = _COINS.match(number.tail)
        base = coins["base"] if coins else ""
        previous = amounts[-1] if amounts else None
        joined = previous is not None and plain[previous.start : number.start].endswith(("元", "圆", "块", "角", "毛"))
        if previous is not None and joined and base and previous.precision < _BASES.get(last_base, Decimal(1)):
            amounts.pop()
        elif previous is not None and joined and base and base != last_base:
            amounts[-1] = replace(
                previous,
                value=previous.value + (-1 if previous.value < 0 else 1) * abs(number.value) * _BASES[base],
                precision=number.precision * _BASES[base],
                tail=number.tail,
                words=tuple(dict.fromkeys((*previous.words, *number.words))),
            )
        elif previous is not None and joined and previous.tail == "块":
            amounts.pop()
        else:
            factor = _BASES.get(base, Decimal(1))
            amounts.append(replace(number, value=number.value * factor, precision=number.precision * factor))
        last_base = base
    return amounts


_HALVES = expression(r"(?P<word>超过|将近|接近|不到|不足|大约|超|近|约|过)?(?:一半|半数)|(?P<over>过半|大半)")
_FRACTION = expression(
    rf"(?<![{PLAIN_DIGITS}十\d])([{PLAIN_DIGITS}十]+|\d+)分之([{PLAIN_DIGITS}十]+|\d+)(?![\d{PLAIN_DIGITS}十百千])"
)


def _shares(plain: str) -> Iterator[NumberWording]:
    """Shares in words, as per cent: 一半 is 50, 三分之一 33.33 or 33.3, as far as two decimals go."""
    for match in _HALVES.finditer(plain):
        word = "超过" if match["over"] else {"过": "超过"}.get(match["word"] or "", match["word"])
        words = (word,) if word else ()
        yield NumberWording(Decimal(50), Decimal(1), match[0], "", "", words, start=match.start())
    for match in _FRACTION.finditer(plain):
        whole, part = spelled(match[1]), spelled(match[2])
        if whole is None or part is None or not 0 < part.value < whole.value:
            continue
        share = part.value * 100 / whole.value
        for rounded in dict.fromkeys(share.quantize(Decimal(1).scaleb(-places)) for places in (2, 1)):
            yield NumberWording(rounded, Decimal("0.01"), match[0], "", "", start=match.start())


_ENDS = ("、", ",", ";", "。", ":", ")")


def _with_half_tenths(numbers: Sequence[NumberWording], plain: str) -> Iterator[NumberWording]:
    """三成五 and 三成半 as one number, 35 per cent; the others as they are."""
    taken = False
    for number, behind in zip_longest(numbers, numbers[1:]):
        if taken:
            taken = False
            continue
        end = number.start + len(number.digits)
        joined = plain[end : end + 1] == "成"
        taken = joined and behind is not None and behind.start == end + 1 and len(behind.digits) == 1
        taken = taken and (not behind.tail or behind.tail.startswith((*behind.words, *_ENDS)))
        if taken or (joined and plain[end + 1 : end + 2] == "半"):
            more = behind.value if taken else Decimal(5)
            words = tuple(dict.fromkeys((*number.words, *(behind.words if taken else ()))))
            value = number.value + (-more if number.value < 0 else more)
            yield replace(number, value=value, precision=Decimal(1), words=words)
        else:
            yield number


def _in_percent(number: NumberWording, plain: str) -> NumberWording:
    factor = Decimal(1)
    before = plain[: number.start]
    if before.endswith("千分之") or number.tail.startswith("‰"):
        factor = Decimal("0.1")
    elif before.endswith("万分之") or number.tail.startswith("‱"):
        factor = Decimal("0.01")
    elif number.tail.startswith("成"):
        factor = Decimal(10)
    return replace(number, value=number.value * factor, precision=number.precision * factor)


# --- a cell that is to hold nothing but an amount ------------------------------------------------

_FRAME = expression(
    r"(?P<sign>[-+]?)(?:人民币|RMB|CNY|¥)?[:：\s]*(?P<inner>-?)¥?\s*(?P<body>.*?)(?P<whole>[整正]?)(?:人民币|RMB|CNY)?",
    re.IGNORECASE,
)
_BODY = expression(
    r"(?:(?P<yuan>.+?)(?P<sep>元|圆|块钱?))?(?:零?(?P<jiao>[^元圆块]+?)[角毛])?(?:零?(?P<fen>[^元圆块]+?)分)?"
)


def exact_amount(text: str, unit: str = "") -> Decimal | None:
    """The amount that a cell states and nothing else: 人民币壹佰元整, 3万5千元, 35角, or 8.4万只 where *unit* is 只.

    None where anything else stands there, where it is only about so much, or where it can be understood in two ways.
    """
    plain = _normal(text)
    if foreign(plain):
        return None
    if unit and unit != "元":
        return _spelled_cell(plain.removesuffix(unit).rstrip())
    frame = _FRAME.fullmatch(plain)
    if frame is None or (frame["sign"] and frame["inner"]):
        return None
    sign = -1 if "-" in (frame["sign"], frame["inner"]) else 1
    amount = _spelled_cell(frame["body"])
    if amount is not None:
        return sign * amount
    total = _in_coins(frame["body"]) if unit == "元" else None
    return None if total is None else sign * total


def _in_coins(text: str) -> Decimal | None:
    """An amount in 元, 角 and 分: 3元5角, 35角, 伍元零叁分."""
    body = _BODY.fullmatch(text)
    if body is None or not any(body.group("yuan", "jiao", "fen")):
        return None
    total = before = Decimal(0)
    for words, factor in ((body["yuan"], Decimal(1)), (body["jiao"], _BASES["角"]), (body["fen"], _BASES["分"])):
        number = _spelled_cell(words) if words else Decimal(0)
        # ten 角 are a 元, and 100.1元5角 says the 角 twice
        if number is None or (number and before % 1) or (total and number >= 10):  # noqa: PLR2004
            return None
        total, before = total + number * factor, before + number
    return total


def _spelled_cell(text: str) -> Decimal | None:
    number = spelled(text.strip())
    return number.value if number else None
