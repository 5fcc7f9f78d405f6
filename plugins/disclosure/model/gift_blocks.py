"""Blocks by which givers find their gifts, and what became of them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from .block import Block
from .figure import RichText


class Lookup(Struct, Block, frozen=True):
    """查我的捐赠: a number leads to its row; *months* are those that have gifts, a page holds *per_page* numbers.

    *brief* is for pages that the way by hand has already led to.
    """

    months: tuple[str, ...]
    per_page: int
    until: str
    ask: RichText = ()  # whom to call, or that this is not published
    brief: bool = False
    org: str = ""
    # how many bits name the file that a claim code leads to; None where there are no codes
    bucket_bits: int | None = None
    block = "lookup"


class GiftUse(Struct, frozen=True):
    """One use of the money of a day: when, for what and to whom, how much of it."""

    day: str
    words: RichText
    money: str


class GiftAnswer(Struct, frozen=True):
    """What became of the gifts of one day for one purpose, as far as the allocation can say; or of one gift that went back.

    *id* is its anchor, *day* that on which they came; *money* all of that day for that purpose; *uses* the largest first, *rest*
    what more there was; *left* what is still there, and since when. Where nothing could be worked out *refused* says why.
    *result* is what came of it; *known* is whether it says more than that nothing is told. *together* names the rows in which
    a platform put many gifts. An answer for one gift has its *number*, what was *returned* of it and what that comes to (*kept*).
    """

    id: str
    day: str
    purpose: RichText
    together: str = ""
    number: str = ""
    returned: tuple[GiftUse, ...] = ()
    kept: RichText = ()
    money: str = ""
    uses: tuple[GiftUse, ...] = ()
    rest: str = ""
    left: str = ""
    refused: RichText = ()
    result: RichText = ()
    known: bool = False


class GiftAnswers(Struct, Block, frozen=True):
    """The answers that the rows of a page lead to; made when the page is written, as the rows are."""

    title: str
    make: Callable[[], tuple[GiftAnswer, ...]]
    rule: RichText = ()
    id: str = "answers"
    block = "answers"
