"""Where pages, entries and rows of staff files are found below the root of the site."""

from __future__ import annotations

from collections.abc import Iterable

from ..compose import SiteSection
from ..model import Moved, Page
from ..pages import lines_of
from ..problems import Where


def file_of(section: SiteSection, page: Page) -> str:
    """Where a page is written, below the output folder."""
    return "404.html" if page.template == "404" else f"{section.folder}{page.path}index.html"


def moved_anchors(sections: Iterable[SiteSection]) -> dict[str, str]:
    """Page and anchor where an entry is looked for → page and anchor where it stands, both below the site's root."""
    return {
        f"{section.folder}{page.path}#{anchor}": f"{section.folder}{path}#{anchor}"
        for section in sections
        for page in section.pages
        for block in page.blocks
        if isinstance(block, Moved)
        for anchor, path in block.entries
    }


def lines_of_files(sections: Iterable[SiteSection]) -> dict[Where, str]:
    """Row of a staff file → page and anchor where readers find it, below the site's root."""
    return {
        where: f"{section.folder}{place}"
        for section in sections
        if section.disclosure
        for where, place in lines_of(section.disclosure).items()
    }
