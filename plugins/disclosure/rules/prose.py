"""Markdown: tables that exist only as pictures, one picture under two names, and days that no calendar has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from ..problems import Problem, Where, problem
from .dates import impossible_days

_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\b(alt|src)="([^"]*)"')
_TABLE_WORDS = re.compile(
    "名单|明细|清单|一览表|统计表|汇总表|登记表|公示表|收支表|报表|花名册|台账|表格|情况表"
    "|(?:捐赠|物资|支出|收入|拨付|预算|资产负债|活动|流量)表(?!彰|演|示|现|达|扬)"
)
_TEXT_TABLE = re.compile(r"<table\b|\[\[table:|data-embed=\"table|data-kind=\"table", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


class Image(Struct, frozen=True):
    """A picture in a Markdown file: its words, and the file it shows."""

    alt: str
    src: str


def images(html: str) -> Iterator[Image]:
    """Every picture of a page."""
    for tag in _IMAGE.finditer(html):
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[0])}
        yield Image(attributes.get("alt", ""), unquote(attributes.get("src", "")))


def image_tables(file: str, html: str) -> Iterator[Problem]:
    """Pictures whose words or file name say list or table, on a page without any table of text."""
    if _TEXT_TABLE.search(html):
        return
    for image in images(html):
        name = image.src.rpartition("/")[2]
        if _TABLE_WORDS.search(image.alt) or _TABLE_WORDS.search(name):
            yield problem("image-table", Where(file), cell=image.alt or name)


def impossible_dates(file: str, html: str) -> Iterator[Problem]:
    """Days in the words of a page that no calendar has."""
    for day in impossible_days(_TAG.sub(" ", html)):
        yield problem("impossible-date", Where(file), cell=day)


def photos_twice(texts: Iterable[tuple[str, str]], folder: Path) -> Iterator[Problem]:
    """The same bytes shown under two names; *texts* are (file, html), addresses of pictures are below *folder*."""
    first: dict[str, tuple[str, str]] = {}
    for file, html in texts:
        for image in images(html):
            path = picture(image.src, folder)
            alt = image.alt.strip()
            if path is None or not alt:
                continue
            known = first.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), (file, alt))
            if known[1] != alt:
                yield problem("photo-twice", Where(file), cell=alt, left=known[1], other=known[0])


def picture(src: str, folder: Path) -> Path | None:
    """The file below *folder* that an address leads to, as Pelican writes them ({static}/images/…)."""
    bare = re.sub(r"^\{(?:static|attach|filename)\}|^(?:\.\./)+|^/+", "", src).lstrip("/")
    path = folder / bare
    if not bare or re.match(r"[a-z]+:", src):
        return None
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):  # a name that no system has: longer than it takes, or with a NUL in it
        return None


def proofread(texts: Mapping[str, str], folder: Path) -> Iterator[Problem]:
    """Everything that can be said of the Markdown files (file → html) below *folder*."""
    for file, html in texts.items():
        yield from image_tables(file, html)
        yield from impossible_dates(file, html)
    yield from photos_twice(texts.items(), folder)
