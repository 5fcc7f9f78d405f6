"""Which pages enter the search index, and in which result group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..compose import SiteSection
from ..kinds.donations import KIND as GIFTS
from ..model import Briefs, BulkRows, Cards, Disclosure, Explorer, Facets, Index, Links, Page, Pager, TableBlock
from ..output import file_of
from ..pages import is_table, lists_pages
from ..reading import without_cyclic_gc
from ..search import IndexCache, ResultGroup, SearchablePage, SearchAbout, synonyms, write_index
from ..storage import TreeFiles

_MONTH = re.compile(rf"{re.escape(GIFTS.address)}([0-9]{{4}})/([0-9]{{2}})/")
_PART = re.compile(r"(.*/)page-[0-9]+/")


def write_search(sections: Sequence[SiteSection], files: TreeFiles, cache: IndexCache | None) -> None:
    """Write the search index of the pages, which must already be in the tree of *files*. *cache* as for `write_index`."""
    disclosures = [section.disclosure for section in sections if section.disclosure]
    about = SearchAbout(
        organisations={disclosure.org: disclosure.organisation.name for disclosure in disclosures},
        months={
            section.disclosure.org: months
            for section in sections
            if section.disclosure and (months := [f"{m[1]}-{m[2]}" for m in map(_month, section.pages) if m])
        },
        synonyms=synonyms(disclosure.organisation.search_synonyms or "" for disclosure in disclosures),
    )
    with without_cyclic_gc():
        write_index(files, searchable(sections), about, cache)


def _month(page: Page) -> re.Match[str] | None:
    return _MONTH.fullmatch(page.path)


def searchable(sections: Sequence[SiteSection]) -> Iterator[SearchablePage]:
    """The pages to be indexed, in site order."""
    for section in sections:
        places = set(_purposes(section.disclosure)) if section.disclosure else set()
        org = section.disclosure.org if section.disclosure else ""
        by_path = {page.path: page for page in section.pages}
        for page in section.pages:
            if not (_left_out(page) or _continues(page, by_path)):
                path = f"{section.folder}{page.path}"
                yield SearchablePage(path, file_of(section, page), org, _group(page, places), brief=_repeats(page))


def _purposes(disclosure: Disclosure) -> Iterator[str]:
    """The addresses of pages of projects and other purposes of gifts."""
    for kind in disclosure.kinds.values():
        if kind.purpose and kind.paged:
            yield from map(kind.place, disclosure.records.get(kind.id, ()))


def _left_out(page: Page) -> bool:
    """Whether a page is not indexed: lists of pages, filtered views, and pages of single gifts, which are found by their number."""
    if page.template in {"404", "sheet"} or lists_pages(page):  # a sheet repeats its page
        return True
    if page.view and any(isinstance(block, Briefs) for block in page.blocks):
        return True
    bulk = any(isinstance(block, TableBlock) and isinstance(block.table.rows, BulkRows) for block in page.blocks)
    return bulk and not page.listed


def _repeats(page: Page) -> bool:
    """Whether a page only repeats others (filtered views, full tables, the data explorer), so that little of it is indexed."""
    chosen = page.view and any(isinstance(block, Facets) for block in page.blocks)
    return chosen or is_table(page) or any(isinstance(block, Explorer) for block in page.blocks)


_LISTS = (Pager, Cards, Briefs, Index, Links)  # blocks that only link to other pages


def _continues(page: Page, by_path: Mapping[str, Page]) -> bool:
    """Whether a page is part 2 or later of a page that repeats others or only lists pages."""
    part = _PART.fullmatch(page.path)
    if not (page.view and part):
        return False
    first = by_path.get(part[1])
    return bool(first and _repeats(first)) or all(isinstance(block, _LISTS) for block in page.blocks)


def _group(page: Page, places: set[str]) -> ResultGroup:
    if page.template == "register":
        return ResultGroup.FIGURE
    if page.path in places:
        return ResultGroup.PROJECT
    return ResultGroup.MONTH if _month(page) else ResultGroup.PAGE
