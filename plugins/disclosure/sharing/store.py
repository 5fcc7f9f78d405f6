"""Pictures that this machine has drawn before, by what they show: a site of many projects draws each card once, not at every publish."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from ..storage import places

FILE = "pictures.sqlite"
_RUNS = 20  # after how many builds that did not want it a picture is forgotten
_AT_ONCE = 500  # keys in one question
_SCHEMA = """
create table if not exists picture (key blob primary key, content blob not null, run integer not null) without rowid;
create table if not exists run (number integer primary key);
"""


class PictureStore:
    """Pictures by their key in one file of the machine's state folder, apart from the site and its data.

    It only saves time: where the file is held by another build, damaged or can't be written, nothing is found and nothing kept.
    """

    def __init__(self, file: Path | None) -> None:
        """Keep pictures in *file*; None keeps nothing."""
        self._file = file

    def known(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The pictures of these keys that are there."""
        wanted = [*dict.fromkeys(keys)]
        return self._ask(lambda base: _known(base, wanted))

    def keep(self, pictures: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Add *pictures*, note that these and *used* were wanted, and forget what no build wanted for long."""
        self._ask(lambda base: _keep(base, pictures, [*used]))

    def _ask(self, question: Callable[[sqlite3.Connection], dict[bytes, bytes]]) -> dict[bytes, bytes]:
        if self._file is None:
            return {}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=2)) as base, base:
                base.executescript(_SCHEMA)
                return question(base)
        except (OSError, sqlite3.OperationalError):  # no room, no right, or another build is writing
            return {}
        except sqlite3.DatabaseError:  # damaged
            self._file.unlink(missing_ok=True)
            return {}


def machine_store() -> PictureStore:
    """The store of this machine; one that keeps nothing where there is no home."""
    try:
        return PictureStore(places.state_folder() / FILE)
    except RuntimeError:
        return PictureStore(None)


def _known(base: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    pictures: dict[bytes, bytes] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        places_held = ",".join("?" * len(some))
        pictures.update(base.execute(f"select key, content from picture where key in ({places_held})", some))  # noqa: S608
    return pictures


def _keep(base: sqlite3.Connection, pictures: Mapping[bytes, bytes], used: list[bytes]) -> dict[bytes, bytes]:
    run = base.execute("insert into run default values returning number").fetchone()[0]
    base.executemany("update picture set run = ? where key = ?", ((run, key) for key in used))
    base.executemany("insert or replace into picture values (?, ?, ?)", ((*item, run) for item in pictures.items()))
    base.execute("delete from picture where run < ?", (run - _RUNS,))
    base.execute("delete from run where number < ?", (run,))
    return {}
