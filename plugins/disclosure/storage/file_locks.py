"""Locks of the system on open files: it takes them away itself when a process ends, however it ends."""

from __future__ import annotations

import errno
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
try:
    import msvcrt
except ImportError:  # everywhere else
    msvcrt = None  # type: ignore[assignment]

_FAR = 1 << 30  # where Windows locks a byte: nobody who reads the words of the file stands in the way
_BUSY = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def system_has_locks() -> bool:
    """Whether there are any here."""
    return fcntl is not None or msvcrt is not None


def take(stream: IO[bytes]) -> bool | None:
    """Lock an open file: True where it is ours now, False where another process has it, None where it can't be locked."""
    try:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt is not None:
            stream.seek(_FAR)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            return None
    except OSError as error:
        return False if error.errno in _BUSY else None
    return True


def give_back(stream: IO[bytes]) -> None:
    """Unlock an open file that is ours, and close it."""
    if fcntl is None and msvcrt is not None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
    stream.close()
