"""Locks of the operating system on open files, which it releases when the process ends."""

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

_FAR = 1 << 30  # offset of the byte that Windows locks, beyond the content, which stays readable
_BUSY = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def system_has_locks() -> bool:
    """Whether the system supports locks."""
    return fcntl is not None or msvcrt is not None


def take(stream: IO[bytes]) -> bool | None:
    """Try to lock an open file: True if locked, False if another process holds it, None if it can't be locked."""
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
    """Unlock and close a file locked by this process."""
    if fcntl is None and msvcrt is not None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
    stream.close()
