"""The year switch: every page of a year leads to the same page of the other years, or to the nearest one above it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from ..model import Disclosure, Link, Page

_YEAR = re.compile(r"(?:^|/)((?:19|20)\d\d)/")
_RANGE = re.compile(r"\d+-\d+/$")  # a range of numbers is no page that another year has, too


def together(disclosure: Disclosure) -> Link | None:
    """The page that looks at all years, where there is something to compare or something was stated anew."""
    if len(disclosure.years) > 1 or disclosure.records.get("restatements"):
        return Link("历年对照", "trends/")
    return None


def switched(pages: Sequence[Page], more: Link | None = None) -> list[Page]:
    """The pages, each of a year with links to the others; *more* is what looks at all years together.

    A page that has brought its own switch keeps it.
    """
    existing = {page.path for page in pages}
    years: dict[str, set[int]] = {}
    for path in existing:
        match = _YEAR.search(path)
        if match:
            years.setdefault(path[: match.start(1)], set()).add(int(match[1]))
    return [_switched(page, years, existing, more) for page in pages]


def _switched(page: Page, years: dict[str, set[int]], existing: Container[str], more: Link | None) -> Page:
    match = _YEAR.search(page.path)
    links = page.years
    if match and not links:
        before, after = page.path[: match.start(1)], page.path[match.end(1) + 1 :]
        every = sorted(years[before], reverse=True)
        own_years = int(match[1])
        links = tuple(
            Link(f"{year}年", path)
            for year in every
            if (path := page.path if year == own_years else _nearest(before, year, after, existing))
        )
    if more and len(links) > 1 and more not in links:
        links = (*links, more)
    return replace(page, years=links) if links != page.years else page


def _nearest(before: str, year: int, after: str, existing: Container[str]) -> str:
    """The page of *year* that corresponds to before/own year/after, or the nearest one above it; '' if there is none."""
    return next((path for path in _upwards(before, year, _RANGE.sub("", after)) if path in existing), "")


def _upwards(before: str, year: int, after: str) -> Iterator[str]:
    while after:
        yield f"{before}{year}/{after}"
        after = after[: after.rstrip("/").rfind("/") + 1]
    yield f"{before}{year}/"
