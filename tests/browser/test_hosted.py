"""The example behind the shipped configuration of nginx, the real site behind that of Caddy: no page does what the policy forbids."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hosted import caddy_serving, nginx_serving, server
from playwright.sync_api import Browser, Page, expect

from .conftest import Heard
from .pages import EXAMPLE_TYPES, Site

# What the browser itself says of everything that the policy stopped; it need not reach the console.
REFUSED = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (one) => window.refused.push(`${one.violatedDirective} ${one.blockedURI}`));
}"""

TABS = 4  # pages that load at the same time


def one_of_each_type(folder: Path) -> list[str]:
    """The largest page of every type, and those of no organisation."""
    site = Site(folder, EXAMPLE_TYPES)
    return ["index.html", "404.html", *filter(None, map(site.largest, EXAMPLE_TYPES))]


def one_of_each_kind(folder: Path) -> list[str]:
    """Of these pages one for every set of scripts, since pages on which the same scripts run are alike."""
    site = Site(folder, EXAMPLE_TYPES)
    alike: dict[frozenset[str], str] = {}
    for path in one_of_each_type(folder):
        alike.setdefault(frozenset(re.findall(r'data-module="([^"]+)"', site.source(path))), path)
    return list(alike.values())


def below_cishan(site: Path, folder: Path) -> Path:
    """The folder that a server is given, with the site as `cishan` in it."""
    (folder / "www").mkdir()
    (folder / "www/cishan").symlink_to(site)
    return folder / "www"


@pytest.fixture(scope="module", params=[("site.conf", ""), ("subpath.conf", "/cishan")], ids=["root", "sub-path"])
def address(
    request: pytest.FixtureRequest, example_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The example as a host of its own, and below a path of another."""
    name, prefix = request.param
    folder = tmp_path_factory.mktemp("hosted")
    www = below_cishan(example_site, folder)
    with nginx_serving(server(), www, name, folder / "nginx") as ports:
        yield f"http://127.0.0.1:{ports.http}{prefix}"


def every_page(folder: Path) -> list[str]:
    """All pages of a site."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def test_no_page_breaks_the_policy(
    address: str,
    example_site: Path,
    tab: Callable[..., Page],
    listen: Callable[[Page], Heard],
    request: pytest.FixtureRequest,
) -> None:
    """A page of the example for every set of scripts, with a chart of it opened, is silent, asks nobody else and is refused nothing.

    What all pages are made of is judged elsewhere. All of them are opened if asked for (--every-page).
    """
    site = Site(example_site, EXAMPLE_TYPES)
    every = request.config.getoption("--every-page")
    paths = every_page(example_site) if every else one_of_each_kind(example_site)
    if address.endswith("/cishan"):  # the same headers from another block of the configuration
        paths = [one for one in paths if 'data-module="chart"' in site.source(one)][:3]
    page = tab(fresh=True)
    page.add_init_script(f"({REFUSED})()")
    heard = listen(page)
    opened = 0
    wrong = []
    for path in paths:
        answer = page.goto(f"{address}/{path}")
        assert answer
        assert "frame-ancestors" in answer.headers["content-security-policy"]
        for chart in page.locator('[data-module="chart"]').all()[:1]:
            chart.click()
            expect(chart).to_have_attribute("aria-expanded", "true")
            opened += 1
        wrong += [f"{path}: {one}" for one in page.evaluate("window.refused")]
    wrong += [*heard.messages, *heard.failures, *heard.foreign(address)]
    assert opened
    assert not wrong, "\n".join(wrong[:30])


def test_pages_of_the_real_site_are_silent(
    real_site: Path, request: pytest.FixtureRequest, tmp_path: Path, browser: Browser
) -> None:
    """Sent by Caddy with all headers that are shipped: nothing refused, no error, nobody else asked.

    One page for every set of scripts, or all if asked for (--every-page); test_requests.py opens others with the same policy in them.
    """
    every = request.config.getoption("--every-page")
    pages = every_page(real_site) if every else one_of_each_kind(real_site)
    assert len(pages) > 5
    served = below_cishan(real_site, tmp_path)
    heard = Heard()
    wrong: list[str] = []
    # the browser ends before the server: an icon may still be asked for
    with (
        caddy_serving(server("caddy"), served, tmp_path / "run") as ports,
        closing(browser.new_context(reduced_motion="reduce", locale="zh-CN")) as context,
    ):
        address = f"http://127.0.0.1:{ports.http}"
        context.add_init_script(f"({REFUSED})()")
        tabs = [context.new_page() for _ in range(TABS)]
        for opened, (event, handler) in itertools.product(tabs, heard.handlers().items()):
            opened.on(event, handler)  # type: ignore[call-overload]
        for start in range(0, len(pages), TABS):
            loading = list(zip(tabs, pages[start : start + TABS], strict=False))
            for opened, path in loading:  # all at once; each is waited for below
                opened.goto(f"{address}/{path}", wait_until="commit")
            for opened, path in loading:
                opened.wait_for_load_state("load")
                wrong += [f"{path}: {refused}" for refused in opened.evaluate("window.refused")]
    asked = {url.removeprefix(f"{address}/") for kind, url in heard.requests if kind == "document"}
    assert asked == set(pages)
    wrong += [*heard.messages, *heard.failures, *heard.foreign(address)]
    assert not wrong, "\n".join(wrong[:30])


def test_the_policy_is_really_enforced(address: str, tab: Callable[..., Page]) -> None:
    """A style and a script put in by hand are refused, and seen to be."""
    page = tab(fresh=True)
    page.add_init_script(f"({REFUSED})()")
    page.goto(f"{address}/index.html")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    page.wait_for_function("window.refused.length >= 2")
    assert page.evaluate("window.ran") is None
