"""The year switch: every page of a year leads to the same page of the other years, or to the nearest one above it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from ..model import Disclosure, Link, Page
from .caching import PageCache

_YEAR = re.compile(r"(?:^|/)((?:19|20)\d\d)/")
_RANGE = re.compile(r"\d+-\d+/$")  # a range of numbers is no page that another year has, too


def together(disclosure: Disclosure) -> Link | None:
    """The page that looks at all years, where there is something to compare or something was stated anew."""
    if len(disclosure.years) > 1 or disclosure.records.get("restatements"):
        return Link("历年对照", "trends/")
    return None


class _PagesOfYears(Struct, frozen=True, dict=True):
    """The addresses of all pages of a year, and *more*, which looks at all years together."""

    paths: frozenset[str]
    more: Link | None

    @cached_property
    def years(self) -> Mapping[str, Sequence[int]]:
        """Years, newest first, by what stands before them in the address."""
        years: dict[str, set[int]] = {}
        for path in self.paths:
            if match := _YEAR.search(path):
                years.setdefault(path[: match.start(1)], set()).add(int(match[1]))
        return {before: sorted(every, reverse=True) for before, every in years.items()}


def switched(step: str, pages: Sequence[Page], more: Link | None, cache: PageCache) -> list[Page]:
    """The pages, each of a year with links to the others; *more* is what looks at all years together.

    A page that has brought its own switch keeps it.
    """
    paths = frozenset(page.path for page in pages if _YEAR.search(page.path))
    existing = cache.as_before(step, _PagesOfYears(paths, more))
    return cache.outcomes(step, pages, _switched, lambda _: existing)


def _switched(page: Page, existing: _PagesOfYears) -> Page:
    match = _YEAR.search(page.path)
    links = page.years
    if match and not links:
        before, after = page.path[: match.start(1)], page.path[match.end(1) + 1 :]
        own_year = int(match[1])
        links = tuple(
            Link(f"{year}年", path)
            for year in existing.years[before]
            if (path := page.path if year == own_year else _nearest(before, year, after, existing.paths))
        )
    if existing.more and len(links) > 1 and existing.more not in links:
        links = (*links, existing.more)
    return replace(page, years=links) if links != page.years else page


def _nearest(before: str, year: int, after: str, existing: Container[str]) -> str:
    """The page of *year* that corresponds to before/own year/after, or the nearest one above it; '' if there is none."""
    return next((path for path in _upwards(before, year, _RANGE.sub("", after)) if path in existing), "")


def _upwards(before: str, year: int, after: str) -> Iterator[str]:
    while after:
        yield f"{before}{year}/{after}"
        after = after[: after.rstrip("/").rfind("/") + 1]
    yield f"{before}{year}/"
