"""What a command needs of the machine before it begins: a little memory, and streams that take Chinese."""

from __future__ import annotations

import codecs
import gc
import io
import os
import sys
from pathlib import Path

_LEAST = 400  # MiB of address space: Python takes some 365 with the libraries for long tables, before any data


def need_memory() -> None:
    """SystemExit where the memory that a process may take is too little to load the libraries."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would reserve memory for threads that we do not use
    try:
        import resource
    except ImportError:  # a system that knows no such limits
        return

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < _LEAST * 1_048_576:
        raise SystemExit(
            f"没有开始：这里只准用 {limit // 1_048_576} MB 内存，至少要 {_LEAST} MB。请放宽内存的上限（ulimit -v）。"
        )


def collect_seldom() -> None:
    """Look for garbage in cycles seldom: nearly all that a command makes it keeps to its end, and hardly any of it are cycles."""
    gc.set_threshold(500000, 10, 20)


def speak_chinese() -> None:
    """Let stdout and stderr take every sign: as UTF-8 where they would be ASCII, else with what they lack written out.

    Where a program was started without them (a planned task, `>&-`), what would be said goes nowhere. They are opened in
    their order, so that no file which is opened later gets the number of one of them.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if plain else None, errors="backslashreplace")
