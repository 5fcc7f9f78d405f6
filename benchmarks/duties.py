"""(g) What following some 12,000 instances of duties costs, beside the same run that only lays out the records."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from disclosure.duties.finding import evaluate
from disclosure.kinds import kind_of
from disclosure.law.duties import catalogue
from disclosure.model import Disclosure, Organisation
from disclosure.problems import Where
from disclosure.reading import Record

from .measure import in_turn, median, median_ratio, run
from .tables import Result

PAIRS = 9
PROJECTS, REPORTS = 1200, 8
TODAY = date(2026, 6, 30)


def following(pairs: int | None = None) -> Result:
    """A run that evaluates, in turn with one that does not."""
    full, bare = in_turn(
        lambda: run([sys.executable, "-m", "benchmarks.duties", "follow"]),
        lambda: run([sys.executable, "-m", "benchmarks.duties"]),
        pairs or PAIRS,
    )
    rows: list[tuple[str, ...]] = [
        (name, f"{median(runs, 'wall'):.2f}", f"{median(runs, 'processor'):.2f}", f"{median(runs, 'memory'):.0f}")
        for name, runs in (("读好记录并算出每一次的期限和状态", full), ("只摆好记录", bare))
    ]
    rows.append(("比值（一对一对地比，取中位数）", *(f"{median_ratio(full, bare, one):.2f}" for one in _MEASURES)))
    count = len(evaluate(_disclosure(), catalogue(), TODAY))
    spent = median(full, "processor") - median(bare, "processor")
    note = f"{len(full)} 对，轮流运行；{count:,} 次公开义务，两者处理器时间相差 {spent:.2f} 秒。"
    return Result("己　算公开义务要多久", ("做什么", "用时（秒）", "处理器（秒）", "内存（MB）"), tuple(rows), (note,))


_MEASURES = ("wall", "processor", "memory")


def _row(kind_id: str, **cells: object) -> Record:
    kind = kind_of(kind_id)
    assert kind is not None  # noqa: S101  (both kinds are there)
    return kind.record.of(cells, Where(f"{kind_id}.csv", None, 2))


def _disclosure() -> Disclosure:
    """An organisation with many projects that run on, each told of every three months."""
    projects, progress = [], []
    for number in range(PROJECTS):
        start = date(2024, 1, 1) + timedelta(number % 90)
        projects.append(_row("projects", id=f"p{number}", name=f"项目{number}", start_on=start.isoformat()))
        for each in range(1, REPORTS + 1):
            told = (start + timedelta(90 * each)).isoformat()
            progress.append(_row("project_progress", project=f"p{number}", as_of=told, platform_on=told))
    body = Organisation.known("sample", {"name": "示例慈善会", "public_fundraising": "是", "org_form": "社会团体"})
    return Disclosure(body, {}, {}, {}, [], {"projects": projects, "project_progress": progress}, {}, TODAY.isoformat())


if __name__ == "__main__":
    laid_out = _disclosure()
    if "follow" in sys.argv[1:]:
        evaluate(laid_out, catalogue(), TODAY)
