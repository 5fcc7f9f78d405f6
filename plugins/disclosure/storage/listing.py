"""Lists a whole tree with one system call per folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

TreeEntry: TypeAlias = tuple[str, os.DirEntry[str], bool]  # path with slashes, entry, whether it is a folder


def entries_below(folder: str | Path) -> Iterator[TreeEntry]:
    """All files and folders below *folder*, unordered; links are not followed. OSError if a folder can't be listed."""
    waiting = [(os.fspath(folder), "")]
    while waiting:
        place, above = waiting.pop()
        with os.scandir(place) as listed:
            for entry in listed:
                name = f"{above}{entry.name}"
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder:
                    waiting.append((entry.path, f"{name}/"))
                yield name, entry, is_folder


def files_below(folder: str | Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """(path, entry) of all of these that are not folders."""
    return ((name, entry) for name, entry, is_folder in entries_below(folder) if not is_folder)
