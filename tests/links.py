"""Links of a built site, and what they lead to."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

ATTRIBUTE = re.compile(r'\s(href|src|id)=(?:"([^"]*)"|([^\s">]+))')


def attributes(page: Path) -> list[tuple[str, str]]:
    """(name, value) of every address and anchor of a page; rows of gifts have theirs without quotes."""
    return [(name, quoted or bare) for name, quoted, bare in ATTRIBUTE.findall(page.read_text("utf-8"))]


def broken_links(site: Path) -> list[tuple[str, str]]:
    """(page, link) of every link to a page, a file or an anchor of *site* that is not there; that of 404 stand anywhere."""
    links: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for page in map(str, sorted(site.rglob("*.html"))):
        listed = attributes(Path(page))
        links[page] = {unescape(value) for name, value in listed if name != "id" and value}
        ids[page] = {unescape(value) for name, value in listed if name == "id"}
    broken = []
    for page, targets in links.items():
        for link in targets:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(page), unquote(parts.path))) if parts.path else page  # noqa: PTH118, PTH120
            anchor = unquote(parts.fragment)
            lost = anchor and target in ids and anchor not in ids[target]
            if lost or not (target in ids or Path(target).is_file()):
                broken.append((page.removeprefix(f"{site}/"), link))
    return [pair for pair in broken if not pair[0].startswith("404")]
