"""What an import is asked to do, and what it notes on its way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from ..model import Kind
from ..problems import Problem
from .asking import SheetQuestions


class ImportRequest(Struct, frozen=True):
    """A file that somebody wants among the data of an organisation, and what she said of it."""

    source: Path
    shown: str  # how messages name the file
    data: Path
    shown_data: str  # how messages name the data
    org: str
    kind: Kind | None  # what every sheet is, where that was said
    year: int | None
    answers: Mapping[str, str]  # by id of a question

    @property
    def folder(self) -> Path:
        """The folder of the organisation."""
        return self.data / self.org

    def shown_path(self, path: Path) -> str:
        """How messages name a file of the data."""
        return f"{self.shown_data}/{path.relative_to(self.data).as_posix()}"


class ImportNotes(Struct):
    """What is wrong and what is asked, in the order in which it was met."""

    problems: list[Problem] = field(default_factory=list)
    askings: list[SheetQuestions] = field(default_factory=list)
    lacks_year: bool = False  # whether a table is kept by years, and nothing says of which it is

    def questions_of(self, number: int, request: ImportRequest) -> SheetQuestions:
        """Room for questions about the sheet of this number."""
        asking = SheetQuestions(str(number), request.answers)
        self.askings.append(asking)
        return asking
