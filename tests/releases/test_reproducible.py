"""Two builds of the same commit are the same bytes, wherever, by whomever and whenever they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from publishing_site import publishable
from trees import hashes

from disclosure.releases.verification import hashes_of, release_of

ROOT = Path(__file__).resolve().parents[2]

# Put on the path of a build: its clock shows another year.
_CLOCK = """
import time
_real = time.time
time.time = lambda: _real() + 7 * 366 * 86400
_local, _gm = time.localtime, time.gmtime
time.localtime = lambda seconds=None: _local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gm(time.time() if seconds is None else seconds)
"""

_TEXTS = {".csv", ".yaml", ".md", ".py", ".html", ".css", ".js", ".svg"}


def project(root: Path, data: Path, content: Path, *, windows: bool) -> None:
    """A checkout below *root*, with CRLF at the ends of lines where *windows*."""
    root.mkdir(parents=True)
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__") if windows else None)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(data, root / "data")
    shutil.copytree(content, root / "content")
    for name in (".venv", "node_modules"):
        if (ROOT / name).exists():
            (root / name).symlink_to((ROOT / name).resolve())
    if windows:
        for name in ("plugins", "theme", "data", "content"):
            for path in (root / name).rglob("*"):
                if path.suffix in _TEXTS and "releases" not in path.relative_to(root).parts[:2]:
                    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
                os.utime(path, (86400 * 5000, 86400 * 5000))


def run(command: str, root: Path, umask: str, **environment: str) -> None:
    """Run a command in the checkout below *root*; where there is a CLOCK in the environment, years later."""
    search = str(root / "plugins")
    if environment.pop("CLOCK", ""):
        (root / "clock").mkdir()
        (root / "clock" / "sitecustomize.py").write_text(_CLOCK, "utf-8")
        search = f"{root / 'clock'}{os.pathsep}{search}"
    done = subprocess.run(
        ["sh", "-c", f'umask {umask}; exec "$@"', "sh", sys.executable, "-m", "disclosure", command],
        cwd=root,
        env={**os.environ, "PYTHONPATH": search, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def published(root: Path, umask: str, **environment: str) -> dict[str, str]:
    """Publish the checkout below *root* and return every file with its hash, packed copies too."""
    run("publish", root, umask, **environment)
    output = root / "output"
    hashes = hashes_of(output, release_of(output))
    packed = {one.relative_to(output).as_posix(): str(one.read_bytes()) for one in output.rglob("*.gz")}
    modes = {f"{one.name} mode": oct(one.stat().st_mode) for one in output.rglob("*.html")}
    record = {one.name: one.read_text("utf-8") for one in (root / "data/releases/1").iterdir() if one.is_file()}
    return {**hashes, **packed, **modes, **record}


# Another time zone, language, hash seed, user and year than those of an ordinary build.
ELSEWHERE = {
    "TZ": "America/Anchorage",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "4242",
    "USER": "root",
    "CLOCK": "later",
}


def test_a_small_site_is_published_the_same_everywhere(tmp_path: Path) -> None:
    """Folder, umask, time zone, locale, hash seed, clock, dates of files and line endings leave no trace in any file."""
    site = publishable(tmp_path / "site")
    rows = "编号,更正日期,更正类型,位置,原来,现在,原因,来源\nfirst,2024-03,补充,年报,没有,有了,抄写时漏登了,DOC\n"
    site.write("data/dawn/corrections.csv", rows)
    project(tmp_path / "one", site.data, site.content, windows=False)
    project(tmp_path / "另一个 文件夹" / "two", site.data, site.content, windows=True)
    first = published(tmp_path / "one", "022", TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="1", USER="anna")
    second = published(tmp_path / "另一个 文件夹" / "two", "077", HOME=str(tmp_path), **ELSEWHERE)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_real_site_is_the_same_everywhere(real_site: Path, tmp_path: Path) -> None:
    """Built in other surroundings, the pages and files of the two real organisations are byte for byte those of the repository."""
    root = tmp_path / "另一个 文件夹" / "two"
    project(root, ROOT / "data", ROOT / "content", windows=True)
    run("build", root, "077", HOME=str(tmp_path), **ELSEWHERE)
    assert hashes(root / "output") == hashes(real_site)
