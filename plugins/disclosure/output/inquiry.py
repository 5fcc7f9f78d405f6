"""Dependency tracking for rendered pages: records which data of its organisation a template reads beside the page's blocks.

Templates reach the organisation's data only through here. So the HTML of the last build is reused if the page's blocks, the
answers to its recorded questions, and the inputs that all pages of the organisation share are equal.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct, field

from ..accounts import UNSETTLED
from ..compose import SiteSection
from ..model import Disclosure, facts_of


class WrittenFile(Struct, frozen=True):
    """A file of the site: its bytes, and its SHA-256 in hexadecimal digits."""

    length: int
    fingerprint: str

    @property
    def size(self) -> str:
        """Its size for readers: 12 KB, 3.4 MB."""
        return _in_words(self.length)


_MEGABYTE = 1024 * 1024


def _in_words(length: int) -> str:
    if length < _MEGABYTE:
        return f"{max(1, (length + 512) // 1024):,} KB"
    tenths = (length * 10 + _MEGABYTE // 2) // _MEGABYTE
    return f"{tenths // 10:,}.{tenths % 10} MB"


class WrittenFiles(Struct):
    """Sizes and digests of the files that pages mention, cached by inode, size and mtime."""

    _known: dict[str, tuple[tuple[int, int, int], WrittenFile]] = field(default_factory=dict)

    def of(self, tree: Path, name: str) -> WrittenFile | None:
        """The file *name* below *tree*; None if there is none."""
        path, status = tree / name, self._status(tree, name)
        if status is None:
            return None
        signature, known = (status.st_ino, status.st_size, status.st_mtime_ns), self._known.get(name)
        if known and known[0] == signature:
            return known[1]
        with path.open("rb") as stream:
            file = WrittenFile(status.st_size, hashlib.file_digest(stream, "sha256").hexdigest())
        if time.time_ns() - status.st_mtime_ns > UNSETTLED:
            self._known[name] = signature, file
        return file

    def size_of(self, tree: Path, name: str) -> str:
        """The size of the file *name* in words, without reading it; '' if there is none."""
        status = self._status(tree, name)
        return _in_words(status.st_size) if status else ""

    @staticmethod
    def _status(tree: Path, name: str) -> os.stat_result | None:
        try:
            status = os.stat(f"{tree}/{name}")  # noqa: PTH116  (of thousands of files)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return status if stat.S_ISREG(status.st_mode) else None


class PageQuestion(NamedTuple):
    """One dependency of a page: a subject (`figure`, `source`, …) and the id of one of these."""

    subject: str
    name: Any


# Subject → lookup in a disclosure; a missing thing is None, a missing check ''.
_OF_ORGANISATION: Mapping[str, Callable[[Disclosure, Any], Any]] = {
    "figure": lambda disclosure, name: disclosure.figures.get(name),
    "breakdown": lambda disclosure, name: disclosure.breakdowns.get(name),
    "correction": lambda disclosure, name: disclosure.corrected.get(name),
    "source": lambda disclosure, name: disclosure.sources.get(name),
    "documents": lambda disclosure, year: disclosure.documents(year),
    "check": lambda disclosure, check: disclosure.check_place(*check),
}

# Subject → lookup among the files of the site.
_OF_FILES: Mapping[str, Callable[[WrittenFiles, Path, str], Any]] = {
    "file": WrittenFiles.of,
    "size": WrittenFiles.size_of,
}

_DRAWN: Mapping[str, Callable[[SiteSection, str], Any]] = {
    "chart": lambda section, name: section.drawn.charts.get(name),
    "table": lambda section, name: section.drawn.tables.get(name),
}


class Inquiry(Struct):
    """Answers the questions of the page being rendered and records them; *output* is set once the site's files are written."""

    files: WrittenFiles

    section: SiteSection | None = None
    output: Path | None = None
    questions: set[PageQuestion] = field(default_factory=set)

    def begin(self, section: SiteSection) -> None:
        """Start another page, with no questions."""
        self.section, self.questions = section, set()

    def ask(self, subject: str, name: Any) -> Any:
        """Answer and record a question of the page being rendered."""
        question = PageQuestion(subject, name)
        self.questions.add(question)
        assert self.section is not None  # noqa: S101  (`begin` was called)
        return self.answer(self.section, question)

    def answer(self, section: SiteSection, question: PageQuestion) -> Any:
        """The answer of a section, not recorded; None if it has no such thing or belongs to no organisation."""
        subject, name = question
        if subject in _OF_FILES:
            return _OF_FILES[subject](self.files, self.output, f"{section.folder}{name}") if self.output else None
        if subject in _DRAWN:
            return _DRAWN[subject](section, name)
        return _OF_ORGANISATION[subject](section.disclosure, name) if section.disclosure else None

    def draw(self, draw: Callable[[], Any]) -> tuple[Any, frozenset[PageQuestion]]:
        """(*draw*(), the questions it asked), for a cache of partial HTML."""
        outer, self.questions = self.questions, set()
        try:
            drawn = draw()
            return drawn, frozenset(self.questions)
        finally:
            self.questions |= outer


def shared_by_pages(section: SiteSection) -> object:
    """The inputs that all pages of a section share, as a comparable cache key."""
    disclosure = section.disclosure
    facts = (disclosure.org, facts_of(disclosure.organisation), disclosure.as_of) if disclosure else ()
    return facts, section.menu, section.footer, section.ask, section.terms
