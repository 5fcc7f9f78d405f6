"""(c) What a check of the real data costs beside the start of Python with pandas, a measure that everybody knows."""

from __future__ import annotations

import sys

from .measure import in_turn, median, median_ratio, run
from .tables import Result

PAIRS = 9


def checking(pairs: int | None = None) -> Result:
    """`make check` on data/, in turn with `import pandas`."""
    checks, starts = in_turn(
        lambda: run([sys.executable, "-m", "disclosure", "check"]),
        lambda: run([sys.executable, "-c", "import pandas"]),
        pairs or PAIRS,
    )
    rows: list[tuple[str, ...]] = [
        (name, f"{median(runs, 'wall'):.2f}", f"{median(runs, 'processor'):.2f}", f"{median(runs, 'memory'):.0f}")
        for name, runs in (("检查真实数据（make check）", checks), ("只启动 Python 并 import pandas", starts))
    ]
    rows.append(("比值（一对一对地比，取中位数）", *(f"{median_ratio(checks, starts, one):.2f}" for one in _MEASURES)))
    return Result(
        "丙　检查数据要多久",
        ("做什么", "用时（秒）", "处理器（秒）", "内存（MB）"),
        tuple(rows),
        (f"{len(checks)} 对，轮流运行。只有短表的检查自己不载入 pandas；定的界限是 2 倍。",),
    )


_MEASURES = ("wall", "processor", "memory")
