"""Staging directories beside the output, removed when their process ends.

A killed process can't remove its own. Each directory holds a locked file; the system releases the lock with the process,
so that the next run can tell and remove an abandoned one.
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import os
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from ..storage import file_locks

_LOCK, _TREE = "lock", "site"
_MOMENT = 0.01  # seconds between two attempts to lock
_SETTLED = 60.0  # seconds: an older folder without a held lock is not just being created


class Workroom:
    """A staging directory for one tree, locked until `close` or the end of the process."""

    def __init__(self, home: Path, stem: str) -> None:
        """Create *home*/*stem*-PID; remove those of dead processes."""
        home.mkdir(parents=True, exist_ok=True)
        clear(home, stem)
        folder = home / f"{stem}-{os.getpid()}"
        if folder.exists():  # another one of this process, or of the same PID on another machine
            folder = home / f"{folder.name}-{uuid.uuid4().hex[:8]}"
        folder.mkdir()
        self._place, self._folder, self._lock = (home, stem), folder, (folder / _LOCK).open("wb")
        while file_locks.take(self._lock) is False:  # another run is probing it, in `_abandoned`
            time.sleep(_MOMENT)

    @property
    def tree(self) -> Path:
        """The path for the tree, which does not exist at first."""
        return self._folder / _TREE

    def is_at(self, home: Path, stem: str) -> bool:
        """Whether it was created with these arguments and still exists."""
        return self._place == (home, stem) and (self._folder / _LOCK).is_file()

    def close(self) -> None:
        """Remove the directory. Idempotent."""
        if not self._lock.closed:
            self._lock.close()
            shutil.rmtree(self._folder, ignore_errors=True)


@contextlib.contextmanager
def scratch(home: Path, stem: str) -> Iterator[Path]:
    """Yield a path for a new tree in the staging directory *home*/*stem*-PID; remove it on exit."""
    room = Workroom(home, stem)
    try:
        yield room.tree
    finally:
        room.close()


def clear(home: Path, stem: str) -> None:
    """Remove the staging directories *home*/*stem*-PID of processes that have ended."""
    for folder in home.glob(f"{glob.escape(stem)}-*"):
        process = folder.name.removeprefix(f"{stem}-").partition("-")[0]
        named = process.isascii() and process.isdigit() and folder.is_dir() and not folder.is_symlink()
        if named and _abandoned(folder, int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path, process: int) -> bool:
    """Whether the owner of a staging directory has ended; False in doubt."""
    try:
        with (folder / _LOCK).open("r+b") as stream:
            free = file_locks.take(stream)
            age = time.time() - os.fstat(stream.fileno()).st_mtime
    except OSError:  # no lock file: made by an older version, or killed before creating it
        return not alive(process)
    if free is None:
        return not alive(process)
    return free and (age > _SETTLED or not alive(process))


def alive(process: int) -> bool:
    """Whether a process with this PID is running; True in doubt."""
    if sys.platform == "win32":  # os.kill would terminate it
        return _alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _alive_on_windows(process: int) -> bool:
    """`alive` by the Windows API: whether the process can be opened and its handle is not signalled."""
    synchronise, no_such_process, still_running = 0x00100000, 87, 0x102
    library = getattr(ctypes, "WinDLL", None)
    if library is None:
        return True
    kernel = library("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    handle = kernel.OpenProcess(synchronise, 0, process)
    if not handle:
        return bool(ctypes.get_last_error() != no_such_process)  # type: ignore[attr-defined]
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == still_running)
    finally:
        kernel.CloseHandle(handle)
