"""核验 in a real browser: files of every release are known, one flipped byte is not, and nothing leaves the machine."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from warm import run

from .conftest import serving
from .pages import ROOT
from .test_example import faults

LEDGER = (
    "编号,更正日期,更正类型,位置,原来,现在,原因,数字,来源\nseats,2024-05-01,更正,受益人数,240人,250人,数错了,A009,DOC\n"
)
NO_CRYPTO = "Object.defineProperty(window, 'crypto', {value: {}})"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site published twice, with a corrected figure; `old.csv` beside it was downloaded in between."""
    folder = tmp_path_factory.mktemp("verify")
    good = ROOT / "tests/sites/good_two"
    for name in ("data", "content"):
        subprocess.run(["cp", "-r", str(good / name), str(folder / name)], check=True)
    settings = folder / "data/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("sample: 是\n", ""), "utf-8")
    folders = ["--data", folder / "data", "--content", folder / "content", "--output", folder / "output"]
    run("publish", *folders).check_returncode()
    (folder / "old.csv").write_bytes((folder / "output/dawn/data/figures.csv").read_bytes())
    (folder / "old.html").write_bytes((folder / "output/dawn/index.html").read_bytes())
    (folder / "old.yaml").write_bytes((folder / "output/releases/1/release.yaml").read_bytes())
    figures = folder / "data/dawn/figures/2023.csv"
    figures.write_text(figures.read_text("utf-8").replace(",240,,人,240人", ",250,,人,250人"), "utf-8")
    (folder / "data/dawn/corrections.csv").write_text(LEDGER, "utf-8")
    run("publish", *folders).check_returncode()
    return folder


def answer(page: Page, path: Path, name: str = "") -> str:
    """What the page says of a file."""
    told = page.locator(".verify-results li")
    before = told.count()
    page.set_input_files("#verify-file", [{"name": name or path.name, "mimeType": "", "buffer": path.read_bytes()}])
    expect(told).to_have_count(before + 1)
    return told.first.inner_text()


@pytest.fixture(params=["file", "http", "without Web Crypto"])
def verify(request: pytest.FixtureRequest, browser: Browser, twice: Path) -> Iterator[Page]:
    """The page, from the disk, from a server, and in a browser that keeps Web Crypto to itself."""
    context = browser.new_context()
    if request.param == "without Web Crypto":
        context.add_init_script(NO_CRYPTO)
    with serving(twice / "output") as address:
        start = address if request.param == "http" else (twice / "output").as_uri()
        page = context.new_page()
        page.goto(f"{start}/verify/index.html")
        yield page
    context.close()


@pytest.mark.parametrize("path", ["verify/", "releases/", "releases/1/", "releases/2/", "dawn/corrections/"])
def test_page_of_the_releases(path: str, twice: Path, tab: Callable[..., Page], axe: str) -> None:
    """Pages that only a published site has pass the judges that every other page passes."""
    with serving(twice / "output") as address:
        menu = {"menu": ""} if not path.startswith("dawn/") else {}
        wrong = faults(f"{address}/{path}index.html", tab, axe, **menu)
    if path == "verify/":  # the tool needs scripts, and test_it_says_so_without_scripts sees that the page says so
        wrong = [one for one in wrong if not one.startswith("only with scripts: ")]
    assert not wrong, f"{path}\n" + "\n".join(wrong[:40])


def test_files_of_each_release_are_known(verify: Page, twice: Path, listen: Callable[[Page], Any]) -> None:
    """CSV, XLSX and JSON say their release, also one from before the correction; a flipped byte matches nothing."""
    heard = listen(verify)
    data = twice / "output/dawn/data"
    expect(verify.locator(".verify-without")).to_be_hidden()
    assert "第1次发布（2024-05-01）" in answer(verify, twice / "old.csv")
    told = answer(verify, data / "figures.csv")
    assert "dawn/data/figures.csv，出自第2次发布" in told
    assert "第1次发布" not in told
    for name in ("partners.xlsx", "partners.json"):
        told = answer(verify, data / name, "改过名字的文件")
        assert f"dawn/data/{name}，出自第1次发布" in told
        assert "第2次发布" in told
    flipped = twice / "flipped.csv"
    content = bytearray((twice / "old.csv").read_bytes())
    content[100] ^= 1
    flipped.write_bytes(content)
    told = answer(verify, flipped)
    assert "本站各次发布里没有一字不差的" in told
    assert "不等于有人动过手脚" in told
    assert hashlib.sha256(content).hexdigest() in told
    assert [address for _, address in heard.requests if not address.endswith("/favicon.svg")] == []
    assert heard.messages == []


def test_pages_and_records_of_each_release_are_known(browser: Browser, twice: Path) -> None:
    """Saved pages, records and lists of files say their release, the newest ones, too; what a browser rewrote is told of."""
    page = browser.new_page()
    page.goto(f"{(twice / 'output').as_uri()}/verify/index.html")
    output = twice / "output"
    for path, place, number in (
        (twice / "old.html", "dawn/index.html", 1),
        (output / "dawn/index.html", "dawn/index.html", 2),
        (twice / "old.yaml", "releases/1/release.yaml", 1),
        (output / "releases/1/manifest.txt", "releases/1/manifest.txt", 1),
        (output / "releases/2/release.yaml", "releases/2/release.yaml", 2),
        (output / "releases/2/manifest.txt", "releases/2/manifest.txt", 2),
        (output / "releases/2/checkpoint.txt", "releases/2/checkpoint.txt", 2),
        (output / "releases/1/index.html", "releases/1/index.html", 2),
    ):
        told = answer(page, path, f"存下的{path.suffix}")
        assert f"{place}，出自第{number}次发布" in told, path
        assert f"第{3 - number}次发布" not in told, path
    saved = twice / "saved.html"
    saved.write_text(
        (twice / "old.html").read_text("utf-8").replace("<html", '<!-- saved from url="x" --><html'), "utf-8"
    )
    told = answer(page, saved)
    assert "没有一字不差的" in told
    short = re.findall(r'<code data-release="1">([0-9a-f:]{19})</code>', saved.read_text("utf-8"))[0]
    assert f"检查点指纹 {short}，与本站的相同" in told
    signed = twice / "note.txt"
    signed.write_text((output / "releases/1/checkpoint.txt").read_text("utf-8") + "\u2014 民政局 AAAA\n", "utf-8")
    assert "它开头的几行正是第1次发布" in answer(page, signed)
    for typed, told in (
        (short.upper().replace(":", " "), "检查点指纹与本站的相同"),
        ("0" * 16, "本站没有这个检查点指纹"),
    ):
        page.fill("#verify-print", typed)
        page.press("#verify-print", "Enter")
        expect(page.locator(".verify-results li").first).to_contain_text(told)
    page.close()


@pytest.mark.parametrize("length", [0, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_the_fallback_is_sha_256(browser: Browser, twice: Path, length: int) -> None:
    """Without Web Crypto every length around the edges of a block gives the true fingerprint."""
    context = browser.new_context()
    context.add_init_script(NO_CRYPTO)
    page = context.new_page()
    page.goto(f"{(twice / 'output').as_uri()}/verify/index.html")
    file = twice / "some.bin"
    file.write_bytes(bytes(number * 7 % 256 for number in range(length)))
    assert hashlib.sha256(file.read_bytes()).hexdigest() in answer(page, file)
    context.close()


def test_a_pasted_fingerprint(browser: Browser, twice: Path) -> None:
    """A fingerprint in capitals with spaces is understood; anything else is told what one looks like."""
    page = browser.new_page()
    page.goto(f"{(twice / 'output').as_uri()}/verify/index.html")
    print_ = hashlib.sha256((twice / "old.csv").read_bytes()).hexdigest().upper()
    page.fill("#verify-print", f" {print_[:32]} {print_[32:]} ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".verify-results .found")).to_contain_text("第1次发布")
    page.get_by_role("link", name="第1次发布（2024-05-01）").click()
    expect(page.locator("h1")).to_have_text("第1次发布")
    page.go_back()
    page.fill("#verify-print", "12 34")
    page.press("#verify-print", "Enter")
    expect(page.locator(".verify-results li").first).to_contain_text("这不是指纹")
    page.close()


def test_it_says_so_without_scripts(browser: Browser, twice: Path) -> None:
    """With scripts off there is no tool that does not work, but a way to check by hand."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{(twice / 'output').as_uri()}/verify/index.html")
    expect(page.locator(".verify-tool")).to_be_hidden()
    expect(page.locator(".verify-without")).to_contain_text("sha256sum")
    expect(page.locator(".verify-without")).to_be_visible()
    context.close()
