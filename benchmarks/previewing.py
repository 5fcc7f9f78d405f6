"""(v) How long after a save the page that is open is told to load again, from a desk that is running."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from .measure import ENVIRONMENT, ROOT
from .tables import Result

SAVES = 3
_SITES = (("真实数据", "", "suzhou"), ("示例数据", "examples/", "shili"))
_PATIENCE = 600.0  # seconds
_ASKED_EVERY = 0.1  # seconds, as the script in the pages does


class RunningDesk:
    """A desk of copied folders in a process of its own, and one page of it that is open."""

    def __init__(self, folder: Path, data: Path, content: Path, page: str) -> None:
        self.data, self._page, self._known = folder / "data", page, ""
        shutil.copytree(data, self.data)
        shutil.copytree(content, folder / "content")
        folders = ("--data", self.data, "--content", folder / "content", "--output", folder / "output")
        self._printed = (folder / "printed").open("w+b")
        command = [sys.executable, "-u", "-m", "disclosure", "desk", "--no-open", *folders, "--port", "0"]
        self._process = subprocess.Popen(
            list(map(str, command)), cwd=ROOT, env=ENVIRONMENT, stdout=self._printed, stderr=subprocess.STDOUT
        )
        self._wait(lambda: "做好了" in self.words)
        self._origin = re.findall(r"网页预览在 (http://[0-9.:]+)/", self.words)[0]
        self.load()

    @property
    def words(self) -> str:
        """What the desk has printed."""
        return Path(self._printed.name).read_text("utf-8")

    @property
    def builds(self) -> int:
        """How many builds have ended well."""
        return self.words.count("做好了")

    def _wait(self, holds: Callable[[], bool]) -> None:
        until = time.perf_counter() + _PATIENCE
        while not holds():
            if time.perf_counter() > until or self._process.poll() is not None:
                self.close()
                sys.exit(f"工作台没有做成：\n{self.words}")
            time.sleep(_ASKED_EVERY)

    def _get(self, address: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"{self._origin}{address}", timeout=_PATIENCE) as answer:  # noqa: S310  (our own server)
            return answer.status, answer.read().decode()

    def load(self) -> str:
        """Load the page and its script, as a browser does; returns the page."""
        _, text = self._get(self._page)
        script = re.search(r'<script src="(/\.live\.js[^"]*)"', text)
        assert script  # noqa: S101  (every page of a preview has it)
        known = re.search(r"after=(\d+)", self._get(script[1])[1])
        assert known  # noqa: S101
        self._known = f"/.live.js?after={known[1]}&page={urllib.parse.quote(self._page)}"
        return text

    def told(self) -> bool:
        """Ask, as the page does, whether it is to load again."""
        return self._get(self._known)[0] == 200  # noqa: PLR2004

    def save_until_told(self, file: Path, content: bytes, shown: str) -> tuple[float, float]:
        """Seconds from a save to the page that shows *shown*, and to the end of the whole build."""
        before = self.builds
        self._wait(lambda: not self.told())
        fresh = self.data.parent / "fresh"
        fresh.write_bytes(content)
        started = time.perf_counter()
        fresh.replace(file)  # in one step, as most programs save
        self._wait(self.told)
        told = time.perf_counter() - started
        if shown not in self.load():
            sys.exit(f"网页重新打开后没有 {shown}")
        self._wait(lambda: self.builds > before)
        return told, time.perf_counter() - started

    def close(self) -> None:
        """End the desk."""
        self._process.terminate()
        self._process.wait(60)
        self._printed.close()


def _renamed(content: bytes, name: str) -> bytes:
    """A table of projects whose first project has another name."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows[1][rows[0].index("名称")] = name
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def previewing(saves: int | None = None) -> Result:
    """Saves of one cell in a table of projects, with the page of that project open."""
    rows = []
    for label, root, org in _SITES:
        with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as place:
            projects = ROOT / f"{root}data" / org / "projects.csv"
            page = f"/{org}/projects/{projects.read_text('utf-8-sig').splitlines()[1].partition(',')[0]}/"
            desk = RunningDesk(Path(place), ROOT / f"{root}data", ROOT / f"{root}content", page)
            try:
                file = desk.data / org / "projects.csv"
                original = file.read_bytes()
                times = []
                for number in range((saves or SAVES) + 1):  # the first warms up what only saves need
                    time.sleep(1)
                    name = f"换过的名称{'甲乙丙丁戊己庚辛壬癸'[number % 10]}"
                    times.append(desk.save_until_told(file, _renamed(original, name), name))
            finally:
                desk.close()
        told, whole = zip(*times[1:], strict=True)
        spread = f"{min(told):.2f}–{max(told):.2f}"
        rows.append((label, f"{statistics.median(told):.2f}", spread, f"{statistics.median(whole):.2f}"))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return Result(
        "卯　保存以后，打开的网页多久刷新（秒）",
        ("数据", "网页得知（中位数）", "最快和最慢", "整个网站做完（中位数）"),
        tuple(rows),
        (
            (
                f"工作台已经开着；改项目表的一个单元格，这个项目的网页开着，各保存 {saves or SAVES} 次。"
                "先查完全部数据，再做打开的网页，让它刷新，然后做其余的网页。"
                f"按钟表时间；测完时一分钟的平均负载 {load:.1f}（{os.cpu_count()} 个处理器）。"
            ),
        ),
    )
