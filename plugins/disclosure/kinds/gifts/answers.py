"""What became of gifts: an answer for each day and purpose, and one for each gift that went back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from ...blocks import gift_answer, returned_answer
from ...model import AllocationRule, Disclosure, GiftAnswer, Link, Place, RichText, newest
from ...quantities import grouped
from ..gift_refunds import KIND as REFUNDS
from ..gift_refunds import RefundRecord
from ..project import Progress, ProgressRecord
from .by_columns import LaidOut

ROWS_NAMED = 3  # rows of many gifts that an answer names; more are told in sum


def answers_of(
    disclosure: Disclosure,
    laid_out: Callable[[], LaidOut],
    start: int,
    stop: int,
    returned: Mapping[str, Sequence[RefundRecord]],
) -> tuple[GiftAnswer, ...]:
    """What became of gifts *start* to before *stop* of a month: an answer for each day and purpose, and one for each gift that went back."""
    gifts, result = laid_out(), partial(_result, disclosure)
    lumps: dict[int, dict[str, int]] = {}
    for at, count in gifts.lumps.items():
        if start <= at < stop and gifts.batch[at] >= 0:
            lumps.setdefault(gifts.batch[at], {})[gifts.columns.numbers[at]] = count
    answers: list[GiftAnswer] = []
    for place in dict.fromkeys(gifts.batch[start:stop]):
        if place >= 0:
            if place not in gifts.answers:
                gifts.answers[place] = gift_answer(disclosure, *gifts.batches[place], result)
            answer = gifts.answers[place]
            answers.append(replace(answer, together=_together(lumps[place])) if place in lumps else answer)
    for at, batch in gifts.alone.items():
        if not start <= at < stop:
            continue
        number, money = gifts.columns.numbers[at], Decimal(gifts.columns.cents[at]).scaleb(-2)
        back = [
            (row.refunded_on, row.amount, row.reason or "")
            for row in returned[number]
            if row.refunded_on and row.amount
        ]
        together = _together({number: gifts.lumps[at]} if at in gifts.lumps else {})
        answer = replace(gift_answer(disclosure, *batch, result), together=together)
        answers.append(returned_answer(answer, number, money, back, Link(REFUNDS.rows_page, REFUNDS.address)))
    return tuple(answers)


def _together(rows: Mapping[str, int]) -> str:
    """The rows that are many gifts each: by their numbers, or in sum where they are many."""
    if len(rows) > ROWS_NAMED:
        return f"这里有{len(rows):,}行是平台合在一起到账的，共{sum(rows.values()):,}笔，每一笔的去处都照这里算。"
    named = "，".join(f"{number}一行是{count:,}笔" for number, count in rows.items())
    return f"{named}，由平台合在一起到账，每一笔的去处都照这里算。" if named else ""


def _result(disclosure: Disclosure, pool: Place) -> RichText:
    """What came of a purpose, by the newest progress of its project."""
    return disclosure.worked_out("results of gifts", "/".join(pool), lambda: _came_of(disclosure, pool))


def _came_of(disclosure: Disclosure, pool: Place) -> RichText:
    kind, project = pool
    reports = disclosure.about(Progress, ProgressRecord.project, project) if kind == "project" else ()
    last = newest(reports, ProgressRecord.as_of)
    if last is None or last.beneficiaries is None:
        return ()
    month = f"{last.as_of[:4]}年{int(last.as_of[5:7])}月"
    return (f"到{month}，这个项目一共帮到{grouped(last.beneficiaries)}{last.unit or '人'}。",)


def allocation_rule(disclosure: Disclosure) -> RichText:
    """How it is worked out where the money went."""
    traced = disclosure.trace
    if traced.rule is None or not traced.periods:
        return ()
    year = max(traced.periods)
    first_in = "先到的先用" if traced.rule is AllocationRule.FIRST_IN else "各按多少的比例用"
    return (
        f"指定用途的钱先用在那里，{first_in}，不够的再用大家一起用的钱。这是推算，不是说哪一张钞票给了哪个人。见",
        Link("善款去向", f"finances/{year}/flow/"),
        "。",
    )
