"""Locks on files that the system itself takes away when a process dies, on every system."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    with contextlib.suppress(ImportError):  # a system without locks on files
        import fcntl

_BUSY = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def take(stream: IO[bytes]) -> bool | None:
    """Lock an open file: True where it is ours now, False where another process has it, None where there are no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        elif "fcntl" not in globals():
            return None
        else:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _BUSY else None
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock *path*; SystemExit where somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        if take(stream) is False:
            raise SystemExit("另一个发布正在进行，请等它结束再试。")
        yield
