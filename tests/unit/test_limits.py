"""The limit on the time that one thing may take, in the main thread and in another."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.reading import limits
from disclosure.reading.limits import Budget, TooLongError, limited, slowness

ROOT = Path(__file__).resolve().parents[2]


def _spin(begin: Callable[[], object] = bool) -> None:
    with limited(0.05):
        begin()
        while True:
            pass


def test_the_main_thread_is_stopped() -> None:
    """By a signal, which counts processor time."""
    with pytest.raises(TooLongError):
        _spin()


def test_what_the_collector_of_garbage_calls_does_not_swallow_the_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be raised out of its callbacks, in which a long read may spend most of its time: it is raised once they are over."""
    unwatched = gc.callbacks.copy()
    seconds = iter([0.3])

    def slow(phase: str, _: dict[str, int]) -> None:
        until = time.process_time() + (next(seconds, 0.0) if phase == "stop" else 0.0)
        while time.process_time() < until:
            sum(range(20_000))

    monkeypatch.setattr(limits, "slowness", lambda: 1.0)
    gc.freeze()  # what other tests left behind takes long to collect, too
    gc.callbacks[:] = [slow]
    begun = time.process_time()
    try:
        with pytest.raises(TooLongError):
            _spin(gc.collect)
    finally:
        gc.callbacks[:] = unwatched
        gc.unfreeze()
    assert time.process_time() - begun < 0.3 + limits._AGAIN / 2


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


def _spend(budget: Budget, seconds: float) -> None:
    until = time.process_time() + seconds
    with budget.spent():
        while time.process_time() < until:
            sum(range(20_000))  # asking for the time is the system's time, which is not limited


@pytest.mark.parametrize(("times", "most"), [(1.0, 0.4), (4.0, 1.4)])
def test_a_slow_machine_has_more_time(times: float, most: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many times as much as it is slower; what one go spent is missing in the next."""
    monkeypatch.setattr(limits, "slowness", lambda: times)
    budget = Budget(0.3)
    begun = time.process_time()
    _spend(budget, 0.15)
    with pytest.raises(TooLongError):
        _spend(budget, 60)
    spent = time.process_time() - begun
    assert 0.25 * times < spent < most


def test_a_machine_is_slow_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow it is, nobody waits for ever."""
    assert 1 <= slowness() <= 4
    for ordinary, times in ((1e-9, 4), (1e9, 1)):
        monkeypatch.setattr(limits, "_ORDINARY", ordinary)
        slowness.cache_clear()
        assert slowness() == times
    slowness.cache_clear()


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
