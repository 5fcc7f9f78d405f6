"""`make serve`: build, show on this machine, and build again when something is saved; the last good site stays up.

While the data is broken every page says so and leads to the report; open pages load again by themselves after a build.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..accounts import last_good
from ..problems import machine_reason

ROOT = Path(__file__).resolve().parents[3]

# Addresses of the preview itself, which no site has.
REPORT, LIVE = "/.report/", "/.live.js"
_WAIT = 20.0  # seconds that a browser is kept waiting for the next build

_BANNER = (
    '<p class="sample" role="status"><span class="wrap">现在的数据有错，这里还是上一次的网页。'
    f'<a href="{REPORT}">看检查报告</a></span></p>'
)
_PAGE = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>预览</title></head><body>{}</body></html>'
_NOT_YET = _PAGE.format("<p>网站还没有生成。</p>")
_UNEXPLAINED = _PAGE.format("<p>这次没有做成，原因写在运行 make serve 的窗口里。</p>")
_NO_FAULT = _PAGE.format('<p>现在的数据没有必须改的问题。</p><p><a href="/">看网站</a></p>')
# Asks again and again until a build has ended, then loads the page anew.
_LIVE_SCRIPT = """(function ask() {
  "use strict";
  fetch("%s?after=%d", { cache: "no-store" }).then(
    function (answer) { if (answer.status === 200) location.reload(); else ask(); },
    function () { setTimeout(ask, 2000); }
  );
})();
"""


@dataclass(slots=True)
class Preview:
    """What is shown: how many builds there were, and the report of the last one where it failed."""

    output: Path
    builds: int = 0
    report: bytes | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)

    def built(self, report: bytes | None) -> None:
        """Note that a build has ended; *report* is the page that says why it failed."""
        with self.changed:
            self.builds += 1
            self.report = report
            self.changed.notify_all()

    def wait(self, after: int) -> bool:
        """Whether there was a build since *after*; waits for one for a while."""
        with self.changed:
            return self.changed.wait_for(lambda: self.builds > after, _WAIT)

    def dressed(self, page: bytes) -> bytes:
        """A page with what the preview has to say: the banner where the data is broken, the script that loads it again."""
        if self.report is not None:
            start = page.find(b"<body")
            inside = page.find(b">", start) + 1 if start >= 0 else 0
            page = page[:inside] + _BANNER.encode() + page[inside:]
        head, end, tail = page.rpartition(b"</body>")
        return head + f'<script src="{LIVE}" defer></script>'.encode() + end + tail


class _Handler(SimpleHTTPRequestHandler):
    """Static files without a cache, with the site's own 404 page, silent."""

    def __init__(self, *arguments: Any, preview: Preview, **options: Any) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.output), **options)

    def do_GET(self) -> None:
        address, _, query = self.path.partition("?")
        if address == LIVE:
            self._live(query)
        elif address == REPORT or (self.preview.report is not None and not self._has_site()):
            self._page(200, self.preview.report or _NO_FAULT.encode(), refresh=True)
        elif not self._has_site():
            self._page(200, _NOT_YET.encode(), refresh=True)
        else:
            page = self._page_of(address)
            if page is None:
                super().do_GET()
            else:
                self._page(200, self.preview.dressed(page.read_bytes()))

    def _has_site(self) -> bool:
        return (self.preview.output / "index.html").is_file()

    def _page_of(self, address: str) -> Path | None:
        """The page at an address, where there is one; folders without a slash are left to be redirected."""
        path = Path(self.translate_path(address))
        if path.is_dir() and address.endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _live(self, query: str) -> None:
        known = query.partition("after=")[2]
        if not known.isdigit():
            self._send(200, "text/javascript", (_LIVE_SCRIPT % (LIVE, self.preview.builds)).encode())
        else:
            self._send(200 if self.preview.wait(int(known)) else 204, "text/plain", b"")

    def _page(self, code: int, body: bytes, *, refresh: bool = False) -> None:
        self._send(code, "text/html", body, {"Refresh": "5"} if refresh else {})

    def _send(self, code: int, kind: str, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        page = self.preview.output / "404.html"
        if code == 404 and page.is_file():  # noqa: PLR2004
            self._page(code, self.preview.dressed(page.read_bytes()))
        else:
            self._page(code, _PAGE.format(f"<p>打不开这个地址（{code}）。</p>").encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the terminal is for reports."""


class _Server(ThreadingHTTPServer):
    """A server to which a browser that went away is nothing worth telling, and which tells other faults in a line."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there, two programs would get the same port without a word

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        error = sys.exception()
        if isinstance(error, OSError) and not isinstance(error, ConnectionError):
            print(f"有一页没有打开：{machine_reason(error)}。", file=sys.stderr, flush=True)
        elif error is not None and not isinstance(error, ConnectionError):
            print(f"有一页没有打开：程序自己出了错（{type(error).__name__}）。", file=sys.stderr, flush=True)


def serve(data: Path, content: Path, output: Path, settings: Path, host: str, port: int) -> int:
    """Serve *output* at http://*host*:*port*/ and rebuild on every change; ends with Ctrl-C."""
    from watchfiles import DefaultFilter, watch

    preview = Preview(output)

    def rebuild() -> bool:
        started = time.monotonic()
        report = _build(data, content, output, settings)
        preview.built(report)
        if report is None:
            print(f"做好了，用了 {time.monotonic() - started:.1f} 秒。", flush=True)
        return report is None

    try:
        server = _Server((host, port), partial(_Handler, preview=preview))
    except OSError as error:
        raise SystemExit(
            f"端口 {port} 打不开（{machine_reason(error)}）。请换一个，例如 make serve PORT={port + 1}。"
        ) from None
    if not rebuild() and not (output / "index.html").is_file():
        print("网站还没有生成。请先改好上面的问题；改好保存后会自动重做。", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://{host}:{server.server_port}"
    print(f"网站在 {address}/ ，按 Ctrl-C 停止。改动保存后自动重做，打开的网页会自己刷新。", flush=True)
    watched = [path for path in (data, content, ROOT / "theme", ROOT / "plugins", settings) if path.exists()]
    usual = DefaultFilter()
    kept = str(data.resolve() / last_good.FOLDER)  # what a build writes itself is no reason for another
    for _ in watch(
        *watched,
        watch_filter=lambda change, path: usual(change, path) and not str(Path(path).resolve()).startswith(kept),
        raise_interrupt=True,
    ):
        print("有改动，正在重做……", flush=True)
        if not rebuild():
            print(f"这次没有成功，网站还是上一次的样子。报告在 {address}{REPORT}", flush=True)
    return 0


def _build(data: Path, content: Path, output: Path, settings: Path) -> bytes | None:
    """Build in a process of its own, which sees changed code, too; the report as a page where that failed, else None."""
    with tempfile.TemporaryDirectory() as folder:
        options = {"data": data, "content": content, "output": output, "settings": settings, "report": folder}
        command = [sys.executable, "-m", "disclosure", "build"]
        for name, value in options.items():
            command += [f"--{name}", str(value)]
        if subprocess.run(command, check=False).returncode == 0:  # noqa: S603  (our own command)
            return None
        page = Path(folder) / "index.html"
        return page.read_bytes() if page.is_file() else _UNEXPLAINED.encode()
