"""The eye on the folders: nothing that is saved is missed, whenever it is saved and whatever the system tells."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from visitor import PREVIEW, ROOT, Visitor

from disclosure.desk import serving
from disclosure.desk.workplace import Workplace

GOOD = ROOT / "tests/sites/good_two"


class EnoughError(Exception):
    """Everything that was expected was seen."""


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    for name in ("data", "content"):
        shutil.copytree(GOOD / name, tmp_path / name)
    return Visitor.at(tmp_path, tmp_path / "data", tmp_path / "content").workplace


def test_silence_is_told(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system tells of nothing for a while, we get to look ourselves."""
    monkeypatch.setattr(serving, "_LOOK_AFTER", 50)
    assert next(iter(serving._saved(workplace.folders))) == set()


def test_what_is_saved_before_the_watch_begins_is_built(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save between the first build and the watch, of which nobody tells, is on the page all the same."""

    def silent(*_paths: Path, **_options: Any) -> Iterator[set[Any]]:
        names = workplace.folders.data / "site.yaml"
        names.write_text(names.read_text("utf-8").replace("name: ", "name: 新的"), "utf-8")
        yield set()
        raise EnoughError

    monkeypatch.setattr(watchfiles, "watch", silent)
    with pytest.raises(EnoughError):
        serving._work(workplace, PREVIEW, browse=False)
    assert "新的" in (workplace.folders.preview / "index.html").read_text("utf-8")


class _Server:
    """A server whose sockets are closed while it waits for them."""

    def run(self) -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")


def test_a_server_that_is_closed_ends_in_silence() -> None:
    """What the system says of sockets that are closed on purpose is no fault; said of open ones it is."""
    ended = threading.Event()
    with pytest.raises(OSError, match="descriptor"):
        serving._answer(_Server(), ended)
    ended.set()
    serving._answer(_Server(), ended)
