"""The words around a number that say on which side of its digits the truth can lie."""

from __future__ import annotations

from enum import StrEnum


class Bound(StrEnum):
    """On which side of the printed digits the true value can lie."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


# The words that reports put around a number, and what they say of it.
QUALIFIERS: dict[str, Bound] = {
    "余": Bound.AT_LEAST,
    "多": Bound.AT_LEAST,
    "超": Bound.AT_LEAST,
    "超过": Bound.AT_LEAST,
    "突破": Bound.AT_LEAST,
    "逾": Bound.AT_LEAST,
    "以上": Bound.AT_LEAST,
    "至少": Bound.AT_LEAST,
    "最少": Bound.AT_LEAST,
    "不少于": Bound.AT_LEAST,
    "不低于": Bound.AT_LEAST,
    "不止": Bound.AT_LEAST,
    "不下": Bound.AT_LEAST,
    "高于": Bound.AT_LEAST,
    "多于": Bound.AT_LEAST,
    "起": Bound.AT_LEAST,
    "上": Bound.AT_LEAST,
    "过": Bound.AT_LEAST,
    "数": Bound.AT_LEAST,
    "几": Bound.AT_LEAST,
    "至多": Bound.AT_MOST,
    "最多": Bound.AT_MOST,
    "不足": Bound.AT_MOST,
    "不到": Bound.AT_MOST,
    "不满": Bound.AT_MOST,
    "未满": Bound.AT_MOST,
    "不超过": Bound.AT_MOST,
    "不多于": Bound.AT_MOST,
    "不高于": Bound.AT_MOST,
    "低于": Bound.AT_MOST,
    "少于": Bound.AT_MOST,
    "近": Bound.AT_MOST,
    "将近": Bound.AT_MOST,
    "接近": Bound.AT_MOST,
    "以下": Bound.AT_MOST,
    "以内": Bound.AT_MOST,
    "约": Bound.ABOUT,
    "大约": Bound.ABOUT,
    "大概": Bound.ABOUT,
    "大致": Bound.ABOUT,
    "差不多": Bound.ABOUT,
    "粗略": Bound.ABOUT,
    "估计": Bound.ABOUT,
    "预计": Bound.ABOUT,
    "左右": Bound.ABOUT,
    "上下": Bound.ABOUT,
    "来": Bound.ABOUT,
    "许": Bound.ABOUT,
    "达": Bound.EXACT,
    "最高": Bound.EXACT,
}


def bound_of(qualifier: str | None) -> Bound:
    """What the word of a figure's qualifier says of its digits; without one they are exact."""
    return QUALIFIERS[qualifier] if qualifier else Bound.EXACT


# Those that stand behind the digits or inside the number; all others stand before it.
BEHIND = frozenset({"余", "多", "来", "许", "以上", "以下", "以内", "左右", "上下", "起"})
# Those that only make sense with 十, 百 or 万 behind them: digits take 至少 instead.
VAGUE = frozenset({"数", "几", "上", "过"})
