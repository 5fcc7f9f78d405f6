"""Blocks that lead to other pages, or share a list out to several."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .block import Block
from .figure import Figure, FigureRef, Link
from .reconciliation import Reconciliation


class Links(Struct, Block, frozen=True):
    """A list of links, for menus inside a page."""

    title: str
    links: tuple[tuple[Link, str], ...]
    folded: bool = False  # below its title, which readers open
    block = "links"


class IndexLine(Struct, frozen=True):
    """A line of an index: where it leads, how much is there in words; for a bar, of *whole* so many are *marked*."""

    link: Link
    count: str
    whole: int = 0
    marked: int = 0  # how many of them are in doubt or do not add up
    words: str = ""


class Index(Struct, Block, frozen=True):
    """What a long page or a set of pages holds, each with its count; *key* says in words what the marked share is."""

    title: str
    lines: tuple[IndexLine, ...]
    key: str = ""
    block = "index"


class Facet(Struct, frozen=True):
    """One way to look at a list: the page that has only these, and how many they are; *current* on that page itself."""

    link: Link
    count: int
    sign: str = ""  # the 出处标 or the sign of a state before the words
    current: bool = False


class Facets(Struct, Block, frozen=True):
    """Ways to look at a list, each a page of its own; *title* says by what they are chosen, *unit* what is counted."""

    title: str
    unit: str
    facets: tuple[Facet, ...]
    block = "facets"


class Pager(Struct, Block, frozen=True):
    """The pages that a list is shared out to: *pages* are all of them in order, *at* is the one under way, from 0."""

    pages: tuple[str, ...]
    at: int
    total: int
    unit: str
    block = "pager"

    @property
    def near(self) -> tuple[tuple[int, str], ...]:
        """Number and page of the first, the last and those beside the one under way; 0 stands for those left out."""
        last = len(self.pages) - 1
        numbers = sorted({0, last, *range(max(0, self.at - 2), min(last, self.at + 2) + 1)})
        shown: list[tuple[int, str]] = []
        for number in numbers:
            if shown and number > shown[-1][0]:
                shown.append((0, ""))
            shown.append((number + 1, self.pages[number]))
        return tuple(shown)


MOST_MOVED = 1_000  # anchors that a page keeps of entries that are found without them


class Moved(Struct, Block, frozen=True):
    """Anchors of this page whose entries stand on another: what it is called there, and its page without the anchor.

    Links of the site go there directly; an old link to the anchor here finds a line that leads on, without a script.
    """

    entries: tuple[tuple[str, str], ...]
    paged: frozenset[str] = frozenset()  # anchors of entries that have a page of their own, such as projects
    block = "moved"

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Those that the page holds: of very many not those that are found without, by the pager or on a page of their own."""
        few = len(self.entries) <= MOST_MOVED
        return tuple(
            (anchor, path)
            for anchor, path in self.entries
            if few or not (anchor.startswith("line-") or anchor in self.paged)
        )


class Brief(Struct, frozen=True):
    """A line of a list by which something was chosen: what it is, its number or difference, and where all of it stands."""

    link: Link
    figure: Figure | None = None
    check: Reconciliation | None = None
    words: str = ""


class Briefs(Struct, Block, frozen=True):
    """Lines that lead to the full entries."""

    lines: tuple[Brief, ...]
    title: str = ""
    id: str = ""
    block = "briefs"

    def shown_figures(self) -> Iterator[Figure | FigureRef]:
        """See `Block`."""
        return (line.figure for line in self.lines if line.figure)
