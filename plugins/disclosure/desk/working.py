"""A warm process for what takes long: it has everything loaded, and is replaced when the code changes."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from ..problems import Severity
from ..reporting import Review
from .folders import Folders

if TYPE_CHECKING:
    from ..engine import BuildCache, PreparedBuild

_NAMED = 4  # groups of findings that a refusal names


class BuildReport(Struct, frozen=True):
    """How a build ended: the report as it stands, its page where the build failed, what to tell, and how long it took."""

    review: Review | None
    page: bytes | None
    words: str
    milliseconds: int

    @property
    def good(self) -> bool:
        """Whether the site was made."""
        return self.page is None


_UNEXPLAINED = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>预览</title></head>'
    "<body><p>这次没有做成，原因写在工作台和运行它的窗口里。</p></body></html>"
)


class FirstPages(Struct, frozen=True):
    """The pages that somebody looks at, ready before the others: file below the site's root → content; and the report."""

    review: Review
    contents: dict[str, bytes]


class _Bench(Struct):
    """What the process that builds previews keeps from one to the next: what it made, and a build that is to be finished."""

    build_cache: BuildCache
    started: int = 0  # ns
    prepared: PreparedBuild | None = None

    @property
    def milliseconds(self) -> int:
        """Since it was started."""
        return (time.monotonic_ns() - self.started) // 1_000_000


@cache
def _bench() -> _Bench:
    from ..engine import BuildCache

    return _Bench(BuildCache())


def prepare_preview(folders: Folders, looked_at: Collection[str]) -> FirstPages | BuildReport:
    """Read and check what a desk shows, and make the pages *looked_at*; what stops it is in the answer.

    `finish_preview` makes the others.
    """
    from ..compose import FaultsFound
    from ..engine import prepare
    from ..reporting.html import as_html

    bench = _bench()
    bench.started, bench.prepared = time.monotonic_ns(), None
    try:
        bench.prepared = prepare(folders.data, folders.content, folders.preview, folders.settings, bench.build_cache)
        first = bench.prepared.first_pages(looked_at) if looked_at else {}
        return FirstPages(bench.prepared.composed.review, first)
    except FaultsFound as faults:
        return BuildReport(faults.review, as_html(faults.review).encode(), str(faults), bench.milliseconds)
    except SystemExit as stop:
        return BuildReport(None, _UNEXPLAINED.encode(), str(stop), bench.milliseconds)


def finish_preview(folders: Folders) -> BuildReport:
    """Write the whole preview that was prepared; where this process prepared none, it is prepared first."""
    bench = _bench()
    if bench.prepared is None:
        stopped = prepare_preview(folders, ())
        if isinstance(stopped, BuildReport):
            return stopped
    prepared, bench.prepared = bench.prepared, None
    assert prepared is not None  # noqa: S101  (else it was stopped)
    try:
        outcome = prepared.write()
    except SystemExit as stop:
        return BuildReport(None, _UNEXPLAINED.encode(), str(stop), bench.milliseconds)
    finally:
        _tidy()
    return BuildReport(outcome.review, None, outcome.notes, bench.milliseconds)


def _tidy() -> None:
    """Collect what a build left, while nobody waits for a page; what is kept is not scanned while the next one is prepared."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def load_everything() -> None:
    """Load what a build needs, before anybody waits for one."""
    for package in ("compose", "engine", "publishing"):
        import_module(f"..{package}", __package__)


class JobOutcome(Struct, frozen=True):
    """What a job gave: its result, or the words of the SystemExit that ended it."""

    result: object
    refusal: str = ""


def with_refusal(job: Callable[..., object], arguments: tuple[object, ...]) -> JobOutcome:
    """Run *job*; a SystemExit would end the process, so its words are the answer.

    A report for a terminal is not: at the desk each finding stands on a page of its own, with what mends it.
    """
    from ..compose import FaultsFound, QuestionsOpen

    try:
        return JobOutcome(job(*arguments))
    except (FaultsFound, QuestionsOpen) as stop:
        return JobOutcome(None, _in_short(stop.review))
    except SystemExit as stop:
        return JobOutcome(None, str(stop))


def _in_short(review: Review) -> str:
    """What stops a release, in as many words as say where to go on."""
    stopping = Severity.WARNING if review.faultless else Severity.ERROR
    groups = review.parts[stopping]
    named = "；".join(f"{group.file}，{group.wording.title}" for group in groups[:_NAMED])
    more = "……" if len(groups) > _NAMED else ""
    return f"没有做，网站还是原来的样子。{review.verdict}每一处都在“问题”一页：{named}{more}。"


class Workers(Protocol):
    """Who runs jobs one after another, somewhere."""

    def run(self, job: Callable[..., object], *arguments: object) -> JobOutcome:
        """Run a job and wait for it."""

    def renew(self) -> None:
        """Take the code as it is now."""

    def close(self) -> None:
        """End, with what runs."""


class WarmWorkers:
    """Jobs in one process of its own. It is started anew where it was killed, for want of memory or by somebody."""

    def __init__(self) -> None:
        self._pool = _pool()
        self._changing = threading.Lock()

    def run(self, job: Callable[..., object], *arguments: object) -> JobOutcome:
        """Run a job and wait for it."""
        try:
            return self._submit(job, arguments).result()
        except BrokenProcessPool:
            self.renew()
            return JobOutcome(None, "没有做完：做这件事的程序被停下了，多半是内存不够。请关掉别的程序再试一次。")

    def _submit(self, job: Callable[..., object], arguments: tuple[object, ...]) -> Future[JobOutcome]:
        with self._changing:
            return self._pool.submit(with_refusal, job, arguments)

    def renew(self) -> None:
        """Take the code as it is now; what runs is finished first."""
        with self._changing:
            old, self._pool = self._pool, _pool()
        old.shutdown(wait=False)

    def close(self) -> None:
        """End; what waits is dropped, what runs is finished."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _pool() -> ProcessPoolExecutor:
    # not forked: the desk has threads
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the desk, go when the desk goes, however it goes, and speak Chinese to the terminal."""
    from ..edge import collect_seldom, speak_chinese

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    desk = parent_process()
    if desk is not None:
        threading.Thread(target=_follow, args=(desk.sentinel,), daemon=True).start()
    speak_chinese()
    collect_seldom()


def _follow(desk: int) -> None:
    wait([desk])
    sys.stdout.flush()
    os._exit(0)
