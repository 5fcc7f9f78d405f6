"""A page, and the figures that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain

from msgspec import Struct

from .block import Block, in_rich
from .evidence_blocks import ChartBlock, Entries, Reconciliations, TableBlock
from .figure import Figure, FigureRef, Link, RichText, Source
from .list_blocks import Moved

_WITHOUT_NUMBERS = frozenset({"undisclosed", "links", "note", "prose", "heading", "moved", "lookup", "downloads"})
_OF_FIGURES = frozenset({"figures", "statement", "register", "briefs"})  # all numbers are figures
_OF_NAMED = frozenset({"entries", "table", "chart", "reconciliations"})  # and these name their documents besides
_OF_CHOICES = frozenset({"facets", "index", "rows"})  # count what stands on the pages to which they lead


class Page(Struct, frozen=True, dict=True):
    """One page of an organisation: *path* is below the organisation's folder and ends in a slash (home is '')."""

    path: str
    title: str
    finding: RichText
    blocks: tuple[Block, ...]
    section: str = ""  # id of its menu entry
    crumbs: tuple[Link, ...] = ()
    year: int | None = None
    description: str = ""
    template: str = "page"
    tabs: tuple[Link, ...] = ()
    tab: str = ""  # path of its tab, if not its own
    near: tuple[Link, ...] = ()  # all pages under the same tab, itself included
    label: str = ""  # short name for menus and the site map
    years: tuple[Link, ...] = ()  # the same page for other years
    listed: bool = True  # in the site map; pages of many rows are only linked from their parent
    # a filtered view or a further part of another page, whose existence depends on what that lists
    view: bool = False
    status: str = ""  # 年度 · 口径 · 来源等级
    # its source documents; None means those of its year
    documents: tuple[Source, ...] | None = None
    feeds: tuple[Link, ...] = ()  # title and file (relative to the organisation's folder) of its feeds

    @cached_property
    def figures(self) -> tuple[Figure | FigureRef, ...]:
        """Every figure that it shows, in order, with repetitions."""
        return (*in_rich(self.finding), *chain.from_iterable(block.shown_figures() for block in self.blocks))

    @cached_property
    def _ids_shown(self) -> dict[str, tuple[str, ...]]:
        return {}

    def ids_shown(self, org: str) -> tuple[str, ...]:
        """The ids of the figures of one organisation that it shows, in order, without repetitions."""
        if org not in self._ids_shown:
            self._ids_shown[org] = tuple(dict.fromkeys(ids_of(self.figures, org)))
        return self._ids_shown[org]

    @property
    def numbered(self) -> bool:
        """Whether it shows anything taken from documents, and not only links and gaps."""
        return bool(self.figures) or any(block.block not in _WITHOUT_NUMBERS for block in self.blocks)

    def named_sources(self, look_up: Callable[[str], Figure | None]) -> frozenset[str] | None:
        """The ids of the source documents of all blocks; None if those of a block are unknown, or nothing has any.

        The documents of a computed figure are those of its inputs.
        """
        others = {block.block for block in self.blocks} - _WITHOUT_NUMBERS - _OF_CHOICES - _OF_FIGURES - _OF_NAMED
        parts = [_documents_of(block) for block in self.blocks if block.block in _OF_NAMED]
        checks = (check for block in self.blocks if isinstance(block, Reconciliations) for check in block.items)
        held = (name for check in checks for side in (check.left, check.right) for name in side.inputs)
        named_here = (*(figure.id for figure in self.figures), *held)
        shown = [figure for name in named_here if (figure := look_up(name))]
        if others or not (parts or shown) or None in parts:
            return None
        inputs = (look_up(name) for figure in shown if figure.formula for name in figure.formula.inputs)
        named = {figure.source for figure in (*shown, *inputs) if figure and figure.source}
        return frozenset(named).union(*(documents for documents in parts if documents))

    @property
    def name(self) -> str:
        """What menus call it."""
        return self.label or self.title

    @property
    def opening(self) -> int:
        """The number of blocks shown before the finding: on pages of finances those up to a chart that comes first, else 0."""
        if self.section != "finances":
            return 0
        before = int(bool(self.blocks) and isinstance(self.blocks[0], Moved))
        kinds = [block.block for block in self.blocks[before : before + 2]]
        return before + 1 if kinds[:1] == ["chart"] else before + 2 if kinds == ["heading", "chart"] else 0

    def current(self, link: Link) -> str:
        """The `aria-current` of a link of the year switch: `page` for this page, `true` for its year, else ''."""
        if link.path == self.path and not link.root:
            return "page"
        return "true" if self.year and link.text == f"{self.year}年" and "#" not in link.path else ""


def _documents_of(block: Block) -> frozenset[str] | None:
    """The ids of the documents that entries, a table or a chart name; None where nobody says."""
    if isinstance(block, Entries):
        return frozenset(name for entry in block.entries for name in (entry.source, *entry.further) if name)
    if isinstance(block, ChartBlock):
        return frozenset(source.id for source in block.chart.sources)
    if isinstance(block, Reconciliations):
        return frozenset(check.source for check in block.items if check.source)
    return block.table.sources if isinstance(block, TableBlock) else None


def ids_of(figures: Iterable[Figure | FigureRef], org: str) -> Iterator[str]:
    """The ids of the figures of an organisation among these."""
    return (figure.id for figure in figures if isinstance(figure, FigureRef) or figure.org == org)
