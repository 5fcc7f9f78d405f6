"""(h) What publishing costs beside a plain build, and what ten yearly releases weigh."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from .measure import ROOT, Run, median, median_ratio, run
from .tables import Result

PAIRS = 2
YEARS = 10
ADDRESS = "https://example.org"
MEASURES = ("wall", "processor", "memory")
_MARK = re.compile(r"^sample:.*\n", re.MULTILINE)
_DAY = re.compile(r"^prepared_on:.*$", re.MULTILINE)


class Place:
    """A copy of data and articles that may be published: what is marked as a sample may not."""

    def __init__(self, folder: Path, data: Path, content: Path) -> None:
        self.data, self._content, self.site = folder / "data", folder / "content", folder / "site"
        shutil.copytree(data, self.data, ignore=shutil.ignore_patterns("releases"))
        shutil.copytree(content, self._content)
        for one in (self.data / "site.yaml", *self.data.glob("*/organisation.yaml")):
            one.write_text(_MARK.sub("", one.read_text("utf-8")), encoding="utf-8")

    def folders(self, output: Path) -> list[str | Path]:
        """The options that name the folders of a build or a publish."""
        return ["--data", self.data, "--content", self._content, "--output", output]

    def _run(self, command: str, output: Path, *more: str) -> Run:
        return run([sys.executable, "-m", "disclosure", command, *self.folders(output), *more])

    def build(self) -> Run:
        """A plain build into an empty place."""
        output = self.site.with_name("built")
        shutil.rmtree(output, ignore_errors=True)
        return self._run("build", output)

    def publish(self) -> Run:
        """A release of what stands in the folders."""
        return self._run("publish", self.site, "--site-url", ADDRESS)

    def turn(self, day: str) -> None:
        """Change the one cell that every page shows: the day on which the data was put together."""
        path = self.data / "site.yaml"
        path.write_text(_DAY.sub(f"prepared_on: {day}", path.read_text("utf-8")), encoding="utf-8")

    @property
    def day(self) -> str:
        """That day as it stands."""
        found = _DAY.search((self.data / "site.yaml").read_text("utf-8"))
        assert found is not None  # noqa: S101  (no site is without it)
        return found[0].partition(":")[2].strip().strip("\"'")


def _later(day: str, years: int) -> str:
    return f"{int(day[:4]) + years}{day[4:]}"


def _megabytes(folder: Path) -> float:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1_000_000


def _costs(folder: Path, pairs: int) -> Result:
    place = Place(folder, ROOT / "examples" / "data", ROOT / "examples" / "content")
    day = place.day
    place.publish()
    built, same, changed = [], [], []
    for number in range(1, pairs + 1):
        built.append(place.build())
        same.append(place.publish())
        place.turn(_later(day, number))
        changed.append(place.publish())
    rows = [
        (name, *(f"{median(runs, one):.1f}" for one in MEASURES[:2]), f"{median(runs, 'memory'):,.0f}")
        for name, runs in (("只生成", built), ("发布，什么也没有变", same), ("发布，改了一格", changed))
    ]
    rows += [
        (f"{name}比只生成", *(f"{median_ratio(runs, built, one):.2f}" for one in MEASURES))
        for name, runs in (("没有变", same), ("改一格", changed))
    ]
    return Result(
        "庚　发布要多久",
        ("做什么", "用时（秒）", "处理器（秒）", "内存峰值（MB）"),
        tuple(rows),
        (
            (
                f"示例的慈善会系统（去掉示例标记），{pairs} 组，轮流运行，取中位数。"
                "改的一格是数据整理日期，每一页都写着它；没有变的也重新生成一遍，同上一次发布逐字节比对。"
            ),
            "发布比生成多做：先检查，再逐页核对链接，算每个文件的指纹，同上一次比，压缩，打开文件权限，换上。",
        ),
    )


def _weights(folder: Path) -> Result:
    place = Place(folder, ROOT / "data", ROOT / "content")
    day = place.day
    measured = []
    for number in range(YEARS):
        place.turn(_later(day, number))
        place.publish()
        if number in {0, YEARS - 1}:
            kept = (place.data / "releases", place.site.resolve() / "releases", place.site.resolve())
            measured.append([_megabytes(one) for one in kept])
    first, last = measured
    names = ("版本库里的发布记录", "网站上各次发布的数据", "整个网站")
    return Result(
        "庚之二　十次年度发布有多大（MB）",
        ("哪一部分", "第 1 次以后", f"第 {YEARS} 次以后", "每多一次"),
        tuple(
            (name, f"{one:.2f}", f"{ten:.2f}", f"{(ten - one) / (YEARS - 1):.2f}")
            for name, one, ten in zip(names, first, last, strict=True)
        ),
        ("两家机构的真实数据，每年只改整理日期；数据一年年增加时，每次留下的是当时的数据文件。",),
    )


def publishing(pairs: int | None = None) -> list[Result]:
    """Times beside a plain build, and weights."""
    with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as place:
        return [_costs(Path(place) / "example", pairs or PAIRS), _weights(Path(place) / "real")]
