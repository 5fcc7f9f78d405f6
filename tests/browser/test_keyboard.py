"""Everything by keyboard, and targets that a finger can hit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .pages import some

HERE = """() => { const one = document.activeElement;
  return [one.tagName, one.className, (one.getAttribute("aria-label") || one.textContent).trim()]; }"""

# Every stop of the Tab key: does it show that it has the focus, and can it be seen?
FOCUS = """() => {
  const found = [];
  const all = [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}));
  for (const one of all) {
    document.body.focus();
    one.blur();
    const style = getComputedStyle(one), before = [style.outlineStyle, style.outlineWidth, style.boxShadow].join();
    one.focus({preventScroll: true});
    const name = `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 20)}`;
    if (document.activeElement !== one) found.push(`takes no focus: ${name}`);
    else if (!one.matches(":focus-visible")) found.push(`the probe is wrong: not :focus-visible: ${name}`);
    else if (before === [style.outlineStyle, style.outlineWidth, style.boxShadow].join()
      || !((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"))
      found.push(`focus is not to be seen: ${name}`);
  }
  return [all.length, found];
}"""

SMALL = """([selector, least]) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - .5 && selector !== "" || box.height < least - .5)
  .map(([one, box]) => `${one.className || one.tagName} “${one.textContent.trim()}” ${box.width.toFixed(1)} × ${box.height.toFixed(1)} < ${least}`)"""

# How far from the middle of a mark does a touch still reach that mark? As much as 24 px across and 24 px down.
MARKS = """() => {
  const found = [];
  let tried = 0;
  for (const one of document.querySelectorAll("a.src")) {
    if (!one.checkVisibility({visibilityProperty: true})) continue;
    one.scrollIntoView({block: "center", inline: "nearest"});
    const box = one.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    const reach = (right, down) => {
      for (let step = 0; step < 30; step += 1) {
        const hit = document.elementFromPoint(x + right * step, y + down * step);
        if (!hit || hit.closest("a") !== one) return step;
      }
      return 30;
    };
    const wide = reach(1, 0) + reach(-1, 0) - 1, high = reach(0, 1) + reach(0, -1) - 1;
    tried += 1;
    if (wide < 24 || high < 24) found.push(`${one.getAttribute("aria-label")}: ${wide} × ${high}`);
  }
  return [tried, found];
}"""

PAGES = ["root", *some("home", "finances-expense", "project", "register-year")]


@pytest.mark.parametrize("path", PAGES, indirect=True)
def test_keyboard_comes_first_to_the_text_then_to_the_menu(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """The first Tab shows 跳到正文, which leads into the text; the next ones go to the name, the menu and the tools."""
    page = tab()
    page.goto(f"{at_root}/{path}")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "跳到正文"
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["height"] >= 24
    stops = []
    for _ in range(11 if path != "index.html" else 5):  # the search stands before the tools
        page.keyboard.press("Tab")
        stops.append(page.evaluate(HERE))
    words = [text for _, _, text in stops]
    assert "brand" in stops[0][1]
    if path != "index.html":
        assert words[1:7] == page.locator("nav.menu a").all_inner_texts()
    assert stops[-2][0] == stops[-1][0] == "BUTTON", words
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), (
        "Tab goes on inside the text"
    )


def test_keyboard_reaches_the_menu_of_phones(tab: Callable[..., Page], at_root: str) -> None:
    """On a phone Tab comes to 大字 and 目录, and 目录 leads to the full index at the foot."""
    page = tab(width=360)
    page.goto(f"{at_root}/gaoxin/index.html")
    words = []
    for _ in range(5):
        page.keyboard.press("Tab")
        words.append(page.evaluate(HERE)[2])
        if words[-1].endswith("目录"):
            break
    assert any(one.startswith("大字") for one in words), words
    assert words[-1].endswith("目录"), words
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # whom to ask comes first
    assert page.evaluate("document.activeElement.closest('#mulu a') !== null")
    for _ in range(page.locator("#mulu .footer-ask a").count()):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#mulu nav a') !== null")
    assert page.evaluate("document.activeElement.getBoundingClientRect().bottom <= innerHeight + 1")


@pytest.mark.parametrize("path", PAGES, indirect=True)
def test_focus_is_always_to_be_seen(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """Every link and control shows an outline or a glow when the keyboard is on it, light and dark, wide and narrow."""
    for width, dark in ((1200, False), (360, True)):
        page = tab(width=width, dark=dark)
        page.goto(f"{at_root}/{path}")
        page.keyboard.press("Tab")  # from here on the browser takes focus for the keyboard's
        count, wrong = page.evaluate(FOCUS)
        assert count > 3
        assert not wrong, f"{path} {width}px\n" + "\n".join(wrong)


def test_tab_goes_through_a_page_and_out(tab: Callable[..., Page], at_root: str) -> None:
    """No trap: Tab visits every stop of the page once, in the order of the page, and leaves it at the end."""
    page = tab()
    page.goto(f"{at_root}/gaoxin/audits/index.html")
    every = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
             .filter((one) => one.checkVisibility({visibilityProperty: true}))
             .map((one, at) => { one.dataset.stop = at; return at; })"""
    )
    met = []
    for _ in every:
        page.keyboard.press("Tab")
        met.append(int(page.evaluate("document.activeElement.dataset.stop ?? -1")))
    assert met == every


def test_chart_and_citation_by_keyboard(tab: Callable[..., Page], at_root: str) -> None:
    """可交互, 引用本页 and 大字 work with Enter and the space bar."""
    page = tab(fresh=True)
    page.goto(f"{at_root}/gaoxin/index.html")
    page.locator('[data-module="chart"]').first.focus()
    page.keyboard.press("Enter")
    page.locator(".fig-plot svg.main-svg").first.wait_for()
    page.locator(".cite summary").focus()
    page.keyboard.press("Space")
    assert page.locator(".cite-text").is_visible()
    page.locator('[data-set="size"]').focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.getAttribute('data-size')") == "l"


@pytest.mark.parametrize("path", PAGES, indirect=True)
def test_targets_are_large_enough(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """Marks of origin take touches on 24 × 24 px; menus and main controls are 44 px high or more; 60 px in 大字."""
    for width in (1200, 360):
        page = tab(width=width)
        page.goto(f"{at_root}/{path}")
        tried, wrong = page.evaluate(MARKS)
        assert tried or path == "index.html" or "/facts/" in path
        # both ways for what stands alone, the height for what is as wide as its words
        wrong += page.evaluate(SMALL, ["nav.menu a, .to-index, .crumbs a", 24])
        wrong += page.evaluate(SMALL, [".tools button, .to-index, .fig-links button, .index a", 44])
        tall = """([selector, least]) => [...document.querySelectorAll(selector)]
          .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().height < least - .5)
          .map((one) => `“${one.textContent.trim()}” is ${one.getBoundingClientRect().height.toFixed(1)} high, not ${least}`)"""
        high = "nav.menu a, .brand, .tabs a, .years a, .index a, .tools button, .to-index, summary, .fig-links a, .files a, .books a"
        wrong += page.evaluate(tall, [high, 44])
        page.evaluate("document.documentElement.setAttribute('data-size', 'xl')")
        wrong += [f"大字: {one}" for one in page.evaluate(tall, [".tools button, .to-index, .index a, .tabs a", 60])]
        assert not wrong, f"{path} {width}px\n" + "\n".join(wrong)
