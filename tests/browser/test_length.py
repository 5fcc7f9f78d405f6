"""How long the long pages are on a phone of 360 × 780 px, how much of them can be reached, and that old addresses lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from disclosure.pages.length import MOST_SCREENS, SCREEN

from .conftest import frame_in, serving

# What readers scroll through: registers, checks, duties, and what else grows with every year.
LONG = (
    "facts/*/**",
    "finances/*/checks/**",
    "obligations/**",
    "governance",
    "site-map/**",
    "projects/**",
    "trends/**",
    "years/*",
    "finances/*/**",
    "funds/**",
    "emergencies/**",
    "channels",
    "about/*",
    "campaigns/**",
    "events/**",
    "data",
)
FOOT = 1  # screens that the foot takes at most
HEIGHT = "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
SMALL = """() => [...document.querySelectorAll("main :is(nav:not(.crumbs) a, summary, button, .index-list a)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 20)} ${one.getBoundingClientRect().height}`)"""
HIT = """() => { const mark = document.querySelector("main .src"), box = mark.getBoundingClientRect();
  window.scrollTo(0, scrollY + box.top - 300);
  const at = mark.getBoundingClientRect(), x = at.left + at.width / 2, y = at.top + at.height / 2;
  return [[-20, 0], [20, 0], [0, -20], [0, 20]].every(([a, b]) => document.elementFromPoint(x + a, y + b) === mark); }"""


def longest(folder: Path) -> Iterator[str]:
    """Of each kind of long page, in each organisation, the two with the most HTML."""
    for organisation in sorted(file.parent.parent for file in folder.glob("*/data/figures.csv")):
        for form in LONG:
            pages = {file.parent if file.name == "index.html" else file for file in organisation.glob(form)}
            files = [page / "index.html" for page in pages if (page / "index.html").is_file()]
            for file in sorted(files, key=lambda file: (-file.stat().st_size, file))[:2]:
                yield file.relative_to(folder).as_posix()


@pytest.fixture(scope="session", params=["real_site", "example_site"])
def long_site(request: pytest.FixtureRequest) -> Iterator[tuple[str, Path]]:
    """A site below a server, and its folder."""
    folder: Path = request.getfixturevalue(request.param)
    with serving(folder) as address:
        yield address, folder


def test_long_pages_end_and_can_be_touched(long_site: tuple[str, Path], tab: Callable[..., Page]) -> None:
    """No page is longer than it may be, none scrolls sideways, also with the largest type, and controls fit a fingertip."""
    address, folder = long_site
    page = frame_in(tab("long", width=400), address, 360, SCREEN)
    wrong = []
    for path in dict.fromkeys(longest(folder)):
        page.goto(f"{address}/{path}")
        height, width = page.evaluate(HEIGHT)
        if height > (MOST_SCREENS + FOOT) * SCREEN or width > 360:
            wrong.append(f"{path}: {height / SCREEN:.1f} screens, {width} px wide")
        wrong += [f"{path}: {small}" for small in page.evaluate(SMALL)]
        page.evaluate("document.documentElement.setAttribute('data-size', 'xl')")
        if page.evaluate(HEIGHT)[1] > 360:
            wrong.append(f"{path}: sideways in 特大")
    assert not wrong, "\n".join(wrong)


def test_old_addresses_lead_on_without_scripts(real_site: Path, tab: Callable[..., Page]) -> None:
    """The address that a figure has always had shows one line, and that leads to its entry; so does a fold with its anchor."""
    with serving(real_site) as address:
        page = tab("no scripts", width=360, java_script_enabled=False)
        page.goto(f"{address}/gaoxin/facts/2023/index.html#G007")
        line = page.locator(".moved li:visible")
        assert line.count() == 1
        line.locator("a").click()
        assert page.url.endswith("#G007")
        page.locator("#G007 .register-head").wait_for(state="visible")
        page.goto(f"{address}/gaoxin/facts/2023/income/index.html")
        assert page.evaluate(HIT), "the area of a mark is smaller than a fingertip"
