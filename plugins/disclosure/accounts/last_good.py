"""The last sound data of every member of a federation, kept beside the data: what its pages show while newer data has faults.

It stands in `.last-good/<org>/` of the data folder, so that it goes wherever the data goes: into the repository, onto
another machine. Loading passes over names that begin with a dot, and nothing copies files from data to the site.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ..claims import FOLDER as CODES
from ..storage import rename

FOLDER = ".last-good"
DOCUMENTS = "sources"  # the folder of an organisation that holds the documents themselves
PICTURES = "pictures"  # that of its pictures
LENT = frozenset({DOCUMENTS, PICTURES, CODES})  # large, and never kept twice
_DAY = ".as-of"  # in each folder: the day up to which the site's data was put together then

# What tells whether a file was changed: its path, size and time.
Signature: TypeAlias = "tuple[tuple[str, int, int], ...]"


def folder_of(data: Path, org: str) -> Path:
    """Where the last sound data of *org* stands."""
    return data / FOLDER / org


def as_of(data: Path, org: str) -> str:
    """The day of that data; nothing where there is none that can be used."""
    try:
        text = (folder_of(data, org) / _DAY).read_text("utf-8").strip()
        return date.fromisoformat(text).isoformat()
    except (OSError, ValueError):
        return ""


def signature(folder: Path) -> Signature:
    """Every file that is read from an organisation's folder, as it is now."""
    entries = []
    for name, path in _files(folder):
        with contextlib.suppress(FileNotFoundError):  # taken away meanwhile, or a link that leads nowhere
            entries.append((name, path.stat().st_size, path.stat().st_mtime_ns))
    return tuple(entries)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(path below *folder*, file) of all that is data: no documents and pictures, nothing that belongs to the system."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or (here == folder and name in LENT)))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield (here / name).relative_to(folder).as_posix(), here / name


def keep(data: Path, days: Mapping[str, str], before: Mapping[str, Signature]) -> list[str]:
    """Keep the data of the organisations in *days* (org → day) as sound; returns those whose copy was renewed.

    Only data that is still as it was *before* it was read is kept. A copy with the same files is left as it is.
    """
    renewed = []
    for org, day in days.items():
        if before.get(org) != signature(data / org):
            continue
        kept = folder_of(data, org)
        if as_of(data, org) == day and _same(data / org, kept):
            continue
        fresh, old = kept.with_name(f".{org}.new-{os.getpid()}"), kept.with_name(f".{org}.old-{os.getpid()}")
        try:
            for name, path in _files(data / org):
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, fresh / name)
            (fresh / _DAY).write_text(f"{day}\n", "utf-8")
            if kept.exists():
                rename(kept, old)
            rename(fresh, kept)
        except OSError:
            if old.exists() and not kept.exists():
                rename(old, kept)
            raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
        renewed.append(org)
    return renewed


def _same(folder: Path, kept: Path) -> bool:
    now, then = dict(_files(folder)), dict(_files(kept))
    return now.keys() == then.keys() and all(filecmp.cmp(path, then[name], shallow=False) for name, path in now.items())
