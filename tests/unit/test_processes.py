"""Jobs in processes of their own: their results, and whatever ends one of them, arrive where they are asked for."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from disclosure.workers import beside, processes, shared_out

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="这里没有 fork")


def refused() -> None:
    raise OSError(errno.ENOSPC, "full", "somewhere")


def exhausted() -> None:
    raise MemoryError


def stopped() -> None:
    raise SystemExit("数据里有错。")


def broken() -> None:
    raise KeyError("a word of the data")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_results_in_processes_of_their_own() -> None:
    with beside(lambda: (1, os.getpid()), lambda: ("x" * 1_000_000, os.getpid())) as (first, second):
        (number, one), (text, other) = first(), second()
    assert (number, len(text)) == (1, 1_000_000)
    assert len({one, other, os.getpid()}) == 3


def test_parts_are_shared_out_and_come_back_in_their_order() -> None:
    results = shared_out(lambda number: (number, os.getpid()), range(5))
    assert [number for number, _ in results] == [0, 1, 2, 3, 4]
    assert [process == os.getpid() for _, process in results] == [True, False, True, False, True]
    assert shared_out(str, []) == []
    with pytest.raises(SystemExit, match="数据里有错"):
        shared_out(lambda job: job(), [os.getpid, stopped])


def test_without_fork_in_turn_and_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 1)
    with beside(os.getpid) as (job,):
        assert job() == os.getpid()


@pytest.mark.parametrize(
    ("job", "kind", "words"),
    [
        (refused, OSError, os.strerror(errno.ENOSPC)),
        (exhausted, MemoryError, None),
        (stopped, SystemExit, "数据里有错。"),
        (killed, RuntimeError, "ended early"),
    ],
)
def test_what_ends_a_job(
    job: Callable[[], None], kind: type[BaseException], words: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(kind, match=words), beside(job) as (work,):
        work()
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_our_own_tells_its_place_and_no_data(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError) as caught, beside(broken) as (work,):
        work()
    (place,) = caught.value.__notes__
    assert "in broken" in place
    assert "KeyError" in place
    assert "a word of the data" not in f"{place.splitlines()[0]}{caught.value}"
    assert capfd.readouterr() == ("", "")


def test_nothing_outlives_the_block(tmp_path: Path) -> None:
    late = tmp_path / "late"

    def slow() -> None:
        time.sleep(5)
        late.touch()

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)), beside(slow, refused) as (_, failing):
        failing()
    assert not late.exists()


def test_leisurely_jobs_let_others_go_first() -> None:
    priority = os.getpriority(os.PRIO_PROCESS, 0)
    with beside(partial(os.nice, 0)) as (usual,), beside(partial(os.nice, 0), leisurely=True) as (late,):
        assert usual() == priority
        assert late() == min(priority + 5, 19)
