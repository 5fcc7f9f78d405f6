"""Parallel jobs on this machine, each in a fork of this process."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self

from msgspec import Struct

from .places import Part, Result, workers

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_MOST = 8  # processes for one kind of job
_LEISURE = 5  # nice increment
_FEWEST_ROWS, _MOST_ROWS = 2_000, 100_000


def processors() -> int:
    """The number of processes to use for one kind of job; 1 without fork or on a cluster."""
    return min(os.cpu_count() or 1, _MOST) if hasattr(os, "fork") and not workers().elsewhere else 1


@contextmanager
def beside(*jobs: Callable[[], Result], leisurely: bool = False) -> Iterator[Sequence[Callable[[], Result]]]:
    """Start each of *jobs* in a fork; all are killed at the end of the block. *leisurely* lowers their priority.

    Yields a function per job that waits for its result. It raises the job's OSError, MemoryError or SystemExit; any other
    exception becomes a RuntimeError with the traceback as a note. Without fork, a job runs when its function is called.
    """
    if processors() == 1:
        yield jobs
        return
    from multiprocessing import get_context

    context = get_context("fork")
    begun: list[_Begun[Result]] = []
    try:
        for job in jobs:
            answers, answer = context.Pipe(duplex=False)
            process = context.Process(target=_answer, args=(job, answer, leisurely))
            process.start()
            answer.close()
            begun.append(_Begun(process, answers))
        yield [work.result for work in begun]
    finally:
        for work in begun:
            work.end()


def many(rows: int) -> bool:
    """Whether this number of rows is worth a second process, and few enough for the memory of each."""
    return _FEWEST_ROWS <= rows <= _MOST_ROWS


def shared_out(step: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """[*step*(part) for each of *parts*], computed by `processors()` processes including this one.

    Side effects in the other processes are lost. Errors as with `beside`.
    """
    shares = max(1, min(processors(), len(parts)))
    jobs = [partial(_results, step, parts[start::shares]) for start in range(1, shares)]
    with beside(*jobs) as others:
        listed = [_results(step, parts[::shares]), *(other() for other in others)]
    return [listed[turn % shares][turn // shares] for turn in range(len(parts))]


def _results(step: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    return list(map(step, parts))


class _RefusedHere(Struct, frozen=True):
    """An OSError of a job, by its errno."""

    number: int


class _Fault(Struct, frozen=True):
    """Any other exception of a job: type and traceback without its message, which may contain data."""

    place: str


class _Begun(Struct, Generic[Result], frozen=True):
    """A running job: its process, and the pipe for its result."""

    process: Any
    answers: Connection

    def result(self) -> Result:
        """Wait for the result; errors as with `beside`."""
        try:
            answer: Any = self.answers.recv()
        except EOFError:
            answer = _Fault("")
        self.process.join()
        match answer:
            case _RefusedHere(number=errno.ENOMEM):
                raise MemoryError
            case _RefusedHere(number=number):
                raise OSError(number, os.strerror(number))
            case SystemExit():
                raise answer
            case _Fault(place=place):
                error = RuntimeError("a process ended early")
                if place:
                    error.add_note(place)
                raise error
        given: Result = answer
        return given

    def end(self) -> None:
        """Kill the process if it still runs, and close the pipe."""
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.answers.close()


def _answer(job: Callable[[], object], answer: Connection, leisurely: bool) -> None:  # noqa: FBT001
    """Run a job in the forked process and send its result or error."""
    if leisurely:
        os.nice(_LEISURE)
    with _Ending(answer) as ending:
        ending.outcome = job()


class _Ending:
    """A context manager that sends `outcome`, or the exception that ended the block."""

    def __init__(self, answer: Connection) -> None:
        self._answer = answer
        self.outcome: object = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        match error:
            case None:
                pass
            case SystemExit():
                self.outcome = error
            case OSError():
                self.outcome = _RefusedHere(error.errno or errno.EIO)
            case MemoryError():
                self.outcome = _RefusedHere(errno.ENOMEM)
            case _:
                self.outcome = _Fault(f"{type(error).__name__}\n{''.join(traceback.format_tb(trace))}")
        self._answer.send(self.outcome)
        self._answer.close()
        if error is not None:
            sys.exit(1)  # else Python would print the traceback
