"""A machine without what Windows does not have, for tests: run as a script, it takes those things away and then works.

`python tests/bare.py FOLDER` works on the site in FOLDER (data, content) and prints one JSON object: what each command
ended with and said. What is taken away is listed in `take_away`; what is done as Windows does it, in `behave`.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import errno
import importlib.abc
import io
import json
import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MODULES = frozenset({"fcntl", "resource", "pwd", "grp", "termios", "msvcrt", "winreg"})
FUNCTIONS = {
    os: ("fork", "forkpty", "register_at_fork", "umask", "getuid", "geteuid", "mkfifo", "setsid", "killpg", "fchmod"),
    signal: ("setitimer", "getitimer", "alarm", "SIGALRM", "SIGVTALRM", "SIGKILL", "ITIMER_VIRTUAL", "pthread_kill"),
    time: ("tzset",),
}
HELD_FIRST = "projects.csv"  # open elsewhere for a moment
HELD_LONG = "honours.csv"  # open in Excel


class _NotThere(importlib.abc.MetaPathFinder):
    """Modules that this machine does not have."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:  # noqa: ARG002
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def take_away() -> None:
    """Take away modules and functions."""
    sys.meta_path.insert(0, _NotThere())
    for name in MODULES:
        sys.modules.pop(name, None)
    for module, names in FUNCTIONS.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)


def _refused(number: int, path: object, kind: type[OSError] = PermissionError, code: int = errno.EACCES) -> OSError:
    error = kind(code, "refused", str(path))
    error.winerror = number  # type: ignore[attr-defined]
    return error


def _no_link(*_: Any, **__: Any) -> None:
    raise _refused(1314, "link", OSError, errno.EPERM)


def behave() -> dict[str, int]:  # noqa: C901  (a function a behaviour)
    """Let renames, links, locks and flushes be as on Windows; returns how often what was done."""
    counts = {"asides": 0, "held": 0, "libraries": 0}
    rename, put, fsync, library = os.rename, os.replace, os.fsync, ctypes.CDLL

    def strict_rename(path: Any, target: Any, **options: Any) -> None:
        if os.path.lexists(target):
            raise _refused(183, path, FileExistsError, errno.EEXIST)
        counts["asides"] += ".aside-" in str(target)
        rename(path, target, **options)

    def strict_replace(path: Any, target: Any, **options: Any) -> None:
        name = Path(os.fspath(target)).name
        if Path(target).is_dir():
            raise _refused(5, path)
        if name == HELD_LONG or (name == HELD_FIRST and counts["held"] < 2):
            counts["held"] += 1
            raise _refused(32, path)
        put(path, target, **options)

    def strict_fsync(descriptor: int) -> None:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):  # that is only asked for where the system is POSIX
            try:
                os.write(descriptor, b"")
            except OSError:
                raise OSError(errno.EBADF, "not open for writing") from None
        fsync(descriptor)

    def strict_library(name: Any = None, *more: Any, **options: Any) -> Any:
        if name is None:
            counts["libraries"] += 1
            raise TypeError("LoadLibrary() argument 1 must be str, not None")
        return library(name, *more, **options)

    os.rename, os.replace, os.fsync = strict_rename, strict_replace, strict_fsync
    os.symlink = os.link = _no_link  # type: ignore[assignment]
    os.chmod = lambda *_, **__: None  # type: ignore[assignment]
    ctypes.CDLL = strict_library  # type: ignore[assignment,misc]
    return counts


def refuse_locale_text() -> None:
    """No text file may be opened in the encoding of the machine, which is GBK at a Chinese desk."""
    plain = builtins.open

    def strict(file: Any, mode: str = "r", *more: Any, **options: Any) -> Any:
        frame = sys._getframe(1)
        ours = "disclosure" in frame.f_code.co_filename
        if ours and "b" not in mode and not options.get("encoding") and len(more) < 2:
            raise AssertionError(f"no encoding: {frame.f_code.co_filename}:{frame.f_lineno}")
        return plain(file, mode, *more, **options)

    builtins.open = strict  # type: ignore[assignment]


def run(main: Callable[[list[str]], int], *arguments: str | Path) -> tuple[int, str]:
    """The exit code of a command and all that it said, on a screen of code page 936."""
    said = [io.TextIOWrapper(io.BytesIO(), encoding="cp936", write_through=True) for _ in range(2)]
    with contextlib.redirect_stdout(said[0]), contextlib.redirect_stderr(said[1]):
        code = main([str(argument) for argument in arguments])
    return code, "".join(stream.buffer.getvalue().decode("cp936") for stream in said)  # type: ignore[attr-defined]


def work(folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    """Everything that staff do, once."""
    from disclosure.__main__ import main
    from disclosure.reading import TooLongError, limited

    place = ["--data", folder / "data", "--content", folder / "content"]
    output = ["--output", folder / "output"]
    page = folder / "content" / "pages" / "data.md"
    ends: dict[str, Any] = {
        "check": run(main, "check", *place),
        "build": run(main, "build", *place, "--output", folder / "built"),
        "rebuild": run(main, "build", *place, "--output", folder / "built"),
        "publish": run(main, "publish", *place, *output),
    }
    page.write_text(page.read_text("utf-8").replace("登记的办法", "登记和核对的办法"), "utf-8")
    ends |= {
        "publish again": run(main, "publish", *place, *output),
        "verify": run(main, "verify", folder / "output"),
        "rollback": run(main, "rollback", *place[:2], *output),
        "zip": run(main, "zip", *output),
    }
    given = folder / "import" / "given.csv"
    given.parent.mkdir()
    (folder / "data/dawn/projects.csv").rename(given)
    fill = ["--org", "dawn", *place[:2]]
    ends |= {
        "template": run(main, "template", "projects", *fill, "--output", folder / "templates"),
        "import": run(main, "import", given, "--kind", "projects", *fill),
        "held": run(main, "new", "honours", "编号=h1", "名称=奖", "授予方=机关", "年度=2023", "来源=DOC", *fill,
                    "--content", folder / "content"),
        "check again": run(main, "check", *place),
    }  # fmt: skip
    try:
        with limited(0.1):
            while True:
                time.process_time()
    except TooLongError:
        ends["limit"] = (0, "")
    return ends | {"counts": counts, "loaded": sorted(MODULES & set(sys.modules))}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))
    take_away()
    done = behave()
    refuse_locale_text()
    print(json.dumps(work(Path(sys.argv[1]), done)))
