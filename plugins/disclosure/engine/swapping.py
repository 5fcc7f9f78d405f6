"""Putting a whole tree in the place of another, so that readers see the old one or the new one and never a mixture."""

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

_BETWEEN = 5  # seconds that a running process may need between two renames
_MOMENT = 20  # milliseconds
_AT_FDCWD, _EXCHANGE = -100, 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP, errno.EPERM}


def exchange(first: Path, second: Path) -> bool:
    """Swap what two names stand for in a single step; False where the system has no such step, OSError where it fails."""
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
    """Put *fresh* at *output*; what stood there is at *fresh* afterwards, or nowhere where nothing stood."""
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
    """Put right what a run left that was killed between the renames of `replace`: nobody is left without a site."""
    for aside in output.parent.glob(f"{glob.escape(output.name)}.aside-*"):
        process = aside.name.rpartition("-")[2]
        if not process.isdigit():
            continue
        works = alive(int(process))
        if not output.exists():
            # Where the process can't be asked, its number is of no use; what it does between takes no time.
            if not (works and _comes_back(output)):
                rename(aside, output)
        elif not works:
            _keep_aside(aside, output)


def _comes_back(output: Path) -> bool:
    """Whether another run, which took *output* away, puts the next tree there within a while."""
    until = time.monotonic() + _BETWEEN
    while time.monotonic() < until:
        if output.exists():
            return True
        time.sleep(_MOMENT / 1000)
    return output.exists()


def _keep_aside(aside: Path, output: Path) -> None:
    """A tree that was live and is not any more: kept for `make rollback` where it was published, else removed."""
    number, old = release_of(aside), previous(output)
    if number and old.is_dir() and number < release_of(output) and not (old / f"release-{number}").exists():
        rename(aside, old / f"release-{number}")
    else:
        shutil.rmtree(aside, ignore_errors=True)


def previous(output: Path) -> Path:
    """The folder of the older trees of *output*: beside it, or beside what the link *output* leads to."""
    return _target(output).parent if output.is_symlink() else output.with_name(f"{output.name}.previous")


def _target(link: Path) -> Path:
    return link.parent / link.readlink()


def workshop(output: Path) -> Path:
    """The folder, on the same file system as *output*, in which its next tree is made."""
    return previous(output) if output.is_symlink() else output.parent


def publish(fresh: Path, output: Path, number: int) -> None:
    """Put *fresh*, which holds release *number*, at *output*; the newest three older trees are kept."""
    if output.is_symlink():
        _link(output, _settle(fresh, previous(output), number))
    else:
        old = previous(output)
        old.mkdir(exist_ok=True)
        tidy(output)
        # The new tree is put into the folder of old ones first: after the exchange the old one is already where it belongs.
        waiting = old / "next"
        rename(fresh, waiting)
        replace(waiting, output)
        tidy(output)
    _prune(output)


def tidy(output: Path) -> None:
    """Give the tree that a publish left as `next` its name; one that never went live is removed."""
    waiting = previous(output) / "next"
    if output.is_symlink() or not waiting.exists():
        return
    number = release_of(waiting)
    whole = (waiting / "index.html").is_file()
    if whole and output.exists() and number < release_of(output):
        shutil.rmtree(previous(output) / f"release-{number}", ignore_errors=True)
        rename(waiting, previous(output) / f"release-{number}")
    elif whole and not output.exists():
        rename(waiting, output)  # the second of two renames did not come to pass
    else:
        shutil.rmtree(waiting, ignore_errors=True)


def _settle(fresh: Path, home: Path, number: int) -> Path:
    """Give a tree its name among the others."""
    name, again = f"release-{number}", 1
    while (home / name).exists():
        again += 1
        name = f"release-{number}.{again}"
    rename(fresh, home / name)
    return home / name


def _link(output: Path, target: Path) -> None:
    """Point the link *output* at *target* in one step."""
    fresh = output.with_name(f".{output.name}.{uuid.uuid4().hex}")
    relative = not output.readlink().is_absolute()
    fresh.symlink_to(os.path.relpath(target, output.parent) if relative else target.resolve())
    try:
        storage.replace(fresh, output)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def older(output: Path) -> list[tuple[int, Path]]:
    """(release, folder) of the trees that are not live, the newest first."""
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
    """Put the newest tree older than the live one in its place: (left, taken), or None where there is no older one."""
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
