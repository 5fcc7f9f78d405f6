"""`make serve`, as staff use it: save, look, break a cell, read the report in the browser, mend it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

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
    desk: str

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
    command = [
        sys.executable,
        "-m",
        "disclosure",
        "desk",
        "--no-open",
        "--data",
        root / "data",
        "--content",
        root / "content",
    ]
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
        until(lambda: len(re.findall("http://", "".join(said))) > 1 and any("做好了" in line for line in said), 120)
        desk, preview = re.findall(r"http://[0-9.:]+(?:/\?key=[\w-]+)?", "".join(said))[:2]
        yield Desk(root, preview, said, desk)
    finally:
        process.terminate()
        process.wait(20)
        assert not (root / "data/.writes/dropped").exists()


def test_pages_are_shown_and_kept_up_to_date(desk: Desk) -> None:
    """A saved change is on the page soon, and an open page learns of it."""
    status, page = desk.get("/dawn/")
    assert status == 200
    assert "100万元" in re.sub(r"<[^>]+>|\s", "", page)
    script = re.search(r'<script src="(/\.live\.js\?step=\d+)" defer>', page)
    assert script
    builds = re.search(r"after=(\d+)", desk.get(script[1])[1])
    assert builds

    live = f"/.live.js?after={builds[1]}"
    assert desk.get(live)[0] == 204
    desk.change("data/site.yaml", "name: ", "name: 新的")
    until(lambda: desk.get(live)[0] == 200)
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
    assert text.encode() == (desk.root / "output-preview/dawn/data/figures.csv").read_bytes()


def test_the_desk_is_opened_only_with_its_key(desk: Desk) -> None:
    """The other port is that of the desk, which gives nothing to whoever has not the printed address."""
    assert desk.desk.startswith("http://127.0.0.1:")
    origin, _, key = desk.desk.partition("/?")
    for path in ("/", "/problems", "/status?after=0"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{origin}{path}", timeout=30)  # noqa: S310  (our own server)
        assert refused.value.code == 403
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = opener.open(f"{origin}/?{key}", timeout=30).read().decode()
    assert "可以发布" in page
    assert opener.open(f"{origin}/problems", timeout=30).status == 200


def test_a_port_that_is_taken_is_told() -> None:
    """Two desks cannot stand at one address; the preview simply takes the next free port."""
    from disclosure.desk import serving

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"端口 {port} 打不开.*PORT={port + 1}"):
            serving._bound("127.0.0.1", port)
        with serving._preview_socket("127.0.0.1", port - 1) as preview:
            assert preview.getsockname()[1] not in {port, 0}
    for wrong in (99_999, -1, 65_536):
        with pytest.raises(SystemExit, match=rf"端口 {wrong} 打不开（端口要在 0 到 65535 之间）.*PORT=8000"):
            serving._bound("127.0.0.1", wrong)


@pytest.mark.parametrize("host", ["999.1.1.1", "203.0.113.7", "没有这台.invalid", f"{'a' * 70}.invalid"])
def test_an_address_that_is_not_of_this_machine_is_told_as_such(host: str) -> None:
    """Another port would not help, so none is proposed."""
    from disclosure.desk import serving

    with pytest.raises(SystemExit, match=rf"地址“{host}”打不开.*HOST=127\.0\.0\.1") as told:
        serving._preview_socket(host, 8000)
    assert "端口" not in str(told.value)
