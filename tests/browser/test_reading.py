"""大字 and 深色: what they do, and that the choice stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .pages import some

COLOURS = """() => {
  const parse = (value) => {
    const all = (value.match(/[\\d.]+/g) || []).map(Number);
    return all.length === 3 ? [...all, 1] : all;
  };
  const part = (v) => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = (rgb) => .2126 * part(rgb[0]) + .7152 * part(rgb[1]) + .0722 * part(rgb[2]);
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const style = getComputedStyle(one), colour = parse(style.backgroundColor);
      if (style.backgroundImage !== "none") return null;  // hatches: the number on one has a ground of its own
      if (colour[3] === 1) return colour;
    }
    return [255, 255, 255, 1];
  };
  const low = [];
  let judged = 0;
  for (const one of document.querySelectorAll("body *")) {
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    if (one.closest("svg, script, .vh, .skip") || !one.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(one), ground = behind(one);
    if (!ground) continue;
    const [a, b] = [light(parse(style.color)), light(ground)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    judged += 1;
    if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) {
      low.push(`${one.tagName.toLowerCase()}.${one.className} ${style.color} on ${ground}`);
    }
  }
  const root = getComputedStyle(document.documentElement), tokens = {};
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      for (const name of rule.style || []) if (name.startsWith("--")) tokens[name] = root.getPropertyValue(name).trim();
    }
  }
  return {low, judged, tokens, ground: light(behind(document.body)), scheme: root.colorScheme};
}"""


@pytest.mark.parametrize(
    "path", ["root", *some("home", "finances-expense", "finances-checks", "project", "register-year")], indirect=True
)
def test_dark_is_dark_and_legible(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """The device's dark mode and 深色 give the same dark page, text at 4.5:1; 浅色 wins over a dark device."""
    seen = {}
    for how, dark, chosen in (
        ("light", False, ""),
        ("device dark", True, ""),
        ("chosen dark", False, "dark"),
        ("chosen light", True, "light"),
    ):
        page = tab(dark=dark)
        page.goto(f"{at_root}/{path}")
        if chosen:
            page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", chosen)
        seen[how] = page.evaluate(COLOURS)
        assert seen[how]["judged"] > 5
        assert not seen[how]["low"], f"{path}, {how}\n" + "\n".join(seen[how]["low"])
    assert seen["light"]["ground"] > 0.85
    assert seen["device dark"]["ground"] < 0.05
    assert seen["device dark"]["scheme"] == seen["chosen dark"]["scheme"] == "dark"
    assert seen["device dark"]["tokens"] == seen["chosen dark"]["tokens"]
    assert seen["light"]["tokens"] == seen["chosen light"]["tokens"]


def _ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def _letter(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


@pytest.mark.parametrize("origin", ["http", "sub-path", "file"])
def test_choice_stays(origin: str, tab: Callable[..., Page], origins: dict[str, str]) -> None:
    """深色 and 大字 act at once, say their state, and stay on other pages and after a reload; also from the disk."""
    page = tab(fresh=True)
    page.goto(f"{origins[origin]}/gaoxin/index.html")
    light, dark_button, size_button = (
        _ground(page),
        page.get_by_role("button", name="深色"),
        page.locator('[data-set="size"]'),
    )
    expect(dark_button).to_have_attribute("aria-pressed", "false")
    assert _letter(page) == 18
    dark_button.click()
    dark = _ground(page)
    assert dark != light
    expect(dark_button).to_have_attribute("aria-pressed", "true")
    size_button.click()
    assert _letter(page) == 22
    assert "大" in (size_button.get_attribute("aria-label") or "")

    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="项目").click()
    page.wait_for_url("**/projects/index.html")
    assert (_ground(page), _letter(page)) == (dark, 22)
    expect(dark_button).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert (_ground(page), _letter(page)) == (dark, 22)
    page.goto(f"{origins[origin]}/suzhou/index.html")
    assert (_ground(page), _letter(page)) == (dark, 22)

    size_button.click()
    assert _letter(page) == 30
    size_button.click()
    assert _letter(page) == 18
    dark_button.click()
    assert _ground(page) == light
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert _ground(page) == light, "a chosen 浅色 wins over a dark device"
    assert _letter(page) == 18


def test_choice_without_storage(tab: Callable[..., Page], at_root: str) -> None:
    """Where the device refuses to keep anything, the choice still holds for the page, without an error."""
    page = tab(fresh=True)
    said: list[str] = []
    page.on("pageerror", lambda one: said.append(str(one)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page.goto(f"{at_root}/gaoxin/index.html")
    light = _ground(page)
    page.get_by_role("button", name="深色").click()
    page.locator('[data-set="size"]').click()
    assert _ground(page) != light
    assert _letter(page) == 22
    assert not said


def test_choice_is_there_before_the_page_is_drawn(tab: Callable[..., Page], at_root: str) -> None:
    """No flash of white: the choice is set before the body exists."""
    page = tab(fresh=True)
    page.goto(f"{at_root}/gaoxin/index.html")
    page.get_by_role("button", name="深色").click()
    page.add_init_script(
        """new MutationObserver((_, self) => { if (document.body) {
             window.atBody = document.documentElement.getAttribute("data-theme"); self.disconnect(); } })
           .observe(document, {childList: true, subtree: true});"""
    )
    page.reload()
    assert page.evaluate("window.atBody") == "dark"
