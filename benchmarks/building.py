"""(a) How long a build takes beside Hugo, and where our time goes."""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import hugo_site, sample
from .measure import Run, in_turn, median, median_ratio, run
from .tables import Result

SIZES = (2_000, 20_000)
PAIRS = {2_000: 5, 20_000: 3}
MEASURES = ("wall", "processor", "memory")


class Bench:
    """One size of the sample, ready to be built by both."""

    def __init__(self, folder: Path, size: int) -> None:
        made = sample.make(size)
        self.size = size
        self._folder = folder
        self._ours = self._theirs = folder  # where each built the last time
        self._places = itertools.count()
        sample.write(folder, made)
        hugo_site.write(folder / "hugo", made)

    def _place(self, name: str) -> Path:
        """Where nothing was ever built, after the system has written all that it still had to write.

        To take away thousands of files of the run before would cost the next one whatever the disk does for it meanwhile.
        """
        if hasattr(os, "sync"):
            os.sync()
        return self._folder / f"{name}-{next(self._places)}"

    def _options(self) -> list[str | Path]:
        self._ours = self._place("ours")
        return ["--data", self._folder / "data", "--content", self._folder / "content", "--output", self._ours]

    def _state(self) -> dict[str, str]:
        return {"YANGGUANG_STATE": str(self._ours.with_suffix(".state"))}

    def ours(self) -> Run:
        """Our build, into an empty place, on a machine that has set no sheet before."""
        options = self._options()
        return run([sys.executable, "-m", "disclosure", "build", *options], **self._state())

    def theirs(self) -> Run:
        """Hugo's build, into an empty place and with an empty cache."""
        self._theirs = self._place("theirs")
        return run(
            [
                *(hugo_site.program(), "--quiet", "--source", self._folder / "hugo"),
                *("--destination", self._theirs, "--cacheDir", self._theirs.with_suffix(".cache")),
            ]
        )

    def phases(self) -> dict[str, float]:
        """The seconds of each phase of one of our builds."""
        times = self._folder / "phases.json"
        options = self._options()
        run([sys.executable, "-m", "benchmarks.phases", times, *options], **self._state())
        return dict(json.loads(times.read_text("utf-8")))

    def pages(self) -> dict[str, tuple[int, int]]:
        """Pages and bytes of HTML of both."""
        return {name: _pages(folder) for name, folder in (("本软件", self._ours), ("Hugo", self._theirs))}


def _pages(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    return len(sizes), sum(sizes)


def building(sizes: Sequence[int] = SIZES, pairs: int | None = None) -> list[Result]:
    """Times, sizes and phases, a table each."""
    times: list[tuple[str, ...]] = []
    weights: list[tuple[str, ...]] = []
    phases: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as place:
            bench = Bench(Path(place), size)
            ours, theirs = in_turn(bench.ours, bench.theirs, pairs or PAIRS.get(size, 3))
            for name, runs in (("本软件", ours), ("Hugo", theirs)):
                measured = (f"{median(runs, one):.1f}" for one in MEASURES[:2])
                times.append((f"{size:,} 个项目，{name}", *measured, f"{median(runs, 'memory'):,.0f}"))
            ratios = (f"{median_ratio(ours, theirs, one):.2f}" for one in MEASURES)
            times.append((f"比值（{len(ours)} 对，取中位数）", *ratios))
            counted = bench.pages()
            for name, (count, size_of_all) in counted.items():
                weights.append((f"{size:,} 个项目，{name}", f"{count:,}", f"{size_of_all / count:,.0f}"))
            (count, own), (their_count, other) = counted.values()
            weights.append(("比值", f"{count / their_count:.2f}", f"{own / count * their_count / other:.2f}"))
            phases[size] = bench.phases()
    return [
        Result(
            "甲　生成网站，与 Hugo 比",
            ("做什么", "用时（秒）", "处理器（秒）", "内存峰值（MB）"),
            tuple(times),
            (
                (
                    "两者轮流运行，一对一对地比；每次都生成到新的文件夹，上一次写的先让系统写完。处理器时间是所有进程的总和，受同机其他任务的影响小；"
                    "内存是最大的那个进程。"
                ),
                (
                    "Hugo 也做同样的列表、分页、分类和公示栏，网页差不多一样多（见下表）；2026-11-27 以前比的是只有 2,131 页的 Hugo 网站。"
                    "本软件另外还要校验每个格子、核对勾稽、画图、排 PDF（这里和预览一样，一次先排几十张；发布才排全部）、做搜索索引，"
                    "并写出 CSV、XLSX、JSON；Hugo 只把写好的 Markdown 变成网页。"
                ),
            ),
        ),
        Result("甲之二　网页一样多、一样重吗", ("哪一边", "网页数", "平均每页（字节）"), tuple(weights)),
        Result(
            "甲之三　本软件的时间花在哪（秒）",
            ("阶段", *(f"{size:,} 个项目" for size in phases)),
            tuple(
                (name, *(f"{one[name]:.1f}（{one[name] / sum(one.values()):.0%}）" for one in phases.values()))
                for name in next(iter(phases.values()))
            ),
            ("单独运行一次，按钟表时间。",),
        ),
    ]
