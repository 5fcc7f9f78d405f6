"""One publish at a time: a lock that the system itself takes away when a process dies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock *path*; SystemExit where somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        try:
            _take(stream.fileno())
        except BlockingIOError:
            raise SystemExit("另一个发布正在进行，请等它结束再试。") from None
        yield


def _take(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # not a Unix: there the file is locked by its first byte
        import importlib

        windows = importlib.import_module("msvcrt")
        try:
            windows.locking(descriptor, windows.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
