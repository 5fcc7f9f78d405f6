"""A persistent cache of typeset pictures and PDFs, so that each publish draws only what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from ..storage import places

_AT_ONCE = 500  # keys in one question
_SCHEMA = """
create table if not exists picture (key blob primary key, content blob not null, run integer not null) without rowid;
create table if not exists wanted (key blob primary key, run integer not null) without rowid;
create table if not exists run (number integer primary key);
"""


class PressStore:
    """Pictures or PDFs by their key, in an SQLite file of the per-user state folder.

    It never fails: if the file is locked by another build, damaged or not writable, nothing is found and nothing saved.
    """

    def __init__(self, file: Path | None, runs: int = 20) -> None:
        """Cache in *file*; entries not used for *runs* builds are dropped. None disables the cache."""
        self._file = file
        self._runs = runs
        self._run: int | None = None

    def begin(self) -> None:
        """Start a new build: entries that it does not use age by one."""
        self._run = None

    @property
    def is_empty(self) -> bool:
        """Whether it has no entries, or is disabled."""
        return not self._ask(lambda base: dict(base.execute("select key, content from picture limit 1")))

    def known(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The entries found for these keys."""
        wanted = [*dict.fromkeys(keys)]
        return self._ask(lambda base: _known(base, wanted))

    def keep(self, fresh: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Add *fresh*, mark it and the keys *used* as used by this build, and drop old entries."""
        self._ask(lambda base: self._keep(base, fresh, [*used]))

    def _keep(self, base: sqlite3.Connection, fresh: Mapping[bytes, bytes], used: list[bytes]) -> dict[bytes, bytes]:
        if self._run is None:
            self._run = int(base.execute("insert into run default values returning number").fetchone()[0])
            base.execute("delete from run where number < ?", (self._run,))
            if base.execute("select 1 from wanted").fetchone() is None:  # made by an older version
                base.execute("insert into wanted select key, run from picture")
            oldest = (self._run - self._runs,)
            base.execute("delete from picture where key in (select key from wanted where run < ?)", oldest)
            base.execute("delete from wanted where run < ?", oldest)
        # In a table of its own: an update in `picture` would rewrite the content as well.
        base.executemany("insert or replace into wanted values (?, ?)", ((key, self._run) for key in (*used, *fresh)))
        rows = ((*item, self._run) for item in fresh.items())
        base.executemany("insert or replace into picture values (?, ?, ?)", rows)
        return {}

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


def machine_store(name: str, runs: int = 20) -> PressStore:
    """The cache called *name* in the state folder; a disabled one if there is no home folder."""
    try:
        return PressStore(places.state_folder() / f"{name}.sqlite", runs)
    except RuntimeError:
        return PressStore(None)


def _known(base: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    pictures: dict[bytes, bytes] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        places_held = ",".join("?" * len(some))
        pictures.update(base.execute(f"select key, content from picture where key in ({places_held})", some))  # noqa: S608
    return pictures
