"""(d) The example federation from data to finished site, and the same with ten times the gifts, projects and appeals."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .building import Bench
from .measure import ROOT, Run, in_turn, median, median_ratio, run
from .tables import Result

TIMES = (1, 10)
PAIRS = 2
# Hugo's site of part a has about so many pages, and so many more for each project.
BESIDES, A_PROJECT = 460, 3.07


class Federation:
    """The example in one size, ready to be built."""

    def __init__(self, folder: Path, times: int) -> None:
        self._folder = folder
        self._output = folder / "site"
        made = [sys.executable, ROOT / "examples" / "make.py", folder, "--times", str(times)]
        subprocess.run(made, check=True)

    def build(self) -> Run:
        """One build into an empty place."""
        shutil.rmtree(self._output, ignore_errors=True)
        place = ["--data", self._folder / "data", "--content", self._folder / "content", "--output", self._output]
        return run([sys.executable, "-m", "disclosure", "build", *place])

    @property
    def gifts(self) -> int:
        """Rows of gifts, over all bodies."""
        files = (self._folder / "data").glob("*/donations/*.csv")
        return sum(one.read_bytes().count(b"\n") - 1 for one in files)

    @property
    def pages(self) -> int:
        """Pages of the site, once it is built."""
        return sum(1 for _ in self._output.rglob("*.html"))


def _line(name: str, gifts: str, pages: int, runs: list[Run]) -> tuple[str, ...]:
    wall, processor, memory = (median(runs, one) for one in ("wall", "processor", "memory"))
    return (name, gifts, f"{pages:,}", f"{wall:.1f}", f"{processor:.1f}", f"{pages / processor:,.0f}", f"{memory:,.0f}")


def federation(pairs: int | None = None) -> Result:
    """Both sizes in turn, so that a busy machine slows both alike; beside each, Hugo with as many pages."""
    pairs = pairs or PAIRS
    with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as place:
        small, large = (Federation(Path(place) / str(times), times) for times in TIMES)
        one, ten = in_turn(small.build, large.build, pairs)
        grown = [large.gifts / small.gifts, large.pages / small.pages]
        measured = [median_ratio(ten, one, what) for what in ("wall", "processor", "memory")]
        per_page = median_ratio(one, ten, "processor") * grown[1]
        rows = [
            _line("示例系统", f"{small.gifts:,}", small.pages, one),
            _line("十倍", f"{large.gifts:,}", large.pages, ten),
            (
                "十倍比一倍",
                *(f"{ratio:.1f}" for ratio in (*grown, *measured[:2])),
                f"{per_page:.2f}",
                f"{measured[2]:.1f}",
            ),
        ]
        for number, made in enumerate((small, large)):
            bench = Bench(Path(place) / f"hugo-{number}", round((made.pages - BESIDES) / A_PROJECT))
            runs = [bench.theirs() for _ in range(pairs)]
            rows.append(_line(f"Hugo，{'十倍' if number else '示例'}那么多网页", "", bench.pages()["Hugo"][0], runs))
    limit = "没有超过" if measured[1] <= grown[0] else "超过了"
    return Result(
        "丁　示例的慈善会系统，从数据到网站",
        ("做什么", "捐赠（笔）", "网页数", "用时（秒）", "处理器（秒）", "网页/处理器秒", "内存峰值（MB）"),
        tuple(rows),
        (
            (
                "一家市会、三家县会、三年，各种表都填，由 examples/make.py 生成；十倍是捐赠、项目和募捐活动各十倍，机构和年份不变。"
                f"{pairs} 对，轮流运行，取中位数；都生成到空文件夹。处理器时间是所有进程的总和，受同机其他任务的影响小。"
            ),
            f"上限：捐赠多几倍，处理器时间就不能多过几倍。捐赠 {grown[0]:.1f} 倍，处理器时间 {measured[1]:.1f} 倍，{limit}。",
            "Hugo 的网页是甲部分的样例，只把写好的 Markdown 变成网页；示例的网页平均重得多，还要校验、勾稽、画图和写下载文件。",
        ),
    )
