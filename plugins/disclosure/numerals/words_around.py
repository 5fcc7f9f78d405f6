"""The words before and behind a number that bear on its precision: 超过, 不足, 近, 余, 左右, 以上."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expressions import expression
from .currencies import FOREIGN_WORDS
from .spelling import PLAIN_DIGITS

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
_PREFIX = expression(f"(?:{'|'.join(f'(?P<w{at}>{pattern})' for at, (pattern, _) in enumerate(_BEFORE))}){_BETWEEN}$")
# 过 and 上 only before numbers of no digits (过百万, 上万) or where a wording begins with them.
_CROSSED = expression(r"(?:^|[已早突将再首次,，。;；、\s])([过上])$")
_ABOVE = expression(r"(?<![线网路以马身早晚之百千])上$")
_SPAN_OF_TIME = expression(r"(?:个)?(?:年|月|天|日|周|季度)")
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


def words_behind(plain: str, end: int) -> Iterator[str]:
    """The word behind the number that ends at *end* that bears on it, as `QUALIFIERS` have it."""
    after = _AFTER.match(plain, end)
    if after:
        shown = (
            after["word"] or after["odd"] or after["noted"] or after["extra"] or ("约" if after["about"] else "以上")
        )
        yield "约" if shown.startswith("±") else _AFTER_WORDS.get(shown, shown)


def vague(before: str) -> tuple[str, ...]:
    """过 or 上 before 百万."""
    if _ABOVE.search(before):
        return ("上",)
    return ("过",) if re.search(r"(?<![通经不超胜度])过$", before) else ()


def word_before(before: str, plain: str, end: int) -> tuple[str, int]:
    """(the word before a number that bears on its precision or nothing, where the words before the number end)."""
    best = ("", len(before))
    match = _PREFIX.search(before)
    if match:
        at = next(int(name[1:]) for name, word in match.groupdict().items() if word is not None)
        canonical = _BEFORE[at][1]
        return best if canonical == "近" and _SPAN_OF_TIME.match(plain, end) else (canonical, match.start())
    crossed = _CROSSED.search(before)
    return (crossed[1], crossed.end() - 1) if crossed else best
