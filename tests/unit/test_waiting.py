"""A command that takes long says so, on a terminal and nowhere else, and leaves the line clean."""

from __future__ import annotations

import io
import signal
import time
from itertools import count

from disclosure.cli.progress import told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_command_says_what_it_does_and_for_how_long() -> None:
    """Every so often the words and the seconds are written over each other; in the end the line is empty."""
    stream, ticks = Terminal(), count(0, 3)
    with told("正在检查", stream, patience=0.01, clock=lambda: next(ticks)):
        end = time.monotonic() + 5
        while "已用" not in stream.getvalue() and time.monotonic() < end:
            time.sleep(0.005)
    assert "\r正在检查……已用 3 秒" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_short_command_is_silent() -> None:
    """What is done before anybody wonders says nothing."""
    stream = Terminal()
    with told("正在检查", stream, patience=60):
        pass
    assert stream.getvalue() == ""


def test_files_and_pipes_get_nothing() -> None:
    """Where nobody looks on, the output is as ever, and no alarm is set."""
    stream = io.StringIO()
    with told("正在检查", stream, patience=0.01):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert stream.getvalue() == ""
