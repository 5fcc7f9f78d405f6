"""The page cache of an incremental build: a page that is laid out equal to the last build's is replaced by that very object.

Later steps can then use the identity of a page as their cache key instead of comparing its content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import is_
from typing import Any, TypeVar, cast

from msgspec import Struct, field

from ..model import Block, BulkRows, Disclosure, IdentityCache, Link, Page, RowsFile, TableBlock, Watched

G = TypeVar("G")
V = TypeVar("V")


class PageCache(Struct):
    """The pages of one organisation in the last build, and the cached result of each layout step for each page.

    A layout step runs over all pages, of which few change; it gets its result per page from `outcomes`.
    """

    _watched: Watched | None = None  # the disclosure of the last build, with its cache
    _laid_out: dict[str, dict[str, Page]] = field(default_factory=dict)  # step → address → page
    _steps: defaultdict[str, IdentityCache[Page, Any]] = field(default_factory=lambda: defaultdict(IdentityCache))
    _links: dict[str, Link] = field(default_factory=dict)
    _given: dict[str, Any] = field(default_factory=dict)  # step → its input common to all pages

    @contextmanager
    def watching(self, disclosure: Disclosure) -> Iterator[Disclosure]:
        """Yield a view of *disclosure* for laying out pages, whose `cached` has the valid cache entries of the last build."""
        watched = self._watched = Watched(disclosure, self._watched)
        try:
            yield watched
        finally:
            watched.settle()
        disclosure.kept.update(watched.worked)

    def same(self, step: str, pages: Sequence[Page]) -> list[Page]:
        """The *pages* of a layout step; each page equal to that of the last build is replaced by the old object."""
        before = self._laid_out.get(step, {})
        result = [_same(before.get(page.path), page) for page in pages]
        self._laid_out[step] = {page.path: page for page in result}
        return result

    def outcomes(
        self, step: str, pages: Iterable[Page], make: Callable[[Page, G], V], given: Callable[[Page], G]
    ) -> list[V]:
        """*make*(page, *given*(page)) for each page, cached by the identity of the page and the equality of what is given.

        *make* must depend on nothing else.
        """
        known, result = self._steps[step], []
        for page in pages:
            beside = given(page)
            result.append(known.of(page, lambda page: make(page, beside), beside))  # noqa: B023  (it is called at once)
        known.turn()
        return result

    def links_to(self, titles: Mapping[str, str]) -> dict[str, Link]:
        """Address → link to the page, from *titles* (address → title); unchanged links keep their identity."""
        before = self._links
        self._links = {
            path: link if (link := before.get(path)) and link.text == title else Link(title, path)
            for path, title in titles.items()
        }
        return self._links

    def as_before(self, step: str, given: G) -> G:
        """The old object if *given*, an input of a step common to all pages, equals that of the last build; else *given*."""
        before = self._given.get(step)
        self._given[step] = result = before if before == given else given
        return cast("G", result)


class NoPageCache(PageCache):
    """No cache, for a one-off build: every step runs for every page."""

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
        """*make*(page, *given*(page)) for each page."""
        return [make(page, given(page)) for page in pages]

    def as_before(self, step: str, given: G) -> G:  # noqa: ARG002
        """What is *given* itself."""
        return given


def _same(before: Page | None, page: Page) -> Page:
    if before is None or before is page:
        return page
    return before if before == page and all(map(_leads_alike, before.blocks, page.blocks)) else page


def _leads_alike(before: Block, block: Block) -> bool:
    """Whether two equal blocks also have the same rows, which their comparison leaves out; never for tables of bulk rows."""
    if isinstance(block, RowsFile) and isinstance(before, RowsFile):
        return all(map(is_, before.rows, block.rows))
    return before is block or not (isinstance(block, TableBlock) and isinstance(block.table.rows, BulkRows))
