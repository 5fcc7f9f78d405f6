"""A double click sets up and opens the desk: 启动.command is run with a venv and a pip that only note what they are asked for.

启动.cmd was never run: there is no Windows here. It is only read, for what can go wrong in such files.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
CMD = (ROOT / "启动.cmd").read_bytes()
LINES = CMD.decode("ascii").split("\r\n")

FAKE_VENV = """
import os, sys
folder = sys.argv[1]
packages = os.path.join(folder, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
os.makedirs(packages)
os.makedirs(os.path.join(folder, "bin"))
python = os.path.join(folder, "bin", "python")
with open(python, "w") as stream:
    stream.write('#!/bin/sh\\n[ "$1" = -c ] && exec "%s" "$@"\\necho "$*" >>log\\n' % sys.executable)
os.chmod(python, 0o755)
with open("log", "a") as stream:
    stream.write("venv\\n")
"""


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_of_the_project", ROOT / "bin" / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The files that a start needs, in a folder with a space and Han in its name, without any package."""
    folder = tmp_path / "我的 网站 (1)"
    for name in (
        "启动.command", "bin/setup.py", "bin/find-python", "bin/no-python.txt", "requirements/site.txt", "requirements/press.txt",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / "plugins" / "disclosure").mkdir(parents=True)
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "venv.py").write_text(FAKE_VENV, "utf-8")
    return folder


def start(desk: Path, *arguments: str, path: str | None = None) -> tuple[int, str, list[str]]:
    """The exit code of a double click, what it said, and what venv and .venv/bin/python were asked for."""
    environment = {
        "PATH": path or f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(desk.parent / "fake"),
        "LC_ALL": "C.UTF-8",
    }
    (desk / "log").unlink(missing_ok=True)
    done = subprocess.run(
        ["sh", str(desk / "启动.command"), *arguments],
        cwd="/", env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    log = (desk / "log").read_text("utf-8").splitlines() if (desk / "log").exists() else []
    return done.returncode, done.stdout + done.stderr, log


def test_the_first_start_installs_by_hash_and_opens_the_desk_and_the_second_only_opens_it(desk: Path) -> None:
    code, said, log = start(desk, "--port", "8123")
    assert code == 0, said
    lock = desk / "requirements" / "site.txt"
    options = "-qq --no-input --disable-pip-version-check --require-hashes"
    assert log == [
        "venv",
        f"-m pip install {options} -r {lock}",
        f"-m pip install {options} -r {lock.with_name('press.txt')}",
        "-m disclosure serve --port 8123",
    ]
    assert "第一次要装软件" in said
    path = next((desk / ".venv").rglob("disclosure.pth"))
    assert (path.parent / path.read_text("ascii").strip()).resolve() == desk / "plugins"
    (desk / "plugins" / "disclosure" / "desk").mkdir()
    (desk / "plugins" / "disclosure" / "desk" / "__init__.py").touch()
    assert start(desk)[2] == ["-m disclosure desk"]
    lock.write_text(lock.read_text("utf-8") + "# newer\n", "utf-8")
    assert len(start(desk)[2]) == 2


def test_a_checkout_with_other_line_ends_installs_nothing_anew(desk: Path) -> None:
    start(desk)
    lock = desk / "requirements" / "site.txt"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert start(desk)[2] == ["-m disclosure serve"]


def test_a_failing_installation_is_told_and_tried_again(desk: Path) -> None:
    start(desk)
    (desk / ".venv" / ".stamp-site").unlink()
    python = desk / ".venv" / "bin" / "python"
    python.write_text(python.read_text("utf-8") + '[ "$2" != pip ]\n', "utf-8")
    code, said, log = start(desk)
    assert code == 1
    assert "软件包没有装成" in said
    assert "Traceback" not in said
    assert len(log) == 1
    assert not (desk / ".venv" / ".stamp-site").exists()


def test_without_the_typesetter_the_desk_opens_and_it_is_not_tried_at_every_start(desk: Path) -> None:
    start(desk)
    (desk / ".venv" / ".stamp-press").unlink()
    python = desk / ".venv" / "bin" / "python"
    python.write_text(python.read_text("utf-8") + '[ "$2" != pip ]\n', "utf-8")
    code, said, log = start(desk)
    assert code == 0, said
    assert "排版工具没有装成，网站照样能做" in said
    assert len(log) == 2
    assert start(desk)[2] == ["-m disclosure serve"]


def test_without_python_it_says_in_chinese_where_to_get_it(desk: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "dirname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    finder = desk / "bin" / "find-python"
    finder.write_text(re.sub(r" \\\n\t/opt/.*?; do", "; do", finder.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    code, said, log = start(desk, path=str(tools))
    assert (code, log) == (1, [])
    assert "没有找到 Python 3.11" in said
    assert "Windows" in said
    assert "macOS" in said


# --- one truth -----------------------------------------------------------------------------------


def test_make_and_the_launchers_set_up_by_the_same_code(setup: ModuleType) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "bin/find-python" in makefile
    assert "bin/setup.py environment" in makefile
    assert "bin/setup.py install $*" in makefile
    assert "disclosure.pth" not in makefile
    assert re.findall(r"^PIP_OPTIONS = (.*)$", makefile, re.MULTILINE) == [" ".join(setup.PIP_OPTIONS)]
    bound = str(setup.OLDEST)
    for name in ("启动.cmd", "bin/find-python"):
        assert f"sys.version_info < {bound}" in (ROOT / name).read_text("utf-8"), name


def test_the_setup_needs_nothing_but_python_and_can_be_read_by_an_old_one() -> None:
    tree = ast.parse((ROOT / "bin" / "setup.py").read_text("utf-8"), feature_version=(3, 7))
    names = {
        name.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    assert names <= sys.stdlib_module_names
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules == {"__future__", "pathlib"}


def test_an_old_python_is_told(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "OLDEST", (9, 9))
    assert setup.main(["start"]) == 1
    assert "要 3.11 或更新的版本" in capsys.readouterr().err


def test_a_python_without_venv_is_told_by_us_alone(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Debian and Ubuntu keep it in a package of its own, and their venv would say so in English first."""
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert setup.main(["environment"]) == 1
    version = ".".join(map(str, sys.version_info[:2]))
    assert capfd.readouterr() == (
        "",
        f"错误：这个 Python 缺少 venv。请先安装：sudo apt install python{version}-venv，再打开一次。\n",
    )
    assert not (tmp_path / ".venv").exists()


def test_places_on_windows(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(setup.os, "name", "nt")
        python, packages = setup.python(), setup.packages()
    assert python == ROOT / ".venv" / "Scripts" / "python.exe"
    assert packages == ROOT / ".venv" / "Lib" / "site-packages"


# --- the file for Windows ------------------------------------------------------------------------


def test_the_cmd_file_is_ascii_with_the_line_ends_of_windows() -> None:
    """Other line ends break labels, and Han in it would be read in the code page that it is about to leave."""
    assert CMD.isascii()
    assert CMD.count(b"\n") == CMD.count(b"\r\n") > 10
    answer = subprocess.run(
        ["git", "check-attr", "eol", "启动.cmd", "启动.command", "bin/no-python.txt"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert [line.rpartition(": ")[2] for line in answer.stdout.splitlines()] == ["crlf", "lf", "crlf"]


def test_the_cmd_file_holds_no_shell_of_unix() -> None:
    for line in LINES:
        assert line.count('"') % 2 == 0, line
        assert not re.search(r"\$|`|\bfi\b|\bthen\b|/dev/null|(?<!\")'", line), line
    words = {line.strip().split(" ")[0].lower().lstrip("@") for line in LINES if line.strip()}
    known = {"echo", "rem", "setlocal", "chcp", "set", "pushd", "popd", "py", "for", "if", "type", "pause", "exit"}
    assert words <= known | {"%py%", ":missing"}
    assert not [line for line in LINES if line.rstrip().endswith("(")], (
        "a block is read at once: %PY% would be empty in it"
    )


def test_what_the_cmd_file_names_is_there() -> None:
    labels = {line.strip() for line in LINES if re.fullmatch(r":\w+", line.strip())}
    assert set(re.findall(r"goto (:\w+)", CMD.decode())) <= labels
    files = set(re.findall(r'"(bin\\[\w.\\-]+)"', CMD.decode()))
    assert files == {"bin\\setup.py", "bin\\no-python.txt"}
    assert all((ROOT / name.replace("\\", "/")).is_file() for name in files)
    assert all('"%~dp0"' in line for line in LINES if "%~dp0" in line), "the folder may have spaces"
    assert "pause" in LINES[-4:-1][0] + LINES[-3], "a window that closes by itself shows nothing"


def test_the_words_for_windows_can_be_typed_out() -> None:
    words = (ROOT / "bin" / "no-python.txt").read_bytes()
    assert words.count(b"\n") == words.count(b"\r\n")
    assert "python.exe" in words.decode("utf-8")
