"""The gate behind the building: the last look at all that was written, whatever was checked before.

It looks for numbers of persons and for maps without a review number, and reads each file once.
"""

from __future__ import annotations

import csv
import mmap
import os
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import IO, TypeAlias

from msgspec import Struct, field

from ..identifiers import BREAK, NumberAt, Personal, may_number_a_page, numbers, numbers_at, shown, spelled
from ..storage import TreeEntry, entries_below
from ..workers import shared_out
from .leaks import Own
from .maps import DrawnMap, unreviewed
from .markup import called_by

Finding: TypeAlias = Personal | DrawnMap

_TEXTS = frozenset({".html", ".json", ".csv", ".svg", ".xml", ".txt", ".js", ".css", ".md", ".atom", ".ics"})
_MAPPED = frozenset({".html", ".json"})  # which can draw maps
# Three sieves, because whole sites are looked at: whether a file has a long run or groups of digits at all, which few have
# (looked for in a copy in which all digits are 0 and all gaps of one byte a blank); any stretch of digits and gaps; and in
# it the long run or the groups.
_ALIKE = bytes.maketrans(b"123456789._-\x91\x92\x93\x94\x95", b"000000000   \x90\x90\x90\x90\x90")
_MAYBE_LONG = (b"0" * 11, *(b"000" + gap + b"0000" for gap in (b" ", b"\xc2\xb7", b"\xe2\x80\x90")))
_BETWEEN_CELLS = b"<"  # which no cell of a workbook has, and no number
_STRETCH = re.compile(rb"[0-9][0-9 .\xb7\xc2_\xe2\x80-\x95-]{9,}[0-9Xx]")
_LONG = re.compile(rb"[0-9]{11}|[0-9]{3,6}(?:[ ._-]|\xc2\xb7|\xe2\x80[\x90-\x95])[0-9]{4}")
_CELL_TEXT = re.compile(rb"<(?:t|dc:creator|cp:lastModifiedBy|vt:lpwstr)(?: [^>]*)?>([^<]*)</")
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|small|span|strong|sub|sup|tspan)\b[^>]*>")
_MARKUP = re.compile(r"<[^>]*>|<[^>]*$|^[^<]*>")
_REST_OF_VALUE = re.compile(r"""^([^<>"']*)["'][^<]*>""")  # of an attribute in which a stretch stands
_PIECE = 1 << 20  # bytes of a workbook that are looked at together
_SHARED_FROM = 1000  # files of a tree that more than one process looks at
_BEFORE, _BEHIND = 160, 400  # bytes around a stretch that say what it is: its unit may stand in a link
_AFTER = 24  # signs of the words behind it
_WEB = re.compile(rb"https?://")
_OUTSIDE_ADDRESS = re.compile(
    rb"[^!#-&(-+\--;=?-\[\]-~]"
)  # also signs that end a value or a cell: quotes, commas, brackets of tags
_LONGEST_ADDRESS = 2000  # bytes
_NO_DIGITS = re.compile(r"[^0-9]")

# Numbers that the site itself prints: figures of the register, values of attributes that draw, and values of JSON.
_FIGURE = re.compile(rb'data-figure="[^"]*"[^>]*>(?:<[^>]*>)*[-\xe2\x88\x92]*$')
_ATTRIBUTE = re.compile(rb'<[a-zA-Z][^<>]*\s([a-zA-Z:-]+)="[^"<>]*$')
_SAYING = frozenset({b"href", b"src", b"alt", b"title", b"content", b"aria-label", b"id", b"name", b"download"})
_JSON_NUMBER = re.compile(rb'(?:"\s*:|\[|[0-9\]"]\s*,|null\s*,)\s*-?$')
_JSON_END = re.compile(rb"(?:\.[0-9]+)?\s*[,\]}]")
_JSON_KEY = re.compile(rb'"([^"\\]{1,60})"\s*:\s*"-?$')
_AXIS_ZEROS = 7  # the ends of axes and sums in round numbers: 15000000000


class _Stretch(Struct, frozen=True):
    """Digits in a file, with the bytes around them and the line in which they stand."""

    before: bytes
    digits: bytes
    after: bytes
    line: bytes = b""
    header: bytes = b""
    address: bytes = b""  # the web address in which they stand, nothing if they stand in none


class _Knowledge(Struct, frozen=True):
    """What may stand in files: what is *known*, the names of columns of numbers, and what was looked at before."""

    known: Own
    numeric: Collection[str]
    cleared: Collection[str]
    without_maps: Collection[str]
    called: dict[str, list[Personal]] = field(default_factory=dict)  # by name: most files are called index.html

    def in_name(self, name: str) -> list[Personal]:
        """What the name of a file or folder tells."""
        if name not in self.called:
            self.called[name] = list(numbers(name, self.known.allowed))
        return self.called[name]


def leaks(
    tree: Path,
    known: Own,
    numeric: Collection[str] = (),
    cleared: Collection[str] = (),
    without_maps: Collection[str] = (),
    listed: Iterable[TreeEntry] | None = None,
) -> Iterator[tuple[str, Finding]]:
    """(file, finding) of every number of a person in a built site (pages, data, workbooks, names of files), and of every map.

    *listed* is all that the tree has, where that is known.
    *numeric* are the names and titles of exported columns that hold numbers and nothing else; *cleared* are files that were
    looked at for numbers before, with all else the same, and *without_maps* those that were looked at for maps.
    """
    knowledge = _Knowledge(known, numeric, cleared, without_maps)
    everything = entries_below(tree) if listed is None else listed
    entries = _entries_of(everything, frozenset(cleared).intersection(without_maps))
    step = partial(_leaks_in, knowledge=knowledge)
    looked_at = shared_out(step, entries) if len(entries) >= _SHARED_FROM else map(step, entries)
    for (name, _), findings in zip(entries, looked_at, strict=True):
        for finding in findings:
            yield name, finding


def _entries_of(tree: Iterable[TreeEntry], cleared: Collection[str]) -> list[tuple[str, os.DirEntry[str]]]:
    """(name, entry) of everything in a tree but what is *cleared* and the folders in which that lies, in the order of the parts of its names."""
    known = {*cleared, *_folders_of(cleared)}
    entries = [(name, entry) for name, entry, _ in tree if name not in known]
    return sorted(entries, key=lambda listed: listed[0].replace("/", "\0"))


def _folders_of(names: Iterable[str]) -> set[str]:
    """Every folder in which one of *names* lies, and those above it up to the tree itself, which has no name."""
    folders = {""}
    for name in names:
        folder = name.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _leaks_in(listed: tuple[str, os.DirEntry[str]], knowledge: _Knowledge) -> list[Finding]:
    """The findings of a file or a folder."""
    name, entry = listed
    findings: list[Finding] = []
    if name not in knowledge.cleared:
        findings += knowledge.in_name(entry.name)
    if not entry.is_dir():
        findings += _leaks_of(name, entry.path, knowledge)
    return findings


def _leaks_of(name: str, path: str, knowledge: _Knowledge) -> Iterator[Finding]:
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  (of every file)
    contents: Iterable[bytes | mmap.mmap] = ()
    if suffix == ".xlsx":
        contents = _words_of_workbook(path)
    elif suffix in _TEXTS:
        contents = (_content_of(path),)
    numbered = name not in knowledge.cleared and not name.startswith("assets/")
    mapped = suffix in _MAPPED and name not in knowledge.without_maps
    for content in contents:
        for stretch in _stretches(content) if numbered else ():
            yield from _findings(stretch, name, suffix, knowledge)
        if mapped and (drawn := unreviewed(content)):
            yield drawn


# What pages say, once more: cells that stand side by side in a page have nothing but a blank between them there.
_JOINED = "search/blocks/"
_OF_PAGES = (_JOINED, "search/terms/")


def _findings(stretch: _Stretch, name: str, suffix: str, knowledge: _Knowledge) -> Iterator[Personal]:
    """The numbers of persons in a stretch; of what pages say once more none that the page itself tells."""
    before = spelled(_words(stretch.before))[-_AFTER:]
    digits = spelled(stretch.digits.decode("utf-8", "replace"))
    text = f"{before}{digits}{_words_behind(stretch.after)}"
    for number in numbers_at(text, knowledge.known.allowed):
        elsewhere = number.end <= len(before) or number.start >= len(before) + len(digits)
        if (
            elsewhere
            or number.digits.endswith("0" * _AXIS_ZEROS)
            or (name.startswith(_JOINED) and " " in text[number.start : number.end])
            or (name.startswith(_OF_PAGES) and may_number_a_page(number))
            or _numbers_a_page(number, stretch.address)
        ):
            continue
        if not _printed_by_us(stretch, suffix, knowledge.numeric):
            yield Personal(number.what, shown(number.digits))


def _numbers_a_page(number: NumberAt, address: bytes) -> bool:
    """Whether a number in a web address numbers a page and nothing in the address calls it somebody's."""
    if not address or not may_number_a_page(number):
        return False
    return number.digits not in _NO_DIGITS.sub("", called_by(unescape(address.decode("ascii"))))


def _words(content: bytes) -> str:
    """A piece of a file without its markup."""
    return _unmarked(content.decode("utf-8", "replace"))


def _words_behind(content: bytes) -> str:
    """What stands behind a stretch, without its markup; in an attribute the rest of its value, too: 13812345678万元."""
    return _unmarked(_REST_OF_VALUE.sub(rf"\1{BREAK}", content.decode("utf-8", "replace")))[:_AFTER]


def _unmarked(text: str) -> str:
    return _MARKUP.sub(BREAK, _INLINE.sub("", text))


def _printed_by_us(stretch: _Stretch, suffix: str, numeric: Collection[str]) -> bool:
    """Whether it is a number that the site makes from figures and columns of numbers, not one that somebody wrote."""
    if suffix == ".csv":
        return _in_column_of_numbers(stretch, numeric)
    if _FIGURE.search(stretch.before):
        return True
    attribute = _ATTRIBUTE.search(stretch.before)
    if attribute and suffix in {".html", ".svg"} and attribute[1] not in _SAYING:
        return True
    if suffix not in {".json", ".html"}:
        return False
    key = _JSON_KEY.search(stretch.before)
    if key:
        return key[1].decode("utf-8", "replace") in numeric
    return bool(_JSON_NUMBER.search(stretch.before) and _JSON_END.match(stretch.after[:_AFTER]))


def _in_column_of_numbers(stretch: _Stretch, numeric: Collection[str]) -> bool:
    lines = (stretch.header.decode("utf-8-sig", "replace"), stretch.line.decode("utf-8", "replace"))
    header, cells = (next(iter(csv.reader([line])), []) for line in lines)
    digits = stretch.digits.decode("utf-8", "replace")
    labels = {header[place] for place, cell in enumerate(cells) if digits in cell and place < len(header)}
    return bool(labels) and labels <= set(numeric)


def _content_of(path: str) -> bytes | mmap.mmap:
    """What stands in a file; not held in memory where that is much: downloads of millions of gifts are looked at like any page."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (of every file)
        if os.fstat(file.fileno()).st_size <= _PIECE:
            return file.read()
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _words_of_workbook(path: str) -> Iterator[bytes]:
    """The words in the cells of a workbook that may hold a number: amounts stand elsewhere and may be as long as numbers of persons."""
    with zipfile.ZipFile(path) as book:
        for member in book.namelist():
            with book.open(member) as stream:
                yield from _cells_of(stream)


def _cells_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Such words of a part of a workbook, which is read piece by piece; no cell goes beyond the end of its element."""
    rest = b""
    while piece := stream.read(_PIECE):
        rest += piece
        end = rest.rfind(b"</") + 2
        if end >= 2:  # noqa: PLR2004  (there is such an end)
            yield from _telling(_CELL_TEXT.findall(rest[:end]))
            rest = rest[end:]


def _telling(cells: Iterable[bytes]) -> Iterator[bytes]:
    """The cells that pass the first sieve, which all go through together: there are hundreds of thousands, and hardly any does."""
    content = _BETWEEN_CELLS.join((*cells, b""))
    alike = content.translate(_ALIKE)
    starts = {alike.rfind(_BETWEEN_CELLS, 0, place) + 1 for long in _MAYBE_LONG for place in _places(alike, long)}
    for start in sorted(starts):
        yield content[start : content.find(_BETWEEN_CELLS, start)]


def _places(content: bytes, part: bytes) -> Iterator[int]:
    """Where a part begins in a content, no two of them overlapping."""
    place = content.find(part)
    while place >= 0:
        yield place
        place = content.find(part, place + len(part))


def _stretches(content: bytes | mmap.mmap) -> Iterator[_Stretch]:
    """The stretches of a content that may hold a number."""
    if isinstance(content, bytes):
        alike = content.translate(_ALIKE)
        if not any(long in alike for long in _MAYBE_LONG):
            return
    long = _LONG.search
    for match in _STRETCH.finditer(content):
        if not long(match[0]):
            continue
        start, end = match.start(), match.end()
        line_start, line_end = content.rfind(b"\n", 0, start) + 1, content.find(b"\n", end)
        yield _Stretch(
            before=content[max(0, start - _BEFORE) : start],
            digits=match[0],
            after=content[end : end + _BEHIND],
            line=content[line_start : line_end if line_end != -1 else len(content)][:_LONGEST_LINE],
            header=content[: max(0, content.find(b"\n"))][:_LONGEST_LINE],
            address=_address_at(content, start, end),
        )


def _address_at(content: bytes | mmap.mmap, start: int, end: int) -> bytes:
    """The web address in which a stretch stands, nothing if it stands in none."""
    ahead = content[max(0, start - _LONGEST_ADDRESS) : start]
    before = _OUTSIDE_ADDRESS.search(ahead[::-1])
    if before:
        ahead = ahead[len(ahead) - before.start() :]
    after = _OUTSIDE_ADDRESS.search(content, start, end + _LONGEST_ADDRESS)
    behind = content[start : after.start() if after else end + _LONGEST_ADDRESS]
    begun = _WEB.search(ahead)
    return ahead[begun.start() :] + behind if begun else b""


_LONGEST_LINE = 4096
