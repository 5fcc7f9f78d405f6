"""Set up .venv from the locks, and open the desk: what the Makefile, 启动.cmd and 启动.command do is done here, once.

    python bin/setup.py environment      make .venv with this Python; the package in plugins/ can be imported in it
    python bin/setup.py install NAME     install requirements/NAME.txt, every file held against its hash
    python bin/setup.py start [ARGUMENT …]   both where something is missing, then the desk in the browser

Only the standard library, and no grammar that a Python before 3.11 could not read: it must say that it is too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PIP_OPTIONS = ("-qq", "--no-input", "--disable-pip-version-check", "--require-hashes")
WORDS = {
    "site": "Python 依赖",
    "press": "排版工具和字体",
    "dev": "Python 开发依赖",
    "bench": "基准测试依赖",
    "cluster": "集群依赖",
    "ocr": "认字的软件（约 120 MB）",
}
PARTS_OF_DEV = {"site", "press", "cluster", "ocr"}  # what the lock of developers holds, too


class NotDoneError(Exception):
    """What went wrong, in Chinese."""


def main(arguments: list[str]) -> int:
    """Do what the first of *arguments* says; returns the exit code, with a Chinese line for whatever went wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(arguments[:1], arguments[1:])
    except NotDoneError as error:
        _say(str(error))
    except OSError as error:
        _say(f"没有装好：{error.filename or ''} {error.strerror or ''}。请看看磁盘满没满、文件夹能不能写。")
    except KeyboardInterrupt:
        return 130
    return 1


def _run(command: list[str], rest: list[str]) -> int:
    if sys.version_info < OLDEST:
        raise NotDoneError(f"这里的 Python 是 {sys.version_info[0]}.{sys.version_info[1]}，要 3.11 或更新的版本。")
    os.chdir(ROOT)
    if command == ["start"]:
        return start(rest)
    if command == ["environment"]:
        make_environment()
    elif command == ["install"] and len(rest) == 1 and rest[0] in WORDS:
        install(rest[0])
    else:
        raise NotDoneError("用法：setup.py environment、setup.py install site 或 setup.py start。")
    return 0


def _say(words: str) -> None:
    print(f"错误：{words}", file=sys.stderr, flush=True)


# --- the environment -----------------------------------------------------------------------------


def python() -> Path:
    """The Python inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def packages() -> Path:
    """The folder of .venv in which packages are installed."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return VENV / ("Lib/site-packages" if os.name == "nt" else f"lib/{version}/site-packages")


def is_sound() -> bool:
    """Whether the Python inside .venv runs and is not too old; after an upgrade of the system it may not."""
    code = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([python(), "-c", code], capture_output=True, check=False).returncode == 0  # noqa: S603  (ours)
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv anew, with pip and the way to plugins/."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise NotDoneError(f"这个 Python 缺少 venv。请先安装：sudo apt install {package}，再打开一次。")
    print(f"建立 .venv（Python {'.'.join(map(str, sys.version_info[:3]))}）", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode:  # noqa: S603  (this very Python)
        shutil.rmtree(VENV, ignore_errors=True)
        raise NotDoneError("无法建立 .venv。网盘、U 盘里建不了的，请把整个文件夹移到硬盘上。")
    # The path is relative, so that the whole project can be moved
    _write(packages() / "disclosure.pth", os.path.relpath(ROOT / "plugins", packages()) + "\n")
    _write(stamp("venv"), "")


# --- what is installed ---------------------------------------------------------------------------


def stamp(name: str) -> Path:
    """The file that remembers what was installed; the Makefile looks at its age, we at what is in it."""
    return VENV / f".stamp-{name}"


def lock(name: str) -> Path:
    """A lock file."""
    return ROOT / "requirements" / f"{name}.txt"


def is_installed(name: str) -> bool:
    """Whether the packages of a lock are there, in the versions that it names now."""
    return stamp(name).is_file() and stamp(name).read_text("ascii").strip() == _state(name)


def install(name: str) -> None:
    """Install the packages of a lock, and remember it; those for pictures may fail, and are then tried again by `make setup`."""
    if name not in PARTS_OF_DEV or not is_installed("dev"):
        print(f"安装 {WORDS[name]}（requirements/{name}.txt）", flush=True)
        command = [python(), "-m", "pip", "install", *PIP_OPTIONS, "-r", lock(name)]
        failed = bool(subprocess.run(command, check=False).returncode)  # noqa: S603  (ours)
        if failed and name == "press":
            print(
                "提示：排版工具没有装成，网站照样能做，只是没有分享图、长图和 PDF。以后运行 make setup 可以重试。",
                flush=True,
            )
            _write(stamp(name), f"failed {_state(name)}")
            return
        if failed:
            raise NotDoneError(
                "软件包没有装成。请看看能不能上网；连得上却很慢的，用 PIP_INDEX_URL 指定近一点的镜像，再试一次。"
            )
    _write(stamp(name), _state(name))


def _state(name: str) -> str:
    """What a lock file says, whatever ends its lines."""
    return hashlib.sha256(lock(name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _settled(name: str) -> tuple[str, str]:
    """What the stamp says once a lock was installed, or was tried in vain."""
    return _state(name), f"failed {_state(name)}"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("ascii"))


# --- the desk ------------------------------------------------------------------------------------


def start(arguments: list[str]) -> int:
    """Set up what is missing and open the desk; a second start finds everything there."""
    print("阳光慈善：正在打开，请不要关这个窗口。", flush=True)
    if not is_sound():
        print("第一次要装软件，要上网，约两三分钟。", flush=True)
        make_environment()
    if not is_installed("site"):
        install("site")
    if not stamp("press").is_file() or stamp("press").read_text("ascii").strip() not in _settled("press"):
        install("press")
    command = "desk" if (ROOT / "plugins/disclosure/desk/__init__.py").is_file() else "serve"
    return subprocess.run([python(), "-m", "disclosure", command, *arguments], check=False).returncode  # noqa: S603  (ours)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
