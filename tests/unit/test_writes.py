"""Several files written as one: a kill at any step, recovery, undo, and what somebody changed meanwhile."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from disclosure.__main__ import main
from disclosure.filing import ChangedSinceError, NothingToUndoError, recover, undo, write, writes
from disclosure.filing.journal import JOURNAL, KEPT

OLD = {"a.csv": b"old a", "demo/b.csv": b"old b", "demo/gone.csv": b"old gone"}
NEW = {"a.csv": b"new a", "demo/b.csv": b"new b", "demo/fresh/c.csv": b"new c", "demo/gone.csv": None}


@pytest.fixture(autouse=True)
def _swift_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the tests need not outlive a power cut: hundreds of writes would wait for it."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


class KilledError(BaseException):
    """The power is cut; no `except Exception` of the code stops it."""


def state(root: Path) -> dict[str, bytes]:
    """Every file that a reader sees."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def laid(root: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    for name, content in OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def files(root: Path) -> dict[Path, bytes | None]:
    return {root / name: content for name, content in NEW.items()}


def killed_after(steps: int, action: Callable[[], Any]) -> bool:
    """Whether *action* was killed at its *steps*-th call into the system (every call of a built-in function counts)."""
    count = 0

    def watch(_: FrameType, event: str, function: Any) -> None:
        nonlocal count
        if event == "c_call" and getattr(function, "__module__", "") in {"posix", "nt", "_io", "io", None}:
            count += 1
            if count > steps:
                sys.setprofile(None)
                raise KilledError

    sys.setprofile(watch)
    try:
        action()
    except KilledError:
        return True
    finally:
        sys.setprofile(None)
    return False


NEW_STATE = {name: content for name, content in NEW.items() if content is not None}


@pytest.mark.parametrize("action", ["write", "undo"])
def test_a_kill_at_any_step_leaves_all_old_or_all_new(action: str, tmp_path: Path) -> None:
    """Hundreds of kills: after the next command every file is old, or every file is new, and nothing lies about."""
    outcomes = set()
    for step in range(0, 10_000, 1 if action == "write" else 3):
        root = laid(tmp_path / "data")
        if action == "undo":
            write(root, files(root), "t")
        was_killed = killed_after(step, lambda: write(root, files(root), "t") if action == "write" else undo(root))  # noqa: B023
        assert recover(root) == []
        after = state(root)
        assert after in (OLD, NEW_STATE), (step, after)
        outcomes.add(after == NEW_STATE)
        assert not list(root.glob("**/*.part"))
        if not was_killed:
            break
        assert step < 5_000
    assert outcomes == {True, False}
    assert step > 30


@pytest.mark.parametrize("fails_at", range(1, 12))
def test_a_full_disk_changes_nothing_and_is_not_filled_further(
    fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file no more fits on the disk: all is as before, and what was prepared is gone."""
    root = laid(tmp_path / "data")
    write(root, {root / "first.csv": b"first"}, "t")
    flushed = 0

    def full(_: int) -> None:
        nonlocal flushed
        flushed += 1
        if flushed == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with contextlib.suppress(OSError):
        write(root, files(root), "t")
    monkeypatch.setattr(os, "fsync", lambda _: None)
    assert state(root) in (OLD | {"first.csv": b"first"}, NEW_STATE | {"first.csv": b"first"})
    assert not [path for path in root.rglob("*") if path.name.endswith((".part", ".new"))]


def test_undo_takes_back_one_write_after_the_other(tmp_path: Path) -> None:
    """The newest first; new folders go, deleted files come back; at the end nothing is left to undo."""
    root = laid(tmp_path)
    write(root, files(root), "第一次")
    write(root, {root / "a.csv": b"newer a"}, "第二次")
    assert [entry.what for entry in writes(root)] == ["第一次", "第二次"]
    assert undo(root).what == "第二次"
    assert state(root) == NEW_STATE
    assert undo(root).what == "第一次"
    assert state(root) == OLD
    assert not (root / "demo" / "fresh").exists()
    with pytest.raises(NothingToUndoError):
        undo(root)


def test_undo_refuses_what_was_changed_since(tmp_path: Path) -> None:
    """A file that somebody edited is named, and nothing at all is taken back."""
    root = laid(tmp_path)
    write(root, files(root), "t")
    (root / "demo/b.csv").write_bytes(b"edited by hand")
    before = state(root)
    with pytest.raises(ChangedSinceError) as stop:
        undo(root)
    assert [path.name for path in stop.value.paths] == ["b.csv"]
    assert state(root) == before


def test_a_file_edited_after_a_kill_is_left_and_named(tmp_path: Path) -> None:
    """What is neither old nor new belongs to somebody: the others are completed, it stays."""
    for step in range(1_000):
        root = laid(tmp_path / "data")
        assert killed_after(step, lambda: write(root, files(root), "t"))  # noqa: B023
        committed = any(folder.name.isdigit() for folder in (root / JOURNAL).glob("*"))
        if committed and state(root) == OLD:
            break
    (root / "a.csv").write_bytes(b"edited")
    assert [path.name for path in recover(root)] == ["a.csv"]
    assert state(root) == NEW_STATE | {"a.csv": b"edited"}
    assert recover(root) == []


def test_a_disk_that_was_full_at_the_first_write_leaves_the_journal_out_of_repositories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = laid(tmp_path / "data")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(root / JOURNAL / "..gitignore.new"))

    with monkeypatch.context() as patch:
        patch.setattr("disclosure.filing.journal.write_whole", full)
        with pytest.raises(OSError, match="No space") as stop:
            write(root, {root / "a.csv": b"new a"}, "第一次")
    assert stop.value.filename == str(root)
    write(root, {root / "a.csv": b"new a"}, "第一次")
    assert (root / JOURNAL / ".gitignore").read_text("utf-8") == "*\n"


def test_the_journal_is_small_private_and_moves_with_the_data(tmp_path: Path) -> None:
    """Git sees nothing of it, old writes go, and a data folder that was moved can still be taken back."""
    root = laid(tmp_path / "data")
    for number in range(KEPT + 5):
        write(root, {root / "a.csv": b"%d" % number}, "t")
    assert (root / JOURNAL / ".gitignore").read_text("utf-8") == "*\n"
    assert len(writes(root)) == KEPT
    moved = tmp_path / "elsewhere"
    root.rename(moved)
    undo(moved)
    assert (moved / "a.csv").read_bytes() == b"%d" % (KEPT + 3)


def test_commands_complete_and_undo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next command of any kind completes an interrupted write; `undo` lists, takes back, and says when there is nothing."""
    root = tmp_path / "data"
    assert main(["new", "organisation", "机构编号=demo", "名称=示例慈善会", "样例=是", "--data", str(root)]) == 0
    source = ("编号=A1", "名称=年报", "发布者=示例慈善会", "发布日期=2024-03-01", "等级=报")
    assert main(["new", "source", *source, "--data", str(root), "--org", "demo"]) == 0
    capsys.readouterr()
    assert main(["undo", "--list", "--data", str(root)]) == 0
    assert capsys.readouterr().out.index("sources.csv") >= 0
    assert main(["undo", "--data", str(root)]) == 0
    assert "A1" not in (root / "demo/sources.csv").read_text("utf-8")
    replaced = Path.replace

    def cut(path: Path, target: Path) -> Path:
        if target.name == "y.csv":
            raise KilledError
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(KilledError):
        write(root, {root / "demo/x.csv": b"1", root / "demo/y.csv": b"2"}, "t")
    monkeypatch.undo()
    assert (root / "demo/x.csv").exists()
    assert not (root / "demo/y.csv").exists()
    main(["undo", "--list", "--data", str(root)])
    assert {"demo/x.csv", "demo/y.csv"} <= set(state(root))
    assert main(["undo", "--data", str(root)]) == 0
    assert main(["undo", "--data", str(root)]) == 0
    assert not (root / "demo").exists()
    assert main(["undo", "--data", str(root)]) == 1
    assert "没有可以撤销的写入" in capsys.readouterr().err
