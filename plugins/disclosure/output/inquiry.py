"""What a page asks of its organisation beside what its own blocks say, each question with its answer of this build.

Templates reach the organisation's data only through here. So a page of the last build is the page of this one where its
blocks, the answers to its questions, and what all pages of the organisation share are equal.
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
        """How large it is, for those who pay by the megabyte."""
        return _in_words(self.length)


_MEGABYTE = 1024 * 1024


def _in_words(length: int) -> str:
    if length < _MEGABYTE:
        return f"{max(1, (length + 512) // 1024):,} KB"
    tenths = (length * 10 + _MEGABYTE // 2) // _MEGABYTE
    return f"{tenths // 10:,}.{tenths % 10} MB"


class WrittenFiles(Struct):
    """The files of a tree that pages tell of, by their names below it; one that lies there as it did is not read again."""

    _known: dict[str, tuple[tuple[int, int, int], WrittenFile]] = field(default_factory=dict)

    def of(self, tree: Path, name: str) -> WrittenFile | None:
        """The file of this name, or None where there is none."""
        path, status = tree / name, self._status(tree, name)
        if status is None:
            return None
        lies, known = (status.st_ino, status.st_size, status.st_mtime_ns), self._known.get(name)
        if known and known[0] == lies:
            return known[1]
        with path.open("rb") as stream:
            file = WrittenFile(status.st_size, hashlib.file_digest(stream, "sha256").hexdigest())
        if time.time_ns() - status.st_mtime_ns > UNSETTLED:
            self._known[name] = lies, file
        return file

    def size_of(self, tree: Path, name: str) -> str:
        """How large the file of this name is, without a look into it; '' where there is none."""
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
    """One question: about what (`figure`, `source`, …), and which of these."""

    subject: str
    name: Any


# Subject → how an organisation answers; what it does not have is None, of checks ''.
_OF_ORGANISATION: Mapping[str, Callable[[Disclosure, Any], Any]] = {
    "figure": lambda disclosure, name: disclosure.figures.get(name),
    "breakdown": lambda disclosure, name: disclosure.breakdowns.get(name),
    "correction": lambda disclosure, name: disclosure.corrected.get(name),
    "source": lambda disclosure, name: disclosure.sources.get(name),
    "documents": lambda disclosure, year: disclosure.documents(year),
    "check": lambda disclosure, check: disclosure.check_place(*check),
}

# The same for files of the site, once they are there.
_OF_FILES: Mapping[str, Callable[[WrittenFiles, Path, str], Any]] = {
    "file": WrittenFiles.of,
    "size": WrittenFiles.size_of,
}

_DRAWN: Mapping[str, Callable[[SiteSection, str], Any]] = {
    "chart": lambda section, name: section.drawn.charts.get(name),
    "table": lambda section, name: section.drawn.tables.get(name),
}


class Inquiry(Struct):
    """The questions of the page under way; *output* is where files are written, once they are there."""

    files: WrittenFiles

    section: SiteSection | None = None
    output: Path | None = None
    questions: set[PageQuestion] = field(default_factory=set)

    def begin(self, section: SiteSection) -> None:
        """Turn to another page."""
        self.section, self.questions = section, set()

    def ask(self, subject: str, name: Any) -> Any:
        """The answer to a question of the page under way."""
        question = PageQuestion(subject, name)
        self.questions.add(question)
        assert self.section is not None  # noqa: S101  (a page is under way)
        return self.answer(self.section, question)

    def answer(self, section: SiteSection, question: PageQuestion) -> Any:
        """What a section answers now; None where it has no such thing, and for pages of no organisation."""
        subject, name = question
        if subject in _OF_FILES:
            return _OF_FILES[subject](self.files, self.output, f"{section.folder}{name}") if self.output else None
        if subject in _DRAWN:
            return _DRAWN[subject](section, name)
        return _OF_ORGANISATION[subject](section.disclosure, name) if section.disclosure else None

    def draw(self, draw: Callable[[], Any]) -> tuple[Any, frozenset[PageQuestion]]:
        """What *draw* draws, and what is asked for it, for whoever holds the HTML."""
        outer, self.questions = self.questions, set()
        try:
            drawn = draw()
            return drawn, frozenset(self.questions)
        finally:
            self.questions |= outer


def shared_by_pages(section: SiteSection) -> object:
    """What every page of a section shows or may show beside its own: two are equal where that is."""
    disclosure = section.disclosure
    facts = (disclosure.org, facts_of(disclosure.organisation), disclosure.as_of) if disclosure else ()
    return facts, section.menu, section.footer, section.ask, section.terms
