"""The shield between data and output: what leads to a person is stopped, in cells, prose, file names and built files."""

from __future__ import annotations

import mmap
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from ..identifiers import PREFILTER, Personal, numbers, personal
from ..model import Dataset
from ..problems import Problem, Where, problem
from ..reading import AnyColumn, Contact, OfficeAddress, OwnAccount, Record, RichText, Text


@dataclass(frozen=True, slots=True)
class Own:
    """What an organisation publishes of itself: its telephone numbers (digits only), its letter boxes and the domains of its sites."""

    numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def __or__(self, other: Own) -> Own:
        return Own(self.numbers | other.numbers, self.domains | other.domains)


def own(phones: Iterable[str | None], addresses: Iterable[str | None]) -> Own:
    """What is meant to be public; *addresses* are e-mail and web addresses.

    A letter box stands for itself and not for its domain: many an office has one at a provider where persons have theirs.
    """
    domains = set()
    for one in addresses:
        if one:
            domains.add(one.lower() if "@" in one else (urlsplit(one).hostname or "").lower().removeprefix("www."))
    return Own(frozenset(re.sub(r"[^0-9]", "", one) for one in phones if one), frozenset(domains - {""}))


# Columns that are meant to lead somewhere, and what may therefore stand in them.
_MEANT: dict[type[Text], str] = {OfficeAddress: "住址", OwnAccount: "银行卡号"}
# What a cell needs to be looked at closely; most cells of a table of many rows have nothing of it.
_WORTH_A_LOOK = PREFILTER + r"|护照|通行证|[0-9]-?[0-9]{7}|[室户号组岁]|年级|同学|幼儿园|小学|中学|学生"


def _code(found: Personal) -> str:
    return "personal-number" if found.hint and "@" not in found.hint else "personal-words"


def _told(found: Personal, where: Where) -> Problem:
    return problem(_code(found), where, what=found.what, hint=f"（{found.hint}）" if found.hint else "")


def values(record: type[Record], facts: Mapping[str, object], lines: Mapping[str, int], file: str) -> Iterator[Problem]:
    """The facts of an organisation or of the site, those apart that are meant to lead to it."""
    contacts = {column.name for column in record.columns if isinstance(column.type, Contact)}
    for key, value in facts.items():
        if key not in contacts and isinstance(value, str):
            for found in personal(value):
                yield _told(found, Where(file, None, lines.get(key), key))


def cells(dataset: Dataset, known: Own) -> Iterator[Problem]:
    """Every cell of words of a kind, judged once however often it is repeated; call before names are masked."""
    for one in dataset.record.columns:
        if not _open(one):
            continue
        meant = next((what for type_, what in _MEANT.items() if isinstance(one.type, type_)), "")
        judged: dict[str, tuple[Personal, ...]] = {}
        for where, value in dataset.telling(one, _WORTH_A_LOOK):
            if value not in judged:
                judged[value] = tuple(personal(value, known.numbers, known.domains))
            yield from (_told(found, where) for found in judged[value] if found.what != meant)


def _open(one: AnyColumn) -> bool:
    """Whether a column holds words that are published: numbers have no room for secrets, and contacts are meant to be read."""
    return isinstance(one.type, Text | RichText) and one.public and not one.choices and one.refers_to is None


def prose(file: str, texts: Iterable[str], known: Own) -> Iterator[Problem]:
    """An article or page: its name, its title and every paragraph."""
    for found in personal(file.rpartition("/")[2]):
        yield problem("personal-name", Where(file), what=found.what)
    for text in texts:
        for line in re.sub(r"<[^>]*>", " ", text).splitlines():
            for found in personal(line, known.numbers, known.domains):
                yield _told(found, Where(file))


# --- the built tree ------------------------------------------------------------------------------

_TEXTS = frozenset({".html", ".json", ".csv", ".svg", ".xml", ".txt", ".js", ".css", ".md", ".atom", ".ics"})
# Two sieves, because whole sites are looked at: any stretch of digits and gaps, and in it a long run or groups.
_STRETCH = re.compile(rb"[0-9][0-9 .\xb7\xc2_\xe2\x80-\x95-]{9,}[0-9Xx]")
_LONG = re.compile(rb"[0-9]{11}|[0-9]{3,6}(?:[ ._-]|\xc2\xb7|\xe2\x80[\x90-\x95])[0-9]{4}")
_CELL_TEXT = re.compile(rb"<(?:t|dc:creator|cp:lastModifiedBy|vt:lpwstr)(?: [^>]*)?>([^<]*)</")
_MARKUP = re.compile(r"<[^>]*>")
_PIECE = 1 << 20  # bytes of a workbook that are looked at together


def leaks(tree: Path, known: Own) -> Iterator[tuple[str, Personal]]:
    """(file, finding) of every number of a person in a built site: pages, data, workbooks and names of files."""
    for path in sorted(tree.rglob("*")):
        if path.is_dir():
            continue
        name = path.relative_to(tree).as_posix()
        for found in numbers(path.name, known.numbers):
            yield name, found
        if name.startswith("assets/"):
            continue
        for text in _texts(path):
            for found in numbers(text, known.numbers, prose=False):
                yield name, found


def _texts(path: Path) -> Iterator[str]:
    """The stretches of a file that may hold a number."""
    if path.suffix.lower() == ".xlsx":
        with zipfile.ZipFile(path) as book:
            for member in sorted(book.namelist()):
                with book.open(member) as stream:
                    for cell in _cells_of(stream):  # amounts stand elsewhere and may be as long
                        yield from _stretches(cell)
    elif path.suffix.lower() in _TEXTS and path.stat().st_size:
        with path.open("rb") as file:
            # Not held in memory: the downloads of millions of gifts are looked at like any page.
            yield from _stretches(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _cells_of(stream: IO[bytes]) -> Iterator[bytes]:
    """The words of a part of a workbook, which is read piece by piece; no cell goes beyond the end of its element."""
    rest = b""
    while piece := stream.read(_PIECE):
        rest += piece
        end = rest.rfind(b"</") + 2
        if end >= 2:  # noqa: PLR2004  (found at all)
            yield from _CELL_TEXT.findall(rest, 0, end)
            rest = rest[end:]


def _stretches(content: bytes | mmap.mmap) -> Iterator[str]:
    for match in _STRETCH.finditer(content):
        if not _LONG.search(match[0]):
            continue
        start, end = max(0, match.start() - 24), match.end() + 4
        around = content[start:end].decode("utf-8", "replace")
        yield _MARKUP.sub(" ", around)
