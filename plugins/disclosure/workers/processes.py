"""Processes of this machine: jobs that are done beside one another, each in a fork of this process."""

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
_LEISURE = 5  # steps of the system's scale of priority
_FEWEST_ROWS, _MOST_ROWS = 2_000, 100_000


def processors() -> int:
    """How many processes of one kind are worth their start here; 1 where there is no fork, or a cluster does the work."""
    return min(os.cpu_count() or 1, _MOST) if hasattr(os, "fork") and not workers().elsewhere else 1


@contextmanager
def beside(*jobs: Callable[[], Result], leisurely: bool = False) -> Iterator[Sequence[Callable[[], Result]]]:
    """Begin each of *jobs* in a process of its own; none outlives the block. Where they are *leisurely*, others go first.

    What stands for a job waits for its result when it is called. An OSError, a MemoryError or a SystemExit of the job is raised
    there, and a RuntimeError that notes the place where it was anything else. Where there is no fork, a job is done when it is called.
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
    """Whether looking at so many rows is worth a second process, and all their tables fit into each."""
    return _FEWEST_ROWS <= rows <= _MOST_ROWS


def shared_out(step: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """What *step* gives for each of *parts*, in their order; they are dealt to as many processes as there are processors.

    This process is one of them. Of what the others do only the results come back, and errors as with `beside`.
    """
    shares = max(1, min(processors(), len(parts)))
    jobs = [partial(_results, step, parts[start::shares]) for start in range(1, shares)]
    with beside(*jobs) as others:
        listed = [_results(step, parts[::shares]), *(other() for other in others)]
    return [listed[turn % shares][turn // shares] for turn in range(len(parts))]


def _results(step: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    return list(map(step, parts))


class _RefusedHere(Struct, frozen=True):
    """What the system refused to a job; the number of the error."""

    number: int


class _Fault(Struct, frozen=True):
    """What broke in a job and where, without the words of the exception, which may repeat data."""

    place: str


class _Begun(Struct, Generic[Result], frozen=True):
    """A job in its process, and where its answer arrives."""

    process: Any
    answers: Connection

    def result(self) -> Result:
        """What the job gave."""
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
        """Leave nothing behind."""
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.answers.close()


def _answer(job: Callable[[], object], answer: Connection, leisurely: bool) -> None:  # noqa: FBT001
    """Do a job in a process of its own and send what came of it."""
    if leisurely:
        os.nice(_LEISURE)
    with _Ending(answer) as ending:
        ending.outcome = job()


class _Ending:
    """Sends what came of a block, whatever ended it."""

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
            sys.exit(1)  # else Python would print what was just sent
