"""The limit on the time that one thing may take, in the main thread and in another."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from disclosure.reading.limits import TooLongError, limited

ROOT = Path(__file__).resolve().parents[2]


def _spin() -> None:
    with limited(0.05):
        while True:
            pass


def test_the_main_thread_is_stopped() -> None:
    """By a signal, which counts processor time."""
    with pytest.raises(TooLongError):
        _spin()


def test_another_thread_is_stopped() -> None:
    """By the clock; what comes after the block runs as if nothing had been."""
    ends: list[str] = []

    def run() -> None:
        try:
            _spin()
        except TooLongError:
            ends.append("stopped")
        with limited(60):
            ends.append("went on")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert ends == ["stopped", "went on"]


PROFILED = """
import sys, threading
from disclosure.reading.limits import limited

def run():
    with limited(60):
        pass
    sys.setprofile(lambda *_: None)
    [].append(len("a"))
    (lambda: None)()
    sys.setprofile(None)
    print("done")

thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


def test_a_limit_leaves_nothing_behind_in_the_interpreter() -> None:
    """A profiler that starts after a limited block does not turn in a circle, as it did in Python 3.11."""
    command = [sys.executable, "-c", PROFILED]
    environment = {"PYTHONPATH": str(ROOT / "plugins"), "PATH": ""}
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=True)
    assert result.stdout.strip() == "done"
