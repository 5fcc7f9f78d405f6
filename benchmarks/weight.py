"""(b) What the first view of a page weighs, gzipped, beside a plain Plotly page with the same charts."""

from __future__ import annotations

import gzip
import json
import re
import sys
import tempfile
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from . import sample
from .measure import ROOT, run
from .tables import Result

LIMIT = 60 * 1024
PROJECTS = 2_000
TIMES = 10  # as many gifts, projects and appeals as the example has
HEAVIEST = 8  # pages of a large site that are named

# Page types by what their address begins with, the longest first; * is one segment.
TYPES = (
    ("finances/*/checks/", "勾稽表"),
    ("finances/*/*/", "财务分页"),
    ("finances/*/", "财务总览"),
    ("finances/", "财务入口"),
    ("years/*/", "年度概览"),
    ("years/", "年度列表"),
    ("projects/type/*/", "项目类别"),
    ("projects/*/", "项目"),
    ("projects/", "项目列表"),
    ("funds/*/", "基金"),
    ("emergencies/*/", "应急行动"),
    ("facts/*/", "数字台账"),
    ("facts/", "台账入口"),
    ("news/*/", "文章"),
    ("about/*/", "说明"),
    ("data/", "数据下载"),
    ("site-map/", "目录"),
    ("*/", "事项列表"),
    ("", "机构首页"),
)

_LOADED = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
_CHART = re.compile(r'<figure id="fig-([^"]+)"')


@cache
def _gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def first_view(output: Path, page: Path) -> int:
    """Bytes that a browser loads before anyone taps: the page, its styles and its scripts, each gzipped."""
    base = "/" + page.relative_to(output).as_posix()
    found = dict.fromkeys(_LOADED.findall(page.read_text("utf-8")))
    return _gzipped(page) + sum(_gzipped(output / urljoin(base, one).lstrip("/")) for one in found)


def type_of(address: str) -> str:
    """The type of a page by its *address* below the organisation."""
    return next(
        (name for form, name in TYPES if re.fullmatch(re.escape(form).replace(r"\*", "[^/]+"), address)), "其他"
    )


def plotly_page(output: Path, org: str, page: Path) -> int | None:
    """Bytes of a page that shows the same charts as Plotly does by itself: one file, its script inside."""
    from plotly.io import to_html

    folder = output / org / "data" / "charts"
    files = [folder / f"{one}.json" for one in _CHART.findall(page.read_text("utf-8"))]
    figures = [json.loads(one.read_text("utf-8")) for one in files if one.is_file()]
    if not figures:
        return None
    parts = [
        to_html({key: one[key] for key in ("data", "layout")}, include_plotlyjs=not at, full_html=False, validate=False)
        for at, one in enumerate(figures)
    ]
    html = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>' + "".join(parts)
    return len(gzip.compress(html.encode(), 6, mtime=0))


def weight(_pairs: int | None = None) -> Result:
    """The heaviest page of each type of the real site, in KB."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place) / "site"
        run([sys.executable, "-m", "disclosure", "build", "--output", output])
        heaviest: dict[str, tuple[int, str, Path]] = {
            "全站首页": (first_view(output, output / "index.html"), "", output)
        }
        counts = {"全站首页": 1}
        for page in sorted(output.glob("*/**/index.html")):
            org, _, address = page.relative_to(output).parent.as_posix().partition("/")
            name = type_of(f"{address}/" if address else "")
            size = first_view(output, page)
            counts[name] = counts.get(name, 0) + 1
            if size > heaviest.get(name, (0,))[0]:
                heaviest[name] = (size, org, page)
        rows = []
        for name, (size, org, page) in sorted(heaviest.items(), key=lambda one: -one[1][0]):
            other = plotly_page(output, org, page) if org else None
            against = (f"{other / 1024:.0f}", f"1/{other / size:.0f}") if other else ("没有图", "")
            rows.append((name, str(counts[name]), f"{size / 1024:.1f}", f"{size / LIMIT:.0%}", *against))
    return Result(
        "乙　首屏要下载多少",
        ("页面类型（取最重的一页）", "页数", "首屏（KB）", "占 60 KB 上限", "Plotly 页（KB）", "比值"),
        tuple(rows),
        (
            (
                "首屏：网页、样式和不用点就会加载的脚本，逐个 gzip（6 级）后相加。"
                "Plotly 页：用 plotly.io.to_html 把同样的图做成一个网页，脚本放在页内，同样 gzip。"
            ),
        ),
    )


def large_sites() -> Result:
    """The heaviest pages of two large sites, in KB: the example ten times, and an organisation of 2,000 projects."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run([sys.executable, ROOT / "examples" / "make.py", folder / "example", "--times", str(TIMES)])
        sample.write(folder / "sample", sample.make(PROJECTS))
        for name, source in ((f"示例 × {TIMES}", "example"), (f"{PROJECTS:,} 个项目", "sample")):
            output = folder / f"{source}-site"
            options = ["--data", folder / source / "data", "--content", folder / source / "content", "--output", output]
            run([sys.executable, "-m", "disclosure", "build", *options])
            sizes = sorted(
                (
                    (first_view(output, page), page.relative_to(output).parent.as_posix())
                    for page in output.rglob("*.html")
                ),
                reverse=True,
            )
            over = sum(size > LIMIT for size, _ in sizes)
            rows.append((name, f"{len(sizes):,} 页", "", f"{over} 页超过"))
            rows += [(name, address, f"{size / 1024:.1f}", f"{size / LIMIT:.0%}") for size, address in sizes[:HEAVIEST]]
    return Result(
        "乙之二　很大的网站里最重的几页",
        ("网站", "网页", "首屏（KB）", "占 60 KB 上限"),
        tuple(rows),
        ("量法同上表。",),
    )
