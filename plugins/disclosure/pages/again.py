"""Pages that a process laid out before: one that is laid out alike again is the very object that it was.

What is made of a page is then known again by the page itself, and nobody has to look into it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import is_
from typing import Any, TypeVar, cast

from msgspec import Struct, field

from ..model import Block, BulkRows, Disclosure, KnownObjects, Link, Page, RowsFile, TableBlock, Watched

G = TypeVar("G")
V = TypeVar("V")


class PageMemory(Struct):
    """The pages of one organisation as they were the last time, and what the steps of laying out made of each.

    A step goes over all pages, and most of them are as they were: what it makes of a page comes from `outcomes`, which asks for all
    that the step needs beside the page.
    """

    _watched: Watched | None = None  # of which pages were made the last time
    _laid_out: dict[str, dict[str, Page]] = field(default_factory=dict)  # step → address → page
    _steps: defaultdict[str, KnownObjects[Page, Any]] = field(default_factory=lambda: defaultdict(KnownObjects))
    _links: dict[str, Link] = field(default_factory=dict)
    _given: dict[str, Any] = field(default_factory=dict)  # step → what was given for all pages

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

    def outcomes(
        self, step: str, pages: Iterable[Page], make: Callable[[Page, G], V], given: Callable[[Page], G]
    ) -> list[V]:
        """What *make* makes of each page and of what is *given* for it, in a step of laying out.

        Where page and given are those of the last time, it is what was made then: *make* must look at nothing else.
        """
        known, result = self._steps[step], []
        for page in pages:
            beside = given(page)
            result.append(known.of(page, lambda page: make(page, beside), beside))  # noqa: B023  (it is called at once)
        known.turn()
        return result

    def links_to(self, titles: Mapping[str, str]) -> dict[str, Link]:
        """A link to every page, by its address: the very object of the last time where the page is called the same."""
        before = self._links
        self._links = {
            path: link if (link := before.get(path)) and link.text == title else Link(title, path)
            for path, title in titles.items()
        }
        return self._links

    def as_before(self, step: str, given: G) -> G:
        """What is *given* to a step for all pages alike: the very object of the last time where the two are equal."""
        before = self._given.get(step)
        self._given[step] = result = before if before == given else given
        return cast("G", result)


class NothingRemembered(PageMemory):
    """For a build that is made once: every step is done for every page, and nothing is kept of it."""

    def same(self, step: str, pages: Sequence[Page]) -> list[Page]:  # noqa: ARG002
        """The *pages* themselves."""
        return list(pages)

    def outcomes(
        self,
        step: str,  # noqa: ARG002
        pages: Iterable[Page],
        make: Callable[[Page, G], V],
        given: Callable[[Page], G],
    ) -> list[V]:
        """What *make* makes of each page and of what is *given* for it."""
        return [make(page, given(page)) for page in pages]

    def as_before(self, step: str, given: G) -> G:  # noqa: ARG002
        """What is *given* itself."""
        return given


def _same(before: Page | None, page: Page) -> Page:
    if before is None or before is page:
        return page
    return before if before == page and all(map(_leads_alike, before.blocks, page.blocks)) else page


def _leads_alike(before: Block, block: Block) -> bool:
    """Whether two equal blocks lead to the same rows, also to those that they do not show themselves."""
    if isinstance(block, RowsFile) and isinstance(before, RowsFile):
        return all(map(is_, before.rows, block.rows))
    return before is block or not (isinstance(block, TableBlock) and isinstance(block.table.rows, BulkRows))
