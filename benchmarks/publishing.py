"""(h) What publishing costs beside a plain build, and what ten yearly releases weigh."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .measure import ROOT, Run, median, median_ratio, run
from .tables import Result

PAIRS = 2
YEARS = 10
ADDRESS = "https://example.org"
MEASURES = ("wall", "processor", "memory")
# What only a sample may say: that it is one, and credit codes that nobody has.
_MARK = re.compile(r"^(?:sample|uscc):.*\n", re.MULTILINE)
_TAGLINE = re.compile(r"^tagline:.*$", re.MULTILINE)


def version(number: int) -> str:
    """What a site says of itself the *number*-th time; without digits, because a number that goes asks for a correction."""
    return "版本" + "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:03}")


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
        """A plain build where one stands already, as a publish finds the site of the release before."""
        return self._run("build", self.site.with_name("built"))

    def publish(self) -> Run:
        """A release of what stands in the folders."""
        return self._run("publish", self.site, "--site-url", ADDRESS)

    def turn(self, number: int) -> None:
        """Change the one text that every page shows: what the site says of itself."""
        path = self.data / "site.yaml"
        path.write_text(_TAGLINE.sub(f"tagline: {version(number)}", path.read_text("utf-8")), encoding="utf-8")


def _megabytes(folder: Path) -> float:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1_000_000


def _costs(folder: Path, pairs: int) -> Result:
    place = Place(folder, ROOT / "examples" / "data", ROOT / "examples" / "content")
    place.build()
    place.publish()
    built, same, changed = [], [], []
    for number in range(1, pairs + 1):
        built.append(place.build())
        same.append(place.publish())
        place.turn(number)
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
                f"示例的慈善会系统（去掉示例标记），{pairs} 组，轮流运行，取中位数；两样都换掉上一次做好的网站。"
                "改的一格是一句话介绍，每一页都写着它；没有变的也重新生成一遍，同上一次发布逐字节比对。"
            ),
            (
                "发布比生成多做：先检查，再逐页核对链接，算每个文件的指纹，同上一次比，压缩，打开文件权限，换上。"
                "没有变的，核对过服务器上的就是那一份，就不再压缩、不再换。"
            ),
        ),
    )


def _weight(place: Place, title: str, whose: str) -> Result:
    """What ten yearly releases weigh, and the first of them."""
    measured = []
    for number in range(YEARS):
        place.turn(number)
        place.publish()
        if number in {0, YEARS - 1}:
            kept = (place.data / "releases", place.site.resolve() / "releases", place.site.resolve())
            measured.append([_megabytes(one) for one in kept])
    first, last = measured
    names = ("版本库里的发布记录", "网站上各次发布的数据", "整个网站")
    return Result(
        title,
        ("哪一部分", "第 1 次以后", f"第 {YEARS} 次以后", "每多一次"),
        tuple(
            (name, f"{one:.2f}", f"{ten:.2f}", f"{(ten - one) / (YEARS - 1):.2f}")
            for name, one, ten in zip(names, first, last, strict=True)
        ),
        (f"{whose}，每年只改一句话介绍；数据一年年增加时，每次留下的是当时的数据文件。",),
    )


def _weights(folder: Path, pairs: int) -> Iterator[Result]:
    example = Place(folder / "example", ROOT / "examples" / "data", ROOT / "examples" / "content")
    yield _weight(example, "庚之四　示例的十次年度发布有多大（MB）", "示例的慈善会系统（去掉示例标记）")
    place = Place(folder / "real", ROOT / "data", ROOT / "content")
    yield _weight(place, "庚之二　十次年度发布有多大（MB）", "两家机构的真实数据")
    place.build()
    built, same = [], []
    for _ in range(pairs + 1):
        built.append(place.build())
        same.append(place.publish())
    rows = [
        (name, *(f"{median(runs, measure):.1f}" for measure in MEASURES[:2]), f"{median(runs, 'memory'):,.0f}")
        for name, runs in (("只生成", built), ("发布，什么也没有变", same))
    ]
    rows.append(("没有变比只生成", *(f"{median_ratio(same, built, measure):.2f}" for measure in MEASURES)))
    yield Result(
        "庚之三　第十次发布以后再发布一次",
        ("做什么", "用时（秒）", "处理器（秒）", "内存峰值（MB）"),
        tuple(rows),
        (f"两家机构的真实数据，网站里有十次发布的记录；{pairs + 1} 组，轮流运行，取中位数。",),
    )


def publishing(pairs: int | None = None) -> list[Result]:
    """Times beside a plain build, and weights."""
    with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as place:
        costs = _costs(Path(place) / "costs", pairs or PAIRS)
        return [costs, *_weights(Path(place), pairs or PAIRS)]
