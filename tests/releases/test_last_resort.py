"""Whatever breaks, wherever: one Chinese line, exit 1, the details without data in a file, the live site whole (Z15–Z22, Z38)."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from publishing_site import publishable
from small import Site
from trees import copy_tree, hashes

from disclosure import __main__
from disclosure.__main__ import main
from disclosure.edge import DETAILS
from disclosure.problems import machine_reason

ROOT = Path(__file__).resolve().parents[2]
SECRET = "林小雨 13812345678"  # noqa: S105  (a name and a number)
HAN = re.compile(r"[\u4e00-\u9fff]")
# what messages may hold besides Chinese: names of commands, files, variables and exceptions
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){2,}")

STAGES = {
    "read": "disclosure.accounts.site.load",
    "type": "disclosure.accounts.file_readings.read_columns",
    "reconcile": "disclosure.accounts.reconciliations.declared",
    "texts": "disclosure.compose.composing.read_texts",
    "attachments": "disclosure.privacy.attachments.check",
    "rules": "disclosure.compose.composing.proofread",
    "compose": "disclosure.compose.composing.organisation_section",
    "report": "disclosure.reporting.text.lines",
    "render": "disclosure.output.rendering.Renderer.render",
    "write": "disclosure.engine.writing._write_assets",
    "leaks": "disclosure.privacy.gate.leaks",
    "mark": "disclosure.engine.marks._files",
    "swap": "disclosure.engine.swapping.exchange",
    "keep": "disclosure.accounts.last_good.keep",
    "compare": "disclosure.publishing.candidate.compared",
    "record": "disclosure.publishing.publication.write_record",
    "pack": "disclosure.publishing.packing.pack",
}
REACHED = {
    "check": {"read", "type", "reconcile", "texts", "attachments", "rules", "compose", "report"},
    "build": set(STAGES) - {"report", "compare", "record", "pack"},
    "publish": set(STAGES) - {"report"},
}
KINDS: dict[str, Callable[[], BaseException]] = {
    "our own": lambda: KeyError(SECRET),
    "system": lambda: OSError(errno.ENOSPC, "No space left on device", "/somewhere"),
    "memory": MemoryError,
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Site]:
    """By command, a site with what that command replaces at `output`: a release, or what was only built."""
    published, built = (publishable(tmp_path_factory.mktemp(command)) for command in ("publish", "build"))
    assert main(arguments("publish", published)) == main(arguments("build", built)) == 0
    return {"check": published, "publish": published, "build": built}


def arguments(command: str, site: Site) -> list[str]:
    inputs = [command, "--data", str(site.data), "--content", str(site.content)]
    return inputs if command == "check" else [*inputs, "--output", str(site.root / "output")]


CRASHES = [(command, stage) for command, stages in REACHED.items() for stage in STAGES if stage in stages]


KINDS_TRIED = [
    (command, stage, kind)
    for command, stage in CRASHES
    for kind in KINDS
    if kind == "our own" or (command == "publish" and stage in {"read", "render", "swap", "record"})
]


@pytest.mark.parametrize(("command", "stage", "kind"), KINDS_TRIED, ids=["-".join(tried) for tried in KINDS_TRIED])
def test_an_exception_in_any_stage(
    command: str,
    stage: str,
    kind: str,
    live: Mapping[str, Site],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Thrown in by hand: told in a line, nothing of the data repeated, the site as it was."""
    site = Site(copy_tree(live[command].root, tmp_path / "copy"))
    site.text("content/pages/data.md", "登记的办法", "登记和核对的办法")
    before = hashes(site.root / "output")
    thrown = []

    def broken(*_: Any, **__: Any) -> Any:
        thrown.append(stage)
        error = KINDS[kind]()
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(__main__, "DETAILS_FOLDER", tmp_path)
        patch.setattr(STAGES[stage], broken)
        exit_code = main(arguments(command, site))
    said = capsys.readouterr().err
    assert thrown
    assert exit_code == 1
    assert len(said.strip().splitlines()) == 1, said
    assert HAN.search(said)
    assert not ENGLISH.search(said), said
    assert "Traceback" not in said
    assert SECRET.split()[1] not in said
    details = tmp_path / DETAILS
    assert details.is_file() == (kind == "our own")
    if kind == "our own":
        text = details.read_text("utf-8")
        assert str(details) in said or DETAILS in said
        assert "KeyError" in text
        assert "pandas" in text
        assert not any(word in text for word in SECRET.split())
    if stage != "keep":
        assert hashes(site.root / "output") == before
    assert not list(site.root.glob("output.*ing-*"))
    if stage in {"swap", "record"}:
        assert main(arguments(command, site)) == 0


def test_an_exception_in_a_writing_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Pages of a large site are written by several processes; what breaks in one of them ends the run in a line, too."""
    site = publishable(tmp_path)
    monkeypatch.setattr("disclosure.output.page_files.PARALLEL_FROM", 1)
    monkeypatch.setattr(__main__, "DETAILS_FOLDER", tmp_path)

    def broken(*_: Any) -> Any:
        raise KeyError(SECRET)

    monkeypatch.setattr("disclosure.engine.writing._write_downloads", broken)
    assert main(arguments("build", site)) == 1
    said = capfd.readouterr()
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert said.out == ""
    assert "in broken" in (tmp_path / DETAILS).read_text("utf-8")
    assert not list(tmp_path.glob("output*"))


def run(command: list[str], shell: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One of our commands in a process of its own, as a shell would start it."""
    line = [sys.executable, "-m", "disclosure", *command]
    if shell:
        line = ["/bin/sh", "-c", f"{shell}", "sh", *line]
    return subprocess.run(line, cwd=ROOT, capture_output=True, env={**os.environ, **environment}, check=False)


ASCII = (
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)


@pytest.mark.parametrize("environment", ASCII, ids=range(len(ASCII)))
def test_a_screen_that_knows_only_ascii(environment: dict[str, str], tmp_path: Path) -> None:
    """The report is UTF-8 there, and files with Chinese names are found (build and publish: test_machine)."""
    site = publishable(tmp_path)
    site.write("content/files/说明.txt", "x")
    done = run(arguments("check", site), **environment)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert "说明.txt" in (done.stdout + done.stderr).decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="这里没有 /dev/full")
def test_a_screen_that_takes_no_more(tmp_path: Path) -> None:
    """A full disk behind stdout is told on stderr; behind both it can be told nowhere, and still no traceback is tried."""
    site = publishable(tmp_path)
    done = run(arguments("check", site), 'exec "$@" >/dev/full')
    assert done.returncode == 1
    assert "磁盘满了" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr
    assert run(arguments("check", site), 'exec "$@" >/dev/full 2>/dev/full').returncode == 1
    assert run(arguments("check", site), '"$@" | head -c 1 >/dev/null').returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 /bin/sh")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_no_screen_at_all(closed: str, tmp_path: Path) -> None:
    """A planned task may be started without any of the three streams: it does its work, and nobody is told."""
    site = publishable(tmp_path)
    done = run(arguments("check", site), f'exec "$@" {closed}')
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能这样限制内存")
@pytest.mark.parametrize("kilobytes", [60_000, 250_000, 290_000])
def test_little_memory(kilobytes: int, tmp_path: Path) -> None:
    """Enough, or a plain line; never a traceback of the libraries (build and publish: test_machine)."""
    site = publishable(tmp_path)
    done = run(arguments("check", site), f'ulimit -v {kilobytes}; exec "$@"')
    assert done.returncode in {0, 1}
    said = done.stderr.decode("utf-8")
    assert "Traceback" not in said
    assert not ENGLISH.search(said.replace("make serve", "").replace("make publish", "")), said
    if done.returncode:
        assert "内存" in said


def test_every_error_of_the_system_has_words() -> None:
    """Those that files can give are named; any other at least by its number."""
    for number in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EISDIR, errno.ENAMETOOLONG, errno.EMFILE, errno.EIO):
        words = machine_reason(OSError(number, os.strerror(number)))
        assert HAN.search(words)
        assert "系统错误" not in words
    assert machine_reason(OSError(9999, "strange")) == "系统错误 9999"
    assert machine_reason(OSError("odd")) == "读写时出错"
