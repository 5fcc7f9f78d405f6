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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from disclosure.compose import compose
from disclosure.engine import indexing
from disclosure.search import SearchablePage, SearchAbout, synonyms, write_index
from disclosure.settings import Settings
from disclosure.storage import TreeFiles

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
        output = folder / "example-site"
        small, whole = _built("示例", example, output, _asked())
        large, _ = _built(f"{PROJECTS:,} 个项目", folder / "sample", folder / "sample-site", names)
        rows = [small, large, _grown(example, output, _asked(), whole)]
    return Result(
        "辰　站内搜索",
        (
            "网站",
            "网页",
            "索引（MB）",
            "文件",
            "一问平均（KB）",
            "最多（KB）",
            "其中词表（KB）",
            "落空的（KB）",
            "压缩后平均（KB）",
            "占生成时间",
        ),
        tuple(rows),
        (
            "一问：刚打开搜索页的人问一次、看第一屏结果时读的碎片，不压缩；about.js 一次访问读一回，不算在内。",
            "落空的：读了、核对后却没有结果的正文碎片。",
            "占生成时间：做索引的处理器时间，比整个生成的处理器时间。两万页是示例的网页重复成的，比的是示例生成时间的同样多倍。",
        ),
    )


def _asked() -> list[str]:
    """The questions of the tests about the example."""
    lines = _QUERIES.read_text("utf-8").splitlines()
    return [
        json.loads(match[1]) for line in lines if (match := re.search(r"site: example.*? query: (\"[^\"]*\")", line))
    ]


def _built(name: str, source: Path, output: Path, queries: Sequence[str]) -> tuple[tuple[str, ...], float]:
    """The row of a site, and the processor time of its build."""
    options = ["--data", source / "data", "--content", source / "content", "--output", output]
    whole = run([sys.executable, "-m", "disclosure", "build", *options]).processor
    pages = _pages(source)
    start = time.process_time()
    write_index(TreeFiles(_anew(output)), pages, _about())
    spent = time.process_time() - start
    return _row(name, output, len(pages), queries, f"{spent / whole:.1%}"), whole


def _grown(source: Path, output: Path, queries: Sequence[str], whole: float) -> tuple[str, ...]:
    """The pages of the example again and again, as if more organisations had such pages; *whole* is what the build of one takes."""
    pages = _pages(source)
    times = -(-PAGES // len(pages))
    many = [
        replace(page, org=f"{page.org}-{turn}", path=f"{turn}/{page.path}") for turn in range(times) for page in pages
    ]
    start = time.process_time()
    write_index(TreeFiles(_anew(output)), many[:PAGES], _about())
    spent = time.process_time() - start
    return _row(f"示例 × {times}", output, PAGES, queries, f"{spent / (whole * PAGES / len(pages)):.1%}")


def _anew(output: Path) -> Path:
    """The site without its index."""
    for name in ("blocks", "terms", "words"):
        shutil.rmtree(output / "search" / name)
    return output


def _about() -> SearchAbout:
    return SearchAbout({}, {}, synonyms())


def _pages(source: Path) -> list[SearchablePage]:
    """The pages of a site as its build takes them."""
    settings = Settings.from_file(ROOT / "pelicanconf.py", source / "data", source / "content")
    composed = compose(source / "data", source / "content", settings.markdown, allow_sample=settings.allow_sample)
    return list(indexing.searchable(composed.edition().sections))


def _row(name: str, output: Path, pages: int, queries: Sequence[str], share: str) -> tuple[str, ...]:
    asked = json.dumps([{"query": query, "org": "", "most": 2} for query in queries])
    done = subprocess.run(["node", _RUNNER, _ENGINE, output], input=asked, capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    loads = [[path for path, _ in answer["loads"] if "about" not in path] for answer in answers]
    sizes = [sum(_size(output / path) for path in paths) for paths in loads]
    lists = [sum(_size(output / path) for path in paths if "/blocks/" not in path) for paths in loads]
    idle = [sum(_size(output / path) for path in answer["idle"]) for answer in answers]
    packed = [sum(_packed(output / path) for path in paths) for paths in loads]
    files = [file for file in (output / "search").rglob("*.js") if file.is_file()]
    means = [f"{sum(values) / len(values) / 1024:.1f}" for values in (sizes, lists, idle, packed)]
    return (
        *(name, f"{pages:,}", f"{sum(map(_size, files)) / 1e6:.1f}", f"{len(files):,}"),
        *(means[0], f"{max(sizes) / 1024:.1f}", *means[1:], share),
    )


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0)) if file.is_file() else 0
