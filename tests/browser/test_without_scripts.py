"""With scripts off every page is whole, and everything can be reached by links alone."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Callable
from html import unescape

import pytest
from playwright.sync_api import Page

from .pages import ORGANISATIONS, ROOT, TYPES, Site

PREPARED = re.search(r"^prepared_on: (\S+)$", (ROOT / "data/site.yaml").read_text("utf-8"), re.MULTILINE)[1]  # type: ignore[index]

# What scripts may add to the words of a page.
ADDED = {"大字", "深色", "大字深色", "可交互", "复制", "朗读", "停止"}

UNSEEN = r"""(menu) => {
  const seen = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && one.getBoundingClientRect().height > 1 && one.getBoundingClientRect().width > 1;
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} ${one.id} ${one.textContent.trim().slice(0, 20)}`;
  const found = [];
  for (const one of document.querySelectorAll("h1, .finding, table, [data-figure], .register > li, main a, main h2:not(.vh), main h3")) {
    // what only scripts can do (below) and what the script of the look-up answers; old addresses, each seen by whoever comes for it
    if (one.closest("details:not([open]), .lookup-none, .moved, [data-scripted]")) continue;
    if (!seen(one)) found.push(`not to be seen: ${name(one)}`);
  }
  for (const one of document.querySelectorAll("button, input, select, form, [data-set]")) {
    const form = one.closest("form"); // 站内搜索 leads to the index without a script
    if (form && form.method === "get" && /search\/index\.html$/.test(form.action)) continue;
    if (seen(one)) found.push(`works only with scripts: ${name(one)}`);
  }
  for (const row of document.querySelectorAll(".bars:not(.bars-plain) .bar-row")) {
    // a number that is alone in its unit has nothing to be compared with
    if (row.closest(".fig-panels") && row.parentNode.querySelectorAll(".bar-row").length === 1) continue;
    // where a picture of its own stands above the table, that picture has the bars
    const picture = row.closest("figure").querySelector("svg.timeline, svg.flow, svg.ways, svg.divided");
    if (picture && seen(picture)) continue;
    const drawn = [...row.querySelectorAll("svg.bar rect, svg.bar line, svg.bar circle, svg.bar path")];
    if (!drawn.some((one) => one.getBoundingClientRect().width > 0)) found.push(`no bar: ${name(row)}`);
  }
  // the pages of an organisation have menus: at the top, or one link there to the index at the foot
  if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
  if (menu && !document.querySelector(".finding, .statement, .sky .three, .plain")) found.push("neither a finding nor the statement of a home page");
  const links = menu ? [...document.querySelectorAll(menu)] : [];
  if (menu && (links.length < 6 || !links.every(seen))) found.push(`the menu is not to be seen: ${menu}`);
  return found;
}"""
LINES = r"() => [...new Set(document.body.innerText.split(/\n|\t/).map((line) => line.trim()).filter(Boolean))]"


def test_index_is_the_menu_of_phones(tab: Callable[..., Page], at_root: str) -> None:
    """Without scripts a touch on 目录 leads to the index at the foot, and from there to any page."""
    page = tab(width=360, java_script_enabled=False)
    page.goto(f"{at_root}/gaoxin/index.html")
    page.locator("a.to-index").click()
    assert page.url.endswith("#mulu")
    link = page.locator("#mulu nav").get_by_role("link", name="审计", exact=True)
    assert link.evaluate("one => one.closest('#mulu').getBoundingClientRect().top < innerHeight")
    link.click()
    page.wait_for_url("**/gaoxin/audits/index.html")


# --- steps ----------------------------------------------------------------------------------------


def _links(site: Site, page: str) -> list[tuple[str, str]]:
    """(page, anchor) of every link of a page."""
    found = []
    for value in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', site.source(page)):
        target, _, anchor = unescape(value).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        found.append((posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page, anchor))
    return found


def _steps(site: Site, org: str) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Link steps from an organisation's home to every page, and to every anchor that a link names."""
    home = f"{org}/index.html"
    pages, anchors = {home: 0}, {}
    queue = deque([home])
    while queue:
        page = queue.popleft()
        for target, anchor in _links(site, page):
            if target.endswith(".html") and target.startswith(f"{org}/"):
                anchors.setdefault((target, anchor), pages[page] + 1)
                if target not in pages:
                    pages[target] = pages[page] + 1
                    queue.append(target)
    return pages, anchors


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_everything_is_near(org: str, site: Site) -> None:
    """From an organisation's home every page is at most three links away, where a list goes on and entries of the register four."""
    pages, anchors = _steps(site, org)
    far = {page: pages.get(page) for page in site.pages(org) if pages.get(page, 99) > 3 + ("/page-" in page)}
    assert not far, f"more than three steps: {far}"
    entries = [
        (register, one)
        for register in site.of_type(org, "register-year")
        for one in re.findall(r'<li id="([^"]+)"', site.source(register))
    ]
    assert entries
    lost = [one for one in entries if anchors.get(one, 99) > 4]
    assert not lost, f"more than four steps: {lost}"


def test_every_page_has_a_tested_type(site: Site) -> None:
    """No page escapes the tests here: each is of a type in pages.py, and each type is somewhere."""
    known = {page for org in ORGANISATIONS for name in TYPES for page in site.of_type(org, name)}
    every = {page for org in ORGANISATIONS for page in site.pages(org)}
    assert every <= known, f"pages of an unknown type: {sorted(every - known)}"
    for name in TYPES:
        assert any(site.of_type(org, name) for org in ORGANISATIONS), f"no page is of the type {name}"
    folders = {file.parent.name for file in site.folder.glob("*/index.html")}
    assert folders == {"easy", "search", *ORGANISATIONS}
