"""Blocks that answer first: the screens of a home page, cards, pictures, what came of a project, counts of states."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from ..reading import Missing
from .block import Block, figures_among, in_rich, with_their_notes
from .figure import Figure, FigureRef, Link, RichText
from .table import Amount, Tag
from .text_blocks import LargeButton

MOST_SPACIOUS = 12  # cards of whole bodies with large figures; beyond that a page would be a walk of many screens


class HomeAnswer(Struct, Block, frozen=True):
    """The answer of a year: large figures with what must be known of them, and the lines that check them."""

    year: int
    items: tuple[tuple[str, Figure | Missing], ...]
    checks: tuple[RichText, ...] = ()
    holds: bool = False  # every check of the year ends in 一致
    block = "statement"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those of its items that are told."""
        return tuple(value for _, value in self.items if isinstance(value, Figure))

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        yield from with_their_notes(self.figures)
        yield from chain.from_iterable(map(in_rich, self.checks))


class HomeFirstScreen(Struct, Block, frozen=True):
    """What came in, what went out, whom it helped; what is not told or does not add up; where most readers go next.

    *title* is whose account it is: that of a year, of single rows, of an emergency. *items* are (label, figure, sum of rows, or
    why there is none); *told_on* is the day on which the totals were published.
    """

    title: str
    items: tuple[tuple[str, Figure | Amount | str], ...]
    told_on: str = ""
    honest: RichText = ()
    holds: bool = False  # *honest* says that everything agrees
    buttons: tuple[LargeButton, ...] = ()
    block = "first"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        yield from figures_among(value for _, value in self.items)
        yield from in_rich(self.honest)
        yield from chain.from_iterable(in_rich(button.words) for button in self.buttons)


class Picture(Struct, frozen=True):
    """A picture of what was done: its sizes as (path below the organisation's folder, width, height), the smallest first."""

    files: tuple[tuple[str, int, int], ...]
    caption: str
    taken_on: str = ""
    drawn: bool = False  # a drawing, no photograph
    origin: str = ""  # who took it, as far as that is told


class Card(Struct, frozen=True, dict=True):
    """A project in a list of its like: what was done, what came of it, its money, how far it is, what comes next.

    *record* is kind/id, by which the next publication that is due is filled in; *items* are for cards of whole bodies.
    """

    title: str
    link: Link
    record: str = ""
    picture: Picture | None = None
    result: tuple[str, Figure | Amount] | None = None
    text: RichText = ()
    money: tuple[tuple[str, Figure | Amount], ...] = ()
    status: str = ""
    next: RichText = ()
    items: tuple[tuple[str, Figure | Amount | str], ...] = ()
    id: str = ""

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """Every figure that it shows."""
        if self.result:
            yield from figures_among(self.result[1:])
        yield from figures_among(value for _, value in (*self.money, *self.items))
        yield from in_rich(self.text)
        yield from in_rich(self.next)


class Cards(Struct, Block, frozen=True):
    """Cards side by side; with *leading* the first one that has a picture stands large."""

    title: str
    cards: tuple[Card, ...]
    more: Link | None = None
    id: str = ""
    leading: bool = False
    block = "cards"

    @property
    def anchored(self) -> bool:
        """Whether links lead to single cards: in the list of all, not in choices from it."""
        return self.id == "list" and not self.leading

    @property
    def bodies(self) -> bool:
        """Whether they are cards of whole bodies."""
        return any(card.items for card in self.cards)

    @property
    def close(self) -> bool:
        """Whether there are so many bodies that each gets but a few lines: a reader looks for one of them by its name."""
        return self.bodies and len(self.cards) > MOST_SPACIOUS

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(card.shown_figures() for card in self.cards)


class Gallery(Struct, Block, frozen=True):
    """Pictures with their captions, the newest first."""

    title: str
    pictures: tuple[Picture, ...]
    id: str = ""
    block = "gallery"


class ProjectOutcome(Struct, Block, frozen=True):
    """What was done, and what became better by it.

    *done* stands where the first has no number, *change* says where the second is not told (*evaluated* is False).
    """

    result: tuple[str, Figure | Amount] | None
    done: RichText
    change: RichText
    evaluated: bool
    picture: Picture | None = None
    block = "outcome"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        yield from figures_among((self.result or ())[1:])
        yield from in_rich(self.done)
        yield from in_rich(self.change)


class TrustPoint(Struct, frozen=True):
    """One answer to 靠得住吗: *rule* is `holds`, `told` or `open`; *shares* are (state, how many) of a small bar.

    What of `overdue` and `waiting` depends on the day is drawn again by a script from *days* (last day, how many).
    """

    label: str
    answer: str
    words: RichText
    link: Link
    rule: str = "told"
    shares: tuple[tuple[str, int], ...] = ()
    days: tuple[tuple[str, int], ...] = ()


class TrustStrip(Struct, Block, frozen=True):
    """Audit, duties, corrections, and what does not add up, each in a few words."""

    title: str
    points: tuple[TrustPoint, ...]
    id: str = ""
    block = "trust"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return chain.from_iterable(in_rich(point.words) for point in self.points)


class LatestPayment(Struct, frozen=True):
    """One payment in a short list."""

    day: str
    words: RichText
    amount: Amount


class LatestPayments(Struct, Block, frozen=True):
    """The last payments."""

    title: str
    payments: tuple[LatestPayment, ...]
    more: Link | None = None
    id: str = ""
    block = "payments"


class Count(Struct, frozen=True):
    """How many of one state; *open* is overdue or due where that depends on the day.

    *days* then are the last days of all that is open (day, how many), by which a script counts again. *link* leads to
    the page that has only these.
    """

    tag: Tag
    number: int
    open: str = ""
    days: tuple[tuple[str, int], ...] = ()
    link: Link | None = None


class Tally(Struct, Block, frozen=True):
    """How many of each state on the day *as_of*."""

    title: str
    counts: tuple[Count, ...]
    as_of: str
    more: Link | None = None
    id: str = ""
    block = "tally"
