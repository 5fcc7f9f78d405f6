"""(s) What a question to the search loads, and what the index costs: the example, 2,000 projects, and the example grown to 20,000 pages."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from disclosure.engine import indexing
from disclosure.search import SearchablePage, SearchAbout, synonyms, write_index

from . import sample
from .measure import ROOT, run
from .tables import Result

PROJECTS = 2_000
PAGES = 20_000
_QUERIES = ROOT / "tests" / "searches.yaml"
_RUNNER = ROOT / "tests" / "search.mjs"
_ENGINE = ROOT / "theme" / "js" / "search.js"


def searching() -> Result:
    """Bytes of shards a question, unpacked and gzipped, and the share of the build's processor time."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sample.write(folder / "sample", sample.make(PROJECTS))
        names = [
            "助学",
            "护老",
            "城东",
            "支出",
            "乡村图书",
            "城东助学第1号项目",
            "独居老人",
            "受益 2020",
            "心理关怀",
            "100万",
        ]
        example = ROOT / "examples"
        rows = [
            _built("示例", example, folder / "example-site", _asked()),
            _built(f"{PROJECTS:,} 个项目", folder / "sample", folder / "sample-site", names),
            _grown(folder / "example-site", _asked()),
        ]
    return Result(
        "巳　站内搜索",
        ("网站", "网页", "索引（MB）", "文件", "一问平均（KB）", "最多（KB）", "压缩后平均（KB）", "占生成时间"),
        tuple(rows),
        (
            "一问：刚打开搜索页的人问一次、看第一屏结果时读的碎片，不压缩；about.js 一次访问读一回，不算在内。",
            "占生成时间：做索引的处理器时间，比整个生成的处理器时间。两万页是示例的网页重复成的，没有生成时间可比。",
        ),
    )


def _asked() -> list[str]:
    """The questions of the tests about the example."""
    lines = _QUERIES.read_text("utf-8").splitlines()
    return [
        json.loads(match[1]) for line in lines if (match := re.search(r"site: example.*? query: (\"[^\"]*\")", line))
    ]


def _built(name: str, source: Path, output: Path, queries: Sequence[str]) -> tuple[str, ...]:
    options = ["--data", source / "data", "--content", source / "content", "--output", output]
    whole = run([sys.executable, "-m", "disclosure", "build", *options]).processor
    pages = list(_pages(output))
    start = time.process_time()
    write_index(_anew(output), pages, _about())
    spent = time.process_time() - start
    return _row(name, output, len(pages), queries, f"{spent / whole:.1%}")


def _grown(output: Path, queries: Sequence[str]) -> tuple[str, ...]:
    """The pages of the example again and again, as if more organisations had such pages."""
    pages = list(_pages(output))
    many = [replace(page, org=f"{page.org}-{turn}") for turn in range(-(-PAGES // len(pages))) for page in pages]
    write_index(_anew(output), many[:PAGES], _about())
    return _row(f"示例 × {-(-PAGES // len(pages))}", output, PAGES, queries, "")


def _anew(output: Path) -> Path:
    """The site without its index."""
    for name in ("blocks", "terms", "words"):
        shutil.rmtree(output / "search" / name)
    return output


def _about() -> SearchAbout:
    return SearchAbout({}, {}, synonyms())


def _pages(output: Path) -> Iterable[SearchablePage]:
    """The pages of a finished site as its build took them, from the blocks that it wrote."""
    seen: dict[str, SearchablePage] = {}
    for file in sorted((output / "search" / "blocks").glob("*.js")):
        path, _, group, org, _ = json.loads(file.read_text("utf-8").partition(",")[2].rpartition(")")[0])
        if path not in seen or group != 3:  # noqa: PLR2004  (documents stand on pages that say other things, too)
            seen[path] = SearchablePage(path, f"{path}index.html", org, indexing.ResultGroup(group))
    return seen.values()


def _row(name: str, output: Path, pages: int, queries: Sequence[str], share: str) -> tuple[str, ...]:
    asked = json.dumps([{"query": query, "org": "", "most": 2} for query in queries])
    done = subprocess.run(["node", _RUNNER, _ENGINE, output], input=asked, capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    loads = [[path for path, _ in answer["loads"] if "about" not in path] for answer in answers]
    sizes = [sum(_size(output / path) for path in paths) for paths in loads]
    packed = [sum(_packed(output / path) for path in paths) for paths in loads]
    files = [file for file in (output / "search").rglob("*.js") if file.is_file()]
    return (
        name,
        f"{pages:,}",
        f"{sum(map(_size, files)) / 1e6:.1f}",
        f"{len(files):,}",
        f"{sum(sizes) / len(sizes) / 1024:.1f}",
        f"{max(sizes) / 1024:.1f}",
        f"{sum(packed) / len(packed) / 1024:.1f}",
        share,
    )


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0)) if file.is_file() else 0
