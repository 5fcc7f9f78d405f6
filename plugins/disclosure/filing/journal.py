"""Several files written as one: after a power cut all of them are old or all of them new, and the last write can be undone.

Every write has a folder of its own in `.writes/` of the data folder, with the new content, the content that it replaces, and
a list of both with their hashes. It is prepared under a name that nobody reads, and counts from the moment at which it is
renamed. What was not renamed is thrown away; what was renamed and not marked as done is completed by the next command. Old
content stays there, so that it can be put back as long as nobody changed the files meanwhile.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..storage import by_parts, held, rename, replace, write_whole

JOURNAL = ".writes"
KEPT = 20  # writes that can be taken back

_PREPARED = ".part"
_LOCK, _DESK, _ROOM = "lock", "desk", "dropped"
_LIST, _DONE, _UNDONE = "list.json", "done", "undone"


class ChangedSinceError(Exception):
    """Files are not as the write left them (or as it met them): nothing was touched."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__("、".join(path.name for path in paths))
        self.paths = tuple(paths)


class NothingToUndoError(Exception):
    """No write is left that could be taken back."""


class ForbiddenUndoError(Exception):
    """The old content may not come back; the message says why."""


class Write(Struct, frozen=True):
    """One write: its number (the higher the later), what it was in Chinese, and the files that it changed."""

    number: int
    what: str
    paths: tuple[Path, ...]


class _JournalEntry(Struct, frozen=True):
    """One file of a write: where it is, and the hashes of its old and new content (None: no file)."""

    path: Path
    before: str | None
    after: str | None


def write(root: Path, files: Mapping[Path, bytes | None], what: str) -> Write:
    """Write all *files* or none (None takes a file away); *root* is the data folder, which keeps the journal.

    OSError where the disk refuses: then nothing was changed, or the next `recover` completes it.
    """
    with _alone(root, f"有人在写“{what}”"):
        recover(root)
        return _write(root, files, what, undoes=None)


def recover(root: Path) -> list[Path]:
    """Complete what an interrupted command began, or throw it away; files that somebody changed meanwhile are left and named."""
    journal = root / JOURNAL
    if not journal.is_dir() or not any(_unfinished(folder) for folder in journal.iterdir()):
        return []
    with _alone(root, "有人在补完上一次没写完的"):
        return _recover(root, journal)


def _unfinished(folder: Path) -> bool:
    return folder.name.endswith(_PREPARED) or (folder.name.isdigit() and not (folder / _DONE).exists())


def _recover(root: Path, journal: Path) -> list[Path]:
    changed: list[Path] = []
    for folder in sorted(journal.iterdir(), key=by_parts):
        if folder.name.endswith(_PREPARED):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.name.isdigit() and not (folder / _DONE).exists():
            changed += _complete(root, folder)
    return changed


def writes(root: Path) -> list[Write]:
    """The writes that can be taken back one after the other, the newest last."""
    return [_write_of(root, folder) for folder in _folders(root) if _undoable(folder)]


OldFiles = Mapping[Path, bytes | None]


def undo(root: Path, forbidden: Callable[[OldFiles], str] = lambda _: "") -> Write:
    """Take the newest write back, whole; NothingToUndoError where there is none, ChangedSinceError where files differ since.

    *forbidden* says why the old content of its files may not come back, '' where it may: else ForbiddenUndoError.
    """
    with _alone(root, "有人在撤销上一次写入"):
        return _undo(root, forbidden)


def _undo(root: Path, forbidden: Callable[[OldFiles], str]) -> Write:
    recover(root)
    folders = [folder for folder in _folders(root) if _undoable(folder)]
    if not folders:
        raise NothingToUndoError
    folder = folders[-1]
    entries = _entries(root, folder)
    changed = [entry.path for entry in entries if _hash_of(entry.path) != entry.after]
    if changed:
        raise ChangedSinceError(changed)
    old = {
        entry.path: (folder / f"{place}.old").read_bytes() if entry.before else None
        for place, entry in enumerate(entries)
    }
    why = forbidden(old)
    if why:
        raise ForbiddenUndoError(why)
    taken_back = _write_of(root, folder)
    _write(root, old, f"撤销：{taken_back.what}", undoes=taken_back.number)
    return taken_back


def _alone(root: Path, who: str) -> AbstractContextManager[None]:
    """Nobody else writes into the data folder meanwhile: neither a desk nor another command."""
    _begun(root / JOURNAL)
    return held(root / JOURNAL / _LOCK, who, "等它写完再试一次；一直这样的，请看看是不是另有一个工作台或命令没有关。")


@contextmanager
def desk_at(root: Path, address: str) -> Iterator[Path]:
    """The one desk of a data folder, for as long as it is open; HeldError where another one is.

    It gets an empty folder for what it keeps meanwhile, which goes with it: what a desk left that was killed is gone
    when the next one opens.
    """
    _begun(root / JOURNAL)
    mend = "请用那一个，地址写在启动它的窗口里；要在这里开，先关掉那个窗口。"
    with held(root / JOURNAL / _DESK, f"工作台 {address} 开着", mend, seconds=0):
        room = root / JOURNAL / _ROOM
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700, exist_ok=True)
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _begun(journal: Path) -> None:
    ignored = journal / ".gitignore"
    try:
        journal.mkdir(parents=True, exist_ok=True)
        if not ignored.exists():
            write_whole(ignored, b"*\n")  # what was replaced may hold what must not get out
    except OSError as error:
        error.filename = str(journal.parent)  # the message names a folder that staff know, not the journal in it
        raise


# --- one write -----------------------------------------------------------------------------------


def _write(root: Path, files: Mapping[Path, bytes | None], what: str, *, undoes: int | None) -> Write:
    journal = root / JOURNAL
    number = max((int(folder.name) for folder in _folders(root)), default=0) + 1
    prepared = journal / f"{number}{_PREPARED}"
    shutil.rmtree(prepared, ignore_errors=True)
    try:
        _prepare(root, prepared, files, what, undoes)
    except OSError as error:  # the disk is full, perhaps: what was prepared must not fill it further
        shutil.rmtree(prepared, ignore_errors=True)
        if isinstance(error.filename, str) and Path(error.filename).is_relative_to(prepared):
            error.filename = str(root)  # the message names a folder that staff know, not the journal in it
        raise
    folder = journal / str(number)
    rename(prepared, folder)  # from here on it is completed, whatever happens
    try:
        _settle(journal)
        changed = _complete(root, folder)
    except OSError:
        # One of the files may be open in Excel: then none is changed, and no later command completes this write.
        _take_back(root, folder)
        raise
    if changed:
        raise ChangedSinceError(changed)
    for old_folder in _folders(root)[:-KEPT]:
        shutil.rmtree(old_folder, ignore_errors=True)
    return _write_of(root, folder)


def _prepare(root: Path, prepared: Path, files: Mapping[Path, bytes | None], what: str, undoes: int | None) -> None:
    """Store the old and the new content of every file in a folder that nobody reads yet, with the list of both."""
    prepared.mkdir()
    entries = []
    for place, (path, content) in enumerate(files.items()):
        old = path.read_bytes() if path.exists() else None
        if old is not None:
            _store(prepared / f"{place}.old", old)
        if content is not None:
            _store(prepared / f"{place}.new", content)
        entries.append({"path": _relative(root, path), "before": _hash(old), "after": _hash(content)})
    listed = {"what": what, "undoes": undoes, "files": entries}
    _store(prepared / _LIST, json.dumps(listed, ensure_ascii=False, indent=1).encode())


def _complete(root: Path, folder: Path) -> list[Path]:
    """Put every file of a write in place that is still as the write met it; returns those that are neither old nor new."""
    changed = []
    for place, entry in enumerate(_entries(root, folder)):
        present = _hash_of(entry.path)
        if present == entry.after:
            continue
        if present != entry.before:
            changed.append(entry.path)
        elif entry.after is None:
            entry.path.unlink()
            _drop_empty(entry.path.parent, root)
        else:
            entry.path.parent.mkdir(parents=True, exist_ok=True)
            beside = entry.path.with_name(f".{entry.path.name}.new")
            try:
                _store(beside, (folder / f"{place}.new").read_bytes())
                replace(beside, entry.path)
            except OSError as error:
                beside.unlink(missing_ok=True)
                error.filename, error.filename2 = (
                    str(entry.path),
                    None,
                )  # the message names the table, not our temporary file beside it
                raise
            _settle(entry.path.parent)
    undoes = _list(folder)["undoes"]
    if undoes is not None and (folder.parent / str(undoes)).is_dir():
        _store(folder.parent / str(undoes) / _UNDONE, b"")
    _store(folder / _DONE, b"")
    for new in folder.glob("*.new"):
        new.unlink()
    return changed


def _take_back(root: Path, folder: Path) -> None:
    """Put back what a write that was refused had put in place, and forget it; what can't be is left to `recover`."""
    with contextlib.suppress(OSError):
        for place, entry in enumerate(_entries(root, folder)):
            if entry.before == entry.after or _hash_of(entry.path) != entry.after:
                continue
            if entry.before is None:
                entry.path.unlink()
                _drop_empty(entry.path.parent, root)
            else:
                write_whole(entry.path, (folder / f"{place}.old").read_bytes())
        shutil.rmtree(folder)


def _undoable(folder: Path) -> bool:
    """Whether a write was completed, is no undo itself, and was not taken back."""
    return (folder / _DONE).exists() and not (folder / _UNDONE).exists() and _list(folder)["undoes"] is None


def _folders(root: Path) -> list[Path]:
    """The folders of all writes, the newest last."""
    journal = root / JOURNAL
    folders = (folder for folder in journal.iterdir() if folder.name.isdigit()) if journal.is_dir() else ()
    return sorted(folders, key=lambda folder: int(folder.name))


def _write_of(root: Path, folder: Path) -> Write:
    return Write(int(folder.name), _list(folder)["what"], tuple(entry.path for entry in _entries(root, folder)))


def _list(folder: Path) -> dict[str, Any]:
    listed: dict[str, Any] = json.loads((folder / _LIST).read_text("utf-8"))
    return listed


def _entries(root: Path, folder: Path) -> list[_JournalEntry]:
    return [
        _JournalEntry(Path(os.path.normpath(root / item["path"])), item["before"], item["after"])
        for item in _list(folder)["files"]
    ]


def _relative(root: Path, path: Path) -> str:
    """A path as the journal keeps it: from the data folder, which may be moved; content may lie beside it."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _drop_empty(folder: Path, root: Path) -> None:
    """Take away a folder in which nothing is left, and those above it, up to the data folder."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


# --- the disk ------------------------------------------------------------------------------------


def _store(path: Path, content: bytes) -> None:
    """Write a file through to the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Write the names of a folder through to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hash(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _hash_of(path: Path) -> str | None:
    return _hash(path.read_bytes()) if path.is_file() else None
