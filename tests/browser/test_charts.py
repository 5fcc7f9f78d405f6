"""可交互: Plotly on request, with the numbers of the table, under the page's policy; and what if it does not come."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Heard
from .pages import ORGANISATIONS, Site

FAILED = "互动图没有打开，不影响看数：原来的图和表还在。"

# What Plotly has drawn beside what the figure says.
DRAWN = """(figure) => {
  const spec = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const bars = spec.data.filter((one) => one.type === "bar");
  const paths = [...figure.querySelectorAll(".fig-plot .barlayer .point path")];
  const plot = figure.querySelector(".fig-plot").getBoundingClientRect();
  const table = figure.querySelector("table");
  const exact = [...table.querySelectorAll("[title]")].map((one) => one.title).join(" ");
  return {
    svg: figure.querySelectorAll(".fig-plot svg.main-svg").length,
    wanted: bars.reduce((sum, one) => sum + one.x.length, 0),
    positive: bars.reduce((sum, one) => sum + one[one.orientation === "h" ? "x" : "y"].filter((value) => value > 0).length, 0),
    drawn: paths.length,
    wide: paths.filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && box.height > 0; }).length,
    outside: paths.filter((one) => { const box = one.getBoundingClientRect(); return box.right > plot.right + 1 || box.left < plot.left - 1; }).length,
    numbers: bars.flatMap((one) => one.text),
    words: (table.textContent + exact).replace(/\\s/g, ""),
    inks: [...figure.querySelectorAll(".fig-plot svg.main-svg text")].map((one) => getComputedStyle(one).fill),
    ground: getComputedStyle(document.body).backgroundColor,
    hidden: figure.querySelector(".fig-plot").getAttribute("aria-hidden"),
    still: figure.querySelector(".fig-static").offsetHeight,
  };
}"""


def _chart_pages(site: Site) -> list[str]:
    return [page for org in ORGANISATIONS for page in site.pages(org) if 'data-module="chart"' in site.source(page)]


def _one_of_each_form(site: Site) -> dict[str, tuple[str, str]]:
    """Form of chart → (page, id of the figure), the first there is."""
    found: dict[str, tuple[str, str]] = {}
    for page in _chart_pages(site):
        for one, form in re.findall(r'<figure id="([^"]+)" class="fig-block fig-(\w+)', site.source(page)):
            drawn = site.source(page).partition(f'id="{one}"')[2].partition("</figure>")[0]
            if 'data-module="chart"' in drawn:
                found.setdefault(form, (page, one))
    return found


def _open(page: Page, figure: str) -> dict[str, Any]:
    one = page.locator(f'[id="{figure}"]')
    one.locator('[data-module="chart"]').click()
    expect(one.locator('[data-module="chart"]')).to_have_attribute("aria-expanded", "true")
    found: dict[str, Any] = one.evaluate(DRAWN)
    return found


def _judge(found: dict[str, Any], where: str) -> list[str]:
    wrong = []
    if not found["svg"]:
        wrong.append("nothing is drawn")
    if found["drawn"] != found["wanted"]:
        wrong.append(f"{found['drawn']} bars, {found['wanted']} in the data")
    if found["wide"] < found["positive"]:
        wrong.append(f"{found['positive'] - found['wide']} bars have no length")
    if found["outside"]:
        wrong.append(f"{found['outside']} bars run out of the picture")
    for number in found["numbers"]:
        digits = re.match(r"[^\d]*[\d.,]+[万亿]?", number)
        if digits and digits[0] not in found["words"]:
            wrong.append(f"{number} is not in the table")
    if found["hidden"] != "true":
        wrong.append("read aloud twice: the picture lacks aria-hidden")
    if found["still"]:
        wrong.append("drawn twice: the standing picture is still there")
    return [f"{where}: {one}" for one in wrong]


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_every_chart_opens(
    org: str, site: Site, tab: Callable[..., Page], listen: Callable[[Page], Heard], at_root: str
) -> None:
    """Each chart draws as many bars as its table has, with the table's numbers, and the console stays silent."""
    wrong = []
    seen = 0
    for path in _chart_pages(site):
        if not path.startswith(f"{org}/"):
            continue
        page = tab()
        heard = listen(page)
        page.goto(f"{at_root}/{path}")
        for figure in page.locator("figure:has([data-module=chart])").evaluate_all("all => all.map((one) => one.id)"):
            wrong += _judge(_open(page, figure), f"{path} {figure}")
            seen += 1
        wrong += [f"{path}: {one}" for one in [*heard.messages, *heard.failures, *heard.foreign(at_root)]]
    assert seen
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("origin", "dark"), [("sub-path", True), ("file", False)], ids=["sub-path-dark", "file-light"])
def test_charts_open_anywhere(
    origin: str,
    dark: bool,  # noqa: FBT001
    site: Site,
    tab: Callable[..., Page],
    listen: Callable[[Page], Heard],
    origins: dict[str, str],
) -> None:
    """Every form of chart opens at a sub-path and from the disk, light and dark, on a phone too, in the page's colours.

    Where a page lies decides which files come, its colours how they are drawn: each is tried once for each form.
    """
    forms = _one_of_each_form(site)
    assert {"bars", "panels"} <= forms.keys()
    wrong = []
    for form, (path, figure) in forms.items():
        page = tab(origin, width=360, dark=dark)
        heard = listen(page)
        page.goto(f"{origins[origin]}/{path}")
        found = _open(page, figure)
        wrong += _judge(found, f"{form} {path}")
        inks = {tuple(map(int, re.findall(r"\d+", one)[:3])) for one in found["inks"]}
        grey = [sum(one) / 3 for one in inks]
        if not grey or (min(grey) < 130 if dark else max(grey) > 130):
            wrong.append(f"{form} {path}: inks {inks} on {found['ground']}")
        if page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"):
            wrong.append(f"{form} {path}: scrolls sideways with the chart open")
        wrong += [
            f"{form} {path}: {one}" for one in [*heard.messages, *heard.failures, *heard.foreign(origins[origin])]
        ]
    assert not wrong, "\n".join(wrong)


def test_policy_does_not_break_the_picture(site: Site, tab: Callable[..., Page], at_root: str) -> None:
    """A style that the policy drops is dropped in silence: with the policy and without, the pictures are the same."""
    for form, (path, figure) in _one_of_each_form(site).items():
        shots = []
        for bypass in (False, True):
            page = tab(bypass_csp=bypass)
            page.goto(f"{at_root}/{path}")
            _open(page, figure)
            page.mouse.move(0, 0)
            shots.append(page.locator(f'[id="{figure}"] .fig-plot').screenshot())
        assert shots[0] == shots[1], f"{form}: {path} {figure}"


def test_open_chart_follows_the_page(tab: Callable[..., Page], at_root: str) -> None:
    """An open chart takes on 深色 at once, and closes again without a trace."""
    page = tab(fresh=True)
    page.goto(f"{at_root}/gaoxin/finances/2023/index.html")
    button = page.locator('[data-module="chart"]').first
    figure = page.locator("figure:has([data-module=chart])").first
    before = figure.evaluate("one => one.outerHTML.length")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    label = figure.locator(".fig-plot svg.main-svg text").first
    ink = label.evaluate("one => getComputedStyle(one).fill")
    page.get_by_role("button", name="深色").click()
    expect(label).not_to_have_css("fill", ink)
    button.click()
    expect(figure.locator(".fig-plot")).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")
    assert abs(figure.evaluate("one => one.outerHTML.length") - before) < 120


@pytest.mark.parametrize("what", ["plotly.js", "plotly.css"])
def test_chart_that_does_not_come(what: str, tab: Callable[..., Page], at_root: str) -> None:
    """If a file of Plotly's is missing, a Chinese sentence says so, the table stays; once it is there a click draws."""
    page = tab(fresh=True)
    page.goto(f"{at_root}/gaoxin/finances/2023/index.html")
    figure = page.locator("figure:has([data-module=chart])").first
    button = figure.locator('[data-module="chart"]')
    words = figure.locator(".fig-static").inner_text()
    page.route(f"**/{what}", lambda route: route.abort())
    button.click()
    expect(figure.get_by_role("status")).to_have_text(FAILED)
    expect(figure.locator(".fig-static")).to_be_visible()
    assert figure.locator(".fig-static").inner_text() == words
    expect(figure.locator(".fig-plot")).to_have_count(0)
    expect(button).not_to_have_attribute("aria-busy", "true")
    page.unroute(f"**/{what}")
    button.click()
    expect(figure.locator(".fig-plot svg.main-svg").first).to_be_visible()
    expect(figure).not_to_contain_text(FAILED)


def test_chart_that_takes_too_long(tab: Callable[..., Page], at_root: str) -> None:
    """A chart that hangs is given up after some seconds, with the same sentence; coming late it draws nothing."""
    page = tab(fresh=True)
    page.clock.install()
    page.goto(f"{at_root}/gaoxin/finances/2023/index.html")
    figure = page.locator("figure:has([data-module=chart])").first
    held: list[Any] = []
    page.route("**/plotly.js", lambda route: held.append(route))  # noqa: PLW0108  (Playwright asks for a function of Python)
    figure.locator('[data-module="chart"]').click()
    expect(figure.get_by_role("status")).to_contain_text("正在打开")
    page.clock.fast_forward(20_000)
    expect(figure.get_by_role("status")).to_have_text(FAILED)
    for one in held:
        one.continue_()
    page.wait_for_function("() => window.Plotly")
    expect(figure.locator(".fig-plot")).to_have_count(0)
    expect(figure.get_by_role("status")).to_have_text(FAILED)
