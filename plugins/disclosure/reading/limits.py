"""Limits of foreign parsers: the processor time that reading one thing may take, and what they raise over damaged files."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import re
import signal
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from functools import cache
from types import FrameType

_AGAIN = 1.0  # seconds: what is raised where an object is taken away is lost, and so raised once more
_MOMENT = 0.01  # seconds until a callback of the collector of garbage is over
_WALL = 3  # where processor time can't be measured, so many times as long by the clock
_LEAST = 0.1  # seconds that a block has, whatever is spent
_NUMBERS, _ORDINARY = 20_000, 0.04  # so much work takes an ordinary machine so many seconds
_SLOWEST = 4.0  # times; on a slower machine nothing gets more time


# What the parsers of others raise over damaged files, beside errors of their own: none of them says so of itself. Memory that
# runs out is not among them: that is no fault of the file.
PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def pdf_faults() -> tuple[type[Exception], ...]:
    """All that pypdf raises over a PDF that is damaged or uses what pypdf does not know."""
    from pypdf.errors import DependencyError, DeprecationError, PyPdfError  # slow to load

    return (PyPdfError, DependencyError, DeprecationError, *PARSER_FAULTS)


class TooLongError(BaseException):
    """The time is over. No `except Exception` of a foreign parser stops it."""


@cache
def slowness() -> float:
    """How many times as long as on an ordinary machine things take on this one: 1 to 4; measured once.

    What a slow machine reads is no more hostile for that.
    """
    begun = time.thread_time()
    words = {str(number): number for number in range(_NUMBERS)}
    spelled = re.sub(r"(\d)(\d)", r"\2\1", ",".join(words))
    assert len(spelled.split(",")) == len(words)  # noqa: S101  (nothing of the work is left out)
    return min(max((time.thread_time() - begun) / _ORDINARY, 1.0), _SLOWEST)


def limited(seconds: float, spent: float = 0.0) -> contextlib.AbstractContextManager[None]:
    """TooLongError where the block takes more than *seconds* of processor time, less those that are *spent*.

    They are those of an ordinary machine: a slower one has as many more. How slow it is is asked only where the time runs out.
    """
    main = threading.current_thread() is threading.main_thread()
    return (_by_signal if main and hasattr(signal, "setitimer") else _by_clock)(seconds, spent)


@contextlib.contextmanager
def _by_signal(seconds: float, spent: float) -> Iterator[None]:
    extended = False

    def stop(_: int, frame: FrameType | None) -> None:
        nonlocal extended
        if _is_of_collector(frame):  # where nothing can be raised
            signal.setitimer(signal.ITIMER_VIRTUAL, _MOMENT, _AGAIN)
            return
        more = 0.0 if extended else _more(seconds, spent)
        if not more:
            raise TooLongError
        extended = True
        signal.setitimer(signal.ITIMER_VIRTUAL, more, _AGAIN)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds - spent, _LEAST), _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_of_collector(frame: FrameType | None) -> bool:
    """Whether what runs was called by the collector of garbage, which a long read calls again and again."""
    codes = [getattr(callback, "__code__", None) for callback in gc.callbacks]
    while codes and frame is not None:
        if frame.f_code in codes:
            return True
        frame = frame.f_back
    return False


def _more(seconds: float, spent: float) -> float:
    """The seconds that a slow machine has beyond those of an ordinary one; 0 where this one is not slow."""
    more = seconds * slowness() - max(seconds, spent + _LEAST)
    return more if more > 0 else 0.0


@contextlib.contextmanager
def _by_clock(seconds: float, spent: float) -> Iterator[None]:
    """The same without signals: another thread raises the error in this one.

    The error is never taken back (`raise_in(here, None)`): in Python 3.11 that leaves a mark which nothing clears, and a
    profiler or debugger would then turn in a circle for ever.
    """
    here = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    patience = max(seconds * slowness() - spent, _LEAST) * _WALL
    timer = threading.Timer(patience, raise_in, (here, ctypes.py_object(TooLongError)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # what was sent and has not arrived yet arrives in this call: the time was over


class Budget:
    """Processor time that one file may take altogether, in several goes."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._spent = 0.0

    @contextlib.contextmanager
    def spent(self) -> Iterator[None]:
        """Spend some of it; TooLongError where it does not suffice."""
        begun = time.process_time()
        try:
            with limited(self._seconds, self._spent):
                yield
        finally:
            self._spent += time.process_time() - begun
