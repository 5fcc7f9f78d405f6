"""(w) What Lighthouse gives eight types of pages on a slow phone: the example ten times, served gzipped, the best of some runs."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .measure import ENVIRONMENT, ROOT, run
from .tables import Result
from .weight import TIMES, first_view, type_of

# npx keeps it apart from node_modules: 176 MB that no other target needs.
LIGHTHOUSE = "lighthouse@13.5.0"
RUNS = 3
HEAVIEST = 3
PAGES = 8
SLOWER = 4  # times slower than this machine: Lighthouse's slow phone
ORG = "shili"
_PATIENCE = 300.0  # seconds
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_AUDITS = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
_KINDS = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# What is looked at beside the heaviest; where there are years, the year that weighs most.
_TYPES = {
    "机构首页": "index.html",
    "数据探索": "explore/index.html",
    "公开义务": "obligations/index.html",
    "善款去向": "finances/*/flow/index.html",
    "财务总览": "finances/*/index.html",
    "项目列表": "projects/index.html",
    "年度概览": "years/*/index.html",
}


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve *folder* as a web server does that packs what it sends; yields the address."""
    place = folder.resolve()

    @cache
    def packed(file: Path) -> bytes:
        return gzip.compress(file.read_bytes(), 6, mtime=0)

    class PackingHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = (place / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
            file = file / "index.html" if file.is_dir() else file
            known = file.is_file() and file.is_relative_to(place)
            text = known and file.suffix in _KINDS
            body = b"" if not known else packed(file) if text else file.read_bytes()
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(body)))
            if text:
                self.send_header("Content-Type", _KINDS[file.suffix])
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), PackingHandler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _audited(address: str, report: Path, browser: str) -> dict[str, Any]:
    """What Lighthouse reports of an address."""
    flags = "--headless=new" + (" --no-sandbox" if hasattr(os, "geteuid") and os.geteuid() == 0 else "")
    command = [
        *("npx", "--yes", LIGHTHOUSE, address, "--quiet", f"--chrome-flags={flags}"),
        *("--output=json", f"--output-path={report}", f"--throttling.cpuSlowdownMultiplier={SLOWER}"),
    ]
    environment = {**ENVIRONMENT, "CHROME_PATH": browser}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(command)}\n{ended.stderr}")
    answer: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return answer


def _chosen(site: Path) -> dict[str, tuple[str, Path]]:
    """Pages by their address: the heaviest of three types, and the heaviest of each further type."""
    sizes = sorted(((first_view(site, page), page) for page in site.glob("*/**/index.html")), reverse=True)
    chosen: dict[str, tuple[str, Path]] = {}
    for _, page in sizes:
        org, _, below = page.relative_to(site).parent.as_posix().partition("/")
        name = f"最重：{type_of(f'{below}/' if below else '')}"
        if org and name not in chosen and len(chosen) < HEAVIEST:
            chosen[name] = (page.relative_to(site).as_posix(), page)
    taken = {page for _, page in chosen.values()}
    for name, form in _TYPES.items():
        page = next((page for _, page in sizes if page not in taken and page in set((site / ORG).glob(form))), None)
        if page and len(chosen) < PAGES:
            chosen[name] = (page.relative_to(site).as_posix(), page)
    return chosen


def lighthouse(site: Path | None, runs: int | None) -> Result:
    """The best of some *runs* on each page of *site*, or of the example ten times, which is then built first."""
    if not shutil.which("npx"):
        sys.exit("没有找到 npx。请安装 Node.js 22 以上再测。")
    whole = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""  # with all that the one of readers has
    browser = subprocess.run(
        [ROOT / "bin" / "ensure-chromium"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROMIUM": whole},
    ).stdout.strip()
    times = runs or RUNS
    named = f"示例 × {TIMES}" if site is None else str(site)
    loads = []
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if site is None:
            site = folder / "site"
            run([sys.executable, ROOT / "examples" / "make.py", folder / "example", "--times", str(TIMES)])
            sources = ["--data", folder / "example" / "data", "--content", folder / "example" / "content"]
            run([sys.executable, "-m", "disclosure", "build", *sources, "--output", site])
        with _serving(site) as origin:
            for name, (address, _) in _chosen(site).items():
                reports = []
                for _ in range(times):
                    reports.append(_audited(f"{origin}/{address}", folder / "report.json", browser))
                    loads.append(os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0)
                best = max(reports, key=lambda report: report["categories"]["performance"]["score"] or 0)
                scores = [f"{best['categories'][key]['score'] or 0:.2f}" for key in _CATEGORIES]
                audits = [best["audits"][key].get("displayValue", "—") for key in _AUDITS]
                rows.append((f"{name}（{address.removesuffix('index.html')}）", *scores, *audits))
    return Result(
        "乙之三　Lighthouse：慢的手机",
        ("网页", "速度", "无障碍", "做法", "SEO", "最大内容出现", "堵塞", "移位"),
        tuple(rows),
        (
            (
                f"{LIGHTHOUSE}，手机，处理器再慢 {SLOWER} 倍，网站是{named}，gzip 发送，每页测 {times} 次取最好的一次。"
                f"测的时候机器的负载是 {min(loads, default=0):.1f}—{max(loads, default=0):.1f}（{os.cpu_count()} 个处理器）："
                "负载高，堵塞的时间就长，速度就低。"
            ),
        ),
    )
