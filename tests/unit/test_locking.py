"""One desk and one writer a data folder: who comes second is told who holds it, on systems with locks of files and without.

`msvcrt.locking` is there on Windows alone, where these tests hold locks by it.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.desk import serving
from disclosure.filing import desk_at, write, writes
from disclosure.filing.journal import JOURNAL
from disclosure.storage import HeldError, file_locks, held, locking


@pytest.fixture(params=["locks of the system", "no locks"])
def other(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Callable[[], None]]:
    """Hold a lock file as another process would; what is returned lets go. On a system with locks of files, and on one without."""
    if request.param == "no locks":
        monkeypatch.setattr(file_locks, "fcntl", None)
        monkeypatch.setattr(file_locks, "msvcrt", None)

    def hold(path: Path) -> Callable[[], None]:
        path.parent.mkdir(parents=True, exist_ok=True)
        words = json.dumps(
            {"who": "工作台 http://127.0.0.1:8000 开着", "since": "09:30", "computer": "另一台"}
        ).encode()
        if request.param == "no locks":
            path.write_bytes(words)
            return path.unlink
        stream = path.open("w+b")
        stream.write(words)
        stream.flush()
        assert file_locks.take(stream)
        return stream.close

    return hold


def test_who_comes_second_is_told_who_holds_it(other: Callable[[Path], Callable[[], None]], tmp_path: Path) -> None:
    """A desk beside a desk is refused with the address of the first; once that is closed, it opens."""
    let_go = other(tmp_path / JOURNAL / "desk")
    with pytest.raises(HeldError) as refusal, desk_at(tmp_path, "http://127.0.0.1:9000"):
        pass
    assert str(refusal.value) == (
        "数据文件夹正在用：工作台 http://127.0.0.1:8000 开着（在电脑 另一台 上），从 09:30 起。"
        "请用那一个，地址写在启动它的窗口里；要在这里开，先关掉那个窗口。"
    )
    let_go()
    with desk_at(tmp_path, "http://127.0.0.1:9000"):
        assert write(tmp_path, {tmp_path / "a.csv": b"1"}, "导入").number == 1  # a desk writes while it is open
    with desk_at(tmp_path, "http://127.0.0.1:9000"):
        pass


def test_what_was_dropped_goes_with_the_desk(tmp_path: Path) -> None:
    """Statements of a bank hold what nobody else may see: they are gone with the desk, at the latest when the next one opens."""
    with desk_at(tmp_path, "http://127.0.0.1:9000") as room:
        (room / "1").mkdir()
        (room / "1/file.xlsx").write_bytes(b"6222")
        assert room.parent == tmp_path / JOURNAL  # which no repository and no page takes
        assert writes(tmp_path) == []
    assert not room.exists()
    (room / "2").mkdir(parents=True)  # of a desk that was killed
    with desk_at(tmp_path, "http://127.0.0.1:9000") as again:
        assert again == room
        assert list(again.iterdir()) == []


def test_a_second_start_is_told_that_the_desk_is_open(
    other: Callable[[Path], Callable[[], None]], tmp_path: Path
) -> None:
    """Whoever starts a desk twice is led to the one that is open: another port would be refused as well."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    let_go = other(ours / JOURNAL / "desk")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(HeldError, match=r"工作台 http://127.0.0.1:8000 开着.*地址写在启动它的窗口里"):
            serving._desk_socket(port, ours)
        let_go()
        for folder in (ours, theirs):
            with pytest.raises(SystemExit, match=f"端口 {port} 打不开"):
                serving._desk_socket(port, folder)


def test_a_write_waits_for_another(
    other: Callable[[Path], Callable[[], None]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process writes, nothing is written; it is waited for, and where it takes too long nothing is changed."""
    let_go = other(tmp_path / JOURNAL / "lock")
    moments = iter([0.0, 1.0, 2.0, 99.0])
    monkeypatch.setattr(locking.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(locking.time, "sleep", lambda _: None)
    with pytest.raises(HeldError, match="等它写完再试一次"):
        write(tmp_path, {tmp_path / "a.csv": b"1"}, "导入")
    assert not (tmp_path / "a.csv").exists()
    monkeypatch.undo()
    let_go()


def test_a_lock_that_was_left_behind_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without locks of the system, a file that a killed process left counts for ten minutes and no longer."""
    monkeypatch.setattr(file_locks, "fcntl", None)
    monkeypatch.setattr(file_locks, "msvcrt", None)
    path = tmp_path / "lock"
    path.write_bytes(b"{}")
    with pytest.raises(HeldError), held(path, "甲", "。", seconds=0):
        pass
    os.utime(path, (0, 0))
    with held(path, "甲", "。", seconds=0), held(path, "乙", "。", seconds=0):  # who holds it does not wait for itself
        assert json.loads(path.read_bytes())["who"] == "甲"
    assert not path.exists()
