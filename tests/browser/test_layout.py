"""Every page fits: narrow, wide, enlarged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .pages import ALL

# Words that stand outside of the page, or that a box cuts off. Regions that scroll on purpose say so (role, name, focus).
LOST = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const scroller = document.scrollingElement;
  if (scroller.scrollWidth > scroller.clientWidth) found.push(`scrolls sideways: ${scroller.scrollWidth} > ${width}`);
  const unseen = (node) => {
    for (let one = node; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.clipPath === "inset(50%)" || one.matches(".skip, svg")) return true;
    }
    return false;
  };
  for (const region of document.querySelectorAll(".scrolls")) {
    const label = document.getElementById(region.getAttribute("aria-labelledby"));
    if (region.getAttribute("role") !== "region" || region.tabIndex !== 0 || !label) found.push("unlabelled region that scrolls");
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (!node.data.trim() || box.closest(".scrolls, script") || !box.checkVisibility({visibilityProperty: true})) continue;
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((one) => one.width > 1 && one.height > 1);
    const out = rects.find((one) => one.right > width + 1 || one.left < -1);
    const where = () => `${box.tagName.toLowerCase()}.${box.className} “${node.data.trim().slice(0, 24)}”`;
    if (out && !unseen(box)) found.push(`outside: ${where()} ${Math.round(out.left)}–${Math.round(out.right)} of ${width}`);
    for (let one = box; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.display === "inline" || (style.overflowX === "visible" && style.overflowY === "visible")) continue;
      const edge = one.getBoundingClientRect();
      if (rects.some((rect) => rect.right > edge.right + 1 || rect.bottom > edge.bottom + 2) && !unseen(box)) {
        found.push(`cut off: ${where()}`);
      }
    }
  }
  return found;
}"""

# Two texts on the same spot: the centre of each line of text must be that text.
COVERED = """() => {
  const found = [], lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const unseen = new Map();
  const hidden = (node) => {
    if (!node || node === document.body) return false;
    if (!unseen.has(node)) {
      const style = getComputedStyle(node);
      unseen.set(node, style.clipPath === "inset(50%)" || node.matches(".skip, svg, script") || hidden(node.parentElement));
    }
    return unseen.get(node);
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (!node.data.trim() || !box.checkVisibility({visibilityProperty: true}) || hidden(box)) continue;
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(box).fontSize);
    for (const one of range.getClientRects()) {
      if (one.width < 2 || one.height < 2) continue;
      const middle = (one.top + one.bottom) / 2;  // the ink: a square on the middle of the line
      lines.push({left: one.left, right: one.right, top: middle - size * .42, bottom: middle + size * .42, node});
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((a, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < a.bottom; next += 1) {
      const b = lines[next];
      if (a.node === b.node) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      if (wide > 3 && high > 3) found.push(`“${a.node.data.trim().slice(0, 20)}” lies over “${b.node.data.trim().slice(0, 20)}”`);
    }
  });
  return found;
}"""


def _wrong(page: Page, how: str) -> list[str]:
    return [f"{how}: {one}" for probe in (LOST, COVERED) for one in page.evaluate(probe)]


@pytest.mark.parametrize("path", ALL, indirect=True)
def test_nothing_scrolls_sideways_or_is_lost(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """At 320 to 1200 px, in 大字 on a phone and at 200 %, no page scrolls sideways and no word is cut off or covered.

    640 px is a window of 1280 px at 200 % zoom; text alone at 200 % is twice the font size of the root.
    """
    page = tab(width=320)
    page.goto(f"{at_root}/{path}")
    wrong = []
    for width in (320, 360, 640, 768, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += _wrong(page, f"{width}px")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    wrong += _wrong(page, "1200px, text 200 %")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 360, "height": 900})
    for size in ("l", "xl"):
        page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
        wrong += _wrong(page, f"360px, 大字 {size}")
    page.set_viewport_size({"width": 1200, "height": 900})
    wrong += _wrong(page, "1200px, 大字 xl")
    assert not wrong, f"{path}\n" + "\n".join(wrong)
