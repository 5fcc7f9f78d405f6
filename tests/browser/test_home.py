"""The home page: its answer and three ways on within one screen of a phone, five screens in all, two sheets of paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from . import pdf
from .pages import Site

SCREEN = 780
HOMES = ("gaoxin", "suzhou", "shili")


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest, site: Site) -> Path:
    """The home page of an organisation, real or of the example."""
    if request.param == "shili":
        return Path(request.getfixturevalue("example_site")) / "shili/index.html"
    return site.folder / request.param / "index.html"


def test_home_on_a_phone_and_on_paper(home: Path, tab: Callable[..., Page]) -> None:
    """Three buttons end above 780 px, the page takes five screens, ten in 特大; nothing sticks out; two sheets of paper."""
    page = tab("home", width=360)
    page.set_viewport_size({"width": 360, "height": SCREEN})
    page.goto(home.as_uri())
    ways = page.locator(".ways a")
    assert ways.count() == 3
    boxes = [ways.nth(number).bounding_box() for number in range(3)]
    assert all(box and box["y"] + box["height"] <= SCREEN and box["height"] >= 44 for box in boxes)
    assert page.locator(".three > div").count() == 3
    assert page.locator(".honest").count() == 1
    height = "document.documentElement.scrollHeight"
    assert page.evaluate(height) <= 5 * SCREEN
    page.evaluate("document.documentElement.setAttribute('data-size', 'xl')")
    assert page.evaluate(height) <= 10 * SCREEN
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.documentElement.removeAttribute('data-size')")
    assert pdf.page_count(page.pdf(prefer_css_page_size=True)) <= 2


def test_the_telephone_dials_and_a_mistake_can_be_told(example_site: Path, tab: Callable[..., Page]) -> None:
    """The third button and the foot dial; the mail about a mistake names the figure that the reader came to."""
    page = tab("home", width=360)
    page.goto((example_site / "shili/index.html").as_uri())
    assert page.locator(".ways a").nth(2).get_attribute("href") == "tel:019980001357"
    assert page.locator(".footer a[href^='tel:']").count() == 1
    assert (page.locator(".footer").bounding_box() or {"height": 999})["height"] <= SCREEN
    page.goto((example_site / "shili/facts/2025/index.html").as_uri() + "#R2025A")
    link = page.locator("a[data-module='wrong']")
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    link.click()
    address = page.evaluate("decodeURIComponent(document.querySelector('[data-module=wrong]').getAttribute('href'))")
    assert address.startswith("mailto:office@example.org?subject=指出一处错误：")
    assert "点开看得到）：R2025A" in address


def test_nothing_is_set_a_character_a_line_in_large_type(home: Path, tab: Callable[..., Page]) -> None:
    """With the letters of the browser at 200 % on a phone the name keeps to two lines, and the parts of the chart to three."""
    page = tab("home", width=360)
    page.goto(home.as_uri())
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    lines = """names => names.map(name => {
      const range = document.createRange();
      range.selectNodeContents(name);
      return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size;
    })"""
    assert page.locator(".brand-name").evaluate_all(lines) <= [2]
    assert max(page.locator(".fig-stack .bars th").evaluate_all(lines), default=0) <= 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
