"""What became of gifts, in words: by the allocation of the whole money, never by a guess about single notes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from ..model import (
    FREE,
    REFUND,
    AllocationRule,
    Batch,
    BatchUse,
    Disclosure,
    GiftAnswer,
    GiftUse,
    Link,
    Payment,
    Place,
    RichText,
    Trace,
)
from ..quantities import yuan_text
from .evidence import claim, claimed
from .traces import page_of, place_name, receiver_of, yuan_of

SHOWN_USES = 3
COMMON = "大家一起用的钱（没有指定用途）"


def answer_id(pool: Place, via: Place, day: str) -> str:
    """The anchor of an answer among those of a month: 07-project-hearing-campaign-hearing-2024; short, as every gift leads to one."""
    way = (via,) if via != pool and via.id else ()
    return "-".join(part for part in (day[len("2025-01-") :], *pool, *itertools.chain(*way)) if part)


def returned_id(number: str, day: str) -> str:
    """The anchor of the answer for a gift that went back: 03-returned-2025-01-00012."""
    return "-".join(filter(None, (day[len("2025-01-") :], "returned", number)))


def returned_answer(
    answer: GiftAnswer, number: str, given: Decimal, returned: Sequence[tuple[str, Decimal, str]], page: Link
) -> GiftAnswer:
    """The answer for one gift of *given* yuan of which money went back: (day, yuan, reason) for each time.

    What the giver still gave shares the fate of its day and purpose; a gift that went back as a whole has no further way.
    """
    back = sum((yuan for _, yuan, _ in returned), Decimal(0))
    times = tuple(GiftUse(day, (f"，{reason}" if reason else "",), yuan_text(yuan)) for day, yuan, reason in returned)
    seen: RichText = ("见", page, "。")
    if back >= given:
        kept: RichText = ("这一笔已经全部退还，所以没有去处可算。", *seen)
        return GiftAnswer(
            returned_id(number, answer.day), answer.day, answer.purpose, answer.together, number, times, kept
        )
    kept = (f"还捐着{yuan_text(given - back)}，和同一天、同一用途到账的钱一起用。", *seen)
    return replace(answer, id=returned_id(number, answer.day), number=number, returned=times, kept=kept)


def gift_answer(
    disclosure: Disclosure, pool: Place, via: Place, day: str, result: Callable[[Place], RichText]
) -> GiftAnswer:
    """What became of the money that came on *day* for *pool* on the way *via*; *result* tells what came of a purpose."""
    traced = disclosure.trace
    name, purpose = answer_id(pool, via, day), _purpose(disclosure, pool, via)
    first = int(day[:4])
    years = [year for year in traced.periods if year >= first]
    if first not in traced.periods or len(day) < len("2025-01-01"):
        reasons = "；".join(traced.refusals.get(first, ())) or "那一年的账还没有逐笔对应起来"
        return GiftAnswer(name, day, purpose, refused=claim(reasons, f"推算不了：{reasons}。"))
    mixed = traced.rule is AllocationRule.PRO_RATA
    batch = Batch(pool, via, "" if mixed else day)
    every = [use for year in years for use in traced.periods[year].uses.get(batch, ()) if use.event.day >= day]
    left = traced.periods[years[-1]].unspent.get(batch, 0)
    ways = _ways(disclosure, every)
    whole = sum(use.cents for use in every) + left
    projects = any(isinstance(use.event, Payment) and use.event.use.kind == "project" for use in every)
    shared: RichText = ("见上面各个项目的网页。",) if projects else ()
    came = shared if pool == FREE else result(pool)
    return GiftAnswer(
        name,
        day,
        purpose,
        money="" if mixed else f"同一天、同一用途到账的一共{yuan_text(yuan_of(whole))}",
        uses=tuple(use for use, _ in ways[:SHOWN_USES]),
        rest=_rest([cents for _, cents in ways[SHOWN_USES:]]),
        left=f"到{years[-1]}年底还剩{yuan_text(yuan_of(left))}没有拨出"
        if left
        else _gone(every, years[-1], mixed=mixed),
        result=came or claim(pool != FREE, "还没有公布。"),
        known=bool(came),
    )


def _gone(uses: Iterable[BatchUse], year: int, *, mixed: bool) -> str:
    return "" if mixed else claimed(uses, f"到{year}年底已经用完")


def _rest(sums: list[int]) -> str:
    return f"另有{len(sums)}笔，共{yuan_text(yuan_of(sum(sums)))}" if sums else ""


def _purpose(disclosure: Disclosure, pool: Place, via: Place) -> RichText:
    """The purpose of a pool and the campaign or fund by which it came, as links where they have pages."""
    if pool == FREE:
        return (COMMON,)
    purpose = page_of(disclosure, pool) or place_name(disclosure.trace, pool)
    if via == pool or not via.id:
        return (purpose,)
    return (purpose, "（", page_of(disclosure, via) or place_name(disclosure.trace, via), "）")


def _ways(disclosure: Disclosure, uses: Iterable[BatchUse]) -> list[tuple[GiftUse, int]]:
    """The uses of a batch, those of one day, project and receiver together, the largest first."""
    sums: dict[tuple[str, RichText], int] = {}
    for use in uses:
        key = (use.event.day, _words(disclosure, use))
        sums[key] = sums.get(key, 0) + use.cents
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0][0]))
    return [(GiftUse(day, words, yuan_text(yuan_of(cents))), cents) for (day, words), cents in ordered]


def _words(disclosure: Disclosure, use: BatchUse) -> RichText:
    event, traced = use.event, disclosure.trace
    if not isinstance(event, Payment):
        target = page_of(disclosure, event.target) or place_name(traced, event.target)
        return ("项目结束剩下的，转给", target, "接着用")
    if event.end == REFUND:
        return (place_name(traced, event.end),)
    if event.settles:
        return (f"{place_name(traced, event.end)}，全年合在一起算",)
    return (f"拨给{_receiver(event)}", *_for(disclosure, traced, event.use))


def _receiver(event: Payment) -> str:
    name = receiver_of(event)
    return "受助的个人" if name == "受助个人" else name


def _for(disclosure: Disclosure, traced: Trace, use: Place) -> RichText:
    page: Link | str = page_of(disclosure, use) or place_name(traced, use)
    return ("，用于", page)
