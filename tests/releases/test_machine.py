"""A build and a publish on a machine that fails: full, read-only, short of memory, killed, in company, with a wrong clock.

Whatever happens, the command ends in one Chinese line and exit code 1, and readers still have a whole site (Z21, Z22, Z34–Z36).
Kills at random moments, fifty of each: `make bench ARGS=k`.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
import warm
from publishing_site import publishable
from small import Site
from trees import copy_tree

from disclosure.__main__ import main
from disclosure.desk import Folders, open_desk
from disclosure.edge import LastResort, guarded, last_resort
from disclosure.engine import refuse_foreign
from disclosure.releases.verification import verify

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = pytest.mark.parametrize("command", ["build", "publish"])
WORDS = ("测试用的两家虚构机构", "测试用的虚构机构")  # what every page says of the site
HAN = re.compile(r"[\u4e00-\u9fff]")
ALLOWED = re.compile(r"\S*/\S*|output|ulimit -v|MB|make publish")
LEFT_ALONE = {"data", "content", "output", "output.previous"}


def fingerprint(*folders: Path) -> str:
    """Name and bytes of every file below some folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != ".lock":
                content = path.read_bytes()
                digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def arguments(command: str, site: Site, output: Path | None = None) -> list[str]:
    inputs = [command, "--data", str(site.data), "--content", str(site.content)]
    return [*inputs, "--output", str(output or site.root / "output")]


def run(
    command: str, site: Site, before: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, *before* done in it first."""
    return subprocess.run(
        [sys.executable, "-m", "disclosure", *arguments(command, site)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=before,
        env={**os.environ, **environment},
        check=False,
    )


def assert_told(said: str, *words: str) -> None:
    """One line, in Chinese, with these words and none of English."""
    assert len(said.strip().splitlines()) == 1, said
    assert HAN.search(said), said
    assert all(word in said for word in words), said
    assert not re.search(r"[A-Za-z]{2,}", ALLOWED.sub("", said)), said


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was published once, at `output`."""
    site = publishable(tmp_path_factory.mktemp("published"))
    assert main(arguments("publish", site)) == 0
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was built once, at `output`, and never published."""
    site = publishable(tmp_path_factory.mktemp("built"))
    assert main(arguments("build", site)) == 0
    return site


@pytest.fixture
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A copy of what the command of a test replaces, with a word changed that stands on every page."""
    command = getattr(request.node, "callspec", None) and request.node.callspec.params.get("command")
    before: Site = request.getfixturevalue("built" if command == "build" else "published")
    root = tmp_path / "live"
    copy_tree(before.root, root)
    site = Site(root)
    site.text("data/site.yaml", *WORDS)
    return site


def standing(site: Site) -> str:
    """What readers have, and the record of it; asserts that it is one whole site and that nothing lies beside it."""
    output = site.root / "output"
    refuse_foreign(output, site.data)
    files = [path for path in output.rglob("*.html") if path.relative_to(output).parts[0] != "releases"]  # quote both
    pages = [path.read_text("utf-8") for path in files]
    assert [sum(word in page for page in pages) for word in WORDS] in ([len(pages), 0], [0, len(pages)])
    assert {path.name for path in site.root.iterdir()} <= LEFT_ALONE
    return fingerprint(output, site.data)


# --- no room, no right, no memory ----------------------------------------------------------------


@COMMANDS
def test_files_that_cannot_be_written_whole(command: str, live: Site) -> None:
    """As where a quota is used up."""
    before = standing(live)
    done = run(command, live, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    assert done.returncode == 1
    assert_told(done.stderr, "文件太大")
    assert standing(live) == before


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("这里不能挂载小的文件系统（在容器里要 CAP_SYS_ADMIN）")
    yield small
    subprocess.run(["umount", str(small)], check=True)


@COMMANDS
def test_a_disk_that_is_full_and_one_that_is_read_only(
    command: str, live: Site, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left on it, and what stands elsewhere is not touched."""
    before = standing(live)
    assert main(arguments(command, live, disk / "output")) == 1
    assert_told(capsys.readouterr().err, "磁盘满了")
    assert list(disk.iterdir()) == []
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert main(arguments(command, live, disk / "output")) == 1
    assert_told(capsys.readouterr().err, "磁盘是只读的")
    assert standing(live) == before


def without_privileges() -> None:
    """Let the rights of files hold for the administrator, too: take CAP_DAC_OVERRIDE from whatever is started."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="只有在 Linux 上能放下管理员的权限")
@COMMANDS
def test_a_folder_that_may_not_be_written(command: str, live: Site) -> None:
    before = standing(live)
    live.root.chmod(0o555)
    try:
        done = run(command, live, without_privileges)
    finally:
        live.root.chmod(0o755)
    assert done.returncode == 1
    assert_told(done.stderr, "没有权限")
    assert standing(live) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="这里没有 /dev/full")
@COMMANDS
def test_a_screen_that_takes_no_more(
    command: str, live: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report goes to a full disk: told on stderr, with exit code 1; the site is whole, and the new one."""
    before = standing(live)
    with monkeypatch.context() as patch, Path("/dev/full").open("w", encoding="utf-8") as full:
        patch.setattr(sys, "stdout", full)
        assert main(arguments(command, live)) == 1
    assert_told(capsys.readouterr().err, "磁盘满了")
    assert standing(live) != before


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能这样限制内存")
@pytest.mark.parametrize("megabytes", [60, 399])
@COMMANDS
def test_too_little_memory_to_begin(command: str, megabytes: int, live: Site) -> None:
    before = standing(live)
    limit = megabytes * 1_048_576
    done = run(command, live, lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
    assert done.returncode == 1
    assert_told(done.stderr, "没有开始", "内存")
    assert standing(live) == before


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能这样限制内存")
@COMMANDS
def test_too_little_memory_to_end(command: str, live: Site) -> None:
    """Where it may or may not suffice, there is a whole site, or none and the cause.

    That nothing else is said can't be promised here: Rust and C write what they like when memory ends in their midst.
    """
    before = standing(live)
    limit = 405 * 1_048_576
    done = run(command, live, lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
    if done.returncode < 0:  # a library of another language ended the process, which so left its room to the next one
        for room in live.root.glob("output.*ing-*"):
            shutil.rmtree(room)
    assert (standing(live) == before) is bool(done.returncode)
    if done.returncode > 0:
        assert "内存" in done.stderr


@pytest.mark.parametrize("error", [MemoryError(), SystemError("error return without exception set")])
def test_no_memory_even_to_say_so(error: Exception, capfd: pytest.CaptureFixture[str]) -> None:
    """What remains where the handling itself had no memory left: the words that were spelled out beforehand."""

    def failing() -> int:
        raise error

    assert guarded(failing) == 1
    assert_told(capfd.readouterr().err, "内存")


def test_an_error_that_python_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With no memory to be had, an error of Python's own is told as what it is, and leaves no file with details."""
    monkeypatch.setattr(last_resort, "_memory_is_short", lambda: True)
    with LastResort(tmp_path) as edge:
        raise SystemError
    assert edge.exit_code == 1
    assert_told(capsys.readouterr().err, "内存")
    assert not [*tmp_path.iterdir()]


# --- other languages, other clocks ---------------------------------------------------------------

SCREENS: dict[str, dict[str, str]] = {
    "ASCII": {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("screen", SCREENS)
@COMMANDS
def test_a_machine_that_knows_only_ascii(command: str, screen: str, live: Site) -> None:
    """The report is UTF-8 and names files by their Chinese names; nothing is touched."""
    live.write("content/files/说明.txt", "x")
    before = standing(live)
    done = run(command, live, **SCREENS[screen])
    assert done.returncode == 1
    assert "说明.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert standing(live) == before


@COMMANDS
def test_a_sound_site_on_a_machine_that_knows_only_ascii(command: str, live: Site) -> None:
    before = standing(live)
    assert run(command, live, **SCREENS["C"]).returncode == 0
    assert standing(live) != before


def test_the_clock_of_the_machine_does_not_matter(live: Site) -> None:
    """The same site byte for byte, whatever day the machine believes it is and its files are of; a release that is good."""
    assert main(arguments("build", live, live.root / "now")) == 0
    days = [datetime(year, 1, 2, 12, tzinfo=UTC) for year in (1970, 2099)]
    for day in days:
        for path in (*live.data.rglob("*"), *live.content.rglob("*")):
            os.utime(path, (day.timestamp(), day.timestamp()))
        with time_machine.travel(day, tick=False):
            assert main(arguments("build", live, live.root / str(day.year))) == 0
        assert fingerprint(live.root / str(day.year)) == fingerprint(live.root / "now")
    for day in days:
        with time_machine.travel(day, tick=False):
            assert main(arguments("publish", live)) == 0
        assert verify(live.root / "output").good
    assert "1970" not in (live.data / "releases/2/release.yaml").read_text("utf-8")
    assert not (live.data / "releases/3").exists()


# --- killed, and in company ----------------------------------------------------------------------

STEPS = {
    "build": ("engine.building.sign", "engine.building.replace"),
    "publish": ("publishing.publication.write_record", "engine.swapping.publish", "engine.swapping.replace"),
}


@pytest.mark.parametrize(("command", "step"), [(command, step) for command, steps in STEPS.items() for step in steps])
def test_a_kill_before_any_step(command: str, step: str, live: Site) -> None:
    """Readers have the old site or the new one, and the next run succeeds and clears up."""
    assert warm.run(*arguments(command, live), killed_before=step).returncode == -signal.SIGKILL
    output = live.root / "output"
    assert command == "build" or verify(output).good
    refuse_foreign(output, live.data)
    assert main(arguments(command, live)) == 0
    standing(live)
    assert WORDS[1] in (output / "dawn/index.html").read_text("utf-8")
    assert command == "build" or verify(output).good


@COMMANDS
def test_two_at_once(command: str, live: Site) -> None:
    """Neither clears the other's folder; of two publishes one may be asked to wait; what stands is a whole new site."""
    line = [sys.executable, "-m", "disclosure", *arguments(command, live)]
    jobs = [
        subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(2)
    ]
    ends = [(job.communicate()[1], job.returncode) for job in jobs]
    for said, code in ends:
        if code:
            assert command == "publish", said
            assert_told(said, "另一个发布正在进行")
    assert 0 in [code for _, code in ends]
    standing(live)
    assert WORDS[1] in (live.root / "output/dawn/index.html").read_text("utf-8")


@COMMANDS
def test_data_that_goes_away_while_pages_are_made(command: str, live: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is of the data as it was read; nothing is half of it (Z36)."""
    from disclosure.compose import ComposedSite

    edition = ComposedSite.edition

    def without_table(*given: Any) -> Any:
        live.file("projects.csv").unlink()
        return edition(*given)

    with monkeypatch.context() as patch:
        patch.setattr(ComposedSite, "edition", without_table)
        assert main(arguments(command, live)) == 0
    standing(live)
    assert (live.root / "output/dawn/data/projects.csv").is_file()


def test_a_refused_build_does_not_stand_in_the_way_of_the_next(live: Site) -> None:
    page = live.content / "pages/data.md"
    words = page.read_text("utf-8")
    page.write_text(f"{words}\n[x](nowhere.pdf)\n", "utf-8")
    assert main(arguments("build", live, live.root / "now")) == 1
    page.write_text(words, "utf-8")
    assert main(arguments("build", live, live.root / "now")) == 0


def test_a_build_takes_no_place_of_a_release(live: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """What was never published would be handed over for it; elsewhere it is made, and a release takes the next one's place."""
    before = standing(live)
    assert main(arguments("build", live)) == 1
    said = capsys.readouterr().err
    assert standing(live) == before
    assert all(words in said for words in ("第 1 次发布", "make serve", "OUTPUT=", "make publish"))
    assert main(arguments("build", live, live.root / "now")) == 0
    assert main(arguments("build", live, live.root / "now")) == 0
    assert main(arguments("publish", live)) == 0
    assert verify(live.root / "output").good


def test_a_desk_takes_no_place_of_a_release(live: Site) -> None:
    folders = Folders(live.data, live.content, live.root / "site", Path(), Path(), ROOT)
    (live.root / "output").rename(folders.preview)
    with pytest.raises(SystemExit, match=r"第 1 次发布.*改个名字"):
        open_desk(folders, 0, "127.0.0.1", browse=False)
    assert verify(folders.preview).good
