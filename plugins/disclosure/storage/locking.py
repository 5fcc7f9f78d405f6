"""A lock file for a folder: a second process waits a little, then gets an error that names the holder.

The operating system releases the lock when the process ends. On a system without locks, the existence of the file is the
lock, and one older than `_STALE` counts as abandoned.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import file_locks

_STALE = 600  # seconds after which a mere file is an abandoned lock
_PAUSE = 100  # milliseconds between two attempts
_held: dict[Path, int] = {}  # nesting depth of this process's locks, which are reentrant
_threads: defaultdict[Path, threading.RLock] = defaultdict(threading.RLock)


class HeldError(Exception):
    """Another process holds the folder; the message says in Chinese who, since when, and what to do."""


@contextmanager
def held(path: Path, who: str, mend: str, seconds: int = 10) -> Iterator[None]:
    """Hold the lock file *path* as *who*; HeldError with *mend* if another process still holds it after *seconds*. Reentrant."""
    place = path.absolute()
    with _threads[place]:
        if _held.get(place):
            _held[place] += 1
            try:
                yield
            finally:
                _held[place] -= 1
            return
        stream = _taken(place, who, mend, seconds)
        _held[place] = 1
        try:
            yield
        finally:
            _held[place] = 0
            _let_go(place, stream)


def _taken(path: Path, who: str, mend: str, seconds: int) -> IO[bytes] | None:
    until = time.monotonic() + seconds
    while True:
        stream = _try(path)
        if stream is not None or (not file_locks.system_has_locks() and _created(path)):
            words = {"who": who, "since": time.strftime("%H:%M"), "computer": platform.node()}
            _write(path, stream, json.dumps(words, ensure_ascii=False).encode())
            return stream
        if time.monotonic() >= until:
            raise HeldError(_words(path, mend))
        time.sleep(_PAUSE / 1000)


def _try(path: Path) -> IO[bytes] | None:
    """The locked file; None if another process holds it, or the system has no locks."""
    if not file_locks.system_has_locks():
        return None
    stream = path.open("a+b")
    if file_locks.take(stream):
        return stream
    stream.close()
    return None


def _created(path: Path) -> bool:
    """Try to create the file exclusively, after deleting an abandoned one; return whether it was created."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > _STALE:
            path.unlink()
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    return True


def _write(path: Path, stream: IO[bytes] | None, words: bytes) -> None:
    if stream is None:
        path.write_bytes(words)
        return
    stream.seek(0)
    stream.truncate()
    stream.write(words)
    stream.flush()


def _let_go(path: Path, stream: IO[bytes] | None) -> None:
    """Release the lock. A system lock's file is not deleted, else two processes could lock two files of one name."""
    if stream is None:
        path.unlink(missing_ok=True)
        return
    with contextlib.suppress(OSError):
        stream.seek(0)
        stream.truncate()
    file_locks.give_back(stream)


def _words(path: Path, mend: str) -> str:
    try:
        holder = json.loads(path.read_bytes().rstrip(b"\0") or b"{}")
    except (OSError, ValueError):
        holder = {}
    computer = holder.get("computer", "")
    where = f"（在电脑 {computer} 上）" if computer and computer != platform.node() else ""
    since = f"，从 {holder['since']} 起" if holder.get("since") else ""
    return f"数据文件夹正在用：{holder.get('who') or '另一个程序'}{where}{since}。{mend}"
