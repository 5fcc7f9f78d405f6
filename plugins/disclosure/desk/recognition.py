"""Recognising the words of a scan takes a while: it goes on beside the pages of the desk, which tell how far it is."""

from __future__ import annotations

import importlib
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct, field

from ..documents import RecognisedDocument, UnreadableError, recognise_document

_SETUP = Path(__file__).resolve().parents[3] / "bin" / "setup.py"
_WORKER = ThreadPoolExecutor(1, "recognition")  # one file after the other: each page takes all processors


class Recognition(Struct):
    """Work that goes on: what it does, how many of how many pages are done, and how it ended."""

    what: str  # Chinese
    done: int = 0
    pages: int = 0
    _future: Future[RecognisedDocument | None] = field(default_factory=Future)
    _given_up: bool = False

    @classmethod
    def of(cls, path: Path) -> Recognition:
        """Begin to recognise what is written in the pictures of a file."""
        work = cls("正在认字")
        work._future = _WORKER.submit(recognise_document, path, work._tell, work._go_on)
        return work

    @classmethod
    def set_up(cls) -> Recognition:
        """Begin to install what recognises words, by the lock file that comes with this program."""
        work = cls("正在下载、安装认字的软件")
        work._future = _WORKER.submit(_install)
        return work

    @property
    def waits(self) -> bool:
        """Whether it has not begun: work goes on one after the other."""
        return not (self._future.running() or self.ended)

    @property
    def ended(self) -> bool:
        """Whether nothing more is done."""
        return self._future.done()

    @property
    def outcome(self) -> RecognisedDocument | None:
        """The document with what was recognised."""
        return self._future.result() if self.ended and not self.failure else None

    @property
    def failure(self) -> str:
        """Why it was in vain, in Chinese; empty where it was not, or goes on."""
        if not self.ended:
            return ""
        if self._future.cancelled():
            return _GIVEN_UP
        error = self._future.exception()
        if error is None or isinstance(error, UnreadableError):
            return str(error or "")
        return f"没有做成（{type(error).__name__}）"

    def give_up(self) -> None:
        """Do not go on after the line that is being read."""
        self._given_up = True
        self._future.cancel()

    def _tell(self, done: int, pages: int) -> None:
        self.done, self.pages = done, pages

    def _go_on(self) -> None:
        if self._given_up:
            raise UnreadableError(_GIVEN_UP)


_GIVEN_UP = "没有认完"


def _install() -> None:
    command = [sys.executable, str(_SETUP), "install", "ocr"]
    ended = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (ours)
    importlib.invalidate_caches()
    if ended.returncode:
        raise UnreadableError("没有装成：请看看能不能上网，再试一次")
