"""(k) Builds and publishes that are killed at random moments: what readers see afterwards, and what is left lying about."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from disclosure.engine import refuse_foreign
from disclosure.releases.verification import verify

from .measure import ENVIRONMENT, ROOT
from .publishing import Place, version
from .tables import Result

KILLS = 50
TITLE = "辛　随时被杀死"


def _whole_build(output: Path, versions: tuple[int, ...]) -> bool:
    """Whether every page of a built tree shows the same version, and every file is one that we wrote."""
    try:
        refuse_foreign(output, output / "nowhere")
    except SystemExit:
        return False
    feet = [page.read_text("utf-8").rpartition("<footer")[2] for page in output.rglob("*.html")]
    return len({number for foot in feet for number in versions if version(number) in foot}) == 1


def _whole_release(output: Path, _: tuple[int, ...]) -> bool:
    return verify(output).good


def _round(place: Place, command: str, kills: int, whole: Callable[[Path, tuple[int, ...]], bool]) -> tuple[str, ...]:
    versions = tuple(range(1, kills + 2))
    place.turn(versions[0])
    line = [sys.executable, "-m", "disclosure", command, *place.folders(place.site)]
    start = time.monotonic()
    subprocess.run(line, cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    length = time.monotonic() - start
    moments, sound, killed, leftovers = random.Random(7), 0, 0, 0
    for number in range(kills):
        place.turn(versions[number + 1])
        job = subprocess.Popen(
            line,
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moments.uniform(0.1, length))
        if job.poll() is None:
            os.killpg(job.pid, signal.SIGKILL)
        killed += job.wait() == -signal.SIGKILL
        leftovers = max(leftovers, len(list(place.site.parent.glob("site.*ing-*"))))
        sound += whole(place.site, versions)
    last = subprocess.run(line, cwd=ROOT, env=ENVIRONMENT, check=False, stdout=subprocess.DEVNULL)
    left = len(list(place.site.parent.glob("site.*ing-*")))
    return (command, f"{killed}/{kills}", f"{sound}/{kills}", str(leftovers), str(left), str(last.returncode))


def kills(count: int | None = None) -> Result:
    """Both commands, killed as often as wanted."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as folder:
        for command, whole in (("build", _whole_build), ("publish", _whole_release)):
            place = Place(Path(folder) / command, ROOT / "data", ROOT / "content")
            rows.append(_round(place, command, count or KILLS, whole))
    return Result(
        TITLE,
        ("命令", "杀死", "网站完整", "最多留下的文件夹", "下一次以后", "下一次的退出码"),
        tuple(rows),
        ("两家机构的真实数据。每次在随机的时刻用 SIGKILL 杀死整组进程；没有来得及杀的已经自己结束。",),
    )
