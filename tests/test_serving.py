"""`make serve`, as staff use it: save, look, break a cell, read the report in the browser, mend it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from disclosure.cli import preview

ROOT = Path(__file__).resolve().parents[1]
GOOD = ROOT / "tests/sites/good_two"
FIGURES = "data/dawn/figures/2023.csv"


def until(wanted: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.1)


@dataclass
class Desk:
    """A folder of data and the preview of it."""

    root: Path
    address: str
    said: list[str]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=30) as answer:  # noqa: S310  (our own server)
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def change(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("desk")
    for name in ("data", "content"):
        shutil.copytree(GOOD / name, root / name)
    command = [sys.executable, "-m", "disclosure", "serve", "--data", root / "data", "--content", root / "content"]
    process = subprocess.Popen(
        [*map(str, command), "--output", str(root / "output"), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
    )
    said: list[str] = []
    assert process.stdout is not None
    threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True).start()
    try:
        until(lambda: any("http://" in line for line in said))
        address = re.search(r"http://[0-9.:]+", "".join(said))
        assert address
        yield Desk(root, address[0], said)
    finally:
        process.terminate()
        process.wait(20)


def test_pages_are_shown_and_kept_up_to_date(desk: Desk) -> None:
    """A saved change is on the page soon, and an open page learns of it."""
    status, page = desk.get("/dawn/")
    assert status == 200
    assert "100万元" in page
    assert '<script src="/.live.js" defer>' in page
    builds = re.search(r"after=(\d+)", desk.get("/.live.js")[1])
    assert builds

    heard: list[int] = []
    asking = threading.Thread(target=lambda: heard.append(desk.get(f"/.live.js?after={builds[1]}")[0]))
    asking.start()
    desk.change("data/site.yaml", "name: ", "name: 新的")
    asking.join(60)
    assert heard == [200]
    assert "新的" in desk.get("/")[1]


def test_broken_data_is_told_in_the_browser(desk: Desk) -> None:
    """After a slip every page of the last good site says so and leads to the report; mended, all is as before."""
    desk.change(FIGURES, "1000000", "100万")
    until(lambda: "现在的数据有错" in desk.get("/dawn/")[1])
    page = desk.get("/dawn/")[1]
    assert 'href="/.report/"' in page
    assert page.index("现在的数据有错") < page.index("<h1")
    report = desk.get("/.report/")[1]
    assert "100万" in report
    assert "2023.csv" in report

    desk.change(FIGURES, "100万,", "1000000,")
    until(lambda: "现在的数据有错" not in desk.get("/dawn/")[1])
    assert "没有必须改的问题" in desk.get("/.report/")[1]


def test_what_is_not_there(desk: Desk) -> None:
    """A wrong address gets the site's own page, and nothing outside the site can be read."""
    status, page = desk.get("/no/such/page/")
    assert status == 404
    assert "找不到这个网页" in page
    assert desk.get("/../data/site.yaml")[0] == 404
    assert desk.get("/%2e%2e/data/site.yaml")[0] == 404


def test_files_are_given_as_they_are(desk: Desk) -> None:
    """Downloads are not dressed up: the preview adds to pages only."""
    status, text = desk.get("/dawn/data/figures.csv")
    assert status == 200
    assert text.encode() == (desk.root / "output/dawn/data/figures.csv").read_bytes()


@pytest.mark.parametrize("ask", ["GET /.live.js?after=0", "GET /index.html"])
def test_a_browser_that_went_away_is_not_told(tmp_path: Path, capfd: pytest.CaptureFixture[str], ask: str) -> None:
    """A tab closed while it waits for a build, or while a page is on its way, leaves no trace in the terminal."""
    (tmp_path / "index.html").write_text("<body>" + "字" * 3_000_000 + "</body>", "utf-8")
    shown = preview.Preview(tmp_path)
    with preview._Server(("127.0.0.1", 0), partial(preview._Handler, preview=shown)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        before = threading.active_count()
        with socket.create_connection(("127.0.0.1", server.server_port)) as browser:
            browser.sendall(f"{ask} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
            until(lambda: threading.active_count() > before, 10)
            time.sleep(0.2)  # the page is on its way, or the build is waited for
            # closed at once, with what was sent unread
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(0.1)
        shown.built(None)
        until(lambda: threading.active_count() == before, 10)
        server.shutdown()
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_preview_itself_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is not the browser's doing still reaches the terminal."""

    class Broken(preview._Handler):
        def do_GET(self) -> None:  # noqa: N802  (the name is the library's)
            raise LookupError("坏了")

    with preview._Server(("127.0.0.1", 0), partial(Broken, preview=preview.Preview(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        with pytest.raises((urllib.error.URLError, OSError)):
            urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/", timeout=10)
        server.shutdown()
    told = capfd.readouterr().err
    assert "LookupError" in told
    assert "坏了" not in told  # what an exception says may hold data
