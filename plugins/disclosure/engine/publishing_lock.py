"""One publish at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ..storage import file_locks


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock *path*; SystemExit where somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        if file_locks.take(stream) is False:
            raise SystemExit("另一个发布正在进行，请等它结束再试。")
        yield
