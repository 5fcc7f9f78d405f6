"""What one running desk knows: its folders, what is shown, the files that were dropped, and who works there."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..accounts import organisation_folders
from ..dates import today
from ..filing import ChangedSinceError, Write, caused_problems, write
from ..problems import Severity
from .folders import Folders
from .guarding import Guard
from .recognition import Recognition
from .showing import Showing
from .working import BuildReport, FirstPages, Workers, finish_preview, prepare_preview

if TYPE_CHECKING:
    from ..documents import RecognisedDocument
    from ..extraction import Reading
    from ..importing import Proposal, Question
    from ..settlement import SettlementReport

# Folders that a build or a release writes itself.
NOT_WATCHED = frozenset({".writes", ".last-good", "releases", "drafts", "__pycache__"})

_NOTHING = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>预览</title></head>'
    "<body><p>还没有网页。先在工作台里建一个机构，放进报告和表格。</p></body></html>"
)

_Signature = tuple[tuple[str, int, int], ...]
_NOTICES = 100  # that are kept: each is said on the page that it leads to, and on no other


class Upload(Struct):
    """A file that was dropped: its number, the name that the browser told, where it lies, and what was answered so far."""

    id: str
    name: str
    path: Path
    is_pasted: bool = False  # text that was typed or pasted, and no file of anybody's
    org: str = ""
    year: int | None = None
    purpose: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    # every question so far, by id: also those that were answered
    asked: dict[str, Question] = field(default_factory=dict)
    proposal: Proposal | None = None
    reading: Reading | None = None
    unreadable: str = ""  # why a report can't be read at all
    pictured: bool = False  # whether it is but pictures
    in_pictures: int = 0  # how many pages of a text are
    recognition: Recognition | None = None  # what is done, or was, to read its pictures
    state: _Signature = ()  # of the data when it was read last

    @property
    def is_unread(self) -> bool:
        """Whether there is nothing of it to be shown but that."""
        return self.purpose == "other" or bool(self.unreadable) or (self.pictured and not self.recognised)

    @property
    def recognised(self) -> RecognisedDocument | None:
        """The document with what was recognised in its pictures."""
        return self.recognition.outcome if self.recognition else None


class Workplace(Struct):
    """The state of one desk. Everything that writes holds `writing`, so that one thing is done after the other."""

    folders: Folders
    guard: Guard
    showing: Showing
    workers: Workers
    dropped: Path  # an empty folder that is gone when the desk ends
    uploads: dict[str, Upload] = field(default_factory=dict)
    writing: threading.RLock = field(default_factory=threading.RLock)
    building: threading.Lock = field(default_factory=threading.Lock)
    notices: dict[str, str] = field(default_factory=dict)  # number → words
    settlement: SettlementReport | None = None  # the last one of this start
    person: str = ""  # who gave a name last: proposed again
    _built: _Signature | None = None
    _met: _Signature | None = None  # the inputs as whoever is `busy` met them

    # --- building ----------------------------------------------------------------------------

    def signature(self) -> _Signature:
        """What the inputs of the site look like: names, times and sizes of all files."""
        roots = (self.folders.data, self.folders.content)
        return tuple(_stamps(roots))

    def build(self, *, always: bool = False) -> BuildReport | None:
        """Build the preview where anything differs since the last time; None where nothing does.

        The pages that somebody looks at are made and shown before the others.
        """
        with self.building:
            before = self.signature()
            if before == self._built and not always:
                return None
            report = self._report()
            self._built = before
            self.showing.built(report)
            return report

    def _report(self) -> BuildReport:
        if not self.orgs:
            return BuildReport(None, _NOTHING.encode(), "还没有机构。请先建一个：填全称就行。", 0)
        outcome = self.workers.run(prepare_preview, self.folders, self.showing.looked_at)
        if isinstance(outcome.result, FirstPages):
            self.showing.show_first(outcome.result)
            outcome = self.workers.run(finish_preview, self.folders)
        if isinstance(outcome.result, BuildReport):
            return outcome.result
        return BuildReport(None, _NOTHING.encode(), outcome.refusal, 0)

    # --- files that were dropped -------------------------------------------------------------

    def place_for(self, suffix: str) -> tuple[str, Path]:
        """A number and a path for a new file. Names are never paths."""
        number = secrets.token_hex(8)
        folder = self.dropped / number
        folder.mkdir()
        return number, folder / f"file{suffix}"

    def let_go(self, number: str) -> None:
        """Forget a file."""
        upload = self.uploads.pop(number, None)
        if upload:
            if upload.recognition:
                upload.recognition.give_up()
            shutil.rmtree(upload.path.parent, ignore_errors=True)

    # --- writing -----------------------------------------------------------------------------

    def write(self, files: Mapping[Path, bytes | None], what: str) -> Write:
        """Write files so that it can be taken back, and build.

        ChangedSinceError where somebody saved one of them since this desk became `busy`: its new content knows nothing of that.
        """
        with self.busy():
            self.refuse_saved(files)
            outcome = write(self.folders.data, files, what)
            self._met = self.signature()
        self.build()
        return outcome

    def faults_of(self, files: Mapping[Path, bytes]) -> list[str]:
        """The errors that *files* would bring into the data, in words; nothing is written."""
        fresh = caused_problems(self.folders.data, self.folders.shown, files)
        return [f"{fault.where}：{fault.message}{fault.fix}" for fault in fresh if fault.severity is Severity.ERROR]

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Nothing else is written meanwhile by this desk. Whoever makes new content of what stands in files does it in here."""
        with self.writing:
            outermost = self._met is None
            if outermost:
                self._met = self.signature()
            try:
                yield
            finally:
                if outermost:
                    self._met = None

    def refuse_saved(self, files: Collection[Path]) -> None:
        """ChangedSinceError where one of *files* is not as it was when this desk became `busy`."""
        met, now = _by_path(self._met or ()), _by_path(self.signature())
        saved = [path for path in files if met.get(str(path)) != now.get(str(path))]
        if saved:
            raise ChangedSinceError(saved)

    def tell(self, words: str) -> str:
        """Keep what is to be said on one page; returns its number, by which that page asks for it."""
        number = secrets.token_hex(4)
        self.notices[number] = words
        for old in list(self.notices)[:-_NOTICES]:
            del self.notices[old]
        return number

    @property
    def orgs(self) -> dict[str, str]:
        """The organisations that have a folder: id → name, as the last build read them."""
        facts = [folder / "organisation.yaml" for folder in organisation_folders(self.folders.data)]
        return {file.parent.name: _name_of(file) or file.parent.name for file in facts if file.is_file()}

    @property
    def day(self) -> str:
        """The day at the desk, in China."""
        return today().isoformat()


def _name_of(path: Path) -> str:
    from ..reading import read_yaml

    values, _, _ = read_yaml(path, path.name)
    return str(values.get("name") or "")


def _by_path(signature: _Signature) -> dict[str, tuple[int, int]]:
    return {path: (changed, size) for path, changed, size in signature}


def _stamps(roots: tuple[Path, ...]) -> Iterator[tuple[str, int, int]]:
    for root in roots:
        for folder, names, files in os.walk(root):
            names[:] = sorted(name for name in names if name not in NOT_WATCHED)
            for name in sorted(files):
                try:
                    status = (Path(folder) / name).stat()
                except OSError:
                    continue
                yield str(Path(folder) / name), status.st_mtime_ns, status.st_size
