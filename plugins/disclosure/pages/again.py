"""Pages that a process laid out before: one that is laid out alike again is the very object that it was.

What is made of a page is then known again by the page itself, and nobody has to look into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import is_

from ..model import Block, BulkRows, Disclosure, KnownObjects, Page, RowsFile, TableBlock, Watched


@dataclass(slots=True)
class PageMemory:
    """The pages of one organisation as they were the last time, and the parts into which each was cut."""

    _watched: Watched | None = None  # of which pages were made the last time
    _laid_out: dict[str, dict[str, Page]] = field(default_factory=dict)  # step → address → page
    _cut: KnownObjects[Page, tuple[Page, ...]] = field(default_factory=KnownObjects)

    @contextmanager
    def watching(self, disclosure: Disclosure) -> Iterator[Disclosure]:
        """The *disclosure* for all that lays out pages: what was made of it the last time is known again within the block."""
        watched = self._watched = Watched(disclosure, self._watched)
        try:
            yield watched
        finally:
            watched.settle()
        disclosure.kept.update(watched.worked)

    def same(self, step: str, pages: Sequence[Page]) -> list[Page]:
        """The *pages* of a step of laying out, each as the very object that it was the last time where the two are equal."""
        before = self._laid_out.get(step, {})
        result = [_same(before.get(page.path), page) for page in pages]
        self._laid_out[step] = {page.path: page for page in result}
        return result

    def parts(self, pages: Sequence[Page], cut: Callable[[Page], Sequence[Page]]) -> list[tuple[Page, ...]]:
        """What *cut* makes of each page, worked out for those only that are not the very pages of the last time."""
        result = [self._cut.of(page, lambda page: tuple(cut(page))) for page in pages]
        self._cut.turn()
        return result


def _same(before: Page | None, page: Page) -> Page:
    if before is None or before is page:
        return page
    return before if before == page and all(map(_leads_alike, before.blocks, page.blocks)) else page


def _leads_alike(before: Block, block: Block) -> bool:
    """Whether two equal blocks lead to the same rows, also to those that they do not show themselves."""
    if isinstance(block, RowsFile) and isinstance(before, RowsFile):
        return all(map(is_, before.rows, block.rows))
    return before is block or not (isinstance(block, TableBlock) and isinstance(block.table.rows, BulkRows))
