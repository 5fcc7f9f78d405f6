"""Atomic replacement of the published tree: readers see the old one or the new one, never a mixture."""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
import time
import uuid
from pathlib import Path

from .. import storage
from ..releases import release_of
from ..storage import rename
from .scratch import alive

# How many older trees are kept for `make rollback`.
KEPT = 3

_BETWEEN = 5  # seconds: longest time that a running process may need between two renames
_MOMENT = 20  # milliseconds between two polls
_AT_FDCWD, _EXCHANGE = -100, 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP, errno.EPERM}


def exchange(first: Path, second: Path) -> bool:
    """Swap two paths atomically (Linux renameat2); False where the system can't, OSError where it fails."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(first))


def replace(fresh: Path, output: Path) -> None:
    """Move the tree *fresh* to *output*; the tree that was there, if any, is at *fresh* afterwards.

    Without an atomic exchange the old tree is renamed to `.aside-PID` in between; `settle` recovers from a kill there.
    """
    if not output.exists():
        rename(fresh, output)
        return
    if exchange(fresh, output):
        return
    aside = output.with_name(f"{output.name}.aside-{os.getpid()}")
    rename(output, aside)
    try:
        rename(fresh, output)
    except OSError:
        rename(aside, output)
        raise
    rename(aside, fresh)


def settle(output: Path) -> None:
    """Recover from a process killed between the renames of `replace`: restore the tree set aside, or archive it."""
    for aside in output.parent.glob(f"{glob.escape(output.name)}.aside-*"):
        process = aside.name.rpartition("-")[2]
        if not process.isdigit():
            continue
        works = alive(int(process))
        if not output.exists():
            # `alive` may be wrong (PID reused, or not to be queried), so wait a bounded time only.
            if not (works and _comes_back(output)):
                rename(aside, output)
        elif not works:
            _keep_aside(aside, output)


def _comes_back(output: Path) -> bool:
    """Whether the running process that moved *output* aside puts a tree there within `_BETWEEN` seconds."""
    until = time.monotonic() + _BETWEEN
    while time.monotonic() < until:
        if output.exists():
            return True
        time.sleep(_MOMENT / 1000)
    return output.exists()


def _keep_aside(aside: Path, output: Path) -> None:
    """Archive a formerly live tree for `make rollback` if it was a published release, else delete it."""
    number, old = release_of(aside), previous(output)
    if number and old.is_dir() and number < release_of(output) and not (old / f"release-{number}").exists():
        rename(aside, old / f"release-{number}")
    else:
        shutil.rmtree(aside, ignore_errors=True)


def previous(output: Path) -> Path:
    """The folder of older trees: `OUTPUT.previous`, or, if *output* is a symlink, the parent of its target."""
    return _target(output).parent if output.is_symlink() else output.with_name(f"{output.name}.previous")


def _target(link: Path) -> Path:
    return link.parent / link.readlink()


def workshop(output: Path) -> Path:
    """The folder, on the same file system as *output*, for staging directories."""
    return previous(output) if output.is_symlink() else output.parent


def publish(fresh: Path, output: Path, number: int) -> None:
    """Move *fresh*, which holds release *number*, to *output*; keep the newest `KEPT` older trees."""
    if output.is_symlink():
        _link(output, _settle(fresh, previous(output), number))
    else:
        old = previous(output)
        old.mkdir(exist_ok=True)
        tidy(output)
        # Staged in the folder of old trees, so that the exchange leaves the old tree there.
        waiting = old / "next"
        rename(fresh, waiting)
        replace(waiting, output)
        tidy(output)
    _prune(output)


def tidy(output: Path) -> None:
    """Rename the tree that a publish left as `next` to its release; delete it if it never went live."""
    waiting = previous(output) / "next"
    if output.is_symlink() or not waiting.exists():
        return
    number = release_of(waiting)
    whole = (waiting / "index.html").is_file()
    if whole and output.exists() and number < release_of(output):
        shutil.rmtree(previous(output) / f"release-{number}", ignore_errors=True)
        rename(waiting, previous(output) / f"release-{number}")
    elif whole and not output.exists():
        rename(waiting, output)  # killed before the second rename
    else:
        shutil.rmtree(waiting, ignore_errors=True)


def _settle(fresh: Path, home: Path, number: int) -> Path:
    """Move a tree to `release-NUMBER` in *home*, with a suffix if that is taken; return its path."""
    name, again = f"release-{number}", 1
    while (home / name).exists():
        again += 1
        name = f"release-{number}.{again}"
    rename(fresh, home / name)
    return home / name


def _link(output: Path, target: Path) -> None:
    """Point the symlink *output* at *target* atomically."""
    fresh = output.with_name(f".{output.name}.{uuid.uuid4().hex}")
    relative = not output.readlink().is_absolute()
    fresh.symlink_to(os.path.relpath(target, output.parent) if relative else target.resolve())
    try:
        storage.replace(fresh, output)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def older(output: Path) -> list[tuple[int, Path]]:
    """(release, folder) of each tree that is not live, newest first."""
    home = previous(output)
    live = output.resolve()
    trees = [
        (release_of(folder), folder)
        for folder in (home.glob("release-*") if home.is_dir() else ())
        if folder.is_dir() and not folder.is_symlink() and folder.resolve() != live
    ]
    return sorted(trees, key=lambda pair: (pair[0], pair[1].name), reverse=True)


def _prune(output: Path) -> None:
    live = release_of(output)
    kept = [folder for number, folder in older(output) if number != live][:KEPT]
    for _, folder in older(output):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def roll_back(output: Path) -> tuple[int, int] | None:
    """Replace the live tree by the newest older release; return both release numbers (live before, live now), or None if there is none."""
    if not output.is_symlink():
        settle(output)
        tidy(output)
    number = release_of(output)
    earlier = [pair for pair in older(output) if pair[0] < number]
    if not earlier:
        return None
    taken, folder = earlier[0]
    if output.is_symlink():
        _link(output, folder)
        return number, taken
    replace(folder, output)
    target = previous(output) / f"release-{number}"
    shutil.rmtree(target, ignore_errors=True)
    rename(folder, target)
    return number, taken
