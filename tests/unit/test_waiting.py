"""A command that takes long says so, on a terminal and nowhere else, and leaves the line clean."""

from __future__ import annotations

import io
import multiprocessing
import threading
import time
from itertools import count

from disclosure.cli import WaitingLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_for(words: str, stream: io.StringIO) -> None:
    """Wait until *words* are on the stream, or for five seconds."""
    end = time.monotonic() + 5
    while words not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.005)
    assert words in stream.getvalue()


def test_a_long_command_says_what_it_does_and_for_how_long() -> None:
    """Every so often the words and the seconds are written over each other; in the end the line is empty."""
    stream, ticks, threads = Terminal(), count(0, 3), threading.active_count()
    with WaitingLine("正在检查", stream, patience=0.01, clock=lambda: next(ticks)):
        wait_for("已用 6 秒", stream)
    assert "\r正在检查……已用 3 秒\x1b[K\r正在检查……已用 6 秒" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")
    assert threading.active_count() == threads


def test_a_short_command_is_silent() -> None:
    """What is done before anybody wonders says nothing."""
    stream = Terminal()
    with WaitingLine("正在检查", stream, patience=60):
        pass
    assert stream.getvalue() == ""


def test_files_and_pipes_get_nothing() -> None:
    """Where nobody looks on, the output is as ever, and no thread runs."""
    stream, threads = io.StringIO(), threading.active_count()
    with WaitingLine("正在检查", stream, patience=0.001):
        assert threading.active_count() == threads
        time.sleep(0.01)
    assert stream.getvalue() == ""


def test_a_question_stands_on_a_clean_line() -> None:
    """Before somebody is asked the line is taken away, and it does not come back while they think."""
    stream = Terminal()
    with WaitingLine("正在检查和生成", stream, patience=0.01) as line:
        wait_for("已用", stream)
        line.stop()
        before = stream.getvalue()
        time.sleep(0.05)
        assert stream.getvalue() == before
        assert before.endswith("\r\x1b[K")
    assert stream.getvalue() == before


def test_processes_are_forked_between_two_updates() -> None:
    """Writing processes that start while the line is being written come to their end."""
    context = multiprocessing.get_context("fork")
    with WaitingLine("正在生成网站", Terminal(), patience=0.0001):
        processes = [context.Process(target=int) for _ in range(20)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(10)
    assert [process.exitcode for process in processes] == [0] * len(processes)
