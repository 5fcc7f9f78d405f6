"""A desk with Windows on it, as far as that can be had elsewhere: what it lacks is taken away, and everything is done.

Nothing of this was tried on a real Windows. `tests/bare.py` says what is taken away: fork, renameat2, fcntl, resource,
timers that send signals, umask, links; a file that is open elsewhere can't be replaced; a folder never takes the place of
another; the screen has code page 936; no zones of time are installed.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from publishing_site import publishable
from small import Site
from trees import hashes

from disclosure.__main__ import main
from disclosure.engine import swapping
from disclosure.filing import write, writes
from disclosure.problems import machine, machine_reason
from disclosure.reading import Slug
from disclosure.releases.verification import CURRENT
from disclosure.storage import foreign_name, replace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, Any], dict[str, str]]:
    """The small site as a checkout on Windows has it, what was done with it there, and what a build is elsewhere."""
    site = publishable(tmp_path_factory.mktemp("我的 网站"))
    assert main(["build", *("--data", str(site.data)), *("--content", str(site.content)),
                 *("--output", str(site.root / "plain"))]) == 0  # fmt: skip
    plain = hashes(site.root / "plain")
    shutil.rmtree(site.root / "plain")
    for path in (*site.data.rglob("*"), *site.content.rglob("*")):
        if path.suffix in {".csv", ".yaml", ".md"}:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))},
        "LC_ALL": "C.UTF-8", "PYTHONTZPATH": "", "YANGGUANG_STATE": str(site.root / "state"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "bare.py", site.root],
        cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return site, json.loads(done.stdout), plain


def test_everything_is_done_without_what_windows_lacks(desk: tuple[Site, dict[str, Any], dict[str, str]]) -> None:
    """Each command ends well, and nothing that is lacking was loaded after all."""
    _, ends, _ = desk
    beside = {"held", "counts", "loaded"}
    failed = {name: end for name, end in ends.items() if name not in beside and end[0]}
    assert not failed, failed
    assert ends["loaded"] == []
    assert ends["limit"] == [0, ""]
    assert "已发布第 2 次" in ends["publish again"][1]
    assert "换回第 1 次发布" in ends["rollback"][1]
    assert "那以后有人不再同意公开姓名的，姓名又在里面" in ends["rollback"][1]
    assert ends["counts"]["asides"] == 3, "each tree that took the place of another went by two renames"
    assert ends["counts"]["libraries"] == 3


def test_the_bytes_are_those_of_any_other_machine(desk: tuple[Site, dict[str, Any], dict[str, str]]) -> None:
    """Whatever ends the lines of the checkout, and however the system sorts and encodes."""
    site, _, plain = desk
    assert hashes(site.root / "built") == plain


def test_a_table_open_in_excel_is_told_and_nothing_is_lost(desk: tuple[Site, dict[str, Any], dict[str, str]]) -> None:
    """What a scanner holds for a moment is waited for; what Excel holds is named, with what to do."""
    site, ends, _ = desk
    assert ends["import"][0] == 0
    assert ends["held"][0] == 1
    assert "honours.csv" in ends["held"][1]
    assert "Excel 或 WPS" in ends["held"][1]
    assert not list(site.data.rglob(".*.new"))
    assert ends["check again"][0] == 0


def test_files_written_together_are_all_there_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a" / "first.csv", tmp_path / "second.csv"
    second.write_bytes(b"before")
    usual = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == second:
            error = PermissionError(errno.EACCES, "refused", str(target))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return usual(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("time.sleep", lambda _: None)
    with pytest.raises(PermissionError):
        write(tmp_path, {first: b"1", second: b"2"}, "试")
    assert second.read_bytes() == b"before"
    kept = {".gitignore", "lock"}  # of the folder of writes itself
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in kept] == [second]
    assert writes(tmp_path) == []


def test_a_right_that_lacks_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what Windows says of an open file is tried again."""
    waits: list[float] = []

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "refused")

    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        replace(tmp_path / "a", tmp_path / "b")
    assert waits == []


@pytest.mark.parametrize(
    ("number", "code", "path", "words"),
    [
        (32, errno.EACCES, "C:/a.csv", "Excel"),
        (5, errno.EACCES, "C:/a.csv", "没有权限，或者别的程序"),
        (206, errno.ENOENT, "C:/a.csv", "路径太长"),
        (3, errno.ENOENT, "C:/" + "a" * 260, "路径太长"),
        (3, errno.ENOENT, "C:/a", "没有这个文件"),
    ],
)
def test_windows_says_why(number: int, code: int, path: str, words: str) -> None:
    error = OSError(code, "English", path)
    error.winerror = number  # type: ignore[attr-defined]
    assert words in machine_reason(error)


def test_what_open_refuses_on_windows_may_be_open_in_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's `open` tells no number of Windows, only that access is denied: it was seen with a file that another program held."""
    error = PermissionError(errno.EACCES, "Permission denied", "a.csv")
    assert machine_reason(error) == "没有权限"
    monkeypatch.setattr(machine.os, "name", "nt")
    assert "Excel" in machine_reason(error)


@pytest.mark.parametrize("name", ["con", "AUX.md", "nul.tar.gz", "com1", "a:b.png", "a?.pdf", "end.", "end "])
def test_names_that_windows_cannot_hold(name: str) -> None:
    assert foreign_name(name)


@pytest.mark.parametrize("name", ["console", "a.con", "捐赠 明细.xlsx", "com10", ".gitignore", "a..b"])
def test_names_that_any_system_can_hold(name: str) -> None:
    assert foreign_name(name) == ""


def test_an_id_that_is_a_device_is_refused_with_another() -> None:
    import re

    assert not re.fullmatch(Slug.pattern, "aux")
    assert re.fullmatch(Slug.pattern, "auxiliary")
    assert "aux-1" in Slug().suggest("aux")


def _tree(folder: Path, number: int) -> Path:
    (folder / CURRENT).parent.mkdir(parents=True)
    (folder / CURRENT).write_text(f"{number}\n", "utf-8")
    (folder / "index.html").write_text(f"{number}\n", "utf-8")
    return folder


def test_a_site_taken_away_by_a_killed_run_comes_back_where_no_process_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows gives numbers of processes anew; that the next tree does not come is enough to put the last one back."""
    monkeypatch.setattr(swapping, "alive", lambda _: True)
    monkeypatch.setattr(swapping, "_BETWEEN", 0)
    output = tmp_path / "output"
    _tree(tmp_path / "output.aside-77", 1)
    swapping.settle(output)
    assert (output / "index.html").read_text("utf-8") == "1\n"
    assert not list(tmp_path.glob("*.aside-*"))


def test_a_release_left_aside_can_still_be_rolled_back_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the new tree stands and before the old one has its name."""
    monkeypatch.setattr(swapping, "alive", lambda _: False)
    monkeypatch.setattr(swapping, "exchange", lambda *_: False)
    output = _tree(tmp_path / "output", 2)
    _tree(tmp_path / "output.aside-77", 1)
    swapping.previous(output).mkdir()
    assert swapping.roll_back(output) == (2, 1)
    assert (output / "index.html").read_text("utf-8") == "1\n"
