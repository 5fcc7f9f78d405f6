"""A stranger's first year, in a real browser: from an empty folder to the published site, with the files that people have."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from .conftest import AXE
from .pages import ROOT

sys.path.insert(0, str(ROOT / "tests" / "desk"))

import stranger

expect.set_options(timeout=120_000)  # other tests build sites at the same time

MOST_DECISIONS = 10


@dataclass
class StrangersDesk:
    """A desk over two empty folders, run as staff run it, and how often somebody had to decide something."""

    root: Path
    address: str
    said: list[str]
    decisions: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    @property
    def preview(self) -> str:
        return re.findall(r"http://[0-9.:]+", "".join(self.said))[1]


def until(wanted: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StrangersDesk]:
    with opened(tmp_path) as desk:
        yield desk


@contextmanager
def opened(root: Path, port: int = 0) -> Iterator[StrangersDesk]:
    options = {"data": "data", "content": "content", "output": "output"}
    command = [sys.executable, "-m", "disclosure", "desk", "--port", str(port), "--no-open"]
    for name, folder in options.items():
        command += [f"--{name}", str(root / folder)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1", "PYTHONPATH": str(ROOT / "plugins")},
        cwd=root,
        # a run in the background ignores Ctrl-C, and would hand that on
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    said: list[str] = []
    assert process.stdout is not None
    listener = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
    listener.start()
    try:
        until(lambda: len(re.findall(r"http://", "".join(said))) >= 2)
        address = re.search(r"http://\S+key=\S+", "".join(said))
        assert address
        yield StrangersDesk(root, address[0], said)
        process.send_signal(2)  # Ctrl-C
        try:
            assert process.wait(60) == 130
        except subprocess.TimeoutExpired:
            process.send_signal(6)
            time.sleep(3)
            print("".join(said)[-9000:])
            raise
        listener.join(10)
        assert "Traceback" not in "".join(said)
        assert "已停止" in "".join(said)
    finally:
        process.kill()


def clean(page: Page, where: str) -> None:
    """Nothing for axe to complain of, and nothing wider than the window, on a phone as on a desk."""
    found = looked_at(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], where
    for width in (360, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (where, width)


def looked_at(page: Page) -> dict[str, Any]:
    """What axe found on the page; a page of the desk loads itself anew once the site is built, and is looked at again then."""
    end = time.monotonic() + 90
    while True:
        page.wait_for_load_state()
        try:
            # one piece, so that no other page comes between the two; the site in the frame has its own tests
            source = f"{AXE.read_text('utf-8')};\naxe.run({{exclude: [['iframe']]}}, {{iframes: false}})"
            found: dict[str, Any] = page.evaluate(source)
        except Error:
            assert time.monotonic() < end
            time.sleep(0.5)
        else:
            return found


def follow(page: Page, name: str) -> None:
    """Clicks the link of this name, and waits for the page behind it."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def decide(desk: StrangersDesk, page: Page, button: str, why: str) -> None:
    desk.decisions.append(why)
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).first.click()


def test_a_stranger_publishes_the_first_year(  # noqa: PLR0915  (one story from first to last)
    desk: StrangersDesk, browser: Browser
) -> None:
    """Ten decisions at most, no id typed, the numbers of all four files on the page, and nothing private anywhere."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1200, "height": 800}, bypass_csp=True)
    context.set_default_timeout(120_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto(desk.address)
    assert "key=" not in page.url

    # an organisation: its name, and nothing else
    follow(page, "建一个机构")
    clean(page, "new organisation")
    page.get_by_label("名称（必填）").fill(stranger.NAME)
    desk.typed.append(stranger.NAME)
    decide(desk, page, "写入", "the organisation")
    expect(page.get_by_text("已写好：新机构")).to_be_visible()

    # all files at once; each is looked at and written
    folder = desk.root / "mine"
    folder.mkdir()
    files = [
        stranger.report(folder / "星河区慈善会2025年度工作报告.docx"),
        stranger.platform(folder / "平台导出.xlsx"),
        stranger.bank(folder / "银行流水.xlsx"),
        stranger.statements(folder / "三张报表.xlsx"),
    ]
    page.locator("#file").set_input_files(files)
    expect(page.get_by_text("收到 4 个文件")).to_be_visible()
    clean(page, "overview")
    for file in reversed(files):
        follow(page, file.name)
        clean(page, file.name)
        last = page.get_by_role("button", name=re.compile("^写入"))
        desk.decisions.append(f"write {file.name}")
        last.click()
        expect(page.get_by_text("已写好：")).to_be_visible()
        follow(page, "放文件")

    # what the check asks is answered with a reason and a name
    follow(page, "问题")
    expect(page.get_by_text("必须改（")).to_have_count(0)
    clean(page, "problems")
    while page.get_by_role("button", name="确认", exact=True).count():
        before = page.get_by_role("button", name="确认", exact=True).count()
        page.get_by_label("看过没有错，理由").first.fill("对照原件和决议逐个数过，没有错")
        page.get_by_label("确认人").first.fill("林会计")
        decide(desk, page, "确认", "a question")
        expect(page.get_by_role("button", name="确认", exact=True)).to_have_count(before - 1)
    expect(page.get_by_text("可以发布：")).to_be_visible()

    # the page beside it
    site = context.new_page()
    site.goto(f"{desk.preview}/")
    expect(site.get_by_text("1248.72万元").first).to_be_visible()
    # and a script that hostile text might have smuggled into it can't act on the desk
    origin = desk.address.partition("/?")[0]
    written = len(list((desk.root / "data" / ".writes").iterdir()))
    blocked = site.evaluate(
        """async (desk) => {
            const body = new URLSearchParams({ token: "x" }), sent = { mode: "no-cors", credentials: "include" };
            await fetch(desk + "/undo", { method: "POST", body, ...sent }).catch(() => 0);
            const read = await fetch(desk + "/problems", { credentials: "include" }).then((a) => a.text()).catch(() => "");
            const form = Object.assign(document.createElement("form"), { method: "post", action: desk + "/undo" });
            document.body.append(form);
            setTimeout(() => form.submit());
            return read === "";
        }""",
        origin,
    )
    assert blocked
    expect(site.get_by_text("没有照做").first).to_be_visible()
    assert len(list((desk.root / "data" / ".writes").iterdir())) == written
    site.close()

    # published
    follow(page, "发布")
    clean(page, "release")
    decide(desk, page, "发布", "publish")
    expect(page.get_by_text("已发布第 1 次")).to_be_visible(timeout=60_000)
    context.close()

    output = desk.root / "output"
    org = next((desk.root / "data").glob("*/organisation.yaml")).parent.name
    home = "".join(path.read_text("utf-8") for path in (output / org).rglob("*.html"))
    for words in ("1228.98万元", "1248.72万元", "86.4万元", "星河市样例建材有限公司", "10,020,086.84"):
        assert words in home, words
    everything = "".join(
        path.read_text("utf-8", errors="ignore")
        for path in output.rglob("*")
        if path.suffix in {".html", ".csv", ".json"}
    )
    for private in ("13800138000", "TX2025061500001", "1102****0001", "加油"):
        assert private not in everything, private
    assert faults == []
    assert len(desk.decisions) <= MOST_DECISIONS, desk.decisions
    assert org not in desk.typed
    assert re.fullmatch(r"[a-z][a-z-]+", org)


def test_a_page_outlives_its_desk(tmp_path: Path, browser: Browser) -> None:
    """Whoever was filling in a form hears that the desk is closed, and writes what was typed once another one is open."""
    context = browser.new_context(locale="zh-CN")
    page, file_page = context.new_page(), context.new_page()
    with opened(tmp_path) as first:
        page.goto(first.address)
        follow(page, "建一个机构")
        page.get_by_label("名称").fill("星河区慈善会")
        file_page.goto(first.address)
        file_page.locator("#file").set_input_files([stranger.bank(tmp_path / "流水.xlsx")])
        expect(file_page.get_by_role("heading", name="流水.xlsx")).to_be_visible()
        port = int(re.findall(r":(\d+)/", first.address)[0])
    expect(page.get_by_text("工作台没有回答")).to_be_visible()
    with opened(tmp_path, port) as second:
        expect(page.get_by_text("工作台重新启动过。请用新打开的那一页")).to_be_visible()
        other = context.new_page()
        other.goto(second.address)
        expect(file_page.get_by_text("还没有写入的文件不在了")).to_be_visible()
        expect(page.locator("#under-way")).to_be_empty()
        with page.expect_navigation():
            page.get_by_role("button", name="写入").click()
        expect(page.get_by_text("已写好：新机构")).to_be_visible()
    assert "星河区慈善会" in next(tmp_path.glob("data/*/organisation.yaml")).read_text("utf-8")
    context.close()
