"""Folders before anything in them is opened: only plain files are read, and their names can be told."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..problems import Problem, Where, machine_reason, printable, problem
from ..storage import foreign_name, taken_for

_SORTS = (
    (stat.S_ISLNK, "链接"),
    (stat.S_ISFIFO, "管道"),
    (stat.S_ISSOCK, "套接字"),
    (stat.S_ISCHR, "设备"),
    (stat.S_ISBLK, "设备"),
)
OF_THE_SYSTEM = (".", "~$")  # how names begin of what belongs to the system, and nobody reads
_KEPT = ".last-good"  # but this we do read
_DEEPEST = 12
_MOST = 200_000


def strange_files(folder: Path, shown_as: str) -> list[Problem]:
    """What stands below *folder* and is neither a folder nor a plain file, or has a name that can't be told.

    Nothing is opened and no link is followed: a link may lead to any file of the machine, and a pipe keeps its reader
    waiting for ever. *folder* itself may be a link.
    """
    return list(_strange(folder, shown_as))


def _strange(folder: Path, shown_as: str) -> Iterator[Problem]:  # noqa: C901  (one branch a kind of entry)
    waiting = [(str(folder), shown_as, 0)]
    count = 0
    while waiting:
        place, shown, depth = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except FileNotFoundError:
            if depth:  # gone while it was looked through
                yield problem("missing-folder", Where(shown))
            continue  # a folder that is missing altogether is a problem of the room that reads it
        except OSError as error:
            yield problem("unreadable-file", Where(shown), reason=machine_reason(error), mend="请检查文件夹的权限。")
            continue
        for entry in entries:
            if entry.name.startswith(OF_THE_SYSTEM) and entry.name != _KEPT:
                continue
            count += 1
            name = f"{shown}/{printable(entry.name)}"
            if not entry.name.isprintable():
                yield problem("bad-file-name", Where(shown), cell=printable(entry.name))
            elif sort := _sort(entry):
                yield problem("special-file", Where(name), what=sort)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, name, depth + 1))
        if depth > _DEEPEST or count > _MOST:
            reason = f"文件夹套了 {depth} 层" if depth > _DEEPEST else f"文件超过 {_MOST} 个"
            yield problem("unreadable-file", Where(shown), reason=reason, mend="请整理一下，再检查。")
            return


def _sort(entry: os.DirEntry[str]) -> str:
    """What an entry is, where it is neither a folder nor a plain file."""
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return "打不开的东西"
    return next((name for fits, name in _SORTS if fits(mode)), "")


def foreign_names(folder: Path, shown_as: str) -> Iterator[Problem]:
    """Names below *folder* that Windows can't hold, or that other systems take for one another: only capitals differ, or how accents are kept."""
    for place, folders, names in os.walk(folder):
        shown = PurePosixPath(shown_as, *Path(place).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(OF_THE_SYSTEM))
        seen: dict[str, str] = {}
        for name in sorted([*folders, *(name for name in names if not name.startswith(OF_THE_SYSTEM))]):
            whole = unicodedata.normalize("NFC", name)
            other = seen.setdefault(whole.casefold(), name)
            alike = taken_for(name, other)
            reason = foreign_name(name) or (f"与“{printable(other)}”{alike}" if alike else "")
            if reason:
                where = Where((shown / printable(name)).as_posix())
                yield problem("foreign-file-name", where, cell=printable(name), reason=reason)
