"""A build on a machine that fails: killed, full, read-only, in company, with a wrong clock; publishes: see test_faults (Z34, Z35, Z39)."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing_site import publishable
from small import Site

from disclosure.__main__ import main
from disclosure.engine import refuse_foreign
from disclosure.releases.verification import verify

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("登记的办法", "登记和核对的办法")


def command(name: str, site: Site, output: Path) -> list[str]:
    inputs = ["--data", str(site.data), "--content", str(site.content), "--output", str(output)]
    return [sys.executable, "-m", "disclosure", name, *inputs]


def run(name: str, site: Site, output: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    line = command(name, site, output)
    return subprocess.run(
        line, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def edit(site: Site, number: int) -> None:
    """Change a word on the pages that every organisation has."""
    site.text("content/pages/data.md", WORDS[number % 2], WORDS[(number + 1) % 2])


def shown(output: Path) -> set[str]:
    """Which of both wordings the pages show."""
    pages = [(output / org / "about/data/index.html").read_text("utf-8") for org in ("dawn", "river")]
    return {word for word in WORDS for page in pages if word in page}


def test_a_build_killed_at_random_moments(tmp_path: Path) -> None:
    """After each kill the live tree is whole; the next build succeeds and clears up. BUILD_KILLS=50 asks for more."""
    site, output = publishable(tmp_path), tmp_path / "output"
    start = time.monotonic()
    assert run("build", site, output).returncode == 0
    length = time.monotonic() - start
    moments = random.Random(7)  # noqa: S311
    for number in range(int(os.environ.get("BUILD_KILLS", "4"))):
        edit(site, number)
        line = command("build", site, output)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        job = subprocess.Popen(line, cwd=ROOT, start_new_session=True, **quiet)
        time.sleep(moments.uniform(0.2, length))
        os.killpg(job.pid, signal.SIGKILL)
        job.wait()
        refuse_foreign(output, site.data)
        assert len(shown(output)) == 1
    assert run("build", site, output).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "data", "output"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("这里不能挂载小的文件系统")
    yield small
    subprocess.run(["umount", str(small)], check=True)


def told(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One line on stderr, with these words and no English, and exit 1."""
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    for english in ("Traceback", "No space", "Read-only", "Permission", "Errno"):
        assert english not in done.stderr


def test_a_build_on_a_full_disk(tmp_path: Path, disk: Path) -> None:
    site = publishable(tmp_path)
    told(run("build", site, disk / "output"), "磁盘满了")
    assert list(disk.iterdir()) == []


@pytest.mark.parametrize("name", ["build", "publish"])
def test_a_disk_that_is_read_only(name: str, tmp_path: Path, disk: Path) -> None:
    """The live site stays as it is, and the reason is told in Chinese."""
    site = publishable(tmp_path)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    told(run(name, site, disk / "output"), "只读")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def test_two_builds_at_once(tmp_path: Path) -> None:
    """Both end well, neither clears the other's folder, and what stands there is one of both sites."""
    site, output = publishable(tmp_path), tmp_path / "output"
    assert run("build", site, output).returncode == 0
    jobs = [
        subprocess.Popen(command("build", site, output), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [job.communicate()[1] for job in jobs]
    assert [job.returncode for job in jobs] == [0, 0], said
    refuse_foreign(output, site.data)
    assert len(shown(output)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "data", "output"]


CLOCK = next(
    (
        path
        for folder in ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime")
        for path in Path(folder).glob("libfaketime.so.1")
    ),
    None,
)


@pytest.mark.skipif(CLOCK is None, reason="没有 libfaketime，时钟改不了")
@pytest.mark.parametrize("year", ["1970-01-02", "2099-12-31"])
def test_the_clock_of_the_machine_does_not_matter(year: str, tmp_path: Path) -> None:
    """In 1970 and in 2099: the same report, the same site byte for byte, a release that is good."""
    site = publishable(tmp_path)
    clock = {"LD_PRELOAD": str(CLOCK), "FAKETIME": f"{year} 12:00:00", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    assert run("build", site, tmp_path / "now").returncode == 0
    done = run("build", site, tmp_path / "then", **clock)
    assert done.returncode == 0, done.stderr
    trees = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "now", tmp_path / "then")
    ]
    assert trees[0] == trees[1]
    done = run("publish", site, tmp_path / "published", **clock)
    assert done.returncode == 0, done.stderr
    assert verify(tmp_path / "published").good
    assert run("publish", site, tmp_path / "published").returncode == 0


def test_data_that_changes_while_it_is_built(tmp_path: Path) -> None:
    """A table that goes away meanwhile: a whole site or a plain refusal (Z36)."""
    site, output = publishable(tmp_path), tmp_path / "output"
    job = subprocess.Popen(
        command("build", site, output), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    time.sleep(0.8)
    site.file("projects.csv").unlink()
    said = job.communicate()[0]
    assert job.returncode in {0, 1}
    assert "Traceback" not in said
    assert output.exists() == (job.returncode == 0)


def test_main_is_not_confused_by_an_earlier_failure(tmp_path: Path) -> None:
    """A refused build leaves nothing that stands in the way of the next one in the same process."""
    site, output = publishable(tmp_path), tmp_path / "output"
    page = site.content / "pages/data.md"
    before = page.read_text("utf-8")
    page.write_text(f"{before}\n[x](nowhere.pdf)\n", "utf-8")
    assert main(command("build", site, output)[3:]) == 1
    page.write_text(before, "utf-8")
    assert main(command("build", site, output)[3:]) == 0
