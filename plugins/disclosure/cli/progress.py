"""What a command says while it takes longer than anybody waits without a word."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

PATIENCE = 2.0  # seconds


@contextlib.contextmanager
def told(
    words: str, stream: TextIO, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
) -> Iterator[None]:
    """Say *words* and the seconds gone on *stream* every *patience* seconds until the body is done, and take the line away then.

    Only where somebody looks on: on a terminal, in the main thread, on a system with alarms.
    """
    watched = stream.isatty() and threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGALRM")
    if not words or not watched:
        yield
        return
    started = clock()

    def tell(*_: object) -> None:
        stream.write(f"\r{words}……已用 {clock() - started:.0f} 秒\x1b[K")
        stream.flush()

    before = signal.signal(signal.SIGALRM, tell)
    signal.setitimer(signal.ITIMER_REAL, patience, patience)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if clock() - started >= patience:
            stream.write("\r\x1b[K")
            stream.flush()


def hush() -> None:
    """Say nothing more: from here on somebody is asked."""
    if hasattr(signal, "SIGALRM"):
        signal.setitimer(signal.ITIMER_REAL, 0)
