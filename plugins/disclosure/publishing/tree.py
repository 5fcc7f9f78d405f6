"""The last check of a built tree: every link has a target, no file is empty, no None or nan shows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

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
    pages = {name: (root / name).read_text("utf-8") for name in sizes if name.endswith(".html")}
    ids = {name: set(_values(_ID, text)) for name, text in pages.items()}
    there = {*sizes, *coming}
    for name, text in pages.items():
        for match in _SLIP.finditer(text):
            yield f"{name} 里有一处“{match[1]}”"
        for link in dict.fromkeys(_values(_LINK, text)):
            yield from _dead(name, link, there, ids, base)
    for name in sizes:
        if name.endswith(".csv") and _CELL.search((root / name).read_bytes()):
            yield f"{name} 里有一格是 None 或 nan"
        if name.endswith("/datapackage.json") and SAMPLE.encode() in (root / name).read_bytes():
            yield f"{name} 是{SAMPLE}，不能发布"


def _values(attribute: re.Pattern[str], text: str) -> Iterator[str]:
    return (quoted or bare for quoted, bare in attribute.findall(text))


def _dead(page: str, link: str, there: Collection[str], ids: dict[str, set[str]], base: str) -> Iterator[str]:
    link = link.replace("&amp;", "&")
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return
    path = unquote(parts.path)
    if path.startswith("/"):
        path = path.removeprefix(base) if base and path.startswith(base) else path
        target = path
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target not in there:
        yield f"{page} 里的链接 {link} 没有去处"
    elif parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]:
        yield f"{page} 里的链接 {link} 指到的位置不存在"
