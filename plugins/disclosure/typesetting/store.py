"""What this machine has set before, by all that it depends on: a site of many projects draws each card once, not at every publish."""

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
    """Pictures or PDFs by their key in one file of the machine's state folder, apart from the site and its data.

    It only saves time: where the file is held by another build, damaged or can't be written, nothing is found and nothing kept.
    """

    def __init__(self, file: Path | None, runs: int = 20) -> None:
        """Keep them in *file* until *runs* builds did not want them; None keeps nothing."""
        self._file = file
        self._runs = runs
        self._run: int | None = None

    def begin(self) -> None:
        """Another build begins: what it does not want is a build older from then on."""
        self._run = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is found in it, whatever is asked for."""
        return not self._ask(lambda base: dict(base.execute("select key, content from picture limit 1")))

    def known(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is there of these keys."""
        wanted = [*dict.fromkeys(keys)]
        return self._ask(lambda base: _known(base, wanted))

    def keep(self, fresh: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Add what is *fresh*, note that it and *used* were wanted by this build, and forget what no build wanted for long."""
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
        # Apart from the contents, which would all be written again with the number beside them.
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
    """The store of this machine that is called so; one that keeps nothing where there is no home."""
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
