"""Whether a gift went back, by what a platform says of its state and of its refund."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from .cells import CellError, MeaningCells
from .entries import PlatformMove, SettlementRow

# States of a refund that did not come about, and of one that is not done yet; 已取消，已退款 came about.
NOT_BACK = re.compile(
    r"(?:尚?未|没有?|[无不非])(?:申请|发起|发生|产生|有|需要?|须|能|法|可以?|支持)?退[款回].{0,4}|(?:可|支持)退款"
    r"|已?(?:拒绝|驳回|取消|撤销)(?:了|其|的)?退[款回](?:申请)?"
    r"|退[款回](?:申请)?(?:已|被)*(?:失败|关闭|拒绝|驳回|取消|撤[销回])"
    r"|(?:no|not|un)[ _-]?refund(?:ed)?|refund[ _-]?(?:fail|close|cancel|reject)\w*",
    re.IGNORECASE,
)
_BEING_BACK = re.compile(
    r"(?:待|正在|申请|请求|部分)?退[款回](?:.{0,4}中|待.{1,4}|申请)|(?:待|正在|申请|请求)退[款回]"
    r"|refunding|refund[ _-]?(?:process|pend|apply)\w*",
    re.IGNORECASE,
)
_REFUNDED = re.compile(r"成功|完成|转入退款|全额|全部|已退|^是$|success|refund", re.IGNORECASE)


def state_of(record: MeaningCells) -> str:
    """The state of a gift, in words that say themselves whether it went back."""
    state, back = record.text("state"), record.text("back")
    if back and not NOT_BACK.fullmatch(back):
        if "部分" in back:
            state = "部分退款"
        elif _BEING_BACK.fullmatch(back) or back.endswith("中") or back.startswith("待"):
            state = "退款中"
        elif _REFUNDED.search(back):
            state = "已退款"
        elif "退" in back:
            state = "退款"
    if _BEING_BACK.fullmatch(state):
        raise CellError(f"写着“{back or state}”，退没退看不出来。退了的请写“已退款”，没有退的请写“未退款”")
    return "" if NOT_BACK.fullmatch(state) else state


# The state of a gift that went back as a whole, on the row of the gift itself.
WHOLLY_BACK = re.compile(r"^(?:已|已全额|全额|已全部|全部)退(?:款|回)")


def given_and_back(rows: list[SettlementRow], undone: Sequence[tuple[int, int]]) -> None:
    """Orders of which the only row says 已退款 were given first: their row stands for the gift and for its refund.

    Where the refund has a row of its own, theirs stands for the gift alone.
    """
    given = {row.order for row in rows if row.move is PlatformMove.GIFT}
    ends = {at for at, _ in undone}
    back = {row.order for at, row in enumerate(rows) if row.move is PlatformMove.REFUND and at not in ends}
    for at, gross in undone:
        row = rows[at]
        if row.order in given:
            continue
        if row.order in back:
            rows[at] = replace(row, move=PlatformMove.GIFT, gross=gross, refund=0)
            continue
        fee, net = row.fee or 0, row.net
        kept = fee if net == -fee else 0  # what a platform does not give back
        net = 0 if net == gross - fee else net  # what would have come without the refund
        rows[at] = replace(row, move=PlatformMove.GIFT, gross=gross, refund=gross, fee=kept, net=net)
