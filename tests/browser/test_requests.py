"""What a page says to the console, what it asks for, what it weighs, and where its links lead."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import SUB_PATH, Heard, serving
from .pages import ALL, Site

LIMIT = 60 * 1024
ALIVE = """() => getComputedStyle(document.documentElement).getPropertyValue("--paper") !== ""
  && document.querySelector('[data-set="size"]').checkVisibility()"""


def _faults(path: str, origin: str, page: Page, site: Site, heard: Heard) -> list[str]:
    """What is wrong with a page when it is opened below *origin*, and all that *page* asks for is *heard*."""
    page.goto(f"{origin}/{path}", wait_until="load")
    fonts = [address for kind, address in heard.requests if kind == "font"]
    wrong = [*heard.messages, *heard.failures, *heard.foreign(origin), *fonts]
    # the policy lets styles and scripts through: both have done their work
    assert page.evaluate(ALIVE), "styles or scripts have not worked"
    weights = {
        file: _weight(site.folder / file)
        for kind, address in heard.requests
        if kind in {"document", "stylesheet", "script"}
        for file in [unquote(address.removeprefix(f"{origin}/"))]
    }
    assert {path, "assets/site.css", "assets/site.js"} <= weights.keys()
    if sum(weights.values()) > LIMIT:
        wrong.append(f"{sum(weights.values())} bytes: {weights}")
    return wrong


@pytest.mark.parametrize("path", ALL, indirect=True)
def test_page_is_silent_light_and_at_home(
    path: str, site: Site, tab: Callable[..., Page], listen: Callable[[Page], Heard], at_sub_path: str
) -> None:
    """Opened below a sub-path: no error, no warning, nothing missing, no other host, no font.

    HTML, styles and scripts of the first view weigh at most 60 KB gzipped. What a page asks for and finds below a sub-path
    it finds below a root and on the disk, too; what its scripts may do there is tested below.
    """
    page = tab("sub-path", width=360)
    wrong = _faults(path, at_sub_path, page, site, listen(page))
    assert not wrong, f"{path}\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", ["http", "file"])
def test_page_of_each_kind_opens_from_a_root_and_from_the_disk(
    name: str, site: Site, tab: Callable[..., Page], listen: Callable[[Page], Heard], origins: dict[str, str]
) -> None:
    """The same there for a page of every set of scripts: what a script may do depends on where it is opened from."""
    alike: dict[frozenset[str], str] = {}
    for path in filter(None, map(site.page, ALL)):
        alike.setdefault(frozenset(re.findall(r'data-module="([^"]+)"', site.source(path))), path)
    assert len(alike) > 5
    page = tab(name, width=360)
    wrong = [
        f"{path}: {words}"
        for path in alike.values()
        for words in _faults(path, origins[name], page, site, listen(page))
    ]
    assert not wrong, "\n".join(wrong)


@cache
def _weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def _addresses(source: str) -> Iterator[tuple[str, str]]:
    for tag in re.finditer(r"<(a|link|script|img|source|button)\b[^>]*>", source):
        for value in re.findall(r'\s(?:href|src|data-script|data-style)="([^"]*)"', tag[0]):
            yield tag[1], unescape(value)


@pytest.fixture(scope="module")
def answers(at_sub_path: str) -> Callable[[str], int]:
    """The status of an address below the sub-path; every address is asked for once."""
    own = urlsplit(at_sub_path)
    link = http.client.HTTPConnection(own.netloc)
    kept: dict[str, int] = {}

    def ask(address: str) -> int:
        if address not in kept:
            link.request("HEAD", urlsplit(address).path)
            reply = link.getresponse()
            reply.read()
            kept[address] = reply.status
        return kept[address]

    return ask


@pytest.fixture(scope="module")
def anchors(site: Site) -> Callable[[str], set[str]]:
    """The ids of a page."""
    kept: dict[str, set[str]] = {}

    def of(page: str) -> set[str]:
        if page not in kept:
            kept[page] = set(re.findall(r'\sid="([^"]+)"', site.source(page)))
        return kept[page]

    return of


@pytest.mark.parametrize("path", ALL, indirect=True)
def test_every_link_leads_somewhere(
    path: str,
    site: Site,
    at_sub_path: str,
    answers: Callable[[str], int],
    anchors: Callable[[str], set[str]],
) -> None:
    """Every link, style, script and download answers 200 below the sub-path, and every anchor exists."""
    wrong = []
    base = f"{at_sub_path}/{path}"
    for tag, value in dict.fromkeys(_addresses(site.source(path))):
        address, anchor = urldefrag(urljoin(base, value))
        if urlsplit(address).netloc != urlsplit(at_sub_path).netloc:
            assert tag == "a", f"{path}: <{tag}> from elsewhere: {value}"
            continue
        if answers(address) != 200:
            wrong.append(f"{answers(address)}: {value}")
        elif anchor and unquote(anchor) not in anchors(unquote(address.removeprefix(f"{at_sub_path}/"))):
            wrong.append(f"no such anchor: {value}")
    assert not wrong, f"{path}\n" + "\n".join(wrong)


def test_lost_readers_find_back(published: Site, tab: Callable[..., Page]) -> None:
    """Published below a sub-path, a wrong address at any depth shows the 404 page, dressed, with ways back that work."""
    with serving(published.folder, SUB_PATH) as address:
        for wrong in ("no-such-page/", "gaoxin/facts/1999/deep/er/"):
            page = tab(width=360)
            answer = page.goto(f"{address}/{wrong}")
            assert answer
            assert answer.status == 404
            assert page.locator("h1").is_visible()
            assert page.locator('[data-set="size"]').is_visible(), "styles and scripts are found from any depth"
            with page.expect_navigation():
                page.locator("main a").first.click()
            assert page.locator("h1").is_visible()
            assert page.url.startswith(f"{address}/index.html")
