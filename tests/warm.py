"""Commands of the project without their start: a process that has everything loaded forks a child for each of them.

What a command does is the same as with `python -m disclosure`: its own arguments, folder, environment and files for what
it says. Only what Python itself reads when it starts cannot be given; a command that asks for something of this kind is
started the usual way, as are all commands where there is no fork. Tests that are about machines start theirs themselves.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]

# What Python reads when it starts.
_READ_AT_START = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONHASHSEED", "PYTHONOPTIMIZE", "PYTHONPATH", "PYTHONUTF8")


class WarmProcess:
    """The process with everything loaded; it starts with the first command and ends with the tests."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def run(self, order: dict[str, object]) -> int:
        """Run one command; returns its exit code, negative for a signal."""
        with self._one_at_a_time:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
                )
                atexit.register(self._process.kill)
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())


_WARM = WarmProcess()


def run(
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    said: str = "",
    killed_before: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run `python -m disclosure` as staff do, with *said* typed into it.

    *killed_before* is a function of the project at whose call the process is killed, such as `engine.building.sign`.
    """
    words = [*map(str, arguments)]
    environment = dict(os.environ if env is None else env)
    if not hasattr(os, "fork") or any(environment.get(name) != os.environ.get(name) for name in _READ_AT_START):
        command = [sys.executable, "-m", "disclosure", *words]
        return subprocess.run(
            command, cwd=cwd, env=environment, input=said, capture_output=True, text=True, encoding="utf-8", check=False
        )
    with tempfile.TemporaryDirectory() as folder:
        files = {name: str(Path(folder, name)) for name in ("stdin", "stdout", "stderr")}
        Path(files["stdin"]).write_text(said, encoding="utf-8")
        order = {"arguments": words, "cwd": str(cwd), "environment": environment, "files": files}
        code = _WARM.run({**order, "killed_before": killed_before})
        output, errors = (Path(files[name]).read_text("utf-8") for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["disclosure", *words], code, output, errors)


def _load_everything() -> None:
    from pkgutil import walk_packages

    import disclosure

    for module in walk_packages(disclosure.__path__, "disclosure."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    from pypinyin import lazy_pinyin

    from disclosure.output import environment

    templates = environment(ROOT / "theme")
    for name in templates.list_templates():
        templates.get_template(name)
    lazy_pinyin("中")


def _child(order: dict[str, object], began: list[str]) -> NoReturn:
    """Be the command."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        handle = os.open(order["files"][name], flags, 0o600)  # type: ignore[index]
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    time.tzset()
    os.chdir(str(order["cwd"]))
    sys.argv = ["disclosure", *order["arguments"]]  # type: ignore[misc]
    sys.path[:] = [str(order["cwd"]), *began]
    if order["killed_before"]:
        module, _, name = f"disclosure.{order['killed_before']}".rpartition(".")
        setattr(import_module(module), name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    code = 0
    try:
        runpy.run_module("disclosure", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)


def _serve() -> None:
    """Read orders, a line each, and answer with exit codes, until nobody asks any more."""
    began = sys.path[1:]  # without the folder of the tests
    _load_everything()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                _child(json.loads(line), began)
            except BaseException:  # noqa: BLE001
                sys.excepthook(*sys.exc_info())
                sys.stderr.flush()
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve()
