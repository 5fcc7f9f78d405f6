"""What pages that are about other things say of duties: of their own, and by their cards of what has to be published next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ..blocks import days_left
from ..dates import by_end, days_between, han_date
from ..duties import COUNTED, Obligation, State, is_open, worst_first
from ..kinds import all_kinds, kind_of
from ..law import DeadlineRule
from ..model import Block, Card, Cards, Cell, Clock, Facts, Link, Page
from .duty_ledger import Ledger
from .duty_tables import PATH, TAGS

_SHOWN_BESIDE = 6


class DutiesBeside(Struct, frozen=True):
    """What a page that is about other things says of duties: of its own, and by its cards of the *next* publication about each record."""

    as_of: str
    concerning: tuple[Obligation, ...]
    next: Mapping[str, date]  # record of a card → the last day


def duties_beside(ledger: Ledger, page: Page) -> DutiesBeside:
    """What is told on a page of its own duties, and on its cards of the next publication about their records."""
    cards = [card for block in page.blocks if isinstance(block, Cards) for card in block.cards]
    days = {card.record: day for card in cards if (day := ledger.next_days.get(_page_of(card)))}
    concerning = () if page.path in _pages_of_kinds() else ledger.by_page.get(page.path, ())
    return DutiesBeside(ledger.as_of, tuple(concerning), days)


def beside(page: Page, duties: DutiesBeside) -> Page:
    """The page with its own duties, before what is not published; cards get the next publication that is due."""
    if duties.next:
        page = replace(page, blocks=tuple(_with_next(block, duties) for block in page.blocks))
    return _inserted(page, _excerpt(duties)) if duties.concerning else page


def _page_of(card: Card) -> str:
    """Where the record of a card stands."""
    kind_id, _, record_id = card.record.partition("/")
    kind = kind_of(kind_id)
    return kind.place(record_id) if kind else ""


@cache
def _pages_of_kinds() -> frozenset[str]:
    """The pages that list a kind; duties are shown on the pages of single records and years."""
    return frozenset(kind.address.partition("#")[0] for kind in all_kinds())


def _inserted(page: Page, blocks: Sequence[Block]) -> Page:
    place = next(
        (at for at, block in enumerate(page.blocks) if "undisclosed" in (block.block, getattr(block, "id", ""))),
        len(page.blocks),
    )
    return replace(page, blocks=(*page.blocks[:place], *blocks, *page.blocks[place:]))


def _excerpt(duties: DutiesBeside) -> tuple[Block, ...]:
    done = (State.ON_TIME, State.PUBLISHED)
    rows = worst_first(obligation for obligation in duties.concerning if obligation.state is not State.EXEMPT)
    shown = [obligation for obligation in rows if obligation.state not in done][:_SHOWN_BESIDE]
    items: list[tuple[str, Cell]] = [(obligation.duty.name, _beside(obligation)) for obligation in shown]
    for state in done:
        names = Counter(obligation.duty.name for obligation in rows if obligation.state is state)
        if names:
            times = (f"{name}{f'{count}次' if count > 1 else ''}" for name, count in names.items())
            items.append((f"{state.value}的", "；".join(times)))
    more = len([obligation for obligation in rows if obligation.state not in done]) - len(shown)
    if more:
        items.append(("另外", f"{more}次见合规清单"))
    again = [obligation for obligation in rows if obligation.term.deadline.rule is DeadlineRule.GAP]
    days = (day for obligation in again for day in (obligation.published, *obligation.months) if day)
    last = max(days, key=by_end, default="")
    if last and any(not obligation.published or obligation.state not in COUNTED for obligation in again):
        items.append(("距上次公布", _since(last, duties.as_of)))
    items.append(
        ("天数算到", (Clock("today", duties.as_of, han_date(duties.as_of)), "；全部见", Link("合规清单", PATH)))
    )
    return (Facts("该公开的，公开了吗", tuple(items), id="obligations"),)


def _since(last: str, as_of: str) -> Cell:
    """How long ago something was published last; of a month no days are counted."""
    days = days_between(last, as_of)
    if days is None:
        return f"{han_date(last)}公布"
    return (f"{han_date(last)}公布，已", Clock("since", last, f"{days}天"))


def _beside(obligation: Obligation) -> Cell:
    if obligation.due is None:
        return (f"{obligation.text}：{obligation.reason}" if obligation.reason else obligation.text,)
    if is_open(obligation):
        return (
            f"{han_date(obligation.due)}以前，",
            Clock("due", obligation.due.isoformat(), obligation.text, TAGS[obligation.state]),
        )
    return f"{han_date(obligation.due)}以前，{han_date(obligation.published) or '公开日期还没报来'}，{obligation.text}"


def _with_next(block: Block, duties: DutiesBeside) -> Block:
    """Cards, each with the last day of what has to be published next about its record, and whether that has passed."""
    if not isinstance(block, Cards):
        return block

    def dated(card: Card) -> Card:
        due = duties.next.get(card.record)
        if due is None:
            return card
        words = days_left((due - date.fromisoformat(duties.as_of)).days)
        day = han_date(due)
        return replace(card, next=(f"公布期限：{day}（", Clock("due", due.isoformat(), words), "）"))

    return replace(block, cards=tuple(map(dated, block.cards)))
