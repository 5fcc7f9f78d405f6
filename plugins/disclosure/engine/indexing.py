"""Which of the written pages can be searched, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..compose import SiteSection
from ..kinds import donations
from ..model import Briefs, BulkRows, Disclosure, Page, TableBlock
from ..output import file_of
from ..pages import lists_pages
from ..search import ResultGroup, SearchablePage, SearchAbout, synonyms, write_index

_MONTH = re.compile(rf"{re.escape(donations.KIND.address)}([0-9]{{4}})/([0-9]{{2}})/")


def write_search(sections: Sequence[SiteSection], output: Path) -> int:
    """Write the index of all pages that are now below *output*; returns its bytes."""
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
    return write_index(output, _searchable(sections), about)


def _month(page: Page) -> re.Match[str] | None:
    return _MONTH.fullmatch(page.path)


def _searchable(sections: Sequence[SiteSection]) -> Iterator[SearchablePage]:
    for section in sections:
        places = set(_purposes(section.disclosure)) if section.disclosure else set()
        org = section.disclosure.org if section.disclosure else ""
        for page in section.pages:
            if not _left_out(page):
                yield SearchablePage(f"{section.folder}{page.path}", file_of(section, page), org, _group(page, places))


def _purposes(disclosure: Disclosure) -> Iterator[str]:
    """The pages of what money can be given for."""
    for kind in disclosure.kinds.values():
        if kind.purpose and kind.paged:
            yield from map(kind.place, disclosure.records.get(kind.id, ()))


def _left_out(page: Page) -> bool:
    """Pages that list other pages, choices from another page, and pages of single gifts, which are found by their number."""
    if page.template in {"404", "sheet"} or lists_pages(page):  # a sheet says what its page says
        return True
    if page.view and any(isinstance(block, Briefs) for block in page.blocks):
        return True
    bulk = any(isinstance(block, TableBlock) and isinstance(block.table.rows, BulkRows) for block in page.blocks)
    return bulk and not page.listed


def _group(page: Page, places: set[str]) -> ResultGroup:
    if page.template == "register":
        return ResultGroup.FIGURE
    if page.path in places:
        return ResultGroup.PROJECT
    return ResultGroup.MONTH if _month(page) else ResultGroup.PAGE
