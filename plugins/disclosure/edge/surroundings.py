"""Preparations before any command: enough memory, streams that can encode Chinese."""

from __future__ import annotations

import codecs
import gc
import io
import os
import sys
from pathlib import Path

_LEAST = 400  # MiB of address space: Python with pandas and Arrow takes some 365 without any data


def need_memory() -> None:
    """SystemExit (Chinese) if the limit of address space is too low to load the libraries."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # else numpy reserves memory for threads that we do not use
    try:
        import resource
    except ImportError:  # Windows
        return

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < _LEAST * 1_048_576:
        raise SystemExit(
            f"没有开始：这里只准用 {limit // 1_048_576} MB 内存，至少要 {_LEAST} MB。请放宽内存的上限（ulimit -v）。"
        )


def collect_seldom() -> None:
    """Make the cyclic GC run seldom: nearly all objects live to the end of the command, and few are in cycles."""
    gc.set_threshold(500000, 10, 20)


def speak_chinese() -> None:
    """Let stdout and stderr accept every character: UTF-8 instead of ASCII, else backslash escapes for what is missing.

    Streams that are closed at the start (a scheduled task, `>&-`) are opened on the null device, in order, so that no file
    opened later gets the descriptor 0, 1 or 2.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if plain else None, errors="backslashreplace")
