"""The last check of a built tree: every link has a target, no file is empty, no None or nan shows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from ..output import SAMPLE
from ..storage import by_parts

# Rows of gifts are written without quotation marks: one attribute a tag. In text there is no <, so none is taken for a link.
_LINK = re.compile(r'\s(?:href|src|data-script|data-style)="([^"]*)"|<[a-z]+ href=([^\s"\'>]+)')
_ID = re.compile(r'\sid="([^"]*)"|<[a-z]+ id=([^\s"\'>]+)')
_SLIP = re.compile(r">\s*(None|nan|NaN|undefined|Undefined|\[object Object\])\s*<")
_CELL = re.compile(rb"(?:^|,)(?:None|nan|NaN)(?:,|\r?$)", re.MULTILINE)

_NEEDED = (
    "index.html",
    "404.html",
    "assets/site.css",
    "assets/site.js",
    "releases/index.html",
    "verify/index.html",
    "verify/hashes.js",
)
_NEEDED_OF_ORGANISATION = (
    "index.html",
    "data/index.html",
    "data/figures.csv",
    "data/datapackage.json",
    "facts/index.html",
)


def faults(root: Path, organisations: Sequence[str], base: str, coming: Collection[str]) -> Iterator[str]:
    """Everything that is wrong with the tree below *root*, one sentence each.

    *base* is the path that the 404 page puts before its links; *coming* are files that are written after this check.
    """
    sizes = {
        path.relative_to(root).as_posix(): path.stat().st_size
        for path in sorted(root.rglob("*"), key=by_parts)
        if path.is_file()
    }
    for name in (*_NEEDED, *(f"{org}/{name}" for org in organisations for name in _NEEDED_OF_ORGANISATION)):
        if name not in sizes:
            yield f"缺少 {name}"
    yield from (f"{name} 是空的" for name, size in sizes.items() if not size and name not in coming)
    yield from _faults_of_pages(root, sizes, {*sizes, *coming}, base)
    for name in sizes:
        if name.endswith(".csv") and _CELL.search((root / name).read_bytes()):
            yield f"{name} 里有一格是 None 或 nan"
        if name.endswith("/datapackage.json") and SAMPLE.encode() in (root / name).read_bytes():
            yield f"{name} 是{SAMPLE}，不能发布"


def _faults_of_pages(root: Path, files: Collection[str], there: Collection[str], base: str) -> Iterator[str]:
    """What is wrong with the pages among *files*; *there* is all that links can lead to."""
    pages = (name for name in files if name.endswith(".html"))
    doubts = [doubt for name in pages for doubt in _doubts(name, (root / name).read_text("utf-8"), there, base)]
    wanted: dict[str, set[str]] = {}
    for doubt in doubts:
        if isinstance(doubt, _Fragment) and doubt.target in files:
            wanted.setdefault(doubt.target, set()).add(doubt.id)
    ids = {name: asked.intersection(_values(_ID, (root / name).read_text("utf-8"))) for name, asked in wanted.items()}
    for doubt in doubts:
        if isinstance(doubt, str):
            yield doubt
        elif doubt.target in ids and doubt.id not in ids[doubt.target]:
            yield doubt.fault


def _values(attribute: re.Pattern[str], text: str) -> Iterator[str]:
    return (quoted or bare for quoted, bare in attribute.findall(text))


class _Fragment(Struct, frozen=True):
    """A link to a place in another page."""

    page: str
    link: str
    target: str
    id: str

    @property
    def fault(self) -> str:
        """What is wrong where there is no such place."""
        return f"{self.page} 里的链接 {self.link} 指到的位置不存在"


def _doubts(page: str, text: str, there: Collection[str], base: str) -> Iterator[str | _Fragment]:
    """What is wrong with a page, and the links of which other pages have to say whether they lead anywhere.

    No page is held beside another: there may be millions of rows on all of them.
    """
    yield from (f"{page} 里有一处“{match[1]}”" for match in _SLIP.finditer(text))
    ids: set[str] | None = None
    for written in dict.fromkeys(_values(_LINK, text)):
        link = written.replace("&amp;", "&")
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target, fragment = _target(page, unquote(parts.path), base), unquote(parts.fragment)
        if target not in there:
            yield f"{page} 里的链接 {link} 没有去处"
        elif fragment and target == page:
            ids = set(_values(_ID, text)) if ids is None else ids
            if fragment not in ids:
                yield _Fragment(page, link, target, fragment).fault
        elif fragment and target.endswith(".html"):
            yield _Fragment(page, link, target, fragment)


def _target(page: str, path: str, base: str) -> str:
    """The file that a path in a page leads to."""
    if path.startswith("/"):
        return path.removeprefix(base) if base and path.startswith(base) else path
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
