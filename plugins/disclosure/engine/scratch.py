"""The folder beside the output in which a new tree is made: it goes when its run ends, however that ends.

A run that is killed can't clear up after itself. Its folder holds a lock that dies with it, so the next run knows.
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
_MOMENT = 0.01  # seconds
_SETTLED = 60.0  # seconds after which a folder without a held lock can't be one that is just being made


class Workroom:
    """A folder beside the output with room for one tree, which nobody else touches until it is closed or its process ends."""

    def __init__(self, home: Path, stem: str) -> None:
        """Make it below *home*, named *stem* and the process; leftovers of dead runs are cleared."""
        home.mkdir(parents=True, exist_ok=True)
        clear(home, stem)
        folder = home / f"{stem}-{os.getpid()}"
        if folder.exists():  # of another room of this process, or of a run on another machine that has the same number
            folder = home / f"{folder.name}-{uuid.uuid4().hex[:8]}"
        folder.mkdir()
        self._place, self._folder, self._lock = (home, stem), folder, (folder / _LOCK).open("wb")
        while file_locks.take(self._lock) is False:  # another run is just asking whether anybody works here
            time.sleep(_MOMENT)

    @property
    def tree(self) -> Path:
        """The path for the tree; nothing stands there at first."""
        return self._folder / _TREE

    def is_at(self, home: Path, stem: str) -> bool:
        """Whether it was made for this place, and nobody took it away."""
        return self._place == (home, stem) and (self._folder / _LOCK).is_file()

    def close(self) -> None:
        """Remove the room and all in it, once."""
        if not self._lock.closed:
            self._lock.close()
            shutil.rmtree(self._folder, ignore_errors=True)


@contextlib.contextmanager
def scratch(home: Path, stem: str) -> Iterator[Path]:
    """A path below *home* for a new tree, in a folder named *stem* and the process, which is removed in the end."""
    room = Workroom(home, stem)
    try:
        yield room.tree
    finally:
        room.close()


def clear(home: Path, stem: str) -> None:
    """Remove the folders named *stem* and a process that runs no longer."""
    for folder in home.glob(f"{glob.escape(stem)}-*"):
        process = folder.name.removeprefix(f"{stem}-").partition("-")[0]
        named = process.isascii() and process.isdigit() and folder.is_dir() and not folder.is_symlink()
        if named and _abandoned(folder, int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path, process: int) -> bool:
    """Whether nobody works in a folder any more; where that can't be told, somebody does."""
    try:
        with (folder / _LOCK).open("r+b") as stream:
            free = file_locks.take(stream)
            age = time.time() - os.fstat(stream.fileno()).st_mtime
    except OSError:  # made by an older version, or killed before it had a lock
        return not alive(process)
    if free is None:
        return not alive(process)
    return free and (age > _SETTLED or not alive(process))


def alive(process: int) -> bool:
    """Whether a process of this number runs now; those that can't be asked count as running."""
    if sys.platform == "win32":  # there, os.kill would end the process
        return _alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _alive_on_windows(process: int) -> bool:
    """The same by the handle of the process, which can be had while it runs; in doubt it runs."""
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
