"""Run a command once and tell what it took; compare two commands in turn, so that a busy machine slows both alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Ours is found below the root; compiled modules are kept, as they are on the machines of staff.
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}", "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: wall time, processor time of all its processes (s), and the peak of its largest process (MB)."""

    wall: float
    processor: float
    memory: float


def run(command: Sequence[str | Path], **environment: str) -> Run:
    """Run *command* to its end, with more in its *environment*; what it prints is shown only if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=ROOT,
        env=ENVIRONMENT | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None  # noqa: S101  (asked for above)
    printed = process.stdout.read()
    used = ended(process, started)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{printed.decode(errors='replace')}")
    return used


def ended(process: subprocess.Popen[bytes], started: float = 0.0) -> Run:
    """Wait for the end of a process that began at *started* (`time.perf_counter`), and tell what it took."""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def in_turn(first: Callable[[], Run], second: Callable[[], Run], pairs: int) -> tuple[list[Run], list[Run]]:
    """Run both *pairs* times, one after the other; who begins changes from pair to pair."""
    one: list[Run] = []
    two: list[Run] = []
    for number in range(pairs):
        for action, runs in ((first, one), (second, two)) if number % 2 == 0 else ((second, two), (first, one)):
            runs.append(action())
    return one, two


def median(runs: Sequence[Run], what: str) -> float:
    """The median of one measure: wall, processor or memory."""
    return float(statistics.median(getattr(one, what) for one in runs))


def median_ratio(first: Sequence[Run], second: Sequence[Run], what: str) -> float:
    """The median of first ÷ second, pair by pair."""
    return float(
        statistics.median(getattr(one, what) / getattr(two, what) for one, two in zip(first, second, strict=True))
    )
