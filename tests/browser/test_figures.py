"""A number's mark of origin leads to its entry in the register."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .pages import some


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        *((one, "sub-path") for one in some("home", "finances-expense", "project", "finances-checks")),
        *((one, "file") for one in some("home")),
    ],
    indirect=["path"],
)
def test_mark_leads_to_the_entry(path: str, origin: str, tab: Callable[..., Page], origins: dict[str, str]) -> None:
    """A click on a 出处标 – first, last, computed – shows the entry with that id, lit up and in view, with that number."""
    page = tab(width=360)
    page.goto(f"{origins[origin]}/{path}")
    marks = page.locator("main [data-figure] + a.src:visible")
    chosen = {0, marks.count() - 1}
    computed = marks.evaluate_all("all => all.findIndex((one) => one.textContent === '算')")
    chosen |= {computed} - {-1}
    for place in sorted(chosen):
        page.goto(f"{origins[origin]}/{path}")
        mark = marks.nth(place)
        shown = mark.evaluate("one => one.previousElementSibling.dataset.figure")
        words = mark.evaluate("one => one.previousElementSibling.textContent")
        assert shown in (mark.get_attribute("aria-label") or "")
        mark.click()
        page.wait_for_url(f"**/facts/**/index.html#{shown}")
        entry = page.locator(":target")
        assert entry.get_attribute("id") == shown
        box = entry.bounding_box()
        assert box
        assert 0 <= box["y"] < 900
        assert entry.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
        number = re.sub(r"\s", "", entry.locator("[data-figure]").first.inner_text())
        digits = re.findall(r"\d[\d.,]*", words)
        assert digits, words
        for one in digits:
            assert one in number or one.replace(",", "") in number, f"{words} / {number}"


@pytest.mark.parametrize("path", some("register-topic"), indirect=True)
def test_entry_leads_back_to_its_pages(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """An entry names the pages that use the number; following one, the number is there."""
    page = tab()
    page.goto(f"{at_root}/{path}")
    entries = page.locator(".register > li", has=page.locator(".used"))
    for place in (0, entries.count() // 2, entries.count() - 1):
        page.goto(f"{at_root}/{path}")
        entry = entries.nth(place)
        shown = entry.get_attribute("id")
        entry.locator(".used summary").click()
        with page.expect_navigation():
            entry.locator(".used a[href]").first.click()
        assert page.locator(f'[data-figure="{shown}"]').count(), f"{shown} is not on {page.url}"
