"""What the words around a number leave open, as questions to a person: a number without any is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..numerals import CURRENCIES, VAGUE, foreign
from . import vocabulary as words
from .measures import MeasureReading
from .mentions import MIXED
from .planning import raised_from
from .surroundings import Surroundings
from .vocabulary import Flow

GROWN = re.compile(
    r"(?:(?:提[高升标]|调[整高]|上调|下[调降]|降低|减少|发展|增[加长]|上升|扩大)(?:到|至|为)|增至|升至|增到|降[至到]|减至)了?$"
)
_AMOUNT = r"(?:约|近|超)?[\d,.]{1,20}[余多]?[百千万亿]{0,2}[余多]?元"
# 分别拨付10、20、30万元: the last alone has its unit.
_SHARED_UNIT = re.compile(r"分别[\u4e00-\u9fff]{0,10}\d[\d,.]*(?:[、,和及]\d[\d,.]*)*[、和及]$")
_LISTED_AMOUNTS = re.compile(rf"分别[\u4e00-\u9fff]{{0,10}}(?P<before>(?:{_AMOUNT}[、和及,]{{1,2}}){{0,30}})$")


def _one_of_a_list(around: Surroundings) -> bool:
    """Whether an amount is one of several that go one by one with what was named before: 分别拨付40万元、30万元和29.7万元."""
    if _SHARED_UNIT.search(around.half[-400:]):
        return True
    listed = _LISTED_AMOUNTS.search(around.half[-400:])
    return listed is not None and bool(listed["before"] or re.match(rf"[、和及]{_AMOUNT}", around.rest))


_BROKEN = re.compile(r"\d[.,]?[ \u00a0\u2000-\u200a\u202f\u3000]{1,3}$|\d[.,]$")

_NOT_DONE = re.compile(
    r"(?:暂缓|暂停|停止|尚未|未能|未予?|没有|取消|不予|不再|拒绝|推迟)[^,。;]{0,6}(?:拨付|下拨|发放|支付|支出|募集|筹集|收到|到账|资助|救助|捐赠)[^,。;]{0,10}$"
)
_AGREED = re.compile(
    r"(?:同意|决定|批准|审议通过|研究通过)了?[^,。;\d]{0,10}(?:拨[付款]|下拨|发放|支付|支出|资助|救助|捐赠|使用|出资)[^,。;\d]{0,10}$"
)
_SET_RIGHT = re.compile(r"审计调|调[增减]|有误(?!差)|更正[为:]|勘误|误[登写报记]为|应为(?:约|人民币)?$|原公布|笔误")
_LEFT_OUT = re.compile(
    r"(?:不包[括含]|不含|未包[括含]|未含|不计入?|未计入?|未进入?|未纳入|剔除|扣除|除去|减去)[^,。;()\d]{0,24}$"
)
_LEFT_AND_USED = re.compile(r"[^,。;\d]{0,16}(?:汇缴|上缴|退[回还]|用于|汇往|拨付|捐赠|划转)")
_YEARLY = re.compile(r"每年(?!度)[^,。;\d每]{0,14}$")
_CAME_BACK = re.compile(r"(?:退[回还款]|返还|收回|追回)[\u4e00-\u9fff]{0,8}$")
_SOUGHT = re.compile(r"争取[^,。;突破标达]{0,16}(?:资金|拨款|经费|补助|支持)$")
_A_STANDARD = 10_000  # yuan; so little is hardly all that was spent on anything that rose
_SHRINKS = re.compile(
    r"减少|下降|降低|亏损|超支|赤字|收入(?:[比较]支出少|低于支出|少于支出)|支出(?:[比较]收入多|大于收入|超过收入|高于收入)"
)

_ASKED_OF_MONEY = (
    (_NOT_DONE, "写的是没有付、没有收或者缓办的：没有发生的不要登，请看性质。"),
    (_AGREED, "写的是同意、决定，付了没有，句子里看不出来：请看性质。"),
    (_LEFT_OUT, "写的是没有算进前面那个数的：要登请看指标和事项。"),
)
_ASKED_OF_WAY = (
    (_YEARLY, "写的是每年的数，这一年收了、付了没有，句子里看不出来：请看性质。"),
    (_CAME_BACK, "写的是退回、收回的钱，不是捐来的或花掉的：请看指标。"),
)


def _doubts_of_way(measure: MeasureReading, around: Surroundings, *, planned: bool) -> Iterator[str]:
    """Whether money came in, went out, or may not have moved at all, where the words leave that open."""
    sought = measure.name in words.HANDED_DOWN or _SOUGHT.search(around.clause)
    if sought and measure.flow is Flow.IN and not planned and re.search(r"争取(?![到了得来])", around.clause):
        yield "写的是“争取”，拨下来没有，句子里看不出来：请看性质。"
    if measure.name in {words.SURPLUS, words.NET_CHANGE} and _SHRINKS.search(around.clause):
        yield "写的是减少、亏损或者支出多于收入的差额：数值要填负数，请看数值。"
    if measure.name == "捐赠款物":
        yield "写的是“捐赠”，是收进来还是发出去看不出来。"
    if around.mention.is_money:
        yield from (doubt for words_of_it, doubt in _ASKED_OF_MONEY if words_of_it.search(around.clause))
    if measure.name == "结余" and _LEFT_AND_USED.match(around.after):
        yield "写的是余下的钱又用掉、交掉的，不是还剩下的：请看指标。"
    if around.mention.is_money and measure.flow in {Flow.IN, Flow.OUT}:
        yield from (doubt for words_of_it, doubt in _ASKED_OF_WAY if words_of_it.search(around.clause))
    if _SET_RIGHT.search(around.half):
        yield "写的是更正，哪个数错了、哪个是对的要人来看：只登更正后的。"
    small = around.mention.is_money and around.mention.value < _A_STANDARD
    if small and measure.flow is Flow.OUT and GROWN.search(around.clause):
        yield "是每人（户）的标准，还是一共花掉的钱，句子里看不出来：请看指标。"


def doubts_of(
    measure: MeasureReading, subject: str, around: Surroundings, reading_rule: str, *, planned: bool
) -> Iterator[str]:
    """What the words around a number leave open, as questions."""
    if foreign(around.mention.unit) and around.mention.unit not in CURRENCIES:
        yield "是哪一种货币，句子里看不出来：请填单位，例如“美元”。"
    if around.mention.is_money and not measure.name:
        yield "这笔钱是收、是支还是别的，句子里看不出来：请选指标。"
    if not subject:
        yield "这个数说的是哪件事，句子里看不出来：请填事项。"
    if _BROKEN.search(around.passage.text[max(0, around.mention.digits - 8) : around.mention.digits]):
        yield "数字前面隔着空格、换行还有数字，看不出是不是一个数断成了两截：请对着原文看。"
    if planned:
        yield "写的是计划、预计或者预算，是哪一年要做的、做了没有，句子里看不出来：请看性质和年度。"
    yield from _doubts_of_way(measure, around, planned=planned)
    if around.mention.unit == "%" and "分别" in around.half and reading_rule != "分别":
        yield "原文写“分别”，几个百分比各是哪一件事的，句子里看不出来：请看事项。"
    if around.mention.is_money and reading_rule != "分别" and _one_of_a_list(around):
        yield "原文写“分别”，几个数各是哪一件事、哪一处的，句子里看不出来：请看事项。"
    signed = around.passage.text[around.mention.start : around.mention.digits].strip()[:1] in {*"-－−"}
    if signed and measure.name in {"下降", "减少"}:
        yield "写的是减少，数前面又有负号，是减是增句子里看不出来：请看指标和数值。"
    next_year = around.passage.planned or words.PLAN_WORDS.search(around.half)
    yield from _doubts_of_number(around, standing=around.mention.is_money and bool(next_year))


def _doubts_of_number(around: Surroundings, *, standing: bool) -> Iterator[str]:
    """Whether a number is what there was before, one end of a range, or vague; *standing* is what will be raised only later."""
    if raised_from(around) and around.mention.unit != "%" and not standing:
        yield "写的是原来有多少，不是现在的：要登请看年度和事项。"
    if around.mention.ranged:
        yield "原文是一个范围，两头各登一条；不需要的请去掉。"
    if around.mention.counted in MIXED:
        yield f"原文写“{around.mention.counted}”，几种数合在一起，不全是人次：请看单位。"
    if around.mention.qualifier in VAGUE:
        yield "原文没有写出准数，是不是登记请您定。"
