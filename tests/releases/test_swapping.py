"""The swap itself, on small trees: killed at every step, read in a loop, with and without the system's exchange."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from disclosure.engine import swapping
from disclosure.releases.verification import CURRENT, release_of

FILES = ("index.html", "a/index.html", "b/index.html")


def tree(folder: Path, number: int) -> Path:
    """A tree whose every file names its release."""
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{number}\n", "utf-8")
    (folder / CURRENT).parent.mkdir()
    (folder / CURRENT).write_text(f"{number}\n", "utf-8")
    return folder


def whole(folder: Path) -> int:
    """The release that a tree holds in every file."""
    found = {int((folder / name).read_text("utf-8")) for name in (*FILES, CURRENT)}
    assert len(found) == 1, found
    return found.pop()


def fresh(output: Path, number: int) -> Path:
    return tree(swapping.workshop(output) / f"output.publishing-{number}", number)


@pytest.fixture(params=["exchange", "renames", "link"])
def output(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of a live site that holds release 1, in each of the three ways that a swap is done."""
    place = tmp_path / "output"
    if request.param == "link":
        tree(tmp_path / "trees" / "release-1", 1)
        place.symlink_to("trees/release-1")
    else:
        tree(place, 1)
    if request.param == "renames":
        monkeypatch.setattr(swapping, "exchange", lambda *_: False)
    return place


def test_three_older_trees_stay(output: Path) -> None:
    """After six releases the live one is the sixth, and the fifth, fourth and third can be rolled back to, in this order."""
    for number in range(2, 7):
        swapping.publish(fresh(output, number), output, number)
        assert whole(output) == number
    assert [number for number, _ in swapping.older(output)] == [5, 4, 3]
    for number in (5, 4, 3):
        assert swapping.roll_back(output) == (number + 1, number)
        assert whole(output) == number
    assert swapping.roll_back(output) is None
    swapping.publish(fresh(output, 7), output, 7)
    assert whole(output) == 7


STEPS = ("rename", "replace", "mkdir", "symlink_to")


def _killing(number: int, work: Callable[[], Any]) -> int:
    """Do *work* in a process that dies before its step *number* on the file system; the way it ended."""
    child = os.fork()
    if child == 0:
        left = [number]

        def step(original: Callable[..., Any]) -> Callable[..., Any]:
            def counted(*arguments: Any, **named: Any) -> Any:
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return original(*arguments, **named)

            return counted

        for name in STEPS:
            setattr(Path, name, step(getattr(Path, name)))
        swapping.exchange = step(swapping.exchange)
        swapping.shutil.rmtree = step(swapping.shutil.rmtree)  # type: ignore[assignment]
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return status


@pytest.mark.parametrize("act", ["publish", "roll back"])
def test_killed_at_any_step_the_next_run_goes_on(output: Path, act: str, request: pytest.FixtureRequest) -> None:
    """Whichever step is the last: the live tree is whole, old or new, and the next publish succeeds by itself.

    Only where two renames stand for an exchange can the name be free for a moment; then the next run fills it.
    """
    number = 1
    step = 0
    while True:
        number += 1
        new = fresh(output, number)
        if act == "publish":
            status = _killing(step, lambda: swapping.publish(new, output, number))  # noqa: B023
        else:
            swapping.publish(new, output, number)
            status = _killing(step, lambda: swapping.roll_back(output))
        if output.exists() or "renames" not in request.node.name:
            assert whole(output) in {number - 1, number, release_of(output)}
        number += 1
        swapping.publish(fresh(output, number), output, number)
        assert whole(output) == number
        for _, folder in swapping.older(output):
            whole(folder)
        if status == 0:
            break
        step += 1
    assert step > 1


def test_readers_miss_nothing(tmp_path: Path) -> None:
    """While fifty releases follow each other, a reader in a loop always finds every file."""
    output = tree(tmp_path / "output", 1)
    if not swapping.exchange(tree(tmp_path / "x", 0), tree(tmp_path / "y", 0)):
        pytest.skip("这里的文件系统没有交换改名")
    done, missed, reads = threading.Event(), [], [0]

    def read() -> None:
        while not done.is_set():
            for name in FILES:
                try:
                    (output / name).read_bytes()
                except OSError as error:
                    missed.append(error)
                reads[0] += 1

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2, 52):
        swapping.publish(fresh(output, number), output, number)
    done.set()
    reader.join()
    assert reads[0] > 100
    assert missed == []
    assert whole(output) == 51


def test_a_desk_build_also_exchanges(tmp_path: Path) -> None:
    """`replace` leaves what stood there at the place of the new tree, and takes a free place as it is."""
    new, output = tree(tmp_path / "new", 2), tmp_path / "output"
    swapping.replace(new, output)
    assert (whole(output), new.exists()) == (2, False)
    swapping.replace(tree(tmp_path / "new", 3), output)
    assert (whole(output), whole(tmp_path / "new")) == (3, 2)
