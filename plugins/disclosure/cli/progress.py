"""A line on the terminal that says what a long command is doing and for how many seconds."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 2.0  # seconds until the line appears, and between two updates of it


class WaitingLine:
    """Write *words* and the seconds gone to *stream* every *patience* seconds, and take the line away at the end.

    Only on a terminal; files and pipes get nothing. Works as a context manager; `stop` ends it early, before a question.
    """

    def __init__(
        self, words: str, stream: TextIO, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._words, self._stream, self._patience, self._clock = words, stream, patience, clock
        self._started = clock()
        self._stopped = threading.Event()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._shown = False
        if words and stream.isatty():
            self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        if self._thread:
            _hold_while_forking(self._writing)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Write nothing more, and clear the line where there is one."""
        self._stopped.set()
        if self._thread and self._thread.is_alive():
            self._thread.join()
        if self._shown:
            self._shown = False
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _run(self) -> None:
        while not self._stopped.wait(self._patience):
            with self._writing:
                self._shown = True
                self._stream.write(f"\r{self._words}……已用 {self._clock() - self._started:.0f} 秒\x1b[K")
                self._stream.flush()


def _hold_while_forking(lock: threading.Lock) -> None:
    """Let no process fork while *lock* is held: the child would wait for ever for a stream that is locked for good."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release)
