"""The last exception handler of every command: prints one line (Chinese), exits with 1, writes details to a file.

No output contains data: tracebacks are written without exception messages.
"""

from __future__ import annotations

import contextlib
import io
import logging
import mmap
import os
import platform
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from ..problems import machine_reason, shown_path
from ..storage import HeldError, replace

DETAILS = "出错详情.txt"
_PACKAGES = (
    "pandas",
    "pelican",
    "Markdown",
    "nh3",
    "python-calamine",
    "openpyxl",
    "pypdf",
    "pdfplumber",
    "pillow",
    "plotly",
    "PyYAML",
)
_NO_MEMORY = ("cannot allocate memory", "failed to map segment", "out of memory")
_WHOLE = "数据和网站都是完整的，没有只写一半。"
_OUT_OF_MEMORY = f"没有做完：内存不够。{_WHOLE}请关掉别的程序再运行一次；数据特别大的，请拆成几个文件。"
_LAST_WORDS = f"{_OUT_OF_MEMORY}\n".encode()  # encoded in advance: there may be no memory left for it
_RESERVE = 32 * 1_048_576  # bytes of address space reserved for error handling; never touched, so it costs no memory


class LastResort:
    """A context manager that turns any exception into a message; `exit_code` is set afterwards."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._reserve: mmap.mmap | None = None
        self.exit_code = 0

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError, MemoryError):  # `need_memory` reports too little memory
            self._reserve = mmap.mmap(-1, _RESERVE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if error is None:
            self._release()
            return True
        lost = isinstance(error, SystemError) and _memory_is_short()
        self._release()
        self.exit_code = _exit_code(MemoryError() if lost else error, self._place)
        return True

    def _release(self) -> None:
        if self._reserve is not None:
            self._reserve.close()
            self._reserve = None


def _memory_is_short() -> bool:
    """Whether less than the reserve can be allocated: a SystemError may then be a lost MemoryError."""
    try:
        mmap.mmap(-1, _RESERVE).close()
    except (OSError, MemoryError):
        return True
    return False


def guarded(main: Callable[[], int]) -> int:
    """The exit code of *main*; if even error handling runs out of memory, print a pre-encoded line and return 1."""
    try:
        return main()
    except (MemoryError, SystemError):  # CPython raises SystemError where a MemoryError was lost
        with contextlib.suppress(OSError):
            os.write(2, _LAST_WORDS)
        return 1


def _exit_code(error: BaseException, place: Path) -> int:
    match error:
        case SystemExit(code=str(words)):
            _say(words)
        case SystemExit(code=code):
            return code if isinstance(code, int) else 0
        case BrokenPipeError():  # the reader closed the pipe, as `| head` does
            _hush(sys.stdout)
        case KeyboardInterrupt():
            _say("\n已停止。")
            return 130
        case MemoryError():
            _say(_OUT_OF_MEMORY)
        case ImportError() if _for_want_of_memory(error):
            _say(f"没有做完：内存不够，程序装不进来。{_WHOLE}请关掉别的程序再运行一次。")
        case ImportError():
            _say(f"没有做完：缺少软件包 {error.name or ''}。请先运行 make setup。")
        case HeldError():
            _say(f"没有做完：{error}")
        case OSError():
            name = f"{_shown(error.filename)}：" if error.filename else ""
            _say(f"没有做完：{name}{machine_reason(error)}。{_WHOLE}改好以后再运行一次。")
        case _:
            details = _write_details(error, place)
            where = f"详情在 {shown_path(details)}，里面没有数据，请交给维护软件的人。" if details else ""
            _say(f"没有做完：程序自己出了错（{type(error).__name__}）。{_WHOLE}{where}")
    return 1


def _shown(name: object) -> str:
    return shown_path(Path(os.fsdecode(name))) if isinstance(name, str | bytes) else str(name)


def _for_want_of_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _say(words: str) -> None:
    """Print a message on stderr; ignore failure."""
    try:
        print(words, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _hush(sys.stderr)


def _hush(stream: TextIO) -> None:
    """Redirect a stream to /dev/null, so that flushing it at exit raises nothing."""
    with contextlib.suppress(OSError, ValueError, AttributeError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def details_of(error: BaseException) -> str:
    """The text for maintainers: exception types, tracebacks and versions, without any data."""
    lines = [
        f"时间 {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        f"命令 {sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].isalpha() else ''}",
        f"Python {platform.python_version()}，{platform.system()} {platform.release()} {platform.machine()}",
        f"编码 {sys.getfilesystemencoding()}，{getattr(sys.stdout, 'encoding', '')}",
        "，".join(f"{name} {_version(name)}" for name in _PACKAGES),
        "",
    ]
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for link in reversed(chain):
        lines += [f"{type(link).__module__}.{type(link).__qualname__}"]
        lines += [line.rstrip() for line in traceback.format_tb(link.__traceback__)]
        lines += [note for note in getattr(link, "__notes__", ()) if note.isascii()]
        lines.append("")
    return "\n".join(lines)


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "没有"


def _write_details(error: BaseException, place: Path) -> Path | None:
    """Write the details into *place*, else into the temporary folder; return the file, or None if both fail."""
    text = details_of(error)
    for folder in (place, Path(tempfile.gettempdir())):
        target = folder / DETAILS
        try:
            handle, fresh = tempfile.mkstemp(prefix=".", suffix=".txt", dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            replace(Path(fresh), target)
        except OSError:
            continue
        return target
    return None


def _nothing(_: object) -> None:
    """Replaces `sys.unraisablehook`, to ignore errors in destructors: their cause is reported by itself."""


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence logs and warnings of libraries: they are English, and either reported by us or of no use to staff."""
    root = logging.getLogger()
    handler = logging.NullHandler()
    root.addHandler(handler)
    unraisable, sys.unraisablehook = sys.unraisablehook, _nothing
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            root.removeHandler(handler)
            sys.unraisablehook = unraisable


def finish(work: Callable[[], int]) -> int:
    """The exit code of *work*, or 1 if flushing its output fails: a full disk is detected only then."""
    exit_code = work()
    try:
        sys.stdout.flush()
    except OSError as error:
        _hush(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        _say(f"报告没有写完：{machine_reason(error)}。")
        return 1
    return exit_code
