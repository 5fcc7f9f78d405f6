"""The trial of one module after another: tests are collected once, and every fault is tried in a process forked from there.

A fault is put in by giving the function other code, in memory: nothing is written, and nobody who imported the function keeps
the sound one. A first run notes which tests call which function and how long each takes; a fault is tried on those tests
only, the quickest first, up to the first that fails.
"""

from __future__ import annotations

import functools
import importlib
import os
import resource
import shutil
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest

from .faults import Fault, faults

PACKAGE = "disclosure"
PROCESSES = 2
# Nobody waits for an endless loop: a test with a fault may take so many processor seconds, and so many times as long as without.
_SECONDS, _TIMES = 1, 4
_MEMORY = 3 << 30  # bytes of address space: what grows without end ends, too


class Fate(StrEnum):
    """What became of a fault."""

    NOTICED = "noticed"
    ENDLESS = "endless"  # noticed, too: tests that never end do not pass
    UNREACHED = "unreached"  # no test calls the function
    SURVIVED = "survived"

    @property
    def noticed(self) -> bool:
        """Whether somebody would have noticed."""
        return self in {Fate.NOTICED, Fate.ENDLESS}


@dataclass(frozen=True)
class Target:
    """A module, its faults, and the functions that they go into."""

    name: str
    tests: tuple[str, ...]
    module: ModuleType
    functions: Mapping[str, FunctionType]
    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, name: str, tests: tuple[str, ...]) -> Target:
        """The module *name* below the package, as quantities or law.identities."""
        module = importlib.import_module(f"{PACKAGE}.{name}")
        functions = dict(_functions(module))
        source = Path(str(module.__file__)).read_text("utf-8")
        every = tuple(faults(source))
        lost = {fault.function for fault in every if fault.function} - set(functions)
        if lost:
            raise LookupError(f"{name}: no function is called {', '.join(sorted(lost))}")
        return cls(name, tests, module, functions, every)

    def put(self, fault: Fault) -> None:
        """Put a fault in, for all who have imported what it is in."""
        if fault.function:
            self.functions[fault.function].__code__ = fault.code
            return
        before = dict(vars(self.module))
        exec(fault.code, vars(self.module))  # noqa: S102  (a changed constant of our own code)
        for name, value in before.items():
            changed = vars(self.module)[name]
            if changed is not value and name != "annotations":
                for module in list(sys.modules.values()):
                    if getattr(module, name, None) is value and module is not self.module:
                        setattr(module, name, changed)


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """Every function of a module by its full name, those of its classes and behind decorators as well."""
    waiting: list[Any] = [
        value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__
    ]
    while waiting:
        member = waiting.pop()
        if isinstance(member, type):
            waiting += [value for value in vars(member).values() if not isinstance(value, type)]
        elif isinstance(member, property):
            waiting.append(member.fget)
        elif isinstance(member, functools.cached_property):
            waiting.append(member.func)
        elif isinstance(member, staticmethod | classmethod) or hasattr(member, "__wrapped__"):
            waiting.append(member.__wrapped__)
        elif isinstance(member, FunctionType) and member.__module__ == module.__name__:
            yield member.__qualname__, member


@dataclass(eq=False)
class Trial:
    """A pytest plugin: in place of running the tests once it runs them for every fault."""

    targets: Sequence[Target]
    picked: Callable[[Target, Fault], bool]  # whether a fault is to be tried
    tell: Callable[[Target, Fault, Fate], None]
    folder: Path  # for the files of tests
    trouble: list[str] = field(default_factory=list)
    fates: dict[tuple[str, str], Fate] = field(default_factory=dict)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tests that can't be collected end everything."""
        if report.failed:
            self.trouble.append(report.longreprtext)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The first run, then the faults, some at a time."""
        if self.trouble:
            return True
        reach, seconds = self._first_run(session)
        if self.trouble:
            return True
        running: dict[int, tuple[Target, Fault]] = {}
        for target in self.targets:
            for fault in target.faults:
                if not self.picked(target, fault):
                    continue
                tests = reach[target.name, fault.function] if fault.function else _of_files(session, target.tests)
                if not tests:
                    self._note(target, fault, Fate.UNREACHED)
                    continue
                while len(running) >= PROCESSES:
                    self._await(running)
                ordered = sorted(tests, key=lambda place: (seconds[place], place))
                limits = [_SECONDS + _TIMES * seconds[place] for place in ordered]
                running[_forked(self.folder, lambda: _try(session, target, fault, ordered, limits))] = (target, fault)  # noqa: B023
        while running:
            self._await(running)
        return True

    def _await(self, running: dict[int, tuple[Target, Fault]]) -> None:
        process, status = os.wait()
        shutil.rmtree(self.folder / str(process))
        target, fault = running.pop(process)
        if os.WIFSIGNALED(status):
            self._note(target, fault, Fate.ENDLESS)
        else:
            self._note(target, fault, Fate.NOTICED if os.WEXITSTATUS(status) else Fate.SURVIVED)

    def _note(self, target: Target, fault: Fault, fate: Fate) -> None:
        self.fates[target.name, fault.name] = fate
        self.tell(target, fault, fate)

    def _first_run(self, session: pytest.Session) -> tuple[Mapping[tuple[str, str], set[int]], Mapping[int, float]]:
        """Which tests call which function, and the seconds that each takes."""
        codes = {
            function.__code__: (target.name, name)
            for target in self.targets
            for name, function in target.functions.items()
        }
        reach: dict[tuple[str, str], set[int]] = defaultdict(set)
        seconds: dict[int, float] = {}
        failed: list[str] = []

        class Watch:
            @staticmethod
            def pytest_runtest_logreport(report: pytest.TestReport) -> None:
                if report.failed:
                    failed.append(f"{report.nodeid}\n{report.longreprtext}")

        session.config.pluginmanager.register(Watch())
        calls: set[CodeType] = set()

        def watch(frame: FrameType, event: str, _: object) -> None:
            if event == "call" and frame.f_code in codes:
                calls.add(frame.f_code)

        reading, writing = os.pipe()

        def run() -> int:
            for place, item in enumerate(session.items):
                start = time.process_time()
                calls.clear()
                sys.setprofile(watch)
                _run(session, item, place)
                sys.setprofile(None)
                seconds[place] = time.process_time() - start
                for code in calls:
                    reach[codes[code]].add(place)
            with os.fdopen(writing, "w") as stream:
                stream.write(repr((dict(reach), seconds, failed)))
            return 0

        process = _forked(self.folder, run)
        os.close(writing)
        with os.fdopen(reading) as stream:
            answer = stream.read()
        os.waitpid(process, 0)
        reached, seconds, self.trouble = eval(answer) if answer else ({}, {}, ["the first run of the tests broke off"])  # noqa: S307
        return defaultdict(set, reached), seconds


def _of_files(session: pytest.Session, files: Sequence[str]) -> set[int]:
    """The tests of some files; whoever reads a constant can't be seen."""
    paths = {Path(name).resolve() for name in files}
    return {place for place, item in enumerate(session.items) if item.path in paths}


def _forked(folder: Path, work: Callable[[], int]) -> int:
    """Start *work* in a process that writes below a folder of its own, and give its id."""
    process = os.fork()
    if process:
        return process
    workplace = folder / str(os.getpid())
    workplace.mkdir()
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(workplace)  # where pytest makes the folders of tests
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        status = work()
    except BaseException:  # noqa: BLE001  (whatever a fault breaks, somebody notices)
        status = 1
    os._exit(status)


def _run(session: pytest.Session, item: pytest.Item, place: int) -> None:
    following = session.items[place + 1] if place + 1 < len(session.items) else None
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


class _Stop:
    """Ends the process at the first test that fails."""

    @staticmethod
    def pytest_runtest_logreport(report: pytest.TestReport) -> None:
        if report.failed:
            os._exit(1)


def _try(session: pytest.Session, target: Target, fault: Fault, order: Sequence[int], limits: Sequence[float]) -> int:
    """0 if every test passes in spite of the fault."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    session.config.pluginmanager.register(_Stop())
    target.put(fault)
    session.items[:] = [session.items[place] for place in order]
    for place, (item, limit) in enumerate(zip(session.items, limits, strict=True)):
        signal.setitimer(signal.ITIMER_PROF, limit)
        _run(session, item, place)
    return 0
