"""(r) How long a warm process needs for the whole site after one cell has changed, beside Hugo's build from nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from .building import Bench
from .measure import ROOT, Run, median, median_ratio, run
from .tables import Result

SIZE = 2_000
PAIRS = 3


def rebuilding(pairs: int | None = None) -> list[Result]:
    """One cell of 2,000 projects, changed again and again."""
    with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as place:
        bench = Bench(Path(place), SIZE)
        times = Path(place) / "times.json"
        run([sys.executable, "-m", "benchmarks.rebuilding", place, str(pairs or PAIRS), times])
        measured = json.loads(times.read_text("utf-8"))
        ours = [Run(**values) for values in measured["saves"]]
        theirs = [bench.theirs() for _ in ours]
    first = Run(**measured["first"])
    rows = [
        ("第一次，从头生成", f"{first.wall:.1f}", f"{first.processor:.1f}", f"{measured['pages']:,}"),
        (
            "改一个格子以后",
            f"{median(ours, 'wall'):.1f}",
            f"{median(ours, 'processor'):.1f}",
            f"{measured['changed']:,}",
        ),
        ("Hugo 从头生成", f"{median(theirs, 'wall'):.1f}", f"{median(theirs, 'processor'):.1f}", ""),
        (
            f"比值（{len(ours)} 对，取中位数）",
            *(f"{median_ratio(ours, theirs, measure):.2f}" for measure in ("wall", "processor")),
            "",
        ),
    ]
    return [
        Result(
            "巳　2,000 个项目改一个格子，整个网站重做要多久",
            ("做什么", "用时（秒）", "处理器（秒）", "写了几页"),
            tuple(rows),
            (
                (
                    "同一个进程接着做，和工作台一样；公示栏先排完。改的是一个项目的名称；没有变的网页照搬上一次的，"
                    "没有变的表的下载也照搬；读表、核对和排版只重做看过变了的表的那些，搜索索引只重读变了的网页。"
                ),
            ),
        )
    ]


def main(arguments: list[str]) -> int:
    """Build the site of a folder, finish its sheets, change a cell again and again; what it took goes to a file."""
    from disclosure.edge import collect_seldom
    from disclosure.engine import BuildCache, prepare
    from disclosure.output import Renderer

    collect_seldom()  # as the desk does before its first build
    folder, saves, times = Path(arguments[0]), int(arguments[1]), Path(arguments[2])
    cache = BuildCache()
    written = 0
    render = Renderer.render

    def counted(*given: object) -> str:
        nonlocal written
        written += 1
        return render(*given)  # type: ignore[arg-type]

    def build() -> dict[str, float]:
        started, used = time.perf_counter(), sum(os.times()[:4])
        places = (folder / "data", folder / "content", folder / "again", ROOT / "pelicanconf.py")
        prepare(*places, cache).write()
        return {"wall": time.perf_counter() - started, "processor": sum(os.times()[:4]) - used, "memory": 0.0}

    first = build()
    pages = len(list((folder / "again").rglob("*.html")))
    while cache.tree and cache.tree.without_sheets:
        build()
    Renderer.render = counted  # type: ignore[method-assign,assignment]
    table = next(folder.glob("data/*/projects.csv"))
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    name = rows[0].index("名称")
    measured = []
    for number in range(saves):
        rows[1][name] = f"换过的名称{'甲乙丙丁戊己庚辛壬癸'[number % 10]}"
        with table.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(rows)
        written = 0
        measured.append(build())
    times.write_text(
        json.dumps({"first": first, "saves": measured, "pages": pages, "changed": written}), encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
