"""Ways to choose from a long list, each a page of its own with its count: by category, place, size … (static facets).

A list of few rows has none; a choice that holds nothing or everything is none; of places only the most frequent have pages. So the
number of pages depends on how many ways there are, and not on how many rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..model import Facet, Facets, Link, SourceLevel

T = TypeVar("T")

# The last part of the address of the list of all figures of a year that come from such a source.
OF_SOURCE = {
    SourceLevel.AUDITED: "audited",
    SourceLevel.REPORT: "reported",
    SourceLevel.MEDIA: "media",
    SourceLevel.COMPUTED: "computed",
    SourceLevel.STAFF: "entered",
}
CHOSEN_FROM = 100  # rows of a table that readers can still look through; longer lists can be chosen from
MOST = 30  # choices of one way; the rarer ones have no page
# In yuan; the words go without 元, because they stand beside sums that are written in 元.
SIZES: tuple[tuple[str, str, Decimal], ...] = (
    ("over-1000000", "100万以上", Decimal(1_000_000)),
    ("over-100000", "10万到100万", Decimal(100_000)),
    ("over-10000", "1万到10万", Decimal(10_000)),
    ("below-10000", "不到1万", Decimal(0)),
)


class Way(Struct, Generic[T], frozen=True):
    """One way to choose: what stands in addresses, its title, and for a row (part of the address, words) or None where it is untold."""

    id: str
    title: str
    value: Callable[[T], tuple[str, str] | None]
    order: tuple[str, ...] = ()  # the parts of addresses in their order; without it the most frequent comes first


class Selection(Struct, Generic[T], frozen=True):
    """The rows that have one thing in common: the address of their page, its name, what they were chosen by, and they."""

    path: str
    words: str
    way: Way[T]
    rows: tuple[T, ...]


def size_of(value: Decimal) -> tuple[str, str] | None:
    """Part of an address and words for how large an amount in yuan is; None below zero."""
    return next(((slug, words) for slug, words, least in SIZES if value >= least), None)


def text_slug(text: str) -> str:
    """A part of an address for words of the data that have none: the same for the same words in every build."""
    return f"p-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def places_of(text: str | None) -> tuple[str, ...]:
    """The places in a cell 地域, the largest first: 东样区/河样镇/河样村; none where it is empty or names several beside one another."""
    if not text or any(mark in text for mark in "；;、，,") or text.endswith("等"):
        return ()
    return tuple(part.strip() for part in text.replace("／", "/").split("/") if part.strip())


def choices(
    path: str, rows: Sequence[T], ways: Iterable[Way[T]], *, least: int = CHOSEN_FROM, every: bool = False
) -> list[Selection[T]]:
    """Every choice from *rows*, whose page is *path*; none where they are no more than *least*.

    What would hold all of them is no choice, unless *every* is asked for.
    """
    result: list[Selection[T]] = []
    for way in ways if len(rows) > least else ():
        groups: dict[tuple[str, str], list[T]] = {}
        for row in rows:
            value = way.value(row)
            if value:
                groups.setdefault(value, []).append(row)
        ordered = sorted(groups, key=lambda value: (-len(groups[value]), value))[:MOST]
        if way.order:
            ordered.sort(key=lambda value: way.order.index(value[0]))
        result += [
            Selection(f"{path}{way.id}/{value[0]}/", value[1], way, tuple(groups[value]))
            for value in ordered
            if every or len(groups[value]) < len(rows)
        ]
    return result


def facets(whole: Link, count: int, unit: str, chosen: Sequence[Selection[T]], current: str = "") -> list[Facets]:
    """The choices with their counts, a line a way; *whole* is the page of all *count* rows (counted in *unit*) and stands first.

    On the page of a choice (its address is *current*) only the way that it was chosen by is shown, so that its rows come soon.
    """
    at = next((choice.way for choice in chosen if choice.path == current), None)
    ways = [way for way in dict.fromkeys(choice.way for choice in chosen) if at in {None, way}]
    bars = [
        facet_bar(
            way.title,
            whole,
            count,
            unit,
            [(choice.words, choice.path, len(choice.rows), "") for choice in chosen if choice.way is way],
            current,
        )
        for way in ways
    ]
    return [*bars[:1], *(replace(bar, facets=bar.facets[1:]) for bar in bars[1:])]


def facet_bar(
    title: str, whole: Link, count: int, unit: str, options: Iterable[tuple[str, str, int, str]], current: str = ""
) -> Facets:
    """One line of choices, all of them first: *options* are words, address, count and sign, those without rows left out."""
    return Facets(
        title,
        unit,
        (
            Facet(whole, count, current=current in {"", whole.path}),
            *(
                Facet(Link(words, path), number, sign, current == path)
                for words, path, number, sign in options
                if number
            ),
        ),
    )
