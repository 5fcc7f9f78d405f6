"""One publish at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ..storage import file_locks

_WINDOWS = os.name == "nt"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock *path*; SystemExit where somebody else has it. A folder that was made for it and stayed empty is taken away."""
    folder, is_new = path.parent, not path.parent.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as last:
        if is_new and _WINDOWS:  # where no open file can be taken away, also not that of who came second
            last.callback(_take_away, path)
        stream = last.enter_context(path.open("a+b"))
        if file_locks.take(stream) is False:
            raise SystemExit("另一个发布正在进行，请等它结束再试。")
        if is_new and not _WINDOWS:  # while it is held, so that nobody holds a file that is gone
            last.callback(_take_away, path)
        yield


def _take_away(path: Path) -> None:
    with contextlib.suppress(OSError):
        if list(path.parent.iterdir()) == [path]:
            path.unlink()
            path.parent.rmdir()
