"""The example behind the shipped nginx configuration: no page, opened charts too, does what the policy forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hosted import server, serving
from playwright.sync_api import Page, expect

from .conftest import Heard
from .pages import EXAMPLE_TYPES, Site

# What the browser itself says of everything that the policy stopped; it need not reach the console.
REFUSED = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (one) => window.refused.push(`${one.violatedDirective} ${one.blockedURI}`));
}"""


@pytest.fixture(scope="module", params=[("site.conf", ""), ("subpath.conf", "/cishan")], ids=["root", "sub-path"])
def address(
    request: pytest.FixtureRequest, example_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The example as a host of its own, and below a path of another."""
    name, prefix = request.param
    folder = tmp_path_factory.mktemp("hosted")
    (folder / "www").mkdir()
    (folder / "www/cishan").symlink_to(example_site)
    with serving(server(), folder / "www", name, folder / "nginx") as port:
        yield f"http://127.0.0.1:{port}{prefix}"


def test_no_page_breaks_the_policy(
    address: str, example_site: Path, tab: Callable[..., Page], listen: Callable[[Page], Heard]
) -> None:
    """The largest page of every type, with a chart of it opened, is silent, asks nobody else and is refused nothing."""
    site = Site(example_site, EXAMPLE_TYPES)
    paths = ["index.html", *dict.fromkeys(filter(None, map(site.largest, EXAMPLE_TYPES)))]
    if address.endswith("/cishan"):  # the same headers from another block of the configuration
        paths = [one for one in paths if 'data-module="chart"' in site.source(one)][:5]
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
