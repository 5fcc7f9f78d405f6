"""A limit on the processor time that reading one thing may take: hostile input can make any parser work for hours."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

_AGAIN = 1.0  # seconds: what is raised inside a callback of the collector of garbage is lost, and so raised once more
_WALL = 3  # where processor time can't be measured, so many times as long by the clock


class TooLongError(BaseException):
    """The time is over. No `except Exception` of a foreign parser stops it."""


def limited(seconds: float) -> contextlib.AbstractContextManager[None]:
    """TooLongError where the block takes more than *seconds* of processor time."""
    main = threading.current_thread() is threading.main_thread()
    return (_by_signal if main and hasattr(signal, "setitimer") else _by_clock)(seconds)


@contextlib.contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextlib.contextmanager
def _by_clock(seconds: float) -> Iterator[None]:
    """The same without signals: another thread raises the error in this one.

    The error is never taken back (`raise_in(here, None)`): in Python 3.11 that leaves a mark which nothing clears, and a
    profiler or debugger would then turn in a circle for ever.
    """
    here = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    timer = threading.Timer(seconds * _WALL, raise_in, (here, ctypes.py_object(TooLongError)))
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
        self._left = seconds

    @contextlib.contextmanager
    def spent(self) -> Iterator[None]:
        """Spend some of it; TooLongError where it does not suffice."""
        begun = time.process_time()
        try:
            with limited(max(self._left, 0.1)):
                yield
        finally:
            self._left -= time.process_time() - begun
