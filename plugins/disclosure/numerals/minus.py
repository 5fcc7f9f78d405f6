"""Whether the words around a number say that it is below zero: -5万元, 亏损5万元, 冲回5万元."""

from __future__ import annotations

import re
from enum import StrEnum

from ..expressions import expression


class Sign(StrEnum):
    """How a wording says that a number is below zero."""

    PLAIN = "plain"
    MINUS = "minus"  # -5万元, 负5万元, (5万元)
    LOSS = "loss"  # 亏损5万元, 减少5万元: below zero, unless loss or decrease is what is measured
    BACK = "back"  # 冲回5万元, 退回5万元, 减亏5万元: the amount, or what it takes away from a sum


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


def sign_of(before: str, plain: str, end: int) -> Sign:
    """Whether the words around a number put it below zero."""
    if _MINUS.search(before):
        return Sign.MINUS
    if _TAKEN_BACK.search(before) or _LOST_LESS.search(before):
        return Sign.BACK
    return Sign.LOSS if _FELL.search(before) or _LOST.match(plain, end) else Sign.PLAIN
