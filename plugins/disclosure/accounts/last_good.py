"""The last good data of each member of a federation: the fallback that its pages show while its current data has errors.

It is in `.last-good/<org>/` of the data folder, so that it moves with the data, into the repository or to another machine.
Loading ignores names that begin with a dot, and nothing copies files from data to the site.
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
LENT = frozenset({DOCUMENTS, PICTURES, CODES})  # large folders that are not copied: the current ones are used
_DAY = ".as-of"  # file in each folder: the `prepared_on` of its data

# (path, size, mtime in ns) of each file.
Signature: TypeAlias = "tuple[tuple[str, int, int], ...]"


def folder_of(data: Path, org: str) -> Path:
    """The folder of the last good data of *org*."""
    return data / FOLDER / org


def as_of(data: Path, org: str) -> str:
    """The day of the last good data (ISO); '' if there is none."""
    try:
        text = (folder_of(data, org) / _DAY).read_text("utf-8").strip()
        return date.fromisoformat(text).isoformat()
    except (OSError, ValueError):
        return ""


def signature(folder: Path) -> Signature:
    """The signature of all data files of an organisation's folder."""
    entries = []
    for name, path in _files(folder):
        with contextlib.suppress(FileNotFoundError):  # deleted meanwhile, or a broken link
            entries.append((name, path.stat().st_size, path.stat().st_mtime_ns))
    return tuple(entries)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(relative path, path) of all data files, without documents, pictures and hidden or temporary files."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or (here == folder and name in LENT)))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield (here / name).relative_to(folder).as_posix(), here / name


def keep(data: Path, days: Mapping[str, str], before: Mapping[str, Signature]) -> list[str]:
    """Save the data of the organisations in *days* (org → day) as their last good data; return those whose copy was renewed.

    Data changed since its signature *before* reading is not saved; an identical copy is left alone. OSError if writing fails.
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
