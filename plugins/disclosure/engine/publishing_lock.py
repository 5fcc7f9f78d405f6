"""The lock file that admits one publish at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ..storage import file_locks

_WINDOWS = os.name == "nt"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file *path*; SystemExit (Chinese) if another process holds it. A folder created for it is removed if still empty."""
    folder, is_new = path.parent, not path.parent.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as last:
        if is_new and _WINDOWS:  # after closing: Windows can't delete an open file
            last.callback(_take_away, path)
        stream = last.enter_context(path.open("a+b"))
        if file_locks.take(stream) is False:
            raise SystemExit("另一个发布正在进行，请等它结束再试。")
        if is_new and not _WINDOWS:  # before unlocking, so that nobody locks a deleted file
            last.callback(_take_away, path)
        yield


def _take_away(path: Path) -> None:
    with contextlib.suppress(OSError):
        if list(path.parent.iterdir()) == [path]:
            path.unlink()
            path.parent.rmdir()
