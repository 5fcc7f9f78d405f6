"""A wording of a number in one width and one spelling."""

from __future__ import annotations

import re

from ..expressions import expression
from ..identifiers import simplified
from .spelling import ARABIC, FORMAL_DIGITS, NOTE_MARKS, PLAIN_DIGITS, SCALES, in_one_width, spelled

NUMERAL = rf"{PLAIN_DIGITS}{SCALES}"
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


_NOTED_AMID = expression(rf"[0-9{NUMERAL}][{NOTE_MARKS}]+[0-9{NUMERAL}{SCALES}元.,]")


def plain_wording(text: str) -> str:
    """The wording in one width and one spelling, without spaces inside numbers."""
    plain = simplified(in_one_width(text)).replace("−", "-").strip()
    if _NOTED_AMID.search(plain):
        return ""  # nobody knows whether the mark is a digit: 8⑥万元
    plain = _LONG_SCALE.sub("", _SHORT_TEN_THOUSAND.sub("万", _TEN_ALONE.sub("壹拾", plain)))
    plain = _POINT.sub(_pointed, _MORE_WITHIN.sub("余", plain))
    plain = _AMID.sub(r"\1至", _HANDFUL.sub(r"\1来", plain))
    plain = _IDLE_ZERO.sub("", _IN_BRACKETS.sub(r"-\1\2", _BRACKETED_UNIT.sub(r"\1", plain)))
    return re.sub(rf"(?<=[0-9{NUMERAL}余多]) +(?=[{SCALES}余多元])", "", plain)
