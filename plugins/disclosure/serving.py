"""`make serve`: build, show on this machine, and build again when something is saved; the last good site stays up."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from . import lastgood

ROOT = Path(__file__).resolve().parents[2]


class _Handler(SimpleHTTPRequestHandler):
    """Static files without a cache, with the site's own 404 page, silent."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the terminal is for reports."""


def serve(data: Path, content: Path, output: Path, settings: Path, host: str, port: int) -> int:
    """Serve *output* at http://*host*:*port*/ and rebuild on every change; ends with Ctrl-C."""
    from watchfiles import DefaultFilter, watch

    command = [
        sys.executable, "-m", "disclosure", "build",
        "--data", str(data), "--content", str(content), "--output", str(output), "--settings", str(settings),
    ]  # fmt: skip

    def rebuild() -> bool:
        return subprocess.run(command, check=False).returncode == 0  # noqa: S603  (our own command)

    try:
        server = ThreadingHTTPServer((host, port), partial(_Handler, directory=str(output)))
    except OSError as error:
        raise SystemExit(
            f"端口 {port} 打不开（{error.strerror}）。请换一个，例如 make serve PORT={port + 1}。"
        ) from None
    if not rebuild() and not (output / "index.html").is_file():
        print("网站还没有生成。请先改好上面的问题；改好保存后会自动重做。", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"网站在 http://{host}:{server.server_port}/ ，按 Ctrl-C 停止。改动保存后自动重做。", flush=True)
    watched = [one for one in (data, content, ROOT / "theme", ROOT / "plugins", settings) if one.exists()]
    usual = DefaultFilter()
    own = str(data.resolve() / lastgood.FOLDER)  # what a build writes itself is no reason for another
    for _ in watch(
        *watched,
        watch_filter=lambda change, path: usual(change, path) and not str(Path(path).resolve()).startswith(own),
        raise_interrupt=True,
    ):
        print("有改动，正在重做……", flush=True)
        if not rebuild():
            print("这次没有成功，网站还是上一次的样子。", flush=True)
    return 0
