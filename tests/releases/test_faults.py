"""A publish that can't go on: one plain line, exit 1, the live site whole, and the next run succeeds by itself.

What a machine may lack (room, rights, memory, a true clock): test_machine.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small import Site

from disclosure.__main__ import main
from disclosure.releases.verification import release_of, verify

ROOT = Path(__file__).resolve().parents[2]


def options(site: Site, output: Path) -> list[str]:
    return ["publish", "--data", str(site.data), "--content", str(site.content), "--output", str(output)]


def command(site: Site, output: Path) -> list[str]:
    return [sys.executable, "-m", "disclosure", *options(site, output)]


def edit(site: Site, word: str) -> None:
    """Change a word that is no figure, so that the next release differs."""
    site.text("content/pages/data.md", "登记的办法", f"登记的办法{word}")


def plain(said: str) -> bool:
    """One line in Chinese, without a traceback."""
    return len(said.strip().splitlines()) == 1 and "没有完成" in said and "Traceback" not in said


def test_killed_at_random_moments(site: Site, tmp_path: Path) -> None:
    """After each kill the live tree is one whole release; nothing has to be mended for the next publish.

    A handful here; PUBLISH_KILLS=50 in the environment asks for more.
    """
    output = tmp_path / "output"
    start = time.monotonic()
    assert main(options(site, output)) == 0
    length = time.monotonic() - start
    moments = random.Random(7)  # noqa: S311
    for _ in range(int(os.environ.get("PUBLISH_KILLS", "4"))):
        edit(site, "再")
        job = subprocess.Popen(command(site, output), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, length + 0.5))
        job.send_signal(signal.SIGKILL)
        job.wait()
        found = verify(output)
        assert found.good, found.as_text()
    assert main(options(site, output)) == 0
    assert verify(output).good
    last = max(int(one.name) for one in (site.data / "releases").iterdir() if one.name.isdigit())
    assert release_of(output) == last
    assert sorted(one.name for one in tmp_path.iterdir()) == ["content", "data", "output", "output.previous"]


def test_two_at_once(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While one publish holds the lock the other says so and leaves everything alone."""
    folder = site.data / "releases"
    folder.mkdir()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert main(options(site, tmp_path / "output")) == 1
    assert capsys.readouterr().err == "另一个发布正在进行，请等它结束再试。\n"
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("windows", [False, True])
def test_a_folder_of_another_kind_is_left_as_it_was(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, windows: bool
) -> None:
    """A slip of the keyboard leads to a folder without data; nothing is left in it, and what lies there stays."""
    monkeypatch.setattr("disclosure.engine.publishing_lock._WINDOWS", windows)
    shutil.rmtree(site.data)
    site.data.mkdir()
    assert main(options(site, tmp_path / "output")) == 1
    assert list(site.data.iterdir()) == []
    (site.data / "releases").mkdir()
    assert main(options(site, tmp_path / "output")) == 1
    assert (site.data / "releases").is_dir()


@pytest.mark.parametrize("address", ["foo", "example.org/cishan", "https://", "https://example.org/?a=1"])
def test_an_address_that_is_none(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str) -> None:
    """An address that is not whole is told as such, before any page is made."""
    assert main([*options(site, tmp_path / "output"), "--site-url", address]) == 1
    assert "请连 https:// 一起写" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_a_place_that_cannot_be_written(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An output below a file is told in one line."""
    (tmp_path / "file").write_text("x")
    assert main(options(site, tmp_path / "file" / "output")) == 1
    assert plain(capsys.readouterr().err)


def test_a_leftover_of_a_dead_run_is_cleared(site: Site, tmp_path: Path) -> None:
    """The folder of a run that died is removed; that of one still running is not."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getppid()):
        (tmp_path / f"output.publishing-{process}").mkdir()
    assert main(options(site, tmp_path / "output")) == 0
    left = [one.name for one in tmp_path.glob("output.publishing-*")]
    assert left == [f"output.publishing-{os.getppid()}"]


def test_a_site_that_cannot_be_swapped(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record stands before the swap: whose swap fails is told so, and the next publish puts that release in its place."""
    output = tmp_path / "output"
    assert main(options(site, output)) == 0
    edit(site, "再")
    with monkeypatch.context() as patch:
        patch.setattr("disclosure.engine.swapping.rename", _in_use)
        assert main(options(site, output)) == 1
    said = capsys.readouterr().err
    assert plain(said)
    assert "第 2 次发布的记录已经写好，网站还没有换上。" in said
    assert release_of(output) == 1
    assert main(options(site, output)) == 0
    assert release_of(output) == 2
    assert verify(output).good


def _in_use(source: Path, _: Path) -> None:
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(source))
