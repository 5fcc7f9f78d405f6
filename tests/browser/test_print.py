"""Paper: tables, numbers, address and date; nothing that is only for the screen."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pytest
from commands import PUBLISHED_AT
from playwright.sync_api import Page
from pypdf import PdfReader

from . import pdf
from .conftest import serving
from .pages import Site, some

# 210 mm less the margins, in CSS pixels
SHEET = 680

PRINTED = """() => {
  const seen = (one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 0;
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 20)}`;
  const found = [];
  const heads = ".rests-title, .part-fold > summary, .used > summary"; // they head what stands below them, on paper too
  for (const one of document.querySelectorAll(`nav, .tools, .skip, button, input, .fig-plot, .fig-links, summary:not(${heads})`))
    if (seen(one)) found.push(`only for the screen: ${name(one)}`);
  for (const one of document.querySelectorAll("h1, h2:not(.vh), table, [data-figure], .finding, footer time"))
    if (!seen(one)) found.push(`missing: ${name(one)}`);
  if (document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth) found.push("wider than the sheet");
  for (const one of document.querySelectorAll("h1, p, th, td, dt, dd, li, a, .num, .tag, .src")) {
    if (!seen(one)) continue;
    const ink = getComputedStyle(one).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
    if (Math.max(...ink) > 110) found.push(`pale ink ${ink}: ${name(one)}`);
  }
  const paper = getComputedStyle(document.body).backgroundColor;
  if (paper !== "rgb(255, 255, 255)") found.push(`paper: ${paper}`);
  return found;
}"""

# Words of the printed page as a reader sees them; visually hidden ones are not on paper for the eye.
NUMBERS = """() => [...document.querySelectorAll("main [data-figure], main h1, main caption, main th[scope=row]")]
  .filter((one) => !one.closest(".vh")).map((one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll(".vh").forEach((hidden) => hidden.remove());
    return copy.textContent;
  })"""


def _plain(text: str) -> str:
    """Without spaces, and with the characters that fonts write in two ways made one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("path", some("home", "finances-expense", "project", "register-topic"), indirect=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_sheet_is_laid_out_for_paper(path: str, dark: bool, tab: Callable[..., Page], at_root: str) -> None:  # noqa: FBT001
    """Menus, buttons and open charts stay off; tables, figures and date are on, black on white, in 深色 too."""
    page = tab(width=SHEET, dark=dark)
    page.goto(f"{at_root}/{path}")
    chart = page.locator('[data-module="chart"]')
    if chart.count() and not dark:
        chart.first.click()
        page.locator(".fig-plot svg.main-svg").first.wait_for()
    if dark:
        page.evaluate("document.documentElement.setAttribute('data-theme', 'dark')")
        page.evaluate("document.documentElement.setAttribute('data-size', 'xl')")
    page.emulate_media(media="print")
    wrong = page.evaluate(PRINTED)
    assert not wrong, f"{path}\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", some("board-sheet"), indirect=True)
def test_no_sheet_of_paper_has_only_the_foot_of_a_board_sheet(
    path: str, tab: Callable[..., Page], at_root: str
) -> None:
    """Whoever prints the page of a sheet instead of its PDF: one paper, or a table so long that it goes on there."""
    page = tab(width=SHEET)
    page.goto(f"{at_root}/{path}")
    papers = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    if len(papers) > 1:
        lines = page.locator("main .ledger tbody th, main .undisclosed li").all_inner_texts()
        assert any(_plain(line) in _plain(papers[-1].extract_text()) for line in lines)


@pytest.mark.parametrize("path", some("home"), indirect=True)
def test_folded_parts_are_open_on_paper(path: str, tab: Callable[..., Page], at_root: str) -> None:
    """Paper has nothing to click: what a <details> holds, such as the citation, is printed."""
    page = tab(width=SHEET)
    page.goto(f"{at_root}/{path}")
    citation = _plain(page.locator(".cite-text").text_content() or "")
    assert citation
    assert citation in _plain(pdf.words(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("path", some("home", "finances-expense", "project"), indirect=True)
def test_pdf_has_every_number(path: str, published: Site, tab: Callable[..., Page]) -> None:
    """The printed PDF holds every number and row of the page, its address and the date, and no menu."""
    with serving(published.folder, "/a/b") as address:
        page = tab()
        page.goto(f"{address}/{path}")
        wanted = {_plain(one) for one in page.evaluate(NUMBERS)}
        date = page.locator("footer time").inner_text()
        sheet = page.pdf(prefer_css_page_size=True)
    text = _plain(pdf.words(sheet))
    assert 1 <= pdf.page_count(sheet) <= 30
    assert len(wanted) > 3
    missing = {one for one in wanted if one not in text}
    assert not missing, f"not on paper: {sorted(missing)}"
    assert _plain(f"{PUBLISHED_AT}/{path.removesuffix('index.html')}") in text
    assert _plain(date) in text
    for screen in ("跳到正文", "可交互", "大字", "深色", "发微信可以用图", "<ahref=", "微信里点不开"):
        assert screen not in text
